//! Each kind of mistake in a pack, and what is said of it: file, line, column, what was expected, the nearest name.

use std::cmp::Ordering;

use domain::protocol::packs::{Packs, SourceFile};

const PACK: &str = include_str!("../../../../protocols/app-baseline.toml");
const COUNTY: &str = include_str!("../../../../protocols/northamptonshire.toml");

/// What is said of a pack in which one text has been replaced by another. Lines are counted from there, so that a pack may
/// grow above it.
fn mistakes(pack: &str, from: &str, to: &str) -> String {
    let before = pack.find(from).expect("the pack still says it");
    let here = pack[..before].matches('\n').count() + 1;
    let text = pack.replacen(from, to, 1);
    let mistakes = match Packs::built_in().validate(SourceFile { name: "pack.toml", text: &text }) {
        Ok(_) => Vec::new(),
        Err(mistakes) => mistakes,
    };
    // Long lists of what would have been right are cut, so that a new event does not change every snapshot.
    let cut = |line: String| match line.split_once("; expected one of ") {
        Some((said, known)) if known.len() > 120 => format!("{said}; expected one of …"),
        Some(_) | None => line,
    };
    let told = mistakes.iter().map(|mistake| cut(from_here(&mistake.to_string(), here)));
    told.collect::<Vec<_>>().join("\n")
}

/// The mistake with its line as a distance from the line of the change; the first line of a pack stays as it is.
fn from_here(mistake: &str, here: usize) -> String {
    let (file, rest) = mistake.split_once(':').expect("a mistake begins with its file");
    let (line, said) = rest.split_once(':').expect("and goes on with its line");
    let line: usize = line.parse().expect("which is a number");
    let place = match line.cmp(&here) {
        _ if line == 1 => "1".to_owned(),
        Ordering::Equal => "here".to_owned(),
        Ordering::Less => format!("here-{}", here - line),
        Ordering::Greater => format!("here+{}", line - here),
    };
    format!("{file}:{place}:{said}")
}

macro_rules! said {
    ($pack:expr, $from:literal => $to:literal, @$said:literal) => {
        insta::assert_snapshot!(mistakes($pack, $from, $to), @$said)
    };
}

