//! The JSON of `huoshui policy evaluate`, read strictly.
//!
//! Invariants: a missing or unknown field or kind, a number that is no whole number from 0,
//! a date that does not exist, a part above its whole, and a subject that comes twice are
//! each refused with the JSON pointer of the place; nothing is guessed or filled in, except
//! that `canteen_mode` is `own` where it is left out.

use crate::subject::{Canteen, Officer, Outlet, Producer, Subject};
use crate::vocabulary::{CanteenMode, SubjectKind, Word};
use base::{Day, Fen, Text};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// Why input was refused. Nothing was judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct InputError {
    /// RFC 6901 pointer to the place; empty for the whole document.
    pub pointer: String,
    /// What is wrong and what would be right.
    pub message: Text,
}

impl InputError {
    pub(crate) fn new(pointer: impl Into<String>, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { pointer: pointer.into(), message: Text::new(zh, en) }
    }
}

impl std::fmt::Display for InputError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let place = if self.pointer.is_empty() { "(document)" } else { &self.pointer };
        write!(f, "{place}: {} / {}", self.message.zh, self.message.en)
    }
}

impl std::error::Error for InputError {}

type Read<T> = Result<T, InputError>;

/// Reads `{"subjects": [...]}`.
///
/// # Errors
/// The first fault in the order of the document.
pub fn read_subjects(input: &str) -> Read<Vec<Subject>> {
    let input = input.strip_prefix('\u{feff}').unwrap_or(input);
    let document = crate::json::parse(input)
        .map_err(|e| InputError::new("", format!("不是合格的 JSON：{e}"), format!("not sound JSON: {e}")))?;
    let root = Fields::of(&document, String::new())?;
    root.only(&["subjects"])?;
    let (list, at) = root.list("subjects")?;
    let mut seen = BTreeSet::new();
    let mut subjects = Vec::with_capacity(list.len());
    for (i, value) in list.iter().enumerate() {
        let place = format!("{at}/{i}");
        let subject = subject(value, place.clone())?;
        if !seen.insert((subject.kind(), subject.id().to_owned())) {
            let (zh, en) = (format!("“{}”出现了两次", subject.id()), format!("`{}` is there twice", subject.id()));
            return Err(InputError::new(format!("{place}/id"), zh, en));
        }
        subjects.push(subject);
    }
    Ok(subjects)
}

fn subject(value: &Value, at: String) -> Read<Subject> {
    let fields = Fields::of(value, at)?;
    match fields.word::<SubjectKind>("kind")? {
        SubjectKind::Outlet => outlet(&fields).map(Subject::Outlet),
        SubjectKind::Producer => producer(&fields).map(Subject::Producer),
        SubjectKind::Canteen => canteen(&fields).map(Subject::Canteen),
        SubjectKind::Officer => officer(&fields).map(Subject::Officer),
    }
}

fn outlet(f: &Fields) -> Read<Outlet> {
    f.only(&[
        "kind",
        "id",
        "outlet_kind",
        "year",
        "authorised_from",
        "authorised_to",
        "recorded_sales_fen",
        "credited_sales_fen",
        "campaign_sales_fen",
        "local_sales_fen",
        "refusals",
    ])?;
    let outlet = Outlet {
        id: f.id("id")?,
        outlet_kind: f.word("outlet_kind")?,
        year: f.year()?,
        authorised_from: f.day_or_null("authorised_from")?,
        authorised_to: f.day_or_null("authorised_to")?,
        recorded_sales: f.fen("recorded_sales_fen")?,
        credited_sales: f.fen("credited_sales_fen")?,
        campaign_sales: Some(f.fen("campaign_sales_fen")?),
        local_sales: f.fen("local_sales_fen")?,
        refusals: Some(f.whole("refusals")?),
    };
    f.part_of("local_sales_fen", outlet.local_sales.0, "recorded_sales_fen", outlet.recorded_sales.0)?;
    if outlet.authorised_from.zip(outlet.authorised_to).is_some_and(|(from, to)| to < from) {
        return Err(f.wrong("authorised_to", "终止日早于起始日", "the last day is before the first"));
    }
    Ok(outlet)
}

fn producer(f: &Fields) -> Read<Producer> {
    f.only(&["kind", "id", "producer_kind", "year", "assisted_workers"])?;
    let (id, producer_kind, year) = (f.id("id")?, f.word("producer_kind")?, f.year()?);
    let (list, at) = f.list("assisted_workers")?;
    let income = |(i, value)| {
        let worker = Fields::of(value, format!("{at}/{i}"))?;
        worker.only(&["income_fen"])?;
        worker.fen("income_fen")
    };
    let worker_incomes = list.iter().enumerate().map(income).collect::<Read<_>>()?;
    Ok(Producer { id, producer_kind, year, worker_incomes })
}

fn canteen(f: &Fields) -> Read<Canteen> {
    f.only(&["kind", "id", "unit_kind", "year", "food_purchases_fen", "listed_purchases_fen", "canteen_mode"])?;
    let canteen = Canteen {
        id: f.id("id")?,
        unit_kind: f.word("unit_kind")?,
        canteen_mode: if f.has("canteen_mode") { f.word("canteen_mode")? } else { CanteenMode::Own },
        year: f.year()?,
        food_purchases: f.fen("food_purchases_fen")?,
        listed_purchases: f.fen("listed_purchases_fen")?,
    };
    f.part_of("listed_purchases_fen", canteen.listed_purchases.0, "food_purchases_fen", canteen.food_purchases.0)?;
    Ok(canteen)
}

