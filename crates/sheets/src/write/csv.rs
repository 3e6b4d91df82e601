//! Text files for spreadsheets: comma, CRLF, and no field that is run as a formula.

use super::workbook::{Out, SheetOut};
use encoding_rs::GB18030;

/// UTF-8 with a byte order mark, without which Excel guesses wrong.
pub fn csv_utf8(sheet: &SheetOut) -> Vec<u8> {
    format!("\u{feff}{}", text(sheet)).into_bytes()
}

/// GB 18030, which has every character that Unicode has.
pub fn csv_gb18030(sheet: &SheetOut) -> Vec<u8> {
    GB18030.encode(&text(sheet)).0.into_owned()
}

fn text(sheet: &SheetOut) -> String {
    let mut out = String::new();
    if let Some(band) = &sheet.band {
        push_record(&mut out, std::iter::once(guarded(band)));
    }
    push_record(&mut out, sheet.columns.iter().map(|column| guarded(&column.title)));
    for row in &sheet.rows {
        push_record(&mut out, row.iter().map(field));
    }
    out
}

/// Numbers are ours and may start with a minus; text is anybody's.
fn field(cell: &Out) -> String {
    match cell {
        Out::Text(text) => guarded(text),
        cell => cell.plain(),
    }
}

/// `=HYPERLINK(…)` and its like would be run; a quote before them keeps them text.
fn guarded(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

fn push_record(out: &mut String, fields: impl Iterator<Item = String>) {
    for (index, field) in fields.enumerate() {
        if index > 0 {
            out.push(',');
        }
        if field.contains(['"', ',', '\n', '\r', ';']) || field.starts_with(' ') || field.ends_with(' ') {
            out.push('"');
            out.push_str(&field.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(&field);
        }
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::Column;
    use base::Fen;

    fn sheet(words: &[&str]) -> SheetOut {
        SheetOut {
            columns: vec![Column { title: "备注".into(), width: 10 }],
            rows: words.iter().map(|word| vec![Out::Text((*word).into()), Out::Money(Fen(-1250))]).collect(),
            ..SheetOut::default()
        }
    }

    #[test]
    fn nothing_typed_is_run_and_numbers_stay_numbers() {
        let text = String::from_utf8(csv_utf8(&sheet(&["=HYPERLINK(\"x\")", "@a", "+1", "黄桃, 甜"]))).unwrap();
        let expect =
            "\u{feff}备注\r\n\"'=HYPERLINK(\"\"x\"\")\",-12.50\r\n'@a,-12.50\r\n'+1,-12.50\r\n\"黄桃, 甜\",-12.50\r\n";
        assert_eq!(text, expect);
    }

    #[test]
    fn a_rare_character_has_its_four_bytes() {
        let bytes = csv_gb18030(&sheet(&["斫𥕢乡"]));
        assert!(bytes.windows(4).any(|four| four == [0x96, 0x39, 0xAE, 0x34]));
    }
}
