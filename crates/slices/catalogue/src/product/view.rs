//! Products as people see them. The catalogue is open to every post.

use super::{
    badge::BadgeRow,
    dto::{ListingPeriod, ProductDetail, ProductQuery, ProductRow},
    price::price_of,
    rules, sql,
};
use crate::word::{one_of, unknown};
use base::{
    Refusal,
    ids::{DivisionId, ProductId},
    names,
};
use edge::{Actor, Ask, Nothing, Page};
use store::{FromRow, Listing, Row, StoreError, Tx, params};

/// `$2` is today, `$3` now.
const COLUMNS: &str = "d.id, d.name, d.producer, m.name AS producer_name, d.legal_class, d.spec, d.unit, d.piece_word, d.pack_g,
    d.unit_price_fen, d.price_per, d.origin, d.origin_text, d.local,
    {LISTED_TO} AS listed_to,
    COALESCE((SELECT string_agg(b.kind, ',' ORDER BY b.kind) FROM product_badge b WHERE b.county = d.county
        AND b.product = d.id AND b.valid_from <= $2 AND b.valid_to >= $2), '') AS badges,
    d.barcode, d.ended, (SELECT MIN(c.id) FROM certification_product q JOIN certification c ON c.county = q.county AND c.id = q.certification
        WHERE q.county = d.county AND q.product = d.id AND c.state IN {OPEN}) AS open_case";

const FROM: &str = "FROM product d JOIN producer m ON m.county = d.county AND m.id = d.producer WHERE d.county = $1";

/// [`COLUMNS`] with the states of open cases and the last day of the listing filled in.
fn columns() -> String {
    COLUMNS.replace("{OPEN}", crate::certification::open_case::STATES).replace("{LISTED_TO}", &listed_to())
}

/// The last day of the listing that holds today, through renewals that begin the day after the one before ends.
fn listed_to() -> String {
    const HOLDS: &str = "county = d.county AND {L}.product = d.id AND {L}.from_at <= $3 AND {L}.until_at > $3";
    let holds = |name: &str| format!("{name}.{}", HOLDS.replace("{L}", name));
    format!(
        "COALESCE((SELECT MIN(l.valid_to) FROM listing l WHERE {} AND l.valid_to >= $2
         AND EXISTS (SELECT 1 FROM listing h WHERE {} AND h.valid_from <= $2 AND h.valid_to >= $2)
         AND NOT EXISTS (SELECT 1 FROM listing n WHERE {} AND n.valid_to > l.valid_to AND {} <= {} + 1)), '')",
        holds("l"),
        holds("h"),
        holds("n"),
        day_number("n.valid_from"),
        day_number("l.valid_to"),
    )
}

/// Days counted in SQL that both engines read alike; years begin in March, so that leap days come last.
fn day_number(day: &str) -> String {
    let part = |from: u8, length: u8| format!("CAST(substr({day}, {from}, {length}) AS INTEGER)");
    let (year, month, date) = (part(1, 4), part(6, 2), part(9, 2));
    let year = format!("({year} - 1 + ({month} + 9) / 12)");
    format!("({year} * 365 + {year} / 4 - {year} / 100 + {year} / 400 + (153 * (({month} + 9) % 12) + 2) / 5 + {date})")
}

/// A row before the place of origin is named.
struct Listed {
    row: ProductRow,
    origin: Option<DivisionId>,
}

impl FromRow for Listed {
    fn from_row(row: &mut Row) -> Result<Self, StoreError> {
        let mut product = ProductRow {
            id: row.next()?,
            name: row.next()?,
            producer: row.next()?,
            producer_name: row.next()?,
            legal_class: row.next()?,
            spec: row.next()?,
            unit: row.next()?,
            piece_word: row.next()?,
            pack_g: row.next()?,
            unit_price_fen: row.next()?,
            price_per: row.next()?,
            price_per_jin_fen: None,
            price_per_kg_fen: None,
            origin: String::new(),
            local: false,
            listed: false,
            listed_to: String::new(),
            badges: String::new(),
            barcode: String::new(),
            ended: String::new(),
            open_case: None,
        };
        let origin = row.next()?;
        product.origin = row.next()?;
        product.local = row.next()?;
        product.listed_to = row.next()?;
        product.listed = !product.listed_to.is_empty();
        product.badges = row.next()?;
        product.barcode = row.next()?;
        product.ended = row.next()?;
        product.open_case = row.next()?;
        let per = |grams| price_of(grams, product.unit_price_fen, product.price_per, &product.unit, product.pack_g);
        (product.price_per_jin_fen, product.price_per_kg_fen) = (per(500), per(1000));
        Ok(Self { row: product, origin })
    }
}

