//! Complaints: the list, the register form, the page of a case.

use super::Lang;
use super::area::area;
use super::common::many;
use domain::complaint::Status;
use domain::event::unit::OccupantKind;

area! {
    /// The list and the page of a case.
    Complaint {
        title: "投诉", "Complaints";
        register: "登记投诉", "Register a complaint";
        empty: "还没有投诉。", "No complaints yet.";
        empty_hint: "接到投诉时，点“登记投诉”。", "When a complaint comes in, tap “Register a complaint”.";
        filter_open: "未完结", "Not complete";
        filter_mine: "我的", "Mine";
        filter_to_follow_up: "待回访", "To be followed up";
        filter_late: "逾期", "Late";
        filter_goes_on: "继续处理", "Going on";
        filter_complete: "已完结", "Complete";
        filter_all: "全部", "All";
        number_pending: "待编号", "No number yet";
        number: "投诉编号", "Number";
        unit: "铺位", "Unit";
        content: "投诉内容", "Complaint";
        phone: "联系电话", "Phone";
        call: "拨打电话", "Call";
        appointment: "预约时间", "Appointed time";
        category: "类别", "Category";
        department: "被投诉部门", "Department concerned";
        department_missing: "未指明，处理完毕前必须指明", "Not named; it must be named before the case is handled";
        severity: "投诉性质", "Severity";
        severity_proposed: "建议", "proposed";
        severity_undecided: "待物业管理经理决定", "For the property manager to decide";
        registered: "登记", "Registered";
        assignee: "处理人", "Handled by";
        limit: "处理时限", "Limit";
        result: "处理结果", "Result";
        handled_on: "处理完毕日期", "Handled on";
        closed_out_on: "销项日期", "Closed out on";
        window: "回访时效", "Follow-up window";
        conductors: "回访人", "Follow-up by";
        scheduled_for: "安排回访", "Follow-up planned";
        attempts: "联系不上", "Attempts in vain";
        timeline: "经过", "Timeline";
        facts: "基本情况", "The case";
        complete: "记录完结", "Complete";
        goes_on: "继续处理", "Goes on";
        unreachable: "联系不上，已结束", "Ended as unreachable";

        hand_up: "上报", "Hand up";
        hand_up_lead: "超出本职责范围的，马上向物业管理经理汇报。", "What is beyond your own duty goes to the property manager at once.";
        hand_up_reason: "上报原因", "Why it is handed up";
        open: "立项", "Open";
        open_lead: "立项后即可调度。", "Once opened, the case can be dispatched.";
        dispatch: "调度", "Dispatch";
        dispatch_again: "重新调度", "Dispatch again";
        dispatch_lead: "交给哪个部门、由谁处理、什么时候之前处理完。", "Which department takes it, who handles it, and by when.";
        dispatch_to: "调度至", "Dispatched to";
        assignee_optional: "处理人（选填）", "Handled by (optional)";
        limit_hours: "处理时限（小时）", "Limit (hours)";
        limit_unset: "该类别还没有设定处理时限（设置 → 处理时限）。", "No limit is set for this category yet (Settings → Limits).";
        decide_severity: "定投诉性质", "Decide the severity";
        decide_severity_lead: "性质决定由谁回访。", "The severity decides who follows up.";
        name_department: "指明被投诉部门", "Name the department";
        handle: "处理完毕", "Handled";
        handle_lead: "写明怎样处理、结果如何，最好附上照片。", "Say what was done and how it came out, best with photos.";
        handle_result: "处理结果", "Result";
        handle_result_hint: "例如：疏通排水管、更换地漏，试水正常。", "For example: drain cleared, floor drain replaced, water test fine.";
        handled_when: "处理完毕的时间", "When it was handled";
        close_out: "销项", "Close out";
        close_out_lead: "确认已处理完毕，从未结投诉中销去。", "The case is handled and leaves the list of open complaints.";
        schedule: "安排回访", "Plan the follow-up";
        schedule_again: "重新安排", "Plan again";
        schedule_people: "谁去回访", "Who goes";
        schedule_on: "哪一天", "On which day";
        send_technician: "派维修员现场回访", "Send the technician";
        send_technician_lead: "由做这项工作的维修员到现场回访并记录。", "The technician who did the work follows up on the spot and records it.";
        start_follow_up: "开始回访", "Start the follow-up";
        cannot_reach: "联系不上", "Cannot reach them";
        end_unreachable: "以联系不上结束", "End as unreachable";
        end_unreachable_lead: "仍记作应回访而未回访。", "It stays owed and not done.";
        end_unreachable_reason: "结束的原因", "Why it ends";
        confirm_conduct: "确认属实", "It is so";
        deny_conduct: "不属实", "It is not so";
        deny_conduct_reason: "请说明", "Say why";
        unconfirmed: "待本人确认", "Not confirmed by them yet";
        nothing_to_do: "现在没有您要做的步骤。", "No step here falls to you now.";
        waits_for: "等待", "Waiting for";
        step_saved: "已保存。", "Saved.";
    }
}

