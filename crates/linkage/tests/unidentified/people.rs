//! One missing man and one body that may be his, to vary from.

use jiff::{Timestamp, ToSpan, civil::date};
use linkage::unidentified::{
    Birth, BodyPart, Build, Candidate, Condition, Decomposition, Effect, EffectKind, EyeColour, Feature,
    HairColour, Listing, Mark, MarkKind, Missing, MissingId, Point, Range, Register, Sex, Side, Stature,
    StatureKnown, Unidentified, UnidentifiedId, When,
};

pub(crate) fn mark(kind: MarkKind, part: BodyPart, side: Side, words: &str) -> Mark {
    Mark { kind, part, side, words: words.to_owned() }
}

pub(crate) fn noon(days_from_the_start: i64) -> Timestamp {
    let start: Timestamp = "2021-03-01T12:00:00Z".parse().expect("it is a time");
    start.checked_add((days_from_the_start * 24).hours()).expect("tests stay within this age")
}

/// Last seen on the first of March 2021.
pub(crate) fn missing() -> Missing {
    let mut missing = Missing {
        id: MissingId("m".to_owned()),
        birth: Birth::Day { date: date(1980, 6, 1) },
        sex: Sex::Male,
        last_seen: Some(When::at(noon(0))),
        stature: Some(Stature { cm: Range::exactly(180.0), known: StatureKnown::Told }),
        weight_kg: Some(Range::exactly(78.0)),
        build: Some(Build::Medium),
        eyes: vec![EyeColour::Blue],
        ..Missing::default()
    };
    missing.place.point = Some(Point { latitude: 52.2, longitude: -0.9 });
    missing.hair.colours = vec![HairColour::Brown];
    missing.marks.listing = Listing::Complete;
    missing.marks.listed = vec![mark(MarkKind::Tattoo, BodyPart::Forearm, Side::Left, "anchor and rope")];
    missing.effects = vec![Effect { kind: EffectKind::Clothing, words: "red jacket".to_owned() }];
    missing
}

/// Found ten days later, two km away.
pub(crate) fn body() -> Unidentified {
    let mut body = Unidentified {
        id: UnidentifiedId("u".to_owned()),
        condition: Condition::Body {
            decomposition: Decomposition::Early,
            dead_days: Some(Range::between(5.0, 15.0)),
        },
        found: Some(When::at(noon(10))),
        age_years: Some(Range::between(35.0, 45.0)),
        sex: Sex::Male,
        stature: Some(Stature { cm: Range::exactly(180.0), known: StatureKnown::Measured }),
        weight_kg: Some(Range::exactly(77.0)),
        build: Some(Build::Medium),
        eyes: vec![EyeColour::Blue],
        ..Unidentified::default()
    };
    body.place.point = Some(Point { latitude: 52.218, longitude: -0.9 });
    body.hair.colours = vec![HairColour::Brown];
    body.marks.listing = Listing::Complete;
    body.marks.listed = vec![mark(MarkKind::Tattoo, BodyPart::Forearm, Side::Left, "anchor")];
    body.effects = vec![Effect { kind: EffectKind::Clothing, words: "red jacket".to_owned() }];
    body
}

/// The pair, explained, in a register of nobody else.
pub(crate) fn explained(missing: &Missing, body: &Unidentified) -> Candidate {
    let register = Register::new(vec![missing.clone()], vec![body.clone()]);
    register.explain(&missing.id, &body.id).expect("both are in it")
}

/// What one feature says, in hundredths of a bit.
pub(crate) fn of(candidate: &Candidate, feature: Feature) -> i32 {
    candidate.lines.iter().filter(|line| line.feature == feature).map(|line| line.bits.hundredths()).sum()
}
