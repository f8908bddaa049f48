//! Recording an act on the record of somebody who cannot be named, and correcting an entry of it. Nothing that was typed is
//! lost.

use std::collections::{BTreeMap, HashMap};

use app::{
    IdempotencyKey, Trouble,
    access::Action,
    cases::{Correctable, TimelineItem},
    unidentified::{ActOnUnidentified, FactsSince, RecordingOnUnidentified, UnidentifiedView},
};
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    episode::GradeRules,
    ids::{EntryId, PersonId, UnidentifiedId},
    ledger::Event,
    unidentified::{CandidateStanding, ProposalStanding, UnidentifiedEvent},
};
use maud::{Markup, html};

use super::{desk::what_changed, home, parsed};
use crate::{
    acts::{
        self, About, ActForm, Offered, Subject, Values,
        fields::{Assessors, Named, OnRecord, Shown, Use, errors, refused},
        prefill,
        read::event_of,
        words,
    },
    catalogue::{instant, t},
    components::{Button, Form, FormErrors, back_link, warning_text},
    forms::Posted,
    layout::{Nav, Outcome, Page},
    problem::Problem,
    router::{Route, act, page},
    session::Visitor,
    state::WebState,
};

/// The routes of recording.
pub(super) fn routes() -> Vec<Route> {
    vec![
        page("/unidentified/{id}/acts/{word}", show_act),
        act("/unidentified/{id}/acts/{word}", send_act),
        page("/unidentified/{id}/entries/{entry}/correct", show_correction),
        act("/unidentified/{id}/entries/{entry}/correct", send_correction),
    ]
}

/// Ids that a link puts into a form.
type Given = Query<BTreeMap<String, String>>;
type Parts = Path<(String, String)>;

/// What is recorded: an act, or the correction of an entry.
#[derive(Clone, Copy)]
pub(super) enum Task {
    Act(&'static ActForm),
    Correct(EntryId, &'static ActForm),
}

impl Task {
    pub(super) fn form(self) -> &'static ActForm {
        match self {
            Self::Act(form) | Self::Correct(_, form) => form,
        }
    }

    fn purpose(self) -> Use {
        match self {
            Self::Act(_) => Use::Record,
            Self::Correct(..) => Use::Correct,
        }
    }

    fn address(self, id: UnidentifiedId) -> String {
        match self {
            Self::Act(form) => format!("{}/acts/{}", home(id), form.word),
            Self::Correct(entry, _) => format!("{}/entries/{entry}/correct", home(id)),
        }
    }

    /// The word under which the record says that it was done.
    fn done(self) -> &'static str {
        match self {
            Self::Act(form) => form.word,
            Self::Correct(..) => "corrected",
        }
    }
}

async fn show_act(
    State(state): State<WebState>,
    visitor: Visitor,
    Path((id, word)): Parts,
    Query(given): Given,
) -> Result<Markup, Problem> {
    let view = state.app.unidentified(&visitor, parsed(&id)?).await?;
    let task = act_of(&view, &word)?;
    let mut values = beginning(task.form(), &view);
    for (name, text) in given {
        if task.form().field(&name).is_some() {
            values.set(name, text);
        }
    }
    Ok(drawn(&state, &visitor, &view, task, &Filled::fresh(values, &view)))
}

async fn show_correction(
    State(state): State<WebState>,
    visitor: Visitor,
    Path((id, entry)): Parts,
) -> Result<Markup, Problem> {
    let view = state.app.unidentified(&visitor, parsed(&id)?).await?;
    let task = correction_of(&view, &entry)?;
    let stands = entry.parse().ok().and_then(|entry| view.record.find(entry));
    let values = stands.map_or_else(Values::default, |recorded| prefill::entry(task.form(), recorded));
    Ok(drawn(&state, &visitor, &view, task, &Filled::fresh(values, &view)))
}

