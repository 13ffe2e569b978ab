//! 看板: the month's figures, each with its n and its standard.

use super::Lang;
use super::area::area;
use super::common::many;
use chrono::NaiveDate;
use domain::calendar::Period;
use domain::policy::Percent;
use domain::quota::{LastDay, Quota};

area! {
    /// Figures and tables of the board.
    Board {
        title: "看板", "Board";
        month: "月份", "Month";
        previous_month: "上个月", "Previous month";
        next_month: "下个月", "Next month";
        complaint_satisfaction: "投诉处理满意率", "Satisfaction with complaint handling";
        coverage: "投诉回访率", "Coverage of complaints";
        overdue: "逾期未回访", "Overdue follow-ups";
        no_overdue: "没有逾期", "None overdue";
        threshold_unset: "标准未设定", "No standard set";
        meets: "达标", "Meets the standard";
        below: "低于标准", "Below the standard";
        nobody_asked: "本月还没有回访", "Nobody was asked this month";
        ledger: "回访率台账", "Coverage ledger";
        kind: "类别", "Kind";
        base: "件数", "Cases";
        required: "应回访", "Required";
        done: "已回访", "Done";
        missing: "还差", "Missing";
        last_day: "最迟", "Latest";
        last_day_gone: "已无法按期补足", "Can no longer be met in time";
        last_day_not_needed: "已达到", "Met";
        rate_unset: "未设定回访率，请现场经理设定", "No coverage is set; the site manager sets it";
        opens_list: "点开查看", "Tap to open";
        anchored_list: "本月应计入的投诉", "Complaints counted this month";
        not_followed_up_list: "还没有回访的", "Not yet followed up";
        asked_list: "本月回访过的", "Followed up this month";
        overdue_list: "逾期未回访的", "Overdue";
        timeliness: "投诉处理及时", "Complaints handled in time";
        timely_of: "处理的和超时限的", "Handled, or past their limit";
        quality: "投诉处理合格率", "Complaints without a remaining problem";
        quality_of: "本月回访过的", "Followed up this month";
        failed_list: "回访后仍有问题的", "With a problem left";
        open_problems: "存在问题", "Open problems";
        late_list: "处理不及时的", "Not handled in time";
        empty: "这个月没有投诉。", "No complaints this month.";
        incomplete: "本机没有保存这个月的全部记录，数字可能不全。", "This tablet does not hold the whole month; the figures may be incomplete.";
        with_unsent: "含本机未同步的记录", "Includes this tablet’s unsent work";
    }
}

impl Lang {
    /// Households favourable out of households followed up.
    #[must_use]
    pub fn households_of(self, favourable: u64, base: u64) -> String {
        self.pick(
            format!("{favourable} / {base} 户"),
            format!("{favourable} of {}", many_of(base, "occupant", "occupants")),
        )
    }

    /// Cases done out of all.
    #[must_use]
    pub fn cases_of(self, done: u64, base: u64) -> String {
        self.pick(
            format!("{done} / {base} 件"),
            format!("{done} of {}", many_of(base, "case", "cases")),
        )
    }

    /// The standard beside a rate.
    #[must_use]
    pub fn standard(self, threshold: Option<Percent>) -> String {
        match threshold {
            Some(threshold) => {
                let percent = threshold.get();
                self.pick(
                    format!("标准 ≥ {percent}%"),
                    format!("standard ≥ {percent}%"),
                )
            }
            None => self
                .pick(Board::ZH.threshold_unset, Board::EN.threshold_unset)
                .to_owned(),
        }
    }

    /// How late the oldest is.
    #[must_use]
    pub fn longest_overdue(self, days: u32) -> String {
        match self {
            Lang::Zh => format!("最久 {days} 天"),
            Lang::En => format!("the oldest by {}", many_of(days.into(), "day", "days")),
        }
    }

    /// Until when the quota can still be met.
    #[must_use]
    pub fn quota_last_day(self, quota: &Quota) -> String {
        match quota.last_day {
            // Of nothing, nothing is met.
            LastDay::NotNeeded if quota.base == 0 => "—".to_owned(),
            LastDay::NotNeeded => self
                .pick(Board::ZH.last_day_not_needed, Board::EN.last_day_not_needed)
                .to_owned(),
            LastDay::On(day) => self.day_month(day),
            LastDay::Gone => self
                .pick(Board::ZH.last_day_gone, Board::EN.last_day_gone)
                .to_owned(),
        }
    }

    /// A kind of follow-up with its rate, as the ledger's rows are headed.
    #[must_use]
    pub fn kind_with_rate(self, kind: &str, rate: Option<Percent>) -> String {
        rate.map_or_else(|| kind.to_owned(), |rate| format!("{kind} {}%", rate.get()))
    }

    /// A month as the board's heading.
    #[must_use]
    pub fn month(self, month: Period) -> String {
        self.year_month(month.first_day())
    }

    /// Until which day the figures go.
    #[must_use]
    pub fn as_of(self, on: NaiveDate) -> String {
        let on = self.day_month(on);
        self.pick(format!("截至 {on}"), format!("as of {on}"))
    }
}

/// As [`many`], of what the rules count.
fn many_of(count: u64, one: &str, other: &str) -> String {
    many(usize::try_from(count).unwrap_or(usize::MAX), one, other)
}
