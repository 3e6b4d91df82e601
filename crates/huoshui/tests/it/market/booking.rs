//! What is delivered on a contract stands on a line of a book: written for it, or there already; and goes as it came.

use crate::{
    harness::{Answer, Client, County, on_both},
    shop::Shop,
    supply::scene::{self, Scene},
    vouchers,
};
use serde_json::{Value, json};

/// A shop that sells the peaches of a crop, and who speaks for it.
struct Set<'a> {
    scene: Scene<'a>,
    shop: Shop,
    household: i64,
}

fn set(county: &County) -> Set<'_> {
    let shop = Shop::open(county);
    let scene = scene::set(county, &[shop.listed]);
    let body = json!({"division": scene.village, "head": {"name": "孙大山"}});
    let household = scene.officer().post("/households", body).ok()["id"].as_i64().unwrap();
    Set { scene, shop, household }
}

fn with(mut body: Value, change: Value) -> Value {
    for (key, value) in change.as_object().unwrap() {
        body[key] = value.clone();
    }
    body
}

impl Set<'_> {
    fn manager(&self) -> Client {
        self.scene.county.person("陈某", "outlet_manager", Some(self.shop.outlet))
    }

    /// A contract of 1,000 kg at ¥6.00, from the household to the shop unless told otherwise; where it is.
    fn contract(&self, change: Value) -> String {
        let body = json!({"kind": "purchase", "crop": self.scene.crop, "outlet": self.shop.outlet, "kg": 1_000,
            "seller": {"household": self.household}, "from_day": "2026-08-10", "to_day": "2026-09-10",
            "prices": [{"fen_per_kg": 600}]});
        let contract = self.scene.office().post("/contracts", with(body, change)).ok();
        format!("/contracts/{}", contract["id"])
    }

    fn purchase(&self) -> Value {
        json!({"purchase": {"product": self.shop.listed}})
    }

    fn entry(&self, seq: &Value) -> Value {
        self.manager().get(&format!("/outlets/{}/entries/{seq}", self.shop.outlet)).ok()
    }

    /// Grams of the product on hand.
    fn stock(&self) -> i64 {
        let list = self.manager().get(&format!("/outlets/{}/stock", self.shop.outlet)).ok();
        let rows = list["items"].as_array().unwrap();
        rows.iter()
            .filter(|row| row["product"] == json!(self.shop.listed))
            .map(|row| row["on_hand"].as_i64().unwrap())
            .sum()
    }
}

fn deliver(who: &Client, key: &str, contract: &str, body: Value) -> Answer {
    who.post_once(key, &format!("{contract}/deliveries"), body)
}

