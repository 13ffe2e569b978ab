//! Both languages are complete, and neither leaks into the other.

use domain::clause::Clause;
use domain::complaint::Status;
use domain::follow_up::Severity;
use domain::id::CommandId;
use domain::policy::{Figure, FigureName, Percent, Policy, ProfileName};
use domain::rejection::{Field, Rejection, RejectionCode, Thing, Value};
use domain::role::{Role, Roles};
use domain::violation::{Closed, Hindrance, Measure};
use domain::work_order::Phase;

use super::refusal::RefusedBy;
use super::vocabulary::{Word, all_words};
use super::{Lang, all_places};

fn chinese(text: &str) -> bool {
    text.chars().any(|c| {
        matches!(c, '\u{3000}'..='\u{303f}' | '\u{3400}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}')
    })
}

/// Half-width punctuation between Chinese characters is a slip of the hand.
fn half_width_punctuation(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    chars
        .windows(2)
        .any(|pair| matches!(pair, [before, ',' | ';' | '?' | '!' | ':'] if chinese(&before.to_string())))
}

fn check(place: &str, zh: &str, en: &str) {
    assert!(!zh.trim().is_empty(), "{place} has no Chinese");
    assert!(!en.trim().is_empty(), "{place} has no English");
    assert!(!chinese(en), "{place} has Chinese in its English: {en}");
    assert!(!half_width_punctuation(zh), "{place}: {zh}");
    assert_eq!(zh.trim(), zh, "{place}");
    assert_eq!(en.trim(), en, "{place}");
    assert!(
        !en.contains('_') && !zh.contains('_'),
        "{place} shows a code"
    );
}

#[test]
fn every_place_has_words_in_both_languages() {
    let places = all_places();
    assert!(places.len() > 300);
    for (place, zh, en) in places {
        check(place, zh, en);
        assert!(chinese(zh), "{place} has no Chinese: {zh}");
    }
}

#[test]
fn every_name_of_the_domain_has_its_word() {
    for (name, zh, en) in all_words()
        .into_iter()
        .chain(super::violation_words::all_words())
    {
        check(name, zh, en);
        assert!(chinese(zh), "{name}");
    }
    for figure in FigureName::ALL {
        check("FigureName", figure.word(Lang::Zh), figure.word(Lang::En));
    }
}

#[test]
fn every_clause_has_a_label_in_both_languages() {
    for clause in Clause::ALL {
        check(
            clause.id(),
            &Lang::Zh.clause(*clause),
            &Lang::En.clause(*clause),
        );
        check(
            clause.id(),
            &Lang::Zh.clause_short(*clause),
            &Lang::En.clause_short(*clause),
        );
    }
}

#[test]
fn every_figure_of_both_procedures_can_be_read() {
    for profile in ProfileName::ALL {
        let policy = Policy::built_in(*profile, chrono::NaiveDate::default());
        for name in FigureName::ALL {
            let figure = policy.figures.get(*name);
            let (zh, en) = (Lang::Zh.figure_value(figure), Lang::En.figure_value(figure));
            check("figure", &zh, &en);
        }
    }
    let ninety_seven = Percent::new(97).ok();
    assert_eq!(
        Lang::Zh.figure_value(Figure::OverallThreshold(ninety_seven)),
        "≥ 97%"
    );
    assert_eq!(
        Lang::Zh.figure_value(Figure::ServiceCoverage(None)),
        "未设定"
    );
}

#[test]
fn who_may_is_said_with_who_goes_together() {
    let major = [
        Roles::from([Role::PropertyManager]),
        Roles::from([Role::Director]),
    ];
    assert_eq!(Lang::Zh.needs(&major), "物业管理经理，或 物业总监");
    assert_eq!(Lang::En.needs(&major), "Property manager, or Director");
    let general = [Roles::from([
        Role::HeadOfDepartment,
        Role::ManagementOfficer,
    ])];
    assert_eq!(
        Lang::Zh.needs(&general),
        "被投诉部门负责人 与 管理员（两人同行）"
    );
}

#[test]
fn a_refused_follow_up_of_a_major_complaint_says_clause_and_who_may() {
    let needs = vec![
        Roles::from([Role::PropertyManager]),
        Roles::from([Role::Director]),
    ];
    let rejection = Rejection::beyond_authority(needs, Clause::M4_4a);
    let said = Lang::Zh.refusal(&rejection, RefusedBy::Tablet);
    assert_eq!(said.what, "重大投诉的回访不在所选人员的职权内。");
    assert_eq!(said.who_may.as_deref(), Some("物业管理经理，或 物业总监"));
    assert_eq!(said.clause.as_deref(), Some("依据 商户回访规程 4(4)a"));
    assert_eq!(said.kept, "没有保存。您填写的内容已保留在草稿中。");
}

