//! A message sent on by hand: whether its matter still waits, and to whom it would go next.

use std::collections::{BTreeSet, HashMap};

use domain::{
    episode::{Cause, Owner, Sent},
    file::PersonFile,
    ids::{AccountId, EntryId, EpisodeId},
    messages::{MessageRow, MessageStanding, chains},
    projection::Surroundings,
    refusal::Refusal,
    rota::Rota,
};
use jiff::Timestamp;
use store::Waiting;

use crate::{
    App,
    access::{Action, EpisodeFacts},
    area::Around,
    cases::{Colleague, Entrusted, EpisodeView, Purpose},
    identity::SignedIn,
    trouble::Trouble,
};

impl App {
    /// Refused for a message whose matter is settled: nobody is woken for it. Nor are they twice by the same hand: what was
    /// sent on to them before, and waits, is named.
    pub(crate) async fn still_waits(
        &self,
        file: &PersonFile,
        id: EpisodeId,
        (of, to): (EntryId, &Owner),
        now: Timestamp,
        around: &Around<'_>,
    ) -> Result<(), Trouble> {
        let episode = file.episodes.get(&id).ok_or(Refusal::NoSuchEntry)?;
        let sent = episode.room.messages.iter().find(|sent| sent.entry == of).ok_or(Refusal::NoSuchEntry)?;
        let stands = chains(file, episode, now, around).iter().any(|chain| chain.cause == sent.message.cause);
        if !stands {
            return Err(Refusal::NoSuchEntry.into());
        }
        match before(&episode.room.messages, &sent.message.cause, to) {
            None => Ok(()),
            Some(before) => Err(Refusal::SentOnBefore { to: self.name_of(to).await?, at: before.at }.into()),
        }
    }

    /// What people call somebody who is told: their name, else that of the role.
    async fn name_of(&self, owner: &Owner) -> Result<String, Trouble> {
        let person = match owner.account {
            Some(account) => self.actor_name(account).await?.map(|actor| actor.name),
            None => None,
        };
        let role = || self.packs().roles().get(&owner.role).map(|role| role.name_en.clone());
        Ok(person.or_else(role).unwrap_or_else(|| owner.role.clone()))
    }

    /// To whom each message of a case that waits would go next, where the reader may send it on: the role whose turn comes, or
    /// where that is the reader's own the one that was told, and of those on its rota the first who has not been told.
    pub(crate) async fn next_by_hand(
        &self,
        who: &SignedIn,
        view: &EpisodeView,
        rows: &[MessageRow],
    ) -> Result<HashMap<EntryId, Owner>, Trouble> {
        let waits = |row: &&MessageRow| row.standing == MessageStanding::Unanswered;
        if !view.may.contains(&Action::MessageSentOn) || !rows.iter().any(|row| waits(&row)) {
            return Ok(HashMap::new());
        }
        let around = self.inner.area.around();
        let rotas = self.rotas_around(&view.file, &view.episode, &around).await?;
        let facts = EpisodeFacts::of(&view.file, &view.episode, around.agencies());
        let (sent, staff) = (&view.episode.room.messages, self.staff().await?);
        let next = |row: &MessageRow| {
            let to = next_of(row, who, sent, &rotas, view.now);
            let can_take_it = self.can_take(&to, Entrusted::Message, who, &facts, &staff);
            let waits = before(sent, &row.message.cause, &to).is_some();
            (can_take_it && !waits).then_some((row.entry, to))
        };
        Ok(rows.iter().filter(waits).filter_map(next).collect())
    }

    /// The role to which the reader may send on a message of a list; nothing where they may not.
    pub(crate) fn next_role_by_hand(
        &self,
        who: &SignedIn,
        waiting: &Waiting,
        staff: &[Colleague],
    ) -> Option<Owner> {
        let facts = EpisodeFacts::of_row(&waiting.episode);
        let action = Action::MessageSentOn;
        self.inner.access.permit(&who.actor(), action, &facts, Purpose::Casework).ok()?;
        let to = Owner { role: next_role(&waiting.message, who).to_owned(), account: None };
        self.can_take(&to, Entrusted::Message, who, &facts, staff).then_some(to)
    }
}

/// What was sent on of a matter to this very role or person, and waits for an answer.
fn before<'s>(sent: &'s [Sent], cause: &Cause, to: &Owner) -> Option<&'s Sent> {
    sent.iter().rev().find(|sent| sent.message.cause == *cause && sent.waits_with(to))
}

fn next_of(row: &MessageRow, who: &SignedIn, sent: &[Sent], rotas: &[Rota], now: Timestamp) -> Owner {
    let role = next_role(row, who);
    let told: BTreeSet<AccountId> = sent
        .iter()
        .filter(|sent| sent.message.cause == row.message.cause)
        .flat_map(|sent| sent.message.people.iter().copied())
        .collect();
    let mut on_duty = rotas.iter().flat_map(|rota| rota.on_duty(role, now));
    Owner { role: role.to_owned(), account: on_duty.find(|account| !told.contains(account)) }
}

/// Whose turn comes next; where nobody's does, or that of whoever asks, whoever was told last.
fn next_role<'r>(row: &'r MessageRow, who: &SignedIn) -> &'r str {
    row.next.as_ref().map(|(role, _)| role).filter(|role| **role != who.role).unwrap_or(&row.message.to)
}
