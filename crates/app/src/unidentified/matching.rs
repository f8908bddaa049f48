//! Who somebody could be: everybody missing ranked for a record, and what is recorded of it by itself whenever either side
//! changes. The matcher weighs; nobody is identified by it.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, PoisonError},
};

use domain::{
    file::PersonFile,
    ids::{EpisodeId, PersonId, UnidentifiedId},
    ledger::Entry,
    projection::PersonRow,
    time::to_microsecond,
    unidentified::{
        CandidateStanding, Compared, Identity, MissingFacts, ProposedCandidate, Reason, SideOfMatch,
        Unidentified, UnidentifiedEvent, digest, found_facts, missing_facts,
    },
};
use jiff::Timestamp;
use linkage::unidentified::{self as matcher, Candidate as Pair, MissingId, Ranking, Register};
use store::{FileClaim, OutboxMessage, Queued, Scope, Touched};
use uuid::Uuid;

use super::{facts, known::KnownUnidentified, separated::UndoneMerges};
use crate::{
    App,
    access::Action,
    identity::SignedIn,
    records::Known,
    trouble::{Fault, Trouble},
};

/// The topic of the jobs that judge a record again; the payload is its id.
pub(crate) const MATCH_RECORD: &str = "match_record";

/// The topic of the jobs that judge a missing person against every record; the payload is the id of the person.
pub(crate) const MATCH_PERSON: &str = "match_person";

/// The matcher and the version of its model, as entries name it.
const MODEL: &str = "linkage unidentified 1";

/// Candidates shown at once.
const SHOWN_AT_MOST: usize = 20;

/// Candidates recorded for a record at most at each judging: more than a reviewer looks through.
const PROPOSED_AT_MOST: usize = 5;

/// Other records of whom somebody missing could be, shown beside a pair.
const ELSEWHERE_AT_MOST: usize = 5;

/// Somebody is proposed from this chance on, among all the missing and nobody of them.
const PROPOSED_FROM: f64 = 0.10;

/// A candidate is proposed anew where its weight has moved by more than this, in hundredths of a bit.
const MOVED_BY: i32 = 100;

/// Reasons kept with a proposal.
const REASONS_AT_MOST: usize = 5;

/// Everybody missing whom a reader may see, judged for a record.
#[derive(Clone, Debug)]
pub struct Ranked {
    /// The likeliest first; those whom somebody has excluded are left out.
    pub candidates: Vec<RankedCandidate>,
    /// Those whom the dates alone exclude, though all else would fit.
    pub excluded: Vec<RankedCandidate>,
    /// The chance that it is nobody of all who were considered.
    pub nobody: f64,
    /// How many were considered.
    pub considered: usize,
    /// How many of them the dates exclude.
    pub excluded_count: usize,
}

/// Whether a record was compared on what is known of it now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparing {
    /// It is about to be.
    Now,
    /// It was.
    Done,
}

impl Ranked {
    /// Everybody who is shown.
    pub fn shown(&self) -> impl Iterator<Item = &RankedCandidate> {
        self.candidates.iter().chain(&self.excluded)
    }
}

/// Somebody missing, judged for a record.
#[derive(Clone, Debug)]
pub struct RankedCandidate {
    /// Who, as lists show them.
    pub person: PersonRow,
    /// In which time missing.
    pub episode: EpisodeId,
    /// What of them was judged.
    pub facts: MissingFacts,
    /// What the matcher says: every summand with its reason.
    pub pair: Pair,
    /// Where it stands; nothing where nobody and nothing has named them.
    pub standing: Option<CandidateStanding>,
}

/// What of somebody missing was judged, what the matcher says, and of whom else they could be the name.
pub(super) type JudgedPair = (MissingFacts, Pair, Vec<(UnidentifiedId, Pair)>);

/// Facts of the missing and of those who cannot be named as they were worked out last.
#[derive(Default)]
pub(crate) struct Matching {
    missing: Mutex<Versions<PersonId, Vec<FileClaim>, KeptMissing>>,
    found: Mutex<Versions<UnidentifiedId, i64, KeptFound>>,
    /// Which records of the missing were merged when those were worked out: a merge changes who is excluded.
    merged: Mutex<HashMap<PersonId, PersonId>>,
}

/// What was worked out, with the entries from which; nothing of somebody who is not missing.
type Versions<Id, Entries, Kept> = HashMap<Id, (Entries, Option<Arc<Kept>>)>;

