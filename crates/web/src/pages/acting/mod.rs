//! Recording an act, and correcting an entry, from a case or from a person's record: the form, what is wrong with it,
//! what others recorded meanwhile. Nothing that was typed is lost on any of these ways.

mod closing;
mod meanwhile;
mod namesakes;
mod offering;
mod place;
mod view;

use std::collections::BTreeMap;

use app::Trouble;
use app::cases::{Act, IdempotencyKey, Seen, TimelineItem};
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{ids::EntryId, refusal::Refusal};
use jiff::Timestamp;

use crate::{
    acts::{
        self, ActForm, Kind, Values,
        fields::{Use, errors, refused},
    },
    catalogue::t,
    components::FormErrors,
    forms::Posted,
    pages::errors::denial,
    problem::Problem,
    router::{Route, act, page},
    session::Visitor,
    state::WebState,
    views::scene::Scene,
};

pub(crate) use namesakes::Namesakes;
use place::{Attempt, Place, twice};
pub(crate) use view::{ActPage, Notice};

/// The routes of recording and correcting.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        page("/episodes/{id}/acts/{word}", show_on_episode),
        act("/episodes/{id}/acts/{word}", record_on_episode),
        page("/episodes/{id}/entries/{entry}/correct", show_correction_on_episode),
        act("/episodes/{id}/entries/{entry}/correct", correct_on_episode),
        page("/people/{id}/acts/{word}", show_on_person),
        act("/people/{id}/acts/{word}", record_on_person),
        page("/people/{id}/entries/{entry}/correct", show_correction_on_person),
        act("/people/{id}/entries/{entry}/correct", correct_on_person),
    ]
}

/// Words and ids that a link puts into a form; never anything that somebody said.
type Given = Query<BTreeMap<String, String>>;
type Parts = Path<(String, String)>;

async fn show_on_episode(
    State(state): State<WebState>,
    visitor: Visitor,
    Path((id, word)): Parts,
    Query(given): Given,
) -> Result<Response, Problem> {
    let task = Task::record(&word)?;
    let place = Place::episode(&id)?;
    // Which list is chosen first, for its tasks are what the form asks.
    if word == "task_list_used" && !given.contains_key("list") {
        return Ok(Redirect::to(&format!("{}/task-lists", place.home())).into_response());
    }
    show(&state, &visitor, place, task, &given).await
}

async fn record_on_episode(
    State(state): State<WebState>,
    visitor: Visitor,
    Path((id, word)): Parts,
    posted: Posted,
) -> Result<Response, Problem> {
    let task = Task::record(&word)?;
    send(&state, &visitor, Place::episode(&id)?, task, &posted).await
}

async fn show_correction_on_episode(
    State(state): State<WebState>,
    visitor: Visitor,
    Path((id, entry)): Parts,
) -> Result<Response, Problem> {
    let task = Task::correct(&entry)?;
    show(&state, &visitor, Place::episode(&id)?, task, &BTreeMap::new()).await
}

async fn correct_on_episode(
    State(state): State<WebState>,
    visitor: Visitor,
    Path((id, entry)): Parts,
    posted: Posted,
) -> Result<Response, Problem> {
    let task = Task::correct(&entry)?;
    send(&state, &visitor, Place::episode(&id)?, task, &posted).await
}

async fn show_on_person(
    State(state): State<WebState>,
    visitor: Visitor,
    Path((id, word)): Parts,
    Query(given): Given,
) -> Result<Response, Problem> {
    let task = Task::record(&word)?;
    show(&state, &visitor, Place::person(&id)?, task, &given).await
}

async fn record_on_person(
    State(state): State<WebState>,
    visitor: Visitor,
    Path((id, word)): Parts,
    posted: Posted,
) -> Result<Response, Problem> {
    let task = Task::record(&word)?;
    send(&state, &visitor, Place::person(&id)?, task, &posted).await
}

async fn show_correction_on_person(
    State(state): State<WebState>,
    visitor: Visitor,
    Path((id, entry)): Parts,
) -> Result<Response, Problem> {
    let task = Task::correct(&entry)?;
    show(&state, &visitor, Place::person(&id)?, task, &BTreeMap::new()).await
}

