//! Goods that come back, move, are lost, counted, packed, or belong to others.

mod common;
use base::{Fen, Quantity};
use common::*;
use ledger::{
    consignment::{SettleConsignment, SettledLine, settle},
    give_back::{self, BackLine, RecordReturn},
    lots::Papers,
    purchase::{IntakeLine, RecordConsignment, consign},
    repack::{self, PackedLine, RecordRepacking},
    reverse::{ReverseEntry, reverse},
    stocktaking::{CountedLine, OpeningLine, RecordCount, RecordLoss, RecordOpening, count, lose, open},
    transfer::{self, MovedLine, RecordTransfer},
};

fn bring_back(
    world: &World,
    now: &'static str,
    sale: i64,
    quantity: Quantity,
    spoilt: bool,
) -> Result<give_back::ReturnView, base::Refusal> {
    let body =
        RecordReturn { day: None, sale, lines: vec![BackLine { line: 1, quantity }], spoilt, note: String::new() };
    world.act(now, move |tx, a| give_back::record(tx, a, SHOP, body.clone()))
}

fn moved(product: base::ids::ProductId, quantity: Quantity, fen: i64) -> MovedLine {
    MovedLine { product, quantity, lot: None, amount_fen: Fen(fen) }
}

fn packed(product: base::ids::ProductId, quantity: Quantity) -> PackedLine {
    PackedLine { product, quantity, papers: Papers::default() }
}

#[test]
fn a_return_counts_for_the_year_of_its_sale_until_that_is_closed() {
    let world = world();
    world.buy("2020-11-01", LILY, kg(10), 10_000);
    let sold = world.sell("2020-12-30", &[(LILY, kg(3), 1_000)]).unwrap();
    let back = bring_back(&world, "2021-01-05", sold.entry.seq, kg(1), false).unwrap();
    assert_eq!((back.entry.total_fen, back.entry.counts_on.year(), back.entry.day.year()), (Fen(333), 2020, 2021));
    assert_eq!(world.number("SELECT recorded_fen FROM sales_total WHERE year = 2020"), 667);
    assert_eq!(
        bring_back(&world, "2021-01-06", sold.entry.seq, kg(3), false).unwrap_err().code,
        "basket.return_quantity"
    );
    assert_eq!(
        world.act("2021-01-06", move |tx, a| reverse(tx, a, (SHOP, 2), ReverseEntry::default())).unwrap_err().code,
        "reversal.has_returns"
    );

    world
        .act("2021-02-01", |tx, a| {
            let body = ledger::period::ClosePeriod { to: "2020-12-31".parse().unwrap(), reason: "年度核算".into() };
            ledger::period::close_period(tx, a, (), body)
        })
        .unwrap();
    let late = bring_back(&world, "2021-02-02", sold.entry.seq, kg(2), true).unwrap();
    assert_eq!((late.entry.total_fen, late.entry.counts_on.to_string()), (Fen(667), "2021-02-02".to_owned()));
    assert_eq!(world.number("SELECT recorded_fen FROM sales_total WHERE year = 2020"), 667);
    assert_eq!(world.number("SELECT recorded_fen FROM sales_total WHERE year = 2021"), -667);
    assert_eq!(world.number("SELECT on_hand FROM stock"), 8_000, "what was spoilt is not in stock again");
    assert_eq!(late.loss, Some(late.entry.seq + 1));
    assert_eq!(bring_back(&world, "2021-02-03", 1, kg(1), false).unwrap_err().code, "return.not_a_sale");
    world.verify();
}

