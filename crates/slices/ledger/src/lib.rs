//! Books, till, imports, lots, stock, returns and reversals (购销台账).
//!
//! An outlet keeps one book. Entries 单据 are only added, numbered without gaps, chained by hash; a mistake
//! is undone by a reversal 红冲. Invariants: stock and totals move with the entry in one transaction and can be
//! counted again from the lines; what was true at the moment (listed, local) stands on the line; personal data
//! stands in party only. Deliberately absent: changing or deleting an entry, paying out a voucher in cash.
//! Left to others: which product is listed (catalogue), who is authorised (outlets), what a voucher
//! may pay (vouchers), what sums mean (assessment).

mod around;
mod book;
mod carried;
pub mod claim;
pub mod closing;
pub mod consignment;
pub mod counter;
pub mod counterparty;
pub mod coverage;
mod day_root;
mod days;
pub mod desk;
pub mod entries;
mod error;
mod gift;
pub mod give_back;
mod goods;
pub mod import;
pub mod live;
pub mod lots;
pub mod named;
pub mod period;
pub mod point;
pub mod purchase;
pub mod receipt;
pub mod repack;
pub mod reverse;
pub mod sale;
mod scale;
mod shelf;
pub mod shift;
pub mod sides;
mod sql;
pub mod stock;
pub mod stocktaking;
mod sums;
mod tasks;
pub mod tie;
mod till;
mod till_number;
pub mod transfer;
pub mod verify;
pub mod view;
mod worth;

use edge::{Perm, Route, Slice, Target};

/// What this slice brings.
pub fn slice() -> Slice {
    let routes =
        [reading(), till_routes(), writing(), importing(), closing_routes(), point::routes(), carried::routes()]
            .concat();
    let refusals = vec![
        error::No::CATALOGUE,
        point::REFUSALS,
        carried::REFUSALS,
        books::basket::BasketRefusal::CATALOGUE,
        books::stock::StockRefusal::CATALOGUE,
        books::reversal::ReversalRefusal::CATALOGUE,
        books::chain::ChainRefusal::CATALOGUE,
        books::totals::TotalsRefusal::CATALOGUE,
    ];
    let place: edge::PathOf = point::place;
    let targets = vec![(Target::PaymentList, place)];
    Slice { name: "ledger", routes, targets, tasks: Some(tasks::list), news: None, refusals }
}

fn of_outlet(routes: Vec<Route>) -> Vec<Route> {
    routes.into_iter().map(|route| route.of(Target::Outlet)).collect()
}

fn reading() -> Vec<Route> {
    use Perm::LedgerRead;
    let mut routes = of_outlet(vec![
        Route::get("/outlets/{outlet}/book", LedgerRead, period::find_book),
        Route::list("/outlets/{outlet}/entries", LedgerRead, entries::list),
        Route::get("/outlets/{outlet}/entries/{seq}", LedgerRead, entries::find),
        Route::list("/outlets/{outlet}/lines", LedgerRead, entries::lines),
        Route::list("/outlets/{outlet}/stock", LedgerRead, stock::list),
        Route::list("/outlets/{outlet}/lots", LedgerRead, stock::list_lots),
        Route::list("/outlets/{outlet}/lots/{lot}/sources", LedgerRead, stock::list_sources),
        Route::list("/outlets/{outlet}/totals", LedgerRead, stock::list_totals),
        Route::list("/outlets/{outlet}/consignments", LedgerRead, consignment::list),
    ]);
    routes.push(Route::get("/goods-coverage", LedgerRead, coverage::find));
    routes.push(Route::list("/goods-places", LedgerRead, coverage::rows));
    routes
}

