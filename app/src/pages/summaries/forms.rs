//! The analysis that is handed in, and the remark that seals it; half-written ones are kept.

use domain::calendar::Period;
use domain::command::CommandBody;
use domain::event::summary::Point;
use domain::id::CommandId;
use domain::rejection::Field as Answer;
use domain::summary::SummaryCommand;
use leptos::prelude::*;

use super::part::{Part, RemarkDraft, Saving};
use crate::actions::Sealer;
use crate::components::{
    Button, ButtonKind, Card, Choice, DateInput, Field, Notice, Select, TextArea, Tone,
};
use crate::engine::message::Submission;
use crate::language::use_language;
use crate::pages::parts::draft;
use crate::pages::parts::names::staff;
use crate::pages::parts::refused::{Refused, said_at};
use crate::state::AppState;

/// `was` is followed and not fixed: what is being written stays where it is when the month is handed in.
#[component]
pub fn SubmitForm(
    month: Period,
    was: Memo<Option<CommandId>>,
    anew: Option<(Part, CommandId)>,
) -> impl IntoView {
    let language = use_language();
    let words = RwSignal::new(String::new());
    let saving = Saving::of(Part::Analysis, month, anew);
    let kept = draft::keep(
        saving.draft_key(),
        move || words.get(),
        move |draft: String| words.set(draft),
    );
    let deed = saving.deed;
    let send = saving.sender(kept, move || {
        let _ = words.try_set(String::new());
    });
    let save = move |()| {
        let mut sealer = Sealer::default();
        let command = SummaryCommand::SubmitSummary {
            month,
            was: was.get_untracked(),
            analysis: sealer.seal(&words.get_untracked()),
        };
        send(Submission::now(CommandBody::Summary(command), sealer));
    };
    // Under an empty form nothing is said of its draft.
    let note = kept.note(language);
    let note = move || (!words.with(String::is_empty)).then(|| note.get());
    let title = language.say(move |lang| {
        let words = &crate::text::text(lang).summary;
        let title = if was.get().is_some() {
            words.submit_again
        } else {
            words.submit
        };
        title.to_owned()
    });
    view! {
        <Card title>
            <Refused error=deed.error/>
            {move || deed.saved.get().then(|| view! {
                <Notice tone=Tone::Done><p>{language.text().summary.submitted_now}</p></Notice>
            })}
            <Field
                id="summary-analysis"
                label=language.say(move |lang| lang.field(Answer::Analysis).to_owned())
                required=language.words(|text| text.common.required)
                clause=language.say(move |lang| lang.clause(domain::clause::Clause::S3_3_2d))
                error=Signal::derive(move || said_at(deed.error, Answer::Analysis, language.get()))
            >
                <TextArea value=words max_length=4000/>
            </Field>
            <div class="row">
                <Button kind=ButtonKind::Primary disabled=deed.working on_click=save>
                    {move || title.get()}
                </Button>
                <span class="second" role="status">{note}</span>
            </div>
        </Card>
    }
}

/// One point while it is written.
#[derive(Clone, Copy, PartialEq)]
struct Row {
    place: usize,
    measure: RwSignal<String>,
    person: RwSignal<String>,
    until: RwSignal<String>,
}

impl Row {
    fn of(place: usize, (measure, person, until): (String, String, String)) -> Self {
        Row {
            place,
            measure: RwSignal::new(measure),
            person: RwSignal::new(person),
            until: RwSignal::new(until),
        }
    }

    fn written(self) -> (String, String, String) {
        (self.measure.get(), self.person.get(), self.until.get())
    }
}

