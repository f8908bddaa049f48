//! What the columns of a file hold, found from their names and, where these say nothing, from what is in them.

use crate::contents::{BY_WORDS, Sample, kind_of_contents};
use crate::dates;
use crate::model::{ColumnRole, Effort, Kind, Model};
use crate::read::Records;

/// Names of columns, in lower case with nothing between the words, and what they hold. Registers of several countries,
/// and the test data sets of record linkage.
const NAMED: &[(Kind, &[&str])] = &[
    (
        Kind::GivenName,
        &[
            "givenname",
            "firstname",
            "forename",
            "forename1",
            "fname",
            "fnamec1",
            "first",
            "given",
            "christianname",
            "prename",
            "vorname",
            "prenom",
            "nombre",
            "imie",
            "knownas",
            "givennames",
            "forenames",
            "firstnames",
            "voornaam",
            "voornamen",
            "rufname",
            "nome",
            "jmeno",
            "fornavn",
            "fornamn",
            "etunimi",
            "isim",
            "ad",
            "adi",
        ],
    ),
    (
        Kind::MiddleName,
        &[
            "middlename",
            "middle",
            "mname",
            "fnamec2",
            "secondname",
            "middleinitial",
            "forename2",
            "othernames",
            "middlenames",
            "midname",
        ],
    ),
    (
        Kind::Surname,
        &[
            "surname",
            "lastname",
            "lname",
            "lnamec1",
            "lnamec2",
            "familyname",
            "sname",
            "last",
            "nachname",
            "nom",
            "nomdefamille",
            "apellido",
            "nazwisko",
            "maidenname",
            "surname2",
            "achternaam",
            "familienname",
            "zuname",
            "cognome",
            "apellidos",
            "apellido1",
            "apellido2",
            "sobrenome",
            "apelido",
            "prijmeni",
            "etternavn",
            "efternavn",
            "efternamn",
            "sukunimi",
            "soyad",
            "soyadi",
        ],
    ),
    (Kind::FullName, &["fullname", "name", "personname", "firstandsurname", "patientname", "subjectname"]),
    (
        Kind::BirthDate,
        &[
            "dob",
            "dateofbirth",
            "birthdate",
            "birthday",
            "dateborn",
            "born",
            "bdate",
            "nele",
            "neele",
            "gebam",
            "geburtsdatum",
            "datedenaissance",
            "fechadenacimiento",
            "dataurodzenia",
            "dataur",
            "gebdat",
            "datenaissance",
            "fechanacimiento",
            "geboortedatum",
            "datadinascita",
            "datanascita",
            "datadenascimento",
            "datanascimento",
            "fodselsdato",
            "fodelsedatum",
            "dogum",
            "dogumtarihi",
        ],
    ),
    (Kind::BirthDay, &["bd", "birthdayofmonth", "dayofbirth", "dobday", "dobd", "bday", "birthdd"]),
    (Kind::BirthMonth, &["bm", "birthmonth", "monthofbirth", "dobmonth", "dobm", "bmonth", "birthmm"]),
    (Kind::BirthYear, &["by", "birthyear", "yearofbirth", "dobyear", "doby", "byear", "yob", "birthyyyy"]),
    (
        Kind::Age,
        &["age", "ageyears", "ageinyears", "ageatreport", "agerange", "ageband", "agein2020", "agein2030"],
    ),
    (
        Kind::Sex,
        &[
            "sex",
            "gender",
            "sexcode",
            "gendercode",
            "sexe",
            "sexo",
            "geschlecht",
            "geslacht",
            "plec",
            "cinsiyet",
        ],
    ),
    (
        Kind::Category,
        &[
            "ethnicity",
            "ethnic",
            "ethnicgroup",
            "ethniccode",
            "race",
            "raceethnicity",
            "nationality",
            "religion",
            "maritalstatus",
            "occupation",
        ],
    ),
    (
        Kind::Postcode,
        &[
            "postcode",
            "postalcode",
            "zip",
            "zipcode",
            "plz",
            "postcodefake",
            "pcode",
            "zip5",
            "postleitzahl",
            "codepostal",
            "codigopostal",
            "cp",
            "cap",
            "cep",
            "kodpocztowy",
            "pin",
            "pincode",
            "eircode",
        ],
    ),
    (
        Kind::Town,
        &[
            "town",
            "city",
            "suburb",
            "locality",
            "posttown",
            "municipality",
            "village",
            "ort",
            "wohnort",
            "stadt",
            "plaats",
            "woonplaats",
            "ville",
            "commune",
            "ciudad",
            "localidad",
            "citta",
            "comune",
            "cidade",
            "miasto",
            "miejscowosc",
            "il",
        ],
    ),
    (Kind::Region, &["state", "county", "region", "province", "district", "stateabbr"]),
    (
        Kind::StreetNumber,
        &[
            "streetnumber",
            "housenumber",
            "houseno",
            "stnum",
            "buildingnumber",
            "streetno",
            "hno",
            "number",
            "hausnummer",
            "huisnummer",
        ],
    ),
    (
        Kind::Street,
        &[
            "street",
            "streetname",
            "address",
            "address1",
            "addressline1",
            "addr",
            "addr1",
            "road",
            "streetaddress",
            "residence",
            "homeaddress",
            "line1",
            "fulladdress",
            "strasse",
            "straße",
            "anschrift",
            "straat",
            "adres",
            "adresse",
            "rue",
            "direccion",
            "domicilio",
            "calle",
            "via",
            "indirizzo",
            "endereco",
            "ulica",
        ],
    ),
    (
        Kind::AddressLine,
        &[
            "address2",
            "addressline2",
            "addr2",
            "address3",
            "addressline3",
            "unitnumber",
            "unit",
            "flat",
            "apartment",
            "housename",
            "line2",
        ],
    ),
    (
        Kind::Telephone,
        &[
            "phone",
            "telephone",
            "tel",
            "mobile",
            "phonenumber",
            "telephonenumber",
            "mobilenumber",
            "contactnumber",
            "landline",
            "cell",
            "cellphone",
            "homephone",
            "workphone",
            "mobilephone",
            "phone1",
            "phone2",
            "phoneno",
        ],
    ),
    (Kind::Email, &["email", "emailaddress", "mail"]),
    (
        Kind::Identifier,
        &[
            "nhsnumber",
            "nhsno",
            "nhs",
            "ssn",
            "socsecid",
            "socialsecuritynumber",
            "ninumber",
            "nino",
            "nationalinsurance",
            "nationalinsurancenumber",
            "passport",
            "passportnumber",
            "passportno",
            "nationalid",
            "drivinglicence",
            "licencenumber",
            "driverslicense",
            "medicareno",
            "chinumber",
            "itin",
            "taxid",
            "taxnumber",
            "medicare",
            "medicarenum",
            "medicarenumber",
            "medicaid",
            "medicaidnum",
            "insurancenumber",
            "policynumber",
            "hospitalnumber",
            "mrn",
            "patientnumber",
            "administrativenumber",
            "personalnumber",
            "documentnumber",
            "idnumber",
            "pesel",
            "bsn",
            "dni",
            "nif",
            "codicefiscale",
            "aadhaar",
        ],
    ),
    (Kind::Text, &["birthplace", "placeofbirth", "employer", "school", "employername", "schoolname"]),
];

