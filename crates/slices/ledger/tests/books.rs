//! What proves the books: recount, chain, day roots, closings.

mod common;
use base::Fen;
use books::Means;
use common::*;
use ledger::{
    closing::{CloseDay, Counted, close_day},
    shift::{EndShift, OpenShift, end_shift, open_shift},
    verify::{make_day_root, verify_books},
};

#[test]
fn lines_add_up_to_their_totals_whatever_is_sold() {
    let world = world();
    world.buy("2020-08-01", PEACH, kg(1_000), 1_000_000);
    world.buy("2020-08-02", PEACH, kg(1_000), 1_000_000);
    // A walk over odd amounts, discounts and lots; the numbers are of a linear congruence, so each run is the same.
    let mut seed = 7_i64;
    let mut next = move |most: i64| {
        seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
        1 + seed % most
    };
    for _ in 0..40 {
        let lines: Vec<_> = (0..next(4)).map(|_| (PEACH, base::Quantity::G(next(20_000)), next(9_999))).collect();
        let total: i64 = lines.iter().map(|l| l.2).sum();
        let (basket, rounding) = (next(total) / 3, next(10).min(total / 2));
        let mut body = sale(&lines);
        body.basket_discount_fen = Fen(basket);
        body.rounding_fen = Fen(rounding);
        let due = total - basket - rounding;
        body.payments[0].amount_fen = Fen(due);
        let done = world.act("2020-08-04", move |tx, a| ledger::sale::record(tx, a, SHOP, body.clone())).unwrap();
        assert_eq!(done.entry.total_fen, Fen(due));
        assert_eq!(done.lines.iter().map(|l| l.amount_fen.0).sum::<i64>(), due);
    }
    assert_eq!(
        world.number("SELECT SUM(total_fen) FROM entry WHERE kind = 'sale'"),
        world.number("SELECT SUM(recorded_fen) FROM sales_total")
    );
    world.verify();
}

#[test]
fn an_edit_behind_the_programs_back_is_found() {
    for (edit, code) in [
        ("UPDATE line SET amount_fen = amount_fen - 1, quantity = quantity WHERE seq = 2", "chain.broken"),
        ("UPDATE entry SET day = '2020-08-05' WHERE seq = 2", "chain.broken"),
        ("DELETE FROM entry WHERE seq = 3", "chain.broken"),
        ("UPDATE entry SET counts_on = '2020-08-05' WHERE seq = 2", "chain.broken"),
        ("UPDATE entry SET paid_on = '2020-08-05' WHERE seq = 2", "chain.broken"),
        ("UPDATE entry SET note = '改' WHERE seq = 2", "chain.broken"),
        ("UPDATE line SET voucher_fen = 500 WHERE seq = 2", "chain.broken"),
        ("UPDATE line SET discount_fen = 500 WHERE seq = 2", "chain.broken"),
        ("UPDATE line SET of_seq = 1, of_line = 1 WHERE seq = 2", "chain.broken"),
        ("UPDATE line SET part_of = 1 WHERE seq = 2", "chain.broken"),
        ("UPDATE line SET line = 2 WHERE seq = 2", "chain.broken"),
        ("UPDATE sales_total SET recorded_fen = recorded_fen + 1", "totals.sales"),
        ("UPDATE stock SET on_hand = 0", "totals.stock"),
        ("UPDATE intake_total SET quantity_g = 1", "totals.intake"),
        ("UPDATE day_total SET cash_fen = 0", "totals.days"),
    ] {
        let world = world();
        world.buy("2020-08-01", PEACH, kg(10), 10_000);
        world.sell("2020-08-04", &[(PEACH, kg(1), 1_000)]).unwrap();
        world.sell("2020-08-04", &[(PEACH, kg(1), 1_000)]).unwrap();
        world.verify();
        assert!(
            world.act("2020-08-05", move |tx, _| Ok(tx.run("UPDATE entry SET day = '2020-08-05'", &[])?)).is_err(),
            "the database refuses"
        );
        let report = world
            .act("2020-08-05", move |tx, _| {
                for table in ["entry", "line"] {
                    for act in ["UPDATE", "DELETE"] {
                        tx.run(&format!("DROP TRIGGER {table}_no_{act}"), &[])?;
                    }
                }
                tx.run(edit, &[])?;
                verify_books(tx, "430582")
            })
            .unwrap();
        assert!(report.problems.iter().any(|problem| problem.code == code), "{edit}: {:?}", report.problems);
    }
}

