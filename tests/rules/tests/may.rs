//! Who may give which command: the judge's answers, and that they are the server's.

#![allow(clippy::unwrap_used)] // a helper that cannot set up its test should fail it

use chrono::NaiveDate;
use domain::act::{Act, FOLLOW_UP_ACTS};
use domain::complaint::Status;
use domain::complaint::command::ComplaintCommand;
use domain::event::price_list::PriceItem;
use domain::event::work_order::{Handover, PhotoTime, Thousandths, Trade, TrialWay, Witness};
use domain::id::{CaseId, Digest, Instant, WorkOrderId};
use domain::office::OfficeCommand;
use domain::policy::{Figure, ProfileName};
use domain::price_list::PriceListCommand;
use domain::rejection::RejectionCode;
use domain::role::Role;
use domain::work_order::Phase;
use domain::work_order::command::{Consent, TrialOutcome, WorkOrderCommand};
use rules::desk::{Desk, department, person, registration, result, sealed};
use rules::repair::{at, make, request};
use rules::{ask, check};
use serde_json::{Value, json};

fn profile_name(profile: ProfileName) -> Value {
    serde_json::to_value(profile).unwrap()
}

fn may(profile: ProfileName, act: &str, role: Role) -> bool {
    let answer = ask(&json!({
        "ask": "may", "profile": profile_name(profile), "act": act, "severity": "general", "roles": [role],
    }));
    answer["allowed"]
        .as_bool()
        .unwrap_or_else(|| panic!("{act}: {answer}"))
}

#[test]
fn the_judge_knows_every_command_and_names_who_may() {
    for profile in ProfileName::ALL {
        let names = Act::ALL.iter().map(|act| act.name());
        for act in names.chain(FOLLOW_UP_ACTS.iter().copied()) {
            let question = json!({
                "ask": "may", "profile": profile_name(*profile), "act": act, "kind": "complaint",
                "severity": "general", "roles": [],
            });
            let answer = ask(&question);
            assert!(answer["clause"].is_string(), "{question} → {answer}");
            let needs = answer["needs"].as_array().unwrap();
            // Nobody at all may only what anybody may, or what the profile does not know.
            let anybody = answer["allowed"] == true;
            let unknown = act == "send_technician" && *profile == ProfileName::Mall;
            assert_eq!(
                needs.is_empty(),
                anybody || unknown,
                "{question} → {answer}"
            );
            for set in needs {
                let mut with = question.clone();
                with["roles"] = set.clone();
                let sent = json!(["dispatcher"]);
                with["sent_by"] = sent;
                assert_eq!(ask(&with)["allowed"], true, "{with}");
            }
        }
    }
}

#[test]
fn seats_a_profile_lacks_are_filled_as_it_says() {
    let rows = [
        ("mall", "hand_up", json!([["property_assistant"]]), "C0"),
        ("estate", "hand_up", json!([["dispatcher"]]), "C0"),
        ("mall", "dispatch", json!([["property_manager"]]), "ours"),
        ("estate", "dispatch", json!([["dispatcher"]]), "S2.1"),
        ("mall", "send_technician", json!([]), "G3.5.3"),
        (
            "estate",
            "send_technician",
            json!([["dispatcher"]]),
            "G3.5.3",
        ),
        (
            "mall",
            "make_work_order",
            json!([["property_assistant"]]),
            "C4",
        ),
        (
            "estate",
            "assign_technician",
            json!([["engineering_dept"]]),
            "C5",
        ),
        ("estate", "sign_off", json!([["technician"]]), "C11"),
        ("estate", "decide_severity", json!([["office_head"]]), "M3"),
    ];
    for (profile, act, needs, clause) in rows {
        check(
            &json!({"ask": "may", "profile": profile, "act": act, "roles": []}),
            &json!({"allowed": false, "needs": needs, "clause": clause}),
        );
    }
    check(
        &json!({"ask": "may", "profile": "mall", "act": "register", "roles": []}),
        &json!({"allowed": true, "needs": [], "clause": "C0"}),
    );
}

