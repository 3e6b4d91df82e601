//! Reads the terms of each kind of rule: which parameters it has, and what they are called.
//!
//! Every parameter is read before any is missed, so that a file's faults come all at once.

use super::section::Section;
use super::values::{Side, join};
use crate::bound::{Unit, WHOLE_PPM, percent};
use crate::terms::{
    BandedAward, CanteenShare, CaseByPeople, EmploymentTest, ListedOnly, LocalShare, LowSales, Ranking, SteppedAward,
    SubsidyBands, Terms, Weight, WeightedMeasures, WeightedScore,
};
use crate::vocabulary::PromotionBy;
use base::Text;

/// The terms of a rule of this kind; `None` if any is wrong (then it is logged).
pub(crate) fn read(kind: &str, s: &Section) -> Option<Terms> {
    match kind {
        "employment_test" => employment(s).map(Terms::EmploymentTest),
        "listed_only" => listed_only(s).map(Terms::ListedOnly),
        "local_share" => local_share(s).map(Terms::LocalShare),
        "voucher" => super::voucher::voucher(s).map(Terms::Voucher),
        "canteen_share" => canteen_share(s).map(Terms::CanteenShare),
        "low_sales" => low_sales(s).map(Terms::LowSales),
        "case_by_people" => case_by_people(s).map(Terms::CaseByPeople),
        "banded_award" => banded_award(s).map(Terms::BandedAward),
        "stepped_award" => stepped_award(s).map(Terms::SteppedAward),
        "subsidy_bands" => subsidy_bands(s).map(Terms::SubsidyBands),
        "weighted_score" => weighted_score(s).map(Terms::WeightedScore),
        "ranking" => ranking(s).map(Terms::Ranking),
        "weighted_measures" => weighted_measures(s).map(Terms::WeightedMeasures),
        _ => None,
    }
}

fn employment(s: &Section) -> Option<EmploymentTest> {
    let workers = s.bound("workers", ("务工人数", "workers"), Unit::Count, Side::AtLeast);
    let income = s.bound("income", ("每人年收入", "income of each, a year"), Unit::Fen, Side::AtLeast);
    let income_window = s.choice("income_window", ("收入计算期间", "window of the income"));
    let assisted_kinds = s.choices("assisted_kinds", ("计入的帮扶对象", "households that count"));
    let status_on = s.choice("status_on", ("帮扶身份认定日", "day on which the status counts"));
    let notice_days = s.count("notice_days", ("公示期（天）", "days of public notice"), 1..=365);
    let notice_count = s.choice("notice_count", ("公示天数的计法", "how these days are counted"));
    let valid_months = s.count("valid_months", ("认定有效期（个月）", "months of validity"), 1..=120);
    Some(EmploymentTest {
        workers: workers?,
        income: income?,
        income_window: income_window?,
        assisted_kinds: assisted_kinds?,
        status_on: status_on?,
        notice_days: notice_days?,
        notice_count: notice_count?,
        valid_months: valid_months?,
    })
}

fn listed_only(s: &Section) -> Option<ListedOnly> {
    let exception_by = s.choice("exception_by", ("例外由谁批准", "who approves an exception"));
    let exception_days = s.count("exception_days", ("每次例外最长天数", "longest exception, days"), 1..=3_660);
    Some(ListedOnly { exception_by: exception_by?, exception_days: exception_days? })
}

fn local_share(s: &Section) -> Option<LocalShare> {
    let share = s.bound("share", ("本地产品占比", "share of local produce"), Unit::Ppm, Side::AtLeast);
    let base = s.choice("base", ("占比的基数", "what it is a share of"));
    let classes = s.strings("classes").map(|list| list.into_iter().map(str::to_owned).collect::<Vec<_>>());
    if let Some(list) = &classes {
        let shown =
            join(list.iter().map(|c| if c == "all" { Text::new("全部类别", "every class") } else { Text::new(c, c) }));
        s.show("classes", ("计入的产品类别", "product classes that count"), shown, None);
    }
    Some(LocalShare { share: share?, base: base?, classes: classes? })
}

fn canteen_share(s: &Section) -> Option<CanteenShare> {
    let share = s.bound("share", ("扶贫产品占比", "share of listed products"), Unit::Ppm, Side::AtLeast);
    let base = s.choice("base", ("占比的基数", "what it is a share of"));
    Some(CanteenShare { share: share?, base: base? })
}

fn low_sales(s: &Section) -> Option<LowSales> {
    let limit = s.bound("limit", ("全年销售额", "sales of the year"), Unit::Fen, Side::AtMost);
    let figures = s.choice("figures", ("以哪个数为准", "figures that are looked at"));
    let part_year = s.choice("part_year", ("授权不满全年的", "authorised for a part of the year"));
    Some(LowSales { limit: limit?, figures: figures?, part_year: part_year? })
}

fn case_by_people(s: &Section) -> Option<CaseByPeople> {
    let cases = s.bound("cases", ("经查实的情形", "established cases"), Unit::Count, Side::AtLeast);
    Some(CaseByPeople { cases: cases? })
}

