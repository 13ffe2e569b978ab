//! What is not on this tablet: older cases, and months that are not here whole.

use domain::calendar::Period;

use super::Lang;
use super::area::area;

area! {
    /// 更早的记录.
    Older {
        title: "更早的记录", "Older records";
        lead: "本机保存未结的，以及十三个月内结掉的；更早的向服务器查。", "This tablet keeps what is open, and what was closed within thirteen months; the rest is asked of the server.";
        by_unit: "按铺位", "By unit";
        by_number: "按编号", "By number";
        by_month: "按月份", "By month";
        unit: "铺位号", "Unit";
        number: "投诉编号或通知书编号", "Number of the complaint or notice";
        month: "月份", "Month";
        unit_missing: "请填写铺位号。", "Write down the unit.";
        number_missing: "请填写编号。", "Write down the number.";
        month_missing: "请选择月份。", "Choose a month.";
        find: "查找", "Find";
        asking: "正在向服务器查…", "Asking the server…";
        none: "服务器上也没有。核对铺位号、编号或月份再查。", "The server has none either. Check the unit, number or month and try again.";
        more: "只列出最近的 200 件。按月份查，可以看到其余的。", "Only the latest 200 are listed. Look by month to see the others.";
        kept: "打开的记录留在本机，用完后自动移出。", "What is opened stays on this tablet while it is used, and then leaves by itself.";
        offline: "更早的记录不在本机，现在没有网络。连上网络后再查；急用时请查纸质登记表。", "Older records are not on this tablet, and there is no network. Look again once there is one; until then, see the register on paper.";
        not_whole: "本机没有保存这个月的全部记录，以下数字由服务器计算。", "This tablet does not hold the whole month; these figures are counted by the server.";
        no_figures: "本机没有保存这个月的全部记录，现在没有网络，不能给出数字。连上网络后重试。", "This tablet does not hold the whole month, and there is no network: no figures can be given. Try again once there is one.";
        no_procedure: "这个月还没有启用规程，没有数字。", "No procedure was in force that month; there are no figures.";
        no_repairs: "这个月没有维修单。", "No work orders this month.";
        repair_coverage: "维修回访率", "Coverage of repairs";
    }
}

impl Lang {
    /// From which month on everything is here.
    #[must_use]
    pub fn holds_from(self, month: Period) -> String {
        let month = self.year_month(month.first_day());
        self.pick(
            format!("本机的记录从{month}起是全的。"),
            format!("What is here is whole from {month} on."),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tablet_says_from_which_month_on_it_has_everything() {
        let month = Period::parse("2025-10").unwrap();
        assert_eq!(
            Lang::Zh.holds_from(month),
            "本机的记录从2025年10月起是全的。"
        );
        assert_eq!(
            Lang::En.holds_from(month),
            "What is here is whole from Oct 2025 on."
        );
    }
}
