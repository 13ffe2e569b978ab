//! HTTP with a cookie jar.

use std::collections::BTreeMap;

use serde::Serialize;
use serde::de::DeserializeOwned;
use ureq::http::{Request, Response};
use ureq::{Agent, Body};

use crate::failure::Failure;

/// Longer answers than this are none of ours.
const LONGEST_BODY: u64 = 64 * 1024 * 1024;

/// One browser profile: its cookies, and where the server is.
#[derive(Clone)]
pub struct Client {
    base_url: String,
    agent: Agent,
    cookies: BTreeMap<String, String>,
}

/// An answer, whatever its status.
#[derive(Clone, Debug)]
pub struct Reply {
    pub path: String,
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Reply {
    /// The first header of that name.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    /// The `code` of a refusal; empty where there is none.
    #[must_use]
    pub fn code(&self) -> String {
        let value: serde_json::Value = serde_json::from_slice(&self.body).unwrap_or_default();
        value["code"].as_str().unwrap_or_default().to_owned()
    }

    /// # Errors
    /// When the body is not such JSON.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Failure> {
        Ok(serde_json::from_slice(&self.body)?)
    }

    /// # Errors
    /// When the status is not one of success.
    pub fn ok(self) -> Result<Self, Failure> {
        if (200..300).contains(&self.status) {
            return Ok(self);
        }
        Err(Failure::Status {
            path: self.path,
            status: self.status,
            body: String::from_utf8_lossy(&self.body).into_owned(),
        })
    }
}

impl Client {
    #[must_use]
    pub fn new(base_url: &str) -> Self {
        let agent = Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(std::time::Duration::from_secs(60)))
            .build();
        Client {
            base_url: base_url.trim_end_matches('/').to_owned(),
            agent: agent.into(),
            cookies: BTreeMap::new(),
        }
    }

    /// Sends a request with the cookies, and keeps those that come back.
    ///
    /// # Errors
    /// When the server was not reached; a refusal is a [`Reply`].
    pub fn send(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&[u8]>,
    ) -> Result<Reply, Failure> {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.base_url));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if !self.cookies.is_empty() {
            let cookies: Vec<String> = self
                .cookies
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect();
            request = request.header("Cookie", cookies.join("; "));
        }
        let response = match body {
            Some(body) => {
                let request = request.body(body).map_err(ureq::Error::Http)?;
                self.agent.run(request)?
            }
            None => {
                let request = request.body(()).map_err(ureq::Error::Http)?;
                self.agent.run(request)?
            }
        };
        self.take_in(path, response)
    }

    fn take_in(&mut self, path: &str, response: Response<Body>) -> Result<Reply, Failure> {
        let (parts, mut body) = response.into_parts();
        let headers: Vec<(String, String)> = parts
            .headers
            .iter()
            .map(|(name, value)| {
                let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
                (name.to_string(), value)
            })
            .collect();
        for (name, value) in &headers {
            if name == "set-cookie"
                && let Some((pair, attributes)) = value.split_once(';')
                && let Some((name, value)) = pair.split_once('=')
            {
                if attributes.contains("Max-Age=0") {
                    self.cookies.remove(name);
                } else {
                    self.cookies.insert(name.to_owned(), value.to_owned());
                }
            }
        }
        Ok(Reply {
            path: path.to_owned(),
            status: parts.status.as_u16(),
            headers,
            body: body.with_config().limit(LONGEST_BODY).read_to_vec()?,
        })
    }

    /// # Errors
    /// When the server was not reached.
    pub fn get(&mut self, path: &str) -> Result<Reply, Failure> {
        self.send("GET", path, &[], None)
    }

    /// # Errors
    /// When the server was not reached.
    pub fn post(&mut self, path: &str, body: &impl Serialize) -> Result<Reply, Failure> {
        let body = serde_json::to_vec(body)?;
        let headers = [("Content-Type", "application/json")];
        self.send("POST", path, &headers, Some(&body))
    }

    #[must_use]
    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.get(name).map(String::as_str)
    }

    pub fn set_cookie(&mut self, name: &str, value: &str) {
        self.cookies.insert(name.to_owned(), value.to_owned());
    }

    /// As if the browser had lost a cookie.
    pub fn drop_cookie(&mut self, name: &str) {
        self.cookies.remove(name);
    }
}
