//! What the demonstration promises, computed from what it holds.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use domain::{
    agency::AgencyKind,
    episode::Step,
    ids::EpisodeId,
    ledger::{Draft, Event, Stream},
    person::PersonEvent,
    protocol::Packs,
};
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use super::{Demonstration, PersonHistory, generate, rules::Rules};

mod known_at;
mod mix;
mod moments;
mod owed;

const SEED: u64 = 7;
const NOW: &str = "2026-11-21T21:13:40Z";

static DEMONSTRATION: LazyLock<Demonstration> = LazyLock::new(|| at(SEED, NOW));
static PACKS: LazyLock<Packs> = LazyLock::new(Packs::built_in);

fn at(seed: u64, now: &str) -> Demonstration {
    let now: Timestamp = now.parse().unwrap();
    generate(seed, now, &Rules::in_force(&PACKS, now).unwrap())
}

/// The moment of the demonstration that most tests look at.
fn now() -> Timestamp {
    NOW.parse().unwrap()
}

fn entries(demonstration: &Demonstration) -> impl Iterator<Item = &Draft> {
    let own = demonstration.people.iter().flat_map(|person| &person.entries);
    own.chain(&demonstration.incidents)
}

#[test]
fn the_same_seed_and_moment_give_the_same_demonstration() {
    let again = at(SEED, NOW);
    assert!(again == *DEMONSTRATION, "two runs of one seed differ");
}

#[test]
fn whoever_is_told_of_bears_the_same_name_at_whatever_hour() {
    let names = |demonstration: &Demonstration| -> Vec<String> {
        let registered = |history: &PersonHistory| {
            history.entries.iter().find_map(|draft| match draft.event.person() {
                Some(PersonEvent::Registered { details }) => Some(details.name.clone()),
                _ => None,
            })
        };
        demonstration.people.iter().filter_map(registered).collect()
    };
    let expected = names(&DEMONSTRATION);
    assert!(expected.len() > 70, "{} people", expected.len());
    for moment in ["2026-11-22T03:05:00Z", "2026-11-23T09:00:00Z", "2027-07-14T12:31:00Z"] {
        assert_eq!(names(&at(SEED, moment)), expected, "{moment}");
    }
}

#[test]
fn any_seed_and_moment_give_one_that_the_rules_accept_and_none_leaves_a_sentence_unsaid_that_others_leave() {
    // Nights on which the clocks change, a leap day, the turn of a year, noon in summer.
    let moments = [
        "2026-03-29T01:30:00Z",
        "2027-10-31T00:59:59Z",
        "2028-02-29T12:00:00Z",
        "2027-01-01T00:00:10Z",
        "2027-07-14T11:07:00Z",
    ];
    let mut never_said: Option<BTreeSet<String>> = None;
    for (seed, now) in (100..).zip(moments) {
        let now: Timestamp = now.parse().unwrap();
        let rules = Rules::in_force(&PACKS, now).unwrap();
        let (demonstration, unsaid) = super::generate_and_tell(seed, now, &rules);
        assert!(entries(&demonstration).all(|draft| draft.happened_at <= draft.recorded_at), "{seed}");
        assert!(entries(&demonstration).all(|draft| draft.recorded_at <= now), "{seed}");
        let unsaid: BTreeSet<String> = unsaid.into_iter().collect();
        assert!(unsaid.len() < 60, "{} of the sentences are not said with seed {seed}", unsaid.len());
        never_said = Some(match never_said {
            Some(before) => before.intersection(&unsaid).cloned().collect(),
            None => unsaid,
        });
    }
    let never_said = never_said.unwrap_or_default();
    assert!(never_said.is_empty(), "never said: {never_said:#?}");
}

#[test]
fn entries_stand_in_the_order_in_which_they_were_recorded_and_each_id_once() {
    let mut ids = BTreeSet::new();
    for person in &DEMONSTRATION.people {
        assert!(person.entries.is_sorted_by_key(|draft| draft.recorded_at));
    }
    for draft in entries(&DEMONSTRATION) {
        assert!(ids.insert(draft.id), "{:?}", draft.id);
        assert_eq!(draft.id.0.get_version_num(), 7);
    }
}

