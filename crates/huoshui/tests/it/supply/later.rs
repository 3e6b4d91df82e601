//! What villages reported, held against what was bought afterwards (E5): by the books where they prove something, by people
//! where somebody looked.

use super::scene::{self, Scene, supply};
use crate::{
    harness::{Client, County, on_both},
    shop::{Shop, id},
    vouchers,
};
use serde_json::{Value, json};

/// A shop and a collection point that buy peaches of 梧桐村, loose and in boxes of 5 kg.
pub(super) struct Set<'a> {
    pub(super) scene: Scene<'a>,
    pub(super) shop: Shop,
    pub(super) boxes: i64,
    pub(super) point: i64,
    pub(super) household: i64,
}

pub(super) fn set(county: &County) -> Set<'_> {
    let shop = Shop::open(county);
    let office = county.office();
    let village = county.division("430582204213");
    let boxes = id(&office.post(
        "/products",
        json!({"producer": shop.producer, "name": "黄桃五公斤装", "legal_class": "edible_farm", "farm_group": "fruit",
            "unit": "piece", "piece_word": "箱", "pack_g": 5_000, "origin": village, "unit_price_fen": 6000, "price_per": 1}),
    ));
    let point = id(&office.post(
        "/outlets",
        json!({"kind": "village_point", "name": "梧桐村收购点", "division": village, "operator": "村合作社", "opened_on": "2026-01-01"}),
    ));
    let household = id(&office.post("/households", json!({"division": village, "head": {"name": "孙大山"}})));
    let scene = scene::set(county, &[shop.listed, boxes]);
    Set { scene, shop, boxes, point, household }
}

impl Set<'_> {
    /// Says at a moment how much there is; the number of the report.
    pub(super) fn say(&self, n: u32, at: &str, what: Value) -> i64 {
        self.scene.county.at(at);
        let answer = self.scene.hand_in(&self.scene.officer(), vec![self.scene.item(n, at, what)]);
        assert_eq!(Scene::went(&answer), ["taken"], "{answer}");
        answer["outcomes"][0]["number"].as_i64().unwrap()
    }

    pub(super) fn manager(&self) -> Client {
        self.scene.county.person("陈某", "outlet_manager", Some(self.shop.outlet))
    }

    /// Something that the shop takes in, as a purchase or otherwise; the number of its entry.
    pub(super) fn takes(&self, key: &str, noun: &str, line: Value) -> Value {
        let mut line = line;
        line["amount_fen"] = json!(1_000);
        line["papers"] = json!({"certificate": "合格证1"});
        let side = if noun == "purchases" { "supplier" } else { "owner" };
        let body = json!({side: {"producer": self.shop.producer}, "lines": [line]});
        self.manager().post_once(key, &format!("/outlets/{}/{noun}", self.shop.outlet), body).ok()["seq"].clone()
    }

    pub(super) fn buys(&self, key: &str, grams: i64) -> Value {
        self.takes(key, "purchases", json!({"product": self.shop.listed, "quantity": {"g": grams}}))
    }

    /// What later facts say of a report.
    pub(super) fn later(&self, report: i64) -> Value {
        self.scene.supervisor().get(&format!("/supply-reports/{report}")).ok()["later"].clone()
    }

    /// Grams that were bought, what the books say, by whom it is judged and how.
    pub(super) fn judged(&self, report: i64) -> (i64, String, String, Option<bool>) {
        let later = self.later(report);
        let word = |key: &str| later[key].as_str().unwrap().to_owned();
        (later["facts_g"].as_i64().unwrap(), word("says"), word("judged_by"), later["accurate"].as_bool())
    }

    /// Reports due, judged, and accurate among them, as the settlement counts them.
    pub(super) fn score(&self) -> [i64; 3] {
        let officers = self.scene.office().get("/settlements/2026/measures?kind=officer").ok();
        ["reports", "reports_checked", "reports_accurate"].map(|key| officers["items"][0][key].as_i64().unwrap())
    }

    fn behind(&self, what: &str) -> Vec<Value> {
        let path = format!("/settlements/2026/measures/f{}/{what}", self.scene.village);
        self.scene.office().get(&path).ok()["items"].as_array().unwrap().clone()
    }

    fn too_little(&self) -> Vec<i64> {
        let list = self.scene.supervisor().get("/supply-reports?state=too_little&sort=period").ok();
        list["items"].as_array().unwrap().iter().map(|row| row["id"].as_i64().unwrap()).collect()
    }

    pub(super) fn books_hold(&self) {
        let report = self.scene.county.app.db().read_now(|tx| ledger::desk::verify_books(tx, "430582")).unwrap();
        assert_eq!(report.problems, []);
    }
}

