//! What the search for people shows.

use app::PersonHit;
use jiff::Timestamp;
use maud::{Markup, html};

use crate::catalogue::t;
use crate::components::{Button, Form, Input, Label, Size, Tag, TagColour};
use crate::layout::{Nav, Page, SignedIn};
use crate::pages::shown;
use crate::views::hit::{known, why};
use crate::views::likeness::in_list;

/// The page.
#[derive(Clone, Debug)]
pub(crate) struct PeoplePage {
    /// The time.
    pub(crate) now: Timestamp,
    /// Who is signed in.
    pub(crate) signed_in: SignedIn,
    /// Whether the user sees records of people who cannot be named.
    pub(crate) sees_unidentified: bool,
    /// Whether the reader decides who unidentified people could be.
    pub(crate) sees_desk: bool,
    /// What was typed.
    pub(crate) typed: String,
    /// Who was found; nothing before anybody searched.
    pub(crate) found: Option<Vec<PersonHit>>,
    /// Whether the reader is led to records that may be of one person.
    pub(crate) duplicates: Duplicates,
}

/// Whether whoever looks for people settles which records are of one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Duplicates {
    /// They do.
    Settled,
    /// Others do.
    NotSettled,
}

impl PeoplePage {
    /// The whole page.
    pub(crate) fn render(&self) -> Markup {
        let name = Input::new("q", Label::new(t!("people-name")).size(Size::Small))
            .hint(t!("people-name-hint"))
            .value(self.typed.as_str())
            .autocomplete("off")
            .search("/people/search");
        // Whoever comes here comes to type a name; whoever has found somebody goes on to them.
        let name = if self.found.is_none() { name.autofocus() } else { name };
        Page::new(t!("nav-people"), self.now)
            .signed_in(self.signed_in.clone())
            .current(Nav::People)
            .marked()
            .render(&html! {
                div.govuk-grid-row { div.govuk-grid-column-two-thirds {
                    h1.govuk-heading-l { (t!("nav-people")) }
                    (Form::post("/people", &self.signed_in.csrf_token).body(html! {
                        (name)
                        (Button::new(t!("people-search")))
                    }))
                    @if self.sees_unidentified {
                        p.govuk-body { a.govuk-link href="/unidentified" { (t!("unidentified-title")) } }
                    }
                    @if self.sees_desk {
                        p.govuk-body { a.govuk-link href="/unidentified/candidates" { (t!("desk-title")) } }
                    }
                    @if let Some(found) = &self.found {
                        h2.govuk-heading-m { (t!("people-found", "count" => found.len())) }
                        (found_list(found, self.now))
                        @if found.is_empty() {
                            p.govuk-body { (t!("people-none-next")) }
                        }
                    }
                    @if self.duplicates == Duplicates::Settled {
                        p.govuk-body { a.govuk-link href="/people/duplicates" { (t!("duplicates-link")) } }
                    }
                } }
            })
    }
}

/// Who was found, each with why.
pub(crate) fn found_list(found: &[PersonHit], now: Timestamp) -> Markup {
    html! {
        @if found.is_empty() { p.govuk-hint { (t!("search-nobody")) } } @else {
            ul.govuk-list data-rows { @for hit in found { li { (row(hit, now)) } } }
        }
    }
}

fn row(hit: &PersonHit, now: Timestamp) -> Markup {
    let person = &hit.row;
    html! {
        @if let Some(likeness) = &person.likeness {
            (in_list(person.person, &person.name, &likeness.digest, likeness.taken_on, now)) " "
        }
        a.govuk-link href={ "/people/" (person.person) } { (shown::name(&person.name)) }
        ", " (shown::age_of(person, now))
        @if let Some(episode) = person.missing_in {
            " " a href={ "/episodes/" (episode) } { (Tag::new(t!("search-missing-now")).colour(TagColour::Red)) }
        }
        (why(&hit.why))
        (known(&hit.known, now))
    }
}
