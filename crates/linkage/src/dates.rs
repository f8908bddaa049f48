//! Dates of birth as they are written in registers: read in many forms, and compared digit by digit.
//!
//! A date is kept as its eight digits, four bits each (`0xYYYYMMDD`), so that slips of the pen are bit patterns. Month
//! and day are 00 where only the year is known. A date that no calendar has (31 June) is kept as written: it is still
//! evidence, and its writer meant something near it. An age on a day, or a range of ages, is the stretch of days on which
//! the person can have been born.

/// The order in which a column writes its dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// 1984-03-12, 19840312, 1984/3/12.
    YearFirst,
    /// 12/03/1984, 12.3.84, 12 March 1984.
    DayFirst,
    /// 03/12/1984, March 12 1984.
    MonthFirst,
}

/// Eight digits, four bits each, or a stretch of days where the highest bit is set; 0 is no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(crate) struct Date(pub(crate) u32);

/// How two dates agree, the nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DatesAgree {
    /// The same day, both known to the day.
    Same,
    /// Day and month exchanged.
    Exchanged,
    /// One digit mistaken, or two neighbouring digits exchanged.
    OneSlip,
    /// Same day and month, another year.
    OtherYear,
    /// One of them is known to the year only (or written as 1 January), and the year agrees.
    YearAlone,
    /// One of them is known to the year only, and the year does not agree.
    YearAloneDiffers,
    /// Same year, and the same day or month.
    SameYearAndPart,
    /// Two digits mistaken.
    TwoSlips,
    /// Same year.
    SameYear,
    /// None of these.
    Different,
    /// One of them is known by an age of a few years' range, and the other fits it.
    FitsAge,
    /// As before, and they miss each other by a year at most.
    FitsAgeNearly,
    /// As before, and they miss each other by more.
    FitsNoAge,
    /// One of them is known by a wide range of ages, and the other fits it.
    FitsWideAge,
    /// As before, and it does not.
    FitsNoWideAge,
}

/// Days of a year in which every month has 31: enough to put days in order and to measure how many years lie between.
const YEAR: u32 = 12 * 31;
/// Up to this length a stretch is that of an age of a few years' range.
const FEW_YEARS: u32 = 4 * YEAR;
/// The highest bit tells a stretch from eight digits.
const STRETCH: u32 = 1 << 31;
/// The length of a stretch is kept in so many days, rounded up.
const LENGTH_STEP: u32 = 8;
const LENGTH_BITS: u32 = 14;

impl Date {
    /// The stretch of days on which somebody was born who is between `lowest` and `highest` years old on a day; `None` where
    /// the range is no range of ages.
    pub(crate) fn of_age(lowest: u32, highest: u32, on: Self) -> Option<Self> {
        let on = on.stretch().1;
        let latest = on.checked_sub(lowest * YEAR)?;
        let length = (highest.checked_sub(lowest)? + 1) * YEAR - 1;
        Self::between(latest.saturating_sub(length), latest)
    }

    fn between(earliest: u32, latest: u32) -> Option<Self> {
        let length = latest.checked_sub(earliest)?.div_ceil(LENGTH_STEP);
        (length < 1 << LENGTH_BITS).then_some(Self(STRETCH | earliest << LENGTH_BITS | length))
    }

    fn is_stretch(self) -> bool {
        self.0 & STRETCH != 0
    }

    /// The first and the last day that are meant, counted from the beginning of 1850.
    fn stretch(self) -> (u32, u32) {
        if self.is_stretch() {
            let (earliest, length) = ((self.0 & !STRETCH) >> LENGTH_BITS, self.0 & ((1 << LENGTH_BITS) - 1));
            return (earliest, earliest + length * LENGTH_STEP);
        }
        let two = |digits: u32| (digits >> 4 & 15) * 10 + (digits & 15);
        let day = |month: u32, day: u32| {
            let year = self.year_number().saturating_sub(1850).max(0) as u32;
            year * YEAR + month.clamp(1, 12) * 31 - 31 + day.clamp(1, 31) - 1
        };
        match (two(self.month()), two(self.day())) {
            (0, _) => (day(1, 1), day(12, 31)),
            (month, 0) => (day(month, 1), day(month, 31)),
            (month, known) => (day(month, known), day(month, known)),
        }
    }