async fn correct_on_person(
    State(state): State<WebState>,
    visitor: Visitor,
    Path((id, entry)): Parts,
    posted: Posted,
) -> Result<Response, Problem> {
    let task = Task::correct(&entry)?;
    send(&state, &visitor, Place::person(&id)?, task, &posted).await
}

/// What is to be done.
#[derive(Clone, Copy, Debug)]
enum Task {
    Record(&'static ActForm),
    Correct(EntryId),
}

impl Task {
    fn record(word: &str) -> Result<Self, Problem> {
        acts::find(word)
            .filter(|form| form.offered == acts::Offered::OnItsOwn)
            .map(Self::Record)
            .ok_or(Problem::NotFound)
    }

    fn correct(entry: &str) -> Result<Self, Problem> {
        entry.parse().map(Self::Correct).map_err(|_| Problem::NotFound)
    }

    fn purpose(self) -> Use {
        match self {
            Self::Record(_) => Use::Record,
            Self::Correct(_) => Use::Correct,
        }
    }

    /// Where its form is sent.
    fn address(self, place: Place) -> String {
        match self {
            Self::Record(form) => format!("{}/acts/{}", place.home(), form.word),
            Self::Correct(entry) => format!("{}/entries/{entry}/correct", place.home()),
        }
    }

    /// The form, where the user may use it here.
    fn form(self, scene: &Scene) -> Result<&'static ActForm, Problem> {
        match self {
            Self::Record(form) if scene.may(form.word) => Ok(form),
            Self::Record(form) => Err(Problem::Denied { action: form.word, policy: None }),
            Self::Correct(entry) => {
                let item = scene.item(entry).ok_or(Problem::NotFound)?;
                match item.correctable {
                    app::cases::Correctable::Yes => acts::find(item.event.name()).ok_or(Problem::NotFound),
                    app::cases::Correctable::No => Err(Problem::Denied { action: "corrected", policy: None }),
                }
            }
        }
    }

    /// What stands in the form when it is opened.
    fn beginning(self, form: &ActForm, scene: &Scene, given: &BTreeMap<String, String>) -> Values {
        match self {
            Self::Record(_) => beginning(form, scene, given),
            Self::Correct(entry) => scene
                .file
                .find(entry)
                .map_or_else(Values::default, |recorded| acts::prefill::entry(form, recorded)),
        }
    }

    fn read(
        self,
        form: &ActForm,
        values: &Values,
        scene: &Scene,
    ) -> Result<(Act, Option<Timestamp>), Vec<acts::Unreadable>> {
        match self {
            Self::Record(_) => acts::parse(form, values, &scene.subject()),
            Self::Correct(entry) => match scene.file.find(entry) {
                Some(recorded) => acts::parse_correction(form, values, &scene.subject(), recorded)
                    .map(|correction| (Act::Correct(correction), None)),
                None => Err(Vec::new()),
            },
        }
    }

    /// The word under which the page says that it is recorded.
    fn done(self, form: &ActForm) -> &'static str {
        match self {
            Self::Record(_) => form.word,
            Self::Correct(_) => "corrected",
        }
    }
}

async fn show(
    state: &WebState,
    visitor: &Visitor,
    place: Place,
    task: Task,
    given: &BTreeMap<String, String>,
) -> Result<Response, Problem> {
    let mut scene = place.scene(state, visitor).await?;
    let form = task.form(&scene)?;
    offering::complete(state, visitor, form, &mut scene).await?;
    let mut values = task.beginning(form, &scene, given);
    offering::retold(state, visitor, form, given, &mut values).await?;
    offering::identified(state, visitor, form, given, &mut values).await?;
    let page = ActPage {
        form,
        purpose: task.purpose(),
        action: task.address(place),
        home: place.home(),
        values,
        errors: FormErrors::none(),
        notice: Notice::None,
        key: IdempotencyKey::fresh().as_str().to_owned(),
        version: scene.version,
        now: scene.now,
        scene: Some(scene),
        signed_in: visitor.shown(),
    };
    Ok(page.render().into_response())
}

