//! Who reaches the pages of a shift (accounts, messages, rota), and that what they may not do changes nothing.

use app::Act;
use domain::{episode::EpisodeEvent, risk::Grade};
use jiff::SignedDuration;
use reqwest::StatusCode;
use testkit::sample;

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

#[tokio::test]
async fn a_note_or_briefing_that_is_too_long_comes_back_with_its_limit() {
    let service = Service::new().await;
    let running = &service.running;
    let episode = running.report(sample::missing([sample::child()])).await.episodes[0];
    let supervisor = running.someone("police_supervisor").await;
    running.record(&supervisor, episode, sample::assessed(Grade::High)).await.unwrap();
    let taken = EpisodeEvent::CaseTaken { reason: String::new() };
    running.record(&supervisor, episode, Act::Episode(taken)).await.unwrap();
    running.someone("police_officer").await;
    running.pass(SignedDuration::from_mins(16));
    running.app.mind_clocks().await.unwrap();
    let view = running.app.episode(&supervisor, episode).await.unwrap();
    let room = &view.episode.room;
    let told = room.messages.iter().rev().find(|sent| sent.message.to == "police_supervisor").unwrap();
    let (of, case) = (format!("{episode}.{}", told.entry), episode.to_string());
    let (note, briefing) = ("On my way. ".repeat(20), "She has been there before. ".repeat(1_000));

    let browser = service.browser("police_supervisor").await;
    for (path, fields, limit) in [
        ("/messages/acknowledge", &[("of", of.as_str()), ("note", &note)][..], "at most 200 characters"),
        (
            "/handover/offer",
            &[("to", "police_officer"), ("case", &case), ("briefing", &briefing)][..],
            "at most 20000 characters",
        ),
    ] {
        let answer = browser.send(path, fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        assert!(answer.body.contains(limit), "{path}: the limit is named");
        let typed = fields.last().unwrap().1;
        assert!(answer.body.contains(typed), "{path}: what was typed is kept");
    }
    let after = running.seen(episode).await;
    assert_eq!(after.timeline.len(), view.timeline.len(), "nothing was recorded");
}

#[tokio::test]
async fn what_was_begun_stands_in_one_line_on_the_board_and_what_was_not_typed_nowhere() {
    let service = Service::new().await;
    let browser = service.browser("call_handler").await;
    browser.send("/reports", &[("class", "missing"), ("do", "next")]).await;
    assert!(!browser.get("/missing").await.body.contains("begun and not sent"), "nobody typed anything");
    for name in ["Noor", "Ali", "Ida"] {
        browser.send("/reports", &[("class", "missing"), ("name", name), ("do", "next")]).await;
    }
    let board = browser.get("/missing").await.body;
    let (_, line) = board.split_once("sw-drafts--folded").expect("one line that opens");
    assert!(line.contains("3 reports begun and not sent"), "{board}");
    assert!(!board.contains("Nobody named yet"), "{board}");

    let opened = browser
        .send(
            "/reports",
            &[
                ("class", "missing"),
                ("name", "Eve"),
                ("last_seen", "Gate"),
                ("concern", "Frost"),
                ("circumstances", "Gone"),
                ("from", "emergency"),
                ("do", "send"),
            ],
        )
        .await;
    assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.body);
    let board = browser.get("/missing").await.body;
    assert!(
        board.contains("3 reports begun and not sent"),
        "the rest of an open case is no report begun: {board}"
    );
    assert!(board.contains("at least") && board.contains("since when is not known"), "{board}");
}
