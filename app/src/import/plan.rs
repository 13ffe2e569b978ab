//! The plan of an import: new, changed, unchanged or refused, line by line, against the directory as it stands.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::event::unit::OccupantKind;
use domain::head::UnitHead;
use domain::id::{OfficeId, UnitId};

use super::cell;
use crate::text::column::{ColumnName, says_yes};
use crate::text::import::LineFault;

/// Above the headings there may be a title, the date, who wrote it.
const HEADINGS_WITHIN: usize = 10;

/// A file and what it would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The recognised columns in the file's order, with their headings as written there.
    pub columns: Vec<(ColumnName, String)>,
    /// Headings nothing is taken from.
    pub ignored: Vec<String>,
    /// The heading row as written, for the file of refused lines.
    pub headings: Vec<String>,
    pub lines: Vec<LinePlan>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinePlan {
    /// The row's number as a spreadsheet program shows it.
    pub line: usize,
    pub cells: Vec<String>,
    pub unit: String,
    pub name: String,
    pub act: LineAct,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineAct {
    New(UnitHead),
    Changed {
        /// As it stands; none where the one before has left and the next one moves in.
        was: Option<UnitHead>,
        becomes: UnitHead,
        changes: Vec<Change>,
    },
    Unchanged,
    Refused {
        fault: LineFault,
        /// The column the fault is in; none where it is the whole line.
        column: Option<ColumnName>,
    },
}

/// A value the line replaces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub column: ColumnName,
    pub was: Option<Value>,
    pub becomes: Option<Value>,
}

/// A value of a column, without wording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Text(String),
    Flag(bool),
    Day(chrono::NaiveDate),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlanError {
    NoUnitColumn,
    NoNameColumn,
}

/// How many lines do what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub new: usize,
    pub changed: usize,
    pub unchanged: usize,
    pub refused: usize,
}

impl Plan {
    #[must_use]
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for line in &self.lines {
            match line.act {
                LineAct::New(_) => counts.new += 1,
                LineAct::Changed { .. } => counts.changed += 1,
                LineAct::Unchanged => counts.unchanged += 1,
                LineAct::Refused { .. } => counts.refused += 1,
            }
        }
        counts
    }

    /// What is to be recorded, with its line and what it replaces.
    pub fn records(&self) -> impl Iterator<Item = (usize, Option<&UnitHead>, &UnitHead)> {
        self.lines.iter().filter_map(|line| match &line.act {
            LineAct::New(becomes) => Some((line.line, None, becomes)),
            LineAct::Changed { was, becomes, .. } => Some((line.line, was.as_ref(), becomes)),
            LineAct::Unchanged | LineAct::Refused { .. } => None,
        })
    }
}

/// What each line of the file would do to the directory. Row `n` of the file stands at `n - 1`.
///
/// # Errors
/// When there are no headings to say which column is which.
pub fn plan(
    rows: &[Vec<String>],
    units: &BTreeMap<UnitId, Arc<UnitHead>>,
    office: OfficeId,
    kind: OccupantKind,
) -> Result<Plan, PlanError> {
    let (place, columns) = headings(rows)?;
    let headings = rows.get(place).cloned().unwrap_or_default();
    let mut seen = BTreeMap::new();
    let lines = (place + 1..)
        .zip(rows.iter().skip(place + 1))
        .filter(|(_, cells)| cells.iter().any(|cell| !cell.trim().is_empty()))
        .map(|(place, cells)| {
            let line = Line {
                number: place + 1,
                cells,
                columns: &columns,
                width: headings.len(),
            };
            LinePlan {
                line: line.number,
                cells: cells.clone(),
                unit: line.cell(ColumnName::Unit).to_owned(),
                name: line.cell(ColumnName::Name).to_owned(),
                act: line.act(units, office, kind, &mut seen),
            }
        })
        .collect();
    let heading_of = |place: &usize| headings.get(*place).cloned().unwrap_or_default();
    let mut found: Vec<(&usize, ColumnName)> = columns
        .iter()
        .map(|(column, place)| (place, *column))
        .collect();
    found.sort();
    let ignored = headings
        .iter()
        .enumerate()
        .filter(|(place, heading)| {
            !heading.trim().is_empty() && !columns.values().any(|known| known == place)
        })
        .map(|(_, heading)| heading.clone())
        .collect();
    Ok(Plan {
        columns: found
            .into_iter()
            .map(|(place, column)| (column, heading_of(place)))
            .collect(),
        ignored,
        lines,
        headings,
    })
}

type Columns = BTreeMap<ColumnName, usize>;

/// The row of headings, and where each column stands.
fn headings(rows: &[Vec<String>]) -> Result<(usize, Columns), PlanError> {
    let mut unit_alone = false;
    for (place, cells) in rows.iter().enumerate().take(HEADINGS_WITHIN) {
        let mut columns = Columns::new();
        for (at, heading) in cells.iter().enumerate() {
            if let Some(column) = ColumnName::of_heading(heading) {
                columns.entry(column).or_insert(at);
            }
        }
        let unit = columns.contains_key(&ColumnName::Unit);
        if unit && columns.contains_key(&ColumnName::Name) {
            return Ok((place, columns));
        }
        unit_alone |= unit;
    }
    Err(if unit_alone {
        PlanError::NoNameColumn
    } else {
        PlanError::NoUnitColumn
    })
}

struct Line<'a> {
    number: usize,
    cells: &'a [String],
    columns: &'a Columns,
    width: usize,
}

