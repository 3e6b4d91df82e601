//! Coverage: township × posts, and village by village who is missing.

use crate::harness::on_both;
use serde_json::json;

#[test]
fn who_is_missing_where() {
    on_both(|county| {
        let town = county.division("430582204000");
        let village = county.division("430582204201");
        county.person("张某", "information_officer", Some(village));
        let supervisor = county.supervisor();
        let row = supervisor.get("/coverage").ok()["items"][0].clone();
        assert_eq!(
            (&row["id"], &row["supervisors"], &row["technical_guides"]),
            (&json!(town), &json!("李某"), &json!(""))
        );
        assert_eq!(row["with_information_officer"], json!(1));
        assert!(!row["without_information_officer"].as_str().unwrap().contains("上斫村"));
        let missing = supervisor.get("/coverage/villages?missing=information_officer").ok();
        let villages = row["villages"].as_i64().unwrap();
        assert_eq!(missing["total"]["count"], json!(villages - 1));
        let office = county.office().get("/coverage").ok();
        assert_eq!(office["items"].as_array().unwrap().len(), 25);
        let tasks = supervisor.get("/tasks").ok();
        assert!(tasks.to_string().contains("coverage.information_officer"), "{tasks}");
        assert!(county.office().get("/coverage?format=csv").body.contains("斫曹乡"));
    });
}
