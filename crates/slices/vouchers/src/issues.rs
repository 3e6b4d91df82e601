//! Issuing: to each worker on the list of a day, for a named reason, up to the year's ceiling.
//!
//! Invariant: what one person was issued in a year over all unions is kept in one row that the
//! database itself does not let pass the ceiling. Who may be the same person counts until told apart.

use crate::{
    error::No,
    namesakes::{self, Namesake, OwnList},
    programmes, rules, units,
};
use base::{
    Day, Fen, Refusal,
    ids::{AccountId, ProgrammeId, UnitId},
};
use edge::Actor;
use policy::Voucher;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::{StoreError, Tx, Value, params};

/// Issues to the workers of a programme's unit.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IssueVouchers {
    /// Id of an occasion of the policy, or `other`.
    pub reason: String,
    /// The reason in words, if it is another.
    #[serde(default)]
    pub reason_text: String,
    /// The list of workers is taken as of this day; today if it is not said.
    #[serde(default)]
    pub list_day: Option<Day>,
    /// For each.
    pub amount_fen: Fen,
    /// Only these workers; all on the list if none is named.
    #[serde(default)]
    pub workers: Vec<i64>,
    /// Those near the ceiling get less rather than the issue being refused.
    #[serde(default)]
    pub up_to_ceiling: bool,
    /// Only show what it would make.
    #[serde(default)]
    pub dry_run: bool,
}

/// What an issue made, or would make.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct IssueView {
    /// Id; none for a preview.
    pub id: Option<i64>,
    /// Workers who get something.
    pub workers: i64,
    /// In all.
    pub total_fen: Fen,
    /// Workers who get less than the amount, because of the year's ceiling.
    pub cut: Vec<CutRow>,
}

/// A worker who gets less, or nothing.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CutRow {
    /// The worker.
    pub worker: i64,
    /// Masked.
    pub masked_name: String,
    /// Issued this year, over all unions.
    pub issued_fen: Fen,
    /// What they get now.
    pub amount_fen: Fen,
    /// Who may be the same person: theirs counts as well until they are told apart.
    pub namesakes: Vec<Namesake>,
}

store::row! {
    /// A worker as an issue looks at them.
    struct Candidate {
        worker: i64,
        party: i64,
        identity: Vec<u8>,
        account: Option<AccountId>,
        issued: Fen,
    }
}

store::row! {
    /// The head of a programme.
    struct Head {
        unit: UnitId,
        unit_path: String,
        year: i64,
        valid_from: Day,
        valid_to: Day,
        state: String,
    }
}

fn head(tx: &mut Tx<'_>, county: &str, id: ProgrammeId) -> Result<Head, Refusal> {
    let sql = "SELECT unit, unit_path, year, valid_from, valid_to, state FROM programme WHERE county = $1 AND id = $2";
    let head: Head = tx.find(sql, params![county, id])?.ok_or(No::NoSuchProgramme)?;
    if head.state == "closed" { Err(No::ProgrammeClosed.into()) } else { Ok(head) }
}

fn check_reason(body: &IssueVouchers, terms: &Voucher) -> Result<(), Refusal> {
    if body.reason == "other" {
        units::text("/reason_text", &body.reason_text, 200)?;
    } else if terms.reason(&body.reason).is_none() {
        let allowed = terms.reasons.iter().map(|r| format!("{} {}", r.id, r.name.zh)).collect::<Vec<_>>().join("、");
        return Err(Refusal::from(No::ReasonUnknown { allowed }).at("/reason"));
    }
    if body.amount_fen <= Fen::ZERO || body.amount_fen > terms.ceiling {
        return Err(Refusal::from(No::IssueAmount).at("/amount_fen"));
    }
    Ok(())
}

