//! Finding a person while their name is typed.

use domain::{ids::PersonId, names, projection::PersonRow};

use crate::{App, access::Action, identity::SignedIn, trouble::Trouble};

/// People shown at once.
const HITS_AT_MOST: u32 = 20;

/// The shortest piece of a name that is searched for.
const LETTERS_AT_LEAST: usize = 2;

/// Somebody who may be meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonHit {
    /// Their row.
    pub row: PersonRow,
    /// Why they were found.
    pub why: MatchWhy,
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
        let found = self.inner.store.search_people(scope.resource(), &keys, HITS_AT_MOST).await?;
        let mut hits: Vec<PersonHit> = found
            .into_iter()
            .map(|found| PersonHit { why: why(&words, &found.row), row: found.row })
            .collect();
        hits.sort_by_key(|hit| hit.why);
        let shown: Vec<PersonId> = hits.iter().map(|hit| hit.row.person).collect();
        self.note_list(who, "search_people", shown.iter().map(|person| person.0)).await;
        Ok(hits)
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
