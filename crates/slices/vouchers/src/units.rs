//! Units and their unions: organs, schools, hospitals, enterprises. Each basic union pays for itself.

use crate::{error::No, sql::OPEN_END};
use base::{
    Day, Refusal,
    codes::credit,
    ids::{DivisionId, UnitId},
    names,
};
use edge::{Actor, Nothing, Role};
use policy::vocabulary::{UnitKind, Word};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Ask, Listing, Page, StoreError, Tx, params};

/// A unit as it is registered or corrected.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UnitForm {
    /// Kind.
    pub kind: UnitKind,
    /// Name.
    pub name: String,
    /// Name of its union (基层工会).
    pub union_name: String,
    /// Department whose field it is in, such as 教育, 卫健, 总工会.
    #[serde(default)]
    pub field: String,
    /// Division; none for a unit of the whole county.
    #[serde(default)]
    pub division: Option<DivisionId>,
    /// Credit code.
    #[serde(default)]
    pub credit_code: String,
    /// First day on which it is no longer there.
    #[serde(default)]
    pub closed_on: Option<Day>,
}

store::row! {
    /// A unit.
    #[derive(Clone, Debug, Serialize, JsonSchema)]
    pub struct UnitRow {
        /// Id.
        pub id: UnitId,
        /// `organ`, `school`, `hospital` or `enterprise`.
        pub kind: String,
        /// Name.
        pub name: String,
        /// Name of its union.
        pub union_name: String,
        /// Department whose field it is in.
        pub field: String,
        /// Division.
        pub division: Option<DivisionId>,
        /// Place in the scope tree.
        pub path: String,
        /// Credit code.
        pub credit_code: String,
        /// First day on which it is no longer there; 9999-12-31 while it is.
        pub closed_on: Day,
    }
}

/// Why an act is done that takes something from people.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WithReason {
    /// In a few words; kept, no personal data.
    pub reason: String,
}

impl WithReason {
    /// The reason, if there is one.
    pub fn checked(&self) -> Result<&str, Refusal> {
        text("/reason", &self.reason, 200)?;
        Ok(self.reason.trim())
    }
}

/// What a list of units is narrowed to.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UnitFilter {
    /// Part of the name, its initials or pinyin.
    #[serde(default)]
    pub q: String,
    /// Kind.
    #[serde(default)]
    pub kind: Option<UnitKind>,
}

const COLUMNS: &str = "id, kind, name, union_name, field, division, path, credit_code, closed_on";

/// Refuses an empty or overlong text.
pub fn text(field: &str, text: &str, most: usize) -> Result<(), Refusal> {
    if text.trim().is_empty() || text.chars().count() > most {
        return Err(Refusal::from(No::TextLength { most }).at(field));
    }
    Ok(())
}

fn check(form: &UnitForm) -> Result<(), Refusal> {
    text("/name", &form.name, 100)?;
    text("/union_name", &form.union_name, 100)?;
    if !form.credit_code.is_empty() && credit::check(&form.credit_code).1 == credit::Verdict::Malformed {
        return Err(Refusal::from(No::CreditCode).at("/credit_code"));
    }
    Ok(())
}

/// `<division path>u<id>/`; below the county itself without a division.
fn path_of(tx: &mut Tx<'_>, county: &str, division: Option<DivisionId>, id: UnitId) -> Result<String, Refusal> {
    let Some(division) = division else { return Ok(format!("/u{id}/")) };
    let found = places::desk::division(tx, county, division)?;
    let found = found.ok_or_else(|| Refusal::from(No::NoSuchDivision).at("/division"))?;
    Ok(format!("{}u{id}/", found.path))
}

fn named(error: StoreError) -> Refusal {
    match error {
        StoreError::Constraint(name) if name == "unit_name" => Refusal::from(No::UnitNameTaken).at("/name"),
        other => other.into(),
    }
}

