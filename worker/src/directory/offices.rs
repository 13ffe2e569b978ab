//! Companies and their offices.

use domain::id::{Instant, OfficeId, PersonId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use wasm_bindgen::JsValue;

use super::{Directory, integer, normalise_sign_in_name, text};
use crate::reply::Fault;

/// A company with its first office and its Director.
pub struct NewOffice<'a> {
    pub company: Uuid,
    pub company_name: &'a str,
    pub office: OfficeId,
    pub office_name: &'a str,
    pub demo_password: Option<&'a str>,
    pub demo: bool,
    pub director: PersonId,
    pub sign_in_name: &'a str,
    pub password: &'a str,
    pub at: Instant,
}

/// An office as a person sees it in the list of theirs.
#[derive(Serialize, Deserialize)]
pub struct OfficeEntry {
    pub id: OfficeId,
    pub name: String,
    #[serde(deserialize_with = "zero_or_one")]
    pub demo: bool,
}

pub struct DemoOffice {
    pub id: OfficeId,
    pub name: String,
    pub password: String,
}

#[derive(Deserialize)]
struct OfficeRow {
    id: OfficeId,
    name: String,
    demo: i64,
    demo_password: Option<String>,
}

/// SQLite has no booleans.
fn zero_or_one<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    i64::deserialize(deserializer).map(|value| value == 1)
}

impl Directory {
    /// All rows or none.
    pub async fn add_company(&self, new: &NewOffice<'_>) -> Result<(), Fault> {
        let at = integer(new.at.0);
        let demo_password = new.demo_password.map_or(JsValue::NULL, text);
        let demo = integer(i64::from(new.demo));
        let statements = vec![
            self.statement(
                "INSERT INTO companies (id, name, founded_at) VALUES (?, ?, ?)",
                &[text(new.company), text(new.company_name), at.clone()],
            )?,
            self.statement(
                "INSERT INTO offices (id, company, name, demo, demo_password, founded_at)
                 VALUES (?, ?, ?, ?, ?, ?)",
                &[
                    text(new.office),
                    text(new.company),
                    text(new.office_name),
                    demo,
                    demo_password,
                    at,
                ],
            )?,
            self.statement(
                "INSERT INTO people (id, sign_in_name, password) VALUES (?, ?, ?)",
                &[
                    text(new.director),
                    text(normalise_sign_in_name(new.sign_in_name)),
                    text(new.password),
                ],
            )?,
            self.statement(
                "INSERT INTO memberships (person, office) VALUES (?, ?)",
                &[text(new.director), text(new.office)],
            )?,
        ];
        match self.db.batch(statements).await {
            Ok(_) => Ok(()),
            Err(error) if error.to_string().contains("people.sign_in_name") => {
                Err(Fault::SignInNameTaken)
            }
            Err(error) => Err(error.into()),
        }
    }

    pub async fn knows_office(&self, office: OfficeId) -> Result<bool, Fault> {
        let query = "SELECT id, name, demo FROM offices WHERE id = ?";
        let found: Option<OfficeEntry> =
            self.statement(query, &[text(office)])?.first(None).await?;
        Ok(found.is_some())
    }

    /// Takes back what [`Directory::add_company`] wrote, when the office itself could not be founded.
    pub async fn remove_company(&self, new: &NewOffice<'_>) -> Result<(), Fault> {
        let statements = vec![
            self.statement(
                "DELETE FROM memberships WHERE office = ?",
                &[text(new.office)],
            )?,
            self.statement("DELETE FROM people WHERE id = ?", &[text(new.director)])?,
            self.statement("DELETE FROM offices WHERE id = ?", &[text(new.office)])?,
            self.statement("DELETE FROM companies WHERE id = ?", &[text(new.company)])?,
        ];
        self.db.batch(statements).await?;
        Ok(())
    }

    /// The offices a person belongs to, the oldest first.
    pub async fn offices_of(&self, person: PersonId) -> Result<Vec<OfficeEntry>, Fault> {
        Ok(self
            .statement(
                "SELECT o.id, o.name, o.demo FROM memberships m JOIN offices o ON o.id = m.office
                 WHERE m.person = ? ORDER BY o.founded_at, o.id",
                &[text(person)],
            )?
            .all()
            .await?
            .results()?)
    }

    /// The demo offices of a server that has no real one; empty otherwise.
    pub async fn only_demos(&self) -> Result<Vec<DemoOffice>, Fault> {
        let query =
            "SELECT id, name, demo, demo_password FROM offices ORDER BY demo, founded_at LIMIT 20";
        let rows: Vec<OfficeRow> = self.statement(query, &[])?.all().await?.results()?;
        Ok(rows
            .into_iter()
            .map(|row| {
                let password = row.demo_password.filter(|_| row.demo == 1)?;
                Some(DemoOffice {
                    id: row.id,
                    name: row.name,
                    password,
                })
            })
            .collect::<Option<Vec<_>>>()
            .unwrap_or_default())
    }
}
