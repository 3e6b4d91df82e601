//! Proposals to revoke an authorisation.
//!
//! The order of checks for low sales is part of the contract: authorised on no day, both
//! figures above, part of a year, both at or below, else the sides disagree.

use super::{Bench, Verdict, step, test};
use crate::explanation::{Gauge, Step};
use crate::subject::Outlet;
use crate::terms::{CaseByPeople, LowSales};
use crate::vocabulary::{Figures, Ground, Outcome, PartYear, Word};
use base::{Day, Fen};

const RECORDED: (&str, &str) = ("台账记录的扶贫产品销售额", "recorded sales of listed products");
const CREDITED: (&str, &str) = ("计奖（印证）销售额", "credited sales");

/// `outlet.revoke_low_sales`.
pub(super) fn low_sales(bench: &Bench, terms: &LowSales, s: &Outlet, gauge: Gauge) -> Verdict {
    let (first, last) = (Day::first_of_year(s.year), Day::last_of_year(s.year));
    let no_day = first.zip(last).is_none_or(|(first, last)| {
        s.authorised_from.is_some_and(|from| from > last) || s.authorised_to.is_some_and(|to| to < first)
    });
    let part = s.authorised_from > first || s.authorised_to.is_some_and(|to| Some(to) < last);
    let mut steps = vec![authorised(s, gauge, no_day)];
    if no_day {
        return Verdict::new(Outcome::NoData)
            .after(steps)
            .because("本年度没有授权日", "authorised on no day of the year");
    }
    let figures = figures(terms, s);
    steps.extend(
        figures.iter().map(|(name, label, value)| test(gauge.fen(name, *label, *value), value.0, &terms.limit)),
    );
    let low = figures.iter().filter(|(_, _, value)| terms.limit.holds(value.0)).count();
    if low == 0 {
        return Verdict::new(Outcome::None).after(steps).note_credit_basis(bench);
    }
    if part && terms.part_year == PartYear::Exempt {
        let whole_year = step(
            "授权覆盖全年 1 月 1 日至 12 月 31 日？",
            "authorised from 1 January to 31 December?",
            Some(false),
            vec![],
        );
        steps.push(whole_year);
        let (zh, en) = ("当年不适用，单列显示", "exempt, shown as such");
        return Verdict::new(Outcome::PartYear).after(steps).because(zh, en).note_credit_basis(bench);
    }
    if low < figures.len() {
        let (zh, en) = (
            "两数分居限额两侧，须核查后由人决定",
            "the figures stand on different sides of the limit: people look into it",
        );
        return Verdict::new(Outcome::Disputed).after(steps).because(zh, en).note_credit_basis(bench);
    }
    let nothing = figures.iter().all(|(_, _, value)| *value == Fen::ZERO);
    let ground = if nothing { Ground::NoSales } else { Ground::LowSales };
    let mut verdict = Verdict::new(Outcome::Revoke).after(steps).because(ground.text().zh, ground.text().en);
    verdict.ground = Some(ground);
    proposal(verdict.note_credit_basis(bench))
}

fn figures(terms: &LowSales, s: &Outlet) -> Vec<(&'static str, (&'static str, &'static str), Fen)> {
    let recorded = ("recorded_sales_fen", RECORDED, s.recorded_sales);
    let credited = ("credited_sales_fen", CREDITED, s.credited_sales);
    match terms.figures {
        Figures::Both => vec![recorded, credited],
        Figures::Recorded => vec![recorded],
        Figures::Credited => vec![credited],
    }
}

fn authorised(s: &Outlet, gauge: Gauge, no_day: bool) -> Step {
    let from = gauge.day("authorised_from", ("首次授权日", "first authorised"), s.authorised_from);
    let to = gauge.day("authorised_to", ("授权终止日", "authorised until"), s.authorised_to);
    step(
        format!("{} 年有授权日？", s.year),
        format!("authorised on a day of {}?", s.year),
        Some(!no_day),
        vec![from, to],
    )
}

/// `outlet.revoke_no_cooperation`: people established it, the rule only says what follows.
pub(super) fn no_cooperation(terms: &CaseByPeople, s: &Outlet, gauge: Gauge) -> Option<Verdict> {
    let refusals = s.refusals?;
    let measure = gauge.count("refusals", ("经查实的不配合情形", "established refusals to cooperate"), refusals);
    let asked = test(measure, refusals, &terms.cases);
    if !terms.cases.holds(refusals) {
        return Some(Verdict::new(Outcome::None).after(vec![asked]));
    }
    let ground = Ground::NoCooperation;
    let mut verdict = Verdict::new(Outcome::Revoke).after(vec![asked]).because(ground.text().zh, ground.text().en);
    verdict.ground = Some(ground);
    Some(proposal(verdict))
}

fn proposal(verdict: Verdict) -> Verdict {
    verdict.note(
        "仅为拟办意见：告知、陈述申辩、另人决定之后方生效",
        "a proposal only: notice, statement, and a decision by another person come first",
    )
}
