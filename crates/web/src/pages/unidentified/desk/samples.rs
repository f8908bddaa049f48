//! The desk, a pair and a decision, in every state that a reviewer can meet.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use app::{
    access::Action,
    unidentified::{
        CandidateView, Comparing, Desk, DeskAsked, DeskRow, Elsewhere, PairView, Ranked, RankedCandidate,
        Records, Showing, UnidentifiedView, WaitsFor,
        pair::{self, Bits, Chances, Exclusion, Laboratory, Lacking, Line, NextStep, When},
    },
};
use domain::{
    episode::Held,
    features::{Features, HairColour, HairLength},
    file::Recorded,
    ids::{AccountId, AgencyId, EntryId, PersonId, UnidentifiedId},
    ledger::{Actor, Event, Stream},
    person::Sex,
    projection::PersonRow,
    unidentified::{
        Compared, Means, MissingFacts, ProposedCandidate, Reason as Short, ReferralState, SideOfMatch,
        Unidentified, UnidentifiedDetails, UnidentifiedEvent, UnidentifiedKind, missing_facts,
    },
};
use maud::Markup;
use uuid::Uuid;

use super::{DECISIONS, DeskPage, PairPage, deciding::DecisionPage, every_reason::lines};
use crate::{
    acts::{self, Values},
    components::FormErrors,
    pages::unidentified::{RecordPage, acting::Filled, photographs::Covered},
    views::{
        samples::{self, HOSTILE_NAME, LONGEST_NAME, RIGHT_TO_LEFT_NAME, now, signed_in},
        scene::RoleNames,
    },
};

const FORCE: AgencyId = AgencyId(Uuid::from_u128(5));

fn colleague() -> Actor {
    Actor { account: AccountId(Uuid::from_u128(9)), role: "missing_coordinator".to_owned(), agency: FORCE }
}

fn details(kind: UnidentifiedKind, words: &str) -> UnidentifiedDetails {
    UnidentifiedDetails {
        age_from: Some(40),
        age_to: Some(45),
        sex: Sex::Female,
        postcode: "ZX4 2QQ".to_owned(),
        features: Features {
            stature_from_cm: Some(168),
            stature_to_cm: Some(172),
            hair: Some(HairColour::Brown),
            hair_length: Some(HairLength::Short),
            marks: vec!["Tattoo of a swallow, left forearm".to_owned(), words.to_owned()],
            ..Features::default()
        },
        clothing: "Green waxed jacket".to_owned(),
        dental: Some(Held::Held),
        fingerprints: Some(Held::NotHeld),
        circumstances: words.to_owned(),
        ..UnidentifiedDetails::new(kind, now(), words.to_owned())
    }
}

/// A record to which these things were said, one after the other.
fn record(kind: UnidentifiedKind, words: &str, said: Vec<UnidentifiedEvent>) -> Unidentified {
    let id = UnidentifiedId(Uuid::from_u128(70));
    let made = UnidentifiedEvent::Recorded { details: Box::new(details(kind, words)) };
    let recorded = [vec![made], said].concat();
    let recorded = recorded.into_iter().enumerate().map(|(place, event)| Recorded {
        entry: EntryId(Uuid::from_u128(300 + place as u128)),
        sequence: place as i64,
        stream: Stream::Unidentified(id),
        happened_at: now(),
        recorded_at: now(),
        actor: colleague(),
        event: Event::Unidentified(event),
        corrected_by: Vec::new(),
    });
    Unidentified::fold(id, recorded.collect()).expect("it was recorded first")
}

pub(super) fn proposed(person: PersonId) -> UnidentifiedEvent {
    let reason = |feature: &str, weight_hundredths| Short {
        feature: feature.to_owned(),
        finding: "mark_agrees".to_owned(),
        weight_hundredths,
    };
    UnidentifiedEvent::CandidateProposed(ProposedCandidate {
        person,
        episode: domain::ids::EpisodeId(Uuid::from_u128(2)),
        weight_hundredths: 210,
        model: "linkage unidentified 1".to_owned(),
        facts: Compared::default(),
        reasons: vec![reason("marks", 400), reason("age", -120)],
    })
}

fn judged(lines: Vec<Line>, exclusions: Vec<Exclusion>) -> pair::Candidate {
    let before = Bits::of(-6.2);
    pair::Candidate {
        missing: pair::MissingId(Uuid::from_u128(1).to_string()),
        unidentified: pair::UnidentifiedId(Uuid::from_u128(70).to_string()),
        before,
        weight: before + lines.iter().map(|line| line.bits).sum(),
        lines,
        chances: Chances { of_unidentified: 0.12, ..Chances::default() },
        exclusions,
        next_steps: vec![
            NextStep::Compare { what: Laboratory::Dental },
            NextStep::Obtain { what: Laboratory::Dna, of: Lacking::Missing },
            NextStep::Obtain { what: Laboratory::Fingerprints, of: Lacking::Unidentified },
            NextStep::AskAboutMarks,
        ],
    }
}