async fn send_act(
    State(state): State<WebState>,
    visitor: Visitor,
    Path((id, word)): Parts,
    posted: Posted,
) -> Result<Response, Problem> {
    let view = state.app.unidentified(&visitor, parsed(&id)?).await?;
    let task = act_of(&view, &word)?;
    send(&state, &visitor, &view, task, &posted).await
}

async fn send_correction(
    State(state): State<WebState>,
    visitor: Visitor,
    Path((id, entry)): Parts,
    posted: Posted,
) -> Result<Response, Problem> {
    let view = state.app.unidentified(&visitor, parsed(&id)?).await?;
    let task = correction_of(&view, &entry)?;
    send(&state, &visitor, &view, task, &posted).await
}

/// The act, where the user may record it here.
pub(super) fn act_of(view: &UnidentifiedView, word: &str) -> Result<Task, Problem> {
    let form = acts::find(word)
        .filter(|form| form.about == About::Unidentified && form.offered == Offered::OnItsOwn)
        .ok_or(Problem::NotFound)?;
    let may = Action::from_word(word).is_some_and(|action| view.may(action));
    if may { Ok(Task::Act(form)) } else { Err(Problem::Denied { action: form.word, policy: None }) }
}

fn correction_of(view: &UnidentifiedView, entry: &str) -> Result<Task, Problem> {
    let entry: EntryId = entry.parse().map_err(|_| Problem::NotFound)?;
    let item = view.timeline.iter().find(|item| item.entry == entry).ok_or(Problem::NotFound)?;
    let form = acts::find(item.event.name()).ok_or(Problem::NotFound)?;
    match item.correctable {
        Correctable::Yes => Ok(Task::Correct(entry, form)),
        Correctable::No => Err(Problem::Denied { action: "unidentified_corrected", policy: None }),
    }
}

/// What stands in a new form: the whole of what is known, where the form asks for the whole.
fn beginning(form: &ActForm, view: &UnidentifiedView) -> Values {
    if form.word != "unidentified_details_changed" {
        return Values::default();
    }
    let details = Box::new(view.record.details.clone());
    prefill::event(
        form,
        &Event::Unidentified(UnidentifiedEvent::DetailsChanged { details, reason: String::new() }),
    )
}

async fn send(
    state: &WebState,
    visitor: &Visitor,
    view: &UnidentifiedView,
    task: Task,
    posted: &Posted,
) -> Result<Response, Problem> {
    let mut filled = Filled::posted(posted, view);
    match attempt(state, visitor, view, task, &mut filled).await? {
        Attempt::Recorded => {
            let to = format!("{}?recorded={}", home(view.record.id), task.done());
            Ok(Redirect::to(&to).into_response())
        }
        Attempt::CameBack(status) => Ok((status, drawn(state, visitor, view, task, &filled)).into_response()),
    }
}

/// What became of something that was sent.
pub(super) enum Attempt {
    /// It is recorded.
    Recorded,
    /// The form comes back with what is wrong, or with what others recorded meanwhile.
    CameBack(StatusCode),
}

