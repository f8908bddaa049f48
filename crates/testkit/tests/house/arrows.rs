//! Which room may depend on which. ARCHITECTURE.md draws [`ARROWS`]; everything not drawn is forbidden.

use std::collections::{BTreeMap, BTreeSet};

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, Package};

use crate::{assert_none, root, rust_sources};

/// The arrows, in the order and shape of the drawing. `testkit` reaches any room and is not listed.
const ARROWS: &[(&str, &[&str])] = &[
    ("server", &["web", "documents", "typeset", "app", "store", "linkage", "domain"]),
    ("web", &["app", "documents", "domain"]),
    ("typeset", &["documents"]),
    ("documents", &[]),
    ("app", &["store", "linkage", "domain"]),
    ("store", &["domain"]),
    ("domain", &[]),
    ("linkage", &[]),
];

/// Libraries that only some rooms may link, because they are what those rooms keep from the others.
const KEPT_IN: &[(&str, &[&str])] = &[
    ("sqlx", &["store", "testkit"]),
    ("axum", &["web"]),
    ("axum-extra", &["web"]),
    ("tower-http", &["web"]),
    ("maud", &["web"]),
    ("fluent-bundle", &["web"]),
    ("utoipa", &["web"]),
    ("cedar-policy", &["app"]),
    ("clap", &["server"]),
    ("typst", &["typeset"]),
    ("typst-layout", &["typeset"]),
    ("typst-pdf", &["typeset"]),
    ("rand", &["server"]),
    ("parquet", &["server"]),
    ("indicatif", &["server"]),
];

/// All that `domain` may link: dates, identifiers, hashing, spelling names, and reading what it is handed as text. None of
/// it reaches a file, a socket, a clock that we call, or a source of randomness.
const DOMAIN_LIBRARIES: &[&str] = &[
    "jiff",
    "uuid",
    "sha2",
    "hex",
    "serde",
    "serde_json",
    "serde_path_to_error",
    "toml",
    "toml_edit",
    "strsim",
    "thiserror",
    "deunicode",
];

/// How a pure room would learn the time, throw a die or touch the machine. Written in two halves so that
/// this list is not itself a breach of it.
const IMPURE: &[&str] = &[
    concat!("Timestamp::", "now"),
    concat!("Zoned::", "now"),
    concat!("SystemTime::", "now"),
    concat!("Instant::", "now"),
    concat!("Uuid::", "now_v7"),
    concat!("Uuid::", "new_v4"),
    concat!("TimeZone::", "system"),
    concat!("std::", "fs"),
    concat!("std::", "env"),
    concat!("std::", "net"),
    concat!("std::", "thread"),
    concat!("async ", "fn"),
];

fn metadata() -> Metadata {
    MetadataCommand::new()
        .current_dir(root())
        .no_deps()
        .other_options(["--offline".to_owned()])
        .exec()
        .expect("cargo describes the workspace")
}

/// The names `package` depends on, in one kind of dependency.
fn dependencies(package: &Package, kind: DependencyKind) -> BTreeSet<String> {
    package
        .dependencies
        .iter()
        .filter(|dependency| dependency.kind == kind)
        .map(|dependency| dependency.name.clone())
        .collect()
}

#[test]
fn rooms_depend_only_along_the_arrows() {
    let metadata = metadata();
    let rooms: BTreeMap<String, &Package> =
        metadata.packages.iter().map(|package| (package.name.to_string(), package)).collect();
    let mut breaches = Vec::new();
    for (room, package) in rooms.iter().filter(|(room, _)| *room != "testkit") {
        let actual: BTreeSet<String> = dependencies(package, DependencyKind::Normal)
            .into_iter()
            .filter(|name| rooms.contains_key(name))
            .collect();
        match ARROWS.iter().find(|(from, _)| from == room) {
            None => breaches.push(format!("{room} is not in the drawing")),
            Some((_, drawn)) => {
                let drawn: BTreeSet<String> = drawn.iter().map(ToString::to_string).collect();
                breaches.extend(actual.difference(&drawn).map(|to| format!("{room} ─► {to} is not drawn")));
                breaches.extend(
                    drawn.difference(&actual).map(|to| format!("{room} ─► {to} is drawn, not there")),
                );
            }
        }
    }
    assert_none("ARCHITECTURE.md draws every arrow between the rooms, and no other:", &breaches);
}

