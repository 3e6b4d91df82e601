//! A plan on file: the instance as `huoshui match` reads it, the answer as it gives it, with the reasons.

use crate::runs::PlanView;
use base::Refusal;
use matching::{Instance, Plan};
use serde_json::{Value, json};

/// The instance as JSON.
pub(crate) fn instance(instance: &Instance) -> Value {
    let supply = |s: &matching::Supply| {
        json!({"id": s.id, "product": s.product, "place": s.place, "kg": s.kg, "from": s.from, "to": s.to,
            "floor_fen_per_kg": s.floor_fen_per_kg, "urgency": s.urgency, "sellers": s.sellers})
    };
    let demand = |d: &matching::Demand| {
        json!({"id": d.id, "product": d.product, "place": d.place, "kg": d.kg, "from": d.from, "to": d.to,
            "max_fen_per_kg": d.max_fen_per_kg, "directed_to": d.directed_to, "sellers": d.sellers})
    };
    let transport = |t: &matching::Transport| json!({"from": t.from, "to": t.to, "fen_per_kg": t.fen_per_kg});
    json!({
        "supplies": instance.supplies.iter().map(supply).collect::<Vec<_>>(),
        "demands": instance.demands.iter().map(demand).collect::<Vec<_>>(),
        "transport": instance.transport.iter().map(transport).collect::<Vec<_>>(),
    })
}

/// The answer as JSON, with why something is left over and what a rule between villages cost.
pub(crate) fn answer(instance: &Instance, plan: &Plan, view: &PlanView) -> Result<String, Refusal> {
    let broken = |e: serde_json::Error| Refusal::from(store::StoreError::Other(format!("answer: {e}")));
    let mut document = serde_json::to_value(plan.answer(instance)).map_err(broken)?;
    if let Some(fields) = document.as_object_mut() {
        fields.insert("unsold_why".into(), serde_json::to_value(&view.unsold).map_err(broken)?);
        fields.insert("unmet_why".into(), serde_json::to_value(&view.unmet).map_err(broken)?);
        fields.insert("fairness".into(), serde_json::to_value(view.fairness).map_err(broken)?);
    }
    Ok(document.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kept_instance_is_read_by_the_command_line() {
        let text = r#"{"supplies":[{"id":"梧桐村黄桃（货源1）","product":"黄桃","place":"0000000700000033","kg":10,
            "from":"2026-08-01","to":"2026-08-09","floor_fen_per_kg":null,"urgency":3,"sellers":["producer/5"]}],
            "demands":[{"id":"一中（需求1）","product":"黄桃","place":"0000000800000000","kg":4,"from":"2026-08-02",
            "to":"2026-08-03","max_fen_per_kg":2000,"directed_to":"00000007","sellers":["producer/5","household/7"]}],
            "transport":[{"from":"0000000700000033","to":"0000000800000000","fen_per_kg":20}]}"#;
        let read = matching::read(text).unwrap();
        assert_eq!(matching::read(&instance(&read).to_string()).unwrap(), read);
        assert_eq!(matching::solve(&read).unwrap().totals.matched_kg, 4);
    }
}
