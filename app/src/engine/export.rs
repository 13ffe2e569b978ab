//! Everything unsent as one file: the last resort when the network never comes back, or the tablet is to be given away.
//!
//! The commands stand in it byte for byte as they would be sent, personal texts included, in the order of sending.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::id::{DeviceId, Digest, Instant, OfficeId};
use domain::sync::replica::Replica;
use serde::Serialize;
use serde_json::value::RawValue;

use super::Engine;
use super::photos::unwrap;
use crate::store::Store;

/// Raised when a reader of an older file would misread a newer one.
pub(super) const FORMAT: u32 = 1;

#[derive(Serialize)]
pub(super) struct Unsent<'a> {
    huifang_unsent: u32,
    office: OfficeId,
    /// The writers' device: only it may send these commands.
    device: DeviceId,
    exported_at: Instant,
    commands: Vec<&'a RawValue>,
    /// Of the commands' bytes, so that a file damaged on its way is seen.
    sum: Digest,
    photos: Vec<Photo>,
    /// Named by a command, but not on this tablet.
    photos_elsewhere: Vec<Digest>,
}

impl<'a> Unsent<'a> {
    pub(super) fn of(
        replica: &Replica,
        commands: Vec<&'a RawValue>,
        exported_at: Instant,
        photos: Vec<Photo>,
        photos_elsewhere: Vec<Digest>,
    ) -> Self {
        Unsent {
            huifang_unsent: FORMAT,
            office: replica.office,
            device: replica.device,
            exported_at,
            sum: sum(commands.iter().copied()),
            commands,
            photos,
            photos_elsewhere,
        }
    }
}

/// One digest of all commands, each followed by a line's end.
pub(super) fn sum<'a>(commands: impl Iterator<Item = &'a RawValue>) -> Digest {
    let mut parts: Vec<&[u8]> = Vec::new();
    for command in commands {
        parts.push(command.get().as_bytes());
        parts.push(b"\n");
    }
    Digest::of(&parts)
}

#[derive(Serialize)]
pub(super) struct Photo {
    digest: Digest,
    media: String,
    base64: String,
}

impl Photo {
    pub(super) fn of(digest: Digest, bytes: &[u8], media: String) -> Self {
        Photo {
            digest,
            media,
            base64: STANDARD.encode(bytes),
        }
    }
}

impl Engine {
    /// `None` when the storage cannot be read: half a file would be taken for the whole.
    pub(super) async fn export_unsent(&self) -> Option<String> {
        let open = self.opened()?;
        let (raws, mut digests) = {
            let replica = open.replica.borrow();
            let outbox = replica.outbox();
            let raws: Vec<Box<RawValue>> =
                outbox.iter().map(|pending| pending.raw.clone()).collect();
            let named = outbox.iter().flat_map(|pending| &pending.command.photos);
            let digests: Vec<Digest> = named.copied().collect();
            (raws, digests)
        };
        digests.extend(open.photos.borrow().waiting().iter());
        digests.sort_unstable();
        digests.dedup();
        let (mut photos, mut photos_elsewhere) = (Vec::new(), Vec::new());
        for digest in digests {
            let stored = open.store.photo(digest).await.ok()?;
            match stored.as_deref().and_then(unwrap) {
                Some((bytes, media)) => photos.push(Photo::of(digest, &bytes, media)),
                None => photos_elsewhere.push(digest),
            }
        }
        let unsent = Unsent::of(
            &open.replica.borrow(),
            raws.iter().map(AsRef::as_ref).collect(),
            self.now(),
            photos,
            photos_elsewhere,
        );
        serde_json::to_string(&unsent).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_stand_in_the_file_byte_for_byte_and_photos_give_their_digest() {
        // As it was stored: the server hashes these very bytes, spaces and all.
        let stored = r#"{"id": "x",  "personal":[{"value":"张三"}]}"#;
        let raw = RawValue::from_string(stored.to_owned()).unwrap();
        let digest = Digest::of(&[&[0, 255, 7]]);
        let unsent = Unsent {
            huifang_unsent: FORMAT,
            office: OfficeId::mint(Instant(1), [1; 10]),
            device: DeviceId::mint(Instant(1), [2; 10]),
            exported_at: Instant(5),
            sum: sum([raw.as_ref()].into_iter()),
            commands: vec![&raw],
            photos: vec![Photo::of(digest, &[0, 255, 7], "image/jpeg".to_owned())],
            photos_elsewhere: Vec::new(),
        };
        let file = serde_json::to_string(&unsent).unwrap();
        assert!(file.contains(stored), "{file}");
        let read: serde_json::Value = serde_json::from_str(&file).unwrap();
        let base64 = read["photos"][0]["base64"].as_str().unwrap();
        let bytes = STANDARD.decode(base64).unwrap();
        assert_eq!(Digest::of(&[&bytes]), digest);
    }
}
