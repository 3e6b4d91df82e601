//! Freezing a year, computing it again, and what another policy would change.

use crate::{
    comparison::{Comparison, compare},
    error::No,
    facts,
    measures::measure,
    policies::{self, ByPolicy},
    settle::{self, SettlementView},
    settlement::{self, Settlement},
    sql, verify,
};
use base::{Day, Instant, Refusal};
use edge::{Actor, Nothing};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::Tx;

/// Freezes what the person has seen.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FreezeYear {
    /// Digest of the settlement that was looked at.
    pub digest: String,
}

/// Freezes a year: its settlement and its policy are stored as text and answer from now on.
/// **Who:** county office.
pub fn freeze(tx: &mut Tx<'_>, actor: &Actor, year: i32, body: FreezeYear) -> Result<SettlementView, Refusal> {
    let found = settle::find(tx, actor, year, None)?;
    if found.frozen.is_some() {
        return Err(No::AlreadyFrozen { year }.into());
    }
    let last = Day::last_of_year(year).ok_or(No::Year)?;
    if actor.day() <= last {
        return Err(No::YearNotOver { year }.into());
    }
    let closed_to = ledger::desk::closed_to(tx, actor.county_id())?;
    if closed_to < last {
        return Err(No::BooksOpen { year }.into());
    }
    if found.digest != body.digest {
        return Err(Refusal::from(No::Changed).at("/digest"));
    }
    let policy_text = policies::text_of(tx, actor.county_id(), &found.settlement.policy)?;
    let freezing = sql::Freezing {
        year,
        policy: &found.settlement.policy,
        policy_text: &policy_text,
        content: &found.text,
        digest: &found.digest,
        award_fen: found.settlement.award_fen,
        findings: i64::try_from(found.settlement.findings.len()).unwrap_or(i64::MAX),
    };
    if !sql::insert_frozen(tx, actor, &freezing)? {
        return Err(No::AlreadyFrozen { year }.into());
    }
    actor.note_down(&verify::frozen(year, &found.text, &policy_text));
    settle::show(tx, actor, year, ByPolicy::default())
}

/// A frozen year computed again from today's books.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Rerun {
    /// Calendar year.
    pub year: i32,
    /// When it was frozen.
    pub frozen_at: Instant,
    /// Digest of the frozen document, taken from it now.
    pub digest: String,
    /// Whether that is the digest that was kept when it was frozen.
    pub intact: bool,
    /// Digest of the document as it would be today.
    pub digest_now: String,
    /// Whether both are the same, byte for byte.
    pub same: bool,
    /// What differs.
    pub difference: Comparison,
}

/// Computes a frozen year again, by the policy that was frozen with it and what villages had reported, and others had made
/// of it, when it was frozen; names are those of then.
pub(crate) fn rerun(tx: &mut Tx<'_>, actor: &Actor, year: i32, _: Nothing) -> Result<Rerun, Refusal> {
    settle::check(actor, year)?;
    let frozen = sql::find_frozen(tx, actor.county_id(), year)?.ok_or(No::NotFrozen { year })?;
    let (then, policy) = (Settlement::read(&frozen.content)?, policies::read_kept(&frozen.policy_text)?);
    let facts = facts::gather(tx, actor, (year, frozen.frozen_at), &policy)?;
    let mut subjects = measure(facts, year, policy.credit_basis());
    for subject in &mut subjects {
        if let Some(old) = then.subject(&subject.id) {
            subject.name.clone_from(&old.name);
        }
    }
    let now = settlement::judge(&actor.county, year, &policy, subjects)?;
    let text_now = now.text()?;
    let (digest, digest_now) = (settlement::digest(&frozen.content), settlement::digest(&text_now));
    Ok(Rerun {
        year,
        frozen_at: frozen.frozen_at,
        same: frozen.content == text_now,
        intact: frozen.digest == digest,
        digest,
        digest_now,
        difference: compare(&then, &now),
    })
}

/// Which policy a year is compared with.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WithPolicy {
    /// Its id.
    pub policy: String,
}

/// What a policy of the county, or one that ships, would change in a year.
pub(crate) fn comparison(tx: &mut Tx<'_>, actor: &Actor, year: i32, with: WithPolicy) -> Result<Comparison, Refusal> {
    let policy = policies::named(tx, actor, &with.policy)?;
    let (one, other) = (settle::find(tx, actor, year, None)?, settle::find(tx, actor, year, Some(&policy))?);
    Ok(compare(&one.settlement, &other.settlement))
}

/// A policy file that is not in force, to see what it would change.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WhatIf {
    /// Text of the policy file.
    pub text: String,
}

/// What a draft of a policy would change in a year. Nothing is put in force.
pub(crate) fn what_if(tx: &mut Tx<'_>, actor: &Actor, year: i32, draft: WhatIf) -> Result<Comparison, Refusal> {
    let policy = policies::parse(&draft.text)?;
    let (one, other) = (settle::find(tx, actor, year, None)?, settle::find(tx, actor, year, Some(&policy))?);
    Ok(compare(&one.settlement, &other.settlement))
}
