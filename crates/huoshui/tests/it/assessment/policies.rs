//! A policy file is read by everybody, put in force by the administrator, refused by its lines.

use crate::harness::on_both;
use serde_json::json;

#[test]
fn a_policy_is_put_in_force_and_read_beside_its_source() {
    on_both(|county| {
        let (admin, office) = (county.admin(), county.office());
        let text = policy::shipped("shaodong-2020").unwrap();
        let newer = text
            .replace("id = \"shaodong-2020\"", "id = \"shaodong-2027\"")
            .replace("effective_from = \"2020-01-01\"", "effective_from = \"2027-01-01\"")
            .replace("amount = \"10000\"", "amount = \"12000\"");
        county.nobody().get("/policies").refused(401, "edge.sign_in");
        office.post("/policies", json!({"text": newer})).refused(403, "edge.not_allowed");
        let faulty =
            admin.post("/policies", json!({"text": newer.replace("ceiling = \"600\"", "ceiling = \"sixty\"")}));
        let problem = faulty.refused(422, "policy.faulty");
        let line = 1 + newer.lines().position(|l| l.starts_with("ceiling")).unwrap();
        assert_eq!(problem["errors"][0]["field"], json!(format!("/text:{line}")));

        let put = admin.post("/policies", json!({"text": newer})).ok();
        assert_eq!((&put["id"], &put["state"]), (&json!("shaodong-2027"), &json!("coming")));
        assert!(county.acts().contains(&"policy.put".to_owned()));
        let listed = office.get("/policies").ok();
        let ids: Vec<_> = listed["items"].as_array().unwrap().iter().map(|p| p["id"].as_str().unwrap()).collect();
        assert_eq!(ids, ["shaodong-2020", "shaodong-2027"]);
        assert_eq!(listed["items"][0]["effective_to"], json!("2026-12-31"));

        let whole = office.get("/policies/shaodong-2027").ok();
        assert_eq!(whole["text"], json!(newer));
        let rule = &whole["policy"]["rules"][0];
        assert!(rule["basis"]["wording"].as_str().is_some_and(|w| w.contains("6000元")));
        assert!(rule["parameters"].as_array().is_some_and(|p| p.iter().any(|p| p["our_reading"]["zh"].is_string())));
        let at = "/policies/shaodong-2027/rules/outlet.sales_award/explanation";
        assert!(office.get(at).ok()["text"].as_str().unwrap().contains("12,000.00"));
        let english = office.with("accept-language", "en").get(at).ok();
        assert!(english["text"].as_str().unwrap().contains("examples"));
        office.get("/policies/none-1999").refused(404, "policy.unknown");
        office.get("/policies/shaodong-2020/rules/none/explanation").refused(404, "policy.rule_unknown");

        let compared = office.get("/settlements/2026/comparison?policy=shaodong-2027").ok();
        assert_eq!((&compared["policy"], &compared["other"]), (&json!("shaodong-2020"), &json!("shaodong-2027")));
        office.get("/settlements/2026/comparison").refused(400, "edge.query");
    });
}
