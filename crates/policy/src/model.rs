//! A policy as it stands in its file, typed: who it binds, from when, its words and rules.
//!
//! Invariants: a [`Policy`] only comes from [`Policy::parse`](crate::Policy::parse), so its
//! bands have neither gap nor overlap, its weights make a whole, and the rules that other
//! parts stand on (certification, listed goods, local share, vouchers) are there.
//! Left to others: which policy is in force on a day ([`crate::PolicySet`]).

use crate::terms::{EmploymentTest, ListedOnly, LocalShare, Terms, Voucher};
use crate::vocabulary::{CreditBasis, VillageList, Word};
use base::{Day, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

macro_rules! rule_ids {
    ($($variant:ident = $word:literal, $applies:expr, [$($kind:literal),+];)+) => {
        /// The rules that a policy file may hold. The ids never change.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        pub enum RuleId {
            $(#[doc = $word] #[serde(rename = $word)] $variant,)+
        }
        impl RuleId {
            /// All of them, in the order of the handbook.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// The id as files and JSON spell it.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
            /// The rule with this id.
            pub fn find(id: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|r| r.word() == id)
            }
            /// Kinds of calculation that this rule may be written as.
            pub fn kinds(self) -> &'static [&'static str] {
                match self { $(Self::$variant => &[$($kind),+]),+ }
            }
            /// Words that its `applies_to` may hold.
            pub fn may_apply_to(self) -> Vec<&'static str> {
                let table: fn() -> Vec<&'static str> = match self { $(Self::$variant => $applies),+ };
                table()
            }
        }
    };
}

rule_ids! {
    CertifyEmployment = "certify.employment", producers, ["employment_test"];
    OnlyListed = "outlet.only_listed", outlets, ["listed_only"];
    LocalShare = "outlet.local_share", outlets, ["local_share"];
    VoucherAnnual = "voucher.annual", others, ["voucher"];
    CanteenShare = "canteen.share", units, ["canteen_share"];
    RevokeLowSales = "outlet.revoke_low_sales", authorised, ["low_sales"];
    RevokeNoCooperation = "outlet.revoke_no_cooperation", outlets, ["case_by_people"];
    SalesAward = "outlet.sales_award", outlets, ["banded_award"];
    UnsalableAward = "outlet.unsalable_award", outlets, ["stepped_award"];
    PavilionSubsidy = "pavilion.subsidy", outlets, ["subsidy_bands"];
    OfficerScore = "officer.score", others, ["weighted_score"];
    OfficerHonours = "officer.honours", others, ["ranking"];
    OfficerSilence = "officer.silence", others, ["case_by_people"];
    TownshipScore = "township.score", others, ["weighted_measures"];
    UnitScore = "unit.score", others, ["weighted_measures"];
}

fn spellings<W: Word>() -> Vec<&'static str> {
    W::ALL.iter().map(|w| w.word()).collect()
}

fn outlets() -> Vec<&'static str> {
    spellings::<crate::vocabulary::OutletKind>()
}

/// Revocation never reaches village points and online partners: they hold no authorisation.
fn authorised() -> Vec<&'static str> {
    vec!["shop", "pavilion", "area", "cabinet"]
}

fn producers() -> Vec<&'static str> {
    spellings::<crate::vocabulary::ProducerKind>()
}

fn units() -> Vec<&'static str> {
    spellings::<crate::vocabulary::UnitKind>()
}

fn others() -> Vec<&'static str> {
    spellings::<crate::vocabulary::OtherKind>()
}

/// One county's rules from a day on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Policy {
    /// `<county>-<year>`, such as `shaodong-2020`.
    pub id: String,
    /// Name of the policy.
    pub title: Text,
    /// First day in force; it ends where a newer one begins.
    pub effective_from: Day,
    /// What things are called under this policy.
    pub words: Words,
    /// Readings that belong to no single rule.
    pub general: General,
    /// The rules in the order of the file.
    pub rules: Vec<Rule>,
    #[serde(skip)]
    pub(crate) pillars: Pillars,
}

/// The rules that daily acts stand on; copies of those in `rules`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pillars {
    pub(crate) certify: EmploymentTest,
    pub(crate) only_listed: ListedOnly,
    pub(crate) local_share: LocalShare,
    pub(crate) voucher: Voucher,
}

/// One rule: its source, and its terms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Rule {
    /// Stable id.
    pub id: RuleId,
    /// Name of the rule.
    pub title: Text,
    /// Kinds of subject that it binds.
    pub applies_to: Vec<String>,
    /// Where it is written.
    pub basis: Basis,
    /// The typed terms, tagged with their `kind`.
    pub terms: Terms,
    /// The same terms for a reader: every parameter in words, with the source's own wording.
    pub parameters: Vec<Parameter>,
    /// Our reading of `applies_to`, where the source leaves it open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub our_reading: Option<Text>,
    /// Line of the file on which the rule begins.
    pub line: usize,
}

