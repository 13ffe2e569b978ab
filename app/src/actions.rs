//! The only writer of the state, and the pages' only way to the engine.

use domain::apply::State;
use domain::calendar::Period;
use domain::command::CommandBody;
use domain::id::{CommandId, DeviceId, Digest, Instant, OfficeId, PersonId, StreamId};
use domain::personal::{Personal, PersonalValue};
use domain::sync::window::Finding;
use domain::sync::window::message::FiguresReply;
use futures::channel::{mpsc, oneshot};

use crate::engine::message::{
    AccountError, BringInError, BringInOutcome, BringInPreview, DemoNames, DeviceRow, Older,
    PhotoError, PhotoRoom, Request, SetBackTold, SetUp, SignedIn, StorageReport, Submission,
    SubmitError, TabletLoss, Webhook, WebhookWish,
};
use crate::random;

/// Cheap to copy around: a handle to the engine, provided as context by the root.
#[derive(Clone)]
pub struct Actions {
    requests: mpsc::UnboundedSender<Request>,
}

/// Seals personal values while a command is put together.
#[derive(Default)]
pub struct Sealer {
    values: Vec<PersonalValue>,
}

impl Sealer {
    /// The digest to put into the body; the value rides beside it.
    pub fn seal(&mut self, value: &str) -> Personal {
        let sealed = PersonalValue::seal(random::bytes(), value.trim());
        let digest = sealed.digest;
        self.values.push(sealed);
        digest
    }

    /// Like [`Sealer::seal`], for an answer that may be blank.
    pub fn seal_some(&mut self, value: &str) -> Option<Personal> {
        (!value.trim().is_empty()).then(|| self.seal(value))
    }

    #[must_use]
    pub fn into_values(self) -> Vec<PersonalValue> {
        self.values
    }
}

impl Submission {
    /// A command by the one signed in, happening now.
    #[must_use]
    pub fn now(body: CommandBody, sealer: Sealer) -> Self {
        Submission {
            body,
            conducted_by: Vec::new(),
            happened_at: None,
            personal: sealer.into_values(),
            photos: Vec::new(),
            draft: None,
            even_if_refused: false,
        }
    }
}

impl Actions {
    #[must_use]
    pub fn new(requests: mpsc::UnboundedSender<Request>) -> Self {
        Actions { requests }
    }

    async fn ask<T>(&self, request: impl FnOnce(oneshot::Sender<T>) -> Request) -> Option<T> {
        let (reply, answer) = oneshot::channel();
        self.requests.unbounded_send(request(reply)).ok()?;
        answer.await.ok()
    }

    fn tell(&self, request: Request) {
        let _ = self.requests.unbounded_send(request);
    }

    /// # Errors
    /// The rejection with clause and who may, or what kept it from being saved. On `Ok` it is durable here.
    pub async fn submit(&self, submission: Submission) -> Result<CommandId, SubmitError> {
        self.ask(|reply| Request::Submit {
            submission: Box::new(submission),
            reply,
        })
        .await
        .unwrap_or(Err(SubmitError::Storage))
    }

    /// What the rules would say, without saving anything.
    ///
    /// # Errors
    /// As [`Actions::submit`].
    pub async fn try_out(&self, submission: Submission) -> Result<(), SubmitError> {
        self.ask(|reply| Request::Try {
            submission: Box::new(submission),
            reply,
        })
        .await
        .unwrap_or(Err(SubmitError::Storage))
    }

    /// Keeps a stream's state in `AppState::stream` from now on.
    pub fn watch(&self, stream: StreamId) {
        self.tell(Request::Watch { stream });
    }

    /// Something about this stream will be saved soon: what that reads is read now, so that the save does not wait for it.
    pub fn make_ready(&self, about: StreamId) {
        self.tell(Request::MakeReady { about });
    }

    /// The states of streams as they stand now, unsent work included, in the order asked for; nothing keeps them up to
    /// date. What is not here is left out.
    pub async fn read(&self, streams: Vec<StreamId>) -> Vec<State> {
        self.ask(|reply| Request::Read { streams, reply })
            .await
            .unwrap_or_default()
    }

