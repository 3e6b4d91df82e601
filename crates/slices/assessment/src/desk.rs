//! What the program asks of assessment: policies in force, a year settled outside HTTP.

use crate::{error::No, settle, sql};
use base::{Instant, Refusal};
use policy::{Policy, PolicySet};
use store::Tx;

pub use crate::{
    comparison::{Comparison, compare},
    settle::{SummaryRow, summary},
    settlement::{FindingRecord, Settlement},
};

pub use crate::verify::{YearProblem, YearsVerified, verify};

/// The policies of a county: those that it put in force, read as they were checked then.
pub fn load_policies(tx: &mut Tx<'_>, county: &str) -> Result<PolicySet, Refusal> {
    let mut set = PolicySet::default();
    for text in sql::list_policy_texts(tx, county)? {
        set = set.with(crate::policies::read_kept(&text)?);
    }
    Ok(set)
}

/// Puts a policy file in force; it was checked before. A file of the same id and text changes nothing.
pub fn put_policy(tx: &mut Tx<'_>, actor: &edge::Actor, text: &str, policy: &Policy) -> Result<(), Refusal> {
    if sql::insert_policy_file(tx, actor, text, policy)? {
        actor.after_commit(edge::Effect::Reload);
        actor.note_down(&crate::verify::put(&policy.id, text));
        return Ok(());
    }
    match sql::find_policy_file(tx, actor.county_id(), &policy.id)? {
        Some(file) if file.content == text => Ok(()),
        _ => Err(No::PolicyTaken { id: policy.id.clone() }.into()),
    }
}

/// A year's settlement with its document.
#[derive(Clone, Debug)]
pub struct Settled {
    /// The settlement.
    pub settlement: Settlement,
    /// Its document.
    pub text: String,
    /// SHA-256 of the document.
    pub digest: String,
    /// When it was frozen; none for a live proposal.
    pub frozen_at: Option<Instant>,
}

/// The settlement of a year: the frozen one if the year is frozen, else what the books say
/// now; by another policy if one is given.
pub fn settle(tx: &mut Tx<'_>, actor: &edge::Actor, year: i32, policy: Option<&Policy>) -> Result<Settled, Refusal> {
    let found = settle::find(tx, actor, year, policy)?;
    let frozen_at = found.frozen.map(|f| f.frozen_at);
    Ok(Settled { settlement: found.settlement, text: found.text, digest: found.digest, frozen_at })
}

/// Freezes a year as it stands; for the simulator.
pub fn freeze(tx: &mut Tx<'_>, actor: &edge::Actor, year: i32) -> Result<(), Refusal> {
    let digest = settle::find(tx, actor, year, None)?.digest;
    crate::freeze::freeze(tx, actor, year, crate::freeze::FreezeYear { digest }).map(|_| ())
}
