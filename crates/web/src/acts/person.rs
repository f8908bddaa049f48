//! A person's record, their care and where they are placed (P1, P2; NP 3.3, 7.15).

use app::cases::Act;
use domain::{
    person::{CareStatus, Marker, PersonDetails, PersonEvent},
    placement::{PlacementPlace, PlacementRecorded},
};

use super::{
    form::{
        About, ActForm, Field, Group, Kind, Offered, Raised, Referred, asked, fields, on_person, optional,
    },
    read::{Problem, Reader},
};

const SEXES: Kind = Kind::Choice { family: "sex", words: &["female", "male", "other", "not_known"] };
const MARKERS: Kind = Kind::Choice {
    family: "marker",
    words: &[
        "sexual_exploitation",
        "criminal_exploitation",
        "trafficking",
        "self_harm",
        "suicide",
        "dementia",
        "mental_health",
        "learning_disability",
        "essential_medication",
        "substance_misuse",
        "domestic_abuse",
        "honour_based_abuse",
        "radicalisation",
        "danger_to_others",
        "veteran",
        "serious_concerns",
    ],
};
const REASON: Field = asked("reason", Kind::Paragraphs);
const PLACEMENT: Field = asked("placement", Kind::Reference(Referred::Placement));

const DETAILS: &[Field] = &[
    asked("name", Kind::Line),
    optional("other_names", Kind::Lines),
    optional("birth", Kind::Birth),
    optional("birth_said", Kind::Line),
    optional("sex", SEXES),
    optional("ethnicity", Kind::Line),
    optional("language", Kind::Line),
    optional("description", Kind::Paragraphs),
    optional("home_address", Kind::Paragraphs),
    optional("phones_and_accounts", Kind::Paragraphs),
    optional("transport", Kind::Paragraphs),
    optional("places_frequented", Kind::Paragraphs),
    optional("associates", Kind::Paragraphs),
    optional("medication", Kind::Paragraphs),
    optional("effect_of_missing_medication", Kind::Paragraphs),
    optional("health_and_disability", Kind::Paragraphs),
    optional("school_or_work", Kind::Paragraphs),
    optional("contacts", Kind::Contacts),
];

/// The details, and why they are changed.
const DETAILS_AND_REASON: &[Field] = &{
    let mut fields = [REASON; DETAILS.len() + 1];
    let mut place = 0;
    while place < DETAILS.len() {
        fields[place] = DETAILS[place];
        place += 1;
    }
    fields
};

pub(super) fn forms() -> Vec<ActForm> {
    [record(), care(), plans(), placements()].concat()
}

fn record() -> Vec<ActForm> {
    vec![
        on_person("person_details_changed", DETAILS_AND_REASON, |read| {
            let (details, reason) = (details(read), read.text("reason"));
            Some(Act::Person(PersonEvent::DetailsChanged { details: details?, reason }))
        }),
        ActForm {
            word: "person_registered",
            about: About::Person,
            group: Group::Record,
            offered: Offered::ForCorrection,
            fields: DETAILS,
            build: |read| {
                let details = details(read)?;
                Some(Act::Person(PersonEvent::Registered { details }))
            },
        },
        on_person(
            "marker_recorded",
            fields![
                asked("marker", MARKERS),
                asked("source", Kind::Line),
                optional("since", Kind::Date),
                optional("note", Kind::Paragraphs),
            ],
            |read| {
                let marker = read.choice("marker");
                let (source, since, note) = (read.text("source"), read.date("since"), read.text("note"));
                Some(Act::Person(PersonEvent::MarkerRecorded(Marker {
                    marker: marker?,
                    source,
                    since,
                    note,
                })))
            },
        ),
        on_person(
            "marker_ended",
            fields![asked("marker", Kind::Reference(Referred::Entry(Raised::Marker))), REASON,],
            |read| {
                let (marker, reason) = (read.entry("marker"), read.text("reason"));
                Some(Act::Person(PersonEvent::MarkerEnded { marker: marker?, reason }))
            },
        ),
    ]
}

fn details(read: &mut Reader<'_>) -> Option<PersonDetails> {
    let birth = read.birth("birth");
    let details = PersonDetails {
        name: read.text("name"),
        other_names: read.lines("other_names"),
        birth: birth.unwrap_or_default(),
        birth_said: read.text("birth_said"),
        sex: read.choice("sex").unwrap_or_default(),
        ethnicity: read.text("ethnicity"),
        language: read.text("language"),
        description: read.text("description"),
        home_address: read.text("home_address"),
        phones_and_accounts: read.text("phones_and_accounts"),
        transport: read.text("transport"),
        places_frequented: read.text("places_frequented"),
        associates: read.text("associates"),
        medication: read.text("medication"),
        effect_of_missing_medication: read.text("effect_of_missing_medication"),
        health_and_disability: read.text("health_and_disability"),
        school_or_work: read.text("school_or_work"),
        contacts: read.contacts("contacts"),
    };
    birth.map(|_| details)
}

