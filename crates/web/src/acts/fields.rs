//! Draws the fields of an act: empty, as an entry stands, or as they were typed with what is wrong beside them.

mod repeated;
mod when;

pub(crate) use repeated::checks;

use domain::episode::GradeRules;
use domain::refusal::Refusal;
use domain::risk::Grade;
use jiff::Timestamp;
use maud::{Markup, Render, html};

use super::{
    Values,
    form::{ActForm, Field, Kind, Raised, Referred, Required},
    read::{CORRECTION_REASON, Unreadable},
    words,
};
use crate::{
    catalogue::t,
    components::{
        Choice, Content, DateInput, DatePart, FieldError, FormErrors, Input, Label, Legend, Radios, Select,
        SelectOption, Size, Textarea, Width,
    },
};

/// Something on record that a field can point at: its id and what it is called.
pub type Named = (String, String);

/// What is on record that the fields of an act can point at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OnRecord {
    /// The agencies that take part.
    pub agencies: Vec<Named>,
    /// The strategy meetings of the episode.
    pub meetings: Vec<Named>,
    /// The person's placements.
    pub placements: Vec<Named>,
    /// Returns that were reported and are not yet verified.
    pub returns: Vec<Named>,
    /// Disagreements that are not resolved.
    pub disagreements: Vec<Named>,
    /// Crimes that police were not told of.
    pub crimes: Vec<Named>,
    /// Markers that are held.
    pub markers: Vec<Named>,
    /// Tasks that have no result.
    pub tasks: Vec<Named>,
    /// Those of them that the user's agency settles.
    pub own_tasks: Vec<Named>,
    /// Offers of the case that nobody has answered.
    pub offers: Vec<Named>,
    /// Messages that nobody has acknowledged.
    pub messages: Vec<Named>,
    /// Messages about being late that nobody has answered.
    pub late_messages: Vec<Named>,
    /// Photographs that may be used.
    pub photographs: Vec<Named>,
    /// Other times missing whose return interview is still owed.
    pub other_episodes: Vec<Named>,
    /// Other times missing whose prevention interview is still owed.
    pub other_preventions: Vec<Named>,
    /// The packs under which the case could stand.
    pub packs: Vec<Named>,
    /// Proposals to close jointly that nobody has answered.
    pub closures: Vec<Named>,
    /// That the person was found dead, where nobody has said that it was somebody else.
    pub deaths: Vec<Named>,
    /// Roles and people who can own a task or be offered the case.
    pub owners: Vec<Named>,
    /// Lists of tasks, those for somebody like this first.
    pub task_lists: Vec<Named>,
    /// Those missing who could be the one who cannot be named.
    pub candidates: Vec<Named>,
    /// Identities that were proposed.
    pub identities: Vec<Named>,
    /// Notices about a record that nobody has acknowledged.
    pub notices: Vec<Named>,
    /// Their tasks, each as its list, a stroke and itself.
    pub listed_tasks: Vec<Named>,
}

impl OnRecord {
    /// What a reference of that kind can point at.
    #[must_use]
    pub fn of(&self, referred: Referred) -> &[Named] {
        match referred {
            Referred::Agency => &self.agencies,
            Referred::Meeting => &self.meetings,
            Referred::Placement => &self.placements,
            Referred::TaskList => &self.task_lists,
            Referred::Candidate => &self.candidates,
            Referred::Entry(raised) => self.raised(raised),
        }
    }

    /// The entries of that kind that wait for something.
    #[must_use]
    pub fn raised(&self, raised: Raised) -> &[Named] {
        match raised {
            Raised::Return => &self.returns,
            Raised::Disagreement => &self.disagreements,
            Raised::Crime => &self.crimes,
            Raised::Marker => &self.markers,
            Raised::Task => &self.tasks,
            Raised::OwnTask => &self.own_tasks,
            Raised::ListedTask => &self.listed_tasks,
            Raised::Offer => &self.offers,
            Raised::Message => &self.messages,
            Raised::LateMessage => &self.late_messages,
            Raised::Photograph => &self.photographs,
            Raised::OtherEpisode => &self.other_episodes,
            Raised::OtherPrevention => &self.other_preventions,
            Raised::Pack => &self.packs,
            Raised::Closure => &self.closures,
            Raised::Death => &self.deaths,
            Raised::Identity => &self.identities,
            Raised::Notice => &self.notices,
        }
    }
}

/// Whether the form records something new or corrects what stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// Something new.
    Record,
    /// A correction.
    Correct,
}

/// Who may be said to grade the risk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Assessors {
    /// An officer or a supervisor, to be chosen.
    Chosen,
    /// An officer alone: the user may not grade as a supervisor.
    OfficerOnly,
}

