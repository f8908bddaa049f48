//! Taking a call through the pages.

use reqwest::{Method, StatusCode};
use testkit::sample::{adult, child, missing, undecided_call};

use crate::visitor::{Answer, Browser, Service};

#[tokio::test]
async fn a_name_and_what_happened_open_a_case_in_one_step() {
    let service = Service::new().await;
    let browser = service.browser("call_handler").await;
    let fields = [
        ("idempotency_key", "k1"),
        ("class", "missing"),
        ("name", "Noor Example"),
        ("circumstances", "Did not come home"),
        ("do", "send"),
    ];
    let answer = browser.send("/reports", &fields).await;
    assert!(answer.location.starts_with("/episodes/"), "{}: {}", answer.status, answer.body);
    let board = browser.get("/missing").await.body;
    for words in ["Noor Example", "1 missing", "1 with nobody sent", "Nobody assigned", "Not graded"] {
        assert!(board.contains(words), "{words}: {board}");
    }
}

#[tokio::test]
async fn a_report_that_says_too_little_is_kept_and_says_what_it_needs() {
    let service = Service::new().await;
    let browser = service.browser("call_handler").await;
    let answer = browser.send("/reports", &[("class", "missing"), ("name", "Noor"), ("do", "send")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.body);
    assert!(answer.body.contains("There is a problem"), "{}", answer.body);
    assert!(answer.body.contains("href=\"#circumstances\""), "the error leads to its field: {}", answer.body);
    assert!(first_page(&browser, "/reports/new").await.body.contains("1 report begun and not sent"));
}

#[tokio::test]
async fn of_two_windows_the_second_sees_what_the_first_saved_and_decides() {
    let service = Service::new().await;
    let browser = service.browser("call_handler").await;
    let begun = browser.send("/reports", &[("class", "missing"), ("name", "Noor")]).await;
    let step = begun.location.replace("/call", "/circumstances");
    let version = browser.get(&step).await.field("version");
    let first = [("version", version.as_str()), ("circumstances", "Left by the back door")];
    assert_eq!(browser.send(&step, &first).await.status, StatusCode::SEE_OTHER);
    let second = [("version", version.as_str()), ("circumstances", "Left by the front door")];
    let clash = browser.send(&step, &second).await;
    assert_eq!(clash.status, StatusCode::CONFLICT, "{}", clash.body);
    assert!(clash.body.contains("Left by the back door") && clash.body.contains("Left by the front door"));
    let now = clash.field("version");
    let decided = [("version", now.as_str()), ("circumstances", "Left by the front door")];
    assert_eq!(browser.send(&step, &decided).await.status, StatusCode::SEE_OTHER);
    assert!(browser.get(&step).await.body.contains("Left by the front door"));
}

#[tokio::test]
async fn in_an_emergency_any_number_of_presses_open_one_case_and_lead_to_its_questions() {
    let service = Service::new().await;
    let browser = service.browser("call_handler").await;
    let page = first_page(&browser, "/report/emergency").await;
    let (draft, key) = (page.field("draft"), page.field("idempotency_key"));
    let press = async |key: &str| {
        let fields = [
            ("draft", draft.as_str()),
            ("idempotency_key", key),
            ("version", "0"),
            ("from", "emergency"),
            ("class", "missing"),
            ("name", "Noor Example"),
            ("concern", "On the bridge"),
            ("do", "send"),
        ];
        browser.send("/reports", &fields).await
    };
    let at_once = tokio::join!(press(&key), press(&key), press(&key), press("a key of another window"));
    let later = press("a key made later").await;
    for answer in [at_once.0, at_once.1, at_once.2, at_once.3, later] {
        assert!(answer.location.starts_with("/reports/"), "{}: {}", answer.status, answer.body);
        assert!(answer.location.ends_with("/call?opened=yes"), "{}", answer.location);
    }
    let who = service.running.someone("call_handler").await;
    assert_eq!(service.running.app.live_cases(&who).await.unwrap().len(), 1, "one case");
    let drafts = service.running.app.drafts(&who).await.unwrap();
    assert_eq!(drafts.len(), 1, "and one draft of the questions that are left: {drafts:?}");

    // Once the rest is added, a press on either page that is still open leads to the case.
    let step = format!("/reports/{}/circumstances", drafts[0].id.0);
    let rest = browser.get(&step).await;
    let (version, adds_to) = (rest.field("version"), rest.field("adds_to"));
    let fields = [
        ("version", version.as_str()),
        ("adds_to", adds_to.as_str()),
        ("last_seen", "By the river"),
        ("do", "send"),
    ];
    let case = format!("/episodes/{adds_to}");
    for _ in 0..2 {
        let added = browser.send(&step, &fields).await;
        assert!(added.location.starts_with(&case), "{}: {}", added.status, added.body);
    }
    assert!(press(&key).await.location.starts_with(&case));
    let gone = browser.get(&format!("/reports/{draft}/check")).await;
    assert!(gone.location.starts_with(&case), "what was sent leads to what it became: {}", gone.status);
    assert!(service.running.app.drafts(&who).await.unwrap().is_empty());
}

#[tokio::test]
async fn other_words_on_a_page_that_was_sent_are_shown_again_and_can_begin_a_report_of_their_own() {
    let service = Service::new().await;
    let browser = service.browser("call_handler").await;
    for (from, page, asked, step) in [
        ("emergency", "/report/emergency", "concern", "/concerns"),
        ("new", "/reports/new", "circumstances", "/circumstances"),
    ] {
        let page = first_page(&browser, page).await;
        let (draft, key) = (page.field("draft"), page.field("idempotency_key"));
        let press = async |draft: &str, key: &str, name: &str, happened: &str, pressed: &str| {
            let fields = [
                ("draft", draft),
                ("idempotency_key", key),
                ("version", "0"),
                ("from", from),
                ("class", "missing"),
                ("name", name),
                (asked, happened),
                ("do", pressed),
            ];
            browser.send("/reports", &fields).await
        };
        let first = press(&draft, &key, &format!("Noor {from}"), "On the bridge", "send").await;
        assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.body);
        for key in [key.as_str(), "a key of another window"] {
            let other = press(&draft, key, "Ali Example", "By the lake", "send").await;
            assert_eq!(other.status, StatusCode::CONFLICT, "{}: {}", other.location, other.body);
            for words in ["This form was sent before", &format!("Noor {from}"), "Ali Example", "By the lake"]
            {
                assert!(other.body.contains(words), "{words}: {}", other.body);
            }
            let (draft, key) = (other.field("draft"), other.field("idempotency_key"));
            let begun = press(&draft, &key, "Ali Example", "By the lake", "next").await;
            let kept = browser.get(&begun.location.replace("/call", step)).await;
            assert!(kept.body.contains("By the lake"), "{}: {}", begun.status, kept.body);
        }
        let same = press(&draft, "one more key", &format!("Noor {from}"), "On the bridge", "send").await;
        assert_eq!(same.location, first.location);
    }
    let who = service.running.someone("call_handler").await;
    assert_eq!(service.running.app.live_cases(&who).await.unwrap().len(), 2, "one for each page");
}

