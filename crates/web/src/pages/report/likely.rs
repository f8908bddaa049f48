//! Before a record is made of somebody who is likely on record: who that is and why, and one press either way. Nothing that was
//! typed is lost by it, and it works without scripts.

use app::reports::{LikelyPerson, LikelyQuestion, Others, TOLD_FROM_OTHERS};
use app::{Draft, DraftId, DraftSave, Held, IdempotencyKey, ReportAnswers, Trouble};
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::ids::{EpisodeId, PersonId};
use domain::refusal::Refusal;
use jiff::Timestamp;
use maud::{Markup, html};
use serde::Deserialize;
use uuid::Uuid;

use super::begin::FROM;
use super::drafts::{First, another_call};
use super::read::PERSON_INDEX;
use super::room::{self, LeftBehind};
use super::{Step, send, take};
use crate::catalogue::t;
use crate::components::{Button, Details, Form, Tag, TagColour, inset_text};
use crate::forms::Posted;
use crate::layout::{Nav, Page, SignedIn};
use crate::pages::shown;
use crate::problem::Problem;
use crate::session::Visitor;
use crate::state::WebState;
use crate::views::hit::known;
use crate::views::likely::strength;
use crate::views::likeness::in_list;

/// The field that names those who were shown.
const ASKED: &str = "asked";

/// The field that names those of the same report who were shown.
const ASKED_REPORTED: &str = "asked_reported";

#[derive(Debug, Default, Deserialize)]
pub(super) struct Came {
    #[serde(default)]
    from: String,
}

/// Where the question of a draft stands.
pub(super) fn address(draft: DraftId, first: First) -> String {
    format!("/reports/{}/likely?{FROM}={}", draft.0, first.word())
}

/// The question as it stands now; the last step of the report where nothing is asked any more.
pub(super) async fn show(
    State(state): State<WebState>,
    Path(draft): Path<Uuid>,
    Query(came): Query<Came>,
    visitor: Visitor,
) -> Result<Response, Problem> {
    let draft = match state.app.draft(&visitor, DraftId(draft)).await {
        Err(Trouble::NotFound) => {
            let sent = state.app.became(&visitor, DraftId(draft)).await?.ok_or(Problem::NotFound)?;
            return Ok(send::sent_page(&state, &visitor, &sent).await);
        }
        found => found?,
    };
    if draft.held == Held::ByColleague {
        return Ok(room::held(&state, &visitor, draft, LeftBehind::default()).render().into_response());
    }
    let questions = state.app.likely_questions(&visitor, &draft.answers).await?;
    let Some(question) = questions.into_iter().next() else {
        return Ok(Redirect::to(&super::address(draft.id, Step::Check)).into_response());
    };
    let page = LikelyPage {
        now: state.now(),
        signed_in: visitor.shown(),
        first: First::of(&came.from),
        draft,
        question,
        key: IdempotencyKey::fresh().as_str().to_owned(),
    };
    Ok(page.render().into_response())
}

