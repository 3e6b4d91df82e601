//! What stands above and around a table: the year, the month, the unit line, the direction.

use super::{
    block,
    field::Direction,
    heading::{self, Units},
};
use crate::values::{chinese, date::Around, tidy, unit::Known};
use base::Day;

/// What title and sheet name say for the rows that do not say it themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Context {
    /// For dates.
    pub around: Around,
    /// 单位：万元.
    pub units: Units,
    /// The one day that the sheet's name and its titles name.
    pub day: Option<Day>,
    /// 销售台账.
    pub direction: Option<Direction>,
    /// A heading such as 退货 or 库存 over the rows: what is above zero there was neither bought nor sold.
    pub aside: Option<String>,
    /// Units that the rows have named so far.
    pub known_units: Known,
}

/// Reads the sheet's name and the cells above the header.
pub fn of<'t>(sheet: &str, above: impl Iterator<Item = &'t str> + Clone, epoch_1904: bool) -> Context {
    let titles = || above.clone().filter(|text| !text.contains([':', '：']));
    let years = years_in(sheet).chain(above.clone().flat_map(years_in));
    let around = Around {
        year: only(years),
        month: only(months_in(sheet)).or_else(|| only(titles().flat_map(months_in))),
        epoch_1904,
    };
    let mut units = Units::default();
    for text in above.clone() {
        let said = unit_line(text);
        units = Units { yuan: units.yuan.or(said.yuan), unit: units.unit.or(said.unit) };
    }
    let by_name = direction_of(sheet);
    let by_title = only(titles().filter_map(direction_of));
    let direction = match (by_name, by_title) {
        (Some(name), Some(title)) => Some(name).filter(|_| name == title),
        (name, title) => name.or(title),
    };
    let aside = titles().find(|text| is_aside(text)).unwrap_or(sheet);
    let aside = Some(aside.trim().to_owned()).filter(|text| is_aside(text));
    let context = Context { around, units, day: None, direction, aside, known_units: Known::default() };
    Context { day: block::day_of_sheet(sheet, above, &context), ..context }
}

/// The one value that all agree on.
fn only<T: PartialEq>(mut values: impl Iterator<Item = T>) -> Option<T> {
    let first = values.next()?;
    values.all(|value| value == first).then_some(first)
}

/// Years named in a text: `2020年`, `二〇二〇年`, `2020.7`, `2020`.
fn years_in(text: &str) -> impl Iterator<Item = i32> {
    let tidy = tidy(text).into_owned();
    let digits: String = tidy.chars().map(plain_digit).collect();
    let runs: Vec<i32> = digits
        .split(|c: char| !c.is_ascii_digit())
        .filter(|run| run.len() == 4 || (run.len() == 8 || run.len() == 6))
        .filter_map(|run| run.get(..4)?.parse().ok())
        .filter(|year| (2000..=2100).contains(year))
        .collect();
    runs.into_iter()
}

/// 二〇二〇年 in titles: only the ten plain numerals.
fn plain_digit(c: char) -> char {
    if "〇零一二三四五六七八九○".contains(c) {
        return chinese::as_digits(&c.to_string()).and_then(|d| d.chars().next()).unwrap_or(c);
    }
    c
}

/// Months named in a text: `7月`, `七月`, `2020.7`, `7月份`.
fn months_in(text: &str) -> impl Iterator<Item = i8> {
    let tidy = tidy(text).into_owned();
    let mut found = Vec::new();
    for (at, _) in tidy.match_indices('月') {
        let before = tidy.get(..at).unwrap_or_default();
        let start = before.rfind(|c: char| !c.is_ascii_digit() && !"一二三四五六七八九十".contains(c));
        let number = start.map_or(before, |at| {
            before
                .get(at..)
                .unwrap_or_default()
                .trim_start_matches(|c: char| !c.is_ascii_digit() && !"一二三四五六七八九十".contains(c))
        });
        let month: Option<i8> = number.parse().ok().or_else(|| chinese::as_digits(number)?.parse().ok());
        found.extend(month.filter(|month| (1..=12).contains(month)));
    }
    let dotted = tidy.split(['.', '-']).collect::<Vec<_>>();
    if let [year, month] = dotted.as_slice()
        && year.len() == 4
    {
        found.extend(month.parse::<i8>().ok().filter(|month| (1..=12).contains(month)));
    }
    found.into_iter()
}

