//! One row of a file of ways: which cells say what, in which unit. Pure.

use base::Text;
use sheets::{
    Column, Kind, Table,
    table::{TableRow, Value},
    values::number,
};
use std::collections::BTreeMap;

pub(super) const COLUMNS: [Column<'static>; 5] = [
    Column {
        key: "from",
        titles: &["从", "起点", "起运地", "起运乡镇", "出发地", "from"],
        required: true,
        kind: Kind::Text,
    },
    Column {
        key: "to",
        titles: &["到", "终点", "到达地", "到达乡镇", "目的地", "to"],
        required: true,
        kind: Kind::Text,
    },
    Column {
        key: "cost",
        titles: &["运费", "每公斤运费", "运价", "fen_per_kg", "cost"],
        required: false,
        kind: Kind::Text,
    },
    Column {
        key: "km", titles: &["公里", "公里数", "里程", "距离", "路程", "km"], required: false, kind: Kind::Text
    },
    Column { key: "direction", titles: &["方向", "单双向", "direction"], required: false, kind: Kind::Text },
];

/// What bringing a kg costs, or how far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cost {
    FenPerKg(i64),
    Metres(i64),
}

/// A row that reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub from: String,
    pub to: String,
    pub cost: Cost,
    pub one_way: bool,
}

/// A cell that says nothing of use: its column, and what would be right.
pub(super) type Wrong = (&'static str, Text);

/// For what weight, and in what money, a column of costs is; by its title on this sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    /// The number is in yuan, else in fen.
    yuan: bool,
    /// For 斤.
    jin: bool,
}

impl Unit {
    /// 「运费（分/公斤）」, 「运费（元/斤）」, `fen_per_kg`. None: the title does not say.
    pub fn of(title: &str) -> Option<Self> {
        let yuan = title.contains('元') || title.contains("yuan");
        let fen = title.contains('分') || title.contains("fen");
        let kg = title.contains("公斤") || title.contains("千克") || title.to_lowercase().contains("kg");
        let jin = !kg && (title.contains('斤') || title.contains("jin"));
        (yuan != fen && (kg || jin)).then_some(Self { yuan, jin })
    }
}

/// The unit of the costs on each sheet of a table; none where the title does not say.
pub(super) fn units(table: &Table) -> BTreeMap<String, Option<Unit>> {
    let cost = |sheet: &sheets::ledger::SheetReport| {
        sheet.mapping.iter().find(|(_, key)| key.as_str() == "cost").map(|(title, _)| Unit::of(title))
    };
    table.sheets.iter().filter_map(|sheet| Some((sheet.name.clone(), cost(sheet)?))).collect()
}

/// Reads a row. `unit` is that of its sheet's costs.
pub(super) fn read(row: &TableRow, unit: Option<Unit>) -> Result<Row, Wrong> {
    let text = |key: &str| row.values.get(key).and_then(Value::as_text).unwrap_or_default().trim().to_owned();
    let one_way = match text("direction").as_str() {
        "" | "双向" | "来回" | "往返" | "两边" | "both" => false,
        "单向" | "单程" | "one way" => true,
        _ => {
            return Err((
                "direction",
                Text::new("方向应为 双向 或 单向；不写就是双向", "it says both or one way; both if it is empty"),
            ));
        }
    };
    let cost = match (text("cost"), text("km")) {
        (cost, km) if cost.is_empty() == km.is_empty() => {
            return Err((
                "cost",
                Text::new("运费和公里数填一样，只填一样", "give the cost or the kilometres, one of the two"),
            ));
        }
        (cost, km) if cost.is_empty() => metres(&km)?,
        (cost, _) => fen_per_kg(&cost, unit)?,
    };
    Ok(Row { from: text("from"), to: text("to"), cost, one_way })
}

