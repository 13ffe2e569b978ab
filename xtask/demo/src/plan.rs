//! Three months of an office: everyday's cases, and this week's open work.

use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime};
use domain::event::complaint::AttemptFailure;
use domain::follow_up::{Channel, Grade};
use fastrand::Rng;

use crate::act::Case;
use crate::life::{Life, pick_grade};
use crate::words::{GENERAL, MAJOR, Topic};

/// How many days the demo looks back.
pub const DAYS: u64 = 92;
/// Cases of this many last days are arranged one by one.
const ARRANGED_DAYS: u64 = 7;
/// Complaints a day, from Monday on: weekends are when a mall is full.
const A_DAY: [usize; 7] = [2, 2, 2, 2, 3, 3, 3];

/// All cases; acts that would lie after `now` are not done yet.
pub fn cases(random: &mut Rng, merchants: usize, now: NaiveDateTime) -> Vec<Case> {
    let today = now.date();
    let mut cases = everyday(random, merchants, today);
    cases.extend(this_week(random, merchants, today));
    for case in &mut cases {
        case.acts.retain(|act| act.at <= now);
    }
    cases.retain(|case| !case.acts.is_empty());
    cases
}

fn everyday(random: &mut Rng, merchants: usize, today: NaiveDate) -> Vec<Case> {
    let mut cases = Vec::new();
    let unreachable_on = today - Days::new(41);
    for back in (ARRANGED_DAYS..DAYS).rev() {
        let day = today - Days::new(back);
        let weekday = chrono::Datelike::weekday(&day).num_days_from_monday();
        let number = A_DAY.get(weekday as usize).copied().unwrap_or(2);
        for _ in 0..number {
            let Some(topic) = topic(random) else {
                continue;
            };
            let at = day.and_time(clock(random.u32(9 * 60..19 * 60)));
            let merchant = random.usize(..merchants.max(1));
            let (days, grade) = (days_until_visit(random), grade(random));
            let mut life = Life::begin(random, topic, merchant, at);
            life.bring_to_handled();
            if day == unreachable_on && !topic.major && !cases.is_empty() {
                life.ended_unreachable();
            } else {
                life.followed_up(days, grade);
                if grade == Grade::Dissatisfied {
                    life.put_right();
                }
            }
            cases.push(life.end());
        }
    }
    cases
}

fn topic(random: &mut Rng) -> Option<&'static Topic> {
    if random.u8(..100) < 8 {
        random.choice(MAJOR.iter())
    } else {
        random.choice(GENERAL.iter())
    }
}

/// Most in time, a few late.
fn days_until_visit(random: &mut Rng) -> u64 {
    match random.u8(..100) {
        0..25 => 0,
        25..65 => 1,
        65..87 => 2,
        87..96 => 3,
        _ => random.u64(4..=6),
    }
}

fn grade(random: &mut Rng) -> Grade {
    if random.u8(..100) < 7 {
        Grade::Dissatisfied
    } else {
        pick_grade(random, 72)
    }
}

/// How far a case of this week has come.
#[derive(Clone, Copy)]
enum Stage {
    Registered,
    HandedUp,
    Dispatched,
    /// Handled, followed up after that many days.
    FollowedUp(u64, Grade),
    /// Handled, nobody was there yesterday.
    Tried,
    Handled,
}

