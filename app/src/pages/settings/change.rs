//! Changing one figure of the procedure: from a later day on, with the reason. Whoever may not is told who may.

use std::sync::Arc;

use chrono::NaiveDate;
use domain::command::CommandBody;
use domain::office::{Office, OfficeCommand};
use domain::policy::{Figure, FigureName, Percent, Span};
use leptos::prelude::*;

use super::super::parts::about::open_about;
use super::super::parts::deed::Deed;
use super::super::parts::refused::{Refused, is_contested};
use super::dated::{Dated, DatedQuestions, tomorrow};
use crate::actions::{Actions, Sealer};
use crate::components::{Button, ButtonKind, Dialog, Field, TextInput, TextKind};
use crate::engine::message::Submission;
use crate::language::use_language;
use crate::state::AppState;
use crate::text::Word;

/// The number inside a figure; none where it is not set, or is no number.
pub(super) const fn number_in(figure: Figure) -> Option<u32> {
    match figure {
        Figure::ComplaintOpensAfter(number)
        | Figure::ComplaintClosesAfter(number)
        | Figure::ServiceClosesAfter(number)
        | Figure::IncidentClosesAfter(number)
        | Figure::UnreachableAttempts(number)
        | Figure::UnreachableDays(number)
        | Figure::UnreachableChannels(number)
        | Figure::ReconciliationDays(number)
        | Figure::DeliveryMinutes(number)
        | Figure::RepairClosesAfter(Span::Days(number) | Span::Months(number)) => Some(number),
        Figure::CleaningOpensAfter(number) => number,
        _ => None,
    }
}

fn percent_in(figure: Figure) -> Option<Percent> {
    match figure {
        Figure::ComplaintCoverage(percent)
        | Figure::RepairCoverage(percent)
        | Figure::IncidentCoverage(percent)
        | Figure::DepartmentSample(percent)
        | Figure::OverallFloor(percent) => Some(percent),
        Figure::ServiceCoverage(percent)
        | Figure::OverallThreshold(percent)
        | Figure::ComplaintThreshold(percent)
        | Figure::ItemThreshold(percent)
        | Figure::FunctionThreshold(percent) => percent,
        _ => None,
    }
}

/// The same figure with another number; none where that cannot be.
fn with_number(figure: Figure, number: u32) -> Option<Figure> {
    let percent = || Percent::new(number).ok();
    Some(match figure {
        Figure::ComplaintOpensAfter(_) => Figure::ComplaintOpensAfter(number),
        Figure::ComplaintClosesAfter(_) => Figure::ComplaintClosesAfter(number),
        Figure::CleaningOpensAfter(_) => Figure::CleaningOpensAfter(Some(number)),
        Figure::RepairClosesAfter(Span::Days(_)) => Figure::RepairClosesAfter(Span::Days(number)),
        Figure::RepairClosesAfter(Span::Months(_)) => {
            Figure::RepairClosesAfter(Span::Months(number))
        }
        Figure::ServiceClosesAfter(_) => Figure::ServiceClosesAfter(number),
        Figure::IncidentClosesAfter(_) => Figure::IncidentClosesAfter(number),
        Figure::ComplaintCoverage(_) => Figure::ComplaintCoverage(percent()?),
        Figure::RepairCoverage(_) => Figure::RepairCoverage(percent()?),
        Figure::ServiceCoverage(_) => Figure::ServiceCoverage(Some(percent()?)),
        Figure::IncidentCoverage(_) => Figure::IncidentCoverage(percent()?),
        Figure::DepartmentSample(_) => Figure::DepartmentSample(percent()?),
        Figure::OverallFloor(_) => Figure::OverallFloor(percent()?),
        Figure::OverallThreshold(_) => Figure::OverallThreshold(Some(percent()?)),
        Figure::ComplaintThreshold(_) => Figure::ComplaintThreshold(Some(percent()?)),
        Figure::ItemThreshold(_) => Figure::ItemThreshold(Some(percent()?)),
        Figure::FunctionThreshold(_) => Figure::FunctionThreshold(Some(percent()?)),
        Figure::UnreachableAttempts(_) => Figure::UnreachableAttempts(number),
        Figure::UnreachableDays(_) => Figure::UnreachableDays(number),
        Figure::UnreachableChannels(_) => Figure::UnreachableChannels(number),
        Figure::ReconciliationDays(_) => Figure::ReconciliationDays(number),
        Figure::DeliveryMinutes(_) => Figure::DeliveryMinutes(number),
        Figure::ExpectedChannel(_) => return None,
    })
}

/// Whether the figure is a number at all.
pub(super) fn changeable(figure: Figure) -> bool {
    !matches!(figure, Figure::ExpectedChannel(_))
}

