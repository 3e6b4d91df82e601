//! Rows that stand below or between records: signatures and notes.

use crate::{cell::Cell, values::tidy};

const NOTE_STARTS: [&str; 9] = ["注:", "备注:", "说明:", "填表说明", "注意", "注1", "附注", "说明", "注"];
const SIGNED: [&str; 21] = [
    "制表",
    "审核",
    "填表人",
    "填报人",
    "负责人",
    "经办人:",
    "经手人:",
    "签字",
    "签名",
    "盖章",
    "复核",
    "记账:",
    "会计:",
    "出纳:",
    "主管:",
    "店长:",
    "填报单位:",
    "验收人:",
    "(盖章)",
    "(签字)",
    "(签章)",
];

/// A note on its own is longer than any name.
const NOTE_CHARS: usize = 12;

/// Why a row without figures is no record, if its words say so.
pub fn why(cells: &[Cell<'_>]) -> Option<&'static str> {
    let texts = || cells.iter().filter(|cell| !cell.is_blank()).map(|cell| tidy(&cell.shown()).into_owned());
    let signs = |text: &str| {
        SIGNED.iter().any(|word| text.starts_with(word) || (word.ends_with([':', ')']) && text.contains(word)))
    };
    if texts().any(|text| signs(&text)) {
        return Some("signature");
    }
    let mut all = texts();
    let (Some(lead), None) = (all.next(), all.next()) else { return None };
    let note = NOTE_STARTS.iter().any(|start| lead.starts_with(start)) || lead.chars().count() > NOTE_CHARS;
    note.then_some("note")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_and_notes_are_no_records() {
        for (row, expect) in [
            (&["", "制表人：张三", "审核：李四"][..], Some("signature")),
            (&["填报单位（盖章）："], Some("signature")),
            (&["注：本表一式两份"], Some("note")),
            (&["以上数据截至二〇二〇年七月三十一日止"], Some("note")),
            (&["2020-08-04", "黄桃"], None),
            (&["黄桃"], None),
        ] {
            let cells: Vec<Cell<'_>> = row.iter().map(|text| Cell::Text((*text).into())).collect();
            assert_eq!(why(&cells), expect, "{row:?}");
        }
    }
}