/// Takes the record that was chosen, or keeps that it is somebody else, and sends the report.
pub(super) async fn answer(
    State(state): State<WebState>,
    Path(draft): Path<Uuid>,
    visitor: Visitor,
    posted: Posted,
) -> Result<Response, Problem> {
    let id = DraftId(draft);
    let first = First::of(posted.get(FROM));
    let draft = match state.app.draft(&visitor, id).await {
        Err(Trouble::NotFound) => {
            let sent = state.app.became(&visitor, id).await?.ok_or(Problem::NotFound)?;
            return Ok(send::sent_page(&state, &visitor, &sent).await);
        }
        found => found?,
    };
    let mut answers = draft.answers;
    let place = posted.get(PERSON_INDEX).parse::<usize>().unwrap_or_default();
    if let Ok(person) = posted.get("pick").parse::<PersonId>() {
        // Only who was offered: whoever is found otherwise is taken where people are looked for.
        let (offered, _) = state.app.likely_people(&visitor, &answers, place).await?;
        if !offered.iter().any(|likely| likely.row.person == person) {
            return Err(Problem::Refused(Refusal::NoSuchPerson { place }));
        }
        if answers.people.get(place).is_some_and(|reported| reported.existing.is_some()) {
            let others = said::<PersonId>(&posted, ASKED).into_iter().filter(|shown| *shown != person);
            answers.people[place].the_same_as.push(person);
            answers.people[place].may_be_the_same_as.extend(others);
        } else {
            take(&state, &visitor, person, &mut answers, place).await?;
            answers.adds_to = case_to_add_to(&state, &visitor, &answers).await?;
        }
    } else if let Some(reported) = answers.people.get_mut(place) {
        reported.not_the_same_as.extend(said::<PersonId>(&posted, ASKED));
        reported.not_reported_as.extend(said::<usize>(&posted, ASKED_REPORTED));
    }
    let version = posted.seen_version().unwrap_or(draft.version);
    let saved = match state.app.save_draft(&visitor, DraftSave { id: Some(id), version, answers }).await {
        // Changed in another window or by a colleague: what stands now is looked through before it is sent.
        Err(Trouble::Clash(_)) => {
            return Ok(Redirect::to(&super::address(id, Step::Check)).into_response());
        }
        saved => saved?,
    };
    match saved.answers.adds_to {
        // Somebody missing has a case: what this caller said is added to it, as the button said.
        Some(_) => send::add_to_case(&state, &visitor, &saved, first).await,
        None => send::send(&state, &visitor, saved, Step::Check, &posted, first).await,
    }
}

/// The case to which a report belongs whose one person is missing already.
async fn case_to_add_to(
    state: &WebState,
    visitor: &Visitor,
    answers: &ReportAnswers,
) -> Result<Option<EpisodeId>, Problem> {
    let ([reported], None) = (answers.people.as_slice(), answers.call) else {
        return Ok(answers.adds_to);
    };
    match reported.existing {
        Some(person) => {
            Ok(state.app.person(visitor, person).await?.file.running_episode().map(|case| case.id))
        }
        None => Ok(answers.adds_to),
    }
}

fn said<T: std::str::FromStr>(posted: &Posted, field: &str) -> Vec<T> {
    posted.pairs().filter(|(name, _)| *name == field).filter_map(|(_, text)| text.parse().ok()).collect()
}

/// The question.
#[derive(Clone, Debug)]
pub(crate) struct LikelyPage {
    /// The time.
    pub(crate) now: Timestamp,
    /// Who is signed in.
    pub(crate) signed_in: SignedIn,
    /// From which of the first pages the report came.
    pub(crate) first: First,
    /// The report.
    pub(crate) draft: Draft,
    /// Who is likely the same.
    pub(crate) question: LikelyQuestion,
    /// By which a repeated sending counts once.
    pub(crate) key: String,
}

impl LikelyPage {
    /// The whole page.
    pub(crate) fn render(&self) -> Markup {
        let title = match self.question.people.len() {
            0 => t!("likely-title-twice"),
            1 => t!("likely-title"),
            _ => t!("likely-title-several"),
        };
        Page::new(title.clone(), self.now)
            .signed_in(self.signed_in.clone())
            .current(Nav::NewReport)
            .marked()
            .render(&html! {
                div.govuk-grid-row { div.govuk-grid-column-two-thirds {
                    h1.govuk-heading-l { (title) }
                    p.govuk-body { (t!("likely-typed")) " " strong { (self.name_of(self.question.place)) } }
                    (Form::post(&format!("/reports/{}/likely", self.draft.id.0), &self.signed_in.csrf_token)
                        .version(self.draft.version.to_string())
                        .idempotency_key(self.key.as_str())
                        .body(self.body()))
                    p.govuk-body { a.govuk-link href=(super::address(self.draft.id, Step::People)) { (t!("likely-back")) } }
                    (another_call())
                } }
            })
    }

