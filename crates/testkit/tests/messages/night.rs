//! The silent night: forty cases, eight hours, and nobody answers. Every escalation falls on its minute.

use std::collections::BTreeSet;

use app::Act;
use domain::{
    episode::{Cause, EpisodeEvent, Handover, Information, MashRating, Owner, Task},
    ids::EpisodeId,
    incident::IncidentClass,
    risk::Grade,
};
use jiff::{SignedDuration, Timestamp, civil::date};
use testkit::{
    database::Engine,
    running::Running,
    sample::{self, born},
};

use crate::naive::{Did, Files, Lived, Told, files, told};

/// Ten at night on a Tuesday in winter.
const TEN_AT_NIGHT: &str = "2026-03-03T22:00:00Z";

/// Numbers that look thrown and are the same in every run.
struct Dice(u64);

impl Dice {
    fn up_to(&mut self, most: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % (most + 1)
    }

    fn minutes(&mut self, least: u64, most: u64) -> SignedDuration {
        let minutes = least + self.up_to(most - least);
        // A second of its own, so that no two things of a case fall on the same instant.
        SignedDuration::from_secs(i64::try_from(minutes * 60 + self.up_to(58)).unwrap())
    }

    fn of<'t>(&mut self, some: &[&'t str]) -> &'t str {
        let last = u64::try_from(some.len() - 1).unwrap();
        some[usize::try_from(self.up_to(last)).unwrap()]
    }
}

