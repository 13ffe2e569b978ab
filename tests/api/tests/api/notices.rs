//! The numbers of notices: given by the server, one series an office and year, whoever sends what and how often.

use std::thread;

use api::{Tablet, Written};
use domain::event::{Fact, OfficeFact, ViolationFact};
use domain::policy::ProfileName;
use domain::role::Role;
use domain::sync::message::{Answer, CommandAnswer, PushReply};
use domain::violation::{Measure, ViolationCommand};

use crate::furnished::Office;

/// Orders that each of the two carries out.
const EACH: usize = 5;

fn pushed(tablet: &mut Tablet, written: &[Written]) -> Vec<CommandAnswer> {
    let raw = written.iter().map(|one| one.raw.clone()).collect();
    let reply: PushReply = tablet.push_raw(raw).unwrap().ok().unwrap().json().unwrap();
    reply.answers
}

/// Every number in the log, as its paper has it, and how far the office's own counts.
fn numbers(office: &mut Office) -> (Vec<String>, u32) {
    let (mut papers, mut counted) = (Vec::new(), 0);
    for page in office.director.pull_all().unwrap() {
        for event in &page.events {
            match event.open().unwrap().event.fact {
                Fact::Violation(ViolationFact::NoticeNumbered { number, .. }) => {
                    papers.push(number);
                }
                Fact::Office(OfficeFact::NoticeNumbered { number, .. }) => counted = number,
                _ => {}
            }
        }
    }
    papers.sort();
    (papers, counted)
}

#[test]
fn notices_have_no_gap_and_no_double_although_two_tablets_send_at_once_and_send_again() {
    let mut office = Office::open(ProfileName::Mall);
    let seats = [Role::SiteManager, Role::SiteTeamLeader];
    let mut sending: Vec<(Tablet, Vec<Written>)> = Vec::new();
    for seat in seats {
        let own: Vec<_> = (0..EACH)
            .map(|_| office.signed(Measure::RectificationOrder, &[seat], true))
            .collect();
        let others = office.signed(Measure::RectificationOrder, &[Role::PropertyManager], true);
        let mut tablet = office.staff.remove(&seat).unwrap();
        // One in the middle is somebody else's to carry out: refused, it takes no number.
        let mut orders = own;
        orders.insert(EACH / 2, others);
        let written = orders
            .into_iter()
            .map(|(case, disposition)| {
                let carry_out = ViolationCommand::CarryOutDisposition { case, disposition };
                tablet.write(carry_out.into()).unwrap()
            })
            .collect();
        tablet.empty_outbox();
        sending.push((tablet, written));
    }
    let first: Vec<Vec<CommandAnswer>> = thread::scope(|scope| {
        let threads: Vec<_> = sending
            .iter_mut()
            .map(|(tablet, written)| {
                // One request for each, so that the two come between one another.
                scope.spawn(|| {
                    let ones = written.chunks(1);
                    ones.flat_map(|one| pushed(tablet, one)).collect::<Vec<_>>()
                })
            })
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect()
    });
    for answers in &first {
        let refused = answers
            .iter()
            .map(|one| matches!(one.answer, Answer::Refused { .. }));
        let places: Vec<usize> = refused
            .enumerate()
            .filter_map(|(place, refused)| refused.then_some(place))
            .collect();
        assert_eq!(places, [EACH / 2]);
    }
    let year = &office.today().to_string()[..4];
    let expected: Vec<String> = (1..=2 * EACH)
        .map(|number| format!("TZ{year}-{number:04}"))
        .collect();
    let after = u32::try_from(2 * EACH).unwrap();
    assert_eq!(numbers(&mut office), (expected.clone(), after));

    // The answer got lost on the way: all of it is sent once more, by both at once.
    let again: Vec<Vec<CommandAnswer>> = thread::scope(|scope| {
        let threads: Vec<_> = sending
            .iter_mut()
            .map(|(tablet, written)| scope.spawn(|| pushed(tablet, written)))
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect()
    });
    assert_eq!(again, first);
    assert_eq!(numbers(&mut office), (expected, after));
}
