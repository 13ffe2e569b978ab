//! Workbooks (.xlsx): the first sheet with anything in it. Cells are read one by one, so that one cell far out does
//! not become a grid of a billion. Of a formula the value last computed is read, nothing is computed.

use std::io::{Cursor, Read as _, copy, sink};

use calamine::{DataRef, ExcelDateTime, Reader as _, Xlsx};
use zip::ZipArchive;

use crate::{Rows, SheetError, limits};

pub fn rows(bytes: &[u8]) -> Result<Rows, SheetError> {
    check_unpacked_size(bytes)?;
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(|_| SheetError::Unreadable)?;
    for sheet in workbook.sheet_names() {
        let rows = rows_of(&mut workbook, &sheet)?;
        if !rows.is_empty() {
            return Ok(rows);
        }
    }
    Err(SheetError::Empty)
}

/// What a workbook says of its own size may be a lie, so it is unpacked once to count.
fn check_unpacked_size(bytes: &[u8]) -> Result<(), SheetError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| SheetError::Unreadable)?;
    if archive.len() > limits::PARTS {
        return Err(SheetError::TooLarge);
    }
    let mut left = limits::UNPACKED_BYTES;
    for place in 0..archive.len() {
        let part = archive
            .by_index(place)
            .map_err(|_| SheetError::Unreadable)?;
        let unpacked =
            copy(&mut part.take(left + 1), &mut sink()).map_err(|_| SheetError::Unreadable)?;
        left = left.checked_sub(unpacked).ok_or(SheetError::TooLarge)?;
    }
    Ok(())
}

fn rows_of(workbook: &mut Xlsx<Cursor<&[u8]>>, sheet: &str) -> Result<Rows, SheetError> {
    let Ok(mut cells) = workbook.worksheet_cells_reader(sheet) else {
        // A sheet of charts has no cells.
        return Ok(Rows::new());
    };
    let mut rows = Rows::new();
    let mut text_bytes = 0_usize;
    while let Some(cell) = cells.next_cell().map_err(|_| SheetError::Unreadable)? {
        let text = text_of(cell.get_value());
        if text.is_empty() {
            continue;
        }
        text_bytes = text_bytes.saturating_add(text.len());
        if text_bytes > limits::TEXT_BYTES {
            return Err(SheetError::TooLarge);
        }
        let (row, column) = cell.get_position();
        put(&mut rows, row as usize, column as usize, text)?;
    }
    Ok(rows)
}

fn put(rows: &mut Rows, row: usize, column: usize, text: String) -> Result<(), SheetError> {
    if row >= limits::ROWS {
        return Err(SheetError::TooManyRows);
    }
    if column >= limits::COLUMNS {
        return Err(SheetError::TooManyColumns);
    }
    if rows.len() <= row {
        rows.resize_with(row + 1, Vec::new);
    }
    if let Some(cells) = rows.get_mut(row) {
        if cells.len() <= column {
            cells.resize_with(column + 1, String::new);
        }
        if let Some(cell) = cells.get_mut(column) {
            *cell = text;
        }
    }
    Ok(())
}

fn text_of(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number_text(*number),
        DataRef::String(text) => text.trim().to_owned(),
        DataRef::SharedString(text) => text.trim().to_owned(),
        DataRef::Bool(yes) => yes.to_string(),
        DataRef::DateTime(at) => date_text(at),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.trim().to_owned(),
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

/// Phones and unit numbers stand as numbers in many files: 13800138000, not 13800138000.0 or 1.38e10.
fn number_text(number: f64) -> String {
    format!("{number}")
}

fn date_text(at: &ExcelDateTime) -> String {
    if !at.is_datetime() {
        return number_text(at.as_f64());
    }
    let (year, month, day, hour, minute, _, _) = at.to_ymd_hms_milli();
    if (hour, minute) == (0, 0) {
        format!("{year:04}-{month:02}-{day:02}")
    } else {
        format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}")
    }
}
