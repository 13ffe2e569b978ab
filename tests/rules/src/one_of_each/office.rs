//! The office, its staff, its units; and authority itself.

use domain::calendar::Period;
use domain::command::{Command, CommandBody, Moment, SCHEMA};
use domain::complaint::Status;
use domain::complaint::command::ComplaintCommand;
use domain::day_book::{BookName, DayBookCommand};
use domain::event::person::Grant;
use domain::event::price_list::PriceItem;
use domain::event::summary::Point;
use domain::event::unit::{OccupantChange, OccupantKind, OccupantRecord};
use domain::event::work_order::Trade;
use domain::follow_up::Category;
use domain::id::{DeviceId, Writer, WriterNumber};
use domain::mandate::{LegalOpinion, MandateCommand};
use domain::occupant::OccupantCommand;
use domain::office::OfficeCommand;
use domain::person::PersonCommand;
use domain::policy::{Figure, ProfileName};
use domain::price_list::PriceListCommand;
use domain::role::{Role, Roles};
use domain::summary::SummaryCommand;
use domain::sync::refusal::RefusalCommand;
use domain::violation::Measure;
use std::collections::BTreeSet;

use super::{Standing, text};

pub(super) fn of_office(of: &Standing) -> Vec<CommandBody> {
    let today = of.today;
    vec![
        OfficeCommand::AdoptProfile {
            profile: ProfileName::Mall,
            effective_on: today,
            reason: text(),
        }
        .into(),
        OfficeCommand::OverrideFigure {
            was: None,
            figure: Figure::DeliveryMinutes(30),
            effective_on: today,
            reason: text(),
        }
        .into(),
        OfficeCommand::DefineDepartment { name: text() }.into(),
        OfficeCommand::SetCategoryLimit {
            category: Category::Equipment,
            minutes: 60,
            effective_on: today,
            reason: text(),
        }
        .into(),
        PriceListCommand::ImportPriceList {
            effective_on: today,
            items: vec![PriceItem {
                code: "1".to_owned(),
                name: text(),
                trade: Some(Trade::Other),
                unit: text(),
                unit_price_fen: 1,
            }],
        }
        .into(),
        OccupantCommand::Record {
            unit: of.unit,
            record: OccupantRecord {
                code: "A-101".to_owned(),
                kind: OccupantKind::Merchant,
                name: of.words,
                contact: None,
                phone: None,
                trade: None,
                flagship: true,
                occupied_from: None,
            },
        }
        .into(),
        OccupantCommand::ChangeOccupant {
            unit: of.unit,
            occupant: of.words,
            changes: vec![OccupantChange::Flagship {
                was: false,
                becomes: true,
            }],
        }
        .into(),
        OccupantCommand::Leave {
            unit: of.unit,
            occupant: of.words,
            on: today,
        }
        .into(),
        OccupantCommand::ErasePersonalData {
            unit: of.unit,
            reason: text(),
        }
        .into(),
    ]
}

pub(super) fn of_staff(of: &Standing) -> Vec<CommandBody> {
    let person = of.technician;
    let grant = Grant {
        role: Role::Technician,
        department: None,
        from: of.today,
        until: None,
    };
    vec![
        PersonCommand::Add {
            person: of.fresh_person,
            name: of.words,
            sign_in_name: "nobody".to_owned(),
            phone: None,
            roles: vec![grant.clone()],
        }
        .into(),
        PersonCommand::GrantRole { person, grant }.into(),
        PersonCommand::EndRole {
            person,
            role: Role::Technician,
            department: None,
            on: of.today,
        }
        .into(),
        PersonCommand::Remove {
            person,
            on: of.today,
        }
        .into(),
        PersonCommand::SetTrades {
            person,
            trades: BTreeSet::from([Trade::Other]),
        }
        .into(),
    ]
}

pub(super) fn of_the_month(of: &Standing) -> Vec<CommandBody> {
    let month = Period::month_of(of.today);
    vec![
        SummaryCommand::SubmitSummary {
            month,
            was: None,
            analysis: of.words,
        }
        .into(),
        SummaryCommand::RemarkOnSummary {
            month,
            of: of.entry,
            remark: of.words,
            points: vec![Point {
                measure: of.words,
                person: of.technician,
                until: of.today,
            }],
        }
        .into(),
        SummaryCommand::FinishPoint {
            month,
            point: 0,
            result: of.words,
        }
        .into(),
    ]
}

pub(super) fn of_authority(of: &Standing) -> Vec<CommandBody> {
    let refused = of.refused;
    let measure = Measure::ServiceStop;
    vec![
        MandateCommand::Delegate {
            from: of.director,
            to: of.technician,
            roles: Roles::from([Role::Director]),
            starts: of.today,
            until: of.today,
        }
        .into(),
        MandateCommand::EndDelegation {
            delegation: of.disposition,
            on: of.today,
        }
        .into(),
        MandateCommand::EnableMeasure {
            measure,
            opinion: LegalOpinion {
                by: text(),
                dated: of.today,
                conclusion: text(),
                document: None,
            },
        }
        .into(),
        MandateCommand::DisableMeasure {
            measure,
            reason: text(),
        }
        .into(),
        DayBookCommand::WriteEntry {
            book: BookName::DutyLog,
            day: of.today,
            words: of.words,
        }
        .into(),
        RefusalCommand::KeepAsObservation { refused }.into(),
        RefusalCommand::Drop {
            refused,
            reason: text(),
        }
        .into(),
        RefusalCommand::ReIssue { refused }.into(),
        RefusalCommand::KeepTheirs { refused }.into(),
        RefusalCommand::Take {
            refused,
            command: Box::new(held(of)),
        }
        .into(),
    ]
}

/// What somebody since removed had written.
fn held(of: &Standing) -> Command {
    Command {
        id: of.refused,
        writer: Writer {
            person: of.technician,
            device: DeviceId(of.technician.0),
        },
        number: WriterNumber(1),
        after: Vec::new(),
        streams: Vec::new(),
        recorded_by: of.technician,
        conducted_by: vec![of.technician],
        moment: Moment {
            happened_at: of.now,
            entered_at: of.now,
            clock_offset: 0,
        },
        body: ComplaintCommand::Open {
            case: of.case,
            was: Status::Registered,
        }
        .into(),
        personal: Vec::new(),
        photos: Vec::new(),
        schema: SCHEMA,
        app: String::new(),
        signature: None,
    }
}
