//! What other slices may ask of the catalogue, over their open transaction.

pub use crate::certification::renew_notices;
pub use crate::class::{Demands, LegalClass};
use crate::{class, employment};
use base::{
    Day, Fen, Instant, Refusal,
    ids::{DivisionId, HouseholdId, ProducerId, ProductId},
};
use policy::Policy;
use std::collections::{BTreeMap, BTreeSet};
use store::{FromRow, Row, StoreError, Tx, params};

/// What stands in a merged division goes over to its successor; the origin of a product too, while lots
/// that were taken in keep theirs.
pub fn follow_merger(tx: &mut Tx<'_>, county: &str, merged: &places::desk::Merged) -> Result<(), Refusal> {
    for table in ["household", "producer", "product", "certification"] {
        merged.carry(tx, county, table, "path")?;
    }
    for (table, column) in
        [("household", "division"), ("producer", "division"), ("brand", "division"), ("product", "origin")]
    {
        merged.rename(tx, county, table, column)?;
    }
    Ok(())
}

/// A product as it stood at a moment: what a sale has to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductAt {
    /// Id.
    pub id: ProductId,
    /// Name.
    pub name: String,
    /// Who makes it.
    pub producer: ProducerId,
    /// Their name.
    pub producer_name: String,
    /// Their place in the scope tree.
    pub producer_path: String,
    /// Word of its [`LegalClass`].
    pub legal_class: String,
    /// `g` or `piece`.
    pub unit: String,
    /// What a piece is called: 瓶, 盒; empty for what is weighed.
    pub piece_word: String,
    /// Net weight of a piece in grams.
    pub pack_g: Option<i64>,
    /// Division it is grown or made in; none if outside the county.
    pub origin: Option<DivisionId>,
    /// Grown or made in the county.
    pub local: bool,
    /// Listed at that moment.
    pub listed: bool,
    /// An intake on that day needs a commitment certificate.
    pub certificate_due: bool,
    /// Shelf life in days.
    pub shelf_life_days: Option<i64>,
    /// EAN-13.
    pub barcode: Option<String>,
}

/// A row of [`products_at`] before the day is asked.
struct Read {
    product: ProductAt,
    farm_group: String,
    producer_kind: String,
}

impl FromRow for Read {
    fn from_row(row: &mut Row) -> Result<Self, StoreError> {
        let product = ProductAt {
            id: row.next()?,
            name: row.next()?,
            producer: row.next()?,
            producer_name: row.next()?,
            producer_path: row.next()?,
            legal_class: row.next()?,
            unit: row.next()?,
            piece_word: row.next()?,
            pack_g: row.next()?,
            origin: row.next()?,
            local: row.next()?,
            listed: row.next()?,
            certificate_due: false,
            shelf_life_days: row.next()?,
            barcode: row.next::<Option<String>>()?.filter(|code| !code.is_empty()),
        };
        Ok(Self { product, farm_group: row.next()?, producer_kind: row.next()? })
    }
}

/// These products at a moment, in the order asked; unknown ids are left out. One query.
pub fn products_at(tx: &mut Tx<'_>, county: &str, ids: &[ProductId], at: Instant) -> Result<Vec<ProductAt>, Refusal> {
    let day = at.day();
    let mut found = BTreeMap::new();
    for chunk in ids.chunks(512) {
        let (list, values) = store::listed(chunk, params![county, day, at]);
        let sql = format!(
            "SELECT p.id, p.name, p.producer, m.name, m.path, p.legal_class, p.unit, p.piece_word, p.pack_g, p.origin, p.local,
             CASE WHEN EXISTS (SELECT 1 FROM listing l WHERE l.county = p.county AND l.product = p.id
                 AND l.valid_from <= $2 AND l.valid_to >= $2 AND l.from_at <= $3 AND l.until_at > $3) THEN 1 ELSE 0 END,
             p.shelf_life_days, p.barcode, p.farm_group, m.kind
             FROM product p JOIN producer m ON m.county = p.county AND m.id = p.producer
             WHERE p.county = $1 AND p.id IN ({list})"
        );
        for read in tx.query::<Read>(&sql, &values)? {
            let mut product = read.product;
            product.certificate_due =
                class::certificate_due(&product.legal_class, &read.farm_group, &read.producer_kind, day);
            found.insert(product.id, product);
        }
    }
    Ok(ids.iter().filter_map(|id| found.get(id).cloned()).collect())
}

