//! Import of the shops' own workbooks: preview, commit, undo; the same file twice adds nothing.
//!
//! Good rows go in, the others come back as a file that can be mended. A line's key is outlet, direction,
//! digest of its content and its occurrence in the file; a sale that the outlet's own till numbered is known
//! by day and number too, if it was recorded here. What people once put right (headers, product names) is remembered for the outlet. What a
//! file says has happened is taken as a fact: products that were not listed are recorded as such, and goods that
//! never came in go below nothing once somebody confirmed it, where the stock list, the next count and the year's
//! settlement show them. Goods of another outlet, and goods without a certificate that is due, are refused as by hand.

mod apply;
mod certificates;
mod doubt;
mod matching;
mod memory;
mod parties;
mod plan;
mod preview;
mod receipts;
mod short;
mod words;

use crate::{around, book::Book, error::No, reverse};
use base::{
    Day, Fen, Instant, Refusal,
    ids::{OutletId, PersonId, ProductId},
};
pub use doubt::Choice;
use edge::{Actor, Download, Nothing, Upload};
pub use memory::{Mapping, remember};
use plan::Plan;
pub use plan::Read;
pub use preview::{BelowNothing, Changed, Preview, Suggestion, Unfit, Unmatched};
pub use receipts::ReceiptDiffers;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use store::{Ask, Listing, Page, Tx, params, row};

/// How a file is taken in.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CommitImport {
    /// Product names of the file and what they mean; remembered.
    #[serde(default)]
    pub products: BTreeMap<String, ProductId>,
    /// Totals that differ were looked at and the rows are right.
    #[serde(default)]
    pub confirm_total: bool,
    /// Receipts that do not say what was recorded here were looked at: what was recorded stands, their rows stay out.
    #[serde(default)]
    pub confirm_receipts: bool,
    /// Leave out rows whose product is not matched.
    #[serde(default)]
    pub skip_unmatched: bool,
    /// More was sold than came in, and that was looked at: the stock goes below nothing.
    #[serde(default)]
    pub confirm_stock: bool,
    /// What becomes of rows that read differently than those they stand for, where there are any.
    #[serde(default)]
    pub changed: Option<Choice>,
    /// What becomes of rows that may be others put right, or further business, where there are any.
    #[serde(default)]
    pub doubtful: Option<Choice>,
}

row! {
    /// An import.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
    pub struct ImportRow {
        /// Its number in the county.
        pub id: i64,
        /// The file's name.
        pub name: String,
        /// `previewed`, `committed` or `undone`.
        pub state: String,
        /// Why it was undone.
        pub undone_for: String,
        /// Lines that it added.
        pub lines: i64,
        /// Purchases that it added.
        pub purchase_fen: Fen,
        /// Sales that it added.
        pub sale_fen: Fen,
        /// Who handed it in.
        pub person: PersonId,
        /// When.
        pub made_at: Instant,
        /// When it was taken in or undone.
        pub done_at: Option<Instant>,
    }
}

const ROW: &str =
    "SELECT id, name, state, undone_for, lines, purchase_fen, sale_fen, person, made_at, done_at, id AS sort_id FROM import_file
    WHERE county = $1 AND outlet = $2";

/// Imports of an outlet. **Who:** the outlet, the county.
pub fn list(
    tx: &mut Tx<'_>,
    actor: &Actor,
    outlet: OutletId,
    _: Nothing,
    ask: &Ask,
) -> Result<Page<ImportRow>, Refusal> {
    let params = params![actor.county_id(), outlet].to_vec();
    store::list(tx, &Listing { base: ROW, params, sorts: &["-id"], sums: &["lines", "purchase_fen", "sale_fen"] }, ask)
}

/// Takes a file in for a look; nothing enters the book. **Who:** manager of the outlet.
/// It was read beforehand by [`look_at`], so that no sale waits for it.
pub fn preview(
    tx: &mut Tx<'_>,
    actor: &Actor,
    outlet: OutletId,
    file: &Upload,
    looked: &Preview,
) -> Result<Preview, Refusal> {
    let id = keep_file(tx, actor, outlet, &file.name, &file.bytes)?;
    Ok(Preview { id, ..looked.clone() })
}

/// Reads a file that is handed in.
pub fn look_at(tx: &mut Tx<'_>, actor: &Actor, outlet: OutletId, file: &Upload) -> Result<Preview, Refusal> {
    dry_run(tx, actor, outlet, &file.name, &file.bytes)
}