/// The source of a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Basis {
    /// The document.
    pub document: String,
    /// The part of it.
    pub clause: String,
    /// Its own words.
    pub wording: String,
}

/// One parameter of a rule as a reader sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Parameter {
    /// Key in the file.
    pub name: String,
    /// What it is.
    pub label: Text,
    /// Its value in words.
    pub value: Text,
    /// The words of the source that it was read from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wording: Option<String>,
    /// Why this value, where the source leaves the question open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub our_reading: Option<Text>,
}

/// Readings that belong to no single rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct General {
    /// How a settlement fills credited sales.
    pub credit_basis: CreditBasis,
    /// A price this far from the reference of the same grade, unit and week is looked at (ppm).
    pub price_tolerance_ppm: i64,
    /// Which village-level divisions are counted as villages.
    pub village_list: VillageList,
    /// Limits of daily work.
    pub practice: Practice,
    /// The same for a reader.
    pub parameters: Vec<Parameter>,
}

/// Limits of daily work that no document names and that somebody has to set: all of them are our readings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Practice {
    /// Deliveries may exceed what their contract promises by so many percent: a lorry is never loaded to the kilogram.
    pub contract_excess_percent: i64,
    /// A market price that is typed above so many times the floor is the county office's to say.
    pub typed_price_times: i64,
    /// Days after the day on which it spoils until which goods of an unsalable report come in: slips are written late.
    pub unsalable_days: i32,
    /// Of what was said with *at least* (10余公斤) so many times as much is tied to the report at most.
    pub at_least_times: i64,
    /// Days back that a phone may undo an intake slip: who looks through the week on Sunday still finds it.
    pub slip_undo_days: i32,
}

impl Default for Practice {
    /// Where a policy says nothing of them.
    fn default() -> Self {
        Self {
            contract_excess_percent: 10,
            typed_price_times: 2,
            unsalable_days: 15,
            at_least_times: 2,
            slip_undo_days: 7,
        }
    }
}

macro_rules! vocabulary {
    ($($field:ident: $doc:literal,)+) => {
        /// What things are called under a policy: 扶贫 until 2020, 帮扶 since.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
        pub struct Words { $(#[doc = $doc] pub $field: Text,)+ }
        impl Words {
            pub(crate) const KEYS: &'static [&'static str] = &[$(stringify!($field)),+];
            pub(crate) fn set(&mut self, key: &str, text: Text) {
                match key { $(stringify!($field) => self.$field = text,)+ _ => {} }
            }
        }
    };
}

vocabulary! {
    programme: "The whole undertaking: 消费扶贫.",
    product: "A listed product: 扶贫产品.",
    catalogue: "The list of them: 扶贫产品目录.",
    household: "Who is helped: 贫困户.",
    producer: "A certified producer: 带贫企业（专业合作社）.",
    authorised_unit: "Who holds an authorisation: 授权单位.",
    shop: "授权店.",
    pavilion: "生活馆.",
    area: "专区.",
    cabinet: "专柜.",
    village_point: "收购点.",
    online: "合作单位 on a platform.",
    voucher: "The pick-up right: 消费扶贫提货券.",
    book: "The outlet's book: 购销台账.",
    campaign: "A drive to sell what was declared unsalable.",
    officer: "信息员.",
    honour: "消费扶贫先进个人.",
    declared_list: "The benefiting side's list of quantities sold.",
}

impl Policy {
    /// A rule of this policy.
    pub fn rule(&self, id: RuleId) -> Option<&Rule> {
        self.rules.iter().find(|r| r.id == id)
    }

    /// Terms of certification by employment, with public notice and validity.
    pub fn certify(&self) -> &EmploymentTest {
        &self.pillars.certify
    }

    /// Terms of exceptions from "listed products only".
    pub fn only_listed(&self) -> &ListedOnly {
        &self.pillars.only_listed
    }

    /// Terms of the local share.
    pub fn local_share(&self) -> &LocalShare {
        &self.pillars.local_share
    }

    /// Terms of the workers' vouchers.
    pub fn voucher(&self) -> &Voucher {
        &self.pillars.voucher
    }

    /// What things are called.
    pub fn words(&self) -> &Words {
        &self.words
    }

    /// How a settlement fills credited sales.
    pub fn credit_basis(&self) -> CreditBasis {
        self.general.credit_basis
    }
}
