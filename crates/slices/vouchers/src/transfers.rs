//! Who transfers what to whom for a pay-out, and to which account.
//!
//! Invariant: the account is the one of the day of the pay-out, whatever the outlet says later.

use crate::{payouts::PayoutRow, statements::StatementRow, units};
use base::{Fen, Refusal, ids::OutletId};
use edge::Actor;
use identity::desk::PartyForm;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use store::{Tx, params};

/// One transfer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Transfer {
    /// Who pays: a union, or the clearing body.
    pub from: String,
    /// Who gets: an outlet's operator, or the clearing body.
    pub to: String,
    /// The outlet, if it is one.
    pub outlet: Option<OutletId>,
    /// The payee's account, masked; in full on the printed list.
    pub account: String,
    /// Amount.
    pub amount_fen: Fen,
}

/// What is transferred, accounts in full.
pub fn find(tx: &mut Tx<'_>, actor: &Actor, payout: &PayoutRow) -> Result<Vec<Transfer>, Refusal> {
    let county = actor.county_id();
    let (from, until) = actor.scope.range();
    let sums: Vec<(String, OutletId, String, Fen)> = tx.query(
        "SELECT u.union_name, s.outlet, s.outlet_name, CAST(SUM(s.net_fen) AS BIGINT) FROM statement s
         JOIN unit u ON u.county = s.county AND u.id = s.unit WHERE s.county = $1 AND s.payout = $2
         AND ((s.unit_path >= $3 AND s.unit_path < $4) OR (s.outlet_path >= $3 AND s.outlet_path < $4))
         AND ($5 = '' OR u.field = $5)
         GROUP BY u.id, u.union_name, s.outlet, s.outlet_name ORDER BY u.id, s.outlet",
        params![county, payout.id, from, until, units::field_of(actor)],
    )?;
    let payees = payees(tx, county, payout.id, sums.iter().map(|sum| sum.1))?;
    let mut transfers = Vec::new();
    if payout.way == "direct" {
        for (union, outlet, name, amount) in sums {
            transfers.push(to_outlet(&payees, union, outlet, name, amount));
        }
        return Ok(transfers);
    }
    let (mut unions, mut outlets): (BTreeMap<String, Fen>, BTreeMap<OutletId, (String, Fen)>) = Default::default();
    for (union, outlet, name, amount) in sums {
        let paid = unions.entry(union).or_default();
        *paid = [*paid, amount].into_iter().sum();
        let got = outlets.entry(outlet).or_insert((name, Fen::ZERO));
        got.1 = [got.1, amount].into_iter().sum();
    }
    for (union, amount) in unions {
        let to = payout.clearing_body.clone();
        transfers.push(Transfer { from: union, to, outlet: None, account: String::new(), amount_fen: amount });
    }
    for (outlet, (name, amount)) in outlets {
        transfers.push(to_outlet(&payees, payout.clearing_body.clone(), outlet, name, amount));
    }
    Ok(transfers)
}

fn to_outlet(payees: &Payees, from: String, outlet: OutletId, name: String, amount: Fen) -> Transfer {
    let (operator, account) = payees.get(&outlet).cloned().unwrap_or_default();
    Transfer { from, to: format!("{name}（{operator}）"), outlet: Some(outlet), account, amount_fen: amount }
}

/// Operator and account of each outlet.
type Payees = BTreeMap<OutletId, (String, String)>;

/// Keeps whom a pay-out goes to: what is printed again later names the account that was paid then.
pub fn keep_payees(tx: &mut Tx<'_>, actor: &Actor, payout: i64, statements: &[StatementRow]) -> Result<(), Refusal> {
    let county = actor.county_id();
    let outlets: BTreeSet<OutletId> = statements.iter().map(|statement| statement.outlet).collect();
    for outlet in outlets {
        let (operator, bank) = outlets::desk::payee(tx, county, outlet)?.unwrap_or_default();
        // Nameless, so that nobody who is looked up by name is taken for it.
        let form = PartyForm { bank, ..PartyForm::default() };
        let party = identity::desk::put_party(tx, county, actor.now, &form)?;
        tx.run(
            "INSERT INTO payout_payee (county, payout, outlet, operator, party) VALUES ($1, $2, $3, $4, $5)",
            params![county, payout, outlet, operator, party],
        )?;
    }
    Ok(())
}

/// Whom a pay-out went to, as kept with it. One from before this was kept shows the outlet's account of today.
fn payees(
    tx: &mut Tx<'_>,
    county: &str,
    payout: i64,
    outlets: impl Iterator<Item = OutletId>,
) -> Result<Payees, Refusal> {
    let sql = "SELECT outlet, operator, party FROM payout_payee WHERE county = $1 AND payout = $2";
    let rows: Vec<(OutletId, String, i64)> = tx.query(sql, params![county, payout])?;
    let kept: BTreeMap<OutletId, (String, i64)> = rows.into_iter().map(|row| (row.0, (row.1, row.2))).collect();
    let mut payees = Payees::new();
    for outlet in outlets {
        let payee = match kept.get(&outlet) {
            Some((operator, party)) => (operator.clone(), identity::desk::open_party(tx, county, *party)?.form.bank),
            None => outlets::desk::payee(tx, county, outlet)?.unwrap_or_default(),
        };
        payees.insert(outlet, payee);
    }
    Ok(payees)
}
