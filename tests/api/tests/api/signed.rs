//! Violations with a signed disposition on any measure, through the API.

use domain::event::violation::{Arrears, Proposal};
use domain::follow_up::Severity;
use domain::id::{CaseId, CommandId};
use domain::mandate::{LegalOpinion, MandateCommand};
use domain::role::Role;
use domain::violation::{Debt, Item, Ladder, Measure, ViolationCommand};
use rules::one_of_each::observation;

use crate::furnished::Office;

impl Office {
    /// The company opens what the law guards, so that no measure is closed.
    pub fn open_the_guard(&mut self) {
        for measure in [Measure::UtilityCutOff, Measure::ServiceStop] {
            let opinion = LegalOpinion {
                by: "Counsel".to_owned(),
                dated: self.today(),
                conclusion: "open".to_owned(),
                document: None,
            };
            self.does(
                Role::CompanyExecutive,
                MandateCommand::EnableMeasure { measure, opinion },
            );
        }
    }

    /// A general violation with one disposition signed, for those named to carry out: persuaded, weighed, and decided by
    /// the company where it has to be and is asked to.
    pub fn signed(
        &mut self,
        measure: Measure,
        executors: &[Role],
        decided: bool,
    ) -> (CaseId, CommandId) {
        let case = self.director.mint(CaseId::mint).unwrap();
        let arrears = Ladder::Other.place(measure).is_none();
        let mut observed = observation(&self.empty());
        if arrears {
            observed.item = Item::PaymentRefused;
            observed.debt = Some(Debt::Rent);
        }
        let manager = self.manager();
        self.does(
            manager,
            ViolationCommand::NoticeViolation {
                case,
                observation: observed,
                persuasion: Some(self.words.digest),
                stopped: false,
            },
        );
        self.does(
            manager,
            ViolationCommand::DecideViolationSeverity {
                case,
                was: None,
                severity: Severity::General,
            },
        );
        if arrears {
            let stated = Arrears {
                principal_fen: 1_000_000,
                per_mille: "3.00".parse().unwrap(),
                last_day: self.today(),
                contract: "8".to_owned(),
            };
            self.does(
                manager,
                ViolationCommand::StateArrears {
                    case,
                    was: None,
                    arrears: stated,
                },
            );
        }
        let proposal = Proposal {
            measure,
            opinion: "as the rules say".to_owned(),
            executors: executors.iter().map(|role| self.person(*role)).collect(),
            last_day: Some(self.today()),
            amount_fen: Some(10_000),
        };
        let disposition = self.does(
            manager,
            ViolationCommand::ProposeDisposition { case, proposal },
        );
        self.sign(case, disposition, measure);
        if decided && measure.company_clause().is_some() {
            self.does(
                Role::CompanyExecutive,
                ViolationCommand::DecideForCompany {
                    case,
                    disposition,
                    approved: true,
                    decision: "agreed".to_owned(),
                },
            );
        }
        (case, disposition)
    }

    pub fn sign(&mut self, case: CaseId, disposition: CommandId, measure: Measure) {
        if measure.takes_special_care() {
            self.does(
                self.manager(),
                ViolationCommand::WeighDisposition {
                    case,
                    disposition,
                    weighing: "nothing milder was left".to_owned(),
                },
            );
        }
        self.does(
            self.policy.holder(Role::Director),
            ViolationCommand::CountersignDisposition {
                case,
                disposition,
                skip_reason: Some("for the sake of the table".to_owned()),
            },
        );
    }
}