/// Workers on the list on a day, with what they were issued this year.
fn candidates(
    tx: &mut Tx<'_>,
    county: &str,
    programme: ProgrammeId,
    head: &Head,
    body: &IssueVouchers,
    day: Day,
) -> Result<Vec<Candidate>, Refusal> {
    let found: Vec<Candidate> = tx.query(
        "SELECT w.id, w.party, w.identity, a.id, COALESCE(y.issued_fen, 0) FROM worker w
         LEFT JOIN account a ON a.county = w.county AND a.programme = $3 AND a.worker = w.id
         LEFT JOIN voucher_year y ON y.county = w.county AND y.year = $4 AND y.identity = w.identity
         WHERE w.county = $1 AND w.unit = $2 AND w.joined_on <= $5 AND w.left_on > $5 ORDER BY w.id",
        params![county, head.unit, programme, head.year, day],
    )?;
    Ok(found.into_iter().filter(|c| body.workers.is_empty() || body.workers.contains(&c.worker)).collect())
}

/// Issues, or shows what an issue would make. **Who:** the unit's union officer.
pub fn issue(
    tx: &mut Tx<'_>,
    actor: &Actor,
    programme: ProgrammeId,
    body: IssueVouchers,
) -> Result<IssueView, Refusal> {
    let county = actor.county_id();
    let head = head(tx, county, programme)?;
    rules::issued_in_its_year(head.year, actor.day())?;
    if head.valid_to < actor.day() {
        return Err(No::ProgrammeEnded { on: head.valid_to.to_string() }.into());
    }
    let terms = programmes::policy_of(actor, head.year)?.voucher();
    check_reason(&body, terms)?;
    let day = body.list_day.unwrap_or(actor.day());
    // Two unions may issue at once to people of whom only the name is known.
    tx.hold(county, &format!("voucher-year/{}", head.year))?;
    let candidates = candidates(tx, county, programme, &head, &body, day)?;
    let workers: Vec<_> = candidates.iter().map(|c| (c.worker, c.party, c.identity.clone())).collect();
    let own = OwnList { unit: head.unit, day, year: head.year };
    let namesakes = namesakes::issued(tx, county, &own, &workers)?;
    let shares = shares(candidates, &namesakes, body.amount_fen, terms.ceiling);
    let cut = cut(tx, county, &shares, namesakes, body.amount_fen)?;
    let given: Vec<(Candidate, Fen)> = shares.into_iter().filter(|(_, share)| *share > Fen::ZERO).collect();
    let total_fen = Fen::total(given.iter().map(|(_, share)| *share)).ok_or(No::IssueAmount)?;
    let mut view = IssueView { id: None, workers: i64::try_from(given.len()).unwrap_or(i64::MAX), total_fen, cut };
    if body.dry_run {
        return Ok(view);
    }
    if !view.cut.is_empty() && !body.up_to_ceiling {
        return Err(No::OverCeiling { count: view.cut.len(), ceiling: terms.ceiling.to_string() }.into());
    }
    if given.is_empty() {
        return Err(No::NobodyOnList { day: day.to_string() }.into());
    }
    let id = insert_issue(tx, actor, programme, &body, day, &view)?;
    let mut lines = Vec::with_capacity(given.len());
    for (candidate, amount) in &given {
        let account = credit(tx, county, programme, &head, candidate, *amount)?;
        count_year(tx, county, &head, candidate, *amount, terms.ceiling)?;
        lines.push(vec![Value::from(county), id.into(), account.into(), (*amount).into()]);
    }
    tx.insert_many("INSERT INTO issue_line (county, issue, account, amount_fen)", &lines)?;
    view.id = Some(id);
    Ok(view)
}

/// Namesakes by worker.
type Namesakes = BTreeMap<i64, Vec<Namesake>>;

/// What each gets: the amount, or what the ceiling leaves.
fn shares(candidates: Vec<Candidate>, namesakes: &Namesakes, amount: Fen, ceiling: Fen) -> Vec<(Candidate, Fen)> {
    let share = |candidate: Candidate| {
        let others = namesakes.get(&candidate.worker).into_iter().flatten().map(|other| other.issued_fen);
        // A sum beyond all numbers is beyond the ceiling too.
        let issued = Fen::total(others.chain([candidate.issued])).unwrap_or(ceiling);
        let share = rules::share(amount, issued, ceiling);
        (candidate, share)
    };
    candidates.into_iter().map(share).collect()
}

