//! Who is judged, with the measures of a period: the typed input of [`crate::evaluate`].
//!
//! Invariants: numbers are not negative, a part is not above its whole (checked where JSON
//! comes in; a settlement sums them from facts, where both hold). Credited sales may stand
//! on either side of recorded ones: that sides disagree is a finding, not bad input.

use crate::vocabulary::{CanteenMode, OutletKind, ProducerKind, SubjectKind, UnitKind};
use base::{Day, Fen};

/// One subject of one year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Whoever keeps a book.
    Outlet(Outlet),
    /// Who sells produce.
    Producer(Producer),
    /// A unit's canteen.
    Canteen(Canteen),
    /// A village's information officer.
    Officer(Officer),
}

/// An outlet's year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outlet {
    /// Stable id.
    pub id: String,
    /// Shop, pavilion, ….
    pub outlet_kind: OutletKind,
    /// Calendar year.
    pub year: i32,
    /// First day ever authorised; `None` is open. Suspensions change nothing.
    pub authorised_from: Option<Day>,
    /// Last day authorised; `None` is open.
    pub authorised_to: Option<Day>,
    /// Sales of listed products by the outlet's own book.
    pub recorded_sales: Fen,
    /// Sales that count for awards, see the policy's credit basis.
    pub credited_sales: Fen,
    /// Campaign sales; `None` as long as declarations are not kept.
    pub campaign_sales: Option<Fen>,
    /// Recorded sales of local produce.
    pub local_sales: Fen,
    /// Established refusals to cooperate; `None` as long as cases are not kept: no finding.
    pub refusals: Option<i64>,
}

/// A producer's year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Producer {
    /// Stable id.
    pub id: String,
    /// Enterprise, co-operative, ….
    pub producer_kind: ProducerKind,
    /// Calendar year.
    pub year: i32,
    /// Income of each assisted worker from this producer.
    pub worker_incomes: Vec<Fen>,
}

/// A canteen's year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Canteen {
    /// Stable id.
    pub id: String,
    /// Organ, school, ….
    pub unit_kind: UnitKind,
    /// How it is run; a unit without canteen is not judged.
    pub canteen_mode: CanteenMode,
    /// Calendar year.
    pub year: i32,
    /// The base of the share.
    pub food_purchases: Fen,
    /// Listed products among them.
    pub listed_purchases: Fen,
}

/// An information officer's year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Officer {
    /// Stable id.
    pub id: String,
    /// The village.
    pub division: String,
    /// Calendar year.
    pub year: i32,
    /// Reports due or made.
    pub reports: i64,
    /// Those in time.
    pub reports_on_time: i64,
    /// Those checked.
    pub reports_checked: i64,
    /// Those found accurate.
    pub reports_accurate: i64,
    /// Sales traced to the officer's promotion.
    pub promotion_sales: Fen,
    /// Grams that the village sold through offers and campaigns, and those that it had to sell; `None` if not told.
    pub promotion_share: Option<(i64, i64)>,
    /// Established cases of unsalable produce not reported; `None` if cases are not kept.
    pub unreported_unsalable: Option<i64>,
}

impl Subject {
    /// Its kind.
    pub fn kind(&self) -> SubjectKind {
        match self {
            Self::Outlet(_) => SubjectKind::Outlet,
            Self::Producer(_) => SubjectKind::Producer,
            Self::Canteen(_) => SubjectKind::Canteen,
            Self::Officer(_) => SubjectKind::Officer,
        }
    }

    /// Its id, unique within the kind.
    pub fn id(&self) -> &str {
        match self {
            Self::Outlet(s) => &s.id,
            Self::Producer(s) => &s.id,
            Self::Canteen(s) => &s.id,
            Self::Officer(s) => &s.id,
        }
    }

    /// Its year.
    pub fn year(&self) -> i32 {
        match self {
            Self::Outlet(s) => s.year,
            Self::Producer(s) => s.year,
            Self::Canteen(s) => s.year,
            Self::Officer(s) => s.year,
        }
    }

    /// The word that a rule's `applies_to` is asked for.
    pub(crate) fn applies_word(&self) -> &'static str {
        use crate::vocabulary::{OtherKind, Word};
        match self {
            Self::Outlet(s) => s.outlet_kind.word(),
            Self::Producer(s) => s.producer_kind.word(),
            Self::Canteen(s) => s.unit_kind.word(),
            Self::Officer(_) => OtherKind::InformationOfficer.word(),
        }
    }
}