/// Products of the county.
pub fn products(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (): (),
    query: ProductQuery,
    ask: &Ask,
) -> Result<Page<ProductRow>, Refusal> {
    if !query.legal_class.is_empty() {
        one_of("legal_class", &query.legal_class, &rules::class_words())?;
    }
    let county = actor.county_id();
    let (from, until) = if query.own == 0 { ("/".to_owned(), "0".to_owned()) } else { actor.scope.range() };
    let columns = columns();
    let base = format!(
        "SELECT * FROM (SELECT {columns}, d.id AS sort_id {FROM} AND d.path >= $4 AND d.path < $5
         AND ($6 = '' OR d.search LIKE $7 ESCAPE '\\' OR d.barcode = $6) AND (d.producer = $8 OR $8 = 0)
         AND ($9 = '' OR d.legal_class = $9) AND d.local >= $10 AND ($11 <> '' OR d.ended = '')) AS r
         WHERE ($12 = '' OR r.listed_to <> '')"
    );
    let mark = |asked: i64| if asked == 0 { "" } else { "1" };
    let params = params![
        county,
        actor.day(),
        actor.now,
        from,
        until,
        query.q.trim(),
        names::like_pattern(&query.q),
        query.producer,
        query.legal_class,
        query.local.clamp(0, 1),
        mark(query.ended),
        mark(query.listed)
    ]
    .to_vec();
    let sorts = &["id", "name", "producer_name", "legal_class", "listed_to", "barcode", "local", "spec"];
    let page: Page<Listed> = store::list(tx, &Listing { base: &base, params, sorts, sums: &[] }, ask)?;
    let mut items = Vec::with_capacity(page.items.len());
    for listed in page.items {
        items.push(named(tx, county, listed)?);
    }
    Ok(Page { items, next: page.next, total: page.total })
}

fn named(tx: &mut Tx<'_>, county: &str, listed: Listed) -> Result<ProductRow, Refusal> {
    let Some(origin) = listed.origin else { return Ok(listed.row) };
    let origin = places::desk::division(tx, county, origin)?.map(|d| d.full_name).unwrap_or_default();
    Ok(ProductRow { origin, ..listed.row })
}

/// One product in full.
pub fn product(tx: &mut Tx<'_>, actor: &Actor, id: ProductId, _: Nothing) -> Result<ProductDetail, Refusal> {
    detail(tx, actor, id)
}

pub(super) fn detail(tx: &mut Tx<'_>, actor: &Actor, id: ProductId) -> Result<ProductDetail, Refusal> {
    let county = actor.county_id();
    let sql = format!("SELECT {} {FROM} AND d.id = $4", columns());
    let found: Option<Listed> = tx.find(&sql, params![county, actor.day(), actor.now, id])?;
    let listed = found.ok_or_else(|| unknown(id))?;
    let origin_division = listed.origin;
    let (farm_group, shelf_life_days, brand, label): (String, Option<i64>, Option<i64>, String) = tx.one(
        "SELECT farm_group, shelf_life_days, brand, label FROM product WHERE county = $1 AND id = $2",
        params![county, id],
    )?;
    let badge_periods: Vec<BadgeRow> = tx.query(
        "SELECT b.id, b.product, d.name, b.kind, b.certificate_number, b.issuer, b.valid_from, b.valid_to FROM product_badge b
         JOIN product d ON d.county = b.county AND d.id = b.product
         WHERE b.county = $1 AND b.product = $2 ORDER BY b.valid_from, b.id",
        params![county, id],
    )?;
    let listings: Vec<ListingPeriod> = tx.query(
        "SELECT certification, valid_from, valid_to, from_at, until_at FROM listing WHERE county = $1 AND product = $2 ORDER BY id",
        params![county, id],
    )?;
    Ok(ProductDetail {
        product: named(tx, county, listed)?,
        farm_group,
        origin_division,
        shelf_life_days,
        brand,
        label: serde_json::from_str(&label).unwrap_or_default(),
        aliases: sql::aliases(tx, county, id)?,
        badge_periods,
        listings,
    })
}
