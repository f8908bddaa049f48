//! One case in the words of a paper.

use app::cases::{Briefing, DutyView, First, TimelineItem};
use app::documents::{CaseForPaper, Likeness};
use base64::Engine as _;
use documents::case::{Case, Contact, Done, Grading, Holding, Marker, Owed, Report, Who};
use documents::referral::Identification;
use documents::sheet::{Picture, PictureFormat, Tone};
use domain::episode::{CameIn, Ending, Episode, Graded, Identifying, Owner, TaskSet};
use domain::file::PersonFile;
use domain::ledger::Actor;
use domain::person::{CareBasis, Person, Sex};
use domain::risk::{Assertion, Grade};
use jiff::Timestamp;

use crate::acts::words;
use crate::catalogue::{Countdown, countdown, date_long, elapsed_since, instant, t};
use crate::pages::episode::duty_title;
use crate::pages::report::{question_words, unanswered_of_case};
use crate::views::came_in::last_seen;
use crate::views::missing::on_paper;
use crate::views::person::{age, born, contact, name_text};
use crate::views::said::said;
use crate::views::scene::Scene;

/// The case in words, with what was picked from it for whoever reads it, and at most so many entries of its history.
pub(super) fn in_words(
    case: &CaseForPaper,
    scene: &Scene,
    picked: &Briefing<'_>,
    entries_at_most: usize,
) -> Case {
    let view = &case.view;
    Case {
        reference: view.episode.id.reference(),
        standing: standing(&view.episode, view.now),
        who: who(case, scene),
        report: report(&view.episode, picked.last_sighting.as_ref(), view.now),
        grading: picked.grade.map(|graded| grading(scene, graded)),
        done: done(scene, &picked.work, entries_at_most),
        tasks: picked.tasks.iter().map(|set| task(scene, set)).collect(),
        duties: picked.owed.iter().map(|duty| owed(scene, duty)).collect(),
        holding: holding(scene),
        unanswered: unanswered(&view.episode, &view.file.person),
    }
}

/// What to do first.
pub(super) fn first(scene: &Scene, picked: &Briefing<'_>) -> String {
    let then = then(scene, picked.first);
    match picked.found_dead {
        Some(at) => t!("paper-first-dead", "time" => instant(at, scene.now), "then" => then),
        None => then,
    }
}

fn then(scene: &Scene, first: Option<First<'_>>) -> String {
    let with_time = |owed: Owed| match owed.due.as_str() {
        "" => owed.what,
        due => t!("paper-first-due", "what" => owed.what, "due" => due.to_owned()),
    };
    match first {
        None => t!("briefing-nothing-first"),
        Some(First::GradeTheRisk) => t!("briefing-grade-first"),
        Some(First::ConfirmTheReturn) => t!("briefing-confirm-first"),
        Some(First::AfterDeath(step)) => words::act_title(step.word()),
        Some(First::Duty(duty)) => with_time(owed(scene, duty)),
        Some(First::Task(set)) => with_time(task(scene, set)),
    }
}

/// Whether anything is held by which the person can be identified, and by whom; empty where nobody has asked.
pub(super) fn identification(report: &domain::episode::Report) -> Identification {
    let said = |known: &Option<Identifying>| {
        let Some(known) = known else { return String::new() };
        let held = words::choice("held", known.held.word());
        match known.note.trim() {
            "" => held,
            note => t!("paper-held", "held" => held, "note" => note.to_owned()),
        }
    };
    Identification {
        dental: said(&report.dental),
        dna: said(&report.dna),
        fingerprints: said(&report.fingerprints),
    }
}

fn standing(episode: &Episode, now: Timestamp) -> String {
    let missing_for = || on_paper(episode.opened.missing_since, episode.reported_at, now).1;
    match (episode.ended_at(), episode.ending(), episode.unverified_return()) {
        (Some(at), Some(Ending::FoundDead), _) => t!("paper-found-dead", "time" => instant(at, now)),
        (Some(_), Some(Ending::ClosedJointly), _) => t!("paper-closed-jointly", "time" => missing_for()),
        (Some(_), Some(Ending::CarriedOn { in_case }), _) => {
            t!("paper-carried-on", "case" => in_case.reference())
        }
        (Some(at), Some(Ending::Returned(_)) | None, _) => t!("paper-ended", "time" => instant(at, now)),
        (None, _, Some(reported)) => t!("paper-return-unverified", "time" => instant(reported.at, now)),
        (None, _, None) => t!("paper-missing", "time" => missing_for()),
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
            None => details.birth_said.clone(),
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
        markers: markers(scene),
        people_to_ask: details.contacts.iter().map(contact_in_words).collect(),
        trigger_plan: person.trigger_plan.clone().unwrap_or_default(),
        earlier_times: earlier_times(file, scene),
        photograph: case.likeness.as_ref().map(|likeness| picture(likeness, person)),
    }
}

