//! What was typed or sent, by the name of the field, before it is read.

use std::collections::BTreeMap;

use serde_json::Value;

/// What was typed or sent: a flat list of names and texts, whether it came from a form or from a program.
///
/// What is nested in a body is joined with hyphens, as the fields of a form are named: `reporter.name` is
/// `reporter-name`, the first of `considerations` is `considerations-0-…`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Values(BTreeMap<String, String>);

impl Values {
    /// What a form sent. Of a name that was sent twice the last counts.
    pub fn from_pairs(pairs: impl IntoIterator<Item = (String, String)>) -> Values {
        let line_ends_as_written = |text: String| text.replace("\r\n", "\n");
        Values(pairs.into_iter().map(|(name, text)| (name, line_ends_as_written(text))).collect())
    }

    /// What a program sent. Null is the same as leaving the name out.
    #[must_use]
    pub fn from_json(body: &Value) -> Values {
        let mut values = Values::default();
        values.flatten(String::new(), body);
        values
    }

    fn flatten(&mut self, name: String, value: &Value) {
        let under = |part: &str| {
            if name.is_empty() { part.to_owned() } else { format!("{name}-{part}") }
        };
        match value {
            Value::Null => {}
            Value::Bool(true) => self.set(name, "yes"),
            Value::Bool(false) => self.set(name, "no"),
            Value::Number(number) => self.set(name, number.to_string()),
            Value::String(text) => self.set(name, text.clone()),
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.flatten(under(&index.to_string()), item);
                }
            }
            Value::Object(parts) => {
                for (part, value) in parts {
                    self.flatten(under(part), value);
                }
            }
        }
    }

    /// What was typed under a name; empty when nothing was.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    /// Puts a text under a name.
    pub fn set(&mut self, name: impl Into<String>, text: impl Into<String>) {
        self.0.insert(name.into(), text.into());
    }

    /// Puts a text under a name where nothing was typed.
    pub fn set_if_empty(&mut self, name: &str, text: impl Into<String>) {
        if self.get(name).is_empty() {
            self.set(name, text);
        }
    }

    /// Every name with its text.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, text)| (name.as_str(), text.as_str()))
    }

    /// The numbers of the rows of a repeated field in which something stands, in their order.
    #[must_use]
    pub fn rows(&self, field: &str) -> Vec<usize> {
        let mut rows: Vec<usize> = self
            .iter()
            .filter(|(_, text)| !text.trim().is_empty())
            .filter_map(|(name, _)| {
                name.strip_prefix(field)?.strip_prefix('-')?.split('-').next()?.parse().ok()
            })
            .collect();
        rows.sort_unstable();
        rows.dedup();
        rows
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_body_reads_like_the_form_of_the_same_names() {
        let body = json!({
            "grade": "high",
            "considerations": [{"what": "Insulin", "source": "Mother"}],
            "unaccompanied_asylum_seeker": true,
            "slot": 2,
            "provider": null,
        });
        let form = Values::from_pairs(
            [
                ("grade", "high"),
                ("considerations-0-what", "Insulin"),
                ("considerations-0-source", "Mother"),
                ("unaccompanied_asylum_seeker", "yes"),
                ("slot", "2"),
            ]
            .map(|(name, text)| (name.to_owned(), text.to_owned())),
        );
        assert_eq!(Values::from_json(&body), form);
        assert_eq!(form.rows("considerations"), [0]);
    }
}
