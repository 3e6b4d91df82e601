//! Certification over HTTP: who may which step, the notice in working days, off the list at once.

use super::products::{cooperative, peaches};
use crate::harness::{Client, County, PASSWORD, on_both};
use serde_json::{Value, json};

/// A case opened by the village's officer on 4 August 2026, with this income of one assisted worker in 2025.
pub fn opened(county: &County, income_fen: i64) -> (Client, String, Value) {
    let office = county.office();
    let officer = county.person("张某", "information_officer", Some(county.division("430582204201")));
    let household = json!({"division": county.division("430582204201"), "head": {"name": "曾大山"},
        "statuses": [{"kind": "registered_poor", "valid_from": "2014-01-01"}]});
    let member = officer.post("/households", household).ok()["people"][0]["id"].clone();
    let producer = cooperative(county)["id"].clone();
    let product = office.post("/products", peaches(county, &producer)).ok()["id"].clone();
    let work = json!({"member": member, "year": 2025, "first_day": "2025-02-01", "last_day": "2025-12-31", "months": 11,
        "income_fen": income_fen, "evidence": "bank"});
    officer.post(&format!("/producers/{producer}/employments"), work).ok();
    let case = json!({"producer": producer, "way": "survey", "year": 2025, "products": [product]});
    let made = officer.post("/certifications", case).ok();
    (officer, format!("/certifications/{}", made["id"]), product)
}

fn department(county: &County) -> Client {
    county.person("部门某", "department", None)
}

/// A case whose notice begins today.
pub fn in_notice(county: &County) -> String {
    let (_, case, _) = opened(county, 600_000);
    let pass = json!({"pass": true, "reason": "实地看过"});
    county.supervisor().post(&format!("{case}/township-check"), pass.clone()).ok();
    department(county).post(&format!("{case}/department-check"), pass).ok();
    county.office().post(&format!("{case}/decision"), json!({"approve": true, "reason": "同意"})).ok();
    county.office().post(&format!("{case}/notice"), json!({})).ok();
    case
}

#[test]
fn from_the_village_to_the_list_and_off_it() {
    on_both(|county| {
        let (officer, case, product) = opened(county, 600_000);
        let (office, supervisor) = (county.office(), county.supervisor());
        let pass = json!({"pass": true, "reason": "实地看过"});
        county.nobody().post(&format!("{case}/township-check"), pass.clone()).refused(401, "edge.sign_in");
        officer.post(&format!("{case}/township-check"), pass.clone()).refused(403, "edge.not_allowed");
        let far = county.person("李二", "township_supervisor", Some(county.division("430582001000")));
        far.post(&format!("{case}/township-check"), pass.clone()).refused(403, "edge.outside_scope");
        department(county).post(&format!("{case}/department-check"), pass.clone()).refused(409, "certification.step");
        assert!(supervisor.get("/tasks").body.contains("certification.township_check"));
        let checked = supervisor.post(&format!("{case}/township-check"), pass.clone()).ok();
        assert_eq!(checked["acts"][1]["data"]["outcome"], json!("met"));
        assert_eq!(checked["acts"][1]["person"], json!("李某"));
        department(county).post(&format!("{case}/department-check"), pass).ok();
        office.post(&format!("{case}/decision"), json!({"approve": true, "reason": "同意"})).ok();
        let notice = office.post(&format!("{case}/notice"), json!({})).ok();
        assert_eq!((&notice["notice_from"], &notice["notice_to"]), (&json!("2026-08-04"), &json!("2026-08-13")));
        office.post(&format!("{case}/listing"), json!({})).refused(409, "certification.notice_runs");

        county.auditor();
        county.colleague();
        county.at("2026-08-14T01:00:00Z");
        // Sessions do not outlive ten days.
        let office = county.sign_in("county_office.0", PASSWORD);
        let auditor = county.sign_in("auditor.0", PASSWORD);
        let listed = office.post(&format!("{case}/listing"), json!({})).ok();
        assert_eq!((&listed["state"], &listed["valid_to"]), (&json!("listed"), &json!("2027-08-13")));
        let seen = office.get(&format!("/products/{product}")).ok();
        assert_eq!((&seen["listed"], &seen["listed_to"]), (&json!(true), &json!("2027-08-13")));
        office.post(&format!("{case}/suspension"), json!({"reason": "举报待查"})).ok();
        assert_eq!(office.get(&format!("/products/{product}")).ok()["listed"], json!(false));
        let seen = office.get(&case).ok();
        assert_eq!(seen["barred_actions"], json!(["remove", "blacklist"]), "{}", seen["next_actions"]);
        office
            .post(&format!("{case}/removal"), json!({"reason": "举报属实"}))
            .refused(409, "certification.same_person");
        office.post(&format!("{case}/resumption"), json!({"reason": "查无实据"})).ok();
        assert_eq!(office.get("/products?listed=1&total=1").ok()["total"]["count"], json!(1));
        // Renewed from the day after its end: product and certification name the same last day, also while both spans run on.
        office.post(&format!("{case}/renewal-proposal"), json!({"reason": "快到期了"})).ok();
        let renewal = json!({"year": 2025, "reason": "成效还在"});
        let renewed = county.sign_in("county_office.hu", PASSWORD).post(&format!("{case}/renewal"), renewal).ok();
        assert_eq!(renewed["valid_to"], json!("2028-08-13"));
        assert_eq!(office.get(&format!("/products/{product}")).ok()["listed_to"], renewed["valid_to"]);
        assert_eq!(office.get("/products?listed=1").ok()["items"][0]["listed_to"], renewed["valid_to"]);
        assert!(office.get("/certifications?state=listed&format=csv").body.contains("上斫种养专业合作社"));
        let seen = auditor.get(&case).ok();
        assert_eq!(seen["next_actions"], json!([]));
        assert_eq!(seen["acts"].as_array().unwrap().len(), 10);
        assert!(auditor.get("/audit?limit=5").body.contains("certification.resume"));
    });
}

