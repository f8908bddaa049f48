//! What holds of any ledger.

use proptest::prelude::*;

use super::*;

fn any_event() -> impl Strategy<Value = EpisodeEvent> {
    let grade = prop_oneof![Just(Grade::High), Just(Grade::Medium)];
    prop_oneof![
        grade.prop_map(|grade| assessed(grade, "Reasons")),
        Just(told_back()),
        Just(returned()),
        Just(closed()),
        Just(notified()),
        Just(rated()),
        Just(declined()),
        Just(EpisodeEvent::ReturnInterviewHeld(interview())),
        (102_u128..120)
            .prop_map(|of| EpisodeEvent::ReturnRefuted { of: entry_id(of), reason: "Not so".into() }),
        Just(found_dead()),
    ]
}

/// A ledger of one person: events at any time and in any order, some of them corrections of earlier ones.
fn any_ledger() -> impl Strategy<Value = Vec<Entry>> {
    let item = (any_event(), -20_i64..60, 0_i64..40, prop::option::of((0_usize..20, any_event())));
    prop::collection::vec(item, 0..20).prop_map(|items| {
        let mut entries = Vec::new();
        let named = PersonEvent::Registered {
            details: PersonDetails { name: "A. N.".into(), ..PersonDetails::default() },
        };
        entries.push(entry(1, Stream::Person(PERSON), hours(-30), Event::Person(named)));
        let opened = Event::Episode(EpisodeEvent::Opened(Box::new(report())));
        entries.push(entry(2, Stream::Episode(EPISODE), reported(), opened));
        for (event, at, late, correction) in items {
            let number = i64::try_from(entries.len()).unwrap() + 1;
            let event = match correction {
                Some((place, new)) => Event::Corrected(Correction {
                    corrects: entries[place % entries.len()].id,
                    happened_at: Some(hours(at)),
                    event: Some(Box::new(Event::Episode(new))),
                    reason: "Entered wrongly".into(),
                }),
                None => Event::Episode(event),
            };
            let mut entry = entry(number, Stream::Episode(EPISODE), hours(at), event);
            entry.recorded_at = hours(at + late);
            entries.push(entry);
        }
        entries
    })
}

proptest! {
    #[test]
    fn any_prefix_folds_and_a_replay_is_identical(ledger in any_ledger(), length in 0_usize..25) {
        let prefix = &ledger[..length.min(ledger.len())];
        let once = PersonFile::as_known_at(PERSON, prefix, Timestamp::MAX);
        let again = PersonFile::as_known_at(PERSON, prefix, Timestamp::MAX);
        prop_assert_eq!(once, again);
    }

    #[test]
    fn a_correction_never_loses_the_corrected(ledger in any_ledger()) {
        let known = as_known_at(&ledger, Timestamp::MAX);
        for entry in &ledger {
            match &entry.content {
                Content::Event(Event::Corrected(correction)) => {
                    let corrected = known.iter().find(|recorded| recorded.entry == correction.corrects);
                    if let Some(corrected) = corrected {
                        prop_assert!(corrected.corrected_by.contains(&entry.id));
                    }
                }
                Content::Event(_) => {
                    prop_assert!(known.iter().any(|recorded| recorded.entry == entry.id));
                }
                Content::Disposed => {}
            }
        }
    }

    #[test]
    fn what_is_recorded_later_changes_nothing_that_was_known(ledger in any_ledger(), moment in -20_i64..100) {
        let moment = hours(moment);
        let known: Vec<Entry> = ledger.iter().filter(|entry| entry.recorded_at <= moment).cloned().collect();
        prop_assert_eq!(as_known_at(&ledger, moment), as_known_at(&known, moment));
    }
}
