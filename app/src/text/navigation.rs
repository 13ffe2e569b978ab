//! The rail and the bottom bar.

use super::Lang;
use super::area::area;
use domain::policy::ProfileName;

area! {
    /// The places of the app.
    Navigation {
        label: "主导航", "Main navigation";
        today: "今日", "Today";
        follow_ups: "回访", "Follow-ups";
        complaints: "投诉", "Complaints";
        repairs: "维修", "Work orders";
        violations: "违章", "Violations";
        merchants: "商户", "Merchants";
        residents: "业户", "Residents";
        board: "看板", "Board";
        staff: "员工", "Staff";
        settings: "设置", "Settings";
        attention: "需处理", "To settle";
        more: "更多", "More";
        sign_in: "登录", "Sign in";
        set_up: "启用", "Set-up";
    }
}

impl Lang {
    /// Whom the office looks after: a mall its merchants, an estate its residents.
    #[must_use]
    pub fn occupants_of(self, profile: ProfileName) -> &'static str {
        match profile {
            ProfileName::Mall => self.pick(Navigation::ZH.merchants, Navigation::EN.merchants),
            ProfileName::Estate => self.pick(Navigation::ZH.residents, Navigation::EN.residents),
        }
    }

    /// The badge at a place, for those who cannot see it.
    #[must_use]
    pub fn waiting(self, count: usize) -> String {
        match self {
            Lang::Zh => format!("{count} 条待办"),
            Lang::En => format!("{count} waiting"),
        }
    }
}
