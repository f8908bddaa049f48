//! What is written in the records: sentences kept in `prose/*.toml`, and the scene that fills their blanks.
//!
//! A sentence is looked for in the bank of the situation first, then among those for any child or adult, then among
//! those for anybody. Each bank is dealt like a pack of cards: nothing is said twice before everything was said once.

use std::collections::BTreeMap;

use super::chance::Chance;

/// The files, embedded: a demonstration needs nothing but the binary.
const FILES: [(&str, &str); 9] = [
    ("children", include_str!("prose/children.toml")),
    ("care", include_str!("prose/care.toml")),
    ("adults", include_str!("prose/adults.toml")),
    ("people", include_str!("prose/people.toml")),
    ("police", include_str!("prose/police.toml")),
    ("social_care", include_str!("prose/social_care.toml")),
    ("return", include_str!("prose/return.toml")),
    ("calls", include_str!("prose/calls.toml")),
    ("moments", include_str!("prose/moments.toml")),
];

/// All sentences, by the bank and the blank of the form that they answer.
pub(super) struct Corpus {
    banks: BTreeMap<(String, String), Bank>,
}

struct Bank {
    sentences: Vec<String>,
    order: Vec<usize>,
    said: usize,
}

impl Corpus {
    /// Reads the embedded files.
    ///
    /// # Panics
    /// Never: a test reads them.
    pub(super) fn open() -> Self {
        let mut banks = BTreeMap::new();
        for (file, text) in FILES {
            let sections: BTreeMap<String, BTreeMap<String, Vec<String>>> = toml::from_str(text)
                .unwrap_or_else(|error| panic!("prose/{file}.toml is well formed: {error}"));
            for (section, answers) in sections {
                for (key, sentences) in answers {
                    let bank = Bank { order: (0..sentences.len()).collect(), sentences, said: 0 };
                    assert!(
                        banks.insert((section.clone(), key.clone()), bank).is_none(),
                        "prose: {section}.{key} stands in one file only"
                    );
                }
            }
        }
        Self { banks }
    }

    /// The next sentence for `key`, from the first of these banks that has any, with its blanks filled.
    ///
    /// # Panics
    /// If no bank has any, or a blank is one that no scene fills: tests say everything once.
    pub(super) fn say(&mut self, chance: &mut Chance, banks: &[&str], key: &str, scene: &Scene) -> String {
        let found = banks
            .iter()
            .map(|bank| ((*bank).to_owned(), key.to_owned()))
            .find(|name| self.banks.contains_key(name));
        let bank = found
            .and_then(|name| self.banks.get_mut(&name))
            .unwrap_or_else(|| panic!("the prose has {key} in one of {banks:?}"));
        scene.fill(bank.next(chance))
    }

    /// Whether one of these banks answers `key`.
    pub(super) fn answers(&self, banks: &[&str], key: &str) -> bool {
        banks.iter().any(|bank| self.banks.contains_key(&((*bank).to_owned(), key.to_owned())))
    }

    /// Sentences that nobody has said yet: the prose keeps none that no story needs.
    pub(super) fn unsaid(&self) -> Vec<String> {
        self.banks
            .iter()
            .flat_map(|((section, key), bank)| {
                let left = bank.order.get(bank.said..).unwrap_or(&[]);
                left.iter().map(move |place| format!("{section}.{key}: {}", bank.sentences[*place]))
            })
            .collect()
    }
}

impl Bank {
    fn next(&mut self, chance: &mut Chance) -> &str {
        let place = self.said % self.order.len();
        if place == 0 {
            chance.shuffle(&mut self.order);
        }
        self.said += 1;
        &self.sentences[self.order[place]]
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    FirstOfSentence,
    Within,
}

/// Adds a word or name, with a capital where it opens a sentence.
fn push(text: &mut String, with: &str, place: Place) {
    let mut characters = with.chars();
    match (place, characters.next()) {
        (Place::FirstOfSentence, Some(first)) => text.extend(first.to_uppercase().chain(characters)),
        (Place::FirstOfSentence, None) | (Place::Within, _) => text.push_str(with),
    }
}

/// What fills the blanks of a sentence: `{first}` and the like.
#[derive(Clone, Default)]
pub(super) struct Scene(BTreeMap<&'static str, String>);

impl Scene {
    /// The scene with this blank filled, whatever filled it before.
    pub(super) fn set(&mut self, blank: &'static str, with: impl Into<String>) {
        self.0.insert(blank, with.into());
    }

    /// What fills the blank.
    pub(super) fn get(&self, blank: &str) -> &str {
        self.0.get(blank).map_or("", String::as_str)
    }

    /// The sentence with its blanks filled.
    fn fill(&self, sentence: &str) -> String {
        let mut filled = String::with_capacity(sentence.len() + 32);
        let mut rest = sentence;
        while let Some((before, after)) = rest.split_once('{') {
            let (blank, after) =
                after.split_once('}').unwrap_or_else(|| panic!("a blank is closed in: {sentence}"));
            let with =
                self.0.get(blank).unwrap_or_else(|| panic!("{{{blank}}} can be filled in: {sentence}"));
            filled.push_str(before);
            let begins = filled.is_empty() || filled.ends_with(". ") || filled.ends_with("? ");
            push(&mut filled, with, if begins { Place::FirstOfSentence } else { Place::Within });
            rest = after;
        }
        filled.push_str(rest);
        filled
    }
}
