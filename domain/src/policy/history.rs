//! How versions follow one another.

use chrono::NaiveDate;

use super::{Figure, Percent, Policy, PolicyVersion};

/// Why a figure cannot be overridden so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    /// Versions take effect in the order they were written.
    #[error("takes effect before the version it replaces, on {0}")]
    BeforePredecessor(NaiveDate),
    /// A window whose last day comes before its first.
    #[error("the window closes before it opens")]
    WindowInsideOut,
    /// Nobody may go below the national floor (S3.1.3a).
    #[error("below the floor of {} percent", .0.get())]
    BelowFloor(Percent),
}

/// The national floor of overall satisfaction (S3.1.3a): a company may go higher, never lower.
const NATIONAL_FLOOR: Percent = Percent::built_in(95);

impl Policy {
    /// The next version: this one with one figure replaced, from `effective_on`.
    ///
    /// # Errors
    /// [`PolicyError`] when the figure contradicts another or the floor, or the day comes before
    /// this version's.
    pub fn with(&self, figure: Figure, effective_on: NaiveDate) -> Result<Policy, PolicyError> {
        if effective_on < self.effective_on {
            return Err(PolicyError::BeforePredecessor(self.effective_on));
        }
        let mut next = self.clone();
        next.version = PolicyVersion(self.version.0.saturating_add(1));
        next.effective_on = effective_on;
        next.figures.set(figure);

        let figures = &next.figures;
        let opens = figures
            .complaint_opens_after_days
            .max(figures.cleaning_opens_after_days.unwrap_or(0));
        if opens > figures.complaint_closes_after_days {
            return Err(PolicyError::WindowInsideOut);
        }
        if figures.overall_floor < NATIONAL_FLOOR {
            return Err(PolicyError::BelowFloor(NATIONAL_FLOOR));
        }
        if figures
            .overall_threshold
            .is_some_and(|threshold| threshold < figures.overall_floor)
        {
            return Err(PolicyError::BelowFloor(figures.overall_floor));
        }
        Ok(next)
    }
}

/// The version in force on a day: the latest written of those already effective. Before the first
/// took effect the first stands, so that an office is never without rules.
#[must_use]
pub fn in_force_on(versions: &[Policy], on: NaiveDate) -> Option<&Policy> {
    versions
        .iter()
        .rfind(|policy| policy.effective_on <= on)
        .or_else(|| versions.first())
}
