//! Histories in which the server was set back, by their seeds: each found something once.

use sync_tests::{Play, Trace};

fn plays(seed: u64) {
    let played = sync_tests::play(seed, Play::default(), &mut Trace::default());
    assert!(played.is_ok(), "seed {seed}: {played:?}");
}

#[test]
fn a_hand_back_of_which_nothing_had_to_be_appended_comes_to_its_end() {
    plays(7);
    plays(201);
}

#[test]
fn what_builds_on_something_answered_waits_until_that_is_here() {
    // The answer was heard, the events were not, and nobody stood where the log did not go.
    for seed in [2730, 2893, 3681, 4779, 4815] {
        plays(seed);
    }
}

#[test]
fn a_command_whose_events_another_tablet_handed_back_is_not_written_again() {
    plays(2451);
    plays(4683);
}

#[test]
fn what_waits_before_something_that_changed_nothing_is_sent_again_with_it() {
    plays(112);
    plays(499);
}
