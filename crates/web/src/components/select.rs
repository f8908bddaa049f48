//! One of many, in a list that opens.

use super::content::{classes, options};
use super::field::{Field, Label, field_options};
use maud::{Markup, Render, html};

/// One of many, in a list that opens.
#[derive(Debug, Clone)]
pub struct Select {
    field: Field,
    name: String,
    label: Label,
    value: Option<String>,
    classes: String,
    options: Vec<SelectOption>,
}

/// One option of a [`Select`].
#[derive(Debug, Clone)]
pub struct SelectOption {
    value: Option<String>,
    text: String,
    selected: bool,
    disabled: bool,
}

field_options!(Select);

options!(Select {
    /// Selects the option with this value.
    value: text,
    /// Adds class names to the control.
    classes: class_names,
});

options!(SelectOption {
    /// Selects this option.
    selected: flag,
    /// Shows the option without letting it be chosen.
    disabled: flag,
});

impl SelectOption {
    /// An option that sends `value` and reads `text`.
    pub fn new(value: impl super::Given<String>, text: impl Into<String>) -> SelectOption {
        SelectOption { value: value.given(), text: text.into(), selected: false, disabled: false }
    }
}

impl Select {
    /// A field with this name; its id is the name.
    pub fn new(name: &str, label: impl Into<Label>, options: Vec<SelectOption>) -> Select {
        Select {
            field: Field::new(name),
            name: name.to_owned(),
            label: label.into(),
            value: None,
            classes: String::new(),
            options,
        }
    }

    fn is_selected(&self, option: &SelectOption) -> bool {
        let sent = option.value.as_ref().unwrap_or(&option.text);
        option.selected || self.value.as_ref().is_some_and(|value| !value.is_empty() && value == sent)
    }
}

impl Render for Select {
    fn render(&self) -> Markup {
        let failed = if self.field.error.is_some() { "govuk-select--error" } else { "" };
        self.field.group(&html! {
            (self.label.render_for(Some(&self.field.id)))
            (self.field.hint_and_error())
            select class=(classes(&["govuk-select", &self.classes, failed])) id=(self.field.id) name=(self.name)
                aria-describedby=[self.field.described_by()] {
                @for option in &self.options {
                    option value=[&option.value] selected[self.is_selected(option)] disabled[option.disabled] {
                        (option.text)
                    }
                }
            }
        })
    }
}