struct KeptMissing {
    facts: MissingFacts,
    digest: String,
    matched: matcher::Missing,
    merged: Option<SinceMerge>,
    undone: UndoneMerges,
}

/// The facts of several records that were merged, as they were when the last of them was: putting them together opens no exclusion.
struct SinceMerge {
    /// The place of that merge in the global order.
    at: i64,
    digest: String,
}

struct KeptFound {
    matched: matcher::Unidentified,
    /// Those whom somebody has excluded.
    excluded: Vec<MissingId>,
}

/// The job that judges a record again.
pub(super) fn job_of(record: UnidentifiedId) -> OutboxMessage {
    OutboxMessage { topic: MATCH_RECORD.to_owned(), payload: record.0.as_bytes().to_vec() }
}

/// The job that judges a person again against every record, where an entry changed what a match is judged on.
pub(crate) fn match_again(before: &PersonFile, after: &PersonFile) -> Vec<OutboxMessage> {
    let (was, is) = (missing_facts(before), missing_facts(after));
    if was == is {
        return Vec::new();
    }
    vec![OutboxMessage { topic: MATCH_PERSON.to_owned(), payload: after.id.0.as_bytes().to_vec() }]
}

impl App {
    /// Everybody missing whom somebody may see, judged for a record.
    pub(super) async fn ranked(&self, who: &SignedIn, record: &Unidentified) -> Result<Ranked, Trouble> {
        let scope = self.inner.access.scope(&who.actor(), Action::SearchPeople)?;
        let missing = self.missing_in(scope.resource()).await?;
        let ranking = self.judged(record, &missing, SHOWN_AT_MOST).await?;
        let (nobody, considered, excluded_count) =
            (ranking.nobody, ranking.considered, ranking.excluded_count);
        let candidates = self.named(scope.resource(), record, &missing, ranking.candidates).await?;
        let excluded = self.named(scope.resource(), record, &missing, ranking.excluded).await?;
        Ok(Ranked { candidates, excluded, nobody, considered, excluded_count })
    }

    async fn named(
        &self,
        scope: &Scope,
        record: &Unidentified,
        missing: &BTreeMap<PersonId, Arc<KeptMissing>>,
        pairs: Vec<Pair>,
    ) -> Result<Vec<RankedCandidate>, Trouble> {
        let mut named = Vec::new();
        for pair in pairs {
            let Some((id, kept)) = person_of(&pair).and_then(|id| Some((id, missing.get(&id)?))) else {
                continue;
            };
            let Some(person) = self.inner.store.person_row(scope, id).await? else { continue };
            named.push(RankedCandidate {
                person,
                episode: kept.facts.episode,
                facts: kept.facts.clone(),
                standing: record.candidates.get(&id).map(|candidate| candidate.standing.clone()),
                pair,
            });
        }
        Ok(named)
    }

    /// Everybody missing in a scope, each with what is judged of them. Only files that have grown are read again.
    async fn missing_in(&self, scope: &Scope) -> Result<BTreeMap<PersonId, Arc<KeptMissing>>, Trouble> {
        let sought = self.inner.store.people_sought(scope).await?;
        let lengths = self.inner.store.file_lengths(&sought).await?;
        let mut missing = BTreeMap::new();
        let mut grown = Vec::new();
        {
            let kept = self.inner.matching.missing.lock().unwrap_or_else(PoisonError::into_inner);
            for person in &sought {
                match (kept.get(person), lengths.get(person)) {
                    (Some((entries, known)), Some(now)) if *entries == now.claims => {
                        missing.extend(known.clone().map(|known| (*person, known)));
                    }
                    (Some(_) | None, _) => grown.push(*person),
                }
            }
        }
        for (person, known) in self.files_as_stored(&grown).await? {
            let facts = missing_facts(&known.file).map(|facts| Arc::new(KeptMissing::of(facts, &known)));
            missing.extend(facts.clone().map(|facts| (person, facts)));
            let mut kept = self.inner.matching.missing.lock().unwrap_or_else(PoisonError::into_inner);
            kept.insert(person, (known.claims().to_vec(), facts));
        }
        Ok(missing)
    }

