//! The figures of a procedure: each with its value's type, its clause, and whether it is borrowed.

use serde::{Deserialize, Serialize};

use super::{Percent, ProfileName, Span};
use crate::clause::Clause;
use crate::follow_up::Channel;

macro_rules! figures {
    ($($(#[$doc:meta])* $variant:ident, $field:ident: $value:ty;)+) => {
        /// All figures of one version of a procedure.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        pub struct Figures {
            $($(#[$doc])* pub $field: $value,)+
        }

        /// One figure with its value: what an override replaces.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Figure {
            $($(#[$doc])* $variant($value),)+
        }

        /// The name of a figure, for lists and labels.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum FigureName {
            $($(#[$doc])* $variant,)+
        }

        impl FigureName {
            /// All figures in the order they are shown.
            pub const ALL: &'static [FigureName] = &[$(FigureName::$variant,)+];
        }

        impl Figure {
            #[must_use]
            pub const fn name(&self) -> FigureName {
                match self {
                    $(Figure::$variant(_) => FigureName::$variant,)+
                }
            }
        }

        impl Figures {
            /// The figure of that name with its present value.
            #[must_use]
            pub const fn get(&self, name: FigureName) -> Figure {
                match name {
                    $(FigureName::$variant => Figure::$variant(self.$field),)+
                }
            }

            pub(super) fn set(&mut self, figure: Figure) {
                match figure {
                    $(Figure::$variant(value) => self.$field = value,)+
                }
            }
        }
    };
}

figures! {
    /// Days after the anchor on which a complaint's window opens.
    ComplaintOpensAfter, complaint_opens_after_days: u32;
    /// Days after the anchor of a complaint's last day.
    ComplaintClosesAfter, complaint_closes_after_days: u32;
    /// The earlier opening for cleaning complaints, where the procedure excepts them.
    CleaningOpensAfter, cleaning_opens_after_days: Option<u32>;
    /// From sign-off to a repair's last day.
    RepairClosesAfter, repair_closes_after: Span;
    /// Days from done to another service's last day.
    ServiceClosesAfter, service_closes_after_days: u32;
    /// Days from handling to a special incident's last day.
    IncidentClosesAfter, incident_closes_after_days: u32;
    /// The share of a month's complaints to be followed up.
    ComplaintCoverage, complaint_coverage: Percent;
    /// The share of a month's repairs to be followed up.
    RepairCoverage, repair_coverage: Percent;
    /// The share of other services to be followed up; unset until the site manager sets it.
    ServiceCoverage, service_coverage: Option<Percent>;
    /// The share of special incidents to be followed up.
    IncidentCoverage, incident_coverage: Percent;
    /// The share of households in a department's yearly written sample.
    DepartmentSample, department_sample: Percent;
    /// The national floor of overall satisfaction; a company may set it higher, never lower.
    OverallFloor, overall_floor: Percent;
    /// What overall satisfaction must reach, once the company has set it.
    OverallThreshold, overall_threshold: Option<Percent>;
    /// What satisfaction with complaint handling must reach, once the company has set it.
    ComplaintThreshold, complaint_threshold: Option<Percent>;
    /// What each single item must reach, once company or office has set it.
    ItemThreshold, item_threshold: Option<Percent>;
    /// What the departments' follow-ups must reach, once the office has set it.
    FunctionThreshold, function_threshold: Option<Percent>;
    /// The usual way of asking; another needs a reason.
    ExpectedChannel, expected_channel: Option<Channel>;
    /// Failed attempts before an obligation may end as unreachable.
    UnreachableAttempts, unreachable_attempts: u32;
    /// On how many different days they must have been made.
    UnreachableDays, unreachable_days: u32;
    /// By how many different channels they must have been made.
    UnreachableChannels, unreachable_channels: u32;
    /// Days in which relations are mended after a harsh measure.
    ReconciliationDays, reconciliation_days: u32;
    /// Minutes in which a work order reaches Engineering.
    DeliveryMinutes, delivery_minutes: u32;
}

impl FigureName {
    /// The clause the figure comes from under `profile`; [`Clause::Ours`] where no text states it.
    #[must_use]
    pub const fn clause(self, profile: ProfileName) -> Clause {
        match (self, profile) {
            (
                FigureName::ComplaintOpensAfter
                | FigureName::ComplaintClosesAfter
                | FigureName::CleaningOpensAfter,
                ProfileName::Mall,
            ) => Clause::M4_2a,
            (
                FigureName::ComplaintOpensAfter
                | FigureName::ComplaintClosesAfter
                | FigureName::CleaningOpensAfter,
                ProfileName::Estate,
            ) => Clause::G3_5_3,
            (FigureName::RepairClosesAfter, _) => Clause::M4_2b,
            (FigureName::ServiceClosesAfter, _) => Clause::M4_2c,
            (FigureName::IncidentClosesAfter | FigureName::IncidentCoverage, _) => Clause::G3_3_1,
            (FigureName::ComplaintCoverage, ProfileName::Mall) => Clause::M4_3a,
            (FigureName::ComplaintCoverage, ProfileName::Estate) => Clause::G3_5_1,
            (FigureName::RepairCoverage, _) => Clause::M4_3b,
            (FigureName::ServiceCoverage, _) => Clause::M4_3c,
            (FigureName::DepartmentSample, _) => Clause::G3_4_1,
            (FigureName::OverallFloor, _) => Clause::S3_1_3a,
            (
                FigureName::OverallThreshold
                | FigureName::ComplaintThreshold
                | FigureName::ItemThreshold
                | FigureName::FunctionThreshold,
                _,
            ) => Clause::S3_1_3d,
            (FigureName::ExpectedChannel, ProfileName::Mall) => Clause::M6,
            (FigureName::ExpectedChannel, ProfileName::Estate) => Clause::G3_5_2,
            (
                FigureName::UnreachableAttempts
                | FigureName::UnreachableDays
                | FigureName::UnreachableChannels
                | FigureName::ReconciliationDays,
                _,
            ) => Clause::Ours,
            (FigureName::DeliveryMinutes, _) => Clause::C4,
        }
    }

    /// Whether `profile` takes the figure from the other profile's text.
    #[must_use]
    pub fn borrowed(self, profile: ProfileName) -> bool {
        profile.borrows(self.clause(profile))
    }
}
