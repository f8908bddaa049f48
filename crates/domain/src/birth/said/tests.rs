//! What callers say of an age: understood, or left as their words.

use jiff::civil::date;

use super::*;

const TODAY: Date = date(2026, 11, 21);

fn ages(from: u8, to: u8) -> Option<BirthDate> {
    Some(BirthDate::AgeRange { from, to, estimated_on: TODAY })
}

fn day(year: i16, month: i8, day: i8) -> Option<BirthDate> {
    Some(BirthDate::Exact { date: date(year, month, day) })
}

#[test]
fn what_a_caller_says_of_an_age_is_understood() {
    for (typed, meant) in [
        ("15", ages(15, 15)),
        (" aged 15 years ", ages(15, 15)),
        ("15yo", ages(15, 15)),
        ("15-17", ages(15, 17)),
        ("15–17", ages(15, 17)),
        ("15 to 17", ages(15, 17)),
        ("between 15 and 17", ages(15, 17)),
        ("15 or 16", ages(15, 16)),
        ("15/16", ages(15, 16)),
        ("about 80", ages(75, 85)),
        ("About 15?", ages(13, 17)),
        ("15ish", ages(13, 17)),
        ("about 15 to 17", ages(15, 17)),
        ("80s", ages(80, 89)),
        ("in her 80's", ages(80, 89)),
        ("late 20s", ages(27, 29)),
        ("teenager", ages(13, 19)),
        ("2011", Some(BirthDate::Year { year: 2011 })),
        ("born in 1946", Some(BirthDate::Year { year: 1946 })),
        ("2010 or 2011", ages(14, 16)),
        ("about 1946", ages(78, 81)),
        ("14/3/2010", day(2010, 3, 14)),
        ("14.3.10", day(2010, 3, 14)),
        ("14-03-45", day(1945, 3, 14)),
        ("dob 14 March 2010", day(2010, 3, 14)),
        ("14th mar 2010", day(2010, 3, 14)),
        ("2010-03-14", day(2010, 3, 14)),
        ("", Some(BirthDate::Unknown)),
        ("not known", Some(BirthDate::Unknown)),
    ] {
        assert_eq!(BirthDate::said(typed, TODAY), meant, "{typed}");
    }
}

#[test]
fn an_age_in_words_and_one_that_is_only_bounded_is_understood() {
    for (typed, meant) in [
        ("fifteen", ages(15, 15)),
        ("fifteen years old", ages(15, 15)),
        ("fifteen and a half", ages(15, 15)),
        ("a sixteen-year-old girl", ages(16, 16)),
        ("16-year-old", ages(16, 16)),
        ("twenty-five", ages(25, 25)),
        ("Twenty five or thirty one", ages(25, 31)),
        ("fourteen-fifteen", ages(14, 15)),
        ("fifteen to seventeen", ages(15, 17)),
        ("about fifteen", ages(13, 17)),
        ("15 or so", ages(13, 17)),
        ("just turned 16", ages(16, 16)),
        ("she's only 12", ages(12, 12)),
        ("nearly sixteen", ages(15, 16)),
        ("coming up to 16", ages(15, 16)),
        ("nearly 18", ages(17, 18)),
        ("15, nearly 16", ages(15, 16)),
        ("15 going on 16", ages(15, 16)),
        ("under 18", ages(0, 17)),
        ("<18", ages(0, 17)),
        ("under a year", ages(0, 0)),
        ("under 6 months", ages(0, 0)),
        ("over 16", ages(16, 120)),
        ("over 80", ages(80, 120)),
        ("80+", ages(80, 120)),
        ("at least sixteen", ages(16, 120)),
        ("in her twenties", ages(20, 29)),
        ("early thirties", ages(30, 33)),
        ("mid-20s", ages(24, 26)),
        ("late teens", ages(16, 19)),
        ("mid-teens", ages(14, 17)),
        ("twenty-something", ages(20, 29)),
        ("40 odd", ages(40, 49)),
        ("toddler?", ages(1, 3)),
        ("a baby", ages(0, 1)),
        ("a child", ages(0, 17)),
        ("6 months", ages(0, 0)),
        ("six months", ages(0, 0)),
        ("eighteen months old", ages(1, 1)),
        ("3 years and 6 months", ages(3, 3)),
        ("3 years 6 months", ages(3, 3)),
        ("Year 10", ages(14, 15)),
        ("in year ten at school", ages(14, 15)),
        ("13 months", ages(1, 1)),
        ("6 weeks old", ages(0, 0)),
    ] {
        assert_eq!(BirthDate::said(typed, TODAY), meant, "{typed}");
    }
}

#[test]
fn what_may_mean_something_else_is_not_guessed() {
    for typed in [
        "old",
        "not 15",
        "not under 18",
        "no more than 15",
        "under over 18",
        "under 2010",
        "over 6 months",
        "nearly in her twenties",
        "middle aged",
        "elderly",
        "16 next week",
        "3/14/2010",
        "31/2/2011",
        "14/3/2031",
        "2031",
        "17-15",
        "15 17",
        "15-",
        "to 17",
        "150",
        "15.5",
        "85s",
        "mid 15",
        "March 2010",
        "14 3",
        "99999999999",
        "1799",
    ] {
        assert_eq!(BirthDate::said(typed, TODAY), None, "{typed}");
    }
}

#[test]
fn every_age_is_understood_in_words_as_in_figures_and_none_becomes_a_day() {
    let tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let ones = ["", "-one", " two", "-three", "-four", " five", "-six", "-seven", " eight", "-nine"];
    let ages_in_words = tens.iter().enumerate().flat_map(|(ten, tens)| {
        ones.iter().enumerate().map(move |(one, ones)| (20 + 10 * ten + one, format!("{tens}{ones}")))
    });
    for (age, words) in ages_in_words {
        for said in ["", "nearly ", "about ", "under ", "over ", "aged "] {
            let (in_words, in_figures) = (format!("{said}{words}"), format!("{said}{age}"));
            let meant = BirthDate::said(&in_words, TODAY);
            assert_eq!(meant, BirthDate::said(&in_figures, TODAY), "{in_words}");
            assert!(matches!(meant, Some(BirthDate::AgeRange { .. })), "{in_words}");
        }
    }
}

#[test]
fn whoever_may_be_under_18_by_what_was_said_is_treated_as_a_child() {
    let child = |typed: &str| BirthDate::said(typed, TODAY).unwrap_or_default().may_be_under_18(TODAY);
    for typed in
        ["under 18", "nearly 18", "over 16", "about 19", "late teens", "a child", "year 13", "no idea"]
    {
        assert!(child(typed), "{typed}");
    }
    for typed in ["over 18", "eighteen", "in his twenties", "nearly 20"] {
        assert!(!child(typed), "{typed}");
    }
}
