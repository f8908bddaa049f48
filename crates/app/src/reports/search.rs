//! Finding a person while their name is typed.

use domain::{
    episode::{Ending, Episode},
    ids::PersonId,
    person::{BirthDate, CareBasis},
    placement::PlacementPlace,
    projection::{PersonRow, Surroundings},
};
use jiff::Timestamp;
pub use linkage::search::How;
use linkage::{
    is_not_used,
    search::{Hit, Reason, as_written},
};

use crate::{
    App,
    access::{Action, EpisodeFacts},
    area::Around,
    cases::Purpose,
    finding::person_of,
    identity::SignedIn,
    records::Known,
    trouble::Trouble,
};

/// People shown at once.
const HITS_AT_MOST: usize = 20;

/// Somebody who may be meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonHit {
    /// Their row.
    pub row: PersonRow,
    /// Why they were found, and what speaks against it.
    pub why: Vec<MatchWhy>,
    /// What tells them from somebody else of that name.
    pub known: KnownOfHit,
}

/// What tells somebody from others of the same name: what is on their record, and of their times missing those that the
/// reader may see.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KnownOfHit {
    /// When they were born, as exactly as it is known.
    pub birth: BirthDate,
    /// Where they live; empty where nobody has said.
    pub home_address: String,
    /// Where they are placed now, with whom; empty where they are not placed.
    pub placed_at: String,
    /// The authority elsewhere that placed them here, or in whose area they are placed; empty for a placement of our own.
    pub placed_by_or_in: String,
    /// Whether they are in care.
    pub care: CareBasis,
    /// The social worker to whom they are allocated.
    pub worker: Option<String>,
    /// Since when they are missing.
    pub missing_since: Option<Timestamp>,
    /// How often they were missing before.
    pub missing_before: usize,
    /// When they were found dead; nothing for whoever is not told.
    pub found_dead: Option<Timestamp>,
}

/// One reason why somebody was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MatchWhy {
    /// A word fits one of their names.
    Word {
        /// As it was typed.
        typed: String,
        /// As it stands in the name.
        name: String,
        /// In what way.
        how: How,
        /// The whole name, where it is another than the one on their record.
        known_as: Option<String>,
    },
    /// A word is none of their names and no place of theirs.
    NoFit {
        /// As it was typed.
        typed: String,
    },
    /// The words stand in another order than in the name.
    OrderSwapped,
    /// The age or year of birth that was typed fits.
    AgeFits,
    /// It is at most two years from fitting.
    AgeNearly,
    /// They live or are placed there.
    PlaceFits {
        /// As it stands in the address.
        place: String,
    },
}

impl App {
    /// People who may be meant by what was typed so far, the likeliest first: misspelt, half, by ear, in another order or
    /// alphabet, by a short form; an age, a year of birth and a place may be typed beside the name.
    ///
    /// # Errors
    /// Denied to whoever may not search.
    pub async fn search_people(&self, who: &SignedIn, typed: &str) -> Result<Vec<PersonHit>, Trouble> {
        let scope = self.inner.access.scope(&who.actor(), Action::SearchPeople)?;
        if typed.trim().is_empty() {
            return Ok(Vec::new());
        }
        let proposed = self.propose(typed, scope.resource(), HITS_AT_MOST).await?;
        let people: Vec<PersonId> = proposed.iter().map(person_of).collect();
        // INVARIANT: the index proposes, the scope decides: grants may have changed since it read them.
        let mut rows = self.inner.store.person_rows(scope.resource(), &people).await?;
        let found: Vec<(Hit, PersonRow)> = proposed
            .into_iter()
            .filter_map(|hit| rows.remove(&person_of(&hit)).map(|row| (hit, row)))
            .collect();
        self.note_list(who, "search_people", found.iter().map(|(_, row)| row.person.0)).await;
        let (files, around) = (self.files_as_stored(&people).await?, self.inner.area.around());
        let told = |(hit, row): (Hit, PersonRow)| {
            let known = files.get(&row.person)?;
            let why = why(typed, hit.reasons, known);
            Some(PersonHit { why, known: self.known_of(who, known, &around), row })
        };
        Ok(found.into_iter().filter_map(told).collect())
    }

    /// What is told of somebody in a list. Whoever may find them may read their record; each time missing is asked about.
    pub(super) fn known_of(&self, who: &SignedIn, known: &Known, around: &Around<'_>) -> KnownOfHit {
        let (file, shown) = (&known.file, self.shown(who, known.clone()).ok());
        let may_see = |episode: &&Episode| {
            let facts = EpisodeFacts::of(file, episode, around.agencies());
            self.inner.access.permit(&who.actor(), Action::ViewEpisode, &facts, Purpose::Casework).is_ok()
        };
        let seen: Vec<&Episode> =
            shown.iter().flat_map(|shown| shown.file.episodes.values()).filter(may_see).collect();
        let dead = |episode: &&&Episode| episode.ending() == Some(&Ending::FoundDead);
        let found_dead = seen.iter().find(dead).and_then(|episode| episode.ended_at());
        let (running, before): (Vec<&Episode>, Vec<&Episode>) =
            seen.into_iter().partition(|episode| episode.ended_at().is_none());
        let placement = file.placement_at(self.clock().now()).map(|placement| &placement.recorded);
        let elsewhere = placement.map_or("", |placement| match &placement.place {
            PlacementPlace::InArea => "",
            PlacementPlace::OutOfArea { host_authority } => host_authority,
            PlacementPlace::PlacedHereByOther { placing_authority } => placing_authority,
        });
        KnownOfHit {
            birth: file.person.details.birth,
            home_address: file.person.details.home_address.clone(),
            placed_at: placement.map(|placement| placement.address.clone()).unwrap_or_default(),
            placed_by_or_in: elsewhere.to_owned(),
            care: file.person.care.basis,
            worker: file.person.worker.as_ref().map(|worker| worker.name.clone()),
            missing_since: running.first().map(|episode| episode.start()),
            missing_before: before.len(),
            found_dead,
        }
    }
}

/// The reasons as they are said: words as they were typed, and as they stand in the names and addresses.
fn why(typed: &str, reasons: Vec<Reason>, known: &Known) -> Vec<MatchWhy> {
    let (file, details) = (&known.file, &known.file.person.details);
    let as_typed = |word: String| as_written(typed, &word).unwrap_or(word);
    let said = |reason| match reason {
        Reason::Word { typed, found, how, name } => {
            let other = if name == 0 { None } else { file.names().nth(name) };
            // A name that they left behind is told to nobody who did not type it.
            if other.is_some_and(is_not_used) && how != How::Same {
                return MatchWhy::Word {
                    typed: as_typed(typed),
                    name: details.name.clone(),
                    how,
                    known_as: None,
                };
            }
            let name = as_written(other.unwrap_or(&details.name), &found).unwrap_or(found);
            MatchWhy::Word { typed: as_typed(typed), name, how, known_as: other.map(str::to_owned) }
        }
        Reason::NoFit { typed } => MatchWhy::NoFit { typed: as_typed(typed) },
        Reason::OrderSwapped => MatchWhy::OrderSwapped,
        Reason::AgeFits => MatchWhy::AgeFits,
        Reason::AgeNearly => MatchWhy::AgeNearly,
        Reason::PlaceFits { place } => {
            let addresses = file.placements.values().map(|placement| placement.recorded.address.as_str());
            let mut written = std::iter::once(details.home_address.as_str()).chain(addresses);
            MatchWhy::PlaceFits {
                place: written.find_map(|address| as_written(address, &place)).unwrap_or(place),
            }
        }
    };
    reasons.into_iter().map(said).collect()
}
