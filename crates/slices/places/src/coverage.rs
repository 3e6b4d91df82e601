//! Coverage of the four posts: which townships and villages have whom, and who is missing.
//!
//! Supervisor and technical guide are a township's, collection point and information officer
//! a village's. A county has at most some hundred villages, so a list comes whole.

use crate::{kind::Level, sql};
use base::{Day, Refusal, Text, ids::DivisionId};
use edge::{Actor, Ask, Page, Perm, Role, Task};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use store::Tx;

/// One township and its four posts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TownshipCoverage {
    /// Township.
    pub id: DivisionId,
    /// Its name.
    pub township: String,
    /// Supervisors 监督员, parted by 、; empty: missing.
    pub supervisors: String,
    /// Technical guides 技术指导员; empty: missing.
    pub technical_guides: String,
    /// Villages and communities.
    pub villages: i64,
    /// Those with a kept collection point 收购点.
    pub with_collection_point: i64,
    /// Those with an information officer 信息员.
    pub with_information_officer: i64,
    /// Names of those without a collection point.
    pub without_collection_point: String,
    /// Names of those without an information officer: ready to be pasted into a chat.
    pub without_information_officer: String,
}

/// One village and its two posts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct VillageCoverage {
    /// Village.
    pub id: DivisionId,
    /// Its township.
    pub township: String,
    /// Its name.
    pub village: String,
    /// Keepers of its collection point; empty: missing.
    pub point_keepers: String,
    /// Information officers; empty: missing.
    pub information_officers: String,
}

/// Which villages are shown.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct CoverageQuery {
    /// Only this township's.
    pub township: i64,
    /// `information_officer`, `point_keeper` or `any`: only where that one is missing.
    pub missing: String,
    /// The day; today if not said.
    pub day: Option<Day>,
}

/// Names by path of the division they are responsible for.
type Holders = BTreeMap<String, BTreeSet<String>>;

/// Township × posts.
pub fn townships(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (): (),
    query: CoverageQuery,
    ask: &Ask,
) -> Result<Page<TownshipCoverage>, Refusal> {
    ask.of_whole()?;
    let day = query.day.unwrap_or_else(|| actor.day());
    let standing = sql::standing_on(tx, actor.county_id(), day)?;
    let supervisors = holders(tx, actor, Role::TownshipSupervisor, day)?;
    let guides = holders(tx, actor, Role::TechnicalGuide, day)?;
    let villages = villages_of(tx, actor, &standing, day)?;
    let rows = standing.iter().filter(|d| d.level == Level::Township.word() && actor.scope.covers(&d.path));
    let items: Vec<_> = rows
        .filter(|t| query.township == 0 || t.id.0 == query.township)
        .map(|township| {
            let own: Vec<&VillageCoverage> =
                villages.iter().filter(|(parent, _)| *parent == township.path).map(|(_, v)| v).collect();
            let without = |names: fn(&VillageCoverage) -> &str| {
                let missing = own.iter().filter(|v| names(v).is_empty()).map(|v| v.village.as_str());
                missing.collect::<Vec<_>>()
            };
            let (no_point, no_officer) = (without(|v| &v.point_keepers), without(|v| &v.information_officers));
            let with = |missing: usize| count(own.len().saturating_sub(missing));
            TownshipCoverage {
                id: township.id,
                township: township.name.clone(),
                supervisors: joined(&supervisors, &township.path),
                technical_guides: joined(&guides, &township.path),
                villages: count(own.len()),
                with_collection_point: with(no_point.len()),
                with_information_officer: with(no_officer.len()),
                without_collection_point: no_point.join("、"),
                without_information_officer: no_officer.join("、"),
            }
        })
        .collect();
    Ok(whole(items))
}

