//! Who does the work of a closed office tonight, in words: beside a duty, wherever one is listed.

use app::NightCover;
use domain::{
    ids::{AccountId, AgencyId},
    projection::DutyRow,
};
use jiff::Timestamp;

use super::scene::RoleNames;
use crate::catalogue::{instant, t};

/// Who reads, and when.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reader<'a> {
    /// Their account.
    pub(crate) account: AccountId,
    /// The role in which they are signed in.
    pub(crate) role: &'a str,
    /// The time.
    pub(crate) now: Timestamp,
}

/// Who covers for the owner of a duty that is due before the office opens, by name where the rota has one; nothing for a
/// duty that can wait for the office, and for an owner who is there.
pub(crate) fn off_until(
    cover: &NightCover,
    duty: &DutyRow,
    lead_force: AgencyId,
    roles: &RoleNames,
    reader: Reader<'_>,
) -> Option<String> {
    let until = cover.until?;
    if !is_before_the_office(cover, duty) {
        return None;
    }
    let who = by_whom(cover, &duty.owner, lead_force, roles, reader)?;
    let until = instant(until, reader.now);
    Some(t!("tonight-off", "role" => roles.of(&duty.owner), "until" => until, "who" => who))
}

/// Whether a duty is due before offices open.
pub(crate) fn is_before_the_office(cover: &NightCover, duty: &DutyRow) -> bool {
    cover.until.is_none_or(|until| duty.due_at < until)
}

/// Who does the work of a role now: the reader, those on duty, else the role that covers.
pub(crate) fn by_whom(
    cover: &NightCover,
    owner: &str,
    lead_force: AgencyId,
    roles: &RoleNames,
    reader: Reader<'_>,
) -> Option<String> {
    let role = cover.of(owner)?;
    let on_duty: Vec<_> = cover.people(role, lead_force).collect();
    let is_reader = on_duty.iter().any(|one| one.account == reader.account);
    if is_reader || (on_duty.is_empty() && role == reader.role) {
        return Some(t!("tonight-you"));
    }
    let names: Vec<&str> = on_duty.iter().map(|one| one.name.as_str()).collect();
    Some(if names.is_empty() { roles.of(role) } else { names.join(", ") })
}
