//! Each measure once: what was stated last, and what is counted here. Two columns, never one sum.

use super::{OpeningMeasure, counted, sql};
use crate::{error::No, settle};
use base::{Day, Fen, Refusal};
use edge::{Actor, Ask, Nothing, Page};
use policy::vocabulary::Word;
use schemars::JsonSchema;
use serde::Serialize;
use store::Tx;

/// A measure, stated and counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct BesideRow {
    /// `sales`, `unsalable_sales`, `households`, `people`, `shops` or `pavilions`.
    pub measure: String,
    /// What was stated before, if it is money.
    pub stated_fen: Option<Fen>,
    /// What was stated before, if it is not.
    pub stated_number: Option<i64>,
    /// How exactly: `exact`, `at_least`, `at_most` or `about`.
    pub precision: Option<String>,
    /// The day up to which that counts.
    pub as_of: Option<Day>,
    /// The words of the document.
    pub wording: Option<String>,
    /// The document with its number and page.
    pub source: Option<String>,
    /// The statement.
    pub opening_total: Option<i64>,
    /// What is counted here, if it is money; null if it is not counted here.
    pub counted_here_fen: Option<Fen>,
    /// What is counted here, if it is not; null if it is not counted here.
    pub counted_here: Option<i64>,
    /// The first year of what is counted, for sales.
    pub first_year: Option<i64>,
    /// The two speak of the same time in part: the books begin before the stated figure ends.
    pub overlaps: bool,
}

/// Stated and counted, measure by measure. **Who:** posts whose scope is the county.
pub(crate) fn beside(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (): (),
    _: Nothing,
    ask: &Ask,
) -> Result<Page<BesideRow>, Refusal> {
    ask.of_whole()?;
    settle::check(actor, actor.day().year())?;
    let standing = sql::list_standing(tx, actor.county_id())?;
    let mut items = Vec::with_capacity(OpeningMeasure::ALL.len());
    for measure in OpeningMeasure::ALL.iter().copied() {
        let stated = standing.iter().find(|row| row.measure == measure.word());
        let parts = counted::parts(tx, actor.county_id(), measure, actor.day())?;
        items.push(row(measure, stated, parts.as_deref())?);
    }
    Ok(Page { items, next: None, total: None })
}

fn row(
    measure: OpeningMeasure,
    stated: Option<&sql::OpeningRow>,
    parts: Option<&[counted::CountedRow]>,
) -> Result<BesideRow, Refusal> {
    let sum = |part: fn(&counted::CountedRow) -> i64| {
        parts.map(|rows| rows.iter().map(part).try_fold(0_i64, i64::checked_add).ok_or(No::Overflow)).transpose()
    };
    let (mut fen, mut number) = (None, None);
    if measure.is_money() {
        fen = sum(|row| row.amount_fen.unwrap_or_default().0)?.map(Fen);
    } else {
        number = sum(|row| row.number.unwrap_or_default())?;
    }
    let first_year = parts.and_then(|rows| rows.iter().filter_map(|row| row.year).min());
    let until = stated.map(|row| i64::from(row.as_of.year()));
    Ok(BesideRow {
        measure: measure.word().to_owned(),
        stated_fen: stated.and_then(|row| row.amount_fen),
        stated_number: stated.and_then(|row| row.number),
        precision: stated.map(|row| row.precision.clone()),
        as_of: stated.map(|row| row.as_of),
        wording: stated.map(|row| row.wording.clone()),
        source: stated.map(source),
        opening_total: stated.map(|row| row.id),
        counted_here_fen: fen,
        counted_here: number,
        first_year,
        overlaps: first_year.zip(until).is_some_and(|(first, until)| first <= until),
    })
}

/// 〔2020〕12号《综述》第3版.
fn source(row: &sql::OpeningRow) -> String {
    let parts = [&row.document, &row.document_no, &row.page];
    parts.into_iter().filter(|text| !text.is_empty()).cloned().collect::<Vec<_>>().join(" ")
}
