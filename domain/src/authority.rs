//! Who may do what, as a table: each command of the product with the seats of which one suffices.
//!
//! Rules and table read the same rows, so the table cannot say anything else than the server does.

use crate::clause::Clause;
use crate::follow_up::{Right, Severity};
use crate::policy::Policy;
use crate::role::{Role, Roles};
use crate::violation::{DependsOn, Measure, ViolationAct};

/// The seats of which one suffices; none named: anybody on the staff.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seats {
    pub any_of: &'static [Role],
    pub clause: Clause,
}

impl Seats {
    #[must_use]
    pub const fn of(any_of: &'static [Role], clause: Clause) -> Self {
        Seats { any_of, clause }
    }

    #[must_use]
    pub const fn anybody(clause: Clause) -> Self {
        Seats {
            any_of: &[],
            clause,
        }
    }

    /// Whether these roles suffice, in the seats the profile fills.
    #[must_use]
    pub fn filled_by(&self, policy: &Policy, roles: &Roles) -> bool {
        self.any_of.is_empty()
            || self
                .any_of
                .iter()
                .any(|seat| roles.contains(seat) || roles.contains(&policy.holder(*seat)))
    }

    /// The sets of roles of which one suffices; empty where anybody may.
    #[must_use]
    pub fn needs(&self, policy: &Policy) -> Vec<Roles> {
        let mut needs: Vec<Roles> = Vec::new();
        for seat in self.any_of {
            let roles = Roles::from([policy.holder(*seat)]);
            if !needs.contains(&roles) {
                needs.push(roles);
            }
        }
        needs
    }

    /// The clause of a refusal: whoever tries what only a signed disposition allows acts beyond authority by V4(4)⑦.
    #[must_use]
    pub const fn refused_by(&self) -> Clause {
        match self.clause {
            Clause::V3 | Clause::V4_4_3 | Clause::V4_4_4 | Clause::V4_4_6 => Clause::V4_4_7,
            other => other,
        }
    }

    /// The verdict on somebody with these roles.
    #[must_use]
    pub fn right(&self, policy: &Policy, roles: &Roles) -> Right {
        let allowed = self.filled_by(policy, roles);
        Right {
            allowed,
            needs: self.needs(policy),
            clause: if allowed {
                self.clause
            } else {
                self.refused_by()
            },
        }
    }
}

/// One command, and the circumstances its right depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    pub act: &'static str,
    /// Where the right differs by severity.
    pub severity: Option<Severity>,
    /// Where the right differs by measure.
    pub measure: Option<Measure>,
    pub seats: Seats,
}

/// A question that leaves out what the right depends on, or asks about no command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoRow {
    #[error("no command has this name")]
    UnknownAct,
    #[error("missing field `severity`")]
    SeverityMissing,
    #[error("missing field `measure`")]
    MeasureMissing,
}

/// Every command with every circumstance that makes a difference, in the order of the procedures.
#[must_use]
pub fn rows() -> Vec<Row> {
    let mut rows = Vec::new();
    for act in ViolationAct::ALL {
        let (severities, measures) = match act.depends_on() {
            DependsOn::Nothing => (&[None][..], &[None][..]),
            DependsOn::Severity => (BOTH, &[None][..]),
            DependsOn::Measure => (&[None][..], MEASURES),
            DependsOn::Both => (BOTH, MEASURES),
        };
        for severity in severities {
            // Nobody carries out or decides on what takes no disposition.
            for measure in measures
                .iter()
                .filter(|measure| act.comes_up_for(**measure))
            {
                rows.push(Row {
                    act: act.name(),
                    severity: *severity,
                    measure: *measure,
                    seats: act.seats(severity.unwrap_or(Severity::General), *measure),
                });
            }
        }
    }
    rows.extend(OTHERS.iter().map(|(act, seats)| Row {
        act,
        severity: None,
        measure: None,
        seats: *seats,
    }));
    rows
}

const BOTH: &[Option<Severity>] = &[Some(Severity::Major), Some(Severity::General)];

/// One measure for each way the right can differ.
const MEASURES: &[Option<Measure>] = &[
    Some(Measure::Talk),
    Some(Measure::Persuasion),
    Some(Measure::DemandNotice),
    Some(Measure::LateFee),
    Some(Measure::PublicNotice),
    Some(Measure::UtilityCutOff),
    Some(Measure::ServiceStop),
    Some(Measure::LiabilityClaim),
    Some(Measure::ContractTermination),
    Some(Measure::RectificationOrder),
    Some(Measure::Compensation),
    Some(Measure::PublicCriticism),
    Some(Measure::Arbitration),
    Some(Measure::Litigation),
];

/// Commands whose right depends on nothing. A delegation is also its holder's own to give, and its two people's to
/// end; that is no role, so the table does not show it.
const OTHERS: &[(&str, Seats)] = &[
    ("delegate", Seats::of(COMPANY, Clause::Ours)),
    ("end_delegation", Seats::of(COMPANY, Clause::Ours)),
    ("enable_measure", Seats::of(COMPANY, Clause::Ours)),
    ("disable_measure", Seats::of(COMPANY, Clause::Ours)),
    ("write_entry", Seats::anybody(Clause::V4_4_2)),
];

const COMPANY: &[Role] = &[Role::CompanyExecutive];

/// The row of a command in these circumstances. Where the measure makes a difference and none is named, the right is
/// that of a harsh one.
///
/// # Errors
/// [`NoRow`] when it depends on a circumstance that is not given, or there is no such command.
pub fn row(act: &str, severity: Option<Severity>, measure: Option<Measure>) -> Result<Row, NoRow> {
    if let Some((act, seats)) = OTHERS.iter().find(|(name, _)| *name == act) {
        return Ok(Row {
            act,
            severity,
            measure,
            seats: *seats,
        });
    }
    let act = ViolationAct::ALL
        .iter()
        .find(|known| known.name() == act)
        .ok_or(NoRow::UnknownAct)?;
    let by_severity = matches!(act.depends_on(), DependsOn::Severity | DependsOn::Both);
    // Talk and persuasion are anybody's, however grave the case.
    let mild = act.depends_on() == DependsOn::Both && measure.is_some_and(Measure::anybodys);
    if by_severity && severity.is_none() && !mild {
        return Err(NoRow::SeverityMissing);
    }
    if *act == ViolationAct::CarryOutDisposition && measure.is_none() {
        return Err(NoRow::MeasureMissing);
    }
    Ok(Row {
        act: act.name(),
        severity,
        measure,
        seats: act.seats(severity.unwrap_or(Severity::General), measure),
    })
}

/// One cell: a command in its circumstances, and one role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    pub row: Row,
    pub role: Role,
    pub allowed: bool,
}

/// All commands against all roles under one policy.
#[must_use]
pub fn table(policy: &Policy) -> Vec<Cell> {
    rows()
        .into_iter()
        .flat_map(|row| {
            Role::ALL.iter().map(move |role| Cell {
                row,
                role: *role,
                allowed: row.seats.filled_by(policy, &Roles::from([*role])),
            })
        })
        .collect()
}
