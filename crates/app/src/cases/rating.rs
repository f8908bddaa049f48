//! What a new rating of a notification would mean, before anybody gives it: by when the MASH would then have to assess.

use domain::{
    episode::{EpisodeEvent, MashRating},
    file::{PersonFile, Recorded},
    ids::EntryId,
    ledger::{Actor, Event, Stream},
    protocol::event::{Act, EventKind},
};
use jiff::Timestamp;
use uuid::Uuid;

use super::{EpisodeView, PackDuties, duties::duties};
use crate::{App, access::Action};

impl App {
    /// For each rating the time by which the MASH would have to assess if it were given now (NP 6.14); nothing for whoever
    /// gives none, and where no assessment is owed, for then a rating moves no clock.
    #[must_use]
    pub fn assess_by_rating(&self, view: &EpisodeView) -> Vec<(MashRating, Timestamp)> {
        if !view.may.contains(&Action::MashRated) || assess_owed(&view.duties).is_none() {
            return Vec::new();
        }
        let by = |rating: &MashRating| Some((*rating, self.assess_by(view, *rating)?));
        MashRating::ALL.iter().filter_map(by).collect()
    }

    fn assess_by(&self, view: &EpisodeView, rating: MashRating) -> Option<Timestamp> {
        let rated = Recorded {
            entry: EntryId(Uuid::nil()),
            sequence: i64::MAX,
            stream: Stream::Episode(view.episode.id),
            happened_at: view.now,
            recorded_at: view.now,
            actor: Actor::system(view.episode.opened.lead_force),
            event: Event::Episode(EpisodeEvent::MashRated { rating, reasons: String::new() }),
            corrected_by: Vec::new(),
        };
        let recorded = view.file.recorded.iter().cloned().chain([rated]).collect();
        let file = PersonFile::fold(view.person_id, recorded);
        let episode = file.episodes.get(&view.episode.id)?;
        assess_owed(&duties(&file, episode, view.now, &self.inner.area.around()))
    }
}

/// When the MASH's assessment is due, where it is owed.
fn assess_owed(packs: &[PackDuties]) -> Option<Timestamp> {
    let assess = EventKind::Act(Act::MashAssessed);
    let owed = packs.iter().flat_map(|pack| &pack.duties).filter(|duty| duty.is_owed());
    owed.filter(|duty| duty.met_by.contains(&assess)).map(|duty| duty.due_at).min()
}
