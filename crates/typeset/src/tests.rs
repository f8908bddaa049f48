//! Papers as they come out.

use std::sync::Arc;

use documents::{
    BriefingSheet, Label, LiveCases, NationalReferral, NotTypeset, ReportForm, Sheet,
    case::{Case, Contact, Done, Grading, Marker, Owed, Report, Who},
    live_cases::LiveCase,
    report_form::{Question, Step},
    sheet::{Made, Picture, PictureFormat, Room, Tone},
};
use lopdf::{Document, Object};

use crate::{data::Pictures, legible::Script, world::World};

/// A likeness of two by two points.
const PHOTOGRAPH: &[u8] = include_bytes!("likeness.png");

fn words(label: Label) -> String {
    if label == Label::Marking {
        return "OFFICIAL-SENSITIVE".into();
    }
    let word = label.word().replace('_', " ");
    if label == Label::PageOf { "of".into() } else { word[..1].to_uppercase() + &word[1..] }
}

fn made() -> Made {
    Made {
        at: "2026-11-22T03:05:00Z".parse().unwrap(),
        when: "Sun 22 Nov 2026, 03:05 GMT".into(),
        by: "Sgt Mary Okafor, control room supervisor, Northshire Police".into(),
        as_known_at: "Sun 22 Nov 2026, 03:05 GMT".into(),
        past: None,
    }
}

/// Made of a past moment.
fn made_of_the_past() -> Made {
    Made { past: Some("AS KNOWN AT Sun 22 Nov 2026, 01:10 GMT".into()), ..made() }
}

fn picture() -> Picture {
    Picture {
        address: "/photographs/1".into(),
        bytes: Arc::from(PHOTOGRAPH),
        format: PictureFormat::Png,
        alt: "Photograph of Chidi".into(),
        caption: "Likeness of 3 May 2026".into(),
    }
}

fn case() -> Case {
    let done = |at: &str, what: &str| Done {
        at: at.into(),
        what: what.into(),
        by: "PC 4021 Owen, response officer".into(),
    };
    Case {
        reference: "SW-7K2M-9QXA".into(),
        standing: "Missing for 5 hours 20 minutes".into(),
        who: Who {
            name: "Chidi Llŷr Okonkwo-Żółć".into(),
            other_names: "CJ".into(),
            birth: "3 May 2012, aged 14".into(),
            sex: "Male".into(),
            description: "1.62 m, slim, short black hair, scar over the left eyebrow".into(),
            home_address: "The Willows, 12 Harbour Road, Northport".into(),
            phones_and_accounts: "07700 900123 (switched off since 22:10)".into(),
            medication: "Insulin, before meals and at 22:00".into(),
            effect_of_missing: "Confusion within hours, then collapse".into(),
            markers: vec![
                Marker { what: "Criminal exploitation".into(), source: "Social worker, strategy meeting".into(), since: "4 Mar 2026".into(), note: "County lines; two older men in a grey van".into() },
                Marker { what: "Medication without which harm follows".into(), source: "Foster carer".into(), since: String::new(), note: String::new() },
            ],
            people_to_ask: vec![Contact { name: "Grace Okonkwo".into(), relation: "Mother".into(), reach: "07700 900456, any hour".into() }],
            trigger_plan: "Ring his sister first.\nLook at the skate park behind the station.".into(),
            photograph: Some(picture()),
            ..Who::default()
        },
        report: Report {
            missing_since: "Sat 21 Nov 2026, 21:45".into(),
            reported_at: "Sat 21 Nov 2026, 22:31".into(),
            circumstances: "Left after supper, said he was taking out the bins. Did not come back. His phone rang out, then went off.".into(),
            last_seen: "Corner of Harbour Road and Mill Lane, by a neighbour, walking towards the station".into(),
            clothing: "Black puffer jacket, grey joggers, white trainers".into(),
            medication: "Insulin due at 22:00, pen left at home".into(),
            concern: "He has never missed his insulin before".into(),
            reporter: "Ann Price, foster carer, 07700 900789".into(),
            log_number: "NP-20261121-0457".into(),
            ..Report::default()
        },
        grading: Some(Grading {
            grade: "High risk".into(),
            tone: Tone::Grave,
            by: "Insp Dale, control room supervisor, Northshire Police".into(),
            at: "Sat 21 Nov 2026, 22:50".into(),
            reasons: "Insulin missed; exploitation known; out of character.".into(),
            considerations: vec!["Health and medication: insulin due 22:00 (foster carer, 22:35)".into()],
        }),
        done: vec![
            done("Sun 22 Nov, 02:10", "Search: skate park and station searched, nothing found"),
            done("Sat 21 Nov, 22:58", "Officer sent to The Willows"),
        ],
        tasks: vec![Owed { what: "Ask the bus company for CCTV of line 12".into(), owner: "Response officer, PC 4021 Owen".into(), due: "Sun 22 Nov, 04:00, in 55 minutes".into() }],
        duties: vec![Owed { what: "Tell social care".into(), owner: "Control room".into(), due: "Sat 21 Nov, 23:31, 3 hours 34 minutes overdue".into() }],
        unanswered: vec!["How may they be travelling?".into(), "Friends and associates".into()],
        ..Case::default()
    }
}