/// Names of columns that say who a record belongs to, which is what linking has to find out, or that say nothing of a
/// person: they are never compared.
const TRUTH: &[&str] = &[
    "cluster",
    "clusterid",
    "entityid",
    "entity",
    "trueid",
    "truth",
    "truthid",
    "simulantid",
    "householdid",
    "entid",
    "identity",
    "groupid",
    "matchid",
    "match",
    "ismatch",
    "label",
    "group",
    "goldid",
    "personid",
    "uniquepersonid",
    "originalid",
    "dupid",
    "duplicateof",
    "sourcedataset",
    "dataset",
    "source",
    "sourceid",
];

/// The reason given where the heading alone decided.
const BY_NAME: &str = "its name";

/// Infers what the columns of one file, or of two that are to be linked, hold. Every column is named in the result, with
/// the reason, so that a person can correct it.
#[must_use]
pub fn infer(files: &[Records], effort: Effort) -> Model {
    let mut columns: Vec<ColumnRole> = Vec::new();
    for file in files {
        let mut roles: Vec<ColumnRole> =
            file.table.columns.iter().map(|column| role(&column.name, &Sample::new(column))).collect();
        settle_names(&mut roles, file);
        find_other_name(&mut roles, file);
        settle(&mut roles, file);
        for role in roles {
            if columns.iter().all(|known| known.column != role.column) {
                columns.push(role);
            }
        }
    }
    Model::of_columns(columns, effort)
}

