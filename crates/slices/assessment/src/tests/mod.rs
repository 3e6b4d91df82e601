//! A county of one folder for this slice's stories: three shops, kept totals, a closed year.

mod limits;
mod policies;
mod years;

use crate::{
    desk,
    freeze::{self, FreezeYear},
    policies::{PolicyRow, PutPolicy, put},
    settle::SettlementView,
};
use base::{
    Day, Lang, Refusal,
    ids::{PersonId, PostId},
};
use edge::{Actor, Ask, County, Role, Scope, Stamp};
use outlets::desk::{GrantAuthorisation, OutletForm};
use policy::{Policy, shipped, vocabulary::OutletKind};
use std::sync::Arc;
use store::{Db, Options, Tx, Vault, params};

/// A county of one folder with three shops, authorised since 2019.
pub struct World {
    db: Db,
    _folder: tempfile::TempDir,
}

fn actor(tx: &mut Tx<'_>, now: &str, role: Role) -> Result<Actor, Refusal> {
    let name = "邵东市".to_owned();
    let county = County {
        id: "430582".into(),
        name: name.clone(),
        kind_word: "市".into(),
        policy: "shaodong-2020".into(),
        simulated: false,
        ahead_ms: 0,
    };
    let stamp = Stamp {
        public_url: String::new(),
        now: now.parse::<Day>().unwrap().starts_at().plus_seconds(36_000),
        lang: Lang::Zh,
        origin: "test".into(),
        policies: Arc::new(desk::load_policies(tx, "430582")?),
        scopes: Arc::new(edge::ScopeTree::new()),
    };
    let path = if role == Role::OutletManager { "/1/o1/" } else { "/" };
    let scope = Scope { kind: "county".into(), id: 0, path: path.into(), name };
    Ok(Actor::new(county, &stamp, PersonId(3), PostId(4), role, scope))
}

impl World {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open_folder(folder.path(), Arc::new(Vault::new(&[7; 32])), Options::default()).unwrap();
        let world = Self { db, _folder: folder };
        world
            .act("2019-06-01", |tx, actor| {
                let text = shipped("shaodong-2020").unwrap();
                desk::put_policy(tx, actor, text, &Policy::parse(text).unwrap())?;
                for name in ["一店", "二店", "三店"] {
                    let id = outlets::desk::register(tx, actor, shop(name))?;
                    let (on_day, reason) = ("2019-06-01".parse().unwrap(), "首批".to_owned());
                    outlets::desk::grant(
                        tx,
                        actor,
                        id,
                        GrantAuthorisation { on_day, valid_to: None, reason, document_no: "1".into() },
                    )?;
                }
                Ok(())
            })
            .unwrap();
        world
    }

    pub fn act<T: Send + 'static>(
        &self,
        now: &'static str,
        run: impl FnMut(&mut Tx<'_>, &Actor) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        self.by(Role::CountyOffice, now, run)
    }

    pub fn by<T: Send + 'static>(
        &self,
        role: Role,
        now: &'static str,
        mut run: impl FnMut(&mut Tx<'_>, &Actor) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        self.db.write_now(move |tx| {
            let actor = actor(tx, now, role)?;
            run(tx, &actor)
        })
    }

    /// Totals as the ledger keeps them: listed and local sales of an outlet in a year.
    pub fn sold(&self, outlet: i64, year: i32, listed: i64, local: i64) {
        self.act("2020-01-01", move |tx, _| {
            tx.run(
                "INSERT INTO sales_total (county, year, outlet, product, campaign, recorded_fen, listed_fen, local_fen, quantity_g, quantity_pieces)
                 VALUES ('430582', $1, $2, (SELECT COUNT(*) + 1 FROM sales_total), 0, $3, $3, $4, 0, 0)",
                params![year, outlet, listed, local],
            )?;
            Ok(())
        })
        .unwrap();
    }

    pub fn settled(&self) -> desk::Settled {
        self.act("2021-01-10", |tx, actor| desk::settle(tx, actor, 2020, None)).unwrap()
    }

    pub fn freeze(&self, now: &'static str, digest: String) -> Result<SettlementView, Refusal> {
        self.act(now, move |tx, actor| freeze::freeze(tx, actor, 2020, FreezeYear { digest: digest.clone() }))
    }

    pub fn close_books(&self) {
        self.act("2021-01-08", |tx, actor| {
            let body = ledger::period::ClosePeriod { to: "2020-12-31".parse().unwrap(), reason: "年度核算".into() };
            ledger::period::close_period(tx, actor, (), body).map(|_| ())
        })
        .unwrap();
    }

    pub fn put(&self, text: String) -> Result<PolicyRow, Refusal> {
        self.act("2021-06-01", move |tx, actor| put(tx, actor, (), PutPolicy { text: text.clone() }))
    }
}

fn shop(name: &str) -> OutletForm {
    OutletForm {
        kind: OutletKind::Shop,
        name: name.into(),
        division: None,
        address: "长沙市".into(),
        hours: String::new(),
        operator: "某公司".into(),
        credit_code: String::new(),
        contact: None,
        own_till: false,
        platform: String::new(),
        opened_on: "2019-06-01".parse().unwrap(),
        closed_on: None,
        note: String::new(),
    }
}

/// The shipped policy under another id, from another day, with some words replaced.
pub fn revised(id: &str, from: &str, change: &[(&str, &str)]) -> String {
    let text = shipped("shaodong-2020").unwrap().replace("id = \"shaodong-2020\"", &format!("id = \"{id}\""));
    let text = text.replace("effective_from = \"2020-01-01\"", &format!("effective_from = \"{from}\""));
    change.iter().fold(text, |text, (old, new)| text.replace(old, new))
}

pub fn all() -> Ask {
    Ask { limit: Some(500), total: true, ..Ask::default() }
}

/// Shops at the limits: 100,000.00, 300,000.00, nothing.
pub fn year_of_limits() -> World {
    let world = World::new();
    world.sold(1, 2020, 6_000_000, 4_000_000);
    world.sold(1, 2020, 4_000_000, 3_000_000);
    world.sold(2, 2020, 30_000_000, 30_000_000);
    world.sold(2, 2019, 99, 99);
    world
}