    /// The first and the last year that are meant.
    pub(crate) fn years(self) -> (u32, u32) {
        let (earliest, latest) = self.stretch();
        (1850 + earliest / YEAR, 1850 + latest / YEAR)
    }

    /// The days that somebody may have meant who wrote this one: one digit mistaken, two neighbouring digits or day and
    /// month exchanged, or another year within ten.
    pub(crate) fn slips(self) -> Vec<Self> {
        let mut slips = Vec::with_capacity(64);
        for place in 0..8 {
            slips.extend((0..10).map(|digit| self.0 & !(15 << (4 * place)) | digit << (4 * place)));
        }
        for place in 0..7 {
            let pair = self.0 >> (4 * place) & 255;
            slips.push(self.0 & !(255 << (4 * place)) | (pair << 4 & 255 | pair >> 4) << (4 * place));
        }
        slips.push(self.year() << 16 | self.day() << 8 | self.month());
        let year = self.year_number().max(0) as u32;
        slips.extend(
            (year.saturating_sub(10)..=year + 10)
                .filter_map(|year| Self::new(year, 0, 0).map(|other| other.0 | self.month_day())),
        );
        slips.retain(|&slip| {
            slip != self.0 && in_calendar(Self(slip)) && (0x1880..=0x2059).contains(&(slip >> 16))
        });
        slips.sort_unstable();
        slips.dedup();
        slips.into_iter().map(Self).collect()
    }

    fn agrees_by_age(self, other: Self) -> DatesAgree {
        let ((from_a, to_a), (from_b, to_b)) = (self.stretch(), other.stretch());
        let gap = from_a.saturating_sub(to_b).max(from_b.saturating_sub(to_a));
        match (gap, (to_a - from_a).max(to_b - from_b) > FEW_YEARS) {
            (0, false) => DatesAgree::FitsAge,
            (..=YEAR, false) => DatesAgree::FitsAgeNearly,
            (_, false) => DatesAgree::FitsNoAge,
            (0, true) => DatesAgree::FitsWideAge,
            (_, true) => DatesAgree::FitsNoWideAge,
        }
    }

    /// A day, a month (`day` is 0) or a year (`month` too); `None` for a year in which nobody lives.
    pub(crate) fn new(year: u32, month: u32, day: u32) -> Option<Self> {
        if !(1850..=2150).contains(&year) || month > 99 || day > 99 {
            return None;
        }
        let digits = |number: u32, count: u32| {
            (0..count).fold(0, |kept, place| kept | (number / 10u32.pow(place) % 10) << (4 * place))
        };
        Some(Self(digits(year, 4) << 16 | digits(month, 2) << 8 | digits(day, 2)))
    }

    /// The four digits of the year; 0 for a stretch.
    pub(crate) fn year(self) -> u32 {
        if self.is_stretch() { 0 } else { self.0 >> 16 }
    }

    /// The two digits of the month and the two of the day; 0 for a stretch.
    pub(crate) fn month_day(self) -> u32 {
        if self.is_stretch() { 0 } else { self.0 & 0xffff }
    }

    /// Whether the day is known.
    pub(crate) fn is_day(self) -> bool {
        self.month() != 0 && self.day() != 0 && !self.is_stretch()
    }

    fn month(self) -> u32 {
        self.0 >> 8 & 0xff
    }

    fn day(self) -> u32 {
        self.0 & 0xff
    }

    /// Whether no more than the year is certain: the rest is missing, or is the 1 January that stands for it.
    fn year_alone(self) -> bool {
        self.month_day() == 0 || self.month_day() == 0x0101
    }

    /// The year with its day and month in ascending order: the same after they are exchanged.
    pub(crate) fn year_and_sorted(self) -> u32 {
        let (low, high) = (self.month().min(self.day()), self.month().max(self.day()));
        self.year() << 16 | high << 8 | low
    }