#[test]
fn a_day_root_holds_every_book_to_its_word() {
    let world = world();
    world.buy("2020-08-01", PEACH, kg(10), 10_000);
    let root = world.act("2020-08-01", |tx, a| make_day_root(tx, a, a.day())).unwrap();
    assert_eq!(root.len(), 64);
    world.sell("2020-08-02", &[(PEACH, kg(1), 1_000)]).unwrap();
    assert_eq!(
        world.act("2020-08-02", |tx, a| make_day_root(tx, a, "2020-08-01".parse().unwrap())).unwrap(),
        root,
        "made once"
    );
    assert_ne!(world.act("2020-08-02", |tx, a| make_day_root(tx, a, a.day())).unwrap(), root);
    let report = world.verify();
    assert_eq!((report.books, report.entries, report.day_roots), (1, 2, 2));
}

#[test]
fn a_root_that_is_gone_or_a_chain_that_was_set_back_is_found() {
    for (edit, code) in [
        ("DELETE FROM day_root", "day_root.missing"),
        ("DELETE FROM day_root WHERE day = '2020-08-02'", "day_root.missing"),
        ("UPDATE day_root SET root = (SELECT root FROM day_root WHERE day = '2020-08-01')", "day_root"),
        // The program's own newest acts, and the head with them, are taken away.
        ("DELETE FROM audit WHERE seq > 1", "day_root.audit"),
        ("DELETE FROM audit", "day_root.audit"),
        ("DELETE FROM entry WHERE seq = 1", "day_root"),
        ("DELETE FROM period", "period.missing"),
    ] {
        let world = world();
        world.buy("2020-08-01", PEACH, kg(10), 10_000);
        world
            .act("2020-08-01", |tx, a| {
                let body =
                    ledger::period::ClosePeriod { to: "2020-07-31".parse().unwrap(), reason: "年度核算".into() };
                edge::audited(tx, a, "period.close", "", &body.clone(), |tx, a| {
                    ledger::period::close_period(tx, a, (), body)
                })
            })
            .unwrap();
        for now in ["2020-08-01", "2020-08-02", "2020-08-03"] {
            world.act(now, |tx, a| make_day_root(tx, a, a.day())).unwrap();
        }
        assert_eq!(world.verify().day_roots, 3);
        let report = world
            .act("2020-08-05", move |tx, _| {
                for table in ["entry", "audit", "day_root", "period"] {
                    for act in ["UPDATE", "DELETE"] {
                        tx.run(&format!("DROP TRIGGER {table}_no_{act}"), &[])?;
                    }
                }
                tx.run(edit, &[])?;
                if edit.contains("audit") {
                    tx.run("DELETE FROM audit_head", &[])?;
                }
                verify_books(tx, "430582")
            })
            .unwrap();
        assert!(report.problems.iter().any(|problem| problem.code == code), "{edit}: {:?}", report.problems);
    }
}

#[test]
fn no_figure_is_too_large_for_the_totals_above_it() {
    let world = world();
    let counted = |fen| {
        let body = CloseDay {
            day: None,
            counted: vec![Counted { means: Means::Cash, counted_fen: Fen(fen), why: "点错".into() }],
        };
        world.act("2020-08-04", move |tx, a| close_day(tx, a, SHOP, body.clone())).map(|_| ())
    };
    for fen in [i64::MAX, i64::MIN, 100_000_000_001] {
        assert_eq!(counted(fen).unwrap_err().code, "amount.overflow", "{fen}");
    }
    for fen in [i64::MAX, 100_000_000_001] {
        let opened = world.act("2020-08-04", move |tx, a| open_shift(tx, a, SHOP, OpenShift { float_fen: Fen(fen) }));
        assert_eq!(opened.unwrap_err().code, "amount.overflow", "{fen}");
    }
    counted(100_000_000_000).unwrap();
    // What was taken down before there was a ceiling: the list says which column, and goes on without totals.
    world
        .act("2020-08-05", |tx, _| {
            let sql = "INSERT INTO closing (county, outlet, day, means, expected_fen, counted_fen, why, person, post, made_at)
                       VALUES ('430582', 7, '2020-08-05', $1, 0, 9223372036854775807, '', 0, 0, '2020-08-05T01:00:00.000Z')";
            for means in ["cash", "bank"] {
                tx.run(sql, store::params![means])?;
            }
            Ok(())
        })
        .unwrap();
    let list = |total| {
        let ask = store::Ask { total, ..store::Ask::default() };
        world.act("2020-08-05", move |tx, a| ledger::closing::list(tx, a, SHOP, edge::Nothing {}, &ask.clone()))
    };
    assert_eq!(list(false).unwrap().items.len(), 3);
    let refused = list(true).unwrap_err();
    assert!((refused.status, refused.code) == (422, "list.sum_overflow") && refused.message.zh.contains("counted_fen"));
}