const FIELDS: &[Field] = &[
    Field::Name,
    Field::UnitCode,
    Field::Occupant,
    Field::Content,
    Field::PhoneOrAppointment,
    Field::Phone,
    Field::Department,
    Field::Severity,
    Field::Limit,
    Field::Result,
    Field::Reason,
    Field::ChannelReason,
    Field::LateReason,
    Field::EarlyReason,
    Field::PaperReason,
    Field::PaperPhoto,
    Field::Quality,
    Field::Effect,
    Field::Satisfaction,
    Field::Shortcomings,
    Field::Suggestions,
    Field::Finding,
    Field::ServiceArea,
    Field::Conductors,
    Field::HappenedAt,
    Field::Role,
    Field::From,
    Field::Figure,
    Field::Personal,
    Field::Technician,
    Field::Round,
    Field::Item,
    Field::Measure,
    Field::Debt,
    Field::Amount,
    Field::LastDay,
    Field::Weighing,
    Field::Executors,
    Field::Reference,
    Field::ProofOfService,
    Field::Until,
    Field::LegalOpinion,
    Field::Answer,
    Field::Appointment,
    Field::Charge,
    Field::Entry,
    Field::Items,
    Field::Material,
    Field::Photos,
    Field::Purpose,
    Field::Quantity,
    Field::Signature,
    Field::Trade,
    Field::Witness,
];

#[test]
fn every_refusal_is_a_sentence_in_both_languages() {
    let mut codes = vec![
        RejectionCode::BeyondAuthority,
        RejectionCode::NotOnStaff,
        RejectionCode::WrongStatus {
            is: Status::ClosedOut,
        },
        RejectionCode::Contested {
            base: Value::None,
            mine: Value::Severity(Severity::Major),
            theirs: Value::Severity(Severity::General),
        },
        RejectionCode::FollowsRefused {
            of: CommandId(uuid::Uuid::nil()),
        },
        RejectionCode::LastDirector,
        RejectionCode::StartsTooEarly,
        RejectionCode::NothingOwed,
        RejectionCode::TooFewAttempts {
            made: 1,
            days: 1,
            channels: 1,
        },
        RejectionCode::AlreadyExists,
        RejectionCode::Held,
        RejectionCode::NotTakenUp { bytes: 12_345 },
        RejectionCode::OutOfOrder { is: Phase::Made },
        RejectionCode::MaterialRejected,
        RejectionCode::SetAside,
    ];
    for by in [
        Hindrance::UnknownMeasure {
            measure: Measure::Talk,
        },
        Hindrance::RungSkipped {
            rungs: vec![Measure::DemandNotice, Measure::LateFee],
        },
        Hindrance::LegalGuard {
            measure: Measure::UtilityCutOff,
            closed: Closed::ByLaw,
        },
        Hindrance::LegalGuard {
            measure: Measure::ServiceStop,
            closed: Closed::ByDefault,
        },
        Hindrance::CompanyDecisionMissing,
        Hindrance::CompanyDeclined,
        Hindrance::NotWeighed,
        Hindrance::NotSigned,
        Hindrance::Declined,
        Hindrance::AlreadySigned,
        Hindrance::AlreadyCarriedOut,
        Hindrance::NotCarriedOut,
        Hindrance::SpecialReasonOpen,
        Hindrance::SpecialReasonAccepted,
        Hindrance::RenovationProcedure,
        Hindrance::Closed,
        Hindrance::Withdrawn,
        Hindrance::NotProposer,
        Hindrance::DispositionStands,
        Hindrance::SlipStands,
        Hindrance::OwnSession,
    ] {
        codes.push(RejectionCode::Hindered { by });
    }
    for field in FIELDS {
        codes.push(RejectionCode::Missing { field: *field });
        codes.push(RejectionCode::Invalid { field: *field });
    }
    for what in [
        Thing::Office,
        Thing::Person,
        Thing::Unit,
        Thing::Case,
        Thing::Department,
        Thing::Command,
        Thing::Violation,
        Thing::Disposition,
        Thing::Delegation,
        Thing::WorkOrder,
        Thing::Material,
        Thing::Price,
        Thing::Referral,
    ] {
        codes.push(RejectionCode::Unknown { what });
    }
    for code in codes {
        let rejection = Rejection {
            code,
            clause: Clause::M4_4b,
            needs: Role::ALL.iter().map(|role| Roles::from([*role])).collect(),
        };
        for by in [RefusedBy::Tablet, RefusedBy::Expected, RefusedBy::Server] {
            let zh = Lang::Zh.refusal_sentence(&rejection, by);
            let en = Lang::En.refusal_sentence(&rejection, by);
            check("refusal", &zh, &en);
            assert!(zh.ends_with('。') && en.ends_with('.'), "{zh} {en}");
        }
    }
}

#[test]
fn a_language_is_kept_by_its_tag() {
    for lang in Lang::ALL {
        assert_eq!(Lang::from_html_lang(lang.html_lang()), *lang);
    }
    assert_eq!(Lang::from_html_lang("fr"), Lang::Zh);
}
