//! Producers, households, employment, certification and products (目录).
//!
//! Words: **household** 帮扶对象 is who is helped; **producer** 供货主体 sells produce;
//! **employment** 务工 is what a person earned from a producer in a year; **certification** 认定
//! puts products on the **catalogue** 目录; a **listing** says from when to when.
//!
//! Invariants:
//! - Personal data stands in `party`; here are ids, and lists show masks.
//! - A product is listed at a moment if a listing covers that day and that instant.
//! - Local is where it was grown or made, never where anybody is registered, nor a code's prefix.
//! - Kinds, incomes and months that certify are asked of the policy, never written here.
//!
//! Deliberately absent: benefit links other than wages, publishing the notice, the public catalogue.

mod certification;
mod class;
pub mod desk;
mod employment;
mod error;
mod evidence_of;
mod household;
mod import;
mod person;
mod producer;
mod product;
mod word;

pub use certification::*;
pub use class::{Demands, LegalClass, Particular};
pub use employment::{EmploymentForm, EmploymentQuery, EmploymentRow, WithdrawForm, employments, record, withdraw};
pub use household::{
    HouseholdCorrection, HouseholdDetail, HouseholdForm, HouseholdQuery, HouseholdRow, LeaveForm, MemberForm,
    RevealForm, RevealedHousehold, StatusEnd, StatusForm,
};
pub use import::Imported;
pub use person::{FullPerson, MaskedPerson, PersonForm};
pub use producer::{ProducerDetail, ProducerForm, ProducerQuery, ProducerRow};
pub use product::{
    BadgeForm, BadgeQuery, BadgeRow, BrandForm, BrandRow, EndForm, Label, ProductAliasForm, ProductDetail, ProductForm,
    ProductQuery, ProductRow,
};

/// The use cases, for the simulator and tests: the same functions that the routes name.
pub mod acts {
    pub use crate::{
        certification::{
            blacklist, certification, certifications, decide, department_check, list, list_on_paper, object, open,
            propose_renewal, remove, renew, resubmit, resume, settle_objection, start_notice, suspend, township_check,
        },
        employment::{employments, record as record_employment, withdraw as withdraw_employment},
        household::{
            add_member, add_status, correct as correct_household, end_status, household, households, member_leaves,
            register as register_household, reveal,
        },
        import::{
            households as import_households, producers as import_producers, read_households, read_producers,
            read_wages, wages as import_wages,
        },
        producer::{correct as correct_producer, producer, producers, register as register_producer},
        product::{
            add_alias, add_badge, add_brand, badges, brands, correct as correct_product, end as end_product, product,
            products, register as register_product,
        },
    };
}

use base::{
    Refusal,
    ids::{HouseholdId, ProducerId},
};
use edge::{Actor, Perm, Place, Route, Slice, Target, Task};
use store::{Tx, params};

/// What this slice brings.
pub fn slice() -> Slice {
    let routes =
        [household_routes(), producer_routes(), product_routes(), certification_routes(), evidence_routes()].concat();
    Slice {
        name: "catalogue",
        routes,
        targets: vec![
            (Target::Household, place_of_household),
            (Target::Producer, place_of_producer),
            (Target::Product, place_of_product),
            (Target::Certification, certification::place_of),
        ],
        tasks: Some(tasks_of),
        news: None,
        refusals: vec![error::No::CATALOGUE],
    }
}

fn household_routes() -> Vec<Route> {
    use Perm::{HouseholdRead, HouseholdWrite, PersonalReveal};
    use Target::Household;
    vec![
        Route::list("/households", HouseholdRead, household::households),
        Route::post("/households", HouseholdWrite, "household.register", household::register),
        Route::upload_prepared(
            "/households/import",
            HouseholdWrite,
            "household.import",
            import::read_households,
            import::households,
        ),
        Route::get("/households/{household}", HouseholdRead, household::household).of(Household),
        Route::put("/households/{household}", HouseholdWrite, "household.correct", household::correct).of(Household),
        Route::post("/households/{household}/members", HouseholdWrite, "household.add_member", household::add_member)
            .of(Household),
        Route::post(
            "/households/{household}/departures",
            HouseholdWrite,
            "household.member_leaves",
            household::member_leaves,
        )
        .of(Household),
        Route::post("/households/{household}/statuses", HouseholdWrite, "household.add_status", household::add_status)
            .of(Household),
        Route::post(
            "/households/{household}/status-ends",
            HouseholdWrite,
            "household.end_status",
            household::end_status,
        )
        .of(Household),
        Route::post("/households/{household}/reveal", PersonalReveal, "household.reveal", household::reveal)
            .of(Household)
            .private(),
    ]
}

fn producer_routes() -> Vec<Route> {
    use Perm::{CatalogueRead, CatalogueWrite};
    use Target::Producer;
    vec![
        Route::list("/producers", CatalogueRead, producer::producers),
        Route::post("/producers", CatalogueWrite, "producer.register", producer::register),
        Route::upload_prepared(
            "/producers/import",
            CatalogueWrite,
            "producer.import",
            import::read_producers,
            import::producers,
        ),
        Route::get("/producers/{producer}", CatalogueRead, producer::producer),
        Route::put("/producers/{producer}", CatalogueWrite, "producer.correct", producer::correct).of(Producer),
        Route::post("/producers/{producer}/employments", CatalogueWrite, "employment.record", employment::record)
            .of(Producer),
        Route::upload_prepared(
            "/producers/{producer}/employments/import",
            CatalogueWrite,
            "employment.import",
            import::read_wages,
            import::wages,
        )
        .of(Producer),
        Route::list("/employments", CatalogueRead, employment::employments),
        Route::post(
            "/employments/{employment}/withdrawal",
            CatalogueWrite,
            "employment.withdraw",
            employment::withdraw,
        ),
    ]
}

