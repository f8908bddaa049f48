//! Those who sign in, and the reports they are typing.

use domain::ids::{AccountId, AgencyId, PersonId};
use jiff::Timestamp;
use store::{
    Account, AccountError, Activity, Agency, DraftDone, DraftId, NewAccount, Read, ReadSubject, ReportDraft,
    SaveDraftError, SessionDigest, Store,
};
use testkit::{database::Database, on_both_engines};

use crate::cases::{FORCE, PROJECTOR, actor, at, deployed, fresh, next_batch, report};

async fn account(store: &Store, username: &str) -> Account {
    let force = Agency { id: FORCE, name: "Fenmark Police".into(), kind: "police".into() };
    store.save_agency(&force).await.unwrap();
    assert_eq!(store.agencies().await.unwrap(), std::slice::from_ref(&force));
    store
        .create_account(NewAccount {
            id: AccountId(fresh()),
            username: username.into(),
            name: "Ros Example".into(),
            password_hash: "$argon2id$1".into(),
            one_time_until: None,
            roles: vec!["police_supervisor".into(), "police_mpu".into()],
            agency: FORCE,
        })
        .await
        .unwrap()
}

on_both_engines! {
    #[tokio::test]
    async fn an_account_is_found_however_its_name_is_typed(database: Database) {
        let store = &database.store;
        let made = account(store, "Ros.Example").await;
        assert_eq!(store.account_by_username("ROS.example").await.unwrap(), Some(made.clone()));
        assert_eq!(store.account(made.id).await.unwrap(), Some(made.clone()));
        assert_eq!(store.account_by_username("nobody").await.unwrap(), None);

        let taken = store
            .create_account(NewAccount {
                id: AccountId(fresh()),
                username: "ros.example".into(),
                name: "Another".into(),
                password_hash: String::new(),
                one_time_until: None,
                roles: vec![],
                agency: FORCE,
            })
            .await;
        assert!(matches!(taken, Err(AccountError::UsernameTaken)), "{taken:?}");
        assert_eq!(store.accounts().await.unwrap().len(), 1);
    }

    #[tokio::test]
    async fn of_two_who_change_an_account_the_second_is_told(database: Database) {
        let store = &database.store;
        let made = account(store, "ros").await;
        let changed = store.change_account(&Account { name: "Ros Two".into(), ..made.clone() }).await.unwrap();
        assert_eq!(changed.version, made.version + 1);
        let late = store.change_account(&Account { name: "Ros Three".into(), ..made.clone() }).await;
        assert!(matches!(late, Err(AccountError::Changed)), "{late:?}");
        assert_eq!(store.account(made.id).await.unwrap().unwrap().name, "Ros Two");
        store.set_password(made.id, "$argon2id$2").await.unwrap();
        assert_eq!(store.account(made.id).await.unwrap().unwrap().password_hash, "$argon2id$2");
    }

    #[tokio::test]
    async fn a_session_holds_until_it_ends_expires_or_its_account_is_switched_off(database: Database) {
        let store = &database.store;
        let made = account(store, "ros").await;
        let [one, two, three] = [[1; 32], [2; 32], [3; 32]].map(SessionDigest);
        for digest in [one, two, three] {
            store.begin_session(digest, made.id, at(0), at(8)).await.unwrap();
        }
        store.touch_session(one, at(2)).await.unwrap();
        store.touch_session(one, at(1)).await.unwrap();
        let session = store.session(one, at(2)).await.unwrap().unwrap();
        assert_eq!((session.last_seen_at, session.expires_at, session.account.id), (at(2), at(8), made.id));
        assert_eq!(store.session(one, at(8)).await.unwrap(), None);

        store.end_session(one, at(2)).await.unwrap();
        assert_eq!(store.session(one, at(2)).await.unwrap(), None);
        assert!(store.session(two, at(2)).await.unwrap().is_some());
        store.change_account(&Account { activity: Activity::Deactivated, ..made.clone() }).await.unwrap();
        assert_eq!(store.session(two, at(2)).await.unwrap(), None);
        assert_eq!(store.end_all_sessions(made.id, at(3)).await.unwrap(), 2);
        assert_eq!(store.sweep_sessions(at(9)).await.unwrap(), 3);
    }

    #[tokio::test]
    async fn failed_attempts_are_counted_until_they_are_forgotten(database: Database) {
        let store = &database.store;
        let (key, other) = ([1; 32], [2; 32]);
        for hours in 0..3 {
            store.note_sign_in_attempt(&key, at(hours)).await.unwrap();
        }
        assert_eq!(store.sign_in_attempts(&key, at(1)).await.unwrap(), 2);
        assert_eq!(store.sign_in_attempts(&other, at(0)).await.unwrap(), 0);
        assert_eq!(store.sweep_sessions(at(1)).await.unwrap(), 1);
        store.forget_sign_in_attempts(&key).await.unwrap();
        assert_eq!(store.sign_in_attempts(&key, at(0)).await.unwrap(), 0);
    }

    #[tokio::test]
    async fn a_draft_is_its_agencys_typed_by_one_at_a_time_and_no_save_is_lost(database: Database) {
        let store = &database.store;
        let ros = account(store, "ros").await;
        let other = account(store, "other").await;
        let draft = |version, answers: &[u8], saved_at: Timestamp| ReportDraft {
            id: DraftId(uuid::Uuid::from_u128(5)),
            account: ros.id,
            agency: FORCE,
            version,
            saved_at,
            answers: answers.to_vec(),
            typists: b"ros".to_vec(),
            saved_from: String::new(),
        };
        assert_eq!(store.save_draft(&draft(0, b"one", at(0))).await.unwrap().version, 1);
        assert_eq!(store.save_draft(&draft(1, b"two", at(1))).await.unwrap().version, 2);
        let late = store.save_draft(&draft(1, b"other tab", at(2))).await;
        assert!(matches!(late, Err(SaveDraftError::Changed)), "{late:?}");
        let id = DraftId(uuid::Uuid::from_u128(5));
        let kept = store.draft(FORCE, id).await.unwrap().unwrap();
        assert_eq!((kept.answers.as_slice(), kept.version), (b"two".as_slice(), 2));
        assert_eq!(store.drafts(FORCE).await.unwrap(), std::slice::from_ref(&kept));
        let elsewhere = AgencyId(uuid::Uuid::from_u128(0xe));
        assert_eq!(store.draft(elsewhere, kept.id).await.unwrap(), None);
        assert_eq!(store.drafts(elsewhere).await.unwrap(), []);
        store.delete_draft(other.id, kept.id).await.unwrap();
        assert_eq!(store.drafts(FORCE).await.unwrap().len(), 1);

        // The answer to a save was lost: the same page saves again; another page does not.
        let from = |page: &str, version| ReportDraft {
            saved_from: page.to_owned(),
            ..draft(version, page.as_bytes(), at(2))
        };
        assert_eq!(store.save_draft(&from("page", 2)).await.unwrap().version, 3);
        assert_eq!(store.save_draft(&from("page", 2)).await.unwrap().version, 4);
        let late = store.save_draft(&from("another", 2)).await;
        assert!(matches!(late, Err(SaveDraftError::Changed)), "{late:?}");

        store.take_draft_over(id, ros.id, other.id, b"ros, other").await.unwrap();
        let again = store.take_draft_over(id, ros.id, other.id, b"ros, other").await;
        assert!(matches!(again, Err(SaveDraftError::Changed)), "{again:?}");
        let late = store.save_draft(&from("page", 4)).await;
        assert!(matches!(late, Err(SaveDraftError::Changed)), "who typed before writes over nobody: {late:?}");
        let taken = store.draft(FORCE, id).await.unwrap().unwrap();
        assert_eq!((taken.account, taken.typists.as_slice()), (other.id, b"ros, other".as_slice()));
        store.take_draft_over(id, other.id, ros.id, b"ros, other, ros").await.unwrap();

        let missing = report(store, "Sam Example", at(0)).await;
        let mut sent = next_batch(store, missing, at(1), deployed()).await;
        sent.draft_done = Some(DraftDone { draft: kept.id, account: ros.id, version: 4 });
        store.append(sent).await.unwrap();
        assert_eq!(store.drafts(FORCE).await.unwrap(), []);
        let gone = store.save_draft(&draft(2, b"too late", at(3))).await;
        assert!(matches!(gone, Err(SaveDraftError::Changed)), "{gone:?}");
    }

    #[tokio::test]
    async fn who_has_read_a_record_can_be_told(database: Database) {
        let store = &database.store;
        let missing = report(store, "Sam Example", at(0)).await;
        let read = |subject| Read { at: at(1), actor: actor(), purpose: "live_case".into(), subject };
        let reads = [
            read(ReadSubject::Person(missing.person)),
            read(ReadSubject::Episode(missing.episode)),
            read(ReadSubject::Person(PersonId(fresh()))),
            read(ReadSubject::List { name: "missing_now".into(), rows: 30, ids: [3; 32] }),
        ];
        store.log_reads(&reads[..1]).await.unwrap();
        store.log_reads(&reads[1..]).await.unwrap();
        let logged = store.reads_of(missing.person, 9).await.unwrap();
        assert_eq!(logged.iter().map(|logged| logged.sequence).collect::<Vec<_>>(), [2, 1]);
        assert_eq!(logged[0].read, reads[1]);
        assert_eq!(store.verify(PROJECTOR).await.unwrap().reads, 4);
    }
}
