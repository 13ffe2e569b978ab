//! How an entry came into the log, beside its fact: in whose name, by whose hand, and who has said that it was so.
//!
//! Whoever is named as having gone without having typed it confirms or denies it; so does its author, where somebody
//! else brought it in from a file, which carries no signature.

use crate::apply::State;
use crate::clause::Clause;
use crate::command::Command;
use crate::decide::decide;
use crate::event::{Event, StandIn};
use crate::head::ToConfirm;
use crate::id::{CommandId, Instant, PersonId};
use crate::mandate::Delegation;
use crate::office::Office;
use crate::reads::Reads;
use crate::rejection::{Field, Rejection, Thing};

/// What is known of an entry beside what it says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// Done in somebody's name (代).
    pub stand_ins: Vec<StandIn>,
    /// Brought in from a file by somebody else than its author.
    pub brought_in_by: Option<PersonId>,
    pub confirmed_by: Vec<PersonId>,
    /// Who says it was not so, and why.
    pub denied_by: Vec<(PersonId, String)>,
}

impl Origin {
    pub(crate) fn of(event: &Event) -> Self {
        Origin {
            stand_ins: event.stand_ins.clone(),
            brought_in_by: event.brought_in_by.filter(|by| *by != event.recorded_by),
            confirmed_by: Vec::new(),
            denied_by: Vec::new(),
        }
    }
}

/// One line of a timeline, whatever it is about.
pub trait Line {
    fn command(&self) -> CommandId;
    fn index(&self) -> u16;
    fn recorded_by(&self) -> PersonId;
    fn conducted_by(&self) -> &[PersonId];
    fn happened_at(&self) -> Instant;
    fn voided(&self) -> bool;
    fn origin(&self) -> &Origin;
    fn origin_mut(&mut self) -> &mut Origin;

    /// Whether this person has to say if it was so: they went and did not type it, or it was brought in in their name.
    fn asks(&self, person: PersonId) -> bool {
        let author = self.recorded_by();
        // What follows from an entry by itself is confirmed with it.
        self.index() == 0
            && if author == person {
                self.origin().brought_in_by.is_some()
            } else {
                self.conducted_by().contains(&person)
            }
    }

    /// Those who have neither confirmed nor denied it.
    fn unconfirmed(&self) -> Vec<PersonId> {
        if self.voided() {
            return Vec::new();
        }
        let mut people = self.conducted_by().to_vec();
        if !people.contains(&self.recorded_by()) {
            people.push(self.recorded_by());
        }
        let origin = self.origin();
        people.retain(|person| {
            self.asks(*person)
                && !origin.confirmed_by.contains(person)
                && !origin.denied_by.iter().any(|(by, _)| by == person)
        });
        people
    }
}

macro_rules! is_line {
    ($($entry:ty),+ $(,)?) => {$(
        impl Line for $entry {
            fn command(&self) -> CommandId {
                self.command
            }
            fn index(&self) -> u16 {
                self.index
            }
            fn recorded_by(&self) -> PersonId {
                self.recorded_by
            }
            fn conducted_by(&self) -> &[PersonId] {
                &self.conducted_by
            }
            fn happened_at(&self) -> Instant {
                self.happened_at
            }
            fn voided(&self) -> bool {
                self.voided
            }
            fn origin(&self) -> &Origin {
                &self.origin
            }
            fn origin_mut(&mut self) -> &mut Origin {
                &mut self.origin
            }
        }
    )+};
}
is_line!(
    crate::complaint::Entry,
    crate::work_order::Entry,
    crate::violation::ViolationEntry,
);

/// Whether this person is asked about an entry; whatever became of its case, they may speak.
///
/// # Errors
/// When there is no such entry, or it is not theirs to confirm or deny.
pub(crate) fn asked<E: Line>(
    lines: &[E],
    command: CommandId,
    person: PersonId,
) -> Result<(), Rejection> {
    let mut named = lines
        .iter()
        .filter(|line| line.command() == command && !line.voided())
        .peekable();
    if named.peek().is_none() {
        return Err(Rejection::unknown(Thing::Command));
    }
    if named.any(|line| line.asks(person)) {
        Ok(())
    } else {
        Err(Rejection::invalid(Field::Conductors, Clause::Ours))
    }
}

/// The same for a denial, which has its reason.
///
/// # Errors
/// As [`asked`], and when no reason is given.
pub(crate) fn may_deny<E: Line>(
    lines: &[E],
    command: CommandId,
    person: PersonId,
    reason: &str,
) -> Result<(), Rejection> {
    asked(lines, command, person)?;
    if reason.trim().is_empty() {
        return Err(Rejection::missing(Field::Reason, Clause::Ours));
    }
    Ok(())
}

pub(crate) fn confirm<E: Line>(lines: &mut [E], command: CommandId, person: PersonId) {
    for line in of(lines, command) {
        line.origin_mut().confirmed_by.push(person);
    }
}

pub(crate) fn deny<E: Line>(lines: &mut [E], command: CommandId, person: PersonId, reason: &str) {
    for line in of(lines, command) {
        let said = (person, reason.to_owned());
        line.origin_mut().denied_by.push(said);
    }
}

fn of<E: Line>(lines: &mut [E], command: CommandId) -> impl Iterator<Item = &mut E> {
    lines
        .iter_mut()
        .filter(move |line| line.command() == command)
}

/// What a timeline waits to be confirmed, for its head.
pub(crate) fn to_confirm<E: Line>(lines: &[E]) -> Vec<ToConfirm> {
    lines
        .iter()
        .map(|line| ToConfirm {
            command: line.command(),
            happened_at: line.happened_at(),
            brought_in_by: line.origin().brought_in_by,
            people: line.unconfirmed(),
        })
        .filter(|one| !one.people.is_empty())
        .collect()
}

/// Whose authority an accepted command rests on: what would be refused without a delegation was done in its holder's
/// name. Asked by deciding anew without it, so that it can never differ from what the rules allowed.
#[must_use]
pub fn stand_ins(command: &Command, reads: &Reads) -> Vec<StandIn> {
    let Some(State::Office(office)) = reads.streams.get(&reads.office.stream()) else {
        return Vec::new();
    };
    let on = command.moment.happened_on(office.utc_offset_minutes);
    let in_hand: Vec<&Delegation> = command
        .conducted_by
        .iter()
        .flat_map(|person| office.delegated_to(*person, on))
        .collect();
    let mut left_out: Vec<CommandId> = Vec::new();
    let mut stand_ins: Vec<StandIn> = Vec::new();
    for delegation in in_hand {
        left_out.push(delegation.id);
        if decide(command, &without(reads, office, &left_out)).is_err() {
            left_out.pop();
            let stand_in = StandIn {
                by: delegation.to,
                holder: delegation.from,
            };
            if !stand_ins.contains(&stand_in) {
                stand_ins.push(stand_in);
            }
        }
    }
    stand_ins
}

fn without(reads: &Reads, office: &Office, left_out: &[CommandId]) -> Reads {
    let mut office = office.clone();
    office
        .delegations
        .retain(|delegation| !left_out.contains(&delegation.id));
    let mut reads = reads.clone();
    let stream = reads.office.stream();
    reads
        .streams
        .insert(stream, State::Office(Box::new(office)));
    reads
}
