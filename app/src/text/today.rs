//! 今日: what I must do, by its last day.

use super::Lang;
use super::area::area;
use super::common::many;
use domain::id::Instant;

area! {
    /// Sections, empty states and the pane of the page.
    Today {
        title: "今日", "Today";
        late: "逾期", "Late";
        due_today: "今天到期", "Due today";
        for_me_to_decide: "待我决定", "Waiting for my decision";
        to_handle: "待我处理", "For me to handle";
        to_confirm: "待我确认", "For me to confirm";
        this_week: "本周", "This week";
        later: "以后", "Later";
        mine_only: "只看我的", "Mine only";
        everyones: "看全部", "Everybody’s";
        empty: "今天没有要办的事。", "Nothing to do today.";
        empty_hint: "有人登记投诉或处理完毕后，应由您做的会出现在这里。", "As soon as a complaint is registered or handled, what falls to you appears here.";
        empty_new_office: "先导入铺位与商户，再登记第一件投诉。", "First import units and occupants, then register the first complaint.";
        import_occupants: "导入铺位与商户", "Import units and occupants";
        register_complaint: "登记投诉", "Register a complaint";
        complaint_follow_up: "投诉回访", "Follow-up of a complaint";
        decide_severity: "请定投诉性质", "Decide the severity";
        handed_up: "上报，请落实处理", "Handed up: see to it";
        open_case: "请立项", "Open the case";
        dispatch_case: "请调度", "Dispatch the case";
        handle_case: "请处理", "Handle the case";
        close_out_case: "请销项", "Close the case out";
        confirm_conduct: "请确认以您的名义登记的记录", "Confirm what was entered in your name";
        refused_waits: "有记录未被采纳，请处理", "An entry was not taken; settle it";
        start_follow_up: "开始回访", "Start the follow-up";
        cannot_reach: "联系不上", "Cannot reach them";
        last_day_today: "最后一天 · 今天", "Last day · today";
        last_day: "最后一天", "Last day";
        window: "回访时效", "Follow-up window";
        who_may: "回访人", "Who follows up";
        handled_late: "处理已超时限", "Handling is past its limit";
    }
}

impl Lang {
    /// A section's heading with its number.
    #[must_use]
    pub fn section(self, title: &str, count: usize) -> String {
        format!("{title} {count}")
    }

    /// How long until a handling limit, or how long past it.
    #[must_use]
    pub fn limit_left(self, limit: Instant, now: Instant) -> String {
        let minutes = limit.0.saturating_sub(now.0).div_euclid(60_000);
        if minutes < 0 {
            let past = self.span(-minutes);
            self.pick(format!("已超 {past}"), format!("{past} past the limit"))
        } else {
            let left = self.span(minutes);
            self.pick(format!("还有 {left}"), format!("{left} left"))
        }
    }

    /// 及时, or by how much it was not; to the minute of the limit is still in time.
    #[must_use]
    pub fn handled_by(self, limit: Instant, handled: Instant) -> String {
        if handled <= limit {
            return self.pick("及时", "In time").to_owned();
        }
        let minutes = handled.0.saturating_sub(limit.0).saturating_add(59_999) / 60_000;
        let past = self.span(minutes);
        self.pick(format!("不及时，超 {past}"), format!("Late by {past}"))
    }

    fn span(self, minutes: i64) -> String {
        let minutes = usize::try_from(minutes).unwrap_or(0);
        if minutes >= 2 * 24 * 60 {
            let days = minutes / (24 * 60);
            self.pick(format!("{days} 天"), many(days, "day", "days"))
        } else if minutes >= 60 {
            let hours = minutes / 60;
            self.pick(format!("{hours} 小时"), many(hours, "hour", "hours"))
        } else {
            self.pick(
                format!("{minutes} 分钟"),
                many(minutes, "minute", "minutes"),
            )
        }
    }
}
