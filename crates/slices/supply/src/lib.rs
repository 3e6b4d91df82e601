//! What villages have, will have and cannot sell (货源).
//!
//! A **crop** (品种) has a season; inside it each village that grows it is asked once a period, and once in each **round** of
//! surveys. A **report** (货源上报),
//! a **survey** (摸底) and an **unsalable report** (滞销上报) are items that a phone makes, keeps and hands in, each by an id
//! of its own. A **helpline** (咨询电话) is whom to ring; **advice** (指导记录) is what was said to whoever asked. A **base**
//! (基地) of **plots** (地块) is where it grows, with rent that is paid for it. A **call** (电话代报) is what a clerk entered after one, until its caller confirms it.
//! The township checks; who confirmed an unsalable report made it a **declaration** (滞销认定).
//!
//! Invariants: what was said is never changed, a later word replaces it; the same item twice is one; one bad item stops
//! no other; nobody checks their own word; outside the season nothing is due, and a report of nothing is an answer.
//! Left to others: which lots come from declared produce (ledger), who buys it (market), the officers' score (assessment).

mod advice;
mod bases;
mod bundle;
mod calls;
mod checks;
mod clock;
mod crops;
pub mod desk;
mod error;
mod evidence_of;
mod exceptions;
mod for_sale;
mod growers;
mod had;
mod handed;
mod helplines;
mod hints;
mod item;
mod keep;
mod later;
mod marks;
mod refused;
mod reporting;
mod reports;
mod ringing;
mod season;
mod silence;
mod survey;
mod telling;
mod today;
mod unsalable;
mod upload;
mod waiting;

use base::{Refusal, ids::DivisionId};
use edge::{Actor, Perm, Route, Slice, Target};
use error::No;
use places::desk::DivisionView;
use store::Tx;

/// The open end of a period.
const OPEN_END: &str = "9999-12-31";

/// Most of one report: 100,000 t.
const MOST_GRAMS: i64 = 100_000_000_000;

