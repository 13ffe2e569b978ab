//! Which steps stand open on a case, and which of them fall to me.

use chrono::NaiveDate;
use domain::act::{Act, seats};
use domain::complaint::{Complaint, SetAside, Status};
use domain::event::complaint::RequestKind;
use domain::follow_up::{Attempts, FollowUpKind, Right, may_follow_up, may_schedule};
use domain::id::{CaseId, CommandId, DepartmentId, PersonId};
use domain::origin::Line as _;
use domain::policy::{Policy, ProfileName};
use domain::role::{Role, Roles};

use crate::engine::message::Heads;
use crate::pages::parts::again;
use crate::people;
use crate::text::Text;

/// Something to do about a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    HandUp,
    Open,
    Dispatch,
    DispatchAgain,
    DecideSeverity,
    NameDepartment,
    Handle,
    CloseOut,
    MakeSlip,
    Refer,
    /// By the number of the referral.
    AnswerReferral(u16),
    StepBack,
    JoinDuplicate,
    PartDuplicate,
    Void(CommandId),
    Schedule,
    SendTechnician,
    StartFollowUp,
    Attempt,
    EndUnreachable,
    ConfirmConduct(CommandId),
    DenyConduct(CommandId),
}

impl Step {
    /// What its button says.
    #[must_use]
    pub fn label(self, text: &'static Text) -> &'static str {
        let words = &text.complaint;
        match self {
            Step::HandUp => words.hand_up,
            Step::Open => words.open,
            Step::Dispatch => words.dispatch,
            Step::DispatchAgain => words.dispatch_again,
            Step::DecideSeverity => words.decide_severity,
            Step::NameDepartment => words.name_department,
            Step::Handle => words.handle,
            Step::CloseOut => words.close_out,
            Step::MakeSlip => text.work_order.make,
            Step::Refer => text.register_step.refer,
            Step::AnswerReferral(_) => text.register_step.answer_referral,
            Step::StepBack => text.register_step.step_back,
            Step::JoinDuplicate => text.register_step.join_duplicate,
            Step::PartDuplicate => text.register_step.part_duplicate,
            Step::Void(_) => text.work_order_step.void_entry,
            Step::Schedule => words.schedule,
            Step::SendTechnician => words.send_technician,
            Step::StartFollowUp => words.start_follow_up,
            Step::Attempt => words.cannot_reach,
            Step::EndUnreachable => words.end_unreachable,
            Step::ConfirmConduct(_) => words.confirm_conduct,
            Step::DenyConduct(_) => words.deny_conduct,
        }
    }

    /// The sentence under its heading.
    #[must_use]
    pub fn lead(self, text: &'static Text) -> Option<&'static str> {
        let words = &text.complaint;
        match self {
            Step::HandUp => Some(words.hand_up_lead),
            Step::Open => Some(words.open_lead),
            Step::Dispatch | Step::DispatchAgain => Some(words.dispatch_lead),
            Step::DecideSeverity => Some(words.decide_severity_lead),
            Step::Handle => Some(words.handle_lead),
            Step::CloseOut => Some(words.close_out_lead),
            Step::Refer => Some(text.register_step.refer_lead),
            Step::StepBack => Some(text.register_step.step_back_lead),
            Step::JoinDuplicate => Some(text.register_step.join_duplicate_lead),
            Step::PartDuplicate => Some(text.register_step.part_duplicate_lead),
            Step::Void(_) => Some(text.work_order_step.void_lead),
            Step::SendTechnician => Some(words.send_technician_lead),
            Step::Attempt => Some(text.follow_up.attempt_lead),
            Step::EndUnreachable => Some(words.end_unreachable_lead),
            Step::ConfirmConduct(_) => Some(text.today.confirm_conduct),
            Step::NameDepartment
            | Step::Schedule
            | Step::StartFollowUp
            | Step::MakeSlip
            | Step::AnswerReferral(_)
            | Step::DenyConduct(_) => None,
        }
    }

    /// Names the draft of its form.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Step::HandUp => "hand_up",
            Step::Open => "open",
            Step::Dispatch => "dispatch",
            Step::DispatchAgain => "dispatch_again",
            Step::DecideSeverity => "decide_severity",
            Step::NameDepartment => "name_department",
            Step::Handle => "handle",
            Step::CloseOut => "close_out",
            Step::MakeSlip => "make_slip",
            Step::Refer => "refer",
            Step::AnswerReferral(_) => "answer_referral",
            Step::StepBack => "step_back",
            Step::JoinDuplicate => "join_duplicate",
            Step::PartDuplicate => "part_duplicate",
            Step::Void(_) => "void_entry",
            Step::Schedule => "schedule",
            Step::SendTechnician => "send_technician",
            Step::StartFollowUp => "start_follow_up",
            Step::Attempt => "attempt",
            Step::EndUnreachable => "end_unreachable",
            Step::ConfirmConduct(_) => "confirm_conduct",
            Step::DenyConduct(_) => "deny_conduct",
        }
    }

