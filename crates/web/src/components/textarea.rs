//! Several lines of text, with or without a limit that is counted down.

use super::content::{classes, options};
use super::field::{Field, Label, field_options, hint_with};
use crate::catalogue::t;
use maud::{Markup, Render, html};

/// Several lines of text.
#[derive(Debug, Clone)]
pub struct Textarea {
    field: Field,
    name: String,
    label: Label,
    value: Option<String>,
    rows: u32,
    classes: String,
    autocomplete: Option<String>,
    spellcheck: Option<String>,
    after: Option<Markup>,
}

field_options!(Textarea);

options!(Textarea {
    /// Fills in what was typed or is known.
    value: text,
    /// Names what the browser may fill in.
    autocomplete: text,
    /// Says `true` or `false` for the browser's spelling check.
    spellcheck: text,
    /// Adds class names to the control.
    classes: class_names,
});

impl Textarea {
    /// A field of five rows with this name; its id is the name.
    pub fn new(name: &str, label: impl Into<Label>) -> Textarea {
        Textarea {
            field: Field::new(name),
            name: name.to_owned(),
            label: label.into(),
            value: None,
            rows: 5,
            classes: String::new(),
            autocomplete: None,
            spellcheck: None,
            after: None,
        }
    }

    /// Sets the height in rows.
    #[must_use]
    pub fn rows(mut self, rows: u32) -> Textarea {
        self.rows = rows;
        self
    }

    fn body(&self) -> Markup {
        let failed = if self.field.error.is_some() { "govuk-textarea--error" } else { "" };
        html! {
            (self.label.render_for(Some(&self.field.id)))
            (self.field.hint_and_error())
            textarea class=(classes(&["govuk-textarea", failed, &self.classes])) id=(self.field.id) name=(self.name)
                rows=(self.rows) spellcheck=[&self.spellcheck] aria-describedby=[self.field.described_by()]
                autocomplete=[&self.autocomplete] { (self.value.as_deref().unwrap_or_default()) }
            @if let Some(after) = &self.after { (after) }
        }
    }
}

impl Render for Textarea {
    fn render(&self) -> Markup {
        self.field.group(&self.body())
    }
}

/// Several lines of text with a limit, counted down as the user types.
#[derive(Debug, Clone)]
pub struct CharacterCount {
    textarea: Textarea,
    limit: Limit,
    threshold: Option<u32>,
}

#[derive(Debug, Clone, Copy)]
enum Limit {
    Characters(u32),
    Words(u32),
}

impl CharacterCount {
    /// At most this many characters.
    pub fn characters(limit: u32, textarea: Textarea) -> CharacterCount {
        CharacterCount { textarea, limit: Limit::Characters(limit), threshold: None }
    }

    /// At most this many words.
    pub fn words(limit: u32, textarea: Textarea) -> CharacterCount {
        CharacterCount { textarea, limit: Limit::Words(limit), threshold: None }
    }

    /// Shows the count only when this percentage of the limit is reached.
    #[must_use]
    pub fn threshold(mut self, percent: u32) -> CharacterCount {
        self.threshold = Some(percent);
        self
    }
}

impl Render for CharacterCount {
    fn render(&self) -> Markup {
        let mut textarea = self.textarea.clone();
        let field = &mut textarea.field;
        let info = format!("{}-info", field.id);
        field.described_by = Some(match &field.described_by {
            Some(other) => format!("{info} {other}"),
            None => info.clone(),
        });
        textarea.classes = classes(&["govuk-js-character-count", &textarea.classes]);
        let (text, characters, words) = match self.limit {
            Limit::Characters(count) => (t!("character-limit", "count" => count), Some(count), None),
            Limit::Words(count) => (t!("word-limit", "count" => count), None, Some(count)),
        };
        textarea.after = Some(hint_with(Some(&info), "govuk-character-count__message", &text.into()));
        let failed = if textarea.field.error.is_some() { "govuk-form-group--error" } else { "" };
        let names =
            classes(&["govuk-form-group", failed, "govuk-character-count", &textarea.field.group_classes]);
        html! {
            div class=(names) data-module="govuk-character-count" data-maxlength=[characters] data-maxwords=[words]
                data-threshold=[self.threshold] data-count-type=[words.map(|_| "words")] { (textarea.body()) }
        }
    }
}
