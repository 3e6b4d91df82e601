//! Everything that happened, read back row by row.

pub mod around;
mod rows;
pub mod sides;

pub use rows::{Account, Act, Booking, Claim, Delivery, Entry, Line, Listing, Loaded, Lot, Redemption};

use super::later::Later;
use ::base::Refusal;
use around::Around;
use sides::Sides;
use std::collections::HashMap;
use store::{FromRow, Tx, params};

/// All facts of a county.
#[derive(Clone, Debug)]
pub struct Facts {
    /// What villages, points and live sessions did.
    pub around: Around,
    /// Who stands by whom, what sides said, what was carried.
    pub sides: Sides,
    pub entries: Vec<Entry>,
    pub lines: Vec<Line>,
    /// Unsalable reports that somebody confirmed.
    pub declared: Vec<i64>,
    /// Unsalable reports: when they arrived, and how many grams they speak of.
    pub unsalable: HashMap<i64, (String, i64)>,
    /// Lots that come from such a report.
    pub ties: HashMap<i64, i64>,
    /// What villages reported, and what was bought of it.
    pub later: Later,
    /// Demand, kg wanted, kg that both sides agreed to.
    pub agreed: Vec<(i64, i64, i64)>,
    /// Deliveries on contracts.
    pub deliveries: Vec<Delivery>,
    /// Deliveries that were brought into books.
    pub bookings: Vec<Booking>,
    /// Lines that speak for deliveries.
    pub claims: Vec<Claim>,
    /// Loads of collection runs.
    pub loads: Vec<Loaded>,
    /// Plot, year, rent of the plot, what was paid for that year.
    pub rents: Vec<(i64, i64, i64, i64)>,
    /// Pledge, what it promises in kg, and its acts that stand: what, kg, price, money.
    pub pledges: Vec<(i64, i64, String, i64, i64, i64)>,
    /// On hand by book, product and lot.
    pub stock: HashMap<(i64, i64, i64), i64>,
    /// Recorded, listed and local sales by year and book.
    pub sales: HashMap<(i64, i64), (i64, i64, i64)>,
    pub redemptions: Vec<Redemption>,
    /// Statement, what it says is owed, and what the redemptions that stand in it come to.
    pub statements: Vec<(i64, i64, i64)>,
    pub accounts: Vec<Account>,
    /// Account, amount.
    pub issued: Vec<(i64, i64)>,
    pub listings: HashMap<i64, Vec<Listing>>,
    /// Where each lot came from: book and entry, and from whom.
    pub lots: HashMap<i64, Lot>,
    /// Lot, product of a part, and what the part is worth.
    pub parts: Vec<(i64, i64, i64)>,
    /// Way, and what it says was paid, and what its statements come to.
    pub payouts: Vec<(String, i64, i64)>,
    /// Last day of a lot that has one.
    pub expires: HashMap<i64, String>,
    /// Kind by outlet.
    pub outlets: HashMap<i64, String>,
    pub acts: Vec<Act>,
    /// Producer and kind.
    pub producers: Vec<(i64, String)>,
    /// Producer, year, household, income.
    pub wages: Vec<(i64, i64, Option<i64>, i64)>,
    /// Households that are assisted.
    pub assisted: Vec<i64>,
}

