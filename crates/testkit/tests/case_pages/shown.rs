//! What pages say of what their reader is, and is not, shown.

use app::Act;
use domain::{
    episode::{EpisodeEvent, Information, Owner, Significance, Status, Task},
    ledger::{Correction, Event},
    risk::{DefinitionInForce, Grade},
};
use reqwest::StatusCode;
use testkit::{running::agency, sample};

use crate::browser::{Night, on_each_engine};

fn told(what: &str) -> EpisodeEvent {
    EpisodeEvent::InformationReceived(Information {
        what: what.to_owned(),
        source: "A bus driver".to_owned(),
        how_to_reach: "01632 960114".to_owned(),
        origin: None,
        significance: Significance::Significant,
        reliability: None,
        credibility: None,
        task: None,
    })
}

#[tokio::test]
async fn information_says_that_its_words_were_corrected_and_a_death_stands_before_everything() {
    on_each_engine(async |night: Night| {
        let (running, case) = (&night.running, night.case());
        let police = running.someone("police_supervisor").await;
        let asked_in =
            EpisodeEvent::PartnerInvolved { agency: agency(4), purpose: "Her old home".to_owned() };
        running.record(&police, night.episode, Act::Episode(asked_in)).await.unwrap();
        let entry = running.record(&police, night.episode, Act::Episode(told("At the depot"))).await.unwrap();
        let corrected = Act::Correct(Correction {
            corrects: entry.entry,
            happened_at: None,
            event: Some(Box::new(Event::Episode(told("At the docks")))),
            reason: "Misheard on the radio".to_owned(),
        });
        running.record(&police, night.episode, corrected).await.unwrap();
        let (sergeant, home) =
            (night.browser("police_supervisor").await, night.browser("home_manager").await);
        let information = format!("{case}/information");
        let page = sergeant.open(&information).await.within(".sw-information");
        for words in ["At the docks", "Corrected", "Misheard on the radio"] {
            assert!(page.contains(words), "{words}: {page}");
        }
        for address in [&case, &information] {
            let page = home.open(address).await;
            assert!(page.words().contains("is not shown here. Ring the police on 101"), "{}", page.words());
            assert!(!page.words().contains("At the docks") && !page.words().contains("bus driver"));
        }

        running.record(&police, night.episode, Act::Episode(sample::found_dead())).await.unwrap();
        let record = sergeant.open(&night.record()).await;
        assert!(record.within("#death").contains("Found dead"), "{}", record.words());
        assert!(record.within("#death").contains("Open the case"));
        let name = running.seen(night.episode).await.file.person.details.name.clone();
        let hits = running.app.search_people(&police, &name).await.unwrap();
        assert!(hits[0].known.found_dead.is_some(), "whoever begins a report is told before they ask");
        let hits = running.app.search_people(&running.someone("home_manager").await, &name).await.unwrap();
        assert_eq!((hits[0].known.found_dead, hits[0].known.missing_before), (None, 0));
        for address in
            [case.clone(), information, night.record(), format!("{case}/moments"), format!("{case}/briefing")]
        {
            let page = home.open(&address).await;
            assert_eq!(page.status, StatusCode::FORBIDDEN, "{address}");
            assert!(page.words().contains("Ring the police about this"), "{address}: {}", page.words());
            assert!(!page.words().contains("dead"), "{address}: {}", page.words());
        }
    })
    .await;
}

#[tokio::test]
async fn of_weeks_of_gradings_the_latest_stand_on_the_case_and_all_are_one_link_away() {
    on_each_engine(async |night: Night| {
        let police = night.running.someone("police_supervisor").await;
        for _ in 0..13 {
            let reviewed = EpisodeEvent::RiskReviewed {
                grading: sample::grading(Grade::High),
                definition: DefinitionInForce::default(),
            };
            night.running.record(&police, night.episode, Act::Episode(reviewed)).await.unwrap();
        }
        let sergeant = night.browser("police_supervisor").await;
        let gradings = async |address: String| {
            let risk = sergeant.open(&address).await.within("#risk");
            (
                risk.matches("The case as it was known then").count(),
                risk.contains("Show all 12 earlier gradings"),
            )
        };
        assert_eq!(gradings(night.case()).await, (11, true), "the one in force and ten before it");
        assert_eq!(gradings(format!("{}?history=all", night.case())).await, (13, false));
    })
    .await;
}

fn task(title: &str) -> Act {
    let owner = Owner { role: "police_supervisor".to_owned(), account: None };
    Act::Episode(EpisodeEvent::TaskSet(Task { title: title.to_owned(), owner, ..Task::default() }))
}

