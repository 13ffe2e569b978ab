//! Tells a group of WeCom or DingTalk that something moved: kinds and ids, never a word of anybody.
//!
//! The alarm sends, so that no tablet waits for somebody else's server, and tries again until it arrives.

use std::time::Duration;

use domain::id::Cursor;
use domain::log::EventLog as _;
use serde::{Deserialize, Serialize};
use worker::{Fetch, Headers, Method, Request, RequestInit, RequestRedirect, SqlStorage, Url};

use super::{OfficeLog, staff};
use crate::limits;
use crate::log::{Meta, Row, SqlLog, StorageFault, integer};
use crate::reply::{self, Answered, Fault};

/// Names a local address only where the operator says that this is a machine for trying things out.
const ALLOW_LOOPBACK: &str = "ALLOW_LOOPBACK_WEBHOOK";

/// `POST /api/webhook`: where to send from now on; nothing ends it.
#[derive(Deserialize)]
pub struct Wanted {
    url: Option<String>,
}

/// `GET /api/webhook`. The address holds the group's key: only its host is told.
#[derive(Serialize)]
struct Told {
    host: Option<String>,
    sent: Cursor,
    failures: u64,
}

struct Webhook {
    url: String,
    sent: Cursor,
    failures: u64,
}

/// The form both services read.
#[derive(Serialize)]
struct Message {
    msgtype: &'static str,
    text: Text,
}

#[derive(Serialize)]
struct Text {
    content: String,
}

/// Both answer 200 also to what they do not take.
#[derive(Deserialize)]
struct Taken {
    #[serde(default)]
    errcode: i64,
}

fn webhook(sql: &SqlStorage) -> Result<Option<Webhook>, StorageFault> {
    let query = "SELECT url, sent, failures FROM webhook";
    Row::first(sql, "webhook", query, Vec::new())?
        .map(|row| {
            Ok(Webhook {
                url: row.text(0)?.to_owned(),
                sent: Cursor(row.natural(1)?),
                failures: row.natural(2)?,
            })
        })
        .transpose()
}

pub fn told(sql: &SqlStorage, meta: &Meta, who: domain::id::PersonId) -> Answered {
    staff::require_director(sql, meta, who)?;
    let known = webhook(sql)?;
    let url = known.as_ref().and_then(|known| Url::parse(&known.url).ok());
    reply::json(&Told {
        host: url.and_then(|url| url.host_str().map(str::to_owned)),
        sent: known.as_ref().map_or(Cursor(0), |known| known.sent),
        failures: known.map_or(0, |known| known.failures),
    })
}

/// The cases that moved after a cursor, each once, and the cursor after them.
fn moved(sql: &SqlStorage, after: Cursor) -> Result<(Vec<String>, Option<Cursor>), StorageFault> {
    let query = "SELECT h.kind, e.stream, e.seq FROM events e JOIN heads h ON h.stream = e.stream
                 WHERE e.seq > ? AND h.kind IN ('complaint', 'work_order', 'violation') ORDER BY e.seq LIMIT ?";
    let values = vec![integer(after.0), i64::from(limits::WEBHOOK_LINES).into()];
    let mut lines = Vec::new();
    let mut last = None;
    for row in Row::all(sql, "events", query, values)? {
        let line = format!("{} {}", row.text(0)?, row.text(1)?);
        if !lines.contains(&line) {
            lines.push(line);
        }
        last = Some(Cursor(row.natural(2)?));
    }
    Ok((lines, last))
}

impl OfficeLog {
    pub(super) fn set_webhook(
        &self,
        sql: &SqlStorage,
        meta: &Meta,
        who: domain::id::PersonId,
        wanted: &Wanted,
    ) -> Answered {
        staff::require_director(sql, meta, who)?;
        let Some(url) = &wanted.url else {
            sql.exec("DELETE FROM webhook", None)?;
            return reply::done();
        };
        if !self.may_call(url) {
            return Err(Fault::Invalid { field: "url" });
        }
        // What happened before is no news.
        let head = SqlLog::new(sql.clone()).head()?.cursor;
        sql.exec(
            "INSERT INTO webhook (one, url, sent, failures) VALUES (1, ?, ?, 0)
             ON CONFLICT (one) DO UPDATE SET url = excluded.url, sent = excluded.sent, failures = 0",
            vec![url.as_str().into(), integer(head.0)],
        )?;
        reply::done()
    }

