//! What the sides of a contract say of it: as agreed, not as we agreed, settled between them.
//!
//! Invariants: each side speaks for itself, and the side that kept a contract has said so by keeping it; words are only
//! added; a contract that one side disputes stands marked until that side agrees or the county office settles it, and
//! goes on meanwhile. A villager in no register, and a partner, have said theirs on paper, with a witness (T25).

use super::{ContractView, Kept, find, show};
use crate::{deliveries, error::No};
use base::{Instant, Refusal};
use edge::{Actor, Nothing, Role};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Tx, params};

/// A side of a contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// Who buys.
    Buyer,
    /// Who sells, and who speaks for them.
    Seller,
}

impl Side {
    fn word(self) -> &'static str {
        match self {
            Self::Buyer => "buyer",
            Self::Seller => "seller",
        }
    }

    /// The side that an actor speaks for: a buyer's post for the buyer, a village's or its township's for whoever sells
    /// there, a producer for its own goods. The county office speaks for neither.
    pub(crate) fn of(actor: &Actor, path: &str, buyer_path: &str) -> Option<Self> {
        let buys = buyer_path != "/" && actor.scope.covers(buyer_path);
        let sells = actor.scope.covers(path);
        match actor.role {
            Role::UnitBuyer | Role::OutletManager | Role::PointKeeper => buys.then_some(Self::Buyer),
            Role::InformationOfficer | Role::TownshipSupervisor | Role::Producer => sells.then_some(Self::Seller),
            _ => None,
        }
    }
}

/// What is said of a contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Says {
    /// It is as agreed.
    Agreed,
    /// It is not as we agreed.
    Disputed,
    /// The county office says how it was settled.
    Settled,
}

impl Says {
    fn word(self) -> &'static str {
        match self {
            Self::Agreed => "agreed",
            Self::Disputed => "disputed",
            Self::Settled => "settled",
        }
    }
}

/// Says something of a contract.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswerContract {
    /// What.
    pub says: Says,
    /// Of which delivery, if of one.
    #[serde(default)]
    pub delivery: Option<i64>,
    /// What is otherwise, how it was settled; may be empty for what is as agreed.
    #[serde(default)]
    pub reason: String,
}

store::row! {
    /// What was said of a contract.
    #[derive(Clone, Debug, Serialize, JsonSchema)]
    pub struct ContractAnswer {
        /// Its number.
        pub seq: i64,
        /// `buyer`, `seller`, or empty for the county office.
        pub side: String,
        /// `kept`, `agreed`, `disputed` or `settled`.
        pub says: String,
        /// Of which delivery; 0 for the contract itself.
        pub delivery: i64,
        /// What is otherwise, or how it was settled.
        pub reason: String,
        /// When.
        pub at: Instant,
    }
}

/// The last word of a side, in SQL over a contract `t`; empty while it said nothing.
pub(super) fn last_word_of(side: &str) -> String {
    format!(
        "COALESCE((SELECT x.says FROM contract_answer x WHERE x.county = t.county AND x.contract = t.id AND x.side IN ('{side}', '')
         ORDER BY x.seq DESC LIMIT 1), '')"
    )
}

/// All that was said, in order.
pub(super) fn all(tx: &mut Tx<'_>, county: &str, contract: i64) -> Result<Vec<ContractAnswer>, Refusal> {
    let sql = "SELECT seq, side, says, delivery, reason, at FROM contract_answer WHERE county = $1 AND contract = $2 ORDER BY seq";
    Ok(tx.query(sql, params![county, contract])?)
}

/// What an actor may say as things stand.
pub(super) fn may(actor: &Actor, kept: &Kept) -> Vec<Says> {
    let all = [Says::Agreed, Says::Disputed, Says::Settled];
    all.into_iter().filter(|says| check(actor, kept, *says, false).is_ok()).collect()
}

/// Whether an actor may say this. **Errors:** it is void, another's to say, or said already.
fn check(actor: &Actor, kept: &Kept, says: Says, of_delivery: bool) -> Result<Option<Side>, No> {
    if kept.state == "void" {
        return Err(No::ContractOver);
    }
    if says == Says::Settled {
        return match actor.role {
            Role::CountyOffice if kept.sides == "disputed" => Ok(None),
            Role::CountyOffice => Err(No::NothingToSettle),
            _ => Err(No::SettledByOffice),
        };
    }
    let side = Side::of(actor, &kept.path, &kept.buyer_path).ok_or(No::NoSideOfIt)?;
    let last = match side {
        Side::Buyer => kept.buyer_says.as_str(),
        Side::Seller => kept.seller_says.as_str(),
    };
    let repeats = match says {
        Says::Agreed => matches!(last, "kept" | "agreed" | "settled"),
        _ => last == "disputed",
    };
    if repeats && !of_delivery { Err(No::SaidAlready) } else { Ok(Some(side)) }
}

