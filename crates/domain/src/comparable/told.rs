//! What was written of an end or a beginning, sorted by words that stand in it. The words are few and listed here so that
//! anybody can check them; what holds none of them is said to be not clear, and counted as that.

macro_rules! sorted {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal: $words:expr,)+ } else $rest:ident = $rest_word:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$vdoc])* $variant,)+
            /// The words do not say.
            $rest,
        }

        impl $name {
            /// Every value, in the order in which they are shown.
            pub const ALL: &[Self] = &[$(Self::$variant,)+ Self::$rest];

            /// The word in figures and catalogue.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                    Self::$rest => $rest_word,
                }
            }

            /// What a text says: of what it names, that which it names first.
            #[must_use]
            pub fn told(text: &str) -> Self {
                let text = words_of(text);
                let named: &[(Self, &[&str])] = &[$((Self::$variant, &$words)),+];
                let first = |words: &[&str]| words.iter().filter_map(|word| place(&text, word)).min();
                let found = named.iter().filter_map(|(value, words)| Some((first(words)?, *value)));
                found.min().map_or(Self::$rest, |(_, value)| value)
            }
        }
    };
}

sorted! {
    /// Who found somebody, as the account of the return says.
    FoundBy {
        /// They came back themselves.
        Themselves = "themselves": ["own accord", "on her own", "on his own", "on their own", "herself", "himself", "themself", "walked in", "came home", "came back"],
        /// Police.
        Police = "police": ["police", "officer", "officers", "patrol", "constable", "pc", "pcso", "sergeant"],
        /// Family or friends.
        FamilyOrFriends = "family_or_friends": ["family", "friend", "friends", "mother", "father", "parents", "mum", "dad", "brother", "sister", "aunt", "uncle", "wife", "husband", "partner", "son", "daughter", "neighbour"],
        /// Carers.
        Carers = "carers": ["carer", "carers", "staff", "foster", "keyworker", "key worker"],
        /// Health staff.
        Health = "health": ["health staff", "nurse", "paramedic", "ambulance", "doctor", "hospital"],
        /// The public.
        Public = "public": ["public", "passer", "dog walker", "walker", "driver", "security guard", "shop", "taxi"],
    } else NotClear = "not_clear"
}

sorted! {
    /// Where somebody was found, as the confirmation says.
    FoundAt {
        /// Where they live, or were missing from.
        WhereTheyLive = "where_they_live": ["home", "own room", "own bed"],
        /// With family or friends, or at an address.
        AtAnAddress = "at_an_address": ["friend", "friends", "mother", "father", "aunt", "uncle", "sister", "brother", "cousin", "partner", "flat", "house", "address", "hotel", "shed"],
        /// At a station, on a bus or a train.
        OnTheWay = "on_the_way": ["station", "bus", "train", "platform", "car", "taxi", "airport", "services"],
        /// Out of doors.
        OutOfDoors = "out_of_doors": ["park", "river", "weir", "bank", "path", "street", "lane", "road", "field", "wood", "woods", "beach", "bridge", "hedge", "canal", "car park", "bench", "shelter", "churchyard", "cemetery", "allotment", "allotments", "moor"],
        /// Where the public goes: a shop, a café, a library.
        PublicPlace = "public_place": ["shop", "shops", "shopping", "café", "cafe", "library", "pub", "school", "college", "church", "supermarket", "food court", "club", "market"],
        /// Hospital or surgery.
        Health = "health": ["hospital", "ward", "emergency department", "a&e", "surgery", "clinic"],
    } else NotClear = "not_clear"
}

/// With whom somebody was last seen, as the report says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Company {
    Alone,
    WithSomebody,
}

impl Company {
    /// Nothing where the words do not say.
    pub(super) fn told(text: &str) -> Option<Self> {
        let text = words_of(text);
        let alone =
            ["alone", "with nobody", "on her own", "on his own", "on their own", "by herself", "by himself"];
        let says = |words: &[&str]| words.iter().filter_map(|word| place(&text, word)).min();
        match (says(&alone), says(&["with"])) {
            (Some(alone), Some(with)) if with < alone => Some(Self::WithSomebody),
            (Some(_), _) => Some(Self::Alone),
            (None, with) => with.map(|_| Self::WithSomebody),
        }
    }
}

/// A text in small letters, each word between blanks.
pub(super) fn words_of(text: &str) -> String {
    let mut words = String::from(" ");
    for word in text.to_lowercase().split(|letter: char| !(letter.is_alphanumeric() || letter == '&')) {
        if !word.is_empty() {
            words.push_str(word);
            words.push(' ');
        }
    }
    words
}

/// Where whole words stand in such a text.
pub(super) fn place(words: &str, sought: &str) -> Option<usize> {
    words.find(&format!(" {sought} "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_named_first_counts_and_what_names_nothing_is_not_clear() {
        for (text, by) in [
            ("Found by police: on the cameras, met off the train.", FoundBy::Police),
            ("Returned of own accord: came home by taxi, fare paid by staff.", FoundBy::Themselves),
            ("By bus, on her own", FoundBy::Themselves),
            ("Found by family: brought to the station by his aunt.", FoundBy::FamilyOrFriends),
            ("Found by carers: staff met her at the station.", FoundBy::Carers),
            ("Found by health staff: back on the ward.", FoundBy::Health),
            ("Found by the public: a dog walker rang.", FoundBy::Public),
            ("She is back.", FoundBy::NotClear),
            ("", FoundBy::NotClear),
        ] {
            assert_eq!(FoundBy::told(text), by, "{text}");
        }
    }

    #[test]
    fn only_whole_words_count() {
        assert_eq!(FoundAt::told("Policemen's Row"), FoundAt::NotClear);
        assert_eq!(FoundAt::told("Carlton"), FoundAt::NotClear);
        assert_eq!(FoundAt::told("Bus shelter on Mill Street"), FoundAt::OnTheWay);
        assert_eq!(FoundAt::told("On the river path"), FoundAt::OutOfDoors);
        assert_eq!(FoundAt::told("A&E, with her mother"), FoundAt::Health);
    }

    #[test]
    fn with_whom_is_known_only_where_it_is_said() {
        assert_eq!(Company::told("Alone when last seen."), Some(Company::Alone));
        assert_eq!(Company::told("With two boys whom nobody knows."), Some(Company::WithSomebody));
        assert_eq!(Company::told("Not known."), None);
        assert_eq!(Company::told(""), None);
    }
}
