//! The desk, a pair and a decision, in every state that a reviewer can meet.

use std::collections::{BTreeMap, HashMap, HashSet};

use app::{
    access::Action,
    unidentified::{
        CandidateView, ChangedSince, Comparing, Desk, DeskAsked, DeskRow, Elsewhere, PairView, Ranked,
        RankedCandidate, Records, Showing, UnidentifiedView, WaitsFor,
        pair::{self, Bits, Chances, Exclusion, Laboratory, Lacking, Line, NextStep, When},
    },
};
use domain::{
    episode::Held,
    features::{EyeColour, Features, HairColour, HairLength},
    file::Recorded,
    ids::{AccountId, AgencyId, EntryId, PersonId, UnidentifiedId},
    ledger::{Actor, Event, Stream},
    person::Sex,
    projection::PersonRow,
    unidentified::{
        Compared, Identity, Means, MissingFacts, NamedElsewhere, ProposedCandidate, Reason as Short,
        ReferralState, Saying, SideOfMatch, Unidentified, UnidentifiedDetails, UnidentifiedEvent,
        UnidentifiedKind, missing_facts,
    },
};
use maud::Markup;
use uuid::Uuid;

use super::{DECISIONS, DeskPage, PairPage, deciding::DecisionPage, every_reason::lines};
use crate::{
    acts::{self, Values},
    components::FormErrors,
    layout::keys::KEYS,
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

fn proposed(person: PersonId) -> UnidentifiedEvent {
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

fn record_page(view: &PairView) -> RecordPage {
    RecordPage {
        view: view.found.clone(),
        roles: RoleNames::default(),
        done: String::new(),
        signed_in: signed_in(),
    }
}

fn pair_page(view: PairView) -> Markup {
    let recorded = "candidate_under_review".to_owned();
    PairPage { record: record_page(&view), view, recorded, covered: Covered::Covered }.render()
}

/// Everything that can be said of a pair, each as the last thing that was said.
fn standings(person: PersonId) -> Vec<(&'static str, Vec<UnidentifiedEvent>)> {
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
fn decisions(name: &str, state: &str, view: &PairView) -> Vec<(String, Markup)> {
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

#[cfg(test)]
mod tests {
    use scraper::{Html, Selector};

    use super::*;

    fn select(query: &str) -> Selector {
        Selector::parse(query).unwrap()
    }

    fn typical(said: Vec<UnidentifiedEvent>) -> PairView {
        pair_view("Robin Example", UnidentifiedKind::Body, said)
    }

    fn text(page: &Markup) -> String {
        let html = Html::parse_document(&page.clone().into_string());
        let main = html.select(&select("main")).next().unwrap();
        main.text().collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_figures_of_the_table_add_up_to_its_sum() {
        let page = pair_page(typical(Vec::new())).into_string();
        let html = Html::parse_document(&page);
        let figures: Vec<f64> = html
            .select(&select("#weighing ~ table td.govuk-table__cell--numeric"))
            .map(|cell| cell.text().collect::<String>().trim().rsplit(' ').next().unwrap().parse().unwrap())
            .collect();
        let (sum, parts) = figures.split_last().unwrap();
        assert!(parts.len() > 10 && (parts.iter().sum::<f64>() - sum).abs() < 0.001, "{figures:?}");
        let steps = html.select(&select(".sw-waterfall__step")).count();
        assert_eq!(steps, figures.len(), "as many bars as figures");
    }

    #[test]
    fn nobody_is_told_that_two_records_match() {
        let pages = pages();
        for (state, page) in pages.iter().filter(|(state, _)| state.starts_with("pair")) {
            assert!(!text(page).to_lowercase().contains("match is"), "{state}");
        }
        assert!(text(&pair_page(typical(Vec::new()))).contains("identifies nobody"));
    }

    #[test]
    fn no_key_decides_and_every_key_is_on_the_page_of_keys() {
        let listed: HashSet<&str> = KEYS.iter().flat_map(|key| key.pressed.split(' ')).collect();
        for (state, page) in pages() {
            let html = Html::parse_document(&page.into_string());
            for link in html.select(&select("[data-key]")) {
                assert_eq!(link.value().name(), "a", "{state}: a key only opens a page");
                assert!(listed.contains(link.attr("data-key").unwrap()), "{state}");
            }
        }
    }

    #[test]
    fn a_decision_is_recorded_only_by_the_button_of_the_check() {
        let view = typical(vec![proposed(samples::record("Robin Example").person_id)]);
        for (state, page) in decisions("Robin Example", "proposed", &view) {
            let html = Html::parse_document(&page.into_string());
            let sure = html.select(&select("button[name=step][value=sure]")).count();
            assert_eq!(sure, usize::from(state.contains("check")), "{state}");
        }
    }

    #[test]
    fn whoever_says_who_it_is_is_not_asked_to_confirm_it() {
        let person = samples::record("Robin Example").person_id;
        let said =
            UnidentifiedEvent::IdentityProposed { person, how: Means::Dental, note: "Teeth".to_owned() };
        let mut view = typical(vec![said]);
        assert!(text(&pair_page(view.clone())).contains("Confirm that it is them"));
        if let Identity::Proposed(proposal) = view.found.record.identity() {
            view.found.reader = proposal.by.account;
        }
        assert!(!text(&pair_page(view)).contains("Confirm that it is them"));
    }

    #[test]
    fn whoever_said_who_it_is_meets_no_form_to_confirm_it() {
        let person = samples::record("Robin Example").person_id;
        let said =
            UnidentifiedEvent::IdentityProposed { person, how: Means::Dental, note: "Teeth".to_owned() };
        let mut view = typical(vec![said]);
        let form = acts::find("identity_confirmed").unwrap();
        let shown = |view: &PairView| {
            let filled = Filled::sample(Values::default(), FormErrors::none(), view);
            DecisionPage::of(view.clone(), record_page(view), form, filled).form()
        };
        assert!(shown(&view).into_string().contains("name=\"note\""));
        if let Identity::Proposed(proposal) = view.found.record.identity() {
            view.found.reader = proposal.by.account;
        }
        assert!(!shown(&view).into_string().contains("name=\"note\""));
        assert!(text(&shown(&view)).contains("A colleague has to look at it and confirm it"));
    }

    #[test]
    fn that_a_missing_person_is_said_to_be_another_stands_on_every_page_and_stops_the_decision() {
        let other = UnidentifiedId(Uuid::from_u128(71));
        let person = samples::record("Robin Example").person_id;
        let mut view = typical(vec![proposed(person)]);
        assert!(pair_page(view.clone()).into_string().contains("/acts/identity_proposed"));
        view.named_elsewhere = vec![NamedElsewhere {
            record: other,
            kind: UnidentifiedKind::LivingPerson,
            found_where: "Ward 4".to_owned(),
            saying: Saying::Two,
        }];
        let page = pair_page(view.clone());
        assert!(!page.into_string().contains("/acts/identity_proposed"));
        let form = acts::find("identity_proposed").unwrap();
        let filled = || Filled::sample(Values::default(), FormErrors::none(), &view);
        let decision = DecisionPage::of(view.clone(), record_page(&view), form, filled());
        let event =
            UnidentifiedEvent::IdentityProposed { person, how: Means::Dental, note: "Teeth".to_owned() };
        for page in [pair_page(view.clone()), decision.form(), decision.check(event)] {
            assert!(text(&page).contains(&other.reference()), "{}", text(&page));
            assert!(text(&page).contains("Nobody is found twice"));
        }
        assert!(!decision.form().into_string().contains("name=\"note\""));
        // Parts of the dead can be of one person: it is said, and stops nothing.
        view.named_elsewhere[0].kind = UnidentifiedKind::Remains;
        let page = pair_page(view).into_string();
        assert!(page.contains("/acts/identity_proposed") && page.contains(&other.reference()));
    }

    #[test]
    fn what_has_changed_since_an_exclusion_is_named_with_what_it_was_and_is() {
        let person = samples::record("Robin Example").person_id;
        let (_, said) = standings(person).into_iter().find(|(state, _)| *state == "reopened").unwrap();
        let mut view = typical(said);
        let (missing, _) = view.judged.clone().unwrap();
        let found = view.found.record.details.clone();
        let eyes = |eyes| MissingFacts {
            features: Features { eyes: Some(eyes), ..missing.features.clone() },
            ..missing.clone()
        };
        view.changed = Some(ChangedSince {
            missing_then: eyes(EyeColour::Green),
            missing_now: eyes(EyeColour::Brown),
            found_then: found.clone(),
            found_now: UnidentifiedDetails { dna: Some(Held::Held), ..found },
        });
        let page = text(&pair_page(view));
        assert!(page.contains("Missing, Eyes: Green → Brown"), "{page}");
        assert!(page.contains("Unidentified, DNA: Not recorded → "), "{page}");
    }

    #[test]
    fn nobody_is_said_to_be_unlikely_before_everybody_was_compared_or_to_somebody_who_may_not_see_them() {
        let mut record = record_page(&typical(Vec::new()));
        let unlikely = "nobody missing is likely enough";
        record.view.comparing = Comparing::Now;
        let page = text(&record.render());
        assert!(page.contains("Being compared now") && !page.contains(unlikely), "{page}");
        record.view.comparing = Comparing::Done;
        assert!(text(&record.render()).contains(unlikely));
        record.view.ranked.as_mut().unwrap().considered = 0;
        let page = text(&record.render());
        assert!(page.contains("nobody missing whose case you may see") && !page.contains(unlikely), "{page}");
        record.view.ranked = None;
        assert!(text(&record.render()).contains("shown to those who decide on it"));
    }

    #[test]
    fn once_two_have_said_who_it_is_nothing_is_still_to_be_proved() {
        let person = samples::record("Robin Example").person_id;
        let (_, said) = standings(person).pop().unwrap();
        let view = typical(said);
        for page in [text(&pair_page(view.clone())), text(&record_page(&view).render())] {
            for open in ["identifies nobody", "Still to be proved", "among everybody missing"] {
                assert!(!page.contains(open), "{open}: {page}");
            }
        }
    }

    #[test]
    fn dates_that_cannot_be_stand_on_the_page_and_no_chance_beside_them() {
        let page = pair_page(pair_view("Robin Example", UnidentifiedKind::Remains, Vec::new()));
        let html = Html::parse_document(&page.clone().into_string());
        assert!(text(&page).contains("cannot be one person if both times are right"));
        assert_eq!(html.select(&select("p.govuk-body-l")).count(), 0);
    }
}
