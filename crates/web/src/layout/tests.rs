//! What the shell shows, and what it never does.

use super::*;

fn page() -> Page {
    Page::new("My work", "2026-11-21T14:05:00Z".parse().unwrap())
}

fn clerk() -> SignedIn {
    SignedIn {
        name: "Ash <Example>".into(),
        role: "Control room".into(),
        agency: "Norwold Police".into(),
        csrf_token: "token".into(),
        read_log: ReadLog::Kept,
        new_report: NewReport::Offered,
        messages: 0,
        begins: Begins::AtWork,
    }
}

#[test]
fn reading_that_cannot_be_logged_is_said_on_the_page() {
    let says = |read_log| {
        let shown = page().signed_in(SignedIn { read_log, ..clerk() }).render(&html! {}).into_string();
        shown.contains(&t!("read-log-set-aside"))
    };
    assert!(says(ReadLog::SetAside));
    assert!(!says(ReadLog::Kept));
}

#[test]
fn a_new_report_is_offered_only_to_those_who_may_take_one() {
    let offers = |new_report| {
        let shown = page().signed_in(SignedIn { new_report, ..clerk() }).render(&html! {}).into_string();
        shown.contains("href=\"/reports/new\"")
    };
    assert!(offers(NewReport::Offered));
    assert!(!offers(NewReport::Withheld));
}

#[test]
fn no_script_stands_in_the_page() {
    let shown = page().signed_in(clerk()).render(&html! { p { "x" } }).into_string();
    for script in shown.split("<script").skip(1) {
        let tag = script.split('>').next().unwrap();
        assert!(tag.contains(" src=") || tag.contains("application/json"), "{tag}");
    }
    assert!(!shown.contains("onclick") && !shown.contains("style="));
}

#[test]
fn an_error_is_said_first_in_the_title() {
    let shown = page().outcome(Outcome::Error).render(&html! {}).into_string();
    assert!(shown.contains("<title>Error: My work – Safewell</title>"), "{shown}");
}

#[test]
fn the_shell_shows_who_is_signed_in_and_where() {
    let shown = page().signed_in(clerk()).current(Nav::MyWork).render(&html! {}).into_string();
    assert!(shown.contains("Signed in: Ash &lt;Example&gt;, Control room, Norwold Police"), "{shown}");
    assert!(shown.contains("action=\"/sign-out\"") && shown.contains("value=\"token\""));
    assert_eq!(shown.matches("aria-current=\"true\"").count(), 1);
    let nobody = page().render(&html! {}).into_string();
    assert!(!nobody.contains("/sign-out") && !nobody.contains("href=\"/missing\""));
}

#[test]
fn a_case_carries_its_marking() {
    assert!(page().marked().render(&html! {}).into_string().contains("OFFICIAL-SENSITIVE"));
    assert!(!page().render(&html! {}).into_string().contains("OFFICIAL-SENSITIVE"));
}

#[test]
fn typed_text_is_kept_until_a_page_says_that_it_was_saved() {
    let became = |page: Page| page.render(&html! {}).into_string();
    assert!(became(page()).contains("data-kept=\"not-saved\""));
    assert!(became(page().signed_in(clerk()).nothing_saved()).contains("data-kept=\"not-saved\""));
    assert!(!became(page().signed_in(clerk())).contains("data-kept"));
    let saved = page().signed_in(clerk()).banner(NotificationKind::Success, Content::from("Saved"));
    assert!(became(saved).contains("data-kept=\"saved\""));
}
