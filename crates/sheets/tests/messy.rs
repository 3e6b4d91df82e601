//! Cells and columns as they go wrong: each is read exactly, or its row is asked about. No wrong figure goes in.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::as_conversions, clippy::panic, reason = "tests")]

mod common;

use base::Quantity;
use common::{Grid, fill, xlsx};
use rust_xlsxwriter::{Formula, Workbook};
use sheets::{Code, Ledger, LedgerOptions, read_ledger};

fn read(name: &str, bytes: &[u8]) -> Ledger {
    read_ledger(name, bytes, &LedgerOptions::default()).unwrap()
}

fn problems(ledger: &Ledger) -> Vec<(u32, Code)> {
    ledger.report.sheets.iter().flat_map(|sheet| &sheet.problems).map(|problem| (problem.row, problem.code)).collect()
}

/// Units and fen of the only line, or the first problem's code.
fn outcome(ledger: &Ledger) -> Result<(i64, i64), &'static str> {
    match (ledger.lines.as_slice(), problems(ledger).first()) {
        ([line], None) => Ok(match line.quantity {
            Quantity::G(number) | Quantity::Pieces(number) => (number, line.amount.0),
        }),
        ([], Some((_, code))) => Err(code.as_str()),
        _ => panic!("{:?}", ledger.report),
    }
}

#[test]
fn one_row_of_the_usual_table() {
    for (row, expect) in [
        ("2020-8-4,合计牌茶油,瓶,2,60,120,", Ok((2, 12_000))),
        ("2020-8-4,#N/A,斤,2,10,20,", Err("value.missing")),
        ("2020-8-4,#REF!,斤,2,10,20,", Err("value.missing")),
        ("2020-8-4,TRUE,斤,2,10,20,", Err("value.missing")),
        ("2020-8-4,#####,斤,2,10,20,", Err("value.missing")),
        ("2020-8-4,黄桃,#N/A,2,10,20,", Err("value.missing")),
        ("2020-8-4,黄桃,斤,#VALUE!,10,20,", Err("quantity.invalid")),
        ("#N/A,黄桃,斤,2,10,20,", Err("date.invalid")),
        ("2020-8-4,黄桃,㎏,2,10,20,", Ok((2_000, 2_000))),
        ("2020-8-4,黄桃,ｋｇ,2,10,20,", Ok((2_000, 2_000))),
        ("2020-8-4,黄桃,市斤,2,10,20,", Ok((1_000, 2_000))),
        ("2020-8-4,黄桃,两,2,10,20,", Ok((100, 2_000))),
        ("2020-8-4,黄桃,担,2,10,20,", Ok((100_000, 2_000))),
        ("2020-8-4,黄桃,吨,2,10,20,", Ok((2_000_000, 2_000))),
        ("1,黄桃,斤,2,10,20,", Err("date.ambiguous")),
        ("44047,黄桃,斤,2,10,20,", Ok((1_000, 2_000))),
        ("60,黄桃,斤,2,10,20,", Err("date.ambiguous")),
        ("2020-08-04 23:59:59,黄桃,斤,2,10,20,", Ok((1_000, 2_000))),
        ("2020-8-4,黄桃,斤,2,10,20,退货", Err("direction.unknown")),
        ("2020-8-4,黄桃,斤,-2,10,-20,退货", Ok((-1_000, -2_000))),
        ("2020-8-4,黄桃,斤,2,10,20,包退包换", Ok((1_000, 2_000))),
        ("2020-8-4,黄桃,斤,2,10,20,退役军人事务局", Ok((1_000, 2_000))),
        ("2020-8-4,黄桃（退）,斤,2,10,20,", Err("direction.unknown")),
        ("2020-8-4,黄桃,斤,2,10,20,此单作废", Err("direction.unknown")),
        ("2020-8-4,黄桃,斤,2,,\"￥1,234.50元\",", Ok((1_000, 123_450))),
        ("2020-8-4,黄桃,斤,-2,,\"(1,234.50)\",", Ok((-1_000, -123_450))),
        ("2020-8-4,黄桃,斤,2,,1.2万,", Ok((1_000, 1_200_000))),
        ("2020-8-4,黄桃,斤,2,,叁佰元整,", Ok((1_000, 30_000))),
        ("2020-8-4,黄桃,斤,０.５,10,,", Ok((250, 500))),
        ("2020-8-4,黄桃,斤,2,,1 200,", Ok((1_000, 120_000))),
        ("2020-8-4,黄桃,斤,2,,12 5,", Err("amount.invalid")),
        ("2020-8-4,黄桃,斤,2 5,10,250,", Err("quantity.invalid")),
        ("2020-8-4,黄桃,斤,2斤半,10,25,", Err("unit.unknown")),
        ("2020-8-4,黄桃,斤,TRUE,10,20,", Err("quantity.invalid")),
    ] {
        let text = format!("日期,品名,单位,数量,单价,金额,备注\n{row}\n");
        assert_eq!(outcome(&read("销售台账.csv", text.as_bytes())), expect, "{row}");
    }
}

