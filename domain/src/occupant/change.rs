//! A change of who occupies a unit carries the answers it replaces. What somebody else changed meanwhile is shown
//! beside it, answer by answer, and a person chooses; what only one of them changed goes in.

use chrono::NaiveDate;

use super::{OccupantCommand, Unit};
use crate::clause::Clause;
use crate::event::UnitFact;
use crate::event::unit::OccupantChange;
use crate::personal::{Personal, PersonalBook};
use crate::reads::Scene;
use crate::rejection::{Field, Rejection, RejectionCode, Value};

/// Which answer about an occupant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OccupantField {
    Name,
    Contact,
    Phone,
    Trade,
    Flagship,
    OccupiedFrom,
}

impl OccupantField {
    pub const ALL: &'static [OccupantField] = &[
        OccupantField::Name,
        OccupantField::Contact,
        OccupantField::Phone,
        OccupantField::Trade,
        OccupantField::Flagship,
        OccupantField::OccupiedFrom,
    ];
}

/// An answer about an occupant, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    Text(Option<String>),
    Flag(bool),
    Day(Option<NaiveDate>),
}

impl Answer {
    /// The same question unanswered.
    const fn nothing(&self) -> Self {
        match self {
            Answer::Text(_) => Answer::Text(None),
            Answer::Flag(_) => Answer::Flag(false),
            Answer::Day(_) => Answer::Day(None),
        }
    }
}

/// One answer as the change found it, as it makes it, and as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    pub field: OccupantField,
    pub was: Answer,
    pub mine: Answer,
    pub theirs: Answer,
}

impl Difference {
    /// Somebody else said something else meanwhile.
    #[must_use]
    pub fn contested(&self) -> bool {
        self.theirs != self.mine && self.theirs != self.was
    }

    /// Of all answers: as a form found them, as it says them, as they stand.
    #[must_use]
    pub fn all(was: &Unit, mine: &Unit, theirs: &Unit) -> Vec<Self> {
        OccupantField::ALL
            .iter()
            .map(|field| Difference {
                field: *field,
                was: was.answer(*field),
                mine: mine.answer(*field),
                theirs: theirs.answer(*field),
            })
            .collect()
    }

    fn changes(&self) -> bool {
        self.mine != self.was && self.mine != self.theirs
    }
}

impl Unit {
    #[must_use]
    pub fn answer(&self, field: OccupantField) -> Answer {
        match field {
            OccupantField::Name => Answer::Text(Some(self.name.clone())),
            OccupantField::Contact => Answer::Text(self.contact.clone()),
            OccupantField::Phone => Answer::Text(self.phone.clone()),
            OccupantField::Trade => Answer::Text(self.trade.clone()),
            OccupantField::Flagship => Answer::Flag(self.flagship),
            OccupantField::OccupiedFrom => Answer::Day(self.occupied_from),
        }
    }

    fn put(&mut self, field: OccupantField, answer: &Answer) {
        match (field, answer) {
            (OccupantField::Name, Answer::Text(Some(name))) => self.name.clone_from(name),
            (OccupantField::Contact, Answer::Text(text)) => self.contact.clone_from(text),
            (OccupantField::Phone, Answer::Text(text)) => self.phone.clone_from(text),
            (OccupantField::Trade, Answer::Text(text)) => self.trade.clone_from(text),
            (OccupantField::Flagship, Answer::Flag(flag)) => self.flagship = *flag,
            (OccupantField::OccupiedFrom, Answer::Day(day)) => self.occupied_from = *day,
            _ => {}
        }
    }

    pub(super) fn change(&mut self, change: &OccupantChange, personal: &PersonalBook) {
        let (field, _, becomes) = read(change, personal);
        self.put(field, &becomes);
    }
}

/// A change's answers: which, what it replaces, what it says.
fn read(change: &OccupantChange, personal: &PersonalBook) -> (OccupantField, Answer, Answer) {
    let text = |value: Personal| Answer::Text(Some(personal.text(value).to_owned()));
    let some = |value: Option<Personal>| value.map_or(Answer::Text(None), text);
    match change {
        OccupantChange::Name { was, becomes } => (OccupantField::Name, text(*was), text(*becomes)),
        OccupantChange::Contact { was, becomes } => {
            (OccupantField::Contact, some(*was), some(*becomes))
        }
        OccupantChange::Phone { was, becomes } => {
            (OccupantField::Phone, some(*was), some(*becomes))
        }
        OccupantChange::Trade { was, becomes } => (
            OccupantField::Trade,
            Answer::Text(was.clone()),
            Answer::Text(becomes.clone()),
        ),
        OccupantChange::Flagship { was, becomes } => (
            OccupantField::Flagship,
            Answer::Flag(*was),
            Answer::Flag(*becomes),
        ),
        OccupantChange::OccupiedFrom { was, becomes } => (
            OccupantField::OccupiedFrom,
            Answer::Day(*was),
            Answer::Day(*becomes),
        ),
    }
}

