//! The sample of a month's repairs: which of them owe their follow-up (M4(3)b). What is drawn stays drawn; what is not
//! owes nothing and is never late.

use chrono::NaiveDate;

use crate::calendar::Period;
use crate::event::{Fact, NewFact, WorkOrderFact};
use crate::follow_up::FollowUpKind;
use crate::head::WorkOrderHead;
use crate::id::{Cursor, Digest, OfficeId, StreamId};
use crate::policy::Percent;
use crate::sample::{Candidate, Draw};

/// What a draw is made from; written beside what was drawn, so that anybody can draw again.
#[derive(Clone, Copy, Debug)]
pub struct RepairDraw {
    pub office: OfficeId,
    pub period: Period,
    /// The office's head hash at the period's start.
    pub seed: Digest,
    /// The log's end at the draw.
    pub at: Cursor,
    pub rate: Percent,
    pub on: NaiveDate,
}

impl RepairDraw {
    /// The orders to be drawn in addition to those that are: a tablet's preview, and the server's draw.
    #[must_use]
    pub fn orders<'a>(
        &self,
        orders: impl IntoIterator<Item = (StreamId, &'a WorkOrderHead)>,
    ) -> Vec<StreamId> {
        let population = self.population(orders);
        let ids: Vec<String> = population
            .iter()
            .map(|(stream, _, _)| stream.to_string())
            .collect();
        let candidates: Vec<Candidate<'_>> = ids
            .iter()
            .zip(&population)
            .map(|(id, (_, closes, drawn))| Candidate {
                id,
                closes: *closes,
                drawn: *drawn,
            })
            .collect();
        let seed = self.seed.to_string();
        let office = self.office.to_string();
        let draw = Draw {
            seed: &seed,
            office: &office,
            period: self.period,
            kind: FollowUpKind::Repair,
        };
        let drawn = draw.top_up(self.rate, &candidates, self.on);
        ids.iter()
            .zip(&population)
            .filter(|(id, _)| drawn.contains(&id.as_str()))
            .map(|(_, (stream, _, _))| *stream)
            .collect()
    }

    /// How many there are to draw from.
    #[must_use]
    pub fn size<'a>(&self, orders: impl IntoIterator<Item = (StreamId, &'a WorkOrderHead)>) -> u64 {
        self.population(orders).len() as u64
    }

    /// The facts of the draw, for the server to append in its own name.
    #[must_use]
    pub fn facts(&self, drawn: &[StreamId], population: u64) -> Vec<NewFact> {
        drawn
            .iter()
            .map(|stream| NewFact {
                stream: *stream,
                fact: Fact::WorkOrder(WorkOrderFact::Drawn {
                    period: self.period,
                    seed: self.seed,
                    at: self.at,
                    population,
                }),
            })
            .collect()
    }

    /// Those whose first signature fell in the period: a repeated follow-up is owed anyhow.
    fn population<'a>(
        &self,
        orders: impl IntoIterator<Item = (StreamId, &'a WorkOrderHead)>,
    ) -> Vec<(StreamId, NaiveDate, bool)> {
        orders
            .into_iter()
            .filter_map(|(stream, head)| {
                let first = head.rounds.iter().find(|round| !round.off_sample)?;
                self.period
                    .contains(first.anchor)
                    .then_some((stream, first.closes, head.drawn))
            })
            .collect()
    }
}
