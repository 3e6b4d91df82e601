//! Bases (基地): where an operator grows on plots of its own and rented ones, or speaks for scattered growers.
//!
//! The operator is a producer, such as a co-operative, or a household. Invariants: people are masked, and who is in no
//! register stands in party, sealed; what was paid is never changed, only taken back; a base that ended keeps its plots.
//! Left to others: what the crop brings (market, ledger).

mod forms;
mod list;
mod plot_forms;
mod plot_list;
mod plots;
mod rents;
mod totals;

pub use list::list;
pub use plot_list::list as plots;
pub use plots::{add, correct as correct_plot};
pub use rents::{list as rents, pay, take_back};
pub use totals::list as totals;

use crate::error::No;
use base::{
    Day, Fen, Refusal,
    ids::{DivisionId, HouseholdId, ProducerId},
};
use edge::{Actor, Nothing};
use forms::{BaseOperator, CorrectBase, RegisterBase};
use schemars::JsonSchema;
use serde::Serialize;
use store::{Tx, params};

store::row! {
    /// A base as it is kept, with the sums of its plots.
    #[derive(Clone, Debug)]
    pub(crate) struct Kept {
        pub id: i64,
        pub name: String,
        pub producer: Option<ProducerId>,
        pub household: Option<HouseholdId>,
        pub division: DivisionId,
        pub path: String,
        pub from_day: Day,
        pub closed_on: Day,
        pub note: String,
        pub plots: i64,
        pub area_centimu: i64,
        pub trees: i64,
        pub rented_centimu: i64,
        pub growers: i64,
        pub rent_fen: Fen,
        pub paid_fen: Fen,
    }
}

/// A base.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct BaseView {
    /// Number.
    pub id: i64,
    /// What it is called.
    pub name: String,
    /// The producer who operates it, …
    pub producer: Option<ProducerId>,
    /// … or the household.
    pub household: Option<HouseholdId>,
    /// What the operator is called; people are masked.
    pub operator_name: String,
    /// The village.
    pub division: DivisionId,
    /// Township and village.
    pub division_name: String,
    /// Since when.
    pub from_day: Day,
    /// Its last day; 9999-12-31 while it is kept.
    pub closed_on: Day,
    /// Anything else.
    pub note: String,
    /// Plots that are kept.
    pub plots: i64,
    /// Their area, hundredths of a mu.
    pub area_centimu: i64,
    /// Their trees.
    pub trees: i64,
    /// Of it rented.
    pub rented_centimu: i64,
    /// Holders of member plots.
    pub growers: i64,
    /// Rent a year.
    pub rent_fen: Fen,
    /// Rent paid for this year.
    pub paid_fen: Fen,
    /// Whether the actor may change it.
    pub may_write: bool,
}

/// Plots of `b` that are kept on the day `$2`.
const PLOTS: &str = "FROM plot p WHERE p.county = b.county AND p.base = b.id AND p.from_day <= $2 AND p.to_day >= $2";

fn kept() -> String {
    let sum = |of: &str| format!("CAST(COALESCE((SELECT SUM({of}) {PLOTS}), 0) AS BIGINT)");
    format!(
        "SELECT b.id, b.name, b.producer, b.household, b.division, b.path, b.from_day, b.closed_on, b.note,
         (SELECT COUNT(*) {PLOTS}) AS plots, {} AS area_centimu, {} AS trees, {} AS rented_centimu,
         (SELECT COUNT(DISTINCT COALESCE(p.household, -p.person)) {PLOTS} AND p.kind = 'member') AS growers, {} AS rent_fen,
         CAST(COALESCE((SELECT SUM(y.fen) FROM rent_payment y JOIN plot p ON p.county = y.county AND p.id = y.plot
           WHERE y.county = b.county AND p.base = b.id AND y.year = $3), 0) AS BIGINT) AS paid_fen, b.id AS sort_id
         FROM base b WHERE b.county = $1",
        sum("p.area_centimu"),
        sum("p.trees"),
        sum("CASE WHEN p.kind = 'rented' THEN p.area_centimu ELSE 0 END"),
        sum("p.rent_fen"),
    )
}

/// A base. **Errors:** there is none, or neither it nor a plot of it lies in the actor's scope.
pub(crate) fn find(tx: &mut Tx<'_>, actor: &Actor, id: i64) -> Result<Kept, Refusal> {
    let (county, day) = (actor.county_id(), actor.day());
    let sql = format!("{} AND b.id = $4", kept());
    let found: Kept = tx.find(&sql, params![county, day, i64::from(day.year()), id])?.ok_or(No::NoSuchBase)?;
    if !actor.scope.covers(&found.path) {
        let paths: Vec<String> =
            tx.query("SELECT path FROM plot WHERE county = $1 AND base = $2", params![county, id])?;
        if !paths.iter().any(|path| actor.scope.covers(path)) {
            actor.require(&found.path)?;
        }
    }
    Ok(found)
}

