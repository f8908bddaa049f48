//! What the papers about one case share: the person, the report, the grade, what was done and what is owed. Every text
//! may be empty: empty means that nobody has said.

use crate::{
    label::{Label, Words},
    sheet::{Block, Column, Fact, Made, Picture, Section, Tone, table_or},
};

/// One case in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Case {
    /// Its reference.
    pub reference: String,
    /// Where it stands, and for how long: "Missing for 3 hours".
    pub standing: String,
    /// Who is missing.
    pub who: Who,
    /// What was reported.
    pub report: Report,
    /// The grade in force.
    pub grading: Option<Grading>,
    /// What was recorded, the latest first.
    pub done: Vec<Done>,
    /// Tasks that are open.
    pub tasks: Vec<Owed>,
    /// Duties that are owed, the next first.
    pub duties: Vec<Owed>,
    /// Who holds it.
    pub holding: Holding,
    /// What nobody has answered, by its question.
    pub unanswered: Vec<String>,
}

/// Who is missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Who {
    /// The name.
    pub name: String,
    /// Other names.
    pub other_names: String,
    /// Birth and age.
    pub birth: String,
    /// Sex.
    pub sex: String,
    /// Ethnicity.
    pub ethnicity: String,
    /// Language.
    pub language: String,
    /// What somebody would recognise.
    pub description: String,
    /// Home.
    pub home_address: String,
    /// The placement in which they live.
    pub lives_at: String,
    /// Telephones and accounts.
    pub phones_and_accounts: String,
    /// School or work.
    pub school_or_work: String,
    /// Legal and care status.
    pub care: String,
    /// The allocated worker and their team.
    pub worker: String,
    /// Vehicle and ways of travelling.
    pub transport: String,
    /// Places they go to.
    pub places_frequented: String,
    /// Friends and associates.
    pub associates: String,
    /// Medication on record.
    pub medication: String,
    /// What happens when it is missed.
    pub effect_of_missing: String,
    /// Health and disability.
    pub health_and_disability: String,
    /// What is held about them that bears on risk.
    pub markers: Vec<Marker>,
    /// People who can be asked.
    pub people_to_ask: Vec<Contact>,
    /// What was agreed for the next time.
    pub trigger_plan: String,
    /// Earlier times missing, the latest first.
    pub earlier_times: Vec<String>,
    /// The photograph, with since when it is a likeness.
    pub photograph: Option<Picture>,
}

/// A marker with its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marker {
    /// What it says.
    pub what: String,
    /// Who said so.
    pub source: String,
    /// Since when.
    pub since: String,
    /// What a reader has to know of it.
    pub note: String,
}

/// Somebody who can be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// Their name.
    pub name: String,
    /// What they are to the person.
    pub relation: String,
    /// How to reach them.
    pub reach: String,
}

/// What the caller told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Missing since.
    pub missing_since: String,
    /// When police were told.
    pub reported_at: String,
    /// What happened.
    pub circumstances: String,
    /// Where last seen, by whom.
    pub last_seen: String,
    /// With whom.
    pub with_whom: String,
    /// Clothing.
    pub clothing: String,
    /// What they carry.
    pub carrying: String,
    /// How they may be travelling.
    pub transport: String,
    /// Where they may have gone.
    pub likely_places: String,
    /// Why the caller is worried.
    pub concern: String,
    /// Medication due.
    pub medication: String,
    /// What was done to find them.
    pub checks_made: String,
    /// The caller.
    pub reporter: String,
    /// The log number.
    pub log_number: String,
}

/// The grade in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grading {
    /// The grade.
    pub grade: String,
    /// How it is framed.
    pub tone: Tone,
    /// Who graded, in which role.
    pub by: String,
    /// When.
    pub at: String,
    /// Why.
    pub reasons: String,
    /// What it rests on, each with its source.
    pub considerations: Vec<String>,
}

/// Something that was recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// When it happened.
    pub at: String,
    /// What, with what was said of it.
    pub what: String,
    /// By whom.
    pub by: String,
}

/// Something that is owed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owed {
    /// What.
    pub what: String,
    /// Whose it is.
    pub owner: String,
    /// When it is or was due, and how that stands to now.
    pub due: String,
}

/// Who has the case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holding {
    /// Who holds it.
    pub holder: String,
    /// The investigating officer.
    pub investigating_officer: String,
    /// The force.
    pub lead_force: String,
}

/// Labels with values, taken from one case.
pub(crate) struct Rows<'a> {
    words: Words<'a>,
    blank: Label,
    facts: Vec<Fact>,
}

impl<'a> Rows<'a> {
    /// No rows yet; what nobody has said will read as `blank` says.
    pub(crate) fn new(words: Words<'a>, blank: Label) -> Self {
        Self { words, blank, facts: Vec::new() }
    }

    /// One more, that says so where nobody has answered.
    pub(crate) fn row(mut self, label: Label, value: &str) -> Self {
        let (words, blank) = (self.words, self.blank);
        self.facts.push(Fact::or_blank(words(label), value, || words(blank)));
        self
    }

    /// One more, unless there is nothing to say.
    pub(crate) fn some(mut self, label: Label, value: &str) -> Self {
        if !value.trim().is_empty() {
            self.facts.push(Fact::new((self.words)(label), value.trim()));
        }
        self
    }

    pub(crate) fn facts(self) -> Vec<Fact> {
        self.facts
    }

    pub(crate) fn block(self) -> Block {
        Block::facts(self.facts)
    }
}

