//! Who may do what: the matrix, the refusals, and that lists and single decisions agree.

use std::{collections::BTreeSet, sync::LazyLock};

use app::{
    Act, Action, Purpose, Recording, Trouble,
    access::{Access, EpisodeFacts, PersonFacts, UnidentifiedFacts, matrix},
    cases::IdempotencyKey,
};
use domain::{
    episode::{EpisodeEvent, Information, Significance, Step},
    ids::{AccountId, AgencyId, EpisodeId, PersonId, UnidentifiedId},
    ledger::Actor,
    projection::Childhood,
    protocol::packs::Packs,
    risk::Grade,
};
use jiff::SignedDuration;
use proptest::prelude::*;
use store::Scope;
use testkit::{
    database::Engine,
    running::{AGENCIES, Running, agency},
    sample,
};
use uuid::Uuid;

use crate::engines::on_each_engine;

static ACCESS: LazyLock<Access> = LazyLock::new(|| Access::load().expect("the policies are right"));

fn roles() -> Vec<String> {
    Packs::built_in().roles().ids().map(str::to_owned).collect()
}

#[test]
fn access_matrix_is_the_one_committed() {
    let access = &*ACCESS;
    let now = matrix(access, &roles());
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../access-matrix.txt");
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    if committed != now {
        std::fs::write(path, &now).expect("the matrix can be written");
        panic!("access-matrix.txt was not what the policies say; it has been written anew: review it");
    }
}

/// Messages go out at the moments that a pack gives, recorded by Safewell itself. If anybody could record that one was
/// sent, somebody who was never told would stand in the ledger as told; so no policy may permit it to any role. What the matcher
/// proposes, and that facts have changed under an exclusion, nobody says in its place.
const TAKEN_BY_SAFEWELL_ALONE: [&str; 5] =
    ["message_sent", "late_told", "candidate_proposed", "candidate_reopened", "unidentified_notice_sent"];

#[test]
fn what_safewell_alone_records_is_permitted_to_no_role() {
    let matrix = matrix(&ACCESS, &roles());
    for action in TAKEN_BY_SAFEWELL_ALONE {
        let roles = matrix.split(&format!("\n{action}\n")).nth(1).expect("every action has a line");
        assert!(!roles.starts_with("    "), "a role may take {action}");
    }
}

#[test]
fn every_action_stands_in_the_schema_and_somebody_may_take_it() {
    let access = &*ACCESS;
    let known: BTreeSet<&str> = Action::ALL.iter().map(|action| action.word()).collect();
    let in_schema: BTreeSet<String> = access.actions_in_schema().collect();
    assert_eq!(known, in_schema.iter().map(String::as_str).collect());
    let matrix = matrix(access, &roles());
    for action in known.iter().filter(|action| !TAKEN_BY_SAFEWELL_ALONE.contains(action)) {
        let roles = matrix.split(&format!("\n{action}\n")).nth(1).expect("every action has a line");
        assert!(roles.starts_with("    "), "nobody may take {action}");
    }
}

#[test]
fn every_role_in_the_policies_is_a_role_of_the_packs() {
    let access = &*ACCESS;
    let known: BTreeSet<String> = roles().into_iter().collect();
    for role in access.roles_in_policies() {
        assert!(known.contains(&role), "policies/roles.json names {role}, and protocols/roles.toml does not");
    }
    // Roles that stand for nobody in particular: they sign in as somebody else, or see no case.
    for role in known.difference(&access.roles_in_policies().collect()) {
        assert!(
            ["who_was_told", "level_1", "level_2", "level_3", "level_4"].contains(&role.as_str()),
            "{role} stands in no group of policies/roles.json"
        );
    }
}

#[tokio::test]
async fn who_sees_an_episode() {
    on_each_engine(async |running| {
        let child = running.report(sample::missing([sample::child()])).await.episodes[0];
        let adult = running.report(sample::missing([sample::adult()])).await.episodes[0];
        for (role, sees_child, sees_adult) in [
            ("police_officer", true, true),
            ("allocated_worker", true, false),
            ("adult_social_worker", false, true),
            ("home_manager", false, false),
            ("return_interviewer", false, false),
            ("national_unit", false, false),
        ] {
            let who = running.someone(role).await;
            for (episode, sees) in [(child, sees_child), (adult, sees_adult)] {
                let read = running.app.episode(&who, episode).await;
                match (sees, read) {
                    (true, Ok(_)) => {}
                    (false, Err(Trouble::NotFound)) => {}
                    (_, read) => panic!("{role}: {:?}", read.map(|_| "read")),
                }
            }
        }
        let other_force = running.someone_of("police_officer", 7).await;
        assert!(matches!(running.app.episode(&other_force, child).await, Err(Trouble::NotFound)));
    })
    .await;
}

