//! Lists: keyset pages over any base query, with totals that say what they total.

use crate::{
    error::StoreError,
    params,
    tx::Tx,
    value::{FromRow, FromValue, Row, Value},
    vault::Vault,
};
use base::Refusal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Rows of one page at most.
const LIMIT: i64 = 500;
/// Rows of a page of a list that is read whole.
const WHOLE: i64 = 2_000;

/// What a reader asks of a list besides its filters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ask {
    /// Where the last page ended.
    pub cursor: Option<String>,
    /// Rows wanted; 50 if not said, 500 at most.
    pub limit: Option<i64>,
    /// Column to sort by, `-` before it for descending.
    pub sort: Option<String>,
    /// Count and sum the whole list, not only this page.
    pub total: bool,
    /// The whole list is read page by page: pages are as long as suits the program, `limit` is not asked.
    pub whole: bool,
}

impl Ask {
    /// For a list that is given whole. **Errors:** it is to be sorted otherwise, or read on from a page mark.
    pub fn of_whole(&self) -> Result<(), Refusal> {
        let asked = [(self.sort.is_some(), "sort"), (self.cursor.is_some(), "cursor")];
        match asked.into_iter().find(|(asked, _)| *asked) {
            Some((_, field)) => Err(Refusal::from(BadAsk::GivenWhole).at(field)),
            None => Ok(()),
        }
    }
}

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "PageOf{T}")]
pub struct Page<T> {
    /// The rows.
    pub items: Vec<T>,
    /// Cursor of the next page; none after the last.
    pub next: Option<String>,
    /// Count and sums over the whole filtered list, if asked for.
    pub total: Option<serde_json::Map<String, serde_json::Value>>,
}

/// A list: a base query whose last column is `sort_id`, unique, and what it may be sorted by.
pub struct Listing<'a> {
    /// `SELECT … , id AS sort_id FROM … WHERE county = $1 …`; its columns are named.
    pub base: &'a str,
    /// Values of the base query.
    pub params: Vec<Value>,
    /// Columns that it may be sorted by; the first is the default; `-` before it: descending; `?` after it: may be NULL, which
    /// stands last, descending first.
    pub sorts: &'a [&'a str],
    /// Columns that are summed when a total is asked for.
    pub sums: &'a [&'a str],
}

base::refusals! {
    /// A list that cannot be given as asked.
    pub enum BadAsk {
        /// Unknown sort column.
        Sort { allowed: String } => 400 "list.sort_unknown" "不能按此列排序；可以按：{allowed}" "This list cannot be sorted so; it can by: {allowed}",
        /// A cursor that this list did not give out.
        Cursor => 400 "list.cursor_invalid" "翻页位置无效，请从第一页重新打开" "This page mark is not of this list; open it again from the first page",
        /// A list that is short enough to be given whole.
        GivenWhole => 400 "list.given_whole" "这个列表一次给全：不能另排序，也没有下一页" "This list is given whole: it is not sorted otherwise and has no further pages",
        /// A column that adds up to more than can be held.
        Sum { column: String } => 422 "list.sum_overflow" "本列表「{column}」一列合计过大，其中必有填错的数；请按该列排序查看，或不要合计" "The column {column} of this list adds up to more than can be held, so a figure in it must be wrong; sort by it, or ask without totals",
        /// Limit out of range.
        Limit => 400 "list.limit_invalid" "每页条数应在 1 到 500 之间" "The number of rows a page must be from 1 to 500",
    }
}

/// Runs a list query for one page.
pub fn list<T: FromRow>(tx: &mut Tx<'_>, listing: &Listing<'_>, ask: &Ask) -> Result<Page<T>, Refusal> {
    let limit = match ask.limit.unwrap_or(50) {
        _ if ask.whole => WHOLE,
        limit if (1..=LIMIT).contains(&limit) => limit,
        _ => return Err(BadAsk::Limit.into()),
    };
    let Sort { column, descending, nullable } = sort_of(listing, ask)?;
    let (compare, order) = if descending { ("<", "DESC") } else { (">", "ASC") };
    let nulls = match (nullable, descending) {
        (false, _) => "",
        (true, false) => "NULLS LAST",
        (true, true) => "NULLS FIRST",
    };
    let mut values = listing.params.clone();
    let mut after = String::new();
    if let Some(cursor) = &ask.cursor {
        let [key, id] = read_cursor(tx.vault(), cursor, column)?;
        let (one, two) = (values.len() + 1, values.len() + 2);
        after = match (&key, descending) {
            (Value::Null, false) => format!("WHERE t.{column} IS NULL AND t.sort_id > ${one}"),
            (Value::Null, true) => format!("WHERE t.{column} IS NOT NULL OR t.sort_id < ${one}"),
            (_, false) if nullable => {
                format!("WHERE t.{column} IS NULL OR (t.{column}, t.sort_id) > (${one}, ${two})")
            }
            _ => format!("WHERE (t.{column}, t.sort_id) {compare} (${one}, ${two})"),
        };
        values.extend(Some(key).filter(|key| *key != Value::Null).into_iter().chain([id]));
    }
    values.push((limit + 1).into());
    let sql = format!(
        "SELECT t.{column}, t.sort_id, t.* FROM ({}) AS t {after} ORDER BY t.{column} {order} {nulls}, t.sort_id {order} LIMIT ${}",
        listing.base,
        values.len()
    );
    let mut rows: Vec<Keyed<T>> = tx.query(&sql, &values)?;
    let more = rows.len() > usize::try_from(limit).unwrap_or(usize::MAX);
    if more {
        rows.pop();
    }
    let next = rows.last().filter(|_| more).map(|last| write_cursor(tx.vault(), column, &last.key, &last.id));
    let total = if ask.total { Some(totals(tx, listing)?) } else { None };
    Ok(Page { items: rows.into_iter().map(|r| r.row).collect(), next, total })
}