/// Of these products those that were listed once and are not at this moment.
pub fn left_the_list(tx: &mut Tx<'_>, county: &str, ids: &[ProductId], at: Instant) -> Result<Vec<ProductId>, Refusal> {
    let mut left = Vec::new();
    for chunk in ids.chunks(512) {
        let (list, values) = store::listed(chunk, params![county, at.day(), at]);
        let sql = format!(
            "SELECT DISTINCT l.product FROM listing l WHERE l.county = $1 AND l.product IN ({list}) AND NOT EXISTS
             (SELECT 1 FROM listing n WHERE n.county = l.county AND n.product = l.product
              AND n.valid_to >= $2 AND n.until_at > $3)"
        );
        left.extend(tx.query::<ProductId>(&sql, &values)?);
    }
    Ok(left)
}

/// Of these products the badges that end from a day to another: how many, and the first end.
pub fn badges_ending(
    tx: &mut Tx<'_>,
    county: &str,
    ids: &[ProductId],
    days: (Day, Day),
) -> Result<(i64, Option<Day>), Refusal> {
    let (mut count, mut first) = (0_i64, None);
    for chunk in ids.chunks(512) {
        let (list, values) = store::listed(chunk, params![county, days.0, days.1]);
        let sql = format!(
            "SELECT valid_to FROM product_badge WHERE county = $1 AND valid_to >= $2 AND valid_to <= $3
             AND product IN ({list})"
        );
        for end in tx.query::<Day>(&sql, &values)? {
            count = count.saturating_add(1);
            first = Some(first.map_or(end, |earlier: Day| earlier.min(end)));
        }
    }
    Ok((count, first))
}

/// Every product's name and its other names, to match what people wrote in their books.
pub fn product_names(tx: &mut Tx<'_>, county: &str) -> Result<Vec<(ProductId, String, Vec<String>)>, Refusal> {
    let names: Vec<(ProductId, String)> =
        tx.query("SELECT id, name FROM product WHERE county = $1 ORDER BY id", params![county])?;
    let mut aliases: BTreeMap<ProductId, Vec<String>> = BTreeMap::new();
    for (id, alias) in tx.query::<(ProductId, String)>(
        "SELECT product, alias FROM product_alias WHERE county = $1 ORDER BY product, alias",
        params![county],
    )? {
        aliases.entry(id).or_default().push(alias);
    }
    Ok(names.into_iter().map(|(id, name)| (id, name, aliases.remove(&id).unwrap_or_default())).collect())
}

store::row! {
    /// A producer as other slices see it.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct ProducerView {
        /// Id.
        pub id: ProducerId,
        /// Name.
        pub name: String,
        /// `enterprise`, `cooperative`, `family_farm` or `household`.
        pub kind: String,
        /// Place in the scope tree.
        pub path: String,
        /// Blacklisted: nothing of it is listed again.
        pub blacklisted: bool,
    }
}

/// One producer.
pub fn producer(tx: &mut Tx<'_>, county: &str, id: ProducerId) -> Result<Option<ProducerView>, Refusal> {
    Ok(tx.find(
        "SELECT id, name, kind, path, CASE WHEN blacklisted_at <> '' THEN 1 ELSE 0 END FROM producer WHERE county = $1 AND id = $2",
        params![county, id],
    )?)
}

/// Products that a producer still sells.
pub fn products_of(tx: &mut Tx<'_>, county: &str, producer: ProducerId) -> Result<Vec<ProductId>, Refusal> {
    let sql = "SELECT id FROM product WHERE county = $1 AND producer = $2 AND ended = '' ORDER BY id";
    Ok(tx.query(sql, params![county, producer])?)
}

/// Every producer's id and name, to match suppliers in books.
pub fn producer_names(tx: &mut Tx<'_>, county: &str) -> Result<Vec<(ProducerId, String)>, Refusal> {
    Ok(tx.query("SELECT id, name FROM producer WHERE county = $1 ORDER BY id", params![county])?)
}

/// Names of these producers.
pub fn producers_named(
    tx: &mut Tx<'_>,
    county: &str,
    ids: impl IntoIterator<Item = ProducerId>,
) -> Result<BTreeMap<ProducerId, String>, Refusal> {
    let ids: Vec<ProducerId> = ids.into_iter().collect::<BTreeSet<_>>().into_iter().collect();
    let mut names = BTreeMap::new();
    for chunk in ids.chunks(512) {
        let (list, values) = store::listed(chunk, params![county]);
        let sql = format!("SELECT id, name FROM producer WHERE county = $1 AND id IN ({list})");
        names.extend(tx.query::<(ProducerId, String)>(&sql, &values)?);
    }
    Ok(names)
}

