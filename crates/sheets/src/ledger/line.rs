//! A line that may be written into a book, and what makes it the same line when it is sent again.

use super::field::Direction;
use crate::values::tidy_onto;
use base::{Day, Fen, Quantity};
use sha2::{Digest, Sha256};
use std::{collections::HashMap, fmt::Write};

/// A unit price as the sheet has it; a price may be finer than a fen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Price {
    /// Yuan in decimals, such as `12.5`.
    pub yuan: String,
    /// Grams, or pieces if the quantity is counted, that it is for.
    pub per: i64,
    /// The unit's word, such as 斤.
    pub unit: String,
}

/// One purchase or sale of one product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Sheet it stands on.
    pub sheet: String,
    /// Row as people see it.
    pub row: u32,
    /// Bought or sold.
    pub direction: Direction,
    /// Business day.
    pub date: Day,
    /// Name as written.
    pub product: String,
    /// Specification, or empty.
    pub spec: String,
    /// The sheet's unit, such as 斤 or 箱.
    pub unit: String,
    /// Supplier or customer, or empty. May be a person: personal data.
    pub party: String,
    /// Telephone or the like, or empty. Personal data.
    pub contact: String,
    /// Remark, or empty.
    pub note: String,
    /// Way of selling, or empty.
    pub channel: String,
    /// Way of paying, or empty.
    pub payment: String,
    /// Lot or trace code, or empty.
    pub lot: String,
    /// Number of the commitment certificate, or empty.
    pub certificate: String,
    /// Signed: a return is below zero.
    pub quantity: Quantity,
    /// As the sheet has it; missing if it has none.
    pub price: Option<Price>,
    /// Signed like the quantity.
    pub amount: Fen,
    /// SHA-256 of what makes it the same line (`Line::content`), in hexadecimal.
    pub digest: String,
    /// How many lines of the file have the same direction and content, up to this one: 1, 2 …
    pub occurrence: u32,
}

impl Line {
    /// What makes two lines the same: all that a book keeps of them, in a fixed order.
    /// Where the line stood, its remark, its certificate and how its price was written do not count.
    fn content(&self, text: &mut String) {
        let (kind, number) = match self.quantity {
            Quantity::G(grams) => ("g", grams),
            Quantity::Pieces(pieces) => ("pieces", pieces),
        };
        let unit = if kind == "g" { "" } else { self.unit.as_str() };
        text.clear();
        // Writing into a String cannot fail.
        let _ = write!(text, "{}\u{1f}{}", self.direction.as_str(), self.date);
        for part in [&self.product, &self.spec, &self.party, &self.lot] {
            text.push('\u{1f}');
            tidy_onto(text, part);
        }
        let _ = write!(text, "\u{1f}{kind}\u{1f}{unit}\u{1f}{number}\u{1f}{}", self.amount.0);
    }
}

/// Gives lines their digest and counts the like.
#[derive(Default)]
pub struct Occurrences {
    counts: HashMap<[u8; 32], u32>,
    content: String,
}

impl Occurrences {
    /// Fills in `digest` and `occurrence`.
    pub fn number(&mut self, line: &mut Line) {
        line.content(&mut self.content);
        let digest: [u8; 32] = Sha256::digest(&self.content).into();
        let count = self.counts.entry(digest).or_default();
        *count = count.saturating_add(1);
        line.occurrence = *count;
        let hex = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or_default();
        line.digest.reserve_exact(64);
        line.digest.extend(digest.iter().flat_map(|byte| [hex(byte >> 4), hex(byte & 0xF)]));
    }
}
