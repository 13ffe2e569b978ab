//! Nothing saved is lost, nothing is applied twice, and everybody ends up seeing the same.

use std::collections::BTreeSet;

/// More seeds in the long run: `HUIFANG_SEEDS`.
fn seeds() -> u64 {
    std::env::var("HUIFANG_SEEDS")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(300)
}

#[test]
fn under_loss_doubling_kills_and_evictions_nothing_is_lost_doubled_or_diverged() {
    let (mut saved, mut refused, mut notices, mut repaired) = (0, 0, 0, 0);
    for seed in 0..seeds() {
        let report = sync_tests::run(seed);
        saved += report.saved;
        refused += report.refused;
        notices += report.notices;
        repaired += report.repaired;
    }
    // A run that does nothing would prove nothing.
    assert!(saved > 1_000, "only {saved} commands were saved");
    assert!(refused > 20, "only {refused} commands were refused");
    assert!(notices > 50, "only {notices} notices went out");
    assert!(repaired > 10, "only {repaired} repairs were signed for");
    println!(
        "{} seeds, {saved} commands, {refused} refused, {repaired} repaired, {notices} notices: 0 lost, 0 doubled, 0 diverged",
        seeds()
    );
}

#[test]
fn the_same_seed_gives_the_same_history() {
    let histories: BTreeSet<_> = (0..3)
        .map(|_| format!("{:?}", sync_tests::run(42)))
        .collect();
    assert_eq!(histories.len(), 1);
}
