//! The figures of a procedure, with their values.

use domain::policy::{Figure, FigureName, Percent, Span};

use super::Lang;
use super::common::many;
use super::vocabulary::Word;

impl Word for FigureName {
    fn word(self, lang: Lang) -> &'static str {
        match self {
            FigureName::ComplaintOpensAfter => {
                lang.pick("投诉回访：开始", "Complaint follow-up opens")
            }
            FigureName::ComplaintClosesAfter => {
                lang.pick("投诉回访：最后一天", "Complaint follow-up: last day")
            }
            FigureName::CleaningOpensAfter => {
                lang.pick("清洁投诉回访：开始", "Cleaning follow-up opens")
            }
            FigureName::RepairClosesAfter => {
                lang.pick("维修回访：最后一天", "Repair follow-up: last day")
            }
            FigureName::ServiceClosesAfter => {
                lang.pick("其他服务回访：最后一天", "Service follow-up: last day")
            }
            FigureName::IncidentClosesAfter => {
                lang.pick("特殊事件回访：最后一天", "Incident follow-up: last day")
            }
            FigureName::ComplaintCoverage => lang.pick("投诉回访率", "Coverage of complaints"),
            FigureName::RepairCoverage => lang.pick("维修回访率", "Coverage of repairs"),
            FigureName::ServiceCoverage => {
                lang.pick("其他服务回访率", "Coverage of other services")
            }
            FigureName::IncidentCoverage => {
                lang.pick("特殊事件回访率", "Coverage of special incidents")
            }
            FigureName::DepartmentSample => {
                lang.pick("职能部门书面抽样", "Departments’ written sample")
            }
            FigureName::OverallFloor => lang.pick(
                "综合评议满意率国家标准",
                "National floor of overall satisfaction",
            ),
            FigureName::OverallThreshold => {
                lang.pick("综合评议满意率标准", "Standard of overall satisfaction")
            }
            FigureName::ComplaintThreshold => lang.pick(
                "投诉处理满意率标准",
                "Standard of satisfaction with complaint handling",
            ),
            FigureName::ItemThreshold => lang.pick("单项满意率标准", "Standard of single items"),
            FigureName::FunctionThreshold => {
                lang.pick("职能回访满意率标准", "Standard of departments’ follow-ups")
            }
            FigureName::ExpectedChannel => lang.pick("通常的回访方式", "Usual channel"),
            FigureName::UnreachableAttempts => {
                lang.pick("联系不上：至少次数", "Unreachable: attempts at least")
            }
            FigureName::UnreachableDays => {
                lang.pick("联系不上：至少天数", "Unreachable: on days at least")
            }
            FigureName::UnreachableChannels => {
                lang.pick("联系不上：至少方式", "Unreachable: channels at least")
            }
            FigureName::ReconciliationDays => {
                lang.pick("缓和关系联系时限", "Reconciliation contact within")
            }
            FigureName::DeliveryMinutes => {
                lang.pick("维修单送达时限", "Work order delivered within")
            }
        }
    }
}

impl Lang {
    /// The value of a figure with its unit.
    #[must_use]
    pub fn figure_value(self, figure: Figure) -> String {
        match figure {
            Figure::ComplaintOpensAfter(days)
            | Figure::ComplaintClosesAfter(days)
            | Figure::ServiceClosesAfter(days)
            | Figure::IncidentClosesAfter(days)
            | Figure::CleaningOpensAfter(Some(days)) => self.day_after(days),
            Figure::CleaningOpensAfter(None) => {
                self.pick("同其他投诉", "As other complaints").to_owned()
            }
            Figure::RepairClosesAfter(Span::Days(days)) => self.day_after(days),
            Figure::RepairClosesAfter(Span::Months(months)) => self.pick(
                format!("{months} 个月内"),
                format!("within {}", many(count(months), "month", "months")),
            ),
            Figure::ComplaintCoverage(percent)
            | Figure::RepairCoverage(percent)
            | Figure::IncidentCoverage(percent) => format!("{}%", percent.get()),
            Figure::DepartmentSample(percent) | Figure::OverallFloor(percent) => {
                format!("≥ {}%", percent.get())
            }
            Figure::ServiceCoverage(percent) => self.percent_or_unset("", percent),
            Figure::OverallThreshold(percent)
            | Figure::ComplaintThreshold(percent)
            | Figure::ItemThreshold(percent)
            | Figure::FunctionThreshold(percent) => self.percent_or_unset("≥ ", percent),
            Figure::ExpectedChannel(channel) => channel
                .map_or(self.pick("不限", "Any"), |channel| channel.word(self))
                .to_owned(),
            Figure::UnreachableAttempts(times) => self.pick(
                format!("{times} 次"),
                many(count(times), "attempt", "attempts"),
            ),
            Figure::UnreachableDays(days) | Figure::ReconciliationDays(days) => {
                self.pick(format!("{days} 天"), many(count(days), "day", "days"))
            }
            Figure::UnreachableChannels(channels) => self.pick(
                format!("{channels} 种"),
                many(count(channels), "channel", "channels"),
            ),
            Figure::DeliveryMinutes(minutes) => self.pick(
                format!("{minutes} 分钟"),
                many(count(minutes), "minute", "minutes"),
            ),
        }
    }

    fn day_after(self, days: u32) -> String {
        match days {
            0 => self.pick("当天", "the same day").to_owned(),
            days => self.pick(
                format!("第 {days} 天"),
                format!("{} after", many(count(days), "day", "days")),
            ),
        }
    }

    fn percent_or_unset(self, sign: &str, percent: Option<Percent>) -> String {
        percent.map_or_else(
            || self.pick("未设定", "Not set").to_owned(),
            |percent| format!("{sign}{}%", percent.get()),
        )
    }
}

fn count(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
