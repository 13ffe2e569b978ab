//! One alarm, several reasons: what is due when stands in a table, and the alarm is set to the earliest.

use domain::id::Instant;
use worker::SqlStorage;

use super::OfficeLog;
use crate::clock;
use crate::log::{Row, StorageFault};
use crate::reply::Fault;

/// What an alarm is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    Webhook,
    Backup,
    /// Bytes of erased photos that are still there.
    Photos,
    /// The parts of a first sync, to lie ready.
    Pack,
}

impl Due {
    const ALL: [Due; 4] = [Due::Webhook, Due::Backup, Due::Photos, Due::Pack];

    fn name(self) -> &'static str {
        match self {
            Due::Webhook => "webhook",
            Due::Backup => "backup",
            Due::Photos => "photos",
            Due::Pack => "pack",
        }
    }
}

/// When something is due; `None` where it is not.
pub fn due(sql: &SqlStorage, what: Due) -> Result<Option<Instant>, StorageFault> {
    let query = "SELECT due FROM schedule WHERE what = ?";
    Row::first(sql, "schedule", query, vec![what.name().into()])?
        .map(|row| Ok(Instant(row.integer(0)?)))
        .transpose()
}

impl OfficeLog {
    /// Due after so many milliseconds; replaces what was planned for it.
    pub(super) async fn plan(&self, what: Due, millis: i64) -> Result<(), Fault> {
        let due = clock::real().0.saturating_add(millis.max(0));
        self.sql().exec(
            "INSERT INTO schedule (what, due) VALUES (?, ?) ON CONFLICT (what) DO UPDATE SET due = excluded.due",
            vec![what.name().into(), due.into()],
        )?;
        self.set_earliest().await
    }

    async fn set_earliest(&self) -> Result<(), Fault> {
        let sql = self.sql();
        let query = "SELECT min(due) FROM schedule";
        let earliest = Row::first(&sql, "schedule", query, Vec::new())?
            .map(|row| row.maybe_integer(0))
            .transpose()?
            .flatten();
        if let Some(earliest) = earliest {
            let wait = earliest.saturating_sub(clock::real().0).max(0);
            self.state.storage().set_alarm(wait).await?;
        }
        Ok(())
    }

    /// What is due now, each taken off the plan before it is begun: a failure plans itself anew.
    pub(super) async fn ring(&self) -> Result<(), Fault> {
        let sql = self.sql();
        if self.meta(&sql)?.is_none() {
            return Ok(());
        }
        for what in Due::ALL {
            if due(&sql, what)?.is_none_or(|due| due > clock::real()) {
                continue;
            }
            sql.exec(
                "DELETE FROM schedule WHERE what = ?",
                vec![what.name().into()],
            )?;
            let done = match what {
                Due::Webhook => self.send_webhook().await,
                Due::Backup => self.back_up().await,
                Due::Photos => self.erase_photos().await,
                Due::Pack => self.pack().await,
            };
            if let Err(fault) = done {
                worker::console_error!("{}: {fault}", what.name());
            }
        }
        self.set_earliest().await
    }
}
