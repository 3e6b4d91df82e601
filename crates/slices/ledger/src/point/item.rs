//! What a keeper's phone hands in: an intake slip, a mixing, a hand-over, a payment; each by an id that the phone made.

use super::weigh::Deduction;
use crate::{counterparty::Named, lots::Papers};
use base::{
    Fen, Instant,
    ids::{HouseholdId, LotId, OutletId, ProducerId, ProductId},
    units::UnitPrice,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One thing that was done at the point.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PointItem {
    /// A UUID that the device made.
    pub id: String,
    /// The device's running number.
    pub seq: i64,
    /// When it was done, by the device's clock.
    pub made_at: Instant,
    /// What it is.
    pub what: Done,
}

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "PointWhat")]
pub enum Done {
    /// Produce was taken in.
    Intake(Intake),
    /// Lots of one product were put together.
    Mix(Mix),
    /// Lots were handed to an outlet.
    HandOver(HandOver),
    /// People were paid what is owed to them.
    Pay(Pay),
    /// A slip was wrong and is undone.
    Undo(Undo),
}

impl Done {
    /// Its word.
    pub(crate) fn word(&self) -> &'static str {
        match self {
            Self::Intake(_) => "intake",
            Self::Mix(_) => "mix",
            Self::HandOver(_) => "hand_over",
            Self::Pay(_) => "pay",
            Self::Undo(_) => "undo",
        }
    }
}

/// Who sells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SlipSeller {
    /// An assisted household.
    Household(HouseholdId),
    /// A producer of the catalogue.
    Producer(ProducerId),
    /// Somebody of whom this point bought before, by the number in its book.
    Known(i64),
    /// A villager who is in no register.
    Named(Named),
}

/// How it is paid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Paid {
    /// Later, by a payment list.
    #[default]
    OnAccount,
    /// At once, in cash.
    Cash,
}

impl Paid {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::OnAccount => "on_account",
            Self::Cash => "cash",
        }
    }
}

/// An intake slip 收购单.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "IntakeSlip")]
pub struct Intake {
    /// Who sells.
    pub seller: SlipSeller,
    /// What.
    pub product: ProductId,
    /// Weight on the scale, with baskets.
    pub gross_g: i64,
    /// Weight of baskets and cart.
    #[serde(default)]
    pub tare_g: i64,
    /// What is taken off for moisture and dirt.
    #[serde(default)]
    pub deduction: Option<Deduction>,
    /// 一级, 统货 …
    #[serde(default)]
    pub grade: String,
    /// Price, for 500 g or 1,000 g of net weight.
    pub price: UnitPrice,
    /// How it is paid.
    #[serde(default)]
    pub paid: Paid,
    /// The commitment certificate and what else comes with the produce.
    #[serde(default)]
    pub papers: Papers,
}

/// A lot, by its number or by the item of this phone that brought it in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LotRef {
    /// Its number.
    Lot(LotId),
    /// The id of the slip or mixing that it came of.
    Item(String),
}

/// A part of a lot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LotPart {
    /// Which.
    pub of: LotRef,
    /// How much of it.
    pub quantity_g: i64,
}

/// Lots put together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "MixLots")]
pub struct Mix {
    /// What went in, of one product.
    pub parts: Vec<LotPart>,
    /// What came out, if less than went in.
    #[serde(default)]
    pub quantity_g: Option<i64>,
    /// Number of the collector's own commitment certificate.
    pub certificate: String,
}

/// A part of a lot that goes to an outlet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HandedLot {
    /// Which.
    pub of: LotRef,
    /// How much arrived.
    pub quantity_g: i64,
    /// How much was lost on the way.
    #[serde(default)]
    pub lost_g: i64,
}

/// Lots that go to an outlet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "HandOverLots")]
pub struct HandOver {
    /// To which outlet.
    pub to: OutletId,
    /// What.
    pub lots: Vec<HandedLot>,
    /// Anything else; no personal data.
    #[serde(default)]
    pub note: String,
}

/// How a list is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// In cash, signed for.
    Cash,
    /// By the bank.
    Bank,
}

impl How {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Cash => "cash",
            Self::Bank => "bank",
        }
    }
}

/// Whom a list pays, and for what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Due {
    /// Who, by the number in the ledger.
    pub counterparty: i64,
    /// For these entries; for all that is open if none is named.
    #[serde(default)]
    pub entries: Vec<i64>,
    /// The amount that was seen; another one is refused.
    #[serde(default)]
    pub amount_fen: Option<Fen>,
}

/// People who were paid on the spot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "PayPeople")]
pub struct Pay {
    /// How.
    pub how: How,
    /// Who.
    pub people: Vec<Due>,
}

/// A slip that was wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "UndoSlip")]
pub struct Undo {
    /// The id that a phone gave the slip.
    pub item: String,
    /// What was wrong; no personal data.
    pub reason: String,
}
