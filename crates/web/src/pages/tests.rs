//! The lists, the report and the pages of trouble are drawn in every state that a user can meet (empty, typical, the
//! longest name, from right to left, every error) and read as a browser would.

use std::collections::BTreeSet;

use app::board::OfSameCall;
use app::filters::{BoardOpens, KeptFilter};
use app::lists::Band;
use app::{Counts, Draft, DraftId, DraftSummary, Held, ReportAnswers, ReportedPerson, Source};
use domain::ids::{AccountId, AgencyId, EpisodeId, PersonId};
use domain::incident::{IncidentClass, Typist};
use domain::projection::{Childhood, DutyRow, EpisodeRow, Likeness, Standing};
use domain::refusal::Refusal;
use domain::risk::Grade;
use jiff::{SignedDuration, civil::date};
use maud::Markup;
use scraper::{Html, Selector};
use uuid::Uuid;

use super::errors::{Kept, TroublePage};
use super::missing_now::{Asked, BoardRow, MissingNowPage, NextDue};
use super::my_work::{AtNight, MyWorkPage, Owed};
use super::people::samples::{likely, people};
use super::report::{
    EarlierCalls, Elsewhere, First, FirstPage, HeldPage, OpenedCase, ReportPage, SentPage, Step, prefill,
};
use super::shown::DutyWords;
use super::sign_in::{SignInPage, SignInWrong};
use crate::components::FormErrors;
use crate::forms::Posted;
use crate::problem::Problem;
use crate::views::hit::samples::hit;
use crate::views::holding::{HeldCase, HolderShown, OfferShown, Whose};
use crate::views::samples::{HOSTILE_NAME, LONGEST_NAME, RIGHT_TO_LEFT_NAME, now, signed_in};

const NAMES: [&str; 5] = ["Robin Example", LONGEST_NAME, RIGHT_TO_LEFT_NAME, HOSTILE_NAME, ""];

pub(super) fn episode(number: u128, name: &str, grade: Option<Grade>) -> EpisodeRow {
    EpisodeRow {
        episode: EpisodeId(Uuid::from_u128(number)),
        person: PersonId(Uuid::from_u128(number)),
        reference: "SW-ABC-DEF".to_owned(),
        name: name.to_owned(),
        sort_key: name.to_lowercase(),
        born_latest: Some(date(2011, 12, 31)),
        born_earliest: Some(date(2011, 1, 1)),
        standing: if number.is_multiple_of(5) { Standing::ReturnReported } else { Standing::Missing },
        grade,
        missing_since: now() - SignedDuration::from_hours(7),
        reported_at: now() - SignedDuration::from_hours(5),
        ended_at: None,
        last_seen:
            "Corner of Mill Lane, by a neighbour who was walking her dog and thought nothing of it then"
                .into(),
        investigating_officer: if number.is_multiple_of(2) { String::new() } else { "DC Example".into() },
        officer_deployed: if number.is_multiple_of(3) { String::new() } else { "PC Example".into() },
        holdings: Vec::new(),
        child: Childhood::Child,
        lead_force: AgencyId(Uuid::from_u128(1)),
        granted_to: Vec::new(),
    }
}

fn duty(name: &str, due_in_minutes: i64) -> DutyRow {
    DutyRow {
        pack: "example".to_owned(),
        duty: name.to_owned(),
        of: String::new(),
        sequence: 0,
        state: "open".to_owned(),
        trigger_at: now() - SignedDuration::from_hours(2),
        due_at: now() + SignedDuration::from_mins(due_in_minutes),
        owner: "police_supervisor".to_owned(),
        met_at: None,
        title: String::new(),
        account: None,
    }
}

fn words(at_once: bool) -> DutyWords {
    DutyWords {
        title: "Send an officer".to_owned(),
        source: "NP 6.5".to_owned(),
        at_once,
        act: Some("officer_deployed"),
    }
}

fn my_work() -> Vec<(String, Markup)> {
    let page = |owed: Vec<Owed>, next: Option<&str>| MyWorkPage {
        referrals: Vec::new(),
        candidates: i64::from(next.is_some()),
        now: now(),
        signed_in: signed_in(),
        office_opens: Some(now()),
        owed,
        drafts: Vec::new(),
        after: next.map(str::to_owned),
        next: next.map(str::to_owned),
    };
    let mut pages = vec![("my work, empty".to_owned(), page(Vec::new(), None).render())];
    for name in NAMES {
        let owed = (0..).zip([-65, -1, 20, 59, 200, 5000]).map(|(number, minutes)| Owed {
            band: [
                Band::Overdue,
                Band::WithinTheHour,
                Band::Before,
                Band::LongOverdue,
                Band::Later,
                Band::Ended,
            ][number as usize],
            whose: (number % 2 == 1).then(|| name.to_owned()),
            at_night: [AtNight::BeforeTheOffice, AtNight::ByTheOffice, AtNight::NoCover, AtNight::Later]
                [number as usize % 4],
            duty: duty(&format!("duty_{number}"), minutes),
            words: words(minutes == 20),
            episode: episode(number, name, Grade::ALL.get(number as usize).copied()),
            also: if number == 2 { vec![episode(9, name, None)] } else { Vec::new() },
            declined: (number == 3).then_some((domain::episode::DeclinedBy::Child, now())),
        });
        pages.push((format!("my work, {name}"), page(owed.collect(), Some("7.1")).render()));
    }
    pages
}

