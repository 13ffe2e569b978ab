//! A client that keeps to no rule: everything the table of rights does not allow is sent, and refused.

use domain::command::CommandBody;
use domain::event::{Fact, RefusalFact};
use domain::id::{CommandId, Cursor};
use domain::policy::ProfileName;
use domain::rejection::RejectionCode;
use domain::role::Role;
use domain::sync::message::Answer;
use domain::violation::{Measure, ViolationCommand};
use rules::one_of_each::one_of_each;
use rules::right_table::{Cell, cell, line_of};

use crate::furnished::{MEASURE, Office, SEVERITY};

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

fn refuses_everything_the_table_does_not_allow(profile: ProfileName) {
    let mut office = Office::open(profile);
    let standing = office.furnish();
    let mut sent = 0;
    for role in Role::ALL {
        let before = office.director.pull_all().unwrap().last().unwrap().head;
        let tablet = office.staff.get_mut(role).unwrap();
        let mut ids: Vec<(CommandId, String)> = Vec::new();
        for body in one_of_each(&standing) {
            let line = line_of(&body, SEVERITY, measure(&body));
            let allowed = match cell(&line, *role, &office.policy) {
                Cell::May => true,
                // One of the two may say that nobody was there.
                Cell::Together => line.act == "record_attempt",
                Cell::MayNot => false,
            };
            if !allowed {
                tablet.carry(office.words.clone());
                let written = tablet.write(body).unwrap();
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
        sent += ids.len();
    }
    assert!(sent > 500, "{sent}");
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