/// What follows from the stories and is put in when they are loaded: messages with their answers, the rota, and people who cannot
/// be named, with who of the missing they could be.
const PUT_IN_WHEN_LOADED: [&str; 8] = [
    "late_told",
    "late_acknowledged",
    "message_sent",
    "message_acknowledged",
    "shift_planned",
    "features_recorded",
    "unidentified_recorded",
    "candidate_proposed",
];

/// What no story tells. A county as small sees no child in care found dead, and nobody taken for dead who is not, in two
/// years; to send on by hand, to withdraw a photograph, to cancel a shift, to merge two records, to separate them, to tell
/// two people apart or say that they are one and to find out who somebody is, is what a visitor is left to do.
const NOT_TOLD: [&str; 28] = [
    "placing_authority_told_of_death",
    "carers_told_of_death",
    "worker_told_of_death",
    "iro_told_of_death",
    "death_refuted",
    "message_sent_on",
    "photograph_withdrawn",
    "shift_cancelled",
    "record_absorbed",
    "record_merged",
    "record_separated",
    "record_restored",
    "told_apart",
    "said_the_same",
    "candidate_possible",
    "candidate_under_review",
    "candidate_excluded",
    "candidate_reopened",
    "identity_proposed",
    "identity_confirmed",
    "identity_refused",
    "identity_told",
    "unidentified_details_changed",
    "unidentified_photograph_added",
    "unidentified_referred",
    "unidentified_notice_sent",
    "unidentified_notice_acknowledged",
    "unidentified_closed",
];

#[test]
fn every_event_of_the_ledger_happens() {
    let guide = include_str!("../../../../docs/guides/events.md");
    let happened: BTreeSet<&str> = entries(&DEMONSTRATION).map(|draft| draft.event.name()).collect();
    // The guide has a heading for each event, and a table of the plain steps.
    let words = guide.lines().filter_map(|line| line.strip_prefix("### `")?.strip_suffix('`'));
    let steps = Step::ALL.iter().map(|step| step.word());
    let missing: BTreeSet<&str> = words.chain(steps).filter(|word| !happened.contains(word)).collect();
    let untold: BTreeSet<&str> = NOT_TOLD.into_iter().chain(PUT_IN_WHEN_LOADED).collect();
    assert_eq!(missing, untold, "what the demonstration never shows");
    assert!(happened.len() >= 84, "{}", happened.len());
}

#[test]
fn there_is_an_account_for_every_role_that_somebody_can_hold() {
    let held: BTreeSet<&str> = DEMONSTRATION.accounts.iter().map(|account| account.role.as_str()).collect();
    for id in PACKS.roles().ids() {
        let role = PACKS.roles().get(id).unwrap();
        // Roles of any agency are whoever was told and levels of escalation; one of them is an operator's.
        let anybodys = role.agency.name() == "any" && id != "system_administrator";
        assert!(anybodys || held.contains(id), "nobody signs in as {id}");
    }
    for account in &DEMONSTRATION.accounts {
        let role = PACKS.roles().get(&account.role).expect("a role of roles.toml");
        let agency = DEMONSTRATION.agencies.iter().find(|agency| agency.id == account.agency).unwrap();
        assert!(
            role.agency.name() == "any" || role.agency.name() == agency.kind.word(),
            "{}",
            account.username
        );
    }
    assert!(DEMONSTRATION.agencies.iter().any(|agency| agency.kind == AgencyKind::Health));
}

#[test]
fn every_actor_has_an_account_of_that_role_and_agency() {
    let accounts: BTreeSet<_> = DEMONSTRATION
        .accounts
        .iter()
        .map(|account| (account.id, account.role.as_str(), account.agency))
        .collect();
    for draft in entries(&DEMONSTRATION) {
        let actor = &draft.actor;
        assert!(accounts.contains(&(actor.account, actor.role.as_str(), actor.agency)), "{actor:?}");
    }
}

