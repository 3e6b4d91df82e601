//! Text tables: comma, semicolon or tab.

use super::GiveAny;
use crate::{cell::Cell, problem::FileProblem};
use std::borrow::Cow;

/// A decoded text and the sign that parts its fields.
pub struct TextTable {
    text: String,
    delimiter: u8,
}

impl TextTable {
    /// Takes the sign that is most frequent outside quotes in the first lines.
    pub fn new(text: String) -> Self {
        let head = text.lines().filter(|line| !line.trim().is_empty()).take(20);
        let mut counts = [(b',', 0_u32), (b';', 0), (b'\t', 0)];
        for line in head {
            let mut quoted = false;
            for byte in line.bytes() {
                quoted ^= byte == b'"';
                for (delimiter, count) in &mut counts {
                    *count += u32::from(!quoted && byte == *delimiter);
                }
            }
        }
        let most = counts.iter().rev().max_by_key(|(_, count)| *count);
        let delimiter = most.map_or(b',', |(delimiter, _)| *delimiter);
        Self { text, delimiter }
    }

    /// Gives every record with the line on which it starts.
    pub fn rows(&self, give: &mut GiveAny<'_>) -> Result<(), FileProblem> {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(self.delimiter)
            .from_reader(self.text.as_bytes());
        let (mut record, mut widest) = (csv::StringRecord::new(), 0_usize);
        let mut lines = Lines { text: self.text.as_bytes(), at: 0, line: 1 };
        while reader.read_record(&mut record).map_err(|_| FileProblem::NotAWorkbook)? {
            let start = record.position().map_or(0, csv::Position::byte);
            let line = lines.of_record_at(usize::try_from(start).unwrap_or(usize::MAX));
            widest = widest.max(record.len());
            if record.iter().any(|field| self.swallows_rows(field, widest)) {
                return Err(FileProblem::OpenQuote);
            }
            give(line, record.iter().map(cell).collect())?;
        }
        Ok(())
    }
}

impl TextTable {
    /// Whether a field has lines that are rows of the table: somebody's `"5寸` opened a quote that nobody closed.
    fn swallows_rows(&self, field: &str, widest: usize) -> bool {
        let signs = |line: &str| line.bytes().filter(|byte| *byte == self.delimiter).count();
        field.contains('\n')
            && field.lines().skip(1).any(|line| signs(line) >= 2 && signs(line).saturating_add(2) >= widest)
    }
}

fn cell(field: &str) -> Cell<'_> {
    // The mark that keeps text from being run as a formula is ours (and Excel's), not the writer's.
    let guarded = field.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@']));
    match guarded.unwrap_or(field) {
        "" => Cell::Empty,
        text => Cell::Text(Cow::Borrowed(text)),
    }
}

/// Counts lines up to a byte, skipping the blank lines before a record.
struct Lines<'t> {
    text: &'t [u8],
    at: usize,
    line: u32,
}

impl Lines<'_> {
    fn of_record_at(&mut self, start: usize) -> u32 {
        while let Some(byte) = self.text.get(self.at) {
            if self.at >= start && !matches!(byte, b'\n' | b'\r') {
                break;
            }
            let alone = *byte == b'\r' && self.text.get(self.at.saturating_add(1)) != Some(&b'\n');
            self.line = self.line.saturating_add(u32::from(*byte == b'\n' || alone));
            self.at = self.at.saturating_add(1);
        }
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<(u32, Vec<String>)> {
        let mut seen = Vec::new();
        let table = TextTable::new(text.to_owned());
        table
            .rows(&mut |line, cells| {
                seen.push((line, cells.iter().map(|cell| cell.shown().into_owned()).collect()));
                Ok(())
            })
            .unwrap();
        seen
    }

    #[test]
    fn a_record_has_the_line_on_which_it_starts() {
        let seen = rows("日期,品名\r\n\r\n1,\"黄\n桃\"\n\n\n2,米\n");
        let lines: Vec<u32> = seen.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [1, 3, 7]);
    }

    #[test]
    fn the_delimiter_is_the_most_frequent_one() {
        for text in ["a,b,c\n1;2,3,4", "a;b;c\n1,5;2;3", "a\tb\tc\n1,5\t2\t3"] {
            assert!(rows(text).iter().all(|(_, cells)| cells.len() >= 3), "{text}");
        }
    }
}
