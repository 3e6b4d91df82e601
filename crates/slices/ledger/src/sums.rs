//! What lists of entries and lines are summed by: never bought and sold in one, never grams and pieces.

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
