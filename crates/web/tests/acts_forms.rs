//! Each act is described once; these tests hold that the form, the body for programs and the schema made of the
//! description say the same, and that nothing that was typed is lost on the way.

#![allow(clippy::unwrap_used, reason = "what is not as expected fails the test")]

use app::cases::Act;
use domain::{
    episode::{EpisodeEvent, GradeRules, Opened, Report},
    file::Recorded,
    ids::{AccountId, AgencyId, EntryId, EpisodeId, IncidentId, MeetingId, PersonId},
    ledger::{Actor, Event, Stream},
    refusal::Refusal,
    risk::{DefinitionInForce, Grade},
};
use jiff::Timestamp;
use maud::Render;
use scraper::{ElementRef, Html, Selector};
use uuid::Uuid;
use web::acts::{
    self, ActForm, Kind, Offered, Subject, Values,
    fields::{Assessors, OnRecord, Shown, Use, errors},
    parse, parse_correction, prefill, sample, schema, words,
};
use web::components::FormErrors;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn now() -> Timestamp {
    at("2026-03-02T22:00:00Z")
}

fn subject() -> Subject {
    Subject {
        person: Some(PersonId(Uuid::from_u128(1))),
        episode: Some(EpisodeId(Uuid::from_u128(2))),
        now: now(),
    }
}

fn rules() -> GradeRules {
    let definition = |text: &str| DefinitionInForce {
        pack: "example".to_owned(),
        pack_version: "1".to_owned(),
        text: text.to_owned(),
    };
    GradeRules {
        permitted: vec![Grade::High, Grade::Medium],
        definitions: Grade::ALL
            .map(|grade| (grade, definition(&format!("What {} means", grade.word()))))
            .to_vec(),
    }
}

fn recorded(event: Event) -> Recorded {
    Recorded {
        entry: EntryId(Uuid::from_u128(3)),
        sequence: 1,
        stream: match &event {
            Event::Meeting(_) => Stream::Meeting(MeetingId(sample_id())),
            Event::Placement(_) => Stream::Placement(domain::ids::PlacementId(sample_id())),
            Event::Person(_)
            | Event::Incident(_)
            | Event::Episode(_)
            | Event::Agency(_)
            | Event::Unidentified(_)
            | Event::Corrected(_) => Stream::Episode(EpisodeId(Uuid::from_u128(2))),
        },
        happened_at: at("2026-03-02T21:40:07Z"),
        recorded_at: now(),
        actor: Actor {
            account: AccountId(Uuid::from_u128(4)),
            role: "police_officer".to_owned(),
            agency: AgencyId(Uuid::from_u128(5)),
        },
        event,
        corrected_by: Vec::new(),
    }
}

fn sample_id() -> Uuid {
    "01930000-0000-7000-8000-000000000001".parse().unwrap()
}

fn opened() -> Event {
    Event::Episode(EpisodeEvent::Opened(Box::new(Opened {
        incident: IncidentId(Uuid::from_u128(6)),
        person: PersonId(Uuid::from_u128(1)),
        missing_since: Some(at("2026-03-02T18:00:00Z")),
        lead_force: AgencyId(Uuid::from_u128(5)),
        governed_by: Vec::new(),
        report: Report {
            circumstances: "Left after tea.\nDid not come back.".to_owned(),
            ..Report::default()
        },
    })))
}

/// The event that the sample of an act records.
fn sample_event(form: &ActForm) -> Event {
    if form.word == "reported" {
        return opened();
    }
    let before = recorded(opened());
    let mut values = sample::values(form);
    values.set(acts::read::CORRECTION_REASON, "To see the event");
    let correction = parse_correction(form, &values, &subject(), &before).unwrap();
    *correction.event.unwrap()
}

fn shown(form: &ActForm, purpose: Use, values: &Values, errors: &FormErrors) -> Html {
    let shown = Shown {
        form,
        purpose,
        values,
        errors,
        on_record: &OnRecord::default(),
        grades: &rules(),
        assessors: Assessors::Chosen,
        now: now(),
    };
    Html::parse_fragment(&shown.render().into_string())
}

