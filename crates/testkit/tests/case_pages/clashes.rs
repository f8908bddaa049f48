//! Two people changing the same thing lose nothing: the second sees the difference and decides.

use domain::person::PersonDetails;
use reqwest::StatusCode;
use testkit::sample;

use crate::browser::{Night, on_each_engine};

#[tokio::test]
async fn whoever_grades_after_somebody_else_sees_what_they_said_and_records_both() {
    on_each_engine(async |night: Night| {
        let (first, second) =
            (night.browser("police_supervisor").await, night.browser("police_officer").await);
        let form = format!("{}/acts/risk_assessed", night.case());
        let (one, other) = (first.open(&form).await, second.open(&form).await);
        let graded = [("grade", "high"), ("reasons", "Insulin since this morning.")];
        assert_eq!(first.send_filled(&one, &graded).await.status, StatusCode::SEE_OTHER);

        let mine = [("grade", "medium"), ("reasons", "Has run before and came back.")];
        let clash = second.send_filled(&other, &mine).await;
        assert_eq!(clash.status, StatusCode::CONFLICT);
        assert!(clash.words().contains("Insulin since this morning."), "{}", clash.words());
        assert_eq!(clash.within("textarea[name=reasons]"), "Has run before and came back.");
        assert!(clash.within("main form button").contains("Record mine as well"));

        let both = second.send_filled(&clash, &[]).await;
        assert_eq!(both.status, StatusCode::SEE_OTHER, "{}", both.words());
        assert_eq!(night.running.seen(night.episode).await.episode.gradings.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn what_others_recorded_on_another_matter_is_no_clash() {
    on_each_engine(async |night: Night| {
        let (first, second) =
            (night.browser("police_supervisor").await, night.browser("police_officer").await);
        let form = second.open(&format!("{}/acts/risk_assessed", night.case())).await;
        let sent = [("officer", "PC Example"), ("place", "The park")];
        let recorded = first.fill_in(&format!("{}/acts/officer_deployed", night.case()), &sent).await;
        assert_eq!(recorded.status, StatusCode::SEE_OTHER, "{}", recorded.words());
        let graded = second.send_filled(&form, &[("grade", "high"), ("reasons", "No insulin.")]).await;
        assert_eq!(graded.status, StatusCode::SEE_OTHER, "{}", graded.words());
    })
    .await;
}

#[tokio::test]
async fn two_who_change_the_same_record_keep_each_others_changes() {
    on_each_engine(async |night: Night| {
        let (first, second) =
            (night.browser("allocated_worker").await, night.browser("police_officer").await);
        let form = format!("{}/acts/person_details_changed", night.record());
        let (one, other) = (first.open(&form).await, second.open(&form).await);
        let theirs = [("medication", "Insulin"), ("language", "Polish"), ("reason", "Mother rang")];
        let changed = first.send_filled(&one, &theirs).await;
        assert_eq!(changed.status, StatusCode::SEE_OTHER, "{}", changed.words());

        let mine = [("home_address", "4 Mill Lane"), ("language", "English"), ("reason", "From school")];
        let clash = second.send_filled(&other, &mine).await;
        assert_eq!(clash.status, StatusCode::CONFLICT, "{}", clash.words());
        // What the second left alone follows the first; what both changed is shown side by side.
        assert_eq!(clash.within("textarea[name=medication]"), "Insulin");
        assert!(clash.within("main del").contains("Polish"), "{}", clash.words());
        assert!(clash.within("main ins").contains("English"));

        let both = second.send_filled(&clash, &[]).await;
        assert_eq!(both.status, StatusCode::SEE_OTHER, "{}", both.words());
        let file = night.running.seen(night.episode).await.file;
        let details = &file.person.details;
        assert_eq!(
            (&*details.medication, &*details.home_address, &*details.language),
            ("Insulin", "4 Mill Lane", "English")
        );
    })
    .await;
}

#[tokio::test]
async fn whoever_types_the_name_of_somebody_else_on_record_is_asked_and_loses_nothing() {
    on_each_engine(async |night: Night| {
        let known = PersonDetails { name: "Ellie Bowyer".into(), ..PersonDetails::default() };
        let known = night.running.report(sample::missing([known])).await.people[0];
        let browser = night.browser("police_officer").await;
        let form = format!("{}/acts/person_details_changed", night.record());
        let typed = [("name", "Ellie Bowyer"), ("home_address", "4 Mill Lane"), ("reason", "Her mother")];
        let asked = browser.send_filled(&browser.open(&form).await, &typed).await;
        assert_eq!(asked.status, StatusCode::CONFLICT, "{}", asked.words());
        assert!(asked.words().contains("Nothing is recorded yet"), "{}", asked.words());
        assert_eq!(asked.within("textarea[name=home_address]"), "4 Mill Lane");

        let unsaid = browser.send_filled(&asked, &[]).await;
        assert!(unsaid.words().contains("Say whether this is one of them"), "{}", unsaid.words());
        let no_reason = browser.send_filled(&unsaid, &[("namesake", "somebody-else")]).await;
        assert_eq!(no_reason.status, StatusCode::CONFLICT, "{}", no_reason.words());
        let why = [("namesake", "somebody-else"), ("not_the_same_reason", "Two girls of one school")];
        let recorded = browser.send_filled(&no_reason, &why).await;
        assert_eq!(recorded.status, StatusCode::SEE_OTHER, "{}", recorded.words());
        let file = night.running.seen(night.episode).await.file;
        assert_eq!(file.person.told_apart.iter().map(|(from, _)| *from).collect::<Vec<_>>(), [known]);
    })
    .await;
}
