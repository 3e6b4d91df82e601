//! A year's settlement: the live proposal, or the frozen one. **Who:** posts whose scope is the county.

use crate::{
    error::No,
    facts,
    policies::{self, ByPolicy},
    settlement::{self, FindingRecord, Settlement},
    sql,
};
use base::{Fen, Instant, Refusal, Text, ids::PersonId};
use edge::{Actor, Ask, Download, Nothing, Page};
use policy::{
    Policy, RuleId,
    vocabulary::{CreditBasis, Outcome, Word},
};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeSet;
use store::Tx;

/// A settlement with its text, and how it was frozen if it was.
pub(crate) struct Found {
    pub(crate) settlement: Settlement,
    pub(crate) text: String,
    pub(crate) digest: String,
    pub(crate) frozen: Option<sql::Frozen>,
}

/// The settlement of a year. A frozen year is answered from the store; by another policy its
/// frozen measures are judged again. A year that is not frozen is what the books say now.
pub(crate) fn find(tx: &mut Tx<'_>, actor: &Actor, year: i32, by: Option<&Policy>) -> Result<Found, Refusal> {
    check(actor, year)?;
    let frozen = sql::find_frozen(tx, actor.county_id(), year)?;
    let settlement = match (frozen, by) {
        (Some(frozen), None) => {
            let settlement = Settlement::read(&frozen.content)?;
            return Ok(Found {
                settlement,
                text: frozen.content.clone(),
                digest: frozen.digest.clone(),
                frozen: Some(frozen),
            });
        }
        (Some(frozen), Some(policy)) => {
            settlement::judge(&actor.county, year, policy, Settlement::read(&frozen.content)?.subjects)?
        }
        (None, by) => {
            let policy = by.or_else(|| actor.policies.for_year(year)).ok_or(No::NoPolicy { year })?;
            settlement::settle(&actor.county, year, policy, facts::gather(tx, actor, (year, actor.now), policy)?)?
        }
    };
    let text = settlement.text()?;
    Ok(Found { digest: settlement::digest(&text), settlement, text, frozen: None })
}

/// A settlement speaks of the whole county, so only posts of the whole county read it.
pub(crate) fn check(actor: &Actor, year: i32) -> Result<(), Refusal> {
    if actor.scope.path != "/" {
        return Err(No::CountyOnly.into());
    }
    if (2000..=9998).contains(&year) { Ok(()) } else { Err(No::Year.into()) }
}

/// The settlement that a request asks for.
pub(crate) fn asked(tx: &mut Tx<'_>, actor: &Actor, year: i32, by: &ByPolicy) -> Result<Found, Refusal> {
    let policy = by.policy.as_deref().map(|id| policies::named(tx, actor, id)).transpose()?;
    find(tx, actor, year, policy.as_ref())
}

/// A year's settlement at a glance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SettlementView {
    /// Calendar year.
    pub year: i32,
    /// Id of the policy.
    pub policy: String,
    /// Its title.
    pub policy_title: Text,
    /// Whose figure the policy rests awards on.
    pub credit_basis: CreditBasis,
    /// The same in words.
    pub credit_basis_text: Text,
    /// Awards that nothing pulls against.
    pub award_fen: Fen,
    /// Awards that people have to decide on, because something pulls against them.
    pub contested_fen: Fen,
    /// How many are judged.
    pub subjects: i64,
    /// SHA-256 of the document.
    pub digest: String,
    /// Whether the year is over and can be frozen.
    pub can_freeze: bool,
    /// What has to be done before it can be frozen; null if nothing has, or it cannot be frozen at all.
    pub freeze_waits: Option<Text>,
    /// How it was frozen; null for a live proposal.
    pub frozen: Option<FrozenView>,
    /// Findings by rule and outcome, in the order of the policy file.
    pub summary: Vec<SummaryRow>,
}

/// How a year was frozen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FrozenView {
    /// When.
    pub at: Instant,
    /// By whom.
    pub by: PersonId,
}

