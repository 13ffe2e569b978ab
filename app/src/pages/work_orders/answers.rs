//! The answers of any step of a work order, each in its own signal; a step uses those it asks for.

use chrono::NaiveDate;
use domain::event::complaint::AttemptFailure;
use domain::event::work_order::{ChargeLine, MaterialCheck, TrialWay};
use domain::follow_up::Channel;
use domain::id::{Digest, PersonId};
use domain::json::word;
use domain::work_order::WorkOrder;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::pages::parts::amount;
use crate::text::Lang;

/// A service on the slip while it is put together.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ChargeDraft {
    pub code: String,
    pub quantity: String,
    /// Charged instead of the listed price.
    pub adjusted: String,
    pub because: String,
}

/// A material while it is entered: the company's by quantity and price, the occupant's by its check.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct MaterialDraft {
    pub name: String,
    pub quantity: String,
    pub unit: String,
    pub price: String,
    pub check: String,
    pub remark: String,
}

impl Default for MaterialDraft {
    fn default() -> Self {
        MaterialDraft {
            name: String::new(),
            quantity: "1".to_owned(),
            unit: String::new(),
            price: String::new(),
            check: word(&MaterialCheck::Accepted),
            remark: String::new(),
        }
    }
}

macro_rules! line {
    ($(#[$doc:meta])* $line:ident of $draft:ident { $($answer:ident),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone)]
        pub struct $line {
            $($answer: ArcRwSignal<String>,)+
        }

        impl From<$draft> for $line {
            fn from(draft: $draft) -> Self {
                $line { $($answer: ArcRwSignal::new(draft.$answer),)+ }
            }
        }

        impl $line {
            $(
                /// As a field takes it.
                #[must_use]
                pub fn $answer(&self) -> RwSignal<String> {
                    self.$answer.clone().into()
                }
            )+

            /// What was typed; whoever asks is told of every change.
            #[must_use]
            pub fn draft(&self) -> $draft {
                $draft { $($answer: self.$answer.get(),)+ }
            }
        }
    };
}

line! {
    /// A material on the form, each answer in a signal of its own.
    MaterialLine of MaterialDraft { name, quantity, unit, price, check, remark }
}

line! {
    /// A service on the form, likewise.
    ServiceLine of ChargeDraft { code, quantity, adjusted, because }
}

fn lines_of<Line: From<Draft>, Draft>(drafts: Vec<Draft>) -> Vec<Line> {
    drafts.into_iter().map(Line::from).collect()
}

#[derive(Clone, Copy)]
pub struct Answers {
    pub words: RwSignal<String>,
    pub technician: RwSignal<String>,
    pub at: RwSignal<String>,
    /// One item a line.
    pub items: RwSignal<String>,
    pub materials: RwSignal<Vec<MaterialLine>>,
    pub way: RwSignal<String>,
    /// `yes` where it was found right.
    pub right: RwSignal<String>,
    pub photos: RwSignal<Vec<Digest>>,
    pub lines: RwSignal<Vec<ServiceLine>>,
    pub witness: RwSignal<String>,
    pub witness_name: RwSignal<String>,
    pub people: RwSignal<Vec<PersonId>>,
    pub on: RwSignal<String>,
    pub channel: RwSignal<String>,
    pub failure: RwSignal<String>,
}

/// The same, as stored in a draft.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct StepDraft {
    pub words: String,
    pub technician: String,
    pub at: String,
    pub items: String,
    pub materials: Vec<MaterialDraft>,
    pub way: String,
    pub right: String,
    pub photos: Vec<Digest>,
    pub lines: Vec<ChargeDraft>,
    pub witness: String,
    pub witness_name: String,
    pub people: Vec<PersonId>,
    pub on: String,
    pub channel: String,
    pub failure: String,
}

impl ChargeDraft {
    fn of(line: &ChargeLine) -> Self {
        let adjusted = line.adjusted_because.is_some();
        ChargeDraft {
            code: line.code.clone(),
            quantity: Lang::Zh.quantity(line.quantity.0),
            adjusted: if adjusted {
                amount::written(line.amount_fen)
            } else {
                String::new()
            },
            because: line.adjusted_because.clone().unwrap_or_default(),
        }
    }
}