async fn send(
    state: &WebState,
    visitor: &Visitor,
    place: Place,
    task: Task,
    posted: &Posted,
) -> Result<Response, Problem> {
    let mut values = posted.values();
    let mut scene = match place.scene(state, visitor).await {
        Ok(scene) => scene,
        Err(Trouble::Unavailable(_)) => return unsaved(state, visitor, place, task, posted, None),
        Err(trouble) => return Err(trouble.into()),
    };
    let form = task.form(&scene)?;
    match offering::complete(state, visitor, form, &mut scene).await {
        Ok(()) => {}
        Err(Trouble::Unavailable(_)) => return unsaved(state, visitor, place, task, posted, Some(scene)),
        Err(trouble) => return Err(trouble.into()),
    }
    let key = key_of(posted);
    let seen = posted.seen_version().unwrap_or(scene.version);
    let outcome = match task.read(form, &values, &scene) {
        Err(unreadable) => Outcome::Unreadable(unreadable),
        Ok((act, happened_at)) => {
            let attempt = Attempt { act, happened_at, seen: Seen::UpTo(seen), key: key.clone() };
            attempted(state, visitor, place, form, attempt, posted).await?
        }
    };
    let (status, form_errors, notice, version) = match outcome {
        Outcome::Recorded => {
            let side_by_side = namesakes::to_merge(state, visitor, posted, &scene);
            let done = || format!("{}?recorded={}", place.home(), task.done(form));
            return Ok(Redirect::to(&side_by_side.unwrap_or_else(done)).into_response());
        }
        Outcome::Unavailable => return unsaved(state, visitor, place, task, posted, Some(scene)),
        Outcome::Unreadable(unreadable) => {
            (StatusCode::UNPROCESSABLE_ENTITY, errors(form, &unreadable), Notice::None, seen)
        }
        Outcome::Refused(refusal) => {
            (StatusCode::UNPROCESSABLE_ENTITY, refused(form, &[refusal]), Notice::None, seen)
        }
        Outcome::Likely(namesakes, refusal) => {
            let errors = namesakes::unanswered(form, posted, &refusal);
            (StatusCode::CONFLICT, errors, Notice::Likely(namesakes), seen)
        }
        Outcome::Denied(policy) => {
            (StatusCode::FORBIDDEN, denied(visitor, policy.as_deref()), Notice::None, seen)
        }
        Outcome::Twice { at } => (StatusCode::CONFLICT, FormErrors::none(), Notice::Twice { at }, seen),
        Outcome::Clash { since, version } => {
            let differences =
                meanwhile::settle(form, task.purpose(), &mut values, &scene, posted.seen_version());
            let notice = Notice::Clash { since, differences };
            (StatusCode::CONFLICT, FormErrors::none(), notice, version)
        }
    };
    let page = ActPage {
        form,
        purpose: task.purpose(),
        action: task.address(place),
        home: place.home(),
        values,
        errors: form_errors,
        notice,
        key: key.as_str().to_owned(),
        version,
        now: scene.now,
        scene: Some(scene),
        signed_in: visitor.shown(),
    };
    Ok((status, page.render()).into_response())
}

/// Records it, unless something is asked first.
async fn attempted(
    state: &WebState,
    visitor: &Visitor,
    place: Place,
    form: &ActForm,
    attempt: Attempt,
    posted: &Posted,
) -> Result<Outcome, Problem> {
    if let Some(at) = twice(state, visitor, place, form, &attempt, posted).await {
        return Ok(Outcome::Twice { at });
    }
    let recorded = place.record(state, visitor, attempt.clone(), namesakes::said(posted)).await;
    match namesakes::are_asked_about(&recorded) {
        true => namesakes::asked(state, visitor, place, attempt, recorded).await,
        false => Outcome::of(recorded),
    }
}

/// How an attempt went, where the user can do something about it on the page.
enum Outcome {
    Recorded,
    Unreadable(Vec<acts::Unreadable>),
    Refused(Refusal),
    /// Somebody on record is likely the person as they would be called, and that is asked first.
    Likely(Namesakes, Refusal),
    /// They recorded exactly this a little while ago, by another form.
    Twice {
        at: Timestamp,
    },
    /// The access rules do not let this user record it, by that policy where one forbids it.
    Denied(Option<String>),
    Clash {
        since: Vec<TimelineItem>,
        version: i64,
    },
    Unavailable,
}

