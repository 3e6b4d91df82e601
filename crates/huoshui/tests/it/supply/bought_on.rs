//! Goods that were taken in from the growers and bought on from their co-operative count once; what are two kilograms stay two.

use super::{
    later::{Set, judged, set},
    scene::supply,
};
use crate::{
    harness::{Client, County, on_both},
    shop::id,
};
use serde_json::{Value, json};

/// A collection point that the producer of the peaches runs, and its keeper.
struct Run<'a> {
    set: Set<'a>,
    point: i64,
}

fn run(county: &County) -> Run<'_> {
    let set = set(county);
    let office = county.office();
    let producer = office.get(&format!("/producers/{}", set.shop.producer)).ok()["name"].clone();
    let point = id(&office.post(
        "/outlets",
        json!({"kind": "village_point", "name": "合作社收购点", "division": set.scene.village, "operator": producer,
            "opened_on": "2026-01-01"}),
    ));
    Run { set, point }
}

impl Run<'_> {
    fn keeper(&self) -> Client {
        self.set.scene.county.person("钱某", "point_keeper", Some(self.point))
    }

    /// A household's slip at the producer's point, of a day.
    fn slip(&self, key: &str, day: &str, grams: i64) -> Value {
        let line = json!({"product": self.set.shop.listed, "quantity": {"g": grams}, "amount_fen": 1_000});
        let body = json!({"day": day, "supplier": {"household": self.set.household}, "lines": [line]});
        self.keeper().post_once(key, &format!("/outlets/{}/purchases", self.point), body).ok()
    }

    /// What the producer's point hands over to the shop; the number of the entry.
    fn hands_over(&self, key: &str, grams: i64) -> Value {
        let lines = json!([{"product": self.set.shop.listed, "quantity": {"g": grams}}]);
        let body = json!({"to": self.set.shop.outlet, "lines": lines});
        let path = format!("/outlets/{}/transfers", self.point);
        self.keeper().post_once(key, &path, body).ok()["given"]["seq"].clone()
    }

    fn undo(&self, who: &Client, key: &str, (outlet, seq): (i64, &Value)) {
        let path = format!("/outlets/{outlet}/entries/{seq}/reversal");
        who.post_once(key, &path, json!({"reason": "记错"})).ok();
    }

    /// Kilograms that count of a report, and that do not count again; the books hold.
    #[track_caller]
    fn counts(&self, report: i64) -> (i64, i64) {
        let later = self.set.later(report);
        self.set.books_hold();
        (later["bought_g"].as_i64().unwrap() / 1_000, later["again_g"].as_i64().unwrap() / 1_000)
    }
}

#[test]
fn what_the_co_operative_sells_of_its_point_counts_where_the_growers_sold_it() {
    on_both(|county| {
        let run = run(county);
        let set = &run.set;
        let first = set.say(1, "2026-08-10T02:00:00Z", supply("500公斤"));
        let slip = run.slip("of-a-household", "2026-08-10", 400_000);
        assert_eq!(run.counts(first), (400, 0));
        // The shop buys of the co-operative what stands in the co-operative's own point: the same peaches.
        let bought = set.buys("of-the-co-operative", 300_000);
        assert_eq!(run.counts(first), (400, 300));
        assert_eq!(set.judged(first), judged(400_000, "met", "books", Some(true)));
        let lines = set.scene.supervisor().get(&format!("/supply-reports/{first}/lines?sort=grams&total=true")).ok();
        let of = |row: &Value| (row["grams"].clone(), row["counted_g"].clone(), row["left_out"].clone());
        assert_eq!(of(&lines["items"][0]), (json!(300_000), json!(0), json!("again")), "{lines}");
        assert_eq!(of(&lines["items"][1]), (json!(400_000), json!(400_000), json!("")), "{lines}");
        assert_eq!(lines["total"]["counted_g"], json!(400_000));
        let csv = set.scene.supervisor().with("accept-language", "zh-CN");
        let csv = csv.get(&format!("/supply-reports/{first}/lines?format=csv")).body;
        assert!(csv.contains("收购点已收过，不重复计"), "{csv}");
        // More than stands there is the co-operative's own: of 250 there were 100 left.
        set.buys("and-its-own", 250_000);
        assert_eq!(run.counts(first), (550, 400));

        // The point hands 350 over by its book, so they were not what the shop bought.
        let moved = run.hands_over("handed-over", 350_000);
        assert_eq!(run.counts(first), (900, 50));
        run.undo(&run.keeper(), "undo-the-move", (run.point, &moved));
        assert_eq!(run.counts(first), (550, 400));
        // What was bought on is undone, then what the growers sold.
        run.undo(&set.manager(), "undo-the-purchase", (set.shop.outlet, &bought));
        assert_eq!(run.counts(first), (400, 250));
        run.undo(&run.keeper(), "undo-the-slip", (run.point, &slip["seq"]));
        assert_eq!(run.counts(first), (250, 0));
    });
}

