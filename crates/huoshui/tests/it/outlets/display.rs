//! What an outlet displays, and the townships and poor villages that it shows nothing of, as a list and a file.

use crate::{harness::on_both, shop::Shop};
use serde_json::{Value, json};

#[test]
fn help_to_all_outlets_is_summed_without_what_was_voided() {
    on_both(|county| {
        let (first, second) = (Shop::open(county), Shop::open_in(county, "430582001001", "两市店"));
        let office = county.office();
        let give = |outlet: i64, kind: &str, fen: i64, from: &str| {
            let body =
                json!({"kind": kind, "amount_fen": fen, "in_kind": false, "description": "一年", "from_day": from});
            office.post(&format!("/outlets/{outlet}/help"), body).ok()["id"].clone()
        };
        give(first.outlet, "rent", 1_200_000, "2026-01-01");
        give(second.outlet, "fitting_out", 3_000_000, "2025-03-01");
        let wrong = give(second.outlet, "rent", 9_900_000, "2026-01-01");
        office.post(&format!("/outlets/{}/help/{wrong}/void", second.outlet), json!({"reason": "记错"})).ok();
        let sum = |query: &str| office.get(&format!("/help?total=1{query}")).ok()["total"]["amount_fen"].clone();
        assert_eq!(
            (sum(""), sum("&year=2026"), sum("&kind=fitting_out")),
            (json!(4_200_000), json!(1_200_000), json!(3_000_000))
        );
        let own = first.manager.get("/help").ok();
        assert_eq!(own["items"].as_array().unwrap().len(), 1, "a manager sees the own outlet's");
        assert!(office.get("/help?format=csv").body.contains("两市店"));
    });
}

#[test]
fn the_gaps_are_named_and_leave_as_a_table() {
    on_both(|county| {
        let shop = Shop::open(county);
        let (office, admin) = (county.office(), county.admin());
        for village in ["430582204213", "430582001001"] {
            let poor = json!({"quality": "poor_village", "valid_from": "2014-01-01", "source": "省定名单"});
            admin.post(&format!("/divisions/{}/qualities", county.division(village)), poor).ok();
        }
        let display = format!("/outlets/{}/display", shop.outlet);
        let unlisted = json!({"products": [shop.unlisted]});
        shop.manager.put(&display, unlisted).refused(409, "display.not_listed");
        let shown = shop.manager.put(&display, json!({"products": [shop.listed]})).ok();
        assert_eq!(shown["products"][0]["listed"], json!(true));

        let places = format!("/outlets/{}/displayed-places", shop.outlet);
        let rows = |query: &str| office.get(&format!("{places}?{query}")).ok()["items"].as_array().unwrap().clone();
        let names =
            |rows: Vec<Value>| rows.iter().map(|row| row["place"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
        assert_eq!(rows("").len(), 27, "25 townships and two poor villages");
        assert_eq!(rows("missing=1").len(), 25);
        assert_eq!(rows("level=village").len(), 2);
        assert_eq!(names(rows("level=village&missing=1")).len(), 1);
        let table = office.get(&format!("{places}?missing=1&level=village&format=csv")).body;
        assert!(table.contains("产品数") && table.lines().count() == 2, "{table}");
        county.nobody().get(&places).refused(401, "edge.sign_in");

        shop.stock("2026-08-04", 1000);
        let gaps = office.get("/goods-places?missing=1").ok();
        assert_eq!(gaps["items"], json!([]), "no pavilion yet");
        shop.manager.get("/goods-places").refused(403, "edge.outside_scope");
    });
}
