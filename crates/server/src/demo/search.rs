//! While it lasts: the list that a high grade sets going, briefings, strategy meetings, the national unit,
//! disagreement, and partners who are asked in.

use domain::{
    episode::{EpisodeEvent, Step},
    ids::MeetingId,
    meeting::{MeetingEvent, MeetingHeld, Occasion},
};
use jiff::{SignedDuration, Timestamp, ToSpan, civil::Time};

use super::{persona::Care, report::Graded, situation::Age, studio::local, telling::Telling};

impl Telling<'_> {
    /// What a high grade sets going (NP 1.4).
    pub(super) fn high_list(&mut self, graded: &Graded) {
        let Some(high) = graded.first_high else { return };
        let hour = SignedDuration::from_hours(1);
        let six_hours = SignedDuration::from_hours(6);
        self.step_within(high, hour, "police_senior_manager", Step::SeniorManagementReviewed);
        if let Some(at) = self.done_within(high, hour)
            && at < self.limit()
        {
            let officer = self.studio.cast.anyone(&mut self.studio.chance, "police_io").1;
            self.note(at, "police_senior_manager", EpisodeEvent::InvestigatingOfficerAppointed { officer });
        }
        self.step_within(high, six_hours, "police_io", Step::MediaStrategySet);
        self.step_within(high, six_hours, "police_io", Step::FamilySupportArranged);
    }

    /// The national unit is told: at once where risk is high, else within 72 hours. Gives whether it was.
    pub(super) fn national_unit(&mut self, graded: &Graded) -> Referred {
        let reported = self.course.reported;
        let due = reported + SignedDuration::from_hours(72);
        let (from, within) = match graded.first_high {
            Some(high) if high < due => (high, SignedDuration::from_hours(1)),
            Some(_) | None => (reported, SignedDuration::from_hours(72)),
        };
        // Nobody refers a case at medium risk on the first evening: it is done on the third day.
        let at = if within.as_hours() == 72 {
            Some(reported + self.studio.chance.minutes(50 * 60, 71 * 60))
        } else {
            self.done_within(from, within)
        };
        match at {
            Some(at) if at < self.limit() => {
                self.refer(at);
                Referred::Yes
            }
            Some(_) | None => Referred::No,
        }
    }

    /// Refers the case to the national unit and lets it see the episode.
    pub(super) fn refer(&mut self, at: Timestamp) {
        let reference = format!("NU-{}-{:05}", local(at).year(), self.studio.chance.between(10_200, 98_900));
        self.note(at, "police_mpu", EpisodeEvent::ReferredToNationalUnit { reference });
        self.involve(at + SignedDuration::from_mins(7), "national");
    }

    /// Asks another agency in.
    pub(super) fn involve(&mut self, at: Timestamp, key: &str) {
        let agency = self.studio.cast.agency(key);
        let purpose = self.say_of(&["partner"], key);
        self.note(at, "police_mpu", EpisodeEvent::PartnerInvolved { agency, purpose });
    }

    /// Those who hear of it on the first day (NP 7.22, 6.8).
    pub(super) fn briefings(&mut self) {
        if !self.is_own_child() {
            return;
        }
        let reported = self.course.reported;
        let day = self.start() + SignedDuration::from_hours(24);
        let hour = SignedDuration::from_hours(1);
        let left = day.duration_since(reported).max(hour);
        let role = if self.persona.worker.is_some() { "allocated_worker" } else { "missing_coordinator" };
        // Most children are back before anybody writes a briefing.
        if self.limit() > reported + left * 2 / 5 {
            if self.persona.worker.is_some() {
                self.step_within(reported, left, role, Step::ServiceManagerInformed);
            }
            self.step_within(reported, left, role, Step::NeedToKnowIssued);
        }
        let in_care = matches!(self.persona.care, Care::Ours | Care::OursElsewhere);
        let from = day.max(reported);
        if in_care && from < self.limit() {
            self.step_within(from, hour, "head_of_safeguarding", Step::AssistantDirectorNotified);
        }
        let quarter = self.later(self.start(), 3);
        if quarter < self.limit() {
            let at = quarter + self.studio.chance.minutes(20 * 60, 6 * 24 * 60);
            if at < self.limit() {
                self.step(at, "assistant_director", Step::AssistantDirectorReviewed);
            }
        }
    }

    fn later(&self, from: Timestamp, months: i64) -> Timestamp {
        local(from).checked_add(months.months()).map_or(from, |later| later.timestamp())
    }

    /// The strategy meetings of an own child, each in its slot (NP 7.17-7.22).
    pub(super) fn meetings(&mut self, graded: &Graded) {
        if !self.is_own_child() {
            return;
        }
        let start = self.start();
        let first_due = if graded.first_high.is_some() { 48 } else { 72 };
        let opens = (start + SignedDuration::from_hours(24)).max(self.course.reported);
        let first = opens + SignedDuration::from_hours(self.studio.chance.between(2, first_due - 28));
        let mut at = self.in_office_hours(first);
        for (number, day) in [1, 6, 10, 23, 37, 51, 65, 126, 187].into_iter().enumerate() {
            if number > 0 {
                let midday = local(start).date().saturating_add(i64::from(day).days());
                at = local_at(midday, self.studio.chance.between(10, 15), 0);
            }
            if at >= self.limit() || at < opens {
                if at >= self.limit() {
                    return;
                }
                continue;
            }
            self.meet(at, Occasion::Series);
        }
    }

    fn in_office_hours(&mut self, at: Timestamp) -> Timestamp {
        let hour = local(at).hour();
        if (9..17).contains(&hour) {
            at
        } else {
            let until = (24 + 9 - i64::from(hour)) % 24;
            at + SignedDuration::from_hours(until.min(11)) + self.studio.chance.minutes(0, 40)
        }
    }

    /// Holds a meeting and, nearly always, circulates its minutes.
    pub(super) fn meet(&mut self, at: Timestamp, occasion: Occasion) -> MeetingId {
        let (meeting, held) = self.meet_without_minutes(at, occasion);
        if let Some(at) = self.done_within(held, SignedDuration::from_hours(24)) {
            let to = self.say_of(&["meeting"], "circulated_to");
            self.note_meeting(meeting, at, self.chair(held), MeetingEvent::MinutesCirculated { to });
        }
        meeting
    }

    /// Holds a meeting. Gives it, and when it was entered.
    pub(super) fn meet_without_minutes(
        &mut self,
        at: Timestamp,
        occasion: Occasion,
    ) -> (MeetingId, Timestamp) {
        let meeting = MeetingId(self.studio.chance.id_at(at));
        let role = self.chair(at);
        let name = self.studio.cast.anyone(&mut self.studio.chance, role).1;
        let next_on = local(at).date().saturating_add(self.studio.chance.between(4, 12).days());
        let held = MeetingHeld {
            episode: self.episode,
            person: self.persona.id,
            occasion,
            chair: format!("{name} ({})", role.replace('_', " ")),
            attended: self.say_of(&["meeting"], "attended"),
            decisions: self.say_of(&["meeting"], "decisions"),
            next_on: self.studio.chance.likely(80).then_some(next_on),
        };
        let noted = self.note_meeting(meeting, at, role, MeetingEvent::Held(held));
        (meeting, noted.recorded_at)
    }

    /// Who chairs then (NP 7.18, 7.22).
    pub(super) fn chair(&self, at: Timestamp) -> &'static str {
        let days = local(self.start()).date().until((jiff::Unit::Day, local(at).date()));
        let days = days.map_or(0, |span| span.get_days());
        let hours = at.duration_since(self.start()).as_hours();
        match (days, self.persona.worker.is_some()) {
            (10.., _) => "sqas_service_manager",
            (7..=9, true) => "service_manager",
            (7..=9, false) => "mash_service_manager",
            (_, false) => "mash_decision_maker",
            (_, true) if hours < 72 => "practice_manager",
            (_, true) => "team_manager",
        }
    }

    /// Somebody disagrees about the grade, and it is resolved.
    pub(super) fn disagreement(&mut self, at: Timestamp) {
        if self.age == Age::Adult || at >= self.limit() {
            return;
        }
        let reason = self.say_of(&["disagreement"], "raised");
        let raised = self.note(at, "team_manager", EpisodeEvent::DisagreementRaised { reason, grade: None });
        if let Some(at) = self.done_within(raised.recorded_at, SignedDuration::from_hours(4)) {
            let outcome = self.say_of(&["disagreement"], "resolved");
            let event = EpisodeEvent::DisagreementResolved { of: raised.entry, outcome };
            self.note(at, "police_mpu", event);
        }
    }
}

/// Whether the national unit knows of the case.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Referred {
    Yes,
    No,
}

/// That hour of that day on the county's clocks.
pub(super) fn local_at(day: jiff::civil::Date, hour: i64, minute: i64) -> Timestamp {
    let hour = i8::try_from(hour).unwrap_or(12);
    let minute = i8::try_from(minute).unwrap_or(0);
    let time = Time::new(hour, minute, 0, 0).unwrap_or(Time::midnight());
    day.to_datetime(time)
        .to_zoned(domain::time::london())
        .map_or(Timestamp::UNIX_EPOCH, |zoned| zoned.timestamp())
}