fn care() -> Vec<ActForm> {
    const BASES: Kind = Kind::Choice {
        family: "care-basis",
        words: &["not_in_care", "care_order", "accommodated", "care_leaver", "not_known"],
    };
    const YES_OR_NO: Kind = Kind::Choice { family: "yes-or-no", words: &["yes", "no"] };
    vec![
        on_person(
            "care_status_recorded",
            fields![
                asked("basis", BASES),
                asked("unaccompanied_asylum_seeker", YES_OR_NO),
                optional("plans_and_orders", Kind::Paragraphs),
                optional("reviewing_officer", Kind::Line),
            ],
            |read| {
                let basis = read.choice("basis");
                let unaccompanied = read.word("unaccompanied_asylum_seeker");
                let (plans_and_orders, reviewing_officer) =
                    (read.text("plans_and_orders"), read.text("reviewing_officer"));
                Some(Act::Person(PersonEvent::CareStatusRecorded(CareStatus {
                    basis: basis?,
                    unaccompanied_asylum_seeker: unaccompanied? == "yes",
                    plans_and_orders,
                    reviewing_officer,
                })))
            },
        ),
        on_person(
            "worker_allocated",
            fields![asked("worker", Kind::Line), optional("team", Kind::Line)],
            |read| {
                let (worker, team) = (read.text("worker"), read.text("team"));
                Some(Act::Person(PersonEvent::WorkerAllocated { worker, team }))
            },
        ),
        on_person("worker_deallocated", fields![REASON], |read| {
            let reason = read.text("reason");
            Some(Act::Person(PersonEvent::WorkerDeallocated { reason }))
        }),
    ]
}

fn plans() -> Vec<ActForm> {
    const FORMS: Kind =
        Kind::Choice { family: "pre-incident-form", words: &["incident_form", "location_form"] };
    vec![
        on_person(
            "form_completed",
            fields![asked("form", FORMS), optional("note", Kind::Paragraphs)],
            |read| {
                let (form, note) = (read.choice("form"), read.text("note"));
                Some(Act::Person(PersonEvent::FormCompleted { form: form?, note }))
            },
        ),
        on_person("trigger_plan_agreed", fields![asked("plan", Kind::Paragraphs)], |read| {
            let plan = read.text("plan");
            Some(Act::Person(PersonEvent::TriggerPlanAgreed { plan }))
        }),
        on_person("trigger_plan_withdrawn", fields![REASON], |read| {
            let reason = read.text("reason");
            Some(Act::Person(PersonEvent::TriggerPlanWithdrawn { reason }))
        }),
    ]
}

fn placements() -> Vec<ActForm> {
    const KINDS: Kind = Kind::Choice { family: "placement-kind", words: &["planned", "unplanned"] };
    const PLACES: Kind = Kind::Choice {
        family: "placement-where",
        words: &["in_area", "out_of_area", "placed_here_by_other"],
    };
    vec![
        on_person(
            "placement_recorded",
            fields![
                asked("kind", KINDS),
                asked("start", Kind::LocalTime),
                asked("where", PLACES),
                optional("host_authority", Kind::Line),
                optional("placing_authority", Kind::Line),
                optional("provider", Kind::Reference(Referred::Agency)),
                asked("address", Kind::Paragraphs),
            ],
            |read| placement(read).map(Act::RecordPlacement),
        ),
        on_person("placement_plan_checked", fields![PLACEMENT, asked("note", Kind::Paragraphs)], |read| {
            let (placement, note) = (read.id("placement"), read.text("note"));
            Some(Act::CheckPlacementPlan { placement: placement?, note })
        }),
        on_person("placement_ended", fields![PLACEMENT, REASON], |read| {
            let (placement, reason) = (read.id("placement"), read.text("reason"));
            Some(Act::EndPlacement { placement: placement?, reason })
        }),
    ]
}

fn placement(read: &mut Reader<'_>) -> Option<PlacementRecorded> {
    let (kind, start, place) = (read.choice("kind"), read.instant("start"), place(read));
    let (provider, address) = (read.id("provider"), read.text("address"));
    Some(PlacementRecorded {
        person: read.subject.person?,
        kind: kind?,
        start: start?,
        place: place?,
        provider,
        address,
    })
}

/// Where it lies decides which authority has to be named.
fn place(read: &mut Reader<'_>) -> Option<PlacementPlace> {
    let word = read.word("where")?;
    let (host_authority, placing_authority) = (read.text("host_authority"), read.text("placing_authority"));
    let mut named = |authority: String, field: &'static str| {
        if authority.is_empty() {
            read.wrong(field, field.to_owned(), Problem::Missing);
            return None;
        }
        Some(authority)
    };
    match word.as_str() {
        "out_of_area" => {
            Some(PlacementPlace::OutOfArea { host_authority: named(host_authority, "host_authority")? })
        }
        "placed_here_by_other" => Some(PlacementPlace::PlacedHereByOther {
            placing_authority: named(placing_authority, "placing_authority")?,
        }),
        _ => Some(PlacementPlace::InArea),
    }
}
