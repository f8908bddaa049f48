//! Pages and API are two ways to the same acts: what one records or refuses, the other does too.

use std::collections::BTreeMap;

use app::SignedIn;
use domain::episode::{Answerable, Episode};
use domain::ids::EpisodeId;
use domain::person::PersonDetails;
use jiff::{SignedDuration, Timestamp, civil::Date};
use reqwest::{Client, redirect};
use serde_json::{Value, json};
use testkit::running::{PASSWORD, Running, agency};
use testkit::sample::{child, missing};
use web::acts::{self, ActForm, Kind, Offered, Raised, Referred, Values, sample};
use web::components::{CSRF_FIELD, IDEMPOTENCY_FIELD, VERSION_FIELD};

use crate::service::{Program, Service, on_each_engine, without_ids};

/// Acts that end the episode, the search or the case come after all others, in this order.
const LAST: [&str; 9] = [
    "joint_closure_proposed",
    "closed_jointly",
    "joint_closure_refused",
    "reopened",
    "found_dead",
    "death_refuted",
    "returned",
    "significance_decided",
    "episode_closed",
];

/// What follows a return.
const AFTER_RETURN: [&str; 10] = [
    "prevention_interview_attempted",
    "prevention_interview_completed",
    "iri_offered",
    "iri_declined",
    "iri_held_by_other",
    "iri_decline_reviewed",
    "iri_completed",
    "findings_shared",
    "ukmpu_told_found",
    "episode_closed",
];

const ROLES: [&str; 9] = [
    "police_supervisor",
    "police_senior_manager",
    "police_mpu",
    "mash_manager",
    "mash_decision_maker",
    "missing_coordinator",
    "assistant_director",
    "iro",
    "home_manager",
];

#[tokio::test]
async fn pages_and_api_append_the_same_events() {
    on_each_engine(async |service| {
        let running = &service.running;
        let [by_page, by_api] = [(); 2].map(async |()| running.report(missing([child()])).await.episodes[0]);
        let (by_page, by_api) = (by_page.await, by_api.await);
        running.pass(SignedDuration::from_hours(24 * 7));
        let mut desks = BTreeMap::new();
        let mut recorded = Vec::new();
        for form in in_order() {
            let Some(who) = whoever_may(&service, by_page, form.word).await else { continue };
            if !desks.contains_key(&who.username) {
                desks.insert(who.username.clone(), Desk::of(&service, &who).await);
            }
            let desk = &desks[&who.username];
            let page = desk.through_page(by_page, form).await;
            let api = desk.through_api(by_api, form).await;
            assert_eq!(page, api, "{}", form.word);
            if let Outcome::Recorded(_) = page {
                recorded.push(form.word);
            }
        }
        assert!(recorded.len() > 45, "{} acts were recorded: {recorded:?}", recorded.len());
    })
    .await;
}

/// How it went.
#[derive(Debug, PartialEq)]
enum Outcome {
    /// These events were added, by this role.
    Recorded(Value),
    /// It was refused, and nothing was added.
    Refused,
}

fn in_order() -> Vec<&'static ActForm> {
    let place = |word: &str| {
        let after = AFTER_RETURN.iter().position(|after| *after == word).map(|place| 10 + place);
        let last = LAST
            .iter()
            .position(|last| *last == word)
            .filter(|_| word != "episode_closed")
            .map(|place| place + 1);
        after.or(last).unwrap_or(0)
    };
    let mut forms: Vec<_> = acts::all().iter().filter(|form| form.offered == Offered::OnItsOwn).collect();
    forms.sort_by_key(|form| place(form.word));
    forms
}

async fn whoever_may(service: &Service, episode: EpisodeId, word: &str) -> Option<SignedIn> {
    for role in ROLES {
        let who = service.running.someone(role).await;
        let may = service.running.app.episode(&who, episode).await.map(|view| view.may).unwrap_or_default();
        if may.iter().any(|action| action.word() == word) {
            return Some(who);
        }
    }
    None
}

/// Somebody with both: a browser and a program, each signed in.
struct Desk<'a> {
    service: &'a Service,
    browser: Client,
    program: Program<'a>,
}

