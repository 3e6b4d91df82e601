//! Handing in: what a keeper's phone kept while there was no network, all at once.
//!
//! Invariants: each item goes its own way and a bad one stops no other; the same item twice is one; what was refused
//! is kept with the reason, without what it says about people. A phone whose clock cannot be believed is taken at the
//! day on which it was heard, and that is said.

use super::{
    error::No,
    intake,
    item::{Done, PointItem},
    moves, pay, undo,
};
use base::{
    Day, Instant, Refusal, Text,
    ids::{LotId, OutletId},
};
use edge::Actor;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value as Json, value::RawValue};
use sha2::{Digest, Sha256};
use store::{Tx, params};
use supply::desk::{Doubt, HandedIn, ItemOutcome, Told, Went, is_uuid, told};

/// Items in one upload: a busy point's day and more.
const ITEMS_MOST: usize = 200;

/// Items handed in together by a phone.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HandInAtPoint {
    /// What the device calls itself.
    #[serde(default)]
    pub device: String,
    /// What its clock shows now; one that does not say is not believed.
    #[serde(default)]
    pub device_now: Option<Instant>,
    /// The items, in the order in which they were done.
    #[schemars(with = "Vec<PointItem>")]
    pub items: Vec<Box<RawValue>>,
}

/// What came of an item.
pub(super) struct Made {
    pub number: i64,
    pub lot: Option<LotId>,
    /// What the law encourages but does not demand.
    pub advice: Option<Text>,
}

/// Takes items in, each for itself. **Who:** keeper of the collection point.
pub fn hand_in(tx: &mut Tx<'_>, actor: &Actor, outlet: OutletId, body: HandInAtPoint) -> Result<HandedIn, Refusal> {
    super::require_point(tx, actor, outlet)?;
    if body.items.len() > ITEMS_MOST {
        return Err(Refusal::from(No::TooMany { most: ITEMS_MOST }).at("/items"));
    }
    let device: String = body.device.trim().chars().take(60).collect();
    let device_now = body.device_now.or(Instant::from_millis(0));
    // A phone that sends again while its first try is still under way waits for it.
    tx.hold(actor.county_id(), &format!("point-upload/{outlet}"))?;
    let mut outcomes = Vec::with_capacity(body.items.len());
    for raw in &body.items {
        let done = tx.apart(|tx| one(tx, actor, outlet, (&device, device_now), raw.get()));
        outcomes.push(match done {
            Ok(outcome) => outcome,
            // The database's own trouble is everybody's; a refusal is this item's alone.
            Err(refusal) if refusal.status >= 500 || refusal.code.starts_with("store.") => return Err(refusal),
            Err(refusal) => refused(tx, actor, (outlet, &device), raw.get(), refusal)?,
        });
    }
    Ok(HandedIn { outcomes })
}

fn one(
    tx: &mut Tx<'_>,
    actor: &Actor,
    outlet: OutletId,
    (device, device_now): (&str, Option<Instant>),
    raw: &str,
) -> Result<ItemOutcome, Refusal> {
    let item: PointItem = serde_json::from_str(raw).map_err(|error| No::Item { why: error.to_string() })?;
    if !is_uuid(&item.id) {
        return Err(Refusal::from(No::ClientId).at("/id"));
    }
    let county = actor.county_id();
    let digest = Sha256::digest(serde_json::to_vec(&item).unwrap_or_default()).to_vec();
    let known: Option<(i64, Vec<u8>, OutletId)> = tx.find(
        "SELECT number, digest, outlet FROM point_item WHERE county = $1 AND client = $2
         UNION ALL SELECT number, digest, outlet FROM point_undo WHERE county = $1 AND client = $2",
        params![county, item.id.as_str()],
    )?;
    if let Some((number, before, at)) = known {
        let same = before == digest && at == outlet;
        return if same { Ok(went(&item.id, Went::Known, number, None)) } else { Err(No::IdReused.into()) };
    }
    let device_now = device_now.map(|at| actor.from_outside(at));
    let told = told(actor.from_outside(item.made_at), device_now, actor.now);
    let made = done(tx, actor, outlet, told.at.day(), &item)?;
    let arrived = Arrived { device, told: &told, digest, made: &made };
    keep(tx, actor, outlet, &item, &arrived)?;
    let doubt = told.quarantine.map(|doubt| {
        Text::new(
            format!("设备时间不可信（{}），已收下，按收到的这天记账", doubt.zh()),
            format!("The device's time cannot be believed ({}); taken, entered on the day of arrival", doubt.word()),
        )
    });
    let state = if doubt.is_some() { Went::Quarantined } else { Went::Taken };
    Ok(went(&item.id, state, made.number, doubt.or(made.advice)))
}

