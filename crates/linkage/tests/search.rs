//! Finding people by a name as somebody remembers it.

use linkage::search::{Born, Entry, Hints, Hit, How, NameIndex, Readable, Reason};
use proptest::prelude::*;

const THIS_YEAR: u16 = 2026;

fn year(year: i16) -> Born {
    Born { earliest: i32::from(year) * 365, latest: i32::from(year) * 365 + 364 }
}

fn ages(from: u16, to: u16) -> Born {
    let born = |age| year((THIS_YEAR - age) as i16);
    Born { earliest: born(to + 1).earliest, latest: born(from).latest }
}

fn search(index: &NameIndex, typed: &str, readable: &Readable) -> Vec<Hit> {
    let hints = Hints { born_at_ages: &ages, days_of_year: &year, area: "" };
    index.search(typed, &hints, readable, 10)
}

fn index(people: &[(&str, i16, &str)]) -> NameIndex {
    let mut index = NameIndex::new();
    for (id, (names, born, town)) in people.iter().enumerate() {
        let entry = Entry {
            names: names.split(" / ").collect(),
            places: vec![town],
            born: Some(year(*born)),
            groups: vec![id as u128 % 3],
            precedence: 0,
        };
        index.insert(id as u128, &entry);
    }
    index
}

const PEOPLE: [(&str, i16, &str); 12] = [
    ("Ellie Bowyer", 2012, "14 Sallow Bank, Corby"),
    ("Ellie Marsh", 1980, "Thornby"),
    ("Mohammed Hussain", 1999, "Thornby"),
    ("Noor al-Khatib", 2003, "Corby"),
    ("Margaret O’Brien / Peggy Sutton", 1941, "Kettleby"),
    ("Siân Llewellyn-Price", 1990, "Kettleby"),
    ("Wei Zhang", 2001, "Corby"),
    ("John Smith", 1970, "Corby"),
    ("John Smith", 2011, "Thornby"),
    ("Jon Smyth", 1985, "Corby"),
    ("Maryann Fitzgerald", 1977, "Corby"),
    ("Jan van der Berg", 1950, "Corby"),
];

fn found(typed: &str) -> Vec<(u128, Vec<Reason>)> {
    search(&index(&PEOPLE), typed, &Readable::Everybody)
        .into_iter()
        .map(|hit| (hit.id, hit.reasons))
        .collect()
}

#[test]
fn a_name_is_found_however_it_is_remembered() {
    for (typed, id) in [
        ("elie boyer", 0),
        ("bowyer ellie", 0),
        ("muhamad husein", 2),
        ("محمد", 2),
        ("nor alkhatib", 3),
        ("khatib noor", 3),
        ("al khatib", 3),
        ("peggy obrien", 4),
        ("maggie o brien", 4),
        ("sutton", 4),
        ("sian price", 5),
        ("llewelyn price", 5),
        ("cheung wei", 6),
        ("mary ann fitzgerald", 10),
        ("fitzgarald", 10),
        ("vanderberg", 11),
        ("jan berg", 11),
        ("j smyth", 9),
        ("fitzg", 10),
        ("itfzgerald", 10),
    ] {
        assert_eq!(found(typed).first().map(|(id, _)| *id), Some(id), "{typed}");
    }
    for nobody in ["", " - ", "7", "e", "qqqqqq"] {
        assert_eq!(found(nobody), [], "{nobody:?}");
    }
}

#[test]
fn every_hit_says_why() {
    let word = |typed: &str, found: &str, how, name| Reason::Word {
        typed: typed.to_owned(),
        found: found.to_owned(),
        how,
        name,
    };
    let (_, reasons) = &found("elie boyer 14 corby")[0];
    assert_eq!(reasons[0], word("elie", "ellie", How::SpeltNearly { keystrokes: 1 }, 0));
    assert!(
        reasons.contains(&Reason::AgeFits)
            && reasons.contains(&Reason::PlaceFits { place: "corby".to_owned() })
    );
    let (_, reasons) = &found("brien peggy")[0];
    assert_eq!(reasons[1], word("peggy", "peggy", How::Same, 1), "of the second name");
    let (_, reasons) = &found("smith john")[0];
    assert!(reasons.contains(&Reason::OrderSwapped));
    let (_, reasons) = &found("w zhang")[0];
    assert_eq!(reasons[0], word("w", "wei", How::Initial, 0));
    let (_, reasons) = &found("marsh zzzzz")[0];
    assert!(reasons.contains(&Reason::NoFit { typed: "zzzzz".to_owned() }));
}

