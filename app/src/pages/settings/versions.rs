//! 规程的版本: which procedure counted from when until when, who wrote each version and why; and going over to another one.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use domain::clause::Clause;
use domain::command::CommandBody;
use domain::office::{Office, OfficeCommand};
use domain::policy::{FigureName, Policy, ProfileName};
use domain::role::Role;
use leptos::prelude::*;

use super::super::frame::Frame;
use super::super::parts::deed::Deed;
use super::super::parts::names::Directory;
use super::super::parts::refused::Refused;
use super::dated::{Dated, DatedQuestions, tomorrow};
use crate::actions::{Actions, Sealer};
use crate::components::{
    BackLink, Button, ButtonKind, Card, Choice, Choices, ClauseChip, Column, Field, Notice, Page,
    Table, Tone,
};
use crate::engine::message::{Heads, Submission};
use crate::language::use_language;
use crate::people;
use crate::state::AppState;
use crate::text::{Lang, Word};

#[component]
pub fn VersionsPage() -> impl IntoView {
    let language = use_language();
    let back = BackLink::new(
        Signal::stored("/settings".to_owned()),
        language.words(|text| text.settings.title),
    );
    view! {
        <Frame title=language.words(|text| text.settings.versions) back=Signal::stored(Some(back))>
            <Page wide=true>
                <Versions/>
                <Adopt/>
            </Page>
        </Frame>
    }
}

/// One written version with the days it counted on; none where a later one took its place before it began.
struct Row {
    policy: Policy,
    until: Option<NaiveDate>,
    counts: bool,
}

fn rows(office: &Office) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for (place, policy) in office.policies.iter().enumerate() {
        // What was written later and begins no later than this one leaves it no day.
        let later = office.policies.iter().skip(place.saturating_add(1));
        let first_later = later.map(|next| next.effective_on).min();
        let counts = first_later.is_none_or(|next| next > policy.effective_on);
        let until = first_later
            .filter(|_| counts)
            .and_then(|next| next.pred_opt());
        rows.push(Row {
            policy: policy.clone(),
            until,
            counts,
        });
    }
    rows.reverse();
    rows
}

/// Each figure that differs from the version before it.
fn changes(office: &Office, policy: &Policy, lang: Lang) -> Vec<String> {
    let place = office
        .policies
        .iter()
        .position(|known| known.version == policy.version);
    let before = place
        .and_then(|place| place.checked_sub(1))
        .and_then(|place| office.policies.get(place));
    let Some(before) = before else {
        return Vec::new();
    };
    FigureName::ALL
        .iter()
        .filter(|name| before.figures.get(**name) != policy.figures.get(**name))
        .map(|name| {
            let figures = format!(
                "{} → {}",
                lang.figure_value(before.figures.get(*name)),
                lang.figure_value(policy.figures.get(*name)),
            );
            lang.labelled(name.word(lang), &figures)
        })
        .collect()
}

#[component]
fn Versions() -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let columns = Signal::derive(move || {
        let text = language.text();
        vec![
            Column::words(text.settings.version),
            Column::words(text.settings.procedure),
            Column::words(text.settings.in_force),
            Column::words(text.settings.written_by),
            Column::words(text.settings.what_changed),
        ]
    });
    let lines = move || {
        let lang = language.get();
        let office: Option<Arc<Office>> = state.office.get();
        let names = Directory::now(state, lang);
        office.map(|office| {
            rows(&office)
                .into_iter()
                .map(|row| line(&office, &row, &names, lang))
                .collect_view()
        })
    };
    view! {
        <Card title=language.words(|text| text.settings.versions)>
            <p class="second">{move || language.text().settings.versions_lead}</p>
            <Table caption=language.words(|text| text.settings.versions) columns>{lines}</Table>
        </Card>
    }
}

fn line(office: &Office, row: &Row, names: &Directory, lang: Lang) -> AnyView {
    let text = crate::text::text(lang);
    let policy = &row.policy;
    let days = if row.counts {
        lang.role_days(policy.effective_on, row.until)
    } else {
        text.settings.never_in_force.to_owned()
    };
    let note = office.version_note(policy.version);
    let who = note.map(|note| {
        let by = lang.people_who_went(&[note.by], &note.stand_ins, names);
        let offset = office.utc_offset_minutes;
        format!("{} · {}", lang.list(&by), lang.full_moment(note.at, offset))
    });
    let reason = note.map(|note| note.reason.clone()).unwrap_or_default();
    let adopted = note.is_some_and(|note| note.adopted);
    let mut what: Vec<String> = Vec::new();
    if adopted {
        what.push(text.settings.adopted.to_owned());
    }
    what.extend(changes(office, policy, lang));
    let what = what
        .into_iter()
        .map(|line| view! { <div>{line}</div> })
        .collect_view();
    view! {
        <tr>
            <th scope="row" class="figures">{policy.version.0.to_string()}</th>
            <td class="whole-words">{policy.profile.word(lang)}</td>
            <td class="whole-words">{days}</td>
            <td class="whole-words">{who}</td>
            <td>
                {(!reason.is_empty()).then(|| view! { <div><strong>{reason}</strong></div> })}
                {what}
            </td>
        </tr>
    }
    .into_any()
}

