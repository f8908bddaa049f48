//! Deciding on a report: from answers to what is entered. Pure but for fresh ids and salts.

use domain::{
    episode::{self, CheckMade, GoverningPack, Occasioned, Opened, within_reach},
    ids::{AgencyId, EntryId, EpisodeId, IncidentId},
    incident::{Call, IncidentClass, IncidentEvent},
    ledger::{Actor, Draft, Entry, Event, Stream},
    person::{PersonDetails, PersonEvent},
    protocol::task_lists::TaskLists,
    record::{self, Likely, SaidOfOthers},
    refusal::Refusal,
    text::{is_blank, one_line},
};
use jiff::Timestamp;
use uuid::Uuid;

use super::{Draft as Typed, ReportAnswers, ReportedPerson, Submitted};
use crate::{
    cases::{TimelineItem, decide::checks_left, recording::fresh_salt},
    records::Known,
    trouble::{Clash, Trouble},
};

/// A report about to be entered.
pub(super) struct Report<'a> {
    pub(super) typed: &'a Typed,
    pub(super) answers: &'a ReportAnswers,
    pub(super) actor: Actor,
    pub(super) class: IncidentClass,
    pub(super) when: Occasioned,
    pub(super) lead: AgencyId,
    pub(super) incident: IncidentId,
    pub(super) lists: &'a TaskLists,
}

impl Report<'_> {
    /// Refused while something is missing without which nothing can be decided.
    pub(super) fn check(&self) -> Result<(), Refusal> {
        let answers = self.answers;
        if self.when.happened_at > self.when.now {
            return Err(Refusal::TimeInFuture);
        }
        if answers.missing_since.is_some_and(|since| since > self.when.happened_at) {
            return Err(Refusal::MissingAfterReport);
        }
        for person in &answers.people {
            within_reach(&person.details.birth, answers.missing_since, self.when)?;
        }
        one_line(&answers.report.reporter.name, "reporter")?;
        one_line(&answers.report.taken_by, "taken_by")?;
        if !answers.says_what_happened() {
            return Err(Refusal::AnswerMissing { field: "circumstances" });
        }
        if self.class.opens_episode() {
            if answers.people.is_empty() {
                return Err(Refusal::AnswerMissing { field: "people" });
            }
        } else if is_blank(&answers.class_reason) {
            return Err(Refusal::AnswerMissing { field: "class_reason" });
        }
        Ok(())
    }

    /// Since when they are missing: from then on packs govern.
    pub(super) fn start(&self) -> Timestamp {
        self.answers.missing_since.unwrap_or(self.when.happened_at)
    }

    /// What is entered about one person, and the episode that is opened for them, with the task of making the checks that
    /// are left.
    pub(super) fn about(
        &self,
        reported: &ReportedPerson,
        (known, likely): (&Known, Likely),
        opens: Option<EpisodeId>,
        governed_by: Vec<GoverningPack>,
    ) -> Result<Vec<Draft>, Trouble> {
        let person = known.file.id;
        let mut events = self.of_record(reported, known, likely)?;
        events.extend(reported.care.clone().map(PersonEvent::CareStatusRecorded));
        events.extend(reported.markers.iter().cloned().map(PersonEvent::MarkerRecorded));
        let mut entered: Vec<Draft> = events
            .into_iter()
            .map(|event| self.entered(Stream::Person(person), Event::Person(event)))
            .collect();
        if let Some(episode) = opens {
            let opened = Opened {
                incident: self.incident,
                person,
                missing_since: self.answers.missing_since,
                lead_force: self.lead,
                governed_by,
                report: self.typed.traced(self.answers.report_about(reported)),
            };
            let checks = opened.report.checks.clone();
            let left = checks.iter().filter(|check| check.made == CheckMade::ToMake);
            let task = checks_left(self.lists, left, self.when.happened_at);
            let event = episode::open(&known.file, opened, self.when)?;
            let events = std::iter::once(Event::Episode(event)).chain(task);
            entered.extend(events.map(|event| self.entered(Stream::Episode(episode), event)));
        }
        Ok(entered)
    }

    /// The record of somebody new, or what is new on the record of somebody known.
    fn of_record(
        &self,
        reported: &ReportedPerson,
        known: &Known,
        likely: Likely,
    ) -> Result<Vec<PersonEvent>, Trouble> {
        let details = &reported.details_with(&self.answers.report_about(reported));
        let informant = informant(&self.answers.report);
        let said = SaidOfOthers {
            people: &reported.not_the_same_as,
            reported_as: &reported.not_reported_as,
            reason: &informant,
            same: &reported.the_same_as,
            may_be: &reported.may_be_the_same_as,
            same_reason: &informant,
        };
        if reported.existing.is_none() {
            return Ok(record::register(details.clone(), likely, said)?);
        }
        if *details == known.file.person.details || *details == PersonDetails::default() {
            return Ok(Vec::new());
        }
        known.has_been_at(reported.seen_version)?;
        const CHANGING: [&str; 3] = ["person_details_changed", "record_absorbed", "record_separated"];
        let changes = |entry: &&Entry| {
            entry.sequence > reported.seen_version && CHANGING.contains(&entry.name.as_str())
        };
        let since: Vec<TimelineItem> =
            known.entries.iter().filter(changes).filter_map(TimelineItem::as_entered).collect();
        if !since.is_empty() {
            return Err(Trouble::Clash(Clash { since, version: known.version(), facts: None }));
        }
        let change = PersonEvent::DetailsChanged { details: details.clone(), reason: informant.clone() };
        let change = record::change_person(&known.file, change, self.when)?;
        Ok(std::iter::once(change).chain(record::said_of_others(likely, said)?).collect())
    }

    /// What is entered about the call itself.
    pub(super) fn call(&self, submitted: &Submitted) -> Vec<Draft> {
        let answers = self.answers;
        let mut events = vec![
            IncidentEvent::Reported(Call {
                log_number: answers.report.log_number.clone(),
                reporter: answers.report.reporter.clone(),
                reporter_view: answers.reporter_view.clone(),
                circumstances: answers.report.circumstances.clone(),
                taken_by: answers.report.taken_by.clone(),
                typed_by: self.typed.trace(),
            }),
            IncidentEvent::Classified { class: self.class, reason: answers.class_reason.clone() },
        ];
        let named = submitted.people.iter().map(|person| IncidentEvent::PersonNamed { person: *person });
        events.extend(named);
        let opened = submitted.people.iter().zip(&submitted.episodes);
        events.extend(
            opened
                .map(|(person, episode)| IncidentEvent::EpisodeOpened { person: *person, episode: *episode }),
        );
        events
            .into_iter()
            .map(|event| self.entered(Stream::Incident(self.incident), Event::Incident(event)))
            .collect()
    }

    fn entered(&self, stream: Stream, event: Event) -> Draft {
        Draft {
            id: EntryId(Uuid::now_v7()),
            stream,
            happened_at: self.when.happened_at,
            recorded_at: self.when.now,
            actor: self.actor.clone(),
            event,
            salt: fresh_salt(),
        }
    }
}

/// Who told what is new on a record: the reporter, and the log number of the call.
pub(super) fn informant(report: &episode::Report) -> String {
    [&report.reporter.name, &report.reporter.relation, &report.log_number]
        .into_iter()
        .filter(|part| !is_blank(part))
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(", ")
}
