//! What was typed into a refused entry stands in the form it opens with.

use super::*;
use crate::pages::summaries::part::RemarkDraft;
use domain::calendar::Period;
use domain::command::Moment;
use domain::complaint::Status;
use domain::complaint::command::FollowUpEntry;
use domain::event::complaint::{Contents, Registration};
use domain::event::summary::Point;
use domain::event::violation::{Observation, ProofOfService, Proposal};
use domain::event::work_order::{Handover, Thousandths, Trade};
use domain::follow_up::{Category, Channel, Grade};
use domain::id::WorkOrderId;
use domain::id::{
    CaseId, DepartmentId, DeviceId, Digest, Instant, PersonId, UnitId, Writer, WriterNumber,
};
use domain::personal::{Personal, PersonalValue};
use domain::summary::SummaryCommand;
use domain::violation::{Item, Measure};
use domain::work_order::command::{Adjustment, ChargeEntry, Consent};

const AT: Instant = Instant(1_795_459_320_000);

fn command(body: impl FnOnce(&mut dyn FnMut(&str) -> Personal) -> CommandBody) -> Command {
    let person = PersonId::mint(AT, [1; 10]);
    let mut personal = Vec::new();
    let mut seal = |value: &str| {
        let sealed = PersonalValue::seal([personal.len().try_into().unwrap(); 16], value);
        let digest = sealed.digest;
        personal.push(sealed);
        digest
    };
    let body = body(&mut seal);
    Command {
        id: CommandId::mint(AT, [2; 10]),
        writer: Writer {
            person,
            device: DeviceId::mint(AT, [3; 10]),
        },
        number: WriterNumber(1),
        after: Vec::new(),
        streams: Vec::new(),
        recorded_by: person,
        conducted_by: vec![person],
        moment: Moment {
            happened_at: AT,
            entered_at: AT,
            clock_offset: 0,
        },
        body,
        personal,
        photos: Vec::new(),
        schema: 1,
        app: String::new(),
        signature: None,
    }
}

fn form(command: &Command, unit: bool) -> Form {
    let strokes = vec![vec![(1, 2), (3, 4)]];
    let known = Known {
        utc_offset_minutes: 480,
        unit,
        stands: None,
        strokes: &strokes,
        disposition: &|id| id,
    };
    form_of(command.id, command, &known).unwrap()
}

fn holds(form: &Form, texts: &[&str]) {
    for text in texts {
        assert!(form.draft.contains(text), "{text} in {}", form.draft);
    }
}

fn case() -> CaseId {
    CaseId::mint(AT, [4; 10])
}

#[test]
fn a_refused_follow_up_opens_with_its_grades_words_photos_and_signature() {
    let photo = Digest::of(&[b"photo"]);
    let refused = command(|seal| {
        CommandBody::Complaint(ComplaintCommand::RecordFollowUp(Box::new(FollowUpEntry {
            case: case(),
            round: 2,
            channel: Channel::Phone,
            channel_reason: Some("店主在外地".to_owned()),
            contents: Contents {
                quality: Some(Grade::Satisfied),
                effect: None,
                satisfaction: Some(Grade::Dissatisfied),
                shortcomings: Some(seal("来得太晚")),
                suggestions: Some(seal("先打电话")),
                area: None,
                finding: None,
            },
            problem_left: true,
            photos: vec![photo],
            signature: Some(Digest::of(&[b"strokes"])),
            unsigned_reason: None,
            late_reason: Some("出差".to_owned()),
            early_reason: None,
            paper: None,
        })))
    });
    let form = form(&refused, true);
    assert_eq!(form.page, format!("/follow-ups/{}/record", case()));
    let draft: RecordDraft = serde_json::from_str(&form.draft).unwrap();
    assert_eq!(draft.when, "2026-11-24T02:42");
    assert_eq!(draft.begun, Some(AT));
    assert_eq!(draft.shortcomings, "来得太晚");
    assert_eq!(draft.suggestions, "先打电话");
    assert_eq!(draft.satisfaction, Some(Grade::Dissatisfied));
    assert_eq!(draft.channel, "phone");
    assert_eq!(draft.photos, [photo]);
    assert_eq!(draft.people, refused.conducted_by);
    assert_eq!(draft.strokes.len(), 1);
    assert!(draft.problem_left);
}

