//! Workbooks of kinds that shops in a county keep. Each is read to the gram and the fen, or refused with its reason.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::as_conversions, clippy::panic, reason = "tests")]

mod common;

use common::{Grid, Merge, xlsx};
use sheets::{Code, FileProblem, Ledger, LedgerOptions, ledger::Direction, read_ledger};

fn read(sheets: &[(&str, Grid<'_>, &[Merge])]) -> Ledger {
    read_ledger("台账.xlsx", &xlsx(sheets), &LedgerOptions::default()).unwrap()
}

fn refused(sheets: &[(&str, Grid<'_>, &[Merge])]) -> FileProblem {
    read_ledger("台账.xlsx", &xlsx(sheets), &LedgerOptions::default()).unwrap_err()
}

fn problems(ledger: &Ledger) -> Vec<(u32, Code)> {
    ledger.report.sheets.iter().flat_map(|sheet| &sheet.problems).map(|problem| (problem.row, problem.code)).collect()
}

/// Day, name, side and fen of every line.
fn brief(ledger: &Ledger) -> Vec<(String, &str, &str, i64)> {
    let line = |line: &'_ sheets::ledger::Line| (line.date.to_string(), line.amount.0);
    let both = ledger.lines.iter().map(|found| (line(found), found));
    both.map(|((day, fen), found)| (day, found.product.as_str(), found.party.as_str(), fen)).collect()
}

fn day(day: &str, product: &'static str, party: &'static str, fen: i64) -> (String, &'static str, &'static str, i64) {
    (day.to_owned(), product, party, fen)
}

/// 流水账 as WPS prints it: a title and a line of units on every page, carried sums, one page after another.
#[test]
fn a_running_book_printed_page_by_page() {
    let ledger = read(&[(
        "流水账",
        &[
            &["邵东市消费扶贫生活馆销售流水账"],
            &["2020年8月", "", "", "", "", "", "第1页"],
            &["日期", "单据号", "品名", "单位", "数量", "单价(元)", "金额(元)"],
            &["8.1", "0001", "黄桃", "斤", "#10", "#8", "#80"],
            &["", "0002", "玉竹", "斤", "#2", "#30", "#60"],
            &["过次页", "", "", "", "", "", "#140"],
            &["邵东市消费扶贫生活馆销售流水账"],
            &["2020年8月", "", "", "", "", "", "第2页"],
            &["日期", "单据号", "品名", "单位", "数量", "单价(元)", "金额(元)"],
            &["承前页", "", "", "", "", "", "#140"],
            &["8.2", "0003", "黄桃", "㎏", "#10", "#16", "#160"],
            &["8.2", "0004", "合计牌茶油", "瓶", "#1", "#60", "#60"],
            &["本月合计", "", "", "", "", "", "#360"],
            &["复核：", "", "制表：小刘"],
        ],
        &[(0, 0, 0, 6), (6, 0, 6, 6)],
    )]);
    // The second row has no day of its own, and nobody says that blank means the same.
    assert_eq!(problems(&ledger), [(5, Code::ValueMissing)]);
    assert_eq!(
        brief(&ledger),
        [
            day("2020-08-01", "黄桃", "", 8_000),
            day("2020-08-02", "黄桃", "", 16_000),
            day("2020-08-02", "合计牌茶油", "", 6_000)
        ]
    );
}

/// 送货单: a table for each customer under labels of its own; the last one forgot its day.
#[test]
fn delivery_notes_below_each_other() {
    let ledger = read(&[(
        "8月销售送货单",
        &[
            &["昭阳生活馆送货单", "", "", "", ""],
            &["客户：邵东一中", "", "", "送货日期：2020年8月4日", ""],
            &["品名", "单位", "数量", "单价", "金额"],
            &["黄桃", "斤", "#10", "#8", "#80"],
            &["玉竹", "斤", "#2", "#30", "#60"],
            &["合计", "", "", "", "#140"],
            &["收货人（签字）：", "", "", "", ""],
            &["昭阳生活馆送货单", "", "", "", ""],
            &["客户：", "邵东三中", "", "送货日期：", "2020年8月5日"],
            &["品名", "单位", "数量", "单价", "金额"],
            &["黄桃", "斤", "#5", "#8", "#40"],
            &["合计", "", "", "", "#40"],
            &["客户：市人民医院", "", "", "送货日期：", ""],
            &["品名", "单位", "数量", "单价", "金额"],
            &["黄桃", "斤", "#7", "#8", "#56"],
            &["合计", "", "", "", "#56"],
        ],
        &[],
    )]);
    assert_eq!(problems(&ledger), [(15, Code::ValueMissing)]);
    assert_eq!(
        brief(&ledger),
        [
            day("2020-08-04", "黄桃", "邵东一中", 8_000),
            day("2020-08-04", "玉竹", "邵东一中", 6_000),
            day("2020-08-05", "黄桃", "邵东三中", 4_000)
        ]
    );
    assert!(!ledger.asks_confirmation);
}

/// One sheet a day, named after it, under the month's title; the stocktaking at the end is no trade.
#[test]
fn a_sheet_for_each_day() {
    let sheet: Grid<'_> = &[
        &["2020年8月零售日报", "", "", ""],
        &["品名", "单位", "数量", "金额"],
        &["黄桃", "斤", "#10", "#80"],
        &["合计", "", "", "#80"],
    ];
    let stock: Grid<'_> = &[
        &["2020年8月31日库存盘点", "", "", "", ""],
        &["品名", "单位", "数量", "进价", "金额"],
        &["黄桃", "斤", "#50", "#6", "#300"],
    ];
    let ledger = read(&[("8月1日", sheet, &[]), ("8.2", sheet, &[]), ("3", sheet, &[]), ("盘点", stock, &[])]);
    assert_eq!(brief(&ledger), [day("2020-08-01", "黄桃", "", 8_000), day("2020-08-02", "黄桃", "", 8_000)]);
    let sheets: Vec<(&str, u32, usize)> =
        ledger.report.sheets.iter().map(|sheet| (sheet.name.as_str(), sheet.accepted, sheet.problems.len())).collect();
    // A sheet named 3 may be the third day or the third sheet; what lies in store was not bought that day.
    assert_eq!((sheets[2].1, sheets[3].1), (0, 0), "{sheets:?}");
    assert!(sheets[2].2 > 0 && sheets[3].2 > 0, "{sheets:?}");
}

/// The supplier stands in the title line, the day in the rows.
#[test]
fn the_supplier_in_the_title_line() {
    let ledger = read(&[(
        "收购",
        &[
            &["农产品收购登记表", "", "", "", ""],
            &["供货商：孙家农场　　联系电话：13873951234", "", "", "", "单位：元"],
            &["日期", "品名", "数量（担）", "单价（元/斤）", "金额"],
            &["2020年8月4日", "黄桃", "#1.5", "#6", "#900"],
            &["同上", "〃", "#1", "#6", "#600"],
        ],
        &[],
    )]);
    assert_eq!(problems(&ledger), []);
    assert_eq!(
        brief(&ledger),
        [day("2020-08-04", "黄桃", "孙家农场", 90_000), day("2020-08-04", "黄桃", "孙家农场", 60_000)]
    );
    assert_eq!((ledger.lines[0].direction, ledger.report.totals.quantity_g), (Direction::Purchase, 125_000));
}

/// Days across, products down; customers across; two halves beside each other: tables that are no list of trades.
#[test]
fn tables_across_are_refused() {
    let days: Grid<'_> = &[
        &["2020年8月黄桃等产品销售月报", "", "", "", "", "", "", ""],
        &["品名", "单位", "单价", "#1", "#2", "#3", "#4", "合计"],
        &["黄桃", "斤", "#8", "#10", "#5", "", "#3", "#18"],
    ];
    let days_below: Grid<'_> = &[
        &["品名", "单位", "单价", "2020年8月", "", "", "", "", "", "", "金额"],
        &["", "", "", "1日", "2日", "3日", "4日", "5日", "6日", "7日", ""],
        &["黄桃", "斤", "#8", "#10", "#5", "", "#3", "", "", "", "#144"],
    ];
    let customers: Grid<'_> = &[
        &["2020年8月4日", "品名", "一中", "", "三中", ""],
        &["", "", "数量(斤)", "金额", "数量(斤)", "金额"],
        &["", "黄桃", "#10", "#80", "#10", "#80"],
    ];
    let halves: Grid<'_> = &[
        &["日期", "品名", "数量(斤)", "金额", "", "日期", "品名", "数量(斤)", "金额"],
        &["2020-8-4", "黄桃", "#10", "#80", "", "2020-8-5", "黄桃", "#10", "#80"],
    ];
    let totals_only: Grid<'_> =
        &[&["日期", "品名", "一中", "三中", "合计"], &["2020-8-4", "黄桃", "#10", "#20", "#30"]];
    for (name, grid) in [
        ("days", days),
        ("days below", days_below),
        ("customers", customers),
        ("halves", halves),
        ("totals", totals_only),
    ] {
        assert_eq!(refused(&[("销售", grid, &[])]), FileProblem::TableNotFound, "{name}");
    }
}

