//! What must hold at every step, and what must hold when everything is quiet.

mod log;
mod photos;
mod window;

use domain::id::{Cursor, Digest};
use domain::log::EventLog as _;
use domain::rejection::{RejectionCode, Thing};
use domain::sync::message::Answer;
use domain::sync::window::builds_on;

use crate::tablet::{Tablet, Told};
use crate::violation::{Held, Violation};
use crate::world::World;

/// What one seed brought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    pub saved: usize,
    pub events: usize,
    pub refused: usize,
    /// Refused because its author had left: for the manager to take or leave.
    pub held: usize,
    /// Commands the server failed on, kept as they came.
    pub unread: usize,
    /// Photos that arrived.
    pub photos: usize,
    /// Notices that went out with a number.
    pub notices: usize,
    /// Work orders signed for, or with a witnessed refusal.
    pub repaired: usize,
    /// Unsent commands that went with a disk; told with this count.
    pub wiped: usize,
    pub copied: usize,
    /// Streams that left a tablet, and that were asked for and came.
    pub left: usize,
    pub returned: usize,
    /// Copies that went on under a new device id.
    pub moved: usize,
    /// Times the server was set back.
    pub set_backs: usize,
    /// Commands that went with the server and with every disk that knew them.
    pub gone: usize,
    /// The office's head hash, and the digest of every step: the same seed twice gives the same.
    pub head: Option<Digest>,
    pub trace: Option<Digest>,
}

/// After a step of this tablet.
///
/// # Errors
/// When something told saved is neither in the outbox nor settled, the cursor is ahead of the data, or somebody's
/// own work is hidden from them.
pub fn while_running(world: &mut World, number: usize) -> Held {
    note_settled(world, number);
    let tablet = &world.tablets[number];
    cursor_has_its_data(tablet)?;
    for told in tablet
        .told
        .iter()
        .filter(|told| !told.settled && !told.wiped)
    {
        if !tablet.disk.outbox.contains_key(&told.key) {
            return Err(Violation::lost(format!(
                "tablet {number} was told {} is saved; it is not in the outbox, and its outcome has not come down",
                told.id
            )));
        }
        let shown = tablet.tab.replica.outbox().iter();
        if !shown
            .map(|pending| pending.command.id)
            .any(|id| id == told.id)
        {
            return Err(Violation::lost(format!(
                "tablet {number} holds {} and does not show it",
                told.id
            )));
        }
    }
    own_work_is_seen(tablet)?;
    photos::are_somewhere(world, tablet)?;
    window::unsent_work_has_its_case(world, number)
}

/// Marks what has left the outbox with its outcome known here.
pub fn note_settled(world: &mut World, number: usize) {
    let tablet = &mut world.tablets[number];
    let cursor = tablet.disk.standing.map_or(Cursor(0), |it| it.cursor);
    if tablet.may_be_set_back {
        // Sent again, it may have come to nothing.
        for told in tablet.told.iter_mut().filter(|told| told.settled) {
            let stands = world.server.log.answer(told.key.0, told.key.1);
            told.unchanged |= matches!(stands, Ok(Some((_, Answer::Unchanged))));
        }
    }
    for told in tablet.told.iter_mut().filter(|told| !told.settled) {
        if tablet.disk.outbox.contains_key(&told.key) {
            continue;
        }
        if tablet.may_be_set_back && tablet.disk.journal.contains_key(&told.key) {
            // The answer came while the server still had it.
            told.settled = true;
        }
        let stands = world.server.log.answer(told.key.0, told.key.1);
        told.by_events |= told.settled && matches!(stands, Ok(None));
        told.settled |= match stands {
            Ok(Some((digest, answer))) if digest == told.digest => match answer {
                Answer::Accepted { last, .. } => last <= cursor,
                Answer::Refused { at, .. } | Answer::Held { at } => at <= cursor,
                Answer::Unchanged => {
                    told.unchanged = true;
                    true
                }
            },
            _ => false,
        };
    }
}

/// After the server was set back, or a disk went: what nobody knows any more, neither the server nor a disk.
///
/// # Errors
/// When the log cannot be read.
pub fn note_gone(world: &mut World) -> Held {
    if !world.faults.set_backs {
        return Ok(());
    }
    let fails_in = world.server.log.fails_in.take();
    for number in 0..world.tablets.len() {
        note_settled(world, number);
    }
    let mut gone = Vec::new();
    for (number, tablet) in world.tablets.iter().enumerate() {
        for (place, told) in tablet.told.iter().enumerate() {
            if told.gone || told.wiped {
                continue;
            }
            let log = &world.server.log;
            let answered = log.answer(told.key.0, told.key.1)?.is_some();
            let known = answered
                || log.knows(told.id)?
                || world
                    .tablets
                    .iter()
                    .any(|it| it.disk.knows(told.id, told.key));
            if !known {
                gone.push((number, place));
            }
        }
    }
    for (number, place) in gone {
        world.tablets[number].told[place].gone = true;
        world.report.gone += 1;
    }
    world.server.log.fails_in.set(fails_in);
    Ok(())
}

