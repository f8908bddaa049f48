//! What a heading and the values below it are taken for.

use linkage::model::{Effort, Key, Kind, Model};
use linkage::read::read_csv;
use linkage::{DateOrder, infer};

use crate::register::{csv, register};

fn inferred(text: &str) -> Model {
    infer(&[read_csv(text.as_bytes(), None).expect("the text is CSV")], Effort::Full)
}

#[test]
fn headings_of_many_registers_are_known() {
    for (heading, value, expected) in [
        ("given_name", "Anna", Kind::GivenName),
        ("First Name", "Anna", Kind::GivenName),
        ("fname_c1", "Anna", Kind::GivenName),
        ("patient_surname", "Jones", Kind::Surname),
        ("soc_sec_id", "1234567", Kind::Identifier),
        ("NHS Number", "999 000 0018", Kind::Identifier),
        ("date_of_birth", "19840312", Kind::BirthDate),
        ("by", "1984", Kind::BirthYear),
        ("suburb", "Elmstead", Kind::Town),
        ("zipcode", "00000", Kind::Postcode),
        ("race_ethnicity", "B2", Kind::Category),
        ("address_1", "Mill Lane", Kind::Street),
        ("mobile", "07700 900123", Kind::Telephone),
        ("cluster_id", "4", Kind::Ignored),
        ("simulant_id", "4", Kind::Ignored),
        ("PatientSurname", "Jones", Kind::Surname),
        ("last_seen", "bus stop", Kind::Text),
        ("gender_desc", "Female", Kind::Sex),
        ("Approx. age", "34", Kind::Age),
        ("document_number", "77-1234", Kind::Identifier),
        ("straße", "Mühlweg 4", Kind::Street),
        ("kod_pocztowy", "00-001", Kind::Postcode),
        ("employer_name", "Mill & Sons", Kind::Text),
        ("employer_city", "Elmstead", Kind::Ignored),
        ("next_of_kin_phone", "07700 900123", Kind::Ignored),
    ] {
        let model = inferred(&format!("rec_id,{heading}\n1,{value}\n2,{value}\n"));
        assert_eq!(model.columns[0].kind, expected, "{heading}");
        assert!(!model.columns[0].because.is_empty());
    }
}

#[test]
fn values_tell_what_headings_do_not() {
    let text = csv(&register(300, 7));
    let plain = inferred(&text);
    let (heading, rows) = text.split_once('\n').expect("there is a heading");
    let nameless: Vec<String> = (0..heading.split(',').count()).map(|place| format!("c{place}")).collect();
    let nameless = inferred(&format!("{}\n{rows}", nameless.join(",").replacen("c0", "rec_id", 1)));
    let kinds = |model: &Model| model.columns.iter().map(|role| role.kind).collect::<Vec<_>>();
    let expected: Vec<Kind> = kinds(&plain)
        .into_iter()
        // A second column of given names is used as a middle name; a town of which there are six is a category.
        .map(|kind| if kind == Kind::MiddleName { Kind::GivenName } else { kind })
        .map(|kind| if kind == Kind::Town { Kind::Category } else { kind })
        .collect();
    assert_eq!(kinds(&nameless), expected);
}

#[test]
fn a_heading_that_its_values_contradict_is_not_believed() {
    let model = inferred("rec_id,dob\n1,Leeds\n2,York\n3,Hull\n");
    assert_ne!(model.columns[0].kind, Kind::BirthDate);
    assert!(model.columns[0].because.starts_with("its name suggests"), "{}", model.columns[0].because);
}

#[test]
fn a_date_is_one_of_birth_only_when_no_other_is() {
    let rows: String = (0..40).map(|n| format!("{n},{}-02-03,05/11/{}\n", 1950 + n, 1950 + n)).collect();
    let model = inferred(&format!("rec_id,survey_date,dob\n{rows}"));
    assert_eq!(model.columns[0].kind, Kind::Ignored);
    assert_eq!(
        (model.columns[1].kind, model.columns[1].date_order),
        (Kind::BirthDate, Some(DateOrder::DayFirst))
    );
}

#[test]
fn a_model_is_the_same_after_it_was_written_and_read() {
    let model = inferred(&csv(&register(30, 8)));
    assert_eq!(
        Model::from_toml(&model.to_toml().expect("a model has a form in TOML")).expect("it can be read"),
        model
    );
    assert!("surname.sound".parse::<Key>().is_ok());
    assert!("surname.colour".parse::<Key>().is_err_and(|why| why.contains("surname.sound")));
}

#[test]
fn two_files_may_name_their_columns_as_they_please() {
    let files = [
        "rec_id,surname,street,dob\n1,Jones,Mill Lane,1984-03-12\n",
        "rec_id,Family name,Address line 1,Date of birth\n2,Jones,Mill Lane,12/03/1984\n",
    ]
    .map(|text| read_csv(text.as_bytes(), None).expect("the text is CSV"));
    let kinds: Vec<Kind> = infer(&files, Effort::Full).columns.iter().map(|role| role.kind).collect();
    assert_eq!(kinds[..3], kinds[3..]);
    assert_eq!(kinds[1], Kind::Street);
}

#[test]
fn the_other_part_of_a_name_is_found_beside_the_one_that_is_known() {
    for (heading, expected) in [
        ("rec_id,forename,opis", [Kind::GivenName, Kind::Surname]),
        ("rec_id,opis,surname", [Kind::GivenName, Kind::Surname]),
        ("rec_id,Name,Surname", [Kind::GivenName, Kind::Surname]),
    ] {
        // Words that no list of ours knows, as many as there are rows.
        let rows: String = (0..40u32)
            .map(|n| {
                let word = |from: u32| {
                    (0..5).map(|k| char::from(b'a' + ((from + n * 7 + k * n) % 26) as u8)).collect::<String>()
                };
                format!("{n},{},{}\n", word(1), word(11))
            })
            .collect();
        let kinds: Vec<Kind> =
            inferred(&format!("{heading}\n{rows}")).columns.iter().map(|role| role.kind).collect();
        assert_eq!(kinds, expected, "{heading}");
    }
}

#[test]
fn long_text_is_ignored_whatever_it_is_called() {
    let note = |row: usize| format!("seen at number {row} ").repeat(10);
    for heading in ["notes", "address", "full name"] {
        let rows: String = (0..60).map(|row| format!("{row},Jones,{}\n", note(row))).collect();
        let files =
            [read_csv(format!("rec_id,surname,{heading}\n{rows}").as_bytes(), None)
                .expect("the text is CSV")];
        let model = infer(&files, Effort::Full);
        assert_eq!(model.kind(heading), Kind::Ignored, "{heading}");
        let role = model.columns.iter().find(|role| role.column == heading).expect("it is a column");
        assert!(role.because.contains("long text"), "{}", role.because);
    }
}
