//! The server's mark on a place of its log: that the log once ended so. A tablet keeps the mark of the place it stands
//! at; should the server be set back behind it, what the tablet hands back can be told from what somebody made up.

use crate::id::{Cursor, Digest, OfficeId};

/// Bytes a block of SHA-256 takes: the key is drawn out to it.
const BLOCK: usize = 64;
const INNER: u8 = 0x36;
const OUTER: u8 = 0x5c;

/// The secret of one office's server. Never leaves it but in an export.
#[derive(Clone, Copy)]
pub struct SealKey(pub [u8; 32]);

impl SealKey {
    /// HMAC-SHA256 (RFC 2104) of the office, the place and the hash there. The hash covers every event before it.
    #[must_use]
    pub fn seal(&self, office: OfficeId, at: Cursor, hash: Digest) -> Digest {
        self.authenticate(&[office.0.as_bytes(), &at.0.to_be_bytes(), &hash.0])
    }

    /// Whether it is the mark of that place.
    #[must_use]
    pub fn holds(&self, office: OfficeId, (at, hash): (Cursor, Digest), seal: Digest) -> bool {
        let right = self.seal(office, at, hash);
        // All bytes are looked at, whichever is wrong.
        let wrong = right.0.iter().zip(&seal.0).map(|(a, b)| a ^ b);
        wrong.fold(0, |all, one| all | one) == 0
    }

    fn authenticate(&self, parts: &[&[u8]]) -> Digest {
        let mut inner = [INNER; BLOCK];
        let mut outer = [OUTER; BLOCK];
        for (place, byte) in self.0.iter().enumerate() {
            for pad in [&mut inner, &mut outer] {
                if let Some(pad) = pad.get_mut(place) {
                    *pad ^= byte;
                }
            }
        }
        let mut all: Vec<&[u8]> = vec![&inner];
        all.extend(parts);
        Digest::of(&[&outer, &Digest::of(&all).0])
    }
}

impl std::fmt::Debug for SealKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SealKey")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    const OFFICE: OfficeId = OfficeId(Uuid::from_u128(7));

    #[test]
    fn it_is_the_hmac_of_the_standard() {
        // RFC 4231, test case 1, its key of 20 bytes filled up with zeros as the standard says.
        let mut key = [0; 32];
        key[..20].fill(0x0b);
        let expected = "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7";
        assert_eq!(
            Some(SealKey(key).authenticate(&[b"Hi ", b"There"])),
            Digest::parse(expected)
        );
    }

    #[test]
    fn a_seal_holds_for_its_place_its_hash_its_office_and_its_server_only() {
        let key = SealKey([3; 32]);
        let hash = Digest::of(&[b"log"]);
        let seal = key.seal(OFFICE, Cursor(5), hash);
        assert!(key.holds(OFFICE, (Cursor(5), hash), seal));
        assert!(!key.holds(OFFICE, (Cursor(6), hash), seal));
        assert!(!key.holds(OFFICE, (Cursor(5), Digest::ZERO), seal));
        assert!(!key.holds(OfficeId(Uuid::from_u128(8)), (Cursor(5), hash), seal));
        assert!(!SealKey([4; 32]).holds(OFFICE, (Cursor(5), hash), seal));
        assert!(!key.holds(OFFICE, (Cursor(5), hash), Digest::ZERO));
    }
}
