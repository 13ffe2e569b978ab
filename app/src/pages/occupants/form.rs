//! The form of a unit and its occupant. What is typed is kept as a draft until it is saved.

use domain::clause::Clause;
use domain::command::Command;
use domain::event::unit::{OccupantKind, OccupantRecord};
use domain::head::UnitHead;
use domain::id::{CommandId, OfficeId, UnitId};
use domain::occupant::{Difference, OccupantCommand, Unit, differences, with_mine};
use domain::personal::{Personal, PersonalBook};
use domain::rejection::{Field as Place, Rejection, RejectionCode};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::actions::Actions;
use crate::components::{
    Button, ButtonKind, DateInput, Field, PrimaryBar, TelInput, TextInput, Toggle,
};
use crate::engine::message::{Submission, SubmitError};
use crate::import::{cell, record};
use crate::language::use_language;
use crate::pages::parts::occupant_contest::OccupantContest;
use crate::pages::parts::refused::{Refused, is_contested, said_at};
use crate::pages::parts::{again, draft};
use crate::state::AppState;
use crate::text::import::LineFault;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Typed {
    code: String,
    name: String,
    contact: String,
    phone: String,
    trade: String,
    flagship: bool,
    occupied_from: String,
    /// What the form set out from, and replaces; none where somebody is to be added.
    #[serde(default)]
    before: Option<Box<Typed>>,
}

impl Typed {
    /// A record that was refused, as it was typed.
    #[must_use]
    pub fn written_anew(record: &OccupantRecord, command: &Command) -> Self {
        let book = PersonalBook::of(&command.personal);
        let typed = |value: Option<Personal>| {
            value.map_or_else(String::new, |value| book.text(value).to_owned())
        };
        Typed {
            code: record.code.clone(),
            name: typed(Some(record.name)),
            contact: typed(record.contact),
            phone: typed(record.phone),
            trade: record.trade.clone().unwrap_or_default(),
            flagship: record.flagship,
            occupied_from: record
                .occupied_from
                .map_or_else(String::new, |on| on.to_string()),
            before: None,
        }
    }

    /// A change that was refused, as it was typed, over what stands by now.
    #[must_use]
    pub fn changed_anew(body: &OccupantCommand, command: &Command, stands: &UnitHead) -> Self {
        let stands = Unit::from(stands);
        let book = PersonalBook::of(&command.personal);
        Typed {
            before: Some(Box::new(Typed::saying(&stands))),
            ..Typed::saying(&with_mine(&differences(body, &book, &stands), &stands))
        }
    }

    fn of(unit: &UnitHead) -> Self {
        if unit.left_on.is_some() {
            // The next occupant: nothing of the one before holds.
            return Typed {
                code: unit.code.clone(),
                ..Typed::default()
            };
        }
        let said = Typed::saying(&Unit::from(unit));
        Typed {
            before: Some(Box::new(said.clone())),
            ..said
        }
    }

    fn saying(unit: &Unit) -> Self {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        Typed {
            code: unit.code.clone(),
            name: unit.name.clone(),
            contact: text(&unit.contact),
            phone: text(&unit.phone),
            trade: text(&unit.trade),
            flagship: unit.flagship,
            occupied_from: unit
                .occupied_from
                .map_or_else(String::new, |on| on.to_string()),
            before: None,
        }
    }

    fn unit(&self, kind: OccupantKind) -> UnitHead {
        let text = |value: &str| (!value.trim().is_empty()).then(|| value.trim().to_owned());
        UnitHead {
            code: self.code.trim().to_owned(),
            kind,
            name: self.name.trim().to_owned(),
            contact: text(&self.contact),
            phone: text(&self.phone),
            trade: text(&self.trade),
            flagship: self.flagship,
            occupied_from: cell::day(&self.occupied_from),
            left_on: None,
        }
    }
}

#[derive(Clone, Copy)]
struct Inputs {
    code: RwSignal<String>,
    name: RwSignal<String>,
    contact: RwSignal<String>,
    phone: RwSignal<String>,
    trade: RwSignal<String>,
    flagship: RwSignal<bool>,
    occupied_from: RwSignal<String>,
    before: RwSignal<Option<Box<Typed>>>,
}

