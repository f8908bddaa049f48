//! The decision on a pair: its form, then once more what will be recorded of whom, and only then the record. A key or a slip
//! opens a form and decides nothing.

use app::unidentified::PairView;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    ids::EntryId,
    ledger::Event,
    unidentified::{Identity, UnidentifiedEvent},
};
use maud::{Markup, html};
use serde::Deserialize;

use super::{
    super::{
        RecordPage,
        acting::{Attempt, Filled, Task, act_of, attempt, meanwhile, on_record, read},
        parsed,
        photographs::Covered,
    },
    DECISIONS, decision_on,
    pair::{named_elsewhere, named_once},
    pair_of, pair_page, person_of,
    reasons::excluded,
    weighing::chance,
};
use crate::{
    acts::{
        ActForm, Values,
        fields::{Assessors, Shown, Use, errors},
        words,
    },
    catalogue::{instant, t},
    components::{Button, Form, SummaryList, SummaryRow, back_link, inset_text, warning_text},
    forms::{Posted, version_in},
    layout::{Nav, Outcome, Page},
    problem::Problem,
    router::{Route, act, page},
    session::Visitor,
    state::WebState,
    views::{person::name_text, said::said},
};

/// The field that says how far somebody is with a decision.
const STEP: &str = "step";
/// They have read once more what will be recorded.
const SURE: &str = "sure";
/// They want to change what they wrote.
const CHANGE: &str = "change";
/// The fields that say whom a decision is about: the page says it, and nobody chooses it from a list.
const ABOUT: [&str; 2] = ["person", "of"];

/// The routes of deciding.
pub(super) fn routes() -> Vec<Route> {
    let path = "/unidentified/{id}/candidates/{person}/acts/{word}";
    vec![page(path, show), act(path, send)]
}

type Parts = Path<(String, String, String)>;

/// Up to where somebody had seen both sides when they chose to decide.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct SeenAt {
    seen: String,
}

async fn show(
    State(state): State<WebState>,
    visitor: Visitor,
    Path((id, person, word)): Parts,
    Query(asked): Query<SeenAt>,
) -> Result<Markup, Problem> {
    let view = state.app.pair(&visitor, parsed(&id)?, person_of(&person)?).await?;
    let task = task_of(&view, &word)?;
    let filled = Filled::fresh(Values::default(), &view.found).seen_at(version_in(&asked.seen));
    Ok(DecisionPage::new(&state, &visitor, view, task.form(), filled).form())
}

async fn send(
    State(state): State<WebState>,
    visitor: Visitor,
    Path((id, person, word)): Parts,
    posted: Posted,
) -> Result<Response, Problem> {
    let view = state.app.pair(&visitor, parsed(&id)?, person_of(&person)?).await?;
    let task = task_of(&view, &word)?;
    let mut filled = Filled::posted(&posted, &view.found);
    about(&view, task.form(), &mut filled.values);
    if cannot(&view, task.form()).is_some() {
        let page = DecisionPage::new(&state, &visitor, view, task.form(), filled);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page.form()).into_response());
    }
    let step = posted.get(STEP);
    if step == SURE {
        let status = match attempt(&state, &visitor, &view.found, task, &mut filled).await? {
            Attempt::Recorded => {
                let to = format!("{}?recorded={word}", pair_of(view.found.record.id, view.missing.person_id));
                return Ok(Redirect::to(&to).into_response());
            }
            Attempt::CameBack(status) => status,
        };
        let page = DecisionPage::new(&state, &visitor, view, task.form(), filled);
        return Ok((status, page.form()).into_response());
    }
    if step == CHANGE {
        return Ok(DecisionPage::new(&state, &visitor, view, task.form(), filled).form().into_response());
    }
    match read(&view.found, task, &filled.values) {
        Err(unreadable) => {
            filled.errors = errors(task.form(), &unreadable);
            let page = DecisionPage::new(&state, &visitor, view, task.form(), filled);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page.form()).into_response())
        }
        Ok((app::unidentified::ActOnUnidentified::Event(event), _)) => {
            Ok(DecisionPage::new(&state, &visitor, view, task.form(), filled).check(event).into_response())
        }
        Ok((app::unidentified::ActOnUnidentified::Correct(_), _)) => Err(Problem::NotFound),
    }
}

