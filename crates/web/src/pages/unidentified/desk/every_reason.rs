//! A line for every reason that there is for or against a pair.

use app::unidentified::pair::{
    self, Agreement, AncestryGroup, Bits, BodyPart, DeathBasis, Feature, Lacking, Line, Mark, Movement,
    Range, Reason, SharedWord, Side,
};

/// One line for every reason that there is.
pub(super) fn lines() -> Vec<Line> {
    [of_dates_and_places(), of_the_body(), of_marks_and_the_rest()].concat()
}

fn line(feature: Feature, hundredths: i16, reason: Reason) -> Line {
    Line { feature, bits: Bits::of(f32::from(hundredths) / 100.0), reason }
}

fn range(min: f32, max: f32) -> Range {
    Range { min, max }
}

fn of_dates_and_places() -> Vec<Line> {
    vec![
        line(
            Feature::Dates,
            31,
            Reason::Dates {
                found_after_days: range(3.0, 10.0),
                died_after_days: Some(range(30.0, 400.0)),
                basis: DeathBasis::Estimate,
            },
        ),
        line(
            Feature::Dates,
            0,
            Reason::Dates {
                found_after_days: range(1.0, 1.0),
                died_after_days: None,
                basis: DeathBasis::Living,
            },
        ),
        line(Feature::Age, -120, Reason::Age { would_be: range(50.0, 51.0), estimated: range(40.0, 46.0) }),
        line(
            Feature::Sex,
            100,
            Reason::Sex { recorded: pair::Sex::Female, stated: pair::Sex::Female, error: 0.001 },
        ),
        line(Feature::Place, 150, Reason::Distance { km: 3.2, as_far: 0.4, movement: Movement::Usual }),
        line(Feature::Place, -20, Reason::Distance { km: 80.0, as_far: 0.1, movement: Movement::Drift }),
        line(Feature::Place, -500, Reason::Distance { km: 800.0, as_far: 0.0, movement: Movement::TooFast }),
        line(Feature::Place, 40, Reason::Area { agreement: Agreement::Same, share: 0.02 }),
    ]
}

fn of_the_body() -> Vec<Line> {
    vec![
        line(
            Feature::Stature,
            90,
            Reason::Stature { would_be_cm: 169.0, found_cm: range(168.0, 172.0), error_cm: 3.0 },
        ),
        line(Feature::Weight, -10, Reason::Weight { recorded_kg: 70.0, found_kg: 64.0, error_kg: 8.0 }),
        line(Feature::Weight, 10, Reason::Build { recorded: pair::Build::Slim, found: pair::Build::Slim }),
        line(
            Feature::HairColour,
            60,
            Reason::HairColour {
                recorded: vec![pair::HairColour::Brown],
                found: vec![pair::HairColour::DarkBrown],
                agreement: Agreement::Near,
                share: 0.4,
            },
        ),
        line(
            Feature::HairLength,
            -80,
            Reason::HairLength { recorded: pair::HairLength::Long, found: pair::HairLength::Short },
        ),
        line(
            Feature::FacialHair,
            0,
            Reason::FacialHair { recorded: pair::FacialHair::None, found: pair::FacialHair::None },
        ),
        line(
            Feature::Eyes,
            -200,
            Reason::Eyes {
                recorded: vec![pair::EyeColour::Blue],
                found: vec![pair::EyeColour::Brown],
                agreement: Agreement::Differs,
                share: 0.4,
            },
        ),
        line(
            Feature::Ancestry,
            20,
            Reason::Ancestry { recorded: AncestryGroup::White, found: AncestryGroup::White, share: 0.8 },
        ),
    ]
}

fn of_marks_and_the_rest() -> Vec<Line> {
    let mark = || Mark {
        kind: pair::MarkKind::Tattoo,
        part: BodyPart::default(),
        side: Side::default(),
        words: "Tattoo of a swallow, left forearm".to_owned(),
    };
    let words = || vec![SharedWord { word: "swallow".to_owned(), share: 0.01 }];
    let effect = || pair::Effect { kind: pair::EffectKind::Clothing, words: "Green waxed jacket".to_owned() };
    vec![
        line(
            Feature::Marks,
            640,
            Reason::MarkAgrees {
                recorded: mark(),
                found: mark(),
                part: Agreement::Same,
                side: Agreement::NotSaid,
                words: words(),
            },
        ),
        line(Feature::Marks, -90, Reason::MarkNotFound { recorded: mark(), would_be_noticed: 0.6 }),
        line(Feature::Marks, -20, Reason::MarkNotRecorded { found: mark(), would_be_recorded: 0.2 }),
        line(
            Feature::Effects,
            110,
            Reason::EffectAgrees { recorded: effect(), found: effect(), words: Vec::new(), kept: 0.5 },
        ),
        line(Feature::Age, -30, Reason::GoTogether { features: vec![Feature::HairColour, Feature::Eyes] }),
        line(Feature::Ancestry, 0, Reason::CannotBeJudged { decomposition: None }),
        line(Feature::Effects, 0, Reason::NotKnown { lacking: Lacking::Missing }),
        line(Feature::Stature, 0, Reason::NotKnown { lacking: Lacking::Unidentified }),
        line(Feature::Weight, 0, Reason::NotKnown { lacking: Lacking::Both }),
    ]
}
