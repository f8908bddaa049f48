//! The desk of whoever decides who somebody unidentified could be: what waits, for whom and since when, and one pair of a
//! missing person and somebody unidentified with all that is known of both.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::{
    ids::{AccountId, AgencyId, PersonId, UnidentifiedId},
    ledger::{Actor, Event},
    projection::{PersonRow, Surroundings},
    unidentified::{
        Candidate, CandidateStanding, Identity, MissingFacts, NamedElsewhere, UnidentifiedDetails,
        UnidentifiedEvent, UnidentifiedKind,
    },
};
use jiff::Timestamp;
use store::{CandidateFilter, Scope};

use super::{
    changed::ChangedSince, known::KnownUnidentified, matching::RankedCandidate, pair::Candidate as Pair,
    reading::UnidentifiedView,
};
use crate::{
    App,
    access::{Action, UnidentifiedFacts},
    cases::{ActorName, PersonView},
    identity::SignedIn,
    trouble::Trouble,
};

/// Candidates read for the desk at once: more than anybody looks through in a shift.
const AT_MOST: u32 = 200;

/// Which candidates the desk shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Showing {
    /// Everything on which somebody has to decide.
    #[default]
    Waiting,
    /// Of that, what waits for the reader: what they took, what they excluded and was opened again, what they may confirm.
    Mine,
    /// Those at whom nobody has looked.
    Proposed,
    /// Those who are held possible.
    Possible,
    /// Those whom somebody looks into.
    UnderReview,
    /// Those who were excluded before facts changed.
    Reopened,
    /// Identities that wait for a second reviewer.
    SecondReviewer,
    /// Those who are excluded.
    Excluded,
}

impl Showing {
    /// All of them, in the order in which the desk offers them.
    pub const ALL: [Self; 8] = [
        Self::Waiting,
        Self::Mine,
        Self::Proposed,
        Self::Possible,
        Self::UnderReview,
        Self::Reopened,
        Self::SecondReviewer,
        Self::Excluded,
    ];

    /// The word in addresses and the catalogue.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Mine => "mine",
            Self::Proposed => "proposed",
            Self::Possible => "possible",
            Self::UnderReview => "under_review",
            Self::Reopened => "reopened",
            Self::SecondReviewer => "identity_proposed",
            Self::Excluded => "excluded",
        }
    }

    /// That of the word; everything that waits for any other.
    #[must_use]
    pub fn from_word(word: &str) -> Self {
        Self::ALL.into_iter().find(|showing| showing.word() == word).unwrap_or_default()
    }

    fn standings(self) -> Vec<&'static str> {
        match self {
            Self::Waiting | Self::Mine => {
                vec!["proposed", "possible", "under_review", "reopened", "identity_proposed"]
            }
            Self::Proposed
            | Self::Possible
            | Self::UnderReview
            | Self::Reopened
            | Self::SecondReviewer
            | Self::Excluded => vec![self.word()],
        }
    }
}

/// Whose records the desk shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Records {
    /// Those of the reader's agency, on which they may decide.
    Own,
    /// Every one that they may see.
    Every,
}

/// What the desk is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeskAsked {
    /// Which candidates.
    pub showing: Showing,
    /// Of whose records.
    pub records: Records,
}

/// What waits at the desk.
#[derive(Clone, Debug)]
pub struct Desk {
    /// The candidates: living people first, then the longest wait.
    pub rows: Vec<DeskRow>,
    /// How many there are of each kind, whichever is shown.
    pub counts: HashMap<&'static str, i64>,
    /// The agencies that take part, by name.
    pub agencies: HashMap<AgencyId, String>,
    /// Those who have something or decided it.
    pub actors: HashMap<AccountId, ActorName>,
    /// Now.
    pub now: Timestamp,
}

/// One candidate at the desk.
#[derive(Clone, Debug)]
pub struct DeskRow {
    /// The record.
    pub unidentified: UnidentifiedId,
    /// What is known of whoever was found.
    pub details: UnidentifiedDetails,
    /// Which agency has the record.
    pub recorded_by: AgencyId,
    /// Who of the missing it could be.
    pub person: PersonRow,
    /// What was said and decided.
    pub candidate: Candidate,
    /// Since when it stands as it does.
    pub since: Timestamp,
    /// Whether it waits for the reader.
    pub waits_for: WaitsFor,
}

/// For whom a candidate waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaitsFor {
    /// The reader.
    Reader,
    /// Anybody, or somebody else.
    Others,
}

