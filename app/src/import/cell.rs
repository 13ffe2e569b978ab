//! What a cell of the file says, in the forms people write.

use chrono::NaiveDate;

use crate::text::column::ColumnName;

/// A day: `2026-11-23`, `2026/11/23`, `2026.11.23`, `2026年11月23日`, `20261123`, each also with a time behind it.
/// Forms in which day and month could be confused are not read.
#[must_use]
pub fn day(cell: &str) -> Option<NaiveDate> {
    let cell = half_width(cell);
    let date = cell.split([' ', 'T']).next().unwrap_or_default();
    if date.len() == 8 && date.bytes().all(|byte| byte.is_ascii_digit()) {
        return NaiveDate::parse_from_str(date, "%Y%m%d").ok();
    }
    let date = date.strip_suffix('日').unwrap_or(date);
    let mut parts = date
        .split(['-', '/', '.', '年', '月'])
        .map(str::parse::<i32>);
    let (Some(Ok(year)), Some(Ok(month)), Some(Ok(day)), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return None;
    };
    let (month, day): (u32, u32) = (month.try_into().ok()?, day.try_into().ok()?);
    NaiveDate::from_ymd_opt(year, month, day).filter(|_| (1900..2200).contains(&year))
}

/// A day and the minute of it, where one is written: `2026-11-23 14:30`, `2026年11月23日 14时30分`.
#[must_use]
pub fn moment(cell: &str) -> Option<(NaiveDate, Option<u32>)> {
    let on = day(cell)?;
    let cell = half_width(cell);
    let time: String = cell
        .split_once([' ', 'T'])
        .map_or("", |(_, time)| time)
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    if time.is_empty() {
        return Some((on, None));
    }
    let mut parts = time
        .trim_end_matches(['分', '秒'])
        .split([':', '时', '点', '分']);
    let mut number = |below: u32| {
        let part = parts.next().unwrap_or("0");
        let part = if part.is_empty() { "0" } else { part };
        part.parse().ok().filter(|number: &u32| *number < below)
    };
    let (hour, minute, _second) = (number(24)?, number(60)?, number(60)?);
    Some((on, Some(hour * 60 + minute)))
}

/// One number or several, with the marks people put between.
#[must_use]
pub fn is_phone(cell: &str) -> bool {
    half_width(cell)
        .split(['/', '、', ',', ';', '\n'])
        .all(|number| {
            let digits = number.chars().filter(char::is_ascii_digit).count();
            (5..=20).contains(&digits)
                && number.chars().all(|c| {
                    c.is_ascii_digit()
                        || c.is_whitespace()
                        || matches!(c, '-' | '+' | '(' | ')' | '转')
                })
        })
}

/// How long a value may be: as much as its place on the paper forms holds, generously.
#[must_use]
pub const fn longest(column: ColumnName) -> usize {
    match column {
        ColumnName::Unit | ColumnName::OccupiedFrom => 32,
        ColumnName::Name => 80,
        ColumnName::Contact | ColumnName::Phone | ColumnName::Trade => 60,
        ColumnName::Flagship => 16,
    }
}

fn half_width(cell: &str) -> String {
    cell.trim()
        .chars()
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            '\u{3000}' => ' ',
            '—' | '–' | '‐' | '‑' => '-',
            other => other,
        })
        .collect()
}
