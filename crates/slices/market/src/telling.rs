//! Who hears of an offer: both sides when it is sent or somebody proposes something else, the county and the other side
//! when it is agreed or refused. Whom a directed demand names hears of it. Who sells and has no post is spoken for by the
//! village, and by the township, which is told too. Of a contract hears the side that did not act, of a dispute the county too.

use crate::{
    answering::OfferAct,
    contracts::{Kept, Says, Side},
    demands::DemandRow,
    directions,
    offers::{OfferView, Sides},
};
use alerts::desk::{Alert, tell};
use base::{Grams, Refusal, Text};
use books::stock::kg;
use edge::{Actor, Role};
use std::collections::BTreeSet;
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
    let seller = match &producer {
        Some(path) => (Role::Producer, path.as_str()),
        None => (Role::InformationOfficer, sides.village.as_str()),
    };
    if !identity::desk::is_held(tx, actor.county_id(), seller, actor.day())? {
        to.push((Role::TownshipSupervisor, &sides.village));
    }
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

/// Tells whom a demand names, and the village that helps them: the producer, households by their own business if they have
/// one. Names nobody; where nobody holds the seller's post the township speaks for them.
pub(crate) fn named(tx: &mut Tx<'_>, actor: &Actor, demand: &DemandRow) -> Result<(), Refusal> {
    let county = actor.county_id();
    let mut sellers: BTreeSet<String> = BTreeSet::new();
    let mut villages: BTreeSet<String> = BTreeSet::new();
    let mut spoken_for: BTreeSet<String> = BTreeSet::new();
    let mut add = |tx: &mut Tx<'_>, village: String, posts: &[String]| -> Result<(), Refusal> {
        let mut held = false;
        for path in posts {
            held |= identity::desk::is_held(tx, county, (Role::Producer, path), actor.day())?;
        }
        sellers.extend(posts.iter().cloned());
        if !held {
            spoken_for.insert(village.clone());
        }
        villages.insert(village);
        Ok(())
    };
    if let Some(producer) = demand.directed_producer
        && let Some(found) = catalogue::desk::producer(tx, county, producer)?
    {
        add(tx, found.path.clone(), &[found.path])?;
    }
    let businesses = catalogue::desk::households_of_producers(tx, county)?;
    for id in directions::households(tx, county, demand.id)? {
        let Some(household) = catalogue::desk::household(tx, county, id)? else { continue };
        let mut posts = Vec::new();
        for producer in businesses.iter().filter(|(_, of)| **of == id).map(|(producer, _)| *producer) {
            posts.extend(catalogue::desk::producer(tx, county, producer)?.map(|found| found.path));
        }
        add(tx, household.path, &posts)?;
    }
    let crop = supply::desk::crop_names(tx, county)?.remove(&demand.crop).unwrap_or_default();
    let (kg, from, to) = (demand.kg, demand.from_day, demand.to_day);
    let helpers = villages.iter().map(|path| (Role::InformationOfficer, path.as_str()));
    let helpers: Vec<_> =
        helpers.chain(spoken_for.iter().map(|path| (Role::TownshipSupervisor, path.as_str()))).collect();
    let own: Vec<_> = sellers.iter().map(|path| (Role::Producer, path.as_str())).collect();
    // A producer's post reads what is wanted on its phone; the office page of demands is not its own.
    for (about, link, zh, en, to_whom) in [
        ("village", "/demands", "有采购指名要本地卖方的货", "Goods of sellers here are asked for by name", helpers),
        ("seller", "", "有采购指名要你的货，详情看手机", "Your goods are asked for by name; see your phone", own),
    ] {
        if to_whom.is_empty() {
            continue;
        }
        let text = Text::new(
            format!("{zh}：{crop} {kg} 公斤，{from} 至 {to}（需求 {}）", demand.id),
            format!("{en}: {crop}, {kg} kg, {from} to {to} (demand {})", demand.id),
        );
        let subject = format!("demand/{}/{about}", demand.id);
        let alert = Alert { subject, kind: "demand.named", text, link: link.to_owned(), to: &to_whom };
        tell(tx, county, actor.now, &alert)?;
    }
    Ok(())
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
