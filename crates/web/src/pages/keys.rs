//! The page of keys: what the keyboard does beyond what every browser does. The same list as the key ? shows.

use axum::extract::State;
use maud::{Markup, html};

use crate::{
    catalogue::t,
    components::{Cell, ColumnHead, Row, Table},
    layout::{Nav, Page, keys::KEYS},
    router::{Route, page},
    session::Visitor,
    state::WebState,
};

/// The routes of this page.
pub(crate) fn routes() -> Vec<Route> {
    vec![page("/keys", show)]
}

async fn show(State(state): State<WebState>, visitor: Visitor) -> Markup {
    let rows = KEYS.iter().map(|key| {
        Row::from(vec![Cell::new(html! { kbd { (key.pressed) } }), Cell::new(html! { ((key.does)()) })])
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
