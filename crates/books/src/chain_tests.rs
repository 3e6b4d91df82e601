//! The form of the hash against its published vectors, and chains with something wrong in them.

use super::*;
use crate::samples::{bare, sale, ties};
use base::{Fen, ids::*};
use proptest::prelude::*;

fn book(length: i64) -> Vec<Chained> {
    let mut entries: Vec<Chained> = Vec::new();
    for seq in 1..=length {
        let before = entries.last().map_or(Hash::ZERO, |kept| kept.hash);
        let entry = if seq % 2 == 1 { sale(seq) } else { bare(seq) };
        let ties = ties(&entry);
        entries.push(Chained::after(before, entry, ties));
    }
    entries
}

/// The same book as it was written before version 02.
fn old_book(length: i64) -> Vec<Chained> {
    let mut entries: Vec<Chained> = Vec::new();
    for Chained { entry, ties, .. } in book(length) {
        let prev_hash = entries.last().map_or(Hash::ZERO, |kept| kept.hash);
        let hash = entry_hash(Version::V01, &entry, &ties, prev_hash);
        entries.push(Chained { entry, ties, prev_hash, hash });
    }
    entries
}

#[test]
fn sm3_is_the_standards() {
    // GB/T 32905-2016, appendix A.1
    assert_eq!(Hash::of(b"abc").to_string(), "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
}

#[test]
fn the_documented_vectors_hold() {
    let document = include_str!("../../../docs/books/entry-hash.md");
    let all = |version, book: Vec<Chained>| book.into_iter().map(move |kept| (version, kept));
    for (version, kept) in all(Version::V01, old_book(2)).chain(all(Version::V02, book(2))) {
        let bytes = canonical_bytes(version, &kept.entry, &kept.ties, kept.prev_hash);
        let bytes: String = bytes.iter().map(|b| format!("{b:02x}")).collect();
        assert!(document.replace('\n', "").contains(&bytes), "bytes of entry {}: {bytes}", kept.entry.seq);
        assert!(document.contains(&kept.hash.to_string()), "hash of entry {}: {}", kept.entry.seq, kept.hash);
    }
}

#[test]
fn hashes_are_read_as_written() {
    let hash = Hash::of(b"abc");
    assert_eq!(hash.to_string().parse(), Ok(hash));
    for text in ["", "66", &hash.to_string().to_uppercase(), &hash.to_string().replace('6', "x"), &format!("{hash}0")] {
        assert_eq!(text.parse::<Hash>(), Err(NotAHash), "{text}");
    }
}

#[test]
fn a_whole_book_verifies() {
    assert_eq!(verify_chain(Head::EMPTY, []), Ok(Head::EMPTY));
    let entries = book(4);
    let head = Head { seq: 4, hash: entries[3].hash };
    assert_eq!(verify_chain(Head::EMPTY, entries.clone()), Ok(head));
    let known = Head { seq: 2, hash: entries[1].hash };
    assert_eq!(verify_chain(known, entries[2..].to_vec()), Ok(head));
}

#[test]
fn a_book_that_was_begun_in_the_old_form_goes_on_in_the_new_one() {
    let mut entries = old_book(2);
    assert!(entries.iter().all(|kept| kept.version() == Some(Version::V01)));
    entries.push(Chained::after(entries[1].hash, sale(3), ties(&sale(3))));
    assert_eq!(entries[2].version(), Some(Version::V02));
    assert_eq!(verify_chain(Head::EMPTY, entries.clone()), Ok(Head { seq: 3, hash: entries[2].hash }));
}

#[test]
fn gaps_swaps_and_strangers_are_found() {
    let entries = book(4);
    let of = |order: &[usize]| verify_chain(Head::EMPTY, order.iter().map(|i| entries[*i].clone()));
    assert_eq!(of(&[0, 2]), Err(Break { seq: 3, why: Why::Number { expected: 2 } }));
    assert_eq!(of(&[1]), Err(Break { seq: 2, why: Why::Number { expected: 1 } }));
    assert_eq!(of(&[0, 0]), Err(Break { seq: 1, why: Why::Number { expected: 2 } }));
    let mut stranger = bare(2);
    stranger.book = OutletId(8);
    let mixed = vec![entries[0].clone(), Chained::after(entries[0].hash, stranger, ties(&bare(2)))];
    assert_eq!(verify_chain(Head::EMPTY, mixed), Err(Break { seq: 2, why: Why::OtherBook }));
    // A forger who recomputes one entry's own hash breaks the next.
    let mut forged = entries.clone();
    forged[1].entry.total_fen = Fen(1);
    forged[1] = Chained::after(forged[0].hash, forged[1].entry.clone(), forged[1].ties.clone());
    let broken = verify_chain(Head::EMPTY, forged).unwrap_err();
    assert_eq!(broken, Break { seq: 3, why: Why::Previous });
    assert_eq!(base::Refusal::from(ChainRefusal::from(broken)).code, "chain.broken");
}

/// Every field of an entry, changed.
fn changes() -> Vec<fn(&mut EntryForm)> {
    vec![
        |e| e.county.push('1'),
        |e| e.book = OutletId(70),
        |e| e.kind = crate::Kind::Return,
        |e| e.day = e.day.plus_days(1),
        |e| e.recorded_at = e.recorded_at.plus_seconds(1),
        |e| e.counterparty = Some(0),
        |e| e.channel = Some("wholesale".into()),
        |e| e.payments.push(crate::Payment { means: crate::Means::Bank, amount_fen: Fen(0) }),
        |e| e.payments.rotate_left(1),
        |e| e.discounts.clear(),
        |e| e.total_fen = Fen(e.total_fen.0 + 1),
        |e| e.till_receipt = None,
        |e| e.reverses = Some(1),
        |e| e.person = PersonId(30),
        |e| e.post = PostId(40),
        |e| e.lines.swap(0, 1),
        |e| e.lines.truncate(1),
        |e| e.lines[0].product = ProductId(1),
        |e| e.lines[0].lot = None,
        |e| e.lines[0].quantity = Quantity::Pieces(1_500),
        |e| e.lines[0].quantity = Quantity::G(1_501),
        |e| e.lines[0].price = None,
        |e| e.lines[0].amount_fen = Fen(2_999),
        |e| e.lines[0].listed = false,
        |e| e.lines[0].local = false,
        |e| e.lines[0].campaign = None,
    ]
}

/// Everything that ties an entry, changed.
fn other_ties() -> Vec<fn(&mut Ties)> {
    vec![
        |t| t.counts_on = t.counts_on.plus_days(1),
        |t| t.paid_on = t.paid_on.plus_days(1),
        |t| t.note = None,
        |t| t.import = Some(7),
        |t| t.lines[0].voucher_fen = Fen(2_999),
        |t| t.lines[0].of.0 = None,
        |t| t.lines[0].of.1 = Some(3),
        |t| t.lines[1].discount_fen = Fen(6),
        |t| t.lines[1].part_of = None,
    ]
}

#[test]
fn a_change_of_what_ties_an_entry_is_found() {
    for (number, change) in other_ties().into_iter().enumerate() {
        let mut entries = book(3);
        change(&mut entries[2].ties);
        assert_eq!(verify_chain(Head::EMPTY, entries), Err(Break { seq: 3, why: Why::Content }), "change {number}");
    }
}

#[test]
fn a_change_of_any_field_is_found() {
    for (number, change) in changes().into_iter().enumerate() {
        let mut entries = book(3);
        change(&mut entries[2].entry);
        assert_eq!(verify_chain(Head::EMPTY, entries), Err(Break { seq: 3, why: Why::Content }), "change {number}");
    }
}

proptest! {
    #[test]
    fn any_flipped_byte_is_found(at in 0_usize..3, byte: prop::sample::Index, bit in 0_u32..8) {
        let entries = book(3);
        let kept = &entries[at];
        let mut bytes = canonical_bytes(Version::V02, &kept.entry, &kept.ties, kept.prev_hash);
        let index = byte.index(bytes.len());
        bytes[index] ^= 1 << bit;
        prop_assert_ne!(Hash::of(&bytes), kept.hash);
        let mut forged = entries.clone();
        forged[at].hash.0[byte.index(32)] ^= 1 << bit;
        prop_assert!(verify_chain(Head::EMPTY, forged).is_err());
        let mut forged = entries.clone();
        forged[at].prev_hash.0[byte.index(32)] ^= 1 << bit;
        prop_assert!(verify_chain(Head::EMPTY, forged).is_err());
    }
}
