//! Of what one phone says, the last word stands.

use super::Row;
use crate::{calls::Call, upload::Arrived};
use base::{
    Instant, Refusal,
    ids::{HouseholdId, ProducerId},
};
use edge::Actor;
use store::{Tx, params};

store::row! {
    /// What the same person said on the same phone of the same village, crop and period.
    struct Own {
        id: i64,
        client: String,
        kind: String,
        grade: String,
        producer: Option<ProducerId>,
        household: Option<HouseholdId>,
        told_at: Instant,
    }
}

/// Of what one person says on one phone, or by call, of a village, crop, period, grade and seller – of a survey: round and
/// household – the last word stands, in whatever order it arrives; that there is nothing speaks of every grade and seller. Two
/// phones that differ are a conflict, which people settle.
pub(super) fn last_word(
    tx: &mut Tx<'_>,
    actor: &Actor,
    arrived: &Arrived<'_>,
    (id, row): (i64, &Row<'_>),
) -> Result<(), Refusal> {
    let sql = format!(
        "SELECT s.id, s.client, s.kind, s.grade, s.producer, s.household, s.told_at FROM supply_report s WHERE s.county = $1 AND s.division = $2
         AND s.crop = $3 AND s.period = $4 AND s.made_by = $5 AND s.informant = $6 AND s.device = $7 AND s.id <> $8
         AND s.quarantine = '' AND s.round = $10 AND ($12 = 0 OR COALESCE(s.household, 0) = $11)
         AND CASE WHEN s.kind = 'survey' THEN 1 ELSE 0 END = $12 AND NOT {} AND {} = $9 ORDER BY s.id",
        crate::reports::replaced("s"),
        crate::calls::CALLER
    );
    let (county, item) = (actor.county_id(), arrived.item);
    let own: Vec<Own> = tx.query(
        &sql,
        params![
            county,
            item.division,
            item.crop,
            row.period.map_or_else(String::new, |period| period.from.to_string()),
            actor.person,
            arrived.envelope.informant,
            arrived.envelope.device,
            id,
            arrived.envelope.call.map_or(0, Call::caller),
            row.round.as_str(),
            row.household.map_or(0, |household| household.0),
            i64::from(row.kind == "survey")
        ],
    )?;
    let whole = |kind: &str| kind == "nothing";
    let same =
        |own: &Own| (own.grade.as_str(), own.producer, own.household) == (row.grade, row.producer, row.household);
    for other in own.into_iter().filter(|own| whole(&own.kind) || whole(row.kind) || same(own)) {
        let (client, by) =
            if other.told_at <= arrived.told.at { (other.client.as_str(), id) } else { (item.id.as_str(), other.id) };
        let sql = "INSERT INTO supply_replacement (county, client, report) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
        tx.run(sql, params![county, client, by])?;
    }
    Ok(())
}
