//! New report: a call is taken step by step, saved as it is typed, shared within the room, and sent as soon as it says who is
//! missing and what happened. In an emergency the case comes first and the questions follow.
//!
//! [`begin`] holds the first pages, [`steps`] the questions, [`room`] what colleagues do with a draft, [`send`] what becomes
//! of it. [`questions`] is the one table of what is asked; [`fields`], [`read`], [`prefill`] and [`record`] go by it.

mod begin;
mod drafts;
mod fields;
mod likely;
pub(crate) mod prefill;
mod questions;
mod read;
mod record;
mod room;
mod search;
mod send;
mod steps;
mod view;

use app::{DraftId, ReportAnswers};
use domain::ids::PersonId;

use crate::forms::Posted;
use crate::problem::Problem;
use crate::router::{Route, act, page};
use crate::session::Visitor;
use crate::state::WebState;
use read::PERSON_INDEX;

#[cfg(test)]
pub(crate) use drafts::{EarlierCalls, First, FirstPage, HeldPage};
pub(crate) use drafts::{drafts_in_one_line, drafts_list};
pub(crate) use questions::{Gap, Length, OF_A_PERSON, OF_THE_CALL, Step, unanswered_of_case};
pub(crate) use room::{drafts_of_the_room, drafts_of_the_user};

#[cfg(test)]
pub(crate) use likely::LikelyPage;
#[cfg(test)]
pub(crate) use view::{Elsewhere, OpenedCase, ReportPage, SentPage};
pub(crate) use view::{class_words, question_words, step_title};

/// The word with which a report about somebody who is missing leads to the running case.
pub(crate) const MISSING_ALREADY: &str = "missing-already";

/// The routes of these pages.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        page("/reports/new", begin::new_report),
        page("/report/emergency", begin::emergency),
        act("/reports", begin::begin),
        act("/reports/autosave", begin::autosave),
        act("/reports/search", search::matches),
        act("/reports/of/{episode}", room::go_on),
        page("/reports/{draft}/likely", likely::show),
        act("/reports/{draft}/likely", likely::answer),
        page("/reports/{draft}/{step}", steps::show),
        act("/reports/{draft}/discard", room::discard),
        act("/reports/{draft}/take", room::take_over),
        act("/reports/{draft}/{step}", steps::save),
        act("/reports/{draft}/{step}/autosave", steps::autosave),
    ]
}

/// The field by which a script says which open window saves: one that was opened again, as a copy, is another.
const WINDOW: &str = "window";

/// What the button asks for that was pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Then {
    Next,
    Stay,
    AnotherPerson,
    Search,
    Send,
    TakeBack,
    Take(PersonId),
}

impl Then {
    fn of(posted: &Posted) -> Self {
        if let Ok(person) = posted.get("pick").parse() {
            return Self::Take(person);
        }
        match posted.get("do") {
            "save" => Self::Stay,
            "add" => Self::AnotherPerson,
            "search" => Self::Search,
            "send" => Self::Send,
            "take_back" => Self::TakeBack,
            _ => Self::Next,
        }
    }
}

/// Takes the record of somebody who is known into the report. What was told of them in this call stays.
async fn take(
    state: &WebState,
    visitor: &Visitor,
    person: PersonId,
    answers: &mut ReportAnswers,
    index: usize,
) -> Result<(), Problem> {
    let mut taken = state.app.reported_person(visitor, person).await?;
    match answers.people.get_mut(index) {
        Some(place) => {
            taken.report = std::mem::take(&mut place.report);
            *place = taken;
        }
        None => answers.people.push(taken),
    }
    Ok(())
}

fn address(draft: DraftId, step: Step) -> String {
    format!("/reports/{}/{}", draft.0, step.word())
}

fn with_person(draft: DraftId, index: usize) -> String {
    format!("{}?{PERSON_INDEX}={index}", address(draft, Step::People))
}
