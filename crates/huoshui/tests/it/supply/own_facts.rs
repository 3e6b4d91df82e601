//! Nobody is judged by what they wrote themselves, whichever of their posts they wrote it from.

use super::{
    later::{Set, judged, set},
    scene::supply,
};
use crate::{
    harness::{Client, County, PASSWORD, on_both},
    house::tampered::unguard,
    shop::id,
    vouchers,
};
use base::Clock;
use serde_json::{Value, json};

/// Another session of somebody, in a post that is given to them beside the one that they have.
fn also(county: &County, login: &str, role: &str, scope: i64) -> Client {
    let them = county.sign_in(login, PASSWORD);
    let session = them.get("/session").ok();
    let admin = county.sign_in("admin", PASSWORD);
    admin.post(&format!("/people/{}/posts", session["person"]["id"]), json!({"role": role, "scope_id": scope})).ok();
    let posts = them.get("/session").ok()["posts"].clone();
    let post = posts.as_array().unwrap().iter().find(|post| post["role"] == json!(role)).unwrap()["id"].clone();
    them.post("/session/post", json!({"post": post})).ok();
    them
}

fn slip(set: &Set<'_>, who: &Client, key: &str, grams: i64) -> Value {
    let line = json!({"product": set.shop.listed, "quantity": {"g": grams}, "amount_fen": 1_000});
    let body = json!({"supplier": {"household": set.household}, "lines": [line]});
    who.post_once(key, &format!("/outlets/{}/purchases", set.point), body).ok()["seq"].clone()
}

fn undo(set: &Set<'_>, who: &Client, key: &str, seq: &Value) {
    let path = format!("/outlets/{}/entries/{seq}/reversal", set.point);
    who.post_once(key, &path, json!({"reason": "记错"})).ok();
}

/// Lines behind a report: what each holds, what of it counts, and why not the rest.
fn behind(set: &Set<'_>, report: i64) -> Vec<(i64, i64, String)> {
    let lines = set.scene.supervisor().get(&format!("/supply-reports/{report}/lines?sort=day")).ok();
    let one = |row: &Value| {
        let grams = |key: &str| row[key].as_i64().unwrap();
        (grams("grams"), grams("counted_g"), row["left_out"].as_str().unwrap().to_owned())
    };
    lines["items"].as_array().unwrap().iter().map(one).collect()
}

#[test]
fn an_officer_who_keeps_the_point_is_not_judged_by_the_own_slips() {
    on_both(|county| {
        let set = set(county);
        let first = set.say(1, "2026-08-10T02:00:00Z", supply("500公斤"));
        let officer = format!("information_officer.{}", set.scene.village);
        let both = also(county, &officer, "point_keeper", set.point);
        let own = slip(&set, &both, "own-slip", 500_000);
        assert_eq!(set.judged(first), judged(0, "nothing", "", None));
        let later = set.later(first);
        assert_eq!((&later["bought_g"], &later["own_g"]), (&json!(0), &json!(500_000)), "{later}");
        assert_eq!(set.score(), [0, 0, 0]);
        set.books_hold();

        // What another keeper of the same point weighs speaks for it; so does the shop.
        let another = county.person("钱某", "point_keeper", Some(set.point));
        slip(&set, &another, "by-another", 300_000);
        set.buys("by-the-shop", 200_000);
        assert_eq!(set.judged(first), judged(500_000, "met", "books", Some(true)));
        let owned = (500_000, 0, "own".to_owned());
        let plain = |grams| (grams, grams, String::new());
        let mut lines = behind(&set, first);
        lines.sort();
        assert_eq!(lines, [plain(200_000), plain(300_000), owned]);
        let total =
            set.scene.supervisor().get(&format!("/supply-reports/{first}/lines?total=true")).ok()["total"].clone();
        assert_eq!((&total["grams"], &total["counted_g"]), (&json!(1_000_000), &json!(500_000)), "{total}");

        // Undone by whomever, it stays the own one: what was left out is left out with its reversal.
        undo(&set, &another, "undone-by-another", &own);
        let later = set.later(first);
        assert_eq!((&later["bought_g"], &later["own_g"]), (&json!(500_000), &json!(0)), "{later}");
        set.books_hold();
    });
}

