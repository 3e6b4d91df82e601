//! Shops' books as they come, and the report of each as a golden file.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::as_conversions, clippy::panic, reason = "tests")]

mod common;

use base::Quantity;
use common::{counting_from_1904, golden, xlsx};
use sheets::{
    Code, Ledger, LedgerOptions,
    ledger::{Direction, Known},
    read_ledger,
};
use std::collections::BTreeMap;

fn read(name: &str, bytes: &[u8]) -> Ledger {
    read_ledger(name, bytes, &LedgerOptions::default()).unwrap()
}

/// Row and code of every problem.
fn problems(ledger: &Ledger) -> Vec<(u32, Code)> {
    ledger.report.sheets.iter().flat_map(|sheet| &sheet.problems).map(|problem| (problem.row, problem.code)).collect()
}

/// One sale of the plain table, as CSV.
fn plain_rows(rows: &[&str]) -> Ledger {
    let text = format!("日期,品名,单位,数量,单价,金额,备注\n{}\n", rows.join("\n"));
    read("2020年销售台账.csv", text.as_bytes())
}

#[test]
fn purchases_and_sales_side_by_side() {
    let bytes = xlsx(&[(
        "7月",
        &[
            &["邵东市消费扶贫生活馆购销台账", "", "", "", "", "", "", "", "", "", ""],
            &["填报单位：昭阳店", "", "", "2020年", "", "", "", "", "", "单位：元", ""],
            &["日期", "品名", "单位", "进货", "", "", "销售", "", "", "结存", "备注"],
            &["", "", "", "数量", "单价", "金额", "数量", "单价", "金额", "数量", ""],
            &["7月1日", "黄桃", "斤", "#100", "#8", "#800", "#20", "#10", "#200", "#80", ""],
            &["", "玉竹", "公斤", "", "", "", "#1.5", "#60", "#90", "#8.5", "老客户"],
            &["7月2日", "土鸡蛋", "枚", "#300", "#0.9", "#270", "", "", "", "#300", "〃"],
            &["7.3", "黄桃", "斤", "", "", "", "一百余斤", "10", "", "", ""],
            &["7月4日", "黄桃", "斤", "", "", "", "#-2", "#10", "#-20", "", "退货"],
            &["7月5日", "黄桃", "斤", "#10", "#8", "#81", "", "", "", "", ""],
            &["合计", "", "", "", "", "#1151", "", "", "#270", "", ""],
            &["制表人：小刘", "", "", "审核：陈店长", "", "", "", "", "", "", ""],
        ],
        &[
            (0, 0, 0, 10),
            (2, 3, 2, 5),
            (2, 6, 2, 8),
            (2, 0, 3, 0),
            (2, 1, 3, 1),
            (2, 2, 3, 2),
            (2, 10, 3, 10),
            (4, 0, 5, 0),
        ],
    )]);
    let ledger = read("昭阳店7月.xlsx", &bytes);
    golden("side-by-side", &ledger.report);
    let first = &ledger.lines[0];
    assert_eq!(
        (first.direction, first.date.to_string().as_str(), first.quantity),
        (Direction::Purchase, "2020-07-01", Quantity::G(50_000))
    );
    let price = first.price.as_ref().unwrap();
    assert_eq!((price.yuan.as_str(), price.per, price.unit.as_str()), ("8", 500, "斤"));
    assert_eq!(ledger.lines[2].date.to_string(), "2020-07-01", "a merged date speaks for the rows below");
}

#[test]
fn ten_thousand_yuan_and_a_wrong_total() {
    let grid = |total: &'static str| {
        xlsx(&[(
            "2020年销售",
            &[
                &["各乡镇农产品销售台账", "", "", "", ""],
                &["2020年8月", "", "", "", "单位：万元"],
                &["乡镇", "日期", "产品名称", "数量（万斤）", "金额"],
                &["斫𥕢乡", "8月4日", "黄桃", "#10", "#100"],
                &["", "8月5日", "黄桃", "#20", "#200"],
                &["", "8月6日", "黄桃", "#30", "#300"],
                &["合计", "", "", "#60", total],
            ],
            &[(0, 0, 0, 4), (3, 0, 5, 0)],
        )])
    };
    let right = read("a.xlsx", &grid("#600"));
    assert_eq!(right.report.totals.sale_fen, 600_000_000);
    assert_eq!((right.report.totals.quantity_g, problems(&right)), (300_000_000, vec![]));
    assert!(!right.asks_confirmation);
    let wrong = read("a.xlsx", &grid("#610"));
    golden("wrong-total", &wrong.report);
    assert!(wrong.asks_confirmation);
    let confirmed = LedgerOptions { confirm_total: true, ..LedgerOptions::default() };
    assert!(!read_ledger("a.xlsx", &grid("#610"), &confirmed).unwrap().asks_confirmation);
}

