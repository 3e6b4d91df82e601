//! What a correction changed, as one short line for the audit trail.
//!
//! Invariant: no personal data. A value is told only where it cannot be anybody's: numbers, yes and no,
//! days, the words of a list, and the names of places and organisations. Of all other fields the name is
//! told and the value is not.

use crate::route::Target;
use serde_json::Value;
use std::collections::BTreeMap;

/// Characters of the line at most.
const MOST: usize = 500;
/// Characters of one value at most.
const VALUE: usize = 60;
/// Fields that the program derives; nobody entered them.
const DERIVED: [&str; 3] = ["path", "search", "full_name"];
/// Fields that look like the word of a list and may be made of a person's name.
const PERSONAL: [&str; 3] = ["login", "note", "reason"];

/// What differs between a record as it was and as it is; `personal` names what was replaced under seal.
pub(crate) fn between(target: Option<Target>, before: &Value, after: &Value, personal: &[&str]) -> String {
    let (mut old, mut new) = (BTreeMap::new(), BTreeMap::new());
    flatten(String::new(), before, &mut old);
    flatten(String::new(), after, &mut new);
    let fields: std::collections::BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let differs = |field: &&&String| old.get(**field) != new.get(**field) && !DERIVED.contains(&field.as_str());
    let mut told: Vec<String> = Vec::new();
    for field in fields.iter().filter(differs) {
        let shown = |value: Option<&&Value>| value.map_or(Some("–".to_owned()), |value| plain(target, field, value));
        told.push(match (shown(old.get(*field)), shown(new.get(*field))) {
            (Some(old), Some(new)) => format!("{field}: {old} → {new}"),
            _ => (*field).clone(),
        });
    }
    if !personal.is_empty() {
        told.push(format!("personal: {}", personal.join(", ")));
    }
    bounded(&told)
}

/// As many of them as there is room for, and how many more there are.
fn bounded(told: &[String]) -> String {
    let (mut line, mut left) = (String::new(), told.len());
    for one in told {
        if line.chars().count() + one.chars().count() + 10 > MOST {
            break;
        }
        line.push_str(if line.is_empty() { "" } else { "; " });
        line.push_str(one);
        left -= 1;
    }
    if left == 0 { line } else { format!("{line}; … +{left}") }
}

fn flatten<'a>(at: String, value: &'a Value, into: &mut BTreeMap<String, &'a Value>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                let at = if at.is_empty() { name.clone() } else { format!("{at}.{name}") };
                flatten(at, value, into);
            }
        }
        Value::Null => {}
        value => _ = into.insert(at, value),
    }
}

/// The value in words, if it is nobody's.
fn plain(target: Option<Target>, field: &str, value: &Value) -> Option<String> {
    match value {
        Value::Bool(_) | Value::Number(_) => Some(value.to_string()),
        Value::String(text) if text.is_empty() => Some("–".into()),
        Value::String(text) if named(target, field) || (is_word(text) && !PERSONAL.contains(&field)) => {
            Some(if text.chars().count() > VALUE {
                text.chars().take(VALUE).collect::<String>() + "…"
            } else {
                text.clone()
            })
        }
        _ => None,
    }
}

/// Whether the field is the name of a place, a product or an organisation.
fn named(target: Option<Target>, field: &str) -> bool {
    let of_organisation =
        matches!(target, Some(Target::Division | Target::Product | Target::Outlet | Target::Unit | Target::Programme));
    of_organisation && matches!(field, "name" | "union_name" | "field" | "division_name" | "title")
}

/// The word of a list (`pavilion`) or a day (`2026-08-04`).
fn is_word(text: &str) -> bool {
    let word = text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.len() <= 40
        && text.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    word || text.parse::<base::Day>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_value_is_told_only_where_it_is_nobodys() {
        let outlet = Some(Target::Outlet);
        for (target, before, after, personal, line) in [
            (outlet, json!({"name": "城东店"}), json!({"name": "城西店"}), &[][..], "name: 城东店 → 城西店"),
            (Some(Target::Producer), json!({"name": "曾三家庭农场"}), json!({"name": "曾四家庭农场"}), &[], "name"),
            (
                outlet,
                json!({"kind": "shop", "own_till": true}),
                json!({"kind": "area", "own_till": false}),
                &[],
                "kind: shop → area; own_till: true → false",
            ),
            (
                outlet,
                json!({"opened_on": "2019-06-01"}),
                json!({"opened_on": "2020-01-01"}),
                &[],
                "opened_on: 2019-06-01 → 2020-01-01",
            ),
            (
                outlet,
                json!({"contact_phone": "138****0001"}),
                json!({"contact_phone": "139****0002"}),
                &["phone"],
                "contact_phone; personal: phone",
            ),
            (
                outlet,
                json!({"bank_account": "6222****7890"}),
                json!({"bank_account": "6222****7890"}),
                &["bank"],
                "personal: bank",
            ),
            (Some(Target::Person), json!({"login": "zhou"}), json!({"login": "wu"}), &[], "login"),
            (
                outlet,
                json!({"closed_on": null, "path": "/7/"}),
                json!({"closed_on": "2026-01-01", "path": "/8/"}),
                &[],
                "closed_on: – → 2026-01-01",
            ),
            (outlet, json!({"a": {"b": 1, "c": [1]}}), json!({"a": {"b": 2, "c": [2]}}), &[], "a.b: 1 → 2; a.c"),
            (outlet, json!({"id": 1}), json!({"id": 1}), &[], ""),
        ] {
            assert_eq!(between(target, &before, &after, personal), line);
        }
    }

    #[test]
    fn the_line_has_an_end() {
        let many = |n: i64| Value::Object((0..100).map(|i| (format!("field_{i:02}"), json!(n + i))).collect());
        let line = between(None, &many(0), &many(1_000_000), &[]);
        assert!(line.chars().count() <= MOST && line.contains("; … +"), "{line}");
    }
}
