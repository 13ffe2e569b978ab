//! Passwords: Argon2id, its parameters in the stored text.

use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};

use super::token;
use crate::limits;
use crate::reply::Fault;

/// A password long enough to be kept.
pub fn check(password: &str) -> Result<(), Fault> {
    let long_enough = password.chars().count() >= limits::PASSWORD_CHARS;
    if long_enough && password.len() <= limits::PASSWORD_BYTES {
        Ok(())
    } else {
        Err(Fault::Invalid { field: "password" })
    }
}

/// The text to store.
pub fn hash(password: &str) -> Result<String, Fault> {
    hash_with(password, &token::random::<16>()?)
}

/// Whether it is the password behind `stored`. Without an account it takes as long, and it is not.
pub fn verify(password: &str, stored: Option<&str>) -> Result<bool, Fault> {
    if password.len() > limits::PASSWORD_BYTES {
        return Ok(false);
    }
    let Some(stored) = stored else {
        hash_with(password, &[0; 16])?;
        return Ok(false);
    };
    let stored = PasswordHash::new(stored).map_err(|_| Fault::Failed)?;
    Ok(hasher()?
        .verify_password(password.as_bytes(), &stored)
        .is_ok())
}

fn hash_with(password: &str, salt: &[u8; 16]) -> Result<String, Fault> {
    let salt = SaltString::encode_b64(salt).map_err(|_| Fault::Failed)?;
    hasher()?
        .hash_password(password.as_bytes(), &salt)
        .map(|hash| hash.to_string())
        .map_err(|_| Fault::Failed)
}

fn hasher() -> Result<Argon2<'static>, Fault> {
    let params = Params::new(
        limits::ARGON2_MEMORY_KIB,
        limits::ARGON2_PASSES,
        limits::ARGON2_LANES,
        None,
    )
    .map_err(|_| Fault::Failed)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}
