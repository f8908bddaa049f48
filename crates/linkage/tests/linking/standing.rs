//! The standing register: the same weights as linking files, nobody hidden by slips, and records that come and go.

use jiff::civil::{Date, date};
use linkage::model::{Effort, Model};
use linkage::standing::{Birth, Home, PersonName, Record, Register};
use linkage::{Options, infer, link};

use crate::register::{Dice, Entry, records, register};

fn record(entry: &Entry) -> Record {
    let [given, middle, surname, sex, born, street, town, postcode, phone] = &entry.cells;
    let record = Record::new()
        .name(PersonName::new(given, surname).middle(middle))
        .sex(sex)
        .home(Home::new().address(street).town(town).postcode(postcode))
        .telephone(phone);
    match born.parse::<Date>() {
        Ok(day) => record.birth(Birth::On(day)),
        Err(_) => record,
    }
}

fn trained(entries: &[Entry]) -> (linkage::Linked, Model) {
    let files = [records(entries)];
    let model = link(&files, infer(&files, Effort::Full), &Options::default())
        .expect("the register can be linked")
        .model;
    (link(&files, model.clone(), &Options::default()).expect("it can be linked again"), model)
}

#[test]
fn a_pair_has_the_weight_that_linking_files_gives_it() {
    let entries = register(120, 31);
    let (linked, model) = trained(&entries);
    let asked = entries.len() - 1;
    let mut standing = Register::with_model(model).unwrap();
    standing.extend(entries[..asked].iter().enumerate().map(|(row, entry)| (row as u32, record(entry))));
    let found = standing.find(&record(&entries[asked]), usize::MAX);
    assert_eq!(found.len(), asked, "in a small register everybody is compared");
    for found in found {
        let weight = linked.weight(found.id, asked as u32);
        assert!(found.match_weight.to_bits() == weight.to_bits(), "{} {weight}", found.match_weight);
        let explained = linked.explain(found.id, asked as u32);
        assert_eq!(found.explanation.fields, explained.fields);
        assert_eq!(found.explanation.prior.to_bits(), explained.prior.to_bits());
        assert!(!found.explanation.rules.is_empty());
    }
}

#[test]
fn nobody_is_hidden_by_a_slip_in_every_field() {
    let entries = register(2500, 32);
    let mut standing = Register::new();
    standing.extend(entries.iter().enumerate().map(|(row, entry)| (row, record(entry))));
    assert!(standing.len() > 5000, "so many that not everybody is compared");
    let mut dice = Dice::new(5);
    let (mut asked, mut first) = (0, 0);
    for _ in 0..300 {
        let place = dice.below(entries.len());
        let [given, _, surname, _, born, ..] = &entries[place].cells;
        let Ok(born) = born.parse::<Date>() else { continue };
        if given.len() < 3 || surname.len() < 3 {
            continue;
        }
        let slip = |name: &str, dice: &mut Dice| {
            let at = 1 + dice.below(name.len() - 1);
            format!("{}{}", &name[..at], &name[at + 1..])
        };
        let day = if born.day() < 9 { born.day() + 1 } else { born.day() - 1 };
        let spoilt = Record::new()
            .name(PersonName::new(slip(given, &mut dice), slip(surname, &mut dice)))
            .birth(Birth::On(date(born.year(), born.month(), day)));
        let found = standing.find(&spoilt, 10);
        asked += 1;
        first += usize::from(found.iter().any(|found| entries[found.id].person == entries[place].person));
    }
    assert!(asked > 200 && first * 100 >= asked * 98, "{first} of {asked}");
}

#[test]
fn records_come_and_go() {
    let jones = || Record::new().name(PersonName::new("Anna", "Jones")).birth(Birth::On(date(1990, 4, 5)));
    let mut standing: Register<u32> = Register::new();
    assert!(standing.find(&jones(), 3).is_empty());
    standing.insert(1, &jones());
    standing.insert(2, &Record::new().name(PersonName::new("Piotr", "Kowalski")));
    assert_eq!(standing.find(&jones(), 1)[0].id, 1);
    standing.insert(1, &Record::new().name(PersonName::new("Mary", "Smith")));
    assert_eq!(standing.len(), 2);
    assert!(standing.find(&jones(), 3).iter().all(|found| found.match_probability < 0.01));
    assert!(standing.remove(&1) && !standing.remove(&1) && !standing.contains(&1));
    assert!(standing.find(&jones(), 3).iter().all(|found| found.id == 2));
}

