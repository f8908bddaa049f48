//! Ways to narrow a list.

use super::button::Button;
use super::content::Content;
use crate::catalogue::t;
use maud::{Markup, Render, html};

/// Ways to narrow a list, in a form that sends its choices in the address.
#[derive(Debug, Clone)]
pub struct Filter {
    heading: Content,
    options: Markup,
    selected: Vec<(Content, Vec<(String, String)>)>,
    clear_href: String,
}

impl Filter {
    /// The fields that narrow the list, and the address that shows all of it again.
    pub fn new(heading: impl Into<Content>, options: Markup, clear_href: &str) -> Filter {
        Filter { heading: heading.into(), options, selected: Vec::new(), clear_href: clear_href.to_owned() }
    }

    /// Shows what is chosen now under one name, each with the address that takes it away again.
    #[must_use]
    pub fn selected(mut self, name: impl Into<Content>, items: Vec<(String, String)>) -> Filter {
        if !items.is_empty() {
            self.selected.push((name.into(), items));
        }
        self
    }

    fn selection(&self) -> Markup {
        html! {
            div.moj-filter__selected {
                div.moj-filter__selected-heading {
                    div.moj-filter__heading-title { h2.govuk-heading-m { (t!("filter-selected")) } }
                    div.moj-filter__heading-action {
                        p { a.govuk-link.govuk-link--no-visited-state href=(self.clear_href) { (t!("filter-clear")) } }
                    }
                }
                @for (name, items) in &self.selected {
                    h3 class="govuk-heading-s govuk-!-margin-bottom-0" { (name) }
                    ul.moj-filter-tags {
                        @for (text, href) in items {
                            li {
                                a.moj-filter__tag href=(href) {
                                    span.govuk-visually-hidden { (t!("filter-remove")) } " " (text)
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

impl Render for Filter {
    fn render(&self) -> Markup {
        html! {
            div.moj-filter data-module="moj-filter" {
                div.moj-filter__header {
                    div.moj-filter__header-title { h2.govuk-heading-m { (self.heading) } }
                    div.moj-filter__header-action {}
                }
                div.moj-filter__content {
                    @if !self.selected.is_empty() { (self.selection()) }
                    div.moj-filter__options { (Button::new(t!("filter-apply"))) (self.options) }
                }
            }
        }
    }
}
