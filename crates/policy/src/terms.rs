//! The terms of each kind of rule: the numbers and readings that a policy file sets.
//!
//! Invariant: amounts are fen, shares ppm, and every number here came from a file.

use crate::bound::Bound;
use crate::vocabulary::{
    Approver, Beside, DayCount, Figures, FoodBase, HouseholdKind, IncomeWindow, LocalBase, Never, Once, PartYear,
    PromotionBy, Rest, StatusOn, Support, Tie,
};
use base::{Fen, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Terms of a rule, by its kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Terms {
    /// Certification by employment.
    EmploymentTest(EmploymentTest),
    /// Listed products only.
    ListedOnly(ListedOnly),
    /// Share of local produce.
    LocalShare(LocalShare),
    /// The yearly voucher of a worker.
    Voucher(Voucher),
    /// Share of assistance products in a canteen.
    CanteenShare(CanteenShare),
    /// Revocation for low sales.
    LowSales(LowSales),
    /// A case established by people.
    CaseByPeople(CaseByPeople),
    /// An amount by bands of sales.
    BandedAward(BandedAward),
    /// An amount that grows by full steps up to a cap.
    SteppedAward(SteppedAward),
    /// Support by bands of sales, decided by people.
    SubsidyBands(SubsidyBands),
    /// The officers' score.
    WeightedScore(WeightedScore),
    /// The best by score.
    Ranking(Ranking),
    /// Weighted measures for a larger assessment.
    WeightedMeasures(WeightedMeasures),
}

impl Terms {
    /// The kind as files spell it.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::EmploymentTest(_) => "employment_test",
            Self::ListedOnly(_) => "listed_only",
            Self::LocalShare(_) => "local_share",
            Self::Voucher(_) => "voucher",
            Self::CanteenShare(_) => "canteen_share",
            Self::LowSales(_) => "low_sales",
            Self::CaseByPeople(_) => "case_by_people",
            Self::BandedAward(_) => "banded_award",
            Self::SteppedAward(_) => "stepped_award",
            Self::SubsidyBands(_) => "subsidy_bands",
            Self::WeightedScore(_) => "weighted_score",
            Self::Ranking(_) => "ranking",
            Self::WeightedMeasures(_) => "weighted_measures",
        }
    }
}

/// `certify.employment`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EmploymentTest {
    /// How many workers have to reach the income, each alone.
    pub workers: Bound,
    /// Income of one worker from this producer, fen a year.
    pub income: Bound,
    /// Window of that income.
    pub income_window: IncomeWindow,
    /// Households whose members count.
    pub assisted_kinds: Vec<HouseholdKind>,
    /// Day on which the household has to be one of them.
    pub status_on: StatusOn,
    /// Length of the public notice before listing.
    pub notice_days: i64,
    /// How these days are counted.
    pub notice_count: DayCount,
    /// Months that a listing is valid.
    pub valid_months: i64,
}

/// `outlet.only_listed`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ListedOnly {
    /// Who approves a named exception.
    pub exception_by: Approver,
    /// Longest life of one exception, days.
    pub exception_days: i64,
}

/// `outlet.local_share`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LocalShare {
    /// Least share of local produce.
    pub share: Bound,
    /// What it is a share of.
    pub base: LocalBase,
    /// Product classes that count as farm and livestock produce; `all` for every class.
    pub classes: Vec<String>,
}

impl LocalShare {
    /// Whether local goods of this class count towards the share.
    pub fn counts_class(&self, class: &str) -> bool {
        self.classes.iter().any(|c| c == "all" || c == class)
    }
}