#[test]
fn every_habit_of_writing_a_date() {
    for date in [
        "2020.8.4",
        "2020/8/4",
        "2020-8-4",
        "2020年8月4日",
        "20200804",
        "２０２０年８月４日",
        "@44047",
        "#44047",
        "#20200804",
    ] {
        let bytes = xlsx(&[("销售", &[&["日期", "品名", "数量(斤)", "金额"], &[date, "黄桃", "#2", "#20"]], &[])]);
        let ledger = read("a.xlsx", &bytes);
        assert_eq!(ledger.lines.first().map(|line| line.date.to_string()).as_deref(), Some("2020-08-04"), "{date}");
    }
    for (date, code) in [
        ("#2020.1", Code::DateAmbiguous),
        ("8月4日", Code::DateAmbiguous),
        ("2020-02-30", Code::DateInvalid),
        ("昨天", Code::DateInvalid),
        ("", Code::ValueMissing),
    ] {
        let bytes = xlsx(&[("销售", &[&["日期", "品名", "数量(斤)", "金额"], &[date, "黄桃", "#2", "#20"]], &[])]);
        assert_eq!(problems(&read("a.xlsx", &bytes)), [(2, code)], "{date}");
    }
}

#[test]
fn a_workbook_that_counts_from_1904() {
    let grid: common::Grid<'_> =
        &[&["日期", "品名", "数量(斤)", "金额"], &["@42585", "黄桃", "#2", "#20"], &["#42585", "黄桃", "#3", "#30"]];
    let ledger = read("a.xlsx", &counting_from_1904(&xlsx(&[("销售", grid, &[])])));
    let days: Vec<String> = ledger.lines.iter().map(|line| line.date.to_string()).collect();
    assert_eq!(days, ["2020-08-04", "2020-08-04"]);
}

#[test]
fn one_rule_binds_price_quantity_and_amount() {
    for (row, expect) in [
        ("2020-8-4,黄桃,斤,2,10,20,", Ok((1_000, 2_000))),
        ("2020-8-4,黄桃,斤,2,10,,", Ok((1_000, 2_000))),
        ("2020-8-4,黄桃,斤,2,,20,", Ok((1_000, 2_000))),
        ("2020-8-4,黄桃,斤,,10,20,", Ok((1_000, 2_000))),
        ("2020-8-4,黄桃,斤,,3,20,", Err(Code::ValueMissing)),
        ("2020-8-4,黄桃,斤,2,10,21,", Err(Code::AmountMismatch)),
        ("2020-8-4,黄桃,斤,1.115,3.33,3.71,", Err(Code::QuantityInvalid)),
        ("2020-8-4,黄桃,斤,0.5,3.33,1.67,", Ok((250, 167))),
        ("2020-8-4,黄桃,斤,0.5,3.33,1.66,", Err(Code::AmountMismatch)),
        ("2020-8-4,黄桃,斤,0.5,3.33,1.665,", Ok((250, 167))),
        ("2020-8-4,黄桃,斤,2,,20.001,", Err(Code::AmountInvalid)),
        ("2020-8-4,黄桃,斤,-2,10,-20,退货", Ok((-1_000, -2_000))),
        ("2020-8-4,黄桃,斤,-2,10,20,", Err(Code::AmountMismatch)),
        ("2020-8-4,黄桃,斤,2,,,", Err(Code::ValueMissing)),
        ("2020-8-4,黄桃,斤,,,,", Err(Code::ValueMissing)),
        ("2020-8-4,,斤,2,10,20,", Err(Code::ValueMissing)),
        ("2020-8-4,黄桃,,2,10,20,", Err(Code::ValueMissing)),
        ("2020-8-4,黄桃,亩,2,10,20,", Err(Code::UnitUnknown)),
        ("2020-8-4,黄桃,斤,两三斤,10,20,", Err(Code::QuantityInvalid)),
        ("2020-8-4,黄桃,斤,约2,10,20,", Err(Code::QuantityApproximate)),
        ("2020-8-4,黄桃,斤,2,面议,20,", Err(Code::UnitPriceInvalid)),
        ("2020-8-4,黄桃,斤,2,10,近20,", Err(Code::AmountInvalid)),
        ("2020-8-4,黄桃,,1.2万斤,2元/斤,2.4万元,", Ok((6_000_000, 2_400_000))),
        ("2020-8-4,黄桃,,500公斤,20,\"10,000.00\",", Ok((500_000, 1_000_000))),
        ("2020-8-4,黄桃,,500公斤,10元/斤,1万,", Ok((500_000, 1_000_000))),
        ("2020-8-4,黄桃,箱,10,10元/斤,100,", Err(Code::UnitPriceInvalid)),
        ("2020-8-4,土鸡,羽,3,100,叁佰元整,", Ok((3, 30_000))),
        ("2020-8-4,土鸡,羽,1.5,100,150,", Err(Code::QuantityInvalid)),
        ("２０２０－８－４,黄桃,斤,２,￥１０,２０元,", Ok((1_000, 2_000))),
        ("2020-8-4,黄桃,斤,99999999999999,10,,", Err(Code::QuantityInvalid)),
        ("2020-8-4,黄桃,斤,0,10,0,", Err(Code::QuantityInvalid)),
        ("2020-8-4,黄桃,斤,1,1.15,1.15,", Ok((500, 115))),
        ("2020-8-4,黄桃,斤,1,4.35,4.35,", Ok((500, 435))),
        ("2020-8-4,黄桃,斤,1,19.99,19.99,", Ok((500, 1_999))),
    ] {
        let ledger = plain_rows(&[row]);
        let got = match ledger.lines.first() {
            Some(line) => Ok((
                match line.quantity {
                    Quantity::G(number) | Quantity::Pieces(number) => number,
                },
                line.amount.0,
            )),
            None => Err(problems(&ledger).first().unwrap_or_else(|| panic!("{row}: {:?}", ledger.report)).1),
        };
        assert_eq!(got, expect, "{row}");
    }
}

