//! What a source file may hold: its length, its opening, what is left behind in it, and that the project
//! speaks of itself alone.

use crate::{assert_none, documents, root, rust_sources};

/// Past this a file holds a second idea; look for it before adding a line here.
const LINES_AT_MOST: usize = 500;

/// Files that are longer all the same, each with the reason why splitting it would make it worse.
const LONGER: &[(&str, &str)] = &[];

/// Nine files in ten are shorter than this, so that the limit stays the exception.
const NINE_IN_TEN_BELOW: usize = 400;

/// Marks of work left undone, halved so that this list does not find itself.
const LEFT_BEHIND: &[&str] = &[concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X:")];

/// Ways in which a test stops telling anything, halved likewise.
const NOT_TESTING: &[&str] =
    &[concat!("#[ign", "ore"), concat!("thread::", "sleep"), concat!("time::", "sleep")];

/// Places of one machine and the surroundings in which the project is written, halved likewise.
/// A stranger must be able to read every line without knowing them.
const SURROUNDINGS: &[&str] = &[
    concat!("/wo", "rk/"),
    concat!("/ro", "ot/"),
    concat!("/ho", "me/"),
    concat!("/Use", "rs/"),
    concat!("../sha", "red"),
    concat!("shared/", "spec"),
    concat!("shared/", "conformance"),
    concat!("shared/", "seeds"),
    concat!("the iss", "ue says"),
    concat!("Clau", "de"),
    concat!("Anthro", "pic"),
    concat!("language ", "model"),
    concat!("registry.", "npmjs"),
    concat!("pypi", ".org"),
    concat!("static.", "crates.io"),
    concat!("deb.", "debian.org"),
];

#[test]
fn files_hold_one_idea() {
    let mut breaches = Vec::new();
    let mut lengths = Vec::new();
    for source in rust_sources() {
        let lines = source.text.lines().count();
        let reasoned = LONGER.iter().any(|(path, _)| *path == source.path);
        lengths.push(lines);
        if lines > LINES_AT_MOST && !reasoned {
            breaches.push(format!("{} has {lines} lines", source.path));
        }
        if lines <= LINES_AT_MOST && reasoned {
            breaches.push(format!("{} is short again: take it off the list", source.path));
        }
    }
    assert_none("a file is at most 500 lines:", &breaches);

    lengths.sort_unstable();
    let ninth_tenth = lengths[lengths.len() * 9 / 10];
    assert!(ninth_tenth <= NINE_IN_TEN_BELOW, "nine files in ten have up to {ninth_tenth} lines");
}

#[test]
fn files_open_with_what_they_are_for() {
    let breaches: Vec<String> = rust_sources()
        .into_iter()
        .filter(|source| !source.text.starts_with("//! "))
        .map(|source| source.path)
        .collect();
    assert_none("a file opens with a `//!` line that says what it is for:", &breaches);
}

#[test]
fn nothing_is_left_behind() {
    let mut breaches = Vec::new();
    for source in rust_sources() {
        breaches.extend(lines_with(&source.path, &source.text, LEFT_BEHIND));
    }
    assert_none("work is finished or not begun:", &breaches);
}

#[test]
fn no_test_is_ignored_or_waits_for_a_clock() {
    let mut breaches = Vec::new();
    for source in rust_sources() {
        let tests = if source.path.contains("/tests/") {
            source.text.as_str()
        } else {
            source.text.split_once("#[cfg(test)]").map_or("", |(_, tests)| tests)
        };
        breaches.extend(lines_with(&source.path, tests, NOT_TESTING));
    }
    assert_none("a known wrong behaviour is asserted as it is; a test sets its own clock:", &breaches);
}

#[test]
fn the_project_speaks_of_itself_alone() {
    let mut breaches = Vec::new();
    for document in documents() {
        // The page of a children's home has an address that begins as a home directory does.
        let text = document.text.replace(concat!("\"/ho", "me/"), "");
        breaches.extend(lines_with(&document.path, &text, SURROUNDINGS));
    }
    assert_none("a file names a place or a thing outside the project:", &breaches);
}

#[test]
fn every_recipe_is_explained() {
    let text = std::fs::read_to_string(root().join("justfile")).expect("there is a justfile");
    let mut breaches = Vec::new();
    let mut previous = "";
    for line in text.lines() {
        let starts_recipe = line.starts_with(|letter: char| letter.is_ascii_lowercase() || letter == '_')
            && line.contains(':')
            && !line.contains(":=");
        if starts_recipe && !previous.starts_with("# ") {
            breaches.push(line.to_owned());
        }
        previous = line;
    }
    assert_none("a recipe has one comment above it that says what it is for:", &breaches);
}

/// `path:line: text` of every line that holds one of `words`.
fn lines_with(path: &str, text: &str, words: &[&str]) -> Vec<String> {
    text.lines()
        .enumerate()
        .filter(|(_, line)| words.iter().any(|word| line.contains(word)))
        .map(|(number, line)| {
            let shown: String = line.trim().chars().take(100).collect();
            format!("{path}:{}: {shown}", number + 1)
        })
        .collect()
}