/// A form about to be drawn.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    /// The act.
    pub form: &'a ActForm,
    /// Whether it is recorded or corrected.
    pub purpose: Use,
    /// What stands in the fields.
    pub values: &'a Values,
    /// What is wrong with it.
    pub errors: &'a FormErrors,
    /// What the fields can point at.
    pub on_record: &'a OnRecord,
    /// Which grades may be given, and what they mean.
    pub grades: &'a GradeRules,
    /// Who may be said to grade.
    pub assessors: Assessors,
    /// Now.
    pub now: Timestamp,
}

/// What could not be read, as sentences tied to their controls.
#[must_use]
pub fn errors(form: &ActForm, unreadable: &[Unreadable]) -> FormErrors {
    unreadable
        .iter()
        .map(|wrong| FieldError { field: wrong.control.clone(), message: words::problem(form, wrong) })
        .collect()
}

/// Why the rules of the work refused an act, as sentences tied to their controls.
#[must_use]
pub fn refused(form: &ActForm, refusals: &[Refusal]) -> FormErrors {
    refusals
        .iter()
        .map(|refusal| FieldError {
            field: refusal.field().map(|field| control_of(form, field)).unwrap_or_default(),
            message: words::refusal(Some(form.word), refusal),
        })
        .collect()
}

/// The control to which a refusal about a field leads.
#[must_use]
pub fn control_of(form: &ActForm, field: &str) -> String {
    match (field, form.field(field)) {
        ("happened_at", _) => "happened_at-when".to_owned(),
        ("reason", None) => CORRECTION_REASON.to_owned(),
        ("considerations", Some(_)) => "considerations-0-what".to_owned(),
        (_, Some(field)) if field.kind == Kind::LocalTime => format!("{}-day", field.name),
        (_, Some(field)) => field.name.to_owned(),
        (_, None) => String::new(),
    }
}

impl Render for Shown<'_> {
    fn render(&self) -> Markup {
        html! {
            @if self.purpose == Use::Record { (self.when_it_happened()) } @else { (self.when_it_really_happened()) }
            @for field in self.form.fields { (self.field(field)) }
            @if self.purpose == Use::Correct { (self.why_corrected()) }
        }
    }
}