    /// Addresses in the open net, by name and encrypted.
    fn may_call(&self, url: &str) -> bool {
        let Ok(parsed) = Url::parse(url) else {
            return false;
        };
        let host = parsed.host_str().unwrap_or_default();
        let by_name = host.contains('.') && !host.ends_with(|last: char| last.is_ascii_digit());
        let in_the_open = parsed.scheme() == "https" && by_name && parsed.port().is_none();
        let here = parsed.scheme() == "http" && host == "127.0.0.1" && self.allows_loopback();
        url.len() <= limits::WEBHOOK_BYTES && (in_the_open || here)
    }

    fn allows_loopback(&self) -> bool {
        self.env
            .var(ALLOW_LOOPBACK)
            .is_ok_and(|value| value.to_string() == "1")
    }

    /// After the head moved: the alarm goes off soon, unless it is set already.
    pub(super) async fn wake(&self, sql: &SqlStorage) -> Result<(), Fault> {
        if webhook(sql)?.is_none() || self.state.storage().get_alarm().await?.is_some() {
            return Ok(());
        }
        self.wait(limits::WEBHOOK_GATHER_MILLIS).await
    }

    async fn wait(&self, millis: i64) -> Result<(), Fault> {
        let wait = Duration::from_millis(u64::try_from(millis).unwrap_or(0));
        Ok(self.state.storage().set_alarm(wait).await?)
    }

    pub(super) async fn send_webhook(&self) -> Result<(), Fault> {
        let sql = self.sql();
        if self.meta(&sql)?.is_none() {
            return Ok(());
        }
        let Some(known) = webhook(&sql)? else {
            return Ok(());
        };
        let (lines, Some(last)) = moved(&sql, known.sent)? else {
            // No case among what came: the next look begins behind it.
            let head = SqlLog::new(sql.clone()).head()?.cursor;
            sql.exec("UPDATE webhook SET sent = ?", vec![integer(head.0)])?;
            return Ok(());
        };
        let arrived = post(&known.url, &lines).await.unwrap_or(false);
        let failures = if arrived {
            0
        } else {
            known.failures.saturating_add(1)
        };
        let sent = if arrived { last } else { known.sent };
        // Only where nobody set another address meanwhile.
        sql.exec(
            "UPDATE webhook SET sent = ?, failures = ? WHERE url = ?",
            vec![integer(sent.0), integer(failures), known.url.into()],
        )?;
        if arrived {
            let (_, more) = moved(&sql, last)?;
            return match more {
                Some(_) => self.wait(limits::WEBHOOK_GATHER_MILLIS).await,
                None => Ok(()),
            };
        }
        let doubled = 1_i64 << failures.saturating_sub(1).min(20);
        let wait = limits::WEBHOOK_FIRST_WAIT_MILLIS.saturating_mul(doubled);
        self.wait(wait.min(limits::WEBHOOK_LONGEST_WAIT_MILLIS))
            .await
    }
}

async fn post(url: &str, lines: &[String]) -> Result<bool, Fault> {
    let message = Message {
        msgtype: "text",
        text: Text {
            // Both services let a group ask for a word in every message: the product's name is one.
            content: format!("huifang\n{}", lines.join("\n")),
        },
    };
    let body = serde_json::to_string(&message).map_err(|_| Fault::Failed)?;
    let headers = Headers::new();
    headers.set("Content-Type", "application/json")?;
    let mut init = RequestInit::new();
    init.with_method(Method::Post)
        .with_headers(headers)
        .with_redirect(RequestRedirect::Manual)
        .with_body(Some(body.into()));
    let mut response = Fetch::Request(Request::new_with_init(url, &init)?)
        .send()
        .await?;
    if response.status_code() != 200 {
        return Ok(false);
    }
    let taken = response.json::<Taken>().await;
    Ok(taken.map_or(true, |taken| taken.errcode == 0))
}
