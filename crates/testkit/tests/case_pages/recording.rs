//! Recording from the page of a case: what is right is recorded once, what is wrong comes back with every word kept.

use reqwest::StatusCode;

use crate::browser::{Night, on_each_engine};

const ASSESSED: &[(&str, &str)] = &[
    ("grade", "high"),
    ("reasons", "Out of character; no money; dark within two hours."),
    ("considerations-3-what", "Takes insulin twice a day."),
    ("considerations-3-source", "Mother"),
    ("considerations-3-how_to_reach", "01632 960114"),
];

#[tokio::test]
async fn what_is_recorded_stands_on_the_page_of_the_case_at_once() {
    on_each_engine(async |night: Night| {
        let officer = night.browser("police_officer").await;
        let page = officer.open(&night.case()).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.words().contains("Nobody has graded the risk yet"), "{}", page.words());

        let form = page.link("Grade the risk");
        let recorded = officer.fill_in(&form, ASSESSED).await;
        assert_eq!(recorded.status, StatusCode::SEE_OTHER, "{}", recorded.words());
        assert_eq!(recorded.location, format!("{}?recorded=risk_assessed", night.case()));

        let page = officer.open(&recorded.location).await;
        assert!(page.within(".govuk-notification-banner").contains("Recorded: Risk graded"));
        assert!(page.within("#risk").contains("Takes insulin twice a day"));
        assert!(page.within("#history").contains("01632 960114"));
        assert!(page.within("#duties").contains("Review the officer's risk assessment"));
    })
    .await;
}

#[tokio::test]
async fn a_form_sent_twice_is_recorded_once() {
    on_each_engine(async |night: Night| {
        let officer = night.browser("police_officer").await;
        let form = officer.open(&format!("{}/acts/risk_assessed", night.case())).await;
        for _ in 0..2 {
            let recorded = officer.send_filled(&form, ASSESSED).await;
            assert_eq!(recorded.status, StatusCode::SEE_OTHER, "{}", recorded.words());
        }
        assert_eq!(night.running.seen(night.episode).await.episode.gradings.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn what_is_missing_is_asked_for_and_what_was_typed_is_kept() {
    on_each_engine(async |night: Night| {
        let officer = night.browser("police_officer").await;
        let form = format!("{}/acts/risk_assessed", night.case());
        let back = officer.fill_in(&form, &[("reasons", "Half a <thought>")]).await;
        assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(back.within(".govuk-error-summary").contains("Risk grade: fill this in"));
        assert_eq!(back.within("textarea[name=reasons]"), "Half a <thought>");
        assert!(back.within("title").starts_with("Error:"));
        let mended = officer.send_filled(&back, &[("grade", "medium")]).await;
        assert_eq!(mended.status, StatusCode::SEE_OTHER, "{}", mended.words());
    })
    .await;
}

#[tokio::test]
async fn a_refusal_says_why_and_what_to_do_beside_the_field() {
    on_each_engine(async |night: Night| {
        let supervisor = night.browser("police_supervisor").await;
        let form = format!("{}/acts/risk_assessed", night.case());
        let refused = supervisor.fill_in(&form, &[("grade", "low"), ("reasons", "Back soon.")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let summary = refused.within(".govuk-error-summary a[href='#grade']");
        assert!(summary.contains("Permitted: High, Medium"), "{summary}");

        let form = format!("{}/acts/episode_closed", night.case());
        let refused = supervisor.fill_in(&form, &[("summary", "Home.")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.words().contains("Confirm the return first"), "{}", refused.words());
        assert_eq!(refused.within("textarea[name=summary]"), "Home.");
    })
    .await;
}

#[tokio::test]
async fn a_role_finds_no_way_to_what_it_may_not_record() {
    on_each_engine(async |night: Night| {
        let handler = night.browser("call_handler").await;
        let page = handler.open(&night.case()).await;
        assert_eq!(page.status, StatusCode::OK);
        assert_eq!(page.within("a[href$='/acts/episode_closed']"), "");
        let form = handler.open(&format!("{}/acts/episode_closed", night.case())).await;
        assert_eq!(form.status, StatusCode::FORBIDDEN);
        for nowhere in ["/acts/no_such_act", "/acts/reported", "/entries/nonsense/correct"] {
            let page = handler.open(&format!("{}{nowhere}", night.case())).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{nowhere}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_duty_says_why_it_stands_as_it_does() {
    on_each_engine(async |night: Night| {
        let supervisor = night.browser("police_supervisor").await;
        let case = supervisor.open(&night.case()).await;
        let why = supervisor.open(&case.link("Why?: Assess the risk")).await;
        assert_eq!(why.status, StatusCode::OK, "{}", why.words());
        assert!(why.words().contains("It started when the person was reported missing"), "{}", why.words());
        assert_eq!(why.link("Grade the risk"), format!("{}/acts/risk_assessed", night.case()));
    })
    .await;
}

#[tokio::test]
async fn an_entry_is_corrected_and_both_versions_stand() {
    on_each_engine(async |night: Night| {
        let officer = night.browser("police_officer").await;
        let information = [
            ("what", "Seen at the railway station."),
            ("source", "A neighbour"),
            ("significance", "routine"),
        ];
        officer.fill_in(&format!("{}/acts/information_received", night.case()), &information).await;
        let case = officer.open(&night.case()).await;
        let form = officer.open(&case.link("Correct this entry: Information received")).await;
        assert_eq!(form.within("textarea[name=what]"), "Seen at the railway station.");

        let unexplained = officer.send_filled(&form, &[("what", "Seen at the bus station.")]).await;
        assert_eq!(unexplained.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            unexplained.words().contains("Why is this corrected?: fill this in"),
            "{}",
            unexplained.words()
        );

        let corrected =
            officer.send_filled(&unexplained, &[("correction_reason", "Read back to the caller.")]).await;
        assert_eq!(corrected.status, StatusCode::SEE_OTHER, "{}", corrected.words());
        let case = officer.open(&corrected.location).await;
        assert!(case.within("#history del").contains("railway station"));
        assert!(case.within("#history ins").contains("bus station"));
        assert!(case.words().contains("Recorded: Entry corrected"), "{}", case.words());
    })
    .await;
}

#[tokio::test]
async fn a_correction_that_changes_nothing_is_refused() {
    on_each_engine(async |night: Night| {
        let officer = night.browser("police_officer").await;
        officer.fill_in(&format!("{}/acts/risk_assessed", night.case()), ASSESSED).await;
        let case = officer.open(&night.case()).await;
        let form = officer.open(&case.link("Correct this entry: Risk graded")).await;
        let refused = officer.send_filled(&form, &[("correction_reason", "To look.")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.words().contains("The correction changes nothing"), "{}", refused.words());
    })
    .await;
}

#[tokio::test]
async fn a_person_is_shown_with_their_times_missing_and_a_marker_is_added() {
    on_each_engine(async |night: Night| {
        let worker = night.browser("allocated_worker").await;
        let page = worker.open(&night.record()).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.words().contains("1 time missing"), "{}", page.words());
        let marker = [("marker", "self_harm"), ("source", "School nurse"), ("since-year", "2025")];
        let back = worker.fill_in(&page.link("Add a marker"), &marker).await;
        assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY, "a year alone is no date");
        let recorded = worker.send_filled(&back, &[("since-year", "")]).await;
        assert_eq!(recorded.status, StatusCode::SEE_OTHER, "{}", recorded.words());
        let page = worker.open(&recorded.location).await;
        assert!(page.within("#status").contains("Self-harm"));
    })
    .await;
}
