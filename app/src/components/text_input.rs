//! Texts, dates and telephone numbers. What an input method is still composing is not a value yet.

use leptos::{
    ev::{Event, KeyboardEvent},
    prelude::*,
};

use super::{
    field::Held,
    icon::{Glyph, Icon},
};

/// What is typed, for the keyboard the tablet offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TextKind {
    #[default]
    Text,
    Tel,
    Number,
    /// A number that may have a part behind the point.
    Decimal,
    Password,
    Search,
    Date,
    DateTime,
    Month,
}

impl TextKind {
    const fn input_type(self) -> &'static str {
        match self {
            TextKind::Text | TextKind::Number | TextKind::Decimal => "text",
            TextKind::Tel => "tel",
            TextKind::Password => "password",
            TextKind::Search => "search",
            TextKind::Date => "date",
            TextKind::DateTime => "datetime-local",
            TextKind::Month => "month",
        }
    }

    const fn input_mode(self) -> Option<&'static str> {
        match self {
            TextKind::Tel => Some("tel"),
            TextKind::Number => Some("numeric"),
            TextKind::Decimal => Some("decimal"),
            TextKind::Search => Some("search"),
            _ => None,
        }
    }

    const fn class(self) -> &'static str {
        match self {
            TextKind::Number | TextKind::Decimal => "input input-number",
            _ => "input",
        }
    }
}

/// Takes over what is typed, once no input method is composing it.
///
/// Browsers disagree whether the last `input` comes before or after `compositionend`; listening to both is right
/// in either order.
#[derive(Clone, Copy)]
struct Typing {
    value: RwSignal<String>,
    composing: StoredValue<bool>,
}

impl Typing {
    fn into(value: RwSignal<String>) -> Self {
        Typing {
            value,
            composing: StoredValue::new(false),
        }
    }

    fn begin(self) {
        self.composing.set_value(true);
    }

    fn end(self, event: &impl AsRef<Event>) {
        self.composing.set_value(false);
        self.take(event.as_ref());
    }

    fn typed(self, event: &Event) {
        if !self.composing.get_value() {
            self.take(event);
        }
    }

    fn take(self, event: &Event) {
        let text = event_target_value(event);
        if self.value.with_untracked(|value| *value != text) {
            self.value.set(text);
        }
    }
}

/// One line.
#[component]
pub fn TextInput(
    value: RwSignal<String>,
    #[prop(optional)] kind: TextKind,
    /// Needed outside a field only.
    #[prop(optional, into)]
    label: MaybeProp<String>,
    #[prop(optional, into)] placeholder: MaybeProp<String>,
    #[prop(optional, into)] autocomplete: Option<&'static str>,
    #[prop(optional)] max_length: Option<u32>,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional, into)] on_leave: Option<Callback<()>>,
    /// Enter, but not the one that ends what an input method composes.
    #[prop(optional, into)]
    on_enter: Option<Callback<()>>,
) -> impl IntoView {
    let held = Held::here();
    let typing = Typing::into(value);
    let key = move |event: KeyboardEvent| {
        if let Some(on_enter) = on_enter
            && event.key() == "Enter"
            && !event.is_composing()
            && !typing.composing.get_value()
        {
            event.prevent_default();
            on_enter.run(());
        }
    };
    view! {
        <input
            class=kind.class()
            type=kind.input_type()
            inputmode=kind.input_mode()
            id=held.id()
            aria-label=move || label.get()
            aria-describedby=move || held.described_by()
            aria-invalid=move || held.invalid()
            aria-required=held.required()
            autocomplete=autocomplete.unwrap_or("off")
            maxlength=max_length.map(|length| length.to_string())
            placeholder=move || placeholder.get()
            prop:disabled=disabled
            prop:value=value
            on:compositionstart=move |_| typing.begin()
            on:compositionend=move |event| typing.end(&event)
            on:input=move |event| typing.typed(&event)
            on:keydown=key
            on:blur=move |_| if let Some(on_leave) = on_leave { on_leave.run(()) }
        />
    }
}

/// Several lines.
#[component]
pub fn TextArea(
    value: RwSignal<String>,
    #[prop(optional, into)] label: MaybeProp<String>,
    #[prop(optional, into)] placeholder: MaybeProp<String>,
    #[prop(optional)] max_length: Option<u32>,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional, into)] on_leave: Option<Callback<()>>,
) -> impl IntoView {
    let held = Held::here();
    let typing = Typing::into(value);
    view! {
        <textarea
            class="input"
            rows="2"
            id=held.id()
            aria-label=move || label.get()
            aria-describedby=move || held.described_by()
            aria-invalid=move || held.invalid()
            aria-required=held.required()
            autocomplete="off"
            maxlength=max_length.map(|length| length.to_string())
            placeholder=move || placeholder.get()
            prop:disabled=disabled
            prop:value=value
            on:compositionstart=move |_| typing.begin()
            on:compositionend=move |event| typing.end(&event)
            on:input=move |event| typing.typed(&event)
            on:blur=move |_| if let Some(on_leave) = on_leave { on_leave.run(()) }
        ></textarea>
    }
}

/// A day, as `2026-11-23`.
#[component]
pub fn DateInput(
    value: RwSignal<String>,
    #[prop(optional, into)] label: MaybeProp<String>,
) -> impl IntoView {
    view! { <TextInput value kind=TextKind::Date label/> }
}

/// A minute of a day, as `2026-11-23T09:12`, in the time of the office.
#[component]
pub fn DateTimeInput(
    value: RwSignal<String>,
    #[prop(optional, into)] label: MaybeProp<String>,
) -> impl IntoView {
    view! { <TextInput value kind=TextKind::DateTime label/> }
}

/// A telephone number.
#[component]
pub fn TelInput(
    value: RwSignal<String>,
    #[prop(optional, into)] label: MaybeProp<String>,
) -> impl IntoView {
    view! { <TextInput value kind=TextKind::Tel label max_length=32/> }
}

/// Narrows the list below it.
#[component]
pub fn SearchBox(
    value: RwSignal<String>,
    #[prop(into)] label: Signal<String>,
    #[prop(optional, into)] placeholder: MaybeProp<String>,
    /// Such as taking the first that was found.
    #[prop(optional, into)]
    on_enter: Option<Callback<()>>,
) -> impl IntoView {
    let on_enter = on_enter.unwrap_or_else(|| Callback::new(|()| ()));
    view! {
        <div class="search" role="search">
            <Glyph icon=Icon::Search/>
            <TextInput value kind=TextKind::Search label placeholder on_enter/>
        </div>
    }
}
