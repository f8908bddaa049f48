//! The triggers that refuse to change what was written: each stands as the schema made it.

use super::{Verified, VerifyError, differs};
use crate::{
    pool::{Engine, Tx},
    schema::STEPS,
    sql::sql,
};

const BEGINS: &str = "CREATE TRIGGER ";

/// A trigger by its name, and everything that makes it what it is.
struct Trigger {
    name: String,
    definition: String,
}

pub(super) async fn check(tx: &mut Tx, engine: &Engine, verified: &mut Verified) -> Result<(), VerifyError> {
    let rows = tx
        .all(sql(match engine {
            Engine::Sqlite { .. } => {
                "SELECT name, sql AS definition FROM sqlite_master WHERE type = 'trigger'"
            }
            Engine::Postgres(_) => {
                "SELECT
                    CAST(t.tgname AS TEXT) AS name,
                    CASE WHEN t.tgenabled IN ('O', 'A') THEN pg_get_triggerdef(t.oid, TRUE) || ' AS ' || p.prosrc
                        ELSE 'switched off' END AS definition
                FROM pg_trigger t
                JOIN pg_class c ON c.oid = t.tgrelid
                JOIN pg_proc p ON p.oid = t.tgfoid
                WHERE NOT t.tgisinternal AND c.relnamespace = CAST(current_schema() AS regnamespace)"
            }
        }))
        .await?;
    let mut found = Vec::new();
    for row in rows {
        found.push(Trigger { name: row.text("name")?, definition: row.text("definition")? });
    }
    for wanted in of_the_schema(engine) {
        let what = match found.iter().find(|trigger| trigger.name == wanted.name) {
            Some(trigger) if trigger.definition == wanted.definition => {
                verified.triggers += 1;
                continue;
            }
            Some(_) => "another one or switched off",
            None => "missing",
        };
        return differs(format!("trigger {}", wanted.name), "it", "as the schema makes it", what);
    }
    Ok(())
}

/// Those that the steps of the schema make.
fn of_the_schema(engine: &Engine) -> Vec<Trigger> {
    let scripts: String = STEPS.iter().map(|step| step.script(engine)).collect();
    let texts = scripts.split(BEGINS).skip(1);
    texts
        .map(|text| {
            let name = text.split_whitespace().next().unwrap_or_default().to_owned();
            let definition = match engine {
                Engine::Sqlite { .. } => as_sqlite_keeps_it(text),
                Engine::Postgres(_) => as_postgres_tells_it(text, &scripts),
            };
            Trigger { name, definition }
        })
        .collect()
}

fn as_sqlite_keeps_it(text: &str) -> String {
    let body = text.split_once("END;").map_or(text, |(body, _)| body);
    format!("{BEGINS}{body}END")
}

/// PostgreSQL tells the events in an order of its own, and the function apart from the trigger.
fn as_postgres_tells_it(text: &str, scripts: &str) -> String {
    let text = text.split(';').next().unwrap_or_default();
    let (before, after) = text.split_once(" ON ").unwrap_or((text, ""));
    let (name, events) = before.split_once(" BEFORE ").unwrap_or((before, ""));
    let told: Vec<&str> = ["INSERT", "DELETE", "UPDATE", "TRUNCATE"]
        .into_iter()
        .filter(|event| events.split(" OR ").any(|said| said == *event))
        .collect();
    let after: Vec<&str> = after.split_whitespace().collect();
    let function = after.last().copied().unwrap_or_default();
    let source = scripts
        .split_once(&format!("CREATE FUNCTION {function} "))
        .and_then(|(_, made)| made.split("$$").nth(1))
        .unwrap_or_default();
    format!("{BEGINS}{name} BEFORE {} ON {} AS {source}", told.join(" OR "), after.join(" "))
}