/// A case of the night: what happens in it, before it does.
fn thrown(dice: &mut Dice, begin: Timestamp) -> Lived {
    let reported = begin + dice.minutes(0, 150);
    let child = dice.up_to(2) > 0;
    let year = if child { 2009 + dice.up_to(12) } else { 1938 + dice.up_to(65) };
    let mut did = Vec::new();
    if dice.up_to(3) > 0 {
        let grades: &[&'static str] =
            if child { &["high", "medium"] } else { &["high", "medium", "low", "no_apparent_risk"] };
        let at = reported + dice.minutes(3, 55);
        did.push((at, Did::Graded(dice.of(grades))));
        if dice.up_to(3) == 0 {
            did.push((at + dice.minutes(5, 90), Did::Graded(dice.of(grades))));
        }
        if dice.up_to(3) == 0 {
            did.push((at + dice.minutes(1, 60), Did::Disagreed));
        }
    }
    if child && dice.up_to(1) == 0 {
        let rating = match dice.up_to(2) {
            0 => None,
            1 => Some("red"),
            _ => Some("amber"),
        };
        did.push((reported + dice.minutes(4, 70), Did::MashNotified(rating)));
    }
    if dice.up_to(2) == 0 {
        did.push((reported + dice.minutes(10, 240), Did::SightedSignificantly));
    }
    if dice.up_to(3) == 0 {
        did.push((reported + dice.minutes(30, 240), Did::ReturnReported));
    }
    if dice.up_to(3) == 0 {
        let at = reported + dice.minutes(2, 100);
        let owner = if dice.up_to(1) == 0 { "police_officer" } else { "police_supervisor" };
        did.push((at, Did::TaskSet { owner, due_at: at + dice.minutes(20, 90) }));
    }
    if dice.up_to(4) == 0 {
        let at = reported + dice.minutes(2, 100);
        did.push((at, Did::Offered { by: "police_supervisor", to: "police_io" }));
    } else if dice.up_to(2) == 0 {
        let at = reported + dice.minutes(2, 60);
        did.push((at, Did::Taken("police_officer")));
        if dice.up_to(1) == 0 {
            did.push((at + dice.minutes(1, 90), Did::Taken("police_supervisor")));
        }
    }
    if dice.up_to(3) == 0 {
        let class = dice.of(&["abduction", "absent_without_leave"]);
        did.push((reported + dice.minutes(40, 200), Did::ClassChanged(class)));
    }
    if dice.up_to(4) == 0 {
        did.push((reported + dice.minutes(60, 240), Did::ClosureProposed));
    }
    did.sort_by_key(|(at, _)| *at);
    Lived { born: date(i16::try_from(year).unwrap(), 5, 14), reported, did }
}

/// Lives some cases from `begin` to `end`, from clock to clock, and says which episodes they became.
pub(crate) async fn live(
    running: &Running,
    cases: &[Lived],
    (begin, end): (Timestamp, Timestamp),
) -> Vec<EpisodeId> {
    let mut agenda: Vec<(Timestamp, usize, Option<Did>)> = Vec::new();
    for (place, case) in cases.iter().enumerate() {
        agenda.push((case.reported, place, None));
        agenda.extend(case.did.iter().map(|(at, did)| (*at, place, Some(did.clone()))));
    }
    agenda.sort_by_key(|(at, place, _)| (*at, *place));
    let mut episodes = vec![None; cases.len()];
    running.app.clock().set(begin);
    // Nobody can be given anything in a role that nobody has.
    for role in ["police_officer", "police_supervisor", "police_io"] {
        running.someone(role).await;
    }
    let mut agenda = agenda.into_iter().peekable();
    loop {
        let act = agenda.peek().map_or(Timestamp::MAX, |(at, ..)| *at);
        let clock = running.app.next_clock().await.unwrap().unwrap_or(Timestamp::MAX);
        let next = act.min(clock);
        if next >= end {
            break;
        }
        running.app.clock().set(next);
        if act <= clock
            && let Some((_, place, did)) = agenda.next()
        {
            match did {
                None => {
                    let name = format!("Nobody Answers {place}");
                    let report = sample::missing([born(&name, cases[place].born)]);
                    episodes[place] = Some(running.report(report).await.episodes[0]);
                }
                Some(did) => {
                    done(running, episodes[place].expect("a case begins with its report"), did).await
                }
            }
        }
        running.app.mind_clocks().await.unwrap();
    }
    running.app.clock().set(end);
    episodes.into_iter().map(|episode| episode.expect("every case is reported")).collect()
}

async fn done(running: &Running, episode: EpisodeId, did: Did) {
    let (role, act) = match did {
        Did::Graded(grade) => ("police_officer", sample::assessed(grade_of(grade))),
        Did::MashNotified(rating) => {
            let rating =
                rating.map(|rating| if rating == "red" { MashRating::Red } else { MashRating::Amber });
            let reasons = "Alone, and known to be met by adults.".to_owned();
            ("call_handler", Act::Episode(EpisodeEvent::MashNotified { rating, reasons }))
        }
        Did::SightedSignificantly => {
            let information: Information = serde_json::from_value(serde_json::json!({
                "what": "Got into a grey van", "source": "A shopkeeper", "significance": "significant"
            }))
            .expect("it is information");
            (
                "call_handler",
                Act::Episode(EpisodeEvent::Sighted {
                    place: "Mill Lane".to_owned(),
                    seen_at: None,
                    information,
                }),
            )
        }
        Did::ReturnReported => (
            "call_handler",
            Act::Episode(EpisodeEvent::ReturnReported {
                by: "The mother".to_owned(),
                place: "Home".to_owned(),
            }),
        ),
        Did::Disagreed => (
            "mash_decision_maker",
            Act::Episode(EpisodeEvent::DisagreementRaised { reason: "Too low.".to_owned(), grade: None }),
        ),
        Did::TaskSet { owner, due_at } => {
            let task: Task = serde_json::from_value(serde_json::json!({
                "title": "Ring the school", "owner": { "role": owner }, "due_at": due_at
            }))
            .expect("it is a task");
            ("police_officer", Act::Episode(EpisodeEvent::TaskSet(task)))
        }
        Did::Taken(by) => (by, Act::Episode(EpisodeEvent::CaseTaken { reason: "He is off".to_owned() })),
        Did::ClassChanged(class) => {
            let class = if class == "abduction" {
                IncidentClass::Abduction
            } else {
                IncidentClass::AbsentWithoutLeave
            };
            let reason = "What the ward says now".to_owned();
            ("call_handler", Act::Episode(EpisodeEvent::ClassChanged { class, reason }))
        }
        Did::ClosureProposed => ("police_senior_manager", Act::Episode(sample::closure_proposed())),
        Did::Offered { by, to } => {
            let to = Owner { role: to.to_owned(), account: None };
            let briefing = "Search of the lane is half done.".to_owned();
            (by, Act::Episode(EpisodeEvent::HandoverOffered(Handover { to, briefing })))
        }
    };
    // An adult's case is not for children's services: there another officer disagrees.
    let who = running.someone(role).await;
    let recorded = running.record(&who, episode, act.clone()).await;
    if recorded.is_err() && role == "mash_decision_maker" {
        let officer = running.someone("police_officer").await;
        running.record(&officer, episode, act).await.unwrap();
    } else {
        recorded.unwrap();
    }
}

fn grade_of(word: &str) -> Grade {
    match word {
        "high" => Grade::High,
        "medium" => Grade::Medium,
        "low" => Grade::Low,
        _ => Grade::NoApparentRisk,
    }
}

/// The messages of an episode as the test expects them.
pub(crate) async fn sent(running: &Running, episode: EpisodeId) -> BTreeSet<Told> {
    let view = running.seen(episode).await;
    let messages = &view.episode.room.messages;
    let of_a_list = |cause: &Cause| match cause {
        Cause::Task { task } => {
            view.episode.room.task(*task).is_some_and(|set| !set.task.template.is_empty())
        }
        Cause::Duty { .. }
        | Cause::News { .. }
        | Cause::Handover { .. }
        | Cause::TakenOver { .. }
        | Cause::SaidBack { .. }
        | Cause::Closure { .. }
        | Cause::HolderTold { .. }
        | Cause::Late { .. } => false,
    };
    // The list that starts with a high grade has tests of its own.
    let told = messages.iter().filter(|sent| !of_a_list(&sent.message.cause)).map(|sent| {
        let about = match &sent.message.cause {
            Cause::Duty { duty, sequence, .. } => format!("duty {duty} {sequence}"),
            Cause::News { news, .. } => format!("news {news}"),
            Cause::Handover { .. } => "handover".to_owned(),
            Cause::TakenOver { .. } => "taken over".to_owned(),
            Cause::SaidBack { .. } => "said back".to_owned(),
            Cause::Closure { .. } => "closure".to_owned(),
            Cause::HolderTold { news, .. } => news.word().to_owned(),
            Cause::Late { .. } => "late".to_owned(),
            Cause::Task { .. } => "task".to_owned(),
        };
        let message = &sent.message;
        assert_eq!(sent.at, message.planned_for, "sent at its minute: {about}");
        (sent.at, about, message.rung, message.to.clone(), message.covered_by.clone())
    });
    let told: Vec<Told> = told.collect();
    let unlike: BTreeSet<Told> = told.iter().cloned().collect();
    assert_eq!(told.len(), unlike.len(), "nothing is sent twice");
    unlike
}

pub(crate) async fn as_expected(
    running: &Running,
    (files, until): (&Files, Timestamp),
    cases: &[Lived],
    episodes: &[EpisodeId],
) -> usize {
    let mut count = 0;
    for (case, episode) in cases.iter().zip(episodes) {
        let (expected, sent) = (told(files, case, until), sent(running, *episode).await);
        let missing: Vec<_> = expected.difference(&sent).collect();
        let surplus: Vec<_> = sent.difference(&expected).collect();
        assert!(
            missing.is_empty() && surplus.is_empty(),
            "{case:#?}\nnot sent: {missing:#?}\nnot expected: {surplus:#?}"
        );
        count += sent.len();
    }
    count
}

async fn silent_night(engine: Engine, pack: &str) {
    let running = Running::governed_by(engine, pack).await;
    let begin: Timestamp = TEN_AT_NIGHT.parse().unwrap();
    let end = begin + SignedDuration::from_hours(8);
    let mut dice = Dice(0x5AFE_0B15);
    let cases: Vec<Lived> = (0..40).map(|_| thrown(&mut dice, begin)).collect();
    let episodes = live(&running, &cases, (begin, end)).await;
    let count = as_expected(&running, (&files(pack), end), &cases, &episodes).await;
    assert!(count > 400, "a silent night is not quiet: {count}");
    running.app.verify().await.unwrap();
    let supervisor = running.someone("police_supervisor").await;
    let before = running.app.messages(&supervisor, None).await.unwrap();
    assert!(before.count > 40);
    running.app.rebuild().await.unwrap();
    assert_eq!(running.app.messages(&supervisor, None).await.unwrap(), before);
    running.app.verify().await.unwrap();
}

#[tokio::test]
async fn in_a_silent_night_every_escalation_falls_on_its_minute() {
    for engine in Engine::BOTH.into_iter().filter(|engine| engine.is_tested()) {
        for pack in ["northamptonshire", "app-baseline"] {
            silent_night(engine, pack).await;
        }
    }
}
