//! What the page says cannot be read as a grade, and its figures are one in drawing and table.

use scraper::{Html, Selector};

use super::samples::page;
use super::tables::percent;
use crate::catalogue::ENGLISH;
use crate::views::samples::{nothing_known, typical};

/// Words of grades, of verdicts and of comfort.
const GRADING: [&str; 30] = [
    "high",
    "higher",
    "medium",
    "low",
    "lower",
    "risk",
    "risks",
    "red",
    "amber",
    "green",
    "score",
    "rating",
    "grade",
    "graded",
    "likely",
    "unlikely",
    "probable",
    "probably",
    "probability",
    "chance",
    "chances",
    "safe",
    "safely",
    "normal",
    "usual",
    "expected",
    "predict",
    "predicts",
    "warning",
    "concern",
];

#[test]
fn no_line_can_be_read_as_a_grade() {
    let (_, source) = ENGLISH.iter().find(|(file, _)| *file == "comparable.ftl").unwrap();
    let said = source.lines().filter(|line| !line.starts_with('#'));
    let lines: Vec<&str> = said.filter(|line| !line.starts_with("comparable-cannot")).collect();
    assert!(lines.len() > 100);
    for line in lines {
        let text = line.split_once('=').map_or(line, |(_, text)| text).to_lowercase();
        let words: Vec<&str> = text.split(|letter: char| !letter.is_alphanumeric()).collect();
        let found: Vec<&&str> = GRADING.iter().filter(|word| words.contains(word)).collect();
        assert!(found.is_empty(), "{line}: {found:?}");
    }
}

#[test]
fn no_grade_and_no_colour_of_one_stands_on_the_page() {
    let page = page(&typical("Robin Example"), 40).into_string();
    let html = Html::parse_document(&page);
    for grade in [".sw-risk", ".govuk-tag", ".moj-badge", ".sw-identity"] {
        assert_eq!(html.select(&Selector::parse(grade).unwrap()).count(), 0, "{grade}");
    }
    // What it is not stands before the first figure, and what it cannot tell after the last.
    let place = |words: &str| page.find(words).unwrap_or_else(|| panic!("{words}"));
    assert!(place("they are no reason to do less") < place("class=\"sw-curve\""));
    assert!(place("What this cannot tell you") > place("What the record says of exploitation"));
}

#[test]
fn a_curve_has_a_table_with_its_figures_and_few_have_neither() {
    let many = Html::parse_document(&page(&typical("Robin Example"), 40).into_string());
    let count = |html: &Html, sought: &str| html.select(&Selector::parse(sought).unwrap()).count();
    assert_eq!((count(&many, "#lasted svg"), count(&many, "#lasted table")), (1, 2));
    let few = page(&typical("Robin Example"), 9).into_string();
    assert!(few.contains("Only 9 are on record that you may see. From fewer than 10 no curve is drawn."));
    assert_eq!(count(&Html::parse_document(&few), "svg.sw-curve, .sw-curve svg"), 0);
    assert!(page(&nothing_known(), 0).into_string().contains("No comparable time missing is on record"));
}

#[test]
fn each_count_opens_the_list_of_what_is_behind_it() {
    let html = Html::parse_document(&page(&typical("Robin Example"), 40).into_string());
    let links = Selector::parse("a[href*='/comparable/behind?figure=']").unwrap();
    let figures: Vec<&str> =
        html.select(&links).filter_map(|link| link.attr("href")?.split("figure=").nth(1)).collect();
    for figure in ["rung-0", "within-480", "longer-480", "ending-found_dead", "by-police", "at-out_of_doors"]
    {
        assert!(figures.contains(&figure), "{figure}: {figures:?}");
    }
}

#[test]
fn what_is_not_none_is_never_none_percent() {
    assert_eq!([0.0, 0.001, 0.494, 0.5, 0.999, 1.0].map(percent), [0, 1, 49, 50, 99, 100]);
}
