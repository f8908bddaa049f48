//! The events of a scenario: which fields each type has, and what they may say.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::ScenarioError;
use super::file::{EventFile, known_form};
use crate::protocol::case::{Fact, FactId};
use crate::protocol::event::{
    Allocation, Assessor, Calling, Change, EventKind, Grade, Interview, Rating, Told, Weight, What,
};
use crate::protocol::read::unknown;

/// The events of a file, in its order.
pub(super) fn facts(files: &[EventFile]) -> Result<Vec<Fact>, ScenarioError> {
    let by_id: BTreeMap<&str, &EventFile> =
        files.iter().filter_map(|file| Some((file.id.as_deref()?, file))).collect();
    files.iter().enumerate().map(|(place, file)| Reader { place, file }.fact(&by_id)).collect()
}

struct Reader<'f> {
    place: usize,
    file: &'f EventFile,
}

impl<'f> Reader<'f> {
    fn fact(&self, by_id: &BTreeMap<&str, &EventFile>) -> Result<Fact, ScenarioError> {
        let kind = kind_of(self.file).ok_or_else(|| {
            self.wrong(
                "type",
                unknown("type of event", &self.file.kind, EventKind::all().map(EventKind::name)),
            )
        })?;
        self.only_fields_of(kind)?;
        let what = self.what(kind, by_id)?;
        Ok(Fact {
            id: self.file.id.clone().map(FactId),
            at: self.file.at,
            recorded_at: self.file.recorded_at.unwrap_or(self.file.at),
            what,
        })
    }

    fn what(&self, kind: EventKind, by_id: &BTreeMap<&str, &EventFile>) -> Result<What, ScenarioError> {
        let file = self.file;
        Ok(match kind {
            EventKind::Reported => What::Reported { missing_since: file.missing_since },
            EventKind::MashNotified => What::MashNotified {
                rating: file
                    .rating
                    .as_deref()
                    .map(|word| self.word("rating", word, Rating::ALL, Rating::name))
                    .transpose()?,
            },
            EventKind::MashRerated => {
                What::MashRerated { rating: self.needed("rating", &file.rating, Rating::ALL, Rating::name)? }
            }
            EventKind::RiskAssessed => What::RiskAssessed {
                grade: self.needed("grade", &file.grade, Grade::ALL, Grade::name)?,
                by: self.needed("by", &file.by, Assessor::ALL, Assessor::name)?,
            },
            EventKind::RiskReviewed => {
                What::RiskReviewed { grade: self.needed("grade", &file.grade, Grade::ALL, Grade::name)? }
            }
            EventKind::InformationReceived => What::InformationReceived { weight: weight(file.significant) },
            EventKind::Sighting => What::Sighting { weight: weight(file.significant) },
            EventKind::PlacingAuthorityTold => {
                What::PlacingAuthorityTold { of: self.needed("of", &file.of, Told::ALL, Told::name)? }
            }
            EventKind::StrategyMeetingHeld => {
                What::StrategyMeetingHeld { slot: file.slot, calling: calling(file.called) }
            }
            EventKind::ReturnRefuted => What::ReturnRefuted { of: self.names()? },
            EventKind::CrimeReportedToPolice => What::CrimeReportedToPolice { of: self.names()? },
            EventKind::MinutesCirculated => What::MinutesCirculated { of: self.names()? },
            EventKind::DisagreementResolved => What::DisagreementResolved { of: self.names()? },
            EventKind::FormCompleted => What::FormCompleted {
                form: known_form(
                    &self.path("form"),
                    file.form.as_deref().ok_or_else(|| self.missing("form"))?,
                )?,
            },
            EventKind::FindingsShared => {
                What::FindingsShared { of: self.needed("of", &file.of, Interview::ALL, Interview::name)? }
            }
            EventKind::Allocated => {
                What::Allocated { worker: allocation(file.worker.ok_or_else(|| self.missing("worker"))?) }
            }
            EventKind::Correction => self.correction(by_id)?,
            EventKind::Act(act) => What::Done(act),
        })
    }

