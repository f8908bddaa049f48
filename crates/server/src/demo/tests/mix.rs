//! The mix of what happens, held against the published figures (docs/guides/demo-data.md).

use std::collections::BTreeMap;

use domain::{
    episode::{EpisodeEvent, Opened},
    file::PersonFile,
    ids::PersonId,
    ledger::{Content, Entry, Event},
    person::{CareBasis, MarkerKind, PersonEvent},
    time::london,
};
use jiff::{SignedDuration, Timestamp};

use super::{DEMONSTRATION, by_episode, hours};

/// One time missing, as far as the figures count it.
struct Counted {
    person: PersonId,
    child: bool,
    age: i16,
    exploited: bool,
    lasted: Option<SignedDuration>,
    how: Option<String>,
    harm: Option<String>,
    dead: bool,
}

fn counted() -> Vec<Counted> {
    let files: BTreeMap<PersonId, PersonFile> = DEMONSTRATION
        .people
        .iter()
        .map(|history| {
            let entries: Vec<Entry> =
                (1..).zip(&history.entries).map(|(place, draft)| entry(place, draft)).collect();
            (history.person, PersonFile::as_known_at(history.person, &entries, Timestamp::MAX))
        })
        .collect();
    by_episode(&DEMONSTRATION).values().map(|drafts| count(drafts, &files)).collect()
}

fn entry(place: i64, draft: &domain::ledger::Draft) -> Entry {
    Entry {
        sequence: place,
        id: draft.id,
        stream: draft.stream,
        version: place,
        name: draft.event.name().to_owned(),
        happened_at: draft.happened_at,
        recorded_at: draft.recorded_at,
        actor: draft.actor.clone(),
        content: Content::Event(draft.event.clone()),
        commitment: [0; 32],
        hash: [0; 32],
    }
}

fn count(drafts: &[&domain::ledger::Draft], files: &BTreeMap<PersonId, PersonFile>) -> Counted {
    let (reported, opened): (Timestamp, &Opened) = drafts
        .iter()
        .find_map(|draft| {
            let Event::Episode(EpisodeEvent::Opened(opened)) = &draft.event else { return None };
            Some((draft.happened_at, &**opened))
        })
        .expect("an episode opens");
    let file = &files[&opened.person];
    let on = reported.to_zoned(london()).date();
    let mut counted = Counted {
        person: opened.person,
        child: file.person.details.birth.may_be_under_18(on),
        age: file.person.details.birth.age_on(on).map_or(0, |(youngest, _)| youngest),
        exploited: file.person.holds(MarkerKind::SexualExploitation),
        lasted: None,
        how: None,
        harm: None,
        dead: false,
    };
    for draft in drafts {
        if let Event::Episode(EpisodeEvent::ReturnConfirmed(confirmation)) = &draft.event {
            counted.lasted = Some(draft.happened_at.duration_since(reported));
            counted.how = Some(confirmation.how.clone());
            counted.harm = Some(confirmation.harm.clone());
        }
        counted.dead |= matches!(&draft.event, Event::Episode(EpisodeEvent::FoundDead { .. }));
    }
    counted
}

fn percent<'a>(of: impl Iterator<Item = &'a Counted>, holds: impl Fn(&Counted) -> bool) -> f64 {
    let (mut all, mut those) = (0.0, 0.0);
    for counted in of {
        all += 1.0;
        those += f64::from(u8::from(holds(counted)));
    }
    100.0 * those / all
}

#[track_caller]
fn within(what: &str, figure: f64, band: (f64, f64)) {
    assert!((band.0..=band.1).contains(&figure), "{what}: {figure:.1} is not within {band:?}");
}

#[test]
fn who_goes_missing() {
    let all = counted();
    assert!((190..=215).contains(&all.len()), "{} episodes", all.len());
    assert!((58..=90).contains(&DEMONSTRATION.people.len()), "{} people", DEMONSTRATION.people.len());
    within("children", percent(all.iter(), |one| one.child), (57.0, 65.0));
    let children = || all.iter().filter(|one| one.child);
    within("aged 15 to 17", percent(children(), |one| (15..=17).contains(&one.age)), (55.0, 82.0));
    within("under 12", percent(children(), |one| one.age < 12), (3.0, 12.0));
    within("sexual exploitation", percent(children(), |one| one.exploited), (7.0, 11.0));
}

