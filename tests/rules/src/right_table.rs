//! The table of rights: every command against every seat, for both procedures, as a page people read.
//!
//! It is written from the rows the rules decide on, so it cannot say anything else than the server does.

use std::fmt::Write as _;

use chrono::NaiveDate;
use domain::act::{Act, Asked, FOLLOW_UP_ACTS, may};
use domain::authority::rows;
use domain::clause::Clause;
use domain::command::CommandBody;
use domain::follow_up::{FollowUpKind, Right, Severity};
use domain::policy::{Policy, ProfileName};
use domain::role::{Role, Roles};
use domain::violation::Measure;
use serde::Serialize;

/// A command, and what its right depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    pub act: &'static str,
    /// Of a follow-up.
    pub kind: Option<FollowUpKind>,
    pub severity: Option<Severity>,
    pub measure: Option<Measure>,
}

/// Every line of the table, in the order of the procedures.
#[must_use]
pub fn lines() -> Vec<Line> {
    let plain = |act| Line {
        act,
        kind: None,
        severity: None,
        measure: None,
    };
    let mut lines: Vec<Line> = Act::ALL.iter().map(|act| plain(act.name())).collect();
    for act in FOLLOW_UP_ACTS {
        for (kind, severity) in [
            (FollowUpKind::Complaint, Some(Severity::Major)),
            (FollowUpKind::Complaint, Some(Severity::General)),
            (FollowUpKind::Repair, None),
        ] {
            lines.push(Line {
                kind: Some(kind),
                severity,
                ..plain(act)
            });
        }
    }
    lines.extend(rows().into_iter().map(|row| Line {
        act: row.act,
        kind: None,
        severity: row.severity,
        measure: row.measure,
    }));
    lines
}

impl Line {
    /// Whether people with these roles may.
    ///
    /// # Panics
    /// When no command has this name.
    #[must_use]
    pub fn right(&self, policy: &Policy, people: &[Roles]) -> Right {
        let asked = Asked {
            kind: self.kind.unwrap_or(FollowUpKind::Complaint),
            severity: self.severity,
            people,
            sent_by: &Roles::new(),
        };
        if let Some(right) = may(self.act, asked, policy) {
            return right;
        }
        let together: Roles = people.iter().flatten().copied().collect();
        match domain::authority::row(self.act, self.severity, self.measure) {
            Ok(row) => row.seats.right(policy, &together),
            Err(error) => panic!("{}: {error}", self.act),
        }
    }
}

/// The line a command is judged by, where it is about a case of this severity and a measure like this.
///
/// # Panics
/// When the table has none: then the table is not whole.
#[must_use]
pub fn line_of(body: &CommandBody, severity: Severity, measure: Option<Measure>) -> Line {
    let act = body.act();
    let kind = match body {
        CommandBody::WorkOrder(_) => FollowUpKind::Repair,
        _ => FollowUpKind::Complaint,
    };
    lines()
        .into_iter()
        .find(|line| {
            line.act == act
                && line.kind.is_none_or(|of| of == kind)
                && line.severity.is_none_or(|of| of == severity)
                && (line.measure.is_none() || line.measure == measure)
        })
        .unwrap_or_else(|| panic!("no line for {act}"))
}

/// The seats of which people together may go to follow up.
#[must_use]
pub fn going(kind: FollowUpKind, severity: Severity, policy: &Policy) -> Roles {
    let line = Line {
        act: "record_follow_up",
        kind: Some(kind),
        severity: Some(severity),
        measure: None,
    };
    let needs = line.right(policy, &[]).needs;
    needs.into_iter().next().unwrap_or_default()
}

/// One cell of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Alone.
    May,
    /// Together with another seat.
    Together,
    MayNot,
}

/// What the table says of one seat.
#[must_use]
pub fn cell(line: &Line, role: Role, policy: &Policy) -> Cell {
    let right = line.right(policy, &[Roles::from([role])]);
    if right.allowed {
        return Cell::May;
    }
    let pair = |needs: &Roles| needs.len() > 1 && needs.contains(&role);
    if right.needs.iter().any(pair) {
        Cell::Together
    } else {
        Cell::MayNot
    }
}

/// The whole page.
#[must_use]
pub fn page() -> String {
    let mut page = String::from(
        "# Who may do what\n\n\
         Written by `cargo run -p rules --bin rights > docs/rights.md` from the rows the rules decide on; a test fails \
         when this page is not what they say.\n\n\
         ● may alone · ◐ may together with another seat · empty: the server refuses it and keeps the refusal.\n\n\
         Relations come on top and are not in the table: the technician who has the order, those named to carry a \
         measure out, the author of an entry on the day it was made, the two people of a delegation, who stands in for \
         its holder by it (代), a technician the Dispatcher sent (G3.5.3), whoever a point of the head's remark names. A seat a procedure lacks is filled as the procedure says.\n",
    );
    for profile in ProfileName::ALL {
        section(&mut page, *profile);
    }
    page
}

fn section(page: &mut String, profile: ProfileName) {
    let policy = Policy::built_in(profile, NaiveDate::default());
    let _ = write!(page, "\n## {}\n\n", name(&profile));
    let mut row = |cells: &[String]| {
        // Writing into a text does not fail.
        let _ = writeln!(page, "| {} |", cells.join(" | "));
    };
    let heads = ["command".to_owned(), "of".to_owned(), "clause".to_owned()];
    let seats = Role::ALL.iter().map(name);
    let heads: Vec<String> = heads.into_iter().chain(seats).collect();
    row(&heads);
    row(&vec!["---".to_owned(); heads.len()]);
    for line in lines() {
        let mut cells = vec![
            format!("`{}`", line.act),
            circumstances(&line),
            name(&clause(&line, &policy)),
        ];
        cells.extend(Role::ALL.iter().map(|role| {
            match cell(&line, *role, &policy) {
                Cell::May => "●",
                Cell::Together => "◐",
                Cell::MayNot => "",
            }
            .to_owned()
        }));
        row(&cells);
    }
}

/// The clause that gives the right to the first seat that has it; where only two together have it, the one that asks
/// for both.
fn clause(line: &Line, policy: &Policy) -> Clause {
    let rights = Role::ALL
        .iter()
        .map(|role| line.right(policy, &[Roles::from([*role])]));
    let given = rights.into_iter().find(|right| right.allowed);
    given.unwrap_or_else(|| line.right(policy, &[])).clause
}

fn circumstances(line: &Line) -> String {
    let parts = [
        line.kind.as_ref().map(name),
        line.severity.as_ref().map(name),
        line.measure.as_ref().map(name),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(", ")
}

/// The name a value goes by in everything that is written down.
fn name<T: Serialize>(value: &T) -> String {
    let json = serde_json::to_string(value).unwrap_or_default();
    json.trim_matches('"').to_owned()
}
