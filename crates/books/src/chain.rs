//! The chain of a book: canonical bytes of an entry, their SM3 hash, and the check of a whole book.
//!
//! The forms are written down with test vectors in `docs/books/entry-hash.md` and can never
//! change; another form needs another version byte. Entries are written in the newest form;
//! older forms are read for ever. Invariant: two different entries have different bytes (an
//! empty text counts as absent, and forms hold none).

use crate::form::{EntryForm, LineForm, LineTies, Ties};
use base::Quantity;
use sm3::{Digest, Sm3};
use std::{fmt, str::FromStr};

/// The form of an entry that was hashed: its first byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// Without what ties the entry to periods, vouchers and other entries.
    V01,
    /// All that is kept of an entry.
    V02,
}

impl Version {
    /// The form in which entries are written.
    pub const NEWEST: Self = Self::V02;

    fn byte(self) -> u8 {
        match self {
            Self::V01 => 1,
            Self::V02 => 2,
        }
    }
}

/// An SM3 hash, written as 64 lower-case hex digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash(pub [u8; 32]);

impl Hash {
    /// What the first entry of a book has before it.
    pub const ZERO: Self = Self([0; 32]);

    /// SM3 of bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sm3::digest(bytes).into())
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A text that is not 64 lower-case hex digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAHash;

impl FromStr for Hash {
    type Err = NotAHash;
    fn from_str(text: &str) -> Result<Self, NotAHash> {
        let digits: Option<Vec<u8>> = text
            .bytes()
            .map(|b| match b {
                b'0'..=b'9' => Some(b - b'0'),
                b'a'..=b'f' => Some(b - b'a' + 10),
                _ => None,
            })
            .collect();
        let bytes: Vec<u8> =
            digits.ok_or(NotAHash)?.chunks_exact(2).map(|pair| pair.iter().fold(0, |n, d| n << 4 | d)).collect();
        bytes.try_into().ok().filter(|_| text.len() == 64).map(Self).ok_or(NotAHash)
    }
}

/// The last entry of a book, or number 0 and [`Hash::ZERO`] of one that is empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// Its number.
    pub seq: i64,
    /// Its hash.
    pub hash: Hash,
}

impl Head {
    /// The head of a book without entries.
    pub const EMPTY: Self = Self { seq: 0, hash: Hash::ZERO };
}

/// An entry as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chained {
    /// What was hashed.
    pub entry: EntryForm,
    /// What was hashed with it since version 02.
    pub ties: Ties,
    /// The hash kept as that of the entry before.
    pub prev_hash: Hash,
    /// The hash kept as its own.
    pub hash: Hash,
}

impl Chained {
    /// The entry put behind another.
    pub fn after(prev_hash: Hash, entry: EntryForm, ties: Ties) -> Self {
        let hash = entry_hash(Version::NEWEST, &entry, &ties, prev_hash);
        Self { entry, ties, prev_hash, hash }
    }

    /// The form whose hash it has; none if its content gives the hash in no form.
    pub fn version(&self) -> Option<Version> {
        let fits = |version: &Version| entry_hash(*version, &self.entry, &self.ties, self.prev_hash) == self.hash;
        [Version::V02, Version::V01].into_iter().find(fits)
    }
}

/// Where a chain breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Break {
    /// Number of the first entry that does not fit.
    pub seq: i64,
    /// What does not.
    pub why: Why,
}

/// What is wrong with an entry, in the order in which it is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Another number was due: entries are missing or doubled.
    Number {
        /// The number that was due.
        expected: i64,
    },
    /// It belongs to another book or county than the entries before.
    OtherBook,
    /// Its `prev_hash` is not the hash of the entry before.
    Previous,
    /// Its content does not give the hash that is kept.
    Content,
}

base::refusals! {
    /// What `audit verify` says of a book that does not hold.
    pub enum ChainRefusal {
        /// The chain breaks at an entry.
        Broken { seq: i64, zh: &'static str, en: &'static str } => 500 "chain.broken"
            "台账第 {seq} 号单据起校验不符：{zh}" "the book does not verify from entry {seq} on: {en}",
    }
}

impl From<Break> for ChainRefusal {
    fn from(at: Break) -> Self {
        let (zh, en) = match at.why {
            Why::Number { .. } => ("编号不连续", "the numbers have a gap"),
            Why::OtherBook => ("不属于本台账", "it belongs to another book"),
            Why::Previous => ("与上一号单据的哈希不符", "it does not follow the entry before"),
            Why::Content => ("内容与哈希不符", "its content is not what was hashed"),
        };
        Self::Broken { seq: at.seq, zh, en }
    }
}

