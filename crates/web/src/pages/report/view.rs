//! What the pages of a report show: one step at a time, and beside it always what is unanswered.

use app::{DraftId, DraftSummary, Held, ReportAnswers, ReportedPerson};
use domain::episode::Check;
use domain::incident::{IncidentClass, Typist};
use jiff::Timestamp;
use maud::{Markup, html};

use super::drafts::{another_call, draft_link, typed_by};
use super::fields::StepFields;
use super::questions::{Gap, OF_A_PERSON, OF_THE_CALL, Question, Step, is_enough, unanswered};
use super::read::PERSON_INDEX;
use super::search::Hit;
use super::send::{ADDS_TO, CALL};
use crate::acts::{Values, words};
use crate::catalogue::{clock_time_to_second, family, t};
use crate::components::{
    Action, Alert, AlertKind, Button, ButtonKind, Content, Details, Form, FormErrors, NotificationKind,
    Panel, SubNavigation, SummaryCard, SummaryList, SummaryRow, Unanswered, inset_text, time_element,
    warning_text,
};
use crate::layout::{Nav, Outcome, Page, SignedIn};
use crate::pages::shown;

/// A report that is being taken.
#[derive(Clone, Debug)]
pub(crate) struct ReportPage {
    /// The time.
    pub(crate) now: Timestamp,
    /// Who is signed in.
    pub(crate) signed_in: SignedIn,
    /// Which draft.
    pub(crate) draft: DraftId,
    /// Its version, counted up with each saving.
    pub(crate) version: i64,
    /// When it was last saved.
    pub(crate) saved_at: Timestamp,
    /// Who typed it, in turn.
    pub(crate) typists: Vec<Typist>,
    /// Which step.
    pub(crate) step: Step,
    /// What was answered.
    pub(crate) answers: ReportAnswers,
    /// What stands in the fields.
    pub(crate) values: Values,
    /// What is wrong with it.
    pub(crate) errors: FormErrors,
    /// Which of the people the page is about.
    pub(crate) person: usize,
    /// People who may be meant, where somebody searched without scripts.
    pub(crate) hits: Option<Vec<Hit>>,
    /// What was saved in another window or by a colleague meanwhile.
    pub(crate) elsewhere: Option<Elsewhere>,
    /// The cases that the form opened before with other words; nothing where it was not sent.
    pub(crate) sent_before: Option<Vec<OpenedCase>>,
    /// Whether the case was opened just before, in an emergency.
    pub(crate) just_opened: bool,
    /// What the user has begun and not sent besides.
    pub(crate) others: Vec<DraftSummary>,
    /// By which a repeated sending counts once.
    pub(crate) key: String,
}

/// What stands in a draft that is no longer as the page showed it.
#[derive(Clone, Debug)]
pub(crate) struct Elsewhere {
    /// With whom it is now.
    pub(crate) held: Held,
    /// Who changed it, and when.
    pub(crate) words: String,
    /// Each question whose answer differs, with the answer there.
    pub(crate) different: Vec<(String, String)>,
}

impl ReportPage {
    /// The whole page.
    pub(crate) fn render(&self) -> Markup {
        let outcome = if self.errors.is_empty() { Outcome::Plain } else { Outcome::Error };
        Page::new(step_title(self.step), self.now)
            .signed_in(self.signed_in.clone())
            .current(Nav::NewReport)
            .marked()
            .outcome(outcome)
            .banner(NotificationKind::Success, self.news())
            .before_content(self.steps())
            .render(&html! {
                div.sw-with-aside {
                    div #report-unanswered { (self.aside()) }
                    div {
                        (self.errors.summary())
                        @if let Some(elsewhere) = &self.elsewhere { (elsewhere.render()) }
                        @if let Some(cases) = &self.sent_before { (sent_before(cases)) }
                        (self.case())
                        h1.govuk-heading-l { (step_title(self.step)) }
                        (Form::post(&self.address(self.step), &self.signed_in.csrf_token)
                            .version(self.version.to_string())
                            .idempotency_key(self.key.as_str())
                            .keep(format!("report-{}-{}", self.draft.0, self.step.word()))
                            .body(self.body()))
                        @if self.step == Step::Check { (self.discard()) }
                    }
                }
            })
    }

    fn address(&self, step: Step) -> String {
        format!("/reports/{}/{}", self.draft.0, step.word())
    }

    fn steps(&self) -> Markup {
        let links = Step::ALL.into_iter().fold(SubNavigation::new(), |links, step| {
            if step == self.step {
                links.here(step_title(step), &self.address(step))
            } else {
                links.link(step_title(step), &self.address(step))
            }
        });
        html! { (links) }
    }