#[test]
fn what_a_shop_takes_on_a_contract_is_a_purchase_in_its_book() {
    on_both(|county| {
        let set = set(county);
        let contract = set.contract(json!({}));
        let (officer, manager) = (set.scene.officer(), set.manager());

        // The village weighs; the book is the shop's, and the delivery waits for it.
        let said = json!({"grams": 100_000, "book": set.purchase()});
        deliver(&officer, "by-the-village", &contract, said).refused(403, "delivery.not_your_book");
        let row = deliver(&officer, "the-first-one", &contract, json!({"grams": 100_000})).ok();
        assert_eq!((&row["booking"], &row["book_entry"]), (&json!("waiting"), &Value::Null));
        assert_eq!(set.stock(), 0);
        let waiting = manager.get("/contracts?to_book=true").ok();
        assert_eq!((&waiting["items"][0]["to_book"], waiting["items"].as_array().unwrap().len()), (&json!(1), 1));
        assert!(manager.get("/tasks").body.contains("delivery.book"));
        assert!(!officer.get("/tasks").body.contains("delivery.book"), "whoever writes no book has nothing to do");

        let booking = format!("{contract}/deliveries/1/booking");
        let salt = json!({"purchase": {"product": set.shop.unlisted}});
        let problem = manager.post_once("another-product", &booking, salt).refused(422, "delivery.other_product");
        assert_eq!(problem["errors"][0]["field"], json!("/purchase/product"));
        officer.post_once("not-ones-own-book", &booking, set.purchase()).refused(403, "delivery.not_your_book");
        let row = manager.post_once("into-the-book", &booking, set.purchase()).ok();
        assert_eq!(row["booking"], json!("made"));
        assert_eq!(
            manager.post_once("into-the-book", &booking, set.purchase()).headers["idempotency-replayed"],
            "true"
        );
        manager.post_once("into-the-book-again", &booking, set.purchase()).refused(409, "delivery.booked");
        let entry = set.entry(&row["book_entry"]);
        assert_eq!(
            [&entry["kind"], &entry["total_fen"], &entry["lines"][0]["quantity"], &entry["note"]],
            [&json!("purchase"), &json!(60_000), &json!(100_000), &json!("合同 1 号第 1 次交货")],
            "{entry}"
        );
        assert_eq!(entry["payments"], json!([{"means": "on_account", "amount_fen": 60_000}]));
        assert_eq!(set.stock(), 100_000);

        // The shop itself says at once how it comes into the book, and what it paid.
        deliver(&manager, "without-a-word", &contract, json!({"grams": 50_000})).refused(422, "delivery.book_due");
        let short = json!({"purchase": {"product": set.shop.listed, "payments": [{"means": "cash", "amount_fen": 1}]}});
        let count = |path: &str| manager.get(path).ok()["items"].as_array().unwrap().len();
        let entries = format!("/outlets/{}/entries", set.shop.outlet);
        let before = (count(&entries), count(&format!("{contract}/deliveries")));
        deliver(&manager, "wrong-payments", &contract, json!({"grams": 50_000, "book": short}))
            .refused(422, "basket.payments");
        assert_eq!((count(&entries), count(&format!("{contract}/deliveries"))), before, "neither half of it stays");
        let cash =
            json!({"purchase": {"product": set.shop.listed, "payments": [{"means": "cash", "amount_fen": 30_000}]}});
        let row = deliver(&manager, "paid-in-cash", &contract, json!({"grams": 50_000, "book": cash})).ok();
        assert_eq!((&row["booking"], set.stock()), (&json!("made"), 150_000));

        // Book and contract say the same: the entry is undone with the delivery, by whoever keeps the book.
        let reversal = format!("{entries}/{}/reversal", row["book_entry"]);
        manager.post_once("from-the-book", &reversal, json!({"reason": "错"})).refused(409, "reversal.claimed");
        let back = format!("{contract}/deliveries/2/reversal");
        let reason = json!({"reason": "过磅单录错"});
        officer.post_once("by-the-other-side", &back, reason.clone()).refused(403, "delivery.in_their_book");
        manager.post_once("taken-back", &back, reason.clone()).ok();
        assert_eq!(set.stock(), 100_000);
        assert!(set.entry(&row["book_entry"])["reversed_by"].is_number());
        let list = manager.get(&format!("{contract}/deliveries?total=true&sort=seq")).ok();
        let states: Vec<&Value> = list["items"].as_array().unwrap().iter().map(|row| &row["booking"]).collect();
        assert_eq!(states, [&json!("made"), &json!("undone"), &json!("undone")], "{list}");
        assert_eq!(list["total"]["amount_fen"], json!(60_000));
        // What has gone out cannot be taken back.
        manager.post_once("sold-on-to-somebody", &set.shop.sales(), set.shop.cash_sale(1_000)).ok();
        let back = format!("{contract}/deliveries/1/reversal");
        manager.post_once("far-too-late", &back, reason).refused(409, "reversal.stock_gone");
        assert_eq!(set.stock(), 99_000);
        assert_eq!(manager.get(&contract).ok()["delivered_g"], json!(100_000));
        assert!(county.acts().contains(&"delivery.book".to_owned()));
    });
}