fn report(episode: &Episode, sighting: Option<&CameIn<'_>>, now: Timestamp) -> Report {
    let told = &episode.report;
    let (since, _) = on_paper(episode.opened.missing_since, episode.reported_at, now);
    let frequency = &told.medication_frequency;
    Report {
        missing_since: since,
        reported_at: instant(episode.reported_at, now),
        circumstances: told.circumstances.clone(),
        last_seen: seen(sighting, &both(&told.last_seen, &told.missing_from), now),
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

/// The sighting to go by first, then what the report says.
fn seen(sighting: Option<&CameIn<'_>>, reported: &str, now: Timestamp) -> String {
    match (sighting, reported) {
        (None, _) => reported.to_owned(),
        (Some(sighting), "") => last_seen(sighting, now),
        (Some(sighting), _) => {
            let reported = t!("paper-last-seen-report", "text" => reported.to_owned());
            both(&last_seen(sighting, now), &reported)
        }
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

fn grading(scene: &Scene, graded: &Graded) -> Grading {
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
    let ending = scene.episode.as_ref().and_then(Episode::ending);
    let over = matches!(ending, Some(Ending::Returned(_) | Ending::FoundDead));
    let grade = words::choice("grade", graded.grading.grade.word());
    Grading {
        grade: if over { t!("paper-grade-then", "grade" => grade) } else { grade },
        tone: match graded.grading.grade {
            Grade::High if !over => Tone::Grave,
            Grade::High | Grade::Medium | Grade::Low | Grade::NoApparentRisk => Tone::Framed,
        },
        by: actor(scene, &graded.actor),
        at: instant(graded.at, scene.now),
        reasons: graded.grading.reasons.clone(),
        considerations: graded.grading.considerations.iter().map(considered).collect(),
    }
}

fn done(scene: &Scene, work: &[&TimelineItem], entries_at_most: usize) -> Vec<Done> {
    let mut done = entries(scene, &work[..work.len().min(entries_at_most)]);
    if work.len() > done.len() {
        let count = work.len() - done.len();
        let what = t!("paper-earlier-entries", "count" => count);
        done.push(Done { at: String::new(), what, by: String::new() });
    }
    done
}

/// Entries in words.
pub(super) fn entries(scene: &Scene, items: &[&TimelineItem]) -> Vec<Done> {
    let names = scene.names();
    let entry = |item: &&TimelineItem| {
        let said = said(&item.event, &names, scene.now);
        let answers = said.iter().map(|said| format!("{}: {}", said.field, said.text));
        let title = words::event_title(item.event.name());
        Done {
            at: instant(item.happened_at, scene.now),
            what: std::iter::once(title).chain(answers).collect::<Vec<_>>().join("\n"),
            by: actor(scene, &item.actor),
        }
    };
    items.iter().map(entry).collect()
}

fn task(scene: &Scene, set: &TaskSet) -> Owed {
    Owed {
        what: both(&set.task.title, &set.task.detail),
        owner: owner(scene, &set.task.owner),
        due: set.task.due_at.map(|due| due_in_words(due, scene.now)).unwrap_or_default(),
    }
}

fn owed(scene: &Scene, duty: &DutyView) -> Owed {
    Owed {
        what: duty_title(duty),
        owner: scene.roles.of(&duty.owner),
        due: due_in_words(duty.due_at, scene.now),
    }
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

/// What nobody has answered yet, while an answer can still help to find the person.
fn unanswered(episode: &Episode, person: &Person) -> Vec<String> {
    if episode.ended_at().is_some() {
        return Vec::new();
    }
    unanswered_of_case(episode, person)
        .into_iter()
        .map(|gap| question_words(gap.name, gap.person.is_some()))
        .collect()
}

/// What is held; on a paper of the past also what is held today and was not known then: it protects whoever goes there.
fn markers(scene: &Scene) -> Vec<Marker> {
    let marker = |marker: &domain::person::Marker, note: String| Marker {
        what: words::choice("marker", marker.marker.word()),
        source: marker.source.clone(),
        since: marker.since.map(date_long).unwrap_or_default(),
        note,
    };
    let known = scene.file.person.markers.iter().map(|(_, held)| marker(held, held.note.clone()));
    let since = scene.past.iter().flat_map(|past| &past.markers_since);
    known.chain(since.map(|held| marker(held, both(&t!("paper-marker-since"), &held.note)))).collect()
}

fn earlier_times(file: &PersonFile, scene: &Scene) -> Vec<String> {
    let this = scene.episode.as_ref().map(|episode| episode.id);
    let mut earlier: Vec<&Episode> = file.episodes.values().filter(|other| Some(other.id) != this).collect();
    earlier.sort_by_key(|episode| std::cmp::Reverse(episode.start()));
    let line = |episode: &&Episode| {
        let place = match episode.ending() {
            Some(Ending::Returned(confirmation)) => confirmation.place.clone(),
            Some(Ending::FoundDead | Ending::ClosedJointly | Ending::CarriedOn { .. }) | None => {
                String::new()
            }
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
        CareBasis::NotKnown => "not_known",
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
    if actor.is_system() {
        return t!("history-safewell");
    }
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
