//! Asks the policies: single decisions, and for lists the condition that is left when only the rows are unknown.
//!
//! A policy that fails while it is asked is skipped by Cedar, a forbidding one too. So the policies are checked against
//! the schema in strict mode before anything is decided, and a decision during which any policy failed is a refusal.

use std::{
    collections::{HashMap, HashSet},
    str::FromStr,
    sync::{Mutex, PoisonError},
};

use cedar_policy::{
    Authorizer, Context, Decision, Entities, Entity, EntityId, EntityTypeName, EntityUid, Policy, PolicyId,
    PolicySet, Request, RestrictedExpression, Schema, ValidationMode, Validator,
};
use domain::{ids::AgencyId, ledger::Actor, projection::Childhood};
use store::Scope;
use uuid::Uuid;

use super::{
    Denied, Permit,
    action::Action,
    resource::{EpisodeFacts, Facts, PersonFacts, Resource},
    scope,
};
use crate::cases::Purpose;

const SCHEMA: &str = include_str!("../../../../policies/schema.cedarschema");
const ROLES: &str = include_str!("../../../../policies/roles.json");
const POLICIES: [(&str, &str); 4] = [
    ("reading.cedar", include_str!("../../../../policies/reading.cedar")),
    ("police.cedar", include_str!("../../../../policies/police.cedar")),
    ("social_care.cedar", include_str!("../../../../policies/social_care.cedar")),
    ("partners.cedar", include_str!("../../../../policies/partners.cedar")),
];

/// The policies cannot be used: the service does not start.
#[derive(Debug, thiserror::Error)]
#[error("policies/{file}: {reason}")]
pub struct PolicyError {
    file: &'static str,
    reason: String,
}

/// The policies, checked and ready.
pub struct Access {
    schema: Schema,
    policies: PolicySet,
    /// The roles with the groups that they belong to.
    roles: Entities,
    authorizer: Authorizer,
    scopes: Mutex<HashMap<(String, AgencyId, Action), Result<Scope, Denied>>>,
}

impl Access {
    /// Reads and checks the policies that are built into the program.
    ///
    /// # Errors
    /// Which file is wrong, and how.
    pub fn load() -> Result<Self, PolicyError> {
        let (schema, _) = Schema::from_cedarschema_str(SCHEMA).map_err(in_file("schema.cedarschema"))?;
        let roles = Entities::from_json_str(ROLES, Some(&schema)).map_err(in_file("roles.json"))?;
        let mut policies = PolicySet::new();
        for (file, text) in POLICIES {
            for policy in PolicySet::from_str(text).map_err(in_file(file))?.policies() {
                policies.add(named(file, policy)?).map_err(in_file(file))?;
            }
        }
        let checked = Validator::new(schema.clone()).validate(&policies, ValidationMode::Strict);
        if let Some(error) = checked.validation_errors().next() {
            return Err(PolicyError { file: "*.cedar", reason: error.to_string() });
        }
        Ok(Self { schema, policies, roles, authorizer: Authorizer::new(), scopes: Mutex::default() })
    }

    /// Decides on one action with one thing.
    ///
    /// # Errors
    /// Why not.
    pub fn permit<R: Resource>(
        &self,
        who: &Actor,
        action: Action,
        resource: &R,
        purpose: Purpose,
    ) -> Result<Permit<R::Id>, Denied> {
        let policy = self.decide(&Asking::new(self, who, resource.facts(), purpose), action)?;
        Ok(Permit { resource: resource.id(), action, policy })
    }

    /// Which of the actions the actor may take, in the order given.
    pub fn permitted<R: Resource>(
        &self,
        who: &Actor,
        resource: &R,
        actions: impl IntoIterator<Item = Action>,
    ) -> Vec<Action> {
        let facts = resource.facts();
        let asking = Asking::new(self, who, facts, Purpose::Casework);
        actions
            .into_iter()
            .filter(|action| action.subject() == facts.subject() && self.decide(&asking, *action).is_ok())
            .collect()
    }

    /// The rows that the actor may find in a list.
    ///
    /// # Errors
    /// Where no row can ever be permitted.
    pub fn scope(&self, who: &Actor, action: Action) -> Result<Permit<Scope>, Denied> {
        let key = (who.role.clone(), who.agency, action);
        let known = self.scopes.lock().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
        let scope = known.unwrap_or_else(|| {
            let worked_out = scope::left_over(self, who, action);
            let mut scopes = self.scopes.lock().unwrap_or_else(PoisonError::into_inner);
            scopes.insert(key, worked_out.clone());
            worked_out
        })?;
        Ok(Permit { resource: scope, action, policy: "lists".to_owned() })
    }

