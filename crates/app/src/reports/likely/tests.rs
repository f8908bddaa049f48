//! Who is asked about, and who is not.

use domain::{
    file::PersonFile,
    ids::PersonId,
    person::{BirthDate, Contact, PersonDetails, Sex},
};
use jiff::civil::date;

use store::Scope;

use super::{
    COMPARED_AT_MOST, Everybody, Matter, Others, Reason, Strength, Weighing, Weighs,
    evidence::{Described, missing_now},
    others_than,
    standing::Pair,
};

fn somebody(name: &str, birth: BirthDate) -> PersonDetails {
    PersonDetails { name: name.into(), birth, ..PersonDetails::default() }
}

fn aged(age: u8) -> BirthDate {
    BirthDate::AgeRange { from: age, to: age, estimated_on: date(2026, 3, 1) }
}

fn born(year: i16, month: i8, day: i8) -> BirthDate {
    BirthDate::Exact { date: date(year, month, day) }
}

fn asked(one: &PersonDetails, other: &PersonDetails) -> Option<(Strength, Vec<Reason>)> {
    let compared = Described::new(one, []).compared(&Described::new(other, []), date(2026, 3, 1))?;
    compared.strength().map(|strength| (strength, compared.reasons))
}

#[test]
fn whoever_is_likely_known_is_asked_about() {
    use BirthDate::Unknown;
    use Strength::{Possible, VeryLikely};
    let ellie = ("Ellie Bowyer", born(2011, 5, 17));
    for (typed, birth, (name, recorded), expected) in [
        ("Elie Boyer", Unknown, ellie, Some(Possible)),
        ("Elie Boyer", aged(14), ellie, Some(Possible)),
        ("Bowyer, Ellie", aged(14), ellie, Some(VeryLikely)),
        ("Ellie Bowyer", Unknown, ellie, Some(Possible)),
        ("Ellie Bowyer", aged(16), ellie, Some(Possible)),
        ("Ellie Bowyer", aged(41), ellie, None),
        ("Elly Bowyer", born(2011, 5, 17), ellie, Some(VeryLikely)),
        ("Ellie Bowyer", born(2010, 11, 2), ellie, None),
        ("Ellie Jones", born(2011, 5, 17), ellie, Some(VeryLikely)),
        ("Ellie Jones", aged(14), ellie, None),
        ("Ellie", Unknown, ellie, Some(Possible)),
        ("Ellie", aged(16), ellie, None),
        ("Ellie", aged(14), ellie, Some(Possible)),
        ("Liz Marsh", Unknown, ("Elizabeth Marsh", Unknown), Some(Possible)),
        ("Muhamad Khan", aged(15), ("Mohammed Khan", aged(15)), Some(Possible)),
        ("Fatima Yusuf", Unknown, ("Yusuf Fatima", Unknown), Some(Possible)),
        ("Ellie Bowyer", born(2011, 9, 4), ("Ellie Bowyer", born(2011, 4, 9)), Some(VeryLikely)),
        ("Tom Bowyer", aged(14), ellie, None),
    ] {
        let found = asked(&somebody(typed, birth), &somebody(name, recorded));
        assert_eq!(found.as_ref().map(|(strength, _)| *strength), expected, "{typed} {birth:?}: {found:?}");
    }
}

/// Somebody on record with what they are known as besides, an age, and whether they are missing now.
struct OnRecord {
    name: &'static str,
    other_names: &'static [&'static str],
    age: u8,
    missing: Missing,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Missing {
    Now,
    NotNow,
}

impl OnRecord {
    fn asked(&self, typed: &str, birth: BirthDate) -> Option<Vec<Reason>> {
        let recorded = PersonDetails {
            other_names: self.other_names.iter().map(|name| (*name).to_owned()).collect(),
            ..somebody(self.name, aged(self.age))
        };
        let today = date(2026, 3, 1);
        let mut evidence =
            Described::new(&somebody(typed, birth), []).compared(&Described::new(&recorded, []), today)?;
        if self.missing == Missing::Now {
            missing_now(&mut evidence);
        }
        evidence.strength().map(|_| evidence.reasons)
    }
}

const OLUMIDE: OnRecord =
    OnRecord { name: "Olumide Adebayo-Thompson", other_names: &[], age: 36, missing: Missing::NotNow };
