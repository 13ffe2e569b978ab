//! How much is read, so that no file can exhaust a tablet.

/// A list of 20 000 occupants with long texts is about 3 MB.
pub const FILE_BYTES: usize = 8 * 1024 * 1024;

/// What a workbook may unpack to. Real ones unpack to five to ten times their size; a zip bomb to a thousand times.
pub const UNPACKED_BYTES: u64 = 96 * 1024 * 1024;

/// Parts inside a workbook: a few for each sheet.
pub const PARTS: usize = 2_000;

/// The largest estates have some ten thousand households.
pub const ROWS: usize = 20_000;

/// Seven are used; people keep notes to the right of them.
pub const COLUMNS: usize = 64;

/// All cells together. Workbooks may repeat one long text in every cell at no cost to their size.
pub const TEXT_BYTES: usize = 16 * 1024 * 1024;
