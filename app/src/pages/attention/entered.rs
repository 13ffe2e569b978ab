//! Everything typed into a refused entry, answer by answer, so that it can be read and written anew.

mod steps;

use domain::command::{Command, CommandBody};
use domain::complaint::command::{ComplaintCommand, FollowUpEntry};
use domain::event::person::Grant;
use domain::follow_up::Grade;
use domain::occupant::{self, OccupantCommand};
use domain::office::OfficeCommand;
use domain::person::PersonCommand;
use domain::personal::{Personal, PersonalBook};
use domain::rejection::Field;
use domain::sync::refusal::RefusalCommand;

use leptos::prelude::*;

use super::super::parts::names::Directory;
use super::super::parts::occupant_contest::shown;
use super::super::settings::limits::hours;
use crate::components::Fact;
use crate::text::timeline::Names as _;
use crate::text::{Lang, Word, text};

/// One answer under its label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub label: String,
    pub value: String,
}

struct Lines<'a> {
    lang: Lang,
    book: PersonalBook,
    names: &'a Directory,
    lines: Vec<Line>,
}

/// The answers of a command, as facts on a card.
pub fn facts(command: &Command, names: &Directory, lang: Lang) -> AnyView {
    lines(command, names, lang)
        .into_iter()
        .map(|line| {
            view! { <Fact label=Signal::stored(line.label) value=Signal::stored(Some(line.value))/> }
        })
        .collect_view()
        .into_any()
}

/// The answers of a command in the order of its form.
#[must_use]
pub fn lines(command: &Command, names: &Directory, lang: Lang) -> Vec<Line> {
    let mut lines = Lines {
        lang,
        book: PersonalBook::of(&command.personal),
        names,
        lines: Vec::new(),
    };
    let words = text(lang);
    let happened = lang.full_moment(command.moment.happened_at, names.utc_offset_minutes());
    lines.say(lang.field(Field::HappenedAt), happened);
    let people: Vec<String> = command
        .conducted_by
        .iter()
        .map(|person| names.person(*person))
        .collect();
    lines.say(words.common.who, lang.list(&people));
    match &command.body {
        CommandBody::Complaint(body) => lines.complaint(body),
        CommandBody::Office(body) => lines.office(body),
        CommandBody::Person(body) => lines.person(body, command),
        CommandBody::Occupant(body @ OccupantCommand::Record { record, .. }) => {
            lines.field(Field::UnitCode, record.code.clone());
            lines.occupant(body);
        }
        CommandBody::Occupant(body @ OccupantCommand::ChangeOccupant { occupant, .. }) => {
            lines.personal(Field::Occupant, Some(*occupant));
            lines.occupant(body);
        }
        CommandBody::Occupant(OccupantCommand::Leave { occupant, on, .. }) => {
            lines.personal(Field::Occupant, Some(*occupant));
            lines.field(Field::From, lang.date(*on));
        }
        CommandBody::Occupant(OccupantCommand::ErasePersonalData { reason, .. }) => {
            lines.field(Field::Reason, reason.clone());
        }
        CommandBody::WorkOrder(body) => lines.work_order(body, command),
        CommandBody::Violation(body) => lines.violation(body, command),
        // Lists, mandates and books: what was typed, in the order it was sealed or written.
        CommandBody::PriceList(_)
        | CommandBody::Mandate(_)
        | CommandBody::DayBook(_)
        | CommandBody::Summary(_) => {
            lines.sealed(command);
            lines.plain(command);
        }
        CommandBody::Refusal(RefusalCommand::Drop { reason, .. }) => {
            lines.field(Field::Reason, reason.clone());
        }
        CommandBody::Refusal(RefusalCommand::Take { command, .. }) => {
            lines.sealed(command);
        }
        CommandBody::Refusal(
            RefusalCommand::KeepAsObservation { .. }
            | RefusalCommand::ReIssue { .. }
            | RefusalCommand::KeepTheirs { .. },
        ) => {}
    }
    if !command.photos.is_empty() {
        lines.say(words.common.photo, lang.photos(command.photos.len()));
    }
    lines.lines
}