#[tokio::test]
async fn after_a_death_no_page_and_no_paper_reads_as_if_somebody_were_looked_for_or_back() {
    on_each_engine(async |night: Night| {
        let (running, case) = (&night.running, night.case());
        let police = running.someone("police_supervisor").await;
        running.record(&police, night.episode, sample::assessed(Grade::High)).await.unwrap();
        running.record(&police, night.episode, task("Search the home")).await.unwrap();
        let sergeant = night.browser("police_supervisor").await;
        assert!(sergeant.open(&case).await.within(".moj-identity-bar").contains("High risk"));
        running.record(&police, night.episode, Act::Episode(sample::found_dead())).await.unwrap();

        let page = sergeant.open(&case).await;
        let head = page.within(".moj-identity-bar");
        assert!(head.contains("Found dead") && !head.contains("High"), "{head}");
        assert!(!page.within("#record").contains("return interview"), "{}", page.within("#record"));
        let briefing = sergeant.open(&format!("{case}/briefing")).await.words();
        for words in ["Do first Found dead", "Open tasks Nothing recorded", "High when last graded"] {
            assert!(briefing.contains(words), "{words}: {briefing}");
        }
        for words in ["Not missing since", "Still unanswered"] {
            assert!(!briefing.contains(words), "{words}: {briefing}");
        }
    })
    .await;
}

#[tokio::test]
async fn closing_a_case_says_first_what_stays_owed_and_what_ends_undone() {
    on_each_engine(async |night: Night| {
        let (running, case) = (&night.running, night.case());
        let police = running.someone("police_supervisor").await;
        running.record(&police, night.episode, sample::returned()).await.unwrap();
        running.pass(jiff::SignedDuration::from_mins(1));
        running.record(&police, night.episode, task("Return her telephone")).await.unwrap();
        let sergeant = night.browser("police_supervisor").await;
        let form = format!("{case}/acts/episode_closed");
        let page = sergeant.open(&form).await;
        let owed = page.within("#closing-owed");
        assert!(owed.to_lowercase().contains("interview"), "{owed}");
        assert!(page.within("#closing-tasks").contains("Return her telephone"));

        let owed_before = owed_in(&night).await;
        sergeant.fill_in(&form, &[("summary", "Home and well.")]).await;
        let view = running.seen(night.episode).await;
        assert!(matches!(view.episode.status, Status::Closed { .. }));
        assert_eq!(owed_in(&night).await, owed_before, "closing ends no duty");
    })
    .await;
}

async fn owed_in(night: &Night) -> Vec<String> {
    let view = night.running.seen(night.episode).await;
    let duties = view.duties.iter().flat_map(|pack| &pack.duties);
    duties.filter(|duty| duty.is_owed()).map(|duty| duty.title.clone()).collect()
}

#[tokio::test]
async fn a_sighting_needs_a_place_and_last_seen_is_the_same_on_case_and_paper_whatever_is_doubted() {
    on_each_engine(async |night: Night| {
        let case = night.case();
        let officer = night.browser("police_officer").await;
        let form = format!("{case}/acts/sighting");
        let seen = |place: &'static str, reliability: &'static str| {
            let told = [("what", "A red coat."), ("source", "Driver"), ("significance", "routine")];
            let graded = [("place", place), ("reliability", reliability)];
            told.into_iter().chain(graded).collect::<Vec<_>>()
        };
        let refused = officer.fill_in(&form, &seen("Not known", "untested")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            refused.words().contains("record what was said as information instead"),
            "{}",
            refused.words()
        );
        for (place, reliability) in [("The market", "untested"), ("The docks", "not_reliable")] {
            let recorded = officer.fill_in(&form, &seen(place, reliability)).await;
            assert_eq!(recorded.status, StatusCode::SEE_OTHER, "{}", recorded.words());
            night.running.pass(jiff::SignedDuration::from_mins(5));
        }
        let page = officer.open(&case).await;
        let glance = page.within(".sw-glance");
        assert!(glance.contains("The market, seen") && !glance.contains("The docks, seen"), "{glance}");
        assert!(glance.contains("Not reliable"), "{glance}");
        let briefing = officer.open(&format!("{case}/briefing")).await.words();
        assert!(briefing.contains("The market, seen") && !briefing.contains("The docks, seen"), "{briefing}");
        let board = officer.open("/missing").await.words();
        assert!(board.contains("The market") && !board.contains("The docks"), "{board}");
    })
    .await;
}
