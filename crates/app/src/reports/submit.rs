//! From answers to entries: the call, the people named in it, and an episode for each, in one transaction.

use domain::{
    episode::Occasioned,
    ids::{EpisodeId, IncidentId, PersonId},
    incident::Incident,
    ledger::{Digest32, Draft as Entered, Stream},
    person::PersonDetails,
    projection::{IncidentRow, Surroundings as _, project},
    record::Likely,
    refusal::Refusal,
    time::to_microsecond,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::{AppendError, Batch, DraftDone, DraftId, LedgerEnd, LookUp, LookedUp, StreamWrite};
use uuid::Uuid;

use super::{Draft, Held, ReportAnswers, ReportedPerson, report::Report};
use crate::{
    App,
    access::{Action, PersonFacts},
    area::Around,
    calls::{KnownCall, incident_row},
    cases::{IdempotencyKey, Purpose, decide::touched, recording::digest_of},
    identity::SignedIn,
    records::{Known, entry_of},
    trouble::{Clash, Fault, Trouble},
    unidentified::match_again,
};

/// How often files that others keep adding to are read again, and those who may be the same looked up again while others make
/// records, before the user is asked to try again. Each time somebody else's report was taken.
const ATTEMPTS: usize = 24;

/// What a report became.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submitted {
    /// The call.
    pub incident: IncidentId,
    /// The episodes opened, in the order of the people; none for another matter.
    pub episodes: Vec<EpisodeId>,
    /// The people named, in the same order.
    pub people: Vec<PersonId>,
}

impl Submitted {
    fn of(call: &Incident) -> Self {
        Self {
            incident: call.id,
            episodes: call.people.iter().filter_map(|(_, episode)| *episode).collect(),
            people: call.people.iter().map(|(person, _)| *person).collect(),
        }
    }
}

impl App {
    /// Sends a draft: the call, its class, a record for everybody new, and an episode for each where the class opens one.
    /// Sent again, at once or later, by whomever and under whatever key, it is answered alike: a draft becomes one report.
    ///
    /// # Errors
    /// Refused while an answer is missing or the person is missing already; a clash where the draft, or the record of somebody
    /// known, has changed since it was shown. Nothing was recorded.
    pub async fn submit_report(
        &self,
        who: &SignedIn,
        id: DraftId,
        version: i64,
        key: &IdempotencyKey,
    ) -> Result<Submitted, Trouble> {
        self.may_take_reports(who)?;
        match self.sent_once(who, id, version, key).await {
            Err(trouble @ (Trouble::NotFound | Trouble::Refused(_) | Trouble::Clash(_))) => {
                self.became(who, id).await?.ok_or(trouble)
            }
            sent => sent,
        }
    }

    /// What a draft has become that was sent; nothing where it was not, or was of a call noted before.
    ///
    /// # Errors
    /// Denied to whoever may not take reports.
    pub async fn became(&self, who: &SignedIn, draft: DraftId) -> Result<Option<Submitted>, Trouble> {
        self.report_of(who, IncidentId(draft.0)).await
    }

    /// What the report of a call has opened; nothing while the call is not decided.
    ///
    /// # Errors
    /// Denied to whoever may not take reports.
    pub async fn report_of(&self, who: &SignedIn, call: IncidentId) -> Result<Option<Submitted>, Trouble> {
        match self.call(who, call).await {
            Ok(known) if known.incident.is_unfinished() => Ok(None),
            Ok(known) => Ok(Some(Submitted::of(&known.incident))),
            Err(Trouble::NotFound) => Ok(None),
            Err(trouble) => Err(trouble),
        }
    }