fn banded_award(s: &Section) -> Option<BandedAward> {
    let bands = s.bands("bands", ("奖补档次", "bands"), false);
    let once = s.choice("once", ("“一次性”", "how often"));
    let campaign_counts = s.flag("campaign_counts", ("助销额计入", "campaign sales count inside"));
    Some(BandedAward { bands: bands?, once: once?, campaign_counts: campaign_counts? })
}

fn stepped_award(s: &Section) -> Option<SteppedAward> {
    let threshold = s.bound("threshold", ("起奖线", "where it begins"), Unit::Fen, Side::AtLeast);
    let amount = s.money("amount", ("起奖额", "award at the beginning"));
    let step = s.money_above_zero("step", ("每增加", "a full step"));
    let step_amount = s.money("step_amount", ("每档加奖", "each full step adds"));
    let cap = s.money("cap", ("最多", "at most"));
    let once = s.choice("once", ("“一次性”", "how often"));
    let beside = s.choice("beside_sales_award", ("与销售奖补并得", "together with the sales award"));
    if let (Some(amount), Some(cap), Some(value)) = (amount, cap, s.find("cap"))
        && cap < amount
    {
        s.wrong(
            "cap",
            value,
            "value.range",
            "封顶低于起奖额".to_owned(),
            "the cap is below the first award".to_owned(),
        );
        return None;
    }
    Some(SteppedAward {
        threshold: threshold?,
        amount: amount?,
        step: step?,
        step_amount: step_amount?,
        cap: cap?,
        once: once?,
        beside_sales_award: beside?,
    })
}

fn subsidy_bands(s: &Section) -> Option<SubsidyBands> {
    let supports = s.choices("supports", ("奖补用途", "what is supported"));
    let bands = s.bands("bands", ("奖补档次", "bands"), true);
    let ceiling = s.maybe_money("ceiling", ("年度上限", "ceiling of a year"));
    Some(SubsidyBands { supports: supports?, bands: bands?, ceiling: ceiling? })
}

fn weighted_score(s: &Section) -> Option<WeightedScore> {
    let timeliness = s.share("timeliness", ("及时性权重", "weight of timeliness"));
    let accuracy = s.share("accuracy", ("准确性权重", "weight of accuracy"));
    let promotion = s.share("promotion", ("推广成效权重", "weight of promotion"));
    let by = s.choice_or("promotion_by", ("推广成效的算法", "what promotion is measured by"), PromotionBy::Yuan);
    let (timeliness_ppm, accuracy_ppm, promotion_ppm) = (timeliness?, accuracy?, promotion?);
    whole(s, "timeliness", [timeliness_ppm, accuracy_ppm, promotion_ppm])?;
    Some(WeightedScore { timeliness_ppm, accuracy_ppm, promotion_ppm, promotion_by: by? })
}

fn ranking(s: &Section) -> Option<Ranking> {
    let places = s.count("places", ("名额", "places"), 1..=100_000);
    let amount = s.money("amount", ("每人奖励", "award of each"));
    let tie = s.choice("tie", ("末位并列", "a tie at the last place"));
    Some(Ranking { places: places?, amount: amount?, tie: tie? })
}

fn weighted_measures(s: &Section) -> Option<WeightedMeasures> {
    let list = s.list("weights")?;
    let read: Vec<_> = list.iter().enumerate().map(|(i, value)| weight(s, i, value)).collect();
    let weights: Option<Vec<Weight>> = read.into_iter().collect();
    let criticism_ppm = s.share("criticism", ("每一次通报批评扣减", "taken off for each criticism"));
    let weights = weights?;
    whole(s, "weights", weights.iter().map(|w| w.weight_ppm))?;
    let line = |w: &Weight| {
        let share = percent(w.weight_ppm);
        Text::new(format!("{} {share}", w.name.zh), format!("{} {share}", w.name.en))
    };
    s.show("weights", ("指标与权重", "measures and weights"), join(weights.iter().map(line)), None);
    Some(WeightedMeasures { weights, criticism_ppm: criticism_ppm? })
}

fn weight<'a>(s: &Section<'a>, index: usize, value: super::section::Placed<'a>) -> Option<Weight> {
    let inner = Section::within(s.log, s.key(&format!("weights[{index}]")), value)?;
    let (measure, name) = (inner.string("measure"), inner.text("name"));
    let weight = inner.need("weight").and_then(|v| inner.number_of("weight", v, Unit::Ppm));
    inner.finish();
    Some(Weight { measure: measure?.to_owned(), name: name?, weight_ppm: weight? })
}

fn whole(s: &Section, name: &str, weights: impl IntoIterator<Item = i64>) -> Option<()> {
    let sum: i64 = weights.into_iter().sum();
    if sum == WHOLE_PPM {
        return Some(());
    }
    let value = s.find(name)?;
    let (zh, en) =
        (format!("权重合计 {}，应为 100%", percent(sum)), format!("weights add up to {}, not 100%", percent(sum)));
    s.wrong(name, value, "weights.sum", zh, en);
    None
}
