//! One event of every kind, as an office would write it: what golden files are first made of.

mod summary;
mod violation;

use std::{fmt::Debug, str::FromStr};

use domain::{
    clause::Clause,
    command::{Command, CommandBody, Moment, SCHEMA},
    complaint::{Status, command::ComplaintCommand},
    event::{
        ComplaintFact, ErasureFact, Event, Fact, OfficeFact, PersonFact, RefusalFact, UnitFact,
        complaint::{
            AttemptFailure, CarriedOver, Contents, FollowUp, GoesOn, Obligation, PaperEntry,
            Registration, RequestKind, Stage,
        },
        person::Grant,
        refusal::HeldCommand,
        unit::{OccupantChange, OccupantKind, OccupantRecord},
        work_order::Trade,
    },
    follow_up::{Category, Channel, FollowUpKind, Grade, Severity, window},
    id::{Cursor, Digest, Instant, Writer, WriterNumber},
    personal::{Personal, PersonalValue},
    policy::{Policy, ProfileName},
    rejection::Rejection,
    role::Role,
    sync::hold::Trouble,
};

mod orders;

/// 2026-11-23 09:00 at UTC+8.
const MORNING: Instant = Instant(1_795_395_600_000);

/// One event of every kind.
#[must_use]
pub fn samples() -> Vec<Event> {
    let office = office().into_iter().map(Fact::Office);
    let person = person().into_iter().map(Fact::Person);
    let unit = unit().into_iter().map(Fact::Unit);
    let complaint = complaint().into_iter().map(Fact::Complaint);
    let work_order = orders::work_order().into_iter().map(Fact::WorkOrder);
    let price_list = orders::price_list().into_iter().map(Fact::PriceList);
    let refusal = refusal().into_iter().map(Fact::Refusal);
    office
        .chain(person)
        .chain(unit)
        .chain(complaint)
        .chain(work_order)
        .chain(price_list)
        .chain(refusal)
        .chain(erasure().into_iter().map(Fact::Erasure))
        .chain(violation::office().into_iter().map(Fact::Office))
        .chain(violation::violation().into_iter().map(Fact::Violation))
        .chain(violation::day_book().into_iter().map(Fact::DayBook))
        .chain(summary::summary().into_iter().map(Fact::Summary))
        .map(|fact| Event {
            schema: SCHEMA,
            recorded_by: id(1),
            conducted_by: vec![id(1), id(2)],
            moment: moment(),
            received_at: Some(Instant(MORNING.0 + 60_000)),
            said: None,
            seen_at: None,
            clock_doubtful: false,
            brought_in_by: None,
            stand_ins: Vec::new(),
            fact,
        })
        .collect()
}

fn office() -> Vec<OfficeFact> {
    let policy = || Box::new(Policy::built_in(ProfileName::Mall, read("2026-11-24")));
    vec![
        OfficeFact::Founded {
            company: "东湖商业管理有限公司".to_owned(),
            name: "东湖广场物管处".to_owned(),
            director: id(1),
            utc_offset_minutes: 480,
            demo: false,
        },
        OfficeFact::ProfileAdopted {
            policy: policy(),
            reason: String::new(),
        },
        OfficeFact::FigureOverridden {
            policy: policy(),
            reason: "合同约定回访更快".to_owned(),
        },
        OfficeFact::DepartmentDefined {
            department: id(30),
            name: "保洁部".to_owned(),
        },
        OfficeFact::DirectorNamed { person: id(1) },
        OfficeFact::DirectorLeft {
            person: id(1),
            on: read("2026-12-31"),
        },
        OfficeFact::CategoryLimitSet {
            category: Category::Cleaning,
            minutes: 240,
            effective_on: read("2026-11-24"),
            reason: "管理处例会决定".to_owned(),
        },
    ]
}

fn person() -> Vec<PersonFact> {
    vec![
        PersonFact::Added {
            name: personal("陈静"),
            sign_in_name: "chenjing".to_owned(),
            phone: Some(personal("13800000001")),
        },
        PersonFact::RoleGranted(Grant {
            role: Role::HeadOfDepartment,
            department: Some(id(30)),
            from: read("2026-11-23"),
            until: Some(read("2027-11-22")),
        }),
        PersonFact::RoleEnded {
            role: Role::HeadOfDepartment,
            department: Some(id(30)),
            on: read("2027-01-01"),
        },
        PersonFact::Removed {
            on: read("2027-01-01"),
        },
        PersonFact::TradesSet {
            trades: [Trade::Electrical, Trade::Plumbing].into(),
        },
    ]
}

