//! What buyers want: once or as a standing order, directed or from anywhere (采购需求).

use crate::{
    buyers::Buyer,
    demand_list::{DemandView, named},
    directions,
    error::No,
};
use base::{
    Day, Fen, Instant, Refusal,
    ids::{DivisionId, HouseholdId, OutletId, ProducerId, UnitId},
};
use edge::{Actor, Role};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Tx, params};

/// States a demand.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StateDemand {
    /// What.
    pub crop: i64,
    /// The buying unit, …
    #[serde(default)]
    pub unit: Option<UnitId>,
    /// … or the outlet, …
    #[serde(default)]
    pub outlet: Option<OutletId>,
    /// … or a partner who is in no register.
    #[serde(default)]
    pub partner: String,
    /// Where it is to be brought; none is outside the county.
    #[serde(default)]
    pub division: Option<DivisionId>,
    /// How much, kg.
    pub kg: i64,
    /// First day.
    pub from_day: Day,
    /// Last day.
    pub to_day: Day,
    /// Highest price, fen a kg; none is no bound.
    #[serde(default)]
    pub max_fen_per_kg: Option<Fen>,
    /// The village or township that it must come from.
    #[serde(default)]
    pub directed_to: Option<DivisionId>,
    /// Or the listed producer whose goods alone are wanted, …
    #[serde(default)]
    pub directed_producer: Option<ProducerId>,
    /// … or the assisted households.
    #[serde(default)]
    pub directed_households: Vec<HouseholdId>,
    /// Standing order: again every so many days; 0 is once.
    #[serde(default)]
    pub repeat_days: i64,
    /// Until this day, for a standing order.
    #[serde(default)]
    pub until_day: Option<Day>,
    /// Anything else.
    #[serde(default)]
    pub note: String,
}

/// Ends a demand.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EndDemand {
    /// Why.
    pub reason: String,
}

store::row! {
    /// A demand.
    #[derive(Clone, Debug, Serialize, JsonSchema)]
    pub struct DemandRow {
        /// Number.
        pub id: i64,
        /// Place of the buyer in the scope tree.
        #[serde(skip)]
        pub path: String,
        /// What.
        pub crop: i64,
        /// The buying unit.
        pub unit: Option<UnitId>,
        /// Or the outlet.
        pub outlet: Option<OutletId>,
        /// Or the partner; empty for the others.
        pub partner: String,
        /// Where it is to be brought; none is outside the county.
        pub division: Option<DivisionId>,
        /// How much, kg.
        pub kg: i64,
        /// First day.
        pub from_day: Day,
        /// Last day.
        pub to_day: Day,
        /// Highest price, fen a kg.
        pub max_fen_per_kg: Option<Fen>,
        /// Where it must come from.
        pub directed_to: Option<DivisionId>,
        /// Whose goods alone are wanted, if one producer's.
        pub directed_producer: Option<ProducerId>,
        /// Again every so many days; 0 is once.
        pub repeat_days: i64,
        /// Until when; its last day for what is wanted once.
        pub until_day: Day,
        /// Anything else.
        pub note: String,
        /// Why it ended; empty while it stands.
        pub ended_reason: String,
        /// When it was stated.
        pub at: Instant,
    }
}

pub(crate) const COLUMNS: &str =
    "d.id, d.path, d.crop, d.unit, d.outlet, d.partner, d.division, d.kg, d.from_day, d.to_day, d.max_fen_per_kg,
    d.directed_to, d.directed_producer, d.repeat_days, d.until_day, d.note, d.ended_reason, d.at";

/// The buyer's place in the scope tree. **Errors:** none or several, unknown, or not the actor's.
fn buyer(tx: &mut Tx<'_>, actor: &Actor, body: &StateDemand) -> Result<String, Refusal> {
    let partners = body.unit.is_none() && body.outlet.is_none() && !body.partner.trim().is_empty();
    if partners && actor.role != Role::CountyOffice {
        return Err(No::PartnerByOffice.into());
    }
    let buyer = Buyer { unit: body.unit, outlet: body.outlet, partner: &body.partner };
    let path = buyer.path(tx, actor.county_id(), actor.day())?;
    actor.require(&path)?;
    Ok(path)
}