    /// Whoever belongs to several offices names one; without it they are told which ones there are.
    ///
    /// # Errors
    /// What the server said.
    pub async fn sign_in(
        &self,
        sign_in_name: String,
        password: String,
        office: Option<OfficeId>,
    ) -> Result<SignedIn, AccountError> {
        self.ask(|reply| Request::SignIn {
            sign_in_name,
            password,
            office,
            reply,
        })
        .await
        .unwrap_or(Err(AccountError::ServerTrouble))
    }

    /// First sign-in, or a new password, with a one-time code.
    ///
    /// # Errors
    /// What the server said.
    pub async fn sign_in_by_code(
        &self,
        sign_in_name: String,
        code: String,
        password: String,
    ) -> Result<SignedIn, AccountError> {
        self.ask(|reply| Request::SignInByCode {
            sign_in_name,
            code,
            password,
            reply,
        })
        .await
        .unwrap_or(Err(AccountError::ServerTrouble))
    }

    /// Ends the session here; unsent work stays and is sent by whoever signs in next.
    pub async fn sign_out(&self) {
        let _ = self.ask(|reply| Request::SignOut { reply }).await;
    }

    /// # Errors
    /// What the server said.
    pub async fn set_up(&self, set_up: SetUp) -> Result<(), AccountError> {
        self.ask(|reply| Request::SetUp {
            set_up: Box::new(set_up),
            reply,
        })
        .await
        .unwrap_or(Err(AccountError::ServerTrouble))
    }

    pub async fn demo_names(&self) -> Option<DemoNames> {
        self.ask(|reply| Request::DemoNames { reply }).await?
    }

    /// A one-time sign-in code to hand to a person.
    ///
    /// # Errors
    /// What the server said.
    pub async fn issue_code(&self, person: PersonId) -> Result<String, AccountError> {
        self.ask(|reply| Request::IssueCode { person, reply })
            .await
            .unwrap_or(Err(AccountError::ServerTrouble))
    }

    /// # Errors
    /// What the server said.
    pub async fn devices(&self) -> Result<Vec<DeviceRow>, AccountError> {
        self.ask(|reply| Request::Devices { reply })
            .await
            .unwrap_or(Err(AccountError::ServerTrouble))
    }

    /// # Errors
    /// What the server said.
    pub async fn revoke_device(&self, device: DeviceId) -> Result<(), AccountError> {
        self.ask(|reply| Request::RevokeDevice { device, reply })
            .await
            .unwrap_or(Err(AccountError::ServerTrouble))
    }

    /// What tablets of this office lost.
    ///
    /// # Errors
    /// What the server said.
    pub async fn losses(&self) -> Result<Vec<TabletLoss>, AccountError> {
        self.ask(|reply| Request::Losses { reply })
            .await
            .unwrap_or(Err(AccountError::ServerTrouble))
    }

    /// The bytes of an entry the server could not take up; nothing without a network.
    pub async fn held(&self, command: CommandId) -> Option<String> {
        self.ask(|reply| Request::Held { command, reply }).await?
    }

    /// How a group hears which case moved: looked at, set, switched or tried out.
    ///
    /// # Errors
    /// What the server said.
    pub async fn webhook(&self, wish: WebhookWish) -> Result<Webhook, AccountError> {
        self.ask(|reply| Request::Webhook { wish, reply })
            .await
            .unwrap_or(Err(AccountError::ServerTrouble))
    }

    /// What there is to know about a server that was set back. With a reason nobody waits for the rest any more.
    ///
    /// # Errors
    /// What the server said.
    pub async fn set_back(&self, end: Option<String>) -> Result<SetBackTold, AccountError> {
        self.ask(|reply| Request::SetBack { end, reply })
            .await
            .unwrap_or(Err(AccountError::ServerTrouble))
    }

    /// Only a demo office has such a clock.
    ///
    /// # Errors
    /// What the server said.
    pub async fn move_demo_clock(&self, to: Instant) -> Result<(), AccountError> {
        self.ask(|reply| Request::MoveDemoClock { to, reply })
            .await
            .unwrap_or(Err(AccountError::ServerTrouble))
    }

