//! Asks the policies: single decisions, and for lists the condition that is left when only the rows are unknown.
//!
//! A policy that fails while it is asked is skipped by Cedar, a forbidding one too. So the policies are checked against
//! the schema in strict mode before anything is decided, and a decision during which any policy failed is a refusal.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use cedar_policy::{Authorizer, Context, Decision, Entities, EntityUid, Request};
use domain::{ids::AgencyId, ledger::Actor, projection::Childhood};
use store::Scope;

use super::{
    Denied, Existence, Permit, PolicyError,
    action::{Action, Subject},
    entities::{context, principal, resource, uid},
    policies::Policies,
    resource::{Facts, Resource},
    scope,
};
use crate::cases::Purpose;

/// Decisions kept; when there are more, all are forgotten.
const KEPT_AT_MOST: usize = 10_000;

/// The policies, checked and ready.
pub struct Access {
    policies: Policies,
    authorizer: Authorizer,
    /// Decisions taken, by everything that they depend on: the policies name no single record.
    kept: Mutex<HashMap<Arc<Question>, HashMap<Action, Decided>>>,
    /// Scopes worked out, by role, agency and action.
    scopes: Mutex<HashMap<Asker, Result<Scope, Denied>>>,
}

/// Who asks for a list, and which: role, agency and action.
type Asker = (String, AgencyId, Action);

/// The policy that permits, or why not.
type Decided = Result<String, Denied>;

/// Everything that a decision depends on besides the action.
#[derive(PartialEq, Eq, Hash)]
struct Question {
    role: String,
    agency: AgencyId,
    purpose: Purpose,
    of: Of,
}

#[derive(PartialEq, Eq, Hash)]
enum Of {
    Area,
    Episode { lead: AgencyId, granted: Vec<AgencyId>, child: Childhood },
    Person { granted: Vec<AgencyId> },
    Unidentified { lead: AgencyId, granted: Vec<AgencyId> },
}

impl Access {
    /// Reads and checks the policies that are built into the program.
    ///
    /// # Errors
    /// Which file is wrong, and how.
    pub fn load() -> Result<Self, PolicyError> {
        Ok(Self {
            policies: Policies::built_in()?,
            authorizer: Authorizer::new(),
            kept: Mutex::default(),
            scopes: Mutex::default(),
        })
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
        let mut decisions = self.decide(who, resource.facts(), purpose, &[action]);
        match decisions.pop().expect("one question, one decision") {
            Ok(policy) => Ok(Permit { resource: resource.id(), action, policy }),
            Err(denied) => Err(Denied { of: self.existence(who, resource.facts(), purpose), ..denied }),
        }
    }

    /// Whether the actor may know that there is such a thing: whoever may read it knows.
    fn existence(&self, who: &Actor, facts: Facts<'_>, purpose: Purpose) -> Existence {
        let reading = match facts.subject() {
            Subject::Area => return Existence::Known,
            Subject::Episode => Action::ViewEpisode,
            Subject::Person => Action::ViewPerson,
            Subject::Unidentified => Action::ViewUnidentified,
        };
        let may_read = self.decide(who, facts, purpose, &[reading]).iter().any(Result::is_ok);
        if may_read { Existence::Known } else { Existence::Hidden }
    }

    /// Every action that the actor may take with it, for casework.
    pub fn permitted<R: Resource>(&self, who: &Actor, resource: &R) -> Vec<Action> {
        let facts = resource.facts();
        let fitting = |action: &Action| action.subject() == facts.subject();
        let actions: Vec<Action> = Action::ALL.iter().copied().filter(fitting).collect();
        let decisions = self.decide(who, facts, Purpose::Casework, &actions);
        let permitted = actions.into_iter().zip(decisions).filter(|(_, decided)| decided.is_ok());
        permitted.map(|(action, _)| action).collect()
    }

    /// The rows that the actor may find in a list.
    ///
    /// # Errors
    /// Where no row can ever be permitted.
    pub fn scope(&self, who: &Actor, action: Action) -> Result<Permit<Scope>, Denied> {
        let key = (who.role.clone(), who.agency, action);
        let known = locked(&self.scopes).get(&key).cloned();
        let scope = known.unwrap_or_else(|| {
            let worked_out = scope::left_over(&self.policies, who, action);
            locked(&self.scopes).insert(key, worked_out.clone());
            worked_out
        })?;
        Ok(Permit { resource: scope, action, policy: "lists".to_owned() })
    }

