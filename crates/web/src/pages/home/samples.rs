//! The page of a home and its forms in every state that somebody can meet.

use app::home::{Home, LateStanding, MissingFromHome, Resident, Talk, Whereabouts};
use app::late::AskedOfLate;
use domain::{
    ids::{EntryId, EpisodeId, PersonId},
    person::{Late, Photograph, TakenTo},
};
use jiff::{SignedDuration, civil::date};
use maud::Markup;
use uuid::Uuid;

use super::{Asks, FormPage, HomePage, SentLater, SocialCare};
use crate::{
    components::FormErrors,
    layout::{Begins, SignedIn},
    views::samples::{HOSTILE_NAME, LONGEST_NAME, RIGHT_TO_LEFT_NAME, now, signed_in},
};

fn who() -> SignedIn {
    SignedIn { begins: Begins::AtHome, ..signed_in() }
}

fn resident(number: u128, name: &str, whereabouts: Whereabouts) -> Resident {
    Resident {
        person: PersonId(Uuid::from_u128(number)),
        name: name.to_owned(),
        likeness: number.is_multiple_of(2).then(|| Photograph {
            digest: "0".repeat(64),
            thumbnail: "1".repeat(64),
            width: 320,
            height: 400,
            taken_on: Some(date(2024, 1, 1)),
            taken_to: TakenTo::Year,
            source: "The home".to_owned(),
            differs: String::new(),
        }),
        address: "Larch House".to_owned(),
        whereabouts,
        version: 7,
        may: Vec::new(),
    }
}

fn every_whereabouts() -> Vec<Whereabouts> {
    let late = |expected: bool, standing| Whereabouts::Late {
        late: Late {
            entry: EntryId(Uuid::from_u128(6)),
            told: Vec::new(),
            noted_at: now() - SignedDuration::from_mins(20),
            expected_at: expected.then(|| now() - SignedDuration::from_mins(50)),
            note: "Rang <b>twice</b>".to_owned(),
        },
        standing,
        asked: (standing == LateStanding::MayBeMissing).then(|| AskedOfLate {
            of: EntryId(Uuid::from_u128(7)),
            at: now(),
            next: Some(("police_supervisor".to_owned(), now())),
        }),
    };
    let missing = |log_number: &str, back: bool| {
        Whereabouts::Missing(Box::new(MissingFromHome {
            episode: EpisodeId(Uuid::from_u128(9)),
            reference: "SW-ABC-DEF".to_owned(),
            since: now() - SignedDuration::from_hours(3),
            reported_at: now() - SignedDuration::from_hours(2),
            came_in: now() - SignedDuration::from_mins(if back { 120 } else { 9 }),
            log_number: log_number.to_owned(),
            said_back: back.then(now),
            said_back_in: back.then(|| EntryId(Uuid::from_u128(8))),
            acknowledged: (!back).then(|| ("Sgt Example".to_owned(), now())),
            officer_sent: None,
        }))
    };
    vec![
        Whereabouts::Here,
        late(true, LateStanding::Overdue),
        late(false, LateStanding::InTime),
        late(true, LateStanding::MayBeMissing),
        missing("", false),
        missing("0136", true),
        Whereabouts::Back {
            episode: EpisodeId(Uuid::from_u128(9)),
            at: now(),
            talks: vec![Talk::PreventionInterview, Talk::ReturnInterview],
        },
    ]
}

/// Every state.
pub(crate) fn pages() -> Vec<(String, Markup)> {
    let home = |residents, recorded: &str| HomePage {
        home: Home { residents, now: now() },
        signed_in: who(),
        social_care: Some(SocialCare::EmergencyDutyTeam("01632 960121".to_owned())),
        roles: crate::views::scene::RoleNames::default(),
        key: "key".to_owned(),
        sent_later: (recorded == "reported")
            .then(|| SentLater { pressed: now() - SignedDuration::from_hours(7), reached: now() }),
        recorded: recorded.to_owned(),
        recorded_of: Some(PersonId(Uuid::from_u128(5))),
    };
    let mut pages = vec![("home, empty".to_owned(), home(Vec::new(), "").render())];
    for name in ["Robin Example", LONGEST_NAME, RIGHT_TO_LEFT_NAME, HOSTILE_NAME, ""] {
        let residents =
            (1..).zip(every_whereabouts()).map(|(number, at)| resident(number, name, at)).collect();
        pages.push((format!("home, {name}"), home(residents, "reported").render()));
    }
    for asks in [Asks::Late, Asks::Missing, Asks::Back, Asks::LogNumber] {
        for whereabouts in every_whereabouts().into_iter().filter(|at| asks.fits(at)) {
            let mut errors = FormErrors::none();
            errors.add("", "Wrong");
            let child = resident(2, HOSTILE_NAME, whereabouts);
            let page = FormPage { errors, ..FormPage::empty(asks, child, who(), now()) };
            pages.push((format!("home, {asks:?}"), page.render()));
        }
    }
    pages
}

#[test]
fn numbers_to_ring_stand_before_everything_else_and_the_page_is_small() {
    for (state, page) in pages() {
        let shown = page.into_string();
        let (number, header) = (shown.find("tel:999").unwrap(), shown.find("<header").unwrap());
        assert!(number < header, "{state}");
        assert!(shown.len() < 60_000, "{state}: {} bytes", shown.len());
    }
}

#[test]
fn the_number_of_the_duty_team_stands_beside_the_police() {
    let (_, page) = pages().remove(1);
    let shown = page.into_string();
    let (police, team) = (shown.find("tel:101").unwrap(), shown.find("tel:01632960121").unwrap());
    assert!(police < team && team < shown.find("<header").unwrap());
}

#[test]
fn whoever_is_said_to_be_back_can_be_gone_again_in_one_press() {
    let (_, page) = pages().remove(1);
    let shown = page.into_string();
    assert_eq!(shown.matches("/gone-again\"").count(), 1, "of the one who is said to be back");
}

#[test]
fn that_somebody_is_back_never_reads_as_the_end() {
    let (_, page) = pages().remove(1);
    let shown = page.into_string();
    assert!(shown.contains("Still counts as missing until police have seen"));
    assert!(!shown.contains("<b>twice</b>"));
}

#[test]
fn what_came_in_later_than_it_was_pressed_says_both_and_that_police_are_to_be_rung() {
    let (_, page) = pages().remove(1);
    let shown = page.into_string();
    assert!(shown.contains("until then nobody knew of it from here"));
    assert!(shown.contains("Ring the police on 101 now if you have not."));
    assert!(shown.contains("It came in "), "beside the time at which police were told");
}
