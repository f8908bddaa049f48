//! The pieces of which a running case is told: who it is, what went before, and the steps that most cases share.

use domain::{
    episode::{EpisodeEvent, Information, MashRating, Significance, Step},
    person::{Form, PersonEvent},
    risk::{Assessor, Grade},
};
use jiff::{SignedDuration, Timestamp};

use super::{
    chronicle::Chronicle,
    history::PersonHistory,
    persona::{Care, Part, Persona},
    portrait,
    report::{Graded, Told},
    situation::Situation,
    studio::{Studio, to_minute},
    telling::{Course, Telling},
};

/// Where a running time missing stands.
#[derive(Clone, Copy)]
pub(super) struct Scenario {
    pub(super) situation: Situation,
    pub(super) care: Care,
    /// Months of age now.
    pub(super) months: Option<i64>,
    /// Minutes since the person was last seen.
    pub(super) missing: i64,
    /// Minutes since police were told.
    pub(super) reported: i64,
    pub(super) grade: Grade,
    /// Its own bank of prose.
    pub(super) voice: &'static str,
}

/// Casts somebody, writes what went before, and hands the pen to the scenario.
pub(super) fn scene(
    studio: &mut Studio,
    scenario: Scenario,
    tell: impl FnOnce(&mut Telling<'_>),
) -> PersonHistory {
    let now = studio.now;
    let reported = to_minute(now - SignedDuration::from_mins(scenario.reported));
    let persona = somebody(studio, &scenario, reported);
    let mut chronicle = Chronicle::of(persona.id);
    let known = if scenario.care == Care::None { 11 } else { 88 * 24 * 60 };
    persona.before(studio, &mut chronicle, reported - SignedDuration::from_mins(known));
    if let Some(photograph) = portrait::of(persona.id, reported) {
        let at = reported + SignedDuration::from_mins(9);
        persona.record(
            studio,
            &mut chronicle,
            at,
            "police_officer",
            PersonEvent::PhotographAdded(photograph),
        );
    }
    let course = Course {
        since: Some(to_minute(now - SignedDuration::from_mins(scenario.missing))),
        reported,
        end: None,
        grade: scenario.grade,
        ordinal: 1,
    };
    let mut telling = Telling::begin(studio, &mut chronicle, &persona, course);
    telling.voice = Some(scenario.voice);
    tell(&mut telling);
    PersonHistory { person: chronicle.person(), entries: chronicle.settle(now) }
}

/// Somebody who fits the scenario.
pub(super) fn somebody(studio: &mut Studio, scenario: &Scenario, reported: Timestamp) -> Persona {
    let part = Part { situation: scenario.situation, care: scenario.care, months: scenario.months };
    Persona::cast(studio, part, reported)
}

impl Telling<'_> {
    /// A moment so many minutes after the report.
    pub(super) fn after(&self, minutes: i64) -> Timestamp {
        self.course.reported + SignedDuration::from_mins(minutes)
    }

    /// A moment so many minutes ago.
    pub(super) fn ago(&self, minutes: i64) -> Timestamp {
        self.studio.now - SignedDuration::from_mins(minutes)
    }

    /// The report, and a first grade that an officer gave and a supervisor reviewed.
    pub(super) fn taken_and_graded(&mut self) -> (Told, Graded) {
        let told = self.report();
        let mut graded = Graded::default();
        let grade = self.course.grade;
        let assessed = self.after(16);
        self.assess(assessed, Assessor::Officer, grade);
        graded.add(assessed, grade);
        let reviewed = self.after(41);
        if reviewed < self.studio.now {
            self.review(reviewed, grade);
            self.reassess_from(reviewed, &mut graded);
        }
        (told, graded)
    }

    pub(super) fn send(&mut self, minutes: i64) {
        let officer = self.scene.get("officer").to_owned();
        let place = self.say("sent_to");
        let at = self.after(minutes);
        let sent = self.note(at, "police_supervisor", EpisodeEvent::OfficerDeployed { officer, place });
        self.take(sent.recorded_at);
    }

    pub(super) fn social_care_told(&mut self, rating: MashRating) {
        let at = self.after(24);
        self.step(at, "police_mpu", Step::SocialCareNotified);
        let reasons = self.say_of(&["mash"], rating.word());
        let event = EpisodeEvent::MashNotified { rating: Some(rating), reasons };
        let at = self.after(33);
        self.note(at, "police_mpu", event);
    }

    pub(super) fn mash_decides(&mut self, minutes: i64) {
        let outcome = self.say_of(&["mash"], "outcome");
        let at = self.after(minutes);
        self.note(at, "mash_decision_maker", EpisodeEvent::MashAssessed { outcome });
    }

    pub(super) fn told_of(&mut self, at: Timestamp, significance: Significance) {
        let said = self.say("information");
        let (who, what) = said.split_once('|').unwrap_or(("carer", said.as_str()));
        let (source, how_to_reach) = self.source(who.trim());
        let event = EpisodeEvent::InformationReceived(Information {
            what: what.trim().to_owned(),
            source,
            how_to_reach,
            significance,
            origin: None,
            reliability: None,
            credibility: None,
            task: None,
        });
        self.note(at, "police_officer", event);
    }

    pub(super) fn both_forms(&mut self, minutes: i64) {
        for (form, later) in [(Form::IncidentForm, 0), (Form::LocationForm, 13)] {
            let at = self.after(minutes + later);
            self.complete_form(at, form);
        }
    }

    pub(super) fn whole_high_list(&mut self, minutes: i64) {
        let at = |telling: &Self, more: i64| telling.after(minutes + more);
        let moment = at(self, 12);
        self.step(moment, "police_senior_manager", Step::SeniorManagementReviewed);
        let officer = self.studio.cast.anyone(&mut self.studio.chance, "police_io").1;
        let moment = at(self, 19);
        self.note(moment, "police_senior_manager", EpisodeEvent::InvestigatingOfficerAppointed { officer });
        let moment = at(self, 26);
        self.refer(moment);
        let moment = at(self, 160);
        if moment < self.studio.now {
            self.step(moment, "police_io", Step::MediaStrategySet);
        }
        let moment = at(self, 205);
        if moment < self.studio.now {
            self.step(moment, "police_io", Step::FamilySupportArranged);
        }
    }
}
