//! Changing bytes without knowing what they say.

use fastrand::Rng;

pub fn changed(rng: &mut Rng, sample: &[u8], other: &[u8]) -> Vec<u8> {
    let mut bytes = sample.to_vec();
    if bytes.is_empty() {
        return vec![rng.u8(..)];
    }
    let at = rng.usize(..bytes.len());
    match rng.u8(..8) {
        0 => bytes[at] ^= 1 << rng.u8(..8),
        1 => bytes[at] = rng.u8(..),
        2 => bytes.truncate(at),
        3 => bytes.insert(at, rng.u8(..)),
        4 => {
            let length = rng.usize(1..=(bytes.len() - at).min(64));
            bytes.drain(at..at + length);
        }
        5 => {
            // A piece once more.
            let length = rng.usize(1..=(bytes.len() - at).min(512));
            let piece = bytes[at..at + length].to_vec();
            bytes.splice(at..at, piece);
        }
        6 if !other.is_empty() => {
            // The end of another sample.
            bytes.truncate(at);
            bytes.extend_from_slice(&other[rng.usize(..other.len())..]);
        }
        _ => {
            // Lengths and checksums are four bytes.
            for byte in bytes.iter_mut().skip(at).take(4) {
                *byte = [0, 0xff, 0x7f, 0x80][rng.usize(..4)];
            }
        }
    }
    bytes
}
