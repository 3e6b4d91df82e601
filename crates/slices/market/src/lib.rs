//! What buyers want, and how it comes together with what villages have (产销).
//!
//! A **demand** (采购需求) is what a buyer wants, once or as a standing order, directed or from anywhere. A **matching run**
//! (产销撮合) solves all of it exactly and keeps instance and answer; each flow becomes an **offer** (对接) that the office
//! sends and that buyer and village agree to, or not.
//!
//! Invariants: a plan is a proposal; a run keeps what it was made from; what was sent or agreed is not offered again;
//! prices are said by people. Left to others: what there is to sell (supply), what was delivered and paid (ledger).

mod demands;
mod document;
mod error;
mod instance;
mod offers;
mod runs;
mod transport;
mod waiting;
mod windows;

use base::{Fen, Refusal, ids::DivisionId};
use edge::{Perm, Route, Slice};
use error::No;
use store::Tx;

/// Most of one demand: 100,000 t.
const MOST_KG: i64 = 100_000_000;

/// What this slice brings.
pub fn slice() -> Slice {
    Slice {
        name: "market",
        routes: vec![
            Route::list("/demands", Perm::MarketRead, demands::list),
            Route::post("/demands", Perm::MarketBuy, "demand.state", demands::state),
            Route::post("/demands/{demand}/ending", Perm::MarketBuy, "demand.end", demands::end),
            Route::list("/transport-costs", Perm::MarketRead, transport::list),
            Route::put("/transport-costs", Perm::MarketManage, "transport.set", transport::set),
            Route::get("/transport-rule", Perm::MarketRead, transport::rule),
            Route::list("/matching-runs", Perm::MarketRead, runs::list),
            Route::post("/matching-runs", Perm::MarketManage, "matching.run", runs::run),
            Route::get("/matching-runs/{run}", Perm::MarketRead, runs::show),
            Route::download("/matching-runs/{run}/instance", Perm::MarketRead, runs::download),
            Route::list("/offers", Perm::MarketRead, offers::list),
            Route::get("/offers/{offer}", Perm::MarketRead, offers::show),
            Route::post("/offers/{offer}/acts", Perm::MarketAnswer, "offer.act", offers::act),
        ],
        targets: Vec::new(),
        tasks: Some(waiting::tasks),
        refusals: vec![No::CATALOGUE],
    }
}

fn full_name(tx: &mut Tx<'_>, county: &str, id: DivisionId) -> Result<String, Refusal> {
    Ok(places::desk::division(tx, county, id)?.map(|division| division.full_name).unwrap_or_default())
}

fn text(field: &str, text: &str, most: usize) -> Result<(), Refusal> {
    if text.trim().is_empty() || text.chars().count() > most {
        return Err(Refusal::from(No::TextLength { most }).at(field));
    }
    Ok(())
}

fn at_most(field: &str, text: &str, most: usize) -> Result<(), Refusal> {
    if text.chars().count() > most { Err(Refusal::from(No::TooLong { most }).at(field)) } else { Ok(()) }
}

/// Refuses prices that are none.
fn priced(field: &str, price: Option<Fen>) -> Result<(), Refusal> {
    match price {
        Some(Fen(fen)) if fen <= 0 || fen > 1_000_000 => Err(Refusal::from(No::Price).at(field)),
        _ => Ok(()),
    }
}
