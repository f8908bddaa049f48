//! What a row says, cell by cell, put where it would have been typed, and read by the form of a new record.

use app::{
    cases::Act,
    unidentified::{SheetRow, TakenOver},
};
use domain::unidentified::UnidentifiedEvent;
use jiff::Timestamp;

use super::{
    RowWrong,
    columns::{Answers, Column, form, plain},
    dates::FoundOn,
};
use crate::{
    acts::{self, Kind, Subject, Values, words},
    catalogue::t,
};

/// What people write into a cell of which nothing is known.
const UNKNOWN: [&str; 10] =
    ["", "unknown", "notknown", "nk", "na", "none", "nil", "notrecorded", "unrecorded", "unk"];

/// What other systems write for a word that can be chosen.
const ALSO: [(&str, &str, &str); 26] = [
    ("kind", "living", "living_person"),
    ("kind", "alive", "living_person"),
    ("kind", "patient", "living_person"),
    ("kind", "deceased", "body"),
    ("kind", "dead", "body"),
    ("kind", "bones", "remains"),
    ("kind", "skeletalremains", "remains"),
    ("sex", "f", "female"),
    ("sex", "woman", "female"),
    ("sex", "m", "male"),
    ("sex", "man", "male"),
    ("dental", "yes", "held"),
    ("dental", "no", "not_held"),
    ("dna", "yes", "held"),
    ("dna", "no", "not_held"),
    ("fingerprints", "yes", "held"),
    ("fingerprints", "no", "not_held"),
    ("hair", "fair", "blond"),
    ("hair", "blonde", "blond"),
    ("hair", "ginger", "red"),
    ("hair", "auburn", "red"),
    ("hair", "gray", "grey"),
    ("eyes", "gray", "grey"),
    ("hair_length", "bald", "none"),
    ("build", "thin", "slim"),
    ("build", "average", "medium"),
];

/// The record that a row is of.
///
/// # Errors
/// Everything that is wrong with it.
pub(super) fn taken_over(
    columns: &[Column],
    row: &SheetRow,
    now: Timestamp,
) -> Result<TakenOver, Vec<RowWrong>> {
    let mut reading = Reading { values: Values::default(), time: None, national: None, wrong: Vec::new() };
    for (column, cell) in columns.iter().zip(&row.cells) {
        if let Some(answers) = column.answers {
            reading.cell(&column.heading, answers, cell);
        }
    }
    let Reading { mut values, time, national, mut wrong } = reading;
    if let Some(time) = time {
        match values.get("found_to") {
            "day" | "time" => {
                values.set("found_at-time", time);
                values.set("found_to", "time");
            }
            _ => wrong.push(not_a_date(columns)),
        }
    }
    let subject = Subject { person: None, episode: None, now };
    match acts::parse(form(), &values, &subject) {
        Ok((Act::Unidentified(UnidentifiedEvent::Recorded { details }), _)) if wrong.is_empty() => {
            Ok(TakenOver { line: row.line, details: *details, national_reference: national })
        }
        Ok(_) => Err(wrong),
        Err(unreadable) => {
            let of_form = unreadable.iter().map(|unreadable| RowWrong {
                column: Some(heading_of(columns, unreadable.field)),
                code: unreadable.problem.code(),
                says: words::problem(form(), unreadable),
            });
            let more: Vec<RowWrong> =
                of_form.filter(|one| wrong.iter().all(|other| other.column != one.column)).collect();
            wrong.extend(more);
            Err(wrong)
        }
    }
}

/// A row while it is read.
struct Reading {
    values: Values,
    time: Option<String>,
    national: Option<String>,
    wrong: Vec<RowWrong>,
}

impl Reading {
    fn cell(&mut self, heading: &str, answers: Answers, cell: &str) {
        let unknown = UNKNOWN.contains(&plain(cell).as_str());
        match answers {
            Answers::Field(name) => match form().field(name).map(|field| field.kind) {
                Some(Kind::Choice { family, words }) => self.choice(heading, name, (family, words), cell),
                Some(_) if unknown => {}
                Some(Kind::Lines) => self.lines(name, cell, ""),
                Some(_) => self.text(name, cell),
                None => {}
            },
            _ if unknown => {}
            Answers::Marks(kind) => self.lines("marks", cell, kind),
            Answers::FoundOn => match FoundOn::read(cell) {
                Some(found) => found.write(&mut self.values),
                None => self.wrong(heading, "not-a-date", &t!("import-row-not-a-date", "cell" => cell)),
            },
            Answers::FoundTime => self.time = Some(cell.to_owned()),
            Answers::Age => self.range(heading, ["age_from", "age_to"], cell),
            Answers::Height => self.range(heading, ["stature_from_cm", "stature_to_cm"], cell),
            Answers::DeadFor => {
                self.range(heading, ["dead_for_at_least_days", "dead_for_at_most_days"], cell);
            }
            Answers::NationalReference => self.national = Some(cell.to_owned()),
        }
    }

