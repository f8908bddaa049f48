//! Ages and births as callers say them: "2011", "14/3/2010", "15 to 17", "nearly sixteen", "under 18", "in her twenties".

use jiff::civil::Date;

use super::{
    BirthDate, age_between,
    parts::{Part, parts},
};

#[cfg(test)]
mod tests;

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
    "a", "age", "aged", "an", "are", "at", "between", "birth", "born", "boy", "dob", "female", "from",
    "girl", "he", "her", "his", "in", "is", "just", "lad", "male", "man", "o", "of", "old", "on", "only",
    "school", "she", "the", "their", "they", "woman", "yo",
];

const YEARS: &[&str] = &["y", "year", "years", "yr", "yrs"];

/// Years of a school in England and Wales, and how much older than its number those in it are at least.
const SCHOOL_YEARS: (std::ops::RangeInclusive<u32>, u32) = (1..=13, 4);

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
    day_of_birth(&parts, today)
        .or_else(|| in_a_school_year(&parts, today))
        .or_else(|| Said::of(&parts)?.meaning(today))
}

/// "Year 10" says where a child is at school, and is no age of ten.
fn in_a_school_year(parts: &[Part], today: Date) -> Option<BirthDate> {
    let said: Vec<&Part> = parts
        .iter()
        .filter(|part| match part {
            Part::Number { .. } => true,
            Part::Word(word) => !FILLERS.contains(&word.as_str()),
        })
        .collect();
    let [Part::Word(year), Part::Number { value, .. }] = said.as_slice() else { return None };
    let (years, older) = SCHOOL_YEARS;
    (["y", "year", "yr"].contains(&year.as_str()) && years.contains(value))
        .then(|| aged(value + older, value + older + 1, today))?
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
    FILLERS.contains(&word) || YEARS.contains(&word) || ["-", "/", "st", "nd", "rd", "th"].contains(&word)
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
    bound: Option<Bound>,
    part: Option<PartOf>,
}

/// In what an age is counted.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Unit {
    #[default]
    Open,
    Years,
    Months,
    Weeks,
    Days,
    Decade,
    Teens,
    /// A word that says an age by itself: youngest and oldest.
    Named(u32, u32),
}

/// That a number is not the age but bounds it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bound {
    Nearly,
    Under,
    Over,
}

/// Which part of their twenties or teens somebody is in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum PartOf {
    Early,
    Mid,
    Late,
}

impl PartOf {
    fn of_a_decade(self) -> (u32, u32) {
        match self {
            Self::Early => (0, 3),
            Self::Mid => (4, 6),
            Self::Late => (7, 9),
        }
    }