    fn body(&self) -> Markup {
        let question = &self.question;
        html! {
            input type="hidden" name=(FROM) value=(self.first.word());
            input type="hidden" name=(PERSON_INDEX) value=(question.place);
            @for likely in &question.people { input type="hidden" name=(ASKED) value=(likely.row.person); }
            @let (first, less_likely) = question.people.split_at(question.people.len().min(TOLD_FROM_OTHERS));
            @for likely in first { (self.likely_person(likely)) }
            @if !less_likely.is_empty() {
                (Details::new(t!("likely-more", "count" => less_likely.len()), html! {
                    @for likely in less_likely { (self.likely_person(likely)) }
                }))
            }
            @match question.others {
                Others::Nobody => {}
                Others::TooManyToShow => { (inset_text(t!("likely-too-many"))) }
            }
            @for other in &question.reported_as {
                input type="hidden" name=(ASKED_REPORTED) value=(other);
                p.govuk-body { (t!("likely-reported-twice")) " " strong { (self.name_of(*other)) } }
            }
            @if !self.is_known() { p.govuk-body { (t!("likely-somebody-else-hint")) } }
            (Button::new(self.somebody_else()).name("do").value("send").secondary().prevent_double_click())
        }
    }

    fn somebody_else(&self) -> String {
        match (self.question.people.len() + self.question.reported_as.len(), self.is_known()) {
            (0 | 1, false) => t!("likely-somebody-else"),
            (0 | 1, true) => t!("likely-somebody-else-known"),
            (_, false) => t!("likely-none-of-these"),
            (_, true) => t!("likely-none-of-these-known"),
        }
    }

    /// Whether the report names the record of whom it is about: then no new one is made either way.
    fn is_known(&self) -> bool {
        let reported = self.draft.answers.people.get(self.question.place);
        reported.is_some_and(|reported| reported.existing.is_some())
    }

    /// Whether what was said is added to the case of whoever is chosen.
    fn adds_to_case_of(&self, likely: &LikelyPerson) -> bool {
        let answers = &self.draft.answers;
        likely.row.missing_in.is_some() && answers.people.len() == 1 && answers.call.is_none()
    }

    fn name_of(&self, place: usize) -> Markup {
        let person = self.draft.answers.people.get(place);
        shown::name(person.map_or("", |person| person.details.name.as_str()))
    }

    /// What a press does is said before it.
    fn take_button(&self, likely: &LikelyPerson) -> Markup {
        let (does, then) = if self.is_known() {
            (t!("likely-offer"), Some(t!("likely-offer-hint")))
        } else if self.adds_to_case_of(likely) {
            (t!("likely-add-to-case"), Some(t!("likely-add-to-case-then")))
        } else {
            (t!("likely-take"), None)
        };
        let button = Button::new(html! {
            (does) span.govuk-visually-hidden { ": " (shown::name(&likely.row.name)) }
        });
        html! {
            @if let Some(then) = then { p.govuk-body { (then) } }
            (button.name("pick").value(likely.row.person.to_string()).prevent_double_click())
        }
    }

    /// Somebody who is likely the same: who they are, why, and what can be done.
    fn likely_person(&self, likely: &LikelyPerson) -> Markup {
        let (row, now) = (&likely.row, self.now);
        html! {
            section.sw-likely aria-labelledby={ "likely-" (row.person) } {
                h2.govuk-heading-m id={ "likely-" (row.person) } {
                    @if let Some(likeness) = &row.likeness {
                        (in_list(row.person, &row.name, &likeness.digest, likeness.taken_on, now)) " "
                    }
                    (shown::name(&row.name)) ", " (shown::age_of(row, now))
                    @if row.missing_in.is_some() { " " (Tag::new(t!("search-missing-now")).colour(TagColour::Red)) }
                }
                p.govuk-body { (strength(likely)) }
                p.govuk-body-s { (known(&likely.known, now)) }
                (self.take_button(likely))
            }
        }
    }
}
