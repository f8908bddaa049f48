//! Why a feature speaks for or against a pair, in words that a reviewer can check against both records: the value of each
//! side, how they stand to each other, and the sentence.

use app::unidentified::{
    feature_word,
    pair::{
        Agreement, Bits, Exclusion, Feature, Lacking, Line, Movement, NextStep, Range, Reason, SharedWord,
        When,
    },
};
use domain::unidentified::{FoundTo, MissingFacts, UnidentifiedDetails};
use jiff::Timestamp;

use crate::{
    acts::words,
    catalogue::{date_long, family, instant, t},
    views::{
        looks::{look, look_or_described},
        person,
    },
};

/// How the two sides of a feature stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// They say the same.
    Same,
    /// They can be one person's.
    Fits,
    /// They say different things.
    Differs,
    /// One side or both do not say.
    NotKnown,
    /// It cannot be judged any more.
    NotJudged,
}

impl Verdict {
    /// The word in the catalogue.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Fits => "fits",
            Self::Differs => "differs",
            Self::NotKnown => "not_known",
            Self::NotJudged => "not_judged",
        }
    }
}

/// What a feature is on both sides: of the one found, and of the missing person, of whom what nobody recorded is read from how
/// they were described, and marked so. Empty where nobody has said.
pub(super) fn recorded(
    feature: Feature,
    missing: &MissingFacts,
    found: &UnidentifiedDetails,
    now: Timestamp,
) -> (String, String) {
    let (ours, theirs) = (&missing.looks(), &found.features);
    match feature {
        Feature::Dates => {
            let seen = match missing.last_seen_at {
                Some(seen) => t!("desk-last-seen", "when" => instant(seen, now)),
                None => t!("desk-last-seen-unknown", "reported" => instant(missing.reported_at, now)),
            };
            (found_when(found, now), seen)
        }
        Feature::Age => (
            found.age_years().map(|(from, to)| years(from.into(), to.into())).unwrap_or_default(),
            t!("desk-born", "when" => person::born(&missing.birth)),
        ),
        Feature::Sex => (sex(&found.sex), sex(&missing.sex)),
        Feature::Place => (joined(&[&found.found_where, &found.postcode]), joined(&[&missing.last_seen])),
        Feature::Stature
        | Feature::Weight
        | Feature::HairColour
        | Feature::HairLength
        | Feature::Eyes
        | Feature::Marks => (look(feature, theirs), look_or_described(feature, &missing.features, ours)),
        Feature::FacialHair => (theirs.hair_detail.clone(), ours.hair_detail.clone()),
        Feature::Ancestry => (found.ancestry.clone(), missing.ethnicity.clone()),
        Feature::Effects => (
            joined(&[&found.clothing, &found.jewellery, &found.effects]),
            joined(&[&missing.clothing, &missing.carrying]),
        ),
        Feature::Available => (String::new(), String::new()),
    }
}

/// What one line compares: the value of whoever was found, and of the missing person.
pub(super) fn compared(
    line: &Line,
    missing: &MissingFacts,
    found: &UnidentifiedDetails,
    now: Timestamp,
) -> (String, String) {
    match &line.reason {
        Reason::MarkAgrees { recorded, found, .. } => (found.words.clone(), recorded.words.clone()),
        Reason::MarkNotFound { recorded, .. } => (String::new(), recorded.words.clone()),
        Reason::MarkNotRecorded { found, .. } => (found.words.clone(), String::new()),
        Reason::EffectAgrees { recorded, found, .. } => (found.words.clone(), recorded.words.clone()),
        Reason::GoTogether { .. } => (String::new(), String::new()),
        Reason::NotKnown { .. }
        | Reason::CannotBeJudged { .. }
        | Reason::Dates { .. }
        | Reason::Age { .. }
        | Reason::Sex { .. }
        | Reason::Distance { .. }
        | Reason::Area { .. }
        | Reason::Stature { .. }
        | Reason::Weight { .. }
        | Reason::Build { .. }
        | Reason::HairColour { .. }
        | Reason::HairLength { .. }
        | Reason::FacialHair { .. }
        | Reason::Eyes { .. }
        | Reason::Ancestry { .. } => recorded(line.feature, missing, found, now),
    }
}

