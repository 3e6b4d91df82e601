//! A look inside a zipped workbook before it is read: how large it unpacks, and its merged cells.
//!
//! Merged cells stand behind the rows of a sheet; picking them up here, while the size is
//! measured, spares a second parse of the sheet.

use crate::{limits, problem::FileProblem};
use std::io::{Cursor, Read};

/// How much of the end of a sheet is kept to find its merged cells.
const TAIL_BYTES: usize = 1 << 20;

/// Merged regions, zero-based, both ends included.
#[derive(Clone, Debug, Default)]
pub struct Merges {
    regions: Vec<Region>,
}

/// One merged region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    /// First row and column.
    pub start: (u32, u32),
    /// Last row and column.
    pub end: (u32, u32),
}

impl Merges {
    /// Regions as another reader found them.
    pub fn new(mut regions: Vec<Region>) -> Self {
        regions.sort_by_key(|region| region.start);
        Self { regions }
    }

    /// No region at all.
    pub fn is_empty(&self) -> bool {
        self.regions.is_empty()
    }

    /// The region that a zero-based cell lies in.
    pub fn at(&self, row: u32, column: usize) -> Option<Region> {
        let column = u32::try_from(column).ok()?;
        let starts_above = self.regions.partition_point(|region| region.start.0 <= row);
        let within = |r: &&Region| r.end.0 >= row && (r.start.1..=r.end.1).contains(&column);
        // Sheets have few merged cells; the nearest region above is looked at first.
        self.regions.get(..starts_above)?.iter().rev().take(4_096).find(within).copied()
    }
}

type Archive<'b> = zip::ZipArchive<Cursor<&'b [u8]>>;

/// Unpacks everything once, keeping nothing but the merged cells of each sheet, in workbook order.
///
/// # Errors
/// `NotAWorkbook` without a workbook inside, `Encrypted`, or `TooBig`.
pub fn look_inside(bytes: &[u8]) -> Result<Vec<Merges>, FileProblem> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| FileProblem::NotAWorkbook)?;
    let mut left = limits::UNZIPPED_BYTES_MAX;
    let mut tails = Vec::new();
    for index in 0..archive.len() {
        let (name, tail, size) = unpack(&mut archive, index, left)?;
        if name.ends_with("sharedStrings.xml") && size > limits::TEXTS_BYTES_MAX {
            return Err(FileProblem::TooBig);
        }
        left = left.saturating_sub(size);
        tails.push((name, tail));
    }
    let content =
        |wanted: &str| tails.iter().find(|(name, _)| name == wanted).map(|(_, tail)| String::from_utf8_lossy(tail));
    // Some writers number even this part: xl/workbook2.xml.
    let is_workbook = |name: &str| name.starts_with("xl/workbook") && name.ends_with(".xml");
    let workbook = tails.iter().find(|(name, _)| is_workbook(name)).ok_or(FileProblem::NotAWorkbook)?;
    let workbook = String::from_utf8_lossy(&workbook.1);
    let relations = content("xl/_rels/workbook.xml.rels").unwrap_or_default();
    let sheets = tags(&workbook, "<sheet ").map(|tag| {
        let id = attribute(tag, "r:id").unwrap_or_default();
        let target = tags(&relations, "<Relationship ").find(|tag| attribute(tag, "Id") == Some(id));
        let target = target.and_then(|tag| attribute(tag, "Target")).unwrap_or_default();
        let path = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
        content(&path).map(|sheet| regions(&sheet)).unwrap_or_default()
    });
    Ok(sheets.collect())
}

/// Name, last bytes and size of an entry.
fn unpack(archive: &mut Archive<'_>, index: usize, left: u64) -> Result<(String, Vec<u8>, u64), FileProblem> {
    let mut entry = archive.by_index(index).map_err(|error| match error {
        zip::result::ZipError::UnsupportedArchive(zip::result::ZipError::PASSWORD_REQUIRED) => FileProblem::Encrypted,
        _ => FileProblem::NotAWorkbook,
    })?;
    let name = entry.name().map_err(|_| FileProblem::NotAWorkbook)?.replace('\\', "/");
    let keeps = name.starts_with("xl/w") || name.starts_with("xl/_rels/");
    let (mut tail, mut size, mut chunk) = (Vec::new(), 0_u64, vec![0_u8; 1 << 16]);
    loop {
        let read = entry.read(&mut chunk).map_err(|_| FileProblem::NotAWorkbook)?;
        if read == 0 {
            return Ok((name, tail, size));
        }
        size = size.saturating_add(u64::try_from(read).unwrap_or(u64::MAX));
        if size > left {
            return Err(FileProblem::TooBig);
        }
        if keeps {
            tail.extend_from_slice(chunk.get(..read).unwrap_or_default());
            if tail.len() > 2 * TAIL_BYTES {
                tail.drain(..TAIL_BYTES);
            }
        }
    }
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