impl Inputs {
    fn new(typed: Typed) -> Self {
        Inputs {
            code: RwSignal::new(typed.code),
            name: RwSignal::new(typed.name),
            contact: RwSignal::new(typed.contact),
            phone: RwSignal::new(typed.phone),
            trade: RwSignal::new(typed.trade),
            flagship: RwSignal::new(typed.flagship),
            occupied_from: RwSignal::new(typed.occupied_from),
            before: RwSignal::new(typed.before),
        }
    }

    fn typed(self) -> Typed {
        Typed {
            code: self.code.get(),
            name: self.name.get(),
            contact: self.contact.get(),
            phone: self.phone.get(),
            trade: self.trade.get(),
            flagship: self.flagship.get(),
            occupied_from: self.occupied_from.get(),
            before: self.before.get(),
        }
    }

    fn put(self, typed: Typed) {
        self.code.try_set(typed.code);
        self.name.try_set(typed.name);
        self.contact.try_set(typed.contact);
        self.phone.try_set(typed.phone);
        self.trade.try_set(typed.trade);
        self.flagship.try_set(typed.flagship);
        self.occupied_from.try_set(typed.occupied_from);
        if typed.before.is_some() {
            self.before.try_set(typed.before);
        }
    }

    /// Mine beside what stands by now, answer by answer.
    fn beside(self, unit: UnitId, kind: OccupantKind, state: AppState) -> Vec<Difference> {
        let typed = self.typed();
        let mine = Unit::from(&typed.unit(kind));
        let before = typed.before.map(|before| Unit::from(&before.unit(kind)));
        let stands = state.heads.with(|heads| {
            let head = heads.units.get(&unit).filter(|head| head.left_on.is_none());
            head.map(|head| Unit::from(&**head))
        });
        stands.map_or_else(Vec::new, |stands| {
            let nobody = Unit::from(&Typed::default().unit(kind));
            Difference::all(before.as_ref().unwrap_or(&nobody), &mine, &stands)
        })
    }
}

/// Where the draft of a unit, or of one to be added, is kept.
#[must_use]
pub fn draft_key(unit: Option<UnitId>, again: Option<CommandId>) -> String {
    let plain = unit.map_or_else(
        || "occupant-new".to_owned(),
        |unit| format!("occupant-{unit}"),
    );
    again::draft_key(&plain, again)
}

/// What I changed, over what stands by now.
fn over(
    office: OfficeId,
    unit: UnitId,
    rows: &[Difference],
    state: AppState,
) -> Option<Submission> {
    let stands = state
        .heads
        .with_untracked(|heads| heads.units.get(&unit).map(|head| Unit::from(&**head)))?;
    record::changed(office, &stands, &with_mine(rows, &stands))
}