/// A heading without case, spaces and marks.
fn bare(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn role(name: &str, sample: &Sample<'_>) -> ColumnRole {
    let bare = bare(name);
    let role =
        |kind, because: String| ColumnRole { column: name.to_owned(), kind, date_order: None, because };
    if TRUTH.contains(&bare.as_str()) {
        return role(
            Kind::Ignored,
            "its name says that it tells which records belong together, or where they come from".to_owned(),
        );
    }
    if sample.is_empty() {
        return role(Kind::Ignored, "it is empty".to_owned());
    }
    if sample.are_long() {
        return role(
            Kind::Ignored,
            "its values are long text, which says little of who somebody is; what it names is best put in columns of its own"
                .to_owned(),
        );
    }
    let named = kind_named(&bare).or_else(|| named_at_end(name)).or_else(|| loosely_named(&bare));
    if let Some(kind) = named.filter(|_| is_somebody_else(name)) {
        return somebody_elses(role, kind);
    }
    let (kind, because) = match named {
        Some(kind) if sample.could_be(kind) => (kind, BY_NAME.to_owned()),
        Some(kind) => {
            let (found, reason) = kind_of_contents(sample);
            let named = format!("{kind:?}").to_lowercase();
            (found, format!("its name suggests {named}, but {reason}"))
        }
        None => kind_of_contents(sample),
    };
    let mut role = role(kind, because);
    if kind == Kind::BirthDate {
        role.date_order = dates::order_of(&sample.texts()).map(|(order, _)| order);
    }
    role
}

/// What a heading without case, spaces and marks names.
fn kind_named(bare: &str) -> Option<Kind> {
    NAMED.iter().find(|(_, names)| names.contains(&bare)).map(|(kind, _)| *kind)
}

/// The words of a heading, in lower case: `PatientSurname`, `patient_surname` and "Patient surname" have two.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = vec![String::new()];
    let mut before = ' ';
    for letter in name.chars() {
        let begins = letter.is_uppercase() && before.is_lowercase();
        if begins || !letter.is_alphanumeric() {
            words.push(String::new());
        }
        if letter.is_alphanumeric() {
            words.last_mut().expect("there is a word from the start").extend(letter.to_lowercase());
        }
        before = letter;
    }
    words.retain(|word| !word.is_empty());
    words
}

/// A heading whose last words are a known name: `patient_surname`, `dob_1`, `gender_desc`.
fn named_at_end(name: &str) -> Option<Kind> {
    const SAYS_NO_MORE: [&str; 8] =
        ["code", "desc", "description", "text", "value", "raw", "clean", "recorded"];
    // "document_number" is no house's, "legal_name" may be a company's; "date of birth 2" is one of birth.
    const SAYS_TOO_LITTLE: [&str; 3] = ["number", "unit", "by"];
    let mut words = words(name);
    while words.len() > 1
        && words.last().is_some_and(|word| {
            SAYS_NO_MORE.contains(&word.as_str()) || word.bytes().all(|byte| byte.is_ascii_digit())
        })
    {
        words.pop();
    }
    (0..words.len())
        .map(|from| words[from..].concat())
        .filter(|end| !SAYS_TOO_LITTLE.contains(&end.as_str()))
        .find_map(|end| kind_named(&end))
}

/// A heading that begins or ends with a known name and has nothing between its words: `patientsurname`.
fn loosely_named(bare: &str) -> Option<Kind> {
    let fits = |name: &&str| name.len() >= 5 && (bare.starts_with(*name) || bare.ends_with(*name));
    let longest = |(kind, names): &(Kind, &[&str])| {
        names.iter().filter(|name| fits(name)).map(|name| name.len()).max().map(|length| (length, *kind))
    };
    let (_, kind) = NAMED.iter().filter_map(longest).max_by_key(|(length, _)| *length)?;
    (!matches!(kind, Kind::Age)).then_some(kind)
}

/// Whether a heading speaks of somebody other than the person, or of something: `employer_city`, `officer_name`.
fn is_somebody_else(name: &str) -> bool {
    const OTHERS: [&str; 33] = [
        "employer",
        "company",
        "workplace",
        "school",
        "gp",
        "pcp",
        "doctor",
        "practice",
        "provider",
        "hospital",
        "officer",
        "staff",
        "agency",
        "organisation",
        "organization",
        "reporter",
        "informant",
        "caller",
        "referrer",
        "witness",
        "kin",
        "nok",
        "emergency",
        "guardian",
        "carer",
        "parent",
        "mother",
        "mothers",
        "father",
        "fathers",
        "spouse",
        "partner",
        "husband",
    ];
    let words = words(name);
    words.len() > 1 && words.iter().any(|word| OTHERS.contains(&word.as_str()))
}

/// What another's name says of the person is learned like any text; their address and numbers are left aside.
fn somebody_elses(role: impl Fn(Kind, String) -> ColumnRole, kind: Kind) -> ColumnRole {
    match kind {
        Kind::GivenName | Kind::MiddleName | Kind::Surname | Kind::FullName | Kind::Text => role(
            Kind::Text,
            "its name speaks of somebody else, whom two records may have in common".to_owned(),
        ),
        Kind::BirthDate
        | Kind::BirthDay
        | Kind::BirthMonth
        | Kind::BirthYear
        | Kind::Age
        | Kind::Sex
        | Kind::Category
        | Kind::Postcode
        | Kind::Town
        | Kind::Region
        | Kind::StreetNumber
        | Kind::Street
        | Kind::AddressLine
        | Kind::Telephone
        | Kind::Email
        | Kind::Identifier
        | Kind::Ignored => role(Kind::Ignored, "its name speaks of somebody else".to_owned()),
    }
}