/// How the two sides of a line stand to each other; nothing for what only takes away what would count twice.
pub(super) fn verdict(line: &Line) -> Option<Verdict> {
    let same = |is_same: bool| if is_same { Verdict::Same } else { Verdict::Differs };
    let fits = |fits: bool| if fits { Verdict::Fits } else { Verdict::Differs };
    let agreed = |agreement: &Agreement| match agreement {
        Agreement::Same => Verdict::Same,
        Agreement::Near => Verdict::Fits,
        Agreement::Differs => Verdict::Differs,
        Agreement::NotSaid => Verdict::NotKnown,
    };
    Some(match &line.reason {
        Reason::NotKnown { .. } => Verdict::NotKnown,
        Reason::CannotBeJudged { .. } => Verdict::NotJudged,
        // Estimates differ by how unlikely they make it, not by their figures.
        Reason::Dates { .. }
        | Reason::Distance { .. }
        | Reason::Stature { .. }
        | Reason::Weight { .. }
        | Reason::MarkAgrees { .. }
        | Reason::EffectAgrees { .. } => fits(line.bits >= Bits::default()),
        Reason::Age { would_be, estimated } => fits(
            would_be.min <= estimated.max && estimated.min <= would_be.max || line.bits >= Bits::default(),
        ),
        Reason::Sex { recorded, stated, .. } => same(recorded == stated),
        Reason::Area { agreement, .. }
        | Reason::HairColour { agreement, .. }
        | Reason::Eyes { agreement, .. } => agreed(agreement),
        Reason::Build { recorded, found } => same(recorded == found),
        Reason::HairLength { recorded, found } => same(recorded == found),
        Reason::FacialHair { recorded, found } => same(recorded == found),
        Reason::Ancestry { recorded, found, .. } => same(recorded == found),
        Reason::MarkNotFound { .. } | Reason::MarkNotRecorded { .. } => Verdict::Differs,
        Reason::GoTogether { .. } => return None,
    })
}

/// Why a line weighs what it weighs.
pub(super) fn why(reason: &Reason) -> String {
    match reason {
        Reason::NotKnown { lacking } => match lacking {
            Lacking::Missing => t!("desk-why-not-of-missing"),
            Lacking::Unidentified => t!("desk-why-not-of-found"),
            Lacking::Both => t!("desk-why-not-of-both"),
        },
        Reason::CannotBeJudged { .. } => t!("desk-why-not-judged"),
        Reason::Dates { found_after_days, .. } if found_after_days.max < -HOUR => {
            let ago = Range { min: -found_after_days.max, max: -found_after_days.min };
            t!("desk-why-dates-before", "ago" => days(&ago))
        }
        Reason::Dates { found_after_days, died_after_days, .. } => match died_after_days {
            Some(died) => t!("desk-why-dates-died", "found" => days(found_after_days), "died" => days(died)),
            None => t!("desk-why-dates", "found" => days(found_after_days)),
        },
        Reason::Age { would_be, estimated } => {
            t!("desk-why-age", "then" => range(would_be), "estimated" => range(estimated))
        }
        Reason::Sex { error, .. } => t!("desk-why-sex", "wrong" => in_a_hundred(*error)),
        Reason::Distance { km, as_far, movement } => match movement {
            Movement::Usual => t!("desk-why-distance", "km" => whole(*km), "share" => in_a_hundred(*as_far)),
            Movement::Drift => t!("desk-why-drift", "km" => whole(*km)),
            Movement::TooFast => t!("desk-why-too-fast", "km" => whole(*km)),
        },
        Reason::Area { share, .. } => t!("desk-why-area", "share" => in_a_hundred(*share)),
        Reason::Stature { would_be_cm, error_cm, .. } => {
            t!("desk-why-stature", "cm" => whole(*would_be_cm), "error" => whole(*error_cm))
        }
        Reason::Weight { recorded_kg, found_kg, error_kg } => t!("desk-why-weight",
            "recorded" => whole(*recorded_kg), "found" => whole(*found_kg), "error" => whole(*error_kg)),
        Reason::Build { .. } => t!("desk-why-build"),
        Reason::HairColour { share, .. } | Reason::Eyes { share, .. } => {
            t!("desk-why-colour", "share" => in_a_hundred(*share))
        }
        Reason::HairLength { .. } | Reason::FacialHair { .. } => t!("desk-why-hair"),
        Reason::Ancestry { share, .. } => t!("desk-why-ancestry", "share" => in_a_hundred(*share)),
        Reason::MarkAgrees { words, part, side, .. } => {
            t!("desk-why-mark", "words" => shared(words), "part" => agreement(*part), "side" => agreement(*side))
        }
        Reason::MarkNotFound { would_be_noticed, .. } => {
            t!("desk-why-mark-not-found", "share" => in_a_hundred(*would_be_noticed))
        }
        Reason::MarkNotRecorded { would_be_recorded, .. } => {
            t!("desk-why-mark-not-recorded", "share" => in_a_hundred(*would_be_recorded))
        }
        Reason::EffectAgrees { words, .. } => t!("desk-why-effect", "words" => shared(words)),
        Reason::GoTogether { features } => {
            let names: Vec<String> = features.iter().map(|feature| named(*feature)).collect();
            t!("desk-why-go-together", "features" => names.join(", "))
        }
    }
}

