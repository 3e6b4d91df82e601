//! A shop that is authorised, a school whose union issues, and the hand that pays at the till.

use crate::harness::{Client, County};
use base::{
    Clock, Fen, Instant,
    ids::{AccountId, OutletId, ProgrammeId},
};
use edge::{Actor, ScopeTree, Stamp};
use policy::{Policy, PolicySet};
use serde_json::{Value, json};
use std::sync::Arc;
use vouchers::desk::{AccountAt, Recount, Refund, Refunded, Spend, Spent};

/// The school's union with its programme.
pub struct Scene<'a> {
    pub county: &'a County,
    pub union: Client,
    pub shop: OutletId,
    pub unit: i64,
    pub programme: i64,
}

/// An authorised shop, a school, three workers on its list, an open programme.
pub fn set(county: &County) -> Scene<'_> {
    let office = county.office();
    let town = county.division("430582204000");
    let form = json!({"kind": "shop", "name": "城东店", "operator": "某店", "division": town, "opened_on": "2026-01-01",
        "contact": {"name": "陈店长", "bank_account": "6222021234567890"}});
    let shop = office.post("/outlets", form).ok()["id"].as_i64().unwrap();
    let grant = json!({"on_day": "2026-03-01", "reason": "首批", "document_no": "1号"});
    office.post(&format!("/outlets/{shop}/authorisations"), grant).ok();
    let unit = unit(county, "邵东一中");
    let union = county.person("吴某", "union_officer", Some(unit));
    let rows = json!([{"name": "周一", "phone": "13800000001", "department": "语文组"},
        {"name": "周二", "phone": "13800000002"}, {"name": "周三"}]);
    union.post(&format!("/units/{unit}/workers"), json!({"rows": rows})).ok();
    let programme = union.post(&format!("/units/{unit}/programmes"), json!({"year": 2026})).ok();
    Scene { county, union, shop: OutletId(shop), unit, programme: programme["id"].as_i64().unwrap() }
}

/// A school with a union.
pub fn unit(county: &County, name: &str) -> i64 {
    let form = json!({"kind": "school", "name": name, "union_name": format!("{name}工会"), "field": "教育"});
    county.office().post("/units", form).ok()["id"].as_i64().unwrap()
}

/// The program itself at a moment, under the shipped policy with another throttle if one is given.
pub fn actor(county: &County, at: Instant, throttle: Option<&str>) -> Actor {
    let text = policy::shipped("shaodong-2020").unwrap();
    let text =
        throttle.map_or(text.to_owned(), |s| text.replace("throttle_seconds = 10", &format!("throttle_seconds = {s}")));
    let policies = PolicySet::default().with(Policy::parse(&text).unwrap());
    let stamp = Stamp {
        public_url: String::new(),
        now: at,
        lang: base::Lang::Zh,
        origin: "story".into(),
        policies: Arc::new(policies),
        scopes: Arc::new(ScopeTree::default()),
    };
    Actor::program(county.app.county().unwrap(), &stamp)
}

impl Scene<'_> {
    /// Issues an amount to everybody on the list.
    pub fn issue(&self, yuan: i64) -> Value {
        let body = json!({"reason": "mid_autumn", "amount_fen": yuan * 100});
        self.union.post_once(&format!("issue-{yuan}"), &format!("/programmes/{}/issues", self.programme), body).ok()
    }

    /// QR texts of all slips, by account.
    pub fn slips(&self) -> Vec<(AccountId, String)> {
        let programme = ProgrammeId(self.programme);
        let actor = actor(self.county, self.county.clock.now(), None);
        self.county.app.db().write_now(move |tx| vouchers::desk::slips(tx, &actor, programme)).unwrap()
    }

    /// What a key opens at a moment.
    pub fn quote(&self, key: &str, at: &str) -> Result<AccountAt, &'static str> {
        let (county, key, at) = (self.county.app.county().unwrap().id, key.to_owned(), at.parse().unwrap());
        let quoted = self.county.app.db().read_now(move |tx| vouchers::desk::quote(tx, &county, &key, at));
        quoted.map_err(|no| no.code)
    }

    /// Pays at the shop.
    pub fn spend(&self, key: &str, yuan: i64, book_seq: i64, at: &str) -> Result<Spent, &'static str> {
        let at: Instant = at.parse().unwrap();
        let spend = Spend {
            key: key.into(),
            account: None,
            amount_fen: Fen(yuan * 100),
            outlet: self.shop,
            book_seq,
            day: at.day(),
            at,
        };
        let actor = actor(self.county, at, None);
        let spent = self.county.app.db().write_now(move |tx| vouchers::desk::spend(tx, &actor, &spend));
        spent.map_err(|no| no.code)
    }

    /// Gives back at the shop.
    pub fn refund(&self, sale: i64, yuan: i64, book_seq: i64, at: &str) -> Result<Vec<Refunded>, &'static str> {
        let refund = Refund { outlet: self.shop, book_seq_of_sale: sale, amount_fen: Fen(yuan * 100), book_seq };
        let actor = actor(self.county, at.parse().unwrap(), None);
        let back = self.county.app.db().write_now(move |tx| vouchers::desk::refund(tx, &actor, &refund));
        back.map_err(|no| no.code)
    }

    /// The county's vouchers recounted; nothing is lost or doubled.
    pub fn recount(&self) -> Recount {
        let county = self.county.app.county().unwrap().id;
        let found = self.county.app.db().read_now(move |tx| vouchers::desk::recount(tx, &county)).unwrap();
        assert_eq!(
            found.issued_fen.0 - found.spent_fen.0 + found.refunded_fen.0,
            found.balance_fen.0 + found.lapsed_fen.0,
            "{found:?}"
        );
        assert!(found.largest_fen <= Fen(60_000), "{found:?}");
        let county = self.county.app.county().unwrap().id;
        let verified = self.county.app.db().read_now(move |tx| vouchers::desk::verify(tx, &county)).unwrap();
        assert_eq!(verified.problems, []);
        found
    }
}
