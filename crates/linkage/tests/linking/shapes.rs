//! Registers of other shapes than most: hardly anybody stands twice, addresses repeat names, two files write dates in two
//! orders, ages stand for dates.

use std::collections::HashSet;

use linkage::model::Effort;
use linkage::read::{Records, read_csv};
use linkage::{Linked, Options, infer, link};

use crate::register::{Dice, Entry, HEADING, csv, records, register};

fn linked(files: &[Records]) -> Linked {
    link(files, infer(files, Effort::Full), &Options::default()).expect("the records can be linked")
}

/// What is called certain: how many pairs are wrong, and how many right. Rows of a second file follow those of the first.
fn certain(linked: &Linked, person: &[usize]) -> (usize, usize) {
    let certain = linked.pairs.iter().filter(|pair| pair.probability() >= 0.95);
    let right: Vec<bool> =
        certain.map(|pair| person[pair.left as usize] == person[pair.right as usize]).collect();
    let wrong = right.iter().filter(|right| !**right).count();
    (wrong, right.len() - wrong)
}

fn people(entries: &[Entry]) -> Vec<usize> {
    entries.iter().map(|entry| entry.person).collect()
}

fn text(text: &str) -> Records {
    read_csv(text.as_bytes(), None).expect("the text is CSV")
}

/// The first record of everybody, and the second of as many as are asked for.
fn hardly_anybody_twice(entries: Vec<Entry>, twice: usize) -> Vec<Entry> {
    let (mut seen, mut second) = (HashSet::new(), 0);
    let mut kept = entries;
    kept.retain(|entry| {
        seen.insert(entry.person) || {
            second += 1;
            second <= twice
        }
    });
    kept
}

#[test]
fn a_hostel_is_not_taken_for_one_person_where_hardly_anybody_stands_twice() {
    let mut entries = hardly_anybody_twice(register(200, 31), 8);
    let mut dice = Dice::new(32);
    for _ in 0..60 {
        let place = dice.below(entries.len());
        let cells = &mut entries[place].cells;
        for (cell, value) in [(5, "1 Harbour View"), (6, "Ashbury"), (7, "ZZ1 1AA"), (8, "01632 960999")] {
            value.clone_into(&mut cells[cell]);
        }
    }
    let (wrong, right) = certain(&linked(&[records(&entries)]), &people(&entries));
    assert!(wrong <= 2 && right >= 5, "{wrong} wrong, {right} right");
}

#[test]
fn an_address_made_of_the_name_does_not_make_one_person_of_namesakes() {
    let entries = hardly_anybody_twice(register(250, 33), 20);
    let heading = format!("{HEADING},email");
    let rows = csv(&entries);
    let rows = rows.lines().skip(1).zip(&entries).map(|(row, entry)| {
        let [given, surname] = [0, 2].map(|cell: usize| entry.cells[cell].to_lowercase().replace('\'', ""));
        format!("{row},{given}.{surname}@example.org\n")
    });
    let file = text(&format!("{heading}\n{}", rows.collect::<String>()));
    let (wrong, right) = certain(&linked(&[file]), &people(&entries));
    assert!(wrong <= 12 && right >= 12, "{wrong} wrong, {right} right");
}

#[test]
fn two_files_may_write_dates_in_two_orders_under_one_heading() {
    let entries = register(200, 34);
    let (first, second) = entries.split_at(entries.len() / 2);
    let file = |entries: &[Entry], date: fn([&str; 3]) -> String| {
        let row = |(place, entry): (usize, &Entry)| {
            let parts: Vec<&str> = entry.cells[4].split('-').collect();
            let dob = <[&str; 3]>::try_from(parts).map_or_else(|_| String::new(), date);
            format!("r{place},{},{},{dob}\n", entry.cells[0], entry.cells[2])
        };
        let rows: String = entries.iter().enumerate().map(row).collect();
        text(&format!("rec_id,first_name,surname,dob\n{rows}"))
    };
    let files =
        [file(first, |[y, m, d]| format!("{m}/{d}/{y}")), file(second, |[y, m, d]| format!("{y}{m}{d}"))];
    let person = people(&entries);
    let both: HashSet<usize> = people(first).into_iter().collect();
    let all = people(second).iter().filter(|person| both.contains(person)).count();
    let (wrong, right) = certain(&linked(&files), &person);
    assert!(wrong <= 5 && right * 10 >= all * 7, "{wrong} wrong, {right} right of {all}");
}

#[test]
fn an_age_stands_for_a_date_that_is_missing() {
    let entries = register(200, 35);
    let mut dice = Dice::new(36);
    let row = |(place, entry): (usize, &Entry), with_age: &str| {
        let dob = if dice.below(2) == 0 { "" } else { &entry.cells[4] };
        let year: Option<u32> = entry.cells[4].get(..4).and_then(|year| year.parse().ok());
        let age = year.map_or_else(String::new, |year| (2025 - year.min(2025)).to_string());
        let age = if with_age.is_empty() { String::new() } else { age };
        format!("r{place},{},{},{dob},{age},{}\n", entry.cells[0], entry.cells[2], entry.cells[6])
    };
    let mut row = row;
    let mut found = |with_age: &str| {
        let rows: String = entries.iter().enumerate().map(|numbered| row(numbered, with_age)).collect();
        let file = text(&format!("rec_id,first_name,surname,dob,age,town\n{rows}"));
        certain(&linked(&[file]), &people(&entries))
    };
    let ((wrong, right), (_, without)) = (found("age"), found(""));
    assert!(
        right >= without * 3 / 2 && wrong * 10 <= right,
        "{wrong} wrong, {right} right, {without} without ages"
    );
}
