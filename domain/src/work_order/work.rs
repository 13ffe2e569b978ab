//! The repair itself: items confirmed, begun, left and taken up again, finished; photos of it (C7, C9).

use super::step::{Facts, stands, technician};
use super::{Phase, WorkOrder};
use crate::act::Act;
use crate::clause::Clause;
use crate::event::WorkOrderFact;
use crate::event::work_order::PhotoTime;
use crate::id::{Digest, Instant};
use crate::personal::Personal;
use crate::reads::Scene;
use crate::rejection::{Field, Rejection};

/// Confirmed on the spot, inside; what comes to light during the work is confirmed again.
pub(super) fn confirm_items(order: &WorkOrder, items: &[String], scene: &Scene<'_>) -> Facts {
    technician(order, Act::ConfirmItems, scene)?;
    let from = [Phase::LetIn, Phase::ItemsConfirmed, Phase::Working];
    stands(order, &from, Clause::C7)?;
    if items.is_empty() || items.iter().any(|item| item.trim().is_empty()) {
        return Err(Rejection::missing(Field::Items, Clause::C7));
    }
    Ok(vec![WorkOrderFact::ItemsConfirmed {
        items: items.to_vec(),
    }])
}

/// Anybody may take them at any time; that they are missing blocks nothing (C9).
pub(super) fn photos(when: PhotoTime, photos: &[Digest], scene: &Scene<'_>) -> Facts {
    scene.authorise(Act::AddPhotos, None)?;
    if photos.is_empty() {
        return Err(Rejection::missing(Field::Photos, Clause::C9));
    }
    Ok(vec![WorkOrderFact::PhotosTaken {
        when,
        photos: photos.to_vec(),
    }])
}

pub(super) fn begin(order: &WorkOrder, scene: &Scene<'_>) -> Facts {
    technician(order, Act::BeginWork, scene)?;
    stands(order, &[Phase::ItemsConfirmed], Clause::C7)?;
    scene.happened_on()?;
    Ok(vec![WorkOrderFact::WorkBegun])
}

pub(super) fn pause(
    order: &WorkOrder,
    reason: &str,
    continue_at: Option<Instant>,
    scene: &Scene<'_>,
) -> Facts {
    technician(order, Act::PauseWork, scene)?;
    let from = [Phase::LetIn, Phase::ItemsConfirmed, Phase::Working];
    stands(order, &from, Clause::C7)?;
    if reason.trim().is_empty() {
        return Err(Rejection::missing(Field::Reason, Clause::Ours));
    }
    if continue_at.is_some_and(|at| at <= scene.command.moment.happened_at) {
        return Err(Rejection::invalid(Field::Appointment, Clause::Ours));
    }
    Ok(vec![WorkOrderFact::WorkPaused {
        reason: reason.to_owned(),
        continue_at,
    }])
}

pub(super) fn finish(order: &WorkOrder, result: Personal, scene: &Scene<'_>) -> Facts {
    technician(order, Act::FinishWork, scene)?;
    stands(order, &[Phase::Working], Clause::C7)?;
    scene.happened_on()?;
    if scene.text(result).trim().is_empty() {
        return Err(Rejection::missing(Field::Result, Clause::C11));
    }
    Ok(vec![WorkOrderFact::WorkFinished { result }])
}
