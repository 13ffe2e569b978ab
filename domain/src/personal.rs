//! Names, phones and occupants' words: never in a hashed body, always beside it.
//!
//! A body holds SHA-256(salt ‖ value); value and salt ride in the envelope and can be blanked without breaking the
//! chain. The salt keeps a guessed phone number from being confirmed by its digest.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::gather::map_of;
use crate::id::{Digest, hex, unhex};

/// Stands in a body where a personal value belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Personal(pub Digest);

/// A personal value with the salt that proves it belongs to its digest; `None` once erased.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonalValue {
    pub digest: Personal,
    pub salt: String,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub value: Option<String>,
}

impl PersonalValue {
    /// Seals a value under 16 random bytes of the caller's.
    #[must_use]
    pub fn seal(salt: [u8; 16], value: &str) -> Self {
        PersonalValue {
            digest: Personal(Digest::of(&[&salt, value.as_bytes()])),
            salt: hex(&salt),
            value: Some(value.to_owned()),
        }
    }

    /// Takes value and salt away where this is one of `gone`; says whether it was.
    pub fn blank(&mut self, gone: &[Personal]) -> bool {
        let hit = self.value.is_some() && gone.contains(&self.digest);
        if hit {
            self.value = None;
            self.salt.clear();
        }
        hit
    }

    /// Whether value and salt give the digest; an erased value has nothing left to disprove.
    #[must_use]
    pub fn holds(&self) -> bool {
        let (Some(salt), Some(value)) = (unhex(&self.salt), self.value.as_ref()) else {
            return self.value.is_none();
        };
        salt.len() == 16 && Digest::of(&[&salt, value.as_bytes()]) == self.digest.0
    }
}

/// The personal values at hand while folding or deciding.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonalBook(BTreeMap<Personal, String>);

impl PersonalBook {
    #[must_use]
    pub fn of(values: &[PersonalValue]) -> Self {
        PersonalBook(map_of(
            values
                .iter()
                .filter_map(|value| Some((value.digest, value.value.clone()?))),
        ))
    }

    /// The value, or an empty text when it was erased.
    #[must_use]
    pub fn text(&self, personal: Personal) -> &str {
        self.0.get(&personal).map_or("", String::as_str)
    }
}
