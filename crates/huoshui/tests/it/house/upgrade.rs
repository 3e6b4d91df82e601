//! What a migration moves is moved on data, on both engines.

use super::migrating::{STEPS, done, until};
use crate::harness::fresh_postgres;
use std::sync::Arc;
use store::{Db, Engine, Options, Vault};

/// The schema before the day belonged to a receipt's number.
const BEFORE: i64 = 10;

/// That schema with the receipts of two shops' own tills.
fn filled(engine: Engine) -> String {
    let steps = until(BEFORE).map(|step| format!("{};\n{};\n", step.for_engine(engine), done(step)));
    let entry = |(book, seq, day): (i64, i64, &str)| {
        format!(
            "INSERT INTO entry (county, book, seq, kind, day, counts_on, paid_on, recorded_at, channel, cash_fen, wechat_fen,
             alipay_fen, bank_fen, on_account_fen, voucher_fen, line_discount_fen, basket_discount_fen, rounding_fen, total_fen,
             till_receipt, note, person, post, prev_hash, hash)
             VALUES ('c', {book}, {seq}, 'sale', '{day}', '{day}', '{day}', '', 'till', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, '', '', 1, 1,
             CAST('0' AS BYTEA), CAST('0' AS BYTEA));\n"
        )
    };
    let entries = [(7, 1, "2026-08-04"), (7, 2, "2026-08-05"), (7, 3, "2026-08-04"), (8, 1, "2026-09-01")];
    let receipts =
        "INSERT INTO till_receipt (county, outlet, receipt, seq) VALUES ('c', 7, '001', 1), ('c', 7, 'a-042', 2),
        ('c', 7, '1', 3), ('c', 8, '001', 1), ('c', 8, 'gone', 9);\n";
    [format!("{STEPS};\n"), steps.collect(), entries.map(entry).concat(), receipts.to_owned()].concat()
}

#[track_caller]
fn check(db: &Db) {
    let rows: Vec<(i64, String, String, i64)> = db
        .read_now(|tx| Ok(tx.query("SELECT outlet, day, receipt, seq FROM till_receipt ORDER BY outlet, day", &[])?))
        .unwrap();
    let row = |outlet, day: &str, receipt: &str, seq| (outlet, day.to_owned(), receipt.to_owned(), seq);
    // 001 and 1 of one day are one number: the first sale keeps it.
    let expect = [row(7, "2026-08-04", "1", 1), row(7, "2026-08-05", "A-042", 2), row(8, "2026-09-01", "1", 1)];
    assert_eq!(rows, expect);
}

/// The schema before surveys named their round.
const BEFORE_ROUNDS: i64 = 33;

/// That schema with surveys of two years, and one that was replaced.
fn surveyed(engine: Engine) -> String {
    let steps = until(BEFORE_ROUNDS).map(|step| format!("{};\n{};\n", step.for_engine(engine), done(step)));
    let survey = |(id, crop, grams, told_at): (i64, i64, i64, &str)| {
        format!(
            "INSERT INTO supply_report (county, id, client, digest, kind, division, path, crop, period, grams, bound, said,
             from_day, to_day, grade, area_centimu, note, told_at, received_at, via, device, device_seq, informant, on_time,
             after_lock, quarantine, made_by, made_post)
             VALUES ('c', {id}, 'client-{id}', CAST('0' AS BYTEA), 'survey', 33, '/7/33/', {crop}, '', {grams}, 'exact', '', '', '',
             '', 0, '', '{told_at}', '{told_at}', 'app', 'phone', {id}, '', 1, 0, '', 1, 1);\n"
        )
    };
    // 黄桃 of the new year's first hour in Shanghai, which is the old year's last day elsewhere; the replaced; the old year's.
    let surveys = [
        (1, 1, 500, "2025-12-31T16:30:00.000Z"),
        (2, 2, 900, "2026-03-01T02:00:00.000Z"),
        (3, 2, 70, "2026-04-01T02:00:00.000Z"),
        (4, 1, 4_000, "2025-12-31T15:30:00.000Z"),
    ];
    let replaced = "INSERT INTO supply_replacement (county, client, report) VALUES ('c', 'client-2', 3);\n";
    [format!("{STEPS};\n"), steps.collect(), surveys.map(survey).concat(), replaced.to_owned()].concat()
}

#[track_caller]
fn check_surveys(db: &Db) {
    let now = "2026-11-30T00:00:00.000Z".parse().unwrap();
    for (year, grams) in [(2026, 570), (2025, 4_000)] {
        let had = db.read_now(move |tx| supply::desk::had_to_sell(tx, "c", year, now)).unwrap();
        assert_eq!(had.get(&base::ids::DivisionId(33)), Some(&grams), "{year}");
    }
}

#[test]
fn surveys_from_before_rounds_count_in_the_year_of_their_day() {
    on_both_engines(surveyed, check_surveys);
}

/// The schema before sums of sellers and what of them is open were kept, and before cadres stood by households.
const BEFORE_SELLERS: i64 = 39;

