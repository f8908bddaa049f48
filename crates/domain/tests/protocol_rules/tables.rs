//! The tables beside the packs: each row is a rule, and must come out.

use domain::protocol::calendar::Calendar;
use domain::protocol::duty::Duty;
use domain::protocol::evaluate;
use domain::protocol::packs::Packs;
use domain::protocol::scenario::{Scenario, shown_instant};

use crate::short_form::{Clock, Row, Table};

/// The tables: name and content.
pub(crate) const TABLES: &[(&str, &str)] = &[
    ("northamptonshire", include_str!("../../../../protocols/northamptonshire.scenarios.toml")),
    ("app-baseline", include_str!("../../../../protocols/app-baseline.scenarios.toml")),
];

pub(crate) fn table(name: &str, text: &str) -> Table {
    toml::from_str(text).unwrap_or_else(|error| panic!("{name}: {error}"))
}

#[test]
fn every_row_of_every_table_comes_out() {
    let packs = Packs::built_in();
    let mut wrong = Vec::new();
    for (name, text) in TABLES {
        let table = table(name, text);
        for row in &table.scenarios {
            wrong.extend(
                differences(&packs, &table, row).into_iter().map(|line| format!("{}: {line}", row.rule)),
            );
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_row_shows_a_rule_of_its_own() {
    for (name, text) in TABLES {
        let table = table(name, text);
        let mut rules: Vec<&str> = table.scenarios.iter().map(|row| row.rule.as_str()).collect();
        rules.sort_unstable();
        rules.dedup();
        assert_eq!(rules.len(), table.scenarios.len(), "{name}: two rows have one name");
        assert!(table.scenarios.iter().all(|row| !row.expect.is_empty() || !row.absent.is_empty()));
    }
}

fn differences(packs: &Packs, table: &Table, row: &Row) -> Vec<String> {
    let scenario =
        Scenario::read(&row.scenario(table)).unwrap_or_else(|error| panic!("{}: {error}", row.rule));
    let loaded = packs.governing(&scenario.pack, scenario.began()).unwrap();
    let duties = evaluate(&loaded.pack, &loaded.calendar, &scenario.case, scenario.as_of);
    let clock = row.clock();
    let expected = row.expect.iter().flat_map(|line| check(line, &duties, &clock, &loaded.calendar));
    let present = row.absent.iter().filter_map(|name| {
        let duty = duties.iter().find(|duty| is_named(duty, name))?;
        Some(format!("{name} is {}, expected not to be listed", duty.state.name()))
    });
    expected.chain(present).collect()
}

/// Whether a duty bears a short name: `duty`, `duty#seq` or `duty/of`.
fn is_named(duty: &Duty<'_>, name: &str) -> bool {
    if let Some((id, number)) = name.split_once('#') {
        return duty.rule.id.0 == id && duty.seq == number.parse().ok();
    }
    match name.split_once('/') {
        Some((id, of)) => duty.rule.id.0 == id && duty.of.is_some_and(|found| found.as_str() == of),
        None => duty.rule.id.0 == name,
    }
}

fn check(line: &str, duties: &[Duty<'_>], clock: &Clock, calendar: &Calendar) -> Vec<String> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let Some(duty) = duties.iter().find(|duty| is_named(duty, words[0])) else {
        return vec![format!("{} is not listed, expected {}", words[0], words[1])];
    };
    let mut wrong = Vec::new();
    let mut expect = |field: &str, wanted: String, found: String| {
        if wanted != found {
            wrong.push(format!("{} {field}: expected {wanted}, found {found}", words[0]));
        }
    };
    expect("state", words[1].to_owned(), duty.state.name().to_owned());
    let mut rest = &words[2..];
    while let [field, after @ ..] = rest {
        let moment = match *field {
            "trigger" => Some(Some(duty.trigger)),
            "due" => Some(Some(duty.due)),
            "met" => Some(duty.met_at()),
            _ => None,
        };
        if let Some(found) = moment {
            let (wanted, after) = clock.take(after);
            let found = found.map_or_else(|| "never".to_owned(), |at| shown_instant(at, calendar));
            expect(field, shown_instant(wanted, calendar), found);
            rest = after;
            continue;
        }
        let found = match *field {
            "owner" => duty.owner.0.clone(),
            "chair" => duty.chair.map(|chair| chair.0.clone()).unwrap_or_default(),
            "outcome" => duty.outcome.unwrap_or_default().to_owned(),
            "window" => duty.window_days.map(|days| days.to_string()).unwrap_or_default(),
            other => panic!("{line}: {other} is not a field"),
        };
        expect(field, after[0].to_owned(), found);
        rest = &after[1..];
    }
    wrong
}