impl Case {
    /// The heading of a paper about it.
    pub(crate) fn title(&self, words: Words<'_>) -> String {
        let name = self.who.name.trim();
        if name.is_empty() { words(Label::NameNotKnown) } else { name.to_owned() }
    }

    /// What stands first: where the case stands and the grade, framed; then who made the paper, with the photograph.
    pub(crate) fn head(&self, made: &Made, words: Words<'_>) -> Section {
        let (tone, grade) = match &self.grading {
            Some(grading) => (grading.tone, grading.grade.clone()),
            None => (Tone::Framed, words(Label::NotGraded)),
        };
        let text = [self.standing.trim(), grade.trim()]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" – ");
        let mut facts = Rows::new(words, Label::NotYetAnswered)
            .row(Label::Birth, &self.who.birth)
            .row(Label::Description, &self.who.description)
            .row(Label::Clothing, &self.report.clothing)
            .row(Label::LastSeen, &self.report.last_seen)
            .row(Label::LogNumber, &self.report.log_number)
            .facts();
        facts.extend(made.facts(&self.reference, words));
        let beside = self.who.photograph.clone();
        let past = made.past.clone().map(|text| Block::Notice { tone: Tone::Grave, text });
        let stands = [Block::Notice { tone, text }, Block::Facts { facts, beside }];
        Section::new("", past.into_iter().chain(stands).collect())
    }

    /// The grade, who gave it and why.
    pub(crate) fn risk(&self, words: Words<'_>) -> Section {
        let Some(grading) = &self.grading else {
            return Section::new(words(Label::Risk), vec![Block::text(words(Label::NotGraded))]);
        };
        let considered = grading.considerations.join("\n");
        let facts = Rows::new(words, Label::NotYetAnswered)
            .row(Label::Grade, &grading.grade)
            .row(Label::GradedBy, &grading.by)
            .row(Label::GradedAt, &grading.at)
            .row(Label::Reasons, &grading.reasons)
            .some(Label::Considerations, &considered);
        Section::new(words(Label::Risk), vec![facts.block()])
    }

    /// Medication, what happens when it is missed, and health.
    pub(crate) fn health(&self, words: Words<'_>) -> Section {
        let medication = both(&self.report.medication, &self.who.medication);
        let facts = Rows::new(words, Label::NotYetAnswered)
            .row(Label::Medication, &medication)
            .row(Label::EffectOfMissing, &self.who.effect_of_missing)
            .row(Label::HealthAndDisability, &self.who.health_and_disability);
        Section::new(words(Label::Health), vec![facts.block()])
    }

    /// What is held about the person, each with its source.
    pub(crate) fn markers(&self, words: Words<'_>) -> Section {
        let columns =
            columns(words, &[(Label::What, 3), (Label::Source, 3), (Label::Since, 2), (Label::Note, 4)]);
        let rows = self
            .who
            .markers
            .iter()
            .map(|marker| {
                vec![marker.what.clone(), marker.source.clone(), marker.since.clone(), marker.note.clone()]
            })
            .collect();
        let table = table_or(columns, rows, || words(Label::NothingRecorded));
        Section::new(words(Label::Markers), vec![table])
    }

    /// Who can be asked, and how to reach them.
    pub(crate) fn people_to_ask(&self, words: Words<'_>) -> Section {
        let columns = columns(words, &[(Label::Name, 3), (Label::Relation, 2), (Label::Reach, 4)]);
        let rows = self
            .who
            .people_to_ask
            .iter()
            .map(|contact| vec![contact.name.clone(), contact.relation.clone(), contact.reach.clone()])
            .collect();
        let table = table_or(columns, rows, || words(Label::NotYetAnswered));
        let facts = Rows::new(words, Label::NotYetAnswered)
            .row(Label::Reporter, &self.report.reporter)
            .row(Label::Associates, &self.who.associates)
            .some(Label::Worker, &self.who.worker);
        Section::new(words(Label::PeopleToAsk), vec![table, facts.block()])
    }

    /// What was recorded.
    pub(crate) fn done(heading: Label, done: &[Done], words: Words<'_>) -> Section {
        let columns = columns(words, &[(Label::When, 2), (Label::What, 7), (Label::By, 3)]);
        let rows =
            done.iter().map(|done| vec![done.at.clone(), done.what.clone(), done.by.clone()]).collect();
        let table = table_or(columns, rows, || words(Label::NothingRecorded));
        Section::new(words(heading), vec![table])
    }

    /// What is owed: tasks or duties.
    pub(crate) fn owed(heading: Label, owed: &[Owed], words: Words<'_>) -> Section {
        let columns = columns(words, &[(Label::What, 5), (Label::Owner, 3), (Label::Due, 3)]);
        let rows =
            owed.iter().map(|owed| vec![owed.what.clone(), owed.owner.clone(), owed.due.clone()]).collect();
        let table = table_or(columns, rows, || words(Label::NothingRecorded));
        Section::new(words(heading), vec![table])
    }
}

/// The headings of a table, with their shares of the width.
pub(crate) fn columns(words: Words<'_>, columns: &[(Label, u8)]) -> Vec<Column> {
    columns.iter().map(|(label, share)| Column { title: words(*label), share: *share }).collect()
}

/// Two texts on one matter, each once.
pub(crate) fn both(one: &str, other: &str) -> String {
    let (one, other) = (one.trim(), other.trim());
    if one.is_empty() || one == other {
        other.to_owned()
    } else if other.is_empty() {
        one.to_owned()
    } else {
        format!("{one}\n{other}")
    }
}