/// Village by village.
pub fn villages(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (): (),
    query: CoverageQuery,
    ask: &Ask,
) -> Result<Page<VillageCoverage>, Refusal> {
    ask.of_whole()?;
    let day = query.day.unwrap_or_else(|| actor.day());
    let standing = sql::standing_on(tx, actor.county_id(), day)?;
    let townships: BTreeMap<&str, i64> =
        standing.iter().filter(|d| d.level == Level::Township.word()).map(|d| (d.path.as_str(), d.id.0)).collect();
    let missing = |v: &VillageCoverage| match query.missing.as_str() {
        "information_officer" => v.information_officers.is_empty(),
        "point_keeper" => v.point_keepers.is_empty(),
        "any" => v.information_officers.is_empty() || v.point_keepers.is_empty(),
        _ => true,
    };
    let of_township = |parent: &str| query.township == 0 || townships.get(parent) == Some(&query.township);
    let rows = villages_of(tx, actor, &standing, day)?;
    Ok(whole(rows.into_iter().filter(|(parent, v)| of_township(parent) && missing(v)).map(|(_, v)| v).collect()))
}

/// What waits: villages in the scope without an information officer.
pub fn tasks(tx: &mut Tx<'_>, actor: &Actor) -> Result<Vec<Task>, Refusal> {
    let minds = actor.may(Perm::PeopleManage) || actor.role == Role::TownshipSupervisor;
    if !minds || !actor.may(Perm::PlacesRead) {
        return Ok(Vec::new());
    }
    let query = CoverageQuery { missing: "information_officer".into(), ..CoverageQuery::default() };
    let missing = villages(tx, actor, (), query, &Ask::default())?.items.len();
    if missing == 0 {
        return Ok(Vec::new());
    }
    Ok(vec![Task {
        kind: "coverage.information_officer".into(),
        title: Text::new("没有信息员的村（社区）", "villages without an information officer"),
        count: count(missing),
        due_on: None,
        to: "/places/coverage?missing=information_officer".into(),
    }])
}

/// Each village of the scope with the path of its township.
fn villages_of(
    tx: &mut Tx<'_>,
    actor: &Actor,
    standing: &[sql::Standing],
    day: Day,
) -> Result<Vec<(String, VillageCoverage)>, Refusal> {
    let keepers = holders(tx, actor, Role::PointKeeper, day)?;
    let officers = holders(tx, actor, Role::InformationOfficer, day)?;
    let townships: BTreeMap<&str, &str> = standing
        .iter()
        .filter(|d| d.level == Level::Township.word())
        .map(|d| (d.path.as_str(), d.name.as_str()))
        .collect();
    let village = |d: &sql::Standing| {
        let parent = division_path(&d.path, 1);
        let township = townships.get(parent.as_str()).copied().unwrap_or_default().to_owned();
        let view = VillageCoverage {
            id: d.id,
            township,
            village: d.name.clone(),
            point_keepers: joined(&keepers, &d.path),
            information_officers: joined(&officers, &d.path),
        };
        (parent, view)
    };
    Ok(standing
        .iter()
        .filter(|d| d.level == Level::Village.word() && actor.scope.covers(&d.path))
        .map(village)
        .collect())
}

/// Holders of a role by the division of their scope; an outlet's is the village that it stands in.
fn holders(tx: &mut Tx<'_>, actor: &Actor, role: Role, day: Day) -> Result<Holders, Refusal> {
    let mut by_path = Holders::new();
    for holder in identity::desk::holders(tx, actor.county_id(), role, day)? {
        by_path.entry(division_path(&holder.scope_path, 2)).or_default().insert(holder.name);
    }
    Ok(by_path)
}

/// The first `depth` divisions of a path: `/12/345/o7/` is `/12/345/` at depth 2.
fn division_path(path: &str, depth: usize) -> String {
    let divisions = path.split('/').filter(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
    divisions.take(depth).fold("/".to_owned(), |path, part| format!("{path}{part}/"))
}

fn joined(holders: &Holders, path: &str) -> String {
    holders.get(path).map(|names| names.iter().cloned().collect::<Vec<_>>().join("、")).unwrap_or_default()
}

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

fn whole<T>(items: Vec<T>) -> Page<T> {
    let total = [("count".to_owned(), count(items.len()).into())].into_iter().collect();
    Page { items, next: None, total: Some(total) }
}

#[cfg(test)]
mod tests {
    #[test]
    fn an_outlet_stands_in_its_village() {
        for (path, depth, division) in [
            ("/12/345/o7/", 2, "/12/345/"),
            ("/12/345/", 1, "/12/"),
            ("/12/", 2, "/12/"),
            ("/", 2, "/"),
            ("/out/o7/", 2, "/"),
        ] {
            assert_eq!(super::division_path(path, depth), division);
        }
    }
}
