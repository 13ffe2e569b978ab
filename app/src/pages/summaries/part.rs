//! The parts of a month's summary that are written: what a form keeps, and what a refused one opens with.

use domain::calendar::Period;
use domain::command::{Command, CommandBody};
use domain::id::CommandId;
use domain::personal::PersonalBook;
use domain::summary::SummaryCommand;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use serde::Serialize;

use crate::actions::Actions;
use crate::engine::message::Submission;
use crate::pages::parts::again;
use crate::pages::parts::deed::Deed;
use crate::pages::parts::draft::DraftState;

/// Which of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Analysis,
    Remark,
    /// The result of a point, by its place.
    Point(u16),
}

impl Part {
    fn written(self) -> String {
        match self {
            Part::Analysis => "analysis".to_owned(),
            Part::Remark => "remark".to_owned(),
            Part::Point(place) => format!("point.{place}"),
        }
    }

    fn read(written: &str) -> Option<Self> {
        match written {
            "analysis" => Some(Part::Analysis),
            "remark" => Some(Part::Remark),
            other => Some(Part::Point(other.strip_prefix("point.")?.parse().ok()?)),
        }
    }

    /// Where it is written.
    #[must_use]
    pub fn page(self, month: Period) -> String {
        format!("/summaries/{month}?part={}", self.written())
    }

    /// What it is kept under while it is written.
    #[must_use]
    pub fn draft_key(self, month: Period, again: Option<CommandId>) -> String {
        again::draft_key(&format!("summary/{month}/{}", self.written()), again)
    }
}

/// A remark with its points, each a measure, a person and a last day, as typed.
pub type RemarkDraft = (String, Vec<(String, String, String)>);

/// What a form keeps.
#[derive(Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum PartDraft {
    Words(String),
    Remark(RemarkDraft),
}

/// What was typed into a refused command; none for one about something else.
#[must_use]
pub fn written_anew(command: &Command) -> Option<(Part, PartDraft)> {
    let CommandBody::Summary(body) = &command.body else {
        return None;
    };
    let book = PersonalBook::of(&command.personal);
    let text = |words| book.text(words).to_owned();
    Some(match body {
        SummaryCommand::SubmitSummary { analysis, .. } => {
            (Part::Analysis, PartDraft::Words(text(*analysis)))
        }
        SummaryCommand::RemarkOnSummary { remark, points, .. } => {
            let points = points.iter().map(|point| {
                let (person, until) = (point.person.to_string(), point.until.to_string());
                (text(point.measure), person, until)
            });
            let draft = (text(*remark), points.collect());
            (Part::Remark, PartDraft::Remark(draft))
        }
        SummaryCommand::FinishPoint { point, result, .. } => {
            (Part::Point(*point), PartDraft::Words(text(*result)))
        }
    })
}

/// The part that is written anew, and for which refused command, as the address says.
pub fn anew_in_address() -> Memo<Option<(Part, CommandId)>> {
    let query = use_query_map();
    Memo::new(move |_| {
        query.with(|query| {
            let part = query.get("part").and_then(|part| Part::read(&part))?;
            Some((part, query.get("again")?.parse().ok()?))
        })
    })
}

/// How a part is saved.
#[derive(Clone, Copy)]
pub struct Saving {
    pub part: Part,
    pub month: Period,
    /// The refused command it is written anew for.
    pub again: Option<CommandId>,
    pub deed: Deed,
}

impl Saving {
    #[must_use]
    pub fn of(part: Part, month: Period, anew: Option<(Part, CommandId)>) -> Self {
        let again = anew.filter(|(named, _)| *named == part);
        Saving {
            part,
            month,
            again: again.map(|(_, refused)| refused),
            deed: Deed::default(),
        }
    }

    #[must_use]
    pub fn draft_key(self) -> String {
        self.part.draft_key(self.month, self.again)
    }

    /// What sends it: the draft goes with it, and what it was written anew for is settled, also where the form is gone
    /// by then because the month says so.
    pub fn sender(
        self,
        kept: DraftState,
        then: impl Fn() + Clone + 'static,
    ) -> impl Fn(Submission) {
        let actions = expect_context::<Actions>();
        let navigate = use_navigate();
        move |mut submission: Submission| {
            let deed = self.deed;
            if deed.working.get_untracked() {
                return;
            }
            deed.working.set(true);
            deed.saved.set(false);
            deed.error.set(None);
            submission.draft = Some(self.draft_key());
            kept.over.set_value(true);
            let (actions, navigate, then) = (actions.clone(), navigate.clone(), then.clone());
            leptos::task::spawn_local(async move {
                let answer = actions.submit(submission).await;
                if answer.is_ok() {
                    again::settle(&actions, self.again).await;
                }
                if deed.working.try_set(false).is_some() {
                    return;
                }
                let _ = kept.over.try_set_value(false);
                match answer {
                    Ok(_) => {
                        let _ = deed.saved.try_set(true);
                        then();
                        if self.again.is_some() {
                            let here = format!("/summaries/{}", self.month);
                            let replace = NavigateOptions {
                                replace: true,
                                ..NavigateOptions::default()
                            };
                            navigate(&here, replace);
                        }
                    }
                    Err(error) => {
                        let _ = deed.error.try_set(Some(error));
                    }
                }
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_which_part_is_written() {
        for part in [Part::Analysis, Part::Remark, Part::Point(3)] {
            assert_eq!(Part::read(&part.written()), Some(part));
        }
        assert_eq!(Part::read("point."), None);
        assert_eq!(Part::read("result"), None);
    }
}
