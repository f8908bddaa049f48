//! Marks that do not change: which of one side may be which of the other, and what it says that one is not there.
//!
//! A mark speaks by how rare it is among the people on record: its kind, its part of the body, its side, its words.
//! That one was not found counts only as far as the state of the body would have shown it to whoever looked; that the
//! record lacks one, only as far as somebody was asked.

use super::appearance::{BodyPart, Listing, Mark, MarkKind, Marks};
use super::body::{called, neighbours, parts, sides};
use super::compare::{Pair, Sink, lacking};
use super::dates::Timing;
use super::model::Model;
use super::outcome::{Agreement, Bits, Feature, Reason, SharedWord};
use super::population::Population;
use super::prepared::{ReadyMark, ReadyUnidentified, State, years};
use super::words::{key, tokens, words};

/// Adds a line for each mark of either side.
pub(super) fn judge(pair: Pair<'_>, timing: &Timing, sink: &mut impl Sink) {
    let (recorded, found) = (&pair.missing.record.marks, &pair.found.record.marks);
    if is_silent(recorded) || is_silent(found) {
        sink.line(Feature::Marks, Bits::default(), || lacking(is_silent(recorded), is_silent(found)));
        return;
    }
    let not_found: Vec<f32> =
        pair.missing.marks.iter().map(|mark| would_be_noticed(pair, mark.kind, mark.part)).collect();
    let not_recorded: Vec<f32> =
        pair.found.marks.iter().map(|mark| would_be_recorded(pair, mark.kind, timing)).collect();
    let lost = |share: &f32| (1.0 - share).log2().max(pair.model.marks.least_bits);
    let (without, beyond): (Vec<f32>, Vec<f32>) =
        (not_found.iter().map(lost).collect(), not_recorded.iter().map(lost).collect());
    let pairs = assign(pair, &without, &beyond);
    let mut gained: Vec<f32> = Vec::new();
    for &(left, right, bits) in &pairs {
        gained.push(bits);
        sink.line(Feature::Marks, Bits::of(bits), || agrees(pair, left, right));
    }
    for (left, bits) in without.iter().enumerate().filter(|(left, _)| pairs.iter().all(|(l, ..)| l != left)) {
        sink.line(Feature::Marks, Bits::of(*bits), || Reason::MarkNotFound {
            recorded: recorded.listed[left].clone(),
            would_be_noticed: not_found[left],
        });
    }
    for (right, bits) in
        beyond.iter().enumerate().filter(|(right, _)| pairs.iter().all(|(_, r, _)| r != right))
    {
        sink.line(Feature::Marks, Bits::of(*bits), || Reason::MarkNotRecorded {
            found: found.listed[right].clone(),
            would_be_recorded: not_recorded[right],
        });
    }
    let together = further(&mut gained, pair.model.marks.further_keeps);
    if together != Bits::default() {
        sink.line(Feature::Marks, together, || Reason::GoTogether { features: vec![Feature::Marks] });
    }
}

/// Nobody has said anything of marks.
fn is_silent(marks: &Marks) -> bool {
    marks.listed.is_empty() && marks.listing == Listing::NotSaid
}

/// What is taken away because further things that agree count less than the first, the strongest.
pub(super) fn further(gained: &mut [f32], keeps: f32) -> Bits {
    gained.sort_unstable_by(|one, other| other.total_cmp(one));
    let mut kept = 1.0;
    let mut taken = 0.0;
    for bits in gained.iter().filter(|bits| **bits > 0.0) {
        taken += bits * (1.0 - kept);
        kept *= keeps;
    }
    -Bits::of(taken)
}

/// Which mark of the record may be which mark found: the best pair first, as long as it explains more than two marks
/// of two people.
fn assign(pair: Pair<'_>, without: &[f32], beyond: &[f32]) -> Vec<(usize, usize, f32)> {
    let mut possible: Vec<(f32, usize, usize, f32)> = Vec::new();
    for (left, mark) in pair.missing.marks.iter().enumerate() {
        for (right, other) in pair.found.marks.iter().enumerate() {
            if let Some(bits) = same_mark(pair, mark, other, &pair.found.mark_words[right]) {
                let gain = bits - without[left] - beyond[right];
                if gain > 0.0 {
                    possible.push((gain, left, right, bits));
                }
            }
        }
    }
    possible.sort_by(|one, other| other.0.total_cmp(&one.0).then((one.1, one.2).cmp(&(other.1, other.2))));
    let mut chosen: Vec<(usize, usize, f32)> = Vec::new();
    for (_, left, right, bits) in possible {
        if chosen.iter().all(|(l, r, _)| *l != left && *r != right) {
            chosen.push((left, right, bits));
        }
    }
    chosen
}

