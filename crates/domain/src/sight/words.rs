//! The words of whoever recorded something. Every event and every text in it stands here, so that a new one has to be decided
//! on: a fact that is needed to look after somebody stays, whatever else was told in words is listed.

use crate::{
    episode::{Confirmation, EpisodeEvent, HeldInterview, Information, Message, Report},
    incident::{Call, IncidentEvent},
    ledger::Event,
    meeting::{MeetingEvent, MeetingHeld},
    merging::Absorption,
    person::{CareStatus, Contact, Marker, PersonDetails, PersonEvent, Photograph},
    placement::{PlacementEvent, PlacementRecorded},
    risk::Grading,
    rota::AgencyEvent,
};

/// What happened, without the words of whoever recorded it.
pub(super) fn without_words(event: &Event) -> Event {
    let mut told = event.clone();
    words_of(&mut told).into_iter().for_each(String::clear);
    told
}

/// What happened, in the words in which somebody else told the same event.
pub(super) fn in_words_of(event: &Event, own: &Event) -> Event {
    let (mut told, mut own) = (without_words(event), own.clone());
    for (words, kept) in words_of(&mut told).into_iter().zip(words_of(&mut own)) {
        std::mem::swap(words, kept);
    }
    told
}

/// The words in an event. Lists that are nothing but words are emptied on the way.
fn words_of(event: &mut Event) -> Vec<&mut String> {
    match event {
        Event::Person(said) => of_person(said),
        Event::Incident(said) => of_incident(said),
        Event::Episode(said) => of_episode(said),
        Event::Placement(said) => of_placement(said),
        Event::Meeting(said) => of_meeting(said),
        // No file that a home reads holds the record of somebody who cannot be named.
        Event::Unidentified(_) => Vec::new(),
        Event::Agency(AgencyEvent::ShiftPlanned(_)) => Vec::new(),
        Event::Agency(AgencyEvent::ShiftCancelled { shift: _, reason }) => vec![reason],
        Event::Corrected(correction) => {
            let mut words = vec![&mut correction.reason];
            words.extend(correction.event.as_deref_mut().into_iter().flat_map(words_of));
            words
        }
    }
}

fn of_person(said: &mut PersonEvent) -> Vec<&mut String> {
    use PersonEvent as Said;
    match said {
        Said::Registered { details } => of_details(details).into(),
        Said::DetailsChanged { details, reason } => {
            let mut words = vec![reason];
            words.extend(of_details(details));
            words
        }
        Said::MarkerRecorded(Marker { marker: _, source, since: _, note }) => vec![source, note],
        // An order binds whoever looks after a child.
        Said::CareStatusRecorded(CareStatus {
            basis: _,
            unaccompanied_asylum_seeker: _,
            plans_and_orders: _,
            reviewing_officer: _,
        })
        | Said::WorkerAllocated { worker: _, team: _ }
        // It is agreed with whoever looks after the child, and theirs to follow.
        | Said::TriggerPlanAgreed { plan: _ } => Vec::new(),
        Said::PhotographAdded(Photograph {
            digest: _,
            thumbnail: _,
            width: _,
            height: _,
            taken_on: _,
            taken_to: _,
            source,
            differs: _,
        }) => vec![source],
        // How a child looks, whoever looks after them has to know.
        Said::FeaturesRecorded { features: _, source } => vec![source],
        Said::Absorbed(Absorption { other: _, details, goes_on_in: _, carried_on: _, reason }) => {
            let mut words = vec![reason];
            words.extend(of_details(details));
            words
        }
        Said::LateTold(message) => of_message(message),
        Said::MarkerEnded { marker: _, reason: text }
        | Said::ToldApart { from: _, reason: text }
        | Said::SaidTheSame { with: _, reason: text }
        | Said::WorkerDeallocated { reason: text }
        | Said::FormCompleted { form: _, note: text }
        | Said::TriggerPlanWithdrawn { reason: text }
        | Said::PhotographWithdrawn { photograph: _, reason: text }
        | Said::LateNoted { expected_at: _, note: text }
        | Said::LateEnded { note: text }
        | Said::LateAcknowledged { of: _, note: text }
        | Said::MergedInto { into: _, reason: text }
        | Said::Separated { other: _, reason: text }
        | Said::Restored { from: _, reason: text } => vec![text],
    }
}