pub(super) fn judged(
    facts_g: i64,
    says: &str,
    by: &str,
    accurate: Option<bool>,
) -> (i64, String, String, Option<bool>) {
    (facts_g, says.to_owned(), by.to_owned(), accurate)
}

#[test]
fn what_was_bought_speaks_for_a_report_and_a_person_who_looked_speaks_louder() {
    on_both(|county| {
        let set = set(county);
        // Unsold: nothing follows. Met: right, loose and boxed, by purchase and consignment.
        let first = set.say(1, "2026-08-10T02:00:00Z", supply("500公斤"));
        set.buys("before-it-ripened", 100_000);
        county.at("2026-08-12T02:00:00Z");
        assert_eq!(set.judged(first), judged(100_000, "nothing", "", None));
        assert_eq!(set.score(), [0, 0, 0]);
        set.buys("two-days-later", 200_000);
        set.takes("boxes-on-commission", "consignments", json!({"product": set.boxes, "quantity": {"pieces": 20}}));
        assert_eq!(set.judged(first), judged(400_000, "met", "books", Some(true)));
        // A slip of the point is a purchase of its own; handed over to the shop it stays the same kilograms.
        let keeper = || county.person("钱某", "point_keeper", Some(set.point));
        let slip = json!({"supplier": {"household": set.household},
            "lines": [{"product": set.shop.listed, "quantity": {"g": 250_000}, "amount_fen": 100_000}]});
        let slip = keeper().post_once("at-the-point", &format!("/outlets/{}/purchases", set.point), slip).ok();
        let move_on =
            json!({"to": set.shop.outlet, "lines": [{"product": set.shop.listed, "quantity": {"g": 100_000}}]});
        let moved =
            keeper().post_once("handed-over", &format!("/outlets/{}/transfers", set.point), move_on).ok()["given"]["seq"]
                .clone();
        assert_eq!(set.judged(first), judged(650_000, "more", "books", Some(false)));
        assert_eq!(set.too_little(), [first]);
        let of_year = |query: &str| {
            let list = set.scene.supervisor().get(&format!("/supply-reports?total=true&{query}")).ok();
            list["total"]["count"].as_i64().unwrap()
        };
        assert_eq!((of_year("state=too_little&year=2026"), of_year("state=too_little&year=2025")), (1, 0));
        assert_eq!((of_year("year=2026"), of_year("year=2025")), (1, 0));
        let lines = set.scene.supervisor().get(&format!("/supply-reports/{first}/lines?total=true&sort=day")).ok();
        assert_eq!(lines["total"]["grams"], json!(650_000), "{lines}");
        assert_eq!(
            (&lines["items"][0]["outlet_name"], &lines["items"][0]["product_name"]),
            (&json!("斫曹第一店"), &json!("斫曹第一店黄桃"))
        );
        assert!(!lines.to_string().contains("孙大山"), "no seller, no price: {lines}");
        // It went back: the slip is undone, and proves nothing any more.
        let undo = |seq: &Value| format!("/outlets/{}/entries/{seq}/reversal", set.point);
        keeper().post_once("undo-the-move", &undo(&moved), json!({"reason": "退回"})).ok();
        keeper().post_once("undo-the-slip", &undo(&slip["seq"]), json!({"reason": "农户拉回去了"})).ok();
        assert_eq!(set.judged(first), judged(400_000, "met", "books", Some(true)));
        let lines = set.scene.supervisor().get(&format!("/supply-reports/{first}/lines?total=true")).ok();
        assert_eq!((lines["total"]["count"].clone(), lines["total"]["grams"].clone()), (json!(5), json!(400_000)));
        set.books_hold();

        // Too little was said: not accurate. 余: more is within it. Two grades of one phone go together.
        let second = set.say(2, "2026-08-17T02:00:00Z", supply("300公斤"));
        set.buys("more-than-was-said", 1_000_000);
        assert_eq!(set.judged(second), judged(1_000_000, "more", "books", Some(false)));
        let third = set.say(3, "2026-08-24T02:00:00Z", supply("100余公斤"));
        set.buys("more-than-a-hundred", 900_000);
        assert_eq!(set.judged(third), judged(900_000, "met", "books", Some(true)));
        let grade = |said: &str, grade: &str| json!({"supply": {"quantity": {"said": said}, "grade": grade}});
        let fourth = set.say(4, "2026-08-31T02:00:00Z", grade("100公斤", "一级"));
        set.buys("of-both-grades", 210_000);
        assert_eq!(set.judged(fourth), judged(210_000, "more", "books", Some(false)));
        let other = set.say(5, "2026-08-31T02:30:00Z", grade("100公斤", "二级"));
        for report in [fourth, other] {
            assert_eq!(set.judged(report), judged(210_000, "met", "books", Some(true)));
            assert_eq!(set.later(report)["reports"], json!([fourth, other]));
        }

        // A person who weighed it wins over the books.
        let fifth = set.say(6, "2026-09-07T02:00:00Z", supply("200公斤"));
        set.buys("from-a-barn-elsewhere", 800_000);
        assert_eq!(set.too_little(), [second, fifth]);
        let check = json!({"reports": [fifth], "verdict": "confirmed", "found_g": 210_000});
        set.scene.supervisor().post("/supply-checks", check).ok();
        assert_eq!(set.judged(fifth), judged(800_000, "more", "person", Some(true)));

        county.at("2026-09-20T02:00:00Z");
        assert_eq!(set.score(), [5, 5, 4]);
        let reports = set.behind("reports");
        let of = |key: &str| reports.iter().map(|row| row[key].clone()).collect::<Vec<_>>();
        assert_eq!(of("report"), [first, second, third, fourth, fifth].map(|report| json!(report)));
        assert_eq!(of("accurate"), [true, false, true, true, true].map(|yes| json!(yes)));
        assert_eq!(of("judged_by"), ["books", "books", "books", "books", "person"].map(|by| json!(by)));
        assert_eq!((&reports[3]["grams"], &reports[3]["facts_g"]), (&json!(200_000), &json!(210_000)), "both grades");
        let score = format!("/settlements/2026/findings/f{}/officer.score", set.scene.village);
        assert!(set.scene.office().get(&score).ok()["finding"]["explanation"].to_string().contains("4 ÷ 5"));
        set.scene.office().get("/settlements/2026/measures/o1/reports").refused(404, "measure.subject_unknown");
        set.books_hold();
    });
}