#[test]
fn few_people_account_for_many_episodes() {
    let mut times: BTreeMap<PersonId, usize> = BTreeMap::new();
    for one in counted() {
        *times.entry(one.person).or_default() += 1;
    }
    let mut sorted: Vec<usize> = times.into_values().collect();
    sorted.sort_unstable_by(|one, other| other.cmp(one));
    let all: usize = sorted.iter().sum();
    let tenth: usize = sorted.iter().take(sorted.len() / 10).sum();
    within("episodes of a tenth of the people", 100.0 * tenth as f64 / all as f64, (25.0, 45.0));
    let once = sorted.iter().filter(|times| **times == 1).count();
    within("people missing once", 100.0 * once as f64 / sorted.len() as f64, (45.0, 70.0));
}

#[test]
fn for_how_long() {
    let all = counted();
    for (child, within_eight, over_a_week) in
        [(true, (43.0, 51.0), (2.0, 6.0)), (false, (41.0, 49.0), (4.0, 9.0))]
    {
        let resolved = || all.iter().filter(|one| one.child == child && one.lasted.is_some());
        let lasted = |one: &Counted| hours(one.lasted.unwrap_or_default());
        within("within 8 hours", percent(resolved(), |one| lasted(one) <= 8.0), within_eight);
        within("over a week", percent(resolved(), |one| lasted(one) > 168.0), over_a_week);
    }
}

#[test]
fn who_finds_them() {
    let all = counted();
    let found = |child: bool| all.iter().filter(move |one| one.child == child && one.how.is_some());
    let by =
        |words: &'static str| move |one: &Counted| one.how.as_ref().is_some_and(|how| how.starts_with(words));
    within("children, by police", percent(found(true), by("Found by police")), (30.0, 38.0));
    within("children, own return", percent(found(true), by("Returned of own accord")), (21.0, 29.0));
    within("children, by family", percent(found(true), by("Found by family")), (15.0, 22.0));
    within("children, by friends", percent(found(true), by("Found by friends")), (1.0, 5.0));
    within("adults, by police", percent(found(false), by("Found by police")), (50.1, 60.0));
}

#[test]
fn how_they_fare() {
    let all = counted();
    let ended = || all.iter().filter(|one| one.lasted.is_some() || one.dead);
    let harm = |words: &'static str| {
        move |one: &Counted| one.harm.as_ref().is_some_and(|harm| harm.starts_with(words))
    };
    within("hurt", percent(ended(), harm("Hurt")), (2.0, 4.6));
    within("sexual offence", percent(ended(), harm("Sexual offence")), (0.2, 1.1));
    within("dead", percent(ended(), |one| one.dead), (0.2, 1.0));
    let safe = |one: &Counted| !one.dead && !harm("Hurt")(one) && !harm("Sexual offence")(one);
    within("safe", percent(ended(), safe), (94.0, 97.5));
}

#[test]
fn ethnicity_is_often_not_recorded() {
    let registered = DEMONSTRATION.people.iter().flat_map(|person| &person.entries).filter_map(|draft| {
        let Event::Person(PersonEvent::Registered { details }) = &draft.event else { return None };
        Some(details)
    });
    let ethnicities: Vec<bool> = registered.map(|details| details.ethnicity.is_empty()).collect();
    let empty = ethnicities.iter().filter(|empty| **empty).count();
    within("ethnicity not recorded", 100.0 * empty as f64 / ethnicities.len() as f64, (20.0, 42.0));
}

#[test]
fn those_whom_the_rules_are_about_are_there() {
    let statuses: Vec<_> = DEMONSTRATION
        .people
        .iter()
        .flat_map(|person| &person.entries)
        .filter_map(|draft| {
            let Event::Person(PersonEvent::CareStatusRecorded(status)) = &draft.event else { return None };
            Some(status)
        })
        .collect();
    let having = |basis: CareBasis| statuses.iter().filter(|status| status.basis == basis).count();
    assert!(having(CareBasis::CareOrder) >= 6);
    assert!(having(CareBasis::Accommodated) >= 4);
    assert!(having(CareBasis::CareLeaver) >= 3);
    assert!(statuses.iter().filter(|status| status.unaccompanied_asylum_seeker).count() >= 3);
}