#[test]
fn a_transfer_is_no_sale_and_is_undone_from_the_giving_side() {
    let world = world();
    let bought = world.buy("2020-08-01", PEACH, kg(10), 10_000);
    let body = RecordTransfer { day: None, to: OTHER, lines: vec![moved(PEACH, kg(4), 4_000)], note: String::new() };
    let same = RecordTransfer { to: SHOP, ..body.clone() };
    assert_eq!(
        world.act("2020-08-02", move |tx, a| transfer::record(tx, a, SHOP, same.clone())).unwrap_err().code,
        "transfer.same_outlet"
    );
    let done = world.act("2020-08-02", move |tx, a| transfer::record(tx, a, SHOP, body.clone())).unwrap();
    assert_eq!((done.given.total_fen, done.taken.total_fen), (Fen(-4_000), Fen(4_000)));
    assert_eq!(world.number("SELECT on_hand FROM stock WHERE outlet = 8"), 4_000);
    assert_eq!(world.number("SELECT lot FROM stock WHERE outlet = 8"), bought.lots[0].0, "a lot keeps its number");
    assert_eq!(world.number("SELECT COUNT(*) FROM sales_total"), 0);
    let taken = done.taken.seq;
    assert_eq!(
        world.act("2020-08-03", move |tx, a| reverse(tx, a, (OTHER, taken), ReverseEntry::default())).unwrap_err().code,
        "reversal.other_half"
    );
    let given = done.given.seq;
    world.act("2020-08-03", move |tx, a| reverse(tx, a, (SHOP, given), ReverseEntry::default())).unwrap();
    assert_eq!(world.number("SELECT on_hand FROM stock WHERE outlet = 8"), 0);
    assert_eq!(world.number("SELECT on_hand FROM stock WHERE outlet = 7"), 10_000);
    world.verify();
}

#[test]
fn losses_and_counts_bring_the_book_to_what_is_there() {
    let world = world();
    world.buy("2020-08-01", PEACH, kg(10), 10_000);
    let loss = RecordLoss { day: None, lines: vec![moved(PEACH, kg(2), 2_000)], reason: "烂果".into() };
    world.act("2020-08-02", move |tx, a| lose(tx, a, SHOP, loss.clone())).unwrap();
    for (found, on_hand) in [(7_500, 7_500), (9_000, 9_000), (9_000, 9_000), (0, 0)] {
        let body = RecordCount {
            day: None,
            lines: vec![CountedLine { product: PEACH, found: Quantity::G(found) }],
            reason: "月末盘点".into(),
        };
        world.act("2020-08-03", move |tx, a| count(tx, a, SHOP, body.clone())).unwrap();
        assert_eq!(world.number("SELECT SUM(on_hand) FROM stock"), on_hand);
    }
    assert_eq!(
        world.number("SELECT COUNT(*) FROM entry WHERE kind = 'count'"),
        4,
        "a count without differences is kept too"
    );
    world.verify();
}

#[test]
fn an_outlet_without_opening_stock_may_sell_below_nothing_until_it_counts() {
    let world = world();
    let line = OpeningLine {
        product: LILY,
        quantity: kg(1),
        amount_fen: Fen(0),
        supplier: None,
        taken_in_on: None,
        papers: Papers::default(),
    };
    let opening = RecordOpening { day: None, lines: vec![line] };
    let again = opening.clone();
    world.act("2020-08-01", move |tx, a| open(tx, a, SHOP, opening.clone())).unwrap();
    assert_eq!(world.sell("2020-08-02", &[(PEACH, kg(1), 1_000)]).unwrap_err().code, "stock.not_enough");
    world
        .act("2020-08-02", |tx, a| {
            ledger::period::set_book(tx, a, SHOP, ledger::period::BookForm { stock_kept: false })
        })
        .unwrap();
    let sold = world.sell("2020-08-02", &[(PEACH, kg(1), 1_000)]).unwrap();
    assert_eq!(sold.lines[0].lot, None);
    assert_eq!(world.number("SELECT on_hand FROM stock WHERE product = 11"), -1_000);
    assert_eq!(
        world.act("2020-08-03", move |tx, a| open(tx, a, SHOP, again.clone())).unwrap_err().code,
        "opening.taken"
    );
    let body =
        RecordCount {
            day: None, lines: vec![CountedLine { product: PEACH, found: kg(5) }], reason: "首次盘点".into()
        };
    world.act("2020-08-03", move |tx, a| count(tx, a, SHOP, body.clone())).unwrap();
    assert_eq!(world.number("SELECT on_hand FROM stock WHERE product = 11"), 5_000);
    assert_eq!(
        world.sell("2020-08-04", &[(PEACH, kg(6), 1_000)]).unwrap_err().code,
        "stock.not_enough",
        "from the count on stock is kept"
    );
    world.verify();
}

