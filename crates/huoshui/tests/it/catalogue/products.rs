//! Producers and products: papers that are kept with their doubts, fields by legal class, prices, lists.

use crate::harness::{County, on_both};
use serde_json::{Value, json};

/// A co-operative in 上斫村.
pub fn cooperative(county: &County) -> Value {
    let form = json!({"kind": "cooperative", "name": "上斫种养专业合作社", "division": county.division("430582204201"),
        "document_kind": "credit_code", "document_number": "934305820WTCDKQQ00", "contact": {"name": "孙某", "phone": "13912345678"}});
    county.office().post("/producers", form).ok()
}

/// Fresh peaches at ¥10 a 斤.
pub fn peaches(county: &County, producer: &Value) -> Value {
    json!({"producer": producer, "name": "黄桃", "legal_class": "edible_farm", "farm_group": "fruit", "unit": "g",
        "unit_price_fen": 1000, "price_per": 500, "origin": county.division("430582204201")})
}

#[test]
fn producers_and_their_papers() {
    on_both(|county| {
        let office = county.office();
        let made = cooperative(county);
        assert_eq!((&made["document_verdict"], &made["contact"]["name"]), (&json!("valid"), &json!("孙*")));
        assert!(made["path"].as_str().unwrap().ends_with(&format!("p{}/", made["id"])));
        let doubtful = json!({"kind": "enterprise", "name": "长沙某公司", "document_kind": "credit_code",
            "document_number": "91350211M0000XUF46"});
        let kept = office.post("/producers", doubtful.clone()).ok();
        assert_eq!(
            (&kept["document_verdict"], kept["warnings"].as_array().unwrap().len()),
            (&json!("check_failed"), 1)
        );
        office.post("/producers", doubtful).refused(409, "producer.document_taken");
        let short =
            json!({"kind": "enterprise", "name": "某", "document_kind": "credit_code", "document_number": "9135"});
        office.post("/producers", short).refused(422, "producer.document");
        office.post("/producers", json!({"kind": "shop", "name": "某"})).refused(422, "catalogue.word");
        office.post("/producers", json!({"kind": "household", "name": "某"})).refused(422, "producer.household");
        for (q, found) in [("szzy", 1), ("shangzhuo", 1), ("nobody", 0)] {
            assert_eq!(office.get(&format!("/producers?q={q}&total=1")).ok()["total"]["count"], json!(found), "{q}");
        }
        assert_eq!(office.get("/producers?doubtful=1").ok()["items"].as_array().unwrap().len(), 1);
        county
            .supervisor()
            .put(&format!("/producers/{}", kept["id"]), json!({"kind": "enterprise", "name": "改"}))
            .refused(403, "edge.outside_scope");
        assert!(office.get("/producers?format=csv").body.contains("上斫种养专业合作社"));
    });
}

#[test]
fn products_by_legal_class() {
    on_both(|county| {
        let office = county.office();
        let producer = cooperative(county)["id"].clone();
        let fresh = office.post("/products", peaches(county, &producer)).ok();
        assert_eq!((&fresh["price_per_jin_fen"], &fresh["price_per_kg_fen"]), (&json!(1000), &json!(2000)));
        assert_eq!(
            (&fresh["local"], &fresh["listed"], &fresh["origin"]),
            (&json!(true), &json!(false), &json!("斫曹乡上斫村"))
        );
        office.post("/products", peaches(county, &producer)).refused(409, "product.twice");
        let mut packed = json!({"producer": producer, "name": "邵东榨菜", "legal_class": "prepacked", "unit": "piece", "piece_word": "箱",
            "pack_g": 1600, "spec": "80g×20", "unit_price_fen": 4000, "origin_text": "新邵县", "shelf_life_days": 365,
            "barcode": "6901234567892", "label": {"ingredients": "青菜头、食用盐", "standard_number": "GH/T 1011", "storage": "常温",
            "production_licence": "SC11643052100012", "maker": "某食品厂，新邵县，0739-3601234"}});
        packed["shelf_life_days"] = Value::Null;
        let no = office.post("/products", packed.clone()).refused(422, "product.particulars");
        assert_eq!(no["errors"][0]["field"], json!("/shelf_life_days"));
        packed["shelf_life_days"] = json!(365);
        let made = office.post("/products", packed.clone()).ok();
        assert_eq!((&made["local"], &made["price_per_kg_fen"]), (&json!(false), &json!(2500)));
        packed["barcode"] = json!("6901234567893");
        office.put(&format!("/products/{}", made["id"]), packed).refused(422, "product.barcode");
        office.post(&format!("/products/{}/aliases", fresh["id"]), json!({"alias": "锦绣黄桃"})).ok();
        for (q, found) in [("jxht", 1), ("6901234567892", 1), ("zz", 0)] {
            assert_eq!(office.get(&format!("/products?q={q}")).ok()["items"].as_array().unwrap().len(), found, "{q}");
        }
        let ended = office.post(&format!("/products/{}/end", made["id"]), json!({"reason": "停产"})).ok();
        assert_eq!(ended["ended"], json!("停产"));
        assert_eq!(office.get("/products?total=1").ok()["total"]["count"], json!(1));
        let badge = json!({"kind": "green", "certificate_number": "LB-1", "valid_from": "2024-01-01", "valid_to": "2026-09-01"});
        office.post(&format!("/products/{}/badges", fresh["id"]), badge).ok();
        assert!(office.get("/tasks").body.contains("badge.ends"));
        office.post("/brands", json!({"name": "邵东黄花菜", "valid_from": "2020-01-01"})).ok();
        assert_eq!(office.get("/brands").ok()["items"][0]["name"], json!("邵东黄花菜"));
    });
}
