//! When a follow-up is owed: the first and last day, both belonging to it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Category, FollowUpKind};
use crate::calendar::plus_days;
use crate::clause::Clause;
use crate::policy::{Policy, ProfileName};

/// The days a follow-up is made in, both inclusive, and the clause that sets them. Written into
/// the obligation, so that a later version of the rules never moves a day that was promised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    pub opens: NaiveDate,
    pub closes: NaiveDate,
    pub clause: Clause,
}

/// The window of a follow-up whose anchor event happened on `anchor` (M4(2)a–c, G3.3.1, G3.5.3).
///
/// The anchor of a complaint is [`Policy::complaint_anchor`]; of a repair its sign-off or witnessed
/// refusal; of another service the day it is recorded done; of an incident its handling.
#[must_use]
pub fn window(
    policy: &Policy,
    kind: FollowUpKind,
    category: Option<Category>,
    anchor: NaiveDate,
) -> Window {
    let figures = &policy.figures;
    match kind {
        FollowUpKind::Complaint => {
            let opens_after = match (category, figures.cleaning_opens_after_days) {
                (Some(Category::Cleaning), Some(days)) => days,
                _ => figures.complaint_opens_after_days,
            };
            Window {
                opens: plus_days(anchor, opens_after),
                closes: plus_days(anchor, figures.complaint_closes_after_days),
                clause: match policy.profile {
                    ProfileName::Mall => Clause::M4_2a,
                    ProfileName::Estate => Clause::G3_5_3,
                },
            }
        }
        FollowUpKind::Repair => Window {
            opens: anchor,
            closes: figures.repair_closes_after.from(anchor),
            clause: Clause::M4_2b,
        },
        FollowUpKind::Service => Window {
            opens: anchor,
            closes: plus_days(anchor, figures.service_closes_after_days),
            clause: Clause::M4_2c,
        },
        FollowUpKind::Incident => Window {
            opens: anchor,
            closes: plus_days(anchor, figures.incident_closes_after_days),
            clause: Clause::G3_3_1,
        },
    }
}
