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
    program::{self, Program, processor_time},
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

/// What a turn gave: sales a second, and the processor time of a sale.
type Turn = (u128, Duration);

/// The turns of all rounds.
#[derive(Default)]
struct Rates {
    http_one: Vec<Turn>,
    http_many: Vec<Turn>,
    bare_single: Vec<Turn>,
    bare_group: Vec<Turn>,
    bare_group_writes: Vec<Turn>,
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
    let said = |(rate, cpu): Turn| format!("{rate}/s, {} µs of processor a sale", cpu.as_micros());
    let (one, many) = (middle(&rates.http_one)?, middle(&rates.http_many)?);
    let mut beside = |what: String, sold: Turn, bare: &[Turn]| -> Got<()> {
        let bare = middle(bare)?;
        let aim = format!("≥ 0.50 × ({})", ratio(sold.0, bare.0));
        figures.beside(format!("{engine}: {what}"), said(sold), said(bare), &aim, sold.0 * 100 >= bare.0 * AIM);
        Ok(())
    };
    beside(format!("sales over HTTP, 1 client; bare {single}"), one, &rates.bare_single)?;
    beside(format!("sales over HTTP, {SHOPS} clients; bare {group}"), many, &rates.bare_group)?;
    beside(format!("the same; bare {group}, its writes alone"), many, &rates.bare_group_writes)
}

/// The medians of the rates and of the processor times.
fn middle(turns: &[Turn]) -> Got<Turn> {
    let rate = median(turns.iter().map(|turn| turn.0).collect())?;
    Ok((rate, median(turns.iter().map(|turn| turn.1).collect())?))
}

/// One turn of work, whose processor time is that of a process.
fn turn(process: &str, work: impl FnOnce(Instant) -> Got<usize>) -> Got<Turn> {
    let (before, began) = (processor_time(process)?, Instant::now());
    let sold = work(began)?;
    let (took, used) = (began.elapsed(), processor_time(process)?.saturating_sub(before));
    let sold = u32::try_from(sold)?.max(1);
    Ok((u128::from(sold) * 1_000_000 / took.as_micros().max(1), used / sold))
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
fn in_groups(bare: &mut rusqlite::Connection, books: &mut [Book], size: usize, reads: bool) -> Got<Turn> {
    turn("self", |began| sell_in_groups(bare, books, size, reads, began))
}

fn sell_in_groups(
    bare: &mut rusqlite::Connection,
    books: &mut [Book],
    size: usize,
    reads: bool,
    began: Instant,
) -> Got<usize> {
    let mut sales = 0;
    while began.elapsed() < TURN {
        bare.execute_batch("BEGIN IMMEDIATE")?;
        for _ in 0..size {
            let next = sales % books.len();
            books.get_mut(next).ok_or("no book")?.sell(bare, reads)?;
            sales += 1;
        }
        bare.execute_batch("COMMIT")?;
    }
    Ok(sales)
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
fn side_by_side(tills: &mut [Till], reads: bool) -> Got<Turn> {
    let sell = |began| {
        thread::scope(|scope| {
            let work = |till| scope.spawn(move || sell_on(till, reads, began));
            let working: Vec<_> = tills.iter_mut().map(work).collect();
            working.into_iter().map(|one| one.join().map_err(|_| "a till broke")?).sum()
        })
    };
    turn("self", sell)
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
fn over_http(program: &Program, shops: &[Shop], name: &str) -> Got<Turn> {
    let sell = |began| {
        thread::scope(|scope| {
            let work = |shop| scope.spawn(move || clerk(shop, program, name, began));
            let working: Vec<_> = shops.iter().map(work).collect();
            working.into_iter().map(|one| one.join().map_err(|_| "a clerk broke")?).sum()
        })
    };
    turn(&program.id(), sell)
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