#[test]
fn what_comes_later_is_weighed_like_what_was_there_from_the_start() {
    let entries = register(60, 33);
    let mut one_by_one = Register::new();
    for (row, entry) in entries.iter().enumerate() {
        one_by_one.insert(row, &record(entry));
        one_by_one.insert(row + 1000, &record(entry));
    }
    for row in 0..entries.len() {
        one_by_one.remove(&(row + 1000));
    }
    let mut at_once = Register::new();
    at_once.extend(entries.iter().enumerate().map(|(row, entry)| (row, record(entry))));
    for entry in entries.iter().step_by(17) {
        let weights = |standing: &Register<usize>| {
            let found = standing.find(&record(entry), 8);
            let mut weights: Vec<_> =
                found.iter().map(|found| (found.id, found.match_weight.to_bits())).collect();
            weights.sort_unstable();
            weights
        };
        assert_eq!(weights(&one_by_one), weights(&at_once));
    }
}

#[test]
fn the_name_that_agrees_best_counts_and_is_said() {
    let mut standing = Register::new();
    standing.extend(register(60, 34).iter().enumerate().map(|(row, entry)| (row, record(entry))));
    standing.insert(
        usize::MAX,
        &Record::new()
            .name(PersonName::new("Agnieszka", "Nowak"))
            .name(PersonName::new("Agnes", "Whitfield"))
            .home(Home::new().postcode("ZZ1 1AA"))
            .home(Home::new().postcode("ZZ9 4QQ").address("3 Elm Drive")),
    );
    let asked = Record::new()
        .name(PersonName::new("Nora", "Nobody"))
        .name(PersonName::in_full("Whitfeld, Agnes"))
        .home(Home::new().address("3 Elm Drive").postcode("ZZ9 4QQ"));
    let found = &standing.find(&asked, 1)[0];
    assert_eq!(found.id, usize::MAX);
    assert_eq!((found.asked_name, found.held_name, found.held_home), (1, 1, 1));
}

#[test]
fn any_of_several_telephones_and_identifiers_counts() {
    let mut standing = Register::new();
    let person = |given: &str| Record::new().name(PersonName::new(given, "Holloway"));
    standing.insert(
        1,
        &person("Ruth").telephone("01632 960001").telephone("07700 900001").identifier("passport", "AB12"),
    );
    standing.insert(2, &person("Ruth").telephone("01632 960002").identifier("nhs_number", "943 476 5919"));
    let degree = |asked: &Record, field: &str| -> Vec<String> {
        let mut found = standing.find(asked, 2);
        found.sort_by_key(|found| found.id);
        let degree = |found: &linkage::standing::Found<i32>| {
            let evidence = found.explanation.fields.iter().find(|evidence| evidence.field == field);
            evidence.unwrap().degree.clone()
        };
        found.iter().map(degree).collect()
    };
    let asked = person("Ruth")
        .telephone("07700 900009")
        .telephone("01632 960001")
        .identifier("nhs_number", "9434765919");
    assert_eq!(degree(&asked, "telephone"), ["same number", "one digit mistaken"]);
    assert_eq!(degree(&asked, "identifier"), ["missing", "same"], "a passport is no health number");
}

#[test]
fn only_those_who_may_be_seen_are_found() {
    let mut standing = Register::new();
    for id in 0..10 {
        standing.insert(id, &Record::new().name(PersonName::new("Anna", "Jones")));
    }
    let asked = Record::new().name(PersonName::new("Anna", "Jones"));
    let found = standing.find_among(&asked, 3, |id| *id >= 6);
    assert_eq!(found.iter().map(|found| found.id).collect::<Vec<_>>(), [6, 7, 8]);
}
