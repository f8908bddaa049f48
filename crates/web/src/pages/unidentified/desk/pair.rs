//! One pair: somebody unidentified beside a missing person, what excludes it, how it is weighed, who else it could be, what
//! could settle it, and what was decided before.

use app::{
    access::Action,
    unidentified::{PairView, RankedCandidate},
};
use domain::unidentified::{Candidate, CandidateStanding, Decision, Identity, NamedElsewhere, Saying};
use maud::{Markup, html};

use super::{
    super::{
        home,
        photographs::{Covered, latest},
        record::{RecordPage, fits, standing},
    },
    DECISIONS,
    beside::beside,
    decision_seen, pair_of,
    reasons::{excluded, step},
    weighing::{chance, weighing},
    what_changed,
};
use crate::{
    acts::words,
    catalogue::{elapsed_since, instant, t},
    components::{
        Cell, Content, NotificationKind, SubNavigation, Table, back_link, inset_text, warning_text,
    },
    layout::{Nav, Page},
    views::{likeness, person::name_text, timeline::lines},
};

/// Others who are named beside a pair at most.
const OTHERS_AT_MOST: usize = 5;
/// Within so many hundredths of a bit another fits as well.
const AS_WELL_WITHIN: i32 = 100;

/// The page of one pair.
#[derive(Clone, Debug)]
pub(crate) struct PairPage {
    /// The pair.
    pub(crate) view: PairView,
    /// The record of whoever was found, as its own page shows it.
    pub(crate) record: RecordPage,
    /// The word of what was recorded just before; empty if nothing.
    pub(crate) recorded: String,
    /// Whether photographs of the dead were asked for.
    pub(crate) covered: Covered,
}

impl PairPage {
    /// The whole page.
    pub(crate) fn render(&self) -> Markup {
        let found = &self.view.found;
        let (name, reference) = (self.name(), found.record.id.reference());
        let title = t!("desk-pair-title", "name" => name.as_str(), "reference" => reference);
        let done = (!self.recorded.is_empty()).then(|| words::event_title(&self.recorded));
        Page::new(title, found.now)
            .signed_in(self.record.signed_in.clone())
            .current(Nav::People)
            .marked()
            .wide()
            .banner(NotificationKind::Success, done.map(Content::from))
            .before_content(self.ways())
            .render(&html! {
                h1.govuk-heading-l {
                    (t!("desk-pair-heading"))
                    span.govuk-caption-l {
                        a.govuk-link href=(home(found.record.id)) { (found.record.id.reference()) } ", "
                        (words::choice("unidentified-kind", found.record.details.kind.word())) " – "
                        a.govuk-link href={ "/people/" (self.view.missing.person_id) } { bdi { (name) } }
                    }
                }
                (self.stands())
                (named_elsewhere(&self.view))
                (self.identity())
                (self.exclusions())
                (self.odds())
                (self.decisions())
                (self.weighed())
                (self.others())
                (self.history())
            })
    }

    fn name(&self) -> String {
        name_text(&self.view.missing.file.person)
    }

    /// Back to what waits, and to the candidates before and after.
    fn ways(&self) -> Markup {
        let way = |to: Option<(domain::ids::UnidentifiedId, domain::ids::PersonId)>| {
            to.map(|(record, person)| pair_of(record, person))
        };
        html! {
            (back_link("/unidentified/candidates", t!("desk-back", "count" => self.view.waiting)))
            nav.sw-desk-ways aria-label=(t!("desk-ways")) {
                @if let Some(before) = way(self.view.before) {
                    a.govuk-link href=(before) data-key="b" aria-keyshortcuts="b" { (t!("desk-before-this")) }
                }
                @if let Some(after) = way(self.view.after) {
                    a.govuk-link href=(after) data-key="l" aria-keyshortcuts="l" { (t!("desk-after-this")) }
                }
            }
        }
    }

