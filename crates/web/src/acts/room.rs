//! The shift's side of a case: tasks, handover, messages, and what an episode turns
//! into (NP 6.9, 7.7; I1, I11, M8, T5, T9).

use app::cases::Act;
use domain::{
    episode::{EpisodeEvent, Handover, Task},
    ledger::Event,
    person::PersonEvent,
};

use super::{
    form::{ActForm, Field, Group, Kind, Raised, Referred, asked, fields, on_episode, on_person, optional},
    packs::Ticked,
};

const CLASSES: Kind = Kind::Choice {
    family: "incident-class",
    words: &["missing", "wanted_and_missing", "absconded", "absent_without_leave", "abduction"],
};
const REASON: Field = asked("reason", Kind::Paragraphs);
const TASK: Kind = Kind::Reference(Referred::Entry(Raised::OwnTask));
const OFFER: Kind = Kind::Reference(Referred::Entry(Raised::Offer));
const MESSAGE: Kind = Kind::Reference(Referred::Entry(Raised::Message));

pub(super) fn forms() -> Vec<ActForm> {
    [tasks(), task_outcomes(), holding(), turns(), late()].concat()
}

fn tasks() -> Vec<ActForm> {
    vec![
        on_episode(
            "task_set",
            Group::Tasks,
            fields![
                asked("title", Kind::Line),
                optional("detail", Kind::Paragraphs),
                asked("owner", Kind::Owner),
                optional("due_at", Kind::LocalTime),
            ],
            |read| {
                let (title, detail) = (read.text("title"), read.text("detail"));
                let (owner, due_at) = (read.owner("owner"), read.instant("due_at"));
                // A correction leaves the list from which the task came.
                let (template, done_by) = match read.corrected {
                    Some(Event::Episode(EpisodeEvent::TaskSet(task))) => {
                        (task.template.clone(), task.done_by.clone())
                    }
                    Some(_) | None => (String::new(), String::new()),
                };
                Some(Act::Episode(EpisodeEvent::TaskSet(Task {
                    title,
                    detail,
                    owner: owner?,
                    due_at,
                    template,
                    done_by,
                })))
            },
        ),
        on_episode(
            "task_list_used",
            Group::Tasks,
            fields![
                asked("list", Kind::Reference(Referred::TaskList)),
                asked("tasks", Kind::Several(Raised::ListedTask)),
                optional("owner", Kind::Owner),
            ],
            |read| {
                let (list, tasks) = (read.id::<String>("list"), read.several::<String>("tasks"));
                let (list, owner) = (list?, read.owner("owner"));
                // A form names a task with its list, so that no two boxes are alike.
                let prefix = format!("{list}/");
                let of_list = |task: String| task.strip_prefix(&prefix).map_or(task.clone(), str::to_owned);
                let tasks = tasks.into_iter().map(of_list).collect();
                Some(Act::UseTaskList { list, tasks, owner })
            },
        ),
    ]
}

fn task_outcomes() -> Vec<ActForm> {
    vec![
        on_episode(
            "tasks_assigned",
            Group::Tasks,
            fields![asked("tasks", Kind::Several(Raised::OwnTask)), asked("owner", Kind::Owner)],
            |read| {
                let (tasks, owner) = (read.several("tasks"), read.owner("owner"));
                Some(Act::Episode(EpisodeEvent::TasksAssigned { tasks, owner: owner? }))
            },
        ),
        on_episode(
            "task_result",
            Group::Tasks,
            fields![
                asked("of", TASK),
                asked(
                    "outcome",
                    Kind::Choice { family: "task-outcome", words: &["done", "not_possible", "not_needed"] },
                ),
                asked("result", Kind::Paragraphs),
            ],
            |read| {
                let (of, outcome, result) = (read.entry("of"), read.choice("outcome"), read.text("result"));
                Some(Act::Episode(EpisodeEvent::TaskResult { of: of?, outcome: outcome?, result }))
            },
        ),
        on_episode(
            "investigation_reviewed",
            Group::Tasks,
            fields![asked("findings", Kind::Paragraphs), optional("directions", Kind::Paragraphs)],
            |read| {
                let (findings, directions) = (read.text("findings"), read.text("directions"));
                Some(Act::Episode(EpisodeEvent::InvestigationReviewed { findings, directions }))
            },
        ),
    ]
}