#[tokio::test]
async fn other_words_in_a_step_that_was_added_to_a_case_are_kept_to_be_added() {
    let service = Service::new().await;
    let browser = service.browser("call_handler").await;
    let episode = service.running.report(missing([child()])).await.episodes[0];
    let begun = browser.send(&format!("/reports/of/{episode}"), &[]).await;
    let step = begun.location.replace("/check", "/circumstances");
    let version = browser.get(&step).await.field("version");
    let adds_to = episode.to_string();
    let press = async |seen: &str| {
        let fields =
            [("version", version.as_str()), ("adds_to", &adds_to), ("last_seen", seen), ("do", "send")];
        browser.send(&step, &fields).await
    };
    assert!(press("By the river").await.location.starts_with("/episodes/"));
    assert!(press("By the river").await.location.starts_with("/episodes/"));
    let other = press("At the station").await;
    assert_eq!(other.status, StatusCode::CONFLICT, "{}", other.location);
    assert!(other.body.contains("This form was sent before") && other.body.contains("At the station"));
    let who = service.running.someone("call_handler").await;
    let drafts = service.running.app.drafts(&who).await.unwrap();
    assert_eq!(drafts.iter().map(|draft| draft.adds_to).collect::<Vec<_>>(), [Some(episode)]);
}

