//! Sign-in, set-up, one-time codes, devices: calls that need the server.

use std::rc::Rc;

use domain::id::{DeviceId, Instant, OfficeId, PersonId};
use gloo_net::http::Method;
use serde::{Deserialize, Serialize};

use super::Engine;
use super::boot::{META_SESSION, json};
use super::message::{
    AccountError, DemoNames, DeviceRow, OfficeChoice, Session, SetUp, SignedIn, Update,
};
use crate::store::{Durability, Store, StoreError, Write};
use crate::sync::http::{self, Answered, Body, NetFault};

/// Which device this browser profile is, by office; one without an office is what tablets kept earlier.
const META_DEVICE: &str = "device/";

#[derive(Serialize)]
struct SignIn<'a> {
    sign_in_name: &'a str,
    password: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'a str>,
    devices: Vec<DeviceId>,
    choose: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    office: Option<OfficeId>,
}

#[derive(Deserialize)]
pub(super) struct SessionReply {
    person: PersonId,
    device: DeviceId,
    office: OfficeId,
    offices: Vec<OfficeChoice>,
    server_time: Instant,
}

impl From<SessionReply> for Session {
    fn from(reply: SessionReply) -> Self {
        Session {
            person: reply.person,
            device: reply.device,
            office: reply.office,
            offices: reply.offices,
        }
    }
}

/// Right, but it is still to be said which office.
#[derive(Deserialize)]
struct Offices {
    offices: Vec<OfficeChoice>,
}

#[derive(Deserialize)]
struct Refused {
    code: String,
}

/// The demo offices of a server that has no real one.
#[derive(Deserialize)]
struct Demo {
    offices: Vec<DemoNames>,
}

#[derive(Deserialize)]
struct Code {
    code: String,
}

impl Engine {
    pub(super) async fn sign_in(
        self: &Rc<Self>,
        sign_in_name: &str,
        password: &str,
        office: Option<OfficeId>,
    ) -> Result<SignedIn, AccountError> {
        self.sign_in_at("/api/session", sign_in_name, None, password, office)
            .await
    }

    pub(super) async fn sign_in_by_code(
        self: &Rc<Self>,
        sign_in_name: &str,
        code: &str,
        password: &str,
    ) -> Result<SignedIn, AccountError> {
        self.sign_in_at(
            "/api/session/code",
            sign_in_name,
            Some(code),
            password,
            None,
        )
        .await
    }

    async fn sign_in_at(
        self: &Rc<Self>,
        path: &str,
        sign_in_name: &str,
        code: Option<&str>,
        password: &str,
        office: Option<OfficeId>,
    ) -> Result<SignedIn, AccountError> {
        let body = SignIn {
            sign_in_name: sign_in_name.trim(),
            password,
            code: code.map(str::trim),
            devices: self.devices_here().await,
            choose: true,
            office,
        };
        let answered = checked(http::post(path, &body).await)?;
        let entered = self.signed_in(&answered).await;
        match (entered, answered.read::<Offices>()) {
            (Ok(()), _) => Ok(SignedIn::Entered),
            (Err(_), Ok(reply)) if office.is_none() => Ok(SignedIn::Choose(reply.offices)),
            (Err(error), _) => Err(error),
        }
    }

    pub(super) async fn set_up(self: &Rc<Self>, set_up: &SetUp) -> Result<(), AccountError> {
        let answered = checked(http::post("/api/setup", set_up).await)?;
        self.signed_in(&answered).await
    }

    async fn signed_in(self: &Rc<Self>, answered: &Answered) -> Result<(), AccountError> {
        let signed_in: SessionReply = answered.read().map_err(|_| AccountError::ServerTrouble)?;
        self.learn_clock(signed_in.server_time, u64::MAX - 1);
        let session = Session::from(signed_in);
        // Where it cannot be kept, this tab works until it is closed.
        let _ = self.keep_this_session(&session).await;
        self.session_holds();
        let same_tablet = self.opened().is_some_and(|open| {
            let replica = open.replica.borrow();
            // A device that was revoked is enrolled anew, and writes under its new id from here on.
            replica.office == session.office && replica.device == session.device
        });
        if same_tablet {
            // Another person on the same tablet: everybody's work stays where it is.
            *self.session.borrow_mut() = Some(session.clone());
            self.count_outbox();
            self.tell(Update::Session(Some(session)));
            self.kick();
        } else {
            self.enter(session).await;
        }
        Ok(())
    }

    /// The storage of this office is another one than it was: its device id is not used again.
    pub(super) async fn forget_device(&self, office: OfficeId) {
        let device_store = self.device_store.borrow().clone();
        if let Some(store) = device_store {
            let writes = vec![
                Write::Meta {
                    key: META_SESSION.to_owned(),
                    value: b"null".to_vec(),
                },
                Write::DropMeta {
                    key: format!("{META_DEVICE}{office}"),
                },
            ];
            let _ = store.commit(writes, Durability::Strict).await;
        }
        *self.session.borrow_mut() = None;
        self.tell(Update::Session(None));
    }