impl Facts {
    /// Reads them.
    pub fn read(tx: &mut Tx<'_>, county: &str) -> Result<Self, Refusal> {
        let listings: Vec<Listing> = all(
            tx,
            county,
            "SELECT product, valid_from, valid_to, from_at, until_at FROM listing WHERE county = $1 ORDER BY id",
        )?;
        let mut by_product: HashMap<i64, Vec<Listing>> = HashMap::new();
        for listing in listings {
            by_product.entry(listing.product).or_default().push(listing);
        }
        let stock: Vec<(i64, i64, i64, i64)> =
            all(tx, county, "SELECT outlet, product, lot, on_hand FROM stock WHERE county = $1")?;
        let sales: Vec<(i64, i64, i64, i64, i64)> = all(
            tx,
            county,
            "SELECT year, outlet, CAST(SUM(recorded_fen) AS BIGINT), CAST(SUM(listed_fen) AS BIGINT), CAST(SUM(local_fen) AS BIGINT)
             FROM sales_total WHERE county = $1 GROUP BY year, outlet",
        )?;
        let expires: Vec<(i64, String)> =
            all(tx, county, "SELECT id, expires_on FROM lot WHERE county = $1 AND expires_on IS NOT NULL")?;
        let lots: Vec<Lot> = all(tx, county, "SELECT id, outlet, seq, counterparty FROM lot WHERE county = $1")?;
        let unsalable: Vec<(i64, String, i64)> =
            all(tx, county, "SELECT id, received_at, grams FROM unsalable_report WHERE county = $1")?;
        let ties: Vec<(i64, i64)> =
            all(tx, county, "SELECT id, unsalable FROM lot WHERE county = $1 AND unsalable <> 0")?;
        let outlets: Vec<(i64, String)> = all(tx, county, "SELECT id, kind FROM outlet WHERE county = $1")?;
        Ok(Self {
            around: Around::read(tx, county)?,
            sides: Sides::read(tx, county)?,
            entries: all(
                tx,
                county,
                "SELECT book, seq, kind, day, counts_on, recorded_at, cash_fen, wechat_fen, alipay_fen, bank_fen, on_account_fen, voucher_fen,
                 total_fen, import, counterparty, till_receipt, reverses FROM entry WHERE county = $1 ORDER BY book, seq",
            )?,
            lines: all(
                tx,
                county,
                "SELECT book, seq, product, lot, quantity, amount_fen, voucher_fen, listed, local, campaign FROM line WHERE county = $1 ORDER BY book, seq, line",
            )?,
            declared: all(tx, county, "SELECT report FROM unsalable_act WHERE county = $1 AND act = 'confirmed' ORDER BY report")?,
            unsalable: unsalable.into_iter().map(|(id, received, grams)| (id, (received, grams))).collect(),
            ties: ties.into_iter().collect(),
            later: Later::read(tx, county)?,
            agreed: all(
                tx,
                county,
                "SELECT d.id, d.kg, CAST(COALESCE(SUM(o.kg), 0) AS BIGINT) FROM demand d
                 JOIN offer o ON o.county = d.county AND o.demand = d.id
                 WHERE d.county = $1 AND (SELECT COUNT(DISTINCT CASE WHEN a.side <> '' THEN a.side
                   ELSE substr(a.act, 1, length(a.act) - 9) END) FROM offer_act a WHERE a.county = o.county AND a.offer = o.id
                 AND (a.side <> '' OR a.act IN ('buyer_accepted', 'village_accepted'))) = 2 GROUP BY d.id, d.kg ORDER BY d.id",
            )?,
            deliveries: all(
                tx,
                county,
                "SELECT v.contract, v.seq, t.kind, p.fen_per_kg, v.market_fen_per_kg, v.fen_per_kg, v.grams, v.amount_fen,
                 t.crop, v.grade, v.day, v.at, v.samples, v.reverses FROM delivery v JOIN contract t ON t.county = v.county AND t.id = v.contract
                 JOIN contract_price p ON p.county = v.county AND p.contract = v.contract AND p.grade = v.grade
                 WHERE v.county = $1 ORDER BY v.contract, v.seq",
            )?,
            bookings: all(
                tx,
                county,
                "SELECT b.contract, b.delivery, b.act, b.outlet, b.entry, b.line, v.grams, v.amount_fen,
                 (SELECT COUNT(*) FROM delivery w WHERE w.county = v.county AND w.contract = v.contract AND w.reverses = v.seq)
                 FROM delivery_book b JOIN delivery v ON v.county = b.county AND v.contract = b.contract AND v.seq = b.delivery
                 WHERE b.county = $1 AND b.seq = (SELECT MAX(x.seq) FROM delivery_book x WHERE x.county = b.county
                 AND x.contract = b.contract AND x.delivery = b.delivery) ORDER BY b.contract, b.delivery",
            )?,
            claims: all(
                tx,
                county,
                "SELECT k.book, k.seq, k.line, k.contract, k.delivery, k.grams, e.kind, l.unit, l.quantity, l.amount_fen,
                 (SELECT COUNT(*) FROM entry r WHERE r.county = e.county AND r.book = e.book AND r.reverses = e.seq)
                 FROM line_claim k JOIN line l ON l.county = k.county AND l.book = k.book AND l.seq = k.seq AND l.line = k.line
                 JOIN entry e ON e.county = k.county AND e.book = k.book AND e.seq = k.seq
                 WHERE k.county = $1 ORDER BY k.contract, k.delivery",
            )?,
            loads: all(
                tx,
                county,
                "SELECT s.run, r.limit_g, r.stops_most, s.division, s.source, s.source_id,
                 COALESCE((SELECT t.grams FROM collection_taking t WHERE t.county = s.county AND t.run = s.run AND t.stop = s.seq
                 ORDER BY t.seq DESC LIMIT 1), s.grams), COALESCE((SELECT t.kg FROM contract t WHERE t.county = s.county
                 AND s.source = 'contract' AND t.id = s.source_id), (SELECT o.kg FROM offer o WHERE o.county = s.county
                 AND s.source = 'offer' AND o.id = s.source_id), 0)
                 FROM collection_stop s JOIN collection_run r ON r.county = s.county AND r.id = s.run
                 WHERE s.county = $1 AND NOT EXISTS (SELECT 1 FROM collection_end e WHERE e.county = s.county AND e.run = s.run
                 AND e.how = 'cancelled') ORDER BY s.run, s.seq",
            )?,
            rents: all(
                tx,
                county,
                "SELECT p.id, y.year, p.rent_fen, CAST(SUM(y.fen) AS BIGINT) FROM rent_payment y
                 JOIN plot p ON p.county = y.county AND p.id = y.plot WHERE y.county = $1
                 GROUP BY p.id, y.year, p.rent_fen ORDER BY p.id, y.year",
            )?,
            pledges: all(
                tx,
                county,
                "SELECT p.id, p.kg, a.act, a.kg, a.fen_per_kg, a.fen FROM pledge p
                 JOIN pledge_act a ON a.county = p.county AND a.pledge = p.id
                 WHERE p.county = $1 AND a.act <> 'undone' AND NOT EXISTS (SELECT 1 FROM pledge_act u
                 WHERE u.county = a.county AND u.pledge = a.pledge AND u.undoes = a.seq) ORDER BY p.id, a.seq",
            )?,
            stock: stock.into_iter().map(|(book, product, lot, left)| ((book, product, lot), left)).collect(),
            sales: sales.into_iter().map(|(year, book, all, listed, local)| ((year, book), (all, listed, local))).collect(),
            redemptions: all(
                tx,
                county,
                "SELECT outlet, book_seq, account, kind, amount_fen, day FROM redemption WHERE county = $1 ORDER BY at, account",
            )?,
            statements: all(
                tx,
                county,
                "SELECT s.id, s.net_fen, CAST(COALESCE(SUM(CASE WHEN r.kind = 'spend' THEN r.amount_fen ELSE -r.amount_fen END), 0) AS BIGINT)
                 FROM statement s LEFT JOIN statement_line l ON l.county = s.county AND l.statement = s.id
                 LEFT JOIN redemption r ON r.county = l.county AND r.outlet = l.outlet AND r.book_seq = l.book_seq
                 AND r.account = l.account AND r.kind = l.kind
                 WHERE s.county = $1 AND s.state <> 'withdrawn' GROUP BY s.id, s.net_fen ORDER BY s.id",
            )?,
            accounts: all(
                tx,
                county,
                "SELECT a.id, a.balance_fen, a.lapsed_fen, a.valid_to, w.identity FROM account a
                 JOIN worker w ON w.county = a.county AND w.id = a.worker WHERE a.county = $1 ORDER BY a.id",
            )?,
            issued: all(tx, county, "SELECT account, amount_fen FROM issue_line WHERE county = $1")?,
            listings: by_product,
            lots: lots.into_iter().map(|lot| (lot.id, lot)).collect(),
            parts: all(tx, county, "SELECT lot, product, value_fen FROM lot_source WHERE county = $1 ORDER BY lot, product")?,
            payouts: all(
                tx,
                county,
                "SELECT p.way, p.total_fen, CAST(COALESCE(SUM(s.net_fen), 0) AS BIGINT) FROM payout p
                 LEFT JOIN statement s ON s.county = p.county AND s.payout = p.id
                 WHERE p.county = $1 GROUP BY p.id, p.way, p.total_fen ORDER BY p.id",
            )?,
            expires: expires.into_iter().collect(),
            outlets: outlets.into_iter().collect(),
            acts: all(tx, county, "SELECT outlet, act, on_day, valid_to FROM authorisation_act WHERE county = $1 ORDER BY outlet, seq")?,
            producers: all(tx, county, "SELECT id, kind FROM producer WHERE county = $1 ORDER BY id")?,
            wages: all(tx, county, "SELECT producer, year, household, income_fen FROM employment WHERE county = $1 AND withdrawn = ''")?,
            assisted: all(
                tx,
                county,
                "SELECT household FROM household_status WHERE county = $1 AND kind IN ('registered_poor', 'out_of_poverty')",
            )?,
        })
    }

    /// The entry of a line.
    pub fn by_number(&self) -> HashMap<(i64, i64), &Entry> {
        self.entries.iter().map(|entry| ((entry.book, entry.seq), entry)).collect()
    }
}

fn all<T: FromRow>(tx: &mut Tx<'_>, county: &str, sql: &str) -> Result<Vec<T>, Refusal> {
    Ok(tx.query(sql, params![county])?)
}
