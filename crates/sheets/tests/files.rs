//! Files that are not what they seem, and one table in every encoding.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::as_conversions, clippy::panic, reason = "tests")]

mod common;

use common::xlsx;
use encoding_rs::{GB18030, UTF_16LE};
use proptest::prelude::*;
use sheets::{FileProblem, LedgerOptions, TableSpec, ledger::Refused, read_ledger, read_table};
use std::io::{Read, Write};

fn refusal(name: &str, bytes: &[u8]) -> Option<&'static str> {
    read_ledger(name, bytes, &LedgerOptions::default()).err().map(FileProblem::code)
}

#[test]
fn files_that_are_refused() {
    let utf16 = |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    let cfb = |rest: &[u8]| [&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1][..], &[0; 600], rest].concat();
    let docx = {
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        zip.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).unwrap();
        zip.finish().unwrap().into_inner()
    };
    for (name, bytes, code) in [
        ("a.xlsx", vec![], "file.empty"),
        ("a.csv", b"\xEF\xBB\xBF \r\n".to_vec(), "file.empty"),
        ("a.xlsx", xlsx(&[("Sheet1", &[], &[])]), "file.empty"),
        ("a.csv", "今天天气很好，我们去斫曹乡看黄桃。\n下午回来。".as_bytes().to_vec(), "table.not_found"),
        ("a.xlsx", xlsx(&[("Sheet1", &[&["你好"]], &[])]), "table.not_found"),
        ("a.xlsx", b"just words".to_vec(), "file.not_a_workbook"),
        ("a.xlsx", b"\xFF\xD8\xFF\xE0 jpeg".to_vec(), "file.not_a_workbook"),
        ("a.csv", b"%PDF-1.7\n".to_vec(), "file.not_a_workbook"),
        ("a.xls", b"<html><table><tr><td>1</td></tr></table>".to_vec(), "file.not_a_workbook"),
        ("a.csv", b"\x00\x01\x02\x03".to_vec(), "file.not_a_workbook"),
        ("a.xlsx", b"PK\x03\x04 broken".to_vec(), "file.not_a_workbook"),
        ("a.xlsx", docx, "file.not_a_workbook"),
        ("a.xlsx", cfb(&utf16("EncryptedPackage")), "file.encrypted"),
        ("a.xls", cfb(b""), "file.not_a_workbook"),
        ("a.et", cfb(b""), "file.not_a_workbook"),
        ("a.csv", vec![b'a'; sheets::limits::FILE_BYTES_MAX + 1], "file.too_big"),
    ] {
        assert_eq!(refusal(name, &bytes), Some(code), "{name} {:?}", bytes.get(..20));
    }
    let report = serde_json::to_value(Refused::new("a.et", FileProblem::WpsTable)).unwrap();
    assert_eq!(report["sheets"], serde_json::json!([]));
    assert_eq!(report["problems"][0]["code"], "file.not_a_workbook");
    assert!(report["problems"][0]["message"]["zh"].as_str().unwrap().contains(".et"));
}

#[test]
fn more_rows_or_columns_than_the_limit() {
    let mut rows = String::from("日期,品名,数量(斤),金额\n");
    rows.push_str(&"2020-8-4,黄桃,2,20\n".repeat(200_000));
    assert_eq!(refusal("销售.csv", rows.as_bytes()), Some("file.too_big"));
    let wide = format!("日期,品名,数量(斤),金额{}x\n", ",".repeat(200));
    assert_eq!(refusal("销售.csv", wide.as_bytes()), Some("file.too_big"));
}

