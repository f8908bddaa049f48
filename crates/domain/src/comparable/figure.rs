//! Each figure by name, so that the episodes behind it can be listed.

use std::{fmt, str::FromStr};

use jiff::{SignedDuration, Timestamp};

use super::{
    past::{Ending, PastEpisode},
    survival::Followed,
    told::{FoundAt, FoundBy},
};

/// A figure: some of the chosen episodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// All of them.
    All,
    /// Those that had come in by a rung.
    Rung(usize),
    /// Those that ended so: the word of an ending.
    Ending(&'static str),
    /// Those found by somebody.
    By(FoundBy),
    /// Those found somewhere.
    At(FoundAt),
    /// Those that had ended by a length.
    EndedWithin(SignedDuration),
    /// Those that were missing for longer than that, and followed for longer.
    Longer(SignedDuration),
}

impl Figure {
    /// Whether an episode, which came in on a rung, is behind it.
    #[must_use]
    pub fn counts(self, rung: usize, one: &PastEpisode, now: Timestamp) -> bool {
        let length = one.length(now);
        match self {
            Self::All => true,
            Self::Rung(by) => rung <= by,
            Self::Ending(word) => one.ending.word() == word,
            Self::By(finder) => matches!(one.ending, Ending::Returned { by, .. } if by == finder),
            Self::At(found) => matches!(one.ending, Ending::Returned { place, .. } if place == found),
            Self::EndedWithin(within) => length.followed == Followed::ToItsEnd && length.lasted <= within,
            Self::Longer(than) => length.lasted > than,
        }
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => write!(f, "all"),
            Self::Rung(rung) => write!(f, "rung-{rung}"),
            Self::Ending(word) => write!(f, "ending-{word}"),
            Self::By(by) => write!(f, "by-{}", by.word()),
            Self::At(at) => write!(f, "at-{}", at.word()),
            Self::EndedWithin(within) => write!(f, "within-{}", within.as_mins()),
            Self::Longer(than) => write!(f, "longer-{}", than.as_mins()),
        }
    }
}

/// No figure has that name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a figure")]
pub struct NotAFigure;

impl FromStr for Figure {
    type Err = NotAFigure;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (kind, of) = text.split_once('-').unwrap_or((text, ""));
        let minutes = || of.parse::<u32>().ok().map(|minutes| SignedDuration::from_mins(minutes.into()));
        let figure = match kind {
            "all" if of.is_empty() => Some(Self::All),
            "rung" => of.parse().ok().map(Self::Rung),
            "ending" => Ending::WORDS.into_iter().find(|word| *word == of).map(Self::Ending),
            "by" => FoundBy::ALL.iter().find(|by| by.word() == of).copied().map(Self::By),
            "at" => FoundAt::ALL.iter().find(|at| at.word() == of).copied().map(Self::At),
            "within" => minutes().map(Self::EndedWithin),
            "longer" => minutes().map(Self::Longer),
            _ => None,
        };
        figure.ok_or(NotAFigure)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_found_again_by_its_name() {
        let eight = SignedDuration::from_hours(8);
        let mut all = vec![Figure::All, Figure::Rung(3), Figure::EndedWithin(eight), Figure::Longer(eight)];
        all.extend(Ending::WORDS.map(Figure::Ending));
        all.extend(FoundBy::ALL.iter().copied().map(Figure::By));
        all.extend(FoundAt::ALL.iter().copied().map(Figure::At));
        for figure in all {
            assert_eq!(figure.to_string().parse(), Ok(figure));
        }
        assert_eq!("within-soon".parse::<Figure>(), Err(NotAFigure));
        assert_eq!("all-of-them".parse::<Figure>(), Err(NotAFigure));
    }
}
