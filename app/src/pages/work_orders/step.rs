//! Which steps stand open on a work order, and which of them fall to me: the next one first.

use chrono::NaiveDate;
use domain::act::{self, Act};
use domain::event::work_order::Handover;
use domain::follow_up::{Attempts, FollowUpKind, Right, may_follow_up, may_schedule};
use domain::id::{CommandId, PersonId, WorkOrderId};
use domain::origin::Line as _;
use domain::policy::Policy;
use domain::role::Roles;
use domain::work_order::{Entry, Phase, WorkOrder};

use crate::engine::message::Heads;
use crate::pages::parts::again;
use crate::people;
use crate::text::Text;

/// Something to do about a work order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    TellToCollect,
    Deliver,
    Receive,
    Assign,
    PassOn,
    GiveBack,
    Arrive,
    ConsentGiven,
    ConsentRefused,
    Reappoint,
    ConfirmItems,
    AddMaterial,
    CheckMaterial,
    /// A material by the entry that checked it, and its place in it.
    BuildIn(CommandId, u16),
    PhotosBefore,
    PhotosAfter,
    Begin,
    Pause,
    Finish,
    Charge,
    Trial,
    Sign,
    RefuseSignature,
    Withdraw,
    StartFollowUp,
    Schedule,
    Attempt,
    EndUnreachable,
    ConfirmConduct(CommandId),
    DenyConduct(CommandId),
    Void(CommandId),
    VoidSignOff(CommandId),
}