/// What this slice brings.
pub fn slice() -> Slice {
    let mut routes = vec![
        Route::list("/crops", Perm::SupplyRead, crops::list),
        Route::post("/crops", Perm::SupplyManage, "crop.register", crops::register),
        Route::get("/crops/{crop}", Perm::SupplyRead, crops::show),
        Route::put("/crops/{crop}", Perm::SupplyManage, "crop.correct", crops::correct),
        Route::list("/crops/{crop}/growers", Perm::SupplyRead, growers::list),
        Route::post("/crops/{crop}/growers", Perm::SupplyManage, "grower.name", growers::name),
        Route::get("/supply-today", Perm::AdviceNote, today::show),
        Route::post("/supply-uploads", Perm::AdviceNote, "supply.hand_in", upload::hand_in),
        Route::get("/supply-callers", Perm::SupplyConfirm, calls::callers),
        Route::post("/supply-calls/{call}/confirmation", Perm::SupplyConfirm, "call.confirm", calls::confirm)
            .of(Target::SupplyCall)
            .private(),
        Route::post("/supply-calls/{call}/answer", Perm::SupplyReport, "call.answer", calls::answer)
            .of(Target::SupplyCall),
        Route::list("/supply-reports", Perm::SupplyRead, reports::list),
        Route::get("/supply-reports/{report}", Perm::SupplyRead, later::show).of(Target::SupplyReport),
        Route::list("/supply-reports/{report}/lines", Perm::SupplyRead, later::lines).of(Target::SupplyReport),
        Route::post("/supply-checks", Perm::SupplyConfirm, "supply.check", checks::check),
        Route::get("/reporting", Perm::SupplyRead, reporting::table),
        Route::post("/reporting/numbers", Perm::SupplyConfirm, "supply.ring", ringing::list).private(),
        Route::list("/survey-rounds", Perm::SupplyRead, survey::list),
        Route::post("/survey-rounds", Perm::SupplyManage, "round.open", survey::open),
        Route::get("/survey-rounds/{round}", Perm::SupplyRead, survey::show),
        Route::put("/survey-rounds/{round}", Perm::SupplyManage, "round.correct", survey::correct),
        Route::list("/survey-rounds/{round}/answers", Perm::SupplyRead, survey::answers),
        Route::list("/report-exceptions", Perm::SupplyRead, exceptions::list),
        Route::post("/report-exceptions", Perm::SupplyManage, "exception.reopen", exceptions::reopen),
        Route::list("/helplines", Perm::SupplyRead, helplines::list),
        Route::post("/helplines", Perm::HelplineKeep, "helpline.register", helplines::open),
        Route::put("/helplines/{helpline}", Perm::HelplineKeep, "helpline.correct", helplines::correct),
        Route::list("/advice", Perm::SupplyRead, advice::list),
        Route::post("/advice", Perm::AdviceNote, "advice.note", advice::note),
        Route::list("/unsalable-hints", Perm::SilenceRead, hints::list),
        Route::post("/unsalable-hints", Perm::SupplyHint, "hint.enter", hints::enter),
        Route::post("/unsalable-hints/{hint}/ending", Perm::SupplyHint, "hint.end", hints::end),
        Route::get("/silence-candidates", Perm::SilenceRead, hints::candidates),
        Route::list("/unsalable-reports", Perm::SupplyRead, unsalable::list),
        Route::get("/unsalable-reports/{unsalable}", Perm::SupplyRead, unsalable::show).of(Target::Unsalable),
        Route::post("/unsalable-reports/{unsalable}/acts", Perm::SupplyConfirm, "unsalable.act", unsalable::act)
            .of(Target::Unsalable),
        Route::post(
            "/unsalable-reports/{unsalable}/withdrawal",
            Perm::SupplyReport,
            "unsalable.withdraw",
            unsalable::withdraw,
        )
        .of(Target::Unsalable),
    ];
    let of_unsalable = [
        "/unsalable-reports/{unsalable}/evidence",
        "/unsalable-reports/{unsalable}/evidence/{evidence}",
        "/unsalable-reports/{unsalable}/evidence/{evidence}/strike",
    ];
    routes.extend(base_routes());
    routes.extend(evidence::desk::routes(evidence_of::OF_UNSALABLE, of_unsalable));
    Slice {
        name: "supply",
        routes,
        targets: vec![
            (Target::SupplyReport, later::place),
            (Target::Unsalable, unsalable::place),
            (Target::SupplyCall, calls::place),
        ],
        tasks: Some(waiting::tasks),
        news: None,
        refusals: vec![No::CATALOGUE],
    }
}

fn base_routes() -> Vec<Route> {
    use Perm::{SupplyRead, SupplyReport};
    vec![
        Route::list("/bases", SupplyRead, bases::list),
        Route::post("/bases", SupplyReport, "base.register", bases::register),
        Route::get("/bases/{base}", SupplyRead, bases::show),
        Route::put("/bases/{base}", SupplyReport, "base.correct", bases::correct),
        Route::post("/bases/{base}/plots", SupplyReport, "plot.add", bases::add).private(),
        Route::list("/plots", SupplyRead, bases::plots),
        Route::put("/plots/{plot}", SupplyReport, "plot.correct", bases::correct_plot),
        Route::list("/plots/{plot}/rents", SupplyRead, bases::rents),
        Route::post("/plots/{plot}/rents", SupplyReport, "rent.pay", bases::pay).books(),
        Route::post("/plots/{plot}/rents/{rent}/reversal", SupplyReport, "rent.take_back", bases::take_back).books(),
        Route::list("/base-totals", SupplyRead, bases::totals),
    ]
}

/// The village inside the actor's scope, or what it was merged into. **Errors:** it is no village, or outside.
fn village(tx: &mut Tx<'_>, actor: &Actor, id: DivisionId) -> Result<DivisionView, Refusal> {
    let found = places::desk::require_standing(tx, actor.county_id(), id, actor.day())?;
    if found.level != "village" {
        return Err(No::NotAVillage.into());
    }
    if actor.scope.covers(&found.path) { Ok(found) } else { Err(No::OutsideVillage.into()) }
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
