//! The episodes behind a figure, each with what was counted of it. It names nobody: a case opens under its reference, and
//! that is a reading of its own.

use app::comparable::Comparable;
use domain::comparable::{Ending, Figure};
use maud::{Markup, html};

use super::{tables::named, view::lasted};
use crate::{
    catalogue::{duration, t},
    components::{Cell, Table, back_link, time_element},
    layout::{Page, SignedIn},
    views::{past, scene::Scene},
};

/// The page.
#[derive(Clone, Debug)]
pub(super) struct BehindPage {
    /// The case that they are compared with.
    pub(super) scene: Scene,
    pub(super) compared: Comparable,
    pub(super) figure: Figure,
    pub(super) signed_in: SignedIn,
}

impl BehindPage {
    /// The whole page.
    pub(super) fn render(&self) -> Markup {
        let (scene, title) = (&self.scene, t!("comparable-behind-title"));
        let up = format!("{}/comparable", scene.home);
        let here = crate::forms::address(&format!("{up}/behind"), &[("figure", &self.figure.to_string())]);
        let count = self.compared.behind(self.figure).count();
        let before = html! {
            (past::panel(scene, &up))
            (back_link(&scene.link(&up), t!("comparable-behind-back")))
        };
        Page::new(title.clone(), scene.now)
            .signed_in(self.signed_in.clone())
            .marked()
            .past(scene.past_banner(&here))
            .before_content(before)
            .render(&html! {
                h1.govuk-heading-l { (title) }
                p.govuk-body { (t!("comparable-behind-lead", "count" => count, "figure" => words(self.figure))) }
                @if count == 0 { p.govuk-body { (t!("comparable-behind-none")) } } @else { (self.table()) }
            })
    }

    fn table(&self) -> Markup {
        let rows = self.compared.behind(self.figure).map(|one| -> Vec<Cell> {
            let (by, at) = match one.ending {
                Ending::Returned { by, place, .. } => {
                    (named("comparable-by", by.word()), named("comparable-at", place.word()))
                }
                Ending::Running | Ending::FoundDead { .. } | Ending::ClosedMissing { .. } => {
                    Default::default()
                }
            };
            let case = self.scene.link(&format!("/episodes/{}", one.episode));
            vec![
                html! { a.govuk-link href=(case) { (one.episode.reference()) } }.into(),
                time_element(one.started, self.scene.now).into(),
                lasted(one, &self.compared).into(),
                named("comparable-ending", one.ending.word()).into(),
                by.into(),
                at.into(),
            ]
        });
        let head = [
            t!("comparable-head-reference"),
            t!("comparable-head-began"),
            t!("comparable-head-lasted"),
            t!("comparable-head-how"),
            t!("comparable-head-by"),
            t!("comparable-head-at"),
        ];
        html! { (Table::new(rows.collect::<Vec<_>>()).head(head).stacked()) }
    }
}

/// A figure in words.
fn words(figure: Figure) -> String {
    match figure {
        Figure::All => t!("comparable-behind-all"),
        Figure::Rung(rung) => t!("comparable-behind-rung", "step" => rung + 1),
        Figure::Ending(word) => {
            t!("comparable-behind-ending", "ending" => named("comparable-ending", word))
        }
        Figure::By(by) => t!("comparable-behind-by", "by" => named("comparable-by", by.word())),
        Figure::At(at) => t!("comparable-behind-at", "at" => named("comparable-at", at.word())),
        Figure::EndedWithin(length) => t!("comparable-behind-within", "length" => duration(length)),
        Figure::Longer(length) => t!("comparable-behind-longer", "length" => duration(length)),
    }
}
