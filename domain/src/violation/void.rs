//! A fact is voided with a reason by its author the same day, else by the manager (this system's own rule).

use super::Hindrance;
use super::step::{Case, Facts, hindered};
use crate::clause::Clause;
use crate::complaint::void::may_void;
use crate::event::ViolationFact;
use crate::id::CommandId;
use crate::rejection::{Field, Rejection, Thing};

/// What was seen, said or handed over; a step has its counter-step. A registration on which a disposition stands is
/// not voided behind it.
pub(super) fn void(case: &Case<'_>, entry: CommandId, reason: &str) -> Facts {
    let lines = || case.violation.timeline.iter();
    let line = lines()
        .find(|line| line.command == entry)
        .ok_or_else(|| Rejection::unknown(Thing::Command))?;
    may_void(
        crate::act::Act::VoidEntry,
        line.recorded_by,
        line.entered_at,
        None,
        case.scene,
    )?;
    let is_fact = matches!(
        line.fact,
        ViolationFact::Noticed(_)
            | ViolationFact::Persuaded { .. }
            | ViolationFact::SpecialReasonClaimed { .. }
            | ViolationFact::NoticeServed { .. }
            | ViolationFact::ServedWithoutStanding { .. }
            | ViolationFact::Reconciled { .. }
    );
    if !is_fact {
        return Err(Rejection::invalid(Field::Entry, Clause::Ours));
    }
    if line.voided {
        return Ok(Vec::new());
    }
    let registration = matches!(line.fact, ViolationFact::Noticed(_));
    if registration
        && case
            .violation
            .dispositions
            .iter()
            .any(super::Disposition::stands)
    {
        return Err(hindered(Hindrance::DispositionStands, Clause::Ours));
    }
    if reason.trim().is_empty() {
        return Err(Rejection::missing(Field::Reason, Clause::Ours));
    }
    Ok(vec![ViolationFact::EntryVoided {
        entry,
        reason: reason.to_owned(),
    }])
}
