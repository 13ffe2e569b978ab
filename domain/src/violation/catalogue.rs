//! The catalogue of V4(2): every item of the text can be chosen by its own name.

use serde::{Deserialize, Serialize};

use super::measure::Ladder;
use crate::clause::Clause;

/// The five headings of V4(2), ① to ⑤.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ViolationKind {
    Renovation,
    FireSafety,
    CivilityCode,
    NonPayment,
    HarmToOthers,
}

impl ViolationKind {
    pub const ALL: &'static [ViolationKind] = &[
        ViolationKind::Renovation,
        ViolationKind::FireSafety,
        ViolationKind::CivilityCode,
        ViolationKind::NonPayment,
        ViolationKind::HarmToOthers,
    ];

    /// ① to ⑤.
    #[must_use]
    pub const fn place(self) -> char {
        match self {
            ViolationKind::Renovation => '①',
            ViolationKind::FireSafety => '②',
            ViolationKind::CivilityCode => '③',
            ViolationKind::NonPayment => '④',
            ViolationKind::HarmToOthers => '⑤',
        }
    }

    /// ① and ② are chiefly about 专卖店.
    #[must_use]
    pub const fn chiefly_flagship(self) -> bool {
        matches!(self, ViolationKind::Renovation | ViolationKind::FireSafety)
    }

    /// The order of its measures; renovation has a procedure of its own (V4(3)①).
    #[must_use]
    pub const fn ladder(self) -> Option<Ladder> {
        match self {
            ViolationKind::Renovation => None,
            ViolationKind::NonPayment => Some(Ladder::Arrears),
            ViolationKind::FireSafety
            | ViolationKind::CivilityCode
            | ViolationKind::HarmToOthers => Some(Ladder::Other),
        }
    }

    /// The clause that says how it is handled.
    #[must_use]
    pub const fn handled_by(self) -> Clause {
        match self.ladder() {
            Some(ladder) => ladder.clause(),
            None => Clause::V4_3_1,
        }
    }
}

macro_rules! items {
    ($($(#[$doc:meta])* $variant:ident => $kind:ident $letter:expr,)+) => {
        /// One item of the catalogue. A name once released stays: it is a word of facts.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Item {
            $($(#[$doc])* $variant,)+
        }

        impl Item {
            /// All items in the order of the text.
            pub const ALL: &'static [Item] = &[$(Item::$variant,)+];

            #[must_use]
            pub const fn kind(self) -> ViolationKind {
                match self {
                    $(Item::$variant => ViolationKind::$kind,)+
                }
            }

            /// The item's letter under its heading; ④ and ⑤ have none.
            #[must_use]
            pub const fn letter(self) -> Option<char> {
                match self {
                    $(Item::$variant => $letter,)+
                }
            }
        }
    };
}

items! {
    /// Bearing walls, columns, beams or slabs chiselled, torn down or built on.
    StructureAltered => Renovation Some('a'),
    /// Doors or windows replaced, or grilles put up, without leave.
    OpeningsAltered => Renovation Some('b'),
    /// Water or power lines removed or altered without leave.
    LinesAltered => Renovation Some('c'),
    /// Building work beyond the hours or the noise allowed.
    WorksBeyondLimits => Renovation Some('d'),
    /// Overloaded appliances, wires pulled at will.
    ElectricalOverload => FireSafety Some('a'),
    /// Work with open flame without a permit.
    UnpermittedFlame => FireSafety Some('b'),
    /// No extinguishers at the building site.
    ExtinguishersMissing => FireSafety Some('c'),
    /// Fire lanes blocked.
    FireLaneBlocked => FireSafety Some('d'),
    /// Fire equipment damaged.
    FireEquipmentDamaged => FireSafety Some('e'),
    /// Anything else against the fire rules.
    OtherFireSafety => FireSafety Some('f'),
    /// Spitting, litter, peel, paper, cigarette ends.
    Littering => CivilityCode Some('a'),
    /// Sanitary facilities damaged.
    SanitationDamaged => CivilityCode Some('b'),
    /// Goods piled, things built, posted or painted in public places.
    PublicPlaceMisused => CivilityCode Some('c'),
    /// Things or slops thrown from a height.
    ThrownFromHeight => CivilityCode Some('d'),
    /// Noise made.
    NoiseMade => CivilityCode Some('e'),
    /// Pets let loose.
    PetsLoose => CivilityCode Some('f'),
    /// Anything else against the civility code.
    OtherCivilityCode => CivilityCode Some('g'),
    /// Rent or fees refused without special reason.
    PaymentRefused => NonPayment None,
    /// Acts that may harm other merchants or the safety of the mall.
    HarmfulAct => HarmToOthers None,
}
