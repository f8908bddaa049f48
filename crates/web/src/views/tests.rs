//! Every state of the pages of a case and a person is drawn and read as a browser would: nothing has two owners of one
//! id, every control has its words, nothing that somebody typed becomes markup.

use std::collections::BTreeSet;

use app::cases::{EpisodeView, WhichDuty};
use domain::{
    ids::UnidentifiedId,
    unidentified::{NamedElsewhere, Saying, UnidentifiedKind},
};
use maud::Markup;
use scraper::{Html, Selector};
use uuid::Uuid;

use super::{
    samples::{self, HOSTILE_NAME, LONGEST_NAME, RIGHT_TO_LEFT_NAME},
    scene::{RoleNames, Scene},
};
use crate::{
    acts::{self, Offered, Values, fields::Use, sample},
    components::FormErrors,
    pages::{
        acting::{ActPage, Notice},
        episode::{EpisodePage, WhyPage},
        person::PersonPage,
    },
};

fn episode_page(view: EpisodeView, recorded: &str) -> Markup {
    episode_page_of(view, recorded, Vec::new())
}

fn episode_page_of(view: EpisodeView, recorded: &str, identified_as: Vec<NamedElsewhere>) -> Markup {
    EpisodePage {
        messages: crate::pages::episode::CaseMessages::default(),
        view,
        signed_in: samples::signed_in(),
        role: "police_supervisor".to_owned(),
        roles: RoleNames::default(),
        recorded: recorded.to_owned(),
        showing: crate::views::history::Showing::Latest,
        holding: crate::pages::episode::CaseHolding::default(),
        retellings: Vec::new(),
        could_be: vec![UnidentifiedId(Uuid::from_u128(70)), UnidentifiedId(Uuid::from_u128(71))],
        identified_as,
    }
    .render()
}

#[test]
fn a_case_says_at_its_head_that_two_have_said_who_they_are_and_leads_to_recording_it() {
    for (kind, word) in [(UnidentifiedKind::LivingPerson, "returned"), (UnidentifiedKind::Body, "found_dead")]
    {
        let record = UnidentifiedId(Uuid::from_u128(70));
        let named =
            NamedElsewhere { record, kind, found_where: HOSTILE_NAME.to_owned(), saying: Saying::Two };
        let page = episode_page_of(samples::typical("Robin Example"), "", vec![named]).into_string();
        let html = Html::parse_document(&page);
        let said = html.select(&Selector::parse(".govuk-warning-text").unwrap()).next().unwrap();
        let words = said.text().collect::<String>();
        assert!(
            words.contains(&record.reference()) && words.contains("The search for this person goes on"),
            "{words}"
        );
        let way = format!("acts/{word}?unidentified={record}");
        assert!(page.contains(&way), "{word}");
    }
}

fn person_page(name: &str) -> Markup {
    PersonPage {
        view: samples::record(name),
        signed_in: samples::signed_in(),
        roles: RoleNames::default(),
        recorded: String::new(),
        showing: crate::views::history::Showing::Latest,
    }
    .render()
}

fn act_page(word: &str, notice: Notice) -> ActPage {
    let scene = Scene::of_episode(&samples::typical("Robin Example"), RoleNames::default());
    let form = acts::find(word).unwrap();
    ActPage {
        form,
        purpose: Use::Record,
        action: format!("{}/acts/{word}", scene.home),
        home: scene.home.clone(),
        values: sample::values(form),
        errors: FormErrors::none(),
        notice,
        key: "key".to_owned(),
        version: 7,
        now: scene.now,
        scene: Some(scene),
        signed_in: samples::signed_in(),
    }
}

