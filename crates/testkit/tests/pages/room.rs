//! Who reaches the pages of a shift (accounts, messages, rota), and that what they may not do changes nothing.

use reqwest::StatusCode;

use crate::visitor::Service;

const OPEN: StatusCode = StatusCode::OK;
const SHUT: StatusCode = StatusCode::FORBIDDEN;

#[tokio::test]
async fn accounts_messages_and_rota_are_for_those_whose_they_are() {
    let service = Service::new().await;
    for (role, accounts, messages, rota) in [
        ("agency_administrator", OPEN, SHUT, SHUT),
        ("police_supervisor", SHUT, OPEN, OPEN),
        ("home_manager", SHUT, OPEN, OPEN),
        ("allocated_worker", SHUT, OPEN, OPEN),
    ] {
        let who = service.running.someone_or_operator(role).await;
        let browser = service.stranger();
        let password = testkit::running::PASSWORD;
        browser.post("/sign-in", &[("username", &who.username), ("password", password)]).await;
        for (path, expected) in
            [("/accounts", accounts), ("/accounts/new", accounts), ("/messages", messages), ("/rota", rota)]
        {
            let answer = browser.get(path).await;
            assert_eq!(answer.status, expected, "{role}: {path}: {}", answer.body);
        }
    }
}

#[tokio::test]
async fn whoever_may_not_plan_or_keep_accounts_changes_nothing_by_sending_the_form() {
    let service = Service::new().await;
    let officer = service.running.someone("police_officer").await;
    let browser = service.browser("police_officer").await;
    let plans = service.running.someone("police_senior_manager").await;
    let before = service.running.app.rota(&plans).await.unwrap().shifts;
    let who = format!("{}:{}", officer.role, officer.account);
    let id = officer.account.to_string();
    let shift = [("who", who.as_str()), ("from", "2026-03-02T20:00:00Z"), ("until", "2026-03-03T06:00:00Z")];
    for (path, fields) in [
        ("/rota/plan".to_owned(), &shift[..]),
        ("/accounts".to_owned(), &[("username", "new"), ("name", "New"), ("role", "police_officer")][..]),
        (format!("/accounts/{id}/role"), &[("role", "police_supervisor")][..]),
        (format!("/accounts/{id}/password"), &[][..]),
    ] {
        let answer = browser.send(&path, fields).await;
        assert!(
            matches!(
                answer.status,
                StatusCode::FORBIDDEN | StatusCode::NOT_FOUND | StatusCode::UNPROCESSABLE_ENTITY
            ),
            "{path}: {}",
            answer.status
        );
    }
    assert_eq!(service.running.app.rota(&plans).await.unwrap().shifts, before);
    let again = service.running.someone("police_officer").await;
    assert_eq!(again.role, officer.role);
    // Nobody may answer for another: a message that is not there is no message of theirs.
    let acknowledged = browser.send("/messages/acknowledge", &[("of", "")]).await;
    assert_ne!(acknowledged.status, StatusCode::INTERNAL_SERVER_ERROR, "{}", acknowledged.body);
}
