//! Statements: what a union owes an outlet for a period, redemptions less refunds.
//!
//! Invariant: a redemption stands in one statement at most. A statement is drawn from the
//! redemptions, confirmed by the union, and paid after the cooling-off, never before.

use crate::{error::No, redeem, units};
use base::{
    Day, Fen, Instant, Refusal,
    ids::{OutletId, ProgrammeId, UnitId},
};
use edge::{Actor, Nothing, Place};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Ask, Listing, Page, Tx, params};

/// Draws statements of all redemptions up to a day that stand in none.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DrawStatements {
    /// Last day; yesterday's at best, so that the day is over.
    pub to_day: Day,
}

/// What was drawn.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Drawn {
    /// One statement for each outlet.
    pub statements: Vec<StatementRow>,
}

/// Withdraws a statement that is not right.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WithdrawStatement {
    /// Why.
    pub note: String,
}

store::row! {
    /// A statement.
    #[derive(Clone, Debug, Serialize, JsonSchema)]
    pub struct StatementRow {
        /// Id.
        pub id: i64,
        /// Programme.
        pub programme: ProgrammeId,
        /// Unit whose union owes.
        pub unit: UnitId,
        /// Its name.
        pub unit_name: String,
        /// Outlet that is owed.
        pub outlet: OutletId,
        /// Its name.
        pub outlet_name: String,
        /// First day.
        pub from_day: Day,
        /// Last day.
        pub to_day: Day,
        /// Redemptions and refunds.
        pub redemptions: i64,
        /// Paid with vouchers.
        pub spent_fen: Fen,
        /// Given back to vouchers.
        pub refunded_fen: Fen,
        /// Owed; negative if more went back than was spent.
        pub net_fen: Fen,
        /// Not paid before this day.
        pub payable_on: Day,
        /// `drawn`, `confirmed`, `paid` or `withdrawn`.
        pub state: String,
        /// Pay-out that it was paid with.
        pub payout: Option<i64>,
    }
}

/// Columns of a statement, with its unit `u`.
pub const COLUMNS: &str =
    "s.id, s.programme, s.unit, u.name AS unit_name, s.outlet, s.outlet_name, s.from_day, s.to_day,
    s.redemptions, s.spent_fen, s.refunded_fen, s.net_fen, s.payable_on, s.state, s.payout";

store::row! {
    /// Redemptions of an outlet that stand in no statement.
    struct Unstated {
        outlet: OutletId,
        from_day: Day,
        redemptions: i64,
        spent: Fen,
        refunded: Fen,
    }
}

store::row! {
    /// Whose programme.
    struct Owner {
        unit: UnitId,
        unit_path: String,
    }
}

/// Draws the statements of a programme. **Who:** the unit's union officer.
pub fn draw(tx: &mut Tx<'_>, actor: &Actor, programme: ProgrammeId, body: DrawStatements) -> Result<Drawn, Refusal> {
    let county = actor.county_id();
    if body.to_day > actor.day() {
        return Err(Refusal::from(No::InFuture).at("/to_day"));
    }
    let sql = "SELECT unit, unit_path FROM programme WHERE county = $1 AND id = $2";
    let owner: Owner = tx.find(sql, params![county, programme])?.ok_or(No::NoSuchProgramme)?;
    let found: Vec<Unstated> = tx.query(
        "SELECT r.outlet, MIN(r.day), COUNT(*),
         CAST(COALESCE(SUM(CASE WHEN r.kind = 'spend' THEN r.amount_fen END), 0) AS BIGINT),
         CAST(COALESCE(SUM(CASE WHEN r.kind = 'refund' THEN r.amount_fen END), 0) AS BIGINT)
         FROM redemption r LEFT JOIN statement_line l ON l.county = r.county AND l.outlet = r.outlet
         AND l.book_seq = r.book_seq AND l.account = r.account AND l.kind = r.kind
         WHERE r.county = $1 AND r.programme = $2 AND r.day <= $3 AND l.statement IS NULL
         GROUP BY r.outlet ORDER BY r.outlet",
        params![county, programme, body.to_day],
    )?;
    if found.is_empty() {
        return Err(No::NothingToState { day: body.to_day.to_string() }.into());
    }
    let cooling = i32::try_from(redeem::terms(actor, actor.day())?.cooling_off_days).unwrap_or(i32::MAX);
    let mut statements = Vec::with_capacity(found.len());
    for unstated in found {
        let id = write(tx, actor, programme, &owner, &unstated, (body.to_day, body.to_day.plus_days(cooling)))?;
        statements.push(row(tx, county, id)?);
    }
    Ok(Drawn { statements })
}

