//! Ages and births as callers say them: "2011", "14/3/2010", "15 to 17", "about 80", "80s", "13 months".

use jiff::civil::Date;

use super::{BirthDate, age_between};

/// The first year in which somebody who is looked for today can have been born.
const BORN_FIRST: i16 = 1880;

/// The oldest that anybody is taken to be.
const OLDEST: u32 = 120;

/// By how many years "about" may be out: for the young, and for those of whom a decade is a guess.
const ABOUT_YEARS: (u32, u32) = (2, 5);

/// The age from which "about" is taken more widely.
const WIDER_FROM: u32 = 30;

const NOTHING: &[&str] = &["?", "??", "unknown", "not known", "don't know", "dont know", "nk", "n/k"];

const ABOUT: &[&str] = &[
    "about",
    "approx",
    "approximately",
    "around",
    "c",
    "ca",
    "circa",
    "ish",
    "maybe",
    "perhaps",
    "probably",
    "roughly",
    "~",
];

const JOINS: &[&str] = &["-", "/", "to", "or", "and", "until"];

const FILLERS: &[&str] = &[
    "a", "age", "aged", "between", "birth", "born", "dob", "from", "he", "her", "his", "in", "is", "o", "of",
    "old", "on", "she", "the", "their", "they", "y", "year", "years", "yo", "yr", "yrs",
];

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// What was meant by what was typed; nothing where that cannot be told. A date has its day first.
pub(super) fn read(typed: &str, today: Date) -> Option<BirthDate> {
    let typed = typed.trim().to_lowercase().replace(['–', '—'], "-").replace('’', "'");
    if typed.is_empty() || NOTHING.contains(&typed.as_str()) {
        return Some(BirthDate::Unknown);
    }
    let parts = parts(&typed)?;
    day_of_birth(&parts, today).or_else(|| Said::of(&parts)?.meaning(today))
}

/// A number as it was written, or a word between numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Number { value: u32, digits: usize },
    Word(String),
}

/// Numbers, words and the signs that join numbers; other signs say nothing.
fn parts(typed: &str) -> Option<Vec<Part>> {
    let mut parts = Vec::new();
    let mut letters = typed.chars().peekable();
    while let Some(letter) = letters.next() {
        let of_kind = |other: &char| match letter {
            '0'..='9' => other.is_ascii_digit(),
            _ => letter.is_alphabetic() && other.is_alphabetic(),
        };
        let mut run = String::from(letter);
        while let Some(next) = letters.next_if(of_kind) {
            run.push(next);
        }
        match letter {
            '0'..='9' => parts.push(Part::Number { value: run.parse().ok()?, digits: run.len() }),
            '-' | '/' | '~' => parts.push(Part::Word(run)),
            _ if letter.is_alphabetic() => parts.push(Part::Word(run)),
            _ => {}
        }
    }
    Some(parts)
}

/// A whole date: day, month, year; or year, month, day, which nobody writes otherwise. The month may be a word.
fn day_of_birth(parts: &[Part], today: Date) -> Option<BirthDate> {
    let said: Vec<&Part> = parts
        .iter()
        .filter(|part| match part {
            Part::Number { .. } => true,
            Part::Word(word) => month_named(word).is_some() || !is_within_a_date(word),
        })
        .collect();
    let [first, second, third] = said.as_slice() else { return None };
    let (day, month, year) = match (number(first), month(second), number(third)) {
        (Some((year, 4)), Some(month), Some((day, _))) => (day, month, (year, 4)),
        (Some((day, _)), Some(month), Some(year)) => (day, month, year),
        _ => return None,
    };
    let year = match year {
        (year, 4) => i16::try_from(year).ok()?,
        // Of two digits the last such year that has begun.
        (year, 2) => {
            let this_century = today.year() - today.year() % 100 + i16::try_from(year).ok()?;
            if this_century > today.year() { this_century - 100 } else { this_century }
        }
        _ => return None,
    };
    let date = Date::new(year, month, i8::try_from(day).ok()?).ok()?;
    (BORN_FIRST <= year && date <= today).then_some(BirthDate::Exact { date })
}

fn is_within_a_date(word: &str) -> bool {
    FILLERS.contains(&word) || ["-", "/", "st", "nd", "rd", "th"].contains(&word)
}

fn number(part: &Part) -> Option<(u32, usize)> {
    match part {
        Part::Number { value, digits } => Some((*value, *digits)),
        Part::Word(_) => None,
    }
}

fn month(part: &Part) -> Option<i8> {
    match part {
        Part::Number { value, digits: 1 | 2 } => i8::try_from(*value).ok(),
        Part::Number { .. } => None,
        Part::Word(word) => month_named(word),
    }
}

/// "March" or "mar".
fn month_named(word: &str) -> Option<i8> {
    let at = MONTHS.iter().position(|month| word.len() >= 3 && month.starts_with(word))?;
    i8::try_from(at + 1).ok()
}

/// An age or a year as it was said, before it is known which.
#[derive(Default)]
struct Said {
    numbers: Vec<u32>,
    joined: bool,
    about: bool,
    unit: Unit,
    part_of_decade: Option<(u32, u32)>,
}

