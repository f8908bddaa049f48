//! What stands on the papers.

use crate::{
    BriefingSheet, Label, LiveCases, NationalReferral, ReportForm, Sheet,
    case::{Case, Contact, Grading, Owed, Who},
    live_cases::LiveCase,
    sheet::{Block, Contents, Fact, Known, Made, Tone},
};

fn word(label: Label) -> String {
    label.word().to_owned()
}

fn made() -> Made {
    Made {
        at: "2026-11-22T03:05:00Z".parse().unwrap(),
        when: "03:05".into(),
        by: "Sgt Okafor".into(),
        as_known_at: "03:04".into(),
        past: None,
    }
}

fn facts(sheet: &Sheet) -> Vec<&Fact> {
    let blocks = sheet.parts.iter().flat_map(|part| &part.sections).flat_map(|section| &section.blocks);
    blocks
        .filter_map(|block| match block {
            Block::Facts { facts, .. } => Some(facts),
            Block::Text { .. }
            | Block::Notice { .. }
            | Block::List { .. }
            | Block::Table { .. }
            | Block::Question { .. } => None,
        })
        .flatten()
        .collect()
}

fn headings(sheet: &Sheet) -> Vec<&str> {
    sheet.parts.iter().flat_map(|part| &part.sections).map(|section| section.title.as_str()).collect()
}

#[test]
fn a_label_has_a_word_of_its_own() {
    let mut words: Vec<&str> = Label::ALL.iter().map(|label| label.word()).collect();
    words.sort_unstable();
    let all = words.len();
    words.dedup();
    assert_eq!(words.len(), all);
}

#[test]
fn a_referral_says_what_nobody_has_answered_and_what_nobody_was_asked() {
    let sheet = NationalReferral::default().sheet(&made(), &word);
    let blank = |label: Label| {
        let found = facts(&sheet).into_iter().find(|fact| fact.label == word(label)).unwrap();
        assert_eq!(found.known, Known::Blank);
        found.value.clone()
    };
    for label in [Label::OtherNames, Label::Circumstances, Label::Transport, Label::LogNumber] {
        assert_eq!(blank(label), "not_yet_answered");
    }
    for label in [Label::Dental, Label::Dna, Label::Fingerprints] {
        assert_eq!(blank(label), "not_yet_asked");
    }
}

#[test]
fn medication_comes_before_everything_but_who_it_is_and_what_the_next_shift_must_know() {
    let briefing = BriefingSheet { next_shift: "Ring the mother".into(), ..BriefingSheet::default() };
    let sheet = briefing.sheet(&made(), &word);
    assert_eq!(headings(&sheet)[..5], ["", "first", "next_shift", "health", "risk"]);
}

#[test]
fn a_grave_grade_is_framed_as_such_and_a_missing_one_is_said() {
    let notice = |case: Case| {
        let sheet = BriefingSheet { case, ..BriefingSheet::default() }.sheet(&made(), &word);
        sheet.parts[0].sections[0].blocks[0].clone()
    };
    let ungraded = Case { standing: "Missing for 2 hours".into(), ..Case::default() };
    let text = "Missing for 2 hours – not_graded".to_owned();
    assert_eq!(notice(ungraded), Block::Notice { tone: Tone::Framed, text });
    let graded = Case {
        grading: Some(Grading {
            grade: "High".into(),
            tone: Tone::Grave,
            by: String::new(),
            at: String::new(),
            reasons: String::new(),
            considerations: Vec::new(),
        }),
        ..Case::default()
    };
    assert_eq!(notice(graded), Block::Notice { tone: Tone::Grave, text: "High".into() });
}

#[test]
fn bound_briefings_keep_their_order_and_are_listed() {
    let named = |name: &str| BriefingSheet {
        case: Case { who: Who { name: name.into(), ..Who::default() }, ..Case::default() },
        ..BriefingSheet::default()
    };
    let sheet = BriefingSheet::bound(&[named("B"), named(""), named("A")], &made(), &word);
    let titles: Vec<&str> = sheet.parts.iter().map(|part| part.title.as_str()).collect();
    assert_eq!(titles, ["B", "name_not_known", "A"]);
    assert_eq!(sheet.contents, Contents::Listed("contents".into()));
}

#[test]
fn a_paper_without_cases_says_so() {
    let said = |sheet: &Sheet| format!("{:?}", sheet.parts);
    assert!(said(&LiveCases::default().sheet(&made(), &word)).contains("nobody_missing"));
    assert!(said(&BriefingSheet::bound(&[], &made(), &word)).contains("nobody_missing"));
}

#[test]
fn each_row_of_a_table_has_a_cell_for_each_column() {
    let contact = Contact { name: "Grace".into(), relation: String::new(), reach: String::new() };
    let owed = Owed { what: "Ask".into(), owner: String::new(), due: String::new() };
    let case = Case {
        who: Who { people_to_ask: vec![contact], ..Who::default() },
        tasks: vec![owed.clone()],
        duties: vec![owed],
        ..Case::default()
    };
    let sheets = [
        BriefingSheet { case: case.clone(), ..BriefingSheet::default() }.sheet(&made(), &word),
        NationalReferral { case, ..NationalReferral::default() }.sheet(&made(), &word),
        LiveCases { cases: vec![LiveCase::default()] }.sheet(&made(), &word),
        ReportForm::default().sheet(&made(), &word),
    ];
    for block in sheets
        .iter()
        .flat_map(|sheet| &sheet.parts)
        .flat_map(|part| &part.sections)
        .flat_map(|section| &section.blocks)
    {
        if let Block::Table { columns, rows } = block {
            assert!(!rows.is_empty() && rows.iter().all(|row| row.len() == columns.len()), "{block:?}");
        }
    }
}

#[test]
fn a_paper_of_a_past_moment_says_so_before_anything_else() {
    let made = Made { past: Some("As known at 03:04".into()), ..made() };
    for sheet in
        [BriefingSheet::default().sheet(&made, &word), NationalReferral::default().sheet(&made, &word)]
    {
        let notice = Block::Notice { tone: Tone::Grave, text: "As known at 03:04".into() };
        assert_eq!(sheet.parts[0].sections[0].blocks[0], notice);
    }
}
