//! What a decision rested on, kept as digests by feature: it is reopened by new facts and by nothing else.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::appearance::{Effect, Mark};
use super::outcome::Feature;
use super::record::{Missing, Unidentified};
use super::words::tokens;

/// The facts of one record that a comparison uses, as a digest of each feature. What stands in another order, or is
/// written with other capitals, is the same fact.
///
/// A digest of a sex or an eye colour can be guessed: facts are kept where the record is kept, under the same rules.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Facts(BTreeMap<Feature, String>);

impl Facts {
    /// The facts of a missing person.
    #[must_use]
    pub fn of_missing(record: &Missing) -> Self {
        let hair = &record.hair;
        Self(BTreeMap::from([
            (Feature::Dates, digest(&record.last_seen)),
            (Feature::Age, digest(&record.birth)),
            (Feature::Sex, digest(&record.sex)),
            (Feature::Place, digest(&(&record.place, record.travel))),
            (Feature::Stature, digest(&record.stature)),
            (Feature::Weight, digest(&(record.weight_kg, record.build))),
            (Feature::HairColour, digest(&(sorted(&hair.colours), hair.dye))),
            (Feature::HairLength, digest(&hair.length)),
            (Feature::FacialHair, digest(&hair.facial)),
            (Feature::Eyes, digest(&sorted(&record.eyes))),
            (Feature::Ancestry, digest(&record.ancestry.group)),
            (Feature::Marks, digest(&(marks(&record.marks.listed), record.marks.listing))),
            (Feature::Effects, digest(&effects(&record.effects))),
            (Feature::Available, digest(&record.available)),
        ]))
    }

    /// The facts of an unidentified person, a body or remains.
    #[must_use]
    pub fn of_unidentified(record: &Unidentified) -> Self {
        let hair = &record.hair;
        Self(BTreeMap::from([
            (Feature::Dates, digest(&(record.found, &record.condition))),
            (Feature::Age, digest(&record.age_years)),
            (Feature::Sex, digest(&(record.sex, record.sex_certainty))),
            (Feature::Place, digest(&record.place)),
            (Feature::Stature, digest(&record.stature)),
            (Feature::Weight, digest(&(record.weight_kg, record.build))),
            (Feature::HairColour, digest(&(sorted(&hair.colours), hair.dye))),
            (Feature::HairLength, digest(&hair.length)),
            (Feature::FacialHair, digest(&hair.facial)),
            (Feature::Eyes, digest(&sorted(&record.eyes))),
            (Feature::Ancestry, digest(&record.ancestry.group)),
            (Feature::Marks, digest(&(marks(&record.marks.listed), record.marks.listing))),
            (Feature::Effects, digest(&effects(&record.effects))),
            (Feature::Available, digest(&record.available)),
        ]))
    }

    /// One digest of all of them.
    #[must_use]
    pub fn digest(&self) -> String {
        digest(&self.0)
    }

    /// The features whose facts are not what they were: what a decision made then did not know.
    #[must_use]
    pub fn changed_since(&self, then: &Self) -> Vec<Feature> {
        let every = self.0.keys().chain(then.0.keys());
        let mut changed: Vec<Feature> =
            every.filter(|feature| self.0.get(feature) != then.0.get(feature)).copied().collect();
        changed.sort_unstable();
        changed.dedup();
        changed
    }
}

fn digest(facts: &impl Serialize) -> String {
    let json = serde_json::to_vec(facts).expect("records hold nothing that JSON cannot");
    Sha256::digest(json)[..12].iter().map(|byte| format!("{byte:02x}")).collect()
}

fn sorted<Value: Copy + Ord>(values: &[Value]) -> Vec<Value> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    sorted
}

fn marks(listed: &[Mark]) -> Vec<impl Serialize + Ord> {
    let mut marks: Vec<_> =
        listed.iter().map(|mark| (mark.kind, mark.part, mark.side, spoken(&mark.words))).collect();
    marks.sort_unstable();
    marks
}

fn effects(worn: &[Effect]) -> Vec<impl Serialize + Ord> {
    let mut effects: Vec<_> = worn.iter().map(|effect| (effect.kind, spoken(&effect.words))).collect();
    effects.sort_unstable();
    effects
}

fn spoken(text: &str) -> Vec<String> {
    let mut tokens: Vec<String> = tokens(text).collect();
    tokens.sort_unstable();
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::unidentified::{BodyPart, EyeColour, MarkKind, Sex, Side};

    fn person() -> Missing {
        let mark = |kind, words: &str| Mark {
            kind,
            part: BodyPart::Forearm,
            side: Side::Left,
            words: words.to_owned(),
        };
        let mut person = Missing { sex: Sex::Male, eyes: vec![EyeColour::Blue], ..Missing::default() };
        person.marks.listed = vec![mark(MarkKind::Tattoo, "an anchor"), mark(MarkKind::Scar, "burn")];
        person
    }

    #[test]
    fn the_same_facts_in_other_words_are_no_new_facts() {
        let then = Facts::of_missing(&person());
        let mut now = person();
        now.marks.listed.reverse();
        now.marks.listed[1].words = "Anchors".to_owned();
        now.ancestry.words = "as the family says".to_owned();
        assert!(Facts::of_missing(&now).changed_since(&then).is_empty());
        assert_eq!(Facts::of_missing(&now).digest(), then.digest());
    }

    #[test]
    fn what_was_learnt_since_is_named() {
        let then = Facts::of_missing(&person());
        let mut now = person();
        now.eyes = vec![EyeColour::Brown];
        now.marks.listed[0].side = Side::Right;
        assert_eq!(Facts::of_missing(&now).changed_since(&then), [Feature::Eyes, Feature::Marks]);
        assert_ne!(Facts::of_missing(&now).digest(), then.digest());
    }

    #[test]
    fn facts_of_an_older_version_that_lack_a_feature_count_as_changed() {
        let then: Facts = serde_json::from_str("{}").unwrap();
        assert_eq!(Facts::of_missing(&person()).changed_since(&then).len(), 14);
    }
}