#[test]
fn columns_that_contradict_each_other() {
    for (header, row, expect) in [
        ("日期,品名,数量(斤),金额,金额(元)", "2020-8-4,黄桃,2,20,20", Ok((1_000, 2_000))),
        ("日期,品名,数量(斤),金额,金额(元)", "2020-8-4,黄桃,2,20,25", Err("amount.mismatch")),
        ("日期,品名,数量(斤),金额(元),金额(万元)", "2020-8-4,黄桃,2,20,0.002", Ok((1_000, 2_000))),
        ("日期,品名,数量(斤),应收金额,实收金额", "2020-8-4,黄桃,2,20,18", Err("amount.mismatch")),
        ("日期,品名,数量(斤),单价,金额,实收", "2020-8-4,黄桃,2,10,20,18", Ok((1_000, 2_000))),
        ("日期,品名,数量(斤),金额,实收", "2020-8-4,黄桃,2,20,18", Err("amount.mismatch")),
        ("日期,品名,数量(箱),重量(斤),金额", "2020-8-4,黄桃,2,10,20", Err("quantity.invalid")),
        ("日期,品名,数量(斤),退货数量(斤),金额", "2020-8-4,黄桃,10,2,80", Err("direction.unknown")),
        ("日期,品名,数量(斤),退货数量(斤),金额", "2020-8-4,黄桃,10,,80", Ok((5_000, 8_000))),
        ("日期,品名,数量(斤),金额,销售数量(斤),销售金额", "2020-8-4,黄桃,10,80,2,20", Err("quantity.invalid")),
        ("日期,品名,数量(斤),进货金额,销售金额", "2020-8-4,黄桃,2,,20", Ok((1_000, 2_000))),
        ("日期,品名,数量(斤),进货金额,销售金额", "2020-8-4,黄桃,2,16,20", Err("direction.unknown")),
        ("交易日期,品名,数量(斤),金额,单据日期", "2020-8-4,黄桃,2,20,2020-8-5", Err("date.ambiguous")),
        ("日期,登记日期,品名,数量(斤),金额", "2020-8-4,2020-8-9,黄桃,2,20", Ok((1_000, 2_000))),
        ("日期,品名,数量(斤/公斤),金额,备注", "2020-8-4,黄桃,2,20,", Err("unit.unknown")),
        ("日期,品名,数量(万斤),金额,备注", "2020-8-4,黄桃,1.2万,20,", Err("quantity.invalid")),
        ("日期,品名,数量(斤),金额(万元),备注", "2020-8-4,黄桃,2,1.2万,", Ok((1_000, 1_200_000))),
    ] {
        let ledger = read("销售.csv", format!("{header}\n{row}\n").as_bytes());
        assert_eq!(outcome(&ledger), expect, "{header} {row}");
    }
}

#[test]
fn headers_that_stand_twice_are_no_table() {
    for header in [
        "日期,品名,数量(斤),金额,数量(斤),金额",
        "日期,品名,数量(斤),金额,日期,品名,数量(斤),金额",
        "品名,单位,单价,1日,2日,3日,4日,5日,合计",
        "品名,单位,单价,1月,2月,3月,4月,5月,6月,合计",
    ] {
        let text = format!("{header}\n2020-8-4,黄桃,2,20,3,30,1,2,3,4\n");
        let refused = read_ledger("2020年8月4日销售.csv", text.as_bytes(), &LedgerOptions::default()).unwrap_err();
        assert_eq!(refused.code(), "table.not_found", "{header}");
    }
}

