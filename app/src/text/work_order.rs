//! Work orders: the list, the slip, its steps from the phone call to the signature, and the price list.

use super::Lang;
use super::area::area;
use super::common::many;
use domain::work_order::Delivery;

area! {
    /// The list and the slip.
    WorkOrder {
        title: "维修", "Work orders";
        slip: "维修单", "Work order";
        dispatch: "调度台", "Dispatch board";
        dispatch_lead: "全管理处的投诉和维修单，各在它该被找到的地方。", "All complaints and work orders of the office, each where it is looked for.";
        to_list: "维修单列表", "All work orders";
        empty: "这里现在没有维修单。", "No work order stands here now.";
        empty_hint: "登记报修后，点“开维修单”。", "After a repair is registered, tap “Make the work order”.";
        nothing_here: "这一栏现在没有事项。", "Nothing in this column now.";
        filter_mine: "我的", "Mine";
        filter_open: "未完结", "Not complete";
        filter_new: "新的", "New";
        filter_running: "进行中", "Running";
        filter_waiting: "等待", "Waiting";
        filter_late: "逾期", "Late";
        filter_to_close: "待销项", "To close out";
        filter_to_follow_up: "待回访", "To be followed up";
        filter_all: "全部", "All";
        counted_signed: "本月签单的维修", "Repairs signed for this month";
        counted_missing: "本月签单、还没有回访的维修", "Signed for this month, not followed up yet";
        counted_late: "迟到的维修单", "Work orders delivered late";
        register: "登记报修", "Register a repair";
        wanted: "报修内容", "What is to be repaired";
        request: "登记什么", "What is registered";
        make: "开维修单", "Make the work order";
        make_lead: "一张单交给工程部：工种和怎样交接。", "One slip to Engineering: the trade, and how it is handed over.";
        register_and_make: "登记并开维修单", "Register and make the work order";
        trade: "工种", "Trade";
        handover: "交接方式", "Handover";
        case: "登记", "Registration";
        delivery: "送达", "Delivery";
        collected: "由工程部来取，规程没有规定时限", "Engineering collects it; the text gives no limit";
        in_time: "按时送达", "Delivered in time";
        clock_withdrawn: "已撤销，不再计时", "Withdrawn, the minutes no longer run";
        received_at: "工程部接单", "Received by Engineering";
        assigned_after: "接单后派工", "Assigned after receipt";
        technician: "维修员", "Technician";
        no_technician: "还没有派工", "Nobody assigned yet";
        appointment: "预约时间", "Appointed time";
        no_appointment: "还没有约定时间", "No time agreed yet";
        items: "维修项目", "Items";
        company_material: "公司材料", "Company material";
        occupant_material: "商户材料", "The occupant’s material";
        built_in: "已使用", "Built in";
        services: "维修收费", "Services";
        charge_free: "免费", "Free of charge";
        charge_open: "还没有填写收费", "Not yet said what it costs";
        total: "合计", "Total";
        listed: "标准价", "By the list";
        result: "维修结果", "Result";
        photos_before: "维修前照片", "Photos before";
        photos_after: "维修后照片", "Photos after";
        signed_by: "签名", "Signature";
        sign_off_on: "签单日期", "Signed on";
        goes_on: "继续处理", "Goes on";
        sampled: "抽中回访", "Drawn for a follow-up";
        not_sampled: "未抽中，不需回访", "Not drawn; no follow-up is owed";
        trades: "工种", "Trades";
        set_trades: "登记工种", "Set the trades";
        no_trades: "还没有登记工种，不能派工。", "No trade yet: nothing can be assigned.";
        not_mine: "现在没有您要做的步骤。", "No step here falls to you now.";
    }
}

