//! What a header says: `销售数量（斤）` is the quantity of a sale in 斤.

use super::{
    field::{Direction, Field, Meaning},
    words::{IGNORED, PURCHASE, SALE, WORDS},
};
use crate::values::{tidy, unit::Unit};

/// A header that is understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// What the column means.
    pub meaning: Meaning,
    /// Whose name it is, if it is a party: supplier or customer.
    pub party_of: Option<Direction>,
    /// How sure this is; of two columns for one field the higher rank wins.
    pub rank: u8,
    /// Units that the header names.
    pub units: Units,
}

/// Units in a header or in the line 单位：…
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Units {
    /// 1 for 元, 10,000 for 万元.
    pub yuan: Option<i64>,
    /// What is counted, or what a price is for.
    pub unit: Option<Unit>,
}

use Direction::{Purchase, Sale};
use Field::{
    Amount, Contact, Date, DayOfMonth, Direction as Way, Month, Note, Party, Product, Quantity, Returned,
    Unit as UnitField, UnitPrice,
};

/// Longer texts are no headers, and not worth the time that taking them apart would cost.
const BYTES_MAX: usize = 240;

/// Understands one header, or says nothing.
pub fn read(text: &str) -> Option<Heading> {
    if text.len() > BYTES_MAX {
        return None;
    }
    let tidy = tidy(text).to_lowercase().replace('〔', "(").replace(['〕', '）'], ")");
    let tidy = tidy.trim_start_matches('*').replace("(必填)", "").replace("(选填)", "");
    let (base, inner) = match tidy.split_once('(') {
        Some((base, rest)) => (base.to_owned(), rest.trim_end_matches(')').to_owned()),
        None => (tidy.clone(), String::new()),
    };
    let base = base.trim_matches([':', '*', '、']);
    let units = units(&inner);
    let base = base.strip_prefix("含税").unwrap_or(base);
    if let Some(heading) = by_word(base, units.clone()) {
        return Some(heading);
    }
    if base.contains('退') {
        let figure = by_ending(base, units).is_some_and(|h| matches!(h.meaning.field, Quantity | Amount));
        return (figure || base == "退货").then(|| heading(Returned, None, 9, Units::default()));
    }
    if base.is_empty() || IGNORED.iter().any(|word| base.contains(word)) {
        return None;
    }
    with_unit_behind(base).or_else(|| by_ending(base, units))
}

fn heading(field: Field, side: Option<Direction>, rank: u8, units: Units) -> Heading {
    if field == Party {
        return Heading { meaning: Meaning { field, side: None }, party_of: side, rank, units };
    }
    Heading { meaning: Meaning { field, side }, party_of: None, rank, units }
}

fn by_word(base: &str, units: Units) -> Option<Heading> {
    if let Some((field, rank, side, _)) = WORDS.iter().find(|(.., words)| words.contains(&base)) {
        return Some(heading(*field, *side, *rank, units));
    }
    let (side, rest) = side_before(base)?;
    // 销售单位 and 采购人 are parties; 进货 before unit or a way says nothing.
    let (field, rank, own, _) = WORDS.iter().find(|(.., words)| words.contains(&rest))?;
    let fits = own.is_none_or(|own| own == side) && !matches!(field, UnitField | Way | Month | DayOfMonth);
    fits.then(|| heading(*field, Some(side), *rank, units))
}

/// The side that a header begins with, and what follows.
fn side_before(base: &str) -> Option<(Direction, &str)> {
    let strip = |side, words: &[&str]| {
        words
            .iter()
            .find_map(|word| base.strip_prefix(word))
            .map(|rest| (side, rest.trim_start_matches(['/', '的', '-'])))
    };
    strip(Purchase, &PURCHASE).or_else(|| strip(Sale, &SALE)).filter(|(_, rest)| !rest.is_empty())
}

/// `数量/斤`, `单价元/斤`, `金额：万元`, `公斤数`.
fn with_unit_behind(base: &str) -> Option<Heading> {
    if let Some(unit) = base.strip_suffix('数').and_then(Unit::parse) {
        return Some(heading(Quantity, None, 8, Units { yuan: None, unit: Some(unit) }));
    }
    base.char_indices().skip(1).find_map(|(at, _)| {
        let (name, behind) = base.split_at_checked(at)?;
        let found = units(behind.trim_start_matches(['/', ':', '-']));
        (found != Units::default()).then(|| by_word(name, found)).flatten()
    })
}

/// Long headers by what they end or begin with.
fn by_ending(base: &str, units: Units) -> Option<Heading> {
    let side = side_before(base).map(|(side, _)| side);
    let ends = |words: &[&str]| words.iter().any(|word| base.ends_with(word));
    let field = if ends(&["数量", "重量", "销售量", "采购量", "进货量", "收购量", "退货量"]) {
        Quantity
    } else if ends(&["单价", "价格"]) {
        UnitPrice
    } else if ends(&["金额", "总价", "货款"]) {
        Amount
    } else if ends(&["日期", "时间"]) && !base.contains(['付', '款', '票', '产']) {
        Date
    } else if ends(&["电话", "手机号", "手机", "联系方式"]) {
        Contact
    } else if ends(&["产品名称", "商品名称", "品名", "产品"]) {
        Product
    } else if base.starts_with("备注") {
        Note
    } else {
        return None;
    };
    Some(heading(field, side.filter(|_| !matches!(field, Contact | Note | Product)), 5, units))
}

