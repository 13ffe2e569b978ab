//! The repair itself, from the items to the signature (C7–C11).

#![allow(clippy::unwrap_used)] // a helper that cannot set up its test should fail it

use chrono::NaiveDate;
use domain::clause::Clause;
use domain::complaint::Status;
use domain::event::work_order::{MaterialCheck, PhotoTime, TrialWay, Witness};
use domain::id::{CommandId, Digest};
use domain::policy::ProfileName;
use domain::rejection::{Field, Rejection, RejectionCode, Thing};
use domain::role::Role;
use domain::work_order::command::{Adjustment, ChargeEntry, TrialOutcome, WorkOrderCommand};
use domain::work_order::{Phase, Proof};
use rules::desk::{Desk, person, sealed};
use rules::repair::{
    at, beyond_authority, clause_of, colleague, finish, go_on, import, invalid, metres, missing,
    next, out_of_order, price, service, sign, tap, technician,
};

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 10, day).unwrap()
}

fn mall() -> Desk {
    Desk::new(ProfileName::Mall, day(1))
}

const TECHNICIAN: Role = Role::Technician;

#[test]
fn c7_items_are_confirmed_on_the_spot_before_material_and_work() {
    let mut desk = mall();
    let (_, order) = at(&mut desk, Phase::LetIn);
    let material =
        |name: &str, quantity: u64, unit_price_fen: u64| WorkOrderCommand::AddCompanyMaterial {
            work_order: order,
            lines: vec![metres(name, quantity, unit_price_fen)],
        };
    let early = technician(&mut desk, material("tape", 1_500, 101));
    assert_eq!(out_of_order(early, Phase::LetIn), Clause::C7);
    let begin = WorkOrderCommand::BeginWork { work_order: order };
    assert_eq!(
        out_of_order(technician(&mut desk, begin), Phase::LetIn),
        Clause::C7
    );
    let nothing = WorkOrderCommand::ConfirmItems {
        work_order: order,
        items: Vec::new(),
    };
    assert_eq!(
        technician(&mut desk, nothing),
        missing(Field::Items, Clause::C7)
    );
    next(&mut desk, order).unwrap();

    assert_eq!(
        technician(&mut desk, material(" ", 1_500, 101)),
        missing(Field::Material, Clause::C7)
    );
    assert_eq!(
        technician(&mut desk, material("tape", 0, 101)),
        missing(Field::Quantity, Clause::C7)
    );
    assert_eq!(
        technician(&mut desk, material("gold", u64::MAX, u64::MAX)),
        invalid(Field::Quantity, Clause::C7)
    );
    // One and a half metres at 1.01: 1.515, half up once.
    assert_eq!(technician(&mut desk, material("tape", 1_500, 101)), Ok(()));
    let order = desk.work_order(order);
    assert_eq!(order.company_material[0].line.amount_fen, 152);
    assert_eq!(order.total_fen(), 152);
}

#[test]
fn c8_the_occupants_material_is_checked_and_what_is_not_fit_is_not_built_in() {
    let mut desk = mall();
    let (_, order) = at(&mut desk, Phase::ItemsConfirmed);
    let check = |check: MaterialCheck, remark: &str| WorkOrderCommand::CheckOccupantMaterial {
        work_order: order,
        checks: vec![tap(check, remark)],
    };
    let build_in = |material: CommandId| WorkOrderCommand::BuildInMaterial {
        work_order: order,
        material,
        line: 0,
    };
    let who = [person(TECHNICIAN)];
    assert_eq!(
        desk.did(&who, check(MaterialCheck::Rejected, " ")),
        missing(Field::Reason, Clause::C8)
    );
    let (rejected, outcome) = desk.send(&who, check(MaterialCheck::Rejected, "no certificate"));
    assert_eq!(outcome, Ok(()));
    let refused = desk.did(&who, build_in(rejected));
    assert_eq!(
        clause_of(refused, &RejectionCode::MaterialRejected),
        Clause::C8
    );
    let (accepted, outcome) = desk.send(&who, check(MaterialCheck::Accepted, ""));
    assert_eq!(outcome, Ok(()));
    assert_eq!(desk.did(&who, build_in(accepted)), Ok(()));
    assert_eq!(
        desk.did(&who, build_in(CommandId(desk.office().0))),
        Err(Rejection::unknown(Thing::Material))
    );
    let material = desk.work_order(order).occupant_material;
    let built_in: Vec<bool> = material.iter().map(|one| one.built_in).collect();
    assert_eq!(built_in, [false, true]);
}