    /// The year as a number.
    pub(crate) fn year_number(self) -> i32 {
        (0..4).fold(0, |year, place| year * 10 + (self.year() >> (12 - 4 * place) & 15) as i32)
    }

    /// How this date agrees with another; neither may be missing.
    pub(crate) fn agrees(self, other: Self) -> DatesAgree {
        if self.is_stretch() || other.is_stretch() {
            return self.agrees_by_age(other);
        }
        if self == other && self.month_day() != 0 {
            return DatesAgree::Same;
        }
        let same_year = self.year() == other.year();
        if self.year_alone() || other.year_alone() {
            return if same_year { DatesAgree::YearAlone } else { DatesAgree::YearAloneDiffers };
        }
        if same_year && self.month() == other.day() && self.day() == other.month() {
            return DatesAgree::Exchanged;
        }
        let differing = self.0 ^ other.0;
        let places = (0..8)
            .fold(0u32, |places, place| places | u32::from(differing >> (4 * place) & 15 != 0) << place);
        match places.count_ones() {
            1 => return DatesAgree::OneSlip,
            2 if neighbours_exchanged(self, other, places) => return DatesAgree::OneSlip,
            _ => {}
        }
        if self.month_day() == other.month_day() {
            return DatesAgree::OtherYear;
        }
        if same_year && (self.month() == other.month() || self.day() == other.day()) {
            return DatesAgree::SameYearAndPart;
        }
        if places.count_ones() == 2 {
            return DatesAgree::TwoSlips;
        }
        if same_year { DatesAgree::SameYear } else { DatesAgree::Different }
    }
}

/// Whether two neighbouring digits, and they alone, stand in each other's place.
fn neighbours_exchanged(a: Date, b: Date, places: u32) -> bool {
    let first = places.trailing_zeros();
    if places != 3 << first {
        return false;
    }
    let (a, b) = (a.0 >> (4 * first), b.0 >> (4 * first));
    a & 15 == b >> 4 & 15 && a >> 4 & 15 == b & 15
}

/// Reads a date written in the order of its column; `None` when there is no year in it.
pub(crate) fn read(written: &str, order: DateOrder) -> Option<Date> {
    let text = written.trim();
    let text = text.split(['T']).next().filter(|date| date.len() >= 8).unwrap_or(text);
    let parts = numbers(text)?;
    match *parts.as_slice() {
        [Part { value, digits: 8 }] => eight_digits(value, order),
        [Part { value, digits: 6 }] if order == DateOrder::YearFirst => {
            Date::new(value / 100, value % 100, 0)
        }
        [Part { value, digits: 4 }] => Date::new(value, 0, 0),
        [a, b] if a.digits == 4 => Date::new(a.value, b.value, 0),
        [a, b] if b.digits == 4 => Date::new(b.value, a.value, 0),
        [a, b, c, ..] if a.digits == 4 => Date::new(a.value, b.value, c.value),
        [a, b, c, ..] => {
            let (day, month) = if order == DateOrder::MonthFirst { (b, a) } else { (a, b) };
            Date::new(full_year(c)?, month.value, day.value)
        }
        _ => None,
    }
}

/// Eight digits with nothing between them. Two files may write them in other orders under one heading: what is no date in
/// the column's order is read in another in which it is one.
fn eight_digits(value: u32, order: DateOrder) -> Option<Date> {
    let in_order = |order| match order {
        DateOrder::YearFirst => Date::new(value / 10_000, value / 100 % 100, value % 100),
        DateOrder::DayFirst => Date::new(value % 10_000, value / 10_000 % 100, value / 1_000_000),
        DateOrder::MonthFirst => Date::new(value % 10_000, value / 1_000_000, value / 10_000 % 100),
    };
    let own = in_order(order);
    if own.is_some_and(in_calendar) {
        return own;
    }
    let others = [DateOrder::YearFirst, DateOrder::DayFirst, DateOrder::MonthFirst].map(in_order);
    others.into_iter().flatten().find(|date| in_calendar(*date)).or(own)
}

