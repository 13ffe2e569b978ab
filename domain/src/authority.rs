//! Who may do what: one table of seats, read by the rules that decide and by whoever asks beforehand.
//!
//! Rights to follow up and to schedule it are rows of the policy ([`crate::follow_up::may_follow_up`]).

use serde::{Deserialize, Serialize};

use crate::clause::Clause;
use crate::policy::{FigureName, Policy, ProfileName};
use crate::role::{Role, Roles};

/// What somebody wants to do, by the name of its command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    // The office, its staff and its units.
    AdoptProfile,
    OverrideFigure,
    DefineDepartment,
    SetCategoryLimit,
    ImportPriceList,
    Add,
    GrantRole,
    EndRole,
    Remove,
    SetTrades,
    Record,
    Leave,
    // The register.
    Register,
    HandUp,
    Open,
    Dispatch,
    DecideSeverity,
    NameDepartment,
    Refer,
    AnswerReferral,
    Handle,
    CloseOut,
    StepBack,
    JoinDuplicate,
    PartDuplicate,
    VoidEntry,
    SendTechnician,
    ConfirmConduct,
    DenyConduct,
    // Work orders.
    MakeWorkOrder,
    ReceiveWorkOrder,
    AssignTechnician,
    PassOn,
    GiveBack,
    Arrive,
    AskConsent,
    Reappoint,
    ConfirmItems,
    AddCompanyMaterial,
    CheckOccupantMaterial,
    BuildInMaterial,
    AddPhotos,
    BeginWork,
    PauseWork,
    FinishWork,
    SetCharge,
    RecordTrial,
    SignOff,
    RefuseSignature,
    WithdrawWorkOrder,
    // What was refused.
    KeepAsObservation,
    Drop,
    ReIssue,
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
        Act::Record | Act::Leave => of(
            &[
                PropertyAssistant,
                PropertyManager,
                SiteManager,
                Director,
                Dispatcher,
            ],
            Clause::Ours,
        ),
        Act::Register => of(&[], Clause::C0),
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
        Act::VoidEntry => of(&[PropertyManager], Clause::Ours),
        Act::SendTechnician => of(&[Dispatcher], Clause::G3_5_3),
        Act::ConfirmConduct | Act::DenyConduct => of(&[], Clause::Ours),
        Act::MakeWorkOrder => of(&[PropertyAssistant], Clause::C4),
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
        Act::KeepAsObservation | Act::Drop | Act::ReIssue => {
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
