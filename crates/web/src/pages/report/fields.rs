//! The fields of each step of a report.

use app::{ReportAnswers, ReportedPerson};
use domain::incident::IncidentClass;
use domain::person::{BirthDate, MarkerKind};
use jiff::Timestamp;
use maud::{Markup, Render, html};

use super::questions::{Length, OF_A_PERSON, OF_THE_CALL, Question, Step, field_of, person_field};
use super::read::{PERSON_INDEX, birth};
use super::record;
use super::search::{Hit, hits_list};
use super::view::{class_words, question_words};
use crate::acts::fields::checks;
use crate::acts::{Values, words};
use crate::catalogue::{family, t};
use crate::components::{
    Button, Checkboxes, Choice, Content, DateInput, DatePart, Details, FormErrors, Input, Label, Legend,
    Radios, Select, SelectOption, Size, Textarea, Width, date_and_time, fieldset, inset_text, warning_text,
};
use crate::pages::shown;
use crate::views::person;

/// Where a name is sent while it is typed.
const SEARCH: &str = "/reports/search";

/// What is sent with it, where it is asked: who of a name is meant shows by age, address and telephone.
const ALSO_SAID: &str =
    "age birth-date-day birth-date-month birth-date-year home_address phones_and_accounts";

/// The fields of one step.
pub(crate) struct StepFields<'a> {
    pub(crate) step: Step,
    pub(crate) values: &'a Values,
    pub(crate) errors: &'a FormErrors,
    pub(crate) answers: &'a ReportAnswers,
    pub(crate) person: usize,
    pub(crate) hits: Option<&'a [Hit]>,
    pub(crate) now: Timestamp,
}

impl Render for StepFields<'_> {
    fn render(&self) -> Markup {
        match self.step {
            Step::Call => self.call(),
            Step::People => self.people(),
            Step::Circumstances => self.circumstances(),
            Step::Concerns => self.concerns(),
            Step::Check => html! {},
        }
    }
}

/// The few fields with which a report begins.
pub(crate) fn begin(values: &Values, errors: &FormErrors, now: Timestamp) -> Markup {
    let fields = Fields { values, errors, now };
    html! {
        (fields.line("name", true).search(SEARCH).label_hint())
        (fields.age())
        (fields.paragraphs("circumstances", false, 4))
        (fields.line("reporter-name", false).plain())
        (fields.line("reporter-reach", false).plain())
        (fields.class_in_short())
    }
}

/// What opens a case in an emergency: who, how old, where last seen, why somebody is afraid for them.
pub(crate) fn emergency(values: &Values, errors: &FormErrors, now: Timestamp) -> Markup {
    let fields = Fields { values, errors, now };
    html! {
        (fields.line("name", true).search(SEARCH).focused().label_hint())
        (fields.paragraphs("description", true, 2))
        (fields.age())
        (fields.paragraphs("last_seen", false, 2))
        (fields.paragraphs("concern", false, 3))
    }
}

/// What a date of birth or an age, as typed, is taken to mean; that it is not understood; nothing where nothing is typed.
pub(crate) fn understood(values: &Values, now: Timestamp) -> String {
    let (birth, said) = birth(values, now);
    if !said.is_empty() {
        return t!("report-birth-not-understood", "said" => said);
    }
    let age = person::age(&birth, now);
    match birth {
        BirthDate::Exact { .. } | BirthDate::Year { .. } => {
            t!("report-birth-understood", "born" => person::born(&birth), "age" => age)
        }
        BirthDate::AgeRange { .. } => t!("report-age-understood", "age" => age),
        BirthDate::Unknown => String::new(),
    }
}

