//! The places that words typed may be, and what they are worth for somebody.

use super::{
    How,
    dictionary::{Dictionary, SoFar},
    words::WORDS_AT_MOST,
};

/// What a place is worth that fits.
const PLACE_FITS: f32 = 2.5;

/// What each further word of a place adds, beside the first: Port Ansel is one place.
const MORE_OF_A_PLACE: f32 = 0.5;

/// A shorter word is not taken for a place by itself, only beside another word of it: West Ham.
const PLACE_TYPED_FROM: usize = 4;

/// A place that a word typed may be.
#[derive(Clone, Copy, Debug)]
struct Fit {
    place: u32,
    worth: f32,
    /// Which word typed; none when the place was known apart from the name.
    word: Option<usize>,
}

/// Every place that may be meant, by place.
#[derive(Debug, Default)]
pub(super) struct Places {
    fits: Vec<Fit>,
}

/// What somebody's places are worth, and which of them fit.
#[derive(Clone, Debug, Default)]
pub(super) struct Placed {
    /// Beyond what the same words are worth as names.
    pub(super) worth: f32,
    /// For each word typed, the place that it is.
    pub(super) words: [Option<u32>; WORDS_AT_MOST],
    /// The place that was known apart from the name.
    pub(super) area: Option<u32>,
}

impl Places {
    /// Notes the places that a word may be, and answers what it adds at most.
    pub(super) fn note(&mut self, places: &Dictionary, typed: &str, word: Option<usize>) -> f32 {
        let before = self.fits.len();
        if typed.len() < PLACE_TYPED_FROM {
            let same = places.number(typed).filter(|_| word.is_some());
            self.fits.extend(same.map(|place| Fit { place, worth: 0.0, word }));
        } else {
            let meant = places.meant(typed, SoFar::Perhaps).into_iter().filter(|meant| match meant.how {
                How::Same | How::Begins => true,
                How::SpeltNearly { keystrokes } => keystrokes == 1,
                How::OtherTransliteration | How::Nickname | How::SoundsAlike | How::Initial => false,
            });
            let worth = |quality| PLACE_FITS * quality;
            self.fits.extend(meant.map(|meant| Fit { place: meant.term, worth: worth(meant.quality), word }));
        }
        let most = self.fits[before..].iter().map(|fit| fit.worth.max(MORE_OF_A_PLACE)).fold(0.0, f32::max);
        self.fits.sort_by_key(|fit| fit.place);
        most
    }

    /// What the places known apart from the name add at most.
    pub(super) fn area_at_most(&self) -> f32 {
        self.fits.iter().filter(|fit| fit.word.is_none()).map(|fit| fit.worth).fold(0.0, f32::max)
    }

    /// What somebody's places are worth: one word typed, several beside each other, or what was known apart from the name.
    pub(super) fn worth(&self, theirs: &[u32], by_word: &[f32; WORDS_AT_MOST]) -> Placed {
        let mut best = Placed::default();
        if self.fits.is_empty() {
            return best;
        }
        let mut by_place = [(0.0f32, None); WORDS_AT_MOST];
        for place in theirs {
            let from = self.fits.partition_point(|fit| fit.place < *place);
            for fit in self.fits[from..].iter().take_while(|fit| fit.place == *place) {
                match fit.word {
                    Some(word) if by_place[word].1.is_none() || fit.worth > by_place[word].0 => {
                        by_place[word] = (fit.worth, Some(*place));
                    }
                    None if fit.worth > best.worth => {
                        best = Placed { worth: fit.worth, area: Some(*place), ..Placed::default() };
                    }
                    Some(_) | None => {}
                }
            }
        }
        for first in 0..WORDS_AT_MOST {
            let (mut most, mut as_names) = (0.0f32, 0.0);
            for last in first..WORDS_AT_MOST {
                let (worth, Some(_)) = by_place[last] else { break };
                most = most.max(worth);
                as_names += by_word[last];
                let more = most + MORE_OF_A_PLACE * (last - first) as f32 - as_names;
                if most > 0.0 && more > best.worth {
                    best = Placed { worth: more, ..Placed::default() };
                    let words = first..=last;
                    words.for_each(|word| best.words[word] = by_place[word].1);
                }
            }
        }
        best
    }
}
