//! What a follow-up must bring back: the mall's five contents (M4(5)), the estate's service area,
//! grade and finding (S3.1).

use serde::{Deserialize, Serialize};

use super::{Grade, ServiceArea};
use crate::clause::Clause;
use crate::policy::{ContentRule, Policy};

/// What the occupant said. Only `satisfaction` feeds the rates and decides whether the item goes
/// on; an occupant who gives no grade leaves it empty and stays in the rate's base. Borrowed: texts
/// are kept beside the facts, so this is only the form they are checked in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FollowUpContent<'text> {
    pub satisfaction: Option<Grade>,
    pub quality: Option<Grade>,
    pub effect: Option<Grade>,
    pub shortcomings: Option<&'text str>,
    pub suggestions: Option<&'text str>,
    pub area: Option<ServiceArea>,
    pub finding: Option<&'text str>,
}

/// One field of [`FollowUpContent`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContentField {
    Quality,
    Effect,
    Shortcomings,
    Suggestions,
    Area,
    Finding,
}

/// A content the procedure asks for and the record lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{field:?} is missing ({clause})")]
pub struct ContentMissing {
    pub field: ContentField,
    pub clause: Clause,
}

impl FollowUpContent<'_> {
    /// Everything that is missing, in the order of the form. Blank text is missing: "nothing" must
    /// be said, not left out.
    #[must_use]
    pub fn missing(&self, policy: &Policy) -> Vec<ContentMissing> {
        let (wanted, clause) = match policy.contents {
            ContentRule::Five => (
                vec![
                    (ContentField::Quality, self.quality.is_some()),
                    (ContentField::Effect, self.effect.is_some()),
                    (ContentField::Shortcomings, said(self.shortcomings)),
                    (ContentField::Suggestions, said(self.suggestions)),
                ],
                Clause::M4_5,
            ),
            ContentRule::AreaGradeFinding => (
                vec![
                    (ContentField::Area, self.area.is_some()),
                    (ContentField::Finding, said(self.finding)),
                ],
                Clause::S3_1_2,
            ),
        };
        wanted
            .into_iter()
            .filter(|(_, there)| !there)
            .map(|(field, _)| ContentMissing {
                field,
                clause: if field == ContentField::Area {
                    Clause::S3_1_1
                } else {
                    clause
                },
            })
            .collect()
    }

    /// # Errors
    /// The first content that is missing.
    pub fn check(&self, policy: &Policy) -> Result<(), ContentMissing> {
        self.missing(policy).into_iter().next().map_or(Ok(()), Err)
    }
}

fn said(text: Option<&str>) -> bool {
    text.is_some_and(|text| !text.trim().is_empty())
}
