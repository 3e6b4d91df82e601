//! What the county had reported before its books began: the totals of the report itself.

use super::Ground;
use crate::stage::Acting;
use base::Refusal;
use serde_json::json;

/// Measure, figure, its precision and wording.
const STATED: [(&str, i64, &str, &str); 5] = [
    ("sales", 3_000_000_000, "at_least", "累计销售产品 3000 多万元"),
    ("unsalable_sales", 200_000_000, "at_least", "累计销售额达200多万元"),
    ("households", 12_000, "at_least", "受益贫困户12000余人"),
    ("shops", 15, "exact", "授权15家消费扶贫门店"),
    ("pavilions", 3, "exact", "打造3个富有邵东特色……消费扶贫生活专馆"),
];

/// The county office enters them on the day of the report's year end, since the report names no day.
pub fn opening(acting: &mut Acting<'_, '_>, ground: &Ground) -> Result<(), Refusal> {
    for (measure, figure, precision, wording) in STATED {
        let field = if measure.ends_with("sales") { "amount_fen" } else { "number" };
        let body = json!({
            "measure": measure, field: figure, "precision": precision, "as_of": "2020-12-31", "wording": wording,
            "document": "产销两旺“活水”来——邵东市扎实推进消费扶贫工作综述（2020）",
            "note": "报道未写明截止日，按当年年末登记",
        });
        acting.ask(&ground.office, "POST /opening-totals", &[], &body)?;
    }
    Ok(())
}
