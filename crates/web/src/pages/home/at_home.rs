//! Where everything begins that a home asks or tells of one of its children: who is signed in, of whom it is, what was sent;
//! and how it is answered.

use app::Trouble;
use app::cases::{Act, IdempotencyKey, Recording, RecordingOnPerson, Seen};
use app::home::{Resident, Whereabouts};
use axum::{
    extract::{FromRequestParts, Path},
    http::{StatusCode, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use domain::{
    episode::EpisodeEvent,
    ids::{EpisodeId, PersonId},
    person::PersonEvent,
};
use jiff::Timestamp;

use super::{
    forms::{Asks, FormPage},
    later::{self, SentLater},
    view::SocialCare,
};
use crate::{
    acts::words,
    catalogue::t,
    components::FormErrors,
    forms::{Posted, address},
    problem::Problem,
    session::Visitor,
    state::WebState,
};

/// One request about one child of the home.
pub(super) struct AtHome {
    pub(super) state: WebState,
    pub(super) visitor: Visitor,
    /// The child, as they stood when the request came in.
    pub(super) resident: Resident,
    /// What was sent; nothing where a form is only opened.
    pub(super) posted: Posted,
}

impl FromRequestParts<WebState> for AtHome {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &WebState) -> Result<Self, Problem> {
        let visitor = Visitor::from_request_parts(parts, state).await?;
        let posted = Posted::from_request_parts(parts, state).await?;
        let id = Path::<PersonId>::from_request_parts(parts, state).await;
        let Path(id) = id.map_err(|_| Problem::NotFound)?;
        let resident = resident(state, &visitor, id).await?;
        Ok(Self { state: state.clone(), visitor, resident, posted })
    }
}

/// Of whom police have something to tell first, nothing is asked and nothing recorded here.
async fn resident(state: &WebState, visitor: &Visitor, id: PersonId) -> Result<Resident, Problem> {
    let resident = state.app.resident_of_home(visitor, id).await?;
    if matches!(resident.whereabouts, Whereabouts::WithPolice) {
        return Err(Problem::WithPolice { log_number: String::new() });
    }
    Ok(resident)
}

impl AtHome {
    /// The same once something was recorded meanwhile.
    pub(super) async fn read_again(self) -> Result<Self, Problem> {
        let resident = resident(&self.state, &self.visitor, self.resident.person).await?;
        Ok(Self { resident, ..self })
    }

    /// The form, where it can be asked.
    pub(super) fn asked(self, asks: Asks) -> Response {
        if !asks.fits(&self.resident.whereabouts) {
            return Redirect::to("/home").into_response();
        }
        self.form(asks).render().into_response()
    }

    /// The form again with what was typed, and what is wrong with it.
    pub(super) fn again(self, asks: Asks, errors: FormErrors) -> Response {
        let values = self.posted.clone();
        let page = FormPage { values, errors, ..self.form(asks) };
        (StatusCode::UNPROCESSABLE_ENTITY, page.render()).into_response()
    }

    /// The same where what is wrong is of no one field.
    pub(super) fn again_because(self, asks: Asks, why: impl Into<String>) -> Response {
        let mut errors = FormErrors::none();
        errors.add("", why);
        self.again(asks, errors)
    }

    fn form(self, asks: Asks) -> FormPage {
        FormPage {
            social_care: SocialCare::now(&self.state),
            ..FormPage::empty(asks, self.resident, self.visitor.shown(), self.state.now())
        }
    }

    /// Back to the home, which says at its top what was recorded of whom, and when it came in where it could not be sent at
    /// once. It does not lead on to the child: on a telephone that would be past what is said.
    pub(super) fn recorded(&self, word: &str) -> Response {
        let later = later::pressed(&self.posted).and_then(|at| SentLater::of(at, self.state.now()));
        let (pressed, reached) = later.map(SentLater::in_address).unwrap_or_default();
        let child = self.resident.person.to_string();
        let query = [("recorded", word), ("child", &child), ("pressed", &pressed), ("reached", &reached)];
        Redirect::to(&address("/home", &query)).into_response()
    }

    /// Back to the home where it was recorded; the form again with what was typed where it was not.
    pub(super) fn outcome(
        self,
        done: Result<(), Trouble>,
        word: &str,
        asks: Asks,
    ) -> Result<Response, Problem> {
        match done {
            Ok(()) => Ok(self.recorded(word)),
            Err(Trouble::Refused(refusal)) => Ok(self.again_because(asks, words::refusal(None, &refusal))),
            Err(Trouble::Clash(_)) => Ok(self.again_because(asks, t!("home-clash"))),
            Err(trouble) => Err(trouble.into()),
        }
    }

    /// Records something on the child's record.
    pub(super) async fn on_person(&self, event: PersonEvent) -> Result<(), Trouble> {
        let recording = RecordingOnPerson {
            person: self.resident.person,
            act: Act::Person(event),
            happened_at: self.happened_at(),
            seen: Seen::UpTo(self.resident.version),
            key: self.key(),
        };
        self.state.app.record_on_person(&self.visitor, recording).await.map(|_| ())
    }

    /// Records something of the time missing.
    pub(super) async fn on_episode(&self, episode: EpisodeId, event: EpisodeEvent) -> Result<(), Trouble> {
        let recording = Recording {
            episode,
            act: Act::Episode(event),
            happened_at: self.happened_at(),
            seen: Seen::UpTo(self.resident.version),
            key: self.key(),
        };
        self.state.app.record(&self.visitor, recording).await.map(|_| ())
    }

    /// When it happened, where the button was pressed without a signal; nothing where it was sent at once.
    pub(super) fn happened_at(&self) -> Option<Timestamp> {
        later::pressed(&self.posted).filter(|at| later::is_kept(*at, self.state.now()))
    }

    pub(super) fn key(&self) -> IdempotencyKey {
        IdempotencyKey::parse(self.posted.idempotency_key()).unwrap_or_else(IdempotencyKey::fresh)
    }
}
