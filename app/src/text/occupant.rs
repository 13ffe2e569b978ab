//! The directory by unit.

use super::area::area;
use super::{Lang, Word};
use chrono::NaiveDate;
use domain::occupant::OccupantField;

area! {
    /// The list and the form of one unit.
    Occupant {
        title_merchants: "商户", "Merchants";
        title_residents: "业户", "Residents";
        import: "导入", "Import";
        add: "添加铺位", "Add a unit";
        edit: "修改", "Change";
        empty: "名录还是空的。", "The directory is empty.";
        empty_hint: "从 Excel 或 CSV 导入最快：一行一个铺位。", "The quickest way is to import from Excel or CSV: one unit a line.";
        unit: "铺位号", "Unit";
        unit_resident: "房号", "Unit";
        name_merchant: "商户名称", "Merchant";
        name_resident: "业户姓名", "Resident";
        kind: "类型", "Kind";
        contact: "联系人", "Contact";
        phone: "电话", "Phone";
        trade: "业态", "Trade";
        flagship: "专卖店", "Flagship shop";
        occupied_from: "入驻日期", "Moved in";
        left_on: "迁出日期", "Moved out";
        vacant: "已迁出", "Moved out";
        record_leave: "登记迁出", "Record the move-out";
        erase: "清除个人信息", "Erase personal data";
        erase_sure: "该铺位历任商户、业户的姓名、电话和原话将永久清除，各平板和服务器都不再保留；办理经过、日期和评价保留。不能恢复。", "Names, phones and words of everybody who occupied this unit are erased for good, on all tablets and at the server. What was done, when, and the grades stay. This cannot be undone.";
        erase_reason: "清除的原因", "Why it is erased";
        erase_saved: "已保存；服务器收到后，各平板同步时清除。", "Saved. It is erased when the server has it, and on each tablet with its next sync.";
        left_saved: "已登记迁出。", "The move-out is saved.";
        saved: "已保存。", "Saved.";
        history: "该铺位的投诉", "Complaints of this unit";
        no_history: "该铺位没有投诉。", "This unit has no complaints.";
        register_complaint: "为该铺位登记投诉", "Register a complaint of this unit";
        filter_all: "全部", "All";
        filter_open_cases: "有未完结投诉", "With open complaints";
        filter_left: "已迁出", "Moved out";
    }
}

impl Lang {
    /// Since when they are there.
    #[must_use]
    pub fn since(self, on: NaiveDate) -> String {
        let on = self.date(on);
        self.pick(format!("{on}入驻"), format!("Since {on}"))
    }

    /// When they left.
    #[must_use]
    pub fn left(self, on: NaiveDate) -> String {
        let on = self.date(on);
        self.pick(format!("{on}迁出"), format!("Left on {on}"))
    }
}

impl Word for OccupantField {
    fn word(self, lang: Lang) -> &'static str {
        let words = &super::text(lang).occupant;
        match self {
            OccupantField::Name => lang.pick("商户/业户", "Occupant"),
            OccupantField::Contact => words.contact,
            OccupantField::Phone => words.phone,
            OccupantField::Trade => words.trade,
            OccupantField::Flagship => words.flagship,
            OccupantField::OccupiedFrom => words.occupied_from,
        }
    }
}