    /// Two columns that answer one question stand below each other.
    fn text(&mut self, name: &str, cell: &str) {
        let before = self.values.get(name);
        let text = if before.is_empty() { cell.to_owned() } else { format!("{before}\n{cell}") };
        self.values.set(name, text);
    }

    /// Several short texts, set apart by semicolons or ends of lines.
    fn lines(&mut self, name: &str, cell: &str, kind: &str) {
        for part in cell.split([';', '\n']).map(str::trim).filter(|part| !part.is_empty()) {
            let says_it = kind.is_empty() || plain(part).contains(&plain(kind));
            let said = if says_it { part.to_owned() } else { format!("{kind}: {part}") };
            self.text(name, &said);
        }
    }

    fn choice(
        &mut self,
        heading: &str,
        name: &'static str,
        (family, offered): (&'static str, &[&str]),
        cell: &str,
    ) {
        let asked = plain(cell);
        let also = ALSO.iter().find(|(of, other, _)| *of == name && *other == asked).map(|(.., word)| *word);
        let is_it = |word: &&&str| plain(word) == asked || plain(&words::choice(family, word)) == asked;
        if let Some(word) = also.or_else(|| offered.iter().find(is_it).copied()) {
            self.values.set(name, word);
        } else if !UNKNOWN.contains(&asked.as_str()) {
            let offered: Vec<String> = offered.iter().map(|word| word.replace('_', " ")).collect();
            let says = t!("import-row-not-offered", "cell" => cell, "offered" => offered.join(", "));
            self.wrong(heading, "not-offered", &says);
        }
    }

    /// `35-50`, `35 to 50` or `35`. What says neither, as `about 40`, is asked for as a range: nobody else knows how wide.
    fn range(&mut self, heading: &str, [from, to]: [&str; 2], cell: &str) {
        let bare = cell.to_lowercase().replace("to", "-").replace(['\u{2013}', '\u{2014}'], "-");
        let bare = ["years", "yrs", "days", "cm"].iter().fold(bare, |text, unit| text.replace(unit, ""));
        let parts: Vec<Option<u16>> = bare.split('-').map(|part| part.trim().parse().ok()).collect();
        match *parts.as_slice() {
            [Some(one)] => {
                self.values.set(from, one.to_string());
                self.values.set(to, one.to_string());
            }
            [Some(least), Some(most)] => {
                self.values.set(from, least.to_string());
                self.values.set(to, most.to_string());
            }
            _ => self.wrong(heading, "not-a-range", &t!("import-row-not-a-range", "cell" => cell)),
        }
    }

    fn wrong(&mut self, heading: &str, code: &'static str, says: &str) {
        let says = format!("{heading}: {says}");
        self.wrong.push(RowWrong { column: Some(heading.to_owned()), code, says });
    }
}

fn not_a_date(columns: &[Column]) -> RowWrong {
    let column = heading_of(columns, "found_time");
    let says = format!("{column}: {}", t!("import-row-time-without-day"));
    RowWrong { column: Some(column), code: "not-a-date", says }
}

/// The heading of the column that answers a question, else the question in the words of the form.
fn heading_of(columns: &[Column], field: &str) -> String {
    let is_it = |answers: Answers| match answers {
        Answers::Field(name) => name == field,
        Answers::Marks(_) => field == "marks",
        Answers::FoundOn => field == "found_at",
        Answers::FoundTime => field == "found_time",
        Answers::Age => matches!(field, "age_from" | "age_to"),
        Answers::Height => matches!(field, "stature_from_cm" | "stature_to_cm"),
        Answers::DeadFor => matches!(field, "dead_for_at_least_days" | "dead_for_at_most_days"),
        Answers::NationalReference => false,
    };
    let column = columns.iter().find(|column| column.answers.is_some_and(is_it));
    column.map_or_else(|| words::named(super::columns::ACT, field), |column| column.heading.clone())
}
