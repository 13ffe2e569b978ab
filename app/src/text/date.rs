//! Dates and times as each language writes them.

use chrono::{Datelike, NaiveDate, NaiveDateTime};

use super::{Lang, Text};

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

fn month_name(day: NaiveDate) -> &'static str {
    usize::try_from(day.month0())
        .ok()
        .and_then(|month| MONTHS.get(month))
        .copied()
        .unwrap_or_default()
}

impl Text {
    /// 2026年11月23日 / 23 Nov 2026
    #[must_use]
    pub fn day(self, day: NaiveDate) -> String {
        match self.lang {
            Lang::Zh => format!("{}年{}月{}日", day.year(), day.month(), day.day()),
            Lang::En => format!("{} {} {}", day.day(), month_name(day), day.year()),
        }
    }

    /// 11月23日 / 23 Nov: where the year is plain.
    #[must_use]
    pub fn day_of_year(self, day: NaiveDate) -> String {
        match self.lang {
            Lang::Zh => format!("{}月{}日", day.month(), day.day()),
            Lang::En => format!("{} {}", day.day(), month_name(day)),
        }
    }

    /// 周一 / Mon
    #[must_use]
    pub fn weekday(self, day: NaiveDate) -> &'static str {
        let (zh, en) = match day.weekday() {
            chrono::Weekday::Mon => ("周一", "Mon"),
            chrono::Weekday::Tue => ("周二", "Tue"),
            chrono::Weekday::Wed => ("周三", "Wed"),
            chrono::Weekday::Thu => ("周四", "Thu"),
            chrono::Weekday::Fri => ("周五", "Fri"),
            chrono::Weekday::Sat => ("周六", "Sat"),
            chrono::Weekday::Sun => ("周日", "Sun"),
        };
        self.lang.pick(zh, en)
    }

    /// 11月23日 周一 / Mon 23 Nov
    #[must_use]
    pub fn day_and_weekday(self, day: NaiveDate) -> String {
        match self.lang {
            Lang::Zh => format!("{} {}", self.day_of_year(day), self.weekday(day)),
            Lang::En => format!("{} {}", self.weekday(day), self.day_of_year(day)),
        }
    }

    /// 2026年11月 / Nov 2026
    #[must_use]
    pub fn month(self, day: NaiveDate) -> String {
        match self.lang {
            Lang::Zh => format!("{}年{}月", day.year(), day.month()),
            Lang::En => format!("{} {}", month_name(day), day.year()),
        }
    }

    /// 11月 / Nov: the foot of a chart.
    #[must_use]
    pub fn month_short(self, day: NaiveDate) -> String {
        match self.lang {
            Lang::Zh => format!("{}月", day.month()),
            Lang::En => month_name(day).to_owned(),
        }
    }

    /// 11月20日 至 11月23日 / 20 Nov to 23 Nov: both days belong to it.
    #[must_use]
    pub fn span(self, from: NaiveDate, to: NaiveDate) -> String {
        let (from, to) = (self.day_of_year(from), self.day_of_year(to));
        match self.lang {
            Lang::Zh => format!("{from} 至 {to}"),
            Lang::En => format!("{from} to {to}"),
        }
    }

    /// 11月19日 09:12 / 19 Nov 09:12, at the office's clock.
    #[must_use]
    pub fn moment(self, at: NaiveDateTime) -> String {
        format!("{} {}", self.day_of_year(at.date()), self.time(at))
    }

    /// 09:12
    #[must_use]
    pub fn time(self, at: NaiveDateTime) -> String {
        at.format("%H:%M").to_string()
    }

    /// How long until or since a day: 今天 / 还有 2 天 / 逾期 2 天.
    #[must_use]
    pub fn days_left(self, last: NaiveDate, today: NaiveDate) -> String {
        let days = (last - today).num_days();
        match (self.lang, days) {
            (Lang::Zh, 0) => "今天到期".to_owned(),
            (Lang::En, 0) => "Due today".to_owned(),
            (Lang::Zh, 1..) => format!("还有 {days} 天"),
            (Lang::En, 1) => "1 day left".to_owned(),
            (Lang::En, 2..) => format!("{days} days left"),
            (Lang::Zh, _) => format!("逾期 {} 天", -days),
            (Lang::En, -1) => "1 day late".to_owned(),
            (Lang::En, _) => format!("{} days late", -days),
        }
    }

    /// A long time in the words of a person: 12 分钟, 3 小时 20 分.
    #[must_use]
    pub fn duration(self, minutes: i64) -> String {
        let (hours, rest) = (minutes / 60, minutes % 60);
        match self.lang {
            Lang::Zh if hours == 0 => format!("{rest} 分钟"),
            Lang::Zh if rest == 0 => format!("{hours} 小时"),
            Lang::Zh => format!("{hours} 小时 {rest} 分"),
            Lang::En if hours == 0 => format!("{rest} min"),
            Lang::En if rest == 0 => format!("{hours} h"),
            Lang::En => format!("{hours} h {rest} min"),
        }
    }

    /// 12.4 MB
    #[must_use]
    pub fn bytes(self, bytes: u64) -> String {
        const STEP: u64 = 1024;
        let (unit, name) = if bytes >= STEP * STEP * STEP {
            (STEP * STEP * STEP, "GB")
        } else if bytes >= STEP * STEP {
            (STEP * STEP, "MB")
        } else {
            (STEP, "KB")
        };
        let tenths = bytes.saturating_mul(10) / unit;
        format!("{}.{} {name}", tenths / 10, tenths % 10)
    }

    /// Joins a list the way the language does: 甲、乙 / a, b.
    #[must_use]
    pub fn list(self, items: &[String]) -> String {
        items.join(self.lang.pick("、", ", "))
    }

    /// Joins alternatives: 甲或乙 / a or b.
    #[must_use]
    pub fn either(self, items: &[String]) -> String {
        items.join(self.lang.pick("或", " or "))
    }

    /// Joins what goes together: 甲和乙 / a and b.
    #[must_use]
    pub fn together(self, items: &[String]) -> String {
        items.join(self.lang.pick("和", " and "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, day).unwrap()
    }

    #[test]
    fn a_day_is_written_as_each_language_writes_it() {
        assert_eq!(Text::of(Lang::Zh).day(day(23)), "2026年11月23日");
        assert_eq!(Text::of(Lang::En).day(day(23)), "23 Nov 2026");
        assert_eq!(Text::of(Lang::Zh).day_and_weekday(day(23)), "11月23日 周一");
        assert_eq!(Text::of(Lang::En).day_and_weekday(day(23)), "Mon 23 Nov");
    }

    #[test]
    fn a_last_day_is_counted_from_today() {
        for (last, zh, en) in [
            (21, "逾期 2 天", "2 days late"),
            (22, "逾期 1 天", "1 day late"),
            (23, "今天到期", "Due today"),
            (24, "还有 1 天", "1 day left"),
            (26, "还有 3 天", "3 days left"),
        ] {
            assert_eq!(Text::of(Lang::Zh).days_left(day(last), day(23)), zh);
            assert_eq!(Text::of(Lang::En).days_left(day(last), day(23)), en);
        }
    }
}
