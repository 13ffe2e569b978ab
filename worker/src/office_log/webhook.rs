//! Tells a group of WeCom or DingTalk that something moved: kinds and ids, never a word of anybody.
//!
//! The alarm sends, so that no tablet waits for somebody else's server, and tries again until it arrives.

use domain::id::{Cursor, Instant, PersonId};
use domain::log::EventLog as _;
use serde::{Deserialize, Serialize};
use worker::{SqlStorage, SqlStorageValue, Url};

use super::post::{Answer, post};
use super::schedule::{Due, due};
use super::{OfficeLog, staff};
use crate::log::{Meta, Row, SqlLog, StorageFault, integer};
use crate::reply::{self, Answered, Fault};
use crate::{clock, limits};

/// Names a local address only where the operator says that this is a machine for trying things out.
const ALLOW_LOOPBACK: &str = "ALLOW_LOOPBACK_WEBHOOK";

/// `POST /api/webhook`: where to send from now on; nothing ends it.
#[derive(Deserialize)]
pub struct Wanted {
    url: Option<String>,
}

/// `POST /api/webhook/switch`: the address stays while nothing is sent there.
#[derive(Deserialize)]
pub struct Switch {
    on: bool,
}

/// What every request about it is answered with. The address holds the group's key: only its host is told.
#[derive(Default, Serialize)]
struct Told {
    host: Option<String>,
    on: bool,
    sent: Cursor,
    failures: u64,
    delivered_at: Option<Instant>,
    failed_at: Option<Instant>,
    /// What was answered last, to a message or a try-out; nothing where nobody answered.
    status: Option<u16>,
    answer: String,
}

struct Webhook {
    url: String,
    told: Told,
}

fn webhook(sql: &SqlStorage) -> Result<Option<Webhook>, StorageFault> {
    let query =
        "SELECT url, working, sent, failures, delivered_at, failed_at, status, answer FROM webhook";
    Row::first(sql, "webhook", query, Vec::new())?
        .map(|row| {
            let url = row.text(0)?.to_owned();
            let host = Url::parse(&url)
                .ok()
                .and_then(|url| url.host_str().map(str::to_owned));
            let status = row.maybe_integer(6)?;
            let told = Told {
                host,
                on: row.integer(1)? == 1,
                sent: Cursor(row.natural(2)?),
                failures: row.natural(3)?,
                delivered_at: row.maybe_integer(4)?.map(Instant),
                failed_at: row.maybe_integer(5)?.map(Instant),
                status: status.and_then(|status| u16::try_from(status).ok()),
                answer: row.text(7)?.to_owned(),
            };
            Ok(Webhook { url, told })
        })
        .transpose()
}

pub fn told(sql: &SqlStorage, meta: &Meta, who: PersonId) -> Answered {
    staff::require_director(sql, meta, who)?;
    tell(sql)
}

fn tell(sql: &SqlStorage) -> Answered {
    reply::json(&webhook(sql)?.map(|known| known.told).unwrap_or_default())
}

/// What was answered, only where nobody set another address meanwhile.
fn note(sql: &SqlStorage, url: &str, answer: &Answer) -> Result<(), StorageFault> {
    let column = if answer.taken {
        "delivered_at"
    } else {
        "failed_at"
    };
    let status = answer
        .status
        .map_or(SqlStorageValue::Null, |status| i64::from(status).into());
    sql.exec(
        &format!("UPDATE webhook SET {column} = ?, status = ?, answer = ? WHERE url = ?"),
        vec![
            clock::real().0.into(),
            status,
            answer.said.as_str().into(),
            url.into(),
        ],
    )?;
    Ok(())
}

fn head(sql: &SqlStorage) -> Result<Cursor, StorageFault> {
    Ok(SqlLog::new(sql.clone()).head()?.cursor)
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
        who: PersonId,
        wanted: &Wanted,
    ) -> Answered {
        staff::require_director(sql, meta, who)?;
        let Some(url) = &wanted.url else {
            sql.exec("DELETE FROM webhook", None)?;
            return tell(sql);
        };
        if !self.may_call(url) {
            return Err(Fault::Invalid { field: "url" });
        }
        // What happened before is no news, and how the address before this one answered says nothing about it.
        let values: Vec<SqlStorageValue> = vec![url.as_str().into(), integer(head(sql)?.0)];
        sql.exec("DELETE FROM webhook", None)?;
        sql.exec(
            "INSERT INTO webhook (one, url, sent, failures) VALUES (1, ?, ?, 0)",
            values,
        )?;
        tell(sql)
    }

    pub(super) fn switch_webhook(
        &self,
        sql: &SqlStorage,
        meta: &Meta,
        who: PersonId,
        wanted: &Switch,
    ) -> Answered {
        staff::require_director(sql, meta, who)?;
        if wanted.on {
            sql.exec(
                "UPDATE webhook SET working = 1, sent = ?, failures = 0 WHERE working = 0",
                vec![integer(head(sql)?.0)],
            )?;
        } else {
            sql.exec("UPDATE webhook SET working = 0", None)?;
        }
        tell(sql)
    }

    /// One message that names no case, and what was answered to it.
    pub(super) async fn try_webhook(
        &self,
        sql: &SqlStorage,
        meta: &Meta,
        who: PersonId,
    ) -> Answered {
        staff::require_director(sql, meta, who)?;
        let known = webhook(sql)?.ok_or(Fault::NotFound)?;
        let answer = post(&known.url, &[format!("office {}", meta.office)]).await;
        note(sql, &known.url, &answer)?;
        tell(sql)
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
        let on = webhook(sql)?.is_some_and(|known| known.told.on);
        if !on || due(sql, Due::Webhook)?.is_some() {
            return Ok(());
        }
        self.wait(limits::WEBHOOK_GATHER_MILLIS).await
    }

    async fn wait(&self, millis: i64) -> Result<(), Fault> {
        self.plan(Due::Webhook, millis).await
    }

    pub(super) async fn send_webhook(&self) -> Result<(), Fault> {
        let sql = self.sql();
        if self.meta(&sql)?.is_none() {
            return Ok(());
        }
        let Some(Webhook { url, told }) = webhook(&sql)?.filter(|known| known.told.on) else {
            return Ok(());
        };
        let (lines, Some(last)) = moved(&sql, told.sent)? else {
            // No case among what came: the next look begins behind it.
            let head = head(&sql)?;
            sql.exec("UPDATE webhook SET sent = ?", vec![integer(head.0)])?;
            return Ok(());
        };
        let answer = post(&url, &lines).await;
        let arrived = answer.taken;
        note(&sql, &url, &answer)?;
        let failures = if arrived {
            0
        } else {
            told.failures.saturating_add(1)
        };
        let sent = if arrived { last } else { told.sent };
        // Only where nobody set another address meanwhile.
        sql.exec(
            "UPDATE webhook SET sent = ?, failures = ? WHERE url = ?",
            vec![integer(sent.0), integer(failures), url.into()],
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
