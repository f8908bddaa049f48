//! A state in one word. The colour only supports the word, it never stands alone.

use super::content::{Content, add_class, classes, options};
use maud::{Markup, Render, html};

/// The colours of a tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TagColour {
    /// Neither good nor bad: not begun, not applicable.
    Grey,
    /// Done, safe.
    Green,
    /// Under way.
    Turquoise,
    /// Under way; the colour of a tag without one.
    Blue,
    /// Set apart without a meaning of its own.
    Purple,
    /// Set apart without a meaning of its own.
    Pink,
    /// Wrong or overdue.
    Red,
    /// Due soon.
    Orange,
    /// Waiting for someone.
    Yellow,
}

impl TagColour {
    fn name(self) -> &'static str {
        match self {
            TagColour::Grey => "grey",
            TagColour::Green => "green",
            TagColour::Turquoise => "turquoise",
            TagColour::Blue => "blue",
            TagColour::Purple => "purple",
            TagColour::Pink => "pink",
            TagColour::Red => "red",
            TagColour::Orange => "orange",
            TagColour::Yellow => "yellow",
        }
    }
}

/// A state in one word.
#[derive(Debug, Clone)]
pub struct Tag {
    content: Content,
    classes: String,
}

options!(Tag {
    /// Adds class names.
    classes: class_names,
});

impl Tag {
    /// A tag without a colour of its own.
    pub fn new(content: impl Into<Content>) -> Tag {
        Tag { content: content.into(), classes: String::new() }
    }

    /// Gives it a colour.
    #[must_use]
    pub fn colour(mut self, colour: TagColour) -> Tag {
        add_class(&mut self.classes, &format!("govuk-tag--{}", colour.name()));
        self
    }
}

impl Render for Tag {
    fn render(&self) -> Markup {
        html! { strong class=(classes(&["govuk-tag", &self.classes])) { (self.content) } }
    }
}
