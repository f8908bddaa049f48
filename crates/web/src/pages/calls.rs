//! Calls that nobody has decided: each is owed an episode or a reasoned other class, so that none is lost.

use axum::extract::State;
use domain::projection::IncidentRow;
use jiff::Timestamp;
use maud::{Markup, html};

use crate::catalogue::t;
use crate::components::{Button, Cell, Row, Table, elapsed_element, time_element};
use crate::layout::{Nav, Page, SignedIn};
use crate::problem::Problem;
use crate::router::{Route, page};
use crate::session::Visitor;
use crate::state::WebState;

/// The routes of this page.
pub(crate) fn routes() -> Vec<Route> {
    vec![page("/calls", show)]
}

async fn show(State(state): State<WebState>, visitor: Visitor) -> Result<Markup, Problem> {
    let calls = state.app.unfinished_calls(&visitor).await?;
    Ok(CallsPage { now: state.now(), signed_in: visitor.shown(), calls }.render())
}

/// The page.
#[derive(Clone, Debug)]
pub(crate) struct CallsPage {
    /// The time.
    pub(crate) now: Timestamp,
    /// Who is signed in.
    pub(crate) signed_in: SignedIn,
    /// The calls, the oldest first.
    pub(crate) calls: Vec<IncidentRow>,
}

impl CallsPage {
    /// The whole page.
    pub(crate) fn render(&self) -> Markup {
        Page::new(t!("calls-title"), self.now)
            .signed_in(self.signed_in.clone())
            .current(Nav::MissingNow)
            .marked()
            .render(&html! {
                h1.govuk-heading-l { (t!("calls-title")) }
                p.govuk-body { (t!("calls-what")) }
                @if self.calls.is_empty() { p.govuk-body-l { (t!("calls-none")) } } @else { (self.table()) }
                (Button::link(t!("nav-new-report"), "/reports/new"))
            })
    }

    fn table(&self) -> Markup {
        let rows = self.calls.iter().map(|call| {
            let log =
                if call.log_number.is_empty() { t!("calls-no-log-number") } else { call.log_number.clone() };
            Row::from(vec![
                Cell::new(log),
                Cell::new(time_element(call.reported_at, self.now)),
                Cell::new(elapsed_element(call.reported_at, self.now)),
            ])
        });
        let table = Table::new(rows)
            .head([t!("calls-log-number"), t!("calls-came-in"), t!("calls-waiting-for")])
            .stacked();
        html! { (table) }
    }
}
