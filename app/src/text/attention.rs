//! 需处理: what the server did not take, and values two people changed.

use super::Lang;
use super::area::area;
use super::timeline::Names;
use super::vocabulary::Word;
use domain::rejection::Value;

area! {
    /// The list, the contest and the ways to settle.
    Attention {
        title: "需处理", "To settle";
        lead: "这些记录没有被服务器采纳。原文都在，请逐条处理。", "The server did not take these entries. Nothing is lost; settle them one by one.";
        empty: "没有需处理的。", "Nothing to settle.";
        empty_hint: "万一有记录未被采纳，会出现在这里，写明原因和可以由谁来做。", "Should an entry not be taken, it appears here with the reason and who may do it.";
        refused: "未被采纳", "Not taken";
        expected: "预计不会被采纳", "Expected not to be taken";
        expected_lead: "保存之后别人的记录到了，按规程这些已不能采纳。仍会按顺序发送，由服务器决定。", "Other people’s entries came down after these were saved; by the procedure they can no longer be taken. They are sent in order all the same, and the server decides.";
        contested: "两人都改了", "Changed by two people";
        contested_lead: "您修改时，别人也改了。请选用哪一个。", "Somebody else changed this while you did. Choose one.";
        mine: "我的", "Mine";
        theirs: "对方的", "Theirs";
        answer: "项目", "Answer";
        before: "原来的", "Before";
        keep_theirs: "用对方的", "Keep theirs";
        use_mine: "改用我的", "Use mine";
        what_was_entered: "原来填写的", "What was entered";
        why: "为什么", "Why";
        who_may: "可以由谁来做", "Who may";
        clause: "依据", "Clause";
        entered_by: "填写人", "Entered by";
        entered_at: "填写时间", "Entered at";
        re_issue: "改正后重新提交", "Correct and send again";
        re_issue_lead: "按原来的内容重新填写，改正后再保存。", "The form opens with what you entered; correct it and save.";
        re_issued: "我已重新提交", "I sent it again";
        others: "其他人的", "Other people’s";
        keep_as_observation: "留作备查", "Keep as an observation";
        keep_as_observation_lead: "保留所写内容，不计入回访和统计。", "What it says is kept; it counts for nothing.";
        drop: "作废", "Drop";
        drop_reason: "作废的原因", "Why it is dropped";
        drop_lead: "作废也会留下记录和原因。", "That it was dropped, and why, stays on record.";
        settled: "已处理", "Settled";
        settled_observation: "已留作备查", "Kept as an observation";
        settled_dropped: "已作废", "Dropped";
        settled_re_issued: "已重新提交", "Sent again";
        settle_first: "先处理第 1 条，后面的都接着它", "Settle the first; the others build on it";
        keep_all: "全部留作备查", "Keep all as observations";
        drop_all: "全部作废", "Drop all";
        open_case: "打开所涉及的记录", "Open what it is about";
        named_on_visit: "有人记录您参加了这次回访。请确认是否属实。", "Somebody recorded that you took part in this follow-up. Please say whether it is so.";
        take: "采纳", "Take it";
        take_lead: "采纳：按原来的人、时间和内容登入；不采纳：留作备查，或写明原因作废。", "Taken, it stands as it was written, with who went and when; otherwise keep it as an observation or drop it with a reason.";
        raw_entry: "原文", "As it came";
        raw_needs_network: "原文存放在服务器上，联网后显示。", "Its text is kept at the server and is shown once there is a network.";
        held_for_manager: "等待物业管理经理或物业总监处理", "For the property manager or director to settle";
    }
}

impl Lang {
    /// One side of a contest.
    #[must_use]
    pub fn contested_value(self, value: Value, names: &impl Names) -> String {
        match value {
            Value::None => self.pick("未填", "nothing").to_owned(),
            Value::Status(status) => status.word(self).to_owned(),
            Value::Severity(severity) => severity.word(self).to_owned(),
            Value::Department(department) => names.department(department),
            Value::Text => self.pick("另一段文字", "another text").to_owned(),
            Value::Person(person) => names.person(person),
            Value::Count(count) => count.to_string(),
            Value::Phase(phase) => phase.word(self).to_owned(),
            Value::Handover(handover) => handover.word(self).to_owned(),
            Value::Fen(fen) => self.yuan(fen),
            Value::Day(day) => self.date(day),
            Value::Moment(at) => self.full_moment(at, names.utc_offset_minutes()),
            Value::Figure(figure) => self.figure_value(figure),
            Value::Outcome(outcome) => outcome.word(self).to_owned(),
            Value::Arrears {
                principal_fen,
                per_mille,
                last_day,
            } => format!(
                "{} · {per_mille}‰ · {}",
                self.yuan(principal_fen),
                self.date(last_day)
            ),
        }
    }

    /// Over the ways to settle a whole bundle.
    #[must_use]
    pub fn settle_all(self, count: usize) -> String {
        self.pick(
            format!("{count} 条一起处理"),
            format!("Settle all {count} together"),
        )
    }

    /// How many wait, as the banner on 今日 says it.
    #[must_use]
    pub fn to_settle(self, count: usize) -> String {
        self.pick(format!("需处理 {count} 条"), format!("{count} to settle"))
    }
}
