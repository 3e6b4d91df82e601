//! Words of the county's own tables: holiday plans, collections by another, gaps on the shelves.

use super::Word;

/// Field, Chinese, English.
pub(super) const WORDS: &[Word] = &[
    ("weekday", "星期", "Weekday"),
    ("days_off", "放假天数", "Days off"),
    ("make_up_days", "调休上班天数", "Make-up working days"),
    ("came_from", "来历", "Came from"),
    ("loaded_by", "载入人", "Loaded by"),
    ("loaded_at", "载入时间", "Loaded at"),
    ("person_name", "经办人", "Who"),
    ("collector", "代领人", "Collector"),
    ("ceiling_fen", "最多代领（元）", "At most (yuan)"),
    ("collected_fen", "代领金额（元）", "Collected (yuan)"),
    ("collected_at", "代领时间", "Collected at"),
];
