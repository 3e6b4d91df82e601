//! Calls that wait for the officer's own word, told so that they can be judged.

use base::{
    Fen, Instant, Refusal,
    ids::{DivisionId, PersonId},
};
use edge::{Actor, Role};
use schemars::JsonSchema;
use serde::Serialize;
use store::{Tx, Value, params};

store::row! {
    /// What was entered after a call.
    #[derive(Clone, Debug, Serialize, JsonSchema)]
    pub struct CallItem {
        /// `supply`, `nothing`, `survey` or `unsalable`.
        pub kind: String,
        /// Its number among its like.
        pub report: i64,
        /// What the crop is called.
        pub crop_name: String,
        /// How much, as it was said; empty for nothing.
        pub said: String,
        /// First day on which it can be had, or is ripe; empty for nothing.
        pub from_day: String,
        /// Last day, or when it spoils.
        pub to_day: String,
        /// Asked price, fen a kg.
        pub fen_per_kg: Option<Fen>,
    }
}

/// A call that waits for the officer's word.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct WaitingCall {
    /// Its number.
    pub call: i64,
    /// When it was entered.
    pub at: Instant,
    /// Township and village.
    pub division_name: String,
    /// The clerk who entered it.
    pub taken_by: String,
    /// What was entered.
    pub items: Vec<CallItem>,
}

/// Calls in the actor's name that nobody answered, and of which anything still stands: `$2` is the person, `$3` whether
/// calls of nobody in particular are theirs as well.
fn open() -> String {
    format!(
        "FROM supply_call c WHERE c.county = $1 AND c.path >= $4 AND c.path < $5
         AND (c.person = $2 OR (c.person IS NULL AND $3 = 1))
         AND NOT EXISTS (SELECT 1 FROM supply_call_answer a WHERE a.county = c.county AND a.call = c.id)
         AND EXISTS (SELECT 1 FROM supply_call_item k LEFT JOIN supply_report s ON s.county = k.county AND s.id = k.report
           WHERE k.county = c.county AND k.call = c.id AND (k.kind = 'unsalable' OR NOT {}))",
        crate::reports::replaced("s")
    )
}

/// Calls that a phone shows at once.
const SHOWN: usize = 50;

fn mine(actor: &Actor) -> Vec<Value> {
    let (from, until) = actor.scope.range();
    let officer = actor.role == Role::InformationOfficer;
    params![actor.county_id(), actor.person, officer, from, until].to_vec()
}

/// How many calls wait for the actor's word.
pub(crate) fn count(tx: &mut Tx<'_>, actor: &Actor) -> Result<i64, Refusal> {
    Ok(tx.number(&format!("SELECT COUNT(*) {}", open()), &mine(actor))?)
}

/// The calls that wait for the actor's word, the oldest first.
pub(crate) fn all(tx: &mut Tx<'_>, actor: &Actor) -> Result<Vec<WaitingCall>, Refusal> {
    let county = actor.county_id();
    let sql = format!("SELECT c.id, c.at, c.division, c.made_by {} ORDER BY c.id LIMIT {SHOWN}", open());
    let calls: Vec<(i64, Instant, DivisionId, PersonId)> = tx.query(&sql, &mine(actor))?;
    let mut waiting = Vec::with_capacity(calls.len());
    for (call, at, division, made_by) in calls {
        let items: Vec<CallItem> = tx.query(
            "SELECT s.kind, s.id, c.name, s.said, s.from_day, s.to_day, s.fen_per_kg FROM supply_call_item k
             JOIN supply_report s ON s.county = k.county AND s.id = k.report
             JOIN crop c ON c.county = s.county AND c.id = s.crop
             WHERE k.county = $1 AND k.call = $2 AND k.kind = 'supply'
             UNION ALL SELECT 'unsalable', u.id, c.name, u.said, u.ripe_on, u.spoil_on, u.fen_per_kg FROM supply_call_item k
             JOIN unsalable_report u ON u.county = k.county AND u.id = k.report
             JOIN crop c ON c.county = u.county AND c.id = u.crop
             WHERE k.county = $1 AND k.call = $2 AND k.kind = 'unsalable'",
            params![county, call],
        )?;
        waiting.push(WaitingCall {
            call,
            at,
            division_name: places::desk::full_name(tx, county, division)?,
            taken_by: identity::desk::person_name(tx, county, made_by)?,
            items,
        });
    }
    Ok(waiting)
}
