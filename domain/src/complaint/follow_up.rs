//! The return visit to a complaint: planned, tried, made, or ended as unreachable.

use chrono::NaiveDate;

use super::command::FollowUpEntry;
use super::step::Facts;
use super::{Complaint, Owed, OwedState};
use crate::clause::Clause;
use crate::event::ComplaintFact;
use crate::event::complaint::{AttemptFailure, FollowUp};
use crate::follow_up::{
    Attempts, Channel, ContentField, DoneStanding, FollowUpContent, FollowUpKind, done_standing,
    may_follow_up, may_schedule, needs_channel_reason,
};
use crate::gather::set_of;
use crate::id::{CommandId, PersonId};
use crate::policy::Policy;
use crate::reads::Scene;
use crate::rejection::{Field, Rejection, RejectionCode, Thing};
use crate::role::{Role, Roles};

/// The obligation of a round that is still owed, with the version of the rules it was stamped with.
fn owed<'a>(
    complaint: &'a Complaint,
    round: u16,
    scene: &'a Scene<'_>,
) -> Result<(&'a Owed, &'a Policy), Rejection> {
    let owed = complaint
        .owed
        .iter()
        .find(|owed| owed.obligation.round == round && owed.state == OwedState::Owed)
        .ok_or_else(|| Rejection::new(RejectionCode::NothingOwed, Clause::G3_5_4))?;
    let version = owed.obligation.policy;
    let policy = scene
        .office
        .policies
        .iter()
        .find(|policy| policy.version == version)
        .unwrap_or(scene.policy);
    Ok((owed, policy))
}

/// Who sent the people who go: the Dispatcher, where every one of them is the technician sent (G3.5.3).
fn sent_by(owed: &Owed, people: &[PersonId]) -> Roles {
    let all_sent = !people.is_empty()
        && people
            .iter()
            .all(|person| owed.technician_sent == Some(*person));
    if all_sent {
        Roles::from([Role::Dispatcher])
    } else {
        Roles::new()
    }
}

pub(super) fn schedule(
    complaint: &Complaint,
    round: u16,
    people: &[PersonId],
    on: NaiveDate,
    scene: &Scene<'_>,
) -> Facts {
    let severity = Some(complaint.severity_for_follow_up());
    let mine = scene.roles_of_conductors(complaint.department)?;
    let right = may_schedule(
        scene.policy,
        FollowUpKind::Complaint,
        severity,
        &union(&mine),
    );
    if !right.allowed {
        return Err(Rejection::beyond_authority(right.needs, right.clause));
    }
    let (owed, policy) = owed(complaint, round, scene)?;
    let going = people
        .iter()
        .map(|person| scene.roles(*person, complaint.department))
        .collect::<Result<Vec<_>, _>>()?;
    let may = may_follow_up(
        policy,
        FollowUpKind::Complaint,
        severity,
        &going,
        &sent_by(owed, people),
    );
    if !may.allowed || repeats(people) {
        return Err(Rejection::beyond_authority(may.needs, may.clause));
    }
    Ok(vec![ComplaintFact::FollowUpScheduled {
        round,
        people: people.to_vec(),
        on,
    }])
}

/// G3.5.3: the Dispatcher sends the technician who did the work.
pub(super) fn send_technician(
    complaint: &Complaint,
    round: u16,
    technician: PersonId,
    scene: &Scene<'_>,
) -> Facts {
    scene.require(&[Role::Dispatcher], complaint.department, Clause::G3_5_3)?;
    owed(complaint, round, scene)?;
    let roles = scene.roles(technician, complaint.department)?;
    if !roles.contains(&Role::Technician) {
        return Err(Rejection::invalid(Field::Technician, Clause::G3_5_3));
    }
    Ok(vec![ComplaintFact::TechnicianSent { round, technician }])
}

