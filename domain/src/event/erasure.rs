//! The fact of an erasure: the personal values beside other events of the stream are blank from here on.

use serde::{Deserialize, Serialize};

use super::Event;
use crate::id::{Digest, Instant, PersonId, UnitId};
use crate::personal::Personal;

/// What an erasure took from a stream, and who asked for it, when and why: where a photo was, that is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erased {
    pub by: PersonId,
    pub at: Instant,
    pub reason: String,
    pub photos: Vec<Digest>,
}

impl Erased {
    pub(crate) fn of(event: &Event, fact: &ErasureFact) -> Self {
        let ErasureFact::PersonalDataErased { photos, reason, .. } = fact;
        Erased {
            by: event.recorded_by,
            at: event.moment.happened_at,
            reason: reason.clone(),
            photos: photos.clone(),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErasureFact {
    /// The bodies keep the digests, so every chain holds; value and salt are gone.
    PersonalDataErased {
        /// Whose data it was.
        unit: UnitId,
        /// Those of this stream.
        values: Vec<Personal>,
        /// Photos and signatures this stream names: their bytes are gone from the server and from every tablet.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        photos: Vec<Digest>,
        reason: String,
    },
}
