//! The measures against a violation, and the two ladders they stand on (V4(3)).

use serde::{Deserialize, Serialize};

use crate::clause::Clause;

/// What may be done about a violation (处理办法). A name once released stays: it is a word of facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    Talk,
    Persuasion,
    DemandNotice,
    LateFee,
    PublicNotice,
    UtilityCutOff,
    ServiceStop,
    LiabilityClaim,
    ContractTermination,
    RectificationOrder,
    Compensation,
    PublicCriticism,
    Arbitration,
    Litigation,
}

impl Measure {
    /// From the mildest on, as lists show them.
    pub const ALL: &'static [Measure] = &[
        Measure::Talk,
        Measure::Persuasion,
        Measure::DemandNotice,
        Measure::LateFee,
        Measure::PublicNotice,
        Measure::UtilityCutOff,
        Measure::ServiceStop,
        Measure::LiabilityClaim,
        Measure::ContractTermination,
        Measure::RectificationOrder,
        Measure::Compensation,
        Measure::PublicCriticism,
        Measure::Arbitration,
        Measure::Litigation,
    ];

    /// Talk and persuasion are anybody's on the staff, at any time (V4(4)①, V4(4)⑦); every other measure
    /// takes a signed disposition.
    #[must_use]
    pub const fn anybodys(self) -> bool {
        matches!(self, Measure::Talk | Measure::Persuasion)
    }

    /// Arbitration and suit stand on no ladder: the company decides on them when necessary (V4(4)④).
    #[must_use]
    pub const fn off_ladder(self) -> bool {
        matches!(self, Measure::Arbitration | Measure::Litigation)
    }

    /// Whether the company decides beside the Director, and by which clause (V4(4)③, V4(4)④).
    #[must_use]
    pub const fn company_clause(self) -> Option<Clause> {
        match self {
            Measure::PublicCriticism => Some(Clause::V4_4_3),
            Measure::Arbitration | Measure::Litigation => Some(Clause::V4_4_4),
            _ => None,
        }
    }

    /// V4(4)⑤: special care before, and the first step to mend relations afterwards.
    #[must_use]
    pub const fn takes_special_care(self) -> bool {
        matches!(
            self,
            Measure::Compensation
                | Measure::PublicCriticism
                | Measure::Arbitration
                | Measure::Litigation
        )
    }

    /// Money is asked of the occupant: then the SiteTeamLeader sees to it (V4(4)⑥).
    #[must_use]
    pub const fn dunning(self) -> bool {
        matches!(
            self,
            Measure::DemandNotice | Measure::LateFee | Measure::Compensation
        )
    }

    /// The paper it goes out on, with a number of the office and a proof of service.
    #[must_use]
    pub const fn notice(self) -> Option<NoticeKind> {
        match self {
            Measure::DemandNotice => Some(NoticeKind::DemandNotice),
            Measure::RectificationOrder => Some(NoticeKind::RectificationOrder),
            Measure::PublicNotice => Some(NoticeKind::PublicNotice),
            Measure::PublicCriticism => Some(NoticeKind::PublicCriticism),
            _ => None,
        }
    }

    /// The clause that names the measure.
    #[must_use]
    pub const fn clause(self, ladder: Ladder) -> Clause {
        match self {
            Measure::Talk | Measure::Persuasion => Clause::V4_4_7,
            Measure::Arbitration | Measure::Litigation => Clause::V4_4_4,
            Measure::PublicCriticism => match ladder {
                Ladder::Arrears => Clause::V4_4_3,
                Ladder::Other => Clause::V4_3_3,
            },
            _ => ladder.clause(),
        }
    }
}

/// 催缴通知书, 限期整改通知书, 公告, 通报.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeKind {
    DemandNotice,
    RectificationOrder,
    PublicNotice,
    PublicCriticism,
}

/// The order of the measures: each rung holds one measure, or two that go in any order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ladder {
    /// Rent or fees not paid (V4(3)②).
    Arrears,
    /// Every other violation (V4(3)③), renovation excepted.
    Other,
}

impl Ladder {
    /// The rungs from the mildest up.
    #[must_use]
    pub const fn rungs(self) -> &'static [&'static [Measure]] {
        match self {
            Ladder::Arrears => &[
                &[Measure::Talk],
                &[Measure::DemandNotice],
                &[Measure::LateFee],
                &[Measure::PublicNotice],
                &[Measure::UtilityCutOff, Measure::ServiceStop],
                &[Measure::LiabilityClaim, Measure::ContractTermination],
            ],
            Ladder::Other => &[
                &[Measure::Persuasion],
                &[Measure::RectificationOrder],
                &[Measure::Compensation],
                &[Measure::PublicCriticism],
                &[Measure::UtilityCutOff],
            ],
        }
    }

    /// The place of a measure, counted from 0; `None` where this ladder has no such rung.
    #[must_use]
    pub fn place(self, measure: Measure) -> Option<usize> {
        self.rungs().iter().position(|rung| rung.contains(&measure))
    }

    #[must_use]
    pub const fn clause(self) -> Clause {
        match self {
            Ladder::Arrears => Clause::V4_3_2,
            Ladder::Other => Clause::V4_3_3,
        }
    }
}

/// What is not paid: the law guards the two differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Debt {
    /// 物业费.
    Fee,
    Rent,
}
