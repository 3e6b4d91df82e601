//! Periods 结账 and what a book is set to.
//!
//! A period closes all books of the county for measures: what comes late for it is an adjustment of the
//! current period that shows both days, and closed figures stay as they were.

use crate::{
    error::No,
    sql,
    verify::{BookProblem, BooksReport},
};
use base::{
    Day, Instant, Refusal, Text,
    ids::{OutletId, PersonId},
};
use books::Hash;
use edge::{Actor, Nothing, audit};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use store::{Ask, Listing, Page, Tx, params, row};

/// Longest reason for a closing, in characters.
const REASON_MOST: usize = 500;

/// Closes all books of the county.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClosePeriod {
    /// Last day of the period.
    pub to: Day,
    /// Why, such as the year's settlement.
    pub reason: String,
}

row! {
    /// A closed period.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
    pub struct PeriodView {
        /// Its last day.
        pub closed_to: Day,
        /// Why it was closed.
        pub reason: String,
        /// Who closed it.
        pub person: PersonId,
        /// When.
        pub made_at: Instant,
    }
}

/// How the trail names a period that was closed.
const NOTED: &str = "closed_to=";

/// Each period that the trail says was closed is still there, and no book stands before it.
pub(crate) fn verify_periods(tx: &mut Tx<'_>, county: &str, report: &mut BooksReport) -> Result<(), Refusal> {
    let kept: Vec<Day> =
        tx.query("SELECT closed_to FROM period WHERE county = $1 ORDER BY closed_to", params![county])?;
    let there: BTreeSet<String> = kept.iter().map(Day::to_string).collect();
    for row in audit::acts(tx, county, "period.close")? {
        if let Some(day) = row.detail.strip_prefix(NOTED).filter(|day| !there.contains(*day)) {
            let message = Text::new(
                format!("审计链记有结账至 {day}，库中已没有"),
                format!("the audit trail says that the books were closed to {day}, which is gone"),
            );
            report.problems.push(BookProblem { outlet: OutletId(0), code: "period.missing".into(), message });
        }
    }
    let Some(last) = kept.last() else { return Ok(()) };
    let opened: Vec<OutletId> =
        tx.query("SELECT outlet FROM book WHERE county = $1 AND closed_to <> $2", params![county, *last])?;
    for outlet in opened {
        let message = Text::new(
            format!("台账的结账日与最近一次结账 {last} 不符"),
            format!("the book is not closed to {last}, as the last period says"),
        );
        report.problems.push(BookProblem { outlet, code: "period.book".into(), message });
    }
    Ok(())
}

/// Closes the period up to a day, for every book. **Who:** county office.
pub fn close_period(tx: &mut Tx<'_>, actor: &Actor, _: (), body: ClosePeriod) -> Result<PeriodView, Refusal> {
    actor.require("/")?;
    let county = actor.county_id();
    let reason = body.reason.trim();
    if reason.is_empty() || reason.chars().count() > REASON_MOST {
        return Err(Refusal::from(No::PeriodReason { most: REASON_MOST }).at("/reason"));
    }
    // Of several at once each sees the one before, so that no book is opened again.
    tx.hold(county, "period")?;
    let last: Day =
        tx.one("SELECT COALESCE(MAX(closed_to), '0001-01-01') FROM period WHERE county = $1", params![county])?;
    if body.to >= actor.day() || body.to <= last {
        return Err(No::Period { last: last.to_string() }.into());
    }
    tx.run(
        "INSERT INTO period (county, closed_to, reason, person, post, made_at) VALUES ($1, $2, $3, $4, $5, $6)",
        params![county, body.to, reason, actor.person, actor.post, actor.now],
    )?;
    tx.run("UPDATE book SET closed_to = $2 WHERE county = $1 AND closed_to < $2", params![county, body.to])?;
    actor.note_down(&format!("{NOTED}{}", body.to));
    Ok(PeriodView { closed_to: body.to, reason: reason.into(), person: actor.person, made_at: actor.now })
}

/// Closed periods. **Who:** whoever reads books.
pub fn list_periods(tx: &mut Tx<'_>, actor: &Actor, _: (), _: Nothing, ask: &Ask) -> Result<Page<PeriodView>, Refusal> {
    let base = "SELECT closed_to, reason, person, made_at, closed_to AS sort_id FROM period WHERE county = $1";
    store::list(
        tx,
        &Listing { base, params: params![actor.county_id()].to_vec(), sorts: &["-closed_to"], sums: &[] },
        ask,
    )
}

/// How a book stands.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct BookView {
    /// Number of its last entry.
    pub last_seq: i64,
    /// Hash of its last entry.
    pub head_hash: String,
    /// Last day of the closed period.
    pub closed_to: Day,
    /// Last day whose takings were counted.
    pub till_closed_to: Day,
    /// Whether the till refuses what is not in stock.
    pub stock_kept: bool,
}

/// What a manager sets of a book.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BookForm {
    /// Refuse at the till what is not in stock; off until opening stock is taken.
    pub stock_kept: bool,
}

/// How a book stands. **Who:** the outlet, the county.
pub fn find_book(tx: &mut Tx<'_>, actor: &Actor, outlet: OutletId, _: Nothing) -> Result<BookView, Refusal> {
    let county = actor.county_id();
    let (last_seq, head) = sql::find_head(tx, county, outlet)?.unwrap_or((0, Hash::ZERO.0.to_vec()));
    let days: Option<(Day, Day, bool)> = tx.find(
        "SELECT closed_to, till_closed_to, stock_kept FROM book WHERE county = $1 AND outlet = $2",
        params![county, outlet],
    )?;
    let none = Day::new(1, 1, 1).ok_or(No::Outlet)?;
    let (closed_to, till_closed_to, stock_kept) = days.unwrap_or((none, none, true));
    Ok(BookView { last_seq, head_hash: crate::book::hash(&head)?.to_string(), closed_to, till_closed_to, stock_kept })
}

/// Sets whether stock is kept. **Who:** manager of the outlet.
pub fn set_book(tx: &mut Tx<'_>, actor: &Actor, outlet: OutletId, body: BookForm) -> Result<BookView, Refusal> {
    crate::book::Book::open(tx, actor, outlet)?;
    tx.run(
        "UPDATE book SET stock_kept = $3 WHERE county = $1 AND outlet = $2",
        params![actor.county_id(), outlet, body.stock_kept],
    )?;
    find_book(tx, actor, outlet, Nothing {})
}
