//! Information officers: the score as an exact sum of fractions, and silence.

use super::{Bench, Verdict, step, test, without_lines};
use crate::bound::percent;
use crate::explanation::{Gauge, Measure, Step};
use crate::subject::Officer;
use crate::terms::{CaseByPeople, WeightedScore};
use crate::vocabulary::{Ground, Outcome, PromotionBy, Word};
use std::cmp::Ordering;

/// One part of the score: `weight × part ÷ whole`, whole 0 = no data.
struct Part {
    name: (&'static str, &'static str),
    weight_ppm: i64,
    part: i64,
    whole: i64,
    measures: Vec<Measure>,
}

/// `officer.score`.
pub(super) fn score(bench: &Bench, terms: &WeightedScore, s: &Officer, gauge: Gauge) -> Verdict {
    let count = |name, label, n| gauge.count(name, label, n);
    let parts = [
        Part {
            name: ("及时性", "timeliness"),
            weight_ppm: terms.timeliness_ppm,
            part: s.reports_on_time,
            whole: s.reports,
            measures: vec![
                count("reports_on_time", ("及时上报数", "reports in time"), s.reports_on_time),
                count("reports", ("上报数", "reports"), s.reports),
            ],
        },
        Part {
            name: ("准确性", "accuracy"),
            weight_ppm: terms.accuracy_ppm,
            part: s.reports_accurate,
            whole: s.reports_checked,
            measures: vec![
                count("reports_accurate", ("核查准确数", "accurate reports"), s.reports_accurate),
                count("reports_checked", ("核查数", "reports checked"), s.reports_checked),
            ],
        },
        promotion(bench, terms, s, gauge),
    ];
    let total = floor_of_sum(&parts);
    let mut verdict = Verdict::new(Outcome::Score).because(percent(total), percent(total));
    verdict.score_ppm = Some(total);
    for part in parts {
        if part.whole <= 0 {
            verdict = verdict
                .note(format!("{}无数据，计 0 分", part.name.0), format!("{}: no data, counted as 0", part.name.1));
        }
        verdict.steps.push(formula(part));
    }
    verdict.note("各项精确相加后截尾，不进位", "the exact parts are added, then cut")
}

/// What was promoted, by the measure that the policy names.
fn promotion(bench: &Bench, terms: &WeightedScore, s: &Officer, gauge: Gauge) -> Part {
    let (part, whole, measures) = match terms.promotion_by {
        PromotionBy::Yuan => {
            let largest = bench.largest_promotion;
            let label = ("当年最高推广销售额", "the largest promoted sales");
            let measures = vec![
                gauge.fen("promotion_sales_fen", ("推广销售额", "promoted sales"), s.promotion_sales),
                without_lines(gauge.fen("largest_promotion_sales_fen", label, largest)),
            ];
            (s.promotion_sales.0, largest.0, measures)
        }
        PromotionBy::Share => {
            let (sold, had) = s.promotion_share.unwrap_or_default();
            let measures = vec![
                gauge.grams("promotion_sold_g", ("经对接与助销售出", "sold through offers and campaigns"), sold),
                gauge.grams("promotion_had_g", ("全村可售", "what the village had to sell"), had),
            ];
            (sold, had, measures)
        }
    };
    Part { name: ("推广成效", "promotion"), weight_ppm: terms.promotion_ppm, part, whole, measures }
}

fn formula(part: Part) -> Step {
    let (weight, n, d) = (percent(part.weight_ppm), part.part, part.whole);
    let shown = |m: &Measure| (m.shown.zh.clone(), m.shown.en.clone());
    let mut numbers = part.measures.iter().map(shown);
    let (top, bottom) = (numbers.next().unwrap_or_default(), numbers.next().unwrap_or_default());
    let (of_zh, of_en) = (format!("{} ÷ {}", top.0, bottom.0), format!("{} ÷ {}", top.1, bottom.1));
    let value = i128::from(part.weight_ppm) * i128::from(n);
    let cut = value.checked_div(i128::from(d)).and_then(|v| i64::try_from(v).ok()).unwrap_or(0);
    let cut = percent(cut);
    step(
        format!("{}：{weight} × {of_zh} ≈ {cut}", part.name.0),
        format!("{}: {weight} × {of_en} ≈ {cut}", part.name.1),
        None,
        part.measures,
    )
}

