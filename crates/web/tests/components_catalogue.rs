//! The catalogue is whole: every file parses, every message that the source asks for is there with the arguments it
//! needs, and no message is left that nothing asks for.

#![allow(clippy::unwrap_used, reason = "what is not as expected fails the test")]
#![allow(clippy::wildcard_enum_match_arm, reason = "the enums of JSON, HTML and Fluent are not ours")]

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser::parse;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Messages whose ids are put together from a code, and where the codes come from.
const FAMILIES: &[(&str, &str)] = &[
    ("account-change", "what happened to an account, in pages/accounts/view.rs"),
    ("act", "the word of an act, in acts/words.rs"),
    ("action", "what was asked for and denied, in pages/errors/view.rs"),
    ("act-group", "a group of acts, in acts/words.rs"),
    ("act-hint", "the word of an act, in acts/words.rs"),
    ("answer-problem", "the code of an answer that cannot be read, in acts/words.rs"),
    ("assessor", "who assesses risk"),
    ("care-basis", "the basis of care"),
    ("comparable-at", "where somebody was found, in pages/comparable"),
    ("comparable-by", "who found somebody, in pages/comparable"),
    ("comparable-criterion", "by what times missing are compared, in pages/comparable"),
    ("comparable-ending", "how a time missing ended, in pages/comparable"),
    ("comparable-indicator", "what a record says of exploitation, in pages/comparable"),
    ("comparable-part", "the part of a day, in pages/comparable"),
    ("comparable-value", "what is known by a criterion, in pages/comparable"),
    ("consideration", "a consideration of risk"),
    ("check", "a check that a reporter can make"),
    ("check-made", "where a check stands"),
    ("credibility", "how a source knows"),
    ("declined-by", "who declined"),
    ("duty-state", "the state of a duty"),
    ("end-of-attempt", "how an attempt ended"),
    ("episode-significance", "what an episode means for the child"),
    ("event", "the name of an event, in acts/words.rs"),
    ("explain", "the code of a step of an explanation, in pages/episode/why.rs"),
    ("field", "the field of an act, in acts/words.rs"),
    ("field-hint", "the field of an act, in acts/words.rs"),
    ("grade", "the grade of risk"),
    ("held", "whether something is held by which somebody can be identified"),
    ("home-check", "what a home has checked, on its form"),
    ("incident-class", "the class of an incident"),
    ("incident-class-hint", "the class of an incident"),
    ("interview-kind", "the kind of an interview"),
    ("marker", "the kind of a marker"),
    ("mash-rating", "the rating of the hub"),
    ("occasion", "why a meeting is held"),
    ("origin", "where information comes from"),
    ("paper", "a label of a paper, in papers/mod.rs"),
    ("placement-kind", "the kind of a placement"),
    ("placement-where", "where a placement lies"),
    ("pre-incident-form", "a form filled in beforehand"),
    ("policy", "the policy that denied it, in pages/errors/view.rs"),
    ("referral", "whether a referral is made"),
    ("refusal", "the code of a refusal, in acts/words.rs"),
    ("refusal-then", "the code of a refusal, in acts/words.rs"),
    ("reliability", "how far a source can be relied on"),
    ("report-field", "a question of the report"),
    ("report-hint", "a question of the report"),
    ("sex", "the sex that is recorded"),
    ("significance", "whether information matters"),
    ("standing", "whether the person is missing"),
    ("task-outcome", "what became of a task"),
    ("yes-or-no", "yes or no"),
    ("body-condition", "how far a body has changed"),
    ("build", "build"),
    ("candidate-standing", "where a candidate stands, in pages/unidentified"),
    ("eye-colour", "the colour of eyes"),
    ("found-setting", "in what kind of place somebody was found"),
    ("found-to", "how exactly it is known when somebody was found"),
    ("hair-colour", "the colour of hair"),
    ("hair-length", "the length of hair"),
    ("mark-kind", "the kind of a mark"),
    ("body-part", "the part of the body"),
    ("mark-side", "the side of the body"),
    ("identified-by", "by what somebody is excluded or identified"),
    ("marks-listing", "how complete a list of marks is"),
    ("agreement", "how the parts of two marks agree, in pages/unidentified/desk"),
    ("desk-decide", "a decision on a pair, in pages/unidentified/desk"),
    ("desk-short", "whether a reason speaks for a pair, in pages/unidentified/desk"),
    ("desk-showing", "which candidates are shown, in pages/unidentified/desk"),
    ("desk-verdict", "how two sides compare, in pages/unidentified/desk"),
    ("desk-will", "what a decision does, in pages/unidentified/desk"),
    ("laboratory", "what a laboratory compares, in pages/unidentified/desk"),
    ("side-of-match", "whose facts have changed, in pages/unidentified/desk"),
    ("match-feature", "what is compared, in pages/unidentified"),
    ("weighing-matter", "what is compared of two records, in pages/merging/weighing.rs"),
    ("weighing-nothing", "why it counts for nothing, in pages/merging/weighing.rs"),
    ("told-audience", "who was told who somebody is"),
    ("unidentified-kind", "what was found"),
    ("unidentified-outcome", "how a record came to its end"),
    ("unidentified-standing", "where a record stands, in pages/unidentified"),
    ("month-long", "the number of a month, in catalogue/moment.rs"),
    ("month-short", "the number of a month, in catalogue/moment.rs"),
];