fn keep_file(tx: &mut Tx<'_>, actor: &Actor, outlet: OutletId, name: &str, bytes: &[u8]) -> Result<i64, Refusal> {
    let county = actor.county_id();
    around::outlet_name(tx, county, outlet)?;
    let id = tx.next_id(county, "import")?;
    tx.run(
        "INSERT INTO import_file (county, id, outlet, name, digest, content, state, undone_for, lines, purchase_fen, sale_fen, person, post, made_at)
         VALUES ($1, $2, $3, $4, $5, $6, 'previewed', '', 0, 0, 0, $7, $8, $9)",
        params![county, id, outlet, name, Sha256::digest(bytes).to_vec(), bytes, actor.person, actor.post, actor.now],
    )?;
    Ok(id)
}

/// What a file would do if it were taken in now. **Who:** manager of the outlet.
pub fn find(tx: &mut Tx<'_>, actor: &Actor, at: (OutletId, i64), _: Nothing) -> Result<Preview, Refusal> {
    look(tx, actor, at)
}

fn look(tx: &mut Tx<'_>, actor: &Actor, (outlet, id): (OutletId, i64)) -> Result<Preview, Refusal> {
    let (row, bytes) = kept(tx, actor, outlet, id)?;
    let read = Read::make(tx, actor, outlet, &row.name, &bytes, &CommitImport::default())?;
    let seen = Plan::make(tx, actor, outlet, &read)?.preview(id, &row.state);
    Ok(Preview { lines: row.lines, purchase_fen: row.purchase_fen, sale_fen: row.sale_fen, ..seen })
}

fn kept(tx: &mut Tx<'_>, actor: &Actor, outlet: OutletId, id: i64) -> Result<(ImportRow, Vec<u8>), Refusal> {
    let row = kept_row(tx, actor, outlet, id)?;
    let values = params![actor.county_id(), outlet, id];
    let bytes = tx.one("SELECT content FROM import_file WHERE county = $1 AND outlet = $2 AND id = $3", values)?;
    Ok((row, bytes))
}

fn kept_row(tx: &mut Tx<'_>, actor: &Actor, outlet: OutletId, id: i64) -> Result<ImportRow, Refusal> {
    let values = params![actor.county_id(), outlet, id];
    tx.find(&format!("{ROW} AND id = $3"), values)?.ok_or_else(|| No::Import.into())
}

/// Reads a kept file once more, before it is taken in.
pub fn read_kept(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (outlet, id): (OutletId, i64),
    body: &CommitImport,
) -> Result<Read, Refusal> {
    let (row, bytes) = kept(tx, actor, outlet, id)?;
    Read::make(tx, actor, outlet, &row.name, &bytes, body)
}

/// What became of the rows of a file.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Taken {
    /// The import.
    #[serde(flatten)]
    pub import: ImportRow,
    /// Rows that went in.
    pub new: i64,
    /// Rows that the book has already.
    pub known: i64,
    /// Rows that stood for others of the book, one for one.
    pub changed: i64,
    /// Rows that could be others of the book, or further business.
    pub doubtful: i64,
    /// Rows that did not go in and are not in the book.
    pub left_out: i64,
}

/// Takes the good rows of a previewed file into the book. **Who:** manager of the outlet.
pub fn commit(
    tx: &mut Tx<'_>,
    actor: &Actor,
    at: (OutletId, i64),
    body: CommitImport,
    read: &Read,
) -> Result<ImportRow, Refusal> {
    commit_counting(tx, actor, at, &body, read).map(|taken| taken.import)
}

fn commit_counting(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (outlet, id): (OutletId, i64),
    body: &CommitImport,
    read: &Read,
) -> Result<Taken, Refusal> {
    let row = kept_row(tx, actor, outlet, id)?;
    if row.state != "previewed" {
        return Err(No::ImportState.into());
    }
    let mapping = Mapping { products: body.products.clone(), ..Mapping::default() };
    remember(tx, actor, outlet, mapping)?;
    let mut plan = Plan::make(tx, actor, outlet, read)?;
    plan.check(body)?;
    let seen = plan.preview(id, &row.state);
    let replaced = plan.doubts.replaced(body);
    if !replaced.is_empty() {
        for seq in replaced.iter().rev() {
            undo_entry(tx, actor, outlet, *seq, &format!("改正后的文件：{}", short(&row.name)))?;
        }
        plan = Plan::make(tx, actor, outlet, read)?;
    }
    let left_out = plan.settle(body);
    plan.check_stock(tx, actor.county_id(), outlet, body.confirm_stock)?;
    let done = apply::apply(tx, actor, outlet, id, &plan)?;
    tx.run(
        "UPDATE import_file SET state = 'committed', lines = $4, purchase_fen = $5, sale_fen = $6, done_at = $7
         WHERE county = $1 AND outlet = $2 AND id = $3",
        params![actor.county_id(), outlet, id, done.lines, done.purchase_fen, done.sale_fen, actor.now],
    )?;
    Ok(Taken {
        import: kept_row(tx, actor, outlet, id)?,
        new: done.lines,
        known: seen.known_lines.saturating_add(seen.known_receipts),
        changed: plan::count(seen.changed.len()),
        doubtful: plan::count(seen.doubtful.len()),
        left_out,
    })
}

