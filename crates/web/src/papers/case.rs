//! One case in the words of a paper.

use app::cases::{EpisodeView, TimelineItem};
use app::documents::{CaseForPaper, Likeness};
use base64::Engine as _;
use documents::case::{Case, Contact, Done, Grading, Holding, Marker, Owed, Report, Who};
use documents::sheet::{Picture, PictureFormat, Tone};
use domain::episode::{Ending, Episode, OfferStanding, Owner};
use domain::file::PersonFile;
use domain::ledger::Actor;
use domain::person::{CareBasis, Person, Sex};
use domain::protocol::duty::State;
use domain::risk::{Assertion, Grade};
use jiff::Timestamp;

use crate::acts::words;
use crate::catalogue::{Countdown, countdown, date_long, elapsed_since, instant, t};
use crate::pages::episode::{duty_title, is_owed};
use crate::pages::report::{question_words, unanswered_of_case};
use crate::views::person::{age, born, contact, name_text};
use crate::views::said::said;
use crate::views::scene::{RoleNames, Scene};

/// What is no news to whoever takes a case over: that somebody was told, knows, or printed it.
const NO_NEWS: [&str; 4] = ["message_sent", "message_acknowledged", "document_made", "pack_moved"];

/// The case in words, with at most so many entries of its history.
pub(super) fn in_words(case: &CaseForPaper, roles: &RoleNames, entries_at_most: usize) -> Case {
    let view = &case.view;
    let scene = Scene::of_episode(view, roles.clone());
    Case {
        reference: view.episode.id.reference(),
        standing: standing(&view.episode, view.now),
        who: who(case, &scene),
        report: report(&view.episode, view.now),
        grading: grading(&scene),
        done: done(&scene, entries_at_most),
        tasks: tasks(&scene),
        duties: duties(view, &scene),
        holding: holding(&scene),
        unanswered: unanswered(&view.episode, &view.file.person),
    }
}

/// What whoever offers the case has written for whoever takes it: of the last offer that stands or was accepted.
pub(super) fn next_shift(view: &EpisodeView) -> String {
    let offers = view.episode.room.handovers.iter().rev();
    offers
        .filter(|offer| match offer.standing {
            OfferStanding::Open | OfferStanding::Accepted { .. } => true,
            OfferStanding::Declined { .. } | OfferStanding::Overtaken { .. } => false,
        })
        .map(|offer| offer.handover.briefing.clone())
        .next()
        .unwrap_or_default()
}

fn standing(episode: &Episode, now: Timestamp) -> String {
    match (episode.ended_at(), episode.unverified_return()) {
        (Some(ended), _) => t!("paper-ended", "time" => instant(ended, now)),
        (None, Some(reported)) => t!("paper-return-unverified", "time" => instant(reported.at, now)),
        (None, None) => t!("paper-missing", "time" => elapsed_since(episode.start(), now)),
    }
}

fn who(case: &CaseForPaper, scene: &Scene) -> Who {
    let (file, now) = (&scene.file, scene.now);
    let person = &file.person;
    let details = &person.details;
    let report = scene.episode.as_ref().map(|episode| episode.report.clone()).unwrap_or_default();
    let lives = file.placement_at(now);
    Who {
        name: name_text(person),
        other_names: details.other_names.join(", "),
        birth: match details.birth.age_on(now.to_zoned(domain::time::london()).date()) {
            Some(_) => {
                t!("paper-born-and-age", "born" => born(&details.birth), "age" => age(&details.birth, now))
            }
            None => String::new(),
        },
        sex: sex(details.sex),
        ethnicity: details.ethnicity.clone(),
        language: details.language.clone(),
        description: both(&report.description, &details.description),
        home_address: details.home_address.clone(),
        lives_at: lives.map(|placement| placement.recorded.address.clone()).unwrap_or_default(),
        phones_and_accounts: both(&report.phones_and_accounts, &details.phones_and_accounts),
        school_or_work: details.school_or_work.clone(),
        care: care(person),
        worker: person
            .worker
            .as_ref()
            .map(|worker| [worker.name.as_str(), worker.team.as_str()].join(", "))
            .unwrap_or_default(),
        transport: details.transport.clone(),
        places_frequented: details.places_frequented.clone(),
        associates: both(&both(&report.associates, &report.found_with), &details.associates),
        medication: details.medication.clone(),
        effect_of_missing: both(&report.effect_of_missing_medication, &details.effect_of_missing_medication),
        health_and_disability: both(&report.medical, &details.health_and_disability),
        markers: markers(person),
        people_to_ask: details.contacts.iter().map(contact_in_words).collect(),
        trigger_plan: person.trigger_plan.clone().unwrap_or_default(),
        earlier_times: earlier_times(file, scene),
        photograph: case.likeness.as_ref().map(|likeness| picture(likeness, person)),
    }
}

