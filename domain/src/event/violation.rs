//! Facts of a violation: noticed, persuaded, decided on, carried out, and made good again.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::follow_up::Severity;
use crate::id::{CaseId, CommandId, Digest, PersonId, UnitId};
use crate::personal::Personal;
use crate::role::Role;
use crate::violation::{Debt, Item, LateFee, Measure, NoticeKind, PerMille};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ViolationFact {
    Noticed(Observation),
    /// Persuaded or talked to, on the spot (V4(4)①).
    Persuaded {
        words: Personal,
        stopped: bool,
    },
    /// Told by itself to the seat that handles it (V4(4)②).
    Reported {
        to: Role,
    },
    SeverityDecided {
        severity: Severity,
    },
    /// Sent by the SiteManager to persuade and mediate (V4(4)②).
    TeamLeaderSent {
        person: PersonId,
    },
    /// Handled by the renovation procedure from here on (V4(3)①).
    RenovationReferred {
        reference: String,
    },
    ArrearsStated(Arrears),
    SpecialReasonClaimed {
        reason: Personal,
    },
    SpecialReasonJudged {
        accepted: bool,
        reason: String,
    },
    /// A disposition is known by the command that proposed it.
    DispositionProposed(Proposal),
    /// The second confirmation, in writing (V4(4)⑤).
    DispositionWeighed {
        disposition: CommandId,
        weighing: String,
    },
    /// Takes effect by this signature alone (V4(4)⑥).
    DispositionCountersigned {
        disposition: CommandId,
        /// Rungs left out, and the Director's reason for it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        skipped: Vec<Measure>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        skip_reason: Option<String>,
        /// Signed by delegation (代) for this person.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        on_behalf_of: Option<PersonId>,
    },
    DispositionDeclined {
        disposition: CommandId,
        reason: String,
    },
    CompanyDecided {
        disposition: CommandId,
        approved: bool,
        decision: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        on_behalf_of: Option<PersonId>,
    },
    /// 不适用: a rung that has nothing to answer here, such as compensation where there is no loss.
    MarkedNotApplicable {
        measure: Measure,
        reason: String,
    },
    MeasureTaken {
        disposition: CommandId,
        measure: Measure,
        on: NaiveDate,
        /// A late fee is a sum of the day it is asked.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        fee: Option<LateFee>,
    },
    NoticeIssued {
        disposition: CommandId,
        kind: NoticeKind,
    },
    /// The paper number, given by the server on acceptance and never reused.
    NoticeNumbered {
        disposition: CommandId,
        number: String,
    },
    NoticeServed {
        disposition: CommandId,
        service: Service,
    },
    /// A paper was handed over that has no standing: its notice was refused afterwards. The Director's open item.
    ServedWithoutStanding {
        disposition: CommandId,
        service: Service,
    },
    StandingSettled {
        disposition: CommandId,
        decision: String,
    },
    ComplianceRecorded {
        disposition: CommandId,
        complied: bool,
        note: String,
    },
    RecheckOwed {
        disposition: CommandId,
        due: NaiveDate,
    },
    Rechecked {
        disposition: CommandId,
        rectified: bool,
        note: String,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        photos: Vec<Digest>,
    },
    /// The first step to mend relations is owed (V4(4)⑤).
    ReconciliationOwed {
        disposition: CommandId,
        due: NaiveDate,
        by: Role,
    },
    Reconciled {
        disposition: CommandId,
        words: Personal,
    },
    Closed {
        outcome: ViolationOutcome,
        note: String,
    },
    /// Taken back by who proposed it, before the Director signed.
    DispositionWithdrawn {
        disposition: CommandId,
        reason: String,
    },
    /// It was closed wrongly and goes on where it stood.
    Reopened {
        from: ViolationOutcome,
        reason: String,
    },
    /// What an entry brought counts for nothing any more; the entry stays to be read.
    EntryVoided {
        entry: CommandId,
        reason: String,
    },
    /// Somebody named on an entry says that it was so.
    ConductConfirmed {
        command: CommandId,
    },
    ConductDenied {
        command: CommandId,
        reason: String,
    },
    /// On the double's stream: it goes on in the other case.
    DuplicateOf {
        case: CaseId,
    },
    DuplicateParted,
    /// On the other's stream.
    DuplicateJoined {
        case: CaseId,
    },
    DuplicateReleased {
        case: CaseId,
    },
}

/// What somebody saw, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Observation {
    pub unit: UnitId,
    pub unit_code: String,
    pub occupant: Personal,
    pub item: Item,
    /// What was seen, in the observer's words.
    pub seen: Personal,
    /// What is not paid, for arrears.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub debt: Option<Debt>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub severity_proposed: Option<Severity>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub photos: Vec<Digest>,
}

/// What is owed by contract, and until when it was to be paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrears {
    pub principal_fen: u64,
    /// ‰ per day, as the contract says.
    pub per_mille: PerMille,
    /// The last day given; a late fee counts from the day after.
    pub last_day: NaiveDate,
    /// Where the rate stands.
    pub contract: String,
}

/// A disposition as proposed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    pub measure: Measure,
    /// 处理意见.
    pub opinion: String,
    /// Who carries it out.
    pub executors: Vec<PersonId>,
    /// Until when to rectify, or to pay.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_day: Option<NaiveDate>,
    /// The sum of a compensation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount_fen: Option<u64>,
}

/// How a notice reached its receiver.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    pub on: NaiveDate,
    /// What stood on the paper where its number belongs: the number, or the mark of the device and the command.
    pub paper: String,
    pub proof: ProofOfService,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProofOfService {
    SignedFor { by: Personal, signature: Digest },
    Refused { witness: Personal, photo: Digest },
}

/// How a violation came to an end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ViolationOutcome {
    Stopped,
    Rectified,
    Paid,
    /// A special reason for not paying was accepted: no violation (V4(2)④).
    SpecialReason,
    /// By the renovation procedure.
    ByRenovationProcedure,
    /// Left to a court, an arbitrator or the end of the contract.
    LeftToLaw,
    NoViolation,
}