fn briefing(case: Case) -> Sheet {
    BriefingSheet {
        case,
        next_shift: "Ring the mother at 04:00; she is awake.\nThe van's keeper is being asked.".into(),
        first: "Tell social care, 3 hours 34 minutes overdue".into(),
        family: vec![Done {
            at: "Sun 22 Nov, 01:00".into(),
            what: "Family told where support is to be had: Grace Okonkwo".into(),
            by: "PC 4021 Owen, Northshire Police".into(),
        }],
    }
    .sheet(&made(), &words)
}

/// Set as it is, without giving anything up.
fn at_once(sheet: &Sheet) -> Result<Vec<u8>, NotTypeset> {
    World::of(sheet, Pictures::Shown, Script::AsWritten).pdf().map(|pdf| pdf.bytes)
}

fn pdf(sheet: &Sheet) -> Result<Vec<u8>, NotTypeset> {
    crate::pdf(sheet).map(|pdf| pdf.bytes)
}

fn referral() -> Sheet {
    NationalReferral { case: case(), ..NationalReferral::default() }.sheet(&made(), &words)
}

fn live(cases: usize) -> Sheet {
    let case = |number: usize| LiveCase {
        grade: "High risk".into(),
        reference: format!("SW-7K2M-{number:04}"),
        name: format!("Chidi Okonkwo {number}"),
        age: "14".into(),
        missing_for: "Sat 21 Nov, 21:45\n5 hours 20 minutes".into(),
        last_seen: "Corner of Harbour Road and Mill Lane".into(),
        next_duty: "Tell social care: control room, 3 hours 34 minutes overdue".into(),
        log_number: "NP-20261121-0457".into(),
        investigating_officer: String::new(),
    };
    LiveCases { cases: (0..cases).map(case).collect() }.sheet(&made(), &words)
}

fn form() -> Sheet {
    let question = |label: &str, room| Question { label: label.into(), hint: "As they say it".into(), room };
    let questions = vec![
        question("What is being reported?", Room::Ticks(vec!["Missing".into(), "Late home".into()])),
        question("Name of the caller", Room::Lines(1)),
        question("Missing since", Room::Moment(["Date".into(), "Time".into()])),
        question("What happened?", Room::Lines(4)),
    ];
    ReportForm { steps: vec![Step { title: "The call".into(), questions }] }.sheet(&made(), &words)
}

/// What a PDF says, page by page.
fn pages(pdf: &[u8]) -> Vec<String> {
    let document = Document::load_mem(pdf).unwrap();
    document.get_pages().keys().map(|page| document.extract_text(&[*page]).unwrap()).collect()
}

/// What a PDF says, without the breaks of its lines.
fn said(pdf: &[u8]) -> String {
    pages(pdf).concat().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_paper_holds_the_standard_as_it_is() {
    let bound = vec![BriefingSheet { case: case(), ..BriefingSheet::default() }; 3];
    for (name, sheet) in [
        ("briefing", briefing(case())),
        ("nothing known", BriefingSheet::default().sheet(&made(), &words)),
        ("of the past", BriefingSheet::default().sheet(&made_of_the_past(), &words)),
        ("referral", referral()),
        ("referral, nothing known", NationalReferral::default().sheet(&made(), &words)),
        ("live cases", live(30)),
        ("nobody missing", live(0)),
        ("form", form()),
        ("bound", BriefingSheet::bound(&bound, &made(), &words)),
        ("bound, nobody missing", BriefingSheet::bound(&[], &made(), &words)),
    ] {
        assert!(at_once(&sheet).is_ok(), "{name}");
    }
}

#[test]
fn a_paper_is_tagged_and_names_its_title_and_its_language() {
    let pdf = pdf(&briefing(case())).unwrap();
    let document = Document::load_mem(&pdf).unwrap();
    let catalog = document.catalog().unwrap();
    let marked = catalog.get(b"MarkInfo").and_then(|info| document.dereference(info)).unwrap().1;
    assert_eq!(marked.as_dict().unwrap().get(b"Marked").unwrap(), &Object::Boolean(true));
    assert!(catalog.has(b"StructTreeRoot"));
    assert_eq!(catalog.get(b"Lang").unwrap().as_str().unwrap(), b"en-GB");
    let metadata = catalog.get(b"Metadata").and_then(|data| document.dereference(data)).unwrap().1;
    let metadata = String::from_utf8(metadata.as_stream().unwrap().get_plain_content().unwrap()).unwrap();
    for expected in ["Briefing title", "pdfuaid:part", "Sgt Mary Okafor", "2026-11-22T03:05:00"] {
        assert!(metadata.contains(expected), "{expected} in {metadata}");
    }
}

#[test]
fn every_page_carries_the_marking_who_made_it_and_its_number() {
    let pdf = crate::pdf(&live(120)).unwrap();
    let pages = pages(&pdf.bytes);
    assert_eq!(pages.len(), pdf.pages as usize);
    assert!(pages.len() > 5, "{}", pages.len());
    for (index, page) in pages.iter().enumerate() {
        let said = page.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(said.matches("OFFICIAL-SENSITIVE").count(), 2, "{said}");
        assert!(said.contains("Sgt Mary Okafor"), "{said}");
        assert!(said.contains("03:05 GMT"), "{said}");
        assert!(said.contains(&format!("Page {} of {}", index + 1, pages.len())), "{said}");
    }
}

#[test]
fn every_page_of_a_past_moment_says_that_it_is_past() {
    let briefing = BriefingSheet { case: case(), ..BriefingSheet::default() };
    let bound = BriefingSheet::bound(&[briefing.clone(), briefing], &made_of_the_past(), &words);
    let pages = pages(&at_once(&bound).unwrap());
    assert!(pages.len() > 3, "{}", pages.len());
    for page in pages {
        let said = page.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains("AS KNOWN AT Sun 22 Nov 2026, 01:10 GMT"), "{said}");
    }
}

