//! The procedure in force today: every figure with its clause, and whether it is borrowed from the other procedure.

use domain::policy::FigureName;
use leptos::prelude::*;

use super::change::{ChangeFigure, changeable};
use crate::components::{
    Button, ButtonKind, Card, ClauseChip, Column, Fact, Facts, LinkButton, Table,
};
use crate::language::use_language;
use crate::state::AppState;
use crate::text::Word;

#[component]
pub fn Procedure() -> impl IntoView {
    let state = expect_context::<AppState>();
    let language = use_language();
    let policy = Memo::new(move |_| state.policy_on(state.today.get()));
    let changing = RwSignal::new(None::<FigureName>);
    let columns = Signal::derive(move || {
        let text = language.text();
        vec![
            Column::words(text.settings.figure),
            Column::words(text.settings.value),
            Column::words(text.common.clause_prefix),
            Column::words(text.settings.change),
        ]
    });
    let rows = move || {
        let lang = language.get();
        policy.get().map(|policy| {
            FigureName::ALL
                .iter()
                .map(|name| {
                    let name = *name;
                    let change = changeable(policy.figures.get(name)).then(|| {
                        let label =
                            format!("{} {}", language.text().settings.change, name.word(lang));
                        view! {
                            <Button
                                kind=ButtonKind::Quiet
                                label=Signal::stored(Some(label))
                                on_click=move |()| changing.set(Some(name))
                            >
                                {language.text().settings.change}
                            </Button>
                        }
                    });
                    view! {
                        <tr>
                            <th scope="row">{name.word(lang)}</th>
                            <td class="figures">{lang.figure_value(policy.figures.get(name))}</td>
                            <td>
                                <ClauseChip text=lang.clause(name.clause(policy.profile))/>
                            </td>
                            <td>{change}</td>
                        </tr>
                    }
                })
                .collect_view()
        })
    };
    let name = Signal::derive(move || {
        policy
            .get()
            .map(|policy| policy.profile.word(language.get()).to_owned())
    });
    let version = Signal::derive(move || policy.get().map(|policy| policy.version.0.to_string()));
    let from = Signal::derive(move || {
        policy
            .get()
            .map(|policy| language.get().date(policy.effective_on))
    });
    // Versions written already that take effect later.
    let coming = move || {
        let (lang, today) = (language.get(), state.today.get());
        state.office.with(|office| {
            office.as_ref().map(|office| {
                office
                    .policies
                    .iter()
                    .filter(|policy| today < policy.effective_on)
                    .map(|policy| {
                        let label = format!("{} {}", language.text().settings.version, policy.version.0);
                        let days = lang.role_days(policy.effective_on, None);
                        view! { <Fact label=Signal::stored(label) value=Signal::stored(Some(days))/> }
                    })
                    .collect_view()
            })
        })
    };
    view! {
        <Card title=language.words(|text| text.settings.procedure)>
            <Facts>
                <Fact label=language.words(|text| text.settings.procedure) value=name/>
                <Fact label=language.words(|text| text.settings.version) value=version/>
                <Fact label=language.words(|text| text.settings.effective_on) value=from/>
                {coming}
            </Facts>
            <p class="second">{move || language.text().settings.procedure_lead}</p>
            <div class="row">
                <LinkButton href=Signal::stored("/settings/procedure".to_owned())>
                    {move || language.text().settings.to_versions}
                </LinkButton>
            </div>
            <Table caption=language.words(|text| text.settings.procedure) columns>{rows}</Table>
        </Card>
        <ChangeFigure changing/>
    }
}
