//! A client that keeps to no rule: everything the table of rights does not allow is sent, and refused.

use domain::command::CommandBody;
use domain::event::violation::Proposal;
use domain::event::{Fact, RefusalFact};
use domain::follow_up::Severity;
use domain::id::{CommandId, Cursor};
use domain::policy::{Policy, ProfileName};
use domain::rejection::RejectionCode;
use domain::role::Role;
use domain::sync::message::Answer;
use domain::violation::{Measure, ViolationCommand};
use rules::one_of_each::one_of_each;
use rules::right_table::{Cell, Line, cell, line_of, lines};

use crate::furnished::{MEASURE, Office};

fn measure(body: &CommandBody) -> Option<Measure> {
    match body {
        CommandBody::Violation(ViolationCommand::ProposeDisposition { proposal, .. }) => {
            Some(proposal.measure)
        }
        CommandBody::Violation(
            ViolationCommand::DecideForCompany { .. }
            | ViolationCommand::CarryOutDisposition { .. },
        ) => Some(MEASURE),
        _ => None,
    }
}

/// Everything that can be sent, each with its line of the table: one of each for both severities, and of what depends
/// on the measure one for each measure.
fn everything(office: &mut Office) -> Vec<(CommandBody, Line)> {
    let mut bodies = Vec::new();
    for severity in [Severity::General, Severity::Major] {
        office.severity = severity;
        let standing = office.furnish();
        for body in one_of_each(&standing) {
            let line = line_of(&body, severity, measure(&body));
            bodies.push((body, line));
        }
        let (case, today) = (standing.violation, office.today());
        for measure in Measure::ALL {
            let body = CommandBody::from(ViolationCommand::ProposeDisposition {
                case,
                proposal: Proposal {
                    measure: *measure,
                    opinion: "go away".to_owned(),
                    executors: vec![standing.technician],
                    last_day: Some(today),
                    amount_fen: None,
                },
            });
            let line = line_of(&body, severity, Some(*measure));
            bodies.push((body, line));
        }
    }
    office.open_the_guard();
    for measure in Measure::ALL {
        if measure.anybodys() {
            continue;
        }
        let seat = if measure.dunning() {
            Role::SiteTeamLeader
        } else {
            Role::SiteManager
        };
        let executors = [office.policy.holder(seat)];
        let (case, disposition) = office.signed(*measure, &executors, true);
        let body: CommandBody = ViolationCommand::CarryOutDisposition { case, disposition }.into();
        let line = line_of(&body, Severity::General, Some(*measure));
        bodies.push((body, line));
        if measure.company_clause().is_some() {
            let (case, disposition) = office.signed(*measure, &executors, false);
            let body: CommandBody = ViolationCommand::DecideForCompany {
                case,
                disposition,
                approved: true,
                decision: "so be it".to_owned(),
            }
            .into();
            let line = line_of(&body, Severity::General, Some(*measure));
            bodies.push((body, line));
        }
    }
    bodies
}

fn allowed(line: &Line, role: Role, policy: &Policy) -> bool {
    match cell(line, role, policy) {
        Cell::May => true,
        // One of the two may say that nobody was there.
        Cell::Together => line.act == "record_attempt",
        Cell::MayNot => false,
    }
}

fn refuses_everything_the_table_does_not_allow(profile: ProfileName) {
    let mut office = Office::open(profile);
    let bodies = everything(&mut office);
    for role in Role::ALL {
        let before = office.director.pull_all().unwrap().last().unwrap().head;
        let tablet = office.staff.get_mut(role).unwrap();
        let mut ids: Vec<(CommandId, String)> = Vec::new();
        for (body, line) in &bodies {
            if !allowed(line, *role, &office.policy) {
                tablet.carry(office.words.clone());
                let written = tablet.write(body.clone()).unwrap();
                ids.push((written.command.id, written.command.body.act()));
            }
        }
        let answers = tablet.push().unwrap();
        assert_eq!(answers.len(), ids.len());
        for (answered, (id, act)) in answers.iter().zip(&ids) {
            let Answer::Refused { rejection, .. } = &answered.answer else {
                panic!("{profile:?}: {act} by {role:?}: {answered:?}");
            };
            assert_eq!(answered.id, *id);
            assert_eq!(
                rejection.code,
                RejectionCode::BeyondAuthority,
                "{profile:?}: {act} by {role:?}"
            );
        }
        left_refusals_only(&mut office, before, &ids);
        // No cell of the table that is not allowed was left out.
        let never_sent: Vec<Line> = lines()
            .into_iter()
            .filter(|line| !allowed(line, *role, &office.policy))
            .filter(|line| !bodies.iter().any(|(_, sent)| sent == line))
            .collect();
        assert!(never_sent.is_empty(), "{role:?}: {never_sent:?}");
    }
}

/// One refusal for every command, and not one event else.
fn left_refusals_only(office: &mut Office, before: Cursor, ids: &[(CommandId, String)]) {
    let pages = office.director.pull_all().unwrap();
    let after: Vec<_> = pages
        .iter()
        .flat_map(|page| &page.events)
        .filter(|event| event.seq > before)
        .map(|event| event.open().unwrap())
        .collect();
    let refused: Vec<CommandId> = after
        .iter()
        .map(|opened| match &opened.event.fact {
            Fact::Refusal(RefusalFact::CommandRefused { command, .. }) => command.id,
            other => panic!("{other:?}"),
        })
        .collect();
    let expected: Vec<CommandId> = ids.iter().map(|(id, _)| *id).collect();
    assert_eq!(refused, expected);
}

#[test]
fn a_mall_refuses_everything_the_table_of_rights_does_not_allow() {
    refuses_everything_the_table_does_not_allow(ProfileName::Mall);
}

#[test]
fn an_estate_refuses_everything_the_table_of_rights_does_not_allow() {
    refuses_everything_the_table_does_not_allow(ProfileName::Estate);
}