/// 进销存: purchases, sales and stock beside each other, with a group for what came back.
#[test]
fn trade_and_stock_beside_each_other() {
    let ledger = read(&[(
        "2020年8月",
        &[
            &["日期", "品名", "单位", "上期结存", "", "本期进货", "", "本期销售", "", "退货", "", "期末结存", ""],
            &["", "", "", "数量", "金额", "数量", "金额", "数量", "金额", "数量", "金额", "数量", "金额"],
            &["8月4日", "黄桃", "斤", "#5", "#40", "#10", "#80", "#3", "#30", "", "", "#12", "#96"],
            &["8月5日", "黄桃", "斤", "#12", "#96", "", "", "#4", "#40", "#1", "#10", "#9", "#72"],
        ],
        &[(0, 3, 0, 4), (0, 5, 0, 6), (0, 7, 0, 8), (0, 9, 0, 10), (0, 11, 0, 12)],
    )]);
    assert_eq!(problems(&ledger), [(4, Code::DirectionUnknown), (4, Code::DirectionUnknown)]);
    assert_eq!((ledger.report.totals.purchase_fen, ledger.report.totals.sale_fen), (8_000, 3_000));
}

/// 往来账 with sections: what came back stands below a heading of its own, written above zero.
#[test]
fn sections_of_one_sheet() {
    let ledger = read(&[(
        "2020年8月",
        &[
            &["日期", "品名", "数量（斤）", "金额", "备注"],
            &["一、销售", "", "", "", ""],
            &["8月4日", "黄桃", "#10", "#80", "采购自本村"],
            &["", "", "", "", "采购自邻村"],
            &["8月5日", "黄桃", "#10", "#80", ""],
            &["二、退货", "", "", "", ""],
            &["8月6日", "黄桃", "#2", "#16", ""],
            &["8月6日", "黄桃", "#-2", "#-16", ""],
            &["三、进货", "", "", "", ""],
            &["8月7日", "黄桃", "#100", "#600", ""],
            &["合计", "", "", "", ""],
        ],
        &[],
    )]);
    assert_eq!(problems(&ledger), [(7, Code::DirectionUnknown)]);
    assert_eq!((ledger.report.totals.sale_fen, ledger.report.totals.purchase_fen), (14_400, 60_000));
}