#[test]
fn a_refused_registration_opens_whole_and_for_the_same_case() {
    let refused = command(|seal| {
        CommandBody::Complaint(ComplaintCommand::Register {
            case: case(),
            registration: Registration {
                request: domain::event::complaint::RequestKind::Complaint,
                unit: UnitId::mint(AT, [5; 10]),
                unit_code: "A-101".to_owned(),
                occupant: seal("云裳女装"),
                content: seal("空调漏水"),
                phone: Some(seal("13800010001")),
                appointment: None,
                category: Category::Cleaning,
                department: None,
                severity_proposed: None,
                photos: Vec::new(),
            },
        })
    });
    for known in [true, false] {
        let form = form(&refused, known);
        assert_eq!(form.page, "/complaints/new");
        let id = case().to_string();
        holds(
            &form,
            &[
                "A-101",
                "云裳女装",
                "空调漏水",
                "13800010001",
                "cleaning",
                &id,
            ],
        );
        assert_eq!(form.draft.contains("\"new_unit\":true"), !known);
    }
}

#[test]
fn a_refused_step_opens_its_own_form_with_its_answers() {
    let department = DepartmentId::mint(AT, [6; 10]);
    let dispatch = command(|_| {
        CommandBody::Complaint(ComplaintCommand::Dispatch {
            case: case(),
            was: Status::Dispatched,
            department,
            assignee: None,
            limit: Instant(AT.0 + 7_200_000),
        })
    });
    let again = form(&dispatch, true);
    assert!(
        again.page.ends_with("?step=dispatch_again"),
        "{}",
        again.page
    );
    holds(&again, &[&department.to_string(), "\"hours\":\"2\""]);
    let handle = command(|seal| {
        CommandBody::Complaint(ComplaintCommand::Handle {
            case: case(),
            was: Status::Dispatched,
            result: seal("换了阀门"),
            photos: Vec::new(),
        })
    });
    holds(&form(&handle, true), &["换了阀门"]);
    let other = CommandId::mint(AT, [7; 10]);
    let deny = command(|_| {
        CommandBody::Complaint(ComplaintCommand::DenyConduct {
            case: case(),
            command: other,
            reason: "我没有去".to_owned(),
        })
    });
    let form = form(&deny, true);
    assert!(form.page.ends_with(&format!("?step=deny_conduct.{other}")));
    holds(&form, &["我没有去"]);
}

#[test]
fn what_is_written_anew_never_mixes_with_a_draft_begun_for_itself() {
    let open = command(|_| {
        CommandBody::Complaint(ComplaintCommand::Open {
            case: case(),
            was: Status::Registered,
        })
    });
    let form = form(&open, true);
    assert!(form.key.ends_with(&open.id.to_string()), "{}", form.key);
}

#[test]
fn a_refused_violation_opens_whole_and_as_the_same_case() {
    let seen = command(|seal| {
        CommandBody::Violation(ViolationCommand::NoticeViolation {
            case: case(),
            observation: Observation {
                unit: UnitId::mint(AT, [5; 10]),
                unit_code: "A-101".to_owned(),
                occupant: seal("云裳女装"),
                item: Item::FireLaneBlocked,
                seen: seal("纸箱堵住通道"),
                debt: None,
                severity_proposed: None,
                photos: Vec::new(),
            },
            persuasion: Some(seal("请当场挪开")),
            stopped: true,
        })
    });
    let form = form(&seen, true);
    assert_eq!(form.page, "/violations/new");
    let id = case().to_string();
    holds(
        &form,
        &[
            "fire_lane_blocked",
            "纸箱堵住通道",
            "请当场挪开",
            &id,
            "\"stopped\":true",
        ],
    );
}

#[test]
fn a_refused_step_of_a_violation_opens_its_own_form_with_its_answers() {
    let executor = PersonId::mint(AT, [8; 10]);
    let proposed = command(|_| {
        CommandBody::Violation(ViolationCommand::ProposeDisposition {
            case: case(),
            proposal: Proposal {
                measure: Measure::Compensation,
                opinion: "门框撞坏，照价赔偿".to_owned(),
                executors: vec![executor],
                last_day: None,
                amount_fen: Some(12_345),
            },
        })
    });
    let proposing = form(&proposed, true);
    assert_eq!(
        proposing.page,
        format!(
            "/violations/{}?step=propose_disposition.compensation",
            case()
        )
    );
    holds(
        &proposing,
        &["门框撞坏，照价赔偿", &executor.to_string(), "123.45"],
    );
    let served = command(|seal| {
        CommandBody::Violation(ViolationCommand::ServeNotice {
            case: case(),
            disposition: CommandId::mint(AT, [9; 10]),
            on: "2026-11-24".parse().unwrap(),
            paper: "3-7F2K".to_owned(),
            proof: ProofOfService::SignedFor {
                by: seal("李云"),
                signature: Digest::of(&[b"strokes"]),
            },
        })
    });
    let serving = form(&served, true);
    holds(
        &serving,
        &["李云", "3-7F2K", "2026-11-24", "[[[1,2],[3,4]]]"],
    );
}

