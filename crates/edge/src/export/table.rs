//! The rows of a list as cells under the words of its type.

use crate::{openapi, route::Route, words};
use base::{Fen, Lang, Refusal};
use serde_json::{Map, Value, value::RawValue};
use store::StoreError;

/// One cell of an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    Text(String),
    Number(i64),
    Yuan(Fen),
}

/// Every field that a row of a list can have, so that a list without rows still has its head.
pub(super) struct Columns(Vec<String>);

impl Columns {
    pub fn of(route: &Route) -> Self {
        Self(openapi::fields_of_list(route))
    }

    /// The first row.
    pub fn head(&self, lang: Lang) -> Vec<&str> {
        let words = self.0.iter().map(|name| words::word(name));
        words.map(|(zh, en)| if lang == Lang::Zh { zh } else { en }).collect()
    }

    /// The cells of a row. **Errors:** it holds a field that its type does not name, which would be lost.
    pub fn cells(&self, row: &RawValue, lang: Lang) -> Result<Vec<Cell>, Refusal> {
        let wrong = |why: String| Refusal::from(StoreError::Other(why));
        let mut row: Map<String, Value> = serde_json::from_str(row.get()).map_err(|e| wrong(e.to_string()))?;
        let cells = self.0.iter().map(|name| cell(name, row.remove(name), lang)).collect();
        match row.keys().next() {
            None => Ok(cells),
            Some(name) => Err(wrong(format!("an exported row has a field {name} that its type does not name"))),
        }
    }
}

fn cell(name: &str, value: Option<Value>, lang: Lang) -> Cell {
    match value {
        Some(Value::Number(n)) if name.ends_with("_fen") => Cell::Yuan(Fen(n.as_i64().unwrap_or_default())),
        Some(Value::Number(n)) => Cell::Number(n.as_i64().unwrap_or_default()),
        Some(Value::String(text)) => Cell::Text(text),
        Some(Value::Bool(yes)) => {
            let words = if yes { ("是", "yes") } else { ("否", "no") };
            Cell::Text(if lang == Lang::Zh { words.0 } else { words.1 }.to_owned())
        }
        Some(Value::Object(text)) if text.contains_key("zh") => {
            let key = if lang == Lang::Zh { "zh" } else { "en" };
            Cell::Text(text.get(key).and_then(Value::as_str).unwrap_or_default().to_owned())
        }
        None | Some(Value::Null) => Cell::Text(String::new()),
        Some(other) => Cell::Text(other.to_string()),
    }
}
