//! Which unit stands by which village (结对帮扶、后盾单位), from a day until a day: who is asked first when a village
//! cannot sell, and what such a unit finds there today (S80).

use crate::error::No;
use base::{
    Day, Instant, Refusal,
    ids::{DivisionId, UnitId},
};
use edge::Actor;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::{Ask, Listing, Page, Tx, params};

/// How a unit stands by a village.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PairingKind {
    /// 结对.
    Paired,
    /// 后盾单位.
    Backing,
}

impl PairingKind {
    fn word(self) -> &'static str {
        match self {
            Self::Paired => "paired",
            Self::Backing => "backing",
        }
    }
}

/// Pairs a unit with a village.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MakePairing {
    /// How.
    pub kind: PairingKind,
    /// The unit.
    pub unit: UnitId,
    /// The village.
    pub division: DivisionId,
    /// First day.
    pub from_day: Day,
    /// Number of the document that says so; may be empty.
    #[serde(default)]
    pub document_no: String,
}

/// Ends a pairing.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EndPairing {
    /// First day on which it does not hold any more.
    pub on_day: Day,
    /// Why.
    pub reason: String,
}

store::row! {
    /// A pairing.
    #[derive(Clone, Debug, Serialize, JsonSchema)]
    pub struct PairingRow {
        /// Number.
        pub id: i64,
        /// `paired` or `backing`.
        pub kind: String,
        /// The unit.
        pub unit: UnitId,
        /// The village.
        pub division: DivisionId,
        /// First day.
        pub from_day: Day,
        /// Number of the document that says so.
        pub document_no: String,
        /// First day on which it does not hold any more; none while it holds.
        pub end_day: Option<Day>,
        /// Why it ended.
        pub ended_reason: String,
        /// When it was entered.
        pub at: Instant,
    }
}

/// A pairing with names and what the village has for sale today.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PairingView {
    /// The pairing.
    #[serde(flatten)]
    pub pairing: PairingRow,
    /// What the unit is called.
    pub unit_name: String,
    /// Township and village.
    pub division_name: String,
    /// What stands for sale there today, grams; 0 once the pairing ended.
    pub for_sale_g: i64,
    /// Of it reported as unsalable, grams.
    pub unsalable_g: i64,
}

/// Which pairings a list shows.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct PairingFilter {
    /// Only what holds today.
    pub standing: bool,
    /// `paired` or `backing`; both if empty.
    pub kind: String,
}

const PAIRING: &str = "SELECT p.id, p.kind, p.unit, p.division, p.from_day, p.document_no, z.on_day AS end_day,
    COALESCE(z.reason, '') AS ended_reason, p.at, p.id AS sort_id
    FROM pairing p LEFT JOIN pairing_end z ON z.county = p.county AND z.pairing = p.id WHERE p.county = $1";

/// Earliest day that is believed; pairings of Shaodong began in 2018.
const FIRST_YEAR: i32 = 2010;

/// Pairs a unit with a village. **Who:** county office. **Errors:** unknown unit, no village, a day that cannot be, or
/// the two stand together so already.
pub fn make(tx: &mut Tx<'_>, actor: &Actor, (): (), body: MakePairing) -> Result<PairingView, Refusal> {
    let (county, today) = (actor.county_id(), actor.day());
    let unit = vouchers::desk::unit_place(tx, county, body.unit)?;
    let (unit_path, _) = unit.ok_or_else(|| Refusal::from(No::NoSuchBuyer).at("/unit"))?;
    let villages = places::desk::villages(tx, county, today)?;
    let village = villages.into_iter().find(|village| village.id == body.division);
    let village = village.ok_or_else(|| Refusal::from(No::PairingVillage).at("/division"))?;
    if body.from_day > today.plus_days(366) || body.from_day.year() < FIRST_YEAR {
        return Err(Refusal::from(No::PairingDay).at("/from_day"));
    }
    crate::at_most("/document_no", &body.document_no, 100)?;
    tx.hold(county, &format!("pairing/{}/{}", body.unit.0, body.division.0))?;
    let standing: i64 = tx.number(
        "SELECT COUNT(*) FROM pairing p LEFT JOIN pairing_end z ON z.county = p.county AND z.pairing = p.id
         WHERE p.county = $1 AND p.unit = $2 AND p.division = $3 AND p.kind = $4 AND (z.on_day IS NULL OR z.on_day > $5)",
        params![county, body.unit, body.division, body.kind.word(), body.from_day],
    )?;
    if standing > 0 {
        return Err(No::PairedAlready.into());
    }
    let id = tx.next_id(county, "pairing")?;
    tx.run(
        "INSERT INTO pairing (county, id, kind, unit, unit_path, division, path, from_day, document_no, made_by, made_post, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        params![
            county,
            id,
            body.kind.word(),
            body.unit,
            unit_path,
            body.division,
            village.path,
            body.from_day,
            body.document_no.trim(),
            actor.person,
            actor.post,
            actor.now
        ],
    )?;
    view(tx, actor, id)
}

