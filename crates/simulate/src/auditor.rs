//! The naive auditor: reads a county's facts back with its own queries, sums them in plain maps, and says
//! what does not hold. It uses nothing of the books' own arithmetic, and it states the rules itself.
//!
//! Left to others: finding out why. A fault names the place and both numbers.

mod books;
mod catalogue;
mod facts;
mod later;
mod market;
mod rare;
mod season;
mod settlement;
mod vouchers;
mod witnessed;

use crate::year::Played;
use ::base::Refusal;
use edge::{Actor, County, Stamp};
use facts::Facts;
use serde::Serialize;
use store::Db;

/// Something that does not hold.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Fault {
    /// Which check found it.
    pub check: &'static str,
    /// Where, and which numbers.
    pub what: String,
}

/// What the auditor read and found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Entries of all books.
    pub entries: usize,
    /// Their lines.
    pub lines: usize,
    /// Redemptions and refunds.
    pub redemptions: usize,
    /// Audit rows.
    pub acts: i64,
    /// Findings of the settlement that were worked out again.
    pub findings: usize,
    /// What does not hold, at most a hundred.
    pub faults: Vec<Fault>,
}

/// Where checks write their faults.
#[derive(Default)]
struct Faults(Vec<Fault>);

impl Faults {
    /// Compares two numbers that have to be the same.
    fn same<T: PartialEq + std::fmt::Debug>(
        &mut self,
        check: &'static str,
        at: impl FnOnce() -> String,
        one: &T,
        other: &T,
    ) {
        if one != other {
            self.say(check, format!("{}: {one:?}, but {other:?}", at()));
        }
    }

    fn say(&mut self, check: &'static str, what: String) {
        self.0.push(Fault { check, what });
    }
}

/// Audits a year that was played.
///
/// # Errors
/// The database fails, or the settlement is refused.
pub fn audit(db: &Db, county: &County, stamp: &Stamp, year: i32, played: &Played) -> Result<Report, Refusal> {
    let id = county.id.clone();
    let facts = db.read_now(move |tx| Facts::read(tx, &id))?;
    let id = county.id.clone();
    let (books, trail) =
        db.read_now(move |tx| Ok((ledger::verify::verify_books(tx, &id)?, edge::audit::verify(tx, &id)?)))?;
    let (of, with) = (county.clone(), stamp.clone());
    let settled =
        db.read_now(move |tx| assessment::desk::settle(tx, &Actor::program(of.clone(), &with), year, None))?;
    let mut faults = Faults::default();
    for problem in &books.problems {
        faults.say("books.verify", format!("outlet {}: {}", problem.outlet, problem.message.en));
    }
    if let Some(wrong) = trail.1 {
        faults.say("audit.verify", wrong.en);
    }
    books::check(&facts, &mut faults);
    vouchers::check(&facts, &mut faults);
    catalogue::check(&facts, &mut faults);
    rare::check(&facts, &mut faults);
    season::check(&facts, &mut faults);
    market::check(&facts, &mut faults);
    market::check_books(&facts, &mut faults);
    market::check_runs(&facts, &mut faults);
    market::check_rents(&facts, &mut faults);
    market::check_pledges(&facts, &mut faults);
    witnessed::check(&facts, year, played, &mut faults);
    settlement::check(&facts, (year, stamp.now.day()), &settled.settlement, &mut faults);
    let mut all = faults.0;
    all.truncate(100);
    Ok(Report {
        entries: facts.entries.len(),
        lines: facts.lines.len(),
        redemptions: facts.redemptions.len(),
        acts: trail.0,
        findings: settled.settlement.findings.len(),
        faults: all,
    })
}
