//! Any list as a table: CSV with BOM or a workbook, the columns of its type, money in yuan.

use crate::{
    actor::County,
    app::App,
    http::{execute, file_response},
    openapi,
    problem::EdgeRefusal,
    route::{Asked, Download, Given, Route},
    run::Sent,
    words,
};
use axum::response::Response;
use base::{Fen, Lang, Refusal};
use serde_json::{Map, Value};
use std::sync::Arc;

/// Rows of an export at most; a longer list is refused, never cut off.
const ROWS: usize = 200_000;

/// What a list is asked as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Json,
    Csv,
    Xlsx,
}

impl Format {
    /// From `?format=` or the Accept header.
    pub fn of(format: Option<&str>, accept: &str) -> Result<Self, Refusal> {
        match format {
            Some("csv") => Ok(Self::Csv),
            Some("xlsx") => Ok(Self::Xlsx),
            Some("json") => Ok(Self::Json),
            Some(_) => Err(EdgeRefusal::NoExport.into()),
            None if accept.contains("text/csv") => Ok(Self::Csv),
            None if accept.contains("spreadsheetml") => Ok(Self::Xlsx),
            None => Ok(Self::Json),
        }
    }
}

/// Walks a list page by page and hands it out as one file.
pub(crate) async fn export(
    app: &App,
    route: Arc<Route>,
    county: County,
    sent: Sent,
    format: Format,
) -> Result<Response, Refusal> {
    let lang = sent.stamp.lang;
    let mut table = Table::of(&route);
    let mut cursor = None;
    loop {
        let page = page_of(&sent, cursor.take());
        let answer = execute(app, route.clone(), None, county.clone(), page).await?;
        let Given::Json(body) = answer.given else { return Err(EdgeRefusal::NoExport.into()) };
        let mut page: Map<String, Value> = serde_json::from_str(&body).unwrap_or_default();
        if let Some(Value::Array(items)) = page.remove("items") {
            table.extend(&items, lang);
        }
        match page.remove("next") {
            Some(Value::String(_)) if table.rows.len() >= ROWS => {
                return Err(EdgeRefusal::ExportTooLong { most: ROWS }.into());
            }
            Some(Value::String(next)) => cursor = Some(next),
            _ => break,
        }
    }
    let name = route.path.rsplit('/').find(|p| !p.starts_with('{')).unwrap_or("list").to_owned();
    let table = table.finish(lang);
    let simulated = county.simulated;
    let file = tokio::task::spawn_blocking(move || write(&name, &table, format, simulated))
        .await
        .map_err(|e| Refusal::from(store::StoreError::Other(e.to_string())))??;
    Ok(file_response(file))
}

fn page_of(sent: &Sent, cursor: Option<String>) -> Sent {
    let ask = store::Ask { cursor, limit: Some(500), sort: sent.asked.ask.sort.clone(), total: false };
    Sent {
        stamp: sent.stamp.clone(),
        credential: sent.credential.clone(),
        csrf: None,
        key: None,
        if_match: None,
        asked: Asked { path: sent.asked.path.clone(), query: sent.asked.query.clone(), ask, ..Asked::default() },
    }
}

/// One cell of an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Cell {
    Text(String),
    Number(i64),
    Yuan(Fen),
}

/// A table as it grows, page by page: cells take far less memory than the JSON that they come from.
struct Table {
    /// Every field that a row of this list can have, so that a list without rows still has its head; what a row has
    /// beyond them comes behind.
    columns: Vec<String>,
    rows: Vec<Vec<Cell>>,
}

impl Table {
    fn of(route: &Route) -> Self {
        Self { columns: openapi::fields_of_list(route), rows: Vec::new() }
    }

    fn extend(&mut self, items: &[Value], lang: Lang) {
        for row in items.iter().filter_map(Value::as_object) {
            let others: Vec<&String> = row.keys().filter(|name| !self.columns.contains(name)).collect();
            self.columns.extend(others.into_iter().cloned());
            self.rows.push(self.columns.iter().map(|name| cell(name, row.get(name), lang)).collect());
        }
    }

    /// The rows, as wide as the head that is the first of them.
    fn finish(self, lang: Lang) -> Vec<Vec<Cell>> {
        let head = self.columns.iter().map(|name| {
            let (zh, en) = words::word(name);
            Cell::Text(if lang == Lang::Zh { zh } else { en }.to_owned())
        });
        let width = self.columns.len();
        let mut table = vec![head.collect::<Vec<_>>()];
        table.extend(self.rows.into_iter().map(|mut row| {
            row.resize(width, Cell::Text(String::new()));
            row
        }));
        table
    }
}

fn cell(name: &str, value: Option<&Value>, lang: Lang) -> Cell {
    match value {
        Some(Value::Number(n)) if name.ends_with("_fen") => Cell::Yuan(Fen(n.as_i64().unwrap_or_default())),
        Some(Value::Number(n)) => Cell::Number(n.as_i64().unwrap_or_default()),
        Some(Value::String(text)) => Cell::Text(text.clone()),
        Some(Value::Bool(yes)) => {
            let words = if *yes { ("是", "yes") } else { ("否", "no") };
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

fn write(name: &str, table: &[Vec<Cell>], format: Format, simulated: bool) -> Result<Download, Refusal> {
    match format {
        Format::Xlsx => crate::export_file::xlsx(name, table, simulated),
        _ => Ok(crate::export_file::csv(name, table, simulated)),
    }
}
