//! Which question of a record a column of a sheet answers: by the question's name, by its words on our pages, or by what
//! other systems call it.

use app::unidentified::{Sheet, SheetRow};

use crate::{
    acts::{self, ActForm, Field, Required, words},
    catalogue::t,
};

/// The act that a row becomes.
pub(super) const ACT: &str = "unidentified_recorded";

/// A column, and what it was taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Column {
    /// Its heading.
    pub(crate) heading: String,
    /// What it answers; nothing where that is not known, or an earlier column answers it.
    pub(crate) answers: Option<Answers>,
}

/// What the cells of a column answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Answers {
    /// A question of the form.
    Field(&'static str),
    /// Marks of one kind: the word for it is put before a cell that does not say it.
    Marks(&'static str),
    /// The day on which they were found, with the time or without, or the month or year alone.
    FoundOn,
    /// The time of that day.
    FoundTime,
    /// The least and the most age.
    Age,
    /// The least and the most height.
    Height,
    /// The least and the most days for which they had been dead.
    DeadFor,
    /// What the national unit calls the record.
    NationalReference,
}

impl Answers {
    /// What it is called where columns are explained.
    pub(crate) fn says(self) -> String {
        match self {
            Self::Field(name) => words::named(ACT, name),
            Self::Marks(_) => words::named(ACT, "marks"),
            Self::FoundOn => t!("import-column-found-on"),
            Self::FoundTime => t!("import-column-found-time"),
            Self::Age => t!("import-column-age"),
            Self::Height => t!("import-column-height"),
            Self::DeadFor => t!("import-column-dead-for"),
            Self::NationalReference => t!("import-column-national-reference"),
        }
    }

    /// Several columns may answer it together.
    fn may_repeat(self) -> bool {
        match self {
            Self::Marks(_) => true,
            Self::Field(name) => {
                matches!(name, "marks" | "clothing" | "jewellery" | "effects" | "circumstances" | "teeth")
            }
            Self::FoundOn
            | Self::FoundTime
            | Self::Age
            | Self::Height
            | Self::DeadFor
            | Self::NationalReference => false,
        }
    }
}

/// What other systems call a question, and the columns that stand for two questions at once. Lower case, letters and figures only.
const ALSO: [(&str, Answers); 61] = [
    ("ref", Answers::Field("reference")),
    ("casereference", Answers::Field("reference")),
    ("casenumber", Answers::Field("reference")),
    ("caseno", Answers::Field("reference")),
    ("coronerreference", Answers::Field("reference")),
    ("hospitalnumber", Answers::Field("reference")),
    ("nationalreference", Answers::NationalReference),
    ("ukmpureference", Answers::NationalReference),
    ("type", Answers::Field("kind")),
    ("whatwasfound", Answers::Field("kind")),
    ("found", Answers::FoundOn),
    ("foundon", Answers::FoundOn),
    ("foundat", Answers::FoundOn),
    ("datefound", Answers::FoundOn),
    ("dateoffinding", Answers::FoundOn),
    ("whenfound", Answers::FoundOn),
    ("foundtime", Answers::FoundTime),
    ("timefound", Answers::FoundTime),
    ("placefound", Answers::Field("found_where")),
    ("location", Answers::Field("found_where")),
    ("locationfound", Answers::Field("found_where")),
    ("foundlocation", Answers::Field("found_where")),
    ("wherefound", Answers::Field("found_where")),
    ("foundpostcode", Answers::Field("postcode")),
    ("age", Answers::Age),
    ("agerange", Answers::Age),
    ("estimatedage", Answers::Age),
    ("agemin", Answers::Field("age_from")),
    ("agemax", Answers::Field("age_to")),
    ("gender", Answers::Field("sex")),
    ("ethnicity", Answers::Field("ancestry")),
    ("height", Answers::Height),
    ("heightcm", Answers::Height),
    ("stature", Answers::Height),
    ("staturecm", Answers::Height),
    ("heightmin", Answers::Field("stature_from_cm")),
    ("heightmax", Answers::Field("stature_to_cm")),
    ("haircolour", Answers::Field("hair")),
    ("haircolor", Answers::Field("hair")),
    ("eyecolour", Answers::Field("eyes")),
    ("eyecolor", Answers::Field("eyes")),
    ("eyecolours", Answers::Field("eyes")),
    ("distinguishingmarks", Answers::Field("marks")),
    ("distinguishingfeatures", Answers::Field("marks")),
    ("tattoo", Answers::Marks("Tattoo")),
    ("tattoos", Answers::Marks("Tattoo")),
    ("scar", Answers::Marks("Scar")),
    ("scars", Answers::Marks("Scar")),
    ("surgery", Answers::Marks("Surgery")),
    ("piercings", Answers::Marks("Piercing")),
    ("clothes", Answers::Field("clothing")),
    ("belongings", Answers::Field("effects")),
    ("possessions", Answers::Field("effects")),
    ("property", Answers::Field("effects")),
    ("dentalrecords", Answers::Field("dental")),
    ("dnaprofile", Answers::Field("dna")),
    ("prints", Answers::Field("fingerprints")),
    ("decomposition", Answers::Field("condition")),
    ("deadfordays", Answers::DeadFor),
    ("postmortemintervaldays", Answers::DeadFor),
    ("notes", Answers::Field("circumstances")),
];

/// What each column answers. Of two columns that answer one question the second is not understood, unless both can.
pub(super) fn understood(heading: &[String]) -> Vec<Column> {
    let mut taken: Vec<Answers> = Vec::new();
    heading
        .iter()
        .map(|heading| {
            let answers = answers(heading).filter(|it| it.may_repeat() || !taken.contains(it));
            taken.extend(answers);
            Column { heading: heading.clone(), answers }
        })
        .collect()
}

fn answers(heading: &str) -> Option<Answers> {
    let asked = plain(heading);
    let also = ALSO.iter().find(|(name, _)| *name == asked).map(|(_, answers)| *answers);
    also.or_else(|| {
        let is_it =
            |field: &&Field| plain(field.name) == asked || plain(&words::label(form(), field)) == asked;
        form().fields.iter().find(is_it).map(|field| Answers::Field(field.name))
    })
}

/// The questions that every record answers and that no column is about, in the words of the form.
pub(super) fn missing(columns: &[Column]) -> Vec<String> {
    let is_there = |wanted: Answers| columns.iter().any(|column| column.answers == Some(wanted));
    let asked =
        form().fields.iter().filter(|field| field.required == Required::Yes).map(|field| {
            if field.name == "found_at" { Answers::FoundOn } else { Answers::Field(field.name) }
        });
    asked
        .chain([Answers::Field("reference")])
        .filter(|wanted| !is_there(*wanted))
        .map(Answers::says)
        .collect()
}

/// The reference that a row has.
pub(super) fn reference(columns: &[Column], row: &SheetRow) -> String {
    let place = columns.iter().position(|column| column.answers == Some(Answers::Field("reference")));
    place.and_then(|place| row.cells.get(place)).cloned().unwrap_or_default()
}

/// The form of the act.
pub(super) fn form() -> &'static ActForm {
    acts::find(ACT).expect("a record is made by an act that has a form; the page of a new one draws it")
}

