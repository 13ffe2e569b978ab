//! Figures of a period, computed from heads: what the board shows and the papers print.

mod board;
mod dispatch_log;
mod month;
mod owed_first;
mod quality;
mod repairs;
mod summary;
mod timely;

pub use board::{Board, board};
pub use dispatch_log::{DispatchLine, dispatch_log};
pub use month::{MonthFigures, month_figures};
pub use owed_first::owed_first;
pub use quality::{QualityFigures, quality_figures};
pub use repairs::{RepairFigures, repair_figures};
pub use summary::{Corrections, Counting, ENGINE};
pub use timely::{TimelinessFigures, timeliness_figures};