    /// Every record that nobody has closed, as the matcher takes it.
    async fn others(&self) -> Result<Vec<Arc<KeptFound>>, Trouble> {
        let mut found = Vec::new();
        self.forget_where_merged().await?;
        for (id, entries) in self.inner.store.unidentified_open().await? {
            let kept = {
                let kept = self.inner.matching.found.lock().unwrap_or_else(PoisonError::into_inner);
                kept.get(&id).filter(|(of, _)| *of == entries).and_then(|(_, kept)| kept.clone())
            };
            let kept = match kept {
                Some(kept) => kept,
                None => {
                    let known = self.fetch_unidentified(id).await?;
                    let fresh = Arc::new(KeptFound::of(&known.record));
                    let entries = i64::try_from(known.entries.len()).unwrap_or(i64::MAX);
                    let mut kept = self.inner.matching.found.lock().unwrap_or_else(PoisonError::into_inner);
                    kept.insert(id, (entries, Some(Arc::clone(&fresh))));
                    fresh
                }
            };
            found.push(kept);
        }
        Ok(found)
    }

    /// Forgets who is excluded where records of the missing were merged or separated since.
    async fn forget_where_merged(&self) -> Result<(), Trouble> {
        let now = self.inner.store.merged().await?;
        let mut merged = self.inner.matching.merged.lock().unwrap_or_else(PoisonError::into_inner);
        if *merged != now {
            self.inner.matching.found.lock().unwrap_or_else(PoisonError::into_inner).clear();
            *merged = now;
        }
        Ok(())
    }

    /// The ranking of these people for a record, held against every other record, apart from the threads that answer.
    async fn judged(
        &self,
        record: &Unidentified,
        missing: &BTreeMap<PersonId, Arc<KeptMissing>>,
        most: usize,
    ) -> Result<Ranking, Trouble> {
        let this = KeptFound::of(record);
        let others = self.others().await?;
        let missing: Vec<matcher::Missing> = missing.values().map(|kept| kept.matched.clone()).collect();
        let judge = move || {
            let id = this.matched.id.clone();
            register(missing, &this, &others).missing_for(&id, most).unwrap_or_default()
        };
        let judged = tokio::task::spawn_blocking(judge).await;
        judged.map_err(|_| Fault::broken("the matcher did not come to its end").into())
    }

    /// One missing person judged for a record, whatever was decided about the two, with the other records of whom that person
    /// could be; nothing of somebody whom the actor may not see, or who is not missing any more.
    pub(super) async fn judged_pair(
        &self,
        who: &SignedIn,
        record: &Unidentified,
        person: PersonId,
    ) -> Result<Option<JudgedPair>, Trouble> {
        let scope = self.inner.access.scope(&who.actor(), Action::SearchPeople)?;
        let missing = self.missing_in(scope.resource()).await?;
        let Some(known) = missing.get(&person).cloned() else { return Ok(None) };
        let mut this = KeptFound::of(record);
        this.excluded.retain(|excluded| *excluded != known.matched.id);
        let others = self.others().await?;
        let (facts, matched) = (known.facts.clone(), known.matched.id.clone());
        let missing: Vec<matcher::Missing> = missing.values().map(|kept| kept.matched.clone()).collect();
        let judge = move || {
            let id = this.matched.id.clone();
            let register = register(missing, &this, &others);
            let elsewhere = register.unidentified_for(&matched, ELSEWHERE_AT_MOST).unwrap_or_default();
            (register.explain(&matched, &id), elsewhere.candidates)
        };
        let judged = tokio::task::spawn_blocking(judge).await;
        let (pair, elsewhere) = judged.map_err(|_| Fault::broken("the matcher did not come to its end"))?;
        let named = |pair: Pair| pair.unidentified.0.parse().ok().map(|id| (id, pair));
        Ok(pair.map(|pair| (facts, pair, elsewhere.into_iter().filter_map(named).collect())))
    }

    /// Does a job of matching: says who could be whom now, and looks again at exclusions whose facts have changed.
    pub(crate) async fn match_job(&self, job: &Queued) -> Result<(), Trouble> {
        let id =
            Uuid::from_slice(&job.payload).map_err(|_| Fault::broken("a job of matching names nobody"))?;
        if job.topic == MATCH_RECORD {
            return self.match_record(UnidentifiedId(id), None).await;
        }
        for (record, _) in self.inner.store.unidentified_open().await? {
            self.match_record(record, Some(PersonId(id))).await?;
        }
        Ok(())
    }

