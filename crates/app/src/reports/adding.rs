//! The rest of a report whose case is open already: in an emergency the case comes first, and the questions go on while
//! the caller is on the line.

use domain::{
    episode::{EpisodeEvent, Opened, Report},
    ids::EpisodeId,
    incident::IncidentClass,
    ledger::{Correction, Event},
    person::PersonEvent,
};
use serde_json::Value;
use store::DraftId;
use uuid::Builder;

use super::{
    Draft, DraftSave, Held, ReportAnswers, ReportedPerson,
    on_record::{changed_since, reported},
};
use crate::{
    App,
    cases::{Act, EpisodeView, IdempotencyKey, OfOthers, Recording, Seen, recording::digest_of},
    identity::SignedIn,
    trouble::{Clash, Trouble},
};

impl App {
    /// Begins to add to the report of a running case, or goes on where somebody of the room has begun to.
    ///
    /// # Errors
    /// Denied to whoever may not take reports or see the case; not found where there is none.
    pub async fn go_on_reporting(&self, who: &SignedIn, episode: EpisodeId) -> Result<Draft, Trouble> {
        self.may_take_reports(who)?;
        for begun in self.drafts(who).await? {
            if begun.adds_to == Some(episode) {
                return self.draft(who, begun.id).await;
            }
        }
        let view = self.episode(who, episode).await?;
        let person = reported(&self.person(who, view.person_id).await?);
        let answers = ReportAnswers {
            call: None,
            adds_to: Some(episode),
            class: Some(IncidentClass::Missing),
            reported_at: Some(view.episode.reported_at),
            missing_since: view.episode.opened.missing_since,
            report: of_the_call(&view.episode.report),
            people: vec![ReportedPerson { report: of_the_person(&view.episode.report), ..person }],
            ..ReportAnswers::default()
        };
        let id = id_of_the_rest(who, &view);
        match self.save_draft(who, DraftSave { id: Some(id), version: 0, answers }).await {
            // Begun by another press in this moment.
            Err(Trouble::Clash(_)) => self.draft(who, id).await,
            begun => begun,
        }
    }

    /// The questions that go on where a case was opened in an emergency, as long as nothing was added to its report: whoever
    /// presses again is led to the same ones.
    ///
    /// # Errors
    /// As [`App::go_on_reporting`].
    pub async fn rest_of_emergency(
        &self,
        who: &SignedIn,
        episode: EpisodeId,
    ) -> Result<Option<Draft>, Trouble> {
        if times_added(&self.episode(who, episode).await?) > 0 {
            return Ok(None);
        }
        self.go_on_reporting(who, episode).await.map(Some)
    }

    /// Adds to a case what a draft says and the case does not know yet. Sent twice it is added once.
    ///
    /// # Errors
    /// See [`App::record`]; a clash where the draft has changed since it was shown, or is with a colleague.
    pub async fn add_to_case(&self, who: &SignedIn, id: DraftId, version: i64) -> Result<EpisodeId, Trouble> {
        let draft = self.draft(who, id).await?;
        let episode = draft.answers.adds_to.ok_or(Trouble::NotFound)?;
        if draft.version != version || draft.held == Held::ByColleague {
            return Err(Trouble::Clash(Clash { since: Vec::new(), version: draft.version, facts: None }));
        }
        let view = self.episode(who, episode).await?;
        // Each is recorded by itself under a key that is the draft's and its own: sent again after a failure, what is recorded
        // is no longer new, and sent twice at once it is recorded once.
        for act in news(&draft, &view) {
            let key = format!("rest/{}", hex::encode(digest_of(&(id.0, episode, &act))));
            let key = IdempotencyKey::parse(&key).unwrap_or_else(IdempotencyKey::fresh);
            let seen = Seen::UpTo(self.episode(who, episode).await?.version);
            let told = draft.answers.people.first();
            let of_others = told.map_or_else(OfOthers::default, |told| OfOthers {
                apart: told.not_the_same_as.clone(),
                reason: super::report::informant(&draft.answers.report),
                same: told.the_same_as.clone(),
                may_be: told.may_be_the_same_as.clone(),
            });
            let recording = Recording { episode, act, happened_at: None, seen, key };
            self.record_having_asked(who, recording, of_others).await?;
        }
        self.discard_draft(who, id).await?;
        Ok(episode)
    }
}