#[test]
fn what_proves_nothing_is_not_held_against_a_village() {
    on_both(|county| {
        let set = set(county);
        county.at("2026-08-10T02:00:00Z");
        let unsalable = json!({"unsalable": {"grade": "already", "quantity": {"said": "5吨"}, "ripe_on": "2026-08-10",
            "spoil_on": "2026-08-30"}});
        let unsalable = set.say(9, "2026-08-10T02:00:00Z", unsalable);
        let first = set.say(1, "2026-08-12T02:00:00Z", supply("500公斤"));
        // Bought before it was said; of produce that was reported as unsalable; from another village: none of it counts.
        let bought = |key: &str, day: &str, grams: i64, supplier: Value, papers: Value| {
            let line =
                json!({"product": set.shop.listed, "quantity": {"g": grams}, "amount_fen": 1_000, "papers": papers});
            let body = json!({"day": day, "supplier": supplier, "lines": [line]});
            set.manager().post_once(key, &format!("/outlets/{}/purchases", set.shop.outlet), body).ok();
        };
        let paper = json!({"certificate": "合格证1"});
        bought("the-day-before", "2026-08-11", 3_000_000, json!({"producer": set.shop.producer}), paper.clone());
        let tied = json!({"certificate": "合格证1", "unsalable": unsalable});
        bought("of-the-other-report", "2026-08-12", 3_000_000, json!({"producer": set.shop.producer}), tied);
        let elsewhere = county.division("430582204202");
        let other =
            id(&set.scene.office().post("/households", json!({"division": elsewhere, "head": {"name": "李某"}})));
        bought("of-another-village", "2026-08-12", 3_000_000, json!({"household": other}), json!({}));
        bought(
            "of-nobody-registered",
            "2026-08-12",
            3_000_000,
            json!({"named": {"name": "路人", "address": "某村", "contact": "1", "farmer": true}}),
            json!({}),
        );
        assert_eq!(set.judged(first), judged(0, "nothing", "", None));
        bought("of-the-village", "2026-08-12", 900_000, json!({"household": set.household}), json!({}));
        assert_eq!(set.judged(first), judged(900_000, "more", "books", Some(false)));

        // Another phone says otherwise: nobody knows the village's word, so the books are silent of both.
        county.at("2026-08-13T02:00:00Z");
        let colleague =
            county.person_as("information_officer.b", "申乙", "information_officer", Some(set.scene.village));
        let second = set.scene.item(2, "2026-08-13T02:00:00Z", supply("900公斤"));
        let second = set.scene.hand_in_from("另一部手机", &colleague, vec![second]);
        let second = second["outcomes"][0]["number"].as_i64().unwrap();
        for report in [first, second] {
            assert_eq!(set.judged(report).1, "nothing");
            assert_eq!(set.later(report)["conflict"], json!(true));
        }
        assert_eq!(set.too_little(), [0; 0]);
        // The township settles it.
        let wrong = json!({"reports": [first], "verdict": "wrong", "reason": "报少了"});
        set.scene.supervisor().post("/supply-checks", wrong).ok();
        assert_eq!(set.later(first), Value::Null, "what was found wrong is held against nothing");
        assert_eq!(set.judged(second), judged(0, "nothing", "", None));

        // A product of two crops proves nothing of either: nobody knows which it was.
        bought("of-the-second-day", "2026-08-13", 900_000, json!({"household": set.household}), json!({}));
        assert_eq!(set.judged(second), judged(900_000, "met", "books", Some(true)));
        let mut late = scene::peaches(&[set.shop.listed]);
        late["name"] = json!("晚黄桃");
        set.scene.office().post("/crops", late).ok();
        assert_eq!(set.judged(second), judged(0, "nothing", "", None));
        // Nothing, surveys, and what speaks of no period are held against nothing.
        let nothing = set.say(3, "2026-08-18T02:00:00Z", json!({"nothing": {}}));
        assert_eq!(set.later(nothing), Value::Null);
        set.books_hold();
    });
}

