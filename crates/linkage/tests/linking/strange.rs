//! Files as they come: other languages, other orders, hardly any column, hardly any record, broken encodings. None may
//! crash, and none may call strangers one person.

use linkage::model::{Effort, Kind};
use linkage::read::{Records, read_csv};
use linkage::{Linked, Options, infer, link};

fn file(text: &[u8]) -> Records {
    read_csv(text, None).expect("the file is CSV")
}

fn linked(files: &[Records]) -> Linked {
    let model = infer(files, Effort::Full);
    link(files, model, &Options { probability_min: 0.0, ..Options::default() })
        .expect("the files can be linked")
}

fn probability(linked: &Linked, left: u32, right: u32) -> f64 {
    linkage::probability(f64::from(linked.weight(left, right)))
}

#[test]
fn one_column_of_full_names_in_many_conventions() {
    let files = [file(
        "\u{feff}nom;né le\nMarie-Claire Lefèvre;12/03/1984\nLEFEVRE, Marie Claire;12.3.1984\nPiotr Wiśniewski;01/02/1970\n\
         Wisniewska Piotra;30/11/1992\nعلي حسن;05/06/1988\nAli Hassan;5/6/1988\n\"O'Brien\nSeán\";17/03/1990\n"
            .as_bytes(),
    )];
    let linked = linked(&files);
    assert!(probability(&linked, 0, 1) > 0.5, "{:?}", linked.explain(0, 1));
    assert!(probability(&linked, 4, 5) > 0.3, "{:?}", linked.explain(4, 5));
    assert!(probability(&linked, 0, 2) < 0.01 && probability(&linked, 2, 6) < 0.01);
}

#[test]
fn five_records_are_enough_to_know_two_of_them() {
    let files = [file(
        b"id,forename,surname,dob,postcode\na,Anna,Jones,1990-04-05,ZZ1 1AA\nb,Ana,Jones,1990-04-05,ZZ1 1AA\n\
          c,Tom,Patel,1951-12-30,ZZ2 2BB\nd,Mary,Khan,2001-07-19,ZZ3 3CC\ne,Lee,Wong,1975-01-22,ZZ4 4DD\n",
    )];
    let linked = linked(&files);
    assert!(probability(&linked, 0, 1) > 0.9, "{:?}", linked.explain(0, 1));
    assert!((2..5).all(|other| probability(&linked, 0, other) < 0.01));
}

#[test]
fn a_file_in_which_all_are_the_same_is_linked_without_harm() {
    let rows: String = (0..3000).map(|row| format!("{row},Anna,Jones,1990-04-05\n")).collect();
    let files = [file(format!("rec_id,given_name,surname,dob\n{rows}").as_bytes())];
    let linked = linked(&files);
    assert!(linked.weight(0, 1).is_finite());
}

#[test]
fn blanks_say_nothing() {
    let mut text = String::from("rec_id,given_name,surname,dob,postcode,phone\n");
    for row in 0..4000 {
        text += &format!("{row},,,,,\n");
    }
    text +=
        "x,Anna,Jones,1990-04-05,,\ny,Anna,Jones,1990-04-05,,\nz,Tom,Patel,1951-12-30,ZZ1 1AA,07700 900123\n";
    let linked = linked(&[file(text.as_bytes())]);
    assert!(probability(&linked, 0, 1) < 0.5 && probability(&linked, 0, 4000) < 0.5);
    assert!(linked.weight(4000, 4001) > linked.weight(4000, 4002));
}

#[test]
fn two_files_with_columns_of_their_own_are_linked_by_what_they_share() {
    let first = file(
        b"rec_id,first name,last name,date of birth,post code,religion\n1,Anna,Jones,05/04/1990,ZZ1 1AA,none\n\
          2,Tom,Patel,30/12/1951,ZZ2 2BB,hindu\n3,Ruth,Evans,01/09/1963,ZZ5 5EE,\n",
    );
    let second = file(
        b"uid|name|birth_date|mobile\n7|PATEL Tom|1951-12-30|07700 900123\n8|Anna Jones|1990-04-05|\n9|Gwen Pugh|1933-02-11|\n",
    );
    let files = [first, second];
    let linked = linked(&files);
    assert!(probability(&linked, 0, 4) > 0.9, "{:?}", linked.explain(0, 4));
    assert!(probability(&linked, 0, 5) < 0.01);
    assert!(probability(&linked, 1, 3) > 0.5, "{:?}", linked.explain(1, 3));
}

#[test]
fn older_encodings_tabs_and_rows_too_short_are_read() {
    let files = [file(b"rec_id\tsurname\tgiven_name\tdob\n1\tM\xfcller\tJ\xf6rg\t1980-02-03\n2\tMueller\tJoerg\t1980-02-03\n3\tshort\n4\tKhan\tOmar\t1999-09-09\n")];
    assert_eq!(files[0].skipped.len(), 1);
    let linked = linked(&files);
    assert!(probability(&linked, 0, 1) > 0.5, "{:?}", linked.explain(0, 1));
}

#[test]
fn codes_and_dates_of_something_else_are_not_taken_for_people() {
    let mut text = String::from("case_no,opened,status code,Vorname,Nachname,geb. am,priority\n");
    for row in 0..400 {
        text += &format!(
            "C{row:05},2026-11-{:02},S{},Vor{row},Nach{row},{:02}.{:02}.19{:02},{}\n",
            1 + row % 20,
            row % 4,
            1 + row % 28,
            1 + row % 12,
            30 + row % 60,
            row % 3
        );
    }
    let files = [file(text.as_bytes())];
    let model = infer(&files, Effort::Full);
    assert_eq!(model.kind("geb. am"), Kind::BirthDate);
    assert_eq!(model.kind("opened"), Kind::Ignored);
    assert_eq!((model.kind("Vorname"), model.kind("Nachname")), (Kind::GivenName, Kind::Surname));
    assert_ne!(model.kind("case_no"), Kind::Identifier);
}

#[test]
fn several_telephones_in_a_cell_are_several() {
    let mut text = String::from(
        "rec_id,given_name,surname,phone\n1,Anna,Jones,01632 960001 / 07700 900002\n2,Ann,Jones,07700900002\n",
    );
    for row in 3..60 {
        text += &format!("{row},Name{row},Other{row},01632 961{row:03}\n");
    }
    let linked = linked(&[file(text.as_bytes())]);
    let explained = linked.explain(0, 1);
    let phone = explained.fields.iter().find(|field| field.field == "phone").expect("it is compared");
    assert_eq!(phone.degree, "same mobile", "{explained:?}");
}