store::row! {
    /// A producer as a buyer chooses it.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct ProducerToChoose {
        /// Id.
        pub id: ProducerId,
        /// Name.
        pub name: String,
        /// `enterprise`, `cooperative`, `family_farm` or `household`.
        pub kind: String,
        /// Where it is.
        pub division: DivisionId,
    }
}

/// Producers by name, pinyin or number; the blacklisted are none to buy from.
pub fn producers_to_choose(
    tx: &mut Tx<'_>,
    county: &str,
    (q, id): (&str, Option<i64>),
    most: i64,
) -> Result<Vec<ProducerToChoose>, Refusal> {
    Ok(tx.query(
        "SELECT id, name, kind, division FROM producer WHERE county = $1 AND search LIKE $2 ESCAPE '\\'
         AND (id = $3 OR $3 = 0) AND blacklisted_at = '' ORDER BY name, id LIMIT $4",
        params![county, base::names::like_pattern(q), id.unwrap_or(0), most],
    )?)
}

/// Producers below a place that may be bought of, by name.
pub fn producers_below(
    tx: &mut Tx<'_>,
    county: &str,
    below: &str,
    most: i64,
) -> Result<Vec<ProducerToChoose>, Refusal> {
    Ok(tx.query(
        "SELECT id, name, kind, division FROM producer WHERE county = $1 AND substr(path, 1, length($2)) = $2
         AND blacklisted_at = '' ORDER BY name, id LIMIT $3",
        params![county, below, most],
    )?)
}

/// Producers that are one household's own: what they sell, the household grew.
pub fn household_producers(tx: &mut Tx<'_>, county: &str) -> Result<Vec<ProducerId>, Refusal> {
    Ok(tx.query("SELECT id FROM producer WHERE county = $1 AND kind = 'household' ORDER BY id", params![county])?)
}

/// Farm produce grown below a place, by name: what a collection point there may be offered.
pub fn produce_below(tx: &mut Tx<'_>, county: &str, below: &str, most: i64) -> Result<Vec<ProductId>, Refusal> {
    Ok(tx.query(
        "SELECT p.id FROM product p JOIN division d ON d.county = p.county AND d.id = p.origin
         WHERE p.county = $1 AND p.legal_class = 'edible_farm' AND substr(d.path, 1, length($2)) = $2
         ORDER BY p.name, p.id LIMIT $3",
        params![county, below, most],
    )?)
}

/// A household as a buyer chooses it, masked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HouseholdToChoose {
    /// Id.
    pub id: HouseholdId,
    /// Its village.
    pub division: DivisionId,
    /// 张*.
    pub masked_name: String,
    /// 138****5678; empty if none is known.
    pub masked_phone: String,
    /// First letters of the name in pinyin, by which whoever knows the people finds them without a network.
    pub initials: String,
}

/// Households below a path by the whole name of the head, by their number or by village; those below `near` first.
/// Names are sealed, so that no part of one finds anybody.
pub fn households_to_choose(
    tx: &mut Tx<'_>,
    county: &str,
    (below, near): (&str, &str),
    (q, id): (&str, Option<i64>),
    most: i64,
) -> Result<Vec<HouseholdToChoose>, Refusal> {
    let q = q.trim();
    let parties = if q.is_empty() { Vec::new() } else { identity::desk::find_parties(tx, county, "name", q)? };
    let list: Vec<String> = parties.iter().map(i64::to_string).chain(["0".to_owned()]).collect();
    let sql = format!(
        "SELECT h.id, h.division, h.party FROM household h JOIN division d ON d.county = h.county AND d.id = h.division
         WHERE h.county = $1 AND h.path >= $2 AND h.path < $9 AND (h.id = $4 OR $4 = 0)
         AND ($5 = '' OR h.id = $6 OR h.party IN ({}) OR d.search LIKE $7 ESCAPE '\\')
         ORDER BY CASE WHEN substr(h.path, 1, length($3)) = $3 THEN 0 ELSE 1 END, h.id LIMIT $8",
        list.join(", ")
    );
    let number = q.parse::<i64>().unwrap_or(0);
    let (pattern, until) = (base::names::like_pattern(q), format!("{below}\u{10FFFF}"));
    let values = params![county, below, near, id.unwrap_or(0), q, number, pattern, most, until];
    let rows = tx.query::<(HouseholdId, DivisionId, i64)>(&sql, values)?;
    let parties: Vec<i64> = rows.iter().map(|(_, _, party)| *party).collect();
    let heads = identity::desk::open_parties(tx, county, &parties)?;
    let choice = |(id, division, party): (HouseholdId, DivisionId, i64)| {
        let head = heads.get(&party)?;
        let (masked_name, masked_phone) = (head.masked_name(), head.masked_phone());
        let initials = base::names::initials(&head.form.name);
        Some(HouseholdToChoose { id, division, masked_name, masked_phone, initials })
    };
    Ok(rows.into_iter().filter_map(choice).collect())
}

