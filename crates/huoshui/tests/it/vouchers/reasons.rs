//! What takes something from people needs its reason; a unit keeps its place.

use super::scene;
use crate::harness::on_both;
use serde_json::json;

#[test]
fn blocking_and_closing_say_why() {
    on_both(|county| {
        let scene = scene::set(county);
        scene.issue(100);
        let account = format!("/accounts/{}", scene.slips()[0].0);
        let block =
            |verb: &str, reason: &str| scene.union.post(&format!("{account}/{verb}"), json!({"reason": reason}));
        scene.union.post(&format!("{account}/block"), json!({})).refused(400, "edge.body");
        block("block", " ").refused(422, "voucher.text_length");
        assert_eq!(block("block", "手机丢失").ok()["state_reason"], json!("手机丢失"));
        assert_eq!(scene.union.get(&account).ok()["state"], json!("blocked"));
        assert_eq!(block("unblock", "手机已找回").ok()["state"], json!("open"));
        let closing = format!("/programmes/{}/closing", scene.programme);
        scene.union.post(&closing, json!({"reason": ""})).refused(422, "voucher.text_length");
        assert_eq!(scene.union.post(&closing, json!({"reason": "年度结束"})).ok()["closed_for"], json!("年度结束"));
        for act in ["account.block", "account.unblock", "programme.close"] {
            assert!(county.acts().contains(&act.to_owned()), "{act}");
        }
    });
}

#[test]
fn a_unit_keeps_its_division() {
    on_both(|county| {
        let unit = scene::unit(county, "邵东一中");
        let form = |division: Option<i64>, field: &str| json!({"kind": "school", "name": "邵东一中", "union_name": "邵东一中工会", "field": field, "division": division});
        let (path, town) = (format!("/units/{unit}"), county.division("430582204000"));
        let refused = county.office().put(&path, form(Some(town), "教育")).refused(409, "unit.division_stays");
        assert_eq!(refused["errors"][0]["field"], json!("/division"), "{refused}");
        assert_eq!(county.office().put(&path, form(None, "体育")).ok()["field"], json!("体育"));
    });
}
