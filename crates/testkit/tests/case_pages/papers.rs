//! Papers that are taken out of a case.

use domain::episode::{DocumentKind, EpisodeEvent};
use domain::ledger::Event;
use reqwest::StatusCode;

use crate::browser::{Night, on_each_engine};

/// The papers that the case says were made.
async fn made(night: &Night) -> Vec<(DocumentKind, String, u32)> {
    let view = night.running.seen(night.episode).await;
    let mut made: Vec<_> = view
        .timeline
        .iter()
        .filter_map(|item| match &item.event {
            Event::Episode(EpisodeEvent::DocumentMade(made)) => {
                Some((made.document, made.digest.clone(), made.pages))
            }
            _ => None,
        })
        .collect();
    made.reverse();
    made
}

#[tokio::test]
async fn the_briefing_is_a_page_and_a_paper_of_the_same_words() {
    on_each_engine(async |night| {
        let sergeant = night.browser("police_supervisor").await;
        let page = sergeant.open(&format!("{}/briefing", night.case())).await;
        assert_eq!(page.status, StatusCode::OK);
        for words in
            ["Briefing sheet", "Medication and health", "Who has the case", "Not yet answered", "Made by"]
        {
            assert!(page.words().contains(words), "{words}: {}", page.words());
        }
        let paper = sergeant.send_filled(&page, &[]).await;
        assert_eq!(paper.status, StatusCode::OK);
        assert!(paper.text().starts_with("%PDF-"), "{}", paper.text());
        for words in ["OFFICIAL-SENSITIVE", "Briefing sheet", "Medication and health", "as_known_at"] {
            assert!(paper.text().contains(words), "{words}");
        }
        assert_eq!(paper.header("content-type"), "application/pdf");
        assert_eq!(paper.header("content-disposition"), "attachment; filename=\"briefing.pdf\"");
        assert_eq!(paper.header("cache-control"), "no-store");
    })
    .await;
}

#[tokio::test]
async fn each_paper_that_leaves_is_recorded_with_what_tells_it_from_others() {
    on_each_engine(async |night| {
        let sergeant = night.browser("police_supervisor").await;
        let page = sergeant.open(&format!("{}/briefing", night.case())).await;
        let pressed_twice = tokio::join!(sergeant.send_filled(&page, &[]), sergeant.send_filled(&page, &[]));
        night.running.pass(jiff::SignedDuration::from_secs(2));
        let later = sergeant.send_filled(&page, &[]).await;
        assert!(pressed_twice.0.text().starts_with("%PDF-"), "{}", pressed_twice.0.text());
        for again in [&pressed_twice.1, &later] {
            assert_eq!(again.text(), pressed_twice.0.text(), "one button, one paper");
        }
        assert_eq!(made(&night).await.len(), 1);
        // Once the case has gone on, the old page gives no old paper.
        let officer = night.running.someone("police_officer").await;
        let graded = testkit::sample::assessed(domain::risk::Grade::High);
        night.running.record(&officer, night.episode, graded).await.unwrap();
        let newer = sergeant.send_filled(&page, &[]).await;
        assert!(newer.text().starts_with("%PDF-"), "{}", newer.text());
        let made = made(&night).await;
        assert_eq!(made.len(), 2, "{made:?}");
        assert!(made.iter().all(|(kind, digest, pages)| {
            *kind == DocumentKind::Briefing && digest.len() == 64 && *pages == 1
        }));
        assert_ne!(made[0].1, made[1].1);
    })
    .await;
}

