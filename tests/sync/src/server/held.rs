//! What is held: the bytes of commands nobody could read, beside the log.

use domain::id::CommandId;
use domain::log::Append;
#[cfg(test)]
use domain::sync::message::Answer;
use rusqlite::{OptionalExtension as _, params};

use super::sqlite::{SqliteLog, StorageFault};
use crate::bug::Bug;

impl SqliteLog {
    /// As if everything had come to nothing when it was decided again.
    #[cfg(test)]
    pub fn nothing_came_of_it(&self) {
        let unchanged = serde_json::to_string(&Answer::Unchanged).unwrap();
        let set = self
            .connection
            .execute("UPDATE answers SET answer = ?", params![unchanged]);
        assert_eq!(set.unwrap(), 1);
    }

    pub(super) fn keep_held(&self, append: &Append) -> Result<(), StorageFault> {
        let Some(held) = append
            .held
            .as_ref()
            .filter(|_| !self.is(Bug::HeldBytesDropped))
        else {
            return Ok(());
        };
        self.connection
            .prepare_cached("INSERT INTO held (command, bytes) VALUES (?, ?)")?
            .execute(params![held.command.to_string(), held.bytes])?;
        Ok(())
    }

    /// What is kept of a command nobody could read.
    ///
    /// # Errors
    /// When the log cannot be read.
    pub fn held_bytes(&self, command: CommandId) -> Result<Option<String>, StorageFault> {
        Ok(self
            .connection
            .prepare_cached("SELECT bytes FROM held WHERE command = ?")?
            .query_row(params![command.to_string()], |row| row.get(0))
            .optional()?)
    }
}
