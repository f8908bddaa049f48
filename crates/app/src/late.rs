//! Somebody whom their home noted as late: the home is asked again once the hour has passed, and on silence others are told.
//! When each is due is `domain`'s to say; the queue of jobs holds whom to look at, and when.

use std::collections::BTreeSet;

use domain::{
    episode::Sent,
    file::PersonFile,
    ids::{AgencyId, EntryId, PersonId},
    late::{chain, is_addressed, planned, still_late, unanswered},
    ledger::{Event, Stream},
    messages::{Planned, Sending, Staffing},
    person::PersonEvent,
    projection::Surroundings,
    protocol::office::is_staffed,
    refusal::Refusal,
};
use jiff::{SignedDuration, Timestamp};
use store::{OutboxMessage, Queued, ReadSubject};
use uuid::Uuid;

use crate::{
    App,
    access::{Action, PersonFacts},
    cases::Purpose,
    identity::{AgencyKind, SignedIn},
    records::Known,
    sending,
    trouble::{Fault, Trouble},
};

/// The topic of the jobs that look at somebody who is late; the payload is the id of the person.
pub(crate) const TOPIC: &str = "late";

/// Somebody who is late, but of whom nothing is due any more, is looked at again after so long: they may be back.
const QUIET_FOR: SignedDuration = SignedDuration::from_hours(1);

/// That a home, or somebody on its silence, was told that a person is late.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedOfLate {
    /// The message; whoever answers names it.
    pub of: EntryId,
    /// When.
    pub at: Timestamp,
    /// The role that is told next and when, if nobody answers.
    pub next: Option<(String, Timestamp)>,
}

/// Somebody who is late, as whoever was told of it reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LateMessage {
    /// Who is late.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// The home that noted it, by name.
    pub home: String,
    /// When they were expected, where a time was agreed.
    pub expected_at: Option<Timestamp>,
    /// When it was noted.
    pub noted_at: Timestamp,
    /// What is known, and what was tried.
    pub note: String,
    /// What the reader was told.
    pub asked: AskedOfLate,
}

/// The job that looks at somebody who is late, where an entry changed what is to be asked of it.
pub(crate) fn late_again(before: &PersonFile, after: &PersonFile) -> Vec<OutboxMessage> {
    match still_late(after) {
        Some(late) if Some(late) != still_late(before) => {
            vec![OutboxMessage { topic: TOPIC.to_owned(), payload: after.id.0.as_bytes().to_vec() }]
        }
        Some(_) | None => Vec::new(),
    }
}

impl App {
    /// Sends what is due of one person who is late, and says how many messages that were and when to look again; never
    /// again once they are not late any more.
    pub(crate) async fn look_at_late(
        &self,
        job: &Queued,
        clock: Timestamp,
    ) -> Result<(usize, Option<Timestamp>), Trouble> {
        let person = person_of(job)?;
        let known = self.fetch_for_clock(person).await?;
        let now = known.entered_at(clock);
        if still_late(&known.file).is_none() {
            return Ok((0, None));
        }
        let Some(asking) = self.inner.area.asking_at(now) else { return Ok((0, None)) };
        let (due, ahead): (Vec<Planned>, Vec<Planned>) =
            planned(&known.file, asking).into_iter().partition(|planned| planned.at <= now);
        if due.is_empty() {
            let next = ahead.first().map_or(now + QUIET_FOR, |planned| planned.at);
            return Ok((0, Some(next.min(now + QUIET_FOR))));
        }
        let sent = self.tell_of_late(&known, &due, now).await?;
        // What was sent changes what is planned next; it is asked for at once.
        Ok((sent, Some(clock)))
    }

    async fn tell_of_late(&self, known: &Known, due: &[Planned], now: Timestamp) -> Result<usize, Trouble> {
        let around = self.inner.area.around();
        let Some(asking) = self.inner.area.asking_at(now) else { return Ok(0) };
        let Some(home) = home_of(&known.file, now) else { return Ok(0) };
        let staffing =
            if is_staffed(asking.1, asking.2, now) { Staffing::Staffed } else { Staffing::Unstaffed };
        let mut rotas = Vec::new();
        for agency in self.concerned(home) {
            rotas.push(self.rota_of(agency).await?.rota);
        }
        let addressing = Sending { now, staffing, roles: around.roles(), rotas: &rotas };
        let rungs = chain(&known.file, asking).map(|chain| chain.rungs).unwrap_or_default();
        let next = |planned: &Planned| {
            let after = rungs.iter().skip_while(|rung| rung.rung != planned.rung).nth(1);
            after.map(|rung| rung.to.as_str())
        };
        let told = |planned: &Planned| {
            Event::Person(PersonEvent::LateTold(addressing.address(planned, next(planned))))
        };
        let messages = due.iter().map(told).collect();
        match self.send(known, Stream::Person(known.file.id), home, messages, now).await? {
            sending::Sent::Messages(count) => Ok(count),
            // Whoever was faster may have said that they are back; it is looked at again at once.
            sending::Sent::Nothing | sending::Sent::OvertakenByOther => Ok(0),
        }
    }

