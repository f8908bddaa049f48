//! Reading the policies that are built into the program, and everything that could be wrong with them.

use std::{
    collections::{HashMap, HashSet},
    str::FromStr,
};

use cedar_policy::{
    Entities, Entity, EntityUid, Policy, PolicyId, PolicySet, Schema, ValidationMode, Validator,
};

use super::entities::type_name;

const SCHEMA: &str = include_str!("../../../../policies/schema.cedarschema");
const ROLES: &str = include_str!("../../../../policies/roles.json");
const POLICIES: [(&str, &str); 6] = [
    ("reading.cedar", include_str!("../../../../policies/reading.cedar")),
    ("police.cedar", include_str!("../../../../policies/police.cedar")),
    ("social_care.cedar", include_str!("../../../../policies/social_care.cedar")),
    ("partners.cedar", include_str!("../../../../policies/partners.cedar")),
    ("unidentified.cedar", include_str!("../../../../policies/unidentified.cedar")),
    ("accounts.cedar", include_str!("../../../../policies/accounts.cedar")),
];

/// The policies cannot be used: the service does not start.
#[derive(Debug, thiserror::Error)]
#[error("policies/{file}: {reason}")]
pub struct PolicyError {
    file: &'static str,
    reason: String,
}

/// The policies, checked.
pub(super) struct Policies {
    pub(super) schema: Schema,
    pub(super) set: PolicySet,
    /// Each role with the groups that it belongs to, itself among them: the ancestors of whoever holds it.
    pub(super) roles: HashMap<String, HashSet<EntityUid>>,
}

impl Policies {
    /// The policies built in.
    ///
    /// # Errors
    /// Which file is wrong, and how.
    pub(super) fn built_in() -> Result<Self, PolicyError> {
        let (schema, _) = Schema::from_cedarschema_str(SCHEMA).map_err(in_file("schema.cedarschema"))?;
        let roles = Entities::from_json_str(ROLES, Some(&schema)).map_err(in_file("roles.json"))?;
        let mut set = PolicySet::new();
        for (file, text) in POLICIES {
            for policy in PolicySet::from_str(text).map_err(in_file(file))?.policies() {
                names_no_record(file, policy)?;
                set.add(named(file, policy)?).map_err(in_file(file))?;
            }
        }
        let checked = Validator::new(schema.clone()).validate(&set, ValidationMode::Strict);
        if let Some(error) = checked.validation_errors().next() {
            return Err(PolicyError { file: "*.cedar", reason: error.to_string() });
        }
        Ok(Self { schema, set, roles: ancestors(&roles) })
    }
}

/// The policy under the name that its `@id` gives it, so that a refusal can say which it was.
fn named(file: &'static str, policy: &Policy) -> Result<Policy, PolicyError> {
    let id = policy
        .annotation("id")
        .ok_or_else(|| PolicyError { file, reason: format!("a policy has no @id: {policy}") })?;
    Ok(policy.new_id(PolicyId::new(id)))
}

/// INVARIANT: no policy speaks of one user, episode or person by id, so that a decision depends on nothing but role,
/// agency and the attributes in the schema, and can be kept for the next question that is alike in them.
fn names_no_record(file: &'static str, policy: &Policy) -> Result<(), PolicyError> {
    let names = policy.entity_literals().into_iter().find(|uid| {
        ["User", "Episode", "Person", "Agency"].iter().any(|kind| *uid.type_name() == type_name(kind))
    });
    match names {
        None => Ok(()),
        Some(uid) => Err(PolicyError { file, reason: format!("a policy names {uid}: {policy}") }),
    }
}

fn ancestors(roles: &Entities) -> HashMap<String, HashSet<EntityUid>> {
    roles
        .iter()
        .map(Entity::uid)
        .filter(|uid| *uid.type_name() == type_name("Role"))
        .map(|role| {
            let groups = roles.ancestors(&role).into_iter().flatten().cloned();
            (role.id().unescaped().to_owned(), groups.chain([role.clone()]).collect())
        })
        .collect()
}

fn in_file<E: ToString>(file: &'static str) -> impl Fn(E) -> PolicyError {
    move |error| PolicyError { file, reason: error.to_string() }
}
