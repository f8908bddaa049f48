//! The page of a home over HTTP: pressed often, typed long, sent late, and of a case that is over.

use app::{Act, IdempotencyKey, RecordingOnPerson, Seen};
use domain::{
    episode::EpisodeEvent,
    file::Recorded,
    ids::PersonId,
    ledger::Event,
    placement::{PlacementKind, PlacementPlace, PlacementRecorded},
};
use jiff::SignedDuration;
use reqwest::StatusCode;
use testkit::{
    running::{agency, beginning},
    sample,
};

use crate::browser::{Night, on_each_engine};

/// The child of the night, back and living in the home.
async fn at_home(night: &Night) -> PersonId {
    let running = &night.running;
    let police = running.someone("police_supervisor").await;
    running.record(&police, night.episode, sample::returned()).await.unwrap();
    lives_in_the_home(night).await;
    running.pass(SignedDuration::from_hours(100));
    night.person
}

pub(crate) async fn lives_in_the_home(night: &Night) {
    let worker = night.running.someone("allocated_worker").await;
    let placement = PlacementRecorded {
        person: night.person,
        kind: PlacementKind::Planned,
        start: beginning(),
        place: PlacementPlace::InArea,
        provider: Some(agency(4)),
        address: "Larch House".to_owned(),
    };
    let recording = RecordingOnPerson {
        person: night.person,
        act: Act::RecordPlacement(placement),
        happened_at: None,
        seen: Seen::Everything,
        key: IdempotencyKey::fresh(),
    };
    night.running.app.record_on_person(&worker, recording).await.unwrap();
}

const MISSING: [(&str, &str); 2] = [("last_seen", "At supper"), ("concern", "Took no coat")];

#[tokio::test]
async fn a_report_pressed_six_times_at_once_and_once_more_is_one_case_and_answered_alike() {
    on_each_engine(async |night: Night| {
        let person = at_home(&night).await;
        let home = night.browser("home_manager").await;
        let form = home.open(&format!("/home/{person}/missing")).await;
        let press = || home.send_filled(&form, &MISSING);
        let (a, b, c, d, e, f) = tokio::join!(press(), press(), press(), press(), press(), press());
        let again = press().await;
        for answer in [&a, &b, &c, &d, &e, &f, &again] {
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.words());
            assert_eq!(answer.location, format!("/home?recorded=reported&child={person}"));
        }
        for _ in 0..2 {
            let other = home.send_filled(&form, &[MISSING[0], ("concern", "Another reason")]).await;
            assert!(other.location.starts_with("/home?recorded=reported_added&"), "{}", other.location);
        }
        let manager = night.running.someone("home_manager").await;
        let view = night.running.app.person(&manager, person).await.unwrap();
        assert_eq!(view.file.episodes.len(), 2, "the one before, and this one");
        let added = |recorded: &Recorded| {
            let Event::Episode(EpisodeEvent::InformationReceived(told)) = &recorded.event else {
                return None;
            };
            Some(told.what.contains("Another reason"))
        };
        let added: Vec<bool> = view.file.recorded.iter().filter_map(added).collect();
        assert_eq!(added, [true], "other words go to the case, once");
        assert!(night.running.app.drafts(&manager).await.unwrap().is_empty(), "no draft is left over");
    })
    .await;
}

#[tokio::test]
async fn what_is_too_long_is_named_with_its_limit_and_stays_in_the_form() {
    on_each_engine(async |night: Night| {
        let person = at_home(&night).await;
        let home = night.browser("home_manager").await;
        let (text, line) = ("x".repeat(20_001), "7".repeat(201));
        let long = async |asks: &str, field: &str, typed: &str, question: &str, limit: &str| {
            let mut answers = MISSING.to_vec();
            answers.push((field, typed));
            let page = home.fill_in(&format!("/home/{person}/{asks}"), &answers).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{asks} {field}");
            let said = format!("{question}: this is too long. Write at most {limit} characters");
            assert!(page.within(".govuk-error-summary").contains(&said), "{asks} {field}: {}", page.words());
            assert!(page.text().contains(typed), "{asks} {field}: what was typed stays");
        };
        long("late", "note", &text, "What is known", "20000").await;
        long("missing", "last_seen", &text, "When and where last seen", "20000").await;
        long("missing", "clothing", &text, "What the child wears (optional)", "20000").await;
        long("missing", "concern", &text, "Why you are worried", "20000").await;
        long("missing", "reach", &line, "Your telephone number (optional)", "200").await;
        home.fill_in(&format!("/home/{person}/missing"), &MISSING).await;
        long("back", "place", &text, "Where the child is now, and how", "20000").await;
        long("log-number", "number", &line, "Police log number", "200").await;
    })
    .await;
}

#[tokio::test]
async fn what_was_pressed_without_a_signal_says_when_it_came_in_wherever_it_is_told() {
    on_each_engine(async |night: Night| {
        let person = at_home(&night).await;
        let pressed = night.running.app.clock().now();
        night.running.pass(SignedDuration::from_mins(418));
        let home = night.browser("home_manager").await;
        let sent = [MISSING[0], MISSING[1], ("pressed_at", &pressed.to_string())];
        let receipt = home.fill_in(&format!("/home/{person}/missing"), &sent).await;
        let page = home.open(&receipt.location).await;
        let said = page.within(".govuk-notification-banner");
        assert!(said.contains("until then nobody knew of it from here"), "{said}");
        assert!(said.contains("Ring the police on 101 now if you have not."), "{said}");
        assert!(page.within(".sw-child").contains("It came in"), "{}", page.words());
        let police = night.running.someone("police_supervisor").await;
        let view = night.running.app.person(&police, person).await.unwrap();
        let missing = view.file.running_episode().unwrap();
        assert_eq!(missing.reported_at, pressed, "duties count from when it was told");
        let case = night.browser("police_supervisor").await.open(&format!("/episodes/{}", missing.id)).await;
        assert!(
            case.words().matches("Entered later:").count() >= 2,
            "the report and the history: {}",
            case.words()
        );
    })
    .await;
}

#[tokio::test]
async fn gone_again_once_the_case_is_over_asks_for_a_report_and_says_that_nobody_was_told() {
    on_each_engine(async |night: Night| {
        lives_in_the_home(&night).await;
        let person = night.person;
        let home = night.browser("home_manager").await;
        home.fill_in(&format!("/home/{person}/back"), &[("place", "At the door")]).await;
        let open = home.open("/home").await;
        assert!(open.words().contains("Gone again"), "{}", open.words());
        let police = night.running.someone("police_supervisor").await;
        night.running.record(&police, night.episode, sample::returned()).await.unwrap();

        let answer = home.send_to(&format!("/home/{person}/gone-again"), &open).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.words().contains("Nobody has been told yet"), "{}", answer.words());
        let before = night.running.seen(night.episode).await.timeline.len();
        let reported = home.send_filled(&answer, &MISSING).await;
        assert!(reported.location.starts_with("/home?recorded=reported&"), "{}", reported.words());
        assert_eq!(night.running.seen(night.episode).await.timeline.len(), before, "the case before is over");
        assert!(home.open("/home").await.words().contains("No police log number yet"));
    })
    .await;
}