#[test]
fn a_delivery_is_tied_to_the_line_that_is_there_and_no_line_stands_for_more_than_it_holds() {
    on_both(|county| {
        let set = set(county);
        let contract = set.contract(json!({}));
        let (officer, manager) = (set.scene.officer(), set.manager());
        let buy = |key: &str, supplier: Value, grams: i64| {
            let line = json!({"product": set.shop.listed, "quantity": {"g": grams}, "amount_fen": grams * 6 / 10,
                "papers": {"certificate": "合格证1"}});
            let path = format!("/outlets/{}/purchases", set.shop.outlet);
            manager.post_once(key, &path, json!({"supplier": supplier, "lines": [line]})).ok()["seq"].clone()
        };
        let slip = buy("the-slip-of-it", json!({"household": set.household}), 100_000);
        let others = buy("another-seller", json!({"producer": set.shop.producer}), 100_000);

        // The shop took it in before anybody thought of the contract: it is not taken in twice.
        let again = json!({"grams": 100_000, "book": set.purchase()});
        let problem = deliver(&manager, "as-if-it-were-new", &contract, again).refused(409, "delivery.maybe_there");
        assert!(problem["title"].as_str().unwrap().contains(&format!("第 {slip} 号")), "{problem}");
        deliver(&officer, "the-village-tells", &contract, json!({"grams": 100_000})).ok();
        let at = format!("{contract}/deliveries/1");
        let lines = officer.get(&format!("{contract}/lines?day=2026-08-10&grams=100000")).ok();
        assert_eq!(lines["lines"].as_array().unwrap().len(), 1, "the other seller's line is not shown: {lines}");
        assert_eq!((&lines["lines"][0]["entry"], &lines["lines"][0]["amount_fen"]), (&slip, &json!(60_000)));
        let tie = |who: &Client, key: &str, at: &str, entry: &Value| {
            who.post_once(key, &format!("{at}/booking"), json!({"line": {"entry": entry, "line": 1}}))
        };
        tie(&officer, "of-others", &at, &others).refused(422, "delivery.line_of_others");
        tie(&officer, "no-such-line", &at, &json!(99)).refused(404, "line.unknown");
        let row = tie(&officer, "tied-to-it", &at, &slip).ok();
        assert_eq!((&row["booking"], &row["book_entry"]), (&json!("tied"), &slip));
        assert_eq!(set.stock(), 200_000, "a tie writes nothing");

        // The line is spoken for; another load of the same day is another purchase, and said to be one.
        deliver(&officer, "a-second-load", &contract, json!({"grams": 1_000})).ok();
        let second = format!("{contract}/deliveries/2");
        tie(&officer, "spoken-for", &second, &slip).refused(409, "delivery.line_too_small");
        let reversal = format!("/outlets/{}/entries/{slip}/reversal", set.shop.outlet);
        manager.post_once("while-it-is-tied", &reversal, json!({"reason": "错"})).refused(409, "reversal.claimed");

        // Untied, it waits again, and the book goes its own way.
        let undo = format!("{at}/booking/reversal");
        officer.post_once("no-reason", &undo, json!({"reason": ""})).refused(422, "market.text_length");
        let row = officer.post_once("untied-again", &undo, json!({"reason": "对错了单据"})).ok();
        assert_eq!(row["booking"], json!("waiting"));
        officer.post_once("untied-twice", &undo, json!({"reason": "对错了单据"})).refused(409, "delivery.not_booked");
        manager.post_once("reversed", &reversal, json!({"reason": "录错"})).ok();
        tie(&officer, "a-reversed-line", &at, &slip).refused(404, "line.unknown");
        let another = json!({"purchase": {"product": set.shop.listed, "another": true}});
        manager.post_once("another-one", &format!("{at}/booking"), another).ok();
        assert_eq!(set.stock(), 200_000);
        // What was written for it is reversed when the booking is undone.
        officer.post_once("their-book", &undo, json!({"reason": "x"})).refused(403, "delivery.in_their_book");
        manager.post_once("booked-wrongly", &undo, json!({"reason": "商品选错"})).ok();
        assert_eq!(set.stock(), 100_000);
        assert_eq!(manager.get(&contract).ok()["to_book"], json!(2));
    });
}

