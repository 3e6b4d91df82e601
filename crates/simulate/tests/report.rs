//! A walk through the report: what it says of the county, beside what a county on Huoshui holds and sells.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod common;

use base::Fen;
use common::{played, set_up};
use edge::{Actor, Ask, Nothing};
use policy::{RuleId, Terms};
use simulate::Settings;
use store::params;

#[test]
fn the_report_walks_itself() {
    let small = set_up();
    let played =
        played(&small, &Settings { year: 2026, seed: 1, per_mille: 5, password_hash: String::new(), forget: None });
    let (county, stamp) = (small.county.clone(), small.stamp.clone());
    let counts = small
        .db
        .read_now(move |tx| {
            places::counts(tx, &Actor::program(county.clone(), &stamp), (), Nothing {}, &Ask::default())
        })
        .unwrap();
    let row = |measure: &str| counts.items.iter().find(|row| row.measure == measure).unwrap().clone();
    // 26 townships and 579 villages by the report; the table differs, and both are shown with the source.
    let numbers = |measure: &str| [row(measure).stated, row(measure).counted, row(measure).difference];
    assert_eq!(numbers("township"), [26, 25, -1]);
    assert_eq!(numbers("village"), [579, 580, 1]);
    assert!(row("village").source.contains("活水"));

    let number =
        |sql: &'static str| small.db.read_now(move |tx| Ok(tx.number::<i64>(sql, params!["430582"])?)).unwrap();
    assert_eq!(number("SELECT COUNT(*) FROM outlet WHERE county = $1 AND kind = 'shop'"), 15);
    assert_eq!(number("SELECT COUNT(*) FROM outlet WHERE county = $1 AND kind = 'pavilion'"), 3);
    assert_eq!(
        number("SELECT COUNT(*) FROM outlet WHERE county = $1 AND kind = 'pavilion' AND division IS NULL"),
        1,
        "one in Changsha"
    );

    // The drive for yellow peaches: 10,000 kg at ¥20 a kilogram in one day, ¥200,000.
    let peaches = "SELECT l.quantity, l.price_fen, l.price_per, l.amount_fen, l.listed FROM line l
        JOIN entry e ON e.county = l.county AND e.book = l.book AND e.seq = l.seq
        JOIN product p ON p.county = l.county AND p.id = l.product
        WHERE l.county = '430582' AND e.kind = 'sale' AND e.day = '2026-08-04' AND p.name LIKE '%黄桃' AND l.quantity >= 10000000";
    let sold: (i64, i64, i64, i64, bool) = small.db.read_now(move |tx| Ok(tx.one(peaches, &[])?)).unwrap();
    assert_eq!(sold, (10_000_000, 1_000, 500, 20_000_000, true), "{:?}", played.witness.acts);

    // 30 honours of ¥1,200 are a budget of ¥36,000, read from the policy.
    let policy = small.stamp.policies.for_year(2026).unwrap();
    let Terms::Ranking(honours) = &policy.rule(RuleId::OfficerHonours).unwrap().terms else {
        panic!("honours are ranked")
    };
    assert_eq!((honours.places, honours.amount, honours.budget()), (30, Fen(120_000), Some(Fen(3_600_000))));
}
