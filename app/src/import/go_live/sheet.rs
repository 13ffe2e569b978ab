//! The rows of a sheet: where its headings stand, and what each line below them says.

use std::collections::BTreeMap;

use domain::id::Instant;

use super::super::cell;
use super::{GoLiveAct, GoLiveLine, GoLivePlan, Known, Reason, complaints, staff, work_orders};
use crate::text::go_live::GoLiveFault;
use crate::text::go_live_column::{GoLiveColumn, GoLiveSheet};
use crate::text::go_live_words::Written;

/// Above the headings there may be a title, the date, who wrote it.
const HEADINGS_WITHIN: usize = 10;

type Columns = BTreeMap<GoLiveColumn, usize>;
/// What stands against a line, and in which column.
pub(super) type Fault = (GoLiveFault, Option<GoLiveColumn>);

/// What a line came to.
pub(super) struct Read {
    /// What makes it this one and no other, for a second line of the same.
    pub key: String,
    pub who: String,
    pub act: GoLiveAct,
}

/// What each line of the file would do. Row `n` of the file stands at `n - 1`.
///
/// # Errors
/// The columns that are missing: then it is not this sheet.
pub fn plan(
    sheet: GoLiveSheet,
    rows: &[Vec<String>],
    known: &Known<'_>,
) -> Result<GoLivePlan, Vec<GoLiveColumn>> {
    let (place, columns) = headings(sheet, rows)?;
    let headings = rows.get(place).cloned().unwrap_or_default();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut lines = Vec::new();
    for (place, cells) in rows.iter().enumerate().skip(place + 1) {
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let line = Line {
            cells,
            columns: &columns,
            width: headings.len(),
        };
        let what = sheet.needed().first().copied();
        let read = line.whole(sheet).and_then(|()| match sheet {
            GoLiveSheet::Staff => staff::read(&line, known),
            GoLiveSheet::Complaints => complaints::read(&line, known),
            GoLiveSheet::WorkOrders => work_orders::read(&line, known),
        });
        let read = read.and_then(|read| match seen.insert(read.key.clone(), place + 1) {
            Some(first) => {
                seen.insert(read.key, first);
                let column = match sheet {
                    GoLiveSheet::Staff => Some(GoLiveColumn::SignInName),
                    _ => what,
                };
                Err((GoLiveFault::Twice { line: first }, column))
            }
            None => Ok(read),
        });
        let (who, act) = match read {
            Ok(read) => (read.who, read.act),
            Err((fault, column)) => (
                line.said(GoLiveColumn::Unit).to_owned(),
                GoLiveAct::Refused(Reason::Fault { fault, column }),
            ),
        };
        lines.push(GoLiveLine {
            line: place + 1,
            cells: cells.clone(),
            what: what.map_or_else(String::new, |column| line.said(column).to_owned()),
            who,
            act,
        });
    }
    let used = |place: &usize| columns.values().any(|known| known == place);
    let (found, ignored): (Vec<_>, Vec<_>) = headings
        .iter()
        .enumerate()
        .filter(|(_, heading)| !heading.trim().is_empty())
        .partition(|(place, _)| used(place));
    let names = |of: Vec<(usize, &String)>| of.into_iter().map(|(_, name)| name.clone()).collect();
    Ok(GoLivePlan {
        found: names(found),
        ignored: names(ignored),
        lines,
        headings,
    })
}

/// The row of headings, and where each column stands; or what the row that comes nearest lacks.
fn headings(
    sheet: GoLiveSheet,
    rows: &[Vec<String>],
) -> Result<(usize, Columns), Vec<GoLiveColumn>> {
    let mut lacking = sheet.needed().to_vec();
    for (place, cells) in rows.iter().enumerate().take(HEADINGS_WITHIN) {
        let mut columns = Columns::new();
        for (at, heading) in cells.iter().enumerate() {
            if let Some(column) = sheet.of_heading(heading) {
                columns.entry(column).or_insert(at);
            }
        }
        let without: Vec<GoLiveColumn> = sheet
            .needed()
            .iter()
            .filter(|column| !columns.contains_key(column))
            .copied()
            .collect();
        if without.is_empty() {
            return Ok((place, columns));
        }
        if without.len() < lacking.len() {
            lacking = without;
        }
    }
    Err(lacking)
}

