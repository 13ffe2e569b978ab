//! Planning who goes: only those the clause lets go are offered, and whether the ones chosen suffice is said at once.

use domain::complaint::Owed;
use domain::follow_up::{FollowUpKind, Right, Severity, Window, may_attempt, may_follow_up};
use domain::id::{DepartmentId, PersonId};
use domain::policy::Policy;
use domain::rejection::Field as Answer;
use domain::role::{Role, Roles};
use leptos::prelude::*;

use crate::components::{ClauseChip, DateInput, Field, Notice, Toggle, Tone};
use crate::engine::message::SubmitError;
use crate::language::{Language, use_language};
use crate::pages::parts::names::{StaffChoice, staff};
use crate::pages::parts::refused::said_at;
use crate::state::AppState;
use crate::text::text;

/// What the visit is about, as far as it says who may go.
#[derive(Clone, Debug)]
pub struct Visit {
    pub kind: FollowUpKind,
    pub severity: Option<Severity>,
    pub department: Option<DepartmentId>,
    /// The version its obligation is stamped with.
    pub policy: Policy,
    pub technician_sent: Option<PersonId>,
}

impl Visit {
    /// The version of the rules an obligation was stamped with, and the technician the Dispatcher sent.
    #[must_use]
    pub fn of(
        state: AppState,
        kind: FollowUpKind,
        severity: Option<Severity>,
        department: Option<DepartmentId>,
        owed: &Owed,
    ) -> Option<Self> {
        let version = owed.obligation.policy;
        let stamped = state.office.with_untracked(|office| {
            let policies = &office.as_ref()?.policies;
            policies
                .iter()
                .find(|policy| policy.version == version)
                .cloned()
        });
        Some(Visit {
            kind,
            severity,
            department,
            policy: stamped.or_else(|| untrack(|| state.policy_on(state.today.get())))?,
            technician_sent: owed.technician_sent,
        })
    }

    /// Who sent them: the Dispatcher, where every one of them is the technician sent (G3.5.3).
    fn sent_by(&self, people: &[PersonId]) -> Roles {
        let sent = |person: &PersonId| self.technician_sent == Some(*person);
        if !people.is_empty() && people.iter().all(sent) {
            Roles::from([Role::Dispatcher])
        } else {
            Roles::new()
        }
    }

    /// Whether they could be one of those who go.
    fn lets(&self, person: &StaffChoice) -> bool {
        let roles: Roles = person.roles.iter().copied().collect();
        let sent_by = self.sent_by(&[person.person]);
        may_attempt(&self.policy, self.kind, self.severity, &[roles], &sent_by).allowed
    }

    /// What the clause says of these people together.
    fn right(&self, going: &[StaffChoice]) -> Right {
        let people: Vec<PersonId> = going.iter().map(|person| person.person).collect();
        let roles: Vec<Roles> = going
            .iter()
            .map(|person| person.roles.iter().copied().collect())
            .collect();
        let sent_by = self.sent_by(&people);
        may_follow_up(&self.policy, self.kind, self.severity, &roles, &sent_by)
    }
}

/// Those to choose from: who may go, and who was chosen before and may not any more, to be taken out again.
fn offered(all: &[StaffChoice], visit: &Visit, chosen: &[PersonId]) -> Vec<StaffChoice> {
    all.iter()
        .filter(|person| visit.lets(person) || chosen.contains(&person.person))
        .cloned()
        .collect()
}

/// Who goes, and on which day.
#[component]
pub fn PlannedVisit(
    visit: Visit,
    people: RwSignal<Vec<PersonId>>,
    on: RwSignal<String>,
    window: Window,
    error: RwSignal<Option<SubmitError>>,
) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let visit = StoredValue::new(visit);
    let department = visit.with_value(|visit| visit.department);
    let all = Memo::new(move |_| {
        state
            .heads
            .with(|heads| staff(heads, state.today.get(), department))
    });
    let shown = Memo::new(move |_| {
        all.with(|all| people.with(|chosen| visit.with_value(|visit| offered(all, visit, chosen))))
    });
    let right = Memo::new(move |_| {
        let going: Vec<StaffChoice> = all.with(|all| {
            people.with(|chosen| {
                all.iter()
                    .filter(|person| chosen.contains(&person.person))
                    .cloned()
                    .collect()
            })
        });
        visit.with_value(|visit| visit.right(&going))
    });
    let toggles = move || {
        let lang = language.get();
        shown
            .get()
            .into_iter()
            .map(|person| {
                let label = person.label(lang);
                view! { <PersonToggle person=person.person label chosen=people/> }
            })
            .collect_view()
    };
    let nobody = move || {
        shown
            .with(Vec::is_empty)
            .then(|| view! { <p class="second">{language.text().follow_up.nobody_may}</p> })
    };
    let anybody = Memo::new(move |_| people.with(|people| !people.is_empty()));
    let only = language.say(move |lang| {
        let who = right.with(|right| lang.needs(&right.needs));
        lang.labelled(text(lang).follow_up.only_those_listed, &who)
    });
    view! {
        <Field
            id="step-people"
            label=language.words(|text| text.complaint.schedule_people)
            required=language.words(|text| text.common.required)
            hint=only
            clause=language.say(move |lang| lang.clause(right.with(|right| right.clause)))
            group=true
            error=Signal::derive(move || said_at(error, Answer::Conductors, language.get()))
        >
            <div class="stack-tight">{toggles}{nobody}</div>
        </Field>
        {move || anybody.get().then(|| verdict(&right.get(), language))}
        <Field
            id="step-day"
            label=language.words(|text| text.complaint.schedule_on)
            required=language.words(|text| text.common.required)
            hint=language.say(move |lang| lang.window(&window))
            clause=language.say(move |lang| lang.clause(window.clause))
        >
            <DateInput value=on/>
        </Field>
    }
}

