//! How much and how fast: an address that asks too often waits, and what is too large stays out.

use crate::harness::{Client, County};
use edge::Config;
use serde_json::json;
use std::net::IpAddr;

/// Asks until the answer is that it was too often; after how many.
fn asked_until_refused(client: &Client) -> usize {
    for asked in 0..10 {
        let answer = client.get("/setup");
        if answer.status != 200 {
            answer.refused(429, "edge.too_many");
            assert_eq!(answer.headers["retry-after"], "1");
            return asked;
        }
    }
    panic!("nobody was told to wait");
}

#[test]
fn who_asks_too_often_is_told_to_wait() {
    let county = County::with_config(Config { rate: 1, ..Config::default() });
    let asked = asked_until_refused(&county.nobody());
    assert!((3..6).contains(&asked), "{asked} requests of a burst of three went through");
    // Whoever watches over the machine is not counted.
    assert_eq!(county.nobody().get("//healthz").status, 200);
}

#[test]
fn only_the_named_proxy_is_believed_about_where_a_request_comes_from() {
    let from = |county: &County, addresses: &str| county.nobody().with("x-forwarded-for", addresses);
    let direct = County::with_config(Config { rate: 1, ..Config::default() });
    asked_until_refused(&from(&direct, "203.0.113.1"));
    from(&direct, "203.0.113.2").get("/setup").refused(429, "edge.too_many");

    let named: IpAddr = "127.0.0.1".parse().unwrap();
    let behind = County::with_config(Config { rate: 1, proxy: Some(named), ..Config::default() });
    asked_until_refused(&from(&behind, "203.0.113.1"));
    from(&behind, "203.0.113.2").get("/setup").ok();
    // What the proxy itself saw stands last; what a client wrote before it is worth nothing.
    from(&behind, "198.51.100.7, 203.0.113.1").get("/setup").refused(429, "edge.too_many");

    let another = Config { rate: 1, proxy: Some("203.0.113.9".parse().unwrap()), ..Config::default() };
    let elsewhere = County::with_config(another);
    asked_until_refused(&from(&elsewhere, "203.0.113.1"));
    from(&elsewhere, "203.0.113.2").get("/setup").refused(429, "edge.too_many");
}

#[test]
fn what_is_too_large_stays_out() {
    let county = County::with_config(Config { rate: 1_000_000, upload_limit: 1 << 20, ..Config::default() }).founded();
    let admin = county.admin();
    let over = vec![b'x'; (1 << 20) + 1];
    let told = admin.upload("/divisions/import", "divisions.csv", &over, &[]).refused(413, "edge.too_large");
    assert!(told["title"].as_str().unwrap().contains("1 MB"), "{told}");
    let far_over = vec![b'x'; 3 << 20];
    // Whoever goes on sending is listened to, and told.
    admin.upload("/divisions/import", "divisions.csv", &far_over, &[]).refused(413, "edge.too_large");
    let answer = admin.upload("/divisions/import", "divisions.csv", &over[..1 << 20], &[]);
    assert_ne!(answer.status, 413, "{}", answer.body);
    // Before it is known who asks, nobody's file is read at all.
    county.nobody().upload("/divisions/import", "divisions.csv", &far_over[..100], &[]).refused(401, "edge.sign_in");
    let name = "x".repeat(2 << 20);
    admin.post("/people", json!({"name": name, "login": "long"})).refused(413, "edge.too_large");
}