    fn decide(&self, who: &Actor, facts: Facts<'_>, purpose: Purpose, actions: &[Action]) -> Vec<Decided> {
        let question = Arc::new(Question::of(who, facts, purpose));
        let known = locked(&self.kept).get(&question).cloned().unwrap_or_default();
        if actions.iter().all(|action| known.contains_key(action)) {
            return actions.iter().map(|action| known[action].clone()).collect();
        }
        let asking = Asking::new(&self.policies, who, facts, purpose);
        let decisions: Vec<Decided> =
            actions.iter().map(|action| self.ask(&asking, facts, *action)).collect();
        let mut kept = locked(&self.kept);
        if kept.len() >= KEPT_AT_MOST {
            kept.clear();
        }
        let answers = kept.entry(question).or_default();
        answers.extend(actions.iter().copied().zip(decisions.iter().cloned()));
        decisions
    }

    fn ask(&self, asking: &Asking, facts: Facts<'_>, action: Action) -> Decided {
        let denied = |policy: Option<String>| Denied { action: action.word(), policy, of: Existence::Known };
        if action.subject() != facts.subject() {
            return Err(denied(None));
        }
        // Not validated against the schema each time: what is asked is made here, and a test validates it.
        let request = Request::new(
            asking.principal.clone(),
            uid("Action", action.word()),
            asking.resource.clone(),
            asking.context.clone(),
            None,
        )
        .map_err(|_| denied(None))?;
        let response = self.authorizer.is_authorized(&request, &self.policies.set, &asking.entities);
        if let Some(error) = response.diagnostics().errors().next() {
            tracing::error!(action = action.word(), %error, "a policy failed; the action is denied");
            return Err(denied(None));
        }
        let reason = response.diagnostics().reason().map(ToString::to_string).min();
        match (response.decision(), reason) {
            (Decision::Allow, Some(policy)) => Ok(policy),
            (Decision::Allow, None) => Err(denied(None)),
            (Decision::Deny, policy) => Err(denied(policy)),
        }
    }

    /// The words of the actions that the schema knows.
    pub fn actions_in_schema(&self) -> impl Iterator<Item = String> + '_ {
        self.policies.schema.actions().map(|action| action.id().unescaped().to_owned())
    }

    /// The roles that the policies put into groups.
    pub fn roles_in_policies(&self) -> impl Iterator<Item = String> + '_ {
        self.policies.roles.keys().cloned()
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Question {
    fn of(who: &Actor, facts: Facts<'_>, purpose: Purpose) -> Self {
        let of = match facts {
            Facts::Area => Of::Area,
            Facts::Episode(episode) => {
                Of::Episode { lead: episode.lead, granted: episode.granted.clone(), child: episode.child }
            }
            Facts::Person(person) => Of::Person { granted: person.granted.clone() },
            Facts::Unidentified(record) => {
                Of::Unidentified { lead: record.lead, granted: record.granted.clone() }
            }
        };
        Self { role: who.role.clone(), agency: who.agency, purpose, of }
    }
}

/// Everything about a question but the action, as the policy language has it.
struct Asking {
    principal: EntityUid,
    resource: EntityUid,
    context: Context,
    entities: Entities,
}

impl Asking {
    fn new(policies: &Policies, who: &Actor, facts: Facts<'_>, purpose: Purpose) -> Self {
        let principal = principal(policies, who);
        let resource = resource(facts);
        Self {
            principal: principal.uid(),
            resource: resource.uid(),
            context: context(purpose),
            // With nothing known of either, every policy that asks fails, and the answer is no.
            entities: Entities::from_entities([principal, resource], None)
                .unwrap_or_else(|_| Entities::empty()),
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::ids::{AccountId, EpisodeId, PersonId};
    use uuid::Uuid;

    use super::*;
    use crate::access::{EpisodeFacts, PersonFacts};

    const AGENCY: AgencyId = AgencyId(Uuid::from_u128(1));

    #[test]
    fn whatever_is_asked_fits_the_schema() {
        let policies = Policies::built_in().unwrap();
        let schema = Some(&policies.schema);
        let episode = EpisodeFacts {
            episode: EpisodeId(Uuid::from_u128(2)),
            lead: AGENCY,
            granted: vec![AGENCY],
            child: Childhood::Adult,
        };
        let person = PersonFacts { person: PersonId(Uuid::from_u128(3)), granted: Vec::new() };
        let account = AccountId(Uuid::from_u128(4));
        let who = Actor { account, role: "police_officer".to_owned(), agency: AGENCY };
        for facts in [Facts::Area, Facts::Episode(&episode), Facts::Person(&person)] {
            let asking = Asking::new(&policies, &who, facts, Purpose::Casework);
            let entities = asking.entities.iter().cloned();
            Entities::from_entities(entities, schema).unwrap();
            for action in Action::ALL.iter().filter(|action| action.subject() == facts.subject()) {
                let action = uid("Action", action.word());
                let (principal, resource) = (asking.principal.clone(), asking.resource.clone());
                Request::new(principal, action, resource, asking.context.clone(), schema).unwrap();
            }
        }
    }
}