fn check(tx: &mut Tx<'_>, actor: &Actor, body: &StateDemand) -> Result<(), Refusal> {
    let county = actor.county_id();
    if !supply::desk::crop_names(tx, county)?.contains_key(&body.crop) {
        return Err(Refusal::from(No::NoSuchCrop).at("/crop"));
    }
    if body.kg < 1 || body.kg > crate::MOST_KG {
        return Err(Refusal::from(No::Quantity).at("/kg"));
    }
    let today = actor.day();
    let far = |day: Day| day.days_since(today) > 366 || today.days_since(day) > 366;
    if body.to_day < body.from_day || body.to_day < today || far(body.from_day) || far(body.to_day) {
        return Err(Refusal::from(No::Window).at("/to_day"));
    }
    crate::priced("/max_fen_per_kg", body.max_fen_per_kg)?;
    for (field, division) in [("/division", body.division), ("/directed_to", body.directed_to)] {
        if let Some(division) = division {
            places::desk::division(tx, county, division)?.ok_or_else(|| Refusal::from(No::NoSuchDivision).at(field))?;
        }
    }
    directions::check(tx, actor, body)?;
    let days = i64::from(body.to_day.days_since(body.from_day)) + 1;
    let standing = match (body.repeat_days, body.until_day) {
        (0, None) => true,
        (repeat, Some(until)) => repeat >= days && repeat <= 366 && until >= body.to_day && !far(until),
        _ => false,
    };
    if !standing {
        return Err(Refusal::from(No::Standing).at("/repeat_days"));
    }
    crate::at_most("/note", &body.note, 200)
}

/// States a demand. **Who:** the unit's buyer, the outlet's manager, the county office for anybody.
pub fn state(tx: &mut Tx<'_>, actor: &Actor, (): (), body: StateDemand) -> Result<DemandView, Refusal> {
    let county = actor.county_id();
    let path = buyer(tx, actor, &body)?;
    check(tx, actor, &body)?;
    let id = tx.next_id(county, "demand")?;
    tx.run(
        "INSERT INTO demand (county, id, crop, unit, outlet, partner, path, division, kg, from_day, to_day, max_fen_per_kg,
         directed_to, directed_producer, repeat_days, until_day, note, ended_reason, made_by, made_post, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, '', $18, $19, $20)",
        params![
            county,
            id,
            body.crop,
            body.unit,
            body.outlet,
            body.partner.trim(),
            path,
            body.division,
            body.kg,
            body.from_day,
            body.to_day,
            body.max_fen_per_kg,
            body.directed_to,
            body.directed_producer,
            body.repeat_days,
            body.until_day.unwrap_or(body.to_day),
            body.note.trim(),
            actor.person,
            actor.post,
            actor.now
        ],
    )?;
    directions::keep(tx, county, id, &body.directed_households)?;
    let row = find(tx, county, id)?;
    crate::telling::named(tx, actor, &row)?;
    Ok(named(tx, actor, vec![row])?.remove(0))
}

/// A demand. **Errors:** there is none.
pub(crate) fn find(tx: &mut Tx<'_>, county: &str, id: i64) -> Result<DemandRow, Refusal> {
    let sql = format!("SELECT {COLUMNS} FROM demand d WHERE d.county = $1 AND d.id = $2");
    tx.find(&sql, params![county, id])?.ok_or_else(|| No::NoSuchDemand.into())
}

impl DemandRow {
    /// `place`, `producer` or `household`; `households` says whether it names any. Empty for anywhere.
    pub(crate) fn directed_kind(&self, households: bool) -> &'static str {
        match (self.directed_to, self.directed_producer) {
            (Some(_), _) => "place",
            (_, Some(_)) => "producer",
            _ if households => "household",
            _ => "",
        }
    }

    /// Who buys.
    pub(crate) fn buyer(&self) -> Buyer<'_> {
        Buyer { unit: self.unit, outlet: self.outlet, partner: &self.partner }
    }
}

/// Ends a demand before its time. **Who:** as it was stated.
pub fn end(tx: &mut Tx<'_>, actor: &Actor, id: i64, body: EndDemand) -> Result<DemandView, Refusal> {
    let county = actor.county_id();
    actor.require(&find(tx, county, id)?.path)?;
    crate::text("/reason", &body.reason, 200)?;
    let ended = tx.run(
        "UPDATE demand SET ended_reason = $3 WHERE county = $1 AND id = $2 AND ended_reason = ''",
        params![county, id, body.reason.trim()],
    )?;
    if ended == 0 {
        return Err(No::DemandEnded.into());
    }
    let row = find(tx, county, id)?;
    Ok(named(tx, actor, vec![row])?.remove(0))
}

/// Demands that stand on a day, once or as standing orders.
pub(crate) fn standing(tx: &mut Tx<'_>, county: &str, day: Day) -> Result<Vec<DemandRow>, Refusal> {
    let sql = format!(
        "SELECT {COLUMNS} FROM demand d WHERE d.county = $1 AND d.ended_reason = '' AND d.until_day >= $2 ORDER BY d.id"
    );
    Ok(tx.query(&sql, params![county, day])?)
}
