//! Why a duty stands as it does: the trigger, the arithmetic in local time, the owner, the paragraph and how it was
//! read, and the act that meets it.

use app::cases::{DutyView, EpisodeView, PackDuties};
use domain::protocol::explain::Step;
use maud::{Markup, html};

use super::duties::{act_for, is_owed, state_tag, title};
use crate::{
    acts::words,
    catalogue::t,
    components::{Button, SummaryList, SummaryRow, back_link, countdown_element, time_element},
    explanation,
    layout::{Page, SignedIn},
    views::{
        identity,
        scene::{RoleNames, Scene},
    },
};

/// The page that says why.
#[derive(Clone, Debug)]
pub(crate) struct WhyPage {
    scene: Scene,
    pack: String,
    duty: DutyView,
    steps: Vec<Step>,
    signed_in: SignedIn,
}

impl WhyPage {
    /// The page of one duty of the case; nothing where the case has no such duty.
    pub(crate) fn find(
        view: &EpisodeView,
        which: &Which<'_>,
        steps: Vec<Step>,
        roles: RoleNames,
        signed_in: SignedIn,
    ) -> Option<Self> {
        let (pack, duty) = view
            .duties
            .iter()
            .flat_map(|pack| pack.duties.iter().map(move |duty| (pack, duty)))
            .find(|(pack, duty)| which.is(pack, duty))?;
        Some(Self {
            scene: Scene::of_episode(view, roles),
            pack: t!("duties-pack", "pack" => pack.title.clone(), "version" => pack.version.clone()),
            duty: duty.clone(),
            steps,
            signed_in,
        })
    }

    /// The whole page.
    pub(crate) fn render(&self) -> Markup {
        let (scene, duty) = (&self.scene, &self.duty);
        let heading = title(duty);
        let before = html! { (back_link(&scene.home, t!("act-back-to-case"))) (identity::bar(scene)) };
        let act = act_for(duty, scene).filter(|_| is_owed(duty));
        Page::new(t!("why-title", "duty" => heading.clone()), scene.now)
            .signed_in(self.signed_in.clone())
            .marked()
            .before_content(before)
            .render(&html! {
                div.govuk-grid-row { div class="govuk-grid-column-two-thirds" {
                    h1.govuk-heading-l { (heading) " " (state_tag(duty)) }
                    (self.facts())
                    h2.govuk-heading-m { (t!("why-heading")) }
                    ol class="govuk-list govuk-list--number govuk-list--spaced" {
                        @for step in &self.steps { li { (sentence(step, scene)) } }
                    }
                    p.govuk-hint { (self.pack) }
                    @if let Some(act) = act { (Button::link(words::act_title(&act.word), &act.href)) }
                } }
            })
    }

    fn facts(&self) -> Markup {
        let (scene, duty) = (&self.scene, &self.duty);
        let due = html! {
            (time_element(duty.due_at, scene.now))
            @if is_owed(duty) { " (" (countdown_element(duty.due_at, scene.now)) ")" }
        };
        html! {
            (SummaryList::new(vec![
                SummaryRow::new(t!("why-due"), due),
                SummaryRow::new(t!("why-owner"), scene.roles.of(&duty.owner)),
                SummaryRow::new(t!("why-source"), duty.source.clone()),
            ]))
        }
    }
}

/// Which duty is meant.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Which<'a> {
    /// The pack.
    pub(crate) pack: &'a str,
    /// The duty's id in it.
    pub(crate) duty: &'a str,
    /// Of what it is owed.
    pub(crate) of: Option<&'a str>,
    /// Its number in a series.
    pub(crate) sequence: Option<u32>,
}

impl Which<'_> {
    fn is(&self, pack: &PackDuties, duty: &DutyView) -> bool {
        (pack.pack.as_str(), duty.duty.as_str()) == (self.pack, self.duty)
            && (duty.of.as_deref(), duty.sequence) == (self.of, self.sequence)
    }
}

/// A step in words.
pub(crate) fn sentence(step: &Step, scene: &Scene) -> String {
    explanation::sentence(step, scene.now, |role| scene.roles.of(role))
}
