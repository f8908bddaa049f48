//! People who cannot be named: a patient who is one of the missing, a body and remains who are not, each recorded through the
//! product by the missing persons unit. Nobody of them exists.

use anyhow::Context;
use app::{App, Filter, IdempotencyKey, RecordingOnPerson, Seen, SignedIn, Sort, cases::Act};
use domain::{
    episode::Held,
    features::{Build, Features, HairColour, HairLength, Listing},
    ids::PersonId,
    person::{PersonDetails, PersonEvent, Sex},
    time::london,
    unidentified::{Condition, FoundSetting, FoundTo, UnidentifiedDetails, UnidentifiedKind, missing_facts},
};
use jiff::{SignedDuration, Timestamp};

/// Records them as whoever is signed in.
pub(super) async fn record(app: &App, who: &SignedIn) -> anyhow::Result<()> {
    let now = app.clock().now();
    if let Some(missing) = somebody_missing(app, who, now).await? {
        let looks = likeness(&missing.details);
        let patient = patient(now, &missing, &looks);
        describe(app, who, missing.person, looks).await?;
        app.record_unidentified(who, patient, &IdempotencyKey::fresh())
            .await
            .context("an unidentified patient")?;
    }
    for found in [body(now), remains(now)] {
        app.record_unidentified(who, found, &IdempotencyKey::fresh()).await.context("a body nobody knows")?;
    }
    app.mind_jobs().await.context("judging who they could be")?;
    Ok(())
}

/// Somebody whom the patient could be.
struct Missing {
    person: PersonId,
    details: PersonDetails,
    last_seen: Timestamp,
}

/// The adult who has been missing for the longest of those whose birth is known to the day and whom nobody has seen for hours.
async fn somebody_missing(app: &App, who: &SignedIn, now: Timestamp) -> anyhow::Result<Option<Missing>> {
    let board = app.missing_now(who, &Filter::default(), Sort::default(), None).await?;
    let mut missing = board.rows.items;
    missing.sort_by_key(|row| row.missing_since);
    for row in missing {
        let view = app.person(who, row.person).await?;
        let details = view.file.person.details.clone();
        let age = details.birth.age_on(now.to_zoned(london()).date());
        let last_seen = missing_facts(&view.file).and_then(|facts| facts.last_seen_at);
        let unseen = last_seen.filter(|seen| now.duration_since(*seen) > SignedDuration::from_hours(6));
        let is_adult = age.is_some_and(|(least, most)| least >= 18 && least == most);
        if let Some(last_seen) = unseen.filter(|_| is_adult && details.sex != Sex::NotKnown) {
            return Ok(Some(Missing { person: row.person, details, last_seen }));
        }
    }
    Ok(None)
}

async fn describe(app: &App, who: &SignedIn, person: PersonId, features: Features) -> anyhow::Result<()> {
    let source = "Family, asked from head to foot".to_owned();
    let recording = RecordingOnPerson {
        person,
        act: Act::Person(PersonEvent::FeaturesRecorded { features, source }),
        happened_at: None,
        seen: Seen::Everything,
        key: IdempotencyKey::fresh(),
    };
    app.record_on_person(who, recording).await.context("what somebody missing looks like")?;
    Ok(())
}

/// What the report's description says, and what the family adds when asked for every mark.
fn likeness(details: &PersonDetails) -> Features {
    let mut said = Features::described(std::slice::from_ref(&details.description));
    said.marks.push("Tattoo of a wren, left forearm".to_owned());
    said.marks.push("Appendix operation scar, right abdomen".to_owned());
    Features { marks_listing: Some(Listing::Complete), ..said }
}

/// A patient who was found after that person was last seen, and looks like them.
fn patient(now: Timestamp, missing: &Missing, looks: &Features) -> UnidentifiedDetails {
    let between = now.duration_since(missing.last_seen) / 2;
    let age = missing.details.birth.age_on(now.to_zoned(london()).date()).map_or(40, |(least, _)| least);
    let described = looks.marks.split_last_chunk::<2>().map_or(&[][..], |(described, _)| described);
    let marks = ["Wren tattoo, left forearm", "Old appendix operation scar"].into_iter();
    let around = |years: i16| u8::try_from((age + years).clamp(18, 110)).ok();
    UnidentifiedDetails {
        setting: Some(FoundSetting::Land),
        age_from: around(-4),
        age_to: around(5),
        sex: missing.details.sex,
        features: Features {
            stature_from_cm: looks.stature_from_cm.map(|least| least - 1),
            stature_to_cm: looks.stature_to_cm.map(|most| most + 1),
            marks: marks.map(str::to_owned).chain(described.iter().cloned()).collect(),
            ..looks.clone()
        },
        clothing: "Dark jacket, jeans, one trainer".to_owned(),
        dna: Some(Held::Held),
        fingerprints: Some(Held::NotHeld),
        circumstances: "Found sitting by the road by a bus driver. Conscious, does not speak.".to_owned(),
        now_at: "Brackenshire General, ward 7".to_owned(),
        reference: "BG-20417".to_owned(),
        ..UnidentifiedDetails::new(
            UnidentifiedKind::LivingPerson,
            missing.last_seen + between,
            "Verge of the Otterbridge road".to_owned(),
        )
    }
}

fn body(now: Timestamp) -> UnidentifiedDetails {
    UnidentifiedDetails {
        setting: Some(FoundSetting::River),
        age_from: Some(55),
        age_to: Some(75),
        sex: Sex::Male,
        features: Features {
            stature_from_cm: Some(180),
            stature_to_cm: Some(184),
            build: Some(Build::Heavy),
            hair: Some(HairColour::Grey),
            hair_length: Some(HairLength::Short),
            marks: vec!["Hip replacement, left hip".to_owned(), "Upper denture".to_owned()],
            marks_listing: Some(Listing::Complete),
            ..Features::default()
        },
        clothing: "Waxed jacket, wellington boots".to_owned(),
        jewellery: "Steel watch, stopped at ten past four".to_owned(),
        dental: Some(Held::Held),
        dna: Some(Held::Held),
        condition: Some(Condition::Early),
        dead_for_at_least_days: Some(7),
        dead_for_at_most_days: Some(21),
        circumstances: "Seen from the footbridge by a walker.".to_owned(),
        now_at: "County mortuary".to_owned(),
        reference: "COR-1187".to_owned(),
        ..UnidentifiedDetails::new(
            UnidentifiedKind::Body,
            now - SignedDuration::from_hours(60),
            "River Otter below the mill weir".to_owned(),
        )
    }
}

fn remains(now: Timestamp) -> UnidentifiedDetails {
    UnidentifiedDetails {
        found_to: FoundTo::Month,
        setting: Some(FoundSetting::Land),
        age_from: Some(25),
        age_to: Some(45),
        sex: Sex::Female,
        features: Features {
            stature_from_cm: Some(158),
            stature_to_cm: Some(166),
            marks: vec!["Healed fracture, right wrist".to_owned()],
            marks_listing: Some(Listing::Partial),
            ..Features::default()
        },
        dental: Some(Held::Held),
        dna: Some(Held::NotKnown),
        condition: Some(Condition::Skeletal),
        dead_for_at_least_days: Some(700),
        dead_for_at_most_days: Some(5_000),
        circumstances: "Uncovered when a hedge was taken out.".to_owned(),
        reference: "COR-0902".to_owned(),
        ..UnidentifiedDetails::new(
            UnidentifiedKind::Remains,
            now - SignedDuration::from_hours(24 * 200),
            "Field edge near Hollin farm".to_owned(),
        )
    }
}