    /// Where it stands, who has it and since when.
    fn stands(&self) -> Markup {
        let now = self.view.found.now;
        let Some(candidate) = &self.view.candidate else {
            return html! { p.govuk-body { (t!("desk-named-by-nobody")) } };
        };
        html! {
            p.govuk-body {
                (standing(&candidate.standing))
                @if let Some(last) = candidate.decisions.last() {
                    " " (t!("desk-stands-since", "by" => self.record.who(&last.by), "ago" => elapsed_since(last.at, now)))
                }
            }
            (self.of_each_record(candidate))
            @if self.decided_while_merged(candidate) { (inset_text(t!("desk-while-merged"))) }
            @if let CandidateStanding::Reopened { changed, .. } = &candidate.standing {
                @let sides: Vec<String> = changed.iter().map(|side| words::choice("side-of-match", side.word())).collect();
                (warning_text(t!("desk-reopened", "sides" => sides.join(", "))))
                @if let Some(since) = &self.view.changed { (what_changed(since, now)) }
            }
        }
    }

    /// Whether what a reviewer decided last was decided while two records were merged that are not any more. Of who it is, that
    /// stands with it.
    fn decided_while_merged(&self, candidate: &Candidate) -> bool {
        let says_who =
            matches!(candidate.standing, CandidateStanding::IdentityProposed | CandidateStanding::Identified);
        let mut decisions = candidate.decisions.iter().rev();
        let last = decisions.find(|decision| !decision.by.is_system());
        !says_who && last.is_some_and(|last| self.view.found.while_merged.contains(&last.entry))
    }

    /// Where each of several merged records of the missing person stands, and that it cannot be so of one person.
    fn of_each_record(&self, candidate: &Candidate) -> Markup {
        html! {
            @if candidate.contradicts_itself() { (warning_text(t!("desk-merged-contradiction"))) }
            @if !candidate.apart.is_empty() {
                p.govuk-body { (t!("desk-merged-records")) }
                ul class="govuk-list govuk-list--bullet" {
                    @for apart in &candidate.apart {
                        li { bdi { (self.record_of(apart.of)) } ": " (standing(&apart.standing)) }
                    }
                }
            }
        }
    }

    /// What a record of the missing person was called before it was merged.
    fn record_of(&self, person: domain::ids::PersonId) -> String {
        let absorbed = self.view.missing.file.absorbed.iter().find(|record| record.id == person);
        match absorbed {
            Some(record) => t!("desk-merged-record", "name" => record.details.name.clone()),
            None => t!("desk-merged-survivor", "name" => self.name()),
        }
    }

    /// What a colleague says who it is, and what follows once two have said so.
    fn identity(&self) -> Markup {
        let theirs = match self.view.found.record.identity() {
            Identity::Unknown => false,
            Identity::Proposed(proposal) | Identity::Confirmed(proposal) => {
                proposal.person == self.view.missing.person_id
            }
        };
        html! {
            @if theirs {
                (self.record.identity(&self.view.named_elsewhere))
                @if let Identity::Confirmed(_) = self.view.found.record.identity() {
                    @if self.may("identity_told") {
                        p.govuk-body { a.govuk-link href={ (home(self.view.found.record.id)) "/acts/identity_told" } { (words::act_title("identity_told")) } }
                    }
                }
            }
        }
    }

    fn exclusions(&self) -> Markup {
        let pair = self.view.judged.as_ref().map(|(_, pair)| pair);
        html! {
            @for exclusion in pair.iter().flat_map(|pair| &pair.exclusions) {
                (warning_text(excluded(exclusion, self.view.found.now)))
            }
        }
    }

    /// The evidence in one sentence, and how it stands against everybody else; then what could settle it. Once it is known who it
    /// is there is nothing to be settled.
    fn odds(&self) -> Markup {
        if let Identity::Confirmed(_) = self.view.found.record.identity() {
            return html! {};
        }
        let Some((_, pair)) = &self.view.judged else {
            return html! { (inset_text(t!("desk-not-missing"))) };
        };
        let as_well = |other: &&RankedCandidate| {
            other.pair.weight.hundredths() + AS_WELL_WITHIN >= pair.weight.hundredths()
        };
        let others = self.view.others.iter().filter(as_well).count();
        let elsewhere = self
            .view
            .elsewhere
            .iter()
            .filter(|other| other.pair.weight.hundredths() + AS_WELL_WITHIN >= pair.weight.hundredths())
            .count();
        html! {
            @if pair.exclusions.is_empty() {
                p.govuk-body-l { (chance(pair)) "." }
            }
            p.govuk-body {
                (t!("desk-proves-nothing")) " "
                @if others > 0 { (t!("desk-others-fit", "count" => others)) " " }
                @if elsewhere > 0 { (t!("desk-elsewhere-fits", "count" => elsewhere)) }
            }
            @if !pair.next_steps.is_empty() {
                h2.govuk-heading-s { (t!("desk-next-steps")) }
                ul class="govuk-list govuk-list--bullet" { @for next in &pair.next_steps { li { (step(next)) } } }
            }
        }
    }