impl Shown<'_> {
    fn why_corrected(&self) -> Markup {
        Textarea::new(CORRECTION_REASON, Label::new(t!("field-correction-reason")).size(Size::Small))
            .hint(t!("field-hint-correction-reason"))
            .value(self.values.get(CORRECTION_REASON))
            .error(self.errors.of(CORRECTION_REASON))
            .rows(3)
            .render()
    }

    /// One of the fields alone.
    pub(crate) fn one(&self, field: &Field) -> Markup {
        self.field(field)
    }

    fn field(&self, field: &Field) -> Markup {
        match field.kind {
            Kind::Line => self.line(field),
            Kind::Paragraphs => self.paragraphs(field, rows_of(field.name)),
            Kind::Lines => self.paragraphs(field, 2),
            Kind::Choice { family: "grade", .. } => self.grades(field),
            Kind::Choice { family: "assessor", .. } if self.assessors == Assessors::OfficerOnly => {
                self.graded_by_an_officer(field)
            }
            Kind::Choice { family, words } => self.choice(field, family, words),
            Kind::LocalTime => self.date_and_time(field.name, self.legend(field), self.hint(field)),
            Kind::Date => self.date(field.name, self.legend(field), self.hint(field)),
            Kind::Integer | Kind::Count => self.number(field),
            Kind::Birth => self.birth(field),
            Kind::Contacts => self.contacts(field),
            Kind::Considerations => self.considerations(field),
            Kind::Reference(referred) => self.reference(field, referred),
            Kind::Several(raised) => self.several(field, raised),
            Kind::Owner => self.or_as_recorded(field, self.on_record.owners.clone()),
            Kind::Checks => self.checks(field),
        }
    }

    /// The name of a field; what may stay empty says so, for most may not.
    fn label(&self, field: &Field) -> String {
        let name = words::label(self.form, field);
        match field.required {
            Required::Yes => name,
            Required::No => t!("field-optional", "field" => name),
        }
    }

    fn legend(&self, field: &Field) -> Legend {
        Legend::new(self.label(field)).size(Size::Small)
    }

    fn hint(&self, field: &Field) -> Option<String> {
        words::field_hint(self.form, field)
    }

    fn line(&self, field: &Field) -> Markup {
        Input::new(field.name, Label::new(self.label(field)).size(Size::Small))
            .hint(self.hint(field))
            .value(self.values.get(field.name))
            .error(self.errors.of(field.name))
            .render()
    }

    fn paragraphs(&self, field: &Field, rows: u32) -> Markup {
        Textarea::new(field.name, Label::new(self.label(field)).size(Size::Small))
            .hint(self.hint(field))
            .value(self.values.get(field.name))
            .error(self.errors.of(field.name))
            .rows(rows)
            .render()
    }

    fn number(&self, field: &Field) -> Markup {
        Input::new(field.name, Label::new(self.label(field)).size(Size::Small))
            .hint(self.hint(field))
            .value(self.values.get(field.name))
            .error(self.errors.of(field.name))
            .inputmode("numeric")
            .width(Width::Three)
            .render()
    }

    fn choice(&self, field: &Field, family: &str, offered: &[&str]) -> Markup {
        const RADIOS_AT_MOST: usize = 6;
        if offered.len() > RADIOS_AT_MOST {
            return self.select(
                field,
                offered.iter().map(|word| ((*word).to_owned(), words::choice(family, word))).collect(),
            );
        }
        let mut choices: Vec<Choice> = offered
            .iter()
            .map(|word| {
                Choice::new(*word, words::choice(family, word)).hint(words::choice_hint(family, word))
            })
            .collect();
        // A radio button once chosen cannot be unchosen.
        if field.required == Required::No && !offered.contains(&"not_known") {
            choices.push(Choice::new("", t!("choice-not-said")));
        }
        Radios::new(field.name, choices)
            .legend(self.legend(field))
            .hint(self.hint(field))
            .value(self.values.get(field.name))
            .error(self.errors.of(field.name))
            .small()
            .render()
    }

    /// Not a choice, but said: what is recorded under the user's name is no secret to them.
    fn graded_by_an_officer(&self, field: &Field) -> Markup {
        html! {
            p.govuk-body { strong { (self.label(field)) ": " } (words::choice("assessor", "officer")) }
            input type="hidden" name=(field.name) value="officer";
        }
    }

    fn select(&self, field: &Field, offered: Vec<Named>) -> Markup {
        let none = SelectOption::new("", t!("choice-please"));
        let options = std::iter::once(none)
            .chain(offered.into_iter().map(|(value, text)| SelectOption::new(value, text)))
            .collect();
        Select::new(field.name, Label::new(self.label(field)).size(Size::Small), options)
            .hint(self.hint(field))
            .value(self.values.get(field.name))
            .error(self.errors.of(field.name))
            .render()
    }

    /// What is on record: the only one is chosen from the start, and one that is no more open still shows.
    fn reference(&self, field: &Field, referred: Referred) -> Markup {
        self.or_as_recorded(field, self.on_record.of(referred).to_vec())
    }

    /// What is on offer, and what was chosen where it is so no longer.
    fn or_as_recorded(&self, field: &Field, mut offered: Vec<Named>) -> Markup {
        let chosen = self.values.get(field.name);
        if !chosen.is_empty() && !offered.iter().any(|(id, _)| id == chosen) {
            offered.push((chosen.to_owned(), t!("choice-as-recorded")));
        }
        self.select(field, offered)
    }

    /// The grades with what they mean; one that may not be given to this person shows and says so.
    fn grades(&self, field: &Field) -> Markup {
        let choices = Grade::ALL
            .into_iter()
            .map(|grade| {
                let meaning = self
                    .grades
                    .definitions
                    .iter()
                    .find(|(of, _)| *of == grade)
                    .map_or("", |(_, definition)| definition.text.as_str());
                let choice = Choice::new(grade.word(), words::choice("grade", grade.word()));
                // Without the rules at hand (the database does not answer) nothing typed may become impossible.
                if self.grades.permitted.is_empty() || self.grades.permitted.contains(&grade) {
                    choice.hint(Some(meaning).filter(|meaning| !meaning.is_empty()))
                } else {
                    choice.hint(t!("grade-not-permitted")).disabled()
                }
            })
            .collect();
        let version = self.grades.definitions.first().map(|(_, definition)| {
            t!("grade-definitions", "pack" => definition.pack.clone(), "version" => definition.pack_version.clone())
        });
        html! {
            (Radios::new(field.name, choices)
                .legend(self.legend(field))
                .hint(version)
                .value(self.values.get(field.name))
                .error(self.errors.of(field.name)))
        }
    }

    fn date(&self, name: &str, legend: Legend, hint: Option<String>) -> Markup {
        self.date_input(name, legend, hint).render()
    }

    /// The date under a name as it was typed, with the part that is wrong.
    fn date_input(&self, name: &str, legend: Legend, hint: Option<String>) -> DateInput {
        let parts = [(DatePart::Day, "day"), (DatePart::Month, "month"), (DatePart::Year, "year")];
        let mut input = DateInput::new(name).name_prefix(name).legend(legend).hint(hint.map(Content::from));
        for (part, word) in parts {
            let control = format!("{name}-{word}");
            input = input.value(part, self.values.get(&control));
            if let Some(error) = self.errors.of(&control) {
                input = input.error(error).wrong(part);
            }
        }
        input
    }
}

/// How high a field for several lines stands: the ones that carry the story are higher.
fn rows_of(name: &str) -> u32 {
    match name {
        "reasons" | "what" | "circumstances" | "decisions" | "findings" | "why" | "plan" | "outcome"
        | "summary" => 5,
        _ => 3,
    }
}
