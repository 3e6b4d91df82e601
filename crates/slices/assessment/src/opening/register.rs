//! The register of opening totals: stating one, and all that were stated.

use super::{OpeningMeasure, Precision, sql, sql::OpeningRow};
use crate::{error::No, settle};
use base::{Day, Fen, Refusal};
use edge::{Actor, Ask, Page};
use policy::vocabulary::Word;
use schemars::JsonSchema;
use serde::Deserialize;
use store::Tx;

/// The most that is taken for a total of money: a trillion yuan; of anything else: ten thousand million.
const MOST_FEN: i64 = 100_000_000_000_000;
const MOST: i64 = 10_000_000_000;

/// States an opening total.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StateOpening {
    /// What it is a total of.
    pub measure: OpeningMeasure,
    /// The figure, if it is money.
    #[serde(default)]
    pub amount_fen: Option<Fen>,
    /// The figure, if it is a number of households, people or outlets.
    #[serde(default)]
    pub number: Option<i64>,
    /// How exactly it was said.
    pub precision: Precision,
    /// The day up to which it counts.
    pub as_of: Day,
    /// The words of the document: 累计销售产品 3000 多万元.
    pub wording: String,
    /// The document that states it.
    pub document: String,
    /// Its number.
    #[serde(default)]
    pub document_no: String,
    /// Where in it.
    #[serde(default)]
    pub page: String,
    /// Remark.
    #[serde(default)]
    pub note: String,
    /// The statement that this one corrects.
    #[serde(default)]
    pub supersedes: Option<i64>,
}

/// Which statements are listed.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct OpeningQuery {
    /// Of one measure.
    pub measure: Option<OpeningMeasure>,
    /// `stands` or `superseded`.
    pub state: Option<String>,
}

fn said(at: &str, text: &str, least: usize, most: usize) -> Result<(), Refusal> {
    let length = text.trim().chars().count();
    if (least..=most).contains(&length) { Ok(()) } else { Err(Refusal::from(No::OpeningText { least, most }).at(at)) }
}

/// The figure must be of the measure's own unit and of a size that can be true.
fn figure(body: &StateOpening) -> Result<(), Refusal> {
    let money = body.measure.is_money();
    let (field, other, most) =
        if money { ("/amount_fen", "/number", MOST_FEN) } else { ("/number", "/amount_fen", MOST) };
    let (value, wrong) =
        if money { (body.amount_fen.map(|f| f.0), body.number) } else { (body.number, body.amount_fen.map(|f| f.0)) };
    if wrong.is_some() {
        return Err(Refusal::from(if money { No::OpeningMoney } else { No::OpeningNumber }).at(other));
    }
    match value {
        None => Err(Refusal::from(if money { No::OpeningMoney } else { No::OpeningNumber }).at(field)),
        Some(value) if (0..=most).contains(&value) => Ok(()),
        Some(_) => Err(Refusal::from(No::OpeningSize).at(field)),
    }
}

/// States an opening total; with `supersedes` it takes the place of an older statement. **Who:** county office.
pub(crate) fn state(tx: &mut Tx<'_>, actor: &Actor, (): (), body: StateOpening) -> Result<OpeningRow, Refusal> {
    settle::check(actor, actor.day().year())?;
    figure(&body)?;
    if body.as_of > actor.day() || body.as_of.year() < 1978 {
        return Err(Refusal::from(No::OpeningDay).at("/as_of"));
    }
    said("/wording", &body.wording, 1, 200)?;
    said("/document", &body.document, 1, 200)?;
    for (at, text) in [("/document_no", &body.document_no), ("/page", &body.page)] {
        said(at, text, 0, 100)?;
    }
    said("/note", &body.note, 0, 500)?;
    if let Some(old) = body.supersedes {
        let known = sql::find_opening(tx, actor.county_id(), old)?;
        let known = known.filter(|old| old.measure == body.measure.word());
        known.ok_or_else(|| Refusal::from(No::OpeningUnknown).at("/supersedes"))?;
    }
    let id = sql::insert_opening(tx, actor, &body)?;
    let id = id.ok_or_else(|| Refusal::from(No::OpeningSuperseded).at("/supersedes"))?;
    sql::find_opening(tx, actor.county_id(), id)?.ok_or_else(|| No::OpeningUnknown.into())
}

/// All statements, the newest as-of day first. **Who:** posts whose scope is the county.
pub(crate) fn list(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (): (),
    q: OpeningQuery,
    ask: &Ask,
) -> Result<Page<OpeningRow>, Refusal> {
    settle::check(actor, actor.day().year())?;
    let state = match q.state.as_deref() {
        None | Some("") => "",
        Some("stands") => "stands",
        Some("superseded") => "superseded",
        Some(_) => return Err(No::Filter { allowed: "stands, superseded".into() }.into()),
    };
    sql::page_openings(tx, actor.county_id(), q.measure.map_or("", Word::word), state, ask)
}
