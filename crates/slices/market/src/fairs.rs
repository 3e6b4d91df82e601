//! Fairs and events: who hosts, where, when; what was stated about them, and what their contracts say (S111).

use crate::{
    error::No,
    sessions::{self, LiveSessionView},
};
use base::{Day, Fen, Refusal, ids::DivisionId};
use edge::{Actor, Nothing};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Ask, Listing, Page, Tx, params};

/// Announces a fair.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AnnounceFair {
    /// What it is called.
    pub name: String,
    /// Who hosts it; also somebody outside the tree, such as a development zone.
    pub host: String,
    /// The village or township; none outside the county.
    #[serde(default)]
    pub division: Option<DivisionId>,
    /// The place in words.
    pub place: String,
    /// First day.
    pub from_day: Day,
    /// Last day.
    pub to_day: Day,
    /// Guests who came or are expected.
    #[serde(default)]
    pub guests: i64,
    /// Anything else.
    #[serde(default)]
    pub note: String,
}

/// States something about a fair that nobody counted.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StateOfFair {
    /// Of what: 桃树, 产量, 销售额 …
    pub what: String,
    /// As it was said: 7000 株, 6万余公斤.
    pub said: String,
    /// Who says so.
    pub source: String,
    /// The live-stream session that it speaks of; the whole event if none.
    #[serde(default)]
    pub session: Option<i64>,
}

store::row! {
    /// A fair.
    #[derive(Clone, Debug, Serialize, JsonSchema)]
    pub struct FairRow {
        /// Number.
        pub id: i64,
        /// What it is called.
        pub name: String,
        /// Who hosts it.
        pub host: String,
        /// The division; none outside the county.
        pub division: Option<DivisionId>,
        /// The place in words.
        pub place: String,
        /// First day.
        pub from_day: Day,
        /// Last day.
        pub to_day: Day,
        /// Guests.
        pub guests: i64,
        /// Anything else.
        pub note: String,
        /// Contracts signed there that are not void.
        pub contracts: i64,
        /// Their sum, kg.
        pub contracted_kg: i64,
        /// What they are worth at their agreed grade: price or floor × quantity.
        pub contracted_fen: Fen,
        /// Delivered on them, grams.
        pub delivered_g: i64,
        /// What was delivered is worth.
        pub amount_fen: Fen,
    }
}

store::row! {
    /// Something stated about a fair: an estimate, never added to what is counted.
    #[derive(Clone, Debug, Serialize, JsonSchema)]
    pub struct StatedRow {
        /// Of what.
        pub what: String,
        /// As it was said.
        pub said: String,
        /// Who says so.
        pub source: String,
        /// The live-stream session that it speaks of; 0 is the whole event.
        pub session: i64,
    }
}

/// A fair with the name of where it is.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct FairListed {
    /// The fair, its totals counted from its contracts.
    #[serde(flatten)]
    pub fair: FairRow,
    /// The village or township; empty outside the county.
    pub division_name: String,
}

/// A fair with what was stated.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct FairView {
    /// The fair.
    #[serde(flatten)]
    pub listed: FairListed,
    /// Estimates, beside what is counted.
    pub stated: Vec<StatedRow>,
    /// Its live-stream sessions, the first one first.
    pub sessions: Vec<LiveSessionView>,
}

const FAIR: &str = "SELECT f.id, f.name, f.host, f.division, f.place, f.from_day, f.to_day, f.guests, f.note,
    (SELECT COUNT(*) FROM contract t WHERE t.county = f.county AND t.fair = f.id AND NOT EXISTS (SELECT 1 FROM contract_end e
      WHERE e.county = t.county AND e.contract = t.id AND e.how = 'void')) AS contracts,
    CAST(COALESCE((SELECT SUM(t.kg) FROM contract t WHERE t.county = f.county AND t.fair = f.id AND NOT EXISTS (SELECT 1
      FROM contract_end e WHERE e.county = t.county AND e.contract = t.id AND e.how = 'void')), 0) AS BIGINT) AS contracted_kg,
    CAST(COALESCE((SELECT SUM(t.kg * p.fen_per_kg) FROM contract t JOIN contract_price p ON p.county = t.county
      AND p.contract = t.id AND p.seq = 1 WHERE t.county = f.county AND t.fair = f.id AND NOT EXISTS (SELECT 1
      FROM contract_end e WHERE e.county = t.county AND e.contract = t.id AND e.how = 'void')), 0) AS BIGINT) AS contracted_fen,
    CAST(COALESCE((SELECT SUM(v.grams) FROM delivery v JOIN contract t ON t.county = v.county AND t.id = v.contract
      WHERE t.county = f.county AND t.fair = f.id), 0) AS BIGINT) AS delivered_g,
    CAST(COALESCE((SELECT SUM(v.amount_fen) FROM delivery v JOIN contract t ON t.county = v.county AND t.id = v.contract
      WHERE t.county = f.county AND t.fair = f.id), 0) AS BIGINT) AS amount_fen,
    f.id AS sort_id FROM fair f WHERE f.county = $1";

