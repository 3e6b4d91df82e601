//! A table on stdout as CSV; a name that looks like a formula stays text.

/// Head and rows.
pub(super) fn table(head: Vec<String>, rows: impl Iterator<Item = Vec<String>>) -> Result<String, String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in std::iter::once(head).chain(rows) {
        let row: Vec<String> = row.into_iter().map(guarded).collect();
        writer.write_record(row).map_err(|e| e.to_string())?;
    }
    let bytes = writer.into_inner().map_err(|e| e.to_string())?;
    String::from_utf8(bytes).map_err(|e| e.to_string())
}

fn guarded(cell: String) -> String {
    let amount = cell.strip_prefix('-').is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit() || c == '.'));
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && !amount;
    if formula { format!("'{cell}") } else { cell }
}
