//! Sales a second: over HTTP by the real program, and by the bare clients on a copy of the same database.
//!
//! Everything runs in turns, [`ROUNDS`] times over, so that a busy moment of the machine hits all alike.
//! Aim: at least half of what the bare client commits in groups.

use crate::{
    Got,
    bare::{Book, Postgres},
    client::Client,
    county::{self, SHOPS, Shop},
    figures::{Figures, median, ratio},
    program::{self, Program},
};
use serde_json::json;
use std::{
    path::Path,
    thread,
    time::{Duration, Instant},
};

const ROUNDS: usize = 5;
const TURN: Duration = Duration::from_secs(2);
/// What may be taken of the bare rate at least, in percent.
const AIM: u128 = 50;
const DURABLE: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
     PRAGMA recursive_triggers = ON; PRAGMA cache_size = -16000; PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF;";

/// Sales a second of each round.
#[derive(Default)]
struct Rates {
    http_one: Vec<u128>,
    http_many: Vec<u128>,
    bare_single: Vec<u128>,
    bare_group: Vec<u128>,
    bare_group_writes: Vec<u128>,
}

/// Measures both engines.
pub fn measure(figures: &mut Figures) -> Got<()> {
    let rates = sqlite()?;
    show(figures, "SQLite", "one by one", &format!("{SHOPS} a COMMIT"), rates)?;
    let Ok(server) = std::env::var("HUOSHUI_TEST_POSTGRES") else {
        return Err("PostgreSQL is measured by benches/run, which starts one".into());
    };
    let rates = on_postgres(&server)?;
    show(figures, "PostgreSQL", "1 connection", &format!("{SHOPS} connections"), rates)
}

fn show(figures: &mut Figures, engine: &str, single: &str, group: &str, rates: Rates) -> Got<()> {
    let (one, many) = (median(rates.http_one)?, median(rates.http_many)?);
    let (alone, together, writes) =
        (median(rates.bare_single)?, median(rates.bare_group)?, median(rates.bare_group_writes)?);
    let met = |rate: u128, bare: u128| rate * 100 >= bare * AIM;
    let per = |rate: u128| format!("{rate}/s");
    figures.report(format!("{engine}: sales over HTTP, 1 client"), format!("{one}/s; bare {single}: {alone}/s"));
    let aim = |bare| format!("≥ 0.50 × ({})", ratio(many, bare));
    figures.beside(
        format!("{engine}: sales over HTTP, {SHOPS} clients; bare with the same statements, {group}"),
        per(many),
        per(together),
        &aim(together),
        met(many, together),
    );
    figures.beside(
        format!("{engine}: the same; bare with the writes alone, {group}"),
        per(many),
        per(writes),
        &aim(writes),
        met(many, writes),
    );
    Ok(())
}

fn sqlite() -> Got<Rates> {
    let (served, copied) = (program::folder()?, program::folder()?);
    let program = Program::serve(served.path(), None)?;
    let shops = county::set_up(&program)?;
    drop(program);
    // Stopped, so that the write-ahead log is all there is beside the file.
    for name in ["huoshui.db", "huoshui.db-wal"] {
        let from = served.path().join(name);
        if from.exists() {
            std::fs::copy(from, copied.path().join(name))?;
        }
    }
    let mut bare = open_sqlite(copied.path())?;
    let mut books = shops.iter().map(|shop| Book::open(&mut bare, shop)).collect::<Got<Vec<_>>>()?;
    let program = Program::serve(served.path(), None)?;
    let mut rates = Rates::default();
    for round in 0..ROUNDS {
        http(&program, &shops, round, &mut rates)?;
        rates.bare_single.push(in_groups(&mut bare, &mut books, 1, true)?);
        rates.bare_group.push(in_groups(&mut bare, &mut books, SHOPS, true)?);
        rates.bare_group_writes.push(in_groups(&mut bare, &mut books, SHOPS, false)?);
    }
    Ok(rates)
}

fn open_sqlite(folder: &Path) -> Got<rusqlite::Connection> {
    let bare = rusqlite::Connection::open(folder.join("huoshui.db"))?;
    bare.set_prepared_statement_cache_capacity(64);
    bare.execute_batch(DURABLE)?;
    Ok(bare)
}

/// Sales a second of one connection that commits so many sales together.
fn in_groups(bare: &mut rusqlite::Connection, books: &mut [Book], size: usize, reads: bool) -> Got<u128> {
    let (began, mut sales) = (Instant::now(), 0);
    while began.elapsed() < TURN {
        bare.execute_batch("BEGIN IMMEDIATE")?;
        for _ in 0..size {
            let next = sales % books.len();
            books.get_mut(next).ok_or("no book")?.sell(bare, reads)?;
            sales += 1;
        }
        bare.execute_batch("COMMIT")?;
    }
    Ok(per_second(sales, began.elapsed()))
}

