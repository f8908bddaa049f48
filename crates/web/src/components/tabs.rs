//! Sections of one page, one shown at a time; without scripts all are shown, under a list of links.

use super::content::{Content, classes, options};
use crate::catalogue::t;
use maud::{Markup, Render, html};

/// Sections of one page.
#[derive(Debug, Clone, Default)]
pub struct Tabs {
    id: Option<String>,
    title: Option<String>,
    items: Vec<(String, String, Content)>,
    classes: String,
}

options!(Tabs {
    /// Sets the id.
    id: text,
    /// Sets other words than "Contents" for the list of links.
    title: text,
    /// Adds class names.
    classes: class_names,
});

impl Tabs {
    /// No sections yet.
    pub fn new() -> Tabs {
        Tabs::default()
    }

    /// Adds a section with its id.
    #[must_use]
    pub fn tab(mut self, id: &str, label: impl Into<String>, panel: impl Into<Content>) -> Tabs {
        self.items.push((id.to_owned(), label.into(), panel.into()));
        self
    }
}

impl Render for Tabs {
    fn render(&self) -> Markup {
        let title = self.title.clone().unwrap_or_else(|| t!("contents"));
        html! {
            div id=[&self.id] class=(classes(&["govuk-tabs", &self.classes])) data-module="govuk-tabs" {
                h2.govuk-tabs__title { (title) }
                @if !self.items.is_empty() {
                    ul.govuk-tabs__list {
                        @for (index, (id, label, _)) in self.items.iter().enumerate() {
                            li.govuk-tabs__list-item.govuk-tabs__list-item--selected[index == 0] {
                                a.govuk-tabs__tab href={ "#" (id) } { (label) }
                            }
                        }
                    }
                }
                @for (index, (id, _, panel)) in self.items.iter().enumerate() {
                    div.govuk-tabs__panel.govuk-tabs__panel--hidden[index > 0] id=(id) {
                        @match panel {
                            Content::Markup(markup) => { (markup) }
                            Content::Text(text) => { p.govuk-body { (text) } }
                        }
                    }
                }
            }
        }
    }
}
