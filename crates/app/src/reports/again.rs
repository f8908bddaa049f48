//! A form of a report that is sent once more: whether all that it says stands in what the report became. Who presses twice is
//! led there; words that stand nowhere are never taken for sent.

use std::collections::BTreeSet;

use domain::{ids::EpisodeId, incident::IncidentStatus, person::CareStatus, text::is_blank};
use serde_json::{Value, json};

use super::{ReportAnswers, ReportedPerson, Submitted};
use crate::{App, identity::SignedIn, trouble::Trouble};

impl App {
    /// Whether everything that is said stands, word for word, in the call and the records that a report became.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn stands_in(
        &self,
        who: &SignedIn,
        sent: &Submitted,
        said: &ReportAnswers,
    ) -> Result<bool, Trouble> {
        let mut entered = BTreeSet::new();
        match self.call(who, sent.incident).await {
            Ok(known) => {
                gather(&value_of(&known.incident.call), &mut entered);
                if let IncidentStatus::Other { reason, .. } = &known.incident.status {
                    gather(&json!(reason), &mut entered);
                }
            }
            // What was told of somebody stands in their case as well.
            Err(Trouble::NotFound | Trouble::Denied(_)) => {}
            Err(trouble) => return Err(trouble),
        }
        for person in &sent.people {
            let sealed = self.fetch(*person).await?;
            for recorded in &sealed.for_deciding().recorded {
                gather(&value_of(&recorded.event), &mut entered);
            }
        }
        Ok(words_of(said).is_subset(&entered))
    }

    /// The report of a running case, as what is added to it is answered.
    ///
    /// # Errors
    /// As [`App::episode`].
    pub async fn report_of_case(&self, who: &SignedIn, episode: EpisodeId) -> Result<Submitted, Trouble> {
        let view = self.episode(who, episode).await?;
        Ok(Submitted {
            incident: view.episode.opened.incident,
            episodes: vec![episode],
            people: vec![view.person_id],
        })
    }
}

/// What was answered, each answer by itself; what nobody answered is not among it.
fn words_of(said: &ReportAnswers) -> BTreeSet<String> {
    let told = |said: &ReportAnswers| {
        let people: Vec<Value> = said
            .people
            .iter()
            .map(|person| json!([person.report, person.details, person.care, person.markers]))
            .collect();
        let call = json!([said.report, said.reporter_view, said.class_reason, said.missing_since]);
        let mut words = BTreeSet::new();
        gather(&json!([call, people]), &mut words);
        words
    };
    let unasked = ReportedPerson { care: Some(CareStatus::default()), ..ReportedPerson::default() };
    let nothing = told(&ReportAnswers { people: vec![unasked], ..ReportAnswers::default() });
    told(said).difference(&nothing).cloned().collect()
}

/// The texts in a value. A birth, a check and a marker say something only as a whole; the day of an estimate is filled in.
fn gather(value: &Value, words: &mut BTreeSet<String>) {
    match value {
        Value::String(text) if is_blank(text) => {}
        Value::String(text) => {
            words.insert(text.trim().to_owned());
        }
        Value::Array(items) => items.iter().for_each(|item| gather(item, words)),
        Value::Object(parts) if ["known", "check", "marker"].iter().any(|key| parts.contains_key(*key)) => {
            let mut whole = parts.clone();
            whole.retain(|name, _| !matches!(name.as_str(), "estimated_on" | "type"));
            words.insert(Value::Object(whole).to_string());
        }
        Value::Object(parts) => parts.values().for_each(|part| gather(part, words)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn value_of(said: &impl serde::Serialize) -> Value {
    serde_json::to_value(said).expect("entries hold no maps with keys other than strings")
}

#[cfg(test)]
mod tests {
    use domain::{episode::Report, person::BirthDate};
    use jiff::civil::date;

    use super::*;

    fn said(circumstances: &str, age: u8, day: i8) -> ReportAnswers {
        let mut person = ReportedPerson::default();
        person.details.name = "Noor Example".to_owned();
        person.details.birth = BirthDate::AgeRange { from: age, to: age, estimated_on: date(2026, 3, day) };
        let report = Report { circumstances: circumstances.to_owned(), ..Report::default() };
        ReportAnswers { report, people: vec![person], ..ReportAnswers::default() }
    }

    #[test]
    fn what_is_said_again_is_told_from_what_is_said_anew() {
        let first = words_of(&said("On the bridge", 15, 2));
        assert!(
            words_of(&said(" On the bridge", 15, 3)).is_subset(&first),
            "an estimate is of the day it is sent"
        );
        assert!(words_of(&ReportAnswers::default()).is_subset(&first));
        assert!(!words_of(&said("By the lake", 15, 2)).is_subset(&first));
        assert!(!words_of(&said("On the bridge", 16, 2)).is_subset(&first));
    }
}