/// What a browser would send of a form: of radios the chosen one, of a list the chosen option.
fn sent(page: &Html) -> Values {
    let controls = Selector::parse("input, textarea, select").unwrap();
    let chosen = Selector::parse("option[selected]").unwrap();
    let text_of = |control: ElementRef<'_>| match control.value().name() {
        "textarea" => Some(control.text().collect::<String>()),
        "select" => Some(
            control
                .select(&chosen)
                .next()
                .and_then(|option| option.value().attr("value"))
                .unwrap_or_default()
                .to_owned(),
        ),
        _ => {
            let input = control.value();
            let chosen = input.attr("type") != Some("radio") || input.attr("checked").is_some();
            (chosen && input.attr("disabled").is_none())
                .then(|| input.attr("value").unwrap_or_default().to_owned())
        }
    };
    Values::from_pairs(page.select(&controls).filter_map(|control| {
        let name = control.value().attr("name").expect("a control has a name");
        Some((name.to_owned(), text_of(control)?))
    }))
}

#[test]
fn every_act_reads_its_own_sample_under_its_own_word() {
    for form in acts::all().iter().filter(|form| form.offered == Offered::OnItsOwn) {
        let (act, happened_at) = parse(form, &sample::values(form), &subject())
            .unwrap_or_else(|wrong| panic!("{}: {wrong:?}", form.word));
        assert_eq!(act.word(), form.word);
        assert_eq!(happened_at, Some(at("2026-03-02T21:40:00Z")), "{}", form.word);
    }
}

/// Every act that is one entry; what records several is corrected entry by entry.
fn of_one_entry() -> impl Iterator<Item = &'static ActForm> {
    acts::all().iter().filter(|form| form.word != "task_list_used")
}

#[test]
fn a_form_sends_back_what_it_shows() {
    for form in of_one_entry() {
        let before = recorded(sample_event(form));
        let mut values = prefill::entry(form, &before);
        values.set(acts::read::CORRECTION_REASON, "Looked at again");
        let page = shown(form, Use::Correct, &values, &FormErrors::none());
        let correction = parse_correction(form, &sent(&page), &subject(), &before)
            .unwrap_or_else(|wrong| panic!("{}: {wrong:?}", form.word));
        assert_eq!(correction.event.as_deref(), Some(&before.event), "{}", form.word);
        assert_eq!(correction.happened_at, None, "{}", form.word);
        assert_eq!(correction.reason, "Looked at again");
    }
}

#[test]
fn an_empty_form_is_asked_about_field_by_field_and_keeps_what_was_typed() {
    for form in acts::all() {
        let empty = sent(&shown(form, Use::Record, &Values::default(), &FormErrors::none()));
        let asked = form.fields.iter().filter(|field| field.required == acts::Required::Yes).count();
        match parse(form, &empty, &subject()) {
            Ok(_) => assert_eq!(asked, 0, "{}", form.word),
            Err(wrong) => {
                assert_eq!(wrong.len(), asked, "{}: {wrong:?}", form.word);
                let mut typed = empty.clone();
                typed.set("note", "<b>typed</b>");
                let errors = errors(form, &wrong);
                let page = shown(form, Use::Record, &typed, &errors);
                for error in errors.iter() {
                    assert!(!error.message.contains('{'), "{}: {}", form.word, error.message);
                    let target = Selector::parse(&format!("[id=\"{}\"]", error.field)).unwrap();
                    assert!(
                        page.select(&target).next().is_some(),
                        "{}: the summary leads to {:?}, which is not there",
                        form.word,
                        error.field
                    );
                }
            }
        }
    }
}

