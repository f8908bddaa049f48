//! What pages say of what their reader is, and is not, shown.

use app::Act;
use domain::{
    episode::{EpisodeEvent, Information, Significance},
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

        let found = EpisodeEvent::FoundDead {
            circumstances: "By the river".to_owned(),
            place: "Below the weir".to_owned(),
            found_by: "A walker".to_owned(),
            identity_confirmed_by: "Not yet".to_owned(),
        };
        running.record(&police, night.episode, Act::Episode(found)).await.unwrap();
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