#[test]
fn what_builds_on_a_refused_proposal_is_written_anew_for_the_new_one() {
    let (old, new) = (CommandId::mint(AT, [9; 10]), CommandId::mint(AT, [10; 10]));
    let weighed = command(|_| {
        CommandBody::Violation(ViolationCommand::WeighDisposition {
            case: case(),
            disposition: old,
            weighing: "已两次劝导".to_owned(),
        })
    });
    let known = Known {
        utc_offset_minutes: 480,
        unit: true,
        stands: None,
        strokes: &Strokes::new(),
        disposition: &|id| if id == old { new } else { id },
    };
    let form = form_of(weighed.id, &weighed, &known).unwrap();
    assert!(form.page.ends_with(&format!(".{new}")), "{}", form.page);
    holds(&form, &["已两次劝导"]);
}

#[test]
fn a_refused_step_of_a_work_order_opens_its_own_form_with_its_answers() {
    let work_order = WorkOrderId::mint(AT, [11; 10]);
    let charge = command(|_| {
        CommandBody::WorkOrder(WorkOrderCommand::SetCharge {
            work_order,
            lines: vec![ChargeEntry {
                code: "W-01".to_owned(),
                quantity: Thousandths(1_500),
                adjusted: Some(Adjustment {
                    amount_fen: 8_000,
                    reason: "材料自备".to_owned(),
                }),
            }],
        })
    });
    let charging = form(&charge, true);
    assert_eq!(
        charging.page,
        format!("/work-orders/{work_order}?step=Charge")
    );
    holds(&charging, &["W-01", "1.5", "80.00", "材料自备"]);
    let refused = command(|seal| {
        CommandBody::WorkOrder(WorkOrderCommand::AskConsent {
            work_order,
            consent: Consent::Refused {
                words: seal("正在盘点"),
                appointment: Some(AT),
            },
        })
    });
    let asking = form(&refused, true);
    assert!(
        asking.page.ends_with("?step=ConsentRefused"),
        "{}",
        asking.page
    );
    holds(&asking, &["正在盘点", "2026-11-24T02:42"]);
    let made = command(|_| {
        CommandBody::WorkOrder(WorkOrderCommand::MakeWorkOrder {
            work_order,
            case: case(),
            ordinal: 1,
            trade: Trade::Plumbing,
            handover: Handover::ToldToCollect,
        })
    });
    let making = form(&made, true);
    assert_eq!(
        making.page,
        format!("/complaints/{}?step=make_slip", case())
    );
    holds(
        &making,
        &["plumbing", "told_to_collect", &work_order.to_string()],
    );
    let signed = command(|_| {
        CommandBody::WorkOrder(WorkOrderCommand::SignOff {
            work_order,
            signature: Digest::of(&[b"strokes"]),
            amount_fen: 8_000,
        })
    });
    let signing = form(&signed, true);
    assert_eq!(signing.page, format!("/work-orders/{work_order}/sign"));
    holds(&signing, &["[[[1,2],[3,4]]]"]);
}

#[test]
fn a_refused_part_of_a_months_summary_opens_its_own_form_with_what_was_typed() {
    let month = Period::parse("2026-10").unwrap();
    let analysis = command(|seal| {
        CommandBody::Summary(SummaryCommand::SubmitSummary {
            month,
            was: None,
            analysis: seal("空调类占一半\n应预先清洗"),
        })
    });
    let submitting = form(&analysis, true);
    assert_eq!(submitting.page, "/summaries/2026-10?part=analysis");
    let draft: String = serde_json::from_str(&submitting.draft).unwrap();
    assert_eq!(draft, "空调类占一半\n应预先清洗");
    let person = PersonId::mint(AT, [8; 10]);
    let remark = command(|seal| {
        CommandBody::Summary(SummaryCommand::RemarkOnSummary {
            month,
            of: CommandId::mint(AT, [9; 10]),
            remark: seal("同意"),
            points: vec![Point {
                measure: seal("清洗滤网"),
                person,
                until: "2026-11-20".parse().unwrap(),
            }],
        })
    });
    let remarking = form(&remark, true);
    assert_eq!(remarking.page, "/summaries/2026-10?part=remark");
    let draft: RemarkDraft = serde_json::from_str(&remarking.draft).unwrap();
    let point = (
        "清洗滤网".to_owned(),
        person.to_string(),
        "2026-11-20".to_owned(),
    );
    assert_eq!(draft, ("同意".to_owned(), vec![point]));
    let finished = command(|seal| {
        CommandBody::Summary(SummaryCommand::FinishPoint {
            month,
            point: 2,
            result: seal("已清洗"),
        })
    });
    let finishing = form(&finished, true);
    assert_eq!(finishing.page, "/summaries/2026-10?part=point.2");
    assert_eq!(finishing.draft, "\"已清洗\"");
    assert_ne!(submitting.key, remarking.key);
    assert!(
        finishing.key.ends_with(&finished.id.to_string()),
        "{}",
        finishing.key
    );
}