fn till_routes() -> Vec<Route> {
    use Perm::{TillRead, TillSell};
    of_outlet(vec![
        Route::get("/outlets/{outlet}/till/products", TillSell, till::find),
        Route::list("/outlets/{outlet}/till/sales", TillSell, counter::sold_today),
        Route::get("/outlets/{outlet}/till/sale", TillSell, counter::find_sale),
        Route::list("/outlets/{outlet}/till/products/{product}/lots", TillSell, counter::lots),
        Route::post("/outlets/{outlet}/sales", TillSell, "sale.record", sale::record).books(),
        Route::post("/outlets/{outlet}/returns", TillSell, "return.record", give_back::record).books(),
        Route::download("/outlets/{outlet}/receipts/{seq}", TillRead, receipt::print),
        Route::get("/outlets/{outlet}/buyers", TillSell, sides::buyers),
        Route::get("/outlets/{outlet}/live-sessions", TillSell, live::choices),
        Route::post("/outlets/{outlet}/shifts", TillSell, "shift.open", shift::open_shift),
        Route::post("/outlets/{outlet}/shifts/end", TillSell, "shift.end", shift::end_shift),
        Route::list("/outlets/{outlet}/shifts", TillRead, shift::list_shifts),
    ])
}

fn writing() -> Vec<Route> {
    use Perm::LedgerWrite;
    of_outlet(vec![
        Route::post("/outlets/{outlet}/purchases", LedgerWrite, "purchase.record", purchase::record).books(),
        Route::post("/outlets/{outlet}/consignments", LedgerWrite, "consignment.take_in", purchase::consign).books(),
        Route::post(
            "/outlets/{outlet}/consignments/settlements",
            LedgerWrite,
            "consignment.settle",
            consignment::settle,
        )
        .books(),
        Route::post("/outlets/{outlet}/losses", LedgerWrite, "loss.record", stocktaking::lose).books(),
        Route::post("/outlets/{outlet}/donations", LedgerWrite, "donation.record", stocktaking::donate).books(),
        Route::post("/outlets/{outlet}/counts", LedgerWrite, "count.record", stocktaking::count).books(),
        Route::post("/outlets/{outlet}/openings", LedgerWrite, "opening.record", stocktaking::open).books(),
        Route::post("/outlets/{outlet}/transfers", LedgerWrite, "transfer.record", transfer::record).books(),
        Route::post("/outlets/{outlet}/repackings", LedgerWrite, "repacking.record", repack::record).books(),
        Route::post("/outlets/{outlet}/entries/{seq}/reversal", LedgerWrite, "entry.reverse", reverse::reverse).books(),
        Route::get("/outlets/{outlet}/suppliers", LedgerWrite, sides::suppliers),
        Route::get("/outlets/{outlet}/others", LedgerWrite, sides::others),
        Route::put("/outlets/{outlet}/prices", LedgerWrite, "price.set", till::set_prices),
        Route::put("/outlets/{outlet}/book", LedgerWrite, "book.set", period::set_book),
    ])
}

fn importing() -> Vec<Route> {
    use Perm::{LedgerImport, LedgerRead};
    of_outlet(vec![
        Route::list("/outlets/{outlet}/imports", LedgerRead, import::list),
        Route::upload_prepared(
            "/outlets/{outlet}/imports",
            LedgerImport,
            "import.preview",
            import::look_at,
            import::preview,
        ),
        Route::get("/outlets/{outlet}/imports/{id}", LedgerRead, import::find),
        Route::put("/outlets/{outlet}/import-mapping", LedgerImport, "import.remember", import::remember),
        Route::post_prepared(
            "/outlets/{outlet}/imports/{id}/commit",
            LedgerImport,
            "import.commit",
            import::read_kept,
            import::commit,
        )
        .books(),
        Route::post("/outlets/{outlet}/imports/{id}/undo", LedgerImport, "import.undo", import::undo).books(),
        Route::download("/outlets/{outlet}/imports/{id}/errors", LedgerRead, import::errors),
    ])
}

fn closing_routes() -> Vec<Route> {
    use Perm::{LedgerClose, LedgerRead};
    let mut routes = of_outlet(vec![
        Route::get("/outlets/{outlet}/takings", LedgerRead, closing::takings),
        Route::list("/outlets/{outlet}/closings", LedgerRead, closing::list),
        Route::post("/outlets/{outlet}/closings", LedgerClose, "closing.close", closing::close_day).books(),
    ]);
    routes.push(Route::list("/periods", LedgerRead, period::list_periods));
    routes.push(Route::post("/periods", LedgerClose, "period.close", period::close_period).books());
    routes
}