#[test]
fn every_control_has_a_name_of_its_own() {
    let ids = Selector::parse("[id]").unwrap();
    let controls = Selector::parse("input:not([type=hidden]), textarea, select").unwrap();
    for form in of_one_entry() {
        let values = prefill::event(form, &sample_event(form));
        for purpose in [Use::Record, Use::Correct] {
            let page = shown(form, purpose, &values, &FormErrors::none());
            let mut seen = std::collections::BTreeSet::new();
            for element in page.select(&ids) {
                let id = element.value().attr("id").unwrap();
                assert!(seen.insert(id.to_owned()), "{}: two elements have the id {id}", form.word);
            }
            for control in page.select(&controls) {
                let id = control.value().attr("id").expect("a control has an id");
                let label = Selector::parse(&format!("label[for=\"{id}\"]")).unwrap();
                let text: String = page.select(&label).flat_map(|label| label.text()).collect();
                assert!(!text.trim().is_empty(), "{}: {id} has no label", form.word);
            }
        }
    }
}

#[test]
fn every_act_field_and_choice_has_its_words() {
    let messages: std::collections::BTreeSet<&str> = web::catalogue::ENGLISH
        .iter()
        .flat_map(|(_, text)| text.lines())
        .filter_map(|line| line.split_once(" =").map(|(id, _)| id))
        .collect();
    let hyphens = |word: &str| word.replace('_', "-");
    let mut missing = Vec::new();
    let mut need = |id: String| {
        if !messages.contains(id.as_str()) {
            missing.push(id);
        }
    };
    for form in acts::all() {
        need(format!("act-{}", hyphens(form.word)));
        need(format!("act-hint-{}", hyphens(form.word)));
        need(format!("event-{}", hyphens(form.word)));
        need(format!("act-group-{}", form.group.word()));
        for field in form.fields {
            let own = format!("field-{}-{}", hyphens(form.word), hyphens(field.name));
            if !messages.contains(own.as_str()) {
                need(format!("field-{}", hyphens(field.name)));
            }
            if let Kind::Choice { family, words } = field.kind {
                words.iter().for_each(|word| need(format!("{family}-{}", hyphens(word))));
            }
        }
    }
    for consideration in domain::risk::Consideration::ALL {
        need(format!("consideration-{}", hyphens(consideration.word())));
    }
    for problem in acts::Problem::ALL {
        need(format!("answer-problem-{}", problem.code()));
    }
    assert!(missing.is_empty(), "no words for {missing:#?}");
}

/// One of each; a new refusal does not compile until it is listed here.
fn refusals() -> Vec<Refusal> {
    let earlier = at("2026-03-02T18:00:00Z");
    let all = vec![
        Refusal::AnswerMissing { field: "reasons" },
        Refusal::TimeInFuture,
        Refusal::BeforeReport { reported_at: earlier },
        Refusal::AfterEnd { ended_at: earlier },
        Refusal::MissingAfterReport,
        Refusal::GradeNotPermitted { grade: Grade::Low, permitted: vec![Grade::High, Grade::Medium] },
        Refusal::GradeWithoutReasons,
        Refusal::NotLocated,
        Refusal::WellbeingNotConfirmed,
        Refusal::ClosedWithoutReturn,
        Refusal::AlreadyClosed,
        Refusal::AlreadyEnded,
        Refusal::AlreadyMissing,
        Refusal::InterviewWhileMissing,
        Refusal::InterviewBeforeReturn { returned_at: earlier },
        Refusal::InterviewNotHeld,
        Refusal::NothingDeclined,
        Refusal::MashNotNotified,
        Refusal::AlreadyRecorded { event: "mash_notified" },
        Refusal::NoSuchEntry,
        Refusal::NothingCorrected,
        Refusal::CorrectedToOtherEvent,
        Refusal::NotCorrectable,
        Refusal::NoSuchPack,
        Refusal::NoDefinition { grade: Grade::Low },
    ];
    for refusal in &all {
        // Words for a refusal are worked out by a match without a catch-all; this walks every arm of it.
        let _ = words::refusal(None, refusal);
    }
    all
}

#[test]
fn every_refusal_says_why_and_what_to_do() {
    for refusal in refusals() {
        for part in ["refusal", "refusal-then"] {
            let id = format!("\n{part}-{} =", refusal.code());
            let worded = web::catalogue::ENGLISH.iter().any(|(_, text)| text.contains(&id));
            assert!(worded, "no message {part}-{}", refusal.code());
        }
        let sentence = words::refusal(Some("risk_assessed"), &refusal);
        assert!(sentence.ends_with('.'), "{sentence}");
        assert!(!sentence.contains('{'), "{sentence}");
    }
}

