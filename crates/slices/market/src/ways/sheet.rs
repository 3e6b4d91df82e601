//! The table of ways as the file that it is taken from: what leaves here comes in again and changes nothing.

use super::{all, ends};
use base::Refusal;
use edge::{Actor, Download};
use schemars::JsonSchema;
use serde::Deserialize;
use sheets::write::{Column, Out, SheetOut, csv_utf8, workbook};
use std::collections::{BTreeMap, btree_map::Entry};
use store::Tx;

/// How the file is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WaysFormat {
    /// A workbook.
    #[default]
    Xlsx,
    /// Text.
    Csv,
}

/// What is asked for.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct AskWays {
    /// How the file is written.
    pub form: WaysFormat,
}

/// The table as a file, ways of both directions in one row where they cost the same. **Who:** whoever may see the market.
pub(crate) fn download(tx: &mut Tx<'_>, actor: &Actor, (): (), asked: AskWays) -> Result<Download, Refusal> {
    let ways = all(tx, actor.county_id())?;
    let mut names: BTreeMap<i64, String> = BTreeMap::new();
    for id in ways.keys().flat_map(|(from, to)| [*from, *to]) {
        if let Entry::Vacant(unknown) = names.entry(id) {
            unknown.insert(ends::written(tx, actor, id)?);
        }
    }
    let name = |id: &i64| Out::Text(names.get(id).cloned().unwrap_or_default());
    let mut rows = Vec::with_capacity(ways.len());
    for ((from, to), fen) in &ways {
        let both = from != to && ways.get(&(*to, *from)) == Some(fen);
        if both && from > to {
            continue;
        }
        let direction = if both { "双向" } else { "单向" };
        rows.push(vec![name(from), name(to), Out::Integer(*fen), Out::Text(direction.to_owned())]);
    }
    let titles = [("从", 24), ("到", 24), ("运费（分/公斤）", 16), ("方向", 8)];
    let columns = titles.map(|(title, width)| Column { title: title.to_owned(), width }).to_vec();
    let sheet = SheetOut { name: "运费".to_owned(), band: None, columns, rows };
    Ok(match asked.form {
        WaysFormat::Csv => Download::saved("运费表.csv", "text/csv; charset=utf-8", csv_utf8(&sheet)),
        WaysFormat::Xlsx => {
            let bytes = workbook(&[sheet]).map_err(|why| store::StoreError::Other(why.to_string()))?;
            let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
            Download::saved("运费表.xlsx", kind, bytes)
        }
    })
}
