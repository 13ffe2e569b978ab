//! From a registration to the slip Engineering gets: its questions, the slips of a case, and making another one (C4).

use domain::clause::Clause;
use domain::complaint::Complaint;
use domain::event::work_order::{Handover, Trade};
use domain::id::{CommandId, WorkOrderId};
use domain::work_order::command::WorkOrderCommand;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use serde::{Deserialize, Serialize};

use super::step::Step;
use super::step_saved::{name_of, named};
use crate::actions::{Actions, Sealer};
use crate::components::{Button, ButtonKind, Choice, Choices, Fact, Field, Select};
use crate::engine::message::{Submission, SubmitError};
use crate::language::use_language;
use crate::pages::parts::refused::Refused;
use crate::pages::parts::{again, draft};
use crate::random;
use crate::state::AppState;
use crate::text::Word;

/// Which trade, and how Engineering gets it.
#[component]
pub(super) fn SlipQuestions(
    trade: RwSignal<String>,
    handover: RwSignal<String>,
    /// Asked for and not chosen.
    missing: RwSignal<bool>,
) -> impl IntoView {
    let language = use_language();
    let trades = Signal::derive(move || {
        Trade::ALL
            .iter()
            .map(|trade| Choice::new(name_of(trade), trade.word(language.get())))
            .collect::<Vec<_>>()
    });
    let handovers = Signal::derive(move || {
        [Handover::Delivered, Handover::ToldToCollect]
            .map(|handover| Choice::new(name_of(&handover), handover.word(language.get())))
            .to_vec()
    });
    let said = move || {
        let missing = missing.get() && trade.with(String::is_empty);
        missing.then(|| {
            language
                .get()
                .missing(domain::rejection::Field::Trade)
                .to_owned()
        })
    };
    view! {
        <Field
            id="slip-trade"
            label=language.words(|text| text.work_order.trade)
            required=language.words(|text| text.common.required)
            clause=language.say(|lang| lang.clause(Clause::C5))
            error=Signal::derive(said)
        >
            <Select value=trade choices=trades placeholder=language.words(|text| text.common.choose)/>
        </Field>
        <Field
            id="slip-handover"
            label=language.words(|text| text.work_order.handover)
            clause=language.say(|lang| lang.clause(Clause::C4))
            group=true
        >
            <Choices name="slip-handover" value=handover choices=handovers/>
        </Field>
    }
}

/// The answers of a slip, as stored.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SlipDraft {
    /// The slip it was to be, while a refused one is made anew: what builds on it finds it.
    work_order: Option<WorkOrderId>,
    trade: String,
    handover: String,
}

impl SlipDraft {
    /// The answers of a slip that was refused.
    #[must_use]
    pub fn of(work_order: WorkOrderId, trade: Trade, handover: Handover) -> Self {
        SlipDraft {
            work_order: Some(work_order),
            trade: name_of(&trade),
            handover: name_of(&handover),
        }
    }
}

/// Makes a slip from a case that stands.
#[component]
pub(super) fn MakeSlip(
    complaint: Complaint,
    /// The refused entry this is written anew for.
    again: Option<CommandId>,
    on_done: Callback<()>,
) -> impl IntoView {
    let language = use_language();
    let actions = expect_context::<Actions>();
    let navigate = use_navigate();
    let trade = RwSignal::new(String::new());
    let handover = RwSignal::new(name_of(&Handover::Delivered));
    let missing = RwSignal::new(false);
    let error = RwSignal::new(None::<SubmitError>);
    let saving = RwSignal::new(false);
    let made = complaint.work_orders.len();
    let refused_as = RwSignal::new(None::<WorkOrderId>);
    let plain_key = format!("step/{}/make_slip/{made}", complaint.case);
    let key = again.map_or(plain_key, |refused| {
        Step::MakeSlip.draft_key_again(complaint.case, refused)
    });
    let kept = draft::keep(
        key.clone(),
        move || SlipDraft {
            work_order: refused_as.get(),
            trade: trade.get(),
            handover: handover.get(),
        },
        move |draft: SlipDraft| {
            refused_as.set(draft.work_order);
            trade.set(draft.trade);
            handover.set(draft.handover);
        },
    );
    let save = move |()| {
        let chosen = named(&trade.get_untracked());
        missing.set(chosen.is_none());
        let (Some(trade), Some(handover)) = (chosen, named(&handover.get_untracked())) else {
            return;
        };
        if saving.get_untracked() {
            return;
        }
        saving.set(true);
        error.set(None);
        let work_order = refused_as
            .get_untracked()
            .unwrap_or_else(|| WorkOrderId::mint(random::minted_at(), random::bytes()));
        let command = WorkOrderCommand::MakeWorkOrder {
            work_order,
            case: complaint.case,
            ordinal: u16::try_from(made).unwrap_or(u16::MAX).saturating_add(1),
            trade,
            handover,
        };
        let mut submission = Submission::now(command.into(), Sealer::default());
        submission.draft = Some(key.clone());
        kept.over.set_value(true);
        let (actions, navigate) = (actions.clone(), navigate.clone());
        spawn_local(async move {
            let result = actions.submit(submission).await;
            if result.is_ok() {
                again::settle(&actions, again).await;
            }
            let _ = saving.try_set(false);
            match result {
                Ok(_) => {
                    let _ = on_done.try_run(());
                    let page = format!("/work-orders/{work_order}?saved=yes");
                    navigate(&page, NavigateOptions::default());
                }
                Err(refused) => {
                    let _ = kept.over.try_set_value(false);
                    let _ = error.try_set(Some(refused));
                }
            }
        });
    };
    view! {
        <p class="second">{move || language.text().work_order.make_lead}</p>
        <Refused error/>
        <SlipQuestions trade handover missing/>
        <div class="dialog-foot">
            <p class="primary-bar-note" role="status">{kept.note(language)}</p>
            <Button kind=ButtonKind::Primary disabled=saving on_click=save>
                {move || language.text().work_order.make}
            </Button>
        </div>
    }
}

/// The slips of a case, each a door to its page.
pub(super) fn slips(state: AppState, complaint: &Complaint) -> Vec<AnyView> {
    let language = use_language();
    let lang = language.get();
    complaint
        .work_orders
        .iter()
        .map(|id| {
            let href = format!("/work-orders/{id}");
            let head = state.heads.with(|heads| heads.work_orders.get(id).cloned());
            let said = head.map_or_else(
                || language.text().work_order.slip.to_owned(),
                |head| {
                    format!(
                        "{} · {} · {}",
                        lang.slip(head.ordinal),
                        head.trade.word(lang),
                        head.phase.word(lang)
                    )
                },
            );
            view! {
                <Fact
                    label=language.words(|text| text.work_order.slip)
                    clause=Some(lang.clause_short(Clause::C4))
                >
                    <a href=href>{said}</a>
                </Fact>
            }
            .into_any()
        })
        .collect()
}
