//! What is refused and what is accepted in the course of an episode.

use super::*;

#[test]
#[expect(clippy::too_many_lines, reason = "one table, a row a rule")]
fn each_refusal_has_its_case() {
    let blank_officer = EpisodeEvent::OfficerDeployed { officer: "  ".into(), place: String::new() };
    let refuted = |of| EpisodeEvent::ReturnRefuted { of, reason: "It was her sister".into() };
    let findings =
        EpisodeEvent::FindingsShared { of: InterviewKind::Return, with: "Her social worker".into() };
    let reviewed = EpisodeEvent::ReturnInterviewDeclineReviewed {
        referral: Referral::NotReferred,
        reason: "Worker sees her on Friday".into(),
    };
    let not_located =
        EpisodeEvent::ReturnConfirmed(Confirmation { located_by: " ".into(), ..confirmation() });
    let not_well = EpisodeEvent::ReturnConfirmed(Confirmation {
        wellbeing_confirmed_by: String::new(),
        ..confirmation()
    });
    let low = Refusal::GradeNotPermitted { grade: Grade::Low, permitted: vec![Grade::High, Grade::Medium] };
    let cases: Vec<(&str, Vec<EpisodeEvent>, EpisodeEvent, i64, Refusal)> = vec![
        ("a grade the pack does not permit", vec![], assessed(Grade::Low, "x"), 1, low),
        ("a grade without reasons", vec![], assessed(Grade::High, " \n"), 1, Refusal::GradeWithoutReasons),
        ("a time in the future", vec![], told_back(), 31, Refusal::TimeInFuture),
        (
            "a return before the report",
            vec![],
            returned(),
            -1,
            Refusal::BeforeReport { reported_at: reported() },
        ),
        ("a return without location", vec![], not_located, 1, Refusal::NotLocated),
        ("a return without well-being", vec![], not_well, 1, Refusal::WellbeingNotConfirmed),
        ("a closure while missing", vec![], closed(), 2, Refusal::ClosedWithoutReturn),
        (
            "a closure on a mere report of return",
            vec![told_back()],
            closed(),
            2,
            Refusal::ClosedWithoutReturn,
        ),
        ("a second closure", vec![returned(), closed()], closed(), 5, Refusal::AlreadyClosed),
        ("a second return", vec![returned()], returned(), 5, Refusal::AlreadyEnded),
        (
            "an interview of somebody still missing",
            vec![],
            EpisodeEvent::PreventionInterviewHeld(interview()),
            2,
            Refusal::InterviewWhileMissing,
        ),
        (
            "a return interview after a death",
            vec![found_dead()],
            EpisodeEvent::ReturnInterviewHeld(interview()),
            5,
            Refusal::CaseOver,
        ),
        ("a return after a death", vec![found_dead()], returned(), 5, Refusal::CaseOver),
        (
            "a case opened again after a death",
            vec![found_dead()],
            EpisodeEvent::Reopened { reason: "Heard of".into() },
            5,
            Refusal::CaseOver,
        ),
        ("a disagreement where nothing is graded", vec![], disagreed(None), 2, Refusal::NothingGraded),
        (
            "a disagreement entered as before the grade",
            vec![told_back(), assessed(Grade::High, "x")],
            disagreed(None),
            1,
            Refusal::NothingGraded,
        ),
        (
            "a disagreement with one's own grade",
            vec![assessed(Grade::Medium, "x"), assessed(Grade::High, "x")],
            disagreed(Some(Grade::High)),
            3,
            Refusal::SameGrade { grade: Grade::High },
        ),
        ("what it means, while missing", vec![told_back()], significant(), 2, Refusal::NotBack),
        (
            "what it means, before the return",
            vec![told_back(), returned()],
            significant(),
            1,
            Refusal::BeforeEnd { ended_at: hours(2) },
        ),
        (
            "a task that is due before the report",
            vec![],
            due_at(hours(-1)),
            1,
            Refusal::DueBeforeReport { reported_at: reported() },
        ),
        (
            "an interview before the return",
            vec![told_back(), returned()],
            EpisodeEvent::ReturnInterviewHeld(interview()),
            1,
            Refusal::InterviewBeforeReturn { returned_at: hours(2) },
        ),
        ("findings of an interview not held", vec![returned()], findings, 5, Refusal::InterviewNotHeld),
        ("a decision on no decline", vec![returned()], reviewed, 5, Refusal::NothingDeclined),
        ("a rating before the notification", vec![], rated(), 2, Refusal::MashNotNotified),
        (
            "a second notification",
            vec![notified()],
            notified(),
            3,
            Refusal::AlreadyRecorded { event: "mash_notified" },
        ),
        ("a refutation of nothing", vec![told_back()], refuted(entry_id(7)), 3, Refusal::NoSuchEntry),
        (
            "an officer sent after the end",
            vec![returned()],
            EpisodeEvent::OfficerDeployed { officer: "PC Marsh".into(), place: "Home".into() },
            5,
            Refusal::AfterEnd { ended_at: hours(1) },
        ),
        ("an officer without a name", vec![], blank_officer, 1, Refusal::AnswerMissing { field: "officer" }),
    ];
    for (rule, history, proposal, at_hour, refusal) in cases {
        assert_eq!(decided(history, proposal, at_hour), Err(refusal), "{rule}");
    }
}

