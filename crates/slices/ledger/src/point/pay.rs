//! Paying for produce: a list 发放表 is drawn for people, and each row of it is paid once or taken off.
//!
//! Invariants: a purchase stands on one list at most; a row ends once; nothing is paid for a purchase that was undone.
//! Left to others: moving the money; the list, the print and the bank's file are what people pay from.

use super::{
    error::No,
    item::{Due, How, Pay},
    lists::{self, PaymentListView},
    owed::{self, OpenEntry},
    people,
    upload::Made,
};
use base::{Day, Fen, Refusal, ids::OutletId};
use edge::Actor;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use store::{Tx, Value, params};

/// People on one list.
const PEOPLE_MOST: usize = 500;
const NOTE_MOST: usize = 200;

/// Draws a list.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DrawPaymentList {
    /// Whom it pays.
    pub people: Vec<Due>,
    /// Anything else; no personal data.
    #[serde(default)]
    pub note: String,
}

/// Marks rows as paid.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PayRows {
    /// How.
    pub how: How,
    /// Day; today if not said.
    #[serde(default)]
    pub on_day: Option<Day>,
    /// These people; all who are left if none is named.
    #[serde(default)]
    pub counterparties: Vec<i64>,
}

/// Takes rows off a list: what they would have paid is open again.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TakeRowsOff {
    /// These people; all who are left if none is named.
    #[serde(default)]
    pub counterparties: Vec<i64>,
    /// Why.
    pub reason: String,
}

/// Draws a list for people of whom an outlet bought. **Who:** keeper of the point, manager of the outlet.
pub fn draw(
    tx: &mut Tx<'_>,
    actor: &Actor,
    outlet: OutletId,
    body: DrawPaymentList,
) -> Result<PaymentListView, Refusal> {
    if body.note.chars().count() > NOTE_MOST {
        return Err(Refusal::from(crate::error::No::TooLong { most: NOTE_MOST }).at("/note"));
    }
    let id = draw_on(tx, actor, (outlet, actor.day()), &body.people, body.note.trim())?;
    lists::show(tx, actor, id, edge::Nothing {})
}

/// Draws a list and pays it at once, as a keeper does who counts out the money; the list's number.
pub(super) fn pay_at_once(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (outlet, day): (OutletId, Day),
    paid: &Pay,
) -> Result<Made, Refusal> {
    let id = draw_on(tx, actor, (outlet, day), &paid.people, "")?;
    let rows = lists::open_rows(tx, actor.county_id(), id)?;
    end_rows(tx, actor, (id, outlet), &rows, &End::Paid { how: paid.how, on_day: day })?;
    Ok(Made { number: id, lot: None, advice: None })
}

fn draw_on(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (outlet, day): (OutletId, Day),
    dues: &[Due],
    note: &str,
) -> Result<i64, Refusal> {
    if dues.is_empty() {
        return Err(Refusal::from(No::Nobody).at("/people"));
    }
    if dues.len() > PEOPLE_MOST {
        return Err(Refusal::from(No::TooMany { most: PEOPLE_MOST }).at("/people"));
    }
    let county = actor.county_id();
    let id = tx.next_id(county, "payment_list")?;
    tx.run(
        "INSERT INTO payment_list (county, id, outlet, drawn_on, note, made_by, made_post, made_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        params![county, id, outlet, day, note, actor.person, actor.post, actor.now],
    )?;
    let mut seen = BTreeSet::new();
    for (number, due) in dues.iter().enumerate() {
        let at = |refusal: Refusal| refusal.at(format!("/people/{number}"));
        if !seen.insert(due.counterparty) {
            return Err(at(No::Twice { name: name(tx, county, due.counterparty)? }.into()));
        }
        let open = chosen(tx, county, outlet, due).map_err(at)?;
        claim(tx, county, (id, outlet, due.counterparty), &open).map_err(at)?;
    }
    Ok(id)
}