#[tokio::test]
async fn an_agency_that_is_asked_in_sees_the_episode_from_then_on() {
    on_each_engine(async |running| {
        let episode = running.report(sample::missing([sample::child()])).await.episodes[0];
        let charity = running.someone("return_interviewer").await;
        assert!(running.app.episode(&charity, episode).await.is_err());
        assert!(
            running.app.my_work(&charity, None).await.unwrap().items.is_empty(),
            "nothing of it stands in their lists"
        );
        let police = running.someone("police_mpu").await;
        let involved =
            EpisodeEvent::PartnerInvolved { agency: agency(5), purpose: "Return interview".to_owned() };
        running.record(&police, episode, Act::Episode(involved)).await.unwrap();
        let view = running.app.episode(&charity, episode).await.unwrap();
        assert!(view.may(Action::ReturnInterviewHeld));
        assert!(!view.may(Action::RiskReviewed));
    })
    .await;
}

#[tokio::test]
async fn each_act_is_refused_to_those_who_may_not() {
    on_each_engine(async |running| {
        let episode = running.report(sample::missing([sample::child()])).await.episodes[0];
        let information = || {
            Act::Episode(EpisodeEvent::InformationReceived(Information {
                what: "Seen at the bus station at noon.".to_owned(),
                source: "Driver".to_owned(),
                how_to_reach: String::new(),
                significance: Significance::Routine,
                origin: None,
                reliability: None,
                credibility: None,
                task: None,
            }))
        };
        let said_back =
            EpisodeEvent::ReturnReported { by: "A neighbour".to_owned(), place: "Home".to_owned() };
        let officer = running.someone("police_officer").await;
        let of = running.record(&officer, episode, Act::Episode(said_back)).await.unwrap().entry;
        let refuted = Act::Episode(EpisodeEvent::ReturnRefuted { of, reason: "Nobody there".to_owned() });
        for (role, act, may) in [
            ("allocated_worker", information(), true),
            ("adult_social_worker", information(), false),
            ("police_officer", sample::assessed(Grade::Medium), true),
            ("allocated_worker", sample::assessed(Grade::Medium), false),
            ("call_handler", sample::returned(), false),
            ("police_officer", refuted, false),
            ("call_handler", sample::step(Step::NeedToKnowIssued), false),
            ("missing_coordinator", sample::step(Step::NeedToKnowIssued), true),
            ("system_administrator", information(), false),
            ("police_officer", sample::returned(), true),
        ] {
            let who = running.someone_or_operator(role).await;
            let outcome = running.record(&who, episode, act.clone()).await;
            match (may, outcome) {
                (true, Ok(_)) | (false, Err(Trouble::Denied(_) | Trouble::NotFound)) => {}
                (_, outcome) => panic!("{role} {}: {outcome:?}", act.word()),
            }
        }
    })
    .await;
}

