//! From one page of a list to the next.

use super::content::{classes, options};
use crate::catalogue::t;
use maud::{Markup, Render, html};

/// One numbered page, or a gap, of a [`Pagination`].
#[derive(Debug, Clone)]
pub struct PageLink {
    /// The number and the address; a gap has none.
    page: Option<(String, String)>,
    current: bool,
    label: Option<String>,
}

options!(PageLink {
    /// Marks the page that is shown.
    current: flag,
    /// Names the link differently for those who cannot see it.
    label: text,
});

impl PageLink {
    /// A numbered page.
    pub fn new(number: impl std::fmt::Display, href: &str) -> PageLink {
        PageLink { page: Some((number.to_string(), href.to_owned())), current: false, label: None }
    }

    /// Pages that are left out.
    pub fn gap() -> PageLink {
        PageLink { page: None, current: false, label: None }
    }
}

/// Links to other pages of a list: numbered, or only the one before and the one after.
#[derive(Debug, Clone, Default)]
pub struct Pagination {
    previous: Option<Neighbour>,
    next: Option<Neighbour>,
    pages: Vec<PageLink>,
    label: Option<String>,
    classes: String,
}

#[derive(Debug, Clone)]
struct Neighbour {
    href: String,
    text: Option<String>,
    label: Option<String>,
}

options!(Pagination {
    /// Names the list of links.
    label: text,
    /// Adds class names.
    classes: class_names,
});

impl Pagination {
    /// Links to these numbered pages; none for a list that is walked by key.
    pub fn new(pages: Vec<PageLink>) -> Pagination {
        Pagination { pages, ..Pagination::default() }
    }

    /// Adds the page before, with its own words and a label if given.
    #[must_use]
    pub fn previous(
        mut self,
        href: &str,
        text: impl super::Given<String>,
        label: impl super::Given<String>,
    ) -> Pagination {
        self.previous = Some(Neighbour { href: href.to_owned(), text: text.given(), label: label.given() });
        self
    }

    /// Adds the page after, with its own words and a label if given.
    #[must_use]
    pub fn next(
        mut self,
        href: &str,
        text: impl super::Given<String>,
        label: impl super::Given<String>,
    ) -> Pagination {
        self.next = Some(Neighbour { href: href.to_owned(), text: text.given(), label: label.given() });
        self
    }

    fn is_block(&self) -> bool {
        self.pages.is_empty() && (self.previous.is_some() || self.next.is_some())
    }

    fn neighbour(&self, neighbour: &Neighbour, direction: Direction) -> Markup {
        let block = self.is_block();
        let decorated =
            if block && neighbour.label.is_none() { "govuk-pagination__link-title--decorated" } else { "" };
        let (rel, words) = match direction {
            Direction::Previous => ("prev", t!("pagination-previous")),
            Direction::Next => ("next", t!("pagination-next")),
        };
        html! {
            div class={ "govuk-pagination__" (rel) } {
                a.govuk-link.govuk-pagination__link href=(neighbour.href) rel=(rel) {
                    @if block || direction == Direction::Previous { (arrow(direction)) }
                    span class=(classes(&["govuk-pagination__link-title", decorated])) {
                        @if let Some(text) = &neighbour.text { (text) } @else {
                            (words) span.govuk-visually-hidden { (t!("pagination-suffix")) }
                        }
                    }
                    @if let (Some(label), true) = (&neighbour.label, block) {
                        " " span.govuk-visually-hidden { ":" } " "
                        span.govuk-pagination__link-label { (label) }
                    }
                    @if !block && direction == Direction::Next { (arrow(direction)) }
                }
            }
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    Previous,
    Next,
}

fn arrow(direction: Direction) -> Markup {
    let (class, path) = match direction {
        Direction::Previous => (
            "prev",
            "m6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z",
        ),
        Direction::Next => (
            "next",
            "m8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062-6.7246-6.7266z",
        ),
    };
    html! {
        svg class={ "govuk-pagination__icon govuk-pagination__icon--" (class) } xmlns="http://www.w3.org/2000/svg"
            height="13" width="15" aria-hidden="true" focusable="false" viewBox="0 0 15 13" {
            path d=(path) {}
        }
    }
}

fn page_link(page: &PageLink) -> Markup {
    let current = if page.current { "govuk-pagination__item--current" } else { "" };
    html! {
        @if let Some((number, href)) = &page.page {
            @let label = page.label.clone().unwrap_or_else(|| t!("pagination-page", "number" => number.clone()));
            li class=(classes(&["govuk-pagination__item", current])) {
                a.govuk-link.govuk-pagination__link href=(href) aria-label=(label)
                    aria-current=[page.current.then_some("page")] { (number) }
            }
        } @else {
            li class="govuk-pagination__item govuk-pagination__item--ellipsis" { "⋯" }
        }
    }
}

impl Render for Pagination {
    fn render(&self) -> Markup {
        let block = if self.is_block() { "govuk-pagination--block" } else { "" };
        let label = self.label.clone().unwrap_or_else(|| t!("pagination"));
        html! {
            nav class=(classes(&["govuk-pagination", block, &self.classes])) aria-label=(label) {
                @if let Some(previous) = &self.previous { (self.neighbour(previous, Direction::Previous)) }
                @if !self.pages.is_empty() {
                    ul.govuk-pagination__list { @for page in &self.pages { (page_link(page)) } }
                }
                @if let Some(next) = &self.next { (self.neighbour(next, Direction::Next)) }
            }
        }
    }
}
