//! The root: engine, state and language as context; a route a page.

use domain::policy::ProfileName;
use leptos::prelude::*;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::path;

use crate::actions::Actions;
use crate::engine;
use crate::language::Language;
use crate::pages::sign_in::SignInPage;
use crate::pages::today::TodayPage;
use crate::parts;
use crate::scheme::ChosenScheme;
use crate::state::AppState;

#[component]
pub fn Root() -> impl IntoView {
    let today = domain::command::day(crate::clock::now(), 480);
    let (state, writer) = AppState::new(today);
    let requests = engine::start(move |update| writer.take(update));
    let profile = Memo::new(move |_| {
        let policy = state.policy_on(state.today.get());
        policy.map_or(ProfileName::Mall, |policy| policy.profile)
    });
    provide_context(Language::remembered(profile.into()));
    provide_context(ChosenScheme::remembered());
    provide_context(state);
    provide_context(Actions::new(requests));
    view! {
        <Router>
            <Routes fallback=|| view! { <TodayPage/> }>
                <Route path=path!("/") view=TodayPage/>
                <Route path=path!("/complaints/new") view=parts::register/>
                <Route path=path!("/complaints/:case/paper") view=parts::register_paper/>
                <Route path=path!("/complaints/:case/referrals/:referral") view=parts::referral_paper/>
                <Route path=path!("/complaints/:case?") view=parts::complaints/>
                <Route path=path!("/follow-ups") view=parts::follow_ups/>
                <Route path=path!("/follow-ups/:case/record") view=parts::record/>
                <Route path=path!("/follow-ups/:case/face") view=parts::face_to_face/>
                <Route path=path!("/work-orders/prices") view=parts::prices/>
                <Route path=path!("/work-orders/:order/sign") view=parts::sign/>
                <Route path=path!("/work-orders/:order/paper") view=parts::work_order_paper/>
                <Route path=path!("/work-orders/:order?") view=parts::work_orders/>
                <Route path=path!("/dispatch") view=parts::dispatch/>
                <Route path=path!("/violations/new") view=parts::notice/>
                <Route path=path!("/violations/:case/papers/:disposition") view=parts::paper/>
                <Route path=path!("/violations/:case?") view=parts::violations/>
                <Route path=path!("/duty-log") view=parts::duty_log/>
                <Route path=path!("/work-journal") view=parts::work_journal/>
                <Route path=path!("/import/:step?") view=parts::go_live/>
                <Route path=path!("/occupants/import") view=parts::import/>
                <Route path=path!("/occupants/:unit?") view=parts::occupants/>
                <Route path=path!("/older") view=parts::older/>
                <Route path=path!("/board") view=parts::board/>
                <Route path=path!("/dispatch-log/:month?") view=parts::dispatch_log/>
                <Route path=path!("/dispatch-log/:month/paper") view=parts::dispatch_log_paper/>
                <Route path=path!("/summaries") view=parts::summaries/>
                <Route path=path!("/summaries/:month") view=parts::summary/>
                <Route path=path!("/summaries/:month/paper") view=parts::summary_paper/>
                <Route path=path!("/staff/:person?") view=parts::staff/>
                <Route path=path!("/settings") view=parts::settings/>
                <Route path=path!("/settings/procedure") view=parts::versions/>
                <Route path=path!("/attention") view=parts::attention/>
                <Route path=path!("/sign-in") view=SignInPage/>
                <Route path=path!("/set-up") view=parts::set_up/>
            </Routes>
        </Router>
    }
}