    fn correction(&self, by_id: &BTreeMap<&str, &EventFile>) -> Result<What, ScenarioError> {
        let corrects = self.file.corrects.clone().ok_or_else(|| self.missing("corrects"))?;
        let with = self.file.changes.as_ref().ok_or_else(|| self.missing("with"))?;
        let target = by_id.get(corrects.as_str()).ok_or_else(|| {
            self.wrong("corrects", format!("names \"{corrects}\", and no event bears that id"))
        })?;
        let changes = self.changes(with, target, by_id)?;
        Ok(What::Correction { corrects: FactId(corrects), changes })
    }

    fn changes(
        &self,
        with: &Map<String, Value>,
        target: &EventFile,
        by_id: &BTreeMap<&str, &EventFile>,
    ) -> Result<Vec<Change>, ScenarioError> {
        with.iter().map(|(field, value)| self.change(field, value, target, by_id)).collect()
    }

    fn change(
        &self,
        field: &str,
        value: &Value,
        target: &EventFile,
        by_id: &BTreeMap<&str, &EventFile>,
    ) -> Result<Change, ScenarioError> {
        let kind =
            kind_of(target).ok_or_else(|| self.wrong("corrects", "names an event of no known type"))?;
        let path = format!("with.{field}");
        let allowed = fields_of(kind).iter().chain(&["at"]).any(|known| *known == field);
        if !allowed {
            let fields = fields_of(kind).iter().copied().chain(["at"]);
            return Err(
                self.wrong(&path, unknown(&format!("field of {} to correct", kind.name()), field, fields))
            );
        }
        let not = |expected: &str| self.wrong(&path, format!("expected {expected}, found {value}"));
        let instant = || {
            value.as_str().and_then(|text| text.parse::<Timestamp>().ok()).ok_or_else(|| not("an instant"))
        };
        let text = || value.as_str().ok_or_else(|| not("a text"));
        let flag = || {
            if value.is_null() { Ok(false) } else { value.as_bool().ok_or_else(|| not("true or false")) }
        };
        Ok(match field {
            "at" => Change::At(instant()?),
            "missing_since" if value.is_null() => Change::MissingSince(None),
            "missing_since" => Change::MissingSince(Some(instant()?)),
            "rating" if value.is_null() && kind == EventKind::MashNotified => Change::Rating(None),
            "rating" => Change::Rating(Some(self.word(&path, text()?, Rating::ALL, Rating::name)?)),
            "grade" => Change::Grade(self.word(&path, text()?, Grade::ALL, Grade::name)?),
            "by" => Change::By(self.word(&path, text()?, Assessor::ALL, Assessor::name)?),
            "significant" => Change::Weight(weight(Some(flag()?))),
            "slot" if value.is_null() => Change::Slot(None),
            "slot" => {
                let slot = value.as_u64().and_then(|slot| u32::try_from(slot).ok());
                Change::Slot(Some(slot.ok_or_else(|| not("the number of a slot"))?))
            }
            "called" => Change::Calling(calling(Some(flag()?))),
            "form" => Change::Form(known_form(&self.path(&path), text()?)?),
            "worker" => Change::Worker(allocation(value.as_bool().ok_or_else(|| not("true or false"))?)),
            "corrects" => Change::Corrects(FactId(text()?.to_owned())),
            "with" => {
                let corrected = target.corrects.as_deref().and_then(|id| by_id.get(id));
                let fields = value.as_object().ok_or_else(|| not("the fields to replace"))?;
                let corrected = corrected.ok_or_else(|| not("fields of an event that exists"))?;
                Change::Changes(self.changes(fields, corrected, by_id)?)
            }
            _ if kind == EventKind::PlacingAuthorityTold => {
                Change::Told(self.word(&path, text()?, Told::ALL, Told::name)?)
            }
            _ if kind == EventKind::FindingsShared => {
                Change::Findings(self.word(&path, text()?, Interview::ALL, Interview::name)?)
            }
            _ => Change::Names(FactId(text()?.to_owned())),
        })
    }

