//! One record: what is known, who they could be, what was decided and what is still to do.

use std::collections::HashMap;

use app::{
    access::Action,
    cases::TimelineItem,
    unidentified::{CandidateView, Comparing, Ranked, RankedCandidate, UnidentifiedView},
};
use domain::{
    ledger::{Actor, Event},
    projection::PersonRow,
    unidentified::{
        CandidateStanding, Identity, NamedElsewhere, Notice, NoticeAbout, ReferralState, UnidentifiedEvent,
    },
};
use maud::{Markup, html};

use super::{
    desk::{chance, decision_seen, pair_of},
    home,
    owed::{found_by, found_words},
    photographs::{Covered, latest},
};
use crate::{
    acts::{self, About, Offered, words},
    catalogue::{instant, t},
    components::{
        Button, Cell, Content, Details, NotificationKind, SummaryList, SummaryRow, Table, Tag, TagColour,
        back_link, countdown_element, inset_text, live_region, warning_text,
    },
    layout::{Nav, Page, SignedIn},
    views::{
        likeness,
        looks::how_marks_are_read,
        said::said,
        scene::{Names, RoleNames},
        timeline::answers,
    },
};

/// The page of one record.
#[derive(Clone, Debug)]
pub(crate) struct RecordPage {
    /// The record.
    pub(crate) view: UnidentifiedView,
    /// What people call the roles.
    pub(crate) roles: RoleNames,
    /// The word of what was recorded just before; empty if nothing.
    pub(crate) done: String,
    /// Who is signed in.
    pub(crate) signed_in: SignedIn,
}

/// Acts that stand beside what they are about and not among the others.
const BESIDE: [&str; 6] = [
    "candidate_under_review",
    "candidate_possible",
    "candidate_excluded",
    "identity_proposed",
    "identity_confirmed",
    "identity_refused",
];

impl RecordPage {
    /// The whole page.
    pub(crate) fn render(&self) -> Markup {
        let record = &self.view.record;
        let done = (!self.done.is_empty()).then(|| words::event_title(&self.done));
        let title = t!("unidentified-record-title", "reference" => record.id.reference());
        Page::new(title.clone(), self.view.now)
            .signed_in(self.signed_in.clone())
            .current(Nav::Nowhere)
            .marked()
            .banner(NotificationKind::Success, done.map(Content::from))
            .before_content(back_link("/unidentified", t!("unidentified-title")))
            .render(&html! {
                h1.govuk-heading-l {
                    (title)
                    span.govuk-caption-l { (words::choice("unidentified-kind", record.details.kind.word())) }
                }
                (self.notices())
                (self.identity(&[]))
                (self.referral())
                (self.offers())
                (self.live())
                (self.photographs())
                (self.known())
                (self.history())
            })
    }

    fn may(&self, word: &str) -> bool {
        Action::from_word(word).is_some_and(|action| self.view.may(action))
    }

    fn act(&self, word: &str) -> String {
        format!("{}/acts/{word}", home(self.view.record.id))
    }

    fn notices(&self) -> Markup {
        html! {
            @for sent in &self.view.notices {
                (warning_text(about(&sent.notice, &self.view)))
                @if self.may("unidentified_notice_acknowledged") {
                    p.govuk-body {
                        a.govuk-link href={ (self.act("unidentified_notice_acknowledged")) "?of=" (sent.entry) } {
                            (words::act_title("unidentified_notice_acknowledged"))
                        }
                    }
                }
            }
        }
    }

