//! Badges (绿色、有机、地理标志、一村一品 …) with their evidence and its end.

use super::{dto::ProductDetail, view::detail};
use crate::word::{name, one_of, period_end};
use base::{Day, Refusal, Text, ids::ProductId};
use edge::{Actor, Ask, Page, Perm, Task};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Listing, Tx, params};

/// Kinds of badge.
pub const BADGES: [&str; 7] =
    ["green", "organic", "geographical", "village_product", "quality_safe", "provincial_listing", "national_listing"];

/// A badge with its evidence.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BadgeForm {
    /// `green`, `organic`, `geographical`, `village_product` (一村一品), `quality_safe`, `provincial_listing`, `national_listing`.
    pub kind: String,
    /// Number of the certificate.
    pub certificate_number: String,
    /// Who issued it.
    #[serde(default)]
    pub issuer: String,
    /// First day.
    pub valid_from: Day,
    /// Last day; open if it has none.
    #[serde(default)]
    pub valid_to: Option<Day>,
}

/// Which badges a list shows.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct BadgeQuery {
    /// Only those that end on or before this day, and not before today.
    pub ending_by: Option<Day>,
}

store::row! {
    /// A badge as lists show it.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
    pub struct BadgeRow {
        /// Id.
        pub id: i64,
        /// Product.
        pub product: ProductId,
        /// Its name.
        pub product_name: String,
        /// Kind.
        pub kind: String,
        /// Number of the certificate.
        pub certificate_number: String,
        /// Who issued it.
        pub issuer: String,
        /// First day.
        pub valid_from: Day,
        /// Last day; 9999-12-31 is open.
        pub valid_to: Day,
    }
}

/// Days before its end at which a badge is called to mind.
const REMIND_DAYS: i32 = 60;

/// Adds a badge with its certificate.
pub fn add_badge(
    tx: &mut Tx<'_>,
    actor: &Actor,
    product: ProductId,
    body: BadgeForm,
) -> Result<ProductDetail, Refusal> {
    let county = actor.county_id();
    let kind = one_of("kind", &body.kind, &BADGES)?;
    let number = name("certificate_number", &body.certificate_number)?;
    let valid_to = period_end(body.valid_from, body.valid_to)?;
    let id = tx.next_id(county, "product_badge")?;
    tx.run(
        "INSERT INTO product_badge (county, id, product, kind, certificate_number, issuer, valid_from, valid_to)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        params![county, id, product, kind, number, body.issuer.trim(), body.valid_from, valid_to],
    )?;
    detail(tx, actor, product)
}

/// Badges of products inside the scope.
pub fn badges(tx: &mut Tx<'_>, actor: &Actor, (): (), query: BadgeQuery, ask: &Ask) -> Result<Page<BadgeRow>, Refusal> {
    let (from, until) = actor.scope.range();
    let base = "SELECT b.id, b.product, d.name AS product_name, b.kind, b.certificate_number, b.issuer, b.valid_from, b.valid_to,
        b.id AS sort_id FROM product_badge b JOIN product d ON d.county = b.county AND d.id = b.product
        WHERE b.county = $1 AND d.path >= $2 AND d.path < $3 AND d.ended = ''
        AND ($4 = '' OR (b.valid_to <= $4 AND b.valid_to >= $5))";
    let by = query.ending_by.map_or(String::new(), |day: Day| day.to_string());
    let params = params![actor.county_id(), from, until, by, actor.day()].to_vec();
    let sorts = &["valid_to", "product_name", "kind", "id"];
    store::list(tx, &Listing { base, params, sorts, sums: &[] }, ask)
}

/// Badges that end soon, for whoever keeps the catalogue there.
pub fn badge_tasks(tx: &mut Tx<'_>, actor: &Actor) -> Result<Vec<Task>, Refusal> {
    if !actor.may(Perm::CatalogueWrite) {
        return Ok(Vec::new());
    }
    let by = actor.day().plus_days(REMIND_DAYS);
    let ask = Ask { limit: Some(1), total: true, sort: Some("valid_to".into()), ..Ask::default() };
    let page = badges(tx, actor, (), BadgeQuery { ending_by: Some(by) }, &ask)?;
    let count = page.total.as_ref().and_then(|t| t.get("count")).and_then(serde_json::Value::as_i64).unwrap_or(0);
    if count == 0 {
        return Ok(Vec::new());
    }
    Ok(vec![Task {
        kind: "badge.ends".into(),
        title: Text::new("标识（绿色、有机等）即将到期", "badges that end soon"),
        count,
        due_on: page.items.first().map(|b| b.valid_to),
        to: format!("/catalogue/badges?ending_by={by}"),
    }])
}
