//! Words of the county's own tables: coverage of posts, holiday plans, collections by another, gaps on the shelves.

use super::Word;

/// Field, Chinese, English.
pub(super) const WORDS: &[Word] = &[
    ("township", "乡镇（街道）", "Township"),
    ("village", "村（社区）", "Village"),
    ("supervisors", "监督员", "Supervisors"),
    ("technical_guides", "技术指导员", "Technical guides"),
    ("villages", "村（社区）数", "Villages"),
    ("with_collection_point", "有收购点", "With collection point"),
    ("with_information_officer", "有信息员", "With information officer"),
    ("without_collection_point", "缺收购点", "Without collection point"),
    ("without_information_officer", "缺信息员", "Without information officer"),
    ("point_keepers", "收购员", "Point keepers"),
    ("information_officers", "信息员", "Information officers"),
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
