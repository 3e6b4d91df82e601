//! Pages of a list that is computed, not stored: sorted, cut, counted.
//!
//! Invariant: the cursor holds the sort column and how many rows came before, so a page mark
//! of one order is not taken for another.

use crate::error::No;
use base::Refusal;
use serde_json::{Map, Value};
use store::{Ask, Page};

/// Rows of one page at most, as in stored lists.
const LIMIT: usize = 500;

/// What a computed list can be sorted by. The first column is the order in which it came.
pub(crate) struct Column<T> {
    /// Its name.
    pub name: &'static str,
    /// What is compared: number first, then text.
    pub key: fn(&T) -> (i64, String),
}

/// One page of `rows`. `amount` is summed as `amount_fen` when a total is asked for.
pub(crate) fn page<T>(
    mut rows: Vec<T>,
    ask: &Ask,
    columns: &[Column<T>],
    amount: Option<fn(&T) -> i64>,
) -> Result<Page<T>, Refusal> {
    let limit = ask.limit.map_or(Some(50), |l| usize::try_from(l).ok()).filter(|l| (1..=LIMIT).contains(l));
    let limit = if ask.whole { rows.len() } else { limit.ok_or(No::PageMark)? };
    let sort = ask.sort.as_deref().unwrap_or("order");
    let (column, descending) = sort.strip_prefix('-').map_or((sort, false), |c| (c, true));
    if column != "order" {
        let found = columns.iter().find(|c| c.name == column).ok_or_else(|| No::Sort {
            allowed: std::iter::once("order").chain(columns.iter().map(|c| c.name)).collect::<Vec<_>>().join(", "),
        })?;
        rows.sort_by_cached_key(found.key);
    }
    if descending {
        rows.reverse();
    }
    let before = match &ask.cursor {
        None => 0,
        Some(cursor) => {
            let (of, before) = cursor.rsplit_once('.').ok_or(No::PageMark)?;
            before.parse::<usize>().ok().filter(|_| of == sort).ok_or(No::PageMark)?
        }
    };
    let total = ask.total.then(|| total(&rows, amount)).transpose()?;
    let until = before.saturating_add(limit);
    let next = (until < rows.len()).then(|| format!("{sort}.{until}"));
    Ok(Page { items: rows.into_iter().skip(before).take(limit).collect(), next, total })
}

fn total<T>(rows: &[T], amount: Option<fn(&T) -> i64>) -> Result<Map<String, Value>, Refusal> {
    let mut total = Map::new();
    total.insert("count".into(), rows.len().into());
    if let Some(amount) = amount {
        let sum = rows.iter().map(amount).try_fold(0_i64, i64::checked_add).ok_or(No::Overflow)?;
        total.insert("amount_fen".into(), sum.into());
    }
    Ok(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(sort: Option<&str>, cursor: Option<&str>, limit: i64) -> Ask {
        Ask {
            cursor: cursor.map(Into::into),
            limit: Some(limit),
            sort: sort.map(Into::into),
            total: true,
            whole: false,
        }
    }

    const COLUMNS: &[Column<i64>] = &[Column { name: "size", key: |n| (*n, String::new()) }];

    #[test]
    fn pages_follow_one_another() {
        for (sort, pages) in [
            (None, vec![vec![3, 1], vec![2]]),
            (Some("size"), vec![vec![1, 2], vec![3]]),
            (Some("-size"), vec![vec![3, 2], vec![1]]),
        ] {
            let first = page(vec![3, 1, 2], &ask(sort, None, 2), COLUMNS, Some(|n| *n)).unwrap();
            let second = page(vec![3, 1, 2], &ask(sort, first.next.as_deref(), 2), COLUMNS, None).unwrap();
            assert_eq!(vec![first.items, second.items], pages, "{sort:?}");
            assert_eq!(second.next, None);
            assert_eq!(serde_json::to_string(&first.total).unwrap(), r#"{"count":3,"amount_fen":6}"#);
        }
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        for (asked, code) in [
            (ask(Some("colour"), None, 2), "settlement.sort_unknown"),
            (ask(Some("size"), Some("order.2"), 2), "settlement.page_invalid"),
            (ask(None, Some("nonsense"), 2), "settlement.page_invalid"),
            (ask(None, None, 0), "settlement.page_invalid"),
            (ask(None, None, 501), "settlement.page_invalid"),
        ] {
            assert_eq!(page(vec![3, 1, 2], &asked, COLUMNS, None).unwrap_err().code, code, "{asked:?}");
        }
    }
}
