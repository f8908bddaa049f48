//! How often somebody new is asked about: a question that is nearly always wrong is pressed away unread.

use domain::{
    file::PersonFile,
    ids::PersonId,
    person::{BirthDate, PersonDetails},
};
use jiff::{Timestamp, civil::date};
use store::Scope;
use uuid::Uuid;

use super::{COMPARED_AT_MOST, Everybody, evidence::Described};

/// Given names with sex left out, the commonest first.
const GIVEN: &str = "Oliver Amelia George Isla Harry Ava Noah Emily Jack Sophia Leo Lily Muhammad Grace Oscar Mia Charlie Poppy \
    Arthur Ella Thomas Evie Jacob Charlotte William Jessica Ethan Sophie Alfie Daisy Joshua Alice Henry Florence James Ruby \
    Lucas Freya Daniel Phoebe Logan Isabelle Max Sienna Isaac Matilda Adam Zara Finley Aisha Samuel Chloe Dylan Hannah Toby \
    Megan Ryan Holly Nathan Erin Luke Lucy Ali Fatima Ibrahim Maryam Yusuf Zainab Omar Noor Arjun Priya Rohan Anika Jakub \
    Zuzanna Kacper Oliwia Andrei Ioana Mihai Elena Kwame Ama Tunde Folake Kofi Abena Cian Niamh Ronan Saoirse Rhys Carys Owain \
    Ffion Craig Shona Wayne Sharon Kevin Tracey Barry Maureen Derek Sheila Stanley Doris Ernest Hilda Leon Tamara Jayden \
    Kayleigh Tyrone Chantelle Reece Demi Bradley Kelsey Connor Shannon Kieran Paige Aaron Jade Lewis Abigail";

const FAMILY: &str = "Smith Jones Taylor Brown Williams Wilson Johnson Davies Patel Robinson Wright Thompson Evans Walker White Roberts \
    Green Hall Thomas Clarke Jackson Wood Harris Edwards Turner Martin Cooper Hill Ward Hughes Moore Clark King Harrison Lewis \
    Baker Lee Allen Morris Khan Scott Watson Davis Parker James Bennett Young Phillips Richardson Mitchell Bailey Carter Cook \
    Singh Shaw Bell Collins Morgan Kelly Begum Miller Cox Hussain Marshall Simpson Price Anderson Adams Wilkinson Ahmed Foster \
    Ellis Murphy Chapman Mason Gray Richards Webb Rogers Hunt Mills Holmes Palmer Matthews Fisher Barnes Knight Lloyd Butler \
    Russell Barker Stevens Jenkins Dixon Fletcher Ali Hindle Holt Brennan Nowak Kowalski Wójcik Popescu Ionescu Owusu Mensah \
    Okafor Adeyemi Byrne Walsh Doyle Gallagher Pritchard Bevan Rees Gough Sutcliffe Ashworth Greenwood Haigh Lumb Ogden Crabtree \
    Pickles Ackroyd Sykes Whyte-Mensah Lewandowska-Bąk Ellis-Whyte Grant-Powell Adebayo-Thompson Featherstone O'Neill McKenna";

/// Numbers as of chance, always the same.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }

    /// A name of the list, the first ones more often.
    fn name<'a>(&mut self, names: &[&'a str]) -> &'a str {
        let most = names.len() as u64;
        let place = self.below(most).min(self.below(most));
        names[usize::try_from(place).unwrap()]
    }

    fn somebody(&mut self) -> PersonDetails {
        let (given, family): (Vec<&str>, Vec<&str>) =
            (GIVEN.split_whitespace().collect(), FAMILY.split_whitespace().collect());
        let age =
            u8::try_from(if self.below(3) < 2 { 8 + self.below(10) } else { 18 + self.below(70) }).unwrap();
        PersonDetails {
            name: format!("{} {}", self.name(&given), self.name(&family)),
            birth: BirthDate::AgeRange { from: age, to: age, estimated_on: date(2026, 3, 1) },
            ..PersonDetails::default()
        }
    }
}

/// How many of so many new people are asked about, with so many on record.
fn asked_about(on_record: u128, new: usize) -> usize {
    let mut chance = Chance(20_260_301);
    let mut everybody = Everybody::default();
    for number in 0..on_record {
        let id = PersonId(Uuid::from_u128(number));
        let mut file = PersonFile::as_known_at(id, &[], Timestamp::MAX);
        file.person.details = chance.somebody();
        everybody.put(&file, &[]);
    }
    let asked = (0..new).map(|_| Described::new(&chance.somebody(), []));
    let like = |asked: &Described| {
        everybody.like(asked, (&[], COMPARED_AT_MOST), date(2026, 3, 1), &Scope::Everything)
    };
    asked.filter(|asked| like(asked).iter().any(|(_, evidence)| evidence.strength().is_some())).count()
}

#[test]
fn somebody_new_is_seldom_asked_about() {
    let asked = asked_about(300, 80);
    assert!(asked <= 8, "{asked} of 80 who are nobody on record");
}