#[tokio::test]
async fn a_copy_of_a_window_overwrites_nothing_and_shows_both_texts() {
    let service = Service::new().await;
    let browser = service.browser("call_handler").await;
    let page = first_page(&browser, "/reports/new").await;
    let (draft, key, token) = (page.field("draft"), page.field("idempotency_key"), page.field("csrf"));
    let fields = |window, circumstances, version, pressed| {
        [
            ("csrf", token.as_str()),
            ("draft", draft.as_str()),
            ("idempotency_key", key.as_str()),
            ("from", "new"),
            ("class", "missing"),
            ("name", "Noor Example"),
            ("window", window),
            ("circumstances", circumstances),
            ("version", version),
            ("do", pressed),
        ]
    };
    let autosave = async |window, circumstances| {
        let fields = fields(window, circumstances, "0", "");
        browser.ask(Method::POST, "/reports/autosave", |ask| ask.form(&fields)).await
    };
    assert_eq!(autosave("one", "Left by the back").await.status, StatusCode::OK);
    let lost = autosave("one", "Left by the back door").await;
    assert_eq!(lost.status, StatusCode::OK, "whose answer was lost is no clash: {}", lost.body);
    let copy = autosave("copy", "Left by the front door").await;
    assert_eq!(copy.status, StatusCode::CONFLICT, "{}", copy.body);
    for pressed in ["next", "send"] {
        let clash = browser.send("/reports", &fields("copy", "Left by the front door", "0", pressed)).await;
        assert_eq!(clash.status, StatusCode::CONFLICT, "{}", clash.body);
        for text in ["Left by the back door", "Left by the front door"] {
            assert!(clash.body.contains(text), "{text}: {}", clash.body);
        }
    }
    let clash = browser.send("/reports", &fields("copy", "Left by the front door", "0", "next")).await;
    let now = clash.field("version");
    let decided = browser.send("/reports", &fields("copy", "Left by the front door", &now, "next")).await;
    let circumstances = browser.get(&decided.location.replace("/call", "/circumstances")).await;
    assert!(circumstances.body.contains("Left by the front door"), "{}", circumstances.body);
}

#[tokio::test]
async fn a_pause_in_typing_saves_and_says_when() {
    let service = Service::new().await;
    let browser = service.browser("call_handler").await;
    let begun = browser.send("/reports", &[("class", "missing"), ("name", "Noor")]).await;
    let step = begun.location.replace("/call", "/concerns");
    let page = browser.get(&step).await;
    let (token, version) = (page.field("csrf"), page.field("version"));
    let fields =
        [("csrf", token.as_str()), ("version", version.as_str()), ("concern", "Never out this late")];
    let answer = browser.ask(Method::POST, &format!("{step}/autosave"), |ask| ask.form(&fields)).await;
    let saved: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
    assert_eq!(saved["message"], "Saved 09:00:00", "{saved}");
    assert_ne!(saved["version"].to_string(), version);
    assert!(browser.get(&step).await.body.contains("Never out this late"));
    let other = [fields[0], fields[1], ("concern", "Said in another window")];
    let other = browser.ask(Method::POST, &format!("{step}/autosave"), |ask| ask.form(&other)).await;
    assert_eq!(other.status, StatusCode::CONFLICT, "the version that the script names is an old one");
}

#[tokio::test]
async fn somebody_who_is_missing_already_is_found_by_another_spelling_and_leads_to_the_case() {
    let service = Service::new().await;
    let episode = service.running.report(missing([child()])).await.episodes[0];
    let browser = service.browser("call_handler").await;
    let found = browser.send("/reports/search", &[("q", "teegan ashworth")]).await;
    assert!(found.body.contains("Tegan Ashworth-Bell"), "{}", found.body);
    assert!(found.body.contains(&format!("/episodes/{episode}")), "she is missing already: {}", found.body);
    let person = service.running.seen(episode).await.person_id.to_string();
    let taken = browser.send("/reports", &[("class", "missing"), ("pick", &person)]).await;
    assert!(
        taken.location.starts_with(&format!("/episodes/{episode}")),
        "whoever is missing already is never reported into a second case: {}",
        taken.location
    );
}

#[tokio::test]
async fn my_work_leads_from_a_duty_to_the_act_that_meets_it() {
    let service = Service::new().await;
    let episode = service.running.report(missing([child()])).await.episodes[0];
    let browser = service.browser("police_supervisor").await;
    let work = browser.get("/").await.body;
    assert!(work.contains("Tegan Ashworth-Bell"), "{work}");
    assert!(work.contains(&format!("/episodes/{episode}/acts/risk_assessed")), "{work}");
    let form = browser.get(&format!("/episodes/{episode}/acts/risk_assessed")).await;
    assert_eq!(form.status, StatusCode::OK, "{}", form.body);
}