/// Nobody, the reader, somebody else, and somebody who has offered it.
fn holding(number: u128, name: &str) -> HeldCase {
    let whose = if number.is_multiple_of(2) { Whose::Mine } else { Whose::Another };
    let off_since = number.is_multiple_of(7).then(now);
    let holder = HolderShown {
        name: name.to_owned(),
        role: "Police supervisor".into(),
        since: now(),
        off_since,
        whose,
    };
    let offer = OfferShown { by: name.to_owned(), to: name.to_owned(), at: now() };
    HeldCase {
        holder: (!number.is_multiple_of(3)).then_some(holder),
        offer: number.is_multiple_of(4).then_some(offer),
    }
}

fn board() -> Vec<(String, Markup)> {
    let page = |rows: Vec<BoardRow>, asked: Asked| MissingNowPage {
        now: now(),
        signed_in: signed_in(),
        asked,
        rows,
        counts: Counts {
            missing: 30,
            high: 4,
            ungraded: 2,
            children: 12,
            undeployed: 3,
            unassigned: 1,
            return_reported: 1,
        },
        unheld: 3,
        kept: vec![KeptFilter {
            id: Uuid::from_u128(8),
            name: HOSTILE_NAME.to_owned(),
            asked: "held=mine_or_nobody".to_owned(),
            opens: BoardOpens::WithThis,
        }],
        not_kept: None,
        unfinished_calls: 1,
        drafts: vec![DraftSummary {
            id: DraftId(Uuid::from_u128(9)),
            saved_at: now(),
            class: None,
            names: vec![LONGEST_NAME.to_owned(), HOSTILE_NAME.to_owned()],
            adds_to: None,
            held: Held::ByColleague,
            typists: typists(),
        }],
        next: Some("3.1".to_owned()),
    };
    let narrowed = Asked { grade: "high".into(), undeployed: "yes".into(), ..Asked::default() };
    let mut pages = vec![
        ("board, nobody".to_owned(), page(Vec::new(), Asked::default()).render()),
        ("board, none of these".to_owned(), page(Vec::new(), narrowed).render()),
    ];
    for name in NAMES {
        let rows = (0..30).map(|number| BoardRow {
            episode: episode(number, name, Grade::ALL.get(number as usize % 5).copied()),
            held: holding(number, name),
            class: IncidentClass::ALL.get(number as usize).copied(),
            same_call: if number.is_multiple_of(5) { same_call(number, name) } else { Vec::new() },
            likeness: number.is_multiple_of(2).then(|| Likeness { digest: "ab".repeat(32), taken_on: None }),
            next_due: (0..number % 3)
                .map(|place| NextDue {
                    duty: duty("officer_deployed", 10 - number as i64),
                    words: words(false),
                    owed_by: (place == 1).then(|| name.to_owned()),
                    tonight: (place == 1).then(|| name.to_owned()),
                })
                .collect(),
        });
        let asked = Asked { sort: "name".into(), after: "2.1".into(), ..Asked::default() };
        pages.push((format!("board, {name}"), page(rows.collect(), asked).render()));
    }
    pages
}

/// The case itself, and another of the call that has ended.
fn same_call(number: u128, name: &str) -> Vec<OfSameCall> {
    let of = |number, standing| OfSameCall {
        episode: EpisodeId(Uuid::from_u128(number)),
        name: name.to_owned(),
        standing,
    };
    vec![of(number, Standing::Missing), of(1_000, Standing::Ended)]
}

fn report(step: Step, answers: ReportAnswers, errors: FormErrors) -> ReportPage {
    ReportPage {
        now: now(),
        signed_in: signed_in(),
        draft: DraftId(Uuid::from_u128(3)),
        version: 2,
        saved_at: now(),
        typists: typists(),
        step,
        values: prefill::values(step, &answers, 0),
        answers,
        errors,
        person: 0,
        hits: None,
        elsewhere: None,
        sent_before: None,
        just_opened: false,
        others: Vec::new(),
        key: "key".to_owned(),
    }
}

