//! The page of keys: what the keyboard does beyond what every browser does. The same list as the key ? shows.

use axum::extract::State;
use maud::{Markup, html};

use crate::{
    catalogue::t,
    components::{Cell, ColumnHead, Row, Table},
    layout::{Nav, Page},
    router::{Route, page},
    session::Visitor,
    state::WebState,
};

/// The routes of this page.
pub(crate) fn routes() -> Vec<Route> {
    vec![page("/keys", show)]
}

async fn show(State(state): State<WebState>, visitor: Visitor) -> Markup {
    let rows = keys().into_iter().map(|(key, meaning)| {
        Row::from(vec![Cell::new(html! { kbd { (key) } }), Cell::new(html! { (meaning) })])
    });
    let table = Table::new(rows)
        .head(vec![ColumnHead::new(t!("keys-key")), ColumnHead::new(t!("keys-what"))])
        .caption(t!("keys-caption"));
    Page::new(t!("keys-title"), state.now()).signed_in(visitor.shown()).current(Nav::Nowhere).render(&html! {
        h1.govuk-heading-l { (t!("keys-title")) }
        p.govuk-body { (t!("keys-when")) }
        (table)
        p.govuk-body { (t!("keys-without")) }
    })
}

fn keys() -> Vec<(&'static str, String)> {
    vec![
        ("j", t!("script-keys-next")),
        ("k", t!("script-keys-previous")),
        ("Enter", t!("script-keys-open")),
        ("/", t!("script-keys-search")),
        ("n", t!("script-keys-new")),
        (".", t!("script-keys-changes")),
        ("f 1 … f 9", t!("script-keys-filter")),
        ("g b", t!("script-keys-board")),
        ("g w", t!("script-keys-work")),
        ("g m", t!("script-keys-messages")),
        ("g t", t!("script-keys-tasks")),
        ("g h", t!("script-keys-handover")),
        ("g p", t!("script-keys-people")),
        ("?", t!("script-keys-help")),
    ]
}