    /// Refuses a field that events of this type do not have.
    fn only_fields_of(&self, kind: EventKind) -> Result<(), ScenarioError> {
        let file = self.file;
        let given = [
            ("missing_since", file.missing_since.is_some()),
            ("rating", file.rating.is_some()),
            ("grade", file.grade.is_some()),
            ("by", file.by.is_some()),
            ("significant", file.significant.is_some()),
            ("of", file.of.is_some()),
            ("slot", file.slot.is_some()),
            ("called", file.called.is_some()),
            ("form", file.form.is_some()),
            ("worker", file.worker.is_some()),
            ("corrects", file.corrects.is_some()),
            ("with", file.changes.is_some()),
        ];
        let stray = given.into_iter().find(|(field, given)| *given && !fields_of(kind).contains(field));
        match stray {
            Some((field, _)) => {
                Err(self.wrong(field, format!("an event of type {} has no such field", kind.name())))
            }
            None => Ok(()),
        }
    }

    fn needed<T: Copy>(
        &self,
        field: &str,
        word: &Option<String>,
        known: &[T],
        name: impl Fn(T) -> &'static str,
    ) -> Result<T, ScenarioError> {
        self.word(field, word.as_deref().ok_or_else(|| self.missing(field))?, known, name)
    }

    fn word<T: Copy>(
        &self,
        field: &str,
        word: &str,
        known: &[T],
        name: impl Fn(T) -> &'static str,
    ) -> Result<T, ScenarioError> {
        known.iter().copied().find(|member| name(*member) == word).ok_or_else(|| {
            let sort = field.rsplit('.').next().unwrap_or(field);
            self.wrong(field, unknown(sort, word, known.iter().map(|member| name(*member))))
        })
    }

    fn names(&self) -> Result<FactId, ScenarioError> {
        self.file.of.clone().map(FactId).ok_or_else(|| self.missing("of"))
    }

    fn missing(&self, field: &str) -> ScenarioError {
        let message = format!("an event of type {} needs the field \"{field}\"", self.file.kind);
        ScenarioError::at(format!("events[{}]", self.place), message)
    }

    fn wrong(&self, field: &str, message: impl Into<String>) -> ScenarioError {
        ScenarioError::at(self.path(field), message)
    }

    fn path(&self, field: &str) -> String {
        format!("events[{}].{field}", self.place)
    }
}

fn kind_of(file: &EventFile) -> Option<EventKind> {
    EventKind::named(&file.kind)
}

/// The fields of a type, besides those that every event has.
const fn fields_of(kind: EventKind) -> &'static [&'static str] {
    match kind {
        EventKind::Reported => &["missing_since"],
        EventKind::MashNotified | EventKind::MashRerated => &["rating"],
        EventKind::RiskAssessed => &["grade", "by"],
        EventKind::RiskReviewed => &["grade"],
        EventKind::InformationReceived | EventKind::Sighting => &["significant"],
        EventKind::StrategyMeetingHeld => &["slot", "called"],
        EventKind::PlacingAuthorityTold
        | EventKind::ReturnRefuted
        | EventKind::CrimeReportedToPolice
        | EventKind::MinutesCirculated
        | EventKind::DisagreementResolved
        | EventKind::FindingsShared => &["of"],
        EventKind::FormCompleted => &["form"],
        EventKind::Allocated => &["worker"],
        EventKind::Correction => &["corrects", "with"],
        EventKind::Act(_) => &[],
    }
}

const fn weight(significant: Option<bool>) -> Weight {
    if matches!(significant, Some(true)) { Weight::Significant } else { Weight::Ordinary }
}

const fn calling(called: Option<bool>) -> Calling {
    if matches!(called, Some(true)) { Calling::Called } else { Calling::Scheduled }
}

const fn allocation(worker: bool) -> Allocation {
    if worker { Allocation::Worker } else { Allocation::NoWorker }
}