fn cursor_has_its_data(tablet: &Tablet) -> Held {
    let Some(standing) = tablet.disk.standing else {
        return Ok(());
    };
    let first = tablet.disk.first.as_ref().map_or(Cursor(0), |it| it.at);
    let mut end = first;
    for page in &tablet.disk.tail {
        let next = page.first;
        if next.0 > end.0 + 1 {
            return Err(Violation::lost(format!(
                "tablet {} has nothing between {} and {}",
                tablet.number, end.0, next.0
            )));
        }
        end = end.max(page.last);
    }
    if standing.cursor > end || tablet.tab.replica.cursor > end {
        return Err(Violation::lost(format!(
            "tablet {} says it has all up to {} and has it up to {}",
            tablet.number, standing.cursor.0, end.0
        )));
    }
    Ok(())
}

/// Whoever registered a case and went on with it sees both, sent or not.
fn own_work_is_seen(tablet: &Tablet) -> Held {
    let replica = &tablet.tab.replica;
    for pending in replica.outbox() {
        let target = pending.command.body.target(replica.office);
        if let Err(rejection) = &pending.ruling
            && rejection.code == (RejectionCode::Unknown { what: Thing::Case })
            && replica.head(target).is_some()
            && builds_on(&pending.command.body, replica.office)
                .iter()
                .all(|stream| replica.head(*stream).is_some())
        {
            return Err(Violation::diverged(format!(
                "tablet {} hides {} although its case is there",
                tablet.number, pending.command.id
            )));
        }
    }
    Ok(())
}

/// When everything is quiet.
///
/// # Errors
/// The first thing that does not hold.
pub fn all(world: &mut World) -> Held<Report> {
    for number in 0..world.tablets.len() {
        while_running(world, number)?;
    }
    let truth = log::truth(&world.server, world.numbers_may_double)?;
    let mut report = world.report;
    for told in world.tablets.iter().flat_map(|tablet| &tablet.told) {
        report.saved += 1;
        stands(world, told, &truth)?;
        photos::arrived(world, told)?;
    }
    for tablet in &mut world.tablets {
        window::views_agree(tablet, &truth)?;
    }
    let inspected = world.tablets.len();
    if let Some(tablet) = world.tablets.get_mut(truth.events % inspected) {
        window::states_agree(tablet, &truth)?;
    }
    report.events = truth.events;
    report.refused = truth.refused;
    report.held = truth.held;
    report.notices = truth.notices.len();
    report.unread = truth.unread;
    report.photos = world.server.bucket.len();
    report.repaired = truth.repaired;
    report.head = truth.head;
    report.left = world.tablets.iter().map(|tablet| tablet.left).sum();
    report.returned = world.tablets.iter().map(|tablet| tablet.returned).sum();
    report.trace = Some(world.trace.digest());
    Ok(report)
}

/// Told saved means: in the log as events, or as a refusal, exactly once; or its disk went.
fn stands(world: &World, told: &Told, truth: &log::Truth) -> Held {
    if told.wiped || told.gone {
        return Ok(());
    }
    let answer = world.server.log.answer(told.key.0, told.key.1)?;
    // Its events are back. Nobody can send it again; or they were here before it was, and the next of its writer will
    // show that the answer is missing. Or it never had any, and nobody missed it.
    let last = world.server.log.writer(told.key.0)?;
    let answer_comes = last.is_none_or(|last| last.number < told.key.1);
    let nobody_saw = told.by_events || world.only_answers_went || world.taking_back_came_again;
    let stands_for_itself =
        (told.orphaned || (nobody_saw && answer_comes)) && truth.of_command.contains_key(&told.id);
    if answer.is_none() && world.report.set_backs > 0 && (stands_for_itself || told.unchanged) {
        return Ok(());
    }
    let Some((digest, answer)) = answer else {
        return Err(Violation::lost(format!(
            "{} never arrived: {told:?}",
            told.id
        )));
    };
    if digest != told.digest {
        return Err(Violation::lost(format!(
            "another command stands at the number of {}",
            told.id
        )));
    }
    let events = truth.of_command.get(&told.id);
    let right = match (&answer, events) {
        (Answer::Unchanged, None) => true,
        // It came to something before the server was set back, to nothing when it was decided again, and a tablet has
        // handed back what it had come to first; whoever asks again hears of that.
        (Answer::Unchanged, Some(_)) => world.report.set_backs > 0,
        (Answer::Accepted { first, last }, Some(events)) => {
            !events.refusal && events.first == *first && events.last == *last
        }
        (Answer::Refused { at, .. } | Answer::Held { at }, Some(events)) => {
            events.refusal && events.first == *at
        }
        _ => false,
    };
    if let Answer::Held { .. } = answer {
        held_bytes_are_kept(world, told)?;
    }
    if right {
        return Ok(());
    }
    Err(Violation::lost(format!(
        "{} was answered {answer:?}, and the log holds {events:?}",
        told.id
    )))
}

/// What was answered as held is there byte for byte.
fn held_bytes_are_kept(world: &World, told: &Told) -> Held {
    let bytes = world.server.log.held_bytes(told.id)?;
    if bytes.is_some_and(|bytes| Digest::of(&[bytes.as_bytes()]) == told.digest) {
        return Ok(());
    }
    Err(Violation::lost(format!(
        "{} is held, and its bytes are not there",
        told.id
    )))
}