#[test]
fn numbers_of_receipts_join_the_remark() {
    let text = "日期,小票号,品名,数量(斤),金额,备注,说明\n\
                2020-8-4,XS0012,黄桃,2,20,老客户,散装\n\
                2020-8-4,,黄桃,3,30,,散装\n\
                2020-8-4,XS0013,黄桃,4,40,,\n";
    let ledger = read("销售.csv", text.as_bytes());
    let notes: Vec<&str> = ledger.lines.iter().map(|line| line.note.as_str()).collect();
    assert_eq!(notes, ["XS0012；老客户；散装", "散装", "XS0013"]);
    let mapped = |key: &str| ledger.report.sheets[0].mapping.iter().find(|(k, _)| k == key).map(|(_, v)| v.as_str());
    assert_eq!((mapped("小票号"), mapped("备注"), mapped("说明")), (Some("note"), Some("note"), Some("note")));
    let cut = xlsx(&[(
        "销售",
        &[&["日期", "发票号", "品名", "数量(斤)", "金额"], &["2020-8-4", "#430521196503150000", "黄桃", "#2", "#20"]],
        &[],
    )]);
    assert_eq!(problems(&read("a.xlsx", &cut)), [(2, Code::NumberStoredAsNumber)]);
}

#[test]
fn a_month_column_says_the_month_in_every_row() {
    let bytes = xlsx(&[(
        "2020年8月销售",
        &[
            &["月", "日", "品名", "单位", "数量", "金额"],
            &["#8", "#4", "黄桃", "斤", "#2", "#20"],
            &["", "#5", "黄桃", "斤", "#2", "#20"],
            &["同上", "#6", "黄桃", "斤", "#2", "#20"],
            &["#13", "#6", "黄桃", "斤", "#2", "#20"],
            &["#7", "@44047", "黄桃", "斤", "#2", "#20"],
            &["@44047", "@44047", "黄桃", "斤", "#2", "#20"],
        ],
        &[],
    )]);
    let ledger = read("a.xlsx", &bytes);
    let days: Vec<String> = ledger.lines.iter().map(|line| line.date.to_string()).collect();
    // 同上 repeats what was written last, the 8.
    assert_eq!(days, ["2020-08-04", "2020-08-06", "2020-08-04"]);
    assert_eq!(problems(&ledger), [(3, Code::DateAmbiguous), (5, Code::DateInvalid), (6, Code::DateAmbiguous)]);
}

#[test]
fn figures_merged_over_rows_are_asked_about() {
    let grid: Grid<'_> = &[
        &["日期", "品名", "数量(斤)", "金额"],
        &["2020-8-4", "黄桃", "#2", "50"],
        &["2020-8-4", "玉竹", "#3", ""],
        &["2020-8-5", "黄桃", "#2", "#20"],
    ];
    let ledger = read("销售.xlsx", &xlsx(&[("销售", grid, &[(1, 3, 2, 3)])]));
    assert_eq!(problems(&ledger), [(2, Code::AmountInvalid), (3, Code::ValueMissing)]);
    assert_eq!(ledger.report.totals.sale_fen, 2_000);
    let double: Grid<'_> =
        &[&["日期", "品名", "数量(斤)", "金额"], &["2020-8-4", "黄桃", "2", "20"], &["", "", "", ""]];
    let merged: Vec<common::Merge> = (0..4).map(|column| (1, column, 2, column)).collect();
    let ledger = read("销售.xlsx", &xlsx(&[("销售", double, &merged)]));
    assert_eq!((problems(&ledger), ledger.report.totals.sale_fen), (vec![], 2_000), "a record two rows high");
}