/// A row says: a topic by what it is about, the days since it was taken down and since it was handled, how far it came.
type Row = (&'static str, u64, u64, Stage);

/// Written so that a mall's three days give late, due today and soon, for a head and for the manager.
const THIS_WEEK: [Row; 20] = [
    ("天花板漏水", 6, 5, Stage::Tried),
    ("排烟罩", 6, 4, Stage::Handled),
    ("卷帘门", 4, 3, Stage::Handled),
    ("收银台插座", 4, 3, Stage::Handled),
    ("水龙头", 3, 2, Stage::Handled),
    ("店里空调", 2, 1, Stage::Handled),
    ("整层停电", 5, 4, Stage::Handled),
    ("消防水管", 4, 3, Stage::Handled),
    ("自动扶梯", 2, 1, Stage::Handled),
    ("外墙玻璃", 4, 3, Stage::Handled),
    ("垃圾桶", 3, 2, Stage::Handled),
    ("停车场出口", 3, 1, Stage::Handled),
    ("装修", 5, 4, Stage::FollowedUp(1, Grade::Dissatisfied)),
    ("烟感", 6, 5, Stage::FollowedUp(2, Grade::Satisfied)),
    ("绿植", 5, 4, Stage::FollowedUp(1, Grade::Satisfied)),
    ("客梯", 5, 4, Stage::FollowedUp(2, Grade::FairlySatisfied)),
    ("墙皮", 2, 0, Stage::Dispatched),
    ("地砖", 1, 0, Stage::Dispatched),
    ("电费", 1, 0, Stage::HandedUp),
    ("门禁", 0, 0, Stage::Registered),
];

fn this_week(random: &mut Rng, merchants: usize, today: NaiveDate) -> Vec<Case> {
    let mut cases = Vec::new();
    for (about, registered, handled, stage) in THIS_WEEK {
        let topic = GENERAL
            .iter()
            .chain(&MAJOR)
            .find(|topic| topic.content.contains(about));
        let Some(topic) = topic else {
            continue;
        };
        let at = (today - Days::new(registered)).and_time(clock(random.u32(9 * 60..11 * 60)));
        let done = (today - Days::new(handled)).and_time(clock(random.u32(14 * 60..19 * 60)));
        let merchant = random.usize(..merchants.max(1));
        let mut life = Life::begin(random, topic, merchant, at);
        match stage {
            Stage::Registered => {}
            Stage::HandedUp => life.hand_up(),
            Stage::Dispatched => {
                life.bring_to_dispatched();
            }
            Stage::FollowedUp(days, grade) => {
                life.handled_at(done);
                life.followed_up(days, grade);
            }
            Stage::Handled => {
                life.handled_at(done);
                if topic.major {
                    let people = life.those_who_go();
                    life.schedule(done.date() + Days::new(2), &people);
                }
            }
            Stage::Tried => {
                life.handled_at(done);
                life.tried_next_day(Channel::InPerson, AttemptFailure::NobodyThere);
            }
        }
        cases.push(life.end());
    }
    cases
}

fn clock(minute: u32) -> NaiveTime {
    NaiveTime::from_num_seconds_from_midnight_opt(minute * 60, 0).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use fastrand::Rng;

    use super::{THIS_WEEK, cases};
    use crate::act::Step;
    use crate::words::{GENERAL, MAJOR};

    #[test]
    fn this_weeks_rows_each_name_one_topic() {
        for (about, ..) in THIS_WEEK {
            let found = GENERAL
                .iter()
                .chain(&MAJOR)
                .filter(|topic| topic.content.contains(about))
                .count();
            assert_eq!(found, 1, "{about}");
        }
    }

    #[test]
    fn a_plan_holds_some_two_hundred_cases_and_nothing_of_the_future() {
        let now = NaiveDate::from_ymd_opt(2026, 11, 23)
            .and_then(|day| day.and_hms_opt(10, 0, 0))
            .expect("a date");
        let cases = cases(&mut Rng::with_seed(1), 126, now);
        assert!((180..260).contains(&cases.len()), "{}", cases.len());
        assert!(
            cases
                .iter()
                .flat_map(|case| &case.acts)
                .all(|act| act.at <= now)
        );
        let visits = cases
            .iter()
            .flat_map(|case| &case.acts)
            .filter(|act| matches!(act.step, Step::FollowUp { .. }))
            .count();
        assert!(visits > 150, "{visits}");
    }

    #[test]
    fn acts_of_a_case_come_in_order() {
        let now = NaiveDate::from_ymd_opt(2026, 11, 23)
            .and_then(|day| day.and_hms_opt(22, 0, 0))
            .expect("a date");
        for case in cases(&mut Rng::with_seed(2), 126, now) {
            assert!(case.acts.is_sorted_by_key(|act| act.at));
        }
    }
}
