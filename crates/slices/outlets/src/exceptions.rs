//! Exceptions from "listed products only" (原则上只能销售和展示目录内产品): named, dated, approved.

use crate::{
    error::No,
    register::{AHEAD, dated, text},
};
use base::{
    Day, Refusal,
    ids::{OutletId, PersonId, ProductId},
};
use edge::{Actor, Nothing};
use policy::vocabulary::{Approver, Word};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Ask, Listing, Page, Tx, params};

/// Allows an outlet to sell and display a product that is not listed.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AllowException {
    /// The product.
    pub product: ProductId,
    /// First day.
    pub from_day: Day,
    /// Last day.
    pub to_day: Day,
    /// Why.
    pub reason: String,
    /// Number of the paper.
    pub document_no: String,
}

/// Ends an exception early.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EndException {
    /// Its last day.
    pub to_day: Day,
}

store::row! {
    /// An exception as it is kept.
    #[derive(Clone, Debug)]
    struct Kept {
        id: i64,
        outlet: OutletId,
        product: ProductId,
        from_day: Day,
        to_day: Day,
        reason: String,
        document_no: String,
        approved_by: PersonId,
    }
}

/// An exception.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ExceptionRow {
    /// Id.
    pub id: i64,
    /// For which outlet.
    pub outlet: OutletId,
    /// For which product.
    pub product: ProductId,
    /// Its name.
    pub product_name: String,
    /// First day.
    pub from_day: Day,
    /// Last day.
    pub to_day: Day,
    /// Why.
    pub reason: String,
    /// Number of the paper.
    pub document_no: String,
    /// Who approved it.
    pub approved_by: PersonId,
}

/// Kept rows with the names of their products, in one query of the catalogue.
fn named(tx: &mut Tx<'_>, actor: &Actor, kept: Vec<Kept>) -> Result<Vec<ExceptionRow>, Refusal> {
    let products: Vec<ProductId> = kept.iter().map(|row| row.product).collect();
    let known = catalogue::desk::products_at(tx, actor.county_id(), &products, actor.now)?;
    let name_of = |id: ProductId| known.iter().find(|p| p.id == id).map(|p| p.name.clone()).unwrap_or_default();
    let view = |row: Kept| ExceptionRow {
        product_name: name_of(row.product),
        id: row.id,
        outlet: row.outlet,
        product: row.product,
        from_day: row.from_day,
        to_day: row.to_day,
        reason: row.reason,
        document_no: row.document_no,
        approved_by: row.approved_by,
    };
    Ok(kept.into_iter().map(view).collect())
}

/// Allows an exception. **Who:** county office, entering what the approver named by the policy signed.
pub fn allow(tx: &mut Tx<'_>, actor: &Actor, outlet: OutletId, body: AllowException) -> Result<ExceptionRow, Refusal> {
    text("/reason", &body.reason, 500)?;
    text("/document_no", &body.document_no, 100)?;
    dated("/from_day", body.from_day, actor, AHEAD)?;
    let policy = actor.policies.on(body.from_day).ok_or_else(|| No::NoPolicy { day: body.from_day.to_string() })?;
    let terms = policy.only_listed();
    // A leader signs on paper: then the number of that paper is what the office enters.
    if terms.exception_by == Approver::CountyOffice && actor.role != edge::Role::CountyOffice {
        return Err(No::NotTheApprover { who: terms.exception_by.text().zh }.into());
    }
    if body.to_day < body.from_day {
        return Err(Refusal::from(No::Period).at("/to_day"));
    }
    if i64::from(body.to_day.days_since(body.from_day)) >= terms.exception_days {
        return Err(Refusal::from(No::ExceptionTooLong { days: terms.exception_days }).at("/to_day"));
    }
    if catalogue::desk::products_at(tx, actor.county_id(), &[body.product], actor.now)?.is_empty() {
        return Err(Refusal::from(No::NoSuchProduct).at("/product"));
    }
    let id = tx.next_id(actor.county_id(), "listing_exception")?;
    tx.run(
        "INSERT INTO listing_exception (county, id, outlet, product, from_day, to_day, reason, document_no, approved_by,
         approved_post, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        params![
            actor.county_id(), id, outlet, body.product, body.from_day, body.to_day, body.reason, body.document_no,
            actor.person, actor.post, actor.now
        ],
    )?;
    row(tx, actor, outlet, id)
}

fn row(tx: &mut Tx<'_>, actor: &Actor, outlet: OutletId, id: i64) -> Result<ExceptionRow, Refusal> {
    let found = tx.find(
        "SELECT id, outlet, product, from_day, to_day, reason, document_no, approved_by FROM listing_exception
         WHERE county = $1 AND outlet = $2 AND id = $3",
        params![actor.county_id(), outlet, id],
    )?;
    let found: Kept = found.ok_or(No::NoSuchRow)?;
    named(tx, actor, vec![found])?.pop().ok_or_else(|| No::NoSuchRow.into())
}

/// Ends an exception early. **Who:** county office.
pub fn end(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (outlet, id): (OutletId, i64),
    body: EndException,
) -> Result<ExceptionRow, Refusal> {
    let known = row(tx, actor, outlet, id)?;
    if body.to_day < known.from_day || body.to_day > known.to_day {
        return Err(Refusal::from(No::Period).at("/to_day"));
    }
    tx.run(
        "UPDATE listing_exception SET to_day = $4 WHERE county = $1 AND outlet = $2 AND id = $3",
        params![actor.county_id(), outlet, id, body.to_day],
    )?;
    row(tx, actor, outlet, id)
}

/// Exceptions of an outlet, those that last longest first. **Who:** whoever may see the outlet.
pub fn list(
    tx: &mut Tx<'_>,
    actor: &Actor,
    outlet: OutletId,
    _: Nothing,
    ask: &Ask,
) -> Result<Page<ExceptionRow>, Refusal> {
    let listing = Listing {
        base: "SELECT id, outlet, product, from_day, to_day, reason, document_no, approved_by, id AS sort_id
               FROM listing_exception WHERE county = $1 AND outlet = $2",
        params: params![actor.county_id(), outlet].to_vec(),
        sorts: &["-to_day", "from_day"],
        sums: &[],
    };
    let Page { items, next, total } = store::list(tx, &listing, ask)?;
    Ok(Page { items: named(tx, actor, items)?, next, total })
}
