//! The naive auditor: reads a county's facts back with its own queries, sums them in plain maps, and says
//! what does not hold. It uses nothing of the books' own arithmetic, and it states the rules itself.
//!
//! Left to others: finding out why. A fault names the place and both numbers.

mod books;
#[cfg(test)]
mod breaks;
mod carried;
mod catalogue;
mod facts;
mod later;
mod market;
mod points;
mod rare;
mod rounds;
mod said;
mod season;
mod settlement;
mod sides;
mod villages;
mod vouchers;
mod witnessed;

use crate::{stage::Stage, year::Played};
use ::base::{Day, Refusal};
use assessment::desk::Settlement;
use edge::{Actor, County, Stamp};
use facts::Facts;
use said::Said;
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
    let said = program_says(db, county, stamp, year, played)?;
    let mut faults = Faults::default();
    for problem in &books.problems {
        faults.say("books.verify", format!("outlet {}: {}", problem.outlet, problem.message.en));
    }
    if let Some(wrong) = trail.1 {
        faults.say("audit.verify", wrong.en);
    }
    judge(&facts, &said, played, &settled.settlement, (year, stamp.now.day()), &mut faults);
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

/// What the program answers when it is asked about the same.
fn program_says(db: &Db, county: &County, stamp: &Stamp, year: i32, played: &Played) -> Result<Said, Refusal> {
    let (stage, ground, now) = (Stage::new(county.clone(), stamp.clone()), played.ground.clone(), stamp.now);
    db.read_now(move |tx| Said::ask(&mut stage.at(tx, now), &ground, year))
}

/// All that is counted again, once everything was read.
fn judge(
    facts: &Facts,
    said: &Said,
    played: &Played,
    settlement: &Settlement,
    (year, today): (i32, Day),
    faults: &mut Faults,
) {
    books::check(facts, faults);
    vouchers::check(facts, faults);
    catalogue::check(facts, faults);
    rare::check(facts, faults);
    season::check(facts, faults);
    market::check(facts, faults);
    market::check_prices(facts, faults);
    market::check_fairs(facts, said, faults);
    market::check_books(facts, faults);
    market::check_runs(facts, faults);
    market::check_rents(facts, faults);
    market::check_pledges(facts, faults);
    villages::check(facts, said, (year, today), faults);
    rounds::check(facts, said, played, faults);
    sides::check_pairings(facts, said, played, today, faults);
    sides::check_contracts(facts, said, played, faults);
    carried::check(facts, played, faults);
    points::check(facts, said, faults);
    points::check_live(facts, said, played, faults);
    witnessed::check(facts, year, played, faults);
    villages::check_witnessed(facts, played, faults);
    points::check_witnessed(facts, played, faults);
    settlement::check(facts, (year, today), settlement, faults);
}
