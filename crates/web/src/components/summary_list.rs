//! Facts with their names, each with what can be done about it.

use super::content::{Content, classes, options};
use super::notices::heading;
use crate::catalogue::t;
use maud::{Markup, Render, html};

/// A link that does something about one fact or one card.
#[derive(Debug, Clone)]
pub struct Action {
    content: Content,
    href: String,
    about: Option<String>,
    classes: String,
}

options!(Action {
    /// Says for those who cannot see the row what the link is about: "date of birth".
    about: text,
    /// Adds class names.
    classes: class_names,
});

impl Action {
    /// A link with its own words.
    pub fn new(content: impl Into<Content>, href: &str) -> Action {
        Action { content: content.into(), href: href.to_owned(), about: None, classes: String::new() }
    }

    /// The link "Change".
    pub fn change(href: &str, about: impl Into<String>) -> Action {
        Action::new(t!("change"), href).about(about.into())
    }

    fn link(&self, card_title: Option<&Content>) -> Markup {
        html! {
            a class=(classes(&["govuk-link", &self.classes])) href=(self.href) {
                (self.content)
                @if self.about.is_some() || card_title.is_some() {
                    span.govuk-visually-hidden {
                        @if let Some(about) = &self.about { " " (about) }
                        @if let Some(title) = card_title { " (" (title) ")" }
                    }
                }
            }
        }
    }
}

/// One fact with its name.
#[derive(Debug, Clone)]
pub struct SummaryRow {
    key: Content,
    value: Content,
    actions: Vec<Action>,
    classes: String,
    key_classes: String,
    value_classes: String,
    actions_classes: String,
}

options!(SummaryRow {
    /// Adds class names to the row.
    classes: class_names,
    /// Adds class names to the name of the fact.
    key_classes: class_names,
    /// Adds class names to the fact.
    value_classes: class_names,
    /// Adds class names to what can be done.
    actions_classes: class_names,
});

impl SummaryRow {
    /// A fact with its name.
    pub fn new(key: impl Into<Content>, value: impl Into<Content>) -> SummaryRow {
        SummaryRow {
            key: key.into(),
            value: value.into(),
            actions: Vec::new(),
            classes: String::new(),
            key_classes: String::new(),
            value_classes: String::new(),
            actions_classes: String::new(),
        }
    }

    /// Adds something that can be done about the fact.
    #[must_use]
    pub fn action(mut self, action: Action) -> SummaryRow {
        self.actions.push(action);
        self
    }
}

/// The frame of a summary list that stands among others.
#[derive(Debug, Clone)]
pub struct SummaryCard {
    title: Content,
    heading_level: u8,
    actions: Vec<Action>,
    classes: String,
}

options!(SummaryCard {
    /// Adds class names.
    classes: class_names,
});

impl SummaryCard {
    /// A frame with its title.
    pub fn new(title: impl Into<Content>) -> SummaryCard {
        SummaryCard { title: title.into(), heading_level: 2, actions: Vec::new(), classes: String::new() }
    }

    /// Sets the level of the title, 1 to 6.
    #[must_use]
    pub fn heading_level(self, heading_level: u8) -> SummaryCard {
        SummaryCard { heading_level, ..self }
    }

    /// Adds something that can be done about all of it.
    #[must_use]
    pub fn action(mut self, action: Action) -> SummaryCard {
        self.actions.push(action);
        self
    }

    fn around(&self, list: &Markup) -> Markup {
        html! {
            div class=(classes(&["govuk-summary-card", &self.classes])) {
                div.govuk-summary-card__title-wrapper {
                    (heading(self.heading_level, "govuk-summary-card__title", None, &self.title))
                    @match self.actions.as_slice() {
                        [] => {}
                        [action] => { div.govuk-summary-card__actions { (action.link(Some(&self.title))) } }
                        actions => {
                            ul.govuk-summary-card__actions {
                                @for action in actions {
                                    li.govuk-summary-card__action { (action.link(Some(&self.title))) }
                                }
                            }
                        }
                    }
                }
                div.govuk-summary-card__content { (list) }
            }
        }
    }
}

/// Facts with their names.
#[derive(Debug, Clone)]
pub struct SummaryList {
    rows: Vec<SummaryRow>,
    card: Option<SummaryCard>,
    classes: String,
}

options!(SummaryList {
    /// Adds class names.
    classes: class_names,
});

impl SummaryList {
    /// The facts in their order.
    pub fn new(rows: Vec<SummaryRow>) -> SummaryList {
        SummaryList { rows, card: None, classes: String::new() }
    }

    /// Frames the list.
    #[must_use]
    pub fn card(self, card: SummaryCard) -> SummaryList {
        SummaryList { card: Some(card), ..self }
    }

    fn row(&self, row: &SummaryRow) -> Markup {
        let others_have_actions = self.rows.iter().any(|row| !row.actions.is_empty());
        let without = if others_have_actions && row.actions.is_empty() {
            "govuk-summary-list__row--no-actions"
        } else {
            ""
        };
        let card_title = self.card.as_ref().map(|card| &card.title);
        html! {
            div class=(classes(&["govuk-summary-list__row", without, &row.classes])) {
                dt class=(classes(&["govuk-summary-list__key", &row.key_classes])) { (row.key) }
                dd class=(classes(&["govuk-summary-list__value", &row.value_classes])) { (row.value) }
                @if !row.actions.is_empty() {
                    dd class=(classes(&["govuk-summary-list__actions", &row.actions_classes])) {
                        @if let [action] = row.actions.as_slice() { (action.link(card_title)) } @else {
                            ul.govuk-summary-list__actions-list {
                                @for action in &row.actions {
                                    li.govuk-summary-list__actions-list-item { (action.link(card_title)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

impl Render for SummaryList {
    fn render(&self) -> Markup {
        let list = html! {
            dl class=(classes(&["govuk-summary-list", &self.classes])) { @for row in &self.rows { (self.row(row)) } }
        };
        match &self.card {
            Some(card) => card.around(&list),
            None => list,
        }
    }
}