#[test]
fn a_report_that_was_rung_in_is_held_against_no_line_of_the_caller() {
    on_both(|county| {
        let set = set(county);
        let officer = set.scene.officer();
        let post = officer.get("/session").ok()["posts"][0]["id"].clone();
        county.at("2026-08-10T02:00:00Z");
        let item = set.scene.item(1, "2026-08-10T02:00:00Z", supply("500公斤"));
        let call = json!({"via": "phone", "device": "台式机", "device_now": "2026-08-10T02:00:00Z", "items": [item],
            "caller": post});
        let went = set.scene.supervisor().post("/supply-uploads", call).ok();
        let first = went["outcomes"][0]["number"].as_i64().unwrap();
        let both = also(county, &format!("information_officer.{}", set.scene.village), "point_keeper", set.point);
        slip(&set, &both, "own-slip", 500_000);
        assert_eq!(set.judged(first), judged(0, "nothing", "", None));
        let another = county.person("钱某", "point_keeper", Some(set.point));
        slip(&set, &another, "by-another", 500_000);
        assert_eq!(set.judged(first), judged(500_000, "met", "books", Some(true)));
    });
}

/// A contract that came of an offer of the village's supply, and its address.
fn contract(set: &Set<'_>, unit: i64) -> String {
    let office = set.scene.office();
    let wanted =
        json!({"crop": set.scene.crop, "unit": unit, "kg": 1_000, "from_day": "2026-08-10", "to_day": "2026-08-12"});
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
    let body = json!({"kind": "purchase", "crop": set.scene.crop, "unit": unit, "kg": 1_000, "witness": "申某",
        "offer": offer, "from_day": "2026-08-10", "to_day": "2026-09-10", "prices": [{"fen_per_kg": 600}],
        "seller": {"villager": {"name": "曾老伯", "division": set.scene.village}}});
    format!("/contracts/{}", id(&office.post("/contracts", body)))
}

#[test]
fn a_delivery_that_the_officer_enters_for_the_buyer_is_the_villages_own_word() {
    on_both(|county| {
        let set = set(county);
        let said = json!({"supply": {"quantity": {"said": "1000公斤"}, "to_day": "2026-08-16"}});
        let first = set.say(1, "2026-08-10T02:00:00Z", said);
        let unit = vouchers::scene::unit(county, "邵东一中");
        let of = contract(&set, unit);
        let promoted = || {
            let officers = set.scene.office().get("/settlements/2026/measures?kind=officer").ok();
            officers["items"][0]["promotion_sold_g"].clone()
        };
        let deliver = |who: &Client, key: &str, grams: i64| {
            who.post_once(key, &format!("{of}/deliveries"), json!({"grams": grams})).ok()
        };
        // The officer is the school's buyer too: from that post it is still the same person's word.
        let officer = format!("information_officer.{}", set.scene.village);
        let both = also(county, &officer, "unit_buyer", unit);
        deliver(&both, "as-the-buyer", 1_000_000);
        assert_eq!(set.judged(first), judged(0, "nothing", "", None));
        assert_eq!(promoted(), json!(0));
        let shown = set.later(first)["deliveries"].clone();
        assert_eq!((&shown[0]["grams"], &shown[0]["left_out"]), (&json!(1_000_000), &json!("village")), "{shown}");
        // Booked by the officer at the point it is nobody else's word either; by another keeper it is.
        set.scene.office().post(&format!("{of}/book"), json!({"outlet": set.point})).ok();
        let keeper = also(county, &officer, "point_keeper", set.point);
        let booking = format!("{of}/deliveries/1/booking");
        let purchase = json!({"purchase": {"product": set.shop.listed}});
        keeper.post_once("booked-by-the-officer", &booking, purchase.clone()).ok();
        assert_eq!(set.judged(first), judged(0, "nothing", "", None));
        assert_eq!(promoted(), json!(0));
        keeper.post_once("let-go-of-it", &format!("{booking}/reversal"), json!({"reason": "记错"})).ok();
        let another = county.person("钱某", "point_keeper", Some(set.point));
        another.post_once("booked-by-another", &booking, purchase).ok();
        assert_eq!(set.judged(first), judged(1_000_000, "met", "books", Some(true)));
        assert_eq!(promoted(), json!(1_000_000));
        assert_eq!(set.later(first)["deliveries"][0]["left_out"], json!(""));
        // Taken back by whomever, it takes back what it counted.
        let back = format!("{of}/deliveries/1/reversal");
        another.post_once("taken-back", &back, json!({"reason": "没有送到"})).ok();
        assert_eq!((set.judged(first).0, promoted()), (0, json!(0)));
        set.books_hold();
    });
}