#[test]
fn a_frozen_year_is_what_it_was_whatever_is_bought_undone_or_set_up_anew() {
    on_both(|county| {
        let set = set(county);
        set.say(1, "2026-08-10T02:00:00Z", supply("500公斤"));
        let bought = set.buys("as-much-as-said", 500_000);
        set.say(2, "2026-08-17T02:00:00Z", supply("300公斤"));
        county.at("2027-01-11T01:00:00Z");
        let office = county.office();
        office.post_once("close-2026", "/periods", json!({"to": "2026-12-31", "reason": "年度核算"})).ok();
        let digest = office.get("/settlements/2026").ok()["digest"].clone();
        assert_eq!(set.score(), [5, 1, 1]);
        office.post("/settlements/2026/freeze", json!({"digest": digest})).ok();

        // A slip that comes late counts in the open year; so does a purchase that is undone; a tighter tolerance holds from now on.
        county.at("2027-01-12T01:00:00Z");
        let line = json!({"product": set.shop.listed, "quantity": {"g": 900_000}, "amount_fen": 1_000, "papers": {"certificate": "合格证1"}});
        let late = json!({"day": "2026-08-18", "supplier": {"producer": set.shop.producer}, "lines": [line]});
        let late =
            set.manager().post_once("a-late-slip", &format!("/outlets/{}/purchases", set.shop.outlet), late).ok();
        assert_eq!(late["counts_on"], json!("2027-01-12"));
        let undo = format!("/outlets/{}/entries/{bought}/reversal", set.shop.outlet);
        set.manager().post_once("undone-late", &undo, json!({"reason": "记错"})).ok();
        let mut tighter = scene::peaches(&[]);
        tighter["tolerance_ppm"] = json!(0);
        county.office().put(&format!("/crops/{}", set.scene.crop), tighter).ok();
        let rerun = county.auditor().get("/settlements/2026/rerun").ok();
        assert_eq!((&rerun["same"], &rerun["digest_now"]), (&json!(true), &digest), "{rerun}");
        assert_eq!(set.behind("reports").len(), 1, "what a frozen figure is made of is that of then");
        set.books_hold();
    });
}

