//! Contracts with growers: prices by grade, floors against the market, people without papers, paper in two copies.

use crate::{
    harness::{Answer, County, on_both},
    supply::scene::{self, Scene},
    vouchers,
};
use serde_json::{Value, json};

fn with(mut body: Value, change: Value) -> Value {
    for (key, value) in change.as_object().unwrap() {
        body[key] = value.clone();
    }
    body
}

fn form(scene: &Scene<'_>, unit: i64) -> Value {
    json!({"kind": "farming", "crop": scene.crop, "unit": unit, "kg": 5_000, "from_day": "2026-08-10", "to_day": "2026-09-10",
        "seller": {"villager": {"name": "曾老伯", "division": scene.village}}, "witness": "申某", "proxy": "曾小曾",
        "prices": [{"grade": "一级", "fen_per_kg": 600}, {"grade": "二级", "fen_per_kg": 400}]})
}

fn sample(county: &County, scene: &Scene<'_>, grade: &str, day: &str, fen: i64) -> Answer {
    let body = json!({"crop": scene.crop, "grade": grade, "place": "城东市场", "day": day, "fen_per_kg": fen});
    county.person("督某", "inspector", None).post("/price-samples", body)
}

#[test]
fn a_farming_contract_pays_the_better_of_floor_and_market_line_by_line() {
    on_both(|county| {
        let scene = scene::set(county, &[]);
        let unit = vouchers::scene::unit(county, "邵东一中");
        let officer = scene.officer();
        let sign = |change: Value| officer.post("/contracts", with(form(&scene, unit), change));
        sign(json!({"kg": 0})).refused(422, "demand.quantity");
        sign(json!({"prices": []})).refused(422, "contract.grades");
        sign(json!({"prices": [{"fen_per_kg": 1}, {"fen_per_kg": 2}]})).refused(422, "contract.grades");
        sign(json!({"signed_on": "2026-08-11"})).refused(422, "contract.signed_day");
        sign(json!({"from_day": "2025-08-01"})).refused(422, "contract.begins");
        sign(json!({"to_day": "2026-08-09"})).refused(422, "contract.days");
        sign(json!({"partner": "两个买家"})).refused(422, "demand.buyer");
        // T25: an old farmer without a phone, through a proxy, with a witness.
        sign(json!({"witness": ""})).refused(422, "contract.witness");
        let contract = sign(json!({})).ok();
        assert_eq!(
            (&contract["seller_name"], &contract["shortfall_g"]),
            (&json!("曾*"), &json!(5_000_000)),
            "{contract}"
        );
        let path = format!("/contracts/{}", contract["id"]);

        let deliver = |key: &str, change: Value| {
            officer.post_once(key, &format!("{path}/deliveries"), with(json!({"grams": 100_000}), change))
        };
        deliver("no-market-yet", json!({})).refused(422, "delivery.no_market_price");
        sample(county, &scene, "一级", "2026-08-11", 520).refused(422, "sample.day");
        for fen in [500, 520, 900] {
            sample(county, &scene, "一级", "2026-08-09", fen).ok();
        }
        let market = officer.get(&format!("/market-price?crop={}&grade=一级", scene.crop)).ok();
        assert_eq!((&market["fen_per_kg"], &market["samples"]), (&json!(520), &json!(3)));
        // T20: floor 6.00, market 5.20: 6.00.
        let floor = deliver("below-the-floor", json!({})).ok();
        assert_eq!(
            [&floor["fen_per_kg"], &floor["market_fen_per_kg"], &floor["samples"], &floor["amount_fen"]],
            [&json!(600), &json!(520), &json!(3), &json!(60_000)]
        );
        // Market 7.10, said by hand with what was found: 7.10. Grade B: the price of B, with a note.
        deliver("by-hand-without", json!({"market_fen_per_kg": 710})).refused(422, "delivery.inspection");
        let market =
            deliver("above-the-floor", json!({"market_fen_per_kg": 710, "inspection": "城东市场当日一级均价"})).ok();
        assert_eq!((&market["fen_per_kg"], &market["samples"]), (&json!(710), &json!(0)));
        deliver("grade-without-note", json!({"grade": "二级", "market_fen_per_kg": 300}))
            .refused(422, "delivery.inspection");
        deliver("no-such-grade", json!({"grade": "三级", "inspection": "碰伤"})).refused(422, "delivery.grade");
        let second = json!({"grade": "二级", "market_fen_per_kg": 300, "inspection": "三成碰伤，按二级收"});
        assert_eq!(deliver("second-grade", second.clone()).ok()["fen_per_kg"], json!(400));
        assert_eq!(deliver("second-grade", second).headers["idempotency-replayed"], "true");
        deliver("nothing-at-all", json!({"grams": 0})).refused(422, "delivery.weight");
        deliver("before-signing", json!({"day": "2026-08-09"})).refused(422, "delivery.day");

        // A market that pays more than twice the floor is not the village's to say; nor does more come than was promised.
        let far = json!({"market_fen_per_kg": 1_201, "inspection": "听说涨价"});
        deliver("twice-the-floor", far.clone()).refused(422, "delivery.market_far");
        deliver("a-tenth-too-much", json!({"grams": 5_300_000, "market_fen_per_kg": 710, "inspection": "城东市场"}))
            .refused(422, "delivery.over");
        // A county that allows nothing more says so in its policy.
        let strict = policy::shipped("shaodong-2020")
            .unwrap()
            .replace("id = \"shaodong-2020\"", "id = \"strict\"")
            .replace("effective_from = \"2020-01-01\"", "effective_from = \"2026-08-10\"")
            .replace("contract_excess_percent = 10", "contract_excess_percent = 0");
        county.admin().post("/policies", json!({"text": strict})).ok();
        let over =
            deliver("not-a-gram", json!({"grams": 4_700_001, "market_fen_per_kg": 710, "inspection": "城东市场"}))
                .refused(422, "delivery.over");
        assert!(over["title"].as_str().unwrap().contains("最多超出 0%"), "{over}");

        let reversal = format!("{path}/deliveries/2/reversal");
        officer.post_once("take-it-back", &reversal, json!({"reason": "过磅单录错"})).ok();
        officer
            .post_once("take-it-back-again", &reversal, json!({"reason": "过磅单录错"}))
            .refused(409, "delivery.taken_back");
        let deliveries = officer.get(&format!("{path}/deliveries?total=true")).ok();
        assert_eq!(
            [&deliveries["total"]["grams"], &deliveries["total"]["amount_fen"]],
            [&json!(200_000), &json!(100_000)],
            "{deliveries}"
        );
        let shown = officer.get(&path).ok();
        assert_eq!((&shown["delivered_g"], &shown["shortfall_g"]), (&json!(200_000), &json!(4_800_000)));
        assert_eq!(officer.get("/contracts?total=true").ok()["total"]["shortfall_g"], json!(4_800_000));

        let ending = format!("{path}/ending");
        officer.post(&ending, json!({"how": "void", "reason": "重复"})).refused(409, "contract.delivered");
        officer.post(&ending, json!({"how": "ended", "reason": "霜冻绝收"})).ok();
        deliver("after-the-end", json!({"market_fen_per_kg": 1, "inspection": "晚了"})).refused(409, "contract.over");
        assert!(county.acts().contains(&"delivery.take".to_owned()));
    });
}

