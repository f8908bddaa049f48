//! Tasks: set one by one and by lists, started by the first high grade, given to people, shown in My work.

use std::collections::BTreeSet;

use app::{Act, SignedIn, Trouble, cases::Entrusted};
use domain::{
    episode::{EpisodeEvent, Handover, Owner, Task, TaskOutcome},
    ids::{EntryId, EpisodeId},
    protocol::duty::State,
    refusal::Refusal,
    risk::Grade,
};
use jiff::SignedDuration;
use testkit::{running::Running, sample};
use uuid::Uuid;

use crate::engines::on_each_engine;

async fn missing_child(running: &Running) -> EpisodeId {
    running.report(sample::missing([sample::child()])).await.episodes[0]
}

fn owned_by(role: &str, person: Option<&SignedIn>) -> Owner {
    Owner { role: role.to_owned(), account: person.map(|person| person.account) }
}

fn task(title: &str, owner: Owner, running: &Running) -> Act {
    let due_at = running.app.clock().now().checked_add(SignedDuration::from_hours(1)).ok();
    Act::Episode(EpisodeEvent::TaskSet(Task { title: title.to_owned(), owner, due_at, ..Task::default() }))
}

fn used(list: &str, tasks: &[&str], owner: Option<Owner>) -> Act {
    let tasks = tasks.iter().map(|task| (*task).to_owned()).collect();
    Act::UseTaskList { list: list.to_owned(), tasks, owner }
}

async fn titles(running: &Running, who: &SignedIn) -> Vec<(String, String)> {
    let work = running.app.my_work(who, None).await.unwrap();
    let tasks = work.items.into_iter().filter(|item| item.duty.is_task());
    tasks.map(|item| (item.duty.title, item.duty.state)).collect()
}