#[test]
fn a_total_is_its_word_wherever_it_stands() {
    for total in [
        "合 计",
        "小计：",
        "总计",
        "本页合计",
        "本月合计",
        "8月合计",
        "2020年8月合计",
        "【合计】",
        "黄桃 汇总",
        "共计50元",
    ] {
        for column in 0..4 {
            let mut cells = [""; 5];
            cells[column] = total;
            let rows = format!("2020-8-4,箱装,黄桃,2,20\n2020-8-4,箱装,玉竹,3,30\n{},5,50\n", cells[..3].join(","));
            let rows = if column == 3 { rows.replace(",,,5,50", &format!(",,{total},5,50")) } else { rows };
            let ledger = read("销售.csv", format!("日期,规格,品名,数量(斤),金额\n{rows}").as_bytes());
            assert_eq!((ledger.lines.len(), problems(&ledger)), (2, vec![]), "{total} in column {column}");
        }
    }
    let bytes = {
        let mut book = Workbook::new();
        let page = book.add_worksheet();
        page.set_name("销售").unwrap();
        fill(
            page,
            &[
                &["日期", "品名", "数量(斤)", "金额"],
                &["2020-8-4", "黄桃", "#2", "#20"],
                &["2020-8-4", "黄桃", "#3", "#30"],
                &["合计"],
            ],
            &[],
        );
        page.write_formula(3, 2, Formula::new("=SUM(C2:C3)").set_result("5")).unwrap();
        page.write_formula(3, 3, Formula::new("=SUM(D2:D3)").set_result("51")).unwrap();
        book.save_to_buffer().unwrap()
    };
    let ledger = read("a.xlsx", &bytes);
    assert_eq!((problems(&ledger), ledger.asks_confirmation), (vec![(4, Code::TotalMismatch)], true));
}

#[test]
fn formulas_that_failed_are_no_values() {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    page.set_name("销售").unwrap();
    fill(
        page,
        &[
            &["日期", "品名", "客户", "数量(斤)", "金额"],
            &["2020-8-4", "", "一中", "#2", "#20"],
            &["2020-8-4", "黄桃", "", "#2", "#20"],
            &["2020-8-4", "黄桃", "一中", "#2", ""],
        ],
        &[],
    );
    page.write_formula(1, 1, Formula::new("=VLOOKUP(1,A:A,2,0)").set_result("#N/A")).unwrap();
    page.write_boolean(2, 1, true).unwrap();
    page.write_formula(3, 4, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
    let ledger = read("a.xlsx", &book.save_to_buffer().unwrap());
    assert_eq!(problems(&ledger), [(2, Code::ValueMissing), (3, Code::ValueMissing), (4, Code::AmountInvalid)]);
    assert!(ledger.lines.is_empty());
}

#[test]
fn three_lines_of_headers() {
    let bytes = xlsx(&[(
        "2020年8月",
        &[
            &["日期", "品名", "购销情况", "", "", "", "备注"],
            &["", "", "进货", "", "销售", "", ""],
            &["", "", "数量(斤)", "金额(元)", "数量(斤)", "金额(元)", ""],
            &["8月4日", "黄桃", "#100", "#800", "#20", "#200", "好"],
        ],
        &[(0, 2, 0, 5), (1, 2, 1, 3), (1, 4, 1, 5), (0, 0, 2, 0), (0, 1, 2, 1), (0, 6, 2, 6)],
    )]);
    let ledger = read("a.xlsx", &bytes);
    let totals = ledger.report.totals;
    assert_eq!(
        (totals.purchase_fen, totals.sale_fen, totals.quantity_g, problems(&ledger)),
        (80_000, 20_000, 60_000, vec![])
    );
    assert_eq!((ledger.report.sheets[0].header_row, ledger.lines[0].note.as_str()), (3, "好"));
    let units = xlsx(&[(
        "2020年8月",
        &[
            &["日期", "品名", "进货", "", "销售", ""],
            &["", "", "数量", "金额", "数量", "金额"],
            &["", "", "（公斤）", "（元）", "（公斤）", "（元）"],
            &["8月4日", "黄桃", "#100", "#800", "#20", "#200"],
        ],
        &[],
    )]);
    let totals = read("a.xlsx", &units).report.totals;
    assert_eq!((totals.purchase_fen, totals.sale_fen, totals.quantity_g), (80_000, 20_000, 120_000));
}

#[test]
fn text_files_with_marks_quotes_and_other_signs() {
    let text = "日期;品名;数量(斤);金额;备注\n2020-8-4;黄桃;2;20;\"第一行\n第二行; 完\"\n2020-8-5;黄桃;3;30;\n";
    let gb = encoding_rs::GB18030.encode(&format!("\u{feff}{text}")).0.into_owned();
    for bytes in [text.as_bytes().to_vec(), gb, format!("\u{feff}\u{feff}{}", text.replace(';', "\t")).into_bytes()] {
        let ledger = read("销售.csv", &bytes);
        assert_eq!((ledger.lines.len(), ledger.report.totals.sale_fen, problems(&ledger)), (2, 5_000, vec![]));
        assert_eq!(ledger.report.sheets[0].mapping[0].0, "日期");
        assert_eq!(ledger.lines[1].row, 4);
    }
    let open = "日期,品名,数量(斤),金额,备注\n2020-8-4,黄桃,2,20,\"5寸\n2020-8-5,黄桃,3,30,好\n2020-8-6,黄桃,3,30,好\n";
    let refused = read_ledger("销售.csv", open.as_bytes(), &LedgerOptions::default()).unwrap_err();
    assert_eq!(refused.code(), "file.not_a_workbook", "a quote without end would swallow rows");
}

#[test]
fn hidden_sheets_are_named_and_not_read_hidden_rows_are_read() {
    let grid: Grid<'_> = &[
        &["日期", "品名", "数量(斤)", "金额"],
        &["2020-8-4", "黄桃", "#2", "#20"],
        &["2020-8-5", "黄桃", "#3", "#30"],
    ];
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    page.set_name("销售").unwrap();
    fill(page, grid, &[]);
    page.set_row_hidden(2).unwrap();
    let old = book.add_worksheet();
    old.set_name("销售旧").unwrap();
    fill(old, grid, &[]);
    old.set_hidden(true);
    let ledger = read("a.xlsx", &book.save_to_buffer().unwrap());
    assert_eq!((ledger.lines.len(), ledger.report.totals.sale_fen), (2, 5_000));
    let hidden = &ledger.report.sheets[1];
    assert_eq!((hidden.name.as_str(), hidden.rows, hidden.accepted), ("销售旧", 3, 0));
    assert!(hidden.skipped.len() == 3 && hidden.skipped.iter().all(|skipped| skipped.why == "hidden sheet"));
}