pub(super) fn record(complaint: &Complaint, entry: &FollowUpEntry, scene: &Scene<'_>) -> Facts {
    let people = &scene.command.conducted_by;
    let going = scene.roles_of_conductors(complaint.department)?;
    let severity = Some(complaint.severity_for_follow_up());
    let right = match owed(complaint, entry.round, scene) {
        Ok((owed, policy)) => may_follow_up(
            policy,
            FollowUpKind::Complaint,
            severity,
            &going,
            &sent_by(owed, people),
        ),
        Err(_) => may_follow_up(
            scene.policy,
            FollowUpKind::Complaint,
            severity,
            &going,
            &Roles::new(),
        ),
    };
    if !right.allowed || repeats(people) {
        return Err(Rejection::beyond_authority(right.needs, right.clause));
    }
    let (owed, policy) = owed(complaint, entry.round, scene)?;
    let on = scene.happened_on()?;
    timing(owed, entry, on, scene)?;
    if let Some(clause) = needs_channel_reason(policy, FollowUpKind::Complaint, entry.channel)
        && blank(entry.channel_reason.as_deref())
    {
        return Err(Rejection::missing(Field::ChannelReason, clause));
    }
    contents(entry, policy, scene)?;
    if entry.channel == Channel::InPerson
        && entry.signature.is_none()
        && blank(entry.unsigned_reason.as_deref())
    {
        return Err(Rejection::missing(Field::Reason, Clause::Ours));
    }
    let made = FollowUp {
        round: entry.round,
        on,
        channel: entry.channel,
        channel_reason: entry.channel_reason.clone(),
        contents: entry.contents.clone(),
        problem_left: entry.problem_left,
        photos: entry.photos.clone(),
        signature: entry.signature,
        unsigned_reason: entry.unsigned_reason.clone(),
        late_reason: entry.late_reason.clone(),
        early_reason: entry.early_reason.clone(),
        paper: entry.paper.clone(),
        right: right.clause,
    };
    let round = entry.round;
    let outcome = match entry.contents.goes_on(entry.problem_left) {
        Some(why) => ComplaintFact::WentOn { round, why },
        None => ComplaintFact::Completed { round },
    };
    Ok(vec![
        ComplaintFact::FollowUpRecorded(Box::new(made)),
        outcome,
    ])
}

/// Early and late are taken with a reason; a day other than the day of entry with paper, reason and photo.
fn timing(
    owed: &Owed,
    entry: &FollowUpEntry,
    on: NaiveDate,
    scene: &Scene<'_>,
) -> Result<(), Rejection> {
    let window = &owed.obligation.window;
    match done_standing(window, on) {
        DoneStanding::DoneLate if blank(entry.late_reason.as_deref()) => {
            return Err(Rejection::missing(Field::LateReason, window.clause));
        }
        DoneStanding::DoneTooEarly if blank(entry.early_reason.as_deref()) => {
            return Err(Rejection::missing(Field::EarlyReason, window.clause));
        }
        DoneStanding::Done | DoneStanding::DoneLate | DoneStanding::DoneTooEarly => {}
    }
    if on != scene.entered_on() {
        match &entry.paper {
            None => return Err(Rejection::missing(Field::PaperPhoto, Clause::Ours)),
            Some(paper) if paper.reason.trim().is_empty() => {
                return Err(Rejection::missing(Field::PaperReason, Clause::Ours));
            }
            Some(_) => {}
        }
    }
    Ok(())
}

fn contents(entry: &FollowUpEntry, policy: &Policy, scene: &Scene<'_>) -> Result<(), Rejection> {
    let text = |value: Option<_>| value.map(|value| scene.text(value));
    let said = FollowUpContent {
        satisfaction: entry.contents.satisfaction,
        quality: entry.contents.quality,
        effect: entry.contents.effect,
        shortcomings: text(entry.contents.shortcomings),
        suggestions: text(entry.contents.suggestions),
        area: entry.contents.area,
        finding: text(entry.contents.finding),
    };
    said.check(policy).map_err(|missing| {
        let field = match missing.field {
            ContentField::Quality => Field::Quality,
            ContentField::Effect => Field::Effect,
            ContentField::Shortcomings => Field::Shortcomings,
            ContentField::Suggestions => Field::Suggestions,
            ContentField::Area => Field::ServiceArea,
            ContentField::Finding => Field::Finding,
        };
        Rejection::missing(field, missing.clause)
    })
}

