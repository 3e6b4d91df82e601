//! The lines of a file, each numbered, counted and summed as it comes.

use super::{
    field::Direction,
    line::{Line, Occurrences},
    products::{Known, Names},
    report::{Totals, Unmatched},
};
use base::Quantity;

/// What was read of a file so far.
pub struct Gathered<'k> {
    /// Lines that may go in.
    pub lines: Vec<Line>,
    /// Their sums.
    pub totals: Totals,
    names: Names<'k>,
    occurrences: Occurrences,
}

impl<'k> Gathered<'k> {
    /// Nothing yet.
    pub fn new(products: &'k [Known]) -> Self {
        let (names, occurrences) = (Names::new(products), Occurrences::default());
        Self { lines: Vec::new(), totals: Totals::default(), names, occurrences }
    }

    /// Takes a line.
    pub fn take(&mut self, mut line: Line) {
        self.occurrences.number(&mut line);
        self.names.see(&line.product);
        self.sum(&line);
        self.lines.push(line);
    }

    /// A line's ceiling keeps these sums within i64 for any file below the size limit.
    fn sum(&mut self, line: &Line) {
        let totals = &mut self.totals;
        let sum = match line.direction {
            Direction::Purchase => &mut totals.purchase_fen,
            Direction::Sale => &mut totals.sale_fen,
        };
        *sum = sum.saturating_add(line.amount.0);
        let (sum, number) = match line.quantity {
            Quantity::G(grams) => (&mut totals.quantity_g, grams),
            Quantity::Pieces(pieces) => (&mut totals.quantity_pieces, pieces),
        };
        *sum = sum.saturating_add(number);
        totals.lines = totals.lines.saturating_add(1);
    }

    /// The lines, and the names that no known product has.
    pub fn finish(self) -> (Vec<Line>, Vec<Unmatched>) {
        (self.lines, self.names.finish())
    }
}