impl Lines<'_> {
    fn say(&mut self, label: &str, value: impl Into<String>) {
        let value = value.into();
        if !value.trim().is_empty() {
            self.lines.push(Line {
                label: label.to_owned(),
                value,
            });
        }
    }

    fn field(&mut self, field: Field, value: impl Into<String>) {
        self.say(self.lang.field(field), value);
    }

    fn personal(&mut self, field: Field, value: Option<Personal>) {
        let value = value.map(|value| self.book.text(value).to_owned());
        self.field(field, value.unwrap_or_default());
    }

    fn grade(&mut self, field: Field, grade: Option<Grade>) {
        self.field(field, grade.map_or("", |grade| grade.word(self.lang)));
    }

    /// The texts typed, in the order they were sealed.
    fn sealed(&mut self, command: &Command) {
        for value in &command.personal {
            self.field(Field::Personal, value.value.clone().unwrap_or_default());
        }
    }

    /// The words that stand in the command itself, not sealed: reasons, purposes, references.
    fn plain(&mut self, command: &Command) {
        const WRITTEN: [(&str, Field); 8] = [
            ("old_number", Field::Reference),
            ("reason", Field::Reason),
            ("purpose", Field::Purpose),
            ("late_reason", Field::LateReason),
            ("weighing", Field::Weighing),
            ("reference", Field::Reference),
            ("legal_opinion", Field::LegalOpinion),
            ("skip_reason", Field::Reason),
        ];
        let json = serde_json::to_string(&command.body).unwrap_or_default();
        for (name, field) in WRITTEN {
            let after = json
                .split_once(&format!("\"{name}\":"))
                .map_or("", |(_, after)| after);
            // Up to the first value: what stands after it is not read.
            if let Ok(words) = domain::json::read_beginning::<String>(after) {
                self.field(field, words);
            }
        }
    }

    fn occupant(&mut self, body: &OccupantCommand) {
        for (field, was, mine) in occupant::answers(body, &self.book) {
            let mut said = shown(self.lang, &mine);
            if matches!(body, OccupantCommand::ChangeOccupant { .. }) {
                said = format!("{said} ← {}", shown(self.lang, &was));
            }
            self.say(field.word(self.lang), said);
        }
    }

    fn office(&mut self, body: &OfficeCommand) {
        match body {
            OfficeCommand::AdoptProfile {
                profile,
                effective_on,
                reason,
            } => {
                self.say(text(self.lang).settings.procedure, profile.word(self.lang));
                self.field(Field::From, self.lang.date(*effective_on));
                self.field(Field::Reason, reason.clone());
            }
            OfficeCommand::OverrideFigure {
                figure,
                effective_on,
                reason,
                ..
            } => {
                self.say(
                    figure.name().word(self.lang),
                    self.lang.figure_value(*figure),
                );
                self.field(Field::From, self.lang.date(*effective_on));
                self.field(Field::Reason, reason.clone());
            }
            OfficeCommand::SetCategoryLimit {
                category,
                minutes,
                effective_on,
                reason,
            } => {
                let limit = self.lang.hours(&hours(*minutes));
                self.field(
                    Field::Limit,
                    format!("{} · {limit}", category.word(self.lang)),
                );
                self.field(Field::From, self.lang.date(*effective_on));
                self.field(Field::Reason, reason.clone());
            }
            OfficeCommand::DefineDepartment { name } => {
                self.say(text(self.lang).staff.department, name.clone());
            }
        }
    }

    fn person(&mut self, body: &PersonCommand, command: &Command) {
        let words = &text(self.lang).staff;
        match body {
            PersonCommand::Add {
                sign_in_name,
                roles,
                ..
            } => {
                self.sealed(command);
                self.say(words.sign_in_name, sign_in_name.clone());
                for grant in roles {
                    self.grant(grant);
                }
            }
            PersonCommand::GrantRole { grant, .. } => self.grant(grant),
            PersonCommand::EndRole { role, on, .. } => {
                self.field(Field::Role, role.word(self.lang));
                self.say(words.end_role_on, self.lang.date(*on));
            }
            PersonCommand::SetTrades { trades, .. } => {
                let trades: Vec<String> = trades
                    .iter()
                    .map(|trade| trade.word(self.lang).to_owned())
                    .collect();
                self.field(Field::Trade, self.lang.list(&trades));
            }
            PersonCommand::Remove { on, .. } => {
                self.say(words.remove_on, self.lang.date(*on));
            }
        }
    }

    fn grant(&mut self, grant: &Grant) {
        let department = grant
            .department
            .map(|department| self.names.department(department));
        let role = self
            .lang
            .role_at(grant.role.word(self.lang), department.as_deref());
        let days = self.lang.role_days(grant.from, grant.until);
        self.field(Field::Role, format!("{role} · {days}"));
    }

    fn complaint(&mut self, body: &ComplaintCommand) {
        match body {
            ComplaintCommand::Register { registration, .. } => {
                self.field(Field::UnitCode, registration.unit_code.clone());
                self.personal(Field::Occupant, Some(registration.occupant));
                self.personal(Field::Content, Some(registration.content));
                self.personal(Field::Phone, registration.phone);
                let severity = registration
                    .severity_proposed
                    .map_or("", |severity| severity.word(self.lang));
                self.field(Field::Severity, severity);
            }
            ComplaintCommand::CarryOver { carried, .. } => {
                self.field(Field::Reference, carried.old_number.clone());
                let at = self
                    .lang
                    .full_moment(carried.registered_at, self.names.utc_offset_minutes());
                self.field(Field::HappenedAt, at);
                self.field(Field::UnitCode, carried.registration.unit_code.clone());
                self.personal(Field::Occupant, Some(carried.registration.occupant));
                self.personal(Field::Content, Some(carried.registration.content));
                self.personal(Field::Phone, carried.registration.phone);
            }
            ComplaintCommand::Refer {
                department,
                content,
                limit,
                ..
            } => {
                let responsible = text(self.lang).register_step.responsible;
                self.say(responsible, self.names.department(*department));
                self.personal(Field::Content, Some(*content));
                let limit = self
                    .lang
                    .full_moment(*limit, self.names.utc_offset_minutes());
                self.field(Field::Limit, limit);
            }
            ComplaintCommand::AnswerReferral { answer, .. } => {
                self.personal(Field::Answer, Some(*answer));
            }
            ComplaintCommand::HandUp { reason, .. }
            | ComplaintCommand::StepBack { reason, .. }
            | ComplaintCommand::VoidEntry { reason, .. }
            | ComplaintCommand::EndUnreachable { reason, .. }
            | ComplaintCommand::DenyConduct { reason, .. } => {
                self.field(Field::Reason, reason.clone());
            }
            ComplaintCommand::Dispatch {
                department, limit, ..
            } => {
                self.field(Field::Department, self.names.department(*department));
                let limit = self
                    .lang
                    .full_moment(*limit, self.names.utc_offset_minutes());
                self.field(Field::Limit, limit);
            }
            ComplaintCommand::DecideSeverity { severity, .. } => {
                self.field(Field::Severity, severity.word(self.lang));
            }
            ComplaintCommand::NameDepartment { department, .. } => {
                self.field(Field::Department, self.names.department(*department));
            }
            ComplaintCommand::Handle { result, .. } => {
                self.personal(Field::Result, Some(*result));
            }
            ComplaintCommand::ScheduleFollowUp { people, on, .. } => {
                let people: Vec<String> = people
                    .iter()
                    .map(|person| self.names.person(*person))
                    .collect();
                self.field(Field::Conductors, self.lang.list(&people));
                self.field(Field::From, self.lang.date(*on));
            }
            ComplaintCommand::SendTechnician { technician, .. } => {
                self.field(Field::Technician, self.names.person(*technician));
            }
            ComplaintCommand::RecordFollowUp(entry) => self.follow_up(entry),
            ComplaintCommand::RecordAttempt {
                channel, failure, ..
            } => {
                self.say(
                    text(self.lang).follow_up.channel,
                    format!("{} · {}", channel.word(self.lang), failure.word(self.lang)),
                );
            }
            ComplaintCommand::Open { .. }
            | ComplaintCommand::CloseOut { .. }
            | ComplaintCommand::JoinDuplicate { .. }
            | ComplaintCommand::PartDuplicate { .. }
            | ComplaintCommand::ConfirmConduct { .. } => {}
        }
    }

    fn follow_up(&mut self, entry: &FollowUpEntry) {
        let words = &text(self.lang).follow_up;
        self.say(words.channel, entry.channel.word(self.lang));
        self.reason(Field::ChannelReason, entry.channel_reason.as_deref());
        let contents = &entry.contents;
        self.grade(Field::Quality, contents.quality);
        self.grade(Field::Effect, contents.effect);
        self.grade(Field::Satisfaction, contents.satisfaction);
        self.personal(Field::Shortcomings, contents.shortcomings);
        self.personal(Field::Suggestions, contents.suggestions);
        let area = contents
            .area
            .map(|area| self.lang.service_area(area))
            .unwrap_or_default();
        self.field(Field::ServiceArea, area);
        self.personal(Field::Finding, contents.finding);
        self.reason(Field::LateReason, entry.late_reason.as_deref());
        self.reason(Field::EarlyReason, entry.early_reason.as_deref());
        let paper = entry.paper.as_ref().map(|paper| paper.reason.as_str());
        self.reason(Field::PaperReason, paper);
    }

    fn reason(&mut self, field: Field, reason: Option<&str>) {
        self.field(field, reason.unwrap_or_default());
    }
}