/// In what an age is counted.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Unit {
    #[default]
    Years,
    Months,
    Weeks,
    Days,
    Decade,
    Teens,
}

impl Said {
    /// Nothing where a word is not understood: half of what was said may be the opposite of it.
    fn of(parts: &[Part]) -> Option<Self> {
        let mut said = Self::default();
        for part in parts {
            match part {
                Part::Number { value, .. } => said.numbers.push(*value),
                Part::Word(word) => said.word(word)?,
            }
        }
        let joins = usize::from(said.joined);
        (said.numbers.len() <= 2 && joins == said.numbers.len().saturating_sub(1)).then_some(said)
    }

    fn word(&mut self, word: &str) -> Option<()> {
        match word {
            _ if ABOUT.contains(&word) => self.about = true,
            // "Aged 15 to 17", never "to 17".
            _ if JOINS.contains(&word) && self.numbers.len() == 1 && !self.joined => self.joined = true,
            "early" => self.part_of_decade = Some((0, 3)),
            "mid" | "middle" => self.part_of_decade = Some((4, 6)),
            "late" => self.part_of_decade = Some((7, 9)),
            "month" | "months" | "mth" | "mths" => self.unit = Unit::Months,
            "week" | "weeks" | "wk" | "wks" => self.unit = Unit::Weeks,
            "day" | "days" => self.unit = Unit::Days,
            "s" if self.numbers.len() == 1 => self.unit = Unit::Decade,
            "teens" | "teenager" | "teenage" if self.numbers.is_empty() => self.unit = Unit::Teens,
            _ if FILLERS.contains(&word) => {}
            _ => return None,
        }
        Some(())
    }

    fn meaning(&self, today: Date) -> Option<BirthDate> {
        if self.part_of_decade.is_some() && self.unit != Unit::Decade {
            return None;
        }
        match (self.unit, self.numbers.as_slice()) {
            (Unit::Teens, []) => aged(13, 19, today),
            (Unit::Decade, [decade]) if decade % 10 == 0 && *decade >= 10 => {
                let (first, last) = self.part_of_decade.unwrap_or((0, 9));
                aged(decade + first, decade + last, today)
            }
            (Unit::Years, [one]) if is_year(*one, today) => self.born_in(*one, *one, today),
            (Unit::Years, [from, to]) if is_year(*from, today) && is_year(*to, today) => {
                self.born_in(*from, *to, today)
            }
            (Unit::Years, [one]) => self.of_age(*one, *one, today),
            (Unit::Years, [from, to]) => self.of_age(*from, *to, today),
            (Unit::Months | Unit::Weeks | Unit::Days, numbers) => {
                let a_year = match self.unit {
                    Unit::Months => 12,
                    Unit::Weeks => 52,
                    Unit::Days | Unit::Years | Unit::Decade | Unit::Teens => 365,
                };
                let (from, to) = (numbers.first()?, numbers.last()?);
                aged(from / a_year, to / a_year, today)
            }
            (Unit::Teens | Unit::Decade | Unit::Years, _) => None,
        }
    }

    fn of_age(&self, from: u32, to: u32, today: Date) -> Option<BirthDate> {
        let about = |age: u32| if age < WIDER_FROM { ABOUT_YEARS.0 } else { ABOUT_YEARS.1 };
        if self.about && from == to {
            return aged(from.saturating_sub(about(from)), to.checked_add(about(to))?, today);
        }
        aged(from, to, today)
    }

    /// One year is as good as known; of several, or of "about" one, the ages that follow are.
    fn born_in(&self, from: u32, to: u32, today: Date) -> Option<BirthDate> {
        let (from, to) = (i16::try_from(from).ok()?, i16::try_from(to).ok()?);
        if from == to && !self.about {
            return Some(BirthDate::Year { year: from });
        }
        let around = i16::from(self.about);
        let earliest = Date::new(from - around, 1, 1).ok()?;
        let latest = Date::new(to + around, 12, 31).ok()?.min(today);
        let (youngest, oldest) = age_between(earliest, latest, today);
        (from <= to).then(|| aged(u32::try_from(youngest).ok()?, u32::try_from(oldest).ok()?, today))?
    }
}

fn is_year(number: u32, today: Date) -> bool {
    i16::try_from(number).is_ok_and(|year| (BORN_FIRST..=today.year()).contains(&year))
}

fn aged(from: u32, to: u32, estimated_on: Date) -> Option<BirthDate> {
    let age = |years: u32| u8::try_from(years).ok();
    (from <= to && to <= OLDEST).then_some(BirthDate::AgeRange {
        from: age(from)?,
        to: age(to)?,
        estimated_on,
    })
}

#[cfg(test)]
mod tests {
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
            ("13 months", ages(1, 1)),
            ("6 weeks old", ages(0, 0)),
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
    fn what_may_mean_something_else_is_not_guessed() {
        for typed in [
            "old",
            "under 18",
            "over 80",
            "not 15",
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
}
