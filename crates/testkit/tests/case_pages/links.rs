//! Whatever a page leads to opens: for every role, each link of each page that it can reach from the first.

use std::collections::{BTreeMap, BTreeSet};

use app::Act;
use domain::{episode::EpisodeEvent, risk::Grade};
use reqwest::StatusCode;
use testkit::sample;

use crate::{browser::Night, browser::on_each_engine, home::lives_in_the_home};

/// Pages opened for a role at most: far more than the pages there are, should one lead to ever more.
const PAGES_AT_MOST: usize = 400;

/// Somebody of every kind who is shown pages of their own.
const ROLES: [&str; 6] = [
    "home_manager",
    "mct_family_support",
    "call_handler",
    "police_supervisor",
    "mash_decision_maker",
    "agency_administrator",
];

/// An address without what only says where on the page, or at which of many moments.
fn page_of(link: &str) -> Option<String> {
    let link = link.split('#').next().unwrap_or_default();
    let ours = link.starts_with('/') && !link.starts_with("//");
    (ours && !link.starts_with("/sign-out") && !link.starts_with("/assets")).then(|| link.to_owned())
}

/// One of each kind of page: ids are all one, and of what differs in its query alone the first is opened.
fn kind_of(page: &str) -> String {
    let (path, query) = page.split_once('?').unwrap_or((page, ""));
    let part = |part: &str| if part.len() == 36 { "{id}".to_owned() } else { part.to_owned() };
    let path: Vec<String> = path.split('/').map(part).collect();
    let names: Vec<&str> = query.split('&').map(|pair| pair.split('=').next().unwrap_or_default()).collect();
    format!("{}?{}", path.join("/"), names.join("&"))
}

#[tokio::test]
async fn every_link_of_every_page_that_a_role_is_shown_opens() {
    on_each_engine(async |night: Night| {
        lives_in_the_home(&night).await;
        let police = night.running.someone("police_supervisor").await;
        night.running.record(&police, night.episode, sample::assessed(Grade::High)).await.unwrap();
        let said = EpisodeEvent::ReturnReported { by: "A driver".to_owned(), place: "The depot".to_owned() };
        night.running.record(&police, night.episode, Act::Episode(said)).await.unwrap();
        night.running.app.mind_clocks().await.unwrap();
        let mut closed = Vec::new();
        for role in ROLES {
            closed.extend(closed_to(&night, role).await);
        }
        assert!(closed.is_empty(), "{}", closed.join("\n"));
    })
    .await;
}

/// The links of the pages shown to a role that do not open, each with the page on which it stands.
async fn closed_to(night: &Night, role: &str) -> Vec<String> {
    let who = night.running.someone_or_operator(role).await;
    let browser = night.browser_of(&who).await;
    let mut found_on: BTreeMap<String, String> = [("/".to_owned(), String::new())].into();
    let (mut seen, mut closed) = (BTreeSet::new(), Vec::new());
    while let Some((page, on)) = found_on.pop_first() {
        if !seen.insert(kind_of(&page)) {
            continue;
        }
        assert!(seen.len() < PAGES_AT_MOST, "{role} is led on and on: {page}");
        let shown = browser.open(&page).await;
        let opens = shown.status == StatusCode::OK || shown.status.is_redirection();
        if !opens {
            closed.push(format!("{role}: {page}, on {on}: {}", shown.status));
        }
        let onward = shown.links().into_iter().chain([shown.location.clone()]);
        found_on.extend(onward.filter_map(|link| Some((page_of(&link)?, page.clone()))));
    }
    assert!(seen.len() > 3, "{role}: {seen:?}");
    closed
}
