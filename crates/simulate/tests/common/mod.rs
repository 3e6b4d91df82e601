//! A county to play in.
#![allow(dead_code, reason = "each test file uses a part")]

use base::Lang;
use edge::{Actor, County, ScopeTree, Stamp};
use policy::PolicySet;
use simulate::{Played, Settings, play};
use std::sync::Arc;
use store::{Db, Options, Vault, params};

/// A county on SQLite in a folder that goes away.
pub struct Small {
    pub db: Db,
    pub county: County,
    pub stamp: Stamp,
    _folder: tempfile::TempDir,
}

fn county() -> County {
    County {
        id: "430582".into(),
        name: "邵东市".into(),
        kind_word: "市".into(),
        policy: "shaodong-2020".into(),
        simulated: true,
        ahead_ms: 0,
    }
}

/// Shaodong with its divisions and policy, and nothing else.
pub fn set_up() -> Small {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open_folder(folder.path(), Arc::new(Vault::new(&[7; 32])), Options::default()).unwrap();
    let slices = simulate::slices();
    let scopes: Arc<ScopeTree> = Arc::new(slices.iter().flat_map(|s| s.targets.iter().copied()).collect());
    let policies = Arc::new(PolicySet::of_shipped().unwrap());
    let stamp = Stamp {
        public_url: String::new(),
        now: "2025-10-01T00:00:00Z".parse().unwrap(),
        lang: Lang::Zh,
        origin: "simulation".into(),
        policies,
        scopes,
    };
    let rows: Vec<places::desk::DivisionRow> = include_str!("../../../../data/divisions-430582.csv")
        .lines()
        .skip(1)
        .map(|line| line.split(',').collect::<Vec<_>>())
        .filter(|cells| cells[0].starts_with("430582"))
        .map(|cells| places::desk::DivisionRow {
            code: cells[0].into(),
            name: cells[1].into(),
            level: cells[2].into(),
            parent_code: cells[3].into(),
        })
        .collect();
    let (county, with) = (county(), stamp.clone());
    let of = county.clone();
    db.write_now(move |tx| {
        tx.run(
            "INSERT INTO county (county, code, name, kind_word, policy, simulated, set_up_at) VALUES ($1, $1, $2, '市', $3, 1, $4)",
            params![&*of.id, &of.name, &of.policy, with.now],
        )?;
        let actor = Actor::program(of.clone(), &with);
        places::desk::load_divisions(tx, &actor, &rows)?;
        let text = policy::shipped("shaodong-2020").unwrap();
        assessment::desk::put_policy(tx, &actor, text, &policy::Policy::parse(text).unwrap())
    })
    .unwrap();
    Small { db, county, stamp, _folder: folder }
}

/// A year, or the refusal in words.
pub fn played(small: &Small, settings: &Settings) -> Played {
    play(&small.db, small.county.clone(), small.stamp.clone(), settings, &mut |_| {})
        .unwrap_or_else(|no| panic!("{no}"))
}

impl Small {
    /// The stamp of somebody who asks once the year is over and all of it is known.
    pub fn afterwards(&self) -> Stamp {
        let now = "2027-01-10T00:00:00Z".parse().unwrap();
        Stamp { now, ..self.stamp.clone() }
    }
}
