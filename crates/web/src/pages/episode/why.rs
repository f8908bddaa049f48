//! Why a duty stands as it does: the trigger, the arithmetic in local time, the owner, the paragraph and how it was
//! read, and the act that meets it.

use app::cases::{DutyView, EpisodeView, PackDuties, WhichDuty};
use domain::protocol::explain::Step;
use maud::{Markup, html};

use super::duties::{act_for, state_tag, title};
use crate::{
    acts::words,
    catalogue::t,
    components::{Button, SummaryList, SummaryRow, back_link, countdown_element, time_element},
    explanation,
    forms::address,
    layout::{Page, SignedIn},
    views::{
        identity, past,
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
    /// The address of the page as of now.
    address: String,
    signed_in: SignedIn,
}

impl WhyPage {
    /// The page of one duty of the case; nothing where the case has no such duty.
    pub(crate) fn find(
        view: &EpisodeView,
        which: &WhichDuty<'_>,
        steps: Vec<Step>,
        roles: RoleNames,
        signed_in: SignedIn,
    ) -> Option<Self> {
        let (pack, duty) = view
            .duties
            .iter()
            .flat_map(|pack| pack.duties.iter().map(move |duty| (pack, duty)))
            .find(|(pack, duty)| is(which, pack, duty))?;
        Some(Self {
            address: address_of(which, view),
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
        let before = html! { (past::panel(scene, &scene.home)) (back_link(&scene.link(&scene.home), t!("act-back-to-case"))) (identity::bar(scene)) };
        let act = act_for(duty, scene).filter(|_| duty.is_owed());
        Page::new(t!("why-title", "duty" => heading.clone()), scene.now)
            .signed_in(self.signed_in.clone())
            .marked()
            .past(scene.past_banner(&self.address))
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
            @if duty.is_owed() { " (" (countdown_element(duty.due_at, scene.now)) ")" }
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

fn is(which: &WhichDuty<'_>, pack: &PackDuties, duty: &DutyView) -> bool {
    (pack.pack.as_str(), duty.duty.as_str()) == (which.pack, which.duty)
        && (duty.of.as_deref(), duty.sequence) == (which.of, which.sequence)
}

/// The address of the page as of now.
fn address_of(which: &WhichDuty<'_>, view: &EpisodeView) -> String {
    let sequence = which.sequence.map(|number| number.to_string()).unwrap_or_default();
    address(
        &format!("/episodes/{}/duties/{}/{}", view.episode.id, which.pack, which.duty),
        &[("of", which.of.unwrap_or_default()), ("seq", &sequence)],
    )
}

/// A step in words.
pub(crate) fn sentence(step: &Step, scene: &Scene) -> String {
    explanation::sentence(step, scene.now, |role| scene.roles.of(role))
}
