//! Rows of a day of which the book has others: further business, or the same business put right.
//!
//! Only where a file has as many rows of a product, day and direction as the book took from files before, is a row
//! that reads differently one that was put right: one for one. Where it has more, the surplus is new; the others may
//! be either, as they may where it has fewer. Nothing of it goes in or stays out before somebody has said so.

use super::{CommitImport, plan::Fit, preview::Changed};
use crate::error::No;
use base::{Day, ids::ProductId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// What is to become of rows that may be others of the book, put right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// The old ones are reversed, these go in.
    Replace,
    /// These are business of its own and go in; the old ones stand.
    AlsoNew,
    /// These stay out; the old ones stand.
    LeaveOut,
}

/// A line that an earlier file brought: its key, its entry, and what it is about.
pub(super) type Kept = (Vec<u8>, i64, String, Day, ProductId);

type About = (String, Day, ProductId);

/// A row that waits for a choice.
pub(super) struct Held<'r> {
    pub fit: Fit<'r>,
    pub shown: Changed,
}

/// Rows that wait for a choice.
#[derive(Default)]
pub(super) struct Doubts<'r> {
    /// As many rows as before, and these read differently.
    pub changed: Vec<Held<'r>>,
    /// The numbers differ: put right, or further business.
    pub doubtful: Vec<Held<'r>>,
    /// Entries that hold lines which are not in this file and that no row of it stands for.
    unexplained: BTreeSet<i64>,
}

fn about(fit: &Fit<'_>) -> About {
    (fit.line.direction.as_str().to_owned(), fit.line.date, fit.product)
}

impl<'r> Doubts<'r> {
    /// Sorts rows that the book does not have into new ones, which are returned, and ones that wait.
    pub(super) fn sort_out(fresh: Vec<Fit<'r>>, kept: Vec<Kept>, in_file: &HashSet<[u8; 32]>) -> (Self, Vec<Fit<'r>>) {
        let mut gone: BTreeMap<About, Vec<i64>> = BTreeMap::new();
        for (key, seq, direction, day, product) in kept {
            if !<[u8; 32]>::try_from(key).is_ok_and(|key| in_file.contains(&key)) {
                gone.entry((direction, day, product)).or_default().push(seq);
            }
        }
        let mut rows: BTreeMap<About, Vec<Fit<'r>>> = BTreeMap::new();
        for fit in fresh {
            rows.entry(about(&fit)).or_default().push(fit);
        }
        let (mut doubts, mut new) = (Self::default(), Vec::new());
        for (about, fits) in rows {
            let mut before = gone.remove(&about).unwrap_or_default();
            let one_for_one = before.len() == fits.len();
            for fit in fits {
                let Some(seq) = before.pop() else {
                    new.push(fit);
                    continue;
                };
                let shown = shown(&fit, seq);
                let held = Held { fit, shown };
                if one_for_one { doubts.changed.push(held) } else { doubts.doubtful.push(held) }
            }
            doubts.unexplained.extend(before);
        }
        doubts.unexplained.extend(gone.into_values().flatten());
        (doubts, new)
    }

    /// What stands in the way: a choice that was not made, or one that would reverse what this file does not hold.
    pub(super) fn check(&self, body: &CommitImport) -> Result<(), No> {
        if !self.changed.is_empty() && body.changed.is_none() {
            return Err(No::ImportChanged { count: self.changed.len() });
        }
        if !self.doubtful.is_empty() && body.doubtful.is_none() {
            return Err(No::ImportDoubtful { count: self.doubtful.len() });
        }
        let mut stays = self.unexplained.clone();
        for (held, choice) in [(&self.changed, body.changed), (&self.doubtful, body.doubtful)] {
            stays.extend(held.iter().filter(|_| choice != Some(Choice::Replace)).map(|held| held.shown.seq));
        }
        match self.replaced(body).intersection(&stays).next() {
            Some(seq) => Err(No::ImportReplace { seq: *seq }),
            None => Ok(()),
        }
    }

    /// Entries that are to be reversed.
    pub(super) fn replaced(&self, body: &CommitImport) -> BTreeSet<i64> {
        let of = |held: &[Held<'_>], choice: Option<Choice>| -> Vec<i64> {
            if choice != Some(Choice::Replace) {
                return Vec::new();
            }
            held.iter().map(|held| held.shown.seq).collect()
        };
        of(&self.changed, body.changed).into_iter().chain(of(&self.doubtful, body.doubtful)).collect()
    }

    /// The rows that go in besides, and how many stay out.
    pub(super) fn settle(&mut self, body: &CommitImport) -> (Vec<Fit<'r>>, usize) {
        let (mut new, mut left_out) = (Vec::new(), 0_usize);
        for (held, choice) in [(&mut self.changed, body.changed), (&mut self.doubtful, body.doubtful)] {
            let held = std::mem::take(held);
            match choice {
                Some(Choice::AlsoNew | Choice::Replace) => new.extend(held.into_iter().map(|held| held.fit)),
                _ => left_out = left_out.saturating_add(held.len()),
            }
        }
        (new, left_out)
    }
}

fn shown(fit: &Fit<'_>, seq: i64) -> Changed {
    let (direction, day, product) = about(fit);
    let (sheet, row, amount_fen) = (fit.line.sheet.clone(), fit.line.row, fit.line.amount);
    Changed { sheet, row, direction, day, product, amount_fen, seq }
}
