//! Divisions, their names and qualities, and who holds the four posts where (区划).
//!
//! Words: **division** 区划 is county-, township- (乡镇、街道、场) or village-level (村、社区);
//! **holiday plan** 节假日安排 is the year's days off and make-up working days, loaded by the county;
//! **quality** 属性 is a dated mark of one, such as poor_village 贫困村; **coverage** 覆盖 says which
//! of the four posts 四员 is filled where.
//!
//! Invariants:
//! - A division's key is the county's own id; codes are optional, a village's name is no key.
//! - Ids and paths never change. A merged division ends and names its successor, to which what stands in it goes over.
//! - Names are stored as written; every other spelling is an alias, found by its normal form.
//!
//! Deliberately absent: outlines for maps, and moving a division under another parent (it is
//! ended and registered anew, so that what was recorded keeps its place).

mod change;
mod counts;
mod coverage;
mod data;
pub mod desk;
mod dto;
mod error;
mod holidays;
mod import;
mod kind;
mod list;
mod load;
pub mod merging;
mod rules;
mod sql;

pub use change::{add_alias, add_quality, correct, merge, register};
pub use counts::{CountRow, counts};
pub use coverage::{CoverageQuery, TownshipCoverage, VillageCoverage};
pub use dto::*;
pub use holidays::{Follow, HolidayQuery, HolidayRow, HolidayYearRow, HolidaysLoaded};
pub use import::import;
pub use kind::Level;
pub use list::{division, divisions};
pub use load::Loaded;

use base::{Refusal, ids::DivisionId};
use edge::{Actor, Perm, Place, Route, Slice, Target, Task, Upload};
use store::Tx;

/// What slices above do when something changes here that their things rest on.
#[derive(Clone, Copy)]
pub struct Following {
    /// A holiday plan arrived.
    pub plan: Follow,
    /// A division was merged.
    pub merger: &'static [merging::Follow],
}

/// What this slice brings.
pub fn slice(following: Following) -> Slice {
    use Perm::{PlacesManage, PlacesRead};
    let routes = vec![
        Route::list("/divisions", PlacesRead, list::divisions),
        Route::get("/divisions/{division}", PlacesRead, list::division),
        Route::list("/division-counts", PlacesRead, counts::counts),
        Route::post("/divisions", PlacesManage, "division.register", change::register),
        Route::upload("/divisions/import", PlacesManage, "division.import", import::import),
        Route::put("/divisions/{division}", PlacesManage, "division.correct", change::correct).of(Target::Division),
        Route::post("/divisions/{division}/aliases", PlacesManage, "division.add_alias", change::add_alias)
            .of(Target::Division),
        Route::post("/divisions/{division}/qualities", PlacesManage, "division.add_quality", change::add_quality)
            .of(Target::Division),
        Route::post(
            "/divisions/{division}/merger",
            PlacesManage,
            "division.merge",
            move |tx: &mut Tx<'_>, actor: &Actor, id: DivisionId, body: MergeForm| {
                let merged = change::merge(tx, actor, id, body)?;
                merging::follow(tx, actor, following.merger)?;
                Ok(merged)
            },
        )
        .of(Target::Division),
        Route::list("/holidays", PlacesRead, holidays::days),
        Route::list("/holiday-years", PlacesRead, holidays::years),
        Route::upload(
            "/holidays/import",
            PlacesManage,
            "holidays.import",
            move |tx: &mut Tx<'_>, actor: &Actor, (): (), file: &Upload| {
                holidays::import(tx, actor, file, following.plan)
            },
        ),
        Route::list("/coverage", PlacesRead, coverage::townships),
        Route::list("/coverage/villages", PlacesRead, coverage::villages),
    ];
    Slice {
        name: "places",
        routes,
        targets: vec![(Target::Division, place_of_division)],
        tasks: Some(tasks_of),
        news: None,
        refusals: vec![error::No::CATALOGUE],
    }
}

/// Where a division stands in the scope tree; one whose things have gone over, where they went.
fn place_of_division(tx: &mut Tx<'_>, county: &str, id: i64) -> Result<Option<Place>, Refusal> {
    let id = merging::followed(tx, county, DivisionId(id))?.unwrap_or(DivisionId(id));
    let found = sql::find_standing(tx, county, id)?;
    Ok(found.map(|d| Place::new(d.path, d.name)))
}

fn tasks_of(tx: &mut Tx<'_>, actor: &Actor) -> Result<Vec<Task>, Refusal> {
    let mut tasks = coverage::tasks(tx, actor)?;
    tasks.extend(holidays::tasks(tx, actor)?);
    Ok(tasks)
}
