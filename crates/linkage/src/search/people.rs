//! Who bears which words, who may see them, and what else tells them apart.

use rustc_hash::FxHashMap;

use super::{Born, Entry, Readable};

/// A word of a name: which word, of which of the names, at which place in it; in 32 bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Named(u32);

impl Named {
    const TERM_BITS: u32 = 24;

    /// Names and places beyond 15 count as the sixteenth.
    pub(super) fn new(term: u32, name: usize, place: usize) -> Self {
        debug_assert!(term < 1 << Self::TERM_BITS, "16 million distinct words");
        Self(term | (name.min(15) as u32) << 28 | (place.min(15) as u32) << Self::TERM_BITS)
    }

    pub(super) fn term(self) -> u32 {
        self.0 & ((1 << Self::TERM_BITS) - 1)
    }

    pub(super) fn name(self) -> usize {
        (self.0 >> 28) as usize
    }

    pub(super) fn place(self) -> u32 {
        self.0 >> Self::TERM_BITS & 15
    }
}

/// Where somebody's line stands.
pub(super) type Slot = u32;

/// Words that stand in the line itself; more are kept apart.
const INLINE: usize = 8;

/// What a search reads of one person: one line of the processor's cache.
#[derive(Clone, Debug)]
#[repr(align(64))]
pub(super) struct Line {
    words: [Named; INLINE],
    words_inline: u32,
    /// Which of the longer lists, when the words do not fit.
    longer: u32,
    pub(super) born: Option<Born>,
    places: u32,
    pub(super) precedence: u8,
}

const NOT_LONGER: u32 = u32::MAX;

#[derive(Clone, Debug, Default)]
pub(super) struct People {
    slots: FxHashMap<u128, Slot>,
    ids: Vec<u128>,
    lines: Vec<Line>,
    free: Vec<Slot>,
    longer: FxHashMap<Slot, Box<[Named]>>,
    /// The people of each word, by slot.
    bearers: Vec<Vec<Slot>>,
    /// Which set of groups may see whoever stands in a slot; apart from the lines, because it is read for many more.
    seen_by: Vec<u32>,
    groups: Interned<u128>,
    /// How many people each set of groups may see.
    seen_people: Vec<usize>,
    places: Interned<u32>,
}

impl People {
    pub(super) fn put(&mut self, id: u128, words: &[Named], places: &[u32], entry: &Entry<'_>) {
        self.remove(id);
        let mut groups = entry.groups.clone();
        groups.sort_unstable();
        groups.dedup();
        let mut line = Line {
            words: [Named::default(); INLINE],
            words_inline: 0,
            longer: NOT_LONGER,
            born: entry.born,
            places: self.places.number(places),
            precedence: entry.precedence,
        };
        let seen_by = self.groups.number(&groups);
        self.seen_people.resize(self.groups.lists.len(), 0);
        self.seen_people[seen_by as usize] += 1;
        let slot = self.free.pop().unwrap_or(self.lines.len() as Slot);
        if words.len() <= INLINE {
            line.words[..words.len()].copy_from_slice(words);
            line.words_inline = words.len() as u32;
        } else {
            line.longer = slot;
            self.longer.insert(slot, words.into());
        }
        if slot as usize == self.lines.len() {
            self.lines.push(line);
            self.ids.push(id);
            self.seen_by.push(seen_by);
        } else {
            self.lines[slot as usize] = line;
            self.ids[slot as usize] = id;
            self.seen_by[slot as usize] = seen_by;
        }
        self.slots.insert(id, slot);
        for word in words {
            let term = word.term() as usize;
            if self.bearers.len() <= term {
                self.bearers.resize_with(term + 1, Vec::new);
            }
            let bearers = &mut self.bearers[term];
            if let Err(place) = bearers.binary_search(&slot) {
                bearers.insert(place, slot);
            }
        }
    }

    pub(super) fn remove(&mut self, id: u128) {
        let Some(slot) = self.slots.remove(&id) else { return };
        for term in self.words(slot).iter().map(|word| word.term()).collect::<Vec<_>>() {
            let bearers = &mut self.bearers[term as usize];
            if let Ok(place) = bearers.binary_search(&slot) {
                bearers.remove(place);
            }
        }
        self.seen_people[self.seen_by[slot as usize] as usize] -= 1;
        self.longer.remove(&slot);
        self.lines[slot as usize].words_inline = 0;
        self.lines[slot as usize].longer = NOT_LONGER;
        self.free.push(slot);
    }

