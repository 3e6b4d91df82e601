//! What speaks against a row that reads: cells of error, columns that contradict each other, figures merged
//! over several rows, and remarks that say the goods came back. Such a row is asked about, never taken.

use super::{
    columns::{Column, Role},
    field::{Direction, Field},
    figures::{self, Figures},
    reading::plain,
    record::{Row, is_cut_number},
};
use crate::{
    cell::Cell,
    problem::Code,
    values::{date, decimal::Decimal},
};
use base::{Quantity, Text};

/// Results of formulas that failed, and truth values: nobody's name for anything.
const FAULTS: [&str; 11] =
    ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "TRUE", "FALSE"];

/// Whether a cell shows a spreadsheet's error instead of a value.
pub fn is_fault(cell: &Cell<'_>) -> bool {
    match cell {
        Cell::Fault(_) => true,
        Cell::Text(text) => {
            let text = text.trim();
            FAULTS.iter().any(|fault| fault.eq_ignore_ascii_case(text))
                || (text.len() > 1 && text.bytes().all(|b| b == b'#'))
        }
        _ => false,
    }
}

/// Error cells where words should stand; figures and dates say so themselves.
pub fn refuse_faults(row: &mut Row<'_>, side: Direction) {
    const WORDS: [Field; 9] = [
        Field::Product,
        Field::Spec,
        Field::Unit,
        Field::Party,
        Field::Contact,
        Field::Channel,
        Field::Payment,
        Field::Lot,
        Field::Certificate,
    ];
    for field in WORDS {
        if row.filled(field, Some(side)).is_some_and(|(_, cell)| is_fault(cell)) {
            row.problem_saying(field, Some(side), Code::ValueMissing, fault_message());
        }
    }
}

fn fault_message() -> Text {
    Text::new(
        "这是公式的出错结果，不是内容，请填写真实的值",
        "this is a formula's error, not a value; write what is meant",
    )
}

/// Numbers of receipts and remarks that the spreadsheet has cut.
pub fn refuse_cut_notes(row: &mut Row<'_>) {
    let cut = |(column, cell): (&Column, &Cell<'_>)| {
        let field = column.heading.meaning.field;
        (field.joins() && matches!(cell, Cell::Number(_)) && is_cut_number(cell)).then_some(column.index)
    };
    let found: Vec<usize> = row.columns.list.iter().zip(row.cells).filter_map(cut).collect();
    for index in found {
        row.problem_at(index, Code::NumberStoredAsNumber, Code::NumberStoredAsNumber.message());
    }
}

/// A quantity or amount that is merged over more rows than its product speaks for several records.
pub fn refuse_merged(row: &mut Row<'_>, side: Direction) {
    if row.merges.is_empty() {
        return;
    }
    let rows = |field: Field| {
        let (column, _) = row.filled(field, Some(side))?;
        let region = row.merges.at(row.number.saturating_sub(1), column.index)?;
        Some((region.start.0, region.end.0)).filter(|(first, last)| first < last)
    };
    let own = rows(Field::Product);
    let figures = [(Field::Quantity, Code::QuantityInvalid), (Field::Amount, Code::AmountInvalid)];
    let merged = figures.map(|(field, code)| rows(field).filter(|rows| Some(*rows) != own).map(|_| (field, code)));
    for (field, code) in merged.into_iter().flatten() {
        let message = Text::new(
            "这个数合并了几行，看不出每一行是多少，请分行填写",
            "this figure is merged over several rows; give each row its own",
        );
        row.problem_saying(field, Some(side), code, message);
    }
}

