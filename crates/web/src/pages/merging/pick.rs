//! Which other record may be of the same person: searched by name, or named by its id.

use app::PersonHit;
use maud::{Markup, html};

use crate::{
    catalogue::t,
    components::{Button, Form, Input, back_link},
    layout::{Nav, Page, SignedIn},
    pages::shown::{age_of, name},
    views::{hit::known, identity, person, scene::Scene},
};

/// The page on which the other record is picked.
#[derive(Clone, Debug)]
pub(crate) struct PickPage {
    /// The record from which one comes.
    pub(crate) scene: Scene,
    /// Who is signed in.
    pub(crate) signed_in: SignedIn,
    /// What was searched for.
    pub(crate) typed: String,
    /// Who was found; nothing before a search.
    pub(crate) found: Option<Vec<PersonHit>>,
}

impl PickPage {
    /// The whole page.
    pub(crate) fn render(&self) -> Markup {
        let scene = &self.scene;
        let who = person::name_text(&scene.file.person);
        Page::new(t!("merge-pick-title", "name" => who.as_str()), scene.now)
            .signed_in(self.signed_in.clone())
            .current(Nav::People)
            .marked()
            .before_content(html! { (back_link(&scene.home, t!("merge-back"))) (identity::bar(scene)) })
            .render(&html! {
                h1.govuk-heading-l { (t!("merge-pick-heading")) }
                p.govuk-body { (t!("merge-pick-lead")) }
                (Form::post(&format!("{}/merge", scene.home), &self.signed_in.csrf_token).body(html! {
                    (Input::new("q", t!("merge-pick-field")).hint(t!("merge-pick-hint")).value(self.typed.clone()))
                    (Button::new(t!("merge-pick-button")))
                }))
                @if let Some(found) = &self.found { (self.found(found)) }
            })
    }

    fn found(&self, found: &[PersonHit]) -> Markup {
        html! {
            h2.govuk-heading-m { (t!("merge-pick-found", "count" => found.len())) }
            @if !found.is_empty() {
                ul.govuk-list.govuk-list--spaced {
                    @for hit in found {
                        li {
                            a.govuk-link href={ (self.scene.home) "/merge/" (hit.row.person) } {
                                (t!("merge-pick-compare")) " " (name(&hit.row.name))
                            }
                            ", " (age_of(&hit.row, self.scene.now))
                            br; (known(&hit.known, self.scene.now))
                        }
                    }
                }
            }
        }
    }
}
