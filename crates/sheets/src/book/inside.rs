//! A look inside a zipped workbook before it is read: how much it unpacks to, how much of it a reader would hold
//! at once, and its merged cells.
//!
//! Merged cells stand behind the rows of a sheet; picking them up here, while the size is measured, spares a
//! second parse of the sheet.

use super::{
    merges::{Merges, Region},
    scan::Scan,
};
use crate::{limits, problem::FileProblem};
use std::io::{Cursor, Read};

/// How much of the end of a part is kept: the merged cells of a sheet, and the short parts that name the sheets.
const TAIL_BYTES: usize = 1 << 20;
/// Merged cells of all sheets together; more are a bomb.
const MERGES_MAX: usize = 200_000;

type Archive<'b> = zip::ZipArchive<Cursor<&'b [u8]>>;

/// What is kept of an entry.
struct Part {
    name: String,
    size: u64,
    /// A reader would hold too much of it.
    too_big: bool,
    merges: Merges,
    /// Of the parts that name the sheets.
    text: String,
}

/// Unpacks everything once; the merged cells of each sheet, in workbook order.
///
/// # Errors
/// `NotAWorkbook` without a workbook inside, `Encrypted`, or `TooBig`.
pub fn look_inside(bytes: &[u8]) -> Result<Vec<Merges>, FileProblem> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| FileProblem::NotAWorkbook)?;
    let (mut left, mut merges_left) = (limits::UNZIPPED_BYTES_MAX, MERGES_MAX);
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let part = unpack(&mut archive, index, left)?;
        left = left.saturating_sub(part.size);
        merges_left = merges_left.checked_sub(part.merges.len()).ok_or(FileProblem::TooBig)?;
        parts.push(part);
    }
    // Some writers number even this part: xl/workbook2.xml.
    let workbook = parts.iter().find(|part| is_workbook(&part.name)).ok_or(FileProblem::NotAWorkbook)?;
    let relations = parts.iter().find(|part| part.name == RELATIONS).map_or("", |part| part.text.as_str());
    if parts.iter().any(|part| part.too_big && is_read(&part.name, relations)) {
        return Err(FileProblem::TooBig);
    }
    let sheets = tags(&workbook.text, "<sheet ").map(|tag| {
        let id = attribute(tag, "r:id").unwrap_or_default();
        let target = tags(relations, "<Relationship ").find(|tag| attribute(tag, "Id") == Some(id));
        let target = target.and_then(|tag| attribute(tag, "Target")).unwrap_or_default();
        let path = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
        parts.iter().find(|part| part.name == path).map(|part| part.merges.clone()).unwrap_or_default()
    });
    Ok(sheets.collect())
}

const RELATIONS: &str = "xl/_rels/workbook.xml.rels";

fn is_workbook(name: &str) -> bool {
    name.starts_with("xl/workbook") && name.ends_with(".xml")
}

/// Whether a reader may open a part: pictures and the like it does not, unless a relation calls one a sheet.
fn is_read(name: &str, relations: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let file = lower.rsplit('/').next().unwrap_or_default();
    lower.ends_with(".xml") || lower.ends_with(".rels") || relations.to_ascii_lowercase().contains(file)
}

/// The most that a part may unpack to. Texts, styles and names are kept in memory as long as the file is open.
fn size_max(name: &str) -> u64 {
    let lower = name.to_ascii_lowercase();
    let kept = ["styles", "theme", "workbook", ".rels"].iter().any(|word| lower.contains(word));
    match (lower.ends_with("sharedstrings.xml"), kept) {
        (true, _) => limits::TEXTS_BYTES_MAX,
        (false, true) => limits::PART_BYTES_MAX,
        _ => limits::UNZIPPED_BYTES_MAX,
    }
}

fn unpack(archive: &mut Archive<'_>, index: usize, left: u64) -> Result<Part, FileProblem> {
    let mut entry = archive.by_index(index).map_err(|error| match error {
        zip::result::ZipError::UnsupportedArchive(zip::result::ZipError::PASSWORD_REQUIRED) => FileProblem::Encrypted,
        _ => FileProblem::NotAWorkbook,
    })?;
    let name = entry.name().map_err(|_| FileProblem::NotAWorkbook)?.replace('\\', "/");
    let keeps = name.starts_with("xl/w") || name.starts_with("xl/_rels/");
    let most = left.min(size_max(&name));
    let (mut tail, mut size, mut chunk) = (Vec::new(), 0_u64, vec![0_u8; 1 << 16]);
    let (mut scan, mut too_big) = (Scan::new(), false);
    loop {
        let read = entry.read(&mut chunk).map_err(|_| FileProblem::NotAWorkbook)?;
        if read == 0 {
            break;
        }
        let unpacked = chunk.get(..read).unwrap_or_default();
        size = size.saturating_add(u64::try_from(read).unwrap_or(u64::MAX));
        too_big = too_big || scan.is_too_big(unpacked);
        if size > most || (too_big && name.ends_with(".xml")) {
            return Err(FileProblem::TooBig);
        }
        if keeps {
            tail.extend_from_slice(unpacked);
            if tail.len() > 2 * TAIL_BYTES {
                tail.drain(..TAIL_BYTES);
            }
        }
    }
    let text = String::from_utf8_lossy(&tail);
    if is_workbook(&name) || name == RELATIONS {
        return Ok(Part { text: text.into_owned(), merges: Merges::default(), name, size, too_big });
    }
    Ok(Part { text: String::new(), merges: regions(&text), name, size, too_big })
}

fn tags<'x>(xml: &'x str, start: &'x str) -> impl Iterator<Item = &'x str> {
    xml.split(start).skip(1).filter_map(|rest| rest.split('>').next())
}

fn attribute<'x>(tag: &'x str, name: &str) -> Option<&'x str> {
    tag.split_ascii_whitespace().find_map(|word| {
        let value = word.strip_prefix(name)?.strip_prefix('=')?;
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        value.get(1..)?.split(quote).next()
    })
}

fn regions(sheet: &str) -> Merges {
    let Some(at) = sheet.rfind("<mergeCells") else { return Merges::default() };
    let list = sheet.get(at..).unwrap_or_default();
    let found = tags(list, "<mergeCell ").filter_map(|tag| {
        let (start, end) = attribute(tag, "ref")?.split_once(':')?;
        Some(Region { start: cell_name(start)?, end: cell_name(end)? })
    });
    Merges::new(found.collect())
}

/// `B3` → (2, 1).
fn cell_name(name: &str) -> Option<(u32, u32)> {
    let letters = name.find(|c: char| c.is_ascii_digit())?;
    let (column, row) = name.split_at_checked(letters)?;
    let column = column.bytes().try_fold(0_u32, |sum, letter| {
        let digit = u32::from(letter.to_ascii_uppercase().checked_sub(b'A')?).checked_add(1)?;
        sum.checked_mul(26)?.checked_add(digit)
    })?;
    Some((row.parse::<u32>().ok()?.checked_sub(1)?, column.checked_sub(1)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn merged_cells_are_found_by_any_of_their_cells() {
        let merges = regions(
            r#"<sheetData/><mergeCells count="2"><mergeCell ref="A1:L1"/><mergeCell ref="A5:A7"/></mergeCells>"#,
        );
        assert_eq!(merges.at(5, 0), Some(Region { start: (4, 0), end: (6, 0) }));
        assert_eq!(merges.at(0, 11), Some(Region { start: (0, 0), end: (0, 11) }));
        assert_eq!(merges.at(7, 0), None);
        assert_eq!(cell_name("AB10"), Some((9, 27)));
        assert_eq!(cell_name("10"), None);
    }
}