/// One line below the headings.
pub(super) struct Line<'a> {
    cells: &'a [String],
    columns: &'a Columns,
    width: usize,
}

impl Line<'_> {
    /// Not a value too long, nor one outside the table.
    fn whole(&self, sheet: GoLiveSheet) -> Result<(), Fault> {
        if self
            .cells
            .iter()
            .skip(self.width)
            .any(|cell| !cell.trim().is_empty())
        {
            return Err((GoLiveFault::TooManyCells, None));
        }
        let long = |column: &&GoLiveColumn| self.said(**column).chars().count() > column.longest();
        match sheet.columns().iter().find(long) {
            Some(column) => Err((GoLiveFault::TooLong, Some(*column))),
            None => Ok(()),
        }
    }

    /// What a column says; nothing where the sheet does not have it.
    pub(super) fn said(&self, column: GoLiveColumn) -> &str {
        self.columns
            .get(&column)
            .and_then(|at| self.cells.get(*at))
            .map_or("", |cell| cell.trim())
    }

    pub(super) fn needed(&self, column: GoLiveColumn) -> Result<&str, Fault> {
        let said = self.said(column);
        if said.is_empty() {
            Err((GoLiveFault::Missing, Some(column)))
        } else {
            Ok(said)
        }
    }

    /// A name of the domain; none where the cell is blank.
    pub(super) fn word<T: Written>(
        &self,
        column: GoLiveColumn,
        known: &Known<'_>,
    ) -> Result<Option<T>, Fault> {
        let said = self.said(column);
        if said.is_empty() {
            return Ok(None);
        }
        word(said, column, known).map(Some)
    }

    /// Several of them in one cell.
    pub(super) fn words<T: Written>(
        &self,
        column: GoLiveColumn,
        known: &Known<'_>,
    ) -> Result<Vec<T>, Fault> {
        self.said(column)
            .split(['、', ',', '，', ';', '；', '/', '\n'])
            .map(str::trim)
            .filter(|said| !said.is_empty())
            .map(|said| word(said, column, known))
            .collect()
    }

    pub(super) fn phone(&self) -> Result<&str, Fault> {
        let said = self.said(GoLiveColumn::Phone);
        if said.is_empty() || cell::is_phone(said) {
            return Ok(said);
        }
        let value = said.to_owned();
        Err((
            GoLiveFault::PhoneUnreadable { value },
            Some(GoLiveColumn::Phone),
        ))
    }

    pub(super) fn date(&self, column: GoLiveColumn) -> Result<Option<chrono::NaiveDate>, Fault> {
        let said = self.said(column);
        if said.is_empty() {
            return Ok(None);
        }
        cell::day(said).map(Some).ok_or_else(|| bad(said, column))
    }

    /// A moment on the office's clock. Of a day without a time: its first minute, or its last where it is a limit.
    pub(super) fn moment(
        &self,
        column: GoLiveColumn,
        known: &Known<'_>,
    ) -> Result<Option<Instant>, Fault> {
        let said = self.said(column);
        if said.is_empty() {
            return Ok(None);
        }
        let (day, minute) = cell::moment(said).ok_or_else(|| bad(said, column))?;
        let whole_day = if column == GoLiveColumn::Limit {
            24 * 60 - 1
        } else {
            0
        };
        let minutes = i64::from(minute.unwrap_or(whole_day));
        let midnight = day.and_time(chrono::NaiveTime::MIN).and_utc();
        let offset = i64::from(known.utc_offset_minutes);
        Ok(Some(Instant(
            midnight.timestamp_millis() + (minutes - offset) * 60_000,
        )))
    }
}

fn word<T: Written>(said: &str, column: GoLiveColumn, known: &Known<'_>) -> Result<T, Fault> {
    T::written(said).ok_or_else(|| {
        let fault = GoLiveFault::UnknownWord {
            value: said.to_owned(),
            known: T::known(known.lang),
        };
        (fault, Some(column))
    })
}

fn bad(said: &str, column: GoLiveColumn) -> Fault {
    let value = said.to_owned();
    (GoLiveFault::DateUnreadable { value }, Some(column))
}
