//! One-time codes: read aloud or written on a slip, typed once.

use domain::id::Digest;

use super::token;
use crate::reply::Fault;

/// Crockford's alphabet: nothing in it is taken for something else.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH: usize = 10;

/// Ten characters, 50 random bits.
pub fn mint() -> Result<String, Fault> {
    let bytes = token::random::<LENGTH>()?;
    Ok(bytes
        .iter()
        .filter_map(|byte| ALPHABET.get(usize::from(byte % 32)))
        .map(|letter| char::from(*letter))
        .collect())
}

/// The hash of a code as somebody typed it: spaces, dashes and case do not matter, nor O for 0, I and L for 1.
pub fn hash(typed: &str) -> Digest {
    let plain: String = typed
        .chars()
        .filter(|letter| !letter.is_whitespace() && *letter != '-')
        .map(|letter| match letter.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .collect();
    token::hash(&plain)
}
