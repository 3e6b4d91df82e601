//! Use cases of the catalogue on a database in a temporary folder, with the usual cast.

#![cfg(test)]

mod certify;
mod import;
mod people;
mod products;

use base::{
    Instant, Lang, Refusal,
    ids::{DivisionId, HouseholdId, PersonId, PostId, ProducerId, ProductId},
};
use catalogue::{
    EmploymentForm, HouseholdForm, Label, LegalClass, PersonForm, ProducerForm, ProductForm, StatusForm, acts,
};
use edge::{Actor, County, Role, Scope, Stamp};
use places::desk::{DivisionRow, find_by_name, load_divisions};
use std::sync::Arc;
use store::{Db, Options, Tx, Vault};

/// The county's leading key.
pub const COUNTY: &str = "430582";

/// Somebody of the cast: person, role, scope by the name of a place.
#[derive(Clone, Copy)]
pub struct Who(pub i64, pub Role, pub &'static str);

/// 王, county office.
pub const WANG: Who = Who(1, Role::CountyOffice, "");
/// A colleague of 王.
pub const WANG_TOO: Who = Who(2, Role::CountyOffice, "");
/// 李, township supervisor of 斫曹乡.
pub const LI: Who = Who(3, Role::TownshipSupervisor, "斫曹乡");
/// 张, village officer of 梧桐村.
pub const ZHANG: Who = Who(4, Role::InformationOfficer, "斫曹乡梧桐村");
/// The department.
pub const DEPARTMENT: Who = Who(5, Role::Department, "");

/// A county in a temporary folder.
pub struct Story {
    db: Db,
    _folder: tempfile::TempDir,
}

/// An actor at a moment; `at` is a day, or a day and a UTC time.
pub fn actor(tx: &mut Tx<'_>, who: Who, at: &str) -> Actor {
    let now: Instant = if at.len() == 10 { format!("{at}T02:00:00.000Z") } else { at.to_owned() }.parse().unwrap();
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
    let path = if who.2.is_empty() { "/".to_owned() } else { find_by_name(tx, COUNTY, who.2).unwrap().remove(0).path };
    let scope = Scope { kind: who.1.scope_kind().into(), id: 0, path, name: who.2.to_owned() };
    Actor::new(county, &stamp, PersonId(who.0), PostId(who.0), who.1, scope)
}

impl Story {
    /// Shaodong with its divisions.
    pub fn shaodong() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open_folder(folder.path(), Arc::new(Vault::new(&[1; 32])), Options::default()).unwrap();
        let story = Self { db, _folder: folder };
        story.run(WANG, "2020-01-02", |tx, actor| {
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
            let rows: Vec<DivisionRow> = text.lines().skip(1).map(row).collect();
            load_divisions(tx, actor, &rows)
        });
        story
    }

    /// Runs a use case that must work.
    pub fn run<T: Send + 'static>(
        &self,
        who: Who,
        at: &'static str,
        act: impl Fn(&mut Tx<'_>, &Actor) -> Result<T, Refusal> + Send + 'static,
    ) -> T {
        self.attempt(who, at, act).unwrap()
    }

    /// Runs a use case; its answer or refusal.
    pub fn attempt<T: Send + 'static>(
        &self,
        who: Who,
        at: &'static str,
        act: impl Fn(&mut Tx<'_>, &Actor) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        self.db.write_now(move |tx| {
            let actor = actor(tx, who, at);
            act(tx, &actor)
        })
    }

    /// The code of a refusal.
    pub fn refused<T: Send + 'static>(
        &self,
        who: Who,
        at: &'static str,
        act: impl Fn(&mut Tx<'_>, &Actor) -> Result<T, Refusal> + Send + 'static,
    ) -> &'static str {
        self.attempt(who, at, act).err().map_or("accepted", |no| no.code)
    }
}

/// A division by its name.
pub fn place(tx: &mut Tx<'_>, name: &str) -> DivisionId {
    find_by_name(tx, COUNTY, name).unwrap().remove(0).id
}

/// A person with a valid citizen number of 430521.
pub fn person(name: &str, serial: u32) -> PersonForm {
    PersonForm {
        name: name.into(),
        phone: "13812345678".into(),
        id_number: citizen_number(serial),
        address: String::new(),
    }
}

/// A valid citizen number.
pub fn citizen_number(serial: u32) -> String {
    let body = format!("43052119650315{:03}", serial % 1000);
    "0123456789X"
        .chars()
        .map(|check| format!("{body}{check}"))
        .find(|n| base::codes::citizen::CitizenNumber::parse(n).is_ok())
        .unwrap()
}

/// An assisted household in 梧桐村 with a status from a day on.
pub fn household(tx: &mut Tx<'_>, actor: &Actor, name: &str, serial: u32, since: &str) -> HouseholdId {
    let form = HouseholdForm {
        division: place(tx, "斫曹乡梧桐村"),
        head: person(name, serial),
        members: Vec::new(),
        statuses: vec![StatusForm {
            kind: "registered_poor".into(),
            valid_from: since.parse().unwrap(),
            valid_to: None,
            source: String::new(),
        }],
        note: String::new(),
    };
    acts::register_household(tx, actor, (), form).unwrap().household.id
}

/// A co-operative in 梧桐村.
pub fn cooperative(tx: &mut Tx<'_>, actor: &Actor, name: &str) -> ProducerId {
    let form = ProducerForm {
        kind: "cooperative".into(),
        name: name.into(),
        division: Some(place(tx, "斫曹乡梧桐村")),
        ..ProducerForm::default()
    };
    acts::register_producer(tx, actor, (), form).unwrap().producer.id
}

/// A product form: fresh peaches of 梧桐村.
pub fn peaches(tx: &mut Tx<'_>, producer: ProducerId) -> ProductForm {
    ProductForm {
        producer,
        name: "黄桃".into(),
        legal_class: LegalClass::EdibleFarm,
        farm_group: "fruit".into(),
        unit: "g".into(),
        piece_word: String::new(),
        pack_g: None,
        spec: String::new(),
        unit_price_fen: Some(1000),
        price_per: Some(500),
        origin: Some(place(tx, "斫曹乡梧桐村")),
        origin_text: String::new(),
        shelf_life_days: None,
        barcode: String::new(),
        brand: None,
        label: Label::default(),
    }
}

/// Registers peaches.
pub fn product(tx: &mut Tx<'_>, actor: &Actor, producer: ProducerId) -> ProductId {
    let form = peaches(tx, producer);
    acts::register_product(tx, actor, (), form).unwrap().product.id
}

/// A year's work of a person.
pub fn work(worker: PersonForm, income_fen: i64, first_day: &str) -> EmploymentForm {
    EmploymentForm {
        member: None,
        household: None,
        worker: Some(worker),
        year: 2020,
        first_day: first_day.parse().unwrap(),
        last_day: "2020-12-31".parse().unwrap(),
        months: 1,
        income_fen,
        evidence: "payroll".into(),
        evidence_number: String::new(),
    }
}
