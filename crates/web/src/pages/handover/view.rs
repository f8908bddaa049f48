//! What the page of handover shows: what is offered first, then what one holds, then what nobody holds.

use app::{
    cases::Briefing,
    handover::{CaseInHand, Handovers},
};
use domain::{
    episode::{Ending, OpenOffer},
    ids::AccountId,
    projection::{EpisodeRow, Standing},
};
use maud::{Markup, html};

use super::sent::{BRIEFING, CASE, TO, choice, of_case};
use crate::{
    catalogue::{instant, t},
    components::{
        Button, Details, Form, FormErrors, NotificationKind, Select, SelectOption, Textarea, live_region,
    },
    forms::Posted,
    layout::{Nav, Outcome, Page, SignedIn},
    pages::shown,
    views::{
        briefing::briefing,
        holding::{HeldCase, Named},
        missing::missing_for,
        scene::{RoleNames, Scene},
        timeline::lines,
    },
};

/// The page.
#[derive(Clone, Debug)]
pub(crate) struct HandoverPage {
    /// What there is to hand over and to take over.
    pub(crate) handovers: Handovers,
    /// Who is signed in.
    pub(crate) signed_in: SignedIn,
    /// Their account.
    pub(crate) reader: AccountId,
    /// The roles of their kind of agency, with what people call them.
    pub(crate) own_roles: Vec<(String, String)>,
    /// What people call every role.
    pub(crate) roles: RoleNames,
    /// The word of what they did just before; empty if nothing.
    pub(crate) done: String,
    /// In how many cases.
    pub(crate) count: usize,
    /// What they typed, where the page came back with something wrong.
    pub(crate) posted: Posted,
    /// What was wrong with it.
    pub(crate) errors: FormErrors,
    /// The key of the forms.
    pub(crate) key: String,
}

impl HandoverPage {
    /// The whole page.
    pub(crate) fn render(&self) -> Markup {
        let page = Page::new(t!("handover-title"), self.handovers.now)
            .signed_in(self.signed_in.clone())
            .current(Nav::Handover)
            .marked()
            .banner(NotificationKind::Success, self.news().map(crate::components::Content::from));
        let page = if self.errors.is_empty() { page } else { page.outcome(Outcome::Error) };
        page.render(&html! {
            (self.errors.summary())
            h1.govuk-heading-l { (t!("handover-title")) }
            (self.contents())
            (live_region("handover-offered", "/live/events?about=handover", &self.offered()))
            (self.held())
            (live_region("handover-unheld", "/live/events?about=handover", &self.unheld()))
        })
    }

    fn news(&self) -> Option<String> {
        match self.done.as_str() {
            "offered" => Some(t!("handover-done-offered", "count" => self.count)),
            "accepted" => Some(t!("handover-done-accepted", "count" => self.count)),
            "declined" => Some(t!("handover-done-declined")),
            "taken" => Some(t!("handover-done-taken")),
            _ => None,
        }
    }

    fn contents(&self) -> Markup {
        let Handovers { held, offered, unheld, .. } = &self.handovers;
        html! {
            ul.sw-figures.govuk-list {
                li { a.govuk-link href="#handover-offered" { (t!("handover-offered", "count" => offered.len())) } }
                li { a.govuk-link href="#hold" { (t!("handover-hold", "count" => held.len())) } }
                li { a.govuk-link href="#handover-unheld" { (t!("handover-unheld", "count" => unheld.len())) } }
            }
        }
    }

