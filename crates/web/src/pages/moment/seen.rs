//! Who had seen a case by a moment: when they first and last opened it, and what others had recorded since.

use app::cases::ReaderOf;
use domain::ledger::Actor;
use maud::{Markup, html};

use crate::{
    catalogue::{instant, t},
    components::{Cell, Table, back_link, time_element},
    layout::{Page, SignedIn},
    views::{
        identity,
        past::{self, step_words},
        person,
        scene::Scene,
        timeline::actor,
    },
};

/// The page of those who had seen a case.
#[derive(Clone, Debug)]
pub(super) struct SeenPage {
    /// The case at the moment.
    pub(super) scene: Scene,
    /// Whoever had opened it by then.
    pub(super) readers: Vec<ReaderOf>,
    pub(super) signed_in: SignedIn,
}

impl SeenPage {
    /// The whole page.
    pub(super) fn render(&self) -> Markup {
        let scene = &self.scene;
        let reference = scene.episode.as_ref().map(|episode| episode.id.reference()).unwrap_or_default();
        let title =
            t!("seen-title", "name" => person::name_text(&scene.file.person), "reference" => reference);
        let before = html! {
            (past::panel(scene, &format!("{}/seen", scene.home)))
            (back_link(&scene.link(&scene.home), t!("act-back-to-case")))
            (identity::bar(scene))
        };
        Page::new(title, scene.now)
            .signed_in(self.signed_in.clone())
            .marked()
            .wide()
            .past(scene.past_banner(&format!("{}/seen", scene.home)))
            .before_content(before)
            .render(&html! {
                h1.govuk-heading-l { (t!("seen-heading", "time" => instant(scene.now, scene.now))) }
                p.govuk-body { (t!("seen-lead")) }
                @if self.readers.is_empty() { p.govuk-body { (t!("seen-nobody")) } } @else { (self.table()) }
                p.govuk-body { a.govuk-link href={ (scene.home) "/moments" } { (t!("seen-other-moment")) } }
            })
    }

    fn table(&self) -> Markup {
        let rows = self.readers.iter().map(|of| -> Vec<Cell> {
            vec![
                self.who(&of.reader.actor).into(),
                time_element(of.reader.first_at, self.scene.now).into(),
                time_element(of.reader.last_at, self.scene.now).into(),
                of.reader.times.to_string().into(),
                self.had_not_seen(of).into(),
            ]
        });
        let head = [
            t!("seen-head-who"),
            t!("seen-head-first"),
            t!("seen-head-last"),
            t!("seen-head-times"),
            t!("seen-head-not-seen"),
        ];
        html! { (Table::new(rows.collect::<Vec<Vec<Cell>>>()).head(head).stacked()) }
    }

    fn who(&self, who: &Actor) -> Markup {
        if *who == Actor::system(who.agency) {
            return html! { (t!("seen-safewell")) };
        }
        actor(&self.scene, who)
    }

    fn had_not_seen(&self, of: &ReaderOf) -> Markup {
        html! {
            @if of.had_not_seen.is_empty() { (t!("seen-all")) } @else {
                ul class="govuk-list govuk-list--bullet govuk-!-margin-bottom-0" {
                    @for step in &of.had_not_seen {
                        li {
                            (t!("seen-not-seen", "what" => step_words(step),
                                "time" => instant(step.recorded_at, self.scene.now)))
                        }
                    }
                }
            }
        }
    }
}
