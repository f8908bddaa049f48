//! Reading of people who cannot be named: the queue, one record with who it could be, and what waits for whom.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use domain::{
    ids::{AccountId, AgencyId, EntryId, PersonId, UnidentifiedId},
    ledger::{Content, Event},
    projection::{PersonRow, Surroundings},
    unidentified::{
        Candidate, Notice, NoticeAbout, OWNER, ReferralState, SentNotice, Unidentified, UnidentifiedEvent,
        UnidentifiedRow, referral,
    },
};
use jiff::Timestamp;
use store::{Closed, ReadSubject, UnidentifiedFilter};

use super::{
    changed::ChangedSince,
    known::KnownUnidentified,
    matching::{Comparing, Ranked},
    recording::confirmed,
};
use crate::{
    App,
    access::{Action, UnidentifiedFacts},
    cases::{ActorName, Correctable, CorrectionMade, Original, Purpose, TimelineItem},
    identity::SignedIn,
    lists::{Cursor, Page, ROWS_A_PAGE},
    trouble::Trouble,
};

/// What nobody records of an identity who may not see whose it is.
const OF_WHO_IT_IS: [Action; 3] = [Action::IdentityTold, Action::IdentityRefused, Action::IdentityConfirmed];

/// Records that an agency owes something, shown at once.
const OWED_AT_MOST: u32 = 200;

/// The records that somebody may see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Queue {
    /// The records, the one found last first.
    pub rows: Page<UnidentifiedRow>,
    /// The agencies that take part, by name.
    pub agencies: HashMap<AgencyId, String>,
    /// Whether the reader may make records.
    pub may_record: bool,
    /// Whether the reader may learn who it could be.
    pub may_review: bool,
    /// Now.
    pub now: Timestamp,
}

/// One record with everything around it.
#[derive(Clone, Debug)]
pub struct UnidentifiedView {
    /// The record.
    pub record: Unidentified,
    /// The version to name when recording.
    pub version: i64,
    /// How the referral to the national unit stands.
    pub referral: ReferralState,
    /// The agency that made the record, by name.
    pub recorded_by: String,
    /// What the reader may do.
    pub may: Vec<Action>,
    /// Those whom somebody or the matcher named and whom the reader may see.
    pub candidates: Vec<CandidateView>,
    /// Everybody missing whom the reader may see, judged now; nothing for whoever does not decide.
    pub ranked: Option<Ranked>,
    /// Whether that is what was recorded of them too: the job that does so follows each change within seconds.
    pub comparing: Comparing,
    /// Notices about it to the reader that nobody has answered.
    pub notices: Vec<SentNotice>,
    /// What was recorded, the latest first, so far as the reader may see whom it names.
    pub timeline: Vec<TimelineItem>,
    /// Everybody who recorded something.
    pub actors: HashMap<AccountId, ActorName>,
    /// Those whom the timeline names, by name.
    pub people: BTreeMap<PersonId, PersonRow>,
    /// The agencies that take part, by name.
    pub agencies: HashMap<AgencyId, String>,
    /// Decisions that were made while the missing person's record was merged with another that has been separated since.
    pub while_merged: BTreeSet<EntryId>,
    /// Who it is, once two have said so, and since when.
    pub identified: Option<(PersonId, Timestamp)>,
    /// Who reads: an identity that they proposed themselves, a colleague confirms.
    pub reader: AccountId,
    /// Now.
    pub now: Timestamp,
}

impl UnidentifiedView {
    /// Whether the reader may do this.
    #[must_use]
    pub fn may(&self, action: Action) -> bool {
        self.may.contains(&action)
    }
}

/// Somebody missing who was named as who it could be.
#[derive(Clone, Debug, PartialEq)]
pub struct CandidateView {
    /// Who.
    pub person: PersonRow,
    /// What was said and decided.
    pub candidate: Candidate,
}