    fn named(&self) -> Named<'_> {
        Named { people: &self.handovers.names, roles: &self.roles }
    }

    fn offered(&self) -> Markup {
        let cases: Vec<(&CaseInHand, &OpenOffer)> = self
            .handovers
            .offered
            .iter()
            .filter_map(|case| Some((case, self.offer_to_reader(&case.row)?)))
            .collect();
        html! {
            @if !cases.is_empty() {
                section aria-labelledby="offered-title" {
                    h2.govuk-heading-m #offered-title { (t!("handover-offered-title", "count" => cases.len())) }
                    (self.accept_all(&cases))
                    ul.sw-cases data-rows {
                        @for (case, offer) in &cases { (self.offered_case(case, offer)) }
                    }
                }
            }
        }
    }

    /// The offer by which a case stands in the reader's list.
    fn offer_to_reader<'a>(&self, row: &'a EpisodeRow) -> Option<&'a OpenOffer> {
        let offers = || row.holdings.iter().filter_map(|holding| holding.offer.as_ref());
        offers()
            .find(|offer| offer.to.account == Some(self.reader))
            .or_else(|| offers().find(|offer| offer.to.account.is_none()))
    }

    fn accept_all(&self, cases: &[(&CaseInHand, &OpenOffer)]) -> Markup {
        let body = html! {
            @for (case, offer) in cases { (named_offer(case, offer)) }
            (Button::new(t!("handover-accept-all", "count" => cases.len())).prevent_double_click())
        };
        let form = Form::post("/handover/accept", &self.signed_in.csrf_token)
            .idempotency_key(self.key_for("all"))
            .body(body);
        html! { (form) }
    }

    fn offered_case(&self, case: &CaseInHand, offer: &OpenOffer) -> Markup {
        let shown = self.named().offer(offer);
        let note = case.view.episode.room.handovers.iter().find(|made| made.entry == offer.entry);
        let note = note.map(|made| made.handover.briefing.trim()).filter(|note| !note.is_empty());
        html! {
            li.sw-case id={ "offered-" (case.row.episode) } {
                (self.head(&case.row))
                p.govuk-body-s { (t!("handover-offered-by", "by" => shown.by.clone(), "time" => instant(shown.at, self.handovers.now))) }
                @if let Some(note) = note {
                    div.govuk-inset-text { strong { (t!("handover-note", "by" => shown.by)) } br; (lines(note)) }
                }
                (self.briefing_of(case))
                (self.answers(case, offer))
            }
        }
    }

    fn answers(&self, case: &CaseInHand, offer: &OpenOffer) -> Markup {
        let who = html! { span.govuk-visually-hidden { ": " (shown::name(&case.row.name)) } };
        let accept = Form::post("/handover/accept", &self.signed_in.csrf_token)
            .idempotency_key(self.key_for("one"))
            .body(html! {
                (named_offer(case, offer))
                (Button::new(html! { (t!("handover-accept")) (who) }).prevent_double_click())
            });
        let field = of_case("reason", case.row.episode);
        let wrong = self.errors.of(&field);
        let typed = wrong.map_or("", |_| self.posted.get("reason"));
        let reason = Textarea::new("reason", t!("handover-decline-reason"))
            .id(&field)
            .rows(2)
            .value(typed)
            .error(wrong);
        let decline = Form::post("/handover/decline", &self.signed_in.csrf_token)
            .idempotency_key(self.key_for("decline"))
            .body(html! {
                (named_offer(case, offer))
                (reason)
                (Button::new(html! { (t!("handover-decline")) (who) }).secondary().prevent_double_click())
            });
        let title = html! { (t!("handover-decline-open")) (who) };
        let fold = Details::new(title, html! { (decline) });
        html! {
            div.sw-case__answers {
                (accept)
                @if wrong.is_some() { (fold.open()) } @else { (fold) }
            }
        }
    }

    fn held(&self) -> Markup {
        let held = &self.handovers.held;
        html! {
            section #hold aria-labelledby="hold-title" {
                h2.govuk-heading-m #hold-title { (t!("handover-hold-title", "count" => held.len())) }
                @if held.is_empty() { p.govuk-body { (t!("handover-hold-none")) } } @else { (self.offer_form()) }
            }
        }
    }

    fn offer_form(&self) -> Markup {
        let to = Select::new(TO, t!("handover-to"), self.addressees())
            .value(self.posted.get(TO))
            .error(self.errors.of(TO));
        let all = Textarea::new(BRIEFING, t!("handover-briefing-all"))
            .hint(t!("handover-briefing-hint"))
            .rows(2)
            .value(self.posted.get(BRIEFING))
            .error(self.errors.of(BRIEFING));
        let body = html! {
            (to)
            (all)
            (Button::new(t!("handover-offer", "count" => self.handovers.held.len())).prevent_double_click())
            p.govuk-body-s { (t!("handover-until")) }
            fieldset.govuk-fieldset #case {
                legend.govuk-fieldset__legend.govuk-fieldset__legend--s { (t!("handover-which")) }
                ul.sw-cases data-rows { @for case in &self.handovers.held { (self.held_case(case)) } }
            }
        };
        let form = Form::post("/handover/offer", &self.signed_in.csrf_token)
            .idempotency_key(self.key.clone())
            .keep("handover")
            .body(body);
        html! { (form) }
    }

    fn addressees(&self) -> Vec<SelectOption> {
        let nobody = SelectOption::new("", t!("handover-to-nobody"));
        let of_some = |role: &String| self.handovers.colleagues.iter().any(|one| one.role == *role);
        let roles = self.own_roles.iter().filter(|(role, _)| of_some(role)).map(|(role, name)| {
            SelectOption::new(choice(role, None), t!("handover-to-role", "role" => name.clone()))
        });
        let people = self.handovers.colleagues.iter().map(|colleague| {
            let words = t!("handover-to-person", "name" => colleague.name.clone(), "role" => self.roles.of(&colleague.role));
            SelectOption::new(choice(&colleague.role, Some(colleague.account)), words)
        });
        std::iter::once(nobody).chain(people).chain(roles).collect()
    }

    fn held_case(&self, case: &CaseInHand) -> Markup {
        let (row, field) = (&case.row, of_case(CASE, case.row.episode));
        let offer = row.holdings.iter().find_map(|holding| holding.offer.as_ref());
        let id = row.episode.to_string();
        let sent_before = self.posted.all(CASE).next().is_some();
        let ticked = if sent_before { self.posted.all(CASE).any(|case| case == id) } else { offer.is_none() };
        let one = of_case(BRIEFING, row.episode);
        let wrong = self.errors.of(&one);
        let more = Textarea::new(&one, t!("handover-briefing-one"))
            .rows(2)
            .value(self.posted.get(&one))
            .error(wrong);
        let title = html! { (t!("handover-briefing-of")) span.govuk-visually-hidden { ": " (shown::name(&row.name)) } };
        let fold =
            Details::new(title, html! { (self.briefing_of(case)) (more) p.govuk-body { (self.link(row)) } });
        html! {
            li.sw-case {
                input type="hidden" name=(of_case("version", row.episode)) value=(case.view.version);
                div.govuk-checkboxes.govuk-checkboxes--small {
                    div.govuk-checkboxes__item {
                        input.govuk-checkboxes__input type="checkbox" name=(CASE) value=(id) id=(field) checked[ticked];
                        label.govuk-label.govuk-checkboxes__label for=(field) { (self.who(row)) }
                    }
                }
                @if let Some(offer) = offer { p.govuk-body-s { (self.named().offer(offer).render(self.handovers.now)) } }
                @if wrong.is_some() { (fold.open()) } @else { (fold) }
            }
        }
    }

    fn unheld(&self) -> Markup {
        let (unheld, now) = (&self.handovers.unheld, self.handovers.now);
        html! {
            @if !unheld.is_empty() {
                section aria-labelledby="unheld-title" {
                    h2.govuk-heading-m #unheld-title {
                        span.sw-alarm { span aria-hidden="true" { "▲ " } (t!("handover-unheld-title", "count" => unheld.len())) }
                    }
                    ul.sw-cases data-rows {
                        @for row in unheld {
                            @let held = HeldCase::of(row.holding_of(row.lead_force), self.named(), self.reader);
                            li.sw-case id={ "unheld-" (row.episode) } {
                                (self.head(row))
                                @if let Some(offer) = &held.offer { p.govuk-body-s { (offer.render(now)) } }
                                (self.take(row))
                            }
                        }
                    }
                }
            }
        }
    }

    fn take(&self, row: &EpisodeRow) -> Markup {
        let button =
            html! { (t!("handover-take")) span.govuk-visually-hidden { ": " (shown::name(&row.name)) } };
        let form = Form::post("/handover/take", &self.signed_in.csrf_token)
            .idempotency_key(self.key_for("take"))
            .body(html! {
                input type="hidden" name=(CASE) value=(row.episode);
                (Button::new(button).secondary().prevent_double_click())
            });
        html! { (form) }
    }

    fn head(&self, row: &EpisodeRow) -> Markup {
        html! { p.sw-case__head { (self.risk_and(row, &self.link(row))) } }
    }

    fn who(&self, row: &EpisodeRow) -> Markup {
        self.risk_and(row, &html! { strong { (shown::name(&row.name)) } })
    }

    fn risk_and(&self, row: &EpisodeRow, name: &Markup) -> Markup {
        let now = self.handovers.now;
        html! {
            @if self.risk_is_live(row) { (shown::risk(row.grade)) " " }
            (name) ", " (shown::age_in(row, now)) ", "
            @match row.standing {
                Standing::Missing => { (missing_for(row, now)) }
                Standing::ReturnReported | Standing::Ended | Standing::Closed => { (shown::standing(row.standing)) }
            }
            " " span.sw-quiet.sw-reference { (row.reference) }
        }
    }

    /// Whether there is still somebody at risk: not once they were found dead.
    fn risk_is_live(&self, row: &EpisodeRow) -> bool {
        let mut cases = self.handovers.held.iter().chain(&self.handovers.offered);
        let case = cases.find(|case| case.row.episode == row.episode);
        case.is_none_or(|case| case.view.episode.ending() != Some(&Ending::FoundDead))
    }

    fn link(&self, row: &EpisodeRow) -> Markup {
        html! { a.govuk-link href=(shown::episode_address(row)) { (shown::name(&row.name)) } }
    }

    fn briefing_of(&self, case: &CaseInHand) -> Markup {
        let mut scene = Scene::of_episode(&case.view, self.roles.clone());
        for (account, name) in &self.handovers.names {
            scene.actors.entry(*account).or_insert_with(|| name.clone());
        }
        let ours = |role: &str| self.own_roles.iter().any(|(own, _)| own == role);
        briefing(&scene, &Briefing::of(&case.view, &ours))
    }

    fn key_for(&self, form: &str) -> String {
        format!("{}.{form}", self.key)
    }
}

/// An offer as a form names it, with the version of the case that was shown.
fn named_offer(case: &CaseInHand, offer: &OpenOffer) -> Markup {
    html! {
        input type="hidden" name="offer" value={ (case.row.episode) " " (offer.entry) };
        input type="hidden" name=(of_case("version", case.row.episode)) value=(case.view.version);
    }
}