fn typists() -> Vec<Typist> {
    [RIGHT_TO_LEFT_NAME, HOSTILE_NAME]
        .map(|name| Typist { account: AccountId(Uuid::nil()), name: name.to_owned(), since: now() })
        .into()
}

fn held(name: &str) -> HeldPage {
    HeldPage {
        now: now(),
        signed_in: signed_in(),
        draft: Draft {
            id: DraftId(Uuid::from_u128(3)),
            version: 4,
            saved_at: now(),
            answers: answers(name),
            held: Held::ByColleague,
            typists: typists(),
        },
        left: vec![("Name".to_owned(), HOSTILE_NAME.to_owned())],
    }
}

fn answers(name: &str) -> ReportAnswers {
    let mut answers =
        ReportAnswers { class: Some(domain::incident::IncidentClass::Missing), ..ReportAnswers::default() };
    answers.report.circumstances = format!("{name} left after a row");
    for _ in 0..2 {
        let mut person = ReportedPerson::default();
        person.details.name = name.to_owned();
        person.on_record.details.medication = name.to_owned();
        person.on_record.sources.insert("medication".to_owned(), Source { at: now(), by: name.to_owned() });
        answers.people.push(person);
    }
    answers
}

fn reports() -> Vec<(String, Markup)> {
    let mut pages = Vec::new();
    for step in Step::ALL {
        pages.push((
            format!("report {step:?}, empty"),
            report(step, ReportAnswers::default(), FormErrors::none()).render(),
        ));
        for name in NAMES {
            let page = report(step, answers(name), FormErrors::none());
            pages.push((format!("report {step:?}, {name}"), page.render()));
        }
    }
    let mut wrong = FormErrors::none();
    wrong.add("missing_since-occurrence", "Say which");
    pages.push(("report, time twice".to_owned(), report(Step::Circumstances, answers("A"), wrong).render()));
    let mut wrong = FormErrors::none();
    wrong.add("birth-date-day", "No such day");
    wrong.add("age", "No age");
    let mut found = report(Step::People, answers(HOSTILE_NAME), wrong);
    found.hits = Some(vec![hit(HOSTILE_NAME, false), hit(LONGEST_NAME, true)]);
    found.elsewhere = Some(Elsewhere {
        held: Held::ByColleague,
        words: HOSTILE_NAME.to_owned(),
        different: vec![("Name".to_owned(), HOSTILE_NAME.to_owned())],
    });
    pages.push(("report, found, clash, errors".to_owned(), found.render()));
    for first in [First::NewReport, First::Emergency] {
        let begin = FirstPage {
            first,
            now: now(),
            signed_in: signed_in(),
            earlier_calls: EarlierCalls::Offered,
            drafts: Vec::new(),
            draft: DraftId(Uuid::from_u128(3)),
            version: 0,
            elsewhere: None,
            sent_before: Some(vec![OpenedCase {
                address: "/episodes/1".into(),
                reference: "SW-1".into(),
                name: HOSTILE_NAME.into(),
            }]),
            values: crate::acts::Values::default(),
            errors: FormErrors::none(),
            key: "key".to_owned(),
        };
        pages.push((format!("report, {first:?}"), begin.render()));
    }
    for name in NAMES {
        pages.push((format!("report of a colleague, {name}"), held(name).render()));
        for page in likely(&held(name).draft, name) {
            pages.push((format!("report, likely known, {:?}, {name}", page.first), page.render()));
        }
    }
    let sent = SentPage {
        now: now(),
        signed_in: signed_in(),
        episodes: vec![OpenedCase {
            address: "/episodes/1".into(),
            reference: "SW-1".into(),
            name: HOSTILE_NAME.into(),
        }],
    };
    pages.push(("report, sent".to_owned(), sent.render()));
    pages
}

fn sign_ins() -> Vec<(String, Markup)> {
    let wrongs = [
        None,
        Some(SignInWrong::NothingTyped),
        Some(SignInWrong::NameOrPassword),
        Some(SignInWrong::TooOften { retry_at: now() }),
        Some(SignInWrong::Unavailable),
    ];
    wrongs
        .into_iter()
        .map(|wrong| {
            let page = SignInPage {
                now: now(),
                to: "/".into(),
                username: HOSTILE_NAME.into(),
                wrong,
                ..SignInPage::default()
            };
            (format!("sign-in, {:?}", page.wrong), page.render())
        })
        .collect()
}