/// Whoever could have been one of those who go may say that nobody was there.
pub(super) fn attempt(
    complaint: &Complaint,
    round: u16,
    channel: Channel,
    failure: AttemptFailure,
    scene: &Scene<'_>,
) -> Facts {
    let going = scene.roles_of_conductors(complaint.department)?;
    let (owed, policy) = owed(complaint, round, scene)?;
    let right = may_follow_up(
        policy,
        FollowUpKind::Complaint,
        Some(complaint.severity_for_follow_up()),
        &going,
        &sent_by(owed, &scene.command.conducted_by),
    );
    let mine = union(&going);
    let one_of_them = right
        .needs
        .iter()
        .any(|needs| needs.intersection(&mine).next().is_some());
    if !right.allowed && !one_of_them {
        return Err(Rejection::beyond_authority(right.needs, right.clause));
    }
    Ok(vec![ComplaintFact::FollowUpAttempted {
        round,
        on: scene.happened_on()?,
        channel,
        failure,
    }])
}

/// Owed, not done: after enough attempts the one who plans may end it, with the reason.
pub(super) fn end_unreachable(
    complaint: &Complaint,
    round: u16,
    reason: &str,
    scene: &Scene<'_>,
) -> Facts {
    let mine = scene.roles_of_conductors(complaint.department)?;
    let right = may_schedule(
        scene.policy,
        FollowUpKind::Complaint,
        Some(complaint.severity_for_follow_up()),
        &union(&mine),
    );
    if !right.allowed {
        return Err(Rejection::beyond_authority(right.needs, right.clause));
    }
    let (owed, policy) = owed(complaint, round, scene)?;
    let tried = Attempts::count(
        owed.attempts
            .iter()
            .map(|attempt| (attempt.on, attempt.channel)),
    );
    if !tried.may_end_unreachable(policy) {
        return Err(Rejection::new(
            RejectionCode::TooFewAttempts {
                made: tried.made,
                days: tried.days,
                channels: tried.channels,
            },
            Clause::Ours,
        ));
    }
    if reason.trim().is_empty() {
        return Err(Rejection::missing(Field::Reason, Clause::Ours));
    }
    Ok(vec![ComplaintFact::EndedUnreachable {
        round,
        reason: reason.to_owned(),
    }])
}

/// A conductor who did not record it says it was so.
pub(super) fn confirm(complaint: &Complaint, command: CommandId, scene: &Scene<'_>) -> Facts {
    conducted(complaint, command, scene)?;
    Ok(vec![ComplaintFact::ConductConfirmed { command }])
}

pub(super) fn deny(
    complaint: &Complaint,
    command: CommandId,
    reason: &str,
    scene: &Scene<'_>,
) -> Facts {
    conducted(complaint, command, scene)?;
    if reason.trim().is_empty() {
        return Err(Rejection::missing(Field::Reason, Clause::Ours));
    }
    Ok(vec![ComplaintFact::ConductDenied {
        command,
        reason: reason.to_owned(),
    }])
}

fn conducted(
    complaint: &Complaint,
    command: CommandId,
    scene: &Scene<'_>,
) -> Result<(), Rejection> {
    let made = complaint
        .follow_ups
        .iter()
        .find(|made| made.command == command)
        .ok_or_else(|| Rejection::unknown(Thing::Command))?;
    let who = scene.command.recorded_by;
    if made.conducted_by.contains(&who) && made.recorded_by != who {
        Ok(())
    } else {
        Err(Rejection::invalid(Field::Conductors, Clause::Ours))
    }
}

fn repeats(people: &[PersonId]) -> bool {
    set_of(people).len() != people.len()
}

fn union(people: &[Roles]) -> Roles {
    set_of(people.iter().flatten().copied())
}

fn blank(text: Option<&str>) -> bool {
    text.is_none_or(|text| text.trim().is_empty())
}