fn name(tx: &mut Tx<'_>, county: &str, counterparty: i64) -> Result<String, Refusal> {
    let name = people::who(tx, county, counterparty)?.name;
    Ok(if name.is_empty() { format!("#{counterparty}") } else { name })
}

/// The open purchases that a row pays. **Errors:** one of them is not open, or the sum is another.
fn chosen(tx: &mut Tx<'_>, county: &str, outlet: OutletId, due: &Due) -> Result<Vec<OpenEntry>, Refusal> {
    let mut open = owed::open_entries(tx, county, outlet, due.counterparty)?;
    if let Some(missing) = due.entries.iter().find(|seq| open.iter().all(|entry| entry.seq != **seq)) {
        return Err(No::NotOpen { seq: *missing }.into());
    }
    if !due.entries.is_empty() {
        open.retain(|entry| due.entries.contains(&entry.seq));
    }
    let sum = Fen::total(open.iter().map(|entry| entry.amount_fen)).ok_or(crate::error::No::Overflow)?;
    if sum == Fen::ZERO {
        // Whom this book never bought from is not named to it.
        let here = "SELECT COUNT(*) FROM entry WHERE county = $1 AND book = $2 AND counterparty = $3";
        let known: i64 = tx.number(here, params![county, outlet, due.counterparty])?;
        let name = if known > 0 { name(tx, county, due.counterparty)? } else { format!("#{}", due.counterparty) };
        return Err(No::NothingOwed { name }.into());
    }
    if due.amount_fen.is_some_and(|seen| seen != sum) {
        return Err(No::Amount { name: name(tx, county, due.counterparty)?, owed: sum.to_string() }.into());
    }
    Ok(open)
}

/// Puts purchases on a list.
fn claim(
    tx: &mut Tx<'_>,
    county: &str,
    (list, outlet, counterparty): (i64, OutletId, i64),
    open: &[OpenEntry],
) -> Result<(), Refusal> {
    let sum = Fen::total(open.iter().map(|entry| entry.amount_fen)).ok_or(crate::error::No::Overflow)?;
    let grams = open.iter().try_fold(0_i64, |sum, entry| sum.checked_add(entry.quantity_g));
    tx.run(
        "INSERT INTO payment_row (county, list, counterparty, entries, quantity_g, amount_fen) VALUES ($1, $2, $3, $4, $5, $6)",
        params![
            county,
            list,
            counterparty,
            i64::try_from(open.len()).unwrap_or(i64::MAX),
            grams.ok_or(crate::error::No::Overflow)?,
            sum
        ],
    )?;
    let mut rows: Vec<Vec<Value>> = Vec::with_capacity(open.len());
    for entry in open {
        // Another list may have been quicker.
        let taken = tx.run(
            "INSERT INTO payment_claim (county, outlet, seq, list, counterparty) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (county, outlet, seq) DO NOTHING",
            params![county, outlet, entry.seq, list, counterparty],
        )?;
        if taken == 0 {
            return Err(No::NotOpen { seq: entry.seq }.into());
        }
        tx.run(
            "DELETE FROM open_purchase WHERE county = $1 AND outlet = $2 AND counterparty = $3 AND seq = $4",
            params![county, outlet, counterparty, entry.seq],
        )?;
        rows.push(params![county, list, outlet, entry.seq, counterparty, entry.amount_fen].to_vec());
    }
    Ok(tx.insert_many("INSERT INTO payment_entry (county, list, outlet, seq, counterparty, amount_fen)", &rows)?)
}

/// How rows end.
enum End {
    Paid { how: How, on_day: Day },
    Off { reason: String },
}

/// Marks rows of a list as paid. **Who:** keeper of the point.
pub fn pay(tx: &mut Tx<'_>, actor: &Actor, list: i64, body: PayRows) -> Result<PaymentListView, Refusal> {
    let head = lists::head(tx, actor.county_id(), list)?;
    let on_day = body.on_day.unwrap_or_else(|| actor.day());
    if on_day < head.drawn_on || on_day > actor.day() {
        let (from, to) = (head.drawn_on.to_string(), actor.day().to_string());
        return Err(Refusal::from(No::Day { from, to }).at("/on_day"));
    }
    let rows = meant(tx, actor.county_id(), list, body.counterparties)?;
    end_rows(tx, actor, (list, head.outlet), &rows, &End::Paid { how: body.how, on_day })?;
    lists::show(tx, actor, list, edge::Nothing {})
}