/// A profit table: one quantity with what it cost and what it brought.
#[test]
fn cost_and_proceeds_in_one_row() {
    let ledger = read(&[(
        "2020年8月毛利表",
        &[
            &["日期", "品名", "数量(斤)", "进价", "进货金额", "售价", "销售金额", "毛利"],
            &["8月4日", "黄桃", "#10", "#6", "#60", "#8", "#80", "#20"],
            &["8月5日", "黄桃", "#10", "", "", "#8", "#80", ""],
        ],
        &[],
    )]);
    assert_eq!(problems(&ledger), [(2, Code::DirectionUnknown)]);
    assert_eq!((ledger.report.totals.sale_fen, ledger.report.totals.purchase_fen), (8_000, 0));
}

/// An export of a till: times, long numbers as text, 实收 beside 应收, a void sale.
#[test]
fn an_export_of_a_till() {
    let text = "\u{feff}小票号\t交易时间\t商品名称\t规格\t单位\t数量\t单价\t应收金额\t实收金额\t支付方式\t备注\r\n\
                2020080400000001\t2020-08-04 10:30:15\t黄桃\t5斤/箱\t箱\t2\t40.00\t80.00\t80.00\t微信\t\r\n\
                2020080400000002\t2020-08-04 10:31:02\t玉竹\t\t公斤\t0.355\t60.00\t21.30\t21.00\t现金\t抹零\r\n\
                2020080400000003\t2020-08-04 10:32:40\t黄桃\t5斤/箱\t箱\t-1\t40.00\t-40.00\t-40.00\t微信\t退货\r\n\
                2020080400000004\t2020-08-04 10:33:00\t黄桃\t5斤/箱\t箱\t1\t40.00\t40.00\t40.00\t微信\t整单取消\r\n";
    let ledger = read_ledger("销售明细.txt", text.as_bytes(), &LedgerOptions::default()).unwrap();
    assert_eq!(problems(&ledger), [(3, Code::AmountMismatch), (5, Code::DirectionUnknown)]);
    assert_eq!(brief(&ledger), [day("2020-08-04", "黄桃", "", 8_000), day("2020-08-04", "黄桃", "", -4_000)]);
    assert_eq!(ledger.lines[1].note, "2020080400000003；退货");
}
