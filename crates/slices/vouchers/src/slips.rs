//! Printed vouchers: numbering, reissue of a lost one, and the pages to print.
//!
//! Printing shows names and secrets in full, so each print is an act with a reason, in the audit
//! trail. The words on the slip are the policy's: named, not transferable, no cash, no change.

use crate::{accounts::account, error::No, key, paper, programmes, redeem, sql::left_on, units};
use base::{
    Day, Fen, Refusal,
    ids::{AccountId, ProgrammeId},
};
use edge::{Actor, Nothing};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{FromRow, Row, StoreError, Tx, params};

/// Slips of one print at most.
const MOST: i64 = 300;

/// Prints slips.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PrintSlips {
    /// Why names are shown in full.
    pub reason: String,
    /// Accounts after this one; where the last print ended.
    #[serde(default)]
    pub after: i64,
    /// Only these accounts.
    #[serde(default)]
    pub accounts: Vec<AccountId>,
}

/// Prints a sheet to sign (签领表).
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PrintSignOff {
    /// Why names are shown in full.
    pub reason: String,
    /// The issue.
    pub issue: i64,
}

/// A page to print.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PrintView {
    /// The page, self-contained.
    pub html: String,
    /// Slips or rows on it.
    pub count: i64,
    /// Where the next print goes on; none if all are printed.
    pub after: Option<i64>,
}

/// Gives a worker another slip; the old one is dead.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReissueSlip {
    /// Why: lost, damaged, stolen.
    pub reason: String,
}

/// A slip without its secret.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SlipView {
    /// Number.
    pub number: i64,
    /// Account.
    pub account: AccountId,
}

/// A worker's line on a print, opened.
pub struct Printed {
    /// Account.
    pub account: AccountId,
    /// Name in full.
    pub name: String,
    /// Department.
    pub department: String,
    /// What is left, or was issued.
    pub amount: Fen,
    /// Last day.
    pub valid_to: Day,
    /// Number of the live slip.
    pub slip: Option<i64>,
    /// QR text of the live slip.
    pub text: String,
}

/// A row whose name is not open yet.
struct Sealed {
    party: i64,
    row: Printed,
}

impl FromRow for Sealed {
    fn from_row(row: &mut Row) -> Result<Self, StoreError> {
        Ok(Self {
            party: row.next()?,
            row: Printed {
                account: row.next()?,
                name: String::new(),
                department: row.next()?,
                amount: row.next()?,
                valid_to: row.next()?,
                slip: row.next()?,
                text: String::new(),
            },
        })
    }
}

fn new_slip(tx: &mut Tx<'_>, actor: &Actor, account: AccountId) -> Result<i64, Refusal> {
    let number = tx.next_id(actor.county_id(), "slip")?;
    tx.run(
        "INSERT INTO slip (county, number, account, state, reason, made_at) VALUES ($1, $2, $3, 'live', '', $4)",
        params![actor.county_id(), number, account, actor.now],
    )?;
    Ok(number)
}

/// Keeps those who number slips of one programme apart until this transaction ends: an account has one that is live.
fn hold(tx: &mut Tx<'_>, actor: &Actor, programme: ProgrammeId) -> Result<(), Refusal> {
    Ok(tx.hold(actor.county_id(), &format!("slips/{programme}"))?)
}

/// Kills the live slip of an account and numbers another. **Who:** the union officer.
pub fn reissue(tx: &mut Tx<'_>, actor: &Actor, id: AccountId, body: ReissueSlip) -> Result<SlipView, Refusal> {
    units::text("/reason", &body.reason, 200)?;
    let programme = account(tx, actor.county_id(), id)?.programme;
    hold(tx, actor, programme)?;
    tx.run(
        "UPDATE slip SET state = 'dead', reason = $3 WHERE county = $1 AND account = $2 AND state = 'live'",
        params![actor.county_id(), id, body.reason],
    )?;
    Ok(SlipView { number: new_slip(tx, actor, id)?, account: id })
}

fn open(tx: &mut Tx<'_>, actor: &Actor, rows: Vec<Sealed>) -> Result<Vec<Printed>, Refusal> {
    let county = actor.county_id();
    let ids: Vec<i64> = rows.iter().map(|sealed| sealed.party).collect();
    let mut parties = identity::desk::open_parties(tx, county, &ids)?;
    let vault = tx.vault();
    let open = |Sealed { party, row }: Sealed| {
        let name = parties.remove(&party).map(|party| party.form.name).unwrap_or_default();
        let text = row.slip.map(|number| key::text(vault, county, key::Kind::Slip, number)).unwrap_or_default();
        Printed { name, text, ..row }
    };
    Ok(rows.into_iter().map(open).collect())
}