#[test]
fn c9_photos_before_and_after_are_kept_and_never_block_completion() {
    let mut desk = mall();
    let (_, without) = at(&mut desk, Phase::Completed);
    assert!(desk.work_order(without).photos.is_empty());
    let (_, order) = at(&mut desk, Phase::Working);
    let photos = |when: PhotoTime, photos: Vec<Digest>| WorkOrderCommand::AddPhotos {
        work_order: order,
        when,
        photos,
    };
    assert_eq!(
        technician(&mut desk, photos(PhotoTime::Before, Vec::new())),
        missing(Field::Photos, Clause::C9)
    );
    let picture = vec![Digest::of(&[b"floor"])];
    for when in [PhotoTime::Before, PhotoTime::After] {
        assert_eq!(technician(&mut desk, photos(when, picture.clone())), Ok(()));
    }
    go_on(&mut desk, order, Phase::Completed);
    // After it was signed for as well.
    assert_eq!(
        technician(&mut desk, photos(PhotoTime::After, picture)),
        Ok(())
    );
    assert_eq!(desk.work_order(order).photos.len(), 3);
}

#[test]
fn c10_a_paid_repair_is_charged_by_the_price_list_of_its_day_and_adjusted_with_a_reason() {
    let mut desk = mall();
    let manager = [person(Role::PropertyManager)];
    let list = |on: u32, fen: u64| import(day(on), vec![price("SD-03", fen)]);
    assert_eq!(desk.did(&manager, list(1, 3_000)), Ok(()));
    assert_eq!(desk.did(&manager, list(5, 4_000)), Ok(()));
    let (_, order) = at(&mut desk, Phase::Working);
    let charge = |lines: Vec<ChargeEntry>| WorkOrderCommand::SetCharge {
        work_order: order,
        lines,
    };
    let adjusted = |amount_fen: u64, reason: &str| ChargeEntry {
        adjusted: Some(Adjustment {
            amount_fen,
            reason: reason.to_owned(),
        }),
        ..service("SD-03", 2_000)
    };
    let unknown = technician(&mut desk, charge(vec![service("XX", 1_000)]));
    let no_price = RejectionCode::Unknown { what: Thing::Price };
    assert_eq!(clause_of(unknown, &no_price), Clause::C10);
    assert_eq!(
        technician(&mut desk, charge(vec![service("SD-03", 0)])),
        missing(Field::Quantity, Clause::C10)
    );
    assert_eq!(
        technician(&mut desk, charge(vec![adjusted(1_000, " ")])),
        missing(Field::Reason, Clause::C10)
    );
    let total = |desk: &Desk| desk.work_order(order).total_fen();
    technician(&mut desk, charge(vec![service("SD-03", 2_500)])).unwrap();
    assert_eq!(total(&desk), 7_500);
    technician(&mut desk, charge(vec![adjusted(5_000, "a hurry")])).unwrap();
    let line = desk.work_order(order).charge.unwrap().remove(0);
    assert_eq!((line.listed_fen, line.amount_fen), (6_000, 5_000));
    assert_eq!(line.adjusted_because.as_deref(), Some("a hurry"));
    desk.today = day(5);
    technician(&mut desk, charge(vec![service("SD-03", 1_000)])).unwrap();
    assert_eq!(total(&desk), 4_000);
    desk.happened = Some(day(4)); // done yesterday, entered today: yesterday's price
    technician(&mut desk, charge(vec![service("SD-03", 1_000)])).unwrap();
    assert_eq!(total(&desk), 3_000);
}

#[test]
fn c10_importing_the_same_price_list_again_changes_nothing() {
    let mut desk = mall();
    let manager = [person(Role::PropertyManager)];
    let list = |on: u32, fen: u64| import(day(on), vec![price("SD-03", fen), price("SD-04", 100)]);
    let refused = desk.did(&[person(Role::Technician)], list(1, 3_000));
    assert_eq!(beyond_authority(refused), Clause::C10);
    assert_eq!(
        desk.did(&manager, import(day(1), Vec::new())),
        missing(Field::Items, Clause::C10)
    );
    let twice = vec![price("SD-03", 1), price("SD-03", 2)];
    assert_eq!(
        desk.did(&manager, import(day(1), twice)),
        invalid(Field::Items, Clause::C10)
    );
    desk.did(&manager, list(1, 3_000)).unwrap();
    let before = desk.heads();
    assert_eq!(desk.did(&manager, list(1, 3_000)), Ok(()));
    assert_eq!(desk.did(&manager, list(9, 3_000)), Ok(()));
    assert_eq!(desk.heads(), before);
    // A changed one changes no price in hindsight.
    desk.today = day(3);
    let back = desk.did(&manager, list(2, 3_500)).unwrap_err();
    assert_eq!(back.code, RejectionCode::StartsTooEarly);
    assert_eq!(desk.did(&manager, list(3, 3_500)), Ok(()));
    assert_ne!(desk.heads(), before);
}

