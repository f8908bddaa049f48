//! Reads `roles.toml`.

use super::document::{Mistake, Node, Table, all, read_document};
use crate::protocol::pack::RoleId;
use crate::protocol::roles::{AgencyKind, FallsTo, Role, Roles};

/// Reads the roles from a file's text; `file` is only named in what is wrong.
///
/// # Errors
/// Everything that is wrong with it.
pub fn read_roles(file: &str, text: &str) -> Result<Roles, Vec<Mistake>> {
    read_document(file, text, |top| {
        let nodes = top.need("role")?.list()?;
        let roles = Roles(all(nodes.iter().map(|node| role(&node.table()?)))?);
        for node in &nodes {
            check_names(node, &roles);
        }
        Some(roles)
    })
}

fn role(table: &Table<'_>) -> Option<Role> {
    let id = table.need("id").and_then(Node::text);
    let name = table.need("name").and_then(Node::table);
    let names =
        name.as_ref().map(|name| (name.need("en").and_then(Node::text), name.get("cy").and_then(Node::text)));
    if let Some(name) = &name {
        name.finish();
    }
    let agency =
        table.need("agency").and_then(|node| node.word("kind of agency", AgencyKind::ALL, AgencyKind::name));
    let supervised_by = table.get("supervised_by").and_then(Node::text);
    let covered_by = table.get("covered_by").and_then(Node::text);
    let falls_to = table.get("falls_to").map_or(Some(FallsTo::Nobody), falls_to);
    table.finish();
    let role_id = |id: &str| RoleId(id.to_owned());
    let (name_en, name_cy) = names?;
    Some(Role {
        id: role_id(id?),
        name_en: name_en?.to_owned(),
        name_cy: name_cy.map(ToOwned::to_owned),
        agency: agency?,
        supervised_by: supervised_by.map(role_id),
        covered_by: covered_by.map(role_id),
        falls_to: falls_to?,
    })
}

/// The word "anyone", or a list of roles.
fn falls_to(node: Node<'_>) -> Option<FallsTo> {
    if node.text_or_none() == Some("anyone") {
        return Some(FallsTo::Anybody);
    }
    let roles = all(node.list()?.into_iter().map(Node::text))?;
    Some(FallsTo::Roles(roles.into_iter().map(|id| RoleId(id.to_owned())).collect()))
}

/// Supervisors, cover, and those to whom work falls are roles too, and no id is given twice.
fn check_names(node: &Node<'_>, roles: &Roles) {
    let Some(table) = node.table_or_none() else { return };
    for key in ["supervised_by", "covered_by"] {
        if let Some(named) = table.get(key)
            && let Some(id) = named.text_or_none()
            && roles.get(id).is_none()
        {
            named.mistakes.unknown(&named.span(), "role", id, roles.ids());
        }
    }
    for named in table
        .get("falls_to")
        .filter(|node| node.text_or_none().is_none())
        .map_or_else(Vec::new, Node::one_or_more)
    {
        if let Some(id) = named.text_or_none()
            && roles.get(id).is_none()
        {
            named.mistakes.unknown(&named.span(), "role", id, roles.ids());
        }
    }
    if let Some(id) = table.get("id")
        && let Some(text) = id.text_or_none()
        && roles.ids().filter(|other| *other == text).count() > 1
    {
        id.mistakes.add(&id.span(), format!("the role \"{text}\" is given twice"));
    }
}
