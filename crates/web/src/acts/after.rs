//! The return, the interviews after it, and the end of the case (NP 5.1-5.20, 7.24).

use app::cases::Act;
use domain::episode::{Confirmation, EpisodeEvent, HeldInterview};

use super::{
    form::{ActForm, Field, Group, Kind, Raised, Referred, asked, fields, on_episode, optional},
    read::Reader,
};

const REASON: Field = asked("reason", Kind::Paragraphs);

const INTERVIEW: &[Field] = &[
    asked("interviewer", Kind::Line),
    optional("setting", Kind::Line),
    optional("consent", Kind::Paragraphs),
    asked("why", Kind::Paragraphs),
    optional("where_and_whom", Kind::Paragraphs),
    asked("harm", Kind::Paragraphs),
    optional("what_would_help", Kind::Paragraphs),
];

/// The same, and the other times missing that one talk was about (T9).
const RETURN_INTERVIEW: &[Field] = &[
    INTERVIEW[0],
    INTERVIEW[1],
    INTERVIEW[2],
    INTERVIEW[3],
    INTERVIEW[4],
    INTERVIEW[5],
    INTERVIEW[6],
    optional("also_for", Kind::Several(Raised::OtherEpisode)),
];

pub(super) fn forms() -> Vec<ActForm> {
    [the_return(), prevention(), independent(), crime_and_closure()].concat()
}

fn the_return() -> Vec<ActForm> {
    vec![
        on_episode(
            "return_reported",
            Group::Return,
            fields![asked("by", Kind::Line), optional("place", Kind::Line)],
            |read| {
                let (by, place) = (read.text("by"), read.text("place"));
                Some(Act::Episode(EpisodeEvent::ReturnReported { by, place }))
            },
        ),
        on_episode(
            "returned",
            Group::Return,
            fields![
                asked("place", Kind::Line),
                asked("located_by", Kind::Paragraphs),
                asked("wellbeing_confirmed_by", Kind::Paragraphs),
                asked("condition", Kind::Paragraphs),
                optional("how", Kind::Paragraphs),
                optional("harm", Kind::Paragraphs),
            ],
            |read| {
                Some(Act::Episode(EpisodeEvent::ReturnConfirmed(Confirmation {
                    place: read.text("place"),
                    located_by: read.text("located_by"),
                    wellbeing_confirmed_by: read.text("wellbeing_confirmed_by"),
                    condition: read.text("condition"),
                    how: read.text("how"),
                    harm: read.text("harm"),
                })))
            },
        ),
        on_episode(
            "return_refuted",
            Group::Return,
            fields![asked("of", Kind::Reference(Referred::Entry(Raised::Return))), REASON,],
            |read| {
                let (of, reason) = (read.entry("of"), read.text("reason"));
                Some(Act::Episode(EpisodeEvent::ReturnRefuted { of: of?, reason }))
            },
        ),
        on_episode("found_dead", Group::Closing, fields![asked("circumstances", Kind::Paragraphs)], |read| {
            let circumstances = read.text("circumstances");
            Some(Act::Episode(EpisodeEvent::FoundDead { circumstances }))
        }),
    ]
}

fn prevention() -> Vec<ActForm> {
    vec![
        on_episode(
            "prevention_interview_attempted",
            Group::Interviews,
            fields![
                asked(
                    "outcome",
                    Kind::Choice { family: "end-of-attempt", words: &["refused", "not_reached", "not_fit"] },
                ),
                asked("note", Kind::Paragraphs),
            ],
            |read| {
                let (outcome, note) = (read.choice("outcome"), read.text("note"));
                Some(Act::Episode(EpisodeEvent::PreventionInterviewAttempted { outcome: outcome?, note }))
            },
        ),
        on_episode("prevention_interview_completed", Group::Interviews, INTERVIEW, |read| {
            Some(Act::Episode(EpisodeEvent::PreventionInterviewHeld(interview(read))))
        }),
    ]
}

