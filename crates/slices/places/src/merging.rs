//! After a merger: what stands in the merged division goes over to its successor (撤并以后).
//!
//! Households, producers, outlets, units and posts are where people act today, so on the day of the
//! merger their paths move below the successor, each by the slice that has them. Facts stay: an entry, a lot,
//! an old term of a post names the division of its time, and lists by division roll it up with [`standing_for`].
//! A merger that lies ahead is followed in the night after which it holds.

use crate::sql;
use base::{Day, Instant, Refusal, ids::DivisionId};
use edge::Actor;
use store::{Tx, params};

/// A division and what it was merged into.
#[derive(Clone, Debug)]
pub struct Merged {
    /// The division that is no more.
    pub old: DivisionId,
    /// Its path; everything that stood in it starts with this.
    pub old_path: String,
    /// The division that goes on.
    pub into: DivisionId,
    /// Its path.
    pub into_path: String,
    /// Its name.
    pub into_name: String,
    /// First day of the merger.
    pub from: Day,
    /// When things go over, at the earliest on that day.
    pub at: Instant,
}

impl Merged {
    /// Carries the paths in a column of a table over to the successor; how many there were.
    pub fn carry(
        &self,
        tx: &mut Tx<'_>,
        county: &str,
        table: &'static str,
        column: &'static str,
    ) -> Result<u64, Refusal> {
        let sql = format!(
            "UPDATE {table} SET {column} = CAST($2 AS TEXT) || substr({column}, length($3) + 1)
             WHERE county = $1 AND {column} >= $3 AND {column} < $4"
        );
        let until = format!("{}\u{10FFFF}", self.old_path);
        Ok(tx.run(&sql, params![county, &self.into_path, &self.old_path, until])?)
    }

    /// Writes the successor where a column of a table names the old division.
    pub fn rename(
        &self,
        tx: &mut Tx<'_>,
        county: &str,
        table: &'static str,
        column: &'static str,
    ) -> Result<u64, Refusal> {
        let sql = format!("UPDATE {table} SET {column} = $3 WHERE county = $1 AND {column} = $2");
        Ok(tx.run(&sql, params![county, self.old, self.into])?)
    }
}

/// What a slice above does with its things when a division was merged.
pub type Follow = fn(&mut Tx<'_>, &str, &Merged) -> Result<(), Refusal>;

/// Merged divisions whose things have to go over by now, each with its last day.
pub fn due(tx: &mut Tx<'_>, actor: &Actor) -> Result<Vec<(DivisionId, Day)>, Refusal> {
    Ok(tx.query(
        "SELECT division, last_day FROM division_merger WHERE county = $1 AND followed_at = '' AND last_day < $2
         ORDER BY last_day, division",
        params![actor.county_id(), actor.day()],
    )?)
}

/// Lets everything go over for mergers that hold by now; which they were.
pub fn follow(tx: &mut Tx<'_>, actor: &Actor, slices: &[Follow]) -> Result<Vec<DivisionId>, Refusal> {
    let county = actor.county_id();
    let due = due(tx, actor)?;
    for (old, last_day) in &due {
        let merged = merged(tx, county, (*old, *last_day), actor.now)?;
        move_posts(tx, actor, &merged)?;
        for follow in slices {
            follow(tx, county, &merged)?;
        }
        tx.run(
            "UPDATE division_merger SET followed_at = $3 WHERE county = $1 AND division = $2",
            params![county, *old, actor.now],
        )?;
    }
    Ok(due.into_iter().map(|(old, _)| old).collect())
}

fn merged(tx: &mut Tx<'_>, county: &str, (old, last_day): (DivisionId, Day), now: Instant) -> Result<Merged, Refusal> {
    let into = standing_for(tx, county, old, now.day())?;
    let unknown = |id: DivisionId| Refusal::from(crate::error::No::Unknown { division: id.to_string() });
    let before = sql::find_standing(tx, county, old)?.ok_or_else(|| unknown(old))?;
    let after = sql::find_standing(tx, county, into)?.ok_or_else(|| unknown(into))?;
    Ok(Merged {
        old,
        old_path: before.path,
        into,
        into_path: after.path,
        into_name: after.name,
        from: last_day.plus_days(1),
        at: now,
    })
}

fn move_posts(tx: &mut Tx<'_>, actor: &Actor, merged: &Merged) -> Result<(), Refusal> {
    let moved = identity::desk::MovedScope {
        old_id: merged.old.0,
        old_path: &merged.old_path,
        new_id: merged.into.0,
        new_path: &merged.into_path,
        new_name: &merged.into_name,
        from: merged.from,
        reason: "区划撤并",
    };
    identity::desk::move_division(tx, actor, &moved)
}

/// The division that stands for this one on a day: itself, or what it was merged into.
pub fn standing_for(tx: &mut Tx<'_>, county: &str, id: DivisionId, day: Day) -> Result<DivisionId, Refusal> {
    let mut at = id;
    // A county has fewer levels of mergers than this; a ring cannot arise, since only standing ones are merged into.
    for _ in 0..16 {
        let next: Option<DivisionId> = tx.find(
            "SELECT successor FROM division WHERE county = $1 AND id = $2 AND valid_to < $3 AND successor IS NOT NULL",
            params![county, at, day],
        )?;
        match next {
            Some(next) => at = next,
            None => break,
        }
    }
    Ok(at)
}

/// The successor whose things include this division's by now, if they have gone over.
pub fn followed(tx: &mut Tx<'_>, county: &str, id: DivisionId) -> Result<Option<DivisionId>, Refusal> {
    let mut at = None;
    for _ in 0..16 {
        let next: Option<DivisionId> = tx.find(
            "SELECT successor FROM division_merger WHERE county = $1 AND division = $2 AND followed_at <> ''",
            params![county, at.unwrap_or(id)],
        )?;
        match next {
            Some(next) => at = Some(next),
            None => break,
        }
    }
    Ok(at)
}

/// Writes down that things are to go over.
pub fn record(tx: &mut Tx<'_>, county: &str, old: DivisionId, into: DivisionId, last_day: Day) -> Result<(), Refusal> {
    tx.run(
        "INSERT INTO division_merger (county, division, successor, last_day, followed_at) VALUES ($1, $2, $3, $4, '')",
        params![county, old, into, last_day],
    )?;
    Ok(())
}
