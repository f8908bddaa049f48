//! Risk: the officer's assessment, the supervisor's review, disagreement between agencies (NP 3.19, 6.5-6.9).

use app::cases::Act;
use domain::{
    episode::EpisodeEvent,
    risk::{DefinitionInForce, Grading},
};

use super::{
    form::{ActForm, Field, Group, Kind, Raised, Referred, asked, fields, on_episode, optional},
    read::Reader,
};

/// The grades, the highest first, as a form offers them.
pub(super) const GRADES: Kind =
    Kind::Choice { family: "grade", words: &["high", "medium", "low", "no_apparent_risk"] };

const ASSESSORS: Kind = Kind::Choice { family: "assessor", words: &["officer", "supervisor"] };

const BY: Field = asked("by", ASSESSORS);
const CONSIDERATIONS: Field = optional("considerations", Kind::Considerations);
const GRADE: Field = asked("grade", GRADES);
const REASONS: Field = asked("reasons", Kind::Paragraphs);
const HUMAN_RIGHTS: Field = optional("human_rights", Kind::Paragraphs);

pub(super) fn forms() -> Vec<ActForm> {
    vec![
        on_episode(
            "risk_assessed",
            Group::Risk,
            fields![BY, CONSIDERATIONS, GRADE, REASONS, HUMAN_RIGHTS],
            |read| {
                let by = read.choice("by");
                let grading = grading(read);
                Some(Act::Episode(EpisodeEvent::RiskAssessed {
                    by: by?,
                    grading: grading?,
                    definition: DefinitionInForce::default(),
                }))
            },
        ),
        on_episode(
            "risk_reviewed",
            Group::Risk,
            fields![CONSIDERATIONS, GRADE, REASONS, HUMAN_RIGHTS],
            |read| {
                Some(Act::Episode(EpisodeEvent::RiskReviewed {
                    grading: grading(read)?,
                    definition: DefinitionInForce::default(),
                }))
            },
        ),
        on_episode(
            "disagreement_raised",
            Group::Risk,
            fields![asked("reason", Kind::Paragraphs), optional("grade", GRADE.kind)],
            |read| {
                let (reason, grade) = (read.text("reason"), read.choice("grade"));
                Some(Act::Episode(EpisodeEvent::DisagreementRaised { reason, grade }))
            },
        ),
        on_episode(
            "disagreement_resolved",
            Group::Risk,
            fields![
                asked("of", Kind::Reference(Referred::Entry(Raised::Disagreement))),
                asked("outcome", Kind::Paragraphs),
            ],
            |read| {
                let (of, outcome) = (read.entry("of"), read.text("outcome"));
                Some(Act::Episode(EpisodeEvent::DisagreementResolved { of: of?, outcome }))
            },
        ),
    ]
}

fn grading(read: &mut Reader<'_>) -> Option<Grading> {
    let considerations = read.assertions("considerations");
    let grade = read.choice("grade");
    let reasons = read.text("reasons");
    let human_rights = read.text("human_rights");
    Some(Grading { grade: grade?, reasons, human_rights, considerations })
}
