//! 投诉调度记录: the month's complaints and their follow-ups, as a list and on paper.

use super::Lang;
use super::area::area;
use super::common::many;

area! {
    /// The page of a month and its paper.
    DispatchLog {
        title: "投诉调度记录", "Dispatch log";
        paper: "物业管理投诉调度记录", "Complaint dispatch log";
        print: "打印调度记录", "Print the dispatch log";
        item: "编号 / 商户", "No. / occupant";
        complaint: "投诉内容", "Complaint";
        dispatch: "登记与调度", "Taken down, dispatched";
        handling: "处理与销项", "Handled, closed out";
        follow_ups: "回访", "Follow-up";
        outcome: "回访结果", "What came of it";
        not_asked: "未回访", "Not followed up";
        in_time: "及时", "in time";
        late: "超过时限", "late";
        dispatcher_signs: "调度人员", "Dispatcher";
        reading: "正在读取记录…", "Reading the log…";
    }
}

impl Lang {
    /// How many of a long month a screen does not show.
    #[must_use]
    pub fn more_on_paper(self, count: usize) -> String {
        match self {
            Lang::Zh => format!("还有 {count} 件，打印的记录上全部列出。"),
            Lang::En => format!(
                "{} more; the printed log has them all.",
                many(count, "case", "cases")
            ),
        }
    }

    /// A paper is not drawn while something of it is missing.
    #[must_use]
    pub fn cannot_be_read(self, count: usize) -> String {
        match self {
            Lang::Zh => format!("有 {count} 件的经过现在读不到，请联网后再打印。"),
            Lang::En => format!(
                "{} cannot be read just now; print once there is a network.",
                many(count, "case", "cases")
            ),
        }
    }

    /// The foot of the log: of how many, how many were asked.
    #[must_use]
    pub fn asked_of(self, base: u64, required: u64, done: u64, missing: u64) -> String {
        self.pick(
            format!(
                "应计入 {base} 件，应回访 {required} 件，已回访 {done} 件，还差 {missing} 件。"
            ),
            format!("Cases {base}, required {required}, followed up {done}, missing {missing}."),
        )
    }
}
