//! Violations: noticed, persuaded, and only by a signed disposition anything harsher (V3–V4(4)⑦).

pub mod guard;
pub mod late_fee;
pub mod measure;
pub mod rung;

pub use guard::{Closed, Guard};
pub use late_fee::{LateFee, NoRate, PerMille, late_fee};
pub use measure::{Debt, Ladder, Measure, NoticeKind};
pub use rung::{RungVerdict, Step};