    fn decide(&self, asking: &Asking, action: Action) -> Result<String, Denied> {
        let denied = |policy: Option<String>| Denied { action: action.word(), policy };
        let request = Request::new(
            asking.principal.clone(),
            uid("Action", action.word()),
            asking.resource.clone(),
            asking.context.clone(),
            Some(&self.schema),
        )
        .map_err(|_| denied(None))?;
        let response = self.authorizer.is_authorized(&request, &self.policies, &asking.entities);
        let mut reasons: Vec<String> = response.diagnostics().reason().map(ToString::to_string).collect();
        reasons.sort_unstable();
        if let Some(error) = response.diagnostics().errors().next() {
            tracing::error!(action = action.word(), %error, "a policy failed; the action is denied");
            return Err(denied(None));
        }
        let reason = reasons.into_iter().next();
        match (response.decision(), reason) {
            (Decision::Allow, Some(policy)) => Ok(policy),
            (Decision::Allow, None) => Err(denied(None)),
            (Decision::Deny, policy) => Err(denied(policy)),
        }
    }

    /// The words of the actions that the schema knows.
    pub fn actions_in_schema(&self) -> impl Iterator<Item = String> + '_ {
        self.schema.actions().map(|action| action.id().unescaped().to_owned())
    }

    /// The roles that the policies put into groups.
    pub fn roles_in_policies(&self) -> impl Iterator<Item = String> + '_ {
        let roles = self.roles.iter().map(Entity::uid);
        roles.filter(|uid| *uid.type_name() == type_name("Role")).map(|uid| uid.id().unescaped().to_owned())
    }

    pub(super) fn schema(&self) -> &Schema {
        &self.schema
    }

    pub(super) fn policies(&self) -> &PolicySet {
        &self.policies
    }

    /// The actor and the groups of their role.
    pub(super) fn principal(&self, who: &Actor) -> (EntityUid, Entities) {
        let uid_of_user = uid("User", &who.account.to_string());
        let agency = ("agency".to_owned(), agency_expression(who.agency));
        let user = Entity::new(
            uid_of_user.clone(),
            HashMap::from([agency]),
            HashSet::from([uid("Role", &who.role)]),
        )
        .expect("the attributes are literals");
        let entities =
            self.roles.clone().add_entities([user], Some(&self.schema)).unwrap_or_else(|_| Entities::empty());
        (uid_of_user, entities)
    }
}

/// Everything about a question but the action.
struct Asking {
    principal: EntityUid,
    resource: EntityUid,
    context: Context,
    entities: Entities,
}

impl Asking {
    fn new(access: &Access, who: &Actor, facts: Facts<'_>, purpose: Purpose) -> Self {
        let (principal, entities) = access.principal(who);
        let resource = match facts {
            Facts::Area => Entity::new_no_attrs(uid("Area", "this"), HashSet::new()),
            Facts::Episode(episode) => episode_entity(episode),
            Facts::Person(person) => person_entity(person),
        };
        Self {
            principal,
            resource: resource.uid(),
            context: context(purpose),
            entities: entities
                .add_entities([resource], Some(&access.schema))
                .unwrap_or_else(|_| Entities::empty()),
        }
    }
}

fn episode_entity(facts: &EpisodeFacts) -> Entity {
    let attributes = HashMap::from([
        ("lead".to_owned(), agency_expression(facts.lead)),
        ("granted".to_owned(), agencies_expression(&facts.granted)),
        ("child".to_owned(), RestrictedExpression::new_bool(facts.child == Childhood::Child)),
    ]);
    Entity::new(uid("Episode", &facts.episode.to_string()), attributes, HashSet::new())
        .expect("the attributes are literals")
}

fn person_entity(facts: &PersonFacts) -> Entity {
    let attributes = HashMap::from([("granted".to_owned(), agencies_expression(&facts.granted))]);
    Entity::new(uid("Person", &facts.person.to_string()), attributes, HashSet::new())
        .expect("the attributes are literals")
}

/// What a decision is told besides actor, action and thing.
pub(super) fn context(purpose: Purpose) -> Context {
    let purpose = RestrictedExpression::new_string(purpose.word().to_owned());
    Context::from_pairs([("purpose".to_owned(), purpose)]).expect("one key, one literal")
}

fn agencies_expression(agencies: &[AgencyId]) -> RestrictedExpression {
    RestrictedExpression::new_set(agencies.iter().copied().map(agency_expression))
}

fn agency_expression(agency: AgencyId) -> RestrictedExpression {
    RestrictedExpression::new_entity_uid(uid("Agency", &agency.to_string()))
}

/// The agency that an id in a policy's answer stands for.
pub(super) fn agency_of(id: &str) -> Option<AgencyId> {
    Uuid::parse_str(id).ok().map(AgencyId)
}

pub(super) fn uid(kind: &str, id: &str) -> EntityUid {
    EntityUid::from_type_name_and_id(type_name(kind), EntityId::new(id))
}

pub(super) fn type_name(kind: &str) -> EntityTypeName {
    kind.parse().expect("the kinds of entity are plain words")
}

/// The policy under the name that its `@id` gives it, so that a refusal can say which it was.
fn named(file: &'static str, policy: &Policy) -> Result<Policy, PolicyError> {
    let id = policy
        .annotation("id")
        .ok_or_else(|| PolicyError { file, reason: format!("a policy has no @id: {policy}") })?;
    Ok(policy.new_id(PolicyId::new(id)))
}

fn in_file<E: ToString>(file: &'static str) -> impl Fn(E) -> PolicyError {
    move |error| PolicyError { file, reason: error.to_string() }
}
