//! Which unit stands by which village (结对帮扶、后盾单位), and which of its cadres by which household (结对干部), from a
//! day until a day: who is asked first when somebody cannot sell, and what such a unit finds there today (S80).

mod stood_by;
pub(crate) use stood_by::cadres_stand_by;

use crate::{directions, error::No};
use base::{
    Day, Instant, Refusal,
    ids::{DivisionId, HouseholdId, UnitId},
};
use edge::Actor;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Ask, Listing, Page, Tx, params};
use supply::desk::ForSale;

/// How a unit stands by a village, or a cadre of it by a household.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PairingKind {
    /// 结对.
    Paired,
    /// 后盾单位.
    Backing,
    /// 结对干部.
    Cadre,
}

impl PairingKind {
    fn word(self) -> &'static str {
        match self {
            Self::Paired => "paired",
            Self::Backing => "backing",
            Self::Cadre => "cadre",
        }
    }
}

/// Pairs a unit with a village, or a cadre of it with a household.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MakePairing {
    /// How.
    pub kind: PairingKind,
    /// The unit.
    pub unit: UnitId,
    /// The village; none with a cadre, whose household says it.
    #[serde(default)]
    pub division: Option<DivisionId>,
    /// The household, with a cadre.
    #[serde(default)]
    pub household: Option<HouseholdId>,
    /// Name of the cadre.
    #[serde(default)]
    pub cadre: String,
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
        /// `paired`, `backing` or `cadre`.
        pub kind: String,
        /// The unit.
        pub unit: UnitId,
        /// The village.
        pub division: DivisionId,
        /// Its place in the scope tree.
        #[serde(skip)]
        pub path: String,
        /// The household by which a cadre stands.
        #[serde(skip)]
        pub stood_by: Option<HouseholdId>,
        /// Party of the cadre.
        #[serde(skip)]
        pub cadre: Option<i64>,
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

/// A pairing with names and what the village, or the household, has for sale today.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PairingView {
    /// The pairing.
    #[serde(flatten)]
    pub pairing: PairingRow,
    /// What the unit is called.
    pub unit_name: String,
    /// Township and village.
    pub division_name: String,
    /// The household by which a cadre stands, for its own place, who sees the register, and the unit.
    pub household: Option<HouseholdId>,
    /// Its head, masked; empty where the number is not given.
    pub household_name: String,
    /// The cadre; empty where the household is not given.
    pub cadre_name: String,
    /// What stands for sale there today, grams; 0 once the pairing ended, and where the household is not given.
    pub for_sale_g: i64,
    /// Of it reported as unsalable, grams; 0 where that is.
    pub unsalable_g: i64,
}

/// Which pairings a list shows.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct PairingFilter {
    /// Only what holds today.
    pub standing: bool,
    /// `paired`, `backing` or `cadre`; all if empty.
    pub kind: String,
}

const PAIRING: &str = "SELECT p.id, p.kind, p.unit, p.division, p.path, p.household AS stood_by, p.cadre, p.from_day, p.document_no, z.on_day AS end_day,
    COALESCE(z.reason, '') AS ended_reason, p.at, p.id AS sort_id
    FROM pairing p LEFT JOIN pairing_end z ON z.county = p.county AND z.pairing = p.id WHERE p.county = $1";

/// Earliest day that is believed; pairings of Shaodong began in 2018.
const FIRST_YEAR: i32 = 2010;

/// Pairs a unit with a village, or a cadre of it with a household. **Who:** county office. **Errors:** unknown unit, no
/// village, no household, a day that cannot be, or the two stand together so already.
pub fn make(tx: &mut Tx<'_>, actor: &Actor, (): (), body: MakePairing) -> Result<PairingView, Refusal> {
    let (county, today) = (actor.county_id(), actor.day());
    let unit = vouchers::desk::unit_place(tx, county, body.unit)?;
    let (unit_path, _) = unit.ok_or_else(|| Refusal::from(No::NoSuchBuyer).at("/unit"))?;
    if body.from_day > today.plus_days(366) || body.from_day.year() < FIRST_YEAR {
        return Err(Refusal::from(No::PairingDay).at("/from_day"));
    }
    crate::at_most("/document_no", &body.document_no, 100)?;
    let with = stood_by::read(tx, actor, &body)?;
    tx.hold(county, &format!("pairing/{}/{}", body.unit.0, with.division.0))?;
    let standing: i64 = tx.number(
        "SELECT COUNT(*) FROM pairing p LEFT JOIN pairing_end z ON z.county = p.county AND z.pairing = p.id
         WHERE p.county = $1 AND p.unit = $2 AND p.division = $3 AND p.kind = $4 AND (z.on_day IS NULL OR z.on_day > $5)
         AND COALESCE(p.household, 0) = $6",
        params![county, body.unit, with.division, body.kind.word(), body.from_day, with.household.map_or(0, |id| id.0)],
    )?;
    if standing > 0 {
        return Err(No::PairedAlready.into());
    }
    let id = tx.next_id(county, "pairing")?;
    tx.run(
        "INSERT INTO pairing (county, id, kind, unit, unit_path, division, path, household, cadre, from_day,
         document_no, made_by, made_post, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        params![
            county,
            id,
            body.kind.word(),
            body.unit,
            unit_path,
            with.division,
            with.path,
            with.household,
            with.cadre,
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
        sorts: &["from_day", "end_day?", "kind", "at"],
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
    // What a household sells may lie in another village than where it lives.
    let on_sale = match rows.iter().any(|row| row.stood_by.is_some()) {
        true => supply::desk::for_sale(tx, county, today)?,
        false => supply::desk::for_sale_of(tx, county, today, rows.iter().map(|row| row.division))?,
    };
    let names = places::desk::full_names(tx, county, rows.iter().map(|row| row.division))?;
    let businesses = catalogue::desk::households_of_producers(tx, county)?;
    let units: Vec<UnitId> = rows.iter().map(|row| row.unit).collect();
    let units = vouchers::desk::unit_names(tx, county, &units)?;
    let cadres = stood_by::named(tx, actor, &rows)?;
    let mut views = Vec::with_capacity(rows.len());
    for (row, cadre) in rows.into_iter().zip(cadres) {
        let holds = row.end_day.is_none_or(|end| today < end);
        // Where the household is hidden, so is what it has.
        let theirs = |lot: &&ForSale| match (row.stood_by, cadre.household) {
            (None, _) => lot.division == row.division,
            (Some(_), seen) => {
                seen.is_some_and(|household| directions::households_of(lot, &businesses).contains(&household))
            }
        };
        let (mut for_sale, mut unsalable) = (0_i64, 0_i64);
        for lot in on_sale.iter().filter(|_| holds).filter(theirs) {
            for_sale = for_sale.saturating_add(lot.grams.0);
            unsalable = unsalable.saturating_add(if lot.urgency > 0 { lot.grams.0 } else { 0 });
        }
        views.push(PairingView {
            unit_name: units.get(&row.unit).cloned().unwrap_or_default(),
            division_name: names.get(&row.division).cloned().unwrap_or_default(),
            household: cadre.household,
            household_name: cadre.household_name,
            cadre_name: cadre.cadre_name,
            for_sale_g: for_sale,
            unsalable_g: unsalable,
            pairing: row,
        });
    }
    Ok(views)
}
