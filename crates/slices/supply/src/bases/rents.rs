//! Rent (地租) that was paid for a plot: for a year, on a day, taken back by its mirror.

use super::plots::{self, PlotView, find_plot, one};
use crate::error::No;
use base::{Day, Fen, Instant, Refusal};
use edge::{Actor, Nothing};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Ask, Listing, Page, Tx, params};

/// How it was paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RentHow {
    /// In cash.
    Cash,
    /// By bank.
    Bank,
}

/// Says that rent was paid.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PayRent {
    /// For which year; this one if not said.
    #[serde(default)]
    pub year: Option<i32>,
    /// How much.
    pub fen: Fen,
    /// When; today if not said.
    #[serde(default)]
    pub paid_on: Option<Day>,
    /// How.
    pub how: RentHow,
    /// Anything else; no personal data.
    #[serde(default)]
    pub note: String,
}

/// Takes a payment back that was entered wrongly.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TakeRentBack {
    /// Why.
    pub reason: String,
}

store::row! {
    /// A payment.
    #[derive(Clone, Debug, Serialize, JsonSchema)]
    pub struct RentRow {
        /// Its number within the plot.
        pub seq: i64,
        /// For which year.
        pub year: i64,
        /// When.
        pub paid_on: Day,
        /// How much; below nothing for one that takes back.
        pub amount_fen: Fen,
        /// `cash` or `bank`.
        pub how: String,
        /// Anything else.
        pub note: String,
        /// The payment that it takes back, 0 for none.
        pub reverses: i64,
        /// Whether it was taken back.
        pub taken_back: bool,
        /// When it was entered.
        pub at: Instant,
    }
}

const RENT: &str = "SELECT y.seq, y.year, y.paid_on, y.fen AS amount_fen, y.how, y.note, y.reverses,
    (SELECT COUNT(*) FROM rent_payment x WHERE x.county = y.county AND x.plot = y.plot AND x.reverses = y.seq) AS taken_back,
    y.at, y.seq AS sort_id FROM rent_payment y WHERE y.county = $1 AND y.plot = $2";

/// A plot whose payments the actor may enter.
fn own(tx: &mut Tx<'_>, actor: &Actor, id: i64) -> Result<plots::Kept, Refusal> {
    tx.hold(actor.county_id(), &format!("plot/{id}"))?;
    let found = find_plot(tx, actor, id)?;
    actor.require(&found.base_path)?;
    Ok(found)
}

/// Says that rent was paid. **Who:** the base's village, its township, the county office.
pub fn pay(tx: &mut Tx<'_>, actor: &Actor, id: i64, body: PayRent) -> Result<PlotView, Refusal> {
    let county = actor.county_id();
    let plot = own(tx, actor, id)?;
    crate::at_most("/note", &body.note, 200)?;
    let today = actor.day();
    let year = body.year.unwrap_or(today.year());
    // Rent is paid ahead by a year at most.
    if year < plot.from_day.year() || year > plot.to_day.year().min(today.year().saturating_add(1)) {
        let last = plot.to_day.year().min(today.year().saturating_add(1));
        return Err(Refusal::from(No::RentYear { first: plot.from_day.year(), last }).at("/year"));
    }
    let on = body.paid_on.unwrap_or(today);
    if on > today || on < plot.from_day {
        return Err(Refusal::from(No::RentDay { first: plot.from_day.to_string() }).at("/paid_on"));
    }
    let sql =
        "SELECT CAST(COALESCE(SUM(fen), 0) AS BIGINT) FROM rent_payment WHERE county = $1 AND plot = $2 AND year = $3";
    let paid: i64 = tx.number(sql, params![county, id, i64::from(year)])?;
    let due = plot.rent_fen.0.saturating_sub(paid);
    if body.fen.0 <= 0 || body.fen.0 > due {
        return Err(Refusal::from(No::RentMost { year, due: Fen(due.max(0)).to_string() }).at("/fen"));
    }
    let how = if body.how == RentHow::Bank { "bank" } else { "cash" };
    write(tx, actor, id, &Paid { year: i64::from(year), on, fen: body.fen, how, note: body.note.trim(), reverses: 0 })?;
    one(tx, actor, id)
}

struct Paid<'a> {
    year: i64,
    on: Day,
    fen: Fen,
    how: &'a str,
    note: &'a str,
    reverses: i64,
}

fn write(tx: &mut Tx<'_>, actor: &Actor, plot: i64, paid: &Paid<'_>) -> Result<(), Refusal> {
    tx.run(
        "INSERT INTO rent_payment (county, plot, seq, year, paid_on, fen, how, note, reverses, made_by, made_post, at)
         VALUES ($1, $2, (SELECT COALESCE(MAX(seq), 0) + 1 FROM rent_payment WHERE county = $1 AND plot = $2), $3, $4, $5, $6, $7, $8,
         $9, $10, $11)",
        params![
            actor.county_id(),
            plot,
            paid.year,
            paid.on,
            paid.fen,
            paid.how,
            paid.note,
            paid.reverses,
            actor.person,
            actor.post,
            actor.now
        ],
    )?;
    Ok(())
}

/// Takes a payment back. **Who:** as [`pay`].
pub fn take_back(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (id, seq): (i64, i64),
    body: TakeRentBack,
) -> Result<PlotView, Refusal> {
    own(tx, actor, id)?;
    crate::text("/reason", &body.reason, 200)?;
    let sql = format!("{RENT} AND y.seq = $3");
    let found: RentRow = tx.find(&sql, params![actor.county_id(), id, seq])?.ok_or(No::NoSuchRent)?;
    if found.reverses != 0 || found.taken_back {
        return Err(No::RentTakenBack.into());
    }
    let back = Paid {
        year: found.year,
        on: actor.day(),
        fen: Fen(-found.amount_fen.0),
        how: &found.how,
        note: body.reason.trim(),
        reverses: seq,
    };
    write(tx, actor, id, &back)?;
    one(tx, actor, id)
}

/// Payments of a plot. **Who:** whoever sees the plot.
pub fn list(tx: &mut Tx<'_>, actor: &Actor, id: i64, _: Nothing, ask: &Ask) -> Result<Page<RentRow>, Refusal> {
    find_plot(tx, actor, id)?;
    let listing = Listing {
        base: RENT,
        params: params![actor.county_id(), id].to_vec(),
        sorts: &["-seq", "paid_on", "amount_fen"],
        sums: &["amount_fen"],
    };
    store::list(tx, &listing, ask)
}