area! {
    /// The register form, in the order of 商户投诉意见登记表.
    Register {
        title: "登记投诉", "Register a complaint";
        paper: "商户投诉意见登记表", "Complaint register";
        unit: "铺位·房号", "Unit";
        unit_hint: "输入铺位号、名称、首字母或电话", "Type a unit, name or phone";
        unit_unknown: "没有这个铺位，请先在商户名录中添加。", "There is no such unit. Add it to the directory first.";
        add_unit: "添加铺位", "Add the unit";
        occupant: "商户名称", "Merchant";
        occupant_resident: "业户姓名", "Resident";
        address: "地址", "Address";
        content: "投诉内容", "Complaint";
        content_hint: "按原话记录", "In their own words";
        phone_or_appointment: "联系电话或预约时间，至少填一项", "Phone or appointed time: at least one of them";
        phone: "联系电话", "Phone";
        appointment: "预约时间", "Appointed time";
        category: "类别", "Category";
        department: "被投诉部门", "Department concerned";
        department_later: "暂不指明", "Not yet known";
        severity: "投诉性质（建议）", "Severity (proposed)";
        severity_hint: "由物业管理经理决定", "The property manager decides";
        photos: "照片", "Photos";
        happened: "接到投诉的时间", "When it came in";
        happened_hint: "开始填写时自动记下，可以修改。", "Taken from when you began to fill this in; you can change it.";
        submit: "登记", "Register";
        saved: "已登记并保存。", "Registered and saved.";
        open_case: "打开这件投诉", "Open the case";
        another: "再登记一件", "Register another";
        similar: "同一铺位还有未完结的投诉", "The same unit has complaints not yet complete";
    }
}

area! {
    /// What the register knows beside the steps of a case: referrals, doubles, counter-steps.
    RegisterStep {
        refer: "发出联系单", "Refer to a department";
        refer_lead: "超出本部门范围的，发《商户投诉处理联系单》给责任部门，限时答复。", "What is beyond the own department goes to the one responsible, to be answered within a limit.";
        responsible: "责任部门", "Department responsible";
        responsible_missing: "请选责任部门。", "Choose the department responsible.";
        answer_within: "答复时限（小时）", "To be answered within (hours)";
        answer_referral: "答复联系单", "Answer the referral";
        referral: "联系单", "Referral";
        unanswered: "未答复", "Not answered";
        step_back: "退回一步", "Step back";
        step_back_lead: "回到上一步之前；这一步产生的回访要求随之取消。", "Back to before the last step; a follow-up it made owed lapses.";
        join_duplicate: "并入另一件", "Join another case";
        join_duplicate_lead: "同一铺位同一件事登记了两次；两边的经过都保留。", "The same matter of the same unit was taken down twice; both timelines stay.";
        double_of: "和哪一件重复", "Which case it repeats";
        part_duplicate: "分开", "Part them";
        part_duplicate_lead: "不是重复，各自继续。", "They are two matters; each goes on by itself.";
        is_double_of: "重复登记，并入", "Taken down twice, joined to";
        joined: "重复登记", "Double";
        voided: "已作废", "Voided";
    }
}

impl Lang {
    /// The line under a case's name: number, department, severity.
    #[must_use]
    pub fn complaint_number(self, number: Option<&str>) -> String {
        let number =
            number.unwrap_or(self.pick(Complaint::ZH.number_pending, Complaint::EN.number_pending));
        self.pick(format!("投诉 {number}"), format!("Complaint {number}"))
    }

    /// A limit offered by one tap.
    #[must_use]
    pub fn within_hours(self, hours: usize) -> String {
        match self {
            Lang::Zh => format!("{hours} 小时内"),
            Lang::En => format!("Within {}", many(hours, "hour", "hours")),
        }
    }

    /// How many attempts were made in vain, on how many days, by how many channels.
    #[must_use]
    pub fn attempts(self, made: u8, days: u8, channels: u8) -> String {
        match self {
            Lang::Zh => format!("已试 {made} 次，{days} 天，{channels} 种方式"),
            Lang::En => format!(
                "{}, on {}, by {}",
                many(usize::from(made), "attempt", "attempts"),
                many(usize::from(days), "day", "days"),
                many(usize::from(channels), "channel", "channels"),
            ),
        }
    }

    /// The name of the occupant as the register form calls it.
    #[must_use]
    pub fn occupant_label(self, kind: OccupantKind) -> &'static str {
        let register = self.pick(&Register::ZH, &Register::EN);
        match kind {
            OccupantKind::Merchant => register.occupant,
            OccupantKind::Resident => register.occupant_resident,
        }
    }

    /// The step that comes next from where a case stands, as its button says it.
    #[must_use]
    pub fn next_step(self, status: Status) -> Option<&'static str> {
        let complaint = self.pick(&Complaint::ZH, &Complaint::EN);
        match status {
            Status::Registered | Status::HandedUp => Some(complaint.open),
            Status::Opened => Some(complaint.dispatch),
            Status::Dispatched => Some(complaint.handle),
            Status::Handled => Some(complaint.close_out),
            Status::ClosedOut => None,
        }
    }
}