#[test]
fn a_point_books_for_a_buyer_without_a_book_and_without_one_it_stays_outside() {
    on_both(|county| {
        let set = set(county);
        let school = vouchers::scene::unit(county, "邵东一中");
        let villager = json!({"outlet": null, "unit": school, "witness": "申某",
            "seller": {"villager": {"name": "曾老伯", "division": set.scene.village}}});
        let contract = set.contract(villager);
        let officer = set.scene.officer();
        let row = deliver(&officer, "to-the-school", &contract, json!({"grams": 80_000})).ok();
        assert_eq!(row["booking"], json!("outside"), "nobody keeps a book for it");
        let booking = format!("{contract}/deliveries/1/booking");
        officer.post_once("no-book-at-all", &booking, set.purchase()).refused(409, "delivery.no_book");

        let point = set.scene.office().post(
            "/outlets",
            json!({"kind": "village_point", "name": "梧桐村收购点", "division": set.scene.village, "operator": "村合作社",
                "opened_on": "2026-01-01"}),
        );
        let point = point.ok()["id"].as_i64().unwrap();
        let keeper = county.person("钱某", "point_keeper", Some(point));
        keeper.get(&contract).refused(403, "edge.outside_scope");
        let name = format!("{contract}/book");
        officer.post(&name, json!({"outlet": 99})).refused(422, "contract.keeper_unknown");
        let named = officer.post(&name, json!({"outlet": point})).ok();
        assert_eq!(
            (&named["book_name"], &named["to_book"], &named["may_book"]),
            (&json!("梧桐村收购点"), &json!(1), &json!(false))
        );
        let of_shop = set.contract(json!({}));
        officer.post(&format!("{of_shop}/book"), json!({"outlet": point})).refused(409, "contract.own_book");

        // The keeper sees it now, takes it in, and it is owed to the villager, who has no phone but a witness.
        assert_eq!(keeper.get(&contract).ok()["may_book"], json!(true));
        assert_eq!(keeper.get("/contracts").ok()["items"].as_array().unwrap().len(), 1);
        let row = keeper.post_once("at-the-point", &booking, set.purchase()).ok();
        assert_eq!((&row["booking"], &row["book_outlet"]), (&json!("made"), &json!(point)));
        let owed = keeper.get(&format!("/outlets/{point}/owed?total=true")).ok();
        assert_eq!((&owed["items"][0]["name"], &owed["total"]["owed_fen"]), (&json!("曾*"), &json!(48_000)), "{owed}");
        // Nobody else writes there, and the outlet is named by number only to those who may see it.
        let elsewhere = county.person("赵某", "township_supervisor", Some(county.division("430582101000")));
        elsewhere.post(&name, json!({"outlet": point})).refused(403, "edge.outside_scope");
        elsewhere.get(&format!("{contract}/lines")).refused(403, "edge.outside_scope");
    });
}