    /// Whether the draft is durable now.
    pub async fn save_draft(&self, key: String, json: String) -> bool {
        self.ask(|reply| Request::SaveDraft { key, json, reply })
            .await
            .unwrap_or(false)
    }

    pub async fn load_draft(&self, key: String) -> Option<String> {
        self.ask(|reply| Request::LoadDraft { key, reply }).await?
    }

    pub async fn drop_draft(&self, key: String) {
        let _ = self.ask(|reply| Request::DropDraft { key, reply }).await;
    }

    /// Keeps photo or signature bytes durably on this tablet. `None` when the storage did not take them.
    pub async fn keep_photo(&self, bytes: Vec<u8>, media: String) -> Option<Digest> {
        self.ask(|reply| Request::KeepPhoto {
            bytes,
            media,
            reply,
        })
        .await?
        .ok()
    }

    /// The same, and why not.
    ///
    /// # Errors
    /// There is no room for photos, or the storage did not take it.
    pub async fn keep_picture(&self, bytes: Vec<u8>, media: String) -> Result<Digest, PhotoError> {
        self.ask(|reply| Request::KeepPhoto {
            bytes,
            media,
            reply,
        })
        .await
        .unwrap_or(Err(PhotoError::Storage))
    }

    /// What photos take up here. `None` while it cannot be told.
    pub async fn photo_room(&self) -> Option<PhotoRoom> {
        self.ask(|reply| Request::PhotoRoom { reply }).await?
    }

    /// Clears the photos the server has confirmed; gives back what went.
    pub async fn clear_photos(&self) -> Option<PhotoRoom> {
        self.ask(|reply| Request::ClearPhotos { reply }).await?
    }

    /// The loss was read.
    pub fn loss_read(&self) {
        self.tell(Request::LossRead);
    }

    pub async fn photo(&self, digest: Digest) -> Option<(Vec<u8>, String)> {
        self.ask(|reply| Request::Photo { digest, reply }).await?
    }

    /// Everything unsent on this tablet, as the text of one file. `None` when the storage could not be read.
    pub async fn export_unsent(&self) -> Option<String> {
        self.ask(|reply| Request::ExportUnsent { reply }).await?
    }

    /// What is in the file of another tablet's unsent work.
    ///
    /// # Errors
    /// Why it cannot be brought in.
    pub async fn preview_unsent(&self, text: String) -> Result<BringInPreview, BringInError> {
        self.ask(|reply| Request::PreviewUnsent { text, reply })
            .await
            .unwrap_or(Err(BringInError::SignedOut))
    }

    /// Hands it to the server.
    ///
    /// # Errors
    /// Why it was not brought in.
    pub async fn bring_in_unsent(&self, text: String) -> Result<BringInOutcome, BringInError> {
        self.ask(|reply| Request::BringInUnsent { text, reply })
            .await
            .unwrap_or(Err(BringInError::SignedOut))
    }

    /// Older cases that are not on this tablet.
    ///
    /// # Errors
    /// What the server said.
    pub async fn older(&self, finding: Finding) -> Result<Older, AccountError> {
        self.ask(|reply| Request::Older { finding, reply })
            .await
            .unwrap_or(Err(AccountError::ServerTrouble))
    }

    /// What a month comes to that is not here whole.
    ///
    /// # Errors
    /// What the server said.
    pub async fn figures(&self, month: Period) -> Result<FiguresReply, AccountError> {
        self.ask(|reply| Request::Figures { month, reply })
            .await
            .unwrap_or(Err(AccountError::ServerTrouble))
    }

    pub fn sync_now(&self) {
        self.tell(Request::SyncNow);
    }

    pub fn use_here(&self) {
        self.tell(Request::UseHere);
    }

    pub fn update(&self) {
        self.tell(Request::Update);
    }

    pub async fn storage_report(&self) -> StorageReport {
        self.ask(|reply| Request::StorageReport { reply })
            .await
            .unwrap_or_default()
    }
}
