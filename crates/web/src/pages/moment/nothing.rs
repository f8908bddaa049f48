//! A moment of which there is nothing to show: before anything was recorded, or yet to come.

use app::NotThen;
use jiff::Timestamp;
use maud::{Markup, html};

use crate::{
    catalogue::t,
    forms::address,
    layout::{Page, SignedIn},
    problem::Problem,
};

/// The page that leads on from there.
#[derive(Clone, Debug)]
pub(super) struct NothingThenPage {
    pub(super) why: NotThen,
    /// The address of the case or record as it stands now.
    pub(super) home: String,
    pub(super) signed_in: SignedIn,
    pub(super) now: Timestamp,
}

impl NothingThenPage {
    /// The whole page.
    pub(super) fn render(&self) -> Markup {
        let problem = Problem::NotThen(self.why);
        Page::new(problem.title(), self.now).signed_in(self.signed_in.clone()).marked().render(&html! {
            h1.govuk-heading-l { (problem.title()) }
            p.govuk-body { (problem.advice()) }
            ul.govuk-list.sw-offers {
                @if let NotThen::BeforeTheFirst { recorded_at } = self.why {
                    @let first = address(&self.home, &[("at", &recorded_at.to_string())]);
                    li { a.govuk-link href=(first) { (t!("nothing-then-first")) } }
                }
                li { a.govuk-link href={ (self.home) "/moments" } { (t!("past-other-moment")) } }
                li { a.govuk-link href=(self.home) { (t!("nothing-then-now")) } }
            }
        })
    }
}
