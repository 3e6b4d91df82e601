//! What waits to be fetched in a township: agreed offers that no contract was signed for, and contracts with something
//! due. Less what is on a run already.

use crate::{
    contracts,
    offers::{KG, STATE},
};
use base::{Day, Refusal, ids::DivisionId};
use edge::Actor;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::{Tx, params};

/// What a load comes of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LoadSource {
    /// An offer that both sides agreed to.
    Offer,
    /// A contract with something still to come.
    Contract,
}

impl LoadSource {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Offer => "offer",
            Self::Contract => "contract",
        }
    }

    pub(super) fn of(word: &str) -> Self {
        if word == "offer" { Self::Offer } else { Self::Contract }
    }
}

/// Goods to be fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Waiting {
    pub source: LoadSource,
    pub id: i64,
    pub crop: i64,
    pub division: DivisionId,
    pub path: String,
    pub days: (Day, Day),
    /// Still to be fetched, grams.
    pub grams: i64,
}

/// Grams of a source on runs: still to come, and of runs that are over.
#[derive(Clone, Copy, Debug, Default)]
struct OnRuns {
    ahead: i64,
    over: i64,
}

/// What of each source is on runs that were not cancelled, `except` left out: as loaded where that was said, else as planned.
fn on_runs(tx: &mut Tx<'_>, county: &str, path: &str, except: i64) -> Result<BTreeMap<(String, i64), OnRuns>, Refusal> {
    let rows: Vec<(String, i64, i64, i64)> = tx.query(
        "SELECT s.source, s.source_id, CAST(SUM(COALESCE((SELECT t.grams FROM collection_taking t WHERE t.county = s.county
           AND t.run = s.run AND t.stop = s.seq ORDER BY t.seq DESC LIMIT 1), s.grams)) AS BIGINT), CASE WHEN EXISTS (SELECT 1 FROM collection_end d WHERE d.county = s.county
           AND d.run = s.run) THEN 1 ELSE 0 END AS ended
         FROM collection_stop s JOIN collection_run r ON r.county = s.county AND r.id = s.run
         WHERE s.county = $1 AND s.path >= $2 AND s.path < $3 AND s.run <> $4 AND NOT EXISTS (SELECT 1 FROM collection_end e
           WHERE e.county = s.county AND e.run = s.run AND e.how = 'cancelled')
         GROUP BY s.source, s.source_id, ended",
        params![county, path, format!("{path}\u{10FFFF}"), except],
    )?;
    let mut found: BTreeMap<(String, i64), OnRuns> = BTreeMap::new();
    for (source, id, grams, ended) in rows {
        let of = found.entry((source, id)).or_default();
        let part = if ended == 0 { &mut of.ahead } else { &mut of.over };
        *part = part.saturating_add(grams);
    }
    Ok(found)
}

fn key(source: LoadSource, id: i64) -> (String, i64) {
    (source.word().to_owned(), id)
}

/// What waits below a township between two days, that on run `except` included. What should have come before and did not
/// is due now.
pub(super) fn waiting(
    tx: &mut Tx<'_>,
    actor: &Actor,
    path: &str,
    (from, to): (Day, Day),
    except: i64,
) -> Result<Vec<Waiting>, Refusal> {
    let county = actor.county_id();
    let until = format!("{path}\u{10FFFF}");
    let mut planned = on_runs(tx, county, path, except)?;
    let sql = format!(
        "SELECT id, crop, division, path, from_day, to_day, kg FROM (SELECT o.id, o.crop, o.division, o.path, o.from_day,
         o.to_day, {KG} AS kg, {STATE} AS state FROM offer o WHERE o.county = $1 AND o.path >= $2 AND o.path < $3
           AND o.from_day <= $5 AND o.to_day >= $4 AND NOT EXISTS (SELECT 1 FROM contract t WHERE t.county = o.county
             AND t.offer = o.id AND NOT EXISTS (SELECT 1 FROM contract_end e WHERE e.county = t.county
               AND e.contract = t.id AND e.how = 'void'))) q WHERE state = 'agreed' ORDER BY id"
    );
    type Row = (i64, i64, DivisionId, String, Day, Day, i64);
    let offers: Vec<Row> = tx.query(&sql, params![county, path, until.as_str(), from, to])?;
    let mut found = Vec::new();
    for (id, crop, division, path, first, last, kg) in offers {
        let grams = kg
            .saturating_mul(1_000)
            .saturating_sub(planned.get(&key(LoadSource::Offer, id)).map_or(0, |on| on.ahead + on.over));
        let days = (first.max(from), last.min(to));
        found.push(Waiting { source: LoadSource::Offer, id, crop, division, path, days, grams });
    }
    let sql = format!(
        "SELECT * FROM ({} AND t.path >= $2 AND t.path < $3 AND t.from_day <= $4) q WHERE state = 'running' ORDER BY id",
        contracts::kept()
    );
    let contracts: Vec<contracts::Kept> = tx.query(&sql, params![county, path, until.as_str(), to])?;
    for kept in contracts {
        let promised = kept.kg.saturating_mul(1_000);
        let mut on = planned.get(&key(LoadSource::Contract, kept.id)).copied().unwrap_or_default();
        // What was planned for its offer before it was signed is the same goods; of several contracts the first takes it.
        if let Some(of_offer) = planned.get_mut(&key(LoadSource::Offer, kept.offer)) {
            let room = promised.saturating_sub(on.ahead + on.over).max(0);
            let ahead = of_offer.ahead.min(room);
            let over = of_offer.over.min(room - ahead);
            (of_offer.ahead, of_offer.over) = (of_offer.ahead - ahead, of_offer.over - over);
            (on.ahead, on.over) = (on.ahead + ahead, on.over + over);
        }
        // What a run that is over brought is what was delivered, entered or not yet: whichever is more came.
        let gone = kept.delivered_g.max(on.over).saturating_add(on.ahead);
        let last = if kept.to_day < from { to } else { kept.to_day.min(to) };
        found.push(Waiting {
            source: LoadSource::Contract,
            id: kept.id,
            crop: kept.crop,
            division: kept.division,
            path: kept.path,
            days: (kept.from_day.max(from), last),
            grams: promised.saturating_sub(gone),
        });
    }
    found.retain(|load| load.grams > 0);
    found.sort_by_key(|load| (load.division, load.source, load.id));
    Ok(found)
}

/// Names of a load, for people: who sells (masked) and who buys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Named {
    pub seller: String,
    pub buyer: String,
    pub crop: i64,
}

/// Who stands behind a load; `full` on paper.
pub(super) fn named(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (source, id): (LoadSource, i64),
    full: bool,
) -> Result<Named, Refusal> {
    let county = actor.county_id();
    if source == LoadSource::Contract {
        let sql = format!("{} AND t.id = $2", contracts::kept());
        let Some(kept) = tx.find::<contracts::Kept>(&sql, params![county, id])? else { return Ok(Named::default()) };
        let seller = contracts::seller_name(tx, county, &kept, full)?;
        return Ok(Named { seller, buyer: kept.buyer().name(tx, county, kept.signed_on)?, crop: kept.crop });
    }
    let sql = "SELECT demand, crop FROM offer WHERE county = $1 AND id = $2";
    let Some((demand, crop)) = tx.find::<(i64, i64)>(sql, params![county, id])? else { return Ok(Named::default()) };
    let demand = crate::demands::find(tx, county, demand)?;
    Ok(Named { seller: String::new(), buyer: demand.buyer().name(tx, county, actor.day())?, crop })
}
