//! The bare database clients doing what the program does for a sale: the same statements, on a copy of the
//! same migrated database, with the same durability, and nothing around them.
//!
//! The statements are the program's own, in its order. Values have the same sizes; hashes are not computed.
//! Left out: savepoints, refusals, anything that thinks.

use crate::{Got, county::Shop};
use base::{Clock, Instant, SystemClock};
use std::collections::HashMap;
use store::{Value, params};

const COUNTY: &str = "430582";
const ROUTE: &str = "POST /outlets/{outlet}/sales";
/// Bytes of the answer to such a sale.
const ANSWER: usize = 900;
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
            (
                "SELECT p.id, o.id, o.role, o.scope_kind, o.scope_id, o.scope_path, o.scope_name, o.field, s.csrf, s.ends_at
                 FROM session s JOIN post o ON o.county = s.county AND o.id = s.post
                 JOIN person p ON p.county = s.county AND p.id = s.person
                 WHERE s.digest = $1 AND s.county = $2 AND o.valid_from <= $3 AND o.valid_to >= $3 AND p.status = 'active'",
                params![HASH, COUNTY, day].to_vec(),
            ),
            ("SELECT path, name FROM outlet WHERE county = $1 AND id = $2", params![COUNTY, outlet].to_vec()),
            (
                "SELECT body_digest, status, body FROM idempotency
                 WHERE county = $1 AND person = $2 AND route = $3 AND sent_key = $4",
                params![COUNTY, self.person, ROUTE, self.key()].to_vec(),
            ),
            (
                "SELECT id, kind, name, division, path, address, hours, operator, credit_code, contact, own_till, platform,
                 opened_on, closed_on, note FROM outlet WHERE county = $1 AND id = $2",
                params![COUNTY, outlet].to_vec(),
            ),
            (
                "SELECT act, on_day, valid_to FROM authorisation_act WHERE county = $1 AND outlet = $2 ORDER BY seq",
                params![COUNTY, outlet].to_vec(),
            ),
            (
                "SELECT p.id, p.name, p.producer, m.name, m.path, p.legal_class, p.unit, p.pack_g, p.origin, p.local,
                 CASE WHEN EXISTS (SELECT 1 FROM listing l WHERE l.county = p.county AND l.product = p.id
                     AND l.valid_from <= $1 AND l.valid_to >= $1 AND l.from_at <= $2 AND l.until_at > $2) THEN 1 ELSE 0 END,
                 p.shelf_life_days, p.barcode, p.farm_group, m.kind
                 FROM product p JOIN producer m ON m.county = p.county AND m.id = p.producer
                 WHERE p.county = $3 AND p.id IN ($4, $5, $6)",
                params![day, now, COUNTY, *a, *b, *c].to_vec(),
            ),
            (
                "SELECT s.product, s.lot, s.unit, s.on_hand, s.taken_in_on, s.expires_on, CASE WHEN s.lot = 0 THEN 0 ELSE
                    (SELECT COUNT(DISTINCT o.product) FROM lot_source o WHERE o.county = s.county AND o.lot = s.lot) END
                 FROM stock s WHERE s.county = $1 AND s.outlet = $2 AND s.product IN ($3, $4, $5) AND s.on_hand <> 0",
                params![COUNTY, outlet, *a, *b, *c].to_vec(),
            ),
        ]
    }

    /// What a sale leaves: entry, lines, stock, totals, the book's head; the audit row; the answer for a replay.
    fn writes(&self, three: &[(i64, i64)], now: Instant) -> Vec<Statement> {
        let (day, outlet, seq, year) = (now.day(), self.outlet, self.seq, now.day().year());
        let each = |row: &dyn Fn(i64, i64, i64) -> Vec<Value>| -> Vec<Value> {
            (1..).zip(three).flat_map(|(number, (product, lot))| row(number, *product, *lot)).collect()
        };
        let line = |number, product, lot| {
            params![
                COUNTY,
                outlet,
                seq,
                number,
                product,
                lot,
                "g",
                500,
                2000,
                1000,
                0,
                1000,
                0,
                true,
                true,
                Value::Null,
                Value::Null,
                Value::Null,
                Value::Null
            ]
            .to_vec()
        };
        let stock =
            |_, product, lot| params![COUNTY, outlet, product, lot, "g", -500, "0001-01-01", "9999-12-31"].to_vec();
        let total = |_, product, _| params![COUNTY, year, outlet, product, 0, 1000, 1000, 1000, 500, 0].to_vec();
        let entry = params![
            COUNTY,
            outlet,
            seq,
            "sale",
            day,
            day,
            day,
            now,
            Value::Null,
            "till",
            3000,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            3000,
            "",
            Value::Null,
            "",
            Value::Null,
            self.person,
            self.post,
            HASH,
            HASH
        ];
        let audit = params![
            COUNTY,
            self.person,
            self.acts,
            now,
            self.post,
            "sale.record",
            format!("outlet:{outlet}"),
            HASH,
            HASH,
            "",
            "127.0.0.1",
            HASH,
            HASH
        ];
        vec![
            (
                "INSERT INTO book (county, outlet, last_seq, head_hash, closed_to, till_closed_to, stock_kept, scale_formats)
                 VALUES ($1, $2, 0, $3, (SELECT COALESCE(MAX(closed_to), '0001-01-01') FROM period WHERE county = $1), '0001-01-01', 1, '[]')
                 ON CONFLICT (county, outlet) DO UPDATE SET last_seq = book.last_seq
                 RETURNING last_seq, head_hash, closed_to, till_closed_to, stock_kept",
                params![COUNTY, outlet, HASH].to_vec(),
            ),
            (
                "INSERT INTO entry (county, book, seq, kind, day, counts_on, paid_on, recorded_at, counterparty, channel, cash_fen, wechat_fen,
                     alipay_fen, bank_fen, on_account_fen, voucher_fen, line_discount_fen, basket_discount_fen, rounding_fen, total_fen,
                     till_receipt, reverses, note, import, person, post, prev_hash, hash)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25,
                     $26, $27, $28)",
                entry.to_vec(),
            ),
            (
                "INSERT INTO line (county, book, seq, line, product, lot, unit, quantity, price_fen, price_per, discount_fen, amount_fen,
                     voucher_fen, listed, local, campaign, of_seq, of_line, part_of)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19),
                     ($20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38),
                     ($39, $40, $41, $42, $43, $44, $45, $46, $47, $48, $49, $50, $51, $52, $53, $54, $55, $56, $57)",
                each(&line),
            ),
            (
                "INSERT INTO stock (county, outlet, product, lot, unit, on_hand, taken_in_on, expires_on)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8), ($9, $10, $11, $12, $13, $14, $15, $16), ($17, $18, $19, $20, $21, $22, $23, $24)
                 ON CONFLICT (county, outlet, product, lot) DO UPDATE SET on_hand = stock.on_hand + excluded.on_hand",
                each(&stock),
            ),
            (
                "INSERT INTO sales_total (county, year, outlet, product, campaign, recorded_fen, listed_fen, local_fen, quantity_g, quantity_pieces)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10), ($11, $12, $13, $14, $15, $16, $17, $18, $19, $20),
                     ($21, $22, $23, $24, $25, $26, $27, $28, $29, $30)
                 ON CONFLICT (county, year, outlet, product, campaign) DO UPDATE SET
                     recorded_fen = sales_total.recorded_fen + excluded.recorded_fen, listed_fen = sales_total.listed_fen + excluded.listed_fen,
                     local_fen = sales_total.local_fen + excluded.local_fen, quantity_g = sales_total.quantity_g + excluded.quantity_g,
                     quantity_pieces = sales_total.quantity_pieces + excluded.quantity_pieces",
                each(&total),
            ),
            (
                "INSERT INTO day_total (county, outlet, day, sales, cash_fen, wechat_fen, alipay_fen, bank_fen, on_account_fen, voucher_fen)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
                 ON CONFLICT (county, outlet, day) DO UPDATE SET sales = day_total.sales + excluded.sales,
                     cash_fen = day_total.cash_fen + excluded.cash_fen, wechat_fen = day_total.wechat_fen + excluded.wechat_fen,
                     alipay_fen = day_total.alipay_fen + excluded.alipay_fen, bank_fen = day_total.bank_fen + excluded.bank_fen,
                     on_account_fen = day_total.on_account_fen + excluded.on_account_fen, voucher_fen = day_total.voucher_fen + excluded.voucher_fen",
                params![COUNTY, outlet, day, 1, 3000, 0, 0, 0, 0, 0].to_vec(),
            ),
            (
                "UPDATE book SET last_seq = $1, head_hash = $2 WHERE county = $3 AND outlet = $4",
                params![seq, HASH, COUNTY, outlet].to_vec(),
            ),
            (
                "INSERT INTO audit_head (county, person, seq, hash) VALUES ($1, $2, 1, $3)
                 ON CONFLICT (county, person) DO UPDATE SET seq = audit_head.seq + 1 RETURNING seq, hash",
                params![COUNTY, self.person, Vec::new()].to_vec(),
            ),
            (
                "INSERT INTO audit (county, person, seq, at, post, act, subject, asked_digest, result_digest, detail, origin, prev_hash, hash)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
                audit.to_vec(),
            ),
            (
                "UPDATE audit_head SET hash = $1 WHERE county = $2 AND person = $3",
                params![HASH, COUNTY, self.person].to_vec(),
            ),
            (
                "INSERT INTO idempotency (county, person, route, sent_key, body_digest, status, body, made_at)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (county, person, route, sent_key) DO NOTHING",
                params![COUNTY, self.person, ROUTE, self.key(), HASH, 200, "x".repeat(ANSWER), now].to_vec(),
            ),
        ]
    }

    fn key(&self) -> String {
        format!("bare-{}-{:08}", self.outlet, self.seq)
    }
}

