//! Paying statements in bulk, by each union itself or through one clearing body.
//!
//! Netted: what an outlet gave back counts against what it is owed. Where more went back than
//! was spent, the statements wait until the sum is owed again.
//! Left to others: moving the money; this is the list that finance pays from.

use crate::{
    error::No,
    paper,
    slips::PrintView,
    statements::{COLUMNS, StatementRow},
    transfers::{self, Transfer},
    units,
};
use base::{
    Day, Fen, Refusal,
    ids::{OutletId, UnitId},
};
use edge::{Actor, Nothing, Role};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::{Ask, Listing, Page, Tx, params};

/// How the money goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// Each union pays each outlet.
    Direct,
    /// Unions pay one body, which pays the outlets.
    Clearing,
}

/// Pays confirmed statements.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PayOut {
    /// How.
    pub way: Way,
    /// The clearing body.
    #[serde(default)]
    pub clearing_body: String,
    /// Number of the paper.
    pub document_no: String,
    /// These statements; all that may be paid today if none is named.
    #[serde(default)]
    pub statements: Vec<i64>,
}

/// Prints the list of transfers.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PrintPayout {
    /// Why accounts are shown in full.
    pub reason: String,
}

store::row! {
    /// A pay-out.
    #[derive(Clone, Debug, Serialize, JsonSchema)]
    pub struct PayoutRow {
        /// Id.
        pub id: i64,
        /// `direct` or `clearing`.
        pub way: String,
        /// The clearing body.
        pub clearing_body: String,
        /// Number of the paper.
        pub document_no: String,
        /// Day.
        pub on_day: Day,
        /// Statements.
        pub statements: i64,
        /// In all.
        pub total_fen: Fen,
    }
}

/// A pay-out with what each side pays and gets.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PayoutView {
    /// The pay-out.
    #[serde(flatten)]
    pub payout: PayoutRow,
    /// What is transferred: union to outlet, or to and from the clearing body.
    pub transfers: Vec<Transfer>,
}

/// Statements that are confirmed, by id.
fn confirmed(tx: &mut Tx<'_>, actor: &Actor, wanted: &[i64]) -> Result<Vec<StatementRow>, Refusal> {
    let sql = format!(
        "SELECT {COLUMNS} FROM statement s JOIN unit u ON u.county = s.county AND u.id = s.unit
         WHERE s.county = $1 AND s.state = 'confirmed' ORDER BY s.id"
    );
    let all: Vec<StatementRow> = tx.query(&sql, params![actor.county_id()])?;
    if wanted.is_empty() {
        return Ok(all.into_iter().filter(|s| s.payable_on <= actor.day()).collect());
    }
    let chosen: Vec<StatementRow> = all.into_iter().filter(|s| wanted.contains(&s.id)).collect();
    if chosen.len() != wanted.len() {
        return Err(No::NoSuchStatement.into());
    }
    if let Some(early) = chosen.iter().find(|s| s.payable_on > actor.day()) {
        return Err(No::CoolingOff { on: early.payable_on.to_string() }.into());
    }
    Ok(chosen)
}

/// Those statements whose payee is owed something in the whole. Direct: by union and outlet; cleared: by outlet.
fn owed(statements: Vec<StatementRow>, way: Way) -> Vec<StatementRow> {
    let key = |s: &StatementRow| (if way == Way::Direct { s.unit } else { UnitId(0) }, s.outlet);
    let mut sums: BTreeMap<(UnitId, OutletId), Fen> = BTreeMap::new();
    for statement in &statements {
        let sum = sums.entry(key(statement)).or_default();
        *sum = [*sum, statement.net_fen].into_iter().sum();
    }
    statements.into_iter().filter(|s| sums.get(&key(s)).is_some_and(|sum| *sum > Fen::ZERO)).collect()
}

/// Who claims does not pay: a person may hold both posts, and not do both for one statement (K2).
fn others(tx: &mut Tx<'_>, actor: &Actor, statements: &[StatementRow]) -> Result<(), Refusal> {
    let own: Vec<i64> = tx.query(
        "SELECT id FROM statement WHERE county = $1 AND state = 'confirmed' AND (drawn_by = $2 OR confirmed_by = $2)",
        params![actor.county_id(), actor.person],
    )?;
    match statements.iter().find(|s| own.contains(&s.id)) {
        Some(statement) if actor.role != Role::Program => Err(No::SamePerson { statement: statement.id }.into()),
        _ => Ok(()),
    }
}

