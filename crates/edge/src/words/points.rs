//! Words of collection points: what is owed for produce, payment lists, purchases of growers.

use super::Word;

/// Field, Chinese, English.
pub(super) const WORDS: &[Word] = &[
    ("on_account_fen", "赊购金额（元）", "Bought on account (yuan)"),
    ("drawn_fen", "已制表未付（元）", "On a list, not paid (yuan)"),
    ("owed_fen", "未付（元）", "Owed (yuan)"),
    ("open_fen", "待付（元）", "To be paid (yuan)"),
    ("people", "人数", "People"),
    ("drawn_on", "制表日期", "Drawn on"),
    ("receipt_no", "单号", "Entry No."),
    ("invoice", "收购发票号", "Purchase invoice No."),
    ("issued_on", "开票日期", "Invoice of"),
];