    fn may(&self, word: &str) -> bool {
        Action::from_word(word).is_some_and(|action| self.view.found.may(action))
    }

    /// Links to the forms of every decision that can follow. No key decides: each opens a form, and what it says is checked
    /// once more.
    fn decisions(&self) -> Markup {
        let (found, person) = (&self.view.found.record, self.view.missing.person_id);
        let stands = self.view.candidate.as_ref().map(|candidate| &candidate.standing);
        let once = named_once(&self.view);
        let can_follow = |word: &str| match (word, found.identity()) {
            ("identity_proposed" | "identity_confirmed", _) if !once => false,
            ("identity_confirmed", Identity::Proposed(proposal)) => {
                proposal.person == person && proposal.by.account != self.view.found.reader
            }
            ("identity_refused", Identity::Proposed(proposal)) => proposal.person == person,
            ("identity_confirmed" | "identity_refused", Identity::Unknown | Identity::Confirmed(_)) => false,
            (_, Identity::Unknown) => fits(word, stands.unwrap_or(&CandidateStanding::Proposed)),
            ("candidate_excluded", Identity::Proposed(_)) => stands.is_none_or(CandidateStanding::is_open),
            (_, Identity::Proposed(_) | Identity::Confirmed(_)) => false,
        };
        let offered: Vec<_> =
            DECISIONS.into_iter().filter(|(word, _)| self.may(word) && can_follow(word)).collect();
        let any = !offered.is_empty() && found.closed.is_none();
        let links = offered.into_iter().fold(SubNavigation::new(), |links, (word, key)| {
            links.key_link(
                key,
                words::choice("desk-decide", word),
                &decision_seen(&self.view.found, person, word),
            )
        });
        html! {
            @if any {
                section aria-labelledby="decide" {
                    h2.govuk-heading-m #decide { (t!("desk-decide")) }
                    (links.label(t!("desk-decide")))
                }
            }
        }
    }

    fn weighed(&self) -> Markup {
        let Some((facts, pair)) = &self.view.judged else { return html! {} };
        let (found, now) = (&self.view.found.record, self.view.found.now);
        let of_missing = match self.view.missing.file.person.likeness() {
            Some(photograph) => likeness::picture(
                self.view.missing.person_id,
                &self.name(),
                photograph,
                now,
                likeness::Shown::Beside,
            ),
            None => html! { span.sw-quiet { (t!("photograph-none-short")) } },
        };
        let of_missing = html! {
            (of_missing)
            @if self.view.missing.file.person.photographs.len() > 1 {
                br; a.govuk-link href={ "/people/" (self.view.missing.person_id) "/photographs" } { (t!("unidentified-photographs-of-missing")) }
            }
        };
        let asked = format!("{}?photographs=shown", pair_of(found.id, self.view.missing.person_id));
        let of_found = latest(found, self.covered, &asked, (likeness::Shown::Beside, now));
        html! {
            (beside(pair, facts, &found.details, [of_found, of_missing], now))
            (weighing(pair, facts, &found.details, now))
        }
    }