/// Every page in every state that a user can meet.
fn pages() -> Vec<(String, Markup)> {
    let mut pages = vec![
        ("nothing known".to_owned(), episode_page(samples::nothing_known(), "")),
        ("returned".to_owned(), episode_page(samples::returned(), "returned")),
        ("return reported".to_owned(), episode_page(samples::return_reported(), "corrected")),
        ("why".to_owned(), why_page()),
    ];
    for name in ["Robin Example", LONGEST_NAME, RIGHT_TO_LEFT_NAME, HOSTILE_NAME] {
        pages.push((format!("episode {name}"), episode_page(samples::typical(name), "")));
        pages.push((format!("person {name}"), person_page(name)));
    }
    for form in acts::all().iter().filter(|form| form.offered == Offered::OnItsOwn) {
        let page = act_page(form.word, Notice::None);
        let wrong = acts::parse(form, &Values::default(), &page.scene.as_ref().unwrap().subject());
        let errors = wrong.err().map_or_else(FormErrors::none, |wrong| acts::fields::errors(form, &wrong));
        pages.push((form.word.to_owned(), page.render()));
        let wrong = ActPage { values: Values::default(), errors, ..page };
        pages.push((format!("{} with errors", form.word), wrong.render()));
    }
    pages.push(("not saved".to_owned(), not_saved()));
    pages.push(("clash".to_owned(), clash()));
    pages
}

fn why_page() -> Markup {
    let which = WhichDuty { pack: "example", duty: "officer_deployed", of: None, sequence: None };
    let view = samples::typical("Robin Example");
    WhyPage::find(&view, &which, Vec::new(), RoleNames::default(), samples::signed_in()).unwrap().render()
}

fn not_saved() -> Markup {
    ActPage { scene: None, ..act_page("risk_assessed", Notice::NotSaved) }.render()
}

fn clash() -> Markup {
    let since = samples::typical("Robin Example").timeline[..1].to_vec();
    let differences = vec![("Height".to_owned(), "165 cm".to_owned(), "170 cm".to_owned())];
    act_page("person_details_changed", Notice::Clash { since, differences }).render()
}

fn select(query: &str) -> Selector {
    Selector::parse(query).unwrap()
}

#[test]
fn no_two_elements_share_an_id_and_every_link_within_the_page_leads_somewhere() {
    for (name, markup) in pages() {
        let page = Html::parse_document(&markup.into_string());
        let mut ids = BTreeSet::new();
        for element in page.select(&select("[id]")) {
            let id = element.value().attr("id").unwrap();
            assert!(ids.insert(id.to_owned()), "{name}: two elements have the id {id}");
        }
        for link in page.select(&select("a[href^='#']")) {
            let id = &link.value().attr("href").unwrap()[1..];
            assert!(ids.contains(id), "{name}: the link to {id} leads nowhere");
        }
        for element in page.select(&select("[aria-describedby], [aria-labelledby]")) {
            let named = ["aria-describedby", "aria-labelledby"]
                .iter()
                .filter_map(|attribute| element.value().attr(attribute));
            for id in named.flat_map(str::split_whitespace) {
                assert!(ids.contains(id), "{name}: nothing has the id {id} that a field is described by");
            }
        }
    }
}

#[test]
fn every_control_has_a_label() {
    for (name, markup) in pages() {
        let page = Html::parse_document(&markup.into_string());
        let controls = select("main input:not([type=hidden]), main textarea, main select");
        for control in page.select(&controls) {
            let id = control.value().attr("id").expect("a control has an id");
            let label = select(&format!("label[for=\"{id}\"]"));
            assert!(page.select(&label).next().is_some(), "{name}: {id} has no label");
        }
    }
}

#[test]
fn nothing_that_somebody_typed_becomes_markup() {
    for page in [episode_page(samples::typical(HOSTILE_NAME), "<script>"), person_page(HOSTILE_NAME)] {
        let text = page.into_string();
        assert!(!text.contains("<script>alert"), "{text}");
        assert!(text.contains("&lt;script&gt;alert"), "the name is shown as it was typed");
    }
}

#[test]
fn every_page_has_one_heading_of_the_first_level_and_skips_none() {
    for (name, markup) in pages() {
        let page = Html::parse_document(&markup.into_string());
        assert_eq!(page.select(&select("h1")).count(), 1, "{name}");
        // A banner and an error summary stand above the heading of the page, as the design system has it.
        let mut above = 1;
        for heading in page.select(&select("main h1, main h2, main h3, main h4")) {
            let level: u32 = heading.value().name()[1..].parse().unwrap();
            assert!(level <= above + 1, "{name}: h{level} stands under h{above}");
            above = level;
        }
    }
}

