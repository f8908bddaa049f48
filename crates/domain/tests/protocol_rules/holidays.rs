//! Bank holidays by rule against the days that governments published (`tests/data/bank-holidays.txt`).

use domain::protocol::bank_holidays::{BankHolidays, Nation};
use domain::protocol::calendar::Calendar;
use domain::protocol::read::read_proclaimed_days;
use jiff::civil::{Date, Weekday, date};

fn holidays() -> BankHolidays {
    let text = include_str!("../../../../protocols/bank-holidays.toml");
    BankHolidays::new(read_proclaimed_days("bank-holidays.toml", text).unwrap())
}

#[test]
fn the_rules_give_every_published_weekday_and_no_other() {
    let holidays = holidays();
    let mut differences = Vec::new();
    for line in include_str!("../data/bank-holidays.txt").lines().filter(|line| !line.starts_with('#')) {
        let mut words = line.split(' ');
        let nation = Nation::named(words.next().unwrap()).unwrap();
        let year: i16 = words.next().unwrap().parse().unwrap();
        let published: Vec<Date> = words.map(|day| format!("{year}-{day}").parse().unwrap()).collect();
        let mut day = date(year, 1, 1);
        while day.year() == year {
            let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
            if !weekend && holidays.contains(nation, day) != published.contains(&day) {
                differences.push((nation, day));
            }
            day = day.tomorrow().unwrap();
        }
    }
    assert_eq!(differences, []);
}

#[test]
fn working_days_step_over_christmas() {
    let calendar = Calendar::new("Europe/London", Nation::EnglandAndWales, holidays()).unwrap();
    assert_eq!(calendar.working_day_after(date(2026, 12, 24), 3), date(2026, 12, 31));
    let scotland = Calendar::new("Europe/London", Nation::Scotland, holidays()).unwrap();
    assert_eq!(scotland.working_day_after(date(2026, 12, 31), 1), date(2027, 1, 5));
}

#[test]
fn a_year_far_away_still_has_its_holidays() {
    assert!(holidays().contains(Nation::EnglandAndWales, date(2250, 12, 25)));
    assert!(!holidays().contains(Nation::EnglandAndWales, date(-4, 3, 3)));
}