const YOUNG_OLUMIDE: OnRecord = OnRecord { age: 19, missing: Missing::Now, ..OLUMIDE };
const IOANA: OnRecord =
    OnRecord { name: "Ioana Lewandowska-Bąk", other_names: &[], age: 14, missing: Missing::Now };
const ROWAN: OnRecord = OnRecord {
    name: "Rowan Ellis-Whyte",
    other_names: &["Rory (name at birth; not used)"],
    age: 17,
    missing: Missing::NotNow,
};
const CAOIMHE: OnRecord =
    OnRecord { name: "Caoimhe Brennan", other_names: &[], age: 13, missing: Missing::NotNow };
const AOIFE: OnRecord = OnRecord {
    name: "Aoife Ní Bhriain",
    other_names: &["Eva O'Brien", "Ava"],
    age: 14,
    missing: Missing::NotNow,
};
const MAXIMILIAN: OnRecord = OnRecord {
    name: "Maximilian Bartholomew Featherstone-Cholmondeley Winterbourne",
    other_names: &["Max", "Maxi"],
    age: 17,
    missing: Missing::NotNow,
};
const SUMMER: OnRecord = OnRecord { name: "Summer Holt", other_names: &[], age: 15, missing: Missing::Now };
const KOFI: OnRecord =
    OnRecord { name: "Kofi Adebayo-Thompson", other_names: &[], age: 16, missing: Missing::NotNow };
const ZABIHULLAH: OnRecord = OnRecord {
    name: "Zabihullah",
    other_names: &["Zabi", "Zabiullah (spelling on the Home Office letter)"],
    age: 16,
    missing: Missing::NotNow,
};

#[test]
fn however_a_caller_says_the_name_the_record_is_asked_about() {
    use BirthDate::Unknown;
    for (typed, birth, recorded) in [
        ("Olu Adebayo", aged(36), OLUMIDE),
        ("Adebayo Thompson", aged(36), OLUMIDE),
        ("Olu Adebayo-Thompson", aged(36), OLUMIDE),
        ("Adebayo Thomson", aged(19), YOUNG_OLUMIDE),
        ("Ioana Levandovska", aged(14), IOANA),
        ("Joanna Lewandowska", aged(14), IOANA),
        ("Ioana Bonk", aged(14), IOANA),
        ("Rory Ellis Whyte", aged(17), ROWAN),
        ("Rowan Elis White", aged(17), ROWAN),
        ("R. Ellis-Whyte", aged(17), ROWAN),
        ("Kweeva Brennan", aged(13), CAOIMHE),
        ("Eefa Ni Vreen", aged(14), AOIFE),
        ("Ava O Brien", aged(14), AOIFE),
        ("Maximillian Fetherstone Chumley", aged(17), MAXIMILIAN),
        ("Max Winterbourne", aged(17), MAXIMILIAN),
        ("Holt", Unknown, SUMMER),
        ("Summer Holt", aged(45), SUMMER),
        ("Kofi", Unknown, KOFI),
        ("Unknown Holt", aged(15), SUMMER),
        ("Zabiullah", aged(16), ZABIHULLAH),
    ] {
        assert!(recorded.asked(typed, birth).is_some(), "{typed} {birth:?}: {}", recorded.name);
    }
}

#[test]
fn somebody_else_is_not_asked_about() {
    for (typed, birth, recorded) in [
        // Brothers, sisters and others of one home.
        ("Tunde Adebayo-Thompson", aged(36), OLUMIDE),
        ("Kofi Adebayo-Thompson", aged(19), YOUNG_OLUMIDE),
        ("Piotr Lewandowski-Bąk", aged(14), IOANA),
        ("River Ellis-Whyte", aged(17), ROWAN),
        ("Ciara Brennan", aged(13), CAOIMHE_MISSING),
        ("Autumn Holt", aged(15), SUMMER),
        // The same given name, another family.
        ("Rory Black", aged(17), ROWAN),
        ("Max Carter", aged(17), MAXIMILIAN),
        // No digit of the age is one that slipped.
        ("Summer Holt", aged(62), SUMMER),
        // What was said about a name, and that nobody knows it.
        ("Unknown", aged(14), IOANA),
        ("Not known", aged(17), ROWAN),
        ("Birth", aged(17), ROWAN),
        ("Home Office", aged(16), ZABIHULLAH),
        ("No name given", aged(16), ZABIHULLAH),
        ("Summer Child", aged(15), SUMMER),
    ] {
        assert_eq!(recorded.asked(typed, birth), None, "{typed} {birth:?}: {}", recorded.name);
    }
    let not_missing = OnRecord { missing: Missing::NotNow, ..SUMMER };
    assert_eq!(not_missing.asked("Summer Holt", aged(45)), None, "a mother of the same name");
}

