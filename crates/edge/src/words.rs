//! What a field is called on screens, in exports and in the handbook.

/// Field name → Chinese, English. A test finds every field of every exported list here.
pub const WORDS: &[(&str, &str, &str)] = &[
    ("id", "编号", "No."),
    ("name", "名称", "Name"),
    ("kind", "类别", "Kind"),
    ("status", "状态", "Status"),
    ("at", "时间", "Time"),
    ("day", "日期", "Day"),
    ("note", "备注", "Note"),
];

/// The word for a field in Chinese and English; the field's own name if it has none yet.
pub fn word(field: &str) -> (&str, &str) {
    WORDS.iter().find(|(name, ..)| *name == field).map_or((field, field), |(_, zh, en)| (zh, en))
}
