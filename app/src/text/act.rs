//! What a command did, said in words: for refused ones, and for what waits to be sent.

use super::Lang;

impl Lang {
    /// The name of a command by its name in the log.
    #[must_use]
    pub fn act(self, act: &str) -> &'static str {
        match act {
            "adopt_profile" => self.pick("采用规程", "Adopt a procedure"),
            "override_figure" => self.pick("修改规程数字", "Change a figure"),
            "define_department" => self.pick("添加部门", "Add a department"),
            "add" => self.pick("添加员工", "Add a person"),
            "grant_role" => self.pick("增加职务", "Add a role"),
            "end_role" => self.pick("结束职务", "End a role"),
            "remove" => self.pick("移出员工", "Remove a person"),
            "record" => self.pick("登记铺位", "Record a unit"),
            "leave" => self.pick("登记迁出", "Record a move-out"),
            "register" => self.pick("登记投诉", "Register a complaint"),
            "hand_up" => self.pick("上报", "Hand up"),
            "open" => self.pick("立项", "Open"),
            "dispatch" => self.pick("调度", "Dispatch"),
            "decide_severity" => self.pick("定投诉性质", "Decide the severity"),
            "name_department" => self.pick("指明被投诉部门", "Name the department"),
            "handle" => self.pick("处理完毕", "Handled"),
            "close_out" => self.pick("销项", "Close out"),
            "schedule_follow_up" => self.pick("安排回访", "Plan a follow-up"),
            "send_technician" => self.pick("派维修员现场回访", "Send the technician"),
            "record_follow_up" => self.pick("回访记录", "Follow-up record"),
            "record_attempt" => self.pick("记录联系不上", "Record an attempt"),
            "end_unreachable" => self.pick("以联系不上结束", "End as unreachable"),
            "confirm_conduct" => self.pick("确认参加回访", "Confirm taking part"),
            "deny_conduct" => self.pick("否认参加回访", "Deny taking part"),
            "keep_as_observation" => self.pick("留作备查", "Keep as an observation"),
            "drop" => self.pick("作废", "Drop"),
            "re_issue" => self.pick("重新提交", "Send again"),
            _ => self.pick("一条记录", "An entry"),
        }
    }
}
