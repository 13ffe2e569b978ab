//! Founding the office: staff with their first sign-in, and the merchants.

use std::collections::BTreeMap;

use api::{Director, Server, Setup, Tablet};
use chrono::{Days, Months, NaiveDate};
use domain::command::CommandBody;
use domain::event::person::Grant;
use domain::event::unit::{OccupantKind, OccupantRecord};
use domain::id::{DepartmentId, Instant, PersonId, UnitId};
use domain::occupant::OccupantCommand;
use domain::person::PersonCommand;
use domain::policy::ProfileName;
use domain::sync::message::{Answer, CommandAnswer};

use crate::failure::Failure;
use crate::merchants::Merchant;
use crate::staff::{self, DEPARTMENTS, DIRECTOR, PASSWORD, STAFF};

pub const COMPANY: &str = "锦城商业管理有限公司";
pub const NAME: &str = "锦城广场物业管理处";
/// China's one offset.
pub const UTC_OFFSET_MINUTES: i32 = 480;

/// The office with one tablet on which everybody has signed in.
pub struct Office {
    pub tablet: Tablet,
    pub people: BTreeMap<&'static str, PersonId>,
}

impl Office {
    /// Founds it on `first_day`, its clock at `clock`.
    ///
    /// # Errors
    /// When the server refuses.
    pub fn found(server: &Server, clock: Instant, first_day: NaiveDate) -> Result<Self, Failure> {
        let tablet = server.set_up(&Setup {
            token: server.setup_token.clone(),
            company: COMPANY.to_owned(),
            office: NAME.to_owned(),
            procedure: ProfileName::Mall,
            director: Director {
                name: DIRECTOR.name.to_owned(),
                sign_in_name: DIRECTOR.sign_in_name.to_owned(),
                password: PASSWORD.to_owned(),
            },
            utc_offset_minutes: UTC_OFFSET_MINUTES,
            demo: true,
            departments: DEPARTMENTS.map(str::to_owned).to_vec(),
            clock: Some(clock),
            effective_on: Some(first_day),
        })?;
        let people = BTreeMap::from([(DIRECTOR.sign_in_name, tablet.session.person)]);
        let mut office = Office { tablet, people };
        office.take_on_staff(first_day)?;
        office.let_everybody_sign_in()?;
        Ok(office)
    }

    #[must_use]
    pub fn department(&self, name: &str) -> DepartmentId {
        DepartmentId::of(self.tablet.session.office, name)
    }

    #[must_use]
    pub fn unit(&self, code: &str) -> UnitId {
        UnitId::of(self.tablet.session.office, code)
    }

    /// # Errors
    /// When nobody has that sign-in name.
    pub fn person(&self, sign_in_name: &'static str) -> Result<PersonId, Failure> {
        self.people
            .get(sign_in_name)
            .copied()
            .ok_or(Failure::NoSuchPerson(sign_in_name))
    }

    fn take_on_staff(&mut self, first_day: NaiveDate) -> Result<(), Failure> {
        for member in &STAFF {
            let person = self.tablet.mint(PersonId::mint)?;
            let body = PersonCommand::Add {
                person,
                name: self.tablet.seal(member.name)?,
                sign_in_name: member.sign_in_name.to_owned(),
                phone: Some(self.tablet.seal(member.phone)?),
                roles: vec![Grant {
                    role: member.role,
                    department: member.department.map(|name| self.department(name)),
                    from: first_day,
                    until: None,
                }],
            };
            self.tablet.write(CommandBody::Person(body))?;
            self.people.insert(member.sign_in_name, person);
        }
        self.push()
    }

    /// Each by a one-time code of their own, all on this one tablet: so it may hand in what they write.
    fn let_everybody_sign_in(&mut self) -> Result<(), Failure> {
        for member in &STAFF {
            let person = self.person(member.sign_in_name)?;
            let code = self.tablet.code_for(person)?;
            // A copy keeps the director's own session where it is.
            self.tablet
                .clone()
                .sign_in_by_code(member.sign_in_name, &code, PASSWORD)?;
        }
        Ok(())
    }

    /// The directory of units, as the assistant would import it.
    ///
    /// # Errors
    /// When the server refuses.
    pub fn take_in_merchants(
        &mut self,
        merchants: &[Merchant],
        first_day: NaiveDate,
    ) -> Result<(), Failure> {
        let assistant = self.person("assistant")?;
        for merchant in merchants {
            let since = first_day
                .checked_sub_months(Months::new(merchant.months_here))
                .and_then(|day| {
                    day.checked_sub_days(Days::new(u64::from(merchant.months_here % 28)))
                });
            let record = OccupantRecord {
                code: merchant.code.clone(),
                kind: OccupantKind::Merchant,
                name: self.tablet.seal(&merchant.name)?,
                contact: Some(self.tablet.seal(&merchant.contact)?),
                phone: Some(self.tablet.seal(&merchant.phone)?),
                trade: Some(merchant.trade.to_owned()),
                flagship: merchant.flagship,
                occupied_from: since,
            };
            let unit = self.unit(&merchant.code);
            let body = CommandBody::Occupant(OccupantCommand::Record { unit, record });
            self.tablet.write_for(assistant, vec![assistant], body)?;
        }
        self.push()
    }

    /// Hands in what was written; a refusal is a mistake of the demo.
    ///
    /// # Errors
    /// When the server refuses anything.
    pub fn push(&mut self) -> Result<(), Failure> {
        let at = self.tablet.time;
        let answers = self.tablet.push()?;
        answers
            .into_iter()
            .try_for_each(|answer| accepted(answer, at))
    }
}

fn accepted(answer: CommandAnswer, at: Instant) -> Result<(), Failure> {
    match answer.answer {
        Answer::Accepted { .. } | Answer::Unchanged | Answer::Held { .. } => Ok(()),
        Answer::Refused { rejection, .. } => Err(Failure::Refused {
            who: answer.id.to_string(),
            at: at.0.to_string(),
            rejection: Box::new(rejection),
        }),
    }
}

/// One line per person: how they sign in and who they are.
#[must_use]
pub fn sign_in_lines() -> Vec<String> {
    let role = |member: &staff::Member| {
        serde_json::to_value(member.role)
            .ok()
            .and_then(|word| word.as_str().map(|word| word.replace('_', " ")))
            .unwrap_or_default()
    };
    std::iter::once(&DIRECTOR)
        .chain(&STAFF)
        .map(|member| {
            let department = member
                .department
                .map_or_else(String::new, |name| format!(", {name}"));
            format!(
                "{:<18} {}, {}{department}",
                member.sign_in_name,
                member.name,
                role(member)
            )
        })
        .collect()
}
