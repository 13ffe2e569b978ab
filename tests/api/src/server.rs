//! The server under test, and how an office begins on it.

use chrono::NaiveDate;
use domain::id::{DeviceId, Instant, OfficeId, PersonId};
use domain::policy::ProfileName;
use serde::{Deserialize, Serialize};

use crate::client::Client;
use crate::failure::Failure;
use crate::tablet::Tablet;

/// Where a server is, and the token that founds a company on it.
#[derive(Clone, Debug)]
pub struct Server {
    pub base_url: String,
    pub setup_token: String,
}

/// `POST /api/setup`.
#[derive(Clone, Debug, Serialize)]
pub struct Setup {
    pub token: String,
    pub company: String,
    pub office: String,
    pub procedure: ProfileName,
    pub director: Director,
    pub utc_offset_minutes: i32,
    pub demo: bool,
    pub departments: Vec<String>,
    /// Where a demo's clock begins; the present where absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clock: Option<Instant>,
    /// The day a demo's procedure takes effect; the day of founding where absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effective_on: Option<NaiveDate>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Director {
    pub name: String,
    pub sign_in_name: String,
    pub password: String,
}

/// What every way of signing in answers.
#[derive(Clone, Debug, Deserialize)]
pub struct Session {
    pub person: PersonId,
    pub device: DeviceId,
    pub office: OfficeId,
    pub epoch: u64,
    pub server_time: Instant,
    pub offices: Vec<Office>,
}

/// One of a person's offices.
#[derive(Clone, Debug, Deserialize)]
pub struct Office {
    pub id: OfficeId,
    pub name: String,
    pub demo: bool,
}

impl Server {
    /// The server `cargo xtask test` started.
    ///
    /// # Errors
    /// When it did not say where.
    pub fn from_environment() -> Result<Self, Failure> {
        let of = |name| std::env::var(name).map_err(|_| Failure::NoServer(name));
        Ok(Server {
            base_url: of("HUIFANG_BASE_URL")?,
            setup_token: of("HUIFANG_SETUP_TOKEN")?,
        })
    }

    #[must_use]
    pub fn client(&self) -> Client {
        Client::new(&self.base_url)
    }

    /// Founds a company with its first office; the Director is signed in on the tablet.
    ///
    /// # Errors
    /// When the server refuses.
    pub fn set_up(&self, setup: &Setup) -> Result<Tablet, Failure> {
        let mut client = self.client();
        let session = client.post("/api/setup", setup)?.ok()?.json()?;
        Ok(Tablet::new(client, session))
    }

    /// A new tablet on which somebody signs in.
    ///
    /// # Errors
    /// When the server refuses.
    pub fn sign_in(&self, sign_in_name: &str, password: &str) -> Result<Tablet, Failure> {
        let mut client = self.client();
        let form = serde_json::json!({ "sign_in_name": sign_in_name, "password": password });
        let session = client.post("/api/session", &form)?.ok()?.json()?;
        Ok(Tablet::new(client, session))
    }

    /// A new tablet on which somebody signs in for the first time.
    ///
    /// # Errors
    /// When the server refuses.
    pub fn sign_in_by_code(
        &self,
        sign_in_name: &str,
        code: &str,
        password: &str,
    ) -> Result<Tablet, Failure> {
        let mut client = self.client();
        let form =
            serde_json::json!({ "sign_in_name": sign_in_name, "code": code, "password": password });
        let session = client.post("/api/session/code", &form)?.ok()?.json()?;
        Ok(Tablet::new(client, session))
    }
}
