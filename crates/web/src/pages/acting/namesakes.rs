//! Before somebody on record gets another name or birth by which they are likely somebody else on record: who that is and why,
//! over the form with all that was typed.

use app::{OfOthers, reports::LikelyQuestion};
use domain::ids::PersonId;
use jiff::Timestamp;
use maud::{Markup, html};

use crate::{
    acts::{Values, words},
    catalogue::t,
    components::{Choice, FormErrors, Legend, Radios, Size, Tag, TagColour, Textarea, warning_text},
    forms::Posted,
    pages::shown,
    views::{hit, likely::strength, likeness::in_list},
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

/// What a form says of those who were shown. Where it is one of them, nothing is said against the others.
pub(super) fn said(posted: &Posted) -> OfOthers {
    let asked: Vec<PersonId> = posted.get(ASKED).split(' ').filter_map(|id| id.parse().ok()).collect();
    let reason = posted.get(REASON).trim().to_owned();
    match (posted.get(WHOSE), one_of_them(posted)) {
        (SOMEBODY_ELSE, _) => OfOthers { apart: asked, reason, same: Vec::new() },
        (_, Some(_)) => OfOthers { apart: Vec::new(), reason, same: asked },
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