    async fn sent_once(
        &self,
        who: &SignedIn,
        id: DraftId,
        version: i64,
        key: &IdempotencyKey,
    ) -> Result<Submitted, Trouble> {
        let request = request_of(id);
        match self.inner.store.replayed(who.account, key.as_str(), &request).await {
            Ok(()) => {}
            Err(error) => return sent_before(error),
        }
        let draft = self.draft(who, id).await?;
        if draft.version != version || draft.held == Held::ByColleague {
            return Err(Trouble::Clash(Clash { since: Vec::new(), version: draft.version, facts: None }));
        }
        let ids = Ids::of(&draft);
        for _ in 0..ATTEMPTS {
            let at = LedgerEnd(self.inner.store.last_sequence().await?);
            let likely = self.likely_same(who, &draft.answers).await?;
            let people = self.reported_people(who, &draft.answers, &ids).await?;
            let people = people.into_iter().zip(likely).collect();
            let call = self.reported_call(who, draft.answers.call).await?;
            let around = self.inner.area.around();
            let (mut batch, submitted) = self.decided(who, &draft, people, call, &ids, &around)?;
            batch.idempotency = Some(store::IdempotencyKey {
                key: key.as_str().to_owned(),
                account: who.account,
                request,
                response: serde_json::to_vec(&submitted)
                    .map_err(|_| Fault::broken("the answer to a report cannot be written"))?,
                at: self.clock().now(),
            });
            let nothing_said = |person: &ReportedPerson| person.details == PersonDetails::default();
            let looks = draft.answers.people.iter().any(|one| one.existing.is_none() || !nothing_said(one));
            batch.looked_up = looks.then_some(LookedUp { what: LookUp::Namesakes, at });
            match self.inner.store.append(batch).await {
                Ok(_) => {
                    for person in &submitted.people {
                        self.inner.records.forget(*person);
                    }
                    return Ok(submitted);
                }
                // Pressed twice at once, or saved in another window in this moment.
                Err(AppendError::DraftChanged) => return Err(self.clash_over(who, id).await?),
                Err(
                    AppendError::FileChanged { .. } | AppendError::Conflict { .. } | AppendError::SomebodyNew,
                ) => {}
                Err(error) => return sent_before(error),
            }
        }
        Err(Trouble::Unavailable(store::Unavailable::Busy))
    }

    /// The files of those whom the call is about; an empty one for whoever is new.
    async fn reported_people<'a>(
        &self,
        who: &SignedIn,
        answers: &'a ReportAnswers,
        ids: &Ids,
    ) -> Result<Vec<(&'a ReportedPerson, Known)>, Trouble> {
        let around = self.inner.area.around();
        let mut people: Vec<(&ReportedPerson, Known)> = Vec::new();
        for (place, (reported, id)) in answers.people.iter().zip(&ids.people).enumerate() {
            let known = match reported.existing {
                None => Known::nobody(*id),
                Some(person) => match self.known_to(who, person, &around).await {
                    Err(Trouble::NotFound) => return Err(Refusal::NoSuchPerson { place }.into()),
                    known => known?,
                },
            };
            if people.iter().any(|(_, other)| other.file.id == known.file.id) {
                return Err(Refusal::AlreadyMissing.into());
            }
            people.push((reported, known));
        }
        Ok(people)
    }

    /// The file of somebody whose record a report names.
    pub(super) async fn known_to(
        &self,
        who: &SignedIn,
        person: PersonId,
        around: &Around<'_>,
    ) -> Result<Known, Trouble> {
        let sealed = self.fetch(person).await?;
        let facts = PersonFacts::of(sealed.for_deciding(), around.agencies());
        let access = &self.inner.access;
        let permit = access.permit(&who.actor(), Action::ViewPerson, &facts, Purpose::Casework)?;
        Ok(sealed.open(&permit))
    }

    /// The call that a report is about, where it was noted before; refused where it has been decided meanwhile.
    async fn reported_call(
        &self,
        who: &SignedIn,
        call: Option<IncidentId>,
    ) -> Result<Option<KnownCall>, Trouble> {
        let Some(call) = call else {
            return Ok(None);
        };
        let known = match self.call(who, call).await {
            Err(Trouble::NotFound) => return Err(Refusal::NoSuchCall.into()),
            known => known?,
        };
        if known.incident.may_become_case() { Ok(Some(known)) } else { Err(Refusal::CallDecided.into()) }
    }

    fn decided(
        &self,
        who: &SignedIn,
        draft: &Draft,
        people: Vec<((&ReportedPerson, Known), Likely)>,
        call: Option<KnownCall>,
        ids: &Ids,
        around: &Around<'_>,
    ) -> Result<(Batch, Submitted), Trouble> {
        let clock = self.clock().now();
        let clock = call.as_ref().map_or(clock, |call| call.entered_at(clock));
        let now = people.iter().map(|((_, known), _)| known.entered_at(clock)).max().unwrap_or(clock);
        let answers = &draft.answers;
        let happened_at = to_microsecond(answers.reported_at.unwrap_or(now));
        let lead = self.inner.area.lead_force(&who.agency);
        let report = Report {
            typed: draft,
            answers,
            actor: who.actor(),
            class: answers.class.ok_or(Refusal::AnswerMissing { field: "class" })?,
            when: Occasioned { happened_at, now },
            lead: lead
                .ok_or_else(|| Fault::broken("no police force takes part, so nobody can lead a case"))?,
            incident: ids.incident,
            lists: self.packs().task_lists(),
        };
        report.check()?;
        let mut batch = Batch {
            draft_done: Some(DraftDone { draft: draft.id, account: who.account, version: draft.version }),
            ..Batch::default()
        };
        let mut submitted = Submitted { incident: ids.incident, episodes: Vec::new(), people: Vec::new() };
        for (((reported, known), likely), episode) in people.into_iter().zip(&ids.episodes) {
            submitted.people.push(known.file.id);
            let opens = report.class.opens_episode().then_some(*episode);
            submitted.episodes.extend(opens);
            let governed_by = self.inner.area.governing_at(report.start(), report.lead);
            let entered = report.about(reported, (&known, likely), opens, governed_by)?;
            enter(&mut batch, &known, entered, now, around);
        }
        let entered = report.call(&submitted);
        let (write, row) = match call {
            Some(call) => call.write(entered),
            None => begun_call(ids.incident, entered),
        };
        batch.incidents = row.into_iter().collect();
        batch.writes.push(write);
        Ok((batch, submitted))
    }
}

