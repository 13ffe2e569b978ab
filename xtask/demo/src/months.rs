//! Each month summed up as it ends: handed in by the assistant on its first working morning, remarked on by the manager
//! two days later, followed through. The last one still waits for its remark.

use chrono::{Datelike, NaiveDate};
use domain::calendar::Period;
use domain::command::CommandBody;
use domain::event::summary::Point;
use domain::id::CommandId;
use domain::summary::SummaryCommand;

use crate::failure::Failure;
use crate::office::Office;

/// From this day of a month on the head has read what was handed in.
const READ_BY: u32 = 3;
/// From this day on the first point is done.
const DONE_BY: u32 = 18;

/// Of the month in which the office began.
const BEGUN: &str = "本月起按新的规程登记和回访，只有部分日子的记录。\n从下月起按整月总结。";
const ANALYSES: [&str; 3] = [
    "空调和下水两类占了一半，多在午市和周末。\n下水反复堵的几家都是餐饮，隔油池清掏不及时。\n保洁类处理快，商户评价好。",
    "本月设备类最多，集中在空调滴水和照明。\n周末晚间登记的处理偏慢，值班只有一名维修员。\n不满意的几件都已重新处理并再次回访。",
    "设备类比上月少，噪音和占道多了。\n几家新进场商户对装修时间不清楚，已逐户说明。\n仍有没销项的，责任部门已排期。",
];

const REMARKS: [&str; 2] = [
    "情况属实。请工程部按分析意见安排，下月看结果。",
    "分析到位。重复报修的要从源头解决，不要修完就算。",
];

/// What the remark wants done, by whom; the first is done by now, the other is not.
const POINTS: [(&str, &str); 2] = [
    ("周五、周六晚间增加一名维修员值班", "engineering-head"),
    ("餐饮商户隔油池每两周清掏一次，逐户登记", "cleaning-head"),
];
const DONE: &str = "已调整排班，从本月第二周起执行。";

/// How far the months are.
pub struct Months {
    /// The one that goes on.
    now: Period,
    /// The last that is over when the demo begins to be looked at.
    last: Period,
    handed_in: usize,
    /// What waits to be remarked on.
    unread: Option<(Period, CommandId)>,
    /// Whose first point waits to be done.
    undone: Option<Period>,
}

/// One thing to be done about a month.
enum Due {
    HandIn,
    Remark(Period, CommandId),
    Finish(Period),
}

impl Months {
    #[must_use]
    pub fn of(first_day: NaiveDate, today: NaiveDate) -> Self {
        Months {
            now: Period::month_of(first_day),
            last: Period::month_of(today).previous(),
            handed_in: 0,
            unread: None,
            undone: None,
        }
    }

    fn due(&self, today: NaiveDate) -> Option<Due> {
        if self.now < Period::month_of(today) {
            return Some(Due::HandIn);
        }
        let read = |(month, _): &(Period, CommandId)| *month < self.last && today.day() >= READ_BY;
        if let Some((month, of)) = self.unread.filter(read) {
            return Some(Due::Remark(month, of));
        }
        self.undone
            .filter(|_| today.day() >= DONE_BY)
            .map(Due::Finish)
    }

    /// Whether anything is to be done on that day.
    #[must_use]
    pub fn wait(&self, today: NaiveDate) -> bool {
        self.due(today).is_some()
    }

    /// Does what is due, at the time of the office's clock.
    ///
    /// # Errors
    /// When the server refuses.
    pub fn go_on(&mut self, office: &mut Office, today: NaiveDate) -> Result<(), Failure> {
        while let Some(due) = self.due(today) {
            match due {
                Due::HandIn => self.hand_in(office)?,
                Due::Remark(month, of) => self.remark(office, month, of)?,
                Due::Finish(month) => {
                    self.undone = None;
                    let (_, who) = POINTS[0];
                    let result = office.tablet.seal(DONE)?;
                    let point = 0;
                    let done = SummaryCommand::FinishPoint {
                        month,
                        point,
                        result,
                    };
                    by(office, who, done)?;
                }
            }
        }
        Ok(())
    }

    fn hand_in(&mut self, office: &mut Office) -> Result<(), Failure> {
        let month = self.now;
        let words = std::iter::once(&BEGUN).chain(ANALYSES.iter().cycle());
        let words = words.copied().nth(self.handed_in).unwrap_or(BEGUN);
        let submit = SummaryCommand::SubmitSummary {
            month,
            was: None,
            analysis: office.tablet.seal(words)?,
        };
        self.unread = Some((month, by(office, "assistant", submit)?));
        self.handed_in += 1;
        self.now = month.next();
        Ok(())
    }

    fn remark(&mut self, office: &mut Office, month: Period, of: CommandId) -> Result<(), Failure> {
        // Only the latest remark wants something done: what is long done shows nobody anything.
        let wants = month.next() == self.last;
        let mut points = Vec::new();
        if wants {
            for (measure, who) in POINTS {
                points.push(Point {
                    measure: office.tablet.seal(measure)?,
                    person: office.person(who)?,
                    until: self.last.next().last_day(),
                });
            }
        }
        let remark = SummaryCommand::RemarkOnSummary {
            month,
            of,
            remark: office.tablet.seal(REMARKS[usize::from(wants)])?,
            points,
        };
        by(office, "manager", remark)?;
        self.unread = None;
        self.undone = wants.then_some(month);
        Ok(())
    }
}

fn by(office: &mut Office, who: &'static str, body: SummaryCommand) -> Result<CommandId, Failure> {
    let person = office.person(who)?;
    let body = CommandBody::Summary(body);
    let written = office.tablet.write_for(person, vec![person], body)?;
    office.push()?;
    Ok(written.command.id)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, day).unwrap_or_default()
    }

    #[test]
    fn a_month_is_handed_in_when_it_is_over_and_never_before() {
        let months = Months::of(day(8, 30), day(11, 30));
        assert!(!months.wait(day(8, 31)));
        assert!(matches!(months.due(day(9, 1)), Some(Due::HandIn)));
    }

    #[test]
    fn the_last_month_that_is_over_waits_for_its_remark() {
        let of = CommandId::mint(domain::id::Instant(1), [1; 10]);
        let mut months = Months::of(day(8, 30), day(11, 30));
        months.now = Period::month_of(day(11, 1));
        months.unread = Some((Period::month_of(day(10, 1)), of));
        assert!(!months.wait(day(11, 30)));
        months.now = Period::month_of(day(10, 1));
        months.unread = Some((Period::month_of(day(9, 1)), of));
        assert!(!months.wait(day(10, 2)));
        assert!(matches!(months.due(day(10, 3)), Some(Due::Remark(..))));
    }
}
