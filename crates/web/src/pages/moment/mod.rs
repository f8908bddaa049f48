//! Other moments of a case or a record: choosing one, two compared, and who had seen the case by one.

mod compare;
mod form;
mod nothing;
#[cfg(test)]
pub(crate) mod samples;
mod seen;

use app::cases::RecordedStep;
use app::{Moment, NotThen, Trouble};
use axum::{
    extract::{Path, Query, RawQuery, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::ids::{EpisodeId, PersonId};
use jiff::Timestamp;
use serde::Deserialize;

use crate::{
    acts::{Values, time},
    components::FormErrors,
    forms::{Posted, address},
    problem::Problem,
    router::{Route, page},
    session::Visitor,
    state::WebState,
    views::scene::{RoleNames, Scene},
};
use compare::{CompareForm, ComparePage};
use form::MomentsPage;
use nothing::NothingThenPage;
use seen::SeenPage;

/// The routes of these pages.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        page("/episodes/{id}/moments", of_episode),
        page("/people/{id}/moments", of_person),
        page("/episodes/{id}/compare", compared),
        page("/episodes/{id}/seen", seen_by),
    ]
}

/// The moment that the address of a page names.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct MomentAsked {
    /// An exact instant.
    #[serde(default)]
    at: String,
    /// An entry: the moment just after it was recorded.
    #[serde(default)]
    entry: String,
}

impl MomentAsked {
    /// The moment; now where none is named.
    pub(crate) fn moment(&self) -> Result<Moment, Problem> {
        match (self.at.as_str(), self.entry.as_str()) {
            ("" | "now", "") => Ok(Moment::Now),
            ("", entry) => entry.parse().map(Moment::After).map_err(|_| Problem::NotFound),
            (at, _) => at.parse().map(Moment::At).map_err(|_| Problem::Unreadable),
        }
    }
}

/// The page for a moment of which there is nothing to show: it leads on.
pub(crate) fn nothing_then(state: &WebState, visitor: &Visitor, home: &str, why: NotThen) -> Response {
    let page = NothingThenPage { why, home: home.to_owned(), signed_in: visitor.shown(), now: state.now() };
    page.render().into_response()
}

/// What was typed into the form of a moment, where it was sent: the instant, or what is wrong with it.
fn typed(values: &Values, name: &str) -> Result<Option<Timestamp>, FormErrors> {
    time::instant(values, name).map_err(|(control, problem)| {
        let mut errors = FormErrors::none();
        errors.add(control, form::problem_words(problem));
        errors
    })
}

fn values_of(query: Option<&str>) -> Values {
    Posted::parse(query.unwrap_or_default().as_bytes()).values()
}

async fn of_episode(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let id: EpisodeId = id.parse().map_err(|_| Problem::NotFound)?;
    choosing(&visitor, &format!("/episodes/{id}"), query, async {
        let course = state.app.course_of_episode(&visitor, id).await?;
        let mut scene = Scene::of_episode(&course.view, RoleNames::of_app(&state.app));
        scene.actors.extend(course.actors);
        Ok((scene, course.steps))
    })
    .await
}

async fn of_person(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let id: PersonId = id.parse().map_err(|_| Problem::NotFound)?;
    choosing(&visitor, &format!("/people/{id}"), query, async {
        let view = state.app.person(&visitor, id).await?;
        Ok((Scene::of_person(&view, RoleNames::of_app(&state.app)), Vec::new()))
    })
    .await
}

/// The page on which a moment is chosen of what stands at an address. Once one is typed that can be read, it leads there, and
/// nothing is read.
async fn choosing(
    visitor: &Visitor,
    home: &str,
    query: Option<String>,
    read: impl Future<Output = Result<(Scene, Vec<RecordedStep>), Trouble>>,
) -> Result<Response, Problem> {
    let values = values_of(query.as_deref());
    let errors = match typed(&values, "at") {
        Ok(Some(at)) => return Ok(to_moment(home, at)),
        Ok(None) => FormErrors::none(),
        Err(errors) => errors,
    };
    let (scene, steps) = read.await?;
    let page = MomentsPage { scene, steps, values, errors, signed_in: visitor.shown() };
    Ok(page.render().into_response())
}

fn to_moment(home: &str, at: Timestamp) -> Response {
    Redirect::to(&address(home, &[("at", &at.to_string())])).into_response()
}

async fn compared(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let id: EpisodeId = id.parse().map_err(|_| Problem::NotFound)?;
    let values = values_of(query.as_deref());
    let home = format!("/episodes/{id}");
    let mut errors = FormErrors::none();
    let mut side = |name: &str| match typed(&values, &format!("{name}_typed")) {
        Ok(Some(at)) => Ok(Some(Moment::At(at))),
        Ok(None) => chosen(values.get(name)),
        Err(wrong) => {
            errors = wrong;
            Ok(None)
        }
    };
    let asked = (side("from")?, side("to")?);
    let course = state.app.course_of_episode(&visitor, id).await?;
    let comparison = match asked {
        (Some(from), to) if errors.is_empty() => {
            let moments = (from, to.unwrap_or_default());
            match state.app.compare_episode(&visitor, id, moments).await {
                Err(Trouble::NotThen(why)) => return Ok(nothing_then(&state, &visitor, &home, why)),
                answered => Some(answered?),
            }
        }
        (Some(_) | None, _) => None,
    };
    let mut scene = Scene::of_episode(&course.view, RoleNames::of_app(&state.app));
    if let Some(comparison) = &comparison {
        scene.actors.extend(comparison.actors.clone());
    }
    let form = CompareForm { landmarks: course.landmarks, values, errors };
    let page = ComparePage { scene, comparison, form, signed_in: visitor.shown() };
    Ok(page.render().into_response())
}

/// A moment out of a list: nothing where nothing was chosen.
fn chosen(value: &str) -> Result<Option<Moment>, Problem> {
    match value {
        "" => Ok(None),
        "now" => Ok(Some(Moment::Now)),
        at => at.parse().map(|at| Some(Moment::At(at))).map_err(|_| Problem::Unreadable),
    }
}

async fn seen_by(
    State(state): State<WebState>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(asked): Query<MomentAsked>,
) -> Result<Response, Problem> {
    let id: EpisodeId = id.parse().map_err(|_| Problem::NotFound)?;
    let seen = match state.app.episode_seen_by(&visitor, id, asked.moment()?).await {
        Err(Trouble::NotThen(why)) => {
            return Ok(nothing_then(&state, &visitor, &format!("/episodes/{id}"), why));
        }
        answered => answered?,
    };
    let mut scene = Scene::of_episode(&seen.view, RoleNames::of_app(&state.app));
    scene.actors.extend(seen.actors);
    let page = SeenPage { scene, readers: seen.readers, signed_in: visitor.shown() };
    Ok(page.render().into_response())
}
