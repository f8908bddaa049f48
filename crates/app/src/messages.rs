//! Messages that must be acknowledged: sent by the timers at their minute, listed for whoever is told.

use domain::{
    episode::{Episode, EpisodeEvent, Owner},
    file::PersonFile,
    grants,
    ids::{EntryId, EpisodeId},
    ledger::{Event, Stream},
    messages::{Chain, MessageRow, Planned, Sending, Staffing, chains, is_addressed, planned, standing},
    projection::Surroundings,
    protocol::office::is_staffed,
    refusal::Refusal,
    rota::Rota,
};
use jiff::{SignedDuration, Timestamp};
pub use store::Waiting;

use crate::{
    App,
    access::Action,
    area::Around,
    cases::{ActorName, EpisodeView},
    identity::{AgencyKind, SignedIn},
    lists::{Cursor, Page, ROWS_A_PAGE},
    records::Known,
    sending::Sent,
    trouble::Trouble,
};

/// What has not been sent for longer than this is late, and no longer on its way.
const ON_THEIR_WAY: SignedDuration = SignedDuration::from_mins(1);

/// What waits for somebody to acknowledge it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inbox {
    /// One row for each matter, case by case.
    pub rows: Page<WaitingFor>,
    /// How many matters there are.
    pub count: i64,
}

/// A message of a case, with what the pack says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseMessage {
    /// The message.
    pub row: MessageRow,
    /// What the pack calls the duty or the news; empty for an offer or a task.
    pub title: String,
    /// Whether the reader was told by it.
    pub told: ReaderTold,
    /// Who was on duty, by name.
    pub people: Vec<String>,
    /// Who acknowledged it.
    pub acknowledged_by: Option<ActorName>,
    /// Who sent it on, where the ladder did not.
    pub sent_by: Option<ActorName>,
    /// To whom the reader may send it on by hand: whose turn would come next. Nothing where they may not.
    pub send_on: Option<Owner>,
}

/// Whether a message of the chain reached the reader, so that they may acknowledge it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReaderTold {
    /// It did.
    Yes,
    /// It did not.
    No,
}

/// A matter that waits, with what the pack says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingFor {
    /// The last message of its chain that reached the reader.
    pub waiting: Waiting,
    /// What the pack calls the duty or the news; empty for an offer or a task.
    pub title: String,
    /// To which role the reader may send it on by hand. Nothing where they may not.
    pub send_on: Option<Owner>,
}

impl App {
    /// Unanswered messages to the roles that the actor works for, in the cases that the actor may see.
    ///
    /// # Errors
    /// Denied to whoever sees no cases at all.
    pub async fn messages(&self, who: &SignedIn, after: Option<Cursor>) -> Result<Inbox, Trouble> {
        let scope = self.inner.access.scope(&who.actor(), Action::ListEpisodes)?;
        let roles = self.roles_worked_for(&who.role);
        let page = store::Page { after, limit: ROWS_A_PAGE };
        let listed = self.inner.store.messages_to(scope.resource(), &roles, &page).await?;
        let count = self.inner.store.count_messages_to(scope.resource(), &roles).await?;
        self.note_list(who, "messages", listed.rows.iter().map(|waiting| waiting.episode.episode.0)).await;
        let (around, staff) = (self.inner.area.around(), self.staff().await?);
        let items = listed
            .rows
            .into_iter()
            .map(|waiting| WaitingFor {
                title: around.title_of(&waiting.message.message.cause),
                send_on: self.next_role_by_hand(who, &waiting, &staff),
                waiting,
            })
            .collect();
        Ok(Inbox { rows: Page { items, next: listed.next }, count })
    }