/// What a feature is called.
pub(super) fn named(feature: Feature) -> String {
    words::choice("match-feature", &feature_word(feature))
}

/// What makes a pair impossible.
pub(super) fn excluded(exclusion: &Exclusion, now: Timestamp) -> String {
    match exclusion {
        Exclusion::FoundBeforeLastSeen { last_seen, found } => {
            t!("desk-found-before", "seen" => moment(last_seen, now), "found" => moment(found, now))
        }
    }
}

/// What could settle a pair.
pub(super) fn step(step: &NextStep) -> String {
    let of = |what| words::choice("laboratory", &word_of(what));
    match step {
        NextStep::Compare { what } => t!("desk-step-compare", "what" => of(what)),
        NextStep::Obtain { what, of: lacking } => match lacking {
            Lacking::Missing | Lacking::Both => t!("desk-step-obtain-missing", "what" => of(what)),
            Lacking::Unidentified => t!("desk-step-obtain-found", "what" => of(what)),
        },
        NextStep::AskAboutMarks => t!("desk-step-marks"),
    }
}

fn agreement(agreement: Agreement) -> String {
    words::choice("agreement", &word_of(&agreement))
}

fn shared(words: &[SharedWord]) -> String {
    let all: Vec<&str> = words.iter().map(|shared| shared.word.as_str()).collect();
    if all.is_empty() { t!("desk-no-words") } else { all.join(", ") }
}

fn moment(when: &When, now: Timestamp) -> String {
    if when.earliest == when.latest {
        return instant(when.earliest, now);
    }
    let day = |moment: Timestamp| date_long(moment.to_zoned(domain::time::london()).date());
    t!("desk-between", "from" => day(when.earliest), "to" => day(when.latest))
}

fn found_when(found: &UnidentifiedDetails, now: Timestamp) -> String {
    let (first, last) = found.found_between();
    match found.found_to {
        FoundTo::Time => t!("desk-found-at", "when" => instant(found.found_at, now)),
        FoundTo::Day => t!("desk-found-at", "when" => date_long(first)),
        FoundTo::Month | FoundTo::Year => {
            t!("desk-found-between", "from" => date_long(first), "to" => date_long(last))
        }
    }
}