#[test]
fn age_and_place_tell_people_of_one_name_apart() {
    assert_eq!(found("john smith 15")[0].0, 8);
    assert_eq!(found("john smith 1970")[0].0, 7);
    assert_eq!(found("john smith corby")[0].0, 7);
    assert_eq!(found("john smith thornby")[0].0, 8);
}

#[test]
fn a_place_of_several_words_is_one_place() {
    let index = index(&[
        ("Ada Moss", 1935, "2 Quay Street, Port Talbot"),
        ("Ada Moss", 1935, "2 Quay Street, Port Ansel"),
        ("Ada Moss", 1935, "2 Quay Street, West Ham"),
        ("Ada Moss", 1935, "2 Quay Street, Westbury"),
        ("Ada Moss", 1990, "2 Quay Street, Port Ansel"),
    ]);
    for (typed, first, places) in [
        ("ada moss 91 port ansel", 1, ["port", "ansel"]),
        ("ada moss port talbot", 0, ["port", "talbot"]),
        ("moss 91 west ham", 2, ["west", "ham"]),
        ("quay street port talbot ada", 0, ["port", "talbot"]),
    ] {
        let hit = search(&index, typed, &Readable::Everybody).remove(0);
        assert_eq!(hit.id, first, "{typed}");
        let fits = |place: &str| hit.reasons.contains(&Reason::PlaceFits { place: place.to_owned() });
        assert!(places.iter().all(|place| fits(place)), "{typed}: {:?}", hit.reasons);
        let against = |reason: &Reason| matches!(reason, Reason::NoFit { .. });
        assert!(!hit.reasons.iter().any(against), "{typed}: {:?}", hit.reasons);
    }
}

#[test]
fn somebody_called_like_a_word_around_an_age_is_found() {
    let index =
        index(&[("Keith Born", 1970, "Corby"), ("Keith Aged", 1970, "Corby"), ("Keith Ash", 1970, "Corby")]);
    let first = |typed| search(&index, typed, &Readable::Everybody).first().map(|hit| hit.id);
    assert_eq!((first("keith born"), first("keidth aged")), (Some(0), Some(1)));
}

#[test]
fn two_slips_beside_each_other_are_two() {
    let index = index(&[
        ("Madeline Moss", 1970, "Corby"),
        ("Adeline Moss", 1970, "Corby"),
        ("Ada Haney", 1970, "Corby"),
    ]);
    let first = |typed| search(&index, typed, &Readable::Everybody).first().map(|hit| hit.id);
    assert_eq!(first("ada nhey"), Some(2), "a letter left out between two exchanged");
    let (_, reasons) = search(&index, "dmeline moss", &Readable::Everybody)
        .into_iter()
        .map(|hit| (hit.id, hit.reasons))
        .find(|(id, _)| *id == 0)
        .expect("Madeline");
    assert!(
        matches!(reasons[0], Reason::Word { how: How::SpeltNearly { keystrokes: 2 }, .. }),
        "{reasons:?}"
    );
}

#[test]
fn an_article_is_left_out_or_joined() {
    let index = index(&[("Noor Alkhatib", 1970, "Corby"), ("Noor Khatib", 1970, "Corby")]);
    let ids = |typed| -> Vec<u128> {
        search(&index, typed, &Readable::Everybody).into_iter().map(|hit| hit.id).collect()
    };
    assert_eq!((ids("khatib"), ids("alkhatib")), (vec![1, 0], vec![0, 1]));
}

#[test]
fn whoever_is_taken_out_or_renamed_is_not_found_by_the_old_name() {
    let mut index = index(&PEOPLE);
    index.remove(0);
    index.insert(1, &Entry { names: vec!["Xavier Plume"], ..Entry::default() });
    let ids = |typed| -> Vec<u128> {
        search(&index, typed, &Readable::Everybody).into_iter().map(|hit| hit.id).collect()
    };
    assert_eq!(ids("ellie"), [0; 0]);
    assert_eq!(ids("plume"), [1]);
    assert_eq!(index.len(), PEOPLE.len() - 1);
}

