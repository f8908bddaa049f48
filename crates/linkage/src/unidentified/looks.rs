//! Hair, eyes and ancestry as recorded: what can change or be misnamed, and what a body still shows.

use super::appearance::{Ancestry, AncestryGroup, Dye, EyeColour, HairColour};
use super::compare::{Pair, lacking};
use super::dates::Timing;
use super::model::{ByState, Model};
use super::outcome::{Agreement, Reason};
use super::person::{judged_or, would_be};
use super::population::Population;
use super::prepared::{ReadyUnidentified, years};

/// The chances that a colour is named the same, or by a neighbouring word; else it is anything.
#[derive(Clone, Copy)]
struct Naming {
    same: f32,
    near: f32,
}

impl Naming {
    /// The most that it says of colours as common as these.
    fn most(self, shares: impl ExactSizeIterator<Item = f32>) -> f32 {
        let anything = 1.0 - self.same - self.near;
        let count = shares.len().max(1) as f32;
        let ratios = shares.map(|share| (anything + self.same.max(self.near) / share).max(1.0));
        (ratios.sum::<f32>() / count).max(1.0).log2()
    }

    /// How much likelier a colour is found on this person than on anybody.
    fn ratio(self, agreement: Agreement, neighbours: usize, share: f32) -> f32 {
        let anything = 1.0 - self.same - self.near;
        match agreement {
            Agreement::Same => anything + self.same / share,
            Agreement::Near => anything + self.near / neighbours as f32 / share,
            Agreement::Differs => anything,
            Agreement::NotSaid => 1.0,
        }
    }
}

/// The most that hair, eyes and ancestry can say of a find.
pub(super) fn most(found: &ReadyUnidentified, population: &Population, model: &Model) -> f32 {
    let (record, state) = (&found.record, found.state as usize);
    let naming = |same: ByState, near: ByState| Naming { same: same[state], near: near[state] };
    let hair = naming(model.hair.same, model.hair.near)
        .most(record.hair.colours.iter().map(|colour| population.hair[*colour as usize]));
    let eyes = naming(model.eyes.same, model.eyes.near)
        .most(record.eyes.iter().map(|colour| population.eyes[*colour as usize]));
    let ancestry = naming(model.ancestry.same, [0.0; 7])
        .most(record.ancestry.group.iter().map(|group| population.ancestry[*group as usize]));
    let judged = model.hair.judged[state];
    let length = record.hair.length.map_or(0.0, |_| judged * model.hair.length_bits[0]);
    let facial = record.hair.facial.map_or(0.0, |_| judged * model.hair.facial_bits_same);
    hair + eyes + ancestry + length + facial
}

pub(super) fn hair_colour(pair: Pair<'_>, timing: &Timing) -> f32 {
    let (recorded, found) = (&pair.missing.record.hair, &pair.found.record.hair);
    if recorded.colours.is_empty() || found.colours.is_empty() {
        return 0.0;
    }
    let model = &pair.model.hair;
    let state = pair.found.state as usize;
    let since = timing.lived_days.map_or(0.0, years);
    let kept = (1.0 - model.change_a_year * since).max(model.keeps_least);
    let dyed = recorded.dye == Dye::Dyed || found.dye == Dye::Dyed;
    let kept = if dyed { kept * model.dyed_keeps } else { kept };
    let naming = Naming { same: model.same[state] * kept, near: model.near[state] * kept };
    let old = would_be(pair, timing).is_some_and(|(age, _)| age >= model.grey_from_years) && since > 0.5;
    let ratio = |from: HairColour, to: HairColour| {
        let agreement = hair_agreement(from, to, old);
        let near = (near_hair(from).len() + usize::from(old) * 2).max(1);
        naming.ratio(agreement, near, pair.population.hair[to as usize])
    };
    averaged(&recorded.colours, &found.colours, ratio)
}