#[tokio::test]
async fn a_task_stands_in_the_work_of_its_role_or_of_one_person_until_it_has_its_result() {
    on_each_engine(async |running| {
        let episode = missing_child(&running).await;
        let supervisor = running.someone("police_supervisor").await;
        let officer = running.someone("police_officer").await;
        let for_role = task("Search the home", owned_by("police_officer", None), &running);
        running.record(&supervisor, episode, for_role).await.unwrap();
        let for_one = task("Ring the aunt", owned_by("police_supervisor", Some(&supervisor)), &running);
        running.record(&supervisor, episode, for_one).await.unwrap();

        let open = |title: &str| (title.to_owned(), "open".to_owned());
        assert_eq!(titles(&running, &officer).await, [open("Search the home")]);
        assert_eq!(titles(&running, &supervisor).await, [open("Ring the aunt")]);

        running.pass(SignedDuration::from_mins(61));
        running.app.mind_clocks().await.unwrap();
        assert_eq!(titles(&running, &officer).await[0].1, "overdue", "the clock alone makes it overdue");

        let of: EntryId = running.seen(episode).await.episode.room.tasks[0].entry;
        let given =
            EpisodeEvent::TasksAssigned { tasks: vec![of], owner: owned_by("police_supervisor", None) };
        running.record(&supervisor, episode, Act::Episode(given)).await.unwrap();
        assert_eq!(titles(&running, &officer).await, []);
        let found = EpisodeEvent::TaskResult {
            of,
            outcome: TaskOutcome::Done,
            result: "Every room and the loft; nobody there.".to_owned(),
        };
        running.record(&supervisor, episode, Act::Episode(found)).await.unwrap();
        assert_eq!(titles(&running, &supervisor).await.len(), 1, "only the aunt is still to be rung");
        running.app.verify().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_list_sets_its_chosen_tasks_at_once() {
    on_each_engine(async |running| {
        let episode = missing_child(&running).await;
        let supervisor = running.someone("police_supervisor").await;
        let before = running.seen(episode).await.timeline.len();
        let chosen = used("dementia", &["herbert", "transport"], None);
        running.record(&supervisor, episode, chosen).await.unwrap();
        let one = owned_by("police_supervisor", Some(&supervisor));
        let all_to_one = used("dementia", &["open_search"], Some(one.clone()));
        running.record(&supervisor, episode, all_to_one).await.unwrap();

        let view = running.seen(episode).await;
        let tasks = &view.episode.room.tasks;
        assert_eq!(view.timeline.len() - before, 3);
        let owners: Vec<&str> = tasks.iter().map(|set| set.task.owner.role.as_str()).collect();
        assert_eq!(owners, ["call_handler", "police_officer", "police_supervisor"]);
        assert_eq!(tasks[2].task.owner, one);
        assert!(tasks.iter().all(|set| set.task.template == "dementia" && set.task.due_at.is_some()));

        let refused = async |act| match running.record(&supervisor, episode, act).await {
            Err(Trouble::Refused(refusal)) => refusal,
            outcome => panic!("{outcome:?}"),
        };
        assert_eq!(refused(used("none", &["one"], None)).await, Refusal::NoSuchEntry);
        assert_eq!(refused(used("dementia", &["none"], None)).await, Refusal::NoSuchEntry);
        assert_eq!(refused(used("dementia", &[], None)).await, Refusal::AnswerMissing { field: "tasks" });
        assert_eq!(running.seen(episode).await.episode.room.tasks.len(), 3, "a refusal sets nothing");
        running.app.verify().await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn nobody_is_given_a_task_who_is_not_there_or_may_not_see_the_case() {
    on_each_engine(async |running| {
        let episode = missing_child(&running).await;
        let supervisor = running.someone("police_supervisor").await;
        let stranger = running.someone("home_manager").await;
        let officer = running.someone("police_officer").await;
        let offered = running.app.colleagues(&supervisor, episode, Entrusted::Task).await.unwrap();
        assert!(offered.iter().any(|one| one.account == officer.account));
        assert!(!offered.iter().any(|one| one.account == stranger.account), "others are not named");

        for owner in [
            owned_by("police_wizard", None),
            owned_by("home_manager", Some(&stranger)),
            owned_by("police_io", Some(&officer)),
        ] {
            let set = running.record(&supervisor, episode, task("Ask", owner.clone(), &running)).await;
            let refused = matches!(set, Err(Trouble::Refused(Refusal::CannotTakeIt { field: "owner" })));
            assert!(refused, "{owner:?}: {set:?}");
        }
        let good = task("Ask", owned_by("police_officer", Some(&officer)), &running);
        running.record(&supervisor, episode, good).await.unwrap();
    })
    .await;
}

/// A task, the case, a message: to whom a form offers to give it, the record takes, and nobody else.
#[tokio::test]
async fn what_is_on_offer_is_what_is_accepted() {
    on_each_engine(async |running| {
        let episode = missing_child(&running).await;
        let supervisor = running.someone("police_supervisor").await;
        let mut people = vec![supervisor.clone(), running.someone_of("police_officer", 7).await];
        for role in
            ["police_officer", "police_senior_manager", "mash_manager", "home_manager", "national_unit"]
        {
            people.push(running.someone(role).await);
        }
        people.push(running.someone_of("system_administrator", 1).await);
        running.record(&supervisor, episode, sample::assessed(Grade::High)).await.unwrap();
        running.pass(SignedDuration::from_mins(16));
        running.app.mind_clocks().await.unwrap();
        let view = running.app.episode(&supervisor, episode).await.unwrap();
        let messages = running.app.messages_of_case(&supervisor, &view).await.unwrap();
        let waits = |message: &&app::messages::CaseMessage| message.row.next.is_some();
        let of = messages.iter().find(waits).unwrap().row.entry;

        let roles = running.app.packs().roles().0.iter().map(|role| owned_by(&role.id.0, None));
        let named = people.iter().map(|person| owned_by(&person.role, Some(person)));
        let owners: Vec<Owner> = roles.chain(named).collect();
        for what in [Entrusted::Task, Entrusted::Case, Entrusted::Message] {
            let offered = running.app.colleagues(&supervisor, episode, what).await.unwrap();
            let mut taken = BTreeSet::new();
            for owner in &owners {
                let act = match what {
                    Entrusted::Task => task("Ask", owner.clone(), &running),
                    Entrusted::Case => Act::Episode(EpisodeEvent::HandoverOffered(Handover {
                        to: owner.clone(),
                        briefing: String::new(),
                    })),
                    Entrusted::Message => Act::Episode(EpisodeEvent::MessageSentOn {
                        of,
                        to: owner.clone(),
                        reason: "Engaged".to_owned(),
                    }),
                };
                let on_offer = offered.iter().any(|one| {
                    one.role == owner.role && owner.account.is_none_or(|account| account == one.account)
                });
                match running.record(&supervisor, episode, act).await {
                    Ok(_) => assert!(on_offer, "{what:?}: {owner:?} is not on offer"),
                    Err(Trouble::Refused(Refusal::CannotTakeIt { .. })) => {
                        assert!(!on_offer, "{what:?}: {owner:?}");
                        continue;
                    }
                    Err(trouble) => panic!("{what:?}: {owner:?}: {trouble:?}"),
                }
                taken.insert(owner.role.as_str());
            }
            // Each agency has a holder of its own, and nobody hands a case to themselves.
            let of_case = ["call_handler", "police_officer", "police_senior_manager"];
            let others = ["mash_manager", "police_supervisor"].into_iter();
            let others = others.filter(|_| what != Entrusted::Case);
            assert_eq!(taken, of_case.into_iter().chain(others).collect(), "{what:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_first_high_grade_starts_its_list_once_and_with_it() {
    on_each_engine(async |running| {
        let episode = missing_child(&running).await;
        let supervisor = running.someone("police_supervisor").await;
        running.record(&supervisor, episode, sample::assessed(Grade::Medium)).await.unwrap();
        assert_eq!(running.seen(episode).await.episode.room.tasks.len(), 0);
        running.record(&supervisor, episode, sample::assessed(Grade::High)).await.unwrap();
        running.record(&supervisor, episode, sample::assessed(Grade::High)).await.unwrap();
        let view = running.seen(episode).await;
        let steps: Vec<&str> = view.episode.room.tasks.iter().map(|set| set.task.done_by.as_str()).collect();
        assert_eq!(steps, ["search_adviser_consulted", "sio_appointed"]);

        let consulted = sample::step(domain::episode::Step::SearchAdviserConsulted);
        running.record(&supervisor, episode, consulted).await.unwrap();
        let view = running.seen(episode).await;
        let states: Vec<State> = view
            .episode
            .room
            .tasks
            .iter()
            .map(|set| set.state(&view.episode, view.now, &view.task_times))
            .collect();
        assert!(matches!(states[..], [State::Met { .. }, State::Open]), "{states:?}");
        running.app.verify().await.unwrap();
    })
    .await;
}

/// The high-risk list is the police's: a home or the MASH closing a line of it would stop a search that nobody made.
#[tokio::test]
async fn a_task_is_settled_by_those_whose_it_is_or_who_set_it() {
    on_each_engine(async |running| {
        let home = running.someone("home_manager").await;
        let answers = sample::missing([sample::child()]);
        let episode = running.report_by(&home, answers).await.unwrap().episodes[0];
        let (police, mash) =
            (running.someone("police_supervisor").await, running.someone("mash_manager").await);
        running.record(&police, episode, sample::assessed(Grade::High)).await.unwrap();
        let for_home = task("Look in his room", owned_by("home_manager", None), &running);
        running.record(&police, episode, for_home).await.unwrap();
        running.someone("police_officer").await;
        let by_mash = task("Ask at the school", owned_by("police_officer", None), &running);
        running.record(&mash, episode, by_mash).await.unwrap();
        let listed = used("high_risk_enquiries", &["home_search"], None);
        running.record(&mash, episode, listed).await.unwrap();
        let tasks: Vec<EntryId> =
            running.seen(episode).await.episode.room.tasks.iter().map(|set| set.entry).collect();
        let [adviser, sio, room, school, search] = tasks[..] else { panic!("{tasks:?}") };

        let done = |of| {
            let result = "Seen to".to_owned();
            Act::Episode(EpisodeEvent::TaskResult { of, outcome: TaskOutcome::Done, result })
        };
        let given = |task| {
            let owner = owned_by("mash_manager", None);
            Act::Episode(EpisodeEvent::TasksAssigned { tasks: vec![task], owner })
        };
        // What a home is not shown answers as what is not there.
        let nowhere = EntryId(Uuid::from_u128(77));
        for (who, own, foreign, refusal) in [
            (&home, vec![room], vec![adviser, sio, school, search, nowhere], Refusal::NoSuchEntry),
            (&mash, vec![school, search], vec![adviser, sio, room], Refusal::NotYourTask),
            (&police, vec![adviser, sio, room, school, search], vec![nowhere], Refusal::NoSuchEntry),
        ] {
            let view = running.app.episode(who, episode).await.unwrap();
            assert_eq!(view.own_tasks.into_iter().collect::<Vec<_>>(), own, "{}", who.role);
            for of in foreign {
                let refused = running.record(who, episode, done(of)).await.unwrap_err();
                assert!(
                    matches!(&refused, Trouble::Refused(found) if *found == refusal),
                    "{}: {refused:?}",
                    who.role
                );
            }
        }
        let taken = running.record(&mash, episode, given(adviser)).await.unwrap_err();
        assert!(matches!(taken, Trouble::Refused(Refusal::NotYourTask)), "{taken:?}");
        running.record(&home, episode, done(room)).await.unwrap();
        running.record(&mash, episode, done(school)).await.unwrap();
        running.record(&mash, episode, done(search)).await.unwrap();
        running.record(&police, episode, done(sio)).await.unwrap();
    })
    .await;
}
