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
