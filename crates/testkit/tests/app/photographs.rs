//! Photographs: kept by hash without what the camera knew, given out under a permit alone, and covered by verify and backup.

use app::{
    IdempotencyKey, SignedIn, Trouble,
    photographs::{NewPhotograph, NoPicture, PhotographOf, PhotographRefused, PhotographSize},
};
use domain::{ids::PersonId, person::TakenTo, refusal::Refusal};
use jiff::civil::date;
use store::{Store, VerifyError};
use testkit::{
    database::{Engine, Place},
    running::Running,
    sample,
};

use crate::engines::on_each_engine;

/// A picture as a telephone sends it: JPEG with EXIF, in which stands where it was taken.
const SENT: &[u8] = include_bytes!("portrait-with-gps.jpg");

/// What stands in the EXIF of [`SENT`].
const KNOWN_TO_THE_CAMERA: [&[u8]; 3] = [b"Exif", b"SpyCamera", b"GPS-52.2405N"];

async fn somebody(running: &Running) -> PersonId {
    running.report(sample::missing([sample::child()])).await.people[0]
}

fn new(person: PersonId, key: &IdempotencyKey) -> NewPhotograph {
    NewPhotograph {
        of: PhotographOf::Person(person),
        file: SENT.to_vec(),
        taken_on: Some(date(2025, 7, 1)),
        taken_to: TakenTo::Month,
        source: "Her mother".to_owned(),
        differs: "Hair is shorter now".to_owned(),
        key: key.clone(),
    }
}

async fn digest(running: &Running, who: &SignedIn, person: PersonId) -> String {
    let view = running.app.person(who, person).await.unwrap();
    view.file.person.likeness().unwrap().digest.clone()
}

fn holds(bytes: &[u8], what: &[u8]) -> bool {
    bytes.windows(what.len()).any(|window| window == what)
}

#[tokio::test]
async fn where_it_was_taken_is_nowhere_in_what_is_kept() {
    on_each_engine(async |running| {
        let person = somebody(&running).await;
        let who = running.someone("police_supervisor").await;
        assert!(KNOWN_TO_THE_CAMERA.iter().all(|known| holds(SENT, known)));
        running.app.add_photograph(&who, new(person, &IdempotencyKey::fresh())).await.unwrap();
        let digest = digest(&running, &who, person).await;
        for size in [PhotographSize::Whole, PhotographSize::Thumbnail] {
            let bytes = running.app.photograph_bytes(&who, person, &digest, size).await.unwrap();
            assert_eq!(&bytes[..3], [0xFF, 0xD8, 0xFF]);
            assert!(!KNOWN_TO_THE_CAMERA.iter().any(|known| holds(&bytes, known)), "{size:?}");
        }
        // The database as it lies on the disk knows nothing of it either.
        running.app.flush_reads().await;
        let copy = running.place.folder.path().join("copy.safewell");
        running.app.backup(&copy).await.unwrap();
        let bytes = std::fs::read(&copy).unwrap();
        assert!(!holds(&bytes, b"SpyCamera") && !holds(&bytes, b"GPS-52"));
    })
    .await;
}

#[tokio::test]
async fn somebody_elses_photograph_is_refused_like_one_that_is_not_there() {
    on_each_engine(async |running| {
        let person = somebody(&running).await;
        let other = running.report(sample::missing([sample::adult()])).await.people[0];
        let who = running.someone("police_supervisor").await;
        running.app.add_photograph(&who, new(person, &IdempotencyKey::fresh())).await.unwrap();
        let digest = digest(&running, &who, person).await;
        let app = &running.app;
        let whole = PhotographSize::Whole;
        // Of a home that has no part in it; by a hash that exists under another person; by no hash; by one of nothing.
        let home = running.someone("home_manager").await;
        let nothing = "0".repeat(64);
        for (asker, of, by) in [
            (&home, person, &digest),
            (&who, other, &digest),
            (&who, person, &nothing),
            (&home, person, &nothing),
        ] {
            let refused = app.photograph_bytes(asker, of, by, whole).await;
            assert!(matches!(refused, Err(Trouble::NotFound)), "{refused:?}");
        }
        let refused = app.add_photograph(&home, new(person, &IdempotencyKey::fresh())).await;
        assert!(matches!(refused, Err(PhotographRefused::Trouble(Trouble::NotFound))), "{refused:?}");
    })
    .await;
}

#[tokio::test]
async fn each_time_it_is_looked_at_is_logged() {
    on_each_engine(async |running| {
        let person = somebody(&running).await;
        let who = running.someone("police_supervisor").await;
        running.app.add_photograph(&who, new(person, &IdempotencyKey::fresh())).await.unwrap();
        let digest = digest(&running, &who, person).await;
        running.app.flush_reads().await;
        let before = running.app.verify().await.unwrap().reads;
        running.app.photograph_bytes(&who, person, &digest, PhotographSize::Thumbnail).await.unwrap();
        running.app.flush_reads().await;
        assert_eq!(running.app.verify().await.unwrap().reads, before + 1);
    })
    .await;
}

