//! Task lists: those that ship are without mistakes, an area can have its own, and each mistake is named with its place.

use domain::protocol::packs::{Packs, SourceFile};

const LISTS: &str = include_str!("../../../../protocols/task-lists.toml");

/// What is said of lists in which one text has been replaced by another.
fn mistakes(from: &str, to: &str) -> String {
    assert!(LISTS.contains(from), "the lists no longer say {from:?}");
    let text = LISTS.replacen(from, to, 1);
    let read = Packs::built_in().validate_task_lists(SourceFile { name: "task-lists.toml", text: &text });
    let said = |line: String| match line.split_once("; expected one of ") {
        Some((said, _)) => format!("{said}; expected one of …"),
        None => line,
    };
    let found = read.err().unwrap_or_default();
    found.iter().map(|mistake| said(mistake.to_string())).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_lists_that_ship_cover_the_categories() {
    let packs = Packs::built_in();
    let lists = packs.task_lists();
    for id in [
        "high_risk",
        "child_from_care",
        "child_from_home",
        "dementia",
        "despondent",
        "learning_disability",
        "abduction",
        "hospital",
        "baby",
        "medical",
    ] {
        assert!(lists.get(id).is_some_and(|list| !list.tasks.is_empty()), "{id}");
    }
}

const OURS: &str = "[[list]]\nid = \"ours\"\ntitle = \"Ours\"\nsource = \"Local\"\n\n[[list.task]]\nid = \"one\"\n\
    title = \"Ring the ferry\"\nowner = \"police_io\"\ndue_after = \"PT1H\"\nsource = \"Local\"\nbasis = \"local default\"\n";

#[test]
fn an_area_puts_its_own_file_in_place_of_the_one_built_in_and_keeps_what_is_set_without_anybody_asking() {
    let own = SourceFile { name: "area/task-lists.toml", text: OURS };
    let packs = Packs::built_in_and(&[own]).unwrap();
    let (ours, built_in) = (packs.task_lists(), Packs::built_in());
    let ids: Vec<&str> = ours.0.iter().map(|list| list.id.as_str()).collect();
    assert_eq!(ids, ["ours", "checks_to_make", "opened_again"]);
    assert_eq!(ours.get("checks_to_make"), built_in.task_lists().get("checks_to_make"));
}

#[test]
fn an_area_without_the_roles_of_what_is_set_without_anybody_asking_is_told_to_say_whose_it_is() {
    let roles =
        include_str!("../../../../protocols/roles.toml").replace("\"police_officer\"", "\"constable\"");
    let files = [
        SourceFile { name: "area/roles.toml", text: &roles },
        SourceFile { name: "area/task-lists.toml", text: OURS },
    ];
    let said: Vec<String> =
        Packs::built_in_and(&files).unwrap_err().iter().map(ToString::to_string).collect();
    let missing = "area/task-lists.toml:1:1: the list \"checks_to_make\" is missing, and roles.toml lacks a role of the one built in";
    assert!(said.contains(&missing.to_owned()), "{said:#?}");
}

#[test]
fn each_mistake_is_named_with_its_place() {
    let each = [
        ("owner = \"police_supervisor\"", "owner = \"police_superviser\""),
        ("due_after = \"PT1H\"", "due_after = \"P1D\""),
        ("markers = [\"dementia\"]", "markers = [\"demetia\"]"),
        ("id = \"dementia\"", "id = \"high_risk\""),
        ("done_by = \"sio_appointed\"", "done_by = \"sio\""),
        ("basis = \"local default\"", "bases = \"local default\""),
        ("id = \"baby\"", "id = \"Baby 1\""),
        ("id = \"belongings\"", "id = \"belongins\""),
    ];
    let said: Vec<String> = each.into_iter().map(|(from, to)| mistakes(from, to)).collect();
    insta::assert_snapshot!(said.join("\n"), @r#"
    task-lists.toml:18:9: unknown role "police_superviser"; the nearest is "police_supervisor"; expected one of …
    task-lists.toml:19:13: expected an elapsed duration such as "PT1H", found "P1D"
    task-lists.toml:244:22: unknown marker "demetia"; the nearest is "dementia"; expected one of …
    task-lists.toml:241:6: the list "high_risk" is given twice
    task-lists.toml:30:11: unknown step "sio"; the nearest is "sio_appointed"; expected one of …
    task-lists.toml:14:1: the key "basis" is missing
    task-lists.toml:22:1: unknown key "bases"; the nearest is "basis"; expected one of …
    task-lists.toml:496:6: the id "Baby 1" may have only a-z and _
    task-lists.toml:691:6: the list "checks_to_make" needs the task "belongings"
    "#);
}
