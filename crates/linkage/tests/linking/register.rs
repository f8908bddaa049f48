//! A made-up register: households that share surname, address and telephone, and some people recorded twice, with the
//! faults of real registers. Nobody in it exists; telephone numbers are of the ranges kept for drama.

use linkage::read::{Records, read_csv};

const GIVEN: &[&str] = &[
    "William",
    "Elizabeth",
    "Margaret",
    "Robert",
    "Katherine",
    "James",
    "Susan",
    "Michael",
    "Deborah",
    "Thomas",
    "Rhys",
    "Sian",
    "Mohammed",
    "Fatima",
    "Aisha",
    "Yusuf",
    "Wojciech",
    "Agnieszka",
    "Dmitri",
    "Svetlana",
    "Harpreet",
    "Gurdeep",
    "Priya",
    "Vijay",
    "Mei",
    "Wei",
    "Aoife",
    "Ciaran",
    "Hamish",
    "Eilidh",
    "Daniel",
    "Rebecca",
    "Samuel",
    "Abigail",
    "Nicholas",
    "Victoria",
    "Anthony",
    "Christine",
    "Joshua",
    "Hannah",
];
const SURNAMES: &[&str] = &[
    "Jones",
    "Evans",
    "Smith",
    "Taylor",
    "Brown",
    "Khan",
    "Patel",
    "Singh",
    "Begum",
    "Kowalski",
    "Nowak",
    "Ivanov",
    "MacDonald",
    "O'Brien",
    "Murphy",
    "Chen",
    "Wong",
    "Hussain",
    "Ahmed",
    "Okafor",
    "Mensah",
    "Wright",
    "Thompson",
    "Robinson",
    "Walker",
    "Hughes",
    "Bennett",
    "Carter",
    "Fletcher",
    "Harrison",
    "Whitfield",
    "Cartwright",
    "Ashworth",
    "Pemberton",
    "Llewellyn",
    "Griffiths",
    "Campbell",
    "Sinclair",
    "Holloway",
    "Thornton",
];
const STREETS: &[&str] = &[
    "Church Street",
    "Station Road",
    "Mill Lane",
    "Park Avenue",
    "Orchard Close",
    "Chapel Hill",
    "Queen Street",
    "Meadow Way",
    "Grange Road",
    "Elm Drive",
    "Harbour View",
    "Castle Street",
];
const TOWNS: &[&str] = &["Ashbury", "Dunford", "Elmstead", "Kingsmere", "Oakhurst", "Thornley"];

/// Random numbers from a seed.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % end
    }

    fn of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }
}

/// One record and the person it is of.
#[derive(Clone)]
pub(crate) struct Entry {
    pub(crate) person: usize,
    pub(crate) cells: [String; 9],
}

/// The heading of [`csv`].
pub(crate) const HEADING: &str = "rec_id,first_name,middle_name,surname,sex,dob,street,town,postcode,phone";

/// Households of up to four, and a second record of every fourth person.
pub(crate) fn register(households: usize, seed: u64) -> Vec<Entry> {
    let mut dice = Dice::new(seed);
    let mut entries: Vec<Entry> = Vec::new();
    for _ in 0..households {
        let surname = format!("{}{}", dice.of(SURNAMES), ["", "", "son", "ley"][dice.below(4)]);
        let street = format!("{} {}", 1 + dice.below(120), dice.of(STREETS));
        let town = dice.below(TOWNS.len());
        let letter = |dice: &mut Dice| (b'A' + dice.below(20) as u8) as char;
        let postcode = format!("ZZ{} {}{}{}", town + 1, dice.below(10), letter(&mut dice), letter(&mut dice));
        let phone = format!("01632 960{:03}", dice.below(1000));
        for _ in 0..1 + dice.below(4) {
            let sex = dice.below(2);
            entries.push(Entry {
                person: entries.len(),
                cells: [
                    dice.of(GIVEN).to_owned(),
                    if dice.below(2) == 0 { dice.of(GIVEN).to_owned() } else { String::new() },
                    surname.clone(),
                    ["M", "F"][sex].to_owned(),
                    format!("{}-{:02}-{:02}", 1930 + dice.below(90), 1 + dice.below(12), 2 + dice.below(27)),
                    street.clone(),
                    TOWNS[town].to_owned(),
                    postcode.clone(),
                    if dice.below(2) == 0 { phone.clone() } else { String::new() },
                ],
            });
        }
    }
    let people = entries.len();
    for person in (0..people).step_by(4) {
        let mut again = entries[person].clone();
        for _ in 0..1 + dice.below(2) {
            spoil(&mut again.cells, &mut dice);
        }
        entries.push(again);
    }
    for place in (1..entries.len()).rev() {
        entries.swap(place, dice.below(place + 1));
    }
    entries
}

/// One fault.
fn spoil(cells: &mut [String; 9], dice: &mut Dice) {
    match dice.below(9) {
        0 => cells.swap(0, 2),
        1 => cells[0] = cells[0][..1].to_owned(),
        2 => cells[1].clear(),
        3 => slip(&mut cells[2], dice),
        4 => slip(&mut cells[0], dice),
        5 if !cells[4].is_empty() => cells[4].replace_range(9.., &dice.below(9).to_string()),
        6 => cells[4].clear(),
        7 => slip(&mut cells[7], dice),
        _ => {
            cells[5] = format!("{} {}", 1 + dice.below(120), dice.of(STREETS));
            cells[7] = format!("ZZ9 {}QQ", dice.below(10));
        }
    }
}

/// Two neighbouring letters exchanged.
fn slip(cell: &mut String, dice: &mut Dice) {
    let mut letters: Vec<char> = cell.chars().collect();
    if letters.len() > 2 {
        let place = 1 + dice.below(letters.len() - 2);
        letters.swap(place, place + 1);
        *cell = letters.into_iter().collect();
    }
}

/// The entries as CSV; the identifier is the place, counted from 0.
pub(crate) fn csv(entries: &[Entry]) -> String {
    let mut text = format!("{HEADING}\n");
    for (place, entry) in entries.iter().enumerate() {
        text += &format!("r{place},{}\n", entry.cells.join(","));
    }
    text
}

/// The entries as records.
pub(crate) fn records(entries: &[Entry]) -> Records {
    read_csv(csv(entries).as_bytes(), None).expect("the register is CSV")
}