/// The village reports 5 t that do not sell, the township confirms, the shop wants 500 kg, all agree on ¥6.00: report and offer.
fn agreed(county: &County, set: &Set<'_>) -> (Value, Value) {
    county.at("2026-08-25T01:00:00Z");
    let what = json!({"unsalable": {"grade": "already", "quantity": {"said": "5000公斤"}, "ripe_on": "2026-08-20",
        "spoil_on": "2026-09-10"}});
    let taken = set.scene.hand_in(&set.scene.officer(), vec![set.scene.item(1, "2026-08-25T00:30:00Z", what)]);
    let report = taken["outcomes"][0]["number"].clone();
    let confirm = json!({"act": "confirmed", "reason": "到梧桐村现场看过，五百亩黄桃无人收购"});
    set.scene.supervisor().post(&format!("/unsalable-reports/{report}/acts"), confirm).ok();
    let (office, manager) = (set.scene.office(), set.manager());
    let wanted = json!({"crop": set.scene.crop, "outlet": set.shop.outlet, "division": set.scene.village, "kg": 500,
        "from_day": "2026-08-26", "to_day": "2026-08-30"});
    manager.post("/demands", wanted).ok();
    office.post("/matching-runs", json!({})).ok();
    let offer = office.get("/offers").ok()["items"][0].clone();
    assert_eq!((&offer["source"], &offer["source_id"]), (&json!("unsalable"), &report), "{offer}");
    let acts = format!("/offers/{}/acts", offer["id"]);
    office.post(&acts, json!({"act": "sent"})).ok();
    manager.post(&acts, json!({"act": "buyer_accepted", "fen_per_kg": 600})).ok();
    set.scene.officer().post(&acts, json!({"act": "village_accepted", "fen_per_kg": 600})).ok();
    (report, offer)
}

#[test]
fn produce_that_was_reported_keeps_its_report_from_the_offer_to_the_lot() {
    on_both(|county| {
        let set = set(county);
        let (report, offer) = agreed(county, &set);
        let (office, manager) = (set.scene.office(), set.manager());
        let contract =
            set.contract(json!({"offer": offer["id"], "kg": 500, "from_day": "2026-08-26", "to_day": "2026-08-30"}));
        let row = deliver(&manager, "of-the-report", &contract, json!({"grams": 500_000, "book": set.purchase()})).ok();
        assert_eq!(row["booking"], json!("made"));
        // The lot carries the report, and what is sold of it counts for the campaign, once.
        manager.post_once("sold-of-it", &set.shop.sales(), set.shop.cash_sale(200_000)).ok();
        let campaign =
            json!({"name": "黄桃助销", "from_day": "2026-08-25", "to_day": "2026-09-10", "reports": [report]});
        let campaign = office.post("/campaigns", campaign).ok();
        let produce = &campaign["produce"][0];
        assert_eq!((&produce["taken_in_g"], &produce["sold_g"]), (&json!(500_000), &json!(200_000)), "{campaign}");
        // An ordinary purchase of the household is of no report: the delivery is not tied to it.
        let line = json!({"product": set.shop.listed, "quantity": {"g": 7_000}, "amount_fen": 4_200});
        let path = format!("/outlets/{}/purchases", set.shop.outlet);
        let other = json!({"supplier": {"household": set.household}, "lines": [line]});
        let other = manager.post_once("of-no-report", &path, other).ok()["seq"].clone();
        set.scene.officer().post_once("a-small-load", &format!("{contract}/deliveries"), json!({"grams": 7_000})).ok();
        let tie = json!({"line": {"entry": other, "line": 1}});
        manager
            .post_once("would-count-twice", &format!("{contract}/deliveries/2/booking"), tie)
            .refused(409, "delivery.other_report");
    });
}