/// ⌊Σ weight·part÷whole⌋ in ppm, exact. Wholes up to `i64::MAX`, so the last fraction is
/// compared by continued fractions rather than over a common denominator.
fn floor_of_sum(parts: &[Part; 3]) -> i64 {
    let mut whole_ppm: i128 = 0;
    let mut rest = [(0_i128, 1_i128); 3];
    for (part, rest) in parts.iter().zip(&mut rest).filter(|(p, _)| p.whole > 0) {
        let (value, whole) = (i128::from(part.weight_ppm) * i128::from(part.part), i128::from(part.whole));
        whole_ppm += value / whole;
        *rest = (value % whole, whole);
    }
    let [(a, x), (b, y), (c, z)] = rest;
    let (mut sum, both) = (a * y + b * x, x * y);
    if sum >= both {
        sum -= both;
        whole_ppm += 1;
    }
    if compare_fractions((sum, both), (z - c, z)).is_ge() {
        whole_ppm += 1;
    }
    i64::try_from(whole_ppm).unwrap_or(i64::MAX)
}

/// Compares a ÷ b with c ÷ d, all non-negative, b and d positive, without multiplying.
fn compare_fractions((a, b): (i128, i128), (c, d): (i128, i128)) -> Ordering {
    let (mut left, mut right) = ((a, b), (c, d));
    loop {
        let by_whole = (left.0 / left.1).cmp(&(right.0 / right.1));
        if by_whole.is_ne() {
            return by_whole;
        }
        let (r, s) = (left.0 % left.1, right.0 % right.1);
        if r == 0 || s == 0 {
            return r.cmp(&0).cmp(&s.cmp(&0));
        }
        (left, right) = ((right.1, s), (left.1, r));
    }
}

/// `officer.silence`: people established it, the rule only says what follows.
pub(super) fn silence(terms: &CaseByPeople, s: &Officer, gauge: Gauge) -> Option<Verdict> {
    let cases = s.unreported_unsalable?;
    let measure = gauge.count(
        "unreported_unsalable",
        ("查实的滞销未报告、不支持", "established silence about unsalable produce"),
        cases,
    );
    let asked = test(measure, cases, &terms.cases);
    if !terms.cases.holds(cases) {
        return Some(Verdict::new(Outcome::None).after(vec![asked]));
    }
    let ground = Ground::Silence;
    let mut verdict = Verdict::new(Outcome::Criticise).after(vec![asked]).because(ground.text().zh, ground.text().en);
    verdict.ground = Some(ground);
    let (zh, en) = (
        "仅为拟办意见；成立后计入所在乡镇考核，撤销后两处一并撤销",
        "a proposal only; once decided it counts in the township's score, and lifting it undoes both",
    );
    Some(verdict.note(zh, en))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn part(weight_ppm: i64, part: i64, whole: i64) -> Part {
        Part { name: ("", ""), weight_ppm, part, whole, measures: vec![] }
    }

    #[test]
    fn thirds_that_add_up_to_a_whole_are_not_lost() {
        let parts = [part(400_000, 1, 3), part(300_000, 1, 3), part(300_000, 1, 3)];
        assert_eq!(floor_of_sum(&parts), 333_333);
        let parts = [part(400_000, 1, 7), part(300_000, 2, 7), part(300_000, 4, 7)];
        assert_eq!(floor_of_sum(&parts), 314_285);
        let parts = [part(1, 1, 3), part(1, 1, 3), part(1, 1, 3)];
        assert_eq!(floor_of_sum(&parts), 1, "one third three times is one");
        let huge = i64::MAX;
        let parts = [part(400_000, huge, huge), part(300_000, huge - 1, huge), part(300_000, huge, huge)];
        assert_eq!(floor_of_sum(&parts), 999_999);
    }

    proptest! {
        #[test]
        fn the_sum_is_that_of_a_common_denominator(
            n in prop::array::uniform3(0..=1_000_i64), d in prop::array::uniform3(1..=1_000_i64)
        ) {
            let parts = [part(400_000, n[0], d[0]), part(300_000, n[1], d[1]), part(300_000, n[2], d[2])];
            let (n, d) = (n.map(i128::from), d.map(i128::from));
            let top = 400_000 * n[0] * d[1] * d[2] + 300_000 * n[1] * d[0] * d[2] + 300_000 * n[2] * d[0] * d[1];
            prop_assert_eq!(i128::from(floor_of_sum(&parts)), top / (d[0] * d[1] * d[2]));
        }
    }
}