#[test]
fn direction_from_column_row_title_or_nowhere() {
    use Direction::{Purchase, Sale};
    for (name, header, kind, expect) in [
        ("台账.csv", "日期,品名,类型,数量(斤),金额", "进货", Ok((Purchase, 20))),
        ("台账.csv", "日期,品名,收支,数量(斤),金额", "销", Ok((Sale, 20))),
        ("台账.csv", "日期,品名,类型,数量(斤),金额", "销售退货", Ok((Sale, -20))),
        ("台账.csv", "日期,品名,类型,数量(斤),金额", "退货", Err(Code::DirectionUnknown)),
        ("销售.csv", "日期,品名,类型,数量(斤),金额", "退货", Ok((Sale, -20))),
        ("台账.csv", "日期,品名,摘要,数量(斤),金额", "售给一中食堂", Err(Code::DirectionUnknown)),
        ("台账.csv", "日期,品名,摘要,数量(斤),金额", "销售给一中食堂", Ok((Sale, 20))),
        ("采购台账.csv", "日期,品名,规格,数量(斤),金额", "箱装", Ok((Purchase, 20))),
        ("台账.csv", "日期,品名,规格,销售数量(斤),销售金额", "箱装", Ok((Sale, 20))),
        ("台账.csv", "日期,品名,供货商,数量(斤),金额", "孙家", Ok((Purchase, 20))),
        ("购销台账.csv", "日期,品名,规格,数量(斤),金额", "箱装", Err(Code::DirectionUnknown)),
    ] {
        let text = format!("{header}\n2020-8-4,黄桃,{kind},2,20\n");
        let ledger = read(name, text.as_bytes());
        let got = ledger
            .lines
            .first()
            .map(|line| (line.direction, line.amount.0 / 100))
            .ok_or_else(|| problems(&ledger)[0].1);
        assert_eq!(got, expect, "{name} {header} {kind}");
    }
}

#[test]
fn dittos_totals_notes_and_blank_rows() {
    let ledger = plain_rows(&[
        "2020-8-4,黄桃,斤,2,10,20,一中",
        "同上,〃,〃,3,〃,30,",
        ",,,,,,",
        "",
        "小计,,,5,,50,",
        "2020-8-5,黄桃,斤,1,10,10,",
        "本页合计,,,6,,60,",
        "日期,品名,单位,数量,单价,金额,备注",
        "2020-8-6,玉竹,公斤,1,60,60,",
        "总计,,,,,121,",
        "备注：以上为自营部分,,,,,,",
        "制表人：小刘,,,审核人：陈,,,",
    ]);
    golden("dittos-and-totals", &ledger.report);
    assert_eq!(ledger.lines[1].product, "黄桃");
    assert_eq!(ledger.lines[1].row, 3);
}

#[test]
fn the_same_line_twice_is_the_second_occurrence() {
    let ledger =
        plain_rows(&["2020-8-4,黄桃,斤,2,10,20,", "2020/8/4,黄桃,市斤,2,10,20,备注不算", "2020-8-4,黄桃,斤,2,,21,"]);
    let keys: Vec<(bool, u32)> =
        ledger.lines.iter().map(|line| (line.digest == ledger.lines[0].digest, line.occurrence)).collect();
    assert_eq!(keys, [(true, 1), (true, 2), (false, 1)]);
}