#[test]
fn a_slip_that_arrives_late_was_still_the_first_purchase() {
    on_both(|county| {
        let run = run(county);
        let set = &run.set;
        let first = set.say(1, "2026-08-10T02:00:00Z", supply("500公斤"));
        county.at("2026-08-12T02:00:00Z");
        set.buys("of-the-co-operative", 300_000);
        assert_eq!(run.counts(first), (300, 0));
        // The point's phone had no network: its slip is of the day before.
        run.slip("of-the-day-before", "2026-08-11", 200_000);
        assert_eq!(run.counts(first), (300, 200));
        // Of the day after it cannot have been what the shop bought.
        county.at("2026-08-13T02:00:00Z");
        run.slip("of-the-day-after", "2026-08-13", 200_000);
        assert_eq!(run.counts(first), (500, 200));
    });
}

#[test]
fn two_purchases_are_two_unless_the_label_says_otherwise() {
    on_both(|county| {
        let run = run(county);
        let set = &run.set;
        let first = set.say(1, "2026-08-10T02:00:00Z", supply("500公斤"));
        // Two outlets buy of the producer, which runs neither and whose point holds nothing: two purchases.
        set.buys("by-the-shop", 200_000);
        let keeper = county.person_as("point_keeper.other", "李四", "point_keeper", Some(set.point));
        let buy = |key: &str, papers: Value| {
            let line =
                json!({"product": set.shop.listed, "quantity": {"g": 100_000}, "amount_fen": 1_000, "papers": papers});
            let body = json!({"supplier": {"producer": set.shop.producer}, "lines": [line]});
            keeper.post_once(key, &format!("/outlets/{}/purchases", set.point), body).ok()
        };
        let here = buy("by-the-point", json!({"certificate": "合格证1"}));
        assert_eq!(run.counts(first), (300, 0));
        // So are two with one certificate, which may be of a load that was split.
        buy("of-the-same-certificate", json!({"certificate": "合格证1"}));
        assert_eq!(run.counts(first), (400, 0));
        // The trace code of a lot of the county is that lot, whoever booked it again.
        let code = format!("P{}L{}", set.point, here["lots"][0]);
        let line = json!({"product": set.shop.listed, "quantity": {"g": 100_000}, "amount_fen": 1_000,
            "papers": {"certificate": "合格证1", "batch_no": code}});
        let body = json!({"supplier": {"producer": set.shop.producer}, "lines": [line]});
        let path = format!("/outlets/{}/purchases", set.shop.outlet);
        let again = set.manager().post_once("with-the-label", &path, body).ok()["seq"].clone();
        assert_eq!(run.counts(first), (400, 100));
        run.undo(&set.manager(), "undo-it-again", (set.shop.outlet, &again));
        assert_eq!(run.counts(first), (400, 0));
    });
}
