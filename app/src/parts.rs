//! The pages in parts of their own, fetched when one of them is first opened: what 今日 needs comes first and alone.
//!
//! The build takes the program apart at these functions (xtask/split). All of a part comes at once; what several parts
//! share and 今日 does not need comes with the first of them. The service worker keeps every part with its release, so
//! offline nothing is missing once the app was opened with a network.

use std::future::Future;

use domain::id::CaseId;
use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use send_wrapper::SendWrapper;

use crate::components::{Button, Empty, Icon, Page, Skeleton};
use crate::language::use_language;
use crate::pages::complaints::CasePane;

/// The part could not be fetched: no network, and no release kept on this tablet yet.
struct Missing;

impl From<SplitLoaderError> for Missing {
    fn from(_: SplitLoaderError) -> Self {
        Missing
    }
}

/// A page once its part is here; until then its outline, and a way to try again when it does not come.
fn fetched<Coming>(page: impl Fn() -> Coming + Copy + Send + Sync + 'static) -> AnyView
where
    Coming: Future<Output = Result<AnyView, Missing>> + 'static,
{
    let language = use_language();
    let tries = RwSignal::new(0_u32);
    let content = move || {
        tries.track();
        Suspend::new(SendWrapper::new(async move {
            match page().await {
                Ok(view) => view,
                Err(Missing) => view! {
                    <Page>
                        <Empty
                            what=language.words(|text| text.common.page_not_here)
                            do_first=language.words(|text| text.common.page_not_here_lead)
                            icon=Icon::Lock
                        />
                        <Button on_click=move |()| tries.update(|tries| *tries += 1)>
                            {language.words(|text| text.common.retry)}
                        </Button>
                        <a class="button button-quiet" href="/">{language.words(|text| text.common.back)}</a>
                    </Page>
                }
                .into_any(),
            }
        }))
    };
    view! {
        <Suspense fallback=move || view! { <Skeleton label=language.words(|text| text.common.loading)/> }>
            {content}
        </Suspense>
    }
    .into_any()
}

/// A complaint beside the list of 今日.
pub fn case_pane(case: CaseId) -> AnyView {
    fetched(move || load_case_pane(case))
}

#[wasm_split(complaints, wasm_split_path = ::leptos::wasm_split, fallible)]
fn load_case_pane(case: CaseId) -> Result<AnyView, Missing> {
    Ok(view! { <CasePane case=Signal::stored(case)/> }.into_any())
}

/// For each page a view for its route, and the function the program is taken apart at.
macro_rules! parts {
    ($($part:ident { $($view:ident, $load:ident => $page:path;)+ })+) => {$($(
        #[wasm_split($part, wasm_split_path = ::leptos::wasm_split, fallible)]
        fn $load() -> Result<AnyView, Missing> {
            Ok($page().into_any())
        }

        pub fn $view() -> AnyView {
            fetched($load)
        }
    )+)+};
}

parts! {
    complaints {
        register, load_register => crate::pages::complaints::register::RegisterPage;
        complaints, load_complaints => crate::pages::complaints::case::ComplaintsPage;
        follow_ups, load_follow_ups => crate::pages::follow_ups::list::FollowUpsPage;
        referral_paper, load_referral_paper => crate::pages::papers::referral::ReferralPaperPage;
        register_paper, load_register_paper => crate::pages::papers::register::RegisterPaperPage;
        record, load_record => crate::pages::follow_ups::record::RecordPage;
        face_to_face, load_face_to_face => crate::pages::follow_ups::face::FaceToFacePage;
    }
    work_orders {
        prices, load_prices => crate::pages::work_orders::prices::PricesPage;
        work_order_paper, load_work_order_paper => crate::pages::papers::work_order::WorkOrderPaperPage;
        sign, load_sign => crate::pages::work_orders::sign::SignPage;
        work_orders, load_work_orders => crate::pages::work_orders::page::WorkOrdersPage;
        dispatch, load_dispatch => crate::pages::work_orders::dispatch::DispatchPage;
    }
    violations {
        notice, load_notice => crate::pages::violations::notice::NoticePage;
        paper, load_paper => crate::pages::violations::paper::PaperPage;
        violations, load_violations => crate::pages::violations::case::ViolationsPage;
        duty_log, load_duty_log => crate::pages::day_books::duty_log::DutyLogPage;
        work_journal, load_work_journal => crate::pages::day_books::work_journal::WorkJournalPage;
    }
    office {
        import, load_import => crate::pages::occupants::import::ImportPage;
        go_live, load_go_live => crate::pages::go_live::GoLivePage;
        occupants, load_occupants => crate::pages::occupants::list::OccupantsPage;
        older, load_older => crate::pages::older::OlderPage;
        dispatch_log, load_dispatch_log => crate::pages::dispatch_log::DispatchLogPage;
        dispatch_log_paper, load_dispatch_log_paper => crate::pages::dispatch_log::paper::DispatchLogPaperPage;
        board, load_board => crate::pages::board::BoardPage;
        summaries, load_summaries => crate::pages::summaries::SummariesPage;
        summary, load_summary => crate::pages::summaries::month::SummaryPage;
        summary_paper, load_summary_paper => crate::pages::summaries::paper::SummaryPaperPage;
        staff, load_staff => crate::pages::staff::StaffPage;
        settings, load_settings => crate::pages::settings::SettingsPage;
        versions, load_versions => crate::pages::settings::versions::VersionsPage;
        attention, load_attention => crate::pages::attention::AttentionPage;
        set_up, load_set_up => crate::pages::set_up::SetUpPage;
    }
}