fn write(
    tx: &mut Tx<'_>,
    actor: &Actor,
    programme: ProgrammeId,
    owner: &Owner,
    of: &Unstated,
    (to_day, payable_on): (Day, Day),
) -> Result<i64, Refusal> {
    let county = actor.county_id();
    let outlet = outlets::desk::outlet_at(tx, county, of.outlet, to_day)?;
    let (path, name) = outlet.map_or_else(Default::default, |o| (o.path, o.name));
    let id = tx.next_id(county, "statement")?;
    let net = of.spent.minus(of.refunded).unwrap_or(Fen::ZERO);
    tx.run(
        "INSERT INTO statement (county, id, programme, unit, unit_path, outlet, outlet_path, outlet_name, from_day, to_day,
         redemptions, spent_fen, refunded_fen, net_fen, payable_on, state, note, drawn_by, drawn_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 'drawn', '', $16, $17)",
        params![
            county, id, programme, owner.unit, owner.unit_path.as_str(), of.outlet, path, name, of.from_day, to_day,
            of.redemptions, of.spent, of.refunded, net, payable_on, actor.person, actor.now
        ],
    )?;
    let lines = tx.run(
        "INSERT INTO statement_line (county, outlet, book_seq, account, kind, statement)
         SELECT r.county, r.outlet, r.book_seq, r.account, r.kind, CAST($4 AS BIGINT) FROM redemption r
         WHERE r.county = $1 AND r.programme = $2 AND r.outlet = $3 AND r.day <= $5
         ON CONFLICT (county, outlet, book_seq, account, kind) DO NOTHING",
        params![county, programme, of.outlet, id, to_day],
    )?;
    // A sale that came in between would stand in the lines but not in the sums.
    if i64::try_from(lines) == Ok(of.redemptions) { Ok(id) } else { Err(tx.lost_race().into()) }
}

fn row(tx: &mut Tx<'_>, county: &str, id: i64) -> Result<StatementRow, Refusal> {
    let sql = format!(
        "SELECT {COLUMNS} FROM statement s JOIN unit u ON u.county = s.county AND u.id = s.unit WHERE s.county = $1 AND s.id = $2"
    );
    tx.find(&sql, params![county, id])?.ok_or_else(|| No::NoSuchStatement.into())
}

/// Refuses a statement that lies outside the actor's scope, by its unit or by its outlet.
fn require(tx: &mut Tx<'_>, actor: &Actor, id: i64) -> Result<StatementRow, Refusal> {
    let sql = "SELECT s.unit_path, s.outlet_path, u.field FROM statement s
               JOIN unit u ON u.county = s.county AND u.id = s.unit WHERE s.county = $1 AND s.id = $2";
    let places: Option<(String, String, String)> = tx.find(sql, params![actor.county_id(), id])?;
    let (unit, outlet, field) = places.ok_or(No::NoSuchStatement)?;
    let near = if actor.scope.covers(&outlet) { outlet } else { unit };
    actor.require_place(&Place::new(near, "").in_field(field))?;
    row(tx, actor.county_id(), id)
}

/// One statement. **Who:** the union, the outlet's manager, and whoever may see vouchers.
pub fn show(tx: &mut Tx<'_>, actor: &Actor, id: i64, _: Nothing) -> Result<StatementRow, Refusal> {
    require(tx, actor, id)
}

/// Confirms a statement. **Who:** the union officer.
pub fn confirm(tx: &mut Tx<'_>, actor: &Actor, id: i64, _: Nothing) -> Result<StatementRow, Refusal> {
    require(tx, actor, id)?;
    let changed = tx.run(
        "UPDATE statement SET state = 'confirmed', confirmed_by = $3, confirmed_at = $4
         WHERE county = $1 AND id = $2 AND state = 'drawn'",
        params![actor.county_id(), id, actor.person, actor.now],
    )?;
    if changed == 0 { Err(No::NoSuchStatement.into()) } else { row(tx, actor.county_id(), id) }
}

