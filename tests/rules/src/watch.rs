//! The desk on watch: violations seen, decided on and carried out, through the server's own path.

use chrono::NaiveDate;
use domain::apply::State;
use domain::command::CommandBody;
use domain::event::violation::{Arrears, Observation, Proposal};
use domain::follow_up::Severity;
use domain::id::{CaseId, CommandId, PersonId};
use domain::policy::ProfileName;
use domain::role::Role;
use domain::violation::{
    Debt, Disposition, Item, Measure, PerMille, Violation, ViolationCommand, ViolationKind,
};

use crate::desk::{Desk, Outcome, person, sealed, unit};

/// A desk and one violation on it.
pub struct Watch {
    pub desk: Desk,
    pub case: CaseId,
}

/// What was seen of an item, general by the look of it.
#[must_use]
pub fn observation(item: Item) -> Observation {
    Observation {
        unit: unit(),
        unit_code: "A-101".to_owned(),
        occupant: sealed("shop").digest,
        item,
        seen: sealed("dust").digest,
        debt: (item.kind() == ViolationKind::NonPayment).then_some(Debt::Rent),
        severity_proposed: None,
        photos: Vec::new(),
    }
}

/// A measure proposed with everything any of them needs, carried out by the seat the text names.
#[must_use]
pub fn proposal(measure: Measure, last_day: NaiveDate) -> Proposal {
    let executor = if measure.dunning() {
        Role::SiteTeamLeader
    } else {
        Role::SiteManager
    };
    Proposal {
        measure,
        opinion: "as the rules say".to_owned(),
        executors: vec![person(executor)],
        last_day: Some(last_day),
        amount_fen: Some(50_000),
    }
}

/// 10 000 yuan at 3 ‰ a day.
///
/// # Panics
/// Never: the rate is one.
#[must_use]
pub fn arrears(last_day: NaiveDate) -> Arrears {
    Arrears {
        principal_fen: 1_000_000,
        per_mille: "3.00"
            .parse::<PerMille>()
            .unwrap_or_else(|error| panic!("{error}")),
        last_day,
        contract: "contract 7, article 4".to_owned(),
    }
}

impl Watch {
    /// A violation noticed by a technician, decided as `severity`.
    ///
    /// # Panics
    /// When it is not taken.
    #[must_use]
    pub fn over(
        profile: ProfileName,
        today: NaiveDate,
        observation: Observation,
        severity: Severity,
    ) -> Self {
        let mut watch = Watch::seen(profile, today, observation);
        let decided = watch.by(
            watch.manager(profile),
            ViolationCommand::DecideViolationSeverity {
                case: watch.case,
                was: None,
                severity,
            },
        );
        assert_eq!(decided, Ok(()));
        watch
    }

    /// A violation noticed by a technician, and nothing more.
    ///
    /// # Panics
    /// When it is not taken.
    #[must_use]
    pub fn seen(profile: ProfileName, today: NaiveDate, observation: Observation) -> Self {
        let mut desk = Desk::new(profile, today);
        let case = desk.new_case();
        let mut watch = Watch { desk, case };
        let noticed = watch.by(
            Role::Technician,
            ViolationCommand::NoticeViolation {
                case,
                observation,
                persuasion: None,
                stopped: false,
            },
        );
        assert_eq!(noticed, Ok(()));
        watch
    }

    fn manager(&self, profile: ProfileName) -> Role {
        match profile {
            ProfileName::Mall => Role::PropertyManager,
            ProfileName::Estate => Role::OfficeHead,
        }
    }

    /// One person does it.
    ///
    /// # Errors
    /// The rejection the server answers with.
    pub fn by(&mut self, role: Role, command: ViolationCommand) -> Outcome {
        self.sent(role, command).1
    }

    /// The same, with the id it was sent under.
    ///
    /// # Errors
    /// As [`Watch::by`].
    pub fn sent(&mut self, role: Role, command: ViolationCommand) -> (CommandId, Outcome) {
        let people: [PersonId; 1] = [person(role)];
        self.desk.send(&people, CommandBody::Violation(command))
    }

    /// # Errors
    /// As [`Watch::by`].
    pub fn persuade(&mut self, role: Role) -> Outcome {
        let case = self.case;
        let words = sealed("none").digest;
        self.by(
            role,
            ViolationCommand::Persuade {
                case,
                words,
                stopped: false,
            },
        )
    }

    /// # Errors
    /// As [`Watch::by`].
    pub fn propose(&mut self, role: Role, proposal: Proposal) -> (CommandId, Outcome) {
        let case = self.case;
        self.sent(
            role,
            ViolationCommand::ProposeDisposition { case, proposal },
        )
    }

    /// # Errors
    /// As [`Watch::by`].
    pub fn weigh(&mut self, role: Role, disposition: CommandId) -> Outcome {
        let command = ViolationCommand::WeighDisposition {
            case: self.case,
            disposition,
            weighing: "nothing milder was left".to_owned(),
        };
        self.by(role, command)
    }

    /// # Errors
    /// As [`Watch::by`].
    pub fn sign(&mut self, role: Role, disposition: CommandId, skip: Option<&str>) -> Outcome {
        let command = ViolationCommand::CountersignDisposition {
            case: self.case,
            disposition,
            skip_reason: skip.map(str::to_owned),
        };
        self.by(role, command)
    }

    /// # Errors
    /// As [`Watch::by`].
    pub fn company(&mut self, role: Role, disposition: CommandId, approved: bool) -> Outcome {
        let command = ViolationCommand::DecideForCompany {
            case: self.case,
            disposition,
            approved,
            decision: "minutes of 1 October".to_owned(),
        };
        self.by(role, command)
    }

    /// # Errors
    /// As [`Watch::by`].
    pub fn carry_out(&mut self, role: Role, disposition: CommandId) -> Outcome {
        let case = self.case;
        self.by(
            role,
            ViolationCommand::CarryOutDisposition { case, disposition },
        )
    }

    /// Proposed, weighed, signed, decided and carried out by those the texts name.
    ///
    /// # Panics
    /// When any step is refused.
    pub fn take(&mut self, measure: Measure) -> CommandId {
        let proposal = proposal(measure, self.desk.today);
        let executor = if measure.dunning() {
            Role::SiteTeamLeader
        } else {
            Role::SiteManager
        };
        let (id, proposed) = self.propose(Role::PropertyManager, proposal);
        assert_eq!(proposed, Ok(()), "{measure:?} proposed");
        if measure.takes_special_care() {
            assert_eq!(self.weigh(Role::PropertyManager, id), Ok(()));
        }
        assert_eq!(self.sign(Role::Director, id, None), Ok(()), "{measure:?}");
        if measure.company_clause().is_some() {
            assert_eq!(self.company(Role::CompanyExecutive, id, true), Ok(()));
        }
        assert_eq!(self.carry_out(executor, id), Ok(()), "{measure:?}");
        id
    }

    /// The violation as the log folds it.
    ///
    /// # Panics
    /// When there is none.
    #[must_use]
    pub fn violation(&self) -> Violation {
        match self.desk.state(self.case.stream()) {
            Some(State::Violation(violation)) => *violation,
            other => panic!("no violation but {other:?}"),
        }
    }

    /// # Panics
    /// When there is none.
    #[must_use]
    pub fn disposition(&self, id: CommandId) -> Disposition {
        match self.violation().disposition(id) {
            Some(disposition) => disposition.clone(),
            None => panic!("no disposition {id}"),
        }
    }
}
