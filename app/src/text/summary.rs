//! 投诉调度记录月总结表: the month's figures, the analysis, the remark and what is to be done.

use super::Lang;
use super::area::area;
use super::vocabulary::Word;
use domain::event::summary::ProblemKind;
use domain::id::Cursor;

area! {
    /// The list of months, the page of one, and its paper.
    Summary {
        title: "月总结", "Monthly summaries";
        paper: "投诉调度记录月总结表", "Monthly dispatch summary";
        print: "打印月总结表", "Print the summary";
        not_yet: "待总结", "To be summed up";
        submitted: "已上报，待评语", "Handed in, waits for the remark";
        sealed: "已归档", "Archived";
        points_open: "有事项待跟进", "Points to follow through";
        empty: "还没有结束的月份。", "No month is over yet.";
        empty_hint: "一个月结束后，从下月一日起在这里总结。", "Once a month is over it is summed up here, from the first of the next.";
        figures: "统计", "Figures";
        item: "项目", "Item";
        on_paper: "表上", "On the paper";
        now: "现在", "Now";
        registered: "登记", "Registered";
        handled: "处理完毕", "Handled";
        closed_out: "销项", "Closed out";
        followed_up: "回访", "Follow-ups";
        timeliness: "及时率", "Handled in time";
        passed: "合格率", "Passed";
        satisfaction: "投诉处理满意率", "Satisfaction with the handling";
        required: "应回访", "Required";
        done: "已回访", "Followed up";
        missing: "还差", "Missing";
        differs: "归档后有补记或更正，归档的数字不变。", "Entries came later or were corrected; the archived figures stand.";
        added: "归档后补记的回访", "Follow-ups entered later";
        taken_back: "归档后撤销的回访", "Follow-ups taken back later";
        incomplete: "本机没有这个月的全部记录，“现在”的数字可能不全。", "This tablet does not hold the whole month; the figures of now may be incomplete.";
        problems: "存在问题", "Open problems";
        no_problems: "没有存在问题。", "No open problems.";
        waiting: "还没有做的回访", "Follow-ups not made yet";
        analysis: "分析意见", "Analysis";
        submit: "上报月总结", "Hand in the summary";
        submit_again: "重新上报", "Hand in anew";
        submitted_now: "已上报。", "Handed in.";
        remark: "评语", "Remark";
        seal: "写评语并归档", "Remark and archive";
        seal_hint: "归档后，分析、评语和数字都不再更改。", "Once archived, analysis, remark and figures do not change any more.";
        sealed_now: "已归档。", "Archived.";
        points: "跟进事项", "To be done";
        add_point: "加一项", "Add a point";
        remove_point: "去掉这一项", "Remove this point";
        point: "要做什么", "What is to be done";
        person: "责任人", "Who";
        until: "期限", "Until";
        choose_person: "请选择", "Choose";
        result: "落实结果", "Result";
        finish: "办结", "Done";
        finished_now: "已办结。", "Done.";
        open: "未办结", "Open";
        waits_for: "由谁", "Whose";
        dispatcher_signs: "调度人员", "Dispatcher";
        head_signs: "管理处负责人", "Head of management";
    }
}

impl Word for ProblemKind {
    fn word(self, lang: Lang) -> &'static str {
        match self {
            ProblemKind::Dissatisfied => lang.pick("不满意", "Dissatisfied"),
            ProblemKind::ProblemLeft => lang.pick("仍有问题", "A problem is left"),
            ProblemKind::NotClosedOut => lang.pick("未销项", "Not closed out"),
        }
    }
}

impl Lang {
    /// From which place of the log, and by whom, the figures are.
    #[must_use]
    pub fn counted_by_server(self, at: Cursor, when: &str, engine: u16) -> String {
        let at = at.0;
        self.pick(
            format!("表上的数字由服务器统计：{when}，记录至第 {at} 条，统计版本 {engine}。"),
            format!(
                "The paper’s figures are the server’s: {when}, up to entry {at}, counting {engine}."
            ),
        )
    }

    /// The tablet's own figures.
    #[must_use]
    pub fn counted_here(self, at: Cursor) -> String {
        let at = at.0;
        self.pick(
            format!("“现在”的数字按本机记录统计，至第 {at} 条及本机未同步的记录。"),
            format!(
                "The figures of now are this tablet’s: up to entry {at}, with its unsent work."
            ),
        )
    }

    /// Who did it, and when.
    #[must_use]
    pub fn by_and_when(self, who: &str, when: &str) -> String {
        format!("{who} · {when}")
    }
}
