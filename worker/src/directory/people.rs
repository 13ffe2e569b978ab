//! People and their credentials.

use domain::id::{Digest, Instant, OfficeId, PersonId};
use serde::Deserialize;

use super::{Directory, integer, normalise_sign_in_name, text};
use crate::reply::Fault;

/// A person as the door knows them.
#[derive(Deserialize)]
pub struct Account {
    pub id: PersonId,
    pub password: Option<String>,
    pub code_hash: Option<String>,
    pub code_expires_at: Option<i64>,
}

#[derive(Deserialize)]
struct Count {
    count: i64,
}

#[derive(Deserialize)]
struct Name {
    sign_in_name: String,
}

impl Directory {
    pub async fn account(&self, sign_in_name: &str) -> Result<Option<Account>, Fault> {
        Ok(self
            .statement(
                "SELECT id, password, code_hash, code_expires_at FROM people WHERE sign_in_name = ?",
                &[text(normalise_sign_in_name(sign_in_name))],
            )?
            .first(None)
            .await?)
    }

    /// Keeps the hash of a one-time code for a person of an office; a former code is void.
    ///
    /// Only for people this office brought in: otherwise an office could name somebody of another office in its own
    /// log and open their door.
    pub async fn keep_code(
        &self,
        person: PersonId,
        office: OfficeId,
        sign_in_name: &str,
        hash: Digest,
        expires_at: Instant,
    ) -> Result<(), Fault> {
        let name = normalise_sign_in_name(sign_in_name);
        if self.belongs_elsewhere(person, office, &name).await? {
            return Err(Fault::SignInNameTaken);
        }
        let statements = vec![
            self.statement(
                "INSERT INTO people (id, sign_in_name, code_hash, code_expires_at) VALUES (?, ?, ?, ?)
                 ON CONFLICT (id) DO UPDATE SET
                     code_hash = excluded.code_hash, code_expires_at = excluded.code_expires_at",
                &[text(person), text(&name), text(hash), integer(expires_at.0)],
            )?,
            self.statement(
                "INSERT INTO memberships (person, office) VALUES (?, ?) ON CONFLICT DO NOTHING",
                &[text(person), text(office)],
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

    async fn belongs_elsewhere(
        &self,
        person: PersonId,
        office: OfficeId,
        name: &str,
    ) -> Result<bool, Fault> {
        let known: Option<Name> = self
            .statement(
                "SELECT sign_in_name FROM people WHERE id = ?",
                &[text(person)],
            )?
            .first(None)
            .await?;
        let Some(known) = known else {
            return Ok(false);
        };
        let here: Option<Count> = self
            .statement(
                "SELECT count(*) AS count FROM memberships WHERE person = ? AND office = ?",
                &[text(person), text(office)],
            )?
            .first(None)
            .await?;
        Ok(known.sign_in_name != name || here.is_none_or(|here| here.count == 0))
    }

    /// Uses a code up and sets the password in one statement: of two at once, one wins.
    pub async fn use_code(
        &self,
        person: PersonId,
        hash: Digest,
        password: &str,
        at: Instant,
    ) -> Result<bool, Fault> {
        let changed: Option<Count> = self
            .statement(
                "UPDATE people SET password = ?, code_hash = NULL, code_expires_at = NULL
                 WHERE id = ? AND code_hash = ? AND code_expires_at > ? RETURNING 1 AS count",
                &[text(password), text(person), text(hash), integer(at.0)],
            )?
            .first(None)
            .await?;
        Ok(changed.is_some())
    }
}
