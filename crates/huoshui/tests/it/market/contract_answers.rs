//! A contract has two sides: what one keeps, ends or delivers the other hears of, and says whether it is as agreed.

use crate::{
    harness::{Client, County, on_both},
    shop::{Shop, id},
    supply::scene::{self, Scene},
    vouchers,
};
use serde_json::{Value, json};

struct Sides<'a> {
    scene: Scene<'a>,
    unit: i64,
    school: Client,
    officer: Client,
}

fn sides(county: &County) -> Sides<'_> {
    let scene = scene::set(county, &[]);
    let unit = vouchers::scene::unit(county, "邵东一中");
    let school = county.person("买某", "unit_buyer", Some(unit));
    let officer = scene.officer();
    Sides { scene, unit, school, officer }
}

impl Sides<'_> {
    fn form(&self, seller: Value) -> Value {
        json!({"kind": "purchase", "crop": self.scene.crop, "unit": self.unit, "kg": 5_000, "from_day": "2026-08-10",
            "to_day": "2026-09-10", "seller": seller, "witness": "申某", "prices": [{"grade": "一级", "fen_per_kg": 600}]})
    }

    fn household(&self) -> Value {
        let head = json!({"division": self.scene.village, "head": {"name": "孙大山", "phone": "13800000007"}});
        json!({"household": id(&self.scene.office().post("/households", head))})
    }
}

fn heard(by: &Client) -> Vec<String> {
    let alerts = by.get("/alerts").ok();
    let of = alerts["items"].as_array().unwrap().iter().filter(|alert| alert["kind"] == "contract.moved");
    of.map(|alert| alert["zh"].as_str().unwrap().split('：').next().unwrap().to_owned()).collect()
}

fn listed(by: &Client, sides: &str) -> usize {
    by.get(&format!("/contracts?sides={sides}")).ok()["items"].as_array().unwrap().len()
}

#[test]
fn the_other_side_hears_of_a_contract_and_says_whether_it_is_as_agreed() {
    on_both(|county| {
        let of = sides(county);
        let kept = of.officer.post("/contracts", of.form(of.household())).ok();
        let path = format!("/contracts/{}", kept["id"]);
        assert_eq!(
            (&kept["sides"], &kept["seller_says"], &kept["buyer_says"]),
            (&json!("waiting"), &json!("kept"), &json!(""))
        );
        // The school hears of it, the village that kept it does not, and nobody elsewhere.
        assert_eq!(heard(&of.school), ["登记了一份合同，请核对"]);
        assert!(heard(&of.officer).is_empty());
        let other = county.person("别某", "unit_buyer", Some(vouchers::scene::unit(county, "邵东三中")));
        assert!(heard(&other).is_empty());
        let alert = of.school.get("/alerts").ok()["items"][0].clone();
        assert_eq!(alert["link"], json!(path));
        assert!(!alert.to_string().contains("孙"), "no seller's name goes out: {alert}");

        // It sees it in its list, and says its word; the village has said its own.
        assert_eq!((listed(&of.school, "waiting"), listed(&of.school, "disputed"), listed(&other, "")), (1, 0, 0));
        let shown = |by: &Client| by.get(&path).ok();
        assert_eq!(shown(&of.school)["may_say"], json!(["agreed", "disputed"]));
        assert_eq!(shown(&of.officer)["may_say"], json!(["disputed"]));
        let says = |by: &Client, key: &str, body: Value| by.post_once(key, &format!("{path}/answers"), body);
        let word = |says: &str, reason: &str| json!({"says": says, "reason": reason});
        says(&other, "none-of-theirs", word("agreed", "")).refused(403, "edge.outside_scope");
        says(&of.scene.office(), "office-is-no-side", word("agreed", "")).refused(403, "contract.no_side");
        says(&of.officer, "kept-it-itself", word("agreed", "")).refused(409, "contract.said_already");
        says(&of.school, "without-a-reason", word("disputed", " ")).refused(422, "market.text_length");
        says(&of.school, "settles-itself", word("settled", "好了")).refused(403, "contract.settled_by_office");
        says(&of.scene.office(), "nothing-yet", word("settled", "好了")).refused(409, "contract.not_disputed");
        says(&of.school, "no-such-delivery", json!({"says": "disputed", "delivery": 9, "reason": "没收到"}))
            .refused(404, "delivery.unknown");
        says(&of.school, "as-agreed", word("agreed", "")).ok();
        assert_eq!(says(&of.school, "as-agreed", word("agreed", "")).headers["idempotency-replayed"], "true");
        says(&of.school, "as-agreed-again", word("agreed", "")).refused(409, "contract.said_already");
        assert_eq!(
            (shown(&of.officer)["sides"].clone(), heard(&of.officer)),
            (json!("agreed"), vec!["对方认可了合同".into()])
        );
        assert!(county.acts().contains(&"contract.answer".to_owned()));
    });
}

