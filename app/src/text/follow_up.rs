//! Follow-ups: the list by last day, and the four steps of recording one.

use super::Lang;
use super::area::area;
use chrono::NaiveDate;
use domain::event::unit::OccupantKind;
use domain::follow_up::Window;

area! {
    /// The list and the recording.
    FollowUp {
        title: "回访", "Follow-ups";
        empty: "现在没有应回访的。", "No follow-up is owed now.";
        empty_hint: "投诉办完后，应做的回访会按最后一天排在这里。", "Once a complaint is dealt with, its follow-up stands here by its last day.";
        filter_mine: "我可以做的", "I may do";
        filter_all: "全部应回访", "All owed";
        filter_done: "已回访", "Done";
        filter_unreachable: "联系不上", "Unreachable";
        by_last_day: "按最后一天", "By last day";
        by_unit: "按铺位", "By unit";
        record: "回访", "Follow-up";
        step_facts: "事实", "Facts";
        step_contents: "内容", "Contents";
        step_face: "当面评价", "Face to face";
        step_result: "结果", "Result";

        when: "回访时间", "When";
        when_begun: "开始填写时自动记下，可以修改。", "Taken from when you began to fill this in; you can change it.";
        when_earlier: "较早", "Earlier";
        where_place: "地点", "Where";
        who: "回访人", "Who went";
        who_hint: "参加回访的人都要选上，由他们的职务决定能否回访。", "Choose everybody who went; their roles decide whether they may.";
        who_allowed: "人员符合规程", "These people may";
        who_not_allowed: "人员不符合规程", "These people may not";
        only_those_listed: "只列出可以回访的人", "Only those who may are listed";
        nobody_may: "现在没有可以回访的人员。", "Nobody on the staff may go now.";
        who_may: "可以回访的人", "Who may";
        channel: "回访方式", "Channel";
        channel_reason: "不采用当面回访的原因", "Why not in person";
        late_reason: "逾期回访的原因", "Why it is late";
        early_reason: "提前回访的原因", "Why it is early";
        paper: "先写在纸上，现在补录", "Written on paper first";
        paper_reason: "补录的原因", "Why it is entered later";
        paper_photo: "纸质记录的照片", "Photo of the paper";
        paper_needed: "回访日期不是今天，需附纸质记录的照片和原因。", "The follow-up was not today: a photo of the paper and the reason are needed.";

        quality: "质量评价", "Quality";
        effect: "服务效果", "Effect of the service";
        satisfaction: "满意程度", "Satisfaction";
        shortcomings: "缺点与不足", "Shortcomings";
        suggestions_merchant: "商户建议", "The merchant’s suggestions";
        suggestions_resident: "业户建议", "The resident’s suggestions";
        suggestions_hint: "没有建议时也要写明", "Say so when there is none";
        shortcomings_hint: "没有不足时也要写明", "Say so when there is none";
        area: "服务方面", "Service area";
        finding: "具体意见", "Finding";
        finding_hint: "对存在问题或不满意的具体意见", "What is wrong, in their words";
        photos: "现场照片", "Photos of the spot";
        no_grade: "未表示", "Would not say";

        hand_over_merchant: "交给商户评价", "Hand to the merchant";
        hand_over_resident: "交给业户评价", "Hand to the resident";
        grade_by_staff: "代为记录评价", "Take the grade down for them";
        face_lead: "请把平板交给对方，由本人选择并签名。", "Hand the tablet over: they choose and sign themselves.";
        face_done: "对方已评价", "They have graded";
        signed: "已签名", "Signed";
        unsigned: "未签名", "Not signed";
        unsigned_reason: "未签名的原因", "Why there is no signature";
        unsigned_refused: "本人不愿签名", "They would rather not sign";

        problem_left: "还有遗留问题", "A problem is left";
        problem_left_hint: "有遗留问题或不满意，这件投诉将继续处理。", "With a problem left, or when they are dissatisfied, the case goes on.";
        no_problem_left: "没有遗留问题", "No problem is left";
        will_complete: "记录将完结：没有遗留问题。", "The record will be complete: no problem is left.";
        will_go_on_dissatisfied: "将继续处理：对方不满意。再次处理后要再回访一次。", "The case will go on: they are dissatisfied. After handling it again a new follow-up is owed.";
        will_go_on_problem: "将继续处理：还有遗留问题。再次处理后要再回访一次。", "The case will go on: a problem is left. After handling it again a new follow-up is owed.";
        will_be_late: "将记作逾期回访。", "It will be recorded as late.";
        will_be_early: "将记作提前回访。", "It will be recorded as too early.";
        submit: "保存回访", "Save the follow-up";
        saved: "回访已保存。", "The follow-up is saved.";
        completed: "记录完结。", "The record is complete.";
        went_on: "这件投诉继续处理。", "The case goes on.";
        to_case: "查看这件投诉", "Open the case";
        to_list: "回到回访列表", "Back to the follow-ups";
        ask_and_keep: "仍然提交，由经理处理", "Send it all the same, for the manager";
        not_owed: "这件投诉现在没有应做的回访。", "No follow-up is owed on this case now.";

        attempt: "记录联系不上", "Record an attempt";
        attempt_lead: "联系不上要记录，但不算回访。", "An attempt is recorded; it is no follow-up.";
        attempt_how: "怎样联系的", "How you tried";
        attempt_what: "什么情况", "What happened";
        attempt_saved: "已记录。回访仍然应做。", "Recorded. The follow-up is still owed.";
        attempt_enough: "次数已够，可以联系不上结束。", "There were enough attempts; it may end as unreachable.";
    }
}

impl Lang {
    /// The page's title over a unit.
    #[must_use]
    pub fn follow_up_of(self, unit: &str, occupant: &str) -> String {
        match self {
            Lang::Zh => format!("回访 {unit} {occupant}"),
            Lang::En => format!("Follow-up {unit} {occupant}"),
        }
    }

    /// The field for suggestions, by whom they come from.
    #[must_use]
    pub fn suggestions_of(self, kind: OccupantKind) -> &'static str {
        let place = self.pick(&FollowUp::ZH, &FollowUp::EN);
        match kind {
            OccupantKind::Merchant => place.suggestions_merchant,
            OccupantKind::Resident => place.suggestions_resident,
        }
    }

    /// The button that hands the tablet over.
    #[must_use]
    pub fn hand_over_to(self, kind: OccupantKind) -> &'static str {
        let place = self.pick(&FollowUp::ZH, &FollowUp::EN);
        match kind {
            OccupantKind::Merchant => place.hand_over_merchant,
            OccupantKind::Resident => place.hand_over_resident,
        }
    }

    /// The days of a window, both inclusive.
    #[must_use]
    pub fn window(self, window: &Window) -> String {
        self.days(window.opens, window.closes)
    }

    /// From a day to a day.
    #[must_use]
    pub fn days(self, first: NaiveDate, last: NaiveDate) -> String {
        let (first, last) = (self.day_month(first), self.day_month(last));
        self.pick(format!("{first} 至 {last}"), format!("{first} to {last}"))
    }

    /// Which round this is, from the second on.
    #[must_use]
    pub fn round(self, round: u16) -> String {
        self.pick(
            format!("第 {round} 次回访"),
            format!("Follow-up no. {round}"),
        )
    }
}
