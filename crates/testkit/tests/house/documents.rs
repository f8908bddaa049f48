//! Documents stay true: a link leads somewhere, an invariant names a test that exists, a decision is in
//! its index.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use crate::{Document, assert_none, documents, root, rust_sources};

fn markdown() -> Vec<Document> {
    documents().into_iter().filter(|document| document.path.ends_with(".md")).collect()
}

#[test]
fn every_link_leads_somewhere() {
    let mut breaches = Vec::new();
    for document in markdown() {
        for link in links(&document.text) {
            if let Err(reason) = follow(&document, &link) {
                breaches.push(format!("{}: ({link}) {reason}", document.path));
            }
        }
    }
    assert_none("a relative link in a document leads to a file and a heading that exist:", &breaches);
}

/// The targets of the inline links and pictures in a Markdown text, outside code.
fn links(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut in_code = false;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            in_code = !in_code;
        } else if !in_code {
            // Odd pieces between backticks are code.
            let prose: String = line.split('`').step_by(2).collect::<Vec<_>>().join("`");
            for rest in prose.split("](").skip(1) {
                let target = rest.split([')', ' ']).next().unwrap_or_default();
                found.push(target.to_owned());
            }
        }
    }
    found
}

/// Whether a link written in `document` leads anywhere. Links to the web are not followed.
fn follow(document: &Document, link: &str) -> Result<(), &'static str> {
    if link.contains("://") || link.starts_with("mailto:") {
        return Ok(());
    }
    let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
    let path = if file.is_empty() {
        PathBuf::from(&document.path)
    } else {
        let folder = Path::new(&document.path).parent().unwrap_or(Path::new(""));
        within_the_project(&folder.join(file)).ok_or("leaves the project")?
    };
    let full = root().join(&path);
    if !full.exists() {
        return Err("no such file");
    }
    if anchor.is_empty() {
        return Ok(());
    }
    let text = std::fs::read_to_string(full).map_err(|_| "has no headings")?;
    if headings(&text).contains(anchor) { Ok(()) } else { Err("no such heading") }
}

/// `docs/guides/../glossary.md` as `docs/glossary.md`; nothing if it leads above the root.
fn within_the_project(path: &Path) -> Option<PathBuf> {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => {
                if !plain.pop() {
                    return None;
                }
            }
            Component::CurDir => {}
            Component::Normal(name) => plain.push(name),
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(plain)
}

/// The anchors that a forge gives the headings of a text.
fn headings(text: &str) -> BTreeSet<String> {
    text.lines()
        .filter(|line| line.starts_with('#'))
        .map(|line| {
            line.trim_start_matches('#')
                .trim()
                .to_lowercase()
                .chars()
                .filter(|letter| letter.is_alphanumeric() || matches!(letter, ' ' | '-' | '_'))
                .map(|letter| if letter == ' ' { '-' } else { letter })
                .collect()
        })
        .collect()
}

/// The last column of the table under "Invariants" names tests, each in backticks.
#[test]
fn every_invariant_is_held_by_a_test_that_exists() {
    let text = std::fs::read_to_string(root().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md is there");
    let tests = test_names();
    let rows: Vec<&str> = text
        .lines()
        .skip_while(|line| !line.starts_with("## Invariants"))
        .skip(1)
        .take_while(|line| !line.starts_with("## "))
        .filter(|line| {
            line.starts_with("| ") && !line.starts_with("| Invariant") && !line.starts_with("| ---")
        })
        .collect();
    assert!(rows.len() >= 10, "the table of invariants has been cut to {} rows", rows.len());

    let mut breaches = Vec::new();
    for row in rows {
        let held_by = row.trim_end_matches(" |").rsplit(" | ").next().unwrap_or_default();
        let named: Vec<&str> = held_by.split('`').skip(1).step_by(2).collect();
        if named.is_empty() {
            breaches.push(format!("no test: {row}"));
        }
        for test in named.into_iter().filter(|test| !tests.contains(*test)) {
            breaches.push(format!("no test is called {test}"));
        }
    }
    assert_none("an invariant in ARCHITECTURE.md is held by a test:", &breaches);
}

/// The names of all functions in Rust sources that stand under a test attribute, or in a `proptest!` block.
fn test_names() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for source in rust_sources() {
        let mut under_attribute = false;
        for line in source.text.lines().map(str::trim) {
            if line.starts_with("#[test]") || line.starts_with("#[tokio::test") {
                under_attribute = true;
            } else if let Some((_, rest)) = line.split_once("fn ") {
                if under_attribute {
                    names.insert(rest.split(['(', '<']).next().unwrap_or_default().to_owned());
                }
                under_attribute = false;
            }
        }
    }
    names
}

#[test]
fn every_decision_is_in_the_index() {
    let folder = root().join("docs/decisions");
    let index = std::fs::read_to_string(folder.join("README.md")).expect("the decisions have an index");
    let mut breaches = Vec::new();
    for entry in std::fs::read_dir(&folder).expect("there are decisions") {
        let name = entry.expect("a folder can be read").file_name().into_string().expect("names are UTF-8");
        if name != "README.md" && !index.contains(&format!("]({name})")) {
            breaches.push(name.clone());
        }
        let text = std::fs::read_to_string(folder.join(&name)).expect("a decision is text");
        for heading in ["## Context", "## Decision", "## Consequences"] {
            if name != "README.md" && !text.contains(heading) {
                breaches.push(format!("{name} has no {heading:?}"));
            }
        }
    }
    assert_none(
        "a decision is one page with context, decision and consequences, and in the index:",
        &breaches,
    );
}

/// Every role of `protocols/roles.toml` is explained, so that no page shows a word that nobody can look up.
#[test]
fn every_role_is_in_the_glossary() {
    let roles = std::fs::read_to_string(root().join("protocols/roles.toml")).expect("roles are data");
    let glossary = std::fs::read_to_string(root().join("docs/glossary.md")).expect("there is a glossary");
    // The levels of a disagreement share one line.
    let breaches: Vec<String> = roles
        .lines()
        .filter_map(|line| line.strip_prefix("id = "))
        .map(|id| id.trim_matches('"').to_owned())
        .filter(|id| !matches!(id.as_str(), "level_2" | "level_3"))
        .filter(|id| !glossary.contains(&format!("`{id}`")))
        .collect();
    assert_none("the glossary explains every role:", &breaches);
}