/// A connection without anything around it.
pub trait Bare {
    /// Runs a statement and walks its rows.
    fn run(&mut self, sql: &'static str, values: &[Value]) -> Got<()>;
    /// The whole numbers that a query finds, row by row.
    fn numbers(&mut self, sql: &'static str, values: &[Value]) -> Got<Vec<i64>>;
}

impl Bare for rusqlite::Connection {
    fn run(&mut self, sql: &'static str, values: &[Value]) -> Got<()> {
        let mut statement = self.prepare_cached(sql)?;
        let width = statement.column_count();
        let mut rows = statement.query(rusqlite::params_from_iter(values))?;
        while let Some(row) = rows.next()? {
            for column in 0..width {
                std::hint::black_box(row.get_ref(column)?);
            }
        }
        Ok(())
    }

    fn numbers(&mut self, sql: &'static str, values: &[Value]) -> Got<Vec<i64>> {
        let mut statement = self.prepare_cached(sql)?;
        let width = statement.column_count();
        let mut rows = statement.query(rusqlite::params_from_iter(values))?;
        let mut numbers = Vec::new();
        while let Some(row) = rows.next()? {
            for column in 0..width {
                numbers.push(row.get(column)?);
            }
        }
        Ok(numbers)
    }
}

/// A PostgreSQL connection with the statements prepared on it.
pub struct Postgres {
    /// For BEGIN and COMMIT.
    pub client: postgres::Client,
    prepared: HashMap<&'static str, postgres::Statement>,
}

impl Postgres {
    /// Connects.
    pub fn open(url: &str) -> Got<Self> {
        Ok(Self { client: postgres::Client::connect(url, postgres::NoTls)?, prepared: HashMap::new() })
    }

    fn query(&mut self, sql: &'static str, values: &[Value]) -> Got<Vec<postgres::Row>> {
        let statement = match self.prepared.get(sql) {
            Some(statement) => statement.clone(),
            None => self.prepared.entry(sql).or_insert(self.client.prepare(sql)?).clone(),
        };
        let values: Vec<&(dyn postgres::types::ToSql + Sync)> =
            values.iter().map(|v| -> &(dyn postgres::types::ToSql + Sync) { v }).collect();
        Ok(self.client.query(&statement, &values)?)
    }
}

impl Bare for Postgres {
    fn run(&mut self, sql: &'static str, values: &[Value]) -> Got<()> {
        std::hint::black_box(self.query(sql, values)?);
        Ok(())
    }

    fn numbers(&mut self, sql: &'static str, values: &[Value]) -> Got<Vec<i64>> {
        let rows = self.query(sql, values)?;
        let cells = rows.iter().flat_map(|row| (0..row.len()).map(move |column| row.try_get(column)));
        Ok(cells.collect::<Result<_, _>>()?)
    }
}
