//! One line of text, and a password that can be shown.

use super::content::{Content, add_class, classes, options};
use super::field::{Field, Label, field_options};
use crate::catalogue::t;
use maud::{Markup, Render, html};

/// The width of a field in characters, so that it shows how much is expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Width {
    /// Two characters: a day, a month.
    Two,
    /// Three characters: an age.
    Three,
    /// Four characters: a year.
    Four,
    /// Five characters: a time of day.
    Five,
    /// Ten characters: a postcode.
    Ten,
    /// Twenty characters: a telephone number.
    Twenty,
    /// Thirty characters: an e-mail address.
    Thirty,
}

impl Width {
    fn class(self) -> &'static str {
        match self {
            Width::Two => "govuk-input--width-2",
            Width::Three => "govuk-input--width-3",
            Width::Four => "govuk-input--width-4",
            Width::Five => "govuk-input--width-5",
            Width::Ten => "govuk-input--width-10",
            Width::Twenty => "govuk-input--width-20",
            Width::Thirty => "govuk-input--width-30",
        }
    }
}

/// One line of text.
#[derive(Debug, Clone)]
pub struct Input {
    field: Field,
    name: String,
    label: Label,
    kind: Option<String>,
    value: Option<String>,
    classes: String,
    prefix: Option<Content>,
    suffix: Option<Content>,
    autocomplete: Option<String>,
    autocapitalize: Option<String>,
    inputmode: Option<String>,
    pattern: Option<String>,
    spellcheck: Option<String>,
    search: Option<String>,
    search_with: Option<String>,
    disabled: bool,
    autofocus: bool,
    /// Markup inside the wrapper, after the control.
    after: Option<Markup>,
    wrapper_classes: String,
    password: bool,
}

field_options!(Input);

options!(Input {
    /// Sets the type of the control: `email`, `tel`; text without it.
    kind: text,
    /// Fills in what was typed or is known.
    value: text,
    /// Shows what stands before the value, such as a sign of currency.
    prefix: content,
    /// Shows what stands after the value, such as a unit.
    suffix: content,
    /// Names what the browser may fill in.
    autocomplete: text,
    /// Says how a touch keyboard writes capitals.
    autocapitalize: text,
    /// Names the touch keyboard to show: `numeric`, `tel`.
    inputmode: text,
    /// Gives the pattern that the value must match.
    pattern: text,
    /// Says `true` or `false` for the browser's spelling check.
    spellcheck: text,
    /// Names the address that is asked for a list of matches as the user types.
    search: text,
    /// Sets which other fields of the form are sent with a search, their names parted by blanks.
    search_with: text,
    /// Shows the field without letting it be changed.
    disabled: flag,
    /// Puts the focus on it when the page opens: for a page with one purpose, typed into at once.
    autofocus: flag,
    /// Adds class names to the control.
    classes: class_names,
    /// Adds class names to the wrapper around the control and its prefix or suffix.
    wrapper_classes: class_names,
});

impl Input {
    /// A field with this name; its id is the name.
    pub fn new(name: &str, label: impl Into<Label>) -> Input {
        Input {
            field: Field::new(name),
            name: name.to_owned(),
            label: label.into(),
            kind: None,
            value: None,
            classes: String::new(),
            prefix: None,
            suffix: None,
            autocomplete: None,
            autocapitalize: None,
            inputmode: None,
            pattern: None,
            spellcheck: None,
            search: None,
            search_with: None,
            disabled: false,
            autofocus: false,
            after: None,
            wrapper_classes: String::new(),
            password: false,
        }
    }

    /// Sets the width in characters.
    #[must_use]
    pub fn width(mut self, width: Width) -> Input {
        add_class(&mut self.classes, width.class());
        self
    }

    fn control(&self) -> Markup {
        let failed = if self.field.error.is_some() { "govuk-input--error" } else { "" };
        let kind = self.kind.as_deref().filter(|kind| !kind.is_empty()).unwrap_or("text");
        html! {
            input class=(classes(&["govuk-input", &self.classes, failed])) id=(self.field.id) name=(self.name)
                type=(kind) spellcheck=[&self.spellcheck] value=[&self.value] disabled[self.disabled]
                aria-describedby=[self.field.described_by()] autocomplete=[&self.autocomplete]
                autocapitalize=[&self.autocapitalize] pattern=[&self.pattern] inputmode=[&self.inputmode]
                data-search=[&self.search] data-search-with=[&self.search_with] autofocus[self.autofocus];
        }
    }
}

impl Render for Input {
    fn render(&self) -> Markup {
        let wrapped = self.prefix.is_some() || self.suffix.is_some() || self.after.is_some();
        let body = html! {
            (self.label.render_for(Some(&self.field.id)))
            (self.field.hint_and_error())
            @if wrapped {
                div class=(classes(&["govuk-input__wrapper", &self.wrapper_classes])) {
                    @if let Some(prefix) = &self.prefix {
                        div.govuk-input__prefix aria-hidden="true" { (prefix) }
                    }
                    (self.control())
                    @if let Some(suffix) = &self.suffix {
                        div.govuk-input__suffix aria-hidden="true" { (suffix) }
                    }
                    @if let Some(after) = &self.after { (after) }
                }
            } @else {
                (self.control())
            }
        };
        if self.password { password_group(&self.field, &body) } else { self.field.group(&body) }
    }
}

fn password_group(field: &Field, body: &Markup) -> Markup {
    let failed = if field.error.is_some() { "govuk-form-group--error" } else { "" };
    let names = classes(&["govuk-form-group", failed, "govuk-password-input", &field.group_classes]);
    html! { div class=(names) data-module="govuk-password-input" { (body) } }
}

/// A password, with a button that shows it.
#[derive(Debug, Clone)]
pub struct PasswordInput {
    input: Input,
}

field_options!(PasswordInput, input.field);

impl PasswordInput {
    /// A field for the password of an account that exists.
    pub fn new(name: &str, label: impl Into<Label>) -> PasswordInput {
        let input = Input::new(name, label)
            .kind("password")
            .spellcheck("false")
            .autocapitalize("none")
            .autocomplete("current-password")
            .classes("govuk-password-input__input govuk-js-password-input-input")
            .wrapper_classes("govuk-password-input__wrapper");
        PasswordInput { input: Input { password: true, ..input } }
    }

    /// For a password that is being chosen.
    #[must_use]
    pub fn new_password(self) -> PasswordInput {
        PasswordInput { input: self.input.autocomplete("new-password") }
    }

    /// Adds class names to the control.
    #[must_use]
    pub fn classes(self, names: &str) -> PasswordInput {
        PasswordInput { input: self.input.classes(names) }
    }
}

impl Render for PasswordInput {
    fn render(&self) -> Markup {
        let toggle = html! {
            button type="button" class="govuk-button govuk-button--secondary govuk-password-input__toggle govuk-js-password-input-toggle"
                data-module="govuk-button" aria-controls=(self.input.field.id) aria-label=(t!("password-show-label")) hidden {
                (t!("password-show"))
            }
        };
        Input { after: Some(toggle), ..self.input.clone() }.render()
    }
}
