//! A village is merged into one of another township: its people and shops go over, its history stays.

use crate::{
    harness::{Client, County, PASSWORD, on_both},
    shop::Shop,
};
use huoshui::nightly;
use serde_json::{Value, json};

const OLD: &str = "430582204201";
const INTO: &str = "430582001001";
const TOWNSHIP_OF_INTO: &str = "430582001000";

/// A county in which the village lives: an officer, a household, a pavilion with goods, a unit.
struct Village<'a> {
    county: &'a County,
    household: Value,
    shop: Shop,
}

fn village(county: &County) -> Village<'_> {
    let (office, old) = (county.office(), county.division(OLD));
    let officer = county.person("张某", "information_officer", Some(old));
    let household = json!({"division": old, "head": {"name": "曾大山"},
        "statuses": [{"kind": "registered_poor", "valid_from": "2014-01-01"}]});
    let household = officer.post("/households", household).ok()["id"].clone();
    let poor = json!({"quality": "poor_village", "valid_from": "2014-01-01", "source": "省定名单"});
    county.admin().post(&format!("/divisions/{old}/qualities"), poor).ok();
    let shop = Shop::open_as(county, "pavilion", OLD, "上斫馆");
    shop.stock("2026-12-20", 100_000);
    let sale = json!({"lines": [{"product": shop.listed, "quantity": {"g": 500}, "price": {"fen": 2000, "per": 1000}}],
        "payments": [{"means": "cash", "amount_fen": 1000}]});
    shop.clerk.post_once("sale-2026", &shop.sales(), sale).ok();
    shop.manager.put(&format!("/outlets/{}/display", shop.outlet), json!({"products": [shop.listed]})).ok();
    let unit =
        json!({"kind": "school", "name": "上斫小学", "union_name": "上斫小学工会", "field": "教育", "division": old});
    office.post("/units", unit).ok();
    Village { county, household, shop }
}

impl Village<'_> {
    fn path(&self) -> String {
        format!("/households/{}", self.household)
    }

    fn merge(&self, on: &str) {
        let body = json!({"into": self.county.division(INTO), "on": on, "note": "市政发〔2026〕12号"});
        let admin = self.county.sign_in("admin", PASSWORD);
        admin.post(&format!("/divisions/{}/merger", self.county.division(OLD)), body).ok();
    }

    /// Whoever minds the successor.
    fn successors(&self) -> [Client; 2] {
        let officer =
            self.county.person_as("into.officer", "刘某", "information_officer", Some(self.county.division(INTO)));
        let town = self.county.division(TOWNSHIP_OF_INTO);
        [officer, self.county.person_as("into.town", "何某", "township_supervisor", Some(town))]
    }
}

fn officers(client: &Client, village: i64, day: &str) -> Option<String> {
    let rows = client.get(&format!("/coverage/villages?day={day}")).ok();
    let row = rows["items"].as_array().unwrap().iter().find(|row| row["id"] == json!(village)).cloned()?;
    row["information_officers"].as_str().map(str::to_owned)
}

#[test]
fn on_the_day_of_the_merger_the_successors_people_take_over() {
    on_both(|county| {
        county.at("2026-12-29T01:00:00Z");
        let village = village(county);
        county.auditor();
        village.merge("2027-01-01");
        for client in village.successors() {
            client.get(&village.path()).refused(403, "edge.outside_scope");
        }
        county.supervisor().get(&village.path()).ok();

        county.at("2026-12-31T18:00:00Z");
        nightly::night(&county.app, &county.operations, "2027-01-01".parse().unwrap()).unwrap();
        county.at("2027-01-02T01:00:00Z");
        let status = |from: &str| json!({"kind": "monitored", "valid_from": from});
        for (client, from) in ["into.officer", "into.town"]
            .map(|login| county.sign_in(login, PASSWORD))
            .iter()
            .zip(["2027-01-01", "2027-01-02"])
        {
            client.get(&village.path()).ok();
            assert_eq!(client.get("/households?total=1").ok()["total"]["count"], json!(1));
            let added = client.post(&format!("{}/statuses", village.path()), status(from));
            assert!(added.status == 200 || from == "2027-01-02", "{}", added.body);
        }
        let town = county.sign_in("into.town", PASSWORD);
        town.get(&format!("/outlets/{}", village.shop.outlet)).ok();
        let before = county.sign_in(&format!("township_supervisor.{}", county.division("430582204000")), PASSWORD);
        before.get(&village.path()).refused(403, "edge.outside_scope");
        // The old village's officer goes on in the new one, and so does who sells there.
        let officer = county.sign_in(&format!("information_officer.{}", county.division(OLD)), PASSWORD);
        officer.get(&village.path()).ok();
        let clerk = county.sign_in(&format!("outlet_clerk.{}", village.shop.outlet), PASSWORD);
        clerk.post_once("sale-2027", &village.shop.sales(), village.shop.cash_sale(500)).ok();
        // What names the old village from now on means the new one.
        let late = json!({"division": county.division(OLD), "head": {"name": "曾小山"}, "statuses": []});
        let made = officer.post("/households", late).ok();
        assert_eq!(made["division"], json!(county.division(INTO)), "{made}");
        let trail = county.sign_in("auditor.0", PASSWORD).get("/audit?act=division.follow").ok();
        assert_eq!(trail["items"].as_array().unwrap().len(), 1);
    });
}

