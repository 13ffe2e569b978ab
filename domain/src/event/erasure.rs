//! The fact of an erasure: the personal values beside other events of the stream are blank from here on.

use serde::{Deserialize, Serialize};

use crate::id::{Digest, UnitId};
use crate::personal::Personal;

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
