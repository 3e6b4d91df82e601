//! One item as a phone, a bundle or a clerk hands it in, read and checked before anything is written.

mod survey;

use crate::error::No;
use base::{
    Day, Fen, Grams, Instant, Quantity, Refusal,
    approximate::{self, Bound, Said},
    ids::{DivisionId, HouseholdId, ProducerId},
    units::Pack,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use survey::{NoSurveyItem, SurveyItem};

/// What is said of a quantity, in the words and units that people use.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Saying {
    /// `1200斤`, `6万余公斤`, `约100箱`.
    pub said: String,
    /// What a box or bag weighs, grams; only for what is said in such.
    #[serde(default)]
    pub pack_g: Option<i64>,
}

/// A report of what a village has for sale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SupplyItem {
    /// How much.
    pub quantity: Saying,
    /// First day on which it can be had; the day it was filled in if not said.
    #[serde(default)]
    pub from_day: Option<Day>,
    /// Last day; the end of the period if not said.
    #[serde(default)]
    pub to_day: Option<Day>,
    /// 一级, 统货 …
    #[serde(default)]
    pub grade: String,
    /// Asked price, fen a kg.
    #[serde(default)]
    pub fen_per_kg: Option<Fen>,
    /// Anything else.
    #[serde(default)]
    pub note: String,
    /// First day of the period that it answers; by the day on which it was filled in if not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Day>,
    /// Whose it is, if one producer's: a part of what the village has, added to what is said of nobody's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub producer: Option<ProducerId>,
    /// Whose it is, if one household's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub household: Option<HouseholdId>,
    /// Ids of earlier reports that this one takes the place of.
    #[serde(default)]
    pub replaces: Vec<String>,
}

/// Nothing for sale this time: a report as good as any other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NothingItem {
    /// First day of the period that it answers; by the day on which it was filled in if not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Day>,
    /// Ids of earlier reports that this one takes the place of.
    #[serde(default)]
    pub replaces: Vec<String>,
}

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// 已经滞销.
    Already,
    /// 即将成熟、将会滞销.
    NearRipe,
    /// 可能滞销.
    MayBecome,
}

impl Grade {
    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Already => "already",
            Self::NearRipe => "near_ripe",
            Self::MayBecome => "may_become",
        }
    }
}

/// 滞销上报.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UnsalableItem {
    /// How bad it is.
    pub grade: Grade,
    /// How much.
    pub quantity: Saying,
    /// When it is ripe.
    pub ripe_on: Day,
    /// When it spoils.
    pub spoil_on: Day,
    /// Asked price, fen a kg.
    #[serde(default)]
    pub fen_per_kg: Option<Fen>,
    /// Whose it is, if one producer's.
    #[serde(default)]
    pub producer: Option<ProducerId>,
    /// Whose it is, if one household's.
    #[serde(default)]
    pub household: Option<HouseholdId>,
    /// Anything else.
    #[serde(default)]
    pub note: String,
}

/// What was advised to somebody who asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AdviceItem {
    /// Who asked.
    pub asker: String,
    /// What ails it, what was asked.
    pub problem: String,
    /// What was advised.
    pub advice: String,
    /// When somebody looks again.
    #[serde(default)]
    pub follow_on: Option<Day>,
    /// Number of the earlier note that this one follows.
    #[serde(default)]
    pub follows: Option<i64>,
    /// How it was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub way: Option<AdviceWay>,
    /// When it was asked for; the day of the advice if not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked_on: Option<Day>,
}

/// How advice is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AdviceWay {
    /// 打电话.
    Call,
    /// 到现场.
    Visit,
    /// 微信或短信.
    Message,
}

impl AdviceWay {
    /// As it is kept.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Call => "call",
            Self::Visit => "visit",
            Self::Message => "message",
        }
    }
}

/// What an item says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// Supply in season.
    Supply(SupplyItem),
    /// Nothing this time.
    Nothing(NothingItem),
    /// A survey.
    Survey(SurveyItem),
    /// A survey that found none.
    SurveyNothing(NoSurveyItem),
    /// Produce that does not sell.
    Unsalable(UnsalableItem),
    /// Advice that was given.
    Advice(AdviceItem),
}

/// One item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// UUID made by the device: the same item sent twice is one.
    pub id: String,
    /// The device's running number.
    pub seq: i64,
    /// When it was filled in, by the device's clock.
    pub made_at: Instant,
    /// The village.
    pub division: DivisionId,
    /// The crop.
    pub crop: i64,
    /// What it says.
    pub what: What,
}