/// The messages of every English file: id, and the names of its arguments.
fn messages() -> BTreeMap<String, BTreeSet<String>> {
    let mut found = BTreeMap::new();
    for (file, source) in web::catalogue::ENGLISH {
        let resource = parse(*source).unwrap_or_else(|(_, errors)| panic!("{file}: {errors:?}"));
        for entry in resource.body {
            match entry {
                Entry::Message(message) => {
                    let mut arguments = BTreeSet::new();
                    let text =
                        message.value.unwrap_or_else(|| panic!("{file}: {} says nothing", message.id.name));
                    arguments_of(&text, &mut arguments);
                    let before = found.insert(message.id.name.to_owned(), arguments);
                    assert!(before.is_none(), "{file}: {} stands twice", message.id.name);
                }
                Entry::Junk { content } => panic!("{file}: cannot be read: {content}"),
                Entry::Term(term) => panic!("{file}: a term, which nothing reads: {}", term.id.name),
                Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => {}
            }
        }
    }
    found
}

fn arguments_of(pattern: &Pattern<&str>, found: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else {
            continue;
        };
        match expression {
            Expression::Inline(inline) => argument_of(inline, found),
            Expression::Select { selector, variants } => {
                argument_of(selector, found);
                variants.iter().for_each(|variant| arguments_of(&variant.value, found));
            }
        }
    }
}

fn argument_of(inline: &InlineExpression<&str>, found: &mut BTreeSet<String>) {
    if let InlineExpression::VariableReference { id } = inline {
        found.insert(id.name.to_owned());
    }
}

/// The calls of `t!` in the source: place, id, and the names of the arguments given.
fn calls() -> Vec<(String, String, BTreeSet<String>)> {
    let mut files = Vec::new();
    rust_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    let mut found = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        let code = code_of(&text);
        for (at, _) in code.match_indices("t!(") {
            // `assert!(` and `format!(` end in the same letters.
            let other = code[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_');
            if other || !code[at + 3..].trim_start().starts_with('"') {
                continue;
            }
            let call = call_from(&code[at + 2..]);
            let mut literals = call.split('"').skip(1).step_by(2);
            let id = literals.next().unwrap().to_owned();
            let names = call
                .match_indices("\" =>")
                .map(|(end, _)| call[..end].rsplit('"').next().unwrap().to_owned())
                .collect();
            found.push((file.display().to_string(), id, names));
        }
    }
    assert!(!found.is_empty());
    found
}

/// The lines that are code: a comment may show an example.
fn code_of(text: &str) -> String {
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// What stands between the parenthesis at the beginning and the one that closes it.
fn call_from(text: &str) -> &str {
    let (mut depth, mut quoted, mut escaped) = (0_i32, false, false);
    for (at, letter) in text.char_indices() {
        match letter {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &text[..at];
        }
    }
    text
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

fn of_a_family(id: &str) -> bool {
    FAMILIES.iter().any(|(family, _)| id.starts_with(&format!("{family}-")))
}

#[test]
fn every_message_that_the_source_asks_for_is_there_with_its_arguments() {
    let messages = messages();
    let mut problems = Vec::new();
    for (place, id, given) in calls() {
        match messages.get(&id) {
            None => problems.push(format!("{place}: no message {id}")),
            // Of a call inside the call, the inner arguments are counted to the outer one too.
            Some(needed) if !needed.is_subset(&given) => {
                problems.push(format!("{place}: {id} needs {needed:?}, given {given:?}"));
            }
            Some(_) => {}
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn no_message_is_left_over() {
    let used: BTreeSet<String> = calls().into_iter().map(|(_, id, _)| id).collect();
    let left: Vec<String> =
        messages().into_keys().filter(|id| !used.contains(id) && !of_a_family(id)).collect();
    assert!(left.is_empty(), "nothing asks for {left:?}; if their ids are put together, name the family");
}

#[test]
fn every_family_has_members_and_a_caller() {
    let messages = messages();
    let mut files = Vec::new();
    rust_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    let source: String = files.iter().map(|file| std::fs::read_to_string(file).unwrap()).collect();
    for (family, reason) in FAMILIES {
        assert!(
            messages.keys().any(|id| id.starts_with(&format!("{family}-"))),
            "{family} ({reason}) has no message"
        );
        assert!(source.contains(&format!("\"{family}\"")), "nothing asks for the family {family} ({reason})");
    }
}

#[test]
fn every_file_of_the_catalogue_is_built_in() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../locales/en");
    let on_disk: BTreeSet<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    let built_in: BTreeSet<String> =
        web::catalogue::ENGLISH.iter().map(|(file, _)| (*file).to_owned()).collect();
    assert_eq!(on_disk, built_in);
}

#[test]
fn words_do_not_stand_in_the_way_of_a_script() {
    // The scripts fill these in themselves: the names in braces must reach them.
    let text = web::catalogue::family("script", "connection_lost", None).unwrap();
    assert!(text.contains("{time}"), "{text}");
}