impl<'a> Desk<'a> {
    async fn of(service: &'a Service, who: &SignedIn) -> Self {
        let browser =
            Client::builder().cookie_store(true).redirect(redirect::Policy::none()).build().unwrap();
        let credentials = [("username", who.username.as_str()), ("password", PASSWORD)];
        let signed_in = browser.post(service.url("/sign-in")).form(&credentials).send().await.unwrap();
        assert_eq!(signed_in.status(), 303);
        Self { service, browser, program: service.program_of(who).await }
    }

    async fn through_api(&self, episode: EpisodeId, form: &ActForm) -> Outcome {
        let running = &self.service.running;
        let body = answers(running, episode, form).await;
        let before = last(running, episode).await;
        let answer = self.program.act(&episode.to_string(), form.word, &body).await;
        assert!(matches!(answer.status.as_u16(), 201 | 422), "{}: {}", form.word, answer.body);
        outcome(running, episode, before, answer.status == 201).await
    }

    async fn through_page(&self, episode: EpisodeId, form: &ActForm) -> Outcome {
        let running = &self.service.running;
        let body = answers(running, episode, form).await;
        let before = last(running, episode).await;
        let address = self.service.url(&format!("/episodes/{episode}/acts/{}", form.word));
        // Of a list the tasks are asked, so it is chosen on the page before.
        let from =
            if form.word == "task_list_used" { format!("{address}?list=high_risk") } else { address.clone() };
        let page = self.browser.get(&from).send().await.unwrap().text().await.unwrap();
        let mut typed = as_typed(form, &Values::from_json(&body));
        for name in [CSRF_FIELD, IDEMPOTENCY_FIELD, VERSION_FIELD] {
            typed.insert(name.to_owned(), hidden(&page, form, name));
        }
        let sent = self.browser.post(&address).form(&typed).send().await.unwrap();
        let status = sent.status().as_u16();
        assert!(matches!(status, 303 | 422), "{}: {status} {}", form.word, sent.text().await.unwrap());
        outcome(running, episode, before, status == 303).await
    }
}

/// The form of the act, after those of the header (sign out).
fn hidden(page: &str, form: &ActForm, name: &str) -> String {
    let from = page.find(&format!("/acts/{}\"", form.word)).unwrap_or_else(|| panic!("no form: {page}"));
    let field = page[from..]
        .split_once(&format!("name=\"{name}\" value=\""))
        .unwrap_or_else(|| panic!("no {name}: {page}"));
    field.1.split('"').next().unwrap().to_owned()
}

/// What a person types where a program sends one text: a date in three fields, a time of day beside it.
fn as_typed(form: &ActForm, values: &Values) -> BTreeMap<String, String> {
    let mut typed = BTreeMap::from([("happened_at-when".to_owned(), "then".to_owned())]);
    for (name, text) in values.iter() {
        let dated = name == "happened_at"
            || name.ends_with("-obtained_at")
            || name.ends_with("-date")
            || form.field(name).is_some_and(|field| matches!(field.kind, Kind::LocalTime | Kind::Date));
        if !dated {
            typed.insert(name.to_owned(), text.to_owned());
            continue;
        }
        let date = match text.parse::<Timestamp>() {
            Ok(at) => {
                let local = at.in_tz("Europe/London").unwrap();
                typed.insert(format!("{name}-time"), local.strftime("%H:%M").to_string());
                local.date()
            }
            Err(_) => text.parse::<Date>().unwrap(),
        };
        for (part, number) in
            [("day", i16::from(date.day())), ("month", i16::from(date.month())), ("year", date.year())]
        {
            typed.insert(format!("{name}-{part}"), number.to_string());
        }
    }
    // Names that a form has on several lines of one field.
    for field in form.fields.iter().filter(|field| field.kind == Kind::Lines) {
        let mut lines = Vec::new();
        typed.retain(|name, text| {
            let is_line = name.strip_prefix(field.name).is_some_and(|rest| rest.starts_with('-'));
            if is_line {
                lines.push(text.clone());
            }
            !is_line
        });
        typed.insert(field.name.to_owned(), lines.join("\r\n"));
    }
    typed
}

