//! What a tablet holds is what the log says of it, whole; and what it should hold is there.

use domain::id::{Cursor, StreamId};
use domain::sync::window::root;

use super::log::Truth;
use crate::tablet::Tablet;
use crate::violation::{Held, Violation};
use crate::world::World;

/// Nothing with unsent work leaves, and nothing is decided on a case that is not here before it was asked for.
pub fn unsent_work_has_its_case(world: &World, number: usize) -> Held {
    let tablet = &world.tablets[number];
    let (cursor, hash) = (tablet.tab.replica.cursor, tablet.tab.replica.hash);
    if tablet.may_be_set_back && world.server.log.hash_at(cursor)? != Some(hash) {
        // It stands on a log the server has lost; what it is answered meanwhile is of another one.
        return Ok(());
    }
    for stream in tablet.unsent_work_without_its_case() {
        if !world.server.log.whole(&[stream], cursor)?.is_empty() {
            return Err(Violation::lost(format!(
                "tablet {number} has unsent work on {stream}, which is there and not here"
            )));
        }
    }
    Ok(())
}

/// Whatever is open or was written on since the window began is seen, and all that is seen is as it is.
pub fn views_agree(tablet: &Tablet, truth: &Truth) -> Held {
    for (stream, data) in tablet.tab.replica.heads() {
        let seen = serde_json::to_string(data).unwrap_or_default();
        if truth.heads.get(&stream) != Some(&seen) {
            return Err(Violation::diverged(format!(
                "tablet {} sees {stream} otherwise than it is",
                tablet.number
            )));
        }
    }
    let cut = tablet.disk.window.map_or(Cursor(0), |window| window.cut);
    let held = |row: &&domain::head::HeadRow| {
        let until = truth.lives.get(&root(row));
        until.is_some_and(|until| *until >= cut)
    };
    for row in truth.rows.iter().filter(held) {
        if tablet.tab.replica.head(row.stream).is_none() {
            return Err(Violation::diverged(format!(
                "tablet {} does not hold {}, which is within its window",
                tablet.number, row.stream
            )));
        }
    }
    Ok(())
}

/// Not only the lists: every stream that is here, folded from this tablet's own events.
pub fn states_agree(tablet: &mut Tablet, truth: &Truth) -> Held {
    let here: Vec<StreamId> = truth
        .states
        .keys()
        .copied()
        .filter(|stream| tablet.tab.replica.knows(*stream))
        .collect();
    for stream in here {
        tablet.tab.hold(stream, &tablet.disk);
        if tablet.tab.replica.state(stream).as_ref() != truth.states.get(&stream) {
            return Err(Violation::diverged(format!(
                "tablet {} folds {stream} to something else",
                tablet.number
            )));
        }
    }
    Ok(())
}
