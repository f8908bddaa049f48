//! Who is meant: whoever the likeliest words fit first, until nobody left can be likelier than those found.

use super::{
    Born, Hints, Hit, How, NameIndex, Readable, Reason,
    chosen::{Chosen, Order},
    dictionary::{Dictionary, Meant, SoFar},
    likeliest::{Found, Likeliest},
    people::{Named, Seen, Slot},
    places::{Placed, Places},
    rounds::{Goes, Rounds, Sought},
    words::{Typed, WORDS_AT_MOST, Word, words},
};

/// A single letter finds nobody.
const LETTERS_AT_LEAST: usize = 2;

/// People weighed in one search. Beyond it are only queries like a single letter, which fit everybody equally well.
const WEIGHED_AT_MOST: usize = 15_000;

/// People met in one search, those the reader may not see among them.
const MET_AT_MOST: usize = 400_000;

/// Counting the bearers of a word stops here: what is commoner is not told apart.
const COUNTED_AT_MOST: usize = 20_000;

/// A rarity above this is not told apart: a slip of the pen is the rarest word of all.
const RAREST: f32 = 8.0;

const AGE_FITS: f32 = 1.5;
const AGE_NEARLY: f32 = 0.7;
const AGE_DIFFERS: f32 = -1.5;
/// Two years, in days.
const NEARLY_DAYS: i32 = 731;

/// Among fewer people a word says as much as among so many: in a small register everybody is rare.
const PEOPLE_AT_LEAST: usize = 10_000;

/// Whoever's names fit so much worse than the best is not meant.
const SHARE_OF_BEST: f32 = 0.4;

pub(super) fn search(
    index: &NameIndex,
    typed: &str,
    hints: &Hints<'_>,
    readable: &Readable,
    limit: usize,
) -> Vec<Hit> {
    let typed = Typed::read(typed);
    let seen = index.people.seen_by(readable);
    let says_nothing = typed.words.iter().all(|word| word.spellings[0].len() < LETTERS_AT_LEAST);
    if limit == 0 || says_nothing || seen.count == 0 {
        return Vec::new();
    }
    let question = Question::new(index, &typed, hints, &seen);
    let found = question.gather(&seen, limit);
    let worst = found.iter().map(|found| found.by_name).fold(0.0, f32::max) * SHARE_OF_BEST;
    found
        .into_iter()
        .filter(|found| found.by_name >= worst)
        .map(|found| Hit { id: found.id, score: found.score, reasons: question.reasons(found.slot) })
        .collect()
}

/// What was typed, with what each word may mean.
struct Question<'a> {
    index: &'a NameIndex,
    asked: Vec<Asked>,
    /// For each word of the dictionary, which of `fits` it has; 0 is none.
    fit_of: Vec<u32>,
    fits: Vec<Fit>,
    places: Places,
    born: Option<Born>,
}

/// A word typed.
struct Asked {
    /// In lower-case Latin letters.
    typed: String,
    /// How much it says: the rarer, the more.
    weight: f32,
    /// The best first.
    meant: Vec<Meant>,
    /// What it is worth at most as a place.
    as_place: f32,
}

impl Asked {
    fn sought(&self) -> Sought<'_> {
        Sought { meant: &self.meant, weight: self.weight, as_place: self.as_place }
    }
}

/// How well a word of the dictionary fits each word typed, from 0 to 1.
#[derive(Clone, Copy, Default)]
struct Fit {
    quality: [f32; WORDS_AT_MOST],
    /// Whether it is two of the words typed, written as one.
    joins: bool,
}

/// What the spellings typed may mean, each looked up once: a name with a hyphen has its whole spelling twice.
struct Meanings<'a> {
    names: &'a Dictionary,
    /// How the last word typed is spelt: it may go on.
    last: &'a [String],
    known: Vec<(&'a str, Vec<Meant>)>,
}

impl<'a> Meanings<'a> {
    fn of(&mut self, spelling: &'a str) -> &[Meant] {
        let known = self.known.iter().position(|(known, _)| *known == spelling);
        let place = known.unwrap_or_else(|| {
            let so_far =
                if self.last.iter().any(|last| last == spelling) { SoFar::Perhaps } else { SoFar::Whole };
            self.known.push((spelling, self.names.meant(spelling, so_far)));
            self.known.len() - 1
        });
        &self.known[place].1
    }
}

impl<'a> Question<'a> {
    fn new(index: &'a NameIndex, typed: &Typed, hints: &Hints<'_>, seen: &Seen<'_>) -> Self {
        let born = (typed.ages.map(|(from, to)| (hints.born_at_ages)(from, to)))
            .or_else(|| typed.year.map(|year| (hints.days_of_year)(year)));
        let mut question = Self {
            index,
            asked: Vec::new(),
            fit_of: vec![0; index.names.len()],
            fits: vec![Fit::default()],
            places: Places::default(),
            born,
        };
        let last = typed.words.last().map_or(&[][..], |word| &word.spellings);
        let mut meanings = Meanings { names: &index.names, last, known: Vec::new() };
        for word in &typed.words {
            question.ask(word, &mut meanings, seen);
        }
        question.join_neighbours(&typed.words);
        for word in words(hints.area) {
            question.places.note(&index.places, &word.spellings[0], None);
        }
        question
    }

