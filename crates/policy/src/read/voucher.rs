//! Reads the terms of the yearly voucher.

use super::section::{Placed, Section};
use super::values::join;
use crate::terms::{Reason, Voucher};
use crate::vocabulary::{Never, Word};
use base::{Day, Text};

pub(super) fn voucher(s: &Section) -> Option<Voucher> {
    let ceiling = s.money_above_zero("ceiling", ("每人每年", "a worker a year"));
    let reasons = reasons(s);
    let never = never(s);
    let within_gift_ceiling =
        s.flag("within_gift_ceiling", ("计入工会年度慰问标准", "counts inside the union's yearly gift ceiling"));
    let gift_ceiling = s.maybe_money("gift_ceiling", ("工会年度慰问标准", "the union's yearly gift ceiling"));
    let last = last_day(s);
    let last_day_years_later =
        s.count("last_day_years_later", ("截止日在发放后第几年", "years between issue and the last day"), 0..=5);
    let remainder = s.choice("remainder", ("用券后的余额", "the rest after a purchase"));
    let unused = s.choice("unused", ("到期未用的余额", "the rest after the last day"));
    let refund_grace_days =
        s.count("refund_grace_days", ("到期后退货返还可再用天数", "days a refund stays usable after the end"), 0..=366);
    let cooling_off_days =
        s.count("cooling_off_days", ("核销后结算冷静期（天）", "days from redemption to pay-out"), 0..=366);
    let throttle_seconds = s.count(
        "throttle_seconds",
        ("同一账户两次用券最短间隔（秒）", "least seconds between two redemptions"),
        0..=86_400,
    );
    let collection_ceiling = s.money("collection_ceiling", ("代领一次的上限", "most that another may collect at once"));
    let collection_days = s.count("collection_days", ("代领码有效天数", "days that a collection code lives"), 1..=31);
    let (last_month, last_day) = last?;
    Some(Voucher {
        ceiling: ceiling?,
        reasons: reasons?,
        never: never?,
        within_gift_ceiling: within_gift_ceiling?,
        gift_ceiling: gift_ceiling?,
        last_month,
        last_day,
        last_day_years_later: last_day_years_later?,
        remainder: remainder?,
        unused: unused?,
        refund_grace_days: refund_grace_days?,
        cooling_off_days: cooling_off_days?,
        throttle_seconds: throttle_seconds?,
        collection_ceiling: collection_ceiling?,
        collection_days: collection_days?,
    })
}

fn reasons(s: &Section) -> Option<Vec<Reason>> {
    let list = s.list("reasons")?;
    let read: Vec<_> = list.iter().enumerate().map(|(i, value)| reason(s, i, value)).collect();
    let reasons: Vec<Reason> = read.into_iter().collect::<Option<_>>()?;
    for (i, value) in list.iter().enumerate() {
        let (before, this) = reasons.split_at_checked(i)?;
        if let Some(again) = this.first().filter(|r| before.iter().any(|b| b.id == r.id)) {
            let (zh, en) = (format!("“{}”重复", again.id), format!("`{}` is there twice", again.id));
            s.wrong(&format!("reasons[{i}]"), value, "value.repeated", zh, en);
        }
    }
    s.show("reasons", ("发放事由", "occasions of issue"), join(reasons.iter().map(|r| r.name.clone())), None);
    Some(reasons)
}

fn reason<'a>(s: &Section<'a>, index: usize, value: Placed<'a>) -> Option<Reason> {
    let inner = Section::within(s.log, s.key(&format!("reasons[{index}]")), value)?;
    let (id, name) = (inner.string("id"), inner.text("name"));
    let statutory = inner.need("statutory").and_then(|v| {
        let flag = v.get_ref().as_bool();
        if flag.is_none() {
            inner.wrong(
                "statutory",
                v,
                "value.type",
                "应为 true 或 false".to_owned(),
                "true or false is wanted".to_owned(),
            );
        }
        flag
    });
    inner.finish();
    Some(Reason { id: id?.to_owned(), name: name?, statutory: statutory? })
}

/// All three have to be named: no county may lift them.
fn never(s: &Section) -> Option<Vec<Never>> {
    let never: Vec<Never> = s.choices("never", ("任何时候不得", "never"))?;
    for missing in Never::ALL.iter().filter(|n| !never.contains(n)) {
        let value = s.find("never")?;
        let (zh, en) = (
            format!("缺少“{}”：法律不允许放开", missing.word()),
            format!("`{}` is missing: the law does not let it go", missing.word()),
        );
        s.wrong("never", value, "value.word", zh, en);
    }
    Some(never)
}

/// `last_day = "12-31"`: a day that every year has.
fn last_day(s: &Section) -> Option<(i8, i8)> {
    let text = s.string("last_day")?;
    let day = format!("2021-{text}").parse::<Day>().ok();
    let Some(day) = day else {
        let value = s.find("last_day")?;
        let (zh, en) =
            ("应为每年都有的 月-日，如 \"12-31\"", "a month and day that every year has is wanted, such as \"12-31\"");
        s.wrong("last_day", value, "value.range", zh.to_owned(), en.to_owned());
        return None;
    };
    let shown = Text::new(format!("{}月{}日", day.month(), day.day_of_month()), text);
    s.show("last_day", ("最后使用日", "last day of use"), shown, None);
    Some((day.month(), day.day_of_month()))
}