/// `单位：万元`, `计量单位：斤、元`; `填报单位：某店` names no unit and says nothing.
fn unit_line(text: &str) -> Units {
    let tidy = tidy(text);
    let found = tidy.rfind("单位:").and_then(|at| tidy.get(at..));
    found.map(|line| heading::units(line.trim_end_matches(')'))).unwrap_or_default()
}

const ASIDE: [&str; 11] = ["退货", "退回", "库存", "结存", "盘点", "盘存", "报价", "价格表", "价目", "计划", "预算"];

/// Whether a title is about goods that came back, lie in store or are only planned.
pub fn is_aside(text: &str) -> bool {
    ASIDE.iter().any(|word| text.contains(word))
}

const PURCHASE: [&str; 8] = ["进货", "采购", "收购", "购进", "入库", "购入", "进项", "收货"];
const SALE: [&str; 6] = ["销售", "出库", "售出", "销货", "出货", "零售"];

/// The direction that a title or a cell names, if it names one only.
pub fn direction_of(text: &str) -> Option<Direction> {
    let names = |words: &[&str]| words.iter().any(|word| text.contains(word));
    match (names(&PURCHASE), names(&SALE)) {
        (true, false) => Some(Direction::Purchase),
        (false, true) => Some(Direction::Sale),
        _ => None,
    }
}

/// What a cell of a column 类型 says: the direction, and whether goods went back.
pub fn direction_cell(text: &str, otherwise: Option<Direction>) -> (Option<Direction>, bool) {
    let tidy = tidy(text);
    let back = tidy.contains('退');
    let direction = match tidy.as_ref() {
        "进" | "购" | "买" | "入" | "收" | "支" | "支出" | "购买" | "买入" | "买进" => {
            Some(Direction::Purchase)
        }
        "销" | "售" | "卖" | "出" | "收入" | "卖出" => Some(Direction::Sale),
        _ if tidy.contains("退供") || tidy.contains("退给供") || tidy.contains("退厂") => {
            Some(Direction::Purchase)
        }
        _ if tidy.contains("客户退") || tidy.contains("顾客退") || tidy.contains("客退") => {
            Some(Direction::Sale)
        }
        text => direction_of(text).or_else(|| {
            let sides = (text.contains(['进', '购']), text.contains(['销', '售']));
            match sides {
                (true, false) => Some(Direction::Purchase),
                (false, true) => Some(Direction::Sale),
                _ => None,
            }
        }),
    };
    (direction.or(otherwise.filter(|_| back)), back)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_and_sheet_names_say_year_month_unit_direction() {
        for (sheet, above, year, month, direction) in [
            (
                "7月",
                vec!["邵东市消费扶贫产品购销台账（2020年）", "填报单位：生活馆", "单位：元"],
                Some(2020),
                Some(7),
                None,
            ),
            ("销售", vec!["二〇二〇年八月购销台账"], Some(2020), Some(8), Some(Direction::Sale)),
            ("Sheet1", vec!["2020年度进货台账"], Some(2020), None, Some(Direction::Purchase)),
            ("进货", vec!["销售台账"], None, None, None),
            ("2020.7", vec![], Some(2020), Some(7), None),
            ("Sheet1", vec!["2020-2021年台账"], None, None, None),
            ("Sheet1", vec!["采购单位：邵东一中"], None, None, None),
            ("十二月", vec![], None, Some(12), None),
        ] {
            let context = of(sheet, above.iter().copied(), false);
            assert_eq!(
                (context.around.year, context.around.month, context.direction),
                (year, month, direction),
                "{sheet} {above:?}"
            );
        }
        assert_eq!(of("a", ["填报单位：生活馆 单位：万元"].into_iter(), false).units.yuan, Some(10_000));
    }

    #[test]
    fn a_type_column_says_direction_and_return() {
        use Direction::{Purchase, Sale};
        for (text, otherwise, expect) in [
            ("进货", None, (Some(Purchase), false)),
            ("销", None, (Some(Sale), false)),
            ("采购入库", None, (Some(Purchase), false)),
            ("出库", None, (Some(Sale), false)),
            ("销售退货", None, (Some(Sale), true)),
            ("进货退回", None, (Some(Purchase), true)),
            ("退货", None, (None, true)),
            ("退货", Some(Sale), (Some(Sale), true)),
            ("收入", None, (Some(Sale), false)),
            ("支出", None, (Some(Purchase), false)),
            ("其他", Some(Sale), (None, false)),
        ] {
            assert_eq!(direction_cell(text, otherwise), expect, "{text}");
        }
    }
}
