//! What a file may hold. Beyond a limit it is refused as `file.too_big`; nothing is cut off silently.

/// Bytes of a file, 64 MiB.
pub const FILE_BYTES_MAX: usize = 64 << 20;
/// Rows of a sheet that hold something.
pub const ROWS_MAX: u32 = 200_000;
/// The last column that may hold something.
pub const COLUMNS_MAX: usize = 200;
/// Cells of a file, from the first of a row to its last that holds something.
pub const CELLS_MAX: usize = 8_000_000;
/// Bytes of text in a row, 256 KiB: a spreadsheet's longest text has a third of that.
pub const ROW_TEXT_BYTES_MAX: usize = 256 << 10;
/// Bytes of text in all rows together, 128 MiB, however often one text is used.
pub const TEXT_BYTES_MAX: usize = 128 << 20;
/// Bytes of a workbook once it is unpacked, 1 GiB: a zip bomb ends here.
pub const UNZIPPED_BYTES_MAX: u64 = 1 << 30;
/// Bytes of the unpacked table of texts, 64 MiB; it alone is kept in memory.
pub const TEXTS_BYTES_MAX: u64 = 64 << 20;
/// Texts that this table may announce; room is taken for them beforehand.
pub const TEXTS_MAX: u64 = 4_000_000;
/// Bytes of every other part that is kept, such as styles, 32 MiB.
pub const PART_BYTES_MAX: u64 = 32 << 20;
/// Bytes of XML that one text may take, 512 KiB: 32,767 characters, each written out as a number.
pub const TEXT_XML_BYTES_MAX: usize = 512 << 10;
/// Bytes of a part of which it cannot be said how long its texts are, 8 MiB.
pub const ODD_PART_BYTES_MAX: u64 = 8 << 20;
/// Rows from the top among which a header is looked for.
pub const HEAD_ROWS: usize = 40;
/// Products suggested for an unknown name.
pub const SUGGESTIONS_MAX: usize = 3;
