//! What was here before: a mark outside the storage says which device this browser was and how much it had unsent, so
//! that a storage the browser threw away is noticed, told with its count, and written on under a new device id.

use std::collections::BTreeMap;

use domain::id::{DeviceId, OfficeId};
use serde::{Deserialize, Serialize};

use super::account::checked;
use super::boot::json;
use super::message::{AccountError, Loss, TabletLoss};
use super::{Engine, Open};
use crate::preference;
use crate::store::StoreError;
use crate::sync::http;

/// Where the marks of all offices stand.
const MARKS: &str = "huifang-marks";
/// The device whose numbers stand in a storage: absent from one that was emptied.
pub(super) const META_HERE: &str = "here";

/// One office's mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Mark {
    pub device: DeviceId,
    pub unsent: usize,
    pub photos: usize,
    /// What was lost before, until somebody here has read it and the server knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub loss: Option<Loss>,
}

type Marks = BTreeMap<OfficeId, Mark>;

/// What a start finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// What was kept is there, or nothing ever was.
    Whole,
    /// The storage is another one than the mark tells of, and the session still writes under the old device id: its
    /// numbers are gone, so it has to be enrolled anew.
    EnrolAnew,
    /// Enrolled anew since: this was lost.
    Lost(Loss),
}

/// Whether the storage is the one the mark was made for.
pub(super) fn find(mark: Option<&Mark>, here: Option<DeviceId>, session: DeviceId) -> Found {
    match (mark, here) {
        (None, _) | (_, Some(_)) => Found::Whole,
        (Some(mark), None) if mark.device == session => Found::EnrolAnew,
        (Some(mark), None) => Found::Lost(mark.lost()),
    }
}

impl Mark {
    /// All it tells of is gone; what was lost before and nobody has read yet counts with it.
    pub(super) fn lost(&self) -> Loss {
        let (unsent, photos) = self.loss.map_or((0, 0), |loss| (loss.unsent, loss.photos));
        Loss {
            device: self.device,
            unsent: self.unsent.saturating_add(unsent),
            photos: self.photos.saturating_add(photos),
            read: false,
            told: false,
        }
    }
}

fn marks() -> Marks {
    preference::read(MARKS)
        .and_then(|text| domain::json::read(text.as_bytes()).ok())
        .unwrap_or_default()
}

pub(super) fn mark_of(office: OfficeId) -> Option<Mark> {
    marks().get(&office).copied()
}

fn keep(office: OfficeId, mark: Mark) {
    let mut marks = marks();
    if marks.get(&office) == Some(&mark) {
        return;
    }
    marks.insert(office, mark);
    if let Ok(text) = String::from_utf8(json(&marks)) {
        preference::write(MARKS, &text);
    }
}

/// Keeps a loss under the new device id.
pub(super) fn remember(office: OfficeId, device: DeviceId, loss: Loss) {
    keep(
        office,
        Mark {
            device,
            unsent: 0,
            photos: 0,
            loss: Some(loss),
        },
    );
}

/// `POST /api/devices/loss`.
#[derive(Serialize)]
struct Told {
    device: DeviceId,
    unsent: usize,
    photos: usize,
}

impl Engine {
    /// Keeps the mark in step with what is unsent.
    pub(super) fn mark(&self, open: &Open, unsent: usize, photos: usize) {
        let (office, device) = {
            let replica = open.replica.borrow();
            (replica.office, replica.device)
        };
        let loss = self.status.borrow().loss;
        keep(
            office,
            Mark {
                device,
                unsent,
                photos,
                loss: loss.filter(|loss| !(loss.read && loss.told)),
            },
        );
    }

    /// Shows a loss, of this start or an earlier one.
    pub(super) fn show_loss(&self, loss: Option<Loss>) {
        self.set_status(|status| status.loss = loss);
        self.count_outbox();
    }

    /// Somebody here has read it.
    pub(super) fn loss_read(&self) {
        self.set_status(|status| {
            if let Some(loss) = &mut status.loss {
                loss.read = true;
            }
        });
        self.count_outbox();
    }

    /// The office hears of it. An older server does not know the question: it is asked again after the next start.
    pub(super) async fn tell_loss(&self) {
        let loss = self.status.borrow().loss;
        let Some(loss) = loss.filter(|loss| !loss.told && loss.any()) else {
            return;
        };
        let told = Told {
            device: loss.device,
            unsent: loss.unsent,
            photos: loss.photos,
        };
        if http::post("/api/devices/loss", &told)
            .await
            .is_ok_and(|answered| answered.ok())
        {
            self.set_status(|status| {
                if let Some(loss) = &mut status.loss {
                    loss.told = true;
                }
            });
            self.count_outbox();
        }
    }

    /// What tablets of this office lost, for those who look after them.
    pub(super) async fn losses(&self) -> Result<Vec<TabletLoss>, AccountError> {
        #[derive(Deserialize)]
        struct Losses {
            losses: Vec<TabletLoss>,
        }
        let answered = checked(http::get("/api/devices/losses").await)?;
        let losses: Losses = answered.read().map_err(|_| AccountError::ServerTrouble)?;
        Ok(losses.losses)
    }

    /// A write failed in a way that concerns more than its own page.
    pub(super) fn storage_failed(&self, error: &StoreError) {
        match error {
            StoreError::Fenced => self.set_status(|status| status.fenced = true),
            StoreError::Emptied => {
                let _ = self.emptied.unbounded_send(());
            }
            StoreError::Refused(_) | StoreError::Full | StoreError::Closed | StoreError::Taken => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    const OLD: DeviceId = DeviceId(Uuid::from_u128(1));
    const NEW: DeviceId = DeviceId(Uuid::from_u128(2));

    fn mark(unsent: usize, photos: usize) -> Mark {
        Mark {
            device: OLD,
            unsent,
            photos,
            loss: None,
        }
    }

    #[test]
    fn an_emptied_storage_is_enrolled_anew_and_then_tells_its_loss_with_the_count() {
        let mark = mark(3, 1);
        assert_eq!(find(Some(&mark), None, OLD), Found::EnrolAnew);
        let Found::Lost(loss) = find(Some(&mark), None, NEW) else {
            panic!("the loss is not seen");
        };
        assert_eq!((loss.unsent, loss.photos, loss.device), (3, 1, OLD));
        assert!(!loss.read && !loss.told);
    }

    #[test]
    fn a_storage_that_is_there_or_never_was_is_whole() {
        assert_eq!(find(None, None, NEW), Found::Whole);
        assert_eq!(find(Some(&mark(3, 0)), Some(OLD), OLD), Found::Whole);
        // Enrolled anew because it was revoked: the storage is the same.
        assert_eq!(find(Some(&mark(3, 0)), Some(OLD), NEW), Found::Whole);
    }

    #[test]
    fn what_was_lost_twice_before_anybody_read_it_adds_up() {
        let first = mark(3, 1).lost();
        let again = Mark {
            device: NEW,
            loss: Some(first),
            ..mark(2, 0)
        };
        let loss = again.lost();
        assert_eq!((loss.device, loss.unsent, loss.photos), (NEW, 5, 1));
    }

    #[test]
    fn a_mark_reads_back_as_it_was_written() {
        let office = OfficeId(Uuid::from_u128(9));
        let marks = Marks::from([(
            office,
            Mark {
                loss: Some(mark(1, 1).lost()),
                ..mark(3, 1)
            },
        )]);
        let read: Marks = domain::json::read(&json(&marks)).unwrap();
        assert_eq!(read, marks);
    }
}
