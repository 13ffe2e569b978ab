//! The page handed to the occupant: large, polite, nothing of the staff's.

use super::Lang;
use super::area::area;
use chrono::NaiveDate;

area! {
    /// One question at a time, then the signature.
    Face {
        title: "请您评价", "Your opinion";
        satisfaction: "您对这次处理是否满意？", "Are you satisfied with how this was handled?";
        quality: "您对处理的质量是否满意？", "Are you satisfied with the quality of the work?";
        effect: "您对服务的效果是否满意？", "Are you satisfied with the effect of the service?";
        shortcomings: "还有哪些缺点与不足？", "What fell short?";
        suggestions: "您有什么建议？", "What do you suggest?";
        nothing: "没有", "Nothing";
        sign_here: "请在下方签名", "Please sign below";
        sign_area: "签名区，请用手指或笔书写", "Signature field: write with finger or pen";
        sign_purpose: "签名仅用于本次回访记录", "Your signature is used for this follow-up record only";
        sign_again: "重签", "Sign again";
        rather_not_sign: "不便签名", "I would rather not sign";
        rather_not_say: "不便评价", "I would rather not say";
        submit: "提交", "Submit";
        next: "下一题", "Next question";
        previous: "上一题", "Previous question";
        give_back: "完成后请交还工作人员", "Please hand the tablet back when you are done";
        thanks: "谢谢您的评价。", "Thank you.";
        thanks_give_back: "请将平板交还工作人员。", "Please hand the tablet back to our staff.";
        staff_take_back: "工作人员收回", "Staff: take it back";
        take_back_lead: "请工作人员输入密码收回平板。", "Staff enter their password to take the tablet back.";
        take_back_hold: "请工作人员长按收回", "Staff: press and hold to take it back";
        choose_first: "请先选择一项。", "Please choose one first.";
        sign_first: "请先签名，或点“不便签名”。", "Please sign first, or tap “I would rather not sign”.";
        your_case: "您反映的事项", "What you told us";
        what_was_done: "我们的处理", "What we did";
    }
}

impl Lang {
    /// When their case was handled.
    #[must_use]
    pub fn handled_on(self, on: NaiveDate) -> String {
        let on = self.day_month(on);
        self.pick(format!("{on}处理完毕"), format!("handled on {on}"))
    }

    /// Where in the questions they are.
    #[must_use]
    pub fn question_of(self, place: usize, count: usize) -> String {
        self.pick(
            format!("第 {place} 题，共 {count} 题"),
            format!("Question {place} of {count}"),
        )
    }
}
