//! Events of violations, of authority given, and of a day's books.

use domain::{
    day_book::BookName,
    event::{
        DayBookFact, OfficeFact, ViolationFact,
        violation::{Arrears, Observation, ProofOfService, Proposal, Service, ViolationOutcome},
    },
    follow_up::Severity,
    mandate::{Delegation, LegalOpinion},
    role::Role,
    violation::{Debt, Item, LateFee, Measure, NoticeKind},
};

use super::{digest, id, personal, read};

pub(super) fn office() -> Vec<OfficeFact> {
    vec![
        OfficeFact::DelegationGiven(Delegation {
            id: id(70),
            from: id(1),
            to: id(2),
            roles: [Role::Director].into(),
            starts: read("2026-11-23"),
            until: read("2026-11-30"),
            departments: std::collections::BTreeSet::new(),
        }),
        OfficeFact::DelegationEnded {
            delegation: id(70),
            on: read("2026-11-28"),
        },
        OfficeFact::MeasureEnabled {
            measure: Measure::ServiceStop,
            opinion: LegalOpinion {
                by: "公司法务部".to_owned(),
                dated: read("2026-11-20"),
                conclusion: "仅限合同约定的增值服务".to_owned(),
                document: Some(digest("opinion")),
            },
        },
        OfficeFact::MeasureDisabled {
            measure: Measure::ServiceStop,
            reason: "合同已修订".to_owned(),
        },
        OfficeFact::NoticeNumbered {
            year: 2026,
            number: 12,
        },
    ]
}

pub(super) fn day_book() -> Vec<DayBookFact> {
    vec![
        DayBookFact::Written {
            book: BookName::DutyLog,
            day: read("2026-11-23"),
            words: personal("夜间巡场,一切正常"),
        },
        DayBookFact::Voided {
            entry: id(70),
            reason: "写错了日期".to_owned(),
        },
    ]
}

pub(super) fn violation() -> Vec<ViolationFact> {
    let day = read("2026-11-23");
    vec![
        ViolationFact::Noticed(observation()),
        ViolationFact::Persuaded {
            words: personal("请店主当场挪开货物"),
            stopped: true,
        },
        ViolationFact::Reported {
            to: Role::SiteManager,
        },
        ViolationFact::SeverityDecided {
            severity: Severity::General,
        },
        ViolationFact::TeamLeaderSent { person: id(3) },
        ViolationFact::RenovationReferred {
            reference: "装修管理规程 4.2".to_owned(),
        },
        ViolationFact::ArrearsStated(Arrears {
            principal_fen: 1_250_000,
            per_mille: read("3.00"),
            last_day: read("2026-10-31"),
            contract: "租赁合同 第七条".to_owned(),
        }),
        ViolationFact::SpecialReasonClaimed {
            reason: personal("漏水停业半月"),
        },
        ViolationFact::SpecialReasonJudged {
            accepted: false,
            reason: "漏水已减免当月租金".to_owned(),
        },
        ViolationFact::DispositionProposed(Proposal {
            measure: Measure::DemandNotice,
            opinion: "逾期未交,建议书面催缴".to_owned(),
            executors: vec![id(3)],
            last_day: Some(read("2026-12-07")),
            amount_fen: Some(1_250_000),
        }),
        ViolationFact::DispositionWeighed {
            disposition: id(71),
            weighing: "已两次劝导,损失由店方造成".to_owned(),
        },
        ViolationFact::DispositionCountersigned {
            disposition: id(71),
            skipped: vec![Measure::Compensation],
            skip_reason: Some("店方拒绝定损".to_owned()),
            on_behalf_of: Some(id(1)),
        },
        ViolationFact::DispositionDeclined {
            disposition: id(71),
            reason: "先沟通".to_owned(),
        },
        ViolationFact::CompanyDecided {
            disposition: id(71),
            approved: true,
            decision: "公司办公会决议".to_owned(),
            on_behalf_of: Some(id(4)),
        },
        ViolationFact::MarkedNotApplicable {
            measure: Measure::Compensation,
            reason: "没有损失".to_owned(),
        },
        ViolationFact::MeasureTaken {
            disposition: id(71),
            measure: Measure::LateFee,
            on: day,
            fee: Some(LateFee {
                days: 23,
                fen: 86_250,
                capped: false,
            }),
        },
        ViolationFact::NoticeIssued {
            disposition: id(71),
            kind: NoticeKind::DemandNotice,
        },
        ViolationFact::NoticeNumbered {
            disposition: id(71),
            number: "TZ2026-0012".to_owned(),
        },
        ViolationFact::NoticeServed {
            disposition: id(71),
            service: Service {
                on: day,
                paper: "TZ2026-0012".to_owned(),
                proof: ProofOfService::SignedFor {
                    by: personal("李云"),
                    signature: digest("strokes of a signature"),
                },
            },
        },
        ViolationFact::ServedWithoutStanding {
            disposition: id(71),
            service: Service {
                on: day,
                paper: "3-7F2K".to_owned(),
                proof: ProofOfService::Refused {
                    witness: personal("王强"),
                    photo: digest("photo of the door"),
                },
            },
        },
        ViolationFact::StandingSettled {
            disposition: id(71),
            decision: "收回,另行发出".to_owned(),
        },
        ViolationFact::ComplianceRecorded {
            disposition: id(71),
            complied: false,
            note: "拒不配合".to_owned(),
        },
        ViolationFact::RecheckOwed {
            disposition: id(71),
            due: read("2026-12-07"),
        },
        ViolationFact::Rechecked {
            disposition: id(71),
            rectified: true,
            note: "通道已清空".to_owned(),
            photos: vec![digest("photo of the lane")],
        },
        ViolationFact::ReconciliationOwed {
            disposition: id(71),
            due: read("2026-11-30"),
            by: Role::SiteManager,
        },
        ViolationFact::Reconciled {
            disposition: id(71),
            words: personal("上门说明,店主表示理解"),
        },
        ViolationFact::Closed {
            outcome: ViolationOutcome::Rectified,
            note: "已整改".to_owned(),
        },
        ViolationFact::DispositionWithdrawn {
            disposition: id(71),
            reason: "店方已先行整改".to_owned(),
        },
        ViolationFact::Reopened {
            from: ViolationOutcome::Rectified,
            reason: "复核发现通道仍被占用".to_owned(),
        },
        ViolationFact::EntryVoided {
            entry: id(72),
            reason: "记错了铺位".to_owned(),
        },
        ViolationFact::ConductConfirmed { command: id(73) },
        ViolationFact::ConductDenied {
            command: id(73),
            reason: "当日休假,未到场".to_owned(),
        },
        ViolationFact::DuplicateOf { case: id(31) },
        ViolationFact::DuplicateParted,
        ViolationFact::DuplicateJoined { case: id(32) },
        ViolationFact::DuplicateReleased { case: id(32) },
    ]
}

fn observation() -> Observation {
    Observation {
        unit: id(20),
        unit_code: "B1-032".to_owned(),
        occupant: personal("云岭茶行"),
        item: Item::PaymentRefused,
        seen: personal("十月租金逾期未交"),
        debt: Some(Debt::Rent),
        severity_proposed: Some(Severity::General),
        photos: vec![digest("photo of the shop")],
    }
}
