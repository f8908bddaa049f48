//! What a correction may change.

use super::*;

fn corrected(change: impl FnOnce(&mut Correction)) -> Result<Correction, Refusal> {
    let file = file_after(vec![assessed(Grade::High, "Pressed the wrong button")]);
    let recorded = file.find(entry_id(102)).unwrap();
    let mut correction =
        Correction { corrects: entry_id(102), happened_at: None, event: None, reason: "Meant medium".into() };
    change(&mut correction);
    correct(&file, recorded, correction, hours(4), &rules())
}

#[test]
fn a_correction_says_what_changes_and_why_and_stays_within_the_rules() {
    let event = |event: EpisodeEvent| Some(Box::new(Event::Episode(event)));
    let medium = || event(assessed(Grade::Medium, "Went to her aunt before"));
    assert!(corrected(|it| it.event = medium()).is_ok());
    assert_eq!(
        corrected(|it| {
            it.event = medium();
            it.reason = String::new();
        }),
        Err(Refusal::AnswerMissing { field: "reason" })
    );
    assert_eq!(corrected(|_| ()).map(|_| ()), corrected(|it| it.event = None).map(|_| ()));
    assert_eq!(corrected(|it| it.event = event(told_back())), Err(Refusal::CorrectedToOtherEvent));
    assert_eq!(corrected(|it| it.happened_at = Some(hours(5))), Err(Refusal::TimeInFuture));
    assert_eq!(
        corrected(|it| it.happened_at = Some(hours(-1))),
        Err(Refusal::BeforeReport { reported_at: reported() })
    );
    assert!(matches!(
        corrected(|it| it.event = event(assessed(Grade::Low, "x"))),
        Err(Refusal::GradeNotPermitted { .. })
    ));
}

#[test]
fn a_correction_that_changes_nothing_is_refused() {
    let completed = decided(vec![], assessed(Grade::High, "Threatened to jump"), 1).unwrap();
    let file = file_after(vec![completed.clone()]);
    let recorded = file.find(entry_id(102)).unwrap();
    let same = Correction {
        corrects: entry_id(102),
        happened_at: Some(recorded.happened_at),
        event: Some(Box::new(Event::Episode(completed))),
        reason: "Looked at it again".into(),
    };
    assert_eq!(correct(&file, recorded, same, hours(4), &rules()), Err(Refusal::NothingCorrected));
}

#[test]
fn a_correction_is_not_itself_corrected() {
    let file = file_after(vec![told_back()]);
    let recorded = file.find(entry_id(102)).unwrap();
    let nested = Correction { corrects: entry_id(1), happened_at: None, event: None, reason: "x".into() };
    let mut of_a_correction = recorded.clone();
    of_a_correction.event = Event::Corrected(nested.clone());
    let refused = correct(&file, &of_a_correction, nested, hours(4), &rules());
    assert_eq!(refused, Err(Refusal::NotCorrectable));
}

#[test]
fn a_correction_cannot_make_an_entry_answer_another() {
    let refuted = |of| EpisodeEvent::ReturnRefuted { of, reason: "It was her sister".into() };
    let file = file_after(vec![told_back(), refuted(entry_id(102))]);
    let recorded = file.find(entry_id(103)).unwrap();
    let correction = Correction {
        corrects: entry_id(103),
        happened_at: None,
        event: Some(Box::new(Event::Episode(refuted(entry_id(7))))),
        reason: "Meant the other one".into(),
    };
    assert_eq!(correct(&file, recorded, correction, hours(5), &rules()), Err(Refusal::NoSuchEntry));
}