    /// Who it is, as far as anybody has said so, and what follows. While the same person is said to be others as well, nobody
    /// confirms it.
    pub(super) fn identity(&self, elsewhere: &[NamedElsewhere]) -> Markup {
        let view = &self.view;
        let named_once = elsewhere.iter().all(|other| other.can_be_part_with(view.record.details.kind));
        let name =
            |person| view.people.get(&person).map_or_else(String::new, |row: &PersonRow| row.name.clone());
        match view.record.identity() {
            Identity::Unknown => html! {},
            Identity::Proposed(proposal) | Identity::Confirmed(proposal)
                if !view.people.contains_key(&proposal.person) =>
            {
                let words = match view.record.identity() {
                    Identity::Confirmed(_) => t!("unidentified-identified-hidden"),
                    Identity::Proposed(_) | Identity::Unknown => t!("unidentified-proposed-hidden"),
                };
                inset_text(words)
            }
            Identity::Proposed(proposal) => html! {
                section aria-labelledby="identity" {
                    h2.govuk-heading-m #identity { (t!("unidentified-identity-proposed")) }
                    p.govuk-body { bdi { strong { (name(proposal.person)) } } }
                    @if view.identity_while_merged() { (inset_text(t!("unidentified-while-merged"))) }
                    p.govuk-body {
                        (t!("unidentified-said-by", "by" => self.who(&proposal.by), "when" => instant(proposal.at, view.now),
                            "how" => words::choice("identified-by", proposal.how.word())))
                    }
                    p.govuk-body { (proposal.note) }
                    @if proposal.by.account == self.view.reader {
                        (inset_text(t!("unidentified-ask-a-colleague")))
                    } @else if self.may("identity_confirmed") {
                        div.govuk-button-group {
                            @if named_once {
                                (Button::new(words::act_title("identity_confirmed")).href(decision_seen(view, proposal.person, "identity_confirmed")))
                            }
                            (Button::new(words::act_title("identity_refused")).secondary().href(decision_seen(view, proposal.person, "identity_refused")))
                        }
                    }
                }
            },
            Identity::Confirmed(proposal) => html! {
                section aria-labelledby="identity" {
                    h2.govuk-heading-m #identity { (t!("unidentified-identified")) }
                    p.govuk-body { bdi { a.govuk-link href={ "/people/" (proposal.person) } { (name(proposal.person)) } } }
                    @if view.identity_while_merged() { (inset_text(t!("unidentified-while-merged"))) }
                    (self.what_follows(proposal.person))
                    @if view.record.told.is_empty() { (warning_text(t!("unidentified-nobody-told"))) } @else {
                        ul class="govuk-list govuk-list--bullet" {
                            @for told in &view.record.told {
                                li {
                                    (t!("unidentified-told", "audience" => words::choice("told-audience", told.audience.word()),
                                        "whom" => told.whom.clone(), "how" => told.how.clone(), "when" => instant(told.at, view.now)))
                                }
                            }
                        }
                    }
                    @if self.may("identity_refused") {
                        p.govuk-body { a.govuk-link href={ (self.act("identity_refused")) "?of=" (proposal.entry) } { (t!("unidentified-was-wrong")) } }
                    }
                }
            },
        }
    }

    /// An identity ends no search by itself: whoever may, records on the case that the person was found.
    fn what_follows(&self, person: domain::ids::PersonId) -> Markup {
        let Some(episode) = self.view.people.get(&person).and_then(|row| row.missing_in) else {
            return html! {};
        };
        let kind = self.view.record.details.kind;
        let (word, words) = (found_by(kind), found_words(kind));
        html! {
            (inset_text(t!("unidentified-search-goes-on")))
            p.govuk-body {
                a.govuk-link href={ "/episodes/" (episode) "/acts/" (word) "?unidentified=" (self.view.record.id) } { (words) }
            }
        }
    }