#[test]
fn cut_numbers_are_named() {
    let bytes = xlsx(&[(
        "销售",
        &[
            &["日期", "品名", "数量(斤)", "金额", "联系电话", "批次"],
            &["2020-8-4", "黄桃", "#2", "#20", "#13873951234", "A1"],
            &["2020-8-4", "黄桃", "#2", "#20", "13873951234", "#430521196503150000"],
        ],
        &[],
    )]);
    let ledger = read("a.xlsx", &bytes);
    assert_eq!(problems(&ledger), [(3, Code::NumberStoredAsNumber)]);
    assert_eq!(ledger.lines[0].contact, "13873951234");
}

#[test]
fn a_mapping_once_put_right_is_remembered() {
    let text = "日期,货,数量(斤),钱\n2020-8-4,黄桃,2,20\n";
    assert!(read_ledger("销售.csv", text.as_bytes(), &LedgerOptions::default()).is_err());
    let remembered: BTreeMap<String, String> =
        [("货", "product"), ("钱", "amount")].map(|(k, v)| (k.to_owned(), v.to_owned())).into_iter().collect();
    let options = LedgerOptions { remembered: &remembered, ..LedgerOptions::default() };
    let ledger = read_ledger("销售.csv", text.as_bytes(), &options).unwrap();
    assert_eq!(ledger.report.totals.sale_fen, 2_000);
}

#[test]
fn unknown_products_come_with_suggestions() {
    let known = [Known { name: "邵东黄桃".into(), aliases: vec!["黄桃".into()] }];
    let options = LedgerOptions { products: &known, ..LedgerOptions::default() };
    let text = "日期,品名,数量(斤),金额\n2020-8-4,黄桃,2,20\n2020-8-4,黄挑,2,20\n2020-8-4,黄挑,2,20\n";
    let ledger = read_ledger("销售.csv", text.as_bytes(), &options).unwrap();
    let found: Vec<(&str, u32, usize)> =
        ledger.report.unmatched_products.iter().map(|u| (u.name.as_str(), u.rows, u.suggestions.len())).collect();
    assert_eq!(found, [("黄挑", 2, 1)]);
}

#[test]
fn month_and_day_in_a_column_each() {
    let bytes = xlsx(&[(
        "销售台账",
        &[
            &["2020年", "", "品名", "单位", "数量", "单价", "金额"],
            &["月", "日", "", "", "", "", ""],
            &["#8", "#4", "黄桃", "斤", "#2", "#10", "#20"],
            &["〃", "#5", "黄桃", "斤", "#2", "#10", "#20"],
        ],
        &[(0, 0, 0, 1)],
    )]);
    let ledger = read("a.xlsx", &bytes);
    let days: Vec<String> = ledger.lines.iter().map(|line| line.date.to_string()).collect();
    assert_eq!((days, problems(&ledger)), (vec!["2020-08-04".to_owned(), "2020-08-05".to_owned()], vec![]));
}

#[test]
fn two_tables_on_one_sheet() {
    let bytes = xlsx(&[(
        "2020年8月",
        &[
            &["一、进货", "", "", "", ""],
            &["日期", "品名", "供货商", "数量(斤)", "金额"],
            &["8月4日", "黄桃", "孙家", "#100", "#800"],
            &["合计", "", "", "#100", "#800"],
            &["", "", "", "", ""],
            &["二、销售", "", "", "", ""],
            &["日期", "品名", "数量(斤)", "单价", "金额"],
            &["8月5日", "黄桃", "#20", "#10", "#200"],
            &["合计", "", "#20", "", "#200"],
        ],
        &[],
    )]);
    let ledger = read("a.xlsx", &bytes);
    let brief: Vec<(Direction, i64)> = ledger.lines.iter().map(|line| (line.direction, line.amount.0)).collect();
    assert_eq!((brief, problems(&ledger)), (vec![(Direction::Purchase, 80_000), (Direction::Sale, 20_000)], vec![]));
}

#[test]
fn a_price_column_may_give_the_unit_and_units_may_stand_in_a_line_of_their_own() {
    let bytes = xlsx(&[(
        "2020销售",
        &[
            &["日期", "品名", "数量", "单价", "金额"],
            &["", "", "（公斤）", "（元/斤）", "（元）"],
            &["8月4日", "黄桃", "#2", "#10", "#40"],
        ],
        &[],
    )]);
    let ledger = read("a.xlsx", &bytes);
    assert_eq!(
        (ledger.report.totals.quantity_g, ledger.report.totals.sale_fen, problems(&ledger)),
        (2_000, 4_000, vec![])
    );
    let text = "日期,品名,数量,单价(元/斤),金额\n2020-8-4,黄桃,2,10,20\n";
    assert_eq!(read("销售.csv", text.as_bytes()).report.totals.quantity_g, 1_000);
}
