//! Plots (地块) of a base: what grows there, on how much land, of how many trees, whose it is and what is paid for it.

use super::{
    own,
    plot_forms::{AddPlot, CorrectPlot, PlotHolder, PlotKind},
};
use crate::{crops, error::No};
use base::{
    Day, Fen, Refusal, codes,
    ids::{DivisionId, HouseholdId},
};
use edge::Actor;
use identity::desk::PartyForm;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;
use store::{Tx, params};

store::row! {
    /// A plot as it is kept.
    #[derive(Clone, Debug)]
    pub(super) struct Kept {
        pub id: i64,
        pub base: i64,
        pub base_name: String,
        pub base_path: String,
        pub kind: String,
        pub name: String,
        pub crop: i64,
        pub area_centimu: i64,
        pub trees: i64,
        pub household: Option<HouseholdId>,
        pub person: Option<i64>,
        pub division: DivisionId,
        pub path: String,
        pub rent_fen: Fen,
        pub from_day: Day,
        pub to_day: Day,
        pub note: String,
        pub paid_fen: Fen,
        pub paid_ever_fen: Fen,
        pub last_paid_on: String,
    }
}

/// A plot.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PlotView {
    /// Number.
    pub id: i64,
    /// The base.
    pub base: i64,
    /// What that is called.
    pub base_name: String,
    /// `own`, `rented` or `member`.
    pub kind: String,
    /// What it is called.
    pub name: String,
    /// What grows there.
    pub crop: i64,
    /// What that is called.
    pub crop_name: String,
    /// Hundredths of a mu.
    pub area_centimu: i64,
    /// Trees.
    pub trees: i64,
    /// The household whose it is or who grows there; none for others.
    pub household: Option<HouseholdId>,
    /// What the holder is called, masked; empty for the operator's own land.
    pub holder_name: String,
    /// The village.
    pub division: DivisionId,
    /// Township and village.
    pub division_name: String,
    /// Rent a year.
    pub rent_fen: Fen,
    /// Paid for this year.
    pub paid_fen: Fen,
    /// Still to be paid for this year.
    pub due_fen: Fen,
    /// Paid in all years.
    pub paid_ever_fen: Fen,
    /// When something was paid last; empty for never.
    pub last_paid_on: String,
    /// Since when.
    pub from_day: Day,
    /// Until when; 9999-12-31 while it is open.
    pub to_day: Day,
    /// Anything else.
    pub note: String,
    /// Whether the actor may change it.
    pub may_write: bool,
}

/// Most area of one plot: 10,000 mu, in hundredths.
const MOST_CENTIMU: i64 = 1_000_000;
const MOST_TREES: i64 = 1_000_000;
/// Most rent of one plot a year: ¥10,000,000.
const MOST_FEN: i64 = 1_000_000_000;

/// Plots with what was paid for the year `$2`; not taken back.
pub(super) const KEPT: &str = "SELECT p.id, p.base, b.name AS base_name, b.path AS base_path, p.kind, p.name, p.crop, p.area_centimu, p.trees,
    p.household, p.person, p.division, p.path, p.rent_fen, p.from_day, p.to_day, p.note,
    CAST(COALESCE((SELECT SUM(y.fen) FROM rent_payment y WHERE y.county = p.county AND y.plot = p.id AND y.year = $2), 0) AS BIGINT)
      AS paid_fen,
    CAST(COALESCE((SELECT SUM(y.fen) FROM rent_payment y WHERE y.county = p.county AND y.plot = p.id), 0) AS BIGINT) AS paid_ever_fen,
    COALESCE((SELECT MAX(y.paid_on) FROM rent_payment y WHERE y.county = p.county AND y.plot = p.id AND y.reverses = 0
      AND NOT EXISTS (SELECT 1 FROM rent_payment x WHERE x.county = y.county AND x.plot = y.plot AND x.reverses = y.seq)), '')
      AS last_paid_on
    FROM plot p JOIN base b ON b.county = p.county AND b.id = p.base WHERE p.county = $1";

