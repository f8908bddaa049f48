//! The first hours: the call, the first grade, officers, and who is told at once.

use domain::{
    episode::{
        Credibility, EpisodeEvent, Information, MashRating, Opened, Origin, Report, Significance,
        SourceReliability, Step,
    },
    incident::{Call, IncidentClass, IncidentEvent},
    risk::{Assessor, DefinitionInForce, Grade, Grading},
};
use jiff::{SignedDuration, Timestamp, ToSpan};

use super::{
    chronicle::Noted,
    persona::Care,
    situation::{Age, Situation},
    studio::{When, local},
    telling::Telling,
};

/// When the report was entered, and the entry of it.
pub(super) struct Told {
    pub(super) entered: Noted,
    pub(super) opened: Opened,
}

impl Telling<'_> {
    /// Takes the call and opens the episode.
    pub(super) fn report(&mut self) -> Told {
        let reported = self.course.reported;
        let call_taker = if self.studio.chance.likely(82) { "call_handler" } else { "police_officer" };
        let log_number = format!(
            "Log {} of {}",
            self.studio.chance.between(12, 940),
            local(reported).strftime("%-d %B %Y")
        );
        let circumstances = self.say("circumstances");
        let reporter = self.persona.carer.clone();
        let entered = reported + SignedDuration::from_secs(self.studio.chance.between(240, 540));
        let second = |number: i64| When {
            happened_at: reported,
            recorded_at: entered + SignedDuration::from_millis(number),
        };
        let class = self.class();
        let call = Call {
            log_number: log_number.clone(),
            reporter: reporter.clone(),
            reporter_view: self.say("reporter_view"),
            circumstances: circumstances.clone(),
            ..Call::default()
        };
        let reason = self.say_of(&["class"], class.word());
        let person = self.persona.id;
        let episode = self.episode;
        self.note_call(second(0), call_taker, IncidentEvent::Reported(call));
        self.note_call(second(1), call_taker, IncidentEvent::PersonNamed { person });
        self.note_call(second(2), call_taker, IncidentEvent::Classified { class, reason });
        self.note_call(second(3), call_taker, IncidentEvent::EpisodeOpened { person, episode });
        let opened = Opened {
            incident: self.incident,
            person,
            missing_since: self.course.since,
            lead_force: self.studio.cast.agency("police"),
            governed_by: self.governed_by.clone(),
            report: self.answers(circumstances, reporter, log_number),
        };
        let event = EpisodeEvent::Opened(Box::new(opened.clone()));
        let entered = self.note_report(second(4), call_taker, event);
        Told { entered, opened }
    }

    fn class(&mut self) -> IncidentClass {
        if self.is(Situation::Ward) && self.studio.chance.likely(70) {
            IncidentClass::AbsentWithoutLeave
        } else {
            IncidentClass::Missing
        }
    }

    fn answers(
        &mut self,
        circumstances: String,
        reporter: domain::person::Contact,
        log_number: String,
    ) -> Report {
        let mut report = Report {
            circumstances,
            last_seen: self.say("last_seen"),
            with_whom: self.say("with_whom"),
            clothing: self.say("clothing"),
            carrying: self.say("carrying"),
            transport: self.say("transport"),
            likely_places: self.say("likely_places"),
            concern: self.say("concern"),
            medication: self.say("medication_due"),
            checks_made: self.say("checks_made"),
            reporter,
            log_number,
            ..Report::default()
        };
        // Not everything is known when somebody rings.
        for answer in
            [&mut report.with_whom, &mut report.carrying, &mut report.transport, &mut report.medication]
        {
            if self.studio.chance.likely(16) {
                answer.clear();
            }
        }
        report
    }

    /// Assesses the risk.
    pub(super) fn assess(&mut self, at: Timestamp, by: Assessor, grade: Grade) -> Noted {
        let role = match by {
            Assessor::Officer => "police_officer",
            Assessor::Supervisor => "police_supervisor",
        };
        let count = usize::try_from(self.studio.chance.between(3, 5)).unwrap_or(3);
        let grading = self.grading(at, grade, "reasons", count);
        let definition = DefinitionInForce::default();
        self.note(at, role, EpisodeEvent::RiskAssessed { by, grading, definition })
    }

    /// Reviews the risk.
    pub(super) fn review(&mut self, at: Timestamp, grade: Grade) -> Noted {
        let count = usize::try_from(self.studio.chance.between(0, 2)).unwrap_or(0);
        let grading = self.grading(at, grade, "review", count);
        let definition = DefinitionInForce::default();
        self.note(at, "police_supervisor", EpisodeEvent::RiskReviewed { grading, definition })
    }

    fn grading(&mut self, at: Timestamp, grade: Grade, key: &str, count: usize) -> Grading {
        let reasons = self.say(&format!("{key}_{}", grade.word()));
        let human_rights =
            if self.studio.chance.likely(70) { self.say("human_rights") } else { String::new() };
        Grading { grade, reasons, human_rights, considerations: self.considerations(at, count) }
    }

    /// The first grade, its review, and every look at it since. Gives when it was first graded, and when first high.
    pub(super) fn risk(&mut self) -> Graded {
        let first = self.course.reported + self.studio.chance.minutes(12, 48);
        let mut graded = Graded::default();
        if first >= self.limit() {
            return graded;
        }
        let by = if self.studio.chance.likely(84) { Assessor::Officer } else { Assessor::Supervisor };
        self.assess(first, by, self.course.grade);
        graded.add(first, self.course.grade);
        let mut last = first;
        if by == Assessor::Officer
            && let Some(at) = self.done_within(first, SignedDuration::from_hours(1))
            && at < self.limit()
        {
            self.review(at, self.course.grade);
            last = at;
        }
        self.reassess_from(last, &mut graded);
        graded
    }

    /// Looks at the risk again and again until the end.
    pub(super) fn reassess_from(&mut self, from: Timestamp, graded: &mut Graded) {
        let mut last = from;
        let mut grade = graded.last.unwrap_or(self.course.grade);
        loop {
            let percent = if self.studio.chance.likely(95) {
                self.studio.chance.between(66, 97)
            } else {
                self.studio.chance.between(104, 135)
            };
            let next = last + SignedDuration::from_secs(interval(grade).as_secs() * percent / 100);
            if next >= self.limit() {
                return;
            }
            grade = self.moved(grade);
            self.review(next, grade);
            graded.add(next, grade);
            last = next;
        }
    }

    /// The grade at a review: mostly as before.
    fn moved(&mut self, grade: Grade) -> Grade {
        let drawn = self.studio.chance.between(1, 100);
        match (grade, drawn) {
            (Grade::Medium, 1..=4) => Grade::High,
            (Grade::High, 1..=14) => Grade::Medium,
            (Grade::Low, 1..=12) => Grade::Medium,
            (Grade::NoApparentRisk, 1..=25) => Grade::Low,
            (Grade::High | Grade::Medium | Grade::Low | Grade::NoApparentRisk, _) => grade,
        }
    }

    /// Sends somebody.
    pub(super) fn deploy(&mut self, graded: &Graded) {
        let Some(first) = graded.first else { return };
        let sent = match (self.age, self.course.grade) {
            (Age::Child, _) | (Age::Adult, Grade::High | Grade::Medium) => true,
            (Age::Adult, Grade::Low | Grade::NoApparentRisk) => self.studio.chance.likely(40),
        };
        if !sent {
            return;
        }
        if let Some(at) = self.done_within(first, SignedDuration::from_hours(1))
            && at < self.limit()
        {
            let officer = self.scene.get("officer").to_owned();
            let place = self.say("sent_to");
            let sent = self.note(at, "police_supervisor", EpisodeEvent::OfficerDeployed { officer, place });
            self.take(sent.recorded_at);
        }
    }

    /// Whoever is in charge in the room takes the case, as soon as somebody is sent.
    pub(super) fn take(&mut self, at: Timestamp) {
        if at < self.limit() && at < self.studio.now {
            self.note(at, "police_supervisor", EpisodeEvent::CaseTaken { reason: String::new() });
        }
    }

    /// Those who are told at once.
    pub(super) fn tell_at_once(&mut self, told: &Told) {
        let reported = self.course.reported;
        let entered = told.entered.recorded_at;
        let hour = SignedDuration::from_hours(1);
        if self.age == Age::Child
            && let Some(at) = self.done_within(reported, hour)
        {
            self.step(at.max(entered), "police_mpu", Step::SocialCareNotified);
        }
        if let Some(at) = self.done_within(reported, SignedDuration::from_hours(24)) {
            self.step(at.max(entered), "police_supervisor", Step::FamilySignposted);
        }
        if self.is(Situation::Asylum) {
            self.step_within(reported, hour, "missing_coordinator", Step::HomeOfficeInformed);
        }
        if self.age == Age::Child && self.persona.care == Care::Theirs {
            self.step_within(reported, hour, "missing_coordinator", Step::PlacingAuthorityToldMissing);
        }
        if self.is(Situation::CareLeaver) {
            let at = reported + self.studio.chance.minutes(18 * 60, 4 * 24 * 60);
            self.step(at, "leaving_care_service", Step::LeavingCareReassessed);
        }
    }

    /// The MASH is notified, rates and assesses.
    pub(super) fn mash(&mut self) {
        if self.age == Age::Adult {
            return;
        }
        let notified = self.course.reported + self.studio.chance.minutes(22, 75);
        let rating = *self.studio.chance.pick(&[
            MashRating::Red,
            MashRating::Amber,
            MashRating::Amber,
            MashRating::Green,
        ]);
        let at_once = self.studio.chance.likely(55);
        let reasons = self.say_of(&["mash"], rating.word());
        let told = EpisodeEvent::MashNotified {
            rating: at_once.then_some(rating),
            reasons: if at_once { reasons.clone() } else { String::new() },
        };
        let mut noted = self.note(notified, "police_mpu", told);
        if !at_once {
            let at = noted.recorded_at + self.studio.chance.minutes(10, 80);
            noted = self.note(at, "mash_decision_maker", EpisodeEvent::MashRated { rating, reasons });
        }
        let due = match rating {
            MashRating::Red => 4.hours(),
            MashRating::Amber => 24.hours(),
            MashRating::Green => 72.hours(),
        };
        let due = SignedDuration::from_hours(i64::from(due.get_hours()));
        if let Some(at) = self.done_within(notified, due) {
            let outcome = self.say_of(&["mash"], "outcome");
            self.note(
                at.max(noted.recorded_at),
                "mash_decision_maker",
                EpisodeEvent::MashAssessed { outcome },
            );
        }
    }

    /// What came in while they were looked for: some of it bears on risk, which is then looked at within the hour.
    pub(super) fn enquiries(&mut self) -> Vec<Noted> {
        let hours = self.limit().duration_since(self.course.reported).as_hours();
        let most = match hours {
            0..=2 => 1,
            3..=7 => 2,
            8..=23 => 3,
            24..=167 => 6,
            _ => 11,
        };
        let count = self.studio.chance.between(0, most);
        let mut noted = Vec::new();
        for _ in 0..count {
            let minutes = self.limit().duration_since(self.course.reported).as_secs() / 60;
            let earliest = 14;
            if minutes <= earliest + 2 {
                break;
            }
            let at = self.course.reported + self.studio.chance.minutes(earliest, minutes - 1);
            noted.push(self.hear(at));
        }
        noted
    }

    /// Information or a sighting, from anyone.
    pub(super) fn hear(&mut self, at: Timestamp) -> Noted {
        let significant = self.studio.chance.likely(28);
        let sighting = self.studio.chance.likely(34);
        let said = self.say(if sighting { "sighting" } else { "information" });
        let (who, what) = said.split_once('|').unwrap_or(("carer", said.as_str()));
        let (source, how_to_reach) = self.source(who.trim());
        let information = Information {
            what: what.trim().to_owned(),
            source,
            how_to_reach,
            significance: if significant { Significance::Significant } else { Significance::Routine },
            origin: origin_of(who.trim()),
            reliability: reliability_at(at),
            credibility: credibility_at(at, sighting),
            task: None,
        };
        let event = if sighting {
            let place = self.say_of(&["seen_at"], who.trim());
            EpisodeEvent::Sighted { place, seen_at: None, information }
        } else {
            EpisodeEvent::InformationReceived(information)
        };
        let late = self.studio.chance.likely(18);
        let noted = if late {
            self.note_late(at, "police_officer", event)
        } else {
            self.note(at, "police_officer", event)
        };
        if significant && !late {
            let look = at + self.studio.chance.minutes(12, 52);
            if look < self.limit() {
                self.review(look, self.course.grade);
            }
        }
        noted
    }
}

