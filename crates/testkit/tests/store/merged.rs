//! Records that count in another's file: in one transaction, in every copy, and named where the rows say otherwise.

use domain::{
    ids::PersonId,
    ledger::{Entry, Event, Stream},
    merging::Absorption,
    person::{PersonDetails, PersonEvent},
};
use jiff::Timestamp;
use store::{AppendError, Batch, FileClaim, FileEntries, Scope, Store, VerifyError};
use testkit::{database::Database, on_both_engines};

use crate::cases::{
    FORCE, Missing, PROJECTOR, at, deployed, draft, happens, next_batch, person_rows, provisional, report,
    write,
};

/// Both files as one, as whoever decides on a merge has them.
async fn both(store: &Store, here: Missing, there: Missing) -> FileEntries {
    let mut all = FileEntries::default();
    for person in [here.person, there.person] {
        let file = store.person_entries(person).await.unwrap();
        let new: Vec<Entry> = file
            .entries
            .into_iter()
            .filter(|entry| !all.entries.iter().any(|other| other.id == entry.id))
            .collect();
        all.entries.extend(new);
        let new: Vec<FileClaim> =
            file.claims.into_iter().filter(|claim| !all.claims.contains(claim)).collect();
        all.claims.extend(new);
    }
    all.entries.sort_by_key(|entry| entry.sequence);
    all
}

/// The batch of one entry in each of two people's streams, with the rows of `survivors`.
async fn decided(
    store: &Store,
    (here, there): (Missing, Missing),
    when: Timestamp,
    events: [PersonEvent; 2],
    survivors: &[PersonId],
) -> Batch {
    let file = both(store, here, there).await;
    let writes: Vec<_> = [here.person, there.person]
        .into_iter()
        .zip(events)
        .map(|(person, event)| {
            let stream = Stream::Person(person);
            let drafts = vec![draft(stream, when, Event::Person(event))];
            write(stream, Some(person), file.version(stream), drafts)
        })
        .collect();
    let entries = provisional(&file, &writes);
    let moments = [(here.episode, when), (there.episode, when)].into();
    let rows = |person: &PersonId| person_rows(*person, &entries, &moments);
    Batch {
        files: file.claims,
        regrouped: vec![here.person, there.person],
        projections: survivors.iter().map(rows).collect(),
        writes,
        ..Batch::default()
    }
}

async fn merging(store: &Store, here: Missing, there: Missing, when: Timestamp) -> Batch {
    let absorption = Absorption {
        other: there.person,
        details: PersonDetails { name: "Aisha Example".into(), ..PersonDetails::default() },
        goes_on_in: Some(here.episode),
        carried_on: vec![there.episode],
        reason: "One girl".into(),
    };
    let told = PersonEvent::MergedInto { into: here.person, reason: "One girl".into() };
    decided(store, (here, there), when, [PersonEvent::Absorbed(absorption), told], &[here.person]).await
}

async fn separating(store: &Store, here: Missing, there: Missing, when: Timestamp) -> Batch {
    let reason = || "Twins".to_owned();
    let events = [
        PersonEvent::Separated { other: there.person, reason: reason() },
        PersonEvent::Restored { from: here.person, reason: reason() },
    ];
    decided(store, (here, there), when, events, &[here.person, there.person]).await
}

async fn rows(store: &Store, people: [Missing; 2]) -> Vec<String> {
    let scope = Scope::Agencies(vec![FORCE]);
    let mut rows = Vec::new();
    for missing in people {
        rows.push(format!("{:?}", store.person_row(&scope, missing.person).await.unwrap()));
        rows.push(format!("{:?}", store.person_episodes(&scope, missing.person).await.unwrap()));
    }
    rows
}

on_both_engines! {
    #[tokio::test]
    async fn a_merge_takes_the_other_record_out_of_lists_and_its_undoing_puts_the_same_rows_back(database: Database) {
        let store = &database.store;
        let (here, there) = (report(store, "Aisha Example", at(0)).await, report(store, "Ayesha Exampel", at(1)).await);
        let before = rows(store, [here, there]).await;
        store.append(merging(store, here, there, at(2)).await).await.unwrap();
        let merged = rows(store, [here, there]).await;
        assert_eq!((merged[2].as_str(), merged[3].as_str()), ("None", "[]"));
        let file = store.person_entries(here.person).await.unwrap();
        assert_eq!((file.count, file.claims.len()), (6, 2));
        let lengths = store.file_lengths(&[there.person]).await.unwrap();
        assert_eq!((lengths[&there.person].survivor, &lengths[&there.person].claims), (here.person, &file.claims));
        store.verify(PROJECTOR).await.unwrap();

        store.append(separating(store, here, there, at(3)).await).await.unwrap();
        assert_eq!(rows(store, [here, there]).await, before);
        store.verify(PROJECTOR).await.unwrap();
    }

    #[tokio::test]
    async fn an_act_decided_before_a_merge_is_refused_and_so_is_a_merge_decided_before_an_act(database: Database) {
        let store = &database.store;
        let (here, there) = (report(store, "Aisha Example", at(0)).await, report(store, "Ayesha Exampel", at(1)).await);
        let late = next_batch(store, there, at(2), deployed()).await;
        let merge = merging(store, here, there, at(2)).await;
        store.append(merging(store, here, there, at(2)).await).await.unwrap();
        for stale in [late, merge] {
            assert!(matches!(store.append(stale).await, Err(AppendError::FileChanged { .. })));
        }
    }

    #[tokio::test]
    async fn a_rebuild_finds_who_was_merged_in_the_ledger(database: Database) {
        let store = &database.store;
        let (here, there) = (report(store, "Aisha Example", at(0)).await, report(store, "Ayesha Exampel", at(1)).await);
        store.append(merging(store, here, there, at(2)).await).await.unwrap();
        let before = rows(store, [here, there]).await;
        database.place.raw().await.run("DELETE FROM merged_person").await.unwrap();
        let Err(VerifyError::Different(difference)) = store.verify(PROJECTOR).await else { panic!() };
        assert_eq!(difference.what, "records merged into it");
        store.rebuild(PROJECTOR, at(2)).await.unwrap();
        store.verify(PROJECTOR).await.unwrap();
        assert_eq!(rows(store, [here, there]).await, before);
        happens(store, report(store, "Sam Example", at(4)).await, at(5), deployed()).await.unwrap();
    }
}