fn on_postgres(server: &str) -> Got<Rates> {
    let folder = program::folder()?;
    let (served, copied) = (format!("{server} dbname=bench"), format!("{server} dbname=bench_bare"));
    let mut admin = postgres::Client::connect(&format!("{server} dbname=postgres"), postgres::NoTls)?;
    let made = "TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'";
    admin.batch_execute(&format!("CREATE DATABASE bench {made}"))?;
    let program = Program::serve(folder.path(), Some(&served))?;
    let shops = county::set_up(&program)?;
    drop(program);
    copy_database(&mut admin)?;
    let tills = shops.iter().map(|shop| Till::open(&copied, shop)).collect::<Got<Vec<_>>>()?;
    let program = Program::serve(folder.path(), Some(&served))?;
    let (mut rates, mut tills) = (Rates::default(), tills);
    for round in 0..ROUNDS {
        http(&program, &shops, round, &mut rates)?;
        let (first, _) = tills.split_at_mut(1);
        rates.bare_single.push(side_by_side(first, true)?);
        rates.bare_group.push(side_by_side(&mut tills, true)?);
        rates.bare_group_writes.push(side_by_side(&mut tills, false)?);
    }
    Ok(rates)
}

/// A template may have no connections; those of a killed program take a moment to go.
fn copy_database(admin: &mut postgres::Client) -> Got<()> {
    for _ in 0..50 {
        if admin.batch_execute("CREATE DATABASE bench_bare TEMPLATE bench").is_ok() {
            return Ok(());
        }
        thread::sleep(Duration::from_millis(100));
    }
    Ok(admin.batch_execute("CREATE DATABASE bench_bare TEMPLATE bench")?)
}

/// A bare connection that keeps one shop's book.
struct Till {
    on: Postgres,
    book: Book,
}

impl Till {
    fn open(url: &str, shop: &Shop) -> Got<Self> {
        let mut on = Postgres::open(url)?;
        let book = Book::open(&mut on, shop)?;
        Ok(Self { on, book })
    }

    fn sell(&mut self, reads: bool) -> Got<()> {
        self.on.client.batch_execute("BEGIN")?;
        self.book.sell(&mut self.on, reads)?;
        Ok(self.on.client.batch_execute("COMMIT")?)
    }
}

/// Sales a second of bare connections side by side; PostgreSQL itself puts their commits together.
fn side_by_side(tills: &mut [Till], reads: bool) -> Got<u128> {
    let began = Instant::now();
    let sold = thread::scope(|scope| {
        let work = |till| scope.spawn(move || sell_on(till, reads, began));
        let working: Vec<_> = tills.iter_mut().map(work).collect();
        working.into_iter().map(|one| one.join().map_err(|_| "a till broke")?).sum::<Got<usize>>()
    })?;
    Ok(per_second(sold, began.elapsed()))
}

fn sell_on(till: &mut Till, reads: bool, began: Instant) -> Got<usize> {
    let mut sold = 0;
    while began.elapsed() < TURN {
        till.sell(reads)?;
        sold += 1;
    }
    Ok(sold)
}

/// One turn of a single client and one of all of them.
fn http(program: &Program, shops: &[Shop], round: usize, rates: &mut Rates) -> Got<()> {
    let one = shops.first().map(std::slice::from_ref).ok_or("no shop")?;
    rates.http_one.push(over_http(program, one, &format!("one-{round}"))?);
    rates.http_many.push(over_http(program, shops, &format!("many-{round}"))?);
    Ok(())
}

/// Sales a second of clerks side by side, each on a connection that is kept alive.
fn over_http(program: &Program, shops: &[Shop], name: &str) -> Got<u128> {
    let began = Instant::now();
    let sold = thread::scope(|scope| {
        let work = |shop| scope.spawn(move || clerk(shop, program, name, began));
        let working: Vec<_> = shops.iter().map(work).collect();
        working.into_iter().map(|one| one.join().map_err(|_| "a clerk broke")?).sum::<Got<usize>>()
    })?;
    Ok(per_second(sold, began.elapsed()))
}

fn clerk(shop: &Shop, program: &Program, name: &str, began: Instant) -> Got<usize> {
    let client: Client = shop.clerk.at(program.address);
    let path = format!("/outlets/{}/sales", shop.outlet);
    let bodies: Vec<String> = (0..shop.products.len()).map(|first| basket(&shop.products, first)).collect();
    let mut sold = 0;
    for body in bodies.iter().cycle() {
        if began.elapsed() >= TURN {
            break;
        }
        client.post_bytes(&format!("bench-{name}-{sold:08}"), &path, body.as_bytes())?;
        sold += 1;
    }
    Ok(sold)
}

/// A cash sale of three products at ¥20 a kilogram.
fn basket(products: &[i64], first: usize) -> String {
    let line = |product: &i64| json!({"product": product, "quantity": {"g": 500}, "price": {"fen": 2000, "per": 1000}});
    let lines: Vec<_> = products.iter().cycle().skip(first).take(3).map(line).collect();
    json!({"lines": lines, "payments": [{"means": "cash", "amount_fen": 3000}]}).to_string()
}

fn per_second(sales: usize, took: Duration) -> u128 {
    let sales = u128::try_from(sales).unwrap_or_default();
    (sales * 1_000_000).checked_div(took.as_micros()).unwrap_or_default()
}