/// A column called "name" in another language, or "surname", holds whole names where there is none of given names.
fn settle_names(columns: &mut [ColumnRole], file: &Records) {
    if columns.iter().any(|role| matches!(role.kind, Kind::GivenName | Kind::FullName)) {
        return;
    }
    let surnames = columns.iter_mut().zip(&file.table.columns).filter(|(role, _)| role.kind == Kind::Surname);
    for (role, column) in surnames {
        if Sample::new(column).are_several_words() {
            role.kind = Kind::FullName;
            role.because += "; its values are several words, and no column holds given names";
        }
    }
}

/// Beside a column of surnames one called "name" holds given names, when its values are single words. Beside given names
/// the first column of words that nothing else is known of holds surnames, and the other way round.
fn find_other_name(columns: &mut [ColumnRole], file: &Records) {
    let has = |columns: &[ColumnRole], kind| columns.iter().any(|role| role.kind == kind);
    let sample = |place: usize| Sample::new(&file.table.columns[place]);
    if !has(columns, Kind::GivenName) && has(columns, Kind::Surname) {
        let full = columns.iter().position(|role| role.kind == Kind::FullName);
        if let Some(place) = full.filter(|&place| !sample(place).are_several_words()) {
            columns[place].kind = Kind::GivenName;
            columns[place].because += "; its values are single words, and another column holds surnames";
        }
    }
    if has(columns, Kind::FullName) || has(columns, Kind::GivenName) == has(columns, Kind::Surname) {
        return;
    }
    let missing = if has(columns, Kind::Surname) { Kind::GivenName } else { Kind::Surname };
    let words = |place: &usize| columns[*place].kind == Kind::Text && columns[*place].because == BY_WORDS;
    if let Some(place) = (0..columns.len()).find(|place| words(place) && sample(*place).are_few_words()) {
        columns[place].kind = missing;
        columns[place].because +=
            "; the other part of the name has a column, and this is the likeliest for it";
    }
}

/// Puts right what one column cannot know of the others.
fn settle(columns: &mut [ColumnRole], file: &Records) {
    let has = |columns: &[ColumnRole], kind| columns.iter().any(|role| role.kind == kind);
    if has(columns, Kind::GivenName) && has(columns, Kind::Surname) {
        demote(columns, Kind::FullName, Kind::Ignored, "given name and surname have columns of their own");
    }
    if has(columns, Kind::BirthDate) {
        settle_dates(columns);
        let dates_are_missing = is_often_empty(columns, file, Kind::BirthDate);
        for kind in [Kind::BirthDay, Kind::BirthMonth, Kind::BirthYear] {
            demote(columns, kind, Kind::Ignored, "the date of birth has a column of its own");
        }
        if !dates_are_missing {
            demote(columns, Kind::Age, Kind::Ignored, "the date of birth tells the age");
        }
    }
    if !has(columns, Kind::Street)
        && let Some(line) = columns.iter_mut().find(|role| role.kind == Kind::AddressLine)
    {
        line.kind = Kind::Street;
        line.because += "; there is no other line with the street";
    }
    // One line is the street; further ones are compared as they stand.
    let mut streets = columns.iter_mut().filter(|role| role.kind == Kind::Street);
    streets.next();
    for further in streets {
        further.kind = Kind::AddressLine;
        further.because += "; another column holds the street";
    }
}

/// Whether one record in twenty has nothing in the column of a kind, so that another column may tell what it does not.
fn is_often_empty(columns: &[ColumnRole], file: &Records, kind: Kind) -> bool {
    let mut held = columns.iter().zip(&file.table.columns).filter(|(role, _)| role.kind == kind);
    held.any(|(_, column)| 20 * column.codes.iter().filter(|&&code| code == 0).count() > column.codes.len())
}

/// A date whose name says nothing of birth is one of birth only when no other column is.
fn settle_dates(columns: &mut [ColumnRole]) {
    let named = |role: &ColumnRole| role.kind == Kind::BirthDate && role.because == BY_NAME;
    if !columns.iter().any(named) {
        return;
    }
    for role in columns.iter_mut().filter(|role| role.kind == Kind::BirthDate && role.because != BY_NAME) {
        role.kind = Kind::Ignored;
        role.date_order = None;
        "its values are dates, and another column holds the date of birth".clone_into(&mut role.because);
    }
}

fn demote(columns: &mut [ColumnRole], from: Kind, to: Kind, because: &str) {
    for role in columns.iter_mut().filter(|role| role.kind == from) {
        role.kind = to;
        because.clone_into(&mut role.because);
    }
}