fn row(name: &str, person: PersonId) -> PersonRow {
    PersonRow {
        person,
        name: name.to_owned(),
        sort_key: name.to_lowercase(),
        born_latest: None,
        born_earliest: None,
        missing_in: Some(domain::ids::EpisodeId(Uuid::from_u128(2))),
        sought_in: None,
        likeness: None,
        granted_to: vec![FORCE],
    }
}

/// A pair whose record says this, as somebody sees it who may do everything.
pub(super) fn pair_view(name: &str, kind: UnidentifiedKind, said: Vec<UnidentifiedEvent>) -> PairView {
    let missing = samples::record(name);
    let facts: MissingFacts = missing_facts(&missing.file).expect("they are missing");
    let person = missing.person_id;
    let said_nothing = said.is_empty();
    let record = record(kind, name, said);
    let found_after = Exclusion::FoundBeforeLastSeen {
        last_seen: When::at(now()),
        found: When { earliest: now(), latest: now() + jiff::SignedDuration::from_hours(24) },
    };
    let exclusions = if kind == UnidentifiedKind::Remains { vec![found_after] } else { Vec::new() };
    let pair = judged(lines(), exclusions);
    let other = RankedCandidate {
        person: row(name, PersonId(Uuid::from_u128(78))),
        episode: facts.episode,
        facts: facts.clone(),
        pair: judged(lines(), Vec::new()),
        standing: None,
    };
    let candidate = record.candidates.get(&person).cloned();
    let shown = candidate.clone().map(|candidate| CandidateView { person: row(name, person), candidate });
    let found = UnidentifiedView {
        version: 3,
        referral: ReferralState::NotAsked,
        recorded_by: "Example Police".to_owned(),
        may: Action::ALL.to_vec(),
        candidates: shown.into_iter().collect(),
        ranked: Some(Ranked {
            candidates: vec![other.clone()],
            excluded: Vec::new(),
            nobody: 0.5,
            considered: 30,
            excluded_count: 2,
        }),
        comparing: if said_nothing { Comparing::Now } else { Comparing::Done },
        notices: Vec::new(),
        timeline: Vec::new(),
        actors: HashMap::new(),
        people: BTreeMap::from([(person, row(name, person))]),
        agencies: HashMap::from([(FORCE, "Example Police".to_owned())]),
        while_merged: BTreeSet::new(),
        identified: None,
        reader: AccountId(Uuid::from_u128(4)),
        now: now(),
        record,
    };
    let elsewhere = Elsewhere {
        unidentified: UnidentifiedId(Uuid::from_u128(71)),
        kind: UnidentifiedKind::Body,
        found_where: name.to_owned(),
        pair: judged(lines(), Vec::new()),
    };
    PairView {
        candidate,
        judged: Some((facts, pair)),
        others: vec![other],
        elsewhere: vec![elsewhere],
        named_elsewhere: Vec::new(),
        before: Some((UnidentifiedId(Uuid::from_u128(71)), person)),
        after: Some((UnidentifiedId(Uuid::from_u128(72)), person)),
        waiting: 30,
        changed: None,
        found,
        missing,
    }
}

pub(super) fn record_page(view: &PairView) -> RecordPage {
    RecordPage {
        view: view.found.clone(),
        roles: RoleNames::default(),
        done: String::new(),
        signed_in: signed_in(),
    }
}

pub(super) fn pair_page(view: PairView) -> Markup {
    let recorded = "candidate_under_review".to_owned();
    PairPage { record: record_page(&view), view, recorded, covered: Covered::Covered }.render()
}

/// Everything that can be said of a pair, each as the last thing that was said.
pub(super) fn standings(person: PersonId) -> Vec<(&'static str, Vec<UnidentifiedEvent>)> {
    let note = || "Compared by the odontologist; report on file".to_owned();
    let of = EntryId(Uuid::from_u128(302));
    let excluded = || UnidentifiedEvent::CandidateExcluded {
        person,
        how: Means::Dental,
        note: note(),
        facts: Compared::default(),
    };
    let identity = || UnidentifiedEvent::IdentityProposed { person, how: Means::Dental, note: note() };
    let changed = vec![SideOfMatch::Missing, SideOfMatch::Found];
    vec![
        ("named by nobody", Vec::new()),
        ("proposed", vec![proposed(person)]),
        ("possible", vec![proposed(person), UnidentifiedEvent::CandidatePossible { person, note: note() }]),
        (
            "looked into",
            vec![proposed(person), UnidentifiedEvent::CandidateUnderReview { person, note: note() }],
        ),
        ("excluded", vec![proposed(person), excluded()]),
        (
            "reopened",
            vec![
                proposed(person),
                excluded(),
                UnidentifiedEvent::CandidateReopened { person, changed, facts: Compared::default() },
            ],
        ),
        ("for a second reviewer", vec![proposed(person), identity()]),
        (
            "identified",
            vec![proposed(person), identity(), UnidentifiedEvent::IdentityConfirmed { of, note: note() }],
        ),
    ]
}

