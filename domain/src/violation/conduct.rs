//! Whoever is named on an entry without having typed it says whether it was so.

use super::step::{Case, Facts};
use crate::event::ViolationFact;
use crate::id::CommandId;
use crate::origin;

pub(super) fn confirm(case: &Case<'_>, command: CommandId) -> Facts {
    let me = case.scene.command.recorded_by;
    origin::asked(&case.violation.timeline, command, me)?;
    Ok(vec![ViolationFact::ConductConfirmed { command }])
}

pub(super) fn deny(case: &Case<'_>, command: CommandId, reason: &str) -> Facts {
    let me = case.scene.command.recorded_by;
    origin::may_deny(&case.violation.timeline, command, me, reason)?;
    Ok(vec![ViolationFact::ConductDenied {
        command,
        reason: reason.to_owned(),
    }])
}
