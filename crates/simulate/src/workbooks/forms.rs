//! Five habits of keeping a book.

use super::till_list;
use crate::{goods::By, plan::SheetRow, world::World};
use base::Day;
use rust_xlsxwriter::{Format, Workbook, Worksheet};

/// A file as a shop hands it in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Book {
    /// Its name.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// A cell: a number as a spreadsheet keeps it, a date behind its number, or text.
#[derive(Clone, Debug)]
enum Cell {
    Number(String),
    Date(Day),
    Text(String),
}

/// Cells that are one: first row, first column, last row, last column.
type Merged = (u32, u16, u32, u16);

#[derive(Default)]
struct Sheet {
    name: String,
    rows: Vec<Vec<Cell>>,
    merged: Vec<Merged>,
}

/// Writes rows in a habit; `None` if there are none, or the file cannot be made.
pub fn write(form: usize, rows: &[SheetRow], world: &World) -> Option<Book> {
    let day = rows.first()?.day;
    let mut rows: Vec<&SheetRow> = rows.iter().collect();
    rows.sort_by_key(|row| row.day);
    let stem = format!("{}年{}月", day.year(), day.month());
    match form {
        0 => xlsx(format!("{stem}购销台账.xlsx"), vec![side_by_side(day, &rows, world)]),
        1 => xlsx(format!("{stem}.xlsx"), two_sheets(day, &rows, world)),
        2 => gbk_text(format!("{stem}流水.csv"), &rows, world),
        super::OWN_TILL => Some(till_list::write(format!("{stem}收银明细.csv"), &rows, world)),
        3 => xlsx(format!("{}月.xlsx", day.month()), vec![with_subtotals(day, &rows, world)]),
        _ => xlsx(format!("{stem}明细.xlsx"), vec![with_dittos(day, &rows, world)]),
    }
}

fn text(text: impl Into<String>) -> Cell {
    Cell::Text(text.into())
}

fn texts(words: &[&str]) -> Vec<Cell> {
    words.iter().map(|word| text(*word)).collect()
}

/// Yuan from fen, without needless zeros.
fn yuan(fen: i64) -> String {
    match fen % 100 {
        0 => (fen / 100).to_string(),
        rest if rest % 10 == 0 => format!("{}.{}", fen / 100, rest / 10),
        rest => format!("{}.{rest:02}", fen / 100),
    }
}

/// A row in words: name, unit, quantity, price, amount.
pub(super) struct Said {
    pub name: String,
    pub unit: &'static str,
    pub quantity: String,
    pub price: String,
    pub amount: String,
}

pub(super) fn said(row: &SheetRow, world: &World) -> Said {
    let product = world.products.get(row.line.product);
    let weighed = product.is_some_and(|p| p.good.by == By::Weight);
    // Weights come in steps of 100 g, so tenths of a 斤 are exact.
    let tenths = row.line.quantity / 50;
    let quantity = match (weighed, tenths % 10) {
        (false, _) => row.line.quantity.to_string(),
        (true, 0) => (tenths / 10).to_string(),
        (true, rest) => format!("{}.{rest}", tenths / 10),
    };
    Said {
        name: product.map(|p| p.name.clone()).unwrap_or_default(),
        unit: if weighed { "斤" } else { "袋" },
        quantity,
        price: yuan(row.line.price_fen),
        amount: yuan(row.line.amount_fen),
    }
}

fn sum(rows: &[&SheetRow], bought: bool) -> i64 {
    rows.iter().filter(|row| row.bought == bought).map(|row| row.line.amount_fen).sum()
}

/// Purchases and sales side by side under two lines of headers, the date only where it changes.
fn side_by_side(day: Day, rows: &[&SheetRow], world: &World) -> Sheet {
    let mut sheet = Sheet { name: format!("{}月", day.month()), ..Sheet::default() };
    sheet.rows.push(texts(&["消费扶贫授权店购销台账"]));
    sheet.rows.push(texts(&[&format!("{}年", day.year()), "", "", "", "", "单位：元"]));
    sheet.rows.push(texts(&["日期", "品名", "单位", "进货", "", "", "销售", "", "", "备注"]));
    sheet.rows.push(texts(&["", "", "", "数量", "单价", "金额", "数量", "单价", "金额", ""]));
    sheet.merged =
        vec![(0, 0, 0, 9), (2, 3, 2, 5), (2, 6, 2, 8), (2, 0, 3, 0), (2, 1, 3, 1), (2, 2, 3, 2), (2, 9, 3, 9)];
    let mut last = None;
    for (at, row) in (4_u32..).zip(rows) {
        let said = said(row, world);
        let date = if last == Some(row.day) {
            String::new()
        } else {
            format!("{}月{}日", row.day.month(), row.day.day_of_month())
        };
        if last == Some(row.day) {
            one_date(&mut sheet.merged, at);
        }
        last = Some(row.day);
        let figures = [said.quantity, said.price, said.amount].map(Cell::Number);
        let blank = || vec![text(""), text(""), text("")];
        let (bought, sold) = if row.bought { (figures.to_vec(), blank()) } else { (blank(), figures.to_vec()) };
        sheet.rows.push([vec![text(date), text(said.name), text(said.unit)], bought, sold].concat());
    }
    let totals = [yuan(sum(rows, true)), yuan(sum(rows, false))].map(Cell::Number);
    let [bought, sold] = totals;
    sheet.rows.push(vec![text("合计"), text(""), text(""), text(""), text(""), bought, text(""), text(""), sold]);
    sheet.rows.push(texts(&["制表人：店员", "", "", "审核：店长"]));
    sheet
}

