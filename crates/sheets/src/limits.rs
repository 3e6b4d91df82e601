//! What a file may hold. Beyond a limit it is refused as `file.too_big`; nothing is cut off silently.

/// Bytes of a file, 64 MiB.
pub const FILE_BYTES_MAX: usize = 64 << 20;
/// Rows of a sheet that hold something.
pub const ROWS_MAX: u32 = 200_000;
/// The last column that may hold something.
pub const COLUMNS_MAX: usize = 200;
/// Bytes of a workbook once it is unpacked, 1 GiB: a zip bomb ends here.
pub const UNZIPPED_BYTES_MAX: u64 = 1 << 30;
/// Bytes of the unpacked table of texts, 256 MiB; it alone is kept in memory.
pub const TEXTS_BYTES_MAX: u64 = 256 << 20;
/// Rows from the top among which a header is looked for.
pub const HEAD_ROWS: usize = 40;
/// Products suggested for an unknown name.
pub const SUGGESTIONS_MAX: usize = 3;