#[tokio::test]
async fn a_referral_is_for_whoever_may_refer() {
    on_each_engine(async |night| {
        let address = format!("{}/national-referral.pdf", night.case());
        for (role, expected) in
            [("police_supervisor", StatusCode::OK), ("mash_decision_maker", StatusCode::FORBIDDEN)]
        {
            let browser = night.browser(role).await;
            let briefing = browser.open(&format!("{}/briefing", night.case())).await;
            let answer = browser.send_to(&address, &briefing).await;
            assert_eq!(answer.status, expected, "{role}");
            if expected == StatusCode::OK {
                assert!(answer.text().contains("Not yet asked"), "{}", answer.text());
            }
        }
        assert_eq!(made(&night).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_sheet_as_known_at_a_past_moment_says_so_and_is_recorded_as_such() {
    on_each_engine(async |night| {
        let sergeant = night.browser("police_supervisor").await;
        let before = night.running.app.clock().now();
        night.running.pass(jiff::SignedDuration::from_mins(20));
        let officer = night.running.someone("police_officer").await;
        let graded = testkit::sample::assessed(domain::risk::Grade::High);
        night.running.record(&officer, night.episode, graded).await.unwrap();
        let page = sergeant.open(&format!("{}/briefing?at={before}", night.case())).await;
        assert!(page.words().contains("AS KNOWN AT"), "{}", page.words());
        assert!(page.words().contains("Risk not graded yet"), "{}", page.words());
        for paper in ["briefing", "national-referral"] {
            let address = format!("{}/{paper}.pdf?at={before}", night.case());
            let taken = sergeant.send_to(&address, &page).await;
            assert!(taken.text().contains("AS KNOWN AT"), "{}", taken.text());
            assert!(taken.text().contains("Risk not graded yet"), "{}", taken.text());
        }
        let view = night.running.seen(night.episode).await;
        let made = view.timeline.iter().filter_map(|item| {
            let Event::Episode(EpisodeEvent::DocumentMade(made)) = &item.event else { return None };
            made.as_known_at
        });
        assert_eq!(made.collect::<Vec<_>>(), [before, before]);
        let too_early = sergeant.open(&format!("{}/briefing?at=2001-01-01T00:00:00Z", night.case())).await;
        assert!(too_early.words().contains("Nothing"), "{}", too_early.words());
    })
    .await;
}

#[tokio::test]
async fn what_can_identify_somebody_goes_from_the_case_to_the_referral() {
    on_each_engine(async |night| {
        let sergeant = night.browser("police_supervisor").await;
        let briefing = sergeant.open(&format!("{}/briefing", night.case())).await;
        assert!(briefing.words().contains("The referral lacks: Dental records"), "{}", briefing.words());
        let form = format!("{}/acts/report_added", night.case());
        let alone = sergeant.fill_in(&form, &[("dna-note", "Her toothbrush")]).await;
        assert_eq!(alone.status, StatusCode::UNPROCESSABLE_ENTITY);
        let said = [
            ("dental-held", "held"),
            ("dental-note", "Mill Lane dental practice"),
            ("fingerprints-held", "not_known"),
        ];
        let sent = sergeant.fill_in(&form, &said).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.words());
        let briefing = sergeant.open(&format!("{}/briefing", night.case())).await;
        assert!(!briefing.words().contains("The referral lacks: Dental"), "{}", briefing.words());
        let referral = sergeant.send_to(&format!("{}/national-referral.pdf", night.case()), &briefing).await;
        for words in ["Held. Mill Lane dental practice", "Not yet asked", "Asked: not known"] {
            assert!(referral.text().contains(words), "{words}: {}", referral.text());
        }
    })
    .await;
}

#[tokio::test]
async fn the_list_and_the_blank_form_are_there_to_be_printed() {
    on_each_engine(async |night| {
        let sergeant = night.browser("police_supervisor").await;
        let list = sergeant.open("/paper/live-cases.pdf").await;
        assert_eq!(list.header("content-disposition"), "attachment; filename=\"live-cases.pdf\"");
        assert!(list.text().contains("Live cases"), "{}", list.text());
        let form = sergeant.open("/paper/report-form.pdf").await;
        assert!(form.text().contains("When the call came"), "{}", form.text());
        let mut reads = night.running.place.raw().await;
        night.running.app.flush_reads().await;
        let listed = reads.number("SELECT COUNT(*) FROM read_log WHERE list_name = 'live_cases'").await;
        assert_eq!(listed, 1);
    })
    .await;
}

#[tokio::test]
async fn safewell_logs_its_own_reading_for_the_force_that_has_the_case() {
    on_each_engine(async |night| {
        let everybody = night.running.app.everybody_missing().await.unwrap();
        assert_eq!(everybody.cases.len(), 1);
        night.running.app.flush_reads().await;
        let mut reads = night.running.place.raw().await;
        let own = reads.number("SELECT COUNT(*) FROM read_log WHERE role = 'safewell'").await;
        assert_eq!(own, 1);
        night.running.app.verify().await.unwrap();
    })
    .await;
}