#[test]
fn c11_completed_only_when_tried_found_right_and_signed_for() {
    let mut desk = mall();
    let (case, order) = at(&mut desk, Phase::Working);
    let trial = |outcome: TrialOutcome| WorkOrderCommand::RecordTrial {
        work_order: order,
        way: TrialWay::Inspected,
        outcome,
    };
    let not_right = |words: &str| {
        trial(TrialOutcome::NotRight {
            words: sealed(words).digest,
        })
    };
    let early = technician(&mut desk, trial(TrialOutcome::Right));
    assert_eq!(out_of_order(early, Phase::Working), Clause::C11);
    assert_eq!(technician(&mut desk, finish(order)), Ok(()));
    assert_eq!(
        out_of_order(technician(&mut desk, sign(order, 0)), Phase::Finished),
        Clause::C11
    );
    assert_eq!(
        technician(&mut desk, not_right(" ")),
        missing(Field::Finding, Clause::C11)
    );
    assert_eq!(technician(&mut desk, not_right("dust")), Ok(()));
    assert_eq!(desk.work_order(order).phase, Phase::Working);
    assert_eq!(technician(&mut desk, finish(order)), Ok(()));
    assert_eq!(technician(&mut desk, trial(TrialOutcome::Right)), Ok(()));
    // The amount is said, be it nothing, and is what stands on the slip.
    assert_eq!(
        technician(&mut desk, sign(order, 0)),
        missing(Field::Charge, Clause::C10)
    );
    let free = WorkOrderCommand::SetCharge {
        work_order: order,
        lines: Vec::new(),
    };
    technician(&mut desk, free).unwrap();
    assert_eq!(
        technician(&mut desk, sign(order, 1)),
        invalid(Field::Charge, Clause::C10)
    );
    let refused = desk.did(&[person(Role::PropertyAssistant)], sign(order, 0));
    assert_eq!(beyond_authority(refused), Clause::C11);
    assert_eq!(technician(&mut desk, sign(order, 0)), Ok(()));
    let done = desk.work_order(order);
    assert_eq!((done.phase, done.completions.len()), (Phase::Completed, 1));
    // The registration hears of it.
    let request = desk.complaint(case);
    assert_eq!(
        (request.status, request.handled_on),
        (Status::Handled, Some(day(1)))
    );
    assert!(request.technicians.contains(&person(TECHNICIAN)));
}

#[test]
fn c11_a_refused_signature_has_a_witness_and_a_reason() {
    let mut desk = mall();
    let (_, order) = at(&mut desk, Phase::FoundRight);
    let refuse = |witness: Witness, reason: &str| WorkOrderCommand::RefuseSignature {
        work_order: order,
        witness,
        reason: reason.to_owned(),
        amount_fen: 0,
    };
    let seen = Witness::Staff(person(Role::ManagementOfficer));
    assert_eq!(
        technician(
            &mut desk,
            refuse(Witness::Staff(person(TECHNICIAN)), "too dear")
        ),
        invalid(Field::Witness, Clause::Ours)
    );
    assert_eq!(
        technician(
            &mut desk,
            refuse(Witness::Named(sealed(" ").digest), "too dear")
        ),
        missing(Field::Witness, Clause::Ours)
    );
    assert_eq!(
        technician(&mut desk, refuse(seen, " ")),
        missing(Field::Reason, Clause::Ours)
    );
    assert_eq!(technician(&mut desk, refuse(seen, "too dear")), Ok(()));
    let done = desk.work_order(order);
    assert_eq!(done.phase, Phase::Completed);
    assert!(matches!(done.completions[0].proof, Proof::Refused { .. }));
    assert_eq!(done.owed.len(), 1);
}

