//! The log itself: chains, personal values, heads, and that nothing stands twice.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::apply::{State, apply};
use domain::command::Command;
use domain::event::{Event, Fact, Opened, RefusalFact, ViolationFact};
use domain::head::{FOLD_VERSION, HeadData, HeadRow};
use domain::id::{CommandId, Cursor, Digest, StreamId};
use domain::log::EventLog as _;
use domain::rejection::{Rejection, RejectionCode, Thing};
use domain::sync::window::{lives, root};

use crate::server::Server;
use crate::violation::{Held, Violation};

/// Everything, as a fresh fold of the whole log gives it.
#[derive(Default)]
pub struct Truth {
    pub heads: BTreeMap<StreamId, String>,
    pub states: BTreeMap<StreamId, State>,
    pub rows: Vec<HeadRow>,
    /// Until when each root lives.
    pub lives: HashMap<StreamId, Cursor>,
    pub of_command: BTreeMap<CommandId, Landed>,
    pub events: usize,
    pub refused: usize,
    pub held: usize,
    /// Kept as they came.
    pub unread: usize,
    /// The numbers on notices, in the order they were given.
    pub notices: Vec<String>,
    /// Work orders signed for, or with a witnessed refusal.
    pub repaired: usize,
    pub head: Option<Digest>,
}

/// Where the events of one command stand.
#[derive(Debug)]
pub struct Landed {
    pub first: Cursor,
    pub last: Cursor,
    pub refusal: bool,
}

struct Folding {
    state: Option<State>,
    tip: Digest,
    last: Cursor,
}

pub fn truth(server: &Server, numbers_may_double: bool) -> Held<Truth> {
    let mut truth = Truth::default();
    let mut folding: BTreeMap<StreamId, Folding> = BTreeMap::new();
    let mut once = BTreeSet::new();
    let mut hash = Digest::ZERO;
    let end = server.log.head()?.cursor;
    for envelope in server.log.up_to(end)? {
        truth.events += 1;
        if !once.insert((envelope.command, envelope.index)) {
            return Err(Violation::doubled(format!(
                "event {} of {} stands twice",
                envelope.index, envelope.command
            )));
        }
        hash = envelope.head_hash(hash);
        if server.log.hash_at(envelope.seq)? != Some(hash) {
            return Err(Violation::diverged(format!(
                "the office's chain breaks at {}",
                envelope.seq.0
            )));
        }
        let opened = envelope
            .open()
            .map_err(|error| Violation::diverged(error.to_string()))?;
        values_are_there(&opened, envelope.body.get())?;
        note(&mut truth, &opened);
        let folded = folding.entry(envelope.stream).or_insert(Folding {
            state: None,
            tip: Digest::ZERO,
            last: Cursor(0),
        });
        folded.tip = envelope.chain(folded.tip);
        folded.last = envelope.seq;
        folded.state = apply(folded.state.take(), &opened);
    }
    truth.head = Some(hash);
    let rows: BTreeMap<StreamId, HeadRow> = server
        .log
        .heads()?
        .into_iter()
        .map(|row| (row.stream, row))
        .collect();
    for (stream, folded) in folding {
        let Some(state) = folded.state else { continue };
        let row = HeadRow {
            stream,
            last: folded.last,
            fold: FOLD_VERSION,
            tip: folded.tip,
            data: HeadData::of(&state),
        };
        if rows.get(&stream) != Some(&row) {
            return Err(Violation::diverged(format!(
                "the head of {stream} is not the fold of its events"
            )));
        }
        let text = serde_json::to_string(&row.data).unwrap_or_default();
        truth.heads.insert(stream, text);
        truth.repaired += usize::from(
            matches!(&row.data, HeadData::WorkOrder(order) if order.completed_on.is_some()),
        );
        truth.states.insert(stream, state);
        truth.rows.push(row);
    }
    truth.lives = lives(&truth.rows);
    lives_are_right(server, &truth)?;
    if !numbers_may_double {
        numbers_are_given_once(&truth)?;
        notices_have_no_gap(&truth)?;
    }
    refusals_are_just(&mut truth)?;
    Ok(truth)
}

