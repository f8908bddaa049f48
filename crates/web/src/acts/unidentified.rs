//! People who cannot be named: what is known of them, who they could be, and who they are (N2). By what somebody would be
//! recognised is asked in the same words of a person's record.

use app::cases::Act;
use domain::{
    features::Features,
    person::PersonEvent,
    unidentified::{Compared, FoundTo, UnidentifiedDetails, UnidentifiedEvent, UnidentifiedKind},
};
use jiff::Timestamp;

use super::{
    form::{
        About, ActForm, Field, Group, Kind, Offered, Raised, Referred, asked, fields, on_person, optional,
    },
    read::{Problem, Reader},
};

const SEXES: Kind = Kind::Choice { family: "sex", words: &["female", "male", "other", "not_known"] };
const KINDS: Kind =
    Kind::Choice { family: "unidentified-kind", words: &["living_person", "body", "remains"] };
const FOUND_TO: Kind = Kind::Choice { family: "found-to", words: &["time", "day", "month", "year"] };
const SETTINGS: Kind =
    Kind::Choice { family: "found-setting", words: &["indoors", "land", "still_water", "river", "sea"] };
const CONDITIONS: Kind =
    Kind::Choice { family: "body-condition", words: &["fresh", "early", "advanced", "skeletal", "burnt"] };
const HELD: Kind = Kind::Choice { family: "held", words: &["held", "not_held", "not_known"] };
const MEANS: Kind = Kind::Choice {
    family: "identified-by",
    words: &["dental", "dna", "fingerprints", "visual", "circumstances"],
};
const AUDIENCES: Kind =
    Kind::Choice { family: "told-audience", words: &["family", "carers", "coroner", "agency"] };
const OUTCOMES: Kind = Kind::Choice {
    family: "unidentified-outcome",
    words: &["identified", "identified_elsewhere", "recorded_by_mistake"],
};
const BUILDS: Kind = Kind::Choice { family: "build", words: &["slim", "medium", "stocky", "heavy"] };
const HAIR: Kind = Kind::Choice {
    family: "hair-colour",
    words: &["black", "dark_brown", "brown", "light_brown", "blond", "red", "grey", "white", "unnatural"],
};
const HAIR_LENGTHS: Kind =
    Kind::Choice { family: "hair-length", words: &["none", "short", "medium", "long"] };
const EYES: Kind = Kind::Choice { family: "eye-colour", words: &["blue", "grey", "green", "hazel", "brown"] };
const LISTINGS: Kind = Kind::Choice { family: "marks-listing", words: &["partial", "complete"] };

const REASON: Field = asked("reason", Kind::Paragraphs);
const NOTE: Field = asked("note", Kind::Paragraphs);
const PERSON: Field = asked("person", Kind::Reference(Referred::Candidate));
const IDENTITY: Field = asked("of", Kind::Reference(Referred::Entry(Raised::Identity)));

const FEATURES: [Field; 10] = [
    optional("stature_from_cm", Kind::Integer),
    optional("stature_to_cm", Kind::Integer),
    optional("build", BUILDS),
    optional("hair", HAIR),
    optional("hair_length", HAIR_LENGTHS),
    optional("hair_detail", Kind::Line),
    optional("eyes", EYES),
    optional("marks", Kind::Lines),
    optional("marks_listing", LISTINGS),
    optional("teeth", Kind::Paragraphs),
];

const FEATURES_AND_SOURCE: &[Field] = &joined::<10, 1, 11>(FEATURES, [asked("source", Kind::Line)]);

const FOUND: [Field; 10] = [
    asked("kind", KINDS),
    asked("found_at", Kind::LocalTime),
    optional("found_to", FOUND_TO),
    asked("found_where", Kind::Paragraphs),
    optional("postcode", Kind::Line),
    optional("setting", SETTINGS),
    optional("age_from", Kind::Count),
    optional("age_to", Kind::Count),
    optional("sex", SEXES),
    optional("ancestry", Kind::Line),
];

