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

#[test]
fn what_changed_nothing_need_not_be_answered_again() {
    // It was heard, and every trace of it was gone with the answer.
    plays(25_807);
}

#[test]
fn a_tablet_through_with_a_taking_back_that_begins_again_may_find_all_as_it_was() {
    plays(80_684);
}

#[test]
fn what_was_sent_again_to_a_server_set_back_once_more_is_sent_from_its_beginning() {
    // Half a journal had gone up when the server was put back behind it, into the same epoch.
    plays(52_016);
}

#[test]
fn what_still_waits_under_something_sent_again_is_sent_again_before_it() {
    // The last of three changed nothing; the first was another's, and so stayed behind.
    plays(81_559);
}