/// A notice about a record that waits for the reader.
#[derive(Clone, Debug, PartialEq)]
pub struct NoticeView {
    /// The record.
    pub unidentified: UnidentifiedId,
    /// Its short reference.
    pub reference: String,
    /// The notice.
    pub sent: SentNotice,
    /// Whom it names, where the reader may see them.
    pub person: Option<PersonRow>,
    /// What became known since the reader excluded them.
    pub changed: Option<ChangedSince>,
}

impl App {
    /// Records that the actor may see. The reading is logged.
    ///
    /// # Errors
    /// Denied to whoever sees none at all.
    pub async fn unidentified_queue(
        &self,
        who: &SignedIn,
        filter: UnidentifiedFilter,
        after: Option<Cursor>,
    ) -> Result<Queue, Trouble> {
        let scope = self.inner.access.scope(&who.actor(), Action::ListUnidentified)?;
        let page = store::Page { after, limit: ROWS_A_PAGE };
        let listed = self.inner.store.unidentified(scope.resource(), filter, &page).await?;
        self.note_list(who, "unidentified", listed.rows.iter().map(|row| row.unidentified.0)).await;
        let may_review = self.inner.access.scope(&who.actor(), Action::ViewCandidates).is_ok();
        let items = if may_review {
            self.with_candidates_seen(who, listed.rows).await?
        } else {
            listed.rows.into_iter().map(without_candidates).collect()
        };
        Ok(Queue {
            rows: Page { items, next: listed.next },
            agencies: self.agency_names(),
            may_record: self.may_record_unidentified(who).is_ok(),
            may_review,
            now: self.clock().now(),
        })
    }

    /// Rows with those of the candidates whom the reader may see: the others are neither named nor counted.
    async fn with_candidates_seen(
        &self,
        who: &SignedIn,
        mut rows: Vec<UnidentifiedRow>,
    ) -> Result<Vec<UnidentifiedRow>, Trouble> {
        let named: Vec<PersonId> =
            rows.iter().flat_map(|row| row.candidates.iter().map(|candidate| candidate.person)).collect();
        let survivors = self.inner.store.survivors_of(&named).await?;
        let survivor = |person: PersonId| survivors.get(&person).copied().unwrap_or(person);
        let files: Vec<PersonId> = named.into_iter().map(survivor).collect();
        let seen = match self.inner.access.scope(&who.actor(), Action::SearchPeople) {
            Ok(scope) => self.inner.store.person_rows(scope.resource(), &files).await?,
            Err(_) => HashMap::new(),
        };
        for row in &mut rows {
            row.candidates.retain(|candidate| {
                let is_seen = seen.contains_key(&survivor(candidate.person));
                row.open_candidates -= i64::from(!is_seen && candidate.is_open());
                is_seen
            });
        }
        Ok(rows)
    }

    /// Whether somebody sees such records at all, so that only those who do are led there.
    #[must_use]
    pub fn sees_unidentified(&self, who: &SignedIn) -> bool {
        self.inner.access.scope(&who.actor(), Action::ListUnidentified).is_ok()
    }

    /// A record with who it could be, judged now. The reading is logged, and who was shown as possible.
    ///
    /// # Errors
    /// Not found where there is none, or the actor may not know of it.
    pub async fn unidentified(
        &self,
        who: &SignedIn,
        id: UnidentifiedId,
    ) -> Result<UnidentifiedView, Trouble> {
        // Before the record is read: what is appended while it is counts as not seen.
        let version = self.inner.store.last_sequence().await?;
        let known = self.fetch_unidentified(id).await?;
        let facts = UnidentifiedFacts::of(&known.record, self.inner.area.around().agencies());
        let purpose = Purpose::Casework;
        self.inner.access.permit(&who.actor(), Action::ViewUnidentified, &facts, purpose)?;
        let mut may = self.inner.access.permitted(&who.actor(), &facts);
        self.note_read(who, purpose, ReadSubject::Unidentified(id)).await;
        let reviews = may.contains(&Action::ViewCandidates);
        let people = self.people_named(who, &known, &may).await?;
        if confirmed(&known.record).is_some_and(|(person, _)| !people.contains_key(&person)) {
            may.retain(|action| !OF_WHO_IT_IS.contains(action));
        }
        let ranked = if reviews { Some(self.ranked(who, &known.record).await?) } else { None };
        if let Some(ranked) = &ranked {
            let shown = ranked.shown().map(|candidate| candidate.person.person.0);
            self.note_list(who, "unidentified_candidates", shown).await;
        }
        let timeline = timeline(&known, &may, |person| people.contains_key(&person));
        let now = self.clock().now();
        Ok(UnidentifiedView {
            version,
            referral: referral(&known.record, now),
            recorded_by: self.agency_names().remove(&known.record.recorded_by.agency).unwrap_or_default(),
            candidates: candidates(&known.record, &people),
            notices: self.notices_to(who, &known.record),
            actors: self.actors_of(&timeline).await?,
            identified: confirmed(&known.record).filter(|(person, _)| people.contains_key(person)),
            agencies: self.agency_names(),
            comparing: self.comparing(id).await?,
            while_merged: self.decided_while_merged(&known.record, &people).await?,
            record: known.record,
            may,
            ranked,
            timeline,
            people,
            reader: who.account,
            now,
        })
    }