#[test]
fn a_repair_left_for_another_day_asks_to_be_let_in_again_and_keeps_what_was_confirmed() {
    let mut desk = mall();
    let (_, order) = at(&mut desk, Phase::Working);
    let pause = |reason: &str| WorkOrderCommand::PauseWork {
        work_order: order,
        reason: reason.to_owned(),
        continue_at: None,
    };
    assert_eq!(
        technician(&mut desk, pause(" ")),
        missing(Field::Reason, Clause::Ours)
    );
    assert_eq!(technician(&mut desk, pause("a part is missing")), Ok(()));
    desk.today = day(2);
    let begin = WorkOrderCommand::BeginWork { work_order: order };
    assert_eq!(
        out_of_order(technician(&mut desk, begin), Phase::Paused),
        Clause::C7
    );
    next(&mut desk, order).unwrap();
    next(&mut desk, order).unwrap();
    let order_now = desk.work_order(order);
    assert_eq!(
        (order_now.phase, order_now.visits),
        (Phase::ItemsConfirmed, 2)
    );
    go_on(&mut desk, order, Phase::Completed);
}

#[test]
fn what_a_technician_did_offline_is_never_lost_to_what_the_office_did_meanwhile() {
    let mut desk = mall();
    let (_, order) = at(&mut desk, Phase::Working);
    // Offline, on the state of then.
    let written = desk.command(&[person(TECHNICIAN)], finish(order).into());
    // Meanwhile the office gives the order to somebody else, who is let in.
    let other = colleague(&mut desk);
    let reassign = WorkOrderCommand::AssignTechnician {
        work_order: order,
        was: Some(person(TECHNICIAN)),
        technician: other,
        reason: Some("not heard of".to_owned()),
    };
    desk.did(&[person(Role::EngineeringDept)], reassign)
        .unwrap();
    assert_eq!(desk.push(&written), Ok(()));
    let order_now = desk.work_order(order);
    assert_eq!(
        (order_now.phase, order_now.technician),
        (Phase::Finished, Some(other))
    );
    assert_eq!(order_now.result, "cleaned");
}

#[test]
fn a_step_that_arrives_after_the_signature_is_kept_and_moves_nothing() {
    let mut desk = mall();
    let (_, order) = at(&mut desk, Phase::Working);
    let pause = WorkOrderCommand::PauseWork {
        work_order: order,
        reason: "lunch".to_owned(),
        continue_at: None,
    };
    let stale = desk.command(&[person(TECHNICIAN)], pause.into());
    let other_hand = [person(Role::ManagementOfficer), person(TECHNICIAN)];
    for command in [
        finish(order),
        WorkOrderCommand::SetCharge {
            work_order: order,
            lines: Vec::new(),
        },
        WorkOrderCommand::RecordTrial {
            work_order: order,
            way: TrialWay::TriedOut,
            outcome: TrialOutcome::Right,
        },
        sign(order, 0),
    ] {
        assert_eq!(desk.did(&other_hand, command), Ok(()));
    }
    assert_eq!(desk.push(&stale), Ok(()));
    let order_now = desk.work_order(order);
    assert_eq!(order_now.phase, Phase::Completed);
    assert_eq!(order_now.timeline.last().unwrap().command, stale.id);
}

#[test]
fn a_line_of_the_slip_entered_by_mistake_is_voided_until_it_is_signed_for() {
    let mut desk = mall();
    let (_, order) = at(&mut desk, Phase::Working);
    let tape = WorkOrderCommand::AddCompanyMaterial {
        work_order: order,
        lines: vec![metres("tape", 1_000, 100)],
    };
    let void = |entry: CommandId| WorkOrderCommand::VoidEntry {
        work_order: order,
        entry,
        reason: "the wrong one".to_owned(),
    };
    let (first, _) = desk.send(&[person(TECHNICIAN)], tape.clone());
    let refused = desk.did(&[person(Role::PropertyAssistant)], void(first));
    assert_eq!(beyond_authority(refused), Clause::Ours);
    assert_eq!(technician(&mut desk, void(first)), Ok(()));
    assert_eq!(desk.work_order(order).total_fen(), 0);
    let (second, _) = desk.send(&[person(TECHNICIAN)], tape);
    go_on(&mut desk, order, Phase::Completed);
    assert_eq!(
        desk.did(&[person(Role::PropertyManager)], void(second)),
        invalid(Field::Entry, Clause::Ours)
    );
    assert_eq!(desk.work_order(order).completions[0].amount_fen, 100);
}