/// Seats of a procedure that nobody holds on a day: without them nobody may take their steps.
fn vacant(heads: &Heads, policy: &Policy, on: NaiveDate) -> Vec<Role> {
    let mut seats: BTreeMap<Role, bool> = BTreeMap::new();
    let of_steps = [
        policy.steps.opens,
        policy.steps.dispatches,
        policy.steps.closes_out,
    ];
    let of_rights = policy.rights.iter().flat_map(|row| row.seats.clone());
    for role in of_steps.into_iter().chain(of_rights) {
        seats.insert(policy.holder(role), false);
    }
    for seat in [Role::Director, Role::PropertyManager, Role::SiteManager] {
        seats.insert(policy.holder(seat), false);
    }
    for person in heads.people.values() {
        for grant in people::held_on(person, on) {
            if let Some(held) = seats.get_mut(&grant.role) {
                *held = true;
            }
        }
    }
    seats
        .into_iter()
        .filter(|(_, held)| !held)
        .map(|(role, _)| role)
        .collect()
}

/// Going over to a procedure, from the day after at the earliest, with the reason; all its figures are written.
#[component]
fn Adopt() -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let actions = expect_context::<Actions>();
    let profile = RwSignal::new(String::new());
    let dated = Dated::default();
    dated.begin(tomorrow(state.today.get_untracked()));
    let deed = Deed::default();
    let choices = Signal::derive(move || {
        let lang = language.get();
        ProfileName::ALL
            .iter()
            .map(|one| Choice::new(domain::json::word(one), one.word(lang)))
            .collect::<Vec<_>>()
    });
    let chosen = Memo::new(move |_| {
        let profile: ProfileName = domain::json::named(&profile.get())?;
        let on: NaiveDate = dated.from.get().parse().ok()?;
        Some(Policy::built_in(profile, on))
    });
    let save = move |()| {
        let Some(policy) = chosen.get_untracked() else {
            return;
        };
        let body = CommandBody::Office(OfficeCommand::AdoptProfile {
            profile: policy.profile,
            effective_on: policy.effective_on,
            reason: dated.reason(),
        });
        let submission = Submission::now(body, Sealer::default());
        deed.send(&actions, submission, move || {
            profile.set(String::new());
            dated.reason.set(String::new());
        });
    };
    view! {
        <Card title=language.words(|text| text.settings.adopt)>
            <p class="second">
                {move || language.text().settings.adopt_lead}
                " "
                <ClauseChip text=language.say(|lang| lang.clause(Clause::Ours))/>
            </p>
            <Refused error=deed.error/>
            {move || deed.saved.get().then(|| view! {
                <Notice tone=Tone::Done><p>{language.text().settings.adopt_saved}</p></Notice>
            })}
            <Field
                id="adopt-profile"
                label=language.words(|text| text.settings.procedure)
                required=language.words(|text| text.common.required)
                group=true
            >
                <Choices name="adopt-profile" value=profile choices/>
            </Field>
            <DatedQuestions id="adopt" dated deed/>
            <Preview chosen/>
            <div class="row">
                <Button
                    kind=ButtonKind::Primary
                    disabled=Signal::derive(move || deed.working.get() || chosen.with(Option::is_none))
                    on_click=save
                >
                    {move || language.text().settings.adopt}
                </Button>
            </div>
        </Card>
    }
}

/// Each figure that will change, and the seats nobody holds.
#[component]
fn Preview(chosen: Memo<Option<Policy>>) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let columns = Signal::derive(move || {
        let text = language.text();
        vec![
            Column::words(text.settings.figure),
            Column::words(text.settings.value),
            Column::words(text.settings.new_value),
            Column::words(text.common.clause_prefix),
        ]
    });
    move || {
        let lang = language.get();
        let next = chosen.get()?;
        let now = state.policy_on(state.today.get())?;
        let lines = FigureName::ALL
            .iter()
            .filter(|name| now.figures.get(**name) != next.figures.get(**name))
            .map(|name| {
                view! {
                    <tr>
                        <th scope="row">{name.word(lang)}</th>
                        <td class="figures">{lang.figure_value(now.figures.get(*name))}</td>
                        <td class="figures">{lang.figure_value(next.figures.get(*name))}</td>
                        <td><ClauseChip text=Signal::stored(lang.clause(name.clause(next.profile)))/></td>
                    </tr>
                }
            })
            .collect_view();
        let vacant: Vec<String> = state
            .heads
            .with(|heads| vacant(heads, &next, next.effective_on))
            .into_iter()
            .map(|role| role.word(lang).to_owned())
            .collect();
        let warned = (!vacant.is_empty()).then(|| {
            let said = lang.labelled(language.text().settings.vacant, &lang.list(&vacant));
            view! { <Notice tone=Tone::Today><p>{said}</p></Notice> }
        });
        Some(view! {
            {warned}
            <Table caption=language.words(|text| text.settings.what_changes) columns>{lines}</Table>
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_procedure_names_the_seats_nobody_holds() {
        let policy = Policy::built_in(ProfileName::Estate, NaiveDate::default());
        let vacant = vacant(&Heads::default(), &policy, NaiveDate::default());
        assert!(vacant.contains(&Role::Dispatcher));
        assert!(vacant.contains(&Role::OfficeHead));
        // Seats an estate fills otherwise are not asked for.
        assert!(!vacant.contains(&Role::Director));
    }
}
