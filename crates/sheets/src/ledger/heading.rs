//! What a header says: `销售数量（斤）` is the quantity of a sale in 斤.

use super::field::{Direction, Field, Meaning};
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

const PURCHASE: [&str; 8] = ["进货", "购进", "采购", "收购", "入库", "购入", "进", "购"];
const SALE: [&str; 8] = ["销售", "售出", "出库", "销货", "出货", "卖出", "销", "售"];
/// Columns and groups that are not part of a line.
const IGNORED: [&str; 22] = [
    "结存",
    "库存",
    "期初",
    "期末",
    "剩余",
    "结余",
    "余额",
    "序号",
    "编号",
    "优惠",
    "折扣",
    "税",
    "欠",
    "未付",
    "已付",
    "生产日期",
    "保质",
    "到期",
    "有效期",
    "问题",
    "运费",
    "累计",
];

use Direction::{Purchase, Sale};
use Field::{
    Amount, Channel, Contact, Date, DayOfMonth, Lot, Month, Note, Party, Payment, Product, Quantity, Spec, UnitPrice,
};
use Field::{Direction as Way, Unit as UnitField};

/// Whole headers, without blanks and units; the rank, and the side that the word itself implies.
const WORDS: &[(Field, u8, Option<Direction>, &[&str])] = &[
    (
        Date,
        9,
        None,
        &["日期", "年月日", "交易日期", "业务日期", "记账日期", "单据日期", "开单日期", "发生日期", "登记日期"],
    ),
    (Date, 7, None, &["时间", "交易时间", "登记时间", "年/月/日", "购销日期", "date"]),
    (Month, 9, None, &["月", "月份"]),
    (DayOfMonth, 9, None, &["日"]),
    (
        Product,
        9,
        None,
        &[
            "品名",
            "产品名称",
            "商品名称",
            "货品名称",
            "产品",
            "商品",
            "货物名称",
            "农产品名称",
            "扶贫产品名称",
            "帮扶产品名称",
            "物品名称",
            "product",
        ],
    ),
    (
        Product,
        7,
        None,
        &[
            "货品",
            "货物",
            "名称",
            "物品",
            "菜名",
            "品名规格",
            "品名及规格",
            "农产品",
            "农副产品",
            "产品品名",
            "商品品名",
            "货名",
        ],
    ),
    (Product, 4, None, &["品种", "品类", "类别", "产品类别"]),
    (Spec, 9, None, &["规格", "规格型号", "产品规格", "商品规格", "包装规格", "型号", "包装", "spec"]),
    (Spec, 3, None, &["等级", "品种", "级别"]),
    (UnitField, 9, None, &["单位", "计量单位", "数量单位", "计价单位", "unit"]),
    (
        Way,
        9,
        None,
        &[
            "类型",
            "收支",
            "收支类型",
            "业务类型",
            "购销类型",
            "进销",
            "进/销",
            "进销类型",
            "方向",
            "购/销",
            "交易类型",
            "单据类型",
            "出入库",
            "出入库类型",
            "购销",
            "进出",
        ],
    ),
    (Note, 9, None, &["备注", "附注", "说明", "备注说明", "note"]),
    (Note, 5, None, &["摘要"]),
    (Channel, 9, None, &["渠道", "销售渠道", "销售方式", "销售途径", "交易渠道", "线上/线下", "线上线下"]),
    (Payment, 9, None, &["付款方式", "支付方式", "结算方式", "收款方式", "付款", "支付", "收付款方式", "结账方式"]),
    (Lot, 9, None, &["批次", "批号", "批次号", "生产批号", "生产批次", "产品批次", "追溯码", "追溯码编号"]),
    (Contact, 9, None, &["联系电话", "联系方式", "电话", "手机", "手机号", "手机号码", "电话号码", "联系人电话"]),
    (Contact, 4, None, &["联系人", "联系人及电话"]),
    (
        Party,
        9,
        None,
        &["往来单位", "对方单位", "对方", "交易对象", "往来对象", "对方名称", "往来客户", "单位名称", "姓名"],
    ),
    (
        Party,
        9,
        Some(Purchase),
        &[
            "供货商",
            "供应商",
            "供货单位",
            "供货人",
            "供货方",
            "供货主体",
            "供货者",
            "货源",
            "来源",
            "进货来源",
            "进货渠道",
            "进货单位",
            "农户",
            "农户姓名",
            "卖方",
            "生产者",
            "生产主体",
            "供应单位",
            "供应方",
            "采购来源",
            "供货商名称",
            "供应商名称",
            "货源地",
            "农户名称",
            "供货农户",
            "来货单位",
            "产品来源",
            "生产单位",
            "带贫主体",
            "供货来源",
        ],
    ),
    (
        Party,
        9,
        Some(Sale),
        &[
            "客户",
            "客户名称",
            "顾客",
            "购货单位",
            "购买单位",
            "购买人",
            "买方",
            "买受人",
            "采购单位",
            "采购方",
            "采购人",
            "购买方",
            "购货方",
            "购货人",
            "去向",
            "销往",
            "销售对象",
            "销售去向",
            "销售单位",
            "收货单位",
            "收货方",
            "收货人",
            "消费者",
            "用户",
            "销货对象",
            "客户姓名",
            "产品去向",
        ],
    ),
    (Quantity, 9, None, &["数量", "重量", "净重", "数目", "quantity"]),
    (Quantity, 9, Some(Sale), &["销量", "卖出数"]),
    (UnitPrice, 9, None, &["单价", "价格", "均价", "price"]),
    (UnitPrice, 8, Some(Purchase), &["进价", "成本价", "收购价", "采购价", "进货价"]),
    (UnitPrice, 8, Some(Sale), &["售价", "零售价", "卖价", "销售价"]),
    (
        Amount,
        9,
        None,
        &["金额", "总金额", "总价", "总额", "价款", "货款", "价税合计", "金额合计", "合计金额", "小计金额", "amount"],
    ),
    (
        Amount,
        6,
        None,
        &[
            "合计",
            "小计",
            "实收",
            "实付",
            "应收",
            "应付",
            "总计",
            "共计",
            "实收金额",
            "应收金额",
            "应付金额",
            "实付金额",
        ],
    ),
    (Amount, 8, Some(Sale), &["销售额", "营业额", "销售收入", "售出金额"]),
    (Amount, 8, Some(Purchase), &["进货额", "采购额", "收购款", "进货款"]),
];

