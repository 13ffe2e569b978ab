//! Heads: one small derived row per stream, so that lists show without folding. Tagged and rebuildable; never an
//! input to a server decision.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::apply::State;
use crate::clause::Clause;
use crate::command::day;
use crate::complaint::{Complaint, FollowUpMade, Owed, OwedState, SetAside, Status};
use crate::event::complaint::RequestKind;
use crate::event::person::Grant;
use crate::event::unit::OccupantKind;
use crate::event::work_order::{Handover, Trade};
use crate::follow_up::{Category, Grade, Severity, Window};
use crate::id::{
    CaseId, CommandId, Cursor, DepartmentId, Digest, Instant, PersonId, StreamId, UnitId,
    WorkOrderId,
};
use crate::mandate::Delegation;
use crate::origin;
use crate::quota::QuotaStanding;
use crate::rejection::Rejection;
use crate::work_order::{Phase, WorkOrder};

pub use crate::summary::head::{OpenPoint, SummaryHead};
pub use crate::violation::head::{DayBookHead, DispositionHead, ViolationHead};

/// Raised whenever a head would come out differently from the same events; rows of another version are rebuilt.
pub const FOLD_VERSION: u32 = 6;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeadRow {
    pub stream: StreamId,
    /// The last event folded in.
    pub last: Cursor,
    pub fold: u32,
    /// The tip of the stream's hash chain.
    pub tip: Digest,
    pub data: HeadData,
}

impl HeadRow {
    /// Reads the rows of a page: see [`crate::json`] for why this stands here. Rows of a kind this build does not know
    /// are left out: their events are kept raw.
    ///
    /// # Errors
    /// When the bytes are something else.
    pub fn read_all(bytes: &[u8]) -> Result<Vec<Self>, crate::json::Unreadable> {
        match crate::json::read(bytes) {
            Ok(rows) => Ok(rows),
            Err(_) => {
                let rows: Vec<&serde_json::value::RawValue> = crate::json::read(bytes)?;
                let known = rows
                    .iter()
                    .filter_map(|raw| crate::json::read(raw.get().as_bytes()).ok());
                Ok(known.collect())
            }
        }
    }
}

