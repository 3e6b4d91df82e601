//! Awards of outlets: by bands of credited sales, by full steps of campaign sales.

use super::{Bench, Verdict, step, test, without_lines};
use crate::bound::{Unit, show};
use crate::explanation::Gauge;
use crate::subject::Outlet;
use crate::terms::{BandedAward, SteppedAward};
use crate::vocabulary::{Once, Outcome};
use base::Fen;

const CREDITED: (&str, &str) = ("计奖（印证）销售额", "credited sales");
const RECORDED: (&str, &str) = ("台账记录的扶贫产品销售额", "recorded sales of listed products");
const CAMPAIGN: (&str, &str) = ("助销滞销产品销售额", "campaign sales");

/// `outlet.sales_award`.
pub(super) fn sales(bench: &Bench, terms: &BandedAward, s: &Outlet, gauge: Gauge) -> Verdict {
    let campaign = s.campaign_sales.filter(|_| !terms.campaign_counts);
    let counted = s.credited_sales.minus(campaign.unwrap_or(Fen::ZERO)).unwrap_or(Fen::ZERO).max(Fen::ZERO);
    let credited = gauge.fen("credited_sales_fen", CREDITED, s.credited_sales);
    let mut steps = Vec::new();
    let mut measure = credited.clone();
    if let Some(campaign) = campaign {
        let (left, taken) = (show(counted.0, Unit::Fen), gauge.fen("campaign_sales_fen", CAMPAIGN, campaign));
        let (zh, en) = (format!("减去助销额后为 {}", left.zh), format!("less campaign sales: {}", left.en));
        steps.push(step(zh, en, None, vec![credited, taken]));
        measure = without_lines(gauge.fen("counted_sales_fen", ("计入的销售额", "sales that count"), counted));
    }
    let band = terms.bands.iter().find(|b| b.holds(counted));
    let amount = band.map_or(Fen::ZERO, |b| b.amount);
    let ends = band.into_iter().flat_map(|b| b.to.iter().chain(std::iter::once(&b.from)).filter(|e| e.limit > 0));
    steps.extend(ends.map(|end| test(measure.clone(), counted.0, end)));
    let verdict = award(amount, terms.once).after(steps).note_credit_basis(bench);
    gap(verdict, s, gauge)
}

/// Says how far the outlet's own figure stands from the credited one.
fn gap(mut verdict: Verdict, s: &Outlet, gauge: Gauge) -> Verdict {
    let Some(gap) = s.recorded_sales.minus(s.credited_sales).filter(|g| *g != Fen::ZERO) else { return verdict };
    let (more, shown) = (gap > Fen::ZERO, show(gap.0.saturating_abs(), Unit::Fen));
    let recorded = gauge.fen("recorded_sales_fen", RECORDED, s.recorded_sales);
    let (zh, en) = if more { ("高于", "above") } else { ("低于", "below") };
    let statement = (
        format!("台账记录数{zh}计奖数 {}", shown.zh),
        format!("the recorded figure is {} {en} the credited one", shown.en),
    );
    verdict.steps.push(step(statement.0, statement.1, None, vec![recorded]));
    verdict
}

/// `outlet.unsalable_award`. Without kept declarations there is no data.
pub(super) fn unsalable(terms: &SteppedAward, s: &Outlet, gauge: Gauge) -> Verdict {
    let Some(sales) = s.campaign_sales else {
        let unknown = gauge.unknown("campaign_sales_fen", CAMPAIGN, Unit::Fen);
        let asked = step("助销额尚未登记", "campaign sales are not kept yet", None, vec![unknown]);
        let (zh, en) = ("滞销认定尚未登记，助销额未知", "declarations are not kept yet, so campaign sales are unknown");
        return Verdict::new(Outcome::NoData).after(vec![asked]).because(zh, en);
    };
    let mut steps = vec![test(gauge.fen("campaign_sales_fen", CAMPAIGN, sales), sales.0, &terms.threshold)];
    let stepped = terms.amount_for(sales);
    if let Some(stepped) = stepped {
        let fen = |f: Fen| show(f.0, Unit::Fen);
        let (base, each, add, cap) = (fen(terms.amount), fen(terms.step), fen(terms.step_amount), fen(terms.cap));
        let (n, total) = (stepped.steps, fen(stepped.amount));
        let start = show(terms.threshold.limit, Unit::Fen);
        steps.push(step(
            format!("满档数：({} − {}) ÷ {}，只计满档 = {n} 档", fen(sales).zh, start.zh, each.zh),
            format!("full steps: ({} − {}) ÷ {}, only full ones = {n}", fen(sales).en, start.en, each.en),
            None,
            vec![without_lines(gauge.count("full_steps", ("满档数", "full steps"), n))],
        ));
        let (cut_zh, cut_en) = if stepped.capped {
            ("，已封顶", ", cut by the cap")
        } else {
            ("，未超过封顶", ", not above the cap")
        };
        steps.push(step(
            format!("{} + {n} × {}，最多 {} = {}{cut_zh}", base.zh, add.zh, cap.zh, total.zh),
            format!("{} + {n} × {}, at most {} = {}{cut_en}", base.en, add.en, cap.en, total.en),
            None,
            vec![],
        ));
    }
    let mut verdict = award(stepped.map_or(Fen::ZERO, |a| a.amount), terms.once).after(steps);
    if sales > s.recorded_sales.max(s.credited_sales) {
        verdict =
            verdict.note("助销额高于全年销售额，请核对", "campaign sales are above the year's sales: look into it");
    }
    verdict
}

fn award(amount: Fen, once: Once) -> Verdict {
    if amount <= Fen::ZERO {
        return Verdict::new(Outcome::None);
    }
    let shown = show(amount.0, Unit::Fen);
    let mut verdict = Verdict::new(Outcome::Award).because(shown.zh, shown.en);
    verdict.amount = Some(amount);
    match once {
        Once::Year => verdict,
        Once::Ever => verdict.note(
            "终身一次：支付前须核对以往年度是否已奖补",
            "once ever: earlier years have to be looked at before it is paid",
        ),
    }
}
