//! First sign-in of thousands of workers: printed slips with a one-time link each.
//!
//! A worker's post covers one account; next year's account is added to the same person. Who has
//! signed in already gets no slip. Names and links stand in full only on the print, so each
//! print is an act with a reason.

use crate::{
    error::No,
    paper, programmes,
    slips::{PrintView, only},
    units,
};
use base::{
    Refusal,
    ids::{AccountId, ProgrammeId},
};
use edge::{Actor, Nothing, Place, Role};
use identity::desk::{BulkPost, hand_out, open_parties};
use schemars::JsonSchema;
use serde::Deserialize;
use store::{Tx, params};

/// Workers that one print takes at most.
const MOST: i64 = 300;

/// Prints slips for the first sign-in.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PrintSignIns {
    /// Why names and links are shown in full.
    pub reason: String,
    /// Accounts after this one; where the last print ended.
    #[serde(default)]
    pub after: i64,
    /// Only these accounts; all if none is named.
    #[serde(default)]
    pub accounts: Vec<AccountId>,
    /// Only this department; all if none is named.
    #[serde(default)]
    pub department: String,
}

/// One slip: who, with which login, by which link.
pub struct SignInSlip {
    /// Name in full.
    pub name: String,
    /// Department.
    pub department: String,
    /// Login.
    pub login: String,
    /// Address of the first sign-in.
    pub address: String,
}

/// Prints slips for the first sign-in of a programme's workers; links printed earlier and not used
/// yet die. **Who:** the union officer.
pub fn print(tx: &mut Tx<'_>, actor: &Actor, programme: ProgrammeId, body: PrintSignIns) -> Result<PrintView, Refusal> {
    units::text("/reason", &body.reason, 200)?;
    let county = actor.county_id();
    let sql = format!(
        "SELECT a.id, a.path, a.party, w.department FROM account a
         JOIN worker w ON w.county = a.county AND w.id = a.worker
         WHERE a.county = $1 AND a.programme = $2 AND a.id > $3 AND a.state = 'open' AND ($5 = '' OR w.department = $5)
         {} ORDER BY a.id LIMIT $4",
        only(&body.accounts)
    );
    let rows: Vec<(AccountId, String, i64, String)> =
        tx.query(&sql, params![county, programme, body.after, MOST, body.department.trim()])?;
    let full = i64::try_from(rows.len()).unwrap_or(MOST) == MOST;
    let last = rows.last().map(|row| row.0.0).filter(|_| full);
    let ids: Vec<i64> = rows.iter().map(|row| row.2).collect();
    let mut parties = open_parties(tx, county, &ids)?;
    let mut slips = Vec::new();
    for (account, path, party, department) in rows {
        let login = format!("w{party}");
        let place = Place::new(path, format!("提货券账户 {account}"));
        let post = BulkPost {
            party,
            login: login.clone(),
            role: Role::Worker,
            scope_kind: "account",
            scope_id: account.0,
            place,
        };
        if let Some(token) = hand_out(tx, actor, &post)? {
            let name = parties.remove(&party).map(|party| party.form.name).unwrap_or_default();
            slips.push(SignInSlip {
                name,
                department,
                login,
                address: format!("{}/office/first-sign-in/{token}", actor.public_url),
            });
        }
    }
    if slips.is_empty() {
        return Err(No::NothingToPrint.into());
    }
    let count = i64::try_from(slips.len()).unwrap_or(MOST);
    let programme = programmes::show(tx, actor, programme, Nothing {})?;
    Ok(PrintView { html: paper::sign_in(actor, &programme, &slips)?, count, after: last })
}
