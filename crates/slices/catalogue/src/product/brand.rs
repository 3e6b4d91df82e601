//! Brands (邵东黄花菜、湘俏米 …): of a producer, or of a village or township.

use crate::{
    producer,
    word::{name, period_end, unknown},
};
use base::{
    Day, Refusal,
    ids::{DivisionId, ProducerId},
    names,
};
use edge::{Actor, Ask, Nothing, Page};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Listing, Tx, params};

/// A brand.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BrandForm {
    /// Name: 邵东黄花菜.
    pub name: String,
    /// Producer that holds it; none for a brand of the region.
    #[serde(default)]
    pub holder: Option<ProducerId>,
    /// Village or township whose speciality it is (一村一品、一乡一特).
    #[serde(default)]
    pub division: Option<DivisionId>,
    /// Trade mark number.
    #[serde(default)]
    pub registration_number: String,
    /// First day.
    pub valid_from: Day,
    /// Last day; open if it has none.
    #[serde(default)]
    pub valid_to: Option<Day>,
    /// Remark.
    #[serde(default)]
    pub note: String,
}

store::row! {
    /// A brand as lists show it.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
    pub struct BrandRow {
        /// Id.
        pub id: i64,
        /// Name.
        pub name: String,
        /// Name of the holder; empty for a brand of the region.
        pub holder_name: String,
        /// Division whose speciality it is; 0 for none.
        pub division: DivisionId,
        /// Trade mark number.
        pub registration_number: String,
        /// First day.
        pub valid_from: Day,
        /// Last day; 9999-12-31 is open.
        pub valid_to: Day,
        /// Products under it.
        pub products: i64,
        /// Remark.
        pub note: String,
    }
}

const SELECT: &str = "SELECT b.id, b.name, COALESCE(m.name, '') AS holder_name, b.division, b.registration_number, b.valid_from,
    b.valid_to, (SELECT COUNT(*) FROM product d WHERE d.county = b.county AND d.brand = b.id) AS products, b.note, b.id AS sort_id
    FROM brand b LEFT JOIN producer m ON m.county = b.county AND m.id = b.holder WHERE b.county = $1";

/// Registers a brand.
pub fn add_brand(tx: &mut Tx<'_>, actor: &Actor, (): (), body: BrandForm) -> Result<BrandRow, Refusal> {
    let county = actor.county_id();
    let brand = name("name", &body.name)?;
    let valid_to = period_end(body.valid_from, body.valid_to)?;
    // A brand of the region is the county's to register; one of a producer, whoever has that producer.
    let path = match (body.holder, body.division) {
        (Some(holder), _) => {
            producer::sql::find(tx, county, holder)?.ok_or_else(|| unknown(holder).at("/holder"))?.path
        }
        (None, Some(division)) => places::desk::require_division(tx, county, division)?.path,
        (None, None) => "/".to_owned(),
    };
    actor.require(&path)?;
    let id = tx.next_id(county, "brand")?;
    tx.run(
        "INSERT INTO brand (county, id, name, search, holder, division, registration_number, valid_from, valid_to, note)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        params![
            county, id, brand, names::search_key(brand, []), body.holder.unwrap_or(ProducerId(0)),
            body.division.unwrap_or(DivisionId(0)), body.registration_number.trim(), body.valid_from, valid_to, body.note.trim()
        ],
    )?;
    Ok(tx.one(&format!("{SELECT} AND b.id = $2"), params![county, id])?)
}

/// Brands of the county.
pub fn brands(tx: &mut Tx<'_>, actor: &Actor, (): (), _: Nothing, ask: &Ask) -> Result<Page<BrandRow>, Refusal> {
    let params = params![actor.county_id()].to_vec();
    let sorts = &["id", "name", "valid_to", "products", "holder_name"];
    store::list(tx, &Listing { base: SELECT, params, sorts, sums: &[] }, ask)
}
