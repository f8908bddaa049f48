//! What was entered wrongly and found out: a correction says what it corrects and why.

use domain::{
    episode::EpisodeEvent,
    ledger::{Correction, Event},
};
use jiff::SignedDuration;

use super::{chronicle::Noted, report::Told, studio::to_minute, telling::Telling};

impl Telling<'_> {
    /// Now and then somebody finds that an entry was wrong.
    pub(super) fn errors_found(&mut self, told: &Told, heard: &[Noted]) {
        match self.studio.chance.between(1, 100) {
            1..=7 => self.correct_missing_since(told),
            8..=16 => self.correct_time_heard(heard),
            _ => {}
        }
    }

    /// Somebody saw them later than was first said.
    fn correct_missing_since(&mut self, told: &Told) {
        let Some(since) = told.opened.missing_since else { return };
        let later = to_minute(since + self.course.reported.duration_since(since) / 3);
        if later == since {
            return;
        }
        let mut opened = told.opened.clone();
        opened.missing_since = Some(later);
        let at = told.entered.recorded_at + SignedDuration::from_mins(self.studio.chance.between(24, 50));
        let correction = Correction {
            corrects: told.entered.entry,
            happened_at: None,
            event: Some(Box::new(Event::Episode(EpisodeEvent::Opened(Box::new(opened))))),
            reason: self.say_of(&["correction"], "missing_since"),
        };
        self.correct(at, "police_supervisor", correction);
    }

    /// What somebody said was noted with the wrong time.
    fn correct_time_heard(&mut self, heard: &[Noted]) {
        let Some(wrong) = heard.last().copied() else { return };
        // Nobody is seen while missing once they are back: near the end the wrong time might lie behind it.
        if wrong.recorded_at > self.limit() - SignedDuration::from_hours(2) {
            return;
        }
        let at = wrong.recorded_at + SignedDuration::from_mins(self.studio.chance.between(16, 240));
        let earlier = SignedDuration::from_mins(self.studio.chance.between(21, 55));
        let correction = Correction {
            corrects: wrong.entry,
            happened_at: Some(to_minute(wrong.recorded_at - earlier)),
            event: None,
            reason: self.say_of(&["correction"], "time_heard"),
        };
        self.correct(at, "police_mpu", correction);
    }
}
