//! An office's log out of its object as pages, and into an empty one.

use domain::id::{Cursor, Digest, OfficeId};
use domain::log::EventLog as _;
use domain::office::Office;
use serde::{Deserialize, Serialize};

use super::{OfficeLog, staff};
use crate::log::pages::{self, End, Page};
use crate::log::{self, Meta, SqlLog, restore};
use crate::reply::{self, Answered, Fault};

/// `POST /internal/export`.
#[derive(Serialize, Deserialize)]
pub struct Export {
    /// The last event the caller has.
    pub after: Cursor,
    /// From the bucket of the backups, instead of the log itself.
    #[serde(default)]
    pub backup: bool,
}

/// The next page, or what stands behind the last.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Exported {
    Page(Page),
    End { end: End, sum: Digest },
}

/// `POST /internal/restore`.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Restore {
    Begin { office: OfficeId },
    Page(Page),
    End { end: End, sum: Digest },
}

/// How a restore goes on.
#[derive(Default, Serialize, Deserialize)]
pub struct Restored {
    /// Events still to be looked at for streams to fold: ask again.
    pub waiting: u64,
    /// What the office is, once all of it is here.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub opened: Option<Opened>,
}

/// Who may sign in to begin with.
#[derive(Serialize, Deserialize)]
pub struct Opened {
    pub company: String,
    pub name: String,
    pub demo: bool,
    pub director: domain::id::PersonId,
    pub sign_in_name: String,
}

impl OfficeLog {
    pub(super) async fn export(&self, meta: &Meta, asked: &Export) -> Answered {
        let sql = self.sql();
        if asked.backup {
            return self.export_backup(meta, asked.after).await;
        }
        let head = SqlLog::new(sql.clone()).head()?;
        if let Some(page) = pages::page(&sql, asked.after, head.cursor)? {
            return reply::json(&Exported::Page(page));
        }
        let end = pages::end(&sql, meta, (head.cursor, head.hash))?;
        let text = serde_json::to_string(&end).map_err(|_| Fault::Failed)?;
        let sum = Digest::of(&[text.as_bytes()]);
        reply::json(&Exported::End { end, sum })
    }

    async fn export_backup(&self, meta: &Meta, after: Cursor) -> Answered {
        let manifest = self.backed_up(meta, None).await?.ok_or(Fault::NotFound)?;
        let manifest: super::backup::Manifest =
            serde_json::from_str(&manifest).map_err(|_| Fault::Failed)?;
        let next = manifest.pages.into_iter().find(|page| page.first > after);
        let Some(kept) = next else {
            let (end, sum) = (manifest.end, manifest.sum);
            return reply::json(&Exported::End { end, sum });
        };
        let text = self
            .backed_up(meta, Some(kept.first))
            .await?
            .ok_or(Fault::NotFound)?;
        reply::json(&Exported::Page(Page {
            first: kept.first,
            last: kept.last,
            sum: kept.sum,
            text,
        }))
    }

    /// Into an object that holds no office. What fails leaves it as empty as it was.
    pub(super) async fn restore(&self, step: &Restore) -> Answered {
        let sql = self.sql();
        let restoring = log::is_restoring(&sql)?;
        if !restoring && log::meta(&sql)?.is_some() {
            return Err(Fault::OfficeNotEmpty);
        }
        let done = match step {
            Restore::Begin { office } => {
                self.state.storage().delete_all().await?;
                log::in_transaction(&self.state, || restore::begin(&sql, *office))?;
                return reply::json(&Restored::default());
            }
            _ if !restoring => return Err(Fault::NotFound),
            Restore::Page(page) => self.transact(|| restore::take(&sql, page).map(|()| None)),
            Restore::End { end, sum } => {
                self.transact(|| restore::finish(&sql, end, *sum).map(Some))
            }
        };
        let waiting = match done {
            Ok(waiting) => waiting,
            Err(fault) => {
                worker::console_error!("restore: {fault}");
                self.state.storage().delete_all().await?;
                return Err(Fault::NotAnOffice);
            }
        };
        self.shelf.borrow_mut().clear();
        let opened = match waiting {
            Some(0) => Some(self.opened()?),
            _ => None,
        };
        reply::json(&Restored {
            waiting: waiting.unwrap_or(0),
            opened,
        })
    }

    fn transact<T>(
        &self,
        work: impl Fn() -> Result<T, restore::NotAnOffice>,
    ) -> Result<T, restore::NotAnOffice> {
        let mut wrong = None;
        let done = log::in_transaction(&self.state, || match work() {
            Ok(value) => Ok(value),
            Err(restore::NotAnOffice::Storage(fault)) => Err(fault),
            Err(other) => {
                wrong = Some(other);
                Err(log::StorageFault::Unfinished)
            }
        });
        done.map_err(|fault| wrong.unwrap_or(restore::NotAnOffice::Storage(fault)))
    }

    fn opened(&self) -> Result<Opened, Fault> {
        let sql = self.sql();
        let meta = self.meta(&sql)?.ok_or(Fault::Failed)?;
        let office: Office = staff::office(&sql, &meta)?;
        let director = *office.directors.first().ok_or(Fault::Failed)?;
        let person = staff::person(&sql, director)?.ok_or(Fault::Failed)?;
        Ok(Opened {
            company: office.company,
            name: office.name,
            demo: meta.demo,
            director,
            sign_in_name: person.sign_in_name,
        })
    }
}
