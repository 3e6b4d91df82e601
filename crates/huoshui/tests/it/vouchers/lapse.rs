//! Past the last day what is left has lapsed: in the list, on the account, in the wallet and at the till, with no job in between.

use super::scene;
use crate::harness::on_both;
use base::Fen;
use serde_json::{Value, json};
use vouchers::desk::AccountState;

/// State, left and lapsed of a programme or account.
fn figures(row: &Value) -> (&str, i64, i64) {
    (row["state"].as_str().unwrap(), row["balance_fen"].as_i64().unwrap(), row["lapsed_fen"].as_i64().unwrap())
}

#[test]
fn what_is_left_after_the_last_day_is_told_as_lapsed_everywhere() {
    on_both(|county| {
        let scene = scene::set(county);
        scene.issue(600);
        let slips = scene.slips();
        let (account, slip) = &slips[0];
        scene.spend(slip, 100, 1, "2026-12-31T15:59:59Z").unwrap();
        let programme = format!("/programmes/{}", scene.programme);
        // Signed in again each time: sessions end sooner than years.
        let union = || county.person("吴某", "union_officer", Some(scene.unit));
        let shown = |path: &str| union().get(path).ok();
        let wallet = || county.person("周一", "worker", Some(account.0)).get("/accounts/mine").ok();

        county.at("2026-12-31T15:59:59Z");
        assert_eq!(figures(&shown(&programme)), ("open", 170_000, 0));
        assert_eq!(figures(&wallet()), ("open", 50_000, 0));
        assert_eq!(shown(&format!("{programme}/accounts?state=expired"))["items"], json!([]));

        county.at("2026-12-31T16:00:00Z");
        let list = shown("/programmes?sort=balance_fen&total=true");
        assert_eq!(figures(&list["items"][0]), ("ended", 0, 170_000));
        assert_eq!(figures(&shown(&programme)), ("ended", 0, 170_000));
        assert_eq!(list["total"]["lapsed_fen"], json!(170_000), "{list}");
        let accounts = shown(&format!("{programme}/accounts?state=expired&total=true"));
        assert_eq!(accounts["items"].as_array().unwrap().len(), 3);
        let of_spender = accounts["items"].as_array().unwrap().iter().find(|row| row["id"] == account.0).unwrap();
        assert_eq!(figures(of_spender), ("expired", 0, 50_000));
        assert_eq!(accounts["total"]["lapsed_fen"], json!(170_000), "{accounts}");
        assert_eq!(figures(&wallet()), ("expired", 0, 50_000));
        let asked = scene.quote(slip, "2026-12-31T16:00:00Z").unwrap();
        assert_eq!((asked.left_fen, asked.most_fen, asked.state), (Fen(0), Fen(0), AccountState::Expired));
        let again = json!({"reason": "mid_autumn", "amount_fen": 100});
        union().post_once("too-late", &format!("{programme}/issues"), again).refused(409, "issue.year");

        // The days of grace of a refund: what came back is good again, the rest stays lapsed; then that lapses too.
        scene.refund(1, 40, 3, "2027-01-05T02:00:00Z").unwrap();
        county.at("2027-02-04T02:00:00Z");
        assert_eq!(figures(&shown(&programme)), ("ended", 4_000, 170_000));
        assert_eq!(figures(&wallet()), ("open", 4_000, 50_000));
        county.at("2027-02-05T02:00:00Z");
        assert_eq!(figures(&shown(&programme)), ("ended", 0, 174_000));
        scene.recount();
    });
}

#[test]
fn a_sale_of_the_last_day_still_finds_its_money_and_nothing_is_issued_after_it() {
    on_both(|county| {
        let scene = scene::set(county);
        let other = scene::unit(county, "邵东二中");
        let union = || county.person("郑某", "union_officer", Some(other));
        union().post(&format!("/units/{other}/workers"), json!({"rows": [{"name": "钱一"}]})).ok();
        let short = json!({"year": 2026, "valid_to": "2026-08-31"});
        let short = union().post(&format!("/units/{other}/programmes"), short).ok()["id"].as_i64().unwrap();
        scene.issue(600);
        let (account, slip) = scene.slips().remove(0);

        county.at("2026-08-31T16:00:00Z");
        let late = json!({"reason": "mid_autumn", "amount_fen": 100});
        union().post_once("too-late", &format!("/programmes/{short}/issues"), late).refused(409, "programme.ended");

        // Looked at in the new year, then booked for the old one.
        county.at("2027-01-01T02:00:00Z");
        let path = format!("/accounts/{account}");
        let shown = || county.person("吴某", "union_officer", Some(scene.unit)).get(&path).ok();
        assert_eq!(figures(&shown()), ("expired", 0, 60_000));
        scene.spend(&slip, 100, 1, "2026-12-31T15:00:00Z").unwrap();
        assert_eq!(figures(&shown()), ("expired", 0, 50_000));
        scene.recount();
    });
}
