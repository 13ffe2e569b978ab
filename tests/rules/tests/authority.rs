//! The table of rights, cell by cell, against what the server decides.

#![allow(clippy::unwrap_used)] // a helper that cannot set up its test should fail it

use std::collections::BTreeSet;

use chrono::NaiveDate;
use domain::authority::{Cell, Row, rows, table};
use domain::clause::Clause;
use domain::command::CommandBody;
use domain::day_book::{BookName, DayBookCommand};
use domain::event::violation::{ProofOfService, ViolationOutcome};
use domain::follow_up::Severity;
use domain::id::{CaseId, CommandId, Digest};
use domain::mandate::{LegalOpinion, MandateCommand};
use domain::policy::{Policy, ProfileName};
use domain::rejection::{Rejection, RejectionCode};
use domain::role::{Role, Roles};
use domain::violation::{Item, Ladder, Measure, ViolationCommand};
use rules::check;
use rules::desk::{person, sealed};
use rules::watch::{Watch, arrears, observation, proposal};
use serde_json::json;
use uuid::Uuid;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 10, 1).unwrap()
}

fn opinion() -> LegalOpinion {
    LegalOpinion {
        by: "legal department".to_owned(),
        dated: today(),
        conclusion: "safety only".to_owned(),
        document: None,
    }
}

/// A violation with everything open that the law can open, and a disposition on the measure, if one is asked for.
fn prepared(policy: &Policy, row: &Row, role: Role, allowed: bool) -> (Watch, CommandId) {
    let measure = row.measure.filter(|measure| !measure.anybodys());
    let item = match measure {
        Some(measure) if Ladder::Other.place(measure).is_some() => Item::Littering,
        _ => Item::PaymentRefused,
    };
    let severity = row.severity.unwrap_or(Severity::General);
    let mut watch = Watch::over(policy.profile, today(), observation(item), severity);
    let case = watch.case;
    for measure in [Measure::UtilityCutOff, Measure::ServiceStop] {
        let enable = CommandBody::Mandate(MandateCommand::EnableMeasure {
            measure,
            opinion: opinion(),
        });
        let executive = [person(Role::CompanyExecutive)];
        watch.desk.send(&executive, enable).1.unwrap();
    }
    let manager = policy.holder(Role::PropertyManager);
    if item == Item::PaymentRefused {
        let stated = ViolationCommand::StateArrears {
            case,
            was: None,
            arrears: arrears(today()),
        };
        watch.by(manager, stated).unwrap();
    }
    let wanted = matches!(row.act, "decide_for_company" | "carry_out_disposition");
    let Some(measure) = measure.filter(|_| wanted) else {
        return (watch, CommandId(Uuid::nil()));
    };
    let mut proposal = proposal(measure, today());
    let seat = if measure.dunning() {
        Role::SiteTeamLeader
    } else {
        Role::SiteManager
    };
    proposal.executors = vec![person(policy.holder(seat))];
    if row.act == "carry_out_disposition" && allowed {
        proposal.executors.push(person(role));
    }
    let (id, proposed) = watch.propose(manager, proposal);
    assert_eq!(proposed, Ok(()), "{row:?} {role:?}");
    if measure.takes_special_care() {
        watch.weigh(manager, id).unwrap();
    }
    let director = policy.holder(Role::Director);
    watch
        .sign(director, id, Some("for the sake of the table"))
        .unwrap();
    if row.act == "carry_out_disposition" && measure.company_clause().is_some() {
        watch.company(Role::CompanyExecutive, id, true).unwrap();
    }
    (watch, id)
}

