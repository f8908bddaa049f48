//! Who may pass a case on, answer an offer, or take a case: one table, a row a rule.

use super::*;
use crate::{
    agency::{Agency, AgencyKind},
    protocol::{
        pack::RoleId,
        roles::{AgencyKind as OfRole, Role, Roles},
    },
};

const FORCE: u128 = 4;
const OTHER_FORCE: u128 = 8;
const CARE: u128 = 9;

fn agencies() -> Vec<Agency> {
    let agency = |id, name: &str, kind| Agency { id: AgencyId(Uuid::from_u128(id)), name: name.into(), kind };
    vec![
        agency(FORCE, "Norwold Police", AgencyKind::Police),
        agency(OTHER_FORCE, "Eastmarch Police", AgencyKind::Police),
        agency(CARE, "Norwold children's services", AgencyKind::ChildrensSocialCare),
    ]
}

fn roles() -> Roles {
    let role = |id: &str, agency, above: Option<&str>| Role {
        id: RoleId(id.into()),
        name_en: id.into(),
        name_cy: None,
        agency,
        supervised_by: above.map(|above| RoleId(above.into())),
        covered_by: None,
        falls_to: crate::protocol::roles::FallsTo::Nobody,
    };
    Roles(vec![
        role("police_officer", OfRole::Police, Some("police_supervisor")),
        role("police_supervisor", OfRole::Police, Some("police_senior_manager")),
        role("police_senior_manager", OfRole::Police, None),
        role("emergency_duty_team", OfRole::ChildrensSocialCare, None),
    ])
}

fn person(account: u128, role: &str, agency: u128) -> Actor {
    Actor {
        account: AccountId(Uuid::from_u128(account)),
        role: role.into(),
        agency: AgencyId(Uuid::from_u128(agency)),
    }
}

fn offered_to(role: &str, account: Option<u128>) -> EpisodeEvent {
    EpisodeEvent::HandoverOffered(Handover {
        to: Owner { role: role.into(), account: account.map(|id| AccountId(Uuid::from_u128(id))) },
        briefing: String::new(),
    })
}

fn taken(reason: &str) -> EpisodeEvent {
    EpisodeEvent::CaseTaken { reason: reason.into() }
}

/// The room after these, each by somebody; the first entry has the id 102.
fn room_after(events: Vec<(Actor, EpisodeEvent)>) -> Room {
    let opened = Event::Episode(EpisodeEvent::Opened(Box::new(report())));
    let mut entries = vec![entry(1, Stream::Episode(EPISODE), reported(), opened)];
    for (number, (actor, event)) in (2..).zip(events) {
        let entry = entry(number, Stream::Episode(EPISODE), hours(number), Event::Episode(event));
        entries.push(Entry { actor, ..entry });
    }
    PersonFile::as_known_at(PERSON, &entries, Timestamp::MAX).episodes.remove(&EPISODE).unwrap().room
}

fn asked(room: &Room, who: &Actor, proposal: &EpisodeEvent) -> Result<(), Refusal> {
    may_pass(room, proposal, who, Peers { agencies: &agencies(), roles: &roles() })
}

