//! What is set aside, and what is not: a repair somebody still goes for, or that was signed for, stays.

#![allow(clippy::unwrap_used)] // a helper that cannot set up its test should fail it

use chrono::NaiveDate;
use domain::clause::Clause;
use domain::complaint::command::ComplaintCommand;
use domain::policy::ProfileName;
use domain::rejection::RejectionCode;
use domain::role::Role;
use domain::violation::Hindrance;
use domain::work_order::Phase;
use domain::work_order::command::WorkOrderCommand;
use rules::desk::{Desk, person};
use rules::repair::{at, request};

#[test]
fn a_repair_whose_slip_stands_is_neither_voided_nor_joined_to_another() {
    let today = NaiveDate::from_ymd_opt(2026, 10, 1).unwrap();
    let mut desk = Desk::new(ProfileName::Mall, today);
    let hindered = RejectionCode::Hindered {
        by: Hindrance::SlipStands,
    };
    let first = desk.register(request()).unwrap();
    let (second, slip) = at(&mut desk, Phase::Received);
    let assistant = [person(Role::PropertyAssistant)];
    let entry = desk.complaint(second).timeline[0].command;
    let void = |entry| ComplaintCommand::VoidEntry {
        case: second,
        entry,
        reason: "twice".to_owned(),
    };
    let join = ComplaintCommand::JoinDuplicate {
        case: second,
        of: first,
    };
    for command in [void(entry), join.clone()] {
        let refused = desk.did(&assistant, command).unwrap_err();
        assert_eq!(
            (refused.code, refused.clause),
            (hindered.clone(), Clause::Ours)
        );
    }
    // The other way about it is the one without a slip that goes.
    let other_way = ComplaintCommand::JoinDuplicate {
        case: first,
        of: second,
    };
    assert_eq!(desk.did(&assistant, other_way), Ok(()));
    let part = ComplaintCommand::PartDuplicate { case: first };
    assert_eq!(desk.did(&assistant, part), Ok(()));
    // Withdrawn, it keeps nobody; signed for, it stays for good.
    let withdraw = WorkOrderCommand::WithdrawWorkOrder {
        work_order: slip,
        was: Phase::Received,
        reason: "taken down twice".to_owned(),
    };
    assert_eq!(desk.did(&assistant, withdraw), Ok(()));
    assert_eq!(desk.did(&assistant, join), Ok(()));
    let (done, _) = at(&mut desk, Phase::Completed);
    let entry = desk.complaint(done).timeline[0].command;
    let void = ComplaintCommand::VoidEntry {
        case: done,
        entry,
        reason: "never was".to_owned(),
    };
    let manager = [person(Role::PropertyManager)];
    assert_eq!(desk.did(&manager, void).unwrap_err().code, hindered);
}
