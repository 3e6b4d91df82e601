//! What was done, in plain maps: watched as the year is played, kept apart from the books.

mod around;
mod sides;

pub use around::Around;
pub use sides::Sides;

use crate::plan::{Act, Line, Sale, Trade};
use std::collections::BTreeMap;

/// Sums by outlet, by place in the world.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Witness {
    /// What each outlet sold in the year, returns taken off, in fen.
    pub sold_fen: BTreeMap<usize, i64>,
    /// What came in, in fen.
    pub bought_fen: BTreeMap<usize, i64>,
    /// What stands on each shelf, in grams or pieces.
    pub shelves: BTreeMap<(usize, usize), i64>,
    /// What vouchers paid, refunds not taken off, in fen.
    pub vouchers_fen: i64,
    /// Lines that came in or were sold, lots not counted apart.
    pub lines: i64,
    /// What villages and points did.
    pub around: Around,
    /// Who stands by whom, who said what of a contract.
    pub sides: Sides,
    /// Number of each kind of act.
    pub acts: BTreeMap<&'static str, i64>,
}

impl Witness {
    /// Watches a day.
    pub fn watch(&mut self, acts: &[Act]) {
        for act in acts {
            self.one(act);
        }
    }

    fn one(&mut self, act: &Act) {
        let word = match act {
            Act::TakeIn { outlet, lines, .. } => {
                lines.iter().for_each(|line| self.bought(*outlet, line));
                "take_in"
            }
            Act::TakeInUnsalable { outlet, lines, .. } => {
                lines.iter().for_each(|line| self.bought(*outlet, line));
                "take_in_unsalable"
            }
            Act::Field(what) => self.around.field(what),
            Act::Point(what) => {
                if let Some((outlet, product, grams)) = self.around.arrives(what) {
                    *self.shelves.entry((outlet, product)).or_default() += grams;
                }
                self.around.point(what)
            }
            Act::Trade(Trade::Live(sale)) => {
                self.sell(sale);
                self.around.live_fen += sale.total_fen();
                self.around.live_sales += 1;
                "live"
            }
            Act::Trade(Trade::LiveBack { outlet, line, .. }) => {
                *self.sold_fen.entry(*outlet).or_default() -= line.amount_fen;
                self.around.live_fen -= line.amount_fen;
                "live_back"
            }
            Act::Trade(what) => self.sides.trade(what),
            Act::Unsalable { .. } => "unsalable",
            Act::Declare { .. } => "declare",
            Act::Matching => "matching",
            Act::Fair => "fair",
            Act::Campaign | Act::CampaignGoesOn => "campaign",
            Act::Silence => "silence",
            Act::PointTrades { to, line, point, .. } => {
                *self.shelves.entry((*to, line.product)).or_default() += line.quantity;
                self.around.points.entry(*point).or_default().arrived_g += line.quantity;
                "point_trades"
            }
            Act::Sell(sale) => {
                self.sell(sale);
                "sell"
            }
            Act::GiveBack { outlet, line, .. } => {
                *self.sold_fen.entry(*outlet).or_default() -= line.amount_fen;
                "give_back"
            }
            Act::Lose { outlet, product, quantity, .. } => {
                *self.shelves.entry((*outlet, *product)).or_default() -= quantity;
                "lose"
            }
            Act::Move { from, to, product, quantity } => {
                *self.shelves.entry((*from, *product)).or_default() -= quantity;
                *self.shelves.entry((*to, *product)).or_default() += quantity;
                "move"
            }
            Act::HandIn { outlet, rows } => {
                // What a voucher paid for was sold when it was redeemed; the till's list only says so again.
                for row in rows.iter().filter(|row| !row.redeemed) {
                    if row.bought { self.bought(*outlet, &row.line) } else { self.sold(*outlet, &row.line) }
                }
                "hand_in"
            }
            Act::Undo(sale) => {
                *self.sold_fen.entry(sale.outlet).or_default() -= sale.total_fen();
                for line in &sale.lines {
                    *self.shelves.entry((sale.outlet, line.product)).or_default() += line.quantity;
                }
                "undo"
            }
            Act::Repack { outlet, inputs, output } => {
                for line in inputs {
                    *self.shelves.entry((*outlet, line.product)).or_default() -= line.quantity;
                }
                *self.shelves.entry((*outlet, output.product)).or_default() += output.quantity;
                "repack"
            }
            Act::Settle { .. } => "settle",
            Act::Close { .. } => "close",
            Act::Issue { .. } => "issue",
            Act::Refused { .. } => "refused",
            Act::PayOut { clearing: true } => "clearing",
            Act::State { .. } | Act::PayOut { .. } => "pay_out",
            Act::Authorise { .. }
            | Act::Suspend { .. }
            | Act::Resume { .. }
            | Act::Wages
            | Act::Renew
            | Act::Remove { .. } => "office",
        };
        *self.acts.entry(word).or_default() += 1;
    }

    fn sell(&mut self, sale: &Sale) {
        sale.lines.iter().for_each(|line| self.sold(sale.outlet, line));
        *self.sold_fen.entry(sale.outlet).or_default() -= sale.rounding_fen;
        self.vouchers_fen += sale.voucher.map_or(0, |(_, _, fen)| fen);
    }

    fn sold(&mut self, outlet: usize, line: &Line) {
        *self.sold_fen.entry(outlet).or_default() += line.amount_fen;
        *self.shelves.entry((outlet, line.product)).or_default() -= line.quantity;
        self.lines += 1;
    }

    fn bought(&mut self, outlet: usize, line: &Line) {
        *self.bought_fen.entry(outlet).or_default() += line.amount_fen;
        *self.shelves.entry((outlet, line.product)).or_default() += line.quantity;
        self.lines += 1;
    }
}
