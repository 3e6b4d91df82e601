//! What villages said and what points did, as it was watched.

use crate::plan::{Field, Point, Report, Round};
use base::Day;
use std::collections::{BTreeMap, BTreeSet};

/// Sums of one point.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PointSum {
    /// Slips that stand.
    pub slips: i64,
    /// What they weigh after all was taken off, in grams.
    pub net_g: i64,
    /// What they cost, in fen.
    pub amount_fen: i64,
    /// Of it paid at once.
    pub cash_fen: i64,
    /// What arrived at outlets, in grams.
    pub arrived_g: i64,
    /// What was lost on the way, in grams.
    pub lost_g: i64,
}

/// What happened around the outlets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Around {
    /// Reports of each crop and village: how many, and of how many grams.
    pub reports: BTreeMap<(usize, usize), (i64, i64)>,
    /// The last that a village, or a household of it, said in a survey: when, and how many grams.
    pub surveys: BTreeMap<(usize, usize, Option<usize>), (Day, i64)>,
    /// Rounds of surveys that were opened.
    pub rounds: Vec<Round>,
    /// Numbers of reports that came in carried files, whatever phone made them.
    pub carried_reports: BTreeSet<u64>,
    /// Numbers of slips, mixings and hand-overs that did.
    pub carried_slips: BTreeSet<u64>,
    /// Files that were carried, each of them handed in twice.
    pub files: usize,
    /// Sums by point, among those that are kept.
    pub points: BTreeMap<usize, PointSum>,
    /// What was sold under live sessions, returns taken off, in fen.
    pub live_fen: i64,
    /// Sales under live sessions.
    pub live_sales: i64,
}

impl Around {
    /// Watches what villages do; gives the act's word.
    pub fn field(&mut self, what: &Field) -> &'static str {
        match what {
            Field::Survey(survey) => {
                let grams = survey.told.as_ref().map_or(0, |told| told.grams);
                self.surveys.insert((survey.crop, survey.grower, survey.household), (survey.on, grams));
                "survey"
            }
            Field::Round(round) => {
                self.rounds.push(round.clone());
                "round"
            }
            Field::RoundEnds(_) => "round_ends",
            Field::Report(report) => {
                self.report(report);
                "report"
            }
            Field::Carried { reports, .. } => {
                reports.iter().for_each(|report| self.report(report));
                self.carried_reports.extend(reports.iter().map(|report| report.number));
                self.files += 1;
                "carried"
            }
            Field::Answered { .. } => "call_answered",
            Field::Reopened { .. } => "reopened",
            Field::Looked { .. } => "looked",
            Field::Released { .. } => "released",
            Field::Weighed { .. } => "weighed",
            Field::Leaves { .. } => "officer_leaves",
            Field::Phones { .. } => "phones",
            Field::Advised { .. } => "advised",
            Field::Surplus(surplus) => {
                if surplus.carried {
                    self.carried_reports.insert(surplus.number);
                    self.files += 1;
                }
                "surplus"
            }
            Field::AlertsRead => "alerts_read",
        }
    }

    fn report(&mut self, report: &Report) {
        let sums = self.reports.entry((report.crop, report.grower)).or_default();
        sums.0 += 1;
        sums.1 += report.told.as_ref().map_or(0, |told| told.grams);
    }

    /// Watches what points do; gives the act's word.
    pub fn point(&mut self, what: &Point) -> &'static str {
        let today = match what {
            Point::Day(today) => today,
            Point::Pays { .. } => return "point_pays",
            Point::SendsOn { point, quantity_g, .. } => {
                self.points.entry(*point).or_default().arrived_g += quantity_g;
                return "point_sends_on";
            }
        };
        if today.carried {
            let slips = today.slips.iter().map(|slip| slip.number);
            self.carried_slips.extend(slips.chain(today.mixed).chain([today.number]));
            self.files += 1;
        }
        let sum = self.points.entry(today.point).or_default();
        for slip in today.standing() {
            sum.slips += 1;
            sum.net_g += slip.net_g();
            sum.amount_fen += slip.amount_fen();
            sum.cash_fen += if slip.cash { slip.amount_fen() } else { 0 };
        }
        sum.arrived_g += today.arrived_g();
        sum.lost_g += today.cart().iter().map(|(_, lost)| lost).sum::<i64>();
        "point_day"
    }

    /// Where goods of a point arrive: outlet, product, grams.
    pub fn arrives(&self, what: &Point) -> Option<(usize, usize, i64)> {
        match what {
            Point::Day(today) => Some((today.to, today.slips.first()?.product, today.arrived_g())),
            Point::SendsOn { product, quantity_g, to, .. } => Some((*to, *product, *quantity_g)),
            Point::Pays { .. } => None,
        }
    }
}
