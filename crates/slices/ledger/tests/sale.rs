//! Sales, and what becomes of them.

mod common;
use base::{Fen, ids::OutletId};
use common::*;
use ledger::reverse::{ReverseEntry, reverse};

#[test]
fn a_purchase_a_sale_and_its_reversal() {
    let world = world();
    let bought = world.buy("2020-08-01", PEACH, kg(10), 10_000);
    assert_eq!((bought.entry.seq, bought.lots.len()), (1, 1));
    let sold = world.sell("2020-08-04", &[(PEACH, kg(3), 6_000)]).unwrap();
    assert_eq!((sold.entry.seq, sold.entry.total_fen, sold.lines[0].lot), (2, Fen(6_000), Some(bought.lots[0])));
    assert_eq!(world.number("SELECT on_hand FROM stock"), 7_000);
    assert_eq!(world.number("SELECT listed_fen FROM sales_total"), 6_000);
    assert_eq!(world.number("SELECT cash_fen FROM day_total"), 6_000);

    assert_eq!(
        world.act("2020-08-05", |tx, a| reverse(tx, a, (SHOP, 1), ReverseEntry::default())).unwrap_err().code,
        "reversal.stock_gone"
    );
    let undone = world.act("2020-08-05", |tx, a| reverse(tx, a, (SHOP, 2), ReverseEntry::default())).unwrap();
    assert_eq!((undone.seq, undone.total_fen), (3, Fen(-6_000)));
    assert_eq!(world.number("SELECT on_hand FROM stock"), 10_000);
    assert_eq!(world.number("SELECT listed_fen FROM sales_total"), 0);
    for (seq, code) in [(2, "reversal.twice"), (3, "reversal.of_reversal"), (4, "entry.unknown")] {
        assert_eq!(
            world
                .act("2020-08-05", move |tx, a| reverse(tx, a, (SHOP, seq), ReverseEntry::default()))
                .unwrap_err()
                .code,
            code
        );
    }
    assert_eq!(
        world.act("2020-08-05", |tx, a| reverse(tx, a, (OutletId(99), 1), ReverseEntry::default())).unwrap_err().code,
        "entry.unknown"
    );
}

#[test]
fn what_is_not_sold() {
    let world = world();
    world.buy("2020-08-01", PEACH, kg(10), 10_000);
    for (now, lines, code) in [
        ("2020-08-04", vec![], "entry.empty"),
        ("2020-08-04", vec![(PEACH, kg(11), 1)], "stock.not_enough"),
        ("2020-08-04", vec![(PEACH, kg(6), 1), (PEACH, kg(5), 1)], "stock.not_enough"),
        ("2020-08-04", vec![(LILY, kg(1), 1)], "stock.not_enough"),
        ("2020-08-04", vec![(PEACH, kg(0), 1)], "quantity.not_positive"),
        ("2020-08-04", vec![(PEACH, kg(1), -1)], "amount.negative"),
        ("2020-08-04", vec![(base::ids::ProductId(99), kg(1), 1)], "product.unknown"),
        ("2021-01-01", vec![(PEACH, kg(1), 1)], "product.not_listed"),
    ] {
        assert_eq!(world.sell(now, &lines).unwrap_err().code, code, "{lines:?}");
    }
    assert_eq!(world.number("SELECT COUNT(*) FROM entry"), 1);
    assert!(world.sell("2020-12-31", &[(PEACH, kg(1), 1_000)]).is_ok());
}

#[test]
fn first_in_first_out_over_the_years_end() {
    let world = world();
    let november = world.buy("2020-11-20", LILY, kg(5), 30_000);
    let january = world.buy("2021-01-10", LILY, kg(5), 30_000);
    let sold = world.sell("2021-02-08", &[(LILY, kg(7), 7_001)]).unwrap();
    let parts: Vec<_> = sold.lines.iter().map(|l| (l.lot, l.quantity, l.amount_fen.0)).collect();
    assert_eq!(parts, [(Some(november.lots[0]), kg(5), 5_001), (Some(january.lots[0]), kg(2), 2_000)]);
    assert_eq!(world.number("SELECT recorded_fen FROM sales_total WHERE year = 2021"), 7_001);
    assert_eq!(world.number("SELECT COUNT(*) FROM sales_total WHERE year = 2020"), 0);
}

#[test]
fn goods_between_outlets_are_transferred() {
    use ledger::{
        counterparty::{Named, Party},
        purchase,
        sale::{self, Channel},
    };
    let world = world();
    world.buy("2020-08-01", PEACH, kg(10), 10_000);
    let named = Named { name: "店 8".into(), address: "长沙市".into(), contact: "0739".into(), farmer: false };
    for party in [Party::Outlet(OTHER), Party::Named(named)] {
        let mut body = common::sale(&[(PEACH, kg(5), 10_000)]);
        (body.buyer, body.channel) = (Some(party.clone()), Some(Channel::Wholesale));
        let sold = world.act("2020-08-02", move |tx, a| sale::record(tx, a, SHOP, body.clone())).unwrap_err();
        let line = purchase::IntakeLine {
            product: PEACH,
            quantity: kg(5),
            price: None,
            amount_fen: Some(Fen(5_000)),
            papers: ledger::lots::Papers::default(),
        };
        let body = purchase::RecordPurchase {
            day: None,
            supplier: party,
            lines: vec![line],
            payments: Vec::new(),
            note: String::new(),
        };
        let bought = world.act("2020-08-02", move |tx, a| purchase::record(tx, a, SHOP, body.clone())).unwrap_err();
        assert_eq!((sold.code, bought.code), ("counterparty.outlet", "counterparty.outlet"));
        assert!(sold.message.zh.contains("调拨"), "{}", sold.message.zh);
    }
}