fn product_routes() -> Vec<Route> {
    use Perm::{CatalogueRead, CatalogueWrite};
    use Target::Product;
    vec![
        Route::list("/products", CatalogueRead, product::products),
        Route::post("/products", CatalogueWrite, "product.register", product::register),
        Route::get("/products/{product}", CatalogueRead, product::product),
        Route::put("/products/{product}", CatalogueWrite, "product.correct", product::correct).of(Product),
        Route::post("/products/{product}/aliases", CatalogueWrite, "product.add_alias", product::add_alias).of(Product),
        Route::post("/products/{product}/badges", CatalogueWrite, "product.add_badge", product::add_badge).of(Product),
        Route::post("/products/{product}/end", CatalogueWrite, "product.end", product::end).of(Product),
        Route::list("/badges", CatalogueRead, product::badges),
        Route::list("/brands", CatalogueRead, product::brands),
        Route::post("/brands", CatalogueWrite, "brand.register", product::add_brand),
    ]
}

fn certification_routes() -> Vec<Route> {
    use Perm::{CatalogueRead, CertificationApply as Apply, CertificationDecide as Decide};
    let on_case = [
        Route::get("/certifications/{certification}", CatalogueRead, certification::certification),
        Route::post(
            "/certifications/{certification}/resubmission",
            Apply,
            "certification.resubmit",
            certification::resubmit,
        ),
        Route::post(
            "/certifications/{certification}/township-check",
            Perm::CertificationTownship,
            "certification.township_check",
            certification::township_check,
        ),
        Route::post(
            "/certifications/{certification}/department-check",
            Perm::CertificationDepartment,
            "certification.department_check",
            certification::department_check,
        ),
        Route::post("/certifications/{certification}/decision", Decide, "certification.decide", certification::decide),
        Route::post(
            "/certifications/{certification}/notice",
            Decide,
            "certification.start_notice",
            certification::start_notice,
        ),
        Route::post("/certifications/{certification}/objections", Apply, "certification.object", certification::object),
        Route::post(
            "/certifications/{certification}/objection-settlement",
            Decide,
            "certification.settle_objection",
            certification::settle_objection,
        ),
        Route::post("/certifications/{certification}/listing", Decide, "certification.list", certification::list),
        Route::post(
            "/certifications/{certification}/paper-listing",
            Decide,
            "certification.list_on_paper",
            certification::list_on_paper,
        ),
        Route::post(
            "/certifications/{certification}/renewal-proposal",
            Apply,
            "certification.propose_renewal",
            certification::propose_renewal,
        ),
        Route::post("/certifications/{certification}/renewal", Decide, "certification.renew", certification::renew),
        Route::post(
            "/certifications/{certification}/suspension",
            Decide,
            "certification.suspend",
            certification::suspend,
        ),
        Route::post(
            "/certifications/{certification}/resumption",
            Decide,
            "certification.resume",
            certification::resume,
        ),
        Route::post("/certifications/{certification}/removal", Decide, "certification.remove", certification::remove),
        Route::post(
            "/certifications/{certification}/blacklisting",
            Decide,
            "certification.blacklist",
            certification::blacklist,
        ),
    ];
    let mut routes = vec![
        Route::list("/certifications", CatalogueRead, certification::certifications),
        Route::post("/certifications", Apply, "certification.open", certification::open),
    ];
    routes.extend(on_case.map(|route| route.of(Target::Certification)));
    routes
}

fn evidence_routes() -> Vec<Route> {
    let of_producer = [
        "/producers/{producer}/evidence",
        "/producers/{producer}/evidence/{evidence}",
        "/producers/{producer}/evidence/{evidence}/strike",
    ];
    let of_certification = [
        "/certifications/{certification}/evidence",
        "/certifications/{certification}/evidence/{evidence}",
        "/certifications/{certification}/evidence/{evidence}/strike",
    ];
    let mut routes = evidence::desk::routes(evidence_of::OF_PRODUCER, of_producer);
    routes.extend(evidence::desk::routes(evidence_of::OF_CERTIFICATION, of_certification));
    routes
}

fn tasks_of(tx: &mut Tx<'_>, actor: &Actor) -> Result<Vec<Task>, Refusal> {
    let mut tasks = certification::tasks(tx, actor)?;
    tasks.extend(product::badge_tasks(tx, actor)?);
    Ok(tasks)
}

fn place_of_household(tx: &mut Tx<'_>, county: &str, id: i64) -> Result<Option<Place>, Refusal> {
    let found = desk::household(tx, county, HouseholdId(id))?;
    Ok(found.map(|h| Place::new(h.path, h.masked_name)))
}

fn place_of_producer(tx: &mut Tx<'_>, county: &str, id: i64) -> Result<Option<Place>, Refusal> {
    let found = desk::producer(tx, county, ProducerId(id))?;
    Ok(found.map(|p| Place::new(p.path, p.name)))
}

fn place_of_product(tx: &mut Tx<'_>, county: &str, id: i64) -> Result<Option<Place>, Refusal> {
    let found: Option<(String, String)> =
        tx.find("SELECT path, name FROM product WHERE county = $1 AND id = $2", params![county, id])?;
    Ok(found.map(|(path, name)| Place::new(path, name)))
}
