//! The fold: a stream's events, one after the other, become its state. Total: every event that was appended applies.

use crate::complaint::Complaint;
use crate::day_book::DayBook;
use crate::event::{Erased, Fact, Opened};
use crate::occupant::Unit;
use crate::office::Office;
use crate::person::Person;
use crate::personal::PersonalBook;
use crate::price_list::PriceList;
use crate::summary::MonthlyDispatchSummary;
use crate::sync::hold::Held;
use crate::sync::refusal::Refusal;
use crate::violation::Violation;
use crate::work_order::WorkOrder;

/// The state of one stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    Office(Box<Office>),
    Person(Person),
    Unit(Unit),
    Complaint(Box<Complaint>),
    WorkOrder(Box<WorkOrder>),
    PriceList(PriceList),
    Refusal(Box<Refusal>),
    Held(Box<Held>),
    Violation(Box<Violation>),
    DayBook(Box<DayBook>),
    Summary(Box<MonthlyDispatchSummary>),
}

impl State {
    /// Whether a fact is about such a thing: [`apply`] passes over any other.
    #[must_use]
    pub fn takes(&self, fact: &Fact) -> bool {
        matches!(
            (self, fact),
            (State::Office(_), Fact::Office(_))
                | (State::Person(_), Fact::Person(_))
                | (State::Unit(_), Fact::Unit(_))
                | (State::Complaint(_), Fact::Complaint(_))
                | (State::WorkOrder(_), Fact::WorkOrder(_))
                | (State::PriceList(_), Fact::PriceList(_))
                | (State::Refusal(_) | State::Held(_), Fact::Refusal(_))
                | (State::Violation(_), Fact::Violation(_))
                | (State::DayBook(_), Fact::DayBook(_))
                | (State::Summary(_), Fact::Summary(_))
                | (_, Fact::Erasure(_))
        )
    }

    /// What was erased of a case.
    #[must_use]
    pub fn erased(&self) -> &[Erased] {
        match self {
            State::Complaint(complaint) => &complaint.erased,
            State::WorkOrder(order) => &order.erased,
            State::Violation(violation) => &violation.erased,
            _ => &[],
        }
    }

    fn erased_mut(&mut self) -> Option<&mut Vec<Erased>> {
        match self {
            State::Complaint(complaint) => Some(&mut complaint.erased),
            State::WorkOrder(order) => Some(&mut order.erased),
            State::Violation(violation) => Some(&mut violation.erased),
            _ => None,
        }
    }
}

/// Applies one event. An event that cannot begin a stream leaves nothing, one of another kind leaves what stood.
#[must_use]
pub fn apply(state: Option<State>, opened: &Opened) -> Option<State> {
    let Some(mut state) = state else {
        return begin(opened);
    };
    match (&mut state, &opened.event.fact) {
        (State::Office(office), Fact::Office(fact)) => office.apply(&opened.event, fact),
        (State::Person(person), Fact::Person(fact)) => person.apply(fact),
        (State::Unit(unit), Fact::Unit(fact)) => {
            unit.apply(fact, &PersonalBook::of(&opened.personal));
        }
        (State::Complaint(complaint), Fact::Complaint(fact)) => complaint.apply(opened, fact),
        (State::WorkOrder(work_order), Fact::WorkOrder(fact)) => work_order.apply(opened, fact),
        (State::PriceList(list), Fact::PriceList(fact)) => list.apply(fact),
        (State::Refusal(refusal), Fact::Refusal(fact)) => refusal.apply(fact),
        (State::Held(held), Fact::Refusal(fact)) => held.apply(fact),
        (State::Violation(violation), Fact::Violation(fact)) => violation.apply(opened, fact),
        (State::DayBook(book), Fact::DayBook(fact)) => book.apply(opened, fact),
        (State::Summary(summary), Fact::Summary(fact)) => summary.apply(opened, fact),
        (state, Fact::Erasure(fact)) => {
            if let Some(erased) = state.erased_mut() {
                erased.push(Erased::of(&opened.event, fact));
            }
        }
        _ => {}
    }
    Some(state)
}

fn begin(opened: &Opened) -> Option<State> {
    match &opened.event.fact {
        Fact::Office(fact) => Office::founded(fact).map(|office| State::Office(Box::new(office))),
        Fact::Person(fact) => {
            Person::added(fact, &PersonalBook::of(&opened.personal)).map(State::Person)
        }
        Fact::Unit(crate::event::UnitFact::OccupantRecorded(record)) => Some(State::Unit(
            Unit::recorded(record, &PersonalBook::of(&opened.personal)),
        )),
        Fact::Unit(_) => None,
        Fact::Complaint(fact) => Complaint::registered(opened, fact)
            .map(|complaint| State::Complaint(Box::new(complaint))),
        Fact::WorkOrder(fact) => {
            WorkOrder::made(opened, fact).map(|work_order| State::WorkOrder(Box::new(work_order)))
        }
        Fact::PriceList(fact) => Some(State::PriceList(PriceList::imported(fact))),
        // Blanks what stands beside other events; where none are, there is nothing to begin.
        Fact::Erasure(_) => None,
        Fact::Refusal(crate::event::RefusalFact::CommandHeld(_)) => {
            Held::begun(opened).map(|held| State::Held(Box::new(held)))
        }
        Fact::Refusal(fact) => {
            Refusal::refused(opened, fact).map(|refusal| State::Refusal(Box::new(refusal)))
        }
        Fact::Violation(fact) => {
            Violation::noticed(opened, fact).map(|violation| State::Violation(Box::new(violation)))
        }
        Fact::DayBook(fact) => {
            DayBook::begun(opened, fact).map(|page| State::DayBook(Box::new(page)))
        }
        Fact::Summary(fact) => MonthlyDispatchSummary::begun(opened, fact)
            .map(|summary| State::Summary(Box::new(summary))),
    }
}

/// Folds a whole stream.
pub fn fold<'a>(events: impl IntoIterator<Item = &'a Opened>) -> Option<State> {
    events.into_iter().fold(None, apply)
}