/// What a side disputes of a delivery as things stand: the reason that it gave last, if it disputed this one and nobody
/// agreed or settled since.
fn disputed_for(
    tx: &mut Tx<'_>,
    county: &str,
    (contract, delivery): (i64, i64),
    side: Side,
) -> Result<Option<String>, Refusal> {
    let sql =
        "SELECT says, delivery, reason FROM contract_answer WHERE county = $1 AND contract = $2 AND side IN ($3, '')
               ORDER BY seq DESC";
    let said: Vec<(String, i64, String)> = tx.query(sql, params![county, contract, side.word()])?;
    let stands = said.into_iter().take_while(|(says, ..)| says == Says::Disputed.word());
    Ok(stands.filter(|(_, of, _)| *of == delivery).map(|(.., reason)| reason).next())
}

/// Says that a contract is as agreed, or not; or how it was settled. The same dispute of the same delivery again is the
/// same answer; another reason for it is kept, and alerts nobody anew. **Who:** each side for itself; the county office settles.
pub fn answer(tx: &mut Tx<'_>, actor: &Actor, id: i64, body: AnswerContract) -> Result<ContractView, Refusal> {
    let county = actor.county_id();
    tx.hold(county, &format!("contract/{id}"))?;
    let kept = find(tx, actor, id)?;
    if let Some(delivery) = body.delivery {
        deliveries::find(tx, county, id, delivery).map_err(|refusal| refusal.at("/delivery"))?;
    }
    let side = check(actor, &kept, body.says, body.delivery.is_some())?;
    // What is as agreed is so as a whole: a word on one delivery takes no dispute of another back.
    if body.says == Says::Agreed && body.delivery.is_some() {
        return Err(Refusal::from(No::AgreedAsAWhole).at("/delivery"));
    }
    if let Some(side) = side.filter(|_| body.says == Says::Agreed) {
        let other = if side == Side::Buyer { Side::Seller } else { Side::Buyer };
        let sql = "SELECT made_by FROM contract_answer WHERE county = $1 AND contract = $2 AND side = $3 ORDER BY seq DESC LIMIT 1";
        let by: Option<i64> = tx.find(sql, params![county, id, other.word()])?;
        if by == Some(actor.person.0) {
            return Err(No::BothSides.into());
        }
    }
    match body.says {
        Says::Agreed => crate::at_most("/reason", &body.reason, 200)?,
        Says::Disputed | Says::Settled => crate::text("/reason", &body.reason, 200)?,
    }
    let reason = body.reason.trim();
    let before = match (side, body.delivery) {
        (Some(side), Some(delivery)) => disputed_for(tx, county, (id, delivery), side)?,
        _ => None,
    };
    if before.as_deref() == Some(reason) {
        return show(tx, actor, id, Nothing {});
    }
    let seq = write(tx, actor, id, side, (body.says.word(), body.delivery.unwrap_or(0), reason))?;
    if before.is_none() {
        crate::telling::said(tx, actor, &kept, (seq, body.says))?;
    }
    show(tx, actor, id, Nothing {})
}

/// Whoever keeps a contract has said by it that it is so.
pub(super) fn kept_by(tx: &mut Tx<'_>, actor: &Actor, id: i64, paths: (&str, &str)) -> Result<(), Refusal> {
    if let Some(side) = Side::of(actor, paths.0, paths.1) {
        write(tx, actor, id, Some(side), ("kept", 0, ""))?;
    }
    Ok(())
}

fn write(
    tx: &mut Tx<'_>,
    actor: &Actor,
    contract: i64,
    side: Option<Side>,
    (says, delivery, reason): (&str, i64, &str),
) -> Result<i64, Refusal> {
    let county = actor.county_id();
    let sql = "SELECT COALESCE(MAX(seq), 0) + 1 FROM contract_answer WHERE county = $1 AND contract = $2";
    let seq: i64 = tx.number(sql, params![county, contract])?;
    tx.run(
        "INSERT INTO contract_answer (county, contract, seq, side, says, delivery, reason, made_by, made_post, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        params![
            county,
            contract,
            seq,
            side.map_or("", Side::word),
            says,
            delivery,
            reason,
            actor.person,
            actor.post,
            actor.now
        ],
    )?;
    Ok(seq)
}
