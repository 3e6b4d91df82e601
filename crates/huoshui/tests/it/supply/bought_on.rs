//! Goods that a co-operative's own point took in from the growers count there, and not again where somebody buys them of
//! the co-operative; what are two kilograms stay two.

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

    /// What the point buys of the producer that runs it.
    fn buys_of_its_producer(&self, key: &str, grams: i64) {
        let line = json!({"product": self.set.shop.listed, "quantity": {"g": grams}, "amount_fen": 1_000,
            "papers": {"certificate": "合格证1"}});
        let body = json!({"supplier": {"producer": self.set.shop.producer}, "lines": [line]});
        self.keeper().post_once(key, &format!("/outlets/{}/purchases", self.point), body).ok();
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
        // The shop buys of the co-operative, whose own point took the peaches in: they counted there.
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
        assert!(csv.contains("卖方自己有收购点，不重复计"), "{csv}");
        // What its own point buys of it is taken in for the first time.
        run.buys_of_its_producer("by-its-own-point", 50_000);
        assert_eq!(run.counts(first), (450, 300));
        run.undo(&set.manager(), "undo-the-purchase", (set.shop.outlet, &bought));
        assert_eq!(run.counts(first), (450, 0));
        run.undo(&run.keeper(), "undo-the-slip", (run.point, &slip["seq"]));
        assert_eq!(run.counts(first), (50, 0));
    });
}

#[test]
fn two_outlets_that_buy_of_a_producer_without_one_are_two_purchases() {
    on_both(|county| {
        let set = set(county);
        let first = set.say(1, "2026-08-10T02:00:00Z", supply("500公斤"));
        set.buys("by-the-shop", 200_000);
        let keeper = county.person_as("point_keeper.other", "李四", "point_keeper", Some(set.point));
        let line = json!({"product": set.shop.listed, "quantity": {"g": 100_000}, "amount_fen": 1_000,
            "papers": {"certificate": "合格证1"}});
        let body = json!({"supplier": {"producer": set.shop.producer}, "lines": [line]});
        keeper.post_once("by-the-point", &format!("/outlets/{}/purchases", set.point), body).ok();
        let later = set.later(first);
        assert_eq!((&later["bought_g"], &later["again_g"]), (&json!(300_000), &json!(0)), "{later}");
        set.books_hold();
    });
}
