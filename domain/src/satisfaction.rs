//! Satisfaction rates (S3.1.3): exact integers, shown rounded, judged unrounded.

use std::collections::BTreeMap;

use crate::follow_up::Grade;
use crate::policy::Percent;

/// Favourable ones out of all asked. The figures stay apart, so that a rate is never rounded before
/// it is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SatisfactionRate {
    pub favourable: u64,
    pub base: u64,
}

impl SatisfactionRate {
    /// Percent with two decimals, half up; a dash where nobody was asked.
    #[must_use]
    pub fn text(self) -> String {
        if self.base == 0 {
            return "—".to_owned();
        }
        let base = u128::from(self.base);
        let hundredths = (u128::from(self.favourable) * 20_000 + base) / (2 * base);
        format!("{}.{:02}%", hundredths / 100, hundredths % 100)
    }

    /// Whether the exact rate reaches the threshold; `None` where nobody was asked.
    #[must_use]
    pub fn meets(self, threshold: Percent) -> Option<bool> {
        if self.base == 0 {
            return None;
        }
        let reached = u128::from(self.favourable) * 100;
        let wanted = u128::from(threshold.get()) * u128::from(self.base);
        Some(reached >= wanted)
    }
}

/// What one follow-up adds to the month's satisfaction: whose it was, about which case, when, and
/// the grade if one was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GradeGiven<Household, Case, When> {
    pub household: Household,
    pub case: Case,
    pub happened: When,
    pub grade: Option<Grade>,
}

/// Households favourable out of households followed up (S3.1.3b, c). A household counts once: per
/// case the latest grade it gave, over its cases the worst. Without any grade it stays in the base.
/// Of two at the same moment the later in the given order counts as the latest.
#[must_use]
pub fn by_household<Household: Ord, Case: Ord, When: Ord>(
    given: impl IntoIterator<Item = GradeGiven<Household, Case, When>>,
) -> SatisfactionRate {
    let mut households: BTreeMap<Household, BTreeMap<Case, (When, Grade)>> = BTreeMap::new();
    for follow_up in given {
        let cases = households.entry(follow_up.household).or_default();
        let Some(grade) = follow_up.grade else {
            continue;
        };
        match cases.get(&follow_up.case) {
            Some((latest, _)) if *latest > follow_up.happened => {}
            Some(_) | None => {
                cases.insert(follow_up.case, (follow_up.happened, grade));
            }
        }
    }
    let favourable = households
        .values()
        .filter(|cases| {
            cases
                .values()
                .map(|(_, grade)| *grade)
                .min()
                .is_some_and(Grade::favourable)
        })
        .count();
    SatisfactionRate {
        favourable: favourable as u64,
        base: households.len() as u64,
    }
}