/// Two who get one name and birthday are asked about; these two are not to become likelier to be one.
fn stay_who_they_are(body: &mut Value, details: &PersonDetails) {
    body["name"] = json!(details.name);
    body["birth"] = json!(details.birth);
    body["other_names"] = json!(details.other_names);
}

/// The example of the act, with what it refers to taken from the case.
async fn answers(running: &Running, episode: EpisodeId, form: &ActForm) -> Value {
    let view = running.seen(episode).await;
    let mut body = sample::body(form);
    if form.word == "person_details_changed" {
        stay_who_they_are(&mut body, &view.file.person.details);
    }
    let open = |raised: &[Answerable]| raised.last().map(|raised| raised.entry.to_string());
    let of = |raised: fn(&Episode) -> &Vec<Answerable>| open(raised(&view.episode));
    for field in form.fields {
        if matches!(field.kind, Kind::Several(Raised::OtherEpisode | Raised::OtherPrevention)) {
            body[field.name] = json!([]);
        }
        if field.kind == Kind::Several(Raised::Pack) {
            let packs: Vec<String> = view.episode.governed_by.iter().map(acts::pack_word).collect();
            body[field.name] = json!(packs);
        }
        if field.kind == Kind::Several(Raised::Task) {
            let open = view.episode.room.tasks.iter().filter(|set| set.result.is_none());
            body[field.name] = open.map(|set| set.entry.to_string()).collect();
        }
        let Kind::Reference(referred) = field.kind else { continue };
        let id = match referred {
            Referred::TaskList => Some("high_risk".to_owned()),
            // Asked by acts on somebody who cannot be named, and by none on a case.
            Referred::Candidate => None,
            Referred::Agency => Some(agency(4).to_string()),
            Referred::Meeting => view.file.meetings.keys().next_back().map(ToString::to_string),
            Referred::Placement => view.file.placements.keys().next_back().map(ToString::to_string),
            Referred::Entry(Raised::Return) => of(|episode| &episode.reported_returns),
            Referred::Entry(Raised::Disagreement) => of(|episode| &episode.disagreements),
            Referred::Entry(Raised::Crime) => of(|episode| &episode.crimes),
            Referred::Entry(Raised::Marker) => {
                view.file.person.markers.last().map(|(entry, _)| entry.to_string())
            }
            Referred::Entry(Raised::Task | Raised::OwnTask) => view
                .episode
                .room
                .tasks
                .iter()
                .find(|set| set.result.is_none())
                .map(|set| set.entry.to_string()),
            Referred::Entry(Raised::Offer) => {
                view.episode.room.handovers.last().map(|offer| offer.entry.to_string())
            }
            Referred::Entry(Raised::Message) => {
                view.episode.room.messages.last().map(|sent| sent.entry.to_string())
            }
            Referred::Entry(Raised::Photograph) => {
                view.file.person.photographs.last().map(|(entry, _, _)| entry.to_string())
            }
            Referred::Entry(Raised::Closure) => {
                view.episode.joint_closures.last().map(|closure| closure.entry.to_string())
            }
            Referred::Entry(Raised::Death) => of(|episode| &episode.deaths),
            Referred::Entry(
                Raised::OtherEpisode
                | Raised::OtherPrevention
                | Raised::Pack
                | Raised::ListedTask
                | Raised::LateMessage
                | Raised::Identity
                | Raised::Notice,
            ) => None,
        };
        if let Some(id) = id {
            body[field.name] = json!(id);
        }
    }
    body
}

async fn last(running: &Running, episode: EpisodeId) -> i64 {
    running.seen(episode).await.version
}

async fn outcome(running: &Running, episode: EpisodeId, before: i64, says_recorded: bool) -> Outcome {
    let view = running.seen(episode).await;
    let added: Vec<_> = view.file.recorded.iter().filter(|recorded| recorded.sequence > before).collect();
    assert_eq!(!added.is_empty(), says_recorded, "what is answered is what was done");
    if added.is_empty() {
        return Outcome::Refused;
    }
    let written = added.iter().map(|recorded| {
        without_ids(&json!({
            "event": recorded.event,
            "happened_at": recorded.happened_at,
            "recorded_at": recorded.recorded_at,
            "actor": recorded.actor,
        }))
    });
    Outcome::Recorded(written.collect())
}