/// Over several colours on both sides: what each found one says, of any that the record gives.
fn averaged<Colour: Copy>(
    recorded: &[Colour],
    found: &[Colour],
    ratio: impl Fn(Colour, Colour) -> f32,
) -> f32 {
    let of_any =
        |to: Colour| recorded.iter().map(|from| ratio(*from, to)).sum::<f32>() / recorded.len() as f32;
    (found.iter().map(|to| of_any(*to)).sum::<f32>() / found.len() as f32).log2()
}

pub(super) fn hair_colour_reason(pair: Pair<'_>, timing: &Timing) -> Reason {
    let (recorded, found) = (&pair.missing.record.hair.colours, &pair.found.record.hair.colours);
    if recorded.is_empty() || found.is_empty() {
        return lacking(recorded.is_empty(), found.is_empty());
    }
    let old = would_be(pair, timing).is_some_and(|(age, _)| age >= pair.model.hair.grey_from_years)
        && timing.lived_days.map_or(0.0, years) > 0.5;
    let (agreement, at) = best(recorded, found, |from, to| hair_agreement(from, to, old));
    let share = pair.population.hair[at as usize];
    let reason = Reason::HairColour { recorded: recorded.clone(), found: found.clone(), agreement, share };
    judged_or(pair, pair.model.hair.same, reason)
}

/// The best agreement among several colours, and the colour found that has it.
fn best<Colour: Copy>(
    recorded: &[Colour],
    found: &[Colour],
    agreement: impl Fn(Colour, Colour) -> Agreement,
) -> (Agreement, Colour) {
    let any = |wanted: Agreement| {
        found
            .iter()
            .find(|to| recorded.iter().any(|from| agreement(*from, **to) == wanted))
            .map(|to| (wanted, *to))
    };
    any(Agreement::Same).or_else(|| any(Agreement::Near)).unwrap_or((Agreement::Differs, found[0]))
}

/// Colours that people call by neighbouring words.
fn near_hair(colour: HairColour) -> &'static [HairColour] {
    use HairColour::{Black, Blond, Brown, DarkBrown, Grey, LightBrown, Red, Unnatural, White};
    match colour {
        Black => &[DarkBrown],
        DarkBrown => &[Black, Brown],
        Brown => &[DarkBrown, LightBrown, Red],
        LightBrown => &[Brown, Blond],
        Blond => &[LightBrown, Red, White],
        Red => &[Brown, Blond],
        Grey => &[White],
        White => &[Grey, Blond],
        Unnatural => &[],
    }
}

fn hair_agreement(from: HairColour, to: HairColour, may_have_greyed: bool) -> Agreement {
    let greyed = may_have_greyed && matches!(to, HairColour::Grey | HairColour::White);
    if from == to {
        Agreement::Same
    } else if greyed || near_hair(from).contains(&to) {
        Agreement::Near
    } else {
        Agreement::Differs
    }
}

/// What is left of a thing that grows, after so many days.
fn left(pair: Pair<'_>, timing: &Timing, half_life_days: f32) -> f32 {
    timing
        .lived_days
        .map_or(pair.model.hair.unknown_time_keeps, |days| (-(days as f32) / half_life_days).exp2())
}

pub(super) fn hair_length(pair: Pair<'_>, timing: &Timing) -> f32 {
    let model = &pair.model.hair;
    match (pair.missing.record.hair.length, pair.found.record.hair.length) {
        (Some(recorded), Some(found)) => {
            let steps = (recorded as usize).abs_diff(found as usize);
            model.judged[pair.found.state as usize]
                * left(pair, timing, model.length_half_life_days)
                * model.length_bits[steps]
        }
        (None, _) | (_, None) => 0.0,
    }
}

pub(super) fn hair_length_reason(pair: Pair<'_>) -> Reason {
    let (recorded, found) = (pair.missing.record.hair.length, pair.found.record.hair.length);
    match (recorded, found) {
        (Some(recorded), Some(found)) => {
            judged_or(pair, pair.model.hair.judged, Reason::HairLength { recorded, found })
        }
        (None, _) | (_, None) => lacking(recorded.is_none(), found.is_none()),
    }
}

