//! Actors and things as the policy language has them.

use std::collections::{HashMap, HashSet};

use cedar_policy::{Context, Entity, EntityId, EntityTypeName, EntityUid, RestrictedExpression};
use domain::{ids::AgencyId, ledger::Actor, projection::Childhood};
use uuid::Uuid;

use super::{
    policies::Policies,
    resource::{EpisodeFacts, Facts, PersonFacts, UnidentifiedFacts},
};
use crate::cases::Purpose;

/// The actor, in their role and its groups. A role that no policy knows belongs to none.
pub(super) fn principal(policies: &Policies, who: &Actor) -> Entity {
    let agency = ("agency".to_owned(), agency_expression(who.agency));
    let role = || HashSet::from([uid("Role", &who.role)]);
    let groups = policies.roles.get(&who.role).cloned().unwrap_or_else(role);
    Entity::new(uid("User", &who.account.to_string()), HashMap::from([agency]), groups)
        .expect("the attributes are literals")
}

/// The thing that is decided on.
pub(super) fn resource(facts: Facts<'_>) -> Entity {
    match facts {
        Facts::Area => Entity::new_no_attrs(uid("Area", "this"), HashSet::new()),
        Facts::Episode(episode) => of_episode(episode),
        Facts::Person(person) => of_person(person),
        Facts::Unidentified(record) => of_unidentified(record),
    }
}

/// What a decision is told besides actor, action and thing.
pub(super) fn context(purpose: Purpose) -> Context {
    let purpose = RestrictedExpression::new_string(purpose.word().to_owned());
    Context::from_pairs([("purpose".to_owned(), purpose)]).expect("one key, one literal")
}

/// The agency that an id in a policy's answer stands for.
pub(super) fn agency_of(id: &str) -> Option<AgencyId> {
    Uuid::parse_str(id).ok().map(AgencyId)
}

/// The name of an entity.
pub(super) fn uid(kind: &str, id: &str) -> EntityUid {
    EntityUid::from_type_name_and_id(type_name(kind), EntityId::new(id))
}

/// The name of a kind of entity.
pub(super) fn type_name(kind: &str) -> EntityTypeName {
    kind.parse().expect("the kinds of entity are plain words")
}

fn of_episode(facts: &EpisodeFacts) -> Entity {
    let child = RestrictedExpression::new_bool(facts.child == Childhood::Child);
    let attributes = HashMap::from([
        ("lead".to_owned(), agency_expression(facts.lead)),
        ("granted".to_owned(), agencies_expression(&facts.granted)),
        ("child".to_owned(), child),
    ]);
    Entity::new(uid("Episode", &facts.episode.to_string()), attributes, HashSet::new())
        .expect("the attributes are literals")
}

fn of_person(facts: &PersonFacts) -> Entity {
    let attributes = HashMap::from([("granted".to_owned(), agencies_expression(&facts.granted))]);
    Entity::new(uid("Person", &facts.person.to_string()), attributes, HashSet::new())
        .expect("the attributes are literals")
}

fn of_unidentified(facts: &UnidentifiedFacts) -> Entity {
    let attributes = HashMap::from([
        ("lead".to_owned(), agency_expression(facts.lead)),
        ("granted".to_owned(), agencies_expression(&facts.granted)),
    ]);
    Entity::new(uid("Unidentified", &facts.unidentified.to_string()), attributes, HashSet::new())
        .expect("the attributes are literals")
}

fn agencies_expression(agencies: &[AgencyId]) -> RestrictedExpression {
    RestrictedExpression::new_set(agencies.iter().copied().map(agency_expression))
}

fn agency_expression(agency: AgencyId) -> RestrictedExpression {
    RestrictedExpression::new_entity_uid(uid("Agency", &agency.to_string()))
}