#[test]
fn the_officer_of_another_village_who_buys_here_is_somebody_else() {
    on_both(|county| {
        let set = set(county);
        let said = json!({"supply": {"quantity": {"said": "1000公斤"}, "to_day": "2026-08-16"}});
        let first = set.say(1, "2026-08-10T02:00:00Z", said);
        let unit = vouchers::scene::unit(county, "邵东一中");
        let of = contract(&set, unit);
        let elsewhere = county.division("430582204202");
        county.person("赵某", "information_officer", Some(elsewhere));
        let buyer = also(county, &format!("information_officer.{elsewhere}"), "unit_buyer", unit);
        buyer.post_once("as-the-buyer", &format!("{of}/deliveries"), json!({"grams": 1_000_000})).ok();
        assert_eq!(set.judged(first), judged(1_000_000, "met", "books", Some(true)));
    });
}

#[test]
fn a_line_that_is_kept_no_more_is_missed() {
    on_both(|county| {
        let set = set(county);
        set.say(1, "2026-08-10T02:00:00Z", supply("500公斤"));
        set.buys("number-one", 300_000);
        let undone = set.buys("number-two", 100_000);
        let path = format!("/outlets/{}/entries/{undone}/reversal", set.shop.outlet);
        set.manager().post_once("undo-it-all", &path, json!({"reason": "记错"})).ok();
        set.takes("some-boxes", "consignments", json!({"product": set.boxes, "quantity": {"pieces": 20}}));
        set.books_hold();
        let problems = || {
            let db = county.app.db();
            let report = db.read_now(|tx| ledger::desk::verify_books(tx, "430582")).unwrap();
            report.problems.into_iter().map(|problem| (problem.code, problem.message.zh)).collect::<Vec<_>>()
        };
        // Gone with the total that it stood in: nothing kept says that it ever was, but the book does.
        let gone = set.buys("number-three", 90_000);
        set.books_hold();
        unguard(county, "bought_line");
        let (outlet, seq) = (set.shop.outlet, gone.as_i64().unwrap());
        let change = |sql: &'static str| {
            let db = county.app.db();
            assert_eq!(db.write_now(move |tx| Ok(tx.run(sql, store::params![outlet, seq])?)).unwrap(), 1, "{sql}");
        };
        change("DELETE FROM bought_line WHERE outlet = $1 AND seq = $2");
        change("UPDATE bought_total SET grams = grams - 90000 WHERE outlet = $1 AND $2 > 0 AND grams = 390000");
        let found = problems();
        assert_eq!(found[0].0, "bought.missing", "{found:?}");
        let named = format!("缺 1 行，首处是 {seq} 号单据第 1 行");
        assert!(found[0].1.contains(&named), "{found:?}");
        assert_eq!(found[1].0, "totals.bought", "{found:?}");
    });
}

#[test]
fn officers_of_one_village_are_no_witnesses_for_each_other() {
    on_both(|county| {
        let set = set(county);
        let first = set.say(1, "2026-08-10T02:00:00Z", supply("500公斤"));
        county.person_as("information_officer.other", "王五", "information_officer", Some(set.scene.village));
        let other = also(county, "information_officer.other", "point_keeper", set.point);
        slip(&set, &other, "by-the-other-officer", 500_000);
        assert_eq!(set.judged(first), judged(0, "nothing", "", None));
        assert_eq!(set.score(), [0, 0, 0]);
        set.books_hold();
    });
}

#[test]
fn a_nothing_that_was_found_wrong_hides_no_supply() {
    on_both(|county| {
        let set = set(county);
        let scene = &set.scene;
        set.say(1, "2026-08-10T02:00:00Z", supply("500公斤"));
        county.person_as("information_officer.other", "王五", "information_officer", Some(scene.village));
        county.at("2026-08-10T04:00:00Z");
        let other = county.sign_in("information_officer.other", PASSWORD);
        let nothing = scene.item(2, "2026-08-10T03:00:00Z", json!({"nothing": {}}));
        scene.hand_in_from("0190f3a2-7b1c-7def-8abf-00000000d002", &other, vec![nothing]);
        let for_sale = || {
            let day = county.clock.now().day();
            let found = county.app.db().read_now(move |tx| ::supply::desk::for_sale(tx, "430582", day)).unwrap();
            found.iter().map(|sale| sale.grams.0).sum::<i64>()
        };
        assert_eq!(for_sale(), 0);
        let rows = scene.office().get("/supply-reports?kind=nothing").ok()["items"].clone();
        let wrong = json!({"reports": [rows[0]["id"]], "verdict": "wrong", "reason": "去看过，地里有"});
        scene.supervisor().post("/supply-checks", wrong).ok();
        assert_eq!(for_sale(), 500_000);
    });
}
