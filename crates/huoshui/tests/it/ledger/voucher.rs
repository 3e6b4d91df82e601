//! A mixed basket: the voucher pays listed goods only, and what it paid goes back to it (T6).

use crate::{
    harness::{County, on_both},
    shop::Shop,
};
use base::ids::ProgrammeId;
use edge::{Actor, ScopeTree, Stamp};
use serde_json::{Value, json};
use std::sync::Arc;

/// The QR text of the one worker's slip, of 100 yuan.
pub(super) fn slip(county: &County) -> (crate::harness::Client, String) {
    let unit = json!({"kind": "school", "name": "邵东一中", "union_name": "邵东一中工会", "field": "教育"});
    let unit = county.office().post("/units", unit).ok()["id"].as_i64().unwrap();
    let union = county.person("吴某", "union_officer", Some(unit));
    let workers = json!({"rows": [{"name": "周一", "phone": "13800000001", "department": "语文组"}]});
    union.post(&format!("/units/{unit}/workers"), workers).ok();
    let programme =
        union.post(&format!("/units/{unit}/programmes"), json!({"year": 2026})).ok()["id"].as_i64().unwrap();
    let issue = json!({"reason": "mid_autumn", "amount_fen": 10_000});
    union.post_once("issue-1-100", &format!("/programmes/{programme}/issues"), issue).ok();
    let stamp = Stamp {
        public_url: String::new(),
        now: base::Clock::now(&*county.clock),
        lang: base::Lang::Zh,
        origin: "story".into(),
        policies: Arc::new(policy::PolicySet::of_shipped().unwrap()),
        scopes: Arc::new(ScopeTree::default()),
    };
    let actor = Actor::program(county.app.county().unwrap(), &stamp);
    let slips = county.app.db().write_now(move |tx| vouchers::desk::slips(tx, &actor, ProgrammeId(programme))).unwrap();
    (union, slips[0].1.clone())
}

/// A basket of the listed and the unlisted product, paid by voucher and in cash.
pub(super) fn basket(shop: &Shop, listed_g: i64, unlisted_fen: i64, voucher_fen: i64, key: &str) -> Value {
    let total = listed_g * 2 + unlisted_fen;
    json!({"lines": [{"product": shop.listed, "quantity": {"g": listed_g}, "price": {"fen": 2000, "per": 1000}},
            {"product": shop.unlisted, "quantity": {"pieces": 1}, "amount_fen": unlisted_fen}],
        "payments": [{"means": "voucher", "amount_fen": voucher_fen, "voucher": key}, {"means": "cash", "amount_fen": total - voucher_fen}]})
}

/// The shop may sell the unlisted product too, from a shelf that is not counted.
pub(super) fn free_of_rules(county: &County, shop: &Shop) {
    let outlet = format!("/outlets/{}", shop.outlet);
    let exception = json!({"product": shop.unlisted, "from_day": "2026-08-01", "to_day": "2026-08-31", "reason": "便民", "document_no": "9号"});
    county.office().post(&format!("{outlet}/exceptions"), exception).ok();
    shop.manager.put(&format!("{outlet}/book"), json!({"stock_kept": false})).ok();
}

#[test]
fn a_mixed_basket_is_split_and_given_back_by_line() {
    on_both(|county| {
        let shop = Shop::open(county);
        shop.stock("2026-08-01", 100_000);
        let outlet = format!("/outlets/{}", shop.outlet);
        free_of_rules(county, &shop);
        let (_, key) = slip(county);
        let sell = |id: &str, body: Value| shop.clerk.post_once(id, &shop.sales(), body);
        sell("story-aa", basket(&shop, 4_750, 3_000, 9_501, &key)).refused(409, "basket.over_listed");
        sell("story-bb", basket(&shop, 6_500, 3_000, 10_001, &key)).refused(409, "voucher.over_balance");
        sell("story-cc", basket(&shop, 4_750, 3_000, 100, "")).refused(422, "voucher.key_missing");
        let sold = sell("story-dd", basket(&shop, 4_750, 3_000, 9_500, &key)).ok();
        assert_eq!(
            (
                sold["voucher_fen"].clone(),
                sold["lines"][0]["voucher_fen"].clone(),
                sold["lines"][1]["voucher_fen"].clone()
            ),
            (json!(9_500), json!(9_500), json!(0)),
            "{sold}"
        );
        let seq = sold["seq"].as_i64().unwrap();

        let back = |line: i64, quantity: Value| json!({"sale": seq, "lines": [{"line": line, "quantity": quantity}]});
        let returns = format!("{outlet}/returns");
        let listed = shop.clerk.post_once("story-ee", &returns, back(1, json!({"g": 4_750}))).ok();
        assert_eq!(listed["payments"], json!([{"means": "voucher", "amount_fen": 9_500}]), "never cash");
        let other = shop.clerk.post_once("story-ff", &returns, back(2, json!({"pieces": 1}))).ok();
        assert_eq!(other["payments"], json!([{"means": "cash", "amount_fen": 3_000}]));
        shop.clerk
            .post_once("story-gg", &returns, back(2, json!({"pieces": 1})))
            .refused(422, "basket.return_quantity");

        // A return taken by mistake is undone: the voucher pays that sale again, and the sale can come back once more.
        let undo = format!("{outlet}/entries/{}/reversal", listed["seq"]);
        shop.manager.post_once("story-ga", &undo, json!({"reason": "误收"})).ok();
        let left = |key: &str| {
            shop.clerk.post(&format!("{outlet}/voucher-quotes"), json!({"key": key})).ok()["left_fen"].clone()
        };
        assert_eq!(left(&key), json!(500));
        let listed = shop.clerk.post_once("story-gb", &returns, back(1, json!({"g": 4_750}))).ok();
        assert_eq!((&listed["payments"][0]["means"], left(&key)), (&json!("voucher"), json!(10_000)));

        county.at("2026-08-04T01:05:00Z");
        let again = sell("story-hh", basket(&shop, 5_000, 100, 10_000, &key)).ok()["seq"].as_i64().unwrap();
        shop.manager
            .post_once("story-ii", &format!("{outlet}/entries/{again}/reversal"), json!({"reason": "错录"}))
            .ok();
        county.at("2026-08-04T01:10:00Z");
        sell("story-jj", basket(&shop, 5_000, 100, 10_000, &key)).ok();
        // What the return put on the voucher is spent by now.
        let undo = format!("{outlet}/entries/{}/reversal", listed["seq"]);
        let no =
            shop.manager.post_once("story-kk", &undo, json!({"reason": "误收"})).refused(409, "reversal.voucher_back");
        assert!(no["title"].as_str().unwrap().contains("余额不足"), "{no}");
    });
}
