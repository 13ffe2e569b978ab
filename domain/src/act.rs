//! Who may do what: one table of seats, read by the rules that decide and by whoever asks beforehand.
//!
//! Rights to follow up and to schedule it are rows of the policy ([`crate::follow_up::may_follow_up`]).

use crate::clause::Clause;
use crate::follow_up::{
    FollowUpKind, Right, Severity, may_attempt, may_follow_up, may_schedule, may_send_technician,
};
use crate::policy::{FigureName, Policy, ProfileName};
use crate::role::{Role, Roles};

macro_rules! acts {
    ($($variant:ident => $name:literal,)+) => {
        /// What somebody wants to do, by the name its command has in its serialized body.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Act {
            $(#[doc = $name] $variant,)+
        }

        impl Act {
            /// All acts whose right is one table of seats.
            pub const ALL: &'static [Act] = &[$(Act::$variant,)+];

            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Act::$variant => $name,)+
                }
            }
        }
    };
}

acts! {
    // The office, its staff and its units.
    AdoptProfile => "adopt_profile",
    OverrideFigure => "override_figure",
    DefineDepartment => "define_department",
    SetCategoryLimit => "set_category_limit",
    ImportPriceList => "import_price_list",
    Add => "add",
    GrantRole => "grant_role",
    EndRole => "end_role",
    Remove => "remove",
    SetTrades => "set_trades",
    Record => "record",
    ChangeOccupant => "change_occupant",
    Leave => "leave",
    ErasePersonalData => "erase_personal_data",
    // The register.
    Register => "register",
    CarryOver => "carry_over",
    HandUp => "hand_up",
    Open => "open",
    Dispatch => "dispatch",
    DecideSeverity => "decide_severity",
    NameDepartment => "name_department",
    Refer => "refer",
    AnswerReferral => "answer_referral",
    Handle => "handle",
    CloseOut => "close_out",
    StepBack => "step_back",
    JoinDuplicate => "join_duplicate",
    PartDuplicate => "part_duplicate",
    VoidEntry => "void_entry",
    SendTechnician => "send_technician",
    ConfirmConduct => "confirm_conduct",
    DenyConduct => "deny_conduct",
    // Work orders.
    MakeWorkOrder => "make_work_order",
    CarryOverWorkOrder => "carry_over_work_order",
    SwitchHandover => "switch_handover",
    ReceiveWorkOrder => "receive_work_order",
    AssignTechnician => "assign_technician",
    PassOn => "pass_on",
    GiveBack => "give_back",
    Arrive => "arrive",
    AskConsent => "ask_consent",
    Reappoint => "reappoint",
    ConfirmItems => "confirm_items",
    AddCompanyMaterial => "add_company_material",
    CheckOccupantMaterial => "check_occupant_material",
    BuildInMaterial => "build_in_material",
    AddPhotos => "add_photos",
    BeginWork => "begin_work",
    PauseWork => "pause_work",
    FinishWork => "finish_work",
    SetCharge => "set_charge",
    RecordTrial => "record_trial",
    SignOff => "sign_off",
    RefuseSignature => "refuse_signature",
    VoidSignOff => "void_sign_off",
    WithdrawWorkOrder => "withdraw_work_order",
    // The month's summary.
    SubmitSummary => "submit_summary",
    RemarkOnSummary => "remark_on_summary",
    FinishPoint => "finish_point",
    // What was refused.
    KeepAsObservation => "keep_as_observation",
    KeepTheirs => "keep_theirs",
    Drop => "drop",
    ReIssue => "re_issue",
    Take => "take",
}

impl Act {
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|act| act.name() == name)
    }
}

/// A follow-up's acts: their right is a row of the policy and depends on what it is about.
pub const FOLLOW_UP_ACTS: &[&str] = &[
    "record_follow_up",
    "schedule_follow_up",
    "record_attempt",
    "end_unreachable",
];

/// Who asks, and what the right may depend on.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// Of a follow-up.
    pub kind: FollowUpKind,
    pub severity: Option<Severity>,
    /// The roles of each of those who act, together.
    pub people: &'a [Roles],
    pub sent_by: &'a Roles,
}

