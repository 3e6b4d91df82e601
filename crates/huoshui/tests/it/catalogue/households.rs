//! Households: masked in lists, in full for a reason that is kept.

use crate::harness::{County, on_both};
use serde_json::{Value, json};

fn form(county: &County, name: &str, id_number: &str) -> Value {
    json!({"division": county.division("430582204201"), "head": {"name": name, "phone": "138 1234 5678", "id_number": id_number},
        "statuses": [{"kind": "registered_poor", "valid_from": "2014-01-01"}]})
}

#[test]
fn entered_in_the_village_seen_masked_shown_in_full_for_a_reason() {
    on_both(|county| {
        let officer = county.person("张某", "information_officer", Some(county.division("430582204201")));
        let id_number = "11010519491231002X";
        county.nobody().post("/households", form(county, "曾大山", "")).refused(401, "edge.sign_in");
        county.auditor().post("/households", form(county, "曾大山", "")).refused(403, "edge.not_allowed");
        officer
            .post("/households", form(county, "曾大山", "110105194912310021"))
            .refused(422, "citizen_number.check_digit");
        officer.post("/households", form(county, " ", id_number)).refused(422, "catalogue.name");
        let elsewhere = json!({"division": county.division("430582204202"), "head": {"name": "曾大山"}});
        officer.post("/households", elsewhere).refused(403, "edge.outside_scope");
        let made = officer.post_once("household-0001", "/households", form(county, "曾大山", id_number));
        let again = officer.post_once("household-0001", "/households", form(county, "曾大山", id_number));
        assert_eq!(made.ok(), again.ok());
        officer.post("/households", form(county, "曾小山", id_number)).refused(409, "person.id_two_names");
        officer.post("/households", form(county, "曾大山", id_number)).refused(409, "household.member_elsewhere");

        let list = county.supervisor().get("/households?total=1");
        assert!(!list.body.contains("曾大山") && !list.body.contains("13812345678") && !list.body.contains(id_number));
        let row = list.ok()["items"][0].clone();
        assert_eq!(
            (&row["name"], &row["phone"], &row["kinds"]),
            (&json!("曾*"), &json!("138****5678"), &json!("registered_poor"))
        );
        assert_eq!(row["place"], json!("斫曹乡上斫村"));

        let path = format!("/households/{}/reveal", row["id"]);
        officer.post(&path, json!({"reason": "看看"})).refused(403, "edge.not_allowed");
        county.supervisor().post(&path, json!({"reason": ""})).refused(422, "catalogue.reason");
        let full = county.supervisor().post(&path, json!({"reason": "核对工资表"})).ok();
        assert_eq!(full["people"][0]["id_number"], json!(id_number));
        assert!(county.acts().contains(&"household.reveal".to_owned()));
        let other = county.person("李二", "township_supervisor", Some(county.division("430582001000")));
        other.post(&path, json!({"reason": "核对工资表"})).refused(403, "edge.outside_scope");
        assert_eq!(other.get("/households").ok()["items"], json!([]));
    });
}

#[test]
fn families_enter_and_leave_with_dates() {
    on_both(|county| {
        let office = county.office();
        let id = office.post("/households", form(county, "曾大山", "")).ok()["id"].as_i64().unwrap();
        let path = format!("/households/{id}");
        let again = json!({"kind": "registered_poor", "valid_from": "2019-01-01"});
        office.post(&format!("{path}/statuses"), again).refused(409, "household.status_overlap");
        office
            .post(&format!("{path}/statuses"), json!({"kind": "poor", "valid_from": "2019-01-01"}))
            .refused(422, "catalogue.word");
        office.post(&format!("{path}/status-ends"), json!({"kind": "registered_poor", "valid_to": "2020-12-31"})).ok();
        office.post(&format!("{path}/statuses"), json!({"kind": "out_of_poverty", "valid_from": "2021-01-01"})).ok();
        let now = office.get(&path).ok();
        assert_eq!(now["kinds"], json!("out_of_poverty"));
        assert_eq!(now["statuses"].as_array().unwrap().len(), 2);
        let then = office.get("/households?kind=registered_poor&day=2020-12-31").ok();
        assert_eq!(then["items"].as_array().unwrap().len(), 1);
        assert_eq!(office.get("/households?kind=registered_poor").ok()["items"], json!([]));
        let added =
            office.post(&format!("{path}/members"), json!({"person": {"name": "曾小山"}, "relation": "子"})).ok();
        assert_eq!((&added["members"], &added["people"][1]["person"]["name"]), (&json!(2), &json!("曾*")));
        let member = added["people"][1]["id"].clone();
        let left = office.post(&format!("{path}/departures"), json!({"member": member, "left_on": "2026-08-01"})).ok();
        assert_eq!(left["members"], json!(1));
    });
}

#[test]
fn a_household_is_registered_in_its_village() {
    on_both(|county| {
        let office = county.office();
        let mut household = form(county, "曾大山", "");
        household["division"] = json!(county.division("430582204000"));
        let no = office.post("/households", household.clone()).refused(422, "household.place");
        assert_eq!(no["errors"][0]["field"], json!("/division"));
        household["division"] = json!(county.division("430582204201"));
        office.post("/households", household).ok();
    });
}