#[test]
fn a_dispute_stands_marked_until_it_is_settled_and_deliveries_go_on() {
    on_both(|county| {
        let of = sides(county);
        let kept = of.officer.post("/contracts", of.form(of.household())).ok();
        let path = format!("/contracts/{}", kept["id"]);
        let says = |by: &Client, key: &str, body: Value| by.post_once(key, &format!("{path}/answers"), body).ok();
        let deliver =
            |key: &str| of.officer.post_once(key, &format!("{path}/deliveries"), json!({"grams": 100_000})).ok();
        says(&of.school, "agreed-first", json!({"says": "agreed"}));
        deliver("first-load");
        assert_eq!(heard(&of.school)[0], "合同记了第 1 次交货 100 公斤，请核对");
        let disputed =
            says(&of.school, "it-was-less", json!({"says": "disputed", "delivery": 1, "reason": "过磅只有 80 公斤"}));
        assert_eq!((&disputed["sides"], &disputed["buyer_says"]), (&json!("disputed"), &json!("disputed")));
        let last = disputed["answers"].as_array().unwrap().last().unwrap().clone();
        assert_eq!(
            [&last["side"], &last["delivery"], &last["reason"]],
            [&json!("buyer"), &json!(1), &json!("过磅只有 80 公斤")]
        );
        // Village and county hear of it; it stands in the list, and blocks nothing.
        assert_eq!(
            (heard(&of.officer)[0].as_str(), heard(&of.scene.office())[0].as_str()),
            ("合同有异议", "合同有异议")
        );
        assert_eq!((listed(&of.scene.office(), "disputed"), listed(&of.officer, "agreed")), (1, 0));
        assert!(of.scene.office().get("/tasks").ok().to_string().contains("contract.disputed"));
        // The same again is the same answer, and alerts nobody; another reason is kept. Another delivery is news.
        let of_first = |reason: &str| json!({"says": "disputed", "delivery": 1, "reason": reason});
        let (before, told) = (disputed["answers"].clone(), heard(&of.officer).len());
        let again = says(&of.school, "it-was-less-2", of_first(" 过磅只有 80 公斤 "));
        assert_eq!((&again["answers"], heard(&of.officer).len()), (&before, told));
        let more = says(&of.school, "it-was-less-3", of_first("过磅只有 80 公斤，还有烂果"));
        assert_eq!(more["answers"].as_array().unwrap().len(), before.as_array().unwrap().len() + 1);
        assert_eq!(heard(&of.officer).len(), told, "whoever knows that it is disputed is not told once more");
        deliver("second-load");
        let second = json!({"says": "disputed", "delivery": 2, "reason": "没收到"});
        says(&of.school, "nor-the-second", second);
        assert_eq!(heard(&of.officer).len(), told + 1);
        // To agree and to dispute anew are changes, and are heard of.
        says(&of.school, "well-then", json!({"says": "agreed"}));
        says(&of.school, "no-it-was-less", of_first("过磅只有 80 公斤"));
        assert_eq!(heard(&of.officer).len(), told + 3);
        of.officer
            .post_once("take-it-back", &format!("{path}/deliveries/1/reversal"), json!({"reason": "重新过磅"}))
            .ok();
        assert_eq!(heard(&of.school)[0], "合同冲回了第 1 次交货");
        // To agree to another delivery takes no dispute back.
        of.school
            .post_once("but-that-was-right", &format!("{path}/answers"), json!({"says": "agreed", "delivery": 2}))
            .refused(422, "contract.agreed_as_a_whole");
        // The county office says how it was settled: both hear, and nothing is left to settle.
        let settled =
            says(&of.scene.office(), "settled-by-office", json!({"says": "settled", "reason": "按 80 公斤重记"}));
        assert_eq!((&settled["sides"], &settled["may_say"]), (&json!("agreed"), &json!([])));
        assert_eq!(
            (heard(&of.school)[0].as_str(), heard(&of.officer)[0].as_str()),
            ("合同的异议已协商解决", "合同的异议已协商解决")
        );
        assert!(!of.scene.office().get("/tasks").ok().to_string().contains("contract.disputed"));

        of.school.post(&format!("{path}/ending"), json!({"how": "ended", "reason": "食堂停供"})).ok();
        assert_eq!(heard(&of.officer)[0], "合同提前终止");
        // Who is not content with the end says so too; a void contract is nobody's to answer.
        says(&of.officer, "not-so-soon", json!({"says": "disputed", "reason": "还有两千公斤没收"}));
        let void = of.officer.post("/contracts", of.form(of.household())).ok();
        of.officer.post(&format!("/contracts/{}/ending", void["id"]), json!({"how": "void", "reason": "录重"})).ok();
        let answers = format!("/contracts/{}/answers", void["id"]);
        of.school.post(&answers, json!({"says": "agreed"})).refused(409, "contract.over");
    });
}

