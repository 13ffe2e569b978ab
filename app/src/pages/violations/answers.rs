//! The answers of any step of a violation, as signals and as a draft.

use chrono::NaiveDate;
use domain::id::{Digest, PersonId};
use domain::violation::Violation;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::act::Act;
use crate::components::Strokes;
use crate::pages::parts::amount;

/// Each answer in its own signal; a step uses those it asks for.
#[derive(Clone, Copy)]
pub struct Answers {
    pub words: RwSignal<String>,
    /// `yes` or `no`.
    pub verdict: RwSignal<String>,
    pub chosen: RwSignal<String>,
    pub people: RwSignal<Vec<PersonId>>,
    pub day: RwSignal<String>,
    pub amount: RwSignal<String>,
    pub rate: RwSignal<String>,
    pub name: RwSignal<String>,
    pub paper: RwSignal<String>,
    pub photos: RwSignal<Vec<Digest>>,
    pub strokes: RwSignal<Strokes>,
}

/// The same, as stored.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ActDraft {
    pub words: String,
    pub verdict: String,
    pub chosen: String,
    pub people: Vec<PersonId>,
    pub day: String,
    pub amount: String,
    pub rate: String,
    pub name: String,
    pub paper: String,
    pub photos: Vec<Digest>,
    pub strokes: Strokes,
}

impl Answers {
    /// As a step begins: what is known is filled in.
    #[must_use]
    pub fn begin(act: Act, violation: &Violation, today: NaiveDate, paper: String) -> Self {
        let answers = Answers {
            words: RwSignal::default(),
            verdict: RwSignal::default(),
            chosen: RwSignal::default(),
            people: RwSignal::default(),
            day: RwSignal::default(),
            amount: RwSignal::default(),
            rate: RwSignal::default(),
            name: RwSignal::default(),
            paper: RwSignal::new(paper),
            photos: RwSignal::default(),
            strokes: RwSignal::default(),
        };
        match act {
            Act::DecideSeverity => {
                let known = violation.severity.or(violation.severity_proposed);
                let word = known.map_or_else(String::new, |severity| domain::json::word(&severity));
                answers.chosen.set(word);
            }
            Act::StateArrears => {
                if let Some(arrears) = &violation.arrears {
                    answers.amount.set(amount::written(arrears.principal_fen));
                    answers.rate.set(arrears.per_mille.to_string());
                    answers.day.set(arrears.last_day.to_string());
                    answers.words.set(arrears.contract.clone());
                }
            }
            Act::ReferRenovation => {
                let known = violation.renovation_reference.clone();
                answers.words.set(known.unwrap_or_default());
            }
            Act::Serve(_) => {
                answers.day.set(today.to_string());
                answers.chosen.set("signed_for".to_owned());
            }
            _ => {}
        }
        answers
    }

    #[must_use]
    pub fn draft(self) -> ActDraft {
        ActDraft {
            words: self.words.get(),
            verdict: self.verdict.get(),
            chosen: self.chosen.get(),
            people: self.people.get(),
            day: self.day.get(),
            amount: self.amount.get(),
            rate: self.rate.get(),
            name: self.name.get(),
            paper: self.paper.get(),
            photos: self.photos.get(),
            strokes: self.strokes.get(),
        }
    }

    pub fn fill(self, draft: ActDraft) {
        self.words.set(draft.words);
        self.verdict.set(draft.verdict);
        self.chosen.set(draft.chosen);
        self.people.set(draft.people);
        self.day.set(draft.day);
        self.amount.set(draft.amount);
        self.rate.set(draft.rate);
        self.name.set(draft.name);
        if !draft.paper.is_empty() {
            self.paper.set(draft.paper);
        }
        self.photos.set(draft.photos);
        self.strokes.set(draft.strokes);
    }

    /// `None` until one of the two was chosen.
    #[must_use]
    pub fn yes(self) -> Option<bool> {
        match self.verdict.get_untracked().as_str() {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        }
    }
}