fn report(episode: &Episode, now: Timestamp) -> Report {
    let told = &episode.report;
    let since = episode.opened.missing_since.map(|since| instant(since, now)).unwrap_or_default();
    let frequency = &told.medication_frequency;
    Report {
        missing_since: since,
        reported_at: instant(episode.reported_at, now),
        circumstances: told.circumstances.clone(),
        last_seen: both(&told.last_seen, &told.missing_from),
        with_whom: told.with_whom.clone(),
        clothing: told.clothing.clone(),
        carrying: told.carrying.clone(),
        transport: told.transport.clone(),
        likely_places: told.likely_places.clone(),
        concern: both(&told.concern, &told.known_risks),
        medication: both(&told.medication, frequency),
        checks_made: both(&told.checks_made, &checks(episode)),
        reporter: contact(&told.reporter),
        log_number: told.log_number.clone(),
    }
}

fn checks(episode: &Episode) -> String {
    let line = |check: &domain::episode::Check| {
        let what = words::choice("check", check.check.word());
        let made = words::choice("check-made", check.made.word());
        match check.note.trim() {
            "" => t!("paper-check", "what" => what, "made" => made),
            note => t!("paper-check-noted", "what" => what, "made" => made, "note" => note.to_owned()),
        }
    };
    episode.report.checks.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn grading(scene: &Scene) -> Option<Grading> {
    let graded = scene.episode.as_ref()?.gradings.last()?;
    let considered = |known: &Assertion| {
        let source = match known.how_to_reach.trim() {
            "" => known.source.clone(),
            reach => {
                t!("paper-source-with-reach", "source" => known.source.clone(), "reach" => reach.to_owned())
            }
        };
        t!("paper-consideration", "what" => words::choice("consideration", known.consideration.word()),
            "said" => known.what.clone(), "source" => source, "when" => instant(known.obtained_at, scene.now))
    };
    Some(Grading {
        grade: words::choice("grade", graded.grading.grade.word()),
        tone: match graded.grading.grade {
            Grade::High => Tone::Grave,
            Grade::Medium | Grade::Low | Grade::NoApparentRisk => Tone::Framed,
        },
        by: actor(scene, &graded.actor),
        at: instant(graded.at, scene.now),
        reasons: graded.grading.reasons.clone(),
        considerations: graded.grading.considerations.iter().map(considered).collect(),
    })
}

fn done(scene: &Scene, entries_at_most: usize) -> Vec<Done> {
    let names = scene.names();
    let news: Vec<&TimelineItem> =
        scene.timeline.iter().filter(|item| !NO_NEWS.contains(&item.event.name())).collect();
    let mut done: Vec<Done> = news
        .iter()
        .take(entries_at_most)
        .map(|item| {
            let said = said(&item.event, &names, scene.now);
            let answers = said.iter().map(|said| format!("{}: {}", said.field, said.text));
            let title = words::event_title(item.event.name());
            Done {
                at: instant(item.happened_at, scene.now),
                what: std::iter::once(title).chain(answers).collect::<Vec<_>>().join("\n"),
                by: actor(scene, &item.actor),
            }
        })
        .collect();
    if news.len() > done.len() {
        let count = news.len() - done.len();
        done.push(Done {
            at: String::new(),
            what: t!("paper-earlier-entries", "count" => count),
            by: String::new(),
        });
    }
    done
}

fn tasks(scene: &Scene) -> Vec<Owed> {
    let open = scene.episode.iter().flat_map(|episode| &episode.room.tasks);
    open.filter(|set| set.result.is_none())
        .map(|set| Owed {
            what: both(&set.task.title, &set.task.detail),
            owner: owner(scene, &set.task.owner),
            due: set.task.due_at.map(|due| due_in_words(due, scene.now)).unwrap_or_default(),
        })
        .collect()
}

fn duties(view: &EpisodeView, scene: &Scene) -> Vec<Owed> {
    let mut owed: Vec<_> =
        view.duties.iter().flat_map(|pack| &pack.duties).filter(|duty| is_owed(duty)).collect();
    owed.sort_by_key(|duty| (duty.due_at, duty.state != State::Overdue));
    owed.into_iter()
        .map(|duty| Owed {
            what: duty_title(duty),
            owner: scene.roles.of(&duty.owner),
            due: due_in_words(duty.due_at, scene.now),
        })
        .collect()
}

fn holding(scene: &Scene) -> Holding {
    let Some(episode) = &scene.episode else {
        return Holding::default();
    };
    let holders = episode.room.holders.values();
    let held: Vec<String> = holders
        .map(|holder| {
            t!("paper-held-since", "who" => actor(scene, &holder.actor), "time" => instant(holder.since, scene.now))
        })
        .collect();
    Holding {
        holder: held.join("\n"),
        investigating_officer: episode.investigating_officer.clone().unwrap_or_default(),
        lead_force: scene.agencies.get(&episode.opened.lead_force).cloned().unwrap_or_default(),
    }
}

fn unanswered(episode: &Episode, person: &Person) -> Vec<String> {
    unanswered_of_case(episode, person)
        .into_iter()
        .map(|gap| question_words(gap.name, gap.person.is_some()))
        .collect()
}

fn markers(person: &Person) -> Vec<Marker> {
    let marker = |marker: &domain::person::Marker| Marker {
        what: words::choice("marker", marker.marker.word()),
        source: marker.source.clone(),
        since: marker.since.map(date_long).unwrap_or_default(),
        note: marker.note.clone(),
    };
    person.markers.iter().map(|(_, held)| marker(held)).collect()
}

fn earlier_times(file: &PersonFile, scene: &Scene) -> Vec<String> {
    let this = scene.episode.as_ref().map(|episode| episode.id);
    let mut earlier: Vec<&Episode> = file.episodes.values().filter(|other| Some(other.id) != this).collect();
    earlier.sort_by_key(|episode| std::cmp::Reverse(episode.start()));
    let line = |episode: &&Episode| {
        let place = match episode.ending() {
            Some(Ending::Returned(confirmation)) => confirmation.place.clone(),
            Some(Ending::FoundDead | Ending::ClosedJointly) | None => String::new(),
        };
        let lasted = episode
            .ended_at()
            .map_or_else(|| t!("standing-missing"), |at| elapsed_since(episode.start(), at));
        t!("paper-earlier-time", "since" => super::moment(episode.start()), "lasted" => lasted, "place" => place)
    };
    earlier.iter().map(line).collect()
}

fn picture(likeness: &Likeness, person: &Person) -> Picture {
    let taken = match likeness.photograph.taken_on {
        Some(day) => t!("paper-likeness-of", "day" => date_long(day)),
        None => t!("paper-likeness-undated"),
    };
    let encoded = base64::engine::general_purpose::STANDARD.encode(&likeness.bytes);
    Picture {
        address: format!("data:image/jpeg;base64,{encoded}"),
        bytes: std::sync::Arc::clone(&likeness.bytes),
        format: PictureFormat::Jpeg,
        alt: t!("paper-likeness-alt", "name" => name_text(person)),
        caption: both(&taken, &likeness.photograph.differs),
    }
}

fn care(person: &Person) -> String {
    let basis = match person.care.basis {
        CareBasis::NotInCare => "not_in_care",
        CareBasis::CareOrder => "care_order",
        CareBasis::Accommodated => "accommodated",
        CareBasis::CareLeaver => "care_leaver",
    };
    both(&words::choice("care-basis", basis), &person.care.plans_and_orders)
}

fn sex(sex: Sex) -> String {
    match sex {
        Sex::Female => words::choice("sex", "female"),
        Sex::Male => words::choice("sex", "male"),
        Sex::Other => words::choice("sex", "other"),
        Sex::NotKnown => String::new(),
    }
}

fn contact_in_words(contact: &domain::person::Contact) -> Contact {
    Contact { name: contact.name.clone(), relation: contact.relation.clone(), reach: contact.reach.clone() }
}

/// Somebody, in which role, for which agency.
fn actor(scene: &Scene, actor: &Actor) -> String {
    let name = scene.actors.get(&actor.account).map(|actor| actor.name.clone());
    let agency = scene.agencies.get(&actor.agency).cloned();
    let parts = [name, Some(scene.roles.of(&actor.role)), agency];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

fn owner(scene: &Scene, owner: &Owner) -> String {
    let role = scene.roles.of(&owner.role);
    match owner.account.and_then(|account| scene.actors.get(&account)) {
        Some(named) => t!("paper-owner-named", "name" => named.name.clone(), "role" => role),
        None => role,
    }
}

/// When something is due, and how that stands to now.
pub(super) fn due_in_words(due: Timestamp, now: Timestamp) -> String {
    let stands = match countdown(due, now) {
        Countdown::Ahead(text) | Countdown::Now(text) | Countdown::Overdue(text) => text,
    };
    t!("paper-due-at", "time" => instant(due, now), "stands" => stands)
}

/// Two texts on one matter, each once.
pub(super) fn both(one: &str, other: &str) -> String {
    let (one, other) = (one.trim(), other.trim());
    match (one.is_empty(), other.is_empty()) {
        (true, _) => other.to_owned(),
        (false, true) => one.to_owned(),
        (false, false) if one == other => one.to_owned(),
        (false, false) => format!("{one}\n{other}"),
    }
}