/// Whether these people may, by the same rows the rules decide on; `None` where no command has this name. A relation,
/// such as being the technician who has the order, comes on top.
#[must_use]
pub fn may(act: &str, asked: Asked<'_>, policy: &Policy) -> Option<Right> {
    let Asked {
        kind,
        severity,
        people,
        sent_by,
    } = asked;
    let together: Roles = people.iter().flatten().copied().collect();
    Some(match act {
        "follow_up" | "record_follow_up" => may_follow_up(policy, kind, severity, people, sent_by),
        "record_attempt" => may_attempt(policy, kind, severity, people, sent_by),
        "schedule_follow_up" | "end_unreachable" => may_schedule(policy, kind, severity, &together),
        other => {
            let act = Act::parse(other)?;
            let known = may_send_technician(policy, kind);
            if act == Act::SendTechnician && !known.allowed {
                return Some(known);
            }
            let of = seats(act, policy);
            Right {
                allowed: of.held_by(people, policy),
                needs: of.needs(policy),
                clause: of.clause,
            }
        }
    })
}

/// Whose it is: one of these seats suffices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seats {
    /// Empty: any member of staff.
    pub seats: Vec<Role>,
    pub clause: Clause,
}

/// The seats an act belongs to under a policy.
#[must_use]
pub fn seats(act: Act, policy: &Policy) -> Seats {
    use Role::{
        CompanyExecutive, Director, Dispatcher, EngineeringDept, HeadOfDepartment, OfficeHead,
        PropertyAssistant, PropertyManager, SiteManager, Technician,
    };
    let of = |seats: &[Role], clause: Clause| Seats {
        seats: seats.to_vec(),
        clause,
    };
    let step = step_clause(policy.profile);
    match act {
        Act::AdoptProfile | Act::OverrideFigure | Act::DefineDepartment => {
            of(&[Director, OfficeHead], Clause::Ours)
        }
        Act::SetCategoryLimit => of(&[Director, OfficeHead, PropertyManager], Clause::Ours),
        Act::ImportPriceList => of(&[Director, OfficeHead, PropertyManager], Clause::C10),
        Act::Add | Act::GrantRole | Act::EndRole | Act::Remove | Act::SetTrades => {
            of(&[Director, OfficeHead, CompanyExecutive], Clause::Ours)
        }
        Act::Record | Act::ChangeOccupant | Act::Leave => of(
            &[
                PropertyAssistant,
                PropertyManager,
                SiteManager,
                Director,
                Dispatcher,
            ],
            Clause::Ours,
        ),
        Act::ErasePersonalData => of(&[Director, OfficeHead], Clause::Ours),
        Act::Register => of(&[], Clause::C0),
        // Where the paper says opened and dispatched, carrying it over opens and dispatches: so it is theirs who do.
        Act::CarryOver | Act::CarryOverWorkOrder => {
            of(&[PropertyManager, policy.steps.opens], Clause::Ours)
        }
        Act::HandUp => of(&[PropertyAssistant], Clause::C0),
        Act::Open => of(&[policy.steps.opens], step),
        Act::Dispatch => of(&[policy.steps.dispatches], step),
        Act::CloseOut => of(&[policy.steps.closes_out], step),
        Act::DecideSeverity => of(&[PropertyManager], Clause::M3),
        Act::NameDepartment => of(
            &[PropertyAssistant, PropertyManager, Dispatcher],
            Clause::M4_4b,
        ),
        Act::Refer => of(&[PropertyAssistant, PropertyManager], Clause::C1),
        Act::AnswerReferral => of(&[HeadOfDepartment, PropertyManager], Clause::C1),
        Act::Handle => of(
            &[
                HeadOfDepartment,
                PropertyAssistant,
                PropertyManager,
                Dispatcher,
                Director,
            ],
            Clause::C0,
        ),
        Act::StepBack => of(&[PropertyManager, policy.steps.opens], Clause::Ours),
        Act::JoinDuplicate | Act::PartDuplicate => of(
            &[PropertyAssistant, PropertyManager, Dispatcher],
            Clause::Ours,
        ),
        Act::VoidEntry | Act::VoidSignOff => of(&[PropertyManager], Clause::Ours),
        Act::SendTechnician => of(&[Dispatcher], Clause::G3_5_3),
        Act::ConfirmConduct | Act::DenyConduct => of(&[], Clause::Ours),
        Act::MakeWorkOrder | Act::SwitchHandover => of(&[PropertyAssistant], Clause::C4),
        Act::ReceiveWorkOrder => of(&[EngineeringDept], Clause::C4),
        Act::AssignTechnician => of(&[EngineeringDept], Clause::C5),
        Act::PassOn | Act::GiveBack => of(&[Technician], Clause::C5),
        Act::Arrive | Act::AskConsent => of(&[Technician], Clause::C6),
        Act::Reappoint => of(
            &[PropertyAssistant, EngineeringDept, Technician],
            Clause::C6,
        ),
        Act::ConfirmItems | Act::AddCompanyMaterial => of(&[Technician], Clause::C7),
        Act::CheckOccupantMaterial | Act::BuildInMaterial => of(&[Technician], Clause::C8),
        Act::AddPhotos => of(&[], Clause::C9),
        Act::BeginWork | Act::PauseWork | Act::FinishWork => of(&[Technician], Clause::C5),
        Act::SetCharge => of(&[Technician], Clause::C10),
        Act::RecordTrial | Act::SignOff | Act::RefuseSignature => of(&[Technician], Clause::C11),
        Act::WithdrawWorkOrder => of(
            &[PropertyAssistant, PropertyManager, EngineeringDept],
            Clause::Ours,
        ),
        Act::SubmitSummary => of(&[Dispatcher], Clause::G3_5_5),
        Act::RemarkOnSummary => of(&[OfficeHead], Clause::S3_3_2d),
        // And whoever the point names; that is no role.
        Act::FinishPoint => of(&[OfficeHead], Clause::G3_5_5),
        Act::KeepAsObservation | Act::KeepTheirs | Act::Drop | Act::ReIssue | Act::Take => {
            of(&[PropertyManager, Director], Clause::Ours)
        }
    }
}

