//! What is under way between tablets and the server. Nothing arrives by itself: the world draws what comes next, so
//! delay and reordering need no clock.

use fastrand::Rng;

use crate::faults::Faults;

#[derive(Clone, Debug)]
pub enum Wire {
    /// From a tablet: which request of its it is, and its text.
    Up(usize, u64, String),
    /// To a tablet, for that request.
    Down(usize, u64, String),
    /// To a tablet that did not ask: what was appended.
    Unasked(usize, String),
}

impl Wire {
    pub fn tablet(&self) -> usize {
        match self {
            Wire::Up(tablet, ..) | Wire::Down(tablet, ..) | Wire::Unasked(tablet, ..) => *tablet,
        }
    }
}

#[derive(Default)]
pub struct Network {
    under_way: Vec<Wire>,
    sent: u64,
}

impl Network {
    /// Sends a request; gives the number by which its answer is known.
    pub fn send(&mut self, tablet: usize, text: String) -> u64 {
        self.sent += 1;
        self.under_way.push(Wire::Up(tablet, self.sent, text));
        self.sent
    }

    pub fn reply(&mut self, tablet: usize, request: u64, text: String) {
        self.under_way.push(Wire::Down(tablet, request, text));
    }

    pub fn tell(&mut self, tablet: usize, text: String) {
        self.under_way.push(Wire::Unasked(tablet, text));
    }

    pub fn is_quiet(&self) -> bool {
        self.under_way.is_empty()
    }

    /// Something arrives, whole or not; or it does not.
    pub fn next(&mut self, rng: &mut Rng, faults: &Faults) -> Option<Wire> {
        let chosen = rng.usize(..self.under_way.len());
        let doubled = faults.doubling && rng.u8(..) < 40;
        let wire = if doubled {
            self.under_way[chosen].clone()
        } else {
            self.under_way.swap_remove(chosen)
        };
        if faults.loss && rng.u8(..) < 40 {
            return None;
        }
        if faults.cuts && rng.u8(..) < 25 {
            return Some(cut(rng, wire));
        }
        Some(wire)
    }

    pub fn clear(&mut self) {
        self.under_way.clear();
    }
}

fn cut(rng: &mut Rng, wire: Wire) -> Wire {
    let damage = |rng: &mut Rng, mut text: String| {
        if rng.u8(..4) == 0 {
            return "<!doctype html><title>Sign in to this network</title>".to_owned();
        }
        let mut end = rng.usize(..text.len().max(1));
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        text.truncate(end);
        text
    };
    match wire {
        Wire::Up(tablet, request, text) => Wire::Up(tablet, request, damage(rng, text)),
        Wire::Down(tablet, request, text) => Wire::Down(tablet, request, damage(rng, text)),
        Wire::Unasked(tablet, text) => Wire::Unasked(tablet, damage(rng, text)),
    }
}