#[tokio::test]
async fn a_call_nobody_decided_is_reported_or_ended_from_its_list() {
    let service = Service::new().await;
    let who = service.running.someone("call_handler").await;
    let call = undecided_call(&service.running.app, &who).await;
    let browser = service.browser("call_handler").await;
    let page = browser.get("/calls").await.body;
    for words in ["Log 12", "Not back from school.", "Sam Example", "No case is needed because"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let taken = browser.send(&format!("/calls/{call}/report"), &[]).await;
    assert!(taken.location.starts_with("/reports/"), "{}: {}", taken.status, taken.body);
    let begun = browser.get(&taken.location.replace("/people", "/circumstances")).await.body;
    assert!(begun.contains("Not back from school."), "{begun}");

    let decide = format!("/calls/{call}/decide");
    let unreasoned = browser.send(&decide, &[("class", "late_home")]).await;
    assert_eq!(unreasoned.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unreasoned.body.contains("href=\"#class_reason-0\""), "{}", unreasoned.body);
    let reasoned = [("class", "late_home"), ("class_reason", "Rang from the bus")];
    assert_eq!(browser.send(&decide, &reasoned).await.location, "/calls");
    assert!(browser.get("/calls").await.body.contains("Every call has been decided."));
    let late = browser.send(&decide, &reasoned).await;
    assert!(late.body.contains("Somebody has decided this call"), "{}: {}", late.status, late.body);
}

#[tokio::test]
async fn whoever_goes_back_from_the_question_finds_the_same_draft_as_they_left_it() {
    let service = Service::new().await;
    let browser = service.browser("call_handler").await;
    service.running.report(missing([child()])).await;
    let known = child().name;
    for (at, from, happened) in
        [("/reports/new", "new", "circumstances"), ("/report/emergency", "emergency", "concern")]
    {
        let at = browser.get(at).await.location;
        let page = browser.get(&at).await;
        let (draft, key, version) =
            (page.field("draft"), page.field("idempotency_key"), page.field("version"));
        let fields = [
            ("draft", draft.as_str()),
            ("idempotency_key", key.as_str()),
            ("version", version.as_str()),
            ("from", from),
            ("class", "missing"),
            ("name", known.as_str()),
            ("age", "14"),
            (happened, "Did not come home"),
            ("do", "send"),
        ];
        let asked = browser.send("/reports", &fields).await;
        assert!(asked.location.contains("/likely"), "{}: {}", asked.location, asked.body);
        let back = browser.get(&at).await;
        assert_eq!(
            (back.field("draft"), back.field("name")),
            (draft.clone(), known.clone()),
            "{}",
            back.body
        );
        assert_eq!(back.field("age"), "14");
        assert!(
            back.body.contains("Did not come home") && back.body.contains("value=\"send\""),
            "{}",
            back.body
        );
        let version = back.field("version");
        let mut again = fields;
        again[2].1 = &version;
        assert_eq!(
            browser.send("/reports", &again).await.location,
            asked.location,
            "the same draft, the same question"
        );
    }
    let who = service.running.someone("call_handler").await;
    assert_eq!(service.running.app.drafts(&who).await.unwrap().len(), 2, "one for each page");
}

/// A first page, under the address of its draft.
async fn first_page(browser: &Browser, address: &str) -> Answer {
    let to = browser.get(address).await.location;
    assert!(to.starts_with(&format!("{address}?draft=")), "{to}");
    browser.get(&to).await
}

/// An emergency as it is typed: four answers and one button.
async fn press_in_emergency(browser: &Browser, name: &str, concern: &str) -> Answer {
    let page = first_page(browser, "/report/emergency").await;
    let (draft, key) = (page.field("draft"), page.field("idempotency_key"));
    let fields = [
        ("draft", draft.as_str()),
        ("idempotency_key", key.as_str()),
        ("version", "0"),
        ("from", "emergency"),
        ("class", "missing"),
        ("name", name),
        ("concern", concern),
        ("do", "send"),
    ];
    browser.send("/reports", &fields).await
}

/// The form of the question, with the button that is pressed.
async fn answer(browser: &Browser, asked: &str, button: (&str, &str)) -> Answer {
    let page = browser.get(asked).await;
    let hidden =
        ["version", "idempotency_key", "from", "person", "asked"].map(|name| (name, page.field(name)));
    let mut fields: Vec<(&str, &str)> = hidden.iter().map(|(name, value)| (*name, value.as_str())).collect();
    fields.push(button);
    browser.send(asked.split('?').next().unwrap(), &fields).await
}

#[tokio::test]
async fn in_an_emergency_somebody_likely_known_is_asked_about_on_one_page_and_answered_by_one_press() {
    let service = Service::new().await;
    let episode = service.running.report(missing([child()])).await.episodes[0];
    let browser = service.browser("call_handler").await;
    let cases = async || {
        let who = service.running.someone("call_handler").await;
        service.running.app.live_cases(&who).await.unwrap().len()
    };
    let asked = press_in_emergency(&browser, "Teegan Ashworth", "On the bridge").await.location;
    assert!(asked.ends_with("/likely?from=emergency"), "{asked}");
    let page = browser.get(&asked).await.body;
    for words in ["Is this the same person?", "Tegan Ashworth-Bell", "nearly the same name", "missing now"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let person = service.running.seen(episode).await.person_id.to_string();
    let added = answer(&browser, &asked, ("pick", &person)).await.location;
    assert_eq!(added, format!("/episodes/{episode}?recorded=report_added"));
    assert!(browser.get(&format!("/episodes/{episode}")).await.body.contains("On the bridge"));
    assert_eq!(cases().await, 1, "there is no second case");

    let asked = press_in_emergency(&browser, "Teegan Ashworth", "By the lake").await.location;
    let opened = answer(&browser, &asked, ("do", "send")).await.location;
    assert!(opened.ends_with("/call?opened=yes"), "{opened}");
    assert_eq!(cases().await, 2, "somebody else has a case of their own");
    assert!(browser.get(&asked).await.location.starts_with("/episodes/"), "what was sent leads to its case");
}

#[tokio::test]
async fn one_press_adds_to_the_case_of_whoever_was_offered_and_of_nobody_else() {
    let service = Service::new().await;
    let episode = service.running.report(missing([child()])).await.episodes[0];
    let other = service.running.report(missing([adult()])).await.episodes[0];
    let browser = service.browser("call_handler").await;
    let page = first_page(&browser, "/reports/new").await;
    let (draft, key) = (page.field("draft"), page.field("idempotency_key"));
    let fields = [
        ("draft", draft.as_str()),
        ("idempotency_key", key.as_str()),
        ("version", "0"),
        ("from", "new"),
        ("class", "missing"),
        ("name", "Teegan Ashworth"),
        ("circumstances", "Seen at the bus station"),
        ("do", "send"),
    ];
    let asked = browser.send("/reports", &fields).await.location;
    assert!(asked.ends_with("/likely?from=new"), "{asked}");
    let said = "What this caller said is added to the report of the open case at once.";
    assert!(browser.get(&asked).await.body.contains(said), "it is said before the press");

    let entries = "SELECT COUNT(*) FROM entry";
    let before = service.running.place.raw().await.number(entries).await;
    let stranger = service.running.seen(other).await.person_id.to_string();
    let forged = answer(&browser, &asked, ("pick", &stranger)).await;
    assert_eq!(forged.status, 422, "{}", forged.body);
    assert!(forged.body.contains("not there, or is not yours to see"), "{}", forged.body);
    assert_eq!(service.running.place.raw().await.number(entries).await, before, "nothing is recorded");

    let person = service.running.seen(episode).await.person_id.to_string();
    let added = answer(&browser, &asked, ("pick", &person)).await.location;
    assert_eq!(added, format!("/episodes/{episode}?recorded=report_added"));
    assert!(browser.get(&format!("/episodes/{episode}")).await.body.contains("Seen at the bus station"));
}

#[tokio::test]
async fn of_many_drafts_the_newest_ten_are_in_sight_and_the_others_behind_one_line() {
    let service = Service::new().await;
    let who = service.running.someone("call_handler").await;
    for number in 0..12 {
        let mut answers = missing([child()]);
        answers.people[0].details.name = format!("Drafted {number:02}");
        let save = app::DraftSave { id: None, version: 0, answers };
        service.running.app.save_draft(&who, save).await.unwrap();
        service.running.pass(jiff::SignedDuration::from_mins(1));
    }
    let page = first_page(&service.browser("call_handler").await, "/reports/new").await.body;
    let (in_sight, behind) = page.split_once("All drafts: 2 more").unwrap();
    assert!(in_sight.contains("Drafted 11") && in_sight.contains("Drafted 02"), "{page}");
    assert!(!in_sight.contains("Drafted 01") && behind.contains("Drafted 00"), "{page}");
}