fn unit() -> Vec<UnitFact> {
    vec![
        UnitFact::OccupantRecorded(OccupantRecord {
            code: "B1-032".to_owned(),
            kind: OccupantKind::Merchant,
            name: personal("云岭茶行"),
            contact: Some(personal("李云")),
            phone: Some(personal("13800000002")),
            trade: Some("茶叶".to_owned()),
            flagship: true,
            occupied_from: Some(read("2025-03-01")),
        }),
        UnitFact::OccupantChanged {
            changes: vec![
                OccupantChange::Name {
                    was: personal("云岭茶行"),
                    becomes: personal("云岭茶庄"),
                },
                OccupantChange::Contact {
                    was: Some(personal("李云")),
                    becomes: None,
                },
                OccupantChange::Phone {
                    was: None,
                    becomes: Some(personal("13800000003")),
                },
                OccupantChange::Trade {
                    was: Some("茶叶".to_owned()),
                    becomes: Some("茶具".to_owned()),
                },
                OccupantChange::Flagship {
                    was: true,
                    becomes: false,
                },
                OccupantChange::OccupiedFrom {
                    was: Some(read("2025-03-01")),
                    becomes: Some(read("2025-04-01")),
                },
            ],
        },
        UnitFact::OccupantLeft {
            on: read("2026-12-31"),
        },
    ]
}

fn complaint() -> Vec<ComplaintFact> {
    let day = read("2026-11-23");
    vec![
        ComplaintFact::Registered(registration()),
        ComplaintFact::CarriedOver(Box::new(carried_over(Stage::Dispatched {
            assignee: Some(id(3)),
            limit: Instant(MORNING.0 + 86_400_000),
        }))),
        ComplaintFact::NumberGiven {
            number: "T-2026-0001".to_owned(),
        },
        ComplaintFact::HandedUp {
            reason: "涉及两个部门".to_owned(),
        },
        ComplaintFact::Opened,
        ComplaintFact::Dispatched {
            department: id(30),
            assignee: Some(id(3)),
            limit: Instant(MORNING.0 + 86_400_000),
        },
        ComplaintFact::SeverityDecided {
            severity: Severity::General,
        },
        ComplaintFact::DepartmentNamed { department: id(30) },
        ComplaintFact::Handled {
            on: day,
            result: personal("已清洗地面并加装防滑垫"),
            photos: vec![digest("photo of the floor")],
        },
        ComplaintFact::ClosedOut { on: day },
        ComplaintFact::FollowUpOwed(Obligation {
            round: 1,
            anchor: day,
            window: window(
                &Policy::built_in(ProfileName::Mall, read("2026-01-01")),
                FollowUpKind::Complaint,
                Some(Category::Cleaning),
                day,
            ),
            policy: Policy::built_in(ProfileName::Mall, read("2026-01-01")).version,
            off_sample: false,
        }),
        ComplaintFact::FollowUpScheduled {
            round: 1,
            people: vec![id(1), id(2)],
            on: day,
        },
        ComplaintFact::TechnicianSent {
            round: 1,
            technician: id(4),
        },
        ComplaintFact::FollowUpRecorded(Box::new(follow_up())),
        ComplaintFact::FollowUpAttempted {
            round: 1,
            on: day,
            channel: Channel::Phone,
            failure: AttemptFailure::NobodyThere,
        },
        ComplaintFact::EndedUnreachable {
            round: 1,
            reason: "已停业,无人接听".to_owned(),
        },
        ComplaintFact::Completed { round: 1 },
        ComplaintFact::WentOn {
            round: 1,
            why: GoesOn::Dissatisfied,
        },
        ComplaintFact::ConductConfirmed { command: id(50) },
        ComplaintFact::ConductDenied {
            command: id(50),
            reason: "当天我不在场".to_owned(),
        },
        ComplaintFact::Referred {
            referral: 1,
            department: id(31),
            content: personal("外墙渗水,需工程部处理"),
            limit: Instant(MORNING.0 + 86_400_000),
        },
        ComplaintFact::ReferralAnswered {
            referral: 1,
            answer: personal("周三前修补外墙"),
        },
        ComplaintFact::WorkOrderMade { work_order: id(70) },
        ComplaintFact::WorkOrderWithdrawn { work_order: id(70) },
        ComplaintFact::RepairReopened { work_order: id(70) },
        ComplaintFact::Repaired {
            work_order: id(70),
            on: day,
            technicians: vec![id(4)],
        },
        ComplaintFact::DuplicateOf { case: id(41) },
        ComplaintFact::DuplicateJoined { case: id(40) },
        ComplaintFact::DuplicateParted,
        ComplaintFact::DuplicateReleased { case: id(40) },
        ComplaintFact::SteppedBack {
            from: Status::Handled,
            to: Status::Dispatched,
            reason: "点错了".to_owned(),
            lapsed: vec![1],
        },
        ComplaintFact::EntryVoided {
            entry: id(50),
            reason: "记在别家名下".to_owned(),
        },
    ]
}

