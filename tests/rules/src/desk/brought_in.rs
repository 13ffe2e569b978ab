//! What a tablet could not send reaches the desk by somebody else's hand.

use domain::command::Command;
use domain::id::PersonId;
use domain::log::{BringingIn, bring_in};
use domain::sync::message::Answer;

use super::{Desk, OFFICE, Outcome};

impl Desk {
    /// Somebody else brings in from a file what a tablet could not send.
    ///
    /// # Errors
    /// The rejection the server answers with.
    ///
    /// # Panics
    /// When the server does not take the file at all.
    pub fn bring_in(&mut self, by: PersonId, command: &Command) -> Outcome {
        let people = std::collections::BTreeSet::from([command.recorded_by]);
        let bringing = BringingIn {
            office: OFFICE,
            now: self.at(self.today),
            by,
            for_others: true,
            people: &|_| Some(people.clone()),
        };
        let raw = serde_json::value::to_raw_value(command)
            .unwrap_or_else(|error| panic!("{error}: {command:?}"));
        let Ok(brought) = bring_in(&mut self.log, &mut self.shelf, &bringing, &[raw]);
        match brought.map(|answers| answers.into_iter().next()) {
            Ok(Some(answered)) => match answered.answer {
                Answer::Refused { rejection, .. } => Err(rejection),
                _ => Ok(()),
            },
            other => panic!("not taken: {other:?}"),
        }
    }
}
