//! A refused step of a violation, with everything that was typed into it.

use domain::command::{Command, CommandBody};
use domain::event::violation::ProofOfService;
use domain::id::{CommandId, Digest};
use domain::personal::PersonalBook;
use domain::violation::ViolationCommand;

use super::act::Act;
use super::answers::ActDraft;
use crate::components::Strokes;
use crate::pages::parts::amount;

/// The step a refused command was, as its form kept it; none for a registration, which has a page of its own.
/// `strokes` are those of its signature, and `now` the disposition it is about by now: one whose proposal was refused
/// as well stands under another id once that was written anew.
#[must_use]
pub fn written_anew(
    command: &Command,
    strokes: &Strokes,
    now: impl Fn(CommandId) -> CommandId,
) -> Option<(Act, ActDraft)> {
    let CommandBody::Violation(body) = &command.body else {
        return None;
    };
    let book = PersonalBook::of(&command.personal);
    let words = |words: &str| ActDraft {
        words: words.to_owned(),
        ..ActDraft::default()
    };
    let answered = |yes: bool, said: &str| ActDraft {
        verdict: if yes { "yes" } else { "no" }.to_owned(),
        ..words(said)
    };
    let chosen = |chosen: String, said: &str| ActDraft {
        chosen,
        ..words(said)
    };
    let people = || command.conducted_by.clone();
    use ViolationCommand as C;
    Some(match body {
        // Taken down on a page of its own; confirmed and denied in the list of what waits.
        C::NoticeViolation { .. } | C::ConfirmConduct { .. } | C::DenyConduct { .. } => {
            return None;
        }
        C::Persuade { words, stopped, .. } => {
            (Act::Persuade, answered(*stopped, book.text(*words)))
        }
        C::DecideViolationSeverity { severity, .. } => (
            Act::DecideSeverity,
            chosen(domain::json::word(severity), ""),
        ),
        C::SendTeamLeader { person, .. } => (Act::SendTeamLeader, chosen(person.to_string(), "")),
        C::ReferRenovation { reference, .. } => (Act::ReferRenovation, words(reference)),
        C::StateArrears { arrears, .. } => {
            let draft = ActDraft {
                amount: amount::written(arrears.principal_fen),
                rate: arrears.per_mille.to_string(),
                day: arrears.last_day.to_string(),
                ..words(&arrears.contract)
            };
            (Act::StateArrears, draft)
        }
        C::ClaimSpecialReason { reason, .. } => (Act::ClaimReason, words(book.text(*reason))),
        C::JudgeSpecialReason {
            accepted, reason, ..
        } => (Act::JudgeReason, answered(*accepted, reason)),
        C::ProposeDisposition { proposal, .. } => {
            let draft = ActDraft {
                people: proposal.executors.clone(),
                day: proposal
                    .last_day
                    .map_or_else(String::new, |day| day.to_string()),
                amount: proposal
                    .amount_fen
                    .map_or_else(String::new, amount::written),
                ..words(&proposal.opinion)
            };
            (Act::Propose(proposal.measure), draft)
        }
        C::WeighDisposition {
            disposition,
            weighing,
            ..
        } => (Act::Weigh(now(*disposition)), words(weighing)),
        C::CountersignDisposition {
            disposition,
            skip_reason,
            ..
        } => (
            Act::Countersign(now(*disposition)),
            words(skip_reason.as_deref().unwrap_or_default()),
        ),
        C::DeclineDisposition {
            disposition,
            reason,
            ..
        } => (Act::Decline(now(*disposition)), words(reason)),
        C::DecideForCompany {
            disposition,
            approved,
            decision,
            ..
        } => (
            Act::Decide(now(*disposition)),
            answered(*approved, decision),
        ),
        C::MarkNotApplicable {
            measure, reason, ..
        } => (Act::NotApplicable(*measure), words(reason)),
        C::CarryOutDisposition { disposition, .. } => {
            let draft = ActDraft {
                people: people(),
                ..ActDraft::default()
            };
            (Act::CarryOut(now(*disposition)), draft)
        }
        C::ServeNotice {
            disposition,
            on,
            paper,
            proof,
            ..
        } => {
            let (how, name, photos) = match proof {
                ProofOfService::SignedFor { by, .. } => ("signed_for", *by, Vec::new()),
                ProofOfService::Refused { witness, photo } => ("refused", *witness, vec![*photo]),
            };
            let draft = ActDraft {
                chosen: how.to_owned(),
                name: book.text(name).to_owned(),
                day: on.to_string(),
                paper: paper.clone(),
                people: people(),
                strokes: strokes.clone(),
                photos,
                ..ActDraft::default()
            };
            (Act::Serve(now(*disposition)), draft)
        }
        C::SettleStanding {
            disposition,
            decision,
            ..
        } => (Act::Settle(now(*disposition)), words(decision)),
        C::RecordCompliance {
            disposition,
            complied,
            note,
            ..
        } => (Act::Comply(now(*disposition)), answered(*complied, note)),
        C::RecheckRectification {
            disposition,
            rectified,
            note,
            photos,
            ..
        } => {
            let draft = ActDraft {
                photos: photos.clone(),
                people: people(),
                ..answered(*rectified, note)
            };
            (Act::Recheck(now(*disposition)), draft)
        }
        C::RecordReconciliation {
            disposition,
            words: said,
            ..
        } => (Act::Reconcile(now(*disposition)), words(book.text(*said))),
        C::CloseViolation { outcome, note, .. } => {
            (Act::Close, chosen(domain::json::word(outcome), note))
        }
        C::WithdrawProposal {
            disposition,
            reason,
            ..
        } => (Act::Withdraw(now(*disposition)), words(reason)),
        C::ReopenViolation { reason, .. } => (Act::Reopen, words(reason)),
        C::JoinViolation { of, .. } => (Act::Join, chosen(of.to_string(), "")),
        C::PartViolation { .. } => (Act::Part, ActDraft::default()),
        C::VoidEntry { entry, reason, .. } => (Act::Void(*entry), words(reason)),
    })
}

/// The attachment of a signature, where the command carries one.
#[must_use]
pub fn signature(command: &ViolationCommand) -> Option<Digest> {
    match command {
        ViolationCommand::ServeNotice {
            proof: ProofOfService::SignedFor { signature, .. },
            ..
        } => Some(*signature),
        _ => None,
    }
}
