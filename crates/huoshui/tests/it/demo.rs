//! A simulated year through the program: set up, played, audited, and marked wherever it shows.

use crate::{
    harness::{County, Engine},
    report,
};
use base::Clock;
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
        the_county_lives_on(&county, &played);
        every_list_shows_something(&county);
        findings.push(office.get("/settlements/2026").ok());
        report::the_report_is_walked(&office);
        nobody.post("/setup/demo", json!({"token": "story"})).refused(409, "setup.done");
    }
    assert_eq!(findings[0], findings[1]);
}

/// Lists of the office and of the phone that somebody who looks around opens: none is empty.
fn every_list_shows_something(county: &County) {
    let lists = [
        ("office", "/supply-reports?kind=survey"),
        ("office", "/supply-reports?kind=nothing"),
        ("office", "/supply-reports?state=conflict"),
        ("office", "/supply-reports?state=quarantine"),
        ("office", "/supply-reports?state=replaced"),
        ("office", "/supply-reports?state=call_open"),
        ("office", "/supply-reports?state=wrong"),
        ("office", "/report-exceptions"),
        ("office", "/unsalable-reports?state=open"),
        ("office", "/unsalable-reports?state=refused"),
        ("office", "/unsalable-reports?state=withdrawn"),
        ("office", "/unsalable-reports?state=closed"),
        ("office", "/unsalable-hints"),
        ("office", "/helplines"),
        ("office", "/advice"),
        ("office", "/bases"),
        ("office", "/plots"),
        ("office", "/base-totals"),
        ("office", "/demands"),
        ("office", "/matching-runs"),
        ("office", "/offers?state=agreed"),
        ("office", "/offers?state=refused"),
        ("office", "/survey-rounds"),
        ("office", "/survey-rounds/1/answers?state=late"),
        ("office", "/survey-rounds/1/answers?state=missing"),
        ("office", "/survey-rounds/2/answers?state=on_time"),
        ("office", "/pairings?standing=true"),
        ("office", "/contracts?sides=agreed"),
        ("office", "/contracts?sides=disputed"),
        ("office", "/fairs"),
        ("office", "/campaigns"),
        ("office", "/price-samples"),
        ("office", "/collection-runs"),
        ("office", "/points-owed"),
        ("office", "/payment-lists"),
        ("office", "/alerts"),
        ("supervisor1", "/alerts"),
        ("peach1", "/supply-reports"),
        ("peach1", "/unsalable-reports"),
        ("guide1", "/advice"),
        ("kitchen1", "/demands"),
        ("kitchen1", "/pairings"),
        ("kitchen1", "/contracts?sides=disputed"),
    ];
    for (login, list) in lists {
        let items = county.sign_in(login, demo::PASSWORD).get(list).ok()["items"].clone();
        assert!(items.as_array().is_some_and(|items| !items.is_empty()), "{login} sees nothing at {list}");
    }
    let keeper = county.sign_in("keeper1", demo::PASSWORD);
    let point = keeper.get("/session").ok()["post"]["scope_id"].clone();
    let point = keeper.get(&format!("/outlets/{point}/point")).ok();
    assert!(point["people"].as_array().is_some_and(|people| people.len() > 3), "{point}");
}

/// Its clock stands after everything that was played, and clocks outside are put right by it.
fn the_county_lives_on(county: &County, played: &simulate::Played) {
    let admin = county.sign_in("admin", demo::PASSWORD);
    let now = admin.get("/session").ok()["now"].as_str().unwrap().to_owned();
    let newest = admin.get("/audit?sort=-at&limit=1").ok()["items"][0]["at"].as_str().unwrap().to_owned();
    assert!(county.clock.now().to_string() < newest && newest <= now, "{newest}, {now}");
    let officer = played.logins.iter().find(|login| login.role == "information_officer").unwrap();
    let officer = county.sign_in(&officer.login, demo::PASSWORD);
    let village = officer.get("/session").ok()["post"]["scope_id"].clone();
    let crop = officer.get("/crops").ok()["items"][0]["id"].clone();
    let phone = county.clock.now().to_string();
    let item = json!({"id": "00000000-0000-4000-8000-000000000001", "seq": 0, "made_at": phone, "division": village, "crop": crop,
        "what": {"supply": {"quantity": {"said": "10斤"}}}});
    let sent = json!({"via": "app", "device": "手机", "device_now": phone, "items": [item]});
    assert_eq!(officer.post("/supply-uploads", sent).ok()["outcomes"][0]["went"], json!("taken"));
}

#[test]
fn only_the_printed_token_begins_a_simulated_year() {
    let county = County::empty(Engine::Sqlite);
    county.nobody().post("/setup/demo", json!({"token": "guess"})).refused(403, "setup.token");
    // This server was not given a theatre, so nothing is played behind it.
    county.nobody().post("/setup/demo", json!({"token": "story"})).refused(409, "setup.playing");
    assert_eq!(county.nobody().get("/setup").ok()["simulation"], json!(null));
}
