//! People who may be meant by a name that is being typed, each with why they were found.

use app::reports::{LikelyPerson, Others, TOLD_FROM_OTHERS};
use app::{KnownOfHit, PersonHit, ReportAnswers, ReportedPerson};
use axum::extract::State;
use domain::person::PersonDetails;
use domain::projection::PersonRow;
use jiff::Timestamp;
use maud::{Markup, html};

use super::read::birth;
use crate::catalogue::t;
use crate::components::{Tag, TagColour};
use crate::forms::Posted;
use crate::pages::shown;
use crate::problem::Problem;
use crate::session::Visitor;
use crate::state::WebState;
use crate::views::hit::{known, why};
use crate::views::likely::{how_likely, strength};
use crate::views::likeness::in_list;

/// Somebody who may be meant.
pub(crate) type Hit = PersonHit;

/// The list that a script puts under the field: who is likely the one that is typed, by age and address too, and then whose
/// name is like it. The name comes in the body, for an address would be kept in logs.
pub(super) async fn matches(
    State(state): State<WebState>,
    visitor: Visitor,
    posted: Posted,
) -> Result<Markup, Problem> {
    let now = state.now();
    let (likely, others) = state.app.likely_people(&visitor, &typed(&posted, now), 0).await?;
    let mut hits = state.app.search_people(&visitor, posted.get("q")).await?;
    hits.retain(|hit| likely.iter().all(|likely| likely.row.person != hit.row.person));
    Ok(typed_list(&likely, others, &hits, now))
}

/// The likely ones first. Of whom there is no room for the list says how many they are and what makes them fewer; before a record is
/// made all of them are asked about.
pub(crate) fn typed_list(likely: &[LikelyPerson], others: Others, hits: &[Hit], now: Timestamp) -> Markup {
    let shown = &likely[..likely.len().min(TOLD_FROM_OTHERS)];
    html! {
        @if likely.is_empty() { (hits_list(hits, now)) } @else {
            ul data-say=(aloud(likely, hits.len(), now)) {
                @for likely in shown {
                    li { (row(&likely.row, &html! { " " (strength(likely)) }, &likely.known, now)) }
                }
                @if likely.len() > shown.len() || others == Others::TooManyToShow {
                    li {
                        @match others {
                            Others::Nobody => { (t!("likely-more-typed", "count" => likely.len() - shown.len())) }
                            Others::TooManyToShow => { (t!("likely-too-many-typed")) }
                        }
                    }
                } @else {
                    @for hit in hits { li { (hit_row(hit, now)) } }
                }
            }
        }
    }
}

/// What a screen reader says of the list while somebody goes on typing: the likeliest by name, for a count alone warns nobody.
fn aloud(likely: &[LikelyPerson], hits: usize, now: Timestamp) -> String {
    let Some(first) = likely.first() else { return String::new() };
    t!("likely-aloud", "count" => likely.len() + hits, "name" => shown::name_text(&first.row.name),
        "age" => shown::age_of(&first.row, now), "how" => how_likely(first.strength))
}

/// What is typed of somebody so far.
fn typed(posted: &Posted, now: Timestamp) -> ReportAnswers {
    let (birth, _) = birth(&posted.values(), now);
    let details = PersonDetails {
        name: posted.get("q").trim().to_owned(),
        birth,
        home_address: posted.get("home_address").to_owned(),
        phones_and_accounts: posted.get("phones_and_accounts").to_owned(),
        ..PersonDetails::default()
    };
    let people = vec![ReportedPerson { details, ..ReportedPerson::default() }];
    ReportAnswers { people, ..ReportAnswers::default() }
}

/// The list, each of them a button that takes their record into the report.
pub(crate) fn hits_list(hits: &[Hit], now: Timestamp) -> Markup {
    html! {
        @if hits.is_empty() { p.govuk-hint { (t!("search-nobody")) } } @else {
            ul { @for hit in hits { li { (hit_row(hit, now)) } } }
        }
    }
}

fn hit_row(hit: &Hit, now: Timestamp) -> Markup {
    row(&hit.row, &why(&hit.why), &hit.known, now)
}

fn row(row: &PersonRow, why: &Markup, what: &KnownOfHit, now: Timestamp) -> Markup {
    html! {
        @if let Some(likeness) = &row.likeness {
            (in_list(row.person, &row.name, &likeness.digest, likeness.taken_on, now)) " "
        }
        strong { (shown::name(&row.name)) } ", " (shown::age_of(row, now))
        (why)
        @match row.missing_in {
            Some(episode) => {
                " " (Tag::new(t!("search-missing-now")).colour(TagColour::Red))
                " " a.govuk-link href={ "/episodes/" (episode) } { (t!("search-open-case")) }
            }
            None => {
                " " button.govuk-button.govuk-button--secondary.sw-small-button type="submit" name="pick" value=(row.person) {
                    (t!("search-take")) span.govuk-visually-hidden { " " (shown::name(&row.name)) }
                }
            }
        }
        (known(what, now))
    }
}