/// Other columns for the same field that say something else.
pub fn refuse_rivals(row: &mut Row<'_>, side: Direction, figures: &Figures) {
    let columns = row.columns;
    for (column, cell) in columns.list.iter().zip(row.cells) {
        let compared = match column.role {
            Role::Read => false,
            Role::Spare => !figures.proven,
            Role::Rival => true,
        };
        let meaning = column.heading.meaning;
        let concerned = meaning.side.is_none_or(|own| own == side);
        if !compared || !concerned || cell.says_nothing() || agrees(row, side, column, cell, figures) {
            continue;
        }
        let code = match meaning.field {
            Field::Date => Code::DateAmbiguous,
            Field::Quantity => Code::QuantityInvalid,
            Field::UnitPrice => Code::UnitPriceInvalid,
            _ => Code::AmountMismatch,
        };
        let read = columns.get(meaning.field, Some(side)).map(|read| read.key.clone()).unwrap_or_default();
        let shown = cell.shown().into_owned();
        let message = Text::new(
            format!("“{}”写的是 {shown}，与“{read}”不同，请核对或指定用哪一列", column.key),
            format!("“{}” says {shown}, unlike “{read}”: correct it, or say which column is meant", column.key),
        );
        row.problem_at(column.index, code, message);
    }
}

fn agrees(row: &Row<'_>, side: Direction, column: &Column, cell: &Cell<'_>, figures: &Figures) -> bool {
    let field = column.heading.meaning.field;
    let read = row.filled(field, Some(side)).map(|(_, cell)| cell);
    match field {
        Field::Amount => {
            let factor = column.heading.units.yuan.or(row.context.units.yuan).unwrap_or(1);
            figures::yuan(cell, factor).and_then(Decimal::to_hundredths).map(i64::abs)
                == Some(figures.amount_fen.saturating_abs())
        }
        Field::Date => {
            let day = |cell| date::of_cell(cell, row.context.around).ok();
            read.is_some_and(|read| day(read).is_some() && day(read) == day(cell))
        }
        _ => read.is_some_and(|read| plain(read).is_some() && plain(read) == plain(cell)),
    }
}

/// Remarks and titles that say the goods came back, were void or never moved, beside figures above zero.
pub fn refuse_doubtful_return(row: &mut Row<'_>, side: Direction, figures: &Figures) {
    let above_zero = match figures.quantity {
        Quantity::G(number) | Quantity::Pieces(number) => number > 0,
    };
    let aside = row.context.aside.clone().filter(|_| above_zero && !row.columns.two_sided);
    let explicit = row.filled(Field::Direction, None).is_some();
    if let Some(title) = aside.filter(|_| row.columns.direction.is_none() && !explicit) {
        let message = Text::new(
            format!("“{title}”下面的数不能当作进货或销售；退货请写成负数，如 -2"),
            format!("what stands under “{title}” is no purchase or sale; write a return as a negative, such as -2"),
        );
        row.problem_saying(Field::Direction, Some(side), Code::DirectionUnknown, message);
    }
    let columns = row.columns;
    for (column, cell) in columns.list.iter().zip(row.cells) {
        let doubtful = match column.heading.meaning.field {
            Field::Returned => !cell.says_nothing() && plain(cell).is_none_or(|number| !number.is_zero()),
            Field::Note | Field::Product => matches!(cell, Cell::Text(text) if says_returned(text, above_zero)),
            _ => false,
        };
        if doubtful {
            let message = Text::new(
                "这里写了退货或作废，看不出数量该不该算：退货请写成负数（如 -2），作废请删去这一行",
                "this speaks of a return or a void sale: write a return as a negative (such as -2), leave out what is void",
            );
            row.problem_at(column.index, Code::DirectionUnknown, message);
        }
    }
}

fn says_returned(text: &str, above_zero: bool) -> bool {
    const RETURNED: [&str; 9] = ["退货", "退回", "退款", "退单", "客退", "退还", "冲红", "红冲", "冲销"];
    const DENIED: [&str; 8] = ["无退", "未退", "不退", "可退", "包退", "没退", "不予退", "支持退"];
    const VOID: [&str; 3] = ["作废", "撤销", "取消"];
    if !text.contains(['退', '冲', '废', '销', '消']) {
        return false;
    }
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let returned =
        matches!(text.trim(), "退" | "（退）" | "(退)") || text.ends_with("(退)") || text.ends_with("（退）");
    (above_zero && (returned || has(&RETURNED)) && !has(&DENIED)) || has(&VOID)
}