/// Takes rows off a list that are not paid. **Who:** keeper of the point.
pub fn take_off(tx: &mut Tx<'_>, actor: &Actor, list: i64, body: TakeRowsOff) -> Result<PaymentListView, Refusal> {
    let head = lists::head(tx, actor.county_id(), list)?;
    super::reason(&body.reason)?;
    let rows = meant(tx, actor.county_id(), list, body.counterparties)?;
    end_rows(tx, actor, (list, head.outlet), &rows, &End::Off { reason: body.reason.trim().to_owned() })?;
    lists::show(tx, actor, list, edge::Nothing {})
}

/// The rows that are meant: those named, or all that are left. **Errors:** there is nobody left, or not such a one.
fn meant(tx: &mut Tx<'_>, county: &str, list: i64, named: Vec<i64>) -> Result<Vec<i64>, Refusal> {
    if named.is_empty() {
        let left = lists::open_rows(tx, county, list)?;
        return if left.is_empty() { Err(No::Nobody.into()) } else { Ok(left) };
    }
    for (number, who) in named.iter().enumerate() {
        let on: i64 = tx.number(
            "SELECT COUNT(*) FROM payment_row WHERE county = $1 AND list = $2 AND counterparty = $3",
            params![county, list, *who],
        )?;
        if on == 0 {
            return Err(Refusal::from(No::NotOnList).at(format!("/counterparties/{number}")));
        }
    }
    Ok(named)
}

fn end_rows(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (list, outlet): (i64, OutletId),
    rows: &[i64],
    end: &End,
) -> Result<(), Refusal> {
    let county = actor.county_id();
    let (act, how, on_day, reason) = match end {
        End::Paid { how, on_day } => ("paid", how.word(), *on_day, ""),
        End::Off { reason } => ("released", "", actor.day(), reason.as_str()),
    };
    for who in rows {
        if matches!(end, End::Paid { .. }) {
            nothing_undone(tx, county, (list, outlet, *who))?;
        }
        let ended = tx.run(
            "INSERT INTO payment_act (county, list, counterparty, act, how, on_day, reason, made_by, made_post, made_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (county, list, counterparty) DO NOTHING",
            params![county, list, *who, act, how, on_day, reason, actor.person, actor.post, actor.now],
        )?;
        if ended == 0 {
            return Err(No::Ended { name: name(tx, county, *who)? }.into());
        }
        if matches!(end, End::Off { .. }) {
            tx.run(
                "INSERT INTO open_purchase (county, outlet, counterparty, seq)
                 SELECT county, outlet, counterparty, seq FROM payment_claim
                 WHERE county = $1 AND list = $2 AND counterparty = $3",
                params![county, list, *who],
            )?;
            tx.run(
                "DELETE FROM payment_claim WHERE county = $1 AND list = $2 AND counterparty = $3",
                params![county, list, *who],
            )?;
        }
    }
    Ok(())
}

/// **Errors:** a purchase of the row was undone since the list was drawn.
fn nothing_undone(tx: &mut Tx<'_>, county: &str, (list, outlet, who): (i64, OutletId, i64)) -> Result<(), Refusal> {
    let undone: Option<i64> = tx.find(
        "SELECT p.seq FROM payment_entry p JOIN entry r ON r.county = p.county AND r.book = p.outlet AND r.reverses = p.seq
         WHERE p.county = $1 AND p.list = $2 AND p.outlet = $3 AND p.counterparty = $4 ORDER BY p.seq LIMIT 1",
        params![county, list, outlet, who],
    )?;
    undone.map_or(Ok(()), |seq| Err(No::Undone { name: name(tx, county, who)?, seq }.into()))
}