/// When somebody was graded.
#[derive(Default)]
pub(super) struct Graded {
    /// The first time.
    pub(super) first: Option<Timestamp>,
    /// The first time as high.
    pub(super) first_high: Option<Timestamp>,
    /// The grade last given.
    pub(super) last: Option<Grade>,
}

impl Graded {
    /// One more grading.
    pub(super) fn add(&mut self, at: Timestamp, grade: Grade) {
        self.first.get_or_insert(at);
        if grade == Grade::High {
            self.first_high.get_or_insert(at);
        }
        self.last = Some(grade);
    }
}

/// Within what time risk is looked at again.
fn interval(grade: Grade) -> SignedDuration {
    SignedDuration::from_hours(match grade {
        Grade::High => 6,
        Grade::Medium => 12,
        Grade::Low => 24,
        Grade::NoApparentRisk => 7 * 24,
    })
}

/// From where somebody's word comes.
fn origin_of(who: &str) -> Option<Origin> {
    match who {
        "officer" => Some(Origin::Police),
        "carer" | "worker" | "school" => Some(Origin::Partner),
        "family" | "mother" | "father" | "friend" => Some(Origin::FamilyOrFriend),
        "public" | "driver" | "shop" => Some(Origin::Public),
        _ => None,
    }
}

/// Two of three are graded; by the minute, so that nothing else of the telling changes with it.
fn reliability_at(at: Timestamp) -> Option<SourceReliability> {
    match at.as_second().div_euclid(60).rem_euclid(6) {
        0 | 1 => Some(SourceReliability::Reliable),
        2 | 3 => Some(SourceReliability::Untested),
        _ => None,
    }
}

fn credibility_at(at: Timestamp, sighting: bool) -> Option<Credibility> {
    reliability_at(at)
        .map(|_| if sighting { Credibility::KnownDirectly } else { Credibility::KnownIndirectly })
}