    /// That the case is open, once it was opened just before.
    fn news(&self) -> Option<Content> {
        let episode = self.answers.adds_to.filter(|_| self.just_opened)?;
        Some(t!("report-case-is-open", "reference" => episode.reference()).into())
    }

    /// The case to which the answers are added, and who typed before.
    fn case(&self) -> Markup {
        html! {
            @if let Some(episode) = self.answers.adds_to {
                p.govuk-body {
                    (t!("report-adds-to", "reference" => episode.reference())) " "
                    a.govuk-link href={ "/episodes/" (episode) } { (t!("report-see-case")) }
                }
            }
            @if self.typists.len() > 1 { p.govuk-body-s { (typed_by(&self.typists, Held::ByUser)) } }
            @for other in &self.others {
                p.govuk-body-s.sw-other-draft { strong { (t!("report-unfinished")) } " " (draft_link(other, self.now)) }
            }
            (another_call())
        }
    }

    /// What is unanswered.
    pub(super) fn aside(&self) -> Markup {
        let gaps = unanswered(&self.answers);
        let list = gaps.iter().fold(
            Unanswered::new(t!("report-unanswered", "count" => gaps.len()), t!("report-all-answered")),
            |list, gap| list.question(self.gap_words(gap), &self.gap_address(gap)),
        );
        html! { (list) }
    }

    fn gap_words(&self, gap: &Gap) -> Markup {
        let of = gap.person.filter(|_| self.answers.people.len() > 1).map(|index| self.name_of(index));
        let said = (gap.name == "birth_said").then(|| self.said_of_birth(gap.person)).flatten();
        html! { (question_words(gap.name, gap.person.is_some())) @if let Some(said) = said { ": " bdi { (said) } } @if let Some(name) = of { " (" (name) ")" } }
    }

    fn said_of_birth(&self, person: Option<usize>) -> Option<&str> {
        Some(self.answers.people.get(person?)?.details.birth_said.as_str())
    }

    fn name_of(&self, index: usize) -> Markup {
        let name = self.answers.people.get(index).map_or("", |person| person.details.name.as_str());
        shown::name(name)
    }

    fn gap_address(&self, gap: &Gap) -> String {
        let person = match (gap.step, gap.person) {
            (Step::People, Some(index)) => format!("?{PERSON_INDEX}={index}"),
            (_, _) => String::new(),
        };
        format!("{}{person}#{}", self.address(gap.step), gap.field)
    }

    fn body(&self) -> Markup {
        html! {
            (default_button("next"))
            @if let Some(episode) = self.answers.adds_to { input type="hidden" name=(ADDS_TO) value=(episode); }
            @if let Some(call) = self.answers.call { input type="hidden" name=(CALL) value=(call); }
            @if self.step == Step::Check { (self.summary()) } @else {
                (StepFields {
                    step: self.step,
                    values: &self.values,
                    errors: &self.errors,
                    answers: &self.answers,
                    person: self.person,
                    hits: self.hits.as_deref(),
                    now: self.now,
                })
            }
            @if self.is_taken() { p.govuk-hint { (t!("report-not-saved-here")) } }
            @else { (saving(&format!("{}/autosave", self.address(self.step)), Some(self.saved_at))) }
            div.govuk-button-group { (self.buttons()) }
        }
    }

    fn buttons(&self) -> Markup {
        let button = |words: String, value: &str| Button::new(words).name("do").value(value);
        if self.is_taken() {
            return html! { (button(t!("report-take-back"), "take_back")) };
        }
        html! {
            @if self.step != Step::Check { (button(t!("report-continue"), "next")) }
            @if self.step != Step::Check { (button(t!("report-save"), "save").secondary()) }
            @if self.step == Step::People && self.answers.adds_to.is_none() { (button(t!("report-another-person"), "add").secondary()) }
            @if self.step == Step::Check || is_enough(&self.answers) {
                @let kind = if self.step == Step::Check { ButtonKind::Primary } else { ButtonKind::Secondary };
                (button(self.send_words(), "send").of(kind).prevent_double_click())
            }
        }
    }

    /// Whether a colleague has taken it over while this page was open.
    fn is_taken(&self) -> bool {
        self.elsewhere.as_ref().is_some_and(|elsewhere| elsewhere.held == Held::ByColleague)
    }

    fn send_words(&self) -> String {
        if self.answers.adds_to.is_some() {
            return t!("report-add-to-case");
        }
        match self.answers.class {
            Some(class) if !class.opens_episode() => t!("report-send-other"),
            Some(_) | None => t!("report-send"),
        }
    }