/// The date's cell reaches down to one more row.
fn one_date(merged: &mut Vec<Merged>, row: u32) {
    match merged.last_mut() {
        Some((top, 0, bottom, 0)) if *bottom + 1 == row && *top >= 4 => *bottom = row,
        _ => merged.push((row - 1, 0, row, 0)),
    }
}

/// One sheet for purchases and one for sales, with real dates.
fn two_sheets(day: Day, rows: &[&SheetRow], world: &World) -> Vec<Sheet> {
    let page = |name: &str, bought: bool| {
        let mut sheet = Sheet { name: name.to_owned(), ..Sheet::default() };
        sheet.rows.push(texts(&[&format!("{}年{}月{name}登记", day.year(), day.month())]));
        sheet.rows.push(texts(&["序号", "日期", "商品名称", "计量单位", "数量", "单价（元）", "金额（元）"]));
        for (n, row) in (1..).zip(rows.iter().filter(|row| row.bought == bought)) {
            let said = said(row, world);
            let n: i32 = n;
            let mut cells = vec![Cell::Number(n.to_string()), Cell::Date(row.day), text(said.name), text(said.unit)];
            cells.extend([said.quantity, said.price, said.amount].map(Cell::Number));
            sheet.rows.push(cells);
        }
        sheet.rows.push(vec![
            text("合计"),
            text(""),
            text(""),
            text(""),
            text(""),
            text(""),
            Cell::Number(yuan(sum(rows, bought))),
        ]);
        sheet
    };
    [("进货", true), ("销售", false)]
        .into_iter()
        .filter(|(_, bought)| rows.iter().any(|r| r.bought == *bought))
        .map(|(n, b)| page(n, b))
        .collect()
}

/// Text in GB 18030 with a column that says which way, and money with its sign.
fn gbk_text(name: String, rows: &[&SheetRow], world: &World) -> Option<Book> {
    let mut lines = String::from("日期,类型,品名,单位,数量,单价,金额\r\n");
    for row in rows {
        let said = said(row, world);
        let (way, day) = (if row.bought { "进货" } else { "销售" }, row.day);
        let amount = if row.line.amount_fen >= 100_000 {
            format!("\"{}元\"", said.amount)
        } else {
            format!("￥{}", said.amount)
        };
        let date = format!("{}.{}.{}", day.year(), day.month(), day.day_of_month());
        lines.push_str(&format!(
            "{date},{way},{},{},{},{},{amount}\r\n",
            said.name, said.unit, said.quantity, said.price
        ));
    }
    let (bytes, _, lost) = encoding_rs::GB18030.encode(&lines);
    (!lost).then(|| Book { name, bytes: bytes.into_owned() })
}

/// Quantities with their unit in the cell, a subtotal every day.
fn with_subtotals(day: Day, rows: &[&SheetRow], world: &World) -> Sheet {
    let mut sheet = Sheet { name: "台账".into(), ..Sheet::default() };
    sheet.rows.push(texts(&[&format!("{}年{}月购销台账", day.year(), day.month())]));
    sheet.rows.push(texts(&["日期", "收支", "品名", "数量", "金额", "备注"]));
    let days: std::collections::BTreeSet<Day> = rows.iter().map(|row| row.day).collect();
    for day in days {
        for row in rows.iter().filter(|row| row.day == day) {
            let said = said(row, world);
            let date = format!("{}年{}月{}日", day.year(), day.month(), day.day_of_month());
            let way = if row.bought { "进" } else { "销" };
            sheet.rows.push(vec![
                text(date),
                text(way),
                text(said.name),
                text(format!("{}{}", said.quantity, said.unit)),
                Cell::Number(said.amount),
            ]);
        }
    }
    sheet
}