#[test]
fn what_somebody_typed_is_never_read_as_markup() {
    let mut hostile = case();
    let typed = "#read(\"/etc/passwd\") #[attack] $x^2$ *not bold* _nor this_ = Heading @ref <label> \\ // gone? `raw`";
    hostile.report.circumstances = typed.into();
    hostile.who.name = "#panic(\"x\") $".into();
    let said = said(&at_once(&briefing(hostile)).unwrap());
    for word in [
        "#read(\"/etc/passwd\")",
        "#[attack]",
        "$x^2$",
        "*not",
        "_nor",
        "=",
        "@ref",
        "<label>",
        "//",
        "`raw`",
        "#panic(\"x\")",
    ] {
        assert!(said.contains(word), "{word} in {said}");
    }
}

#[test]
fn text_of_any_script_and_length_is_set() {
    let typed = [
        "x".repeat(10_000),
        "شوهد محمد قرب المحطة في الساعة 22:10، ثم ركب الحافلة رقم 12".to_owned(),
        "محمد".repeat(200),
        "王小明 😀👨‍👩‍👧 हिन्दी ไทย שלום \u{E000}\u{0}\u{202E}abc e\u{301}\u{328} \u{FFFD}\u{1F3F4}".to_owned(),
        "\n\n\n".to_owned(),
        "a\r\nb\u{2028}c\td".to_owned(),
        "Llŷr Gŵynfor ẁ ẅ Łukasz Żółć Ελένη Олена".to_owned(),
    ];
    for text in typed {
        let mut case = case();
        case.reference = text.clone();
        case.who.name = text.clone();
        case.report.circumstances = text.clone();
        case.done[0].what = text.clone();
        assert!(pdf(&briefing(case)).is_ok(), "{}", text.chars().take(40).collect::<String>());
    }
}

#[test]
fn nothing_runs_off_the_paper() {
    let mut long = case();
    long.report.circumstances = "x".repeat(10_000);
    let (long, short) = (pdf(&briefing(long)).unwrap(), pdf(&briefing(case())).unwrap());
    let lines_at_least = 10_000 / 150;
    assert!(pages(&long).concat().lines().count() > pages(&short).concat().lines().count() + lines_at_least);
    assert!(pages(&long).len() > pages(&short).len());
}

#[test]
fn a_photograph_that_cannot_be_read_leaves_the_rest_of_the_paper() {
    let mut broken = case();
    let picture = Picture { bytes: Arc::from(&b"not a picture"[..]), ..picture() };
    broken.who.photograph = Some(picture);
    assert_eq!(at_once(&briefing(broken.clone())), Err(NotTypeset::Layout { faults: 1 }));
    assert!(said(&pdf(&briefing(broken)).unwrap()).contains("Insulin"));
}

#[test]
fn a_photograph_stands_on_the_paper_with_words_for_it() {
    let with = at_once(&briefing(case())).unwrap();
    let document = Document::load_mem(&with).unwrap();
    let images = document.objects.values().filter(|object| {
        object.as_stream().is_ok_and(|stream| {
            stream.dict.get(b"Subtype").is_ok_and(|kind| kind.as_name().is_ok_and(|name| name == b"Image"))
        })
    });
    assert_eq!(images.count(), 1);
    assert!(said(&with).contains("Likeness of 3 May 2026"));
}

#[test]
fn the_same_sheet_gives_the_same_bytes() {
    assert_eq!(pdf(&briefing(case())), pdf(&briefing(case())));
}
