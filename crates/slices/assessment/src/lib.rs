//! Measures, settlement, policy in force and frozen years (考核).
//!
//! A year's **settlement** 年度核算 takes **measures** 指标 from kept totals (ledger), dated
//! authorisations and refusals (outlets) and incomes of assisted workers (catalogue), asks
//! the policy in force, and lists its **findings** 核算结果 with their explanations; every
//! figure opens to the lines of its book. When the year is over and its books are closed the
//! county office freezes it: document and policy are stored as text and answer from then on.
//! What was reported before there was a book stands apart as **opening totals** 期初累计.
//!
//! Invariants: the same facts and policy give the same bytes; a frozen year is never computed
//! again except beside itself; a settlement costs the same however many lines there are.
//! Left to others: what the rules say (`policy`), decisions and payments that follow from a
//! finding (people; later slices), vouchers' ceilings (vouchers checks them at each issue).

mod comparison;
pub mod desk;
mod error;
mod facts;
mod figures;
mod findings;
mod freeze;
pub mod measures;
mod opening;
mod policies;
mod promotion;
mod rows;
mod settle;
pub mod settlement;
mod sql;
mod stock_note;
#[cfg(test)]
mod tests;
mod verify;
mod waiting;

use edge::{Perm, Route, Slice};

/// What this slice brings.
pub fn slice() -> Slice {
    Slice {
        name: "assessment",
        routes: settlement_routes().into_iter().chain(opening_routes()).chain(policy_routes()).collect(),
        targets: Vec::new(),
        tasks: Some(waiting::tasks),
        news: None,
        refusals: vec![error::No::CATALOGUE],
    }
}

fn settlement_routes() -> Vec<Route> {
    vec![
        Route::list("/settlements", Perm::AssessmentRead, settle::list),
        Route::get("/settlement-years", Perm::AssessmentRead, settle::years),
        Route::get("/settlements/{year}", Perm::AssessmentRead, settle::show),
        Route::download("/settlements/{year}/document", Perm::AssessmentRead, settle::document),
        Route::list("/settlements/{year}/findings", Perm::AssessmentRead, findings::list),
        Route::get("/settlements/{year}/findings/{subject}/{rule}", Perm::AssessmentRead, findings::show),
        Route::list("/settlements/{year}/measures", Perm::AssessmentRead, figures::list),
        Route::list("/settlements/{year}/measures/{subject}/{measure}/lines", Perm::AssessmentRead, figures::lines),
        Route::list("/settlements/{year}/measures/{subject}/reports", Perm::AssessmentRead, promotion::reports),
        Route::list("/settlements/{year}/measures/{subject}/promotion", Perm::AssessmentRead, promotion::parts),
        Route::post("/settlements/{year}/freeze", Perm::AssessmentSettle, "settlement.freeze", freeze::freeze),
        Route::get("/settlements/{year}/rerun", Perm::AssessmentRead, freeze::rerun),
        Route::get("/settlements/{year}/comparison", Perm::AssessmentRead, freeze::comparison),
        Route::post("/settlements/{year}/what-ifs", Perm::AssessmentSettle, "settlement.what_if", freeze::what_if)
            .long_texts(),
    ]
}

fn opening_routes() -> Vec<Route> {
    vec![
        Route::list("/opening-totals", Perm::AssessmentRead, opening::list),
        Route::post("/opening-totals", Perm::AssessmentSettle, "opening_total.state", opening::state),
        Route::list("/opening-totals/beside-counted", Perm::AssessmentRead, opening::beside),
        Route::list("/opening-totals/{measure}/counted", Perm::AssessmentRead, opening::counted),
    ]
}

fn policy_routes() -> Vec<Route> {
    vec![
        Route::list("/policies", Perm::PolicyRead, policies::list),
        Route::post("/policies", Perm::PolicyManage, "policy.put", policies::put).long_texts(),
        Route::get("/policies/{policy}", Perm::PolicyRead, policies::show),
        Route::get("/policies/{policy}/rules/{rule}/explanation", Perm::PolicyRead, policies::explain),
    ]
}