    fn referral(&self) -> Markup {
        let now = self.view.now;
        let stands = match self.view.referral {
            ReferralState::NotAsked => return html! {},
            ReferralState::Open { due } => {
                html! { (t!("unidentified-refer-by")) " " (countdown_element(due, now)) }
            }
            ReferralState::Overdue { due } => html! {
                (Tag::new(t!("unidentified-overdue")).colour(TagColour::Red)) " " (t!("unidentified-refer-by")) " " (countdown_element(due, now))
            },
            ReferralState::Met { at } | ReferralState::MetLate { at, .. } => {
                html! { (t!("unidentified-referred-at", "when" => instant(at, now))) }
            }
        };
        let owed = matches!(self.view.referral, ReferralState::Open { .. } | ReferralState::Overdue { .. });
        html! {
            section aria-labelledby="referral" {
                h2.govuk-heading-m #referral { (t!("unidentified-referral")) }
                p.govuk-body { (stands) }
                @if owed {
                    p.govuk-body-s { (t!("unidentified-referral-source")) }
                    @if self.may("unidentified_referred") {
                        (Button::new(words::act_title("unidentified_referred")).href(self.act("unidentified_referred")))
                    }
                }
            }
        }
    }

    fn offers(&self) -> Markup {
        let offered = acts::all().iter().filter(|form| {
            form.about == About::Unidentified
                && form.offered == Offered::OnItsOwn
                && !BESIDE.contains(&form.word)
                && !matches!(form.word, "unidentified_notice_acknowledged" | "unidentified_referred")
                && self.may(form.word)
        });
        html! {
            ul class="govuk-list" {
                @for form in offered { li { a.govuk-link href=(self.act(form.word)) { (words::title(form)) } } }
            }
        }
    }

    /// Who it could be, drawn again once the record was compared.
    fn live(&self) -> Markup {
        let events = format!("/live/events?about=unidentified:{}", self.view.record.id);
        live_region("who-it-could-be", &events, &self.possible())
    }

    /// What is to be said of those who were named: nobody is said to be unlikely before everybody was compared, or to somebody
    /// who may not see who was.
    fn how_many_named(&self, ranked: &Ranked) -> Markup {
        let hidden = self.view.record.candidates.len() > self.view.candidates.len();
        html! {
            @if self.view.comparing == Comparing::Now { p.govuk-body { strong { (t!("unidentified-comparing")) } } }
            @else if ranked.considered == 0 { (inset_text(t!("unidentified-none-to-see"))) }
            @else if self.view.candidates.is_empty() && !hidden { p.govuk-body { (t!("unidentified-possible-none")) } }
            @if hidden { p.govuk-body { (t!("unidentified-some-hidden")) } }
        }
    }

    /// Those who were named, and everybody else whom the matcher holds likeliest now.
    fn possible(&self) -> Markup {
        let Some(ranked) = &self.view.ranked else {
            return html! { p.govuk-body-s { (t!("unidentified-who-decides")) } };
        };
        if let Identity::Confirmed(_) = self.view.record.identity() {
            return self.looked_at();
        }
        let named: Vec<_> = self.view.candidates.iter().map(|it| it.person.person).collect();
        let others: Vec<&RankedCandidate> =
            ranked.candidates.iter().filter(|it| !named.contains(&it.person.person)).collect();
        html! {
            section aria-labelledby="possible" {
                h2.govuk-heading-m #possible { (t!("unidentified-possible")) }
                @if ranked.considered > 0 { p.govuk-body { (t!("unidentified-possible-hint", "count" => ranked.considered)) } }
                (self.how_many_named(ranked))
                @for candidate in &self.view.candidates { (self.candidate(candidate)) }
                @if !others.is_empty() {
                    @let rest = if self.view.candidates.is_empty() { t!("unidentified-likeliest", "count" => others.len()) }
                        else { t!("unidentified-others", "count" => others.len()) };
                    (Details::new(rest, self.ranking(&others)))
                }
                @if ranked.excluded_count > 0 {
                    p.govuk-body-s { (t!("unidentified-dates-exclude", "count" => ranked.excluded_count)) }
                }
            }
        }
    }

    /// Those who were named, once it is known who it is: nothing is compared any more.
    fn looked_at(&self) -> Markup {
        html! {
            @if !self.view.candidates.is_empty() {
                section aria-labelledby="possible" {
                    h2.govuk-heading-m #possible { (t!("unidentified-looked-at")) }
                    @for candidate in &self.view.candidates { (self.candidate(candidate)) }
                }
            }
        }
    }

