//! A shop that may sell, with a listed and an unlisted product: what most stories begin with.

use crate::harness::{Client, County};
use serde_json::{Value, json};

/// An authorised shop in 斫𥕢乡, its producer and two products.
pub struct Shop {
    pub outlet: i64,
    pub producer: i64,
    /// 黄桃: weighed, listed, local.
    pub listed: i64,
    /// Salt: counted, never listed.
    pub unlisted: i64,
    /// 陈, manager.
    pub manager: Client,
    /// 小刘, clerk.
    pub clerk: Client,
}

impl Shop {
    /// Opens it in the village 梧桐村's township, authorised since 2019.
    pub fn open(county: &County) -> Self {
        Self::open_in(county, "430582204213", "斫曹第一店")
    }

    /// Opens a shop in a village by its code.
    pub fn open_in(county: &County, village: &str, name: &str) -> Self {
        Self::open_as(county, "shop", village, name)
    }

    /// An outlet of a kind, in a village, with goods of that village's own producer.
    pub fn open_as(county: &County, kind: &str, village: &str, name: &str) -> Self {
        let office = county.office();
        let village = county.division(village);
        let producer = id(&office.post(
            "/producers",
            json!({"kind": "cooperative", "name": format!("{name}供货合作社"), "division": village,
                "document_kind": "none", "contact": {"name": "孙某", "phone": "13800000000"}}),
        ));
        let product = |name: &str, unit: &str| {
            id(&office.post(
                "/products",
                json!({"producer": producer, "name": name, "legal_class": "edible_farm", "farm_group": "fruit", "unit": unit,
                    "origin": village, "unit_price_fen": 2000, "price_per": if unit == "g" { 1000 } else { 1 }}),
            ))
        };
        let (listed, unlisted) = (product(&format!("{name}黄桃"), "g"), product(&format!("{name}礼盒"), "piece"));
        let case = id(&office.post(
            "/certifications",
            json!({"producer": producer, "way": "survey", "year": 2025, "products": [listed], "reason": "摸底"}),
        ));
        let paper = json!({"paper": "邵扶消〔2020〕1号", "valid_from": "2020-01-01", "valid_to": "2030-12-31"});
        county.colleague().post(&format!("/certifications/{case}/paper-listing"), paper).ok();
        let outlet = id(&office.post(
            "/outlets",
            json!({"kind": kind, "name": name, "division": village, "operator": "陈某商行", "opened_on": "2019-06-01"}),
        ));
        let grant = json!({"on_day": "2019-06-01", "reason": "首批授权", "document_no": "邵扶消〔2019〕3号"});
        office.post(&format!("/outlets/{outlet}/authorisations"), grant).ok();
        let manager = county.person("陈某", "outlet_manager", Some(outlet));
        let clerk = county.person("刘某", "outlet_clerk", Some(outlet));
        Self { outlet, producer, listed, unlisted, manager, clerk }
    }
}

/// The id in a success.
#[track_caller]
pub fn id(answer: &crate::harness::Answer) -> i64 {
    let body: Value = answer.ok();
    body["id"].as_i64().unwrap_or_else(|| panic!("no id: {body}"))
}

impl Shop {
    /// Puts stock of the listed product on the shelf, as opening stock of that day.
    pub fn stock(&self, day: &str, grams: i64) {
        let line = json!({"product": self.listed, "quantity": {"g": grams}, "amount_fen": grams, "taken_in_on": day,
            "supplier": {"producer": self.producer}});
        let body = json!({"day": day, "lines": [line]});
        self.manager
            .post_once(&format!("stock-{day}-{grams}"), &format!("/outlets/{}/openings", self.outlet), body)
            .ok();
    }

    /// A cash sale of the listed product at ¥20 a kilogram.
    pub fn cash_sale(&self, grams: i64) -> Value {
        let fen = grams * 2;
        json!({"lines": [{"product": self.listed, "quantity": {"g": grams}, "price": {"fen": 2000, "per": 1000}}],
            "payments": [{"means": "cash", "amount_fen": fen}]})
    }

    /// Where its sales go.
    pub fn sales(&self) -> String {
        format!("/outlets/{}/sales", self.outlet)
    }
}
