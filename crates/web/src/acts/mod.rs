//! What can be recorded, described once: the same description is a form on a page, a body of the interface for
//! programs, and its schema.
//!
//! Read [`form`] for what a description is, then the tables of acts: [`risk`], [`case`], [`report`], [`after`],
//! [`room`], [`joint`], [`person`], [`unidentified`]. [`read`] turns what was typed into an act, [`prefill`] turns an entry into what would have been
//! typed, [`fields`] draws the fields, [`words`] holds their names, [`schema`] says the same to programs.

mod after;
pub mod beginning;
mod case;
pub mod fields;
pub mod form;
mod joint;
pub(crate) mod limits;
mod packs;
mod person;
pub mod prefill;
pub mod read;
mod report;
mod risk;
mod room;
pub mod sample;
pub mod schema;
pub(crate) mod time;
mod unidentified;
mod values;
pub mod words;

pub use form::{About, ActForm, Field, Group, Kind, Offered, Raised, Referred, Required};
pub use packs::pack_word;
pub use read::{Problem, Subject, Unreadable, parse, parse_correction};
pub(crate) use time::{instant, month_number, write_date, write_instant};
pub use values::Values;

use std::sync::LazyLock;

static FORMS: LazyLock<Vec<ActForm>> = LazyLock::new(|| {
    [
        risk::forms(),
        case::forms(),
        report::forms(),
        after::forms(),
        room::forms(),
        joint::forms(),
        person::forms(),
        unidentified::forms(),
    ]
    .concat()
});

/// Every act that has a form, in the order in which a case usually meets them.
#[must_use]
pub fn all() -> &'static [ActForm] {
    &FORMS
}

/// What is wrong with the length of an answer to an act that another page asks for than the act's own; nothing where it fits.
#[must_use]
pub(crate) fn too_long(word: &str, name: &str, text: &str) -> Option<String> {
    let form = find(word)?;
    let field = form.field(name)?;
    let at_most = limits::of(field.kind, name);
    let problem = Problem::TooLong { at_most };
    let wrong = Unreadable { field: field.name, control: name.to_owned(), problem };
    (text.chars().count() > at_most).then(|| words::problem(form, &wrong))
}

/// The act of that word.
#[must_use]
pub fn find(word: &str) -> Option<&'static ActForm> {
    FORMS.iter().find(|form| form.word == word)
}
