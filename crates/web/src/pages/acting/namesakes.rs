//! Before somebody on record gets another name or birth by which they are likely somebody else on record: who that is and why,
//! over the form with all that was typed.

use app::{OfOthers, Trouble, reports::LikelyQuestion};
use domain::{ids::PersonId, refusal::Refusal};
use jiff::Timestamp;
use maud::{Markup, html};

use super::{
    Outcome,
    place::{Attempt, Place},
};
use crate::{
    acts::{ActForm, Values, fields::refused, words},
    catalogue::t,
    components::{Choice, FormErrors, Legend, Radios, Size, Tag, TagColour, Textarea, warning_text},
    forms::Posted,
    pages::shown,
    problem::Problem,
    session::Visitor,
    state::WebState,
    views::{hit, likely::strength, likeness::in_list, scene::Scene},
};

/// The field that says whose record it is.
pub(super) const WHOSE: &str = "namesake";

/// The field that names those who were shown.
const ASKED: &str = "namesakes-asked";

/// The field that says how it is known that it is somebody else.
const REASON: &str = "not_the_same_reason";

/// Says that none of those shown is the person.
const SOMEBODY_ELSE: &str = "somebody-else";

/// The question.
#[derive(Clone, Debug)]
pub(crate) struct Namesakes {
    /// Who is likely the same.
    pub(crate) question: LikelyQuestion,
    /// Whether whoever is asked merges records, and is led there.
    pub(crate) merges: bool,
}

/// What a form says of those who were shown. Where it is one of them, nothing is said of the others.
pub(super) fn said(posted: &Posted) -> OfOthers {
    let asked: Vec<PersonId> = posted.get(ASKED).split(' ').filter_map(|id| id.parse().ok()).collect();
    let reason = posted.get(REASON).trim().to_owned();
    match (posted.get(WHOSE), one_of_them(posted)) {
        (SOMEBODY_ELSE, _) => OfOthers { apart: asked, reason, ..OfOthers::default() },
        (_, Some(one)) => {
            let (same, may_be) = asked.into_iter().partition(|shown| *shown == one);
            OfOthers { same, may_be, ..OfOthers::default() }
        }
        (_, None) => OfOthers::default(),
    }
}

/// Whether the form has asked already.
pub(super) fn were_asked(posted: &Posted) -> bool {
    !posted.get(ASKED).is_empty()
}

/// Which of those on record it is, where the form says so.
pub(super) fn one_of_them(posted: &Posted) -> Option<PersonId> {
    posted.get(WHOSE).parse().ok()
}

/// What was said, in a form that asks something else first.
pub(super) fn kept(values: &Values) -> Markup {
    html! {
        @for name in [WHOSE, ASKED, REASON] {
            @if !values.get(name).is_empty() { input type="hidden" name=(name) value=(values.get(name)); }
        }
    }
}

/// Whether it was refused because of others on record who are likely the same.
pub(super) fn are_asked_about(recorded: &Result<(), Trouble>) -> bool {
    matches!(
        recorded,
        Err(Trouble::Refused(
            Refusal::LikelyKnown { .. } | Refusal::AnswerMissing { field: "not_the_same_reason" }
        ))
    )
}

/// The question about them; the refusal as it is where they are likely no longer.
pub(super) async fn asked(
    state: &WebState,
    visitor: &Visitor,
    place: Place,
    attempt: Attempt,
    recorded: Result<(), Trouble>,
) -> Result<Outcome, Problem> {
    let question = place.likely_once_recorded(state, visitor, attempt).await?;
    match (Outcome::of(recorded)?, question) {
        (Outcome::Refused(refusal), Some(question)) => {
            let merges = state.app.settles_duplicates(visitor);
            Ok(Outcome::Likely(Namesakes { question, merges }, refusal))
        }
        (outcome, _) => Ok(outcome),
    }
}

/// What the question lacks, once it was asked.
pub(super) fn unanswered(form: &ActForm, posted: &Posted, refusal: &Refusal) -> FormErrors {
    match refusal.field() {
        Some("not_the_same_reason") => refused(form, std::slice::from_ref(refusal)),
        _ if were_asked(posted) => {
            let mut errors = FormErrors::none();
            errors.add(WHOSE, t!("namesakes-say-which"));
            errors
        }
        _ => FormErrors::none(),
    }
}

/// Where both records stand side by side, for whoever said that they are of one person and merges records.
pub(super) fn to_merge(
    state: &WebState,
    visitor: &Visitor,
    posted: &Posted,
    scene: &Scene,
) -> Option<String> {
    let other = one_of_them(posted).filter(|_| state.app.settles_duplicates(visitor))?;
    Some(format!("/people/{other}/merge/{}", scene.file.id))
}

impl Namesakes {
    /// What stands above the form.
    pub(super) fn notice(&self) -> Markup {
        html! { div role="alert" { (warning_text(t!("namesakes-not-yet"))) } }
    }

    /// The question as part of the form.
    pub(super) fn asked(&self, values: &Values, errors: &FormErrors, now: Timestamp) -> Markup {
        let people = &self.question.people;
        let asked: Vec<String> = people.iter().map(|likely| likely.row.person.to_string()).collect();
        let mut choices: Vec<Choice> = people
            .iter()
            .map(|likely| {
                let name = shown::name(&likely.row.name);
                let label = html! { (t!("namesakes-this-one")) " " bdi { (name) } ", " (shown::age_of(&likely.row, now)) };
                let then = if self.merges { t!("namesakes-then-merge") } else { t!("namesakes-then-listed") };
                Choice::new(likely.row.person.to_string(), label).hint(then)
            })
            .collect();
        let why = Textarea::new(REASON, words::named("", REASON))
            .rows(3)
            .value(values.get(REASON).to_owned())
            .error(errors.of(REASON));
        choices.push(Choice::new(SOMEBODY_ELSE, t!("namesakes-somebody-else")).conditional(html! { (why) }));
        let title = if people.len() == 1 { t!("likely-title") } else { t!("likely-title-several") };
        html! {
            input type="hidden" name=(ASKED) value=(asked.join(" "));
            @for likely in people {
                section.sw-likely aria-labelledby={ "likely-" (likely.row.person) } {
                    h2.govuk-heading-m id={ "likely-" (likely.row.person) } {
                        @if let Some(likeness) = &likely.row.likeness {
                            (in_list(likely.row.person, &likely.row.name, &likeness.digest, likeness.taken_on, now)) " "
                        }
                        (shown::name(&likely.row.name)) ", " (shown::age_of(&likely.row, now))
                        @if likely.row.missing_in.is_some() { " " (Tag::new(t!("search-missing-now")).colour(TagColour::Red)) }
                    }
                    p.govuk-body { (strength(likely)) }
                    p.govuk-body-s { (hit::known(&likely.known, now)) }
                }
            }
            (Radios::new(WHOSE, choices)
                .legend(Legend::new(title).size(Size::Medium))
                .error(errors.of(WHOSE))
                .value(values.get(WHOSE).to_owned()))
        }
    }
}
