//! What a record says of exploitation: each a fact with the entry that it comes from, in the words of whoever wrote it.
//! A marker, a crime that was told of, and sentences that hold words which training on exploitation names. They are
//! counted for nobody and added up to nothing: whoever reads them weighs them.

use jiff::Timestamp;

use super::told::{place, words_of};
use crate::{
    episode::{EpisodeEvent, Report},
    file::{PersonFile, Recorded},
    ids::EntryId,
    ledger::{Event, Stream},
    person::{MarkerKind, PersonEvent},
    text::is_blank,
};

macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident = $word:literal: $words:expr,)+) => {
        /// What is said.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum IndicatorKind {
            $($(#[$doc])* $variant,)+
        }

        impl IndicatorKind {
            /// Every kind, in the order in which they are shown.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The word in the catalogue.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }

            /// The words by which a sentence is found; none where an entry of its own says it.
            fn words(self) -> &'static [&'static str] {
                match self {
                    $(Self::$variant => &$words,)+
                }
            }
        }
    };
}

kinds! {
    /// A marker of exploitation or trafficking.
    Marker = "marker": [],
    /// A crime that the child told of.
    CrimeTold = "crime_told": [],
    /// Money, a telephone or things that nobody can explain.
    Goods = "goods": ["new phone", "new phones", "new telephone", "second phone", "two phones", "phones", "cash", "money that nobody", "new trainers", "new clothes", "gift", "gifts", "jewellery", "expensive"],
    /// Hurt.
    Injury = "injury": ["hurt", "bruise", "bruised", "bruises", "bruising", "injury", "injuries", "injured", "burn", "burns", "assaulted", "beaten", "stabbed"],
    /// With older people.
    OlderPeople = "older_people": ["older man", "older men", "older woman", "older boyfriend", "older girl", "older boy", "older company", "adult male", "adult males", "unknown adult", "two men", "a man"],
    /// Far from where they live.
    OutOfArea = "out_of_area": ["out of area", "out of the area", "out of county", "out of the county", "another county", "county line", "county lines"],
    /// The telephone is off.
    PhoneOff = "phone_off": ["phone off", "phone is off", "phone was off", "phone has been off", "telephone off", "telephone is off", "telephone was off", "switched off", "phone was dead"],
    /// Hotels, or cars of people who are not known.
    HotelsAndCars = "hotels_and_cars": ["hotel", "hotels", "unknown car", "unknown vehicle", "driven between", "got into a car", "get into a car"],
    /// Owing money or drugs.
    Debt = "debt": ["debt", "debts", "owes money", "owe money", "drugs on", "wraps"],
}

/// One thing that the record says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Indicator {
    /// What.
    pub kind: IndicatorKind,
    /// The entry.
    pub entry: EntryId,
    /// Where it stands.
    pub stream: Stream,
    /// When that happened.
    pub at: Timestamp,
    /// The sentence as it was written; of a marker its word.
    pub said: String,
}

/// What a record says of exploitation, the latest first.
#[must_use]
pub fn indicators(file: &PersonFile) -> Vec<Indicator> {
    let mut found: Vec<Indicator> = file.recorded.iter().flat_map(|one| in_entry(file, one)).collect();
    found.sort_by_key(|one| (one.kind, std::cmp::Reverse(one.at)));
    found
}