fn problems() -> Vec<(String, Markup)> {
    let all = [
        Problem::NotFound,
        Problem::NotThen(app::NotThen::BeforeTheFirst { recorded_at: now() }),
        Problem::NotThen(app::NotThen::Ahead { now: now() }),
        Problem::Denied { action: "risk_reviewed", policy: Some("supervisors".into()) },
        Problem::Denied { action: "risk_reviewed", policy: None },
        Problem::WithPolice { log_number: String::new() },
        Problem::WithPolice { log_number: "0136".into() },
        Problem::Refused(Refusal::TimeInFuture),
        Problem::Clash { version: 4 },
        Problem::VersionAhead,
        Problem::KeyUsedBefore,
        Problem::SessionLost,
        Problem::OtherSession,
        Problem::OtherSite,
        Problem::TooLarge,
        Problem::Unreadable,
        Problem::WrongMethod,
        Problem::Unavailable,
        Problem::TookTooLong,
        Problem::Fault { reference: "ABCD-1234".into() },
    ];
    let mut pages = Vec::new();
    for problem in all {
        for who in [None, Some(signed_in())] {
            let posted = Posted::parse(b"reasons=Left+in+the+night+%3Cb%3E+without+a+coat&csrf=secret");
            let page = TroublePage {
                problem: problem.clone(),
                now: now(),
                ask: who.as_ref().map(|who| who.agency.clone()),
                signed_in: who,
                kept: Some(Kept { address: "/episodes/1/acts/risk_assessed".into(), posted }),
            };
            pages.push((format!("{problem:?}, {:?}", page.signed_in.is_some()), page.render()));
        }
    }
    pages
}

fn pages() -> Vec<(String, Markup)> {
    let others = [
        super::home::samples::pages(),
        super::accounts::samples::pages(),
        super::enquiries::samples::pages(),
        super::merging::samples::pages(),
        super::photographs::samples::pages(),
        super::rota::samples::pages(),
        super::moment::samples::pages(),
        super::comparable::samples::pages(),
        super::messages::samples::pages(),
        super::unidentified::desk::samples::pages(),
        super::unidentified::import::samples::pages(),
    ]
    .concat();
    [my_work(), board(), reports(), people(&NAMES), sign_ins(), problems(), others].concat()
}

fn select(query: &str) -> Selector {
    Selector::parse(query).unwrap()
}

#[test]
fn every_state_of_a_page_is_whole() {
    for (state, page) in pages() {
        let html = Html::parse_document(&page.into_string());
        assert_eq!(html.select(&select("h1")).count(), 1, "{state}: one heading");
        let ids: Vec<&str> = html.select(&select("[id]")).filter_map(|element| element.attr("id")).collect();
        let unique: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), unique.len(), "{state}: {ids:?}");
        for link in html.select(&select("a[href^='#'], label[for]")) {
            let to = link.attr("for").or(link.attr("href").map(|href| &href[1..])).unwrap();
            assert!(unique.contains(to), "{state}: leads to {to}, which is not there");
        }
        for control in html.select(&select("input:not([type=hidden]), select, textarea")) {
            let id = control.attr("id").unwrap_or_default();
            let named = html.select(&select("label[for]")).any(|label| label.attr("for") == Some(id));
            assert!(named, "{state}: the field {id} has no words");
        }
        assert_eq!(
            html.select(&select("script:not([src]):not([type='application/json'])")).count(),
            0,
            "{state}"
        );
        for form in html.select(&select("form[method=post]")) {
            assert!(
                form.select(&select("input[name=csrf]")).next().is_some(),
                "{state}: a form without a token"
            );
        }
    }
}

#[test]
fn no_message_is_missing_from_the_catalogue() {
    for (state, page) in pages() {
        let html = Html::parse_document(&page.into_string());
        let body = select("body");
        let texts = html.select(&body).flat_map(|body| body.text().collect::<Vec<_>>());
        for text in texts.map(str::trim).filter(|text| text.contains('-')) {
            let like_an_id = text.chars().all(|letter| letter.is_ascii_lowercase() || letter == '-');
            assert!(!like_an_id || text.len() < 5, "{state}: {text:?} reads like the id of a message");
        }
    }
}

#[test]
fn what_was_typed_is_kept_wherever_it_was_not_saved() {
    for (state, page) in problems() {
        let shown = page.into_string();
        let kept = ["SessionLost", "OtherSession", "Unavailable", "TookTooLong", "Fault"];
        if kept.iter().any(|kept| state.starts_with(kept)) {
            assert!(shown.contains("without a coat"), "{state}");
        }
        assert!(!shown.contains("secret"), "{state}: the token of the lost session");
    }
}

#[test]
fn nobody_sent_and_nobody_assigned_are_said_in_words_on_the_row() {
    let (_, page) = board().remove(2);
    let html = Html::parse_document(&page.into_string());
    let row = html.select(&select("tr.sw-row-alarm")).next().unwrap();
    let words: String = row.text().collect();
    assert!(words.contains("Nobody sent") && words.contains("Nobody assigned"), "{words}");
}
