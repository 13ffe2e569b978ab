//! The return visit to a complaint: planned, tried, made, or ended as unreachable.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::command::FollowUpEntry;
use super::{Complaint, Owed, OwedState};
use crate::act::Act;
use crate::clause::Clause;
use crate::event::FollowUpStep;
use crate::event::complaint::{AttemptFailure, FollowUp};
use crate::follow_up::{
    Attempts, Channel, ContentField, DoneStanding, FollowUpContent, FollowUpKind, Severity,
    done_standing, may_attempt, may_follow_up, may_schedule, may_send_technician,
    needs_channel_reason,
};
use crate::gather::set_of;
use crate::id::{DepartmentId, PersonId};
use crate::policy::Policy;
use crate::reads::Scene;
use crate::rejection::{Field, Rejection, RejectionCode};
use crate::role::{Role, Roles};

/// What a follow-up is about, and what is owed on it: a complaint's stream or a work order's.
#[derive(Clone, Copy)]
pub(crate) struct Subject<'a> {
    pub kind: FollowUpKind,
    pub severity: Option<Severity>,
    pub department: Option<DepartmentId>,
    pub owed: &'a [Owed],
    /// Who did the work; empty where nobody is known to have.
    pub technicians: &'a BTreeSet<PersonId>,
}

impl Complaint {
    pub(super) fn subject(&self) -> Subject<'_> {
        Subject {
            kind: FollowUpKind::Complaint,
            severity: Some(self.severity_for_follow_up()),
            department: self.department,
            owed: &self.owed,
            technicians: &self.technicians,
        }
    }
}

pub(crate) type Steps = Result<Vec<FollowUpStep>, Rejection>;

/// The obligation of a round that is still owed, with the version of the rules it was stamped with.
fn owed<'a>(
    subject: &Subject<'a>,
    round: u16,
    scene: &'a Scene<'_>,
) -> Result<(&'a Owed, &'a Policy), Rejection> {
    let owed = subject
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

pub(crate) fn schedule(
    subject: &Subject<'_>,
    round: u16,
    people: &[PersonId],
    on: NaiveDate,
    scene: &Scene<'_>,
) -> Steps {
    let severity = subject.severity;
    let mine = scene.roles_of_conductors(subject.department)?;
    let right = may_schedule(scene.policy, subject.kind, severity, &union(&mine));
    if !right.allowed {
        return Err(Rejection::beyond_authority(right.needs, right.clause));
    }
    let (owed, policy) = owed(subject, round, scene)?;
    let going = people
        .iter()
        .map(|person| scene.roles(*person, subject.department))
        .collect::<Result<Vec<_>, _>>()?;
    let may = may_follow_up(
        policy,
        subject.kind,
        severity,
        &going,
        &sent_by(owed, people),
    );
    if !may.allowed || repeats(people) {
        return Err(Rejection::beyond_authority(may.needs, may.clause));
    }
    Ok(vec![FollowUpStep::Scheduled {
        round,
        people: people.to_vec(),
        on,
    }])
}

/// G3.5.3: the Dispatcher sends the technician who did the work.
pub(crate) fn send_technician(
    subject: &Subject<'_>,
    round: u16,
    technician: PersonId,
    scene: &Scene<'_>,
) -> Steps {
    // Only where the procedure knows the technician's follow-up; a mall's text does not.
    let right = may_send_technician(scene.policy, subject.kind);
    if !right.allowed {
        return Err(Rejection::beyond_authority(right.needs, right.clause));
    }
    scene.authorise(Act::SendTechnician, subject.department)?;
    owed(subject, round, scene)?;
    let roles = scene.roles(technician, subject.department)?;
    let did_the_work = subject.technicians.is_empty() || subject.technicians.contains(&technician);
    if !roles.contains(&Role::Technician) || !did_the_work {
        return Err(Rejection::invalid(Field::Technician, Clause::G3_5_3));
    }
    Ok(vec![FollowUpStep::TechnicianSent { round, technician }])
}

pub(crate) fn record(subject: &Subject<'_>, entry: &FollowUpEntry, scene: &Scene<'_>) -> Steps {
    let people = &scene.command.conducted_by;
    let going = scene.roles_of_conductors(subject.department)?;
    let severity = subject.severity;
    let right = match owed(subject, entry.round, scene) {
        Ok((owed, policy)) => may_follow_up(
            policy,
            subject.kind,
            severity,
            &going,
            &sent_by(owed, people),
        ),
        Err(_) => may_follow_up(scene.policy, subject.kind, severity, &going, &Roles::new()),
    };
    if !right.allowed || repeats(people) {
        return Err(Rejection::beyond_authority(right.needs, right.clause));
    }
    let (owed, policy) = owed(subject, entry.round, scene)?;
    let on = scene.happened_on()?;
    timing(owed, entry, on, scene)?;
    if let Some(clause) = needs_channel_reason(policy, subject.kind, entry.channel)
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
        Some(why) => FollowUpStep::WentOn { round, why },
        None => FollowUpStep::Completed { round },
    };
    Ok(vec![FollowUpStep::Recorded(Box::new(made)), outcome])
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
pub(crate) fn attempt(
    subject: &Subject<'_>,
    round: u16,
    channel: Channel,
    failure: AttemptFailure,
    scene: &Scene<'_>,
) -> Steps {
    let going = scene.roles_of_conductors(subject.department)?;
    let (owed, policy) = owed(subject, round, scene)?;
    let right = may_attempt(
        policy,
        subject.kind,
        subject.severity,
        &going,
        &sent_by(owed, &scene.command.conducted_by),
    );
    if !right.allowed {
        return Err(Rejection::beyond_authority(right.needs, right.clause));
    }
    Ok(vec![FollowUpStep::Attempted {
        round,
        on: scene.happened_on()?,
        channel,
        failure,
    }])
}

/// Owed, not done: after enough attempts the one who plans may end it, with the reason.
pub(crate) fn end_unreachable(
    subject: &Subject<'_>,
    round: u16,
    reason: &str,
    scene: &Scene<'_>,
) -> Steps {
    let mine = scene.roles_of_conductors(subject.department)?;
    let right = may_schedule(scene.policy, subject.kind, subject.severity, &union(&mine));
    if !right.allowed {
        return Err(Rejection::beyond_authority(right.needs, right.clause));
    }
    let (owed, policy) = owed(subject, round, scene)?;
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
    Ok(vec![FollowUpStep::EndedUnreachable {
        round,
        reason: reason.to_owned(),
    }])
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
