//! What everything that a device sends has in common: it is read, it is not too much, and it is written in one
//! transaction or not at all.

use domain::id::Cursor;
use domain::log::{EventLog as _, Shelf};
use domain::sync::message::BATCH_COMMANDS;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use worker::SqlStorage;

use super::OfficeLog;
use crate::limits;
use crate::log::{self, Meta, SqlLog, StorageFault};
use crate::reply::Fault;

/// The body of a request.
pub(super) fn read<T: DeserializeOwned>(body: &str) -> Result<T, Fault> {
    serde_json::from_str(body).map_err(|_| Fault::Unreadable)
}

/// No more commands than one batch holds.
pub(super) fn one_batch(commands: usize) -> Result<(), Fault> {
    if commands > BATCH_COMMANDS {
        return Err(Fault::TooLarge {
            limit: BATCH_COMMANDS,
        });
    }
    Ok(())
}

/// The same, and none of them larger than a command may be.
pub(super) fn one_batch_of(commands: &[Box<RawValue>]) -> Result<(), Fault> {
    one_batch(commands.len())?;
    let mut sizes = commands.iter().map(|command| command.get().len());
    if sizes.any(|size| size > limits::COMMAND_BYTES) {
        return Err(Fault::TooLarge {
            limit: limits::COMMAND_BYTES,
        });
    }
    Ok(())
}

impl OfficeLog {
    pub(super) fn head(&self, sql: &SqlStorage) -> Result<Cursor, StorageFault> {
        Ok(SqlLog::new(sql.clone()).head()?.cursor)
    }

    /// One transaction. Where it fails, nothing it left on the shelf is used again; where the head moved since `before`,
    /// everybody is told.
    ///
    /// # Errors
    /// When it was rolled back.
    pub(super) fn written<T>(
        &self,
        sql: &SqlStorage,
        meta: &Meta,
        before: Cursor,
        mut work: impl FnMut(&mut SqlLog, &mut Shelf) -> Result<T, StorageFault>,
    ) -> Result<(T, Cursor), StorageFault> {
        let mut log = SqlLog::new(sql.clone());
        let mut shelf = self.shelf.borrow_mut();
        let written = log::in_transaction(&self.state, || work(&mut log, &mut shelf));
        let written = match written {
            Ok(written) => written,
            Err(fault) => {
                // It may hold what was rolled back.
                shelf.clear();
                return Err(fault);
            }
        };
        let head = log.head()?.cursor;
        if head != before {
            self.tell(sql, meta, before);
        }
        Ok((written, head))
    }
}
