//! A simulated year through the program: set up, played, audited, and marked wherever it shows.

use crate::{
    harness::{County, Engine},
    report,
};
use huoshui::demo;
use serde_json::json;

/// Played on both engines: the same acts, the same findings, nothing for the auditor.
#[test]
fn a_simulated_year_holds_on_both_engines() {
    let mut findings = Vec::new();
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let county = County::empty(engine);
        let (played, report) = demo::play(&county.app, 2026, 1, 5, &mut |_| {}).unwrap();
        assert_eq!(report.faults, [], "{engine:?}");
        let nobody = county.nobody();
        assert_eq!(nobody.get("/session").ok()["county"]["simulated"], json!(true));
        assert_eq!(nobody.get("/setup").ok()["needed"], json!(false));
        // Every post that the program knows can be looked around with.
        for role in edge::Role::ALL.iter().filter(|role| !matches!(role, edge::Role::Public | edge::Role::Program)) {
            let login = played.logins.iter().find(|login| login.role == role.word());
            let login = login.unwrap_or_else(|| panic!("no sign-in of a {}", role.word()));
            let session = county.sign_in(&login.login, demo::PASSWORD).get("/session").ok();
            assert_eq!(session["post"]["role"], json!(role.word()));
        }
        let office = county.sign_in("office", demo::PASSWORD);
        assert_eq!(office.get("/session").ok()["post"]["role"], json!("county_office"));
        findings.push(office.get("/settlements/2026").ok());
        report::the_report_is_walked(&office);
        nobody.post("/setup/demo", json!({"token": "story"})).refused(409, "setup.done");
    }
    assert_eq!(findings[0], findings[1]);
}

#[test]
fn only_the_printed_token_begins_a_simulated_year() {
    let county = County::empty(Engine::Sqlite);
    county.nobody().post("/setup/demo", json!({"token": "guess"})).refused(403, "setup.token");
    // This server was not given a theatre, so nothing is played behind it.
    county.nobody().post("/setup/demo", json!({"token": "story"})).refused(409, "setup.playing");
    assert_eq!(county.nobody().get("/setup").ok()["simulation"], json!(null));
}