#[test]
fn takings_are_closed_against_what_was_counted() {
    let world = world();
    world.buy("2020-08-01", PEACH, kg(10), 10_000);
    let shift = world.act("2020-08-04", |tx, a| open_shift(tx, a, SHOP, OpenShift { float_fen: Fen(5_000) })).unwrap();
    assert_eq!(
        world.act("2020-08-04", |tx, a| open_shift(tx, a, SHOP, OpenShift { float_fen: Fen(0) })).unwrap_err().code,
        "shift.open"
    );
    world.sell("2020-08-04", &[(PEACH, kg(1), 1_000)]).unwrap();
    let close = |fen, why: &str| CloseDay {
        day: None,
        counted: vec![Counted { means: Means::Cash, counted_fen: Fen(fen), why: why.into() }],
    };
    let (silent, said, again) = (close(990, ""), close(990, "找零差错"), close(0, ""));
    assert_eq!(
        world.act("2020-08-04", move |tx, a| close_day(tx, a, SHOP, silent.clone())).unwrap_err().code,
        "closing.unexplained"
    );
    let rows = world.act("2020-08-04", move |tx, a| close_day(tx, a, SHOP, said.clone())).unwrap();
    assert_eq!((rows[0].expected_fen, rows[0].difference_fen), (Fen(1_000), Fen(-10)));
    assert_eq!(
        world.act("2020-08-04", move |tx, a| close_day(tx, a, SHOP, again.clone())).unwrap_err().code,
        "closing.day"
    );
    // A sale after the closing still counts for its day, its money for the next till day.
    let late = world.sell("2020-08-04", &[(PEACH, kg(1), 700)]).unwrap();
    assert_eq!(late.entry.counts_on.to_string(), "2020-08-04");
    assert_eq!(world.number("SELECT cash_fen FROM day_total WHERE day = '2020-08-05'"), 700);
    let end = world
        .act("2020-08-04", |tx, a| end_shift(tx, a, SHOP, EndShift { counted_fen: Fen(6_700), why: String::new() }))
        .unwrap();
    assert_eq!((end.id, end.takings_fen), (shift.id, Fen(1_700)));
    assert_eq!(
        world
            .act("2020-08-04", |tx, a| end_shift(tx, a, SHOP, EndShift { counted_fen: Fen(0), why: String::new() }))
            .unwrap_err()
            .code,
        "shift.none"
    );
    world.verify();
}

#[test]
fn late_sales_count_for_their_year_until_it_is_closed() {
    let world = world();
    world.buy("2020-11-01", LILY, kg(10), 10_000);
    let mut body = sale(&[(LILY, kg(1), 1_000)]);
    body.day = Some("2020-12-31".parse().unwrap());
    let (again, ahead) =
        (body.clone(), ledger::sale::RecordSale { day: Some("2021-03-02".parse().unwrap()), ..body.clone() });
    let late = world.act("2021-01-03", move |tx, a| ledger::sale::record(tx, a, SHOP, body.clone())).unwrap();
    assert_eq!(late.entry.counts_on.year(), 2020);
    world
        .act("2021-02-01", |tx, a| {
            let body = ledger::period::ClosePeriod { to: "2020-12-31".parse().unwrap(), reason: "年度核算".into() };
            ledger::period::close_period(tx, a, (), body)
        })
        .unwrap();
    let later = world.act("2021-03-01", move |tx, a| ledger::sale::record(tx, a, SHOP, again.clone())).unwrap();
    assert_eq!((later.entry.day.year(), later.entry.counts_on.year()), (2020, 2021));
    assert_eq!(
        world.act("2021-03-01", move |tx, a| ledger::sale::record(tx, a, SHOP, ahead.clone())).unwrap_err().code,
        "day.ahead"
    );
    world.verify();
}