#[test]
fn a_contract_is_printed_in_two_copies_with_names_and_upper_case_money() {
    on_both(|county| {
        let scene = scene::set(county, &[]);
        let unit = vouchers::scene::unit(county, "邵东一中");
        let body = with(form(&scene, unit), json!({"kind": "purchase", "note": "自提"}));
        let contract = scene.officer().post("/contracts", body).ok()["id"].clone();
        let prints = format!("/contracts/{contract}/prints");
        scene.officer().post(&prints, json!({"reason": ""})).refused(422, "market.text_length");
        let html =
            scene.officer().post(&prints, json!({"reason": "现场签订"})).ok()["html"].as_str().unwrap().to_owned();
        for part in ["曾老伯", "甲方存", "乙方存", "曾小曾", "申某", "合计：人民币叁万元整（¥30,000.00）", "10000 斤"]
        {
            assert!(html.contains(part), "{part}: {html}");
        }
        // On screen those who signed for somebody and saw it are masked like the seller.
        let shown = scene.officer().get(&format!("/contracts/{contract}")).ok();
        assert_eq!((&shown["proxy"], &shown["witness"]), (&json!("曾*"), &json!("申*")));
        county.auditor().post(&prints, json!({"reason": "看看"})).refused(403, "edge.not_allowed");
        assert!(county.acts().contains(&"contract.print".to_owned()));
        // Nobody reads the name in a list.
        assert!(!scene.office().get("/contracts").body.contains("曾老伯"));
        let elsewhere = county.person("赵某", "township_supervisor", Some(county.division("430582101000")));
        elsewhere.get(&format!("/contracts/{contract}")).refused(403, "edge.outside_scope");
        assert_eq!(elsewhere.get("/contracts").ok()["items"], json!([]));
    });
}
