//! Produce does not sell: the township hears, then the county, then the leader; the village hears what was done.

use crate::{
    harness::{Client, County, Engine, on_both},
    supply::scene,
};
use huoshui::courier;
use serde_json::{Value, json};
use std::{
    io::{BufRead, BufReader, Write},
    net::TcpStream,
    time::Duration,
};

fn unsalable(said: &str) -> Value {
    json!({"unsalable": {"grade": "already", "quantity": {"said": said}, "ripe_on": "2026-08-20", "spoil_on": "2026-09-05"}})
}

fn told(client: &Client) -> Vec<String> {
    let alerts = client.get("/alerts").ok();
    alerts["items"].as_array().unwrap().iter().map(|a| a["kind"].as_str().unwrap().to_owned()).collect()
}

fn carry(county: &County) {
    courier::round(&county.app, &courier::agent()).unwrap();
}

#[test]
fn whoever_has_to_act_hears_of_it_and_so_does_whoever_waits() {
    on_both(|county| {
        let scene = scene::set(county, &[]);
        county.at("2026-08-25T01:00:00Z");
        let leader = || county.person("领导某", "leader", None);
        let answer = scene.hand_in(&scene.officer(), vec![scene.item(1, "2026-08-25T00:30:00Z", unsalable("5万公斤"))]);
        let id = answer["outcomes"][0]["number"].clone();
        // The same item again tells nobody twice.
        scene.hand_in(&scene.officer(), vec![scene.item(1, "2026-08-25T00:30:00Z", unsalable("5万公斤"))]);
        let inbox = scene.supervisor().get("/alerts").ok();
        assert_eq!(inbox["items"].as_array().unwrap().len(), 1, "{inbox}");
        let first = &inbox["items"][0];
        assert_eq!(
            [&first["kind"], &first["link"], &first["unread"]],
            [&json!("unsalable.reported"), &json!(format!("/unsalable-reports/{id}")), &json!(true)]
        );
        assert!(first["zh"].as_str().unwrap().contains("梧桐村黄桃 5万公斤"), "{first}");
        assert!(first["zh"].as_str().unwrap().contains("2026-08-26 09:00"), "the county's own clock: {first}");
        assert_eq!(told(&scene.office()), ["unsalable.reported"]);
        // Another township hears nothing of it, nor does the village itself or the leader yet.
        let elsewhere = county.person("别某", "township_supervisor", Some(county.division("430582101000")));
        assert_eq!((told(&elsewhere), told(&scene.officer()), told(&leader())), (vec![], vec![], vec![]));

        // Read: once, and never back.
        let supervisor = scene.supervisor();
        assert_eq!(supervisor.get("/alerts/unread").ok()["count"], json!(1));
        supervisor.post("/alerts/reading", json!({"upto": 99_999})).ok();
        supervisor.post("/alerts/reading", json!({"upto": 0})).ok();
        assert_eq!(supervisor.get("/alerts/unread").ok()["count"], json!(0));
        assert_eq!(scene.office().get("/alerts/unread").ok()["count"], json!(1), "each post reads for itself");

        // The township lets its time pass, then the county does: each is told once, whoever looks how often.
        carry(county);
        assert_eq!(told(&scene.office()).len(), 1, "there is still time");
        county.at("2026-08-26T01:00:01Z");
        carry(county);
        carry(county);
        assert_eq!(told(&scene.office()), ["unsalable.overdue", "unsalable.reported"]);
        assert_eq!(told(&leader()), Vec::<String>::new());
        county.at("2026-08-27T01:00:01Z");
        carry(county);
        carry(county);
        assert_eq!((told(&scene.office()).len(), told(&leader())), (3, vec!["unsalable.overdue".to_owned()]));

        // Somebody acts: the village hears what was done, and nothing is overdue any more.
        let act = json!({"act": "help", "reason": "联系了三家超市"});
        scene.supervisor().post(&format!("/unsalable-reports/{id}/acts"), act).ok();
        let heard = scene.officer().get("/alerts").ok();
        assert!(heard["items"][0]["zh"].as_str().unwrap().starts_with("滞销上报有了新进展"), "{heard}");
        county.at("2026-08-29T01:00:01Z");
        carry(county);
        assert_eq!(told(&leader()).len(), 1);
    });
}

/// Lines of a stream that somebody opened.
fn listen(county: &County, who: &Client) -> impl Iterator<Item = String> {
    let mut stream = TcpStream::connect(county.address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let session = &who.cookies["huoshui_session"];
    write!(
        stream,
        "GET /api/v1/events HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncookie: huoshui_session={session}\r\n\r\n"
    )
    .unwrap();
    BufReader::new(stream).lines().map(Result::unwrap)
}

#[test]
fn a_post_has_twenty_streams_and_not_one_more_until_one_is_closed() {
    let county = &County::set_up(Engine::Sqlite);
    let office = county.office();
    let mut open: Vec<_> = (0..20).map(|_| listen(county, &office)).collect();
    for lines in &mut open {
        assert!(lines.any(|line| line == "data: 0"));
    }
    office.get("/events").refused(429, "edge.too_many");
    assert!(listen(county, &county.auditor()).any(|line| line == "data: 0"), "another post is not concerned");
    open.pop();
    let mut tries = (0..50).map(|_| {
        std::thread::sleep(Duration::from_millis(100));
        listen(county, &office).next().unwrap()
    });
    assert!(tries.any(|head| head.contains("200")), "a place is free again");
}

#[test]
fn a_page_that_listens_hears_at_once() {
    on_both(|county| {
        let scene = scene::set(county, &[]);
        county.nobody().get("/events").refused(401, "edge.sign_in");
        let supervisor = scene.supervisor();
        let mut lines = listen(county, &supervisor);
        let mut data = || lines.find(|line| line.starts_with("data: ")).expect("the stream goes on");
        assert_eq!(data(), "data: 0");
        let sent = std::time::Instant::now();
        scene.hand_in(&scene.officer(), vec![scene.item(1, "2026-08-10T00:30:00Z", unsalable("5万公斤"))]);
        let newest = supervisor.get("/alerts/unread").ok()["newest"].clone();
        assert_eq!(data(), format!("data: {newest}"));
        assert!(sent.elapsed() < Duration::from_secs(15), "the office hears within seconds");
        // Whoever signs out hears nothing more.
        supervisor.delete("/session").ok();
        assert!(!lines.any(|line| line.starts_with("data: ")), "the stream ends");
    });
}