/// A quantity that was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Understood {
    /// In grams.
    pub grams: Grams,
    /// Word of its bound.
    pub bound: &'static str,
    /// As it was typed.
    pub said: String,
}

/// Whether a text is a UUID as devices make them.
pub fn is_uuid(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    parts.iter().map(|part| part.len()).eq([8, 4, 4, 4, 12])
        && parts.iter().all(|part| part.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// Reads what was said of a quantity.
///
/// # Errors
/// It cannot be read, it is in boxes that nobody weighed, it is nothing or absurdly much.
pub fn understand(saying: &Saying) -> Result<Understood, Refusal> {
    let at = |no: No| Refusal::from(no).at("/quantity/said");
    let said = saying.said.trim();
    if said.chars().count() > 30 {
        return Err(at(No::TooLong { most: 30 }));
    }
    let pack = saying.pack_g.filter(|g| *g > 0).map(|grams_per_piece| Pack { grams_per_piece });
    let why = |refusal: base::units::UnitRefusal| match refusal {
        base::units::UnitRefusal::NoPack => Refusal::from(No::Pack).at("/quantity/pack_g"),
        other => at(No::Said { why: Refusal::from(other).message.zh }),
    };
    let (grams, bound) = match approximate::read(said, pack).map_err(why)? {
        Said::Exact(Quantity::G(grams)) => (Grams(grams), "exact"),
        Said::Exact(pieces @ Quantity::Pieces(_)) => (base::units::weigh(pieces, pack).map_err(why)?, "exact"),
        Said::Roughly(roughly) => (roughly.grams, bound_word(roughly.bound)),
    };
    if grams.0 <= 0 || grams.0 > crate::MOST_GRAMS {
        return Err(at(No::Quantity));
    }
    Ok(Understood { grams, bound, said: said.to_owned() })
}

/// The word of a bound.
pub fn bound_word(bound: Bound) -> &'static str {
    match bound {
        Bound::AtLeast => "at_least",
        Bound::AtMost => "at_most",
        Bound::About => "about",
    }
}

/// Whether two days are in order and both within a year of a day.
pub fn in_order(from: Day, to: Day, today: Day) -> bool {
    from <= to && [from, to].iter().all(|day| day.days_since(today).abs() <= 366)
}

/// Highest price that is believed: ¥10,000 a kg.
const MOST_FEN_PER_KG: i64 = 1_000_000;

/// Checks a price that was said.
pub fn priced(price: Option<Fen>) -> Result<(), Refusal> {
    match price {
        Some(Fen(fen)) if fen <= 0 || fen > MOST_FEN_PER_KG => Err(Refusal::from(No::Price).at("/fen_per_kg")),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_in_the_words_that_people_use() {
        let saying = |said: &str, pack_g| Saying { said: said.into(), pack_g };
        for (said, pack_g, grams, bound) in [
            ("1200斤", None, 600_000, "exact"),
            ("6万余公斤", None, 60_000_000, "at_least"),
            ("近1万公斤", None, 10_000_000, "at_most"),
            ("约100箱", Some(5_000), 500_000, "about"),
            ("20担", None, 1_000_000, "exact"),
        ] {
            let understood = understand(&saying(said, pack_g)).unwrap();
            assert_eq!((understood.grams, understood.bound), (Grams(grams), bound), "{said}");
        }
        for (said, code) in [
            ("100箱", "supply.pack_missing"),
            ("很多", "supply.quantity_invalid"),
            ("0斤", "supply.quantity_range"),
            ("-5斤", "supply.quantity_invalid"),
            ("99999999万吨", "supply.quantity_range"),
            ("200000吨", "supply.quantity_range"),
        ] {
            assert_eq!(understand(&saying(said, None)).unwrap_err().code, code, "{said}");
        }
    }

    #[test]
    fn ids_are_uuids() {
        assert!(is_uuid("0190f3a2-7b1c-7def-8abc-0123456789ab"));
        for text in [
            "",
            "1",
            "0190f3a2-7b1c-7def-8abc-0123456789ag",
            "0190f3a27b1c7def8abc0123456789ab",
            "一二三四五六七八-0000-0000-0000-000000000000",
        ] {
            assert!(!is_uuid(text), "{text}");
        }
    }
}
