//! What a home was asked that had noted somebody as late: it answers while they are out, but for whoever is late now.

use domain::{
    episode::EpisodeEvent,
    ids::PersonId,
    late::planned,
    ledger::{Actor, Draft, Event},
    messages::{Sending, Staffing},
    person::PersonEvent,
    projection::Surroundings,
};

use super::{
    answering::{ANSWERED_AFTER, Answering, draft, file_of},
    rules::LOCAL,
    studio::local,
};

impl Answering<'_> {
    /// The messages about somebody being late that were sent by now, and the answers.
    pub(super) fn of_late(&self, person: PersonId, entries: &[Draft]) -> Vec<Draft> {
        let noted = entries.iter().filter(|draft| is_late(draft));
        noted.flat_map(|noted| self.asked(person, entries, noted)).collect()
    }

    fn asked(&self, person: PersonId, entries: &[Draft], noted: &Draft) -> Vec<Draft> {
        let Some(loaded) = self.app.packs().in_force(LOCAL, local(noted.recorded_at).date()) else {
            return Vec::new();
        };
        let asking = (LOCAL, &loaded.pack, &loaded.calendar);
        let sending = |now| Sending { now, staffing: Staffing::Unstaffed, roles: self.roles(), rotas: &[] };
        let later = entries.iter().filter(|draft| draft.recorded_at > noted.recorded_at);
        let over = later.filter(|draft| is_over(draft)).map(|draft| draft.recorded_at).min();
        let until = over.unwrap_or(self.now);
        let mut known: Vec<Draft> =
            entries.iter().filter(|draft| draft.recorded_at < until).cloned().collect();
        let before = known.len();
        let next = |known: &[Draft]| {
            let planned = planned(&file_of(person, known, until), asking);
            planned.into_iter().next().filter(|next| next.at < until)
        };
        while let Some(next) = next(&known) {
            let told = PersonEvent::LateTold(sending(next.at).address(&next, None));
            let told = draft(noted.stream, Actor::system(noted.actor.agency), next.at, Event::Person(told));
            let (of, answered_at) = (told.id, next.at + ANSWERED_AFTER);
            known.push(told);
            if over.is_some() && answered_at < until {
                let answer = PersonEvent::LateAcknowledged { of, note: String::new() };
                known.push(draft(noted.stream, noted.actor.clone(), answered_at, Event::Person(answer)));
            }
        }
        known.split_off(before)
    }
}

fn is_late(draft: &Draft) -> bool {
    draft.event.name() == "late_noted"
}

/// They are back, or reported missing.
fn is_over(draft: &Draft) -> bool {
    matches!(
        draft.event,
        Event::Person(PersonEvent::LateEnded { .. }) | Event::Episode(EpisodeEvent::Opened(_))
    )
}
