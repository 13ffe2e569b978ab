//! Rows as the runtime gives them, read without a panic.

use worker::{SqlStorage, SqlStorageValue};

use super::{StorageFault, counted};

/// One row; columns are read by their place.
pub struct Row {
    values: Vec<SqlStorageValue>,
    what: &'static str,
}

impl Row {
    /// All rows of a query. `what` names them when one cannot be read.
    ///
    /// The runtime's `one()`, `next()` and `toArray()` are bound without a catch; only `raw()` is used.
    pub fn all(
        sql: &SqlStorage,
        what: &'static str,
        query: &str,
        values: Vec<SqlStorageValue>,
    ) -> Result<Vec<Row>, StorageFault> {
        let mut rows = Vec::new();
        Row::each(sql, what, query, values, |row| {
            rows.push(row);
            Ok(())
        })?;
        Ok(rows)
    }

    /// One row after the other, where all at once would be more than there is room for.
    pub fn each(
        sql: &SqlStorage,
        what: &'static str,
        query: &str,
        values: Vec<SqlStorageValue>,
        mut read: impl FnMut(Row) -> Result<(), StorageFault>,
    ) -> Result<(), StorageFault> {
        let cursor = sql.exec(query, values)?;
        let done = cursor
            .raw()
            .try_for_each(|row| read(Row { values: row?, what }));
        counted::add(cursor.rows_read());
        done
    }

    /// The first row, where there is one.
    pub fn first(
        sql: &SqlStorage,
        what: &'static str,
        query: &str,
        values: Vec<SqlStorageValue>,
    ) -> Result<Option<Row>, StorageFault> {
        Ok(Row::all(sql, what, query, values)?.into_iter().next())
    }

    pub fn integer(&self, column: usize) -> Result<i64, StorageFault> {
        self.maybe_integer(column)?
            .ok_or(StorageFault::Row(self.what))
    }

    pub fn maybe_integer(&self, column: usize) -> Result<Option<i64>, StorageFault> {
        match self.values.get(column) {
            Some(SqlStorageValue::Integer(value)) => Ok(Some(*value)),
            Some(SqlStorageValue::Null) => Ok(None),
            _ => Err(StorageFault::Row(self.what)),
        }
    }

    pub fn natural(&self, column: usize) -> Result<u64, StorageFault> {
        u64::try_from(self.integer(column)?).map_err(|_| StorageFault::Row(self.what))
    }

    pub fn text(&self, column: usize) -> Result<&str, StorageFault> {
        match self.values.get(column) {
            Some(SqlStorageValue::String(value)) => Ok(value),
            _ => Err(StorageFault::Row(self.what)),
        }
    }

    pub fn maybe_text(&self, column: usize) -> Result<Option<&str>, StorageFault> {
        match self.values.get(column) {
            Some(SqlStorageValue::String(value)) => Ok(Some(value)),
            Some(SqlStorageValue::Null) => Ok(None),
            _ => Err(StorageFault::Row(self.what)),
        }
    }

    pub fn into_bytes(mut self, column: usize) -> Result<Vec<u8>, StorageFault> {
        match self.values.get_mut(column) {
            Some(SqlStorageValue::Blob(value)) => Ok(std::mem::take(value)),
            _ => Err(StorageFault::Row(self.what)),
        }
    }

    /// A text that is an id, a digest or the like.
    pub fn parsed<T: std::str::FromStr>(&self, column: usize) -> Result<T, StorageFault> {
        self.text(column)?
            .parse()
            .map_err(|_| StorageFault::Row(self.what))
    }
}

/// A cursor or count as SQLite takes it.
pub fn integer(value: u64) -> SqlStorageValue {
    SqlStorageValue::Integer(i64::try_from(value).unwrap_or(i64::MAX))
}
