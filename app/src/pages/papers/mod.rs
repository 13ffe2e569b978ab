//! The forms the procedures name, drawn for A4 from what the log holds.

pub mod referral;
pub mod register;
pub mod work_order;

use domain::origin::Line;
use leptos::prelude::*;

use crate::components::{BackLink, Button, ButtonKind, Empty, Page, PaperRow, PaperSignature};
use crate::language::use_language;
use crate::pages::frame::Frame;
use crate::pages::parts::origin;
use crate::state::AppState;
use crate::text::Lang;
use crate::text::timeline::Names;

/// As many signs of an id as tell two apart on paper.
const MARK: usize = 6;

/// A page that holds one form and prints it.
#[component]
pub fn PaperFrame(
    #[prop(into)] title: Signal<String>,
    #[prop(into)] back_to: Signal<String>,
    /// The form, once what it is drawn from is here.
    paper: Callback<(), Option<AnyView>>,
) -> impl IntoView {
    let language = use_language();
    let back = BackLink::new(back_to, language.words(|text| text.common.back));
    let content = move || match paper.run(()) {
        Some(paper) => paper,
        None => view! { <Empty what=language.words(|text| text.common.not_here)/> }.into_any(),
    };
    view! {
        <Frame title back=Signal::stored(Some(back.clone()))>
            <Page>
                <div class="row screen-only">
                    <Button kind=ButtonKind::Primary on_click=move |()| print()>
                        {move || language.text().common.print}
                    </Button>
                </div>
                {content}
            </Page>
        </Frame>
    }
}

fn print() {
    if let Some(window) = web_sys::window() {
        // The user may close the browser's own dialog; nothing depends on it.
        let _ = window.print();
    }
}

/// Company and office, as they stand over every form.
#[must_use]
pub fn letterhead(state: AppState) -> String {
    state.office.with(|office| {
        office.as_ref().map_or_else(String::new, |office| {
            format!("{} {}", office.company, office.name)
        })
    })
}

/// What stands for a number until the server gave one: 待编号, the device and what the form is about.
#[must_use]
pub fn pending_mark(state: AppState, about: &str, lang: Lang) -> String {
    let end = |id: &str| {
        let skipped = id.chars().count().saturating_sub(MARK);
        id.chars().skip(skipped).collect::<String>().to_uppercase()
    };
    let device = state
        .session
        .get_untracked()
        .map_or_else(String::new, |session| end(&session.device.to_string()));
    lang.paper_pending(&device, &end(about))
}

/// A line over the whole width.
#[must_use]
pub fn one(label: &str, value: String, tall: bool) -> PaperRow {
    PaperRow {
        cells: vec![(label.to_owned(), value)],
        tall,
    }
}

/// A line of two.
#[must_use]
pub fn two(left: (&str, String), right: (&str, String)) -> PaperRow {
    PaperRow {
        cells: vec![(left.0.to_owned(), left.1), (right.0.to_owned(), right.1)],
        tall: false,
    }
}

/// Who did the last step of its kind that still counts, with 代 where it was in somebody's name, and on which day.
fn signer<E: Line>(
    lines: &[E],
    is: impl Fn(&E) -> bool,
    names: &impl Names,
    lang: Lang,
) -> Option<(String, String)> {
    let line = lines.iter().rev().find(|line| !line.voided() && is(line))?;
    let on = domain::command::day(line.happened_at(), names.utc_offset_minutes());
    Some((origin::who(line, names, lang), lang.date(on)))
}

/// The place of whoever did that step; to be signed by hand while nobody has.
fn signed(role: &str, signer: Option<(String, String)>) -> PaperSignature {
    let (name, day) = signer.unwrap_or_default();
    place_to_sign(role, name, day)
}

/// A place somebody signs by hand.
#[must_use]
pub fn place_to_sign(role: &str, name: String, day: String) -> PaperSignature {
    PaperSignature {
        role: role.to_owned(),
        name,
        strokes: Vec::new(),
        day,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::complaint::Entry;
    use domain::event::{ComplaintFact, StandIn};
    use domain::id::{CommandId, DepartmentId, Instant, PersonId};
    use domain::origin::Origin;
    use uuid::Uuid;

    struct Staff;

    impl Names for Staff {
        fn person(&self, person: PersonId) -> String {
            format!("P{}", person.0.as_u128())
        }

        fn department(&self, _: DepartmentId) -> String {
            String::new()
        }

        fn utc_offset_minutes(&self) -> i32 {
            480
        }
    }

    fn person(id: u128) -> PersonId {
        PersonId(Uuid::from_u128(id))
    }

    fn line(by: u128, holder: Option<u128>, fact: ComplaintFact) -> Entry {
        let holder = holder.map(|holder| StandIn {
            by: person(by),
            holder: person(holder),
        });
        Entry {
            command: CommandId::mint(Instant(1), [1; 10]),
            index: 0,
            recorded_by: person(by),
            conducted_by: vec![person(by)],
            happened_at: Instant(1_795_459_320_000),
            entered_at: Instant(1_795_459_320_000),
            received_at: None,
            clock_doubtful: false,
            pending: false,
            voided: false,
            origin: Origin {
                stand_ins: holder.into_iter().collect(),
                ..Origin::default()
            },
            fact,
        }
    }

    fn opened(entry: &Entry) -> bool {
        matches!(entry.fact, ComplaintFact::Opened)
    }

    #[test]
    fn a_paper_names_who_did_the_step_and_in_whose_name() {
        let mut lines = vec![
            line(1, None, ComplaintFact::Opened),
            line(2, Some(1), ComplaintFact::Opened),
            line(3, None, ComplaintFact::DuplicateParted),
        ];
        let said = |lines: &[Entry], lang| signer(lines, opened, &Staff, lang);
        let last = said(&lines, Lang::Zh);
        assert_eq!(
            last,
            Some(("P2（代 P1）".to_owned(), "2026年11月24日".to_owned()))
        );
        assert_eq!(
            said(&lines, Lang::En).map(|(name, _)| name).as_deref(),
            Some("P2 (for P1)")
        );
        // What was voided signs nothing.
        lines[1].voided = true;
        assert_eq!(
            said(&lines, Lang::Zh).map(|(name, _)| name).as_deref(),
            Some("P1")
        );
        lines[0].voided = true;
        assert_eq!(said(&lines, Lang::Zh), None);
        assert_eq!(signed("X", None).name, "");
    }
}
