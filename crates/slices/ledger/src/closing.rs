//! Daily closing 日结: the book's takings by means against what was counted or stands on the merchant's
//! statement. A difference needs a reason. It closes all days up to its own for money; entries for them
//! that come later are counted with the next till day.

use crate::error::No;
use base::{
    Day, Fen, Instant, Refusal,
    ids::{OutletId, PersonId},
};
use books::Means;
use edge::{Actor, Nothing};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::{Ask, Listing, Page, Tx, Value, params, row};

/// What a day's takings were counted as.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CloseDay {
    /// Last day that is closed; today if not said.
    #[serde(default)]
    pub day: Option<Day>,
    /// What was counted or stands on the merchant's statement; means that are left out came to what the book says.
    #[serde(default)]
    pub counted: Vec<Counted>,
}

/// Money counted by one means.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Counted {
    /// Which.
    pub means: Means,
    /// How much there is.
    pub counted_fen: Fen,
    /// Why it differs, if it does.
    #[serde(default)]
    pub why: String,
}

row! {
    /// One means of one closing.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
    pub struct ClosingRow {
        /// Last day of the closing.
        pub day: Day,
        /// Which means.
        pub means: String,
        /// What the book says.
        pub expected_fen: Fen,
        /// What was counted.
        pub counted_fen: Fen,
        /// Counted less expected.
        pub difference_fen: Fen,
        /// Why it differs.
        pub why: String,
        /// Who closed.
        pub person: PersonId,
        /// When.
        pub made_at: Instant,
    }
}

/// Takings that are not closed yet.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct OpenTakings {
    /// Last day that is closed.
    pub closed_to: Day,
    /// Sales since.
    pub sales: i64,
    /// Takings by means, sales less returns.
    pub takings: BTreeMap<String, Fen>,
}

/// Takings since the last closing, up to a day. **Who:** the outlet.
pub fn takings(tx: &mut Tx<'_>, actor: &Actor, outlet: OutletId, _: Nothing) -> Result<OpenTakings, Refusal> {
    open_takings(tx, actor.county_id(), outlet, actor.day())
}

fn open_takings(tx: &mut Tx<'_>, county: &str, outlet: OutletId, to: Day) -> Result<OpenTakings, Refusal> {
    let closed_to: Option<Day> =
        tx.find("SELECT till_closed_to FROM book WHERE county = $1 AND outlet = $2", params![county, outlet])?;
    let closed_to = closed_to.or_else(|| Day::new(1, 1, 1)).ok_or(No::Outlet)?;
    let sum = |means: &Means| format!("COALESCE(CAST(SUM({}_fen) AS BIGINT), 0)", means.code());
    let sums = Means::ALL.iter().map(sum).collect::<Vec<_>>().join(", ");
    let sql = format!(
        "SELECT COALESCE(CAST(SUM(sales) AS BIGINT), 0), {sums} FROM day_total WHERE county = $1 AND outlet = $2 AND day > $3 AND day <= $4"
    );
    let (sales, a, b, c, d, e, f): (i64, i64, i64, i64, i64, i64, i64) =
        tx.one(&sql, params![county, outlet, closed_to, to])?;
    let takings =
        Means::ALL.iter().zip([a, b, c, d, e, f]).map(|(means, fen)| (means.code().to_owned(), Fen(fen))).collect();
    Ok(OpenTakings { closed_to, sales, takings })
}

/// Closes the till up to a day. **Who:** manager of the outlet.
pub fn close_day(tx: &mut Tx<'_>, actor: &Actor, outlet: OutletId, body: CloseDay) -> Result<Vec<ClosingRow>, Refusal> {
    let day = body.day.unwrap_or_else(|| actor.day());
    let county = actor.county_id();
    // Taking the head keeps sales from slipping in between counting and closing.
    crate::book::Book::open(tx, actor, outlet)?;
    let open = open_takings(tx, county, outlet, day)?;
    if day > actor.day() || day <= open.closed_to {
        return Err(No::ClosingDay { last: open.closed_to.to_string() }.into());
    }
    let mut rows = Vec::new();
    for means in Means::ALL {
        let expected_fen = open.takings.get(means.code()).copied().unwrap_or_default();
        let said = body.counted.iter().find(|counted| counted.means == *means);
        let counted_fen = said.map_or(expected_fen, |said| said.counted_fen);
        if !counted_fen.in_bounds() && said.is_some() {
            return Err(Refusal::from(No::Overflow).at("/counted"));
        }
        let why = said.map(|said| said.why.trim().to_owned()).unwrap_or_default();
        let difference_fen = counted_fen.minus(expected_fen).ok_or(No::Overflow)?;
        if difference_fen != Fen::ZERO && why.is_empty() {
            return Err(No::Unexplained { means: means.zh().to_owned() }.into());
        }
        if why.chars().count() > 200 {
            return Err(No::TooLong { most: 200 }.into());
        }
        if expected_fen != Fen::ZERO || counted_fen != Fen::ZERO || *means == Means::Cash {
            let (person, made_at) = (actor.person, actor.now);
            rows.push(ClosingRow {
                day,
                means: means.code().into(),
                expected_fen,
                counted_fen,
                difference_fen,
                why,
                person,
                made_at,
            });
        }
    }
    let values = |row: &ClosingRow| -> Vec<Value> {
        params![
            county,
            outlet,
            row.day,
            &row.means,
            row.expected_fen,
            row.counted_fen,
            &row.why,
            actor.person,
            actor.post,
            actor.now
        ]
        .to_vec()
    };
    let values: Vec<Vec<Value>> = rows.iter().map(values).collect();
    tx.insert_many(
        "INSERT INTO closing (county, outlet, day, means, expected_fen, counted_fen, why, person, post, made_at)",
        &values,
    )?;
    tx.run("UPDATE book SET till_closed_to = $3 WHERE county = $1 AND outlet = $2", params![county, outlet, day])?;
    Ok(rows)
}

/// Closings of an outlet. **Who:** the outlet, the county.
pub fn list(
    tx: &mut Tx<'_>,
    actor: &Actor,
    outlet: OutletId,
    _: Nothing,
    ask: &Ask,
) -> Result<Page<ClosingRow>, Refusal> {
    let base = "SELECT day, means, expected_fen, counted_fen, counted_fen - expected_fen AS difference_fen, why, person, made_at,
        day || means AS sort_id FROM closing WHERE county = $1 AND outlet = $2";
    let params = params![actor.county_id(), outlet].to_vec();
    let sums = &["expected_fen", "counted_fen", "difference_fen"];
    store::list(tx, &Listing { base, params, sorts: &["-day", "means"], sums }, ask)
}
