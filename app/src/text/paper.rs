//! The forms of the procedures as they are printed: 维修单, 商户投诉意见登记表, 商户投诉处理联系单.

use super::area::area;

area! {
    /// What stands on a form beside the words of the case itself.
    Paper {
        print_form: "打印表单", "Print the form";
        work_order: "维修单", "Repair work order";
        register: "商户投诉意见登记表", "Complaint register";
        referral: "商户投诉处理联系单", "Complaint referral";
        print_work_order: "打印维修单", "Print the work order";
        print_register: "打印登记表", "Print the register form";
        print_referral: "打印联系单", "Print the referral";
        number: "编号", "No.";
        registered_at: "登记时间", "Registered";
        registered_by: "登记人", "Registered by";
        filled_in_by: "填写人", "Filled in by";
        handled_by: "处理人", "Handled by";
        closed_out_by: "销项人", "Closed out by";
        received_by: "工程部收单", "Received by Engineering";
        contact: "联系电话", "Phone";
        appointment: "预约时间", "Appointed time";
        wanted: "报修内容", "What is to be repaired";
        complaint: "投诉内容", "Complaint";
        handling: "处理经过", "What happened";
        charge: "维修收费", "Charge";
        charged_instead: "改收", "Charged instead";
        occupant_signs: "商户签名", "The occupant";
        technician_signs: "维修员", "Technician";
        department_signs: "责任部门", "Department responsible";
        manager_signs: "物业管理经理", "Property manager";
        refused: "拒绝签名", "Signature refused";
        referred_to: "责任部门", "To the department";
        matter: "联系事项", "What is asked";
        answer_by: "答复时限", "To be answered by";
        sent_on: "发出时间", "Sent";
        answer: "答复", "Answer";
        follow_up: "回访", "Follow-up";
        none: "无", "None";
    }
}
