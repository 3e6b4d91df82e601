//! A unit's workers: lists taken in after a preview, joiners and leavers.

use crate::{
    error::No,
    roll::{self, Known, Meant, Planned, RollAct, RollRow},
    units,
};
use base::{Day, FieldProblem, Refusal, ids::UnitId, mask};
use edge::{Actor, Nothing};
use identity::desk::PartyForm;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Ask, Listing, Page, Tx, params};

/// A list of workers, tried or taken in.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TakeRoll {
    /// The rows.
    pub rows: Vec<RollRow>,
    /// The day on which the list holds; today if it is not said.
    #[serde(default)]
    pub day: Option<Day>,
    /// Who is missing on it has left.
    #[serde(default)]
    pub complete: bool,
    /// Only show what it would make.
    #[serde(default)]
    pub dry_run: bool,
}

/// What a list made, or would make.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct RollView {
    /// Nothing was written.
    pub dry_run: bool,
    /// New workers.
    pub joining: usize,
    /// Workers who come back.
    pub rejoining: usize,
    /// Workers who leave.
    pub leaving: usize,
    /// Workers with another department.
    pub changed: usize,
    /// Nothing new.
    pub known: usize,
    /// Of the new ones, who is on another union's list today: the year's ceiling counts over all.
    pub elsewhere: usize,
    /// Rows that cannot be taken.
    pub problems: Vec<RollProblem>,
    /// Rows with what they make, names masked.
    pub rows: Vec<RollStep>,
}

/// A row that cannot be taken.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct RollProblem {
    /// Row as people see it.
    pub row: u32,
    /// What is wrong, where.
    #[serde(flatten)]
    pub problem: FieldProblem,
}

/// A row with what it makes.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct RollStep {
    /// Row as people see it; 0 for one who is missing.
    pub row: u32,
    /// Masked.
    pub masked_name: String,
    /// As the list has it, or as it is known of one who is missing.
    pub department: String,
    /// What it makes.
    pub step: RollAct,
    /// A known worker of the same name: perhaps only the phone is new, then correct that one first.
    pub similar: Option<i64>,
}

fn known(tx: &mut Tx<'_>, county: &str, unit: UnitId) -> Result<Vec<Known>, Refusal> {
    let rows: Vec<(i64, Vec<u8>, i64, String, Day)> = tx.query(
        "SELECT id, identity, party, department, left_on FROM worker WHERE county = $1 AND unit = $2 ORDER BY id",
        params![county, unit],
    )?;
    let ids: Vec<i64> = rows.iter().map(|row| row.2).collect();
    let parties = identity::desk::open_parties(tx, county, &ids)?;
    let vault = tx.vault();
    let known = |(id, identity, party, department, left_on): (i64, Vec<u8>, i64, String, Day)| {
        let name = parties.get(&party).map_or("", |party| &party.form.name);
        Known { id, identity, name_digest: identity::desk::name_digest(vault, name), department, left_on }
    };
    Ok(rows.into_iter().map(known).collect())
}

/// Tries a list or takes it in. **Who:** the unit's union officer.
pub fn take(tx: &mut Tx<'_>, actor: &Actor, unit: UnitId, body: TakeRoll) -> Result<RollView, Refusal> {
    let owner = units::show(tx, actor, unit, Nothing {})?;
    if body.rows.is_empty() {
        return Err(No::RollEmpty.into());
    }
    let meant = Meant { day: body.day.unwrap_or(actor.day()), complete: body.complete };
    let known = known(tx, actor.county_id(), owner.id)?;
    let plan = roll::plan(tx.vault(), unit.0, &body.rows, &known, meant);
    let view = view(tx, actor, unit, &plan, body.dry_run, meant.day)?;
    if body.dry_run {
        return Ok(view);
    }
    if !view.problems.is_empty() {
        return Err(No::RollProblems { count: view.problems.len() }.into());
    }
    for planned in &plan {
        write(tx, actor, unit, planned, meant.day)?;
    }
    Ok(view)
}

fn view(
    tx: &mut Tx<'_>,
    actor: &Actor,
    unit: UnitId,
    plan: &[Planned],
    dry_run: bool,
    day: Day,
) -> Result<RollView, Refusal> {
    let count = |step| plan.iter().filter(|p| p.step == step).count();
    let mut elsewhere = 0;
    for planned in plan.iter().filter(|p| p.step == RollAct::Join) {
        let others: i64 = tx.number(
            "SELECT COUNT(*) FROM worker WHERE county = $1 AND identity = $2 AND unit <> $3 AND left_on > $4",
            params![actor.county_id(), planned.identity.as_slice(), unit, day],
        )?;
        elsewhere += usize::from(others > 0);
    }
    let problem = |p: &Planned| Some(RollProblem { row: p.row.row, problem: p.problem.clone()? });
    let masked = |p: &Planned| if p.row.name.is_empty() { String::new() } else { mask::name(&p.row.name) };
    Ok(RollView {
        dry_run,
        joining: count(RollAct::Join),
        rejoining: count(RollAct::Rejoin),
        leaving: count(RollAct::Leave),
        changed: count(RollAct::Change),
        known: count(RollAct::Known),
        elsewhere,
        problems: plan.iter().filter_map(problem).collect(),
        rows: plan
            .iter()
            .map(|p| RollStep {
                row: p.row.row,
                masked_name: masked(p),
                department: p.row.department.clone(),
                step: p.step,
                similar: p.similar,
            })
            .collect(),
    })
}

