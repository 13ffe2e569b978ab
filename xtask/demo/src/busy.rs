//! An office with as many complaints as a measurement asks for: about six entries each, on fixed days.
//!
//! Six entries are nine events: the number, the obligation and the completion are events too.

use chrono::{Days, NaiveDate, NaiveDateTime, TimeDelta};
use domain::complaint::Status;
use domain::follow_up::{Channel, Grade};
use domain::role::Role;
use fastrand::Rng;

use crate::act::{Act, Case, Step, Visit};
use crate::life::pick_grade;
use crate::merchants::pick;
use crate::staff::of_department;
use crate::words::{self, GENERAL, Topic};

/// The longest time the cases are spread over.
const MOST_DAYS: usize = 365;
/// Fewer than this a day, and an office would not be busy.
const LEAST_A_DAY: usize = 25;
/// The last day, at this minute: some cases are still on their way then, as in any office.
const LAST_DAY: (i32, u32, u32) = (2026, 11, 20);
const LAST_MINUTE: i64 = 16 * 60;
const ASSISTANTS: [&str; 2] = ["assistant", "assistant-two"];

/// When the office stands still to be measured.
#[must_use]
pub fn end() -> NaiveDateTime {
    let (year, month, day) = LAST_DAY;
    NaiveDate::from_ymd_opt(year, month, day)
        .unwrap_or_default()
        .and_time(chrono::NaiveTime::MIN)
        + TimeDelta::minutes(LAST_MINUTE)
}

/// The first day on which somebody complains.
#[must_use]
pub fn first_day(cases: usize) -> NaiveDate {
    let days = cases.div_ceil(LEAST_A_DAY).clamp(1, MOST_DAYS);
    end().date() - Days::new(u64::try_from(days).unwrap_or(1) - 1)
}

/// That many cases, the same for each seed.
pub fn cases(random: &mut Rng, merchants: usize, number: usize) -> Vec<Case> {
    let (first, end) = (first_day(number), end());
    let days = (end.date() - first).num_days() + 1;
    let (days, of) = (usize::try_from(days).unwrap_or(1), number.max(1));
    (0..number)
        .map(|index| {
            let day = first + Days::new(u64::try_from(index * days / of).unwrap_or(0));
            let topic = random.choice(GENERAL.iter()).unwrap_or(&GENERAL[0]);
            let merchant = random.usize(..merchants.max(1));
            let mut case = whole(random, topic, merchant, day);
            // What comes after the end has not been done.
            case.acts.retain(|act| act.at <= end);
            case
        })
        .collect()
}

/// From the register to the end: through the manager, or at once where the assistant can help.
fn whole(random: &mut Rng, topic: &'static Topic, merchant: usize, day: NaiveDate) -> Case {
    let mut acts = Vec::new();
    let assistant = pick(random, &ASSISTANTS);
    let mut at = day.and_time(chrono::NaiveTime::MIN) + minutes(random, 9 * 60, 12 * 60);
    let mut act = |at: NaiveDateTime, who: Vec<&'static str>, step: Step| {
        acts.push(Act { at, who, step });
    };
    act(at, vec![assistant], Step::Register);
    if random.bool() {
        at += minutes(random, 5, 30);
        let was = Status::Registered;
        act(at, vec!["manager"], Step::Open { was });
        at += minutes(random, 2, 10);
        let technicians: Vec<&str> = of_department(topic.department, Role::Technician)
            .map(|member| member.sign_in_name)
            .collect();
        let assignee = pick(random, &technicians);
        let limit = at + TimeDelta::hours(topic.limit_hours);
        act(at, vec!["manager"], Step::Dispatch { assignee, limit });
        at += minutes(random, 30, 240);
        let (was, result) = (Status::Dispatched, topic.result);
        act(at, vec![assignee], Step::Handle { was, result });
    } else {
        at += minutes(random, 30, 240);
        let (was, result) = (Status::Registered, topic.result);
        act(at, vec![assistant], Step::Handle { was, result });
    }
    let people = those_who_go(topic, merchant);
    at = (day + Days::new(random.u64(1..=2))).and_time(chrono::NaiveTime::MIN)
        + minutes(random, 10 * 60, 17 * 60);
    let visit = visit(random);
    act(at, people.clone(), Step::FollowUp { round: 1, visit });
    if let Some(second) = people.get(1) {
        at += minutes(random, 5, 30);
        act(at, vec![*second], Step::Confirm { round: 1 });
    }
    at += minutes(random, 5, 30);
    act(at, vec![assistant], Step::CloseOut);
    Case {
        topic,
        merchant,
        acts,
    }
}

/// M4(4)b: a general complaint by the department's head and an officer.
fn those_who_go(topic: &Topic, merchant: usize) -> Vec<&'static str> {
    let head = of_department(topic.department, Role::HeadOfDepartment)
        .map(|member| member.sign_in_name)
        .next()
        .unwrap_or("manager");
    let officers = ["officer", "officer-two"];
    let officer = officers.get(merchant % 2).copied().unwrap_or("officer");
    vec![head, officer]
}

/// Without a signature: pictures are no part of what a tablet takes in first.
fn visit(random: &mut Rng) -> Visit {
    Visit {
        channel: Channel::InPerson,
        channel_reason: None,
        quality: grade(random),
        effect: grade(random),
        satisfaction: grade(random),
        shortcomings: pick(random, &words::SHORTCOMINGS),
        suggestions: pick(random, &words::SUGGESTIONS),
        unsigned_reason: Some(pick(random, &words::UNSIGNED_REASONS)),
        late_reason: None,
    }
}

fn grade(random: &mut Rng) -> Grade {
    pick_grade(random, 80)
}

fn minutes(random: &mut Rng, least: i64, before: i64) -> TimeDelta {
    TimeDelta::minutes(random.i64(least..before))
}

#[cfg(test)]
mod tests {
    use fastrand::Rng;

    use super::{cases, end};
    use crate::act::Step;

    #[test]
    fn a_busy_office_has_the_cases_asked_for_with_six_entries_each() {
        let cases = cases(&mut Rng::with_seed(1), 126, 10_000);
        assert_eq!(cases.len(), 10_000);
        let acts: usize = cases.iter().map(|case| case.acts.len()).sum();
        assert!((57_000..63_000).contains(&acts), "{acts}");
    }

    #[test]
    fn in_a_busy_office_some_work_is_still_open() {
        let cases = cases(&mut Rng::with_seed(1), 126, 10_000);
        let open = cases
            .iter()
            .filter(|case| {
                !case
                    .acts
                    .iter()
                    .any(|act| matches!(act.step, Step::FollowUp { .. }))
            })
            .count();
        assert!((20..120).contains(&open), "{open}");
        assert!(
            cases
                .iter()
                .flat_map(|case| &case.acts)
                .all(|act| act.at <= end())
        );
    }

    #[test]
    fn acts_of_a_busy_office_come_in_order() {
        for case in cases(&mut Rng::with_seed(2), 126, 500) {
            assert!(case.acts.is_sorted_by_key(|act| act.at));
        }
    }
}