    pub(super) fn len(&self) -> usize {
        self.slots.len()
    }

    pub(super) fn ids(&self) -> impl Iterator<Item = u128> + '_ {
        self.slots.keys().copied()
    }

    /// How many lines there are, those of people who were taken out among them.
    pub(super) fn lines(&self) -> usize {
        self.lines.len()
    }

    pub(super) fn id(&self, slot: Slot) -> u128 {
        self.ids[slot as usize]
    }

    pub(super) fn line(&self, slot: Slot) -> &Line {
        &self.lines[slot as usize]
    }

    /// The words of somebody's names, name by name.
    pub(super) fn words(&self, slot: Slot) -> &[Named] {
        let line = &self.lines[slot as usize];
        if line.longer == NOT_LONGER {
            &line.words[..line.words_inline as usize]
        } else {
            self.longer.get(&slot).map_or(&[], |words| words)
        }
    }

    /// Who bears a word.
    pub(super) fn bearers(&self, term: u32) -> &[Slot] {
        self.bearers.get(term as usize).map_or(&[], Vec::as_slice)
    }

    /// The places of somebody.
    pub(super) fn places(&self, slot: Slot) -> &[u32] {
        self.places.get(self.line(slot).places)
    }

    /// What a reader may see of them.
    pub(super) fn seen_by(&self, readable: &Readable) -> Seen<'_> {
        let sets: Vec<bool> = match readable {
            Readable::Everybody => vec![true; self.groups.lists.len()],
            Readable::SeenBy(readers) => self
                .groups
                .lists
                .iter()
                .map(|set| readers.iter().any(|reader| set.contains(reader)))
                .collect(),
        };
        let people =
            self.seen_people.iter().zip(&sets).filter(|(_, seen)| **seen).map(|(people, _)| people).sum();
        Seen { people: self, sets, count: people }
    }

    pub(super) fn bytes(&self) -> usize {
        let borne: usize = self.bearers.iter().map(|bearers| 24 + 4 * bearers.capacity()).sum();
        let longer: usize = self.longer.values().map(|words| 32 + 4 * words.len()).sum();
        self.lines.capacity() * size_of::<Line>()
            + self.ids.capacity() * (16 + 4)
            + self.slots.capacity() * 33
            + borne
            + longer
            + self.groups.bytes()
            + self.places.bytes()
    }
}

/// The people as one reader may see them.
pub(super) struct Seen<'a> {
    people: &'a People,
    sets: Vec<bool>,
    /// How many they are.
    pub(super) count: usize,
}

impl Seen<'_> {
    /// Whether the reader may see somebody.
    pub(super) fn holds(&self, slot: Slot) -> bool {
        self.sets[self.people.seen_by[slot as usize] as usize]
    }

    /// How many bearers of a word the reader may see, counted up to `most`.
    pub(super) fn bearers(&self, term: u32, most: usize) -> usize {
        let bearers = self.people.bearers(term);
        if self.count == self.people.len() {
            return bearers.len().min(most);
        }
        bearers.iter().filter(|slot| self.holds(**slot)).take(most).count()
    }
}

/// Lists that many people share, each kept once.
#[derive(Clone, Debug)]
struct Interned<T> {
    numbers: FxHashMap<Box<[T]>, u32>,
    lists: Vec<Box<[T]>>,
}

impl<T> Default for Interned<T> {
    fn default() -> Self {
        Self { numbers: FxHashMap::default(), lists: Vec::new() }
    }
}

impl<T: Copy + Eq + std::hash::Hash> Interned<T> {
    fn number(&mut self, list: &[T]) -> u32 {
        if let Some(number) = self.numbers.get(list) {
            return *number;
        }
        let number = self.lists.len() as u32;
        self.numbers.insert(list.into(), number);
        self.lists.push(list.into());
        number
    }

    fn get(&self, number: u32) -> &[T] {
        &self.lists[number as usize]
    }

    fn bytes(&self) -> usize {
        self.lists.iter().map(|list| 2 * (size_of_val::<[T]>(list) + 24)).sum()
    }
}