fn disagreed(grade: Option<Grade>) -> EpisodeEvent {
    EpisodeEvent::DisagreementRaised { reason: "He is eleven, and it freezes".into(), grade }
}

fn significant() -> EpisodeEvent {
    EpisodeEvent::SignificanceDecided {
        significance: EpisodeSignificance::MashAssessment,
        reasons: "She met the man again".into(),
    }
}

fn due_at(due: Timestamp) -> EpisodeEvent {
    let owner = Owner { role: "police_officer".into(), account: None };
    let title = "Search the home".into();
    EpisodeEvent::TaskSet(Task { title, owner, due_at: Some(due), ..Task::default() })
}

#[test]
fn a_grade_whose_wording_the_pack_lacks_is_refused() {
    let file = file_after(vec![]);
    let rules = GradeRules { definitions: Vec::new(), ..rules() };
    let when = Occasioned { happened_at: hours(1), now: hours(1) };
    let refused = decide(&file, &file.episodes[&EPISODE], assessed(Grade::High, "x"), when, &rules);
    assert_eq!(refused, Err(Refusal::NoDefinition { grade: Grade::High }));
}

#[test]
fn a_grade_keeps_the_wording_in_force() {
    let recorded = decided(vec![], assessed(Grade::High, "Threatened to jump"), 1).unwrap();
    let EpisodeEvent::RiskAssessed { definition, .. } = recorded else { panic!("{recorded:?}") };
    assert_eq!(definition.text, "wording of High");
}

#[test]
fn an_assertion_without_its_source_is_refused() {
    let mut grading = graded(Grade::High, "Threatened to jump");
    grading.considerations.push(Assertion {
        consideration: Consideration::Vulnerability,
        what: "Said she would jump".into(),
        source: String::new(),
        how_to_reach: String::new(),
        obtained_at: hours(1),
    });
    let proposal = EpisodeEvent::RiskAssessed {
        by: Assessor::Officer,
        grading,
        definition: DefinitionInForce::default(),
    };
    assert_eq!(decided(vec![], proposal, 1), Err(Refusal::AnswerMissing { field: "considerations" }));
}

#[test]
fn the_course_of_an_episode_is_accepted() {
    let accepted: Vec<(Vec<EpisodeEvent>, EpisodeEvent, i64)> = vec![
        (vec![], told_back(), 2),
        (
            vec![told_back()],
            EpisodeEvent::ReturnRefuted { of: entry_id(102), reason: "Her sister".into() },
            3,
        ),
        (vec![], returned(), 2),
        (vec![returned(), declined()], EpisodeEvent::ReturnInterviewHeld(interview()), 6),
        (vec![returned()], closed(), 6),
        (vec![notified()], rated(), 2),
        (vec![assessed(Grade::Medium, "x")], disagreed(Some(Grade::High)), 2),
        (vec![assessed(Grade::Medium, "x")], disagreed(None), 2),
        // About the grade that was in force then.
        (
            vec![assessed(Grade::Medium, "x"), told_back(), assessed(Grade::High, "x")],
            disagreed(Some(Grade::High)),
            2,
        ),
        (vec![], due_at(hours(1)), 3),
        // Entered late, with its true time while she was missing.
        (
            vec![told_back(), returned()],
            EpisodeEvent::OfficerDeployed { officer: "A".into(), place: "B".into() },
            1,
        ),
    ];
    for (history, proposal, at_hour) in accepted {
        let said = format!("{proposal:?}");
        assert!(decided(history, proposal, at_hour).is_ok(), "{said}");
    }
}

#[test]
fn somebody_missing_already_is_not_reported_again() {
    let when = Occasioned { happened_at: hours(5), now: hours(5) };
    assert_eq!(open(&file_after(vec![]), report(), when), Err(Refusal::AlreadyMissing));
    assert!(open(&file_after(vec![returned()]), report(), when).is_ok());
}

#[test]
fn a_report_says_what_happened_and_when_it_began() {
    let file = PersonFile::fold(PERSON, Vec::new());
    let when = Occasioned { happened_at: reported(), now: reported() };
    let silent = Opened { report: Report::default(), ..report() };
    assert_eq!(open(&file, silent, when), Err(Refusal::AnswerMissing { field: "circumstances" }));
    let later = Opened { missing_since: Some(hours(1)), ..report() };
    assert_eq!(open(&file, later, when), Err(Refusal::MissingAfterReport));
    let tomorrow = Occasioned { happened_at: hours(1), now: reported() };
    assert_eq!(open(&file, report(), tomorrow), Err(Refusal::TimeInFuture));
}