#[test]
fn what_it_costs_to_bring_goes_over_and_the_successors_own_row_holds() {
    on_both(|county| {
        county.at("2026-12-29T01:00:00Z");
        let village = village(county);
        let (old, into) = (county.division(OLD), county.division(INTO));
        let town = county.division(TOWNSHIP_OF_INTO);
        let row = |from: i64, to: i64, fen: i64| json!({"from_township": from, "to_township": to, "fen_per_kg": fen});
        let rows = json!({"rows": [row(old, town, 12), row(town, old, 13), row(old, 0, 50), row(into, 0, 45), row(old, into, 9)]});
        county.office().put("/transport-costs", rows).ok();
        village.merge("2027-01-01");
        county.at("2026-12-31T18:00:00Z");
        nightly::night(&county.app, &county.operations, "2027-01-01".parse().unwrap()).unwrap();
        county.at("2027-01-02T01:00:00Z");
        let office = county.sign_in("county_office.0", PASSWORD);
        let listed = office.get("/transport-costs").ok();
        let number = |row: &Value, key: &str| row[key].as_i64().unwrap();
        let mut ways: Vec<_> = listed["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| (number(row, "from_township"), number(row, "to_township"), number(row, "fen_per_kg")))
            .collect();
        ways.sort_unstable();
        let mut expect = [(into, town, 12), (town, into, 13), (into, 0, 45)];
        expect.sort_unstable();
        assert_eq!(ways, expect, "{listed}");
        let table = office.get("/transport-rule").ok()["table"].clone();
        // Plans made until then had the table before it.
        assert_eq!((&table["ways"], &table["at"]), (&json!(3), &json!("2026-12-31T18:00:00.000Z")), "{table}");
    });
}

#[test]
fn each_year_is_told_by_the_villages_of_its_time_and_lists_roll_up() {
    on_both(|county| {
        county.at("2026-12-24T01:00:00Z");
        let village = village(county);
        village.successors();
        county.at("2026-12-26T01:00:00Z");
        village.merge("2026-12-25");
        let (old, into) = (county.division(OLD), county.division(INTO));
        let office = county.sign_in("county_office.0", PASSWORD);
        assert_eq!(officers(&office, old, "2026-12-24").as_deref(), Some("张某"));
        assert_eq!(officers(&office, into, "2026-12-24").as_deref(), Some("刘某"));
        assert_eq!(officers(&office, old, "2026-12-25"), None);
        assert_eq!(officers(&office, into, "2026-12-25").as_deref(), Some("刘某、张某"));

        // The lot keeps where it grew; what it covers today is the successor's.
        let lots = county.sign_in(&format!("outlet_manager.{}", village.shop.outlet), PASSWORD);
        let lots = lots.get(&format!("/outlets/{}/lots", village.shop.outlet)).ok();
        assert_eq!(lots["items"][0]["origin"], json!(old), "{lots}");
        let goods = office.get("/goods-coverage").ok();
        let pavilion = &goods["pavilions"][0];
        assert_eq!(pavilion["products"][county.division(TOWNSHIP_OF_INTO).to_string()], json!(1), "{pavilion}");
        assert_eq!(goods["poor_villages"][0]["id"], json!(into));
        assert_eq!(pavilion["missing_villages"], json!([]));
        let shown = office.get(&format!("/outlets/{}/coverage", village.shop.outlet)).ok();
        assert_eq!(
            (&shown["poor_villages"][0]["division"], &shown["poor_villages"][0]["products"]),
            (&json!(into), &json!(1))
        );
    });
}

#[test]
fn no_table_keeps_a_path_in_a_division_that_is_no_more() {
    on_both(|county| {
        county.at("2026-12-20T01:00:00Z");
        let village = village(county);
        let prefix = county.admin().get(&format!("/divisions/{}", county.division(OLD))).ok()["path"].clone();
        let prefix = prefix.as_str().unwrap().to_owned();
        let paths = store::MIGRATIONS.iter().flat_map(|step| path_columns(step.sql)).collect::<Vec<_>>();
        assert!(paths.contains(&("household".into(), "path".into())), "{paths:?}");
        village.merge("2026-12-20");
        for (table, column) in paths {
            // The division itself stands where it stood, and ended terms of posts tell where they were.
            let ended = match table.as_str() {
                "division" => continue,
                "post" => " AND valid_to >= '2026-12-20'",
                _ => "",
            };
            let sql = format!(
                "SELECT COUNT(*) FROM {table} WHERE county = $1 AND substr({column}, 1, length($2)) = $2{ended}"
            );
            let (id, under) = (county.app.county().unwrap().id, prefix.clone());
            let count = move |tx: &mut store::Tx<'_>| -> Result<i64, base::Refusal> {
                Ok(tx.number(&sql, store::params![&*id, &under])?)
            };
            let left = county.app.db().read_now(count).unwrap();
            assert_eq!(left, 0, "{table}.{column}: a table with paths follows mergers, see places::Following");
        }
    });
}

/// Table and column of every path that a migration makes.
fn path_columns(sql: &str) -> Vec<(String, String)> {
    let (mut table, mut found) = (String::new(), Vec::new());
    for line in sql.lines().map(str::trim) {
        if let Some(rest) = line.strip_prefix("CREATE TABLE ") {
            table = rest.split([' ', '(']).next().unwrap_or_default().to_owned();
        } else if let Some(column) = line.strip_suffix(" TEXT NOT NULL,").filter(|c| c.ends_with("path")) {
            found.push((table.clone(), column.to_owned()));
        }
    }
    found
}
