//! Which verb decides which command, and what they share: who acts, by right or by delegation.

use super::command::ViolationCommand;
use super::measure::Measure;
use super::right::ViolationAct;
use super::{Disposition, Hindrance, Violation};
use super::{arrange, carry_out, close, conduct, disposition, duplicate, observe, reopen, void};
use crate::authority::Seats;
use crate::clause::Clause;
use crate::decide::Ruling;
use crate::event::{Fact, NewFact, OfficeFact, ViolationFact};
use crate::follow_up::Severity;
use crate::id::{CaseId, CommandId, PersonId};
use crate::reads::Scene;
use crate::rejection::{Rejection, RejectionCode, Thing};
use crate::role::Roles;

/// Facts on the violation's own stream.
pub(super) type Facts = Result<Vec<ViolationFact>, Rejection>;

/// Decides one command about a violation.
///
/// # Errors
/// The first thing that stands against it; right comes before what stands in the way, that before content.
pub fn decide(command: &ViolationCommand, scene: &Scene<'_>) -> Ruling {
    let case = command.case();
    if let ViolationCommand::NoticeViolation {
        observation,
        persuasion,
        stopped,
        ..
    } = command
    {
        if scene.reads.streams.contains_key(&case.stream()) {
            return Err(Rejection::new(RejectionCode::AlreadyExists, Clause::V4_4_2));
        }
        return Ok(on_case(
            case,
            observe::notice(observation, *persuasion, *stopped, scene)?,
        ));
    }
    let violation = match scene.reads.streams.get(&case.stream()) {
        Some(crate::apply::State::Violation(violation)) => violation,
        _ => return Err(Rejection::unknown(Thing::Violation)),
    };
    let on = Case { violation, scene };
    match command {
        ViolationCommand::JoinViolation { of, .. } if violation.set_aside.is_none() => {
            return duplicate::join(&on, *of);
        }
        ViolationCommand::PartViolation { .. } => return duplicate::part(&on),
        // A paper that is out is out, whatever became of its case; and whoever is named on an entry may still speak.
        ViolationCommand::VoidEntry { .. }
        | ViolationCommand::ConfirmConduct { .. }
        | ViolationCommand::DenyConduct { .. }
        | ViolationCommand::ServeNotice { .. }
        | ViolationCommand::SettleStanding { .. } => {}
        _ if violation.set_aside.is_some() => {
            return Err(Rejection::new(RejectionCode::SetAside, Clause::Ours));
        }
        _ => {}
    }
    let facts = match command {
        ViolationCommand::NoticeViolation { .. }
        | ViolationCommand::JoinViolation { .. }
        | ViolationCommand::PartViolation { .. } => Ok(Vec::new()),
        ViolationCommand::Persuade { words, stopped, .. } => {
            observe::persuade(&on, *words, *stopped)
        }
        ViolationCommand::DecideViolationSeverity { was, severity, .. } => {
            arrange::decide_severity(&on, *was, *severity)
        }
        ViolationCommand::SendTeamLeader { person, .. } => arrange::send_team_leader(&on, *person),
        ViolationCommand::ReferRenovation { reference, .. } => {
            arrange::refer_renovation(&on, reference)
        }
        ViolationCommand::StateArrears { was, arrears, .. } => {
            arrange::state_arrears(&on, was.as_ref(), arrears)
        }
        ViolationCommand::ClaimSpecialReason { reason, .. } => {
            arrange::claim_special_reason(&on, *reason)
        }
        ViolationCommand::JudgeSpecialReason {
            accepted, reason, ..
        } => arrange::judge_special_reason(&on, *accepted, reason),
        ViolationCommand::ProposeDisposition { proposal, .. } => {
            disposition::propose(&on, proposal)
        }
        ViolationCommand::WeighDisposition {
            disposition,
            weighing,
            ..
        } => disposition::weigh(&on, *disposition, weighing),
        ViolationCommand::CountersignDisposition {
            disposition,
            skip_reason,
            ..
        } => disposition::countersign(&on, *disposition, skip_reason.as_deref()),
        ViolationCommand::DeclineDisposition {
            disposition,
            reason,
            ..
        } => disposition::decline(&on, *disposition, reason),
        ViolationCommand::DecideForCompany {
            disposition,
            approved,
            decision,
            ..
        } => disposition::decide_for_company(&on, *disposition, *approved, decision),
        ViolationCommand::MarkNotApplicable {
            measure, reason, ..
        } => disposition::mark_not_applicable(&on, *measure, reason),
        ViolationCommand::CarryOutDisposition { disposition, .. } => {
            return carry_out::carry_out(&on, *disposition);
        }
        ViolationCommand::ServeNotice {
            disposition,
            on: day,
            paper,
            proof,
            ..
        } => carry_out::serve(&on, *disposition, *day, paper, proof),
        ViolationCommand::SettleStanding {
            disposition,
            decision,
            ..
        } => carry_out::settle_standing(&on, *disposition, decision),
        ViolationCommand::RecordCompliance {
            disposition,
            complied,
            note,
            ..
        } => close::record_compliance(&on, *disposition, *complied, note),
        ViolationCommand::RecheckRectification {
            disposition,
            rectified,
            note,
            photos,
            ..
        } => close::recheck(&on, *disposition, *rectified, note, photos),
        ViolationCommand::RecordReconciliation {
            disposition, words, ..
        } => close::reconcile(&on, *disposition, *words),
        ViolationCommand::CloseViolation { outcome, note, .. } => close::close(&on, *outcome, note),
        ViolationCommand::WithdrawProposal {
            disposition,
            reason,
            ..
        } => disposition::withdraw(&on, *disposition, reason),
        ViolationCommand::ReopenViolation { was, reason, .. } => reopen::reopen(&on, *was, reason),
        ViolationCommand::VoidEntry { entry, reason, .. } => void::void(&on, *entry, reason),
        ViolationCommand::ConfirmConduct { command, .. } => conduct::confirm(&on, *command),
        ViolationCommand::DenyConduct {
            command, reason, ..
        } => conduct::deny(&on, *command, reason),
    }?;
    Ok(on_case(case, facts))
}

