//! From facts to measures: what was read from other slices becomes what rules judge.
//!
//! Invariants: pure, no clock, no SQL; outlets by id, then producers by id, so the same
//! facts give the same bytes. A measure is never negative and a part never above its whole;
//! where the books say otherwise (returns of an earlier year's sales), a remark says so.
//! Left to others: reading the facts ([`crate::facts`]), judging (`policy`).

use base::{Day, Fen, Text};
use policy::{
    Officer, Outlet, Producer, Subject,
    vocabulary::{CreditBasis, OutletKind, ProducerKind},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// An outlet's year as the slices below tell it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutletFacts {
    /// Its number.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: OutletKind,
    /// First and last authorised day of the span that counts; `None`: authorised on no day of the year.
    pub authorised: Option<(Day, Option<Day>)>,
    /// Established refusals to cooperate.
    pub refusals: i64,
    /// Sales of listed products by its own book.
    pub listed: Fen,
    /// Those of local produce among them.
    pub local: Fen,
    /// Those of produce that was declared unsalable.
    pub campaign: Fen,
}

/// A producer's year as the catalogue tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProducerFacts {
    /// Its number.
    pub id: i64,
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: ProducerKind,
    /// Income of each assisted worker.
    pub incomes: Vec<Fen>,
}

/// An information officer's year as supply and the books tell it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficerFacts {
    /// Their village.
    pub division: i64,
    /// What people call them: 斫𥕢乡梧桐村信息员.
    pub name: String,
    /// Reports that were due.
    pub reports: i64,
    /// Of them in time.
    pub on_time: i64,
    /// Reports that somebody checked, or that what was bought speaks for or against.
    pub checked: i64,
    /// Of them accurate.
    pub accurate: i64,
    /// Sold of what the village had declared unsalable, and delivered on contracts that came of offers of its supply.
    pub promotion: Fen,
    /// Grams sold through offers and campaigns.
    pub sold_g: i64,
    /// Grams that the village had to sell, as it said.
    pub had_g: i64,
}

/// All facts of a year that a settlement rests on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Outlets.
    pub outlets: Vec<OutletFacts>,
    /// Producers.
    pub producers: Vec<ProducerFacts>,
    /// Information officers.
    pub officers: Vec<OfficerFacts>,
}

/// One subject of a settlement with its measures; they are named as in the input of
/// `huoshui policy evaluate`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Measured {
    /// `o7` for outlet 7, `p3` for producer 3, `f33` for the officer of village 33.
    pub id: String,
    /// Its name when the measures were taken.
    pub name: String,
    /// The measures by kind of subject.
    #[serde(flatten)]
    pub of: Measures,
    /// What a reader has to know about them.
    pub remarks: Vec<Text>,
}

/// The measures of one year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Measures {
    /// Of an outlet.
    Outlet {
        /// Its kind.
        outlet_kind: OutletKind,
        /// Calendar year.
        year: i32,
        /// First authorised day.
        authorised_from: Option<Day>,
        /// Last authorised day; null is open.
        authorised_to: Option<Day>,
        /// Sales of listed products by its own book.
        recorded_sales_fen: Fen,
        /// Sales that count for awards.
        credited_sales_fen: Fen,
        /// Listed goods sold from lots of produce that was declared unsalable; null where declarations are not kept.
        campaign_sales_fen: Option<Fen>,
        /// Sales of local produce.
        local_sales_fen: Fen,
        /// Established refusals.
        refusals: Option<i64>,
    },
    /// Of a producer.
    Producer {
        /// Its kind.
        producer_kind: ProducerKind,
        /// Calendar year.
        year: i32,
        /// Its assisted workers.
        assisted_workers: Vec<AssistedWorker>,
    },
    /// Of an information officer.
    Officer {
        /// Their village.
        division: String,
        /// Calendar year.
        year: i32,
        /// Reports that were due.
        reports: i64,
        /// Of them in time.
        reports_on_time: i64,
        /// Reports that somebody checked, or that what was bought speaks for or against.
        reports_checked: i64,
        /// Of them accurate.
        reports_accurate: i64,
        /// Sold of what the village had declared unsalable, and delivered on contracts that came of offers of its supply.
        promotion_sales_fen: Fen,
        /// Grams sold through offers and campaigns; null in years frozen before they were counted.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        promotion_sold_g: Option<i64>,
        /// Grams that the village had to sell; null as above.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        promotion_had_g: Option<i64>,
    },
}

/// One assisted worker, nameless.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AssistedWorker {
    /// Income from this producer.
    pub income_fen: Fen,
}

/// The measures of a year.
pub fn measure(mut facts: Facts, year: i32, basis: CreditBasis) -> Vec<Measured> {
    facts.outlets.sort_by_key(|o| o.id);
    facts.producers.sort_by_key(|p| p.id);
    facts.officers.sort_by_key(|o| o.division);
    let outlets = facts.outlets.into_iter().map(|o| outlet(o, year, basis));
    let producers = facts.producers.into_iter().map(|p| producer(p, year));
    outlets.chain(producers).chain(facts.officers.into_iter().map(|o| officer(o, year))).collect()
}