/// An item with what came of it.
struct Arrived<'a> {
    device: &'a str,
    told: &'a Told,
    digest: Vec<u8>,
    made: &'a Made,
}

/// Keeps that an item arrived; what is undone stands in a table of its own.
fn keep(
    tx: &mut Tx<'_>,
    actor: &Actor,
    outlet: OutletId,
    item: &PointItem,
    arrived: &Arrived<'_>,
) -> Result<(), Refusal> {
    let Arrived { device, told, digest, made } = arrived;
    let (columns, values) = match &item.what {
        Done::Undo(_) => ("", Vec::new()),
        what => (", kind, lot", params![what.word(), made.lot].to_vec()),
    };
    let common = params![
        actor.county_id(),
        item.id.as_str(),
        digest.as_slice(),
        outlet,
        made.number,
        *device,
        item.seq,
        told.at,
        actor.now,
        told.quarantine.map_or("", Doubt::word),
        actor.person,
        actor.post
    ];
    let table = if columns.is_empty() { "point_undo" } else { "point_item" };
    let row = [common.to_vec(), values].concat();
    tx.insert_many(
        &format!(
            "INSERT INTO {table} (county, client, digest, outlet, number, device, device_seq, told_at, received_at, quarantine,
             made_by, made_post{columns})"
        ),
        &[row],
    )?;
    Ok(())
}

fn done(tx: &mut Tx<'_>, actor: &Actor, outlet: OutletId, day: Day, item: &PointItem) -> Result<Made, Refusal> {
    match &item.what {
        Done::Intake(slip) => intake::take_in(tx, actor, (outlet, day), &item.id, slip),
        Done::Mix(mix) => moves::mix(tx, actor, (outlet, day), mix),
        Done::HandOver(lots) => moves::hand_over(tx, actor, (outlet, day), lots),
        Done::Pay(people) => pay::pay_at_once(tx, actor, (outlet, day), people),
        Done::Undo(slip) => undo::undo(tx, actor, outlet, slip),
    }
}

fn went(id: &str, went: Went, number: i64, why: Option<Text>) -> ItemOutcome {
    ItemOutcome { id: id.to_owned(), went, number: Some(number), code: String::new(), why, field: String::new() }
}

/// Texts that hold no word about people; whatever else was written goes, since nothing is deleted from this table.
const SAFE: [&str; 8] = ["id", "made_at", "item", "paid", "how", "certificate", "made_on", "expires_on"];

/// Leaves numbers and what is safe of an item.
fn without_people(value: &mut Json, safe: bool) {
    match value {
        Json::Object(fields) => {
            fields.iter_mut().for_each(|(name, value)| without_people(value, SAFE.contains(&name.as_str())));
        }
        Json::Array(items) => items.iter_mut().for_each(|item| without_people(item, safe)),
        Json::String(_) if !safe => *value = Json::Null,
        _ => {}
    }
}

/// Keeps that an item was refused. **Errors:** only the database's own.
fn refused(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (outlet, device): (OutletId, &str),
    raw: &str,
    refusal: Refusal,
) -> Result<ItemOutcome, Refusal> {
    let mut item: Json = serde_json::from_str(raw).unwrap_or_default();
    let client: String = item.get("id").and_then(Json::as_str).unwrap_or_default().chars().take(64).collect();
    let county = actor.county_id();
    let seen: i64 = tx.number(
        "SELECT COUNT(*) FROM point_refused WHERE county = $1 AND client = $2 AND code = $3 AND made_by = $4",
        params![county, client.as_str(), refusal.code, actor.person],
    )?;
    if seen == 0 {
        without_people(&mut item, false);
        let id = tx.next_id(county, "point_refused")?;
        let kept: String = item.to_string().chars().take(4_000).collect();
        tx.run(
            "INSERT INTO point_refused (county, id, client, outlet, device, item, code, received_at, made_by)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            params![county, id, client.as_str(), outlet, device, kept, refusal.code, actor.now, actor.person],
        )?;
    }
    Ok(ItemOutcome::refused(client, refusal))
}
