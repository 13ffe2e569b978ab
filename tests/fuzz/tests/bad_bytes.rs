//! Bad bytes give an error, never a panic or a hang.

use fuzz::{READERS, corpus, play};

/// For each reader; the torture has minutes.
const INPUTS: u64 = 3_000;
const SEED: u64 = 20_261_123;

#[test]
fn samples_of_the_real_thing_are_read() {
    for reader in READERS {
        let samples = corpus::samples(reader.name).unwrap();
        assert!(!samples.is_empty(), "{}", reader.name);
        assert!(
            samples.iter().any(|sample| (reader.reads)(sample)),
            "no sample of {} is read",
            reader.name
        );
    }
}

#[test]
fn bad_bytes_give_an_error_and_never_a_panic_or_a_hang() {
    for reader in READERS {
        let inputs = if matches!(reader.name, "workbook") {
            INPUTS / 10
        } else {
            INPUTS
        };
        let played = play(reader, SEED, |figures| figures.inputs < inputs);
        let figures = played.unwrap_or_else(|failure| panic!("{}: {failure}", reader.name));
        assert!(figures.inputs >= inputs);
        assert!(
            figures.taken < figures.inputs,
            "{}: nothing was bad enough",
            reader.name
        );
    }
}