area! {
    /// The steps: what their buttons say, the sentence under the heading, their questions.
    WorkOrderStep {
        receive: "接单", "Receive the work order";
        receive_lead: "接单后停止送达计时。", "The delivery clock stops with the receipt.";
        late_reason: "迟到的原因", "Why it is late";
        assign: "派工", "Assign a technician";
        assign_again: "改派", "Assign somebody else";
        assign_lead: "派给与报修项目工种相符的维修员。", "To a technician of the trade the repair belongs to.";
        no_technicians: "没有这个工种的维修员。请在“员工”里设定工种。", "There is no technician of this trade. Set the trades under “Staff”.";
        pass_on: "转派", "Pass it on";
        give_back: "退单", "Give it back";
        arrive: "到场说明来意", "At the door";
        arrive_lead: "先说明来意，取得同意后再进入。", "Say why you come; go in only when they agree.";
        purpose: "来意", "Why you come";
        purpose_default: "上门维修", "Come to repair";
        consent_given: "同意进入", "They let us in";
        consent_given_lead: "商户同意维修员进入。", "The occupant lets the technician in.";
        consent_refused: "不同意", "They do not";
        consent_refused_lead: "不进入，另约时间。", "Do not go in; agree on another time.";
        words_of_refusal: "对方怎么说", "What they said";
        new_appointment: "另约时间", "New appointment";
        reappoint: "另约时间", "Agree on a time";
        confirm_items: "确认维修项目", "Confirm the items";
        confirm_items_again: "增改维修项目", "Change the items";
        confirm_items_lead: "与商户当场确认要修什么。", "Confirm on the spot what is to be repaired.";
        items_hint: "一行一项", "One item a line";
        add_material: "登记公司材料", "Add company material";
        add_material_lead: "名称和金额写在单上，商户签名前能看到。", "Name and amount stand on the slip, seen before it is signed.";
        material: "材料名称", "Material";
        quantity: "数量", "Quantity";
        unit: "单位", "Unit";
        unit_price: "单价（元）", "Unit price (¥)";
        amount: "金额", "Amount";
        another_material: "再加一种材料", "Another material";
        check_material: "验证商户材料", "Check their material";
        check_material_lead: "验证后写明合格或不合格；不合格的不能使用。", "Say whether it is fit; what is not fit is not built in.";
        check: "验证结果", "Result of the check";
        remark: "备注", "Remark";
        build_in: "使用商户材料", "Build it in";
        photos_before: "拍维修前照片", "Photos before";
        photos_after: "拍维修后照片", "Photos after";
        begin: "开始维修", "Begin the work";
        pause: "暂停，改天继续", "Pause until another day";
        pause_lead: "下次来时再征得同意。", "They are asked again at the next visit.";
        continue_at: "继续的时间（选填）", "To be continued at (optional)";
        finish: "完工", "Work finished";
        finish_hint: "例如：更换阀芯，试水正常。", "For example: valve replaced, water test fine.";
        charge: "填写收费", "Set the charge";
        charge_again: "修改收费", "Change the charge";
        charge_lead: "按当天有效的收费标准；不收费就不加项目。", "By the price list in force that day; with no line it is free.";
        no_prices: "还没有收费标准。请经理导入后再按标准收费；免费可以直接保存。", "There is no price list yet. A manager imports it; free of charge can be saved now.";
        service: "收费项目", "Service";
        add_line: "加一项", "Add a line";
        adjusted: "改收（元）", "Charged instead (¥)";
        adjusted_because: "为什么改", "Why it is adjusted";
        save_free: "免费，保存", "Save as free";
        trial: "试用或查验", "Trial";
        trial_lead: "由商户试用或查验，修好了再签名。", "The occupant tries it out or looks it over; then it is signed.";
        trial_way: "怎样试", "How";
        trial_outcome: "结果", "Outcome";
        right: "修好了", "Right";
        not_right: "没修好，回去继续修", "Not right; back to work";
        what_is_wrong: "哪里没修好", "What is not right";
        sign: "交给商户签名", "Hand over to be signed";
        sign_question: "请核对维修项目和金额，然后签名", "Please check the items and the amount, then sign";
        sign_purpose: "签名表示维修项目和金额无误", "Signed: the items and the amount are right";
        sign_submit: "签名完成", "Signed";
        sign_thanks: "谢谢，签单完成。", "Thank you, the work order is signed.";
        refuse_signature: "拒绝签名", "They will not sign";
        refuse_signature_lead: "写明原因，并由另一人见证。", "Say why, with somebody else as witness.";
        witness: "见证人（员工）", "Witness (staff)";
        witness_named: "见证人（其他人姓名）", "Witness (somebody else, by name)";
        ask_deliver: "送达工程部", "Deliver it";
        ask_go_on: "由您维修", "Yours to repair";
        tell_to_collect: "改为通知工程部来取", "Tell Engineering to collect it instead";
        tell_to_collect_lead: "已超过的送单时限不因改动而取消。", "A delivery limit that has passed already is not lifted by this.";
        deliver: "改为送达工程部", "Deliver it to Engineering instead";
        deliver_lead: "送单时限从登记时起算，不从现在起算。", "The minutes run from the registration, not from now.";
        void_sign_off: "作废签名", "Void the signature";
        void_sign_off_lead: "签错了才作废：维修单退回维修，回访时效和抽样重新计算，原签名仍能看到。当日由记录人作废，过后由物业管理经理作废。", "Only where it was wrongly given: the slip goes back to work, the follow-up window and the sample are computed anew, and the signature stays to be read. On its day by whoever recorded it, afterwards by the property manager.";
        withdraw: "撤回维修单", "Withdraw the work order";
        withdraw_lead: "商户不要修了，或登记有误。", "They no longer want it, or it was made by mistake.";
        void_entry: "作废这一条", "Void this entry";
        void_lead: "作废的记录仍能看到，写明原因。", "A voided entry stays to be read, with the reason.";
    }
}