/// Announces a fair. **Who:** county office.
pub fn announce(tx: &mut Tx<'_>, actor: &Actor, (): (), body: AnnounceFair) -> Result<FairView, Refusal> {
    let county = actor.county_id();
    for (field, text, most) in [("/name", &body.name, 60), ("/host", &body.host, 60), ("/place", &body.place, 60)] {
        crate::text(field, text, most)?;
    }
    crate::at_most("/note", &body.note, 500)?;
    if body.to_day < body.from_day || body.to_day.days_since(body.from_day) > 92 {
        return Err(Refusal::from(No::FairDays).at("/to_day"));
    }
    if !(0..=1_000_000).contains(&body.guests) {
        return Err(Refusal::from(No::Guests).at("/guests"));
    }
    let path = match body.division {
        Some(division) => {
            let found = places::desk::division(tx, county, division)?;
            found.ok_or_else(|| Refusal::from(No::NoSuchDivision).at("/division"))?.path
        }
        None => "/".to_owned(),
    };
    let id = tx.next_id(county, "fair")?;
    tx.run(
        "INSERT INTO fair (county, id, name, host, division, path, place, from_day, to_day, guests, note, made_by, made_post,
         at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        params![
            county,
            id,
            body.name.trim(),
            body.host.trim(),
            body.division,
            path,
            body.place.trim(),
            body.from_day,
            body.to_day,
            body.guests,
            body.note.trim(),
            actor.person,
            actor.post,
            actor.now
        ],
    )?;
    show(tx, actor, id, Nothing {})
}

/// One fair. **Errors:** there is none.
pub(crate) fn find(tx: &mut Tx<'_>, county: &str, id: i64) -> Result<FairRow, Refusal> {
    tx.find(&format!("{FAIR} AND f.id = $2"), params![county, id])?.ok_or_else(|| No::NoSuchFair.into())
}

/// A fair with its totals. **Who:** whoever may see the market.
pub fn show(tx: &mut Tx<'_>, actor: &Actor, id: i64, _: Nothing) -> Result<FairView, Refusal> {
    let county = actor.county_id();
    let found = find(tx, county, id)?;
    let listed = listed(tx, county, found)?;
    let stated = tx.query(
        "SELECT what, said, source, session FROM fair_statement WHERE county = $1 AND fair = $2 ORDER BY seq",
        params![county, id],
    )?;
    let sessions = sessions::of(tx, county, id)?;
    Ok(FairView { listed, stated, sessions })
}

fn listed(tx: &mut Tx<'_>, county: &str, fair: FairRow) -> Result<FairListed, Refusal> {
    let division_name = match fair.division {
        Some(division) => places::desk::full_name(tx, county, division)?,
        None => String::new(),
    };
    Ok(FairListed { fair, division_name })
}

/// States an estimate about a fair. **Who:** county office.
pub fn state(tx: &mut Tx<'_>, actor: &Actor, id: i64, body: StateOfFair) -> Result<FairView, Refusal> {
    let county = actor.county_id();
    tx.hold(county, &format!("fair/{id}"))?;
    find(tx, county, id)?;
    for (field, text, most) in [("/what", &body.what, 30), ("/said", &body.said, 60), ("/source", &body.source, 60)] {
        crate::text(field, text, most)?;
    }
    let session = sessions::named(tx, county, id, body.session)?;
    let sql = "SELECT COALESCE(MAX(seq), 0) + 1 FROM fair_statement WHERE county = $1 AND fair = $2";
    let seq: i64 = tx.number(sql, params![county, id])?;
    tx.run(
        "INSERT INTO fair_statement (county, fair, seq, what, said, source, made_by, at, session)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        params![
            county,
            id,
            seq,
            body.what.trim(),
            body.said.trim(),
            body.source.trim(),
            actor.person,
            actor.now,
            session
        ],
    )?;
    show(tx, actor, id, Nothing {})
}

/// Fairs, the newest first. **Who:** whoever may see the market.
pub fn list(tx: &mut Tx<'_>, actor: &Actor, (): (), _: Nothing, ask: &Ask) -> Result<Page<FairListed>, Refusal> {
    let listing = Listing {
        base: FAIR,
        params: params![actor.county_id()].to_vec(),
        sorts: &["-from_day", "name", "contracts", "contracted_kg"],
        sums: &["contracts", "contracted_kg", "contracted_fen", "delivered_g", "amount_fen"],
    };
    let page: Page<FairRow> = store::list(tx, &listing, ask)?;
    let mut items = Vec::with_capacity(page.items.len());
    for fair in page.items {
        items.push(listed(tx, actor.county_id(), fair)?);
    }
    Ok(Page { items, next: page.next, total: page.total })
}
