//! Other moments in every state.

use app::{
    NotThen,
    cases::{Change, Comparison, EpisodeView, Landmark, LandmarkKind, MessagesStand, Was},
};
use domain::{projection::Standing, risk::Grade};
use jiff::SignedDuration;
use maud::Markup;

use super::{
    compare::{CompareForm, ComparePage},
    form::MomentsPage,
    nothing::NothingThenPage,
    seen::SeenPage,
};
use crate::{
    acts::Values,
    components::FormErrors,
    views::{
        past::samples::{past, step},
        samples::{self, HOSTILE_NAME, LONGEST_NAME, RIGHT_TO_LEFT_NAME, now, signed_in},
        scene::{RoleNames, Scene},
    },
};

fn scene(view: &EpisodeView) -> Scene {
    Scene::of_episode(view, RoleNames::default())
}

/// Two moments between which everything that can be said of them changed.
fn comparison(name: &str) -> Comparison {
    let (earlier, later) = (samples::nothing_known(), samples::typical(name));
    let (was, is) = (earlier.episode.report.clone(), later.episode.report.clone());
    let told = MessagesStand { sent: 2, waiting: 2, waiting_for: ["police_supervisor".to_owned()].into() };
    let changes = vec![
        Change::Grade(Was { was: None, is: Some(Grade::High) }),
        Change::Standing(Was { was: Standing::Missing, is: Standing::ReturnReported }),
        Change::LastSeen(Was { was: String::new(), is: name.to_owned() }),
        Change::Report(Box::new(Was { was, is })),
        Change::Messages(Was { was: MessagesStand::default(), is: told }),
    ];
    let between = vec![step(1), step(2)];
    Comparison { actors: later.actors.clone(), earlier, later, between, messages_between: 2, changes }
}

fn compared(name: &str, comparison: Option<Comparison>, errors: FormErrors) -> Markup {
    let landmarks = vec![
        Landmark { at: now() - SignedDuration::from_hours(4), kind: LandmarkKind::ShiftBegan },
        Landmark { at: now(), kind: LandmarkKind::Recorded { word: "risk_assessed".to_owned() } },
    ];
    let form = CompareForm { landmarks, values: Values::default(), errors };
    let scene = scene(&samples::typical(name));
    ComparePage { scene, comparison, form, signed_in: signed_in() }.render()
}

fn moments(view: &EpisodeView, errors: FormErrors) -> Markup {
    let (scene, steps) = (scene(view), vec![step(1), step(2)]);
    MomentsPage { scene, steps, values: Values::default(), errors, signed_in: signed_in() }.render()
}

/// Every state.
pub(crate) fn pages() -> Vec<(String, Markup)> {
    let wrong = |field: &str| {
        let mut errors = FormErrors::none();
        errors.add(field, "Wrong");
        errors
    };
    let nothing = |why| {
        let home = "/episodes/1".to_owned();
        NothingThenPage { why, home, signed_in: signed_in(), now: now() }.render()
    };
    let mut pages = vec![
        ("moments with errors".to_owned(), moments(&samples::nothing_known(), wrong("at-day"))),
        ("compare, nothing named".to_owned(), compared("Robin Example", None, FormErrors::none())),
        ("compare with errors".to_owned(), compared("Robin Example", None, wrong("from_typed-day"))),
        ("before the first".to_owned(), nothing(NotThen::BeforeTheFirst { recorded_at: now() })),
        ("yet to come".to_owned(), nothing(NotThen::Ahead { now: now() })),
    ];
    for name in ["Robin Example", LONGEST_NAME, RIGHT_TO_LEFT_NAME, HOSTILE_NAME] {
        let then = EpisodeView { past: Some(past()), ..samples::typical(name) };
        pages.push((format!("moments, {name}"), moments(&samples::typical(name), FormErrors::none())));
        pages.push((format!("compare, {name}"), compared(name, Some(comparison(name)), FormErrors::none())));
        let seen = SeenPage { scene: scene(&then), readers: Vec::new(), signed_in: signed_in() };
        pages.push((format!("seen, {name}"), seen.render()));
    }
    pages
}

#[test]
fn messages_of_two_moments_are_one_row() {
    let page = compared("Robin Example", Some(comparison("Robin Example")), FormErrors::none()).into_string();
    assert_eq!((page.matches("None sent").count(), page.matches("2 sent").count()), (1, 1), "{page}");
}
