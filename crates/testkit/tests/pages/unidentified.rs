//! A sheet of unidentified people through its pages, and photographs of somebody dead.

use app::{
    RecordingOnPerson, Seen,
    cases::{Act, IdempotencyKey},
};
use domain::{
    features::{EyeColour, Features},
    person::PersonEvent,
    unidentified::{UnidentifiedDetails, UnidentifiedKind},
};
use jiff::SignedDuration;
use reqwest::{Method, StatusCode, header};
use serde_json::json;
use testkit::{running::PASSWORD, sample};

use crate::{
    photographs::{BOUNDARY, SENT, add, with_a_file},
    visitor::{Answer, Browser, Service},
};

const SHEET: &str = "reference,kind,found,found_where,shoe size\n\
    COR-1,body,10/02/2026,\"Weir, Mill Lane\",9\n\
    COR-2,corpse,10/02/2026,The wood,\n\
    COR-3,remains,2025,Quarry,\n";

async fn send(browser: &Browser, path: &str, fields: &[(&str, &str)], file: &[u8]) -> Answer {
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    let token = browser.get("/people").await.field("csrf");
    let mut all = vec![("csrf", token.as_str())];
    all.extend_from_slice(fields);
    let body = with_a_file(&all, file);
    browser.ask(Method::POST, path, |ask| ask.header(header::CONTENT_TYPE, kind).body(body)).await
}

#[tokio::test]
async fn a_sheet_is_shown_as_understood_recorded_once_and_what_is_left_over_is_given_back() {
    let service = Service::new().await;
    let browser = service.browser("police_mpu").await;
    for (file, words) in [
        (&b""[..], "Choose a CSV file"),
        (b"PK\x03\x04", "save the sheet as CSV"),
        (b"reference,kind\n1,body\n", "No column says: When found"),
    ] {
        let refused = send(&browser, "/unidentified/import", &[], file).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
        assert!(refused.body.contains(words), "{words}: {}", refused.body);
    }
    let preview = send(&browser, "/unidentified/import", &[], SHEET.as_bytes()).await;
    assert_eq!(preview.status, StatusCode::OK, "{}", preview.body);
    for words in [
        "Record these 2",
        "Weir, Mill Lane",
        "One row has a problem",
        "“corpse” is none of",
        "not understood",
    ] {
        assert!(preview.body.contains(words), "{words}: {}", preview.body);
    }
    let listed = browser.get("/unidentified").await.body;
    assert!(!listed.contains("Quarry"), "nothing is recorded before somebody says so");

    let recorded = send(&browser, "/unidentified/import/record", &[("sheet", SHEET)], b"").await;
    assert!(recorded.body.contains("2 records were made"), "{}", recorded.body);
    let again = send(&browser, "/unidentified/import/record", &[("sheet", SHEET)], b"").await;
    assert!(again.body.contains("2 rows are on record already"), "{}", again.body);
    let listed = browser.get("/unidentified").await.body;
    assert_eq!(listed.matches("Quarry").count(), 1, "{listed}");

    let left = send(&browser, "/unidentified/import/left-over", &[("sheet", SHEET)], b"").await;
    let lines: Vec<&str> = left.body.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(lines[0], "reference,kind,found,found_where,shoe size,problem");
    assert!(
        lines[1].starts_with("COR-2,corpse,10/02/2026,The wood,,\"kind: “corpse” is none of"),
        "{}",
        left.body
    );
    assert_eq!(lines.len(), 2);

    let home = service.browser("home_manager").await;
    let refused = send(&home, "/unidentified/import/record", &[("sheet", SHEET)], b"").await;
    assert_ne!(refused.status, StatusCode::OK);
}

#[tokio::test]
async fn a_photograph_of_somebody_dead_is_shown_to_whoever_asks_and_to_nobody_else() {
    let service = Service::new().await;
    let browser = service.browser("police_mpu").await;
    let sheet =
        "reference,kind,found,found_where\n1,body,2026-02-10,Weir\n2,living person,2026-02-10,Ward 6\n";
    let made = send(&browser, "/unidentified/import/record", &[("sheet", sheet)], b"").await;
    let records: Vec<String> = made
        .body
        .split("href=\"/unidentified/")
        .filter_map(|part| part.split('"').next())
        .filter(|id| id.len() == 36)
        .map(|id| format!("/unidentified/{id}"))
        .collect();
    let [body, patient] = records.as_slice() else { panic!("{records:?}") };
    for record in [body, patient] {
        let page = format!("{record}/photographs");
        let added = add(&browser, &page, &[("source", "The mortuary")], SENT).await;
        assert_eq!(
            added.location,
            format!("{record}?recorded=unidentified_photograph_added"),
            "{}",
            added.body
        );
    }
    let picture = |record: &str| format!("src=\"{record}/photographs/");
    for page in [body.clone(), format!("{body}/photographs")] {
        let covered = browser.get(&page).await.body;
        assert!(!covered.contains(&picture(body)), "{page}");
        assert!(covered.contains("of somebody dead"), "{page}: {covered}");
    }
    let asked = browser.get(&format!("{body}/photographs?photographs=shown")).await.body;
    assert!(asked.contains(&picture(body)), "{asked}");
    assert!(browser.get(patient).await.body.contains(&picture(patient)));
}