fn outlet(facts: OutletFacts, year: i32, basis: CreditBasis) -> Measured {
    let mut remarks = Vec::new();
    let recorded = facts.listed.max(Fen::ZERO);
    let local = facts.local.clamp(Fen::ZERO, recorded);
    if (recorded, local) != (facts.listed, facts.local) {
        remarks.push(Text::new(
            format!("退货超过本年销售：台账净额 {} 元，其中本地 {} 元，按 {recorded} 元、{local} 元计", facts.listed, facts.local),
            format!(
                "more was returned than sold: the book's net sales of ¥{}, ¥{} of them local, are taken as ¥{recorded} and ¥{local}",
                facts.listed, facts.local
            ),
        ));
    }
    if basis == CreditBasis::Confirmed {
        remarks.push(Text::new(
            "受益方销售清单尚未登记，计奖销售额暂按台账记录数",
            "the benefiting side's lists are not kept yet: credited sales are those of the outlet's own book",
        ));
    }
    let holds = facts.kind != OutletKind::VillagePoint;
    if let Some((_, Some(to))) = facts.authorised.filter(|(_, to)| to.is_some_and(|to| ends_within(to, year))) {
        remarks.push(Text::new(
            format!("授权到 {to} 为止；以后卖出的目录内产品仍计入销售额，定案前请核对"),
            format!("authorised until {to}; what it sold of listed products after that is in the figures: check before deciding"),
        ));
    }
    let (span, credited) = match facts.authorised {
        Some((from, to)) => ((Some(from), to), recorded),
        None if holds => {
            remarks.push(Text::new(
                "本年度没有授权日（授权终止日按上年末填列），销售额不计奖",
                "authorised on no day of the year (the end of authorisation stands as the last day of the year before): its sales earn no award",
            ));
            ((None, Day::last_of_year(year.saturating_sub(1))), Fen::ZERO)
        }
        None => ((None, None), recorded),
    };
    Measured {
        id: format!("o{}", facts.id),
        name: facts.name,
        of: Measures::Outlet {
            outlet_kind: facts.kind,
            year,
            authorised_from: span.0,
            authorised_to: span.1,
            recorded_sales_fen: recorded,
            credited_sales_fen: credited,
            campaign_sales_fen: Some(facts.campaign),
            local_sales_fen: local,
            refusals: Some(facts.refusals.max(0)),
        },
        remarks,
    }
}

/// In the year, and not on its last day.
fn ends_within(to: Day, year: i32) -> bool {
    to.year() == year && Day::last_of_year(year) != Some(to)
}

fn officer(facts: OfficerFacts, year: i32) -> Measured {
    // A part is never above its whole: more may have been checked than was due, and sales may come back.
    let on_time = facts.on_time.min(facts.reports);
    let checked = facts.checked.min(facts.reports);
    let had = facts.had_g.max(0);
    Measured {
        id: format!("f{}", facts.division),
        name: facts.name,
        of: Measures::Officer {
            division: facts.division.to_string(),
            year,
            reports: facts.reports,
            reports_on_time: on_time,
            reports_checked: checked,
            reports_accurate: facts.accurate.min(checked),
            promotion_sales_fen: facts.promotion.max(Fen::ZERO),
            promotion_sold_g: Some(facts.sold_g.clamp(0, had)),
            promotion_had_g: Some(had),
        },
        remarks: Vec::new(),
    }
}

fn producer(facts: ProducerFacts, year: i32) -> Measured {
    let name = if facts.kind == ProducerKind::Household { base::mask::name(&facts.name) } else { facts.name };
    let mut assisted_workers: Vec<_> =
        facts.incomes.into_iter().map(|income_fen| AssistedWorker { income_fen }).collect();
    // The order of workers says nothing, so it must not change a byte.
    assisted_workers.sort_by_key(|w| std::cmp::Reverse(w.income_fen));
    Measured {
        id: format!("p{}", facts.id),
        name,
        of: Measures::Producer { producer_kind: facts.kind, year, assisted_workers },
        remarks: Vec::new(),
    }
}

impl Measured {
    /// What the rules are asked about.
    pub fn subject(&self) -> Subject {
        let id = self.id.clone();
        match &self.of {
            Measures::Outlet {
                outlet_kind,
                year,
                authorised_from,
                authorised_to,
                recorded_sales_fen,
                credited_sales_fen,
                campaign_sales_fen,
                local_sales_fen,
                refusals,
            } => Subject::Outlet(Outlet {
                id,
                outlet_kind: *outlet_kind,
                year: *year,
                authorised_from: *authorised_from,
                authorised_to: *authorised_to,
                recorded_sales: *recorded_sales_fen,
                credited_sales: *credited_sales_fen,
                campaign_sales: *campaign_sales_fen,
                local_sales: *local_sales_fen,
                refusals: *refusals,
            }),
            Measures::Officer {
                division,
                year,
                reports,
                reports_on_time,
                reports_checked,
                reports_accurate,
                promotion_sales_fen,
                promotion_sold_g,
                promotion_had_g,
            } => Subject::Officer(Officer {
                id,
                division: division.clone(),
                year: *year,
                reports: *reports,
                reports_on_time: *reports_on_time,
                reports_checked: *reports_checked,
                reports_accurate: *reports_accurate,
                promotion_sales: *promotion_sales_fen,
                promotion_share: promotion_sold_g.zip(*promotion_had_g),
                // Cases are made by people, and not kept yet.
                unreported_unsalable: None,
            }),
            Measures::Producer { producer_kind, year, assisted_workers } => Subject::Producer(Producer {
                id,
                producer_kind: *producer_kind,
                year: *year,
                worker_incomes: assisted_workers.iter().map(|w| w.income_fen).collect(),
            }),
        }
    }
}