#[test]
fn a_delivery_counts_once_by_its_line_or_by_itself() {
    on_both(|county| {
        let set = set(county);
        let first = set.say(1, "2026-08-10T02:00:00Z", supply("500公斤"));
        let school = vouchers::scene::unit(county, "邵东一中");
        let office = set.scene.office();
        let contract = |seller: Value| {
            let body = json!({"kind": "purchase", "crop": set.scene.crop, "unit": school, "kg": 1_000, "seller": seller,
                "witness": "申某", "from_day": "2026-08-10", "to_day": "2026-09-10", "prices": [{"fen_per_kg": 600}]});
            format!("/contracts/{}", id(&office.post("/contracts", body)))
        };
        let ours = contract(json!({"household": set.household}));
        let deliver = |who: &Client, key: &str, of: &str, grams: i64| {
            who.post_once(key, &format!("{of}/deliveries"), json!({"grams": grams})).ok()
        };
        // What the village alone says that it delivered proves nothing; what the county enters does.
        deliver(&set.scene.officer(), "by-the-village", &ours, 100_000);
        assert_eq!(set.judged(first), judged(0, "nothing", "", None));
        deliver(&office, "by-the-county", &ours, 400_000);
        assert_eq!(set.judged(first), judged(400_000, "met", "books", Some(true)));
        let later = set.later(first);
        assert_eq!((&later["bought_g"], &later["delivered_g"]), (&json!(0), &json!(400_000)), "{later}");
        let deliveries = later["deliveries"].as_array().unwrap();
        let left_out = deliveries.iter().map(|row| row["left_out"].as_str().unwrap()).collect::<Vec<_>>();
        assert_eq!(left_out, ["village", ""], "shown, with the reason: {later}");

        // Brought into a book, it is the line that counts, and it counts once.
        office.post(&format!("{ours}/book"), json!({"outlet": set.shop.outlet})).ok();
        let purchase = json!({"purchase": {"product": set.shop.listed}});
        for (key, delivery) in [("book-the-first", 1), ("book-the-second", 2)] {
            set.manager().post_once(key, &format!("{ours}/deliveries/{delivery}/booking"), purchase.clone()).ok();
        }
        let later = set.later(first);
        assert_eq!((&later["bought_g"], &later["delivered_g"]), (&json!(500_000), &json!(0)), "{later}");
        // Let go of, it counts by itself again, as far as somebody else than the village entered it.
        let undo = format!("{ours}/deliveries/2/booking/reversal");
        set.manager().post_once("let-it-go", &undo, json!({"reason": "记错门店"})).ok();
        let later = set.later(first);
        assert_eq!((&later["bought_g"], &later["delivered_g"]), (&json!(100_000), &json!(400_000)), "{later}");
        office.post_once("taken-back", &format!("{ours}/deliveries/2/reversal"), json!({"reason": "没有送到"})).ok();
        assert_eq!(set.judged(first), judged(100_000, "nothing", "", None));

        // The line of a villager in no register names no village, the contract does.
        let theirs = contract(json!({"villager": {"name": "曾老伯", "division": set.scene.village}}));
        office.post(&format!("{theirs}/book"), json!({"outlet": set.shop.outlet})).ok();
        deliver(&set.scene.officer(), "by-the-village-2", &theirs, 350_000);
        set.manager().post_once("book-the-third", &format!("{theirs}/deliveries/1/booking"), purchase).ok();
        let later = set.later(first);
        assert_eq!((&later["bought_g"], &later["delivered_g"]), (&json!(100_000), &json!(350_000)), "{later}");
        assert_eq!(later["says"], json!("met"));
        set.books_hold();
    });
}

