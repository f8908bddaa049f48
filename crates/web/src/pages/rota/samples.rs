//! The rota in every state.

use app::{
    identity::{Agency, AgencyKind},
    rota::{Colleague, MayPlan, RotaView, ShiftView},
};
use domain::{
    ids::{AccountId, AgencyId, EntryId},
    rota::Shift,
};
use jiff::SignedDuration;
use maud::Markup;
use uuid::Uuid;

use super::{RotaPage, view::reason_id};
use crate::{
    components::FormErrors,
    forms::Posted,
    views::{
        samples::{HOSTILE_NAME, LONGEST_NAME, RIGHT_TO_LEFT_NAME, now, signed_in},
        scene::RoleNames,
    },
};

fn shift(number: u128, name: &str, from_hours: i64) -> ShiftView {
    let from = now() + SignedDuration::from_hours(from_hours);
    let role = "police_supervisor".to_owned();
    let account = AccountId(Uuid::from_u128(4));
    let shift = Shift { account, role, from, until: from + SignedDuration::from_hours(12) };
    ShiftView { entry: EntryId(Uuid::from_u128(600 + number)), shift, name: name.to_owned() }
}

fn rota(name: &str, may_plan: MayPlan) -> RotaView {
    let colleague = Colleague {
        account: AccountId(Uuid::from_u128(4)),
        name: name.to_owned(),
        roles: vec!["police_supervisor".to_owned()],
    };
    RotaView {
        agency: Agency {
            id: AgencyId(Uuid::from_u128(5)),
            name: "Example Police".to_owned(),
            kind: AgencyKind::Police,
        },
        // One that runs, one that ended, one of tomorrow, one of next week.
        shifts: vec![shift(1, name, -3), shift(2, name, -14), shift(3, name, 9), shift(4, name, 160)],
        colleagues: vec![colleague],
        may_plan,
        now: now(),
    }
}

/// Every state.
pub(crate) fn pages() -> Vec<(String, Markup)> {
    let page = |rota: RotaView, done: &str, errors: FormErrors| RotaPage {
        rota,
        signed_in: signed_in(),
        roles: RoleNames::default(),
        done: done.to_owned(),
        posted: Posted::default(),
        errors,
        key: "key".to_owned(),
    };
    let empty = RotaView { shifts: Vec::new(), ..rota("", MayPlan::Yes) };
    let mut wrong = FormErrors::none();
    wrong.add(reason_id(EntryId(Uuid::from_u128(601))), "Wrong");
    let mut pages = vec![
        ("rota, empty".to_owned(), page(empty, "cancelled", FormErrors::none()).render()),
        ("rota, with errors".to_owned(), page(rota("Robin Example", MayPlan::Yes), "", wrong).render()),
        ("rota, to be looked at".to_owned(), page(rota("", MayPlan::No), "", FormErrors::none()).render()),
    ];
    for name in ["Robin Example", LONGEST_NAME, RIGHT_TO_LEFT_NAME, HOSTILE_NAME] {
        let shown = page(rota(name, MayPlan::Yes), "planned", FormErrors::none());
        pages.push((format!("rota, {name}"), shown.render()));
    }
    pages
}