/// Whether these people may, and who may, by which clause.
pub(super) fn verdict(right: &Right, language: Language) -> AnyView {
    let (tone, words) = if right.allowed {
        (Tone::Done, language.text().follow_up.who_allowed)
    } else {
        (Tone::Late, language.text().follow_up.who_not_allowed)
    };
    let who = language.get().needs(&right.needs);
    let clause = language.get().clause_short(right.clause);
    view! {
        <Notice tone>
            <p><strong>{words}</strong></p>
            <p>{language.get().labelled(language.text().follow_up.who_may, &who)}</p>
            <p><ClauseChip text=Signal::stored(clause)/></p>
        </Notice>
    }
    .into_any()
}

/// One person of the staff, going or not.
#[component]
fn PersonToggle(person: PersonId, label: String, chosen: RwSignal<Vec<PersonId>>) -> impl IntoView {
    let is_chosen = move |chosen: &Vec<PersonId>| chosen.contains(&person);
    let value = RwSignal::new(chosen.with_untracked(is_chosen));
    // A draft may be found after the switches are drawn.
    Effect::new(move |_| {
        let goes = chosen.with(is_chosen);
        if value.get_untracked() != goes {
            value.set(goes);
        }
    });
    Effect::new(move |_| {
        let goes = value.get();
        if chosen.with_untracked(is_chosen) != goes {
            chosen.update(|chosen| {
                chosen.retain(|other| *other != person);
                if goes {
                    chosen.push(person);
                }
            });
        }
    });
    view! { <Toggle value label=Signal::stored(label)/> }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;
    use domain::policy::ProfileName;
    use uuid::Uuid;

    fn person(id: u128, role: Role) -> StaffChoice {
        StaffChoice {
            person: PersonId(Uuid::from_u128(id)),
            name: String::new(),
            roles: vec![role],
        }
    }

    fn visit(profile: ProfileName, kind: FollowUpKind, severity: Severity) -> Visit {
        Visit {
            kind,
            severity: (kind == FollowUpKind::Complaint).then_some(severity),
            department: None,
            policy: Policy::built_in(profile, NaiveDate::MIN),
            technician_sent: None,
        }
    }

    fn staff() -> Vec<StaffChoice> {
        [
            Role::Director,
            Role::PropertyManager,
            Role::SiteTeamLeader,
            Role::HeadOfDepartment,
            Role::ManagementOfficer,
            Role::PropertyAssistant,
            Role::Technician,
            Role::Dispatcher,
        ]
        .into_iter()
        .zip(1..)
        .map(|(role, id)| person(id, role))
        .collect()
    }

    fn roles(all: &[StaffChoice], visit: &Visit, chosen: &[PersonId]) -> Vec<Role> {
        offered(all, visit, chosen)
            .iter()
            .flat_map(|person| person.roles.clone())
            .collect()
    }

    #[test]
    fn only_those_the_clause_lets_go_are_offered() {
        use FollowUpKind::{Complaint, Repair};
        use ProfileName::{Estate, Mall};
        let all = staff();
        let of = |visit: &Visit| roles(&all, visit, &[]);
        assert_eq!(
            of(&visit(Mall, Complaint, Severity::Major)),
            [Role::Director, Role::PropertyManager]
        );
        assert_eq!(
            of(&visit(Mall, Complaint, Severity::General)),
            [Role::HeadOfDepartment, Role::ManagementOfficer]
        );
        assert_eq!(
            of(&visit(Mall, Repair, Severity::General)),
            [Role::SiteTeamLeader]
        );
        let mut estate = visit(Estate, Complaint, Severity::General);
        assert_eq!(of(&estate), [Role::Dispatcher]);
        // The technician is one of them once the Dispatcher sent that one, and no other technician is (G3.5.3).
        estate.technician_sent = all.get(6).map(|technician| technician.person);
        assert_eq!(of(&estate), [Role::Technician, Role::Dispatcher]);
        estate.technician_sent = Some(PersonId(Uuid::from_u128(99)));
        assert_eq!(of(&estate), [Role::Dispatcher]);
    }

    #[test]
    fn who_was_chosen_and_may_not_any_more_can_be_taken_out_again() {
        let all = staff();
        let repair = visit(ProfileName::Mall, FollowUpKind::Repair, Severity::General);
        let assistant = all[5].person;
        assert_eq!(
            roles(&all, &repair, &[assistant]),
            [Role::SiteTeamLeader, Role::PropertyAssistant]
        );
        assert!(!repair.right(&all[5..6]).allowed);
        assert!(repair.right(&all[2..3]).allowed);
    }
}
