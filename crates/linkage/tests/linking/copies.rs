//! Files that are mostly one record copied.

use linkage::model::Effort;
use linkage::read::{Records, read_csv};
use linkage::{Linked, Multiplicity, Options, cluster, infer, link};

use crate::register::{csv, register};

const COPY: &str = "Vida,Olam,1984-03-12,ZZ9 9ZZ,07700 900999";

fn file(heading: &str, rows: impl Iterator<Item = String>) -> Records {
    let rows: String = rows.enumerate().map(|(row, text)| format!("c{row},{text}\n")).collect();
    read_csv(format!("rec_id,{heading}\n{rows}").as_bytes(), None).expect("the rows are CSV")
}

fn copies(count: usize) -> Records {
    file("given_name,surname,date_of_birth,postcode,phone", (0..count).map(|_| COPY.to_owned()))
}

fn linked(files: &[Records]) -> Linked {
    link(files, infer(files, Effort::Full), &Options::default()).expect("the files can be linked")
}

fn people(linked: &Linked) -> usize {
    let clusters = cluster(linked, 0.95, Multiplicity::Many);
    clusters.of_row.iter().enumerate().filter(|(row, lowest)| *row as u32 == **lowest).count()
}

#[test]
fn a_file_of_one_record_copied_is_one_person() {
    for count in [50, 3000] {
        let linked = linked(&[copies(count)]);
        assert_eq!((people(&linked), linked.pairs.len(), linked.rows()), (1, count - 1, count));
        assert!(!linked.rules_of(3, 7).is_empty(), "what proposed them is said");
    }
}

#[test]
fn copies_among_others_are_linked_and_teach_nothing() {
    let text = csv(&register(300, 3));
    let alone = linked(&[read_csv(text.as_bytes(), None).expect("it is CSV")]);
    let row: Vec<&str> = text.lines().nth(1).expect("there is a record").split(',').skip(1).collect();
    let many: String = (0..3000).map(|copy| format!("c{copy},{}\n", row.join(","))).collect();
    let with_copies = linked(&[read_csv(format!("{text}{many}").as_bytes(), None).expect("it is CSV")]);
    assert_eq!(with_copies.copies().len(), 3000);
    assert_eq!(people(&with_copies), people(&alone));
    assert_eq!(with_copies.model.trained, alone.model.trained);
}

#[test]
fn many_who_say_too_little_are_not_one_person() {
    let smiths = file("given_name,surname,date_of_birth", (0..3000).map(|_| "Ann,Smith,".to_owned()));
    assert_eq!(people(&linked(&[smiths])), 3000);
    let entered =
        file("given_name,surname,date_of_birth", (0..3000).map(|_| "Test,Test,1980-05-01".to_owned()));
    let linked = linked(&[entered]);
    assert_eq!((linked.candidates, people(&linked)), (0, 3000));
    let left_out = linked.rules.iter().find_map(|rule| rule.largest_left_out.first());
    assert_eq!(left_out.map(|block| block.records), Some(3000));
}

#[test]
fn every_copy_is_linked_with_its_counterpart_in_the_other_file() {
    let files = [copies(40), read_csv(format!("rec_id,given_name,surname,date_of_birth,postcode,phone\nb,{COPY}\nd,Tom,Patel,1951-12-30,ZZ2 2BB,\n").as_bytes(), None).expect("it is CSV")];
    let linked = linked(&files);
    assert_eq!(linked.second_file_from(), Some(40));
    assert_eq!(linked.pairs.iter().filter(|pair| pair.right == 40 && pair.probability() > 0.9).count(), 40);
}
