//! Small parts that recur in a pack: events, forms, conditions by name, roles.

use super::document::{Node, Table, all};
use crate::protocol::event::{Act, Assessor, EventKind, FormId, Interview, Told};
use crate::protocol::pack::{Condition, ConditionIndex, Matcher, Meets, MeetsWhen, Only, RoleId};
use crate::protocol::roles::Roles;

pub(super) fn event_kind(node: Node<'_>) -> Option<EventKind> {
    let known: Vec<EventKind> = EventKind::all().filter(|kind| *kind != EventKind::Correction).collect();
    node.word("event", &known, EventKind::name)
}

/// An event without fields of its own.
pub(super) fn act(node: Node<'_>) -> Option<Act> {
    node.word("event", Act::ALL, Act::name)
}

pub(super) fn form_list(node: Node<'_>, forms: &[FormId]) -> Option<Vec<FormId>> {
    all(node.one_or_more().into_iter().map(|node| form(node, forms)))
}

fn form(node: Node<'_>, forms: &[FormId]) -> Option<FormId> {
    let name = node.text()?;
    let known = forms.iter().find(|form| form.0 == name);
    if known.is_none() {
        node.mistakes.unknown(&node.span(), "form", name, forms.iter().map(|form| form.0.as_str()));
    }
    known.cloned()
}

pub(super) fn role(node: Node<'_>, roles: &Roles) -> Option<RoleId> {
    let id = node.text()?;
    let known = roles.get(id);
    if known.is_none() {
        node.mistakes.unknown(&node.span(), "role", id, roles.ids());
    }
    known.map(|role| role.id.clone())
}

/// Names of conditions, as places in the pack's list.
pub(super) fn condition_names(node: Node<'_>, conditions: &[Condition]) -> Option<Vec<ConditionIndex>> {
    all(node.one_or_more().into_iter().map(|node| {
        let name = node.text()?;
        let place = conditions.iter().position(|condition| condition.name == name);
        if place.is_none() {
            let known = conditions.iter().map(|condition| condition.name.as_str());
            node.mistakes.unknown(&node.span(), "condition", name, known);
        }
        place.map(ConditionIndex)
    }))
}

/// The same under a key that may be left out.
pub(super) fn optional_conditions(
    table: &Table<'_>,
    key: &'static str,
    conditions: &[Condition],
) -> Option<Vec<ConditionIndex>> {
    table.get(key).map_or_else(|| Some(Vec::new()), |node| condition_names(node, conditions))
}

/// An event by name, or a table that says what it must also carry.
pub(super) fn matchers(node: Node<'_>, forms: &[FormId]) -> Option<Vec<Matcher>> {
    all(node.one_or_more().into_iter().map(|node| match node.table_or_none() {
        None => event_kind(node).map(|kind| Matcher { kind, only: Only::Any }),
        Some(table) => {
            let matcher = matcher(&table, forms);
            table.finish();
            matcher
        }
    }))
}

/// What meets a duty: events as [`matchers`] has them, with how they must lie to the trigger.
pub(super) fn meets(node: Node<'_>, forms: &[FormId]) -> Option<Vec<Meets>> {
    all(node.one_or_more().into_iter().map(|node| {
        let Some(table) = node.table_or_none() else {
            let matcher = Matcher { kind: event_kind(node)?, only: Only::Any };
            return Some(Meets { matcher, when: MeetsWhen::AnyTime, outcome: None });
        };
        let matcher = matcher(&table, forms);
        let when = table.get("when").map(meets_when);
        let outcome = table.get("outcome").map(|node| node.text().map(ToOwned::to_owned));
        table.finish();
        Some(Meets {
            matcher: matcher?,
            when: when.unwrap_or(Some(MeetsWhen::AnyTime))?,
            outcome: outcome.flatten(),
        })
    }))
}

fn meets_when(node: Node<'_>) -> Option<MeetsWhen> {
    let known =
        [MeetsWhen::AnyTime, MeetsWhen::FromTrigger, MeetsWhen::AfterTrigger, MeetsWhen::NamingTrigger];
    node.word("relation to the trigger", &known, |when| match when {
        MeetsWhen::AnyTime => "any_time",
        MeetsWhen::FromTrigger => "from_trigger",
        MeetsWhen::AfterTrigger => "after_trigger",
        MeetsWhen::NamingTrigger => "naming_trigger",
    })
}

fn matcher(table: &Table<'_>, forms: &[FormId]) -> Option<Matcher> {
    let kind = event_kind(table.need("event")?)?;
    let only = match kind {
        EventKind::RiskAssessed => table
            .get("by")
            .map(|node| Some(Only::By(node.word("assessor", Assessor::ALL, Assessor::name)?))),
        EventKind::PlacingAuthorityTold => {
            table.get("of").map(|node| Some(Only::Told(node.word("message", Told::ALL, Told::name)?)))
        }
        EventKind::FindingsShared => table
            .get("of")
            .map(|node| Some(Only::Findings(node.word("interview", Interview::ALL, Interview::name)?))),
        EventKind::FormCompleted => table.get("form").map(|node| Some(Only::Form(form(node, forms)?))),
        EventKind::InformationReceived | EventKind::Sighting => table
            .get("significant")
            .map(|node| if node.yes_or_no()? { Some(Only::Significant) } else { node.expected("true") }),
        EventKind::Reported
        | EventKind::MashNotified
        | EventKind::MashRerated
        | EventKind::RiskReviewed
        | EventKind::StrategyMeetingHeld
        | EventKind::ReturnRefuted
        | EventKind::CrimeReportedToPolice
        | EventKind::MinutesCirculated
        | EventKind::DisagreementResolved
        | EventKind::Allocated
        | EventKind::Correction
        | EventKind::Act(_) => None,
    };
    Some(Matcher { kind, only: only.unwrap_or(Some(Only::Any))? })
}
