//! What a form sent, kept pair by pair, so that nothing typed is lost on the way to being saved.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use maud::{Markup, html};

use crate::acts::Values;
use crate::components::{CSRF_FIELD, IDEMPOTENCY_FIELD, VERSION_FIELD};
use crate::problem::Problem;

/// A form with more bytes than this is refused before it is read.
pub(crate) const FORM_BYTES_AT_MOST: usize = 1024 * 1024;

/// What a form sent, in the order in which it stood there.
///
/// The session's gate reads it once; a handler takes it as an argument.
#[derive(Clone, Debug, Default)]
pub struct Posted(Arc<Vec<(String, String)>>);

impl Posted {
    /// What the body of a request holds.
    #[must_use]
    pub fn parse(body: &[u8]) -> Self {
        let fields = form_urlencoded::parse(body).map(|(name, text)| (name.into_owned(), typed(&text)));
        Self(Arc::new(fields.collect()))
    }

    /// These fields.
    #[must_use]
    pub fn from_pairs(pairs: Vec<(String, String)>) -> Self {
        Self(Arc::new(pairs))
    }

    /// What was typed under a name; empty when nothing was.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.0.iter().rev().find(|(sent, _)| sent == name).map_or("", |(_, text)| text)
    }

    /// Everything sent under a name, as ticked boxes send it.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(sent, _)| sent == name).map(|(_, text)| text.as_str())
    }

    /// Every field with its text.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, text)| (name.as_str(), text.as_str()))
    }

    /// The same by name, as acts are read.
    #[must_use]
    pub fn values(&self) -> Values {
        Values::from_pairs(self.0.iter().cloned())
    }

    /// The session's token against requests from other sites.
    #[must_use]
    pub fn csrf(&self) -> &str {
        self.get(CSRF_FIELD)
    }

    /// The key by which a repeated sending counts once.
    #[must_use]
    pub fn idempotency_key(&self) -> &str {
        self.get(IDEMPOTENCY_FIELD)
    }

    /// The version of the record that the user had seen.
    #[must_use]
    pub fn seen_version(&self) -> Option<i64> {
        version_in(self.get(VERSION_FIELD))
    }

    /// Everything again, under names with a prefix, in fields that are not shown; without the token, which dies
    /// with its session.
    #[must_use]
    pub fn kept_under(&self, prefix: &str) -> Markup {
        html! {
            @for (name, text) in self.pairs().filter(|(name, _)| *name != CSRF_FIELD) {
                input type="hidden" name={ (prefix) (name) } value=(text);
            }
        }
    }

    /// The fields that were kept under that prefix, under their own names.
    #[must_use]
    pub fn taken_from_under(&self, prefix: &str) -> Self {
        let kept = self
            .0
            .iter()
            .filter_map(|(name, text)| name.strip_prefix(prefix).map(|name| (name.to_owned(), text.clone())));
        Self(Arc::new(kept.collect()))
    }

    /// As a browser would send it.
    #[must_use]
    pub fn encode(&self) -> String {
        form_urlencoded::Serializer::new(String::new()).extend_pairs(self.pairs()).finish()
    }

    /// The same with one field more.
    #[must_use]
    pub fn with(self, name: &str, text: &str) -> Self {
        let mut pairs = Arc::unwrap_or_clone(self.0);
        pairs.push((name.to_owned(), text.to_owned()));
        Self(Arc::new(pairs))
    }
}

impl<S: Sync> FromRequestParts<S> for Posted {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        Ok(parts.extensions.get::<Self>().cloned().unwrap_or_default())
    }
}

/// The version that a text names: digits and nothing else, for a version counts from nought.
pub(crate) fn version_in(text: &str) -> Option<i64> {
    text.chars().all(|letter| letter.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

/// An address with a query; pairs without a text are left out.
pub(crate) fn address(path: &str, query: &[(&str, &str)]) -> String {
    let mut serializer = form_urlencoded::Serializer::new(String::new());
    for (name, text) in query.iter().filter(|(_, text)| !text.is_empty()) {
        serializer.append_pair(name, text);
    }
    match serializer.finish() {
        query if query.is_empty() => path.to_owned(),
        query => format!("{path}?{query}"),
    }
}

/// A text without the control characters that nobody types and that one of the databases cannot hold.
pub(crate) fn typed(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control() || matches!(letter, '\n' | '\r' | '\t')).collect()
}

/// Whether an address lies within the service, so that signing in cannot be made to lead elsewhere.
pub(crate) fn is_our_own(address: &str) -> bool {
    let within = address.strip_prefix('/').is_some_and(|rest| !rest.starts_with(['/', '\\']));
    within && !address.contains('\\') && !address.contains(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_comes_back_as_it_was() {
        let typed = Posted::parse(b"name=Zo%C3%AB+%26+Ali&csrf=old&tick=a&tick=b&empty=");
        assert_eq!(typed.get("name"), "Zoë & Ali");
        assert_eq!(typed.all("tick").collect::<Vec<_>>(), ["a", "b"]);
        let page = typed.kept_under("kept.").into_string();
        assert!(page.contains(r#"name="kept.name" value="Zoë &amp; Ali""#), "{page}");
        assert!(!page.contains("old"), "{page}");
        let sent_again = Posted::from_pairs(
            typed.pairs().map(|(name, text)| (format!("kept.{name}"), text.to_owned())).collect(),
        );
        assert_eq!(sent_again.taken_from_under("kept.").encode(), typed.encode());
    }

    #[test]
    fn a_version_counts_from_nought() {
        for (sent, read) in [("0", Some(0)), ("17", Some(17)), ("-1", None), ("+1", None), ("", None)] {
            assert_eq!(
                Posted::from_pairs(vec![("version".to_owned(), sent.to_owned())]).seen_version(),
                read
            );
        }
    }

    #[test]
    fn what_nobody_can_type_is_left_out() {
        let typed = Posted::parse(b"what=A%00B%0D%0Aline%09two%1B");
        assert_eq!(typed.get("what"), "AB\r\nline\ttwo");
    }

    #[test]
    fn signing_in_leads_nowhere_else() {
        for (address, ours) in [
            ("/", true),
            ("/episodes/1?tab=2", true),
            ("", false),
            ("//evil.example", false),
            ("/\\evil.example", false),
            ("https://evil.example", false),
            ("/a\nb", false),
            ("/a\0b", false),
        ] {
            assert_eq!(is_our_own(address), ours, "{address:?}");
        }
    }
}
