//! The file of another tablet's unsent work: read, shown before anything is done, and handed to the server as it is.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::command::Command;
use domain::id::{DeviceId, Digest, Instant, OfficeId};
use domain::log::BroughtIn;
use domain::sync::message::{Answer, BATCH_BYTES, BATCH_COMMANDS};
use domain::sync::photos::Note;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::Engine;
use super::export::{FORMAT, sum};
use super::message::{BringInError, BringInLine, BringInOutcome, BringInPreview};
use super::photo_book;
use super::photos::{Nudge, wrap};
use crate::store::{StoreError, Write};
use crate::sync::http::{self, NetFault};

#[derive(Deserialize)]
struct File {
    huifang_unsent: u32,
    office: OfficeId,
    device: DeviceId,
    exported_at: Instant,
    commands: Vec<Box<RawValue>>,
    /// Of the commands' bytes: a file damaged on its way is not half believed.
    sum: Digest,
    photos: Vec<FilePhoto>,
    photos_elsewhere: Vec<Digest>,
}

#[derive(Deserialize)]
struct FilePhoto {
    digest: Digest,
    media: String,
    base64: String,
}

/// A file whose every line was read and whose photos are what they are called.
struct Read {
    file: File,
    commands: Vec<Command>,
    photos: Vec<(Digest, Vec<u8>, String)>,
}

fn read(text: &str) -> Result<Read, BringInError> {
    #[derive(Deserialize)]
    struct Format {
        huifang_unsent: u32,
    }
    let format: Format = domain::json::read(text.as_bytes()).map_err(|_| BringInError::NotAFile)?;
    if format.huifang_unsent > FORMAT {
        return Err(BringInError::NewerFile);
    }
    let file: File = domain::json::read(text.as_bytes()).map_err(|_| BringInError::Damaged)?;
    if file.huifang_unsent != FORMAT || sum(file.commands.iter().map(AsRef::as_ref)) != file.sum {
        return Err(BringInError::Damaged);
    }
    let commands: Result<Vec<Command>, _> = file
        .commands
        .iter()
        .map(|raw| Command::read(raw.get()))
        .collect();
    let photos: Option<Vec<_>> = file
        .photos
        .iter()
        .map(|photo| {
            let bytes = STANDARD.decode(&photo.base64).ok()?;
            let whole = Digest::of(&[&bytes]) == photo.digest;
            whole.then(|| (photo.digest, bytes, photo.media.clone()))
        })
        .collect();
    Ok(Read {
        commands: commands.map_err(|_| BringInError::NewerFile)?,
        photos: photos.ok_or(BringInError::Damaged)?,
        file,
    })
}

/// What is in the file, for whoever is to agree to it.
fn preview(read: &Read, office: OfficeId) -> Result<BringInPreview, BringInError> {
    if read.file.office != office {
        return Err(BringInError::OtherOffice);
    }
    Ok(BringInPreview {
        device: read.file.device,
        exported_at: read.file.exported_at,
        lines: read
            .commands
            .iter()
            .map(|command| BringInLine {
                person: command.recorded_by,
                entered_at: command.moment.entered_at,
                act: command.body.act(),
                about: command.body.target(office),
            })
            .collect(),
        photos: read.photos.len(),
        photos_elsewhere: read.file.photos_elsewhere.len(),
    })
}

/// Commands in batches the server takes in one go.
fn batches(commands: &[Box<RawValue>]) -> Vec<&[Box<RawValue>]> {
    let mut batches = Vec::new();
    let (mut from, mut bytes) = (0, 0_usize);
    for (place, raw) in commands.iter().enumerate() {
        let size = raw.get().len().saturating_add(1);
        let full = place - from >= BATCH_COMMANDS || bytes.saturating_add(size) > BATCH_BYTES;
        if full && place > from {
            batches.extend(commands.get(from..place));
            (from, bytes) = (place, 0);
        }
        bytes = bytes.saturating_add(size);
    }
    batches.extend(commands.get(from..).filter(|rest| !rest.is_empty()));
    batches
}

/// `POST /api/bring_in`.
#[derive(Serialize)]
struct BringIn<'a> {
    office: OfficeId,
    epoch: u64,
    commands: &'a [Box<RawValue>],
}

#[derive(Deserialize)]
struct Brought {
    answers: Vec<BroughtIn>,
}

