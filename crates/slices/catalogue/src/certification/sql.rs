//! Every statement about cases, their log and objections.

use super::{
    dto::Objection,
    states::{Acted, Action, State},
};
use base::{
    Day, Refusal,
    ids::{PersonId, ProducerId, ProductId},
};
use edge::{Actor, Place};
use store::{FromRow, Row, StoreError, Tx, params};

/// A case as rules look at it.
#[derive(Clone, Debug)]
pub struct Case {
    pub id: i64,
    pub producer: ProducerId,
    pub path: String,
    pub way: String,
    pub year: i32,
    pub state: State,
    pub acts: i64,
    pub verdict: String,
    pub notice_from: String,
    pub notice_to: String,
    pub notice_provisional: bool,
    pub valid_from: String,
    pub valid_to: String,
}

impl Case {
    /// Its producer stands outside the county's tree.
    pub fn outside(&self) -> bool {
        self.path.starts_with("/out/")
    }
}

impl FromRow for Case {
    fn from_row(row: &mut Row) -> Result<Self, StoreError> {
        let (id, producer, path, way, year) = (row.next()?, row.next()?, row.next()?, row.next()?, row.next()?);
        let state: String = row.next()?;
        let state =
            State::from_word(&state).ok_or_else(|| StoreError::Shape(format!("certification state {state}")))?;
        Ok(Self {
            id,
            producer,
            path,
            way,
            year,
            state,
            acts: row.next()?,
            verdict: row.next()?,
            notice_from: row.next()?,
            notice_to: row.next()?,
            notice_provisional: row.next()?,
            valid_from: row.next()?,
            valid_to: row.next()?,
        })
    }
}

const CASE: &str =
    "SELECT id, producer, path, way, year, state, acts, verdict, notice_from, notice_to, notice_provisional,
    valid_from, valid_to FROM certification WHERE county = $1";

/// One case.
pub fn find(tx: &mut Tx<'_>, county: &str, id: i64) -> Result<Option<Case>, Refusal> {
    Ok(tx.find(&format!("{CASE} AND id = $2"), params![county, id])?)
}

/// All cases of a producer.
pub fn of_producer(tx: &mut Tx<'_>, county: &str, producer: ProducerId) -> Result<Vec<Case>, Refusal> {
    Ok(tx.query(&format!("{CASE} AND producer = $2 ORDER BY id"), params![county, producer])?)
}

/// Cases in notice whose end rests on a year without a holiday plan.
pub fn provisional_notices(tx: &mut Tx<'_>, county: &str) -> Result<Vec<Case>, Refusal> {
    Ok(tx.query(&format!("{CASE} AND state = 'in_notice' AND notice_provisional = 1 ORDER BY id"), params![county])?)
}

/// Where a case stands in the scope tree: at its producer's place.
pub fn place_of(tx: &mut Tx<'_>, county: &str, id: i64) -> Result<Option<Place>, Refusal> {
    let found: Option<(String, String)> = tx.find(
        "SELECT c.path, p.name FROM certification c JOIN producer p ON p.county = c.county AND p.id = c.producer
         WHERE c.county = $1 AND c.id = $2",
        params![county, id],
    )?;
    Ok(found.map(|(path, name)| Place::new(path, name)))
}

/// Writes a new case with its products.
pub fn insert(tx: &mut Tx<'_>, actor: &Actor, case: &Case, products: &[ProductId]) -> Result<(), Refusal> {
    let county = actor.county_id();
    tx.run(
        "INSERT INTO certification (county, id, producer, path, way, year, state, acts, verdict, notice_from, notice_to,
         notice_provisional, valid_from, valid_to, opened_by, opened_at, changed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '', '', 0, '', '', $10, $11, $11)",
        params![
            county, case.id, case.producer, &case.path, &case.way, case.year, case.state.word(), case.acts, &case.verdict,
            actor.person, actor.now
        ],
    )?;
    for product in products {
        tx.run(
            "INSERT INTO certification_product (county, certification, product) VALUES ($1, $2, $3)
             ON CONFLICT (county, certification, product) DO NOTHING",
            params![county, case.id, *product],
        )?;
    }
    Ok(())
}

/// Writes what an act changed. **Errors:** somebody else acted meanwhile; the use case runs again.
pub fn update(tx: &mut Tx<'_>, actor: &Actor, case: &Case) -> Result<(), Refusal> {
    let touched = tx.run(
        "UPDATE certification SET state = $3, acts = acts + 1, verdict = $4, notice_from = $5, notice_to = $6,
         notice_provisional = $7, valid_from = $8, valid_to = $9, changed_at = $10, year = $11
         WHERE county = $1 AND id = $2 AND acts = $12",
        params![
            actor.county_id(),
            case.id,
            case.state.word(),
            &case.verdict,
            &case.notice_from,
            &case.notice_to,
            case.notice_provisional,
            &case.valid_from,
            &case.valid_to,
            actor.now,
            case.year,
            case.acts
        ],
    )?;
    if touched == 1 { Ok(()) } else { Err(tx.lost_race().into()) }
}

