//! Answers, and the one map from what went wrong to its status.

use domain::id::{Cursor, Instant};
use domain::log::BringInFault;
use domain::sync::message::{CommandAnswer, PushFault};
use serde::Serialize;
use worker::{Response, ResponseBuilder};

/// Why a request was not served. Codes only: the app has the wording.
#[derive(Debug, Serialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Fault {
    #[error("no such thing here")]
    NotFound,
    #[error("the body cannot be read")]
    Unreadable,
    #[error("{field} is missing or wrong")]
    Invalid { field: &'static str },
    #[error("more than {limit} bytes or items")]
    TooLarge { limit: usize },
    #[error("not signed in")]
    NotSignedIn,
    #[error("no longer on the staff")]
    NotOnStaff,
    #[error("the device was revoked")]
    DeviceRevoked,
    #[error("beyond their authority")]
    BeyondAuthority,
    #[error("another origin")]
    ForeignOrigin,
    #[error("name or password is wrong")]
    WrongCredentials,
    #[error("the code is wrong, used or expired")]
    WrongCode,
    #[error("the set-up token is wrong")]
    WrongSetupToken,
    #[error("too many attempts")]
    TooManyAttempts { retry_after_seconds: i64 },
    #[error("the sign-in name belongs to another person")]
    SignInNameTaken,
    /// The cursor, its hash or the epoch is not of this log: the server was set back.
    #[error("not of this log")]
    ServerSetBack { epoch: u64, head: Cursor },
    /// It was set back, and takes events back before it takes commands: they are to come later.
    #[error("events are taken back first")]
    TakingBack { epoch: u64 },
    #[error("{0}")]
    PushStopped(Box<PushStopped>),
    #[error("only a demo office has a clock that moves")]
    DemoOnly,
    #[error("this server founds no demo office")]
    NoDemoHere,
    #[error("an office stands here already")]
    OfficeNotEmpty,
    #[error("these pages are not a whole office")]
    NotAnOffice,
    #[error("the clock only goes forward")]
    ClockOnlyForward { now: Instant },
    #[error("the bytes are not the ones named")]
    PhotoMismatch,
    #[error("not a kind of photo")]
    PhotoKind,
    #[error("the file is of another office")]
    OtherOffice,
    #[error("{fault}")]
    NotBroughtIn { fault: BringInFault },
    #[error("the server failed")]
    Failed,
}

/// A push that stopped before its end; what was answered stands.
#[derive(Debug, Serialize)]
pub struct PushStopped {
    pub fault: PushFault,
    pub answers: Vec<CommandAnswer>,
    pub epoch: u64,
    pub head: Cursor,
    pub server_time: Instant,
}

impl std::fmt::Display for PushStopped {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.fault.fmt(f)
    }
}

impl Fault {
    fn status(&self) -> u16 {
        match self {
            Fault::NotSignedIn | Fault::WrongCredentials | Fault::WrongCode => 401,
            Fault::NotOnStaff
            | Fault::DeviceRevoked
            | Fault::BeyondAuthority
            | Fault::ForeignOrigin
            | Fault::WrongSetupToken
            | Fault::DemoOnly
            | Fault::NoDemoHere => 403,
            Fault::NotFound => 404,
            Fault::SignInNameTaken
            | Fault::OfficeNotEmpty
            | Fault::ServerSetBack { .. }
            | Fault::ClockOnlyForward { .. } => 409,
            Fault::TooLarge { .. } => 413,
            Fault::PhotoKind => 415,
            Fault::Unreadable => 400,
            Fault::Invalid { .. } | Fault::PhotoMismatch | Fault::NotAnOffice => 422,
            Fault::OtherOffice => 403,
            Fault::NotBroughtIn { fault } => match fault {
                BringInFault::Unreadable { .. } | BringInFault::Altered { .. } => 422,
                BringInFault::UnknownDevice { .. }
                | BringInFault::NotTheirDevice { .. }
                | BringInFault::BeyondAuthority { .. } => 403,
                BringInFault::Stopped(_) => 409,
            },
            Fault::TooManyAttempts { .. } => 429,
            Fault::PushStopped(stopped) => match stopped.fault {
                PushFault::Gap { .. } | PushFault::Cloned { .. } | PushFault::IdTaken { .. } => 409,
                PushFault::Unreadable { .. } => 422,
                PushFault::NotTheirDevice { .. } => 403,
            },
            Fault::TakingBack { .. } => 503,
            Fault::Failed => 500,
        }
    }

    /// The answer that tells it.
    ///
    /// # Errors
    /// When the runtime cannot build a response.
    pub fn response(&self) -> worker::Result<Response> {
        let builder = no_store()?.with_status(self.status());
        let builder = match self {
            Fault::TooManyAttempts {
                retry_after_seconds,
            } => builder.with_header("Retry-After", &retry_after_seconds.to_string())?,
            _ => builder,
        };
        builder.from_json(self)
    }
}

/// What failed inside is told to the log, never to the client. Errors of the runtime name tables and keys, no bodies.
impl From<worker::Error> for Fault {
    fn from(error: worker::Error) -> Self {
        worker::console_error!("{error}");
        Fault::Failed
    }
}

/// Every answer of the API.
pub type Answered = Result<Response, Fault>;

fn no_store() -> worker::Result<ResponseBuilder> {
    ResponseBuilder::new().with_header("Cache-Control", "no-store")
}

/// 200 with JSON.
pub fn json<T: Serialize>(value: &T) -> Answered {
    Ok(no_store()?.from_json(value)?)
}

/// 204.
pub fn done() -> Answered {
    Ok(no_store()?.with_status(204).empty())
}