#[test]
fn a_sheet_of_figures_without_a_header_is_named() {
    let bytes = xlsx(&[
        ("销售", &[&["日期", "品名", "数量(斤)", "金额"], &["2020-8-4", "黄桃", "#2", "#20"]], &[]),
        ("补记", &[&["黄桃", "#2", "#20"], &["黄桃", "#3", "#30"], &["黄桃", "#4", "#40"]], &[]),
        ("说明", &[&["本表由店长填写"]], &[]),
    ]);
    let ledger = read("a.xlsx", &bytes);
    let sheets: Vec<(&str, u32, usize)> =
        ledger.report.sheets.iter().map(|sheet| (sheet.name.as_str(), sheet.rows, sheet.skipped.len())).collect();
    assert_eq!(sheets, [("销售", 1, 0), ("补记", 3, 3)]);
}

#[test]
fn a_blank_in_the_last_column_is_no_wide_table() {
    let mut book = Workbook::new();
    let page = book.add_worksheet();
    page.set_name("销售").unwrap();
    fill(page, &[&["日期", "品名", "数量(斤)", "金额"], &["2020-8-4", "黄桃", "#2", "#20"]], &[]);
    page.write_string(1, 16_383, " ").unwrap();
    page.write_string(1_048_575, 0, " ").unwrap();
    assert_eq!(read("a.xlsx", &book.save_to_buffer().unwrap()).lines.len(), 1);
}

#[test]
fn a_title_as_long_as_a_cell_can_be_takes_no_time() {
    let text = format!("{}\n日期,品名,数量(斤),金额\n2020-8-4,黄桃,2,20\n", "桃".repeat(32_767));
    let began = std::time::Instant::now();
    assert_eq!(read("销售.csv", text.as_bytes()).lines.len(), 1);
    // Taken apart as a header it took minutes.
    assert!(began.elapsed().as_secs() < 30);
}
