//! What a delivery note or a day's sheet says once for all its rows: whose it is, and of which day.
//!
//! A day is taken only if the sheet's name, the title and the labels name one and the same.

use super::context::Context;
use crate::{
    cell::Cell,
    values::{
        chinese,
        date::{self, Around},
        tidy,
    },
};
use base::Day;

/// Labels of the other side, longer ones first.
const PARTY: [&str; 15] = [
    "客户名称",
    "购货单位",
    "收货单位",
    "购买单位",
    "采购单位",
    "供货单位",
    "供应单位",
    "供货商",
    "供应商",
    "供货人",
    "收货人",
    "购货人",
    "送货至",
    "客户",
    "农户",
];
/// Labels of the day on which the goods changed hands.
const DAY: [&str; 8] = ["送货日期", "销售日期", "供货日期", "进货日期", "业务日期", "单据日期", "开单日期", "日期"];
/// Titles of lists that sum up, or whose date says when they were made.
const NO_DAY: [&str; 8] = ["汇总", "统计", "制表", "打印", "填报", "填表", "截", "上报"];

/// What labels above a table say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block {
    /// Supplier or customer.
    pub party: String,
    /// The day, if one is named and readable.
    pub day: Option<Day>,
    /// A day stands there, readable or not.
    names_day: bool,
}

impl Block {
    /// Takes the labels of a row; whether it has any.
    pub fn take(&mut self, cells: &[Cell<'_>], around: Around) -> bool {
        let mut found = false;
        for (place, cell) in cells.iter().enumerate() {
            let Cell::Text(text) = cell else { continue };
            let text = text.replace('：', ":");
            for (is_day, value) in labels(&text) {
                let next = || cells.iter().skip(place.saturating_add(1)).find(|cell| !cell.is_blank());
                let beside = next().filter(|cell| value.is_empty() && !cell.shown().contains([':', '：']));
                let cell = beside.cloned().unwrap_or_else(|| Cell::Text(value.to_owned().into()));
                found = true;
                if is_day {
                    (self.day, self.names_day) = (date::of_cell(&cell, around).ok(), true);
                } else {
                    self.party = cell.shown().into_owned();
                }
            }
        }
        found
    }

    /// The day of rows without a date of their own: `of_sheet` and the label must not contradict each other.
    pub fn day_with(&self, of_sheet: Option<Day>) -> Option<Day> {
        match (self.day, of_sheet) {
            (Some(own), Some(of_sheet)) => Some(own).filter(|own| *own == of_sheet),
            (None, of_sheet) if !self.names_day => of_sheet,
            (own, _) => own,
        }
    }
}

/// `客户：一中  日期：8月4日` → party 一中, day 8月4日. `制表日期：…` is no label of ours.
fn labels(text: &str) -> Vec<(bool, &str)> {
    let starts = |at: usize| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        before.is_none_or(|c| c.is_whitespace() || "，,；;、".contains(c))
    };
    let known = DAY.iter().map(|word| (true, *word)).chain(PARTY.iter().map(|word| (false, *word)));
    let mut places: Vec<(usize, usize, bool)> = Vec::new();
    for (is_day, word) in known {
        let hits = text.match_indices(word).filter(|(at, _)| starts(*at));
        for (at, _) in hits {
            let behind = at.saturating_add(word.len());
            let colon = text.get(behind..).is_some_and(|rest| rest.starts_with(':'));
            if colon && places.iter().all(|(known, ..)| *known != at) {
                places.push((at, behind.saturating_add(1), is_day));
            }
        }
    }
    places.sort_unstable();
    let ends = places.iter().skip(1).map(|(at, ..)| *at).chain(std::iter::once(text.len()));
    let values = places.iter().zip(ends).map(|((_, from, is_day), to)| (*is_day, text.get(*from..to)));
    values.map(|(is_day, value)| (is_day, up_to_label(value.unwrap_or_default().trim()))).collect()
}

/// A value as far as the next label of any kind: `孙家农场  联系电话:…` is `孙家农场`.
fn up_to_label(value: &str) -> &str {
    let Some(label) = value.find(':').and_then(|colon| value.get(..colon)) else { return value };
    label.rfind(char::is_whitespace).and_then(|end| value.get(..end)).unwrap_or_default().trim_end()
}

