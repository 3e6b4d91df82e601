//! What may become of a pledge, step by step. Pure.
//!
//! One orders no more than one promised, delivers no more than was ordered, pays no more than the order is worth; a step
//! that others rest on is not undone before them. What an outlet takes in stands in its book and is not entered here.

use crate::{
    error::No,
    pledges::{ActOnPledge, PledgeActRow},
};
use base::{Fen, Refusal};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What happens to a pledge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// It became an order, with a price.
    Ordered,
    /// Some of it came.
    Delivered,
    /// Some of it was paid.
    Paid,
    /// It was taken back.
    Withdrawn,
    /// An act was entered wrongly.
    Undone,
}

impl Act {
    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Ordered => "ordered",
            Self::Delivered => "delivered",
            Self::Paid => "paid",
            Self::Withdrawn => "withdrawn",
            Self::Undone => "undone",
        }
    }
}

/// Where a pledge stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Acted {
    pub pledged_kg: i64,
    pub ordered_kg: i64,
    pub fen_per_kg: i64,
    pub delivered_kg: i64,
    pub paid_fen: i64,
    pub withdrawn: bool,
    pub by_outlet: bool,
}

/// What is written of an act.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Written {
    pub kg: i64,
    pub fen_per_kg: i64,
    pub fen: i64,
    pub undoes: i64,
}

impl Acted {
    fn worth(&self) -> i64 {
        self.ordered_kg.saturating_mul(self.fen_per_kg)
    }
}

/// The word of where it stands.
pub(crate) fn state(of: &Acted) -> &'static str {
    match of {
        of if of.withdrawn => "withdrawn",
        of if of.ordered_kg == 0 => "pledged",
        of if of.delivered_kg >= of.ordered_kg && of.paid_fen >= of.worth() => "paid",
        of if of.delivered_kg >= of.ordered_kg => "delivered",
        _ => "ordered",
    }
}

/// The next step. **Errors:** it does not fit where the pledge stands.
pub(crate) fn next(of: &Acted, acts: &[PledgeActRow], body: &ActOnPledge) -> Result<Written, Refusal> {
    let reasoned =
        || if body.reason.trim().is_empty() { Err(Refusal::from(No::PledgeReason).at("/reason")) } else { Ok(()) };
    if body.act == Act::Undone {
        reasoned()?;
        return undo(of, acts, body.undoes.unwrap_or(0));
    }
    if of.withdrawn {
        return Err(No::PledgeWithdrawn.into());
    }
    let within = |field: &str, said: Option<i64>, most: i64| match said {
        Some(number) if (1..=most).contains(&number) => Ok(number),
        _ => Err(Refusal::from(No::PledgeMost { most: most.max(0) }).at(field)),
    };
    match body.act {
        Act::Ordered if of.ordered_kg > 0 => Err(No::PledgeOrdered.into()),
        Act::Ordered => {
            let kg = within("/kg", body.kg, of.pledged_kg)?;
            let price = body.fen_per_kg.ok_or_else(|| Refusal::from(No::Price).at("/fen_per_kg"))?;
            crate::priced("/fen_per_kg", Some(price))?;
            Ok(Written { kg, fen_per_kg: price.0, ..Written::default() })
        }
        Act::Delivered | Act::Paid if of.by_outlet => Err(No::PledgeByBook.into()),
        Act::Delivered | Act::Paid if of.ordered_kg == 0 => Err(No::PledgeNotOrdered.into()),
        Act::Delivered => {
            Ok(Written { kg: within("/kg", body.kg, of.ordered_kg - of.delivered_kg)?, ..Written::default() })
        }
        Act::Paid => {
            let most = of.worth() - of.paid_fen;
            let Some(Fen(fen)) = body.fen.filter(|fen| (1..=most).contains(&fen.0)) else {
                return Err(Refusal::from(No::PledgeMostFen { most: Fen(most.max(0)).to_string() }).at("/fen"));
            };
            Ok(Written { fen, ..Written::default() })
        }
        Act::Withdrawn if of.ordered_kg > 0 => Err(No::PledgeOrdered.into()),
        Act::Withdrawn | Act::Undone => reasoned().map(|()| Written::default()),
    }
}

