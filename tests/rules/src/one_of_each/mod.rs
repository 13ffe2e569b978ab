//! One of each command, as plain as it can be: it need not succeed, only be judged by its right.

mod complaint;
mod office;
mod violation;
mod work_order;

use chrono::NaiveDate;
use domain::command::CommandBody;
use domain::complaint::command::FollowUpEntry;
use domain::event::complaint::Contents;
use domain::follow_up::Channel;
use domain::id::{CaseId, CommandId, DepartmentId, Instant, PersonId, UnitId, WorkOrderId};
use domain::personal::Personal;

pub use complaint::registration;
pub use violation::observation;

/// What the commands are about. All of it stands in the office already, unless it says otherwise.
#[derive(Clone, Debug)]
pub struct Standing {
    pub today: NaiveDate,
    pub now: Instant,
    pub unit: UnitId,
    pub department: DepartmentId,
    /// A complaint that was only taken down, with its department named and a referral without an answer.
    pub case: CaseId,
    /// The entry that is tried to be voided, on `case`.
    pub entry: CommandId,
    /// A work order a technician has.
    pub work_order: WorkOrderId,
    /// A case that was closed out: its follow-up is owed.
    pub closed_case: CaseId,
    /// A work order that was signed for.
    pub signed_order: WorkOrderId,
    /// Its case.
    pub signed_case: CaseId,
    /// Who may go to follow them up: somebody has to be named where a follow-up is scheduled.
    pub going: Vec<PersonId>,
    pub going_for_repair: Vec<PersonId>,
    pub violation: CaseId,
    /// A measure on the violation; nobody's where a command is judged without it.
    pub disposition: CommandId,
    /// What somebody else's tablet was refused.
    pub refused: CommandId,
    pub technician: PersonId,
    pub director: PersonId,
    /// Ids that stand for nothing yet.
    pub fresh_case: CaseId,
    pub fresh_order: WorkOrderId,
    pub fresh_person: PersonId,
    /// Sealed words that ride with the command.
    pub words: Personal,
}

/// All of them; none is missing of the tables [`domain::act`] and [`domain::authority`].
///
/// # Panics
/// Never: the rate is one.
#[must_use]
pub fn one_of_each(of: &Standing) -> Vec<CommandBody> {
    let mut all: Vec<CommandBody> = Vec::new();
    all.extend(office::of_office(of));
    all.extend(office::of_staff(of));
    all.extend(complaint::of_case(of).into_iter().map(CommandBody::from));
    all.extend(work_order::of_order(of).into_iter().map(CommandBody::from));
    all.extend(
        violation::of_violation(of)
            .into_iter()
            .map(CommandBody::from),
    );
    all.extend(office::of_the_month(of));
    all.extend(office::of_authority(of));
    all
}

fn text() -> String {
    "said plainly".to_owned()
}

fn entry(case: CaseId) -> FollowUpEntry {
    FollowUpEntry {
        case,
        round: 1,
        channel: Channel::InPerson,
        channel_reason: None,
        contents: Contents {
            quality: None,
            effect: None,
            satisfaction: None,
            shortcomings: None,
            suggestions: None,
            area: None,
            finding: None,
        },
        problem_left: false,
        photos: Vec::new(),
        signature: None,
        unsigned_reason: None,
        late_reason: None,
        early_reason: None,
        paper: None,
    }
}
