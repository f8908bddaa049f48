//! Keeping accounts: by whom, for which agency, and with a trace.

use app::{
    SignedIn, Trouble,
    identity::{AccountChanged, AccountRefused, AccountToMake, Activity, PasswordStanding},
};
use jiff::SignedDuration;
use testkit::running::{PASSWORD, Running, agency};

use crate::engines::on_each_engine;

const CLIENT: &str = "192.0.2.7";

fn make(username: &str, role: &str, of: u128) -> AccountToMake {
    AccountToMake {
        username: username.to_owned(),
        name: "Sam Price".to_owned(),
        role: role.to_owned(),
        agency: agency(of),
    }
}

async fn signed_in(running: &Running, username: &str, password: &str) -> Option<SignedIn> {
    let token = running.app.sign_in(username, password, CLIENT).await.ok()?;
    running.app.session(token.as_str()).await.unwrap()
}

#[tokio::test]
async fn a_one_time_password_is_good_for_choosing_ones_own_and_runs_out() {
    on_each_engine(async |running| {
        let keeper = running.someone_of("agency_administrator", 1).await;
        let app = &running.app;
        let one_time = app.make_account(&keeper, make("sam", "police_officer", 1)).await.unwrap();
        let sam = signed_in(&running, "sam", &one_time.password).await.unwrap();
        assert_eq!(sam.password, PasswordStanding::OneTime);
        app.change_password(&sam, &one_time.password, "three words of mine").await.unwrap();
        assert!(signed_in(&running, "sam", &one_time.password).await.is_none());
        let sam = signed_in(&running, "sam", "three words of mine").await.unwrap();
        assert_eq!(sam.password, PasswordStanding::Own);

        let late = app.make_account(&keeper, make("kim", "police_officer", 1)).await.unwrap();
        running.pass(SignedDuration::from_hours(73));
        assert!(signed_in(&running, "kim", &late.password).await.is_none(), "it has run out");
    })
    .await;
}

#[tokio::test]
async fn an_account_that_is_switched_off_is_signed_out_at_once_and_everything_is_written_down() {
    on_each_engine(async |running| {
        let keeper = running.someone_of("agency_administrator", 1).await;
        let app = &running.app;
        let one_time = app.make_account(&keeper, make("sam", "police_officer", 1)).await.unwrap();
        let token = app.sign_in("sam", &one_time.password, CLIENT).await.unwrap();
        let version = app.account(&keeper, one_time.account).await.unwrap().0.version;
        app.change_role(&keeper, one_time.account, version, "police_io").await.unwrap();
        assert!(app.session(token.as_str()).await.unwrap().is_none(), "in another role one signs in anew");
        let token = app.sign_in("sam", &one_time.password, CLIENT).await.unwrap();
        let stale = app.set_activity(&keeper, one_time.account, version, Activity::Deactivated).await;
        assert!(matches!(stale, Err(AccountRefused::Changed)));
        app.set_activity(&keeper, one_time.account, version + 1, Activity::Deactivated).await.unwrap();
        assert!(app.session(token.as_str()).await.unwrap().is_none());
        assert!(app.sign_in("sam", &one_time.password, CLIENT).await.is_err());

        let (_, changes) = app.account(&keeper, one_time.account).await.unwrap();
        let what: Vec<AccountChanged> = changes.iter().map(|change| change.what.clone()).collect();
        assert_eq!(
            what,
            [
                AccountChanged::Deactivated,
                AccountChanged::RoleChanged("police_io".to_owned()),
                AccountChanged::Made("police_officer".to_owned()),
            ]
        );
        assert!(changes.iter().all(|change| change.by == keeper.name));
        let mut raw = running.place.raw().await;
        for trick in ["UPDATE account_change SET at = 1", "DELETE FROM account_change"] {
            assert!(raw.run(trick).await.is_err(), "{trick}");
        }
    })
    .await;
}

#[tokio::test]
async fn nobody_keeps_accounts_beyond_their_agency_their_role_or_for_themselves() {
    on_each_engine(async |running| {
        let app = &running.app;
        let keeper = running.someone_of("agency_administrator", 1).await;
        let system = running.someone_of("system_administrator", 1).await;
        let officer = running.someone("police_officer").await;
        let social_worker = running.someone("allocated_worker").await;
        assert!(matches!(app.accounts(&officer).await, Err(Trouble::Denied(_))));
        let elsewhere = app.account(&keeper, social_worker.account).await;
        assert!(matches!(elsewhere, Err(Trouble::NotFound)), "{elsewhere:?}");
        assert!(app.account(&system, social_worker.account).await.is_ok());

        let refused = app.make_account(&keeper, make("eve", "allocated_worker", 2)).await;
        assert!(matches!(refused, Err(AccountRefused::NoSuchAgency)), "{refused:?}");
        for role in ["system_administrator", "who_was_told", "level_1"] {
            let refused = app.make_account(&keeper, make("eve", role, 1)).await;
            assert!(matches!(refused, Err(AccountRefused::RoleNotGiven)), "{role}: {refused:?}");
        }
        let own = app.change_role(&keeper, keeper.account, 1, "police_officer").await;
        assert!(matches!(own, Err(AccountRefused::OwnAccount)));
        let over = app.reset_password(&keeper, system.account, 1).await;
        assert!(matches!(over, Err(AccountRefused::RoleNotGiven)), "{over:?}");
    })
    .await;
}

#[tokio::test]
async fn whoever_guesses_elsewhere_does_not_keep_a_colleague_out() {
    on_each_engine(async |running| {
        running.someone("police_officer").await;
        let app = &running.app;
        for number in 0..18 {
            let _ = app
                .sign_in("police_officer.1", "a wrong password", &format!("203.0.113.{}", number % 3))
                .await;
        }
        app.sign_in("police_officer.1", PASSWORD, CLIENT).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn ones_own_sessions_are_seen_and_ended_and_nobody_elses() {
    on_each_engine(async |running| {
        let who = running.someone("police_officer").await;
        let other = running.someone("police_supervisor").await;
        let app = &running.app;
        let car = app.sign_in("police_officer.1", PASSWORD, CLIENT).await.unwrap();
        let in_the_car = app.session(car.as_str()).await.unwrap().unwrap();
        assert_eq!(app.own_sessions(&who).await.unwrap().len(), 2);
        let refused = app.end_own_session(&other, &in_the_car.session.reference()).await;
        assert!(matches!(refused, Err(Trouble::NotFound)));
        app.end_own_session(&who, &in_the_car.session.reference()).await.unwrap();
        assert!(app.session(car.as_str()).await.unwrap().is_none());
    })
    .await;
}
