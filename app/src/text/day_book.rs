//! 值班表 and 工作日志.

use super::Lang;
use super::area::area;
use super::timeline::Names;
use domain::day_book::BookName;
use domain::office::{Closing, Opening};

area! {
    /// The pages of a day.
    DayBook {
        duty_log: "值班表", "Duty log";
        work_journal: "工作日志", "Work journal";
        books: "值班表与工作日志", "Day books";
        day: "日期", "Day";
        empty: "这一天没有记录。", "Nothing on this day.";
        empty_hint: "违章会自动记入值班表；其他事可以手写。", "Violations enter the duty log by themselves; write the rest by hand.";
        empty_journal_hint: "投诉、维修和违章办了什么会自动记入；其他工作可以手写。", "What was done about complaints, repairs and violations enters by itself; write the rest by hand.";
        left_over: "未尽事宜", "Left over";
        write: "写一条", "Write an entry";
        words: "内容", "Entry";
        save: "写入", "Enter";
        by_hand: "手写", "By hand";
        by_case: "自动记入", "Automatic";
        saved: "已写入。", "Entered.";
    }
}

area! {
    /// Authority given for a time, and what the company opens at an office.
    Mandate {
        delegations: "授权代理", "Delegations";
        delegations_none: "现在没有授权代理。", "No delegations now.";
        delegations_lead: "休假时把职务授权给别人；代办、代签的每一步都标明“代”。人员与职务的变动、授权本身不能代办。", "During leave a role goes to somebody else; every step they take or sign with it says “for”. Staff, roles and delegations themselves are not part of it.";
        from: "授权人", "From";
        to: "代理人", "To";
        roles: "职务", "Roles";
        starts: "开始", "First day";
        until: "结束（含当天）", "Last day (included)";
        delegate: "授权", "Delegate";
        end: "提前结束", "End it now";
        guard: "法律保护的办法", "Measures guarded by law";
        guard_lead: "停水停电、停止服务默认不可用。催交物业费时停水停电永远不可用（《民法典》第九百四十四条）。", "Cutting water or power and stopping services are closed by default. For service fees cutting is never open (Civil Code article 944).";
        enabled: "已开放", "Open";
        guarded: "未开放", "Closed";
        enable: "开放", "Open it";
        disable: "收回", "Close it again";
        opinion_by: "法律意见出具人", "Legal opinion by";
        opinion_dated: "意见日期", "Dated";
        opinion_conclusion: "结论", "Conclusion";
        opinion_document: "法律意见书照片", "Photo of the written opinion";
        disable_reason: "收回的理由", "Why it is closed again";
        saved: "已保存。", "Saved.";
        opinion: "法律意见", "Legal opinion";
        opened_earlier: "曾经开放", "Open earlier";
    }
}

impl Lang {
    /// A book's name.
    #[must_use]
    pub fn book(self, book: BookName) -> &'static str {
        let words = self.pick(&DayBook::ZH, &DayBook::EN);
        match book {
            BookName::DutyLog => words.duty_log,
            BookName::WorkJournal => words.work_journal,
        }
    }
}

impl Lang {
    /// What the company relies on, and who opened the measure: 法务部，2026年11月20日：……（陈静 11月21日 10:02 开放）.
    #[must_use]
    pub fn opinion(self, opening: &Opening, names: &impl Names) -> String {
        let said = &opening.opinion;
        let (by, dated) = (&said.by, self.date(said.dated));
        let (who, at) = (
            names.person(opening.by),
            self.moment(opening.at, names.utc_offset_minutes()),
        );
        self.pick(
            format!("{by}，{dated}：{}（{who} {at} 开放）", said.conclusion),
            format!("{by}, {dated}: {} (opened by {who}, {at})", said.conclusion),
        )
    }

    /// Why and when a measure was closed again.
    #[must_use]
    pub fn closed_again(self, closing: &Closing, names: &impl Names) -> String {
        let who = names.person(closing.by);
        let at = self.moment(closing.at, names.utc_offset_minutes());
        let reason = &closing.reason;
        if reason.is_empty() {
            // Opened anew on another opinion.
            return self.pick(
                format!("{who} {at} 换用新的法律意见"),
                format!("{who}, {at}: another opinion took its place"),
            );
        }
        self.pick(
            format!("{who} {at} 收回：{reason}"),
            format!("closed by {who}, {at}: {reason}"),
        )
    }
}