/// `voucher.annual`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Voucher {
    /// Most that one worker gets in a year, over all unions.
    pub ceiling: Fen,
    /// Occasions that an issue may name.
    pub reasons: Vec<Reason>,
    /// What can never be done with it.
    pub never: Vec<Never>,
    /// Whether the voucher counts inside the union's yearly gift ceiling.
    pub within_gift_ceiling: bool,
    /// That ceiling, once the county has entered it.
    pub gift_ceiling: Option<Fen>,
    /// Last day of use, month and day.
    pub last_month: i8,
    /// Day of that month.
    pub last_day: i8,
    /// Years between issue and that day.
    pub last_day_years_later: i64,
    /// What becomes of the rest after a purchase.
    pub remainder: Rest,
    /// What becomes of the rest after the last day.
    pub unused: Rest,
    /// Days that a refund stays usable after the last day.
    pub refund_grace_days: i64,
    /// Days between a redemption and its pay-out to the outlet.
    pub cooling_off_days: i64,
    /// Least seconds between two redemptions of one account.
    pub throttle_seconds: i64,
    /// Most that another person may collect (代领) with one code.
    pub collection_ceiling: Fen,
    /// Days that such a code lives.
    pub collection_days: i64,
}

impl Voucher {
    /// The occasion with this id.
    pub fn reason(&self, id: &str) -> Option<&Reason> {
        self.reasons.iter().find(|r| r.id == id)
    }
}

/// An occasion for an issue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Reason {
    /// Key, such as `spring_festival`.
    pub id: String,
    /// Name.
    pub name: Text,
    /// One of the seven statutory holidays.
    pub statutory: bool,
}

/// `canteen.share`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CanteenShare {
    /// Least share of listed products.
    pub share: Bound,
    /// What it is a share of.
    pub base: FoodBase,
}

/// `outlet.revoke_low_sales`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct LowSales {
    /// Sales that are too low, fen a year.
    pub limit: Bound,
    /// Figures that are looked at.
    pub figures: Figures,
    /// What becomes of a part of a year.
    pub part_year: PartYear,
}

/// `outlet.revoke_no_cooperation`, `officer.silence`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct CaseByPeople {
    /// How many established cases bring the consequence.
    pub cases: Bound,
}

/// One band `[from, to)` of sales.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Band {
    /// Lower end as written.
    pub from: Bound,
    /// Upper end as written; none for the last band.
    pub to: Option<Bound>,
    /// What the band earns; for subsidies the most that may be decided.
    pub amount: Fen,
}

/// `outlet.sales_award`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct BandedAward {
    /// Bands from 0 without gap or overlap.
    pub bands: Vec<Band>,
    /// How often.
    pub once: Once,
    /// Whether campaign sales count inside.
    pub campaign_counts: bool,
}

/// `outlet.unsalable_award`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SteppedAward {
    /// Where it begins.
    pub threshold: Bound,
    /// What the beginning earns.
    pub amount: Fen,
    /// A full step.
    pub step: Fen,
    /// What each full step adds.
    pub step_amount: Fen,
    /// The most.
    pub cap: Fen,
    /// How often.
    pub once: Once,
    /// Together with `outlet.sales_award`.
    pub beside_sales_award: Beside,
}

/// `pavilion.subsidy`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SubsidyBands {
    /// What is supported.
    pub supports: Vec<Support>,
    /// Bands with the most that each allows; empty until the office sets them.
    pub bands: Vec<Band>,
    /// Ceiling of a year; none until the office sets it.
    pub ceiling: Option<Fen>,
}

/// `officer.score`: weights in ppm, together a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WeightedScore {
    /// Weight of reports in time.
    pub timeliness_ppm: i64,
    /// Weight of accurate reports among those checked.
    pub accuracy_ppm: i64,
    /// Weight of promotion.
    pub promotion_ppm: i64,
    /// What promotion is measured by; sales, where an older file does not say.
    pub promotion_by: PromotionBy,
}

/// `officer.honours`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Ranking {
    /// Places.
    pub places: i64,
    /// Award of each.
    pub amount: Fen,
    /// What becomes of a tie at the last place.
    pub tie: Tie,
}

/// `township.score`, `unit.score`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WeightedMeasures {
    /// Measures with weights, together a whole.
    pub weights: Vec<Weight>,
    /// Taken off for each criticism that stands, ppm of the whole.
    pub criticism_ppm: i64,
}

/// One weighted measure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Weight {
    /// Name of the measure.
    pub measure: String,
    /// Name for readers.
    pub name: Text,
    /// Weight in ppm.
    pub weight_ppm: i64,
}