/// What the server says instead; the fault is read apart: a newer server may know more of them.
#[derive(Deserialize)]
struct Refusal {
    code: String,
    #[serde(default)]
    fault: Option<Box<RawValue>>,
}

fn refused(body: &[u8]) -> BringInError {
    let Ok(refusal) = domain::json::read::<Refusal>(body) else {
        return BringInError::ServerTrouble;
    };
    let fault = || domain::json::read_text(refusal.fault.as_ref()?.get()).ok();
    match refusal.code.as_str() {
        "other_office" => BringInError::OtherOffice,
        "not_brought_in" => fault().map_or(BringInError::ServerTrouble, BringInError::Refused),
        _ => BringInError::ServerTrouble,
    }
}

fn count(outcome: &mut BringInOutcome, answers: &[BroughtIn]) {
    for answered in answers {
        let place = match (&answered.answer, answered.known) {
            (_, true) => &mut outcome.known,
            (Answer::Refused { .. } | Answer::Held { .. }, false) => &mut outcome.refused,
            (Answer::Accepted { .. } | Answer::Unchanged, false) => &mut outcome.taken,
        };
        *place = place.saturating_add(1);
    }
}

impl Engine {
    pub(super) fn preview_unsent(&self, text: &str) -> Result<BringInPreview, BringInError> {
        let open = self.opened().ok_or(BringInError::SignedOut)?;
        let office = open.replica.borrow().office;
        preview(&read(text)?, office)
    }

