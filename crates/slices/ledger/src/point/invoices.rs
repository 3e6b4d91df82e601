//! Purchases of growers and the invoices 收购发票 that the buyer issues for them.
//!
//! What growers sell of their own is free of VAT and they write no invoice (VAT Law of 2024): the buyer issues one from
//! these data. Left to others: issuing it; here stand the data that it needs and the number that it got.

use super::{error::No, people, people::Who};
use crate::{around, view::receipt_no};
use base::{
    Day, Fen, Refusal,
    ids::{OutletId, ProducerId, ProductId},
};
use edge::Actor;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Ask, Listing, Page, Tx, Value, params, row};

/// What purchases are narrowed to.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GrowerFilter {
    /// Business day from …
    pub from: Option<Day>,
    /// … to, both included.
    pub to: Option<Day>,
    /// `without`: only those that have no invoice yet.
    #[serde(default)]
    pub invoice: String,
}

row! {
    /// A line bought of a grower.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
    pub struct GrowerLine {
        /// Number of its entry.
        pub seq: i64,
        /// Its number in the entry.
        pub line: i64,
        /// Business day.
        pub day: Day,
        /// The seller, by the number in the ledger.
        pub counterparty: i64,
        /// What.
        pub product: ProductId,
        /// `g` or `piece`.
        pub unit: String,
        /// Grams or pieces.
        pub quantity: i64,
        /// Unit price in fen …
        pub price_fen: Option<i64>,
        /// … for so many grams or pieces.
        pub price_per: Option<i64>,
        /// What it cost.
        pub amount_fen: Fen,
        /// Number of the purchase invoice; empty where there is none.
        pub invoice: String,
        /// Day of the invoice.
        pub issued_on: Option<Day>,
    }
}

/// The same with names.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct GrowerLineView {
    /// The seller, masked.
    #[serde(flatten)]
    pub who: Who,
    /// The product's name.
    pub product_name: String,
    /// Number of the entry as people say it.
    pub receipt_no: String,
    /// The line.
    #[serde(flatten)]
    pub row: GrowerLine,
}

/// Asks for the data of invoices.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct InvoiceData {
    /// Of these entries.
    pub entries: Vec<i64>,
    /// It shows people in full, so the act is kept with its reason.
    pub reason: String,
}

/// The data of invoices.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct InvoiceFile {
    /// Name to save it under.
    pub name: String,
    /// The file, as text.
    pub csv: String,
    /// Rows in it.
    pub count: i64,
}

/// Keeps the number of an invoice.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KeepInvoice {
    /// Its number.
    pub number: String,
    /// Its day; today if not said.
    #[serde(default)]
    pub issued_on: Option<Day>,
    /// The entries that it is for.
    pub entries: Vec<i64>,
}

/// What was kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct InvoiceView {
    /// Its number.
    pub number: String,
    /// Entries that it is for.
    pub entries: i64,
}

const ENTRIES_MOST: usize = 500;

/// Lines of growers that stand, and what to bind: county, book, then the producers that are a household's.
fn base(tx: &mut Tx<'_>, county: &str, outlet: OutletId, before: &[Value]) -> Result<(String, Vec<Value>), Refusal> {
    let growers: Vec<ProducerId> = around::growing_producers(tx, county)?.into_iter().chain([ProducerId(0)]).collect();
    let (list, values) = store::listed(&growers, &[params![county, outlet].to_vec(), before.to_vec()].concat());
    let sql = format!(
        "SELECT e.seq, l.line, e.day, e.counterparty, l.product, l.unit, l.quantity, l.price_fen, l.price_per, l.amount_fen,
         COALESCE(i.number, '') AS invoice, i.issued_on, e.seq * 1000 + l.line AS sort_id
         FROM entry e JOIN counterparty c ON c.county = e.county AND c.id = e.counterparty
         JOIN line l ON l.county = e.county AND l.book = e.book AND l.seq = e.seq
         LEFT JOIN purchase_invoice i ON i.county = e.county AND i.outlet = e.book AND i.seq = e.seq
         WHERE e.county = $1 AND e.book = $2 AND e.kind = 'purchase' AND e.reverses IS NULL
         AND NOT EXISTS (SELECT 1 FROM entry r WHERE r.county = e.county AND r.book = e.book AND r.reverses = e.seq)
         AND (c.kind = 'household' OR (c.kind = 'other' AND c.farmer = 1) OR (c.kind = 'producer' AND c.ref IN ({list})))"
    );
    Ok((sql, values))
}

/// What was bought of growers, line by line. **Who:** keeper of the point, whoever may see books.
pub fn list(
    tx: &mut Tx<'_>,
    actor: &Actor,
    outlet: OutletId,
    filter: GrowerFilter,
    ask: &Ask,
) -> Result<Page<GrowerLineView>, Refusal> {
    let county = actor.county_id();
    let from = filter.from.map_or_else(String::new, |day| day.to_string());
    let to = filter.to.map_or_else(|| "9999-12-31".to_owned(), |day| day.to_string());
    let (sql, values) = base(tx, county, outlet, params![from, to, filter.invoice])?;
    let narrowed =
        format!("{sql} AND e.day >= $3 AND e.day <= $4 AND ($5 = '' OR ($5 = 'without' AND i.number IS NULL))");
    let listing = Listing {
        base: &narrowed,
        params: values,
        sorts: &["-seq", "day", "amount_fen", "quantity", "counterparty", "invoice"],
        sums: &["amount_fen"],
    };
    let page: Page<GrowerLine> = store::list(tx, &listing, ask)?;
    let products = crate::named::names(tx, county, page.items.iter().map(|row| row.product))?;
    let mut items = Vec::with_capacity(page.items.len());
    for row in page.items {
        items.push(GrowerLineView {
            who: people::who(tx, county, row.counterparty)?,
            product_name: products.get(&row.product).cloned().unwrap_or_default(),
            receipt_no: receipt_no(outlet, row.seq),
            row,
        });
    }
    Ok(Page { items, next: page.next, total: page.total })
}

