//! Dates, times and what is left of a window, as people say them.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, Timelike, Weekday};
use domain::follow_up::{DoneStanding, Standing, Window, done_standing, standing};
use domain::id::Instant;

use super::Lang;
use super::common::many;

/// The wall clock of the office at an instant.
fn local(at: Instant, utc_offset_minutes: i32) -> NaiveDateTime {
    let millis =
        at.0.saturating_add(i64::from(utc_offset_minutes).saturating_mul(60_000));
    DateTime::from_timestamp_millis(millis)
        .unwrap_or_default()
        .naive_utc()
}

const fn short_month(month: u32) -> &'static str {
    match month {
        1 => "Jan",
        2 => "Feb",
        3 => "Mar",
        4 => "Apr",
        5 => "May",
        6 => "Jun",
        7 => "Jul",
        8 => "Aug",
        9 => "Sep",
        10 => "Oct",
        11 => "Nov",
        _ => "Dec",
    }
}

impl Lang {
    /// An amount of money, exact to the fen: ¥1234.50, as slips write it.
    #[must_use]
    pub fn yuan(self, fen: u64) -> String {
        format!("¥{}.{:02}", fen / 100, fen % 100)
    }

    /// 2026年11月23日 / 23 Nov 2026.
    #[must_use]
    pub fn date(self, day: NaiveDate) -> String {
        let (year, month) = (day.year(), day.month());
        match self {
            Lang::Zh => format!("{year}年{month}月{}日", day.day()),
            Lang::En => format!("{} {} {year}", day.day(), short_month(month)),
        }
    }

    /// 11月23日 / 23 Nov.
    #[must_use]
    pub fn day_month(self, day: NaiveDate) -> String {
        match self {
            Lang::Zh => format!("{}月{}日", day.month(), day.day()),
            Lang::En => format!("{} {}", day.day(), short_month(day.month())),
        }
    }

    /// 2026年11月 / Nov 2026.
    #[must_use]
    pub fn year_month(self, day: NaiveDate) -> String {
        match self {
            Lang::Zh => format!("{}年{}月", day.year(), day.month()),
            Lang::En => format!("{} {}", short_month(day.month()), day.year()),
        }
    }

    /// 11月 / Nov: the foot of a chart.
    #[must_use]
    pub fn month_alone(self, day: NaiveDate) -> String {
        match self {
            Lang::Zh => format!("{}月", day.month()),
            Lang::En => short_month(day.month()).to_owned(),
        }
    }