impl DeskRow {
    /// Who has it: whoever looks into it, excluded it, or says who it is.
    #[must_use]
    pub fn holder(&self) -> Option<&Actor> {
        match &self.candidate.standing {
            CandidateStanding::UnderReview { by, .. } | CandidateStanding::Excluded { by, .. } => Some(by),
            CandidateStanding::Reopened { excluded_by, .. } => Some(excluded_by),
            CandidateStanding::IdentityProposed
            | CandidateStanding::Possible
            | CandidateStanding::Identified => self.candidate.decisions.last().map(|decision| &decision.by),
            CandidateStanding::Proposed => None,
        }
    }
}

/// A missing person beside somebody unidentified.
#[derive(Clone, Debug)]
pub struct PairView {
    /// The record of whoever was found.
    pub found: UnidentifiedView,
    /// The record of the missing person.
    pub missing: PersonView,
    /// What was said and decided; nothing where nobody and nothing has named them.
    pub candidate: Option<Candidate>,
    /// What of the missing person is weighed, and what the matcher says; nothing once they are not missing any more.
    pub judged: Option<(MissingFacts, Pair)>,
    /// Others of the missing who could be the one found, the likeliest first.
    pub others: Vec<RankedCandidate>,
    /// Other records of whom the missing person could be, the likeliest first.
    pub elsewhere: Vec<Elsewhere>,
    /// Other records of which somebody says that they are the missing person.
    pub named_elsewhere: Vec<NamedElsewhere>,
    /// The candidate before this one at the desk.
    pub before: Option<(UnidentifiedId, PersonId)>,
    /// The one after it.
    pub after: Option<(UnidentifiedId, PersonId)>,
    /// How many wait at the desk.
    pub waiting: usize,
    /// What became known since the missing person was excluded, where that was opened again.
    pub changed: Option<ChangedSince>,
}

/// Another record of whom a missing person could be.
#[derive(Clone, Debug)]
pub struct Elsewhere {
    /// Which.
    pub unidentified: UnidentifiedId,
    /// What was found.
    pub kind: UnidentifiedKind,
    /// Where.
    pub found_where: String,
    /// What the matcher says.
    pub pair: Pair,
}

impl App {
    /// What waits at the desk. The reading is logged.
    ///
    /// # Errors
    /// Denied to whoever does not decide who somebody could be.
    pub async fn desk(&self, who: &SignedIn, asked: DeskAsked) -> Result<Desk, Trouble> {
        let records = self.inner.access.scope(&who.actor(), Action::ViewCandidates)?;
        let people = self.inner.access.scope(&who.actor(), Action::SearchPeople)?;
        let filter = CandidateFilter {
            standings: asked.showing.standings(),
            recorded_by: (asked.records == Records::Own).then_some(who.agency.id),
            person: None,
        };
        let mut rows = self.desk_rows(who, &filter).await?;
        let counted = self.counted(records.resource(), people.resource(), &filter).await?;
        let own = match asked.showing {
            Showing::Waiting | Showing::Mine => count_mine(&rows),
            Showing::Proposed
            | Showing::Possible
            | Showing::UnderReview
            | Showing::Reopened
            | Showing::SecondReviewer
            | Showing::Excluded => {
                let waiting = CandidateFilter { standings: Showing::Waiting.standings(), ..filter };
                count_mine(&self.desk_rows(who, &waiting).await?)
            }
        };
        if asked.showing == Showing::Mine {
            rows.retain(|row| row.waits_for == WaitsFor::Reader);
        }
        let shown = rows.iter().flat_map(|row| [row.unidentified.0, row.person.person.0]);
        self.note_list(who, "desk", shown).await;
        let holders: HashSet<AccountId> =
            rows.iter().filter_map(|row| row.holder().map(|actor| actor.account)).collect();
        let mut actors = HashMap::new();
        for account in holders {
            actors.extend(self.actor_name(account).await?.map(|name| (account, name)));
        }
        let of = |showing: Showing| {
            let all = showing.standings().into_iter().filter_map(|word| counted.get(word)).sum();
            if showing == Showing::Mine { own } else { all }
        };
        Ok(Desk {
            rows,
            counts: Showing::ALL.into_iter().map(|showing| (showing.word(), of(showing))).collect(),
            agencies: self.agency_names(),
            actors,
            now: self.clock().now(),
        })
    }

