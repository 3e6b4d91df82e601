//! The bare database clients doing what the program does for a sale: the same statements, on a copy of the
//! same migrated database, with the same durability, and nothing around them.
//!
//! The statements are the program's own, in its order. Values have the same sizes; hashes are not computed.
//! Left out: savepoints, refusals, anything that thinks.

mod clients;
mod statements;

pub use clients::{Bare, Postgres};

use crate::{Got, county::Shop};
use base::{Clock, Instant, SystemClock};
use statements::*;
use store::{Value, params};

const COUNTY: &str = "430582";
const ROUTE: &str = "POST /outlets/{outlet}/sales";
/// Bytes of the answer to such a sale.
const ANSWER_BYTES: usize = 900;
const HASH: [u8; 32] = [7; 32];

/// A statement and its values.
type Statement = (&'static str, Vec<Value>);

/// One shop's book as the bare client walks it.
pub struct Book {
    outlet: i64,
    person: i64,
    post: i64,
    /// Product and the lot that it is taken from.
    goods: Vec<(i64, i64)>,
    seq: i64,
    acts: i64,
}

impl Book {
    /// Reads where the book, its clerk and the clerk's chain stand.
    pub fn open(on: &mut impl Bare, shop: &Shop) -> Got<Self> {
        let post =
            "SELECT o.person, o.id FROM post o WHERE o.county = $1 AND o.role = 'outlet_clerk' AND o.scope_id = $2";
        let post = on.numbers(post, params![COUNTY, shop.outlet])?;
        let [person, post] = post.as_slice() else { return Err("the shop has no clerk".into()) };
        let head =
            on.numbers("SELECT last_seq FROM book WHERE county = $1 AND outlet = $2", params![COUNTY, shop.outlet])?;
        let goods = "SELECT product, lot FROM stock WHERE county = $1 AND outlet = $2 ORDER BY product";
        let goods = on.numbers(goods, params![COUNTY, shop.outlet])?;
        let acts =
            on.numbers("SELECT seq FROM audit_head WHERE county = $1 AND person = $2", params![COUNTY, *person])?;
        Ok(Self {
            outlet: shop.outlet,
            person: *person,
            post: *post,
            goods: goods.chunks_exact(2).filter_map(|pair| Some((*pair.first()?, *pair.last()?))).collect(),
            seq: head.first().copied().unwrap_or(0),
            acts: acts.first().copied().unwrap_or(0),
        })
    }

    /// Runs the statements of one more sale of three lines, or its writes alone; the caller commits.
    pub fn sell(&mut self, on: &mut impl Bare, reads: bool) -> Got<()> {
        self.seq += 1;
        self.acts += 1;
        let offset = usize::try_from(self.seq)? % self.goods.len();
        let three: Vec<(i64, i64)> = self.goods.iter().cycle().skip(offset).take(3).copied().collect();
        let now = SystemClock.now();
        let asked = if reads { self.reads(&three, now) } else { Vec::new() };
        for (sql, values) in asked.into_iter().chain(self.writes(&three, now)) {
            on.run(sql, &values)?;
        }
        Ok(())
    }

    /// What the program asks before it writes: who, may they, sent before, what is true of the goods.
    fn reads(&self, three: &[(i64, i64)], now: Instant) -> Vec<Statement> {
        let (day, outlet) = (now.day(), self.outlet);
        let [(a, _), (b, _), (c, _)] = three else { return Vec::new() };
        vec![
            (WHO, params![HASH, COUNTY, day].to_vec()),
            (PLACE, params![COUNTY, outlet].to_vec()),
            (SENT_BEFORE, params![COUNTY, self.person, ROUTE, self.key()].to_vec()),
            (OUTLET, params![COUNTY, outlet].to_vec()),
            (ACTS, params![COUNTY, outlet].to_vec()),
            (PRODUCTS, params![day, now, COUNTY, *a, *b, *c].to_vec()),
            (SHELF, params![COUNTY, outlet, *a, *b, *c].to_vec()),
        ]
    }

    /// What a sale leaves: entry, lines, stock, totals, the book's head; the audit row; the answer for a replay.
    fn writes(&self, three: &[(i64, i64)], now: Instant) -> Vec<Statement> {
        let (day, outlet, year) = (now.day(), self.outlet, now.day().year());
        let each = |row: &dyn Fn(i64, i64, i64) -> Vec<Value>| -> Vec<Value> {
            (1..).zip(three).flat_map(|(number, (product, lot))| row(number, *product, *lot)).collect()
        };
        let line = |number, product, lot| self.line(number, product, lot);
        let stock =
            |_, product, lot| params![COUNTY, outlet, product, lot, "g", -500, "0001-01-01", "9999-12-31"].to_vec();
        let total = |_, product, _| params![COUNTY, year, outlet, product, 0, 1000, 1000, 1000, 500, 0].to_vec();
        vec![
            (BOOK, params![COUNTY, outlet, HASH].to_vec()),
            (ENTRY, self.entry(now)),
            (LINES, each(&line)),
            (STOCK, each(&stock)),
            (SALES_TOTAL, each(&total)),
            (DAY_TOTAL, params![COUNTY, outlet, day, 1, 3000, 0, 0, 0, 0, 0].to_vec()),
            (BOOK_HEAD, params![self.seq, HASH, COUNTY, outlet].to_vec()),
            (AUDIT_HEAD, params![COUNTY, self.person, Vec::new()].to_vec()),
            (AUDIT, self.audit(now)),
            (AUDIT_HASH, params![HASH, COUNTY, self.person].to_vec()),
            (
                ANSWER,
                params![COUNTY, self.person, ROUTE, self.key(), HASH, 200, "x".repeat(ANSWER_BYTES), now].to_vec(),
            ),
        ]
    }

    /// A cash sale of ¥30.
    fn entry(&self, now: Instant) -> Vec<Value> {
        let day = now.day();
        let mut row = params![COUNTY, self.outlet, self.seq, "sale", day, day, day, now].to_vec();
        row.extend_from_slice(params![Value::Null, "till", 3000]);
        row.extend([0; 8].map(Value::Int));
        row.extend_from_slice(params![3000, "", Value::Null, "", Value::Null]);
        row.extend_from_slice(params![self.person, self.post, HASH, HASH]);
        row
    }

    /// 500 g at ¥20 a kilogram.
    fn line(&self, number: i64, product: i64, lot: i64) -> Vec<Value> {
        let mut row = params![COUNTY, self.outlet, self.seq, number, product, lot].to_vec();
        row.extend_from_slice(params!["g", 500, 2000, 1000, 0, 1000, 0, true, true]);
        row.extend([const { Value::Null }; 4]);
        row
    }

    fn audit(&self, now: Instant) -> Vec<Value> {
        let mut row = params![COUNTY, self.person, self.acts, now, self.post, "sale.record"].to_vec();
        row.extend_from_slice(params![format!("outlet:{}", self.outlet), HASH, HASH, "", "127.0.0.1", HASH, HASH]);
        row
    }

    fn key(&self) -> String {
        format!("bare-{}-{:08}", self.outlet, self.seq)
    }
}
