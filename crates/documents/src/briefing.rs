//! The briefing sheet: one case for whoever takes it over, read in a patrol car at night (I11).

use crate::{
    case::{Case, Done, Rows, both},
    label::{Label, Words},
    sheet::{Block, Contents, Lies, Made, Part, Section, Sheet, Tone},
};

/// One case for whoever takes it over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BriefingSheet {
    /// The case.
    pub case: Case,
    /// What the next shift has to know, as whoever hands over has written it; may be empty.
    pub next_shift: String,
    /// What to do first.
    pub first: String,
    /// What was told to the family, the latest first.
    pub family: Vec<Done>,
}

impl BriefingSheet {
    /// The sheet of this one case.
    #[must_use]
    pub fn sheet(&self, made: &Made, words: Words<'_>) -> Sheet {
        Sheet {
            contents: Contents::None,
            ..bound(std::slice::from_ref(self), made, Label::BriefingTitle, words)
        }
    }

    /// Many cases in one, in the order given, with a list of them on the first page.
    #[must_use]
    pub fn bound(briefings: &[Self], made: &Made, words: Words<'_>) -> Sheet {
        let mut sheet = bound(briefings, made, Label::BriefingsTitle, words);
        if briefings.is_empty() {
            sheet.contents = Contents::None;
            sheet.parts.push(Part {
                title: words(Label::BriefingsTitle),
                running: String::new(),
                sections: vec![Section::new(
                    "",
                    vec![Block::facts(made.facts("", words)), Block::text(words(Label::NobodyMissing))],
                )],
            });
        }
        sheet
    }

    fn part(&self, made: &Made, words: Words<'_>) -> Part {
        let case = &self.case;
        let first = Block::Notice { tone: Tone::Framed, text: self.first.clone() };
        let mut sections = vec![case.head(made, words), Section::new(words(Label::First), vec![first])];
        if !self.next_shift.trim().is_empty() {
            let told = Block::Notice { tone: Tone::Framed, text: self.next_shift.trim().to_owned() };
            sections.push(Section::new(words(Label::NextShift), vec![told]));
        }
        sections.extend([
            case.health(words),
            case.risk(words),
            case.markers(words),
            self.what_happened(words),
            self.places(words),
            case.people_to_ask(words),
            Case::owed(Label::OpenTasks, &case.tasks, words),
            Case::owed(Label::DutiesNext, &case.duties, words),
            Case::done(Label::Family, &self.family, words),
            self.holding(words),
        ]);
        if !case.who.trigger_plan.trim().is_empty() {
            sections.push(Section::new(
                words(Label::TriggerPlan),
                vec![Block::text(case.who.trigger_plan.trim())],
            ));
        }
        if !case.unanswered.is_empty() {
            let items = case.unanswered.clone();
            sections.push(Section::new(words(Label::StillUnanswered), vec![Block::List { items }]));
        }
        sections.push(Case::done(Label::WhatWasDone, &case.done, words));
        Part { title: case.title(words), running: case.reference.clone(), sections }
    }

    fn what_happened(&self, words: Words<'_>) -> Section {
        let report = &self.case.report;
        let facts = Rows::new(words, Label::NotYetAnswered)
            .row(Label::MissingSince, &report.missing_since)
            .row(Label::ReportedAt, &report.reported_at)
            .row(Label::Circumstances, &report.circumstances)
            .some(Label::WithWhom, &report.with_whom)
            .some(Label::Carrying, &report.carrying)
            .some(Label::PhonesAndAccounts, &self.case.who.phones_and_accounts)
            .some(Label::Concern, &report.concern)
            .some(Label::ChecksMade, &report.checks_made);
        Section::new(words(Label::WhatHappened), vec![facts.block()])
    }

    fn places(&self, words: Words<'_>) -> Section {
        let (report, who) = (&self.case.report, &self.case.who);
        let facts = Rows::new(words, Label::NotYetAnswered)
            .row(Label::LikelyPlaces, &report.likely_places)
            .row(Label::HomeAddress, &who.home_address)
            .some(Label::LivesAt, &who.lives_at)
            .some(Label::PlacesFrequented, &who.places_frequented)
            .some(Label::SchoolOrWork, &who.school_or_work)
            .some(Label::Transport, &both(&report.transport, &who.transport));
        Section::new(words(Label::Places), vec![facts.block()])
    }

    fn holding(&self, words: Words<'_>) -> Section {
        let holding = &self.case.holding;
        let facts = Rows::new(words, Label::NobodyHolds)
            .row(Label::Holder, &holding.holder)
            .some(Label::InvestigatingOfficer, &holding.investigating_officer)
            .some(Label::LeadForce, &holding.lead_force);
        Section::new(words(Label::WhoHasTheCase), vec![facts.block()])
    }
}

fn bound(briefings: &[BriefingSheet], made: &Made, title: Label, words: Words<'_>) -> Sheet {
    Sheet {
        title: words(title),
        marking: words(Label::Marking),
        language: "en-GB",
        made: made.clone(),
        page_words: [words(Label::Page), words(Label::PageOf)],
        lies: Lies::Upright,
        contents: Contents::Listed(words(Label::Contents)),
        parts: briefings.iter().map(|briefing| briefing.part(made, words)).collect(),
    }
}
