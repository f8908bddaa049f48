//! A message sent on by hand: whether its matter still waits, and to whom it would go next.

use std::collections::{BTreeSet, HashMap};

use domain::{
    episode::{Owner, Sent},
    file::PersonFile,
    ids::{AccountId, EntryId, EpisodeId},
    messages::{MessageRow, MessageStanding, chains},
    refusal::Refusal,
    rota::Rota,
};
use jiff::Timestamp;
use store::Waiting;

use crate::{
    App,
    access::{Action, EpisodeFacts},
    area::Around,
    cases::{EpisodeView, Purpose},
    identity::SignedIn,
    trouble::Trouble,
};

impl App {
    /// Refused for a message whose matter is settled: nobody is woken for it.
    pub(crate) fn still_waits(
        file: &PersonFile,
        id: EpisodeId,
        of: EntryId,
        now: Timestamp,
        around: &Around<'_>,
    ) -> Result<(), Refusal> {
        let episode = file.episodes.get(&id).ok_or(Refusal::NoSuchEntry)?;
        let sent = episode.room.messages.iter().find(|sent| sent.entry == of).ok_or(Refusal::NoSuchEntry)?;
        let stands = chains(file, episode, now, around).iter().any(|chain| chain.cause == sent.message.cause);
        if stands { Ok(()) } else { Err(Refusal::NoSuchEntry) }
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
        let rotas = self.rotas_around(&view.file, &view.episode, &self.inner.area.around()).await?;
        let sent = &view.episode.room.messages;
        let next = |row: &MessageRow| (row.entry, next_of(row, who, sent, &rotas, view.now));
        Ok(rows.iter().filter(waits).map(next).collect())
    }

    /// The role to which the reader may send on a message of a list; nothing where they may not.
    pub(crate) fn next_role_by_hand(&self, who: &SignedIn, waiting: &Waiting) -> Option<Owner> {
        let facts = EpisodeFacts::of_row(&waiting.episode);
        let action = Action::MessageSentOn;
        self.inner.access.permit(&who.actor(), action, &facts, Purpose::Casework).ok()?;
        Some(Owner { role: next_role(&waiting.message, who).to_owned(), account: None })
    }
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
