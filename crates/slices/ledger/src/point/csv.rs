//! Tables that leave as text: with a mark for spreadsheets that it is UTF-8, and nothing in it that they would run.

use base::Refusal;
use edge::Actor;
use store::StoreError;

/// A table being written.
pub(super) struct Table(csv::Writer<Vec<u8>>);

fn failed(error: impl std::fmt::Display) -> Refusal {
    StoreError::Other(format!("a table is not written: {error}")).into()
}

/// A spreadsheet takes what begins so for a formula.
fn plain(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}

impl Table {
    /// Begins with the head; a simulated county says so in a line above it.
    pub(super) fn new(actor: &Actor, head: &[&str]) -> Self {
        let mut start = "\u{FEFF}".as_bytes().to_vec();
        if actor.county.simulated {
            start.extend_from_slice("模拟数据，不是真实业务\r\n".as_bytes());
        }
        let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(start);
        // Writing to memory does not fail, and what would comes out with the next row.
        let _ = writer.write_record(head);
        Self(writer)
    }

    /// Adds a row.
    pub(super) fn row<const N: usize>(&mut self, cells: [&str; N]) -> Result<(), Refusal> {
        self.0.write_record(cells.map(plain)).map_err(failed)
    }

    /// The whole text.
    pub(super) fn text(self) -> Result<String, Refusal> {
        String::from_utf8(self.0.into_inner().map_err(failed)?).map_err(failed)
    }
}