    /// Every step that is named by itself; those about somebody's word are named with it.
    const PLAIN: [Step; 17] = [
        Step::HandUp,
        Step::Open,
        Step::Dispatch,
        Step::DispatchAgain,
        Step::DecideSeverity,
        Step::NameDepartment,
        Step::Handle,
        Step::CloseOut,
        Step::MakeSlip,
        Step::Refer,
        Step::StepBack,
        Step::JoinDuplicate,
        Step::PartDuplicate,
        Step::Schedule,
        Step::SendTechnician,
        Step::Attempt,
        Step::EndUnreachable,
    ];

    /// As it stands in an address.
    #[must_use]
    pub fn written(self) -> String {
        match self {
            Step::ConfirmConduct(command) | Step::DenyConduct(command) | Step::Void(command) => {
                format!("{}.{command}", self.name())
            }
            Step::AnswerReferral(referral) => format!("{}.{referral}", self.name()),
            _ => self.name().to_owned(),
        }
    }

    /// The step an address names.
    #[must_use]
    pub fn read(written: &str) -> Option<Self> {
        let Some((name, command)) = written.split_once('.') else {
            return Step::PLAIN.into_iter().find(|step| step.name() == written);
        };
        if let Ok(referral) = command.parse() {
            return Some(Step::AnswerReferral(referral)).filter(|step| step.name() == name);
        }
        let command = command.parse().ok()?;
        [
            Step::ConfirmConduct(command),
            Step::DenyConduct(command),
            Step::Void(command),
        ]
        .into_iter()
        .find(|step| step.name() == name)
    }

    /// Where its draft is kept. What was begun before a plan or for an earlier round is not offered for the next.
    #[must_use]
    pub fn draft_key(self, complaint: &Complaint, again: Option<CommandId>) -> String {
        again.map_or_else(
            || self.plain_key(complaint),
            |refused| self.draft_key_again(complaint.case, refused),
        )
    }

    /// Where a refused step is kept while it is written anew.
    #[must_use]
    pub fn draft_key_again(self, case: CaseId, refused: CommandId) -> String {
        again::draft_key(&format!("step/{case}/{}", self.name()), Some(refused))
    }

    fn plain_key(self, complaint: &Complaint) -> String {
        let (case, name) = (complaint.case, self.name());
        let owed = complaint.owed_now();
        let round = owed.map_or(0, |owed| owed.obligation.round);
        match self {
            Step::Schedule if owed.is_some_and(|owed| owed.scheduled.is_some()) => {
                format!("step/{case}/{name}_again/{round}")
            }
            Step::Schedule | Step::SendTechnician | Step::Attempt | Step::EndUnreachable => {
                format!("step/{case}/{name}/{round}")
            }
            Step::ConfirmConduct(command) | Step::DenyConduct(command) | Step::Void(command) => {
                format!("step/{case}/{name}/{command}")
            }
            Step::AnswerReferral(referral) => format!("step/{case}/{name}/{referral}"),
            Step::Refer => format!("step/{case}/{name}/{}", complaint.referrals.len()),
            _ => format!("step/{case}/{name}"),
        }
    }
}

/// The steps of a case: what is mine, most urgent first, and whom the case waits for when nothing is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Steps {
    pub mine: Vec<Step>,
    pub waits_for: Vec<Roles>,
}

