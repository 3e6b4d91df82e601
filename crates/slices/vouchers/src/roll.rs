//! A union's list of workers against what is known: who joins, who leaves, what is wrong.
//!
//! Name, phone and unit identify a worker; a citizen number is never asked for. The same name
//! and phone give the same identity in every union, so that nobody is issued twice.
//! Pure: rows and the known list in, steps and problems out.

use base::{Day, FieldProblem, Text, codes::phone, names};
use identity::desk;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::Vault;

/// One row of a union's list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RollRow {
    /// Row of the file, as people see it; the position otherwise.
    #[serde(default)]
    pub row: u32,
    /// 姓名.
    pub name: String,
    /// 手机; empty for people without one.
    #[serde(default)]
    pub phone: String,
    /// 部门.
    #[serde(default)]
    pub department: String,
    /// 入职日期; the day of the list if it is not said.
    #[serde(default)]
    pub joined_on: Option<Day>,
    /// 离职日期: first day on which the person is no longer on the list.
    #[serde(default)]
    pub left_on: Option<Day>,
}

/// A worker already known to the unit.
#[derive(Clone, Debug)]
pub struct Known {
    /// Id.
    pub id: i64,
    /// Who it is.
    pub identity: Vec<u8>,
    /// Digest of the name alone.
    pub name_digest: Vec<u8>,
    /// Department.
    pub department: String,
    /// First day off the list.
    pub left_on: Day,
}

/// What a row makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RollAct {
    /// A new worker.
    Join,
    /// One who had left comes back.
    Rejoin,
    /// A worker leaves.
    Leave,
    /// Another department.
    Change,
    /// Nothing new.
    Known,
    /// The row cannot be taken.
    Problem,
}

/// A row with what it makes.
#[derive(Clone, Debug)]
pub struct Planned {
    /// The row; of one who is missing on a complete list only the number 0.
    pub row: RollRow,
    /// What it makes.
    pub step: RollAct,
    /// Who it is.
    pub identity: Vec<u8>,
    /// The known worker.
    pub worker: Option<i64>,
    /// For one who joins: a known worker of the same name, who may only have another phone now.
    pub similar: Option<i64>,
    /// What is wrong with it.
    pub problem: Option<FieldProblem>,
}

/// How the list is meant.
#[derive(Clone, Copy, Debug)]
pub struct Meant {
    /// The day on which it holds.
    pub day: Day,
    /// Who is missing has left.
    pub complete: bool,
}

fn problem(field: &str, code: &str, zh: &str, en: &str) -> FieldProblem {
    FieldProblem { field: field.into(), code: code.into(), message: Text::new(zh, en) }
}

/// A phone in its normal form: mobile or landline. `None`: neither.
pub fn normal_phone(text: &str) -> Option<String> {
    if text.trim().is_empty() { Some(String::new()) } else { phone::number(text) }
}

/// Who a worker is, keyed: name and phone; without a phone the unit stands in for it.
pub fn identity(vault: &Vault, unit: i64, name: &str, phone: &str) -> Vec<u8> {
    let name = names::normal(name);
    let text = if phone.is_empty() { format!("{name}|u{unit}") } else { format!("{name}|{phone}") };
    vault.digest("worker", &text)
}

fn read(row: &RollRow, meant: Meant) -> Result<RollRow, FieldProblem> {
    let name = row.name.trim().to_owned();
    if name.is_empty() || name.chars().count() > 50 {
        return Err(problem("name", "value.missing", "请填写姓名", "A name is needed"));
    }
    let phone = normal_phone(&row.phone).ok_or_else(|| {
        problem(
            "phone",
            "phone.invalid",
            "不是有效的手机或座机号码，没有手机请留空",
            "Not a phone number; leave it empty if there is none",
        )
    })?;
    if row.left_on.is_some_and(|left| left <= row.joined_on.unwrap_or(left.plus_days(-1))) {
        return Err(problem(
            "left_on",
            "date.invalid",
            "离职日期应晚于入职日期",
            "The day of leaving is after that of joining",
        ));
    }
    Ok(RollRow {
        name,
        phone,
        department: row.department.trim().to_owned(),
        joined_on: row.joined_on.or(Some(meant.day)),
        ..row.clone()
    })
}

fn step(row: &RollRow, known: Option<&Known>, meant: Meant) -> RollAct {
    match known {
        None if row.left_on.is_some_and(|left| left <= meant.day) => RollAct::Known,
        None => RollAct::Join,
        Some(known) if row.left_on.is_some_and(|left| left != known.left_on) => RollAct::Leave,
        Some(known) if row.left_on.is_none() && known.left_on <= meant.day => RollAct::Rejoin,
        Some(known) if !row.department.is_empty() && known.department != row.department => RollAct::Change,
        Some(_) => RollAct::Known,
    }
}

