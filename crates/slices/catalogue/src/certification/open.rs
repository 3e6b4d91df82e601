//! Opening a case by application or survey, and handing a returned one in again.

use super::{
    act,
    dto::{CertificationDetail, OpenForm, ResubmitForm},
    open_case,
    sql::{self, Case},
    states::{Action, State},
    verdict,
    view::detail,
};
use crate::{
    error::No,
    producer, product,
    word::{one_of, reason, unknown},
};
use base::{Refusal, ids::ProductId};
use edge::Actor;
use store::Tx;

/// Opens a case. **Who:** the producer, a village officer, township or county, inside their scope.
pub fn open(tx: &mut Tx<'_>, actor: &Actor, (): (), body: OpenForm) -> Result<CertificationDetail, Refusal> {
    let county = actor.county_id();
    let way = one_of("way", &body.way, &["application", "survey"])?.to_owned();
    let producer =
        producer::sql::find(tx, county, body.producer)?.ok_or_else(|| unknown(body.producer).at("/producer"))?;
    actor.require(&producer.path)?;
    if !producer.blacklisted_at.is_empty() {
        return Err(No::Blacklisted.into());
    }
    if body.year > actor.day().year() {
        return Err(Refusal::from(No::Period).at("/year"));
    }
    refuse_other_products(tx, county, &body)?;
    open_case::refuse_any(tx, actor, &body.products, 0)?;
    let finding = verdict::find(tx, actor, &producer, body.year)?;
    let (outcome, data) = verdict::kept(&finding)?;
    let case = Case {
        id: tx.next_id(county, "certification")?,
        producer: producer.id,
        path: producer.path,
        way,
        year: body.year,
        state: State::Submitted,
        acts: 0,
        verdict: outcome,
        notice_from: String::new(),
        notice_to: String::new(),
        notice_provisional: false,
        valid_from: String::new(),
        valid_to: String::new(),
    };
    sql::insert(tx, actor, &case, &body.products)?;
    act::write(tx, actor, &case, Action::Open, body.reason.trim(), &data)?;
    detail(tx, actor, case.id)
}

/// Hands a returned case in again.
pub fn resubmit(tx: &mut Tx<'_>, actor: &Actor, id: i64, body: ResubmitForm) -> Result<CertificationDetail, Refusal> {
    let reason = reason(&body.reason)?;
    let case = act::prepare(tx, actor, id, Action::Resubmit)?;
    act::write(tx, actor, &case, Action::Resubmit, reason, "")?;
    detail(tx, actor, id)
}

fn refuse_other_products(tx: &mut Tx<'_>, county: &str, body: &OpenForm) -> Result<(), Refusal> {
    let own =
        |product: Option<product::Found>| product.is_some_and(|p| p.producer == body.producer && p.ended.is_empty());
    let wrong = || Refusal::from(No::NoProducts).at("/products");
    if body.products.is_empty() {
        return Err(wrong());
    }
    for id in &body.products {
        let id: ProductId = *id;
        if !own(product::find(tx, county, id)?) {
            return Err(wrong());
        }
    }
    Ok(())
}