/// The server keeps beside each head until when it lives, with what it stays with.
fn lives_are_right(server: &Server, truth: &Truth) -> Held {
    let kept = server.log.living()?;
    for row in &truth.rows {
        if kept.get(&row.stream) != truth.lives.get(&root(row)) {
            return Err(Violation::diverged(format!(
                "the server has {} live otherwise than it does",
                row.stream
            )));
        }
    }
    Ok(())
}

/// Every personal value a body names rides beside it, unharmed.
fn values_are_there(opened: &Opened, body: &str) -> Held {
    let whole = opened.personal.iter().all(|value| value.holds());
    let named = crate::office::texts()
        .iter()
        .filter(|value| body.contains(&value.digest.0.to_string()))
        .all(|value| opened.personal.contains(value));
    if whole && named {
        return Ok(());
    }
    Err(Violation::lost(format!(
        "event {} came without its personal values",
        opened.seq.0
    )))
}

fn note(truth: &mut Truth, opened: &Opened) {
    let refusal = matches!(
        opened.event.fact,
        Fact::Refusal(RefusalFact::CommandRefused { .. } | RefusalFact::CommandHeld(_))
    );
    truth
        .of_command
        .entry(opened.command)
        .and_modify(|landed| landed.last = opened.seq)
        .or_insert(Landed {
            first: opened.seq,
            last: opened.seq,
            refusal,
        });
    truth.unread += usize::from(matches!(
        opened.event.fact,
        Fact::Refusal(RefusalFact::CommandHeld(_))
    ));
    if let Fact::Violation(ViolationFact::NoticeNumbered { number, .. }) = &opened.event.fact {
        truth.notices.push(number.clone());
    }
    if let Event {
        fact: Fact::Refusal(RefusalFact::CommandRefused { rejection, .. }),
        ..
    } = &opened.event
    {
        truth.refused += 1;
        truth.held += usize::from(rejection.code == RejectionCode::Held);
    }
}

fn numbers_are_given_once(truth: &Truth) -> Held {
    let mut given = BTreeSet::new();
    for state in truth.states.values() {
        if let State::Complaint(complaint) = state
            && let Some(number) = &complaint.number
            && !given.insert(number)
        {
            return Err(Violation::doubled(format!("paper number {number}")));
        }
    }
    Ok(())
}

/// A year's notices are numbered from 1 without gap or double, and each paper has the number its office used for it.
fn notices_have_no_gap(truth: &Truth) -> Held {
    let mut given = truth.notices.clone();
    given.sort_unstable();
    let mut last = ("", 0);
    for number in &given {
        let (year, place) = number.split_once('-').unwrap_or((number, ""));
        let before = if last.0 == year { last.1 } else { 0 };
        if place.parse() != Ok(before + 1) {
            return Err(Violation::doubled(format!(
                "notice {number} where {} was next",
                before + 1
            )));
        }
        last = (year, before + 1);
    }
    Ok(())
}

/// Nobody is refused for something that is not their doing: an order that the network or a restart made, or a clock.
fn refusals_are_just(truth: &mut Truth) -> Held {
    for state in truth.states.values() {
        let State::Refusal(refusal) = state else {
            continue;
        };
        came_in_order(truth, &refusal.command, &refusal.rejection)?;
        not_for_a_clock(&refusal.command, &refusal.rejection)?;
    }
    Ok(())
}

/// What its writer saw or had pending is there when it is decided.
fn came_in_order(truth: &Truth, command: &Command, rejection: &Rejection) -> Held {
    let target = command.body.target(crate::office::OFFICE);
    let unknown = rejection.code == RejectionCode::Unknown { what: Thing::Case };
    let (true, Some(State::Complaint(case))) = (unknown, truth.states.get(&target)) else {
        return Ok(());
    };
    let built_on = |entry: &domain::complaint::Entry| command.after.contains(&entry.command);
    if case.timeline.first().is_some_and(built_on) {
        return Err(Violation::diverged(format!(
            "{} was refused because it came before the case it is about",
            command.id
        )));
    }
    Ok(())
}

fn not_for_a_clock(command: &Command, rejection: &Rejection) -> Held {
    let registers = command.body.act() == "register";
    let just = matches!(
        rejection.code,
        RejectionCode::Held | RejectionCode::AlreadyExists | RejectionCode::NotOnStaff
    );
    if registers && !just {
        return Err(Violation::diverged(format!(
            "registration {} was refused: {:?}",
            command.id, rejection.code
        )));
    }
    Ok(())
}
