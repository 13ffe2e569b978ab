//! D1: people, their credentials, and which offices they belong to. Changes are idempotent.

mod failures;
mod offices;
mod people;

pub use offices::{NewOffice, OfficeEntry};

use wasm_bindgen::JsValue;
use worker::{D1Database, D1PreparedStatement, Env};

use crate::reply::Fault;

/// The directory behind one request.
pub struct Directory {
    db: D1Database,
}

impl Directory {
    pub fn of(env: &Env) -> Result<Self, Fault> {
        Ok(Directory { db: env.d1("DB")? })
    }

    fn statement(&self, query: &str, values: &[JsValue]) -> Result<D1PreparedStatement, Fault> {
        Ok(self.db.prepare(query).bind(values)?)
    }

    async fn run(&self, query: &str, values: &[JsValue]) -> Result<(), Fault> {
        self.statement(query, values)?.run().await?;
        Ok(())
    }
}

/// The form in which sign-in names are compared.
pub fn normalise_sign_in_name(name: &str) -> String {
    name.trim().to_lowercase()
}

fn text(value: impl std::fmt::Display) -> JsValue {
    JsValue::from_str(&value.to_string())
}

/// Milliseconds since 1970 are exact as a JavaScript number.
fn integer(value: i64) -> JsValue {
    JsValue::from_f64(value as f64)
}
