//! Clothing, jewellery and belongings: they speak weakly, the less the longer somebody lived on, and never against.

use super::compare::{Pair, Sink, lacking};
use super::dates::Timing;
use super::marks::{further, shared_words};
use super::model::Model;
use super::outcome::{Bits, Feature, Reason};
use super::prepared::ReadyUnidentified;
use super::words::key;

/// Adds a line for each thing of the record that may be one found.
pub(super) fn judge(pair: Pair<'_>, timing: &Timing, sink: &mut impl Sink) {
    let (recorded, found) = (&pair.missing.record.effects, &pair.found.record.effects);
    if recorded.is_empty() || found.is_empty() {
        sink.line(Feature::Effects, Bits::default(), || lacking(recorded.is_empty(), found.is_empty()));
        return;
    }
    let mut gained: Vec<f32> = Vec::new();
    for (left, right, bits) in assign(pair, timing) {
        gained.push(bits);
        sink.line(Feature::Effects, Bits::of(bits), || {
            let (recorded, found) = (recorded[left].clone(), found[right].clone());
            let share = |token: &str| pair.population.effect_word(found.kind, key(token), pair.model);
            Reason::EffectAgrees {
                words: shared_words(&recorded.words, &found.words, share),
                kept: kept(pair, timing, found.kind as usize),
                recorded,
                found,
            }
        });
    }
    let together = further(&mut gained, pair.model.effects.further_keeps);
    if together != Bits::default() {
        sink.line(Feature::Effects, together, || Reason::GoTogether { features: vec![Feature::Effects] });
    }
}

/// The most that the things found can say, by kind.
pub(super) fn most(found: &ReadyUnidentified, model: &Model) -> [f32; 4] {
    let mut most = [0.0; 4];
    for ((words, word_bits), effect) in
        found.effects.iter().zip(&found.effect_words).zip(&found.record.effects)
    {
        let all = |word| words.binary_search(&word).map_or(0.0, |place| word_bits[place]);
        let bits = super::words::compare(words, words, model.effects.word_kept, &model.words, all);
        most[effect.kind as usize] += bits.clamp(0.0, model.effects.most_bits[effect.kind as usize]);
    }
    most
}

/// The most that they can say of this pair, after the time between.
pub(super) fn most_here(pair: Pair<'_>, timing: &Timing) -> f32 {
    if pair.missing.effects.is_empty() || pair.found.effects.is_empty() {
        return 0.0;
    }
    let most = pair.found.most_effects.iter().enumerate().filter(|(_, most)| **most > 0.0);
    most.map(|(kind, most)| most * kept(pair, timing, kind)).sum()
}

/// Which thing of the record may be which thing found, the best pair first.
fn assign(pair: Pair<'_>, timing: &Timing) -> Vec<(usize, usize, f32)> {
    let model = &pair.model.effects;
    let mut possible: Vec<(usize, usize, f32)> = Vec::new();
    for (left, recorded) in pair.missing.record.effects.iter().enumerate() {
        for (right, found) in pair.found.record.effects.iter().enumerate() {
            if recorded.kind != found.kind {
                continue;
            }
            let (words, others) = (&pair.found.effects[right], &pair.missing.effects[left]);
            let bits = super::words::compare(words, others, model.word_kept, &pair.model.words, |word| {
                words.binary_search(&word).map_or(0.0, |place| pair.found.effect_words[right][place])
            });
            let bits =
                (bits * kept(pair, timing, found.kind as usize)).min(model.most_bits[found.kind as usize]);
            if bits > 0.0 {
                possible.push((left, right, bits));
            }
        }
    }
    possible.sort_by(|one, other| other.2.total_cmp(&one.2).then((one.0, one.1).cmp(&(other.0, other.1))));
    let mut chosen: Vec<(usize, usize, f32)> = Vec::new();
    for (left, right, bits) in possible {
        if chosen.iter().all(|(l, r, _)| *l != left && *r != right) {
            chosen.push((left, right, bits));
        }
    }
    chosen
}

/// What is left of the worth of a thing, after the days that somebody lived on.
fn kept(pair: Pair<'_>, timing: &Timing, kind: usize) -> f32 {
    let half_life = pair.model.effects.half_life_days[kind];
    timing
        .lived_days
        .map_or(pair.model.effects.unknown_time_keeps, |days| (-(days as f32) / half_life).exp2())
}