/// The command of a row, as plain as it can be; it need not succeed, only be judged by its right.
fn command(
    row: &Row,
    role: Role,
    case: CaseId,
    disposition: CommandId,
    fresh: CaseId,
) -> CommandBody {
    let text = || "said plainly".to_owned();
    let words = sealed("none").digest;
    let severity = Severity::Major;
    CommandBody::Violation(match row.act {
        "notice_violation" => ViolationCommand::NoticeViolation {
            case: fresh,
            observation: observation(Item::Littering),
            persuasion: None,
            stopped: false,
        },
        "persuade" => ViolationCommand::Persuade {
            case,
            words,
            stopped: true,
        },
        "decide_violation_severity" => ViolationCommand::DecideViolationSeverity {
            case,
            was: None,
            severity,
        },
        "send_team_leader" => ViolationCommand::SendTeamLeader {
            case,
            person: person(Role::SiteTeamLeader),
        },
        "refer_renovation" => ViolationCommand::ReferRenovation {
            case,
            reference: text(),
        },
        "state_arrears" => ViolationCommand::StateArrears {
            case,
            was: None,
            arrears: arrears(today()),
        },
        "claim_special_reason" => ViolationCommand::ClaimSpecialReason {
            case,
            reason: words,
        },
        "judge_special_reason" => ViolationCommand::JudgeSpecialReason {
            case,
            accepted: true,
            reason: text(),
        },
        "propose_disposition" => ViolationCommand::ProposeDisposition {
            case,
            proposal: proposal(row.measure.unwrap(), today()),
        },
        "weigh_disposition" => ViolationCommand::WeighDisposition {
            case,
            disposition,
            weighing: text(),
        },
        "countersign_disposition" => ViolationCommand::CountersignDisposition {
            case,
            disposition,
            skip_reason: None,
        },
        "decline_disposition" => ViolationCommand::DeclineDisposition {
            case,
            disposition,
            reason: text(),
        },
        "decide_for_company" => ViolationCommand::DecideForCompany {
            case,
            disposition,
            approved: true,
            decision: text(),
        },
        "mark_not_applicable" => ViolationCommand::MarkNotApplicable {
            case,
            measure: Measure::Compensation,
            reason: text(),
        },
        "carry_out_disposition" => ViolationCommand::CarryOutDisposition { case, disposition },
        "serve_notice" => ViolationCommand::ServeNotice {
            case,
            disposition,
            on: today(),
            paper: text(),
            proof: ProofOfService::SignedFor {
                by: words,
                signature: Digest::of(&[b"strokes"]),
            },
        },
        "settle_standing" => ViolationCommand::SettleStanding {
            case,
            disposition,
            decision: text(),
        },
        "record_compliance" => ViolationCommand::RecordCompliance {
            case,
            disposition,
            complied: true,
            note: text(),
        },
        "recheck_rectification" => ViolationCommand::RecheckRectification {
            case,
            disposition,
            rectified: true,
            note: text(),
            photos: Vec::new(),
        },
        "record_reconciliation" => ViolationCommand::RecordReconciliation {
            case,
            disposition,
            words,
        },
        "close_violation" => ViolationCommand::CloseViolation {
            case,
            outcome: ViolationOutcome::Stopped,
            note: text(),
        },
        "withdraw_proposal" => ViolationCommand::WithdrawProposal {
            case,
            disposition,
            reason: text(),
        },
        "reopen_violation" => ViolationCommand::ReopenViolation {
            case,
            was: ViolationOutcome::Stopped,
            reason: text(),
        },
        "join_violation" => ViolationCommand::JoinViolation { case, of: fresh },
        "part_violation" => ViolationCommand::PartViolation { case },
        act => return other_command(act, role, disposition),
    })
}

fn other_command(act: &str, role: Role, delegation: CommandId) -> CommandBody {
    let holder = match role {
        Role::SiteManager => Role::Director,
        _ => Role::SiteManager,
    };
    CommandBody::Mandate(match act {
        "delegate" => MandateCommand::Delegate {
            from: person(holder),
            to: person(Role::Technician),
            roles: Roles::from([holder]),
            starts: today(),
            until: today(),
        },
        "end_delegation" => MandateCommand::EndDelegation {
            delegation,
            on: today(),
        },
        "enable_measure" => MandateCommand::EnableMeasure {
            measure: Measure::ServiceStop,
            opinion: opinion(),
        },
        "disable_measure" => MandateCommand::DisableMeasure {
            measure: Measure::ServiceStop,
            reason: "withdrawn".to_owned(),
        },
        "write_entry" => {
            return CommandBody::DayBook(DayBookCommand::WriteEntry {
                book: BookName::DutyLog,
                day: today(),
                words: sealed("none").digest,
            });
        }
        act => panic!("no command of {act}"),
    })
}