/// Every text of every entry and begun report, with the name of its field.
fn texts() -> Vec<(String, String)> {
    let mut texts = Vec::new();
    for draft in entries(&DEMONSTRATION) {
        collect("", &serde_json::to_value(&draft.event).unwrap(), &mut texts);
    }
    for begun in &DEMONSTRATION.drafts {
        collect("", &serde_json::to_value(&begun.answers).unwrap(), &mut texts);
    }
    texts
}

/// The SHA-256 of a picture: any digits may stand in it.
fn is_digest(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn collect(field: &str, value: &Value, texts: &mut Vec<(String, String)>) {
    match value {
        Value::String(text)
            if text.parse::<uuid::Uuid>().is_ok() || text.parse::<Timestamp>().is_ok() || is_digest(text) => {
        }
        Value::String(text) => texts.push((field.to_owned(), text.clone())),
        Value::Array(items) => items.iter().for_each(|item| collect(field, item, texts)),
        Value::Object(fields) => fields.iter().for_each(|(name, value)| collect(name, value, texts)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[test]
fn no_telephone_number_could_be_anybodys() {
    let mut numbers = 0;
    for (field, text) in texts() {
        for number in telephone_numbers(&text) {
            let drama = ["07700900", "01632960", "02079460"];
            let kept = number.len() == 11 && drama.iter().any(|range| number.starts_with(range));
            assert!(kept, "{field}: {number} in {text}");
            numbers += 1;
        }
    }
    assert!(numbers > 500);
}

/// Runs of digits and blanks that begin with a nought or a plus and have at least nine digits.
fn telephone_numbers(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut run = String::new();
    for character in text.chars().chain(['.']) {
        match character {
            '0'..='9' | '+' => run.push(character),
            ' ' if !run.is_empty() => {}
            _ => {
                if run.len() >= 9 && run.starts_with(['0', '+']) {
                    found.push(run.clone());
                }
                run.clear();
            }
        }
    }
    found
}

#[test]
fn every_text_is_of_a_plausible_length_and_has_no_blank_left() {
    let bounds: BTreeMap<&str, (usize, usize)> = BTreeMap::from([
        ("circumstances", (60, 700)),
        ("reasons", (18, 500)),
        ("what", (8, 400)),
        ("human_rights", (40, 300)),
        ("decisions", (120, 900)),
        ("attended", (40, 300)),
        ("why", (10, 500)),
        ("summary", (40, 500)),
        ("plan", (80, 600)),
        ("name", (4, 80)),
        ("description", (40, 300)),
    ]);
    for (field, text) in texts() {
        assert!(!text.contains(['{', '}', '|']), "{field}: {text}");
        assert!(!text.contains("  ") && text.trim() == text, "{field}: {text}");
        let length = text.chars().count();
        assert!(length <= 900, "{field} is {length} long: {text}");
        if let Some((least, most)) = bounds.get(field.as_str()) {
            let unanswered = text.is_empty() || (field == "circumstances" && text.starts_with("Found below"));
            assert!(unanswered || (*least..=*most).contains(&length), "{field} is {length} long: {text}");
        }
    }
}

/// Events of each episode in the order recorded.
fn by_episode(demonstration: &Demonstration) -> BTreeMap<EpisodeId, Vec<&Draft>> {
    let mut episodes: BTreeMap<EpisodeId, Vec<&Draft>> = BTreeMap::new();
    for draft in demonstration.people.iter().flat_map(|person| &person.entries) {
        let of = match (&draft.event, draft.stream) {
            (_, Stream::Episode(id)) => Some(id),
            (Event::Meeting(domain::meeting::MeetingEvent::Held(held)), _) => Some(held.episode),
            _ => None,
        };
        if let Some(id) = of {
            episodes.entry(id).or_default().push(draft);
        }
    }
    episodes
}

fn hours(of: SignedDuration) -> f64 {
    of.as_secs_f64() / 3600.0
}