/// Who gets less than the amount.
fn cut(
    tx: &mut Tx<'_>,
    county: &str,
    shares: &[(Candidate, Fen)],
    mut namesakes: Namesakes,
    amount: Fen,
) -> Result<Vec<CutRow>, Refusal> {
    let less: Vec<&(Candidate, Fen)> = shares.iter().filter(|(_, share)| *share < amount).collect();
    let parties: Vec<i64> = less.iter().map(|(c, _)| c.party).collect();
    let parties = identity::desk::open_parties(tx, county, &parties)?;
    let row = |(c, share): &(Candidate, Fen)| CutRow {
        worker: c.worker,
        masked_name: parties.get(&c.party).map(identity::desk::Party::masked_name).unwrap_or_default(),
        issued_fen: c.issued,
        amount_fen: *share,
        namesakes: namesakes.remove(&c.worker).unwrap_or_default(),
    };
    Ok(less.into_iter().map(row).collect())
}

fn insert_issue(
    tx: &mut Tx<'_>,
    actor: &Actor,
    programme: ProgrammeId,
    body: &IssueVouchers,
    day: Day,
    view: &IssueView,
) -> Result<i64, Refusal> {
    let id = tx.next_id(actor.county_id(), "issue")?;
    tx.run(
        "INSERT INTO issue (county, id, programme, reason, reason_text, list_day, amount_fen, workers, total_fen, made_by,
         made_post, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        params![
            actor.county_id(),
            id,
            programme,
            body.reason.as_str(),
            body.reason_text.as_str(),
            day,
            body.amount_fen,
            view.workers,
            view.total_fen,
            actor.person,
            actor.post,
            actor.now
        ],
    )?;
    Ok(id)
}

/// Adds to the worker's account of the programme, which the first issue makes.
fn credit(
    tx: &mut Tx<'_>,
    county: &str,
    programme: ProgrammeId,
    head: &Head,
    of: &Candidate,
    amount: Fen,
) -> Result<AccountId, Refusal> {
    if let Some(account) = of.account {
        tx.run(
            "UPDATE account SET issued_fen = issued_fen + $3, balance_fen = balance_fen + $3 WHERE county = $1 AND id = $2",
            params![county, account, amount],
        )?;
        return Ok(account);
    }
    let id = AccountId(tx.next_id(county, "account")?);
    tx.run(
        "INSERT INTO account (county, id, programme, worker, party, unit, path, issued_fen, balance_fen, lapsed_fen,
         valid_from, valid_to, state, state_reason, spent_at, code_step)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, 0, $9, $10, 'open', '', '', 0)",
        params![
            county,
            id,
            programme,
            of.worker,
            of.party,
            head.unit,
            format!("{}a{id}/", head.unit_path),
            amount,
            head.valid_from,
            head.valid_to
        ],
    )?;
    Ok(id)
}

/// Counts towards the person's year. The constraint holds even if two unions issue at once.
fn count_year(
    tx: &mut Tx<'_>,
    county: &str,
    head: &Head,
    of: &Candidate,
    amount: Fen,
    ceiling: Fen,
) -> Result<(), Refusal> {
    tx.run(
        "INSERT INTO voucher_year (county, year, identity, ceiling_fen, issued_fen) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (county, year, identity) DO UPDATE SET issued_fen = voucher_year.issued_fen + excluded.issued_fen,
         ceiling_fen = excluded.ceiling_fen",
        params![county, head.year, of.identity.as_slice(), ceiling, amount],
    )
    .map_err(|error| match error {
        StoreError::Constraint(name) if name == "voucher_year_ceiling" => No::CeilingRace.into(),
        other => Refusal::from(other),
    })?;
    Ok(())
}