area! {
    /// The price list and its import.
    PriceList {
        title: "收费标准", "Price list";
        lead: "从表格导入：编号、项目、单位、单价。同一份再导入不会改变什么。", "From a spreadsheet: code, service, unit, price. The same file again changes nothing.";
        none_yet: "还没有收费标准。", "There is no price list yet.";
        versions: "已有的版本", "Versions so far";
        effective_on: "从哪天起执行", "In force from";
        effective_hint: "第一份可以是过去的日期，以后的从今天起。", "The first may start in the past, later ones from today on.";
        no_columns: "没有找到“编号、项目、单位、单价”这几列。", "The columns code, service, unit and price were not found.";
        refused_lines: "这些行不能导入，请改正后再选文件。", "These lines cannot be imported; correct them and choose the file again.";
        code: "编号", "Code";
        name: "项目", "Service";
        unit: "单位", "Unit";
        price: "单价（元）", "Price (¥)";
        line: "行", "Line";
        fault: "问题", "Fault";
        blank: "编号、项目或单位是空的", "Code, service or unit is blank";
        bad_price: "单价不是金额", "The price is no amount";
        twice: "编号重复", "The code stands twice";
        import: "导入收费标准", "Import the price list";
        imported: "收费标准已保存。", "The price list is saved.";
        template_name: "收费标准.csv", "price-list.csv";
        preview: "将导入的项目", "What will be imported";
    }
}

/// A column of a price list's spreadsheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PriceColumn {
    Code,
    Name,
    Unit,
    Price,
}

impl PriceColumn {
    pub const ALL: [PriceColumn; 4] = [
        PriceColumn::Code,
        PriceColumn::Name,
        PriceColumn::Unit,
        PriceColumn::Price,
    ];

