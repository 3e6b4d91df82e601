//! The plan of the next year arrives: it is taken in whole, and running deadlines are counted again.

use crate::{
    catalogue::certify::in_notice,
    harness::{County, on_both},
};
use serde_json::{Value, json};

/// A plan of 2027 as the county would type it off the published notice.
pub const PLAN_2027: &str = "日期,类别,名称\n2027-01-01,放假,元旦\n2027-01-02,放假,元旦\n2027-01-03,放假,元旦\n\
2027-02-05,放假,春节\n2027-02-06,放假,春节\n2027-02-07,放假,春节\n2027-02-08,放假,春节\n2027-02-09,放假,春节\n\
2027-02-13,调休,春节\n2027-04-05,放假,清明节\n2027-05-01,放假,劳动节\n2027-05-02,放假,劳动节\n2027-06-09,放假,端午节\n\
2027-09-15,放假,中秋节\n2027-10-01,放假,国庆节\n2027-10-02,放假,国庆节\n2027-10-03,放假,国庆节\n";

fn load(county: &County, text: &str) -> crate::harness::Answer {
    county.admin().upload("/holidays/import", "2027年放假安排.csv", text.as_bytes(), &[])
}

fn year(county: &County, year: i64) -> Value {
    let years = county.office().get("/holiday-years").ok();
    years["items"].as_array().unwrap().iter().find(|row| row["year"] == json!(year)).cloned().unwrap_or_default()
}

#[test]
fn a_plan_is_one_whole_year_of_days_that_exist() {
    on_both(|county| {
        county.office().upload("/holidays/import", "a.csv", PLAN_2027.as_bytes(), &[]).refused(403, "edge.not_allowed");
        load(county, "").refused(422, "holiday.file");
        for (wrong, code) in [
            (PLAN_2027.replace("2027-02-09", "2027-02-30"), "holiday.rows"),
            (PLAN_2027.replace("2027-01-02,放假", "2027-01-02,也许"), "holiday.rows"),
            (PLAN_2027.replace("2027-02-13", "2027-02-15"), "holiday.rows"), // a Monday is worked anyway
            (PLAN_2027.replace("2027-05-02", "2027-05-01"), "holiday.rows"),
            (PLAN_2027.replace("2027-06-09", "2025-06-09"), "holiday.rows"),
            (PLAN_2027.split("2027-05-01").next().unwrap().to_owned(), "holiday.year"),
        ] {
            let refused = load(county, &wrong).refused(422, code);
            assert!(code != "holiday.rows" || refused["errors"].as_array().is_some_and(|e| e.len() == 1), "{refused}");
        }
        assert_eq!(year(county, 2027), Value::Null, "nothing was written");
        assert_eq!(year(county, 2026)["came_from"], json!("shipped"));

        let done = load(county, PLAN_2027).ok();
        assert_eq!((&done["year"], &done["days_off"], &done["make_up_days"]), (&json!(2027), &json!(16), &json!(1)));
        let loaded = year(county, 2027);
        assert_eq!((&loaded["came_from"], &loaded["loaded_by"]), (&json!("county"), &json!("管理员")));
        assert_eq!(loaded["source"], json!("2027年放假安排.csv"));
        let days = county.office().get("/holidays?year=2027").ok();
        assert_eq!(days["items"].as_array().unwrap().len(), 17);
        assert_eq!(load(county, PLAN_2027).ok()["replaced"], json!(true));
        assert!(county.acts().contains(&"holidays.import".to_owned()));
    });
}

#[test]
fn notices_that_run_into_a_year_without_a_plan_are_counted_again_when_it_arrives() {
    on_both(|county| {
        county.at("2026-12-28T01:00:00Z");
        assert!(county.admin().get("/tasks").body.contains("holidays.missing"));
        let case = in_notice(county);
        let office = county.office();
        let before = office.get(&case).ok();
        assert_eq!((&before["notice_to"], &before["notice_provisional"]), (&json!("2027-01-06"), &json!(true)));

        assert_eq!(load(county, PLAN_2027).ok()["deadlines_renewed"], json!(1));
        let after = office.get(&case).ok();
        assert_eq!((&after["notice_to"], &after["notice_provisional"]), (&json!("2027-01-07"), &json!(false)));
        let last = after["acts"].as_array().unwrap().last().unwrap().clone();
        assert_eq!((&last["action"], &last["person"]), (&json!("renew_notice"), &json!("管理员")));
        assert!(!after["next_actions"].as_array().unwrap().contains(&json!("renew_notice")));
        assert!(county.acts().contains(&"certification.renew_notice".to_owned()));
        assert_eq!(load(county, PLAN_2027).ok()["deadlines_renewed"], json!(0), "certain ends stay");
        assert!(!county.admin().get("/tasks").body.contains("holidays.missing"));
    });
}

#[test]
fn who_begins_a_notice_counts_with_the_countys_plan() {
    on_both(|county| {
        county.at("2026-12-28T01:00:00Z");
        load(county, PLAN_2027).ok();
        let running = county.office().get(&in_notice(county)).ok();
        assert_eq!((&running["notice_to"], &running["notice_provisional"]), (&json!("2027-01-07"), &json!(false)));
    });
}
