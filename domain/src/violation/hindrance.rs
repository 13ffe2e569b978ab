//! What keeps a measure, a step of its disposition, or the setting aside of a case from being taken now. A code for the
//! app's words.

use serde::{Deserialize, Serialize};

use super::guard::Closed;
use super::measure::Measure;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hindrance {
    /// No such measure against this violation.
    UnknownMeasure {
        measure: Measure,
    },
    /// Rungs below are left out, and the Director gave no reason.
    RungSkipped {
        rungs: Vec<Measure>,
    },
    LegalGuard {
        measure: Measure,
        closed: Closed,
    },
    CompanyDecisionMissing,
    /// The company decided against it.
    CompanyDeclined,
    /// V4(4)⑤: no second confirmation in writing yet.
    NotWeighed,
    /// V4(4)⑥: the Director has not signed.
    NotSigned,
    Declined,
    /// Taken back by who proposed it.
    Withdrawn,
    /// Only who proposed it withdraws it; the Director declines it.
    NotProposer,
    AlreadySigned,
    AlreadyCarriedOut,
    NotCarriedOut,
    /// A special reason was claimed and nobody has judged it.
    SpecialReasonOpen,
    /// A special reason was accepted: there is no violation.
    SpecialReasonAccepted,
    /// Renovation goes by its own procedure.
    RenovationProcedure,
    /// The violation is closed.
    Closed,
    /// A disposition on it stands: it is declined, withdrawn or lived with before the case is set aside.
    DispositionStands,
    /// A repair's slip is under way, or was signed for: it is withdrawn first, or the case stays.
    SlipStands,
    /// Whoever signs does it in person, in a session of their own.
    OwnSession,
}