#[test]
#[expect(clippy::too_many_lines, reason = "one row for each who and what")]
fn who_may_offer_answer_and_take() {
    let ann = person(1, "police_officer", FORCE);
    let bob = person(2, "police_officer", FORCE);
    let sergeant = person(3, "police_supervisor", FORCE);
    let manager = person(4, "police_senior_manager", FORCE);
    let elsewhere = person(5, "police_supervisor", OTHER_FORCE);
    let duty = person(6, "emergency_duty_team", CARE);
    let carl = person(7, "police_officer", FORCE);

    let nobody = room_after(vec![]);
    let anns = room_after(vec![(ann.clone(), taken(""))]);
    let to_role =
        room_after(vec![(ann.clone(), taken("")), (ann.clone(), offered_to("police_supervisor", None))]);
    let to_bob =
        room_after(vec![(ann.clone(), taken("")), (ann.clone(), offered_to("police_officer", Some(2)))]);
    let to_duty =
        room_after(vec![(ann.clone(), taken("")), (ann.clone(), offered_to("emergency_duty_team", None))]);
    let offer = entry_id(103);
    let accept = EpisodeEvent::HandoverAccepted { of: offer };
    let decline = EpisodeEvent::HandoverDeclined { of: offer, reason: "At another scene".into() };
    let no_reason = Refusal::AnswerMissing { field: "reason" };
    let again = Refusal::AlreadyRecorded { event: "case_taken" };

    #[expect(clippy::type_complexity, reason = "the rows of a table, read as such")]
    let table: Vec<(&str, &Room, &Actor, EpisodeEvent, Result<(), Refusal>)> = vec![
        ("nobody holds it: anybody of the agency takes it", &nobody, &bob, taken(""), Ok(())),
        (
            "nobody holds it: anybody of the agency offers it",
            &nobody,
            &bob,
            offered_to("police_supervisor", None),
            Ok(()),
        ),
        ("the holder offers it", &anns, &ann, offered_to("police_supervisor", None), Ok(())),
        (
            "the holder's supervisor offers it",
            &anns,
            &sergeant,
            offered_to("police_officer", Some(2)),
            Ok(()),
        ),
        (
            "and the supervisor of the supervisor",
            &anns,
            &manager,
            offered_to("police_officer", Some(2)),
            Ok(()),
        ),
        (
            "a colleague does not offer it",
            &anns,
            &bob,
            offered_to("police_supervisor", None),
            Err(Refusal::HeldByAnother),
        ),
        ("a colleague takes it only with a reason", &anns, &bob, taken(" "), Err(no_reason)),
        ("a colleague takes it with one", &anns, &bob, taken("Off since 02:00"), Ok(())),
        (
            "a supervisor needs one too",
            &anns,
            &sergeant,
            taken(""),
            Err(Refusal::AnswerMissing { field: "reason" }),
        ),
        ("what one holds is not taken again", &anns, &ann, taken("again"), Err(again)),
        ("another agency has its own holder", &anns, &duty, taken(""), Ok(())),
        ("who has the role accepts", &to_role, &sergeant, accept.clone(), Ok(())),
        ("who has the role declines", &to_role, &sergeant, decline.clone(), Ok(())),
        ("another role does not accept", &to_role, &bob, accept.clone(), Err(Refusal::NotAddressed)),
        ("nor decline", &to_role, &bob, decline, Err(Refusal::NotAddressed)),
        ("the giver does not accept for them", &to_role, &ann, accept.clone(), Err(Refusal::NotAddressed)),
        (
            "the same role in another force is not meant",
            &to_role,
            &elsewhere,
            accept.clone(),
            Err(Refusal::NotAddressed),
        ),
        ("the person who is named accepts", &to_bob, &bob, accept.clone(), Ok(())),
        ("somebody else in that role does not", &to_bob, &carl, accept.clone(), Err(Refusal::NotAddressed)),
        ("a role of another kind of agency is meant there", &to_duty, &duty, accept.clone(), Ok(())),
        ("an offer that is not there", &anns, &sergeant, accept, Err(Refusal::NoSuchEntry)),
    ];
    for (name, room, who, proposal, expected) in table {
        assert_eq!(asked(room, who, &proposal), expected, "{name}");
    }
}

#[test]
fn until_it_is_accepted_the_giver_holds_it() {
    let ann = person(1, "police_officer", FORCE);
    let sergeant = person(3, "police_supervisor", FORCE);
    let offered = vec![(ann.clone(), taken("")), (ann.clone(), offered_to("police_supervisor", None))];
    let held = |events: Vec<(Actor, EpisodeEvent)>| {
        let found = holdings(&room_after(events));
        assert_eq!(found.len(), 1, "{found:?}");
        (found[0].holder.as_ref().map(|held| (held.account, held.since)), found[0].offer.is_some())
    };
    let offer = entry_id(103);
    assert_eq!(held(offered.clone()), (Some((ann.account, hours(2))), true));
    let mut accepted = offered.clone();
    accepted.push((sergeant.clone(), EpisodeEvent::HandoverAccepted { of: offer }));
    assert_eq!(held(accepted), (Some((sergeant.account, hours(4))), false));
    let mut declined = offered;
    let reason = "At the scene".to_owned();
    declined.push((sergeant, EpisodeEvent::HandoverDeclined { of: offer, reason }));
    assert_eq!(held(declined), (Some((ann.account, hours(2))), false));
    assert_eq!(holdings(&room_after(vec![])), Vec::new());
}
