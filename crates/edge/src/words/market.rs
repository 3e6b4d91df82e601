//! Words of what buyers want and how it comes together with what there is.

use super::Word;

/// Field, Chinese, English.
pub(super) const WORDS: &[Word] = &[
    ("buyer_name", "采购方", "Buyer"),
    ("partner", "合作方", "Partner"),
    ("kg", "数量（公斤）", "Quantity (kg)"),
    ("max_fen_per_kg", "最高价（元/公斤）", "At most (yuan/kg)"),
    ("directed_to", "定向产地编号", "Directed to No."),
    ("repeat_days", "间隔天数", "Repeats after days"),
    ("ended_reason", "结束原因", "Why it ended"),
    ("agreed_kg", "已谈定（公斤）", "Agreed (kg)"),
    ("from_township", "起运乡镇编号", "From township No."),
    ("to_township", "到达乡镇编号", "To township No."),
    ("horizon_days", "撮合天数", "Days ahead"),
    ("least_share_ppm", "保底比例（百万分之）", "Least share (ppm)"),
    ("supplies", "货源数", "Supplies"),
    ("demands", "需求数", "Demands"),
    ("matched_kg", "撮合数量（公斤）", "Matched (kg)"),
    ("transport_fen", "运费（元）", "Transport (yuan)"),
    ("optimal", "已证最优", "Proven best"),
    ("run", "撮合编号", "Run No."),
    ("source_id", "来源编号", "Source No."),
    ("demand", "需求编号", "Demand No."),
    ("asked_fen_per_kg", "村方期望价（元/公斤）", "Asked (yuan/kg)"),
    ("transport_fen_per_kg", "运费（元/公斤）", "Transport (yuan/kg)"),
    ("agreed_fen_per_kg", "谈定价（元/公斤）", "Agreed price (yuan/kg)"),
    ("why_zh", "理由", "Why"),
    ("why_en", "理由（英文）", "Why (English)"),
];