fn desk(name: &str, asked: DeskAsked) -> DeskPage {
    let rows = [UnidentifiedKind::LivingPerson, UnidentifiedKind::Body, UnidentifiedKind::Remains];
    let rows = rows.into_iter().flat_map(|kind| {
        let person = PersonId(Uuid::from_u128(1));
        standings(person).into_iter().skip(1).map(move |(_, said)| {
            let record = record(kind, name, said);
            DeskRow {
                unidentified: record.id,
                recorded_by: FORCE,
                person: row(name, person),
                candidate: record.candidates[&person].clone(),
                since: now(),
                waits_for: if kind == UnidentifiedKind::Body { WaitsFor::Reader } else { WaitsFor::Others },
                details: record.details,
            }
        })
    });
    let counts = Showing::ALL.into_iter().map(|showing| (showing.word(), 3)).collect();
    let desk = Desk {
        rows: if name.is_empty() { Vec::new() } else { rows.collect() },
        counts,
        agencies: HashMap::from([(FORCE, "Example Police".to_owned())]),
        actors: HashMap::new(),
        now: now(),
    };
    DeskPage { desk, asked, signed_in: signed_in() }
}

/// Every page.
pub(crate) fn pages() -> Vec<(String, Markup)> {
    let own = DeskAsked { showing: Showing::Waiting, records: Records::Own };
    let every = DeskAsked { showing: Showing::Excluded, records: Records::Every };
    let mut pages = vec![("desk, nothing waits".to_owned(), desk("", own).render())];
    let kinds = [UnidentifiedKind::LivingPerson, UnidentifiedKind::Body, UnidentifiedKind::Remains];
    for (name, kind) in [LONGEST_NAME, RIGHT_TO_LEFT_NAME, HOSTILE_NAME].into_iter().zip(kinds) {
        pages.push((format!("desk, {name}"), desk(name, every).render()));
        let person = samples::record(name).person_id;
        for (state, said) in standings(person) {
            let view = pair_view(name, kind, said);
            pages.push((format!("pair, {state}, {name}"), pair_page(view.clone())));
            if state == "for a second reviewer" {
                let own = AccountId(Uuid::from_u128(9));
                let view = PairView {
                    found: UnidentifiedView { reader: own, ..view.found.clone() },
                    ..view.clone()
                };
                pages.push((format!("pair, {state}, their own, {name}"), pair_page(view)));
            }
            pages.extend(decisions(name, state, &view));
        }
        let view = pair_view(name, kind, vec![proposed(person)]);
        let gone = PairView { judged: None, before: None, after: None, waiting: 0, ..view };
        pages.push((format!("pair, not missing any more, {name}"), pair_page(gone)));
    }
    pages
}

/// The forms of every decision as they are new and as they come back, and what is shown before one is recorded.
pub(super) fn decisions(name: &str, state: &str, view: &PairView) -> Vec<(String, Markup)> {
    let mut pages = Vec::new();
    for (word, _) in DECISIONS {
        let form = acts::find(word).expect("every decision has a form");
        let mut wrong = FormErrors::none();
        wrong.add("note", "Say what was found");
        let wrong = if form.field("note").is_some() { wrong } else { FormErrors::none() };
        let mut values = Values::default();
        values.set("note", HOSTILE_NAME);
        for (how, errors) in [("new", FormErrors::none()), ("wrong", wrong)] {
            let filled = Filled::sample(values.clone(), errors, view);
            let page = DecisionPage::of(view.clone(), record_page(view), form, filled);
            pages.push((format!("{word}, {how}, {state}, {name}"), page.form()));
        }
        let event = UnidentifiedEvent::CandidateExcluded {
            person: view.missing.person_id,
            how: Means::Dental,
            note: HOSTILE_NAME.to_owned(),
            facts: Compared::default(),
        };
        let filled = Filled::sample(values, FormErrors::none(), view);
        let page = DecisionPage::of(view.clone(), record_page(view), form, filled);
        pages.push((format!("{word}, check, {state}, {name}"), page.check(event)));
    }
    pages
}
