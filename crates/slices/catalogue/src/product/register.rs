//! Registering products, correcting them, naming them otherwise, ending them.

use super::{
    dto::{EndForm, ProductAliasForm, ProductDetail, ProductForm},
    rules, sql,
    view::detail,
};
use crate::{
    certification,
    error::No,
    producer,
    word::{name, reason, unknown},
};
use base::{Refusal, ids::ProductId, names};
use edge::Actor;
use store::Tx;

/// Registers a product of a producer inside the scope.
pub fn register(tx: &mut Tx<'_>, actor: &Actor, (): (), body: ProductForm) -> Result<ProductDetail, Refusal> {
    let county = actor.county_id();
    let (producer, checked) = checked(tx, actor, &body)?;
    actor.require(&producer.path)?;
    tx.hold(county, &format!("products-of/{}", producer.id))?;
    if let Some(same) = sql::find_same(tx, county, &body)? {
        return Err(Refusal::from(No::ProductTwice { id: same.0 }).at("/name"));
    }
    refuse_taken(tx, county, ProductId(0), &checked)?;
    let id = ProductId(tx.next_id(county, "product")?);
    sql::write(tx, actor, id, &producer.path, &body, &checked)?;
    detail(tx, actor, id)
}

/// Corrects a product; its producer stays. A changed name keeps the old one as another name.
pub fn correct(tx: &mut Tx<'_>, actor: &Actor, id: ProductId, body: ProductForm) -> Result<ProductDetail, Refusal> {
    let county = actor.county_id();
    let old = sql::find(tx, county, id)?.ok_or_else(|| unknown(id))?;
    let body = ProductForm { producer: old.producer, ..body };
    let (producer, checked) = checked(tx, actor, &body)?;
    if let Some(same) = sql::find_same(tx, county, &body)?.filter(|same| *same != id) {
        return Err(Refusal::from(No::ProductTwice { id: same.0 }).at("/name"));
    }
    refuse_taken(tx, county, id, &checked)?;
    sql::write(tx, actor, id, &producer.path, &body, &checked)?;
    if !names::same(&old.name, &body.name) {
        sql::insert_alias(tx, county, id, &old.name)?;
    }
    sql::refresh_search(tx, county, id)?;
    detail(tx, actor, id)
}

/// Adds another name, as shops write it in their books.
pub fn add_alias(
    tx: &mut Tx<'_>,
    actor: &Actor,
    id: ProductId,
    body: ProductAliasForm,
) -> Result<ProductDetail, Refusal> {
    let county = actor.county_id();
    let alias = name("alias", &body.alias)?;
    sql::insert_alias(tx, county, id, alias)?;
    sql::refresh_search(tx, county, id)?;
    detail(tx, actor, id)
}

/// Ends a product: it is sold no more and its listing ends at this moment.
pub fn end(tx: &mut Tx<'_>, actor: &Actor, id: ProductId, body: EndForm) -> Result<ProductDetail, Refusal> {
    let county = actor.county_id();
    let reason = reason(&body.reason)?;
    sql::end(tx, county, id, reason)?;
    certification::end_listings_of_product(tx, county, id, actor.now)?;
    detail(tx, actor, id)
}

/// One barcode is one article: a till that finds two cannot know which was handed over the counter.
fn refuse_taken(tx: &mut Tx<'_>, county: &str, own: ProductId, checked: &rules::Checked) -> Result<(), Refusal> {
    match sql::find_barcode(tx, county, own, &checked.barcode)? {
        Some((id, name)) => Err(Refusal::from(No::BarcodeTaken { id, name }).at("/barcode")),
        None => Ok(()),
    }
}

fn checked(
    tx: &mut Tx<'_>,
    actor: &Actor,
    body: &ProductForm,
) -> Result<(producer::sql::Producer, rules::Checked), Refusal> {
    let county = actor.county_id();
    let checked = rules::check(body)?;
    let producer =
        producer::sql::find(tx, county, body.producer)?.ok_or_else(|| unknown(body.producer).at("/producer"))?;
    if let Some(origin) = body.origin {
        places::desk::require_division(tx, county, origin).map_err(|no| no.at("/origin"))?;
    }
    Ok((producer, checked))
}
