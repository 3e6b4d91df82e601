//! Outlets, their authorisations and the help given to them (门店).
//!
//! An outlet (授权单位 and its kin) keeps a book here: shop 授权店, pavilion 生活馆, area 专区,
//! cabinet 专柜, village point 收购点, online partner 合作电商, inside the county's tree or out.
//! The first four hold an **authorisation** 授权: dated acts (granted, suspended, resumed,
//! revoked, ended) from which [`authorisation`] computes what holds on a day.
//!
//! Invariants: acts are never changed; who proposed a revocation does not decide it; the
//! public check of a certificate names no person.
//! Left to others: what an outlet sold (ledger), what the rules say of it (assessment),
//! vouchers at a revoked outlet (vouchers asks the desk).

mod at_work;
pub mod authorisation;
mod authorise;
mod certificate;
mod cooperation;
mod coverage;
pub mod desk;
mod error;
mod evidence_of;
mod exceptions;
mod judged;
mod paper;
mod register;
mod sql;
mod support;
mod views;
mod waiting;

pub use certificate::{CertificateCheck, check as check_certificate};

use base::ids::OutletId;
use edge::{Perm, Place, Route, Slice, Target};

/// What this slice brings.
pub fn slice() -> Slice {
    Slice {
        name: "outlets",
        routes: routes(),
        targets: vec![(Target::Outlet, |tx, county, id| {
            Ok(sql::find_outlet(tx, county, OutletId(id))?.map(|o| Place::new(o.path, o.name)))
        })],
        tasks: Some(waiting::tasks),
        news: None,
        refusals: vec![error::No::CATALOGUE],
    }
}

fn routes() -> Vec<Route> {
    let mut routes = vec![
        Route::list("/outlets", Perm::OutletRead, register::list),
        Route::post("/outlets", Perm::OutletManage, "outlet.register", register::register),
        Route::get("/outlets/{outlet}", Perm::OutletRead, register::show).of(Target::Outlet),
        Route::put("/outlets/{outlet}", Perm::OutletManage, "outlet.correct", register::correct).of(Target::Outlet),
        Route::list("/revocations", Perm::OutletRead, authorise::revocations),
        Route::get("/public/certificates/{code}", Perm::Anyone, certificate::check),
        Route::download("/outlets/{outlet}/certificate", Perm::OutletRead, certificate::print).of(Target::Outlet),
    ];
    routes.extend(authorisation_routes());
    routes.extend(record_routes());
    let of_outlet = [
        "/outlets/{outlet}/evidence",
        "/outlets/{outlet}/evidence/{evidence}",
        "/outlets/{outlet}/evidence/{evidence}/strike",
    ];
    routes.extend(evidence::desk::routes(evidence_of::OF_OUTLET, of_outlet));
    routes
}

fn authorisation_routes() -> Vec<Route> {
    vec![
        Route::list("/outlets/{outlet}/authorisations", Perm::OutletRead, authorise::acts).of(Target::Outlet),
        Route::post("/outlets/{outlet}/authorisations", Perm::OutletAuthorise, "authorisation.grant", authorise::grant)
            .of(Target::Outlet),
        Route::post(
            "/outlets/{outlet}/suspensions",
            Perm::OutletAuthorise,
            "authorisation.suspend",
            authorise::suspend,
        )
        .of(Target::Outlet),
        Route::post("/outlets/{outlet}/resumptions", Perm::OutletAuthorise, "authorisation.resume", authorise::resume)
            .of(Target::Outlet),
        Route::post("/outlets/{outlet}/endings", Perm::OutletAuthorise, "authorisation.end", authorise::end)
            .of(Target::Outlet),
        Route::post("/outlets/{outlet}/revocations", Perm::OutletAuthorise, "revocation.propose", authorise::propose)
            .of(Target::Outlet),
        Route::post(
            "/outlets/{outlet}/revocation-decisions",
            Perm::OutletAuthorise,
            "revocation.decide",
            authorise::decide,
        )
        .of(Target::Outlet),
    ]
}

fn record_routes() -> Vec<Route> {
    vec![
        Route::list("/help", Perm::OutletRead, support::county_list),
        Route::list("/outlets/{outlet}/help", Perm::OutletRead, support::list).of(Target::Outlet),
        Route::post("/outlets/{outlet}/help", Perm::OutletManage, "help.give", support::give).of(Target::Outlet),
        Route::post("/outlets/{outlet}/help/{help}/void", Perm::OutletManage, "help.void", support::void)
            .of(Target::Outlet),
        Route::get("/outlets/{outlet}/display", Perm::OutletRead, coverage::show).of(Target::Outlet),
        Route::put("/outlets/{outlet}/display", Perm::LedgerWrite, "display.set", coverage::set).of(Target::Outlet),
        Route::get("/outlets/{outlet}/coverage", Perm::OutletRead, coverage::coverage).of(Target::Outlet),
        Route::list("/outlets/{outlet}/displayed-places", Perm::OutletRead, coverage::places_displayed)
            .of(Target::Outlet),
        Route::list("/outlets/{outlet}/exceptions", Perm::OutletRead, exceptions::list).of(Target::Outlet),
        Route::post("/outlets/{outlet}/exceptions", Perm::OutletManage, "exception.allow", exceptions::allow)
            .of(Target::Outlet),
        Route::post(
            "/outlets/{outlet}/exceptions/{exception}/end",
            Perm::OutletManage,
            "exception.end",
            exceptions::end,
        )
        .of(Target::Outlet),
        Route::list("/outlets/{outlet}/refusals", Perm::OutletRead, cooperation::list).of(Target::Outlet),
        Route::post("/outlets/{outlet}/refusals", Perm::OutletManage, "refusal.establish", cooperation::establish)
            .of(Target::Outlet),
        Route::post("/outlets/{outlet}/refusals/{refusal}/fall", Perm::OutletManage, "refusal.fall", cooperation::fall)
            .of(Target::Outlet),
    ]
}
