//! The twin set back, and what it takes back.

use super::MemoryLog;
use crate::event::Envelope;
use crate::id::{Cursor, Digest, Instant, OfficeId, Writer, WriterNumber};
use crate::log::set_back::Claim;
use crate::log::{SetBackLog, WriterState};
use crate::sync::hand_back::TakingBack;

/// What a log keeps besides its events while it takes back.
#[derive(Clone, Debug, Default)]
pub(super) struct Kept {
    epoch: u64,
    taking: Option<TakingBack>,
    claims: Vec<Claim>,
    staged: Vec<(Digest, Envelope)>,
}

impl SetBackLog for MemoryLog {
    fn epoch(&self) -> Result<u64, Self::Error> {
        Ok(self.kept.epoch)
    }

    fn set_epoch(&mut self, epoch: u64) -> Result<(), Self::Error> {
        self.kept.epoch = epoch;
        Ok(())
    }

    fn hash_at(&self, at: Cursor) -> Result<Option<Digest>, Self::Error> {
        if at == Cursor(0) {
            return Ok(Some(Digest::ZERO));
        }
        let place = self.envelopes.binary_search_by_key(&at, |it| it.seq);
        Ok(place.ok().and_then(|place| self.hashes.get(place).copied()))
    }

    fn event_at(&self, at: Cursor) -> Result<Option<Envelope>, Self::Error> {
        let mut events = self.envelopes.iter();
        Ok(events.find(|event| event.seq == at).cloned())
    }

    fn taking_back(&self) -> Result<Option<TakingBack>, Self::Error> {
        Ok(self.kept.taking.clone())
    }

    fn keep_taking_back(&mut self, taking: &TakingBack) -> Result<(), Self::Error> {
        self.kept.taking = Some(taking.clone());
        Ok(())
    }

    fn claims(&self) -> Result<Vec<Claim>, Self::Error> {
        Ok(self.kept.claims.clone())
    }

    fn keep_claim(&mut self, claim: &Claim) -> Result<(), Self::Error> {
        self.kept.claims.retain(|known| known.hash != claim.hash);
        self.kept.claims.push(*claim);
        Ok(())
    }

    fn forget_claims(&mut self) -> Result<(), Self::Error> {
        self.kept.claims.clear();
        self.kept.staged.clear();
        Ok(())
    }

    fn stage(&mut self, claim: Digest, events: &[Envelope]) -> Result<(), Self::Error> {
        for event in events {
            let there =
                |(known, staged): &(Digest, Envelope)| *known == claim && staged.seq == event.seq;
            if !self.kept.staged.iter().any(there) {
                self.kept.staged.push((claim, event.clone()));
            }
        }
        self.kept.staged.sort_by_key(|(_, event)| event.seq);
        Ok(())
    }

    fn unstage(&mut self, claim: Digest) -> Result<(), Self::Error> {
        self.kept.staged.retain(|(known, _)| *known != claim);
        Ok(())
    }

    fn staged(
        &self,
        claim: Digest,
        after: Cursor,
        most: usize,
    ) -> Result<Vec<Envelope>, Self::Error> {
        let staged = self.kept.staged.iter();
        Ok(staged
            .filter(|(known, event)| *known == claim && event.seq > after)
            .take(most)
            .map(|(_, event)| event.clone())
            .collect())
    }

    fn staged_elsewhere(&self, claim: Digest, at: Cursor) -> Result<Option<Envelope>, Self::Error> {
        let mut staged = self.kept.staged.iter();
        let found = staged.find(|(known, event)| *known != claim && event.seq == at);
        Ok(found.map(|(_, event)| event.clone()))
    }

    fn number_used(&mut self, year: i32, number: u32) -> Result<(), Self::Error> {
        let used = self.numbers.entry(year).or_insert(0);
        *used = (*used).max(number);
        Ok(())
    }

    fn came_back(&mut self, _: OfficeId, _: Instant, _: Digest) -> Result<(), Self::Error> {
        // Nothing is drawn here.
        Ok(())
    }

    fn skip_to(&mut self, writer: Writer, number: WriterNumber) -> Result<(), Self::Error> {
        let digest = Digest::ZERO;
        self.writers.insert(writer, WriterState { number, digest });
        Ok(())
    }
}
