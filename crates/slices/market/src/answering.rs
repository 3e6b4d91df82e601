//! What people do with an offer: the office sends and changes it, each side accepts, proposes something else or refuses.
//!
//! Whoever proposes stands by it: the other side's acceptance at that price makes the deal. Each side may propose less
//! than the plan, never more, since more was found for nobody.

use crate::{
    error::No,
    offers::{OfferDetail, OfferRow, Sides, show, state_zh},
    proposing::next_seq,
};
use base::{Fen, Refusal};
use edge::{Actor, Nothing, Role};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Tx, params};

/// An act on an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OfferAct {
    /// The office sends it to both sides.
    Sent,
    /// The office takes it back.
    Withdrawn,
    /// Another quantity, after talking with both.
    Changed,
    /// The buyer agrees to a price.
    BuyerAccepted,
    /// The buyer would take another quantity or pay another price.
    BuyerProposed,
    /// The buyer does not want it.
    BuyerRefused,
    /// The village, or the producer whose goods they are, agrees to a price.
    VillageAccepted,
    /// They would give another quantity or at another price.
    VillageProposed,
    /// They do not want it.
    VillageRefused,
}

/// The side that an act speaks for; none is the office.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Buyer,
    Village,
}

impl OfferAct {
    /// Its word in the table, where a proposal is a change that a side made.
    pub(crate) fn stored(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Withdrawn => "withdrawn",
            Self::Changed | Self::BuyerProposed | Self::VillageProposed => "changed",
            Self::BuyerAccepted => "buyer_accepted",
            Self::BuyerRefused => "buyer_refused",
            Self::VillageAccepted => "village_accepted",
            Self::VillageRefused => "village_refused",
        }
    }

    fn side(self) -> Option<Side> {
        match self {
            Self::Sent | Self::Withdrawn | Self::Changed => None,
            Self::BuyerAccepted | Self::BuyerProposed | Self::BuyerRefused => Some(Side::Buyer),
            Self::VillageAccepted | Self::VillageProposed | Self::VillageRefused => Some(Side::Village),
        }
    }

    fn accepts(self) -> bool {
        matches!(self, Self::BuyerAccepted | Self::VillageAccepted)
    }

    /// Whether a side does not simply agree.
    fn says_why(self) -> bool {
        self.proposes() || matches!(self, Self::BuyerRefused | Self::VillageRefused)
    }

    /// Whether a side says what it would do instead.
    pub(crate) fn proposes(self) -> bool {
        matches!(self, Self::BuyerProposed | Self::VillageProposed)
    }
}

/// Why a side proposes something else or refuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OfferWhy {
    /// 价格谈不拢.
    Price,
    /// 货已经卖了: the village has none left.
    Sold,
    /// 已经买够了: the buyer has enough.
    Bought,
    /// 没有这么多, or not so much is wanted.
    Less,
    /// 日子赶不上.
    Days,
    /// 品相达不到.
    Quality,
    /// 路远、运不了.
    Transport,
    /// What is written beside it.
    Other,
}

impl OfferWhy {
    fn word(self) -> &'static str {
        match self {
            Self::Price => "price",
            Self::Sold => "sold",
            Self::Bought => "bought",
            Self::Less => "less",
            Self::Days => "days",
            Self::Quality => "quality",
            Self::Transport => "transport",
            Self::Other => "other",
        }
    }
}

/// Acts on an offer.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ActOnOffer {
    /// What is done.
    pub act: OfferAct,
    /// The price, fen a kg, when accepting or proposing.
    #[serde(default)]
    pub fen_per_kg: Option<Fen>,
    /// The new quantity, kg, for a change or a proposal; when accepting, the quantity that was read, so that nobody
    /// accepts what became another meanwhile.
    #[serde(default)]
    pub kg: Option<i64>,
    /// Why a side refuses or proposes, if it is one of these; for nothing else.
    #[serde(default)]
    pub why: Option<OfferWhy>,
    /// Why in words, beside it or instead; may be empty when sending and accepting, and beside all but `other`.
    #[serde(default)]
    pub reason: String,
}

/// Whether the actor speaks for a side: the office for both, a buyer's post for the buyer; a village's or its
/// township's for the village, and the producer for its own goods.
fn speaks(actor: &Actor, act: OfferAct, sides: &Sides) -> bool {
    let own = match act.side() {
        None => false,
        Some(Side::Buyer) => {
            matches!(actor.role, Role::UnitBuyer | Role::OutletManager) && actor.scope.covers(&sides.buyer)
        }
        Some(Side::Village) => {
            let grows = matches!(actor.role, Role::InformationOfficer | Role::TownshipSupervisor);
            (grows && actor.scope.covers(&sides.village)) || sides.grown_by(actor)
        }
    };
    own || actor.role == Role::CountyOffice
}