/// Bytes that are hashed: version, fields in the documented order, `prev_hash` last.
pub fn canonical_bytes(version: Version, entry: &EntryForm, ties: &Ties, prev_hash: Hash) -> Vec<u8> {
    let mut bytes = Bytes(vec![version.byte()]);
    bytes.text(&entry.county);
    bytes.text(entry.book);
    bytes.text(entry.seq);
    bytes.text(entry.kind.code());
    bytes.text(entry.day);
    bytes.text(entry.recorded_at);
    bytes.optional(entry.counterparty);
    bytes.optional(entry.channel.as_ref());
    bytes.text(entry.payments.len());
    for payment in &entry.payments {
        bytes.text(payment.means.code());
        bytes.text(payment.amount_fen.0);
    }
    bytes.text(entry.discounts.len());
    for discount in &entry.discounts {
        bytes.text(discount.kind.code());
        bytes.text(discount.amount_fen.0);
    }
    bytes.text(entry.total_fen.0);
    bytes.optional(entry.till_receipt.as_ref());
    bytes.optional(entry.reverses);
    bytes.text(entry.person);
    bytes.text(entry.post);
    bytes.text(entry.lines.len());
    for (at, line) in entry.lines.iter().enumerate() {
        bytes.line(line);
        if version >= Version::V02 {
            bytes.line_ties(&ties.lines.get(at).copied().unwrap_or_default());
        }
    }
    if version >= Version::V02 {
        bytes.text(ties.counts_on);
        bytes.text(ties.paid_on);
        bytes.optional(ties.note.as_ref());
        bytes.optional(ties.import);
    }
    bytes.field(&prev_hash.0);
    bytes.0
}

/// The hash of an entry behind `prev_hash`, in one form.
pub fn entry_hash(version: Version, entry: &EntryForm, ties: &Ties, prev_hash: Hash) -> Hash {
    Hash::of(&canonical_bytes(version, entry, ties, prev_hash))
}

/// Checks a book's entries from number 1 on, or from a head that is known to be right.
///
/// # Errors
/// The first entry that does not fit.
pub fn verify_chain(from: Head, entries: impl IntoIterator<Item = Chained>) -> Result<Head, Break> {
    let mut head = from;
    let mut book = None;
    for kept in entries {
        head = follow(head, &kept)?;
        let here = (kept.entry.county, kept.entry.book);
        if *book.get_or_insert_with(|| here.clone()) != here {
            return Err(Break { seq: head.seq, why: Why::OtherBook });
        }
    }
    Ok(head)
}

/// The head after one more entry, if it fits: for books too long to hold at once.
///
/// # Errors
/// What does not fit; that it is of the same book is the caller's to see.
pub fn follow(head: Head, kept: &Chained) -> Result<Head, Break> {
    let seq = kept.entry.seq;
    let expected = head.seq.saturating_add(1);
    let why = if seq != expected {
        Why::Number { expected }
    } else if kept.prev_hash != head.hash {
        Why::Previous
    } else if kept.version().is_none() {
        Why::Content
    } else {
        return Ok(Head { seq, hash: kept.hash });
    };
    Err(Break { seq, why })
}

/// Fields one after the other, each with its length in front.
pub(crate) struct Bytes(pub(crate) Vec<u8>);

impl Bytes {
    pub(crate) fn field(&mut self, field: &[u8]) {
        // Texts have limits far below 4 GiB, so the length always fits.
        let length = u32::try_from(field.len()).unwrap_or(u32::MAX);
        self.0.extend_from_slice(&length.to_be_bytes());
        self.0.extend_from_slice(field);
    }

    pub(crate) fn text(&mut self, field: impl ToString) {
        self.field(field.to_string().as_bytes());
    }

    fn optional(&mut self, field: Option<impl ToString>) {
        self.field(field.map(|f| f.to_string()).unwrap_or_default().as_bytes());
    }

    fn line(&mut self, line: &LineForm) {
        let (unit, quantity) = match line.quantity {
            Quantity::G(grams) => ("g", grams),
            Quantity::Pieces(pieces) => ("pieces", pieces),
        };
        self.text(line.product);
        self.optional(line.lot);
        self.text(unit);
        self.text(quantity);
        self.optional(line.price.map(|price| price.fen.0));
        self.optional(line.price.map(|price| price.per));
        self.text(line.amount_fen.0);
        self.text(u8::from(line.listed));
        self.text(u8::from(line.local));
        self.optional(line.campaign);
    }

    fn line_ties(&mut self, ties: &LineTies) {
        self.text(ties.discount_fen.0);
        self.text(ties.voucher_fen.0);
        self.optional(ties.of.0);
        self.optional(ties.of.1);
        self.optional(ties.part_of);
    }
}

#[cfg(test)]
#[path = "chain_tests.rs"]
mod tests;
