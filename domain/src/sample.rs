//! Which cases a rate below 100 % asks for. Nobody chooses: the lowest ranks are drawn, and a rank is
//! a hash anybody can compute again. The seed comes from the office's head hash at the period's
//! start. No text says how a sample is drawn; this is the system's own rule.

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use crate::calendar::Period;
use crate::follow_up::FollowUpKind;
use crate::policy::Percent;
use crate::quota::required;

/// What one draw is about; together with an id it makes the rank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Draw<'a> {
    pub seed: &'a str,
    pub office: &'a str,
    pub period: Period,
    pub kind: FollowUpKind,
}

/// One case of the population.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate<'a> {
    pub id: &'a str,
    pub closes: NaiveDate,
    /// Drawn before: it stays so.
    pub drawn: bool,
}

impl Draw<'_> {
    /// SHA-256 of `seed|office|period|kind|id` as lowercase hex; ranks are compared as text.
    #[must_use]
    pub fn rank(&self, id: &str) -> String {
        let text = format!(
            "{}|{}|{}|{}|{id}",
            self.seed,
            self.office,
            self.period,
            self.kind.name()
        );
        Sha256::digest(text.as_bytes())
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }

    /// The ids with the lowest ranks, as many as the rate asks of the whole population.
    #[must_use]
    pub fn first<'id>(&self, rate: Percent, population: &[&'id str]) -> Vec<&'id str> {
        let count = required(rate, population.len() as u64);
        self.lowest(population.iter().copied(), count)
    }

    /// What is drawn in addition once the population has grown: the lowest-ranked undrawn cases that
    /// can still be followed up in time on `on`, until the rate is met.
    #[must_use]
    pub fn top_up<'id>(
        &self,
        rate: Percent,
        population: &[Candidate<'id>],
        on: NaiveDate,
    ) -> Vec<&'id str> {
        let drawn = population.iter().filter(|case| case.drawn).count() as u64;
        let count = required(rate, population.len() as u64).saturating_sub(drawn);
        let open = population
            .iter()
            .filter(|case| !case.drawn && on <= case.closes)
            .map(|case| case.id);
        self.lowest(open, count)
    }

    fn lowest<'id>(&self, ids: impl Iterator<Item = &'id str>, count: u64) -> Vec<&'id str> {
        let mut ranked: Vec<(String, &str)> = ids.map(|id| (self.rank(id), id)).collect();
        ranked.sort_unstable();
        ranked.truncate(usize::try_from(count).unwrap_or(usize::MAX));
        ranked.into_iter().map(|(_, id)| id).collect()
    }
}
