//! A county of one folder: outlets, products, and whoever acts, on a clock that the test sets.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use base::{Day, Fen, Instant, Lang, Quantity, Refusal, ids::*, units::UnitPrice};
use edge::{Actor, County, Stamp};
use ledger::{
    counterparty::{Named, Party},
    lots::Papers,
    purchase::{IntakeLine, IntakeView, RecordPurchase},
    sale::{RecordSale, SaleLine, SalePayment},
};
use std::sync::Arc;
use store::{Db, Options, Tx, Vault, params};

pub const SHOP: OutletId = OutletId(7);
pub const OTHER: OutletId = OutletId(8);
pub const PEACH: ProductId = ProductId(11);
pub const LILY: ProductId = ProductId(12);
pub const SOAP: ProductId = ProductId(13);
pub const BOX: ProductId = ProductId(14);
pub const BAG: ProductId = ProductId(15);

pub struct World {
    pub db: Db,
    _folder: tempfile::TempDir,
}

pub fn world() -> World {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open_folder(folder.path(), Arc::new(Vault::new(&[7; 32])), Options::default()).unwrap();
    db.write_now(fixture).unwrap();
    World { db, _folder: folder }
}

pub fn at(text: &str) -> Instant {
    if text.len() == 10 { text.parse::<Day>().unwrap().starts_at().plus_seconds(36_000) } else { text.parse().unwrap() }
}

pub fn actor(now: &str) -> Actor {
    let county = County {
        id: "430582".into(),
        name: "邵东市".into(),
        kind_word: "市".into(),
        policy: "shaodong-2020".into(),
        simulated: false,
        ahead_ms: 0,
    };
    let stamp = Stamp {
        public_url: String::new(),
        now: at(now),
        lang: Lang::Zh,
        origin: "test".into(),
        policies: Arc::new(policy::PolicySet::of_shipped().unwrap()),
        scopes: Arc::new(edge::ScopeTree::new()),
    };
    Actor::program(county, &stamp)
}

impl World {
    /// One use case in a transaction of its own.
    pub fn act<T: Send + 'static>(
        &self,
        now: &'static str,
        run: impl FnMut(&mut Tx<'_>, &Actor) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        let mut run = run;
        self.db.write_now(move |tx| run(tx, &actor(now)))
    }

    pub fn number(&self, sql: &'static str) -> i64 {
        self.db.read_now(move |tx| Ok(tx.number(sql, &[])?)).unwrap()
    }

    pub fn buy(&self, now: &'static str, product: ProductId, g: Quantity, fen: i64) -> IntakeView {
        self.act(now, move |tx, actor| purchase(tx, actor, product, g, fen)).unwrap()
    }

    pub fn sell(
        &self,
        now: &'static str,
        lines: &[(ProductId, Quantity, i64)],
    ) -> Result<ledger::view::SaleView, Refusal> {
        let lines = lines.to_vec();
        self.act(now, move |tx, actor| ledger::sale::record(tx, actor, SHOP, sale(&lines)))
    }
}

pub fn kg(n: i64) -> Quantity {
    Quantity::G(n * 1_000)
}

pub fn per_kg(fen: i64) -> Option<UnitPrice> {
    Some(UnitPrice { fen: Fen(fen), per: 1_000 })
}

pub fn supplier() -> Party {
    Party::Named(Named {
        name: "合作社".into(),
        address: "廉桥镇".into(),
        contact: "0739-2600000".into(),
        farmer: false,
    })
}

pub fn purchase(
    tx: &mut Tx<'_>,
    actor: &Actor,
    product: ProductId,
    quantity: Quantity,
    fen: i64,
) -> Result<IntakeView, Refusal> {
    let line = IntakeLine { product, quantity, price: None, amount_fen: Some(Fen(fen)), papers: Papers::default() };
    let body =
        RecordPurchase { day: None, supplier: supplier(), lines: vec![line], payments: vec![], note: String::new() };
    ledger::purchase::record(tx, actor, SHOP, body)
}

