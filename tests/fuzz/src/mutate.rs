//! Changing a sample: as bytes, and as what they say.

use fastrand::Rng;

use crate::bytes;

/// What numbers are where readers go wrong: the ends of every width, and what no width holds.
const NUMBERS: [&str; 16] = [
    "0",
    "-1",
    "1e309",
    "-0.0",
    "255",
    "65535",
    "65536",
    "4294967295",
    "9007199254740993",
    "9223372036854775807",
    "-9223372036854775808",
    "18446744073709551615",
    "18446744073709551616",
    "170141183460469231731687303715884105728",
    "8640000000000001",
    "-62135596800001",
];
/// What texts are where readers go wrong.
const TEXTS: [&str; 12] = [
    "\"\"",
    "null",
    "true",
    "[]",
    "{}",
    "\"\\ud800\"",
    "\"\\u0000\"",
    "\"0000-00-00\"",
    "\"9999-12-31\"",
    "\"-262144-01-01\"",
    "\"ffffffff-ffff-ffff-ffff-ffffffffffff\"",
    "\"\u{202e}\u{feff}回访\"",
];
/// Deeper than any reader goes.
const DEPTH: usize = 20_000;

/// A changed sample; `other` is one to take pieces from.
pub fn changed(rng: &mut Rng, sample: &[u8], other: &[u8]) -> Vec<u8> {
    let mut changed = sample.to_vec();
    let changes = 1 + rng.usize(..4);
    for _ in 0..changes {
        changed = if rng.bool() {
            bytes::changed(rng, &changed, other)
        } else {
            said_otherwise(rng, &changed)
        };
    }
    changed
}

/// Another number, text or shape where one stands, so that the whole is still JSON.
fn said_otherwise(rng: &mut Rng, sample: &[u8]) -> Vec<u8> {
    let values = values(sample);
    let Some(&(from, to)) = values.get(rng.usize(..values.len().max(1))) else {
        return bytes::changed(rng, sample, sample);
    };
    let deep;
    let instead: &[u8] = match rng.u8(..40) {
        0 => {
            deep = "[".repeat(DEPTH);
            deep.as_bytes()
        }
        1 => {
            deep = format!("{}1{}", "{\"a\":".repeat(DEPTH), "}".repeat(DEPTH));
            deep.as_bytes()
        }
        2 => {
            deep = format!("\"{}\"", "回".repeat(DEPTH));
            deep.as_bytes()
        }
        3..=20 => NUMBERS[rng.usize(..NUMBERS.len())].as_bytes(),
        21..=30 => TEXTS[rng.usize(..TEXTS.len())].as_bytes(),
        _ => {
            let (from, to) = values[rng.usize(..values.len())];
            &sample[from..to]
        }
    };
    [&sample[..from], instead, &sample[to..]].concat()
}

/// Where texts and numbers stand.
fn values(sample: &[u8]) -> Vec<(usize, usize)> {
    let mut values = Vec::new();
    let mut at = 0;
    while let Some(&byte) = sample.get(at) {
        let from = at;
        match byte {
            b'"' => {
                at += 1;
                while sample.get(at).is_some_and(|byte| *byte != b'"') {
                    at += if sample[at] == b'\\' { 2 } else { 1 };
                }
                at = (at + 1).min(sample.len());
                values.push((from, at));
            }
            b'-' | b'0'..=b'9' => {
                while sample
                    .get(at)
                    .is_some_and(|byte| matches!(byte, b'-' | b'+' | b'.' | b'e' | b'0'..=b'9'))
                {
                    at += 1;
                }
                values.push((from, at));
            }
            _ => at += 1,
        }
    }
    values
}
