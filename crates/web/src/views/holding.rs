//! Who holds a case and to whom it is offered, as the board, the case and the page of handover show it.

use std::collections::HashMap;

use app::ActorName;
use domain::{
    episode::{Holding, OpenOffer, Owner},
    ids::AccountId,
};
use jiff::Timestamp;
use maud::{Markup, html};

use super::scene::RoleNames;
use crate::{
    catalogue::{instant, t},
    components::time_element,
};

/// How a case is held, with the names in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct HeldCase {
    /// Who holds it; nothing while nobody does.
    pub(crate) holder: Option<HolderShown>,
    /// The offer that waits.
    pub(crate) offer: Option<OfferShown>,
}

/// Who holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct HolderShown {
    /// Their name.
    pub(crate) name: String,
    /// The role in which they took it.
    pub(crate) role: String,
    /// Since when.
    pub(crate) since: Timestamp,
    /// Since when they are off duty, where the page asks for that.
    pub(crate) off_since: Option<Timestamp>,
    /// Whether that is the reader.
    pub(crate) whose: Whose,
}

/// Whose a case is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Whose {
    /// The reader's.
    Mine,
    /// Somebody else's.
    Another,
}

/// An offer that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OfferShown {
    /// Who made it.
    pub(crate) by: String,
    /// To whom: a name, or a role.
    pub(crate) to: String,
    /// When.
    pub(crate) at: Timestamp,
}

/// What names stand for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Named<'a> {
    /// Of people.
    pub(crate) people: &'a HashMap<AccountId, ActorName>,
    /// Of roles.
    pub(crate) roles: &'a RoleNames,
}

impl Named<'_> {
    fn of(&self, account: AccountId) -> String {
        self.people.get(&account).map_or_else(|| t!("history-somebody"), |known| known.name.clone())
    }

    /// Somebody by name, a role by what people call it.
    pub(crate) fn owner(&self, owner: &Owner) -> String {
        owner.account.map_or_else(|| self.roles.of(&owner.role), |account| self.of(account))
    }

    /// An offer in names.
    pub(crate) fn offer(&self, offer: &OpenOffer) -> OfferShown {
        OfferShown { by: self.of(offer.by), to: self.owner(&offer.to), at: offer.at }
    }
}

impl HeldCase {
    /// How an agency holds a case, as the reader sees it.
    pub(crate) fn of(holding: Option<&Holding>, named: Named<'_>, reader: AccountId) -> Self {
        let holder = holding.and_then(|holding| holding.holder.as_ref()).map(|held| HolderShown {
            name: named.of(held.account),
            role: named.roles.of(&held.role),
            since: held.since,
            off_since: None,
            whose: if held.account == reader { Whose::Mine } else { Whose::Another },
        });
        let offer = holding.and_then(|holding| holding.offer.as_ref()).map(|offer| named.offer(offer));
        Self { holder, offer }
    }

    /// The same with since when the holder is off duty.
    pub(crate) fn off_since(self, off: Option<Timestamp>) -> Self {
        Self { holder: self.holder.map(|holder| HolderShown { off_since: off, ..holder }), ..self }
    }

    /// In the cell of a table or beside a name. What nobody holds is as loud as what is overdue.
    pub(crate) fn render(&self, now: Timestamp) -> Markup {
        html! {
            span.sw-leads {
                @match &self.holder {
                    None => { (nobody()) }
                    Some(held) => {
                        @if held.whose == Whose::Mine { strong { (t!("holding-you")) } } @else { bdi { (held.name) } ", " (held.role) }
                        " " span.sw-quiet { (t!("holding-since")) " " (time_element(held.since, now)) }
                        @if let Some(off) = held.off_since { " " strong { (t!("holding-off", "time" => instant(off, now))) } }
                    }
                }
            }
            @if let Some(offer) = &self.offer { " " span.sw-leads { (offer.render(now)) } }
        }
    }
}

impl OfferShown {
    /// To whom, and since when nobody has answered.
    pub(crate) fn render(&self, now: Timestamp) -> Markup {
        html! { em.sw-offered { (t!("holding-offered", "to" => self.to.clone(), "time" => instant(self.at, now))) } }
    }
}

/// That nobody holds a case.
pub(crate) fn nobody() -> Markup {
    html! { span.sw-alarm { span aria-hidden="true" { "▲ " } (t!("holding-nobody")) } }
}