#[test]
fn at_three_in_the_morning_the_page_says_who_how_long_what_risk_what_is_overdue_and_what_next() {
    let text = episode_page(samples::typical("Robin Example"), "").into_string();
    let page = Html::parse_document(&text);
    let shown = |query: &str| -> String {
        page.select(&select(query)).flat_map(|element| element.text()).collect::<Vec<_>>().join(" ")
    };
    let bar = shown(".moj-identity-bar");
    for expected in ["Robin Example", "High risk", "5 hours 40 minutes", "Missing", "Child"] {
        assert!(bar.contains(expected), "{expected}: {bar}");
    }
    let glance = shown(".sw-glance").split_whitespace().collect::<Vec<_>>().join(" ");
    let overdue = "1 overdue officer deployed 30 minutes overdue · police supervisor";
    let latest = "Latest information Mon 2 Mar, 02:40 Seen at the bus station with an older man";
    for expected in [overdue, "Next risk reassessment now", "No message waits for an answer", latest] {
        assert!(glance.contains(expected), "{expected}: {glance}");
    }
    let report = shown("#report");
    let medication = report.find("Insulin").unwrap();
    assert!(medication < report.find("back door").unwrap(), "medication stands first: {report}");
    let first = shown("#record ul:first-of-type a");
    assert!(first.starts_with("Record an officer sent"), "{first}");
}

#[test]
fn a_corrected_entry_shows_both_versions_and_why() {
    let text = episode_page(samples::typical("Robin Example"), "").into_string();
    let page = Html::parse_document(&text);
    let both =
        |query: &str| page.select(&select(query)).flat_map(|element| element.text()).collect::<String>();
    assert!(both("#history del").contains("railway station"));
    assert!(both("#history ins").contains("bus station"));
    assert!(both("#history").contains("read back to the caller"));
    assert!(both("#history").contains("Entered later"));
}

#[test]
fn a_form_that_could_not_be_saved_keeps_every_word_and_its_key() {
    let page = Html::parse_document(&not_saved().into_string());
    let reasons: String =
        page.select(&select("textarea[name=reasons]")).flat_map(|area| area.text()).collect();
    assert_eq!(reasons, "What was said and done, in a sentence or two.");
    let key = page.select(&select("input[name=idempotency_key]")).next().unwrap();
    assert_eq!(key.value().attr("value"), Some("key"));
    assert!(page.select(&select("input[name=grade][value=high][checked]")).next().is_some());
}

#[test]
fn somebody_who_may_record_nothing_is_told_so() {
    let text = episode_page(samples::nothing_known(), "").into_string();
    assert!(text.contains("Your role cannot record anything here."));
    assert!(text.contains("Name not known"));
    assert!(text.contains("Risk not graded"));
}

#[test]
fn a_duty_leads_to_the_act_that_meets_it_only_for_those_who_may_record_it() {
    let mut view = samples::typical("Robin Example");
    let link = "/acts/officer_deployed\"";
    assert!(episode_page(view.clone(), "").into_string().contains(link));
    view.may.retain(|action| action.word() != "officer_deployed");
    assert!(!episode_page(view, "").into_string().contains(link));
}

#[test]
fn only_who_may_review_a_grade_is_asked_whether_they_grade_as_a_supervisor() {
    let mut page = act_page("risk_assessed", Notice::None);
    let asks = |page: &ActPage| page.render().into_string().contains("value=\"supervisor\"");
    let scene = page.scene.as_mut().unwrap();
    scene.may.retain(|action| action.word() != "risk_reviewed");
    assert!(!asks(&page));
    page.scene.as_mut().unwrap().may.push(app::access::Action::RiskReviewed);
    assert!(asks(&page));
}

#[test]
fn a_case_lists_what_its_report_left_unanswered_while_the_person_is_missing() {
    let unanswered = episode_page(samples::nothing_known(), "").into_string();
    assert!(unanswered.contains("Not yet asked"), "{unanswered}");
    assert!(!episode_page(samples::returned(), "").into_string().contains("Not yet asked"));
}