/// Records what is filled in, or fills in what is wrong with it.
pub(super) async fn attempt(
    state: &WebState,
    visitor: &Visitor,
    view: &UnidentifiedView,
    task: Task,
    filled: &mut Filled,
) -> Result<Attempt, Problem> {
    let form = task.form();
    if filled.names == NamesVersion::No {
        filled.errors.add("", t!("unidentified-version-missing"));
        return Ok(Attempt::CameBack(StatusCode::UNPROCESSABLE_ENTITY));
    }
    let (act, happened_at) = match read(view, task, &filled.values) {
        Ok(read) => read,
        Err(unreadable) => {
            filled.errors = errors(form, &unreadable);
            return Ok(Attempt::CameBack(StatusCode::UNPROCESSABLE_ENTITY));
        }
    };
    let (unidentified, seen, key) = (view.record.id, filled.version, filled.key.clone());
    let recording = RecordingOnUnidentified { unidentified, act: act.clone(), happened_at, seen, key };
    match state.app.record_on_unidentified(visitor, recording).await {
        Ok(_) => Ok(Attempt::Recorded),
        Err(Trouble::Refused(refusal)) => {
            filled.errors = refused(form, &act.refused_with(refusal, state.now()));
            Ok(Attempt::CameBack(StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(Trouble::Clash(clash)) => {
            filled.since = clash.since;
            filled.facts = clash.facts;
            filled.version = clash.version;
            Ok(Attempt::CameBack(StatusCode::CONFLICT))
        }
        Err(trouble) => Err(trouble.into()),
    }
}

pub(super) type Read = (ActOnUnidentified, Option<jiff::Timestamp>);

pub(super) fn read(
    view: &UnidentifiedView,
    task: Task,
    values: &Values,
) -> Result<Read, Vec<acts::Unreadable>> {
    let subject = Subject { person: None, episode: None, now: view.now };
    match task {
        Task::Act(form) => {
            let (act, happened_at) = acts::parse(form, values, &subject)?;
            let Some(Event::Unidentified(event)) = event_of(act) else { return Err(Vec::new()) };
            Ok((ActOnUnidentified::Event(event), happened_at))
        }
        Task::Correct(entry, form) => {
            let stands = view.record.find(entry).ok_or_else(Vec::new)?;
            let correction = acts::parse_correction(form, values, &subject, stands)?;
            Ok((ActOnUnidentified::Correct(correction), None))
        }
    }
}

/// A form as it stands: new, or come back.
pub(super) struct Filled {
    pub(super) values: Values,
    pub(super) errors: FormErrors,
    /// What others recorded on the same matter meanwhile.
    pub(super) since: Vec<TimelineItem>,
    /// How the facts on which it rests have changed meanwhile.
    pub(super) facts: Option<FactsSince>,
    /// Whether what was sent said which version was seen.
    pub(super) names: NamesVersion,
    pub(super) key: IdempotencyKey,
    pub(super) version: i64,
}

/// Whether a form that was sent said which version its reader had seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NamesVersion {
    /// It did.
    Yes,
    /// It did not: a form of ours always does.
    No,
}

impl Filled {
    /// As it was sent.
    pub(super) fn posted(posted: &Posted, view: &UnidentifiedView) -> Self {
        Self {
            values: posted.values(),
            errors: FormErrors::none(),
            since: Vec::new(),
            facts: None,
            names: if posted.seen_version().is_some() { NamesVersion::Yes } else { NamesVersion::No },
            key: IdempotencyKey::parse(posted.idempotency_key()).unwrap_or_else(IdempotencyKey::fresh),
            version: posted.seen_version().unwrap_or(view.version),
        }
    }

    /// A new one, with these values.
    pub(super) fn fresh(values: Values, view: &UnidentifiedView) -> Self {
        let (errors, since) = (FormErrors::none(), Vec::new());
        let key = IdempotencyKey::fresh();
        Self { values, errors, since, facts: None, names: NamesVersion::Yes, key, version: view.version }
    }

    /// One of somebody who came from a page that they saw at an earlier version.
    pub(super) fn seen_at(self, version: Option<i64>) -> Self {
        Self { version: version.map_or(self.version, |seen| seen.min(self.version)), ..self }
    }

    /// Whether it comes back with nothing to be said of it.
    pub(super) fn is_whole(&self) -> bool {
        self.errors.is_empty() && self.since.is_empty() && self.facts.is_none()
    }
}

fn drawn(
    state: &WebState,
    visitor: &Visitor,
    view: &UnidentifiedView,
    task: Task,
    filled: &Filled,
) -> Markup {
    let (form, id) = (task.form(), view.record.id);
    let title = match task.purpose() {
        Use::Record => words::title(form),
        Use::Correct => t!("act-correct", "event" => words::event_title(form.word)),
    };
    let on_record = on_record(view);
    let fields = Shown {
        form,
        purpose: task.purpose(),
        values: &filled.values,
        errors: &filled.errors,
        on_record: &on_record,
        grades: &GradeRules::default(),
        assessors: Assessors::OfficerOnly,
        now: state.now(),
    };
    let whole = filled.is_whole();
    Page::new(title.clone(), state.now())
        .signed_in(visitor.shown())
        .current(Nav::Nowhere)
        .marked()
        .outcome(if whole { Outcome::Plain } else { Outcome::Error })
        .before_content(back_link(&home(id), t!("unidentified-back", "reference" => id.reference())))
        .render(&html! {
            div.govuk-grid-row { div.govuk-grid-column-two-thirds {
                (filled.errors.summary())
                h1.govuk-heading-l { (title) }
                (meanwhile(filled, view))
                @if let Some(hint) = words::hint(form).filter(|_| task.purpose() == Use::Record) {
                    p.govuk-body { (hint) }
                }
                (Form::post(&task.address(id), &visitor.shown().csrf_token)
                    .idempotency_key(filled.key.as_str())
                    .version(filled.version.to_string())
                    .keep(format!("unidentified-{id}-{}", form.word))
                    .body(html! { (fields) (Button::new(t!("unidentified-save")).prevent_double_click()) }))
            } }
        })
}

/// What others recorded meanwhile; sending it once more records it beside that.
pub(super) fn meanwhile(filled: &Filled, view: &UnidentifiedView) -> Markup {
    let said = |item: &TimelineItem| {
        let by = view.actors.get(&item.actor.account).map_or_else(String::new, |actor| actor.name.clone());
        let (event, when) = (words::event_title(item.event.name()), instant(item.happened_at, view.now));
        t!("unidentified-meanwhile-entry", "event" => event, "when" => when, "by" => by)
    };
    html! {
        @if !filled.since.is_empty() {
            (warning_text(t!("unidentified-meanwhile")))
            ul class="govuk-list govuk-list--bullet" { @for item in &filled.since { li { (said(item)) } } }
        }
        @match &filled.facts {
            Some(FactsSince::Changed { since, .. }) => {
                (warning_text(t!("desk-facts-changed")))
                (what_changed(since, view.now))
            }
            Some(FactsSince::NotMissing) => { (warning_text(t!("desk-facts-not-missing"))) }
            Some(FactsSince::Merged) => { (warning_text(t!("desk-facts-merged"))) }
            None => {}
        }
    }
}

/// What the fields can point at.
pub(super) fn on_record(view: &UnidentifiedView) -> OnRecord {
    let person = |id: PersonId, name: &str| -> Named { (id.to_string(), name.to_owned()) };
    let mut candidates: Vec<Named> = view
        .candidates
        .iter()
        .filter(|it| !matches!(it.candidate.standing, CandidateStanding::Identified))
        .map(|it| person(it.person.person, &it.person.name))
        .collect();
    for ranked in view.ranked.iter().flat_map(|ranked| &ranked.candidates) {
        let one = person(ranked.person.person, &ranked.person.name);
        if !candidates.contains(&one) {
            candidates.push(one);
        }
    }
    let names: HashMap<PersonId, &str> =
        view.people.iter().map(|(id, row)| (*id, row.name.as_str())).collect();
    let standing = view
        .record
        .proposals
        .iter()
        .filter(|proposal| !matches!(proposal.standing, ProposalStanding::Refused { .. }));
    let identity = |proposal: &domain::unidentified::IdentityProposal| {
        let who = names.get(&proposal.person).copied().unwrap_or_default();
        (proposal.entry.to_string(), format!("{who}, {}", instant(proposal.at, view.now)))
    };
    let notice = |sent: &domain::unidentified::SentNotice| {
        (
            sent.entry.to_string(),
            format!("{}: {}", instant(sent.at, view.now), super::record::about(&sent.notice, view)),
        )
    };
    OnRecord {
        candidates,
        identities: standing.map(identity).collect(),
        notices: view.notices.iter().map(notice).collect(),
        ..OnRecord::default()
    }
}
