//! What was told in one case and may bear on another of the same call: a crime that one child tells of is offered for the
//! sister who is still missing, in the same words, so that nobody types them twice.

use domain::{
    episode::EpisodeEvent,
    ids::{EntryId, EpisodeId, PersonId},
    ledger::{Event, Stream},
    projection::Standing,
    text::is_blank,
};

use super::EpisodeView;
use crate::{App, access::Action, identity::SignedIn, trouble::Trouble};

/// Words that stand in one case and not yet in another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retelling {
    /// The entry that holds them.
    pub told: EntryId,
    /// The other case.
    pub episode: EpisodeId,
    /// Whose, as recorded.
    pub name: String,
}

impl App {
    /// The crimes told of in a case, each with every other case of its call in which somebody is missing, which the actor may
    /// see and in which those words do not stand yet.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn retellings(&self, who: &SignedIn, view: &EpisodeView) -> Result<Vec<Retelling>, Trouble> {
        let crimes: Vec<(EntryId, &str)> = view
            .timeline
            .iter()
            .filter(|item| item.stream == Stream::Episode(view.episode.id))
            .filter_map(|item| Some((item.entry, crime_told_of(&item.event)?)))
            .collect();
        let others: Vec<EpisodeId> = view
            .incidents
            .iter()
            .filter(|incident| incident.id == view.episode.opened.incident)
            .flat_map(|incident| incident.people.iter().filter_map(|(_, episode)| *episode))
            .filter(|other| *other != view.episode.id)
            .collect();
        if crimes.is_empty() || others.is_empty() {
            return Ok(Vec::new());
        }
        let scope = self.inner.access.scope(&who.actor(), Action::ListEpisodes)?;
        let mut rows = self.inner.store.episode_rows(scope.resource(), &others).await?;
        rows.retain(|row| match row.standing {
            Standing::Missing | Standing::ReturnReported => true,
            Standing::Ended | Standing::Closed => false,
        });
        self.note_list(who, "same_call", rows.iter().map(|row| row.episode.0)).await;
        let people: Vec<PersonId> = rows.iter().map(|row| row.person).collect();
        let files = self.files_as_stored(&people).await?;
        let mut retellings = Vec::new();
        for row in rows {
            let Some(known) = files.get(&row.person) else { continue };
            let stands = |words: &str| {
                known.file.recorded.iter().any(|recorded| {
                    recorded.stream == Stream::Episode(row.episode) && tells(&recorded.event) == Some(words)
                })
            };
            for (told, _) in crimes.iter().filter(|(_, words)| !stands(words)) {
                retellings.push(Retelling { told: *told, episode: row.episode, name: row.name.clone() });
            }
        }
        Ok(retellings)
    }
}

fn crime_told_of(event: &Event) -> Option<&str> {
    let Event::Episode(EpisodeEvent::CrimeDisclosed { what, .. }) = event else { return None };
    (!is_blank(what)).then_some(what)
}

/// What an entry tells, in its words.
fn tells(event: &Event) -> Option<&str> {
    if let Event::Episode(EpisodeEvent::InformationReceived(told)) = event {
        return Some(&told.what);
    }
    if let Event::Episode(EpisodeEvent::Sighted { information, .. }) = event {
        return Some(&information.what);
    }
    crime_told_of(event)
}