/// The lines of these entries. **Errors:** one is no purchase of a grower.
fn of_entries(tx: &mut Tx<'_>, county: &str, outlet: OutletId, entries: &[i64]) -> Result<Vec<GrowerLine>, Refusal> {
    if entries.is_empty() {
        return Err(Refusal::from(crate::error::No::NoLines).at("/entries"));
    }
    if entries.len() > ENTRIES_MOST {
        return Err(Refusal::from(No::TooMany { most: ENTRIES_MOST }).at("/entries"));
    }
    let (sql, values) = base(tx, county, outlet, &[])?;
    let (list, values) = store::listed(entries, &values);
    let lines: Vec<GrowerLine> = tx.query(&format!("{sql} AND e.seq IN ({list}) ORDER BY e.seq, l.line"), &values)?;
    for (number, seq) in entries.iter().enumerate() {
        if lines.iter().all(|line| line.seq != *seq) {
            return Err(Refusal::from(No::NotAGrower { seq: *seq }).at(format!("/entries/{number}")));
        }
    }
    Ok(lines)
}

/// What an invoice needs of these entries, sellers in full. **Who:** keeper of the point.
pub fn data(tx: &mut Tx<'_>, actor: &Actor, outlet: OutletId, body: InvoiceData) -> Result<InvoiceFile, Refusal> {
    super::reason(&body.reason)?;
    let county = actor.county_id();
    let lines = of_entries(tx, county, outlet, &body.entries)?;
    let products = crate::named::names(tx, county, lines.iter().map(|row| row.product))?;
    let head = [
        "单号",
        "日期",
        "销售方（农户）",
        "身份证号",
        "村（住址）",
        "商品",
        "单位",
        "数量",
        "单价（元）",
        "金额（元）",
        "已开发票号",
    ];
    let mut table = super::csv::Table::new(actor, &head);
    for line in &lines {
        let seller = people::in_full(tx, county, line.counterparty)?;
        let weighed = line.unit == "g";
        let quantity = if weighed { books::stock::kg(line.quantity) } else { line.quantity.to_string() };
        table.row([
            &receipt_no(outlet, line.seq),
            &line.day.to_string(),
            &seller.name,
            &seller.id_number,
            &seller.place,
            products.get(&line.product).map_or("", String::as_str),
            if weighed { "公斤" } else { "件" },
            &quantity,
            &unit_price(line, weighed),
            &line.amount_fen.plain(),
            &line.invoice,
        ])?;
    }
    Ok(InvoiceFile {
        name: format!("收购发票资料-{outlet}-{}.csv", actor.day()),
        csv: table.text()?,
        count: i64::try_from(lines.len()).unwrap_or(i64::MAX),
    })
}

/// Yuan a kilogram or piece, as it was agreed; empty where only an amount was.
fn unit_price(line: &GrowerLine, weighed: bool) -> String {
    let (Some(fen), Some(per)) = (line.price_fen, line.price_per) else { return String::new() };
    let one = if weighed { 1_000 } else { 1 };
    // A price that is no whole number of fen for one unit stays with the amount alone.
    let whole = fen.checked_mul(one).filter(|all| per > 0 && all % per == 0);
    whole.map_or_else(String::new, |all| Fen(all / per).plain())
}

/// Keeps the number of the invoice that was issued for entries; an entry has one. **Who:** keeper of the point.
pub fn keep(tx: &mut Tx<'_>, actor: &Actor, outlet: OutletId, body: KeepInvoice) -> Result<InvoiceView, Refusal> {
    let county = actor.county_id();
    let number = body.number.trim().to_ascii_uppercase();
    if !(8..=30).contains(&number.len()) || !number.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return Err(Refusal::from(No::InvoiceNumber).at("/number"));
    }
    let issued_on = body.issued_on.unwrap_or_else(|| actor.day());
    let lines = of_entries(tx, county, outlet, &body.entries)?;
    let first = lines.iter().map(|line| line.day).max().unwrap_or(issued_on);
    if issued_on < first || issued_on > actor.day() {
        let (from, to) = (first.to_string(), actor.day().to_string());
        return Err(Refusal::from(No::InvoiceDay { from, to }).at("/issued_on"));
    }
    let entries: std::collections::BTreeSet<i64> = body.entries.iter().copied().collect();
    for seq in &entries {
        let kept = tx.run(
            "INSERT INTO purchase_invoice (county, outlet, seq, number, issued_on, made_by, made_post, made_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (county, outlet, seq) DO NOTHING",
            params![county, outlet, *seq, number.as_str(), issued_on, actor.person, actor.post, actor.now],
        )?;
        if kept == 0 {
            let there: Option<String> = tx.find(
                "SELECT number FROM purchase_invoice WHERE county = $1 AND outlet = $2 AND seq = $3",
                params![county, outlet, *seq],
            )?;
            return Err(No::InvoiceThere { seq: *seq, number: there.unwrap_or_default() }.into());
        }
    }
    Ok(InvoiceView { number, entries: i64::try_from(entries.len()).unwrap_or(i64::MAX) })
}