fn task_of(view: &PairView, word: &str) -> Result<Task, Problem> {
    if !DECISIONS.iter().any(|(decision, _)| *decision == word) {
        return Err(Problem::NotFound);
    }
    act_of(&view.found, word)
}

/// Why whoever reads it can say nothing of this kind now, however the form is filled in: nobody confirms what they said
/// themselves, and nobody is found twice.
fn cannot(view: &PairView, form: &ActForm) -> Option<Markup> {
    let own = match view.found.record.identity() {
        Identity::Proposed(proposal) => proposal.by.account == view.found.reader,
        Identity::Unknown | Identity::Confirmed(_) => false,
    };
    match form.word {
        "identity_confirmed" if own => Some(inset_text(t!("unidentified-ask-a-colleague"))),
        "identity_proposed" | "identity_confirmed" if !named_once(view) => Some(html! {}),
        _ => None,
    }
}

/// Fills in whom the decision is about: the person of the page, and what was proposed of them.
fn about(view: &PairView, form: &ActForm, values: &mut Values) {
    if form.field("person").is_some() {
        values.set("person", view.missing.person_id.to_string());
    }
    if form.field("of").is_some() {
        let proposed = proposal(view).map(|entry| entry.to_string());
        values.set("of", proposed.unwrap_or_default());
    }
}

/// The entry by which somebody said that it is this person.
fn proposal(view: &PairView) -> Option<EntryId> {
    match view.found.record.identity() {
        Identity::Proposed(proposal) | Identity::Confirmed(proposal) => {
            (proposal.person == view.missing.person_id).then_some(proposal.entry)
        }
        Identity::Unknown => None,
    }
}

/// The form of a decision on a pair, and what is shown before it is recorded.
pub(crate) struct DecisionPage {
    view: PairView,
    record: RecordPage,
    form: &'static ActForm,
    filled: Filled,
}

impl DecisionPage {
    fn new(
        state: &WebState,
        visitor: &Visitor,
        view: PairView,
        form: &'static ActForm,
        filled: Filled,
    ) -> Self {
        let page = pair_page(state, visitor, view, String::new(), Covered::Covered);
        Self::of(page.view, page.record, form, filled)
    }

    pub(super) fn of(view: PairView, record: RecordPage, form: &'static ActForm, filled: Filled) -> Self {
        Self { view, record, form, filled }
    }

    /// The form.
    pub(crate) fn form(&self) -> Markup {
        let on_record = on_record(&self.view.found);
        let fields = Shown {
            form: self.form,
            purpose: Use::Record,
            values: &self.filled.values,
            errors: &self.filled.errors,
            on_record: &on_record,
            grades: &domain::episode::GradeRules::default(),
            assessors: Assessors::OfficerOnly,
            now: self.view.found.now,
        };
        let asked = self.form.fields.iter().filter(|field| !ABOUT.contains(&field.name));
        let body = html! {
            @for field in asked { (fields.one(field)) }
            (Button::new(t!("desk-continue")).prevent_double_click())
        };
        self.page(if self.filled.is_whole() { Outcome::Plain } else { Outcome::Error }, &html! {
            (self.filled.errors.summary())
            h1.govuk-heading-l { (self.title()) }
            (meanwhile(&self.filled, &self.view.found))
            (self.whom())
            (named_elsewhere(&self.view))
            @if let Some(hint) = words::hint(self.form) { p.govuk-body { (hint) } }
            @if self.form.word == "candidate_excluded" { (warning_text(t!("desk-estimates-never-exclude"))) }
            (self.said_before())
            @match cannot(&self.view, self.form) {
                Some(why) => { (why) }
                None => { (self.sending().body(body)) }
            }
        })
    }