    /// All that was answered.
    pub(super) fn summary(&self) -> Markup {
        html! {
            @if !is_enough(&self.answers) { (warning_text(t!("report-not-enough"))) }
            @else if !unanswered(&self.answers).is_empty() { (inset_text(t!("report-enough"))) }
            @for step in [Step::Call, Step::Circumstances, Step::Concerns] { (self.summary_of(step)) }
            @for index in 0..self.answers.people.len() { (self.summary_of_person(index)) }
        }
    }

    fn summary_of(&self, step: Step) -> Markup {
        let mut rows: Vec<SummaryRow> = Vec::new();
        if step == Step::Call && self.answers.adds_to.is_none() {
            let class = self.answers.class.map_or_else(|| t!("report-not-answered"), class_words);
            rows.push(SummaryRow::new(question_words("class", false), class));
            if !self.answers.class_reason.is_empty() {
                rows.push(row("class_reason", false, &self.answers.class_reason));
            }
        }
        if step == Step::Circumstances {
            let since = match self.answers.missing_since {
                Some(since) => time_element(since, self.now),
                None => html! { (t!("report-not-answered")) },
            };
            rows.push(SummaryRow::new(question_words("missing_since", false), since));
        }
        let asked = OF_THE_CALL.iter().filter(|question| question.step == step);
        rows.extend(asked.map(|question| row(question.name, false, (question.answer)(&self.answers))));
        if step == Step::Call
            && let Some(at) = self.answers.reported_at
        {
            rows.push(SummaryRow::new(question_words("reported_at", false), time_element(at, self.now)));
        }
        if step == Step::Concerns {
            rows.extend(self.answers.report.checks.iter().map(check_row));
        }
        let change = Action::change(&self.address(step), step_title(step));
        let list = SummaryList::new(rows).card(SummaryCard::new(step_title(step)).action(change));
        html! { (list) }
    }

    fn summary_of_person(&self, index: usize) -> Markup {
        let person = &self.answers.people[index];
        let mut rows: Vec<SummaryRow> =
            OF_A_PERSON.iter().map(|question| row_about(question, person, &self.answers)).collect();
        rows.insert(
            1,
            SummaryRow::new(t!("report-birth"), crate::views::person::born_or_said(&person.details)),
        );
        if !person.markers.is_empty() {
            let held: Vec<String> =
                person.markers.iter().map(|marker| words::choice("marker", marker.marker.word())).collect();
            rows.push(SummaryRow::new(t!("report-markers"), held.join(", ")));
        }
        let title =
            html! { (self.name_of(index)) @if person.existing.is_some() { ", " (t!("report-on-record")) } };
        let address = format!("{}?{PERSON_INDEX}={index}", self.address(Step::People));
        let card = SummaryCard::new(title).action(Action::change(&address, t!("report-this-person")));
        html! { (SummaryList::new(rows).card(card)) }
    }

    fn discard(&self) -> Markup {
        let body = Form::post(&format!("/reports/{}/discard", self.draft.0), &self.signed_in.csrf_token)
            .body(html! {
                p.govuk-body { (t!("report-discard-body")) }
                (Button::new(t!("report-discard")).warning())
            });
        html! { (Details::new(t!("report-discard"), html! { (body) })) }
    }
}

impl Elsewhere {
    /// Both texts, and that the user decides.
    pub(super) fn render(&self) -> Markup {
        let rows = self
            .different
            .iter()
            .map(|(question, answer)| SummaryRow::new(question.as_str(), html! { bdi { (answer) } }));
        let body = html! {
            p { strong { (self.words) } }
            p {
                @match self.held {
                    Held::ByUser => { (t!("report-clash-body")) }
                    Held::ByColleague => { (t!("report-taken-over-body")) }
                }
            }
            (SummaryList::new(rows.collect()))
        };
        let title = match self.held {
            Held::ByUser => t!("report-clash"),
            Held::ByColleague => t!("report-clash-colleague"),
        };
        html! { (Alert::new(AlertKind::Warning, title).body(body).role("alert")) }
    }
}

/// That the form was sent before with other words, and what it opened then.
pub(super) fn sent_before(cases: &[OpenedCase]) -> Markup {
    let body = html! {
        @if !cases.is_empty() {
            p {
                (t!("report-sent-before-opened")) " "
                @for (place, case) in cases.iter().enumerate() {
                    @if place > 0 { ", " }
                    a.govuk-link href=(case.address) { (shown::name(&case.name)) ", " (case.reference) }
                }
            }
        }
        p { (t!("report-sent-before-body")) }
    };
    html! { (Alert::new(AlertKind::Warning, t!("report-sent-before")).body(body).role("alert")) }
}

