//! Two records side by side, and apart again, in every state.

use std::sync::Arc;

use app::{
    Clash,
    cases::PersonView,
    merging::{
        CaseChange, Comparison, Consequences, DetailsSince, DutyChange, SeenBoth, Separation, ShareChange,
        Sight, suggested,
    },
    reports::{SaidTheSame, Weighing},
    unidentified::{Agrees, NamesEither},
};
use domain::{
    ids::{AgencyId, EpisodeId, PersonId, UnidentifiedId},
    merging::Conflict,
    projection::{DutyRow, Standing},
    unidentified::{CandidateStanding, UnidentifiedKind},
};
use maud::Markup;
use uuid::Uuid;

use super::{ComparisonPage, Deciding, PickPage, SeparationPage, consequences::Told};
use crate::{
    components::FormErrors,
    forms::Posted,
    pages::tests::episode,
    views::{
        hit::samples::hit,
        samples::{self, HOSTILE_NAME, LONGEST_NAME, RIGHT_TO_LEFT_NAME, now, signed_in},
        scene::{RoleNames, Scene},
    },
};

fn duty(state: &str) -> DutyRow {
    DutyRow {
        pack: "example".to_owned(),
        duty: "repeat_review".to_owned(),
        of: String::new(),
        sequence: 0,
        state: state.to_owned(),
        trigger_at: now(),
        due_at: now(),
        owner: "police_supervisor".to_owned(),
        met_at: None,
        title: String::new(),
        account: None,
    }
}

fn consequences(name: &str) -> Consequences {
    let (before, mut after) = (episode(1, name, None), episode(1, name, None));
    after.standing = Standing::Ended;
    let (agency, record) = (AgencyId(Uuid::from_u128(5)), PersonId(Uuid::from_u128(1)));
    Consequences {
        cases: vec![CaseChange {
            before,
            after,
            duties: vec![
                DutyChange::Begins(duty("open")),
                DutyChange::Ends(duty("open")),
                DutyChange::Stands { before: duty("pending"), after: duty("open") },
            ],
            seen_by: vec![agency],
            lost_by: vec![agency],
        }],
        shares: [Sight::Begins, Sight::Ends].map(|sight| ShareChange { record, agency, sight }).to_vec(),
    }
}

fn comparison(name: &str, consequences: Consequences) -> Comparison {
    let mut other = samples::record("Robin Example").file;
    let file = Arc::make_mut(&mut other);
    file.id = PersonId(Uuid::from_u128(77));
    file.person.details.home_address = "2 Sallow Bank".to_owned();
    file.person.details.description = "Tall".to_owned();
    let here = samples::record(name).file;
    let both = [EpisodeId(Uuid::from_u128(2)), EpisodeId(Uuid::from_u128(3))];
    Comparison {
        unidentified: vec![
            NamesEither {
                unidentified: UnidentifiedId(Uuid::from_u128(21)),
                kind: UnidentifiedKind::Body,
                here: None,
                there: Some(CandidateStanding::Possible),
                agrees: Agrees::ExcludedAndPossible,
            },
            NamesEither {
                unidentified: UnidentifiedId(Uuid::from_u128(22)),
                kind: UnidentifiedKind::LivingPerson,
                here: Some(CandidateStanding::Identified),
                there: Some(CandidateStanding::Proposed),
                agrees: Agrees::SaidToBeTwo,
            },
        ],
        suggested: suggested(&here.person.details, &other.person.details),
        seen: SeenBoth { here: 3, there: 4 },
        conflicts: if consequences.cases.is_empty() {
            Vec::new()
        } else {
            vec![
                Conflict::BothDead,
                Conflict::AliveAfterDeath,
                Conflict::BornFarApart { years: 27 },
                Conflict::Sex,
                Conflict::SeenAtOnce { here: (now(), name.to_owned()), there: (now(), name.to_owned()) },
                Conflict::MissingAtOnce { here: both[0], there: both[1] },
            ]
        },
        weighing: Weighing::of(&here, &other, jiff::civil::date(2026, 3, 1)),
        said_the_same: Some(SaidTheSame {
            at: now(),
            by: samples::actor(),
            name: Some(name.to_owned()),
            agency: Some(name.to_owned()),
        }),
        both_missing: (!consequences.cases.is_empty()).then_some(both),
        consequences,
        now: now(),
        there: other,
        here,
    }
}

fn deciding(errors: FormErrors, since: Option<Clash>) -> Deciding {
    Deciding { signed_in: signed_in(), posted: Posted::default(), errors, since, key: "key".to_owned() }
}

fn compared(name: &str, consequences: Consequences, errors: FormErrors, since: Option<Clash>) -> Markup {
    let (comparison, told) = (comparison(name, consequences), Told::default());
    ComparisonPage { comparison, told, deciding: deciding(errors, since) }.render()
}

/// Two of whom somebody has said that they are two.
fn told_apart() -> Markup {
    let mut comparison = comparison("Robyn Example", Consequences::default());
    comparison.weighing.told_apart = Some(now());
    ComparisonPage { comparison, told: Told::default(), deciding: deciding(FormErrors::none(), None) }
        .render()
}

fn apart(name: &str, details: DetailsSince, recorded_since: usize) -> Markup {
    let Comparison { here, there, consequences, now, .. } = comparison(name, consequences(name));
    let separation = Separation {
        file: Arc::clone(&here),
        other: there.id,
        apart: [here, there],
        version: 9,
        recorded_since,
        details,
        consequences,
        now,
    };
    SeparationPage { separation, told: Told::default(), deciding: deciding(FormErrors::none(), None) }
        .render()
}

fn picked(name: &str, found: Option<Vec<app::PersonHit>>) -> Markup {
    let view: PersonView = samples::record(name);
    let scene = Scene::of_person(&view, RoleNames::default());
    PickPage { scene, signed_in: signed_in(), typed: name.to_owned(), found }.render()
}

/// Every state.
pub(crate) fn pages() -> Vec<(String, Markup)> {
    let mut wrong = FormErrors::none();
    wrong.add("goes_on_in", "Choose the case that goes on");
    wrong.add("reason", "Say why");
    let clash = Clash { since: samples::record("Robin Example").timeline, version: 9, facts: None };
    let mut pages = vec![
        ("merge, nobody searched for".to_owned(), picked("Robin Example", None)),
        ("merge, nobody found".to_owned(), picked("Robin Example", Some(Vec::new()))),
        (
            "merge, nothing changes".to_owned(),
            compared("Robin Example", Consequences::default(), FormErrors::none(), None),
        ),
        (
            "merge, something wrong".to_owned(),
            compared("Robin Example", consequences("Robin Example"), wrong, None),
        ),
        (
            "merge, recorded meanwhile".to_owned(),
            compared("Robin Example", Consequences::default(), FormErrors::none(), Some(clash)),
        ),
        ("merge, told apart before".to_owned(), told_apart()),
        ("separate, as it was".to_owned(), apart("Robin Example", DetailsSince::Unchanged, 0)),
    ];
    for name in ["Robin Example", LONGEST_NAME, RIGHT_TO_LEFT_NAME, HOSTILE_NAME] {
        let found = picked(name, Some(vec![hit(name, true)]));
        pages.push((format!("merge, found {name}"), found));
        let both = compared(name, consequences(name), FormErrors::none(), None);
        pages.push((format!("merge {name}"), both));
        pages.push((format!("separate {name}"), apart(name, DetailsSince::Changed, 3)));
    }
    pages
}
