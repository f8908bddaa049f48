//! Something to press, and a link that looks like it.

use super::content::{Content, add_class, classes, options};
use maud::{Markup, Render, html};

/// What a button is for, which decides how it looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ButtonKind {
    /// The main act of the page; one a page.
    Primary,
    /// Any other act.
    Secondary,
    /// An act that is hard to undo.
    Warning,
    /// An act on a dark ground.
    Inverse,
}

/// Something to press.
#[derive(Debug, Clone)]
pub struct Button {
    content: Content,
    kind: Option<String>,
    href: Option<String>,
    id: Option<String>,
    name: Option<String>,
    value: Option<String>,
    double_click: DoubleClick,
    disabled: bool,
    start: bool,
    classes: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum DoubleClick {
    Unsaid,
    Prevented,
    Allowed,
}

options!(Button {
    /// Sets the type: `button`, `reset`; `submit` without it.
    kind: text,
    /// Makes it a link to this address that looks like a button.
    href: text,
    /// Sets the id.
    id: text,
    /// Sets the name that is sent with the form.
    name: text,
    /// Sets the value that is sent with the form.
    value: text,
    /// Shows the button without letting it be pressed.
    disabled: flag,
    /// Sets it large, with an arrow, for the beginning of something.
    start: flag,
    /// Adds class names.
    classes: class_names,
});

impl Button {
    /// The button that sends the form.
    pub fn new(content: impl Into<Content>) -> Button {
        Button {
            content: content.into(),
            kind: None,
            href: None,
            id: None,
            name: None,
            value: None,
            double_click: DoubleClick::Unsaid,
            disabled: false,
            start: false,
            classes: String::new(),
        }
    }

    /// A link that looks like a button.
    pub fn link(content: impl Into<Content>, href: &str) -> Button {
        Button::new(content).href(href)
    }

    /// Says what the button is for.
    #[must_use]
    pub fn of(mut self, kind: ButtonKind) -> Button {
        let class = match kind {
            ButtonKind::Primary => "",
            ButtonKind::Secondary => "govuk-button--secondary",
            ButtonKind::Warning => "govuk-button--warning",
            ButtonKind::Inverse => "govuk-button--inverse",
        };
        add_class(&mut self.classes, class);
        self
    }

    /// Any other act than the main one of the page.
    #[must_use]
    pub fn secondary(self) -> Button {
        self.of(ButtonKind::Secondary)
    }

    /// An act that is hard to undo.
    #[must_use]
    pub fn warning(self) -> Button {
        self.of(ButtonKind::Warning)
    }

    /// Takes a second press within a second for the first.
    #[must_use]
    pub fn prevent_double_click(self) -> Button {
        Button { double_click: DoubleClick::Prevented, ..self }
    }

    /// Says in the markup that a second press counts.
    #[must_use]
    pub fn allow_double_click(self) -> Button {
        Button { double_click: DoubleClick::Allowed, ..self }
    }

    fn inside(&self) -> Markup {
        let wrapped = self.start && matches!(self.content, Content::Markup(_));
        html! {
            @if wrapped { span { (self.content) } } @else { (self.content) }
            @if self.start {
                svg.govuk-button__start-icon xmlns="http://www.w3.org/2000/svg" width="17.5" height="19"
                    viewBox="0 0 33 40" aria-hidden="true" focusable="false" {
                    path fill="currentColor" d="M0 0h13l20 20-20 20H0l20-20z" {}
                }
            }
        }
    }
}

impl Render for Button {
    fn render(&self) -> Markup {
        let start = if self.start { "govuk-button--start" } else { "" };
        let names = classes(&["govuk-button", &self.classes, start]);
        let double_click = match self.double_click {
            DoubleClick::Unsaid => None,
            DoubleClick::Prevented => Some("true"),
            DoubleClick::Allowed => Some("false"),
        };
        html! {
            @if let Some(href) = &self.href {
                a href=(href) role="button" draggable="false" class=(names) data-module="govuk-button" id=[&self.id] {
                    (self.inside())
                }
            } @else {
                button type=(self.kind.as_deref().unwrap_or("submit")) value=[&self.value] name=[&self.name]
                    disabled[self.disabled] aria-disabled=[self.disabled.then_some("true")]
                    data-prevent-double-click=[double_click] class=(names) data-module="govuk-button" id=[&self.id] {
                    (self.inside())
                }
            }
        }
    }
}
