//! Tests that are met or not: local share, canteen share, employment.

use super::{Verdict, step, test};
use crate::bound::{Bound, percent, share_ppm};
use crate::explanation::{Gauge, Measure, Step};
use crate::subject::{Canteen, Outlet, Producer};
use crate::terms::{CanteenShare, EmploymentTest, LocalShare};
use crate::vocabulary::{CanteenMode, LocalBase, Outcome, Word};
use base::{Fen, Text};

const LOCAL: (&str, &str) = ("本地产品销售额", "sales of local produce");
const RECORDED: (&str, &str) = ("台账记录的扶贫产品销售额", "recorded sales of listed products");
const LISTED_PURCHASES: (&str, &str) = ("扶贫产品采购额", "purchases of listed products");
const FOOD_PURCHASES: (&str, &str) = ("食材采购总额", "food purchases");

/// `outlet.local_share`: local ÷ recorded sales.
pub(super) fn local(terms: &LocalShare, s: &Outlet, gauge: Gauge) -> Verdict {
    let part = gauge.fen("local_sales_fen", LOCAL, s.local_sales);
    let whole = gauge.fen("recorded_sales_fen", RECORDED, s.recorded_sales);
    let base = terms.base.text();
    if terms.base != LocalBase::SalesValue {
        let (zh, en) = ("指标中没有本政策所选的基数", "the measures do not hold the base that this policy chose");
        let asked =
            step(format!("占比基数：{}", base.zh), format!("a share of the {}", base.en), None, vec![part, whole]);
        return Verdict::new(Outcome::NoData).after(vec![asked]).because(zh, en);
    }
    let verdict = share(&terms.share, (s.local_sales, part), (s.recorded_sales, whole));
    verdict.note(format!("占比基数：{}", base.zh), format!("a share of the {}", base.en))
}

/// `canteen.share`: listed ÷ food purchases. Without a canteen there is no duty and no finding.
pub(super) fn canteen(terms: &CanteenShare, s: &Canteen, gauge: Gauge) -> Option<Verdict> {
    if s.canteen_mode == CanteenMode::None {
        return None;
    }
    let part = gauge.fen("listed_purchases_fen", LISTED_PURCHASES, s.listed_purchases);
    let whole = gauge.fen("food_purchases_fen", FOOD_PURCHASES, s.food_purchases);
    let (base, mode) = (terms.base.text(), s.canteen_mode.text());
    let verdict = share(&terms.share, (s.listed_purchases, part), (s.food_purchases, whole));
    let (zh, en) =
        (format!("{}；占比基数：{}", mode.zh, base.zh), format!("canteen: {}; a share of {}", mode.en, base.en));
    Some(verdict.note(zh, en))
}

fn share(bound: &Bound, part: (Fen, Measure), whole: (Fen, Measure)) -> Verdict {
    let ((part, part_measure), (whole, whole_measure)) = (part, whole);
    if whole <= Fen::ZERO {
        let label = whole_measure.label.clone();
        let asked = step(
            format!("{}为 0，没有占比", label.zh),
            format!("{} are 0: there is no share", label.en),
            None,
            vec![part_measure, whole_measure],
        );
        return Verdict::new(Outcome::NoData).after(vec![asked]);
    }
    let holds = bound.share_holds(part.0, whole.0);
    let (shown, words) = (share_ppm(part.0, whole.0).map(percent).unwrap_or_default(), bound.text());
    let (limit, sign) = (percent(bound.limit), bound.sign());
    let statement = Text::new(
        format!(
            "{} ÷ {} = {} ÷ {} {sign} {limit}？（约 {shown}，截尾不进位；按交叉相乘精确比较）标准：{}",
            part_measure.label.zh, whole_measure.label.zh, part_measure.shown.zh, whole_measure.shown.zh, words.zh
        ),
        format!(
            "{} ÷ {} = {} ÷ {} {sign} {limit}? (about {shown}, cut; compared exactly by cross-multiplication) the rule: {}",
            part_measure.label.en, whole_measure.label.en, part_measure.shown.en, whole_measure.shown.en, words.en
        ),
    );
    let asked = Step {
        statement,
        wording: Some(bound.wording.clone()),
        holds: Some(holds),
        measures: vec![part_measure, whole_measure],
    };
    Verdict::new(if holds { Outcome::Met } else { Outcome::NotMet }).after(vec![asked])
}

/// `certify.employment`: enough assisted workers who reach the income, each alone.
pub(super) fn employment(terms: &EmploymentTest, s: &Producer, gauge: Gauge) -> Verdict {
    let reaching = s.worker_incomes.iter().filter(|income| terms.income.holds(income.0)).count();
    let reaching = i64::try_from(reaching).unwrap_or(i64::MAX);
    let all = i64::try_from(s.worker_incomes.len()).unwrap_or(i64::MAX);
    let workers = gauge.count("assisted_workers", ("帮扶对象务工人数", "assisted workers"), all);
    let best = s.worker_incomes.iter().max();
    let label = ("其中一人最高年收入", "the highest income among them");
    let highest = best.map_or_else(
        || gauge.unknown("highest_income_fen", label, terms.income.unit),
        |f| gauge.fen("highest_income_fen", label, *f),
    );
    let each = terms.income.text();
    let single = Step {
        statement: Text::new(
            format!("逐人看在本主体的年收入，标准：{}", each.zh),
            format!("each worker's income from this producer alone; the rule: {}", each.en),
        ),
        wording: Some(terms.income.wording.clone()),
        holds: None,
        measures: vec![workers, highest],
    };
    let count = gauge.count("workers_reaching_income", ("达到收入线的人数", "workers who reach the income"), reaching);
    let enough = test(count, reaching, &terms.workers);
    let met = terms.workers.holds(reaching);
    let verdict = Verdict::new(if met { Outcome::Met } else { Outcome::NotMet }).after(vec![single, enough]);
    if met {
        verdict.note("可纳入目录，仍须认定程序决定", "may be listed; the steps of certification still decide")
    } else {
        verdict
    }
}