/// Why an import is undone.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UndoImport {
    /// In a few words; stands in every reversal.
    pub reason: String,
}

/// Undoes an import as one act: every entry of it is reversed, the last one first. **Who:** manager of the outlet.
pub fn undo(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (outlet, id): (OutletId, i64),
    body: UndoImport,
) -> Result<ImportRow, Refusal> {
    let reason = body.reason.trim();
    if reason.is_empty() {
        return Err(Refusal::from(No::Reason).at("/reason"));
    }
    let row = kept_row(tx, actor, outlet, id)?;
    if row.state != "committed" {
        return Err(No::ImportState.into());
    }
    let county = actor.county_id();
    let entries: Vec<i64> = tx.query(
        "SELECT e.seq FROM entry e WHERE e.county = $1 AND e.import = $2 AND e.book = $3 AND NOT EXISTS
            (SELECT 1 FROM entry r WHERE r.county = e.county AND r.book = e.book AND r.reverses = e.seq)
         ORDER BY e.seq DESC",
        params![county, id, outlet],
    )?;
    for seq in entries {
        undo_entry(tx, actor, outlet, seq, reason)?;
    }
    tx.run(
        "UPDATE import_file SET state = 'undone', undone_for = $5, done_at = $4 WHERE county = $1 AND outlet = $2 AND id = $3",
        params![county, outlet, id, actor.now, reason],
    )?;
    kept_row(tx, actor, outlet, id)
}

/// A file's name in a note.
fn short(name: &str) -> String {
    name.chars().take(100).collect()
}

fn undo_entry(tx: &mut Tx<'_>, actor: &Actor, outlet: OutletId, seq: i64, reason: &str) -> Result<(), Refusal> {
    let mut book = Book::open(tx, actor, outlet)?;
    reverse::undo(tx, actor, &mut book, seq, reason)?;
    book.close(tx, actor)
}

/// The rows that did not go in, as a workbook that can be mended and sent again. **Who:** manager of the outlet.
pub fn errors(tx: &mut Tx<'_>, actor: &Actor, (outlet, id): (OutletId, i64), _: Nothing) -> Result<Download, Refusal> {
    let (row, bytes) = kept(tx, actor, outlet, id)?;
    let read = Read::make(tx, actor, outlet, &row.name, &bytes, &CommitImport::default())?;
    let plan = Plan::make(tx, actor, outlet, &read)?;
    let sheets = plan.report_with_unfit();
    let bytes = sheets::write::error_file(&row.name, &bytes, &sheets, actor.lang).map_err(plan::refused)?;
    let stem = row.name.rsplit_once('.').map_or(row.name.as_str(), |(stem, _)| stem);
    let media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Ok(Download::saved(format!("{stem}-errors.xlsx"), media_type, bytes))
}

/// A whole import in one act, for the simulator. **Errors:** as [`commit`].
pub fn import_ledger(
    tx: &mut Tx<'_>,
    actor: &Actor,
    outlet: OutletId,
    file: &str,
    bytes: &[u8],
    options: CommitImport,
) -> Result<ImportRow, Refusal> {
    import_counting(tx, actor, outlet, (file, bytes), &options).map(|taken| taken.import)
}

/// A whole import in one act, and what became of its rows: for the command line. **Errors:** as [`commit`].
pub fn import_counting(
    tx: &mut Tx<'_>,
    actor: &Actor,
    outlet: OutletId,
    (file, bytes): (&str, &[u8]),
    options: &CommitImport,
) -> Result<Taken, Refusal> {
    let id = keep_file(tx, actor, outlet, file, bytes)?;
    let read = Read::make(tx, actor, outlet, file, bytes, options)?;
    commit_counting(tx, actor, (outlet, id), options, &read)
}

/// What a file would do, without keeping it: the dry run of the command line with an outlet named.
pub fn dry_run(tx: &mut Tx<'_>, actor: &Actor, outlet: OutletId, file: &str, bytes: &[u8]) -> Result<Preview, Refusal> {
    let read = Read::make(tx, actor, outlet, file, bytes, &CommitImport::default())?;
    Ok(Plan::make(tx, actor, outlet, &read)?.preview(0, "previewed"))
}

/// The first day that an import may bring: ten years back.
pub(crate) fn first_day(today: Day) -> Day {
    Day::first_of_year(today.year() - 10).unwrap_or(today)
}