pub(super) fn on_case(case: CaseId, facts: Vec<ViolationFact>) -> Vec<NewFact> {
    facts
        .into_iter()
        .map(|fact| NewFact {
            stream: case.stream(),
            fact: Fact::Violation(fact),
        })
        .collect()
}

pub(super) fn on_office(scene: &Scene<'_>, fact: OfficeFact) -> NewFact {
    NewFact {
        stream: scene.reads.office.stream(),
        fact: Fact::Office(fact),
    }
}

/// A violation and the scene it is decided on.
pub(super) struct Case<'a> {
    pub violation: &'a Violation,
    pub scene: &'a Scene<'a>,
}

impl Case<'_> {
    fn seats(&self, act: ViolationAct, measure: Option<Measure>) -> Seats {
        act.seats(self.violation.severity_now(), measure)
    }

    /// One of those who went may do this.
    pub fn require(&self, act: ViolationAct) -> Result<(), Rejection> {
        require(
            self.scene,
            self.seats(act, None),
            &self.scene.command.conducted_by,
        )
        .map(|_| ())
    }

    /// The same for an act that depends on the measure.
    pub fn require_for(&self, act: ViolationAct, measure: Measure) -> Result<(), Rejection> {
        require(
            self.scene,
            self.seats(act, Some(measure)),
            &self.scene.command.conducted_by,
        )
        .map(|_| ())
    }

    /// Whoever signs does it in person, in a session of their own; by delegation it reads as such (代).
    ///
    /// # Errors
    /// Beyond authority, or signed in somebody else's session.
    pub fn signed(
        &self,
        act: ViolationAct,
        measure: Measure,
    ) -> Result<Option<PersonId>, Rejection> {
        let signer = [self.scene.command.recorded_by];
        let seats = self.seats(act, Some(measure));
        let on_behalf_of = require(self.scene, seats, &signer)?;
        if self.scene.command.conducted_by != signer {
            return Err(hindered(Hindrance::OwnSession, seats.clause));
        }
        Ok(on_behalf_of)
    }

    /// # Errors
    /// When the violation was closed.
    pub fn open(&self, clause: Clause) -> Result<(), Rejection> {
        if self.violation.open() {
            Ok(())
        } else {
            Err(hindered(Hindrance::Closed, clause))
        }
    }

    /// # Errors
    /// When nobody proposed it here.
    pub fn disposition(&self, id: CommandId) -> Result<&Disposition, Rejection> {
        self.violation
            .disposition(id)
            .ok_or_else(|| Rejection::unknown(Thing::Disposition))
    }

    /// The seat a violation of this severity is reported to, as the profile fills it (V4(4)②).
    pub fn reported_to(scene: &Scene<'_>, severity: Severity) -> crate::role::Role {
        use crate::role::Role;
        scene.policy.holder(match severity {
            Severity::Major => Role::PropertyManager,
            Severity::General => Role::SiteManager,
        })
    }
}

pub(super) fn hindered(by: Hindrance, clause: Clause) -> Rejection {
    Rejection::new(RejectionCode::Hindered { by }, clause)
}

/// One of `people` fills one of the seats on the day it happened: by an own role (`None`), or by delegation of the
/// person named.
///
/// # Errors
/// Beyond authority (越权). What only a signed disposition allows is refused by V4(4)⑦, whoever tries.
pub(super) fn require(
    scene: &Scene<'_>,
    seats: Seats,
    people: &[PersonId],
) -> Result<Option<PersonId>, Rejection> {
    let mut held: Vec<(PersonId, Roles)> = Vec::with_capacity(people.len());
    for person in people {
        held.push((*person, scene.own_roles(*person, None)?));
    }
    if held.is_empty() {
        return Err(Rejection::missing(
            crate::rejection::Field::Conductors,
            Clause::Ours,
        ));
    }
    if held
        .iter()
        .any(|(_, roles)| seats.filled_by(scene.policy, roles))
    {
        return Ok(None);
    }
    let on = scene
        .command
        .moment
        .happened_on(scene.office.utc_offset_minutes);
    held.iter()
        .flat_map(|(person, _)| scene.office.delegated_to(*person, on))
        .find(|delegation| seats.filled_by(scene.policy, &delegation.roles))
        .map(|delegation| Some(delegation.from))
        .ok_or_else(|| Rejection::beyond_authority(seats.needs(scene.policy), seats.refused_by()))
}