/// What a command says about an occupant: each answer with the one it replaces.
#[must_use]
pub fn answers(
    command: &OccupantCommand,
    personal: &PersonalBook,
) -> Vec<(OccupantField, Answer, Answer)> {
    match command {
        OccupantCommand::ChangeOccupant { changes, .. } => changes
            .iter()
            .map(|change| read(change, personal))
            .collect(),
        OccupantCommand::Record { record, .. } => {
            let mine = Unit::recorded(record, personal);
            OccupantField::ALL
                .iter()
                .map(|field| (*field, mine.answer(*field).nothing(), mine.answer(*field)))
                .filter(|(_, nothing, mine)| mine != nothing)
                .collect()
        }
        OccupantCommand::Leave { .. } | OccupantCommand::ErasePersonalData { .. } => Vec::new(),
    }
}

/// The same beside what stands. Whose answers they are is one of them: what is meant for one occupant is not put on
/// the next one.
#[must_use]
pub fn differences(
    command: &OccupantCommand,
    personal: &PersonalBook,
    stands: &Unit,
) -> Vec<Difference> {
    let mut answers = answers(command, personal);
    if let OccupantCommand::ChangeOccupant { occupant, .. }
    | OccupantCommand::Leave { occupant, .. } = command
        && answers
            .iter()
            .all(|(field, ..)| *field != OccupantField::Name)
    {
        let whose = Answer::Text(Some(personal.text(*occupant).to_owned()));
        answers.insert(0, (OccupantField::Name, whose.clone(), whose));
    }
    answers
        .into_iter()
        .map(|(field, was, mine)| Difference {
            field,
            was,
            mine,
            theirs: stands.answer(field),
        })
        .collect()
}

/// What stands with all of mine put over it.
#[must_use]
pub fn with_mine(differences: &[Difference], stands: &Unit) -> Unit {
    let mut unit = stands.clone();
    for one in differences.iter().filter(|one| one.changes()) {
        unit.put(one.field, &one.mine);
    }
    unit
}

/// What stands with those of mine that nobody else touched; as it stands where another occupant is meant.
#[must_use]
pub fn beside_theirs(command: &OccupantCommand, differences: &[Difference], stands: &Unit) -> Unit {
    let mut unit = stands.clone();
    let another = !matches!(command, OccupantCommand::ChangeOccupant { .. })
        || differences
            .iter()
            .any(|one| one.field == OccupantField::Name && one.contested());
    if !another {
        let untouched = |one: &&Difference| one.changes() && !one.contested();
        for one in differences.iter().filter(untouched) {
            unit.put(one.field, &one.mine);
        }
    }
    unit
}

/// The part of a change that is not so already.
pub(super) fn decide(
    command: &OccupantCommand,
    changes: &[OccupantChange],
    known: &Unit,
    scene: &Scene<'_>,
) -> Result<Option<UnitFact>, Rejection> {
    let blank = |change: &OccupantChange| matches!(change, OccupantChange::Name { becomes, .. } if scene.text(*becomes).trim().is_empty());
    if changes.iter().any(blank) {
        return Err(Rejection::missing(Field::Name, Clause::Ours));
    }
    if differences(command, scene.book(), known)
        .iter()
        .any(Difference::contested)
    {
        return Err(contested());
    }
    let open: Vec<OccupantChange> = changes
        .iter()
        .filter(|change| {
            let (field, _, becomes) = read(change, scene.book());
            known.answer(field) != becomes
        })
        .cloned()
        .collect();
    Ok((!open.is_empty()).then_some(UnitFact::OccupantChanged { changes: open }))
}

/// Which answers, the command and the unit say: they are personal and not repeated.
pub(super) fn contested() -> Rejection {
    Rejection::new(
        RejectionCode::Contested {
            base: Value::Text,
            mine: Value::Text,
            theirs: Value::Text,
        },
        Clause::Ours,
    )
}