    /// Whether a record waits to be judged on what is known of it now.
    pub(super) async fn comparing(&self, record: UnidentifiedId) -> Result<Comparing, Trouble> {
        let waits = self.inner.store.is_queued(MATCH_RECORD, record.0.as_bytes()).await?;
        Ok(if waits { Comparing::Now } else { Comparing::Done })
    }

    /// Tells pages that a record was judged, also where nobody is likely enough: they say so only then.
    pub(crate) async fn announce_judged(&self, job: &Queued) -> Result<(), Trouble> {
        if job.topic == MATCH_RECORD
            && let Ok(id) = Uuid::from_slice(&job.payload)
        {
            let unidentified = vec![UnidentifiedId(id)];
            self.inner.store.announce(Touched { unidentified, ..Touched::default() }).await?;
        }
        Ok(())
    }

    /// Judges a record against everybody missing, or against one of them, and records what is new.
    async fn match_record(&self, id: UnidentifiedId, person: Option<PersonId>) -> Result<(), Trouble> {
        let known = match self.fetch_unidentified(id).await {
            Ok(known) => known,
            Err(Trouble::NotFound) => return Ok(()),
            Err(trouble) => return Err(trouble),
        };
        let record = &known.record;
        if record.closed.is_some() || matches!(record.identity(), Identity::Confirmed(_)) {
            return Ok(());
        }
        let missing = self.missing_in(&Scope::Everything).await?;
        let ranking = self.judged(record, &missing, PROPOSED_AT_MOST).await?;
        let mut events = reopened(&known, &missing);
        events.extend(proposed(record, &missing, &ranking, person));
        let now = to_microsecond(known.entered_at(self.clock().now()));
        self.append_of_itself(&known, events, now).await.map(|_| ())
    }
}

/// Everybody missing and everybody unidentified, without the pairs that somebody has excluded.
fn register(missing: Vec<matcher::Missing>, this: &KeptFound, others: &[Arc<KeptFound>]) -> Register {
    let others = others.iter().filter(|other| other.matched.id != this.matched.id);
    let all: Vec<&KeptFound> = others.map(Arc::as_ref).chain([this]).collect();
    let mut register = Register::new(missing, all.iter().map(|kept| kept.matched.clone()).collect());
    for kept in &all {
        for excluded in &kept.excluded {
            register.rule_out(excluded.clone(), kept.matched.id.clone());
        }
    }
    register
}

impl KeptMissing {
    fn of(facts: MissingFacts, known: &Known) -> Self {
        let merged = known.file.absorbed.iter().filter_map(|record| known.file.find(record.entry));
        let merged = merged.max_by_key(|recorded| recorded.sequence).map(|recorded| {
            let before = known.entries.iter().filter(|entry| entry.sequence <= recorded.sequence);
            let before: Vec<Entry> = before.cloned().collect();
            let then = PersonFile::as_known_at(known.file.id, &before, Timestamp::MAX);
            let digest = missing_facts(&then).map(|facts| digest(&facts)).unwrap_or_default();
            SinceMerge { at: recorded.sequence, digest }
        });
        let (digest, undone) = (digest(&facts), UndoneMerges::of(&known.file));
        Self { digest, matched: facts::missing(&facts), facts, merged, undone }
    }

    /// The facts on which an exclusion rests: those that were known, or those of the records put together where they were merged
    /// later.
    fn rested_on<'a>(&'a self, excluded_at: i64, named: &'a str) -> &'a str {
        self.merged.as_ref().filter(|merged| merged.at > excluded_at).map_or(named, |merged| &merged.digest)
    }
}

impl KeptFound {
    fn of(record: &Unidentified) -> Self {
        let excluded = record.candidates.iter().filter_map(|(person, candidate)| match candidate.standing {
            CandidateStanding::Excluded { .. } => Some(MissingId(person.to_string())),
            CandidateStanding::Proposed
            | CandidateStanding::Possible
            | CandidateStanding::UnderReview { .. }
            | CandidateStanding::Reopened { .. }
            | CandidateStanding::IdentityProposed
            | CandidateStanding::Identified => None,
        });
        Self { matched: facts::found(record), excluded: excluded.collect() }
    }
}

