//! Unidentified people whom one of two records is said to be or not to be: after a merge that counts for both, so whoever merges
//! reads it first.

use app::{
    merging::Comparison,
    unidentified::{Agrees, NamesEither},
};
use domain::unidentified::CandidateStanding;
use maud::{Markup, html};

use crate::{
    acts::words,
    catalogue::t,
    components::{Cell, Table, warning_text},
    pages::unidentified::{desk::pair_of, standing},
};

/// The section of the page; nothing where nothing was said of either, or to whoever does not decide about it.
pub(super) fn named(comparison: &Comparison) -> Markup {
    let all = &comparison.unidentified;
    let against = |agrees: Agrees| all.iter().any(|it| it.agrees == agrees);
    let row = |it: &NamesEither| {
        let side = |person, stands: &Option<CandidateStanding>| {
            Cell::new(html! {
                @match stands {
                    Some(stands) => { a.govuk-link href=(pair_of(it.unidentified, person)) { (standing(stands)) } }
                    None => { (t!("merge-unidentified-not-named")) }
                }
            })
        };
        let kind = words::choice("unidentified-kind", it.kind.word());
        vec![
            Cell::new(html! { (it.unidentified.reference()) ", " (kind) }),
            side(comparison.here.id, &it.here),
            side(comparison.there.id, &it.there),
        ]
    };
    let heads = [t!("desk-found-side"), t!("merge-this-record"), t!("merge-other-record")];
    html! {
        @if !all.is_empty() {
            section.sw-section aria-labelledby="unidentified" {
                h2.govuk-heading-m #unidentified { (t!("merge-unidentified")) }
                @if against(Agrees::ExcludedAndPossible) { (warning_text(t!("merge-unidentified-contradiction"))) }
                @if against(Agrees::SaidToBeTwo) { (warning_text(t!("merge-unidentified-two"))) }
                p.govuk-body { (t!("merge-unidentified-lead")) }
                (Table::new(all.iter().map(row)).head(heads).first_cell_is_header().stacked())
            }
        }
    }
}
