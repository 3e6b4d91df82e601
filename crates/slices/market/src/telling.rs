//! Who hears of an offer: both sides when it is sent or somebody proposes something else, the county and the other side
//! when it is agreed or refused.

use crate::{
    answering::OfferAct,
    offers::{OfferView, Sides},
};
use alerts::desk::{Alert, tell};
use base::{Refusal, Text};
use edge::{Actor, Role};
use store::Tx;

/// Tells of an offer's new state, or of a proposal; what stays as it was is no news.
pub(crate) fn offer(
    tx: &mut Tx<'_>,
    actor: &Actor,
    view: &OfferView,
    sides: &Sides,
    (before, seq, act): (&str, i64, OfferAct),
) -> Result<(), Refusal> {
    let state = view.offer.state.as_str();
    let what = format!("{}{} {} 公斤 → {}", view.division_name, view.crop_name, view.offer.kg, view.buyer_name);
    let in_english = format!("{}{} {} kg → {}", view.division_name, view.crop_name, view.offer.kg, view.buyer_name);
    let (zh, en) = match state {
        _ if act.proposes() => ("产销对接有新提议，待答复", "An offer to answer anew"),
        _ if state == before => return Ok(()),
        "sent" => ("产销对接待答复", "An offer to answer"),
        "agreed" => ("产销对接已谈定", "An offer was agreed"),
        "refused" => ("产销对接未谈成", "An offer was refused"),
        _ => return Ok(()),
    };
    let text = Text::new(format!("{zh}：{what}"), format!("{en}: {in_english}"));
    let producer = match sides.producer {
        Some(producer) => catalogue::desk::producer(tx, actor.county_id(), producer)?.map(|found| found.path),
        None => None,
    };
    let mut to = vec![(Role::InformationOfficer, sides.village.as_str())];
    to.extend(producer.as_deref().map(|path| (Role::Producer, path)));
    if sides.buyer != "/" {
        to.extend([(Role::UnitBuyer, sides.buyer.as_str()), (Role::OutletManager, sides.buyer.as_str())]);
    }
    if state != "sent" {
        to.push((Role::CountyOffice, ""));
    }
    let (kind, id) = ("offer.moved", view.offer.id);
    let alert = Alert { subject: format!("offer/{id}/{seq}"), kind, text, link: format!("/offers/{id}"), to: &to };
    tell(tx, actor.county_id(), actor.now, &alert)
}
