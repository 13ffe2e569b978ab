//! What the server is asked about the group that hears which case moved.

use gloo_net::http::Method;
use serde::Serialize;

use super::Engine;
use super::account::checked;
use super::message::{AccountError, Webhook, WebhookWish};
use crate::sync::http::{self, Body};

#[derive(Serialize)]
struct Address {
    url: Option<String>,
}

#[derive(Serialize)]
struct Switch {
    on: bool,
}

impl Engine {
    pub(super) async fn webhook(&self, wish: WebhookWish) -> Result<Webhook, AccountError> {
        let path = "/api/webhook";
        let answered = match wish {
            WebhookWish::Look => http::get(path).await,
            WebhookWish::SendTo { url } => http::post(path, &Address { url: Some(url) }).await,
            WebhookWish::Forget => http::post(path, &Address { url: None }).await,
            WebhookWish::Switch { on } => http::post("/api/webhook/switch", &Switch { on }).await,
            WebhookWish::Try => http::call(Method::POST, "/api/webhook/try", Body::None).await,
        };
        checked(answered)?
            .read()
            .map_err(|_| AccountError::ServerTrouble)
    }
}