#[test]
fn promotion_in_yuan_counts_offers_and_campaigns_each_yuan_once() {
    on_both(|county| {
        let set = set(county);
        county.at("2026-08-10T02:00:00Z");
        let office = set.scene.office();
        let said = json!({"supply": {"quantity": {"said": "2000斤"}, "to_day": "2026-08-16"}});
        set.say(1, "2026-08-10T02:00:00Z", said);
        let unit = vouchers::scene::unit(county, "邵东一中");
        let wanted =
            json!({"crop": set.scene.crop, "unit": unit, "kg": 300, "from_day": "2026-08-11", "to_day": "2026-08-12"});
        office.post("/demands", wanted).ok();
        office.post("/matching-runs", json!({})).ok();
        let offer = office.get("/offers").ok()["items"][0]["id"].as_i64().unwrap();
        for act in [
            json!({"act": "sent"}),
            json!({"act": "buyer_accepted", "fen_per_kg": 600, "reason": "电话"}),
            json!({"act": "village_accepted", "fen_per_kg": 600, "reason": "电话"}),
        ] {
            office.post(&format!("/offers/{offer}/acts"), act).ok();
        }
        let body = json!({"kind": "purchase", "crop": set.scene.crop, "unit": unit, "kg": 250, "witness": "申某", "offer": offer,
            "from_day": "2026-08-11", "to_day": "2026-08-12", "prices": [{"fen_per_kg": 600}],
            "seller": {"household": set.household}});
        let contract = format!("/contracts/{}", id(&office.post("/contracts", body)));
        county.at("2026-08-11T02:00:00Z");
        let (office, officer) = (set.scene.office(), set.scene.officer());
        office.post_once("the-delivery", &format!("{contract}/deliveries"), json!({"grams": 200_000})).ok();
        officer.post_once("by-the-village", &format!("{contract}/deliveries"), json!({"grams": 50_000})).ok();
        let officers = || office.get("/settlements/2026/measures?kind=officer").ok()["items"][0].clone();
        let of = officers();
        assert_eq!((&of["promotion_sales_fen"], &of["promotion_sold_g"]), (&json!(120_000), &json!(200_000)), "{of}");

        // Unsalable peaches that are sold at ¥20: not before they are declared, then once.
        let unsalable = json!({"unsalable": {"grade": "already", "quantity": {"said": "1吨"}, "ripe_on": "2026-08-11", "spoil_on": "2026-08-30"}});
        let unsalable = set.say(2, "2026-08-11T02:00:00Z", unsalable);
        let office = set.scene.office();
        let officers = || office.get("/settlements/2026/measures?kind=officer").ok()["items"][0].clone();
        let line = json!({"product": set.shop.listed, "quantity": {"g": 500_000}, "amount_fen": 1_000, "papers": {"certificate": "合格证1", "unsalable": unsalable}});
        let bought = json!({"supplier": {"producer": set.shop.producer}, "lines": [line]});
        let manager = set.manager();
        manager.post_once("the-tied-lot", &format!("/outlets/{}/purchases", set.shop.outlet), bought).ok();
        let sale = manager.post_once("sold-of-it", &set.shop.sales(), set.shop.cash_sale(100_000)).ok()["seq"].clone();
        assert_eq!(officers()["promotion_sales_fen"], json!(120_000), "not declared yet");
        set.scene
            .officer()
            .upload(
                &format!("/unsalable-reports/{unsalable}/evidence"),
                "桃.jpg",
                &crate::evidence::photo("桃"),
                &[("kind", "photo")],
            )
            .ok();
        let declared = json!({"act": "confirmed", "reason": "到现场看过"});
        set.scene.supervisor().post(&format!("/unsalable-reports/{unsalable}/acts"), declared).ok();
        let of = officers();
        assert_eq!((&of["promotion_sales_fen"], &of["promotion_sold_g"]), (&json!(320_000), &json!(300_000)), "{of}");
        let parts = set.behind("promotion");
        let part =
            |at: usize| (parts[at]["came_of"].clone(), parts[at]["amount_fen"].clone(), parts[at]["grams"].clone());
        assert_eq!(part(0), (json!("offer"), json!(120_000), json!(200_000)), "{parts:?}");
        assert_eq!(part(1), (json!("campaign"), json!(200_000), json!(100_000)), "{parts:?}");
        assert_eq!((&parts[1]["report"], &parts[1]["outlet_name"]), (&json!(unsalable), &json!("斫曹第一店")));
        assert_eq!(parts.len(), 2);

        // Part of the sale comes back, and the delivery is taken back: so do their yuan.
        let back = json!({"sale": sale, "lines": [{"line": 1, "quantity": {"g": 40_000}}]});
        manager.post_once("came-back", &format!("/outlets/{}/returns", set.shop.outlet), back).ok();
        office
            .post_once("taken-back", &format!("{contract}/deliveries/1/reversal"), json!({"reason": "没有送到"}))
            .ok();
        let of = officers();
        assert_eq!((&of["promotion_sales_fen"], &of["promotion_sold_g"]), (&json!(120_000), &json!(60_000)), "{of}");
        assert_eq!(set.behind("promotion").len(), 3, "the delivery, what takes it back, the sales");

        // By share the same sales are measured against what the village had to sell.
        let share = policy::shipped("shaodong-2020")
            .unwrap()
            .replace("id = \"shaodong-2020\"", "id = \"shaodong-share\"")
            .replace("effective_from = \"2020-01-01\"", "effective_from = \"2026-01-01\"")
            .replace("promotion_by = \"yuan\"", "promotion_by = \"share\"");
        let by = |policy: &str| {
            let path = format!("/settlements/2026/findings/f{}/officer.score{policy}", set.scene.village);
            office.get(&path).ok()["finding"]["explanation"].to_string()
        };
        assert!(by("").contains("promotion_sales_fen"));
        county.admin().post("/policies", json!({"text": share})).ok();
        let explained = by("?policy=shaodong-share");
        assert!(explained.contains("promotion_sold_g") && explained.contains("60"), "{explained}");
    });
}
