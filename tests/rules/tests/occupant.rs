//! The directory of units: a change carries what it replaces, and what two people changed is a person's to choose.

#![allow(clippy::unwrap_used)] // a helper that cannot set up its test should fail it

use chrono::NaiveDate;
use domain::apply::State;
use domain::clause::Clause;
use domain::event::unit::{OccupantChange, OccupantKind, OccupantRecord};
use domain::occupant::{
    Answer, OccupantCommand, OccupantField, Unit, beside_theirs, differences, with_mine,
};
use domain::personal::{Personal, PersonalBook};
use domain::policy::ProfileName;
use domain::rejection::{Field, Rejection, RejectionCode, Value};
use domain::role::Role;
use rules::desk::{Desk, Outcome, person, sealed, unit};

fn mall() -> Desk {
    Desk::new(
        ProfileName::Mall,
        NaiveDate::from_ymd_opt(2026, 11, 23).unwrap(),
    )
}

fn says(text: &str) -> Personal {
    sealed(text).digest
}

fn phone(was: Option<&str>, becomes: Option<&str>) -> OccupantChange {
    OccupantChange::Phone {
        was: was.map(says),
        becomes: becomes.map(says),
    }
}

fn contact(was: Option<&str>, becomes: Option<&str>) -> OccupantChange {
    OccupantChange::Contact {
        was: was.map(says),
        becomes: becomes.map(says),
    }
}

fn rename(was: &str, becomes: &str) -> OccupantChange {
    OccupantChange::Name {
        was: says(was),
        becomes: says(becomes),
    }
}

fn of(occupant: &str, changes: Vec<OccupantChange>) -> OccupantCommand {
    OccupantCommand::ChangeOccupant {
        unit: unit(),
        occupant: says(occupant),
        changes,
    }
}

fn change(desk: &mut Desk, by: Role, occupant: &str, changes: Vec<OccupantChange>) -> Outcome {
    desk.did(&[person(by)], of(occupant, changes))
}

fn record(name: &str) -> OccupantCommand {
    OccupantCommand::Record {
        unit: unit(),
        record: OccupantRecord {
            code: "A-101".to_owned(),
            kind: OccupantKind::Merchant,
            name: says(name),
            contact: None,
            phone: None,
            trade: None,
            flagship: false,
            occupied_from: None,
        },
    }
}

fn here(desk: &Desk) -> Unit {
    match desk.state(unit().stream()) {
        Some(State::Unit(unit)) => unit,
        other => panic!("no unit but {other:?}"),
    }
}

fn contested() -> Outcome {
    Err(Rejection::new(
        RejectionCode::Contested {
            base: Value::Text,
            mine: Value::Text,
            theirs: Value::Text,
        },
        Clause::Ours,
    ))
}

const ASSISTANT: Role = Role::PropertyAssistant;
const MANAGER: Role = Role::SiteManager;

#[test]
fn two_people_who_change_different_answers_of_one_occupant_both_stand() {
    let mut desk = mall();
    let mine = vec![phone(None, Some("123"))];
    assert_eq!(change(&mut desk, ASSISTANT, "shop", mine), Ok(()));
    let theirs = vec![contact(None, Some("none"))];
    assert_eq!(change(&mut desk, MANAGER, "shop", theirs), Ok(()));
    let unit = here(&desk);
    assert_eq!(unit.phone.as_deref(), Some("123"));
    assert_eq!(unit.contact.as_deref(), Some("none"));
    assert_eq!(unit.name, "shop");
}

#[test]
fn two_changes_of_one_answer_are_contested_and_nothing_is_overwritten() {
    let mut desk = mall();
    let first = vec![phone(None, Some("123"))];
    assert_eq!(change(&mut desk, ASSISTANT, "shop", first.clone()), Ok(()));
    // The other set out from the same empty answer, and changed the contact beside it: whole or not at all.
    let second = vec![phone(None, Some("tomorrow")), contact(None, Some("none"))];
    assert_eq!(change(&mut desk, MANAGER, "shop", second), contested());
    let unit = here(&desk);
    assert_eq!(
        (unit.phone.as_deref(), unit.contact),
        (Some("123"), None::<String>)
    );
    // Twice the same is once; and who has seen the other's value may replace it.
    let Ok(head) = domain::log::EventLog::head(desk.log());
    assert_eq!(change(&mut desk, MANAGER, "shop", first), Ok(()));
    let Ok(after) = domain::log::EventLog::head(desk.log());
    assert_eq!(after.cursor, head.cursor);
    let seen = vec![phone(Some("123"), Some("tomorrow"))];
    assert_eq!(change(&mut desk, MANAGER, "shop", seen), Ok(()));
    assert_eq!(here(&desk).phone.as_deref(), Some("tomorrow"));
}