#[test]
fn a_refusal_leads_to_a_control_of_the_form() {
    let returned = acts::find("returned").unwrap();
    assert_eq!(acts::fields::control_of(returned, "located_by"), "located_by");
    assert_eq!(acts::fields::control_of(returned, "happened_at"), "happened_at-when");
    assert_eq!(acts::fields::control_of(returned, "reason"), acts::read::CORRECTION_REASON);
}

#[test]
fn a_grade_that_is_not_permitted_shows_and_cannot_be_chosen() {
    let form = acts::find("risk_assessed").unwrap();
    let page = shown(form, Use::Record, &Values::default(), &FormErrors::none());
    let disabled = Selector::parse("input[name=grade][disabled]").unwrap();
    let values: Vec<_> = page.select(&disabled).filter_map(|input| input.value().attr("value")).collect();
    assert_eq!(values, ["low", "no_apparent_risk"]);
    let text: String = page.root_element().text().collect();
    assert!(text.contains("What high means"), "{text}");
    assert!(text.contains("example, version 1"), "{text}");
}

#[test]
fn a_time_that_happened_twice_is_asked_about_beside_the_field() {
    let form = acts::find("sighting").unwrap();
    let mut values = sample::values(form);
    values.set("happened_at", "");
    for (part, typed) in
        [("when", "then"), ("day", "25"), ("month", "10"), ("year", "2026"), ("time", "01:30")]
    {
        values.set(format!("happened_at-{part}"), typed);
    }
    let wrong = parse(form, &values, &subject()).unwrap_err();
    let errors = errors(form, &wrong);
    let page = shown(form, Use::Record, &values, &errors);
    let question = Selector::parse("input[name=happened_at-occurrence]").unwrap();
    assert_eq!(page.select(&question).count(), 2);
    values.set("happened_at-occurrence", "second");
    let (_, happened_at) = parse(form, &values, &subject()).unwrap();
    assert_eq!(happened_at, Some(at("2026-10-25T01:30:00Z")));
}

#[test]
fn several_sayings_about_one_consideration_are_all_kept() {
    let form = acts::find("risk_assessed").unwrap();
    let mut values = sample::values(form);
    for (part, typed) in [
        ("consideration", "health_and_medication"),
        ("what", "Has a spare pen in the bag."),
        ("source", "The school nurse"),
    ] {
        values.set(format!("considerations-1-{part}"), typed);
    }
    let (act, _) = parse(form, &values, &subject()).unwrap();
    let Act::Episode(EpisodeEvent::RiskAssessed { grading, .. }) = act else { panic!("another act") };
    assert_eq!(grading.considerations.len(), 2);
    assert_eq!(grading.considerations[1].obtained_at, now());
}

#[test]
fn the_schema_of_an_act_names_its_fields_and_carries_a_body_that_can_be_read() {
    for form in acts::all() {
        let schema = schema::of(form);
        let properties = schema["properties"].as_object().unwrap();
        // Of others who are likely the same, four things can be said where somebody gets another name.
        let names = matches!(form.word, "person_details_changed" | "person_registered");
        let asked_about_others = if names { 4 } else { 0 };
        assert_eq!(properties.len(), form.fields.len() + 1 + asked_about_others, "{}", form.word);
        let example = schema["example"].as_object().unwrap();
        assert!(
            example.keys().all(|name| properties.contains_key(name)),
            "{}: the example answers more than is asked",
            form.word
        );
    }
}

#[test]
fn that_an_identity_was_decided_is_not_told_as_an_offer() {
    for act in ["identity_confirmed", "identity_refused"] {
        let said = words::refusal(Some(act), &Refusal::OfferAnswered);
        assert!(!said.contains("offer"), "{act}: {said}");
    }
    assert!(words::refusal(Some("offer_accepted"), &Refusal::OfferAnswered).contains("This offer"));
}
