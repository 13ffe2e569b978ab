//! A role with its days and, where it has one, its department: the fields and what they say.

use chrono::NaiveDate;
use domain::event::person::Grant;
use domain::role::Role;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::super::parts::names;
use crate::components::{Choice, DateInput, Field, Select};
use crate::language::use_language;
use crate::state::AppState;
use crate::text::Word;

/// What is typed, as a draft keeps it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GrantDraft {
    pub role: String,
    pub department: String,
    pub from: String,
    pub until: String,
}

impl GrantDraft {
    #[must_use]
    pub fn of(grant: &Grant) -> Self {
        GrantDraft {
            role: name_of(grant.role),
            department: grant
                .department
                .map_or_else(String::new, |id| id.to_string()),
            from: grant.from.to_string(),
            until: grant
                .until
                .map_or_else(String::new, |until| until.to_string()),
        }
    }
}

#[derive(Clone, Copy)]
pub struct GrantForm {
    role: RwSignal<String>,
    department: RwSignal<String>,
    from: RwSignal<String>,
    until: RwSignal<String>,
}

impl GrantForm {
    /// Empty but for the first day.
    #[must_use]
    pub fn from(today: NaiveDate) -> Self {
        GrantForm {
            role: RwSignal::default(),
            department: RwSignal::default(),
            from: RwSignal::new(today.to_string()),
            until: RwSignal::default(),
        }
    }

    #[must_use]
    pub fn draft(self) -> GrantDraft {
        GrantDraft {
            role: self.role.get(),
            department: self.department.get(),
            from: self.from.get(),
            until: self.until.get(),
        }
    }

    pub fn fill(self, draft: GrantDraft) {
        self.role.set(draft.role);
        self.department.set(draft.department);
        self.from.set(draft.from);
        self.until.set(draft.until);
    }

    /// The role, once it and its first day are there.
    #[must_use]
    pub fn grant(self) -> Option<Grant> {
        let until = self.until.get_untracked();
        let until = match until.as_str() {
            "" => None,
            day => Some(day.parse().ok()?),
        };
        Some(Grant {
            role: role_named(&self.role.get_untracked())?,
            department: self.department.get_untracked().parse().ok(),
            from: self.from.get_untracked().parse().ok()?,
            until,
        })
    }

    #[must_use]
    pub fn role_missing(self) -> bool {
        self.role.with(|role| role_named(role).is_none())
    }
}

/// Roles are chosen by their name in the log.
fn name_of(role: Role) -> String {
    domain::json::word(&role)
}

fn role_named(name: &str) -> Option<Role> {
    Role::ALL
        .iter()
        .copied()
        .find(|role| name_of(*role) == name)
}

#[component]
pub fn GrantFields(
    form: GrantForm,
    /// Only after the first try a field says what it lacks.
    #[prop(into)]
    tried: Signal<bool>,
) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let roles = Signal::derive(move || {
        let lang = language.get();
        Role::ALL
            .iter()
            .map(|role| Choice::new(name_of(*role), role.word(lang)))
            .collect()
    });
    let departments = Signal::derive(move || names::departments(state));
    let role_error = Signal::derive(move || {
        let missing = tried.get() && form.role_missing();
        missing.then(|| {
            language
                .get()
                .missing(domain::rejection::Field::Role)
                .to_owned()
        })
    });
    let from_error = Signal::derive(move || {
        let missing = tried.get() && form.from.with(|day| day.parse::<NaiveDate>().is_err());
        missing.then(|| {
            language
                .get()
                .missing(domain::rejection::Field::From)
                .to_owned()
        })
    });
    view! {
        <Field
            id="role"
            label=language.words(|text| text.staff.role)
            required=language.words(|text| text.common.required)
            hint=language.words(|text| text.staff.role_hint)
            error=role_error
        >
            <Select value=form.role choices=roles placeholder=language.words(|text| text.common.choose)/>
        </Field>
        <Field id="role-department" label=language.words(|text| text.staff.department)>
            <Select value=form.department choices=departments placeholder=language.words(|text| text.common.none)/>
        </Field>
        <div class="columns">
            <Field
                id="role-from"
                label=language.words(|text| text.staff.from)
                required=language.words(|text| text.common.required)
                error=from_error
            >
                <DateInput value=form.from/>
            </Field>
            <Field id="role-until" label=language.words(|text| text.staff.until) hint=language.words(|text| text.staff.no_end)>
                <DateInput value=form.until/>
            </Field>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::{name_of, role_named};
    use domain::role::Role;

    #[test]
    fn every_role_is_found_again_by_its_name() {
        for role in Role::ALL {
            assert_eq!(role_named(&name_of(*role)), Some(*role));
        }
        assert_eq!(role_named(""), None);
    }
}