#[tokio::test]
async fn only_a_supervisor_assesses_as_one() {
    on_each_engine(async |running| {
        let episode = running.report(sample::missing([sample::child()])).await.episodes[0];
        let as_supervisor = || {
            Act::Episode(EpisodeEvent::RiskAssessed {
                by: domain::risk::Assessor::Supervisor,
                grading: sample::grading(Grade::High),
                definition: domain::risk::DefinitionInForce::default(),
            })
        };
        let officer = running.someone("police_officer").await;
        assert!(matches!(
            running.record(&officer, episode, as_supervisor()).await,
            Err(Trouble::Denied(denied)) if denied.action == "risk_reviewed"
        ));
        let supervisor = running.someone("police_supervisor").await;
        running.record(&supervisor, episode, as_supervisor()).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_correction_is_for_those_who_may_record_what_it_corrects() {
    on_each_engine(async |running| {
        let episode = running.report(sample::missing([sample::child()])).await.episodes[0];
        let officer = running.someone("police_officer").await;
        let graded = running.record(&officer, episode, sample::assessed(Grade::Medium)).await.unwrap();
        let correction = || {
            Act::Correct(domain::ledger::Correction {
                corrects: graded.entry,
                happened_at: None,
                event: Some(Box::new(domain::ledger::Event::Episode(EpisodeEvent::RiskAssessed {
                    by: domain::risk::Assessor::Officer,
                    grading: sample::grading(Grade::High),
                    definition: domain::risk::DefinitionInForce::default(),
                }))),
                reason: "Ticked the wrong grade.".to_owned(),
            })
        };
        let worker = running.someone("allocated_worker").await;
        assert!(matches!(
            running.record(&worker, episode, correction()).await,
            Err(Trouble::Denied(denied)) if denied.action == "risk_assessed"
        ));
        running.record(&officer, episode, correction()).await.unwrap();
    })
    .await;
}

/// Agencies of an area, some of which a row is granted to.
fn agencies() -> impl Strategy<Value = Vec<AgencyId>> {
    prop::collection::btree_set(1..=8_u128, 0..6)
        .prop_map(|numbers| numbers.into_iter().map(agency).collect())
}

/// A row as a scope would pick it.
fn in_scope(scope: &Result<Scope, ()>, granted: &[AgencyId]) -> bool {
    match scope {
        Ok(Scope::Everything) => true,
        Ok(Scope::Agencies(agencies)) => granted.iter().any(|agency| agencies.contains(agency)),
        Err(()) => false,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]
    #[test]
    fn a_list_holds_exactly_what_single_decisions_permit(
        role in prop::sample::select(roles()),
        of in 1..=8_u128,
        lead in 1..=8_u128,
        granted in agencies(),
        child in any::<bool>(),
    ) {
        let access = &*ACCESS;
        let who = Actor { account: AccountId(Uuid::from_u128(9)), role, agency: agency(of) };
        let episode = EpisodeFacts {
            episode: EpisodeId(Uuid::from_u128(1)),
            lead: agency(lead),
            granted: granted.clone(),
            child: if child { Childhood::Child } else { Childhood::Adult },
        };
        let person = PersonFacts { person: PersonId(Uuid::from_u128(2)), granted: granted.clone() };
        let scope = |action| access.scope(&who, action).map(|permit| permit.resource().clone()).map_err(|_| ());
        let purpose = Purpose::Casework;
        prop_assert_eq!(
            in_scope(&scope(Action::ListEpisodes), &granted),
            access.permit(&who, Action::ListEpisodes, &episode, purpose).is_ok()
        );
        prop_assert_eq!(
            in_scope(&scope(Action::ListEpisodes), &granted),
            access.permit(&who, Action::ViewEpisode, &episode, purpose).is_ok()
        );
        prop_assert_eq!(
            in_scope(&scope(Action::SearchPeople), &granted),
            access.permit(&who, Action::ViewPerson, &person, purpose).is_ok()
        );
        let unidentified = UnidentifiedFacts {
            unidentified: UnidentifiedId(Uuid::from_u128(3)),
            lead: agency(lead),
            granted: granted.clone(),
        };
        for (listed, opened) in [
            (Action::ListUnidentified, Action::ListUnidentified),
            (Action::ListUnidentified, Action::ViewUnidentified),
            (Action::ViewCandidates, Action::ViewCandidates),
        ] {
            prop_assert_eq!(
                in_scope(&scope(listed), &granted),
                access.permit(&who, opened, &unidentified, purpose).is_ok()
            );
        }
    }
}

#[tokio::test]
async fn every_row_of_a_list_can_be_opened_and_no_other() {
    on_each_engine(async |running| {
        let mut episodes = Vec::new();
        for details in [
            sample::child(),
            sample::adult(),
            sample::born("Ilse Varga", jiff::civil::date(2008, 3, 3)),
            sample::born("Yusuf Idris", jiff::civil::date(2008, 3, 2)),
        ] {
            episodes.extend(running.report(sample::missing([details])).await.episodes);
        }
        let unknown = domain::person::PersonDetails { name: "Unknown".to_owned(), ..Default::default() };
        episodes.extend(running.report(sample::missing([unknown])).await.episodes);
        let mpu = running.someone("police_mpu").await;
        let referred = Act::Episode(EpisodeEvent::ReferredToNationalUnit { reference: "26-001".to_owned() });
        running.record(&mpu, episodes[1], referred).await.unwrap();
        for role in
            ["police_officer", "allocated_worker", "adult_social_worker", "national_unit", "home_manager"]
        {
            let who = running.someone(role).await;
            let board = running.app.missing_now(&who, &Default::default(), Default::default(), None).await;
            let listed: BTreeSet<EpisodeId> =
                board.unwrap().rows.items.iter().map(|row| row.episode).collect();
            for episode in &episodes {
                let opens = running.app.episode(&who, *episode).await.is_ok();
                assert_eq!(listed.contains(episode), opens, "{role}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn an_unknown_episode_is_not_found() {
    let running = Running::new(Engine::Sqlite).await;
    let who = running.someone("police_officer").await;
    let nowhere = EpisodeId(Uuid::from_u128(77));
    assert!(matches!(running.app.episode(&who, nowhere).await, Err(Trouble::NotFound)));
    let recording = Recording {
        episode: nowhere,
        act: sample::assessed(Grade::High),
        happened_at: None,
        seen: app::Seen::UpTo(0),
        key: IdempotencyKey::fresh(),
    };
    assert!(matches!(running.app.record(&who, recording).await, Err(Trouble::NotFound)));
    running.pass(SignedDuration::from_hours(1));
    assert_eq!(AGENCIES.len(), running.app.agencies().len());
}