    /// Records that the actor's role has to refer to the national unit, the most urgent first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn referrals_owed(&self, who: &SignedIn) -> Result<Vec<UnidentifiedRow>, Trouble> {
        if !self.roles_worked_for(&who.role).iter().any(|role| role == OWNER) {
            return Ok(Vec::new());
        }
        let Ok(scope) = self.inner.access.scope(&who.actor(), Action::ListUnidentified) else {
            return Ok(Vec::new());
        };
        let rows =
            self.inner.store.unidentified_to_refer(scope.resource(), who.agency.id, OWED_AT_MOST).await?;
        if !rows.is_empty() {
            self.note_list(who, "referrals_owed", rows.iter().map(|row| row.unidentified.0)).await;
        }
        Ok(rows.into_iter().map(without_candidates).collect())
    }

    /// Notices about records that wait for the actor, the longest waiting first. Each record is read, and logged as such.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn unidentified_notices(&self, who: &SignedIn) -> Result<Vec<NoticeView>, Trouble> {
        let mut notices = self.waiting_of_unidentified(who).await?;
        for notice in &mut notices {
            let subject = ReadSubject::Unidentified(notice.unidentified);
            self.note_read(who, Purpose::Casework, subject).await;
            if let (Some(person), Ok(scope)) = (
                named_by_notice(&notice.sent.notice),
                self.inner.access.scope(&who.actor(), Action::SearchPeople),
            ) {
                notice.person = self.inner.store.person_row(scope.resource(), person).await?;
                if notice.person.is_some() {
                    let known = self.fetch_unidentified(notice.unidentified).await?;
                    notice.changed = self.changed_since(&known, person).await?;
                }
            }
        }
        Ok(notices)
    }

    /// How many of them there are.
    pub(crate) async fn count_unidentified_notices(&self, who: &SignedIn) -> Result<i64, Trouble> {
        Ok(i64::try_from(self.waiting_of_unidentified(who).await?.len()).unwrap_or(i64::MAX))
    }

    async fn waiting_of_unidentified(&self, who: &SignedIn) -> Result<Vec<NoticeView>, Trouble> {
        let Ok(scope) = self.inner.access.scope(&who.actor(), Action::ListUnidentified) else {
            return Ok(Vec::new());
        };
        let waiting = self.inner.store.unidentified_waiting(scope.resource(), OWED_AT_MOST).await?;
        let mut notices = Vec::new();
        for row in waiting {
            let known = self.fetch_unidentified(row.unidentified).await?;
            let to_them = self.notices_to(who, &known.record).into_iter();
            notices.extend(to_them.map(|sent| NoticeView {
                unidentified: row.unidentified,
                reference: row.reference.clone(),
                sent,
                person: None,
                changed: None,
            }));
        }
        notices.sort_by_key(|notice| (notice.sent.at, notice.sent.entry));
        Ok(notices)
    }

    /// Whether a notice of a record went to somebody: to them by name, or to a role that they work for.
    pub(super) fn is_told(&self, who: &SignedIn, record: &Unidentified, notice: &Notice) -> bool {
        notice.agency.unwrap_or(record.recorded_by.agency) == who.agency.id
            && (notice.account == Some(who.account) || self.roles_worked_for(&who.role).contains(&notice.to))
    }

    fn notices_to(&self, who: &SignedIn, record: &Unidentified) -> Vec<SentNotice> {
        let waits = |sent: &&SentNotice| {
            sent.acknowledged.is_none()
                && record.still_says(&sent.notice.about)
                && self.is_told(who, record, &sent.notice)
        };
        record.notices.iter().filter(waits).cloned().collect()
    }

    /// Those whom a record names and whom the actor may see: who it could be for whoever decides on that, who it is for everybody.
    async fn people_named(
        &self,
        who: &SignedIn,
        known: &KnownUnidentified,
        may: &[Action],
    ) -> Result<BTreeMap<PersonId, PersonRow>, Trouble> {
        let record = &known.record;
        let Ok(scope) = self.inner.access.scope(&who.actor(), Action::SearchPeople) else {
            return Ok(BTreeMap::new());
        };
        let identified = confirmed(record).map(|(person, _)| person);
        let reviews = may.contains(&Action::ViewCandidates);
        let mut people = BTreeMap::new();
        for person in record.candidates.keys().filter(|person| reviews || Some(**person) == identified) {
            let row = self.inner.store.person_row(scope.resource(), *person).await?;
            people.extend(row.map(|row| (*person, row)));
        }
        // What was said of a record that was merged names the one that goes on.
        for merged in &known.merged {
            people.extend(people.get(&known.survivor(merged.id)).cloned().map(|row| (merged.id, row)));
        }
        Ok(people)
    }

    async fn actors_of(&self, timeline: &[TimelineItem]) -> Result<HashMap<AccountId, ActorName>, Trouble> {
        let accounts: HashSet<AccountId> = timeline
            .iter()
            .flat_map(|item| {
                std::iter::once(&item.actor).chain(item.corrections.iter().map(|made| &made.actor))
            })
            .map(|actor| actor.account)
            .collect();
        let mut actors = HashMap::new();
        for account in accounts {
            actors.extend(self.actor_name(account).await?.map(|name| (account, name)));
        }
        Ok(actors)
    }

    pub(super) fn agency_names(&self) -> HashMap<AgencyId, String> {
        self.inner.area.agencies().into_iter().map(|agency| (agency.id, agency.name)).collect()
    }
}