    fn candidate(&self, view: &CandidateView) -> Markup {
        let person = view.person.person;
        let identified = matches!(self.view.record.identity(), Identity::Confirmed(_));
        let pair =
            self.view.ranked.iter().flat_map(|it| &it.candidates).find(|it| it.person.person == person);
        html! {
            article.sw-task id={ "candidate-" (person) } {
                h3.govuk-heading-s { bdi { a.govuk-link href={ "/people/" (person) } { (view.person.name) } } }
                p.govuk-body { (standing(&view.candidate.standing)) }
                @if let Some(pair) = pair.filter(|_| !identified) { p.govuk-body { (chance(&pair.pair)) } }
                @for decision in view.candidate.decisions.iter().rev().take(3) {
                    p.govuk-body-s {
                        (t!("unidentified-decision", "event" => words::event_title(decision.event), "by" => self.who(&decision.by),
                            "when" => instant(decision.at, self.view.now)))
                        @if !decision.note.is_empty() { ": " (decision.note) }
                    }
                }
                p.govuk-body { a.govuk-link href=(pair_of(self.view.record.id, person)) {
                    (t!("desk-side-by-side")) span.govuk-visually-hidden { ": " (view.person.name) }
                } }
            }
        }
    }

    fn ranking(&self, others: &[&RankedCandidate]) -> Markup {
        let rows = others.iter().map(|it| {
            let person = it.person.person;
            [
                html! { bdi { a.govuk-link href={ "/people/" (person) } { (it.person.name) } } },
                html! { (chance(&it.pair)) },
                html! { a.govuk-link href=(pair_of(self.view.record.id, person)) {
                    (t!("desk-side-by-side")) span.govuk-visually-hidden { ": " (it.person.name) }
                } },
            ]
        });
        let head = [
            t!("unidentified-column-person"),
            t!("unidentified-column-chance"),
            t!("unidentified-column-act"),
        ];
        html! { (Table::new(rows.map(|cells| cells.map(Cell::new).to_vec())).head(head).stacked()) }
    }

    fn photographs(&self) -> Markup {
        let record = &self.view.record;
        let all = format!("{}/photographs", home(record.id));
        let may_add = self.view.may(Action::UnidentifiedPhotographAdded);
        html! {
            @if may_add || !record.photographs.is_empty() {
                section aria-labelledby="photographs" {
                    h2.govuk-heading-m #photographs { (t!("photographs-link")) }
                    p.govuk-body { (latest(record, Covered::Covered, &all, (likeness::Shown::AtHead, self.view.now))) }
                    @if may_add { p.govuk-body { a.govuk-link href={ (all) "#add" } { (t!("photographs-add-link")) } } }
                }
            }
        }
    }

    /// What is recorded of them, without what nobody has said.
    fn known(&self) -> Markup {
        let event = UnidentifiedEvent::Recorded { details: Box::new(self.view.record.details.clone()) };
        let said = said(&Event::Unidentified(event), &self.names(), self.view.now);
        let rows =
            said.into_iter().map(|said| SummaryRow::new(said.field, html! { bdi { (said.text) } })).collect();
        html! {
            section aria-labelledby="known" {
                h2.govuk-heading-m #known { (t!("unidentified-known")) }
                p.govuk-body-s { (t!("unidentified-recorded-by", "agency" => self.view.recorded_by.clone())) }
                (SummaryList::new(rows))
                (how_marks_are_read(&self.view.record.details.features))
            }
        }
    }

    fn history(&self) -> Markup {
        html! {
            section aria-labelledby="history" {
                h2.govuk-heading-m #history { (t!("unidentified-history")) }
                ol.sw-tasks { @for item in &self.view.timeline { (self.entry(item)) } }
            }
        }
    }

