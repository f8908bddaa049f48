//! Two girls or one: what is folded while two records are merged, and what is left of it when they are separated.

use jiff::{SignedDuration, Timestamp, civil::date};
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::{
    episode::{Ending, EpisodeEvent, GoverningPack, Opened, Report, Status},
    features::{Build, EyeColour, Features},
    grants,
    ids::{AccountId, AgencyId, IncidentId},
    ledger::{Content, Entry},
    person::{BirthDate, CareBasis, CareStatus, Marker, MarkerKind, Sex},
};

const AISHA: PersonId = PersonId(Uuid::from_u128(1));
const AYESHA: PersonId = PersonId(Uuid::from_u128(2));
const THIRD: PersonId = PersonId(Uuid::from_u128(3));
const FORCE: AgencyId = AgencyId(Uuid::from_u128(10));

/// Entries one minute after another, as the ledger gives them.
#[derive(Clone, Default)]
struct Told(Vec<Entry>);

impl Told {
    fn at(minutes: i64) -> Timestamp {
        date(2026, 3, 1).at(0, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp()
            + SignedDuration::from_mins(minutes)
    }

    fn now(&self) -> Timestamp {
        Self::at(i64::try_from(self.0.len()).unwrap())
    }

    fn tell(&mut self, stream: Stream, event: Event) -> EntryId {
        let sequence = i64::try_from(self.0.len()).unwrap() + 1;
        let id = EntryId(Uuid::from_u128(1_000 + u128::try_from(sequence).unwrap()));
        self.0.push(Entry {
            sequence,
            id,
            stream,
            version: 1,
            name: event.name().to_owned(),
            happened_at: Self::at(sequence),
            recorded_at: Self::at(sequence),
            actor: Actor { account: AccountId(Uuid::nil()), role: "police_mpu".to_owned(), agency: FORCE },
            content: Content::Event(event),
            commitment: [0; 32],
            hash: [0; 32],
        });
        id
    }

    fn of(&mut self, person: PersonId, event: PersonEvent) -> EntryId {
        self.tell(Stream::Person(person), Event::Person(event))
    }

    fn registered(&mut self, person: PersonId, name: &str) {
        self.of(person, PersonEvent::Registered { details: named(name) });
    }

    fn missing(&mut self, person: PersonId, episode: u128) -> EpisodeId {
        let id = EpisodeId(Uuid::from_u128(episode));
        let opened = Opened {
            incident: IncidentId(Uuid::from_u128(episode)),
            person,
            missing_since: None,
            lead_force: FORCE,
            governed_by: vec![GoverningPack { pack: "p".to_owned(), version: "1".to_owned(), agency: FORCE }],
            report: Report::default(),
        };
        self.tell(Stream::Episode(id), Event::Episode(EpisodeEvent::Opened(Box::new(opened))));
        id
    }

    fn file(&self, person: PersonId) -> PersonFile {
        PersonFile::as_known_at(person, &self.0, self.now())
    }

    /// The file of a record that nothing but its own entries are read for.
    fn alone(&self, person: PersonId) -> PersonFile {
        let mut own = self.clone();
        let file = self.file(person);
        own.0.retain(|entry| file.find(entry.id).is_some());
        PersonFile::as_known_at(person, &own.0, self.now())
    }

    fn merged(&mut self, survivor: PersonId, other: PersonId, proposal: Proposal) {
        let (absorbed, told) = merge(&self.file(survivor), &self.file(other), proposal).unwrap();
        self.of(survivor, absorbed);
        self.of(other, told);
    }

    fn separated(&mut self, survivor: PersonId, other: PersonId) {
        let (into, separated, restored) =
            separate(&self.file(survivor), other, "They are two girls".to_owned()).unwrap();
        self.of(into, separated);
        self.of(other, restored);
    }
}

fn named(name: &str) -> PersonDetails {
    PersonDetails { name: name.to_owned(), ..PersonDetails::default() }
}

fn one_girl(name: &str) -> Proposal {
    Proposal { details: named(name), goes_on_in: None, reason: "Her key worker knows both".to_owned() }
}

fn exploited() -> PersonEvent {
    let marker = MarkerKind::CriminalExploitation;
    PersonEvent::MarkerRecorded(Marker { marker, source: "MASH".into(), since: None, note: String::new() })
}

#[test]
fn the_file_of_the_survivor_is_folded_over_both() {
    let mut told = Told::default();
    told.registered(AISHA, "Aisha Brandt");
    told.registered(AYESHA, "Ayesha Brant");
    told.of(AYESHA, exploited());
    told.of(AYESHA, PersonEvent::TriggerPlanAgreed { plan: "Ask at the arcade".to_owned() });
    let episode = told.missing(AISHA, 50);
    assert!(!told.file(AISHA).person.holds(MarkerKind::CriminalExploitation));

    told.merged(AISHA, AYESHA, one_girl("Aisha Brandt"));
    let file = told.file(AISHA);
    assert!(file.person.holds(MarkerKind::CriminalExploitation));
    assert_eq!(file.person.trigger_plan.as_deref(), Some("Ask at the arcade"));
    assert_eq!(file.running_episode().map(|running| running.id), Some(episode));
    assert_eq!(file.person.details.name, "Aisha Brandt");
    assert_eq!(file.names().collect::<Vec<_>>(), ["Aisha Brandt", "Ayesha Brant"]);
    assert_eq!(file.absorbed[0].id, AYESHA);
    assert_eq!(file.owner_of(Stream::Episode(episode)), AISHA);
}

#[test]
fn what_each_record_withdrew_before_takes_nothing_from_the_other() {
    let mut told = Told::default();
    told.registered(AISHA, "Aisha");
    told.of(AISHA, PersonEvent::TriggerPlanAgreed { plan: "Ask at the arcade".to_owned() });
    told.registered(AYESHA, "Ayesha");
    told.of(AYESHA, PersonEvent::TriggerPlanAgreed { plan: "Ring her aunt".to_owned() });
    told.of(AYESHA, PersonEvent::TriggerPlanWithdrawn { reason: "Out of date".to_owned() });
    told.merged(AISHA, AYESHA, one_girl("Aisha"));
    assert_eq!(told.file(AISHA).person.trigger_plan.as_deref(), Some("Ask at the arcade"));
}

#[test]
fn what_is_known_of_a_child_is_not_lost_to_a_later_not_known() {
    let in_care = CareStatus {
        basis: CareBasis::CareOrder,
        unaccompanied_asylum_seeker: true,
        plans_and_orders: "Interim order".to_owned(),
        ..CareStatus::default()
    };
    let not_known = CareStatus { reviewing_officer: "R. Alder".to_owned(), ..CareStatus::default() };
    let eyes = Features { eyes: Some(EyeColour::Brown), teeth: "A brace".to_owned(), ..Features::default() };
    let build = Features { build: Some(Build::Slim), ..Features::default() };
    for (known_of, not_known_of) in [(AISHA, AYESHA), (AYESHA, AISHA)] {
        let mut told = Told::default();
        told.registered(AISHA, "Aisha");
        told.registered(AYESHA, "Ayesha");
        told.of(known_of, PersonEvent::CareStatusRecorded(in_care.clone()));
        let features = |features: &Features| PersonEvent::FeaturesRecorded {
            features: features.clone(),
            source: "Her key worker".to_owned(),
        };
        told.of(known_of, features(&eyes));
        let since = told.file(known_of).person.care_since;
        told.of(not_known_of, PersonEvent::CareStatusRecorded(not_known.clone()));
        told.of(not_known_of, features(&build));
        told.merged(AISHA, AYESHA, one_girl("Aisha"));
        let person = told.file(AISHA).person;
        let both = CareStatus { reviewing_officer: "R. Alder".to_owned(), ..in_care.clone() };
        assert_eq!((person.care, person.care_since), (both, since));
        assert_eq!(person.features, Features { build: Some(Build::Slim), ..eyes.clone() });
        told.separated(AISHA, AYESHA);
        assert_eq!(told.file(not_known_of).person.care, not_known);
        assert_eq!(told.file(not_known_of).person.features, build);
    }
}

#[test]
fn who_separates_two_records_says_that_they_are_two_people() {
    let mut told = Told::default();
    told.registered(AISHA, "Aisha");
    told.registered(AYESHA, "Ayesha");
    told.merged(AISHA, AYESHA, one_girl("Aisha"));
    assert!(told.file(AISHA).person.told_apart.is_empty());
    told.separated(AISHA, AYESHA);
    let apart =
        |person| told.file(person).person.told_apart.iter().map(|(from, _)| *from).collect::<Vec<_>>();
    assert_eq!((apart(AISHA), apart(AYESHA)), (vec![AYESHA], vec![AISHA]));
}

#[test]
fn records_merged_in_a_row_count_in_the_last_and_no_ring_can_be_made() {
    let mut told = Told::default();
    for (person, name) in [(AISHA, "Aisha"), (AYESHA, "Ayesha"), (THIRD, "Asha")] {
        told.registered(person, name);
    }
    told.of(THIRD, exploited());
    told.merged(AYESHA, THIRD, one_girl("Ayesha"));
    told.merged(AISHA, AYESHA, one_girl("Aisha"));
    let file = told.file(AISHA);
    assert!(file.person.holds(MarkerKind::CriminalExploitation));
    assert_eq!(file.absorbed.iter().map(|absorbed| absorbed.id).collect::<Vec<_>>(), [THIRD, AYESHA]);
    assert_eq!(merge(&file, &file, one_girl("Aisha")), Err(Refusal::SameRecord));

    // The one in the middle takes with it what it had absorbed itself.
    told.separated(AISHA, AYESHA);
    assert!(told.file(AISHA).absorbed.is_empty());
    assert_eq!(told.file(AYESHA).absorbed[0].id, THIRD);
    told.separated(AYESHA, THIRD);
    assert!(told.file(THIRD).person.holds(MarkerKind::CriminalExploitation));
    assert!(!told.file(AYESHA).person.holds(MarkerKind::CriminalExploitation));
}

#[test]
fn a_moment_before_the_merge_shows_both_as_they_were_and_one_after_the_separation_too() {
    let mut told = Told::default();
    told.registered(AISHA, "Aisha");
    told.registered(AYESHA, "Ayesha");
    let before = told.now();
    told.merged(AISHA, AYESHA, one_girl("Aisha Brandt"));
    let merged = told.now();
    told.separated(AISHA, AYESHA);
    let name = |at| PersonFile::as_known_at(AISHA, &told.0, at).person.details.name;
    assert_eq!((name(before), name(merged)), ("Aisha".to_owned(), "Aisha Brandt".to_owned()));
    assert_eq!(told.file(AISHA).person.details.name, "Aisha");
    assert_eq!(PersonFile::as_known_at(AYESHA, &told.0, before).person.details.name, "Ayesha");
}

#[test]
fn of_two_cases_of_one_time_missing_one_goes_on_and_a_separation_opens_the_other_again() {
    let mut told = Told::default();
    told.registered(AISHA, "Aisha");
    told.registered(AYESHA, "Ayesha");
    let (kept, twice) = (told.missing(AISHA, 50), told.missing(AYESHA, 51));
    let unsaid = merge(&told.file(AISHA), &told.file(AYESHA), one_girl("Aisha"));
    assert_eq!(unsaid, Err(Refusal::AnswerMissing { field: "goes_on_in" }));

    told.merged(AISHA, AYESHA, Proposal { goes_on_in: Some(kept), ..one_girl("Aisha") });
    let file = told.file(AISHA);
    assert_eq!(file.running_episode().map(|running| running.id), Some(kept));
    assert_eq!(file.episodes[&twice].ending(), Some(&Ending::CarriedOn { in_case: kept }));
    assert!(file.episodes[&twice].governed_by.is_empty());

    told.separated(AISHA, AYESHA);
    assert_eq!(told.file(AYESHA).episodes[&twice].status, Status::Missing);
    assert_eq!(told.file(AYESHA).episodes[&twice].governed_by.len(), 1);
}

#[test]
fn what_was_recorded_while_merged_stays_where_it_was_recorded() {
    let mut told = Told::default();
    told.registered(AISHA, "Aisha");
    told.registered(AYESHA, "Ayesha");
    told.merged(AISHA, AYESHA, one_girl("Aisha"));
    told.of(AISHA, exploited());
    told.separated(AISHA, AYESHA);
    assert!(told.file(AISHA).person.holds(MarkerKind::CriminalExploitation));
    assert!(!told.file(AYESHA).person.holds(MarkerKind::CriminalExploitation));
}

#[test]
fn twins_of_different_sex_and_a_father_are_said_to_be_so() {
    let born = |name: &str, year: i16, sex| PersonDetails {
        birth: BirthDate::Exact { date: date(year, 5, 4) },
        sex,
        ..named(name)
    };
    let mut told = Told::default();
    told.of(AISHA, PersonEvent::Registered { details: born("Sam Roe", 2012, Sex::Female) });
    told.of(AYESHA, PersonEvent::Registered { details: born("Sam Roe", 1984, Sex::Male) });
    let found = conflicts(&told.file(AISHA), &told.file(AYESHA));
    assert_eq!(found, [Conflict::BornFarApart { years: 27 }, Conflict::Sex]);
    assert!(conflicts(&told.file(AISHA), &told.file(AISHA)).is_empty());
}

#[test]
fn being_seen_at_two_places_at_once_and_missing_at_once_is_said() {
    let mut told = Told::default();
    for (person, episode, place) in [(AISHA, 50, "Bus station"), (AYESHA, 51, "Leisure centre")] {
        told.registered(person, "A girl");
        let id = told.missing(person, episode);
        let sighted = serde_json::json!({ "type": "sighted", "place": place, "what": "", "source": "",
            "significance": "significant", "how_to_reach": "" });
        let sighted: EpisodeEvent = serde_json::from_value(sighted).unwrap();
        told.tell(Stream::Episode(id), Event::Episode(sighted));
    }
    let found = conflicts(&told.file(AISHA), &told.file(AYESHA));
    let words: Vec<&str> = found.iter().map(Conflict::word).collect();
    assert_eq!(words, ["seen-at-once", "missing-at-once"]);
}

#[derive(Clone, Copy, Debug)]
enum Said {
    Named(bool, u8),
    Marked(bool),
    Planned(bool),
    Withdrawn(bool),
    Missing(bool),
}

fn said() -> impl Strategy<Value = Said> {
    prop_oneof![
        (any::<bool>(), 0..5u8).prop_map(|(who, name)| Said::Named(who, name)),
        any::<bool>().prop_map(Said::Marked),
        any::<bool>().prop_map(Said::Planned),
        any::<bool>().prop_map(Said::Withdrawn),
        any::<bool>().prop_map(Said::Missing),
    ]
}

fn tell(told: &mut Told, said: Said, episode: u128) {
    let whose = |who| if who { AISHA } else { AYESHA };
    match said {
        Said::Named(who, name) => {
            let (details, reason) = (named(&format!("Name {name}")), "Said so".to_owned());
            told.of(whose(who), PersonEvent::DetailsChanged { details, reason });
        }
        Said::Marked(who) => _ = told.of(whose(who), exploited()),
        Said::Planned(who) => {
            told.of(whose(who), PersonEvent::TriggerPlanAgreed { plan: "A plan".to_owned() });
        }
        Said::Withdrawn(who) => {
            told.of(whose(who), PersonEvent::TriggerPlanWithdrawn { reason: "Old".to_owned() });
        }
        Said::Missing(who) => _ = told.missing(whose(who), episode),
    }
}

proptest! {
    #[test]
    fn a_separation_gives_each_record_back_as_it_was(before in prop::collection::vec(said(), 0..12)) {
        let mut told = Told::default();
        told.registered(AISHA, "Aisha");
        told.registered(AYESHA, "Ayesha");
        for (place, said) in (100..).zip(before) {
            tell(&mut told, said, place);
        }
        let then = [told.alone(AISHA), told.alone(AYESHA)];
        let goes_on_in = then[0].running_episode().map(|episode| episode.id);
        told.merged(AISHA, AYESHA, Proposal { goes_on_in, ..one_girl("Aisha Brandt") });
        told.separated(AISHA, AYESHA);
        for (person, then) in [AISHA, AYESHA].into_iter().zip(then) {
            let mut now = told.file(person);
            // All that is new is that they were told apart.
            prop_assert_eq!(now.person.told_apart.len(), 1);
            now.person.told_apart.clear();
            prop_assert_eq!(&now.person, &then.person);
            prop_assert_eq!(&now.episodes, &then.episodes);
            prop_assert!(now.absorbed.is_empty());
            prop_assert_eq!(grants::of_person(&now, &[]), grants::of_person(&then, &[]));
            prop_assert_eq!(told.alone(person), told.file(person));
        }
    }
}