impl StepFields<'_> {
    fn fields(&self) -> Fields<'_> {
        Fields { values: self.values, errors: self.errors, now: self.now }
    }

    /// A question of the call, with what is on record of it of anybody whom the call is about.
    fn of_the_call(&self, question: &Question<ReportAnswers>) -> Markup {
        let people = self.answers.people.iter();
        let recorded = people.filter_map(|person| record::of(question, person));
        let hint = hint_of(question.name, recorded.collect());
        self.fields().question(question.name, question.name, false, question.length, hint)
    }

    fn of_a_person(&self, question: &Question<ReportedPerson>, index: usize) -> Markup {
        let person = self.answers.people.get(index);
        let recorded = person.and_then(|person| match question.step {
            Step::People => record::of_the_form(question, person),
            Step::Call | Step::Circumstances | Step::Concerns | Step::Check => record::of(question, person),
        });
        let hint = hint_of(question.name, recorded.into_iter().collect());
        self.fields().question(&field_of(question, index), question.name, true, question.length, hint)
    }

    /// The questions of the step that are answered in words, asked once for the call.
    fn questions(&self) -> Markup {
        let asked = OF_THE_CALL.iter().filter(|question| question.step == self.step);
        html! { @for question in asked { (self.of_the_call(question)) } }
    }

    fn call(&self) -> Markup {
        let fields = self.fields();
        html! {
            @if self.answers.adds_to.is_none() {
                (fields.class())
                (Textarea::new("class_reason", Label::new(question_words("class_reason", false)).size(Size::Small))
                    .hint(t!("report-class-reason-hint"))
                    .value(self.values.get("class_reason"))
                    .error(self.errors.of("class_reason"))
                    .rows(2))
            }
            (self.questions())
            @if self.answers.adds_to.is_none() { (fields.moment("reported_at", t!("report-reported-at-hint"))) }
        }
    }

    fn people(&self) -> Markup {
        let fields = self.fields();
        let person = self.answers.people.get(self.person);
        html! {
            (self.others())
            input type="hidden" name=(PERSON_INDEX) value=(self.person);
            @if person.is_some_and(|person| person.existing.is_some()) { (inset_text(t!("report-from-record"))) }
            (fields.line("name", true).search(SEARCH).label_hint())
            @match self.hits {
                Some(hits) => { div.sw-matches { (hits_list(hits, self.now)) } }
                None => { noscript { (Button::new(t!("report-search")).name("do").value("search").secondary()) } }
            }
            (fields.birth())
            (fields.sex())
            @for question in OF_A_PERSON.iter().filter(|question| question.step == Step::People && question.name != "name") {
                (self.of_a_person(question, self.person))
            }
            @if let Some(care) = person.and_then(|person| person.on_record.care) { (record::care(care)) }
            (fields.care())
            (fields.next_of_kin())
            (Details::new(question_words("other_names", true), fields.paragraphs("other_names", true, 2)))
        }
    }

    /// The other people of the call.
    fn others(&self) -> Markup {
        let people = &self.answers.people;
        html! {
            @if people.len() > 1 || self.person >= people.len() && !people.is_empty() {
                p.govuk-body { (t!("report-people-of-the-call")) }
                ul.govuk-list.govuk-list--bullet {
                    @for (index, person) in people.iter().enumerate() {
                        li {
                            @if index == self.person { strong { (shown::name(&person.details.name)) } } @else {
                                a.govuk-link href={ "?" (PERSON_INDEX) "=" (index) } { (shown::name(&person.details.name)) }
                            }
                        }
                    }
                }
            }
        }
    }

    fn circumstances(&self) -> Markup {
        let fields = self.fields();
        let mut asked = OF_THE_CALL.iter().filter(|question| question.step == Step::Circumstances);
        let first = asked.next();
        html! {
            @if let Some(question) = first { (self.of_the_call(question)) }
            (fields.moment("missing_since", t!("report-missing-since-hint")))
            (Checkboxes::new("missing_since-not_known", vec![
                Choice::new("yes", t!("report-missing-since-not-known")).id("missing_since-not_known"),
            ]).small())
            @for question in asked { (self.of_the_call(question)) }
            (self.each_person())
        }
    }

    /// Worry first, then what bears on each person's risk, the checks last: they hold nothing up.
    fn concerns(&self) -> Markup {
        let (checks_made, asked): (Vec<_>, Vec<_>) = OF_THE_CALL
            .iter()
            .filter(|question| question.step == Step::Concerns)
            .partition(|question| question.name == "checks_made");
        let legend = Legend::new(question_words("checks", false)).size(Size::Medium);
        html! {
            @for question in asked { (self.of_the_call(question)) }
            (self.each_person())
            (checks("checks", self.values, legend, words::named_hint("checks")))
            @for question in checks_made { (self.of_the_call(question)) }
        }
    }

    /// What is asked of each of the people; of one, before anybody is named.
    fn each_person(&self) -> Markup {
        let people = self.answers.people.len().max(1);
        html! { @for index in 0..people { (self.of_each(index)) } }
    }

    fn of_each(&self, index: usize) -> Markup {
        let asked = OF_A_PERSON.iter().filter(|question| question.step == self.step);
        let person = self.answers.people.get(index);
        let name = person.map_or("", |person| person.details.name.as_str());
        let body = html! {
            @for question in asked { (self.of_a_person(question, index)) }
            @if self.step == Step::Concerns { (markers(index, person)) }
        };
        fieldset(Legend::new(shown::name(name)).size(Size::Medium), &body)
    }
}