fn without_candidates(row: UnidentifiedRow) -> UnidentifiedRow {
    UnidentifiedRow { open_candidates: 0, candidates: Vec::new(), ..row }
}

/// In the order in which they are to be decided: open ones first, and among them what weighs most.
fn candidates(record: &Unidentified, people: &BTreeMap<PersonId, PersonRow>) -> Vec<CandidateView> {
    let mut views: Vec<CandidateView> = record
        .candidates
        .iter()
        .filter_map(|(person, candidate)| {
            Some(CandidateView { person: people.get(person)?.clone(), candidate: candidate.clone() })
        })
        .collect();
    views.sort_by_key(|view| {
        let weight = view.candidate.proposed.as_ref().map(|(_, proposed)| proposed.weight_hundredths);
        (!view.candidate.standing.is_open(), std::cmp::Reverse(weight), view.person.person)
    });
    views
}

/// What was recorded, the latest first. What names somebody whom the reader may not see is left out.
fn timeline(
    known: &KnownUnidentified,
    may: &[Action],
    is_shown: impl Fn(PersonId) -> bool,
) -> Vec<TimelineItem> {
    let shown = |event: &Event| match event {
        Event::Unidentified(said) => named_by(&known.record, said).is_none_or(&is_shown),
        Event::Person(_)
        | Event::Incident(_)
        | Event::Episode(_)
        | Event::Placement(_)
        | Event::Meeting(_)
        | Event::Agency(_)
        | Event::Corrected(_) => true,
    };
    let item = |recorded: &domain::file::Recorded| TimelineItem {
        entry: recorded.entry,
        stream: recorded.stream,
        sequence: recorded.sequence,
        happened_at: recorded.happened_at,
        recorded_at: recorded.recorded_at,
        actor: recorded.actor.clone(),
        event: recorded.event.clone(),
        original: original(known, recorded.entry).filter(|_| !recorded.corrected_by.is_empty()).map(Box::new),
        corrections: corrections(known, &recorded.corrected_by),
        correctable: correctable(may, &recorded.event),
    };
    known.record.recorded.iter().rev().filter(|recorded| shown(&recorded.event)).map(item).collect()
}