#[test]
fn one_table_in_every_encoding_and_delimiter() {
    let text = "日期,品名,供货商,数量(斤),金额\n2020-8-4,黄桃,斫𥕢乡梧桐村,2,20\n";
    let gb = GB18030.encode(text).0.into_owned();
    assert!(gb.windows(4).any(|four| four == [0x96, 0x39, 0xAE, 0x34]), "the rare character takes four bytes");
    let utf16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert!(UTF_16LE.decode_without_bom_handling_and_without_replacement(utf16.get(2..).unwrap()).is_some());
    let workbook = xlsx(&[(
        "进货",
        &[&["日期", "品名", "供货商", "数量(斤)", "金额"], &["2020-8-4", "黄桃", "斫𥕢乡梧桐村", "#2", "#20"]],
        &[],
    )]);
    let first = read_ledger("进货.csv", text.as_bytes(), &LedgerOptions::default()).unwrap();
    assert_eq!(first.lines[0].party, "斫𥕢乡梧桐村");
    assert_eq!(first.lines[0].party.chars().take(3).collect::<String>(), "斫𥕢乡");
    for bytes in [
        [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
        gb,
        utf16,
        text.replace(',', ";").into_bytes(),
        text.replace(',', "\t").replace('\n', "\r\n").into_bytes(),
        workbook,
    ] {
        let other = read_ledger("进货.csv", &bytes, &LedgerOptions::default()).unwrap();
        assert_eq!(other.lines[0].digest, first.lines[0].digest);
        assert_eq!(other.lines[0].party, first.lines[0].party);
    }
}

/// A workbook whose parts are replaced, deflated as hard as spaces let themselves be.
fn forged(parts: &[(&str, String)]) -> Vec<u8> {
    let good = xlsx(&[("销售", &[&["日期", "品名", "数量(斤)", "金额"], &["2020-8-4", "黄桃", "#2", "#20"]], &[])]);
    let mut old = zip::ZipArchive::new(std::io::Cursor::new(good)).unwrap();
    let mut new = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for index in 0..old.len() {
        let mut entry = old.by_index(index).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut content = String::new();
        entry.read_to_string(&mut content).unwrap();
        let content = parts.iter().find(|(part, _)| *part == name).map_or(content, |(_, forged)| forged.clone());
        new.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        new.write_all(content.as_bytes()).unwrap();
    }
    new.finish().unwrap().into_inner()
}

#[test]
fn bombs_are_refused_before_they_are_held() {
    let sheet = |rows: &str| {
        format!(
            "<?xml version=\"1.0\"?><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{rows}</sheetData></worksheet>"
        )
    };
    let texts = |texts: &str| {
        format!(
            "<?xml version=\"1.0\"?><sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" {texts}</sst>"
        )
    };
    const SHEET: &str = "xl/worksheets/sheet1.xml";
    const TEXTS: &str = "xl/sharedStrings.xml";
    let inline = |text: &str| format!("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is>{text}</is></c></row>");
    let spaces = " ".repeat(9 << 20);
    let long = "桃".repeat(32_767);
    let again = format!("<row>{}</row>", "<c t=\"s\"><v>0</v></c>".repeat(3));
    for (what, parts) in [
        ("spaces between rows", vec![(SHEET, sheet(&spaces))]),
        ("one inline text", vec![(SHEET, sheet(&inline(&format!("<t>{spaces}</t>"))))]),
        ("one text in pieces", vec![(SHEET, sheet(&inline(&format!("<r><t>{long}</t></r>").repeat(8))))]),
        ("one text of CDATA", vec![(SHEET, sheet(&inline(&format!("<t><![CDATA[{spaces}]]></t>"))))]),
        ("one text of the table in pieces", vec![(TEXTS, texts(&format!("><si>{}</si>", "<r/>".repeat(1 << 20))))]),
        ("texts that are announced only", vec![(TEXTS, texts("uniqueCount=\"9999999999999\">"))]),
        ("one text used everywhere", vec![(TEXTS, texts(&format!("><si><t>{long}</t></si>"))), (SHEET, sheet(&again))]),
    ] {
        assert_eq!(refusal("a.xlsx", &forged(&parts)), Some("file.too_big"), "{what}");
    }
    assert_eq!(refusal("a.xlsx", &forged(&[])), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_bytes_give_a_result_or_a_refusal(bytes in proptest::collection::vec(any::<u8>(), 0..400), magic in 0..4) {
        let head: &[u8] = match magic {
            0 => b"",
            1 => b"PK\x03\x04",
            2 => b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
            _ => "日期,品名,数量(斤),单价,金额\n".as_bytes(),
        };
        let _ = read_ledger("a.xls", &[head, &bytes].concat(), &LedgerOptions::default());
        let _ = read_table("a.csv", &[head, &bytes].concat(), &TableSpec { columns: &[] });
    }

    #[test]
    fn any_cells_give_a_result(cells in proptest::collection::vec("[0-9.,，年月日斤万元余约负()（）/ -]{0,9}|\\PC{0,6}", 20)) {
        let rows: Vec<String> = cells.chunks(5).map(|row| row.join("\t")).collect();
        let text = format!("日期\t品名\t数量(斤)\t单价\t金额\n{}\n", rows.join("\n"));
        if let Ok(ledger) = read_ledger("销售.csv", text.as_bytes(), &LedgerOptions::default()) {
            for sheet in &ledger.report.sheets {
                let bad: std::collections::BTreeSet<u32> = sheet.problems.iter().map(|p| p.row)
                    .filter(|row| sheet.skipped.iter().all(|skipped| skipped.row != *row)).collect();
                prop_assert_eq!(sheet.rows as usize, sheet.accepted as usize + sheet.skipped.len() + bad.len());
            }
            prop_assert_eq!(ledger.report.totals.sale_fen, ledger.lines.iter().map(|line| line.amount.0).sum::<i64>());
        }
    }

    #[test]
    fn a_broken_workbook_is_refused_or_read(at in 0_usize..8_000, byte: u8) {
        let mut bytes = xlsx(&[("销售", &[&["日期", "品名", "数量(斤)", "金额"], &["@44047", "黄桃", "#2", "#20"]], &[])]);
        let at = at % bytes.len();
        bytes[at] = byte;
        let _ = read_ledger("a.xlsx", &bytes, &LedgerOptions::default());
    }
}
