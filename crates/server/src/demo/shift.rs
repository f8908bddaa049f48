//! What a shift does with a case: what more is learnt, the supervisor's look at the first investigation, handing over,
//! and the turns that a case takes.

use domain::{
    episode::{
        DocumentKind, DocumentMade, EpisodeEvent, EpisodeSignificance, Handover, Held, Identifying, Owner,
        Report, Step,
    },
    ids::EntryId,
    incident::IncidentClass,
    person::PersonEvent,
};
use jiff::{SignedDuration, Timestamp};

use super::{chronicle::Noted, studio::local, telling::Telling};

/// Whose the search is while the case is passed on.
const IN_CHARGE: &str = "police_supervisor";

impl Telling<'_> {
    /// The caller remembers more, and the dentist is asked.
    pub(super) fn learns_more(&mut self, minutes: i64) {
        let (at, likely_places) = (self.after(minutes), self.say("learnt_places"));
        let dental = Some(Identifying { held: Held::Held, note: self.say("dental") });
        let dna = Some(Identifying { held: Held::NotKnown, note: String::new() });
        let report = Report { likely_places, dental, dna, ..Report::default() };
        self.note(at, "police_officer", EpisodeEvent::ReportAdded(Box::new(report)));
    }

    /// The supervisor looks at what was done, and gives the tasks that are left to one officer (NP 6.9).
    pub(super) fn is_looked_at(&mut self, minutes: i64, tasks: Vec<EntryId>) {
        let at = self.after(minutes);
        let (findings, directions) = (self.say("findings"), self.say("directions"));
        self.note(at, IN_CHARGE, EpisodeEvent::InvestigationReviewed { findings, directions });
        let officer = self.studio.cast.anyone(&mut self.studio.chance, "police_officer").0;
        let owner = Owner { role: officer.role, account: Some(officer.account) };
        let at = at + SignedDuration::from_mins(4);
        self.note(at, IN_CHARGE, EpisodeEvent::TasksAssigned { tasks, owner });
    }

    /// A search adviser is asked, and somebody is appointed to lead the investigation (NP 1.4).
    pub(super) fn leads_are_named(&mut self, minutes: i64) {
        let at = self.after(minutes);
        self.step(at, IN_CHARGE, Step::SearchAdviserConsulted);
        let at = self.after(minutes + 21);
        self.step(at, "police_senior_manager", Step::SeniorInvestigatorAppointed);
    }

    /// The case is offered to the investigators, who have no hand free, and then to the next shift, who take it.
    pub(super) fn is_handed_over(&mut self, minutes: i64) {
        let at = self.after(minutes);
        let declined = self.offer(at, "police_io");
        let reason = self.say("handover_declined");
        let event = EpisodeEvent::HandoverDeclined { of: declined.entry, reason };
        let declined = self.note(declined.recorded_at + SignedDuration::from_mins(11), "police_io", event);
        let offered = self.offer(declined.recorded_at + SignedDuration::from_mins(6), IN_CHARGE);
        let event = EpisodeEvent::HandoverAccepted { of: offered.entry };
        self.note(offered.recorded_at + SignedDuration::from_mins(8), IN_CHARGE, event);
    }

    fn offer(&mut self, at: Timestamp, to: &str) -> Noted {
        let to = Owner { role: to.to_owned(), account: None };
        let briefing = self.say("handover_briefing");
        self.note(at, IN_CHARGE, EpisodeEvent::HandoverOffered(Handover { to, briefing }))
    }

    /// It turns out to be another kind of matter.
    pub(super) fn turns_into(&mut self, minutes: i64, class: IncidentClass) {
        let (at, reason) = (self.after(minutes), self.say("class_changed"));
        self.note(at, IN_CHARGE, EpisodeEvent::ClassChanged { class, reason });
    }

    /// Police propose to close the case while the person is missing; the other side does not agree (NP 7.24).
    pub(super) fn stays_open(&mut self, day: i64) {
        let event = EpisodeEvent::JointClosureProposed {
            assessment: self.say("closure_assessment"),
            chronology: self.say("closure_chronology"),
            reason: self.say("closure_why"),
        };
        let at = self.after(day * 24 * 60);
        let proposed = self.note(at, "police_senior_manager", event);
        let reason = self.say("closure_refused");
        let event = EpisodeEvent::JointClosureRefused { of: proposed.entry, reason };
        self.note(proposed.recorded_at + SignedDuration::from_hours(19), "assistant_director", event);
    }

    /// The evening before they were late at the home, and came back by themselves (P9).
    pub(super) fn was_late_the_evening_before(&mut self) {
        let persona = self.persona;
        let Some(home) = persona.home_role() else { return };
        let at = self.course.reported - SignedDuration::from_hours(25);
        let expected_at = Some(at - SignedDuration::from_mins(35));
        let late = PersonEvent::LateNoted { expected_at, note: self.say("late") };
        persona.record(self.studio, self.chronicle, at, &home, late);
        let back = PersonEvent::LateEnded { note: self.say("late_back") };
        persona.record(self.studio, self.chronicle, at + SignedDuration::from_mins(50), &home, back);
    }

    /// The home notes the log number that it was given, and an officer takes the briefing sheet along.
    pub(super) fn is_handed_out(&mut self) {
        let Some(home) = self.persona.home_role() else { return };
        let number = local(self.course.reported).strftime("Log 318 of %-d %B %Y").to_string();
        self.note(self.after(21), &home, EpisodeEvent::LogNumberRecorded { number });
        let made = DocumentMade {
            document: DocumentKind::Briefing,
            // Of a sheet that nobody has kept: nothing handed on in the demonstration is held against it.
            digest: "0".repeat(64),
            pages: 2,
            as_known_at: None,
        };
        self.note(self.after(55), IN_CHARGE, EpisodeEvent::DocumentMade(made));
    }

    /// They are late at the home, and not back yet: expected so many minutes ago.
    pub(super) fn is_late_since(&mut self, minutes: i64) {
        let persona = self.persona;
        let Some(home) = persona.home_role() else { return };
        let late = PersonEvent::LateNoted { expected_at: Some(self.ago(minutes)), note: self.say("late") };
        let at = self.ago(minutes - 3);
        persona.record(self.studio, self.chronicle, at, &home, late);
    }

    /// What the time missing means for the child, once the talk was held (NP 7.7).
    pub(super) fn is_weighed(&mut self, at: Timestamp) {
        let significance = *self.studio.chance.pick(&[
            EpisodeSignificance::NotSignificant,
            EpisodeSignificance::TargetedSupport,
            EpisodeSignificance::MashAssessment,
        ]);
        let reasons = self.say_of(&["significance"], significance.word());
        let event = EpisodeEvent::SignificanceDecided { significance, reasons };
        self.note(at, "team_manager", event);
    }

    /// Something was left open after all: the case is opened again, and closed the next day.
    pub(super) fn is_opened_again(&mut self, closed: Noted) {
        let reason = self.say_of(&["significance"], "reopened");
        let at = closed.recorded_at + SignedDuration::from_hours(30);
        let opened = self.note(at, IN_CHARGE, EpisodeEvent::Reopened { reason });
        let summary = self.say_of(&["significance"], "closed_again");
        let at = opened.recorded_at + SignedDuration::from_hours(26);
        self.note(at, IN_CHARGE, EpisodeEvent::Closed { summary });
    }
}
