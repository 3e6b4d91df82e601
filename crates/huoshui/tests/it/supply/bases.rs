//! A co-operative's base: rented plots, members' trees, rent that reaches a household; people masked, sums per village.

use super::scene::{self, Scene};
use crate::harness::{Client, County, on_both};
use serde_json::{Value, json};

struct Set<'a> {
    scene: Scene<'a>,
    coop: i64,
    household: i64,
    neighbour: i64,
}

fn set(county: &County) -> Set<'_> {
    let scene = scene::set(county, &[]);
    let coop =
        json!({"kind": "cooperative", "name": "梧桐黄桃合作社", "division": scene.village, "document_kind": "none"});
    let coop = scene.office().post("/producers", coop).ok()["id"].as_i64().unwrap();
    let head = json!({"division": scene.village, "head": {"name": "孙大山", "phone": "13800000007"}});
    let household = scene.officer().post("/households", head).ok()["id"].as_i64().unwrap();
    Set { coop, household, neighbour: county.division("430582204201"), scene }
}

fn with(mut body: Value, change: Value) -> Value {
    for (key, value) in change.as_object().unwrap() {
        body[key] = value.clone();
    }
    body
}

impl Set<'_> {
    fn base(&self, who: &Client, change: Value) -> crate::harness::Answer {
        let body = json!({"name": "梧桐黄桃基地", "operator": {"producer": self.coop}, "division": self.scene.village,
            "from_day": "2021-03-01"});
        who.post("/bases", with(body, change))
    }

    fn plot(&self, who: &Client, base: &Value, change: Value) -> crate::harness::Answer {
        let body = json!({"kind": "rented", "name": "屋后坡地", "crop": self.scene.crop, "area_centimu": 1_250, "trees": 500,
            "holder": {"household": self.household}, "rent_fen": 500_000});
        who.post(&format!("/bases/{base}/plots"), with(body, change))
    }
}

#[test]
fn a_base_of_rented_plots_and_scattered_growers_is_summed_and_masked() {
    on_both(|county| {
        let set = set(county);
        let officer = set.scene.officer();
        set.base(&officer, json!({"name": ""})).refused(422, "supply.text_length");
        set.base(&officer, json!({"from_day": "2026-08-11"})).refused(422, "base.since");
        set.base(&officer, json!({"operator": {"producer": 99}})).refused(422, "base.operator_unknown");
        set.base(&officer, json!({"division": set.neighbour})).refused(403, "supply.outside_scope");
        let base = set.base(&officer, json!({})).ok();
        assert_eq!((&base["operator_name"], &base["closed_on"]), (&json!("梧桐黄桃合作社"), &json!("9999-12-31")));
        let base = &base["id"];

        let refused = |change: Value, code: &str| set.plot(&officer, base, change).refused(422, code);
        refused(json!({"area_centimu": 0}), "plot.area");
        refused(json!({"trees": -1}), "plot.trees");
        refused(json!({"kind": "member"}), "plot.rent");
        refused(json!({"holder": null}), "plot.holder");
        refused(json!({"kind": "own", "rent_fen": 0}), "plot.holder");
        refused(json!({"holder": {"household": 99}}), "plot.household_unknown");
        refused(json!({"holder": {"named": {"name": "曾老伯", "phone": "12"}}}), "plot.phone");
        refused(json!({"from_day": "2021-02-28"}), "plot.days");
        let problem = set.plot(&officer, base, json!({"crop": 99})).refused(404, "crop.unknown");
        assert_eq!(problem["errors"][0]["field"], json!("/crop"));
        let rented = set.plot(&officer, base, json!({})).ok();
        assert_eq!((&rented["holder_name"], &rented["due_fen"]), (&json!("孙*"), &json!(500_000)), "{rented}");
        set.plot(&officer, base, json!({"kind": "own", "holder": null, "rent_fen": 0, "area_centimu": 800, "trees": 300, "name": "社里自己的"})).ok();
        // Scattered growers: an assisted household and two who are in no register, one of another village.
        let member = |change: Value| {
            let body = json!({"kind": "member", "rent_fen": 0, "area_centimu": 200, "trees": 80, "name": "房前屋后"});
            set.plot(&officer, base, with(body, change)).ok()
        };
        member(json!({}));
        member(json!({"holder": {"named": {"name": "曾老伯"}}}));
        let away = json!({"holder": {"named": {"name": "申老二", "phone": "13812345678"}}, "division": set.neighbour});
        let away = member(away);
        assert_eq!(away["holder_name"], json!("申*"));

        let shown = officer.get(&format!("/bases/{base}")).ok();
        assert_eq!(
            ["plots", "area_centimu", "trees", "rented_centimu", "growers", "rent_fen"]
                .map(|key| shown[key].as_i64().unwrap()),
            [5, 2_650, 1_040, 1_250, 3, 500_000],
            "{shown}"
        );
        // Where the trees stand is where they are counted; the neighbour sees the plot in its own village.
        let totals = set.scene.supervisor().get("/base-totals?total=true").ok();
        let of = |division: i64| {
            totals["items"].as_array().unwrap().iter().find(|row| row["division"] == json!(division)).unwrap().clone()
        };
        assert_eq!((&of(set.scene.village)["trees"], &of(set.scene.village)["households"]), (&json!(960), &json!(1)));
        assert_eq!((&of(set.neighbour)["growers"], &totals["total"]["area_centimu"]), (&json!(1), &json!(2_650)));
        let neighbour = county.person("羊某", "information_officer", Some(set.neighbour));
        assert_eq!(neighbour.get("/plots").ok()["items"].as_array().unwrap().len(), 1);
        assert_eq!(neighbour.get("/bases").ok()["items"][0]["may_write"], json!(false));
        neighbour
            .put(&format!("/bases/{base}"), json!({"name": "我的", "from_day": "2021-03-01"}))
            .refused(403, "edge.outside_scope");
        let elsewhere = county.person("赵某", "township_supervisor", Some(county.division("430582101000")));
        assert_eq!(elsewhere.get("/bases").ok()["items"], json!([]));
        elsewhere.get(&format!("/bases/{base}")).refused(403, "edge.outside_scope");
        // Nobody's whole name or phone leaves by a list, an export or the audit trail.
        for path in ["/plots", "/bases", &format!("/bases/{base}"), "/audit"] {
            let body = county.auditor().get(path).body;
            assert!(
                !body.contains("曾老伯") && !body.contains("13812345678") && !body.contains("孙大山"),
                "{path}: {body}"
            );
        }

        // It ends, and nothing is added to it.
        let close = json!({"name": "梧桐黄桃基地", "from_day": "2021-03-01", "closed_on": "2026-08-10"});
        officer
            .put(&format!("/bases/{base}"), with(close.clone(), json!({"closed_on": "2020-01-01"})))
            .refused(422, "base.closed_on");
        officer.put(&format!("/bases/{base}"), close).ok();
        set.plot(&officer, base, json!({})).refused(409, "base.over");
        assert_eq!(officer.get("/bases?state=kept").ok()["items"], json!([]));
        assert_eq!(officer.get("/base-totals").ok()["items"], json!([]));
        assert!(county.acts().contains(&"plot.add".to_owned()));
    });
}