fn write(tx: &mut Tx<'_>, actor: &Actor, unit: UnitId, planned: &Planned, day: Day) -> Result<(), Refusal> {
    let county = actor.county_id();
    let row = &planned.row;
    match planned.step {
        RollAct::Join => {
            let form = PartyForm { name: row.name.clone(), phone: row.phone.clone(), ..PartyForm::default() };
            let party = identity::desk::put_party(tx, county, actor.now, &form)?;
            let id = tx.next_id(county, "worker")?;
            let left_on = row.left_on.map_or_else(|| crate::sql::OPEN_END.to_owned(), |left| left.to_string());
            tx.run(
                "INSERT INTO worker (county, id, unit, party, identity, department, joined_on, left_on, made_at)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                params![
                    county,
                    id,
                    unit,
                    party,
                    planned.identity.as_slice(),
                    row.department.as_str(),
                    row.joined_on.unwrap_or(day),
                    left_on,
                    actor.now
                ],
            )?;
        }
        RollAct::Rejoin => update(
            tx,
            county,
            planned,
            "joined_on = $3, left_on = '9999-12-31'",
            row.joined_on.unwrap_or(day).to_string(),
        )?,
        RollAct::Leave => update(tx, county, planned, "left_on = $3", row.left_on.unwrap_or(day).to_string())?,
        RollAct::Change => update(tx, county, planned, "department = $3", row.department.clone())?,
        RollAct::Known | RollAct::Problem => {}
    }
    Ok(())
}

fn update(tx: &mut Tx<'_>, county: &str, planned: &Planned, set: &str, value: String) -> Result<(), Refusal> {
    tx.run(&format!("UPDATE worker SET {set} WHERE county = $1 AND id = $2"), params![county, planned.worker, value])?;
    Ok(())
}

/// A worker in a list, masked.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct WorkerRow {
    /// Id.
    pub id: i64,
    /// Masked.
    pub masked_name: String,
    /// Masked.
    pub masked_phone: String,
    /// Department.
    pub department: String,
    /// First day on the list.
    pub joined_on: Day,
    /// First day off the list; 9999-12-31 while on it.
    pub left_on: Day,
}

/// Which workers a list shows.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WorkerFilter {
    /// Exactly this name, or this whole telephone number; both are sealed, so parts cannot be looked for.
    #[serde(default)]
    pub name: String,
}

/// Parties with exactly this name or telephone number; nobody for an empty text.
pub(crate) fn called(tx: &mut Tx<'_>, county: &str, text: &str) -> Result<Vec<i64>, Refusal> {
    if text.is_empty() {
        return Ok(Vec::new());
    }
    match roll::normal_phone(text) {
        Some(phone) => identity::desk::find_parties(tx, county, "phone", &phone),
        None => identity::desk::find_parties(tx, county, "name", text),
    }
}

/// Workers of a unit. **Who:** its union, and whoever may see vouchers.
pub fn list(
    tx: &mut Tx<'_>,
    actor: &Actor,
    unit: UnitId,
    filter: WorkerFilter,
    ask: &Ask,
) -> Result<Page<WorkerRow>, Refusal> {
    let county = actor.county_id();
    let name = filter.name.trim();
    let named = called(tx, county, name)?;
    let (list, params) = store::listed(&named, params![county, unit, name]);
    let base = format!(
        "SELECT w.id, w.party, w.department, w.joined_on, w.left_on, w.id AS sort_id FROM worker w
         WHERE w.county = $1 AND w.unit = $2 AND ($3 = '' OR w.party IN ({list}))"
    );
    let listing = Listing { base: &base, params, sorts: &["department", "joined_on", "left_on"], sums: &[] };
    let page: Page<(i64, i64, String, Day, Day)> = store::list(tx, &listing, ask)?;
    let ids: Vec<i64> = page.items.iter().map(|row| row.1).collect();
    let parties = identity::desk::open_parties(tx, county, &ids)?;
    let row = |(id, party, department, joined_on, left_on)| {
        let party = parties.get(&party);
        WorkerRow {
            id,
            masked_name: party.map(identity::desk::Party::masked_name).unwrap_or_default(),
            masked_phone: party.map(identity::desk::Party::masked_phone).unwrap_or_default(),
            department,
            joined_on,
            left_on,
        }
    };
    Ok(Page { items: page.items.into_iter().map(row).collect(), next: page.next, total: page.total })
}