#[tokio::test]
async fn a_decision_that_does_not_say_what_was_seen_or_rests_on_older_facts_comes_back_as_it_was_typed() {
    let service = Service::new().await;
    let running = &service.running;
    let unit = running.someone("police_mpu").await;
    let person = running.report(sample::missing([sample::adult()])).await.people[0];
    running.pass(SignedDuration::from_hours(24));
    let found_at = running.app.clock().now() - SignedDuration::from_hours(1);
    let details = UnidentifiedDetails::new(UnidentifiedKind::Body, found_at, "Weir".to_owned());
    let id = running.app.record_unidentified(&unit, details, &IdempotencyKey::fresh()).await.unwrap();
    running.app.mind_jobs().await.unwrap();

    let browser = service.browser("police_supervisor").await;
    let pair = format!("/unidentified/{id}/candidates/{person}");
    let opened = browser.get(&pair).await.body;
    let link = opened.split(&format!("href=\"{pair}/acts/candidate_excluded")).nth(1).unwrap();
    let asked = link.split('"').next().unwrap();
    let form = format!("{pair}/acts/candidate_excluded");
    let typed = "Compared by the bureau";
    let sure = [("how", "fingerprints"), ("note", typed), ("step", "sure")];
    for nothing in ["", "-1", "one"] {
        let unseen = browser.send(&form, &[&sure[..], &[("version", nothing)]].concat()).await;
        assert_eq!(unseen.status, StatusCode::UNPROCESSABLE_ENTITY, "{nothing}: {}", unseen.body);
        assert!(unseen.body.contains(typed) && unseen.body.contains("does not say what you had seen"));
    }

    // Meanwhile a colleague learns what she looks like.
    let features = Features { eyes: Some(EyeColour::Brown), ..Features::default() };
    let recording = RecordingOnPerson {
        person,
        act: Act::Person(PersonEvent::FeaturesRecorded { features, source: "Her sister".to_owned() }),
        happened_at: None,
        seen: Seen::Everything,
        key: IdempotencyKey::fresh(),
    };
    running.app.record_on_person(&unit, recording).await.unwrap();
    let version = browser.get(&format!("{form}{asked}")).await.field("version");
    let stale = browser.send(&form, &[&sure[..], &[("version", version.as_str())]].concat()).await;
    assert_eq!(stale.status, StatusCode::CONFLICT, "{}", stale.body);
    assert!(stale.body.contains(typed) && stale.body.contains("has changed since you looked"));
    let seen = stale.field("version");
    let again = browser.send(&form, &[&sure[..], &[("version", seen.as_str())]].concat()).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.body);
}

#[tokio::test]
async fn everything_that_cannot_be_is_said_at_once_and_by_the_api_alike() {
    let service = Service::new().await;
    let browser = service.browser("police_mpu").await;
    let typed = [
        ("kind", "living_person"),
        ("found_at-day", "10"),
        ("found_at-month", "2"),
        ("found_at-year", "2026"),
        ("found_at-time", "08:00"),
        ("found_to", "time"),
        ("found_where", "Weir, Mill Lane"),
        ("age_from", "40"),
        ("age_to", "20"),
        ("stature_from_cm", "400"),
        ("condition", "early"),
    ];
    let refused = browser.send("/unidentified/new", &typed).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
    let summary = refused.body.split("govuk-error-summary__list").nth(1).unwrap();
    let summary = summary.split("</ul>").next().unwrap();
    let by_page: Vec<&str> =
        summary.split("href=\"#").skip(1).filter_map(|link| link.split('"').next()).collect();
    assert_eq!(by_page, ["age_from", "kind", "stature_from_cm"], "{summary}");

    let body = json!({"kind": "living_person", "found_at": "2026-02-10T08:00:00Z", "found_to": "time",
        "found_where": "Weir, Mill Lane", "age_from": 40, "age_to": 20, "stature_from_cm": 400, "condition": "early"});
    let program = service.stranger();
    let who = json!({"username": service.running.someone("police_mpu").await.username, "password": PASSWORD});
    let begun = program.ask(Method::POST, "/api/v1/sessions", |ask| ask.json(&who)).await.json();
    let token = begun["token"].as_str().unwrap().to_owned();
    let told = program
        .ask(Method::POST, "/api/v1/unidentified", |ask| {
            ask.bearer_auth(&token).header("Idempotency-Key", "a-new-attempt-0001").json(&body)
        })
        .await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", told.body);
    let errors = told.json()["errors"].as_array().unwrap().clone();
    let told: Vec<&str> = errors.iter().filter_map(|error| error["field"].as_str()).collect();
    assert_eq!(told, by_page, "the API names the same fields");
}
