//! The board, my work and the search: order, pages, filters, and never a row outside the scope.

use std::collections::{BTreeSet, HashMap};

use domain::{
    file::PersonFile,
    ids::{AccountId, AgencyId, EpisodeId},
    projection::{Childhood, EpisodeRow, Standing},
    risk::Grade,
};
use jiff::{SignedDuration, Timestamp};
use store::{
    Age, Band, BoardCounts, BoardFilter, BoardSort, Cursor, GradeFilter, Need, NextDuties, Page, Scope,
    Store, Urgency, WorkItem,
};
use testkit::{database::Database, on_both_engines};
use uuid::Uuid;

use crate::cases::{
    CHILDRENS_CARE, FORCE, Missing, OTHER_FORCE, at, deployed, graded, happens, next_batch, renamed, report,
    report_to, returned,
};

/// An account to which no task is given.
/// A clock by which everything is due later.
const CLOCK: Urgency = Urgency { now: Timestamp::UNIX_EPOCH, before: Timestamp::UNIX_EPOCH };

const NOBODY: AccountId = AccountId(Uuid::nil());

/// Five people missing, reported an hour apart; names sort differently by bytes than by the server's language.
async fn five(store: &Store) -> [Missing; 5] {
    let mut missing = Vec::new();
    for (hours, name) in
        (0..).zip(["Zoë Example", "adam Example", "Édith Example", "Bo Example", "Ann Example"])
    {
        missing.push(report(store, name, at(hours)).await);
    }
    for (number, grade) in [(0, Grade::Low), (1, Grade::High), (2, Grade::Medium), (3, Grade::High)] {
        happens(store, missing[number], at(6), graded(grade)).await.unwrap();
    }
    missing.try_into().unwrap()
}

/// Every row of a board, two at a time, through cursors written out and read again as an address would.
async fn paged(store: &Store, sort: BoardSort) -> Vec<EpisodeId> {
    let mut rows = Vec::new();
    let mut page = Page::first(2);
    loop {
        let listed =
            store.missing_now(&Scope::Everything, &BoardFilter::default(), sort, &page).await.unwrap();
        assert!(listed.rows.len() <= 2);
        rows.extend(listed.rows.iter().map(|row| row.episode));
        let Some(next) = listed.next else { return rows };
        let next: Cursor = next.to_string().parse().unwrap();
        page = Page { after: Some(next), limit: 2 };
    }
}

async fn board(store: &Store, scope: &Scope, filter: BoardFilter) -> Vec<EpisodeRow> {
    store.missing_now(scope, &filter, BoardSort::Risk, &Page::first(50)).await.unwrap().rows
}

