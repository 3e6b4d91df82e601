//! Where a contract comes from: an offer that was agreed, a fair at which it was signed. Both are counted by their
//! contracts, so neither takes one that is not its own.

use super::{Seller, SignContract};
use crate::{error::No, offers};
use base::{Day, Refusal, ids::ProducerId};
use edge::{Actor, Nothing};
use store::{Tx, params};

/// Checks the fair: the contract was signed on one of its days.
pub(super) fn check_fair(tx: &mut Tx<'_>, county: &str, fair: i64, signed: Day) -> Result<(), Refusal> {
    let found = crate::fairs::find(tx, county, fair).map_err(|refusal| refusal.at("/fair"))?;
    if signed < found.from_day || signed > found.to_day {
        let (from, to) = (found.from_day.to_string(), found.to_day.to_string());
        return Err(Refusal::from(No::NotAtTheFair { from, to }).at("/signed_on"));
    }
    Ok(())
}

/// Kilograms of an offer that contracts speak for: what they promise, of those that ended what came; void ones none.
const SPOKEN_FOR: &str = "SELECT CAST(COALESCE(SUM(CASE
      WHEN NOT EXISTS (SELECT 1 FROM contract_end e WHERE e.county = t.county AND e.contract = t.id) THEN t.kg
      WHEN EXISTS (SELECT 1 FROM contract_end e WHERE e.county = t.county AND e.contract = t.id AND e.how = 'void') THEN 0
      ELSE (SELECT COALESCE(SUM(v.grams), 0) / 1000 FROM delivery v WHERE v.county = t.county AND v.contract = t.id)
    END), 0) AS BIGINT) FROM contract t WHERE t.county = $1 AND t.offer = $2";

/// Checks the offer: agreed, of this crop, between these two, with so much of it left.
pub(super) fn check_offer(tx: &mut Tx<'_>, actor: &Actor, body: &SignContract, path: &str) -> Result<(), Refusal> {
    let Some(id) = body.offer else { return Ok(()) };
    let county = actor.county_id();
    tx.hold(county, &format!("offer/{id}"))?;
    let offers::OfferDetail { view, unit, outlet, partner, .. } = offers::show(tx, actor, id, Nothing {})?;
    let offer = view.offer;
    if offer.state != "agreed" || offer.crop != body.crop {
        let state = offers::state_zh(&offer.state).into();
        return Err(Refusal::from(No::OfferState { state }).at("/offer"));
    }
    if (unit, outlet, partner.as_str()) != (body.unit, body.outlet, body.partner.trim()) {
        return Err(Refusal::from(No::NotItsBuyer { name: view.buyer_name }).at("/unit"));
    }
    let village = places::desk::require_division(tx, county, offer.division)?.path;
    let another = |producer: ProducerId| matches!(&body.seller, Seller::Producer(id) if *id != producer);
    // A co-operative of the township may sell what one of its villages has.
    let akin = path.starts_with(&village) || village.starts_with(path);
    if !akin || offer.producer.is_some_and(another) {
        return Err(Refusal::from(No::NotItsSeller { name: view.division_name }).at("/seller"));
    }
    let left = offer.kg - tx.number::<i64>(SPOKEN_FOR, params![county, id])?;
    if body.kg > left {
        return Err(Refusal::from(No::OfferSpokenFor { kg: offer.kg, left: left.max(0) }).at("/kg"));
    }
    Ok(())
}
