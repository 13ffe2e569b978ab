//! The legal guard: Civil Code art. 944 forbids stopping electricity, water, heat or gas to press for property fees.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::measure::{Debt, Measure};

/// Which guarded measures the company has enabled at an office. The default enables none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guard {
    enabled: BTreeSet<Measure>,
}

/// Why a measure is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Closed {
    /// Art. 944: for fees never, whoever signs.
    ByLaw,
    /// Until the CompanyExecutive enables it at this office, with a recorded legal opinion.
    ByDefault,
}

impl Guard {
    /// Whether the guard stands before this measure at all.
    #[must_use]
    pub const fn guards(measure: Measure) -> bool {
        matches!(measure, Measure::UtilityCutOff | Measure::ServiceStop)
    }

    /// Why the measure is closed for this debt (`None`: a violation that is no debt), if it is.
    #[must_use]
    pub fn closes(&self, measure: Measure, debt: Option<Debt>) -> Option<Closed> {
        if !Guard::guards(measure) {
            None
        } else if measure == Measure::UtilityCutOff && debt == Some(Debt::Fee) {
            Some(Closed::ByLaw)
        } else if self.enabled.contains(&measure) {
            None
        } else {
            Some(Closed::ByDefault)
        }
    }

    #[must_use]
    pub fn enabled(&self, measure: Measure) -> bool {
        self.enabled.contains(&measure)
    }

    /// As the company decided it, with the legal opinion it recorded.
    pub fn enable(&mut self, measure: Measure) {
        self.enabled.insert(measure);
    }

    pub fn disable(&mut self, measure: Measure) {
        self.enabled.remove(&measure);
    }
}