impl Outcome {
    fn of(recorded: Result<(), Trouble>) -> Result<Self, Problem> {
        match recorded {
            Ok(()) => Ok(Self::Recorded),
            Err(Trouble::Refused(refusal)) => Ok(Self::Refused(refusal)),
            Err(Trouble::Clash(clash)) => Ok(Self::Clash { since: clash.since, version: clash.version }),
            Err(Trouble::Denied(denied)) => Ok(Self::Denied(denied.policy)),
            Err(Trouble::Unavailable(_)) => Ok(Self::Unavailable),
            Err(
                trouble @ (Trouble::NotFound
                | Trouble::WithPolice { .. }
                | Trouble::NotThen(_)
                | Trouble::KeyUsedBefore
                | Trouble::VersionAhead
                | Trouble::Fault(_)),
            ) => Err(trouble.into()),
        }
    }
}

/// The key of the form; sent again with it, an act is recorded once.
fn key_of(posted: &Posted) -> IdempotencyKey {
    IdempotencyKey::parse(posted.idempotency_key()).unwrap_or_else(IdempotencyKey::fresh)
}

/// A refusal by the access rules, above the form as it was typed.
fn denied(visitor: &Visitor, policy: Option<&str>) -> FormErrors {
    let mut errors = FormErrors::none();
    errors.add("", t!("act-denied", "rule" => denial(policy, &visitor.shown().role)));
    errors
}

/// The same form with all that was typed: nothing was saved, and sending it again may help.
fn unsaved(
    state: &WebState,
    visitor: &Visitor,
    place: Place,
    task: Task,
    posted: &Posted,
    scene: Option<Scene>,
) -> Result<Response, Problem> {
    let form = match (task, &scene) {
        (Task::Record(form), _) => form,
        (Task::Correct(_), Some(scene)) => task.form(scene)?,
        // Which act is corrected cannot be known now; the page of trouble offers to send the same again.
        (Task::Correct(_), None) => return Err(Problem::Unavailable),
    };
    let page = ActPage {
        form,
        purpose: task.purpose(),
        action: task.address(place),
        home: place.home(),
        values: posted.values(),
        errors: FormErrors::none(),
        notice: Notice::NotSaved,
        key: key_of(posted).as_str().to_owned(),
        version: posted.seen_version().unwrap_or_default(),
        now: scene.as_ref().map_or_else(|| state.now(), |scene| scene.now),
        scene,
        signed_in: visitor.shown(),
    };
    Ok((StatusCode::SERVICE_UNAVAILABLE, page.render()).into_response())
}

/// What stands in a new form: today's date, what is known already, what the link said, and what leaves no choice.
fn beginning(form: &ActForm, scene: &Scene, given: &BTreeMap<String, String>) -> Values {
    let mut values = acts::beginning::known(form, &scene.file.person, scene.episode.as_ref(), scene.now);
    if form.word == "risk_assessed" {
        // Whoever may review as a supervisor grades as one.
        let by = if scene.may("risk_reviewed") { "supervisor" } else { "officer" };
        values.set("by", by);
    }
    if form.word == "task_set" && given.get("for").is_some_and(|what| what == "targeted_support") {
        values.set("title", t!("edges-support-task"));
    }
    let on_record = scene.on_record();
    for field in form.fields {
        let from_link = given.get(field.name).or_else(|| given.get("of"));
        match field.kind {
            Kind::Reference(referred) => {
                let known = on_record.of(referred);
                let linked = from_link.and_then(|id| known.iter().find(|(known, _)| known == id));
                let only = known.first().filter(|_| known.len() == 1);
                let leaves_no_choice = only
                    .filter(|_| referred != acts::Referred::Agency && field.required == acts::Required::Yes);
                if let Some((id, _)) = linked.or(leaves_no_choice) {
                    values.set(field.name, id.clone());
                }
            }
            Kind::Choice { words, .. } => {
                if let Some(word) = from_link.filter(|word| words.contains(&word.as_str())) {
                    values.set(field.name, word.clone());
                }
            }
            Kind::Line
            | Kind::Paragraphs
            | Kind::Lines
            | Kind::LocalTime
            | Kind::Date
            | Kind::Integer
            | Kind::Count
            | Kind::Birth
            | Kind::Contacts
            | Kind::Checks => {}
            Kind::Considerations => offering::considered(&mut values, scene, given),
            Kind::Owner => values.set_if_empty(field.name, from_link.cloned().unwrap_or_default()),
            Kind::Several(raised) => offering::ticked(&mut values, field.name, raised, &on_record, given),
        }
    }
    values
}