#[test]
fn an_offer_is_signed_for_once_by_its_own_two_and_a_fair_on_its_own_days() {
    on_both(|county| {
        let set = set(county);
        let offer = agreed(county, &set).1["id"].clone();
        let office = set.scene.office();
        let days = json!({"offer": offer, "kg": 300, "from_day": "2026-08-26", "to_day": "2026-08-30"});
        let form = json!({"kind": "purchase", "crop": set.scene.crop, "outlet": set.shop.outlet,
            "seller": {"household": set.household}, "prices": [{"fen_per_kg": 600}]});
        let sign = |change: Value| office.post("/contracts", with(with(form.clone(), days.clone()), change));

        // Another buyer, a seller from elsewhere, more than was agreed.
        sign(json!({"outlet": null, "partner": "某公司"})).refused(422, "contract.offer_buyer");
        let other = json!({"villager": {"name": "曾老伯", "division": county.division("430582101202")}});
        sign(json!({"seller": other, "witness": "申某"})).refused(422, "contract.offer_seller");
        sign(json!({"kg": 501})).refused(409, "contract.offer_spoken_for");

        // Who buys does not read the register of households by signing with them, and names nobody else's book.
        let manager = set.manager();
        let household = with(with(form.clone(), days.clone()), json!({"offer": null}));
        manager.post("/contracts", household).refused(403, "contract.seller_elsewhere");
        let school = vouchers::scene::unit(county, "邵东一中");
        let buyer = county.person("郑某", "unit_buyer", Some(school));
        let body = with(
            with(form.clone(), days.clone()),
            json!({"offer": null, "outlet": null, "unit": school,
            "book_outlet": set.shop.outlet, "seller": {"producer": set.shop.producer}}),
        );
        buyer.post("/contracts", body).refused(403, "contract.keeper_elsewhere");

        // Two households share it; together they sign for no more than was agreed, until one contract is void.
        let first = sign(json!({})).ok()["id"].clone();
        sign(json!({"kg": 201})).refused(409, "contract.offer_spoken_for");
        sign(json!({"kg": 200})).ok();
        sign(json!({"kg": 1})).refused(409, "contract.offer_spoken_for");
        let void = json!({"how": "void", "reason": "录重了"});
        office.post(&format!("/contracts/{first}/ending"), void).ok();
        sign(json!({"kg": 300})).ok();

        let fair = json!({"name": "黄桃节", "host": "县农业农村局", "place": "广场", "from_day": "2026-08-20", "to_day": "2026-08-22"});
        let fair = office.post("/fairs", fair).ok()["id"].clone();
        let at_fair = |signed: &str| sign(json!({"offer": null, "fair": fair, "signed_on": signed}));
        at_fair("2026-08-23").refused(422, "contract.not_at_fair");
        at_fair("2026-08-22").ok();
    });
}

#[test]
fn what_comes_back_of_a_sale_leaves_what_deliveries_stand_on() {
    on_both(|county| {
        let set = set(county);
        let school = vouchers::scene::unit(county, "邵东一中");
        let contract = set.contract(json!({"outlet": null, "unit": school, "book_outlet": set.shop.outlet}));
        let manager = set.manager();
        let line = json!({"product": set.shop.listed, "quantity": {"g": 100_000}, "amount_fen": 50_000, "papers": {"certificate": "合格证1"}});
        let stock = json!({"supplier": {"producer": set.shop.producer}, "lines": [line]});
        manager.post_once("the-stock", &format!("/outlets/{}/purchases", set.shop.outlet), stock).ok();
        let sale = with(set.shop.cash_sale(80_000), json!({"channel": "wholesale", "buyer": {"unit": school}}));
        let sale = manager.post_once("to-the-school", &set.shop.sales(), sale).ok()["seq"].clone();
        let tie = json!({"grams": 50_000, "book": {"line": {"entry": sale, "line": 1}}});
        deliver(&manager, "tied-to-the-sale", &contract, tie).ok();

        let back = |key: &str, grams: i64| {
            let body = json!({"sale": sale, "lines": [{"line": 1, "quantity": {"g": grams}}]});
            manager.post_once(key, &format!("/outlets/{}/returns", set.shop.outlet), body)
        };
        back("one-gram-too-much", 30_001).refused(409, "reversal.claimed");
        back("what-is-free", 30_000).ok();
        back("nothing-is-left", 1).refused(409, "reversal.claimed");
        // Nor does another delivery find anything on that line.
        let more = json!({"grams": 1_000, "book": {"line": {"entry": sale, "line": 1}}});
        let refused = deliver(&manager, "nothing-free", &contract, more);
        assert!(refused.status == 409 || refused.status == 422, "{}", refused.body);
    });
}
