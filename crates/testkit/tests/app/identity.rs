//! Signing in, staying signed in, and being signed out.

use app::{
    SignInRefused,
    identity::{AccountRefused, AskedBy, NewAccount},
};
use jiff::SignedDuration;
use testkit::running::{PASSWORD, agency};

use crate::engines::on_each_engine;

const CLIENT: &str = "192.0.2.7";

#[tokio::test]
async fn a_session_ends_when_unused_for_an_hour_and_after_twelve_whatever_happens() {
    on_each_engine(async |running| {
        running.someone("police_officer").await;
        let app = &running.app;
        let token = app.sign_in("police_officer.1", PASSWORD, CLIENT).await.unwrap();
        let token = token.as_str();
        running.pass(SignedDuration::from_mins(59));
        assert!(app.session(token).await.unwrap().is_some());
        running.pass(SignedDuration::from_mins(60));
        assert!(app.session(token).await.unwrap().is_none(), "unused for an hour");

        let token = app.sign_in("POLICE_officer.1 ", PASSWORD, CLIENT).await.unwrap();
        let token = token.as_str();
        for _ in 0..23 {
            running.pass(SignedDuration::from_mins(31));
            assert!(app.session(token).await.unwrap().is_some());
        }
        running.pass(SignedDuration::from_mins(7));
        assert!(app.session(token).await.unwrap().is_none(), "twelve hours have passed");
    })
    .await;
}

#[tokio::test]
async fn a_page_that_lies_open_keeps_no_session_alive() {
    on_each_engine(async |running| {
        running.someone("police_officer").await;
        let app = &running.app;
        let token = app.sign_in("police_officer.1", PASSWORD, CLIENT).await.unwrap();
        let ask = async |by| app.session_for(token.as_str(), by).await.unwrap().is_some();
        for _ in 0..3 {
            running.pass(SignedDuration::from_mins(18));
            assert!(ask(AskedBy::OpenPage).await);
        }
        running.pass(SignedDuration::from_mins(18));
        assert!(!ask(AskedBy::OpenPage).await, "nobody was there for an hour");
    })
    .await;
}

#[tokio::test]
async fn a_session_ends_when_its_owner_ends_it_here_or_everywhere() {
    on_each_engine(async |running| {
        let who = running.someone("police_officer").await;
        let app = &running.app;
        let at_the_desk = app.sign_in("police_officer.1", PASSWORD, CLIENT).await.unwrap();
        let in_the_car = app.sign_in("police_officer.1", PASSWORD, CLIENT).await.unwrap();
        let desk = app.session(at_the_desk.as_str()).await.unwrap().unwrap();
        app.sign_out(&desk).await.unwrap();
        assert!(app.session(at_the_desk.as_str()).await.unwrap().is_none());
        assert!(app.session(in_the_car.as_str()).await.unwrap().is_some());
        assert_eq!(app.end_all_sessions(&who).await.unwrap(), 2);
        assert!(app.session(in_the_car.as_str()).await.unwrap().is_none());
    })
    .await;
}

#[tokio::test]
async fn what_is_no_token_is_no_session() {
    on_each_engine(async |running| {
        for text in ["", "x", "../../etc", &"A".repeat(43), &"é".repeat(30)] {
            assert!(running.app.session(text).await.unwrap().is_none());
        }
    })
    .await;
}