/// What bears on the risk: what is on record, then boxes for what the caller has told of.
fn markers(index: usize, person: Option<&ReportedPerson>) -> Markup {
    let on_record = person.map_or(&[][..], |person| &person.on_record.markers);
    let boxes = MarkerKind::ALL
        .into_iter()
        .map(|kind| Choice::new(kind.word(), words::choice("marker", kind.word())))
        .collect();
    let told = person.map_or(&[][..], |person| &person.markers);
    html! {
        @if !on_record.is_empty() { (record::markers(on_record)) }
        (Checkboxes::new(&person_field(index, "markers"), boxes)
            .legend(Legend::new(t!("report-markers")).size(Size::Small))
            .hint(t!("report-markers-hint"))
            .values(told.iter().map(|marker| marker.marker.word()))
            .small())
    }
}

/// Help for a question, and what is on record of it.
fn hint_of(name: &str, recorded: Vec<Markup>) -> Option<Content> {
    let help = family("report-hint", name, None);
    if recorded.is_empty() {
        return help.map(Content::from);
    }
    Some(Content::from(html! {
        @if let Some(help) = help { (help) }
        @for said in recorded { span.sw-on-record { (said) } }
    }))
}

/// Draws single fields from what stands in them and what is wrong with it.
#[derive(Clone, Copy)]
struct Fields<'a> {
    values: &'a Values,
    errors: &'a FormErrors,
    now: Timestamp,
}

