//! A simulation that catches nothing would prove nothing.

use sync_tests::{Bug, teeth};

#[test]
fn every_deliberate_bug_is_caught() {
    let blind: Vec<Bug> = Bug::ALL
        .into_iter()
        .filter(|bug| teeth::bite(*bug, 0).is_none())
        .collect();
    assert!(blind.is_empty(), "not caught: {blind:?}");
}
