//! What is owed to people who cannot be named, where somebody looks for what they owe: referrals among their work, notices
//! among their messages.

use app::unidentified::NoticeView;
use domain::{
    ids::{PersonId, UnidentifiedId},
    unidentified::{NoticeAbout, UnidentifiedRow},
};
use jiff::Timestamp;
use maud::{Markup, html};

use super::{desk::pair_of, home};
use crate::{
    acts::words,
    catalogue::{instant, t},
    components::{Tag, TagColour, countdown_element, inset_text},
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
            p.govuk-body { a.govuk-link href="/unidentified/candidates" { (t!("desk-waits-for-you", "count" => count)) } }
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

/// Notices that wait for the reader; nothing where there are none.
pub(crate) fn notices(notices: &[NoticeView], now: Timestamp) -> Markup {
    let about = |notice: &NoticeView| match notice.sent.notice.about {
        NoticeAbout::ReferralOverdue => t!("unidentified-notice-overdue"),
        NoticeAbout::ExclusionReopened { .. } => t!("unidentified-notice-reopened-somebody"),
    };
    html! {
        @if !notices.is_empty() {
            section aria-labelledby="notices" {
                h2.govuk-heading-m #notices { (t!("unidentified-notices")) " (" (notices.len()) ")" }
                ul.sw-tasks {
                    @for notice in notices {
                        li.sw-task id={ "notice-" (notice.sent.entry) } {
                            p.govuk-body { a.govuk-link href=(home(notice.unidentified)) { (notice.reference) } ": " (about(notice)) }
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
