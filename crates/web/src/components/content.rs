//! What a component shows, and the macro that writes the methods by which it is refined.

use maud::{Markup, Render};

/// What a component shows: text, which is escaped, or markup made by maud.
#[derive(Debug, Clone)]
pub enum Content {
    /// Text as a person wrote it; escaped when shown.
    Text(String),
    /// Markup made by maud.
    Markup(Markup),
}

impl Render for Content {
    fn render_to(&self, buffer: &mut String) {
        match self {
            Content::Text(text) => text.render_to(buffer),
            Content::Markup(markup) => markup.render_to(buffer),
        }
    }
}

impl From<&str> for Content {
    fn from(text: &str) -> Content {
        Content::Text(text.to_owned())
    }
}

impl From<String> for Content {
    fn from(text: String) -> Content {
        Content::Text(text)
    }
}

impl From<&String> for Content {
    fn from(text: &String) -> Content {
        Content::Text(text.clone())
    }
}

impl From<Markup> for Content {
    fn from(markup: Markup) -> Content {
        Content::Markup(markup)
    }
}

/// What an optional part of a component can be given as: the thing itself or an `Option` of it, so that
/// `.error(form.error("surname"))` needs no `if`.
pub trait Given<T> {
    /// The part, if there is one.
    fn given(self) -> Option<T>;
}

impl<T, V: Into<T>> Given<T> for Option<V> {
    fn given(self) -> Option<T> {
        self.map(Into::into)
    }
}

macro_rules! given {
    ($($from:ty => $to:ty),+ $(,)?) => {
        $(impl Given<$to> for $from {
            fn given(self) -> Option<$to> {
                Some(self.into())
            }
        })+
    };
}
given! {
    &str => Content, String => Content, &String => Content, Markup => Content, Content => Content,
    &str => String, String => String, &String => String,
}

/// The step of the type scale in which a label, a legend or a caption is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// As the text around it, in bold.
    Small,
    /// One step above the text.
    Medium,
    /// As the heading of a page.
    Large,
    /// Larger than the heading of a page.
    ExtraLarge,
}

impl Size {
    pub(crate) fn suffix(self) -> &'static str {
        match self {
            Size::Small => "s",
            Size::Medium => "m",
            Size::Large => "l",
            Size::ExtraLarge => "xl",
        }
    }
}

/// Class names joined with spaces, leaving out what is empty.
pub(crate) fn classes(names: &[&str]) -> String {
    let given: Vec<&str> = names.iter().copied().filter(|name| !name.is_empty()).collect();
    given.join(" ")
}

/// Adds a class name to those given before.
pub(crate) fn add_class(all: &mut String, name: &str) {
    if !all.is_empty() && !name.is_empty() {
        all.push(' ');
    }
    all.push_str(name);
}

/// Writes the methods that refine a component, one per option:
/// `content` and `text` take the thing or an `Option` of it, `flag` takes nothing, `class_names` adds to those before.
macro_rules! options {
    ($owner:ty { $($(#[$doc:meta])* $name:ident: $kind:ident),+ $(,)? }) => {
        impl $owner {
            $( $crate::components::content::options!(@one $kind $(#[$doc])* $name); )+
        }
    };
    (@one content $(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[must_use]
        pub fn $name(mut self, $name: impl $crate::components::Given<$crate::components::Content>) -> Self {
            self.$name = $name.given();
            self
        }
    };
    (@one text $(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[must_use]
        pub fn $name(mut self, $name: impl $crate::components::Given<String>) -> Self {
            self.$name = $name.given();
            self
        }
    };
    (@one flag $(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[must_use]
        pub fn $name(mut self) -> Self {
            self.$name = true;
            self
        }
    };
    (@one class_names $(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[must_use]
        pub fn $name(mut self, names: &str) -> Self {
            $crate::components::content::add_class(&mut self.$name, names);
            self
        }
    };
}
pub(crate) use options;

#[cfg(test)]
mod tests {
    use super::*;
    use maud::html;

    #[test]
    fn text_is_escaped_and_markup_is_not() {
        let shown = html! { (Content::from("<b>")) (Content::from(html! { b {} })) };
        assert_eq!(shown.into_string(), "&lt;b&gt;<b></b>");
    }
}