#[test]
fn only_tests_reach_testkit() {
    let metadata = metadata();
    let rooms: BTreeSet<String> = metadata.packages.iter().map(|package| package.name.to_string()).collect();
    let mut breaches = Vec::new();
    for package in &metadata.packages {
        for kind in [DependencyKind::Normal, DependencyKind::Build] {
            if dependencies(package, kind).contains("testkit") {
                breaches.push(format!("{} reaches testkit outside its tests", package.name));
            }
        }
        for name in dependencies(package, DependencyKind::Development) {
            if rooms.contains(&name) && name != "testkit" {
                breaches.push(format!("the tests of {} reach {name}: go through testkit", package.name));
            }
        }
    }
    assert_none("a room's tests reach other rooms through testkit alone:", &breaches);
}

#[test]
fn sql_http_pages_and_policies_stay_in_their_rooms() {
    let metadata = metadata();
    let mut breaches = Vec::new();
    for package in &metadata.packages {
        let linked = dependencies(package, DependencyKind::Normal);
        for (library, rooms) in KEPT_IN {
            if linked.contains(*library) && !rooms.contains(&package.name.as_str()) {
                breaches.push(format!("{} links {library}, which is for {rooms:?}", package.name));
            }
        }
    }
    assert_none("a library is linked only by the room that keeps it from the others:", &breaches);
}

#[test]
fn domain_links_nothing_that_could_act() {
    let metadata = metadata();
    let domain = metadata.packages.iter().find(|package| package.name.as_str() == "domain");
    let linked = dependencies(domain.expect("there is a room `domain`"), DependencyKind::Normal);
    let breaches: Vec<String> =
        linked.into_iter().filter(|name| !DOMAIN_LIBRARIES.contains(&name.as_str())).collect();
    assert_none("domain links a library that nobody has judged pure:", &breaches);
}

#[test]
fn domain_and_linkage_never_learn_the_time_or_touch_a_file_by_themselves() {
    let mut breaches = Vec::new();
    let pure =
        |path: &str| ["crates/domain/src/", "crates/linkage/src/"].iter().any(|room| path.starts_with(room));
    for source in rust_sources().iter().filter(|source| pure(&source.path)) {
        for (number, line) in source.text.lines().enumerate() {
            for name in IMPURE.iter().filter(|name| line.contains(**name) && !line.trim().starts_with("//")) {
                breaches.push(format!("{}:{}: {name}", source.path, number + 1));
            }
        }
    }
    assert_none("domain and linkage are told the time, and touch nothing:", &breaches);
}

/// ARCHITECTURE.md writes one line for each room, `server   ─► web, app, store, domain`.
#[test]
fn architecture_draws_these_arrows() {
    let text = std::fs::read_to_string(root().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md is there");
    let drawn: Vec<(String, Vec<String>)> = text
        .lines()
        .skip_while(|line| !line.starts_with("## The arrows"))
        .filter_map(|line| line.split_once("─►"))
        .map(|(from, to)| (from.trim().to_owned(), to))
        .filter(|(from, _)| from != "testkit")
        .map(|(from, to)| (from, to.split(',').map(|room| room.trim().to_owned()).collect()))
        .collect();
    let expected: Vec<(String, Vec<String>)> = ARROWS
        .iter()
        .map(|(from, to)| {
            let to = if to.is_empty() { &["nothing"][..] } else { to };
            ((*from).to_owned(), to.iter().map(ToString::to_string).collect())
        })
        .collect();
    assert_eq!(drawn, expected, "the drawing in ARCHITECTURE.md and the list in this file differ");
}