#[test]
fn a_change_meant_for_one_occupant_is_not_put_on_the_next() {
    let mut desk = mall();
    let on = desk.today;
    let leave = |name: &str| OccupantCommand::Leave {
        unit: unit(),
        occupant: sealed(name).digest,
        on,
    };
    assert_eq!(desk.did(&[person(ASSISTANT)], leave("shop")), Ok(()));
    assert_eq!(desk.did(&[person(ASSISTANT)], record("cleaned")), Ok(()));
    // Nor is the next one moved out by who heard only now that the first one left.
    assert_eq!(desk.did(&[person(MANAGER)], leave("shop")), contested());
    assert_eq!(here(&desk).left_on, None);
    let book = PersonalBook::of(&[sealed("shop")]);
    let rows = differences(&leave("shop"), &book, &here(&desk));
    assert_eq!(
        rows.iter().map(|row| row.field).collect::<Vec<_>>(),
        [OccupantField::Name]
    );
    assert!(rows.iter().all(domain::occupant::Difference::contested));
    let late = vec![phone(None, Some("123"))];
    assert_eq!(
        change(&mut desk, MANAGER, "shop", late.clone()),
        contested()
    );
    assert_eq!(here(&desk).phone, None);
    // Nor is it with "keep theirs"; the row that shows why is the name.
    let command = of("shop", late);
    let book = PersonalBook::of(&[sealed("shop"), sealed("123")]);
    let stands = here(&desk);
    let rows = differences(&command, &book, &stands);
    let open: Vec<OccupantField> = rows
        .iter()
        .filter(|row| row.contested())
        .map(|row| row.field)
        .collect();
    assert_eq!(open, [OccupantField::Name]);
    assert_eq!(beside_theirs(&command, &rows, &stands), stands);
    let mine = with_mine(&rows, &stands);
    assert_eq!(
        (mine.name.as_str(), mine.phone.as_deref()),
        ("cleaned", Some("123"))
    );
}

#[test]
fn who_is_still_there_is_not_replaced_by_a_new_record_unseen() {
    let mut desk = mall();
    assert_eq!(desk.did(&[person(ASSISTANT)], record("shop")), Ok(()));
    assert_eq!(
        desk.did(&[person(ASSISTANT)], record("cleaned")),
        contested()
    );
    assert_eq!(here(&desk).name, "shop");
    let renamed = vec![rename("shop", "cleaned")];
    assert_eq!(change(&mut desk, ASSISTANT, "shop", renamed), Ok(()));
    assert_eq!(here(&desk).name, "cleaned");
    let nameless = vec![rename("cleaned", " ")];
    assert_eq!(
        change(&mut desk, ASSISTANT, "cleaned", nameless),
        Err(Rejection::missing(Field::Name, Clause::Ours))
    );
    let by_nobody = vec![phone(None, Some("123"))];
    let refused = change(&mut desk, Role::Technician, "cleaned", by_nobody).unwrap_err();
    assert_eq!(refused.code, RejectionCode::BeyondAuthority);
}

#[test]
fn a_choice_takes_all_of_mine_or_only_what_nobody_else_touched() {
    let desk = mall();
    let stands = Unit {
        phone: Some("theirs".to_owned()),
        ..here(&desk)
    };
    let command = of(
        "shop",
        vec![phone(None, Some("123")), contact(None, Some("none"))],
    );
    let book = PersonalBook::of(&[sealed("shop"), sealed("123"), sealed("none")]);
    let rows = differences(&command, &book, &stands);
    let contested: Vec<&Answer> = rows
        .iter()
        .filter(|row| row.contested())
        .map(|row| &row.theirs)
        .collect();
    assert_eq!(contested, [&Answer::Text(Some("theirs".to_owned()))]);
    let mine = with_mine(&rows, &stands);
    assert_eq!(
        (mine.phone.as_deref(), mine.contact.as_deref()),
        (Some("123"), Some("none"))
    );
    let beside = beside_theirs(&command, &rows, &stands);
    assert_eq!(
        (beside.phone.as_deref(), beside.contact.as_deref()),
        (Some("theirs"), Some("none"))
    );
    // A second record of the unit says what it says, and takes nothing away where it says nothing.
    let rows = differences(&record("none"), &book, &stands);
    let mine = with_mine(&rows, &stands);
    assert_eq!(
        (mine.name.as_str(), mine.phone.as_deref()),
        ("none", Some("theirs"))
    );
}