/// The larger ones are shared: lists show them as they lie here, and an office has ten thousand of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HeadData {
    Office(OfficeHead),
    Person(PersonHead),
    Unit(UnitHead),
    Complaint(Arc<ComplaintHead>),
    WorkOrder(Arc<WorkOrderHead>),
    PriceList(PriceListHead),
    Refusal(Arc<RefusalHead>),
    Violation(Arc<ViolationHead>),
    DayBook(DayBookHead),
    Summary(Arc<SummaryHead>),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficeHead {
    pub company: String,
    pub name: String,
    pub demo: bool,
    pub utc_offset_minutes: i32,
    /// Given and not ended; the days belong to each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub delegations: Vec<Delegation>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonHead {
    pub name: String,
    pub sign_in_name: String,
    pub phone: Option<String>,
    pub grants: Vec<Grant>,
    pub removed_on: Option<NaiveDate>,
    pub trades: BTreeSet<Trade>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitHead {
    pub code: String,
    pub kind: OccupantKind,
    pub name: String,
    pub contact: Option<String>,
    pub phone: Option<String>,
    pub trade: Option<String>,
    pub flagship: bool,
    pub occupied_from: Option<NaiveDate>,
    pub left_on: Option<NaiveDate>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComplaintHead {
    pub number: Option<String>,
    pub request: RequestKind,
    pub unit: UnitId,
    pub unit_code: String,
    pub occupant: String,
    pub content: String,
    pub phone: Option<String>,
    pub category: Category,
    pub department: Option<DepartmentId>,
    /// Decided, else proposed, else general.
    pub severity: Severity,
    pub severity_decided: bool,
    pub status: Status,
    pub registered_at: Instant,
    pub assignee: Option<PersonId>,
    pub limit: Option<Instant>,
    pub handled_at: Option<Instant>,
    pub handled_on: Option<NaiveDate>,
    pub closed_out_on: Option<NaiveDate>,
    pub complete: bool,
    pub goes_on: bool,
    pub rounds: Vec<RoundHead>,
    pub follow_ups: Vec<FollowUpHead>,
    /// Joined to another case or voided: on no list, in no figure.
    pub set_aside: Option<SetAside>,
    /// Referrals without an answer: the department asked, and until when (C1).
    pub unanswered: Vec<(DepartmentId, Instant)>,
    pub work_orders: Vec<WorkOrderId>,
    /// What people named on its entries have not confirmed yet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub to_confirm: Vec<ToConfirm>,
}

/// An entry that names people who did not type it, or was brought in in its author's name: they have yet to say if it
/// was so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToConfirm {
    pub command: CommandId,
    pub happened_at: Instant,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub brought_in_by: Option<PersonId>,
    pub people: Vec<PersonId>,
}

/// Occupant, content and phone stand in the head of the case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkOrderHead {
    pub case: CaseId,
    pub ordinal: u16,
    pub unit: UnitId,
    pub unit_code: String,
    pub trade: Trade,
    pub handover: Handover,
    pub phase: Phase,
    pub registered_at: Instant,
    pub made_at: Instant,
    /// Until when it must reach Engineering (C4).
    pub limit: Option<Instant>,
    pub received_at: Option<Instant>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn_at: Option<Instant>,
    pub assigned_at: Option<Instant>,
    pub technician: Option<PersonId>,
    pub appointment: Option<Instant>,
    pub total_fen: u64,
    pub completed_on: Option<NaiveDate>,
    pub drawn: bool,
    pub complete: bool,
    pub goes_on: bool,
    pub rounds: Vec<RoundHead>,
    pub follow_ups: Vec<FollowUpHead>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub to_confirm: Vec<ToConfirm>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceListHead {
    /// The days from which its versions count, and how many services each has.
    pub versions: Vec<(NaiveDate, u32)>,
}

/// One obligation, as the board and the lists count it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundHead {
    pub round: u16,
    pub anchor: NaiveDate,
    pub opens: NaiveDate,
    pub closes: NaiveDate,
    pub clause: Clause,
    pub off_sample: bool,
    pub state: OwedState,
    pub people: Vec<PersonId>,
    pub technician_sent: Option<PersonId>,
    pub attempts: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FollowUpHead {
    pub round: u16,
    pub on: NaiveDate,
    pub grade: Option<Grade>,
    /// They were dissatisfied, or a problem was left.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub problem: bool,
    /// Conductors who did not record it and have neither confirmed nor denied.
    pub unconfirmed: Vec<PersonId>,
    pub command: CommandId,
}

/// Stands in a refusal's head where the name of an unread command would.
pub const HELD: &str = "held";

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusalHead {
    pub author: PersonId,
    /// The stream the refused command was about.
    pub about: StreamId,
    pub entered_at: Instant,
    /// The command's name, as in its body.
    pub act: String,
    pub rejection: Rejection,
    pub settled: bool,
}

impl HeadData {
    /// The row of a state.
    #[must_use]
    pub fn of(state: &State) -> Self {
        match state {
            State::Office(office) => HeadData::Office(OfficeHead {
                company: office.company.clone(),
                name: office.name.clone(),
                demo: office.demo,
                utc_offset_minutes: office.utc_offset_minutes,
                delegations: office.delegations.clone(),
            }),
            State::Person(person) => HeadData::Person(PersonHead {
                name: person.name.clone(),
                sign_in_name: person.sign_in_name.clone(),
                phone: person.phone.clone(),
                grants: person.grants.clone(),
                removed_on: person.removed_on,
                trades: person.trades.clone(),
            }),
            State::Unit(unit) => HeadData::Unit(UnitHead {
                code: unit.code.clone(),
                kind: unit.kind,
                name: unit.name.clone(),
                contact: unit.contact.clone(),
                phone: unit.phone.clone(),
                trade: unit.trade.clone(),
                flagship: unit.flagship,
                occupied_from: unit.occupied_from,
                left_on: unit.left_on,
            }),
            State::Complaint(complaint) => {
                HeadData::Complaint(Arc::new(ComplaintHead::of(complaint)))
            }
            State::WorkOrder(order) => HeadData::WorkOrder(Arc::new(WorkOrderHead::of(order))),
            State::PriceList(list) => HeadData::PriceList(PriceListHead {
                versions: list
                    .versions
                    .iter()
                    .map(|version| {
                        let count = u32::try_from(version.items.len()).unwrap_or(u32::MAX);
                        (version.effective_on, count)
                    })
                    .collect(),
            }),
            State::Refusal(refusal) => HeadData::Refusal(Arc::new(RefusalHead {
                author: refusal.command.recorded_by,
                about: refusal.about,
                entered_at: refusal.command.moment.entered_at,
                act: refusal.command.body.act(),
                rejection: refusal.rejection.clone(),
                settled: refusal.settled.is_some(),
            })),
            State::Held(held) => HeadData::Refusal(Arc::new(RefusalHead {
                author: held.author,
                about: held.stream,
                entered_at: held.at,
                act: HELD.to_owned(),
                rejection: held.rejection(),
                settled: held.settled.is_some(),
            })),
            State::Violation(violation) => {
                HeadData::Violation(Arc::new(ViolationHead::of(violation)))
            }
            State::DayBook(page) => HeadData::DayBook(DayBookHead::of(page)),
            State::Summary(summary) => HeadData::Summary(Arc::new(SummaryHead::of(summary))),
        }
    }

    /// The kind of stream, as a short word for indexes.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            HeadData::Office(_) => "office",
            HeadData::Person(_) => "person",
            HeadData::Unit(_) => "unit",
            HeadData::Complaint(_) => "complaint",
            HeadData::WorkOrder(_) => "work_order",
            HeadData::PriceList(_) => "price_list",
            HeadData::Refusal(_) => "refusal",
            HeadData::Violation(_) => "violation",
            HeadData::DayBook(_) => "day_book",
            HeadData::Summary(_) => "summary",
        }
    }
}

