//! What the rota shows: a table of shifts for now, for the next 24 hours and for later, and the form for one more.

use app::rota::{MayPlan, RotaView, ShiftView};
use domain::ids::EntryId;
use jiff::SignedDuration;
use maud::{Markup, html};

use crate::{
    catalogue::{instant, t},
    components::{
        Button, Content, Details, Form, FormErrors, Input, NotificationKind, Select, SelectOption,
        live_region,
    },
    forms::Posted,
    layout::{Nav, Outcome, Page, SignedIn},
    views::scene::RoleNames,
};

/// The page.
#[derive(Clone, Debug)]
pub(crate) struct RotaPage {
    /// The rota.
    pub(crate) rota: RotaView,
    /// Who is signed in.
    pub(crate) signed_in: SignedIn,
    /// What people call the roles.
    pub(crate) roles: RoleNames,
    /// The word of what was done just before; empty if nothing.
    pub(crate) done: String,
    /// What was typed, where the page came back with something wrong.
    pub(crate) posted: Posted,
    /// What was wrong with it.
    pub(crate) errors: FormErrors,
    /// The key of the forms.
    pub(crate) key: String,
}

/// The id of the field for why a shift is taken off.
pub(super) fn reason_id(shift: EntryId) -> String {
    format!("reason-{shift}")
}

impl RotaPage {
    /// The whole page.
    pub(crate) fn render(&self) -> Markup {
        let done = match self.done.as_str() {
            "planned" => Some(t!("rota-done-planned")),
            "cancelled" => Some(t!("rota-done-cancelled")),
            _ => None,
        };
        let page = Page::new(t!("rota-title"), self.rota.now)
            .signed_in(self.signed_in.clone())
            .current(Nav::Messages)
            .banner(NotificationKind::Success, done.map(Content::from));
        let page = if self.errors.is_empty() { page } else { page.outcome(Outcome::Error) };
        page.render(&html! {
            (self.errors.summary())
            h1.govuk-heading-l { (t!("rota-title")) }
            p.govuk-body { (t!("rota-whose", "agency" => self.rota.agency.name.clone())) }
            (live_region("rota", "/live/events?about=messages", &self.shifts()))
            @if self.rota.may_plan == MayPlan::Yes { (self.add()) }
        })
    }

    fn shifts(&self) -> Markup {
        let now = self.rota.now;
        let tomorrow = now + SignedDuration::from_hours(24);
        let of = |within: &dyn Fn(&ShiftView) -> bool| -> Vec<&ShiftView> {
            self.rota.shifts.iter().filter(|shift| within(shift)).collect()
        };
        let on = of(&|shift| shift.runs_at(now));
        let next = of(&|shift| shift.shift.from > now && shift.shift.from <= tomorrow);
        let later = of(&|shift| shift.shift.from > tomorrow);
        html! {
            (self.part("rota-now", &t!("rota-now"), &t!("rota-now-none"), &on))
            (self.part("rota-next", &t!("rota-next"), &t!("rota-next-none"), &next))
            @if !later.is_empty() { (self.part("rota-later", &t!("rota-later"), "", &later)) }
        }
    }

    fn part(&self, id: &str, title: &str, none: &str, shifts: &[&ShiftView]) -> Markup {
        html! {
            section aria-labelledby={ (id) "-title" } {
                h2.govuk-heading-m id={ (id) "-title" } { (title) }
                @if shifts.is_empty() { p.govuk-body { (none) } } @else {
                    ul.sw-tasks { @for shift in shifts { (self.shift(shift)) } }
                }
            }
        }
    }

    fn shift(&self, view: &ShiftView) -> Markup {
        let (shift, now) = (&view.shift, self.rota.now);
        html! {
            li.sw-task id={ "shift-" (view.entry) } {
                p.govuk-body { strong { (self.roles.of(&shift.role)) } ": " bdi { (view.name) } }
                p.govuk-body-s {
                    (t!("rota-times", "from" => instant(shift.from, now), "until" => instant(shift.until, now)))
                }
                @if self.rota.may_plan == MayPlan::Yes { (self.cancel(view)) }
            }
        }
    }

    fn cancel(&self, view: &ShiftView) -> Markup {
        let id = reason_id(view.entry);
        let wrong = self.errors.of(&id);
        let who =
            html! { span.govuk-visually-hidden { ": " (view.name) ", " (self.roles.of(&view.shift.role)) } };
        let form = Form::post("/rota/cancel", &self.signed_in.csrf_token)
            .idempotency_key(format!("{}.{}", self.key, view.entry.0.simple()))
            .body(html! {
                input type="hidden" name="shift" value=(view.entry);
                (Input::new("reason", t!("rota-cancel-reason")).id(&id).error(wrong))
                (Button::new(html! { (t!("rota-cancel-button")) (who) }).secondary().prevent_double_click())
            });
        let fold = Details::new(html! { (t!("rota-cancel")) (who) }, html! { (form) });
        html! { @if wrong.is_some() { (fold.open()) } @else { (fold) } }
    }

    fn add(&self) -> Markup {
        let choices = self.rota.colleagues.iter().flat_map(|colleague| {
            colleague.roles.iter().map(|role| {
                let words =
                    t!("rota-add-choice", "name" => colleague.name.clone(), "role" => self.roles.of(role));
                SelectOption::new(format!("{} {role}", colleague.account), words)
            })
        });
        let choices = std::iter::once(SelectOption::new("", t!("rota-add-choose"))).chain(choices).collect();
        let time = |name: &str, label: String| {
            Input::new(name, label)
                .kind("datetime-local")
                .hint(t!("rota-add-time-hint"))
                .value(self.posted.get(name))
                .error(self.errors.of(name))
        };
        let body = html! {
            (Select::new("who", t!("rota-add-who"), choices).value(self.posted.get("who")).error(self.errors.of("who")))
            (time("from", t!("rota-add-from")))
            (time("until", t!("rota-add-until")))
            (Button::new(t!("rota-add-button")).prevent_double_click())
        };
        let form = Form::post("/rota/plan", &self.signed_in.csrf_token)
            .idempotency_key(self.key.clone())
            .keep("rota")
            .body(body);
        html! {
            section aria-labelledby="rota-add-title" {
                h2.govuk-heading-m #rota-add-title { (t!("rota-add")) }
                (form)
            }
        }
    }
}