struct Keyed<T> {
    key: Value,
    id: Value,
    row: T,
}

impl<T: FromRow> FromRow for Keyed<T> {
    fn from_row(row: &mut Row) -> Result<Self, StoreError> {
        Ok(Self { key: row.next()?, id: row.next()?, row: T::from_row(row)? })
    }
}

struct Sort<'a> {
    column: &'a str,
    descending: bool,
    nullable: bool,
}

fn sort_of<'a>(listing: &Listing<'a>, ask: &Ask) -> Result<Sort<'a>, Refusal> {
    let default = listing.sorts.first().copied().unwrap_or("sort_id");
    let asked = ask.sort.as_deref().unwrap_or(default.trim_end_matches('?'));
    let (wanted, descending) = asked.strip_prefix('-').map_or((asked, false), |c| (c, true));
    let sorts = if listing.sorts.is_empty() { &[default][..] } else { listing.sorts };
    let known = sorts.iter().map(|sort| sort.trim_start_matches('-')).map(|sort| (sort.trim_end_matches('?'), sort));
    if let Some((column, sort)) = known.clone().find(|(column, _)| *column == wanted) {
        return Ok(Sort { column, descending, nullable: sort.ends_with('?') });
    }
    let known = known.map(|(column, _)| column);
    Err(Refusal::from(BadAsk::Sort { allowed: known.collect::<Vec<_>>().join(", ") }).at("sort"))
}

/// A sum is taken in two parts, so that no column overflows on the way and the refusal can name it.
const PART: i64 = 1_000_000_000;

fn totals(tx: &mut Tx<'_>, listing: &Listing<'_>) -> Result<serde_json::Map<String, serde_json::Value>, Refusal> {
    let part = |c: &str, op: &str| format!(", COALESCE(CAST(SUM(t.{c} {op} {PART}) AS BIGINT), 0)");
    let sums: String = listing.sums.iter().map(|c| part(c, "/") + &part(c, "%")).collect();
    let sql = format!("SELECT COUNT(*){sums} FROM ({}) AS t", listing.base);
    let mut parts: Vec<i64> = Vec::new();
    tx.each(&sql, &listing.params, &mut |mut row| {
        for _ in 0..=listing.sums.len().saturating_mul(2) {
            parts.push(row.next()?);
        }
        Ok(())
    })?;
    let mut parts = parts.into_iter();
    let mut total = serde_json::Map::new();
    total.insert("count".to_owned(), parts.next().unwrap_or_default().into());
    for name in listing.sums {
        let (high, low) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        let sum = i64::try_from(i128::from(high) * i128::from(PART) + i128::from(low));
        total.insert((*name).to_owned(), sum.map_err(|_| BadAsk::Sum { column: (*name).to_owned() })?.into());
    }
    Ok(total)
}

/// A cursor is the sort column, its value and the id, hex-coded so that it fits a URL, behind a
/// keyed digest: the database compares only what it gave out itself, of the type it gave.
fn write_cursor(vault: &Vault, column: &str, key: &Value, id: &Value) -> String {
    let json = serde_json::json!([column, plain(key), plain(id)]).to_string();
    let digest = digest(vault, json.as_bytes());
    digest.into_iter().chain(json.bytes()).map(|b| format!("{b:02x}")).collect()
}

fn digest(vault: &Vault, json: &[u8]) -> [u8; 8] {
    let whole = vault.digest("cursor", &String::from_utf8_lossy(json));
    whole.first_chunk().copied().unwrap_or_default()
}

fn plain(value: &Value) -> serde_json::Value {
    match value {
        Value::Int(i) => (*i).into(),
        Value::Text(text) => text.as_str().into(),
        Value::Null | Value::Bytes(_) => serde_json::Value::Null,
    }
}

fn read_cursor(vault: &Vault, cursor: &str, column: &str) -> Result<[Value; 2], Refusal> {
    let bad = || Refusal::from(BadAsk::Cursor).at("cursor");
    let bytes: Option<Vec<u8>> = (0..cursor.len())
        .step_by(2)
        .map(|i| cursor.get(i..i + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok()))
        .collect();
    let bytes = bytes.ok_or_else(bad)?;
    let (known, json) = bytes.split_first_chunk::<8>().ok_or_else(bad)?;
    if *known != digest(vault, json) {
        return Err(bad());
    }
    let parts: (String, serde_json::Value, serde_json::Value) = serde_json::from_slice(json).map_err(|_| bad())?;
    if parts.0 != column {
        return Err(bad());
    }
    let value = |json: serde_json::Value| match json {
        serde_json::Value::String(text) => Ok(Value::Text(text)),
        serde_json::Value::Null => Ok(Value::Null),
        other => other.as_i64().map(Value::Int).ok_or_else(bad),
    };
    Ok([value(parts.1)?, value(parts.2)?])
}

/// Reads the first column of the first row as `T`; for counts and sums in slices.
impl Tx<'_> {
    /// One number of a query that always has a row, such as a COUNT.
    pub fn number<T: FromValue>(&mut self, sql: &str, values: &[Value]) -> Result<T, StoreError> {
        self.one(sql, if values.is_empty() { params![] } else { values })
    }
}
