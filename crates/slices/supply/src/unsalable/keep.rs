//! Keeping a report of unsalable produce.

use crate::{
    error::No,
    item::{UnsalableItem, in_order, priced, understand},
    upload::Arrived,
};
use base::Refusal;
use edge::Actor;
use store::{Tx, params};

/// Keeps a report of unsalable produce.
pub(crate) fn keep(
    tx: &mut Tx<'_>,
    actor: &Actor,
    arrived: &Arrived<'_>,
    item: &UnsalableItem,
) -> Result<i64, Refusal> {
    let county = actor.county_id();
    let quantity = understand(&item.quantity)?;
    priced(item.fen_per_kg)?;
    crate::at_most("/note", &item.note, 200)?;
    if !in_order(item.ripe_on, item.spoil_on, actor.day()) {
        return Err(Refusal::from(No::Ripeness).at("/spoil_on"));
    }
    crate::keep::grower_here(tx, actor, (item.producer, item.household), &arrived.village.path)?;
    let id = tx.next_id(county, "unsalable_report")?;
    let due = |hours: i64| actor.now.plus_seconds(hours * 3_600);
    tx.run(
        "INSERT INTO unsalable_report (county, id, client, digest, division, path, crop, grade, grams, bound, said, ripe_on,
         spoil_on, fen_per_kg, producer, household, note, told_at, received_at, via, device, device_seq, informant, quarantine,
         township_due, county_due, made_by, made_post)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24,
         $25, $26, $27, $28)",
        params![
            county,
            id,
            arrived.item.id.as_str(),
            arrived.digest.as_slice(),
            arrived.item.division,
            arrived.village.path.as_str(),
            arrived.item.crop,
            item.grade.word(),
            quantity.grams,
            quantity.bound,
            quantity.said,
            item.ripe_on,
            item.spoil_on,
            item.fen_per_kg,
            item.producer,
            item.household,
            item.note.trim(),
            arrived.told.at,
            actor.now,
            arrived.envelope.via.word(),
            arrived.envelope.device,
            arrived.item.seq,
            arrived.envelope.informant,
            arrived.told.quarantine.map_or("", |doubt| doubt.word()),
            due(arrived.crop.township_hours),
            due(arrived.crop.county_hours),
            actor.person,
            actor.post
        ],
    )?;
    crate::telling::reported(tx, county, actor.now, id)?;
    crate::calls::tie(tx, actor, arrived, ("unsalable", id))?;
    crate::handed::keep(tx, county, ("unsalable", id), arrived.envelope.handed_by)?;
    Ok(id)
}
