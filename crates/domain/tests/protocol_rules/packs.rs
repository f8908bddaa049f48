//! The packs that ship, and which version governs what.

use domain::protocol::packs::{Packs, SourceFile};
use jiff::civil::date;

#[test]
fn built_in_packs_are_without_mistakes() {
    if let Err(mistakes) = Packs::built_in_and(&[]) {
        panic!("{}", mistakes.iter().map(|mistake| format!("{mistake}\n")).collect::<String>());
    }
}

const BASELINE: &str = include_str!("../../../../protocols/app-baseline.toml");

fn baseline(version: &str, from: &str) -> String {
    BASELINE.replace(
        "version = \"1\"\neffective_from = 2015-01-01",
        &format!("version = \"{version}\"\neffective_from = {from}"),
    )
}

#[test]
fn an_episode_is_governed_by_the_version_in_force_when_it_began() {
    let second = baseline("2", "2026-04-01");
    let packs = Packs::built_in_and(&[SourceFile { name: "second.toml", text: &second }]).unwrap();
    let version = |on| packs.in_force("app-baseline", on).map(|loaded| loaded.pack.version.clone());
    assert_eq!(version(date(2026, 3, 31)).as_deref(), Some("1"));
    assert_eq!(version(date(2026, 4, 1)).as_deref(), Some("2"));
    assert_eq!(version(date(2014, 12, 31)), None);
    assert!(packs.version("app-baseline", "1").is_some(), "the version it began under is kept");
}

#[test]
fn a_pack_of_the_same_id_and_version_takes_the_place_of_the_built_in_one() {
    let own = BASELINE.replace("immediate = \"PT30M\"", "immediate = \"PT10M\"");
    let packs = Packs::built_in_and(&[SourceFile { name: "own/app-baseline.toml", text: &own }]).unwrap();
    assert_eq!(packs.versions("app-baseline").len(), 1);
    assert_eq!(packs.versions("app-baseline")[0].pack.immediate.as_mins(), 10);
}

#[test]
fn an_unknown_pack_is_named_with_the_nearest() {
    let packs = Packs::built_in();
    let error = packs.governing("northamtonshire", jiff::Timestamp::UNIX_EPOCH).unwrap_err();
    assert_eq!(
        error.to_string(),
        "unknown pack \"northamtonshire\"; the nearest is \"northamptonshire\"; expected one of app-baseline, northamptonshire"
    );
}

#[test]
fn what_began_before_any_version_is_governed_by_the_first() {
    let packs = Packs::built_in();
    let loaded = packs.governing("app-baseline", jiff::Timestamp::UNIX_EPOCH).unwrap();
    assert_eq!(loaded.pack.version, "1");
}
