//! Material of a visit, entered together: one entry, whole or not at all (C7, C8).

#![allow(clippy::unwrap_used)] // a helper that cannot set up its test should fail it

use chrono::NaiveDate;
use domain::clause::Clause;
use domain::event::work_order::MaterialCheck;
use domain::policy::ProfileName;
use domain::rejection::{Field, Rejection, RejectionCode, Thing};
use domain::role::Role;
use domain::work_order::Phase;
use domain::work_order::command::{CheckedMaterial, MaterialEntry, WorkOrderCommand};
use rules::desk::{Desk, person};
use rules::repair::{at, clause_of, metres, missing, tap, technician};

fn mall() -> Desk {
    Desk::new(
        ProfileName::Mall,
        NaiveDate::from_ymd_opt(2026, 10, 1).unwrap(),
    )
}

const TECHNICIAN: Role = Role::Technician;

#[test]
fn c7_what_a_visit_takes_is_one_entry_whole_or_not_at_all_and_voided_together() {
    let mut desk = mall();
    let (_, order) = at(&mut desk, Phase::ItemsConfirmed);
    let add = |lines: Vec<MaterialEntry>| WorkOrderCommand::AddCompanyMaterial {
        work_order: order,
        lines,
    };
    assert_eq!(
        technician(&mut desk, add(Vec::new())),
        missing(Field::Material, Clause::C7)
    );
    let half = vec![metres("tape", 1_000, 100), metres("hose", 0, 100)];
    assert_eq!(
        technician(&mut desk, add(half)),
        missing(Field::Quantity, Clause::C7)
    );
    assert!(desk.work_order(order).company_material.is_empty());
    let both = vec![metres("tape", 1_500, 101), metres("hose", 2_000, 1_250)];
    let (entry, outcome) = desk.send(&[person(TECHNICIAN)], add(both));
    assert_eq!(outcome, Ok(()));
    let amounts: Vec<u64> = desk
        .work_order(order)
        .company_material
        .iter()
        .map(|one| one.line.amount_fen)
        .collect();
    assert_eq!(amounts, [152, 2_500]);
    assert_eq!(desk.work_order(order).total_fen(), 2_652);
    let void = WorkOrderCommand::VoidEntry {
        work_order: order,
        entry,
        reason: "another shop's".to_owned(),
    };
    assert_eq!(technician(&mut desk, void), Ok(()));
    assert_eq!(desk.work_order(order).total_fen(), 0);
}

#[test]
fn c8_of_several_checked_at_once_only_the_fit_ones_are_built_in() {
    let mut desk = mall();
    let (_, order) = at(&mut desk, Phase::ItemsConfirmed);
    let check = |checks: Vec<CheckedMaterial>| WorkOrderCommand::CheckOccupantMaterial {
        work_order: order,
        checks,
    };
    assert_eq!(
        technician(&mut desk, check(Vec::new())),
        missing(Field::Material, Clause::C8)
    );
    let both = vec![
        tap(MaterialCheck::Rejected, "no certificate"),
        tap(MaterialCheck::Accepted, ""),
    ];
    let (material, outcome) = desk.send(&[person(TECHNICIAN)], check(both));
    assert_eq!(outcome, Ok(()));
    let build_in = |line: u16| WorkOrderCommand::BuildInMaterial {
        work_order: order,
        material,
        line,
    };
    let refused = technician(&mut desk, build_in(0));
    assert_eq!(
        clause_of(refused, &RejectionCode::MaterialRejected),
        Clause::C8
    );
    assert_eq!(technician(&mut desk, build_in(1)), Ok(()));
    assert_eq!(
        technician(&mut desk, build_in(2)),
        Err(Rejection::unknown(Thing::Material))
    );
    let built_in: Vec<bool> = desk
        .work_order(order)
        .occupant_material
        .iter()
        .map(|one| one.built_in)
        .collect();
    assert_eq!(built_in, [false, true]);
}