/// Ends a pairing. **Who:** county office.
pub fn end(tx: &mut Tx<'_>, actor: &Actor, id: i64, body: EndPairing) -> Result<PairingView, Refusal> {
    let county = actor.county_id();
    crate::text("/reason", &body.reason, 200)?;
    tx.hold(county, &format!("pairing/{id}"))?;
    let pairing = find(tx, county, id)?;
    if pairing.end_day.is_some() {
        return Err(No::PairingEnded.into());
    }
    if body.on_day < pairing.from_day || body.on_day > actor.day().plus_days(366) {
        return Err(Refusal::from(No::PairingDay).at("/on_day"));
    }
    tx.run(
        "INSERT INTO pairing_end (county, pairing, on_day, reason, made_by, made_post, at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        params![county, id, body.on_day, body.reason.trim(), actor.person, actor.post, actor.now],
    )?;
    view(tx, actor, id)
}

/// Pairings, of the own unit or the own villages. **Who:** whoever may see the market.
pub fn list(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (): (),
    filter: PairingFilter,
    ask: &Ask,
) -> Result<Page<PairingView>, Refusal> {
    let (county, today) = (actor.county_id(), actor.day());
    let (from, until) = actor.scope.range();
    let base = format!(
        "{PAIRING} AND ((p.path >= $2 AND p.path < $3) OR (p.unit_path >= $2 AND p.unit_path < $3))
         AND ($4 = 0 OR (p.from_day <= $5 AND (z.on_day IS NULL OR z.on_day > $5))) AND ($6 = '' OR p.kind = $6)"
    );
    let listing = Listing {
        base: &base,
        params: params![county, from, until, filter.standing, today, &filter.kind].to_vec(),
        sorts: &["from_day", "end_day", "kind", "at"],
        sums: &[],
    };
    let page: Page<PairingRow> = store::list(tx, &listing, ask)?;
    Ok(Page { items: named(tx, actor, page.items)?, next: page.next, total: page.total })
}

fn find(tx: &mut Tx<'_>, county: &str, id: i64) -> Result<PairingRow, Refusal> {
    tx.find(&format!("{PAIRING} AND p.id = $2"), params![county, id])?.ok_or_else(|| No::NoSuchPairing.into())
}

fn view(tx: &mut Tx<'_>, actor: &Actor, id: i64) -> Result<PairingView, Refusal> {
    let row = find(tx, actor.county_id(), id)?;
    Ok(named(tx, actor, vec![row])?.remove(0))
}

fn named(tx: &mut Tx<'_>, actor: &Actor, rows: Vec<PairingRow>) -> Result<Vec<PairingView>, Refusal> {
    let (county, today) = (actor.county_id(), actor.day());
    let mut for_sale: BTreeMap<DivisionId, (i64, i64)> = BTreeMap::new();
    for lot in supply::desk::for_sale(tx, county, today)? {
        let (all, unsalable) = for_sale.entry(lot.division).or_default();
        *all = all.saturating_add(lot.grams.0);
        *unsalable = unsalable.saturating_add(if lot.urgency > 0 { lot.grams.0 } else { 0 });
    }
    let mut views = Vec::with_capacity(rows.len());
    for row in rows {
        let holds = row.end_day.is_none_or(|end| today < end);
        let there = for_sale.get(&row.division).copied().filter(|_| holds).unwrap_or_default();
        views.push(PairingView {
            unit_name: vouchers::desk::unit_name(tx, county, row.unit)?.unwrap_or_default(),
            division_name: places::desk::full_name(tx, county, row.division)?,
            for_sale_g: there.0,
            unsalable_g: there.1,
            pairing: row,
        });
    }
    Ok(views)
}
