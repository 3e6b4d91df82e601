//! Entries that the tests of several modules share.

use crate::{Discount, DiscountKind, EntryForm, Kind, LineForm, LineTies, Means, Payment, Ties};
use base::{
    Fen, Quantity,
    ids::{LotId, OutletId, PersonId, PostId, ProductId},
    units::{UnitPrice, Weight},
};

/// One line of ¥30.00: 1.5 kg of peaches at ¥10 a 斤.
pub fn peaches() -> LineForm {
    LineForm {
        product: ProductId(11),
        lot: Some(LotId(5)),
        quantity: Quantity::G(1_500),
        price: Some(UnitPrice::of(Fen(1_000), Weight::Jin)),
        amount_fen: Fen(3_000),
        listed: true,
        local: true,
        campaign: Some(2),
    }
}

/// One line of ¥8.50 without lot or price: two pieces, neither listed nor local.
pub fn soap() -> LineForm {
    LineForm {
        product: ProductId(12),
        lot: None,
        quantity: Quantity::Pieces(2),
        price: None,
        amount_fen: Fen(850),
        listed: false,
        local: false,
        campaign: None,
    }
}

/// A sale of ¥38.50, part voucher, part cash.
pub fn sale(seq: i64) -> EntryForm {
    EntryForm {
        county: "430582".into(),
        book: OutletId(7),
        seq,
        kind: Kind::Sale,
        day: "2020-08-04".parse().unwrap(),
        recorded_at: "2020-08-04T02:03:04.500Z".parse().unwrap(),
        counterparty: None,
        channel: Some("till".into()),
        payments: vec![
            Payment { means: Means::Voucher, amount_fen: Fen(3_000) },
            Payment { means: Means::Cash, amount_fen: Fen(850) },
        ],
        discounts: vec![Discount { kind: DiscountKind::Rounding, amount_fen: Fen(5) }],
        total_fen: Fen(3_850),
        till_receipt: Some("收-0042".into()),
        reverses: None,
        person: PersonId(3),
        post: PostId(4),
        lines: vec![peaches(), soap()],
    }
}

/// An opening entry with as little in it as can be.
pub fn bare(seq: i64) -> EntryForm {
    EntryForm {
        kind: Kind::Opening,
        channel: None,
        payments: vec![],
        discounts: vec![],
        total_fen: Fen(850),
        till_receipt: None,
        lines: vec![soap()],
        ..sale(seq)
    }
}

/// What ties an entry of [`sale`] or [`bare`]: counted for the day after, its first line all paid by voucher.
pub fn ties(of: &EntryForm) -> Ties {
    let line = |line: &LineForm| match line.lot {
        Some(_) => LineTies { voucher_fen: Fen(3_000), of: (Some(1), Some(2)), ..LineTies::default() },
        None => LineTies { discount_fen: Fen(5), part_of: Some(1), ..LineTies::default() },
    };
    Ties {
        counts_on: "2020-08-05".parse().unwrap(),
        paid_on: "2020-08-06".parse().unwrap(),
        note: Some("补记".into()),
        import: Some(6),
        lines: of.lines.iter().map(line).collect(),
    }
}