/// Who asks, and by which rules.
pub struct Asker<'a> {
    pub me: PersonId,
    pub heads: &'a Heads,
    pub policy: &'a Policy,
    pub today: NaiveDate,
}

impl Asker<'_> {
    fn roles(&self, complaint: &Complaint) -> Roles {
        self.roles_of(complaint.department)
    }

    fn roles_of(&self, department: Option<DepartmentId>) -> Roles {
        people::in_hands(self.heads, self.me, self.today, department)
    }

    /// As the rules judge it.
    fn may(&self, mine: &Roles, act: Act) -> bool {
        seats(act, self.policy).held_by(std::slice::from_ref(mine), self.policy)
    }

    /// As the rules judge it: the seat named, or who fills it under this procedure.
    fn holds(&self, mine: &Roles, role: Role) -> bool {
        mine.contains(&role) || mine.contains(&self.policy.holder(role))
    }
}

/// Roles that may handle a case although nobody assigned it to them.
const HANDLES: [Role; 5] = [
    Role::HeadOfDepartment,
    Role::PropertyAssistant,
    Role::PropertyManager,
    Role::Dispatcher,
    Role::Director,
];

/// What stands open on a case for the one who asks.
#[must_use]
pub fn steps(complaint: &Complaint, asker: &Asker<'_>) -> Steps {
    let mine = asker.roles(complaint);
    let mut steps = Steps::default();
    if let Some(set_aside) = complaint.set_aside {
        // Nothing more is done on it, but that two matters were two after all.
        if matches!(set_aside, SetAside::DuplicateOf { .. }) && asker.may(&mine, Act::PartDuplicate)
        {
            steps.mine.push(Step::PartDuplicate);
        }
        return steps;
    }
    conduct(complaint, asker, &mut steps);
    follow_up(complaint, asker, &mine, &mut steps);
    let repair = complaint.request == RequestKind::Repair;
    let slip = repair && complaint.work_orders.is_empty();
    if slip && complaint.status < Status::Handled && asker.may(&mine, Act::MakeWorkOrder) {
        steps.mine.push(Step::MakeSlip);
    }
    // A repair with a slip is handled with the last of them.
    if !repair || slip || complaint.status >= Status::Handled {
        progress(complaint, asker, &mine, &mut steps);
    }
    decisions(complaint, asker, &mine, &mut steps);
    register(complaint, asker, &mine, &mut steps);
    if !slip && complaint.status < Status::ClosedOut && asker.may(&mine, Act::MakeWorkOrder) {
        steps.mine.push(Step::MakeSlip);
    }
    steps
}

/// Referrals, counter-steps and doubles.
fn register(complaint: &Complaint, asker: &Asker<'_>, mine: &Roles, steps: &mut Steps) {
    for referral in complaint.unanswered() {
        let theirs = asker.roles_of(Some(referral.department));
        if asker.may(&theirs, Act::AnswerReferral) {
            steps.mine.push(Step::AnswerReferral(referral.number));
        }
    }
    if complaint.status < Status::Handled && asker.may(mine, Act::Refer) {
        steps.mine.push(Step::Refer);
    }
    let stood = complaint.status != Status::Registered;
    if stood && asker.may(mine, Act::StepBack) {
        steps.mine.push(Step::StepBack);
    }
    let another = asker.heads.complaints.iter().any(|(case, head)| {
        *case != complaint.case && head.unit == complaint.unit && head.set_aside.is_none()
    });
    if another && complaint.duplicates.is_empty() && asker.may(mine, Act::JoinDuplicate) {
        steps.mine.push(Step::JoinDuplicate);
    }
}

/// What somebody wrote down, or brought in, for me to confirm.
fn conduct(complaint: &Complaint, asker: &Asker<'_>, steps: &mut Steps) {
    for line in &complaint.timeline {
        if line.unconfirmed().contains(&asker.me) {
            steps.mine.push(Step::ConfirmConduct(line.command));
            steps.mine.push(Step::DenyConduct(line.command));
        }
    }
}