#[test]
fn a_producer_answers_for_its_own_goods_and_paper_speaks_for_who_has_no_phone() {
    on_both(|county| {
        let of = sides(county);
        let shop = Shop::open(county);
        let producer = county.person("孙某", "producer", Some(shop.producer));
        let mut form = of.form(json!({"producer": shop.producer}));
        form["offer"] = Value::Null;
        let kept = of.school.post("/contracts", form).ok();
        assert_eq!((&kept["sides"], &kept["buyer_says"]), (&json!("waiting"), &json!("kept")));
        assert_eq!(heard(&producer), ["登记了一份合同，请核对"]);
        assert_eq!(heard(&of.officer), ["登记了一份合同，请核对"]);
        assert_eq!(listed(&producer, ""), 1);
        let path = format!("/contracts/{}", kept["id"]);
        producer.get(&format!("{path}/deliveries")).ok();
        producer
            .post(&format!("{path}/ending"), json!({"how": "ended", "reason": "x"}))
            .refused(403, "edge.not_allowed");
        producer.post(&format!("{path}/answers"), json!({"says": "agreed"})).ok();
        assert_eq!(heard(&of.school), ["对方认可了合同"]);

        // T25: an old farmer without a phone has said it on paper, before a witness; the village may still dispute for him.
        let villager = json!({"villager": {"name": "曾老伯", "division": of.scene.village}});
        let paper = of.school.post("/contracts", of.form(villager)).ok();
        assert_eq!((&paper["sides"], &paper["on_paper"]), (&json!("agreed"), &json!(true)));
        let answers = format!("/contracts/{}/answers", paper["id"]);
        producer.post(&answers, json!({"says": "disputed", "reason": "x"})).refused(403, "edge.outside_scope");
        let disputed = of.officer.post(&answers, json!({"says": "disputed", "reason": "价格和当面说的不一样"})).ok();
        assert_eq!(disputed["sides"], json!("disputed"));
        // A partner who is in no register hears nothing: the village that kept it has said all there is to say.
        let mut partner = of.form(of.household());
        partner["unit"] = Value::Null;
        partner["partner"] = json!("广州某水果行");
        assert_eq!(of.officer.post("/contracts", partner).ok()["sides"], json!("agreed"));
    });
}