    /// The column a heading names, in the words offices use.
    #[must_use]
    pub fn of_heading(heading: &str) -> Option<Self> {
        let plain: String = heading
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '\u{feff}')
            .flat_map(char::to_lowercase)
            .collect();
        let headings = |column: PriceColumn| -> &[&str] {
            match column {
                PriceColumn::Code => &["编号", "代码", "序号", "项目编号", "code", "no."],
                PriceColumn::Name => &[
                    "项目",
                    "项目名称",
                    "收费项目",
                    "服务项目",
                    "维修项目",
                    "名称",
                    "service",
                    "name",
                ],
                PriceColumn::Unit => &["单位", "计量单位", "unit"],
                PriceColumn::Price => &[
                    "单价",
                    "单价（元）",
                    "单价(元)",
                    "价格",
                    "价格（元）",
                    "收费标准",
                    "price",
                    "price(¥)",
                ],
            }
        };
        Self::ALL
            .into_iter()
            .find(|column| headings(*column).contains(&plain.as_str()))
    }
}

impl Lang {
    /// A quantity in thousandths, without the noughts behind the point.
    #[must_use]
    pub fn quantity(self, thousandths: u64) -> String {
        let rest = format!("{:03}", thousandths % 1000);
        let rest = rest.trim_end_matches('0');
        if rest.is_empty() {
            (thousandths / 1000).to_string()
        } else {
            format!("{}.{rest}", thousandths / 1000)
        }
    }

    /// 材料 1.
    #[must_use]
    pub fn nth_material(self, number: usize) -> String {
        self.pick(format!("材料 {number}"), format!("Material {number}"))
    }

    /// 维修单 1.
    #[must_use]
    pub fn slip(self, ordinal: u16) -> String {
        self.pick(format!("维修单 {ordinal}"), format!("Work order {ordinal}"))
    }

    /// How many minutes something took.
    #[must_use]
    pub fn minutes(self, minutes: i64) -> String {
        let count = usize::try_from(minutes).unwrap_or(0);
        match self {
            Lang::Zh => format!("{count} 分钟"),
            Lang::En => many(count, "minute", "minutes"),
        }
    }

    /// How the delivery of a slip stands, as the countdown shows it.
    #[must_use]
    pub fn delivery(self, delivery: Delivery) -> String {
        // A minute begun is a minute left, and a minute late.
        let begun = |millis: i64| self.minutes(millis.saturating_add(59_999) / 60_000);
        let words = self.pick(&WorkOrder::ZH, &WorkOrder::EN);
        match delivery {
            Delivery::Collected => words.collected.to_owned(),
            Delivery::InTime => words.in_time.to_owned(),
            Delivery::Withdrawn => words.clock_withdrawn.to_owned(),
            Delivery::Running { left_millis } => {
                let left = begun(left_millis);
                self.pick(format!("还剩 {left}"), format!("{left} left"))
            }
            Delivery::Overdue { by_millis } => {
                let by = begun(by_millis);
                self.pick(format!("已超时 {by}"), format!("Overdue by {by}"))
            }
            Delivery::Late { by_millis } => {
                let by = begun(by_millis);
                self.pick(format!("迟到 {by}"), format!("{by} late"))
            }
        }
    }

    /// Which step of how many stands behind the slip.
    #[must_use]
    pub fn visits(self, visits: u16) -> String {
        match self {
            Lang::Zh => format!("上门 {visits} 次"),
            Lang::En => many(usize::from(visits), "visit", "visits"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantity_is_written_as_people_write_it() {
        for (thousandths, written) in [(1_500, "1.5"), (2_000, "2"), (5, "0.005"), (0, "0")] {
            assert_eq!(Lang::En.quantity(thousandths), written);
        }
    }

    #[test]
    fn a_minute_begun_counts_in_the_countdown() {
        let left = |left_millis| Delivery::Running { left_millis };
        assert_eq!(Lang::Zh.delivery(left(20 * 60_000)), "还剩 20 分钟");
        assert_eq!(Lang::Zh.delivery(left(60_001)), "还剩 2 分钟");
        assert_eq!(Lang::En.delivery(left(1)), "1 minute left");
        let overdue = Delivery::Overdue { by_millis: 1 };
        assert_eq!(Lang::Zh.delivery(overdue), "已超时 1 分钟");
    }
}