#[test]
fn what_can_be_asked_about_a_complaint_can_be_asked_about_a_repair() {
    let asked = |act: &str, kind: &str, roles: &[&str]| {
        ask(&json!({"ask": "may", "profile": "mall", "act": act, "kind": kind, "roles": roles}))
    };
    assert_eq!(
        asked("record_follow_up", "repair", &["site_team_leader"]),
        json!({"allowed": true, "needs": [["site_team_leader"]], "clause": "M4(4)c"})
    );
    assert_eq!(
        asked("end_unreachable", "repair", &["site_team_leader"])["allowed"],
        false
    );
    // One of the two who go together may say that nobody was there.
    let one = json!({
        "ask": "may", "profile": "mall", "act": "record_attempt", "kind": "complaint", "severity": "general",
        "roles": ["management_officer"],
    });
    assert_eq!(ask(&one)["allowed"], true);
    for bad in [
        json!({"ask": "may", "profile": "mall", "act": "schedule_follow_up", "roles": []}),
        json!({"ask": "may", "profile": "mall", "act": "record_follow_up", "roles": []}),
        json!({"ask": "may", "profile": "mall", "act": "dance", "roles": []}),
    ] {
        assert!(ask(&bad)["error"].is_string(), "{bad}");
    }
}

/// One of each command about a case whose right is a table of seats.
fn about_a_case(case: CaseId, limit: Instant) -> Vec<(&'static str, ComplaintCommand)> {
    let was = Status::Registered;
    vec![
        (
            "hand_up",
            ComplaintCommand::HandUp {
                case,
                was,
                reason: "more".to_owned(),
            },
        ),
        ("open", ComplaintCommand::Open { case, was }),
        (
            "dispatch",
            ComplaintCommand::Dispatch {
                case,
                was,
                department: department(),
                assignee: None,
                limit,
            },
        ),
        ("close_out", ComplaintCommand::CloseOut { case, was }),
        (
            "decide_severity",
            ComplaintCommand::DecideSeverity {
                case,
                was: None,
                severity: domain::follow_up::Severity::Major,
            },
        ),
        (
            "name_department",
            ComplaintCommand::NameDepartment {
                case,
                was: Some(department()),
                department: department(),
            },
        ),
        (
            "handle",
            ComplaintCommand::Handle {
                case,
                was,
                result: result(),
                photos: Vec::new(),
            },
        ),
        (
            "refer",
            ComplaintCommand::Refer {
                case,
                referral: 1,
                department: department(),
                content: sealed("dust").digest,
                limit,
            },
        ),
        (
            "step_back",
            ComplaintCommand::StepBack {
                case,
                was,
                reason: "wrong".to_owned(),
            },
        ),
        (
            "join_duplicate",
            ComplaintCommand::JoinDuplicate { case, of: case },
        ),
        (
            "send_technician",
            ComplaintCommand::SendTechnician {
                case,
                round: 1,
                technician: person(Role::Technician),
            },
        ),
    ]
}

/// One of each command of a work order whose right is a table of seats.
fn about_an_order(work_order: WorkOrderId) -> Vec<(&'static str, WorkOrderCommand)> {
    let technician = person(Role::Technician);
    let text = || "x".to_owned();
    vec![
        (
            "receive_work_order",
            WorkOrderCommand::ReceiveWorkOrder {
                work_order,
                late_reason: None,
            },
        ),
        (
            "assign_technician",
            WorkOrderCommand::AssignTechnician {
                work_order,
                was: None,
                technician,
                reason: None,
            },
        ),
        (
            "arrive",
            WorkOrderCommand::Arrive {
                work_order,
                purpose: text(),
            },
        ),
        (
            "ask_consent",
            WorkOrderCommand::AskConsent {
                work_order,
                consent: Consent::Given,
            },
        ),
        (
            "confirm_items",
            WorkOrderCommand::ConfirmItems {
                work_order,
                items: vec![text()],
            },
        ),
        (
            "add_company_material",
            WorkOrderCommand::AddCompanyMaterial {
                work_order,
                lines: vec![domain::work_order::command::MaterialEntry {
                    name: text(),
                    quantity: Thousandths(1),
                    unit: text(),
                    unit_price_fen: 1,
                }],
            },
        ),
        (
            "add_photos",
            WorkOrderCommand::AddPhotos {
                work_order,
                when: PhotoTime::After,
                photos: vec![Digest::of(&[b"photo"])],
            },
        ),
        ("begin_work", WorkOrderCommand::BeginWork { work_order }),
        (
            "set_charge",
            WorkOrderCommand::SetCharge {
                work_order,
                lines: Vec::new(),
            },
        ),
        (
            "record_trial",
            WorkOrderCommand::RecordTrial {
                work_order,
                way: TrialWay::TriedOut,
                outcome: TrialOutcome::Right,
            },
        ),
        ("sign_off", rules::repair::sign(work_order, 0)),
        (
            "refuse_signature",
            WorkOrderCommand::RefuseSignature {
                work_order,
                witness: Witness::Staff(person(Role::ManagementOfficer)),
                reason: text(),
                amount_fen: 0,
            },
        ),
        (
            "withdraw_work_order",
            WorkOrderCommand::WithdrawWorkOrder {
                work_order,
                was: Phase::Assigned,
                reason: text(),
            },
        ),
    ]
}

