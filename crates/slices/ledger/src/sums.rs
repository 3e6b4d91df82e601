//! What lists of entries and lines are summed by: never bought and sold in one, never grams and pieces.

use crate::book::LINE;

/// What is summed where all lines are of one kind, or are signed: money; grams and pieces each for themselves.
pub(crate) const OF_ONE: [&str; 3] = ["amount_fen", "quantity_g", "quantity_pieces"];

/// What is summed where kinds are mixed: the money of each kind for itself.
pub(crate) const BY_KIND: [&str; 11] = [
    "purchase_fen",
    "sale_fen",
    "return_fen",
    "loss_fen",
    "transfer_fen",
    "count_fen",
    "opening_fen",
    "consignment_intake_fen",
    "consignment_settlement_fen",
    "repack_fen",
    "donation_fen",
];

/// A column for each kind, only there to be summed.
pub(crate) fn by_kind(amount: &str) -> String {
    let kind = |column: &str| {
        let kind = column.trim_end_matches("_fen");
        format!(", CASE WHEN e.kind = '{kind}' THEN {amount} ELSE 0 END AS {column}")
    };
    BY_KIND.into_iter().map(kind).collect()
}

/// Columns of lines that are only there to be summed.
pub(crate) fn summed(signed: bool) -> String {
    let sign = if signed { "CASE WHEN e.kind = 'return' THEN -1 ELSE 1 END * " } else { "" };
    let unit = |(unit, name): (&str, &str)| {
        format!(", CASE WHEN l.unit = '{unit}' THEN {sign}l.quantity ELSE 0 END AS {name}")
    };
    let units: String = [("g", "quantity_g"), ("piece", "quantity_pieces")].into_iter().map(unit).collect();
    units + &by_kind("l.amount_fen")
}

/// The columns of a line; where they are signed, what a return gives back stands with a minus.
pub(crate) fn line_columns(signed: bool) -> String {
    let column = |column: &str| match column.trim() {
        name @ ("quantity" | "discount_fen" | "amount_fen" | "voucher_fen") if signed => {
            format!("CASE WHEN e.kind = 'return' THEN -l.{name} ELSE l.{name} END AS {name}")
        }
        name => format!("l.{name} AS {name}"),
    };
    LINE.split(", ").map(column).collect::<Vec<_>>().join(", ")
}
