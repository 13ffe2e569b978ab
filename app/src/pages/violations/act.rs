//! The steps of a violation: their buttons, their rights, and the clause each rests on.

use domain::clause::Clause;
use domain::id::{CaseId, CommandId};
use domain::violation::{Measure, TaskKind, Violation, ViolationAct};

use crate::pages::parts::again;
use crate::text::Text;

/// One step somebody may take, with what it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    Persuade,
    DecideSeverity,
    SendTeamLeader,
    ReferRenovation,
    StateArrears,
    ClaimReason,
    JudgeReason,
    Propose(Measure),
    NotApplicable(Measure),
    Weigh(CommandId),
    Countersign(CommandId),
    Decline(CommandId),
    Decide(CommandId),
    CarryOut(CommandId),
    Serve(CommandId),
    Settle(CommandId),
    Comply(CommandId),
    Recheck(CommandId),
    Reconcile(CommandId),
    Close,
    Withdraw(CommandId),
    Reopen,
    Join,
    Part,
    /// Takes an entry back.
    Void(CommandId),
}

impl Act {
    /// The row of rights it is judged by.
    #[must_use]
    pub const fn right(self) -> ViolationAct {
        match self {
            Act::Persuade => ViolationAct::Persuade,
            Act::DecideSeverity => ViolationAct::DecideViolationSeverity,
            Act::SendTeamLeader => ViolationAct::SendTeamLeader,
            Act::ReferRenovation => ViolationAct::ReferRenovation,
            Act::StateArrears => ViolationAct::StateArrears,
            Act::ClaimReason => ViolationAct::ClaimSpecialReason,
            Act::JudgeReason => ViolationAct::JudgeSpecialReason,
            Act::Propose(_) => ViolationAct::ProposeDisposition,
            Act::NotApplicable(_) => ViolationAct::MarkNotApplicable,
            Act::Weigh(_) => ViolationAct::WeighDisposition,
            Act::Countersign(_) => ViolationAct::CountersignDisposition,
            Act::Decline(_) => ViolationAct::DeclineDisposition,
            Act::Decide(_) => ViolationAct::DecideForCompany,
            Act::CarryOut(_) => ViolationAct::CarryOutDisposition,
            Act::Serve(_) => ViolationAct::ServeNotice,
            Act::Settle(_) => ViolationAct::SettleStanding,
            Act::Comply(_) => ViolationAct::RecordCompliance,
            Act::Recheck(_) => ViolationAct::RecheckRectification,
            Act::Reconcile(_) => ViolationAct::RecordReconciliation,
            Act::Close => ViolationAct::CloseViolation,
            Act::Withdraw(_) => ViolationAct::WithdrawProposal,
            Act::Reopen => ViolationAct::ReopenViolation,
            Act::Join => ViolationAct::JoinViolation,
            Act::Part => ViolationAct::PartViolation,
            Act::Void(_) => ViolationAct::VoidEntry,
        }
    }

    /// The disposition it is about.
    #[must_use]
    pub const fn disposition(self) -> Option<CommandId> {
        match self {
            Act::Weigh(id)
            | Act::Countersign(id)
            | Act::Decline(id)
            | Act::Decide(id)
            | Act::CarryOut(id)
            | Act::Serve(id)
            | Act::Settle(id)
            | Act::Comply(id)
            | Act::Recheck(id)
            | Act::Reconcile(id)
            | Act::Withdraw(id) => Some(id),
            _ => None,
        }
    }

    /// Whether it is written down who went: not only those named in a disposition have the tablet in their hands.
    #[must_use]
    pub const fn names_who_went(self) -> bool {
        matches!(self, Act::CarryOut(_) | Act::Serve(_) | Act::Recheck(_))
    }

    /// The measure it is about, where the right depends on one.
    #[must_use]
    pub fn measure(self, violation: &Violation) -> Option<Measure> {
        match self {
            Act::Propose(measure) | Act::NotApplicable(measure) => Some(measure),
            other => other
                .disposition()
                .and_then(|id| violation.disposition(id))
                .map(|known| known.proposal.measure),
        }
    }

    /// The clause the form shows.
    #[must_use]
    pub fn clause(self, violation: &Violation) -> Clause {
        self.right()
            .seats(violation.severity_now(), self.measure(violation))
            .clause
    }

