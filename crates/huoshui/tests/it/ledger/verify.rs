//! Sixteen clerks at once: numbers without gaps, chains that hold, totals that recount.

use crate::{harness::on_both, shop::Shop};

#[test]
fn sales_side_by_side_leave_whole_books() {
    on_both(|county| {
        let shops = [Shop::open(county), Shop::open_in(county, "430582204213", "斫曹第二店")];
        for shop in &shops {
            shop.stock("2026-08-01", 1_000_000);
        }
        std::thread::scope(|threads| {
            for hand in 0..8 {
                let shops = &shops;
                threads.spawn(move || {
                    for n in 0..5_i64 {
                        let shop = &shops[usize::try_from(hand + n).unwrap() % 2];
                        shop.clerk.post_once(&format!("hand-{hand}-{n}"), &shop.sales(), shop.cash_sale(100 + n)).ok();
                    }
                });
            }
        });
        let report = county.app.db().read_now(|tx| ledger::desk::verify_books(tx, "430582")).unwrap();
        assert_eq!((report.problems.clone(), report.books, report.entries), (vec![], 2, 42), "{report:?}");
        let totals = county.app.db().read_now(|tx| ledger::desk::year_totals(tx, "430582", 2026)).unwrap();
        assert_eq!(totals.iter().map(|t| t.recorded_fen.0).sum::<i64>(), 8 * 5 * 200 + 8 * 2 * 10);
        assert!(totals.iter().all(|t| t.listed_fen == t.recorded_fen && t.local_fen == t.recorded_fen));
    });
}