impl Line<'_> {
    fn cell(&self, column: ColumnName) -> &str {
        self.columns
            .get(&column)
            .and_then(|at| self.cells.get(*at))
            .map_or("", |cell| cell.trim())
    }

    fn act(
        &self,
        units: &BTreeMap<UnitId, Arc<UnitHead>>,
        office: OfficeId,
        kind: OccupantKind,
        seen: &mut BTreeMap<UnitId, usize>,
    ) -> LineAct {
        let code = self.cell(ColumnName::Unit);
        let unit = UnitId::of(office, code);
        let known = units.get(&unit).map(Arc::as_ref);
        match self.read(known, kind) {
            Err((fault, column)) => LineAct::Refused { fault, column },
            Ok(becomes) => {
                if let Some(line) = seen.get(&unit) {
                    return LineAct::Refused {
                        fault: LineFault::UnitTwice { line: *line },
                        column: Some(ColumnName::Unit),
                    };
                }
                seen.insert(unit, self.number);
                against(known, becomes)
            }
        }
    }

    /// The occupant the line speaks of. A blank cell says nothing: what stands stays.
    fn read(
        &self,
        known: Option<&UnitHead>,
        kind: OccupantKind,
    ) -> Result<UnitHead, (LineFault, Option<ColumnName>)> {
        if self
            .cells
            .iter()
            .skip(self.width)
            .any(|cell| !cell.trim().is_empty())
        {
            return Err((LineFault::TooManyCells, None));
        }
        for column in ColumnName::ALL.iter().copied() {
            if self.cell(column).chars().count() > cell::longest(column) {
                return Err((LineFault::TooLong { column }, Some(column)));
            }
        }
        let code = self.cell(ColumnName::Unit);
        if domain::id::normalise_unit_code(code).is_empty() {
            return Err((LineFault::UnitMissing, Some(ColumnName::Unit)));
        }
        let name = self.cell(ColumnName::Name);
        if name.is_empty() {
            return Err((LineFault::NameMissing, Some(ColumnName::Name)));
        }
        // Of another occupant nothing of the one before holds.
        let same = known.filter(|known| known.name == name);
        let text = |column, stands: Option<&String>| {
            let cell = self.cell(column);
            if cell.is_empty() {
                stands.cloned()
            } else {
                Some(cell.to_owned())
            }
        };
        let contact = text(
            ColumnName::Contact,
            same.and_then(|known| known.contact.as_ref()),
        );
        let trade = text(
            ColumnName::Trade,
            same.and_then(|known| known.trade.as_ref()),
        );
        let phone = text(
            ColumnName::Phone,
            same.and_then(|known| known.phone.as_ref()),
        );
        if let Some(value) = phone.as_ref().filter(|phone| !cell::is_phone(phone)) {
            let fault = LineFault::PhoneUnreadable {
                value: value.clone(),
            };
            return Err((fault, Some(ColumnName::Phone)));
        }
        Ok(UnitHead {
            code: known.map_or_else(|| code.to_owned(), |known| known.code.clone()),
            kind: known.map_or(kind, |known| known.kind),
            name: name.to_owned(),
            contact,
            phone,
            trade,
            flagship: self.flagship(same)?,
            occupied_from: self.occupied_from(same)?,
            left_on: None,
        })
    }

    fn flagship(&self, same: Option<&UnitHead>) -> Result<bool, (LineFault, Option<ColumnName>)> {
        let cell = self.cell(ColumnName::Flagship);
        if cell.is_empty() {
            return Ok(same.is_some_and(|known| known.flagship));
        }
        says_yes(cell).ok_or_else(|| {
            let value = cell.to_owned();
            (
                LineFault::FlagshipUnreadable { value },
                Some(ColumnName::Flagship),
            )
        })
    }

    fn occupied_from(
        &self,
        same: Option<&UnitHead>,
    ) -> Result<Option<chrono::NaiveDate>, (LineFault, Option<ColumnName>)> {
        let cell = self.cell(ColumnName::OccupiedFrom);
        if cell.is_empty() {
            return Ok(same.and_then(|known| known.occupied_from));
        }
        cell::day(cell).map(Some).ok_or_else(|| {
            let value = cell.to_owned();
            (
                LineFault::DateUnreadable { value },
                Some(ColumnName::OccupiedFrom),
            )
        })
    }
}

fn against(known: Option<&UnitHead>, becomes: UnitHead) -> LineAct {
    let Some(known) = known else {
        return LineAct::New(becomes);
    };
    // An older list does not bring back who has left since.
    if let Some(left_on) = known.left_on
        && known.name == becomes.name
        && becomes.occupied_from.is_none_or(|from| from <= left_on)
    {
        return LineAct::Unchanged;
    }
    let changes: Vec<Change> = ColumnName::ALL
        .iter()
        .filter(|column| **column != ColumnName::Unit)
        .map(|column| Change {
            column: *column,
            was: value(known, *column),
            becomes: value(&becomes, *column),
        })
        .filter(|change| change.was != change.becomes)
        .collect();
    if changes.is_empty() && known.left_on.is_none() {
        LineAct::Unchanged
    } else {
        LineAct::Changed {
            was: known.left_on.is_none().then(|| known.clone()),
            becomes,
            changes,
        }
    }
}

/// What stands in a column of the directory.
#[must_use]
pub fn value(unit: &UnitHead, column: ColumnName) -> Option<Value> {
    let text = |value: &Option<String>| value.clone().map(Value::Text);
    match column {
        ColumnName::Unit => Some(Value::Text(unit.code.clone())),
        ColumnName::Name => Some(Value::Text(unit.name.clone())),
        ColumnName::Contact => text(&unit.contact),
        ColumnName::Phone => text(&unit.phone),
        ColumnName::Trade => text(&unit.trade),
        ColumnName::Flagship => Some(Value::Flag(unit.flagship)),
        ColumnName::OccupiedFrom => unit.occupied_from.map(Value::Day),
    }
}
