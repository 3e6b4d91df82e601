//! A disk that is full: a clear refusal, nothing half-written, and on it goes once there is room.

use crate::{
    harness::{County, Engine},
    shop::Shop,
};

/// Lets the database grow to so many pages and no further; never below what it has.
fn room(county: &County, pages: i64) {
    let pragma = format!("PRAGMA max_page_count = {pages}");
    county.app.db().write_now(move |tx| Ok(tx.one::<i64>(&pragma, &[])?)).unwrap();
}

/// Entries in the books, which recount, and rows of the audit trail, whose chains fit.
fn whole(county: &County) -> (i64, i64) {
    let recount =
        |tx: &mut store::Tx<'_>| Ok((ledger::desk::verify_books(tx, "430582")?, edge::audit::verify(tx, "430582")?));
    let (books, (rows, wrong)) = county.app.db().read_now(recount).unwrap();
    assert_eq!((books.problems, wrong), (vec![], None));
    (books.entries, rows)
}

#[test]
fn a_full_disk_refuses_whole_sales_and_takes_them_again_later() {
    let county = County::set_up(Engine::Sqlite);
    let shop = Shop::open(&county);
    shop.stock("2026-08-01", 1_000_000_000);
    room(&county, 1);
    let (before, acts) = whole(&county);

    let sell = |n: i64| shop.clerk.post_once(&format!("full-{n:05}"), &shop.sales(), shop.cash_sale(500));
    let sold = (0..5_000).find(|n| sell(*n).status != 200).expect("the disk fills up");
    let zh = sell(sold).refused(507, "store.full");
    assert!(zh["title"].as_str().unwrap().contains("磁盘已满"), "{zh}");
    let english = shop.clerk.with("accept-language", "en");
    let en = english.post_once("full-english", &shop.sales(), shop.cash_sale(500)).refused(507, "store.full");
    assert!(en["title"].as_str().unwrap().is_ascii(), "{en}");
    assert_eq!(whole(&county), (before + sold, acts + sold), "nothing of a refused sale is there");
    shop.manager.get(&format!("/outlets/{}/entries", shop.outlet)).ok();

    room(&county, i64::from(u32::MAX) - 1);
    let taken = sell(sold);
    assert!(taken.status == 200 && !taken.headers.contains_key("idempotency-replayed"), "{}", taken.body);
    assert_eq!(whole(&county), (before + sold + 1, acts + sold + 1));
}