/// The id of the draft that adds to a case: one for an agency until something was added.
fn id_of_the_rest(who: &SignedIn, view: &EpisodeView) -> DraftId {
    let digest = digest_of(&("rest", view.episode.id, who.agency.id, times_added(view)));
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    DraftId(Builder::from_random_bytes(bytes).into_uuid())
}

fn times_added(view: &EpisodeView) -> usize {
    let added = |event: &Event| matches!(event, Event::Episode(EpisodeEvent::ReportAdded(_)));
    view.timeline.iter().filter(|item| added(&item.event)).count()
}

/// What a draft says that the case does not know, as acts.
fn news(draft: &Draft, view: &EpisodeView) -> Vec<Act> {
    let answers = &draft.answers;
    let mut acts = Vec::new();
    let Some(told) = answers.people.first() else {
        return acts;
    };
    let report = answers.report_about(told);
    // First, for others who are likely the same may have to be asked about before anything is recorded.
    let person = &view.file.person;
    let details = changed_since(&told.on_record.details, &told.details_with(&report), &person.details);
    if details != person.details {
        let reason = super::report::informant(&report);
        acts.push(Act::Person(PersonEvent::DetailsChanged { details, reason }));
    }
    let new = beyond(&report, &view.episode.report);
    if new != Report::default() {
        acts.push(Act::Episode(EpisodeEvent::ReportAdded(Box::new(draft.traced(new)))));
    }
    acts.extend(since_when(answers, view));
    let care = told.care.clone().filter(|care| person.care != *care);
    acts.extend(care.map(|care| Act::Person(PersonEvent::CareStatusRecorded(care))));
    let held = |kind| person.markers.iter().any(|(_, marker)| marker.marker == kind);
    let markers = told.markers.iter().filter(|marker| !held(marker.marker)).cloned();
    acts.extend(markers.map(|marker| Act::Person(PersonEvent::MarkerRecorded(marker))));
    acts
}

/// Since when they are missing, where the caller said so after the case was opened: the first entry is corrected.
fn since_when(answers: &ReportAnswers, view: &EpisodeView) -> Option<Act> {
    let opened = &view.episode.opened;
    let since = answers.missing_since.filter(|since| opened.missing_since != Some(*since))?;
    let first =
        view.timeline.iter().find(|item| matches!(item.event, Event::Episode(EpisodeEvent::Opened(_))))?;
    let corrected = Opened { missing_since: Some(since), ..opened.clone() };
    Some(Act::Correct(Correction {
        corrects: first.entry,
        happened_at: None,
        event: Some(Box::new(Event::Episode(EpisodeEvent::Opened(Box::new(corrected))))),
        reason: super::report::informant(&answers.report),
    }))
}

/// What one report says that another does not say already.
fn beyond(report: &Report, known: &Report) -> Report {
    let (Ok(Value::Object(mut said)), Ok(known_parts)) =
        (serde_json::to_value(report), serde_json::to_value(known))
    else {
        return report.clone();
    };
    said.retain(|name, value| known_parts.get(name) != Some(value));
    let mut new: Report = serde_json::from_value(Value::Object(said)).unwrap_or_else(|_| report.clone());
    new.checks.retain(|check| !known.checks.contains(check));
    new
}

/// The answers that are asked of each person of a call.
fn of_the_person(report: &Report) -> Report {
    Report {
        description: report.description.clone(),
        clothing: report.clothing.clone(),
        carrying: report.carrying.clone(),
        medical: report.medical.clone(),
        medication: report.medication.clone(),
        medication_frequency: report.medication_frequency.clone(),
        effect_of_missing_medication: report.effect_of_missing_medication.clone(),
        known_risks: report.known_risks.clone(),
        found_with: report.found_with.clone(),
        phones_and_accounts: report.phones_and_accounts.clone(),
        ..Report::default()
    }
}

/// The answers that are asked once for a call.
fn of_the_call(report: &Report) -> Report {
    let mut rest = beyond(report, &of_the_person(report));
    rest.typed_by = Vec::new();
    rest
}
