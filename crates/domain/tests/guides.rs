//! The guides say what the code says.

use std::{fs, path::Path};

/// The words that the last `name()` of a source file gives.
fn words_in(source: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(source);
    let text = fs::read_to_string(&path).expect("the source is there");
    let (_, names) = text.rsplit_once("pub fn name(").expect("the source names its events");
    names
        .lines()
        .take_while(|line| *line != "}")
        .filter_map(|line| line.split_once("=> \""))
        .filter_map(|(_, rest)| rest.split_once('"'))
        .map(|(word, _)| word.to_owned())
        .collect()
}

#[test]
fn the_guide_lists_every_event() {
    let guide = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/guides/events.md");
    let guide = fs::read_to_string(guide).unwrap();
    let sources = ["person.rs", "incident.rs", "episode/event.rs", "placement.rs", "meeting.rs", "rota.rs"];
    let mut words: Vec<String> = sources.into_iter().flat_map(words_in).collect();
    words.extend(domain::episode::Step::ALL.iter().map(|step| step.word().to_owned()));
    words.push("corrected".to_owned());
    assert!(words.len() > 70, "the words of the events are no longer found where this test looks: {words:?}");
    let missing: Vec<&String> = words.iter().filter(|word| !guide.contains(&format!("`{word}`"))).collect();
    assert!(missing.is_empty(), "docs/guides/events.md does not tell of {missing:?}");
}
