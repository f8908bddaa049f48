//! Adding a photograph through its page.

use reqwest::{Method, StatusCode, header};
use testkit::sample::{child, missing};

use crate::visitor::{Answer, Browser, Service};

/// A picture as a telephone sends it.
pub(crate) const SENT: &[u8] = include_bytes!("../app/portrait-with-gps.jpg");

pub(crate) const BOUNDARY: &str = "between-the-parts";

/// A form with a file in it, as a browser sends one.
pub(crate) fn with_a_file(fields: &[(&str, &str)], file: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, text) in fields {
        let part =
            format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n");
        body.extend_from_slice(part.as_bytes());
    }
    let head =
        "Content-Disposition: form-data; name=\"photograph\"; filename=\"p.jpg\"\r\nContent-Type: image/jpeg";
    body.extend_from_slice(format!("--{BOUNDARY}\r\n{head}\r\n\r\n").as_bytes());
    body.extend_from_slice(file);
    body.extend_from_slice(format!("\r\n--{BOUNDARY}--\r\n").as_bytes());
    body
}

pub(crate) async fn add(browser: &Browser, page: &str, answers: &[(&str, &str)], file: &[u8]) -> Answer {
    let form = browser.get(page).await;
    let (token, key) = (form.field("csrf"), form.field("idempotency_key"));
    let mut fields = vec![("csrf", token.as_str()), ("idempotency_key", key.as_str())];
    fields.extend_from_slice(answers);
    let body = with_a_file(&fields, file);
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    browser.ask(Method::POST, page, |ask| ask.header(header::CONTENT_TYPE, kind).body(body)).await
}

#[tokio::test]
async fn a_photograph_is_added_once_of_the_life_so_far_and_each_refusal_says_what_to_do() {
    let service = Service::new().await;
    let sent = service.running.report(missing([child()])).await;
    let person = sent.people[0];
    let page = format!("/people/{person}/photographs");
    let browser = service.browser("police_supervisor").await;
    // She was born on 19 August 2011, and it is 2 March 2026.
    for (answers, words, leads_to) in [
        (
            vec![("source", "Her mother"), ("taken-year", "2010")],
            "cannot have been taken before the person was born",
            "#taken-year",
        ),
        (
            vec![("source", "Her mother"), ("taken-month", "4"), ("taken-year", "2026")],
            "must not lie ahead",
            "#taken-year",
        ),
        (
            vec![("source", "Her mother"), ("taken-day", "31"), ("taken-month", "2")],
            "real date",
            "#taken-day",
        ),
        (vec![("source", " ")], "is not answered", "#source"),
    ] {
        let refused = add(&browser, &page, &answers, SENT).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
        assert!(refused.body.contains(words), "{words}: {}", refused.body);
        assert!(refused.body.contains(&format!("href=\"{leads_to}\"")), "{leads_to}: {}", refused.body);
    }
    let answers = [("source", "Her mother"), ("taken-year", "2025")];
    let added = add(&browser, &page, &answers, SENT).await;
    assert_eq!(added.location, format!("/people/{person}?recorded=photograph_added"), "{}", added.body);

    // Back, and the same file from a new form: one picture stays, and the way leads to it.
    let again = add(&browser, &page, &answers, SENT).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", again.body);
    assert!(again.body.contains("on the record already"), "{}", again.body);
    let view = service.running.seen(sent.episodes[0]).await;
    let [(entry, ..)] = view.file.person.photographs.as_slice() else { panic!("one picture") };
    for there in [format!("href=\"#added-{entry}\""), format!("id=\"added-{entry}\"")] {
        assert!(again.body.contains(&there), "{there}: {}", again.body);
    }
}