/// A line of text before it is drawn.
struct Line(Input, &'static str);

impl Line {
    fn search(self, address: &str) -> Self {
        Self(self.0.search(address).search_with(ALSO_SAID).autocomplete("off"), self.1)
    }

    fn label_hint(self) -> Markup {
        self.0.hint(family("report-hint", self.1, None)).render()
    }

    /// With the focus on it when the page opens.
    fn focused(self) -> Self {
        Self(self.0.autofocus(), self.1)
    }

    fn plain(self) -> Markup {
        self.0.render()
    }
}

impl Fields<'_> {
    fn line(&self, name: &'static str, of_a_person: bool) -> Line {
        let input = Input::new(name, Label::new(question_words(name, of_a_person)).size(Size::Small))
            .value(self.values.get(name))
            .error(self.errors.of(name));
        Line(input, name)
    }

    fn paragraphs(&self, name: &str, of_a_person: bool, rows: u32) -> Markup {
        self.text(name, name, of_a_person, rows)
    }

    fn text(&self, field: &str, question: &str, of_a_person: bool, rows: u32) -> Markup {
        Textarea::new(field, Label::new(question_words(question, of_a_person)).size(Size::Small))
            .hint(family("report-hint", question, None))
            .value(self.values.get(field))
            .error(self.errors.of(field))
            .rows(rows)
            .render()
    }

    fn question(
        &self,
        field: &str,
        question: &str,
        of_a_person: bool,
        length: Length,
        hint: Option<Content>,
    ) -> Markup {
        let label = Label::new(question_words(question, of_a_person)).size(Size::Small);
        let (value, error) = (self.values.get(field), self.errors.of(field));
        match length {
            Length::Lines => {
                Textarea::new(field, label).hint(hint).value(value).error(error).rows(3).render()
            }
            Length::Line => Input::new(field, label).hint(hint).value(value).error(error).render(),
        }
    }

    fn class(&self) -> Markup {
        let choices = IncidentClass::ALL
            .into_iter()
            .map(|class| {
                Choice::new(class.word(), class_words(class)).hint(family(
                    "incident-class-hint",
                    class.word(),
                    None,
                ))
            })
            .collect();
        html! {
            (Radios::new("class", choices)
                .legend(Legend::new(question_words("class", false)).size(Size::Small))
                .value(self.values.get("class"))
                .error(self.errors.of("class"))
                .small())
            @if self.values.get("class") == IncidentClass::Abduction.word() { (warning_text(t!("report-abduction"))) }
        }
    }

    /// The same on the first page, where it must not stand in the way: nearly always somebody is missing.
    fn class_in_short(&self) -> Markup {
        let options =
            IncidentClass::ALL.into_iter().map(|class| SelectOption::new(class.word(), class_words(class)));
        Select::new("class", Label::new(question_words("class", false)).size(Size::Small), options.collect())
            .value(self.values.get("class"))
            .error(self.errors.of("class"))
            .render()
    }

    fn date(&self, name: &str) -> DateInput {
        let parts = [(DatePart::Day, "day"), (DatePart::Month, "month"), (DatePart::Year, "year")];
        parts.into_iter().fold(DateInput::new(name).name_prefix(name), |input, (part, word)| {
            let control = format!("{name}-{word}");
            let input = input.value(part, self.values.get(&control));
            match self.errors.of(&control) {
                Some(error) => input.error(error).wrong(part),
                None => input,
            }
        })
    }

    /// A local date and time; where the clocks repeat it, which of the two is meant.
    fn moment(&self, name: &str, hint: String) -> Markup {
        let (time, occurrence) = (format!("{name}-time"), format!("{name}-occurrence"));
        let date =
            self.date(name).legend(Legend::new(question_words(name, false)).size(Size::Small)).hint(hint);
        let asked = self.errors.of(&occurrence).is_some() || !self.values.get(&occurrence).is_empty();
        html! {
            (date_and_time(date, Some(self.values.get(&time)), self.errors.of(&time).map(Into::into)))
            @if asked {
                (Radios::new(&occurrence, vec![
                    Choice::new("first", t!("occurrence-first")),
                    Choice::new("second", t!("occurrence-second")),
                ])
                .legend(Legend::new(t!("occurrence-question")).size(Size::Small))
                .value(self.values.get(&occurrence))
                .error(self.errors.of(&occurrence))
                .small())
            }
        }
    }

    fn birth(&self) -> Markup {
        html! {
            (self.date("birth-date")
                .legend(Legend::new(t!("report-birth")).size(Size::Small))
                .hint(t!("report-birth-hint")))
            (self.age_as(t!("report-age").into()))
        }
    }

    /// The age alone, where there is no time for the date.
    fn age(&self) -> Markup {
        self.age_as(Label::new(t!("report-age-alone")).size(Size::Small))
    }

    fn age_as(&self, label: Label) -> Markup {
        let hint = html! {
            (t!("report-age-hint")) " "
            strong #age-understood role="status" { (understood(self.values, self.now)) }
        };
        Input::new("age", label)
            .hint(hint)
            .value(self.values.get("age"))
            .error(self.errors.of("age"))
            .width(Width::Ten)
            .render()
    }

    fn sex(&self) -> Markup {
        self.radios("sex", question_words("sex", true), "sex", &["female", "male", "other", "not_known"])
    }

    fn care(&self) -> Markup {
        let bases = ["not_in_care", "care_order", "accommodated", "care_leaver"];
        self.radios("care", t!("report-care"), "care-basis", &bases)
    }

    fn radios(&self, name: &str, legend: String, words_of: &str, offered: &[&str]) -> Markup {
        let choices = offered.iter().map(|word| Choice::new(*word, words::choice(words_of, word))).collect();
        Radios::new(name, choices)
            .legend(Legend::new(legend).size(Size::Small))
            .value(self.values.get(name))
            .error(self.errors.of(name))
            .small()
            .render()
    }

    fn next_of_kin(&self) -> Markup {
        let part = |name: &str, label: String| {
            Input::new(name, label).value(self.values.get(name)).error(self.errors.of(name))
        };
        let body = html! {
            (part("contacts-0-name", t!("report-contact-name")))
            (part("contacts-0-relation", t!("report-contact-relation")))
            (part("contacts-0-reach", t!("report-contact-reach")))
        };
        fieldset(Legend::new(question_words("contacts", true)).size(Size::Small), &body)
    }
}