#[test]
fn a_fen_short_is_not_certified() {
    on_both(|county| {
        let (_, case, _) = opened(county, 599_999);
        let pass = json!({"pass": true, "reason": "实地看过"});
        county.supervisor().post(&format!("{case}/township-check"), pass.clone()).ok();
        department(county).post(&format!("{case}/department-check"), pass).ok();
        let no = county.office().post(&format!("{case}/decision"), json!({"approve": true, "reason": "同意"}));
        no.refused(409, "certification.not_met");
        let detail = county.office().get(&case).ok();
        assert_eq!(detail["verdict_today"]["outcome"], json!("not_met"));
        assert!(
            detail["verdict_today"]["explanation"]["rule"]["basis"]["wording"].as_str().unwrap().contains("6000元")
        );
    });
}

#[test]
fn who_opened_a_case_does_not_check_it() {
    on_both(|county| {
        let supervisor = county.supervisor();
        let producer = cooperative(county)["id"].clone();
        let product = county.office().post("/products", peaches(county, &producer)).ok()["id"].clone();
        let case = json!({"producer": producer, "way": "survey", "year": 2025, "products": [product]});
        let made = supervisor.post("/certifications", case.clone()).ok();
        let path = format!("/certifications/{}/township-check", made["id"]);
        supervisor.post(&path, json!({"pass": true, "reason": "自己看过"})).refused(409, "certification.same_person");
        supervisor
            .post("/certifications", json!({"producer": producer, "way": "survey", "year": 2025, "products": []}))
            .refused(422, "certification.no_products");
        supervisor
            .post(
                "/certifications",
                json!({"producer": producer, "way": "hearsay", "year": 2025, "products": [product]}),
            )
            .refused(422, "catalogue.word");
    });
}

#[test]
fn objections_are_settled_by_neither_side() {
    on_both(|county| {
        // 王 of the county office opens the case herself; 胡 records what came in by telephone.
        let (office, hu) = (county.office(), county.colleague());
        let li = county.person_as("county_office.li", "黎某", "county_office", None);
        let (_, path, product) = opened(county, 600_000);
        let producer = office.get(&path).ok()["producer"].clone();
        let mut other = peaches(county, &producer);
        other["name"] = json!("早黄桃");
        let other = office.post("/products", other).ok()["id"].clone();
        let case = json!({"producer": producer, "way": "survey", "year": 2025, "products": [other]});
        let case = format!("/certifications/{}", office.post("/certifications", case).ok()["id"]);
        let pass = json!({"pass": true, "reason": "实地看过"});
        county.supervisor().post(&format!("{case}/township-check"), pass.clone()).ok();
        department(county).post(&format!("{case}/department-check"), pass).ok();
        hu.post(&format!("{case}/decision"), json!({"approve": true, "reason": "同意"})).ok();
        hu.post(&format!("{case}/notice"), json!({})).ok();
        let objected = hu.post(&format!("{case}/objections"), json!({"text": "工资没有发足"})).ok();
        let settle = json!({"objection": objected["objections"][0]["id"], "upheld": false, "reason": "查银行流水"});
        let path = format!("{case}/objection-settlement");
        office.post(&path, settle.clone()).refused(409, "certification.same_person");
        hu.post(&path, settle.clone()).refused(409, "certification.same_person");
        assert_eq!(office.get(&case).ok()["barred_actions"], json!(["reject_objection", "uphold_objection"]));
        li.post(&path, settle).ok();
        assert_ne!(product, other);
    });
}

