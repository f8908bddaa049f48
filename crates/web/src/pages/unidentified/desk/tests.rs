//! What the desk, a pair and a decision show, and what they never do.

use std::collections::HashSet;

use app::unidentified::{ChangedSince, Comparing, PairView};
use domain::{
    episode::Held,
    features::{EyeColour, Features},
    ids::UnidentifiedId,
    unidentified::{
        Identity, Means, MissingFacts, NamedElsewhere, Saying, UnidentifiedDetails, UnidentifiedEvent,
        UnidentifiedKind,
    },
};
use maud::Markup;
use scraper::{Html, Selector};
use uuid::Uuid;

use super::{
    deciding::DecisionPage,
    samples::{decisions, pages, pair_page, pair_view, proposed, record_page, standings},
};
use crate::{
    acts::{self, Values},
    components::FormErrors,
    layout::keys::KEYS,
    pages::unidentified::acting::Filled,
    views::samples,
};

fn select(query: &str) -> Selector {
    Selector::parse(query).unwrap()
}

fn typical(said: Vec<UnidentifiedEvent>) -> PairView {
    pair_view("Robin Example", UnidentifiedKind::Body, said)
}

fn text(page: &Markup) -> String {
    let html = Html::parse_document(&page.clone().into_string());
    let main = html.select(&select("main")).next().unwrap();
    main.text().collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_figures_of_the_table_add_up_to_its_sum() {
    let page = pair_page(typical(Vec::new())).into_string();
    let html = Html::parse_document(&page);
    let figures: Vec<f64> = html
        .select(&select("#weighing ~ table td.govuk-table__cell--numeric"))
        .map(|cell| cell.text().collect::<String>().trim().rsplit(' ').next().unwrap().parse().unwrap())
        .collect();
    let (sum, parts) = figures.split_last().unwrap();
    assert!(parts.len() > 10 && (parts.iter().sum::<f64>() - sum).abs() < 0.001, "{figures:?}");
    let steps = html.select(&select(".sw-waterfall__step")).count();
    assert_eq!(steps, figures.len(), "as many bars as figures");
}

#[test]
fn nobody_is_told_that_two_records_match() {
    let pages = pages();
    for (state, page) in pages.iter().filter(|(state, _)| state.starts_with("pair")) {
        assert!(!text(page).to_lowercase().contains("match is"), "{state}");
    }
    assert!(text(&pair_page(typical(Vec::new()))).contains("identifies nobody"));
}

#[test]
fn no_key_decides_and_every_key_is_on_the_page_of_keys() {
    let listed: HashSet<&str> = KEYS.iter().flat_map(|key| key.pressed.split(' ')).collect();
    for (state, page) in pages() {
        let html = Html::parse_document(&page.into_string());
        for link in html.select(&select("[data-key]")) {
            assert_eq!(link.value().name(), "a", "{state}: a key only opens a page");
            assert!(listed.contains(link.attr("data-key").unwrap()), "{state}");
        }
    }
}

#[test]
fn a_decision_is_recorded_only_by_the_button_of_the_check() {
    let view = typical(vec![proposed(samples::record("Robin Example").person_id)]);
    for (state, page) in decisions("Robin Example", "proposed", &view) {
        let html = Html::parse_document(&page.into_string());
        let sure = html.select(&select("button[name=step][value=sure]")).count();
        assert_eq!(sure, usize::from(state.contains("check")), "{state}");
    }
}

#[test]
fn whoever_says_who_it_is_is_not_asked_to_confirm_it() {
    let person = samples::record("Robin Example").person_id;
    let said = UnidentifiedEvent::IdentityProposed { person, how: Means::Dental, note: "Teeth".to_owned() };
    let mut view = typical(vec![said]);
    assert!(text(&pair_page(view.clone())).contains("Confirm that it is them"));
    if let Identity::Proposed(proposal) = view.found.record.identity() {
        view.found.reader = proposal.by.account;
    }
    assert!(!text(&pair_page(view)).contains("Confirm that it is them"));
}

#[test]
fn what_was_decided_while_two_records_were_merged_says_so_once_they_are_separated() {
    let person = samples::record("Robin Example").person_id;
    let possible = UnidentifiedEvent::CandidatePossible { person, note: "The same coat".to_owned() };
    let identity =
        UnidentifiedEvent::IdentityProposed { person, how: Means::Dental, note: "Teeth".to_owned() };
    for (said, once) in [(possible, "The last decision was made"), (identity, "This was decided while")] {
        let mut view = typical(vec![said]);
        let entry = view.candidate.as_ref().unwrap().decisions[0].entry;
        assert!(!text(&pair_page(view.clone())).contains("merged"));
        view.found.while_merged.insert(entry);
        let page = text(&pair_page(view.clone()));
        assert_eq!(page.matches(once).count(), 1, "{page}");
        assert_eq!(page.matches("separated since").count(), 2, "{page}");
        assert!(page.contains("Decided while the records were merged"), "{page}");
        let shown = text(&record_page(&view).render()).contains("two records of missing people were merged");
        assert_eq!(shown, once.starts_with("This"));
    }
}

#[test]
fn whoever_said_who_it_is_meets_no_form_to_confirm_it() {
    let person = samples::record("Robin Example").person_id;
    let said = UnidentifiedEvent::IdentityProposed { person, how: Means::Dental, note: "Teeth".to_owned() };
    let mut view = typical(vec![said]);
    let form = acts::find("identity_confirmed").unwrap();
    let shown = |view: &PairView| {
        let filled = Filled::sample(Values::default(), FormErrors::none(), view);
        DecisionPage::of(view.clone(), record_page(view), form, filled).form()
    };
    assert!(shown(&view).into_string().contains("name=\"note\""));
    if let Identity::Proposed(proposal) = view.found.record.identity() {
        view.found.reader = proposal.by.account;
    }
    assert!(!shown(&view).into_string().contains("name=\"note\""));
    assert!(text(&shown(&view)).contains("A colleague has to look at it and confirm it"));
}

#[test]
fn that_a_missing_person_is_said_to_be_another_stands_on_every_page_and_stops_the_decision() {
    let other = UnidentifiedId(Uuid::from_u128(71));
    let person = samples::record("Robin Example").person_id;
    let mut view = typical(vec![proposed(person)]);
    assert!(pair_page(view.clone()).into_string().contains("/acts/identity_proposed"));
    view.named_elsewhere = vec![NamedElsewhere {
        record: other,
        kind: UnidentifiedKind::LivingPerson,
        found_where: "Ward 4".to_owned(),
        saying: Saying::Two,
    }];
    let page = pair_page(view.clone());
    assert!(!page.into_string().contains("/acts/identity_proposed"));
    let form = acts::find("identity_proposed").unwrap();
    let filled = || Filled::sample(Values::default(), FormErrors::none(), &view);
    let decision = DecisionPage::of(view.clone(), record_page(&view), form, filled());
    let event = UnidentifiedEvent::IdentityProposed { person, how: Means::Dental, note: "Teeth".to_owned() };
    for page in [pair_page(view.clone()), decision.form(), decision.check(event)] {
        assert!(text(&page).contains(&other.reference()), "{}", text(&page));
        assert!(text(&page).contains("Nobody is found twice"));
    }
    assert!(!decision.form().into_string().contains("name=\"note\""));
    // Parts of the dead can be of one person: it is said, and stops nothing.
    view.named_elsewhere[0].kind = UnidentifiedKind::Remains;
    let page = pair_page(view).into_string();
    assert!(page.contains("/acts/identity_proposed") && page.contains(&other.reference()));
}

#[test]
fn what_has_changed_since_an_exclusion_is_named_with_what_it_was_and_is() {
    let person = samples::record("Robin Example").person_id;
    let (_, said) = standings(person).into_iter().find(|(state, _)| *state == "reopened").unwrap();
    let mut view = typical(said);
    let (missing, _) = view.judged.clone().unwrap();
    let found = view.found.record.details.clone();
    let eyes = |eyes| MissingFacts {
        features: Features { eyes: Some(eyes), ..missing.features.clone() },
        ..missing.clone()
    };
    view.changed = Some(ChangedSince {
        missing_then: eyes(EyeColour::Green),
        missing_now: eyes(EyeColour::Brown),
        found_then: found.clone(),
        found_now: UnidentifiedDetails { dna: Some(Held::Held), ..found },
    });
    let page = text(&pair_page(view));
    assert!(page.contains("Missing, Eyes: Green → Brown"), "{page}");
    assert!(page.contains("Unidentified, DNA: Not recorded → "), "{page}");
}

#[test]
fn nobody_is_said_to_be_unlikely_before_everybody_was_compared_or_to_somebody_who_may_not_see_them() {
    let mut record = record_page(&typical(Vec::new()));
    let unlikely = "nobody missing is likely enough";
    record.view.comparing = Comparing::Now;
    let page = text(&record.render());
    assert!(page.contains("Being compared now") && !page.contains(unlikely), "{page}");
    record.view.comparing = Comparing::Done;
    assert!(text(&record.render()).contains(unlikely));
    record.view.ranked.as_mut().unwrap().considered = 0;
    let page = text(&record.render());
    assert!(page.contains("nobody missing whose case you may see") && !page.contains(unlikely), "{page}");
    record.view.ranked = None;
    assert!(text(&record.render()).contains("shown to those who decide on it"));
}

#[test]
fn once_two_have_said_who_it_is_nothing_is_still_to_be_proved() {
    let person = samples::record("Robin Example").person_id;
    let (_, said) = standings(person).pop().unwrap();
    let view = typical(said);
    for page in [text(&pair_page(view.clone())), text(&record_page(&view).render())] {
        for open in ["identifies nobody", "Still to be proved", "among everybody missing"] {
            assert!(!page.contains(open), "{open}: {page}");
        }
    }
}

#[test]
fn whoever_may_not_see_who_it_is_reads_that_somebody_was_identified_and_neither_name_nor_id() {
    let person = samples::record("Robin Example").person_id;
    let (_, said) = standings(person).pop().unwrap();
    let mut record = record_page(&typical(said));
    record.view.people.clear();
    record.view.candidates.clear();
    record.view.timeline.clear();
    let page = record.render();
    assert!(text(&page).contains("whose record you may not see"), "{}", text(&page));
    assert!(!page.into_string().contains(&person.to_string()));
}

#[test]
fn dates_that_cannot_be_stand_on_the_page_and_no_chance_beside_them() {
    let page = pair_page(pair_view("Robin Example", UnidentifiedKind::Remains, Vec::new()));
    let html = Html::parse_document(&page.clone().into_string());
    assert!(text(&page).contains("cannot be one person if both times are right"));
    assert_eq!(html.select(&select("p.govuk-body-l")).count(), 0);
}