    /// Everything of the file, or an error and how far it came: what was brought in before it is known to the server
    /// when the file is tried again.
    pub(super) async fn bring_in_unsent(&self, text: &str) -> Result<BringInOutcome, BringInError> {
        let open = self.opened().ok_or(BringInError::SignedOut)?;
        let (office, epoch) = {
            let replica = open.replica.borrow();
            (replica.office, replica.epoch)
        };
        let read = read(text)?;
        preview(&read, office)?;
        let mut outcome = BringInOutcome::default();
        for commands in batches(&read.file.commands) {
            let request = BringIn {
                office,
                epoch,
                commands,
            };
            let answered =
                http::post("/api/bring_in", &request)
                    .await
                    .map_err(|fault| match fault {
                        NetFault::NoNetwork => BringInError::NoNetwork,
                        NetFault::NotOurs
                        | NetFault::NoRoom
                        | NetFault::Broken
                        | NetFault::SetBack => BringInError::ServerTrouble,
                    })?;
            if !answered.ok() {
                return Err(refused(&answered.body));
            }
            let brought: Brought = answered.read().map_err(|_| BringInError::ServerTrouble)?;
            count(&mut outcome, &brought.answers);
        }
        for (digest, bytes, media) in &read.photos {
            let note = Note {
                bytes: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
                confirmed_at: None,
            };
            let writes = vec![
                Write::Photo {
                    digest: *digest,
                    value: wrap(bytes, media),
                },
                photo_book::noting(*digest, note),
                Write::PhotoWaiting { digest: *digest },
            ];
            match self.commit_anyway(&open, writes).await {
                Ok(()) => {}
                Err(StoreError::Full) => return Err(BringInError::NoRoom),
                Err(error) => {
                    self.storage_failed(&error);
                    return Err(BringInError::NoRoom);
                }
            }
            let mut photos = open.photos.borrow_mut();
            photos.noted(*digest, note);
            photos.wait([*digest]);
            outcome.photos = outcome.photos.saturating_add(1);
        }
        self.count_outbox();
        self.kick();
        let _ = self.nudges.unbounded_send(Nudge::Life);
        Ok(outcome)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::export::{Photo, Unsent};
    use crate::engine::trial::{PERSON, replica, save};
    use crate::store::memory::MemoryStore;
    use domain::log::BringInFault;
    use futures::executor::block_on;

    const PICTURE: [u8; 3] = [0, 255, 7];

    /// The file of a tablet with so many unsent commands and one photo.
    fn file(count: u8) -> (String, OfficeId) {
        let store = MemoryStore::default();
        let replica = replica();
        for place in 1..=count {
            block_on(save(&store, &replica, place));
        }
        let replica = replica.borrow();
        let raws: Vec<&RawValue> = replica.outbox().iter().map(|it| it.raw.as_ref()).collect();
        let photo = Photo::of(Digest::of(&[&PICTURE]), &PICTURE, "image/webp".to_owned());
        let unsent = Unsent::of(&replica, raws, Instant(9), vec![photo], Vec::new());
        (serde_json::to_string(&unsent).unwrap(), replica.office)
    }

    #[test]
    fn a_file_is_shown_before_anything_is_done() {
        let (text, office) = file(3);
        let shown = preview(&read(&text).unwrap(), office).unwrap();
        assert_eq!(shown.lines.len(), 3);
        assert!(
            shown
                .lines
                .iter()
                .all(|line| line.person == PERSON && line.act == "open")
        );
        assert_eq!((shown.photos, shown.exported_at), (1, Instant(9)));
    }

    #[test]
    fn commands_come_out_byte_for_byte_as_they_went_in() {
        let (text, _) = file(2);
        for raw in read(&text).unwrap().file.commands {
            assert!(text.contains(raw.get()));
        }
    }

    #[test]
    fn a_damaged_file_and_one_of_another_office_are_told_apart() {
        let (text, office) = file(2);
        let other = OfficeId(uuid::Uuid::from_u128(99));
        let of_other = preview(&read(&text).unwrap(), other);
        assert_eq!(of_other.err(), Some(BringInError::OtherOffice));
        let said = |text: &str| read(text).err();
        let cut = text.get(..text.len() - 2).unwrap();
        assert_eq!(said(cut), Some(BringInError::NotAFile));
        assert_eq!(said("{}"), Some(BringInError::NotAFile));
        assert_eq!(said("PK\u{3}\u{4}"), Some(BringInError::NotAFile));
        let newer = text.replace(r#""huifang_unsent":1"#, r#""huifang_unsent":2"#);
        assert_eq!(said(&newer), Some(BringInError::NewerFile));
        let altered = text.replacen("registered", "opened", 1);
        assert_ne!(altered, text);
        assert_eq!(said(&altered), Some(BringInError::Damaged));
        let picture = text.replace(&STANDARD.encode(PICTURE), &STANDARD.encode([1, 2, 3]));
        assert_eq!(said(&picture), Some(BringInError::Damaged));
        assert!(preview(&read(&text).unwrap(), office).is_ok());
    }

    #[test]
    fn a_long_file_goes_in_batches_the_server_takes() {
        let line =
            |size: usize| RawValue::from_string(format!("\"{}\"", "x".repeat(size))).unwrap();
        let many: Vec<_> = (0..401).map(|_| line(3)).collect();
        let sizes: Vec<usize> = batches(&many).iter().map(|batch| batch.len()).collect();
        assert_eq!(sizes, [200, 200, 1]);
        let heavy: Vec<_> = (0..3).map(|_| line(200 * 1024)).collect();
        let sizes: Vec<usize> = batches(&heavy).iter().map(|batch| batch.len()).collect();
        assert_eq!(sizes, [2, 1]);
        assert!(batches(&[]).is_empty());
    }

    #[test]
    fn the_servers_words_are_read() {
        let person = PERSON;
        let body = format!(
            r#"{{"code":"not_brought_in","fault":{{"beyond_authority":{{"index":0,"person":"{person}"}}}}}}"#
        );
        assert_eq!(
            refused(body.as_bytes()),
            BringInError::Refused(BringInFault::BeyondAuthority { index: 0, person })
        );
        assert_eq!(
            refused(br#"{"code":"other_office"}"#),
            BringInError::OtherOffice
        );
        assert_eq!(refused(b"<html>"), BringInError::ServerTrouble);
    }

    /// What a person may choose in the dialog, read as far as it can be shown.
    static CHOSEN: fuzz::Reader = fuzz::Reader {
        name: "unsent_file",
        reads: |bytes| {
            let read = read(&String::from_utf8_lossy(bytes));
            if let Ok(read) = &read {
                let _ = preview(read, read.file.office);
                let _ = batches(&read.file.commands);
            }
            read.is_ok()
        },
    };

    #[test]
    fn a_file_with_bad_bytes_gives_an_error_and_never_a_panic_or_a_hang() {
        let figures = fuzz::play(&CHOSEN, 20_261_130, |figures| figures.inputs < 3_000).unwrap();
        assert!(figures.taken > 0, "the sample itself is not read");
        assert!(figures.taken < figures.inputs, "nothing was bad enough");
    }
}
