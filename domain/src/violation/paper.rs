//! What a printed paper says beside its disposition: how it reached its receiver, and the fee charged so far.

use super::{LateFee, Violation};
use crate::event::ViolationFact;
use crate::event::violation::{Arrears, Service};
use crate::id::CommandId;

impl Violation {
    /// How a paper reached its receiver, from the first time on, each with the name of who took it or saw it refused.
    pub fn services(&self, of: CommandId) -> impl Iterator<Item = (&Service, &str)> {
        self.timeline.iter().filter_map(move |line| {
            let (ViolationFact::NoticeServed {
                disposition,
                service,
            }
            | ViolationFact::ServedWithoutStanding {
                disposition,
                service,
            }) = &line.fact
            else {
                return None;
            };
            (*disposition == of && !line.voided).then_some((service, line.words.as_str()))
        })
    }

    /// The late fee that was charged last, with the arrears it was counted on.
    #[must_use]
    pub fn fee_charged(&self) -> Option<(&Arrears, &LateFee)> {
        self.dispositions
            .iter()
            .rev()
            .find_map(|one| Some((one.fee_on.as_ref()?, one.fee.as_ref()?)))
    }
}