/// Dittos for what repeats, full-width digits, and blank rows between weeks.
fn with_dittos(day: Day, rows: &[&SheetRow], world: &World) -> Sheet {
    let mut sheet = Sheet { name: "明细".into(), ..Sheet::default() };
    sheet.rows.push(texts(&[&format!("{}年{}月", day.year(), day.month())]));
    sheet.rows.push(texts(&["日期", "类型", "产品名称", "单位", "数量", "单价", "金额", "备注"]));
    let mut last: Option<&SheetRow> = None;
    for row in rows {
        let said = said(row, world);
        let new_week = last.is_some_and(|last| last.day.weekday() > row.day.weekday());
        if new_week {
            sheet.rows.push(Vec::new());
        }
        let same = |what: fn(&SheetRow) -> bool| last.is_some_and(|last| what(last) == what(row)) && !new_week;
        let date = if last.is_some_and(|last| last.day == row.day) {
            "同上".to_owned()
        } else {
            full_width(&row.day.to_string())
        };
        let way = if same(|row| row.bought) {
            "〃"
        } else if row.bought {
            "进货"
        } else {
            "销售"
        };
        last = Some(row);
        let figures = [said.quantity, said.price, said.amount].map(|figure| text(full_width(&figure)));
        sheet.rows.push([vec![text(date), text(way), text(said.name), text(said.unit)], figures.to_vec()].concat());
    }
    sheet
}

fn full_width(text: &str) -> String {
    let wide = |c: char| match c {
        '0'..='9' => char::from_u32(u32::from(c) + 0xFEE0).unwrap_or(c),
        '-' => '－',
        '.' => '．',
        other => other,
    };
    text.chars().map(wide).collect()
}

fn xlsx(name: String, sheets: Vec<Sheet>) -> Option<Book> {
    let mut book = Workbook::new();
    for sheet in &sheets {
        fill(book.add_worksheet(), sheet)?;
    }
    Some(Book { name, bytes: book.save_to_buffer().ok()? })
}

fn fill(page: &mut Worksheet, sheet: &Sheet) -> Option<()> {
    let date = Format::new().set_num_format("yyyy-mm-dd");
    page.set_name(sheet.name.as_str()).ok()?;
    for (row, cells) in (0..).zip(&sheet.rows) {
        for (column, cell) in (0..).zip(cells) {
            match cell {
                Cell::Number(number) => page.write_number(row, column, number.parse::<f64>().ok()?).ok()?,
                Cell::Date(day) => page.write_number_with_format(row, column, serial(*day)?, &date).ok()?,
                Cell::Text(text) if text.is_empty() => continue,
                Cell::Text(text) => page.write_string(row, column, text).ok()?,
            };
        }
    }
    for (top, left, bottom, right) in &sheet.merged {
        let first = usize::try_from(*top)
            .ok()
            .and_then(|row| sheet.rows.get(row))
            .and_then(|cells| cells.get(usize::from(*left)));
        let shown = if let Some(Cell::Text(text)) = first { text.as_str() } else { "" };
        page.merge_range(*top, *left, *bottom, *right, shown, &Format::new()).ok()?;
    }
    Some(())
}

/// The number that a spreadsheet keeps for a day.
fn serial(day: Day) -> Option<f64> {
    Some(f64::from(day.days_since(Day::new(1899, 12, 30)?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Line;
    use sheets::{LedgerOptions, ledger::Direction, read_ledger};

    /// Every habit is read back to the line, the gram and the fen.
    #[test]
    fn every_habit_is_read_back() {
        let world = World::new(1, 20);
        let mut rows = Vec::new();
        for n in 0..40_usize {
            let day = Day::new(2026, 7, 1).unwrap().plus_days(i32::try_from(n / 2).unwrap());
            let product = &world.products[n % 30];
            let bought = n % 3 == 0;
            let units = if product.good.by == By::Weight { if bought { 5_000 } else { 700 } } else { 3 };
            let price_fen = if bought { product.price_fen / 50 * 50 } else { product.price_fen };
            let line = Line { product: n % 30, quantity: units, price_fen, amount_fen: product.amount_fen(units) };
            rows.push(SheetRow { day, bought, line, receipt: String::new(), redeemed: false });
        }
        for form in 0..5 {
            let book = write(form, &rows, &world).unwrap();
            let read = read_ledger(&book.name, &book.bytes, &LedgerOptions::default()).unwrap();
            let problems: Vec<_> = read.report.sheets.iter().flat_map(|s| &s.problems).collect();
            assert!(problems.is_empty(), "form {form}: {problems:?}");
            assert_eq!(read.lines.len(), rows.len(), "form {form}");
            assert_eq!((read.report.totals.purchase_fen, read.report.totals.sale_fen), {
                let all: Vec<&SheetRow> = rows.iter().collect();
                (sum(&all, true), sum(&all, false))
            });
            for row in &rows {
                let direction = if row.bought { Direction::Purchase } else { Direction::Sale };
                let name = &world.products[row.line.product].name;
                let found = read.lines.iter().any(|l| {
                    l.date == row.day
                        && l.direction == direction
                        && l.product == *name
                        && l.amount.0 == row.line.amount_fen
                });
                assert!(found, "form {form}: {row:?}");
            }
        }
    }
}
