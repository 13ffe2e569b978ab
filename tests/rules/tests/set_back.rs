//! A log that was set back to an earlier point, and what it takes back.

#![allow(clippy::unwrap_used)] // a helper that cannot set up its test should fail it

use domain::command::{Command, CommandBody};
use domain::complaint::command::ComplaintCommand;
use domain::event::Envelope;
use domain::id::{CommandId, Cursor, DeviceId, Digest, Instant, WriterNumber};
use domain::log::memory::MemoryLog;
use domain::log::set_back::{begin, end_waiting, is_taking_back, minted, notice};
use domain::log::{EventLog as _, Handing, Pushing, SetBackLog as _, Shelf, hold, replay};
use domain::policy::ProfileName;
use domain::role::Role;
use domain::sync::hand_back::{HandBack, Next, Stand, hand_back};
use domain::sync::journal::ReplayRequest;
use domain::sync::message::{Answer, PushFault};
use domain::sync::seal::SealKey;
use rules::desk::{Desk, OFFICE, person, registration};
use rules::held::hold_request;
use uuid::Uuid;

const KEY: SealKey = SealKey([5; 32]);
const NOW: Instant = Instant(1_800_000_000_000);
const EPOCH: u64 = 1;

fn tablet(number: u128) -> DeviceId {
    DeviceId(Uuid::from_u128(number))
}

/// A server that lost what came last, and what tablets hold of it.
struct Scene {
    server: MemoryLog,
    shelf: Shelf,
    before: MemoryLog,
    written: Vec<Command>,
}

fn register(desk: &mut Desk) -> Command {
    let case = desk.new_case();
    let registration = registration();
    let body: CommandBody = ComplaintCommand::Register { case, registration }.into();
    let command = desk.command(&[person(Role::PropertyAssistant)], body);
    assert_eq!(desk.push(&command), Ok(()));
    command
}

/// Two registrations are kept, three are lost.
fn scene() -> Scene {
    let mut desk = Desk::new(ProfileName::Mall, "2026-11-23".parse().unwrap());
    register(&mut desk);
    register(&mut desk);
    let mut server = desk.log().clone();
    let Ok(()) = server.set_epoch(EPOCH);
    let written = (0..3).map(|_| register(&mut desk)).collect();
    Scene {
        server,
        shelf: Shelf::default(),
        before: desk.log().clone(),
        written,
    }
}

/// What a tablet holds that had come so far.
fn held_to(log: &MemoryLog, at: u64) -> (Stand, Digest, Vec<Envelope>) {
    let Ok(hash) = log.hash_at(Cursor(at));
    let stand = Stand {
        epoch: EPOCH,
        at: Cursor(at),
        hash: hash.unwrap(),
    };
    let seal = KEY.seal(OFFICE, stand.at, stand.hash);
    let held = log.envelopes.iter().filter(|it| it.seq.0 <= at);
    (stand, seal, held.cloned().collect())
}

fn end_of(log: &MemoryLog) -> u64 {
    let Ok(head) = log.head();
    head.cursor.0
}

impl Scene {
    fn notice(&mut self, stand: Stand, sealed: bool) {
        let devices = || Ok(vec![tablet(1), tablet(2)]);
        let Ok(_) = notice(&mut self.server, (tablet(1), stand), sealed, NOW, devices);
    }

    fn ask(&mut self, device: DeviceId, request: &HandBack) -> (Next, Option<u32>) {
        let handing = Handing {
            office: OFFICE,
            device,
            now: NOW,
            key: &KEY,
        };
        let Ok(reply) =
            domain::log::hand_back(&mut self.server, &mut self.shelf, &handing, request);
        let reply = reply.unwrap();
        (reply.next, reply.waiting)
    }