impl Step {
    /// What its button says.
    #[must_use]
    pub fn label(self, text: &'static Text) -> &'static str {
        let (words, case) = (&text.work_order_step, &text.complaint);
        match self {
            Step::TellToCollect => words.tell_to_collect,
            Step::Deliver => words.deliver,
            Step::Receive => words.receive,
            Step::Assign => words.assign,
            Step::PassOn => words.pass_on,
            Step::GiveBack => words.give_back,
            Step::Arrive => words.arrive,
            Step::ConsentGiven => words.consent_given,
            Step::ConsentRefused => words.consent_refused,
            Step::Reappoint => words.reappoint,
            Step::ConfirmItems => words.confirm_items,
            Step::AddMaterial => words.add_material,
            Step::CheckMaterial => words.check_material,
            Step::BuildIn(..) => words.build_in,
            Step::PhotosBefore => words.photos_before,
            Step::PhotosAfter => words.photos_after,
            Step::Begin => words.begin,
            Step::Pause => words.pause,
            Step::Finish => words.finish,
            Step::Charge => words.charge,
            Step::Trial => words.trial,
            Step::Sign => words.sign,
            Step::RefuseSignature => words.refuse_signature,
            Step::Withdraw => words.withdraw,
            Step::Void(_) => words.void_entry,
            Step::VoidSignOff(_) => words.void_sign_off,
            Step::StartFollowUp => case.start_follow_up,
            Step::Schedule => case.schedule,
            Step::Attempt => case.cannot_reach,
            Step::EndUnreachable => case.end_unreachable,
            Step::ConfirmConduct(_) => case.confirm_conduct,
            Step::DenyConduct(_) => case.deny_conduct,
        }
    }

    /// The sentence under its heading.
    #[must_use]
    pub fn lead(self, text: &'static Text) -> Option<&'static str> {
        let words = &text.work_order_step;
        match self {
            Step::TellToCollect => Some(words.tell_to_collect_lead),
            Step::Deliver => Some(words.deliver_lead),
            Step::Receive => Some(words.receive_lead),
            Step::Assign => Some(words.assign_lead),
            Step::Arrive => Some(words.arrive_lead),
            Step::ConsentGiven => Some(words.consent_given_lead),
            Step::ConsentRefused => Some(words.consent_refused_lead),
            Step::ConfirmItems => Some(words.confirm_items_lead),
            Step::AddMaterial => Some(words.add_material_lead),
            Step::CheckMaterial => Some(words.check_material_lead),
            Step::Pause => Some(words.pause_lead),
            Step::Charge => Some(words.charge_lead),
            Step::Trial => Some(words.trial_lead),
            Step::RefuseSignature => Some(words.refuse_signature_lead),
            Step::Withdraw => Some(words.withdraw_lead),
            Step::Void(_) => Some(words.void_lead),
            Step::VoidSignOff(_) => Some(words.void_sign_off_lead),
            Step::Attempt => Some(text.follow_up.attempt_lead),
            Step::EndUnreachable => Some(text.complaint.end_unreachable_lead),
            Step::ConfirmConduct(_) => Some(text.today.confirm_conduct),
            _ => None,
        }
    }

    /// The step as an address names it.
    #[must_use]
    pub fn written(self) -> String {
        match self {
            Step::BuildIn(id, line) => format!("build_in.{id}.{line}"),
            Step::Void(id) => format!("void.{id}"),
            Step::VoidSignOff(id) => format!("void_sign_off.{id}"),
            Step::ConfirmConduct(id) => format!("confirm_conduct.{id}"),
            Step::DenyConduct(id) => format!("deny_conduct.{id}"),
            plain => format!("{plain:?}"),
        }
    }

    /// The step an address names.
    #[must_use]
    pub fn read(written: &str) -> Option<Self> {
        let named = |step: &Step| step.written() == written;
        let Some((_, id)) = written.split_once('.') else {
            return Step::PLAIN.into_iter().find(named);
        };
        if let Some((id, line)) = id.split_once('.') {
            let step = Step::BuildIn(id.parse().ok()?, line.parse().ok()?);
            return Some(step).filter(named);
        }
        let id = id.parse().ok()?;
        Step::ABOUT.into_iter().map(|step| step(id)).find(named)
    }

    /// Those with a form in the order's own page.
    const PLAIN: [Step; 25] = [
        Step::TellToCollect,
        Step::Deliver,
        Step::Receive,
        Step::Assign,
        Step::PassOn,
        Step::GiveBack,
        Step::Arrive,
        Step::ConsentGiven,
        Step::ConsentRefused,
        Step::Reappoint,
        Step::ConfirmItems,
        Step::AddMaterial,
        Step::CheckMaterial,
        Step::PhotosBefore,
        Step::PhotosAfter,
        Step::Begin,
        Step::Pause,
        Step::Finish,
        Step::Charge,
        Step::Trial,
        Step::RefuseSignature,
        Step::Withdraw,
        Step::Schedule,
        Step::Attempt,
        Step::EndUnreachable,
    ];

    const ABOUT: [fn(CommandId) -> Step; 4] = [
        Step::ConfirmConduct,
        Step::DenyConduct,
        Step::Void,
        Step::VoidSignOff,
    ];

    /// Where its draft is kept: what was begun at one visit is not offered at the next, and what is written anew has
    /// a draft of its own.
    #[must_use]
    pub fn draft_key(self, order: &WorkOrder, again: Option<CommandId>) -> String {
        if let Some(refused) = again {
            return self.draft_key_again(order.id, refused);
        }
        let owed = order.owed.len();
        format!(
            "work_order/{}/{}/{owed}/{}",
            order.id,
            order.visits,
            self.written()
        )
    }

    /// Where a refused step is kept while it is written anew.
    #[must_use]
    pub fn draft_key_again(self, order: WorkOrderId, refused: CommandId) -> String {
        again::draft_key(
            &format!("work_order/{order}/{}", self.written()),
            Some(refused),
        )
    }
}

/// What is mine, most urgent first, and whom the order waits for when nothing is.
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
    fn roles(&self) -> Roles {
        people::in_hands(self.heads, self.me, self.today, None)
    }

    /// As the rules judge it.
    fn may(&self, act: Act) -> bool {
        act::seats(act, self.policy).held_by(&[self.roles()], self.policy)
    }

    fn needs(&self, act: Act) -> Vec<Roles> {
        act::seats(act, self.policy).needs(self.policy)
    }
}

/// What stands open on a work order for the one who asks.
#[must_use]
pub fn steps(order: &WorkOrder, asker: &Asker<'_>) -> Steps {
    let mut steps = Steps::default();
    conduct(&order.timeline, asker, &mut steps);
    follow_up(order, asker, &mut steps);
    engineering(order, asker, &mut steps);
    if order.technician == Some(asker.me) && asker.may(Act::Arrive) {
        steps.mine.extend(technician(order));
    } else if order.technician.is_some() && order.phase < Phase::Completed {
        steps.waits_for.extend(asker.needs(Act::Arrive));
    }
    aside(order, asker, &mut steps);
    steps
}

/// What somebody wrote down, or brought in, for me to confirm.
fn conduct(lines: &[Entry], asker: &Asker<'_>, steps: &mut Steps) {
    for line in lines {
        if line.unconfirmed().contains(&asker.me) {
            steps.mine.push(Step::ConfirmConduct(line.command));
            steps.mine.push(Step::DenyConduct(line.command));
        }
    }
}

fn follow_up(order: &WorkOrder, asker: &Asker<'_>, steps: &mut Steps) {
    let Some(owed) = order.owed_now() else {
        return;
    };
    let mine = asker.roles();
    let needs = needs_of(asker.policy).needs;
    // Anybody may take down what others did; who went is judged when it is taken down.
    steps.mine.push(Step::StartFollowUp);
    if needs
        .iter()
        .any(|needs| needs.intersection(&mine).next().is_some())
    {
        steps.mine.push(Step::Attempt);
    }
    if may_schedule(asker.policy, FollowUpKind::Repair, None, &mine).allowed {
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
    steps.waits_for.extend(needs);
}

/// The sets of roles of which one may go (M4(4)c).
#[must_use]
pub fn needs_of(policy: &Policy) -> Right {
    may_follow_up(policy, FollowUpKind::Repair, None, &[], &Roles::new())
}

/// Receipt and assignment.
fn engineering(order: &WorkOrder, asker: &Asker<'_>, steps: &mut Steps) {
    let (act, step) = match order.phase {
        Phase::Made => (Act::ReceiveWorkOrder, Step::Receive),
        Phase::Completed | Phase::Withdrawn => return,
        _ => (Act::AssignTechnician, Step::Assign),
    };
    // Somebody who has it goes on with it: the other technician is named from among the further steps.
    if order.technician.is_some() {
        return;
    }
    if asker.may(act) {
        steps.mine.push(step);
    }
    steps.waits_for.extend(asker.needs(act));
}

/// The steps of the technician who has it, in their order.
fn technician(order: &WorkOrder) -> Vec<Step> {
    let charge = if order.charge.is_none() {
        Step::Charge
    } else {
        Step::Sign
    };
    let mut steps = match order.phase {
        Phase::Assigned | Phase::ConsentRefused | Phase::Paused => vec![Step::Arrive],
        Phase::Arrived => vec![Step::ConsentGiven, Step::ConsentRefused],
        Phase::LetIn => vec![Step::ConfirmItems, Step::Pause, Step::PhotosBefore],
        Phase::ItemsConfirmed => vec![
            Step::Begin,
            Step::PhotosBefore,
            Step::AddMaterial,
            Step::CheckMaterial,
        ],
        Phase::Working => vec![
            Step::Finish,
            Step::Pause,
            Step::AddMaterial,
            Step::CheckMaterial,
            Step::PhotosBefore,
            Step::PhotosAfter,
        ],
        Phase::Finished => vec![
            Step::Trial,
            Step::Charge,
            Step::PhotosAfter,
            Step::RefuseSignature,
        ],
        Phase::FoundRight => vec![charge, Step::RefuseSignature, Step::PhotosAfter],
        Phase::Made | Phase::Received | Phase::Completed | Phase::Withdrawn => Vec::new(),
    };
    let on_the_spot = matches!(order.phase, Phase::ItemsConfirmed | Phase::Working);
    if on_the_spot {
        let fit = order.occupant_material.iter().filter(|material| {
            !material.built_in
                && material.check == domain::event::work_order::MaterialCheck::Accepted
        });
        steps.extend(fit.map(|material| Step::BuildIn(material.command, material.line)));
        steps.extend([Step::Charge, Step::ConfirmItems]);
    }
    if order.phase == Phase::FoundRight && order.charge.is_some() {
        steps.push(Step::Charge);
    }
    if !steps.is_empty() {
        steps.extend([Step::PassOn, Step::GiveBack]);
    }
    steps
}

/// What may be done beside the next step.
fn aside(order: &WorkOrder, asker: &Asker<'_>, steps: &mut Steps) {
    let under_way = !matches!(order.phase, Phase::Completed | Phase::Withdrawn);
    let waits = matches!(order.phase, Phase::ConsentRefused | Phase::Paused);
    if waits && asker.may(Act::Reappoint) {
        steps.mine.push(Step::Reappoint);
    }
    if under_way && order.technician.is_some() && asker.may(Act::AssignTechnician) {
        steps.mine.push(Step::Assign);
    }
    if order.phase == Phase::Made && asker.may(Act::SwitchHandover) {
        match order.slip.handover {
            Handover::Delivered => steps.mine.push(Step::TellToCollect),
            Handover::ToldToCollect => steps.mine.push(Step::Deliver),
            Handover::OnPaper => {}
        }
    }
    if under_way && asker.may(Act::WithdrawWorkOrder) {
        steps.mine.push(Step::Withdraw);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::Instant;

    #[test]
    fn every_step_is_read_from_the_address_it_is_written_in() {
        let id = CommandId::mint(Instant(5), [1; 10]);
        let about = Step::ABOUT.into_iter().map(|step| step(id));
        let built_in = [Step::BuildIn(id, 0), Step::BuildIn(id, 3)];
        for step in Step::PLAIN.into_iter().chain(about).chain(built_in) {
            assert_eq!(Step::read(&step.written()), Some(step));
        }
        for nothing in ["", "Sign", "StartFollowUp", "void", "void.x"] {
            assert_eq!(Step::read(nothing), None, "{nothing}");
        }
    }
}