const AROUND: [Field; 12] = [
    optional("clothing", Kind::Paragraphs),
    optional("jewellery", Kind::Paragraphs),
    optional("effects", Kind::Paragraphs),
    optional("dental", HELD),
    optional("dna", HELD),
    optional("fingerprints", HELD),
    optional("condition", CONDITIONS),
    optional("dead_for_at_least_days", Kind::Count),
    optional("dead_for_at_most_days", Kind::Count),
    optional("circumstances", Kind::Paragraphs),
    optional("now_at", Kind::Line),
    optional("reference", Kind::Line),
];

const DETAILS: [Field; 32] = joined::<20, 12, 32>(joined::<10, 10, 20>(FOUND, FEATURES), AROUND);
const DETAILS_AND_REASON: &[Field] = &joined::<32, 1, 33>(DETAILS, [REASON]);

/// One list of fields after the other.
const fn joined<const A: usize, const B: usize, const C: usize>(
    first: [Field; A],
    second: [Field; B],
) -> [Field; C] {
    let mut all = [REASON; C];
    let mut place = 0;
    while place < C {
        all[place] = if place < A { first[place] } else { second[place - A] };
        place += 1;
    }
    all
}

pub(super) fn forms() -> Vec<ActForm> {
    [records(), candidates(), identities()].concat()
}

