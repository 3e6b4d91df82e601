//! Any list as a table: CSV with BOM or a workbook, the columns of its type, money in yuan.
//!
//! Invariants: a file is the whole list or a refusal, never a part of it; so it is written to the
//! disk page by page and leaves only when it is complete. Memory holds one page, however long the list.

mod file;
mod table;

use crate::{
    actor::County,
    app::App,
    http::{execute, streamed_response},
    problem::EdgeRefusal,
    route::{Asked, Given, Route},
    run::Sent,
};
use axum::response::Response;
use base::Refusal;
use file::Sheet;
pub use file::simulated_column;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::{fs::File, sync::Arc};
use store::{Ask, StoreError};
use table::Columns;
use tokio::{runtime::Handle, sync::oneshot};

/// Rows of an export at most; a longer list is refused, never cut off.
const ROWS: usize = 200_000;

/// What a list is asked as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Json,
    Csv,
    /// CSV for old programs.
    CsvGbk,
    Xlsx,
}

impl Format {
    /// From `?format=` or the Accept header.
    pub fn of(format: Option<&str>, accept: &str) -> Result<Self, Refusal> {
        match format {
            Some("csv") => Ok(Self::Csv),
            Some("csv-gbk") => Ok(Self::CsvGbk),
            Some("xlsx") => Ok(Self::Xlsx),
            Some("json") => Ok(Self::Json),
            Some(_) => Err(EdgeRefusal::NoExport.into()),
            None if accept.contains("text/csv") => Ok(Self::Csv),
            None if accept.contains("spreadsheetml") => Ok(Self::Xlsx),
            None => Ok(Self::Json),
        }
    }
}

/// A list on its way into a file.
struct Export {
    app: App,
    route: Arc<Route>,
    county: County,
    sent: Sent,
    format: Format,
}

/// The list of a route as one file.
pub(crate) async fn export(
    app: &App,
    route: Arc<Route>,
    county: County,
    sent: Sent,
    format: Format,
) -> Result<Response, Refusal> {
    let list = list_name(&route);
    let (name, media_type) = match format {
        Format::Xlsx => (format!("{list}.xlsx"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        Format::CsvGbk => (format!("{list}.csv"), "text/csv; charset=gbk"),
        Format::Csv | Format::Json => (format!("{list}.csv"), "text/csv; charset=utf-8"),
    };
    let (to, wait) = oneshot::channel();
    let (export, runtime) = (Export { app: app.clone(), route, county, sent, format }, Handle::current());
    tokio::task::spawn_blocking(move || {
        let file = export.write(&runtime, || to.is_closed());
        // Whoever asked may have gone away; the file goes with this handle.
        let _ = to.send(file);
    });
    let file = wait.await.map_err(|_| StoreError::Other("an export panicked".to_owned()))??;
    streamed_response(&name, media_type, file)
}

/// What a list is called: the last fixed part of its path.
fn list_name(route: &Route) -> &str {
    route.path.rsplit('/').find(|part| !part.starts_with('{')).unwrap_or("list")
}

/// One page of a list; its rows are read one at a time, which takes far less memory than all of them.
#[derive(Deserialize)]
struct Part<'a> {
    #[serde(borrow)]
    items: Vec<&'a RawValue>,
    next: Option<String>,
}

impl Export {
    /// Walks the list to its end, on a thread that may wait.
    fn write(&self, runtime: &Handle, gone: impl Fn() -> bool) -> Result<File, Refusal> {
        let lang = self.sent.stamp.lang;
        let columns = Columns::of(&self.route, list_name(&self.route));
        let mut sheet = Sheet::new(self.format, self.county.simulated, &columns.head(lang), lang)?;
        let (mut rows, mut cursor) = (0, None);
        loop {
            let page = self.page(cursor.take());
            let answer = execute(&self.app, self.route.clone(), None, self.county.clone(), page);
            let Given::Json(body) = runtime.block_on(answer)?.given else { return Err(EdgeRefusal::NoExport.into()) };
            let part: Part<'_> = serde_json::from_str(&body).map_err(|e| StoreError::Other(e.to_string()))?;
            for row in &part.items {
                sheet.row(&columns.cells(row, lang)?)?;
            }
            rows += part.items.len();
            match part.next {
                Some(_) if gone() => return Err(StoreError::Other("nobody waits for this export".to_owned()).into()),
                Some(_) if rows >= ROWS => return Err(EdgeRefusal::ExportTooLong { most: ROWS }.into()),
                Some(next) => cursor = Some(next),
                None => return sheet.finish(),
            }
        }
    }

    fn page(&self, cursor: Option<String>) -> Sent {
        let asked = &self.sent.asked;
        let ask = Ask { cursor, sort: asked.ask.sort.clone(), whole: true, ..Ask::default() };
        Sent {
            stamp: self.sent.stamp.clone(),
            credential: self.sent.credential.clone(),
            csrf: None,
            key: None,
            if_match: None,
            asked: Asked { path: asked.path.clone(), query: asked.query.clone(), ask, ..Asked::default() },
        }
    }
}
