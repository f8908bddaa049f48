//! The words around a field: label, legend, hint, error, and the group that holds them together.

use super::content::{Content, Size, add_class, classes, options};
use crate::catalogue::t;
use maud::{Markup, Render, html};

/// The name of a field, tied to it.
#[derive(Debug, Clone)]
pub struct Label {
    content: Content,
    classes: String,
    page_heading: bool,
}

impl<C: Into<Content>> From<C> for Label {
    fn from(content: C) -> Label {
        Label::new(content)
    }
}

impl Label {
    /// A label in the size of the text around it.
    pub fn new(content: impl Into<Content>) -> Label {
        Label { content: content.into(), classes: String::new(), page_heading: false }
    }

    /// Sets the step of the type scale.
    #[must_use]
    pub fn size(mut self, size: Size) -> Label {
        add_class(&mut self.classes, &format!("govuk-label--{}", size.suffix()));
        self
    }

    /// The label tied to the field with this id; without one it is tied to nothing.
    pub fn render_for(&self, id: Option<&str>) -> Markup {
        let label = html! {
            label class=(classes(&["govuk-label", &self.classes])) for=[id] { (self.content) }
        };
        if self.page_heading {
            html! { h1.govuk-label-wrapper { (label) } }
        } else {
            label
        }
    }
}

options!(Label {
    /// Makes the label the heading of its page, for a page with one question.
    page_heading: flag,
    /// Adds class names.
    classes: class_names,
});

/// The name of a group of fields.
#[derive(Debug, Clone)]
pub struct Legend {
    content: Content,
    classes: String,
    page_heading: bool,
}

impl<C: Into<Content>> From<C> for Legend {
    fn from(content: C) -> Legend {
        Legend::new(content)
    }
}

impl Legend {
    /// A legend in the size of the text around it.
    pub fn new(content: impl Into<Content>) -> Legend {
        Legend { content: content.into(), classes: String::new(), page_heading: false }
    }

    /// Sets the step of the type scale.
    #[must_use]
    pub fn size(mut self, size: Size) -> Legend {
        add_class(&mut self.classes, &format!("govuk-fieldset__legend--{}", size.suffix()));
        self
    }
}

options!(Legend {
    /// Makes the legend the heading of its page, for a page with one question.
    page_heading: flag,
    /// Adds class names.
    classes: class_names,
});

impl Render for Legend {
    fn render(&self) -> Markup {
        html! {
            legend class=(classes(&["govuk-fieldset__legend", &self.classes])) {
                @if self.page_heading {
                    h1.govuk-fieldset__heading { (self.content) }
                } @else {
                    (self.content)
                }
            }
        }
    }
}

/// Fields that belong together, under one legend.
pub fn fieldset(legend: impl Into<Legend>, body: &Markup) -> Markup {
    Fieldset { legend: Some(&legend.into()), role: None, described_by: None, classes: "" }.around(body)
}

/// What a fieldset needs to know when a component draws it.
pub(crate) struct Fieldset<'a> {
    pub(crate) legend: Option<&'a Legend>,
    pub(crate) role: Option<&'a str>,
    pub(crate) described_by: Option<&'a str>,
    pub(crate) classes: &'a str,
}

impl Fieldset<'_> {
    pub(crate) fn around(&self, body: &Markup) -> Markup {
        html! {
            fieldset class=(classes(&["govuk-fieldset", self.classes])) role=[self.role]
                aria-describedby=[self.described_by] {
                @if let Some(legend) = self.legend { (legend) }
                (body)
            }
        }
    }
}

/// Help for filling in a field, with the id by which the field refers to it.
pub fn hint(id: Option<&str>, content: impl Into<Content>) -> Markup {
    hint_with(id, "", &content.into())
}

pub(crate) fn hint_with(id: Option<&str>, extra: &str, content: &Content) -> Markup {
    html! { div id=[id] class=(classes(&["govuk-hint", extra])) { (content) } }
}

/// What is wrong with a field, with the id by which the field refers to it.
pub fn error_message(id: Option<&str>, content: impl Into<Content>) -> Markup {
    html! {
        p id=[id] class="govuk-error-message" {
            span.govuk-visually-hidden { (t!("error-prefix")) ":" } " " (content.into())
        }
    }
}

/// The parts of a field that are the same for every kind of control.
#[derive(Debug, Clone)]
pub(crate) struct Field {
    pub(crate) id: String,
    pub(crate) hint: Option<Content>,
    pub(crate) error: Option<Content>,
    pub(crate) described_by: Option<String>,
    pub(crate) group_classes: String,
}

impl Field {
    pub(crate) fn new(id: &str) -> Field {
        Field { id: id.to_owned(), hint: None, error: None, described_by: None, group_classes: String::new() }
    }

    pub(crate) fn hint_id(&self) -> String {
        format!("{}-hint", self.id)
    }

    pub(crate) fn error_id(&self) -> String {
        format!("{}-error", self.id)
    }

    /// The ids of everything that describes the control, for `aria-describedby`.
    pub(crate) fn described_by(&self) -> Option<String> {
        let mut ids: Vec<String> = self.described_by.iter().cloned().collect();
        ids.extend(self.hint.as_ref().map(|_| self.hint_id()));
        ids.extend(self.error.as_ref().map(|_| self.error_id()));
        if ids.is_empty() { None } else { Some(ids.join(" ")) }
    }

    /// The hint and the error, in the order in which they are read.
    pub(crate) fn hint_and_error(&self) -> Markup {
        html! {
            @if let Some(content) = &self.hint { (hint_with(Some(&self.hint_id()), "", content)) }
            @if let Some(content) = &self.error { (error_message(Some(&self.error_id()), content.clone())) }
        }
    }

    /// The group around label, hint, error and control.
    pub(crate) fn group(&self, body: &Markup) -> Markup {
        let failed = if self.error.is_some() { "govuk-form-group--error" } else { "" };
        html! { div class=(classes(&["govuk-form-group", failed, &self.group_classes])) { (body) } }
    }
}

/// Writes the methods that every component with a [`Field`] shares, and says where in it the field is.
macro_rules! field_options {
    ($owner:ty) => {
        $crate::components::field::field_options!($owner, field);
    };
    ($owner:ty, $($field:ident).+) => {
        impl $owner {
            /// Sets the id, where it is not the name. Errors are linked to it.
            #[must_use]
            pub fn id(mut self, id: &str) -> Self {
                self.$($field).+.id = id.to_owned();
                self
            }

            /// Adds help for filling in the field.
            #[must_use]
            pub fn hint(mut self, hint: impl $crate::components::Given<$crate::components::Content>) -> Self {
                self.$($field).+.hint = hint.given();
                self
            }

            /// Says what is wrong with what was typed.
            #[must_use]
            pub fn error(mut self, error: impl $crate::components::Given<$crate::components::Content>) -> Self {
                self.$($field).+.error = error.given();
                self
            }

            /// Names another element that describes the field.
            #[must_use]
            pub fn described_by(mut self, id: impl $crate::components::Given<String>) -> Self {
                self.$($field).+.described_by = id.given();
                self
            }

            /// Adds class names to the group around the field.
            #[must_use]
            pub fn group_classes(mut self, names: &str) -> Self {
                $crate::components::content::add_class(&mut self.$($field).+.group_classes, names);
                self
            }
        }
    };
}
pub(crate) use field_options;