/// Whose a figure is to set: the procedure's heads, and for one of them the SiteManager as well (M4(3)c).
#[must_use]
pub fn figure_seats(figure: FigureName, policy: &Policy) -> Seats {
    let mut of = seats(Act::OverrideFigure, policy);
    of.clause = figure.clause(policy.profile);
    if figure == FigureName::ServiceCoverage {
        of.seats.insert(0, Role::SiteManager);
    }
    of
}

/// 立项, 调度 and 销项 stand in no mall text, so there the seats are this system's own; in an estate they are the
/// Dispatcher's (S2.1).
const fn step_clause(profile: ProfileName) -> Clause {
    match profile {
        ProfileName::Mall => Clause::Ours,
        ProfileName::Estate => Clause::S2_1,
    }
}

impl Seats {
    /// Whether one of these people holds one of the seats, or the seat that fills it in this profile.
    #[must_use]
    pub fn held_by(&self, people: &[Roles], policy: &Policy) -> bool {
        held(&self.seats, people, policy)
    }

    /// The sets of roles of which one suffices; none where anybody may.
    #[must_use]
    pub fn needs(&self, policy: &Policy) -> Vec<Roles> {
        needs(&self.seats, policy)
    }
}

/// Whether one of these people holds one of these seats; an empty list is anybody's.
#[must_use]
pub fn held(seats: &[Role], people: &[Roles], policy: &Policy) -> bool {
    let holds = |role: &Role| {
        let seat = policy.holder(*role);
        people
            .iter()
            .any(|roles| roles.contains(role) || roles.contains(&seat))
    };
    seats.is_empty() || seats.iter().any(holds)
}

/// The sets of roles of which one would suffice for these seats.
#[must_use]
pub fn needs(seats: &[Role], policy: &Policy) -> Vec<Roles> {
    let needs: std::collections::BTreeSet<Roles> = seats
        .iter()
        .map(|role| Roles::from([policy.holder(*role)]))
        .collect();
    needs.into_iter().collect()
}
