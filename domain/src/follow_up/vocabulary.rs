//! The words of a follow-up. They are written into facts, so a name once released stays.

use serde::{Deserialize, Serialize};

/// What kind of work a follow-up asks about; window, coverage and conductor depend on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FollowUpKind {
    Complaint,
    Repair,
    Service,
    Incident,
}

impl FollowUpKind {
    pub const ALL: &'static [FollowUpKind] = &[
        FollowUpKind::Complaint,
        FollowUpKind::Repair,
        FollowUpKind::Service,
        FollowUpKind::Incident,
    ];

    /// The word as it is serialized; part of what a sample's rank is hashed from.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            FollowUpKind::Complaint => "complaint",
            FollowUpKind::Repair => "repair",
            FollowUpKind::Service => "service",
            FollowUpKind::Incident => "incident",
        }
    }
}

/// How grave a complaint, violation or incident is. The mall's follow-ups depend on it, an
/// estate's do not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    Major,
    General,
}

/// What a complaint is about, in the office's own sorting (close to the service areas of S3.1.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    Service,
    Equipment,
    BuildingRepair,
    Security,
    FireSafety,
    Cleaning,
    Greening,
    Parking,
    Facilities,
    Noise,
    Fees,
    StaffConduct,
    Other,
}

impl Category {
    pub const ALL: &'static [Category] = &[
        Category::Service,
        Category::Equipment,
        Category::BuildingRepair,
        Category::Security,
        Category::FireSafety,
        Category::Cleaning,
        Category::Greening,
        Category::Parking,
        Category::Facilities,
        Category::Noise,
        Category::Fees,
        Category::StaffConduct,
        Category::Other,
    ];

    /// The service area a follow-up about this category speaks to first (S3.1.1).
    #[must_use]
    pub const fn service_area(self) -> ServiceArea {
        match self {
            Category::Service | Category::Fees => ServiceArea::ServiceAndComplaints,
            Category::Equipment => ServiceArea::Equipment,
            Category::BuildingRepair => ServiceArea::BuildingRepair,
            Category::Security => ServiceArea::Security,
            Category::FireSafety => ServiceArea::FireSafety,
            Category::Cleaning => ServiceArea::Cleaning,
            Category::Greening | Category::Noise => ServiceArea::Greening,
            Category::Parking => ServiceArea::Parking,
            Category::Facilities => ServiceArea::Facilities,
            Category::StaffConduct => ServiceArea::StaffAttitude,
            Category::Other => ServiceArea::Other,
        }
    }
}

/// One of the three grades an occupant gives (S3.1.2). Ordered from worst to best, so that the
/// worst case of a household is its minimum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    Dissatisfied,
    FairlySatisfied,
    Satisfied,
}

impl Grade {
    /// All grades, best first: the order of the form.
    pub const ALL: &'static [Grade] = &[
        Grade::Satisfied,
        Grade::FairlySatisfied,
        Grade::Dissatisfied,
    ];

    /// Whether the grade counts towards a satisfaction rate (S3.1.3).
    #[must_use]
    pub const fn favourable(self) -> bool {
        match self {
            Grade::Satisfied | Grade::FairlySatisfied => true,
            Grade::Dissatisfied => false,
        }
    }
}

/// The fourteen service areas of S3.1.1, a to n.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ServiceArea {
    ServiceAndComplaints,
    Equipment,
    BuildingRepair,
    Security,
    FireSafety,
    Cleaning,
    Greening,
    Parking,
    Facilities,
    StaffEfficiency,
    StaffAttitude,
    ManagerConduct,
    Overall,
    Other,
}

impl ServiceArea {
    /// The areas in the order of the clause: the position gives the letter.
    pub const ALL: &'static [ServiceArea] = &[
        ServiceArea::ServiceAndComplaints,
        ServiceArea::Equipment,
        ServiceArea::BuildingRepair,
        ServiceArea::Security,
        ServiceArea::FireSafety,
        ServiceArea::Cleaning,
        ServiceArea::Greening,
        ServiceArea::Parking,
        ServiceArea::Facilities,
        ServiceArea::StaffEfficiency,
        ServiceArea::StaffAttitude,
        ServiceArea::ManagerConduct,
        ServiceArea::Overall,
        ServiceArea::Other,
    ];

    /// The area's letter in the clause, `a` to `n`.
    #[must_use]
    pub const fn letter(self) -> char {
        match self {
            ServiceArea::ServiceAndComplaints => 'a',
            ServiceArea::Equipment => 'b',
            ServiceArea::BuildingRepair => 'c',
            ServiceArea::Security => 'd',
            ServiceArea::FireSafety => 'e',
            ServiceArea::Cleaning => 'f',
            ServiceArea::Greening => 'g',
            ServiceArea::Parking => 'h',
            ServiceArea::Facilities => 'i',
            ServiceArea::StaffEfficiency => 'j',
            ServiceArea::StaffAttitude => 'k',
            ServiceArea::ManagerConduct => 'l',
            ServiceArea::Overall => 'm',
            ServiceArea::Other => 'n',
        }
    }
}