/// How often a rule had an outcome.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SummaryRow {
    /// The rule.
    pub rule: RuleId,
    /// Its name.
    pub rule_title: Text,
    /// The outcome.
    pub outcome: Outcome,
    /// The same in words.
    pub outcome_text: Text,
    /// How many findings.
    pub count: i64,
    /// What they come to.
    pub amount_fen: Fen,
}

/// One year's settlement at a glance.
pub(crate) fn show(tx: &mut Tx<'_>, actor: &Actor, year: i32, by: ByPolicy) -> Result<SettlementView, Refusal> {
    let found = asked(tx, actor, year, &by)?;
    let s = found.settlement;
    let last = base::Day::last_of_year(year).ok_or(No::Year)?;
    let can_freeze = actor.day() > last && found.frozen.is_none() && by.policy.is_none();
    let open = can_freeze && ledger::desk::closed_to(tx, actor.county_id())? < last;
    Ok(SettlementView {
        year,
        summary: summary(&s.findings)?,
        policy: s.policy,
        policy_title: s.policy_title,
        credit_basis: s.credit_basis,
        credit_basis_text: s.credit_basis.text(),
        award_fen: s.award_fen,
        contested_fen: s.contested_fen,
        subjects: i64::try_from(s.subjects.len()).unwrap_or(i64::MAX),
        digest: found.digest,
        can_freeze,
        freeze_waits: open.then(|| Refusal::from(No::BooksOpen { year }).message),
        frozen: found.frozen.map(|f| FrozenView { at: f.frozen_at, by: f.frozen_by }),
    })
}

/// Findings by rule and outcome, in the order of the policy file.
///
/// # Errors
/// The awards of a rule are more than can be held.
pub fn summary(findings: &[FindingRecord]) -> Result<Vec<SummaryRow>, Refusal> {
    let mut rows: Vec<SummaryRow> = Vec::new();
    for finding in findings {
        let amount = finding.amount_fen.unwrap_or_default();
        match rows.iter_mut().find(|r| r.rule == finding.rule && r.outcome == finding.outcome) {
            Some(row) => {
                row.count += 1;
                row.amount_fen = row.amount_fen.plus(amount).ok_or(No::Overflow)?;
            }
            None => rows.push(SummaryRow {
                rule: finding.rule,
                rule_title: finding.rule_title(),
                outcome: finding.outcome,
                outcome_text: finding.outcome.text(),
                count: 1,
                amount_fen: amount,
            }),
        }
    }
    let place = |rule| findings.iter().position(|f| f.rule == rule);
    rows.sort_by_key(|r| (place(r.rule), r.outcome));
    Ok(rows)
}

/// The document itself, byte for byte as its digest says.
pub(crate) fn document(tx: &mut Tx<'_>, actor: &Actor, year: i32, by: ByPolicy) -> Result<Download, Refusal> {
    let found = asked(tx, actor, year, &by)?;
    let name = format!("settlement-{}-{year}.json", actor.county_id());
    Ok(Download::saved(name, "application/json", found.text.into_bytes()))
}

/// Years that there is something to see of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SettlementYears {
    /// The running year and all in which something was counted or which are frozen, newest first.
    pub years: Vec<i32>,
}

/// The years that there is something to see of.
pub(crate) fn years(tx: &mut Tx<'_>, actor: &Actor, (): (), _: Nothing) -> Result<SettlementYears, Refusal> {
    let now = actor.day().year();
    check(actor, now)?;
    let counted = ledger::desk::counted_years(tx, actor.county_id())?;
    let frozen = sql::list_frozen_years(tx, actor.county_id())?.into_iter().map(|(year, _)| year);
    let years: BTreeSet<i32> = counted.into_iter().chain(frozen).filter(|year| *year < now).chain([now]).collect();
    Ok(SettlementYears { years: years.into_iter().rev().collect() })
}

/// The years that are frozen.
pub(crate) fn list(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (): (),
    _: Nothing,
    ask: &Ask,
) -> Result<Page<sql::FrozenRow>, Refusal> {
    check(actor, actor.day().year())?;
    sql::page_frozen(tx, actor.county_id(), ask)
}