/// A plot that the actor may see. **Errors:** there is none, or it and its base lie outside.
pub(super) fn find_plot(tx: &mut Tx<'_>, actor: &Actor, id: i64) -> Result<Kept, Refusal> {
    let sql = format!(
        "SELECT id, base, base_name, base_path, kind, name, crop, area_centimu, trees, household, person, division, path, rent_fen,
         from_day, to_day, note, paid_fen, paid_ever_fen, last_paid_on FROM ({KEPT} AND p.id = $3) q"
    );
    let year = i64::from(actor.day().year());
    let found: Kept = tx.find(&sql, params![actor.county_id(), year, id])?.ok_or(No::NoSuchPlot)?;
    if !actor.scope.covers(&found.path) {
        actor.require(&found.base_path)?;
    }
    Ok(found)
}

fn check(what: (i64, i64, Fen), rented: bool, (name, note): (&str, &str)) -> Result<(), Refusal> {
    crate::text("/name", name, 40)?;
    crate::at_most("/note", note, 200)?;
    let (area, trees, rent) = what;
    if !(1..=MOST_CENTIMU).contains(&area) {
        return Err(Refusal::from(No::PlotArea).at("/area_centimu"));
    }
    if !(0..=MOST_TREES).contains(&trees) {
        return Err(Refusal::from(No::PlotTrees).at("/trees"));
    }
    if !(0..=MOST_FEN).contains(&rent.0) || (!rented && rent.0 != 0) {
        return Err(Refusal::from(No::PlotRent).at("/rent_fen"));
    }
    Ok(())
}

/// The holder as the plot keeps it. **Errors:** own land with a holder, other land without.
fn holder(tx: &mut Tx<'_>, actor: &Actor, body: &AddPlot) -> Result<(Option<HouseholdId>, Option<i64>), Refusal> {
    let county = actor.county_id();
    match (&body.holder, body.kind) {
        (None, PlotKind::Own) => Ok((None, None)),
        (None, _) | (Some(_), PlotKind::Own) => Err(Refusal::from(No::PlotHolder).at("/holder")),
        (Some(PlotHolder::Household(id)), _) => match catalogue::desk::household(tx, county, *id)? {
            Some(found) => Ok((Some(found.id), None)),
            None => Err(Refusal::from(No::NoSuchHolder).at("/holder/household")),
        },
        (Some(PlotHolder::Named(form)), _) => {
            crate::text("/holder/named/name", &form.name, 30)?;
            let phone = codes::phone::number(&form.phone);
            if phone.is_none() && !form.phone.trim().is_empty() {
                return Err(Refusal::from(No::HolderPhone).at("/holder/named/phone"));
            }
            let party = PartyForm { name: form.name.clone(), phone: phone.unwrap_or_default(), ..PartyForm::default() };
            Ok((None, Some(identity::desk::put_party(tx, county, actor.now, &party)?)))
        }
    }
}

/// Adds a plot to a base. **Who:** the base's village, its township, the county office.
pub fn add(tx: &mut Tx<'_>, actor: &Actor, id: i64, body: AddPlot) -> Result<PlotView, Refusal> {
    let county = actor.county_id();
    let base = own(tx, actor, id)?;
    if base.closed_on <= actor.day() {
        return Err(No::BaseOver.into());
    }
    crops::find(tx, county, body.crop).map_err(|refusal| refusal.at("/crop"))?;
    let what = (body.area_centimu, body.trees, body.rent_fen);
    check(what, body.kind == PlotKind::Rented, (&body.name, &body.note))?;
    let from = body.from_day.unwrap_or(base.from_day);
    if from < base.from_day || body.to_day.is_some_and(|to| to < from) {
        return Err(Refusal::from(No::PlotDays).at("/from_day"));
    }
    let division = body.division.unwrap_or(base.division);
    let place =
        places::desk::require_standing(tx, county, division, actor.day()).map_err(|refusal| refusal.at("/division"))?;
    if place.level != "village" {
        return Err(Refusal::from(No::NotAVillage).at("/division"));
    }
    let (household, person) = holder(tx, actor, &body)?;
    let plot = tx.next_id(county, "plot")?;
    let to = body.to_day.map_or_else(|| crate::OPEN_END.to_owned(), |to| to.to_string());
    tx.run(
        "INSERT INTO plot (county, id, base, kind, name, crop, area_centimu, trees, household, person, division, path, rent_fen,
         from_day, to_day, note, made_by, made_post, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15,
         $16, $17, $18, $19)",
        params![
            county,
            plot,
            id,
            body.kind.word(),
            body.name.trim(),
            body.crop,
            body.area_centimu,
            body.trees,
            household,
            person,
            place.id,
            place.path,
            body.rent_fen,
            from,
            to,
            body.note.trim(),
            actor.person,
            actor.post,
            actor.now
        ],
    )?;
    one(tx, actor, plot)
}