    fn entry(&self, item: &TimelineItem) -> Markup {
        let names = self.names();
        html! {
            li.sw-task id={ "entry-" (item.entry) } {
                p.govuk-body { strong { (words::event_title(item.event.name())) } }
                p.govuk-body-s { (instant(item.happened_at, self.view.now)) ", " (self.who(&item.actor)) }
                (answers(&said(&item.event, &names, self.view.now)))
                @for made in &item.corrections {
                    p.govuk-body-s { (t!("unidentified-corrected", "by" => self.who(&made.actor), "reason" => made.reason.clone())) }
                }
                @if item.correctable == app::cases::Correctable::Yes {
                    p.govuk-body-s { a.govuk-link href={ (home(self.view.record.id)) "/entries/" (item.entry) "/correct" } {
                        (t!("unidentified-correct")) span.govuk-visually-hidden { ": " (words::event_title(item.event.name())) }
                    } }
                }
            }
        }
    }

    pub(super) fn names(&self) -> Names {
        let people = self.view.people.iter().map(|(id, row)| (id.to_string(), row.name.clone()));
        let agencies = self.view.agencies.iter().map(|(id, name)| (id.to_string(), name.clone()));
        let entries = self.view.record.proposals.iter().map(|proposal| {
            let name =
                self.view.people.get(&proposal.person).map_or_else(String::new, |row| row.name.clone());
            (proposal.entry.to_string(), name)
        });
        Names::of_words(people.chain(agencies).chain(entries).collect::<HashMap<_, _>>(), self.view.now)
    }

    pub(super) fn who(&self, actor: &Actor) -> String {
        if actor.is_system() {
            return t!("unidentified-safewell");
        }
        let role = self.roles.of(&actor.role);
        match self.view.actors.get(&actor.account) {
            Some(name) => format!("{}, {role}", name.name),
            None => role,
        }
    }
}

/// Which decisions can follow where a candidate stands.
pub(super) fn fits(word: &str, standing: &CandidateStanding) -> bool {
    match standing {
        CandidateStanding::Excluded { .. } => word == "candidate_possible",
        CandidateStanding::IdentityProposed | CandidateStanding::Identified => false,
        CandidateStanding::Possible => word != "candidate_possible",
        CandidateStanding::Proposed
        | CandidateStanding::UnderReview { .. }
        | CandidateStanding::Reopened { .. } => true,
    }
}

/// Where a candidate stands, as a tag.
pub(crate) fn standing(standing: &CandidateStanding) -> Markup {
    let colour = match standing {
        CandidateStanding::Proposed | CandidateStanding::Reopened { .. } => TagColour::Yellow,
        CandidateStanding::Possible | CandidateStanding::UnderReview { .. } => TagColour::Blue,
        CandidateStanding::Excluded { .. } => TagColour::Grey,
        CandidateStanding::IdentityProposed => TagColour::Purple,
        CandidateStanding::Identified => TagColour::Green,
    };
    html! { (Tag::new(words::choice("candidate-standing", standing.word())).colour(colour)) }
}

/// What a notice is about.
pub(super) fn about(notice: &Notice, view: &UnidentifiedView) -> String {
    match &notice.about {
        NoticeAbout::ReferralOverdue => t!("unidentified-notice-overdue"),
        NoticeAbout::ExclusionReopened { person } => {
            let name = view.people.get(person).map_or_else(String::new, |row| row.name.clone());
            t!("unidentified-notice-reopened", "name" => name)
        }
        NoticeAbout::IdentityConfirmed { person } => {
            let name = view.people.get(person).map_or_else(String::new, |row| row.name.clone());
            t!("unidentified-notice-identified", "name" => name, "reference" => view.record.id.reference())
        }
        NoticeAbout::IdentityRefused { person } => {
            let name = view.people.get(person).map_or_else(String::new, |row| row.name.clone());
            t!("unidentified-notice-refused", "name" => name, "reference" => view.record.id.reference())
        }
    }
}
