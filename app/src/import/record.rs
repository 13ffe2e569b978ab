//! From a planned line to the command that records it.

use domain::command::CommandBody;
use domain::event::unit::OccupantRecord;
use domain::head::UnitHead;
use domain::id::{OfficeId, UnitId};
use domain::occupant::OccupantCommand;

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
