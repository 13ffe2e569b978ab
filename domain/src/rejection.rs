//! Why a command was not taken: a code with what is needed to explain it, and the clause behind it. No wording.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::clause::Clause;
use crate::complaint::Status;
use crate::event::violation::ViolationOutcome;
use crate::event::work_order::Handover;
use crate::follow_up::Severity;
use crate::id::{CommandId, DepartmentId, Instant, PersonId};
use crate::policy::Figure;
use crate::role::Roles;
use crate::violation::{Hindrance, PerMille};
use crate::work_order::Phase;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{code:?} ({clause:?})")]
pub struct Rejection {
    pub code: RejectionCode,
    pub clause: Clause,
    /// The sets of roles of which one would have sufficed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<Roles>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RejectionCode {
    /// The people who went, or signed, do not hold a role the clause asks for.
    BeyondAuthority,
    /// The author is no longer, or not yet, at this office.
    NotOnStaff,
    /// The thing the command is about does not exist here.
    Unknown { what: Thing },
    /// The case does not stand where this step begins.
    WrongStatus { is: Status },
    /// Somebody changed the value meanwhile; a person chooses.
    Contested {
        base: Value,
        mine: Value,
        theirs: Value,
    },
    /// A required answer is missing.
    Missing { field: Field },
    /// An answer is there but cannot be right.
    Invalid { field: Field },
    /// Builds on a command that was refused.
    FollowsRefused { of: CommandId },
    /// An office keeps at least one Director.
    LastDirector,
    /// A month is summed up when it is over.
    MonthNotOver { last: NaiveDate },
    /// The summary has its remark and is archived: nothing is changed on it any more.
    Sealed,
    /// An override starts the day after it was recorded at the earliest.
    StartsTooEarly,
    /// No follow-up is owed on this case now.
    NothingOwed,
    /// Not enough failed attempts to end an obligation as unreachable.
    TooFewAttempts { made: u8, days: u8, channels: u8 },
    /// The same id stands for something else already.
    AlreadyExists,
    /// A work order's steps come in their order; it does not stand where this one begins.
    OutOfOrder { is: Phase },
    /// The occupant's material was found not fit and is not built in.
    MaterialRejected,
    /// The case is joined to another or voided: nothing more is done on it.
    SetAside,
    /// Decided on a state too old, or by somebody since removed: a manager takes it or leaves it.
    Held,
    /// The server could not read it, or failed on it again and again: so many bytes are kept as they came.
    NotTakenUp { bytes: u64 },
    /// A measure, or a step of its disposition, is not open now.
    Hindered { by: Hindrance },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Thing {
    Office,
    Person,
    Unit,
    Case,
    Department,
    Command,
    Violation,
    Disposition,
    Delegation,
    WorkOrder,
    Material,
    Price,
    Referral,
    /// A month's summary somebody handed in.
    Summary,
    /// A point of the remark on one.
    Point,
}

/// The place of a missing or wrong answer, so that the form can point at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    Name,
    UnitCode,
    Occupant,
    Content,
    PhoneOrAppointment,
    Phone,
    Department,
    Severity,
    Limit,
    Result,
    Reason,
    ChannelReason,
    LateReason,
    EarlyReason,
    PaperReason,
    PaperPhoto,
    Quality,
    Effect,
    Satisfaction,
    Shortcomings,
    Suggestions,
    Finding,
    ServiceArea,
    Conductors,
    HappenedAt,
    Role,
    From,
    Figure,
    Personal,
    Technician,
    Round,
    Item,
    Measure,
    Debt,
    Amount,
    LastDay,
    Weighing,
    Executors,
    Reference,
    ProofOfService,
    Until,
    LegalOpinion,
    Answer,
    Appointment,
    Charge,
    Entry,
    Items,
    Material,
    Photos,
    Purpose,
    Quantity,
    Signature,
    Trade,
    Witness,
    Month,
    Analysis,
    Remark,
    Point,
}

/// A guarded value, to show both sides of a contest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    None,
    Status(Status),
    Severity(Severity),
    Department(DepartmentId),
    Person(PersonId),
    /// How many there are, of things made one after the other.
    Count(u16),
    Phase(Phase),
    Handover(Handover),
    Fen(u64),
    Day(NaiveDate),
    Moment(Instant),
    Outcome(ViolationOutcome),
    Figure(Figure),
    Arrears {
        principal_fen: u64,
        per_mille: PerMille,
        last_day: NaiveDate,
    },
    /// Texts are compared but not repeated here: they may be personal.
    Text,
}

impl Rejection {
    #[must_use]
    pub fn new(code: RejectionCode, clause: Clause) -> Self {
        Rejection {
            code,
            clause,
            needs: Vec::new(),
        }
    }

    /// The answer at `field` is missing, by `clause`.
    #[must_use]
    pub fn missing(field: Field, clause: Clause) -> Self {
        Rejection::new(RejectionCode::Missing { field }, clause)
    }

    #[must_use]
    pub fn invalid(field: Field, clause: Clause) -> Self {
        Rejection::new(RejectionCode::Invalid { field }, clause)
    }

    #[must_use]
    pub fn unknown(what: Thing) -> Self {
        Rejection::new(RejectionCode::Unknown { what }, Clause::Ours)
    }

    #[must_use]
    pub fn beyond_authority(needs: Vec<Roles>, clause: Clause) -> Self {
        Rejection {
            code: RejectionCode::BeyondAuthority,
            clause,
            needs,
        }
    }
}