#[tokio::test]
async fn guessing_a_password_is_slowed_down_and_then_forgiven() {
    on_each_engine(async |running| {
        running.someone("police_officer").await;
        let app = &running.app;
        for _ in 0..5 {
            let refused = app.sign_in("police_officer.1", "a wrong password", CLIENT).await;
            assert!(matches!(refused, Err(SignInRefused::WrongNameOrPassword)));
        }
        let refused = app.sign_in("police_officer.1", PASSWORD, CLIENT).await;
        let Err(SignInRefused::Throttled { retry_at }) = refused else { panic!("{refused:?}") };
        assert_eq!(retry_at, app.clock().now() + SignedDuration::from_secs(5));
        app.clock().set(retry_at + SignedDuration::from_secs(1));
        app.sign_in("police_officer.1", PASSWORD, CLIENT).await.unwrap();
        // A success begins the count anew.
        let refused = app.sign_in("police_officer.1", "a wrong password", CLIENT).await;
        assert!(matches!(refused, Err(SignInRefused::WrongNameOrPassword)));
        app.sign_in("police_officer.1", PASSWORD, CLIENT).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn guessing_names_from_one_address_is_slowed_down() {
    on_each_engine(async |running| {
        running.someone("police_officer").await;
        let app = &running.app;
        for number in 0..60 {
            let refused = app.sign_in(&format!("name.{number}"), PASSWORD, "203.0.113.9").await;
            assert!(matches!(refused, Err(SignInRefused::WrongNameOrPassword)), "{number}");
        }
        let refused = app.sign_in("police_officer.1", PASSWORD, "203.0.113.9").await;
        assert!(matches!(refused, Err(SignInRefused::Throttled { .. })));
        app.sign_in("police_officer.1", PASSWORD, CLIENT).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_form_of_another_session_is_told_apart() {
    on_each_engine(async |running| {
        let one = running.someone("police_officer").await;
        let other = running.someone("police_supervisor").await;
        assert!(one.csrf_matches(&one.csrf_token()));
        for wrong in [other.csrf_token(), String::new(), one.csrf_token()[1..].to_owned()] {
            assert!(!one.csrf_matches(&wrong));
        }
    })
    .await;
}

#[tokio::test]
async fn accounts_are_made_only_as_they_can_be() {
    on_each_engine(async |running| {
        let account = |username: &str, password: &str, role: &str, of: u128| NewAccount {
            username: username.to_owned(),
            name: "Sam Price".to_owned(),
            password: password.to_owned(),
            role: role.to_owned(),
            agency: agency(of),
        };
        let app = &running.app;
        app.create_account(account("sam", PASSWORD, "police_officer", 1)).await.unwrap();
        let refusals = [
            (account("Sam", PASSWORD, "police_officer", 1), "the username is taken"),
            (account(" ", PASSWORD, "police_officer", 1), "a username is missing"),
            (account("kim", "too short", "police_officer", 1), "a password has at least 12 characters"),
            (
                account("kim.example.1", "Kim.Example.1!", "police_officer", 1),
                "a password is not the username",
            ),
            (
                account("kim", "Password-2026", "police_officer", 1),
                "everybody who guesses tries this password",
            ),
            (account("kim", PASSWORD, "police_cat", 1), "there is no role police_cat"),
            (account("kim", PASSWORD, "police_officer", 99), "there is no such agency"),
            (
                account("kim", PASSWORD, "police_officer", 2),
                "an agency of this kind has nobody in the role police_officer",
            ),
        ];
        for (account, why) in refusals {
            assert_eq!(app.create_account(account).await.unwrap_err().to_string(), why);
        }
    })
    .await;
}

#[tokio::test]
async fn a_changed_password_signs_everybody_out() {
    on_each_engine(async |running| {
        let who = running.someone("police_officer").await;
        let app = &running.app;
        let refused = app.change_password(&who, "not the old one", "another long password").await;
        assert!(matches!(refused, Err(AccountRefused::WrongPassword)));
        let token = app.sign_in("police_officer.1", PASSWORD, CLIENT).await.unwrap();
        app.change_password(&who, PASSWORD, "another long password").await.unwrap();
        assert!(app.session(token.as_str()).await.unwrap().is_none());
        assert!(app.sign_in("police_officer.1", PASSWORD, CLIENT).await.is_err());
        app.sign_in("police_officer.1", "another long password", CLIENT).await.unwrap();
    })
    .await;
}