/// That schema with a book that bought of two sellers, and pairings.
fn bought(engine: Engine) -> String {
    let steps = until(BEFORE_SELLERS).map(|step| format!("{};\n{};\n", step.for_engine(engine), done(step)));
    // Seller, on account, what it came to, grams, what it takes back.
    type Bought = (i64, i64, i64, i64, i64, &'static str);
    let entry = |(seq, seller, on_account, fen, grams, reverses): Bought| {
        format!(
            "INSERT INTO entry (county, book, seq, kind, day, counts_on, paid_on, recorded_at, counterparty, channel, cash_fen,
             wechat_fen, alipay_fen, bank_fen, on_account_fen, voucher_fen, line_discount_fen, basket_discount_fen, rounding_fen,
             total_fen, till_receipt, reverses, note, person, post, prev_hash, hash)
             VALUES ('c', 7, {seq}, 'purchase', '2026-08-04', '2026-08-04', '2026-08-04', '', {seller}, '', {}, 0, 0, 0,
             {on_account}, 0, 0, 0, 0, {fen}, '', {reverses}, '', 1, 1, CAST('0' AS BYTEA), CAST('0' AS BYTEA));\n
             INSERT INTO line (county, book, seq, line, product, unit, quantity, discount_fen, amount_fen, voucher_fen, listed,
             local) VALUES ('c', 7, {seq}, 1, 1, 'g', {grams}, 0, {fen}, 0, 1, 1);\n",
            fen - on_account
        )
    };
    let entries = [
        (1, 5, 900, 900, 3_000, "NULL"),
        (2, 5, 0, 400, 1_000, "NULL"),
        (3, 6, 700, 700, 2_000, "NULL"),
        // On a list.
        (4, 5, 250, 250, 500, "NULL"),
        // Undone before any list.
        (5, 6, -700, -700, -2_000, "3"),
    ];
    let rest = "INSERT INTO payment_claim (county, outlet, seq, list, counterparty) VALUES ('c', 7, 4, 1, 5);
        INSERT INTO pairing (county, id, kind, unit, unit_path, division, path, from_day, document_no, made_by, made_post, at)
        VALUES ('c', 1, 'paired', 9, '/u9/', 33, '/7/33/', '2018-03-01', '6号', 1, 1, '2026-08-04T00:00:00.000Z'),
        ('c', 2, 'backing', 9, '/u9/', 34, '/7/34/', '2019-03-01', '', 1, 1, '2026-08-04T00:00:00.000Z');
        INSERT INTO pairing_end (county, pairing, on_day, reason, made_by, made_post, at)
        VALUES ('c', 2, '2026-08-10', '轮换', 1, 1, '2026-08-10T00:00:00.000Z');\n";
    [format!("{STEPS};\n"), steps.collect(), entries.map(entry).concat(), rest.to_owned()].concat()
}

#[track_caller]
fn check_sellers(db: &Db) {
    type Sum = (i64, i64, i64, i64, i64, i64);
    let sums: Vec<Sum> = db
        .read_now(|tx| {
            Ok(tx.query(
                "SELECT counterparty, slips, quantity_g, total_fen, on_account_fen, last_seq FROM seller_total
                 WHERE county = 'c' AND outlet = 7 ORDER BY counterparty",
                &[],
            )?)
        })
        .unwrap();
    assert_eq!(sums, [(5, 3, 4_500, 1_550, 1_150, 4), (6, 0, 0, 0, 0, 5)]);
    let open: Vec<(i64, i64)> =
        db.read_now(|tx| Ok(tx.query("SELECT counterparty, seq FROM open_purchase ORDER BY seq", &[])?)).unwrap();
    assert_eq!(open, [(5, 1), (6, 3), (6, 5)]);
    let report = db.read_now(|tx| ledger::desk::verify_books(tx, "c")).unwrap();
    let of_sellers = |code: &&str| ["totals.sellers", "totals.open"].contains(code);
    let codes: Vec<&str> = report.problems.iter().map(|problem| problem.code.as_str()).filter(of_sellers).collect();
    assert_eq!(codes, [""; 0], "the recount says the same");
    // Pairings stand as they were, with nobody's cadre.
    type Pairing = (i64, String, i64, String, Option<i64>, Option<i64>, Option<String>);
    let pairings: Vec<Pairing> = db
        .read_now(|tx| {
            Ok(tx.query(
                "SELECT p.id, p.kind, p.division, p.document_no, p.cadre, p.household, z.on_day FROM pairing p
                 LEFT JOIN pairing_end z ON z.county = p.county AND z.pairing = p.id ORDER BY p.id",
                &[],
            )?)
        })
        .unwrap();
    let one = |id, kind: &str, division, no: &str, end: Option<&str>| {
        (id, kind.to_owned(), division, no.to_owned(), None, None, end.map(str::to_owned))
    };
    assert_eq!(pairings, [one(1, "paired", 33, "6号", None), one(2, "backing", 34, "", Some("2026-08-10"))]);
}

#[test]
fn sums_of_sellers_and_pairings_are_there_once_an_older_book_is_opened() {
    on_both_engines(bought, check_sellers);
}

/// Fills each engine with an older schema, opens it with this program, and looks.
#[track_caller]
fn on_both_engines(filled: fn(Engine) -> String, check: fn(&Db)) {
    let vault = || Arc::new(Vault::new(&[9; 32]));
    let folder = tempfile::tempdir().unwrap();
    let on = rusqlite::Connection::open(folder.path().join("huoshui.db")).unwrap();
    on.execute_batch(&filled(Engine::Sqlite)).unwrap();
    drop(on);
    check(&Db::open_folder(folder.path(), vault(), Options::default()).unwrap());

    let url = fresh_postgres();
    let mut to = postgres::Client::connect(&url, postgres::NoTls).unwrap();
    to.batch_execute(&filled(Engine::Postgres)).unwrap();
    drop(to);
    check(&Db::open_url(&url, vault(), &Options { workers: 2, ..Options::default() }).unwrap());
}

#[test]
fn receipts_of_own_tills_get_the_day_of_their_sale() {
    on_both_engines(filled, check);
}
