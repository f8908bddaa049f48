//! Looking for the person: police's and social care's part while somebody is missing.

use app::cases::Act;
use domain::episode::{EpisodeEvent, Information, MashRating, Step};

use super::{
    form::{ActForm, Field, Group, Kind, Raised, Referred, asked, fields, on_episode, optional},
    read::Reader,
};

const RATINGS: Kind = Kind::Choice { family: "mash-rating", words: &["red", "amber", "green"] };

const SIGNIFICANCE: Field =
    asked("significance", Kind::Choice { family: "significance", words: &["significant", "routine"] });
const WHAT: Field = asked("what", Kind::Paragraphs);
const SOURCE: Field = asked("source", Kind::Line);
const HOW_TO_REACH: Field = optional("how_to_reach", Kind::Line);
const ORIGIN: Field = optional(
    "origin",
    Kind::Choice {
        family: "origin",
        words: &["public", "family_or_friend", "helpline", "partner", "police", "published"],
    },
);
const RELIABILITY: Field = optional(
    "reliability",
    Kind::Choice { family: "reliability", words: &["reliable", "untested", "not_reliable"] },
);
const CREDIBILITY: Field = optional(
    "credibility",
    Kind::Choice {
        family: "credibility",
        words: &["known_directly", "corroborated", "known_indirectly", "not_known", "suspected_false"],
    },
);
const FOR_TASK: Field = optional("task", Kind::Reference(Referred::Entry(Raised::Task)));
const OFFICER: Field = asked("officer", Kind::Line);
const PLACE: Field = optional("place", Kind::Line);

pub(super) fn forms() -> Vec<ActForm> {
    let mut forms = search();
    forms.extend(social_care());
    forms.extend(Step::ALL.iter().map(|step| step_taken(*step)));
    forms
}

fn search() -> Vec<ActForm> {
    vec![
        on_episode("officer_deployed", Group::Search, fields![OFFICER, PLACE], |read| {
            let (officer, place) = (read.text("officer"), read.text("place"));
            Some(Act::Episode(EpisodeEvent::OfficerDeployed { officer, place }))
        }),
        on_episode("io_appointed", Group::Search, fields![OFFICER], |read| {
            let officer = read.text("officer");
            Some(Act::Episode(EpisodeEvent::InvestigatingOfficerAppointed { officer }))
        }),
        on_episode(
            "information_received",
            Group::Search,
            fields![WHAT, SOURCE, HOW_TO_REACH, ORIGIN, RELIABILITY, CREDIBILITY, FOR_TASK, SIGNIFICANCE],
            |read| Some(Act::Episode(EpisodeEvent::InformationReceived(information(read)?))),
        ),
        on_episode(
            "sighting",
            Group::Search,
            fields![
                asked("place", Kind::Line),
                optional("seen_at", Kind::LocalTime),
                WHAT,
                SOURCE,
                HOW_TO_REACH,
                ORIGIN,
                RELIABILITY,
                CREDIBILITY,
                FOR_TASK,
                SIGNIFICANCE
            ],
            |read| {
                let (place, seen_at) = (read.text("place"), read.instant("seen_at"));
                Some(Act::Episode(EpisodeEvent::Sighted { place, seen_at, information: information(read)? }))
            },
        ),
        on_episode("ukmpu_referred", Group::Telling, fields![asked("reference", Kind::Line)], |read| {
            let reference = read.text("reference");
            Some(Act::Episode(EpisodeEvent::ReferredToNationalUnit { reference }))
        }),
        on_episode(
            "partner_involved",
            Group::Telling,
            fields![asked("agency", Kind::Reference(Referred::Agency)), asked("purpose", Kind::Paragraphs),],
            |read| {
                let (agency, purpose) = (read.id("agency"), read.text("purpose"));
                Some(Act::Episode(EpisodeEvent::PartnerInvolved { agency: agency?, purpose }))
            },
        ),
    ]
}

fn information(read: &mut Reader<'_>) -> Option<Information> {
    let (what, source) = (read.text("what"), read.text("source"));
    let how_to_reach = read.text("how_to_reach");
    let (reliability, credibility) = (read.choice("reliability"), read.choice("credibility"));
    let (origin, task) = (read.choice("origin"), read.entry("task"));
    let significance = read.choice("significance");
    Some(Information {
        what,
        source,
        how_to_reach,
        origin,
        significance: significance?,
        reliability,
        credibility,
        task,
    })
}

fn social_care() -> Vec<ActForm> {
    vec![
        on_episode(
            "mash_notified",
            Group::SocialCare,
            fields![optional("rating", RATINGS), optional("reasons", Kind::Paragraphs)],
            |read| {
                let (rating, reasons) = (read.choice::<MashRating>("rating"), read.text("reasons"));
                Some(Act::Episode(EpisodeEvent::MashNotified { rating, reasons }))
            },
        ),
        on_episode(
            "mash_rerated",
            Group::SocialCare,
            fields![asked("rating", RATINGS), asked("reasons", Kind::Paragraphs)],
            |read| {
                let (rating, reasons) = (read.choice("rating"), read.text("reasons"));
                Some(Act::Episode(EpisodeEvent::MashRated { rating: rating?, reasons }))
            },
        ),
        on_episode("mash_assessed", Group::SocialCare, fields![asked("outcome", Kind::Paragraphs)], |read| {
            let outcome = read.text("outcome");
            Some(Act::Episode(EpisodeEvent::MashAssessed { outcome }))
        }),
    ]
}

/// A plain step: who was told or who did it, and what a reader has to know of it.
fn step_taken(step: Step) -> ActForm {
    on_episode(
        step.word(),
        step_group(step),
        fields![asked("who", Kind::Line), optional("note", Kind::Paragraphs)],
        |read| {
            let (who, note) = (read.text("who"), read.text("note"));
            let step = Step::from_word(read.form.word)?;
            Some(Act::Episode(EpisodeEvent::StepTaken { step, who, note }))
        },
    )
}

fn step_group(step: Step) -> Group {
    match step {
        Step::SeniorManagementReviewed
        | Step::MediaStrategySet
        | Step::FamilySupportArranged
        | Step::SearchAdviserConsulted
        | Step::SeniorInvestigatorAppointed => Group::Search,
        Step::CoronerInformed
        | Step::FamilyToldOfDeath
        | Step::FamilyOfficerAppointed
        | Step::PlacingAuthorityToldOfDeath
        | Step::CarersToldOfDeath
        | Step::WorkerToldOfDeath
        | Step::ReviewingOfficerToldOfDeath
        | Step::AgenciesToldOfDeath
        | Step::PublicityWithdrawn => Group::Closing,
        Step::SocialCareNotified
        | Step::FamilySignposted
        | Step::NationalUnitToldFound
        | Step::HomeOfficeInformed
        | Step::PlacingAuthorityToldMissing
        | Step::PlacingAuthorityToldReturn
        | Step::ServiceManagerInformed
        | Step::NeedToKnowIssued
        | Step::AssistantDirectorNotified
        | Step::FormsSharedWithPolice
        | Step::PlacingAuthorityLetterSent => Group::Telling,
        Step::AssistantDirectorReviewed
        | Step::BirthdayMeetingHeld
        | Step::RepeatReviewHeld
        | Step::MashStrategyDiscussionHeld => Group::Meetings,
        Step::LeavingCareReassessed
        | Step::FormPartTwoCompleted
        | Step::FormReviewed
        | Step::TriggerPlanReviewed => Group::SocialCare,
    }
}