    /// Those who are late of whom the reader was told and nobody has answered, the longest waiting first. Each is read, and
    /// logged as such.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn late_messages(&self, who: &SignedIn) -> Result<Vec<LateMessage>, Trouble> {
        let messages = self.told_of_late(who).await?;
        for message in &messages {
            self.note_read(who, Purpose::Casework, ReadSubject::Person(message.person)).await;
        }
        Ok(messages)
    }

    /// How many of them there are.
    pub(crate) async fn count_late_messages(&self, who: &SignedIn) -> Result<i64, Trouble> {
        Ok(i64::try_from(self.told_of_late(who).await?.len()).unwrap_or(i64::MAX))
    }

    async fn told_of_late(&self, who: &SignedIn) -> Result<Vec<LateMessage>, Trouble> {
        let now = self.clock().now();
        let works_for = self.roles_worked_for(&who.role);
        let around = self.inner.area.around();
        let jobs = self.inner.store.queued(TOPIC).await?;
        let mut people: Vec<PersonId> = jobs.iter().map(person_of).collect::<Result<_, _>>()?;
        people.sort_unstable();
        people.dedup();
        let mut messages = Vec::new();
        let mut looked_at = BTreeSet::new();
        for known in self.files_as_stored(&people).await?.into_values() {
            // Of two records that were merged, each may have its job.
            if !looked_at.insert(known.file.id) {
                continue;
            }
            let facts = PersonFacts::of(&known.file, around.agencies());
            let access = &self.inner.access;
            if access.permit(&who.actor(), Action::ViewPerson, &facts, Purpose::Casework).is_err() {
                continue;
            }
            let told = unanswered(&known.file)
                .filter(|sent| is_addressed(&known.file, sent.entry, &who.actor(), &works_for));
            let (Some(_), Some(home)) = (told, home_of(&known.file, now)) else { continue };
            let (Some(late), Some(asked)) = (still_late(&known.file), self.asked_of_late(&known.file)) else {
                continue;
            };
            if !self.concerned(home).contains(&who.agency.id) {
                continue;
            }
            messages.push(LateMessage {
                person: known.file.id,
                name: known.file.person.details.name.clone(),
                home: self.inner.area.agency(home).map(|agency| agency.name).unwrap_or_default(),
                expected_at: late.expected_at,
                noted_at: late.noted_at,
                note: late.note.clone(),
                asked,
            });
        }
        messages.sort_by_key(|message| (message.asked.at, message.person));
        Ok(messages)
    }

    /// What was asked last of somebody who is late, where nobody has answered it.
    pub(crate) fn asked_of_late(&self, file: &PersonFile) -> Option<AskedOfLate> {
        let sent: &Sent = unanswered(file)?;
        let asking = self.inner.area.asking_at(self.clock().now());
        let next = asking.and_then(|asking| planned(file, asking).into_iter().next());
        Some(AskedOfLate { of: sent.entry, at: sent.at, next: next.map(|next| (next.to, next.at)) })
    }

    /// Refused for a message about somebody late that went to somebody else.
    pub(crate) fn addressed_of_late(
        &self,
        who: &SignedIn,
        file: &PersonFile,
        of: EntryId,
    ) -> Result<(), Refusal> {
        let told = file.person.late.iter().flat_map(|late| &late.told);
        if !told.into_iter().any(|sent| sent.entry == of) {
            return Err(Refusal::NoSuchEntry);
        }
        let works_for = self.roles_worked_for(&who.role);
        if is_addressed(file, of, &who.actor(), &works_for) { Ok(()) } else { Err(Refusal::NotAddressed) }
    }

    /// Who is told of somebody late in a home: the home, the force of the area, and the area's own services.
    fn concerned(&self, home: AgencyId) -> Vec<AgencyId> {
        let force = self.inner.area.agency(home).and_then(|home| self.inner.area.lead_force(&home));
        let agencies = self.inner.area.agencies();
        let is_concerned = |agency: &&crate::identity::Agency| match agency.kind {
            AgencyKind::Police => Some(agency.id) == force,
            AgencyKind::ChildrensSocialCare | AgencyKind::AdultSocialCare => true,
            AgencyKind::CareProvider
            | AgencyKind::OtherAuthority
            | AgencyKind::Health
            | AgencyKind::Education
            | AgencyKind::Voluntary
            | AgencyKind::NationalUnit => agency.id == home,
        };
        agencies.iter().filter(is_concerned).map(|agency| agency.id).collect()
    }
}

fn person_of(job: &Queued) -> Result<PersonId, Fault> {
    Uuid::from_slice(&job.payload)
        .map(PersonId)
        .map_err(|_| Fault::broken("a job about somebody late names nobody"))
}

/// Who cares for them now.
fn home_of(file: &PersonFile, now: Timestamp) -> Option<AgencyId> {
    file.placement_at(now)?.recorded.provider
}
