//! Programmes: a union's vouchers of one year, named in the policy's words.

use crate::{
    error::No,
    sql,
    units::{self, WithReason},
};
use base::{
    Day, Fen, Refusal,
    ids::{ProgrammeId, UnitId},
};
use edge::{Actor, Nothing};
use policy::Policy;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Ask, Listing, Page, Tx, params};

/// Opens a programme.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenProgramme {
    /// Year.
    pub year: i32,
    /// First day of use; today if it is not said.
    #[serde(default)]
    pub valid_from: Option<Day>,
    /// Last day of use; the policy's if it is not said. It may lie in the next year.
    #[serde(default)]
    pub valid_to: Option<Day>,
}

store::row! {
    /// A programme with what became of it.
    #[derive(Clone, Debug, Serialize, JsonSchema)]
    pub struct ProgrammeRow {
        /// Id.
        pub id: ProgrammeId,
        /// Whose.
        pub unit: UnitId,
        /// Name of the unit.
        pub unit_name: String,
        /// Year.
        pub year: i64,
        /// Title in the policy's words.
        pub title: String,
        /// First day of use.
        pub valid_from: Day,
        /// Last day of use.
        pub valid_to: Day,
        /// `open`; `closed`: nothing more is issued; `ended`: past the last day, when nothing is issued or used.
        pub state: String,
        /// Why it was closed; empty while it is open.
        pub closed_for: String,
        /// Accounts.
        pub accounts: i64,
        /// Issued.
        pub issued_fen: Fen,
        /// Not yet used, and still good today.
        pub balance_fen: Fen,
        /// Lapsed, and what is left of it after its last day.
        pub lapsed_fen: Fen,
    }
}

/// Which programmes a list shows.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProgrammeFilter {
    /// Year.
    #[serde(default)]
    pub year: Option<i64>,
    /// Unit.
    #[serde(default)]
    pub unit: Option<UnitId>,
}

/// The columns of a programme on the day that is the query's parameter number `day`.
fn columns(day: usize) -> String {
    let of = "FROM account a WHERE a.county = p.county AND a.programme = p.id";
    let sum = |what: &str| format!("(SELECT CAST(COALESCE(SUM({what}), 0) AS BIGINT) {of})");
    format!(
        "p.id, p.unit, u.name AS unit_name, p.year, p.title, p.valid_from, p.valid_to,
         CASE WHEN p.valid_to < ${day} THEN 'ended' ELSE p.state END AS state, p.closed_for,
         (SELECT COUNT(*) {of}) AS accounts, {issued} AS issued_fen, {left} AS balance_fen, {lapsed} AS lapsed_fen",
        issued = sum("a.issued_fen"),
        left = sum(&sql::left_on(day)),
        lapsed = sum(&sql::lapsed_on(day)),
    )
}

/// The policy of a programme's year.
pub fn policy_of(actor: &Actor, year: i64) -> Result<&Policy, Refusal> {
    let found = i32::try_from(year).ok().and_then(|year| actor.policies.for_year(year));
    found.ok_or_else(|| No::NoPolicyOfYear { year }.into())
}

/// Opens the union's programme of a year. **Who:** the unit's union officer.
pub fn open(tx: &mut Tx<'_>, actor: &Actor, unit: UnitId, body: OpenProgramme) -> Result<ProgrammeRow, Refusal> {
    let county = actor.county_id();
    let policy = policy_of(actor, body.year.into())?;
    let owner = units::show(tx, actor, unit, Nothing {})?;
    let period = || Refusal::from(No::Period);
    let usual = policy.voucher().usable_until(body.year).ok_or_else(period)?;
    let (from, to) = (body.valid_from.unwrap_or(actor.day()), body.valid_to.unwrap_or(usual));
    if from.year() != body.year || to < from || to.year() > body.year + 1 {
        return Err(period().at("/valid_to"));
    }
    let id = ProgrammeId(tx.next_id(county, "programme")?);
    let title = format!("{}{}年{}", owner.union_name, body.year, policy.words().voucher.zh);
    let written = tx.run(
        "INSERT INTO programme (county, id, unit, unit_path, year, title, valid_from, valid_to, state, closed_for, made_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'open', '', $9) ON CONFLICT (county, unit, year) DO NOTHING",
        params![county, id, unit, owner.path, body.year, title, from, to, actor.now],
    )?;
    if written == 0 {
        return Err(Refusal::from(No::ProgrammeExists).at("/year"));
    }
    show(tx, actor, id, Nothing {})
}

/// One programme. **Who:** its union, and whoever may see vouchers.
pub fn show(tx: &mut Tx<'_>, actor: &Actor, id: ProgrammeId, _: Nothing) -> Result<ProgrammeRow, Refusal> {
    let sql = format!(
        "SELECT {} FROM programme p JOIN unit u ON u.county = p.county AND u.id = p.unit WHERE p.county = $1 AND p.id = $2",
        columns(3)
    );
    tx.find(&sql, params![actor.county_id(), id, actor.day()])?.ok_or_else(|| No::NoSuchProgramme.into())
}

/// Where a programme stands: its unit's path, its title, its unit's field.
type Standing = (String, String, String);

/// The unit's path of a programme, its place in the scope tree.
pub fn place(tx: &mut Tx<'_>, county: &str, id: ProgrammeId) -> Result<Option<Standing>, Refusal> {
    let sql =
        "SELECT p.unit_path, p.title, u.field FROM programme p JOIN unit u ON u.county = p.county AND u.id = p.unit
               WHERE p.county = $1 AND p.id = $2";
    Ok(tx.find(sql, params![county, id])?)
}

/// Closes a programme: nothing more is issued; what was issued stays usable. **Who:** the union officer.
pub fn close(tx: &mut Tx<'_>, actor: &Actor, id: ProgrammeId, body: WithReason) -> Result<ProgrammeRow, Refusal> {
    let sql = "UPDATE programme SET state = 'closed', closed_for = $3 WHERE county = $1 AND id = $2 AND state = 'open'";
    if tx.run(sql, params![actor.county_id(), id, body.checked()?])? == 0 {
        return Err(No::ProgrammeClosed.into());
    }
    show(tx, actor, id, Nothing {})
}

/// Programmes, the newest year first. **Who:** whoever may see vouchers.
pub fn list(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (): (),
    filter: ProgrammeFilter,
    ask: &Ask,
) -> Result<Page<ProgrammeRow>, Refusal> {
    let (from, until) = actor.scope.range();
    let base = format!(
        "SELECT {}, p.id AS sort_id FROM programme p JOIN unit u ON u.county = p.county AND u.id = p.unit
         WHERE p.county = $1 AND p.unit_path >= $2 AND p.unit_path < $3 AND ($4 = '' OR u.field = $4)
         AND (CAST($5 AS BIGINT) = 0 OR p.year = $5) AND (CAST($6 AS BIGINT) = 0 OR p.unit = $6)",
        columns(7)
    );
    let unit = filter.unit.map_or(0, |unit| unit.0);
    let listing = Listing {
        base: &base,
        params: params![
            actor.county_id(),
            from,
            until,
            units::field_of(actor),
            filter.year.unwrap_or(0),
            unit,
            actor.day()
        ]
        .to_vec(),
        sorts: &["-year", "unit_name", "issued_fen", "balance_fen"],
        sums: &["accounts", "issued_fen", "balance_fen", "lapsed_fen"],
    };
    store::list(tx, &listing, ask)
}
