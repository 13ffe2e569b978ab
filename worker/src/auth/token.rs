//! Random tokens. Only their hash is stored; 256 random bits need no slow hash.

use domain::id::{Digest, hex};

use crate::reply::Fault;

/// Random bytes of the runtime.
pub fn random<const N: usize>() -> Result<[u8; N], Fault> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| Fault::Failed)?;
    Ok(bytes)
}

/// 64 hex digits that nobody guesses.
pub fn mint() -> Result<String, Fault> {
    Ok(hex(&random::<32>()?))
}

pub fn hash(token: &str) -> Digest {
    Digest::of(&[token.as_bytes()])
}