/// Who somebody is, how they look and what care they need stays. By what they can be traced, and with whom they are said to
/// go, is filled in from calls as well.
fn of_details(details: &mut PersonDetails) -> [&mut String; 4] {
    let PersonDetails {
        name: _,
        other_names: _,
        birth: _,
        birth_said: _,
        sex: _,
        ethnicity: _,
        language: _,
        description: _,
        home_address: _,
        phones_and_accounts,
        transport,
        places_frequented,
        associates,
        medication: _,
        effect_of_missing_medication: _,
        health_and_disability: _,
        school_or_work: _,
        contacts: _,
    } = details;
    [phones_and_accounts, transport, places_frequented, associates]
}

fn of_incident(said: &mut IncidentEvent) -> Vec<&mut String> {
    match said {
        IncidentEvent::Reported(call) => {
            let Call { log_number: _, reporter, reporter_view, circumstances, taken_by, typed_by } = call;
            typed_by.clear();
            let mut words = vec![reporter_view, circumstances, taken_by];
            words.extend(of_contact(reporter));
            words
        }
        IncidentEvent::Classified { class: _, reason } => vec![reason],
        IncidentEvent::PersonNamed { person: _ } | IncidentEvent::EpisodeOpened { person: _, episode: _ } => {
            Vec::new()
        }
    }
}

fn of_placement(said: &mut PlacementEvent) -> Vec<&mut String> {
    match said {
        PlacementEvent::Recorded(PlacementRecorded {
            person: _,
            kind: _,
            start: _,
            place: _,
            provider: _,
            address: _,
        }) => Vec::new(),
        PlacementEvent::PlanChecked { note: text } | PlacementEvent::Ended { reason: text } => vec![text],
    }
}

fn of_meeting(said: &mut MeetingEvent) -> Vec<&mut String> {
    match said {
        MeetingEvent::Held(MeetingHeld {
            episode: _,
            person: _,
            occasion: _,
            chair,
            attended,
            decisions,
            next_on: _,
        }) => vec![chair, attended, decisions],
        MeetingEvent::MinutesCirculated { to } => vec![to],
    }
}