#[tokio::test]
async fn sent_again_and_at_once_it_is_added_once_each_and_kept_once() {
    on_each_engine(async |running| {
        let person = somebody(&running).await;
        let other = running.report(sample::missing([sample::adult()])).await.people[0];
        let who = running.someone("police_supervisor").await;
        let key = IdempotencyKey::fresh();
        let add = |person| running.app.add_photograph(&who, new(person, &key));
        let (one, again) = tokio::join!(add(person), add(person));
        assert_eq!(one.unwrap().entry, again.unwrap().entry);
        running.app.add_photograph(&who, new(other, &IdempotencyKey::fresh())).await.unwrap();
        running.app.flush_reads().await;
        let verified = running.app.verify().await.unwrap();
        assert_eq!(verified.photographs, 2, "the picture and the small one, for both people");
        let view = running.app.person(&who, person).await.unwrap();
        assert_eq!(view.file.person.photographs.len(), 1);
        let another_key = running.app.add_photograph(&who, new(person, &IdempotencyKey::fresh())).await;
        let Err(PhotographRefused::Trouble(Trouble::Refused(Refusal::PhotographThere { added }))) =
            another_key
        else {
            panic!("the same picture is not added twice: {another_key:?}");
        };
        assert_eq!(added, view.file.person.photographs[0].0);
    })
    .await;
}

#[tokio::test]
async fn what_is_no_picture_leaves_no_trace() {
    on_each_engine(async |running| {
        let person = somebody(&running).await;
        let who = running.someone("police_supervisor").await;
        let page = b"<!doctype html><script>alert(1)</script>".to_vec();
        let photograph = NewPhotograph { file: page, ..new(person, &IdempotencyKey::fresh()) };
        let refused = running.app.add_photograph(&who, photograph).await;
        assert!(matches!(refused, Err(PhotographRefused::NoPicture(NoPicture::OtherType))));
        let unsaid = NewPhotograph { source: " ".to_owned(), ..new(person, &IdempotencyKey::fresh()) };
        let refused = running.app.add_photograph(&who, unsaid).await;
        assert!(matches!(refused, Err(PhotographRefused::Trouble(Trouble::Refused(_)))), "{refused:?}");
        running.app.flush_reads().await;
        assert_eq!(running.app.verify().await.unwrap().photographs, 0);
    })
    .await;
}

#[tokio::test]
async fn verify_finds_one_that_is_gone_or_another_and_a_backup_holds_them() {
    on_each_engine(async |running| {
        let person = somebody(&running).await;
        let who = running.someone("police_supervisor").await;
        running.app.add_photograph(&who, new(person, &IdempotencyKey::fresh())).await.unwrap();
        running.app.flush_reads().await;
        let copy = running.place.folder.path().join("copy.safewell");
        running.app.backup(&copy).await.unwrap();
        for to in Engine::BOTH.into_iter().filter(|engine| engine.is_tested()) {
            let place = Place::new(to).await;
            let restored = Store::restore(&copy, &place.location).await.unwrap();
            let photographs = restored.rows.iter().find(|(table, _)| table == "photograph").unwrap();
            assert_eq!(photographs.1, 2);
        }
        let mut raw = running.place.raw().await;
        for trick in ["UPDATE photograph SET added_at = 1", "DELETE FROM photograph"] {
            assert!(raw.run(trick).await.is_err(), "{trick}: the schema refuses it");
        }
        raw.run("DELETE FROM photograph_use").await.unwrap();
        let difference = running.app.verify().await.unwrap_err();
        assert!(matches!(difference, VerifyError::Different(_)), "{difference:?}");
    })
    .await;
}

#[tokio::test]
async fn a_picture_goes_with_the_last_entry_that_needs_it_and_stays_before() {
    on_each_engine(async |running| {
        let person = somebody(&running).await;
        let other = running.report(sample::missing([sample::adult()])).await.people[0];
        let who = running.someone("police_supervisor").await;
        for of in [person, other] {
            running.app.add_photograph(&who, new(of, &IdempotencyKey::fresh())).await.unwrap();
        }
        let mut raw = running.place.raw().await;
        let mut added: Vec<i64> = Vec::new();
        for of in [person, other] {
            let view = running.app.person(&who, of).await.unwrap();
            let added_by = |entry: &&domain::file::Recorded| entry.event.name() == "photograph_added";
            added.extend(view.file.recorded.iter().filter(added_by).map(|entry| entry.sequence));
        }
        assert_eq!(added.len(), 2);
        for (sequence, swept) in added.into_iter().zip([0, 2]) {
            assert_eq!(running.app.sweep_photographs().await.unwrap(), 0, "each is needed");
            raw.run(&format!("INSERT INTO disposal (sequence, disposed_at) VALUES ({sequence}, 0)"))
                .await
                .unwrap();
            raw.run(&format!("DELETE FROM payload WHERE sequence = {sequence}")).await.unwrap();
            assert_eq!(
                running.app.sweep_photographs().await.unwrap(),
                swept,
                "the picture and the small one"
            );
        }
    })
    .await;
}