    /// How many matters wait for the actor; none for whoever sees no cases.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn messages_waiting(&self, who: &SignedIn) -> Result<i64, Trouble> {
        let Ok(scope) = self.inner.access.scope(&who.actor(), Action::ListEpisodes) else { return Ok(0) };
        let roles = self.roles_worked_for(&who.role);
        let of_cases = self.inner.store.count_messages_to(scope.resource(), &roles).await?;
        Ok(of_cases + self.count_late_messages(who).await? + self.count_unidentified_notices(who).await?)
    }

    /// The messages of a case that somebody reads, as of the moment at which they see it, in the order in which they were
    /// sent.
    ///
    /// # Errors
    /// When the names of people cannot be read.
    pub async fn messages_of_case(
        &self,
        who: &SignedIn,
        view: &EpisodeView,
    ) -> Result<Vec<CaseMessage>, Trouble> {
        let around = self.inner.area.around();
        let works_for = self.roles_worked_for(&who.role);
        let rows = standing(&view.file, &view.episode, view.now, &around);
        let mut send_on = self.next_by_hand(who, view, &rows).await?;
        let mut messages = Vec::new();
        for row in rows {
            let mut people = Vec::new();
            for account in &row.message.people {
                people.extend(self.actor_name(*account).await?.map(|name| name.name));
            }
            let acknowledged_by = match row.acknowledged {
                Some((account, _)) => self.actor_name(account).await?,
                None => None,
            };
            let told = if is_addressed(&view.episode, row.entry, &who.actor(), &works_for) {
                ReaderTold::Yes
            } else {
                ReaderTold::No
            };
            let sent_by = match &row.message.by_hand {
                Some(by_hand) => self.actor_name(by_hand.by).await?,
                None => None,
            };
            messages.push(CaseMessage {
                title: around.title_of(&row.message.cause),
                send_on: send_on.remove(&row.entry),
                told,
                people,
                acknowledged_by,
                sent_by,
                row,
            });
        }
        Ok(messages)
    }

    /// Whether messages of a case are on their way as somebody reads it: their moment came within the last minute, and the
    /// clock sends them.
    #[must_use]
    pub fn are_being_sent(&self, view: &EpisodeView) -> bool {
        let planned = planned(&view.file, &view.episode, view.now, &self.inner.area.around());
        let just_now = view.now - ON_THEIR_WAY..=view.now;
        planned.iter().any(|planned| just_now.contains(&planned.at))
    }

    /// Who does a role's work at the moment because its office is closed; nobody while it is open, and for a role that works
    /// around the clock.
    #[must_use]
    pub fn covered_now(&self, role: &str) -> Option<String> {
        if self.inner.area.offices_are_staffed(self.clock().now()) {
            return None;
        }
        let role = self.packs().roles().get(role)?;
        role.covered_by.as_ref().map(|cover| cover.0.clone())
    }

    /// Refused for a message that went to somebody else; one that the actor is not shown is not there.
    pub(crate) fn addressed(
        &self,
        who: &SignedIn,
        (file, shown): (&PersonFile, &PersonFile),
        id: EpisodeId,
        of: EntryId,
    ) -> Result<(), Refusal> {
        let shown = shown.episodes.get(&id).ok_or(Refusal::NoSuchEntry)?;
        if !shown.room.messages.iter().any(|sent| sent.entry == of) {
            return Err(Refusal::NoSuchEntry);
        }
        let episode = file.episodes.get(&id).ok_or(Refusal::NoSuchEntry)?;
        let works_for = self.roles_worked_for(&who.role);
        if is_addressed(episode, of, &who.actor(), &works_for) { Ok(()) } else { Err(Refusal::NotAddressed) }
    }

    /// Sends what is due in an episode.
    pub(crate) async fn send_due(
        &self,
        known: &Known,
        episode: EpisodeId,
        now: Timestamp,
    ) -> Result<Sent, Trouble> {
        let around = self.inner.area.around();
        let Some(case) = known.file.episodes.get(&episode) else { return Ok(Sent::Nothing) };
        let due = self.messages_due(known, case, now, &around).await?;
        self.send(known, Stream::Episode(episode), case.opened.lead_force, due, now).await
    }

    /// The messages whose moment has come, addressed as of now.
    async fn messages_due(
        &self,
        known: &Known,
        episode: &Episode,
        now: Timestamp,
        around: &Around<'_>,
    ) -> Result<Vec<Event>, Trouble> {
        let mut due = planned(&known.file, episode, now, around);
        due.retain(|planned| planned.at <= now);
        if due.is_empty() {
            return Ok(Vec::new());
        }
        let chains = chains(&known.file, episode, now, around);
        let rotas = self.rotas_around(&known.file, episode, around).await?;
        let roles = around.roles();
        let sending = Sending { now, staffing: staffing(episode, now, around), roles, rotas: &rotas };
        let message = |planned: &Planned| {
            let message = sending.address(planned, rung_after(&chains, planned));
            Event::Episode(EpisodeEvent::MessageSent(message))
        };
        Ok(due.iter().map(message).collect())
    }

    /// The rotas of the agencies that have a part in a case; of the police, of the force that leads it.
    pub(crate) async fn rotas_around(
        &self,
        file: &PersonFile,
        episode: &Episode,
        around: &Around<'_>,
    ) -> Result<Vec<Rota>, Trouble> {
        let mut rotas = Vec::new();
        let granted = grants::of_episode(file, episode, around.agencies());
        for agency in around.agencies().iter().filter(|agency| granted.contains(&agency.id)) {
            if agency.kind != AgencyKind::Police || agency.id == episode.opened.lead_force {
                rotas.push(self.rota_of(agency.id).await?.rota);
            }
        }
        Ok(rotas)
    }
}

/// Whether offices are staffed, as any of the packs that govern the episode has it.
fn staffing(episode: &Episode, now: Timestamp, around: &Around<'_>) -> Staffing {
    let mut packs = episode.governed_by.iter().filter_map(|governing| around.pack(governing));
    if packs.any(|(pack, calendar)| is_staffed(pack, calendar, now)) {
        Staffing::Staffed
    } else {
        Staffing::Unstaffed
    }
}

/// The role that silence reaches after a message.
fn rung_after<'c>(chains: &'c [Chain], planned: &Planned) -> Option<&'c str> {
    let chain = chains.iter().find(|chain| chain.cause == planned.cause)?;
    let next = chain.rungs.iter().skip_while(|rung| rung.rung != planned.rung).nth(1)?;
    Some(&next.to)
}