#[test]
fn an_unknown_key() {
    said!(PACK, "trigger = \"report\"" => "tigger = \"report\"", @r#"pack.toml:here-3:1: the key "trigger" is missing
pack.toml:here:1: unknown key "tigger"; the nearest is "trigger"; expected one of …"#);
}

#[test]
fn an_unknown_key_at_the_top() {
    said!(PACK, "lookahead = \"P7D\"" => "lookahaed = \"P7D\"", @r#"pack.toml:1:1: the key "lookahead" is missing
pack.toml:here:1: unknown key "lookahaed"; the nearest is "lookahead"; expected one of …"#);
}

#[test]
fn an_unknown_role() {
    said!(PACK, "owner = \"police_supervisor\"" => "owner = \"police_superviser\"", @r#"pack.toml:here:9: unknown role "police_superviser"; the nearest is "police_supervisor"; expected one of …"#);
}

#[test]
fn an_unknown_event() {
    said!(PACK, "met_by = \"risk_assessed\"" => "met_by = \"risk_asessed\"", @r#"pack.toml:here:10: unknown event "risk_asessed"; the nearest is "risk_assessed"; expected one of …"#);
}

#[test]
fn an_unknown_trigger() {
    said!(PACK, "trigger = \"report\"" => "trigger = \"reported\"", @r#"pack.toml:here:11: unknown trigger "reported"; the nearest is "report"; expected one of placement_recorded, placement_start, report, return"#);
}

#[test]
fn an_unknown_condition() {
    said!(PACK, "applies = \"ever_high\"" => "applies = \"ever_hihg\"", @r#"pack.toml:here:11: unknown condition "ever_hihg"; the nearest is "ever_high"; expected one of child, ever_high, has_trigger_plan, io_appointed, referred_before_end, risk_above_low"#);
}

#[test]
fn an_unknown_test_in_a_condition() {
    said!(PACK, "age_under = 18" => "age_below = 18", @r#"pack.toml:here:11: unknown test "age_below"; the nearest is "age_from"; expected one of …"#);
}

#[test]
fn an_unknown_owner() {
    said!(PACK, "owner = { as = \"investigator\" }" => "owner = { as = \"investigators\" }", @r#"pack.toml:here:16: unknown owner "investigators"; the nearest is "investigator"; expected one of high_risk_lead, investigator"#);
}

#[test]
fn an_unknown_ladder() {
    said!(PACK, "ladder = \"police\"" => "ladder = \"polise\"", @r#"pack.toml:here:10: unknown ladder "polise"; the nearest is "police"; expected one of late, police, social_care"#);
}

#[test]
fn a_rung_that_repeats_before_the_last_or_without_a_pause() {
    // Everything that names a ladder is wrong as well, where the ladders cannot be read.
    let first = |from: &str, to: &str| mistakes(COUNTY, from, to).lines().next().map(str::to_owned);
    let high = "tell = \"police_supervisor\", grades = [\"high\"] }";
    let early = first(high, &high.replace(" }", ", then_every = \"PT30M\" }"));
    assert_eq!(early.as_deref(), Some("pack.toml:here:3: expected then_every on the last rung alone"));
    let at_once = first("then_every = \"PT30M\"", "then_every = \"PT0M\"");
    assert_eq!(at_once.as_deref(), Some("pack.toml:here:84: expected a minute or more, found \"PT0M\""));
}

#[test]
fn an_unknown_series() {
    said!(COUNTY, "trigger = { slots = \"strategy\" }" => "trigger = { slots = \"stategy\" }", @r#"pack.toml:here:21: unknown series "stategy"; the nearest is "strategy"; expected one of strategy"#);
}

#[test]
fn an_unknown_form() {
    said!(COUNTY, "form = \"location_form\"" => "form = \"locations_form\"", @r#"pack.toml:here:45: unknown form "locations_form"; the nearest is "location_form"; expected one of incident_form, location_form"#);
}

#[test]
fn an_impossible_series_of_days() {
    said!(COUNTY, "[7, 10, 24, 38, 52, 66]" => "[7, 10, 10, 38, 52, 66]", @r#"pack.toml:here:27: expected at least one day, each later than the one before: this series is impossible"#);
}

#[test]
fn a_series_in_which_nobody_chairs_at_last() {
    said!(COUNTY, "  { allocated = \"sqas_service_manager\"" => "  { through_day = 90, allocated = \"sqas_service_manager\"", @r#"pack.toml:here-4:10: expected a last row without a limit: somebody must chair however long it lasts"#);
}

#[test]
fn a_chair_where_no_meeting_is_the_trigger() {
    said!(COUNTY, "owner = \"police_mpu\"" => "owner = { chair_of = \"strategy\" }", @r#"pack.toml:here:9: expected chair_of only where each meeting held is the trigger"#);
}

#[test]
fn a_missing_source() {
    said!(PACK, "source = \"EX\"\n" => "", @r#"pack.toml:here-7:1: the key "source" is missing"#);
}

#[test]
fn an_empty_source() {
    said!(PACK, "source = \"EX\"" => "source = \" \"", @r#"pack.toml:here:10: expected a text that is not empty, found " ""#);
}

#[test]
fn a_basis_that_is_neither() {
    said!(PACK, "basis = \"source\"" => "basis = \"sources\"", @r#"pack.toml:here:9: unknown basis "sources"; the nearest is "source"; expected one of local default, source"#);
}

#[test]
fn a_kind_that_is_neither() {
    said!(PACK, "kind = \"ends with the episode\"" => "kind = \"ends with episode\"", @r#"pack.toml:here:8: unknown kind "ends with episode"; the nearest is "ends with the episode"; expected one of ends with the episode, outlives the episode"#);
}

#[test]
fn a_duty_given_twice() {
    said!(PACK, "id = \"supervisor_risk_review\"" => "id = \"initial_risk_assessment\"", @r#"pack.toml:here-1:1: the duty "initial_risk_assessment" is given twice: expected another id, or another "of""#);
}

#[test]
fn a_duration_that_mixes_clock_and_calendar() {
    said!(PACK, "due = \"PT24H\"" => "due = \"P1DT2H\"", @r#"pack.toml:here:7: expected a duration such as "PT72H" (elapsed) or "P7D" (calendar), never both, found "P1DT2H""#);
}

#[test]
fn a_time_by_grade_without_a_grade() {
    said!(PACK, "due = \"PT24H\"" => "due = { by_grade = { high = \"PT1H\", medium = \"PT1H\", low = \"PT1H\", no_apparent_risk = \"PT1H\" } }", @r#"pack.toml:here:7: expected "by_grade" needs the trigger { each = … } of events that grade risk"#);
}

#[test]
fn a_grade_without_a_time() {
    said!(PACK, "medium = \"PT8H\", " => "", @r#"pack.toml:here:12: the key "medium" is missing"#);
}

#[test]
fn owners_without_a_last_one() {
    said!(PACK, "when = \"io_appointed\" }, \"police_supervisor\"]" => "when = \"io_appointed\" }]", @r#"pack.toml:here:16: expected roles with conditions, and as the last one without"#);
}

#[test]
fn levels_after_the_last() {
    said!(COUNTY, "  { role = \"level_4\" },\n" => "  { role = \"level_4\" },\n  { role = \"level_1\" },\n", @r#"pack.toml:here-4:10: expected levels in order, and only the last without "until""#);
}

#[test]
fn windows_in_the_wrong_order() {
    said!(COUNTY, "windows_days = [90, 28]" => "windows_days = [28, 90]", @r#"pack.toml:here:16: expected windows in days, the widest first"#);
}

#[test]
fn a_zone_that_is_none() {
    said!(PACK, "Europe/London" => "Europe/Londinium", @r#"pack.toml:here:12: expected the IANA name of a time zone such as "Europe/London", found "Europe/Londinium""#);
}

#[test]
fn a_date_that_is_none() {
    said!(PACK, "effective_from = 2015-01-01" => "effective_from = \"soon\"", @r#"pack.toml:here:18: expected a date such as 2026-04-01, found "soon""#);
}

#[test]
fn toml_that_is_none() {
    said!(PACK, "version = \"1\"" => "version = ", @r#"pack.toml:here:11: string values must be quoted, expected literal string"#);
}

#[test]
fn every_mistake_is_reported_in_the_order_of_the_file() {
    let text = PACK
        .replacen("nation = \"england-and-wales\"", "nation = \"england\"", 1)
        .replace("owner = \"police_mpu\"", "owner = \"police_mup\"");
    let mistakes = Packs::built_in().validate(SourceFile { name: "pack.toml", text: &text }).unwrap_err();
    assert_eq!(mistakes.len(), 1 + text.matches("police_mup").count());
    assert!(mistakes.is_sorted_by_key(|mistake| mistake.line));
}

#[test]
fn a_role_supervised_by_nobody_known() {
    let text = include_str!("../../../../protocols/roles.toml").replacen(
        "\"police_supervisor\"\n",
        "\"police_boss\"\n",
        1,
    );
    let mistakes = domain::protocol::read::read_roles("roles.toml", &text).unwrap_err();
    assert!(
        mistakes[0].message.starts_with("unknown role \"police_boss\"; the nearest is \"police_"),
        "{mistakes:?}"
    );
}

#[test]
fn news_that_no_entry_makes_that_goes_to_nobody_or_is_given_twice() {
    let of_a_meeting = mistakes(PACK, "on = \"mash_notified\"", "on = \"strategy_meeting_held\"");
    assert!(of_a_meeting.contains("expected events of the case itself"), "{of_a_meeting}");
    let to_nobody = mistakes(PACK, "to = \"mash_decision_maker\"", "to = \"mash_decider\"");
    assert!(to_nobody.contains("unknown role \"mash_decider\""), "{to_nobody}");
    let twice = mistakes(PACK, "id = \"mash_notified\"", "id = \"reported\"");
    assert!(twice.contains("the news \"reported\" is given twice"), "{twice}");
    let silent = mistakes(PACK, "supervisor_after = { high = \"PT10M\", ", "supervisor_after = { ");
    assert!(silent.contains("the key \"high\" is missing"), "{silent}");
}

#[test]
fn nobody_to_ask_about_somebody_late_and_no_time_for_a_task() {
    let nobody = mistakes(PACK, "ask = \"home_manager\"", "ask = \"home_boss\"");
    assert!(nobody.contains("unknown role \"home_boss\""), "{nobody}");
    let no_ladder = mistakes(PACK, "ladder = \"late\"", "ladder = \"latest\"");
    assert!(no_ladder.contains("unknown ladder \"latest\""), "{no_ladder}");
    let no_time = mistakes(PACK, ", ungraded = \"PT6H\" }", " }");
    assert!(no_time.contains("the key \"ungraded\" is missing"), "{no_time}");
    let of_the_calendar = mistakes(PACK, "no_apparent_risk = \"PT168H\"", "no_apparent_risk = \"P7D\"");
    assert!(!of_the_calendar.is_empty(), "hours that pass, and no days of a calendar");
}
