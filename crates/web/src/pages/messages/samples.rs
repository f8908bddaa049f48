//! The page of messages in every state: none, one and several of a case, somebody late, mistakes.

use app::{
    late::{AskedOfLate, LateMessage},
    lists::Page,
    messages::{Inbox, Waiting, WaitingFor},
};
use domain::{
    episode::{Cause, HolderNews, Message, Owner},
    ids::{AccountId, EntryId, PersonId},
    messages::{MessageRow, MessageStanding},
    risk::Grade,
};
use jiff::SignedDuration;
use maud::Markup;
use uuid::Uuid;

use super::view::{ACKNOWLEDGED, MessagesPage};
use crate::{
    components::FormErrors,
    pages::tests::episode,
    views::{
        samples::{HOSTILE_NAME, LONGEST_NAME, RIGHT_TO_LEFT_NAME, now, signed_in},
        scene::RoleNames,
    },
};

const NAMES: [&str; 4] = ["Robin Example", LONGEST_NAME, RIGHT_TO_LEFT_NAME, HOSTILE_NAME];

/// A message about each kind of matter: the first can be sent on by hand, after the last nobody is told.
fn waiting(name: &str) -> Vec<WaitingFor> {
    let pack = "northamptonshire".to_owned();
    let causes = [
        Cause::Duty { pack: pack.clone(), duty: "strategy_meeting".into(), of: String::new(), sequence: 1 },
        Cause::News { pack, news: "high_risk".into(), entry: EntryId(Uuid::from_u128(11)) },
        Cause::Handover { offer: EntryId(Uuid::from_u128(12)) },
        Cause::TakenOver { taking: EntryId(Uuid::from_u128(14)) },
        Cause::SaidBack { report: EntryId(Uuid::from_u128(15)), told: AccountId(Uuid::from_u128(16)) },
        Cause::Closure { proposal: EntryId(Uuid::from_u128(17)) },
        Cause::HolderTold {
            entry: EntryId(Uuid::from_u128(18)),
            news: HolderNews::ClassChanged,
            told: AccountId(Uuid::from_u128(16)),
        },
        Cause::Task { task: EntryId(Uuid::from_u128(13)) },
    ];
    let last = causes.len() - 1;
    let row = |(place, cause): (usize, Cause)| {
        let number = u128::try_from(place).unwrap_or_default();
        let title = match cause {
            Cause::Duty { .. } | Cause::News { .. } => "Hold the strategy meeting".to_owned(),
            Cause::Late { .. }
            | Cause::Handover { .. }
            | Cause::TakenOver { .. }
            | Cause::SaidBack { .. }
            | Cause::Closure { .. }
            | Cause::HolderTold { .. }
            | Cause::Task { .. } => String::new(),
        };
        let message = Message {
            cause,
            rung: 1,
            to: "police_supervisor".into(),
            covered_by: None,
            covered_because: None,
            people: Vec::new(),
            planned_for: now(),
            by_hand: None,
        };
        let row = MessageRow {
            entry: EntryId(Uuid::from_u128(700 + number)),
            message,
            subject: name.to_owned(),
            sent_at: now() - SignedDuration::from_mins(8),
            acknowledged: None,
            standing: MessageStanding::Unanswered,
            next: (place != last)
                .then(|| ("police_senior_manager".to_owned(), now() + SignedDuration::from_mins(7))),
        };
        let waiting = Waiting {
            message: row,
            since: now() - SignedDuration::from_mins(23),
            // The first three belong to one case.
            episode: episode(1 + number / 3, name, Some(Grade::High)),
        };
        let send_on = (place == 0).then(|| Owner { role: "police_senior_manager".into(), account: None });
        WaitingFor { waiting, title, send_on }
    };
    causes.into_iter().enumerate().map(row).collect()
}

/// Somebody with an hour at which they were expected, and somebody without.
fn late(name: &str) -> Vec<LateMessage> {
    let told = |number: u128| LateMessage {
        person: PersonId(Uuid::from_u128(number)),
        name: name.to_owned(),
        home: name.to_owned(),
        expected_at: (number == 1).then(|| now() - SignedDuration::from_mins(70)),
        noted_at: now() - SignedDuration::from_mins(60),
        note: name.to_owned(),
        asked: AskedOfLate {
            of: EntryId(Uuid::from_u128(800 + number)),
            at: now() - SignedDuration::from_mins(15),
            next: (number == 1)
                .then(|| ("police_supervisor".to_owned(), now() + SignedDuration::from_mins(15))),
        },
    };
    vec![told(1), told(2)]
}

fn page(items: Vec<WaitingFor>, late: Vec<LateMessage>) -> MessagesPage {
    let count = i64::try_from(items.len()).unwrap_or_default();
    MessagesPage {
        now: now(),
        signed_in: signed_in(),
        inbox: Inbox { rows: Page { items, next: None }, count },
        late,
        unidentified: Vec::new(),
        roles: RoleNames::default(),
        after: None,
        done: None,
        errors: FormErrors::none(),
        note: String::new(),
        key: "0193".to_owned(),
    }
}

/// Every state.
pub(crate) fn pages() -> Vec<(String, Markup)> {
    let mut wrong = FormErrors::none();
    wrong.add(ACKNOWLEDGED, "Wrong");
    let one = || waiting("Robin Example").split_off(3);
    let mut further = page(one(), Vec::new());
    further.inbox.rows.next = format!("7.{}", Uuid::nil().simple()).parse().ok();
    let mut pages = vec![
        ("no messages".to_owned(), page(Vec::new(), Vec::new())),
        ("messages, all done".to_owned(), MessagesPage { done: Some(3), ..page(Vec::new(), Vec::new()) }),
        ("messages, somebody late alone".to_owned(), page(Vec::new(), late("Robin Example"))),
        ("messages, a further page".to_owned(), MessagesPage { after: Some("7.0".to_owned()), ..further }),
        ("messages with errors".to_owned(), MessagesPage { errors: wrong, ..page(one(), Vec::new()) }),
    ];
    pages.extend(NAMES.map(|name| (format!("messages, {name}"), page(waiting(name), late(name)))));
    pages.into_iter().map(|(state, page)| (state, page.render())).collect()
}