    /// As a tablet does it: asked, and answered, until nothing more is wanted.
    fn hand_back(
        &mut self,
        device: DeviceId,
        (stand, seal): (Stand, Digest),
        held: &[Envelope],
    ) -> (Next, Option<u32>) {
        let mut asked = None;
        for _ in 0..50 {
            let request = hand_back(stand, (Some(seal), true), asked, held);
            match self.ask(device, &request) {
                (Next::Send { after, to }, _) => asked = Some((after, to)),
                other => return other,
            }
        }
        panic!("the server never has enough");
    }

    /// Everything, from one tablet. Gives where that stands.
    fn come_back(&mut self) -> Stand {
        let (stand, seal, held) = held_to(&self.before, end_of(&self.before));
        self.notice(stand, true);
        self.hand_back(tablet(1), (stand, seal), &held);
        stand
    }

    fn is_as_before(&self) -> bool {
        let (Ok(now), Ok(then)) = (self.server.head(), self.before.head());
        now == then
            && self.server.heads == self.before.heads
            && self.server.next_number(2026) == self.before.next_number(2026)
    }
}

#[test]
fn what_comes_back_stands_where_it_stood_once_whoever_hands_it_in() {
    let mut scene = scene();
    let end = end_of(&scene.before);
    let (stand, seal, held) = held_to(&scene.before, end);
    scene.notice(stand, true);
    assert_eq!(is_taking_back(&scene.server), Ok(true));
    // One that was behind comes first, one that has all after it.
    let (behind, mark, some) = held_to(&scene.before, end - 2);
    let first = scene.hand_back(tablet(2), (behind, mark), &some);
    assert_eq!(first, (Next::Nothing, Some(1)));
    let last = scene.hand_back(tablet(1), (stand, seal), &held);
    assert_eq!(last, (Next::Nothing, None));
    assert!(scene.is_as_before());
    assert_eq!(is_taking_back(&scene.server), Ok(false));
    scene.hand_back(tablet(2), (stand, seal), &held);
    assert!(scene.is_as_before());
}

#[test]
fn what_several_tablets_hold_of_it_together_fills_each_others_gaps() {
    let mut scene = scene();
    let (stand, seal, held) = held_to(&scene.before, end_of(&scene.before));
    scene.notice(stand, true);
    let without = |gap: u64| -> Vec<Envelope> {
        let rest = held.iter().filter(|it| it.seq.0 != gap);
        rest.cloned().collect()
    };
    let (one, other) = (without(stand.at.0 - 1), without(stand.at.0));
    let alone = scene.hand_back(tablet(1), (stand, seal), &one);
    assert_eq!(alone, (Next::Unproven, Some(1)));
    assert!(!scene.is_as_before());
    let together = scene.hand_back(tablet(2), (stand, seal), &other);
    assert_eq!(together, (Next::Nothing, None));
    assert!(scene.is_as_before());
}

#[test]
fn what_does_not_lead_to_a_sealed_place_is_not_taken() {
    let mut scene = scene();
    let (stand, seal, mut held) = held_to(&scene.before, end_of(&scene.before));
    scene.notice(stand, true);
    let kept = end_of(&scene.server);
    let unsealed = scene.hand_back(tablet(1), (stand, Digest::ZERO), &held);
    assert_eq!(unsealed.0, Next::Unproven);
    let last = held.last_mut().unwrap();
    last.body = serde_json::value::to_raw_value("made up").unwrap();
    let made_up = scene.hand_back(tablet(1), (stand, seal), &held);
    assert_eq!(made_up.0, Next::Unproven);
    assert_eq!(end_of(&scene.server), kept);
}

#[test]
fn a_place_nobody_sealed_stops_no_office() {
    let mut scene = scene();
    let (stand, ..) = held_to(&scene.before, end_of(&scene.before));
    scene.notice(stand, false);
    assert_eq!(is_taking_back(&scene.server), Ok(false));
    assert_eq!(scene.server.epoch(), Ok(EPOCH));
    scene.notice(stand, true);
    assert_eq!(is_taking_back(&scene.server), Ok(true));
    assert!(scene.server.epoch().unwrap() > EPOCH);
}

