//! Who hears of an offer: both sides when it is sent, the county and the other side when it is agreed or refused.

use crate::offers::OfferView;
use alerts::desk::{Alert, tell};
use base::{Refusal, Text};
use edge::{Actor, Role};
use store::Tx;

/// Tells of an offer's new state; what stays as it was is no news.
pub(crate) fn offer(
    tx: &mut Tx<'_>,
    actor: &Actor,
    view: &OfferView,
    (village, buyer): (&str, &str),
    (before, seq): (&str, i64),
) -> Result<(), Refusal> {
    let state = view.offer.state.as_str();
    if state == before {
        return Ok(());
    }
    let what = format!("{}{} {} 公斤 → {}", view.division_name, view.crop_name, view.offer.kg, view.buyer_name);
    let in_english = format!("{}{} {} kg → {}", view.division_name, view.crop_name, view.offer.kg, view.buyer_name);
    let text = match state {
        "sent" => Text::new(format!("产销对接待答复：{what}"), format!("An offer to answer: {in_english}")),
        "agreed" => Text::new(format!("产销对接已谈定：{what}"), format!("An offer was agreed: {in_english}")),
        "refused" => Text::new(format!("产销对接未谈成：{what}"), format!("An offer was refused: {in_english}")),
        _ => return Ok(()),
    };
    let mut to = vec![(Role::InformationOfficer, village)];
    if buyer != "/" {
        to.extend([(Role::UnitBuyer, buyer), (Role::OutletManager, buyer)]);
    }
    if state != "sent" {
        to.push((Role::CountyOffice, ""));
    }
    let (kind, id) = ("offer.moved", view.offer.id);
    let alert = Alert { subject: format!("offer/{id}/{seq}"), kind, text, link: format!("/offers/{id}"), to: &to };
    tell(tx, actor.county_id(), actor.now, &alert)
}