#[test]
fn a_gift_box_is_judged_by_its_components() {
    let world = world();
    world.buy("2020-08-01", PEACH, kg(10), 10_000);
    world.buy("2020-08-01", LILY, kg(10), 10_000);
    let body = RecordRepacking {
        day: None,
        inputs: vec![moved(PEACH, kg(2), 3_000), moved(LILY, kg(1), 1_000)],
        outputs: vec![packed(BOX, Quantity::Pieces(2))],
        note: String::new(),
    };
    world.act("2020-08-02", move |tx, a| repack::record(tx, a, SHOP, body.clone())).unwrap();
    let sold = world.sell("2020-08-04", &[(BOX, Quantity::Pieces(1), 10_000)]).unwrap();
    assert_eq!(
        sold.lines.iter().map(|l| (l.listed, l.local, l.amount_fen.0)).collect::<Vec<_>>(),
        [(true, true, 10_000)]
    );
    // In January the peaches are no longer listed: the box has a part that an authorised shop may not sell.
    assert_eq!(world.sell("2021-01-04", &[(BOX, Quantity::Pieces(1), 10_000)]).unwrap_err().code, "product.not_listed");
    world.verify();
}

#[test]
fn components_are_worth_what_they_cost_and_not_what_is_typed() {
    let world = world();
    let soap = OpeningLine {
        product: SOAP,
        quantity: Quantity::Pieces(1),
        amount_fen: Fen::ZERO,
        supplier: None,
        taken_in_on: None,
        papers: Papers::default(),
    };
    let opening = RecordOpening { day: None, lines: vec![soap] };
    world.act("2020-08-01", move |tx, a| open(tx, a, SHOP, opening.clone())).unwrap();
    world.buy("2020-08-01", PEACH, kg(1), 1_000);
    world.buy("2020-08-01", LILY, kg(10), 10_000);
    let body = RecordRepacking {
        day: None,
        inputs: vec![
            moved(PEACH, Quantity::G(1), 1_000_000),
            moved(LILY, kg(2), 0),
            moved(SOAP, Quantity::Pieces(1), 700),
        ],
        outputs: vec![packed(BOX, Quantity::Pieces(1))],
        note: "中秋".into(),
    };
    let done = world.act("2020-08-02", move |tx, a| repack::record(tx, a, SHOP, body.clone())).unwrap();
    for (sql, worth) in [
        ("SELECT value_fen FROM lot_source WHERE product = 11", 1),
        ("SELECT value_fen FROM lot_source WHERE product = 12", 2_000),
        ("SELECT value_fen FROM lot_source WHERE product = 13", 700),
    ] {
        assert_eq!(world.number(sql), worth, "{sql}");
    }
    assert_eq!(done.typed_worth, ["肥皂"], "no entry tells what it cost");
    assert_eq!(world.number("SELECT COUNT(*) FROM entry WHERE note = '价值为手填（无进价）：肥皂；中秋'"), 1);
    world.verify();
}

#[test]
fn repacking_keeps_its_sources_and_makes_nothing_out_of_nothing() {
    let world = world();
    let first = world.buy("2020-08-01", LILY, kg(2), 2_000);
    world.buy("2020-08-02", LILY, kg(2), 2_000);
    let body = |pieces| RecordRepacking {
        day: None,
        inputs: vec![moved(LILY, kg(3), 3_000)],
        outputs: vec![packed(BAG, Quantity::Pieces(pieces))],
        note: String::new(),
    };
    let (seven, six) = (body(7), body(6));
    assert_eq!(
        world.act("2020-08-03", move |tx, a| repack::record(tx, a, SHOP, seven.clone())).unwrap_err().code,
        "repack.too_much"
    );
    let done = world.act("2020-08-03", move |tx, a| repack::record(tx, a, SHOP, six.clone())).unwrap();
    assert_eq!(done.entry.total_fen, Fen(0));
    assert_eq!(world.number("SELECT COUNT(*) FROM lot_source"), 2, "both lots are linked");
    assert_eq!(world.number("SELECT source FROM lot_source ORDER BY source LIMIT 1"), first.lots[0].0);
    let sold = world.sell("2020-08-04", &[(BAG, Quantity::Pieces(2), 3_000)]).unwrap();
    assert_eq!(sold.lines[0].lot, Some(done.lots[0]));
    assert_eq!(done.lost_g, Some(0));
    world.verify();
}