fn in_entry(file: &PersonFile, recorded: &Recorded) -> Vec<Indicator> {
    let indicator = |kind, said: &str| Indicator {
        kind,
        entry: recorded.entry,
        stream: recorded.stream,
        at: recorded.happened_at,
        said: said.trim().to_owned(),
    };
    match &recorded.event {
        Event::Person(PersonEvent::MarkerRecorded(marker)) => {
            let still = file.person.markers.iter().any(|(entry, _)| *entry == recorded.entry);
            let of_exploitation = match marker.marker {
                MarkerKind::SexualExploitation
                | MarkerKind::CriminalExploitation
                | MarkerKind::Trafficking => still,
                MarkerKind::SelfHarm
                | MarkerKind::Suicide
                | MarkerKind::Dementia
                | MarkerKind::MentalHealth
                | MarkerKind::LearningDisability
                | MarkerKind::EssentialMedication
                | MarkerKind::SubstanceMisuse
                | MarkerKind::DomesticAbuse
                | MarkerKind::HonourBasedAbuse
                | MarkerKind::Radicalisation
                | MarkerKind::DangerToOthers
                | MarkerKind::Veteran
                | MarkerKind::SeriousConcerns => false,
            };
            of_exploitation
                .then(|| indicator(IndicatorKind::Marker, marker.marker.word()))
                .into_iter()
                .collect()
        }
        Event::Episode(EpisodeEvent::CrimeDisclosed { what, .. }) => {
            vec![indicator(IndicatorKind::CrimeTold, what)]
        }
        Event::Episode(event) => {
            let sentences = texts(event).into_iter().flat_map(sentences);
            sentences
                .flat_map(|said| {
                    let kinds = IndicatorKind::ALL.iter().filter(move |kind| says(said, kind.words()));
                    kinds.map(move |kind| (*kind, said))
                })
                .map(|(kind, said)| indicator(kind, said))
                .collect()
        }
        Event::Person(_)
        | Event::Incident(_)
        | Event::Placement(_)
        | Event::Meeting(_)
        | Event::Agency(_)
        | Event::Unidentified(_)
        | Event::Corrected(_) => Vec::new(),
    }
}

/// What was reported, heard, seen and told; what somebody thinks of it, decides or does about it is no fact about the person.
fn texts(event: &EpisodeEvent) -> Vec<&str> {
    if let EpisodeEvent::Opened(opened) = event {
        return asked(&opened.report);
    }
    if let EpisodeEvent::ReportAdded(report) = event {
        return asked(report);
    }
    if let EpisodeEvent::Sighted { place, information, .. } = event {
        return vec![place, &information.what];
    }
    if let EpisodeEvent::InformationReceived(information) = event {
        return vec![&information.what];
    }
    if let EpisodeEvent::ReturnConfirmed(said) = event {
        return vec![&said.place, &said.condition, &said.how, &said.harm];
    }
    if let EpisodeEvent::PreventionInterviewHeld(held) | EpisodeEvent::ReturnInterviewHeld(held) = event {
        return vec![&held.why, &held.where_and_whom, &held.harm];
    }
    if let EpisodeEvent::ReturnInterviewHeldByOther { findings, .. } = event {
        return vec![findings];
    }
    Vec::new()
}

fn asked(report: &Report) -> Vec<&str> {
    vec![&report.circumstances, &report.with_whom, &report.carrying]
}

fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(['.', ';', '\n', '!', '?']).filter(|sentence| !is_blank(sentence))
}

/// How many words before one a denial reaches.
const DENIED_WITHIN: usize = 3;

/// Whether a sentence holds one of the words, and does not deny it: "no injuries" says nothing of injuries.
fn says(sentence: &str, sought: &[&str]) -> bool {
    let words = words_of(sentence);
    sought.iter().filter_map(|one| place(&words, one)).any(|at| {
        let before = words[..at].split(' ').filter(|word| !word.is_empty()).rev().take(DENIED_WITHIN);
        let denials = ["no", "not", "none", "never", "nothing", "without", "denies", "denied", "didn"];
        !before.into_iter().any(|word| denials.contains(&word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds_in(sentence: &str) -> Vec<IndicatorKind> {
        IndicatorKind::ALL.iter().copied().filter(|kind| says(sentence, kind.words())).collect()
    }

    #[test]
    fn a_sentence_is_found_by_its_words_and_not_where_it_denies_them() {
        assert_eq!(kinds_in("There was a new phone and cash in her bag"), [IndicatorKind::Goods]);
        assert_eq!(
            kinds_in("A bruise on the arm, and an older man in the car"),
            [IndicatorKind::Injury, IndicatorKind::OlderPeople]
        );
        assert_eq!(kinds_in("No injuries seen"), []);
        assert_eq!(kinds_in("She was not hurt"), []);
        assert_eq!(kinds_in("Her telephone is off"), [IndicatorKind::PhoneOff]);
        assert_eq!(kinds_in("Cashier at the corner shop"), []);
    }
}
