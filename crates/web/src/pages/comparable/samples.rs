//! Comparable episodes in every state: none, few, many, ended and past; longest name, right to left, an attack.

use std::collections::BTreeSet;

use app::cases::EpisodeView;
use app::comparable::{Comparable, Reach};
use domain::{
    comparable::{Ending, Figure, FoundAt, FoundBy, PastEpisode, Traits},
    ids::{EntryId, EpisodeId, PersonId},
};
use jiff::SignedDuration;
use maud::Markup;
use uuid::Uuid;

use super::{behind::BehindPage, view::ComparablePage};
use crate::views::{
    past::samples::past,
    samples::{self, HOSTILE_NAME, LONGEST_NAME, RIGHT_TO_LEFT_NAME, now, signed_in},
    scene::{RoleNames, Scene},
};

/// So many others that are alike, ended in every way.
fn others(view: &EpisodeView, count: u32) -> Vec<PastEpisode> {
    (0..count)
        .map(|number| {
            let started = now() - SignedDuration::from_hours(24 * i64::from(number) + 900);
            let at = started + SignedDuration::from_mins(50 + 97 * i64::from(number));
            let by = FoundBy::ALL[number as usize % FoundBy::ALL.len()];
            let place = FoundAt::ALL[number as usize % FoundAt::ALL.len()];
            PastEpisode {
                episode: EpisodeId(Uuid::from_u128(1_000 + u128::from(number))),
                person: PersonId(Uuid::from_u128(2_000 + u128::from(number / 3))),
                started,
                ending: match number % 9 {
                    6 => Ending::Running,
                    7 => Ending::FoundDead { at },
                    8 => Ending::ClosedMissing { at },
                    _ => Ending::Returned { at, by, place },
                },
                ended_by: Some(EntryId(Uuid::from_u128(u128::from(number)))),
                traits: Traits::of(&view.file, &view.episode),
            }
        })
        .collect()
}

pub(super) fn compared(view: &EpisodeView, count: u32) -> Comparable {
    let mut compared =
        Comparable::of(view.clone(), &BTreeSet::new(), &others(view, count), Reach::Everything);
    compared.own = compared.ladder.chosen.iter().map(|(_, one)| one.clone()).take(4).collect();
    compared
}

pub(super) fn page(view: &EpisodeView, count: u32) -> Markup {
    let scene = Scene::of_episode(view, RoleNames::default());
    ComparablePage { scene, compared: compared(view, count), signed_in: signed_in() }.render()
}

/// Every state.
pub(crate) fn pages() -> Vec<(String, Markup)> {
    let mut pages = vec![
        ("comparable, nothing known".to_owned(), page(&samples::nothing_known(), 0)),
        ("comparable, few".to_owned(), page(&samples::typical("Robin Example"), 4)),
        ("comparable, ended".to_owned(), page(&samples::returned(), 40)),
    ];
    for name in ["Robin Example", LONGEST_NAME, RIGHT_TO_LEFT_NAME, HOSTILE_NAME] {
        let view = samples::typical(name);
        let then = EpisodeView { past: Some(past()), ..view.clone() };
        pages.push((format!("comparable, {name}"), page(&view, 40)));
        pages.push((format!("comparable then, {name}"), page(&then, 40)));
        for figure in [Figure::All, Figure::Ending("running"), Figure::Rung(0)] {
            let scene = Scene::of_episode(&then, RoleNames::default());
            let compared = compared(&then, 40);
            let behind = BehindPage { scene, compared, figure, signed_in: signed_in() };
            pages.push((format!("behind {figure}, {name}"), behind.render()));
        }
    }
    pages
}
