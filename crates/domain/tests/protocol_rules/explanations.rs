//! Why a duty stands as it does: every step has its message, with the arguments that it needs.

use std::collections::{BTreeMap, BTreeSet};

use domain::protocol::evaluate;
use domain::protocol::explain::{Step, explain};
use domain::protocol::packs::Packs;
use domain::protocol::scenario::Scenario;

use crate::tables::{TABLES, table};

/// Every step of every duty of every row of the tables, with the duty it explains.
fn steps() -> Vec<(String, Step)> {
    let packs = Packs::built_in();
    let mut found = Vec::new();
    for (name, text) in TABLES {
        let table = table(name, text);
        for row in &table.scenarios {
            let scenario = Scenario::read(&row.scenario(&table)).unwrap();
            let loaded = packs.governing(&scenario.pack, scenario.began()).unwrap();
            for duty in evaluate(&loaded.pack, &loaded.calendar, &scenario.case, scenario.as_of) {
                let steps = explain(&loaded.pack, &loaded.calendar, &scenario.case, scenario.as_of, &duty);
                found.extend(steps.into_iter().map(|step| (duty.rule.id.0.clone(), step)));
            }
        }
    }
    found
}

/// The messages of the catalogue: id and the arguments that its text names.
fn messages() -> BTreeMap<String, BTreeSet<String>> {
    let text = include_str!("../../../../locales/en/explain.ftl");
    let lines = text.lines().filter_map(|line| line.strip_prefix("explain-")?.split_once(" = "));
    let arguments = |text: &str| {
        text.split("{ $")
            .skip(1)
            .filter_map(|rest| rest.split_once(" }"))
            .map(|(name, _)| name.to_owned())
            .collect()
    };
    lines.map(|(code, text)| (code.to_owned(), arguments(text))).collect()
}

#[test]
fn every_step_has_a_message_and_every_message_a_step() {
    let messages = messages();
    let mut used = BTreeSet::new();
    for (duty, step) in steps() {
        let needed =
            messages.get(step.code).unwrap_or_else(|| panic!("{duty}: no message explain-{}", step.code));
        let given: BTreeSet<String> = step.arguments.iter().map(|(name, _)| (*name).to_owned()).collect();
        assert!(needed.is_subset(&given), "{duty}: explain-{} needs {needed:?}, given {given:?}", step.code);
        used.insert(step.code.to_owned());
    }
    let unused: Vec<&String> = messages.keys().filter(|code| !used.contains(*code)).collect();
    assert!(unused.is_empty(), "no row of a table shows {unused:?}");
}

#[test]
fn a_meeting_is_explained_from_its_trigger_to_its_source() {
    let steps = steps();
    let of_a_meeting = steps.iter().skip_while(|(duty, _)| duty != "strategy_meeting");
    let codes: Vec<&str> = of_a_meeting.map(|(_, step)| step.code).take(8).collect();
    let whole = [
        "trigger-after-start",
        "due-first-slot",
        "state-pending",
        "kind-ends",
        "owner",
        "chair",
        "source",
        "reading",
    ];
    assert_eq!(codes, whole);
}