#[test]
fn epochs_are_never_the_same_twice_however_often_the_server_forgets() {
    assert_eq!(minted(1, Instant(500)), 500);
    assert_eq!(minted(500, Instant(500)), 501);
    assert_eq!(minted(700, Instant(500)), 701);
}

#[test]
fn where_the_log_went_on_meanwhile_what_comes_back_stands_behind_it_and_nothing_twice() {
    let mut scene = scene();
    let (stand, seal, held) = held_to(&scene.before, end_of(&scene.before));
    // The first of the lost ones comes in again before anybody knows, and is decided anew.
    let again = scene.written[0].clone();
    let pushed = pushed(&mut scene, &again);
    let Answer::Accepted { first, .. } = pushed else {
        panic!("{pushed:?}");
    };
    scene.notice(stand, true);
    let done = scene.hand_back(tablet(1), (stand, seal), &held);
    assert_eq!(done.0, Next::Nothing);
    for command in &scene.written {
        let Ok(events) = scene.server.of_command(command.id);
        let Ok(then) = scene.before.of_command(command.id);
        assert_eq!(events.len(), then.len());
    }
    let Ok(events) = scene.server.of_command(again.id);
    assert_eq!(events[0].seq, first);
    let mut hash = Digest::ZERO;
    for event in &scene.server.envelopes {
        hash = event.head_hash(hash);
    }
    assert_eq!(scene.server.head().unwrap().hash, hash);
}

#[test]
fn who_does_not_wait_says_so_and_what_comes_late_is_still_taken() {
    let mut scene = scene();
    let (stand, seal, held) = held_to(&scene.before, end_of(&scene.before));
    let Ok(()) = begin(&mut scene.server, EPOCH, NOW, vec![tablet(1)]);
    let by = person(Role::Director);
    let Ok(()) = end_waiting(&mut scene.server, by, "it is broken", NOW);
    let taking = scene.server.taking_back().unwrap().unwrap();
    let ended = taking.ended.unwrap();
    assert_eq!(
        (ended.by, ended.reason.as_str()),
        (Some(by), "it is broken")
    );
    let late = scene.hand_back(tablet(1), (stand, seal), &held);
    assert_eq!(late, (Next::Nothing, None));
    assert!(scene.is_as_before());
}

fn pushing() -> Pushing<'static> {
    Pushing {
        office: OFFICE,
        // A minute after it was written: what is decided anew is not the same event again.
        now: Instant(1_795_399_260_000),
        device: None,
        may_write: &|_| true,
    }
}

fn pushed(scene: &mut Scene, command: &Command) -> Answer {
    let raw = serde_json::value::to_raw_value(command).unwrap();
    let Ok(outcome) = domain::log::push(
        &mut scene.server,
        &mut scene.shelf,
        &pushing(),
        std::slice::from_ref(&raw),
    );
    assert_eq!(outcome.fault, None);
    outcome.answers[0].answer.clone()
}

#[test]
fn what_came_back_before_its_writer_sent_it_again_is_answered_by_its_events() {
    let mut scene = scene();
    scene.come_back();
    let first = scene.written[0].clone();
    let Ok(events) = scene.server.of_command(first.id);
    let stands = Answer::Accepted {
        first: events[0].seq,
        last: events.last().unwrap().seq,
    };
    assert_eq!(pushed(&mut scene, &first), stands);
    assert_eq!(pushed(&mut scene, &first), stands);
    assert!(scene.is_as_before());
}

fn held(scene: &mut Scene, command: &Command, bytes: &str) -> Result<Answer, PushFault> {
    let request = hold_request(command, bytes);
    let Ok(answer) = hold(&mut scene.server, &mut scene.shelf, &pushing(), &request);
    answer
}