fn of_episode(said: &mut EpisodeEvent) -> Vec<&mut String> {
    use EpisodeEvent as Said;
    match said {
        Said::Opened(opened) => of_report(&mut opened.report),
        Said::ReportAdded(report) => of_report(report),
        Said::RiskAssessed { grading, .. } | Said::RiskReviewed { grading, .. } => {
            let Grading { grade: _, reasons, human_rights, considerations } = grading;
            considerations.clear();
            vec![reasons, human_rights]
        }
        Said::InformationReceived(information) => of_information(information).into(),
        Said::Sighted { place, seen_at: _, information } => {
            let mut words = vec![place];
            words.extend(of_information(information));
            words
        }
        Said::PreventionInterviewHeld(held) | Said::ReturnInterviewHeld(held) => of_interview(held),
        Said::ReturnConfirmed(confirmed) => {
            // How the child is, whoever looks after them has to know.
            let Confirmation { place, located_by, wellbeing_confirmed_by, condition: _, how, harm } =
                confirmed;
            vec![place, located_by, wellbeing_confirmed_by, how, harm]
        }
        Said::MessageSent(message) => of_message(message),
        Said::HandoverOffered(handover) => vec![&mut handover.briefing],
        Said::TaskSet(task) => vec![&mut task.title, &mut task.detail],
        Said::ClassChanged { reason: text, .. }
        | Said::PackMoved { reason: text, .. }
        | Said::PartnerInvolved { purpose: text, .. }
        | Said::OfficerDeployed { place: text, .. }
        | Said::MashNotified { reasons: text, .. }
        | Said::MashRated { reasons: text, .. }
        | Said::MashAssessed { outcome: text }
        | Said::ReferredToNationalUnit { reference: text }
        | Said::DisagreementRaised { reason: text, .. }
        | Said::DisagreementResolved { outcome: text, .. }
        | Said::CrimeReported { reference: text, .. }
        | Said::HandoverDeclined { reason: text, .. }
        | Said::CaseTaken { reason: text }
        | Said::MessageAcknowledged { note: text, .. }
        | Said::MessageSentOn { reason: text, .. }
        | Said::ReturnRefuted { reason: text, .. }
        | Said::DeathRefuted { reason: text, .. }
        | Said::JointClosureRefused { reason: text, .. }
        | Said::Closed { summary: text }
        | Said::Reopened { reason: text }
        | Said::PreventionInterviewAttempted { note: text, .. }
        | Said::ReturnInterviewOffered { by: text }
        | Said::ReturnInterviewDeclined { reason: text, .. }
        | Said::ReturnInterviewDeclineReviewed { reason: text, .. }
        | Said::FindingsShared { with: text, .. }
        | Said::TaskResult { result: text, .. }
        | Said::SignificanceDecided { reasons: text, .. } => vec![text],
        Said::StepTaken { step: _, who: one, note: other }
        | Said::CrimeDisclosed { what: one, told_to: other }
        | Said::ReturnReported { by: one, place: other }
        | Said::InvestigationReviewed { findings: one, directions: other }
        | Said::ReturnInterviewHeldByOther { who: one, findings: other } => vec![one, other],
        Said::ClosedJointly { seen, reason, .. } => vec![seen, reason],
        Said::FoundDead { circumstances, place, found_by, identity_confirmed_by } => {
            vec![circumstances, place, found_by, identity_confirmed_by]
        }
        Said::JointClosureProposed { assessment, chronology, reason } => {
            vec![assessment, chronology, reason]
        }
        Said::HandoverAccepted { .. }
        | Said::LogNumberRecorded { .. }
        | Said::InvestigatingOfficerAppointed { .. }
        | Said::TasksAssigned { .. }
        | Said::DocumentMade(_) => Vec::new(),
    }
}

/// What the child wears, carries, needs and looks like stays; what callers told of them goes, and by what police know a body.
fn of_report(report: &mut Report) -> Vec<&mut String> {
    let Report {
        circumstances,
        last_seen,
        with_whom,
        clothing: _,
        carrying: _,
        transport,
        likely_places,
        concern,
        medication: _,
        checks_made,
        reporter,
        log_number: _,
        missing_from,
        description: _,
        medical: _,
        medication_frequency: _,
        effect_of_missing_medication: _,
        associates,
        found_with,
        known_risks,
        phones_and_accounts,
        checks,
        dental,
        dna,
        fingerprints,
        taken_by,
        typed_by,
    } = report;
    (*dental, *dna, *fingerprints) = (None, None, None);
    checks.iter_mut().for_each(|check| check.note.clear());
    typed_by.clear();
    let mut words = vec![circumstances, last_seen, with_whom, transport, likely_places, concern, checks_made];
    words.extend([missing_from, associates, found_with, known_risks, phones_and_accounts, taken_by]);
    words.extend(of_contact(reporter));
    words
}

fn of_information(information: &mut Information) -> [&mut String; 3] {
    let Information {
        what,
        source,
        how_to_reach,
        origin: _,
        significance: _,
        reliability: _,
        credibility: _,
        task: _,
    } = information;
    [what, source, how_to_reach]
}

fn of_interview(held: &mut HeldInterview) -> Vec<&mut String> {
    let HeldInterview {
        interviewer: _,
        also_for: _,
        setting,
        consent,
        why,
        where_and_whom,
        harm,
        what_would_help,
    } = held;
    vec![setting, consent, why, where_and_whom, harm, what_would_help]
}

fn of_message(message: &mut Message) -> Vec<&mut String> {
    message.by_hand.iter_mut().map(|by_hand| &mut by_hand.reason).collect()
}

fn of_contact(contact: &mut Contact) -> [&mut String; 3] {
    let Contact { name, relation, reach } = contact;
    [name, relation, reach]
}
