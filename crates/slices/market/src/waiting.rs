//! What waits for whom on the market: offers to send, offers to answer, contracts whose last day has passed, deliveries
//! that no book has yet, runs that go today.

use base::{Refusal, Text};
use edge::{Actor, Perm, Role, Task};
use serde_json::{Map, Value};
use store::{Ask, Tx};

/// The tasks of an actor.
pub fn tasks(tx: &mut Tx<'_>, actor: &Actor) -> Result<Vec<Task>, Refusal> {
    let found = [
        offers(tx, actor)?,
        contracts(tx, actor)?,
        disputes(tx, actor)?,
        bookings(tx, actor)?,
        collections(tx, actor)?,
    ];
    Ok(found.into_iter().flatten().filter(|task| task.count > 0).collect())
}

/// Only how many there are.
fn only_count() -> Ask {
    Ask { limit: Some(1), total: true, ..Ask::default() }
}

fn counted(total: Option<&Map<String, Value>>) -> i64 {
    total.and_then(|total| total.get("count")?.as_i64()).unwrap_or(0)
}

fn offers(tx: &mut Tx<'_>, actor: &Actor) -> Result<Option<Task>, Refusal> {
    if !actor.may(Perm::OfferAnswer) {
        return Ok(None);
    }
    let (state, kind, (zh, en)) = match actor.role {
        Role::CountyOffice => ("proposed", "offer.send", ("待发出的产销对接", "Offers to send")),
        _ => ("sent", "offer.answer", ("待答复的产销对接", "Offers to answer")),
    };
    let filter = crate::offers::OfferFilter { state: state.into(), ..Default::default() };
    let count = counted(crate::offers::list(tx, actor, (), filter, &only_count())?.total.as_ref());
    let to = format!("/offers?state={state}");
    Ok(Some(Task { kind: kind.into(), title: Text::new(zh, en), count, due_on: None, to }))
}

fn contracts(tx: &mut Tx<'_>, actor: &Actor) -> Result<Option<Task>, Refusal> {
    if !actor.may(Perm::ContractWrite) {
        return Ok(None);
    }
    let filter = crate::contracts::ContractFilter { overdue: true, ..Default::default() };
    let count = counted(crate::contracts::list(tx, actor, (), filter, &only_count())?.total.as_ref());
    let title = Text::new("交货期已过、还没交齐的合同", "Contracts past their last day with something still to come");
    let to = "/contracts?overdue=true".to_owned();
    Ok(Some(Task { kind: "contract.overdue".into(), title, count, due_on: None, to }))
}

/// The county office brings the sides together.
fn disputes(tx: &mut Tx<'_>, actor: &Actor) -> Result<Option<Task>, Refusal> {
    if actor.role != Role::CountyOffice {
        return Ok(None);
    }
    let filter = crate::contracts::ContractFilter { sides: "disputed".into(), ..Default::default() };
    let count = counted(crate::contracts::list(tx, actor, (), filter, &only_count())?.total.as_ref());
    let title = Text::new("有异议、待协商的合同", "Contracts in dispute");
    let to = "/contracts?sides=disputed".to_owned();
    Ok(Some(Task { kind: "contract.disputed".into(), title, count, due_on: None, to }))
}

fn bookings(tx: &mut Tx<'_>, actor: &Actor) -> Result<Option<Task>, Refusal> {
    if !(actor.may(Perm::ContractWrite) && actor.may(Perm::LedgerWrite)) {
        return Ok(None);
    }
    let filter = crate::contracts::ContractFilter { to_book: true, ..Default::default() };
    let count = counted(crate::contracts::list(tx, actor, (), filter, &only_count())?.total.as_ref());
    let title = Text::new("有交货待入账的合同", "Contracts with deliveries to book");
    let to = "/contracts?to_book=true".to_owned();
    Ok(Some(Task { kind: "delivery.book".into(), title, count, due_on: None, to }))
}

/// Of villages and townships: buyers have nothing to do with a run.
fn collections(tx: &mut Tx<'_>, actor: &Actor) -> Result<Option<Task>, Refusal> {
    if !matches!(actor.role, Role::InformationOfficer | Role::TownshipSupervisor) {
        return Ok(None);
    }
    let filter = crate::collecting::CollectionFilter { due: true, ..Default::default() };
    let count = counted(crate::collecting::list(tx, actor, (), filter, &only_count())?.total.as_ref());
    let title = Text::new("今天要跑、还没跑完的集货", "Collection runs of today, and those not done yet");
    let to = "/collection-runs?due=true".to_owned();
    Ok(Some(Task { kind: "collection_run.due".into(), title, count, due_on: None, to }))
}