    /// 周一 / Mon.
    #[must_use]
    pub fn weekday(self, day: NaiveDate) -> &'static str {
        match day.weekday() {
            Weekday::Mon => self.pick("周一", "Mon"),
            Weekday::Tue => self.pick("周二", "Tue"),
            Weekday::Wed => self.pick("周三", "Wed"),
            Weekday::Thu => self.pick("周四", "Thu"),
            Weekday::Fri => self.pick("周五", "Fri"),
            Weekday::Sat => self.pick("周六", "Sat"),
            Weekday::Sun => self.pick("周日", "Sun"),
        }
    }

    /// 11月23日 周一 / Mon 23 Nov: the line beside a page's title.
    #[must_use]
    pub fn day_with_weekday(self, day: NaiveDate) -> String {
        let (weekday, date) = (self.weekday(day), self.day_month(day));
        self.pick(format!("{date} {weekday}"), format!("{weekday} {date}"))
    }

    /// 10:42.
    #[must_use]
    pub fn time(self, at: Instant, utc_offset_minutes: i32) -> String {
        let at = local(at, utc_offset_minutes);
        format!("{:02}:{:02}", at.hour(), at.minute())
    }

    /// 10:42:07.
    #[must_use]
    pub fn time_with_seconds(self, at: Instant, utc_offset_minutes: i32) -> String {
        let at = local(at, utc_offset_minutes);
        format!("{:02}:{:02}:{:02}", at.hour(), at.minute(), at.second())
    }

    /// 11月23日 10:42 / 23 Nov 10:42: a line of a timeline.
    #[must_use]
    pub fn moment(self, at: Instant, utc_offset_minutes: i32) -> String {
        let day = self.day_month(local(at, utc_offset_minutes).date());
        format!("{day} {}", self.time(at, utc_offset_minutes))
    }

    /// 2026年11月23日 10:42 / 23 Nov 2026 10:42.
    #[must_use]
    pub fn full_moment(self, at: Instant, utc_offset_minutes: i32) -> String {
        let day = self.date(local(at, utc_offset_minutes).date());
        format!("{day} {}", self.time(at, utc_offset_minutes))
    }

    /// A line of a timeline, with its year where that is not this one.
    #[must_use]
    pub fn moment_or_full(self, at: Instant, utc_offset_minutes: i32, today: NaiveDate) -> String {
        if local(at, utc_offset_minutes).year() == today.year() {
            self.moment(at, utc_offset_minutes)
        } else {
            self.full_moment(at, utc_offset_minutes)
        }
    }

    /// The time alone on the same day, with its day otherwise.
    #[must_use]
    pub fn time_or_moment(self, at: Instant, utc_offset_minutes: i32, today: NaiveDate) -> String {
        if local(at, utc_offset_minutes).date() == today {
            self.time(at, utc_offset_minutes)
        } else {
            self.moment(at, utc_offset_minutes)
        }
    }

    /// What a list says of a follow-up still owed: 逾期 2 天, 今天到期, 还有 3 天, 11月26日起.
    #[must_use]
    pub fn due(self, window: &Window, today: NaiveDate) -> String {
        let between = |from: NaiveDate, to: NaiveDate| {
            usize::try_from(to.signed_duration_since(from).num_days()).unwrap_or(0)
        };
        match standing(window, today) {
            Standing::Late => {
                let days = between(window.closes, today);
                self.pick(
                    format!("逾期 {days} 天"),
                    format!("{} late", many(days, "day", "days")),
                )
            }
            Standing::DueToday => self.pick("今天到期", "Due today").to_owned(),
            Standing::Open => {
                let days = between(today, window.closes);
                self.pick(
                    format!("还有 {days} 天"),
                    format!("{} left", many(days, "day", "days")),
                )
            }
            Standing::TooEarly => {
                let opens = self.day_month(window.opens);
                self.pick(format!("{opens}起"), format!("From {opens}"))
            }
        }
    }

    /// The pane's word for the last day: 最后一天 · 今天, 最后一天 · 11月26日, 逾期 2 天.
    #[must_use]
    pub fn last_day(self, window: &Window, today: NaiveDate) -> String {
        match standing(window, today) {
            Standing::Late => self.due(window, today),
            Standing::DueToday => self.pick("最后一天 · 今天", "Last day · today").to_owned(),
            Standing::Open | Standing::TooEarly => {
                let last = self.day_month(window.closes);
                self.pick(format!("最后一天 · {last}"), format!("Last day · {last}"))
            }
        }
    }

    /// How a follow-up that was made stands, when that is worth a mark.
    #[must_use]
    pub fn done_mark(self, window: &Window, on: NaiveDate) -> Option<&'static str> {
        match done_standing(window, on) {
            DoneStanding::Done => None,
            DoneStanding::DoneTooEarly => Some(self.pick("提前回访", "Done too early")),
            DoneStanding::DoneLate => Some(self.pick("逾期回访", "Done late")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::clause::Clause;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap_or_default()
    }

    #[test]
    fn what_happened_in_another_year_says_which() {
        // 2026-11-23 10:42 at the office.
        let at = Instant(1_795_401_720_000);
        let said = |lang: Lang, today| lang.moment_or_full(at, 480, day(today));
        assert_eq!(said(Lang::Zh, "2026-12-31"), "11月23日 10:42");
        assert_eq!(said(Lang::Zh, "2027-01-01"), "2026年11月23日 10:42");
        assert_eq!(said(Lang::En, "2027-01-01"), "23 Nov 2026 10:42");
    }

    #[test]
    fn a_date_is_written_as_the_procedures_write_it() {
        let monday = day("2026-11-23");
        assert_eq!(Lang::Zh.date(monday), "2026年11月23日");
        assert_eq!(Lang::En.date(monday), "23 Nov 2026");
        assert_eq!(Lang::Zh.day_with_weekday(monday), "11月23日 周一");
        assert_eq!(Lang::En.day_with_weekday(monday), "Mon 23 Nov");
        assert_eq!(Lang::Zh.year_month(monday), "2026年11月");
    }

    #[test]
    fn a_time_is_the_office_s_wall_clock() {
        // 2026-11-23 18:42:07 UTC is the next morning in China.
        let at = Instant(1_795_459_327_000);
        assert_eq!(Lang::Zh.time(at, 480), "02:42");
        assert_eq!(Lang::Zh.time_with_seconds(at, 480), "02:42:07");
        assert_eq!(Lang::Zh.moment(at, 480), "11月24日 02:42");
        assert_eq!(Lang::En.moment(at, 0), "23 Nov 18:42");
        assert_eq!(Lang::Zh.time_or_moment(at, 480, day("2026-11-24")), "02:42");
        assert_eq!(
            Lang::Zh.time_or_moment(at, 480, day("2026-11-25")),
            "11月24日 02:42"
        );
    }

    #[test]
    fn what_is_left_of_a_window_is_said_by_its_days() {
        let window = Window {
            opens: day("2026-11-20"),
            closes: day("2026-11-23"),
            clause: Clause::M4_2a,
        };
        let table = [
            ("2026-11-18", "11月20日起", "From 20 Nov"),
            ("2026-11-20", "还有 3 天", "3 days left"),
            ("2026-11-22", "还有 1 天", "1 day left"),
            ("2026-11-23", "今天到期", "Due today"),
            ("2026-11-24", "逾期 1 天", "1 day late"),
            ("2026-12-01", "逾期 8 天", "8 days late"),
        ];
        for (on, zh, en) in table {
            assert_eq!(Lang::Zh.due(&window, day(on)), zh);
            assert_eq!(Lang::En.due(&window, day(on)), en);
        }
        assert_eq!(Lang::Zh.done_mark(&window, day("2026-11-23")), None);
        assert_eq!(
            Lang::Zh.done_mark(&window, day("2026-11-24")),
            Some("逾期回访")
        );
    }
}