const CAOIMHE_MISSING: OnRecord = OnRecord { missing: Missing::Now, ..CAOIMHE };

#[test]
fn a_name_that_was_left_behind_is_told_to_nobody_who_did_not_say_it() {
    let reason = |typed| ROWAN.asked(typed, aged(17)).unwrap().remove(0);
    assert_eq!(reason("Rory Ellis Whyte"), Reason::KnownAs { name: "Rory".into() });
    let main = |typed: &str| Reason::NameNearly { typed: typed.into(), recorded: ROWAN.name.into() };
    for typed in ["Rowan Elis White", "Rori Ellis Whyte"] {
        assert_eq!(reason(typed), main(typed));
    }
    let in_part = |typed: &str| Reason::NameInPart { typed: typed.into(), recorded: ROWAN.name.into() };
    for typed in ["Ellis Whyte", "R. Ellis-Whyte"] {
        assert_eq!(reason(typed), in_part(typed));
    }
}

#[test]
fn where_nobody_knows_the_name_the_rest_is_compared() {
    let holly = PersonDetails {
        home_address: "94 Tannery Lane".into(),
        ..somebody("Holly Hindle", born(2012, 8, 3))
    };
    let girl =
        |name: &str, birth| PersonDetails { home_address: "94 Tannery Lane".into(), ..somebody(name, birth) };
    let (_, reasons) = asked(&girl("Not known, a girl", born(2012, 8, 3)), &holly).unwrap();
    assert_eq!(reasons, [Reason::BirthSame, Reason::SameAddress]);
    assert!(asked(&girl("H. Hindle", BirthDate::Unknown), &holly).is_some());
    assert_eq!(asked(&girl("T. Hindle", BirthDate::Unknown), &holly), None);
    assert_eq!(asked(&girl("Not known, a girl", BirthDate::Unknown), &holly), None);
}

#[test]
fn brothers_sisters_and_twins_are_never_asked_about() {
    let child = |name: &str, birth| PersonDetails {
        home_address: "12 Sallow Bank".into(),
        phones_and_accounts: "07700 900123".into(),
        contacts: vec![Contact {
            name: "Jo Bell".into(),
            relation: "Mother".into(),
            reach: "01632 960102".into(),
        }],
        ..somebody(name, birth)
    };
    let twins = born(2011, 5, 17);
    for (one, other) in
        [("Amy Bell", "Grace Bell"), ("Jade Bell", "Jack Bell"), ("Thomas Bell", "James Bell")]
    {
        assert_eq!(asked(&child(one, twins), &child(other, twins)), None, "{one}, {other}");
    }
}

#[test]
fn why_somebody_is_asked_about_is_said() {
    let typed = PersonDetails { home_address: "12 Sallow Bank".into(), ..somebody("Elie Boyer", aged(14)) };
    let recorded = PersonDetails {
        other_names: vec!["Ellie B".into()],
        home_address: "12, Sallow Bank\nBrackenshire".into(),
        ..somebody("Ellie Bowyer", born(2011, 5, 17))
    };
    let nearly = Reason::NameNearly { typed: "Elie Boyer".into(), recorded: "Ellie Bowyer".into() };
    let expected = (Strength::VeryLikely, vec![nearly, Reason::AgeFits, Reason::SameAddress]);
    assert_eq!(asked(&typed, &recorded), Some(expected));
    let known_as = somebody("Ellie B", aged(14));
    let (_, reasons) = asked(&known_as, &recorded).unwrap();
    assert_eq!(reasons[0], Reason::KnownAs { name: "Ellie B".into() });
}

fn file(number: u128, details: PersonDetails) -> PersonFile {
    let mut file =
        PersonFile::as_known_at(PersonId(uuid::Uuid::from_u128(number)), &[], jiff::Timestamp::MIN);
    file.person.details = details;
    file
}

fn weighed(one: PersonDetails, other: PersonDetails) -> Weighing {
    Weighing::of(&file(1, one), &file(2, other), date(2026, 3, 1))
}

