//! The root of a day: one hash over the heads of all books of a county, kept and publishable.
//!
//! Leaves are sorted by book and the tree splits at the largest power of two below their number
//! (RFC 6962), with SM3. Leaf and node hashes start with different bytes, so that no node
//! can pass for a leaf. A head's hash covers county and book already. An outlet that keeps its
//! proof can show later that its book of that day was what it says.

use crate::chain::{Bytes, Hash, Head};
use base::ids::OutletId;
use std::collections::BTreeMap;

const LEAF: u8 = 0;
const NODE: u8 = 1;

/// Where a leaf stands and the hashes beside its way to the root, lowest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// Place of the leaf, from 0.
    pub index: usize,
    /// Number of leaves.
    pub count: usize,
    /// The hashes beside the way.
    pub path: Vec<Hash>,
}

/// Root of the day; [`Hash::ZERO`] if there is no book yet.
pub fn day_root(heads: &BTreeMap<OutletId, Head>) -> Hash {
    root(&leaves(heads))
}

/// The proof that a book's head is under the root; `None` for a book that is not there.
pub fn prove(heads: &BTreeMap<OutletId, Head>, book: OutletId) -> Option<Proof> {
    let index = heads.keys().position(|key| *key == book)?;
    let mut path = Vec::new();
    collect(&leaves(heads), index, &mut path);
    Some(Proof { index, count: heads.len(), path })
}

/// Whether a proof leads from this head to that root.
pub fn verify(day_root: Hash, book: OutletId, head: Head, proof: &Proof) -> bool {
    let mut beside = proof.path.iter();
    let found = climb(leaf(book, head), proof.index, proof.count, &mut beside);
    found == Some(day_root) && beside.next().is_none()
}

fn leaves(heads: &BTreeMap<OutletId, Head>) -> Vec<Hash> {
    heads.iter().map(|(book, head)| leaf(*book, *head)).collect()
}

fn leaf(book: OutletId, head: Head) -> Hash {
    let mut bytes = Bytes(vec![LEAF]);
    bytes.text(book);
    bytes.text(head.seq);
    bytes.field(&head.hash.0);
    Hash::of(&bytes.0)
}

fn node(left: Hash, right: Hash) -> Hash {
    let mut bytes = vec![NODE];
    bytes.extend_from_slice(&left.0);
    bytes.extend_from_slice(&right.0);
    Hash::of(&bytes)
}

/// Largest power of two below `count`, which is at least 2.
fn split(count: usize) -> usize {
    count.next_power_of_two() / 2
}

fn root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => Hash::ZERO,
        [only] => *only,
        _ => {
            let (left, right) = leaves.split_at(split(leaves.len()));
            node(root(left), root(right))
        }
    }
}

fn collect(leaves: &[Hash], index: usize, path: &mut Vec<Hash>) {
    if leaves.len() < 2 {
        return;
    }
    let middle = split(leaves.len());
    let (left, right) = leaves.split_at(middle);
    match index.checked_sub(middle) {
        None => {
            collect(left, index, path);
            path.push(root(right));
        }
        Some(index) => {
            collect(right, index, path);
            path.push(root(left));
        }
    }
}

fn climb<'p>(leaf: Hash, index: usize, count: usize, beside: &mut impl Iterator<Item = &'p Hash>) -> Option<Hash> {
    if index >= count {
        return None;
    }
    if count == 1 {
        return Some(leaf);
    }
    let middle = split(count);
    Some(match index.checked_sub(middle) {
        None => node(climb(leaf, index, middle, beside)?, *beside.next()?),
        Some(index) => {
            let right = climb(leaf, index, count.checked_sub(middle)?, beside)?;
            node(*beside.next()?, right)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heads(count: i64) -> BTreeMap<OutletId, Head> {
        (1..=count).map(|n| (OutletId(n * 10), Head { seq: n, hash: Hash::of(&n.to_be_bytes()) })).collect()
    }

    #[test]
    fn every_book_of_every_day_has_its_proof() {
        for count in 1..=17 {
            let heads = heads(count);
            let root = day_root(&heads);
            for (book, head) in &heads {
                let proof = prove(&heads, *book).unwrap();
                assert!(verify(root, *book, *head, &proof), "{book} of {count}");
                assert!(!verify(root, OutletId(book.0 + 1), *head, &proof));
                assert!(!verify(root, *book, Head { seq: head.seq + 1, ..*head }, &proof));
                assert!(!verify(Hash::ZERO, *book, *head, &proof));
                let longer = Proof { path: [proof.path.clone(), vec![root]].concat(), ..proof.clone() };
                assert!(!verify(root, *book, *head, &longer));
                assert!(!verify(root, *book, *head, &Proof { index: proof.index + 1, ..proof.clone() }));
            }
        }
        assert_eq!(prove(&heads(3), OutletId(5)), None);
    }

    #[test]
    fn the_root_depends_on_every_head_and_on_nothing_else() {
        assert_eq!(day_root(&heads(0)), Hash::ZERO);
        let base = day_root(&heads(5));
        assert_eq!(base, day_root(&heads(5)));
        for n in 1..=5 {
            let mut changed = heads(5);
            changed.get_mut(&OutletId(n * 10)).unwrap().hash = Hash::ZERO;
            assert_ne!(day_root(&changed), base, "book {n}");
        }
        assert_ne!(day_root(&heads(4)), base);
    }

    #[test]
    fn a_node_is_no_leaf() {
        let one = heads(1);
        let (book, head) = one.first_key_value().unwrap();
        assert_ne!(node(leaf(*book, *head), leaf(*book, *head)), leaf(*book, *head));
        assert_eq!(day_root(&one), leaf(*book, *head));
    }
}
