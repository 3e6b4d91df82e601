//! A collection point: its keeper's phone, and how growers are paid.

mod carried;
mod intake;
mod kept;
mod paying;
mod tied;
mod undo;

use crate::{
    harness::{Client, County},
    shop::{Shop, id},
    supply::scene::uuid,
};
use base::Clock;
use serde_json::{Value, json};

/// A point in the shop's village, its keeper, and a household there.
struct Point<'a> {
    county: &'a County,
    shop: Shop,
    outlet: i64,
    keeper: Client,
    household: i64,
}

impl<'a> Point<'a> {
    fn open(county: &'a County) -> Self {
        let shop = Shop::open(county);
        let office = county.office();
        let village = county.division("430582204213");
        let outlet = id(&office.post(
            "/outlets",
            json!({"kind": "village_point", "name": "梧桐村收购点", "division": village, "operator": "村合作社", "opened_on": "2026-01-01"}),
        ));
        let head = json!({"division": village, "head": {"name": "孙大山", "phone": "13800000007"}});
        let household = id(&office.post("/households", head));
        let keeper = county.person("钱某", "point_keeper", Some(outlet));
        Self { county, shop, outlet, keeper, household }
    }

    /// Goes on at a later moment; whoever was signed in signs in anew.
    fn later(&mut self, instant: &str) {
        self.county.at(instant);
        self.keeper = self.county.person("钱某", "point_keeper", Some(self.outlet));
        self.shop.manager = self.county.person("陈某", "outlet_manager", Some(self.shop.outlet));
    }

    fn at(&self, noun: &str) -> String {
        format!("/outlets/{}/{noun}", self.outlet)
    }

    fn now(&self) -> String {
        self.county.clock.now().to_string()
    }

    /// A slip of the household: 52.5 kg on the scale, 2.5 kg of baskets, 3 % off, at ¥2.50 a jin.
    fn slip(&self) -> Value {
        json!({"seller": {"household": self.household}, "product": self.shop.listed, "gross_g": 52_500, "tare_g": 2_500,
            "deduction": {"ppm": 30_000}, "grade": "一级", "price": {"fen": 250, "per": 500}})
    }

    fn item(&self, n: u32, what: Value) -> Value {
        json!({"id": uuid(n), "seq": n, "made_at": self.now(), "what": what})
    }

    fn intake(&self, n: u32, slip: Value) -> Value {
        self.item(n, json!({"intake": slip}))
    }

    fn hand_in(&self, items: Vec<Value>) -> Value {
        let body = json!({"device": "手机", "device_now": self.now(), "items": items});
        self.keeper.post(&self.at("point-uploads"), body).ok()
    }

    fn phone(&self) -> Value {
        self.keeper.get(&self.at("point")).ok()
    }

    fn owed(&self) -> Value {
        self.keeper.get(&self.at("owed?total=true")).ok()
    }

    /// Draws a list for all to whom something is owed.
    fn draw(&self, key: &str) -> Value {
        let people: Vec<Value> = self.phone()["owed"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| json!({"counterparty": one["counterparty"]}))
            .collect();
        self.keeper.post_once(key, &self.at("payment-lists"), json!({"people": people})).ok()
    }

    fn reverse(&self, key: &str, seq: &Value) -> Value {
        self.keeper.post_once(key, &self.at(&format!("entries/{seq}/reversal")), json!({"reason": "记错"})).ok()
    }
}

fn with(mut slip: Value, key: &str, value: Value) -> Value {
    slip[key] = value;
    slip
}