pub(super) fn facial_hair(pair: Pair<'_>, timing: &Timing) -> f32 {
    let model = &pair.model.hair;
    match (pair.missing.record.hair.facial, pair.found.record.hair.facial) {
        (Some(recorded), Some(found)) => {
            let bits = if recorded == found { model.facial_bits_same } else { model.facial_bits_differs };
            model.judged[pair.found.state as usize] * left(pair, timing, model.facial_half_life_days) * bits
        }
        (None, _) | (_, None) => 0.0,
    }
}

pub(super) fn facial_hair_reason(pair: Pair<'_>) -> Reason {
    let (recorded, found) = (pair.missing.record.hair.facial, pair.found.record.hair.facial);
    match (recorded, found) {
        (Some(recorded), Some(found)) => {
            judged_or(pair, pair.model.hair.judged, Reason::FacialHair { recorded, found })
        }
        (None, _) | (_, None) => lacking(recorded.is_none(), found.is_none()),
    }
}

pub(super) fn eyes(pair: Pair<'_>) -> f32 {
    let (recorded, found) = (&pair.missing.record.eyes, &pair.found.record.eyes);
    let state = pair.found.state as usize;
    let naming = Naming { same: pair.model.eyes.same[state], near: pair.model.eyes.near[state] };
    if recorded.is_empty() || found.is_empty() || naming.same <= 0.0 {
        return 0.0;
    }
    let ratio = |from: EyeColour, to: EyeColour| {
        naming.ratio(eye_agreement(from, to), near_eyes(from).len(), pair.population.eyes[to as usize])
    };
    averaged(recorded, found, ratio)
}

pub(super) fn eyes_reason(pair: Pair<'_>) -> Reason {
    let (recorded, found) = (&pair.missing.record.eyes, &pair.found.record.eyes);
    if recorded.is_empty() || found.is_empty() {
        return lacking(recorded.is_empty(), found.is_empty());
    }
    let (agreement, at) = best(recorded, found, eye_agreement);
    let share = pair.population.eyes[at as usize];
    let reason = Reason::Eyes { recorded: recorded.clone(), found: found.clone(), agreement, share };
    judged_or(pair, pair.model.eyes.same, reason)
}

fn near_eyes(colour: EyeColour) -> &'static [EyeColour] {
    match colour {
        EyeColour::Blue => &[EyeColour::Grey, EyeColour::Green],
        EyeColour::Grey => &[EyeColour::Blue, EyeColour::Green],
        EyeColour::Green => &[EyeColour::Hazel, EyeColour::Blue, EyeColour::Grey],
        EyeColour::Hazel => &[EyeColour::Green, EyeColour::Brown],
        EyeColour::Brown => &[EyeColour::Hazel],
    }
}

fn eye_agreement(from: EyeColour, to: EyeColour) -> Agreement {
    if from == to {
        Agreement::Same
    } else if near_eyes(from).contains(&to) {
        Agreement::Near
    } else {
        Agreement::Differs
    }
}

pub(super) fn ancestry(pair: Pair<'_>) -> f32 {
    let Some((recorded, found)) = groups(pair) else { return 0.0 };
    let (share, same) =
        (pair.population.ancestry[found as usize], pair.model.ancestry.same[pair.found.state as usize]);
    let loose = |group| matches!(group, AncestryGroup::Mixed | AncestryGroup::Other);
    if recorded == found {
        ((same + (1.0 - same) * share) / share).log2()
    } else if loose(recorded) || loose(found) {
        // Who is "mixed" or "other" to one person is something else to the next.
        0.0
    } else {
        (1.0 - same).log2()
    }
}

pub(super) fn ancestry_reason(pair: Pair<'_>) -> Reason {
    match groups(pair) {
        Some((recorded, found)) => {
            Reason::Ancestry { recorded, found, share: pair.population.ancestry[found as usize] }
        }
        None => {
            let unsaid = |ancestry: &Ancestry| ancestry.group.is_none();
            lacking(unsaid(&pair.missing.record.ancestry), unsaid(&pair.found.record.ancestry))
        }
    }
}

fn groups(pair: Pair<'_>) -> Option<(AncestryGroup, AncestryGroup)> {
    pair.missing.record.ancestry.group.zip(pair.found.record.ancestry.group)
}