/// The dialog for the figure in `changing`.
#[component]
pub fn ChangeFigure(changing: RwSignal<Option<FigureName>>) -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let actions = StoredValue::new(expect_context::<Actions>());
    let number = RwSignal::new(String::new());
    let dated = Dated::default();
    let tried = RwSignal::new(false);
    let deed = Deed::default();
    // The office as it was when the dialog was opened: what changed since is a contest, for a person to settle.
    let seen = StoredValue::new(None::<Arc<Office>>);
    let figure = move |name: FigureName| {
        untrack(|| state.policy_on(state.today.get())).map(|policy| policy.figures.get(name))
    };
    let open = open_about(changing, move |name| {
        let now = figure(name)
            .and_then(|figure| number_in(figure).or_else(|| percent_in(figure).map(Percent::get)));
        number.set(now.map_or_else(String::new, |number| number.to_string()));
        dated.begin(tomorrow(state.today.get_untracked()));
        tried.set(false);
        deed.error.set(None);
        seen.set_value(state.office.get_untracked());
    });
    let typed = move || -> Option<(Figure, NaiveDate)> {
        let figure = figure(changing.get_untracked()?)?;
        let number = number.get_untracked().trim().parse().ok()?;
        Some((with_number(figure, number)?, dated.effective_on()?))
    };
    let save = move |()| {
        tried.set(true);
        let Some((figure, effective_on)) = typed() else {
            return;
        };
        let body = CommandBody::Office(OfficeCommand::OverrideFigure {
            was: seen.with_value(|office| {
                let policy = office.as_ref()?.policy_on(effective_on)?;
                Some(policy.figures.get(figure.name()))
            }),
            figure,
            effective_on,
            reason: dated.reason(),
        });
        let submission = Submission::now(body, Sealer::default());
        actions.with_value(|actions| {
            deed.send(actions, submission, move || {
                let _ = open.try_set(false);
            });
        });
    };
    let contested = Memo::new(move |_| deed.error.with(is_contested));
    let use_mine = move |()| {
        seen.set_value(state.office.get_untracked());
        save(());
    };
    let settle = move || {
        contested.get().then(|| {
            view! {
                <Button on_click=move |()| open.set(false)>{move || language.text().attention.keep_theirs}</Button>
                <Button on_click=use_mine>{move || language.text().attention.use_mine}</Button>
            }
        })
    };
    let title = Signal::derive(move || {
        let words = &language.text().settings;
        changing.get().map_or_else(
            || words.change.to_owned(),
            |name| format!("{} · {}", words.change, name.word(language.get())),
        )
    });
    let number_error = Signal::derive(move || {
        let name = changing.get()?;
        let typed = number.get().trim().parse::<u32>().ok();
        let fits = typed
            .zip(figure(name))
            .and_then(|(n, figure)| with_number(figure, n));
        (tried.get() && fits.is_none()).then(|| {
            language
                .get()
                .missing(domain::rejection::Field::Figure)
                .to_owned()
        })
    });
    view! {
        <Dialog
            open
            id="change-figure"
            title
            close_label=language.words(|text| text.common.close)
            foot=move || view! {
                {settle}
                <Button
                    kind=ButtonKind::Primary
                    on_click=save
                    disabled=Signal::derive(move || deed.working.get() || contested.get())
                >
                    {move || language.text().common.save}
                </Button>
            }
        >
            <Refused error=deed.error/>
            <Field
                id="figure-value"
                label=language.words(|text| text.settings.value)
                required=language.words(|text| text.common.required)
                error=number_error
            >
                <TextInput value=number kind=TextKind::Number max_length=4/>
            </Field>
            <DatedQuestions id="figure" dated deed/>
        </Dialog>
    }
}

#[cfg(test)]
mod tests {
    use super::{changeable, number_in, percent_in, with_number};
    use domain::policy::{FigureName, Percent, Policy, ProfileName};

    #[test]
    fn every_figure_that_is_a_number_takes_another_one() {
        for profile in ProfileName::ALL {
            let figures = Policy::built_in(*profile, chrono::NaiveDate::MIN).figures;
            for name in FigureName::ALL {
                let figure = figures.get(*name);
                let changed = with_number(figure, 41);
                assert_eq!(changed.is_some(), changeable(figure), "{name:?}");
                let Some(changed) = changed else { continue };
                let now = number_in(changed).or_else(|| percent_in(changed).map(Percent::get));
                assert_eq!((changed.name(), now), (*name, Some(41)));
            }
        }
    }

    #[test]
    fn no_share_is_more_than_the_whole() {
        let figures = Policy::built_in(ProfileName::Mall, chrono::NaiveDate::MIN).figures;
        let coverage = figures.get(FigureName::ComplaintCoverage);
        assert_eq!(with_number(coverage, 101), None);
    }
}
