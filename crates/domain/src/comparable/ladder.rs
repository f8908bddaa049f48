//! Which past times missing are similar enough: a ladder that begins with every criterion and drops one after the other,
//! openly and in a fixed order, until there are enough.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use super::{
    past::PastEpisode,
    traits::{Criterion, Traits},
};

/// Below so many no curve is drawn, and the criteria of what somebody is are dropped.
pub const FEWEST: usize = 10;

/// Below so many the criteria of how it happened to begin are dropped.
const ENOUGH: usize = 30;

/// So many of each person are counted, so that nobody who goes missing every week stands for everybody else.
pub const OF_ONE_AT_MOST: usize = 3;

/// One rung: how many there are when one more criterion is dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rung {
    /// What is dropped here; nothing on the first.
    pub dropped: Option<Criterion>,
    /// How many times missing are left in.
    pub episodes: usize,
    /// Of how many people.
    pub people: usize,
}

/// What was compared, and how far it was widened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ladder {
    /// The criteria by which the chosen ones are alike, from the last that would be dropped.
    pub alike: Vec<Criterion>,
    /// What is not known of this time missing, so that nothing is compared by it.
    pub not_known: Vec<Criterion>,
    /// Every rung that was tried, up to the one that was chosen.
    pub rungs: Vec<Rung>,
    /// The rung on which each comes in: those of the last one are all that were chosen.
    pub chosen: Vec<(usize, PastEpisode)>,
    /// How many more are alike in the same, left out because [`OF_ONE_AT_MOST`] of their person are counted.
    pub left_out: usize,
}

impl Ladder {
    /// The similar ones among others.
    #[must_use]
    pub fn climb(this: &Traits, others: &[PastEpisode]) -> Self {
        let (known, not_known): (Vec<Criterion>, Vec<Criterion>) =
            Criterion::ALL.iter().partition(|criterion| this.get(**criterion).is_some());
        // How many criteria, from the last to be dropped, each shares with this one.
        let shared =
            |other: &Traits| known.iter().take_while(|one| other.get(**one) == this.get(**one)).count();
        let all: Vec<(usize, &PastEpisode)> =
            others.iter().map(|other| (shared(&other.traits), other)).collect();
        let reach = few_of_each(&all);
        let mut kept = known.len();
        let mut rungs = vec![rung(None, &reach, kept)];
        while let Some(next) = kept.checked_sub(1).map(|last| known[last])
            && next.is_dropped_with(rungs[rungs.len() - 1].episodes)
        {
            kept -= 1;
            rungs.push(rung(Some(next), &reach, kept));
        }
        let comes_in = |shared: usize| known.len() - shared.min(known.len());
        let mut chosen: Vec<(usize, PastEpisode)> = reach
            .iter()
            .filter(|(shared, _)| *shared >= kept)
            .map(|(shared, one)| (comes_in(*shared), (*one).clone()))
            .collect();
        chosen.sort_by_key(|(_, one)| Reverse((one.started, one.episode)));
        let left_out = all.iter().filter(|(shared, _)| *shared >= kept).count() - chosen.len();
        Self { alike: known[..kept].to_vec(), not_known, rungs, chosen, left_out }
    }

    /// Of how many people they are, and how many of them are one person's at most.
    #[must_use]
    pub fn people(&self) -> (usize, usize) {
        let mut of_one = BTreeMap::new();
        for (_, one) in &self.chosen {
            *of_one.entry(one.person).or_insert(0_usize) += 1;
        }
        (of_one.len(), of_one.values().copied().max().unwrap_or(0))
    }
}

impl Criterion {
    /// Whether it is dropped where so many are alike by it and all that stay longer.
    fn is_dropped_with(self, alike: usize) -> bool {
        match self {
            Self::Childhood => false,
            Self::Dementia | Self::Exploitation | Self::SelfHarm | Self::Care | Self::Age => alike < FEWEST,
            Self::Before | Self::Class | Self::Sex | Self::Company | Self::Hour | Self::Day => alike < ENOUGH,
        }
    }
}

/// Of each person the most similar, and of those the latest: whatever rung is chosen, each still holds the one before.
fn few_of_each<'a>(all: &[(usize, &'a PastEpisode)]) -> Vec<(usize, &'a PastEpisode)> {
    let mut first = all.to_vec();
    first.sort_by_key(|(shared, one)| Reverse((*shared, one.started, one.episode)));
    let mut of_one: BTreeMap<_, usize> = BTreeMap::new();
    first.retain(|(_, one)| {
        let count = of_one.entry(one.person).or_default();
        *count += 1;
        *count <= OF_ONE_AT_MOST
    });
    first
}