    /// Who else it could be: the more fit, the less one of them says.
    fn others(&self) -> Markup {
        let found = self.view.found.record.id;
        let other = |other: &RankedCandidate| {
            vec![
                Cell::new(
                    html! { a.govuk-link href=(pair_of(found, other.person.person)) { bdi { (other.person.name) } } },
                ),
                Cell::new(chance(&other.pair)),
            ]
        };
        let people = self.view.others.iter().take(OTHERS_AT_MOST).map(other);
        let records = self.view.elsewhere.iter().map(|other| {
            let kind = words::choice("unidentified-kind", other.kind.word());
            let address = pair_of(other.unidentified, self.view.missing.person_id);
            vec![
                Cell::new(html! {
                    a.govuk-link href=(address) { (other.unidentified.reference()) } ", " (kind) ", " bdi { (other.found_where) }
                }),
                Cell::new(chance(&other.pair)),
            ]
        });
        let list = |heading: String, none: String, head: String, rows: Vec<Vec<Cell>>| {
            html! {
                h3.govuk-heading-s { (heading) }
                @if rows.is_empty() { p.govuk-body { (none) } } @else {
                    (Table::new(rows).head([head, t!("desk-evidence")]).stacked())
                }
            }
        };
        html! {
            section.sw-section aria-labelledby="others" {
                h2.govuk-heading-m #others { (t!("desk-others")) }
                (list(t!("desk-other-people"), t!("desk-no-other-people"), t!("desk-missing-side"), people.collect()))
                (list(t!("desk-other-records"), t!("desk-no-other-records"), t!("desk-found-side"), records.collect()))
            }
        }
    }

    /// Every decision, the latest first, with who was told.
    fn history(&self) -> Markup {
        let view = &self.view;
        let decisions: Vec<&Decision> =
            view.candidate.iter().flat_map(|candidate| candidate.decisions.iter().rev()).collect();
        html! {
            section.sw-section aria-labelledby="decided" {
                h2.govuk-heading-m #decided { (t!("desk-decided")) }
                @if decisions.is_empty() { p.govuk-body { (t!("desk-nothing-decided")) } }
                ol.sw-tasks { @for decision in decisions { (self.decision(decision)) } }
                @if let Some((at, proposed)) = view.candidate.as_ref().and_then(|candidate| candidate.proposed.as_ref()) {
                    p.govuk-body-s { (t!("desk-proposed-by", "model" => proposed.model.clone(), "when" => instant(*at, view.found.now))) }
                }
            }
        }
    }

    fn decision(&self, decision: &Decision) -> Markup {
        html! {
            li.sw-task id={ "decision-" (decision.entry) } {
                p.govuk-body {
                    strong { (words::event_title(decision.event)) }
                    @if let Some(how) = decision.how { ": " (words::choice("identified-by", how.word())) }
                }
                p.govuk-body-s { (instant(decision.at, self.view.found.now)) ", " (self.record.who(&decision.by)) }
                @if decision.of != self.view.missing.person_id { p.govuk-body-s { bdi { (self.record_of(decision.of)) } } }
                @if self.view.found.while_merged.contains(&decision.entry) {
                    p.govuk-body-s { (t!("desk-decided-while-merged")) }
                }
                @if !decision.note.is_empty() { p.govuk-body { bdi { (lines(&decision.note)) } } }
            }
        }
    }
}

/// Whether nothing stands against it that this record is the missing person: nobody says that they are another, or only parts of
/// the dead.
pub(super) fn named_once(view: &PairView) -> bool {
    let kind = view.found.record.details.kind;
    view.named_elsewhere.iter().all(|other| other.can_be_part_with(kind))
}

/// Every other record of which somebody says that it is the missing person, with the way to that pair and what to do.
pub(super) fn named_elsewhere(view: &PairView) -> Markup {
    let name = name_text(&view.missing.file.person);
    let said = |other: &NamedElsewhere| {
        let words = match other.saying {
            Saying::One => {
                t!("desk-named-elsewhere-by-one", "name" => name.clone(), "reference" => other.record.reference())
            }
            Saying::Two => {
                t!("desk-named-elsewhere-by-two", "name" => name.clone(), "reference" => other.record.reference())
            }
        };
        let kind = words::choice("unidentified-kind", other.kind.word());
        let then = match (other.can_be_part_with(view.found.record.details.kind), other.saying) {
            (true, Saying::One | Saying::Two) => t!("desk-named-elsewhere-parts"),
            (false, Saying::One) => t!("desk-named-elsewhere-then-one"),
            (false, Saying::Two) => t!("desk-named-elsewhere-then-two"),
        };
        html! {
            (words) " " (then) " "
            a.govuk-link href=(pair_of(other.record, view.missing.person_id)) { (other.record.reference()) }
            ", " (kind) ", " bdi { (other.found_where) } "."
        }
    };
    html! { @for other in &view.named_elsewhere { (warning_text(said(other))) } }
}