/// A name without what people write it differently by.
pub(super) fn plain(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A sheet to begin from: every column, and two rows that show what can be written.
pub(crate) fn sample() -> String {
    const SAMPLE: [(&str, &str, &str); 31] = [
        ("reference", "COR-2026-0117", "H 20931"),
        ("national_reference", "26-004417", ""),
        ("kind", "body", "living person"),
        ("found", "14/03/2026", "2026-03-19 22:40"),
        ("found_where", "River bank below the weir", "Bus station, bay 4"),
        ("postcode", "BK4 2", "BK1"),
        ("setting", "river", ""),
        ("age", "35-50", "16-19"),
        ("sex", "male", "female"),
        ("ancestry", "", ""),
        ("height", "172-178", "163"),
        ("build", "medium", "slim"),
        ("hair", "dark brown", "blond"),
        ("hair_length", "short", "long"),
        ("hair_detail", "Grey at the temples", ""),
        ("eyes", "unknown", "green"),
        ("tattoos", "Swallow, left forearm; anchor, right shoulder", ""),
        ("scars", "", "Above the left knee"),
        ("marks_listing", "complete", "partial"),
        ("teeth", "Upper left incisor missing", ""),
        ("clothing", "Dark blue fleece, work boots size 9", "Grey school trousers, white shirt"),
        ("jewellery", "", "Silver ring with a green stone"),
        ("effects", "Bus ticket, keys", ""),
        ("dental", "held", ""),
        ("dna", "held", "not held"),
        ("fingerprints", "unknown", "not held"),
        ("condition", "early", ""),
        ("dead_for_days", "5-12", ""),
        ("circumstances", "Seen by a walker", "Does not speak; brought in by a driver"),
        ("now_at", "Public mortuary", "Ward 6"),
        ("found_time", "", ""),
    ];
    let row =
        |line, cells: Vec<&str>| SheetRow { line, cells: cells.into_iter().map(str::to_owned).collect() };
    Sheet {
        heading: SAMPLE.iter().map(|(name, ..)| (*name).to_owned()).collect(),
        rows: vec![
            row(2, SAMPLE.iter().map(|(_, first, _)| *first).collect()),
            row(3, SAMPLE.iter().map(|(.., second)| *second).collect()),
        ],
    }
    .to_csv()
}