#[test]
fn one_opening_gives_several_packs() {
    let world = world();
    world.buy("2020-08-01", LILY, kg(1), 1_000);
    world.buy("2020-08-02", LILY, kg(2), 2_001);
    let body = |outputs: Vec<PackedLine>| RecordRepacking {
        day: None,
        inputs: vec![moved(LILY, kg(3), 3_001)],
        outputs,
        note: String::new(),
    };
    let none = body(Vec::new());
    assert_eq!(
        world.act("2020-08-03", move |tx, a| repack::record(tx, a, SHOP, none.clone())).unwrap_err().code,
        "entry.empty"
    );
    let (more, some) = (
        body(vec![packed(BAG, Quantity::Pieces(4)), packed(LILY, kg(2))]),
        body(vec![packed(BAG, Quantity::Pieces(2)), packed(LILY, Quantity::G(1_900))]),
    );
    assert_eq!(
        world.act("2020-08-03", move |tx, a| repack::record(tx, a, SHOP, more.clone())).unwrap_err().code,
        "repack.too_much"
    );
    let done = world.act("2020-08-03", move |tx, a| repack::record(tx, a, SHOP, some.clone())).unwrap();
    assert_eq!((done.lots.len(), done.lost_g, done.entry.total_fen), (2, Some(100), Fen(0)));
    // Two inputs, two outputs: what each lot holds of each input adds up to the input, to the gram and to the fen.
    for (sql, expect) in [
        ("SELECT COUNT(*) FROM lot_source", 4),
        ("SELECT CAST(SUM(quantity) AS BIGINT) FROM lot_source", 3_000),
        ("SELECT CAST(SUM(value_fen) AS BIGINT) FROM lot_source", 3_001),
        ("SELECT on_hand FROM stock WHERE product = 12 AND lot = 4", 1_900),
    ] {
        assert_eq!(world.number(sql), expect, "{sql}");
    }
    world.verify();
}

#[test]
fn consigned_goods_are_settled_for_what_was_sold() {
    let world = world();
    let line = IntakeLine {
        product: LILY,
        quantity: kg(5),
        price: per_kg(1_000),
        amount_fen: None,
        papers: Papers::default(),
    };
    let body = RecordConsignment { day: None, owner: supplier(), lines: vec![line], note: String::new() };
    world.act("2020-08-01", move |tx, a| consign(tx, a, SHOP, body.clone())).unwrap();
    let pay = |grams| SettleConsignment {
        day: None,
        owner: supplier(),
        payments: vec![],
        note: String::new(),
        lines: vec![SettledLine {
            product: LILY,
            quantity: Quantity::G(grams),
            price: per_kg(1_000),
            amount_fen: None,
        }],
    };
    let (early, exact, more) = (pay(1), pay(2_000), pay(1));
    assert_eq!(
        world.act("2020-08-02", move |tx, a| settle(tx, a, SHOP, early.clone())).unwrap_err().code,
        "consignment.too_much"
    );
    world.sell("2020-08-02", &[(LILY, kg(2), 4_000)]).unwrap();
    let done = world.act("2020-08-03", move |tx, a| settle(tx, a, SHOP, exact.clone())).unwrap();
    assert_eq!(done.total_fen, Fen(2_000));
    assert_eq!(
        world.act("2020-08-03", move |tx, a| settle(tx, a, SHOP, more.clone())).unwrap_err().code,
        "consignment.too_much"
    );
    assert_eq!(world.number("SELECT quantity_g FROM intake_total"), 5_000);
    world.verify();
}