/// A date from columns of its own; a part that is missing or no number counts as unknown.
pub(crate) fn from_parts(year: &str, month: &str, day: &str) -> Option<Date> {
    let year = numbers(year.trim())?;
    let small =
        |text: &str| numbers(text.trim()).and_then(|parts| parts.first().map(|part| part.value)).unwrap_or(0);
    Date::new(full_year(*year.first()?)?, small(month), small(day))
}

#[derive(Clone, Copy)]
struct Part {
    value: u32,
    digits: usize,
}

/// Two digits of a year belong to the hundred years up to 2029: registers of living people hold few others.
fn full_year(part: Part) -> Option<u32> {
    match part.digits {
        4 => Some(part.value),
        1 | 2 => Some(if part.value < 30 { 2000 + part.value } else { 1900 + part.value }),
        _ => None,
    }
}

/// The numbers of a date, a month's name counted as its number; `None` when other words stand in it.
fn numbers(text: &str) -> Option<Vec<Part>> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let mut parts = Vec::with_capacity(3);
    let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    for word in words {
        if word.len() <= 8 && word.bytes().all(|byte| byte.is_ascii_digit()) {
            parts.push(Part { value: word.parse().ok()?, digits: word.len() });
        } else {
            let lower = word.to_ascii_lowercase();
            let month = MONTHS.iter().position(|month| lower.starts_with(month))?;
            // "March 12 1984": the name stands first, the day second.
            let month = Part { value: month as u32 + 1, digits: 2 };
            let place = parts.len().min(1);
            parts.insert(place, month);
        }
    }
    let year_last = parts.len() >= 3 && parts[0].digits <= 2 && parts[2].digits <= 4;
    let month_first = text.starts_with(|letter: char| letter.is_ascii_alphabetic());
    if year_last && month_first {
        parts.swap(0, 1);
    }
    (!parts.is_empty()).then_some(parts)
}

/// The order in which the most of these texts are dates of a calendar, and the share that is; `None` below half.
/// Where days and months can't be told apart the day is taken to come first.
pub(crate) fn order_of<'a>(texts: &(impl Iterator<Item = &'a str> + Clone)) -> Option<(DateOrder, f64)> {
    let total = texts.clone().count().max(1) as f64;
    let fits = |text: &str, order| {
        let year_first = text.bytes().take(4).filter(u8::is_ascii_digit).count() == 4;
        let date = read(text, order).filter(|_| year_first || order != DateOrder::YearFirst);
        date.is_some_and(in_calendar)
    };
    let share = |order| texts.clone().filter(|text| fits(text, order)).count() as f64 / total;
    let (order, share) = [DateOrder::YearFirst, DateOrder::DayFirst, DateOrder::MonthFirst]
        .map(|order| (order, share(order)))
        .into_iter()
        .reduce(|best, next| if next.1 > best.1 + 0.01 { next } else { best })?;
    (share >= 0.5).then_some((order, share))
}

