//! Finding a person while their name is typed.

use domain::{
    episode::{Ending, Episode},
    ids::PersonId,
    names,
    person::{BirthDate, CareBasis},
    placement::PlacementPlace,
    projection::{PersonRow, Surroundings},
};
use jiff::Timestamp;

use crate::{
    App,
    access::{Action, EpisodeFacts},
    area::Around,
    cases::Purpose,
    identity::SignedIn,
    records::Known,
    trouble::Trouble,
};

/// People shown at once.
const HITS_AT_MOST: usize = 20;

/// People looked at before the likeliest are shown: a short sound is shared by many.
const FOUND_AT_MOST: u32 = 200;

/// The shortest piece of a name that is searched for.
const LETTERS_AT_LEAST: usize = 2;

/// What a key begins with that is a sound.
const SOUND_MARK: char = '~';

/// A sound of this length, its mark included, says next to nothing: Elie, Ali and al- share theirs.
const SHORT_SOUND: usize = 3;

/// How alike two words are at least where nothing but such a sound speaks for it, from 0 to 1.
const ALIKE_AT_LEAST: f64 = 0.75;

/// Somebody who may be meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonHit {
    /// Their row.
    pub row: PersonRow,
    /// Why they were found.
    pub why: MatchWhy,
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

/// Why somebody was found: the best reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MatchWhy {
    /// Every word typed is one of their names, or begins one.
    Name,
    /// Some words are.
    PartOfName,
    /// A name sounds like what was typed.
    SoundsAlike,
}

impl App {
    /// People who may be meant by what was typed so far: other spellings too, the likeliest first.
    ///
    /// # Errors
    /// Denied to whoever may not search.
    pub async fn search_people(&self, who: &SignedIn, typed: &str) -> Result<Vec<PersonHit>, Trouble> {
        let scope = self.inner.access.scope(&who.actor(), Action::SearchPeople)?;
        let words: Vec<String> =
            names::words(typed).into_iter().filter(|word| word.chars().count() >= LETTERS_AT_LEAST).collect();
        if words.is_empty() {
            return Ok(Vec::new());
        }
        let mut keys: Vec<String> = words.iter().map(|word| format!("{word}*")).collect();
        keys.extend(words.iter().filter_map(|word| names::sound_of(word)));
        let found = self.inner.store.search_people(scope.resource(), &keys, FOUND_AT_MOST).await?;
        let mut hits = likeliest(&words, found.into_iter().map(|found| found.row));
        let shown: Vec<PersonId> = hits.iter().map(|hit| hit.row.person).collect();
        self.note_list(who, "search_people", shown.iter().map(|person| person.0)).await;
        let (files, around) = (self.files_as_stored(&shown).await?, self.inner.area.around());
        for hit in &mut hits {
            if let Some(known) = files.get(&hit.row.person) {
                hit.known = self.known_of(who, known, &around);
            }
        }
        Ok(hits)
    }

    /// What is told of somebody in a list. Whoever may find them may read their record; each time missing is asked about.
    fn known_of(&self, who: &SignedIn, known: &Known, around: &Around<'_>) -> KnownOfHit {
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

/// Those who may be meant, the likeliest first: by how many of the words are theirs, by how alike the words are, and who is
/// missing now before others.
fn likeliest(words: &[String], rows: impl Iterator<Item = PersonRow>) -> Vec<PersonHit> {
    let mut hits: Vec<(Likeness, PersonHit)> = rows
        .map(|row| {
            (
                Likeness::of(words, &row),
                PersonHit { why: why(words, &row), row, known: KnownOfHit::default() },
            )
        })
        .filter(|(likeness, _)| likeness.matched > 0)
        .collect();
    hits.sort_by(|(one, a), (other, b)| {
        (other.matched.cmp(&one.matched))
            .then(other.alike.total_cmp(&one.alike))
            .then(a.row.missing_in.is_none().cmp(&b.row.missing_in.is_none()))
    });
    hits.truncate(HITS_AT_MOST);
    hits.into_iter().map(|(_, hit)| hit).collect()
}

/// How well what was typed fits somebody's names.
struct Likeness {
    /// How many of the words begin one of their names or sound like it, by more than chance.
    matched: usize,
    /// How alike the words are to their nearest names, from 0 to 1, added up.
    alike: f64,
}

impl Likeness {
    fn of(words: &[String], row: &PersonRow) -> Self {
        let names = || row.search_keys.iter().filter(|key| !key.starts_with(SOUND_MARK));
        let mut likeness = Self { matched: 0, alike: 0.0 };
        for word in words {
            let alike = names().map(|name| strsim::jaro_winkler(word, name)).fold(0.0, f64::max);
            let begins = names().any(|name| name.starts_with(word.as_str()));
            let sounds = names::sound_of(word).is_some_and(|sound| {
                row.search_keys.contains(&sound) && (sound.len() > SHORT_SOUND || alike >= ALIKE_AT_LEAST)
            });
            likeness.matched += usize::from(begins || sounds);
            likeness.alike += alike;
        }
        likeness
    }
}

fn why(words: &[String], row: &PersonRow) -> MatchWhy {
    let named =
        words.iter().filter(|word| row.search_keys.iter().any(|key| key.starts_with(word.as_str()))).count();
    if named == words.len() {
        MatchWhy::Name
    } else if named > 0 {
        MatchWhy::PartOfName
    } else {
        MatchWhy::SoundsAlike
    }
}

#[cfg(test)]
mod tests {
    use domain::ids::EpisodeId;
    use uuid::Uuid;

    use super::*;

    fn somebody(name: &str) -> PersonRow {
        PersonRow {
            person: PersonId(Uuid::nil()),
            name: name.to_owned(),
            sort_key: names::sort_key(name),
            born_latest: None,
            born_earliest: None,
            missing_in: None,
            sought_in: None,
            search_keys: names::search_keys([name]),
            likeness: None,
            granted_to: Vec::new(),
        }
    }

    fn found(typed: &str, rows: Vec<PersonRow>) -> Vec<String> {
        likeliest(&names::words(typed), rows.into_iter()).into_iter().map(|hit| hit.row.name).collect()
    }

    #[test]
    fn the_nearest_spelling_stands_first_and_a_short_sound_alone_finds_nobody() {
        let known = || {
            ["Noor al-Khatib", "Priya Begum", "Ellie Marsh", "Ellie Bowyer", "Desmond Okafor"]
                .map(somebody)
                .to_vec()
        };
        assert_eq!(found("Elie Boyer", known()), ["Ellie Bowyer", "Ellie Marsh"]);
        assert_eq!(found("Desmund", known()), ["Desmond Okafor"]);
        assert_eq!(found("nor alkhatib", known())[0], "Noor al-Khatib");
        assert_eq!(found("priya", known()), ["Priya Begum"]);
    }

    #[test]
    fn of_two_with_one_name_whoever_is_missing_stands_first() {
        let missing =
            PersonRow { missing_in: Some(EpisodeId(Uuid::from_u128(1))), ..somebody("Ellie Bowyer") };
        let hits = likeliest(&names::words("ellie"), [somebody("Ellie Bowyer"), missing.clone()].into_iter());
        assert_eq!(hits[0].row, missing);
    }
}
