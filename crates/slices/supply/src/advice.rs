//! Advice (指导记录): who asked, when, about which crop and what; what was advised, by phone or on the spot; when somebody
//! looks again (S68).
//!
//! Invariants: a note is never changed, a later one names the one that it follows; the same note twice is one. Who
//! asked is sealed, and read in full only by the posts of the village and its township.

use crate::{
    crops,
    error::No,
    item::{AdviceItem, AdviceWay, Item, What, is_uuid},
    keep,
    upload::{Arrived, Envelope, Via, digest},
};
use base::{
    Day, Instant, Refusal,
    ids::{DivisionId, PersonId},
};
use edge::Actor;
use identity::desk::PartyForm;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Ask, Listing, Page, Tx, params};

/// Notes advice in an office.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NoteAdvice {
    /// UUID made by whoever sends it: the same note sent twice is one.
    pub id: String,
    /// The village.
    pub division: DivisionId,
    /// The crop.
    pub crop: i64,
    /// Who asked.
    pub asker: String,
    /// What ails it, what was asked.
    pub problem: String,
    /// What was advised.
    pub advice: String,
    /// When somebody looks again.
    #[serde(default)]
    pub follow_on: Option<Day>,
    /// Number of the earlier note that this one follows.
    #[serde(default)]
    pub follows: Option<i64>,
    /// How it was given.
    #[serde(default)]
    pub way: Option<AdviceWay>,
    /// When it was asked for; today if not said.
    #[serde(default)]
    pub asked_on: Option<Day>,
}

/// A note that was kept: by its number, since what is answered may be kept to be said again.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
pub struct AdviceNoted {
    /// Number of the note.
    pub id: i64,
}

store::row! {
    /// A note as its table keeps it.
    #[derive(Clone, Debug, Serialize, JsonSchema)]
    pub struct AdviceRow {
        /// Number of the note.
        pub id: i64,
        /// The id that its device gave it.
        pub client: String,
        /// The village.
        pub division: DivisionId,
        /// The crop.
        pub crop: i64,
        /// What it is called.
        pub crop_name: String,
        /// Who asked, sealed.
        #[serde(skip)]
        pub party: i64,
        /// What ails it, what was asked.
        pub problem: String,
        /// What was advised.
        pub advice: String,
        /// When somebody looks again; empty for never.
        pub follow_on: String,
        /// The earlier note that this one follows.
        pub follows: Option<i64>,
        /// `call`, `visit` or `message`; empty where it is not said.
        pub way: String,
        /// When it was asked for; empty for the day of the advice.
        pub asked_on: String,
        /// A later note follows it.
        pub followed: bool,
        /// When it was advised.
        pub told_at: Instant,
        /// When the note arrived.
        pub received_at: Instant,
        /// `app`, `bundle`, `phone` or `office`.
        pub via: String,
        /// Why its time cannot be believed; empty if it can.
        pub quarantine: String,
        /// Who noted it.
        #[serde(skip)]
        pub made_by: PersonId,
        /// As what.
        pub role: String,
    }
}

/// A note with names.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct AdviceView {
    /// The note.
    #[serde(flatten)]
    pub note: AdviceRow,
    /// Township and village.
    pub division_name: String,
    /// Who asked; masked for posts outside the township.
    pub asker: String,
    /// Who noted it.
    pub noted_by: String,
}

const BASE: &str = "SELECT v.id, v.client, v.division, v.crop, c.name AS crop_name, v.party, v.problem, v.advice, v.follow_on,
    v.follows, v.way, v.asked_on, CASE WHEN EXISTS (SELECT 1 FROM advice l WHERE l.county = v.county AND l.follows = v.id) THEN 1 ELSE 0 END AS followed,
    v.told_at, v.received_at, v.via, v.quarantine, v.made_by, v.made_role AS role, v.id AS sort_id
    FROM advice v JOIN crop c ON c.county = v.county AND c.id = v.crop WHERE v.county = $1 AND v.path >= $2 AND v.path < $3";

/// Which notes a list shows.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct AdviceFilter {
    /// Only this crop.
    pub crop: i64,
    /// Only what was given so: `call`, `visit` or `message`.
    pub way: String,
    /// Only those whose day of follow-up has come and that nobody followed.
    pub due: bool,
    /// Part of a problem or an advice.
    pub q: String,
}

/// What was advised inside one's scope. **Who:** whoever may see supply.
pub fn list(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (): (),
    filter: AdviceFilter,
    ask: &Ask,
) -> Result<Page<AdviceView>, Refusal> {
    let county = actor.county_id();
    let (from, until) = actor.scope.range();
    let base = format!(
        "SELECT * FROM ({BASE} AND ($4 = 0 OR v.crop = $4)
         AND ($5 = '' OR v.problem LIKE $6 ESCAPE '\\' OR v.advice LIKE $6 ESCAPE '\\')) q
         WHERE ($7 = 0 OR (follow_on <> '' AND follow_on <= $8 AND followed = 0)) AND ($9 = '' OR way = $9)"
    );
    let q = filter.q.trim();
    let listing = Listing {
        base: &base,
        params: params![county, from, until, filter.crop, q, like(q), filter.due, actor.day(), &filter.way].to_vec(),
        sorts: &["-told_at", "follow_on", "crop_name"],
        sums: &[],
    };
    let page: Page<AdviceRow> = store::list(tx, &listing, ask)?;
    let parties: Vec<i64> = page.items.iter().map(|row| row.party).collect();
    let parties = identity::desk::open_parties(tx, county, &parties)?;
    let near = actor.scope.kind == "division";
    let mut items = Vec::with_capacity(page.items.len());
    for note in page.items {
        let who = parties.get(&note.party);
        let asker = who.map(|party| if near { party.form.name.clone() } else { party.masked_name() });
        items.push(AdviceView {
            division_name: places::desk::full_name(tx, county, note.division)?,
            noted_by: identity::desk::person_name(tx, county, note.made_by)?,
            asker: asker.unwrap_or_default(),
            note,
        });
    }
    Ok(Page { items, next: page.next, total: page.total })
}