/// Registers a unit. **Who:** county office.
pub fn register(tx: &mut Tx<'_>, actor: &Actor, (): (), mut form: UnitForm) -> Result<UnitRow, Refusal> {
    check(&form)?;
    let county = actor.county_id();
    if let Some(named) = form.division {
        form.division = Some(places::desk::standing_for(tx, county, named, actor.day())?);
    }
    let id = UnitId(tx.next_id(county, "unit")?);
    let path = path_of(tx, county, form.division, id)?;
    actor.require(&path)?;
    let closed = form.closed_on.map_or_else(|| OPEN_END.to_owned(), |day| day.to_string());
    tx.run(
        "INSERT INTO unit (county, id, kind, name, search, union_name, field, division, path, credit_code, closed_on, made_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        params![
            county, id, form.kind.word(), form.name.trim(), names::search_key(form.name.trim(), []), form.union_name.trim(),
            form.field.trim(), form.division, path, credit::check(&form.credit_code).0, closed, actor.now
        ],
    )
    .map_err(named)?;
    show(tx, actor, id, Nothing {})
}

/// Corrects a unit. Its place in the tree stays: accounts and posts stand below it, so another division
/// is refused. **Who:** county office.
pub fn correct(tx: &mut Tx<'_>, actor: &Actor, id: UnitId, form: UnitForm) -> Result<UnitRow, Refusal> {
    check(&form)?;
    if show(tx, actor, id, Nothing {})?.division != form.division {
        return Err(Refusal::from(No::DivisionStays).at("/division"));
    }
    let closed = form.closed_on.map_or_else(|| OPEN_END.to_owned(), |day| day.to_string());
    tx.run(
        "UPDATE unit SET kind = $3, name = $4, search = $5, union_name = $6, field = $7, credit_code = $8, closed_on = $9
         WHERE county = $1 AND id = $2",
        params![
            actor.county_id(), id, form.kind.word(), form.name.trim(), names::search_key(form.name.trim(), []),
            form.union_name.trim(), form.field.trim(), credit::check(&form.credit_code).0, closed
        ],
    )
    .map_err(named)?;
    show(tx, actor, id, Nothing {})
}

/// A unit, if there is one with this id.
pub fn find(tx: &mut Tx<'_>, county: &str, id: UnitId) -> Result<Option<UnitRow>, Refusal> {
    Ok(tx.find(&format!("SELECT {COLUMNS} FROM unit WHERE county = $1 AND id = $2"), params![county, id])?)
}

/// One unit. **Who:** its union, and whoever may see vouchers.
pub fn show(tx: &mut Tx<'_>, actor: &Actor, id: UnitId, _: Nothing) -> Result<UnitRow, Refusal> {
    find(tx, actor.county_id(), id)?.ok_or_else(|| No::NoSuchUnit.into())
}

/// The field that a department's lists are narrowed to; empty for everybody else. A department without
/// one gets a blank, which no unit has: it sees none.
pub fn field_of(actor: &Actor) -> String {
    match actor.role {
        Role::Department if actor.field.is_empty() => " ".into(),
        Role::Department => actor.field.clone(),
        _ => String::new(),
    }
}

/// Units, by name. A department sees those of its field. **Who:** whoever may see vouchers.
pub fn list(tx: &mut Tx<'_>, actor: &Actor, (): (), filter: UnitFilter, ask: &Ask) -> Result<Page<UnitRow>, Refusal> {
    let (from, until) = actor.scope.range();
    let kind = filter.kind.map_or("", |kind| kind.word());
    let base = format!(
        "SELECT {COLUMNS}, id AS sort_id FROM unit WHERE county = $1 AND path >= $2 AND path < $3
         AND ($4 = '' OR kind = $4) AND ($5 = '' OR field = $5) AND search LIKE $6 ESCAPE '\\'"
    );
    let listing = Listing {
        base: &base,
        params: params![actor.county_id(), from, until, kind, field_of(actor), names::like_pattern(&filter.q)].to_vec(),
        sorts: &["name", "kind", "field"],
        sums: &[],
    };
    store::list(tx, &listing, ask)
}
