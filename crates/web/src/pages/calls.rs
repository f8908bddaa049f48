//! Calls that nobody has decided: each is reported, or ended for a reason, so that none is lost.

use app::{IdempotencyKey, Trouble};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::ids::IncidentId;
use domain::incident::{Incident, IncidentClass, IncidentStatus};
use domain::refusal::Refusal;
use jiff::Timestamp;
use maud::{Markup, html};
use serde_json::Value;

use crate::acts::{Values, words};
use crate::catalogue::t;
use crate::components::{
    Button, Details, Form, FormErrors, Select, SelectOption, SummaryCard, SummaryList, SummaryRow, Textarea,
    elapsed_element, time_element,
};
use crate::forms::Posted;
use crate::layout::{Nav, Outcome, Page, SignedIn};
use crate::problem::Problem;
use crate::router::{Route, act, page};
use crate::session::Visitor;
use crate::state::WebState;

/// The routes of this page.
pub(crate) fn routes() -> Vec<Route> {
    vec![page("/calls", show), act("/calls/{call}/decide", decide), act("/calls/{call}/report", report)]
}

async fn show(State(state): State<WebState>, visitor: Visitor) -> Result<Markup, Problem> {
    Ok(calls_page(&state, &visitor).await?.render())
}

async fn calls_page(state: &WebState, visitor: &Visitor) -> Result<CallsPage, Problem> {
    Ok(CallsPage {
        now: state.now(),
        signed_in: visitor.shown(),
        calls: state.app.calls_to_decide(visitor).await?,
        ended: state.app.calls_without_case(visitor).await?,
        answered: None,
        errors: FormErrors::none(),
    })
}

/// Ends a call without a case.
async fn decide(
    State(state): State<WebState>,
    Path(call): Path<IncidentId>,
    visitor: Visitor,
    posted: Posted,
) -> Result<Response, Problem> {
    let class = serde_json::from_value(Value::String(posted.get("class").to_owned())).ok();
    let key = IdempotencyKey::parse(posted.idempotency_key()).unwrap_or_else(IdempotencyKey::fresh);
    let decided = match class {
        Some(class) => state.app.decide_call(&visitor, call, class, posted.get("class_reason"), &key).await,
        None => Err(Trouble::Refused(Refusal::AnswerMissing { field: "class" })),
    };
    match decided {
        Ok(()) => Ok(Redirect::to("/calls").into_response()),
        Err(Trouble::Refused(refusal)) => {
            refused(&state, &visitor, Answered { call, values: posted.values() }, &refusal).await
        }
        Err(trouble) => Err(trouble.into()),
    }
}

/// Goes on with the report of a call.
async fn report(
    State(state): State<WebState>,
    Path(call): Path<IncidentId>,
    visitor: Visitor,
) -> Result<Response, Problem> {
    match state.app.report_of_call(&visitor, call).await {
        Ok(draft) => Ok(Redirect::to(&format!("/reports/{}/people", draft.id.0)).into_response()),
        Err(Trouble::Refused(refusal)) => {
            refused(&state, &visitor, Answered { call, values: Values::default() }, &refusal).await
        }
        Err(trouble) => Err(trouble.into()),
    }
}

async fn refused(
    state: &WebState,
    visitor: &Visitor,
    answered: Answered,
    refusal: &Refusal,
) -> Result<Response, Problem> {
    let mut page = calls_page(state, visitor).await?;
    let place = page.calls.iter().position(|call| call.id == answered.call);
    let field = match (refusal.field(), place) {
        (Some(field), Some(place)) => field_of(place, field),
        (_, _) => String::new(),
    };
    page.errors.add(field, said(refusal));
    page.answered = Some(answered);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page.render()).into_response())
}

/// Why nothing was recorded, in the words of this page's own questions.
fn said(refusal: &Refusal) -> String {
    if let Refusal::AnswerMissing { field } = refusal {
        return if *field == "class" { t!("calls-class-missing") } else { t!("calls-reason-missing") };
    }
    words::refusal(Some("reported"), refusal)
}

/// What was typed about a call that was not recorded.
#[derive(Clone, Debug)]
pub(crate) struct Answered {
    call: IncidentId,
    values: Values,
}

/// The page.
#[derive(Clone, Debug)]
pub(crate) struct CallsPage {
    /// The time.
    pub(crate) now: Timestamp,
    /// Who is signed in.
    pub(crate) signed_in: SignedIn,
    /// The calls, the oldest first.
    pub(crate) calls: Vec<Incident>,
    /// The calls of the last day that ended without a case, the latest first.
    pub(crate) ended: Vec<Incident>,
    /// What was typed and refused.
    pub(crate) answered: Option<Answered>,
    /// Why it was refused.
    pub(crate) errors: FormErrors,
}