fn in_calendar(date: Date) -> bool {
    let two = |digits: u32| (digits >> 4) * 10 + (digits & 15);
    (1..=12).contains(&two(date.month())) && (1..=31).contains(&two(date.day()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn date(text: &str) -> Date {
        read(text, DateOrder::YearFirst).unwrap()
    }

    #[test]
    fn many_forms_are_one_date() {
        let expected = Date(0x1984_0312);
        for (text, order) in [
            ("1984-03-12", DateOrder::YearFirst),
            ("19840312", DateOrder::YearFirst),
            ("1984-03-12T00:00:00Z", DateOrder::YearFirst),
            ("19840312", DateOrder::MonthFirst),
            ("12/03/1984", DateOrder::DayFirst),
            ("12.3.84", DateOrder::DayFirst),
            ("12 March 1984", DateOrder::DayFirst),
            ("12-Mar-1984", DateOrder::DayFirst),
            ("March 12, 1984", DateOrder::MonthFirst),
            ("03/12/1984", DateOrder::MonthFirst),
        ] {
            let order = if text.starts_with("March") { DateOrder::DayFirst } else { order };
            assert_eq!(read(text, order), Some(expected), "{text}");
        }
        assert_eq!(read("1984", DateOrder::DayFirst), Some(Date(0x1984_0000)));
        assert_eq!(read("unknown", DateOrder::DayFirst), None);
        assert_eq!(from_parts("1984", "3", "12"), Some(expected));
        assert_eq!(from_parts("1984", "", ""), Some(Date(0x1984_0000)));
    }

    #[test]
    fn slips_of_the_pen_are_named() {
        for (a, b, expected) in [
            ("1984-03-12", "1984-03-12", DatesAgree::Same),
            ("1984-03-12", "1984-12-03", DatesAgree::Exchanged),
            ("1984-03-12", "1984-03-13", DatesAgree::OneSlip),
            ("1984-03-12", "1948-03-12", DatesAgree::OneSlip),
            ("1984-03-12", "1984-03-21", DatesAgree::OneSlip),
            ("1984-03-12", "1976-03-12", DatesAgree::OtherYear),
            ("1984-03-12", "1984-01-01", DatesAgree::YearAlone),
            ("1984", "1984-03-12", DatesAgree::YearAlone),
            ("1985", "1984-03-12", DatesAgree::YearAloneDiffers),
            ("1984-03-12", "1984-03-27", DatesAgree::SameYearAndPart),
            ("1984-03-12", "1985-03-14", DatesAgree::TwoSlips),
            ("1984-03-12", "1984-11-27", DatesAgree::SameYear),
            ("1984-03-12", "1950-11-27", DatesAgree::Different),
        ] {
            assert_eq!(date(a).agrees(date(b)), expected, "{a} {b}");
            assert_eq!(date(b).agrees(date(a)), expected, "{b} {a}");
        }
    }

    #[test]
    fn an_age_on_a_day_fits_the_days_on_which_one_can_have_been_born() {
        let on = date("2026-11-22");
        let aged = |lowest, highest| Date::of_age(lowest, highest, on).unwrap();
        for (age, other, expected) in [
            (aged(42, 42), date("1984-03-12"), DatesAgree::FitsAge),
            (aged(42, 42), date("1983-12-01"), DatesAgree::FitsAge),
            (aged(42, 42), date("1983-03-12"), DatesAgree::FitsAgeNearly),
            (aged(42, 42), date("1984"), DatesAgree::FitsAge),
            (aged(42, 42), date("1979-03-12"), DatesAgree::FitsNoAge),
            (aged(40, 49), date("1979-03-12"), DatesAgree::FitsWideAge),
            (aged(40, 49), date("1991-03-12"), DatesAgree::FitsNoWideAge),
            (aged(41, 42), aged(45, 45), DatesAgree::FitsNoAge),
        ] {
            assert_eq!(age.agrees(other), expected, "{age:?} {other:?}");
            assert_eq!(other.agrees(age), expected, "{other:?} {age:?}");
        }
        assert_eq!(Date::of_age(50, 40, on), None);
        assert_eq!(Date::of_age(400, 400, on), None);
    }

    #[test]
    fn the_order_of_a_column_is_found_from_what_it_holds() {
        let british = ["12/03/1984", "27/11/1990", "01/02/1970"];
        assert_eq!(order_of(&british.into_iter()).unwrap().0, DateOrder::DayFirst);
        let american = ["03/12/1984", "11/27/1990", "01/02/1970"];
        assert_eq!(order_of(&american.into_iter()).unwrap().0, DateOrder::MonthFirst);
        assert!(order_of(&["Leeds", "York"].into_iter()).is_none());
    }

    proptest! {
        #[test]
        fn reading_never_panics(text in "\\PC{0,20}") {
            for order in [DateOrder::YearFirst, DateOrder::DayFirst, DateOrder::MonthFirst] {
                let _ = read(&text, order);
            }
        }
    }
}
