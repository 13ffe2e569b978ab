//! What pages may read: signals whose only writer is `actions.rs`. Everything else is derived from these.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;
use domain::apply::State;
use domain::complaint::Complaint;
use domain::day_book::DayBook;
use domain::id::{CaseId, DayBookId, Instant, PriceListId, StreamId, SummaryId, WorkOrderId};
use domain::office::Office;
use domain::policy::Policy;
use domain::price_list::PriceList;
use domain::role::Roles;
use domain::summary::MonthlyDispatchSummary;
use domain::violation::Violation;
use domain::work_order::WorkOrder;
use leptos::prelude::{Update as _, *};

use crate::engine::message::{Heads, Session, SyncStatus, Update};

/// The one state of the app, provided as context by the root.
#[derive(Clone, Copy)]
pub struct AppState {
    pub ready: ReadSignal<bool>,
    pub session: ReadSignal<Option<Session>>,
    pub office: ReadSignal<Option<Arc<Office>>>,
    pub heads: ReadSignal<Arc<Heads>>,
    pub sync: ReadSignal<SyncStatus>,
    pub today: ReadSignal<NaiveDate>,
    /// What is added to this device's time to have the office's.
    pub clock_offset_millis: ReadSignal<i64>,
    /// The minute on the office's clock.
    pub minute: ReadSignal<Instant>,
    streams: ReadSignal<HashMap<StreamId, Option<Arc<State>>>>,
}

/// The writing ends; only `actions.rs` holds them.
#[derive(Clone, Copy)]
pub struct StateWriter {
    ready: WriteSignal<bool>,
    session: WriteSignal<Option<Session>>,
    office: WriteSignal<Option<Arc<Office>>>,
    heads: WriteSignal<Arc<Heads>>,
    sync: WriteSignal<SyncStatus>,
    today: WriteSignal<NaiveDate>,
    clock_offset_millis: WriteSignal<i64>,
    minute: WriteSignal<Instant>,
    streams: WriteSignal<HashMap<StreamId, Option<Arc<State>>>>,
}

impl AppState {
    /// A fresh state for a day, with its writing end.
    #[must_use]
    pub fn new(on: NaiveDate) -> (Self, StateWriter) {
        let (ready, set_ready) = signal(false);
        let (session, set_session) = signal(None);
        let (office, set_office) = signal(None);
        let (heads, set_heads) = signal(Arc::new(Heads::default()));
        let (sync, set_sync) = signal(SyncStatus::default());
        let (today, set_today) = signal(on);
        let (clock_offset_millis, set_clock_offset_millis) = signal(0);
        let (minute, set_minute) = signal(Instant(0));
        let (streams, set_streams) = signal(HashMap::new());
        let state = AppState {
            ready,
            session,
            office,
            heads,
            sync,
            today,
            clock_offset_millis,
            minute,
            streams,
        };
        let writer = StateWriter {
            ready: set_ready,
            session: set_session,
            office: set_office,
            heads: set_heads,
            sync: set_sync,
            today: set_today,
            clock_offset_millis: set_clock_offset_millis,
            minute: set_minute,
            streams: set_streams,
        };
        (state, writer)
    }

    /// The state of a watched stream: outer `None` while it is being read, inner `None` when it is not here.
    #[must_use]
    pub fn stream(&self, stream: StreamId) -> Option<Option<Arc<State>>> {
        self.streams.with(|streams| streams.get(&stream).cloned())
    }

    /// A watched complaint, unsent work included.
    #[must_use]
    pub fn complaint(&self, case: CaseId) -> Option<Complaint> {
        match self.stream(case.stream())?.as_deref() {
            Some(State::Complaint(complaint)) => Some((**complaint).clone()),
            _ => None,
        }
    }

    /// A watched work order, unsent work included.
    #[must_use]
    pub fn work_order(&self, id: WorkOrderId) -> Option<WorkOrder> {
        match self.stream(id.stream())?.as_deref() {
            Some(State::WorkOrder(order)) => Some((**order).clone()),
            _ => None,
        }
    }

    /// A watched violation, unsent work included.
    #[must_use]
    pub fn violation(&self, case: CaseId) -> Option<Violation> {
        match self.stream(case.stream())?.as_deref() {
            Some(State::Violation(violation)) => Some((**violation).clone()),
            _ => None,
        }
    }

    /// A watched day of a book.
    #[must_use]
    pub fn day_book(&self, id: DayBookId) -> Option<DayBook> {
        match self.stream(id.stream())?.as_deref() {
            Some(State::DayBook(book)) => Some((**book).clone()),
            _ => None,
        }
    }

    /// A watched month's summary, unsent work included.
    #[must_use]
    pub fn summary(&self, id: SummaryId) -> Option<MonthlyDispatchSummary> {
        match self.stream(id.stream())?.as_deref() {
            Some(State::Summary(summary)) => Some((**summary).clone()),
            _ => None,
        }
    }

    /// The watched price list.
    #[must_use]
    pub fn price_list(&self, id: PriceListId) -> Option<PriceList> {
        match self.stream(id.stream())?.as_deref() {
            Some(State::PriceList(list)) => Some(list.clone()),
            _ => None,
        }
    }

    /// The version of the procedure in force on a day.
    #[must_use]
    pub fn policy_on(&self, on: NaiveDate) -> Option<Policy> {
        self.office.with(|office| {
            office
                .as_ref()
                .and_then(|office| office.policy_on(on).cloned())
        })
    }

    /// My roles today; a head of department counts for every department they head.
    #[must_use]
    pub fn my_roles(&self) -> Roles {
        let today = self.today.get();
        let Some(me) = self.session.get().map(|session| session.person) else {
            return Roles::new();
        };
        self.heads.with(|heads| {
            heads.people.get(&me).map_or_else(Roles::new, |person| {
                crate::people::held_on(person, today)
                    .map(|grant| grant.role)
                    .collect()
            })
        })
    }

    /// Mine today, with those put into my hands by delegation (代), as the rules count them.
    #[must_use]
    pub fn roles_in_hand(&self) -> Roles {
        let today = self.today.get();
        let mut roles = self.my_roles();
        if let Some(me) = self.session.get().map(|session| session.person) {
            self.heads.with(|heads| {
                for delegation in
                    domain::mandate::in_hand(crate::people::delegations(heads), me, today)
                {
                    roles.extend(delegation.roles.iter().copied());
                }
            });
        }
        roles
    }

    #[must_use]
    pub fn utc_offset_minutes(&self) -> i32 {
        self.office.with(|office| {
            office
                .as_ref()
                .map_or(480, |office| office.utc_offset_minutes)
        })
    }
}

impl StateWriter {
    /// Takes what the engine says.
    pub fn take(&self, update: Update) {
        match update {
            Update::Ready => self.ready.set(true),
            Update::Session(session) => self.session.set(session),
            Update::Office(office) => self.office.set(office),
            Update::Heads(heads) => self.heads.set(heads),
            Update::Sync(status) => self.sync.set(status),
            Update::Today(today) => self.today.set(today),
            Update::Clock {
                offset_millis,
                minute,
            } => {
                self.clock_offset_millis.set(offset_millis);
                self.minute.set(minute);
            }
            Update::Stream(stream, state) => self.streams.update(|streams| {
                streams.insert(stream, state);
            }),
        }
    }
}