/// An act on the record of somebody who cannot be named.
const fn on_unidentified(
    word: &'static str,
    fields: &'static [Field],
    build: fn(&mut Reader<'_>) -> Option<Act>,
) -> ActForm {
    let (about, group, offered) = (About::Unidentified, Group::Unidentified, Offered::OnItsOwn);
    ActForm { word, about, group, offered, fields, build }
}

fn records() -> Vec<ActForm> {
    vec![
        on_person("features_recorded", FEATURES_AND_SOURCE, |read| {
            let (features, source) = (features(read), read.text("source"));
            Some(Act::Person(PersonEvent::FeaturesRecorded { features, source }))
        }),
        ActForm {
            word: "unidentified_recorded",
            about: About::Unidentified,
            group: Group::Unidentified,
            offered: Offered::ForCorrection,
            fields: &DETAILS,
            build: |read| {
                let details = Box::new(details(read)?);
                Some(Act::Unidentified(UnidentifiedEvent::Recorded { details }))
            },
        },
        on_unidentified("unidentified_details_changed", DETAILS_AND_REASON, |read| {
            let (details, reason) = (details(read), read.text("reason"));
            Some(Act::Unidentified(UnidentifiedEvent::DetailsChanged { details: Box::new(details?), reason }))
        }),
        on_unidentified("unidentified_referred", fields![optional("reference", Kind::Line)], |read| {
            let reference = read.text("reference");
            Some(Act::Unidentified(UnidentifiedEvent::ReferredToNationalUnit { reference }))
        }),
        on_unidentified(
            "unidentified_notice_acknowledged",
            fields![
                asked("of", Kind::Reference(Referred::Entry(Raised::Notice))),
                optional("note", Kind::Paragraphs),
            ],
            |read| {
                let (of, note) = (read.entry("of"), read.text("note"));
                Some(Act::Unidentified(UnidentifiedEvent::NoticeAcknowledged { of: of?, note }))
            },
        ),
    ]
}

fn candidates() -> Vec<ActForm> {
    vec![
        on_unidentified(
            "candidate_under_review",
            fields![PERSON, optional("note", Kind::Paragraphs)],
            |read| {
                let (person, note) = (read.id("person"), read.text("note"));
                Some(Act::Unidentified(UnidentifiedEvent::CandidateUnderReview { person: person?, note }))
            },
        ),
        on_unidentified("candidate_possible", fields![PERSON, NOTE], |read| {
            let (person, note) = (read.id("person"), read.text("note"));
            Some(Act::Unidentified(UnidentifiedEvent::CandidatePossible { person: person?, note }))
        }),
        on_unidentified("candidate_excluded", fields![PERSON, asked("how", MEANS), NOTE], |read| {
            let (person, how, note) = (read.id("person"), read.choice("how"), read.text("note"));
            Some(Act::Unidentified(UnidentifiedEvent::CandidateExcluded {
                person: person?,
                how: how?,
                note,
                facts: Compared::default(),
            }))
        }),
    ]
}

fn identities() -> Vec<ActForm> {
    vec![
        on_unidentified("identity_proposed", fields![PERSON, asked("how", MEANS), NOTE], |read| {
            let (person, how, note) = (read.id("person"), read.choice("how"), read.text("note"));
            Some(Act::Unidentified(UnidentifiedEvent::IdentityProposed { person: person?, how: how?, note }))
        }),
        on_unidentified("identity_confirmed", fields![IDENTITY, NOTE], |read| {
            let (of, note) = (read.entry("of"), read.text("note"));
            Some(Act::Unidentified(UnidentifiedEvent::IdentityConfirmed { of: of?, note }))
        }),
        on_unidentified("identity_refused", fields![IDENTITY, REASON], |read| {
            let (of, reason) = (read.entry("of"), read.text("reason"));
            Some(Act::Unidentified(UnidentifiedEvent::IdentityRefused { of: of?, reason }))
        }),
        on_unidentified(
            "identity_told",
            fields![asked("audience", AUDIENCES), asked("whom", Kind::Line), asked("how", Kind::Line)],
            |read| {
                let (audience, whom, how) = (read.choice("audience"), read.text("whom"), read.text("how"));
                Some(Act::Unidentified(UnidentifiedEvent::IdentityTold { audience: audience?, whom, how }))
            },
        ),
        on_unidentified(
            "unidentified_closed",
            fields![asked("outcome", OUTCOMES), asked("summary", Kind::Paragraphs)],
            |read| {
                let (outcome, summary) = (read.choice("outcome"), read.text("summary"));
                Some(Act::Unidentified(UnidentifiedEvent::Closed { outcome: outcome?, summary }))
            },
        ),
    ]
}

fn features(read: &mut Reader<'_>) -> Features {
    Features {
        stature_from_cm: read.number("stature_from_cm"),
        stature_to_cm: read.number("stature_to_cm"),
        build: read.choice("build"),
        hair: read.choice("hair"),
        hair_length: read.choice("hair_length"),
        hair_detail: read.text("hair_detail"),
        eyes: read.choice("eyes"),
        marks: read.lines("marks"),
        marks_listing: read.choice("marks_listing"),
        teeth: read.text("teeth"),
    }
}

fn details(read: &mut Reader<'_>) -> Option<UnidentifiedDetails> {
    let kind: Option<UnidentifiedKind> = read.choice("kind");
    let found_at: Option<Timestamp> = read.instant("found_at");
    let found_where = read.text("found_where");
    let (age_from, age_to) = (age(read, "age_from"), age(read, "age_to"));
    let rest = UnidentifiedDetails {
        found_to: read.choice("found_to").unwrap_or(FoundTo::Time),
        postcode: read.postcode("postcode"),
        setting: read.choice("setting"),
        age_from,
        age_to,
        sex: read.choice("sex").unwrap_or_default(),
        ancestry: read.text("ancestry"),
        features: features(read),
        clothing: read.text("clothing"),
        jewellery: read.text("jewellery"),
        effects: read.text("effects"),
        dental: read.choice("dental"),
        dna: read.choice("dna"),
        fingerprints: read.choice("fingerprints"),
        condition: read.choice("condition"),
        dead_for_at_least_days: read.count("dead_for_at_least_days").map(u32::from),
        dead_for_at_most_days: read.count("dead_for_at_most_days").map(u32::from),
        circumstances: read.text("circumstances"),
        now_at: read.text("now_at"),
        reference: read.text("reference"),
        ..UnidentifiedDetails::new(kind.unwrap_or(UnidentifiedKind::Body), read.subject.now, String::new())
    };
    Some(UnidentifiedDetails { kind: kind?, found_at: found_at?, found_where, ..rest })
}

fn age(read: &mut Reader<'_>, name: &'static str) -> Option<u8> {
    let years = read.count(name)?;
    let age = u8::try_from(years).ok();
    if age.is_none() {
        read.wrong(name, name.to_owned(), Problem::NotANumber);
    }
    age
}