fn holding() -> Vec<ActForm> {
    vec![
        on_episode("case_taken", Group::Holding, fields![optional("reason", Kind::Line)], |read| {
            let reason = read.text("reason");
            Some(Act::Episode(EpisodeEvent::CaseTaken { reason }))
        }),
        on_episode(
            "handover_offered",
            Group::Holding,
            fields![asked("to", Kind::Owner), optional("briefing", Kind::Paragraphs)],
            |read| {
                let (to, briefing) = (read.owner("to"), read.text("briefing"));
                Some(Act::Episode(EpisodeEvent::HandoverOffered(Handover { to: to?, briefing })))
            },
        ),
        on_episode("handover_accepted", Group::Holding, fields![asked("of", OFFER)], |read| {
            let of = read.entry("of");
            Some(Act::Episode(EpisodeEvent::HandoverAccepted { of: of? }))
        }),
        on_episode("handover_declined", Group::Holding, fields![asked("of", OFFER), REASON], |read| {
            let (of, reason) = (read.entry("of"), read.text("reason"));
            Some(Act::Episode(EpisodeEvent::HandoverDeclined { of: of?, reason }))
        }),
        on_episode(
            "message_sent_on",
            Group::Holding,
            fields![asked("of", MESSAGE), asked("to", Kind::Owner), asked("reason", Kind::Line)],
            |read| {
                let (of, to, reason) = (read.entry("of"), read.owner("to"), read.text("reason"));
                Some(Act::Episode(EpisodeEvent::MessageSentOn { of: of?, to: to?, reason }))
            },
        ),
        on_episode(
            "message_acknowledged",
            Group::Holding,
            fields![asked("of", MESSAGE), optional("note", Kind::Line)],
            |read| {
                let (of, note) = (read.entry("of"), read.text("note"));
                Some(Act::Episode(EpisodeEvent::MessageAcknowledged { of: of?, note }))
            },
        ),
    ]
}

fn turns() -> Vec<ActForm> {
    vec![
        on_episode("class_changed", Group::Search, fields![asked("class", CLASSES), REASON], |read| {
            let (class, reason) = (read.choice("class"), read.text("reason"));
            Some(Act::Episode(EpisodeEvent::ClassChanged { class: class?, reason }))
        }),
        on_episode(
            "significance_decided",
            Group::Interviews,
            fields![
                asked(
                    "significance",
                    Kind::Choice {
                        family: "episode-significance",
                        words: &["not_significant", "targeted_support", "mash_assessment"],
                    },
                ),
                asked("reasons", Kind::Paragraphs),
            ],
            |read| {
                let (significance, reasons) = (read.choice("significance"), read.text("reasons"));
                Some(Act::Episode(EpisodeEvent::SignificanceDecided { significance: significance?, reasons }))
            },
        ),
        on_episode(
            "pack_moved",
            Group::Holding,
            fields![asked("governed_by", Kind::Several(Raised::Pack)), REASON],
            |read| {
                let (ticked, reason) = (read.several::<Ticked>("governed_by"), read.text("reason"));
                let governed_by = ticked.into_iter().map(|Ticked(governing)| governing).collect();
                Some(Act::Episode(EpisodeEvent::PackMoved { governed_by, reason }))
            },
        ),
        on_episode("reopened", Group::Closing, fields![REASON], |read| {
            let reason = read.text("reason");
            Some(Act::Episode(EpisodeEvent::Reopened { reason }))
        }),
    ]
}

fn late() -> Vec<ActForm> {
    vec![
        on_person(
            "late_noted",
            fields![optional("expected_at", Kind::LocalTime), asked("note", Kind::Paragraphs)],
            |read| {
                let (expected_at, note) = (read.instant("expected_at"), read.text("note"));
                Some(Act::Person(PersonEvent::LateNoted { expected_at, note }))
            },
        ),
        on_person("late_ended", fields![asked("note", Kind::Paragraphs)], |read| {
            let note = read.text("note");
            Some(Act::Person(PersonEvent::LateEnded { note }))
        }),
        on_person(
            "late_acknowledged",
            fields![
                asked("of", Kind::Reference(Referred::Entry(Raised::LateMessage))),
                optional("note", Kind::Line)
            ],
            |read| {
                let (of, note) = (read.entry("of"), read.text("note"));
                Some(Act::Person(PersonEvent::LateAcknowledged { of: of?, note }))
            },
        ),
        on_person(
            "photograph_withdrawn",
            fields![asked("photograph", Kind::Reference(Referred::Entry(Raised::Photograph))), REASON],
            |read| {
                let (photograph, reason) = (read.entry("photograph"), read.text("reason"));
                Some(Act::Person(PersonEvent::PhotographWithdrawn { photograph: photograph?, reason }))
            },
        ),
    ]
}