/// Adds a unit, or changes who occupies it.
#[component]
pub fn UnitForm(
    /// The unit to change; none to add one.
    unit: Option<UnitId>,
    on_saved: Callback<UnitId>,
    on_cancel: Callback<()>,
) -> impl IntoView {
    let language = use_language();
    let state = expect_context::<AppState>();
    let actions = expect_context::<Actions>();
    let known = unit.and_then(|unit| {
        state
            .heads
            .with_untracked(|heads| heads.units.get(&unit).cloned())
    });
    let kind = known
        .as_ref()
        .map_or_else(|| untrack(|| super::kind(state)), |known| known.kind);
    let before = known.as_deref().map(Typed::of).unwrap_or_default();
    let inputs = Inputs::new(before);
    let again = again::in_address();
    let kept = draft::keep(
        draft_key(unit, again),
        move || inputs.typed(),
        move |typed| inputs.put(typed),
    );

    let error = RwSignal::new(None::<SubmitError>);
    let bad_phone = RwSignal::new(None::<String>);
    let saving = RwSignal::new(false);
    let leave = {
        let actions = actions.clone();
        Callback::new(move |()| {
            kept.over.set_value(true);
            let actions = actions.clone();
            leptos::task::spawn_local(
                async move { actions.drop_draft(draft_key(unit, again)).await },
            );
            on_cancel.run(());
        })
    };
    let save = {
        let actions = actions.clone();
        Callback::new(move |over_theirs: bool| {
            let Some(session) = state.session.get_untracked() else {
                return;
            };
            let wanted = untrack(|| inputs.typed()).unit(kind);
            let id = UnitId::of(session.office, &wanted.code);
            let phone = wanted.phone.clone().filter(|phone| !cell::is_phone(phone));
            bad_phone.set(phone.clone());
            error.set(None);
            let taken = unit.is_none()
                && state
                    .heads
                    .with_untracked(|heads| heads.units.contains_key(&id));
            if taken {
                let rejection = Rejection::new(RejectionCode::AlreadyExists, Clause::Ours);
                error.set(Some(SubmitError::Refused(rejection)));
            }
            if taken || phone.is_some() {
                return;
            }
            let becomes = Unit::from(&wanted);
            let before = inputs.before.get_untracked();
            let submission = if over_theirs {
                let rows = untrack(|| inputs.beside(id, kind, state));
                over(session.office, id, &rows, state)
            } else if let Some(before) = before {
                record::changed(session.office, &Unit::from(&before.unit(kind)), &becomes)
            } else {
                Some(record::submission(session.office, &wanted))
            };
            let Some(mut submission) = submission else {
                // It says what it said: there is nothing to save.
                leave.run(());
                return;
            };
            submission.draft = Some(draft_key(unit, again));
            saving.set(true);
            kept.over.set_value(true);
            let actions = actions.clone();
            leptos::task::spawn_local(async move {
                let outcome = actions.submit(submission).await;
                saving.try_set(false);
                match outcome {
                    Ok(_) => {
                        again::settle(&actions, again).await;
                        on_saved.try_run(id);
                    }
                    Err(refused) => {
                        kept.over.try_set_value(false);
                        error.try_set(Some(refused));
                    }
                }
            });
        })
    };
    let at = move |place: Place| Signal::derive(move || said_at(error, place, language.get()));
    let contested = Memo::new(move |_| error.with(is_contested));
    let contest = move || {
        contested.get().then(|| {
            let rows = Signal::derive(move || {
                let code = inputs.code.get();
                let office = state.session.get().map(|session| session.office);
                office.map_or_else(Vec::new, |office| {
                    inputs.beside(UnitId::of(office, &code), kind, state)
                })
            });
            view! {
                <p class="second">{move || language.text().attention.contested_lead}</p>
                <OccupantContest rows/>
                <div class="row">
                    <Button disabled=saving on_click=leave>
                        {move || language.text().attention.keep_theirs}
                    </Button>
                    <Button disabled=saving on_click=move |()| save.run(true)>
                        {move || language.text().attention.use_mine}
                    </Button>
                </div>
            }
        })
    };
    let required = language.words(|text| text.common.required);
    let ours = language.say(|lang| lang.clause(Clause::Ours));
    let merchant = kind == OccupantKind::Merchant;
    let name_label = language.words(if merchant {
        |text| text.occupant.name_merchant
    } else {
        |text| text.occupant.name_resident
    });
    let unit_label = language.words(if merchant {
        |text| text.occupant.unit
    } else {
        |text| text.occupant.unit_resident
    });
    view! {
        <form
            class="stack"
            novalidate=true
            on:submit=move |event| {
                event.prevent_default();
                save.run(false);
            }
        >
            <Refused error/>
            {contest}
            <Field id="unit-code" label=unit_label required clause=ours error=at(Place::UnitCode)>
                <TextInput value=inputs.code max_length=32 disabled=Signal::stored(unit.is_some())/>
            </Field>
            <Field id="unit-name" label=name_label required clause=ours error=at(Place::Name)>
                <TextInput value=inputs.name max_length=80/>
            </Field>
            <Field id="unit-contact" label=language.words(|text| text.occupant.contact)>
                <TextInput value=inputs.contact max_length=60/>
            </Field>
            <Field
                id="unit-phone"
                label=language.words(|text| text.occupant.phone)
                error=Signal::derive(move || {
                    bad_phone.get().map(|value| language.get().line_fault(&LineFault::PhoneUnreadable { value }))
                })
            >
                <TelInput value=inputs.phone/>
            </Field>
            {merchant.then(|| view! {
                <Field id="unit-trade" label=language.words(|text| text.occupant.trade)>
                    <TextInput value=inputs.trade max_length=60/>
                </Field>
                <Toggle value=inputs.flagship label=language.words(|text| text.occupant.flagship)/>
            })}
            <Field id="unit-from" label=language.words(|text| text.occupant.occupied_from)>
                <DateInput value=inputs.occupied_from/>
            </Field>
            <PrimaryBar note=kept.note(language)>
                <Button on_click=leave>{move || language.text().common.cancel}</Button>
                <Button
                    kind=ButtonKind::Primary
                    submit=true
                    disabled=Signal::derive(move || saving.get() || contested.get())
                >
                    {move || language.text().common.save}
                </Button>
            </PrimaryBar>
        </form>
    }
}