#[test]
fn each_matter_says_what_it_weighs_and_what_speaks_against_is_among_it() {
    let living = |details, place: &str| PersonDetails { home_address: place.into(), ..details };
    let one =
        PersonDetails { sex: Sex::Male, ..living(somebody("Ellie Bowyer", aged(15)), "12 Sallow Bank") };
    let other = PersonDetails {
        sex: Sex::Female,
        ..living(somebody("Ellie Bowyer", born(2009, 5, 17)), "3 Ferry Row")
    };
    let weighing = weighed(one, other);
    let says: Vec<(Matter, f64)> =
        weighing.matters.iter().map(|(matter, weighs)| (*matter, weighs.weight().bits())).collect();
    let expected = [
        (Matter::Name, 8.0),
        (Matter::Birth, -1.5),
        (Matter::Sex, -4.0),
        (Matter::Address, 0.0),
        (Matter::Telephone, 0.0),
        (Matter::Carer, 0.0),
    ];
    assert_eq!(says, expected);
    assert_eq!(weighing.together().map(|sum| sum.bits()), Some(2.5), "what is shown adds up");
    assert_eq!(weighing.strength, None);
    assert_eq!((&weighing.matters[3].1, &weighing.matters[4].1), (&Weighs::Nothing, &Weighs::NotKnown));
}

#[test]
fn names_of_two_people_end_the_comparison_and_nothing_adds_up() {
    let twins = born(2011, 5, 17);
    let weighing = weighed(somebody("Amy Bell", twins), somebody("Grace Bell", twins));
    assert_eq!((&weighing.matters[0].1, weighing.together()), (&Weighs::OfTwoPeople, None));
    assert_eq!(weighing.strength, None);
}

fn pairs(everybody: &Everybody) -> Vec<Pair> {
    everybody.likely_pairs(date(2026, 3, 1), &Scope::Everything).into_iter().map(|found| found.pair).collect()
}

#[test]
fn pairs_worked_out_bit_by_bit_are_those_worked_out_at_once() {
    let names = [
        "Ellie Bowyer",
        "Elie Boyer",
        "Tom Bowyer",
        "Mohammed Khan",
        "Muhamad Khan",
        "Amy Bell",
        "Ellie Jones",
    ];
    let somebody = |number: u128, year| {
        let name = names[usize::try_from(number).unwrap() % names.len()];
        file(number, somebody(name, born(year, 5, 17)))
    };
    let today = date(2026, 3, 1);
    let mut fed = Everybody::default();
    for number in 0..60 {
        fed.put(&somebody(number, 1990), &[]);
        fed.settle(today, 3);
    }
    // Each second is changed, one in five goes.
    for number in (0..60).step_by(2) {
        fed.put(&somebody(number, 2011), &[]);
        fed.settle(today, 1);
    }
    for number in (0..60).step_by(5) {
        fed.remove(PersonId(uuid::Uuid::from_u128(number)));
    }
    while fed.settle(today, 4) > 0 {}

    let mut anew = Everybody::default();
    for number in (0..60).filter(|number| number % 5 != 0) {
        anew.put(&somebody(number, if number % 2 == 0 { 2011 } else { 1990 }), &[]);
    }
    assert_eq!(anew.settle(today, 10), 38, "it is said of how many it is not worked out");
    assert_eq!(anew.settle(today, 60), 0);
    assert!(pairs(&anew).len() > 50, "{:?}", pairs(&anew));
    assert_eq!(pairs(&fed), pairs(&anew));
}

#[test]
fn where_more_have_a_name_than_are_looked_through_that_is_said() {
    let mut everybody = Everybody::default();
    let khan = somebody("Mohammed Khan", BirthDate::Unknown);
    let asked = Described::new(&khan, []);
    let others = |everybody: &Everybody| {
        let like = everybody.like(&asked, (&[], COMPARED_AT_MOST), date(2026, 3, 1), &Scope::Everything);
        (like.len(), others_than(&like))
    };
    for number in 0..150 {
        everybody.put(&file(number, khan.clone()), &[]);
    }
    assert_eq!(others(&everybody), (150, Others::Nobody));
    for number in 150..250 {
        everybody.put(&file(number, khan.clone()), &[]);
    }
    assert_eq!(others(&everybody), (200, Others::TooManyToShow));
}
