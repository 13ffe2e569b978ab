//! The two procedures as the texts give them, with what one borrows from the other.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{
    ComplaintAnchor, ContentRule, Figures, FollowUpAct, Percent, Policy, PolicyVersion,
    ProfileName, RightRow, Span, StepSeats,
};
use crate::clause::Clause;
use crate::follow_up::{Channel, FollowUpKind, Severity};
use crate::role::Role;

impl Policy {
    /// The first version of a profile, as an office adopts it from `effective_on`.
    #[must_use]
    pub fn built_in(profile: ProfileName, effective_on: NaiveDate) -> Self {
        match profile {
            ProfileName::Mall => mall(effective_on),
            ProfileName::Estate => estate(effective_on),
        }
    }
}

fn mall(effective_on: NaiveDate) -> Policy {
    Policy {
        version: PolicyVersion(1),
        profile: ProfileName::Mall,
        effective_on,
        complaint_anchor: ComplaintAnchor::Handled,
        contents: ContentRule::Five,
        figures: Figures {
            complaint_opens_after_days: 0,
            complaint_closes_after_days: 3,
            cleaning_opens_after_days: None,
            complaint_coverage: Percent::WHOLE,
            expected_channel: Some(Channel::InPerson),
            ..shared_figures()
        },
        seats: BTreeMap::from([
            (Role::OfficeHead, Role::PropertyManager),
            (Role::Dispatcher, Role::PropertyAssistant),
            (Role::FunctionSupervisor, Role::SiteManager),
        ]),
        // No mall text says who opens, dispatches and closes out.
        steps: StepSeats {
            opens: Role::PropertyManager,
            dispatches: Role::PropertyManager,
            closes_out: Role::PropertyAssistant,
        },
        rights: mall_rights(),
    }
}

fn estate(effective_on: NaiveDate) -> Policy {
    Policy {
        version: PolicyVersion(1),
        profile: ProfileName::Estate,
        effective_on,
        complaint_anchor: ComplaintAnchor::ClosedOut,
        contents: ContentRule::AreaGradeFinding,
        figures: Figures {
            complaint_opens_after_days: 3,
            complaint_closes_after_days: 7,
            // "Cleaning excepted": it need not wait the three days (our reading).
            cleaning_opens_after_days: Some(0),
            complaint_coverage: Percent::built_in(60),
            expected_channel: None,
            ..shared_figures()
        },
        seats: BTreeMap::from([
            (Role::Director, Role::OfficeHead),
            (Role::PropertyManager, Role::OfficeHead),
            (Role::SiteManager, Role::FunctionSupervisor),
            (Role::SiteTeamLeader, Role::FunctionSupervisor),
            (Role::PropertyAssistant, Role::Dispatcher),
        ]),
        steps: StepSeats {
            opens: Role::Dispatcher,
            dispatches: Role::Dispatcher,
            closes_out: Role::Dispatcher,
        },
        rights: estate_rights(),
    }
}

/// Figures both profiles hold: what only one text states is borrowed by the other.
fn shared_figures() -> Figures {
    Figures {
        complaint_opens_after_days: 0,
        complaint_closes_after_days: 3,
        cleaning_opens_after_days: None,
        repair_closes_after: Span::Months(1),
        service_closes_after_days: 7,
        incident_closes_after_days: 20,
        complaint_coverage: Percent::WHOLE,
        repair_coverage: Percent::built_in(20),
        service_coverage: None,
        incident_coverage: Percent::WHOLE,
        department_sample: Percent::built_in(5),
        overall_floor: Percent::built_in(95),
        overall_threshold: None,
        complaint_threshold: None,
        item_threshold: None,
        function_threshold: None,
        expected_channel: None,
        unreachable_attempts: 3,
        unreachable_days: 2,
        unreachable_channels: 2,
        reconciliation_days: 7,
        delivery_minutes: 20,
    }
}

fn mall_rights() -> Vec<RightRow> {
    use FollowUpAct::Schedule;
    use FollowUpKind::{Complaint, Repair, Service};
    use Severity::{General, Major};

    let mut rows = vec![
        // M3 makes the property manager responsible, M4(4)a lets the director organise: both hold
        // when the director schedules and either goes.
        go(
            Complaint,
            Some(Major),
            &[Role::PropertyManager],
            Clause::M4_4a,
        ),
        go(Complaint, Some(Major), &[Role::Director], Clause::M4_4a),
        go(
            Complaint,
            Some(General),
            &[Role::HeadOfDepartment, Role::ManagementOfficer],
            Clause::M4_4b,
        ),
        row(
            Schedule,
            Complaint,
            Some(Major),
            &[Role::Director],
            Clause::M4_4a,
        ),
        row(
            Schedule,
            Complaint,
            Some(General),
            &[Role::SiteManager],
            Clause::M3,
        ),
        row(Schedule, Repair, None, &[Role::SiteManager], Clause::M3),
        row(Schedule, Service, None, &[Role::SiteManager], Clause::M3),
    ];
    rows.extend(shared_rights());
    rows
}

fn estate_rights() -> Vec<RightRow> {
    use FollowUpAct::{FollowUp, Schedule};
    use FollowUpKind::{Complaint, Repair, Service};

    let mut rows = vec![
        go(Complaint, None, &[Role::Dispatcher], Clause::G3_5_2),
        RightRow {
            act: FollowUp,
            kind: Complaint,
            severity: None,
            seats: vec![Role::Technician],
            sent_by: Some(Role::Dispatcher),
            clause: Clause::G3_5_3,
        },
    ];
    for kind in [Complaint, Repair, Service] {
        rows.push(row(
            Schedule,
            kind,
            None,
            &[Role::Dispatcher],
            Clause::G3_5_2,
        ));
        rows.push(row(Schedule, kind, None, &[Role::OfficeHead], Clause::M4_1));
    }
    rows.extend(shared_rights());
    rows
}

fn shared_rights() -> Vec<RightRow> {
    use FollowUpAct::{FollowUp, Schedule};
    use FollowUpKind::{Incident, Repair, Service};

    vec![
        go(Repair, None, &[Role::SiteTeamLeader], Clause::M4_4c),
        go(Service, None, &[Role::SiteTeamLeader], Clause::M3),
        go(Incident, None, &[Role::OfficeHead], Clause::G3_3_1),
        RightRow {
            act: FollowUp,
            kind: Incident,
            severity: None,
            seats: Vec::new(),
            sent_by: Some(Role::OfficeHead),
            clause: Clause::G3_3_1,
        },
        row(
            Schedule,
            Incident,
            None,
            &[Role::OfficeHead],
            Clause::G3_3_1,
        ),
    ]
}

fn go(kind: FollowUpKind, severity: Option<Severity>, seats: &[Role], clause: Clause) -> RightRow {
    row(FollowUpAct::FollowUp, kind, severity, seats, clause)
}

fn row(
    act: FollowUpAct,
    kind: FollowUpKind,
    severity: Option<Severity>,
    seats: &[Role],
    clause: Clause,
) -> RightRow {
    RightRow {
        act,
        kind,
        severity,
        seats: seats.to_vec(),
        sent_by: None,
        clause,
    }
}
