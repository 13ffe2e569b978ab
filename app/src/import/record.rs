//! From a planned line, or a form, to the command that records it.

use domain::command::CommandBody;
use domain::event::unit::{OccupantChange, OccupantRecord};
use domain::head::UnitHead;
use domain::id::{OfficeId, UnitId};
use domain::occupant::{OccupantCommand, Unit};

use crate::actions::Sealer;
use crate::engine::message::Submission;

/// Records the occupant as `unit` says, personal values sealed.
#[must_use]
pub fn submission(office: OfficeId, unit: &UnitHead) -> Submission {
    let mut sealer = Sealer::default();
    let record = OccupantRecord {
        code: unit.code.trim().to_owned(),
        kind: unit.kind,
        name: sealer.seal(&unit.name),
        contact: sealer.seal_some(unit.contact.as_deref().unwrap_or_default()),
        phone: sealer.seal_some(unit.phone.as_deref().unwrap_or_default()),
        trade: unit.trade.clone().filter(|trade| !trade.trim().is_empty()),
        flagship: unit.flagship,
        occupied_from: unit.occupied_from,
    };
    let command = OccupantCommand::Record {
        unit: UnitId::of(office, &unit.code),
        record,
    };
    Submission::now(CommandBody::Occupant(command), sealer)
}

/// Changes what is known of the occupant, each answer with the one it replaces; `None` where nothing changes.
#[must_use]
pub fn changed(office: OfficeId, was: &Unit, becomes: &Unit) -> Option<Submission> {
    let mut sealer = Sealer::default();
    let mut changes = Vec::new();
    let mut sealed =
        |value: &Option<String>| sealer.seal_some(value.as_deref().unwrap_or_default());
    if was.contact != becomes.contact {
        changes.push(OccupantChange::Contact {
            was: sealed(&was.contact),
            becomes: sealed(&becomes.contact),
        });
    }
    if was.phone != becomes.phone {
        changes.push(OccupantChange::Phone {
            was: sealed(&was.phone),
            becomes: sealed(&becomes.phone),
        });
    }
    if was.trade != becomes.trade {
        changes.push(OccupantChange::Trade {
            was: was.trade.clone(),
            becomes: becomes.trade.clone(),
        });
    }
    if was.flagship != becomes.flagship {
        changes.push(OccupantChange::Flagship {
            was: was.flagship,
            becomes: becomes.flagship,
        });
    }
    if was.occupied_from != becomes.occupied_from {
        changes.push(OccupantChange::OccupiedFrom {
            was: was.occupied_from,
            becomes: becomes.occupied_from,
        });
    }
    if was.name != becomes.name {
        changes.insert(
            0,
            OccupantChange::Name {
                was: sealer.seal(&was.name),
                becomes: sealer.seal(&becomes.name),
            },
        );
    }
    if changes.is_empty() {
        return None;
    }
    let command = OccupantCommand::ChangeOccupant {
        unit: UnitId::of(office, &was.code),
        occupant: sealer.seal(&was.name),
        changes,
    };
    Some(Submission::now(CommandBody::Occupant(command), sealer))
}
