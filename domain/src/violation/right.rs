//! Who may do what about a violation, row by row: the same rows decide commands and fill the table of rights.

use super::measure::Measure;
use crate::authority::Seats;
use crate::clause::Clause;
use crate::follow_up::Severity;
use crate::role::Role;

/// Those who handle a violation on the spot and carry measures out (V3, V4(4)②).
const ON_SITE: &[Role] = &[
    Role::SiteTeamLeader,
    Role::SiteManager,
    Role::PropertyManager,
    Role::Director,
];

/// The same with the company, for what only the company does (V4(4)④).
const WITH_COMPANY: &[Role] = &[
    Role::SiteTeamLeader,
    Role::SiteManager,
    Role::PropertyManager,
    Role::Director,
    Role::CompanyExecutive,
];

/// What a row of rights is about: the names of the commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ViolationAct {
    NoticeViolation,
    Persuade,
    DecideViolationSeverity,
    SendTeamLeader,
    ReferRenovation,
    StateArrears,
    ClaimSpecialReason,
    JudgeSpecialReason,
    ProposeDisposition,
    WeighDisposition,
    CountersignDisposition,
    DeclineDisposition,
    DecideForCompany,
    MarkNotApplicable,
    CarryOutDisposition,
    ServeNotice,
    SettleStanding,
    RecordCompliance,
    RecheckRectification,
    RecordReconciliation,
    CloseViolation,
    WithdrawProposal,
    ReopenViolation,
    JoinViolation,
    PartViolation,
    /// Beside the author on the day of entry. Its row stands in [`crate::act`], with that of every other entry.
    VoidEntry,
}

/// What the right may depend on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DependsOn {
    Nothing,
    Severity,
    Measure,
    Both,
}