/// The server lost something it had held, has it back from a tablet, and is asked to hold it once more.
#[test]
fn what_was_held_before_it_came_back_is_answered_by_its_event_and_its_bytes_are_kept_again() {
    let mut scene = scene();
    let mut command = scene.written[0].clone();
    command.id = CommandId(Uuid::from_u128(77));
    let bytes = "{nobody reads this";
    let lost = scene.server.clone();
    let answer = held(&mut scene, &command, bytes).unwrap();
    scene.before = std::mem::replace(&mut scene.server, lost);
    scene.shelf.clear();
    scene.come_back();
    assert!(scene.server.held.is_empty());
    let end = end_of(&scene.server);

    let mut another = command.clone();
    another.writer.person = person(Role::Technician);
    another.number = WriterNumber(1);
    let taken = PushFault::IdTaken {
        command: command.id,
    };
    assert_eq!(held(&mut scene, &another, bytes), Err(taken));
    assert_eq!(held(&mut scene, &command, bytes), Ok(answer.clone()));
    assert_eq!(held(&mut scene, &command, bytes), Ok(answer));
    assert_eq!(end_of(&scene.server), end);
    assert_eq!(scene.server.held.len(), 1);
    assert_eq!(scene.server.held[0].bytes, bytes);
}

/// It was taken before the log was set back; the one that came back fails on it.
#[test]
fn what_was_taken_before_it_came_back_is_not_held_beside_its_events() {
    let mut scene = scene();
    let stand = scene.come_back();
    let first = scene.written[0].clone();
    let bytes = first.write().unwrap();
    let answer = held(&mut scene, &first, &bytes).unwrap();
    assert!(matches!(answer, Answer::Accepted { last, .. } if last <= stand.at));
    assert!(scene.is_as_before() && scene.server.held.is_empty());
    // Another command that only has its id is still another.
    let next = scene.written[1].clone();
    let mut other = next.clone();
    other.moment.happened_at.0 -= 1;
    let bytes = other.write().unwrap();
    let taken = PushFault::IdTaken { command: next.id };
    assert_eq!(held(&mut scene, &next, &bytes), Err(taken));
}

fn replayed(scene: &mut Scene, first: WriterNumber) -> Vec<Answer> {
    let writer = scene.written[0].writer;
    let raw = |command| serde_json::value::to_raw_value(command).unwrap();
    let request = ReplayRequest {
        epoch: EPOCH,
        first: vec![(writer, first)],
        commands: scene.written.iter().map(raw).collect(),
    };
    let Ok(outcome) = replay(&mut scene.server, &mut scene.shelf, &pushing(), &request);
    assert_eq!(outcome.fault, None);
    outcome.answers.into_iter().map(|it| it.answer).collect()
}

#[test]
fn what_stands_is_answered_by_its_events_and_what_is_lost_is_decided_anew_once() {
    let mut scene = scene();
    let first = scene.written[0].number;
    let one = scene.before.of_command(scene.written[0].id).unwrap();
    let (stand, seal, held) = held_to(&scene.before, one.last().unwrap().seq.0);
    scene.notice(stand, true);
    scene.hand_back(tablet(1), (stand, seal), &held);
    let answers = replayed(&mut scene, first);
    assert_eq!(
        answers[0],
        Answer::Accepted {
            first: one[0].seq,
            last: stand.at
        }
    );
    let end = end_of(&scene.server);
    assert_eq!(end, end_of(&scene.before));
    assert_eq!(replayed(&mut scene, first), answers);
    assert_eq!(end_of(&scene.server), end);
}

#[test]
fn numbers_older_than_the_journal_leave_no_gap_that_stops_their_writer() {
    let mut scene = scene();
    let later = scene.written.split_off(1);
    scene.written = later;
    let first = scene.written[0].number;
    let answers = replayed(&mut scene, first);
    assert!(
        answers
            .iter()
            .all(|it| matches!(it, Answer::Accepted { .. }))
    );
}
