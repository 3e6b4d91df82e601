//! A county that keeps peaches, a village that grows them, and the people who speak of them.

use crate::harness::{Client, County};
use base::Clock;
use serde_json::{Value, json};

/// 黄桃 from 10 August to 10 September, asked for weekly in 梧桐村.
pub struct Scene<'a> {
    pub county: &'a County,
    pub village: i64,
    pub crop: i64,
}

/// The form of a crop.
pub fn peaches(products: &[i64]) -> Value {
    json!({"name": "黄桃", "season_from": "08-10", "season_to": "09-10", "odd_g": 100_000_000, "products": products})
}

/// Sets it up on 10 August.
pub fn set<'a>(county: &'a County, products: &[i64]) -> Scene<'a> {
    county.at("2026-08-10T01:00:00Z");
    let office = county.office();
    let crop = office.post("/crops", peaches(products)).ok()["id"].as_i64().unwrap();
    let village = county.division("430582204213");
    office.post(&format!("/crops/{crop}/growers"), json!({"divisions": [village], "from_day": "2026-07-22"})).ok();
    Scene { county, village, crop }
}

/// A UUID with this number at its end.
pub fn uuid(n: u32) -> String {
    format!("0190f3a2-7b1c-7def-8abc-{n:012}")
}

impl Scene<'_> {
    /// 王 of the county office.
    pub fn office(&self) -> Client {
        self.county.office()
    }

    /// 李, supervisor of the township.
    pub fn supervisor(&self) -> Client {
        self.county.supervisor()
    }

    /// 赵, another supervisor of the township.
    pub fn colleague(&self) -> Client {
        let township = self.county.division("430582204000");
        self.county.person_as("township.zhao", "赵某", "township_supervisor", Some(township))
    }

    /// 申, the village's information officer.
    pub fn officer(&self) -> Client {
        self.county.person("申某", "information_officer", Some(self.village))
    }

    /// An item made at a moment.
    pub fn item(&self, n: u32, made_at: &str, what: Value) -> Value {
        json!({"id": uuid(n), "seq": n, "made_at": made_at, "division": self.village, "crop": self.crop, "what": what})
    }

    /// Hands items in from a phone whose clock is right.
    pub fn hand_in(&self, by: &Client, items: Vec<Value>) -> Value {
        self.hand_in_from("手机", by, items)
    }

    /// Hands items in from a phone of this name.
    pub fn hand_in_from(&self, device: &str, by: &Client, items: Vec<Value>) -> Value {
        let now = self.county.clock.now().to_string();
        by.post("/supply-uploads", json!({"via": "app", "device": device, "device_now": now, "items": items})).ok()
    }

    /// How each item went, as `taken` or `refused supply.quantity_invalid`.
    pub fn went(answer: &Value) -> Vec<String> {
        let word = |outcome: &Value| {
            let [went, code] = ["went", "code"].map(|key| outcome[key].as_str().unwrap().to_owned());
            if code.is_empty() { went } else { format!("{went} {code}") }
        };
        answer["outcomes"].as_array().unwrap().iter().map(word).collect()
    }
}

/// A report of supply.
pub fn supply(said: &str) -> Value {
    json!({"supply": {"quantity": {"said": said}}})
}
