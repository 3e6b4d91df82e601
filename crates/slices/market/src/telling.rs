//! Who hears of an offer: both sides when it is sent or somebody proposes something else, the county and the other side
//! when it is agreed or refused. Of a contract hears the side that did not act, of a dispute the county too.

use crate::{
    answering::OfferAct,
    contracts::{Kept, Says, Side},
    offers::{OfferView, Sides},
};
use alerts::desk::{Alert, tell};
use base::{Grams, Refusal, Text};
use books::stock::kg;
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

/// What became of a contract.
pub(crate) enum Moved {
    /// It was kept.
    Kept,
    /// It ended: how.
    Ended(&'static str),
    /// Something was delivered on it: which, how much.
    Delivered(i64, Grams),
    /// A delivery was taken back: by which, which.
    TakenBack(i64, i64),
    /// Another outlet books its deliveries: the how-manieth change.
    Book(i64),
}

/// Tells the side that did not act.
pub(crate) fn contract(tx: &mut Tx<'_>, actor: &Actor, kept: &Kept, moved: Moved) -> Result<(), Refusal> {
    let weight = |grams: Grams| kg(grams.0);
    let (about, zh, en) = match moved {
        Moved::Kept => ("kept".to_owned(), "登记了一份合同，请核对".to_owned(), "A contract to check".to_owned()),
        Moved::Ended("fulfilled") => ("ended".into(), "合同记为已履行".into(), "A contract was fulfilled".into()),
        Moved::Ended("void") => ("ended".into(), "合同作废".into(), "A contract was made void".into()),
        Moved::Ended(_) => ("ended".into(), "合同提前终止".into(), "A contract was ended".into()),
        Moved::Delivered(seq, grams) => (
            format!("delivery/{seq}"),
            format!("合同记了第 {seq} 次交货 {} 公斤，请核对", weight(grams)),
            format!("Delivery {seq} of {} kg on a contract, to check", weight(grams)),
        ),
        Moved::TakenBack(seq, of) => (
            format!("delivery/{seq}"),
            format!("合同冲回了第 {of} 次交货"),
            format!("Delivery {of} on a contract was taken back"),
        ),
        Moved::Book(seq) => {
            (format!("book/{seq}"), "合同换了入账的网点".into(), "Another outlet books a contract’s deliveries".into())
        }
    };
    let side = Side::of(actor, &kept.path, &kept.buyer_path);
    told(tx, actor, kept, (&about, &zh, &en), (side, false))
}

/// Tells what a side said of a contract, or how it was settled.
pub(crate) fn said(tx: &mut Tx<'_>, actor: &Actor, kept: &Kept, (seq, says): (i64, Says)) -> Result<(), Refusal> {
    let (zh, en) = match says {
        Says::Agreed => ("对方认可了合同", "A contract was agreed to"),
        Says::Disputed => ("合同有异议", "A contract is in dispute"),
        Says::Settled => ("合同的异议已协商解决", "A contract’s dispute was settled"),
    };
    let side = Side::of(actor, &kept.path, &kept.buyer_path);
    told(tx, actor, kept, (&format!("answer/{seq}"), zh, en), (side, says == Says::Disputed))
}

fn told(
    tx: &mut Tx<'_>,
    actor: &Actor,
    kept: &Kept,
    (about, zh, en): (&str, &str, &str),
    (side, county_too): (Option<Side>, bool),
) -> Result<(), Refusal> {
    let (county, id) = (actor.county_id(), kept.id);
    let crop = supply::desk::crop_names(tx, county)?.remove(&kept.crop).unwrap_or_default();
    let village = places::desk::full_name(tx, county, kept.division)?;
    let buyer = kept.buyer().name(tx, county, kept.signed_on)?;
    let text = Text::new(
        format!("{zh}：{village}{crop} {} 公斤 → {buyer}（合同 {id}）", kept.kg),
        format!("{en}: {village}{crop} {} kg → {buyer} (contract {id})", kept.kg),
    );
    let mut to: Vec<(Role, &str)> = Vec::new();
    if side != Some(Side::Seller) {
        to.extend([(Role::InformationOfficer, kept.path.as_str()), (Role::Producer, kept.path.as_str())]);
    }
    if side != Some(Side::Buyer) && kept.buyer_path != "/" {
        let posts = [Role::UnitBuyer, Role::OutletManager, Role::PointKeeper];
        to.extend(posts.map(|role| (role, kept.buyer_path.as_str())));
    }
    if county_too {
        to.push((Role::CountyOffice, ""));
    }
    let alert = Alert {
        subject: format!("contract/{id}/{about}"),
        kind: "contract.moved",
        text,
        link: format!("/contracts/{id}"),
        to: &to,
    };
    tell(tx, county, actor.now, &alert)
}