/// Appends to the log.
pub fn insert_act(
    tx: &mut Tx<'_>,
    actor: &Actor,
    case: &Case,
    action: Action,
    reason: &str,
    data: &str,
) -> Result<(), Refusal> {
    tx.run(
        "INSERT INTO certification_action (county, certification, seq, action, state, person, post, role, at, reason, data)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        params![
            actor.county_id(), case.id, case.acts + 1, action.word(), case.state.word(), actor.person, actor.post,
            actor.role.word(), actor.now, reason, data
        ],
    )?;
    Ok(())
}

/// What was done and by whom.
pub fn log(tx: &mut Tx<'_>, county: &str, id: i64) -> Result<Vec<Acted>, Refusal> {
    let rows: Vec<(String, i64)> = tx.query(
        "SELECT action, person FROM certification_action WHERE county = $1 AND certification = $2 ORDER BY seq",
        params![county, id],
    )?;
    Ok(rows
        .into_iter()
        .filter_map(|(action, person)| Some(Acted { action: Action::from_word(&action)?, person }))
        .collect())
}

/// Products of a case.
pub fn products(tx: &mut Tx<'_>, county: &str, id: i64) -> Result<Vec<ProductId>, Refusal> {
    Ok(tx.query(
        "SELECT product FROM certification_product WHERE county = $1 AND certification = $2 ORDER BY product",
        params![county, id],
    )?)
}

/// Records an objection and gives its number.
pub fn insert_objection(tx: &mut Tx<'_>, actor: &Actor, case: i64, text: &str) -> Result<i64, Refusal> {
    let id = tx.next_id(actor.county_id(), "objection")?;
    tx.run(
        "INSERT INTO objection (county, id, certification, text, made_on, recorded_by, outcome, reason, settled_at)
         VALUES ($1, $2, $3, $4, $5, $6, 'open', '', '')",
        params![actor.county_id(), id, case, text, actor.day(), actor.person],
    )?;
    Ok(id)
}

/// Who recorded an objection to this case.
pub fn recorder_of(tx: &mut Tx<'_>, county: &str, case: i64, id: i64) -> Result<Option<PersonId>, Refusal> {
    Ok(tx.find(
        "SELECT recorded_by FROM objection WHERE county = $1 AND id = $2 AND certification = $3",
        params![county, id, case],
    )?)
}

/// Settles an open objection; whether there was one.
pub fn settle_objection(
    tx: &mut Tx<'_>,
    actor: &Actor,
    case: i64,
    id: i64,
    outcome: &str,
    reason: &str,
) -> Result<bool, Refusal> {
    let touched = tx.run(
        "UPDATE objection SET outcome = $4, reason = $5, settled_by = $6, settled_at = $7
         WHERE county = $1 AND id = $2 AND certification = $3 AND outcome = 'open'",
        params![actor.county_id(), id, case, outcome, reason, actor.person, actor.now],
    )?;
    Ok(touched == 1)
}

/// Objections to a case.
pub fn objections(tx: &mut Tx<'_>, county: &str, case: i64) -> Result<Vec<Objection>, Refusal> {
    Ok(tx.query(
        "SELECT id, text, made_on, outcome, reason FROM objection WHERE county = $1 AND certification = $2 ORDER BY id",
        params![county, case],
    )?)
}

/// How many cases in a range of paths are in a state; for notices, only those that ended before a day.
pub fn count(
    tx: &mut Tx<'_>,
    county: &str,
    range: &(String, String),
    state: State,
    notice_before: Option<Day>,
) -> Result<i64, Refusal> {
    let before = notice_before.map_or(String::new(), |day| day.to_string());
    Ok(tx.number(
        "SELECT COUNT(*) FROM certification WHERE county = $1 AND path >= $2 AND path < $3 AND state = $4
         AND ($5 = '' OR notice_to < $5)",
        params![county, &range.0, &range.1, state.word(), before],
    )?)
}

/// How many listed cases in a range of paths end by a day, and the first such day.
pub fn count_ending(
    tx: &mut Tx<'_>,
    county: &str,
    range: &(String, String),
    by: Day,
) -> Result<(i64, Option<String>), Refusal> {
    Ok(tx.one(
        "SELECT COUNT(*), MIN(valid_to) FROM certification WHERE county = $1 AND path >= $2 AND path < $3
         AND state = 'listed' AND valid_to <= $4",
        params![county, &range.0, &range.1, by],
    )?)
}
