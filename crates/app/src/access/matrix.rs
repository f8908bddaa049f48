//! The access matrix: what each role may do where its agency takes part, as a table that is read in review.
//!
//! Each line is asked of the policies with an episode that the actor's force leads and that is granted to the actor's
//! agency. `child` and `adult` stand where it depends on that.

use std::fmt::Write as _;

use domain::{
    ids::{AccountId, AgencyId, EpisodeId, PersonId, UnidentifiedId},
    ledger::Actor,
    projection::Childhood,
};
use uuid::Uuid;

use super::{Access, Action, EpisodeFacts, PersonFacts, Subject, UnidentifiedFacts, resource::Area};
use crate::cases::Purpose;

const AGENCY: AgencyId = AgencyId(Uuid::from_u128(1));

/// The table, one action a line, with the roles that may.
#[must_use]
pub fn matrix(access: &Access, roles: &[String]) -> String {
    let mut text = String::from(
        "# Generated from policies/ by the test that compares the two. Under each action the roles that may take it where\n\
         # their agency takes part; (child) or (adult) where it depends on that.\n",
    );
    for subject in [Subject::Area, Subject::Episode, Subject::Person, Subject::Unidentified] {
        for action in Action::ALL.iter().filter(|action| action.subject() == subject) {
            writeln!(text, "\n{}", action.word()).expect("a String takes what is written to it");
            for line in roles.iter().filter_map(|role| line(access, role, *action)) {
                writeln!(text, "    {line}").expect("a String takes what is written to it");
            }
        }
    }
    text
}

fn line(access: &Access, role: &str, action: Action) -> Option<String> {
    let who = Actor { account: AccountId(Uuid::from_u128(4)), role: role.to_owned(), agency: AGENCY };
    let may = |child| may(access, &who, action, child);
    match (may(Childhood::Child), may(Childhood::Adult)) {
        (true, true) => Some(role.to_owned()),
        (true, false) => Some(format!("{role} (child)")),
        (false, true) => Some(format!("{role} (adult)")),
        (false, false) => None,
    }
}

fn may(access: &Access, who: &Actor, action: Action, child: Childhood) -> bool {
    let purpose = Purpose::Casework;
    match action.subject() {
        Subject::Area => access.permit(who, action, &Area, purpose).is_ok(),
        Subject::Episode => {
            let facts = EpisodeFacts {
                episode: EpisodeId(Uuid::from_u128(2)),
                lead: AGENCY,
                granted: vec![AGENCY],
                child,
            };
            access.permit(who, action, &facts, purpose).is_ok()
        }
        Subject::Unidentified => {
            let facts = UnidentifiedFacts {
                unidentified: UnidentifiedId(Uuid::from_u128(5)),
                lead: AGENCY,
                granted: vec![AGENCY],
            };
            access.permit(who, action, &facts, purpose).is_ok()
        }
        Subject::Person => {
            let facts = PersonFacts { person: PersonId(Uuid::from_u128(3)), granted: vec![AGENCY] };
            access.permit(who, action, &facts, purpose).is_ok()
        }
    }
}
