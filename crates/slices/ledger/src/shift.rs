//! Shifts 交班: what a clerk's drawer should hold against what was counted when it is handed over.

use crate::error::No;
use base::{
    Fen, Instant, Refusal,
    ids::{OutletId, PersonId},
};
use books::Means;
use edge::{Actor, Nothing};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Ask, Listing, Page, Tx, params, row};

/// Begins a shift with small change in the drawer.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenShift {
    /// Cash in the drawer.
    #[serde(default)]
    pub float_fen: Fen,
}

/// Ends a shift.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EndShift {
    /// Cash in the drawer, small change included.
    pub counted_fen: Fen,
    /// Why it differs, if it does.
    #[serde(default)]
    pub why: String,
}

row! {
    /// A shift.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
    pub struct ShiftView {
        /// Its number at the outlet.
        pub id: i64,
        /// Whose.
        pub person: PersonId,
        /// From when.
        pub opened_at: Instant,
        /// Until when.
        pub ended_at: Option<Instant>,
        /// Cash at its beginning.
        pub float_fen: Fen,
        /// Cash that it took in.
        pub takings_fen: Fen,
        /// Cash counted at its end.
        pub counted_fen: Fen,
        /// Why it differs.
        pub why: String,
    }
}

const SHIFT: &str =
    "SELECT id, person, opened_at, ended_at, float_fen, takings_fen, counted_fen, why, id AS sort_id FROM shift
    WHERE county = $1 AND outlet = $2";

/// Begins the actor's shift. **Who:** clerks and manager of the outlet.
pub fn open_shift(tx: &mut Tx<'_>, actor: &Actor, outlet: OutletId, body: OpenShift) -> Result<ShiftView, Refusal> {
    let county = actor.county_id();
    if body.float_fen.0 < 0 {
        return Err(No::Amount.into());
    }
    if !body.float_fen.in_bounds() {
        return Err(Refusal::from(No::Overflow).at("/float_fen"));
    }
    let id = tx.next_id(county, &format!("shift:{outlet}"))?;
    let made = tx.run(
        "INSERT INTO shift (county, outlet, id, person, post, opened_at, float_fen, takings_fen, counted_fen, why)
         SELECT $1, $2, CAST($3 AS BIGINT), CAST($4 AS BIGINT), CAST($5 AS BIGINT), $6, CAST($7 AS BIGINT), 0, 0, ''
         WHERE NOT EXISTS (SELECT 1 FROM shift WHERE county = $1 AND outlet = $2 AND person = $4 AND ended_at IS NULL)",
        params![county, outlet, id, actor.person, actor.post, actor.now, body.float_fen],
    )?;
    if made == 0 {
        return Err(No::ShiftOpen.into());
    }
    Ok(tx.one(&format!("{SHIFT} AND id = $3"), params![county, outlet, id])?)
}

/// Ends the actor's shift: what the drawer should hold against what was counted. **Who:** as above.
pub fn end_shift(tx: &mut Tx<'_>, actor: &Actor, outlet: OutletId, body: EndShift) -> Result<ShiftView, Refusal> {
    let county = actor.county_id();
    if !body.counted_fen.in_bounds() {
        return Err(Refusal::from(No::Overflow).at("/counted_fen"));
    }
    let sql = format!("{SHIFT} AND person = $3 AND ended_at IS NULL");
    let shift: ShiftView = tx.find(&sql, params![county, outlet, actor.person])?.ok_or(No::NoShift)?;
    let takings: i64 = tx.number(
        "SELECT COALESCE(CAST(SUM(CASE kind WHEN 'sale' THEN cash_fen ELSE -cash_fen END) AS BIGINT), 0) FROM entry
         WHERE county = $1 AND book = $2 AND kind IN ('sale', 'return') AND person = $3 AND recorded_at >= $4",
        params![county, outlet, actor.person, shift.opened_at],
    )?;
    let expected = shift.float_fen.plus(Fen(takings)).ok_or(No::Overflow)?;
    if expected != body.counted_fen && body.why.trim().is_empty() {
        return Err(No::Unexplained { means: Means::Cash.zh().to_owned() }.into());
    }
    tx.run(
        "UPDATE shift SET ended_at = $4, takings_fen = $5, counted_fen = $6, why = $7 WHERE county = $1 AND outlet = $2 AND id = $3",
        params![county, outlet, shift.id, actor.now, takings, body.counted_fen, body.why.trim()],
    )?;
    Ok(ShiftView {
        ended_at: Some(actor.now),
        takings_fen: Fen(takings),
        counted_fen: body.counted_fen,
        why: body.why.trim().into(),
        ..shift
    })
}

/// Shifts of an outlet. **Who:** the outlet.
pub fn list_shifts(
    tx: &mut Tx<'_>,
    actor: &Actor,
    outlet: OutletId,
    _: Nothing,
    ask: &Ask,
) -> Result<Page<ShiftView>, Refusal> {
    let params = params![actor.county_id(), outlet].to_vec();
    store::list(tx, &Listing { base: SHIFT, params, sorts: &["-id"], sums: &["takings_fen"] }, ask)
}
