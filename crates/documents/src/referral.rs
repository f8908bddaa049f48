//! The referral to the national unit: everything that it asks for of somebody missing for 72 hours (ST 4.21). What
//! nobody has answered stands in it as such, so that the unit asks for it instead of taking it for "none".

use crate::{
    case::{Case, Rows, both},
    label::{Label, Words},
    sheet::{Block, Contents, Lies, Made, Part, Section, Sheet},
};

/// The referral of one case to the national unit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NationalReferral {
    /// The case.
    pub case: Case,
    /// What can identify the person beyond a likeness.
    pub identification: Identification,
}

/// What can identify a person beyond a likeness: whether it is held, and by whom. Empty means that nobody has asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identification {
    /// Dental records.
    pub dental: String,
    /// A sample or profile of DNA.
    pub dna: String,
    /// Fingerprints.
    pub fingerprints: String,
}

impl NationalReferral {
    /// The sheet.
    #[must_use]
    pub fn sheet(&self, made: &Made, words: Words<'_>) -> Sheet {
        let case = &self.case;
        let sections = vec![
            case.head(made, words),
            self.force(words),
            self.identity(words),
            self.identification(words),
            self.circumstances(words),
            case.risk(words),
            case.markers(words),
            case.health(words),
            self.possessions(words),
            self.places(words),
            case.people_to_ask(words),
            Case::done(Label::Enquiries, &case.done, words),
            Case::owed(Label::OpenTasks, &case.tasks, words),
        ];
        Sheet {
            title: words(Label::ReferralTitle),
            marking: words(Label::Marking),
            language: "en-GB",
            made: made.clone(),
            page_words: [words(Label::Page), words(Label::PageOf)],
            lies: Lies::Upright,
            contents: Contents::None,
            parts: vec![Part { title: case.title(words), running: case.reference.clone(), sections }],
        }
    }

    fn force(&self, words: Words<'_>) -> Section {
        let holding = &self.case.holding;
        let facts = Rows::new(words, Label::NotYetAnswered)
            .row(Label::LeadForce, &holding.lead_force)
            .row(Label::InvestigatingOfficer, &holding.investigating_officer)
            .row(Label::Holder, &holding.holder)
            .row(Label::LogNumber, &self.case.report.log_number);
        Section::new(words(Label::Force), vec![facts.block()])
    }

    fn identity(&self, words: Words<'_>) -> Section {
        let who = &self.case.who;
        let photograph = who.photograph.as_ref().map(|picture| picture.caption.as_str()).unwrap_or_default();
        let facts = Rows::new(words, Label::NotYetAnswered)
            .row(Label::Name, &who.name)
            .row(Label::OtherNames, &who.other_names)
            .row(Label::Birth, &who.birth)
            .row(Label::Sex, &who.sex)
            .row(Label::Ethnicity, &who.ethnicity)
            .row(Label::Language, &who.language)
            .row(Label::Description, &who.description)
            .row(Label::Photograph, photograph)
            .row(Label::SchoolOrWork, &who.school_or_work)
            .row(Label::Care, &who.care)
            .row(Label::Worker, &who.worker);
        Section::new(words(Label::Who), vec![facts.block()])
    }

    fn identification(&self, words: Words<'_>) -> Section {
        let held = &self.identification;
        let facts = Rows::new(words, Label::NotYetAsked)
            .row(Label::Dental, &held.dental)
            .row(Label::Dna, &held.dna)
            .row(Label::Fingerprints, &held.fingerprints);
        Section::new(words(Label::Identification), vec![facts.block()])
    }

    fn circumstances(&self, words: Words<'_>) -> Section {
        let (report, who) = (&self.case.report, &self.case.who);
        let facts = Rows::new(words, Label::NotYetAnswered)
            .row(Label::MissingSince, &report.missing_since)
            .row(Label::ReportedAt, &report.reported_at)
            .row(Label::Circumstances, &report.circumstances)
            .row(Label::LastSeen, &report.last_seen)
            .row(Label::WithWhom, &report.with_whom)
            .row(Label::Concern, &report.concern)
            .row(Label::ChecksMade, &report.checks_made);
        let earlier = match who.earlier_times.as_slice() {
            [] => Block::text(words(Label::NothingRecorded)),
            earlier => Block::List { items: earlier.to_vec() },
        };
        let heading = Block::text(words(Label::EarlierTimes));
        Section::new(words(Label::WhatHappened), vec![facts.block(), heading, earlier])
    }

    fn possessions(&self, words: Words<'_>) -> Section {
        let (report, who) = (&self.case.report, &self.case.who);
        let facts = Rows::new(words, Label::NotYetAnswered)
            .row(Label::Clothing, &report.clothing)
            .row(Label::Carrying, &report.carrying)
            .row(Label::PhonesAndAccounts, &who.phones_and_accounts)
            .row(Label::Transport, &both(&report.transport, &who.transport));
        Section::new(words(Label::Possessions), vec![facts.block()])
    }

    fn places(&self, words: Words<'_>) -> Section {
        let (report, who) = (&self.case.report, &self.case.who);
        let facts = Rows::new(words, Label::NotYetAnswered)
            .row(Label::HomeAddress, &who.home_address)
            .row(Label::LivesAt, &who.lives_at)
            .row(Label::LikelyPlaces, &report.likely_places)
            .row(Label::PlacesFrequented, &who.places_frequented);
        Section::new(words(Label::Places), vec![facts.block()])
    }
}