/// The one day that a sheet's name and the titles above its table name.
pub fn day_of_sheet<'t>(sheet: &str, titles: impl Iterator<Item = &'t str>, context: &Context) -> Option<Day> {
    let titles: Vec<&str> = titles.filter(|text| !text.contains([':', '：'])).collect();
    let texts = || std::iter::once(sheet).chain(titles.iter().copied());
    if context.aside.is_some() || texts().any(|text| NO_DAY.iter().any(|word| text.contains(word))) {
        return None;
    }
    let mut days = texts().filter_map(|text| day_in(text, context.around));
    let first = days.next()??;
    days.all(|day| day == Some(first)).then_some(first)
}

/// A day in a title: `2020年8月4日销售日报`, `8.4`. A text with more than one day, or one that does not exist,
/// gives `Some(None)`; one without a day `None`.
fn day_in(text: &str, around: Around) -> Option<Option<Day>> {
    let tidy = tidy(text);
    let in_day = |c: char| c.is_ascii_digit() || chinese::is_digit(c) || "年月日号./-十".contains(c);
    // 2020年8月4日一中送货单: the numeral behind the day is no part of it.
    let runs = tidy.split(|c| !in_day(c)).map(|run| match run.find(['日', '号']) {
        Some(at) => run.get(..at.saturating_add('日'.len_utf8())).unwrap_or(run),
        None => run,
    });
    let mut runs = runs.filter(|run| names_a_day(run));
    let first = runs.next()?;
    let several = runs.next().is_some() || tidy.contains(['至', '到', '~', '—']);
    Some(date::of_text(first, around).ok().filter(|_| !several))
}

/// `8月4日`, `4日`, `2020.8.4`, `8.4`; but not `8月`, `2020年` or a bare number.
fn names_a_day(run: &str) -> bool {
    let numbers = run.split(['.', '/', '-']).filter(|part| !part.is_empty()).count();
    let chinese = run.strip_suffix(['日', '号']).is_some_and(|rest| !rest.is_empty());
    chinese
        || (numbers == 3 && !run.contains(['年', '月']))
        || (numbers == 2 && run.split(['.', '-']).all(|p| p.len() <= 2))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::context;

    const IN_2020: Around = Around { year: Some(2020), month: Some(8), epoch_1904: false };

    #[test]
    fn labels_above_a_delivery_note() {
        for (row, party, day) in [
            (&["客户：邵东一中", "", "日期：2020年8月4日"][..], "邵东一中", Some("2020-08-04")),
            (&["供货商：孙家农场　　送货日期： 8月4日"], "孙家农场", Some("2020-08-04")),
            (&["客户：", "二中", "日期：", "@"], "二中", None),
            (&["日期：     "], "", None),
            (&["供货商：孙家农场  联系电话：13873951234"], "孙家农场", None),
            (&["日期：2020-8-4 10:30"], "", Some("2020-08-04")),
            (&["制表日期：2020年8月31日"], "", None),
            (&["黄桃", "斤"], "", None),
        ] {
            let cells: Vec<Cell<'_>> = row.iter().map(|text| Cell::Text((*text).into())).collect();
            let mut block = Block::default();
            block.take(&cells, IN_2020);
            assert_eq!((block.party.as_str(), block.day.map(|d| d.to_string()).as_deref()), (party, day), "{row:?}");
        }
    }

    #[test]
    fn a_sheet_is_of_the_one_day_that_all_its_names_say() {
        for (sheet, titles, expect) in [
            ("8月4日", vec!["2020年8月销售日报"], Some("2020-08-04")),
            ("8.4", vec!["2020年销售日报"], Some("2020-08-04")),
            ("4日", vec!["2020年8月销售日报"], Some("2020-08-04")),
            ("Sheet1", vec!["2020年8月4日销售日报表"], Some("2020-08-04")),
            ("8月4日", vec!["2020年8月5日销售日报"], None),
            ("Sheet1", vec!["2020年8月4日一中送货单"], Some("2020-08-04")),
            ("Sheet1", vec!["2020年8月1日至8月31日销售"], None),
            ("8月4日", vec!["2020年销售汇总"], None),
            ("8月4日", vec!["2020年库存盘点表"], None),
            ("4", vec!["2020年8月销售日报"], None),
            ("8月", vec!["2020年销售"], None),
            ("Sheet1", vec!["制表日期：2020年8月4日"], None),
            ("8月32日", vec!["2020年销售"], None),
        ] {
            let context = context::of(sheet, titles.iter().copied(), false);
            let day = day_of_sheet(sheet, titles.iter().copied(), &context);
            assert_eq!(day.map(|day| day.to_string()).as_deref(), expect, "{sheet} {titles:?}");
        }
    }
}
