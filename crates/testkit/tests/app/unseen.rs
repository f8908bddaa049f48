//! Whom somebody may not see is named to them nowhere on the record of somebody who cannot be named: not as who it could be, not as
//! who it is, and not by what was decided.

use app::{
    SignedIn,
    unidentified::{DeskAsked, Records, Showing, open_records},
};
use domain::{
    ids::{PersonId, UnidentifiedId},
    unidentified::{Means, UnidentifiedEvent},
};
use testkit::{running::Running, sample};

use crate::{
    engines::on_each_engine,
    unidentified::{act, describe, looks, patient, reviewers_and_missing},
};

/// Everything that somebody is told of a record, of lists that hold it and of notices.
async fn told(running: &Running, who: &SignedIn, id: UnidentifiedId) -> String {
    let app = &running.app;
    let view = app.unidentified(who, id).await.unwrap();
    let (people, names) = (&view.people, (&view.candidates, &view.ranked, &view.identified));
    let mut all = format!("{names:?} {people:?} {:?} {:?}", view.notices, view.timeline);
    let queue = app.unidentified_queue(who, open_records(None), None).await.unwrap();
    let owed = app.referrals_owed(who).await.unwrap();
    let notices = app.unidentified_notices(who).await.unwrap();
    all += &format!("{queue:?} {owed:?} {notices:?}");
    for showing in Showing::ALL {
        let asked = DeskAsked { showing, records: Records::Every };
        all += &format!("{:?}", app.desk(who, asked).await.unwrap());
    }
    all
}

/// Nothing of it names the person to somebody, and to whoever decides something does.
async fn is_hidden(running: &Running, from: &SignedIn, to: &SignedIn, id: UnidentifiedId, person: PersonId) {
    let (hidden, shown) = (told(running, from, id).await, told(running, to, id).await);
    for words in [person.to_string(), sample::adult().name] {
        assert!(!hidden.contains(&words), "{words}: {hidden}");
        assert!(shown.contains(&words), "{words}");
    }
}

#[tokio::test]
async fn whom_a_reader_may_not_see_they_read_neither_by_name_nor_by_id() {
    on_each_engine(async |running| {
        let (unit, supervisor, person) = reviewers_and_missing(&running).await;
        describe(&running, &unit, person, looks(&["Swallow tattoo, left forearm", "Scar on right knee"]))
            .await;
        let id = patient(&running, &unit).await;
        let now = async |who: &SignedIn| running.app.unidentified(who, id).await.unwrap();
        // The national unit sees the record that was referred to it, and decides; not the case, which nobody referred.
        let referred = UnidentifiedEvent::ReferredToNationalUnit { reference: "NU 7".to_owned() };
        act(&running, &unit, &now(&unit).await, referred).await.unwrap();
        let national = running.someone("national_unit").await;
        assert!(running.app.person(&national, person).await.is_err());
        let open = async |who: &SignedIn| {
            let queue = running.app.unidentified_queue(who, open_records(None), None).await.unwrap();
            queue.rows.items.iter().map(|row| row.open_candidates).collect::<Vec<_>>()
        };
        assert_eq!((open(&unit).await, open(&national).await), (vec![1], vec![0]), "nor counted");
        is_hidden(&running, &national, &unit, id, person).await;

        let note = || "Looked at both".to_owned();
        let review = UnidentifiedEvent::CandidateUnderReview { person, note: note() };
        act(&running, &unit, &now(&unit).await, review).await.unwrap();
        is_hidden(&running, &national, &unit, id, person).await;
        let proposed = UnidentifiedEvent::IdentityProposed { person, how: Means::Dna, note: note() };
        let of = act(&running, &unit, &now(&unit).await, proposed).await.unwrap().entry;
        is_hidden(&running, &national, &supervisor, id, person).await;
        let confirmed = UnidentifiedEvent::IdentityConfirmed { of, note: note() };
        act(&running, &supervisor, &now(&supervisor).await, confirmed).await.unwrap();
        is_hidden(&running, &national, &unit, id, person).await;
        assert_eq!(now(&national).await.identified, None);
        assert!(now(&unit).await.identified.is_some_and(|(who, _)| who == person));
        let refused = UnidentifiedEvent::IdentityRefused { of, reason: note() };
        act(&running, &supervisor, &now(&supervisor).await, refused).await.unwrap();
        is_hidden(&running, &national, &unit, id, person).await;
    })
    .await;
}