/// Understands one header, or says nothing.
pub fn read(text: &str) -> Option<Heading> {
    let tidy = tidy(text).to_lowercase().replace('〔', "(").replace(['〕', '）'], ")");
    let tidy = tidy.trim_start_matches('*').replace("(必填)", "").replace("(选填)", "");
    let (base, inner) = match tidy.split_once('(') {
        Some((base, rest)) => (base.to_owned(), rest.trim_end_matches(')').to_owned()),
        None => (tidy.clone(), String::new()),
    };
    let base = base.trim_matches([':', '*', '、']);
    let units = units(&inner);
    if base.is_empty() || (IGNORED.iter().any(|word| base.contains(word)) && base != "价税合计") {
        return None;
    }
    by_word(base, units.clone()).or_else(|| with_unit_behind(base)).or_else(|| by_ending(base, units))
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
    let field = if ends(&["数量", "重量", "销售量", "采购量", "进货量", "收购量"]) {
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

/// Units in words such as `元/斤`, `万元`, `单位：公斤、元`.
pub fn units(text: &str) -> Units {
    let text = tidy(text);
    let text = text.trim_start_matches("单位").trim_start_matches(':');
    let mut found = Units::default();
    for word in text.split(['/', '、', ',', ';', ' ', '每']).filter(|word| !word.is_empty()) {
        match word {
            "元" | "人民币元" | "圆" | "人民币" => found.yuan = found.yuan.or(Some(1)),
            "万元" => found.yuan = found.yuan.or(Some(10_000)),
            _ => found.unit = found.unit.take().or_else(|| Unit::parse(word)),
        }
    }
    found
}

/// What a group over several columns says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// 进货, 销售.
    Side(Direction),
    /// 结存: none of the book's business.
    Ignored,
}

/// Understands the upper line of a two-line header.
pub fn group(text: &str) -> Option<Group> {
    let tidy = tidy(text);
    let bare = tidy.split('(').next().unwrap_or_default();
    let bare = ["情况", "信息", "部分", "明细", "记录", "台账", "登记"]
        .iter()
        .fold(bare, |text, end| text.strip_suffix(end).unwrap_or(text));
    if PURCHASE.contains(&bare) {
        return Some(Group::Side(Purchase));
    }
    if SALE.contains(&bare) || bare == "发出" {
        return Some(Group::Side(Sale));
    }
    ["结存", "库存", "期初", "期末", "结余", "上期结存", "上月结存", "本期结存", "期初结存", "盘点", "剩余"]
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
        assert_eq!(units("单位:万元").yuan, Some(10_000));
        assert_eq!(units("邵东市第一中学"), Units::default());
    }
}
