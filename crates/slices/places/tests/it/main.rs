//! Use cases of places on a database in a temporary folder.

#![cfg(test)]

mod change;
mod import;
mod load;

use base::{Instant, Lang};
use edge::{Actor, County, Stamp};
use places::desk::{DivisionRow, load_divisions};
use std::sync::Arc;
use store::{Db, Options, Tx, Vault};

/// A county in a temporary folder with Shaodong's divisions.
pub struct Story {
    db: Db,
    _folder: tempfile::TempDir,
}

/// The county's leading key.
pub const COUNTY: &str = "430582";

/// The county office on a day.
pub fn actor_on(day: &str) -> Actor {
    let now: Instant = format!("{day}T02:00:00.000Z").parse().unwrap();
    let stamp = Stamp {
        public_url: String::new(),
        now,
        lang: Lang::Zh,
        origin: "test".into(),
        policies: Arc::new(policy::PolicySet::of_shipped().unwrap()),
        scopes: Arc::default(),
    };
    let county = County {
        id: COUNTY.into(),
        name: "邵东市".into(),
        kind_word: "市".into(),
        policy: "shaodong-2020".into(),
        simulated: false,
        ahead_ms: 0,
    };
    Actor::program(county, &stamp)
}

/// Rows of the table that ships.
pub fn shipped_rows() -> Vec<DivisionRow> {
    let text = include_str!("../../../../../data/divisions-430582.csv");
    let row = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        DivisionRow {
            code: cells[0].into(),
            name: cells[1].into(),
            level: cells[2].into(),
            parent_code: cells[3].into(),
        }
    };
    text.lines().skip(1).map(row).collect()
}

impl Story {
    /// An empty county.
    pub fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open_folder(folder.path(), Arc::new(Vault::new(&[1; 32])), Options::default()).unwrap();
        Self { db, _folder: folder }
    }

    /// The county with its divisions.
    pub fn shaodong() -> Self {
        let story = Self::empty();
        story.run("2020-01-02", |tx, actor| load_divisions(tx, actor, &shipped_rows())).unwrap();
        story
    }

    /// Runs a use case on a day.
    pub fn run<T: Send + 'static>(
        &self,
        day: &'static str,
        act: impl Fn(&mut Tx<'_>, &Actor) -> Result<T, base::Refusal> + Send + 'static,
    ) -> Result<T, base::Refusal> {
        self.db.write_now(move |tx| act(tx, &actor_on(day)))
    }
}
