//! The answers of forms: what each is called, and how its absence is said.

use domain::rejection::Field;

use super::Lang;

impl Lang {
    /// What to fill in, as a sentence.
    #[must_use]
    pub fn missing(self, field: Field) -> &'static str {
        match field {
            Field::Name => self.pick("请填写名称。", "Fill in the name."),
            Field::UnitCode => self.pick("请填写铺位号。", "Fill in the unit."),
            Field::Occupant => {
                self.pick("请填写商户名称或业户姓名。", "Fill in the occupant’s name.")
            }
            Field::Content => self.pick("请填写内容。", "Fill in what it is about."),
            Field::PhoneOrAppointment => self.pick(
                "联系电话和预约时间至少填一项。",
                "Fill in a phone number or an appointed time.",
            ),
            Field::Phone => self.pick("请填写联系电话。", "Fill in the phone number."),
            Field::Department => self.pick(
                "请指明被投诉部门，处理完毕前必须指明。",
                "Name the department concerned; it is needed before the case is handled.",
            ),
            Field::Severity => self.pick("请先定性质。", "Decide the severity first."),
            Field::Limit => self.pick("请填写处理时限。", "Fill in the limit."),
            Field::Result => self.pick("请填写处理结果。", "Fill in the result."),
            Field::Reason => self.pick("请写明原因。", "Give the reason."),
            Field::ChannelReason => self.pick(
                "不采用当面回访的，请写明原因。",
                "Not in person: give the reason.",
            ),
            Field::LateReason => self.pick(
                "已超过时限，请写明原因。",
                "The limit has passed: say why it is late.",
            ),
            Field::EarlyReason => self.pick(
                "还没到回访时间，请写明提前的原因。",
                "The window is not open yet: give the reason why it is early.",
            ),
            Field::PaperReason => self.pick("请写明补录的原因。", "Say why it is entered later."),
            Field::PaperPhoto => self.pick(
                "回访不是今天做的，请附纸质记录的照片。",
                "The follow-up was not today: add a photo of the paper.",
            ),
            Field::Quality => self.pick("请选择质量评价。", "Choose a grade for quality."),
            Field::Effect => self.pick(
                "请选择服务效果评价。",
                "Choose a grade for the effect of the service.",
            ),
            Field::Satisfaction => {
                self.pick("请选择满意程度。", "Choose a grade for satisfaction.")
            }
            Field::Shortcomings => self.pick(
                "请填写缺点与不足；没有的，请填“无”。",
                "Fill in the shortcomings; if there are none, say “None”.",
            ),
            Field::Suggestions => self.pick(
                "请填写建议；没有的，请填“无”。",
                "Fill in the suggestions; if there are none, say “None”.",
            ),
            Field::Finding => self.pick(
                "请填写具体意见；没有的，请填“无”。",
                "Fill in the finding; if there is none, say “None”.",
            ),
            Field::ServiceArea => self.pick("请选择服务方面。", "Choose the service area."),
            Field::Conductors => self.pick("请选择回访人。", "Choose who went."),
            Field::HappenedAt => self.pick("请填写时间。", "Fill in the time."),
            Field::Role => self.pick("请选择职务。", "Choose a role."),
            Field::From => self.pick("请填写开始日期。", "Fill in the first day."),
            Field::Figure => self.pick("请填写数值。", "Fill in the value."),
            Field::Personal => self.pick(
                "有内容没有保存完整，请再填一次。",
                "Something did not arrive whole; fill it in again.",
            ),
            Field::Technician => self.pick("请选择维修员。", "Choose the technician."),
            Field::Round => self.pick("请选择是哪一次回访。", "Choose which follow-up."),
            Field::Item => self.pick("请选择违章项目。", "Choose what was violated."),
            Field::Measure => self.pick("请选择处理办法。", "Choose the measure."),
            Field::Debt => self.pick(
                "请选择欠交的是租金还是费用。",
                "Say whether rent or fees are owed.",
            ),
            Field::Amount => self.pick("请填写金额。", "Fill in the amount."),
            Field::LastDay => self.pick("请填写最后期限。", "Fill in the last day."),
            Field::Weighing => {
                self.pick("请写明慎重考虑的理由。", "Write down how it was weighed.")
            }
            Field::Executors => self.pick("请指定执行人。", "Name who carries it out."),
            Field::Reference => {
                self.pick("请填写编号或条款。", "Fill in the number or the clause.")
            }
            Field::ProofOfService => self.pick(
                "请记录送达：签收，或拒签并有见证人和照片。",
                "Record the service: signed for, or refused with a witness and a photo.",
            ),
            Field::Until => self.pick("请填写截止日期。", "Fill in the last day it holds."),
            Field::LegalOpinion => self.pick("请填写法律意见。", "Record the legal opinion."),
            Field::Answer => self.pick("请填写答复。", "Fill in the answer."),
            Field::Appointment => self.pick("请填写预约时间。", "Fill in the appointed time."),
            Field::Charge => self.pick("请填写收费项目。", "Fill in the charge."),
            Field::Entry => self.pick("请选择要撤销的记录。", "Choose the entry to take back."),
            Field::Items => self.pick("请确认维修项目。", "Confirm the items to be repaired."),
            Field::Material => self.pick("请填写材料名称。", "Fill in the material."),
            Field::Photos => self.pick("请拍照。", "Take a photo."),
            Field::Purpose => self.pick("请说明来意。", "Say why you came."),
            Field::Quantity => self.pick("请填写数量。", "Fill in the quantity."),
            Field::Signature => self.pick("请商户签名。", "Have the occupant sign."),
            Field::Trade => self.pick("请选择工种。", "Choose the trade."),
            Field::Witness => self.pick("请填写见证人。", "Name the witness."),
            Field::Month => self.pick("请选择月份。", "Choose the month."),
            Field::Analysis => self.pick("请写出分析意见。", "Write the analysis."),
            Field::Remark => self.pick("请写评语。", "Write the remark."),
            Field::Point => self.pick("请写明要跟进的事项。", "Say what is to be done."),
        }
    }

    /// The label of an answer, so that the form and the refusal call it the same.
    #[must_use]
    pub fn field(self, field: Field) -> &'static str {
        match field {
            Field::Name => self.pick("名称", "Name"),
            Field::UnitCode => self.pick("铺位号", "Unit"),
            Field::Occupant => self.pick("商户名称", "Occupant"),
            Field::Content => self.pick("投诉内容", "Complaint"),
            Field::PhoneOrAppointment => self.pick("联系电话或预约时间", "Phone or appointed time"),
            Field::Phone => self.pick("联系电话", "Phone"),
            Field::Department => self.pick("被投诉部门", "Department concerned"),
            Field::Severity => self.pick("投诉性质", "Severity"),
            Field::Limit => self.pick("处理时限", "Limit"),
            Field::Result => self.pick("处理结果", "Result"),
            Field::Reason => self.pick("原因", "Reason"),
            Field::ChannelReason => self.pick("不采用当面回访的原因", "Why not in person"),
            Field::LateReason => self.pick("逾期回访的原因", "Why it is late"),
            Field::EarlyReason => self.pick("提前回访的原因", "Why it is early"),
            Field::PaperReason => self.pick("补录的原因", "Why it is entered later"),
            Field::PaperPhoto => self.pick("纸质记录的照片", "Photo of the paper"),
            Field::Quality => self.pick("质量评价", "Quality"),
            Field::Effect => self.pick("服务效果", "Effect of the service"),
            Field::Satisfaction => self.pick("满意程度", "Satisfaction"),
            Field::Shortcomings => self.pick("缺点与不足", "Shortcomings"),
            Field::Suggestions => self.pick("建议", "Suggestions"),
            Field::Finding => self.pick("具体意见", "Finding"),
            Field::ServiceArea => self.pick("服务方面", "Service area"),
            Field::Conductors => self.pick("回访人", "Who went"),
            Field::HappenedAt => self.pick("时间", "Time"),
            Field::Role => self.pick("职务", "Role"),
            Field::From => self.pick("日期", "Dates"),
            Field::Figure => self.pick("数值", "Value"),
            Field::Personal => self.pick("填写内容", "What was typed"),
            Field::Technician => self.pick("维修员", "Technician"),
            Field::Round => self.pick("第几次回访", "Which follow-up"),
            Field::Item => self.pick("违章项目", "What was violated"),
            Field::Measure => self.pick("处理办法", "Measure"),
            Field::Debt => self.pick("欠交项目", "What is owed"),
            Field::Amount => self.pick("金额", "Amount"),
            Field::LastDay => self.pick("最后期限", "Last day"),
            Field::Weighing => self.pick("慎重考虑的理由", "How it was weighed"),
            Field::Executors => self.pick("执行人", "Who carries it out"),
            Field::Reference => self.pick("编号或条款", "Number or clause"),
            Field::ProofOfService => self.pick("送达记录", "Proof of service"),
            Field::Until => self.pick("截止日期", "Until"),
            Field::LegalOpinion => self.pick("法律意见", "Legal opinion"),
            Field::Answer => self.pick("答复", "Answer"),
            Field::Appointment => self.pick("预约时间", "Appointed time"),
            Field::Charge => self.pick("收费", "Charge"),
            Field::Entry => self.pick("记录", "Entry"),
            Field::Items => self.pick("维修项目", "Items"),
            Field::Material => self.pick("材料", "Material"),
            Field::Photos => self.pick("照片", "Photos"),
            Field::Purpose => self.pick("来意", "Purpose"),
            Field::Quantity => self.pick("数量", "Quantity"),
            Field::Signature => self.pick("签名", "Signature"),
            Field::Trade => self.pick("工种", "Trade"),
            Field::Witness => self.pick("见证人", "Witness"),
            Field::Month => self.pick("月份", "Month"),
            Field::Analysis => self.pick("分析意见", "Analysis"),
            Field::Remark => self.pick("评语", "Remark"),
            Field::Point => self.pick("跟进事项", "To be done"),
        }
    }
}