impl ViolationAct {
    pub const ALL: &'static [ViolationAct] = &[
        ViolationAct::NoticeViolation,
        ViolationAct::Persuade,
        ViolationAct::DecideViolationSeverity,
        ViolationAct::SendTeamLeader,
        ViolationAct::ReferRenovation,
        ViolationAct::StateArrears,
        ViolationAct::ClaimSpecialReason,
        ViolationAct::JudgeSpecialReason,
        ViolationAct::ProposeDisposition,
        ViolationAct::WeighDisposition,
        ViolationAct::CountersignDisposition,
        ViolationAct::DeclineDisposition,
        ViolationAct::DecideForCompany,
        ViolationAct::MarkNotApplicable,
        ViolationAct::CarryOutDisposition,
        ViolationAct::ServeNotice,
        ViolationAct::SettleStanding,
        ViolationAct::RecordCompliance,
        ViolationAct::RecheckRectification,
        ViolationAct::RecordReconciliation,
        ViolationAct::CloseViolation,
        ViolationAct::WithdrawProposal,
        ViolationAct::ReopenViolation,
        ViolationAct::JoinViolation,
        ViolationAct::PartViolation,
    ];

    /// The command's name as it stands in its serialized body.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            ViolationAct::NoticeViolation => "notice_violation",
            ViolationAct::Persuade => "persuade",
            ViolationAct::DecideViolationSeverity => "decide_violation_severity",
            ViolationAct::SendTeamLeader => "send_team_leader",
            ViolationAct::ReferRenovation => "refer_renovation",
            ViolationAct::StateArrears => "state_arrears",
            ViolationAct::ClaimSpecialReason => "claim_special_reason",
            ViolationAct::JudgeSpecialReason => "judge_special_reason",
            ViolationAct::ProposeDisposition => "propose_disposition",
            ViolationAct::WeighDisposition => "weigh_disposition",
            ViolationAct::CountersignDisposition => "countersign_disposition",
            ViolationAct::DeclineDisposition => "decline_disposition",
            ViolationAct::DecideForCompany => "decide_for_company",
            ViolationAct::MarkNotApplicable => "mark_not_applicable",
            ViolationAct::CarryOutDisposition => "carry_out_disposition",
            ViolationAct::ServeNotice => "serve_notice",
            ViolationAct::SettleStanding => "settle_standing",
            ViolationAct::RecordCompliance => "record_compliance",
            ViolationAct::RecheckRectification => "recheck_rectification",
            ViolationAct::RecordReconciliation => "record_reconciliation",
            ViolationAct::CloseViolation => "close_violation",
            ViolationAct::WithdrawProposal => "withdraw_proposal",
            ViolationAct::ReopenViolation => "reopen_violation",
            ViolationAct::JoinViolation => "join_violation",
            ViolationAct::PartViolation => "part_violation",
            ViolationAct::VoidEntry => "void_entry",
        }
    }

    /// What must be known before the seats are.
    #[must_use]
    pub const fn depends_on(self) -> DependsOn {
        match self {
            ViolationAct::ProposeDisposition => DependsOn::Both,
            ViolationAct::JudgeSpecialReason
            | ViolationAct::WeighDisposition
            | ViolationAct::MarkNotApplicable
            | ViolationAct::RecordReconciliation
            | ViolationAct::CloseViolation
            | ViolationAct::WithdrawProposal
            | ViolationAct::ReopenViolation => DependsOn::Severity,
            ViolationAct::CarryOutDisposition | ViolationAct::DecideForCompany => {
                DependsOn::Measure
            }
            _ => DependsOn::Nothing,
        }
    }

    /// Whether the act comes up with this measure at all: talk and persuasion take no disposition, and the company
    /// decides on three measures only.
    #[must_use]
    pub const fn comes_up_for(self, measure: Option<Measure>) -> bool {
        match (self, measure) {
            (ViolationAct::CarryOutDisposition, Some(measure)) => !measure.anybodys(),
            (ViolationAct::DecideForCompany, Some(measure)) => measure.company_clause().is_some(),
            _ => true,
        }
    }

    /// The seats of which one suffices. A severity nobody has decided counts as general: the milder hand.
    #[must_use]
    pub const fn seats(self, severity: Severity, measure: Option<Measure>) -> Seats {
        let harsh = match measure {
            Some(measure) => !measure.anybodys(),
            None => true,
        };
        match self {
            ViolationAct::NoticeViolation | ViolationAct::Persuade => {
                Seats::anybody(Clause::V4_4_1)
            }
            ViolationAct::ClaimSpecialReason => Seats::anybody(Clause::V4_2),
            ViolationAct::DecideViolationSeverity => {
                Seats::of(&[Role::SiteManager, Role::PropertyManager], Clause::V4_4_2)
            }
            ViolationAct::SendTeamLeader => Seats::of(&[Role::SiteManager], Clause::V4_4_2),
            ViolationAct::ReferRenovation => Seats::of(
                &[Role::SiteManager, Role::PropertyManager, Role::Director],
                Clause::V4_3_1,
            ),
            ViolationAct::StateArrears => Seats::of(ON_SITE, Clause::V4_3_2),
            ViolationAct::JudgeSpecialReason => responsible(severity, Clause::V4_2),
            ViolationAct::ProposeDisposition if !harsh => Seats::anybody(Clause::V4_4_7),
            ViolationAct::ProposeDisposition => responsible(severity, Clause::V3),
            ViolationAct::WeighDisposition => match severity {
                Severity::Major => responsible(severity, Clause::V4_4_5),
                Severity::General => Seats::of(
                    &[Role::SiteManager, Role::PropertyManager, Role::Director],
                    Clause::V4_4_5,
                ),
            },
            ViolationAct::CountersignDisposition | ViolationAct::DeclineDisposition => {
                Seats::of(&[Role::Director], Clause::V4_4_6)
            }
            ViolationAct::DecideForCompany => {
                let clause = match measure {
                    Some(Measure::PublicCriticism) => Clause::V4_4_3,
                    _ => Clause::V4_4_4,
                };
                Seats::of(&[Role::CompanyExecutive], clause)
            }
            ViolationAct::MarkNotApplicable => responsible(severity, Clause::V4_3_3),
            ViolationAct::CarryOutDisposition => match measure {
                Some(measure) if measure.anybodys() => Seats::anybody(Clause::V4_4_7),
                Some(measure) if measure.dunning() => {
                    Seats::of(&[Role::SiteTeamLeader], Clause::V4_4_6)
                }
                Some(measure) if measure.company_clause().is_some() => {
                    Seats::of(WITH_COMPANY, Clause::V4_4_6)
                }
                _ => Seats::of(ON_SITE, Clause::V4_4_6),
            },
            ViolationAct::ServeNotice => Seats::of(ON_SITE, Clause::V4_4_6),
            ViolationAct::SettleStanding => Seats::of(&[Role::Director], Clause::V4_4_6),
            ViolationAct::RecordCompliance => Seats::of(ON_SITE, Clause::V4_4_3),
            ViolationAct::RecheckRectification => Seats::of(ON_SITE, Clause::V4_3_3),
            ViolationAct::RecordReconciliation => match severity {
                Severity::Major => Seats::of(&[Role::PropertyManager], Clause::V4_4_5),
                Severity::General => Seats::of(&[Role::SiteManager], Clause::V4_4_5),
            },
            ViolationAct::CloseViolation
            | ViolationAct::WithdrawProposal
            | ViolationAct::ReopenViolation => responsible(severity, Clause::V3),
            ViolationAct::VoidEntry => Seats::of(&[Role::PropertyManager], Clause::Ours),
            // Those it is reported to know what was taken down twice.
            ViolationAct::JoinViolation | ViolationAct::PartViolation => {
                Seats::of(&[Role::SiteManager, Role::PropertyManager], Clause::Ours)
            }
        }
    }
}

/// V3 with V4(4)②: PropertyManager or Director for a major violation, SiteManager or PropertyManager for a general one.
const fn responsible(severity: Severity, clause: Clause) -> Seats {
    match severity {
        Severity::Major => Seats::of(&[Role::PropertyManager, Role::Director], clause),
        Severity::General => Seats::of(&[Role::SiteManager, Role::PropertyManager], clause),
    }
}
