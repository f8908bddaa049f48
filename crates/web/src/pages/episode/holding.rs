//! Who holds the case, at its head: a name since when, or that nobody does; the offer that waits; and what the reader can
//! do about it.

use app::{App, IdempotencyKey, SignedIn, cases::EpisodeView, handover::takes_cases};
use domain::{
    episode::{EpisodeEvent, Handover, Holding, Offer, OfferStanding, Owner, Peers, holdings, may_pass},
    ids::{AccountId, AgencyId},
    ledger::Actor,
};
use maud::{Markup, html};

use crate::{
    catalogue::t,
    components::{Button, Form},
    forms::address,
    views::{
        holding::{HeldCase, Named},
        scene::{RoleNames, Scene},
    },
};

/// How the reader stands to who holds the case.
#[derive(Clone, Debug, Default)]
pub(crate) struct CaseHolding {
    /// For each agency asked about, its name and how it holds the case: the reader's own first, then the force that leads.
    pub(crate) agencies: Vec<(String, HeldCase)>,
    /// The offer that the reader can answer.
    pub(crate) offered: Option<String>,
    /// Whether the reader can take the case, and whether that needs a reason.
    pub(crate) taking: Taking,
    /// Whether the reader can offer it.
    pub(crate) offering: Offering,
}

/// Whether somebody can take the case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Taking {
    /// They cannot, or hold it.
    #[default]
    No,
    /// Nobody holds it.
    Free,
    /// Somebody else does: with a reason.
    WithReason,
}

/// Whether somebody can offer the case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Offering {
    /// They cannot.
    #[default]
    No,
    /// They can.
    Yes,
}

impl CaseHolding {
    /// As the reader sees it.
    pub(crate) fn of(app: &App, who: &SignedIn, view: &EpisodeView, roles: &RoleNames) -> Self {
        let (reader, room) = (who.actor(), &view.episode.room);
        let named = Named { people: &view.actors, roles };
        let found = holdings(room);
        let of = |agency: AgencyId| found.iter().find(|holding| holding.agency == agency);
        let lead = view.episode.opened.lead_force;
        let mut asked = vec![lead];
        if takes_cases(who.agency.kind) && reader.agency != lead {
            asked.insert(0, reader.agency);
        }
        let shown = |agency: AgencyId| {
            let name = view.agencies.get(&agency).cloned().unwrap_or_default();
            (name, HeldCase::of(of(agency), named, reader.account))
        };
        let agencies = asked.iter().map(|agency| shown(*agency)).collect();
        if view.past.is_some() || !takes_cases(who.agency.kind) {
            return Self { agencies, ..Self::default() };
        }
        let area = app.agencies();
        let peers = Peers { agencies: &area, roles: app.packs().roles() };
        let answerable =
            |offer: &&Offer| offer.standing == OfferStanding::Open && offer.addresses(&reader, &area);
        let offer = EpisodeEvent::HandoverOffered(Handover {
            to: Owner { role: reader.role.clone(), account: None },
            briefing: String::new(),
        });
        Self {
            agencies,
            offered: room.handovers.iter().find(answerable).map(|offer| offer.entry.to_string()),
            taking: taking(of(reader.agency), &reader),
            offering: match may_pass(room, &offer, &reader, peers) {
                Ok(()) => Offering::Yes,
                Err(_) => Offering::No,
            },
        }
    }

    /// The line under the name of the person.
    pub(crate) fn render(&self, scene: &Scene, csrf: &str) -> Markup {
        html! {
            div.sw-holding #holding {
                @for (agency, held) in &self.agencies {
                    p.govuk-body-s { (t!("holding-of", "agency" => agency.clone())) " " (held.render(scene.now)) }
                }
                div.sw-holding__acts { (self.answers(scene, csrf)) (self.others(scene, csrf)) }
            }
        }
    }

    fn answers(&self, scene: &Scene, csrf: &str) -> Markup {
        html! {
            @if let Some(offer) = &self.offered {
                @let decline = address(&format!("{}/acts/handover_declined", scene.home), &[("of", offer)]);
                (at_once(scene, csrf, "handover_accepted", html! { input type="hidden" name="of" value=(offer); (Button::new(t!("handover-accept")).prevent_double_click()) }))
                (Button::link(t!("handover-decline"), &decline).secondary())
            }
        }
    }

    fn others(&self, scene: &Scene, csrf: &str) -> Markup {
        let form = |word: &str| format!("{}/acts/{word}", scene.home);
        html! {
            @match self.taking {
                Taking::Free => { (at_once(scene, csrf, "case_taken", html! { (Button::new(t!("handover-take-this")).prevent_double_click()) })) }
                Taking::WithReason if self.offered.is_none() => { a.govuk-link href=(form("case_taken")) { (t!("handover-take-over")) } }
                Taking::WithReason | Taking::No => {}
            }
            @if self.offering == Offering::Yes { " " a.govuk-link href=(form("handover_offered")) { (t!("holding-offer")) } }
        }
    }
}

fn taking(holding: Option<&Holding>, reader: &Actor) -> Taking {
    let holder: Option<AccountId> = holding.and_then(|holding| Some(holding.holder.as_ref()?.account));
    match holder {
        None => Taking::Free,
        Some(account) if account == reader.account => Taking::No,
        Some(_) => Taking::WithReason,
    }
}

/// A button that records something now, without a form to fill in.
fn at_once(scene: &Scene, csrf: &str, word: &str, body: Markup) -> Markup {
    let form = Form::post(&format!("{}/acts/{word}", scene.home), csrf)
        .idempotency_key(IdempotencyKey::fresh().as_str().to_owned())
        .version(scene.version.to_string())
        .body(body);
    html! { (form) }
}