#[component]
pub fn RemarkForm(month: Period, of: CommandId, anew: Option<(Part, CommandId)>) -> impl IntoView {
    let language = use_language();
    let words = RwSignal::new(String::new());
    let rows = RwSignal::new(Vec::<Row>::new());
    let saving = Saving::of(Part::Remark, month, anew);
    let kept = draft::keep(
        saving.draft_key(),
        move || {
            (
                words.get(),
                rows.get().into_iter().map(Row::written).collect(),
            )
        },
        move |(remark, points): RemarkDraft| {
            words.set(remark);
            rows.set(
                points
                    .into_iter()
                    .enumerate()
                    .map(|(place, it)| Row::of(place, it))
                    .collect(),
            );
        },
    );
    let deed = saving.deed;
    let send = saving.sender(kept, || {});
    let unfinished = RwSignal::new(false);
    let save = move |()| {
        let mut sealer = Sealer::default();
        let written: Vec<_> = rows
            .get_untracked()
            .into_iter()
            .map(|row| untrack(|| row.written()))
            .collect();
        let mut points = Vec::with_capacity(written.len());
        for (measure, person, until) in written {
            let (Ok(person), Ok(until)) = (person.parse(), until.parse()) else {
                unfinished.set(true);
                return;
            };
            points.push(Point {
                measure: sealer.seal(&measure),
                person,
                until,
            });
        }
        unfinished.set(false);
        let command = SummaryCommand::RemarkOnSummary {
            month,
            of,
            remark: sealer.seal(&words.get_untracked()),
            points,
        };
        send(Submission::now(CommandBody::Summary(command), sealer));
    };
    let add = move |()| {
        let place = rows.with_untracked(|rows| rows.last().map_or(0, |last| last.place + 1));
        let row = Row::of(place, (String::new(), String::new(), String::new()));
        rows.update(|rows| rows.push(row));
    };
    view! {
        <Card title=language.words(|text| text.summary.seal)>
            <p class="second">{move || language.text().summary.seal_hint}</p>
            <Refused error=deed.error/>
            <Field
                id="summary-remark"
                label=language.say(move |lang| lang.field(Answer::Remark).to_owned())
                required=language.words(|text| text.common.required)
                clause=language.say(move |lang| lang.clause(domain::clause::Clause::S3_3_2d))
                error=Signal::derive(move || said_at(deed.error, Answer::Remark, language.get()))
            >
                <TextArea value=words max_length=4000/>
            </Field>
            <For each=move || rows.get() key=|row| row.place let:row>
                <PointFields row rows unfinished/>
            </For>
            <div class="row">
                <Button on_click=add>{move || language.text().summary.add_point}</Button>
                <Button kind=ButtonKind::Primary disabled=deed.working on_click=save>
                    {move || language.text().summary.seal}
                </Button>
                <span class="second" role="status">{kept.note(language)}</span>
            </div>
        </Card>
    }
}

#[component]
fn PointFields(row: Row, rows: RwSignal<Vec<Row>>, unfinished: RwSignal<bool>) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let people = Signal::derive(move || {
        let (today, lang) = (state.today.get(), language.get());
        state.heads.with(|heads| {
            staff(heads, today, None)
                .into_iter()
                .map(|one| Choice::new(one.person.to_string(), one.label(lang)))
                .collect::<Vec<_>>()
        })
    });
    let lacks = move |value: RwSignal<String>, field: Answer| {
        Signal::derive(move || {
            let lacking = unfinished.get() && value.with(|value| value.trim().is_empty());
            lacking.then(|| language.get().missing(field).to_owned())
        })
    };
    let required = language.words(|text| text.common.required);
    let remove = move |()| rows.update(|rows| rows.retain(|other| other.place != row.place));
    view! {
        <div class="card">
            <Field
                id=format!("point-{}", row.place)
                label=language.words(|text| text.summary.point)
                required
                error=lacks(row.measure, Answer::Point)
            >
                <TextArea value=row.measure max_length=1000/>
            </Field>
            <Field
                id=format!("point-{}-person", row.place)
                label=language.words(|text| text.summary.person)
                required
                error=lacks(row.person, Answer::Executors)
            >
                <Select value=row.person choices=people placeholder=language.words(|text| text.summary.choose_person)/>
            </Field>
            <Field
                id=format!("point-{}-until", row.place)
                label=language.words(|text| text.summary.until)
                required
                error=lacks(row.until, Answer::LastDay)
            >
                <DateInput value=row.until/>
            </Field>
            <Button on_click=remove>{move || language.text().summary.remove_point}</Button>
        </div>
    }
}