/// Exclusions that rested on other facts than are known now, each of the record of which it was said.
fn reopened(
    known: &KnownUnidentified,
    missing: &BTreeMap<PersonId, Arc<KeptMissing>>,
) -> Vec<UnidentifiedEvent> {
    let found = digest(&found_facts(&known.record));
    let again = |person: PersonId, standing: &CandidateStanding, excluded_at: i64| {
        let CandidateStanding::Excluded { facts, .. } = standing else { return None };
        // Whoever is not missing any more stays excluded.
        let of = missing.get(&known.survivor(person))?;
        let now = Compared { missing: of.digest.clone(), found: found.clone() };
        // Whoever excluded them while two records were merged looked at both: after a separation that is no longer one person.
        let missing =
            of.undone.cover(excluded_at) || of.rested_on(excluded_at, &facts.missing) != now.missing;
        let sides = [(SideOfMatch::Missing, missing), (SideOfMatch::Found, facts.found != now.found)];
        let changed: Vec<SideOfMatch> =
            sides.into_iter().filter(|(_, changed)| *changed).map(|(side, _)| side).collect();
        (!changed.is_empty()).then_some(UnidentifiedEvent::CandidateReopened { person, changed, facts: now })
    };
    let of_candidate = |(person, candidate): (&PersonId, &domain::unidentified::Candidate)| {
        let last = |of: PersonId| {
            let decision = candidate.decisions.iter().rev().find(|decision| decision.of == of);
            decision.and_then(|it| known.record.find(it.entry)).map_or(0, |it| it.sequence)
        };
        let apart = candidate.apart.iter().map(|it| (it.of, &it.standing));
        let alone = candidate.apart.is_empty().then_some((*person, &candidate.standing));
        let each = apart.chain(alone);
        each.filter_map(|(of, standing)| again(of, standing, last(of))).collect::<Vec<_>>()
    };
    known.record.candidates.iter().flat_map(of_candidate).collect()
}

/// Those who are likely enough to be looked at and were not proposed with about this weight before.
fn proposed(
    record: &Unidentified,
    missing: &BTreeMap<PersonId, Arc<KeptMissing>>,
    ranking: &Ranking,
    only: Option<PersonId>,
) -> Vec<UnidentifiedEvent> {
    let found = digest(&found_facts(record));
    let propose = |pair: &Pair| {
        let person = person_of(pair).filter(|person| only.is_none_or(|only| only == *person))?;
        let known = missing.get(&person)?;
        let weight = pair.weight.hundredths();
        let before = record.candidates.get(&person).and_then(|candidate| candidate.proposed.as_ref());
        let moved = before.is_none_or(|(_, before)| (before.weight_hundredths - weight).abs() > MOVED_BY);
        (moved && pair.chances.of_unidentified >= PROPOSED_FROM).then(|| {
            UnidentifiedEvent::CandidateProposed(ProposedCandidate {
                person,
                episode: known.facts.episode,
                weight_hundredths: weight,
                model: MODEL.to_owned(),
                facts: Compared { missing: known.digest.clone(), found: found.clone() },
                reasons: main_reasons(pair),
            })
        })
    };
    ranking.candidates.iter().filter_map(propose).collect()
}

/// The summands that weigh most, for or against.
fn main_reasons(pair: &Pair) -> Vec<Reason> {
    let mut lines: Vec<_> = pair.lines.iter().filter(|line| line.bits.hundredths() != 0).collect();
    lines.sort_by_key(|line| std::cmp::Reverse(line.bits.hundredths().abs()));
    let reason = |line: &&matcher::Line| Reason {
        feature: feature_word(line.feature),
        finding: because_word(&line.reason),
        weight_hundredths: line.bits.hundredths(),
    };
    lines.iter().take(REASONS_AT_MOST).map(reason).collect()
}

/// The word of what a line compares, such as `marks`.
#[must_use]
pub fn feature_word(feature: matcher::Feature) -> String {
    word_of(&feature, None)
}

/// The word of why a line says what it says, such as `mark_agrees`.
fn because_word(reason: &matcher::Reason) -> String {
    word_of(reason, Some("because"))
}

/// The word by which the matcher writes a value: itself, or what stands under a name in it.
fn word_of(value: &impl serde::Serialize, under: Option<&str>) -> String {
    let written = serde_json::to_value(value).unwrap_or_default();
    let word = match under {
        Some(name) => written.get(name).cloned().unwrap_or_default(),
        None => written,
    };
    word.as_str().unwrap_or_default().to_owned()
}

fn person_of(pair: &Pair) -> Option<PersonId> {
    pair.missing.0.parse().ok()
}
