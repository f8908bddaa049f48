//! The return, the interviews after it, and the end of the case (NP 5.1-5.20, 7.24).

use app::cases::Act;
use domain::{
    episode::{Confirmation, EpisodeEvent, HeldInterview},
    ledger::Event,
};

use super::{
    form::{ActForm, Field, Group, Kind, Raised, Referred, asked, fields, on_episode, optional},
    read::Reader,
};

const REASON: Field = asked("reason", Kind::Paragraphs);
const CLOSURE: Kind = Kind::Reference(Referred::Entry(Raised::Closure));

const INTERVIEW: [Field; 7] = [
    asked("interviewer", Kind::Line),
    optional("setting", Kind::Line),
    optional("consent", Kind::Paragraphs),
    asked("why", Kind::Paragraphs),
    optional("where_and_whom", Kind::Paragraphs),
    asked("harm", Kind::Paragraphs),
    optional("what_would_help", Kind::Paragraphs),
];

/// The other times missing that one talk was about (T9).
const PREVENTION_INTERVIEW: &[Field] =
    &also_for(optional("also_for", Kind::Several(Raised::OtherPrevention)));
const RETURN_INTERVIEW: &[Field] = &also_for(optional("also_for", Kind::Several(Raised::OtherEpisode)));

const fn also_for(others: Field) -> [Field; 8] {
    let [interviewer, setting, consent, why, whom, harm, help] = INTERVIEW;
    [others, interviewer, setting, consent, why, whom, harm, help]
}

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
        on_episode(
            "found_dead",
            Group::Closing,
            fields![
                asked("place", Kind::Line),
                asked("found_by", Kind::Line),
                asked("circumstances", Kind::Paragraphs),
                asked("identity_confirmed_by", Kind::Paragraphs),
            ],
            |read| {
                Some(Act::Episode(EpisodeEvent::FoundDead {
                    circumstances: read.text("circumstances"),
                    place: read.text("place"),
                    found_by: read.text("found_by"),
                    identity_confirmed_by: read.text("identity_confirmed_by"),
                }))
            },
        ),
        on_episode(
            "death_refuted",
            Group::Closing,
            fields![asked("of", Kind::Reference(Referred::Entry(Raised::Death))), REASON],
            |read| {
                let (of, reason) = (read.entry("of"), read.text("reason"));
                Some(Act::Episode(EpisodeEvent::DeathRefuted { of: of?, reason }))
            },
        ),
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
        on_episode("prevention_interview_completed", Group::Interviews, PREVENTION_INTERVIEW, |read| {
            let also_for = read.several("also_for");
            let held = HeldInterview { also_for, ..interview(read) };
            Some(Act::Episode(EpisodeEvent::PreventionInterviewHeld(held)))
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

/// Who closed a case stands as it was recorded; nobody types it.
fn names_that_stand(corrected: Option<&Event>) -> (String, String) {
    if let Some(Event::Episode(EpisodeEvent::ClosedJointly { police_officer, social_care_lead, .. })) =
        corrected
    {
        return (police_officer.clone(), social_care_lead.clone());
    }
    (String::new(), String::new())
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
            "joint_closure_proposed",
            Group::Closing,
            fields![
                asked("assessment", Kind::Paragraphs),
                asked("chronology", Kind::Paragraphs),
                asked("reason", Kind::Paragraphs),
            ],
            |read| {
                Some(Act::Episode(EpisodeEvent::JointClosureProposed {
                    assessment: read.text("assessment"),
                    chronology: read.text("chronology"),
                    reason: read.text("reason"),
                }))
            },
        ),
        on_episode(
            "closed_jointly",
            Group::Closing,
            fields![asked("of", CLOSURE), asked("seen", Kind::Paragraphs), REASON],
            |read| {
                let (of, seen, reason) = (read.entry("of"), read.text("seen"), read.text("reason"));
                // The names are those of the two accounts; they are filled in when it is recorded.
                let (police_officer, social_care_lead) = names_that_stand(read.corrected);
                let of = Some(of?);
                Some(Act::Episode(EpisodeEvent::ClosedJointly {
                    of,
                    seen,
                    police_officer,
                    social_care_lead,
                    reason,
                }))
            },
        ),
        on_episode("joint_closure_refused", Group::Closing, fields![asked("of", CLOSURE), REASON], |read| {
            let (of, reason) = (read.entry("of"), read.text("reason"));
            Some(Act::Episode(EpisodeEvent::JointClosureRefused { of: of?, reason }))
        }),
        on_episode("episode_closed", Group::Closing, fields![asked("summary", Kind::Paragraphs)], |read| {
            let summary = read.text("summary");
            Some(Act::Episode(EpisodeEvent::Closed { summary }))
        }),
    ]
}