fn original(known: &KnownUnidentified, entry: EntryId) -> Option<Original> {
    let entry = known.entries.iter().find(|other| other.id == entry)?;
    match &entry.content {
        Content::Event(event) => Some(Original { happened_at: entry.happened_at, event: event.clone() }),
        Content::Disposed => None,
    }
}

fn corrections(known: &KnownUnidentified, by: &[EntryId]) -> Vec<CorrectionMade> {
    let made = |entry: &&domain::ledger::Entry| by.contains(&entry.id);
    let entries = known.entries.iter().filter(made);
    let correction = |entry: &domain::ledger::Entry| match &entry.content {
        Content::Event(Event::Corrected(correction)) => Some(CorrectionMade {
            entry: entry.id,
            recorded_at: entry.recorded_at,
            actor: entry.actor.clone(),
            reason: correction.reason.clone(),
        }),
        Content::Event(_) | Content::Disposed => None,
    };
    entries.filter_map(correction).collect()
}

/// Decisions about who it is are followed by others and never corrected; the rest is, by whoever may record it.
fn correctable(may: &[Action], event: &Event) -> Correctable {
    const CORRECTED: [Action; 4] = [
        Action::UnidentifiedRecorded,
        Action::UnidentifiedDetailsChanged,
        Action::UnidentifiedReferred,
        Action::IdentityTold,
    ];
    let action = Action::recording(event);
    let may_correct = CORRECTED.contains(&action) && may.contains(&action);
    if may_correct && may.contains(&Action::UnidentifiedCorrected) {
        Correctable::Yes
    } else {
        Correctable::No
    }
}

/// Whom an entry names.
fn named_by(record: &Unidentified, event: &UnidentifiedEvent) -> Option<PersonId> {
    match event {
        UnidentifiedEvent::CandidateProposed(proposed) => Some(proposed.person),
        UnidentifiedEvent::NoticeSent(notice) => named_by_notice(notice),
        UnidentifiedEvent::Recorded { .. }
        | UnidentifiedEvent::DetailsChanged { .. }
        | UnidentifiedEvent::PhotographAdded(_)
        | UnidentifiedEvent::ReferredToNationalUnit { .. }
        | UnidentifiedEvent::NoticeAcknowledged { .. }
        | UnidentifiedEvent::Closed { .. }
        | UnidentifiedEvent::IdentityTold { .. }
        | UnidentifiedEvent::CandidatePossible { .. }
        | UnidentifiedEvent::CandidateUnderReview { .. }
        | UnidentifiedEvent::CandidateExcluded { .. }
        | UnidentifiedEvent::CandidateReopened { .. }
        | UnidentifiedEvent::IdentityProposed { .. }
        | UnidentifiedEvent::IdentityConfirmed { .. }
        | UnidentifiedEvent::IdentityRefused { .. } => super::recording::person_of(record, event),
    }
}

fn named_by_notice(notice: &Notice) -> Option<PersonId> {
    match &notice.about {
        NoticeAbout::ExclusionReopened { person }
        | NoticeAbout::IdentityConfirmed { person }
        | NoticeAbout::IdentityRefused { person } => Some(*person),
        NoticeAbout::ReferralOverdue => None,
    }
}

/// The filter that leaves closed records out.
#[must_use]
pub fn open_records(recorded_by: Option<AgencyId>) -> UnidentifiedFilter {
    UnidentifiedFilter { closed: Closed::Left, recorded_by }
}