impl CallsPage {
    /// The whole page.
    pub(crate) fn render(&self) -> Markup {
        let outcome = if self.errors.is_empty() { Outcome::Plain } else { Outcome::Error };
        Page::new(t!("calls-title"), self.now)
            .signed_in(self.signed_in.clone())
            .current(Nav::MissingNow)
            .marked()
            .outcome(outcome)
            .render(&html! {
                (self.errors.summary())
                h1.govuk-heading-l { (t!("calls-title")) }
                @if self.calls.is_empty() {
                    p.govuk-body-l { (t!("calls-none")) }
                } @else {
                    p.govuk-body { (t!("calls-what")) }
                    @for (place, call) in self.calls.iter().enumerate() { (self.call(place, call)) }
                }
                @if !self.ended.is_empty() {
                    h2.govuk-heading-m #ended { (t!("calls-ended")) }
                    p.govuk-body { (t!("calls-ended-what")) }
                    @for call in &self.ended { (self.ended_call(call)) }
                }
            })
    }

    fn call(&self, place: usize, call: &Incident) -> Markup {
        let list = SummaryList::new(self.told(call)).card(SummaryCard::new(title_of(call)));
        let report = Form::post(&format!("/calls/{}/report", call.id), &self.signed_in.csrf_token)
            .body(html! { (Button::new(t!("calls-report")).prevent_double_click()) });
        html! { (list) (report) (self.ending(place, call)) }
    }

    /// A call that was another matter, and may turn out to be a case: its clocks then run from the call.
    fn ended_call(&self, call: &Incident) -> Markup {
        let mut rows = self.told(call);
        if let IncidentStatus::Other { class, reason } = &call.status {
            let kind = words::choice("incident-class", class.word());
            rows.push(SummaryRow::new(t!("calls-class"), html! { (kind) ": " bdi { (reason) } }));
        }
        let list = SummaryList::new(rows).card(SummaryCard::new(title_of(call)));
        let report = Form::post(&format!("/calls/{}/report", call.id), &self.signed_in.csrf_token)
            .body(html! { (Button::new(t!("calls-now-missing")).secondary().prevent_double_click()) });
        html! { div.sw-ended-call { (list) (report) } }
    }

    /// What was told in a call.
    fn told(&self, call: &Incident) -> Vec<SummaryRow> {
        let told = &call.call;
        let reporter = [&told.reporter.name, &told.reporter.relation, &told.reporter.reach];
        let reporter: Vec<&str> =
            reporter.into_iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect();
        let came_in = html! {
            (time_element(call.reported_at, self.now)) ", " (elapsed_element(call.reported_at, self.now))
        };
        vec![
            SummaryRow::new(t!("calls-came-in"), came_in),
            SummaryRow::new(t!("calls-reporter"), told_or_not(&reporter.join(", "))),
            SummaryRow::new(t!("calls-circumstances"), told_or_not(&told.circumstances)),
        ]
    }

    /// The form that ends a call without a case.
    fn ending(&self, place: usize, call: &Incident) -> Markup {
        let answered = self.answered.as_ref().filter(|answered| answered.call == call.id);
        let typed = |name: &str| answered.map_or("", |answered| answered.values.get(name)).to_owned();
        let (class, reason) = (field_of(place, "class"), field_of(place, "class_reason"));
        let classes = IncidentClass::ALL.into_iter().filter(|class| !class.opens_episode());
        let options = [SelectOption::new("", t!("calls-choose"))].into_iter().chain(
            classes
                .map(|class| SelectOption::new(class.word(), words::choice("incident-class", class.word()))),
        );
        let form = Form::post(&format!("/calls/{}/decide", call.id), &self.signed_in.csrf_token)
            .idempotency_key(IdempotencyKey::fresh().as_str())
            .keep(format!("call-{}", call.id))
            .body(html! {
                (Select::new("class", t!("calls-class"), options.collect())
                    .id(class.as_str()).value(typed("class")).error(self.errors.of(&class)))
                (Textarea::new("class_reason", t!("calls-reason"))
                    .id(reason.as_str()).rows(3).hint(t!("calls-reason-hint"))
                    .value(typed("class_reason")).error(self.errors.of(&reason)))
                (Button::new(t!("calls-decide")).secondary().prevent_double_click())
            });
        let details = Details::new(t!("calls-no-case"), html! { (form) });
        html! { @if answered.is_some() { (details.open()) } @else { (details) } }
    }
}

/// What a call is called by: its log number.
fn title_of(call: &Incident) -> Markup {
    let number = &call.call.log_number;
    html! { @if number.is_empty() { (t!("calls-no-log-number")) } @else { bdi { (number) } } }
}

fn told_or_not(told: &str) -> Markup {
    html! {
        @if told.trim().is_empty() { span.sw-quiet { (t!("report-not-answered")) } } @else { bdi { (told) } }
    }
}

/// The id of a field of the call at this place.
fn field_of(place: usize, name: &str) -> String {
    format!("{name}-{place}")
}