    /// How many candidates of records of the reader's agency wait for a decision; none for whoever does not decide.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn candidates_waiting(&self, who: &SignedIn) -> Result<i64, Trouble> {
        let access = &self.inner.access;
        let (Ok(records), Ok(people)) = (
            access.scope(&who.actor(), Action::ViewCandidates),
            access.scope(&who.actor(), Action::SearchPeople),
        ) else {
            return Ok(0);
        };
        let standings = Showing::Waiting.standings();
        let filter = CandidateFilter { standings, recorded_by: Some(who.agency.id), person: None };
        let counted = self.counted(records.resource(), people.resource(), &filter).await?;
        Ok(filter.standings.iter().filter_map(|word| counted.get(*word)).sum())
    }

    /// Whether somebody decides who people could be at all, so that only those who do are led to the desk.
    #[must_use]
    pub fn sees_desk(&self, who: &SignedIn) -> bool {
        self.inner.access.scope(&who.actor(), Action::ViewCandidates).is_ok()
    }

    /// A missing person beside somebody unidentified, judged now. Both readings are logged.
    ///
    /// # Errors
    /// Not found where there is no such record or person, or the actor may not know of either.
    pub async fn pair(
        &self,
        who: &SignedIn,
        id: UnidentifiedId,
        person: PersonId,
    ) -> Result<PairView, Trouble> {
        let found = self.unidentified(who, id).await?;
        let Some(ranked) = &found.ranked else { return Err(Trouble::NotFound) };
        let missing = self.person(who, person).await?;
        // The id of a record that was merged leads to the one that goes on.
        let person = missing.person_id;
        let others = ranked.candidates.iter().filter(|other| other.person.person != person);
        let others: Vec<RankedCandidate> = others.cloned().collect();
        let (judged, bodies) = match self.judged_pair(who, &found.record, person).await? {
            Some((facts, pair, bodies)) => (Some((facts, pair)), bodies),
            None if !found.record.candidates.contains_key(&person) => return Err(Trouble::NotFound),
            None => (None, Vec::new()),
        };
        let mut elsewhere = Vec::new();
        for (body, pair) in bodies.into_iter().filter(|(body, _)| *body != id) {
            elsewhere.extend(self.elsewhere(who, body, pair).await?);
        }
        let seen = self.inner.access.scope(&who.actor(), Action::ListUnidentified)?;
        let named_elsewhere = self.named_elsewhere(seen.resource(), Some(id), &missing.file).await?;
        let waiting = CandidateFilter {
            standings: Showing::Waiting.standings(),
            recorded_by: self.may_record_unidentified(who).is_ok().then_some(who.agency.id),
            person: None,
        };
        let desk: Vec<_> = self
            .desk_rows(who, &waiting)
            .await?
            .iter()
            .map(|row| (row.unidentified, row.person.person))
            .collect();
        let here = desk.iter().position(|pair| *pair == (id, person));
        // Whoever has just decided on one goes on with the first that still waits.
        let after = here.map_or_else(|| desk.first(), |here| desk.get(here + 1));
        Ok(PairView {
            candidate: found.record.candidates.get(&person).cloned(),
            before: here.and_then(|here| desk.get(here.checked_sub(1)?)).copied(),
            after: after.copied(),
            waiting: desk.len(),
            changed: self.changed_since(&self.fetch_unidentified(id).await?, person).await?,
            found,
            missing,
            judged,
            others,
            elsewhere,
            named_elsewhere,
        })
    }

    /// The records of whom a missing person could be, so far as somebody decides about that; nothing for everybody else.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn could_be(&self, who: &SignedIn, person: PersonId) -> Result<Vec<UnidentifiedId>, Trouble> {
        let scope = |action| self.inner.access.scope(&who.actor(), action);
        let (Ok(records), Ok(people)) = (scope(Action::ViewCandidates), scope(Action::SearchPeople)) else {
            return Ok(Vec::new());
        };
        let standings = Showing::Waiting.standings();
        let filter = CandidateFilter { standings, recorded_by: None, person: Some(person) };
        let found =
            self.inner.store.candidates(records.resource(), people.resource(), &filter, AT_MOST).await?;
        let mut waiting = Vec::new();
        for (id, person) in found {
            let known = self.fetch_unidentified(id).await?;
            let stands = known.record.candidates.get(&person).map(|it| it.standing.word());
            waiting.extend(stands.filter(|word| filter.standings.contains(word)).map(|_| id));
        }
        if !waiting.is_empty() {
            self.note_list(who, "could_be", waiting.iter().map(|record| record.0)).await;
        }
        Ok(waiting)
    }

    /// How many candidates stand where, people of several merged records once, as they stand together.
    async fn counted(
        &self,
        records: &Scope,
        people: &Scope,
        filter: &CandidateFilter,
    ) -> Result<BTreeMap<String, i64>, Trouble> {
        let mut counted = self.inner.store.candidates_counted(records, people, filter).await?;
        for (id, person) in self.inner.store.candidates_merged(records, people, filter).await? {
            if let Some(candidate) = self.fetch_unidentified(id).await?.record.candidates.get(&person) {
                *counted.entry(candidate.standing.word().to_owned()).or_default() += 1;
            }
        }
        Ok(counted)
    }

    /// The candidates of a filter with all that a row shows: living people first, then the longest wait.
    async fn desk_rows(&self, who: &SignedIn, filter: &CandidateFilter) -> Result<Vec<DeskRow>, Trouble> {
        let records = self.inner.access.scope(&who.actor(), Action::ViewCandidates)?;
        let people = self.inner.access.scope(&who.actor(), Action::SearchPeople)?;
        let store = &self.inner.store;
        let found = store.candidates(records.resource(), people.resource(), filter, AT_MOST).await?;
        let persons: Vec<PersonId> = found.iter().map(|(_, person)| *person).collect();
        let persons = store.person_rows(people.resource(), &persons).await?;
        let mut known: BTreeMap<UnidentifiedId, KnownUnidentified> = BTreeMap::new();
        let mut rows = Vec::new();
        for (id, person) in found {
            if let std::collections::btree_map::Entry::Vacant(free) = known.entry(id) {
                free.insert(self.fetch_unidentified(id).await?);
            }
            let record = &known[&id].record;
            let (Some(candidate), Some(person)) = (record.candidates.get(&person), persons.get(&person))
            else {
                continue;
            };
            // Of several merged records one can stand so, and all of them together otherwise.
            if !filter.standings.contains(&candidate.standing.word()) {
                continue;
            }
            rows.push(DeskRow {
                unidentified: id,
                details: record.details.clone(),
                recorded_by: record.recorded_by.agency,
                since: since(&known[&id], person.person, candidate),
                waits_for: self.waits_for(who, &known[&id], candidate),
                person: person.clone(),
                candidate: candidate.clone(),
            });
        }
        let is_dead = |row: &DeskRow| row.details.kind != UnidentifiedKind::LivingPerson;
        rows.sort_by_key(|row| (is_dead(row), row.since, row.unidentified, row.person.person));
        Ok(rows)
    }

    fn waits_for(&self, who: &SignedIn, known: &KnownUnidentified, candidate: &Candidate) -> WaitsFor {
        let facts = UnidentifiedFacts::of(&known.record, self.inner.area.around().agencies());
        let is_theirs = match &candidate.standing {
            CandidateStanding::UnderReview { by, .. } => by.account == who.account,
            CandidateStanding::Reopened { excluded_by, .. } => excluded_by.account == who.account,
            CandidateStanding::IdentityProposed => {
                let another = match known.record.identity() {
                    Identity::Proposed(proposal) => proposal.by.account != who.account,
                    Identity::Unknown | Identity::Confirmed(_) => false,
                };
                another
                    && self.inner.access.permitted(&who.actor(), &facts).contains(&Action::IdentityConfirmed)
            }
            CandidateStanding::Proposed
            | CandidateStanding::Possible
            | CandidateStanding::Excluded { .. }
            | CandidateStanding::Identified => false,
        };
        if is_theirs { WaitsFor::Reader } else { WaitsFor::Others }
    }

    /// Another record, where the actor may see it.
    async fn elsewhere(
        &self,
        who: &SignedIn,
        id: UnidentifiedId,
        pair: Pair,
    ) -> Result<Option<Elsewhere>, Trouble> {
        let record = self.fetch_unidentified(id).await?.record;
        let facts = UnidentifiedFacts::of(&record, self.inner.area.around().agencies());
        if !self.inner.access.permitted(&who.actor(), &facts).contains(&Action::ViewCandidates) {
            return Ok(None);
        }
        let (kind, found_where) = (record.details.kind, record.details.found_where);
        Ok(Some(Elsewhere { unidentified: id, kind, found_where, pair }))
    }
}

fn count_mine(rows: &[DeskRow]) -> i64 {
    rows.iter().filter(|row| row.waits_for == WaitsFor::Reader).fold(0, |count, _| count + 1)
}

/// Since when a candidate stands as it does: since the first proposal of the matcher, or the last decision of a person.
fn since(known: &KnownUnidentified, person: PersonId, candidate: &Candidate) -> Timestamp {
    if let Some(decision) = candidate.decisions.last() {
        return decision.at;
    }
    let names = |event: &Event| matches!(event, Event::Unidentified(UnidentifiedEvent::CandidateProposed(proposed)) if known.survivor(proposed.person) == person);
    let proposed = known.record.recorded.iter().find(|item| names(&item.event));
    proposed.map_or(known.record.recorded_at, |item| item.happened_at)
}