/// What the Enter key presses: the first button of the form, which else would take the first person found.
pub(super) fn default_button(value: &str) -> Markup {
    html! {
        button.govuk-visually-hidden type="submit" name="do" value=(value) tabindex="-1" aria-hidden="true" {}
    }
}

/// The line that says when the draft was last saved. It stays in view, and scripts keep it true.
pub(super) fn saving(address: &str, saved_at: Option<Timestamp>) -> Markup {
    let time = saved_at.map(clock_time_to_second);
    let said = match &time {
        Some(time) => t!("report-saved", "time" => time.clone()),
        None => t!("report-not-saved-yet"),
    };
    html! {
        p.sw-saved.sw-scripted-only[time.is_none()] #report-saved role="status" data-autosave=(address) data-saved-at=[&time]
            data-offline=(t!("report-offline", "time" => "{time}"))
            data-offline-at-once=(t!("report-offline-at-once")) { (said) }
        noscript { p.govuk-hint { (t!("report-no-script")) } }
    }
}

fn check_row(check: &Check) -> SummaryRow {
    let stands = words::choice("check-made", check.made.word());
    let said = if check.note.is_empty() { stands } else { format!("{stands}: {}", check.note) };
    SummaryRow::new(words::choice("check", check.check.word()), html! { bdi { (said) } })
}

/// An answer about one person: their own, or what was told of the call, or what is on record.
fn row_about(
    question: &Question<ReportedPerson>,
    person: &ReportedPerson,
    answers: &ReportAnswers,
) -> SummaryRow {
    let told = ReportedPerson { report: answers.report_about(person), ..person.clone() };
    let answer = (question.answer)(&told);
    match question.on_record(&person.on_record.details).filter(|_| answer.trim().is_empty()) {
        Some(recorded) => {
            let value = html! { bdi { (recorded) } " " span.sw-quiet { "(" (t!("report-on-record")) ")" } };
            SummaryRow::new(question_words(question.name, true), value)
        }
        None => row(question.name, true, answer),
    }
}

fn row(name: &'static str, of_a_person: bool, answer: &str) -> SummaryRow {
    let value = html! {
        @if answer.trim().is_empty() { span.sw-quiet { (t!("report-not-answered")) } } @else { bdi { (answer) } }
    };
    SummaryRow::new(question_words(name, of_a_person), value)
}

/// The name of a question, as acts name it too.
pub(crate) fn question_words(name: &str, of_a_person: bool) -> String {
    family("report-field", name, None)
        .unwrap_or_else(|| words::named(if of_a_person { "person_registered" } else { "reported" }, name))
}

/// What a class is called.
pub(crate) fn class_words(class: IncidentClass) -> String {
    words::choice("incident-class", class.word())
}

/// The title of a step.
pub(crate) fn step_title(step: Step) -> String {
    match step {
        Step::Call => t!("report-step-call"),
        Step::People => t!("report-step-people"),
        Step::Circumstances => t!("report-step-circumstances"),
        Step::Concerns => t!("report-step-concerns"),
        Step::Check => t!("report-step-check"),
    }
}

/// A report that was sent, where it did not lead to one single case.
#[derive(Clone, Debug)]
pub(crate) struct SentPage {
    /// The time.
    pub(crate) now: Timestamp,
    /// Who is signed in.
    pub(crate) signed_in: SignedIn,
    /// The cases that were opened.
    pub(crate) episodes: Vec<OpenedCase>,
}

/// A case that was opened.
#[derive(Clone, Debug)]
pub(crate) struct OpenedCase {
    /// The address of its page.
    pub(crate) address: String,
    /// By which people speak of it.
    pub(crate) reference: String,
    /// Who is missing; empty where it cannot be read now.
    pub(crate) name: String,
}

impl SentPage {
    /// The whole page.
    pub(crate) fn render(&self) -> Markup {
        Page::new(t!("report-sent"), self.now)
            .signed_in(self.signed_in.clone())
            .current(Nav::NewReport)
            .marked()
            .render(&html! {
                (Panel::new(t!("report-sent")).body(t!("report-sent-count", "count" => self.episodes.len())))
                ul.govuk-list {
                    @for case in &self.episodes {
                        li { a.govuk-link href=(case.address) { (shown::name(&case.name)) ", " (case.reference) } }
                    }
                }
                p.govuk-body { a.govuk-link href="/missing" { (t!("nav-missing-now")) } }
            })
    }
}
