//! What is owed to people who cannot be named, where somebody looks for what they owe: referrals among their work, notices
//! among their messages.

use app::unidentified::NoticeView;
use domain::{
    ids::{PersonId, UnidentifiedId},
    unidentified::{NamedElsewhere, NoticeAbout, UnidentifiedKind, UnidentifiedRow, still_sought},
};
use jiff::Timestamp;
use maud::{Markup, html};

use super::{
    desk::{pair_of, what_changed},
    home,
};
use crate::{
    acts::words,
    catalogue::{instant, t},
    components::{Tag, TagColour, countdown_element, inset_text, warning_text},
    views::{person::name_text, scene::Scene},
};

/// Records that are to be referred to the national unit, the most urgent first; nothing where there are none.
pub(crate) fn referrals(rows: &[UnidentifiedRow], now: Timestamp) -> Markup {
    html! {
        @if !rows.is_empty() {
            section aria-labelledby="referrals" {
                h2.govuk-heading-m #referrals { (t!("unidentified-referrals")) " (" (rows.len()) ")" }
                ul.sw-tasks {
                    @for row in rows {
                        li.sw-task id={ "referral-" (row.unidentified) } {
                            p.govuk-body {
                                a.govuk-link href=(home(row.unidentified)) { (words::act_title("unidentified_referred")) ": " (row.reference) }
                                ", " (words::choice("unidentified-kind", row.kind.word())) ", " bdi { (row.found_where) }
                            }
                            @if let Some(due) = row.refer_by {
                                p.govuk-body {
                                    @if due < now { (Tag::new(t!("unidentified-overdue")).colour(TagColour::Red)) " " }
                                    (t!("unidentified-refer-by")) " " (countdown_element(due, now))
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// That candidates wait for a decision, with the way to the desk; nothing where none do.
pub(crate) fn candidates(count: i64) -> Markup {
    html! {
        @if count > 0 {
            p.govuk-body { a.govuk-link href="/unidentified/candidates" { (t!("desk-waiting-link", "count" => count)) } }
        }
    }
}

/// That unidentified people could be somebody missing, with the way to both side by side; nothing where there are none.
pub(crate) fn candidates_for(person: PersonId, records: &[UnidentifiedId]) -> Markup {
    html! {
        @if !records.is_empty() {
            (inset_text(html! {
                p { strong { (t!("desk-could-be", "count" => records.len())) } }
                ul.govuk-list {
                    @for record in records {
                        li { a.govuk-link href=(pair_of(*record, person)) { (t!("desk-side-by-side")) ": " (record.reference()) } }
                    }
                }
            }))
        }
    }
}

/// That two have said of records that they are the missing person, with the way to recording on the case that they were found;
/// nothing where nobody has, or the case is over.
pub(crate) fn identified(scene: &Scene, records: &[NamedElsewhere]) -> Markup {
    let Some(episode) = still_sought(&scene.file) else { return html! {} };
    let here = scene.episode.as_ref().is_some_and(|shown| shown.id == episode.id);
    let one = |record: &NamedElsewhere| {
        let word = found_by(record.kind);
        let name = name_text(&scene.file.person);
        let kind = words::choice("unidentified-kind", record.kind.word());
        html! {
            strong { (t!("unidentified-case-identified", "name" => name, "reference" => record.record.reference())) }
            " " a.govuk-link href=(home(record.record)) { (record.record.reference()) } ", " (kind) ", " bdi { (record.found_where) } ". "
            (t!("unidentified-search-goes-on"))
            @if scene.may(word) {
                " " a.govuk-link href={ "/episodes/" (episode.id) "/acts/" (word) "?unidentified=" (record.record) } { (found_words(record.kind)) }
            }
        }
    };
    html! { @if here { @for record in records { (warning_text(one(record))) } } }
}

/// The act on the case by which somebody of a record is recorded as found.
pub(super) fn found_by(kind: UnidentifiedKind) -> &'static str {
    match kind {
        UnidentifiedKind::LivingPerson => "returned",
        UnidentifiedKind::Body | UnidentifiedKind::Remains => "found_dead",
    }
}

/// What the way to that act says.
pub(super) fn found_words(kind: UnidentifiedKind) -> String {
    match kind {
        UnidentifiedKind::LivingPerson => t!("unidentified-record-found"),
        UnidentifiedKind::Body | UnidentifiedKind::Remains => t!("unidentified-record-found-dead"),
    }
}

fn about(notice: &NoticeView) -> String {
    let name =
        notice.person.as_ref().map_or_else(|| t!("unidentified-somebody"), |person| person.name.clone());
    match notice.sent.notice.about {
        NoticeAbout::ReferralOverdue => t!("unidentified-notice-overdue"),
        NoticeAbout::ExclusionReopened { .. } => {
            t!("unidentified-notice-reopened-somebody", "name" => name, "reference" => notice.reference.clone())
        }
        NoticeAbout::IdentityConfirmed { .. } => {
            t!("unidentified-notice-identified", "name" => name, "reference" => notice.reference.clone())
        }
        NoticeAbout::IdentityRefused { .. } => {
            t!("unidentified-notice-refused", "name" => name, "reference" => notice.reference.clone())
        }
    }
}

/// Where a notice leads: to both sides of an exclusion that was opened again, else to the record.
fn place_of(notice: &NoticeView) -> String {
    match (&notice.sent.notice.about, &notice.person) {
        (NoticeAbout::ExclusionReopened { person }, Some(_)) => pair_of(notice.unidentified, *person),
        (
            NoticeAbout::ExclusionReopened { .. }
            | NoticeAbout::ReferralOverdue
            | NoticeAbout::IdentityConfirmed { .. }
            | NoticeAbout::IdentityRefused { .. },
            _,
        ) => home(notice.unidentified),
    }
}

/// The way to the case of whom a notice names.
fn case_of(notice: &NoticeView) -> Markup {
    let case = notice.person.as_ref().and_then(|person| person.missing_in.or(person.sought_in));
    html! {
        @if let Some(case) = case { " " a.govuk-link href={ "/episodes/" (case) } { (t!("unidentified-to-the-case")) } }
    }
}

/// Notices that wait for the reader; nothing where there are none.
pub(crate) fn notices(notices: &[NoticeView], now: Timestamp) -> Markup {
    html! {
        @if !notices.is_empty() {
            section aria-labelledby="notices" {
                h2.govuk-heading-m #notices { (t!("unidentified-notices")) " (" (notices.len()) ")" }
                ul.sw-tasks {
                    @for notice in notices {
                        li.sw-task id={ "notice-" (notice.sent.entry) } {
                            p.govuk-body { a.govuk-link href=(place_of(notice)) { (notice.reference) } ": " (about(notice)) (case_of(notice)) }
                            @if let Some(since) = &notice.changed { (what_changed(since, now)) }
                            p.govuk-body-s { (instant(notice.sent.at, now)) }
                            p.govuk-body {
                                a.govuk-link href={ (home(notice.unidentified)) "/acts/unidentified_notice_acknowledged?of=" (notice.sent.entry) } {
                                    (words::act_title("unidentified_notice_acknowledged"))
                                    span.govuk-visually-hidden { ": " (notice.reference) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
