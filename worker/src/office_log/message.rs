//! What the Worker and the Durable Object say to each other, and the small bodies of the API.

use chrono::NaiveDate;
use domain::id::{DeviceId, Instant, OfficeId, PersonId};
use domain::policy::ProfileName;
use domain::role::Role;
use serde::{Deserialize, Serialize};

/// Founds an office. Everything in it was checked by the Worker.
#[derive(Serialize, Deserialize)]
pub struct Found {
    pub office: OfficeId,
    pub company: String,
    pub name: String,
    pub procedure: ProfileName,
    pub utc_offset_minutes: i32,
    pub demo: bool,
    /// Where a demo office's clock begins.
    pub clock: Option<Instant>,
    /// The day the procedure takes effect; the day of founding where absent.
    pub effective_on: Option<NaiveDate>,
    pub departments: Vec<String>,
    pub director: PersonId,
    pub director_name: String,
    pub sign_in_name: String,
}

/// Opens a session for a person whose password was right.
#[derive(Serialize, Deserialize)]
pub struct OpenSession {
    pub person: PersonId,
    /// The device the browser says it is, with the secret it was enrolled with.
    pub device: Option<DeviceId>,
    pub device_secret: Option<String>,
    pub label: String,
}

/// The tokens go into cookies, the rest into the reply.
#[derive(Serialize, Deserialize)]
pub struct OpenedSession {
    pub token: String,
    /// Present when the device was enrolled just now.
    pub device_secret: Option<String>,
    pub session: SessionFacts,
}

/// What a session is about.
#[derive(Clone, Copy, Serialize, Deserialize)]
pub struct SessionFacts {
    pub person: PersonId,
    pub device: DeviceId,
    pub office: OfficeId,
    pub epoch: u64,
    pub server_time: Instant,
}

/// The person a one-time code may be given to.
#[derive(Serialize, Deserialize)]
pub struct CodeFor {
    pub office: OfficeId,
    pub sign_in_name: String,
}

/// `POST /api/demo/clock`.
#[derive(Deserialize)]
pub struct ClockTo {
    pub to: Instant,
}

#[derive(Serialize)]
pub struct ServerTime {
    pub server_time: Instant,
}

/// A sign-in name a demo shows on its first page.
#[derive(Serialize, Deserialize)]
pub struct DemoPerson {
    pub person: PersonId,
    pub name: String,
    pub sign_in_name: String,
    pub roles: Vec<Role>,
}

/// `POST /internal/trial`.
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trial {
    /// Everything the object holds is gone, as after a disaster.
    Lose,
    /// The night, now: its backup, and the parts of a first sync made ready; of a long log the rest by and by.
    Night,
    /// The folded streams are all it keeps in memory: as after an eviction.
    Evict,
}
