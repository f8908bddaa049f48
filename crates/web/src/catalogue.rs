//! Every sentence a user reads, by its message id, from `locales/`.
//!
//! Pages write `t!("message-id")` or `t!("message-id", "name" => value)` and get plain text, which maud
//! escapes like any other. Ids that are put together from a code of the domain (a refusal, a role, a duty)
//! go through [`family`], so that one list in `tests/components_catalogue.rs` says which families exist and why.

mod moment;
mod sources;

pub use moment::{
    Countdown, clock_time, clock_time_to_second, countdown, date_long, duration, elapsed_since, instant,
    instant_among, weekday_and_day,
};
pub use sources::ENGLISH;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use std::sync::LazyLock;
use unic_langid::LanguageIdentifier;

/// A language in which pages can be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// British English, in which every message is written first.
    English,
}

impl Language {
    /// The value of `<html lang>`.
    pub fn tag(self) -> &'static str {
        match self {
            Language::English => "en",
        }
    }
}

/// The text of a message: `t!("id")`, or `t!("id", "name" => value, …)` where it has arguments.
///
/// `tests/components_catalogue.rs` reads the source for these calls: an id that is not in the catalogue, and a message
/// that nothing uses, both fail the tests.
macro_rules! t {
    ($id:literal) => {
        $crate::catalogue::text_in($crate::catalogue::Language::English, $id, None)
    };
    ($id:literal, $($name:literal => $value:expr),+ $(,)?) => {{
        let mut arguments = ::fluent_bundle::FluentArgs::new();
        $( arguments.set($name, $value); )+
        $crate::catalogue::text_in($crate::catalogue::Language::English, $id, Some(&arguments))
    }};
}
pub(crate) use t;

/// The text of the message `<family>-<code>`, where the code comes from the domain or a protocol pack:
/// `family("refusal", refusal.code(), None)`.
///
/// Underscores in a code are read as hyphens, for message ids are written with hyphens. `None` when the
/// catalogue has no such message, which for a code out of a pack of another area is to be expected.
pub fn family(family: &str, code: &str, arguments: Option<&FluentArgs<'_>>) -> Option<String> {
    let id = format!("{family}-{}", code.replace('_', "-"));
    lookup(Language::English, &id, arguments)
}

/// The text of a message in a language. Pages use the macro `t!`, which calls this.
///
/// A missing message shows its id rather than nothing, and is reported to the operator; the tests make sure
/// that it does not happen.
pub fn text_in(language: Language, id: &str, arguments: Option<&FluentArgs<'_>>) -> String {
    lookup(language, id, arguments).unwrap_or_else(|| {
        tracing::error!(id, "a message is missing from the catalogue");
        id.to_owned()
    })
}

fn lookup(language: Language, id: &str, arguments: Option<&FluentArgs<'_>>) -> Option<String> {
    let bundle = match language {
        Language::English => &*ENGLISH_BUNDLE,
    };
    let pattern = bundle.get_message(id)?.value()?;
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, arguments, &mut errors).into_owned();
    if !errors.is_empty() {
        tracing::error!(id, ?errors, "a message could not be filled in");
    }
    Some(text)
}

static ENGLISH_BUNDLE: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| {
    let british: LanguageIdentifier = "en-GB".parse().expect("en-GB is a language tag");
    let mut bundle = FluentBundle::new_concurrent(vec![british]);
    // The marks that isolate right-to-left arguments would show up in titles, attributes and searches;
    // names are isolated by `<bdi>` in the pages instead.
    bundle.set_use_isolating(false);
    for (_, source) in ENGLISH {
        // A broken entry must not take the service down: the tests refuse it, the rest is shown.
        let resource = match FluentResource::try_new((*source).to_owned()) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        bundle.add_resource_overriding(resource);
    }
    bundle
});