#[test]
fn a_crowd_of_one_name_leaves_room_for_other_spellings() {
    let spellings = ["Jon Smith", "John Smyth", "Jon Smyth", "Johnny Smith", "Joan Smith", "John Smit"];
    let people: Vec<(&str, i16, &str)> = [["John Smith"; 40].as_slice(), &spellings]
        .concat()
        .into_iter()
        .map(|name| (name, 1970, "Corby"))
        .collect();
    let hits = search(&index(&people), "john smith", &Readable::Everybody);
    assert_eq!(hits.len(), 10);
    assert_eq!(hits[0].id, 0, "whoever is spelt so stands first");
    assert!(hits.iter().filter(|hit| hit.id >= 40).count() >= 4, "others have places too: {hits:?}");
}

#[test]
fn short_forms_that_stand_in_no_table_are_found_by_rule() {
    let index = index(&[
        ("Adelford Moss", 1970, "Corby"),
        ("Bezella Moss", 1970, "Corby"),
        ("Tivvy Moss", 1970, "Corby"),
        ("Kelquin Moss", 1970, "Corby"),
        ("Orburt Moss", 1970, "Corby"),
    ]);
    let first = |typed| search(&index, typed, &Readable::Everybody).first().map(|hit| hit.id);
    assert_eq!(first("adelly moss"), Some(0), "a beginning and -y");
    assert_eq!(first("zella moss"), Some(1), "an end");
    assert_eq!(first("tivvian moss"), Some(2), "the short form is what is recorded");
    assert_eq!(first("uin moss"), Some(3), "an end of three letters");
    assert_eq!(first("burtie moss"), Some(4), "an end and -ie");
}

#[test]
fn two_words_that_are_common_do_not_hide_who_bears_both() {
    let names: Vec<String> = (0..300)
        .map(|number| format!("{} {}", ["Mara", "Maria", "Mark"][number % 3], ["Moss", "Hill"][number % 2]))
        .chain(["Mark Izvarin".to_owned()])
        .collect();
    let people: Vec<(&str, i16, &str)> = names.iter().map(|name| (name.as_str(), 1970, "Corby")).collect();
    let hits = search(&index(&people), "mar izvaryn", &Readable::Everybody);
    assert_eq!(hits.first().map(|hit| hit.id), Some(300));
}

proptest! {
    /// What a reader finds is what an index without anybody else would give them: same people, same order, same reasons.
    #[test]
    fn a_reader_finds_as_if_nobody_else_were_there(
        people in prop::collection::vec(("(ann|anne|jo|john|jon|mia) (lee|li|smith|smyth|bell)", 1930i16..2020, 0u128..4), 1..60),
        typed in "(an|anne|jon|jhon|mia|smith)( (le|smith|smyt|bel|j))?( 30)?",
        reader in 0u128..4,
    ) {
        let entry = |(name, born, group): &(String, i16, u128)| Entry {
            names: vec![],
            places: vec![],
            born: Some(year(*born)),
            groups: vec![*group],
            precedence: (name.len() % 2) as u8,
        };
        let (mut whole, mut theirs) = (NameIndex::new(), NameIndex::new());
        for (id, person) in people.iter().enumerate() {
            let entry = Entry { names: vec![&person.0], ..entry(person) };
            whole.insert(id as u128, &entry);
            if person.2 == reader {
                theirs.insert(id as u128, &entry);
            }
        }
        let found = search(&whole, &typed, &Readable::SeenBy(vec![reader]));
        prop_assert_eq!(found, search(&theirs, &typed, &Readable::Everybody));
    }

    #[test]
    fn nothing_that_is_typed_or_recorded_breaks_it(name in "\\PC{0,30}", typed in "\\PC{0,40}") {
        let mut index = index(&PEOPLE);
        index.insert(99, &Entry { names: vec![&name, &name], places: vec![&typed], ..Entry::default() });
        let hits = search(&index, &typed, &Readable::Everybody);
        prop_assert!(hits.len() <= 10);
        index.remove(99);
        prop_assert_eq!(index.len(), PEOPLE.len());
    }
}