/// Withdraws a statement that is not confirmed yet; its redemptions wait for the next. **Who:** the union officer.
pub fn withdraw(tx: &mut Tx<'_>, actor: &Actor, id: i64, body: WithdrawStatement) -> Result<StatementRow, Refusal> {
    units::text("/note", &body.note, 500)?;
    require(tx, actor, id)?;
    let changed = tx.run(
        "UPDATE statement SET state = 'withdrawn', note = $3 WHERE county = $1 AND id = $2 AND state = 'drawn'",
        params![actor.county_id(), id, body.note],
    )?;
    if changed == 0 {
        return Err(No::NoSuchStatement.into());
    }
    tx.run("DELETE FROM statement_line WHERE county = $1 AND statement = $2", params![actor.county_id(), id])?;
    row(tx, actor.county_id(), id)
}

/// Which statements a list shows.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StatementFilter {
    /// `drawn`, `confirmed`, `paid` or `withdrawn`.
    #[serde(default)]
    pub state: String,
    /// Programme.
    #[serde(default)]
    pub programme: Option<ProgrammeId>,
    /// Pay-out.
    #[serde(default)]
    pub payout: Option<i64>,
}

/// Statements: a union sees its own, an outlet's manager those of the outlet. **Who:** whoever may see vouchers.
pub fn list(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (): (),
    filter: StatementFilter,
    ask: &Ask,
) -> Result<Page<StatementRow>, Refusal> {
    let (from, until) = actor.scope.range();
    let base = format!(
        "SELECT {COLUMNS}, s.id AS sort_id FROM statement s JOIN unit u ON u.county = s.county AND u.id = s.unit
         WHERE s.county = $1 AND ((s.unit_path >= $2 AND s.unit_path < $3) OR (s.outlet_path >= $2 AND s.outlet_path < $3))
         AND ($4 = '' OR s.state = $4) AND (CAST($5 AS BIGINT) = 0 OR s.programme = $5)
         AND (CAST($6 AS BIGINT) = 0 OR s.payout = $6) AND ($7 = '' OR u.field = $7)"
    );
    let programme = filter.programme.map_or(0, |programme| programme.0);
    let payout = filter.payout.unwrap_or(0);
    let field = units::field_of(actor);
    let listing = Listing {
        base: &base,
        params: params![actor.county_id(), from, until, filter.state, programme, payout, field].to_vec(),
        sorts: &["-id", "payable_on", "net_fen", "outlet_name", "unit_name"],
        sums: &["redemptions", "spent_fen", "refunded_fen", "net_fen"],
    };
    store::list(tx, &listing, ask)
}

store::row! {
    /// A line of a statement.
    #[derive(Clone, Debug, Serialize, JsonSchema)]
    pub struct StatementLine {
        /// Entry of the outlet's book.
        pub book_seq: i64,
        /// `spend` or `refund`.
        pub kind: String,
        /// The sale.
        pub sale_seq: i64,
        /// Amount.
        pub amount_fen: Fen,
        /// Business day.
        pub day: Day,
        /// Moment.
        pub at: Instant,
    }
}

/// What a statement is made of; no names. **Who:** as for the statement.
pub fn lines(tx: &mut Tx<'_>, actor: &Actor, id: i64, _: Nothing, ask: &Ask) -> Result<Page<StatementLine>, Refusal> {
    require(tx, actor, id)?;
    let listing = Listing {
        base: "SELECT r.book_seq, r.kind, r.sale_seq, r.amount_fen, r.day, r.at, r.book_seq AS sort_id
               FROM statement_line l JOIN redemption r ON r.county = l.county AND r.outlet = l.outlet
               AND r.book_seq = l.book_seq AND r.account = l.account AND r.kind = l.kind
               WHERE l.county = $1 AND l.statement = $2",
        params: params![actor.county_id(), id].to_vec(),
        sorts: &["at", "amount_fen", "day"],
        sums: &["amount_fen"],
    };
    store::list(tx, &listing, ask)
}