    fn of_the_teens(self) -> (u32, u32) {
        match self {
            Self::Early => (13, 15),
            Self::Mid => (14, 17),
            Self::Late => (16, 19),
        }
    }
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
        let alone = self.numbers.is_empty();
        match word {
            _ if ABOUT.contains(&word) => self.about = true,
            // "Aged 15 to 17", never "to 17". "15, nearly 16" is between the two.
            _ if (JOINS.contains(&word) || word == "nearly") && self.numbers.len() == 1 && !self.joined => {
                self.joined = true;
            }
            "nearly" => return self.bounded(Bound::Nearly),
            "under" => return self.bounded(Bound::Under),
            "over" => return self.bounded(Bound::Over),
            "early" => self.part = Some(PartOf::Early),
            "mid" | "middle" => self.part = Some(PartOf::Mid),
            "late" => self.part = Some(PartOf::Late),
            "month" | "months" | "mth" | "mths" => return self.smaller(Unit::Months),
            "week" | "weeks" | "wk" | "wks" => return self.smaller(Unit::Weeks),
            "day" | "days" => return self.smaller(Unit::Days),
            "s" | "something" | "odd" if self.numbers.len() == 1 => return self.counted(Unit::Decade),
            // "She's 15."
            "s" if alone => {}
            "teen" | "teens" | "teenager" | "teenage" if alone => return self.counted(Unit::Teens),
            "baby" | "infant" | "newborn" if alone => return self.counted(Unit::Named(0, 1)),
            "toddler" if alone => return self.counted(Unit::Named(1, 3)),
            "child" | "kid" if alone => return self.counted(Unit::Named(0, 17)),
            _ if YEARS.contains(&word) => return if alone { Some(()) } else { self.counted(Unit::Years) },
            _ if FILLERS.contains(&word) => {}
            _ => return None,
        }
        Some(())
    }

    /// Counted in that, and in nothing else.
    fn counted(&mut self, unit: Unit) -> Option<()> {
        let unsaid = matches!(self.unit, Unit::Open) || self.unit == unit;
        self.unit = unit;
        unsaid.then_some(())
    }

    /// Months, weeks and days of an age; those that follow the years do not change the age in years.
    fn smaller(&mut self, unit: Unit) -> Option<()> {
        if self.unit == Unit::Years && self.numbers.len() == 2 {
            self.numbers.pop();
            self.joined = false;
            return Some(());
        }
        self.counted(unit)
    }

    fn bounded(&mut self, bound: Bound) -> Option<()> {
        let first = self.bound.is_none();
        self.bound = Some(bound);
        first.then_some(())
    }

    fn meaning(&self, today: Date) -> Option<BirthDate> {
        if self.bound.is_some() {
            return self.within_bound(today);
        }
        match (self.unit, self.numbers.as_slice(), self.part) {
            (Unit::Teens, [], None) => aged(13, 19, today),
            (Unit::Teens, [], Some(part)) => {
                let (from, to) = part.of_the_teens();
                aged(from, to, today)
            }
            (Unit::Named(from, to), [], None) => aged(from, to, today),
            (Unit::Decade, [decade], part) if decade % 10 == 0 && *decade >= 10 => {
                let (first, last) = part.map_or((0, 9), PartOf::of_a_decade);
                aged(decade + first, decade + last, today)
            }
            (Unit::Open, [one], None) if is_year(*one, today) => self.born_in(*one, *one, today),
            (Unit::Open, [from, to], None) if is_year(*from, today) && is_year(*to, today) => {
                self.born_in(*from, *to, today)
            }
            (Unit::Open | Unit::Years, [one], None) => self.of_age(*one, *one, today),
            (Unit::Open | Unit::Years, [from, to], None) => self.of_age(*from, *to, today),
            (unit @ (Unit::Months | Unit::Weeks | Unit::Days), numbers, None) => {
                let a_year = in_a_year(unit)?;
                aged(numbers.first()? / a_year, numbers.last()? / a_year, today)
            }
            (
                Unit::Open
                | Unit::Years
                | Unit::Months
                | Unit::Weeks
                | Unit::Days
                | Unit::Decade
                | Unit::Teens
                | Unit::Named(..),
                _,
                _,
            ) => None,
        }
    }

    /// "Under 18" is any age below, "over 80" that age or any above; whoever is nearly 16 is 15, or 16 already.
    fn within_bound(&self, today: Date) -> Option<BirthDate> {
        let ([age], None, false) = (self.numbers.as_slice(), self.part, self.about) else { return None };
        match (self.bound?, self.unit) {
            (_, Unit::Open) if is_year(*age, today) => None,
            (Bound::Nearly, Unit::Open | Unit::Years) => aged(age.checked_sub(1)?, *age, today),
            (Bound::Under, Unit::Open | Unit::Years) => aged(0, age.checked_sub(1)?, today),
            (Bound::Over, Unit::Open | Unit::Years) => aged(*age, OLDEST, today),
            (Bound::Nearly | Bound::Under, unit @ (Unit::Months | Unit::Weeks | Unit::Days)) => {
                aged(0, age.checked_sub(1)? / in_a_year(unit)?, today)
            }
            (Bound::Over, Unit::Months | Unit::Weeks | Unit::Days)
            | (Bound::Nearly | Bound::Under | Bound::Over, Unit::Decade | Unit::Teens | Unit::Named(..)) => {
                None
            }
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

/// How many of a unit that is smaller than a year make one.
fn in_a_year(unit: Unit) -> Option<u32> {
    match unit {
        Unit::Months => Some(12),
        Unit::Weeks => Some(52),
        Unit::Days => Some(365),
        Unit::Open | Unit::Years | Unit::Decade | Unit::Teens | Unit::Named(..) => None,
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
