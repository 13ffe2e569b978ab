//! A month's summary handed in, remarked on and followed through.

use domain::calendar::Period;
use domain::event::SummaryFact;
use domain::event::summary::{
    CoverageCounted, FollowUpCounted, OpenProblem, Point, ProblemKind, Share, SummaryFigures,
    WaitingFollowUp,
};
use domain::follow_up::Category;
use domain::id::{Cursor, Instant};
use domain::policy::PolicyVersion;

use super::{MORNING, id, personal, read};

pub(super) fn summary() -> Vec<SummaryFact> {
    let month: Period = read("2026-10");
    vec![
        SummaryFact::Submitted {
            month,
            analysis: personal("保洁投诉集中在夜间,建议加一班"),
            figures: Some(Box::new(figures())),
        },
        SummaryFact::Sealed {
            month,
            of: id(70),
            remark: personal("同意分析意见,夜班十一月起排"),
            points: vec![Point {
                measure: personal("保洁夜班排班并公示"),
                person: id(2),
                until: read("2026-11-30"),
            }],
            figures: Some(Box::new(figures())),
        },
        SummaryFact::PointFinished {
            point: 0,
            result: personal("夜班表已公示,自二十日起执行"),
        },
    ]
}

fn figures() -> SummaryFigures {
    SummaryFigures {
        at: Cursor(4_711),
        counted_at: Instant(MORNING.0),
        engine: 1,
        policy: PolicyVersion(1),
        registered: 12,
        handled: 11,
        closed_out: 10,
        timeliness: Share { part: 9, base: 11 },
        passed: Share { part: 8, base: 9 },
        satisfaction: Share { part: 7, base: 8 },
        coverage: CoverageCounted {
            base: 11,
            done: 9,
            required: 11,
            missing: 2,
        },
        follow_ups: vec![FollowUpCounted {
            case: id(40),
            command: id(71),
        }],
        waiting: vec![WaitingFollowUp {
            closes: read("2026-11-02"),
            case: id(41),
        }],
        open_problems: vec![OpenProblem {
            category: Category::Cleaning,
            department: Some(id(30)),
            why: ProblemKind::Dissatisfied,
            case: id(40),
        }],
    }
}