fn independent() -> Vec<ActForm> {
    vec![
        on_episode("iri_offered", Group::Interviews, fields![asked("by", Kind::Line)], |read| {
            let by = read.text("by");
            Some(Act::Episode(EpisodeEvent::ReturnInterviewOffered { by }))
        }),
        on_episode("iri_completed", Group::Interviews, RETURN_INTERVIEW, |read| {
            let also_for = read.several("also_for");
            let held = HeldInterview { also_for, ..interview(read) };
            Some(Act::Episode(EpisodeEvent::ReturnInterviewHeld(held)))
        }),
        on_episode(
            "iri_declined",
            Group::Interviews,
            fields![
                asked(
                    "by",
                    Kind::Choice { family: "declined-by", words: &["child", "parent", "not_reached"] },
                ),
                REASON,
            ],
            |read| {
                let (by, reason) = (read.choice("by"), read.text("reason"));
                Some(Act::Episode(EpisodeEvent::ReturnInterviewDeclined { by: by?, reason }))
            },
        ),
        on_episode(
            "iri_held_by_other",
            Group::Interviews,
            fields![asked("who", Kind::Line), asked("findings", Kind::Paragraphs)],
            |read| {
                let (who, findings) = (read.text("who"), read.text("findings"));
                Some(Act::Episode(EpisodeEvent::ReturnInterviewHeldByOther { who, findings }))
            },
        ),
        on_episode(
            "iri_decline_reviewed",
            Group::Interviews,
            fields![
                asked("referral", Kind::Choice { family: "referral", words: &["referred", "not_referred"] },),
                REASON,
            ],
            |read| {
                let (referral, reason) = (read.choice("referral"), read.text("reason"));
                Some(Act::Episode(EpisodeEvent::ReturnInterviewDeclineReviewed {
                    referral: referral?,
                    reason,
                }))
            },
        ),
        on_episode(
            "findings_shared",
            Group::Interviews,
            fields![
                asked(
                    "of",
                    Kind::Choice {
                        family: "interview-kind",
                        words: &["prevention_interview", "independent_return_interview"],
                    },
                ),
                asked("with", Kind::Paragraphs),
            ],
            |read| {
                let (of, with) = (read.choice("of"), read.text("with"));
                Some(Act::Episode(EpisodeEvent::FindingsShared { of: of?, with }))
            },
        ),
    ]
}

fn interview(read: &mut Reader<'_>) -> HeldInterview {
    HeldInterview {
        interviewer: read.text("interviewer"),
        setting: read.text("setting"),
        consent: read.text("consent"),
        why: read.text("why"),
        where_and_whom: read.text("where_and_whom"),
        harm: read.text("harm"),
        what_would_help: read.text("what_would_help"),
        also_for: Vec::new(),
    }
}

fn crime_and_closure() -> Vec<ActForm> {
    vec![
        on_episode(
            "crime_disclosed",
            Group::Return,
            fields![asked("what", Kind::Paragraphs), asked("told_to", Kind::Line)],
            |read| {
                let (what, told_to) = (read.text("what"), read.text("told_to"));
                Some(Act::Episode(EpisodeEvent::CrimeDisclosed { what, told_to }))
            },
        ),
        on_episode(
            "crime_reported_to_police",
            Group::Return,
            fields![
                asked("of", Kind::Reference(Referred::Entry(Raised::Crime))),
                asked("reference", Kind::Line),
            ],
            |read| {
                let (of, reference) = (read.entry("of"), read.text("reference"));
                Some(Act::Episode(EpisodeEvent::CrimeReported { of: of?, reference }))
            },
        ),
        on_episode(
            "closed_jointly",
            Group::Closing,
            fields![asked("police_officer", Kind::Line), asked("social_care_lead", Kind::Line), REASON,],
            |read| {
                Some(Act::Episode(EpisodeEvent::ClosedJointly {
                    police_officer: read.text("police_officer"),
                    social_care_lead: read.text("social_care_lead"),
                    reason: read.text("reason"),
                }))
            },
        ),
        on_episode("episode_closed", Group::Closing, fields![asked("summary", Kind::Paragraphs)], |read| {
            let summary = read.text("summary");
            Some(Act::Episode(EpisodeEvent::Closed { summary }))
        }),
    ]
}
