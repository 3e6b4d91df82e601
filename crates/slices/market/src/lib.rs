//! What buyers want, and how it comes together with what villages have (产销).
//!
//! A **demand** (采购需求) is what a buyer wants, once or as a standing order, directed or from anywhere. A **matching run**
//! (产销撮合) solves all of it exactly and keeps instance and answer; each flow becomes an **offer** (对接) that the office
//! sends and that buyer and village agree to, or not. A **contract** (购销合同, 订单农业) is what they sign, each **delivery** on
//! it is paid by its own day and grade and stands on a line of a book, and each side says whether it is as agreed; a **collection run** (集货车次) fetches what was agreed in a
//! township. **Samples** (价格采集) say what the market pays; a **fair** (产销对接活动) is where many meet.
//!
//! Invariants: a plan is a proposal; a run keeps what it was made from; what was sent or agreed is not offered again;
//! prices are said by people. A **campaign** (助销行动) sells what was declared unsalable; a **pledge** (认购) is who promised to
//! buy it. Left to others: what there is to sell (supply), what was delivered and paid (ledger).

mod answering;
mod beside;
mod bookings;
mod buyers;
mod campaigns;
mod choices;
mod collecting;
mod contracts;
mod deliveries;
mod demand_list;
mod demands;
pub mod desk;
mod directions;
mod document;
mod error;
mod fairs;
mod funnel;
mod instance;
mod kept_runs;
mod medians;
mod offers;
mod pairings;
mod paper;
mod pledges;
mod pledging;
mod prices;
mod proposing;
mod roads;
mod runs;
mod sessions;
mod taken;
mod telling;
mod terms;
mod today;
mod transport;
mod waiting;
mod ways;
mod what_if;
mod windows;

use base::{Fen, Refusal};
use edge::{Perm, Route, Slice};
use error::No;

/// Most of one demand: 100,000 t.
const MOST_KG: i64 = 100_000_000;

/// What this slice brings.
pub fn slice() -> Slice {
    Slice {
        name: "market",
        routes: [matching_routes(), contract_routes(), collection_routes(), campaign_routes()].concat(),
        targets: Vec::new(),
        tasks: Some(waiting::tasks),
        news: None,
        refusals: vec![No::CATALOGUE],
    }
}

fn campaign_routes() -> Vec<Route> {
    vec![
        Route::list("/campaigns", Perm::MarketRead, campaigns::list),
        Route::post("/campaigns", Perm::MarketManage, "campaign.announce", campaigns::announce),
        Route::get("/campaigns/{campaign}", Perm::MarketRead, campaigns::show),
        Route::post("/campaigns/{campaign}/reports", Perm::MarketManage, "campaign.join", campaigns::join),
        Route::post("/campaigns/{campaign}/ending", Perm::MarketManage, "campaign.end", campaigns::end),
        Route::list("/campaigns/{campaign}/pledges", Perm::MarketRead, pledges::list),
        Route::post("/campaigns/{campaign}/pledges", Perm::MarketAnswer, "pledge.make", pledges::make),
        Route::get("/campaigns/{campaign}/pledges/{pledge}", Perm::MarketRead, pledges::show),
        Route::post("/campaigns/{campaign}/pledges/{pledge}/acts", Perm::MarketAnswer, "pledge.act", pledges::act),
        Route::post(
            "/campaigns/{campaign}/pledges/{pledge}/contact",
            Perm::MarketAnswer,
            "pledge.contact",
            pledges::contact,
        )
        .private(),
    ]
}