#[test]
fn a_product_under_notice_is_not_listed_by_a_second_case() {
    on_both(|county| {
        let (officer, case, product) = opened(county, 600_000);
        let number: i64 = case.rsplit('/').next().unwrap().parse().unwrap();
        let producer = officer.get(&case).ok()["producer"].clone();
        let second = json!({"producer": producer, "way": "survey", "year": 2025, "products": [product]});
        let refused = |who: &Client| {
            let no = who.post("/certifications", second.clone()).refused(409, "certification.in_open_case");
            assert_eq!(no["errors"][0]["field"], json!("/products"));
            assert!(no["title"].as_str().unwrap().contains(&format!("第 {number} 号")), "{no}");
        };
        refused(&officer);
        let seen = officer.get(&format!("/products?producer={producer}")).ok();
        assert_eq!(seen["items"][0]["open_case"], json!(number));
        let pass = json!({"pass": true, "reason": "实地看过"});
        county.supervisor().post(&format!("{case}/township-check"), pass.clone()).ok();
        department(county).post(&format!("{case}/department-check"), pass).ok();
        county.office().post(&format!("{case}/decision"), json!({"approve": true, "reason": "同意"})).ok();
        county.office().post(&format!("{case}/notice"), json!({})).ok();
        refused(&county.office());
    });
}

#[test]
fn an_employer_names_a_worker_by_household_and_name() {
    on_both(|county| {
        let office = county.office();
        let household = json!({"division": county.division("430582204201"), "head": {"name": "曾大山"},
            "statuses": [{"kind": "registered_poor", "valid_from": "2014-01-01"}]});
        let household = office.post("/households", household).ok();
        let made = cooperative(county)["id"].clone();
        let path = format!("/producers/{made}/employments");
        let sun = county.person("孙某", "producer", made.as_i64());
        let far = county.person("李二", "township_supervisor", Some(county.division("430582001000")));
        let work = |more: Value| {
            let mut work = json!({"year": 2025, "first_day": "2025-02-01", "last_day": "2025-12-31", "months": 11,
                "income_fen": 600_000, "evidence": "bank"});
            work.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            work
        };
        let member = json!({"member": household["people"][0]["id"]});
        // A number alone would tell an employer who lives where.
        sun.post(&path, work(member.clone())).refused(422, "employment.member_by_name");
        let named = |household: &Value, name: &str| json!({"household": household, "worker": {"name": name}});
        sun.post(&path, work(named(&household["id"], "曾小山"))).refused(422, "employment.no_such_member");
        sun.post(&path, work(named(&json!(999), "曾大山"))).refused(422, "employment.no_such_member");
        let kept = sun.post(&path, work(named(&household["id"], "曾大山"))).ok();
        assert_eq!((&kept["worker"], &kept["household"]), (&json!("曾*"), &Value::Null));
        assert_eq!(kept["kinds_on_first_day"], json!(""), "what help a household gets is not an employer's to know");
        assert_eq!(office.get("/employments").ok()["items"][0]["kinds_on_first_day"], json!("registered_poor"));

        // A supervisor does so for households of the own township only.
        let elsewhere = json!({"kind": "cooperative", "name": "乙合作社", "division": county.division("430582001000")});
        let elsewhere = office.post("/producers", elsewhere).ok()["id"].clone();
        far.post(&format!("/producers/{elsewhere}/employments"), work(member.clone()))
            .refused(403, "edge.outside_scope");
        county.supervisor().post(&path, work(member)).refused(409, "employment.twice");
    });
}