fn rung(dropped: Option<Criterion>, reach: &[(usize, &PastEpisode)], kept: usize) -> Rung {
    let within = reach.iter().filter(|(shared, _)| *shared >= kept).map(|(_, one)| one);
    let people: BTreeSet<_> = within.clone().map(|one| one.person).collect();
    Rung { dropped, episodes: within.count(), people: people.len() }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use uuid::Uuid;

    use super::*;
    use crate::{
        comparable::Ending,
        ids::{EpisodeId, PersonId},
    };

    fn like(traits: Traits, number: u128) -> PastEpisode {
        PastEpisode {
            episode: EpisodeId(Uuid::from_u128(number)),
            person: PersonId(Uuid::from_u128(number / 2)),
            started: Timestamp::UNIX_EPOCH,
            ending: Ending::Running,
            ended_by: None,
            traits,
        }
    }

    fn girl() -> Traits {
        let mut traits = Traits::nothing();
        for criterion in Criterion::ALL {
            traits = traits.with(criterion, Some("same"));
        }
        traits
    }

    fn others(alike: usize, differing: Criterion, differ: usize) -> Vec<PastEpisode> {
        let same = std::iter::repeat_n(girl(), alike);
        let other = std::iter::repeat_n(girl().with(differing, Some("other")), differ);
        (1..).zip(same.chain(other)).map(|(number, traits)| like(traits, number)).collect()
    }

    #[test]
    fn with_enough_nothing_is_dropped() {
        let ladder = Ladder::climb(&girl(), &others(30, Criterion::Day, 20));
        assert_eq!((ladder.alike.len(), ladder.rungs.len(), ladder.chosen.len()), (12, 1, 30));
    }

    #[test]
    fn how_it_began_is_dropped_for_thirty_and_what_somebody_is_only_for_ten() {
        let ladder = Ladder::climb(&girl(), &others(12, Criterion::Day, 20));
        assert_eq!((ladder.rungs[1].dropped, ladder.chosen.len()), (Some(Criterion::Day), 32));
        // Twelve who lived in care are not mixed with forty who did not.
        let ladder = Ladder::climb(&girl(), &others(12, Criterion::Care, 40));
        assert_eq!((ladder.chosen.len(), ladder.alike.last()), (12, Some(&Criterion::Age)));
        let ladder = Ladder::climb(&girl(), &others(9, Criterion::Care, 40));
        assert_eq!((ladder.chosen.len(), ladder.alike.last()), (49, Some(&Criterion::SelfHarm)));
        assert_eq!(ladder.chosen.iter().filter(|(rung, _)| *rung == 0).count(), 9);
    }

    #[test]
    fn a_child_is_never_compared_with_an_adult() {
        let ladder = Ladder::climb(&girl(), &others(3, Criterion::Childhood, 100));
        assert_eq!((ladder.chosen.len(), ladder.alike.as_slice()), (3, &[Criterion::Childhood][..]));
    }

    #[test]
    fn by_what_is_not_known_nothing_is_compared() {
        let unknown = girl().with(Criterion::Age, None);
        let ladder = Ladder::climb(&unknown, &others(30, Criterion::Age, 5));
        assert_eq!((ladder.not_known.as_slice(), ladder.chosen.len()), (&[Criterion::Age][..], 35));
        // Of whom it is not known, they are not the same.
        let ladder = Ladder::climb(&girl(), &[like(unknown, 1)]);
        assert_eq!(ladder.rungs[0].episodes, 0);
    }

    #[test]
    fn whoever_goes_missing_every_week_does_not_stand_for_everybody_else() {
        let weekly = |number: u128, traits| PastEpisode {
            person: PersonId(Uuid::from_u128(1000)),
            started: Timestamp::from_second(i64::try_from(number).unwrap()).unwrap(),
            ..like(traits, number)
        };
        let mut all = others(8, Criterion::Day, 0);
        all.extend((100..140).map(|number| weekly(number, girl())));
        // The latest of all is less alike.
        all.push(weekly(500, girl().with(Criterion::Day, Some("other"))));
        let ladder = Ladder::climb(&girl(), &all);
        assert_eq!((ladder.chosen.len(), ladder.left_out), (8 + OF_ONE_AT_MOST, 38));
        assert_eq!(ladder.people(), (6, OF_ONE_AT_MOST));
        let latest: Vec<u128> =
            ladder.chosen.iter().take(3).map(|(_, one)| one.episode.0.as_u128()).collect();
        assert_eq!(latest, [139, 138, 137]);
        assert!(ladder.rungs.windows(2).all(|pair| pair[0].episodes <= pair[1].episodes));
    }

    #[test]
    fn each_rung_holds_the_one_before() {
        let ladder = Ladder::climb(&girl(), &others(4, Criterion::Age, 3));
        assert!(ladder.rungs.windows(2).all(|pair| pair[0].episodes <= pair[1].episodes));
        assert_eq!(ladder.rungs.last().map(|rung| rung.episodes), Some(ladder.chosen.len()));
        assert_eq!(ladder.people(), (4, 2));
    }
}
