//! Forms: the fields that every change carries, and errors that are tied to their fields.

use super::content::{Content, options};
use super::notices::ErrorSummary;
use maud::{Markup, Render, html};

/// The name of the hidden field that proves that the form came from our own page.
pub const CSRF_FIELD: &str = "csrf";
/// The name of the hidden field that lets a repeated sending count once.
pub const IDEMPOTENCY_FIELD: &str = "idempotency_key";
/// The name of the hidden field that says which version of the record the user had seen.
pub const VERSION_FIELD: &str = "version";

/// A form that changes something.
#[derive(Debug, Clone)]
pub struct Form {
    action: String,
    csrf_token: String,
    idempotency_key: Option<String>,
    version: Option<String>,
    keep: Option<String>,
    id: Option<String>,
    classes: Option<String>,
    encoding: Option<&'static str>,
    body: Option<Content>,
}

options!(Form {
    /// Lets a repeated sending count once.
    idempotency_key: text,
    /// Says which version of the record the user had seen.
    version: text,
    /// Keeps what is typed in this browser tab under this name until it is saved, so that a lost session or
    /// connection loses nothing. The name must differ between two records: `report-42-step-3`.
    keep: text,
    /// Sets the id.
    id: text,
    /// Adds class names.
    classes: text,
    /// Sets the fields and the button.
    body: content,
});

impl Form {
    /// A form that posts to `action`, with the session's token against requests from other sites.
    pub fn post(action: &str, csrf_token: &str) -> Form {
        Form {
            action: action.to_owned(),
            csrf_token: csrf_token.to_owned(),
            idempotency_key: None,
            version: None,
            keep: None,
            id: None,
            classes: None,
            encoding: None,
            body: None,
        }
    }

    /// Sends a file beside the text.
    #[must_use]
    pub fn with_a_file(self) -> Form {
        Form { encoding: Some("multipart/form-data"), ..self }
    }
}

impl Render for Form {
    fn render(&self) -> Markup {
        html! {
            form method="post" action=(self.action) enctype=[self.encoding] novalidate id=[&self.id] class=[&self.classes]
                data-keep=[&self.keep] {
                input type="hidden" name=(CSRF_FIELD) value=(self.csrf_token);
                @if let Some(key) = &self.idempotency_key {
                    input type="hidden" name=(IDEMPOTENCY_FIELD) value=(key);
                }
                @if let Some(version) = &self.version {
                    input type="hidden" name=(VERSION_FIELD) value=(version);
                }
                @if let Some(body) = &self.body { (body) }
            }
        }
    }
}

/// A form with all that a change carries. See [`Form`] for the parts one by one.
pub fn form(
    action: &str,
    csrf_token: &str,
    idempotency_key: &str,
    version: Option<&str>,
    body: Markup,
) -> Markup {
    Form::post(action, csrf_token).idempotency_key(idempotency_key).version(version).body(body).render()
}

/// What is wrong with a form: a sentence for each field, by the id of the field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FormErrors(Vec<FieldError>);

/// What is wrong with one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// The id of the field; empty for an error of the whole form.
    pub field: String,
    /// The sentence for the user.
    pub message: String,
}

impl FormErrors {
    /// Nothing wrong.
    pub fn none() -> FormErrors {
        FormErrors::default()
    }

    /// Adds what is wrong with a field.
    pub fn add(&mut self, field: impl Into<String>, message: impl Into<String>) {
        self.0.push(FieldError { field: field.into(), message: message.into() });
    }

    /// What is wrong with the field of this id; goes straight into `.error(…)` of its component.
    pub fn of(&self, field: &str) -> Option<&str> {
        self.0.iter().find(|error| error.field == field).map(|error| error.message.as_str())
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of it in the order in which it was added.
    pub fn iter(&self) -> impl Iterator<Item = &FieldError> {
        self.0.iter()
    }

    /// The summary for the top of the page, each error linked to its field; nothing when nothing is wrong.
    pub fn summary(&self) -> Markup {
        if self.is_empty() {
            return html! {};
        }
        self.0
            .iter()
            .fold(ErrorSummary::new(), |summary, error| {
                let href = Some(format!("#{}", error.field)).filter(|_| !error.field.is_empty());
                summary.error(error.message.as_str(), href)
            })
            .render()
    }
}

impl FromIterator<FieldError> for FormErrors {
    fn from_iter<I: IntoIterator<Item = FieldError>>(errors: I) -> FormErrors {
        FormErrors(errors.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_is_linked_to_its_field() {
        let mut errors = FormErrors::none();
        assert_eq!(errors.summary().into_string(), "");
        errors.add("last-seen-month", "Date last seen must include a month");
        errors.add("", "Somebody else has changed this");
        let summary = errors.summary().into_string();
        assert!(summary.contains("<a href=\"#last-seen-month\">Date last seen must include a month</a>"));
        assert!(summary.contains("<li>Somebody else has changed this</li>"));
        assert_eq!(errors.of("last-seen-month"), Some("Date last seen must include a month"));
        assert_eq!(errors.of("last-seen-day"), None);
    }

    #[test]
    fn a_form_carries_token_key_and_version() {
        let shown = form("/reports", "t<oken", "key-1", Some("7"), html! { p { "x" } }).into_string();
        assert!(shown.contains("name=\"csrf\" value=\"t&lt;oken\""), "{shown}");
        assert!(shown.contains("name=\"idempotency_key\" value=\"key-1\""), "{shown}");
        assert!(shown.contains("name=\"version\" value=\"7\""), "{shown}");
    }
}