/// Acts on an offer. **Who:** see [`OfferAct`].
pub fn act(tx: &mut Tx<'_>, actor: &Actor, id: i64, body: ActOnOffer) -> Result<OfferDetail, Refusal> {
    let county = actor.county_id();
    tx.hold(county, &format!("offer/{id}"))?;
    let sides = Sides::find(tx, county, id)?;
    sides.require(actor)?;
    if !speaks(actor, body.act, &sides) {
        return Err(No::NotYourSide.into());
    }
    let offer = show(tx, actor, id, Nothing {})?.view.offer;
    let fits = match body.act {
        OfferAct::Sent => offer.state == "proposed",
        OfferAct::Withdrawn | OfferAct::Changed => matches!(offer.state.as_str(), "proposed" | "sent"),
        _ => offer.state == "sent",
    };
    if !fits {
        return Err(No::OfferState { state: state_zh(&offer.state).into() }.into());
    }
    let goes_on = body.act == OfferAct::Sent || body.act.accepts() || body.act.proposes();
    if goes_on
        && (offer.to_day < actor.day() || !crate::demands::find(tx, county, offer.demand)?.ended_reason.is_empty())
    {
        return Err(No::OfferPast.into());
    }
    check(tx, county, &offer, &body)?;
    let changes = body.act == OfferAct::Changed || body.act.proposes();
    let prices = body.act.accepts() || body.act.proposes();
    let side = match body.act.side().filter(|_| body.act.proposes()) {
        None => "",
        Some(Side::Buyer) => "buyer",
        Some(Side::Village) => "village",
    };
    let seq = next_seq(tx, county, id)?;
    tx.run(
        "INSERT INTO offer_act (county, offer, seq, act, kg, fen_per_kg, reason, made_by, made_post, at, side, why)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        params![
            county,
            id,
            seq,
            body.act.stored(),
            body.kg.filter(|_| changes),
            body.fen_per_kg.filter(|_| prices),
            body.reason.trim(),
            actor.person,
            actor.post,
            actor.now,
            side,
            body.why.map_or("", OfferWhy::word)
        ],
    )?;
    let detail = show(tx, actor, id, Nothing {})?;
    crate::telling::offer(tx, actor, &detail.view, &sides, (&offer.state, seq, body.act))?;
    Ok(detail)
}

fn check(tx: &mut Tx<'_>, county: &str, offer: &OfferRow, body: &ActOnOffer) -> Result<(), Refusal> {
    if body.why.is_some() && !body.act.says_why() {
        return Err(Refusal::from(No::WhyOfNothing).at("/why"));
    }
    if body.act.accepts() {
        crate::at_most("/reason", &body.reason, 200)?;
        if body.kg.is_some_and(|kg| kg != offer.kg) {
            return Err(Refusal::from(No::OtherKg { kg: offer.kg }).at("/kg"));
        }
        let said = price(body)?;
        return match price_of_other(tx, county, offer.id, body.act)? {
            Some(other) if other != said => {
                Err(Refusal::from(No::OtherPrice { fen: other.to_string() }).at("/fen_per_kg"))
            }
            _ => Ok(()),
        };
    }
    if body.act == OfferAct::Sent {
        return crate::at_most("/reason", &body.reason, 200);
    }
    match body.why {
        Some(why) if why != OfferWhy::Other => crate::at_most("/reason", &body.reason, 200)?,
        _ => crate::text("/reason", &body.reason, 200)?,
    }
    if body.act.proposes() {
        price(body)?;
    }
    let most = match body.act {
        OfferAct::Changed => offer.kg,
        act if act.proposes() => planned_kg(tx, county, offer.id)?,
        _ => return Ok(()),
    };
    if body.kg.is_some_and(|kg| (1..=most).contains(&kg)) {
        Ok(())
    } else {
        Err(Refusal::from(No::ChangeKg { most }).at("/kg"))
    }
}

fn price(body: &ActOnOffer) -> Result<Fen, Refusal> {
    crate::priced("/fen_per_kg", body.fen_per_kg)?;
    body.fen_per_kg.ok_or_else(|| Refusal::from(No::AgreedPrice).at("/fen_per_kg"))
}

/// The price that the other side stands by since the last change.
fn price_of_other(tx: &mut Tx<'_>, county: &str, id: i64, act: OfferAct) -> Result<Option<Fen>, Refusal> {
    let (accepted, side) = match act.side() {
        Some(Side::Buyer) => ("village_accepted", "village"),
        _ => ("buyer_accepted", "buyer"),
    };
    Ok(tx.find(
        "SELECT a.fen_per_kg FROM offer_act a WHERE a.county = $1 AND a.offer = $2 AND (a.act = $3 OR a.side = $4)
         AND a.seq >= COALESCE((SELECT MAX(c.seq) FROM offer_act c WHERE c.county = a.county AND c.offer = a.offer
           AND c.act = 'changed'), 0) ORDER BY a.seq DESC LIMIT 1",
        params![county, id, accepted, side],
    )?)
}

/// The most that a side may propose: what the plan found, or what the office made of it.
fn planned_kg(tx: &mut Tx<'_>, county: &str, id: i64) -> Result<i64, Refusal> {
    Ok(tx.number(
        "SELECT COALESCE((SELECT a.kg FROM offer_act a WHERE a.county = o.county AND a.offer = o.id AND a.act = 'changed'
         AND a.side = '' ORDER BY a.seq DESC LIMIT 1), o.kg) FROM offer o WHERE o.county = $1 AND o.id = $2",
        params![county, id],
    )?)
}