fn undo(of: &Acted, acts: &[PledgeActRow], seq: i64) -> Result<Written, Refusal> {
    let undone = |seq: i64| acts.iter().any(|act| act.undoes == seq);
    let act = acts.iter().find(|act| act.seq == seq && act.act != "undone" && !undone(seq));
    let act = act.ok_or_else(|| Refusal::from(No::NothingToUndo).at("/undoes"))?;
    if act.act == "ordered" && (of.delivered_kg > 0 || of.paid_fen > 0) {
        return Err(No::PledgeRests.into());
    }
    Ok(Written { undoes: seq, ..Written::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(act: Act, change: fn(&mut ActOnPledge)) -> ActOnPledge {
        let mut body = ActOnPledge {
            act,
            day: None,
            kg: None,
            fen_per_kg: None,
            fen: None,
            undoes: None,
            reason: "说明".to_owned(),
        };
        change(&mut body);
        body
    }

    fn code(of: &Acted, body: &ActOnPledge) -> String {
        next(of, &[], body).map_or_else(|refusal| refusal.code.to_string(), |_| "ok".to_owned())
    }

    #[test]
    fn each_step_stays_within_the_one_before() {
        let pledged = Acted { pledged_kg: 100, ..Acted::default() };
        let ordered = Acted { ordered_kg: 80, fen_per_kg: 500, ..pledged };
        let half = Acted { delivered_kg: 40, paid_fen: 10_000, ..ordered };
        let order = |kg: fn(&mut ActOnPledge)| said(Act::Ordered, kg);
        assert_eq!(code(&pledged, &order(|b| (b.kg, b.fen_per_kg) = (Some(100), Some(Fen(500))))), "ok");
        assert_eq!(code(&pledged, &order(|b| (b.kg, b.fen_per_kg) = (Some(101), Some(Fen(500))))), "pledge.most");
        assert_eq!(code(&pledged, &order(|b| b.kg = Some(10))), "demand.price");
        assert_eq!(code(&ordered, &order(|b| b.kg = Some(10))), "pledge.ordered");
        assert_eq!(code(&pledged, &said(Act::Delivered, |b| b.kg = Some(1))), "pledge.not_ordered");
        assert_eq!(code(&half, &said(Act::Delivered, |b| b.kg = Some(40))), "ok");
        assert_eq!(code(&half, &said(Act::Delivered, |b| b.kg = Some(41))), "pledge.most");
        assert_eq!(code(&half, &said(Act::Paid, |b| b.fen = Some(Fen(30_000)))), "ok");
        assert_eq!(code(&half, &said(Act::Paid, |b| b.fen = Some(Fen(30_001)))), "pledge.most_fen");
        assert_eq!(code(&half, &said(Act::Withdrawn, |_| ())), "pledge.ordered");
        assert_eq!(code(&pledged, &said(Act::Withdrawn, |b| b.reason.clear())), "pledge.reason");
        let outlet = Acted { by_outlet: true, ..ordered };
        assert_eq!(code(&outlet, &said(Act::Delivered, |b| b.kg = Some(1))), "pledge.by_book");
        let gone = Acted { withdrawn: true, ..pledged };
        assert_eq!(code(&gone, &order(|b| b.kg = Some(1))), "pledge.withdrawn");
    }

    #[test]
    fn where_it_stands_has_a_word() {
        let of = |ordered_kg, delivered_kg, paid_fen, withdrawn| Acted {
            pledged_kg: 10,
            ordered_kg,
            fen_per_kg: 100,
            delivered_kg,
            paid_fen,
            withdrawn,
            by_outlet: false,
        };
        for (acted, word) in [
            (of(0, 0, 0, false), "pledged"),
            (of(0, 0, 0, true), "withdrawn"),
            (of(10, 0, 0, false), "ordered"),
            (of(10, 9, 1_000, false), "ordered"),
            (of(10, 10, 999, false), "delivered"),
            (of(10, 10, 1_000, false), "paid"),
        ] {
            assert_eq!(state(&acted), word, "{acted:?}");
        }
    }
}
