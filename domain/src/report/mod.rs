//! Figures of a period, computed from heads: what the board shows and the papers print.

mod month;

pub use month::{MonthFigures, month_figures};