impl Answers {
    /// As a step begins: what stands on the slip already, and what is usual.
    #[must_use]
    pub fn begin(order: &WorkOrder, wanted: &str, today: NaiveDate) -> Self {
        let text = |value: String| RwSignal::new(value);
        let planned = order.owed_now().and_then(|owed| owed.scheduled.as_ref());
        let items = if order.items.is_empty() {
            wanted.to_owned()
        } else {
            order.items.join("\n")
        };
        let lines = order
            .charge
            .iter()
            .flatten()
            .map(|line| ChargeDraft::of(line).into())
            .collect();
        Answers {
            words: text(String::new()),
            technician: text(String::new()),
            at: text(String::new()),
            items: text(items),
            materials: RwSignal::new(vec![MaterialDraft::default().into()]),
            way: text(word(&TrialWay::TriedOut)),
            right: text("yes".to_owned()),
            photos: RwSignal::new(Vec::new()),
            lines: RwSignal::new(lines),
            witness: text(String::new()),
            witness_name: text(String::new()),
            people: RwSignal::new(planned.map_or_else(Vec::new, |planned| planned.people.clone())),
            on: text(planned.map_or(today, |planned| planned.on).to_string()),
            channel: text(word(&Channel::InPerson)),
            failure: text(word(&AttemptFailure::NobodyThere)),
        }
    }

    /// Every material as typed.
    #[must_use]
    pub fn typed_materials(self) -> Vec<MaterialDraft> {
        self.materials
            .with(|lines| lines.iter().map(MaterialLine::draft).collect())
    }

    /// Every service as typed.
    #[must_use]
    pub fn typed_services(self) -> Vec<ChargeDraft> {
        self.lines
            .with(|lines| lines.iter().map(ServiceLine::draft).collect())
    }

    #[must_use]
    pub fn draft(self) -> StepDraft {
        StepDraft {
            words: self.words.get(),
            technician: self.technician.get(),
            at: self.at.get(),
            items: self.items.get(),
            materials: self.typed_materials(),
            way: self.way.get(),
            right: self.right.get(),
            photos: self.photos.get(),
            lines: self.typed_services(),
            witness: self.witness.get(),
            witness_name: self.witness_name.get(),
            people: self.people.get(),
            on: self.on.get(),
            channel: self.channel.get(),
            failure: self.failure.get(),
        }
    }

    pub fn fill(self, draft: StepDraft) {
        self.words.set(draft.words);
        self.technician.set(draft.technician);
        self.at.set(draft.at);
        if !draft.materials.is_empty() {
            self.materials.set(lines_of(draft.materials));
        }
        self.photos.set(draft.photos);
        self.lines.set(lines_of(draft.lines));
        self.witness.set(draft.witness);
        self.witness_name.set(draft.witness_name);
        self.people.set(draft.people);
        // An answer that always has a value is missing only where its step does not ask for it.
        let answered = [
            (self.items, draft.items),
            (self.way, draft.way),
            (self.right, draft.right),
            (self.on, draft.on),
            (self.channel, draft.channel),
            (self.failure, draft.failure),
        ];
        for (answer, said) in answered {
            if !said.is_empty() {
                answer.set(said);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_into_a_line_is_its_draft_and_no_other_lines() {
        let owner = Owner::new();
        owner.set();
        let material = |name: &str| MaterialDraft {
            name: name.to_owned(),
            ..MaterialDraft::default()
        };
        let lines: Vec<MaterialLine> = lines_of(vec![material("tape"), material("pipe")]);
        let [first, second] = lines.as_slice() else {
            panic!("two lines");
        };
        first.name().set("valve".to_owned());
        // Another handle of the same answer, as a form drawn anew takes it.
        assert_eq!(first.name().get_untracked(), "valve");
        assert_eq!(untrack(|| first.draft()), material("valve"));
        assert_eq!(untrack(|| second.draft()), material("pipe"));
    }
}