/// The words of several answers, one below the other.
fn joined(texts: &[&String]) -> String {
    let said: Vec<&str> = texts.iter().map(|text| text.trim()).filter(|text| !text.is_empty()).collect();
    said.join("\n")
}

fn sex(sex: &domain::person::Sex) -> String {
    match sex {
        domain::person::Sex::NotKnown => String::new(),
        domain::person::Sex::Female | domain::person::Sex::Male | domain::person::Sex::Other => {
            words::choice("sex", &word_of(sex))
        }
    }
}

fn years(from: u16, to: u16) -> String {
    if from == to {
        t!("desk-years", "years" => from)
    } else {
        t!("desk-years-range", "from" => from, "to" => to)
    }
}

fn range(range: &Range) -> String {
    let (min, max) = (range.min.round() as i64, range.max.round() as i64);
    if min == max { min.to_string() } else { t!("desk-range", "from" => min, "to" => max) }
}

/// In days. Found less than that before they were last seen, a clock may have been read wrongly.
const HOUR: f32 = 1.0 / 24.0;

/// Days as whoever reads them counts: days to two months, then months, then years.
fn days(range: &Range) -> String {
    let (unit, days) = match range.max {
        max if max < 61.0 => ("day", 1.0),
        max if max < 730.0 => ("month", 30.44),
        _ => ("year", 365.25),
    };
    let scaled = Range { min: range.min / days, max: range.max / days };
    // A time before somebody was last seen, by what is not certain of either, is no time after it.
    let (min, max) = (scaled.min.round().max(0.0) as i64, scaled.max.round().max(0.0) as i64);
    match unit {
        "day" if min == max => t!("desk-days", "count" => max),
        "day" => t!("desk-days-range", "from" => min, "to" => max),
        "month" if min == max => t!("desk-months", "count" => max),
        "month" => t!("desk-months-range", "from" => min, "to" => max),
        _ if min == max => t!("desk-many-years", "count" => max),
        _ => t!("desk-many-years-range", "from" => min, "to" => max),
    }
}

fn whole(number: f32) -> i64 {
    number.round() as i64
}

/// A share in whole hundredths, "fewer than 1" for less.
fn in_a_hundred(share: f32) -> String {
    match (share * 100.0).round() as i64 {
        0 => t!("desk-fewer-than-one"),
        hundredths => hundredths.to_string(),
    }
}

/// The word under which the matcher or the ledger writes a value.
fn word_of(value: &impl serde::Serialize) -> String {
    let written = serde_json::to_value(value).unwrap_or_default();
    written.as_str().unwrap_or_default().to_owned()
}

/// The main reasons of a proposal in few words, as the queue shows them.
pub(super) fn in_short(reason: &domain::unidentified::Reason) -> String {
    let feature = words::choice("match-feature", &reason.feature);
    let speaks = if reason.weight_hundredths >= 0 { "for" } else { "against" };
    family("desk-short", speaks, None).map_or_else(|| feature.clone(), |words| format!("{feature}: {words}"))
}

#[cfg(test)]
mod tests {
    use app::unidentified::pair::DeathBasis;

    use super::*;

    #[test]
    fn whoever_was_seen_after_the_find_is_told_so_in_words() {
        let said = |min, max| {
            let found_after_days = Range { min, max };
            why(&Reason::Dates { found_after_days, died_after_days: None, basis: DeathBasis::Living })
        };
        assert_eq!(
            said(-1.4, -1.4),
            "Last seen 1 day after this person was found: one of the two times may be wrong. Check both."
        );
        assert_eq!(said(3.0, 3.0), "From last seen to found: 3 days.");
    }

    #[test]
    fn no_days_are_less_than_none() {
        for (min, max) in [(-4.0, -3.0), (0.0, -3.0), (-2.0, 0.2)] {
            assert_eq!(days(&Range { min, max }), t!("desk-days", "count" => 0));
        }
        assert_eq!(days(&Range { min: -1.0, max: 3.0 }), "0 to 3 days");
    }
}
