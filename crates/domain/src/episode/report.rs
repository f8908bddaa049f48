//! What is asked when a person is reported missing, and what is learnt of it afterwards (NP 3.12-3.14; R1, R2).

use serde::{Deserialize, Serialize};

use super::words::{CheckKind, CheckMade};

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
        ] {
            if !added.trim().is_empty() {
                answer.clone_from(added);
            }
        }
        for added in checks {
            self.checks.retain(|check| check.check != added.check);
            self.checks.push(added.clone());
        }
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