    /// What its button says.
    #[must_use]
    pub const fn label(self, text: &Text) -> &'static str {
        let words = &text.violation_step;
        match self {
            Act::Persuade => words.persuade,
            Act::DecideSeverity => words.decide_severity,
            Act::SendTeamLeader => words.send_team_leader,
            Act::ReferRenovation => words.refer_renovation,
            Act::StateArrears => words.state_arrears,
            Act::ClaimReason => words.claim_reason,
            Act::JudgeReason => words.judge_reason,
            Act::Propose(_) => words.propose,
            Act::NotApplicable(_) => words.not_applicable,
            Act::Weigh(_) => words.weigh,
            Act::Countersign(_) => words.countersign,
            Act::Decline(_) => words.decline,
            Act::Decide(_) => words.decide,
            Act::CarryOut(_) => words.carry_out,
            Act::Serve(_) => words.serve,
            Act::Settle(_) => words.settle,
            Act::Comply(_) => words.comply,
            Act::Recheck(_) => words.recheck,
            Act::Reconcile(_) => words.reconcile,
            Act::Close => words.close,
            Act::Withdraw(_) => words.withdraw,
            Act::Reopen => words.reopen,
            Act::Join => words.join,
            Act::Part => words.part,
            Act::Void(_) => words.void,
        }
    }

    /// The draft of its form, apart where a refused step is written anew.
    #[must_use]
    pub fn draft_key(self, case: CaseId, again: Option<CommandId>) -> String {
        again::draft_key(&format!("violation/{case}/{}", self.written()), again)
    }

    /// What it is about beside the case: a measure, a disposition or an entry.
    fn about(self) -> Option<String> {
        match self {
            Act::Propose(measure) | Act::NotApplicable(measure) => {
                Some(domain::json::word(&measure))
            }
            Act::Void(entry) => Some(entry.to_string()),
            other => other.disposition().map(|id| id.to_string()),
        }
    }

    /// The step as an address names it.
    #[must_use]
    pub fn written(self) -> String {
        let name = self.right().name();
        self.about()
            .map_or_else(|| name.to_owned(), |about| format!("{name}.{about}"))
    }

    /// The step an address names.
    #[must_use]
    pub fn read(written: &str) -> Option<Self> {
        let named = |act: &Act| act.written() == written;
        let Some((_, about)) = written.split_once('.') else {
            return Act::PLAIN.into_iter().find(named);
        };
        if let Some(measure) = domain::json::named(about) {
            return [Act::Propose(measure), Act::NotApplicable(measure)]
                .into_iter()
                .find(named);
        }
        let id = about.parse().ok()?;
        Act::ABOUT.into_iter().map(|act| act(id)).find(named)
    }

    const PLAIN: [Act; 11] = [
        Act::Persuade,
        Act::DecideSeverity,
        Act::SendTeamLeader,
        Act::ReferRenovation,
        Act::StateArrears,
        Act::ClaimReason,
        Act::JudgeReason,
        Act::Close,
        Act::Reopen,
        Act::Join,
        Act::Part,
    ];

    const ABOUT: [fn(CommandId) -> Act; 12] = [
        Act::Weigh,
        Act::Countersign,
        Act::Decline,
        Act::Decide,
        Act::CarryOut,
        Act::Serve,
        Act::Settle,
        Act::Comply,
        Act::Recheck,
        Act::Reconcile,
        Act::Withdraw,
        Act::Void,
    ];

    /// The step that settles a task; handling a case begins with words or a measure, chosen on the page.
    #[must_use]
    pub const fn of_task(kind: TaskKind, disposition: Option<CommandId>) -> Option<Act> {
        Some(match (kind, disposition) {
            (TaskKind::Handle | TaskKind::Persuade, _) => Act::Persuade,
            (TaskKind::DecideSeverity, _) => Act::DecideSeverity,
            (TaskKind::JudgeSpecialReason, _) => Act::JudgeReason,
            (TaskKind::Weigh, Some(id)) => Act::Weigh(id),
            (TaskKind::Countersign, Some(id)) => Act::Countersign(id),
            (TaskKind::DecideForCompany, Some(id)) => Act::Decide(id),
            (TaskKind::CarryOut, Some(id)) => Act::CarryOut(id),
            (TaskKind::Serve, Some(id)) => Act::Serve(id),
            (TaskKind::Recheck, Some(id)) => Act::Recheck(id),
            (TaskKind::Reconcile, Some(id)) => Act::Reconcile(id),
            (TaskKind::SettleStanding, Some(id)) => Act::Settle(id),
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::Instant;

    #[test]
    fn every_step_is_read_from_the_address_it_is_written_in() {
        let id = CommandId::mint(Instant(5), [1; 10]);
        let about = Act::ABOUT.into_iter().map(|act| act(id));
        let measures = [
            Act::Propose(Measure::LateFee),
            Act::NotApplicable(Measure::Compensation),
        ];
        for act in Act::PLAIN.into_iter().chain(about).chain(measures) {
            assert_eq!(Act::read(&act.written()), Some(act));
        }
        for nothing in [
            "",
            "weigh_disposition",
            "weigh_disposition.x",
            "persuade.talk",
        ] {
            assert_eq!(Act::read(nothing), None, "{nothing}");
        }
    }
}
