//! On what an act is recorded: a case or a person's record, read and written through the same few functions.

use app::{
    Trouble,
    cases::{Act, IdempotencyKey, OfOthers, Recording, RecordingOnPerson, Seen},
    reports::LikelyQuestion,
};
use domain::ids::{EpisodeId, PersonId};
use jiff::Timestamp;

use super::view::AGAIN;
use crate::{
    acts::{self, ActForm},
    forms::Posted,
    problem::Problem,
    session::Visitor,
    state::WebState,
    views::scene::{RoleNames, Scene},
};

/// On what an act is recorded.
#[derive(Clone, Copy, Debug)]
pub(super) enum Place {
    Episode(EpisodeId),
    Person(PersonId),
}

impl Place {
    pub(super) fn episode(id: &str) -> Result<Self, Problem> {
        id.parse().map(Self::Episode).map_err(|_| Problem::NotFound)
    }

    pub(super) fn person(id: &str) -> Result<Self, Problem> {
        id.parse().map(Self::Person).map_err(|_| Problem::NotFound)
    }

    pub(super) fn home(self) -> String {
        match self {
            Self::Episode(id) => format!("/episodes/{id}"),
            Self::Person(id) => format!("/people/{id}"),
        }
    }

    pub(super) async fn scene(self, state: &WebState, visitor: &Visitor) -> Result<Scene, Trouble> {
        let roles = RoleNames::of_app(&state.app);
        match self {
            Self::Episode(id) => {
                let view = state.app.episode(visitor, id).await?;
                let mut scene = Scene::of_episode(&view, roles);
                let duties = view.duties.iter().flat_map(|pack| &pack.duties);
                scene.owed = duties.filter(|duty| duty.is_owed()).cloned().collect();
                scene.assess_by = state.app.assess_by_rating(&view);
                for (_, definition) in &mut scene.grades.definitions {
                    if let Some(loaded) =
                        state.app.packs().version(&definition.pack, &definition.pack_version)
                    {
                        definition.pack.clone_from(&loaded.pack.title);
                    }
                }
                Ok(scene)
            }
            Self::Person(id) => Ok(Scene::of_person(&state.app.person(visitor, id).await?, roles)),
        }
    }

    /// When the user recorded exactly this by another form a little while ago.
    async fn alike(
        self,
        state: &WebState,
        visitor: &Visitor,
        attempt: &Attempt,
    ) -> Result<Option<Timestamp>, Trouble> {
        let Attempt { act, happened_at, seen, key } = attempt;
        let (act, happened_at, seen, key) = (act.clone(), *happened_at, *seen, key.clone());
        match self {
            Self::Episode(episode) => {
                let recording = Recording { episode, act, happened_at, seen, key };
                state.app.recorded_alike(visitor, &recording).await
            }
            Self::Person(person) => {
                let recording = RecordingOnPerson { person, act, happened_at, seen, key };
                state.app.recorded_alike_on_person(visitor, &recording).await
            }
        }
    }

    pub(super) async fn record(
        self,
        state: &WebState,
        visitor: &Visitor,
        attempt: Attempt,
        of_others: OfOthers,
    ) -> Result<(), Trouble> {
        let Attempt { act, happened_at, seen, key } = attempt;
        match self {
            Self::Episode(episode) => {
                let recording = Recording { episode, act, happened_at, seen, key };
                state.app.record_having_asked(visitor, recording, of_others).await.map(|_| ())
            }
            Self::Person(person) => {
                let recording = RecordingOnPerson { person, act, happened_at, seen, key };
                state.app.record_on_person_having_asked(visitor, recording, of_others).await.map(|_| ())
            }
        }
    }

    /// Whom of those on record the person is likely to be once that is recorded.
    pub(super) async fn likely_once_recorded(
        self,
        state: &WebState,
        visitor: &Visitor,
        attempt: Attempt,
    ) -> Result<Option<LikelyQuestion>, Trouble> {
        let Attempt { act, happened_at, seen, key } = attempt;
        let nothing = OfOthers::default();
        match self {
            Self::Episode(episode) => {
                let recording = Recording { episode, act, happened_at, seen, key };
                state.app.likely_once_recorded(visitor, &recording, nothing).await
            }
            Self::Person(person) => {
                let recording = RecordingOnPerson { person, act, happened_at, seen, key };
                state.app.likely_once_recorded_on_person(visitor, &recording, nothing).await
            }
        }
    }
}

/// One attempt to record something.
#[derive(Clone)]
pub(super) struct Attempt {
    pub(super) act: Act,
    pub(super) happened_at: Option<Timestamp>,
    pub(super) seen: Seen,
    pub(super) key: IdempotencyKey,
}

/// When the same was recorded by a form that the user has gone back to, unless they have said that it happened again. A
/// case is passed on as often as it is.
pub(super) async fn twice(
    state: &WebState,
    visitor: &Visitor,
    place: Place,
    form: &ActForm,
    attempt: &Attempt,
    posted: &Posted,
) -> Option<Timestamp> {
    if form.group == acts::Group::Holding || posted.get(AGAIN) == "yes" {
        return None;
    }
    // Whether the database answers is found out when it is recorded.
    place.alike(state, visitor, attempt).await.ok().flatten()
}
