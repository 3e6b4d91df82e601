//! What the program itself says of the same things, as its pages ask for it.

use crate::{
    ground::Ground,
    stage::{Acting, wrong},
};
use base::Refusal;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What is owed to one person, or by one point: on account, paid, on a list, owed.
pub type Owed = (i64, i64, i64, i64);

/// Answers of the program.
#[derive(Clone, Debug, Default)]
pub struct Said {
    /// Expected, on time, late, nothing, silent by village.
    pub reporting: BTreeMap<i64, [i64; 5]>,
    /// Reports that contradict each other.
    pub conflicts: Vec<i64>,
    /// By book and counterparty.
    pub owed: BTreeMap<(i64, i64), Owed>,
    /// By book.
    pub points: BTreeMap<i64, Owed>,
    /// Contracts, kg, fen, grams delivered, fen delivered by fair.
    pub fairs: BTreeMap<i64, [i64; 5]>,
    /// Sales and fen by live session.
    pub sessions: BTreeMap<i64, (i64, i64)>,
}

impl Said {
    /// Asks for all of it, as the county office.
    pub fn ask(acting: &mut Acting<'_, '_>, ground: &Ground, year: i32) -> Result<Self, Refusal> {
        let mut said = Self::default();
        let office = &ground.office;
        let reporting = acting.ask(office, "GET /reporting", &[], &json!({"year": year}))?;
        for row in rows(&reporting, "rows")? {
            let standing = numbers(row, ["expected", "on_time", "late", "nothing", "silent"])?;
            said.reporting.insert(field(row, "division")?, standing);
        }
        let conflicts = acting.ask(office, "GET /supply-reports", &[], &json!({"state": "conflict"}))?;
        for row in whole(&conflicts)? {
            said.conflicts.push(field(row, "id")?);
        }
        said.conflicts.sort_unstable();
        let points = acting.ask(office, "GET /points-owed", &[], &json!({}))?;
        for row in whole(&points)? {
            let book = field(row, "outlet")?;
            said.points.insert(book, owed(row)?);
            let people = acting.ask(office, "GET /outlets/{outlet}/owed", &[book], &json!({}))?;
            for row in whole(&people)? {
                said.owed.insert((book, field(row, "counterparty")?), owed(row)?);
            }
        }
        let fairs = acting.ask(office, "GET /fairs", &[], &json!({}))?;
        for row in whole(&fairs)? {
            let sums = numbers(row, ["contracts", "contracted_kg", "contracted_fen", "delivered_g", "amount_fen"])?;
            let fair = field(row, "id")?;
            said.fairs.insert(fair, sums);
            let shown = acting.ask(office, "GET /fairs/{fair}", &[fair], &json!({}))?;
            for session in rows(&shown, "sessions")? {
                let sold = (field(session, "sales")?, field(session, "sold_fen")?);
                said.sessions.insert(field(session, "id")?, sold);
            }
        }
        Ok(said)
    }
}

fn rows<'a>(answer: &'a Value, name: &str) -> Result<&'a Vec<Value>, Refusal> {
    answer.get(name).and_then(Value::as_array).ok_or_else(|| wrong(&format!("no {name}")))
}

/// The rows of a list that fits on a page.
fn whole(page: &Value) -> Result<&Vec<Value>, Refusal> {
    match page.get("next") {
        None | Some(Value::Null) => rows(page, "items"),
        Some(_) => Err(wrong("a list of more than a page")),
    }
}

fn field(row: &Value, name: &str) -> Result<i64, Refusal> {
    crate::stage::number(row, name)
}

fn numbers<const N: usize>(row: &Value, names: [&str; N]) -> Result<[i64; N], Refusal> {
    let mut found = [0; N];
    for (number, name) in found.iter_mut().zip(names) {
        *number = field(row, name)?;
    }
    Ok(found)
}

fn owed(row: &Value) -> Result<Owed, Refusal> {
    let [on_account, paid, drawn, owed] = numbers(row, ["on_account_fen", "paid_fen", "drawn_fen", "owed_fen"])?;
    Ok((on_account, paid, drawn, owed))
}