/// A cash sale of lines with their amounts.
pub fn sale(lines: &[(ProductId, Quantity, i64)]) -> RecordSale {
    let total = lines.iter().map(|l| l.2).sum();
    RecordSale {
        session: None,
        day: None,
        channel: None,
        buyer: None,
        lines: lines
            .iter()
            .map(|(product, quantity, fen)| SaleLine {
                product: *product,
                quantity: *quantity,
                price: None,
                amount_fen: Some(Fen(*fen)),
                discount_fen: Fen(0),
                lot: None,
            })
            .collect(),
        basket_discount_fen: Fen(0),
        rounding_fen: Fen(0),
        payments: vec![SalePayment { means: books::Means::Cash, amount_fen: Fen(total), voucher: None, account: None }],
        till_receipt: String::new(),
        note: String::new(),
    }
}

/// Two authorised shops, a co-operative, and its products.
fn fixture(tx: &mut Tx<'_>) -> Result<(), Refusal> {
    for id in [SHOP, OTHER] {
        tx.run(
            "INSERT INTO outlet (county, id, kind, name, search, division, path, address, hours, operator, credit_code, contact, own_till,
             platform, opened_on, closed_on, note, made_at) VALUES ('430582', $1, 'shop', $2, '', 1, $3, '', '', '', '', NULL, 0, '',
             '2019-01-01', '9999-12-31', '', '')",
            params![id, format!("店{id}"), format!("/1/o{id}/")],
        )?;
        tx.run(
            "INSERT INTO authorisation_act (county, outlet, seq, act, on_day, valid_to, reason, document_no, wind_down, proposed_by,
             decided_by, decided_post, at) VALUES ('430582', $1, 1, 'granted', '2019-06-01', '9999-12-31', '', '', '', NULL, 1, 1, '')",
            params![id],
        )?;
    }
    tx.run(
        "INSERT INTO producer (county, id, kind, name, normal, search, division, path, household, document_kind, document_number,
         document_verdict, registered_address, contact, blacklisted_at, note, made_by, made_at)
         VALUES ('430582', 1, 'cooperative', '廉桥合作社', '', '', 1, '/1/p1/', NULL, '', '', '', '', NULL, '', '', 1, '')",
        &[],
    )?;
    for (id, name, unit, pack, local, listed_to) in [
        (PEACH, "黄桃", "g", None, 1, "2020-12-31"),
        (LILY, "百合", "g", None, 1, "9999-12-31"),
        (SOAP, "肥皂", "piece", None, 0, ""),
        (BOX, "礼盒", "piece", None, 0, ""),
        (BAG, "百合袋装", "piece", Some(500_i64), 1, "9999-12-31"),
    ] {
        tx.run(
            "INSERT INTO product (county, id, producer, path, name, normal, search, legal_class, farm_group, unit, piece_word, pack_g, spec,
             unit_price_fen, price_per, origin, origin_text, local, shelf_life_days, barcode, brand, label, ended, made_by, made_at)
             VALUES ('430582', $1, 1, '/1/p1/', $2, $2, '', $3, 'fruit', $4, '袋', $5, '', NULL, 1000, 1, '', $6, NULL, '', NULL, '{}', '', 1, '')",
            params![id, name, if id == SOAP { "non_food" } else { "edible_farm" }, unit, pack, i64::from(local)],
        )?;
        if !listed_to.is_empty() {
            tx.run(
                "INSERT INTO listing (county, id, product, certification, valid_from, valid_to, from_at, until_at)
                 VALUES ('430582', $1, $1, 1, '2019-06-01', $2, '2019-05-01T00:00:00.000Z', '9999-12-31T00:00:00.000Z')",
                params![id, listed_to],
            )?;
        }
    }
    Ok(())
}

impl World {
    /// All books hold.
    pub fn verify(&self) -> ledger::verify::BooksReport {
        let report = self.db.read_now(|tx| ledger::verify::verify_books(tx, "430582")).unwrap();
        assert!(report.problems.is_empty(), "{:?}", report.problems);
        report
    }
}
