//! Text with separated values: `.csv` of any program, or cells copied into a text file.

use csv::{ReaderBuilder, StringRecord};

use crate::{Rows, SheetError, limits};

const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];

pub fn rows(text: &str) -> Result<Rows, SheetError> {
    // One kind of line end, so that the blank lines between two records can be counted.
    let text = &text.replace("\r\n", "\n").replace('\r', "\n");
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator(text))
        .from_reader(text.as_bytes());
    let mut rows = Rows::new();
    let mut record = StringRecord::new();
    while reader
        .read_record(&mut record)
        .map_err(|_| SheetError::Unreadable)?
    {
        // The reader passes over blank lines, a spreadsheet program shows them as rows.
        let from = record.position().map_or(0, csv::Position::byte);
        let blank = blank_lines_at(text, usize::try_from(from).unwrap_or(usize::MAX));
        if rows.len().saturating_add(blank) >= limits::ROWS {
            return Err(SheetError::TooManyRows);
        }
        rows.extend(std::iter::repeat_n(Vec::new(), blank));
        rows.push(cells(&record)?);
    }
    Ok(rows)
}

fn cells(record: &StringRecord) -> Result<Vec<String>, SheetError> {
    let mut cells: Vec<String> = record.iter().map(|cell| cell.trim().to_owned()).collect();
    let used = cells.iter().rposition(|cell| !cell.is_empty());
    cells.truncate(used.map_or(0, |last| last + 1));
    if cells.len() > limits::COLUMNS {
        return Err(SheetError::TooManyColumns);
    }
    Ok(cells)
}

/// Whichever of them the first line with anything in it has most of, outside quotes.
fn separator(text: &str) -> u8 {
    let first = text.lines().find(|line| !line.trim().is_empty());
    let count = |separator: u8| {
        let mut quoted = false;
        first
            .unwrap_or_default()
            .bytes()
            .fold(0_usize, |count, byte| {
                quoted ^= byte == b'"';
                count + usize::from(byte == separator && !quoted)
            })
    };
    // The comma where none is there: a file of one column.
    SEPARATORS
        .into_iter()
        .rev()
        .max_by_key(|separator| count(*separator))
        .unwrap_or(b',')
}

fn blank_lines_at(text: &str, from: usize) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    rest.len() - rest.trim_start_matches('\n').len()
}
