//! The two file forms of an export.

use crate::{export::Cell, route::Download};
use base::Refusal;

const SIMULATED: &str = "模拟数据，不是真实业务 / simulated data, not real business";

/// Comma-separated with BOM, so that WPS and Excel read UTF-8; nothing in it is taken for a formula.
pub(crate) fn csv(name: &str, table: &[Vec<Cell>], simulated: bool) -> Download {
    let mut text = String::from("\u{feff}");
    if simulated {
        text.push_str(SIMULATED);
        text.push_str("\r\n");
    }
    for row in table {
        let cells: Vec<String> = row.iter().map(csv_cell).collect();
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    Download::saved(format!("{name}.csv"), "text/csv; charset=utf-8", text.into_bytes())
}

fn csv_cell(cell: &Cell) -> String {
    match cell {
        Cell::Number(number) => number.to_string(),
        Cell::Yuan(fen) => fen.plain(),
        Cell::Text(text) => {
            let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
            let text = format!("{guard}{text}");
            if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
        }
    }
}

/// A workbook: text stays text, money is a number with two decimals, the head stays in sight.
pub(crate) fn xlsx(name: &str, table: &[Vec<Cell>], simulated: bool) -> Result<Download, Refusal> {
    let bytes = workbook(table, simulated).map_err(|e| Refusal::from(store::StoreError::Other(e.to_string())))?;
    let media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Ok(Download::saved(format!("{name}.xlsx"), media_type, bytes))
}

#[allow(clippy::as_conversions, clippy::cast_precision_loss, clippy::float_arithmetic)] // a cell of a workbook is a float by its format
fn workbook(table: &[Vec<Cell>], simulated: bool) -> Result<Vec<u8>, rust_xlsxwriter::XlsxError> {
    use rust_xlsxwriter::{Format, Workbook};
    let mut book = Workbook::new();
    let (bold, money) = (Format::new().set_bold(), Format::new().set_num_format("#,##0.00"));
    let sheet = book.add_worksheet();
    let top = u32::from(simulated);
    if simulated {
        sheet.write_string_with_format(0, 0, SIMULATED, &bold)?;
    }
    for (row, at) in table.iter().zip(top..) {
        for (cell, column) in row.iter().zip(0..) {
            match cell {
                Cell::Text(text) if at == top => sheet.write_string_with_format(at, column, text, &bold)?,
                Cell::Text(text) => sheet.write_string(at, column, text)?,
                Cell::Number(number) => sheet.write_number(at, column, *number as f64)?,
                Cell::Yuan(fen) => sheet.write_number_with_format(at, column, fen.0 as f64 / 100.0, &money)?,
            };
        }
    }
    sheet.set_freeze_panes(top + 1, 1)?;
    sheet.autofit();
    book.save_to_buffer()
}