/// A base that the actor may change.
pub(crate) fn own(tx: &mut Tx<'_>, actor: &Actor, id: i64) -> Result<Kept, Refusal> {
    let found = find(tx, actor, id)?;
    actor.require(&found.path)?;
    Ok(found)
}

fn view(tx: &mut Tx<'_>, actor: &Actor, kept: Kept) -> Result<BaseView, Refusal> {
    let county = actor.county_id();
    let operator_name = match (kept.producer, kept.household) {
        (Some(producer), _) => producer_name(tx, county, producer)?,
        (_, Some(household)) => {
            catalogue::desk::household(tx, county, household)?.map(|found| found.masked_name).unwrap_or_default()
        }
        _ => String::new(),
    };
    Ok(BaseView {
        id: kept.id,
        operator_name,
        producer: kept.producer,
        household: kept.household,
        division: kept.division,
        division_name: places::desk::full_name(tx, county, kept.division)?,
        may_write: actor.may(edge::Perm::SupplyReport) && actor.scope.covers(&kept.path),
        name: kept.name,
        from_day: kept.from_day,
        closed_on: kept.closed_on,
        note: kept.note,
        plots: kept.plots,
        area_centimu: kept.area_centimu,
        trees: kept.trees,
        rented_centimu: kept.rented_centimu,
        growers: kept.growers,
        rent_fen: kept.rent_fen,
        paid_fen: kept.paid_fen,
    })
}

/// What lists call a producer: people are masked.
fn producer_name(tx: &mut Tx<'_>, county: &str, id: ProducerId) -> Result<String, Refusal> {
    let found = catalogue::desk::producer(tx, county, id)?;
    Ok(found
        .map(|found| if found.kind == "household" { base::mask::name(&found.name) } else { found.name })
        .unwrap_or_default())
}

/// Since when it is kept: not ahead, not beyond all memory.
fn check_since(actor: &Actor, from: Day) -> Result<(), Refusal> {
    if from > actor.day() || from.year() < 1_950 {
        return Err(Refusal::from(No::BaseSince).at("/from_day"));
    }
    Ok(())
}

/// Registers a base. **Who:** its village, its township, the county office.
pub fn register(tx: &mut Tx<'_>, actor: &Actor, (): (), body: RegisterBase) -> Result<BaseView, Refusal> {
    let county = actor.county_id();
    crate::text("/name", &body.name, 40)?;
    crate::at_most("/note", &body.note, 200)?;
    let from = body.from_day.unwrap_or(actor.day());
    check_since(actor, from)?;
    let village = crate::village(tx, actor, body.division).map_err(|refusal| refusal.at("/division"))?;
    let (producer, household) = match body.operator {
        BaseOperator::Producer(id) => (catalogue::desk::producer(tx, county, id)?.map(|_| id), None),
        BaseOperator::Household(id) => (None, catalogue::desk::household(tx, county, id)?.map(|_| id)),
    };
    if producer.is_none() && household.is_none() {
        return Err(Refusal::from(No::NoSuchOperator).at("/operator"));
    }
    let id = tx.next_id(county, "base")?;
    tx.run(
        "INSERT INTO base (county, id, name, producer, household, division, path, from_day, closed_on, note, made_by, made_post, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        params![
            county,
            id,
            body.name.trim(),
            producer,
            household,
            village.id,
            village.path,
            from,
            crate::OPEN_END,
            body.note.trim(),
            actor.person,
            actor.post,
            actor.now
        ],
    )?;
    show(tx, actor, id, Nothing {})
}

/// Says of a base what has changed, also that it is kept no longer. **Who:** as [`register`].
pub fn correct(tx: &mut Tx<'_>, actor: &Actor, id: i64, body: CorrectBase) -> Result<BaseView, Refusal> {
    own(tx, actor, id)?;
    crate::text("/name", &body.name, 40)?;
    crate::at_most("/note", &body.note, 200)?;
    check_since(actor, body.from_day)?;
    if body.closed_on.is_some_and(|on| on < body.from_day || on > actor.day()) {
        return Err(Refusal::from(No::BaseClosed).at("/closed_on"));
    }
    let closed = body.closed_on.map_or_else(|| crate::OPEN_END.to_owned(), |on| on.to_string());
    tx.run(
        "UPDATE base SET name = $3, from_day = $4, closed_on = $5, note = $6 WHERE county = $1 AND id = $2",
        params![actor.county_id(), id, body.name.trim(), body.from_day, closed, body.note.trim()],
    )?;
    show(tx, actor, id, Nothing {})
}

/// A base. **Who:** whoever sees supply there, or a plot of it.
pub fn show(tx: &mut Tx<'_>, actor: &Actor, id: i64, _: Nothing) -> Result<BaseView, Refusal> {
    let found = find(tx, actor, id)?;
    view(tx, actor, found)
}