/// QR texts of all slips of a programme, numbering those accounts that have none.
pub fn texts(tx: &mut Tx<'_>, actor: &Actor, programme: ProgrammeId) -> Result<Vec<(AccountId, String)>, Refusal> {
    let county = actor.county_id();
    while number_bare(tx, actor, programme, 0, "")? > 0 {}
    let live: Vec<(AccountId, i64)> = tx.query(
        "SELECT a.id, s.number FROM account a JOIN slip s ON s.county = a.county AND s.account = a.id AND s.state = 'live'
         WHERE a.county = $1 AND a.programme = $2 ORDER BY a.id",
        params![county, programme],
    )?;
    let vault = tx.vault();
    Ok(live.into_iter().map(|(id, number)| (id, key::text(vault, county, key::Kind::Slip, number))).collect())
}

/// The part of a WHERE that keeps to these accounts; all of them if none is named.
pub(crate) fn only(accounts: &[AccountId]) -> String {
    let ids: Vec<String> = accounts.iter().map(ToString::to_string).collect();
    if ids.is_empty() { String::new() } else { format!("AND a.id IN ({})", ids.join(", ")) }
}

/// Numbers slips for open accounts after `after` that have none; how many.
fn number_bare(
    tx: &mut Tx<'_>,
    actor: &Actor,
    programme: ProgrammeId,
    after: i64,
    only: &str,
) -> Result<usize, Refusal> {
    hold(tx, actor, programme)?;
    let sql = format!(
        "SELECT a.id FROM account a WHERE a.county = $1 AND a.programme = $2 AND a.id > $3 AND a.state = 'open'
         AND NOT EXISTS (SELECT 1 FROM slip s WHERE s.county = a.county AND s.account = a.id AND s.state = 'live')
         {only} ORDER BY a.id LIMIT $4"
    );
    let bare: Vec<AccountId> = tx.query(&sql, params![actor.county_id(), programme, after, MOST])?;
    for id in &bare {
        new_slip(tx, actor, *id)?;
    }
    Ok(bare.len())
}

/// Prints slips, numbering those accounts that have none. **Who:** the union officer.
pub fn print(tx: &mut Tx<'_>, actor: &Actor, programme: ProgrammeId, body: PrintSlips) -> Result<PrintView, Refusal> {
    units::text("/reason", &body.reason, 200)?;
    let county = actor.county_id();
    let only = only(&body.accounts);
    number_bare(tx, actor, programme, body.after, &only)?;
    let sql = format!(
        "SELECT a.party, a.id, w.department, {left}, a.valid_to, s.number FROM account a
         JOIN slip s ON s.county = a.county AND s.account = a.id AND s.state = 'live'
         JOIN worker w ON w.county = a.county AND w.id = a.worker
         WHERE a.county = $1 AND a.programme = $2 AND a.id > $3 AND a.state = 'open' {only} ORDER BY a.id LIMIT $4",
        left = left_on(5),
    );
    let rows: Vec<Sealed> = tx.query(&sql, params![county, programme, body.after, MOST, actor.day()])?;
    let full = i64::try_from(rows.len()).unwrap_or(MOST) == MOST;
    let last = rows.last().map(|r| r.row.account.0).filter(|_| full);
    let rows = open(tx, actor, rows)?;
    if rows.is_empty() {
        return Err(No::NothingToPrint.into());
    }
    let head = programmes::show(tx, actor, programme, Nothing {})?;
    let policy = programmes::policy_of(actor, head.year)?;
    let html = paper::slips(actor, &head, policy, &rows)?;
    Ok(PrintView { html, count: i64::try_from(rows.len()).unwrap_or(MOST), after: last })
}

/// Prints the sheet that workers sign when they receive an issue (签领表). **Who:** the union officer.
pub fn print_sign_off(
    tx: &mut Tx<'_>,
    actor: &Actor,
    programme: ProgrammeId,
    body: PrintSignOff,
) -> Result<PrintView, Refusal> {
    units::text("/reason", &body.reason, 200)?;
    let county = actor.county_id();
    let sql = "SELECT reason, reason_text, list_day FROM issue WHERE county = $1 AND programme = $2 AND id = $3";
    let issue: Option<(String, String, Day)> = tx.find(sql, params![county, programme, body.issue])?;
    let (reason, reason_text, day) = issue.ok_or(No::NoSuchIssue)?;
    let rows: Vec<Sealed> = tx.query(
        "SELECT a.party, a.id, w.department, l.amount_fen, a.valid_to,
         (SELECT MAX(s.number) FROM slip s WHERE s.county = a.county AND s.account = a.id AND s.state = 'live')
         FROM issue_line l JOIN account a ON a.county = l.county AND a.id = l.account
         JOIN worker w ON w.county = a.county AND w.id = a.worker
         WHERE l.county = $1 AND l.issue = $2 ORDER BY w.department, a.id",
        params![county, body.issue],
    )?;
    let rows = open(tx, actor, rows)?;
    let head = programmes::show(tx, actor, programme, Nothing {})?;
    let terms = redeem::terms(actor, day)?;
    let why = terms.reason(&reason).map_or(reason_text, |known| known.name.zh.clone());
    let html = paper::sign_off(actor, &head, &why, day, &rows);
    Ok(PrintView { html, count: i64::try_from(rows.len()).unwrap_or(i64::MAX), after: None })
}
