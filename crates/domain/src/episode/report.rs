//! What is asked when a person is reported missing, and what is learnt of it afterwards (NP 3.12-3.14; R1, R2).

use serde::{Deserialize, Serialize};

use super::words::{CheckKind, CheckMade, Held};
use crate::{incident::Typist, text::is_blank};

/// What is asked when a person is reported (NP 3.14). Empty means not yet answered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Report {
    /// What happened.
    pub circumstances: String,
    /// Where last seen, by whom.
    pub last_seen: String,
    /// With whom.
    pub with_whom: String,
    /// Clothing when last seen.
    pub clothing: String,
    /// Bag, money, telephone, passport, medication.
    pub carrying: String,
    /// How they may be travelling.
    pub transport: String,
    /// Where they may have gone.
    pub likely_places: String,
    /// Why the reporter is worried.
    pub concern: String,
    /// Medication due, and the effect of missing it.
    pub medication: String,
    /// What the reporter has already done to find them.
    pub checks_made: String,
    /// The reporter: name, relation, how to reach them.
    pub reporter: crate::person::Contact,
    /// The command-and-control log number.
    pub log_number: String,
    /// From where they went: the home, school, hospital ward.
    pub missing_from: String,
    /// Height, build, hair, marks, as they are today.
    pub description: String,
    /// Illness, injury, disability that matters now.
    pub medical: String,
    /// How often medication is taken, and when next.
    pub medication_frequency: String,
    /// What happens when a dose is missed.
    pub effect_of_missing_medication: String,
    /// Friends and associates.
    pub associates: String,
    /// With whom they were found before.
    pub found_with: String,
    /// Risks that the reporter knows of.
    pub known_risks: String,
    /// Telephones and accounts in use now.
    pub phones_and_accounts: String,
    /// Checks, made and still to make.
    pub checks: Vec<Check>,
    /// Dental records; nothing while nobody has asked for them. So for the two that follow (ST 4.21).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dental: Option<Identifying>,
    /// A sample or profile of DNA.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dna: Option<Identifying>,
    /// Fingerprints.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fingerprints: Option<Identifying>,
    /// Who took the call, where it was written down first and typed afterwards (I12).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub taken_by: String,
    /// Who typed it, in turn, where it passed from one to another.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub typed_by: Vec<Typist>,
}

impl Report {
    /// The report with what was learnt since: an answer goes over an earlier one, an empty one over none.
    pub fn add(&mut self, more: &Report) {
        let Report {
            circumstances,
            last_seen,
            with_whom,
            clothing,
            carrying,
            transport,
            likely_places,
            concern,
            medication,
            checks_made,
            reporter,
            log_number,
            missing_from,
            description,
            medical,
            medication_frequency,
            effect_of_missing_medication,
            associates,
            found_with,
            known_risks,
            phones_and_accounts,
            checks,
            dental,
            dna,
            fingerprints,
            taken_by,
            typed_by: _,
        } = more;
        for (answer, added) in [
            (&mut self.circumstances, circumstances),
            (&mut self.last_seen, last_seen),
            (&mut self.with_whom, with_whom),
            (&mut self.clothing, clothing),
            (&mut self.carrying, carrying),
            (&mut self.transport, transport),
            (&mut self.likely_places, likely_places),
            (&mut self.concern, concern),
            (&mut self.medication, medication),
            (&mut self.checks_made, checks_made),
            (&mut self.reporter.name, &reporter.name),
            (&mut self.reporter.relation, &reporter.relation),
            (&mut self.reporter.reach, &reporter.reach),
            (&mut self.log_number, log_number),
            (&mut self.missing_from, missing_from),
            (&mut self.description, description),
            (&mut self.medical, medical),
            (&mut self.medication_frequency, medication_frequency),
            (&mut self.effect_of_missing_medication, effect_of_missing_medication),
            (&mut self.associates, associates),
            (&mut self.found_with, found_with),
            (&mut self.known_risks, known_risks),
            (&mut self.phones_and_accounts, phones_and_accounts),
            (&mut self.taken_by, taken_by),
        ] {
            if !is_blank(added) {
                answer.clone_from(added);
            }
        }
        for (known, added) in
            [(&mut self.dental, dental), (&mut self.dna, dna), (&mut self.fingerprints, fingerprints)]
        {
            if added.is_some() {
                known.clone_from(added);
            }
        }
        for added in checks {
            self.checks.retain(|check| check.check != added.check);
            self.checks.push(added.clone());
        }
    }

    /// What was said of what happened. In an emergency the caller says where somebody was last seen, or why they are afraid
    /// for them, and that is enough; empty where nothing was said at all.
    #[must_use]
    pub fn what_happened(&self) -> &str {
        [&self.circumstances, &self.last_seen, &self.concern]
            .into_iter()
            .find(|said| !is_blank(said))
            .map_or("", String::as_str)
    }

    /// Checks that somebody still has to make.
    pub fn checks_to_make(&self) -> impl Iterator<Item = &Check> {
        self.checks.iter().filter(|check| check.made == CheckMade::ToMake)
    }
}

/// One check that the reporter made or was asked to make (NP 3.12).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// Which.
    pub check: CheckKind,
    /// Whether it was made.
    pub made: CheckMade,
    /// What it showed.
    #[serde(default)]
    pub note: String,
}

/// That something is held by which a person can be identified, and by whom: never the thing itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identifying {
    /// Whether it is held.
    pub held: Held,
    /// Who holds it and how it can be had; or who was asked.
    #[serde(default)]
    pub note: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_learnt_later_goes_over_what_was_said_and_takes_nothing_away() {
        let check = |check, made| Check { check, made, note: String::new() };
        let asked = |held| Some(Identifying { held, note: String::new() });
        let mut report = Report {
            last_seen: "At the bus stop".into(),
            concern: "Takes insulin".into(),
            dental: asked(Held::NotKnown),
            dna: asked(Held::Held),
            checks: vec![
                check(CheckKind::Room, CheckMade::Made),
                check(CheckKind::Buildings, CheckMade::ToMake),
            ],
            ..Report::default()
        };
        report.add(&Report {
            last_seen: "\u{200b}".into(),
            concern: "Took no insulin with her".into(),
            dental: asked(Held::Held),
            checks: vec![check(CheckKind::Buildings, CheckMade::Made)],
            ..Report::default()
        });
        assert_eq!(report.last_seen, "At the bus stop");
        assert_eq!(report.concern, "Took no insulin with her");
        assert_eq!((&report.dental, &report.dna), (&asked(Held::Held), &asked(Held::Held)));
        assert_eq!(report.fingerprints, None);
        assert_eq!(report.checks.len(), 2);
        assert_eq!(report.checks_to_make().count(), 0);
    }

    #[test]
    fn where_last_seen_or_why_worried_is_said_it_is_said_what_happened() {
        assert_eq!(Report { circumstances: " \u{200b}".into(), ..Report::default() }.what_happened(), "");
        let worried = Report { concern: "Not dressed for the frost".into(), ..Report::default() };
        assert_eq!(worried.what_happened(), "Not dressed for the frost");
    }
}