/// Pays in bulk. **Who:** finance.
pub fn pay(tx: &mut Tx<'_>, actor: &Actor, (): (), body: PayOut) -> Result<PayoutView, Refusal> {
    let county = actor.county_id();
    units::text("/document_no", &body.document_no, 100)?;
    if body.way == Way::Clearing && body.clearing_body.trim().is_empty() {
        return Err(Refusal::from(No::ClearingBody).at("/clearing_body"));
    }
    let statements = owed(confirmed(tx, actor, &body.statements)?, body.way);
    if statements.is_empty() {
        return Err(No::NothingToPay.into());
    }
    others(tx, actor, &statements)?;
    let total = Fen::total(statements.iter().map(|s| s.net_fen)).ok_or(No::NothingToPay)?;
    let id = tx.next_id(county, "payout")?;
    let way = if body.way == Way::Direct { "direct" } else { "clearing" };
    tx.run(
        "INSERT INTO payout (county, id, way, clearing_body, document_no, on_day, statements, total_fen, made_by, made_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        params![
            county, id, way, body.clearing_body.trim(), body.document_no, actor.day(),
            i64::try_from(statements.len()).unwrap_or(i64::MAX), total, actor.person, actor.now
        ],
    )?;
    for statement in &statements {
        let changed = tx.run(
            "UPDATE statement SET state = 'paid', payout = $3 WHERE county = $1 AND id = $2 AND state = 'confirmed'",
            params![county, statement.id, id],
        )?;
        if changed == 0 {
            return Err(tx.lost_race().into());
        }
    }
    transfers::keep_payees(tx, actor, id, &statements)?;
    show(tx, actor, id, Nothing {})
}

/// One pay-out with its transfers; who sees one unit or outlet only gets what concerns it. **Who:** whoever
/// may see vouchers.
pub fn show(tx: &mut Tx<'_>, actor: &Actor, id: i64, _: Nothing) -> Result<PayoutView, Refusal> {
    let payout = row(tx, actor, id)?;
    let mut transfers = transfers::find(tx, actor, &payout)?;
    for transfer in &mut transfers {
        if !transfer.account.is_empty() {
            transfer.account = base::mask::bank_account(&transfer.account);
        }
    }
    Ok(PayoutView { payout, transfers })
}

/// The list that finance pays from, accounts in full; an act, so that it is in the audit trail. **Who:** finance.
pub fn print(tx: &mut Tx<'_>, actor: &Actor, id: i64, body: PrintPayout) -> Result<PrintView, Refusal> {
    units::text("/reason", &body.reason, 200)?;
    let payout = row(tx, actor, id)?;
    let transfers = transfers::find(tx, actor, &payout)?;
    let html = paper::transfers(actor, &payout, &transfers);
    Ok(PrintView { html, count: i64::try_from(transfers.len()).unwrap_or(i64::MAX), after: None })
}

/// Pay-outs with the statements that the actor may see; the first parameters are county, scope and field.
const SEEN: &str = "SELECT p.id, p.way, p.clearing_body, p.document_no, p.on_day, COUNT(*) AS statements,
    CAST(SUM(s.net_fen) AS BIGINT) AS total_fen, p.id AS sort_id
    FROM payout p JOIN statement s ON s.county = p.county AND s.payout = p.id
    JOIN unit u ON u.county = s.county AND u.id = s.unit
    WHERE p.county = $1 AND ($4 = '' OR u.field = $4) AND ((s.unit_path >= $2 AND s.unit_path < $3) OR (s.outlet_path >= $2 AND s.outlet_path < $3))";
const GROUP: &str = "GROUP BY p.id, p.way, p.clearing_body, p.document_no, p.on_day";

/// The head of a pay-out. **Errors:** there is none, or nothing of it concerns the actor.
fn row(tx: &mut Tx<'_>, actor: &Actor, id: i64) -> Result<PayoutRow, Refusal> {
    let (from, until) = actor.scope.range();
    let sql = format!("{SEEN} AND p.id = $5 {GROUP}");
    tx.find(&sql, params![actor.county_id(), from, until, units::field_of(actor), id])?
        .ok_or_else(|| No::NoSuchPayout.into())
}

/// Pay-outs, the newest first; who sees one unit or outlet only gets those that paid for it, with its own
/// statements counted. **Who:** whoever may see vouchers.
pub fn list(tx: &mut Tx<'_>, actor: &Actor, (): (), _: Nothing, ask: &Ask) -> Result<Page<PayoutRow>, Refusal> {
    let (from, until) = actor.scope.range();
    let listing = Listing {
        base: &format!("{SEEN} {GROUP}"),
        params: params![actor.county_id(), from, until, units::field_of(actor)].to_vec(),
        sorts: &["-id", "on_day", "total_fen"],
        sums: &["statements", "total_fen"],
    };
    store::list(tx, &listing, ask)
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::ids::ProgrammeId;

    fn statement(id: i64, unit: i64, outlet: i64, net: i64) -> StatementRow {
        let day: Day = "2020-08-01".parse().unwrap();
        StatementRow {
            id,
            programme: ProgrammeId(unit),
            unit: UnitId(unit),
            unit_name: String::new(),
            outlet: OutletId(outlet),
            outlet_name: String::new(),
            from_day: day,
            to_day: day,
            redemptions: 1,
            spent_fen: Fen(net.max(0)),
            refunded_fen: Fen(-net.min(0)),
            net_fen: Fen(net),
            payable_on: day,
            state: "confirmed".into(),
            payout: None,
        }
    }

    #[test]
    fn what_went_back_counts_against_what_is_owed() {
        let all = || {
            vec![statement(1, 1, 1, 500), statement(2, 2, 1, -200), statement(3, 1, 2, -100), statement(4, 1, 2, 100)]
        };
        for (way, expect) in [(Way::Direct, vec![1]), (Way::Clearing, vec![1, 2])] {
            let ids: Vec<i64> = owed(all(), way).iter().map(|s| s.id).collect();
            assert_eq!(ids, expect, "{way:?}");
        }
    }
}