fn metres(km: &str) -> Result<Cost, Wrong> {
    let metres = exact(km).and_then(|km| km.times_whole(1_000)?.to_whole()).filter(|m| (0..=5_000_000).contains(m));
    let right =
        || Text::new("公里数应为 0 到 5000，最多三位小数", "kilometres are 0 to 5,000, with three decimals at most");
    metres.map(Cost::Metres).ok_or_else(|| ("km", right()))
}

fn fen_per_kg(cost: &str, unit: Option<Unit>) -> Result<Cost, Wrong> {
    let Some(unit) = unit else {
        let why = Text::new(
            "运费的表头要写明单位，例如“运费（分/公斤）”或“运费（元/公斤）”",
            "the title of the cost has to say its unit, such as fen_per_kg",
        );
        return Err(("cost", why));
    };
    let number = exact(cost);
    let fen = number.and_then(|n| if unit.yuan { n.to_hundredths() } else { n.to_whole() });
    let fen = fen.and_then(|fen| if unit.jin { fen.checked_mul(2) } else { Some(fen) });
    let right = || {
        Text::new(
            "运费应为每公斤 0 到 1000 元，精确到分：不带单位的数字",
            "the cost is ¥0 to ¥1,000 a kg, to the fen: digits without a unit",
        )
    };
    fen.filter(|fen| (0..=super::FEN_MOST).contains(fen)).map(Cost::FenPerKg).ok_or_else(|| ("cost", right()))
}

fn exact(text: &str) -> Option<sheets::values::decimal::Decimal> {
    let said = number::read(text).filter(|said| !said.approximate && said.rest.is_empty())?;
    Some(said.number)
}

/// Fen a kg of a distance, at so many fen a tonne and kilometre: half a fen is one.
pub(super) fn of_distance(metres: i64, fen_per_tkm: i64) -> i64 {
    let millionths = i128::from(metres) * i128::from(fen_per_tkm);
    i64::try_from((millionths + 500_000) / 1_000_000).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_says_its_unit_or_is_asked_for_it() {
        let unit = |yuan, jin| Some(Unit { yuan, jin });
        for (title, expect) in [
            ("运费（分/公斤）", unit(false, false)),
            ("运费（元/公斤）", unit(true, false)),
            ("运费(元/斤)", unit(true, true)),
            ("运费 分/kg", unit(false, false)),
            ("fen_per_kg", unit(false, false)),
            ("运费", None),
            ("运费（元）", None),
            ("运费（元分/公斤）", None),
        ] {
            assert_eq!(Unit::of(title), expect, "{title}");
        }
    }

    #[test]
    fn costs_and_distances_are_exact_or_refused() {
        let fen = Some(Unit { yuan: false, jin: false });
        let yuan = Some(Unit { yuan: true, jin: false });
        let per_jin = Some(Unit { yuan: true, jin: true });
        for (text, unit, expect) in [
            ("12", fen, Some(12)),
            ("0", fen, Some(0)),
            ("１２", fen, Some(12)),
            ("12.5", fen, None),
            ("0.12", yuan, Some(12)),
            ("0.125", yuan, None),
            ("0.06", per_jin, Some(12)),
            ("100000", fen, Some(100_000)),
            ("100001", fen, None),
            ("-1", fen, None),
            ("约12", fen, None),
            ("12分", fen, None),
            ("12", None, None),
        ] {
            assert_eq!(fen_per_kg(text, unit).ok(), expect.map(Cost::FenPerKg), "{text} {unit:?}");
        }
        for (text, expect) in
            [("12.5", Some(12_500)), ("0", Some(0)), ("12.0005", None), ("5000.001", None), ("远", None)]
        {
            assert_eq!(metres(text).ok(), expect.map(Cost::Metres), "{text}");
        }
        // 60 fen a tonne and kilometre: 12.5 km are 0.75 fen a kg.
        for (metres, rate, expect) in [(12_500, 60, 1), (8_000, 60, 0), (8_334, 60, 1), (0, 60, 0), (40_000, 100, 4)] {
            assert_eq!(of_distance(metres, rate), expect, "{metres} {rate}");
        }
    }
}