#[test]
fn rent_reaches_the_household_year_by_year_and_is_never_changed() {
    on_both(|county| {
        let set = set(county);
        let officer = set.scene.officer();
        let base = set.base(&officer, json!({})).ok()["id"].clone();
        let plot = set.plot(&officer, &base, json!({})).ok()["id"].clone();
        let rents = format!("/plots/{plot}/rents");
        let pay = |key: &str, change: Value| {
            officer.post_once(key, &rents, with(json!({"fen": 300_000, "how": "cash"}), change))
        };
        pay("nothing-at-all", json!({"fen": 0})).refused(422, "rent.most");
        let most = pay("more-than-due", json!({"fen": 500_001})).refused(422, "rent.most");
        assert!(
            most["title"].as_str().unwrap().contains("5,000.00") || most["title"].as_str().unwrap().contains("5000.00"),
            "{most}"
        );
        pay("before-it-began", json!({"year": 2020})).refused(422, "rent.year");
        pay("too-far-ahead", json!({"year": 2028})).refused(422, "rent.year");
        pay("tomorrow", json!({"paid_on": "2026-08-11"})).refused(422, "rent.day");
        let paid = pay("the-first-part", json!({})).ok();
        assert_eq!(
            (&paid["paid_fen"], &paid["due_fen"], &paid["last_paid_on"]),
            (&json!(300_000), &json!(200_000), &json!("2026-08-10"))
        );
        assert_eq!(pay("the-first-part", json!({})).headers["idempotency-replayed"], "true");
        pay("of-last-year", json!({"year": 2025, "fen": 500_000, "how": "bank", "paid_on": "2025-12-20"})).ok();

        // On the household's page: what its land brings, this year and ever.
        let list = officer.get(&format!("/plots?household={}&total=true", set.household)).ok();
        assert_eq!(
            ["paid_fen", "due_fen", "paid_ever_fen"].map(|key| list["total"][key].as_i64().unwrap()),
            [300_000, 200_000, 800_000],
            "{list}"
        );
        assert_eq!(officer.get("/plots?due=true").ok()["items"].as_array().unwrap().len(), 1);

        // A wrong payment is taken back, not changed; the rent is not set below what was paid.
        let correct = |rent: i64| {
            let body = json!({"name": "屋后坡地", "area_centimu": 1_250, "trees": 500, "rent_fen": rent});
            officer.put(&format!("/plots/{plot}"), body)
        };
        correct(299_999).refused(409, "plot.rent_below_paid");
        let back = |key: &str, seq: i64| {
            officer.post_once(key, &format!("{rents}/{seq}/reversal"), json!({"reason": "付给了别人"}))
        };
        back("no-such-payment", 9).refused(404, "rent.unknown");
        assert_eq!(back("taken-back", 1).ok()["due_fen"], json!(500_000));
        back("taken-back-twice", 1).refused(409, "rent.taken_back");
        back("the-mirror-itself", 3).refused(409, "rent.taken_back");
        let list = officer.get(&format!("{rents}?sort=seq&total=true")).ok();
        let rows: Vec<i64> =
            list["items"].as_array().unwrap().iter().map(|row| row["amount_fen"].as_i64().unwrap()).collect();
        assert_eq!((rows, &list["total"]["amount_fen"]), (vec![300_000, 500_000, -300_000], &json!(500_000)), "{list}");
        correct(200_000).ok();
        pay("too-much-now", json!({"fen": 200_001})).refused(422, "rent.most");
        let ended = json!({"name": "屋后坡地", "area_centimu": 1_250, "trees": 500, "rent_fen": 200_000, "to_day": "2026-08-09"});
        let plot = officer.put(&format!("/plots/{plot}"), ended).ok();
        assert_eq!(plot["due_fen"], json!(0), "what ended is due no longer");
        assert!(county.acts().contains(&"rent.take_back".to_owned()));
    });
}
