//! Lists under policy. The policies are worked out as far as they go without knowing a row; what is left over
//! becomes the condition of the query. Only what the store can ask of a row is understood; a policy that leaves anything
//! else over makes the list empty, never longer.

use std::collections::BTreeSet;

use cedar_policy::{Entities, PartialEntities, PartialEntityUid, PartialRequest, PolicyId};
use domain::{ids::AgencyId, ledger::Actor};
use serde_json::Value;
use store::Scope;

use super::{
    Denied, Existence,
    action::{Action, Subject},
    entities::{agency_of, context, principal, type_name, uid},
    policies::Policies,
};
use crate::cases::Purpose;

/// Rows of a list, as far as grants tell them apart.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Rows {
    /// Granted to any of these; none of them, no rows.
    GrantedTo(BTreeSet<AgencyId>),
    /// Granted to none of these; none of them, all rows.
    NotGrantedTo(BTreeSet<AgencyId>),
}

impl Rows {
    fn all() -> Self {
        Self::NotGrantedTo(BTreeSet::new())
    }

    fn none() -> Self {
        Self::GrantedTo(BTreeSet::new())
    }

    fn not(self) -> Self {
        match self {
            Self::GrantedTo(agencies) => Self::NotGrantedTo(agencies),
            Self::NotGrantedTo(agencies) => Self::GrantedTo(agencies),
        }
    }

    fn or(self, other: Self) -> Option<Self> {
        self.not().and(other.not()).map(Self::not)
    }

    /// Nothing where the rows of both cannot be asked for in one condition.
    fn and(self, other: Self) -> Option<Self> {
        match (self, other) {
            (rows, all) | (all, rows) if all == Self::all() => Some(rows),
            (none, _) | (_, none) if none == Self::none() => Some(none),
            (one, other) if one == other => Some(one),
            (Self::NotGrantedTo(mut one), Self::NotGrantedTo(other)) => {
                one.extend(other);
                Some(Self::NotGrantedTo(one))
            }
            (Self::GrantedTo(_), _) | (_, Self::GrantedTo(_)) => None,
        }
    }
}

/// The scope of a list for an actor.
pub(super) fn left_over(policies: &Policies, who: &Actor, action: Action) -> Result<Scope, Denied> {
    let denied = Denied { action: action.word(), policy: None, of: Existence::Known };
    match rows(policies, who, action) {
        Some(rows) if rows == Rows::none() => Err(denied),
        Some(rows) if rows == Rows::all() => Ok(Scope::Everything),
        Some(Rows::GrantedTo(agencies)) => Ok(Scope::Agencies(agencies.into_iter().collect())),
        Some(Rows::NotGrantedTo(_)) | None => {
            tracing::error!(
                action = action.word(),
                "the policies ask of rows what a list cannot; it is denied"
            );
            Err(denied)
        }
    }
}

fn rows(policies: &Policies, who: &Actor, action: Action) -> Option<Rows> {
    let kind = match action.subject() {
        Subject::Area => return None,
        Subject::Episode => "Episode",
        Subject::Person => "Person",
        Subject::Unidentified => "Unidentified",
    };
    let actor = principal(policies, who);
    let request = PartialRequest::new(
        PartialEntityUid::from_concrete(actor.uid()),
        uid("Action", action.word()),
        PartialEntityUid::new(type_name(kind), None),
        Some(context(Purpose::Casework)),
        &policies.schema,
    )
    .ok()?;
    // The parents of a role are not entities here, so that they need not be looked up: the actor has them all.
    let entities = Entities::from_entities([actor], None).ok()?;
    let entities = PartialEntities::from_concrete(entities, &policies.schema).ok()?;
    let answer = policies.set.tpe(&request, &entities, &policies.schema).ok()?;
    if answer.error_permits().next().is_some() || answer.error_forbids().next().is_some() {
        return None;
    }
    if answer.true_forbids().next().is_some() {
        return Some(Rows::none());
    }
    let of = |policy: &PolicyId| condition(&answer.get_policy(policy)?.to_json().ok()?);
    let mut permitted = if answer.true_permits().next().is_some() { Rows::all() } else { Rows::none() };
    for policy in answer.residual_permits() {
        permitted = permitted.or(of(policy)?)?;
    }
    for policy in answer.residual_forbids() {
        permitted = permitted.and(of(policy)?.not())?;
    }
    Some(permitted)
}

/// What is left of a policy, as rows; nothing for anything but grants joined by and, or, not.
fn condition(policy: &Value) -> Option<Rows> {
    let mut rows = Rows::all();
    for clause in policy["conditions"].as_array()? {
        let body = expression(&clause["body"])?;
        let holds = match clause["kind"].as_str()? {
            "when" => body,
            "unless" => body.not(),
            _ => return None,
        };
        rows = rows.and(holds)?;
    }
    Some(rows)
}

fn expression(expression_json: &Value) -> Option<Rows> {
    let (operator, operands) = expression_json.as_object()?.iter().next()?;
    match operator.as_str() {
        "Value" => match operands.as_bool()? {
            true => Some(Rows::all()),
            false => Some(Rows::none()),
        },
        "&&" => expression(&operands["left"])?.and(expression(&operands["right"])?),
        "||" => expression(&operands["left"])?.or(expression(&operands["right"])?),
        "!" => Some(expression(&operands["arg"])?.not()),
        "contains" => granted(operands),
        _ => None,
    }
}

/// `resource.granted.contains(Agency::"…")`
fn granted(operands: &Value) -> Option<Rows> {
    let attribute = &operands["left"]["."];
    if attribute["attr"] != "granted" || attribute["left"]["Var"] != "resource" {
        return None;
    }
    let agency = operands["right"]["Value"]["__entity"]["id"].as_str()?;
    Some(Rows::GrantedTo(BTreeSet::from([agency_of(agency)?])))
}