/// The ids of the call and of what a report brings into being, the same for every attempt.
struct Ids {
    incident: IncidentId,
    people: Vec<PersonId>,
    episodes: Vec<EpisodeId>,
}

impl Ids {
    /// INVARIANT: a call that begins with its report has the id of the draft, so that the ledger says of a draft that it was sent.
    fn of(draft: &Draft) -> Self {
        let people = draft.answers.people.len();
        Self {
            incident: draft.answers.call.unwrap_or(IncidentId(draft.id.0)),
            people: (0..people).map(|_| PersonId(Uuid::now_v7())).collect(),
            episodes: (0..people).map(|_| EpisodeId(Uuid::now_v7())).collect(),
        }
    }
}

/// A call that begins with its report.
fn begun_call(id: IncidentId, drafts: Vec<Entered>) -> (StreamWrite, Option<IncidentRow>) {
    let entries: Vec<_> =
        (1..).zip(&drafts).map(|(place, entered)| entry_of(entered, place, place)).collect();
    let write = StreamWrite { stream: Stream::Incident(id), person: None, expected_version: 0, drafts };
    (write, incident_row(id, &entries))
}

/// Adds what is entered about one person, and the rows that follow from it.
fn enter(batch: &mut Batch, known: &Known, entered: Vec<Entered>, now: Timestamp, around: &Around<'_>) {
    let person = known.file.id;
    batch.files.extend(known.claims());
    if entered.is_empty() {
        return;
    }
    let after = known.with(&entered, now);
    batch.outbox.extend(match_again(&known.file, &after.file));
    let all = touched(&after.file, Stream::Person(person));
    batch.projections.push(project(&after.file, &all, now, around));
    for draft in entered {
        match batch.writes.iter_mut().find(|write| write.stream == draft.stream) {
            Some(write) => write.drafts.push(draft),
            None => batch.writes.push(StreamWrite {
                stream: draft.stream,
                person: Some(after.file.owner_of(draft.stream)),
                expected_version: known.stream_version(draft.stream),
                drafts: vec![draft],
            }),
        }
    }
}

/// By what a report that is sent again is known.
pub(super) fn request_of(draft: DraftId) -> Digest32 {
    digest_of(&("report", draft.0))
}

/// What the same report was answered before.
pub(super) fn sent_before(error: AppendError) -> Result<Submitted, Trouble> {
    match error {
        AppendError::IdempotencyReplay(response) => serde_json::from_slice(&response.0)
            .map_err(|_| Fault::broken("the answer to an earlier report cannot be read").into()),
        AppendError::IdempotencyMismatch => Err(Trouble::KeyUsedBefore),
        AppendError::Conflict { .. }
        | AppendError::FileChanged { .. }
        | AppendError::DraftChanged
        | AppendError::SomebodyNew => Err(Trouble::Unavailable(store::Unavailable::Busy)),
        AppendError::Fault(fault) => Err(fault.into()),
    }
}