fn officer(f: &Fields) -> Read<Officer> {
    f.only(&[
        "kind",
        "id",
        "division",
        "year",
        "reports",
        "reports_on_time",
        "reports_checked",
        "reports_accurate",
        "promotion_sales_fen",
        "promotion_sold_g",
        "promotion_had_g",
        "unreported_unsalable",
    ])?;
    let told = f.has("promotion_sold_g") || f.has("promotion_had_g");
    let promotion_share = if told { Some((f.whole("promotion_sold_g")?, f.whole("promotion_had_g")?)) } else { None };
    let officer = Officer {
        id: f.id("id")?,
        division: f.id("division")?,
        year: f.year()?,
        reports: f.whole("reports")?,
        reports_on_time: f.whole("reports_on_time")?,
        reports_checked: f.whole("reports_checked")?,
        reports_accurate: f.whole("reports_accurate")?,
        promotion_sales: f.fen("promotion_sales_fen")?,
        promotion_share,
        unreported_unsalable: Some(f.whole("unreported_unsalable")?),
    };
    f.part_of("reports_on_time", officer.reports_on_time, "reports", officer.reports)?;
    f.part_of("reports_checked", officer.reports_checked, "reports", officer.reports)?;
    f.part_of("reports_accurate", officer.reports_accurate, "reports_checked", officer.reports_checked)?;
    let (sold, had) = officer.promotion_share.unwrap_or_default();
    f.part_of("promotion_sold_g", sold, "promotion_had_g", had)?;
    Ok(officer)
}

/// One JSON object, read field by field.
struct Fields<'v> {
    object: &'v Map<String, Value>,
    at: String,
}

impl<'v> Fields<'v> {
    fn of(value: &'v Value, at: String) -> Read<Self> {
        match value.as_object() {
            Some(object) => Ok(Self { object, at }),
            None => Err(InputError::new(at, "应为对象 { … }", "an object { … } is wanted")),
        }
    }

    fn wrong(&self, name: &str, zh: impl Into<String>, en: impl Into<String>) -> InputError {
        let token = name.replace('~', "~0").replace('/', "~1");
        InputError::new(format!("{}/{token}", self.at), zh, en)
    }

    /// Refuses every field that is not one of these.
    fn only(&self, known: &[&str]) -> Read<()> {
        match self.object.keys().find(|k| !known.contains(&k.as_str())) {
            None => Ok(()),
            Some(name) => Err(self.wrong(
                name,
                format!("不认识的字段“{name}”"),
                format!("unknown field `{name}`; known are {}", known.join(", ")),
            )),
        }
    }

    fn has(&self, name: &str) -> bool {
        self.object.contains_key(name)
    }

    fn need(&self, name: &str) -> Read<&'v Value> {
        self.object
            .get(name)
            .ok_or_else(|| self.wrong(name, format!("缺少字段“{name}”"), format!("field `{name}` is missing")))
    }

    fn list(&self, name: &str) -> Read<(&'v Vec<Value>, String)> {
        let list = self.need(name)?.as_array();
        let list = list.ok_or_else(|| self.wrong(name, "应为列表 [ … ]", "a list [ … ] is wanted"))?;
        Ok((list, format!("{}/{name}", self.at)))
    }

    fn id(&self, name: &str) -> Read<String> {
        let text = self.need(name)?.as_str().filter(|t| !t.trim().is_empty());
        text.map(str::to_owned).ok_or_else(|| self.wrong(name, "应为非空文字", "a text that is not empty is wanted"))
    }

    fn word<W: Word>(&self, name: &str) -> Read<W> {
        let word = self.need(name)?.as_str().and_then(W::find);
        let all = W::spellings();
        word.ok_or_else(|| self.wrong(name, format!("应为其中之一：{all}"), format!("one of {all} is wanted")))
    }

    /// A whole number from 0 that a 64-bit integer holds.
    fn whole(&self, name: &str) -> Read<i64> {
        let number = self.need(name)?.as_i64().filter(|n| *n >= 0);
        let (zh, en) = (
            "应为不小于 0 的整数（64 位之内，不带小数点）",
            "a whole number from 0 is wanted (64 bits, no decimal point)",
        );
        number.ok_or_else(|| self.wrong(name, zh, en))
    }

    fn fen(&self, name: &str) -> Read<Fen> {
        self.whole(name).map(Fen)
    }

    fn year(&self) -> Read<i32> {
        let year = self.whole("year")?;
        let year = i32::try_from(year).ok().filter(|y| (1..=9999).contains(y));
        year.ok_or_else(|| self.wrong("year", "年份应在 1 到 9999 之间", "a year from 1 to 9999 is wanted"))
    }

    fn day_or_null(&self, name: &str) -> Read<Option<Day>> {
        let value = self.need(name)?;
        if value.is_null() {
            return Ok(None);
        }
        let day = value.as_str().and_then(|t| t.parse::<Day>().ok());
        let (zh, en) = ("应为存在的日期 YYYY-MM-DD，或 null", "a date that exists, YYYY-MM-DD, or null is wanted");
        day.map(Some).ok_or_else(|| self.wrong(name, zh, en))
    }

    fn part_of(&self, part: &str, value: i64, whole: &str, limit: i64) -> Read<()> {
        if value <= limit {
            return Ok(());
        }
        let (zh, en) = (
            format!("{part} 大于 {whole}：部分不能大于整体"),
            format!("{part} is above {whole}: a part cannot exceed its whole"),
        );
        Err(self.wrong(part, zh, en))
    }
}