on_both_engines! {
    #[tokio::test]
    async fn the_board_is_sorted_by_risk_time_or_name_and_no_page_loses_a_row(database: Database) {
        let store = &database.store;
        let [zoe, adam, edith, bo, ann] = five(store).await.map(|missing| missing.episode);
        // Both high, then the one that nobody has graded, then medium and low.
        assert_eq!(paged(store, BoardSort::Risk).await, [adam, bo, ann, edith, zoe]);
        assert_eq!(paged(store, BoardSort::TimeMissing).await, [zoe, adam, edith, bo, ann]);
        let mut by_name = board(store, &Scope::Everything, BoardFilter::default()).await;
        by_name.sort_by(|one, other| (&one.sort_key, one.episode).cmp(&(&other.sort_key, other.episode)));
        let by_name: Vec<EpisodeId> = by_name.iter().map(|row| row.episode).collect();
        assert_eq!(paged(store, BoardSort::Name).await, by_name);
    }

    #[tokio::test]
    async fn a_cursor_names_nobody(database: Database) {
        let store = &database.store;
        five(store).await;
        let listed = store
            .missing_now(&Scope::Everything, &BoardFilter::default(), BoardSort::Name, &Page::first(1))
            .await
            .unwrap();
        let cursor = listed.next.unwrap().to_string();
        assert!(cursor.chars().all(|letter| letter.is_ascii_hexdigit()), "{cursor}");
    }

    #[tokio::test]
    async fn the_board_shows_what_is_asked_for(database: Database) {
        let store = &database.store;
        let [zoe, adam, edith, bo, ann] = five(store).await;
        happens(store, adam, at(7), deployed()).await.unwrap();
        let shown = async |filter| {
            let rows = board(store, &Scope::Everything, filter).await;
            rows.into_iter().map(|row| row.episode).collect::<Vec<_>>()
        };
        let any = BoardFilter::default;
        assert_eq!(
            shown(BoardFilter { grade: GradeFilter::Is(Grade::High), ..any() }).await,
            [adam.episode, bo.episode]
        );
        assert_eq!(shown(BoardFilter { grade: GradeFilter::Ungraded, ..any() }).await, [ann.episode]);
        assert_eq!(
            shown(BoardFilter { needs: vec![Need::Officer], ..any() }).await,
            [bo.episode, ann.episode, edith.episode, zoe.episode]
        );
        assert_eq!(
            shown(BoardFilter { needs: vec![Need::Officer, Need::InvestigatingOfficer], ..any() }).await.len(),
            4
        );
        assert_eq!(shown(BoardFilter { age: Age::Is(Childhood::Adult), ..any() }).await, []);
        assert_eq!(shown(BoardFilter { standing: Some(Standing::ReturnReported), ..any() }).await, []);
        assert_eq!(
            store.board_counts(&Scope::Everything).await.unwrap(),
            BoardCounts {
                missing: 5,
                high: 2,
                ungraded: 1,
                children: 5,
                undeployed: 4,
                unassigned: 5,
                return_reported: 0,
            }
        );
    }

    #[tokio::test]
    async fn no_list_holds_a_row_outside_the_scope(database: Database) {
        let store = &database.store;
        let ours = report(store, "Sam Example", at(0)).await;
        let theirs = report_to(store, "Sam Example", at(0), OTHER_FORCE).await;
        let of = |agency: AgencyId| Scope::Agencies(vec![agency]);
        let stranger = of(AgencyId(uuid::Uuid::from_u128(1)));

        for (scope, expected) in [
            (Scope::Everything, vec![ours.episode, theirs.episode]),
            (of(CHILDRENS_CARE), vec![ours.episode, theirs.episode]),
            (of(FORCE), vec![ours.episode]),
            (of(OTHER_FORCE), vec![theirs.episode]),
            (Scope::Agencies(vec![FORCE, OTHER_FORCE]), vec![ours.episode, theirs.episode]),
            (stranger.clone(), vec![]),
            (Scope::Agencies(vec![]), vec![]),
        ] {
            let rows = board(store, &scope, BoardFilter::default()).await;
            assert_eq!(rows.iter().map(|row| row.episode).collect::<Vec<_>>(), expected, "{scope:?}");
            assert_eq!(store.board_counts(&scope).await.unwrap().missing, i64::try_from(expected.len()).unwrap());
        }
        assert_eq!(store.episode_row(&of(FORCE), theirs.episode).await.unwrap(), None);
        assert!(store.episode_row(&of(FORCE), ours.episode).await.unwrap().is_some());
        assert_eq!(store.person_row(&stranger, ours.person).await.unwrap(), None);
        assert_eq!(store.person_episodes(&of(OTHER_FORCE), ours.person).await.unwrap(), []);
        assert_eq!(store.person_episodes(&of(FORCE), ours.person).await.unwrap().len(), 1);
        let roles = ["police_supervisor".to_owned(), "police_mpu".to_owned()];
        assert_eq!(store.duties_of(&stranger, &roles, NOBODY, CLOCK, &Page::first(9)).await.unwrap().rows, []);
        let found = store.person_rows(&stranger, &[ours.person, theirs.person]).await.unwrap();
        assert!(found.is_empty(), "{found:?}");
    }

    #[tokio::test]
    async fn work_is_listed_by_urgency_across_pages_only_while_it_is_owed_and_of_ended_cases_last(database: Database) {
        let store = &database.store;
        let missing = five(store).await;
        // The first to be reported, so that what is owed of it is due before the rest.
        happens(store, missing[0], at(7), returned()).await.unwrap();
        let roles = ["police_supervisor".to_owned(), "police_mpu".to_owned()];
        let duties = async |urgency, page: &Page| {
            store.duties_of(&Scope::Everything, &roles, NOBODY, urgency, page).await.unwrap()
        };
        for hours in [0, 2, 30, 200] {
            let now = at(0) + SignedDuration::from_hours(hours);
            let urgency = Urgency { now, before: now + SignedDuration::from_hours(6) };
            let whole = duties(urgency, &Page::first(500)).await;
            assert!(whole.next.is_none() && whole.rows.len() > 10, "{}", whole.rows.len());
            let bands: Vec<Band> = whole.rows.iter().map(|item| urgency.band_of(item)).collect();
            assert!(bands.is_sorted(), "{bands:?}");
            for band in whole.rows.chunk_by(|one, other| urgency.band_of(one) == urgency.band_of(other)) {
                let rank = |item: &WorkItem| match item.episode.grade {
                    Some(Grade::High) => 0,
                    None => 1,
                    Some(Grade::Medium) => 2,
                    Some(Grade::Low) => 3,
                    Some(Grade::NoApparentRisk) => 4,
                };
                if urgency.band_of(&band[0]) == Band::Overdue {
                    assert!(band.is_sorted_by_key(|item| (rank(item), item.duty.due_at)), "{hours}: {band:?}");
                } else {
                    assert!(band.is_sorted_by_key(|item| (item.duty.due_at, rank(item))), "{hours}: {band:?}");
                }
            }
            assert!(whole.rows.iter().all(|item| ["pending", "open", "overdue"].contains(&item.duty.state.as_str())));
            assert!(whole.rows.iter().all(|item| roles.contains(&item.duty.owner)));

            let mut paged = Vec::new();
            let mut page = Page::first(3);
            loop {
                // The clock goes on between two pages; the list is that of the first.
                let later = Urgency { now: now + SignedDuration::from_mins(paged.len() as i64), ..urgency };
                let listed = duties(later, &page).await;
                paged.extend(listed.rows);
                let Some(next) = listed.next else { break };
                page = Page { after: Some(next.to_string().parse().unwrap()), limit: 3 };
            }
            assert_eq!(paged, whole.rows);
        }

        let all = store.duties_of_episode(missing[1].episode).await.unwrap();
        assert!(all.iter().any(|duty| duty.state == "met_late"), "the assessment has met its duty: {all:?}");
        let nothing = store.duties_of(&Scope::Everything, &[], NOBODY, CLOCK, &Page::first(9)).await.unwrap();
        assert_eq!(nothing.rows, []);
    }

    #[tokio::test]
    async fn the_most_urgent_duty_of_each_episode_is_the_first_due_of_those_begun_and_not_done(database: Database) {
        let store = &database.store;
        let missing = five(store).await;
        // Somebody back owes nothing to the search any more, and has duties of another kind.
        happens(store, missing[0], at(7), returned()).await.unwrap();
        let asked = [missing[0].episode, missing[1].episode, missing[2].episode];
        let mut expected = HashMap::new();
        for episode in asked {
            let duties = store.duties_of_episode(episode).await.unwrap();
            let urgent = duties.into_iter().find(|duty| ["open", "overdue"].contains(&duty.state.as_str()));
            expected.extend(urgent.map(|duty| (episode, duty)));
        }
        assert!(expected.len() > 1, "{expected:?}");
        assert_eq!(store.most_urgent_duties(&asked).await.unwrap(), expected);
        let unknown = EpisodeId(Uuid::from_u128(9));
        assert!(store.most_urgent_duties(&[unknown]).await.unwrap().is_empty());
        assert!(store.most_urgent_duties(&[]).await.unwrap().is_empty());
    }

    #[tokio::test]
    async fn what_is_due_next_is_told_for_some_roles_and_for_all_others(database: Database) {
        let store = &database.store;
        let asked: Vec<EpisodeId> = five(store).await.iter().map(|missing| missing.episode).collect();
        let roles = ["police_supervisor", "police_officer"].map(str::to_owned);
        let next = store.next_duties(&asked, &roles).await.unwrap();
        for episode in &asked {
            let duties = store.duties_of_episode(*episode).await.unwrap();
            let begun = duties.into_iter().filter(|duty| ["open", "overdue"].contains(&duty.state.as_str()));
            let (own, others): (Vec<_>, Vec<_>) = begun.partition(|duty| roles.contains(&duty.owner));
            let expected = NextDuties { own: own.into_iter().next(), others: others.into_iter().next() };
            assert!(expected.own.is_some() && expected.others.is_some(), "{expected:?}");
            assert_eq!(next[episode], expected);
        }
        assert!(store.next_duties(&[], &roles).await.unwrap().is_empty());
    }

    #[tokio::test]
    async fn whom_later_entries_concern_is_told_and_what_was_recorded_of_them_is_read(database: Database) {
        let store = &database.store;
        assert_eq!(store.last_sequence().await.unwrap(), 0);
        let first = report(store, "Siobhán Example", at(0)).await;
        let place = store.last_sequence().await.unwrap();
        let since = store.people_since(0).await.unwrap();
        assert_eq!((since.people, since.up_to, since.more), (BTreeSet::from([first.person]), place, false));
        let second = report(store, "Peter Other", at(0)).await;
        happens(store, second, at(1), renamed("Xavier")).await.unwrap();
        let since = store.people_since(place).await.unwrap();
        assert_eq!(since.people, BTreeSet::from([second.person]));
        assert_eq!(store.people_since(since.up_to).await.unwrap().people, BTreeSet::new());

        let mut rows = store.people_after(None, 1).await.unwrap();
        rows.extend(store.people_after(Some(rows[0].person), 9).await.unwrap());
        let expected = store.person_rows(&Scope::Everything, &[first.person, second.person]).await.unwrap();
        assert_eq!(rows.iter().map(|row| row.person).collect::<BTreeSet<_>>(), expected.keys().copied().collect());
        assert_eq!(expected[&second.person].name, "Xavier");
        let records = store.records_of(&[first.person, second.person]).await.unwrap();
        for (person, entries) in &records {
            let file = PersonFile::as_known_at(*person, entries, Timestamp::MAX);
            assert_eq!(file.person.details.name, expected[person].name, "enough is read to know the name");
        }
        let episode = store.episode_row(&Scope::Everything, second.episode).await.unwrap().unwrap();
        assert_eq!(episode.name, "Xavier");
    }

    #[tokio::test]
    async fn a_call_that_nobody_decided_stays_in_view_of_who_took_it(database: Database) {
        let store = &database.store;
        let missing = report(store, "Sam Example", at(0)).await;
        let mut call = next_batch(store, missing, at(1), deployed()).await;
        let undecided = domain::projection::IncidentRow {
            incident: domain::ids::IncidentId(crate::cases::fresh()),
            reported_at: at(1),
            log_number: "0042".into(),
            unfinished: domain::projection::Unfinished::Unfinished,
            force: FORCE,
        };
        call.incidents = vec![undecided.clone()];
        store.append(call).await.unwrap();
        let force = Scope::Agencies(vec![FORCE]);
        assert_eq!(store.unfinished_incidents(&force, 9).await.unwrap(), [undecided]);
        let other = Scope::Agencies(vec![OTHER_FORCE]);
        assert_eq!(store.unfinished_incidents(&other, 9).await.unwrap(), []);
    }
}