/// What a list makes of what is known.
pub fn plan(vault: &Vault, unit: i64, rows: &[RollRow], known: &[Known], meant: Meant) -> Vec<Planned> {
    let by_identity: BTreeMap<&[u8], &Known> = known.iter().map(|k| (k.identity.as_slice(), k)).collect();
    let mut seen: BTreeMap<Vec<u8>, u32> = BTreeMap::new();
    let mut planned = Vec::with_capacity(rows.len());
    for (position, row) in (1..).zip(rows) {
        let row = RollRow { row: if row.row == 0 { position } else { row.row }, ..row.clone() };
        let refused = |row: RollRow, problem| {
            let problem = Some(problem);
            Planned { row, step: RollAct::Problem, identity: Vec::new(), worker: None, similar: None, problem }
        };
        let read = match read(&row, meant) {
            Ok(read) => read,
            Err(problem) => {
                planned.push(refused(row, problem));
                continue;
            }
        };
        let identity = identity(vault, unit, &read.name, &read.phone);
        if let Some(first) = seen.insert(identity.clone(), read.row) {
            let zh = format!("与第 {first} 行是同一人；同名又都没有手机的，请填家人手机，或在姓名后用括号注明");
            let en = format!(
                "The same person as row {first}; for two of one name without phones give a relative's, or add a word after the name"
            );
            planned.push(refused(read, problem("name", "worker.twice", &zh, &en)));
            continue;
        }
        let found = by_identity.get(identity.as_slice()).copied();
        let step = step(&read, found, meant);
        let name_digest = desk::name_digest(vault, &read.name);
        let similar =
            known.iter().find(|k| step == RollAct::Join && k.left_on > meant.day && k.name_digest == name_digest);
        let similar = similar.map(|k| k.id);
        planned.push(Planned { step, worker: found.map(|k| k.id), similar, row: read, identity, problem: None });
    }
    if meant.complete {
        let missing = known.iter().filter(|k| k.left_on > meant.day && !seen.contains_key(&k.identity));
        planned.extend(missing.map(|k| Planned {
            row: RollRow { department: k.department.clone(), left_on: Some(meant.day), ..RollRow::default() },
            step: RollAct::Leave,
            identity: k.identity.clone(),
            worker: Some(k.id),
            similar: None,
            problem: None,
        }));
    }
    planned
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn row(name: &str, phone: &str, left_on: &str) -> RollRow {
        RollRow { name: name.into(), phone: phone.into(), left_on: left_on.parse().ok(), ..RollRow::default() }
    }

    #[test]
    fn what_a_list_makes() {
        let vault = Vault::new(&[3; 32]);
        let of = |name: &str, phone: &str| identity(&vault, 1, name, phone);
        let known = |id: i64, name: &str, phone: &str, left_on: &str| Known {
            id,
            identity: of(name, phone),
            name_digest: desk::name_digest(&vault, name),
            department: String::new(),
            left_on: day(left_on),
        };
        let known = [
            known(1, "周一", "13800000001", "9999-12-31"),
            known(2, "周二", "13800000002", "2020-01-01"),
            known(3, "周三", "13800000003", "9999-12-31"),
        ];
        let rows = [
            row("周一", "138 0000 0001", ""),
            row("周二", "13800000002", ""),
            row("周三", "13800000003", "2020-06-01"),
            row("周四", "13800000004", ""),
            row("周五", "123", ""),
            row("", "13800000005", ""),
            row("周一", "+86 13800000001", ""),
            row("周六", "", ""),
            row("周六", "", ""),
        ];
        let meant = Meant { day: day("2020-06-15"), complete: false };
        let steps: Vec<RollAct> = plan(&vault, 1, &rows, &known, meant).iter().map(|p| p.step).collect();
        use RollAct::{Join, Known as Same, Leave, Problem, Rejoin};
        assert_eq!(steps, [Same, Rejoin, Leave, Join, Problem, Problem, Problem, Join, Problem]);

        let moved = plan(&vault, 1, &[row("周三", "13900000003", ""), row("周二", "139 0000 0002", "")], &known, meant);
        let similar: Vec<_> = moved.iter().map(|p| (p.step, p.similar)).collect();
        assert_eq!(similar, [(Join, Some(3)), (Join, None)]);

        let complete = plan(&vault, 1, &rows[..1], &known, Meant { complete: true, ..meant });
        let left: Vec<_> = complete.iter().filter(|p| p.step == Leave).map(|p| p.worker).collect();
        assert_eq!(left, [Some(3)]);
    }

    #[test]
    fn one_person_is_the_same_in_every_union_by_name_and_phone() {
        let vault = Vault::new(&[3; 32]);
        assert_eq!(identity(&vault, 1, "周 一", "13800000001"), identity(&vault, 2, "周一", "13800000001"));
        assert_ne!(identity(&vault, 1, "周一", ""), identity(&vault, 2, "周一", ""));
    }
}