fn of_the_office(today: NaiveDate) -> Vec<(&'static str, domain::command::CommandBody)> {
    vec![
        (
            "define_department",
            OfficeCommand::DefineDepartment {
                name: "greening".to_owned(),
            }
            .into(),
        ),
        (
            "override_figure",
            OfficeCommand::OverrideFigure {
                was: None,
                figure: Figure::DeliveryMinutes(30),
                effective_on: today,
                reason: "x".to_owned(),
            }
            .into(),
        ),
        (
            "import_price_list",
            PriceListCommand::ImportPriceList {
                effective_on: today,
                items: vec![PriceItem {
                    code: "1".to_owned(),
                    name: "x".to_owned(),
                    trade: Some(Trade::Other),
                    unit: "x".to_owned(),
                    unit_price_fen: 1,
                }],
            }
            .into(),
        ),
    ]
}

/// The server refuses for lack of right exactly whom the judge says it refuses, whatever else may stand against it.
fn agrees(
    desk: &mut Desk,
    profile: ProfileName,
    act: &str,
    command: &domain::command::CommandBody,
) {
    for role in Role::ALL {
        let outcome = desk.did(&[person(*role)], command.clone());
        let refused =
            matches!(outcome, Err(refused) if refused.code == RejectionCode::BeyondAuthority);
        assert_eq!(
            may(profile, act, *role),
            !refused,
            "{act} by {role:?} in {profile:?}"
        );
    }
}

#[test]
fn the_judge_says_of_every_seat_what_the_server_does() {
    for profile in ProfileName::ALL {
        let today = NaiveDate::from_ymd_opt(2026, 10, 1).unwrap();
        let case_limit = |desk: &Desk| Instant(desk.now().0 + 3_600_000);
        let mut desk = Desk::new(*profile, today);
        let limit = case_limit(&desk);
        for index in 0..about_a_case(CaseId(desk.mint()), limit).len() {
            // Each on a case of its own, so that one command does not stand in another's way.
            let case = desk.register(registration()).unwrap();
            let (act, command) = about_a_case(case, limit).swap_remove(index);
            agrees(&mut desk, *profile, act, &command.into());
        }
        for (act, command) in of_the_office(today) {
            agrees(&mut desk, *profile, act, &command);
        }
        let mut desk = Desk::new(*profile, today);
        let (_, order) = at(&mut desk, Phase::Assigned);
        for (act, command) in about_an_order(order) {
            agrees(&mut desk, *profile, act, &command.into());
        }
        let case = desk.register(request()).unwrap();
        let slip = WorkOrderCommand::MakeWorkOrder {
            work_order: WorkOrderId(desk.mint()),
            case,
            ordinal: 9,
            trade: Trade::Plumbing,
            handover: Handover::Delivered,
        };
        agrees(&mut desk, *profile, "make_work_order", &slip.into());
        assert!(
            make(&mut desk, case, Handover::Delivered).is_ok() || *profile == ProfileName::Estate
        );
    }
}