/// A pattern for a part of a text.
fn like(part: &str) -> String {
    let escaped: String =
        part.chars().flat_map(|c| ['\\', '%', '_'].contains(&c).then_some('\\').into_iter().chain([c])).collect();
    format!("%{escaped}%")
}

/// Notes advice in an office. **Who:** department, county office, township, technical guide, the village's officer.
pub fn note(tx: &mut Tx<'_>, actor: &Actor, (): (), body: NoteAdvice) -> Result<AdviceNoted, Refusal> {
    let county = actor.county_id();
    if !is_uuid(&body.id) {
        return Err(Refusal::from(No::ClientId).at("/id"));
    }
    tx.hold(county, &format!("supply-upload/{}", actor.person))?;
    let said = AdviceItem {
        asker: body.asker,
        problem: body.problem,
        advice: body.advice,
        follow_on: body.follow_on,
        follows: body.follows,
        way: body.way,
        asked_on: body.asked_on,
    };
    let what = What::Advice(said.clone());
    // Of what is said in an office the time is when it arrives: it is no part of the note.
    let made_at = Instant::from_millis(0).unwrap_or(actor.now);
    let item = Item { id: body.id, seq: 0, made_at, division: body.division, crop: body.crop, what };
    let digest = digest(&item);
    if let Some(known) = keep::known(tx, county, &item.id)? {
        return if known.digest == digest { Ok(AdviceNoted { id: known.number }) } else { Err(No::IdReused.into()) };
    }
    let village = crate::village(tx, actor, item.division).map_err(|refusal| refusal.at("/division"))?;
    let crop = crops::find(tx, county, item.crop).map_err(|refusal| refusal.at("/crop"))?;
    let told = crate::clock::told(actor.now, None, actor.now);
    let envelope =
        Envelope { via: Via::Office, device: "", informant: "", device_now: None, call: None, handed_by: None };
    let arrived = Arrived { item: &item, crop: &crop, village, told, digest, envelope: &envelope };
    Ok(AdviceNoted { id: keep(tx, actor, &arrived, &said)? })
}

/// Keeps a note.
pub(crate) fn keep(tx: &mut Tx<'_>, actor: &Actor, arrived: &Arrived<'_>, said: &AdviceItem) -> Result<i64, Refusal> {
    let county = actor.county_id();
    crate::text("/asker", &said.asker, 30)?;
    crate::text("/problem", &said.problem, 300)?;
    crate::text("/advice", &said.advice, 500)?;
    let advised_on = arrived.told.at.day();
    if said.follow_on.is_some_and(|day| day < advised_on || day.days_since(advised_on) > 366) {
        return Err(Refusal::from(No::FollowDay).at("/follow_on"));
    }
    if said.asked_on.is_some_and(|day| day > advised_on || advised_on.days_since(day) > 366) {
        return Err(Refusal::from(No::AskedDay).at("/asked_on"));
    }
    if let Some(earlier) = said.follows {
        let sql = "SELECT division FROM advice WHERE county = $1 AND id = $2";
        let village: Option<DivisionId> = tx.find(sql, params![county, earlier])?;
        let village = village.ok_or_else(|| Refusal::from(No::FollowsNothing).at("/follows"))?;
        if places::desk::standing_for(tx, county, village, actor.day())? != arrived.village.id {
            return Err(Refusal::from(No::FollowsNothing).at("/follows"));
        }
    }
    let who = PartyForm { name: said.asker.trim().to_owned(), ..PartyForm::default() };
    let party = identity::desk::put_party(tx, county, actor.now, &who)?;
    let id = tx.next_id(county, "advice")?;
    tx.run(
        "INSERT INTO advice (county, id, client, digest, division, path, crop, party, problem, advice, follow_on, follows,
         told_at, received_at, via, device, device_seq, informant, quarantine, made_by, made_post, made_role, way, asked_on)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)",
        params![
            county,
            id,
            arrived.item.id.as_str(),
            arrived.digest.as_slice(),
            arrived.village.id,
            arrived.village.path.as_str(),
            arrived.crop.id,
            party,
            said.problem.trim(),
            said.advice.trim(),
            said.follow_on.map_or_else(String::new, |day| day.to_string()),
            said.follows,
            arrived.told.at,
            actor.now,
            arrived.envelope.via.word(),
            arrived.envelope.device,
            arrived.item.seq,
            arrived.envelope.informant,
            arrived.told.quarantine.map_or("", |doubt| doubt.word()),
            actor.person,
            actor.post,
            actor.role.word(),
            said.way.map_or("", AdviceWay::word),
            said.asked_on.map_or_else(String::new, |day| day.to_string())
        ],
    )?;
    Ok(id)
}

/// How many notes of the actor's place wait for somebody to look again, and since when.
pub(crate) fn to_follow(tx: &mut Tx<'_>, actor: &Actor) -> Result<(usize, Option<Day>), Refusal> {
    let (from, until) = actor.scope.range();
    let sql = format!(
        "SELECT follow_on FROM ({BASE}) q WHERE follow_on <> '' AND follow_on <= $4 AND followed = 0 ORDER BY follow_on"
    );
    let days: Vec<Day> = tx.query(&sql, params![actor.county_id(), from, until, actor.day()])?;
    Ok((days.len(), days.first().copied()))
}