fn carried_over(stage: Stage) -> CarriedOver {
    CarriedOver {
        old_number: "投2026-118".to_owned(),
        registered_at: Instant(MORNING.0 - 86_400_000),
        registration: registration(),
        stage,
    }
}

fn registration() -> Registration {
    Registration {
        request: RequestKind::Complaint,
        unit: id(20),
        unit_code: "B1-032".to_owned(),
        occupant: personal("云岭茶行"),
        content: personal("门口地面湿滑,客人险些摔倒"),
        phone: Some(personal("13800000002")),
        appointment: Some(Instant(MORNING.0 + 7_200_000)),
        category: Category::Cleaning,
        department: Some(id(30)),
        severity_proposed: Some(Severity::General),
        photos: vec![digest("photo of the floor")],
    }
}

fn follow_up() -> FollowUp {
    FollowUp {
        round: 1,
        on: read("2026-11-23"),
        channel: Channel::Phone,
        channel_reason: Some("店主出差".to_owned()),
        contents: Contents {
            quality: Some(Grade::Satisfied),
            effect: Some(Grade::FairlySatisfied),
            satisfaction: Some(Grade::Satisfied),
            shortcomings: Some(personal("无")),
            suggestions: Some(personal("雨天多派人")),
            area: None,
            finding: None,
        },
        problem_left: false,
        photos: vec![digest("photo of the visit")],
        signature: Some(digest("strokes of a signature")),
        unsigned_reason: None,
        late_reason: Some("店主要求改期".to_owned()),
        early_reason: None,
        paper: Some(PaperEntry {
            reason: "平板没电".to_owned(),
            photo: digest("photo of the paper"),
        }),
        right: Clause::M4_4b,
    }
}

fn erasure() -> Vec<ErasureFact> {
    vec![ErasureFact::PersonalDataErased {
        unit: id(20),
        values: vec![personal("张三"), personal("13800000001")],
        photos: vec![digest("a signature")],
        reason: "商户迁出后申请清除".to_owned(),
    }]
}

fn refusal() -> Vec<RefusalFact> {
    vec![
        RefusalFact::CommandRefused {
            command: Box::new(command()),
            about: id(40),
            rejection: Rejection::beyond_authority(
                vec![[Role::PropertyManager].into(), [Role::Director].into()],
                Clause::M4_4a,
            ),
        },
        RefusalFact::CommandHeld(HeldCommand {
            number: WriterNumber(4),
            digest: digest("bytes nobody has read"),
            bytes: 2048,
            trouble: Trouble::Failed { status: 500 },
        }),
        RefusalFact::KeptAsObservation,
        RefusalFact::Dropped {
            reason: "重复登记".to_owned(),
        },
        RefusalFact::ReIssued,
        RefusalFact::TheirsKept,
        RefusalFact::Taken,
    ]
}

fn command() -> Command {
    Command {
        id: id(51),
        writer: Writer {
            person: id(1),
            device: id(60),
        },
        number: WriterNumber(7),
        after: vec![id(50)],
        streams: vec![domain::command::Seen {
            id: id(40),
            seen: Cursor(12),
        }],
        recorded_by: id(1),
        conducted_by: vec![id(1)],
        moment: moment(),
        body: CommandBody::Complaint(ComplaintCommand::RecordAttempt {
            case: id(40),
            round: 1,
            channel: Channel::InPerson,
            failure: AttemptFailure::Refused,
        }),
        personal: vec![PersonalValue::seal([7; 16], "李云")],
        photos: vec![digest("photo of the door")],
        schema: SCHEMA,
        app: "0.1.0".to_owned(),
        signature: None,
    }
}

fn moment() -> Moment {
    Moment {
        happened_at: MORNING,
        entered_at: Instant(MORNING.0 + 30_000),
        clock_offset: -250,
    }
}

fn personal(value: &str) -> Personal {
    PersonalValue::seal([7; 16], value).digest
}

fn digest(of: &str) -> Digest {
    Digest::of(&[of.as_bytes()])
}

/// An id with a number that tells people, units and cases apart when a file is read.
fn id<T: FromStr<Err: Debug>>(number: u8) -> T {
    read(&format!("0193573a-0000-7000-8000-0000000000{number:02}"))
}

fn read<T: FromStr<Err: Debug>>(text: &str) -> T {
    match text.parse() {
        Ok(value) => value,
        Err(why) => panic!("{text}: {why:?}"),
    }
}