#[test]
fn v4_4_7_every_cell_of_the_table_of_rights_is_what_the_server_decides() {
    for profile in ProfileName::ALL {
        let policy = Policy::built_in(*profile, today());
        for Cell { row, role, allowed } in table(&policy) {
            let (mut watch, disposition) = prepared(&policy, &row, role, allowed);
            let fresh = watch.desk.new_case();
            let body = command(&row, role, watch.case, disposition, fresh);
            assert_eq!(body.act(), row.act);
            let on_tablet = watch.desk.on_tablet(&[person(role)], body.clone());
            let (_, on_server) = watch.desk.send(&[person(role)], body);
            let beyond = |outcome: Result<(), Rejection>| match outcome {
                Err(Rejection {
                    code: RejectionCode::BeyondAuthority,
                    clause,
                    needs,
                }) => {
                    assert_eq!(needs, row.seats.needs(&policy), "{row:?}");
                    assert_eq!(clause, row.seats.refused_by(), "{row:?} {role:?}");
                    true
                }
                _ => false,
            };
            assert_eq!(beyond(on_server), !allowed, "{profile:?} {row:?} {role:?}");
            assert_eq!(beyond(on_tablet.map(|_| ())), !allowed);
        }
    }
}

#[test]
fn every_command_about_a_violation_has_its_row() {
    let acts: BTreeSet<&str> = rows().iter().map(|row| row.act).collect();
    assert_eq!(acts.len(), 25 + 5);
    for row in rows() {
        let found = domain::authority::row(row.act, row.severity, row.measure).unwrap();
        assert_eq!(found.seats, row.seats);
    }
}

#[test]
fn the_judge_says_who_may_do_what_about_a_violation() {
    let may = |profile: &str, act: &str, severity, measure, roles: &[&str]| {
        let mut question = json!({"ask": "may", "profile": profile, "act": act, "roles": roles});
        let named: [(&str, Option<&str>); 2] = [("severity", severity), ("measure", measure)];
        for (field, value) in named {
            if let Some(value) = value {
                question[field] = json!(value);
            }
        }
        question
    };
    let rows = [
        (
            may(
                "mall",
                "propose_disposition",
                Some("major"),
                Some("late_fee"),
                &["site_manager"],
            ),
            false,
            json!([["property_manager"], ["director"]]),
            Clause::V4_4_7,
        ),
        (
            may(
                "mall",
                "propose_disposition",
                Some("general"),
                None,
                &["site_manager"],
            ),
            true,
            json!([["site_manager"], ["property_manager"]]),
            Clause::V3,
        ),
        (
            may(
                "mall",
                "propose_disposition",
                None,
                Some("talk"),
                &["technician"],
            ),
            true,
            json!([]),
            Clause::V4_4_7,
        ),
        (
            may(
                "mall",
                "countersign_disposition",
                None,
                None,
                &["property_manager"],
            ),
            false,
            json!([["director"]]),
            Clause::V4_4_7,
        ),
        (
            may(
                "estate",
                "countersign_disposition",
                None,
                None,
                &["office_head"],
            ),
            true,
            json!([["office_head"]]),
            Clause::V4_4_6,
        ),
        (
            may(
                "estate",
                "send_team_leader",
                None,
                None,
                &["function_supervisor"],
            ),
            true,
            json!([["function_supervisor"]]),
            Clause::V4_4_2,
        ),
        (
            may(
                "mall",
                "decide_for_company",
                None,
                Some("public_criticism"),
                &["director"],
            ),
            false,
            json!([["company_executive"]]),
            Clause::V4_4_7,
        ),
        (
            may(
                "mall",
                "carry_out_disposition",
                None,
                Some("demand_notice"),
                &["site_manager"],
            ),
            false,
            json!([["site_team_leader"]]),
            Clause::V4_4_7,
        ),
        (
            may("mall", "persuade", None, None, &[]),
            true,
            json!([]),
            Clause::V4_4_1,
        ),
        (
            may(
                "mall",
                "record_reconciliation",
                Some("major"),
                None,
                &["site_manager", "director"],
            ),
            false,
            json!([["property_manager"]]),
            Clause::V4_4_5,
        ),
        (
            may("mall", "enable_measure", None, None, &["director"]),
            false,
            json!([["company_executive"]]),
            Clause::Ours,
        ),
    ];
    for (question, allowed, needs, clause) in rows {
        check(
            &question,
            &json!({"allowed": allowed, "needs": needs, "clause": clause}),
        );
    }
    for wrong in [
        may("mall", "propose_disposition", None, None, &["director"]),
        may("mall", "close_violation", None, None, &["director"]),
        may("mall", "carry_out_disposition", None, None, &["director"]),
        may(
            "mall",
            "carry_out_disposition",
            None,
            Some("fine"),
            &["director"],
        ),
        may("mall", "punish", Some("major"), None, &["director"]),
        may("mall", "follow_up", Some("major"), None, &["director"]),
    ] {
        let answer = rules::ask(&wrong);
        assert!(answer["error"].is_string(), "{wrong} → {answer}");
    }
}