/// The household behind each producer that is one, by producer.
pub fn households_of_producers(tx: &mut Tx<'_>, county: &str) -> Result<BTreeMap<ProducerId, HouseholdId>, Refusal> {
    let rows: Vec<(ProducerId, HouseholdId)> = tx.query(
        "SELECT id, household FROM producer WHERE county = $1 AND kind = 'household' AND household IS NOT NULL",
        params![county],
    )?;
    Ok(rows.into_iter().collect())
}

/// A household as other slices see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HouseholdBrief {
    /// Id.
    pub id: HouseholdId,
    /// Place in the scope tree: its village's.
    pub path: String,
    /// 张*.
    pub masked_name: String,
    /// Where the personal data of its head stands.
    pub party: i64,
}

/// One household.
pub fn household(tx: &mut Tx<'_>, county: &str, id: HouseholdId) -> Result<Option<HouseholdBrief>, Refusal> {
    let found: Option<(HouseholdId, String, i64)> =
        tx.find("SELECT id, path, party FROM household WHERE county = $1 AND id = $2", params![county, id])?;
    let Some((id, path, party)) = found else { return Ok(None) };
    let masked_name = identity::desk::open_party(tx, county, party)?.masked_name();
    Ok(Some(HouseholdBrief { id, path, masked_name, party }))
}

/// The heads of these households, masked.
pub fn households_named(
    tx: &mut Tx<'_>,
    county: &str,
    ids: &[HouseholdId],
) -> Result<BTreeMap<HouseholdId, String>, Refusal> {
    let mut heads: Vec<(HouseholdId, i64)> = Vec::with_capacity(ids.len());
    for chunk in ids.chunks(512) {
        let (list, values) = store::listed(chunk, params![county]);
        let sql = format!("SELECT id, party FROM household WHERE county = $1 AND id IN ({list})");
        heads.extend(tx.query::<(HouseholdId, i64)>(&sql, &values)?);
    }
    let parties: Vec<i64> = heads.iter().map(|(_, party)| *party).collect();
    let parties = identity::desk::open_parties(tx, county, &parties)?;
    let named = |(id, party): (HouseholdId, i64)| Some((id, parties.get(&party)?.masked_name()));
    Ok(heads.into_iter().filter_map(named).collect())
}

store::row! {
    /// A household without anything personal: where it is and how many people it has.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct HouseholdSize {
        /// Id.
        pub id: HouseholdId,
        /// Its village.
        pub division: DivisionId,
        /// People in it on the day.
        pub members: i64,
        /// Somebody of it has worked for a producer.
        pub employed: bool,
    }
}

/// Every household with its size on a day, by number.
pub fn household_sizes(tx: &mut Tx<'_>, county: &str, day: Day) -> Result<Vec<HouseholdSize>, Refusal> {
    Ok(tx.query(
        "SELECT h.id, h.division,
         (SELECT COUNT(*) FROM household_member m WHERE m.county = h.county AND m.household = h.id
             AND m.joined_on <= $2 AND m.left_on >= $2),
         CASE WHEN EXISTS (SELECT 1 FROM employment e WHERE e.county = h.county AND e.household = h.id AND e.withdrawn = '')
             THEN 1 ELSE 0 END
         FROM household h WHERE h.county = $1 ORDER BY h.id",
        params![county, day],
    )?)
}

/// The producers that the certification rule can judge in a year: id, kind, and what each
/// assisted worker earned there. Who counts as assisted, and when, the policy says.
pub fn certify_measures(
    tx: &mut Tx<'_>,
    county: &str,
    year: i32,
    policy: &Policy,
) -> Result<Vec<(ProducerId, String, Vec<Fen>)>, Refusal> {
    let (Some(first), Some(last)) = (Day::first_of_year(year), Day::last_of_year(year)) else { return Ok(Vec::new()) };
    employment::assisted_incomes(tx, county, None, (first, last), policy.certify())
}

/// Producers by name, for whoever appoints people there.
pub fn to_choose(tx: &mut Tx<'_>, county: &str, q: &str, most: i64) -> Result<Vec<(i64, String, String)>, Refusal> {
    Ok(tx.query(
        "SELECT id, name, '' FROM producer WHERE county = $1 AND search LIKE $2 ESCAPE '\\' ORDER BY name, id LIMIT $3",
        params![county, base::names::like_pattern(q), most],
    )?)
}