/// Units in words such as `元/斤`, `万元`, `单位：公斤、元`. Where two are named that differ (`斤/公斤`), none is known.
pub fn units(text: &str) -> Units {
    let text = tidy(text);
    let text = text.trim_start_matches("单位").trim_start_matches(':');
    let (mut found, mut unclear) = (Units::default(), false);
    for word in text.split(['/', '、', ',', ';', ' ', '每']).filter(|word| !word.is_empty()) {
        match word {
            "元" | "人民币元" | "圆" | "人民币" => found.yuan = found.yuan.or(Some(1)),
            "万元" => found.yuan = found.yuan.or(Some(10_000)),
            _ => {
                let unit = Unit::parse(word);
                let same = |one: &Unit, other: &Unit| (one.base, one.scale) == (other.base, other.scale);
                unclear |= found.unit.as_ref().zip(unit.as_ref()).is_some_and(|(one, other)| !same(one, other));
                found.unit = found.unit.take().or(unit);
            }
        }
    }
    found.unit = found.unit.filter(|_| !unclear);
    found
}

/// What a group over several columns says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// 进货, 销售.
    Side(Direction),
    /// 结存: none of the book's business.
    Ignored,
    /// 退货.
    Returned,
}

/// Understands the upper line of a two-line header.
pub fn group(text: &str) -> Option<Group> {
    let tidy = tidy(text);
    let bare = tidy.split('(').next().unwrap_or_default();
    let bare = ["情况", "信息", "部分", "明细", "记录", "台账", "登记"]
        .iter()
        .fold(bare, |text, end| text.strip_suffix(end).unwrap_or(text));
    let bare = ["本期", "本月", "本日", "当日", "当月", "本年"]
        .iter()
        .fold(bare, |text, start| text.strip_prefix(start).filter(|rest| !rest.is_empty()).unwrap_or(text));
    if PURCHASE.contains(&bare) {
        return Some(Group::Side(Purchase));
    }
    if SALE.contains(&bare) || bare == "发出" {
        return Some(Group::Side(Sale));
    }
    if ["退货", "退回", "销售退货", "进货退货", "退"].contains(&bare) {
        return Some(Group::Returned);
    }
    [
        "结存",
        "库存",
        "期初",
        "期末",
        "结余",
        "上期结存",
        "上月结存",
        "期初结存",
        "期末结存",
        "上期",
        "上月",
        "盘点",
        "剩余",
    ]
    .contains(&bare)
    .then_some(Group::Ignored)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_as_shops_write_them() {
        for (text, expect) in [
            ("日期", "date"),
            ("日 期", "date"),
            ("销售日期", "sale.date"),
            ("品　名", "product"),
            ("产品名称（规格）", "product"),
            ("规格型号", "spec"),
            ("单位", "unit"),
            ("数量（斤）", "quantity"),
            ("数量/斤", "quantity"),
            ("公斤数", "quantity"),
            ("销售数量", "sale.quantity"),
            ("进货数量(公斤)", "purchase.quantity"),
            ("单价(元/斤)", "unit_price"),
            ("单价元/斤", "unit_price"),
            ("售价", "sale.unit_price"),
            ("金额（万元）", "amount"),
            ("*金额：", "amount"),
            ("合计", "amount"),
            ("销售金额", "sale.amount"),
            ("供货商", "party"),
            ("采购单位", "party"),
            ("联系电话", "contact"),
            ("备注", "note"),
            ("付款方式", "payment"),
            ("批次", "lot"),
            ("类型", "direction"),
            ("销售渠道", "channel"),
            ("含税单价", "unit_price"),
            ("价税合计", "amount"),
            ("追溯码编号", "lot"),
            ("小票号", "note"),
            ("发票号码", "note"),
            ("凭证编号", "note"),
            ("税额", ""),
            ("序号", ""),
            ("结存数量", ""),
            ("生产日期", ""),
            ("问题", ""),
            ("黄桃", ""),
            ("2020-08-04", ""),
            ("", ""),
        ] {
            assert_eq!(read(text).map(|h| h.meaning.name()).unwrap_or_default(), expect, "{text}");
        }
    }

    #[test]
    fn headers_may_name_units() {
        let words = |text: &str| {
            let units = read(text).unwrap().units;
            (units.yuan, units.unit.map(|unit| unit.word))
        };
        assert_eq!(words("单价（元/公斤）"), (Some(1), Some("公斤".into())));
        assert_eq!(words("金额(万元)"), (Some(10_000), None));
        assert_eq!(words("数量（斤）"), (None, Some("斤".into())));
        assert_eq!(words("数量（单位：箱）"), (None, Some("箱".into())));
        assert_eq!(words("数量（斤/公斤）"), (None, None));
        assert_eq!(words("数量（斤/市斤）"), (None, Some("斤".into())));
        assert_eq!(words("数量（㎏）"), (None, Some("kg".into())));
        assert_eq!(units("单位:万元").yuan, Some(10_000));
        assert_eq!(units("邵东市第一中学"), Units::default());
    }
}