impl ComplaintHead {
    fn of(complaint: &Complaint) -> Self {
        ComplaintHead {
            number: complaint.number.clone(),
            request: complaint.request,
            unit: complaint.unit,
            unit_code: complaint.unit_code.clone(),
            occupant: complaint.occupant.clone(),
            content: complaint.content.clone(),
            phone: complaint.phone.clone(),
            category: complaint.category,
            department: complaint.department,
            severity: complaint.severity_for_follow_up(),
            severity_decided: complaint.severity.is_some(),
            status: complaint.status,
            registered_at: complaint.registered_at,
            assignee: complaint.assignee,
            limit: complaint.limit,
            handled_at: complaint.handled_at,
            handled_on: complaint.handled_on,
            closed_out_on: complaint.closed_out_on,
            complete: complaint.complete,
            goes_on: complaint.goes_on.is_some(),
            rounds: RoundHead::all(&complaint.owed),
            follow_ups: FollowUpHead::all(&complaint.follow_ups),
            set_aside: complaint.set_aside,
            unanswered: complaint
                .unanswered()
                .map(|referral| (referral.department, referral.limit))
                .collect(),
            work_orders: complaint.work_orders.clone(),
            to_confirm: origin::to_confirm(&complaint.timeline),
        }
    }

    /// The obligation that waits for somebody to go.
    #[must_use]
    pub fn owed_now(&self) -> Option<&RoundHead> {
        if self.set_aside.is_some() {
            return None;
        }
        self.rounds
            .iter()
            .rev()
            .find(|round| round.state == OwedState::Owed)
    }

    /// The day it was registered at the office.
    #[must_use]
    pub fn registered_on(&self, utc_offset_minutes: i32) -> NaiveDate {
        day(self.registered_at, utc_offset_minutes)
    }
}

impl WorkOrderHead {
    fn of(order: &WorkOrder) -> Self {
        WorkOrderHead {
            case: order.slip.case,
            ordinal: order.slip.ordinal,
            unit: order.slip.unit,
            unit_code: order.slip.unit_code.clone(),
            trade: order.slip.trade,
            handover: order.slip.handover,
            phase: order.phase,
            registered_at: order.slip.registered_at,
            made_at: order.made_at,
            limit: order.slip.limit,
            received_at: order.received_at,
            withdrawn_at: order.withdrawn_at,
            assigned_at: order.assigned_at,
            technician: order.technician,
            appointment: order.appointment,
            total_fen: order.total_fen(),
            completed_on: order.completions.last().map(|last| last.on),
            drawn: order.drawn,
            complete: order.complete,
            goes_on: order.goes_on.is_some(),
            rounds: RoundHead::all(&order.owed),
            follow_ups: FollowUpHead::all(&order.follow_ups),
            to_confirm: origin::to_confirm(&order.timeline),
        }
    }

    /// As [`WorkOrder::owed_now`].
    #[must_use]
    pub fn owed_now(&self) -> Option<&RoundHead> {
        self.rounds
            .iter()
            .rev()
            .find(|round| round.state == OwedState::Owed && (self.drawn || round.off_sample))
    }
}

impl RoundHead {
    fn all(owed: &[Owed]) -> Vec<Self> {
        owed.iter()
            .map(|owed| RoundHead {
                round: owed.obligation.round,
                anchor: owed.obligation.anchor,
                opens: owed.obligation.window.opens,
                closes: owed.obligation.window.closes,
                clause: owed.obligation.window.clause,
                off_sample: owed.obligation.off_sample,
                state: owed.state,
                people: owed
                    .scheduled
                    .as_ref()
                    .map(|schedule| schedule.people.clone())
                    .unwrap_or_default(),
                technician_sent: owed.technician_sent,
                attempts: u16::try_from(owed.attempts.len()).unwrap_or(u16::MAX),
            })
            .collect()
    }

    /// The days it is made in, and the clause that sets them.
    #[must_use]
    pub fn window(&self) -> Window {
        Window {
            opens: self.opens,
            closes: self.closes,
            clause: self.clause,
        }
    }

    #[must_use]
    pub fn quota_standing(&self) -> QuotaStanding {
        match self.state {
            OwedState::Owed => QuotaStanding::Owed,
            OwedState::Done { .. } => QuotaStanding::Done,
            OwedState::Unreachable => QuotaStanding::Unreachable,
        }
    }
}

impl FollowUpHead {
    fn all(follow_ups: &[FollowUpMade]) -> Vec<Self> {
        follow_ups
            .iter()
            .filter(|made| !made.voided)
            .map(|made| FollowUpHead {
                round: made.fact.round,
                on: made.fact.on,
                grade: made.fact.contents.satisfaction,
                problem: made.fact.contents.goes_on(made.fact.problem_left).is_some(),
                unconfirmed: made
                    .conducted_by
                    .iter()
                    .filter(|person| {
                        **person != made.recorded_by
                            && !made.confirmed_by.contains(person)
                            && !made.denied_by.contains(person)
                    })
                    .copied()
                    .collect(),
                command: made.command,
            })
            .collect()
    }
}