fn contract_routes() -> Vec<Route> {
    vec![
        Route::list("/contracts", Perm::OfferRead, contracts::list),
        Route::post("/contracts", Perm::ContractWrite, "contract.sign", contracts::sign),
        Route::get("/contracts/{contract}", Perm::OfferRead, contracts::show),
        Route::post("/contracts/{contract}/answers", Perm::ContractAnswer, "contract.answer", contracts::answer),
        Route::post("/contracts/{contract}/ending", Perm::ContractWrite, "contract.end", contracts::end),
        Route::post("/contracts/{contract}/prints", Perm::ContractWrite, "contract.print", paper::print).private(),
        Route::list("/contracts/{contract}/deliveries", Perm::OfferRead, deliveries::list),
        Route::post("/contracts/{contract}/deliveries", Perm::ContractWrite, "delivery.take", deliveries::take).books(),
        Route::post(
            "/contracts/{contract}/deliveries/{delivery}/reversal",
            Perm::ContractWrite,
            "delivery.take_back",
            deliveries::take_back,
        )
        .books(),
        Route::post("/contracts/{contract}/book", Perm::ContractWrite, "contract.keep_book", bookings::keep_book),
        Route::get("/contracts/{contract}/lines", Perm::MarketRead, bookings::lines),
        Route::post(
            "/contracts/{contract}/deliveries/{delivery}/booking",
            Perm::ContractWrite,
            "delivery.book",
            bookings::book,
        )
        .books(),
        Route::post(
            "/contracts/{contract}/deliveries/{delivery}/booking/reversal",
            Perm::ContractWrite,
            "delivery.unbook",
            bookings::undo,
        )
        .books(),
        Route::list("/fairs", Perm::MarketRead, fairs::list),
        Route::post("/fairs", Perm::MarketManage, "fair.announce", fairs::announce),
        Route::get("/fairs/{fair}", Perm::MarketRead, fairs::show),
        Route::post("/fairs/{fair}/live-sessions", Perm::MarketManage, "live_session.announce", sessions::announce),
        Route::put("/fairs/{fair}/live-sessions/{session}", Perm::MarketManage, "live_session.edit", sessions::edit),
        Route::post(
            "/fairs/{fair}/live-sessions/{session}/calling-off",
            Perm::MarketManage,
            "live_session.call_off",
            sessions::call_off,
        ),
        Route::post("/fairs/{fair}/statements", Perm::MarketManage, "fair.state", fairs::state),
        Route::list("/price-samples", Perm::MarketRead, prices::list),
        Route::post("/price-samples", Perm::PriceWatch, "price.sample", prices::take),
        Route::get("/market-price", Perm::MarketRead, prices::show),
        Route::get("/market-medians", Perm::OfferRead, medians::show),
    ]
}

fn collection_routes() -> Vec<Route> {
    vec![
        Route::post("/collection-proposals", Perm::ContractWrite, "collection_run.propose", collecting::propose),
        Route::list("/collection-runs", Perm::MarketRead, collecting::list),
        Route::post("/collection-runs", Perm::ContractWrite, "collection_run.plan", collecting::plan),
        Route::get("/collection-runs/{collection}", Perm::MarketRead, collecting::show),
        Route::put("/collection-runs/{collection}", Perm::ContractWrite, "collection_run.edit", collecting::edit),
        Route::post("/collection-runs/{collection}/ending", Perm::ContractWrite, "collection_run.end", collecting::end),
        Route::post(
            "/collection-runs/{collection}/loadings",
            Perm::ContractWrite,
            "collection_run.load",
            collecting::take,
        ),
        Route::post(
            "/collection-runs/{collection}/prints",
            Perm::ContractWrite,
            "collection_run.print",
            collecting::print,
        )
        .private(),
    ]
}

fn matching_routes() -> Vec<Route> {
    vec![
        Route::get("/market-choices", Perm::MarketRead, choices::show),
        Route::list("/demands", Perm::MarketRead, demand_list::list),
        Route::post("/demands", Perm::MarketBuy, "demand.state", demands::state),
        Route::post("/demands/{demand}/ending", Perm::MarketBuy, "demand.end", demands::end),
        Route::list("/pairings", Perm::MarketRead, pairings::list),
        Route::post("/pairings", Perm::MarketManage, "pairing.make", pairings::make),
        Route::post("/pairings/{pairing}/ending", Perm::MarketManage, "pairing.end", pairings::end),
        Route::list("/transport-costs", Perm::MarketRead, transport::list),
        Route::put("/transport-costs", Perm::MarketManage, "transport.set", transport::set),
        Route::download("/transport-costs/file", Perm::MarketRead, ways::download),
        Route::upload_prepared(
            "/transport-costs/import",
            Perm::MarketManage,
            "transport.import",
            ways::read,
            ways::take,
        ),
        Route::get("/transport-rule", Perm::MarketRead, transport::rule),
        Route::list("/matching-runs", Perm::MarketRead, kept_runs::list),
        Route::post("/matching-runs", Perm::MarketManage, "matching.run", runs::run),
        Route::get("/matching-runs/{run}", Perm::MarketRead, kept_runs::show),
        Route::download("/matching-runs/{run}/instance", Perm::MarketRead, kept_runs::download),
        Route::get("/matching-runs/{run}/lines", Perm::MarketRead, what_if::lines),
        Route::get("/matching-runs/{run}/what-if", Perm::MarketRead, what_if::show),
        Route::get("/market-today", Perm::OfferRead, today::show),
        Route::list("/offers", Perm::OfferRead, offers::list),
        Route::get("/offers/{offer}", Perm::OfferRead, offers::show),
        Route::post("/offers/{offer}/acts", Perm::OfferAnswer, "offer.act", answering::act),
    ]
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
