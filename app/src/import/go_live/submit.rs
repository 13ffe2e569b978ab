//! From a planned line to the commands that record it.

use domain::command::CommandBody;
use domain::complaint::command::ComplaintCommand;
use domain::event::complaint::{CarriedOver, Registration, RequestKind, Stage};
use domain::id::{CaseId, OfficeId, WorkOrderId};
use domain::person::PersonCommand;
use domain::work_order::command::{CarriedOrder, WorkOrderCommand};

use super::{Entry, Paper, PersonEntry};
use crate::actions::Sealer;
use crate::engine::message::Submission;

/// The commands of a line, one after the other; personal values sealed.
#[must_use]
pub fn submissions(office: OfficeId, entry: &Entry) -> Vec<Submission> {
    match entry {
        Entry::Person(person) => staff(person),
        Entry::Complaint { paper, stage } => {
            let mut sealer = Sealer::default();
            let carried = carried(paper, RequestKind::Complaint, *stage, &mut sealer);
            let case = CaseId::carried_over(office, &paper.number);
            let command = ComplaintCommand::CarryOver {
                case,
                carried: Box::new(carried),
            };
            vec![Submission::now(command.into(), sealer)]
        }
        Entry::WorkOrder(slip) => {
            let mut sealer = Sealer::default();
            let paper = &slip.paper;
            let request = carried(paper, RequestKind::Repair, Stage::Registered, &mut sealer);
            let command = WorkOrderCommand::CarryOverWorkOrder {
                work_order: WorkOrderId::carried_over(office, &paper.number),
                carried: Box::new(CarriedOrder {
                    case: CaseId::carried_request(office, &paper.number),
                    request,
                    trade: slip.trade,
                    made_at: slip.made_at,
                    stage: slip.stage,
                }),
            };
            vec![Submission::now(command.into(), sealer)]
        }
    }
}

fn staff(entry: &PersonEntry) -> Vec<Submission> {
    let person = entry.person;
    let mut commands = Vec::new();
    let plain =
        |command: PersonCommand| Submission::now(CommandBody::Person(command), Sealer::default());
    if let Some(new) = &entry.new {
        let mut sealer = Sealer::default();
        let add = PersonCommand::Add {
            person,
            name: sealer.seal(&new.name),
            sign_in_name: new.sign_in_name.clone(),
            phone: sealer.seal_some(&new.phone),
            roles: entry.grants.clone(),
        };
        commands.push(Submission::now(CommandBody::Person(add), sealer));
    } else {
        commands.extend(entry.grants.iter().map(|grant| {
            plain(PersonCommand::GrantRole {
                person,
                grant: grant.clone(),
            })
        }));
    }
    if let Some(trades) = &entry.trades {
        commands.push(plain(PersonCommand::SetTrades {
            person,
            trades: trades.clone(),
        }));
    }
    commands
}

fn carried(paper: &Paper, request: RequestKind, stage: Stage, sealer: &mut Sealer) -> CarriedOver {
    CarriedOver {
        old_number: paper.number.clone(),
        registered_at: paper.registered_at,
        registration: Registration {
            request,
            unit: paper.unit,
            unit_code: paper.unit_code.clone(),
            occupant: sealer.seal(&paper.occupant),
            content: sealer.seal(&paper.content),
            phone: sealer.seal_some(&paper.phone),
            appointment: None,
            category: paper.category,
            department: paper.department,
            severity_proposed: paper.severity,
            photos: Vec::new(),
        },
        stage,
    }
}