/// Says of a plot what has changed, also that it ended. Another holder or crop is another plot. **Who:** as [`add`].
pub fn correct(tx: &mut Tx<'_>, actor: &Actor, id: i64, body: CorrectPlot) -> Result<PlotView, Refusal> {
    let county = actor.county_id();
    tx.hold(county, &format!("plot/{id}"))?;
    let kept = find_plot(tx, actor, id)?;
    actor.require(&kept.base_path)?;
    let what = (body.area_centimu, body.trees, body.rent_fen);
    check(what, kept.kind == "rented", (&body.name, &body.note))?;
    if body.to_day.is_some_and(|to| to < kept.from_day) {
        return Err(Refusal::from(No::PlotDays).at("/to_day"));
    }
    if body.rent_fen < kept.paid_fen {
        return Err(Refusal::from(No::RentBelowPaid { paid: kept.paid_fen.to_string() }).at("/rent_fen"));
    }
    let to = body.to_day.map_or_else(|| crate::OPEN_END.to_owned(), |to| to.to_string());
    tx.run(
        "UPDATE plot SET name = $3, area_centimu = $4, trees = $5, rent_fen = $6, to_day = $7, note = $8
         WHERE county = $1 AND id = $2",
        params![county, id, body.name.trim(), body.area_centimu, body.trees, body.rent_fen, to, body.note.trim()],
    )?;
    one(tx, actor, id)
}

/// A plot as lists show it.
pub(super) fn one(tx: &mut Tx<'_>, actor: &Actor, id: i64) -> Result<PlotView, Refusal> {
    let kept = find_plot(tx, actor, id)?;
    let crops = crate::desk::crop_names(tx, actor.county_id())?;
    view(tx, actor, kept, &crops)
}

pub(super) fn view(
    tx: &mut Tx<'_>,
    actor: &Actor,
    kept: Kept,
    crops: &BTreeMap<i64, String>,
) -> Result<PlotView, Refusal> {
    let county = actor.county_id();
    let holder_name = match (kept.household, kept.person) {
        (Some(household), _) => {
            catalogue::desk::household(tx, county, household)?.map(|found| found.masked_name).unwrap_or_default()
        }
        (_, Some(person)) => identity::desk::open_party(tx, county, person)?.masked_name(),
        _ => String::new(),
    };
    let running = kept.from_day <= actor.day() && kept.to_day >= actor.day();
    let due = kept.rent_fen.0.saturating_sub(kept.paid_fen.0).max(0);
    Ok(PlotView {
        id: kept.id,
        base: kept.base,
        base_name: kept.base_name,
        kind: kept.kind,
        name: kept.name,
        crop: kept.crop,
        crop_name: crops.get(&kept.crop).cloned().unwrap_or_default(),
        area_centimu: kept.area_centimu,
        trees: kept.trees,
        household: kept.household,
        holder_name,
        division: kept.division,
        division_name: places::desk::full_name(tx, county, kept.division)?,
        rent_fen: kept.rent_fen,
        paid_fen: kept.paid_fen,
        due_fen: Fen(if running { due } else { 0 }),
        paid_ever_fen: kept.paid_ever_fen,
        last_paid_on: kept.last_paid_on,
        from_day: kept.from_day,
        to_day: kept.to_day,
        note: kept.note,
        may_write: actor.may(edge::Perm::SupplyReport) && actor.scope.covers(&kept.base_path),
    })
}