    /// Writes down again who is signed in, in a storage that was emptied.
    pub(super) async fn keep_session(&self) {
        let session = self.session.borrow().clone();
        let device_store = self.device_store.borrow().clone();
        if let (Some(store), Some(session)) = (device_store, session)
            && store.take_over().await.is_ok()
        {
            let _ = store
                .commit(session_writes(&session), Durability::Strict)
                .await;
        }
    }

    /// Who is signed in, and which device this is, for the next start.
    pub(super) async fn keep_this_session(&self, session: &Session) -> Result<(), StoreError> {
        let device_store = self.device_store.borrow().clone();
        match device_store {
            Some(store) => {
                store
                    .commit(session_writes(session), Durability::Strict)
                    .await
            }
            None => Ok(()),
        }
    }

    /// The devices this browser profile was enrolled as, at whichever offices.
    async fn devices_here(&self) -> Vec<DeviceId> {
        let store = self.device_store.borrow().clone();
        let Some(store) = store else {
            return Vec::new();
        };
        let loaded = store.load().await.unwrap_or_default();
        let kept = loaded
            .meta
            .iter()
            .filter(|(key, _)| key.starts_with(META_DEVICE));
        kept.filter_map(|(_, bytes)| domain::json::read(bytes).ok())
            .collect()
    }

    pub(super) async fn sign_out(&self) {
        let _ = http::call(Method::DELETE, "/api/session", Body::None).await;
        let device_store = self.device_store.borrow().clone();
        if let Some(store) = device_store {
            let nobody = Write::Meta {
                key: META_SESSION.to_owned(),
                value: b"null".to_vec(),
            };
            let _ = store.commit(vec![nobody], Durability::Strict).await;
        }
        *self.session.borrow_mut() = None;
        self.tell(Update::Session(None));
    }

    pub(super) async fn demo_names(&self) -> Option<DemoNames> {
        let answered = http::get("/api/demo").await.ok()?;
        let demo: Demo = answered.ok().then(|| answered.read().ok())??;
        demo.offices.into_iter().next()
    }

    pub(super) async fn issue_code(&self, person: PersonId) -> Result<String, AccountError> {
        let path = format!("/api/people/{person}/code");
        let answered = checked(http::call(Method::POST, &path, Body::None).await)?;
        let code: Code = answered.read().map_err(|_| AccountError::ServerTrouble)?;
        Ok(code.code)
    }

    pub(super) async fn devices(&self) -> Result<Vec<DeviceRow>, AccountError> {
        #[derive(Deserialize)]
        struct Devices {
            devices: Vec<DeviceRow>,
        }
        let answered = checked(http::get("/api/devices").await)?;
        let devices: Devices = answered.read().map_err(|_| AccountError::ServerTrouble)?;
        Ok(devices.devices)
    }

    pub(super) async fn revoke_device(&self, device: DeviceId) -> Result<(), AccountError> {
        let path = format!("/api/devices/{device}/revoke");
        checked(http::call(Method::POST, &path, Body::None).await).map(|_| ())
    }

    pub(super) async fn move_demo_clock(&self, to: Instant) -> Result<(), AccountError> {
        #[derive(Serialize)]
        struct Move {
            to: Instant,
        }
        checked(http::post("/api/demo/clock", &Move { to }).await)?;
        self.kick();
        Ok(())
    }
}

fn session_writes(session: &Session) -> Vec<Write> {
    vec![
        Write::Meta {
            key: META_SESSION.to_owned(),
            value: json(session),
        },
        Write::Meta {
            key: format!("{META_DEVICE}{}", session.office),
            value: json(&session.device),
        },
    ]
}

pub(super) fn checked(answered: Result<Answered, NetFault>) -> Result<Answered, AccountError> {
    let answered = match answered {
        Ok(answered) => answered,
        Err(NetFault::NoNetwork) => return Err(AccountError::NoNetwork),
        Err(NetFault::NotOurs | NetFault::NoRoom | NetFault::Broken | NetFault::SetBack) => {
            return Err(AccountError::ServerTrouble);
        }
    };
    match answered.status {
        200..300 => Ok(answered),
        401 => Err(AccountError::Wrong),
        429 => Err(AccountError::TooMany {
            retry_after_seconds: answered.retry_after_seconds,
        }),
        500.. => Err(AccountError::ServerTrouble),
        _ => {
            let refused: Result<Refused, _> = answered.read();
            Err(refused.map_or(AccountError::ServerTrouble, |refused| {
                AccountError::Refused(refused.code)
            }))
        }
    }
}
