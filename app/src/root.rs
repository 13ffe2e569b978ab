//! The root: engine, state and language as context; a route a page.

use leptos::prelude::*;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::path;

use crate::actions::Actions;
use crate::engine;
use crate::language::Language;
use crate::pages::attention::AttentionPage;
use crate::pages::board::BoardPage;
use crate::pages::complaints::case::ComplaintsPage;
use crate::pages::complaints::register::RegisterPage;
use crate::pages::day_books::duty_log::DutyLogPage;
use crate::pages::day_books::work_journal::WorkJournalPage;
use crate::pages::follow_ups::face::FaceToFacePage;
use crate::pages::follow_ups::list::FollowUpsPage;
use crate::pages::follow_ups::record::RecordPage;
use crate::pages::go_live::GoLivePage;
use crate::pages::occupants::import::ImportPage;
use crate::pages::occupants::list::OccupantsPage;
use crate::pages::papers::referral::ReferralPaperPage;
use crate::pages::papers::register::RegisterPaperPage;
use crate::pages::papers::work_order::WorkOrderPaperPage;
use crate::pages::set_up::SetUpPage;
use crate::pages::settings::SettingsPage;
use crate::pages::sign_in::SignInPage;
use crate::pages::staff::StaffPage;
use crate::pages::today::TodayPage;
use crate::pages::violations::case::ViolationsPage;
use crate::pages::violations::notice::NoticePage;
use crate::pages::violations::paper::PaperPage;
use crate::pages::work_orders::dispatch::DispatchPage;
use crate::pages::work_orders::page::WorkOrdersPage;
use crate::pages::work_orders::prices::PricesPage;
use crate::pages::work_orders::sign::SignPage;
use crate::scheme::ChosenScheme;
use crate::state::AppState;

#[component]
pub fn Root() -> impl IntoView {
    let today = domain::command::day(crate::clock::now(), 480);
    let (state, writer) = AppState::new(today);
    let requests = engine::start(move |update| writer.take(update));
    provide_context(Language::remembered());
    provide_context(ChosenScheme::remembered());
    provide_context(state);
    provide_context(Actions::new(requests));
    view! {
        <Router>
            <Routes fallback=|| view! { <TodayPage/> }>
                <Route path=path!("/") view=TodayPage/>
                <Route path=path!("/complaints/new") view=RegisterPage/>
                <Route path=path!("/complaints/:case/paper") view=RegisterPaperPage/>
                <Route path=path!("/complaints/:case/referrals/:referral") view=ReferralPaperPage/>
                <Route path=path!("/complaints/:case?") view=ComplaintsPage/>
                <Route path=path!("/follow-ups") view=FollowUpsPage/>
                <Route path=path!("/follow-ups/:case/record") view=RecordPage/>
                <Route path=path!("/follow-ups/:case/face") view=FaceToFacePage/>
                <Route path=path!("/work-orders/prices") view=PricesPage/>
                <Route path=path!("/work-orders/:order/sign") view=SignPage/>
                <Route path=path!("/work-orders/:order/paper") view=WorkOrderPaperPage/>
                <Route path=path!("/work-orders/:order?") view=WorkOrdersPage/>
                <Route path=path!("/dispatch") view=DispatchPage/>
                <Route path=path!("/violations/new") view=NoticePage/>
                <Route path=path!("/violations/:case/papers/:disposition") view=PaperPage/>
                <Route path=path!("/violations/:case?") view=ViolationsPage/>
                <Route path=path!("/duty-log") view=DutyLogPage/>
                <Route path=path!("/work-journal") view=WorkJournalPage/>
                <Route path=path!("/import/:step?") view=GoLivePage/>
                <Route path=path!("/occupants/import") view=ImportPage/>
                <Route path=path!("/occupants/:unit?") view=OccupantsPage/>
                <Route path=path!("/board") view=BoardPage/>
                <Route path=path!("/staff/:person?") view=StaffPage/>
                <Route path=path!("/settings") view=SettingsPage/>
                <Route path=path!("/attention") view=AttentionPage/>
                <Route path=path!("/sign-in") view=SignInPage/>
                <Route path=path!("/set-up") view=SetUpPage/>
            </Routes>
        </Router>
    }
}
