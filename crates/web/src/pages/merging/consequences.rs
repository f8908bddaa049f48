//! What a merge or a separation will do, as people read it: each case with its duties, and who will see what.

use std::collections::HashMap;

use app::merging::{CaseChange, Consequences, DutyChange, Sight};
use domain::{
    ids::{AgencyId, PersonId},
    projection::DutyRow,
};
use jiff::Timestamp;
use maud::{Markup, html};

use crate::{
    acts::words,
    catalogue::{instant, t},
    components::{Cell, Table},
    pages::shown::{duty_words, standing},
    state::WebState,
    views::scene::RoleNames,
};

/// The words that go with what will change.
#[derive(Clone, Debug, Default)]
pub(crate) struct Told {
    /// What each duty asks, by its pack and id, or the entry of a task.
    pub(super) duties: HashMap<(String, String, String), String>,
    /// The agencies by name.
    pub(super) agencies: HashMap<AgencyId, String>,
    /// What people call the roles.
    pub(super) roles: RoleNames,
}

impl Told {
    pub(super) fn of(state: &WebState, consequences: &Consequences) -> Self {
        let rows = consequences.cases.iter().flat_map(|case| &case.duties).map(row);
        Self {
            duties: rows.map(|duty| (key(duty), duty_words(&state.app, duty).title)).collect(),
            agencies: state.app.agencies().into_iter().map(|agency| (agency.id, agency.name)).collect(),
            roles: RoleNames::of_app(&state.app),
        }
    }

    fn agency(&self, id: AgencyId) -> &str {
        self.agencies.get(&id).map_or("", String::as_str)
    }
}

fn row(change: &DutyChange) -> &DutyRow {
    match change {
        DutyChange::Begins(duty) | DutyChange::Ends(duty) | DutyChange::Stands { after: duty, .. } => duty,
    }
}

fn key(duty: &DutyRow) -> (String, String, String) {
    (duty.pack.clone(), duty.duty.clone(), duty.of.clone())
}

/// All that will change. `name` says whose a record is.
pub(super) fn list(
    told: &Told,
    consequences: &Consequences,
    name: impl Fn(PersonId) -> String,
    now: Timestamp,
) -> Markup {
    html! {
        h3.govuk-heading-s { (t!("merge-duties")) }
        @if consequences.cases.is_empty() { p.govuk-body { (t!("merge-duties-none")) } }
        @for case in &consequences.cases { (of_case(told, case, now)) }
        h3.govuk-heading-s { (t!("merge-shares")) }
        @if consequences.shares.is_empty() { p.govuk-body { (t!("merge-shares-none")) } } @else {
            ul.govuk-list.govuk-list--bullet {
                @for share in &consequences.shares {
                    li {
                        @match share.sight {
                            Sight::Begins => (t!("merge-share-begins", "agency" => told.agency(share.agency), "name" => name(share.record))),
                            Sight::Ends => (t!("merge-share-ends", "agency" => told.agency(share.agency), "name" => name(share.record))),
                        }
                    }
                }
            }
        }
    }
}

fn of_case(told: &Told, case: &CaseChange, now: Timestamp) -> Markup {
    let reference = case.after.reference.as_str();
    let rows: Vec<Vec<Cell>> = case.duties.iter().map(|duty| duty_row(told, duty, now)).collect();
    let sees = |agencies: &[AgencyId]| {
        agencies.iter().map(|agency| told.agency(*agency)).collect::<Vec<_>>().join(", ")
    };
    html! {
        h4 class="govuk-heading-s govuk-!-margin-bottom-1" {
            a.govuk-link href={ "/episodes/" (case.after.episode) } { (t!("merge-case", "reference" => reference)) }
        }
        @if case.before.standing != case.after.standing {
            p.govuk-body { (t!("merge-case-stands", "was" => standing(case.before.standing), "is" => standing(case.after.standing))) }
        }
        @if case.before.child != case.after.child { p.govuk-body { (t!("merge-case-childhood")) } }
        @if !case.seen_by.is_empty() { p.govuk-body { (t!("merge-case-seen-by", "agencies" => sees(&case.seen_by))) } }
        @if !case.lost_by.is_empty() { p.govuk-body { (t!("merge-case-lost-by", "agencies" => sees(&case.lost_by))) } }
        @if !rows.is_empty() {
            (Table::new(rows)
                .head([t!("merge-duty"), t!("merge-duty-change"), t!("merge-duty-due"), t!("merge-duty-owner")])
                .stacked())
        }
    }
}

fn duty_row(told: &Told, change: &DutyChange, now: Timestamp) -> Vec<Cell> {
    let duty = row(change);
    let title = told.duties.get(&key(duty)).cloned().unwrap_or_else(|| duty.duty.replace('_', " "));
    let state = |duty: &DutyRow| words::choice("duty-state", &duty.state);
    let what = match change {
        DutyChange::Begins(duty) => t!("merge-duty-begins", "state" => state(duty)),
        DutyChange::Ends(_) => t!("merge-duty-ends"),
        DutyChange::Stands { before, after } if before.state != after.state => {
            t!("merge-duty-stands", "was" => state(before), "is" => state(after))
        }
        DutyChange::Stands { .. } => t!("merge-duty-moves"),
    };
    let due = match change {
        DutyChange::Stands { before, after } if before.due_at != after.due_at => {
            t!("merge-duty-due-moves", "was" => instant(before.due_at, now), "is" => instant(after.due_at, now))
        }
        DutyChange::Begins(_) | DutyChange::Ends(_) | DutyChange::Stands { .. } => instant(duty.due_at, now),
    };
    vec![title.into(), what.into(), due.into(), told.roles.of(&duty.owner).into()]
}