fn follow_up(complaint: &Complaint, asker: &Asker<'_>, mine: &Roles, steps: &mut Steps) {
    let Some(owed) = complaint.owed_now() else {
        return;
    };
    let severity = Some(complaint.severity_for_follow_up());
    let needs = needs_of(complaint, asker.policy).needs;
    let one_of_them = needs
        .iter()
        .any(|needs| needs.intersection(mine).next().is_some())
        || owed.technician_sent == Some(asker.me);
    // Anybody may take down what others did; who went is judged when it is taken down.
    steps.mine.push(Step::StartFollowUp);
    if one_of_them {
        steps.mine.push(Step::Attempt);
    }
    if may_schedule(asker.policy, FollowUpKind::Complaint, severity, mine).allowed {
        let tried = Attempts::count(
            owed.attempts
                .iter()
                .map(|attempt| (attempt.on, attempt.channel)),
        );
        if tried.may_end_unreachable(asker.policy) {
            steps.mine.push(Step::EndUnreachable);
        }
        steps.mine.push(Step::Schedule);
    }
    if asker.policy.profile == ProfileName::Estate && mine.contains(&Role::Dispatcher) {
        steps.mine.push(Step::SendTechnician);
    }
    steps.waits_for.extend(needs);
}

/// The sets of roles of which one may go.
#[must_use]
pub fn needs_of(complaint: &Complaint, policy: &Policy) -> Right {
    let sent = complaint
        .owed_now()
        .is_some_and(|owed| owed.technician_sent.is_some());
    let sent_by = if sent {
        Roles::from([Role::Dispatcher])
    } else {
        Roles::new()
    };
    may_follow_up(
        policy,
        FollowUpKind::Complaint,
        Some(complaint.severity_for_follow_up()),
        &[],
        &sent_by,
    )
}

fn progress(complaint: &Complaint, asker: &Asker<'_>, mine: &Roles, steps: &mut Steps) {
    let seats = &asker.policy.steps;
    let mut next = |role: Role, step: Step| {
        if asker.holds(mine, role) {
            steps.mine.push(step);
        }
        steps
            .waits_for
            .push(Roles::from([asker.policy.holder(role)]));
    };
    match complaint.status {
        Status::Registered | Status::HandedUp => next(seats.opens, Step::Open),
        Status::Opened => next(seats.dispatches, Step::Dispatch),
        Status::Dispatched => {}
        Status::Handled => next(seats.closes_out, Step::CloseOut),
        Status::ClosedOut => return,
    }
    let assigned = complaint.assignee == Some(asker.me);
    let may_handle = assigned || HANDLES.iter().any(|role| asker.holds(mine, *role));
    if complaint.status < Status::Handled && may_handle {
        steps.mine.push(Step::Handle);
    }
    if complaint.status == Status::Dispatched {
        steps.waits_for.push(Roles::from([Role::HeadOfDepartment]));
        if asker.holds(mine, seats.dispatches) {
            steps.mine.push(Step::DispatchAgain);
        }
    }
    if complaint.status == Status::Registered && asker.holds(mine, Role::PropertyAssistant) {
        steps.mine.push(Step::HandUp);
    }
}

fn decisions(complaint: &Complaint, asker: &Asker<'_>, mine: &Roles, steps: &mut Steps) {
    // A repair is followed up by the same people whatever it was (M4(4)c).
    if complaint.severity.is_none()
        && complaint.request.is_complaint()
        && !complaint.complete
        && asker.holds(mine, Role::PropertyManager)
    {
        steps.mine.push(Step::DecideSeverity);
    }
    let names = [
        Role::PropertyAssistant,
        Role::PropertyManager,
        Role::Dispatcher,
    ];
    if complaint.department.is_none() && names.iter().any(|role| asker.holds(mine, *role)) {
        steps.mine.push(Step::NameDepartment);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::Instant;

    #[test]
    fn every_step_is_read_from_the_address_it_is_written_in() {
        let command = CommandId::mint(Instant(5), [1; 10]);
        let named = [
            Step::ConfirmConduct(command),
            Step::DenyConduct(command),
            Step::Void(command),
            Step::AnswerReferral(2),
        ];
        for step in Step::PLAIN.into_iter().chain(named) {
            assert_eq!(Step::read(&step.written()), Some(step));
        }
        for nothing in ["", "start_follow_up", "deny_conduct", "deny_conduct.x"] {
            assert_eq!(Step::read(nothing), None, "{nothing}");
        }
    }
}
