//! A fact is voided with a reason by its author the same day, else by the manager (this system's own rule).

use chrono::NaiveDate;

use super::Complaint;
use super::step::Facts;
use crate::act::Act;
use crate::clause::Clause;
use crate::command::day;
use crate::event::ComplaintFact;
use crate::id::{CommandId, DepartmentId, Instant, PersonId};
use crate::reads::Scene;
use crate::rejection::{Field, Rejection, RejectionCode, Thing};
use crate::violation::Hindrance;

pub(super) fn void(
    complaint: &Complaint,
    entry: CommandId,
    reason: &str,
    scene: &Scene<'_>,
) -> Facts {
    let line = complaint
        .timeline
        .iter()
        .find(|line| line.command == entry)
        .ok_or_else(|| Rejection::unknown(Thing::Command))?;
    may_void(
        Act::VoidEntry,
        line.recorded_by,
        line.entered_at,
        complaint.department,
        scene,
    )?;
    let is_fact = complaint.timeline.iter().any(|line| {
        line.command == entry
            && matches!(
                line.fact,
                ComplaintFact::Registered(_)
                    | ComplaintFact::CarriedOver(_)
                    | ComplaintFact::FollowUpRecorded(_)
                    | ComplaintFact::FollowUpAttempted { .. }
                    | ComplaintFact::ReferralAnswered { .. }
            )
    });
    if !is_fact {
        // A step has its counter-step.
        return Err(Rejection::invalid(Field::Entry, Clause::Ours));
    }
    if line.voided {
        return Ok(Vec::new());
    }
    if reason.trim().is_empty() {
        return Err(Rejection::missing(Field::Reason, Clause::Ours));
    }
    let registered = matches!(
        line.fact,
        ComplaintFact::Registered(_) | ComplaintFact::CarriedOver(_)
    );
    if registered && complaint.slip_stands() {
        // Nobody goes for a repair that is not there; what was signed for was.
        let by = Hindrance::SlipStands;
        return Err(Rejection::new(RejectionCode::Hindered { by }, Clause::Ours));
    }
    Ok(vec![ComplaintFact::EntryVoided {
        entry,
        reason: reason.to_owned(),
    }])
}

/// The author on the day of entry; on any day the manager.
pub(crate) fn may_void(
    act: Act,
    author: PersonId,
    entered_at: Instant,
    department: Option<DepartmentId>,
    scene: &Scene<'_>,
) -> Result<(), Rejection> {
    let entered_on: NaiveDate = day(entered_at, scene.office.utc_offset_minutes);
    if author == scene.command.recorded_by && entered_on == scene.entered_on() {
        return Ok(());
    }
    scene.authorise(act, department)
}
