//! What a page says to somebody who is not shown all of a case: what they see of it, and whom to ask for the rest.

use maud::{Markup, html};

use super::scene::Scene;
use crate::{catalogue::t, components::inset_text};

/// What is shown and what is not, and the number to ring; nothing for whoever works the case.
pub(crate) fn limits(scene: &Scene) -> Markup {
    html! {
        @if !scene.may("view_case_work") {
            (inset_text(html! { (t!("sight-limits")) " " a.govuk-link href="tel:101" { (t!("sight-ring")) } }))
        }
    }
}