    /// Once more what will be recorded, of whom.
    pub(crate) fn check(&self, event: UnidentifiedEvent) -> Markup {
        let names = self.record.names();
        let rows = said(&Event::Unidentified(event), &names, self.view.found.now)
            .into_iter()
            .map(|said| SummaryRow::new(said.field, html! { bdi { (said.text) } }));
        let kept = self.form.fields.iter().filter(|field| !ABOUT.contains(&field.name));
        let body = html! {
            @for field in kept { input type="hidden" name=(field.name) value=(self.filled.values.get(field.name)); }
            div.govuk-button-group {
                (Button::new(words::choice("desk-decide", self.form.word)).name(STEP).value(SURE).prevent_double_click())
                (Button::new(t!("desk-change")).secondary().name(STEP).value(CHANGE))
            }
        };
        self.page(
            Outcome::Plain,
            &html! {
                h1.govuk-heading-l { (t!("desk-check")) }
                p.govuk-body-l { (words::choice("desk-will", self.form.word)) }
                (self.whom())
                (named_elsewhere(&self.view))
                (SummaryList::new(rows.collect()))
                (self.sending().body(body))
            },
        )
    }

    fn title(&self) -> String {
        t!("desk-decision-title", "decision" => words::choice("desk-decide", self.form.word), "name" => self.name())
    }

    fn name(&self) -> String {
        name_text(&self.view.missing.file.person)
    }

    fn sending(&self) -> Form {
        let (record, person) = (self.view.found.record.id, self.view.missing.person_id);
        Form::post(&decision_on(record, person, self.form.word), &self.record.signed_in.csrf_token)
            .idempotency_key(self.filled.key.as_str())
            .version(self.filled.version.to_string())
            .keep(format!("unidentified-{record}-{person}-{}", self.form.word))
    }

    /// Whom the decision is about, on both sides, and what speaks for it in one sentence. Who somebody is rests on what was
    /// looked at, so nothing that was reckoned stands beside the button that says it.
    fn whom(&self) -> Markup {
        let found = &self.view.found.record;
        let kind = words::choice("unidentified-kind", found.details.kind.word());
        let judged = self.view.judged.as_ref().map(|(_, pair)| pair);
        let evidence = judged.and_then(|pair| match pair.exclusions.first() {
            Some(exclusion) => Some(excluded(exclusion, self.view.found.now)),
            None => {
                (!matches!(self.form.word, "identity_proposed" | "identity_confirmed")).then(|| chance(pair))
            }
        });
        let mut rows = vec![
            SummaryRow::new(
                t!("desk-found-side"),
                html! {
                    (found.id.reference()) ", " (kind) ", " bdi { (found.details.found_where) }
                },
            ),
            SummaryRow::new(t!("desk-missing-side"), html! { bdi { (self.name()) } }),
        ];
        rows.extend(evidence.map(|evidence| SummaryRow::new(t!("desk-evidence"), html! { (evidence) })));
        html! { (SummaryList::new(rows)) }
    }

    /// What a colleague said who it is: whoever confirms it looks for themselves.
    fn said_before(&self) -> Markup {
        let Identity::Proposed(proposal) = self.view.found.record.identity() else { return html! {} };
        if self.form.field("of").is_none() || proposal.person != self.view.missing.person_id {
            return html! {};
        }
        let by = t!("unidentified-said-by", "by" => self.record.who(&proposal.by),
            "when" => instant(proposal.at, self.view.found.now),
            "how" => words::choice("identified-by", proposal.how.word()));
        html! {
            (inset_text(html! { p { (by) } p { bdi { (proposal.note) } } }))
            @if self.form.word == "identity_confirmed" { p.govuk-body { (t!("desk-look-yourself")) } }
        }
    }

    fn page(&self, outcome: Outcome, body: &Markup) -> Markup {
        let pair = pair_of(self.view.found.record.id, self.view.missing.person_id);
        Page::new(self.title(), self.view.found.now)
            .signed_in(self.record.signed_in.clone())
            .current(Nav::People)
            .marked()
            .outcome(outcome)
            .before_content(back_link(&pair, t!("desk-back-to-pair")))
            .render(&html! {
                div.govuk-grid-row { div.govuk-grid-column-two-thirds { (body) } }
            })
    }
}

/// What a sample of a form shows.
#[cfg(test)]
impl Filled {
    pub(super) fn sample(values: Values, errors: crate::components::FormErrors, view: &PairView) -> Self {
        Self { errors, ..Self::fresh(values, &view.found) }
    }
}
