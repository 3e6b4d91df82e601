//! Workbooks made in memory, and golden reports.
#![allow(dead_code, reason = "each test file uses a part")]

use rust_xlsxwriter::{Format, Workbook, Worksheet};
use serde::Serialize;
use std::{
    io::{Cursor, Read, Write},
    path::PathBuf,
};

/// Cells in text: `#12.5` is a number, `@44047` a number shown as a date, the rest is text.
pub type Grid<'g> = &'g [&'g [&'g str]];

/// Merged cells: first row, first column, last row, last column, zero-based.
pub type Merge = (u32, u16, u32, u16);

pub fn fill(page: &mut Worksheet, grid: Grid<'_>, merges: &[Merge]) {
    let date = Format::new().set_num_format("yyyy-mm-dd");
    for (row, cells) in (0..).zip(grid) {
        for (column, cell) in (0..).zip(*cells) {
            if let Some(number) = cell.strip_prefix('#') {
                page.write_number(row, column, number.parse::<f64>().unwrap()).unwrap();
            } else if let Some(serial) = cell.strip_prefix('@') {
                page.write_number_with_format(row, column, serial.parse::<f64>().unwrap(), &date).unwrap();
            } else if !cell.is_empty() {
                page.write_string(row, column, *cell).unwrap();
            }
        }
    }
    for (top, left, bottom, right) in merges {
        let text = grid[*top as usize][*left as usize];
        page.merge_range(*top, *left, *bottom, *right, text, &Format::new()).unwrap();
    }
}

pub fn xlsx(sheets: &[(&str, Grid<'_>, &[Merge])]) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, grid, merges) in sheets {
        let page = book.add_worksheet();
        page.set_name(*name).unwrap();
        fill(page, grid, merges);
    }
    book.save_to_buffer().unwrap()
}

/// The same workbook counting its days from 1904.
pub fn counting_from_1904(bytes: &[u8]) -> Vec<u8> {
    let mut old = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut new = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..old.len() {
        let mut entry = old.by_index(index).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).unwrap();
        if name == "xl/workbook.xml" {
            let text = String::from_utf8(content).unwrap();
            content = text.replace("<workbookPr", "<workbookPr date1904=\"1\"").into_bytes();
        }
        new.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        new.write_all(&content).unwrap();
    }
    new.finish().unwrap().into_inner()
}

/// Compares with `tests/golden/NAME.json`; `UPDATE_GOLDEN=1` writes it anew.
pub fn golden(name: &str, value: &impl Serialize) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(format!("{name}.json"));
    let text = serde_json::to_string_pretty(value).unwrap() + "\n";
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    let expect = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(text, expect, "{} differs; UPDATE_GOLDEN=1 writes it anew", path.display());
}
