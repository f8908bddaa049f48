//! Whether a body has the shape that its schema describes: every name known, every value of its kind. Names that are
//! not known are refused and not passed over, for what somebody said under a misspelt name would be lost.

use serde_json::Value;

use super::problem::Wrong;
use crate::catalogue::t;

/// What in the body does not fit the schema, by its path. Whether something is missing is said where it is read.
pub(crate) fn misfits(body: &Value, schema: &Value) -> Vec<Wrong> {
    let mut wrong = Vec::new();
    look(body, schema, "", &mut wrong);
    wrong
}

fn look(body: &Value, schema: &Value, path: &str, wrong: &mut Vec<Wrong>) {
    let kind = schema["type"].as_str().unwrap_or_default();
    match (body, kind) {
        (Value::Null, _) | (_, "") => {}
        (Value::Object(members), "object") => {
            for (name, value) in members {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                match schema["properties"].get(name) {
                    Some(schema) => look(value, schema, &path, wrong),
                    None => wrong.push(Wrong::new(path, "unknown-field", t!("api-wrong-unknown-field"))),
                }
            }
        }
        (Value::Array(items), "array") => {
            if let Some(limit) = beyond(schema, "maxItems", items.len()) {
                wrong.push(Wrong::new(
                    path.to_owned(),
                    "too-many",
                    t!("api-wrong-too-many", "limit" => limit),
                ));
            }
            for (place, item) in items.iter().enumerate() {
                look(item, &schema["items"], &format!("{path}[{place}]"), wrong);
            }
        }
        (Value::String(text), "string") => {
            let offered: Vec<&str> =
                schema["enum"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
            if !offered.is_empty() && !offered.contains(&text.as_str()) {
                let said = t!("api-wrong-word", "words" => offered.join(", "));
                wrong.push(Wrong::new(path.to_owned(), "not-offered", said));
            }
            if let Some(limit) = beyond(schema, "maxLength", text.chars().count()) {
                wrong.push(Wrong::new(
                    path.to_owned(),
                    "too-long",
                    t!("api-wrong-too-long", "limit" => limit),
                ));
            }
        }
        (Value::Bool(_), "boolean") => {}
        (Value::Number(number), "integer") if number.is_i64() || number.is_u64() => {}
        _ => wrong.push(Wrong::new(
            path.to_owned(),
            "wrong-type",
            t!("api-wrong-type", "expected" => kind.to_owned()),
        )),
    }
}

/// The limit of that name, where it is passed.
fn beyond(schema: &Value, limit: &str, found: usize) -> Option<u64> {
    let at_most = schema[limit].as_u64()?;
    (found as u64 > at_most).then_some(at_most)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::acts::{self, sample, schema};

    fn misfit(word: &str, body: &Value) -> Vec<String> {
        let schema = schema::of(acts::find(word).unwrap());
        misfits(body, &schema).into_iter().map(|wrong| format!("{wrong:?}")).collect()
    }

    #[test]
    fn the_example_of_every_act_fits_its_own_schema() {
        for form in acts::all() {
            assert_eq!(misfit(form.word, &sample::body(form)), Vec::<String>::new(), "{}", form.word);
        }
    }

    #[test]
    fn what_does_not_fit_is_named_by_its_path() {
        let body = json!({
            "grade": 3,
            "reason": "misspelt",
            "considerations": [{"what": "a"}, {"wat": "b"}, "c"],
        });
        let misfits = misfit("risk_assessed", &body).join("\n");
        for path in [
            "\"grade\", code: \"wrong-type\"",
            "\"reason\", code: \"unknown-field\"",
            "\"considerations[1].wat\", code: \"unknown-field\"",
            "\"considerations[2]\", code: \"wrong-type\"",
        ] {
            assert!(misfits.contains(path), "{path} in {misfits}");
        }
    }

    #[test]
    fn a_body_that_is_no_object_fits_nothing() {
        assert_eq!(misfit("risk_assessed", &json!([1])).len(), 1);
        assert_eq!(misfit("risk_assessed", &json!("text")).len(), 1);
    }
}