/// How much likelier a mark found is if it is that mark of the record than on anybody; none where the kinds do not fit.
fn same_mark(pair: Pair<'_>, recorded: &ReadyMark, found: &ReadyMark, word_bits: &[f32]) -> Option<f32> {
    let model = &pair.model.marks;
    let called = called(recorded.kind, found.kind, model);
    let by_part = match parts(recorded.part, found.part) {
        Agreement::Same => model.part_same / pair.population.marks_at(found.kind, found.part),
        Agreement::Near => {
            model.part_near
                / neighbours(recorded.part) as f32
                / pair.population.marks_at(found.kind, found.part)
        }
        Agreement::NotSaid => 1.0 / pair.population.marks_anywhere(found.kind),
        Agreement::Differs => 0.0,
    };
    if called * by_part <= 0.0 {
        return None;
    }
    let by_side = match sides(recorded.side, found.side) {
        Agreement::Same => model.side_same / 0.5,
        Agreement::Differs => (1.0 - model.side_same) / 0.5,
        Agreement::Near | Agreement::NotSaid => 1.0,
    };
    let by_words =
        super::words::compare(&found.words, &recorded.words, model.word_kept, &pair.model.words, |word| {
            found.words.binary_search(&word).map_or(0.0, |place| word_bits[place])
        });
    let bits = (called * by_part * by_side).log2() + by_words;
    Some(bits.clamp(model.least_bits, model.most_bits))
}

/// The most that each mark of a find can say, in their order.
pub(super) fn most(found: &ReadyUnidentified, population: &Population, model: &Model) -> Vec<f32> {
    let marks = &model.marks;
    let each = found.marks.iter().zip(&found.mark_words).map(|(mark, word_bits)| {
        let part = marks.part_same.max(marks.part_near) / population.marks_at(mark.kind, mark.part);
        let by_part = part.max(1.0 / population.marks_anywhere(mark.kind));
        let all = |word| mark.words.binary_search(&word).map_or(0.0, |place| word_bits[place]);
        let words = super::words::compare(&mark.words, &mark.words, marks.word_kept, &model.words, all);
        (marks.called_same * by_part * marks.side_same / 0.5).log2() + words
    });
    // What is not found or not recorded only takes away, so no pair of marks says more than this.
    each.map(|bits| bits.clamp(0.0, marks.most_bits)).collect()
}

/// The chance that whoever examined would have noticed and written down such a mark.
fn would_be_noticed(pair: Pair<'_>, kind: MarkKind, part: BodyPart) -> f32 {
    let model = &pair.model.marks;
    let seen = match pair.found.state {
        State::Living => model.seen_living,
        State::Fresh => model.seen_fresh,
        State::Early | State::NotKnown => model.seen_early,
        State::Advanced => model.seen_advanced,
        State::Skeletal => model.seen_skeletal,
        State::Burnt => model.seen_burnt,
    };
    let there = match pair.found.parts() {
        None => 1.0,
        Some(_) if part == BodyPart::NotKnown => model.part_unsaid_there,
        Some(found) if found.contains(&part) => 1.0,
        Some(_) => 0.0,
    };
    seen[kind as usize] * there * listed(pair, pair.found.record.marks.listing)
}

/// The chance that the record would have such a mark: asked for, and not acquired since.
fn would_be_recorded(pair: Pair<'_>, kind: MarkKind, timing: &Timing) -> f32 {
    let model = &pair.model.marks;
    let since = timing.lived_days.map_or(0.0, years);
    let old = (-model.acquired_a_year[kind as usize] * since).exp();
    model.recorded_complete[kind as usize] * old * listed(pair, pair.missing.record.marks.listing)
}

fn listed(pair: Pair<'_>, listing: Listing) -> f32 {
    match listing {
        Listing::Complete => 1.0,
        // Whoever listed a mark without saying how thoroughly they looked did look.
        Listing::Partial | Listing::NotSaid => pair.model.marks.partial_keeps,
    }
}

fn agrees(pair: Pair<'_>, left: usize, right: usize) -> Reason {
    let recorded: Mark = pair.missing.record.marks.listed[left].clone();
    let found: Mark = pair.found.record.marks.listed[right].clone();
    let share = |token: &str| pair.population.mark_word(found.kind, key(token), pair.model);
    Reason::MarkAgrees {
        part: parts(recorded.part, found.part),
        side: sides(recorded.side, found.side),
        words: shared_words(&recorded.words, &found.words, share),
        recorded,
        found,
    }
}

/// The words that both texts use, the rarest first.
pub(super) fn shared_words(left: &str, right: &str, share: impl Fn(&str) -> f32) -> Vec<SharedWord> {
    let there = words(left);
    let mut shared: Vec<SharedWord> = Vec::new();
    for word in tokens(right).filter(|token| there.binary_search(&key(token)).is_ok()) {
        if shared.iter().all(|other| other.word != word) {
            shared.push(SharedWord { share: share(&word), word });
        }
    }
    shared.sort_by(|one, other| one.share.total_cmp(&other.share).then_with(|| one.word.cmp(&other.word)));
    shared
}
