//! In which order people are met: whoever the words typed fit best first, round by round.
//!
//! What a word may mean falls into classes by how well it fits. A round is one class, or none, for each word typed: who bears
//! a word of each. People are bits, so that whoever bears words of several classes is found sixty-four at a time and
//! nobody else is looked at; and so are blocks of sixty-four, so that blocks without such people are passed over as fast.

use super::{
    dictionary::Meant,
    people::{People, Slot},
    words::WORDS_AT_MOST,
};

/// Where classes end: a meaning that fits so well is in the class or in one before.
const CLASSES: [f32; 16] =
    [0.97, 0.94, 0.91, 0.88, 0.85, 0.82, 0.79, 0.76, 0.73, 0.7, 0.66, 0.62, 0.58, 0.54, 0.48, 0.0];

/// A word typed, as far as meeting people goes.
pub(super) struct Sought<'a> {
    /// The best first.
    pub(super) meant: &'a [Meant],
    /// How much the word says.
    pub(super) weight: f32,
    /// What it is worth at most as a place.
    pub(super) as_place: f32,
}

struct Class<'a> {
    meant: &'a [Meant],
    /// What it is worth at most.
    worth: f32,
    /// Who bears a word of it; empty until it is first asked for.
    bearers: Vec<u64>,
    /// Which blocks of those are not empty.
    blocks: Vec<u64>,
}

/// Which class of each word typed, and what whoever is met first there is worth by names and places at most.
#[derive(Clone)]
struct Round {
    classes: [Option<u8>; WORDS_AT_MOST],
    at_most: f32,
}

impl Round {
    /// Each word that has a class here, with the number of the class.
    fn chosen(&self) -> impl Iterator<Item = (usize, usize)> {
        let classes = self.classes.iter().enumerate();
        classes.filter_map(|(word, class)| Some((word, usize::from((*class)?))))
    }
}

pub(super) struct Rounds<'a> {
    people: &'a People,
    words: Vec<Vec<Class<'a>>>,
    /// The most promising last.
    rounds: Vec<Round>,
    met: Vec<u64>,
}

impl<'a> Rounds<'a> {
    pub(super) fn new(people: &'a People, sought: &[Sought<'a>]) -> Self {
        // So many that no question has more than a few hundred rounds.
        let ends = match sought.len() {
            ..=2 => &CLASSES[..],
            3 => &[0.94, 0.86, 0.78, 0.68, 0.55, 0.0],
            4 => &[0.86, 0.68, 0.0],
            _ => &[0.0],
        };
        let words: Vec<Vec<Class<'a>>> = sought.iter().map(|word| classes(word, ends)).collect();
        let mut rounds = vec![Round { classes: [None; WORDS_AT_MOST], at_most: 0.0 }];
        for (number, word) in sought.iter().enumerate() {
            let before = std::mem::take(&mut rounds);
            for class in (0..words[number].len()).map(Some).chain([None]) {
                let worth = class.map_or(0.0, |class| words[number][class].worth).max(word.as_place);
                rounds.extend(before.iter().cloned().map(|mut round| {
                    round.classes[number] = class.map(|class| class as u8);
                    round.at_most += worth;
                    round
                }));
            }
        }
        rounds.retain(|round| round.classes.iter().any(Option::is_some));
        rounds.sort_by(|one, other| one.at_most.total_cmp(&other.at_most));
        Self { people, words, rounds, met: vec![0; people.lines().div_ceil(BITS)] }
    }

    /// What whoever has not been met can be worth by names and places; nothing when there is nobody.
    pub(super) fn at_most(&self) -> Option<f32> {
        self.rounds.last().map(|round| round.at_most)
    }

    /// Meets everybody of the next round who was not met before, by record, until `meets` says that it is enough.
    pub(super) fn meet(&mut self, mut meets: impl FnMut(Slot) -> Goes) -> Goes {
        let Some(round) = self.rounds.pop() else { return Goes::NoFurther };
        for (word, class) in round.chosen() {
            self.fill(word, class);
        }
        let chosen: Vec<&Class<'_>> = round.chosen().map(|(word, class)| &self.words[word][class]).collect();
        let Some((first, others)) = chosen.split_first() else { return Goes::On };
        for (group, blocks) in first.blocks.iter().enumerate() {
            let mut blocks = others.iter().fold(*blocks, |blocks, class| blocks & class.blocks[group]);
            while blocks != 0 {
                let block = group * BITS + blocks.trailing_zeros() as usize;
                blocks &= blocks - 1;
                let met = &mut self.met[block];
                let mut here = chosen.iter().fold(!*met, |here, class| here & class.bearers[block]);
                *met |= here;
                while here != 0 {
                    let slot = (block * BITS) as Slot + here.trailing_zeros();
                    if let Goes::NoFurther = meets(slot) {
                        return Goes::NoFurther;
                    }
                    here &= here - 1;
                }
            }
        }
        Goes::On
    }

    fn fill(&mut self, word: usize, class: usize) {
        let class = &mut self.words[word][class];
        if class.bearers.is_empty() {
            class.bearers = vec![0; self.met.len()];
            class.blocks = vec![0; self.met.len().div_ceil(BITS)];
            for &slot in class.meant.iter().flat_map(|meant| self.people.bearers(meant.term)) {
                let block = slot as usize / BITS;
                class.bearers[block] |= 1 << (slot as usize % BITS);
                class.blocks[block / BITS] |= 1 << (block % BITS);
            }
        }
    }
}

/// Whether looking goes on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Goes {
    On,
    NoFurther,
}

const BITS: usize = u64::BITS as usize;

fn classes<'a>(word: &Sought<'a>, ends: &[f32]) -> Vec<Class<'a>> {
    let mut rest = word.meant;
    let mut classes = Vec::new();
    for end in ends {
        let (meant, worse) = rest.split_at(rest.partition_point(|meant| meant.quality >= *end));
        rest = worse;
        if let Some(best) = meant.first() {
            let worth = word.weight * best.quality;
            classes.push(Class { meant, worth, bearers: Vec::new(), blocks: Vec::new() });
        }
    }
    classes
}
