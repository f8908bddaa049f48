//! The report: what is added to it while the search goes on, and the report as it was taken, which can be corrected.

use app::cases::Act;
use domain::{
    episode::{EpisodeEvent, Identifying, Opened, Report},
    ledger::Event,
    person::Contact,
};

use super::{
    form::{About, ActForm, Group, Kind, Offered, asked, fields, on_episode, optional},
    read::{Problem, Reader},
};

/// Whether something is held by which somebody can be identified. Nothing chosen means that nobody has asked.
const HELD: Kind = Kind::Choice { family: "held", words: &["held", "not_held", "not_known"] };

/// The fields of a form that asks what a report asks, and more before it.
macro_rules! what_a_report_asks {
    ($($before:expr),* $(,)?) => {
        fields![
            $($before,)*
            optional("circumstances", Kind::Paragraphs),
            optional("last_seen", Kind::Paragraphs),
            optional("missing_from", Kind::Line),
            optional("with_whom", Kind::Line),
            optional("description", Kind::Paragraphs),
            optional("clothing", Kind::Paragraphs),
            optional("carrying", Kind::Paragraphs),
            optional("phones_and_accounts", Kind::Paragraphs),
            optional("transport", Kind::Line),
            optional("likely_places", Kind::Paragraphs),
            optional("associates", Kind::Paragraphs),
            optional("found_with", Kind::Paragraphs),
            optional("concern", Kind::Paragraphs),
            optional("known_risks", Kind::Paragraphs),
            optional("medical", Kind::Paragraphs),
            optional("medication", Kind::Paragraphs),
            optional("medication_frequency", Kind::Line),
            optional("effect_of_missing_medication", Kind::Paragraphs),
            optional("checks", Kind::Checks),
            optional("checks_made", Kind::Paragraphs),
            optional("dental-held", HELD),
            optional("dental-note", Kind::Line),
            optional("dna-held", HELD),
            optional("dna-note", Kind::Line),
            optional("fingerprints-held", HELD),
            optional("fingerprints-note", Kind::Line),
            optional("reporter-name", Kind::Line),
            optional("reporter-relation", Kind::Line),
            optional("reporter-reach", Kind::Line),
            optional("taken_by", Kind::Line),
        ]
    };
}

pub(super) fn forms() -> Vec<ActForm> {
    vec![
        on_episode("report_added", Group::Search, what_a_report_asks![], |read| {
            Some(Act::Episode(EpisodeEvent::ReportAdded(Box::new(answers(read)))))
        }),
        on_episode("log_number_recorded", Group::Search, fields![asked("number", Kind::Line)], |read| {
            let number = read.text("number");
            Some(Act::Episode(EpisodeEvent::LogNumberRecorded { number }))
        }),
        REPORTED,
    ]
}

/// The report as it was taken. It is made by taking a report; here it can only be corrected.
const REPORTED: ActForm = ActForm {
    word: "reported",
    about: About::Episode,
    group: Group::Search,
    offered: Offered::ForCorrection,
    fields: what_a_report_asks![
        optional("missing_since", Kind::LocalTime),
        optional("log_number", Kind::Line)
    ],
    build: reported,
};

fn reported(read: &mut Reader<'_>) -> Option<Act> {
    // Call, person, force, packs and who typed a report are no matter of typing; they stay as they were.
    let Some(Event::Episode(EpisodeEvent::Opened(before))) = read.corrected else {
        return None;
    };
    let missing_since = read.instant("missing_since");
    let report = Report {
        log_number: read.text("log_number"),
        typed_by: before.report.typed_by.clone(),
        ..answers(read)
    };
    Some(Act::Episode(EpisodeEvent::Opened(Box::new(Opened { missing_since, report, ..(**before).clone() }))))
}

/// What a report asks. Who typed it is no answer, and the log number is recorded by itself while the search goes on.
fn answers(read: &mut Reader<'_>) -> Report {
    Report {
        circumstances: read.text("circumstances"),
        last_seen: read.text("last_seen"),
        with_whom: read.text("with_whom"),
        clothing: read.text("clothing"),
        carrying: read.text("carrying"),
        transport: read.text("transport"),
        likely_places: read.text("likely_places"),
        concern: read.text("concern"),
        medication: read.text("medication"),
        checks_made: read.text("checks_made"),
        reporter: Contact {
            name: read.text("reporter-name"),
            relation: read.text("reporter-relation"),
            reach: read.text("reporter-reach"),
        },
        log_number: String::new(),
        missing_from: read.text("missing_from"),
        description: read.text("description"),
        medical: read.text("medical"),
        medication_frequency: read.text("medication_frequency"),
        effect_of_missing_medication: read.text("effect_of_missing_medication"),
        associates: read.text("associates"),
        found_with: read.text("found_with"),
        known_risks: read.text("known_risks"),
        phones_and_accounts: read.text("phones_and_accounts"),
        checks: read.checks("checks"),
        dental: identifying(read, "dental-held", "dental-note"),
        dna: identifying(read, "dna-held", "dna-note"),
        fingerprints: identifying(read, "fingerprints-held", "fingerprints-note"),
        taken_by: read.text("taken_by"),
        typed_by: Vec::new(),
    }
}

/// Whether something is held, with what was said of it; what was said alone does not tell.
fn identifying(read: &mut Reader<'_>, held: &'static str, note: &'static str) -> Option<Identifying> {
    let (chosen, note) = (read.choice(held), read.text(note));
    if chosen.is_none() && !note.is_empty() {
        read.wrong(held, held.to_owned(), Problem::Missing);
    }
    chosen.map(|held| Identifying { held, note })
}