    fn ask<'w>(&mut self, word: &'w Word, meanings: &mut Meanings<'w>, seen: &Seen<'_>) {
        let number = self.asked.len();
        let mut meant: Vec<Meant> = meanings.of(&word.spellings[0]).to_vec();
        if word.spellings.len() > 1 {
            // What was typed with the word belongs to it, and is often left out.
            meant.iter_mut().for_each(|meant| meant.quality *= LEFT_OUT);
            word.spellings[1..].iter().for_each(|spelling| meant.extend(meanings.of(spelling)));
        }
        meant.retain(|meant| !self.index.people.bearers(meant.term).is_empty());
        for meant in &meant {
            let fit = self.fit(meant.term);
            fit.quality[number] = fit.quality[number].max(meant.quality);
        }
        meant.sort_by(|one, other| other.quality.total_cmp(&one.quality).then(one.term.cmp(&other.term)));
        let weight = weight(&meant, seen);
        let typed = word.spellings[0].clone();
        let as_place = self.places.note(&self.index.places, &typed, Some(number));
        self.asked.push(Asked { typed, weight, meant, as_place });
    }

    fn fit(&mut self, term: u32) -> &mut Fit {
        let number = &mut self.fit_of[term as usize];
        if *number == 0 {
            *number = self.fits.len() as u32;
            self.fits.push(Fit::default());
        }
        &mut self.fits[*number as usize]
    }

    /// Two words typed that are one in the name: `mary ann` and Maryann.
    fn join_neighbours(&mut self, typed: &[Word]) {
        for (first, pair) in typed.windows(2).enumerate() {
            let joined = format!("{}{}", pair[0].spellings[0], pair[1].spellings[0]);
            let Some(term) = self.index.names.number(&joined) else { continue };
            for word in [first, first + 1] {
                let meant = Meant { term, how: How::Same, quality: JOINED };
                self.asked[word].meant.push(meant);
                self.asked[word].meant.sort_by(|one, other| other.quality.total_cmp(&one.quality));
                let fit = self.fit(term);
                fit.quality[word] = fit.quality[word].max(JOINED);
                fit.joins = true;
            }
        }
    }

    fn gather(&self, seen: &Seen<'_>, limit: usize) -> Vec<Found> {
        let mut likeliest = Likeliest::new(limit);
        let sought: Vec<Sought<'_>> = self.asked.iter().map(Asked::sought).collect();
        let mut rounds = Rounds::new(&self.index.people, &sought);
        let (mut weighed, mut met) = (0, 0);
        let besides = self.hints_at_most();
        while let Some(at_most) = rounds.at_most() {
            let nobody_gets_in = likeliest.least().is_some_and(|least| least > at_most + besides);
            if nobody_gets_in || at_most < likeliest.best_by_name() * SHARE_OF_BEST {
                break;
            }
            let goes = rounds.meet(|slot| {
                met += 1;
                // A reader's search goes past whoever they may not see as if they were not there.
                if seen.holds(slot) {
                    weighed += 1;
                    likeliest.offer(self.weigh(slot));
                }
                if weighed < WEIGHED_AT_MOST && met < MET_AT_MOST { Goes::On } else { Goes::NoFurther }
            });
            if goes == Goes::NoFurther {
                break;
            }
        }
        likeliest.chosen()
    }

    /// What age and place add at most beside the words.
    fn hints_at_most(&self) -> f32 {
        self.places.area_at_most() + self.born.map_or(0.0, |_| AGE_FITS)
    }

    fn weigh(&self, slot: Slot) -> Found {
        let people = &self.index.people;
        let line = people.line(slot);
        let chosen = self.choose(slot);
        let mut by_name = 0.0;
        let mut by_word = [0.0f32; WORDS_AT_MOST];
        for ((word, asked), chosen) in by_word.iter_mut().zip(&self.asked).zip(&chosen.words) {
            *word = chosen.map_or(0.0, |(_, quality)| asked.weight * quality);
            by_name += *word;
        }
        by_name *= chosen.share(people.words(slot));
        let by_age = match self.age_of(line.born) {
            Some(AgeFit::Fits) => AGE_FITS,
            Some(AgeFit::Nearly) => AGE_NEARLY,
            Some(AgeFit::Differs) => AGE_DIFFERS,
            None => 0.0,
        };
        let score = by_name + by_age + self.place_worth(slot, &by_word).worth;
        let (precedence, id, crowd) = (line.precedence, people.id(slot), chosen.crowd());
        Found { score, by_name, precedence, id, slot, crowd }
    }

    /// For each word typed the word of a name that it is; a word of a name is taken once.
    fn choose(&self, slot: Slot) -> Chosen {
        let mut fitting = [(Named::default(), 0u32); WORDS_READ];
        let mut count = 0;
        for named in self.index.people.words(slot).iter().take(WORDS_READ) {
            let fit = self.fit_of[named.term() as usize];
            if fit != 0 {
                fitting[count] = (*named, fit);
                count += 1;
            }
        }
        let fitting = &mut fitting[..count];
        let mut chosen = Chosen { words: [None; WORDS_AT_MOST] };
        for (number, chosen) in chosen.words.iter_mut().enumerate().take(self.asked.len()) {
            let mut best: Option<(usize, f32)> = None;
            for (place, (_, fit)) in fitting.iter().enumerate() {
                let quality = self.fits[*fit as usize].quality[number];
                if quality > best.map_or(0.0, |(_, before)| before) {
                    best = Some((place, quality));
                }
            }
            if let Some((place, quality)) = best {
                let (named, fit) = fitting[place];
                *chosen = Some((named, quality));
                if !self.fits[fit as usize].joins {
                    // Number 0 fits nothing: it is taken.
                    fitting[place].1 = 0;
                }
            }
        }
        chosen
    }

    fn place_worth(&self, slot: Slot, by_word: &[f32; WORDS_AT_MOST]) -> Placed {
        self.places.worth(self.index.people.places(slot), by_word)
    }

    fn age_of(&self, born: Option<Born>) -> Option<AgeFit> {
        let (asked, born) = (self.born?, born?);
        let gap =
            (asked.earliest.saturating_sub(born.latest)).max(born.earliest.saturating_sub(asked.latest));
        Some(match gap {
            ..=0 => AgeFit::Fits,
            1..=NEARLY_DAYS => AgeFit::Nearly,
            _ => AgeFit::Differs,
        })
    }

    fn reasons(&self, slot: Slot) -> Vec<Reason> {
        let chosen = self.choose(slot);
        let mut by_word = [0.0f32; WORDS_AT_MOST];
        for ((word, asked), chosen) in by_word.iter_mut().zip(&self.asked).zip(&chosen.words) {
            *word = chosen.map_or(0.0, |(_, quality)| asked.weight * quality);
        }
        let placed = self.place_worth(slot, &by_word);
        let mut reasons = Vec::new();
        for (number, (asked, chosen)) in self.asked.iter().zip(&chosen.words).enumerate() {
            let typed = asked.typed.clone();
            match chosen {
                _ if placed.words[number].is_some() => {}
                None => reasons.push(Reason::NoFit { typed }),
                Some((named, _)) => {
                    let meant = asked.meant.iter().find(|meant| meant.term == named.term());
                    let how = meant.map_or(How::Same, |meant| meant.how);
                    let found = self.index.names.spelling(named.term()).to_owned();
                    reasons.push(Reason::Word { typed, found, how, name: named.name() });
                }
            }
        }
        if chosen.order() == Order::Swapped {
            reasons.push(Reason::OrderSwapped);
        }
        match self.age_of(self.index.people.line(slot).born) {
            Some(AgeFit::Fits) => reasons.push(Reason::AgeFits),
            Some(AgeFit::Nearly) => reasons.push(Reason::AgeNearly),
            Some(AgeFit::Differs) | None => {}
        }
        for place in placed.words.into_iter().chain([placed.area]).flatten() {
            reasons.push(Reason::PlaceFits { place: self.index.places.spelling(place).to_owned() });
        }
        reasons
    }
}

/// Particles that only one of two names has.
const LEFT_OUT: f32 = 0.95;

/// Two words typed as one in the name.
const JOINED: f32 = 0.95;

/// Words of one person that a search reads; nobody has more names than that.
const WORDS_READ: usize = 32;

enum AgeFit {
    Fits,
    Nearly,
    Differs,
}

/// How much a word says: the fewer people the reader may see bear what it most likely means, the more.
fn weight(meant: &[Meant], seen: &Seen<'_>) -> f32 {
    let mut bearers = 0;
    let mut best = None;
    for meant in meant {
        if bearers >= COUNTED_AT_MOST || best.is_some_and(|best| meant.quality < best - 0.02) {
            break;
        }
        let borne = seen.bearers(meant.term, COUNTED_AT_MOST - bearers);
        if borne > 0 {
            best.get_or_insert(meant.quality);
            bearers += borne;
        }
    }
    let count = seen.count.max(PEOPLE_AT_LEAST);
    (1.0 + (1.0 + count as f32 / (bearers + 1) as f32).ln()).min(RAREST)
}
