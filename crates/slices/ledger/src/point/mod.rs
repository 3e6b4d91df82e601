//! A village collection point 收购点: what its keeper does beside the books, most of it from a phone.
//!
//! A slip 收购单 is a purchase whose weights are kept beside the entry, a mixing a repacking, a hand-over a loss and a
//! transfer; what is owed is paid by lists 发放表. Invariants: nothing here changes an entry; a slip, a payment of a
//! purchase, an invoice of an entry are one each, however often they are sent.

mod csv;
mod error;
mod evidence_of;
mod intake;
pub mod invoices;
pub mod item;
pub mod lists;
mod lying;
mod moves;
mod near;
pub mod owed;
mod paper;
pub mod pay;
pub mod payees;
mod people;
mod sellers;
mod slips;
mod today;
mod tying;
mod undo;
pub mod upload;
mod weigh;

pub use lists::place;

use crate::around;
use base::{Refusal, ids::OutletId, refusal::CatalogueRow};
use edge::{Actor, Perm, Route, Target};
use error::No;
use store::Tx;

pub(crate) const REFUSALS: &[CatalogueRow] = No::CATALOGUE;
const REASON_MOST: usize = 200;

/// The routes of collection points.
pub(crate) fn routes() -> Vec<Route> {
    use Perm::{LedgerRead, LedgerWrite};
    let of_point = vec![
        Route::get("/outlets/{outlet}/point", LedgerWrite, today::show),
        Route::post("/outlets/{outlet}/point-uploads", LedgerWrite, "point.hand_in", upload::hand_in),
        Route::list("/outlets/{outlet}/owed", LedgerRead, owed::list),
        Route::post("/outlets/{outlet}/payment-lists", LedgerWrite, "payment.draw", pay::draw).books(),
        Route::put("/outlets/{outlet}/payees/{counterparty}", LedgerWrite, "payee.name", payees::name),
        Route::list("/outlets/{outlet}/grower-purchases", LedgerRead, invoices::list),
        Route::post("/outlets/{outlet}/invoice-data", LedgerWrite, "invoice.data", invoices::data).private(),
        Route::post("/outlets/{outlet}/purchase-invoices", LedgerWrite, "invoice.keep", invoices::keep).books(),
    ];
    let of_list = vec![
        Route::get("/payment-lists/{list}", LedgerRead, lists::show),
        Route::post("/payment-lists/{list}/payments", LedgerWrite, "payment.pay", pay::pay).books(),
        Route::post("/payment-lists/{list}/releases", LedgerWrite, "payment.take_off", pay::take_off).books(),
        Route::post("/payment-lists/{list}/prints", LedgerWrite, "payment.print", paper::print).private(),
        Route::post("/payment-lists/{list}/bank-files", LedgerWrite, "payment.bank_file", paper::bank_file).private(),
    ];
    let mut routes: Vec<Route> = of_point.into_iter().map(|route| route.of(Target::Outlet)).collect();
    routes.extend(of_list.into_iter().map(|route| route.of(Target::PaymentList)));
    routes.push(Route::list("/payment-lists", LedgerRead, lists::list));
    routes.push(Route::list("/points-owed", LedgerRead, owed::points));
    let evidence_paths = [
        "/payment-lists/{list}/evidence",
        "/payment-lists/{list}/evidence/{evidence}",
        "/payment-lists/{list}/evidence/{evidence}/strike",
    ];
    routes.extend(evidence::desk::routes(evidence_of::OF_PAYMENT_LIST, evidence_paths));
    routes
}

/// The name of a village collection point. **Errors:** the outlet is of another kind.
fn require_point(tx: &mut Tx<'_>, actor: &Actor, outlet: OutletId) -> Result<String, Refusal> {
    around::village_point(tx, actor.county_id(), outlet)?.ok_or_else(|| No::NotAPoint.into())
}

/// The collection points that an actor sees: all of the county, or the own one.
fn points_of(tx: &mut Tx<'_>, actor: &Actor) -> Result<Vec<(OutletId, String)>, Refusal> {
    let points = around::village_points(tx, actor.county_id())?;
    Ok(points.into_iter().filter(|(id, _)| sees(actor, *id)).collect())
}

/// The outlets that an actor sees: any may pay by lists.
fn outlets_of(tx: &mut Tx<'_>, actor: &Actor) -> Result<Vec<(OutletId, String)>, Refusal> {
    let outlets = around::all_outlets(tx, actor.county_id())?;
    Ok(outlets.into_iter().filter(|(id, _)| sees(actor, *id)).collect())
}

fn sees(actor: &Actor, outlet: OutletId) -> bool {
    actor.scope.path == "/" || (actor.scope.kind == "outlet" && actor.scope.id == outlet.0)
}

/// Attaches a photo of the signed list for the keeper whose point it is; the same photo twice adds nothing.
pub(crate) fn attach_to_list(
    tx: &mut Tx<'_>,
    author: &Actor,
    list: i64,
    photo: (&edge::Upload, &evidence::desk::Sealed),
) -> Result<bool, Refusal> {
    let found = place(tx, author.county_id(), list)?.ok_or(No::NoSuchList)?;
    author.require(&found.path)?;
    Ok(evidence::desk::attach(tx, author, &evidence_of::OF_PAYMENT_LIST, list, photo.0, photo.1)?.again)
}

fn reason(said: &str) -> Result<(), Refusal> {
    if said.trim().is_empty() || said.chars().count() > REASON_MOST {
        return Err(Refusal::from(No::Reason { most: REASON_MOST }).at("/reason"));
    }
    Ok(())
}
