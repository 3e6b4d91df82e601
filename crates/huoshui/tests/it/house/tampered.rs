//! Somebody edits the database by hand: the recount names it.

use crate::{
    harness::{County, PASSWORD, on_both},
    shop::Shop,
};
use serde_json::{Value, json};
use store::Engine;

/// Lets the database take changes of a table, as somebody with its password can.
pub(crate) fn unguard(county: &County, table: &'static str) {
    county
        .app
        .db()
        .write_now(move |tx| {
            let statements = match tx.engine() {
                Engine::Sqlite => ["UPDATE", "DELETE"].map(|act| format!("DROP TRIGGER {table}_no_{act}")).to_vec(),
                Engine::Postgres => vec![format!("ALTER TABLE {table} DISABLE TRIGGER USER")],
            };
            statements.iter().try_for_each(|sql| tx.run(sql, &[]).map(|_| ()))?;
            Ok(())
        })
        .unwrap();
}

fn edit(county: &County, sql: &'static str) {
    assert!(county.app.db().write_now(move |tx| Ok(tx.run(sql, &[])?)).unwrap() > 0, "{sql}");
}

/// The codes of what an auditor's recount says of frozen years and policy files, and the unguarded tables.
fn found(county: &County) -> (Vec<String>, Vec<String>) {
    let verified = county.sign_in("auditor.0", PASSWORD).get("/audit/verification").ok();
    let words = |list: &Value, key: &str| -> Vec<String> {
        let word = |one: &Value| one.get(key).unwrap_or(one).as_str().unwrap().to_owned();
        list.as_array().unwrap().iter().map(word).collect()
    };
    (words(&verified["years"]["problems"], "code"), words(&verified["guards"]["unguarded"], ""))
}

/// A year that was closed and frozen.
fn freeze(county: &County) -> Shop {
    let shop = Shop::open(county);
    county.office();
    county.auditor();
    county.at("2027-01-11T01:00:00Z");
    let office = county.sign_in("county_office.0", PASSWORD);
    let live = office.get("/settlements/2026").ok();
    assert!(live["freeze_waits"]["zh"].as_str().is_some_and(|why| why.contains("结账")), "{live}");
    office.post_once("close-2026", "/periods", json!({"to": "2026-12-31", "reason": "年度核算"})).ok();
    let live = office.get("/settlements/2026").ok();
    assert_eq!((&live["can_freeze"], &live["freeze_waits"]), (&json!(true), &json!(null)));
    office.post("/settlements/2026/freeze", json!({"digest": live["digest"]})).ok();
    shop
}

#[test]
fn a_frozen_document_that_was_edited_is_named_although_its_digest_was_edited_too() {
    on_both(|county| {
        freeze(county);
        assert_eq!(found(county), (vec![], vec![]));
        unguard(county, "settlement");
        assert_eq!(found(county).1, ["settlement"]);
        edit(county, "UPDATE settlement SET content = REPLACE(content, '\"award_fen\": 0', '\"award_fen\": 5')");
        assert_eq!(found(county).0, ["year.content", "year.sums"]);
        let auditor = county.sign_in("auditor.0", PASSWORD);
        let rerun = auditor.get("/settlements/2026/rerun").ok();
        assert_eq!((&rerun["intact"], &rerun["same"]), (&json!(false), &json!(false)), "{rerun}");
        let digest = auditor.get("/settlements/2026/document").body;
        let digest = assessment::settlement::digest(&digest);
        county
            .app
            .db()
            .write_now(move |tx| Ok(tx.run("UPDATE settlement SET digest = $1", store::params![&digest])?))
            .unwrap();
        assert_eq!(found(county).0, ["year.content", "year.sums"], "the trail knows what was frozen");
        edit(county, "DELETE FROM settlement");
        assert_eq!(found(county).0, ["year.missing"]);
    });
}

#[test]
fn a_policy_file_that_was_edited_or_taken_away_is_named() {
    on_both(|county| {
        freeze(county);
        unguard(county, "policy_file");
        edit(county, "UPDATE policy_file SET content = REPLACE(content, '\"10000\"', '\"90000\"')");
        assert_eq!(found(county).0, ["year.policy", "policy.content"]);
        edit(county, "DELETE FROM policy_file");
        assert_eq!(found(county).0, ["policy.missing"]);
    });
}

#[test]
fn what_is_said_later_of_a_frozen_year_is_named_by_its_rerun() {
    on_both(|county| {
        let shop = freeze(county);
        let office = county.sign_in("county_office.0", PASSWORD);
        let before = office.get("/settlements/2026/document").body;
        assert_eq!(office.get("/settlements/2026/rerun").ok()["same"], json!(true));
        let refusal = json!({"on_day": "2026-06-01", "what": "拒绝配合检查", "evidence": "谈话记录", "document_no": "邵扶消〔2026〕9号"});
        let refused = office.post(&format!("/outlets/{}/refusals", shop.outlet), refusal);
        assert_eq!(refused.status, 200, "{}", refused.body);
        assert_eq!(office.get("/settlements/2026/document").body, before, "the frozen year stays as it is");
        let rerun = office.get("/settlements/2026/rerun").ok();
        assert_eq!((&rerun["same"], &rerun["intact"]), (&json!(false), &json!(true)));
        let measures = rerun["difference"]["measures"].as_array().unwrap().clone();
        let named = |m: &Value| m["subject"] == json!(format!("o{}", shop.outlet)) && m["measure"] == json!("refusals");
        assert!(measures.iter().any(named), "{rerun}");
        assert_eq!(office.get("/settlement-years").ok()["years"], json!([2027, 2026]));
    });
}
