//! From a filled-in step to the command it becomes.

use domain::command::CommandBody;
use domain::event::violation::{Arrears, ProofOfService, Proposal};
use domain::violation::{Violation, ViolationCommand};
use leptos::prelude::*;

use super::act::Act;
use super::answers::Answers;
use crate::actions::{Actions, Sealer};
use crate::engine::message::Submission;
use crate::pages::parts::amount::fen;

/// The submission of a step; `None` while an answer is missing that has no empty form.
pub async fn submission(
    act: Act,
    answers: Answers,
    violation: &Violation,
    actions: &Actions,
) -> Option<Submission> {
    let case = violation.case;
    let words = answers.words.get_untracked().trim().to_owned();
    let day = answers.day.get_untracked().parse().ok();
    let photos = answers.photos.get_untracked();
    let mut attached = photos.clone();
    let mut sealer = Sealer::default();
    let command = match act {
        Act::Persuade => ViolationCommand::Persuade {
            case,
            words: sealer.seal(&words),
            stopped: answers.yes()?,
        },
        Act::DecideSeverity => ViolationCommand::DecideViolationSeverity {
            case,
            was: violation.severity,
            severity: domain::json::named(&answers.chosen.get_untracked())?,
        },
        Act::SendTeamLeader => ViolationCommand::SendTeamLeader {
            case,
            person: answers.chosen.get_untracked().parse().ok()?,
        },
        Act::ReferRenovation => ViolationCommand::ReferRenovation {
            case,
            reference: words,
        },
        Act::StateArrears => ViolationCommand::StateArrears {
            case,
            was: violation.arrears.clone(),
            arrears: Arrears {
                principal_fen: fen(&answers.amount.get_untracked())?,
                per_mille: answers.rate.get_untracked().trim().parse().ok()?,
                last_day: day?,
                contract: words,
            },
        },
        Act::ClaimReason => ViolationCommand::ClaimSpecialReason {
            case,
            reason: sealer.seal(&words),
        },
        Act::JudgeReason => ViolationCommand::JudgeSpecialReason {
            case,
            accepted: answers.yes()?,
            reason: words,
        },
        Act::Propose(measure) => ViolationCommand::ProposeDisposition {
            case,
            proposal: Proposal {
                measure,
                opinion: words,
                executors: answers.people.get_untracked(),
                last_day: day,
                amount_fen: fen(&answers.amount.get_untracked()),
            },
        },
        Act::NotApplicable(measure) => ViolationCommand::MarkNotApplicable {
            case,
            measure,
            reason: words,
        },
        Act::Weigh(disposition) => ViolationCommand::WeighDisposition {
            case,
            disposition,
            weighing: words,
        },
        Act::Countersign(disposition) => ViolationCommand::CountersignDisposition {
            case,
            disposition,
            skip_reason: (!words.is_empty()).then_some(words),
        },
        Act::Decline(disposition) => ViolationCommand::DeclineDisposition {
            case,
            disposition,
            reason: words,
        },
        Act::Decide(disposition) => ViolationCommand::DecideForCompany {
            case,
            disposition,
            approved: answers.yes()?,
            decision: words,
        },
        Act::CarryOut(disposition) => ViolationCommand::CarryOutDisposition { case, disposition },
        Act::Serve(disposition) => {
            let name = answers.name.get_untracked();
            let proof = if answers.chosen.get_untracked() == "refused" {
                ProofOfService::Refused {
                    witness: sealer.seal(&name),
                    photo: *photos.first()?,
                }
            } else {
                let strokes = answers.strokes.get_untracked();
                if strokes.is_empty() {
                    return None;
                }
                let bytes = serde_json::to_vec(&strokes).ok()?;
                let signature = actions
                    .keep_photo(bytes, "application/json".to_owned())
                    .await?;
                attached = vec![signature];
                ProofOfService::SignedFor {
                    by: sealer.seal(&name),
                    signature,
                }
            };
            ViolationCommand::ServeNotice {
                case,
                disposition,
                on: day?,
                paper: answers.paper.get_untracked().trim().to_owned(),
                proof,
            }
        }
        Act::Settle(disposition) => ViolationCommand::SettleStanding {
            case,
            disposition,
            decision: words,
        },
        Act::Comply(disposition) => ViolationCommand::RecordCompliance {
            case,
            disposition,
            complied: answers.yes()?,
            note: words,
        },
        Act::Recheck(disposition) => ViolationCommand::RecheckRectification {
            case,
            disposition,
            rectified: answers.yes()?,
            note: words,
            photos: photos.clone(),
        },
        Act::Reconcile(disposition) => ViolationCommand::RecordReconciliation {
            case,
            disposition,
            words: sealer.seal(&words),
        },
        Act::Close => ViolationCommand::CloseViolation {
            case,
            outcome: domain::json::named(&answers.chosen.get_untracked())?,
            note: words,
        },
        Act::Withdraw(disposition) => ViolationCommand::WithdrawProposal {
            case,
            disposition,
            reason: words,
        },
        Act::Reopen => ViolationCommand::ReopenViolation {
            case,
            was: violation.outcome?,
            reason: words,
        },
        Act::Join => ViolationCommand::JoinViolation {
            case,
            of: answers.chosen.get_untracked().parse().ok()?,
        },
        Act::Part => ViolationCommand::PartViolation { case },
        Act::Void(entry) => ViolationCommand::VoidEntry {
            case,
            entry,
            reason: words,
        },
    };
    let mut submission = Submission::now(CommandBody::Violation(command), sealer);
    submission.photos = attached;
    if act.names_who_went() {
        let people = answers.people.get_untracked();
        if people.is_empty() {
            return None;
        }
        submission.conducted_by = people;
    }
    Some(submission)
}
